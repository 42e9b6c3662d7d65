/* db_open.c - SQLite: opening and making the file, and why it cannot be. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/db_inside.h"
#include "db/schema.sql.h"

#define APPLICATION_ID	0x43656c6c	/* "Cell", in the header of the file */

static bool
is_memory(const char *path)
{
	return strcmp(path, ":memory:") == 0;
}

/* ---- before the engine is asked ---------------------------------------- */

/* NULL, or why there is nothing to open. */
static const char *
check_path(const char *path, enum db_open how)
{
	struct stat st;

	if (stat(path, &st) != 0) {
		return errno == ENOENT ? db_sentence("There is no file %s. Make"
		    " it with: cellwork init %s --statutes FILE --from DATE",
		    path, path) : db_sentence("%s cannot be opened: %s.", path,
		    strerror(errno));
	}
	if (S_ISDIR(st.st_mode)) {
		return db_sentence("%s is a folder; name a file in it.", path);
	}
	if (access(path, R_OK) != 0) {
		return db_sentence("You have no right to read %s.", path);
	}
	if (how != DB_OPEN_READ && access(path, W_OK) != 0) {
		return db_sentence("You have no right to write to %s.", path);
	}
	return NULL;
}

/*
 * The engine takes a log that stands beside a file for that file's own, also
 * where it is of one that was there before. An empty one does nothing.
 */
static const char *
leftover(const char *path)
{
	static const char *const ends[] = { "-wal", "-journal" };
	const char *problem = NULL;
	struct stat st;

	for (size_t i = 0; i < COUNT(ends) && problem == NULL; i++) {
		char *name = NULL;

		if (asprintf(&name, "%s%s", path, ends[i]) < 0) {
			return "There is not enough memory.";
		}
		if (stat(name, &st) == 0 && st.st_size > 0) {
			problem = db_sentence("%s is left over from another"
			    " database %s and would be read into the new one."
			    " Move it to where that database is.", name, path);
		}
		free(name);
	}
	return problem;
}

static const char *
exists(const char *path)
{
	return db_sentence("%s exists already and was left as it is. Choose"
	    " another name, or move it away.", path);
}

const char *
db_lite_name_taken(const char *path)
{
	return access(path, F_OK) == 0 ? exists(path) : leftover(path);
}

/* An empty file nobody else can read; NULL, or why it could not be made. */
static const char *
make_file(const char *path)
{
	const char *problem = db_lite_name_taken(path);
	int fd;

	if (problem != NULL) {
		return problem;
	}
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0) {
		return errno == EEXIST ? exists(path) :
		    db_sentence("%s cannot be made: %s.", path,
		    strerror(errno));
	}
	close(fd);
	return NULL;
}

/* ---- the connection ---------------------------------------------------- */

static int
note_wal(void *to, sqlite3 *lite, const char *name, int pages)
{
	struct db *db = to;

	(void)lite;
	(void)name;
	db->wal_pages = pages;
	return SQLITE_OK;
}

/*
 * temp_store: a part of a transaction would otherwise be written twice.
 * automatic_index: a missing index shows when the program is built, not when
 * it is slow. secure_delete: what is erased is overwritten. The log is moved
 * into the file by the writer alone, when it has time (db_checkpoint), and so
 * never by a commit that somebody waits for.
 */
