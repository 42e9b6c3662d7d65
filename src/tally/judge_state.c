/*
 * judge_state.c - one unit by the rules of its offices and of its members.
 */
#include <stdlib.h>

#include "tally/judge.h"

/*
 * A rule from the day of its edition to that of the next that has another.
 * Editions between may say the same under another article: what went wrong
 * while one was in force is told by its article.
 */
struct rule_span {
	size_t		 edition;	/* the first */
	struct date	 from, until;
};

/* The edition of the span that was in force when it was due no longer. */
static size_t
edition_of(const struct judge *j, const struct rule_span *s,
    const struct stretch *found)
{
	const struct edition_list *e = j->rules->editions;
	size_t i = s->edition;

	while (i + 1 < e->len && e->from[i + 1].day <= found->due.day + 1 &&
	    (!date_known(s->until) || e->from[i + 1].day < s->until.day)) {
		i++;
	}
	return i;
}

/* The day from which a span judges, the first day after it, and the day up to
 * which it is looked at. False: not at all. */
struct window {
	struct date	 begins, ends, on;
};

static bool
window_of(const struct judge *j, const struct unit_facts_at *u,
    const struct rule_span *s, struct date begins, struct window *out)
{
	out->begins = date_later(s->from, begins);
	out->ends = date_sooner(u->unit->dissolved, s->until);
	out->on = j->on;
	return out->begins.day <= j->on.day && (!date_known(out->ends) ||
	    out->begins.day < out->ends.day);
}

/* ---- seats ------------------------------------------------------------- */

static int32_t
days_of(const struct office_rule *r, size_t e)
{
	return r->editions[e] == NULL ? -1 : r->editions[e]->vacant_days_max;
}

/* The last day, and one more, of a term that is carried over. DATE_NONE: until
 * a successor is named. */
static struct date
carried_until(const struct judge *j, const struct fact_term *t)
{
	const struct edition_list *e = j->rules->editions;
	size_t i = e->len;

	if (!date_known(t->due)) {
		return DATE_NONE;
	}
	while (i > 1 && date_cmp(e->from[i - 1], t->due) > 0) {
		i--;
	}
	return i == 0 || e->at[i - 1]->carry_over_days < 0 ? DATE_NONE :
	    date_add(t->due, e->at[i - 1]->carry_over_days);
}

static size_t
holdings(struct judge *j, const struct unit_facts_at *u, uint8_t office,
    int seat, struct holding **out)
{
	struct holding *h = NEW(j->cx->mem, struct holding, u->terms_len);
	size_t len = 0;

	for (size_t i = 0; i < u->terms_len; i++) {
		const struct fact_term *t = &u->terms[i];

		if (t->office == office && t->seat == seat) {
			h[len++] = (struct holding){ t->from,
			    date_sooner(t->until, carried_until(j, t)) };
		}
	}
	*out = h;
	return len;
}

static void
judge_seat(struct judge *j, const struct unit_facts_at *u,
    const struct office_rule *r, int seat, const struct rule_span *s,
    struct date begins)
{
	const struct office_kind *o = r->editions[s->edition];
	struct holding *h;
	size_t len = holdings(j, u, r->office, seat, &h);
	struct stretches found = { 0 };
	struct window w;

	if (!window_of(j, u, s, begins, &w)) {
		return;
	}
	check_vacancy(j->cx->mem, h, len, w.begins, w.ends, o->vacant_days_max,
	    w.on, &found);
	for (size_t i = 0; i < found.len; i++) {
		size_t before = j->out.len, e = edition_of(j, s, &found.at[i]);

		judge_add(j, u, EXCEPTION_VACANCY, j->rules->editions->at[e],
		    r->editions[e]->vacancy_rule, &found.at[i]);
		if (j->out.len > before) {
			j->out.at[before].office = o->word;
			j->out.at[before].seat = seat;
		}
	}
}

/* OFFI-3: it ran out, was carried over as long as may be, and nobody came. */
static void
judge_term(struct judge *j, const struct unit_facts_at *u, size_t i)
{
	const struct fact_term *t = &u->terms[i];
	const struct fact_term *next = i + 1 < u->terms_len ? t + 1 : NULL;
	struct date end = carried_until(j, t), until = DATE_NONE;
	const struct edition_list *e = j->rules->editions;
	size_t edition = e->len, before = j->out.len;

	if (!date_known(end) || date_cmp(j->on, end) < 0 ||
	    (date_known(t->until) && date_cmp(t->until, end) <= 0)) {
		return;
	}
	if (next != NULL && next->office == t->office &&
	    next->seat == t->seat) {
		until = next->from;
	}
	if (date_known(until) && (date_cmp(until, end) <= 0)) {
		return;
	}
	if (date_known(until) && date_cmp(until, j->on) > 0) {
		until = DATE_NONE;
	}
	while (edition > 1 && date_cmp(e->from[edition - 1], t->due) > 0) {
		edition--;
	}
	judge_add(j, u, EXCEPTION_TERM, e->at[edition - 1],
	    e->at[edition - 1]->carry_over_rule, &(struct stretch){
		.since = t->due, .due = date_add(end, -1), .until = until,
		.days = (date_known(until) ? until : j->on).day -
		    (int64_t)t->due.day });
	if (j->out.len > before) {
		j->out.at[before].office = j->facts->kinds.at[t->office];
		j->out.at[before].seat = t->seat;
	}
}

