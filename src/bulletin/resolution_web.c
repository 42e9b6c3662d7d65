/*
 * resolution_web.c - a resolution as a page, and who carries it out.
 *
 *	GET  /c/{conference}/resolutions/{resolution}
 *	GET  .../xml		for archives, as Akoma Ntoso
 *	POST .../tasks		by who prepares the conference
 *
 * A plan begins with it where plans are: /plan/new?resolution=
 */
#include "bulletin/bulletin_pages.h"

#include "bulletin/akn.h"
#include "circular/circular_pages.h"
#include "member/member.h"
#include "motion/motion.h"
#include "org/org.h"
#include "plan/plan.h"
#include "vote/vote.h"

struct task_row_view {
	struct path	 href;
	str		 title, why, chip;
};

struct resolution_page_view {
	struct part_errors_view	 errors;
	struct path		 back, vote_href, motion_href, to;
	struct path		 xml_href;
	str			 over, title, lead, vote_label, motion_label;
	str			 key;
	struct resolution_paragraph { str text; } *paragraphs;
	size_t			 paragraphs_len;
	struct task_row_view	*tasks;
	size_t			 tasks_len;
	struct plan_row {
		struct path	 href;
		str		 title, unit;
	}			*plans;
	size_t			 plans_len;
	struct path		 plan_href;
	struct task_row_view	*circulars;
	size_t			 circulars_len;
	bool			 may_assign, may_plan, may_issue;
	struct path		 issue_href;
	struct part_line_view	 number, due;
	struct part_text_view	 text;
};

#include "bulletin/resolution_page.html.h"

static bool
find_resolution(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct resolution r;

	if (!conference_find(cx, rq, out) ||
	    !resolution_by_public(cx, req_str(rq, "resolution"), &r) ||
	    r.conference_id != out->conference) {
		return false;
	}
	out->id = r.id;
	return true;
}

static void
fill_text(struct ctx *cx, const struct resolution *r,
    struct resolution_page_view *v)
{
	str part[PARAGRAPHS_MAX];

	v->paragraphs_len = motion_paragraphs(r->text, part);
	v->paragraphs = NEW(cx->mem, struct resolution_paragraph,
	    v->paragraphs_len);
	for (size_t i = 0; i < v->paragraphs_len; i++) {
		v->paragraphs[i].text = part[i];
	}
}

static void
fill_sources(struct ctx *cx, const struct conference *c,
    const struct resolution *r, struct resolution_page_view *v)
{
	struct motion m;
	struct vote vote;

	if (r->vote_id != 0 && vote_read(cx, r->vote_id, &vote)) {
		v->vote_label = arena_printf(cx->mem, "Vote %d, with its "
		    "numbers", vote.number);
		v->vote_href = path_of(cx->mem, "/votes/%s", vote.public_id);
	}
	if (r->motion_id != 0 && motion_read(cx, r->motion_id, &m)) {
		v->motion_label = arena_printf(cx->mem, "Motion %d, moved by "
		    STR_FMT, m.number, STR_ARG(m.unit_name));
		v->motion_href = path_of(cx->mem, "/c/%s/motions/%s",
		    c->public_id, m.public_id);
	}
}

/* Whom it is for and how it goes is the unit's own: here stands who has it. */
static void
fill_tasks(struct ctx *cx, const struct resolution *r,
    struct resolution_page_view *v)
{
	struct resolution_task *list;
	size_t len;

	resolution_tasks(cx, r->id, &list, &len);
	v->tasks = NEW(cx->mem, struct task_row_view, len);
	v->tasks_len = len;
	for (size_t i = 0; i < len; i++) {
		str due = day_short(cx->mem, list[i].due, cx->today);

		v->tasks[i] = (struct task_row_view){
			.href = path_of(cx->mem, "/assignments/%s",
			    list[i].public_id),
			.title = list[i].text,
			.why = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
			    STR_ARG(list[i].unit_name), due.len > 0 ?
			    ", due " : "", STR_ARG(due)) };
	}
}

/* PLAN-9: the plans that carry it out; another begins without its words being
 * typed again. */
static void
fill_plans(struct ctx *cx, const struct conference *c,
    const struct resolution *r, struct resolution_page_view *v)
{
	struct unit unit;
	struct plan *list;
	size_t len;

	plan_of_resolution(cx, r->id, &list, &len);
	v->plans = NEW(cx->mem, struct plan_row, len);
	v->plans_len = len;
	for (size_t i = 0; i < len; i++) {
		v->plans[i] = (struct plan_row){ path_of(cx->mem, "/plan/%s",
		    list[i].public_id), list[i].title, list[i].unit_name };
	}
	v->may_plan = may(cx, ACT_ISSUE_GOALS, (struct object){
	    .unit = c->unit_id }) && org_unit(cx, c->unit_id, &unit);
	if (v->may_plan) {
		v->plan_href = path_of(cx->mem,
		    "/plan/new?unit=%s&resolution=%s", unit.public_id,
		    r->public_id);
	}
}

