/*
 * db_query_test.c - statements: bound, stepped, read, nested; ids; and that a
 * wrong use of them stops the program.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "tests/pg.h"
#include "tests/scratch.h"

static const struct sql sql_add = { "add",
	"INSERT INTO thing (id, name, day) VALUES (:id, :name, :day)" };
static const struct sql sql_name = { "name",
	"SELECT name FROM thing WHERE id = :id" };
static const struct sql sql_all = { "all",
	"SELECT id, name, day FROM thing ORDER BY id" };
static const struct sql sql_rename = { "rename",
	"UPDATE thing SET name = :name WHERE id >= :from" };

static struct db *db;

static int
fresh(void **state)
{
	const char *problem = "";

	(void)state;
	db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	if (db == NULL) {
		return -1;
	}
	db_script(db, "CREATE TABLE thing (id INTEGER PRIMARY KEY,"
	    " name TEXT NOT NULL, day INTEGER)");
	return 0;
}

static int
drop(void **state)
{
	(void)state;
	db_close(db);
	db = NULL;
	return 0;
}

static void
add(int64_t id, str name)
{
	struct query q = db_query(db, &sql_add);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":name", name);
	q_set_date(&q, ":day", DATE_NONE);
	q_run(&q);
}

/* ---- statements -------------------------------------------------------- */

