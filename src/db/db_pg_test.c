/*
 * db_pg_test.c - what PostgreSQL does otherwise than SQLite: transactions that
 * come in one another's way, connections that are lost at any moment, ids taken
 * by many at once.
 *
 * It needs a server: tools/pg.sh COMMAND makes one and says so to the tests.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "db/pg_thing_test.h"

static const struct sql sql_day = { "day",
	"UPDATE thing SET day = :day WHERE id = :id" };

static void
set_day(struct db *to, int64_t id, int day)
{
	struct query q = db_query(to, &sql_day);

	q_set_int(&q, ":id", id);
	q_set_date(&q, ":day", (struct date){ day });
	q_run(&q);
}

static int64_t
things(void)
{
	return db_number(other, "SELECT count(*) FROM thing");
}

/* ---- in one another's way ---------------------------------------------- */

/* Both look how many there are and add one: as if one after the other. */
static void
test_one_after_the_other(void **state)
{
	(void)state;
	db_begin(db, DB_WRITE);
	db_begin(other, DB_WRITE);
	assert_int_equal(count(db), 0);
	assert_int_equal(count(other), 0);
	add(db, 1, S("one"));
	add(other, 2, S("two"));
	assert_true(db_commit(db));
	assert_false(db_commit(other));
	assert_int_equal(db_state(other), DB_RETRY);
	assert_int_equal(things(), 1);
	db_begin(other, DB_WRITE);
	assert_int_equal(count(other), 1);
	add(other, 2, S("two"));
	assert_true(db_commit(other));
	assert_int_equal(things(), 2);
}

struct later {
	struct db	*db;
	int64_t		 id;
	str		 name;
	enum db_state	 state;
};

static void *
add_later(void *arg)
{
	struct later *l = arg;

	add(l->db, l->id, l->name);
	l->state = db_state(l->db);
	return NULL;
}

/* It waits for the first, sees it, and has to be done again as a whole: a part
 * alone cannot be, for its transaction is older than what it would see. */
static void
test_same_name_at_once(void **state)
{
	struct later l = { .db = other, .id = 2, .name = S("same") };
	pthread_t thread;

	(void)state;
	db_begin(db, DB_WRITE);
	add(db, 1, S("same"));
	db_begin(other, DB_WRITE);
	db_part_begin(other);
	assert_int_equal(pthread_create(&thread, NULL, add_later, &l), 0);
	usleep(50000);
	assert_true(db_commit(db));
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(l.state, DB_RETRY);
	assert_false(db_part_undo(other));
	assert_false(db_commit(other));
	assert_int_equal(db_state(other), DB_RETRY);
	assert_int_equal(things(), 1);
	db_begin(other, DB_WRITE);
	add(other, 2, S("another"));
	assert_true(db_commit(other));
}

static void *
day_later(void *arg)
{
	struct later *l = arg;

	set_day(l->db, l->id, 5);
	l->state = db_state(l->db);
	return NULL;
}

static void
test_deadlock(void **state)
{
	struct later l = { .db = other, .id = 1 };
	pthread_t thread;
	bool mine;

	(void)state;
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	add(db, 2, S("two"));
	assert_true(db_commit(db));
	db_begin(db, DB_WRITE);
	db_begin(other, DB_WRITE);
	set_day(db, 1, 1);
	set_day(other, 2, 2);
	assert_int_equal(pthread_create(&thread, NULL, day_later, &l), 0);
	usleep(50000);
	set_day(db, 2, 3);
	mine = db_state(db) == DB_OK && db_commit(db);
	if (!mine) {
		assert_int_equal(db_state(db), DB_RETRY);
		db_rollback(db);
	}
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_true(mine ? l.state == DB_RETRY : l.state == DB_OK);
	assert_true(mine != db_commit(other));
}

