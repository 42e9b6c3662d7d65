/* meeting_plan_web.c - the form that plans a meeting or changes the plan. */
#include <inttypes.h>

#include "assignment/assignment.h"
#include "circular/circular_pages.h"
#include "meeting/meeting_web.h"

#define CIRCULARS_OFFERED	10

struct meeting_plan_view {
	struct part_errors_view	 errors;
	str			 unit_name, unit_public_id, heading, label;
	str			 after, asks, kind, key, draft;
	struct path		 back, action;
	struct part_choice_view	 kinds;
	struct part_line_view	 day, starts, place;
	struct part_text_view	 agenda;
	struct planned_promise { str text, who; }	*promises;
	size_t			 promises_len;
};

#include "meeting/meeting_plan.html.h"

/* The form as the person filled it in. */
struct plan_form {
	struct unit		 unit;
	struct meeting		 meeting;	/* id 0: a new one */
	str			 kind, day, starts, place, agenda;
	str			 circulars;	/* offered for the agenda */
	struct problems		 problems;
};

const struct param meeting_plan_params[] = {
	{ "unit",	param_public,	OPTIONAL },
	{ "kind",	param_line,	OPTIONAL },
	{ "day",	param_line,	OPTIONAL },
	{ "starts",	param_line,	OPTIONAL },
	{ "place",	param_line,	OPTIONAL },
	{ "agenda",	param_text,	OPTIONAL },
	PARAMS_END
};

/* ---- showing ----------------------------------------------------------- */

/* A choice where the statutes know several kinds, else the only one. */
static void
fill_kinds(struct ctx *cx, struct plan_form *f, struct meeting_plan_view *v)
{
	struct part_option *options;
	struct kind_list kinds;

	meeting_kinds(cx, f->unit.id, cx->today, &kinds);
	if (f->kind.len == 0 && kinds.at_len > 0) {
		f->kind = kinds.at[0]->word;
	}
	v->kind = f->kind;
	if (kinds.at_len < 2) {
		return;
	}
	options = NEW(cx->mem, struct part_option, kinds.at_len);
	for (size_t i = 0; i < kinds.at_len; i++) {
		str word = kinds.at[i]->word;

		options[i] = (struct part_option){ .value = word,
		    .label = meeting_title(cx, word),
		    .chosen = str_eq(word, f->kind) };
	}
	v->kinds = (struct part_choice_view){ .id = "kind",
	    .label = "What kind of meeting?", .options = options,
	    .options_len = kinds.at_len,
	    .problem = problem_of(&f->problems, "kind") };
}

static str
notice_asked(struct ctx *cx, const struct plan_form *f)
{
	struct kind_list kinds;
	str days;

	meeting_kinds(cx, f->unit.id, cx->today, &kinds);
	for (size_t i = 0; i < kinds.at_len; i++) {
		if (kinds.at[i]->notice_days > 0) {
			str title = meeting_title(cx, kinds.at[i]->word);

			days = count_of(cx->mem, kinds.at[i]->notice_days,
			    "day", "days");
			return arena_printf(cx->mem, STR_FMT ": the rules ask"
			    " for notice of " STR_FMT ".", STR_ARG(title),
			    STR_ARG(days));
		}
	}
	return S("");
}

static void
fill_promises(struct ctx *cx, const struct plan_form *f,
    struct meeting_plan_view *v)
{
	struct assignment *open;
	size_t len;

	assignment_open_of_unit(cx, f->unit.id, &open, &len);
	v->promises = NEW(cx->mem, struct planned_promise, len);
	for (size_t i = 0; i < len && i < MEETING_CARRIED_MAX; i++) {
		str due = day_short(cx->mem, open[i].due, cx->today);

		v->promises[v->promises_len++] = (struct planned_promise){
			open[i].text, due.len == 0 ? open[i].member_name :
			arena_printf(cx->mem, STR_FMT ", due " STR_FMT,
			STR_ARG(open[i].member_name), STR_ARG(due))
		};
	}
}

static void
fill_lines(struct ctx *cx, struct plan_form *f, struct meeting_plan_view *v)
{
	v->day = day_line(cx, "day", "Day", f->day,
	    problem_of(&f->problems, "day"));
	v->day.need = true;
	v->starts = time_line(cx, "starts", "It begins at", f->starts,
	    problem_of(&f->problems, "starts"));
	v->place = (struct part_line_view){ .id = "place", .label = "Place",
	    .value = f->place, .problem = problem_of(&f->problems, "place") };
	v->agenda = (struct part_text_view){ .id = "agenda",
	    .label = "What else is on the agenda?",
	    .hint = f->circulars.len > 0 ? S("One point on each line. What is"
	    " to be passed on stands here already.") :
	    S("One point on each line."), .rows = 5,
	    .value = f->agenda,
	    .problem = problem_of(&f->problems, "agenda") };
}