static bool
settle(struct db *db)
{
	sqlite3 *lite = db->lite;

	sqlite3_extended_result_codes(lite, 1);
	sqlite3_busy_timeout(lite, DB_BUSY_MS);
	sqlite3_db_config(lite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(lite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(lite, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_db_config(lite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(lite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_wal_hook(lite, note_wal, db);
	return sqlite3_exec(lite, "PRAGMA synchronous = FULL;"
	    "PRAGMA temp_store = MEMORY; PRAGMA automatic_index = OFF;"
	    "PRAGMA secure_delete = ON", NULL, NULL, NULL) == SQLITE_OK;
}

/* Kept in the file; so it is set only in one that is known to be ours. */
static bool
use_log(struct db *db)
{
	return sqlite3_exec(db->lite, "PRAGMA journal_mode = WAL", NULL, NULL,
	    NULL) == SQLITE_OK;
}

static const char *
damaged(const char *path, const char *why)
{
	return db_sentence("%s is damaged (%s). Bring back the last copy with:"
	    " cellwork restore COPY %s", path, why, path);
}

static const char *
engine_problem(struct db *db, const char *path)
{
	int result = sqlite3_extended_errcode(db->lite);

	switch (result & 0xff) {
	case SQLITE_NOTADB:
		return db_sentence("%s is not a database of Cellwork.", path);
	case SQLITE_BUSY:
		return db_sentence("%s is in use by another program that does"
		    " not let go of it. Try again when that has ended.", path);
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
		if (sqlite3_system_errno(db->lite) == EMFILE ||
		    sqlite3_system_errno(db->lite) == ENFILE) {
			return db_sentence("%s cannot be opened: %s.", path,
			    strerror(sqlite3_system_errno(db->lite)));
		}
		return db_sentence("You have no right to write in the folder of"
		    " %s, which is needed to open it.", path);
	case SQLITE_FULL:
		return db_sentence("There is no room on the disk of %s.", path);
	case SQLITE_CORRUPT:
		return damaged(path, sqlite3_errmsg(db->lite));
	default:
		return db_sentence("%s cannot be opened: %s.", path,
		    sqlite3_errmsg(db->lite));
	}
}

/* An older program that still works on the file would go on writing to tables
 * that have changed; so the engine is asked for a lock that no other opening
 * stands beside. It must come before anything is read. */
static bool
be_alone(struct db *db)
{
	return sqlite3_exec(db->lite, "PRAGMA locking_mode = EXCLUSIVE", NULL,
	    NULL, NULL) == SQLITE_OK;
}

void
db_lite_loosen(struct db *db, bool loose)
{
	sqlite3_db_config(db->lite, SQLITE_DBCONFIG_ENABLE_FKEY, loose ? 0 : 1,
	    NULL);
}

/* ---- what the file is -------------------------------------------------- */

static const char *
create_schema(struct db *db, const char *path)
{
	char begin[100];

	snprintf(begin, sizeof(begin), "PRAGMA application_id = %d",
	    APPLICATION_ID);
	db_begin(db, DB_WRITE);
	if (db->state != DB_OK ||
	    sqlite3_exec(db->lite, begin, NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_exec(db->lite, schema_sql, NULL, NULL, NULL) !=
	    SQLITE_OK) {
		const char *problem = engine_problem(db, path);

		db_rollback(db);
		return problem;
	}
	db_write_version(db);
	return db_commit(db) ? NULL : engine_problem(db, path);
}

static const char *
check_version(struct db *db, const char *path, enum db_open how)
{
	int64_t version;

	db_begin(db, DB_READ);
	version = db_read_version(db);
	if (!db_commit(db)) {
		/* Whatever the reason, what a file of ours has is not there. */
		return db_state(db) == DB_BROKEN ? damaged(path,
		    db_problem(db)) : engine_problem(db, path);
	}
	if (version < 1) {
		return damaged(path, "it does not say which version it is");
	}
	return version == DB_SCHEMA_VERSION || (how == DB_OPEN_OLDER &&
	    version < DB_SCHEMA_VERSION) ? NULL :
	    db_other_version(path, version);
}

/* The first reading of the file: shows damage, strangers and other versions. */
static const char *
check_file(struct db *db, const char *path, enum db_open how)
{
	sqlite3_stmt *q = NULL;
	const char *problem = NULL;

	if (sqlite3_prepare_v2(db->lite, "PRAGMA application_id", -1, &q,
	    NULL) != SQLITE_OK || sqlite3_step(q) != SQLITE_ROW) {
		problem = engine_problem(db, path);
	} else if (sqlite3_column_int64(q, 0) != APPLICATION_ID) {
		problem = db_sentence("%s is not a database of Cellwork.",
		    path);
	}
	sqlite3_finalize(q);
	return problem != NULL ? problem : check_version(db, path, how);
}

/* The engine's own count of its memory takes one lock for all threads. */
static void
configure(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	db_lite_watch_memory();
}

static const char *
open_file(struct db *db, const char *path, enum db_open how)
{
	int flags = SQLITE_OPEN_NOMUTEX | (how == DB_OPEN_READ ?
	    SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	const char *problem = NULL;

	pthread_once(&once, configure);
	if (sqlite3_open_v2(path, &db->lite, flags, NULL) != SQLITE_OK ||
	    (how == DB_OPEN_OLDER && !be_alone(db)) || !settle(db)) {
		return db->lite == NULL ? "There is not enough memory." :
		    engine_problem(db, path);
	}
	/* Where the engine cannot write, for want of descriptors too, it opens
	 * the file for reading and says nothing. */
	if (how != DB_OPEN_READ && sqlite3_db_readonly(db->lite, "main") != 0) {
		return db_sentence("%s can be read but not written just now."
		    " Look whether its disk may be written to and whether the"
		    " system has too many files open.", path);
	}
	if (how != DB_OPEN_CREATE) {
		problem = check_file(db, path, how);
	}
	if (problem == NULL && how != DB_OPEN_READ && !use_log(db)) {
		problem = engine_problem(db, path);
	}
	if (problem == NULL && how == DB_OPEN_CREATE) {
		problem = create_schema(db, path);
	}
	return problem;
}

/* What was begun and could not be made whole. */
static void
remove_file(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm" };

	for (size_t i = 0; i < COUNT(ends); i++) {
		char *name = NULL;

		if (asprintf(&name, "%s%s", path, ends[i]) >= 0) {
			unlink(name);
			free(name);
		}
	}
}

const char *
db_lite_open(struct db *db, const char *path)
{
	bool made = db->how == DB_OPEN_CREATE && !is_memory(path);
	const char *problem = made ? make_file(path) :
	    db->how == DB_OPEN_CREATE ? NULL : check_path(path, db->how);

	if (problem != NULL) {
		return problem;
	}
	problem = open_file(db, path, db->how);
	if (problem != NULL && made) {
		remove_file(path);
	}
	return problem;
}
