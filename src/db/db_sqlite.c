/* db_sqlite.c - transactions and statements on SQLite. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_inside.h"
#include "db/db_query.sql.h"

/* ---- failures ---------------------------------------------------------- */

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
		return DB_BROKEN;	/* it failed, not saying why */
	case SQLITE_BUSY:
		return DB_BUSY;
	case SQLITE_FULL:
		return DB_FULL;
	default:
		return DB_BROKEN;
	}
}

void
db_lite_fail(struct db *db, const char *what)
{
	db_failed(db, state_of(sqlite3_errcode(db->lite)), what,
	    sqlite3_errmsg(db->lite));
}

/* ---- transactions ------------------------------------------------------ */

/* What every transaction says: kept ready, as statements are. */
static const char *const words[DB_WORDS_MAX] = { "BEGIN", "BEGIN IMMEDIATE",
	"COMMIT", "SAVEPOINT part1", "RELEASE part1", "SAVEPOINT part2",
	"RELEASE part2", "SAVEPOINT part3", "RELEASE part3" };

/* NULL: it is none of them, or cannot be made ready. */
static sqlite3_stmt *
word_of(struct db *db, const char *text)
{
	size_t i = 0;

	while (i < DB_WORDS_MAX && strcmp(words[i], text) != 0) {
		i++;
	}
	if (i == DB_WORDS_MAX) {
		return NULL;
	}
	if (db->words[i] == NULL) {
		sqlite3_prepare_v3(db->lite, text, -1,
		    SQLITE_PREPARE_PERSISTENT, &db->words[i], NULL);
	}
	return db->words[i];
}

static bool
lite_run(struct db *db, const char *text)
{
	sqlite3_stmt *word = word_of(db, text);
	int result;

	if (word != NULL) {
		sqlite3_step(word);
		result = sqlite3_reset(word);
	} else {
		result = sqlite3_exec(db->lite, text, NULL, NULL, NULL);
	}
	if (result != SQLITE_OK) {
		db_lite_fail(db, text);
	}
	return result == SQLITE_OK;
}

static bool
lite_begin(struct db *db)
{
	return lite_run(db, db->mode == DB_WRITE ? "BEGIN IMMEDIATE" : "BEGIN");
}

static bool
lite_alive(const struct db *db, bool has_savepoint)
{
	(void)has_savepoint;
	return sqlite3_get_autocommit(db->lite) == 0;
}

static void
lite_rollback(struct db *db)
{
	if (lite_alive(db, false)) {
		sqlite3_exec(db->lite, "ROLLBACK", NULL, NULL, NULL);
	}
}

/*
 * Where the engine left the transaction alive (another process holds the lock,
 * a foreign key leads nowhere) nothing was written. Where it found no room it
 * has undone what it wrote: the frame that makes a commit is the last one
 * written and was not written whole. After any other failure that frame may or
 * may not be on the disk.
 */
static bool
lite_undone(const struct db *db)
{
	return lite_alive(db, false) || db->state == DB_FULL;
}

static void
lite_close(struct db *db)
{
	int result;

	for (size_t i = 0; i < DB_WORDS_MAX; i++) {
		sqlite3_finalize(db->words[i]);
	}
	result = sqlite3_close(db->lite);
	assert(result == SQLITE_OK);
	(void)result;
}

/* ---- statements -------------------------------------------------------- */

/*
 * A test may have its statement on the stack, where the next one takes its
 * place; comparing the text costs nothing beside running it.
 */
static bool
lite_is_ready(const struct prepared *p)
{
	return p->lite != NULL &&
	    strcmp(sqlite3_sql(p->lite), p->sql->text) == 0;
}

static bool
lite_make_ready(struct db *db, struct prepared *p)
{
	sqlite3_finalize(p->lite);
	p->lite = NULL;
	if (sqlite3_prepare_v3(db->lite, p->sql->text, -1,
	    SQLITE_PREPARE_PERSISTENT, &p->lite, NULL) != SQLITE_OK) {
		db_lite_fail(db, p->sql->name);
		return false;
	}
	assert(p->lite != NULL);	/* the text is not a statement */
	return true;
}

static void
lite_forget(struct prepared *p)
{
	sqlite3_finalize(p->lite);
}

static bool
lite_only_reads(const struct prepared *p)
{
	return sqlite3_stmt_readonly(p->lite) != 0;
}

static int
lite_params(const struct prepared *p)
{
	return sqlite3_bind_parameter_count(p->lite);
}

static int
lite_param(const struct prepared *p, const char *name)
{
	return sqlite3_bind_parameter_index(p->lite, name);
}

static bool
lite_set_int(struct prepared *p, int param, int64_t value)
{
	return sqlite3_bind_int64(p->lite, param, value) == SQLITE_OK;
}

static bool
lite_set_null(struct prepared *p, int param)
{
	return sqlite3_bind_null(p->lite, param) == SQLITE_OK;
}

