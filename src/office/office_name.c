/*
 * office_name.c - naming a person to an office, and ending a term.
 */
#include <assert.h>

#include "account/may.h"
#include "db/change.h"
#include "db/db.h"
#include "office/office.h"
#include "office/office.sql.h"
#include "office/office_inside.h"

struct terms LIST(struct term);

/* ---- what is asked ----------------------------------------------------- */

/* What naming somebody needs to know before it decides. */
struct question {
	const struct term_new		*in;
	const struct statutes		*st;
	const struct office_kind	*kind;
	struct terms			 others;	/* sharing a day */
};

static bool
too_far(const struct ctx *cx, struct date day, int days)
{
	return date_known(day) && date_cmp(day, date_add(cx->today, days)) > 0;
}

static enum office_err
check_days(struct ctx *cx, const struct term_new *in)
{
	if (date_known(in->from) && date_known(in->until) &&
	    date_cmp(in->until, in->from) <= 0) {
		return OFFICE_DAYS;
	}
	return too_far(cx, in->from, OFFICE_AHEAD_MAX) ||
	    too_far(cx, in->until, OFFICE_TERM_MAX) ? OFFICE_FUTURE : OFFICE_OK;
}

/* The day whose rules a term is made by: its first; if that is unknown, its
 * last; else today. */
static struct date
day_of_rules(const struct ctx *cx, const struct term_new *in)
{
	if (date_known(in->from)) {
		return in->from;
	}
	return date_known(in->until) ? date_add(in->until, -1) : cx->today;
}

/* The unit as it was on the day that the term begins, or at any time if that
 * day is not known. A unit cannot have ended in the future. */
static bool
unit_of(struct ctx *cx, const struct term_new *in, struct unit *out)
{
	if (!date_known(in->from)) {
		return org_unit(cx, in->unit_id, out);
	}
	return org_unit_on(cx, in->unit_id, in->from, out);
}

static bool
member_exists(struct ctx *cx, int64_t id)
{
	struct query q = db_query(cx->db, &sql_office_member);
	bool found;

	q_set_int(&q, ":id", id);
	found = q_row(&q);
	q_end(&q);
	return found;
}

/* OFFI-2. */
static enum office_err
find_kind(struct ctx *cx, struct question *n)
{
	struct unit unit;
	size_t tier, kind;

	n->st = org_statutes(cx, day_of_rules(cx, n->in));
	if (n->st == NULL) {
		return OFFICE_NO_STATUTES;
	}
	if (!unit_of(cx, n->in, &unit)) {
		return OFFICE_NO_UNIT;
	}
	tier = statutes_tier(n->st, unit.tier);
	kind = statutes_office(n->st, n->in->office, tier);
	if (tier >= n->st->tiers.len || kind >= n->st->offices.len) {
		return OFFICE_NO_OFFICE;
	}
	n->kind = &n->st->offices.at[kind];
	return n->in->seat > n->kind->seats || n->in->seat < 0 ?
	    OFFICE_NO_SEAT : OFFICE_OK;
}

static void
read_others(struct ctx *cx, struct question *n)
{
	struct query q = db_query(cx->db, &sql_office_in_the_way);

	q_set_int(&q, ":unit_id", n->in->unit_id);
	q_set_str(&q, ":office", n->in->office);
	q_set_date(&q, ":from", n->in->from);
	q_set_date(&q, ":until", n->in->until);
	while (q_row(&q)) {
		struct term t = office_term_get(cx, &q);

		*LIST_ADD(cx->mem, &n->others) = t;
	}
}

/* ---- seats ------------------------------------------------------------- */

/*
 * Whether a term in the way makes room, and from which day: one whose time is
 * over was only not yet marked so; an acting holder goes when a holder comes
 * (OFFI-5); any other goes when a successor is named (OFFI-4), but what is
 * recorded as ended stays as it is recorded.
 */
static bool
makes_room(const struct ctx *cx, const struct question *n, const struct term *t,
    bool succeed, struct date *out_until)
{
	struct date from = n->in->from;

	if (!date_known(from) || date_cmp(t->from, from) > 0) {
		return false;
	}
	if (!date_known(t->until) && date_known(t->ends) &&
	    date_cmp(t->ends, from) <= 0) {
		*out_until = t->ends;
		return true;
	}
	*out_until = from;
	return (succeed || (t->acting && !n->in->acting)) &&
	    (!date_known(t->until) || date_cmp(t->until, cx->today) > 0);
}

enum seat_state { SEAT_FREE, SEAT_CLEARED, SEAT_HELD };

static enum seat_state
seat_state(const struct ctx *cx, const struct question *n, int seat,
    bool succeed)
{
	enum seat_state state = SEAT_FREE;
	struct date until;

	for (size_t i = 0; i < n->others.len; i++) {
		const struct term *t = &n->others.at[i];

		if (t->seat != seat) {
			continue;
		}
		if (!makes_room(cx, n, t, succeed, &until)) {
			return SEAT_HELD;
		}
		state = SEAT_CLEARED;
	}
	return state;
}

