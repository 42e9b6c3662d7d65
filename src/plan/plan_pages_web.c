/* plan_pages_web.c - what the pages of plans share. */
#include "plan/plan_pages.h"

#include <inttypes.h>

#define SHOWN_MOST	2100		/* thousandths of a target in a bar */
#define BEGUN		50		/* of its time, before it is judged */

/* ---- finding ----------------------------------------------------------- */

bool
plan_find(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct plan p;

	if (!plan_by_public(cx, req_str(rq, "plan"), &p)) {
		return false;
	}
	*out = (struct object){ .unit = p.unit_id, .id = p.id };
	return true;
}

bool
plan_find_target(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct target t;

	if (!target_by_public(cx, req_str(rq, "target"), &t)) {
		return false;
	}
	*out = (struct object){ .unit = t.unit_id, .id = t.id };
	return true;
}

bool
plan_find_giver(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct target t, parent;

	if (!target_by_public(cx, req_str(rq, "target"), &t)) {
		return false;
	}
	*out = (struct object){ .unit = t.unit_id, .id = t.id };
	if (t.parent_id != 0 && target_read(cx, t.parent_id, &parent)) {
		out->unit = parent.unit_id;
	}
	return true;
}

/* ---- words ------------------------------------------------------------- */

str
plan_sentence(struct ctx *cx, enum plan_err err)
{
	return text_sentence(cx->mem, str_z(plan_err_text(err)));
}

struct path
plan_path(struct ctx *cx, const struct plan *p, const char *rest)
{
	return path_more(cx->mem, path_of(cx->mem, "/plan/%s", p->public_id),
	    rest);
}

struct path
target_path(struct ctx *cx, const struct target *t, const char *rest)
{
	return path_more(cx->mem, path_of(cx->mem, "/targets/%s", t->public_id),
	    rest);
}

str
plan_years(struct ctx *cx, const struct plan *p)
{
	struct ymd from = date_ymd(p->from), last = date_ymd(p->last);

	if (from.month != 1 || from.mday != 1 || last.month != 12 ||
	    last.mday != 31) {
		str a = day_brief(cx->mem, p->from, DATE_NONE);
		str b = day_brief(cx->mem, p->last, DATE_NONE);

		return arena_printf(cx->mem, STR_FMT " to " STR_FMT,
		    STR_ARG(a), STR_ARG(b));
	}
	return from.year == last.year ?
	    arena_printf(cx->mem, "%d", from.year) :
	    arena_printf(cx->mem, "%d to %d", from.year, last.year);
}

str
plan_amount(struct ctx *cx, int64_t n, str measure)
{
	str number = number_text(cx->mem, n);

	return arena_printf(cx->mem, STR_FMT " " STR_FMT, STR_ARG(number),
	    STR_ARG(measure));
}

int64_t
plan_number(const struct req *rq, const char *name)
{
	int64_t n;

	return req_number(rq, name, &n) ? n : -1;
}

/* ---- how a target stands ----------------------------------------------- */

/* A share of a whole in thousandths, at most SHOWN_MOST. */
static int64_t
share_of(int64_t part, int64_t whole)
{
	return whole <= 0 ? 0 : part / whole > SHOWN_MOST / 1000 ? SHOWN_MOST :
	    part * 1000 / whole > SHOWN_MOST ? SHOWN_MOST :
	    part * 1000 / whole;
}

static str
width(struct ctx *cx, int64_t thousandths, int64_t full)
{
	int64_t n = full == 0 ? 0 : thousandths * 1000 / full;

	return arena_printf(cx->mem, "%" PRId64 ".%" PRId64 "%%", n / 10,
	    n % 10);
}

/* How much of the time between the plan's first day and the goal's last has
 * gone by, in thousandths. */
static int64_t
time_gone(struct ctx *cx, const struct target *t)
{
	int64_t all = t->due.day - t->from.day + 1;
	int64_t gone = cx->today.day - t->from.day;

	return gone < 0 ? 0 : gone > all ? 1000 : gone * 1000 / all;
}