/* A wait for another's row ends, and says that it is to be done later. */
static void
test_wait_ends(void **state)
{
	(void)state;
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	assert_true(db_commit(db));
	db_script(other, "SET lock_timeout = 50");
	db_begin(db, DB_WRITE);
	set_day(db, 1, 1);
	db_begin(other, DB_WRITE);
	set_day(other, 1, 2);
	assert_int_equal(db_state(other), DB_BUSY);
	assert_false(db_commit(other));
	assert_true(db_commit(db));
}

/* A server that has no room for its locks has some when others have ended. */
static void
test_no_room_for_locks(void **state)
{
	static const struct sql sql = { "no_room", "SELECT no_room()" };
	struct query q;

	(void)state;
	db_script(other, "CREATE FUNCTION no_room() RETURNS int LANGUAGE"
	    " plpgsql AS 'BEGIN RAISE ''out of shared memory'' USING ERRCODE ="
	    " ''out_of_memory''; END'");
	db_begin(db, DB_WRITE);
	q = db_query(db, &sql);
	assert_false(q_row(&q));
	assert_int_equal(db_state(db), DB_BUSY);
	assert_false(db_commit(db));
}

/* ---- connections that are lost ----------------------------------------- */

/* Ends the connection of `db`, as a server does that stops. */
static void
kill_it(void)
{
	db_script(other, "SELECT pg_terminate_backend(pid)"
	    " FROM pg_stat_activity WHERE datname = current_database()"
	    " AND pid <> pg_backend_pid()");
	while (db_number(other, "SELECT count(*) FROM pg_stat_activity WHERE"
	    " datname = current_database() AND backend_type ="
	    " 'client backend'") > 1) {
		usleep(1000);
	}
}

/*
 * Before any of its steps: nothing is half done, and nothing is said to be done
 * that is not. What was said to be unknown was, here, not done: the connection
 * ended before it was asked. The next transaction connects again.
 */
static void
test_lost_at_each_step(void **state)
{
	(void)state;
	for (int n = 0; n < 4; n++) {
		bool done;

		db_begin(db, DB_WRITE);
		for (int i = 0; i < 3; i++) {
			if (i == n) {
				kill_it();
			}
			add(db, 10 * n + i, i == 0 ? S("a") : i == 1 ? S("b") :
			    S("c"));
		}
		if (n == 3) {
			kill_it();
		}
		done = db_commit(db);
		assert_false(done);
		assert_int_equal(db_state(db), n == 3 ? DB_UNKNOWN : DB_BROKEN);
		assert_int_equal(things(), 0);
		if (n < 3) {
			db_begin(db, DB_WRITE);
			assert_int_equal(db_state(db), DB_OK);
			add(db, 100, S("z"));
			assert_true(db_commit(db));
			db_script(other, "DELETE FROM thing");
		}
	}
	db_begin(db, DB_WRITE);
	assert_int_equal(db_state(db), DB_UNKNOWN);	/* until opened anew */
	db_rollback(db);
}

/* Between two transactions nobody notices. */
static void
test_lost_between(void **state)
{
	(void)state;
	db_begin(db, DB_WRITE);
	add(db, 1, S("one"));
	assert_true(db_commit(db));
	kill_it();
	db_begin(db, DB_WRITE);
	add(db, 2, S("two"));
	assert_true(db_commit(db));
	kill_it();
	db_begin(db, DB_READ);
	assert_int_equal(count(db), 2);
	assert_true(db_commit(db));
}

/* In the middle of a list that is being read. */
static void
test_lost_while_reading(void **state)
{
	struct query q;
	int64_t last = 0;

	(void)state;
	db_begin(db, DB_READ);
	q = db_query(db, &sql_many);
	q_set_int(&q, ":last", 3000000);
	assert_true(q_row(&q));
	kill_it();
	while (q_row(&q)) {
		last = q_get_int(&q, 0);
	}
	q_end(&q);
	assert_true(last < 3000000);
	assert_int_equal(db_state(db), DB_BROKEN);
	assert_false(db_commit(db));
}

static bool stop_killing;