static void
test_values(void **state)
{
	static const char bytes[] = { 0, 1, (char)0xff };
	static const struct sql echo = { "echo",
		"SELECT :int, :id, :none, :str, :bytes, :day, :open, :null" };
	/* PostgreSQL keeps no NUL in a text; nor does anything of ours. */
	str odd = pg_used() ? S("김 \" ' \\ $1") : S("김 \" ' \\ \0z");
	struct query q;

	(void)state;
	db_begin(db, DB_READ);
	q = db_query(db, &echo);
	q_set_int(&q, ":int", INT64_MIN);
	q_set_id(&q, ":id", 7);
	q_set_id(&q, ":none", 0);
	q_set_str(&q, ":str", odd);
	q_set_bytes(&q, ":bytes", (str){ bytes, 3 });
	q_set_date(&q, ":day", (struct date){ -719162 });
	q_set_date(&q, ":open", DATE_NONE);
	q_set_null(&q, ":null");
	assert_true(q_row(&q));
	assert_true(q_get_int(&q, 0) == INT64_MIN);
	assert_int_equal(q_get_id(&q, 1), 7);
	assert_true(q_is_null(&q, 2));
	assert_int_equal(q_get_id(&q, 2), 0);
	assert_true(str_eq(q_get_str(&q, 3), odd));
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
	add(1, S(""));
	add(2, (str){ NULL, 0 });
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
	add(1, S("one"));
	add(2, S("two"));
	add(3, S("three"));
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
	add(1, S("one"));
	add(2, S("two"));
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

/* It ends by itself, so that a commit may follow; fewer rows are all. */
static void
test_at_most(void **state)
{
	static const size_t most[] = { 1, 2, 3, 4 };
	size_t rows;

	(void)state;
	db_begin(db, DB_WRITE);
	for (int64_t i = 1; i <= 3; i++) {
		add(i, S("x"));
	}
	for (size_t i = 0; i < COUNT(most); i++) {
		struct query q = db_query(db, &sql_all);

		q_at_most(&q, most[i]);
		for (rows = 0; q_row(&q); rows++) {
			assert_int_equal(q_get_int(&q, 0), rows + 1);
		}
		assert_int_equal(rows, most[i] < 3 ? most[i] : 3);
		assert_false(q_row(&q));
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
	add(1, S("one"));
	add(2, S("two"));
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

static void
test_number(void **state)
{
	static const struct sql ids = { "ids",
		"SELECT id FROM thing WHERE id >= :from ORDER BY id" };
	static const struct sql most = { "most", "SELECT max(id) FROM thing" };
	static const int64_t found[] = { 7, 7, 9, 9, 0 };	/* from 6 on */
	struct query q;

	(void)state;
	db_begin(db, DB_WRITE);
	q = db_query(db, &most);
	assert_int_equal(q_number(&q), 0);	/* one row, and NULL in it */
	add(7, S("one"));
	add(9, S("two"));
	for (size_t i = 0; i < COUNT(found); i++) {
		q = db_query(db, &ids);
		q_set_int(&q, ":from", (int64_t)i + 6);
		assert_int_equal(q_number(&q), found[i]);
	}
	/* The query is over: it can end again, and the commit finds none. */
	q_end(&q);
	assert_true(db_commit(db));

	db_begin(db, DB_READ);
	db_fail_at(db, 1);
	q = db_query(db, &most);
	assert_int_equal(q_number(&q), 0);
	assert_int_equal(db_state(db), DB_BROKEN);
	q = db_query(db, &most);
	assert_int_equal(q_number(&q), 0);
	db_rollback(db);
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
	add(1, S("one"));
	q = db_query(db, &sql_all);
	(void)q_row(&q);
	(void)!db_commit(db);
}

static void
writes_while_reading(void)
{
	db_begin(db, DB_READ);
	add(1, S("one"));
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
	add(1, S("one"));
	q = db_query(db, &sql_all);
	q_run(&q);
}

static void
reads_past_the_row(void)
{
	struct query q;

	db_begin(db, DB_WRITE);
	add(1, S("one"));
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
	add(1, S("one"));
	(void)!db_commit(db);
}

/* On a connection of its own: a child cannot speak on its parent's. */
static void (*bug)(void);

static void
do_bug(void)
{
	if (pg_used()) {
		fresh(NULL);
	}
	bug();
}

static int
bug_ends(void (*act)(void))
{
	bug = act;
	return dies_of(do_bug);
}

static void
test_bugs_stop_the_program(void **state)
{
	(void)state;
	assert_int_equal(bug_ends(leaves_unset), SIGABRT);
	assert_int_equal(bug_ends(sets_no_such), SIGABRT);
	assert_int_equal(bug_ends(commits_open), SIGABRT);
	assert_int_equal(bug_ends(writes_while_reading), SIGABRT);
	assert_int_equal(bug_ends(queries_outside), SIGABRT);
	assert_int_equal(bug_ends(begins_twice), SIGABRT);
	assert_int_equal(bug_ends(drops_rows), SIGABRT);
	assert_int_equal(bug_ends(reads_past_the_row), SIGABRT);
	assert_int_equal(bug_ends(keeps_no_part), SIGABRT);
	assert_int_equal(bug_ends(commits_inside_part), SIGABRT);
	assert_int_equal(bug_ends(does_nothing_wrong), 0);
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
	add(db_new_id(db, "thing"), S("one"));
	assert_true(db_commit(db));
	db_begin(db, DB_WRITE);
	before = db_new_id(db, "thing");
	add(before, S("two"));
	db_rollback(db);
	db_begin(db, DB_WRITE);
	after = db_new_id(db, "thing");
	assert_true(after >= before);
	add(after, S("two"));
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
	/* Two looks, and the first id is kept; a sequence keeps by itself. */
	assert_int_equal(n - 1, pg_used() ? 3 : 4);
}

int
main(void)
{
#define TEST(name)	cmocka_unit_test_setup_teardown(name, fresh, drop)
	const struct CMUnitTest tests[] = {
		TEST(test_values),
		TEST(test_empty_text),
		TEST(test_bound_text_is_copied),
		TEST(test_nested),
		TEST(test_ended_early_and_used_again),
		TEST(test_at_most),
		TEST(test_statement_on_the_stack),
		TEST(test_changed),
		TEST(test_number),
		TEST(test_bugs_stop_the_program),
		TEST(test_ids),
		TEST(test_ids_above_what_is_there),
		TEST(test_ids_after_rollback),
		TEST(test_ids_fail),
	};
#undef TEST

	return cmocka_run_group_tests_name("db_query", tests, NULL, NULL);
}
