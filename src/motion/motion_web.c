/*
 * motion_web.c - one motion: handed in, read with its amendments, decided.
 *
 *	GET  /c/{conference}/motions/new, POST /c/{conference}/motions
 *	GET  /c/{conference}/motions/{motion}
 *	POST .../back				by who moved it
 *	POST .../arrange			by who prepares the conference
 *	POST .../decide .../undecide		by the chair
 */
#include "motion/motion_pages.h"

#include "org/org.h"

struct motion_new_view {
	struct part_errors_view	 errors;
	struct path		 back, to;
	str			 over, unit_name, unit_public_id, draft, key;
	str			 until;
	struct part_line_view	 title;
	struct part_text_view	 text, reason;
	struct part_select_view	 meeting;
};

struct motion_page_view {
	struct part_errors_view	 errors;
	struct path		 list_href, base, leading_href, insert_href;
	str			 over, title, lead, reason, together, leading;
	str			 key, decide_hint;
	struct motion_paragraph	*paragraphs, *final;
	size_t			 paragraphs_len, final_len;
	struct motion_amendment	*amendments;
	size_t			 amendments_len;
	bool			 may_amend, may_chair, may_back, may_arrange;
	bool			 may_undecide;
	struct motion_vote	 vote;
	struct path		 put;
	struct part_line_view	 topic, position;
	struct part_select_view	 leads;
};

#include "motion/motion_new.html.h"
#include "motion/motion_page.html.h"

static const struct problems none = { .list_len = 0 };

/* ---- handing in -------------------------------------------------------- */

static void
show_new(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct conference *c, const struct problems *problems)
{
	struct html main = html_start(cx);
	struct motion_new_view v;
	struct unit unit;

	if (!org_unit(cx, rq->object.unit, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v = (struct motion_new_view){
		.back = conference_path(cx, c, "/motions"),
		.to = conference_path(cx, c, "/motions"),
		.over = c->title, .unit_name = unit.name,
		.unit_public_id = unit.public_id, .key = rq->key,
		.draft = arena_printf(cx->mem, "motion " STR_FMT,
		    STR_ARG(c->public_id)),
		.until = motion_until(cx,
		    motion_rule(cx, c->id).motions_until),
		.title = { .id = "title", .label = "What is it about?",
		    .need = true, .value = req_str(rq, "title"),
		    .problem = problem_of(problems, "title") },
		.text = { .id = "text", .label = "What the conference is to "
		    "decide", .rows = 10, .need = true,
		    .hint = S("An empty line between paragraphs. Amendments"
		    " name the paragraph they change."),
		    .value = req_str(rq, "text"),
		    .problem = problem_of(problems, "text") },
		.reason = { .id = "reason", .label = "Why, if you like",
		    .value = req_str(rq, "reason"),
		    .problem = problem_of(problems, "reason") },
		.meeting = motion_meetings(cx, rq, unit.id,
		    problem_of(problems, "meeting")),
	};
	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	motion_new_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, c, NAV_PAPERS,
	    S("Hand in a motion")), &main);
}

static void
new_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	show_new(cx, rq, rs, &c, &none);
}

static const char *
field_of(enum motion_err err)
{
	return err == MOTION_NO_TITLE ? "title" :
	    err == MOTION_NO_TEXT || err == MOTION_TOO_LONG ? "text" :
	    err == MOTION_NO_MEETING ? "meeting" : "";
}

static void
new_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct motion in = { .conference_id = rq->object.conference,
		.unit_id = rq->object.unit, .title = req_str(rq, "title"),
		.text = req_str(rq, "text"), .reason = req_str(rq, "reason"),
		.meeting_id = motion_meeting_named(cx, rq) };
	struct problems problems = { .list_len = 0 };
	enum motion_err err;
	struct conference c;
	struct motion m;
	int64_t id;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	err = motion_hand_in(cx, &in, &id);
	if (err == MOTION_OK && motion_read(cx, id, &m)) {
		res_go(cx, rs, motion_path(cx, &c, &m));
		return;
	}
	problem_add(&problems, field_of(err), motion_sentence(cx, err));
	res_refuse(cx, rs, motion_err_status(err), &problems);
	show_new(cx, rq, rs, &c, &problems);
}

