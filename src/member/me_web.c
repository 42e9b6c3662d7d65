/*
 * me_web.c - My page: what is asked of me, all that is kept about me, who has
 * looked, a copy, asking for a correction.
 *
 *	GET  /me			everything in brief
 *	GET  /me/records/{section}	one part in full
 *	GET  /me/looks			who has looked
 *	GET  /me/export			what the copy holds
 *	GET  /me/export/{format}	the copy: "text" or "json"
 *	GET  /me/correction		what I asked, and the form
 *	POST /me/correction		asks
 *
 * Each page shows cx->actor, and there is no way to name another person.
 */
#include "assignment/assignment.h"
#include "member/copy.h"
#include "member/records_pages.h"
#include "org/org.h"

#define LOOKS_BRIEF	5
#define RECORDS_BRIEF	6	/* rows of a section on My page */

struct me_assignment {
	struct icon	 icon;
	struct path	 href, done, help;
	str		 text, why, chip, done_key, help_key;
	const char	*chip_kind;
	bool		 open, can_ask, first;
};

struct me_section {
	struct icon		 icon;
	const char		*title;
	str			 who;
	struct path		 all, wrong;
	struct record_row	*rows;
	size_t			 rows_len, rows_all;
	bool			 more;
};

struct me_look {
	str	 by, office, what, at;
};

struct me_page_view {
	str			 since, name, lead, finished;
	struct part_strip_view	 said;
	struct me_assignment	*assignments;
	size_t			 assignments_len;
	struct me_section	*sections;
	size_t			 sections_len;
	struct me_look		*looks;
	size_t			 looks_len;
	bool			 looks_more;
};

struct records_page_view {
	const char		*title;
	str			 who;
	struct path		 wrong;
	struct record_row	*rows;
	size_t			 rows_len;
	bool			 more;
};

struct looks_page_view {
	struct me_look	*looks;
	size_t		 looks_len;
};

struct export_page_view {
	str	 count;
};

struct correction_page_view {
	str			 lead, key;
	bool			 can_ask;
	struct part_errors_view	 errors;
	struct part_line_view	 about;
	struct part_text_view	 text;
	struct me_correction { str about, text, answer, when; } *list;
	size_t			 list_len;
};

#include "member/correction_page.html.h"
#include "member/export_page.html.h"
#include "member/looks_page.html.h"
#include "member/me_page.html.h"
#include "member/records_page.html.h"

static bool
find_self(struct ctx *cx, const struct req *rq, struct object *out)
{
	(void)rq;
	out->member = cx->actor;
	return true;
}

static void
finish(struct ctx *cx, const struct req *rq, struct res *rs,
    const char *title, bool keep, const struct html *main)
{
	rs->no_store = true;
	res_page(cx, rq, rs, (struct frame){
		.title = str_z(title), .nav = NAV_ME, .offline_keep = keep,
	}, main);
}

/* ---- my assignments ---------------------------------------------------- */

static bool
is_closed(const struct assignment *a)
{
	return a->state == ASSIGNMENT_FINISHED ||
	    a->state == ASSIGNMENT_DROPPED;
}

static void
say_state(struct ctx *cx, const struct assignment *a, struct me_assignment *out)
{
	out->why = arena_printf(cx->mem, "Taken on " STR_FMT ".",
	    STR_ARG(day_short(cx->mem, a->given_on, cx->today)));
	out->icon = (struct icon){ "list-checks", false };
	out->chip = day_brief(cx->mem, a->due, cx->today);
	out->chip_kind = date_known(a->due) &&
	    date_cmp(a->due, cx->today) < 0 ? "late" : "";
	if (a->state == ASSIGNMENT_HELP) {
		out->why = arena_printf(cx->mem, "You asked for help" STR_FMT
		    STR_FMT ".", STR_ARG(a->state_note.len > 0 ? S(": ") :
		    S("")), STR_ARG(a->state_note));
		out->icon.name = "hand";
	} else if (a->state == ASSIGNMENT_REPORTED) {
		out->why = arena_printf(cx->mem, "You said on " STR_FMT
		    " that it is done. Whoever keeps the assignments looks at"
		    " it.", STR_ARG(moment_text(cx->mem, a->state_at)));
		out->icon.name = "circle-check";
		out->chip = S("In review");
		out->chip_kind = "info";
	}
}

