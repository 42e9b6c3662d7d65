/* circular_pages_web.c - what the pages of circulars share. */
#include "circular/circular_pages.h"

#include "org/org.h"

#define SOON_DAYS	7

struct path
circular_path(struct ctx *cx, const struct circular *c, const char *rest)
{
	return path_more(cx->mem, path_of(cx->mem, "/circulars/%s",
	    c->public_id), rest);
}

str
circular_name(struct ctx *cx, const struct circular *c)
{
	return arena_printf(cx->mem, "Circular %d", c->number);
}

static str
unit_name(struct ctx *cx, int64_t unit_id)
{
	struct unit unit;

	return org_unit(cx, unit_id, &unit) ? unit.name : S("");
}

str
circular_over(struct ctx *cx, const struct circular *c)
{
	str day = day_short(cx->mem, c->issued, cx->today);

	return arena_printf(cx->mem, "Circular %d, from " STR_FMT ", " STR_FMT,
	    c->number, STR_ARG(unit_name(cx, c->unit_id)), STR_ARG(day));
}

str
circular_audience(struct ctx *cx, const struct circular *c)
{
	str name = unit_name(cx, c->under_id);
	str one = org_in_sentence(cx, org_word(cx, c->tier).one);
	struct unit under;

	if (org_unit(cx, c->under_id, &under) && str_eq(under.tier, c->tier)) {
		return name;
	}
	return arena_printf(cx->mem, "Every " STR_FMT " in " STR_FMT,
	    STR_ARG(one), STR_ARG(name));
}

str
circular_units_word(struct ctx *cx, const struct circular *c)
{
	return org_in_sentence(cx, org_word(cx, c->tier).many);
}

str
circular_share(struct ctx *cx, int64_t part, int64_t whole)
{
	int64_t tenths;

	if (whole == 0) {
		return S("");
	}
	tenths = part * 1000 / whole;
	return tenths % 10 == 0 ? arena_printf(cx->mem, "%lld%%",
	    (long long)(tenths / 10)) : arena_printf(cx->mem, "%lld.%lld%%",
	    (long long)(tenths / 10), (long long)(tenths % 10));
}

/* ---- what waits -------------------------------------------------------- */

bool
circular_is_open(struct ctx *cx, const struct circular_at *a)
{
	return a->waits && date_cmp(a->opens, cx->today) <= 0;
}

str
circular_waits_text(struct ctx *cx, const struct circular_at *a)
{
	str due = day_short(cx->mem, a->due, cx->today);
	str opens = day_short(cx->mem, a->opens, cx->today);

	if (!a->waits) {
		return S("");
	}
	if (!circular_is_open(cx, a)) {
		return arena_printf(cx->mem, "comes back on " STR_FMT,
		    STR_ARG(opens));
	}
	if (a->round == 0) {
		return due.len == 0 ? S("to be passed on") : arena_printf(
		    cx->mem, "to be passed on by " STR_FMT, STR_ARG(due));
	}
	return due.len == 0 ? S("to be spoken of again") : arena_printf(
	    cx->mem, "to be spoken of again by " STR_FMT, STR_ARG(due));
}

str
circular_chip(struct ctx *cx, const struct circular_at *a,
    const char **out_kind)
{
	int64_t days;

	*out_kind = "";
	if (!circular_is_open(cx, a) || !date_known(a->due)) {
		return S("");
	}
	days = (int64_t)a->due.day - cx->today.day;
	if (days < 0 || days > SOON_DAYS) {
		return S("");
	}
	*out_kind = "warn";
	return days == 0 ? S("today") : arena_printf(cx->mem, STR_FMT " left",
	    STR_ARG(count_of(cx->mem, days, "day", "days")));
}

/* ---- finding ----------------------------------------------------------- */

bool
circular_find(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct circular c;

	if (!circular_by_public(cx, req_str(rq, "circular"), &c)) {
		return false;
	}
	out->id = c.id;
	return true;
}

/* ---- the curve --------------------------------------------------------- */

#define CURVE_DAYS	30		/* shown, as many as have passed */

static str
half_text(struct ctx *cx, const struct circular_reach *r, int last)
{
	int64_t sum = 0;

	for (int day = 0; day <= last; day++) {
		sum += r->on[day];
		if (sum * 2 >= r->units) {
			return day == 0 ? S("; half of them on the first day")
			    : arena_printf(cx->mem, "; half of them within "
			    STR_FMT, STR_ARG(count_of(cx->mem, day, "day",
			    "days")));
		}
	}
	return S("");
}

struct part_trend_view
circular_curve(struct ctx *cx, const struct circular *c,
    const struct circular_reach *r)
{
	int passed = cx->today.day - c->issued.day;
	int last = passed < CURVE_DAYS ? passed : CURVE_DAYS;
	struct part_point *p = NEW(cx->mem, struct part_point,
	    CURVE_DAYS + 1);
	struct part_trend t = { .what = S("Reached"), .points = p,
		.low = 0, .high = 1000, .low_text = S("0%"),
		.middle_text = S("50%"), .high_text = S("100%") };
	int64_t sum = 0;

	if (last < 1 || r->units == 0) {
		return (struct part_trend_view){ 0 };
	}
	for (int day = 0; day <= last; day++) {
		sum += r->on[day];
		p[t.points_len++] = (struct part_point){
			.label = day == 0 ? S("Day 0") : arena_printf(cx->mem,
			    "%d", day),
			.value = sum * 1000 / r->units,
			.text = circular_share(cx, sum, r->units),
			.reason = date_known(c->due) && c->due.day -
			    c->issued.day == day ? S("due") : S(""),
		};
	}
	t.finding = arena_printf(cx->mem, STR_FMT " of %lld " STR_FMT
	    " after " STR_FMT STR_FMT ".", STR_ARG(circular_share(cx, sum,
	    r->units)), (long long)r->units,
	    STR_ARG(circular_units_word(cx, c)), STR_ARG(count_of(cx->mem,
	    last, "day", "days")), STR_ARG(half_text(cx, r, last)));
	return part_trend(cx->mem, &t);
}
