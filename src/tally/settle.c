/*
 * settle.c - the units that a transaction touched are counted and their rows
 * written before it ends; likewise those whose row is not good any more.
 */
#include <assert.h>

#include "db/change.h"
#include "db/db.h"
#include "tally/tally.sql.h"
#include "tally/tally_own.h"

#define AT_ONCE_MAX	2000	/* units counted in the transaction that touched
				 * all of them; more are counted later */
#define UNDER_AT_ONCE_MAX 200	/* the same of those under one unit, which are
				 * touched more often */

static void
recount(struct ctx *cx, const struct compiled *compiled, int64_t unit_id)
{
	size_t mark = cx->mem->used;
	struct tally_row row;

	if (count_unit(cx, compiled, unit_id, &row)) {
		row_write(cx, &row);
	}
	arena_release(cx->mem, mark);
}

/* Ids that a statement names, at most max. */
static size_t
read_ids(struct query q, size_t max, int64_t *out)
{
	size_t len = 0;

	q_set_int(&q, ":max", (int64_t)max);
	while (len < max && q_row(&q)) {
		out[len++] = q_get_int(&q, 0);
	}
	q_end(&q);
	return len;
}

size_t
settle_units_after(struct ctx *cx, int64_t after, size_t max, int64_t *out)
{
	struct query q = db_query(cx->db, &sql_tally_units);

	q_set_int(&q, ":after", after);
	return read_ids(q, max, out);
}

int64_t
tally_waiting(struct ctx *cx)
{
	const struct compiled *compiled = rules_compiled(cx);
	int64_t waiting;
	struct query q;

	if (compiled == NULL) {
		return 0;
	}
	q = db_query(cx->db, &sql_tally_count_waiting);
	q_set_int(&q, ":edition", compiled->newest);
	q_set_date(&q, ":today", cx->today);
	waiting = q_number(&q);
	q = db_query(cx->db, &sql_tally_recount_units);
	return waiting + q_number(&q);
}

int64_t
tally_units(struct ctx *cx)
{
	struct query q = db_query(cx->db, &sql_tally_count_units);

	return q_number(&q);
}

/* Rows that are of the newest edition are so no longer; after it was adopted
 * there is none. */
static void
spoil_all(struct ctx *cx, const struct compiled *compiled)
{
	int64_t version = db_write_number(cx->db);
	struct query q = db_query(cx->db, &sql_tally_spoil);

	q_set_int(&q, ":edition", compiled->newest);
	q_set_int(&q, ":version", version);
	q_run(&q);
}

/* A small house is counted at once, a large one in steps (TALL-6): its rows say
 * that they are not of the newest edition. */
static void
count_all(struct ctx *cx, const struct compiled *compiled)
{
	int64_t *ids = NEW(cx->mem, int64_t, AT_ONCE_MAX + 1);
	size_t len = settle_units_after(cx, 0, AT_ONCE_MAX + 1, ids);

	if (len > AT_ONCE_MAX) {
		spoil_all(cx, compiled);
		return;
	}
	for (size_t i = 0; i < len; i++) {
		recount(cx, compiled, ids[i]);
	}
}

/* ---- everything under a unit (TALL-9) ---------------------------------- */

static size_t
units_under(struct ctx *cx, int64_t unit_id, int64_t after, size_t max,
    int64_t *out)
{
	struct query q = db_query(cx->db, &sql_tally_units_under);

	q_set_int(&q, ":anc", unit_id);
	q_set_int(&q, ":after", after);
	return read_ids(q, max, out);
}

/* Many are only asked for: that is one row, whatever stands under it. */
static void
count_under(struct ctx *cx, const struct compiled *compiled, int64_t unit_id)
{
	int64_t *ids = NEW(cx->mem, int64_t, UNDER_AT_ONCE_MAX + 1);
	size_t len = units_under(cx, unit_id, 0, UNDER_AT_ONCE_MAX + 1, ids);
	struct query q;

	if (len > UNDER_AT_ONCE_MAX) {
		q = db_query(cx->db, &sql_tally_recount_ask);
		q_set_int(&q, ":unit_id", unit_id);
		q_run(&q);
		return;
	}
	for (size_t i = 0; i < len; i++) {
		recount(cx, compiled, ids[i]);
	}
}

/* The next units of those that were asked for; what they were asked by is gone
 * with the last of them. */
static size_t
next_recounts(struct ctx *cx, size_t max, int64_t *ids)
{
	int64_t unit_id = 0, after = 0;
	struct query q;
	size_t len = 0;

	while (len == 0) {
		q = db_query(cx->db, &sql_tally_recount_next);
		if (!q_row(&q)) {
			return 0;
		}
		unit_id = q_get_int(&q, 0);
		after = q_get_int(&q, 1);
		q_end(&q);
		len = units_under(cx, unit_id, after, max, ids);
		q = db_query(cx->db, len < max ? &sql_tally_recount_done :
		    &sql_tally_recount_move);
		q_set_int(&q, ":unit_id", unit_id);
		if (len == max) {
			q_set_int(&q, ":after", ids[len - 1]);
		}
		q_run(&q);
		if (db_state(cx->db) != DB_OK) {
			return 0;
		}
	}
	return len;
}

/* ---- what was touched, and what is behind ------------------------------ */

void
tally_settle(struct ctx *cx)
{
	const struct compiled *compiled = rules_compiled(cx);
	const int64_t *units;
	size_t len = db_noted(cx->db, &units);

	for (size_t i = 0; compiled != NULL && i < len; i++) {
		if (units[i] == CHANGE_ALL_UNITS) {
			count_all(cx, compiled);
		} else if (units[i] < 0) {
			count_under(cx, compiled, -units[i]);
		} else {
			recount(cx, compiled, units[i]);
		}
	}
}

size_t
tally_catch_up(struct ctx *cx, size_t max)
{
	const struct compiled *compiled = rules_compiled(cx);
	int64_t *ids = NEW(cx->mem, int64_t, max);
	struct query q;
	size_t len;

	if (compiled == NULL) {
		return 0;
	}
	q = db_query(cx->db, &sql_tally_stale);
	q_set_date(&q, ":today", cx->today);
	len = read_ids(q, max, ids);
	if (len == 0) {
		q = db_query(cx->db, &sql_tally_older);
		q_set_int(&q, ":edition", compiled->newest);
		len = read_ids(q, max, ids);
	}
	if (len == 0) {
		len = next_recounts(cx, max, ids);
	}
	for (size_t i = 0; i < len; i++) {
		recount(cx, compiled, ids[i]);
	}
	return db_state(cx->db) == DB_OK ? len : 0;
}

bool
tally_count_next(struct ctx *cx, int64_t *after, size_t max, int64_t *done)
{
	const struct compiled *compiled = rules_compiled(cx);
	int64_t *ids = NEW(cx->mem, int64_t, max);
	size_t len = settle_units_after(cx, *after, max, ids);

	for (size_t i = 0; compiled != NULL && i < len; i++) {
		recount(cx, compiled, ids[i]);
		*after = ids[i];
		(*done)++;
	}
	return len > 0 && db_state(cx->db) == DB_OK;
}