static void
read_assignments(struct ctx *cx, const struct req *rq, struct me_page_view *v)
{
	struct assignment *list;
	size_t len, closed = 0;
	bool first = true;

	assignment_of_member(cx, cx->actor, &list, &len);
	v->assignments = NEW(cx->mem, struct me_assignment, len);
	for (size_t i = 0; i < len; i++) {
		struct me_assignment *out;

		if (is_closed(&list[i])) {
			closed++;
			continue;
		}
		out = &v->assignments[v->assignments_len++];
		out->text = list[i].text;
		out->href = path_of(cx->mem, "/assignments/%s",
		    list[i].public_id);
		out->done = path_of(cx->mem, "/assignments/%s/done",
		    list[i].public_id);
		out->help = path_of(cx->mem, "/assignments/%s/help",
		    list[i].public_id);
		out->open = list[i].state != ASSIGNMENT_REPORTED;
		out->can_ask = list[i].state == ASSIGNMENT_OPEN;
		out->first = out->open && first;
		first = first && !out->open;
		out->done_key = arena_printf(cx->mem, STR_FMT "d%zu",
		    STR_ARG(rq->key), i);
		out->help_key = arena_printf(cx->mem, STR_FMT "h%zu",
		    STR_ARG(rq->key), i);
		say_state(cx, &list[i], out);
	}
	if (closed > 0) {
		v->finished = arena_printf(cx->mem, "%zu finished before",
		    closed);
	}
}

/* ---- looks ------------------------------------------------------------- */

static void
read_looks(struct ctx *cx, size_t max, struct me_look **out, size_t *out_len)
{
	struct look *list;
	size_t len;

	member_looks(cx, cx->actor, max, &list, &len);
	*out = NEW(cx->mem, struct me_look, len);
	*out_len = len;
	for (size_t i = 0; i < len; i++) {
		(*out)[i] = (struct me_look){
			.by = list[i].by,
			.office = list[i].office,
			.what = arena_printf(cx->mem, "At " STR_FMT ". Reason:"
			    " " STR_FMT ".", STR_ARG(list[i].what),
			    STR_ARG(list[i].reason.len > 0 ? list[i].reason :
			    S("none was given"))),
			.at = moment_text(cx->mem, list[i].at),
		};
	}
}

static void
get_looks(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct looks_page_view v = { 0 };
	struct html main = html_start(cx);

	read_looks(cx, LOOKS_MAX, &v.looks, &v.looks_len);
	looks_page_html(&main, &v);
	finish(cx, rq, rs, "Who has looked", true, &main);
}

/* ---- my page ----------------------------------------------------------- */

static struct path
wrong_path(struct ctx *cx, const char *title)
{
	return path_of(cx->mem, "/me/correction?about=%s", str_z(title));
}

static void
read_sections(struct ctx *cx, struct me_page_view *v)
{
	struct record_section *list;

	records_read(cx, RECORDS_BRIEF, &list, &v->sections_len);
	v->sections = NEW(cx->mem, struct me_section, v->sections_len);
	for (size_t i = 0; i < v->sections_len; i++) {
		v->sections[i] = (struct me_section){
			.icon = list[i].icon,
			.title = list[i].title,
			.who = list[i].who,
			.all = list[i].all,
			.wrong = wrong_path(cx, list[i].title),
			.rows = list[i].rows,
			.rows_len = list[i].rows_len,
			.rows_all = list[i].rows_all,
			.more = list[i].more,
		};
	}
}

