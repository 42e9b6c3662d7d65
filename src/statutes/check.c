/* check.c - what a rule asks on a day, from dates alone: how often. */
#include "statutes/check.h"

#define LAST_DAY	2932896		/* 9999-12-31 */

/* ---- counted days ------------------------------------------------------ */

static bool
is_excepted(struct date d, uint16_t months_except)
{
	return (months_except >> (date_ymd(d).month - 1) & 1) != 0;
}

static struct date
month_after(struct date d)
{
	return date_add_months(date_month_start(d), 1);
}

int64_t
counted_days(struct date a, struct date b, uint16_t months_except)
{
	struct date next = date_add(a, 1), end = date_add(b, 1), month_end;
	int64_t n = 0;

	if (months_except == 0) {
		return b.day > a.day ? (int64_t)b.day - a.day : 0;
	}
	for (; next.day < end.day; next = month_end) {
		month_end = date_sooner(month_after(next), end);
		if (!is_excepted(next, months_except)) {
			n += month_end.day - next.day;
		}
		if (month_end.day <= next.day) {
			break;			/* the end of the calendar */
		}
	}
	return n;
}

struct date
counted_day(struct date a, int64_t days, uint16_t months_except)
{
	struct date next = date_add(a, 1), after;

	if (months_except == 0) {
		return date_add(a, (int)days);
	}
	while (next.day < LAST_DAY) {
		after = month_after(next);
		if (!is_excepted(next, months_except)) {
			if (days <= after.day - next.day) {
				return date_add(next, (int)days - 1);
			}
			days -= after.day - next.day;
		}
		next = after;
	}
	return (struct date){ LAST_DAY };
}

/* ---- the editions as chains -------------------------------------------- */

/* JUDG-4: editions in a row that each ask something, from..to-1. */
struct chain {
	size_t		 from, to;
	struct date	 begins, ends;	/* first day; first day no longer */
};

/* What is judged: from `owed` up to, but not on, `end`. */
struct judging {
	struct arena			*mem;
	const struct cadence_edition	*editions;
	const struct unit_facts		*facts;
	struct chain			 chain;
	struct date			 owed, end, as_of;
	bool				 ongoing;	/* ends only by as_of */
	struct stretches		*out;
};

/* A stretch that has begun: what is known of it, and the rule it broke. */
struct opening {
	struct date			 day;	/* DATE_NONE: none */
	const struct meeting_kind	*rule;
	size_t				 edition;
};

static bool
asks(const struct meeting_kind *rule)
{
	return rule != NULL && rule->times > 0;
}

/* The chain from edition *i on; *i moves on past it. False: no more. */
static bool
next_chain(const struct cadence_edition *e, size_t len, size_t *i,
    struct chain *out)
{
	while (*i < len && !asks(e[*i].rule)) {
		(*i)++;
	}
	if (*i == len) {
		return false;
	}
	*out = (struct chain){ .from = *i, .begins = e[*i].from };
	while (*i < len && asks(e[*i].rule)) {
		(*i)++;
	}
	out->to = *i;
	out->ends = *i < len ? e[*i].from : (struct date){ LAST_DAY };
	return true;
}

/* JUDG-3. False: nothing is owed. */
static bool
begin_judging(struct judging *j)
{
	struct date after = date_add(j->as_of, 1);

	j->owed = date_later(j->chain.begins, j->facts->begins);
	j->end = j->chain.ends;
	if (date_known(j->facts->ends)) {
		j->end = date_sooner(j->end, j->facts->ends);
	}
	j->ongoing = after.day <= j->end.day;
	j->end = date_sooner(j->end, after);
	return j->owed.day < j->end.day;
}

/* The edition of the chain that is in force on a day. */
static size_t
edition_on(const struct judging *j, struct date d)
{
	size_t i = j->chain.from;

	while (i + 1 < j->chain.to && j->editions[i + 1].from.day <= d.day) {
		i++;
	}
	return i;
}

/* The first day after edition i's, within the chain. */
static struct date
edition_end(const struct judging *j, size_t i)
{
	return i + 1 < j->chain.to ? j->editions[i + 1].from : j->chain.ends;
}

/* ---- periods of the calendar ------------------------------------------- */

static int
months_of(enum unit_of_time per)
{
	return per == TIME_YEAR ? 12 : per == TIME_QUARTER ? 3 : 1;
}

struct date
period_start(struct date d, enum unit_of_time per)
{
	int months = months_of(per), month = date_ymd(d).month;

	return date_add_months(date_month_start(d), -((month - 1) % months));
}

struct date
period_after(struct date start, enum unit_of_time per)
{
	return date_add_months(start, months_of(per));
}

static bool
is_wholly_excepted(struct date start, const struct meeting_kind *r)
{
	int months = months_of(r->per);

	for (int i = 0; i < months; i++) {
		if (!is_excepted(date_add_months(start, i),
		    r->months_except)) {
			return false;
		}
	}
	return true;
}

static bool
is_calendar(const struct meeting_kind *r)
{
	return r->per == TIME_MONTH || r->per == TIME_QUARTER ||
	    r->per == TIME_YEAR;
}

/* How many of the meetings before held[at] fell on `from` or later. */
static int64_t
held_since(const struct judging *j, size_t at, struct date from)
{
	int64_t n = 0;

	from = date_later(from, j->owed);
	while (at > 0 && j->facts->held[at - 1].day >= from.day) {
		at--;
		n++;
	}
	return n;
}

/* ---- when a stretch begins --------------------------------------------- */

/* JUDG-1: the first day after `last` on which too many were counted, while the
 * edition is in force. */
