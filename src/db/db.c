/* db.c - transactions and their parts, and how they fail, on either engine. */
#include "db/db.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_inside.h"
#include "db/db_open.sql.h"
#include "db/db_pg.h"

const char *
db_sentence(const char *fmt, ...)
{
	static _Thread_local char text[1000];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return text;
}

/* ---- failures ---------------------------------------------------------- */

void
db_failed(struct db *db, enum db_state state, const char *what,
    const char *why)
{
	if (db->state == DB_OK) {
		db->state = state;
		snprintf(db->problem, sizeof(db->problem), "%.80s: %s", what,
		    why);
	}
}

void
db_fail_memory(struct db *db, const char *what)
{
	db_failed(db, DB_BROKEN, what, "out of memory");
}

bool
db_injected(struct db *db, const char *what)
{
	if (db->fail_in == 0 || --db->fail_in > 0) {
		return false;
	}
	db_failed(db, db->fail_as == DB_UNKNOWN ? DB_BROKEN : db->fail_as,
	    what, "a test made this step fail");
	return true;
}

enum db_state
db_state(const struct db *db)
{
	return db->state;
}

uint64_t
db_stirred(const struct db *db)
{
	return db->stirred;
}

const char *
db_problem(const struct db *db)
{
	return db->problem;
}

bool
db_do(struct db *db, const char *text)
{
	return db->state == DB_OK && !db_injected(db, text) &&
	    db->engine->run(db, text);
}

/* ---- opening ----------------------------------------------------------- */

bool
db_is_shared(const char *name)
{
	return str_starts(str_z(name), S("postgresql://")) ||
	    str_starts(str_z(name), S("postgres://"));
}

struct db *
db_open(const char *name, enum db_open how, const char **problem)
{
	struct db *db = calloc(1, sizeof(*db));

	if (db == NULL) {
		*problem = "There is not enough memory.";
		return NULL;
	}
	db->how = how;
	db->engine = db_is_shared(name) ? &db_pg : &db_sqlite;
	*problem = db_is_shared(name) ? db_pg_open(db, name) :
	    db_lite_open(db, name);
	if (*problem != NULL) {
		db_close(db);
		return NULL;
	}
	return db;
}

void
db_close(struct db *db)
{
	if (db == NULL) {
		return;
	}
	assert(db->open == 0);		/* a query was not ended */
	db_forget_statements(db);
	db->engine->close(db);
	free(db->noted);
	free(db);
}

void
db_patience(struct db *db, int ms)
{
	assert(ms > 0);
	if (db->pg != NULL) {
		db->pg->answer_ms = ms;
	}
}

bool
db_was_lost(struct db *db)
{
	bool lost;

	if (db->pg == NULL) {
		return false;
	}
	lost = db->pg->lost || db->pg->conn == NULL ||
	    PQstatus(db->pg->conn) == CONNECTION_BAD;
	db->pg->lost = false;
	return lost;
}

/* ---- which version the tables are -------------------------------------- */

int64_t
db_read_version(struct db *db)
{
	int64_t version = -1;
	struct query q = db_query(db, &sql_db_version);

	if (q_row(&q) && !str_to_int(q_get_str(&q, 0), &version)) {
		version = -1;
	}
	q_end(&q);
	return version;
}

const char *
db_other_version(const char *name, int64_t version)
{
	if (version > DB_SCHEMA_VERSION) {
		return db_sentence("%s was made by a newer Cellwork: its data"
		    " are of version %lld, and this program works with version"
		    " %d. Install the newer program.", name,
		    (long long)version, DB_SCHEMA_VERSION);
	}
	return db_sentence("%s was made by an older Cellwork: its data are of"
	    " version %lld, and this program works with version %d. Bring it"
	    " to that with: cellwork migrate %s", name, (long long)version,
	    DB_SCHEMA_VERSION, name);
}

int
db_version(struct db *db)
{
	int64_t version;

	db_begin(db, DB_READ);
	version = db_read_version(db);
	db_rollback(db);
	return (int)version;
}

void
db_write_version(struct db *db)
{
	struct query q = db_query(db, &sql_db_version_set);
	char version[16];

	snprintf(version, sizeof(version), "%d", DB_SCHEMA_VERSION);
	q_set_str(&q, ":version", str_z(version));
	q_run(&q);
}

