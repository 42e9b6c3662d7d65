/*
 * plan_web.c - plans and their goals, as pages.
 *
 *	GET  /plan			our targets, or ?unit=
 *	GET  /plan/new, POST /plan	a plan begins; ?resolution= has words
 *	GET  /plan/{plan}		its goals and how they stand
 *	GET, POST /plan/{plan}/edit	its words and days
 *	GET, POST /plan/{plan}/goals	one goal more
 */
#include "plan/plan_pages.h"

#include "bulletin/bulletin_pages.h"
#include "exception/exception_pages.h"
#include "http/lines.h"
#include "member/member.h"
#include "motion/motion.h"
#include "office/office.h"

#define PLACES_MAX	12		/* units of one person */

struct plans_page_view {
	str			 unit_name, lead, others_heading;
	struct place {
		str		 name;
		struct path	 href;
		bool		 here;
	}			*places;
	size_t			 places_len;
	struct plan_group {
		str		 title, text;
		struct path	 href;
		struct plan_target_row_view	*targets;
		size_t		 targets_len;
	}			*groups;
	size_t			 groups_len;
	struct part_empty_view	 empty;
	struct plan_link {
		str		 title, text;
		struct path	 href;
	}			*others;
	size_t			 others_len;
	bool			 may_begin;
	struct path		 new_href;
};

struct plan_page_view {
	struct path		 back, resolution_href, goal_href, edit_href;
	str			 back_label, over, title, lead;
	str			 resolution_label;
	struct plan_target_row_view	*goals;
	size_t			 goals_len;
	struct part_empty_view	 empty;
	struct plan_paragraph { str text; } *paragraphs;
	size_t			 paragraphs_len;
	bool			 keeps;
};

struct plan_form_view {
	struct part_errors_view	 errors;
	struct path		 back, to;
	str			 back_label, unit_name, heading, source, draft;
	str			 key, unit, resolution, label;
	struct part_line_view	 title, from, last;
	struct part_text_view	 text;
};

struct goal_form_view {
	struct part_errors_view	 errors;
	struct path		 back, to;
	str			 plan_title, draft, key;
	struct part_line_view	 title, measure, amount, due;
	struct part_choice_view	 every;
};

#include "plan/plan_track.html.h"
#include "plan/plan_target_row.html.h"
#include "plan/goal_form.html.h"
#include "plan/plan_form.html.h"
#include "plan/plan_page.html.h"
#include "plan/plans_page.html.h"

/* The unit of ?unit=, else the one the person is asked about first. */
static bool
find_unit(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct unit u;

	if (req_str(rq, "unit").len == 0) {
		out->unit = exception_home(cx);
		return true;		/* without a unit may() says no */
	}
	if (!org_unit_by_public(cx, req_str(rq, "unit"), &u)) {
		return false;
	}
	out->unit = u.id;
	return true;
}

/* ---- ours -------------------------------------------------------------- */

static void
add_place(struct ctx *cx, struct plans_page_view *v, int64_t unit_id,
    int64_t here)
{
	struct unit u;
	struct path href;

	if (unit_id == 0 || v->places_len == PLACES_MAX ||
	    !org_unit(cx, unit_id, &u)) {
		return;
	}
	href = path_of(cx->mem, "/plan?unit=%s", u.public_id);
	for (size_t i = 0; i < v->places_len; i++) {
		if (str_eq(v->places[i].href.text, href.text)) {
			return;
		}
	}
	v->places[v->places_len++] = (struct place){ u.name, href,
	    unit_id == here };
}

/* The cell and the units of offices, where somebody has more than one. */
static void
fill_places(struct ctx *cx, struct plans_page_view *v, int64_t here)
{
	struct term *held;
	size_t len;

	v->places = NEW(cx->mem, struct place, PLACES_MAX);
	office_held(cx, cx->actor, cx->today, &held, &len);
	for (size_t i = 0; i < len; i++) {
		add_place(cx, v, held[i].unit_id, here);
	}
	add_place(cx, v, member_cell(cx, cx->actor, cx->today), here);
	if (v->places_len == 1) {
		v->places_len = 0;
	}
}

static void
begin_group(struct ctx *cx, struct plans_page_view *v, int64_t plan_id,
    size_t room)
{
	struct plan_group *g = &v->groups[v->groups_len++];
	struct plan p = { .title = S("") };
	str years;

	if (plan_read(cx, plan_id, &p)) {
		years = plan_years(cx, &p);
		g->title = p.title;
		g->href = plan_path(cx, &p, "");
		g->text = arena_printf(cx->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(p.unit_name), STR_ARG(years));
	}
	g->targets = NEW(cx->mem, struct plan_target_row_view, room);
}