static struct date
opens_by_stretch(const struct judging *j, size_t edition, struct date last)
{
	const struct meeting_kind *r = j->editions[edition].rule;
	struct date day = counted_day(last, r->stretch_days + 1,
	    r->months_except);

	return date_later(day, j->editions[edition].from);
}

/* JUDG-2: the day after the first period that was not filled, of those that
 * end while the edition is in force, on `last` or later and before `stop`. */
static struct date
opens_by_period(const struct judging *j, size_t edition, struct date last,
    size_t at, struct date stop)
{
	const struct meeting_kind *r = j->editions[edition].rule;
	struct date from = date_later(last, j->editions[edition].from);
	struct date start = period_start(from, r->per), after;

	for (; start.day < stop.day; start = after) {
		after = period_after(start, r->per);
		if (after.day > stop.day || after.day <= start.day) {
			break;
		}
		if (start.day >= j->owed.day && !is_wholly_excepted(start, r) &&
		    held_since(j, at, start) < r->times) {
			return after;
		}
	}
	return DATE_NONE;
}

/*
 * The first day after `last`, up to the day `to`, on which something was not in
 * order; held[at] is the meeting after it. A period is judged by the edition of
 * its last day, so its stretch may begin on the first day of the next edition.
 */
static struct opening
find_opening(const struct judging *j, struct date last, size_t at,
    struct date to)
{
	for (size_t i = edition_on(j, last); i < j->chain.to &&
	    j->editions[i].from.day <= to.day; i++) {
		const struct meeting_kind *r = j->editions[i].rule;
		struct date stop = edition_end(j, i), day;

		if (is_calendar(r)) {
			day = opens_by_period(j, i, last, at, stop);
			stop = date_add(stop, 1);
		} else {
			day = opens_by_stretch(j, i, last);
		}
		if (date_known(day) && day.day > last.day &&
		    day.day < stop.day) {
			return (struct opening){ day.day <= to.day ? day :
			    DATE_NONE, r, i };
		}
	}
	return (struct opening){ .day = DATE_NONE };
}

/* ---- and when it ends -------------------------------------------------- */

static void
add(struct judging *j, const struct opening *o, struct date since,
    struct date until)
{
	struct date to = date_known(until) ? until : j->as_of;

	*LIST_ADD(j->mem, j->out) = (struct stretch){
		.since = since, .due = date_add(o->day, -1), .until = until,
		.days = counted_days(since, to, o->rule->months_except),
		.edition = o->edition,
	};
}

/* Whether the meeting held[at] puts things in order: any does where a stretch
 * is asked, the one that fills its period where periods are. */
static bool
closes(const struct judging *j, size_t at)
{
	struct date held = j->facts->held[at];
	const struct meeting_kind *r = j->editions[edition_on(j, held)].rule;

	return !is_calendar(r) ||
	    held_since(j, at + 1, period_start(held, r->per)) >= r->times;
}

static void
judge_chain(struct judging *j)
{
	const struct unit_facts *f = j->facts;
	struct date last = j->owed, since = j->owed;
	struct opening open = { .day = DATE_NONE };
	size_t at = 0;

	while (at < f->held_len && f->held[at].day < j->owed.day) {
		at++;
	}
	for (;; at++) {
		bool held = at < f->held_len && f->held[at].day < j->end.day;

		if (!date_known(open.day)) {
			since = last;
			open = find_opening(j, last, at, held ? f->held[at] :
			    date_add(j->end, -1));
		}
		if (!held) {
			break;
		}
		if (date_known(open.day) && closes(j, at)) {
			add(j, &open, since, f->held[at]);
			open.day = DATE_NONE;
		}
		last = f->held[at];
	}
	if (date_known(open.day)) {
		add(j, &open, since, j->ongoing ? DATE_NONE : j->end);
	}
}

void
check_cadence(struct arena *mem, const struct cadence_edition *e,
    size_t editions_len, const struct unit_facts *facts, struct date as_of,
    struct stretches *out)
{
	struct judging j = { .mem = mem, .editions = e, .facts = facts,
		.as_of = as_of, .out = out };
	size_t i = 0;

	while (next_chain(e, editions_len, &i, &j.chain)) {
		if (begin_judging(&j)) {
			judge_chain(&j);
		}
	}
}

/* ---- the next one ------------------------------------------------------ */

/* The end of the first period from now on that is owed and not filled. */
static struct date
due_of_period(const struct judging *j, const struct meeting_kind *r, size_t at)
{
	struct date start = period_start(j->as_of, r->per);

	for (int i = 0; i < 24; i++) {
		struct date after = period_after(start, r->per);

		if (held_since(j, at, start) < r->times &&
		    start.day >= j->owed.day && !is_wholly_excepted(start, r)) {
			return date_add(after, -1);
		}
		start = after;
	}
	return DATE_NONE;
}

struct date
check_due(const struct cadence_edition *e, size_t editions_len,
    const struct unit_facts *facts, struct date today)
{
	struct judging j = { .editions = e, .facts = facts, .as_of = today };
	size_t i = 0, at = 0, edition;

	while (next_chain(e, editions_len, &i, &j.chain)) {
		if (!begin_judging(&j) || !j.ongoing) {
			continue;
		}
		while (at < facts->held_len && facts->held[at].day <=
		    today.day) {
			at++;
		}
		edition = edition_on(&j, today);
		if (is_calendar(e[edition].rule)) {
			return due_of_period(&j, e[edition].rule, at);
		}
		return date_add(opens_by_stretch(&j, edition, at > 0 ?
		    date_later(facts->held[at - 1], j.owed) : j.owed), -1);
	}
	return DATE_NONE;
}
