/*
 * office.c - who holds which office, to read.
 */
#include "office/office.h"

#include <assert.h>

#include "db/db.h"
#include "db/memo.h"
#include "office/office.sql.h"
#include "office/office_inside.h"

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	OFFICE_ERRORS(X)
#undef X
};

int
office_err_status(enum office_err err)
{
	assert(err < OFFICE_ERR_COUNT);
	return errors[err].status;
}

const char *
office_err_text(enum office_err err)
{
	assert(err < OFFICE_ERR_COUNT);
	return errors[err].text;
}

/* ---- one term ---------------------------------------------------------- */

/*
 * OFFI-3. How long a term that ran out is carried on, by the statutes of the
 * day it ran out: so what was over is never held again under a later edition.
 */
static struct date
carried_until(struct ctx *cx, struct date due)
{
	const struct statutes *st = org_statutes(cx, due);

	return st != NULL && st->carry_over_days >= 0 ?
	    date_add(due, st->carry_over_days) : DATE_NONE;
}

struct term
office_term_get(struct ctx *cx, struct query *q)
{
	struct term t = {
		.id = q_get_int(q, 0),
		.unit_id = q_get_int(q, 1),
		.member_id = q_get_int(q, 2),
		.public_id = arena_copy(cx->mem, q_get_str(q, 3)),
		.office = arena_copy(cx->mem, q_get_str(q, 4)),
		.member_name = arena_copy(cx->mem, q_get_str(q, 5)),
		.seat = (int)q_get_int(q, 6),
		.from = q_get_date(q, 7),
		.due = q_get_date(q, 8),
		.until = q_get_date(q, 9),
		.acting = q_get_int(q, 10) != 0,
		.ends = q_get_date(q, 11),		/* OFFI-7 */
		.entered_at = q_get_int(q, 12),
		.entered_by = arena_copy(cx->mem, q_get_str(q, 13)),
	};

	t.ends = date_sooner(t.ends, t.until);
	if (date_known(t.due) &&
	    (!date_known(t.ends) || date_cmp(t.due, t.ends) < 0)) {
		t.ends = date_sooner(t.ends, carried_until(cx, t.due));
	}
	return t;
}

/* Held past the day it ran out. */
static bool
carried_on(const struct term *t, struct date on)
{
	return date_known(t->due) && date_cmp(t->due, on) <= 0 &&
	    (!date_known(t->ends) || date_cmp(on, t->ends) < 0);
}

/* The terms that a query finds; with `held` only those held on that day. */
static void
term_list(struct ctx *cx, struct query q, struct date on, bool held,
    struct term **out, size_t *out_len)
{
	struct terms LIST(struct term) list = { NULL, 0, 0 };

	while (q_row(&q)) {
		struct term t = office_term_get(cx, &q);

		t.carried = carried_on(&t, on);
		if (!held || !date_known(t.ends) ||
		    date_cmp(on, t.ends) < 0) {
			*LIST_ADD(cx->mem, &list) = t;
		}
	}
	*out = list.at;
	*out_len = list.len;
}

static bool
term_one(struct ctx *cx, struct query q, struct term *out)
{
	bool found = q_row(&q);

	if (found) {
		*out = office_term_get(cx, &q);
		out->carried = carried_on(out, cx->today);
	}
	q_end(&q);
	return found;
}

bool
office_term_by_public(struct ctx *cx, str public_id, struct term *out)
{
	struct query q = db_query(cx->db, &sql_office_by_public);

	q_set_str(&q, ":public_id", public_id);
	return term_one(cx, q, out);
}

bool
office_term_read(struct ctx *cx, int64_t id, struct term *out)
{
	struct query q = db_query(cx->db, &sql_office_by_id);

	q_set_int(&q, ":id", id);
	return term_one(cx, q, out);
}

/* ---- lists ------------------------------------------------------------- */

struct held {
	struct term	*term;
	size_t		 len;
};

/* The terms held on a day that a statement finds by an id; a caller may do with
 * its list what it likes. */
static void
held_on(struct ctx *cx, const struct sql *sql, int64_t id, struct date on,
    size_t max, struct term **out, size_t *out_len)
{
	const struct held *known = memo_find(cx, sql->name, id, on.day);
	struct held *held;
	struct query q;

	if (known == NULL) {
		held = NEW(cx->mem, struct held, 1);
		q = db_query(cx->db, sql);
		q_set_int(&q, ":id", id);
		q_set_date(&q, ":on", on);
		q_at_most(&q, max);
		term_list(cx, q, on, true, &held->term, &held->len);
		memo_keep(cx, sql->name, id, on.day, held);
		known = held;
	}
	*out = NEW(cx->mem, struct term, known->len);
	for (size_t i = 0; i < known->len; i++) {
		(*out)[i] = known->term[i];
	}
	*out_len = known->len;
}