static void *
kill_often(void *arg)
{
	const char *problem = "";
	struct db *killer = db_open(arg, DB_OPEN_WRITE, &problem);

	while (killer != NULL && !__atomic_load_n(&stop_killing,
	    __ATOMIC_SEQ_CST)) {
		usleep(3000 + (unsigned)rand() % 3000);
		db_script(killer, "SELECT pg_terminate_backend(pid)"
		    " FROM pg_stat_activity WHERE datname ="
		    " current_database() AND application_name = 'cellwork'"
		    " AND pid <> pg_backend_pid()");
	}
	db_close(killer);
	return NULL;
}

/* At any moment, also within a commit: what was acknowledged is there, what was
 * said not to be done is not. Each row is two, in one transaction. */
static void
test_lost_at_any_moment(void **state)
{
	static enum db_state said[4000];
	const char *problem = "", *name = pg_name(db);
	pthread_t thread;
	int done = 0, broken = 0;
	char text[100];

	(void)state;
	db_close(other);
	other = NULL;
	stop_killing = false;
	assert_int_equal(pthread_create(&thread, NULL, kill_often,
	    (void *)(uintptr_t)name), 0);
	for (int i = 0; i < 4000; i++) {
		snprintf(text, sizeof(text), "n%d", i);
		db_begin(db, DB_WRITE);
		add(db, 2 * i, str_z(text));
		snprintf(text, sizeof(text), "m%d", i);
		add(db, 2 * i + 1, str_z(text));
		said[i] = db_commit(db) ? DB_OK : db_state(db);
		while (db_state(db) == DB_UNKNOWN) {
			struct db *again = db_open(name, DB_OPEN_WRITE,
			    &problem);

			if (again != NULL) {
				pg_give_name(db, again);
				db_close(db);
				db = again;
			}
		}
	}
	__atomic_store_n(&stop_killing, true, __ATOMIC_SEQ_CST);
	assert_int_equal(pthread_join(thread, NULL), 0);
	other = db_open(name, DB_OPEN_WRITE, &problem);
	assert_non_null(other);
	for (int i = 0; i < 4000; i++) {
		int64_t n;

		snprintf(text, sizeof(text), "SELECT count(*) FROM thing"
		    " WHERE id IN (%d, %d)", 2 * i, 2 * i + 1);
		n = db_number(other, text);
		assert_true(n == 0 || n == 2);
		assert_true(said[i] != DB_OK || n == 2);
		assert_true(said[i] != DB_BROKEN || n == 0);
		done += said[i] == DB_OK;
		broken += said[i] == DB_BROKEN;
	}
	print_message("%d done, %d broken, %d unknown\n", done, broken,
	    4000 - done - broken);
	assert_true(done > 100 && broken > 10);
}

/* ---- ids and numbers --------------------------------------------------- */

#define TAKERS	4
#define TAKES	200

struct taker {
	const char	*name;
	int64_t		 first[TAKES], count[TAKES];
};

static void *
take_ids(void *arg)
{
	struct taker *t = arg;
	const char *problem = "";
	struct db *mine = db_open(t->name, DB_OPEN_WRITE, &problem);
	unsigned seed = (unsigned)(uintptr_t)t;

	assert_non_null(mine);
	for (int i = 0; i < TAKES; i++) {
		db_begin(mine, DB_WRITE);
		t->count[i] = rand_r(&seed) % 3 == 0 ? 50 : 1;
		t->first[i] = db_new_ids(mine, "thing", t->count[i]);
		assert_true(t->first[i] > 0);
		assert_true(db_commit(mine));
	}
	db_close(mine);
	return NULL;
}

