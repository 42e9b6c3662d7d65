/*
 * db_fault_test.c - what a commit says when writing, making durable or memory
 * fails, and whether that was true.
 *
 * A child process commits one row while the n-th call of one kind fails, from
 * the beginning of the transaction or from the opening of the file, and ends
 * without closing anything, as in a crash. Then the file is opened again.
 * A commit that was said to be done must be there; one said not to be done must
 * not; of one said to be unknown either is true. The engine's own calls of the
 * system are replaced; n goes up until nothing is left to fail.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "db/db.h"
#include "tests/scratch.h"

static const struct sql sql_add = { "add",
	"INSERT INTO thing (id, name) VALUES (:id, :name)" };

#define MIB	((size_t)1 << 20)
#define WHOLE_MAX	(8 * MIB)	/* of a database with all its tables */

enum kind { NO_ROOM, NO_WRITE, HALF_WRITE, NO_SYNC, NO_READ, NO_SHARED,
	NO_OPEN, NO_MEMORY };

static enum kind kind;
static int fail_in;			/* calls of the kind until it fails */
static bool for_good;			/* ... and fails ever after */
static bool from_opening;		/* counted from there, not from BEGIN */
static bool happened;
static size_t row_size = 20000;		/* bytes: some pages */

static bool
fails(enum kind asked)
{
	if (asked != kind || fail_in == 0) {
		return false;
	}
	if (fail_in > 1) {
		fail_in--;
		return false;
	}
	happened = true;
	fail_in = for_good;
	return true;
}

/* ---- a file system that fails ------------------------------------------ */

struct file {
	sqlite3_file	 base;
	sqlite3_file	*real;
};

static sqlite3_vfs *real_vfs, vfs;
static sqlite3_io_methods methods;

static sqlite3_file *
real_of(sqlite3_file *f)
{
	return ((struct file *)f)->real;
}

static int
f_close(sqlite3_file *f)
{
	return real_of(f)->pMethods->xClose(real_of(f));
}

static int
f_read(sqlite3_file *f, void *to, int len, sqlite3_int64 at)
{
	return fails(NO_READ) ? SQLITE_IOERR_READ :
	    real_of(f)->pMethods->xRead(real_of(f), to, len, at);
}

static int
f_write(sqlite3_file *f, const void *from, int len, sqlite3_int64 at)
{
	if (fails(NO_ROOM)) {
		return SQLITE_FULL;
	}
	if (fails(NO_WRITE)) {
		return SQLITE_IOERR_WRITE;
	}
	if (fails(HALF_WRITE)) {
		(void)real_of(f)->pMethods->xWrite(real_of(f), from, len / 2,
		    at);
		return SQLITE_IOERR_WRITE;
	}
	return real_of(f)->pMethods->xWrite(real_of(f), from, len, at);
}

static int
f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	return real_of(f)->pMethods->xTruncate(real_of(f), size);
}

/* What was written stays where it is: it is only not known to be durable. */
static int
f_sync(sqlite3_file *f, int flags)
{
	return fails(NO_SYNC) ? SQLITE_IOERR_FSYNC :
	    real_of(f)->pMethods->xSync(real_of(f), flags);
}

static int
f_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return real_of(f)->pMethods->xFileSize(real_of(f), size);
}

static int
f_lock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int
f_unlock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int
f_reserved(sqlite3_file *f, int *out)
{
	return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
}

static int
f_control(sqlite3_file *f, int op, void *arg)
{
	return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int
f_sector(sqlite3_file *f)
{
	return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int
f_traits(sqlite3_file *f)
{
	return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static int
f_shm_map(sqlite3_file *f, int region, int size, int extend,
    void volatile **out)
{
	return fails(NO_SHARED) ? SQLITE_IOERR_SHMMAP :
	    real_of(f)->pMethods->xShmMap(real_of(f), region, size, extend,
	    out);
}

static int
f_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags);
}

static void
f_shm_barrier(sqlite3_file *f)
{
	real_of(f)->pMethods->xShmBarrier(real_of(f));
}

static int
f_shm_unmap(sqlite3_file *f, int remove)
{
	return real_of(f)->pMethods->xShmUnmap(real_of(f), remove);
}

static int
v_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out)
{
	struct file *file = (struct file *)f;
	int result;

	(void)v;
	file->real = (sqlite3_file *)(file + 1);
	if ((flags & SQLITE_OPEN_READWRITE) != 0 && fails(NO_OPEN)) {
		/* As the engine's own files do where writing is refused. */
		flags &= ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
		flags |= SQLITE_OPEN_READONLY;
	}
	result = real_vfs->xOpen(real_vfs, name, file->real, flags, out);
	file->base.pMethods = file->real->pMethods != NULL ? &methods : NULL;
	return result;
}

