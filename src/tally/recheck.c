/* recheck.c - rows and sums compared with the records (TALL-7). */
#include "db/db.h"
#include "tally/tally.sql.h"
#include "tally/tally_own.h"

static void
add_wrong(struct arena *mem, struct tally_found *found, int64_t unit_id,
    str what)
{
	if (found->wrong_len++ < TALLY_WRONG_MAX) {
		*LIST_ADD(mem, &found->wrong) = (struct tally_wrong){ unit_id,
			arena_copy(mem, what) };
	}
}

/* ---- rows -------------------------------------------------------------- */

static bool
read_row(struct ctx *cx, int64_t unit_id, struct tally_row *out, str *marks)
{
	struct query q = db_query(cx->db, &sql_tally_row);
	bool found;

	q_set_int(&q, ":id", unit_id);
	found = q_row(&q);
	if (found) {
		*marks = arena_copy(cx->mem, row_read(&q, out));
		out->tier = arena_copy(cx->mem, out->tier);
	}
	q_end(&q);
	return found;
}

/* TALL-9. */
static bool
waits(struct ctx *cx, int64_t unit_id)
{
	struct query q = db_query(cx->db, &sql_tally_recount_waits);

	q_set_int(&q, ":id", unit_id);
	return q_number(&q) != 0;
}

/* A row is compared with what is counted as of the day it was counted on. One
 * that waits to be counted again says nothing that could be wrong. */
static void
check_unit(struct ctx *cx, struct arena *mem, const struct compiled *compiled,
    int64_t unit_id, struct tally_found *found)
{
	struct ctx then = *cx;
	struct tally_row stored, counted;
	str marks = S(""), what;

	if (!read_row(cx, unit_id, &stored, &marks)) {
		if (db_state(cx->db) == DB_OK) {
			add_wrong(mem, found, unit_id, S("no row"));
		}
		return;
	}
	if (stored.edition_id != compiled->newest ||
	    (date_known(stored.recheck) &&
	    stored.recheck.day <= cx->today.day)) {
		found->waiting++;
		return;
	}
	then.today = stored.counted_on;
	if (!count_unit(&then, compiled, unit_id, &counted)) {
		return;
	}
	what = row_differs(cx->mem, &stored, marks, &counted);
	if (what.len > 0 && waits(cx, unit_id)) {
		found->waiting++;
	} else if (what.len > 0) {
		add_wrong(mem, found, unit_id, what);
	}
}

bool
tally_check_next(struct ctx *cx, struct arena *mem, int64_t *after, size_t max,
    struct tally_found *found)
{
	const struct compiled *compiled = rules_compiled(cx);
	int64_t *ids = NEW(cx->mem, int64_t, max);
	size_t len = settle_units_after(cx, *after, max, ids), mark;

	for (size_t i = 0; compiled != NULL && i < len; i++) {
		mark = cx->mem->used;
		check_unit(cx, mem, compiled, ids[i], found);
		if (mem != cx->mem) {
			arena_release(cx->mem, mark);
		}
		*after = ids[i];
	}
	return len > 0 && db_state(cx->db) == DB_OK;
}

/* ---- sums -------------------------------------------------------------- */

static str
differs(struct arena *mem, const char *what, int64_t sum, int64_t rows)
{
	return sum == rows ? S("") : arena_printf(mem, "the sum of %s is %lld, "
	    "that of the rows %lld", what, (long long)sum, (long long)rows);
}

static void
check_sum(struct tally *t, struct query *q, struct arena *mem,
    struct tally_found *found)
{
	int64_t id = q_get_int(q, 0);
	uint32_t at = memory_position(t, id);
	int32_t own[TALLY_MEASURES];
	const int32_t *sum = own;
	str what;

	if (at == NOWHERE) {
		add_wrong(mem, found, id, S("it stands in no tree"));
		return;
	}
	if (t->inner[at] != NOWHERE) {
		sum = t->sums[t->inner[at]];
	} else {
		memory_own(t, at, own);
	}
	what = differs(mem, "units", t->end[at] - at, q_get_int(q, 1));
	what = what.len > 0 ? what : differs(mem, "members",
	    sum[TALLY_MEMBERS], q_get_int(q, 2));
	what = what.len > 0 ? what : differs(mem, "assignments",
	    sum[TALLY_ASSIGNED], q_get_int(q, 3));
	what = what.len > 0 ? what : differs(mem, "people present",
	    sum[TALLY_PRESENT], q_get_int(q, 4));
	if (what.len > 0) {
		add_wrong(mem, found, id, what);
	}
}

void
tally_check_sums(struct ctx *cx, struct arena *mem, struct tally_found *found)
{
	struct tally *t = tally_enter(cx);
	struct query q;

	if (t == NULL) {
		return;
	}
	q = db_query(cx->db, &sql_tally_sums_by_rows);
	while (q_row(&q)) {
		check_sum(t, &q, mem, found);
	}
	tally_leave(t);
}