static void
test_ids_at_once(void **state)
{
	static struct taker t[TAKERS];
	static char taken[TAKERS * TAKES * 60];
	pthread_t thread[TAKERS];

	(void)state;
	db_script(db, "INSERT INTO thing (id, name) VALUES (77, 'old')");
	for (int i = 0; i < TAKERS; i++) {
		t[i].name = pg_name(db);
		assert_int_equal(pthread_create(&thread[i], NULL, take_ids,
		    &t[i]), 0);
	}
	for (int i = 0; i < TAKERS; i++) {
		assert_int_equal(pthread_join(thread[i], NULL), 0);
	}
	for (int i = 0; i < TAKERS * TAKES; i++) {
		struct taker *one = &t[i / TAKES];

		for (int64_t k = 0; k < one->count[i % TAKES]; k++) {
			int64_t id = one->first[i % TAKES] + k;

			assert_true(id > 77 && id < (int64_t)sizeof(taken));
			assert_int_equal(taken[id], 0);
			taken[id] = 1;
		}
	}
}

/* One that is still going on is not passed over. */
static void
test_numbers_of_transactions(void **state)
{
	const char *problem = "";
	struct db *reader = db_open(pg_name(db), DB_OPEN_READ, &problem);
	int64_t first, second, seen = 0;

	(void)state;
	assert_non_null(reader);
	db_begin(db, DB_WRITE);
	first = db_write_number(db);
	assert_true(first > 0);
	assert_int_equal(db_write_number(db), first);
	db_begin(other, DB_WRITE);
	second = db_write_number(other);
	assert_true(second > first);
	add(other, 2, S("two"));
	assert_true(db_commit(other));
	db_begin(reader, DB_READ);
	assert_true(db_seen_number(reader) < first);
	assert_true(db_commit(reader));
	add(db, 1, S("one"));
	assert_true(db_commit(db));
	/* What goes on in other databases of the server holds the number up. */
	for (int tries = 0; seen < second && tries < 600; tries++) {
		db_begin(reader, DB_READ);
		seen = db_seen_number(reader);
		assert_int_equal(count(reader), 2);
		assert_true(db_commit(reader));
		usleep(50000);
	}
	assert_true(seen >= second);
	db_close(reader);
}

static void *
commit_later(void *arg)
{
	usleep(100000);
	db_begin(other, DB_WRITE);
	add(other, 1, S("one"));
	assert_true(db_commit(other));
	return arg;
}

static void
test_wait_for_a_change(void **state)
{
	struct timespec from, to;
	pthread_t thread;
	int64_t ms;

	(void)state;
	while (db_wait_change(db, 0)) {
		continue;
	}
	assert_int_equal(pthread_create(&thread, NULL, commit_later, NULL), 0);
	clock_gettime(CLOCK_MONOTONIC, &from);
	assert_true(db_wait_change(db, 5000));
	clock_gettime(CLOCK_MONOTONIC, &to);
	ms = (to.tv_sec - from.tv_sec) * 1000 +
	    (to.tv_nsec - from.tv_nsec) / 1000000;
	assert_true(ms < 1000);
	assert_int_equal(pthread_join(thread, NULL), 0);
	kill_it();			/* and the connection is made again */
	db_wait_change(db, 0);
	db_begin(other, DB_WRITE);
	add(other, 2, S("two"));
	assert_true(db_commit(other));
	assert_true(db_wait_change(db, 1000));
}

/* ---- names ------------------------------------------------------------- */

static const char *
why_not(const char *name, enum db_open how)
{
	const char *problem = "";

	assert_null(db_open(name, how, &problem));
	return problem;
}

