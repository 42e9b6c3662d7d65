/*
 * db_test.c - transactions, their parts, how each kind of failure shows, and
 * the write-ahead log.
 *
 * Each test starts from an empty database with one table more, `thing`, in a
 * folder of its own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "tests/scratch.h"

static const struct sql sql_add = { "add",
	"INSERT INTO thing (id, name, day) VALUES (:id, :name, :day)" };
static const struct sql sql_wrong = { "wrong",
	"INSERT INTO thing (id, name, day) VALUES (:id, NULL, NULL)" };
static const struct sql sql_all = { "all",
	"SELECT id, name, day FROM thing ORDER BY id" };
static const struct sql sql_belongs = { "belongs",
	"INSERT INTO belongs (thing_id) VALUES (:thing_id)" };

static struct arena mem;
static struct db *db;

static struct db *
open_again(enum db_open how)
{
	const char *problem = NULL;
	struct db *opened = db_open(scratch_path("test.db"), how, &problem);

	if (opened == NULL) {
		print_error("%s\n", problem);
	}
	assert_non_null(opened);
	return opened;
}

static int
fresh(void **state)
{
	(void)state;
	if (!scratch_make() || !arena_make(&mem, 1 << 24)) {
		return -1;
	}
	db = open_again(DB_OPEN_CREATE);
	db_script(db, "CREATE TABLE thing (id INTEGER PRIMARY KEY,"
	    " name TEXT NOT NULL, day INTEGER);"
	    "CREATE TABLE belongs (thing_id INTEGER NOT NULL REFERENCES thing"
	    " DEFERRABLE INITIALLY DEFERRED)");
	return 0;
}

static int
drop(void **state)
{
	(void)state;
	db_close(db);
	db = NULL;
	arena_drop(&mem);
	scratch_drop();
	return 0;
}

static void
add(struct db *to, int64_t id, str name)
{
	struct query q = db_query(to, &sql_add);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":name", name);
	q_set_date(&q, ":day", DATE_NONE);
	q_run(&q);
}

/* A thing has a name. */
static void
add_wrong(struct db *to, int64_t id)
{
	struct query q = db_query(to, &sql_wrong);

	q_set_int(&q, ":id", id);
	q_run(&q);
}

/* More than a page of text, so that it needs room. */
static str
large_name(void)
{
	char *at = arena_alloc(&mem, 100000, 1);

	memset(at, 'x', 100000);
	return (str){ at, 100000 };
}

static int64_t
things(void)
{
	return db_number(db, "SELECT count(*) FROM thing");
}

/* ---- transactions ------------------------------------------------------ */

static void
test_kept_or_not(void **state)
{
	(void)state;
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	assert_true(db_commit(db));
	db_begin(db, DB_WRITE);
	add(db, 2, S("two"));
	assert_int_equal(things(), 2);
	db_rollback(db);
	assert_int_equal(things(), 1);
	db_close(db);
	db = open_again(DB_OPEN_WRITE);
	assert_int_equal(things(), 1);
}

/* The first failure sticks: nothing after it runs, until the next beginning. */
static void
test_failure_sticks(void **state)
{
	struct query q;

	(void)state;
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	db_fail_at(db, 1);
	add(db, 2, S("two"));
	assert_int_equal(db_state(db), DB_BROKEN);
	assert_non_null(strstr(db_problem(db), "add"));
	add(db, 3, S("three"));
	q = db_query(db, &sql_all);
	assert_false(q_row(&q));
	q_end(&q);
	assert_int_equal(db_new_id(db, "thing"), 0);
	assert_false(db_commit(db));
	assert_int_equal(db_state(db), DB_BROKEN);
	db_rollback(db);				/* harmless */
	assert_int_equal(things(), 0);
	db_begin(db, DB_WRITE);
	assert_int_equal(db_state(db), DB_OK);
	assert_string_equal(db_problem(db), "");
	add(db, 1, S("one"));
	assert_true(db_commit(db));
	assert_int_equal(things(), 1);
}

/* A query that was open when another failed gives no more rows. */
static void
test_open_query_stops(void **state)
{
	struct query q;

	(void)state;
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	add(db, 2, S("two"));
	q = db_query(db, &sql_all);
	assert_true(q_row(&q));
	add_wrong(db, 3);
	assert_int_equal(db_state(db), DB_BROKEN);
	assert_false(q_row(&q));
	assert_false(db_commit(db));
	assert_int_equal(things(), 0);
}

