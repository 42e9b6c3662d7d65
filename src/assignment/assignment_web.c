/*
 * assignment_web.c - the pages of assignments.
 *
 *	GET  /assignments			of my unit, or ?unit=
 *	GET  /assignments/new, POST /assignments
 *	GET  /assignments/{assignment}		one, with each step of it
 *	POST /assignments/{assignment}/done	said by who has it: it is done,
 *		.../help .../open		help is needed, it goes on
 *	POST .../finish .../drop .../reopen	said by who keeps assignments
 */
#include "assignment/assignment.h"

#include <inttypes.h>

#include "bulletin/bulletin_pages.h"
#include "html/parts.h"
#include "http/lines.h"
#include "http/web.h"
#include "meeting/meeting.h"
#include "member/member.h"
#include "org/org.h"
#include "plan/plan.h"

#define CLOSED_SHOWN	20

struct assignment_row_view {
	struct path	 href;
	struct icon	 sign;
	str		 text, why, chip;
	const char	*chip_kind;
};

struct assignments_view {
	str		 unit_name, lead, open_heading;
	struct assignment_row_view	*mine, *open, *closed;
	size_t		 mine_len, open_len, closed_len;
	struct part_empty_view	 empty;
	bool		 keeps;
	struct path	 new_href, meetings_href;
};

struct assignment_page_view {
	struct part_errors_view	 errors;
	struct path	 list_href, base, meeting_href, resolution_href;
	struct path	 target_href;
	str		 over, text, lead, draft, key, main_act, main_label;
	str		 open_label, meeting_label, resolution_label, who_sees;
	str		 target_label;
	bool		 may_report, may_help, may_open, may_drop, may_reopen;
	struct part_line_view	 note;
	struct step { str what, note, at, by; }	*events;
	size_t		 events_len;
};

struct assignment_new_view {
	struct part_errors_view	 errors;
	struct path		 back;
	str			 unit_name, unit_public_id, draft, key;
	struct part_text_view	 text;
	struct part_select_view	 who;
	struct part_line_view	 due;
};

#include "assignment/assignment_new.html.h"
#include "assignment/assignment_page.html.h"
#include "assignment/assignment_row.html.h"
#include "assignment/assignments.html.h"

/* ---- finding ----------------------------------------------------------- */

static bool
find_unit(struct ctx *cx, const struct req *rq, struct object *out)
{
	str public_id = req_str(rq, "unit");
	struct unit unit;

	if (public_id.len > 0) {
		if (!org_unit_by_public(cx, public_id, &unit)) {
			return false;
		}
		out->unit = unit.id;
	} else {
		out->unit = member_cell(cx, cx->actor, cx->today);
	}
	return true;		/* without a unit may() says no */
}

static bool
find_assignment(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct assignment a;

	if (!assignment_by_public(cx, req_str(rq, "assignment"), &a)) {
		return false;
	}
	*out = (struct object){ .unit = a.unit_id, .member = a.member_id,
	    .id = a.id };
	return true;
}

/* ---- the list ---------------------------------------------------------- */

static bool
is_late(struct ctx *cx, const struct assignment *a)
{
	return date_known(a->due) && date_cmp(a->due, cx->today) < 0 &&
	    (a->state == ASSIGNMENT_OPEN || a->state == ASSIGNMENT_HELP);
}

static str
due_words(struct ctx *cx, const struct assignment *a)
{
	str due = day_short(cx->mem, a->due, cx->today);

	if (due.len == 0) {
		return S("no day was set");
	}
	return arena_printf(cx->mem, is_late(cx, a) ? "was due " STR_FMT :
	    "due " STR_FMT, STR_ARG(due));
}