static struct plan_track_view
track_of(struct ctx *cx, const struct target *t)
{
	int64_t done = share_of(t->done, t->amount);
	int64_t full = done > 1000 ? done : 1000;

	return (struct plan_track_view){
		.whole = width(cx, 1000, full),
		.done = width(cx, done < 1000 ? done : 1000, full),
		.more_from = width(cx, 1000, full),
		.more = done > 1000 ? width(cx, done - 1000, full) : S(""),
		.mark = width(cx, time_gone(cx, t), full),
	};
}

/* In words what the bar shows: a target beside its time, and beside nothing
 * else. */
static void
fill_chip(struct ctx *cx, const struct target *t,
    struct plan_target_row_view *v)
{
	int64_t gone = time_gone(cx, t);
	/* Below 2^62: an amount is below 2^37. */
	int64_t asked = t->amount * gone / 1000;

	v->chip_kind = "";
	if (t->amount == 0) {
		v->chip = S("Nothing is asked");
	} else if (t->done >= t->amount) {
		v->chip_kind = "good";
		v->chip_icon.name = "circle-check";
		v->chip = t->done >= 2 * t->amount ? S("Twice the target") :
		    t->done > t->amount ? S("More than the target") :
		    S("Reached");
	} else if (t->told == 0 && t->own < 0) {
		v->chip = S("No word yet");
	} else if (t->done >= asked || gone < BEGUN) {
		v->chip = S("On course");
	} else {
		str short_by = number_text(cx->mem, asked - t->done);

		v->chip_kind = "warn";
		v->chip_icon.name = "clock";
		v->chip = arena_printf(cx->mem, "Behind: " STR_FMT
		    " short for today", STR_ARG(short_by));
	}
}

static str
next_words(struct ctx *cx, const struct target *t)
{
	struct date next = target_next_report(t);
	str day = day_short(cx->mem, next, cx->today);

	if (!date_known(next)) {
		return S("");
	}
	return arena_printf(cx->mem, date_cmp(next, cx->today) < 0 ?
	    "A report was due " STR_FMT : "Next report " STR_FMT,
	    STR_ARG(day));
}

static str
told_words(struct ctx *cx, const struct target *t)
{
	str day = day_short(cx->mem, t->own_day, cx->today);
	str told = number_text(cx->mem, t->told);

	if (t->below > 0) {
		return arena_printf(cx->mem, STR_FMT " of " STR_FMT
		    " have reported", STR_ARG(told), STR_ARG(count_of(cx->mem,
		    t->leaves, "unit", "units")));
	}
	return day.len == 0 ? S("No report yet") : arena_printf(cx->mem,
	    "Reported for " STR_FMT, STR_ARG(day));
}

struct plan_target_row_view
target_view(struct ctx *cx, const struct target *t)
{
	struct object o = { .unit = t->unit_id, .id = t->id };
	str done = number_text(cx->mem, t->done);
	str whole = plan_amount(cx, t->amount, t->measure);
	int64_t percent = t->amount == 0 ? 0 : t->done / t->amount > 1000 ?
	    99999 : t->done * 100 / t->amount;
	struct plan_target_row_view v = {
		.track = track_of(cx, t),
		.href = target_path(cx, t, ""),
		.report = target_path(cx, t, "/report"),
		.may_see = may(cx, ACT_SEE_TARGETS, o),
		.may_report = may(cx, ACT_REPORT_PROGRESS, o) &&
		    !t->unit_ended,
		.title = t->title,
		.unit = t->unit_ended ? arena_printf(cx->mem, STR_FMT
		    " (has ended)", STR_ARG(t->unit_name)) : t->unit_name,
		.percent = t->amount == 0 ? S("") : arena_printf(cx->mem,
		    "%" PRId64 "%%", percent),
		.figures = arena_printf(cx->mem, STR_FMT " of " STR_FMT,
		    STR_ARG(done), STR_ARG(whole)),
		.told = told_words(cx, t),
		.next = next_words(cx, t),
		.meter = arena_printf(cx->mem, "%" PRId64 "%%",
		    percent < 100 ? percent : 100),
	};

	fill_chip(cx, t, &v);
	return v;
}
