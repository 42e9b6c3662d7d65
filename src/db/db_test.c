/*
 * db_test.c - transactions and their parts, statements, ids, and how each kind
 * of failure shows. Opening is in db_open_test.c, copies in db_backup_test.c.
 *
 * Each test starts from an empty database with one table more, `thing`, in a
 * folder of its own.
 */
#include <setjmp.h>
#include <signal.h>
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
static const struct sql sql_name = { "name",
	"SELECT name FROM thing WHERE id = :id" };
static const struct sql sql_all = { "all",
	"SELECT id, name, day FROM thing ORDER BY id" };
static const struct sql sql_rename = { "rename",
	"UPDATE thing SET name = :name WHERE id >= :from" };
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
	add(db, 1, S("once more"));			/* not unique */
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
	add(db, 1, S("not unique"));
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
	limit_pages(3);
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

/* ---- statements -------------------------------------------------------- */

static void
test_values(void **state)
{
	static const char bytes[] = { 0, 1, (char)0xff };
	static const struct sql echo = { "echo",
		"SELECT :int, :id, :none, :str, :bytes, :day, :open, :null" };
	struct query q;

	(void)state;
	db_begin(db, DB_READ);
	q = db_query(db, &echo);
	q_set_int(&q, ":int", INT64_MIN);
	q_set_id(&q, ":id", 7);
	q_set_id(&q, ":none", 0);
	q_set_str(&q, ":str", S("김 \" ' \\ \0z"));
	q_set_bytes(&q, ":bytes", (str){ bytes, 3 });
	q_set_date(&q, ":day", (struct date){ -719162 });
	q_set_date(&q, ":open", DATE_NONE);
	q_set_null(&q, ":null");
	assert_true(q_row(&q));
	assert_true(q_get_int(&q, 0) == INT64_MIN);
	assert_int_equal(q_get_id(&q, 1), 7);
	assert_true(q_is_null(&q, 2));
	assert_int_equal(q_get_id(&q, 2), 0);
	assert_true(str_eq(q_get_str(&q, 3), S("김 \" ' \\ \0z")));
	assert_true(str_eq(q_get_str(&q, 4), (str){ bytes, 3 }));
	assert_int_equal(q_get_date(&q, 5).day, -719162);
	assert_false(date_known(q_get_date(&q, 6)));
	assert_true(q_is_null(&q, 7));
	assert_true(str_eq(q_get_str(&q, 7), S("")));
	assert_false(q_row(&q));
	q_end(&q);
	q_end(&q);
	assert_true(db_commit(db));
}

/* An empty text is a text and not NULL, wherever it points. */
static void
test_empty_text(void **state)
{
	(void)state;
	db_begin(db, DB_WRITE);
	add(db, 1, S(""));
	add(db, 2, (str){ NULL, 0 });
	assert_true(db_commit(db));
	assert_int_equal(db_number(db,
	    "SELECT count(*) FROM thing WHERE name = ''"), 2);
}

/* What is bound is copied: the caller's memory may go. */
static void
test_bound_text_is_copied(void **state)
{
	char text[] = "one";
	struct query q;

	(void)state;
	db_begin(db, DB_WRITE);
	q = db_query(db, &sql_add);
	q_set_int(&q, ":id", 1);
	q_set_str(&q, ":name", str_z(text));
	q_set_null(&q, ":day");
	text[0] = 'X';
	q_run(&q);
	assert_true(db_commit(db));
	assert_int_equal(db_number(db,
	    "SELECT count(*) FROM thing WHERE name = 'one'"), 1);
}

/* A statement may run while the same one is open, to any depth. */
static int64_t
count_below(int depth)
{
	struct query q = db_query(db, &sql_all);
	int64_t rows = 0;

	while (q_row(&q)) {
		rows += depth == 0 ? 1 : count_below(depth - 1);
	}
	q_end(&q);
	return rows;
}