/* ---- transactions ------------------------------------------------------ */

void
db_begin(struct db *db, enum db_mode mode)
{
	assert(!db->in_transaction);
	assert(mode == DB_READ || db->how != DB_OPEN_READ);
	db->in_transaction = true;
	db->mode = mode;
	db->stirred++;
	db_forget_notes(db);
	db->version = 0;
	if (db->state == DB_UNKNOWN) {
		return;
	}
	db->state = DB_OK;
	db->problem[0] = '\0';
	if (!db_injected(db, "BEGIN")) {
		db->engine->begin(db);
	}
}

bool
db_writes(const struct db *db)
{
	return db->in_transaction && db->mode == DB_WRITE;
}

static void
forget_pages(struct db *db)
{
	if (db->forget_pages) {
		sqlite3_db_release_memory(db->lite);
		db->forget_pages = false;
	}
}

void
db_rollback(struct db *db)
{
	assert(db->open == 0);		/* a query was not ended */
	db->engine->rollback(db);
	db->in_transaction = false;
	db->parts = 0;
	db_forget_indexes(db);
	forget_pages(db);
}

/* The engine refused the commit; or it did not, and nobody heard of it. */
static void
commit_failed(struct db *db)
{
	if (db->mode == DB_WRITE && !db->engine->undone(db)) {
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
		db->engine->run(db, "COMMIT");
	}
	if (!db_do(db, "COMMIT")) {
		commit_failed(db);
		return false;
	}
	db->in_transaction = false;
	forget_pages(db);
	return true;
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
	db->stirred++;
	if (part->failed_before ||
	    !db->engine->alive(db, part->has_savepoint)) {
		return false;
	}
	db->state = DB_OK;
	db->problem[0] = '\0';
	db->version = 0;		/* the part may have taken it */
	if (part->has_savepoint) {
		db->engine->run(db, part_sql[db->parts].undo);
	}
	return db->state == DB_OK;
}

/* ---- housekeeping ------------------------------------------------------ */

bool
db_backup(struct db *db, const char *path,
    bool (*go_on)(int64_t done, int64_t all), const char **problem)
{
	assert(!db->in_transaction);
	return db->engine->backup(db, path, go_on, problem);
}

bool
db_check_references(struct db *db, const char **problem)
{
	return db->engine->check_references(db, problem);
}

void
db_loosen(struct db *db, bool loose)
{
	assert(!db->in_transaction);
	db->engine->loosen(db, loose);
}

bool
db_check(struct db *db, const char **problem)
{
	return db->engine->check(db, problem);
}

void
db_checkpoint(struct db *db)
{
	assert(!db->in_transaction);
	db->engine->checkpoint(db);
}

int64_t
db_move_log(struct db *db)
{
	assert(!db->in_transaction);
	return db->engine->move_log(db);
}

void
db_forget_pages(struct db *db)
{
	assert(db->in_transaction);
	db->forget_pages = db->mode == DB_READ && db->lite != NULL;
}

void
db_empty_log(struct db *db)
{
	assert(db->in_transaction && db->mode == DB_WRITE);
	db->log_due = db->engine == &db_sqlite;
}

bool
db_log_is_due(const struct db *db)
{
	return db->log_due;
}

bool
db_renew_log(struct db *db)
{
	assert(db->in_transaction && db->mode == DB_WRITE);
	return db->state == DB_OK && db->engine->renew_log(db);
}

int64_t
db_wal_pages(const struct db *db)
{
	return db->wal_pages;
}

int64_t
db_new_ids(struct db *db, const char *table, int64_t count)
{
	assert(count > 0);
	assert(table[strspn(table, "abcdefghijklmnopqrstuvwxyz_")] == '\0');
	return db->engine->new_ids(db, table, count);
}

int64_t
db_new_id(struct db *db, const char *table)
{
	return db_new_ids(db, table, 1);
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
	db->stirred++;
	db->engine->script(db, text);
}

int64_t
db_number(struct db *db, const char *select)
{
	return db->engine->number(db, select);
}