static void
fill_groups(struct ctx *cx, struct plans_page_view *v, const struct unit *u)
{
	struct target *list;
	int64_t plan_id = 0, late = 0;
	size_t len;

	target_of_unit(cx, u->id, cx->today, &list, &len);
	v->groups = NEW(cx->mem, struct plan_group, len);
	for (size_t i = 0; i < len; i++) {
		struct date next = target_next_report(&list[i]);
		struct plan_group *g;

		if (list[i].plan_id != plan_id) {
			plan_id = list[i].plan_id;
			begin_group(cx, v, plan_id, len - i);
		}
		g = &v->groups[v->groups_len - 1];
		g->targets[g->targets_len++] = target_view(cx, &list[i]);
		late += date_known(next) && date_cmp(next, cx->today) <= 0;
	}
	v->lead = arena_printf(cx->mem, STR_FMT ". " STR_FMT ".",
	    STR_ARG(count_of(cx->mem, (int64_t)len, "target", "targets")),
	    STR_ARG(late == 0 ? S("No report is due") : count_of(cx->mem,
	    late, "report is due", "reports are due")));
	if (len == 0) {
		v->lead = S("No target is set here for today.");
		v->empty = (struct part_empty_view){ S("Nothing is planned"),
		    S("When a plan reaches this unit, its share stands here"
		    " with what was reached. A plan begins with a resolution"
		    " or with the committee that sets it."), v->new_href,
		    v->may_begin ? S("Begin a plan") : S("") };
	}
}

/* The unit's own plans, also those that are over or to come. */
static void
fill_others(struct ctx *cx, struct plans_page_view *v, const struct unit *u)
{
	struct plan *list;

	plan_of_unit(cx, u->id, &list, &v->others_len);
	v->others = NEW(cx->mem, struct plan_link, v->others_len);
	v->others_heading = arena_printf(cx->mem, "Plans of " STR_FMT,
	    STR_ARG(u->name));
	for (size_t i = 0; i < v->others_len; i++) {
		v->others[i] = (struct plan_link){ list[i].title,
		    plan_years(cx, &list[i]), plan_path(cx, &list[i], "") };
	}
}

static void
plans_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct plans_page_view v = { .groups = NULL };
	struct unit unit;

	if (!org_unit(cx, rq->object.unit, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.unit_name = unit.name;
	v.may_begin = may(cx, ACT_ISSUE_GOALS, rq->object) &&
	    !date_known(unit.dissolved);
	v.new_href = path_of(cx->mem, "/plan/new?unit=%s", unit.public_id);
	fill_places(cx, &v, unit.id);
	fill_groups(cx, &v, &unit);
	fill_others(cx, &v, &unit);
	plans_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Our plan"),
	    .nav = NAV_PLAN, .offline_keep = true }, &main);
}

/* ---- one plan ---------------------------------------------------------- */

static void
fill_source(struct ctx *cx, const struct plan *p, struct plan_page_view *v)
{
	struct resolution_link r;

	if (resolution_link(cx, p->resolution_id, &r)) {
		v->resolution_href = r.href;
		v->resolution_label = text_capital(cx->mem, r.name);
	}
}

static void
fill_text(struct ctx *cx, const struct plan *p, struct plan_page_view *v)
{
	str part[PARAGRAPHS_MAX];

	v->paragraphs_len = motion_paragraphs(p->text, part);
	v->paragraphs = NEW(cx->mem, struct plan_paragraph,
	    v->paragraphs_len);
	for (size_t i = 0; i < v->paragraphs_len; i++) {
		v->paragraphs[i].text = part[i];
	}
}

static void
fill_goals(struct ctx *cx, const struct plan *p, struct plan_page_view *v)
{
	struct target *list;

	target_of_plan(cx, p->id, &list, &v->goals_len);
	v->goals = NEW(cx->mem, struct plan_target_row_view, v->goals_len);
	for (size_t i = 0; i < v->goals_len; i++) {
		str due = day_brief(cx->mem, list[i].due, DATE_NONE);
		struct plan_target_row_view *g = &v->goals[i];

		*g = target_view(cx, &list[i]);
		g->figures = arena_printf(cx->mem, STR_FMT " by " STR_FMT,
		    STR_ARG(g->figures), STR_ARG(due));
	}
	v->lead = arena_printf(cx->mem, STR_FMT ".", STR_ARG(count_of(cx->mem,
	    (int64_t)v->goals_len, "goal", "goals")));
	v->empty = (struct part_empty_view){ S("No goal is set yet"),
	    S("A goal says what is counted, how much of it, and by which"
	    " day. Then it can be shared out to the units below."),
	    v->goal_href, v->keeps ? S("Set a goal") : S("") };
}