void
office_holders(struct ctx *cx, int64_t unit_id, struct date on,
    struct term **out, size_t *out_len)
{
	held_on(cx, &sql_office_terms_on, unit_id, on, UNIT_TERMS_MAX, out,
	    out_len);
}

void
office_held(struct ctx *cx, int64_t member_id, struct date on,
    struct term **out, size_t *out_len)
{
	held_on(cx, &sql_office_terms_held, member_id, on, MEMBER_TERMS_MAX,
	    out, out_len);
}

void
office_terms_of_member(struct ctx *cx, int64_t member_id, struct term **out,
    size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_office_all_of_member);

	q_set_int(&q, ":id", member_id);
	q_set_int(&q, ":max", MEMBER_TERMS_MAX);
	term_list(cx, q, cx->today, false, out, out_len);
}

void
office_terms_of_unit(struct ctx *cx, int64_t unit_id, struct term **out,
    size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_office_all_of_unit);

	q_set_int(&q, ":id", unit_id);
	q_set_int(&q, ":max", UNIT_TERMS_MAX);
	term_list(cx, q, cx->today, false, out, out_len);
}

/* ---- vacancies --------------------------------------------------------- */

void
office_kinds(struct ctx *cx, int64_t unit_id, struct date on,
    const struct office_kind ***out, size_t *out_len)
{
	struct kinds LIST(const struct office_kind *) list = { NULL, 0, 0 };
	const struct statutes *st = org_statutes(cx, on);
	struct unit unit;
	size_t tier;

	if (st != NULL && org_unit(cx, unit_id, &unit)) {
		tier = statutes_tier(st, unit.tier);
		for (size_t i = 0; tier < st->tiers.len &&
		    i < st->offices.len; i++) {
			if ((st->offices.at[i].at >> tier & 1) != 0) {
				*LIST_ADD(cx->mem, &list) =
				    &st->offices.at[i];
			}
		}
	}
	*out = list.at;
	*out_len = list.len;
}

/* The latest term of each seat that began by a day. */
static void
last_terms(struct ctx *cx, int64_t unit_id, struct date on,
    struct term **out, size_t *out_len)
{
	struct terms LIST(struct term) list = { NULL, 0, 0 };
	struct query q = db_query(cx->db, &sql_office_last);

	q_set_int(&q, ":id", unit_id);
	q_set_date(&q, ":on", on);
	while (q_row(&q)) {
		const struct term *last = list.len > 0 ?
		    &list.at[list.len - 1] : NULL;

		if (last == NULL || last->seat != q_get_int(&q, 6) ||
		    !str_eq(last->office, q_get_str(&q, 4))) {
			struct term t = office_term_get(cx, &q);

			*LIST_ADD(cx->mem, &list) = t;
		}
	}
	*out = list.at;
	*out_len = list.len;
}

static const struct term *
term_of_seat(const struct term *terms, size_t len, str office, int seat)
{
	for (size_t i = 0; i < len; i++) {
		if (terms[i].seat == seat && str_eq(terms[i].office, office)) {
			return &terms[i];
		}
	}
	return NULL;
}

void
office_vacancies(struct ctx *cx, int64_t unit_id, struct date on,
    struct vacancy **out, size_t *out_len)
{
	struct vacancies LIST(struct vacancy) list = { NULL, 0, 0 };
	const struct office_kind **kinds;
	struct term *last;
	struct unit unit;
	size_t kinds_len = 0, last_len;

	last_terms(cx, unit_id, on, &last, &last_len);
	if (org_unit_on(cx, unit_id, on, &unit)) {
		office_kinds(cx, unit_id, on, &kinds, &kinds_len);
	}
	for (size_t i = 0; i < kinds_len; i++) {
		for (int seat = 1; seat <= kinds[i]->seats; seat++) {
			const struct term *t = term_of_seat(last, last_len,
			    kinds[i]->word, seat);

			if (t != NULL && (!date_known(t->ends) ||
			    date_cmp(on, t->ends) < 0)) {
				continue;
			}
			*LIST_ADD(cx->mem, &list) = (struct vacancy){
				.office = kinds[i]->word,
				.seat = seat,
				.since = t != NULL ? t->ends : DATE_NONE,
				.last_holder = t != NULL ? t->member_name :
				    S(""),
			};
		}
	}
	*out = list.at;
	*out_len = list.len;
}
