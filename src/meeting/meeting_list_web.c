/* meeting_list_web.c - the meetings of a unit, for those who belong to it. */
#include <inttypes.h>

#include "exception/exception.h"
#include "meeting/meeting_web.h"
#include "office/office.h"

#define PLANNED_MAX	40

/* A line of a list: a meeting, or a month without one. */
struct meeting_line {
	struct path	 href;
	struct icon	 icon;
	str		 day, title, text, chip, gap;
	const char	*chip_kind;
};

struct meetings_view {
	str		 unit_name, lead, above;
	bool		 keeps;
	str		 next_title, next_when, next_text, next_label;
	str		 due_title, due_when, due_text, due_why;
	struct path	 due_href;
	bool		 next_open;
	struct path	 next_href, next_record;
	struct meeting_line	*planned, *held;
	size_t			 planned_len, held_len;
	struct part_pager_view	 pager;
	struct part_empty_view	 empty;
	struct path	 new_href, record_href, assignments_href;
	struct asked { str plain, article; }	*rules;
	size_t		 rules_len;
	struct other_unit { struct path href; str name; }	*others;
	size_t		 others_len;
};

#include "meeting/meetings.html.h"

/* ---- one line of a list ------------------------------------------------ */

static str
came_text(struct ctx *cx, const struct meeting *m)
{
	str decisions = m->decisions_len == 0 ? S("") : count_of(cx->mem,
	    (int64_t)m->decisions_len, "decision", "decisions");

	if (m->present < 0) {
		return arena_printf(cx->mem, "attendance not recorded%s"
		    STR_FMT, decisions.len > 0 ? " · " : "",
		    STR_ARG(decisions));
	}
	return arena_printf(cx->mem, "%" PRId64 " of %" PRId64 " came%s"
	    STR_FMT, m->present, m->members, decisions.len > 0 ? " · " : "",
	    STR_ARG(decisions));
}

static struct meeting_line
line_of(struct ctx *cx, const struct meeting *m)
{
	struct meeting_line line = {
		.href = meeting_path(cx, m, ""),
		.icon = { "calendar-check", false },
		.day = day_short(cx->mem, m->day, cx->today),
		.title = meeting_title(cx, m->kind),
	};

	switch (m->state) {
	case MEETING_PLANNED:
		line.text = time_of_day(cx->mem, m->starts);
		if (date_cmp(m->day, cx->today) < 0) {
			line.chip = S("Not recorded yet");
			line.chip_kind = "late";
		}
		break;
	case MEETING_WAS_CANCELLED:
		line.icon.name = "x";
		line.chip = S("Cancelled");
		line.chip_kind = "";
		break;
	case MEETING_WAS_HELD:
		line.text = came_text(cx, m);
		if (m->quorum_met == 0) {
			line.chip = S("Too few to decide");
			line.chip_kind = "warn";
		}
		break;
	}
	return line;
}

static int
month_number(struct date day)
{
	struct ymd ymd = date_ymd(day);

	return ymd.year * 12 + ymd.month;
}

/* A month without a meeting is a line too: a gap one can see. */
static void
add_gaps(struct ctx *cx, struct meetings_view *v, struct date later,
    struct date earlier)
{
	int months = month_number(later) - month_number(earlier) - 1;
	struct date last = date_add(date_month_start(later), -1);
	struct date first = date_add_months(date_month_start(earlier), 1);
	str a = month_text(cx->mem, first), b = month_text(cx->mem, last);

	if (months == 1) {
		v->held[v->held_len++].gap = arena_printf(cx->mem,
		    "No meeting is recorded in " STR_FMT ".", STR_ARG(a));
	} else if (months > 1) {
		v->held[v->held_len++].gap = arena_printf(cx->mem,
		    "No meeting is recorded from " STR_FMT " to " STR_FMT ".",
		    STR_ARG(a), STR_ARG(b));
	}
}

/*
 * One more than fits is asked for, to know whether there is more. If it came,
 * the page ends between two days, so that the next one begins with a day of
 * its own.
 */
size_t
meeting_page_end(const struct meeting *list, size_t len, size_t asked)
{
	size_t end = len;

	if (len < asked) {
		return len;
	}
	while (end > 1 && date_cmp(list[end - 1].day,
	    list[len - 1].day) == 0) {
		end--;
	}
	return end;
}

