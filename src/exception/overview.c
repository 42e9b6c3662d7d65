/* overview.c - how things stand under a unit, in one reading of the facts. */
#include <stdlib.h>

#include "exception/exception_own.h"

static void
keep_open(struct judge *j, struct overview *out)
{
	out->open = NEW(j->cx->mem, struct exception, j->out.len);
	for (size_t i = 0; i < j->out.len; i++) {
		if (!date_known(j->out.at[i].until)) {
			out->open[out->open_len++] = j->out.at[i];
		}
	}
	if (out->open_len > 0) {
		qsort(out->open, out->open_len, sizeof(*out->open),
		    exception_by_article);
	}
}

/* The last days of the months before, and the day itself. */
static void
choose_days(struct overview *out, struct date on)
{
	for (int i = 0; i < OVERVIEW_MONTHS; i++) {
		struct date next = date_add_months(date_month_start(on),
		    i - OVERVIEW_MONTHS + 2);

		out->months[i] = (struct month_share){ .day =
		    i == OVERVIEW_MONTHS - 1 ? on : date_add(next, -1) };
	}
}

static void
count_owing(struct overview *out)
{
	for (size_t i = 0; i < out->standings_len; i++) {
		const struct unit_standing *s = &out->standings[i];

		for (int m = 0; m < OVERVIEW_MONTHS; m++) {
			out->months[m].owing += s->state != UNIT_NO_WORD &&
			    date_cmp(s->begins, out->months[m].day) <= 0;
		}
	}
}

static bool
was_late(const struct exception *e, struct date on)
{
	return e->kind == EXCEPTION_MEETING && date_cmp(e->due, on) < 0 &&
	    (!date_known(e->until) || date_cmp(e->until, on) > 0);
}

static void
count_late(const struct judge *j, struct overview *out)
{
	for (size_t i = 0; i < j->out.len; i++) {
		for (int m = 0; m < OVERVIEW_MONTHS; m++) {
			out->months[m].late += was_late(&j->out.at[i],
			    out->months[m].day);
		}
	}
	for (int m = 0; m < OVERVIEW_MONTHS; m++) {
		/* A unit that two rules ask to meet is late once. */
		if (out->months[m].late > out->months[m].owing) {
			out->months[m].late = out->months[m].owing;
		}
	}
}

static int64_t
count_members(const struct judge *j)
{
	int64_t n = 0;

	for (size_t i = 0; i < j->facts->stays.len; i++) {
		const struct fact_stay *s = &j->facts->stays.at[i];

		n += date_cmp(s->from, j->on) <= 0 && (!date_known(s->until) ||
		    date_cmp(s->until, j->on) > 0);
	}
	return n;
}

void
exception_overview(struct ctx *cx, int64_t unit_id, struct date on,
    struct overview *out)
{
	struct judge j = { .cx = cx, .on = on, .history = true };

	*out = (struct overview){ 0 };
	judge_begin(&j, unit_id, NULL);
	judge_all(&j);
	judge_standings(&j, unit_id, &out->standings, &out->standings_len);
	for (size_t i = 0; i < out->standings_len; i++) {
		out->count[out->standings[i].state]++;
	}
	keep_open(&j, out);
	out->members = count_members(&j);
	choose_days(out, on);
	count_owing(out);
	count_late(&j, out);
}