/* ---- one --------------------------------------------------------------- */

static bool
keeps_meetings(struct ctx *cx, int64_t unit_id)
{
	return may(cx, ACT_KEEP_MEETINGS, (struct object){ .unit = unit_id });
}

static struct object
at_conference(const struct conference *c)
{
	return (struct object){ .unit = c->unit_id, .conference = c->id };
}

static str
note_of(struct ctx *cx, const struct amendment *list, size_t len, size_t of)
{
	str names = S("");

	for (size_t i = 0; i < len; i++) {
		if (i != of && list[i].state == MOTION_OPEN &&
		    amendment_excludes(&list[i], &list[of])) {
			names = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
			    STR_ARG(names), names.len > 0 ? ", " : "",
			    STR_ARG(list[i].name));
		}
	}
	return names.len == 0 || list[of].state != MOTION_OPEN ? S("") :
	    arena_printf(cx->mem, "If it is carried, " STR_FMT " falls.",
	    STR_ARG(names));
}

static void
fill_amendments(struct ctx *cx, const struct conference *c,
    const struct motion *m, struct motion_page_view *v)
{
	bool arranges = may(cx, ACT_KEEP_CONFERENCE, at_conference(c));
	bool chairs = may(cx, ACT_CHAIR, at_conference(c));
	struct amendment *list;
	size_t len;

	amendment_list(cx, m->id, &list, &len);
	v->amendments = NEW(cx->mem, struct motion_amendment, len);
	v->amendments_len = len;
	for (size_t i = 0; i < len; i++) {
		struct motion_amendment *a = &v->amendments[i];

		*a = motion_show_amendment(cx, m, &list[i]);
		a->note = note_of(cx, list, len, i);
		a->base = path_of(cx->mem, "/c/%s/amendments/%s",
		    c->public_id, list[i].public_id);
		(void)!motion_vote_about(cx, 0, list[i].id, &a->vote);
		a->put = motion_put_path(cx, c, list[i].public_id);
		a->may_chair = chairs && !a->vote.runs;
		a->may_undecide = chairs && list[i].state != MOTION_OPEN &&
		    amendment_may_undecide(cx, list[i].id) == MOTION_OK;
		a->may_arrange = arranges && len > 1;
		a->may_back = keeps_meetings(cx, list[i].unit_id);
	}
}

static void
fill_paragraphs(struct ctx *cx, const struct motion *m,
    struct motion_page_view *v)
{
	motion_rows(cx, m->text, &v->paragraphs, &v->paragraphs_len);
	motion_rows(cx, m->final_text, &v->final, &v->final_len);
	for (size_t i = 0; v->may_amend && i < v->paragraphs_len; i++) {
		v->paragraphs[i].amend_label = S("Amend");
		v->paragraphs[i].amend = (struct path){ arena_printf(cx->mem,
		    STR_FMT "/amend?paragraph=%zu", STR_ARG(v->base.text),
		    i + 1) };
	}
}

static void
fill_leading(struct ctx *cx, const struct conference *c,
    const struct motion *m, struct motion_page_view *v)
{
	struct motion leading;

	if (m->leading_id != 0 && motion_read(cx, m->leading_id, &leading)) {
		v->together = S("Taken together with another motion. If that"
		    " one is carried, this one falls:");
		v->leading = arena_printf(cx->mem, "%d. " STR_FMT,
		    leading.number, STR_ARG(leading.title));
		v->leading_href = motion_path(cx, c, &leading);
	}
}

