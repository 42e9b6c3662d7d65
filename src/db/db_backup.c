/* db_backup.c - SQLite: copies of the file, its check, its log. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/db_inside.h"
#include "db/db_open.sql.h"

#define STEP_PAGES	2000		/* between two calls of go_on */
#define RESTART_PAGES	32000		/* a longer log is brought to its end */
#define RESTART_MS	200		/* at most, waiting for readers */

/* ---- backup ------------------------------------------------------------ */

/*
 * The copy is made beside its name and gets the name when it is whole and on
 * the disk: a file of that name is never half a copy.
 */
struct copy {
	const char	*path;
	char		*part;		/* path and ".part" */
	sqlite3		*lite;
	bool		 stopped;	/* by go_on */
};

static bool
copy_start(struct copy *to, const char **problem)
{
	const char *taken = db_lite_name_taken(to->path);
	int fd;

	if (taken != NULL) {
		*problem = taken;
		return false;
	}
	fd = open(to->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 && errno == EEXIST) {
		*problem = db_sentence("%s exists: a copy is being made there,"
		    " or one was broken off. If so, remove it and try again.",
		    to->part);
		return false;
	}
	if (fd < 0) {
		*problem = db_sentence("%s cannot be made: %s.", to->part,
		    strerror(errno));
		return false;
	}
	close(fd);
	return true;
}

static bool
copy_pages(struct db *db, struct copy *to,
    bool (*go_on)(int64_t done, int64_t all))
{
	sqlite3_backup *backup;
	int result;

	if (sqlite3_open_v2(to->part, &to->lite, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
	    sqlite3_exec(to->lite, "PRAGMA synchronous = FULL", NULL, NULL,
	    NULL) != SQLITE_OK) {
		return false;
	}
	backup = sqlite3_backup_init(to->lite, "main", db->lite, "main");
	if (backup == NULL) {
		return false;
	}
	do {
		result = sqlite3_backup_step(backup, STEP_PAGES);
		if (go_on != NULL) {
			int all = sqlite3_backup_pagecount(backup);

			to->stopped = !go_on(all -
			    sqlite3_backup_remaining(backup), all) &&
			    result == SQLITE_OK;
		}
	} while (result == SQLITE_OK && !to->stopped);
	return sqlite3_backup_finish(backup) == SQLITE_OK &&
	    result == SQLITE_DONE;
}

/* A name is on the disk when its folder is. */
static bool
sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL ? strdup(".") : slash == path ?
	    strdup("/") : strndup(path, (size_t)(slash - path));
	int fd = folder != NULL ? open(folder, O_RDONLY | O_CLOEXEC) : -1;
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0) {
		close(fd);
	}
	free(folder);
	return ok;
}

/* link(2), unlike rename(2), replaces nothing that came meanwhile. */
static bool
copy_name(struct copy *to, const char **problem)
{
	if (link(to->part, to->path) != 0 || !sync_folder(to->path)) {
		*problem = db_sentence("%s cannot be made: %s.", to->path,
		    strerror(errno));
		return false;
	}
	return true;
}

/*
 * A transaction of its own holds one moment of the data for the whole copy, so
 * that it need not begin again whenever somebody writes.
 */
static bool
copy_all(struct db *db, struct copy *to,
    bool (*go_on)(int64_t done, int64_t all), const char **problem)
{
	struct query q;
	bool ok;

	db_begin(db, DB_READ);
	q = db_query(db, &sql_db_version);	/* the moment is that of this */
	ok = q_row(&q);
	q_end(&q);
	ok = ok && copy_pages(db, to, go_on);
	if (to->stopped) {
		*problem = "The copy was stopped; nothing was left of it.";
	} else if (!ok) {
		*problem = db_sentence("The copy could not be finished: %s.",
		    db_state(db) != DB_OK ? db_problem(db) :
		    sqlite3_errmsg(to->lite != NULL ? to->lite : db->lite));
	}
	if (sqlite3_close(to->lite) != SQLITE_OK) {
		abort();		/* something of it is still in use */
	}
	db_rollback(db);
	return ok && copy_name(to, problem);
}

bool
db_lite_backup(struct db *db, const char *path,
    bool (*go_on)(int64_t done, int64_t all), const char **problem)
{
	struct copy to = { .path = path };
	bool ok;

	if (asprintf(&to.part, "%s.part", path) < 0) {
		*problem = "There is not enough memory.";
		return false;
	}
	ok = copy_start(&to, problem);
	if (ok) {
		ok = copy_all(db, &to, go_on, problem);
		unlink(to.part);
	}
	free(to.part);
	return ok;
}