/* CIRC-13. */
static void
fill_circulars(struct ctx *cx, const struct conference *c,
    const struct resolution *r, struct resolution_page_view *v)
{
	struct object o = { .unit = c->unit_id };
	struct circular *list;
	struct unit unit;
	size_t len;

	circular_of_resolution(cx, r->id, &list, &len);
	v->circulars = NEW(cx->mem, struct task_row_view, len);
	v->circulars_len = len;
	for (size_t i = 0; i < len; i++) {
		v->circulars[i] = (struct task_row_view){
			.href = circular_path(cx, &list[i], ""),
			.title = list[i].title,
			.why = circular_over(cx, &list[i]),
			.chip = list[i].withdrawn_at != 0 ? S("Withdrawn") :
			    S("") };
	}
	if (may(cx, ACT_ISSUE_CIRCULARS, o) && org_unit(cx, o.unit, &unit)) {
		v->may_issue = true;
		v->issue_href = path_of(cx->mem,
		    "/circulars/new?from=%s&resolution=%s", unit.public_id,
		    r->public_id);
	}
}

static void
show(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *problems)
{
	struct html main = html_start(cx);
	struct resolution_page_view v;
	struct resolution r;
	struct conference c;
	str day;

	if (!conference_of(cx, rq, &c) ||
	    !resolution_read(cx, rq->object.id, &r)) {
		res_missing(cx, rq, rs);
		return;
	}
	day = conference_date_text(cx, &c, r.resolved_on);
	v = (struct resolution_page_view){
		.back = conference_path(cx, &c, "/bulletins"),
		.xml_href = resolution_path(cx, &c, &r, "/xml"),
		.over = arena_printf(cx->mem, "Resolution %d, " STR_FMT,
		    r.number, STR_ARG(c.title)),
		.title = r.title, .key = rq->key,
		.lead = arena_printf(cx->mem, "Resolved on " STR_FMT ".",
		    STR_ARG(day)),
		.to = resolution_path(cx, &c, &r, "/tasks"),
		.may_assign = may(cx, ACT_KEEP_CONFERENCE, (struct object){
		    .unit = c.unit_id, .conference = c.id }),
		.number = { .id = "number", .label = "Number of the member",
		    .need = true, .value = req_str(rq, "number"),
		    .hint = S("It stands on the agenda of this member's cell"
		    " until it is done."),
		    .problem = problem_of(problems, "number") },
		.text = { .id = "text", .label = "What is to be done",
		    .rows = 3, .value = req_str(rq, "text"),
		    .hint = S("Left empty it is the title of the"
		    " resolution."),
		    .problem = problem_of(problems, "text") },
		.due = { .id = "due", .label = "By when?", .width = "w10",
		    .value = req_str(rq, "due"),
		    .problem = problem_of(problems, "due") },
	};
	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	fill_text(cx, &r, &v);
	fill_sources(cx, &c, &r, &v);
	fill_tasks(cx, &r, &v);
	fill_plans(cx, &c, &r, &v);
	fill_circulars(cx, &c, &r, &v);
	resolution_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_RESULTS, r.title),
	    &main);
}

static void
one_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none = { .list_len = 0 };

	show(cx, rq, rs, &none);
}

static const char *
field_of(enum bulletin_err err)
{
	return err == BULLETIN_DUE ? "due" :
	    err == BULLETIN_TOO_LONG ? "text" : "number";
}

static void
task_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems problems = { .list_len = 0 };
	enum bulletin_err err = BULLETIN_NO_MEMBER;
	struct member member;
	struct date due;

	if (!req_day(rq, "due", cx->today, &due)) {
		err = BULLETIN_DUE;
	} else if (member_by_number(cx, req_str(rq, "number"), &member)) {
		err = resolution_assign(cx, rq->object.id, member_cell(cx,
		    member.id, cx->today), member.id, req_str(rq, "text"),
		    due);
	}
	if (err == BULLETIN_OK) {
		struct resolution r;
		struct conference c;

		if (conference_of(cx, rq, &c) &&
		    resolution_read(cx, rq->object.id, &r)) {
			res_go(cx, rs, resolution_path(cx, &c, &r, ""));
		}
		return;
	}
	problem_add(&problems, field_of(err), bulletin_sentence(cx, err));
	res_refuse(cx, rs, bulletin_err_status(err), &problems);
	show(cx, rq, rs, &problems);
}

static const struct param task_params[] = {
	{ "number",	param_line,	OPTIONAL },
	{ "text",	param_text,	OPTIONAL },
	{ "due",	param_line,	OPTIONAL },
	PARAMS_END
};

static void
xml(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct resolution r;
	str text;

	if (!resolution_read(cx, rq->object.id, &r) ||
	    akn_resolution(cx, r.id, &text) != BULLETIN_OK) {
		res_missing(cx, rq, rs);
		return;
	}
	bulletin_answer_text(cx, rs, S(AKN_TYPE), text);
	rs->file_name = arena_printf(cx->mem, "resolution-%d.xml", r.number);
}

extern const struct route resolution_routes[];	/* listed in tables.c */

const struct route resolution_routes[] = {
	{ "GET", "/c/{conference}/resolutions/{resolution}", ACT_LOGGED_IN,
	    find_resolution, one_page, NULL, NULL },
	{ "GET", "/c/{conference}/resolutions/{resolution}/xml",
	    ACT_LOGGED_IN, find_resolution, xml, NULL, NULL },
	{ "POST", "/c/{conference}/resolutions/{resolution}/tasks",
	    ACT_KEEP_CONFERENCE, find_resolution, task_post, task_params,
	    NULL },
	ROUTES_END
};
