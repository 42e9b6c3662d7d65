/* judge_circular.c - one unit by the rule that circulars are passed on. */
#include <stdlib.h>

#include "tally/judge.h"

/* What a circular asks once: that it is passed on, or spoken of again. */
struct asked {
	struct date	 since, due;	/* from, and the last day */
	struct date	 until;		/* done, or not asked any more; NONE */
	size_t		 edition;	/* that of its first day */
};
struct asked_list LIST(struct asked);

/* One circular at one unit. */
struct conveying {
	const struct judge		*judge;
	const struct tier_rules		*rules;
	const struct fact_circular	*circular;
	const struct fact_step		*steps;
	size_t				 steps_len;
	size_t				 edition;
	struct date			 ends;	/* nothing is asked any more */
	struct asked_list		*out;
};

static bool
asks(const struct circular_rule *r)
{
	return r != NULL && r->conveyed_days >= 0;
}

/* The edition in force on a day; their number before the first one. */
static size_t
edition_on(const struct edition_list *e, struct date on)
{
	size_t i = e->len;

	while (i > 0 && e->from[i - 1].day > on.day) {
		i--;
	}
	return i == 0 ? e->len : i - 1;
}

/* Editions in a row that ask it: the last of them that has begun on a day, and
 * the first day after them. */
static size_t
edition_then(const struct conveying *c, size_t i, struct date on)
{
	const struct edition_list *e = c->judge->rules->editions;

	while (i + 1 < e->len && e->from[i + 1].day <= on.day &&
	    asks(c->rules->circulars[i + 1])) {
		i++;
	}
	return i;
}

static struct date
rule_ends(const struct conveying *c)
{
	const struct edition_list *e = c->judge->rules->editions;
	size_t i = c->edition + 1;

	while (i < e->len && asks(c->rules->circulars[i])) {
		i++;
	}
	return i < e->len ? e->from[i] : DATE_NONE;
}

/* ---- one circular ------------------------------------------------------ */

/* The day on which it was done; DATE_NONE: not yet. */
static struct date
done_on(const struct conveying *c, int round)
{
	for (size_t i = 0; i < c->steps_len; i++) {
		if (c->steps[i].round == round) {
			return c->steps[i].day;
		}
	}
	return DATE_NONE;
}

/* Those of them that are late on some day up to the one that is judged. */
static void
ask(struct conveying *c, struct date since, struct date due, int round)
{
	struct asked a = { since, due, date_sooner(c->ends, done_on(c,
	    round)), c->edition };

	if (date_known(a.until) && a.until.day > c->judge->on.day) {
		a.until = DATE_NONE;
	}
	if (due.day < c->judge->on.day && (!date_known(a.until) ||
	    a.until.day > due.day)) {
		*LIST_ADD(c->judge->cx->mem, c->out) = a;
	}
}

/* Those who issue it may let it come back more often than the statutes say;
 * that is asked by them alone. */
static bool
asks_return(const struct circular_rule *r, int days)
{
	for (size_t i = 0; i < r->repeated_len; i++) {
		if (r->repeated_days[i] == days) {
			return true;
		}
	}
	return false;
}

/* It comes back so many days after it was passed on, each time for as many days
 * as there were for the first. */
static void
ask_all(struct conveying *c)
{
	const struct circular_rule *r = c->rules->circulars[c->edition];
	const struct fact_circular *f = c->circular;
	struct date due = date_known(f->due) ? f->due :
	    date_add(f->issued, r->conveyed_days);
	struct date passed_on = done_on(c, 0);

	ask(c, f->issued, due, 0);
	for (size_t i = 0; i < f->returns_len && date_known(passed_on); i++) {
		struct date since = date_add(passed_on, f->returns[i]);

		if (asks_return(r, f->returns[i])) {
			ask(c, since, date_add(since, due.day - f->issued.day),
			    (int)i + 1);
		}
	}
}