static str
since_text(struct ctx *cx, const struct member *m)
{
	if (m->cell_id == 0) {
		return S("Not a member of a unit today");
	}
	return date_known(m->since) ? arena_printf(cx->mem, "Member since "
	    STR_FMT, STR_ARG(day_short(cx->mem, m->since, cx->today))) :
	    S("Member since before the records began");
}

static str
me_lead(struct ctx *cx, size_t assignments)
{
	static const char *const few[] = { NULL, "One assignment",
	    "Two assignments", "Three assignments", "Four assignments",
	    "Five assignments", "Six assignments" };

	if (assignments == 0) {
		return S("Everything that is kept about you.");
	}
	return arena_printf(cx->mem, STR_FMT
	    ", and everything that is kept about you.",
	    STR_ARG(assignments < COUNT(few) ? str_z(few[assignments]) :
	    count_of(cx->mem, (int64_t)assignments, "assignment",
	    "assignments")));
}

static void
get_me(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct me_page_view v = { 0 };
	struct html main = html_start(cx);
	struct member m;

	if (!member_read(cx, cx->actor, &m)) {
		res_go(cx, rs, path_of(cx->mem, "/me/settings"));
		return;
	}
	v.name = m.name;
	v.since = since_text(cx, &m);
	read_assignments(cx, rq, &v);
	v.lead = me_lead(cx, v.assignments_len);
	if (req_flag(rq, "asked")) {
		v.said = (struct part_strip_view){ .kind = "good",
		    .icon = { "circle-check", false },
		    .text = S("Your question was sent to the office that keeps"
		    " the list of members. The answer will stand here."),
		    .href = path_of(cx->mem, "/me/correction"),
		    .label = S("See it") };
	}
	read_sections(cx, &v);
	read_looks(cx, LOOKS_BRIEF + 1, &v.looks, &v.looks_len);
	if (v.looks_len > LOOKS_BRIEF) {
		v.looks_len = LOOKS_BRIEF;
		v.looks_more = true;
	}
	me_page_html(&main, &v);
	finish(cx, rq, rs, "My page", true, &main);
}