/* ---- check ------------------------------------------------------------- */

bool
db_lite_check_references(struct db *db, const char **problem)
{
	sqlite3_stmt *q = NULL;
	bool ok = sqlite3_prepare_v2(db->lite, "PRAGMA foreign_key_check", -1,
	    &q, NULL) == SQLITE_OK;

	switch (ok ? sqlite3_step(q) : SQLITE_ERROR) {
	case SQLITE_DONE:
		break;
	case SQLITE_ROW:
		*problem = db_sentence("Row %lld of the table %s refers to a"
		    " row of %s that does not exist.",
		    (long long)sqlite3_column_int64(q, 1),
		    (const char *)sqlite3_column_text(q, 0),
		    (const char *)sqlite3_column_text(q, 2));
		ok = false;
		break;
	default:
		*problem = db_sentence("The file could not be read: %s.",
		    sqlite3_errmsg(db->lite));
		ok = false;
	}
	sqlite3_finalize(q);
	return ok;
}

bool
db_lite_check(struct db *db, const char **problem)
{
	sqlite3_stmt *q = NULL;
	bool ok = sqlite3_prepare_v2(db->lite, "PRAGMA integrity_check(1)", -1,
	    &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW;
	const char *found = ok ? (const char *)sqlite3_column_text(q, 0) : NULL;

	if (found == NULL || strcmp(found, "ok") != 0) {
		*problem = db_sentence("The file is damaged: %s.",
		    found != NULL ? found : sqlite3_errmsg(db->lite));
		sqlite3_finalize(q);
		return false;
	}
	sqlite3_finalize(q);
	return db_lite_check_references(db, problem);
}

/* ---- the write-ahead log ----------------------------------------------- */

/* Each byte is written as it was read, and then all of them are synced. */
static bool
write_again(int fd)
{
	static const size_t piece = 65536;
	char *bytes = malloc(piece);
	ssize_t len = bytes != NULL ? 1 : -1;

	for (off_t at = 0; len > 0; at += len) {
		len = pread(fd, bytes, piece, at);
		if (len > 0 && pwrite(fd, bytes, (size_t)len, at) != len) {
			len = -1;
		}
	}
	free(bytes);
	return len == 0 && fdatasync(fd) == 0;
}

bool
db_lite_renew_log(struct db *db)
{
	const char *path = sqlite3_db_filename(db->lite, "main");
	const char *log = path != NULL && path[0] != '\0' ?
	    sqlite3_filename_wal(path) : "";
	int fd = log[0] != '\0' ? open(log, O_RDWR | O_CLOEXEC) : -1;
	bool done;

	if (fd < 0) {
		return log[0] == '\0' || errno == ENOENT;
	}
	done = write_again(fd);
	close(fd);
	return done;
}

/* False: it was not possible, which is told to the log unless somebody was in
 * the way. How many pages the log has, and how many of them are in the file. */
static bool
move_pages(struct db *db, int how, int *out_all, int *out_moved)
{
	int result = sqlite3_wal_checkpoint_v2(db->lite, NULL, how, out_all,
	    out_moved);

	if (result != SQLITE_OK && result != SQLITE_BUSY) {
		log_line("checkpoint: %s", sqlite3_errmsg(db->lite));
	}
	return result == SQLITE_OK;
}

static int
checkpoint_mode(const struct db *db, bool restart)
{
	return db->log_due ? SQLITE_CHECKPOINT_TRUNCATE : restart ?
	    SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE;
}

/*
 * The log grows as long as somebody always reads from its end. Beyond a size
 * readers are waited for, for a moment, so that it can begin again; so they are
 * where it has to be emptied.
 */
void
db_lite_checkpoint(struct db *db)
{
	bool restart = db->log_due || db->wal_pages > RESTART_PAGES, done;
	int all = -1, moved = -1;

	sqlite3_busy_timeout(db->lite, RESTART_MS);
	done = move_pages(db, checkpoint_mode(db, restart), &all, &moved);
	sqlite3_busy_timeout(db->lite, DB_BUSY_MS);
	db->log_due = db->log_due && !done;
	if (all >= 0) {
		db->wal_pages = restart && done ? 0 : all;
	}
}

/* Who brings a log to its end holds the lock of those who write until all of
 * it is in the file, which may take seconds; so that is never done here. */
int64_t
db_lite_move_log(struct db *db)
{
	int all = -1, moved = -1;

	return move_pages(db, SQLITE_CHECKPOINT_PASSIVE, &all, &moved) &&
	    moved > 0 ? moved : 0;
}
