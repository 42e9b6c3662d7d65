/*
 * target_web.c - the target of a unit: how it stands, where it comes from, what
 * carries it out.
 *
 *	GET  /targets/{target}		with the units it is shared out to
 *	GET  /targets/{target}/trace	from the decision down to the work
 *	POST /targets/{target}/amount	by who gave it
 *	POST /targets/{target}/tasks	an assignment for it
 */
#include "plan/plan_pages.h"

#include <inttypes.h>

#include "assignment/assignment.h"
#include "bulletin/bulletin_pages.h"
#include "http/lines.h"
#include "meeting/meeting.h"
#include "member/member.h"

#define PAGE_ROWS	100		/* units of one page */
#define REPORTS_SHOWN	20

struct target_page_view {
	struct part_errors_view	 errors;
	struct path		 plan_href, unit_href, share_href, task_to;
	struct path		 amount_to, trace_href;
	str			 plan_title, lead, shared, key, who_sees;
	struct plan_target_row_view	 t;
	struct plan_track_view	 track;
	struct below_row {
		bool		 may_see;
		struct path	 href;
		str		 unit, amount, done, percent, told;
	}			*rows;
	size_t			 rows_len;
	bool			 more, shares, sees_cell, may_assign, assigning,
				 changes;
	struct part_pager_view	 pager;
	struct task_row {
		struct path	 href;
		str		 text, why, state;
	}			*tasks;
	size_t			 tasks_len;
	struct report_row {
		str		 words, note, at, by, gone;
		struct path	 correct;
	}			*reports;
	size_t			 reports_len;
	struct chain_row {
		bool		 may_see;
		struct path	 href;
		const char	*level;
		str		 unit, meter, percent;
	}			*chain;
	size_t			 chain_len;
	struct part_text_view	 text;
	struct part_select_view	 who;
	struct part_line_view	 due, amount;
};

struct trace_page_view {
	struct path		 back;
	struct plan_target_row_view	 t;
	str			 lead, below;
	struct trace_step {
		const char	*what;
		bool		 may_see;
		struct path	 href;
		str		 text, note;
	}			*steps;
	size_t			 steps_len;
};

#include "plan/plan_track.html.h"
#include "plan/target_page.html.h"
#include "plan/trace_page.html.h"

/* ---- what is below ----------------------------------------------------- */

static struct below_row
below_row(struct ctx *cx, const struct target *t)
{
	struct plan_target_row_view v = target_view(cx, t);

	return (struct below_row){ .may_see = v.may_see, .href = v.href,
	    .unit = v.unit, .amount = number_text(cx->mem, t->amount),
	    .done = number_text(cx->mem, t->done), .percent = v.percent,
	    .told = v.told };
}

/* By how much what was given is more or less than the target. */
static str
shared_words(struct ctx *cx, const struct target *t)
{
	int64_t more = t->shared - t->amount;
	str sum = plan_amount(cx, t->shared, t->measure);
	str by = number_text(cx->mem, more < 0 ? -more : more);

	return arena_printf(cx->mem, "To " STR_FMT ", " STR_FMT " in all%s"
	    STR_FMT "%s.", STR_ARG(count_of(cx->mem, t->below, "unit",
	    "units")), STR_ARG(sum), more == 0 ? ", as much as the target" :
	    ": ", STR_ARG(more == 0 ? S("") : by), more > 0 ?
	    " more than the target" : more < 0 ? " less than the target" : "");
}

static void
fill_below(struct ctx *cx, const struct req *rq, const struct target *t,
    struct target_page_view *v)
{
	size_t from = (size_t)req_int(rq, "from"), len;
	struct target *list;

	if (t->below == 0) {
		return;
	}
	target_below(cx, t->id, &list, &len);
	from = from < len ? from : 0;
	v->more = len > PAGE_ROWS;
	v->rows_len = len - from < PAGE_ROWS ? len - from : PAGE_ROWS;
	v->rows = NEW(cx->mem, struct below_row, v->rows_len);
	for (size_t i = 0; i < v->rows_len; i++) {
		v->rows[i] = below_row(cx, &list[from + i]);
	}
	v->shared = shared_words(cx, t);
	v->pager.text = arena_printf(cx->mem, "%zu to %zu of %zu", from + 1,
	    from + v->rows_len, len);
	if (from > 0) {
		v->pager.earlier = path_of(cx->mem, "/targets/%s?from=%d",
		    t->public_id, (int)(from > PAGE_ROWS ? from - PAGE_ROWS :
		    0));
	}
	if (from + PAGE_ROWS < len) {
		v->pager.later = path_of(cx->mem, "/targets/%s?from=%d",
		    t->public_id, (int)(from + PAGE_ROWS));
	}
}