static void
show(struct ctx *cx, const struct req *rq, struct res *rs, struct plan_form *f)
{
	bool changes = f->meeting.id != 0;
	struct meeting_plan_view v = {
		.unit_name = f->unit.name,
		.unit_public_id = f->unit.public_id,
		.key = rq->key,
		.heading = changes ? S("Change the meeting") :
		    S("Plan a meeting"),
		.label = changes ? S("Save the changes") :
		    S("Call the meeting"),
		.after = arena_printf(cx->mem, "Members of " STR_FMT
		    " see it at once in their list of meetings.",
		    STR_ARG(f->unit.name)),
		.draft = arena_printf(cx->mem, "plan " STR_FMT,
		    STR_ARG(changes ? f->meeting.public_id :
		    f->unit.public_id)),
		.back = changes ? meeting_path(cx, &f->meeting, "") :
		    path_of(cx->mem, "/meetings?unit=%s", f->unit.public_id),
		.action = changes ? meeting_path(cx, &f->meeting, "/edit") :
		    path_of(cx->mem, "/meetings"),
		.asks = notice_asked(cx, f),
	};
	struct html main = html_start(cx);

	if (f->problems.list_len > 0) {
		v.errors = part_errors(cx->mem, &f->problems);
	}
	fill_kinds(cx, f, &v);
	fill_lines(cx, f, &v);
	fill_promises(cx, f, &v);
	meeting_plan_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = v.heading,
	    .nav = NAV_MEETINGS, .offline_keep = true }, &main);
}

/* ---- reading ----------------------------------------------------------- */

static void
read_form(const struct req *rq, struct plan_form *f)
{
	f->kind = req_str(rq, "kind");
	f->day = req_str(rq, "day");
	f->starts = req_str(rq, "starts");
	f->place = req_str(rq, "place");
	f->agenda = req_str(rq, "agenda");
}

/* One point on each line. */
static void
read_points(struct ctx *cx, struct plan_form *f, struct meeting_plan *plan)
{
	struct agenda_item *list = NEW(cx->mem, struct agenda_item,
	    MEETING_AGENDA_MAX + 1);
	str rest = f->agenda, line;
	size_t len = 0;

	while (len <= MEETING_AGENDA_MAX && str_cut(&rest, '\n', &line)) {
		line = str_trim(line);
		if (line.len > 0) {
			list[len++] = (struct agenda_item){ .title = line };
		}
		if (line.len > MEETING_LINE_MAX) {
			problem_add(&f->problems, "agenda", S("One of the lines"
			    " is very long. Write a few words on each."));
		}
	}
	if (len > MEETING_AGENDA_MAX - MEETING_CARRIED_MAX) {
		problem_add(&f->problems, "agenda", arena_printf(cx->mem,
		    "That is more than %d points. Bring some of them together.",
		    MEETING_AGENDA_MAX - MEETING_CARRIED_MAX));
	}
	plan->agenda = list;
	plan->agenda_len = len;
}

/* What was typed, understood; what was not is a problem at its field. */
static struct meeting_plan
understand(struct ctx *cx, const struct req *rq, struct plan_form *f)
{
	struct meeting_plan plan = {
		.unit_id = f->unit.id, .kind = f->kind, .place = f->place,
		.day = DATE_NONE, .starts = -1,
	};

	if (f->day.len == 0) {
		problem_add(&f->problems, "day", S("On what day is it?"));
	} else if (!req_day(rq, "day", cx->today, &plan.day)) {
		problem_add(&f->problems, "day", meeting_no_day(cx, f->day));
	}
	if (!req_time(rq, "starts", &plan.starts)) {
		problem_add(&f->problems, "starts",
		    meeting_no_time(cx, f->starts));
	}
	read_points(cx, f, &plan);
	return plan;
}

/* A refusal of the plan as a sentence at the field it is about. */
static void
refuse(struct ctx *cx, struct plan_form *f, enum meeting_err err,
    struct date day)
{
	str long_day = day_long(cx->mem, day);