static void
judge_office(struct judge *j, const struct unit_facts_at *u,
    const struct office_rule *r, struct date begins)
{
	const struct edition_list *e = j->rules->editions;

	for (size_t i = 0, next; i < e->len; i = next) {
		struct rule_span s = { i, e->from[i], DATE_NONE };
		const struct office_kind *o = r->editions[i];

		for (next = i + 1; next < e->len; next++) {
			if (days_of(r, next) != days_of(r, i) ||
			    (o != NULL && r->editions[next]->seats !=
			    o->seats)) {
				s.until = e->from[next];
				break;
			}
		}
		for (int seat = 1; o != NULL && o->vacant_days_max >= 0 &&
		    seat <= o->seats; seat++) {
			judge_seat(j, u, r, seat, &s, begins);
		}
	}
}

void
judge_offices(struct judge *j, const struct unit_facts_at *u,
    const struct tier_rules *t, struct date begins)
{
	for (size_t i = 0; i < t->offices.len; i++) {
		judge_office(j, u, &t->offices.at[i], begins);
	}
	for (size_t i = 0; i < u->terms_len; i++) {
		judge_term(j, u, i);
	}
}

/* ---- members ----------------------------------------------------------- */

static int
by_day(const void *a, const void *b)
{
	return date_cmp(((const struct change_of *)a)->day,
	    ((const struct change_of *)b)->day);
}

/* Everybody who came and went, in order. */
static size_t
changes(struct judge *j, const struct unit_facts_at *u, struct change_of **out)
{
	struct change_of *c = NEW(j->cx->mem, struct change_of,
	    2 * u->stays_len);
	size_t len = 0;

	for (size_t i = 0; i < u->stays_len; i++) {
		c[len++] = (struct change_of){ u->stays[i].from, 1 };
		if (date_known(u->stays[i].until)) {
			c[len++] = (struct change_of){ u->stays[i].until, -1 };
		}
	}
	qsort(c, len, sizeof(*c), by_day);
	*out = c;
	return len;
}

static bool
same_range(const struct tier *a, const struct tier *b)
{
	return a != NULL && b != NULL && a->holds_members == b->holds_members &&
	    a->members_min == b->members_min &&
	    a->members_max == b->members_max;
}

static void
judge_range(struct judge *j, const struct unit_facts_at *u,
    const struct tier_rules *t, const struct rule_span *s, struct date begins)
{
	const struct tier *tier = t->editions[s->edition];
	struct stretches found = { 0 };
	struct change_of *c;
	size_t len = changes(j, u, &c);
	int64_t n, limit[2][2] = { { tier->members_min, INT64_MAX },
	    { 0, tier->members_max } };
	struct window w;

	for (int many = 0; many < 2 && window_of(j, u, s, begins, &w);
	    many++) {
		found.len = 0;
		check_range(j->cx->mem, c, len, limit[many][0],
		    limit[many][1], w.begins, w.ends, w.on, &found, &n);
		for (size_t i = 0; i < found.len; i++) {
			size_t before = j->out.len;
			size_t e = edition_of(j, s, &found.at[i]);

			judge_add(j, u, many ? EXCEPTION_MANY : EXCEPTION_FEW,
			    j->rules->editions->at[e], t->editions[e]->rule,
			    &found.at[i]);
			if (j->out.len > before) {
				j->out.at[before].number = n;
			}
		}
	}
}

void
judge_members(struct judge *j, const struct unit_facts_at *u,
    const struct tier_rules *t, struct date begins)
{
	const struct edition_list *e = j->rules->editions;

	for (size_t i = 0, next; i < e->len; i = next) {
		struct rule_span s = { i, e->from[i], DATE_NONE };
		const struct tier *tier = t->editions[i];

		next = i + 1;
		while (next < e->len && same_range(tier, t->editions[next])) {
			next++;
		}
		if (next < e->len) {
			s.until = e->from[next];
		}
		if (tier != NULL && tier->holds_members && u->stays_len > 0) {
			judge_range(j, u, t, &s, begins);
		}
	}
}
