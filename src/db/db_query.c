/* db_query.c - named statements: bound, stepped and read. */
#include "db/db.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_inside.h"
#include "db/db_query.sql.h"

/* ---- making ready ------------------------------------------------------ */

static struct prepared **
bucket_of(struct db *db, const struct sql *sql)
{
	uint64_t hash = (uint64_t)(uintptr_t)sql * 0x9e3779b97f4a7c15U;

	return &db->prepared[(hash >> 32) % DB_BUCKETS];
}

static struct prepared *
find_idle(struct db *db, const struct sql *sql)
{
	struct prepared *p = *bucket_of(db, sql);

	while (p != NULL && (p->sql != sql || p->open)) {
		p = p->next;
	}
	return p;
}

static struct prepared *
add_idle(struct db *db, const struct sql *sql)
{
	struct prepared **bucket = bucket_of(db, sql);
	struct prepared *p = calloc(1, sizeof(*p));

	if (p != NULL) {
		p->sql = sql;
		p->next = *bucket;
		*bucket = p;
	}
	return p;
}

/*
 * A test may have its statement on the stack, where the next one takes its
 * place; comparing the text costs nothing beside running it.
 */
static bool
is_ready(const struct prepared *p, const struct sql *sql)
{
	return p->lite != NULL &&
	    strcmp(sqlite3_sql(p->lite), sql->text) == 0;
}

static bool
make_ready(struct db *db, struct prepared *p, const struct sql *sql)
{
	sqlite3_finalize(p->lite);
	p->lite = NULL;
	if (sqlite3_prepare_v3(db->lite, sql->text, -1,
	    SQLITE_PREPARE_PERSISTENT, &p->lite, NULL) != SQLITE_OK) {
		db_fail(db, sql->name);
		return false;
	}
	assert(p->lite != NULL);	/* the text is not a statement */
	return true;
}

void
db_forget_statements(struct db *db)
{
	for (size_t i = 0; i < DB_BUCKETS; i++) {
		struct prepared *p = db->prepared[i];

		while (p != NULL) {
			struct prepared *next = p->next;

			sqlite3_finalize(p->lite);
			free(p);
			p = next;
		}
		db->prepared[i] = NULL;
	}
}

struct query
db_query(struct db *db, const struct sql *sql)
{
	struct query q = { .db = db };
	struct prepared *p;
	int params;

	assert(db->in_transaction);
	if (db->state != DB_OK) {
		return q;
	}
	p = find_idle(db, sql);
	if (p == NULL && (p = add_idle(db, sql)) == NULL) {
		db_fail_memory(db, sql->name);
		return q;
	}
	if (!is_ready(p, sql) && !make_ready(db, p, sql)) {
		return q;
	}
	assert(db->mode == DB_WRITE || sqlite3_stmt_readonly(p->lite));
	params = sqlite3_bind_parameter_count(p->lite);
	assert(params <= DB_PARAMS_MAX);
	q.unset = ((uint64_t)1 << params) - 1;
	q.prepared = p;
	p->open = true;
	db->open++;
	return q;
}

/* ---- setting ----------------------------------------------------------- */

/* The number of a :name, which counts as set from here on. */
static int
parameter(struct query *q, const char *name)
{
	int i = sqlite3_bind_parameter_index(q->prepared->lite, name);

	assert(i > 0);			/* the statement has no such :name */
	q->unset &= ~((uint64_t)1 << (i - 1));
	return i;
}

static void
bound(struct query *q, const char *name, int result)
{
	if (result != SQLITE_OK) {
		db_fail(q->db, name);
		q_end(q);
	}
}

void
q_set_int(struct query *q, const char *name, int64_t value)
{
	if (q->prepared != NULL) {
		bound(q, name, sqlite3_bind_int64(q->prepared->lite,
		    parameter(q, name), value));
	}
}

void
q_set_null(struct query *q, const char *name)
{
	if (q->prepared != NULL) {
		bound(q, name, sqlite3_bind_null(q->prepared->lite,
		    parameter(q, name)));
	}
}

void
q_set_id(struct query *q, const char *name, int64_t id)
{
	if (id != 0) {
		q_set_int(q, name, id);
	} else {
		q_set_null(q, name);
	}
}

void
q_set_date(struct query *q, const char *name, struct date value)
{
	if (date_known(value)) {
		q_set_int(q, name, value.day);
	} else {
		q_set_null(q, name);
	}
}

