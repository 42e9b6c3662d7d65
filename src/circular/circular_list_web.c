/* circular_list_web.c - circulars of a unit: to pass on, passed on, issued. */
#include "circular/circular_pages.h"

#include "org/org.h"

#define ISSUED_SHOWN	10		/* each with its reach */
#define DONE_SHOWN	30
#define ISSUERS_SHOWN	5		/* units one may issue from */

struct circular_row_view {
	struct path	 href;
	struct icon	 sign;
	str		 title, why, chip;
	const char	*chip_kind;
};

struct circular_group {
	str				 heading;
	struct circular_row_view	*rows;
	size_t				 rows_len;
};

struct circulars_view {
	str			 unit_name, lead, who_sees;
	struct circular_group	 groups[4 + ISSUERS_SHOWN];
	size_t			 groups_len;
	struct part_empty_view	 empty;
	struct path		 new_href;
	bool			 may_issue;
};

#include "circular/circular_row.html.h"
#include "circular/circulars.html.h"

/* What waits there; why it is late is for who sees it. */
static str
waits_text(struct ctx *cx, const struct circular_at *a,
    const struct circular_lateness *l, bool sees)
{
	return arena_printf(cx->mem, STR_FMT STR_FMT, STR_ARG(
	    circular_waits_text(cx, a)), STR_ARG(sees ? circular_late_words(cx,
	    l) : S("")));
}

static struct circular_row_view
row_of(struct ctx *cx, const struct circular_at *a,
    const struct circular_lateness *l, bool sees)
{
	const struct circular *c = &a->circular;
	str waits = waits_text(cx, a, l, sees);
	struct circular_row_view v = {
		.href = circular_path(cx, c, ""),
		.sign = { a->waits ? "megaphone" : "check", false },
		.title = arena_printf(cx->mem, "%d. " STR_FMT, c->number,
		    STR_ARG(c->title)),
	};
	struct unit from;

	v.chip = circular_chip(cx, a, &v.chip_kind);
	if (l->over) {
		v.chip = circular_late_chip(cx, l, &v.chip_kind);
	}
	if (!org_unit(cx, c->unit_id, &from)) {
		from.name = S("");
	}
	v.why = waits.len == 0 ? from.name : arena_printf(cx->mem, STR_FMT
	    ", " STR_FMT, STR_ARG(from.name), STR_ARG(waits));
	if (c->withdrawn_at != 0) {
		v.sign.name = "x";
		v.chip = S("Withdrawn");
	}
	return v;
}

/* ---- what a unit does with them ----------------------------------------- */

enum part { TO_PASS_ON, COMES_BACK, PASSED_ON, PARTS };

static enum part
part_of(struct ctx *cx, const struct circular_at *a)
{
	return circular_is_open(cx, a) ? TO_PASS_ON : a->waits ? COMES_BACK :
	    PASSED_ON;
}

static void
fill_lead(struct ctx *cx, struct circulars_view *v, size_t open, size_t late)
{
	v->lead = open == 0 ? S("Nothing is to be passed on.") :
	    late == 0 ? arena_printf(cx->mem, "%zu to pass on, none of them"
	    " late.", open) : arena_printf(cx->mem, "%zu to pass on, %zu of"
	    " them late.", open, late);
}

static void
fill_unit(struct ctx *cx, int64_t unit_id, struct circulars_view *v)
{
	static const char *const heading[PARTS] = { "To pass on",
		"Comes back later", "Nothing more to do" };
	struct circular_group *group[PARTS];
	struct circular_at *list;
	size_t len, late = 0;
	bool sees = circular_sees_late(cx, unit_id);

	circular_of_unit(cx, unit_id, &list, &len);
	for (int i = 0; i < PARTS; i++) {
		group[i] = NEW(cx->mem, struct circular_group, 1);
		group[i]->heading = str_z(heading[i]);
		group[i]->rows = NEW(cx->mem, struct circular_row_view, len);
	}
	for (size_t i = 0; i < len; i++) {
		struct circular_lateness l = circular_lateness(cx, &list[i],
		    unit_id);
		enum part part = part_of(cx, &list[i]);
		struct circular_group *g = group[part];

		if (part != PASSED_ON || g->rows_len < DONE_SHOWN) {
			g->rows[g->rows_len++] = row_of(cx, &list[i], &l, sees);
		}
		late += l.over && l.late == LATE_BY_RULE;
	}
	fill_lead(cx, v, group[TO_PASS_ON]->rows_len, late);
	for (int i = 0; i < PARTS; i++) {
		if (group[i]->rows_len > 0) {
			v->groups[v->groups_len++] = *group[i];
		}
	}
}

