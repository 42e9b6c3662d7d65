/* lookup.c - finding things in statutes, and counting with them. */
#include "statutes/statutes.h"

#include <assert.h>

size_t
statutes_tier(const struct statutes *st, str word)
{
	size_t i = 0;

	while (i < st->tiers.len && !str_eq(st->tiers.at[i].word, word)) {
		i++;
	}
	return i;
}

static bool
is_at(tier_set set, size_t tier)
{
	return tier < TIERS_MAX && (set >> tier & 1) != 0;
}

size_t
statutes_office(const struct statutes *st, str word, size_t tier)
{
	size_t i = 0;

	while (i < st->offices.len && !(is_at(st->offices.at[i].at, tier) &&
	    str_eq(st->offices.at[i].word, word))) {
		i++;
	}
	return i;
}

const struct meeting_kind *
statutes_meeting(const struct statutes *st, str word, size_t tier)
{
	const struct meeting_kind *only = NULL;
	size_t found = 0;

	for (size_t i = 0; i < st->meetings.len; i++) {
		const struct meeting_kind *m = &st->meetings.at[i];

		if (is_at(m->at, tier) &&
		    (word.len == 0 || str_eq(m->word, word))) {
			only = m;
			found++;
		}
	}
	return found == 1 ? only : NULL;
}

const struct circular_rule *
statutes_circular(const struct statutes *st, size_t tier)
{
	for (size_t i = 0; i < st->circulars.len; i++) {
		if (is_at(st->circulars.at[i].at, tier)) {
			return &st->circulars.at[i];
		}
	}
	return NULL;
}

const struct burden_rule *
statutes_burden(const struct statutes *st, str of, size_t tier)
{
	for (size_t i = 0; i < st->burdens.len; i++) {
		const struct burden_rule *b = &st->burdens.at[i];

		if (is_at(b->at, tier) && str_eq(b->of, of)) {
			return b;
		}
	}
	return NULL;
}

const struct decision_kind *
statutes_decision(const struct statutes *st, str meeting, str subject)
{
	const struct decision_kind *of_meeting = NULL;

	for (size_t i = 0; i < st->decisions.len; i++) {
		const struct decision_kind *d = &st->decisions.at[i];

		if (d->subject.len > 0 && str_eq(d->subject, subject)) {
			return d;
		}
		if (d->meeting.len > 0 && str_eq(d->meeting, meeting)) {
			of_meeting = d;
		}
	}
	return of_meeting;
}

const struct conference_rule *
statutes_conference(const struct statutes *st, str word, size_t tier)
{
	for (size_t i = 0; i < st->conferences.len; i++) {
		const struct conference_rule *c = &st->conferences.at[i];

		if (is_at(c->at, tier) && str_eq(c->word, word)) {
			return c;
		}
	}
	return NULL;
}

const struct quorum_rule *
statutes_quorum(const struct statutes *st, size_t tier)
{
	const struct quorum_rule *of_all = NULL;

	for (size_t i = 0; i < st->quorums.len; i++) {
		const struct quorum_rule *q = &st->quorums.at[i];

		if (is_at(q->at, tier)) {
			return q;
		}
		of_all = q->at == 0 ? q : of_all;
	}
	return of_all;
}

const struct tie_rule *
statutes_tie(const struct statutes *st, size_t tier)
{
	const struct tie_rule *of_all = NULL;

	for (size_t i = 0; i < st->ties.len; i++) {
		const struct tie_rule *t = &st->ties.at[i];

		if (is_at(t->at, tier)) {
			return t;
		}
		of_all = t->at == 0 ? t : of_all;
	}
	return of_all;
}

int64_t
fraction_of(struct fraction f, int64_t whole)
{
	assert(f.num > 0 && f.num <= f.den && whole >= 0);
	return f.more ? whole * f.num / f.den + 1 :
	    (whole * f.num + f.den - 1) / f.den;
}

struct date
span_after(struct span span, struct date from)
{
	switch (span.unit) {
	case TIME_DAY:
		return date_add(from, span.n);
	case TIME_WEEK:
		return date_add(from, span.n * 7);
	case TIME_MONTH:
		return date_add_months(from, span.n);
	case TIME_QUARTER:
		return date_add_months(from, span.n * 3);
	case TIME_YEAR:
		return date_add_months(from, span.n * 12);
	case TIME_NONE:
		break;
	}
	return DATE_NONE;
}

str
fraction_text(struct arena *mem, struct fraction f)
{
	const char *more = f.more ? "more than " : "";

	return f.den == 100 ? arena_printf(mem, "%s%d%%", more, f.num) :
	    arena_printf(mem, "%s%d/%d", more, f.num, f.den);
}

str
span_text(struct arena *mem, struct span span)
{
	static const char *const units[] = { [TIME_NONE] = "",
	    [TIME_DAY] = "day", [TIME_WEEK] = "week", [TIME_MONTH] = "month",
	    [TIME_QUARTER] = "quarter", [TIME_YEAR] = "year" };

	return arena_printf(mem, "%d %s%s", span.n, units[span.unit],
	    span.n == 1 ? "" : "s");
}