/* The first seat in a state, or 0. */
static int
first_seat(const struct ctx *cx, const struct question *n,
    enum seat_state state)
{
	bool succeed = n->in->succeed && n->kind->seats == 1;

	for (int seat = 1; seat <= n->kind->seats; seat++) {
		if (seat_state(cx, n, seat, succeed) == state) {
			return seat;
		}
	}
	return 0;
}

static enum office_err
choose_seat(const struct ctx *cx, const struct question *n, int *out_seat)
{
	int seat = n->in->seat;

	if (seat != 0) {
		*out_seat = seat;
		return seat_state(cx, n, seat, n->in->succeed) == SEAT_HELD ?
		    OFFICE_HELD : OFFICE_OK;
	}
	seat = first_seat(cx, n, SEAT_FREE);
	if (seat == 0) {
		seat = first_seat(cx, n, SEAT_CLEARED);
	}
	*out_seat = seat;
	if (seat == 0) {
		return n->kind->seats == 1 ? OFFICE_HELD : OFFICE_NO_SEAT;
	}
	return OFFICE_OK;
}

/* OFFI-1: the same person in another seat, and not only acting there. */
static bool
holds_another(const struct question *n, int seat)
{
	for (size_t i = 0; i < n->others.len; i++) {
		const struct term *t = &n->others.at[i];

		if (t->member_id == n->in->member_id && t->seat != seat &&
		    !t->acting && !n->in->acting &&
		    !(date_known(t->ends) && date_known(n->in->from) &&
		    date_cmp(t->ends, n->in->from) <= 0)) {
			return true;
		}
	}
	return false;
}

/* ---- terms in a row (OFFI-6) ------------------------------------------- */

/* Whether somebody else held the seat of `next` between two terms. */
static bool
broken_between(const struct terms *all, const struct term *before,
    const struct term *next)
{
	for (size_t i = 0; i < all->len && date_known(before->ends); i++) {
		const struct term *t = &all->at[i];

		if (t->member_id != next->member_id &&
		    t->seat == next->seat &&
		    date_cmp(t->from, next->from) < 0 &&
		    date_cmp(before->ends, next->from) < 0 &&
		    (!date_known(t->ends) ||
		    date_cmp(before->ends, t->ends) < 0)) {
			return true;
		}
	}
	return false;
}

/* How many terms the row has in which the new one, with id 0, stands. */
static int
row_length(const struct terms *all, int64_t member_id)
{
	const struct term *before = NULL;
	bool has_new = false;
	int n = 0;

	for (size_t i = 0; i < all->len; i++) {
		const struct term *t = &all->at[i];

		if (t->member_id != member_id) {
			continue;
		}
		if (before != NULL && broken_between(all, before, t)) {
			if (has_new) {
				return n;
			}
			n = 0;
		}
		n++;
		has_new = has_new || t->id == 0;
		before = t;
	}
	return n;
}

/* All terms of the office in the unit with the new one in its place, those
 * ended that it would end. */
static struct terms
row_with(struct ctx *cx, const struct question *n, const struct term *new_term)
{
	struct terms all = { NULL, 0, 0 };
	struct query q = db_query(cx->db, &sql_office_row);
	bool placed = false;

	q_set_int(&q, ":unit_id", n->in->unit_id);
	q_set_str(&q, ":office", n->in->office);
	q_set_int(&q, ":max", UNIT_TERMS_MAX);
	while (q_row(&q)) {
		struct term t = office_term_get(cx, &q);

		if (!placed && date_cmp(new_term->from, t.from) < 0) {
			*LIST_ADD(cx->mem, &all) = *new_term;
			placed = true;
		}
		if (t.seat == new_term->seat && !placed &&
		    date_known(new_term->from) && (!date_known(t.ends) ||
		    date_cmp(new_term->from, t.ends) < 0)) {
			t.ends = new_term->from;
		}
		/* Replaced on its first day, it was no term. */
		if (!date_known(t.ends) || date_cmp(t.ends, t.from) != 0) {
			*LIST_ADD(cx->mem, &all) = t;
		}
	}
	if (!placed) {
		*LIST_ADD(cx->mem, &all) = *new_term;
	}
	return all;
}

static bool
too_many(struct ctx *cx, const struct question *n, int seat)
{
	struct terms all;

	if (n->kind->in_a_row_max <= 0 || n->in->acting) {
		return false;
	}
	all = row_with(cx, n, &(struct term){
		.member_id = n->in->member_id,
		.seat = seat,
		.from = n->in->from,
		.ends = n->in->until,
	});
	return row_length(&all, n->in->member_id) > n->kind->in_a_row_max;
}

/* ---- naming and ending ------------------------------------------------- */