static void
test_refusals(void **state)
{
	char name[500];
	const char *good = pg_name(db), *mark = strchr(good, '?');
	const char *why;

	(void)state;
	why = why_not("postgresql://ann:secr3t@db.example/house",
	    DB_OPEN_WRITE);
	assert_non_null(strstr(why, "There is a password in the name"));
	assert_null(strstr(why, "secr3t"));
	why = why_not("postgresql://db.example/h?password=secr3t",
	    DB_OPEN_READ);
	assert_non_null(strstr(why, "~/.pgpass"));
	why = why_not("postgresql://ann:secr%3t@db/h", DB_OPEN_WRITE);
	assert_non_null(strstr(why, "is not written as PostgreSQL wants it"));
	assert_null(strstr(why, "secr"));
	why = why_not("postgres:///h?host=/no/where", DB_OPEN_WRITE);
	assert_non_null(strstr(why, "cannot be opened"));
	assert_non_null(strstr(why_not(good, DB_OPEN_CREATE),
	    "There is a Cellwork in the database"));
	db_script(other, "ALTER SCHEMA cellwork RENAME TO elsewhere");
	assert_non_null(strstr(why_not(good, DB_OPEN_CREATE),
	    "There are tables of something else"));
	assert_non_null(strstr(why_not(good, DB_OPEN_WRITE),
	    "There is no Cellwork in the database"));
	db_script(other, "ALTER SCHEMA elsewhere RENAME TO cellwork;"
	    "UPDATE cellwork.meta SET value = '999' WHERE key = 'schema'");
	assert_non_null(strstr(why_not(good, DB_OPEN_WRITE),
	    "was made by a newer Cellwork"));
	snprintf(name, sizeof(name), "%.*s_not%s", (int)(mark - good), good,
	    mark);
	assert_non_null(strstr(why_not(name, DB_OPEN_WRITE),
	    "does not exist"));
}

static void
test_other_encoding(void **state)
{
	char name[500];
	const char *start = getenv("CELLWORK_TEST_PG");
	const char *mark = strchr(start, '?');
	const char *slash = strrchr(start, '/');

	(void)state;
	while (slash > mark) {
		slash = memrchr(start, '/', (size_t)(mark - start));
	}
	db_script(db, "DROP DATABASE IF EXISTS cw_latin WITH (FORCE)");
	db_script(db, "CREATE DATABASE cw_latin ENCODING 'LATIN1' LOCALE 'C'"
	    " TEMPLATE template0");
	snprintf(name, sizeof(name), "%.*s/cw_latin%s", (int)(slash - start),
	    start, mark);
	assert_non_null(strstr(why_not(name, DB_OPEN_CREATE), "UTF-8"));
	db_script(db, "DROP DATABASE cw_latin");
}

/* It is the server's to copy; and nothing is left behind by trying. */
static void
test_no_backup(void **state)
{
	const char *problem = "";

	(void)state;
	assert_false(db_backup(db, "/tmp/cellwork-never", NULL, &problem));
	assert_non_null(strstr(problem, "pg_dump"));
	assert_int_not_equal(access("/tmp/cellwork-never", F_OK), 0);
	assert_true(db_check(db, &problem));
	assert_int_equal(db_wal_pages(db), 0);
	db_checkpoint(db);
}

/* What a failure says holds nobody's data: it goes into the log. */
static void
test_problems_hold_no_data(void **state)
{
	(void)state;
	db_begin(db, DB_WRITE);
	add(db, 1, S("Ann Example"));
	add(db, 2, S("Ann Example"));
	assert_int_equal(db_state(db), DB_RETRY);
	assert_null(strstr(db_problem(db), "Ann"));
	assert_false(db_commit(db));
}

int
main(void)
{
#define TEST(name)	cmocka_unit_test_setup_teardown(name, fresh, drop)
	const struct CMUnitTest tests[] = {
		TEST(test_one_after_the_other),
		TEST(test_same_name_at_once),
		TEST(test_deadlock),
		TEST(test_wait_ends),
		TEST(test_no_room_for_locks),
		TEST(test_lost_at_each_step),
		TEST(test_lost_between),
		TEST(test_lost_while_reading),
		TEST(test_lost_at_any_moment),
		TEST(test_ids_at_once),
		TEST(test_numbers_of_transactions),
		TEST(test_wait_for_a_change),
		TEST(test_refusals),
		TEST(test_other_encoding),
		TEST(test_no_backup),
		TEST(test_problems_hold_no_data),
	};
#undef TEST

	return cmocka_run_group_tests_name("db_pg", tests, NULL, NULL);
}