/* ---- the page ---------------------------------------------------------- */

/* The state in one sentence. */
str
meeting_lead(struct ctx *cx, const struct unit *unit)
{
	struct meeting last;
	str day;

	if (!meeting_last(cx, unit->id, S(""), cx->today, &last)) {
		return S("Nothing is recorded yet.");
	}
	day = day_short(cx->mem, last.day, cx->today);
	return arena_printf(cx->mem, "The last one was on " STR_FMT ".",
	    STR_ARG(day));
}

static void
fill_held(struct ctx *cx, const struct unit *unit, struct date before,
    struct meetings_view *v)
{
	struct date later = cx->today;	/* this month is not over */
	struct meeting *list;
	/* Those planned come first and are shown elsewhere. */
	size_t asked = MEETING_PAGE_MAX + v->planned_len + 2;
	size_t len, end;

	meeting_list(cx, unit->id, 0, before, asked, &list, &len);
	end = meeting_page_end(list, len, asked);
	v->held = NEW(cx->mem, struct meeting_line, 2 * len + 1);
	if (date_known(before)) {
		later = before;
	}
	for (size_t i = 0; i < end; i++) {
		if (list[i].state == MEETING_PLANNED) {
			continue;
		}
		if (list[i].state == MEETING_WAS_HELD) {
			if (v->held_len > 0 || !date_known(before)) {
				add_gaps(cx, v, later, list[i].day);
			}
			later = list[i].day;
		}
		v->held[v->held_len++] = line_of(cx, &list[i]);
	}
	if (end < len) {
		v->pager.text = S("Newest first");
		v->pager.later = path_of(cx->mem,
		    "/meetings?unit=%s&before=%s", unit->public_id,
		    date_str(cx->mem, list[end - 1].day));
	}
	if (date_known(before)) {
		v->pager.text = S("Newest first");
		v->pager.earlier = path_of(cx->mem, "/meetings?unit=%s",
		    unit->public_id);
	}
}

static void
fill_planned(struct ctx *cx, const struct unit *unit, struct meetings_view *v)
{
	struct meeting *list, next;
	size_t len;

	meeting_list(cx, unit->id, MEETING_PLANNED, DATE_NONE, PLANNED_MAX,
	    &list, &len);
	v->planned = NEW(cx->mem, struct meeting_line, len);
	if (meeting_next(cx, unit->id, &next)) {
		v->next_title = meeting_title(cx, next.kind);
		v->next_when = meeting_when(cx, &next);
		v->next_href = meeting_path(cx, &next, "");
		v->next_record = meeting_path(cx, &next, "/record");
		v->next_open = v->keeps &&
		    date_cmp(next.day, cx->today) == 0;
		v->next_label = v->keeps && !v->next_open ?
		    S("Agenda and sign-in sheet") : S("See the agenda");
		v->next_text = v->next_open ?
		    S("It is today. Open it to tick who is here.") :
		    S("This is the next meeting.");
	} else {
		next.id = 0;
	}
	for (size_t i = len; i-- > 0;) {
		if (list[i].id != next.id) {
			v->planned[v->planned_len++] = line_of(cx, &list[i]);
		}
	}
}

/* The lines of the statutes in force about meetings of such a unit. */
static void
fill_rules(struct ctx *cx, const struct unit *unit, struct meetings_view *v)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);
	struct kind_list kinds;

	meeting_kinds(cx, unit->id, cx->today, &kinds);
	v->rules = NEW(cx->mem, struct asked, kinds.at_len);
	for (size_t i = 0; i < kinds.at_len; i++) {
		const struct rule *rule = &st->rules.at[kinds.at[i]->rule];
		const struct article *a = &st->articles.at[rule->article];

		v->rules[v->rules_len++] = (struct asked){ rule->plain,
		    a->number.len == 0 ? a->title : arena_printf(cx->mem,
		    "Article " STR_FMT, STR_ARG(a->number)) };
	}
}

/* The line of the statutes that asks for meetings of a kind. */
static str
why_of(struct ctx *cx, const struct unit *unit, str kind)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);
	struct kind_list kinds;

	meeting_kinds(cx, unit->id, cx->today, &kinds);
	for (size_t i = 0; i < kinds.at_len; i++) {
		if (str_eq(kinds.at[i]->word, kind)) {
			return st->rules.at[kinds.at[i]->rule].plain;
		}
	}
	return S("");
}

