/*
 * db_bulk.c - very many rows at once: values by their place, indexes taken away
 * and made again.
 */
#include "db/db.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_inside.h"

/* ---- values by place --------------------------------------------------- */

static void
put(struct query *q, int place, int result)
{
	assert(place > 0 && place <= DB_PARAMS_MAX);
	q->unset &= ~((uint64_t)1 << (place - 1));
	if (result != SQLITE_OK) {
		assert(result != SQLITE_RANGE);	/* no such place */
		db_fail(q->db, q->prepared->sql->name);
		q_end(q);
	}
}

void
q_put_int(struct query *q, int place, int64_t value)
{
	if (q->prepared != NULL) {
		put(q, place, sqlite3_bind_int64(q->prepared->lite, place,
		    value));
	}
}

void
q_put_null(struct query *q, int place)
{
	if (q->prepared != NULL) {
		put(q, place, sqlite3_bind_null(q->prepared->lite, place));
	}
}

void
q_put_id(struct query *q, int place, int64_t id)
{
	if (id != 0) {
		q_put_int(q, place, id);
	} else {
		q_put_null(q, place);
	}
}

void
q_put_date(struct query *q, int place, struct date value)
{
	if (date_known(value)) {
		q_put_int(q, place, value.day);
	} else {
		q_put_null(q, place);
	}
}

void
q_put_str(struct query *q, int place, str value)
{
	if (q->prepared != NULL) {
		put(q, place, sqlite3_bind_text64(q->prepared->lite, place,
		    value.len > 0 ? value.at : "", value.len, SQLITE_STATIC,
		    SQLITE_UTF8));
	}
}

void
q_again(struct query *q)
{
	int result;

	if (q->prepared == NULL) {
		return;
	}
	assert(q->unset == 0);		/* a :name was left unset */
	if (q->db->state != DB_OK ||
	    db_injected(q->db, q->prepared->sql->name)) {
		q_end(q);
		return;
	}
	result = sqlite3_step(q->prepared->lite);
	assert(result != SQLITE_ROW);	/* q_row() is for what gives rows */
	if (result != SQLITE_DONE) {
		db_fail(q->db, q->prepared->sql->name);
		q_end(q);
		return;
	}
	sqlite3_reset(q->prepared->lite);
}

/* ---- indexes ----------------------------------------------------------- */

static const char list_indexes[] = "SELECT name, sql FROM sqlite_schema"
    " WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY rowid";

/* Notes the indexes of a table in db->away. */
static void
note_indexes(struct db *db, const char *table)
{
	sqlite3_stmt *lite = NULL;

	if (sqlite3_prepare_v2(db->lite, list_indexes, -1, &lite, NULL) !=
	    SQLITE_OK || sqlite3_bind_text(lite, 1, table, -1,
	    SQLITE_STATIC) != SQLITE_OK) {
		db_fail(db, table);
	}
	while (db->state == DB_OK && sqlite3_step(lite) == SQLITE_ROW) {
		struct away *a = &db->away[db->away_len];

		assert(db->away_len < DB_AWAY_MAX);
		a->name = sqlite3_mprintf("DROP INDEX \"%w\"",
		    sqlite3_column_text(lite, 0));
		a->make = sqlite3_mprintf("%s", sqlite3_column_text(lite, 1));
		if (a->name == NULL || a->make == NULL) {
			db_fail_memory(db, table);
		}
		db->away_len++;
	}
	sqlite3_finalize(lite);
}

void
db_forget_indexes(struct db *db)
{
	while (db->away_len > 0) {
		struct away *a = &db->away[--db->away_len];

		sqlite3_free(a->name);
		sqlite3_free(a->make);
	}
}

static void
run(struct db *db, const char *text)
{
	if (db->state == DB_OK && !db_injected(db, text) &&
	    sqlite3_exec(db->lite, text, NULL, NULL, NULL) != SQLITE_OK) {
		db_fail(db, text);
	}
}

bool
db_indexes_off(struct db *db, const char *const *tables)
{
	assert(db->in_transaction && db->mode == DB_WRITE);
	assert(db->parts == 0 && db->open == 0 && db->away_len == 0);
	for (size_t i = 0; tables[i] != NULL; i++) {
		note_indexes(db, tables[i]);
	}
	for (size_t i = 0; i < db->away_len; i++) {
		run(db, db->away[i].name);
	}
	if (db->state != DB_OK) {
		db_forget_indexes(db);
	}
	return db->state == DB_OK;
}

void
db_indexes_on(struct db *db, void (*made)(void *, size_t done, size_t all),
    void *arg)
{
	assert(db->open == 0);
	for (size_t i = 0; i < db->away_len && db->state == DB_OK; i++) {
		made(arg, i, db->away_len);
		run(db, db->away[i].make);
	}
	if (db->state == DB_OK) {
		made(arg, db->away_len, db->away_len);
	}
	db_forget_indexes(db);
}

void
db_room(struct db *db, int mib)
{
	char text[60];

	/* Less room only costs time. */
	snprintf(text, sizeof(text), "PRAGMA cache_size = -%d", mib * 1024);
	sqlite3_exec(db->lite, text, NULL, NULL, NULL);
}
