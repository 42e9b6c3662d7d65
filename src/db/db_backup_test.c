/*
 * db_backup_test.c - copies of one moment while others write, what is refused
 * or breaks off, and what the check finds.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "db/db.h"
#include "tests/scratch.h"

static struct db *db, *writer;
static int64_t calls, last_done, last_all;

static struct db *
opened(const char *name, enum db_open how)
{
	const char *problem = NULL;
	struct db *out = db_open(scratch_path(name), how, &problem);

	if (out == NULL) {
		print_error("%s\n", problem);
	}
	assert_non_null(out);
	return out;
}

/* Some 4,000 pages: more than are copied in one step. */
static int
fresh(void **state)
{
	(void)state;
	if (!scratch_make()) {
		return -1;
	}
	db = opened("a.db", DB_OPEN_CREATE);
	db_script(db, "PRAGMA synchronous = OFF;"
	    "CREATE TABLE thing (id INTEGER PRIMARY KEY, text TEXT NOT NULL);"
	    "CREATE TABLE belongs (id INTEGER PRIMARY KEY,"
	    " thing_id INTEGER REFERENCES thing);"
	    "CREATE INDEX thing_by_text ON thing (text);"
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < 1000) INSERT INTO thing SELECT i, printf('%08000d', i)"
	    " FROM n");
	calls = last_done = last_all = 0;
	return 0;
}

static int
drop(void **state)
{
	(void)state;
	db_close(db);
	db_close(writer);
	db = writer = NULL;
	scratch_drop();
	return 0;
}

static bool
note(int64_t done, int64_t all)
{
	assert_true(done >= last_done && done <= all);
	calls++;
	last_done = done;
	last_all = all;
	return true;
}

/* Somebody writes between two steps of the copy. */
static bool
note_and_write(int64_t done, int64_t all)
{
	(void)note(done, all);
	db_begin(writer, DB_WRITE);
	db_script(writer, "INSERT INTO thing (text) VALUES ('meanwhile')");
	assert_true(db_commit(writer));
	return true;
}

static bool
stop_there(int64_t done, int64_t all)
{
	(void)note(done, all);
	return false;
}

static void
refused(const char *name, const char *says)
{
	const char *problem = "";

	assert_false(db_backup(db, scratch_path(name), NULL, &problem));
	if (strstr(problem, says) == NULL) {
		print_error("\"%s\" does not say \"%s\"\n", problem, says);
		fail();
	}
}

static bool
is_there(const char *name)
{
	return access(scratch_path(name), F_OK) == 0;
}