void
q_set_str(struct query *q, const char *name, str value)
{
	if (q->prepared != NULL) {
		bound(q, name, sqlite3_bind_text64(q->prepared->lite,
		    parameter(q, name), value.len > 0 ? value.at : "",
		    value.len, SQLITE_TRANSIENT, SQLITE_UTF8));
	}
}

void
q_set_bytes(struct query *q, const char *name, str value)
{
	if (q->prepared != NULL) {
		bound(q, name, sqlite3_bind_blob64(q->prepared->lite,
		    parameter(q, name), value.len > 0 ? value.at : "",
		    value.len, SQLITE_TRANSIENT));
	}
}

/* ---- stepping ---------------------------------------------------------- */

bool
q_row(struct query *q)
{
	int result;

	if (q->prepared == NULL) {
		return false;
	}
	assert(q->unset == 0);		/* a :name was left unset */
	if (q->db->state != DB_OK ||
	    db_injected(q->db, q->prepared->sql->name)) {
		q_end(q);
		return false;
	}
	result = sqlite3_step(q->prepared->lite);
	if (result == SQLITE_ROW) {
		return true;
	}
	if (result != SQLITE_DONE) {
		db_fail(q->db, q->prepared->sql->name);
	}
	q_end(q);
	return false;
}

void
q_end(struct query *q)
{
	if (q->prepared == NULL) {
		return;
	}
	/* What was bound is somebody's data: it does not stay in memory. */
	sqlite3_reset(q->prepared->lite);
	sqlite3_clear_bindings(q->prepared->lite);
	q->prepared->open = false;
	q->prepared = NULL;
	q->db->open--;
}

void
q_run(struct query *q)
{
	bool row = q_row(q);

	assert(!row);			/* q_row() is for what gives rows */
	(void)row;
}

int64_t
q_changed(struct query *q)
{
	struct db *db = q->db;
	bool runs = q->prepared != NULL;

	q_run(q);
	return runs && db->state == DB_OK ? sqlite3_changes64(db->lite) : 0;
}

/* ---- reading ----------------------------------------------------------- */

static sqlite3_stmt *
row_of(const struct query *q, int column)
{
	assert(q->prepared != NULL);	/* only between q_row() and its end */
	assert(column >= 0 && column < sqlite3_data_count(q->prepared->lite));
	return q->prepared->lite;
}

bool
q_is_null(struct query *q, int column)
{
	return sqlite3_column_type(row_of(q, column), column) == SQLITE_NULL;
}

int64_t
q_get_int(struct query *q, int column)
{
	return sqlite3_column_int64(row_of(q, column), column);
}

int64_t
q_get_id(struct query *q, int column)
{
	return q_get_int(q, column);	/* NULL reads as 0 */
}

struct date
q_get_date(struct query *q, int column)
{
	return q_is_null(q, column) ? DATE_NONE :
	    date_add((struct date){ 0 }, (int)q_get_int(q, column));
}

str
q_get_str(struct query *q, int column)
{
	sqlite3_stmt *lite = row_of(q, column);
	bool null = q_is_null(q, column);
	const char *at = (const char *)sqlite3_column_text(lite, column);

	if (at == NULL && !null) {
		db_fail_memory(q->db, q->prepared->sql->name);
	}
	return at == NULL ? S("") :
	    (str){ at, (size_t)sqlite3_column_bytes(lite, column) };
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
	assert(table[strspn(table, "abcdefghijklmnopqrstuvwxyz_")] == '\0');
	if (db_injected(db, select)) {
		return 0;
	}
	if (sqlite3_prepare_v2(db->lite, select, -1, &lite, NULL) !=
	    SQLITE_OK || sqlite3_step(lite) != SQLITE_ROW) {
		db_fail(db, select);
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
	int64_t next = 0;

	q_set_str(&q, ":name", str_z(table));
	if (q_row(&q)) {
		next = q_get_int(&q, 0);
	}
	q_end(&q);
	return next;
}

int64_t
db_new_ids(struct db *db, const char *table, int64_t count)
{
	int64_t next = next_id(db, table);
	int64_t id = next > 0 || db->state != DB_OK ? next :
	    highest_id(db, table) + 1;
	struct query q = db_query(db, next > 0 ? &sql_db_id_take :
	    &sql_db_id_first);

	assert(count > 0);
	q_set_str(&q, ":name", str_z(table));
	q_set_int(&q, ":next", id + count);
	q_run(&q);
	return db->state == DB_OK ? id : 0;
}

int64_t
db_new_id(struct db *db, const char *table)
{
	return db_new_ids(db, table, 1);
}