static void
get_records(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct records_page_view v = { 0 };
	struct html main = html_start(cx);
	struct record_section section;

	if (!records_read_one(cx, req_str(rq, "section"), &section)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.title = section.title;
	v.who = section.who;
	v.wrong = wrong_path(cx, section.title);
	v.rows = section.rows;
	v.rows_len = section.rows_len;
	v.more = section.more;
	records_page_html(&main, &v);
	finish(cx, rq, rs, section.title, true, &main);
}

/* ---- the copy ---------------------------------------------------------- */

static void
get_export(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct export_page_view v = { 0 };
	struct html main = html_start(cx);
	struct copy_table *tables;
	size_t len, rows = 0;

	copy_of_member(cx, cx->actor, &tables, &len);
	for (size_t i = 0; i < len; i++) {
		rows += tables[i].rows_len;
	}
	v.count = arena_printf(cx->mem, "Today that is " STR_FMT ". What you"
	    " may see of others, such as minutes, is not in it.",
	    STR_ARG(count_of(cx->mem, (int64_t)rows, "entry", "entries")));
	export_page_html(&main, &v);
	finish(cx, rq, rs, "Take a copy", false, &main);
}

static void
get_copy(struct ctx *cx, const struct req *rq, struct res *rs)
{
	bool json = str_eq(req_str(rq, "format"), S("json"));
	struct copy_table *tables;
	size_t len;
	str text;

	if (!json && !str_eq(req_str(rq, "format"), S("text"))) {
		res_missing(cx, rq, rs);
		return;
	}
	copy_of_member(cx, cx->actor, &tables, &len);
	text = json ? copy_json(cx->mem, tables, len) :
	    copy_text(cx->mem, tables, len);
	rs->no_store = true;
	rs->type = json ? S("application/json") :
	    S("text/plain; charset=utf-8");
	rs->file_name = json ? S("my-records.json") : S("my-records.txt");
	rs->body = (struct html){ .mem = cx->mem,
	    .at = arena_copy_z(cx->mem, text), .len = text.len,
	    .cap = text.len };
}

/* ---- asking for a correction ------------------------------------------- */

static void
show_correction(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *problems)
{
	struct correction_page_view v = {
		.key = rq->key,
		.can_ask = member_cell(cx, cx->actor, cx->today) != 0,
		.errors = part_errors(cx->mem, problems),
		.about = { .id = "about", .label = "What is it about",
		    .value = req_str(rq, "about") },
		.text = { .id = "text",
		    .label = "What is wrong, and how should it read",
		    .hint = S("The office that keeps the list of members of"
		    " your unit reads this. You see its answer here."),
		    .value = req_str(rq, "text"), .need = true,
		    .problem = problem_of(problems, "text") },
	};
	struct html main = html_start(cx);
	struct correction *list;

	v.lead = v.can_ask ? S("What is kept about you should be right.") :
	    S("You belong to no unit today, so there is nobody here to ask."
	    " Turn to an administrator of the organisation.");
	member_corrections(cx, cx->actor, &list, &v.list_len);
	v.list = NEW(cx->mem, struct me_correction, v.list_len);
	for (size_t i = 0; i < v.list_len; i++) {
		v.list[i] = (struct me_correction){
			.about = list[i].about,
			.text = list[i].text,
			.answer = list[i].answer,
			.when = list[i].answered_at == 0 ?
			    moment_text(cx->mem, list[i].at) :
			    arena_printf(cx->mem, STR_FMT "; answered by "
			    STR_FMT ", " STR_FMT,
			    STR_ARG(moment_text(cx->mem, list[i].at)),
			    STR_ARG(list[i].answered_by),
			    STR_ARG(moment_text(cx->mem,
			    list[i].answered_at))),
		};
	}
	correction_page_html(&main, &v);
	finish(cx, rq, rs, "Ask for a correction", false, &main);
}

static void
get_correction(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems none = { 0 };

	show_correction(cx, rq, rs, &none);
}

static void
post_correction(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems problems = { 0 };
	enum member_err err;
	int64_t id;

	err = member_correction_ask(cx, req_str(rq, "about"),
	    req_str(rq, "text"), &id);
	if (err == MEMBER_OK) {
		res_go(cx, rs, path_of(cx->mem, "/me?asked=1"));
		return;
	}
	problem_add(&problems, "text", member_sentence(cx, err));
	res_refuse(cx, rs, member_err_status(err), &problems);
	show_correction(cx, rq, rs, &problems);
}

static const struct param me_params[] = {
	{ "asked",	param_flag,	OPTIONAL },
	PARAMS_END
};
static const struct param ask_params[] = {
	{ "about",	param_line,	OPTIONAL },
	PARAMS_END
};
static const struct param correction_params[] = {
	{ "about",	param_line,	OPTIONAL },
	{ "text",	param_text,	OPTIONAL },
	PARAMS_END
};

extern const struct route me_routes[];		/* listed in tables.c */

const struct route me_routes[] = {
	/* An administrator has no such page and is led to the settings. */
	{ "GET",  "/me",	ACT_LOGGED_IN, find_self, get_me, me_params,
	    NULL },
	{ "GET",  "/me/records/{section}", ACT_SELF, find_self, get_records,
	    NULL, NULL },
	{ "GET",  "/me/looks",	ACT_SELF, find_self, get_looks, NULL, NULL },
	{ "GET",  "/me/export",	ACT_SELF, find_self, get_export, NULL, NULL },
	{ "GET",  "/me/export/{format}", ACT_SELF, find_self, get_copy, NULL,
	    NULL },
	{ "GET",  "/me/correction", ACT_SELF, find_self, get_correction,
	    ask_params, NULL },
	{ "POST", "/me/correction", ACT_SELF, find_self, post_correction,
	    correction_params, NULL },
	ROUTES_END
};
