/*
 * today_web.c - the page that says what is due and why, with one next step.
 *
 *	GET  /		Today; not logged in: the login
 */
#include <stdlib.h>

#include "account/session.h"
#include "assignment/assignment.h"
#include "exception/exception_pages.h"
#include "meeting/meeting.h"
#include "member/member.h"
#include "office/office.h"
#include "today/today_items.h"

#define BARS_SHOWN	6

struct today_group {
	str			 heading;
	struct today_item	*items;
	size_t			 items_len;
};

struct today_view {
	str			 day, lead, aside, last, open_note, help_note;
	bool			 has_do, calm, has_cell;
	struct today_item	 now;
	struct today_group	 groups[3];
	size_t			 groups_len;
	struct part_empty_view	 empty;
	struct part_dots_view	 dots;
	struct part_bars_view	 bars;
	int64_t			 open, help;
	struct part_strip_view	 seen;
};

#include "today/today.html.h"

/* ---- gathering --------------------------------------------------------- */

/* Each unit once, with the rights that an office held in it gives. */
static void
gather(struct today *t, int64_t cell)
{
	struct term *held;
	size_t len;

	today_of_member(t, cell);
	today_of_conferences(t);
	if (cell != 0 && !may(t->cx, ACT_KEEP_CIRCULARS,
	    (struct object){ .unit = cell })) {
		today_of_circulars(t, cell, false);
	}
	office_held(t->cx, t->cx->actor, t->cx->today, &held, &len);
	for (size_t i = 0; i < len; i++) {
		struct object o = { .unit = held[i].unit_id };
		bool again = false;

		for (size_t k = 0; k < i; k++) {
			again = again || held[k].unit_id == o.unit;
		}
		if (again) {
			continue;
		}
		if (may(t->cx, ACT_KEEP_MEETINGS, o)) {
			today_of_keeper(t, o.unit);
		}
		if (may(t->cx, ACT_KEEP_CIRCULARS, o)) {
			today_of_circulars(t, o.unit, true);
		}
		if (o.unit != cell && may(t->cx, ACT_SEE_EXCEPTIONS, o)) {
			today_of_officer(t, o.unit);
		}
		if (may(t->cx, ACT_KEEP_CONFERENCE, o)) {
			today_of_due(t, o.unit);
		}
		if (may(t->cx, ACT_REPORT_PROGRESS, o)) {
			today_of_plan(t, o.unit);
		}
		if (o.unit == cell && may(t->cx, ACT_KEEP_MEMBERS, o)) {
			today_of_roll(t, o.unit);
		}
	}
}

static int
by_rank(const void *pa, const void *pb)
{
	const struct today_item *a = pa, *b = pb;
	int c = (int)a->rank - (int)b->rank;

	if (c == 0 && date_known(a->due) != date_known(b->due)) {
		return date_known(a->due) ? -1 : 1;
	}
	c = c != 0 ? c : date_cmp(a->due, b->due);
	return c != 0 ? c : str_cmp(a->title, b->title);
}

/* ---- the page ---------------------------------------------------------- */

static void
add_group(struct today_view *v, struct today *t, size_t from, size_t to,
    const char *heading)
{
	if (to > from) {
		v->groups[v->groups_len++] = (struct today_group){
			str_z(heading), &t->items[from], to - from };
	}
}

/* The first is what to do now, unless nothing is near; the rest by how soon. */
static void
arrange(struct today_view *v, struct today *t)
{
	size_t at = 0, late, week, all = t->items_len;

	if (all > 0) {
		qsort(t->items, all, sizeof(t->items[0]), by_rank);
	}
	if (all > 0 && t->items[0].rank != RANK_LATER) {
		v->has_do = true;
		v->now = t->items[0];
		at = 1;
	}
	for (late = at; late < all && t->items[late].rank <= RANK_LATE;) {
		late++;
	}
	for (week = late; week < all && t->items[week].rank == RANK_WEEK;) {
		week++;
	}
	add_group(v, t, at, late, "Late");
	add_group(v, t, late, week, "This week");
	add_group(v, t, week, all, "Later");
	v->calm = all == 0;
	v->empty = (struct part_empty_view){ S("Nothing waits for you"),
	    S("When something is asked of you, it stands here with the day and "
	    "the reason."), path_of(t->cx->mem, "/meetings"),
	    S("See the meetings") };
}