static void
fill_chain(struct ctx *cx, const struct target *t, struct target_page_view *v)
{
	static const char *const levels[] = { "", "l2", "l3" };
	struct target *list;

	target_chain(cx, t->id, &list, &v->chain_len);
	v->chain = NEW(cx->mem, struct chain_row, v->chain_len);
	for (size_t i = 0; i < v->chain_len; i++) {
		struct plan_target_row_view one = target_view(cx, &list[i]);

		v->chain[i] = (struct chain_row){ .may_see = one.may_see,
		    .href = one.href, .unit = one.unit, .meter = one.meter,
		    .percent = one.percent,
		    .level = levels[i < COUNT(levels) ? i :
		    COUNT(levels) - 1] };
	}
}

/* ---- reports and assignments ------------------------------------------- */

static void
fill_reports(struct ctx *cx, const struct target *t,
    struct target_page_view *v)
{
	struct target_report *list;
	size_t len;

	target_reports(cx, t->id, &list, &len);
	v->reports_len = len < REPORTS_SHOWN ? len : REPORTS_SHOWN;
	v->reports = NEW(cx->mem, struct report_row, v->reports_len);
	for (size_t i = 0; i < v->reports_len; i++) {
		str amount = plan_amount(cx, list[i].amount, t->measure);
		str day = day_brief(cx->mem, list[i].day, cx->today);
		struct report_row *r = &v->reports[i];

		*r = (struct report_row){
			.words = arena_printf(cx->mem, STR_FMT " by " STR_FMT,
			    STR_ARG(amount), STR_ARG(day)),
			.note = list[i].note,
			.at = moment_text(cx->mem, list[i].at),
			.by = list[i].by,
			.gone = !list[i].stands ? S("corrected since") :
			    list[i].corrects != 0 ? S("a correction") :
			    S(""),
		};
		if (v->t.may_report && list[i].stands) {
			r->correct = path_of(cx->mem,
			    "/targets/%s/report?corrects=%s", t->public_id,
			    list[i].public_id);
		}
	}
}

static struct task_row
task_row(struct ctx *cx, const struct target_task *k)
{
	str due = day_short(cx->mem, k->due, cx->today);

	return (struct task_row){
		.href = path_of(cx->mem, "/assignments/%s", k->public_id),
		.text = k->text,
		.why = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
		    STR_ARG(k->member_name), due.len > 0 ? ", due " : "",
		    STR_ARG(due)),
		.state = assignment_state_text(
		    (enum assignment_state)k->state),
	};
}

/* Who has what is the unit's own. */
static void
fill_tasks(struct ctx *cx, const struct target *t, struct target_page_view *v)
{
	struct target_task *list;
	size_t len;

	target_tasks(cx, t->id, &list, &len);
	v->tasks = NEW(cx->mem, struct task_row, len);
	v->tasks_len = len;
	for (size_t i = 0; i < len; i++) {
		v->tasks[i] = task_row(cx, &list[i]);
	}
}

static void
fill_task_form(struct ctx *cx, const struct req *rq, const struct target *t,
    const struct problems *problems, struct target_page_view *v)
{
	struct part_option *options;
	struct expected *roll;
	size_t len;

	meeting_expected(cx, t->unit_id, cx->today, &roll, &len);
	len = len < PART_OPTIONS_MAX ? len : PART_OPTIONS_MAX;
	options = NEW(cx->mem, struct part_option, len);
	for (size_t i = 0; i < len; i++) {
		options[i] = (struct part_option){
			.value = roll[i].public_id, .label = roll[i].name,
			.note = roll[i].office,
			.chosen = str_eq(roll[i].public_id,
			    req_str(rq, "member")),
		};
	}
	v->who = (struct part_select_view){ .id = "member",
	    .label = "Who takes it on?", .none = S("Choose a name"),
	    .options = options, .options_len = len,
	    .problem = problem_of(problems, "member") };
	v->text = (struct part_text_view){ .id = "text", .rows = 2,
	    .label = "What is to be done?", .value = req_str(rq, "text"),
	    .hint = S("Left empty it is the title of the goal."),
	    .problem = problem_of(problems, "text") };
	v->due = day_line(cx, "due", "By when?", req_str(rq, "due"),
	    problem_of(problems, "due"));
	v->assigning = problem_of(problems, "member").len > 0 ||
	    problem_of(problems, "text").len > 0 ||
	    problem_of(problems, "due").len > 0;
}

/* ---- the page ---------------------------------------------------------- */

