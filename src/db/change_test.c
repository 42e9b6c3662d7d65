/*
 * change_test.c - the record of changes: what is kept of one, how it is listed,
 * and that it is kept with what it records or not at all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "db/change.h"
#include "db/db.h"
#include "tests/pg.h"

static struct arena mem;
static struct ctx world;

static int
fresh(void **state)
{
	const char *problem = "";

	(void)state;
	world = (struct ctx){ .mem = &mem, .now = 1700000000, .actor = 7,
	    .account = 5, .request_id = S("request") };
	world.db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	return world.db != NULL && arena_make(&mem, 1 << 24) ? 0 : -1;
}

static int
drop(void **state)
{
	(void)state;
	db_close(world.db);
	arena_drop(&mem);
	return 0;
}

static void
add(int64_t unit_id, int64_t member_id)
{
	change_add(&world, "meeting.record", (struct change){
	    .office = S("secretary of A-1"), .unit_id = unit_id,
	    .member_id = member_id, .kind = "meeting", .object_id = 3 });
}

static void
test_kept(void **state)
{
	struct change_line *lines;
	size_t len;

	(void)state;
	db_begin(world.db, DB_WRITE);
	add(11, 12);
	change_of_unit(&world, 11, 0, 10, &lines, &len);
	assert_int_equal(len, 1);
	assert_int_equal(lines[0].id, 1);
	assert_int_equal(lines[0].at, 1700000000);
	assert_int_equal(lines[0].account_id, 5);
	assert_int_equal(lines[0].actor_id, 7);
	assert_true(str_eq(lines[0].office, S("secretary of A-1")));
	assert_true(str_eq(lines[0].verb, S("meeting.record")));
	assert_int_equal(lines[0].unit_id, 11);
	assert_int_equal(lines[0].member_id, 12);
	assert_true(str_eq(lines[0].kind, S("meeting")));
	assert_int_equal(lines[0].object_id, 3);
	assert_true(str_eq(lines[0].request_id, S("request")));
	assert_true(db_commit(world.db));
}

/* What the shell does has no account, no actor and no request. */
static void
test_kept_of_the_shell(void **state)
{
	struct change_line *lines;
	size_t len;

	(void)state;
	world.actor = world.account = 0;
	world.request_id = S("");
	db_begin(world.db, DB_WRITE);
	change_add(&world, "statutes.adopt", (struct change){ .unit_id = 1 });
	change_of_unit(&world, 1, 0, 10, &lines, &len);
	assert_int_equal(len, 1);
	assert_int_equal(lines[0].account_id, 0);
	assert_int_equal(lines[0].actor_id, 0);
	assert_int_equal(lines[0].member_id, 0);
	assert_int_equal(lines[0].object_id, 0);
	assert_int_equal(lines[0].office.len, 0);
	assert_int_equal(lines[0].kind.len, 0);
	assert_true(db_commit(world.db));
	assert_int_equal(db_number(world.db, "SELECT count(*) FROM change"
	    " WHERE account_id IS NULL AND actor_id IS NULL"
	    " AND member_id IS NULL AND object_id IS NULL"), 1);
}

static void
test_listed_newest_first_by_pages(void **state)
{
	struct change_line *lines;
	int64_t before = 0, next = 250;
	size_t len;

	(void)state;
	db_begin(world.db, DB_WRITE);
	for (int i = 0; i < 250; i++) {
		add(11, 0);
	}
	add(99, 0);				/* of another unit */
	do {
		change_of_unit(&world, 11, before, 100, &lines, &len);
		for (size_t i = 0; i < len; i++) {
			assert_int_equal(lines[i].id, next--);
		}
		before = len > 0 ? lines[len - 1].id : before;
	} while (len > 0);
	assert_int_equal(next, 0);
	change_of_unit(&world, 98, 0, 100, &lines, &len);
	assert_int_equal(len, 0);
	assert_true(db_commit(world.db));
}