static void
test_nested(void **state)
{
	(void)state;
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	add(db, 2, S("two"));
	add(db, 3, S("three"));
	assert_int_equal(count_below(0), 3);
	assert_int_equal(count_below(3), 81);
	assert_int_equal(count_below(3), 81);
	assert_true(db_commit(db));
}

static void
test_ended_early_and_used_again(void **state)
{
	struct query q;

	(void)state;
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	add(db, 2, S("two"));
	for (int64_t i = 1; i <= 2; i++) {
		q = db_query(db, &sql_name);
		q_set_int(&q, ":id", i);
		assert_true(q_row(&q));
		assert_true(str_eq(q_get_str(&q, 0),
		    i == 1 ? S("one") : S("two")));
		q_end(&q);
	}
	assert_true(db_commit(db));
}

/* Two statements that have been at the same address are two statements. */
static void
test_statement_on_the_stack(void **state)
{
	static const char *const texts[] = { "SELECT 1", "SELECT 1 + 1",
		"SELECT 1" };
	static const int64_t results[] = { 1, 2, 1 };
	struct sql sql = { "stack", "" };

	(void)state;
	db_begin(db, DB_READ);
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct query q;

		sql.text = texts[i];
		q = db_query(db, &sql);
		assert_true(q_row(&q));
		assert_int_equal(q_get_int(&q, 0), results[i]);
		q_end(&q);
	}
	assert_true(db_commit(db));
}

static void
test_changed(void **state)
{
	struct query q;

	(void)state;
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	add(db, 2, S("two"));
	for (int64_t from = 1; from <= 3; from++) {
		q = db_query(db, &sql_rename);
		q_set_str(&q, ":name", S("new"));
		q_set_int(&q, ":from", from);
		assert_int_equal(q_changed(&q), 3 - from);
	}
	db_fail_at(db, 1);
	q = db_query(db, &sql_rename);
	q_set_str(&q, ":name", S("new"));
	q_set_int(&q, ":from", 1);
	assert_int_equal(q_changed(&q), 0);
	q = db_query(db, &sql_rename);
	assert_int_equal(q_changed(&q), 0);
	assert_false(db_commit(db));
}

/* ---- bugs -------------------------------------------------------------- */

static void
leaves_unset(void)
{
	struct query q;

	db_begin(db, DB_WRITE);
	q = db_query(db, &sql_add);
	q_set_int(&q, ":id", 1);
	q_set_str(&q, ":name", S("one"));
	q_run(&q);
}

static void
sets_no_such(void)
{
	struct query q;

	db_begin(db, DB_WRITE);
	q = db_query(db, &sql_add);
	q_set_int(&q, ":ident", 1);
}

static void
commits_open(void)
{
	struct query q;

	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	q = db_query(db, &sql_all);
	(void)q_row(&q);
	(void)!db_commit(db);
}

static void
writes_while_reading(void)
{
	db_begin(db, DB_READ);
	add(db, 1, S("one"));
}

static void
queries_outside(void)
{
	(void)db_query(db, &sql_all);
}

static void
begins_twice(void)
{
	db_begin(db, DB_READ);
	db_begin(db, DB_READ);
}

static void
drops_rows(void)
{
	struct query q;

	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	q = db_query(db, &sql_all);
	q_run(&q);
}

static void
reads_past_the_row(void)
{
	struct query q;

	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	q = db_query(db, &sql_all);
	(void)q_row(&q);
	(void)q_get_int(&q, 3);
}

static void
keeps_no_part(void)
{
	db_begin(db, DB_WRITE);
	db_part_keep(db);
}

static void
commits_inside_part(void)
{
	db_begin(db, DB_WRITE);
	db_part_begin(db);
	(void)!db_commit(db);
}

static void
does_nothing_wrong(void)
{
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	(void)!db_commit(db);
}