/* ---- what a unit issued ------------------------------------------------ */

static struct circular_row_view
issued_row(struct ctx *cx, const struct circular *c)
{
	struct circular_reach *r = NEW(cx->mem, struct circular_reach, 1);
	str day = day_short(cx->mem, c->issued, cx->today);
	struct circular_row_view v = {
		.href = circular_path(cx, c, ""),
		.sign = { "megaphone", false }, .chip_kind = "",
		.title = arena_printf(cx->mem, "%d. " STR_FMT, c->number,
		    STR_ARG(c->title)),
	};

	if (c->withdrawn_at != 0) {
		v.why = day;
		v.chip = S("Withdrawn");
		return v;
	}
	circular_reach(cx, c, c->under_id, r);
	v.why = arena_printf(cx->mem, STR_FMT ", " STR_FMT, STR_ARG(
	    circular_audience(cx, c)), STR_ARG(day));
	v.chip = r->units == 0 ? S("") : arena_printf(cx->mem, "%lld of %lld",
	    (long long)r->reached, (long long)r->units);
	return v;
}

static void
add_issued(struct ctx *cx, int64_t unit_id, struct circulars_view *v)
{
	struct circular *list;
	struct circular_group g;
	struct unit unit;
	size_t len;

	circular_of_issuer(cx, unit_id, 0, ISSUED_SHOWN, &list, &len);
	if (len == 0 || !org_unit(cx, unit_id, &unit)) {
		return;
	}
	g = (struct circular_group){
		.heading = arena_printf(cx->mem, "Issued by " STR_FMT,
		    STR_ARG(unit.name)),
		.rows = NEW(cx->mem, struct circular_row_view, len),
		.rows_len = len,
	};
	for (size_t i = 0; i < len; i++) {
		g.rows[i] = issued_row(cx, &list[i]);
	}
	v->groups[v->groups_len++] = g;
}

/* By the unit of the page, and by each from which one may issue. */
static void
fill_issued(struct ctx *cx, const struct unit *unit, struct circulars_view *v)
{
	struct may_reach *list;
	size_t len;

	may_reaches(cx, ACT_ISSUE_CIRCULARS, &list, &len);
	v->may_issue = len > 0;
	v->new_href = path_of(cx->mem, "/circulars/new");
	add_issued(cx, unit->id, v);
	for (size_t i = 0; i < len && i < ISSUERS_SHOWN; i++) {
		if (list[i].unit_id != unit->id) {
			add_issued(cx, list[i].unit_id, v);
		}
	}
}

void
circular_list_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct circulars_view v = { .who_sees = S("Circulars can be read by"
	    " everybody in the organisation.") };
	struct html main = html_start(cx);
	struct unit unit;

	if (!org_unit(cx, rq->object.unit, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.unit_name = unit.name;
	fill_unit(cx, unit.id, &v);
	fill_issued(cx, &unit, &v);
	if (v.groups_len == 0) {
		v.lead = S("");
		v.empty = (struct part_empty_view){
			.heading = S("No circular yet"),
			.text = S("When a unit above issues one, it stands here"
			    " with the day by which it is to be passed on. A"
			    " cell reads it out in a meeting, or hands it on"
			    " member by member."),
			.href = v.new_href,
			.label = v.may_issue ? S("Write a circular") : S(""),
		};
	}
	circulars_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Circulars"),
	    .nav = NAV_CIRCULARS, .offline_keep = true }, &main);
}
