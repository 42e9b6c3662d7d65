/*
 * db_open_test.c - what is opened and made, with which settings, and what a
 * person is told where it cannot be.
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
#include <sqlite3.h>

#include "db/db.h"
#include "tests/scratch.h"

static int
fresh(void **state)
{
	(void)state;
	return scratch_make() ? 0 : -1;
}

static int
drop(void **state)
{
	(void)state;
	scratch_drop();
	return 0;
}

static struct db *
opened(const char *name, enum db_open how)
{
	const char *problem = NULL;
	struct db *db = db_open(scratch_path(name), how, &problem);

	if (db == NULL) {
		print_error("%s\n", problem);
	}
	assert_non_null(db);
	assert_null(problem);
	return db;
}

/* Refused, with a sentence that contains this. */
static void
refused(const char *name, enum db_open how, const char *says)
{
	const char *problem = NULL;
	struct db *db = db_open(scratch_path(name), how, &problem);

	assert_null(db);
	assert_non_null(problem);
	if (strstr(problem, says) == NULL) {
		print_error("\"%s\" does not say \"%s\"\n", problem, says);
		fail();
	}
	assert_non_null(strstr(problem, scratch_path(name)));
}

static void
write_file(const char *name, const char *text, size_t len)
{
	FILE *f = fopen(scratch_path(name), "w");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

/* ---- made and opened --------------------------------------------------- */

static void
test_made(void **state)
{
	struct db *db = opened("a.db", DB_OPEN_CREATE);
	struct stat st;

	(void)state;
	assert_int_equal(db_number(db, "SELECT value FROM meta"
	    " WHERE key = 'schema'"), DB_SCHEMA_VERSION);
	assert_int_equal(db_number(db, "SELECT count(*) FROM counter"), 0);
	db_close(db);
	assert_int_equal(stat(scratch_path("a.db"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);	/* nobody else's */
	db = opened("a.db", DB_OPEN_WRITE);
	db_close(db);
	db = opened("a.db", DB_OPEN_READ);
	db_close(db);
}

static void
test_in_memory(void **state)
{
	const char *problem = NULL;
	struct db *db = db_open(":memory:", DB_OPEN_CREATE, &problem);

	(void)state;
	assert_non_null(db);
	db_begin(db, DB_WRITE);
	assert_int_equal(db_new_id(db, "change"), 1);
	assert_true(db_commit(db));
	db_close(db);
	assert_int_not_equal(access(":memory:", F_OK), 0);
	db_close(NULL);					/* harmless */
}

static void
test_settings(void **state)
{
	static const enum db_open ways[] = { DB_OPEN_CREATE, DB_OPEN_WRITE,
		DB_OPEN_READ };

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		struct db *db = opened("a.db", ways[i]);

		assert_int_equal(db_number(db, "PRAGMA synchronous"), 2);
		assert_int_equal(db_number(db, "PRAGMA foreign_keys"), 1);
		assert_int_equal(db_number(db, "PRAGMA trusted_schema"), 0);
		assert_int_equal(db_number(db, "PRAGMA temp_store"), 2);
		assert_int_equal(db_number(db, "PRAGMA automatic_index"), 0);
		assert_int_equal(db_number(db, "PRAGMA secure_delete"), 1);
		assert_int_equal(db_number(db, "PRAGMA application_id"),
		    0x43656c6c);
		assert_int_equal(db_number(db, "SELECT 1 FROM"
		    " pragma_journal_mode WHERE journal_mode = 'wal'"), 1);
		db_close(db);
	}
}

static void
writes_to_the_schema(void)
{
	struct db *db = opened("a.db", DB_OPEN_WRITE);

	db_script(db, "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema");
}

/* Whoever gets to run statements still cannot break the file with them. */
static void
test_defensive(void **state)
{
	struct db *db = opened("a.db", DB_OPEN_CREATE);

	(void)state;
	assert_int_equal(dies_of(writes_to_the_schema), SIGABRT);
	db_script(db, "PRAGMA journal_mode = OFF");
	assert_int_equal(db_number(db, "SELECT 1 FROM pragma_journal_mode"
	    " WHERE journal_mode = 'wal'"), 1);
	db_close(db);
}

static void
writes_to_a_reader(void)
{
	struct db *db = opened("a.db", DB_OPEN_READ);

	db_script(db, "DELETE FROM meta");
}

static void
begins_to_write_a_reader(void)
{
	db_begin(opened("a.db", DB_OPEN_READ), DB_WRITE);
}

static void
begins_to_read_a_reader(void)
{
	db_begin(opened("a.db", DB_OPEN_READ), DB_READ);
}

static void
test_reading_writes_nothing(void **state)
{
	struct db *db = opened("a.db", DB_OPEN_CREATE);

	(void)state;
	db_close(db);
	assert_int_equal(dies_of(writes_to_a_reader), SIGABRT);
	assert_int_equal(dies_of(begins_to_write_a_reader), SIGABRT);
	assert_int_equal(dies_of(begins_to_read_a_reader), 0);
}

/* ---- refused ----------------------------------------------------------- */

static void
test_missing(void **state)
{
	(void)state;
	refused("a.db", DB_OPEN_READ, "There is no file");
	refused("a.db", DB_OPEN_WRITE, "cellwork init");
	assert_int_not_equal(access(scratch_path("a.db"), F_OK), 0);
	refused("no/folder.db", DB_OPEN_CREATE, "cannot be made");
	refused("no/folder.db", DB_OPEN_WRITE, "There is no file");
}

static void
test_exists(void **state)
{
	char text[6] = "";
	FILE *f;

	(void)state;
	write_file("a.db", "text\n", 5);
	refused("a.db", DB_OPEN_CREATE, "exists already");
	f = fopen(scratch_path("a.db"), "r");
	assert_non_null(f);
	assert_int_equal(fread(text, 1, 5, f), 5);
	assert_int_equal(fclose(f), 0);
	assert_string_equal(text, "text\n");	/* left as it was */
}

/* The log of a database that is gone does not get into a new one. */
static void
test_left_over(void **state)
{
	(void)state;
	write_file("a.db-wal", "log", 3);
	refused("a.db", DB_OPEN_CREATE, "is left over");
	assert_int_not_equal(access(scratch_path("a.db"), F_OK), 0);
	assert_int_equal(access(scratch_path("a.db-wal"), F_OK), 0);
	write_file("b.db-journal", "log", 3);
	refused("b.db", DB_OPEN_CREATE, "is left over");
	write_file("c.db-wal", "", 0);
	db_close(opened("c.db", DB_OPEN_CREATE));
}

static void
test_folder(void **state)
{
	(void)state;
	assert_int_equal(mkdir(scratch_path("a"), 0700), 0);
	refused("a", DB_OPEN_READ, "is a folder");
	refused("a", DB_OPEN_WRITE, "is a folder");
	refused("a", DB_OPEN_CREATE, "exists already");
	write_file("f", "x", 1);
	refused("f/a.db", DB_OPEN_READ, "cannot be opened");
}

static void
test_strangers(void **state)
{
	static char junk[8192];
	sqlite3 *lite = NULL;

	(void)state;
	memset(junk, 'x', sizeof(junk));
	write_file("text", junk, sizeof(junk));
	refused("text", DB_OPEN_READ, "is not a database of Cellwork");
	refused("text", DB_OPEN_WRITE, "is not a database of Cellwork");
	write_file("empty", "", 0);
	refused("empty", DB_OPEN_READ, "is not a database of Cellwork");
	refused("empty", DB_OPEN_WRITE, "is not a database of Cellwork");
	assert_int_equal(sqlite3_open(scratch_path("other.db"), &lite),
	    SQLITE_OK);
	assert_int_equal(sqlite3_exec(lite, "CREATE TABLE meta (a)", NULL,
	    NULL, NULL), SQLITE_OK);
	sqlite3_close(lite);
	refused("other.db", DB_OPEN_WRITE, "is not a database of Cellwork");
}

/* A stranger's file is looked at and not changed: not even its journal. */
static void
test_strangers_are_left_alone(void **state)
{
	sqlite3 *lite = NULL;
	char before[100] = "", after[100] = "";
	FILE *f;

	(void)state;
	assert_int_equal(sqlite3_open(scratch_path("other.db"), &lite),
	    SQLITE_OK);
	assert_int_equal(sqlite3_exec(lite, "CREATE TABLE t (a)", NULL, NULL,
	    NULL), SQLITE_OK);
	sqlite3_close(lite);
	f = fopen(scratch_path("other.db"), "r");
	assert_int_equal(fread(before, 1, 100, f), 100);
	fclose(f);
	refused("other.db", DB_OPEN_WRITE, "is not a database of Cellwork");
	f = fopen(scratch_path("other.db"), "r");
	assert_int_equal(fread(after, 1, 100, f), 100);
	fclose(f);
	assert_memory_equal(before, after, 100);
}

static void
test_other_versions(void **state)
{
	struct db *db = opened("a.db", DB_OPEN_CREATE);

	(void)state;
	db_script(db, "UPDATE meta SET value = '99'");
	db_close(db);
	refused("a.db", DB_OPEN_WRITE, "was made by a newer Cellwork");
	refused("a.db", DB_OPEN_READ, "of version 99");
	db = opened("b.db", DB_OPEN_CREATE);
	db_script(db, "UPDATE meta SET value = '1'");
	db_close(db);
	refused("b.db", DB_OPEN_WRITE, "was made by an older Cellwork");
	db = opened("c.db", DB_OPEN_CREATE);
	db_script(db, "DELETE FROM meta");
	db_close(db);
	refused("c.db", DB_OPEN_WRITE, "is damaged");
	db = opened("d.db", DB_OPEN_CREATE);
	db_script(db, "DROP TABLE meta");
	db_close(db);
	refused("d.db", DB_OPEN_WRITE, "is damaged");
}

static void
test_damaged(void **state)
{
	struct db *db = opened("a.db", DB_OPEN_CREATE);
	FILE *f;

	(void)state;
	db_close(db);
	f = fopen(scratch_path("a.db"), "r+");
	assert_non_null(f);
	assert_int_equal(fseek(f, 100, SEEK_SET), 0);
	for (int i = 0; i < 3000; i++) {
		fputc(0xff, f);
	}
	assert_int_equal(fclose(f), 0);
	refused("a.db", DB_OPEN_WRITE, "is damaged");
	refused("a.db", DB_OPEN_READ, "cellwork restore");
}

/* ---- rights, which root has always ------------------------------------- */

/* 0 if a child without any right was refused with this sentence. */
static int
refused_to_others(const char *name, enum db_open how, const char *says)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0) {
		const char *problem = "";

		if (geteuid() == 0 && setuid(65534) != 0) {
			_exit(2);
		}
		_exit(db_open(scratch_path(name), how, &problem) != NULL ||
		    strstr(problem, says) == NULL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
test_no_right(void **state)
{
	struct db *db = opened("a.db", DB_OPEN_CREATE);

	(void)state;
	db_close(db);
	assert_int_equal(chmod(scratch_path(""), 0755), 0);
	assert_int_equal(chmod(scratch_path("a.db"), 0000), 0);
	assert_int_equal(refused_to_others("a.db", DB_OPEN_READ,
	    "You have no right to read"), 0);
	assert_int_equal(chmod(scratch_path("a.db"), 0444), 0);
	assert_int_equal(refused_to_others("a.db", DB_OPEN_WRITE,
	    "You have no right to write to"), 0);
	assert_int_equal(chmod(scratch_path(""), 0555), 0);
	assert_int_equal(refused_to_others("a.db", DB_OPEN_READ,
	    "no right to write in the folder"), 0);
	assert_int_equal(refused_to_others("b.db", DB_OPEN_CREATE,
	    "cannot be made"), 0);
	assert_int_equal(chmod(scratch_path(""), 0700), 0);
}

/* ---- half made --------------------------------------------------------- */

/* A folder whose files may grow to this size and not further. */
static int
made_with_limit(size_t bytes)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0) {
		struct rlimit limit = { bytes, bytes };
		const char *problem = "";
		struct db *db;

		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		db = db_open(scratch_path("a.db"), DB_OPEN_CREATE, &problem);
		_exit(db != NULL ? 0 : strlen(problem) > 0 ? 1 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* What could not be made whole is not there at all. */
static void
test_half_made_is_removed(void **state)
{
	size_t kib = 0;

	(void)state;
	while (made_with_limit(kib * 1024) == 1) {
		assert_int_not_equal(access(scratch_path("a.db"), F_OK), 0);
		assert_int_not_equal(access(scratch_path("a.db-wal"), F_OK),
		    0);
		assert_true(kib < 1 << 20);
		kib += 8;
	}
	assert_int_equal(access(scratch_path("a.db"), F_OK), 0);
	assert_true(kib > 32);
}

int
main(void)
{
#define TEST(name)	cmocka_unit_test_setup_teardown(name, fresh, drop)
	const struct CMUnitTest tests[] = {
		TEST(test_made),
		TEST(test_in_memory),
		TEST(test_settings),
		TEST(test_defensive),
		TEST(test_reading_writes_nothing),
		TEST(test_missing),
		TEST(test_exists),
		TEST(test_left_over),
		TEST(test_folder),
		TEST(test_strangers),
		TEST(test_strangers_are_left_alone),
		TEST(test_other_versions),
		TEST(test_damaged),
		TEST(test_no_right),
		TEST(test_half_made_is_removed),
	};
#undef TEST

	return cmocka_run_group_tests_name("db_open", tests, NULL, NULL);
}
