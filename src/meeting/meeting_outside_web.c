/*
 * meeting_outside_web.c - a unit's meetings as they are seen from above: no
 * names, no minutes, and no count under five (MEET-8).
 */
#include "meeting/meeting_web.h"
#include "org/org_pages.h"
#include "tally/tally.h"

#define SENT_MAX	20
#define CELLS_BELOW_MAX	2000		/* whose decisions one page gathers */

struct meeting_outside_view {
	struct part_crumbs_view	 crumbs;
	str			 unit_name, lead, sent_none;
	bool			 sees_decisions;
	struct outside_line { str day, title, came, quorum; }	*held;
	size_t			 held_len;
	struct part_pager_view	 pager;
	struct part_empty_view	 empty;
	struct outside_decision { str text, unit_name, day, carried; } *sent;
	size_t			 sent_len;
};

#include "meeting/meeting_outside.html.h"

static str
quorum_words(const struct meeting *m)
{
	if (m->quorum == 0) {
		return S("none is asked for");
	}
	return m->quorum_met < 0 ? S("not judged") :
	    m->quorum_met ? S("reached") : S("not reached");
}

/* MEET-8: that it met, when, and how many came. */
static void
fill_outside(struct ctx *cx, const struct unit *unit, struct date before,
    struct meeting_outside_view *v)
{
	struct meeting *list;
	size_t len, end;

	meeting_list(cx, unit->id, MEETING_WAS_HELD, before,
	    MEETING_PAGE_MAX + 1, &list, &len);
	end = meeting_page_end(list, len, MEETING_PAGE_MAX + 1);
	v->held = NEW(cx->mem, struct outside_line, end);
	v->held_len = end;
	for (size_t i = 0; i < end; i++) {
		const struct meeting *m = &list[i];
		str came = count_outside(cx, m->present);
		str of = count_outside(cx, m->members);

		v->held[i] = (struct outside_line){
			.day = day_short(cx->mem, m->day, cx->today),
			.title = meeting_title(cx, m->kind),
			.came = m->present < 0 ? S("not recorded") :
			    arena_printf(cx->mem, STR_FMT " of " STR_FMT,
			    STR_ARG(came), STR_ARG(of)),
			.quorum = quorum_words(m),
		};
	}
	if (end < len) {
		v->pager.text = S("Newest first");
		v->pager.later = path_of(cx->mem, "/u/%s/meetings?before=%s",
		    unit->public_id, date_str(cx->mem, list[end - 1].day));
	}
	if (date_known(before)) {
		v->pager.text = S("Newest first");
		v->pager.earlier = path_of(cx->mem, "/u/%s/meetings",
		    unit->public_id);
	}
}

static void
fill_sent(struct ctx *cx, const struct unit *unit,
    struct meeting_outside_view *v)
{
	int64_t sums[TALLY_MEASURES];
	bool below = tally_sums(cx, unit->id, sums) &&
	    sums[TALLY_CELLS] <= CELLS_BELOW_MAX;
	struct sent_up *list;
	size_t len;

	v->sent_none = below ? S("None yet.") : S("There are too many units"
	    " below to show theirs here. Open one of them.");
	meeting_sent_up(cx, unit->id, below, SENT_MAX, &list, &len);
	v->sent = NEW(cx->mem, struct outside_decision, len);
	v->sent_len = len;
	for (size_t i = 0; i < len; i++) {
		v->sent[i] = (struct outside_decision){
			.text = list[i].text,
			.unit_name = list[i].unit_name,
			.day = day_short(cx->mem, list[i].day, cx->today),
			.carried = list[i].carried == 0 ? S("not carried") :
			    list[i].carried == 1 ? S("carried") : S(""),
		};
	}
}

void
meeting_outside_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct meeting_outside_view v = { 0 };
	struct html main = html_start(cx);
	struct kind_list kinds;
	struct date before;
	struct unit unit;

	if (!req_day(rq, "before", cx->today, &before) ||
	    !org_unit(cx, rq->object.unit, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.crumbs = org_crumbs(cx, unit.id);
	v.unit_name = unit.name;
	v.lead = meeting_lead(cx, &unit);
	v.sees_decisions = may(cx, ACT_SEE_DECISIONS, rq->object);
	meeting_kinds(cx, unit.id, cx->today, &kinds);
	v.empty = (struct part_empty_view){
		.heading = kinds.at_len == 0 ? S("No meetings of its own") :
		    S("No word yet"),
		.text = kinds.at_len == 0 ?
		    S("The rules ask for no meeting of such a unit.") :
		    S("No meeting is recorded here. What stood in the way? Ask"
		    " those who hold an office in this unit."),
	};
	fill_outside(cx, &unit, before, &v);
	if (v.sees_decisions) {
		fill_sent(cx, &unit, &v);
	}
	meeting_outside_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .nav = NAV_UNITS,
	    .title = arena_printf(cx->mem, "Meetings of " STR_FMT,
	    STR_ARG(unit.name)) }, &main);
}