static struct assignment_row_view
row_of(struct ctx *cx, const struct assignment *a)
{
	str due = due_words(cx, a);
	struct assignment_row_view v = {
		.href = path_of(cx->mem, "/assignments/%s", a->public_id),
		.sign = { "circle-dot", false },
		.text = a->text,
		.why = arena_printf(cx->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(a->member_name), STR_ARG(due)),
		.chip = assignment_state_text(a->state),
		.chip_kind = "",
	};

	switch (a->state) {
	case ASSIGNMENT_OPEN:
		v.chip = is_late(cx, a) ? S("Late") : S("");
		v.chip_kind = "late";
		break;
	case ASSIGNMENT_HELP:
		v.sign.name = "hand";
		v.chip_kind = "warn";
		break;
	case ASSIGNMENT_REPORTED:
		v.sign.name = "check";
		v.chip_kind = "info";
		break;
	case ASSIGNMENT_FINISHED:
		v.sign.name = "circle-check";
		v.why = a->member_name;
		break;
	case ASSIGNMENT_DROPPED:
		v.sign.name = "x";
		v.why = a->member_name;
		break;
	}
	return v;
}

static void
fill_open(struct ctx *cx, int64_t unit_id, struct assignments_view *v)
{
	struct assignment *list;
	size_t len, late = 0, help = 0;

	assignment_open_of_unit(cx, unit_id, &list, &len);
	v->mine = NEW(cx->mem, struct assignment_row_view, len);
	v->open = NEW(cx->mem, struct assignment_row_view, len);
	for (size_t i = 0; i < len; i++) {
		struct assignment_row_view row = row_of(cx, &list[i]);

		if (list[i].member_id == cx->actor) {
			v->mine[v->mine_len++] = row;
		} else {
			v->open[v->open_len++] = row;
		}
		late += is_late(cx, &list[i]);
		help += list[i].state == ASSIGNMENT_HELP;
	}
	v->open_heading = v->mine_len > 0 ? S("Of others") : S("Open");
	v->lead = len == 0 ? S("Nothing is open.") : late + help == 0 ?
	    arena_printf(cx->mem, "%zu open, none of them late.", len) :
	    arena_printf(cx->mem, "%zu open, %zu late, %zu in need of help.",
	    len, late, help);
}

static void
fill_closed(struct ctx *cx, int64_t unit_id, struct assignments_view *v)
{
	struct assignment *list;
	size_t len;

	assignment_closed_of_unit(cx, unit_id, &list, &len);
	len = len < CLOSED_SHOWN ? len : CLOSED_SHOWN;
	v->closed = NEW(cx->mem, struct assignment_row_view, len);
	v->closed_len = len;
	for (size_t i = 0; i < len; i++) {
		v->closed[i] = row_of(cx, &list[i]);
	}
}

static void
list_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct assignments_view v = { 0 };
	struct html main = html_start(cx);
	struct unit unit;

	if (!org_unit(cx, rq->object.unit, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.unit_name = unit.name;
	v.keeps = may(cx, ACT_KEEP_ASSIGNMENTS, rq->object);
	v.new_href = path_of(cx->mem, "/assignments/new?unit=%s",
	    unit.public_id);
	v.meetings_href = path_of(cx->mem, "/meetings?unit=%s",
	    unit.public_id);
	fill_open(cx, unit.id, &v);
	fill_closed(cx, unit.id, &v);
	if (v.mine_len + v.open_len == 0) {
		v.empty = (struct part_empty_view){
			.heading = S("Nothing is promised"),
			.text = S("What members take on stands here, with the"
			    " day it is due. It comes from the decisions of"
			    " a meeting, or is given between two."),
			.href = v.new_href,
			.label = v.keeps ? S("Give an assignment") : S(""),
		};
	}
	assignments_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Assignments"),
	    .nav = NAV_ASSIGNMENTS, .offline_keep = true }, &main);
}

/* ---- one --------------------------------------------------------------- */

static str
step_words(const struct assignment_event *e, bool first)
{
	switch (e->state) {
	case ASSIGNMENT_OPEN:
		return first ? S("Given") : S("Opened again");
	case ASSIGNMENT_HELP:
		return S("Help is needed");
	case ASSIGNMENT_REPORTED:
		return S("Said to be done");
	case ASSIGNMENT_FINISHED:
		return S("Finished");
	case ASSIGNMENT_DROPPED:
		return S("Dropped");
	}
	return S("");
}

static void
fill_events(struct ctx *cx, int64_t id, struct assignment_page_view *v)
{
	struct assignment_event *list;
	size_t len;

	assignment_events(cx, id, &list, &len);
	v->events = NEW(cx->mem, struct step, len);
	v->events_len = len;
	for (size_t i = 0; i < len; i++) {
		v->events[i] = (struct step){
			step_words(&list[i], i == 0), list[i].note,
			moment_text(cx->mem, list[i].at), list[i].by
		};
	}
}

