/*
 * tree_web_test.c - the tree of the units as a browser gets it: today, on a
 * day, and searched.
 */
#include "tests/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "org/org.h"
#include "tally/tally.h"

static struct people world;
static struct res got;

static int
set_up(void **state)
{
	(void)state;
	people_open(&world);
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

static int
get(enum people_role who, const char *path)
{
	people_get(&world, who, path, &got);
	return got.status;
}

/* Of a unit, with what follows its address. */
static int
get_under(enum people_unit unit, const char *rest)
{
	str path = arena_printf(&world.mem, "/u/%s/tree%s", people_pid(&world,
	    "unit", world.unit[unit]), rest);

	return get(ANN, arena_copy_z(&world.mem, path));
}

/* Cells of Eastmere, "Cell 1 of many" and so on, since a day. */
static void
found_many(int n, const char *since)
{
	people_act(&world, NOBODY);
	db_begin(world.cx.db, DB_WRITE);
	for (int i = 1; i <= n; i++) {
		int64_t id;

		assert_int_equal(org_found(&world.cx, &(struct unit_new){
		    .code = arena_printf(&world.mem, "M%d", i),
		    .tier = S("cell"), .name = arena_printf(&world.mem,
		    "Berth %d", i), .parent_id = world.unit[EASTMERE],
		    .founded = people_date(since) }, &id), ORG_OK);
	}
	tally_settle(&world.cx);
	assert_true(db_commit(world.cx.db));
}

/* Where a text stands on the page; it is there. */
static size_t
place_of(const char *text)
{
	const char *at = memmem(got.body.at, got.body.len, text,
	    strlen(text));

	assert_non_null(at);
	return (size_t)(at - got.body.at);
}

static void
test_today(void **state)
{
	(void)state;
	assert_int_equal(get(ANN, "/tree"), 200);
	assert_true(shows("Northern Federation"));
	assert_true(shows("Lakeland"));
	assert_true(shows("3 Cells"));
	assert_int_equal(get_under(PROVINCE, ""), 200);
	assert_true(shows("Eastmere"));
	assert_true(shows("2 Cells"));
	assert_true(shows("1 Cell<"));
	assert_int_equal(get_under(A1, ""), 200);
	assert_true(shows("No unit stands under this one."));
	assert_int_equal(get(ADMIN, "/tree"), 200);
	assert_int_equal(get(NOBODY, "/tree"), 303);
}

/* By the numbers in their names, and in pages. */
static void
test_order_and_pages(void **state)
{
	(void)state;
	found_many(230, "2026-01-01");
	assert_int_equal(get_under(EASTMERE, ""), 200);
	assert_true(place_of("Berth 2<") < place_of("Berth 10<"));
	assert_true(place_of("Berth 99<") < place_of("Berth 100<"));
	assert_true(shows("1 to 200 of 232"));
	assert_false(shows("Berth 201<"));
	assert_int_equal(get_under(EASTMERE, "?from=200"), 200);
	assert_true(shows("201 to 232 of 232"));
	assert_true(shows("Berth 201<"));
	assert_false(shows("Berth 2<"));
	assert_int_equal(get_under(EASTMERE, "?from=9999"), 200);
	assert_true(shows("Berth 2<"));
}

static void
test_search(void **state)
{
	(void)state;
	found_many(60, "2026-01-01");
	assert_int_equal(get(ANN, "/tree?q=HARBOUR"), 200);
	assert_true(shows("1 unit fits"));
	assert_true(shows("Cell in Eastmere, Lakeland"));
	assert_int_equal(get(ANN, "/tree?q=B1"), 200);
	assert_true(shows("Cell 9, Quay Side"));
	assert_int_equal(get(ANN, "/tree?q=berth"), 200);
	assert_true(shows("Many fit"));
	assert_true(shows("These are the first 50."));
	assert_int_equal(get(ANN, "/tree?q=%3Cb%3Enowhere"), 200);
	assert_true(shows("None fits"));
	assert_true(shows("“&lt;b&gt;nowhere”"));
	/* Under one unit only. */
	assert_int_equal(get_under(WESTMERE, "?q=harbour"), 200);
	assert_true(shows("None fits"));
	assert_int_equal(get_under(EASTMERE, "?q=harbour"), 200);
	assert_true(shows("1 unit fits"));
}

/* ORG-3: the names and places of the day, and the way stays in that day. */
static void
test_on_a_day(void **state)
{
	(void)state;
	found_many(1, "2026-11-10");
	db_begin(world.cx.db, DB_WRITE);
	assert_int_equal(org_rename(&world.cx, world.unit[WESTMERE],
	    S("Sunset Shore"), people_date("2026-11-01")), ORG_OK);
	assert_int_equal(org_move(&world.cx, world.unit[A2],
	    world.unit[WESTMERE], people_date("2026-11-05")), ORG_OK);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(get_under(PROVINCE, "?on=1.10.2026"), 200);
	assert_true(shows("as it was on Thursday 1 October 2026"));
	assert_true(shows("Westmere"));
	assert_false(shows("Sunset Shore"));
	assert_true(shows("2 units under it"));
	assert_true(shows("tree?on=2026-10-01"));
	assert_int_equal(get_under(EASTMERE, "?on=2026-11-04"), 200);
	assert_true(shows("Cell 2, Mill Lane"));
	assert_false(shows("Berth 1"));
	assert_int_equal(get_under(EASTMERE, "?on=2026-11-12"), 200);
	assert_false(shows("Cell 2, Mill Lane"));
	assert_true(shows("Berth 1"));
	/* Before there was anything. */
	assert_int_equal(get(ANN, "/tree?on=1.1.1999"), 200);
	assert_true(shows("On that day no unit stood here"));
}

static void
test_no_day(void **state)
{
	static const struct { const char *path, *says; } t[] = {
		{ "/tree?on=soon", "“soon” is no day" },
		{ "/tree?on=21.11.2026", "still to come" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(get(ANN, t[i].path), 422);
		assert_true(shows(t[i].says));
		assert_true(shows("href=\"#on\""));
		assert_true(shows("Lakeland"));		/* the tree of today */
	}
	assert_int_equal(get(ANN, "/tree?on=20.11.2026"), 200);
	assert_false(shows("as it was on"));
	assert_int_equal(get(ANN, "/tree?on="), 200);
}

static void
test_no_units(void **state)
{
	(void)state;
	db_begin(world.cx.db, DB_WRITE);
	db_script(world.cx.db, "UPDATE unit SET dissolved = 1");
	assert_true(db_commit(world.cx.db));
	assert_int_equal(get(ADMIN, "/tree"), 200);
	assert_true(shows("An administrator brings the units in"));
}

int
main(void)
{
#define TEST(name)	cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_today),
		TEST(test_order_and_pages),
		TEST(test_search),
		TEST(test_on_a_day),
		TEST(test_no_day),
		TEST(test_no_units),
	};
#undef TEST

	return cmocka_run_group_tests_name("tree_web", tests, NULL, NULL);
}