static void
plan_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct plan_page_view v;
	struct plan p;
	str years;

	if (!plan_read(cx, rq->object.id, &p)) {
		res_missing(cx, rq, rs);
		return;
	}
	years = plan_years(cx, &p);
	v = (struct plan_page_view){
		.back = path_of(cx->mem, "/plan"), .back_label = S("Our plan"),
		.over = arena_printf(cx->mem, "Plan of " STR_FMT ", " STR_FMT,
		    STR_ARG(p.unit_name), STR_ARG(years)),
		.title = p.title,
		.keeps = may(cx, ACT_ISSUE_GOALS, rq->object),
		.goal_href = plan_path(cx, &p, "/goals"),
		.edit_href = plan_path(cx, &p, "/edit"),
	};
	fill_source(cx, &p, &v);
	fill_goals(cx, &p, &v);
	fill_text(cx, &p, &v);
	plan_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = p.title,
	    .nav = NAV_PLAN, .offline_keep = true }, &main);
}

/* ---- the forms of a plan ----------------------------------------------- */

static const char *
field_of(enum plan_err err)
{
	switch ((int)err) {
	case PLAN_NO_TITLE:
	case PLAN_TOO_LONG:
		return "title";
	case PLAN_NO_MEASURE:
		return "measure";
	case PLAN_AMOUNT:
		return "amount";
	case PLAN_DUE:
		return "due";
	case PLAN_EVERY:
		return "every";
	case PLAN_DAYS:
	case PLAN_SHORTER:
		return "last";
	default:
		return "";
	}
}

/* What the form holds: what was typed, else what the plan says. */
static void
show_form(struct ctx *cx, const struct req *rq, struct res *rs,
    struct plan_form_view *v, const struct plan *p, bool typed,
    const struct problems *problems)
{
	struct html main = html_start(cx);

	v->key = rq->key;
	v->title = (struct part_line_view){ .id = "title", .label = "Title",
	    .need = true, .value = typed ? req_str(rq, "title") : p->title,
	    .problem = problem_of(problems, "title") };
	v->from = day_line(cx, "from", "First day", typed ?
	    req_str(rq, "from") : date_str(cx->mem, p->from),
	    problem_of(problems, "from"));
	v->last = day_line(cx, "last", "Last day", typed ?
	    req_str(rq, "last") : date_str(cx->mem, p->last),
	    problem_of(problems, "last"));
	v->text = (struct part_text_view){ .id = "text", .rows = 8,
	    .label = "What it is for",
	    .value = typed ? req_str(rq, "text") : p->text,
	    .problem = problem_of(problems, "text") };
	if (problems->list_len > 0) {
		v->errors = part_errors(cx->mem, problems);
	}
	plan_form_html(&main, v);
	res_page(cx, rq, rs, (struct frame){ .title = v->heading,
	    .nav = NAV_PLAN }, &main);
}

static bool
read_form(struct ctx *cx, const struct req *rq, struct plan *out,
    struct problems *problems)
{
	out->title = req_str(rq, "title");
	out->text = req_str(rq, "text");
	if (!req_day(rq, "from", cx->today, &out->from)) {
		problem_add(problems, "from", S("This is no day that can be"
		    " read. Write it like 1.1.2026."));
	}
	if (!req_day(rq, "last", cx->today, &out->last)) {
		problem_add(problems, "last", S("This is no day that can be"
		    " read. Write it like 31.12.2030."));
	}
	return problems->list_len == 0;
}

/* The words of a resolution, and from whom it comes. */
static void
take_resolution(struct ctx *cx, const struct req *rq, struct plan *p,
    struct plan_form_view *v)
{
	struct resolution_link link;
	struct resolution r;

	if (req_str(rq, "resolution").len == 0 ||
	    !resolution_by_public(cx, req_str(rq, "resolution"), &r) ||
	    !resolution_link(cx, r.id, &link)) {
		return;
	}
	p->resolution_id = r.id;
	p->title = r.title;
	p->text = r.text;
	v->resolution = r.public_id;
	v->source = arena_printf(cx->mem, "It carries out " STR_FMT ".",
	    STR_ARG(link.name));
}