static void
test_copied(void **state)
{
	const char *problem = "";
	struct stat st;
	struct db *copy;

	(void)state;
	assert_true(db_backup(db, scratch_path("copy.db"), note, &problem));
	assert_true(calls >= 2);
	assert_int_equal(last_done, last_all);
	assert_true(last_all > 2000);
	assert_false(is_there("copy.db.part"));
	assert_int_equal(stat(scratch_path("copy.db"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	copy = opened("copy.db", DB_OPEN_WRITE);
	assert_true(db_check(copy, &problem));
	assert_int_equal(db_number(copy, "SELECT count(*) FROM thing"), 1000);
	db_close(copy);
}

/* The copy is of the moment it was begun, and is not begun anew. */
static void
test_copied_while_writing(void **state)
{
	const char *problem = "";
	struct db *copy;

	(void)state;
	writer = opened("a.db", DB_OPEN_WRITE);
	assert_true(db_backup(db, scratch_path("copy.db"), note_and_write,
	    &problem));
	assert_true(calls >= 2 && calls < 10);
	assert_int_equal(db_number(db, "SELECT count(*) FROM thing"),
	    1000 + calls);
	copy = opened("copy.db", DB_OPEN_READ);
	assert_int_equal(db_number(copy, "SELECT count(*) FROM thing"), 1000);
	assert_true(db_check(copy, &problem));
	db_close(copy);
}

static void
test_copied_by_a_reader(void **state)
{
	const char *problem = "";

	(void)state;
	db_close(db);
	db = opened("a.db", DB_OPEN_READ);
	assert_true(db_backup(db, scratch_path("copy.db"), NULL, &problem));
	assert_true(is_there("copy.db"));
}

static void
test_refused(void **state)
{
	FILE *f = fopen(scratch_path("other"), "w");

	(void)state;
	assert_non_null(f);
	fputs("text", f);
	fclose(f);
	refused("other", "exists already");
	refused("a.db", "exists already");
	refused("no/folder.db", "cannot be made");
	f = fopen(scratch_path("copy.db.part"), "w");
	assert_non_null(f);
	fclose(f);
	refused("copy.db", "was broken off");
	assert_true(is_there("copy.db.part"));
	assert_false(is_there("copy.db"));
	f = fopen(scratch_path("second.db-wal"), "w");
	assert_non_null(f);
	fputs("log", f);
	fclose(f);
	refused("second.db", "is left over");
	assert_false(is_there("second.db"));
	assert_int_equal(db_number(db, "SELECT count(*) FROM thing"), 1000);
}

static void
test_stopped(void **state)
{
	const char *problem = "";

	(void)state;
	assert_false(db_backup(db, scratch_path("copy.db"), stop_there,
	    &problem));
	assert_non_null(strstr(problem, "was stopped"));
	assert_int_equal(calls, 1);
	assert_true(last_done < last_all);
	assert_false(is_there("copy.db"));
	assert_false(is_there("copy.db.part"));
}

/* Where there is no room nothing is left behind, least of all half a copy. */
static void
test_no_room(void **state)
{
	pid_t child = fork();
	int status = -1;

	(void)state;
	if (child == 0) {
		struct rlimit limit = { 1 << 20, 1 << 20 };
		const char *problem = "";

		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		_exit(db_backup(db, scratch_path("copy.db"), NULL, &problem) ||
		    strstr(problem, "could not be finished") == NULL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_false(is_there("copy.db"));
	assert_false(is_there("copy.db.part"));
}

/* What cannot be read is said; it stops no program. */
static void
test_cannot_be_read(void **state)
{
	(void)state;
	for (int n = 1; n <= 2; n++) {
		db_fail_at(db, n);
		refused("copy.db", "made this step fail");
		db_fail_at(db, 0);
		assert_false(is_there("copy.db"));
		assert_false(is_there("copy.db.part"));
	}
}

/* After a failed copy and after a good one the connection goes on. */
static void
test_goes_on(void **state)
{
	const char *problem = "";

	(void)state;
	refused("no/folder.db", "cannot be made");
	assert_true(db_backup(db, scratch_path("copy.db"), NULL, &problem));
	db_begin(db, DB_WRITE);
	assert_true(db_new_id(db, "thing") > 1000);
	assert_true(db_commit(db));
}

/* ---- the log ----------------------------------------------------------- */

/* Written again it is the same, with what was committed and what was not. */
static void
test_log_renewed(void **state)
{
	int64_t before = db_number(db, "SELECT count(*) FROM thing");

	(void)state;
	for (int i = 0; i < 3; i++) {
		db_begin(db, DB_WRITE);
		assert_true(db_renew_log(db));
		db_script(db, "INSERT INTO thing (id, text) SELECT max(id) + 1,"
		    " 'new' FROM thing");
		assert_true(db_renew_log(db));
		assert_true(db_commit(db));
	}
	db_begin(db, DB_WRITE);
	db_script(db, "DELETE FROM thing");
	db_rollback(db);
	assert_int_equal(db_number(db, "SELECT count(*) FROM thing"),
	    before + 3);
	db_begin(db, DB_WRITE);
	assert_int_equal(unlink(scratch_path("a.db-wal")), 0);
	assert_true(db_renew_log(db));		/* there is none */
	db_rollback(db);
}

/* ---- check ------------------------------------------------------------- */

static void
test_check(void **state)
{
	const char *problem = NULL;

	(void)state;
	assert_true(db_check(db, &problem));
	assert_null(problem);
	db_script(db, "PRAGMA foreign_keys = OFF;"
	    "INSERT INTO belongs VALUES (7, 5000)");
	assert_false(db_check(db, &problem));
	assert_non_null(strstr(problem, "Row 7 of the table belongs"));
	assert_non_null(strstr(problem, "thing"));
}

/* A byte of an index that is not what it was is found. */
static void
test_check_finds_damage(void **state)
{
	const char *problem = NULL;
	char page[4096];
	long at = 0, found = -1;
	FILE *f;

	(void)state;
	db_checkpoint(db);
	db_close(db);
	db = NULL;
	f = fopen(scratch_path("a.db"), "r+");
	assert_non_null(f);
	for (; fread(page, 1, sizeof(page), f) == sizeof(page); at += 4096) {
		/* An interior page of an index. */
		found = page[0] == 2 && at > 0 ? at : found;
	}
	assert_true(found > 0);
	assert_int_equal(fseek(f, found + 12, SEEK_SET), 0);
	fputs("\x0f\x0f\x0f\x0f", f);
	assert_int_equal(fclose(f), 0);
	db = opened("a.db", DB_OPEN_WRITE);
	assert_false(db_check(db, &problem));
	assert_non_null(strstr(problem, "damaged"));
}

int
main(void)
{
#define TEST(name)	cmocka_unit_test_setup_teardown(name, fresh, drop)
	const struct CMUnitTest tests[] = {
		TEST(test_copied),
		TEST(test_copied_while_writing),
		TEST(test_copied_by_a_reader),
		TEST(test_refused),
		TEST(test_stopped),
		TEST(test_no_room),
		TEST(test_cannot_be_read),
		TEST(test_goes_on),
		TEST(test_log_renewed),
		TEST(test_check),
		TEST(test_check_finds_damage),
	};
#undef TEST

	return cmocka_run_group_tests_name("db_backup", tests, NULL, NULL);
}