/* The form of who prepares the conference. */
static void
fill_arrange(struct ctx *cx, const struct motion *m,
    const struct problems *problems, struct motion_page_view *v)
{
	struct part_option *options;
	struct motion *list;
	size_t len, n = 0;

	motion_list(cx, m->conference_id, &list, &len);
	options = NEW(cx->mem, struct part_option, len);
	for (size_t i = 0; i < len && n < PART_OPTIONS_MAX; i++) {
		if (list[i].id != m->id && list[i].leading_id == 0) {
			options[n++] = (struct part_option){
				.value = list[i].public_id,
				.label = arena_printf(cx->mem, "%d. " STR_FMT,
				    list[i].number, STR_ARG(list[i].title)),
				.chosen = list[i].id == m->leading_id };
		}
	}
	v->topic = (struct part_line_view){ .id = "topic",
	    .label = "Grouped under", .value = m->topic,
	    .problem = problem_of(problems, "topic") };
	v->position = (struct part_line_view){ .id = "position",
	    .label = "Place among all", .width = "w5", .mode = "numeric",
	    .value = arena_printf(cx->mem, "%d", m->position),
	    .problem = problem_of(problems, "position") };
	v->leads = (struct part_select_view){ .id = "leads",
	    .label = "Taken together with", .none = S("None"),
	    .options = options, .options_len = n,
	    .problem = problem_of(problems, "leads") };
}

static str
lead_of(struct ctx *cx, const struct motion *m)
{
	const char *kind;
	str chip = motion_state_chip(m->state, &kind);

	return arena_printf(cx->mem, "Moved by " STR_FMT ".%s" STR_FMT "%s",
	    STR_ARG(m->unit_name), chip.len > 0 ? " " : "", STR_ARG(chip),
	    chip.len > 0 ? "." : "");
}

static void
show_one(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct conference *c, const struct motion *m,
    const struct problems *problems)
{
	struct html main = html_start(cx);
	bool open = m->state == MOTION_OPEN;
	struct motion_page_view v = {
		.list_href = conference_path(cx, c, "/motions"),
		.base = motion_path(cx, c, m), .key = rq->key,
		.over = arena_printf(cx->mem, "Motion %d, " STR_FMT, m->number,
		    STR_ARG(c->title)),
		.title = m->title, .lead = lead_of(cx, m),
		.reason = m->reason,
		.decide_hint = S("Decided without a vote on this system, by"
		    " show of hands or without objection:"),
		.put = motion_put_path(cx, c, m->public_id),
		.may_amend = open && cx->actor != 0,
		.may_chair = open && may(cx, ACT_CHAIR, at_conference(c)),
		.may_undecide = !open &&
		    may(cx, ACT_CHAIR, at_conference(c)) &&
		    motion_may_undecide(cx, m->id) == MOTION_OK,
		.may_back = open && keeps_meetings(cx, m->unit_id),
		.may_arrange = may(cx, ACT_KEEP_CONFERENCE, at_conference(c)),
	};

	v.insert_href = path_more(cx->mem, v.base, "/amend");
	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	if (motion_vote_about(cx, m->id, 0, &v.vote) && v.vote.runs) {
		v.may_chair = v.may_back = v.may_amend = false;
	}
	fill_paragraphs(cx, m, &v);
	fill_amendments(cx, c, m, &v);
	fill_leading(cx, c, m, &v);
	if (v.may_arrange) {
		fill_arrange(cx, m, problems, &v);
	}
	motion_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, c, NAV_PAPERS, m->title),
	    &main);
}

static void
one_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference c;
	struct motion m;

	if (!conference_of(cx, rq, &c) ||
	    !motion_read(cx, rq->object.id, &m)) {
		res_missing(cx, rq, rs);
		return;
	}
	show_one(cx, rq, rs, &c, &m, &none);
}

/* ---- what is done with one --------------------------------------------- */

/* Back to its page, with the sentence where it was refused. */
static void
answer(struct ctx *cx, const struct req *rq, struct res *rs,
    enum motion_err err, const char *field)
{
	struct problems problems = { .list_len = 0 };
	struct conference c;
	struct motion m;

