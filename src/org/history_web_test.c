/*
 * history_web_test.c - what a unit was, as a browser gets it, and where an old
 * link leads on to.
 */
#include "tests/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "org/org.h"

static struct people world;
static struct res got;

static int
set_up(void **state)
{
	(void)state;
	people_open(&world);
	db_begin(world.cx.db, DB_WRITE);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	people_close(&world);
	return 0;
}

static bool
shows(const char *text)
{
	return people_shows(&got, text);
}

/* The page of a unit's history, after what the test wrote is kept. */
static int
get_history(enum people_role who, int64_t unit)
{
	str path = arena_printf(&world.mem, "/u/%s/history",
	    people_pid(&world, "unit", unit));

	people_get(&world, who, arena_copy_z(&world.mem, path), &got);
	return got.status;
}

static bool
links_to(int64_t unit)
{
	str href = arena_printf(&world.mem, "href=\"/u/%s\"",
	    people_pid(&world, "unit", unit));

	return shows(arena_copy_z(&world.mem, href));
}

static int64_t
found(const char *code, const char *name, const char *day)
{
	int64_t id;

	assert_int_equal(org_found(&world.cx, &(struct unit_new){
	    .code = str_z(code), .tier = S("cell"), .name = str_z(name),
	    .parent_id = world.unit[EASTMERE],
	    .founded = day == NULL ? DATE_NONE : people_date(day) }, &id),
	    ORG_OK);
	return id;
}

/* ORG-3: each event with its day, and what it has to do with. */
static void
test_events(void **state)
{
	int64_t part, id = found("X", "Rope Walk", "2026-01-05");

	(void)state;
	assert_int_equal(org_rename(&world.cx, id, S("Rope <b>Yard</b>"),
	    people_date("2026-02-01")), ORG_OK);
	assert_int_equal(org_move(&world.cx, id, world.unit[WESTMERE],
	    people_date("2026-03-01")), ORG_OK);
	assert_int_equal(org_split(&world.cx, id, &(struct unit_new){
	    .code = S("Y"), .name = S("Rope Loft") },
	    people_date("2026-04-01"), &part), ORG_OK);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(get_history(ANN, id), 200);
	assert_true(shows("Founded as “Rope Walk” under"));
	assert_true(shows("Monday 5 January 2026"));
	assert_true(shows("Named “Rope &lt;b&gt;Yard&lt;/b&gt;”"));
	assert_true(shows("Moved under"));
	assert_true(shows("Split:"));
	assert_true(links_to(part));
	assert_true(links_to(world.unit[EASTMERE]));
	assert_true(links_to(world.unit[WESTMERE]));
	assert_false(shows("<b>Yard"));
	assert_int_equal(get_history(ANN, part), 200);
	assert_true(shows("Split off from"));
	assert_true(links_to(id));
}

/* ORG-4: a unit that has ended leads on to its heirs. */
static void
test_heirs(void **state)
{
	int64_t id = found("X", "Rope Walk", "2026-01-05");
	int64_t heir = found("Y", "Rope Loft", NULL);
	int64_t closed = found("Z", "Rope Cellar", "2026-01-05");

	(void)state;
	assert_int_equal(org_merge(&world.cx, id, heir,
	    people_date("2026-05-02")), ORG_OK);
	assert_int_equal(org_dissolve(&world.cx, closed,
	    people_date("2026-05-02"), S("Nobody was left")), ORG_OK);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(get_history(ANN, id), 200);
	assert_true(shows("This unit ended on Friday 1 May 2026."));
	assert_true(shows("Merged into"));
	assert_true(links_to(heir));
	assert_int_equal(get_history(ANN, heir), 200);
	assert_true(shows("Took over"));
	assert_true(shows("When it was founded is not known."));
	assert_true(shows("On a day that is not known"));
	assert_true(links_to(id));
	assert_int_equal(get_history(ANN, closed), 200);
	assert_true(shows("Closed: Nobody was left"));
	assert_true(links_to(world.unit[EASTMERE]));
}

static void
test_who(void **state)
{
	(void)state;
	assert_true(db_commit(world.cx.db));
	assert_int_equal(get_history(ANN, world.unit[B1]), 200);
	assert_int_equal(get_history(ADMIN, world.unit[FEDERATION]), 200);
	assert_true(shows("At the top"));
	assert_int_equal(get_history(NOBODY, world.unit[B1]), 303);
	people_get(&world, ANN, "/u/00000000000a/history", &got);
	assert_int_equal(got.status, 404);
}

int
main(void)
{
#define TEST(name)	cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_events),
		TEST(test_heirs),
		TEST(test_who),
	};
#undef TEST

	return cmocka_run_group_tests_name("history_web", tests, NULL, NULL);
}
