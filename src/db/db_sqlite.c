/* db_sqlite.c - transactions and their parts on SQLite, and how they fail. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/db_inside.h"

/*
 * A quota that is used up, or no room for the memory shared with other
 * processes, is an error of writing and not a full disk: the latter is found
 * when the commit is on the disk already.
 */
static enum db_state
state_of(int result)
{
	switch (result & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return DB_OK;
	case SQLITE_BUSY:
		return DB_BUSY;
	case SQLITE_FULL:
		return DB_FULL;
	default:
		return DB_BROKEN;
	}
}

static void
fail_as(struct db *db, enum db_state state, const char *what, const char *why)
{
	if (db->state == DB_OK) {
		db->state = state;
		snprintf(db->problem, sizeof(db->problem), "%s: %s", what, why);
	}
}

void
db_fail(struct db *db, const char *what)
{
	enum db_state state = state_of(sqlite3_errcode(db->lite));

	fail_as(db, state == DB_OK ? DB_BROKEN : state, what,
	    sqlite3_errmsg(db->lite));
}

void
db_fail_memory(struct db *db, const char *what)
{
	fail_as(db, DB_BROKEN, what, "out of memory");
}

bool
db_injected(struct db *db, const char *what)
{
	if (db->fail_in == 0 || --db->fail_in > 0) {
		return false;
	}
	fail_as(db, db->fail_as == DB_UNKNOWN ? DB_BROKEN : db->fail_as, what,
	    "a test made this step fail");
	return true;
}

bool
db_do(struct db *db, const char *text)
{
	if (db->state != DB_OK || db_injected(db, text)) {
		return false;
	}
	if (sqlite3_exec(db->lite, text, NULL, NULL, NULL) != SQLITE_OK) {
		db_fail(db, text);
		return false;
	}
	return true;
}

static bool
is_alive(const struct db *db)
{
	return sqlite3_get_autocommit(db->lite) == 0;
}

void
db_begin(struct db *db, enum db_mode mode)
{
	assert(!db->in_transaction);
	assert(mode == DB_READ || sqlite3_db_readonly(db->lite, "main") == 0);
	db->in_transaction = true;
	db->mode = mode;
	if (db->state != DB_UNKNOWN) {
		db->state = DB_OK;
		db->problem[0] = '\0';
	}
	db_forget_notes(db);
	db->version = 0;
	db_do(db, mode == DB_WRITE ? "BEGIN IMMEDIATE" : "BEGIN");
}

void
db_rollback(struct db *db)
{
	assert(db->open == 0);		/* a query was not ended */
	if (is_alive(db)) {
		sqlite3_exec(db->lite, "ROLLBACK", NULL, NULL, NULL);
	}
	db->in_transaction = false;
	db->parts = 0;
	db_forget_indexes(db);
}

/*
 * The engine refused the commit. Where it left the transaction alive (another
 * process holds the lock, a foreign key leads nowhere) nothing was written.
 * Where it found no room it has undone what it wrote: the frame that makes a
 * commit is the last one written and was not written whole. After any other
 * failure that frame may or may not be on the disk.
 */
static void
commit_failed(struct db *db)
{
	bool clean = is_alive(db) || db->state == DB_FULL;

	if (!clean && db->mode == DB_WRITE) {
		db->state = DB_UNKNOWN;
	}
	db_rollback(db);
}

bool
db_commit(struct db *db)
{
	bool loses = db->fail_in == 1 && db->fail_as == DB_UNKNOWN;

	assert(db->in_transaction);
	assert(db->open == 0);		/* a query was not ended */
	if (db->state != DB_OK) {
		db_rollback(db);
		return false;
	}
	assert(db->parts == 0);
	assert(db->away_len == 0);	/* indexes were not made again */
	if (loses) {
		/* For a test: it is done, and nobody learns so. */
		sqlite3_exec(db->lite, "COMMIT", NULL, NULL, NULL);
	}
	if (!db_do(db, "COMMIT")) {
		commit_failed(db);
		return false;
	}
	db->in_transaction = false;
	return true;
}

enum db_state
db_state(const struct db *db)
{
	return db->state;
}

const char *
db_problem(const struct db *db)
{
	return db->problem;
}

/* ---- parts ------------------------------------------------------------- */

/* Named by depth, so that undoing a part undoes what is left open within. */
static const struct { const char *begin, *keep, *undo; } part_sql[] = {
	{ "SAVEPOINT part1", "RELEASE part1",
	  "ROLLBACK TO part1; RELEASE part1" },
	{ "SAVEPOINT part2", "RELEASE part2",
	  "ROLLBACK TO part2; RELEASE part2" },
	{ "SAVEPOINT part3", "RELEASE part3",
	  "ROLLBACK TO part3; RELEASE part3" },
};
_Static_assert(COUNT(part_sql) == DB_PARTS_MAX, "a name for each depth");

void
db_part_begin(struct db *db)
{
	struct part *part;

	assert(db->in_transaction && db->parts < DB_PARTS_MAX);
	assert(db->open == 0);
	part = &db->part[db->parts];
	part->failed_before = db->state != DB_OK;
	part->has_savepoint = db_do(db, part_sql[db->parts].begin);
	db->parts++;
}

void
db_part_keep(struct db *db)
{
	assert(db->parts > 0);
	assert(db->open == 0);		/* a query was not ended */
	if (db_do(db, part_sql[db->parts - 1].keep)) {
		db->parts--;
	}
}

void
db_part_fail(struct db *db)
{
	assert(db->parts > 0 && db->state != DB_OK);
	assert(db->open == 0);		/* a query was not ended */
	db->parts--;
}

bool
db_part_undo(struct db *db)
{
	const struct part *part;

	assert(db->parts > 0);
	assert(db->open == 0);		/* a query was not ended */
	part = &db->part[--db->parts];
	if (part->failed_before || !is_alive(db)) {
		return false;
	}
	db->state = DB_OK;
	db->problem[0] = '\0';
	db->version = 0;		/* the part may have taken it */
	if (part->has_savepoint && sqlite3_exec(db->lite,
	    part_sql[db->parts].undo, NULL, NULL, NULL) != SQLITE_OK) {
		db_fail(db, part_sql[db->parts].undo);
	}
	return db->state == DB_OK;
}

/* ---- for tests --------------------------------------------------------- */

void
db_fail_as(struct db *db, int n, enum db_state as)
{
	assert(n >= 0 && as != DB_OK);
	db->fail_in = n;
	db->fail_as = as;
}

void
db_fail_at(struct db *db, int n)
{
	db_fail_as(db, n, DB_BROKEN);
}

void
db_script(struct db *db, const char *text)
{
	char *why = NULL;

	if (sqlite3_exec(db->lite, text, NULL, NULL, &why) != SQLITE_OK) {
		log_line("db_script: %s in: %s", why, text);
		abort();
	}
}

int64_t
db_number(struct db *db, const char *select)
{
	sqlite3_stmt *lite = NULL;
	int64_t n = -1;

	if (sqlite3_prepare_v2(db->lite, select, -1, &lite, NULL) !=
	    SQLITE_OK) {
		log_line("db_number: %s in: %s", sqlite3_errmsg(db->lite),
		    select);
		abort();
	}
	if (sqlite3_step(lite) == SQLITE_ROW) {
		n = sqlite3_column_int64(lite, 0);
	}
	sqlite3_finalize(lite);
	return n;
}
