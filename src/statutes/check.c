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

static struct date
earlier(struct date a, struct date b)
{
	return a.day < b.day ? a : b;
}

static struct date
later(struct date a, struct date b)
{
	return date_cmp(a, b) > 0 ? a : b;
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
		month_end = earlier(month_after(next), end);
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

/* ---- the editions as one rule after another ---------------------------- */

/* CHEC-4: a rule in force from a day up to another. */
struct span_of_rule {
	const struct meeting_kind	*rule;
	struct date			 from, until;
	size_t				 edition;	/* the last of them */
};

static bool
same_cadence(const struct meeting_kind *a, const struct meeting_kind *b)
{
	return a->times == b->times && a->per == b->per &&
	    a->stretch_days == b->stretch_days &&
	    a->months_except == b->months_except;
}

static bool
asks(const struct meeting_kind *rule)
{
	return rule != NULL && rule->times > 0;
}

/* The span that begins with edition i; *i moves on past it. */
static struct span_of_rule
next_span(const struct cadence_edition *e, size_t len, size_t *i)
{
	struct span_of_rule s = { e[*i].rule, e[*i].from,
		(struct date){ LAST_DAY }, *i };

	for ((*i)++; *i < len; (*i)++) {
		if (!asks(s.rule) || !asks(e[*i].rule) ||
		    !same_cadence(s.rule, e[*i].rule)) {
			s.until = e[*i].from;
			break;
		}
		s.rule = e[*i].rule;
		s.edition = *i;
	}
	return s;
}

/* ---- one span ---------------------------------------------------------- */

/* What is judged: from `owed` up to, but not on, `end`. */
struct judging {
	struct arena		*mem;
	const struct span_of_rule *span;
	const struct unit_facts	*facts;
	struct date		 owed, end;
	struct date		 as_of;
	bool			 ongoing;	/* the end is only as_of */
	size_t			 at;		/* next meeting of facts->held */
	struct stretches	*out;
};

static void
add(struct judging *j, struct date since, struct date due, struct date until)
{
	struct date to = date_known(until) ? until : j->as_of;

	*LIST_ADD(j->mem, j->out) = (struct stretch){
		.since = since, .due = due, .until = until,
		.days = counted_days(since, to, j->span->rule->months_except),
		.edition = j->span->edition,
	};
}

/* The next meeting within the span; false if there is none. */
static bool
next_held(struct judging *j, struct date *out)
{
	const struct unit_facts *f = j->facts;

	while (j->at < f->held_len && f->held[j->at].day < j->owed.day) {
		j->at++;
	}
	if (j->at == f->held_len || f->held[j->at].day >= j->end.day) {
		return false;
	}
	*out = f->held[j->at++];
	return true;
}

/* CHEC-1. */
static void
judge_stretches(struct judging *j)
{
	const struct meeting_kind *r = j->span->rule;
	struct date last = j->owed, held, due;

	while (next_held(j, &held)) {
		if (counted_days(last, held, r->months_except) >
		    r->stretch_days) {
			due = counted_day(last, r->stretch_days,
			    r->months_except);
			add(j, last, due, held);
		}
		last = held;
	}
	due = counted_day(last, r->stretch_days, r->months_except);
	if (counted_days(last, date_add(j->end, -1), r->months_except) >
	    r->stretch_days) {
		add(j, last, due, j->ongoing ? DATE_NONE : j->end);
	}
}

static int
months_of(enum unit_of_time per)
{
	return per == TIME_YEAR ? 12 : per == TIME_QUARTER ? 3 : 1;
}

static struct date
period_start(struct date d, enum unit_of_time per)
{
	int months = months_of(per), month = date_ymd(d).month;

	return date_add_months(date_month_start(d), -((month - 1) % months));
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

/* A week has no calendar of its own here: "per week" is a stretch of 7 days,
 * and "per day" one of 1. */
static bool
is_calendar(const struct meeting_kind *r)
{
	return r->per == TIME_MONTH || r->per == TIME_QUARTER ||
	    r->per == TIME_YEAR;
}

/* The meetings of one period: how many, the last, and the one that filled it. */
struct filled {
	int64_t		 n;
	struct date	 last, by;
};

static struct filled
fill(struct judging *j, struct date start, struct date after)
{
	struct filled f = { 0, DATE_NONE, DATE_NONE };
	const struct unit_facts *facts = j->facts;

	while (j->at < facts->held_len && facts->held[j->at].day < after.day &&
	    facts->held[j->at].day < j->end.day) {
		if (facts->held[j->at].day >= start.day) {
			f.last = facts->held[j->at];
			if (++f.n == j->span->rule->times) {
				f.by = f.last;
			}
		}
		j->at++;
	}
	return f;
}

/* CHEC-2. */
static void
judge_periods(struct judging *j)
{
	const struct meeting_kind *r = j->span->rule;
	struct date start = period_start(j->owed, r->per), after;
	struct date last = j->owed, open = DATE_NONE, due = DATE_NONE;

	for (; start.day < j->end.day; start = after) {
		struct filled f;

		after = date_add_months(start, months_of(r->per));
		f = fill(j, later(start, j->owed), after);
		if (date_known(open) && date_known(f.by)) {
			add(j, open, due, f.by);
			open = DATE_NONE;
		}
		last = date_known(f.last) ? f.last : last;
		if (!date_known(open) && f.n < r->times &&
		    after.day < j->end.day && start.day >= j->owed.day &&
		    !is_wholly_excepted(start, r)) {
			open = last;
			due = date_add(after, -1);
		}
		if (after.day <= start.day) {
			break;			/* the end of the calendar */
		}
	}
	if (date_known(open)) {
		add(j, open, due, j->ongoing ? DATE_NONE : j->end);
	}
}

/* ---- all spans --------------------------------------------------------- */

/* CHEC-3. False: nothing is owed in this span. */
static bool
begin_judging(struct judging *j, const struct span_of_rule *s)
{
	struct date after = date_add(j->as_of, 1);

	j->span = s;
	j->at = 0;
	j->owed = later(s->from, j->facts->begins);
	j->end = s->until;
	if (date_known(j->facts->ends)) {
		j->end = earlier(j->end, j->facts->ends);
	}
	j->ongoing = after.day <= j->end.day;
	j->end = earlier(j->end, after);
	return asks(s->rule) && j->owed.day < j->end.day;
}

void
check_cadence(struct arena *mem, const struct cadence_edition *e,
    size_t editions_len, const struct unit_facts *facts, struct date as_of,
    struct stretches *out)
{
	struct judging j = { .mem = mem, .facts = facts, .as_of = as_of,
		.out = out };

	for (size_t i = 0; i < editions_len;) {
		struct span_of_rule s = next_span(e, editions_len, &i);

		if (begin_judging(&j, &s)) {
			if (is_calendar(s.rule)) {
				judge_periods(&j);
			} else {
				judge_stretches(&j);
			}
		}
	}
}

/* ---- the next one ------------------------------------------------------ */

static struct date
due_of_stretch(struct judging *j)
{
	const struct meeting_kind *r = j->span->rule;
	struct date last = j->owed, held;

	while (next_held(j, &held)) {
		last = held;
	}
	return counted_day(last, r->stretch_days, r->months_except);
}

/* The end of the first period, from this one on, that is owed and not filled. */
static struct date
due_of_period(struct judging *j, struct date today)
{
	const struct meeting_kind *r = j->span->rule;
	struct date start = period_start(today, r->per), after;

	for (int i = 0; i < 24; i++, start = after) {
		struct filled f;

		after = date_add_months(start, months_of(r->per));
		f = fill(j, start, after);
		if (f.n < r->times && start.day >= j->owed.day &&
		    !is_wholly_excepted(start, r)) {
			return date_add(after, -1);
		}
	}
	return DATE_NONE;
}

struct date
check_due(const struct cadence_edition *e, size_t editions_len,
    const struct unit_facts *facts, struct date today)
{
	struct judging j = { .facts = facts, .as_of = today };

	for (size_t i = 0; i < editions_len;) {
		struct span_of_rule s = next_span(e, editions_len, &i);

		if (begin_judging(&j, &s) && j.ongoing) {
			return is_calendar(s.rule) ? due_of_period(&j, today) :
			    due_of_stretch(&j);
		}
	}
	return DATE_NONE;
}