static void
fill_rights(struct ctx *cx, const struct req *rq, const struct target *t,
    const struct problems *problems, struct target_page_view *v)
{
	struct object own = { .unit = t->unit_id }, giver = own;
	str typed = req_str(rq, "amount");
	struct target parent;

	if (t->parent_id != 0 && target_read(cx, t->parent_id, &parent)) {
		giver.unit = parent.unit_id;
	}
	v->shares = may(cx, ACT_ISSUE_GOALS, own) && !t->unit_ended &&
	    (t->below > 0 || org_count_children(cx, t->unit_id,
	    cx->today) > 0);
	v->changes = may(cx, ACT_ISSUE_GOALS, giver);
	v->sees_cell = may(cx, ACT_SEE_CELL, own);
	v->may_assign = may(cx, ACT_KEEP_ASSIGNMENTS, own) && !t->unit_ended;
	v->amount = (struct part_line_view){ .id = "amount", .mode = "numeric",
	    .width = "w10", .label = "Target",
	    .value = typed.len > 0 ? typed : arena_printf(cx->mem, "%" PRId64,
	    t->amount), .problem = problem_of(problems, "amount") };
	if (v->sees_cell) {
		fill_tasks(cx, t, v);
	}
	if (v->may_assign) {
		fill_task_form(cx, rq, t, problems, v);
	}
}

static void
show(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *problems)
{
	struct html main = html_start(cx);
	struct target_page_view v = { .key = rq->key };
	struct plan p;
	struct target t;
	str due, given;

	if (!target_read(cx, rq->object.id, &t) ||
	    !plan_read(cx, t.plan_id, &p)) {
		res_missing(cx, rq, rs);
		return;
	}
	due = day_brief(cx->mem, t.due, DATE_NONE);
	given = day_brief(cx->mem, t.given_on, cx->today);
	v.t = target_view(cx, &t);
	v.track = v.t.track;
	v.plan_title = p.title;
	v.plan_href = plan_path(cx, &p, "");
	v.unit_href = org_unit_path(cx, t.unit_public_id);
	v.share_href = target_path(cx, &t, "/share");
	v.task_to = target_path(cx, &t, "/tasks");
	v.amount_to = target_path(cx, &t, "/amount");
	v.trace_href = target_path(cx, &t, "/trace");
	v.lead = arena_printf(cx->mem, "By " STR_FMT ". Set on " STR_FMT ".",
	    STR_ARG(due), STR_ARG(given));
	v.who_sees = arena_printf(cx->mem, "Members of " STR_FMT " and the"
	    " committees above see this page. Who carries it out is seen in"
	    " the unit alone.", STR_ARG(t.unit_name));
	fill_below(cx, rq, &t, &v);
	fill_chain(cx, &t, &v);
	fill_reports(cx, &t, &v);
	fill_rights(cx, rq, &t, problems, &v);
	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	target_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = t.title,
	    .nav = NAV_PLAN, .offline_keep = true }, &main);
}

static void
target_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none = { .list_len = 0 };

	show(cx, rq, rs, &none);
}

/* ---- the trace (PLAN-9) ------------------------------------------------ */

static struct trace_step *
add_step(struct trace_page_view *v, const char *what, str text,
    struct path href)
{
	struct trace_step *s = &v->steps[v->steps_len++];

	*s = (struct trace_step){ .what = what, .text = text, .href = href,
	    .may_see = true };
	return s;
}

static void
trace_down(struct ctx *cx, const struct target *t, struct trace_page_view *v)
{
	struct target *chain;
	struct plan p;
	struct resolution_link r;
	size_t len;

	if (!plan_read(cx, t->plan_id, &p)) {
		return;
	}
	if (resolution_link(cx, p.resolution_id, &r)) {
		add_step(v, "Decided", r.title, r.href)->note = r.name;
	}
	add_step(v, "Plan", p.title, plan_path(cx, &p, ""))->note =
	    plan_years(cx, &p);
	target_chain(cx, t->id, &chain, &len);
	for (size_t i = 0; i < len; i++) {
		struct plan_target_row_view one = target_view(cx, &chain[i]);
		struct trace_step *s = add_step(v, i == 0 ? "Goal" : "Target",
		    i == 0 ? one.title : one.unit, one.href);

		s->may_see = one.may_see;
		s->note = i == 0 ? arena_printf(cx->mem, STR_FMT ": " STR_FMT,
		    STR_ARG(one.unit), STR_ARG(one.figures)) : one.figures;
	}
}

