/*
 * db_bulk.c - very many rows at once: values by their place, indexes taken away
 * and made again.
 */
#include "db/db.h"

#include <assert.h>
#include <stdlib.h>

#include "db/db_inside.h"

/* ---- values by place --------------------------------------------------- */

/* Whether there is something to put; it counts as set. */
static bool
place(struct query *q, int place)
{
	if (q->prepared == NULL) {
		return false;
	}
	assert(place > 0 && place <= q->db->engine->params(q->prepared));
	q->unset &= ~((uint64_t)1 << (place - 1));
	return true;
}

static void
done(struct query *q, bool ok)
{
	if (!ok) {
		db_fail_memory(q->db, q->prepared->sql->name);
		q_end(q);
	}
}

void
q_put_int(struct query *q, int at, int64_t value)
{
	if (place(q, at)) {
		done(q, q->db->engine->set_int(q->prepared, at, value));
	}
}

void
q_put_null(struct query *q, int at)
{
	if (place(q, at)) {
		done(q, q->db->engine->set_null(q->prepared, at));
	}
}

void
q_put_id(struct query *q, int at, int64_t id)
{
	if (id != 0) {
		q_put_int(q, at, id);
	} else {
		q_put_null(q, at);
	}
}

void
q_put_date(struct query *q, int at, struct date value)
{
	if (date_known(value)) {
		q_put_int(q, at, value.day);
	} else {
		q_put_null(q, at);
	}
}

void
q_put_str(struct query *q, int at, str value)
{
	if (place(q, at)) {
		done(q, q->db->engine->lend_text(q->prepared, at, value));
	}
}

void
q_again(struct query *q)
{
	enum step step;

	if (q->prepared == NULL) {
		return;
	}
	assert(q->unset == 0);		/* a :name was left unset */
	q->db->stirred += q->prepared->stirs;
	step = q->db->state != DB_OK ||
	    db_injected(q->db, q->prepared->sql->name) ? STEP_FAILED :
	    q->db->engine->step(q->db, q->prepared);
	assert(step != STEP_ROW);	/* q_row() is for what gives rows */
	if (step == STEP_DONE) {
		q->db->engine->rewind(q->db, q->prepared);
	} else {
		q_end(q);
	}
}

/* ---- indexes ----------------------------------------------------------- */

void
db_forget_indexes(struct db *db)
{
	while (db->away_len > 0) {
		struct away *a = &db->away[--db->away_len];

		free(a->name);
		free(a->make);
	}
}

bool
db_indexes_off(struct db *db, const char *const *tables)
{
	bool noted;

	assert(db->in_transaction && db->mode == DB_WRITE);
	assert(db->parts == 0 && db->open == 0 && db->away_len == 0);
	noted = db->state == DB_OK && db->engine->indexes_off(db, tables);
	for (size_t i = 0; noted && i < db->away_len; i++) {
		db_do(db, db->away[i].name);
	}
	if (db->state != DB_OK) {
		db_forget_indexes(db);
	}
	return noted && db->state == DB_OK;
}

void
db_sort(struct db *db, bool much)
{
	assert(db->open == 0);
	db->engine->sort(db, much);
}

void
db_indexes_on(struct db *db, void (*made)(void *, size_t done, size_t all),
    void *arg)
{
	assert(db->open == 0);
	db_sort(db, true);
	for (size_t i = 0; i < db->away_len && db->state == DB_OK; i++) {
		made(arg, i, db->away_len);
		db_do(db, db->away[i].make);
	}
	db_sort(db, false);
	if (db->state == DB_OK) {
		made(arg, db->away_len, db->away_len);
	}
	db_forget_indexes(db);
}

void
db_room(struct db *db, int mib)
{
	db->engine->room(db, mib);
}