static void
use_failing_files(void)
{
	real_vfs = sqlite3_vfs_find(NULL);
	vfs = *real_vfs;
	vfs.zName = "failing";
	vfs.szOsFile += (int)sizeof(struct file);
	vfs.xOpen = v_open;
	methods = (sqlite3_io_methods){ 2, f_close, f_read, f_write,
	    f_truncate, f_sync, f_size, f_lock, f_unlock, f_reserved,
	    f_control, f_sector, f_traits, f_shm_map, f_shm_lock,
	    f_shm_barrier, f_shm_unmap, NULL, NULL };
	sqlite3_vfs_register(&vfs, 1);
}

/* ---- memory that fails ------------------------------------------------- */

static sqlite3_mem_methods real_memory;

static void *
m_malloc(int size)
{
	return fails(NO_MEMORY) ? NULL : real_memory.xMalloc(size);
}

static void *
m_realloc(void *at, int size)
{
	return fails(NO_MEMORY) ? NULL : real_memory.xRealloc(at, size);
}

static void
use_failing_memory(void)
{
	sqlite3_mem_methods failing;

	sqlite3_shutdown();
	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
	failing = real_memory;
	failing.xMalloc = m_malloc;
	failing.xRealloc = m_realloc;
	sqlite3_config(SQLITE_CONFIG_MALLOC, &failing);
	/* Else small pieces come from a store of the connection. */
	sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
}

/* ---- one commit -------------------------------------------------------- */

static struct db *
opened(enum db_open how)
{
	const char *problem = "";
	struct db *db = db_open(scratch_path("a.db"), how, &problem);

	if (db == NULL && (!happened || problem[0] == '\0')) {
		print_error("not opened: %s\n", problem);
	}
	return db;
}

static bool
commit_row(struct db *db, int64_t id)
{
	char *name = malloc(row_size);
	struct query q;

	assert_non_null(name);
	memset(name, 'x', row_size);
	db_begin(db, DB_WRITE);
	q = db_query(db, &sql_add);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":name", (str){ name, row_size });
	q_run(&q);
	free(name);
	return db_commit(db);
}

/* The file each child begins with, made once: row 1 is in it. */
static char *whole;
static size_t whole_len;

static int
make_whole(void **state)
{
	struct db *db = scratch_make_fast() ? opened(DB_OPEN_CREATE) : NULL;
	FILE *f;

	(void)state;
	if (db == NULL) {
		return -1;
	}
	db_script(db, "CREATE TABLE thing (id INTEGER PRIMARY KEY,"
	    " name TEXT NOT NULL)");
	assert_true(commit_row(db, 1));
	db_close(db);
	f = fopen(scratch_path("a.db"), "r");
	assert_non_null(f);
	whole = malloc(WHOLE_MAX);
	assert_non_null(whole);
	whole_len = fread(whole, 1, WHOLE_MAX, f);
	assert_true(whole_len > 0 && whole_len < WHOLE_MAX);
	fclose(f);
	scratch_drop();
	return 0;
}

static int
drop_whole(void **state)
{
	(void)state;
	free(whole);
	return 0;
}

static void
make_file(void)
{
	FILE *f = fopen(scratch_path("a.db"), "w");

	assert_non_null(f);
	assert_int_equal(fwrite(whole, 1, whole_len, f), whole_len);
	assert_int_equal(fclose(f), 0);
}

enum said { SAID_DONE, SAID_NOT_DONE, SAID_UNKNOWN, NEVER_FAILED, BAD };

/* Row 2, while the n-th call fails. *db is NULL if it was not opened. */
static enum said
try_row(struct db **db, int n)
{
	bool done;

	fail_in = from_opening ? n : 0;
	*db = opened(DB_OPEN_WRITE);
	if (*db == NULL) {
		return happened ? SAID_NOT_DONE : BAD;
	}
	fail_in = from_opening ? fail_in : n;
	done = commit_row(*db, 2);
	if (done) {
		return happened ? SAID_DONE : NEVER_FAILED;
	}
	if (!happened || (kind == NO_ROOM) != (db_state(*db) == DB_FULL)) {
		return BAD;
	}
	return db_state(*db) == DB_UNKNOWN ? SAID_UNKNOWN : SAID_NOT_DONE;
}

/* After a failure that is over row 3 must be possible: at once, but after an
 * unknown outcome only on a new connection. */
static bool
goes_on(struct db *db, enum said said)
{
	if (said == SAID_UNKNOWN) {
		db_begin(db, DB_WRITE);
		if (db_state(db) != DB_UNKNOWN) {
			return false;
		}
		db_rollback(db);
		db_close(db);
		db = NULL;
	}
	if (db == NULL) {
		db = opened(DB_OPEN_WRITE);
	}
	return db != NULL && commit_row(db, 3);
}

static enum said
try_commit(int n)
{
	struct db *db;
	enum said said = try_row(&db, n);

	if (for_good) {
		return said;
	}
	fail_in = 0;
	return goes_on(db, said) ? said : BAD;
}

