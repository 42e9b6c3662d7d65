/* may_example_test.c - the door, line by line of its table, by example. */
#include "tests/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "account/may.h"
#include "db/db.h"

static struct people world;

static int
set_up(void **state)
{
	(void)state;
	people_open(&world);
	db_begin(world.cx.db, DB_READ);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	assert_true(db_commit(world.cx.db));
	people_close(&world);
	return 0;
}

static bool
can(enum people_role who, enum act act, enum people_unit unit)
{
	people_act(&world, who);
	return may(&world.cx, act, (struct object){ .unit = world.unit[unit] });
}

static void
test_office_ended_yesterday(void **state)
{
	(void)state;
	assert_true(can(SEC, ACT_KEEP_MEMBERS, A1));
	assert_false(can(FORMER, ACT_KEEP_MEMBERS, A1));
	world.cx.today = date_add(world.cx.today, -1);
	assert_false(can(SEC, ACT_KEEP_MEMBERS, A1));
	assert_true(can(FORMER, ACT_KEEP_MEMBERS, A1));
}

static void
test_below_and_at(void **state)
{
	(void)state;
	assert_true(can(OFFICER, ACT_SEE_FIGURES, EASTMERE));
	assert_true(can(OFFICER, ACT_SEE_FIGURES, A1));
	assert_true(can(OFFICER, ACT_SEE_FIGURES, A2));
	assert_false(can(OFFICER, ACT_SEE_FIGURES, B1));
	assert_false(can(OFFICER, ACT_SEE_FIGURES, PROVINCE));
	assert_false(can(OFFICER, ACT_SEE_CELL, A1));
	assert_false(can(OFFICER, ACT_KEEP_MEMBERS, A1));
	assert_true(can(AUDITOR, ACT_SEE_CHANGES, A1));
	assert_false(can(AUDITOR, ACT_SEE_CELL, A1));
	assert_false(can(SEC, ACT_KEEP_MEETINGS, A2));
	assert_false(can(DEP, ACT_KEEP_MEETINGS, A1));
	assert_true(can(DEP, ACT_SEE_CELL, A1));
}

/* The administrator opens no content of any unit. */
static void
test_administrator(void **state)
{
	(void)state;
	for (enum act act = ACT_ANYONE; act < ACT_COUNT; act++) {
		bool expected = act == ACT_ANYONE || act == ACT_LOGGED_IN ||
		    act == ACT_SEE_UNIT || act == ACT_ADMINISTER;

		for (enum people_unit u = FEDERATION; u < PEOPLE_UNITS; u++) {
			assert_int_equal(can(ADMIN, act, u), expected);
		}
	}
	assert_false(can(NOBODY, ACT_LOGGED_IN, A1));
	assert_true(can(NOBODY, ACT_ANYONE, A1));
}

static void
test_which_office(void **state)
{
	struct object a1 = { .unit = world.unit[A1],
	    .member = world.member[ANN] };
	str office;

	(void)state;
	people_act(&world, SEC);
	office = may_office(&world.cx, ACT_SEE_PERSON, a1);
	assert_true(str_eq(office, S("Secretary, Cell 1, Harbour Bakery")));
	office = may_office(&world.cx, ACT_SEE_CELL, a1);
	assert_true(str_eq(office, S("Secretary, Cell 1, Harbour Bakery")));
	assert_int_equal(may_office(&world.cx, ACT_SEE_UNIT, a1).len, 0);
	people_act(&world, ANN);
	assert_int_equal(may_office(&world.cx, ACT_SEE_PERSON, a1).len, 0);
}

static void
test_before_any_statutes(void **state)
{
	(void)state;
	world.cx.today = people_date("2019-12-31");
	for (enum act act = ACT_SEE_CELL; act < ACT_ADMINISTER; act++) {
		assert_false(can(SEC, act, A1));
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_office_ended_yesterday),
		TEST(test_below_and_at),
		TEST(test_administrator),
		TEST(test_which_office),
		TEST(test_before_any_statutes),
	};

	return cmocka_run_group_tests_name("may_example", tests, NULL, NULL);
}