/* Which buttons there are: what the person may say, and has not said yet. */
static void
fill_buttons(struct ctx *cx, const struct req *rq, const struct assignment *a,
    struct assignment_page_view *v)
{
	bool keeps = may(cx, ACT_KEEP_ASSIGNMENTS, rq->object);
	bool does = may(cx, ACT_DO_ASSIGNMENT, rq->object);
	bool closed = a->state == ASSIGNMENT_FINISHED ||
	    a->state == ASSIGNMENT_DROPPED;

	v->main_act = keeps ? S("finish") : S("done");
	v->main_label = keeps ? S("It is done") : S("I have done it");
	v->may_report = !closed && (keeps ||
	    (does && a->state != ASSIGNMENT_REPORTED));
	v->may_help = !closed && does && a->state != ASSIGNMENT_HELP;
	v->may_open = !closed && does && a->state != ASSIGNMENT_OPEN;
	v->open_label = a->state == ASSIGNMENT_HELP ? S("It goes on without") :
	    S("Not done yet");
	v->may_drop = !closed && keeps;
	v->may_reopen = closed && keeps;
}

static void
fill_meeting(struct ctx *cx, const struct assignment *a,
    struct assignment_page_view *v)
{
	struct meeting m;
	str day;

	if (a->meeting_id == 0 || !meeting_read(cx, a->meeting_id, &m)) {
		return;
	}
	day = day_short(cx->mem, m.day, cx->today);
	v->meeting_href = path_of(cx->mem, "/meetings/%s/minutes",
	    m.public_id);
	v->meeting_label = arena_printf(cx->mem, "Decided in the meeting of "
	    STR_FMT, STR_ARG(day));
}

/* BULL-6. */
static void
fill_resolution(struct ctx *cx, const struct assignment *a,
    struct assignment_page_view *v)
{
	struct resolution_link link;
	struct resolution r;

	if (resolution_of_task(cx, a->id, &r) &&
	    resolution_link(cx, r.id, &link)) {
		v->resolution_href = link.href;
		v->resolution_label = text_capital(cx->mem, link.name);
	}
}

/* PLAN-9. */
static void
fill_target(struct ctx *cx, const struct assignment *a,
    struct assignment_page_view *v)
{
	struct target t;

	if (target_of_task(cx, a->id, &t)) {
		v->target_href = path_of(cx->mem, "/targets/%s/trace",
		    t.public_id);
		v->target_label = arena_printf(cx->mem, "Of the plan: "
		    STR_FMT, STR_ARG(t.title));
	}
}

static void
show_one(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct assignment *a, const struct unit *unit, str note,
    const struct problems *problems)
{
	struct assignment_row_view row = row_of(cx, a);
	struct assignment_page_view v = {
		.list_href = path_of(cx->mem, "/assignments?unit=%s",
		    unit->public_id),
		.base = path_of(cx->mem, "/assignments/%s", a->public_id),
		.over = unit->name,
		.text = a->text,
		.lead = row.chip.len == 0 ? row.why : arena_printf(cx->mem,
		    STR_FMT ". " STR_FMT ".", STR_ARG(row.why),
		    STR_ARG(row.chip)),
		.draft = arena_printf(cx->mem, "assignment " STR_FMT,
		    STR_ARG(a->public_id)),
		.key = rq->key,
		.note = { .id = "note", .label = "In a few words, if you like",
		    .value = note,
		    .problem = problem_of(problems, "note") },
		.who_sees = arena_printf(cx->mem, "Members of " STR_FMT
		    " see this page.", STR_ARG(unit->name)),
	};
	struct html main = html_start(cx);

	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	fill_buttons(cx, rq, a, &v);
	fill_events(cx, a->id, &v);
	fill_meeting(cx, a, &v);
	fill_resolution(cx, a, &v);
	fill_target(cx, a, &v);
	assignment_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Assignment"),
	    .nav = NAV_ASSIGNMENTS, .offline_keep = true }, &main);
}