static void
trace_work(struct ctx *cx, const struct target *t, struct trace_page_view *v,
    const struct target_task *tasks, size_t tasks_len,
    const struct target_report *reports, size_t reports_len)
{
	bool sees = may(cx, ACT_SEE_CELL, (struct object){
	    .unit = t->unit_id });

	for (size_t i = 0; i < tasks_len && sees; i++) {
		struct task_row row = task_row(cx, &tasks[i]);
		struct trace_step *s = add_step(v, "Assignment", row.text,
		    row.href);

		s->note = row.state.len == 0 ? row.why : arena_printf(cx->mem,
		    STR_FMT ", " STR_FMT, STR_ARG(row.why),
		    STR_ARG(row.state));
	}
	if (!sees && tasks_len > 0) {
		add_step(v, "Assignments", count_of(cx->mem,
		    (int64_t)tasks_len, "in the unit", "in the unit"),
		    target_path(cx, t, ""))->may_see = false;
	}
	for (size_t i = reports_len; i > 0; i--) {
		const struct target_report *r = &reports[i - 1];
		str amount = plan_amount(cx, r->amount, t->measure);
		str day = day_brief(cx->mem, r->day, cx->today);

		if (r->stands) {
			add_step(v, "Result", arena_printf(cx->mem, STR_FMT
			    " by " STR_FMT, STR_ARG(amount), STR_ARG(day)),
			    target_path(cx, t, ""))->note = r->note;
		}
	}
}

static void
trace_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct trace_page_view v = { .steps = NULL };
	struct target_report *reports;
	struct target_task *tasks;
	size_t tasks_len, reports_len;
	struct target t;

	if (!target_read(cx, rq->object.id, &t)) {
		res_missing(cx, rq, rs);
		return;
	}
	target_tasks(cx, t.id, &tasks, &tasks_len);
	target_reports(cx, t.id, &reports, &reports_len);
	v.steps = NEW(cx->mem, struct trace_step, TARGET_DEPTH_MAX + 3 +
	    tasks_len + reports_len);
	v.back = target_path(cx, &t, "");
	v.t = target_view(cx, &t);
	v.lead = S("What was decided, what it became on its way down, and"
	    " what came of it. Each step leads to its own page.");
	v.below = t.below > 0 ? arena_printf(cx->mem, STR_FMT " carry it on"
	    " below; " STR_FMT " in all are to report.", STR_ARG(count_of(
	    cx->mem, t.below, "unit", "units")), STR_ARG(number_text(cx->mem,
	    t.leaves))) : S("");
	trace_down(cx, &t, &v);
	trace_work(cx, &t, &v, tasks, tasks_len, reports, reports_len);
	trace_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("From the decision to"
	    " the work"), .nav = NAV_PLAN }, &main);
}

/* ---- changing it ------------------------------------------------------- */

static void
answer(struct ctx *cx, const struct req *rq, struct res *rs, const char *field,
    enum plan_err err)
{
	struct problems problems = { .list_len = 0 };
	struct target t;

	if (err == PLAN_OK && target_read(cx, rq->object.id, &t)) {
		res_go(cx, rs, target_path(cx, &t, ""));
		return;
	}
	problem_add(&problems, field, plan_sentence(cx, err));
	res_refuse(cx, rs, plan_err_status(err), &problems);
	show(cx, rq, rs, &problems);
}

static void
amount_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum plan_err err = target_set_amount(cx, rq->object.id,
	    plan_number(rq, "amount"));

	/* Said twice is said. */
	answer(cx, rq, rs, "amount", err == PLAN_SAME ? PLAN_OK : err);
}

static void
task_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum plan_err err = PLAN_TASK_DUE;
	struct member who = { .id = 0 };
	struct date due;

	if (req_day(rq, "due", cx->today, &due)) {
		if (!member_by_public(cx, req_str(rq, "member"), &who)) {
			who.id = 0;
		}
		err = target_assign(cx, rq->object.id, who.id,
		    req_str(rq, "text"), due);
	}
	answer(cx, rq, rs, err == PLAN_TASK_DUE ? "due" : err ==
	    PLAN_TOO_LONG ? "text" : "member", err);
}

/* ---- the table --------------------------------------------------------- */

static const struct param page_params[] = {
	{ "from",	param_int,	OPTIONAL },
	{ "member",	param_public,	OPTIONAL },
	{ "text",	param_text,	OPTIONAL },
	{ "due",	param_line,	OPTIONAL },
	{ "amount",	param_line,	OPTIONAL },
	PARAMS_END
};

extern const struct route target_routes[];

const struct route target_routes[] = {
	{ "GET", "/targets/{target}", ACT_SEE_TARGETS, plan_find_target,
	    target_page, page_params, NULL },
	{ "GET", "/targets/{target}/trace", ACT_SEE_TARGETS,
	    plan_find_target, trace_page, NULL, NULL },
	{ "POST", "/targets/{target}/amount", ACT_ISSUE_GOALS,
	    plan_find_giver, amount_post, page_params, NULL },
	{ "POST", "/targets/{target}/tasks", ACT_KEEP_ASSIGNMENTS,
	    plan_find_target, task_post, page_params, NULL },
	ROUTES_END
};