static void
show_new(struct ctx *cx, const struct req *rq, struct res *rs, bool typed,
    const struct problems *problems)
{
	int year = date_ymd(cx->today).year;
	struct plan_form_view v = { .heading = S("Begin a plan"),
		.to = path_of(cx->mem, "/plan"), .back_label = S("Our plan"),
		.label = S("Begin the plan") };
	struct plan p = { .title = S(""), .text = S("") };
	struct unit unit;

	if (!org_unit(cx, rq->object.unit, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	/* Five years, if nobody says otherwise. */
	if (!date_make(year, 1, 1, &p.from) ||
	    !date_make(year + 4, 12, 31, &p.last)) {
		p.from = p.last = cx->today;
	}
	take_resolution(cx, rq, &p, &v);
	v.unit_name = unit.name;
	v.unit = unit.public_id;
	v.back = path_of(cx->mem, "/plan?unit=%s", unit.public_id);
	v.draft = arena_printf(cx->mem, "plan " STR_FMT,
	    STR_ARG(unit.public_id));
	show_form(cx, rq, rs, &v, &p, typed, problems);
}

static void
new_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none = { .list_len = 0 };

	show_new(cx, rq, rs, false, &none);
}

static void
refuse(struct ctx *cx, struct res *rs, struct problems *problems,
    enum plan_err err)
{
	if (err != PLAN_OK) {
		problem_add(problems, field_of(err), plan_sentence(cx, err));
	}
	res_refuse(cx, rs, err == PLAN_OK ? 422 : plan_err_status(err),
	    problems);
}

static void
new_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct plan p = { .unit_id = rq->object.unit };
	struct problems problems = { .list_len = 0 };
	enum plan_err err = PLAN_OK;
	struct resolution r;

	if (req_str(rq, "resolution").len > 0) {
		p.resolution_id = resolution_by_public(cx,
		    req_str(rq, "resolution"), &r) ? r.id : -1;
	}
	if (read_form(cx, rq, &p, &problems)) {
		err = plan_begin(cx, &p, &p.id);
		if (err == PLAN_OK && plan_read(cx, p.id, &p)) {
			res_go(cx, rs, plan_path(cx, &p, ""));
			return;
		}
	}
	refuse(cx, rs, &problems, err);
	show_new(cx, rq, rs, true, &problems);
}

static void
show_edit(struct ctx *cx, const struct req *rq, struct res *rs, bool typed,
    const struct problems *problems)
{
	struct plan_form_view v = { .heading = S("Change the plan"),
		.label = S("Keep it") };
	struct plan p;

	if (!plan_read(cx, rq->object.id, &p)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.unit_name = p.unit_name;
	v.back = plan_path(cx, &p, "");
	v.back_label = p.title;
	v.to = plan_path(cx, &p, "/edit");
	v.draft = arena_printf(cx->mem, "plan " STR_FMT,
	    STR_ARG(p.public_id));
	show_form(cx, rq, rs, &v, &p, typed, problems);
}

static void
edit_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none = { .list_len = 0 };

	show_edit(cx, rq, rs, false, &none);
}

static void
edit_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems problems = { .list_len = 0 };
	enum plan_err err = PLAN_OK;
	struct plan p;

	if (!plan_read(cx, rq->object.id, &p)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (read_form(cx, rq, &p, &problems)) {
		err = plan_change(cx, &p);
		if (err == PLAN_OK) {
			res_go(cx, rs, plan_path(cx, &p, ""));
			return;
		}
	}
	refuse(cx, rs, &problems, err);
	show_edit(cx, rq, rs, true, &problems);
}

/* ---- a goal ------------------------------------------------------------ */

static struct part_choice_view
every_choice(struct ctx *cx, const struct req *rq,
    const struct problems *problems)
{
	static const struct { str value, label; } t[] = {
		{ S_INIT("1"), S_INIT("Each month") },
		{ S_INIT("3"), S_INIT("Each quarter") },
		{ S_INIT("6"), S_INIT("Each half year") },
		{ S_INIT("12"), S_INIT("Each year") },
		{ S_INIT("0"), S_INIT("When there is something to tell") },
	};
	str said = req_str(rq, "every");
	struct part_option *options = NEW(cx->mem, struct part_option,
	    COUNT(t));

	for (size_t i = 0; i < COUNT(t); i++) {
		options[i] = (struct part_option){ .value = t[i].value,
		    .label = t[i].label, .chosen = str_eq(t[i].value,
		    said.len == 0 ? S("3") : said) };
	}
	return (struct part_choice_view){ .id = "every",
	    .label = "How often is a report asked for?", .options = options,
	    .options_len = COUNT(t),
	    .problem = problem_of(problems, "every") };
}