/* What the unit did with a circular: steps are in the order of circulars. */
static void
find_steps(const struct unit_facts_at *u, int64_t circular,
    struct conveying *c)
{
	size_t low = 0, high = u->steps_len;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (u->steps[mid].circular < circular) {
			low = mid + 1;
		} else {
			high = mid;
		}
	}
	c->steps = low < u->steps_len ? &u->steps[low] : NULL;
	c->steps_len = 0;
	while (low + c->steps_len < u->steps_len &&
	    c->steps[c->steps_len].circular == circular) {
		c->steps_len++;
	}
}

/* EXCE-1, CIRC-1. */
static void
judge_circular(struct judge *j, const struct unit_facts_at *u,
    const struct tier_rules *t, struct date begins,
    const struct fact_circular *f, struct asked_list *out)
{
	const struct edition_list *e = j->rules->editions;
	struct conveying c = { .judge = j, .rules = t, .circular = f,
		.edition = edition_on(e, f->issued), .out = out };

	if (u->unit->id > f->newest || !str_eq(u->unit->tier, f->tier) ||
	    (date_known(begins) && f->issued.day < begins.day) ||
	    c.edition == e->len || !asks(t->circulars[c.edition])) {
		return;
	}
	c.ends = date_sooner(date_sooner(f->withdrawn, rule_ends(&c)),
	    u->unit->dissolved);
	find_steps(u, f->id, &c);
	ask_all(&c);
}

/* ---- all of them ------------------------------------------------------- */

/* The first that went to a unit. */
static size_t
first_to(const struct facts *f, int64_t under)
{
	size_t low = 0, high = f->circulars.len;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (f->circulars.at[mid].under < under) {
			low = mid + 1;
		} else {
			high = mid;
		}
	}
	return low;
}

static int
by_due(const void *pa, const void *pb)
{
	const struct asked *a = pa, *b = pb;
	int c = date_cmp(a->due, b->due);

	return c != 0 ? c : date_cmp(a->since, b->since);
}

static void
tell(struct judge *j, const struct unit_facts_at *u,
    const struct tier_rules *t, const struct asked *a)
{
	struct conveying c = { .judge = j, .rules = t };
	size_t e = edition_then(&c, a->edition, date_add(a->due, 1));

	judge_add(j, u, EXCEPTION_CIRCULAR, j->rules->editions->at[e],
	    t->circulars[e]->rule, &(struct stretch){ .since = a->since,
		.due = a->due, .until = a->until, .edition = e,
		.days = (date_known(a->until) ? a->until : j->on).day -
		    (int64_t)a->since.day });
}

/* EXCE-6. */
static void
tell_all(struct judge *j, const struct unit_facts_at *u,
    const struct tier_rules *t, const struct asked_list *list)
{
	struct date told = DATE_NONE;	/* up to then one is late */

	if (list->len > 0) {
		qsort(list->at, list->len, sizeof(*list->at), by_due);
	}
	for (size_t i = 0; i < list->len; i++) {
		const struct asked *a = &list->at[i];

		if (date_known(told) && date_known(a->until) &&
		    a->until.day <= told.day) {
			continue;
		}
		tell(j, u, t, a);
		if (!date_known(a->until)) {
			return;
		}
		told = a->until;
	}
}

void
judge_one_circular(struct judge *j, const struct unit_facts_at *u,
    const struct tier_rules *t, struct date begins,
    const struct fact_circular *f)
{
	struct asked_list list = { 0 };

	judge_circular(j, u, t, begins, f, &list);
	tell_all(j, u, t, &list);
}

void
judge_circulars(struct judge *j, const struct unit_facts_at *u,
    const struct tier_rules *t, struct date begins)
{
	struct asked_list list = { 0 };

	for (size_t i = 0; i < u->above_len; i++) {
		int64_t under = u->above[i].under;

		for (size_t k = first_to(j->facts, under); k <
		    j->facts->circulars.len && j->facts->circulars.at[k].under
		    == under; k++) {
			judge_circular(j, u, t, begins,
			    &j->facts->circulars.at[k], &list);
		}
	}
	tell_all(j, u, t, &list);
}