	if (!conference_of(cx, rq, &c) ||
	    !motion_read(cx, rq->object.id, &m)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (err == MOTION_OK) {
		res_go(cx, rs, motion_path(cx, &c, &m));
		return;
	}
	problem_add(&problems, field, motion_sentence(cx, err));
	res_refuse(cx, rs, motion_err_status(err), &problems);
	show_one(cx, rq, rs, &c, &m, &problems);
}

static void
post_back(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, motion_take_back(cx, rq->object.id), "");
}

static void
post_decide(struct ctx *cx, const struct req *rq, struct res *rs)
{
	str said = req_str(rq, "decided");

	answer(cx, rq, rs, motion_decide(cx, rq->object.id,
	    str_eq(said, S("carried")) ? MOTION_CARRIED :
	    str_eq(said, S("referred")) ? MOTION_REFERRED :
	    MOTION_NOT_CARRIED), "");
}

static void
post_undecide(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, motion_undecide(cx, rq->object.id), "");
}

static void
post_arrange(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct motion leading = { .id = 0 }, m;
	int64_t position;

	if (!motion_read(cx, rq->object.id, &m)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (!req_number(rq, "position", &position) || position < 1 ||
	    position > MOTIONS_MAX) {
		position = m.position;
	}
	if (req_str(rq, "leads").len > 0 &&
	    !motion_by_public(cx, req_str(rq, "leads"), &leading)) {
		answer(cx, rq, rs, MOTION_NONE, "leads");
		return;
	}
	answer(cx, rq, rs, motion_arrange(cx, m.id, req_str(rq, "topic"),
	    (int)position, leading.id), "leads");
}

/* ---- the table --------------------------------------------------------- */

static bool
param_decided(str s)
{
	return str_eq(s, S("carried")) || str_eq(s, S("not")) ||
	    str_eq(s, S("referred"));
}

static const struct param new_params[] = {
	{ "unit",	param_public,	OPTIONAL },
	{ "title",	param_line,	OPTIONAL },
	{ "text",	param_text,	OPTIONAL },
	{ "reason",	param_text,	OPTIONAL },
	{ "meeting",	param_line,	OPTIONAL },
	PARAMS_END
};

static const struct param decide_params[] = {
	{ "decided",	param_decided,	REQUIRED },
	PARAMS_END
};

static const struct param arrange_params[] = {
	{ "topic",	param_line,	OPTIONAL },
	{ "position",	param_line,	OPTIONAL },
	{ "leads",	param_line,	OPTIONAL },
	PARAMS_END
};

extern const struct route motion_routes[];	/* listed in tables.c */

const struct route motion_routes[] = {
	{ "GET", "/c/{conference}/motions/new", ACT_KEEP_MEETINGS,
	    motion_find_mover, new_page, new_params, NULL },
	{ "POST", "/c/{conference}/motions", ACT_KEEP_MEETINGS,
	    motion_find_mover, new_post, new_params, NULL },
	{ "GET", "/c/{conference}/motions/{motion}", ACT_LOGGED_IN,
	    motion_find, one_page, NULL, NULL },
	{ "POST", "/c/{conference}/motions/{motion}/back", ACT_KEEP_MEETINGS,
	    motion_find, post_back, NULL, NULL },
	{ "POST", "/c/{conference}/motions/{motion}/arrange",
	    ACT_KEEP_CONFERENCE, motion_find_there, post_arrange,
	    arrange_params, NULL },
	{ "POST", "/c/{conference}/motions/{motion}/decide", ACT_CHAIR,
	    motion_find_there, post_decide, decide_params, NULL },
	{ "POST", "/c/{conference}/motions/{motion}/undecide", ACT_CHAIR,
	    motion_find_there, post_undecide, NULL, NULL },
	ROUTES_END
};
