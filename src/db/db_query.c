/* db_query.c - named statements: bound, stepped and read, on either engine. */
#include "db/db.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_inside.h"

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

/*
 * Tables that are only added to, or that say nothing of who is who: nothing
 * that is remembered of other rows (memo.h) is read from them.
 */
static bool
is_apart(str table)
{
	static const char *const apart[] = { "agenda_item", "assignment",
		"assignment_event", "attendance", "change", "counter",
		"decision", "look", "meeting", "meeting_record", "reason",
		"request", "session", "sign_in" };

	for (size_t i = 0; i < COUNT(apart); i++) {
		if (str_eq(table, str_z(apart[i]))) {
			return true;
		}
	}
	return false;
}

/* "INSERT INTO table (...", "UPDATE table SET ...", "DELETE FROM table ...":
 * what begins otherwise, and is no SELECT, may write anything. */
static bool
stirs(const char *text)
{
	static const char *const begins[] = { "INSERT INTO ", "UPDATE ",
		"DELETE FROM " };
	str rest = str_z(text);

	if (str_starts(rest, S("SELECT"))) {
		return false;
	}
	for (size_t i = 0; i < COUNT(begins); i++) {
		str begin = str_z(begins[i]);

		if (str_starts(rest, begin)) {
			rest = str_from(rest, begin.len);
			return !is_apart(str_part(rest, 0, strcspn(rest.at,
			    " \n\t(;")));
		}
	}
	return true;
}

static struct prepared *
add_idle(struct db *db, const struct sql *sql)
{
	struct prepared **bucket = bucket_of(db, sql);
	struct prepared *p = calloc(1, sizeof(*p));

	if (p != NULL) {
		p->sql = sql;
		p->stirs = stirs(sql->text);
		p->next = *bucket;
		*bucket = p;
	}
	return p;
}

void
db_forget_statements(struct db *db)
{
	for (size_t i = 0; i < DB_BUCKETS; i++) {
		struct prepared *p = db->prepared[i];

		while (p != NULL) {
			struct prepared *next = p->next;

			db->engine->forget(p);
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
	if (!db->engine->is_ready(p) && !db->engine->make_ready(db, p)) {
		return q;
	}
	assert(db->mode == DB_WRITE || db->engine->only_reads(p));
	params = db->engine->params(p);
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
	int i = q->db->engine->param(q->prepared, name);

	assert(i > 0);			/* the statement has no such :name */
	q->unset &= ~((uint64_t)1 << (i - 1));
	return i;
}

static void
bound(struct query *q, const char *name, bool done)
{
	if (!done) {
		db_fail_memory(q->db, name);
		q_end(q);
	}
}

void
q_set_int(struct query *q, const char *name, int64_t value)
{
	if (q->prepared != NULL) {
		bound(q, name, q->db->engine->set_int(q->prepared,
		    parameter(q, name), value));
	}
}

void
q_set_null(struct query *q, const char *name)
{
	if (q->prepared != NULL) {
		bound(q, name, q->db->engine->set_null(q->prepared,
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
		bound(q, name, q->db->engine->set_text(q->prepared,
		    parameter(q, name), value));
	}
}

void
q_set_bytes(struct query *q, const char *name, str value)
{
	if (q->prepared != NULL) {
		bound(q, name, q->db->engine->set_bytes(q->prepared,
		    parameter(q, name), value));
	}
}

/* ---- stepping ---------------------------------------------------------- */

void
q_at_most(struct query *q, size_t rows)
{
	assert(rows > 0);
	q->most = rows + 1;
}

bool
q_row(struct query *q)
{
	if (q->most > 0 && --q->most == 0) {
		q_end(q);
	}
	if (q->prepared == NULL) {
		return false;
	}
	assert(q->unset == 0);		/* a :name was left unset */
	q->db->stirred += q->prepared->stirs;
	if (q->db->state == DB_OK &&
	    !db_injected(q->db, q->prepared->sql->name) &&
	    q->db->engine->step(q->db, q->prepared) == STEP_ROW) {
		return true;
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
	q->db->engine->reset(q->db, q->prepared);
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
	const struct prepared *p = q->prepared;

	q_run(q);
	return p != NULL && db->state == DB_OK ? db->engine->changed(db, p) : 0;
}

/* ---- reading ----------------------------------------------------------- */

static struct prepared *
row_of(const struct query *q, int column)
{
	assert(q->prepared != NULL);	/* only between q_row() and its end */
	assert(column >= 0 && column < q->db->engine->columns(q->prepared));
	return q->prepared;
}

bool
q_is_null(struct query *q, int column)
{
	return q->db->engine->is_null(row_of(q, column), column);
}

int64_t
q_get_int(struct query *q, int column)
{
	return q->db->engine->get_int(row_of(q, column), column);
}

int64_t
q_get_id(struct query *q, int column)
{
	return q_get_int(q, column);	/* NULL reads as 0 */
}

int64_t
q_number(struct query *q)
{
	int64_t number = q_row(q) ? q_get_int(q, 0) : 0;

	q_end(q);
	return number;
}

int64_t
db_one_number(struct db *db, const struct sql *sql)
{
	struct query q = db_query(db, sql);

	return q_number(&q);
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
	return q->db->engine->get_str(q->db, row_of(q, column), column);
}