/* Each step fails once, from the first to the last; nothing is half done. */
static void
test_every_step(void **state)
{
	bool saved = false;
	int n;

	(void)state;
	for (n = 1; !saved; n++) {
		db_fail_at(db, n);
		db_begin(db, DB_WRITE);
		add(db, 1, S("one"));
		add(db, 2, S("two"));
		saved = db_commit(db);
		db_fail_at(db, 0);
		assert_int_equal(things(), saved ? 2 : 0);
		assert_int_equal(db_state(db), saved ? DB_OK : DB_BROKEN);
	}
	assert_int_equal(n - 1, 5);		/* begin, two rows, commit */
}

/* ---- kinds of failure -------------------------------------------------- */

static void
test_busy(void **state)
{
	struct db *other = open_again(DB_OPEN_WRITE);

	(void)state;
	db_script(db, "PRAGMA busy_timeout = 0");
	db_begin(other, DB_WRITE);
	db_begin(db, DB_WRITE);
	assert_int_equal(db_state(db), DB_BUSY);
	add(db, 1, S("one"));
	assert_false(db_commit(db));
	assert_int_equal(db_state(db), DB_BUSY);
	/* Reading goes on, and sees what was there. */
	db_begin(db, DB_READ);
	assert_int_equal(things(), 0);
	assert_true(db_commit(db));
	add(other, 1, S("one"));
	assert_true(db_commit(other));
	db_begin(db, DB_WRITE);
	add(db, 2, S("two"));
	assert_true(db_commit(db));
	assert_int_equal(things(), 2);
	db_close(other);
}

/* A reader keeps the moment at which it began to read. */
static void
test_one_moment(void **state)
{
	struct db *reader = open_again(DB_OPEN_READ);

	(void)state;
	db_begin(reader, DB_READ);
	assert_int_equal(db_number(reader, "SELECT count(*) FROM thing"), 0);
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	assert_true(db_commit(db));
	assert_int_equal(db_number(reader, "SELECT count(*) FROM thing"), 0);
	assert_true(db_commit(reader));
	assert_int_equal(db_number(reader, "SELECT count(*) FROM thing"), 1);
	db_close(reader);
}

static void
limit_pages(int64_t more)
{
	char pragma[64];
	int64_t pages = db_number(db, "PRAGMA page_count");

	snprintf(pragma, sizeof(pragma), "PRAGMA max_page_count = %d",
	    (int)(pages + more));
	db_script(db, pragma);
}

static void
test_full(void **state)
{
	(void)state;
	limit_pages(3);
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	add(db, 2, large_name());
	assert_int_equal(db_state(db), DB_FULL);
	assert_false(db_commit(db));
	assert_int_equal(db_state(db), DB_FULL);
	assert_int_equal(things(), 0);
	db_begin(db, DB_READ);
	assert_int_equal(db_state(db), DB_OK);
	assert_true(db_commit(db));
	limit_pages(1000);				/* room again */
	db_begin(db, DB_WRITE);
	add(db, 2, large_name());
	assert_true(db_commit(db));
	assert_int_equal(things(), 1);
}

static void
test_full_as_a_test_wants_it(void **state)
{
	(void)state;
	db_fail_as(db, 3, DB_FULL);
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	assert_false(db_commit(db));
	assert_int_equal(db_state(db), DB_FULL);
	assert_int_equal(things(), 0);
}

/* What refers to nothing is found at the commit, which then did nothing. */
static void
test_foreign_key_at_commit(void **state)
{
	struct query q;

	(void)state;
	db_begin(db, DB_WRITE);
	q = db_query(db, &sql_belongs);
	q_set_int(&q, ":thing_id", 9);
	q_run(&q);
	assert_int_equal(db_state(db), DB_OK);
	assert_false(db_commit(db));
	assert_int_equal(db_state(db), DB_BROKEN);
	assert_int_equal(db_number(db, "SELECT count(*) FROM belongs"), 0);
	db_begin(db, DB_WRITE);
	assert_true(db_commit(db));
}

/* Unknown stays unknown until the connection is closed and opened again. */
static void
test_unknown(void **state)
{
	(void)state;
	db_fail_as(db, 3, DB_UNKNOWN);
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	assert_false(db_commit(db));
	assert_int_equal(db_state(db), DB_UNKNOWN);
	db_begin(db, DB_WRITE);
	assert_int_equal(db_state(db), DB_UNKNOWN);
	add(db, 2, S("two"));
	assert_false(db_commit(db));
	db_begin(db, DB_READ);
	assert_int_equal(db_state(db), DB_UNKNOWN);
	db_rollback(db);
	db_close(db);
	db = open_again(DB_OPEN_WRITE);
	assert_int_equal(things(), 1);		/* it was there */
	db_begin(db, DB_WRITE);
	add(db, 2, S("two"));
	assert_true(db_commit(db));
	assert_int_equal(things(), 2);
}