/* One line in the record of changes, about the holder. */
static void
record(struct ctx *cx, const char *verb, int64_t term_id, int64_t unit_id,
    int64_t member_id)
{
	change_add(cx, verb, (struct change){
		.office = may_office(cx, ACT_KEEP_OFFICES,
		    (struct object){ .unit = unit_id }),
		.unit_id = unit_id,
		.member_id = member_id,
		.kind = "term",
		.object_id = term_id,
	});
}

static void
set_until(struct ctx *cx, int64_t id, struct date until)
{
	struct query q = db_query(cx->db, &sql_office_set_until);

	q_set_int(&q, ":id", id);
	q_set_date(&q, ":until", until);
	q_run(&q);
}

/* The terms that end so that the seat is free. */
static void
clear_seat(struct ctx *cx, const struct question *n, struct naming *out)
{
	struct date until;

	for (size_t i = 0; i < n->others.len; i++) {
		struct term *t = &n->others.at[i];

		if (t->seat == out->seat &&
		    makes_room(cx, n, t, n->in->succeed, &until)) {
			t->until = until;
			*LIST_ADD(cx->mem, &out->ends) = *t;
		}
	}
}

/* The first day after the term ran out, or DATE_NONE. */
static struct date
due_day(const struct question *n)
{
	struct date due;

	if (n->in->acting || !date_known(n->in->from) || n->kind->term.n == 0) {
		return DATE_NONE;
	}
	due = span_after(n->kind->term, n->in->from);
	return date_cmp(due, n->st->from) < 0 ? n->st->from : due;
}

static int64_t
insert_term(struct ctx *cx, const struct term_new *in,
    const struct naming *naming)
{
	int64_t id = db_new_id(cx->db, "term");
	struct query q = db_query(cx->db, &sql_office_insert);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":unit_id", in->unit_id);
	q_set_str(&q, ":office", in->office);
	q_set_int(&q, ":seat", naming->seat);
	q_set_int(&q, ":member_id", in->member_id);
	q_set_date(&q, ":from", in->from);
	q_set_date(&q, ":due", naming->due);
	q_set_date(&q, ":until", in->until);
	q_set_int(&q, ":acting", in->acting);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_run(&q);
	record(cx, "office.name", id, in->unit_id, in->member_id);
	return id;
}

enum office_err
office_name_check(struct ctx *cx, const struct term_new *in,
    struct naming *out)
{
	struct question n = { .in = in };
	enum office_err err = check_days(cx, in);
	int seat;

	if (err == OFFICE_OK) {
		err = find_kind(cx, &n);
	}
	if (err == OFFICE_OK && !member_exists(cx, in->member_id)) {
		err = OFFICE_NO_MEMBER;
	}
	if (err != OFFICE_OK) {
		return err;
	}
	read_others(cx, &n);
	err = choose_seat(cx, &n, &seat);
	if (err != OFFICE_OK) {
		return err;
	}
	if (holds_another(&n, seat)) {
		return OFFICE_TWICE;
	}
	if (too_many(cx, &n, seat)) {
		return OFFICE_TOO_MANY;
	}
	*out = (struct naming){ .seat = seat, .due = due_day(&n) };
	clear_seat(cx, &n, out);
	return OFFICE_OK;
}

enum office_err
office_name(struct ctx *cx, const struct term_new *in, int64_t *out_id)
{
	struct naming naming;
	enum office_err err = office_name_check(cx, in, &naming);

	if (err != OFFICE_OK) {
		return err;
	}
	for (size_t i = 0; i < naming.ends.len; i++) {
		const struct term *t = &naming.ends.at[i];

		set_until(cx, t->id, t->until);
		record(cx, "office.succeed", t->id, t->unit_id, t->member_id);
	}
	*out_id = insert_term(cx, in, &naming);
	return OFFICE_OK;
}

/* Whether a term is over by itself or on record, so that it cannot end again
 * on a day. */
static bool
has_ended(const struct ctx *cx, const struct term *t, struct date on)
{
	if (date_known(t->until)) {
		return date_cmp(t->until, cx->today) <= 0 ||
		    date_cmp(t->until, on) <= 0;
	}
	return date_known(t->ends) && date_cmp(t->ends, on) < 0;
}

enum office_err
office_end(struct ctx *cx, int64_t term_id, struct date on)
{
	struct term t;
	int cmp;

	assert(date_known(on));
	if (too_far(cx, on, OFFICE_TERM_MAX)) {
		return OFFICE_FUTURE;
	}
	if (!office_term_read(cx, term_id, &t)) {
		return OFFICE_NO_TERM;
	}
	if (has_ended(cx, &t, on)) {
		return OFFICE_ENDED;
	}
	cmp = date_cmp(on, t.from);
	if (date_known(t.from) && (cmp < 0 ||
	    (cmp == 0 && date_cmp(t.from, cx->today) <= 0))) {
		return OFFICE_DAYS;
	}
	set_until(cx, term_id, on);
	record(cx, "office.end", term_id, t.unit_id, t.member_id);
	return OFFICE_OK;
}