static void
test_bugs_stop_the_program(void **state)
{
	(void)state;
	assert_int_equal(dies_of(leaves_unset), SIGABRT);
	assert_int_equal(dies_of(sets_no_such), SIGABRT);
	assert_int_equal(dies_of(commits_open), SIGABRT);
	assert_int_equal(dies_of(writes_while_reading), SIGABRT);
	assert_int_equal(dies_of(queries_outside), SIGABRT);
	assert_int_equal(dies_of(begins_twice), SIGABRT);
	assert_int_equal(dies_of(drops_rows), SIGABRT);
	assert_int_equal(dies_of(reads_past_the_row), SIGABRT);
	assert_int_equal(dies_of(keeps_no_part), SIGABRT);
	assert_int_equal(dies_of(commits_inside_part), SIGABRT);
	assert_int_equal(dies_of(does_nothing_wrong), 0);
}

/* ---- ids --------------------------------------------------------------- */

static void
test_ids(void **state)
{
	(void)state;
	db_begin(db, DB_WRITE);
	assert_int_equal(db_new_id(db, "thing"), 1);
	assert_int_equal(db_new_id(db, "thing"), 2);
	assert_int_equal(db_new_ids(db, "thing", 100), 3);
	assert_int_equal(db_new_id(db, "thing"), 103);
	assert_int_equal(db_new_id(db, "change"), 1);
	assert_true(db_commit(db));
	db_close(db);
	db = open_again(DB_OPEN_WRITE);
	db_begin(db, DB_WRITE);
	assert_int_equal(db_new_id(db, "thing"), 104);
	assert_true(db_commit(db));
}

/* Rows that came with an id of their own are counted in. */
static void
test_ids_above_what_is_there(void **state)
{
	(void)state;
	db_script(db, "INSERT INTO thing (id, name) VALUES (41, 'a')");
	db_begin(db, DB_WRITE);
	assert_int_equal(db_new_ids(db, "thing", 2), 42);
	assert_int_equal(db_new_id(db, "thing"), 44);
	assert_true(db_commit(db));
}

/* An id may be given out again after a rollback, but never two of it. */
static void
test_ids_after_rollback(void **state)
{
	int64_t before, after;

	(void)state;
	db_begin(db, DB_WRITE);
	add(db, db_new_id(db, "thing"), S("one"));
	assert_true(db_commit(db));
	db_begin(db, DB_WRITE);
	before = db_new_id(db, "thing");
	add(db, before, S("two"));
	db_rollback(db);
	db_begin(db, DB_WRITE);
	after = db_new_id(db, "thing");
	assert_true(after >= before);
	add(db, after, S("two"));
	assert_true(db_commit(db));
	db_script(db, "DELETE FROM thing");
	db_begin(db, DB_WRITE);
	assert_true(db_new_id(db, "thing") > after);
	assert_true(db_commit(db));
}

static void
test_ids_fail(void **state)
{
	int64_t id = 0;
	int n;

	(void)state;
	for (n = 1; id == 0; n++) {
		db_begin(db, DB_WRITE);
		db_fail_at(db, n);
		id = db_new_id(db, "thing");
		assert_true((id == 0) == (db_state(db) != DB_OK));
		db_rollback(db);
		db_fail_at(db, 0);
	}
	assert_int_equal(n - 1, 3);		/* the look, the first one */
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
		TEST(test_parts),
		TEST(test_part_fails_alone),
		TEST(test_part_takes_all),
		TEST(test_part_after_failure),
		TEST(test_every_step_of_a_part),
		TEST(test_values),
		TEST(test_empty_text),
		TEST(test_bound_text_is_copied),
		TEST(test_nested),
		TEST(test_ended_early_and_used_again),
		TEST(test_statement_on_the_stack),
		TEST(test_changed),
		TEST(test_bugs_stop_the_program),
		TEST(test_ids),
		TEST(test_ids_above_what_is_there),
		TEST(test_ids_after_rollback),
		TEST(test_ids_fail),
		TEST(test_log_moves_into_the_file),
		TEST(test_long_log_begins_again),
	};
#undef TEST

	return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