static void
show_goal(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *problems)
{
	struct html main = html_start(cx);
	struct goal_form_view v = { .key = rq->key };
	str due = req_str(rq, "due");
	struct plan p;

	if (!plan_read(cx, rq->object.id, &p)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.plan_title = p.title;
	v.back = plan_path(cx, &p, "");
	v.to = plan_path(cx, &p, "/goals");
	v.draft = arena_printf(cx->mem, "goal " STR_FMT,
	    STR_ARG(p.public_id));
	v.title = (struct part_line_view){ .id = "title", .need = true,
	    .label = "What is to be reached?", .value = req_str(rq, "title"),
	    .hint = S("Towns with a shop of ours."),
	    .problem = problem_of(problems, "title") };
	v.measure = (struct part_line_view){ .id = "measure", .need = true,
	    .label = "What is counted?", .value = req_str(rq, "measure"),
	    .hint = S("As it stands behind a number: towns, kg of flour."
	    " What units report is added up."),
	    .problem = problem_of(problems, "measure") };
	v.amount = (struct part_line_view){ .id = "amount", .need = true,
	    .label = "How much in whole?", .mode = "numeric", .width = "w10",
	    .value = req_str(rq, "amount"),
	    .problem = problem_of(problems, "amount") };
	v.due = day_line(cx, "due", "By when?", due.len > 0 ? due :
	    date_str(cx->mem, p.last), problem_of(problems, "due"));
	v.every = every_choice(cx, rq, problems);
	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	goal_form_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Set a goal"),
	    .nav = NAV_PLAN }, &main);
}

static void
goal_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none = { .list_len = 0 };

	show_goal(cx, rq, rs, &none);
}

static void
goal_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct goal in = { .plan_id = rq->object.id,
		.title = req_str(rq, "title"),
		.measure = req_str(rq, "measure"),
		.amount = plan_number(rq, "amount"),
		.every = (int)req_int(rq, "every") };
	struct problems problems = { .list_len = 0 };
	enum plan_err err = PLAN_DUE;
	struct plan p;
	int64_t id;

	if (req_day(rq, "due", cx->today, &in.due)) {
		err = goal_set(cx, &in, &id);
	}
	if (err == PLAN_OK && plan_read(cx, in.plan_id, &p)) {
		res_go(cx, rs, plan_path(cx, &p, ""));
		return;
	}
	refuse(cx, rs, &problems, err);
	show_goal(cx, rq, rs, &problems);
}

/* ---- the table --------------------------------------------------------- */

static const struct param plans_params[] = {
	{ "unit",	param_public,	OPTIONAL },
	PARAMS_END
};

static const struct param plan_params[] = {
	{ "unit",	param_public,	OPTIONAL },
	{ "resolution",	param_public,	OPTIONAL },
	{ "title",	param_line,	OPTIONAL },
	{ "from",	param_line,	OPTIONAL },
	{ "last",	param_line,	OPTIONAL },
	{ "text",	param_text,	OPTIONAL },
	PARAMS_END
};

static const struct param goal_params[] = {
	{ "title",	param_line,	OPTIONAL },
	{ "measure",	param_line,	OPTIONAL },
	{ "amount",	param_line,	OPTIONAL },
	{ "due",	param_line,	OPTIONAL },
	{ "every",	param_int,	OPTIONAL },
	PARAMS_END
};

extern const struct route plan_routes[];

const struct route plan_routes[] = {
	{ "GET", "/plan", ACT_SEE_TARGETS, find_unit, plans_page,
	    plans_params, NULL },
	{ "GET", "/plan/new", ACT_ISSUE_GOALS, find_unit, new_page,
	    plan_params, NULL },
	{ "POST", "/plan", ACT_ISSUE_GOALS, find_unit, new_post, plan_params,
	    NULL },
	{ "GET", "/plan/{plan}", ACT_LOGGED_IN, plan_find, plan_page, NULL,
	    NULL },
	{ "GET", "/plan/{plan}/edit", ACT_ISSUE_GOALS, plan_find, edit_page,
	    NULL, NULL },
	{ "POST", "/plan/{plan}/edit", ACT_ISSUE_GOALS, plan_find, edit_post,
	    plan_params, NULL },
	{ "GET", "/plan/{plan}/goals", ACT_ISSUE_GOALS, plan_find, goal_page,
	    goal_params, NULL },
	{ "POST", "/plan/{plan}/goals", ACT_ISSUE_GOALS, plan_find,
	    goal_post, goal_params, NULL },
	ROUTES_END
};