/* A step that fails "as unknown" before the commit is known not to be done. */
static void
test_unknown_only_at_commit(void **state)
{
	(void)state;
	db_fail_as(db, 2, DB_UNKNOWN);
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	assert_false(db_commit(db));
	assert_int_equal(db_state(db), DB_BROKEN);
	assert_int_equal(things(), 0);
}

/* ---- parts ------------------------------------------------------------- */

static void
test_parts(void **state)
{
	(void)state;
	db_begin(db, DB_WRITE);
	db_part_begin(db);
	add(db, 1, S("one"));
	db_part_keep(db);
	db_part_begin(db);
	add(db, 2, S("two"));
	assert_true(db_part_undo(db));
	db_part_begin(db);
	add(db, 3, S("three"));
	db_part_keep(db);
	assert_true(db_commit(db));
	assert_int_equal(things(), 2);
	assert_int_equal(db_number(db, "SELECT sum(id) FROM thing"), 4);
}

/* A row within an import within a request: each is undone without the rest, and
 * a failure within goes on to the one around it. */
static void
test_parts_within_parts(void **state)
{
	(void)state;
	db_begin(db, DB_WRITE);
	db_part_begin(db);
	add(db, 1, S("one"));
	db_part_begin(db);
	add(db, 2, S("two"));
	assert_true(db_part_undo(db));
	db_part_begin(db);
	add(db, 3, S("three"));
	db_part_keep(db);
	db_part_keep(db);
	db_part_begin(db);
	add(db, 4, S("four"));
	db_part_begin(db);
	add_wrong(db, 5);
	assert_int_equal(db_state(db), DB_BROKEN);
	db_part_fail(db);
	assert_int_equal(db_state(db), DB_BROKEN);
	assert_true(db_part_undo(db));
	assert_true(db_commit(db));
	assert_int_equal(things(), 2);
	assert_int_equal(db_number(db, "SELECT sum(id) FROM thing"), 4);
}

/* A failure inside a part is gone with the part, if the engine lives on. */
static void
test_part_fails_alone(void **state)
{
	(void)state;
	db_begin(db, DB_WRITE);
	db_part_begin(db);
	add(db, 1, S("one"));
	db_part_keep(db);
	db_part_begin(db);
	add(db, 2, S("two"));
	add_wrong(db, 5);
	assert_int_equal(db_state(db), DB_BROKEN);
	assert_true(db_part_undo(db));
	assert_int_equal(db_state(db), DB_OK);
	assert_true(db_commit(db));
	assert_int_equal(things(), 1);
}

/* One that takes the whole transaction with it says so. */
static void
test_part_takes_all(void **state)
{
	(void)state;
	db_begin(db, DB_WRITE);
	db_part_begin(db);
	add(db, 1, S("one"));
	db_part_keep(db);
	db_part_begin(db);
	add(db, 2, S("two"));
	/* As the engine does when writing fails. */
	db_script(db, "ROLLBACK");
	assert_false(db_part_undo(db));
	assert_false(db_commit(db));
	assert_int_equal(things(), 0);
}

static void
test_part_after_failure(void **state)
{
	(void)state;
	db_begin(db, DB_WRITE);
	db_fail_at(db, 1);
	add(db, 1, S("one"));
	db_part_begin(db);
	assert_false(db_part_undo(db));
	assert_int_equal(db_state(db), DB_BROKEN);
	assert_false(db_commit(db));
}

/* Whichever step of a part fails, the parts before it are kept. */
static void
test_every_step_of_a_part(void **state)
{
	bool kept = false;
	int n;

	(void)state;
	for (n = 1; !kept; n++) {
		db_script(db, "DELETE FROM thing");
		db_begin(db, DB_WRITE);
		add(db, 1, S("one"));
		db_fail_at(db, n);
		db_part_begin(db);
		add(db, 2, S("two"));
		db_part_keep(db);
		db_fail_at(db, 0);
		kept = db_state(db) == DB_OK;
		if (!kept) {
			assert_true(db_part_undo(db));
		}
		assert_true(db_commit(db));
		assert_int_equal(things(), kept ? 2 : 1);
	}
	assert_int_equal(n - 1, 4);		/* begin, a row, keep */
}