static void
one_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none = { .list_len = 0 };
	struct assignment a;
	struct unit unit;

	if (!assignment_read(cx, rq->object.id, &a) ||
	    !org_unit(cx, a.unit_id, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	show_one(cx, rq, rs, &a, &unit, S(""), &none);
}

/* ---- saying how it goes ------------------------------------------------ */

static void
say(struct ctx *cx, const struct req *rq, struct res *rs,
    enum assignment_state state)
{
	enum assignment_err err = assignment_say(cx, rq->object.id, state,
	    req_str(rq, "note"));
	struct problems problems = { .list_len = 0 };
	struct assignment a;
	struct unit unit;

	if (!assignment_read(cx, rq->object.id, &a) ||
	    !org_unit(cx, a.unit_id, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	/* Said twice is said. */
	if (err == ASSIGNMENT_OK || err == ASSIGNMENT_SAME) {
		res_go(cx, rs, path_of(cx->mem, "/assignments/%s",
		    a.public_id));
		return;
	}
	problem_add(&problems, "note", arena_printf(cx->mem,
	    "This was not noted: %s.", assignment_err_text(err)));
	res_refuse(cx, rs, assignment_err_status(err), &problems);
	show_one(cx, rq, rs, &a, &unit, req_str(rq, "note"), &problems);
}

static void
post_done(struct ctx *cx, const struct req *rq, struct res *rs)
{
	say(cx, rq, rs, ASSIGNMENT_REPORTED);
}

static void
post_help(struct ctx *cx, const struct req *rq, struct res *rs)
{
	say(cx, rq, rs, ASSIGNMENT_HELP);
}

/* Who has it goes on; only who keeps assignments opens a closed one again. */
static void
post_open(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct assignment a;

	if (assignment_read(cx, rq->object.id, &a) &&
	    (a.state == ASSIGNMENT_FINISHED || a.state == ASSIGNMENT_DROPPED)) {
		res_problem(cx, rq, rs, 409, "This assignment is closed",
		    "Whoever keeps the assignments of the unit can open it"
		    " again.");
		return;
	}
	say(cx, rq, rs, ASSIGNMENT_OPEN);
}

static void
post_finish(struct ctx *cx, const struct req *rq, struct res *rs)
{
	say(cx, rq, rs, ASSIGNMENT_FINISHED);
}

static void
post_drop(struct ctx *cx, const struct req *rq, struct res *rs)
{
	say(cx, rq, rs, ASSIGNMENT_DROPPED);
}

static void
post_reopen(struct ctx *cx, const struct req *rq, struct res *rs)
{
	say(cx, rq, rs, ASSIGNMENT_OPEN);
}

/* ---- giving one -------------------------------------------------------- */

static void
show_new(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct unit *unit, const struct problems *problems)
{
	struct assignment_new_view v = {
		.back = path_of(cx->mem, "/assignments?unit=%s",
		    unit->public_id),
		.unit_name = unit->name, .unit_public_id = unit->public_id,
		.key = rq->key,
		.draft = arena_printf(cx->mem, "give " STR_FMT,
		    STR_ARG(unit->public_id)),
		.text = { .id = "text", .label = "What is to be done?",
		    .rows = 3, .need = true, .value = req_str(rq, "text"),
		    .problem = problem_of(problems, "text") },
		.due = day_line(cx, "due", "By when?", req_str(rq, "due"),
		    problem_of(problems, "due")),
	};
	struct html main = html_start(cx);
	struct part_option *options;
	struct expected *roll;
	size_t len;

	meeting_expected(cx, unit->id, cx->today, &roll, &len);
	options = NEW(cx->mem, struct part_option, len);
	for (size_t i = 0; i < len; i++) {
		options[i] = (struct part_option){
			.value = roll[i].public_id, .label = roll[i].name,
			.note = roll[i].office,
			.chosen = str_eq(roll[i].public_id,
			    req_str(rq, "member")),
		};
	}
	v.who = (struct part_select_view){ .id = "member",
	    .label = "Who takes it on?", .none = S("Choose a name"),
	    .options = options, .options_len = len,
	    .problem = problem_of(problems, "member") };
	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	assignment_new_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Give an assignment"),
	    .nav = NAV_ASSIGNMENTS, .offline_keep = true }, &main);
}

static void
new_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none = { .list_len = 0 };
	struct unit unit;

	if (!org_unit(cx, rq->object.unit, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	show_new(cx, rq, rs, &unit, &none);
}

static void
refuse_new(struct ctx *cx, struct problems *problems, enum assignment_err err,
    struct date due)
{
	str day = day_long(cx->mem, due);

	if (err == ASSIGNMENT_NO_TEXT) {
		problem_add(problems, "text", S("Write what is to be done."));
	} else if (err == ASSIGNMENT_TOO_LONG) {
		problem_add(problems, "text", S("Say it in fewer words."));
	} else if (err == ASSIGNMENT_NO_MEMBER) {
		problem_add(problems, "member",
		    S("Choose who takes it on."));
	} else {
		problem_add(problems, "due", arena_printf(cx->mem, "Choose"
		    " today or a later day. You wrote " STR_FMT ".",
		    STR_ARG(day)));
	}
}

static void
new_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct assignment_new in = { .unit_id = rq->object.unit,
	    .text = req_str(rq, "text"), .given_on = cx->today };
	struct problems problems = { .list_len = 0 };
	enum assignment_err err;
	struct member who;
	struct unit unit;
	int64_t id;

	if (!org_unit(cx, rq->object.unit, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (member_by_public(cx, req_str(rq, "member"), &who)) {
		in.member_id = who.id;
	}
	if (!req_day(rq, "due", cx->today, &in.due)) {
		problem_add(&problems, "due", arena_printf(cx->mem, "“" STR_FMT
		    "” is no day that can be read. Write it like 20.11.2026.",
		    STR_ARG(utf8_cut(req_str(rq, "due"), 60))));
	} else {
		err = assignment_give(cx, &in, &id);
		if (err == ASSIGNMENT_OK) {
			res_go(cx, rs, path_of(cx->mem, "/assignments?unit=%s",
			    unit.public_id));
			return;
		}
		refuse_new(cx, &problems, err, in.due);
	}
	res_refuse(cx, rs, 422, &problems);
	show_new(cx, rq, rs, &unit, &problems);
}

/* ---- the table --------------------------------------------------------- */

static const struct param unit_params[] = {
	{ "unit",	param_public,	OPTIONAL },
	PARAMS_END
};

static const struct param new_params[] = {
	{ "unit",	param_public,	OPTIONAL },
	{ "member",	param_public,	OPTIONAL },
	{ "text",	param_text,	OPTIONAL },
	{ "due",	param_line,	OPTIONAL },
	PARAMS_END
};

static const struct param note_params[] = {
	{ "note",	param_line,	OPTIONAL },
	PARAMS_END
};

#define DO	ACT_DO_ASSIGNMENT, find_assignment
#define KEEP	ACT_KEEP_ASSIGNMENTS, find_assignment

extern const struct route assignment_routes[];

const struct route assignment_routes[] = {
	{ "GET", "/assignments", ACT_SEE_CELL, find_unit, list_page,
	    unit_params, NULL },
	{ "GET", "/assignments/new", ACT_KEEP_ASSIGNMENTS, find_unit, new_page,
	    new_params, NULL },
	{ "POST", "/assignments", ACT_KEEP_ASSIGNMENTS, find_unit, new_post,
	    new_params, NULL },
	{ "GET", "/assignments/{assignment}", ACT_SEE_CELL, find_assignment,
	    one_page, NULL, NULL },
	{ "POST", "/assignments/{assignment}/done", DO, post_done, note_params,
	    NULL },
	{ "POST", "/assignments/{assignment}/help", DO, post_help, note_params,
	    NULL },
	{ "POST", "/assignments/{assignment}/open", DO, post_open, note_params,
	    NULL },
	{ "POST", "/assignments/{assignment}/finish", KEEP, post_finish,
	    note_params, NULL },
	{ "POST", "/assignments/{assignment}/drop", KEEP, post_drop,
	    note_params, NULL },
	{ "POST", "/assignments/{assignment}/reopen", KEEP, post_reopen,
	    note_params, NULL },
	ROUTES_END
};