/* However far back they lie: each once, the newest first, page by page. */
static void
test_listed_under_a_unit(void **state)
{
	struct change_line *lines;
	int64_t before = 0, next = 60;
	size_t len;

	(void)state;
	db_script(world.db, "INSERT INTO unit (id, public_id, code, tier, name,"
	    " name_fold) VALUES (10, 'u10', 'A', 'county', 'A', 'a'),"
	    " (11, 'u11', 'B', 'cell', 'B', 'b'),"
	    " (12, 'u12', 'C', 'cell', 'C', 'c');"
	    "INSERT INTO unit_up (unit_id, tier, anc) VALUES"
	    " (10, 'county', 10), (11, 'cell', 11), (11, 'county', 10),"
	    " (12, 'cell', 12)");
	db_begin(world.db, DB_WRITE);
	for (int i = 1; i <= 60; i++) {
		char text[160];

		snprintf(text, sizeof(text), "INSERT INTO change (id, at,"
		    " office, verb, unit_id, kind, request_id) VALUES (%d, 1,"
		    " '', 'x.y', %d, '', '')", i * i * 1000,
		    i % 3 == 0 ? 12 : 10 + i % 2);
		db_script(world.db, text);
	}
	do {
		change_under_unit(&world, 10, before, 7, &lines, &len);
		for (size_t i = 0; i < len; i++) {
			next -= next % 3 == 0;
			assert_int_equal(lines[i].id, next * next * 1000);
			next--;
		}
		before = len > 0 ? lines[len - 1].id : before;
	} while (len > 0);
	assert_int_equal(next, 0);
	assert_true(db_commit(world.db));
}

/* CHG-1: with what it records or not at all, whichever step fails. */
static void
test_all_or_nothing(void **state)
{
	bool saved = false;
	int n;

	(void)state;
	for (n = 1; !saved; n++) {
		db_fail_at(world.db, n);
		db_begin(world.db, DB_WRITE);
		db_script(world.db, n > 1 ? "INSERT INTO meta VALUES"
		    " ('what is recorded', '')" : "");
		add(11, 12);
		saved = db_commit(world.db);
		db_fail_at(world.db, 0);
		assert_int_equal(db_number(world.db,
		    "SELECT count(*) FROM change"), saved);
		assert_int_equal(db_number(world.db,
		    "SELECT count(*) FROM meta"), 1 + saved);
	}
	assert_true(n > 4);
}

/* CHG-2: no statement of the program changes or removes a line. CHG-3: there is
 * no column that could hold what a minute or a name says. */
static void
test_only_added_to(void **state)
{
	(void)state;
	assert_int_equal(db_number(world.db, pg_used() ? "SELECT count(*)"
	    " FROM information_schema.columns WHERE table_name = 'change'"
	    " AND data_type = 'text'" : "SELECT count(*)"
	    " FROM pragma_table_info('change') WHERE type = 'TEXT'"), 4);
	assert_int_equal(db_number(world.db, pg_used() ? "SELECT count(*)"
	    " FROM information_schema.columns WHERE table_name = 'change'"
	    " AND column_name IN ('office', 'verb', 'kind', 'request_id')" :
	    "SELECT count(*) FROM pragma_table_info('change') WHERE name IN"
	    " ('office', 'verb', 'kind', 'request_id')"), 4);
}

/* ---- what is computed from the records --------------------------------- */

static int64_t settled[8];
static size_t settled_len;

static void
settle(struct ctx *cx)
{
	const int64_t *units;
	size_t len = db_noted(cx->db, &units);

	for (size_t i = 0; i < len; i++) {
		settled[settled_len++] = units[i];
	}
}

/* CHG-4: each unit once, whatever was said of it; nothing twice, nothing of the
 * transaction before, nothing after a failure. */
static void
test_settled(void **state)
{
	(void)state;
	change_settle_by(settle);
	settled_len = 0;
	db_begin(world.db, DB_WRITE);
	add(11, 12);
	change_touch(&world, 7);
	add(11, 13);
	add(0, 13);
	change_settle(&world);
	assert_int_equal(settled_len, 2);
	assert_int_equal(settled[0], 7);
	assert_int_equal(settled[1], 11);
	change_settle(&world);
	assert_int_equal(settled_len, 2);
	add(5, 0);
	assert_true(db_commit(world.db));
	db_begin(world.db, DB_WRITE);
	change_settle(&world);
	assert_int_equal(settled_len, 2);
	change_touch(&world, CHANGE_ALL_UNITS);
	db_fail_at(world.db, 1);
	add(6, 0);
	change_settle(&world);
	assert_int_equal(settled_len, 2);
	db_rollback(world.db);
	change_settle_by(NULL);
}

int
main(void)
{
#define TEST(name)	cmocka_unit_test_setup_teardown(name, fresh, drop)
	const struct CMUnitTest tests[] = {
		TEST(test_kept),
		TEST(test_kept_of_the_shell),
		TEST(test_listed_newest_first_by_pages),
		TEST(test_listed_under_a_unit),
		TEST(test_all_or_nothing),
		TEST(test_only_added_to),
		TEST(test_settled),
	};
#undef TEST

	return cmocka_run_group_tests_name("change", tests, NULL, NULL);
}