/* ---- the write-ahead log ----------------------------------------------- */

static void
test_log_moves_into_the_file(void **state)
{
	int64_t pages;

	(void)state;
	db_begin(db, DB_WRITE);
	add(db, 1, large_name());
	assert_true(db_commit(db));
	pages = db_wal_pages(db);
	assert_true(pages > 20);
	db_checkpoint(db);
	db_begin(db, DB_WRITE);
	add(db, 2, S("two"));
	assert_true(db_commit(db));
	assert_true(db_wal_pages(db) < pages);	/* it began again */
	assert_int_equal(things(), 2);
}

/* Whoever helps the writer is not in its way. */
static void
test_log_moves_beside_the_writer(void **state)
{
	struct db *beside = open_again(DB_OPEN_WRITE);
	int64_t pages;

	(void)state;
	db_begin(db, DB_WRITE);
	add(db, 1, large_name());
	assert_true(db_commit(db));
	pages = db_wal_pages(db);
	assert_true(pages > 20);
	db_begin(db, DB_WRITE);
	add(db, 2, S("two"));
	assert_int_equal(db_move_log(beside), pages);
	assert_true(db_commit(db));
	assert_int_equal(things(), 2);
	db_close(beside);
}

/* Beyond a size the log begins again although somebody reads from its end. */
static void
test_long_log_begins_again(void **state)
{
	struct db *reader = open_again(DB_OPEN_READ);

	(void)state;
	db_script(db, "PRAGMA synchronous = OFF");
	for (int64_t i = 1; db_wal_pages(db) <= 32000; i++) {
		arena_reset(&mem);
		db_begin(db, DB_WRITE);
		for (int64_t k = 0; k < 100; k++) {
			add(db, i * 100 + k, large_name());
		}
		assert_true(db_commit(db));
		db_script(db, "DELETE FROM thing");
	}
	db_begin(reader, DB_READ);
	assert_true(db_number(reader, "SELECT count(*) FROM thing") >= 0);
	db_checkpoint(db);			/* waits, in vain */
	assert_true(db_wal_pages(db) > 32000);
	assert_true(db_commit(reader));
	db_checkpoint(db);
	assert_int_equal(db_wal_pages(db), 0);
	db_close(reader);
}

/* ---- the engine's memory ------------------------------------------------ */

/* What is read is held, within the room that was given, and given back. */
static void
test_engine_memory_is_counted(void **state)
{
	size_t before = db_engine_memory(), held;
	struct db *reader = open_again(DB_OPEN_READ);
	str name = large_name();

	(void)state;
	db_begin(db, DB_WRITE);
	for (int64_t i = 0; i < 200; i++) {
		add(db, i, name);
	}
	assert_true(db_commit(db));
	db_room(reader, 4);
	held = db_engine_memory();
	db_begin(reader, DB_READ);
	assert_int_equal(db_number(reader,
	    "SELECT sum(length(name)) FROM thing WHERE name <> ''"),
	    200 * (int64_t)name.len);
	assert_true(db_commit(reader));
	assert_in_range(db_engine_memory() - held, 3 << 20, 5 << 20);
	db_close(reader);
	db_close(db);
	assert_true(db_engine_memory() < before);
	db = open_again(DB_OPEN_WRITE);
}

int
main(void)
{
#define TEST(name)	cmocka_unit_test_setup_teardown(name, fresh, drop)
	const struct CMUnitTest tests[] = {
		TEST(test_kept_or_not),
		TEST(test_failure_sticks),
		TEST(test_open_query_stops),
		TEST(test_every_step),
		TEST(test_busy),
		TEST(test_one_moment),
		TEST(test_full),
		TEST(test_full_as_a_test_wants_it),
		TEST(test_foreign_key_at_commit),
		TEST(test_unknown),
		TEST(test_unknown_only_at_commit),
		TEST(test_engine_memory_is_counted),
		TEST(test_parts),
		TEST(test_parts_within_parts),
		TEST(test_part_fails_alone),
		TEST(test_part_takes_all),
		TEST(test_part_after_failure),
		TEST(test_every_step_of_a_part),
		TEST(test_log_moves_into_the_file),
		TEST(test_log_moves_beside_the_writer),
		TEST(test_long_log_begins_again),
	};
#undef TEST

	return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