static str
lead_of(struct today *t)
{
	struct arena *mem = t->cx->mem;
	int64_t soon = 0;

	for (size_t i = 0; i < t->items_len; i++) {
		soon += t->items[i].rank != RANK_LATER;
	}
	if (t->items_len == 0) {
		return S("Nothing to do. Nothing is late.");
	}
	return arena_printf(mem, STR_FMT " to do this week. %s", STR_ARG(soon ==
	    0 ? S("Nothing") : count_of(mem, soon, "thing", "things")),
	    t->late == 0 ? "Nothing is late." : t->late == 1 ?
	    "One of them is late." : "Some of them are late.");
}

/* ---- the cell beside it ------------------------------------------------ */

static void
add_meetings(struct ctx *cx, struct today_view *v, int64_t cell)
{
	struct part_bar bars[BARS_SHOWN] = { 0 };
	struct meeting *held;
	size_t len, shown = 0;
	int64_t full = 0;

	meeting_list(cx, cell, MEETING_WAS_HELD, DATE_NONE, BARS_SHOWN, &held,
	    &len);
	if (len == 0) {
		return;
	}
	for (size_t i = len; i > 0; i--) {
		const struct meeting *m = &held[i - 1];

		if (m->present >= 0) {
			bars[shown++] = (struct part_bar){
			    month_short(m->day), m->present, false };
			full = m->members > full ? m->members : full;
		}
	}
	v->bars = part_bars(cx->mem, bars, shown, full);
	v->last = held[0].present < 0 ? arena_printf(cx->mem, "Last meeting: "
	    STR_FMT "; who came was not recorded", STR_ARG(day_long(cx->mem,
	    held[0].day))) : arena_printf(cx->mem, "Last meeting: %lld of %lld "
	    "came", (long long)held[0].present, (long long)held[0].members);
	if (held[0].present >= 0 && held[0].members > 0) {
		v->dots = part_dots(cx->mem, (size_t)held[0].present,
		    (size_t)held[0].members, arena_printf(cx->mem,
		    "%lld of %lld members came to the last meeting",
		    (long long)held[0].present, (long long)held[0].members));
	}
}

static void
add_assignments(struct ctx *cx, struct today_view *v, int64_t cell)
{
	struct assignment *list;
	size_t len;
	int64_t late = 0;

	assignment_open_of_unit(cx, cell, &list, &len);
	v->open = (int64_t)len;
	for (size_t i = 0; i < len; i++) {
		late += date_known(list[i].due) && date_cmp(list[i].due,
		    cx->today) < 0;
		if (list[i].state == ASSIGNMENT_HELP) {
			v->help++;
			v->help_note = list[i].member_name;
		}
	}
	if (late > 0) {
		v->open_note = arena_printf(cx->mem, "%lld past their day",
		    (long long)late);
	}
}

static void
add_cell(struct ctx *cx, struct today_view *v, int64_t cell)
{
	v->has_cell = true;
	add_meetings(cx, v, cell);
	add_assignments(cx, v, cell);
	v->seen = (struct part_strip_view){ .kind = "info", .icon = { "eye",
	    false }, .bold = S("What is seen above your cell."),
	    .text = S("That you met, when, how many came, and the decisions "
	    "you chose to send up. Not who said what, and no notes about "
	    "members.") };
}

static void
get_today(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct today *t = NEW(cx->mem, struct today, 1);
	struct today_view v = { .day = day_long(cx->mem, cx->today),
		.aside = S("Your cell") };
	struct html main = html_start(cx);
	int64_t cell;

	if (cx->actor == 0) {
		res_go(cx, rs, path_of(cx->mem, "/setup"));
		return;
	}
	t->cx = cx;
	cell = member_cell(cx, cx->actor, cx->today);
	gather(t, cell);
	v.lead = lead_of(t);
	arrange(&v, t);
	if (cell != 0) {
		add_cell(cx, &v, cell);
	}
	today_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Today"),
	    .nav = NAV_TODAY, .offline_keep = true }, &main);
}

extern const struct route today_routes[];

const struct route today_routes[] = {
	{ "GET", "/", ACT_LOGGED_IN, NULL, get_today, NULL, NULL },
	ROUTES_END
};