static bool
standing_of(struct ctx *cx, const struct unit *unit, struct unit_standing *out)
{
	return exception_standing(cx, unit->id, out) && date_known(out->due);
}

static bool
is_planned(struct ctx *cx, const struct unit *unit, str kind)
{
	struct meeting *list;
	size_t len, i = 0;

	meeting_list(cx, unit->id, MEETING_PLANNED, DATE_NONE, PLANNED_MAX,
	    &list, &len);
	while (i < len && (!str_eq(list[i].kind, kind) ||
	    date_cmp(list[i].day, cx->today) < 0)) {
		i++;
	}
	return i < len;
}

/* What the rules ask for next, unless it is planned already. */
static void
fill_due(struct ctx *cx, const struct unit *unit, struct meetings_view *v)
{
	struct unit_standing s;
	bool late;
	str due, last, title;

	if (!standing_of(cx, unit, &s) || is_planned(cx, unit, s.kind)) {
		return;
	}
	late = date_cmp(s.due, cx->today) < 0;
	title = meeting_title(cx, s.kind);
	due = day_short(cx->mem, s.due, cx->today);
	last = day_short(cx->mem, s.last, cx->today);
	v->due_when = arena_printf(cx->mem, late ? "Was due by " STR_FMT :
	    "Due by " STR_FMT, STR_ARG(due));
	v->due_title = title;
	v->due_text = last.len == 0 ? S("None is recorded yet.") :
	    arena_printf(cx->mem, "The last one was on " STR_FMT ".%s",
	    STR_ARG(last), late ? " What stood in the way?" : "");
	v->due_why = why_of(cx, unit, s.kind);
	v->due_href = path_of(cx->mem, "/meetings/new?unit=%s&kind=%s",
	    unit->public_id, s.kind);
}

/* Other units in which the person holds an office and may keep meetings. */
static void
fill_others(struct ctx *cx, const struct unit *unit, struct meetings_view *v)
{
	struct term *held;
	size_t len;
	struct unit other;

	if (cx->actor == 0) {
		return;
	}
	office_held(cx, cx->actor, cx->today, &held, &len);
	v->others = NEW(cx->mem, struct other_unit, len + 1);
	for (size_t i = 0; i < len; i++) {
		struct object o = { .unit = held[i].unit_id };

		if (o.unit != unit->id && may(cx, ACT_KEEP_MEETINGS, o) &&
		    org_unit(cx, o.unit, &other)) {
			v->others[v->others_len++] = (struct other_unit){
			    path_of(cx->mem, "/meetings?unit=%s",
			    other.public_id), other.name };
		}
	}
}

void
meeting_list_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct meetings_view v = { 0 };
	struct html main = html_start(cx);
	struct unit unit, above;
	struct date before;

	if (!req_day(rq, "before", cx->today, &before) ||
	    !org_unit(cx, rq->object.unit, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.unit_name = unit.name;
	v.keeps = may(cx, ACT_KEEP_MEETINGS, rq->object);
	v.lead = meeting_lead(cx, &unit);
	if (org_unit(cx, unit.parent_id, &above)) {
		v.above = above.name;
	}
	v.new_href = path_of(cx->mem, "/meetings/new?unit=%s", unit.public_id);
	v.record_href = path_of(cx->mem, "/meetings/record?unit=%s",
	    unit.public_id);
	v.assignments_href = path_of(cx->mem, "/assignments?unit=%s",
	    unit.public_id);
	if (!date_known(before)) {
		fill_planned(cx, &unit, &v);
		fill_due(cx, &unit, &v);
	}
	fill_held(cx, &unit, before, &v);
	fill_rules(cx, &unit, &v);
	fill_others(cx, &unit, &v);
	if (v.held_len == 0 && v.next_title.len == 0 && v.planned_len == 0 &&
	    v.due_title.len == 0) {
		v.empty = (struct part_empty_view){
			.heading = S("No meeting yet"),
			.text = S("Meetings stand here once one is planned or"
			    " recorded, with who came and what was decided."),
			.href = v.new_href,
			.label = v.keeps ? S("Plan the first one") : S(""),
		};
	}
	meetings_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Meetings"),
	    .nav = NAV_MEETINGS, .offline_keep = true }, &main);
}