static bool
lite_set_text(struct prepared *p, int param, str value)
{
	return sqlite3_bind_text64(p->lite, param, value.len > 0 ? value.at :
	    "", value.len, SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK;
}

static bool
lite_set_bytes(struct prepared *p, int param, str value)
{
	return sqlite3_bind_blob64(p->lite, param, value.len > 0 ? value.at :
	    "", value.len, SQLITE_TRANSIENT) == SQLITE_OK;
}

static bool
lite_lend_text(struct prepared *p, int param, str value)
{
	return sqlite3_bind_text64(p->lite, param, value.len > 0 ? value.at :
	    "", value.len, SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK;
}

static enum step
lite_step(struct db *db, struct prepared *p)
{
	switch (sqlite3_step(p->lite)) {
	case SQLITE_ROW:
		return STEP_ROW;
	case SQLITE_DONE:
		return STEP_DONE;
	default:
		db_lite_fail(db, p->sql->name);
		return STEP_FAILED;
	}
}

static void
lite_rewind(struct db *db, struct prepared *p)
{
	(void)db;
	sqlite3_reset(p->lite);
}

static void
lite_reset(struct db *db, struct prepared *p)
{
	(void)db;
	sqlite3_reset(p->lite);
	sqlite3_clear_bindings(p->lite);
}

static int64_t
lite_changed(const struct db *db, const struct prepared *p)
{
	(void)p;
	return sqlite3_changes64(db->lite);
}

static int
lite_columns(const struct prepared *p)
{
	return sqlite3_data_count(p->lite);
}

static bool
lite_is_null(const struct prepared *p, int column)
{
	return sqlite3_column_type(p->lite, column) == SQLITE_NULL;
}

static int64_t
lite_get_int(const struct prepared *p, int column)
{
	return sqlite3_column_int64(p->lite, column);
}

static str
lite_get_str(struct db *db, struct prepared *p, int column)
{
	bool null = lite_is_null(p, column);
	const char *at = (const char *)sqlite3_column_text(p->lite, column);

	if (at == NULL && !null) {
		db_fail_memory(db, p->sql->name);
	}
	return at == NULL ? S("") :
	    (str){ at, (size_t)sqlite3_column_bytes(p->lite, column) };
}

/* ---- ids --------------------------------------------------------------- */

/* What the table has: from an older program, or from a test. */
static int64_t
highest_id(struct db *db, const char *table)
{
	char select[100];
	sqlite3_stmt *lite = NULL;
	int64_t id = 0;
	int len = snprintf(select, sizeof(select), "SELECT max(id) FROM %s",
	    table);

	assert(len > 0 && (size_t)len < sizeof(select));
	if (db_injected(db, select)) {
		return 0;
	}
	if (sqlite3_prepare_v2(db->lite, select, -1, &lite, NULL) !=
	    SQLITE_OK || sqlite3_step(lite) != SQLITE_ROW) {
		db_lite_fail(db, select);
	} else {
		id = sqlite3_column_int64(lite, 0);
	}
	sqlite3_finalize(lite);
	return id;
}

/* The next id, or 0 where the table never asked for one. */
static int64_t
next_id(struct db *db, const char *table)
{
	struct query q = db_query(db, &sql_db_id_next);

	q_set_str(&q, ":name", str_z(table));
	return q_number(&q);
}

static int64_t
lite_new_ids(struct db *db, const char *table, int64_t count)
{
	int64_t next = next_id(db, table);
	int64_t id = next > 0 || db->state != DB_OK ? next :
	    highest_id(db, table) + 1;
	struct query q = db_query(db, next > 0 ? &sql_db_id_take :
	    &sql_db_id_first);

	q_set_str(&q, ":name", str_z(table));
	q_set_int(&q, ":next", id + count);
	q_run(&q);
	return db->state == DB_OK ? id : 0;
}

/* ---- for tests --------------------------------------------------------- */

static void
lite_script(struct db *db, const char *text)
{
	char *why = NULL;

	if (sqlite3_exec(db->lite, text, NULL, NULL, &why) != SQLITE_OK) {
		log_line("db_script: %s in: %s", why, text);
		abort();
	}
}

static int64_t
lite_number(struct db *db, const char *select)
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

const struct engine db_sqlite = {
	.begin = lite_begin, .run = lite_run, .rollback = lite_rollback,
	.alive = lite_alive, .undone = lite_undone, .close = lite_close,
	.is_ready = lite_is_ready, .make_ready = lite_make_ready,
	.forget = lite_forget, .only_reads = lite_only_reads,
	.params = lite_params, .param = lite_param, .set_int = lite_set_int,
	.set_null = lite_set_null, .set_text = lite_set_text,
	.set_bytes = lite_set_bytes, .lend_text = lite_lend_text,
	.step = lite_step, .rewind = lite_rewind, .reset = lite_reset,
	.changed = lite_changed, .columns = lite_columns,
	.is_null = lite_is_null, .get_int = lite_get_int,
	.get_str = lite_get_str, .new_ids = lite_new_ids,
	.write_number = db_lite_write_number,
	.seen_number = db_lite_seen_number, .look = db_lite_look,
	.indexes_off = db_lite_indexes_off, .sort = db_lite_sort,
	.room = db_lite_room,
	.loosen = db_lite_loosen, .check_references = db_lite_check_references,
	.backup = db_lite_backup, .check = db_lite_check,
	.checkpoint = db_lite_checkpoint, .move_log = db_lite_move_log,
	.renew_log = db_lite_renew_log,
	.script = lite_script, .number = lite_number,
};