static enum said
in_a_child(int n)
{
	pid_t child = fork();
	int status = -1;

	assert_true(child >= 0);
	if (child == 0) {
		if (kind == NO_MEMORY) {
			use_failing_memory();
		} else {
			use_failing_files();
		}
		_exit((int)try_commit(n));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return (enum said)WEXITSTATUS(status);
}

/* ---- all of them ------------------------------------------------------- */

/* Whether row 2 is there; rows 1 and, if it was asked for, 3 must be. */
static bool
row_is_there(void)
{
	struct db *db = opened(DB_OPEN_WRITE);
	const char *problem = "";
	bool there;

	assert_non_null(db);
	assert_int_equal(db_number(db, "SELECT count(*) FROM thing"
	    " WHERE id = 1"), 1);
	assert_int_equal(db_number(db, "SELECT count(*) FROM thing"
	    " WHERE id = 3"), !for_good);
	there = db_number(db, "SELECT count(*) FROM thing WHERE id = 2") == 1;
	assert_true(db_check(db, &problem));
	db_close(db);
	return there;
}

/* How often each was said, and how often the unknown turned out to be there. */
struct tally {
	int	said[BAD + 1], unknown_there;
};

static void
fail_each(struct tally *t)
{
	enum said said;
	int n = 1;

	do {
		bool there;

		assert_true(scratch_make_fast());
		make_file();
		said = in_a_child(n);
		/* Opening asks for memory some thousand times. */
		n += n > 100 ? 17 : 1;
		assert_int_not_equal(said, BAD);
		there = row_is_there();
		scratch_drop();
		t->said[said]++;
		t->unknown_there += said == SAID_UNKNOWN && there;
		assert_true(said != SAID_DONE || there);
		assert_true(said != SAID_NOT_DONE || !there);
		assert_true(n < 5000);
	} while (said != NEVER_FAILED);
}

/* Once and for good, from the beginning and from the opening. */
static struct tally
fail_all(enum kind which)
{
	struct tally t = { 0 };

	kind = which;
	for (int way = 0; way < 4; way++) {
		for_good = (way & 1) != 0;
		from_opening = (way & 2) != 0;
		fail_each(&t);
	}
	return t;
}

static void
test_no_room(void **state)
{
	struct tally t = fail_all(NO_ROOM);

	(void)state;
	assert_true(t.said[SAID_NOT_DONE] > 3);
	assert_int_equal(t.said[SAID_UNKNOWN], 0);
}

static void
test_no_write(void **state)
{
	struct tally t = fail_all(NO_WRITE);

	(void)state;
	assert_true(t.said[SAID_UNKNOWN] > 3);
	t = fail_all(HALF_WRITE);
	assert_true(t.said[SAID_UNKNOWN] > 3);
}

/* The reason why there is DB_UNKNOWN: it was not made durable, and yet it is
 * there after a crash. */
static void
test_no_sync(void **state)
{
	struct tally t = fail_all(NO_SYNC);

	(void)state;
	assert_true(t.said[SAID_UNKNOWN] > 0);
	assert_true(t.unknown_there > 0);
	assert_true(t.unknown_there < t.said[SAID_UNKNOWN]);
}

static void
test_no_read(void **state)
{
	struct tally t = fail_all(NO_READ);

	(void)state;
	assert_true(t.said[SAID_NOT_DONE] > 3);
	t = fail_all(NO_SHARED);
	assert_true(t.said[SAID_NOT_DONE] > 0);
}

/* Opened for reading only, where it was asked to write: no bug, a refusal. */
static void
test_no_open(void **state)
{
	struct tally t = fail_all(NO_OPEN);

	(void)state;
	assert_true(t.said[SAID_NOT_DONE] > 0);
}

/*
 * A large commit needs more of the memory that is shared with other processes,
 * and finds that there is none when it is on the disk already.
 */
static void
test_no_shared_memory_at_commit(void **state)
{
	struct tally t = { 0 };

	(void)state;
	kind = NO_SHARED;
	for_good = true;
	from_opening = false;
	row_size = 17 * MIB;
	fail_each(&t);
	row_size = 20000;
	assert_true(t.said[SAID_UNKNOWN] > 0);
	assert_int_equal(t.unknown_there, t.said[SAID_UNKNOWN]);
}

static void
test_no_memory(void **state)
{
	struct tally t = fail_all(NO_MEMORY);

	(void)state;
	assert_true(t.said[SAID_NOT_DONE] > 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_room),
		cmocka_unit_test(test_no_write),
		cmocka_unit_test(test_no_sync),
		cmocka_unit_test(test_no_read),
		cmocka_unit_test(test_no_open),
		cmocka_unit_test(test_no_shared_memory_at_commit),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests_name("db_fault", tests, make_whole,
	    drop_whole);
}
