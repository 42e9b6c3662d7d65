/*
 * db_bulk_test.c - many rows by place, and indexes that are taken away and come
 * back whatever happens.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "db/db.h"

#define ROWS	100

static struct db *db;
static size_t told;

static const struct sql add = { "add",
    "INSERT INTO thing (id, name, day) VALUES (:id, :name, :day)" };
static const char *const tables[] = { "thing", NULL };

static int
set_up(void **unused)
{
	const char *problem = NULL;

	(void)unused;
	db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	assert_non_null(db);
	db_script(db, "CREATE TABLE thing (id INTEGER PRIMARY KEY,"
	    " name TEXT NOT NULL, day INTEGER);"
	    "CREATE UNIQUE INDEX thing_by_name ON thing (name);"
	    "CREATE INDEX thing_by_day ON thing (day)");
	told = 0;
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	db_close(db);
	return 0;
}

static void
count_told(void *arg, size_t done, size_t all)
{
	assert_null(arg);
	assert_int_equal(all, 2);
	assert_int_equal(done, told);
	told++;
}

static void
fill(const char *name_of_last)
{
	struct query q = db_query(db, &add);
	char name[8];

	q_put_date(&q, 3, DATE_NONE);
	for (int i = 1; i <= ROWS; i++) {
		snprintf(name, sizeof(name), "n%d", i);
		q_put_int(&q, 1, i);
		q_put_str(&q, 2, i < ROWS ? str_z(name) : str_z(name_of_last));
		q_again(&q);
	}
	q_end(&q);
}

static int64_t
indexes(void)
{
	return db_number(db, "SELECT count(*) FROM sqlite_schema"
	    " WHERE type = 'index' AND tbl_name = 'thing'");
}

static void
test_rows_by_place(void **unused)
{
	(void)unused;
	db_begin(db, DB_WRITE);
	fill("last");
	assert_true(db_commit(db));
	assert_int_equal(db_number(db, "SELECT count(*) FROM thing"), ROWS);
	assert_int_equal(db_number(db, "SELECT count(*) FROM thing"
	    " WHERE day IS NULL AND name <> ''"), ROWS);
}

static void
test_indexes_come_back(void **unused)
{
	(void)unused;
	db_begin(db, DB_WRITE);
	assert_true(db_indexes_off(db, tables));
	assert_int_equal(indexes(), 0);
	fill("last");
	db_indexes_on(db, count_told, NULL);
	assert_true(db_commit(db));
	assert_int_equal(told, 3);
	assert_int_equal(indexes(), 2);
	assert_int_equal(db_number(db, "SELECT count(*) FROM thing"), ROWS);

	db_begin(db, DB_WRITE);
	assert_true(db_indexes_off(db, tables));
	db_rollback(db);
	assert_int_equal(indexes(), 2);
}

/* A row that breaks an index is found when it is made, and nothing is kept. */
static void
test_a_doubled_row_fails(void **unused)
{
	(void)unused;
	db_begin(db, DB_WRITE);
	assert_true(db_indexes_off(db, tables));
	fill("n1");
	db_indexes_on(db, count_told, NULL);
	assert_int_equal(db_state(db), DB_BROKEN);
	assert_false(db_commit(db));
	assert_int_equal(indexes(), 2);
	assert_int_equal(db_number(db, "SELECT count(*) FROM thing"), 0);
}

static void
test_each_step_fails(void **unused)
{
	bool kept = false;

	(void)unused;
	for (int n = 1; !kept; n++) {
		assert_true(n < ROWS + 20);
		db_fail_at(db, n);
		db_begin(db, DB_WRITE);
		told = 0;
		if (db_state(db) == DB_OK && db_indexes_off(db, tables)) {
			fill("last");
			db_indexes_on(db, count_told, NULL);
		}
		kept = db_commit(db);
		db_fail_at(db, 0);
		assert_int_equal(indexes(), 2);
		assert_int_equal(db_number(db, "SELECT count(*) FROM thing"),
		    kept ? ROWS : 0);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
#define TEST(name) \
		cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(test_rows_by_place),
		TEST(test_indexes_come_back),
		TEST(test_a_doubled_row_fails),
		TEST(test_each_step_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