	if (err == MEETING_PAST) {
		problem_add(&f->problems, "day", arena_printf(cx->mem,
		    STR_FMT " is past. Choose today or a later day; a meeting"
		    " that was held is recorded instead.", STR_ARG(long_day)));
	} else if (err == MEETING_ALREADY) {
		problem_add(&f->problems, "day", arena_printf(cx->mem,
		    "On " STR_FMT " there is already a meeting of this kind.",
		    STR_ARG(long_day)));
	} else if (err == MEETING_NO_KIND) {
		problem_add(&f->problems, "kind", S("The rules of that day know"
		    " no such meeting. Choose one of these."));
	} else {
		problem_add(&f->problems, "day", arena_printf(cx->mem,
		    "This could not be planned: %s.", meeting_err_text(err)));
	}
}

/* ---- planning ---------------------------------------------------------- */

/* The time and place of the last one: mostly it is the same again. */
static void
as_last_time(struct ctx *cx, struct plan_form *f)
{
	struct meeting *list;
	size_t len;

	meeting_list(cx, f->unit.id, 0, DATE_NONE, 1, &list, &len);
	if (len > 0) {
		f->starts = time_of_day(cx->mem, list[0].starts);
		f->place = list[0].place;
	}
}

/* Circulars that are to be passed on or have come back, as points. */
static str
circulars_due(struct ctx *cx, int64_t unit_id)
{
	struct circular_at *list;
	str out = S("");
	size_t len, n = 0;

	circular_of_unit(cx, unit_id, &list, &len);
	for (size_t i = 0; i < len && n < CIRCULARS_OFFERED; i++) {
		if (circular_is_open(cx, &list[i])) {
			const struct circular *c = &list[i].circular;

			out = arena_printf(cx->mem, STR_FMT "Circular %d: "
			    STR_FMT "\n", STR_ARG(out), c->number,
			    STR_ARG(c->title));
			n++;
		}
	}
	return out;
}

void
meeting_new_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct plan_form f = { .kind = req_str(rq, "kind"),
	    .day = req_str(rq, "day") };

	if (!org_unit(cx, rq->object.unit, &f.unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	as_last_time(cx, &f);
	f.circulars = f.agenda = circulars_due(cx, f.unit.id);
	show(cx, rq, rs, &f);
}

void
meeting_new_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct plan_form f = { 0 };
	struct meeting_plan plan;
	enum meeting_err err;
	struct meeting m;
	int64_t id;

	if (!org_unit(cx, rq->object.unit, &f.unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	read_form(rq, &f);
	plan = understand(cx, rq, &f);
	if (f.problems.list_len == 0) {
		err = meeting_call(cx, &plan, &id);
		if (err == MEETING_OK && meeting_read(cx, id, &m)) {
			res_go(cx, rs, meeting_path(cx, &m, ""));
			return;
		}
		refuse(cx, &f, err, plan.day);
	}
	res_refuse(cx, rs, 422, &f.problems);
	show(cx, rq, rs, &f);
}

/* ---- changing ---------------------------------------------------------- */

static bool
read_planned(struct ctx *cx, const struct req *rq, struct res *rs,
    struct plan_form *f)
{
	if (!meeting_read(cx, rq->object.id, &f->meeting) ||
	    !org_unit(cx, f->meeting.unit_id, &f->unit)) {
		res_missing(cx, rq, rs);
		return false;
	}
	if (f->meeting.state != MEETING_PLANNED) {
		res_go(cx, rs, meeting_path(cx, &f->meeting, ""));
		return false;
	}
	return true;
}

void
meeting_edit_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct plan_form f = { 0 };
	struct agenda_item *list;
	size_t len;

	if (!read_planned(cx, rq, rs, &f)) {
		return;
	}
	f.kind = f.meeting.kind;
	f.day = date_str(cx->mem, f.meeting.day);
	f.starts = time_of_day(cx->mem, f.meeting.starts);
	f.place = f.meeting.place;
	meeting_agenda(cx, f.meeting.id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].assignment_id == 0) {
			f.agenda = arena_printf(cx->mem, STR_FMT STR_FMT "\n",
			    STR_ARG(f.agenda), STR_ARG(list[i].title));
		}
	}
	show(cx, rq, rs, &f);
}

void
meeting_edit_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct plan_form f = { 0 };
	struct meeting_plan plan;
	enum meeting_err err;

	if (!read_planned(cx, rq, rs, &f)) {
		return;
	}
	read_form(rq, &f);
	plan = understand(cx, rq, &f);
	if (f.problems.list_len == 0) {
		err = meeting_replan(cx, f.meeting.id, &plan);
		if (err == MEETING_OK) {
			res_go(cx, rs, meeting_path(cx, &f.meeting, ""));
			return;
		}
		refuse(cx, &f, err, plan.day);
	}
	res_refuse(cx, rs, 422, &f.problems);
	show(cx, rq, rs, &f);
}
