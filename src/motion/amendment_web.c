/*
 * amendment_web.c - amendments: handed in, ordered, decided.
 *
 *	GET  /c/{conference}/motions/{motion}/amend	?paragraph=, ?unit=
 *	POST /c/{conference}/motions/{motion}/amendments
 *	POST /c/{conference}/amendments/{amendment}/back	who moved it
 *	POST .../move				who prepares the conference
 *	POST .../decide .../undecide		the chair
 */
#include "motion/motion_pages.h"

#include "member/member.h"
#include "org/org.h"

struct amendment_new_view {
	struct part_errors_view	 errors;
	struct path		 back, to;
	str			 over, motion, unit_name, unit_public_id;
	str			 draft, key, until;
	struct part_choice_view	 kind;
	struct part_select_view	 paragraph, meeting;
	struct part_text_view	 text, reason;
};

#include "motion/amendment_new.html.h"

/* A motion, and the unit that amends it: the field `unit`, else one's cell. */
static bool
find_amender(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct object mover;

	if (!motion_find(cx, rq, out) || !motion_find_mover(cx, rq, &mover)) {
		return false;
	}
	out->unit = mover.unit;
	return true;
}

/* ---- handing in -------------------------------------------------------- */

#define KINDS		3
static const struct { const char *value, *label; enum amendment_kind kind; }
kinds[KINDS] = {
	{ "replace", "Replace a paragraph", AMEND_REPLACE },
	{ "out", "Take a paragraph out", AMEND_TAKE_OUT },
	{ "insert", "Add a paragraph after it", AMEND_INSERT },
};

static enum amendment_kind
kind_said(const struct req *rq)
{
	for (size_t i = 0; i < KINDS; i++) {
		if (str_eq(req_str(rq, "kind"), str_z(kinds[i].value))) {
			return kinds[i].kind;
		}
	}
	return req_str(rq, "paragraph").len > 0 ? AMEND_REPLACE :
	    AMEND_INSERT;
}

static struct part_choice_view
kind_choice(struct ctx *cx, const struct req *rq)
{
	struct part_option *options = NEW(cx->mem, struct part_option, KINDS);

	for (size_t i = 0; i < KINDS; i++) {
		options[i] = (struct part_option){
			.value = str_z(kinds[i].value),
			.label = str_z(kinds[i].label),
			.chosen = kinds[i].kind == kind_said(rq) };
	}
	return (struct part_choice_view){ .id = "kind",
	    .label = "What is to change?", .options = options,
	    .options_len = KINDS };
}

static int
paragraph_said(const struct req *rq)
{
	int64_t number;

	return req_number(rq, "paragraph", &number) && number >= 0 &&
	    number <= PARAGRAPHS_MAX ? (int)number : -1;
}

static struct part_select_view
paragraph_select(struct ctx *cx, const struct req *rq,
    const struct motion *m, str problem)
{
	str paragraph[PARAGRAPHS_MAX];
	size_t len = motion_paragraphs(m->text, paragraph);
	struct part_option *options = NEW(cx->mem, struct part_option,
	    len + 1);

	options[0] = (struct part_option){ .value = S("0"),
	    .label = S("Before the first"), .chosen = paragraph_said(rq) == 0 };
	for (size_t i = 0; i < len; i++) {
		options[i + 1] = (struct part_option){
			.value = arena_printf(cx->mem, "%zu", i + 1),
			.label = arena_printf(cx->mem, "%zu. " STR_FMT, i + 1,
			    STR_ARG(utf8_cut(paragraph[i], 60))),
			.chosen = paragraph_said(rq) == (int)i + 1 };
	}
	return (struct part_select_view){ .id = "paragraph",
	    .label = "Which paragraph?", .options = options,
	    .options_len = len + 1, .problem = problem };
}

/* What stands there now, to be changed, while nothing was typed. */
static str
text_to_change(const struct req *rq, const struct motion *m, bool typed)
{
	str paragraph[PARAGRAPHS_MAX];
	size_t len = motion_paragraphs(m->text, paragraph);
	int at = paragraph_said(rq);

	return typed || at < 1 || (size_t)at > len ? req_str(rq, "text") :
	    paragraph[at - 1];
}

static void
show_new(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct motion *m, const struct problems *problems)
{
	struct html main = html_start(cx);
	struct amendment_new_view v;
	struct conference c;
	struct unit unit;

	if (!conference_of(cx, rq, &c) ||
	    !org_unit(cx, rq->object.unit, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v = (struct amendment_new_view){
		.back = motion_path(cx, &c, m),
		.to = path_of(cx->mem, "/c/%s/motions/%s/amendments",
		    c.public_id, m->public_id),
		.over = arena_printf(cx->mem, "Motion %d: " STR_FMT,
		    m->number, STR_ARG(m->title)),
		.motion = m->title, .unit_name = unit.name,
		.unit_public_id = unit.public_id, .key = rq->key,
		.draft = arena_printf(cx->mem, "amend " STR_FMT,
		    STR_ARG(m->public_id)),
		.until = motion_until(cx,
		    motion_rule(cx, c.id).amendments_until),
		.kind = kind_choice(cx, rq),
		.paragraph = paragraph_select(cx, rq, m,
		    problem_of(problems, "paragraph")),
		.text = { .id = "text", .label = "The new words", .rows = 6,
		    .hint = S("Leave it empty to take a paragraph out."),
		    .value = text_to_change(rq, m, problems->list_len > 0),
		    .problem = problem_of(problems, "text") },
		.reason = { .id = "reason", .label = "Why, if you like",
		    .value = req_str(rq, "reason") },
		.meeting = motion_meetings(cx, rq, unit.id,
		    problem_of(problems, "meeting")),
	};
	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	amendment_new_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_PAPERS,
	    S("Hand in an amendment")), &main);
}

static void
new_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none = { .list_len = 0 };
	struct motion m;

	if (!motion_read(cx, rq->object.id, &m)) {
		res_missing(cx, rq, rs);
		return;
	}
	show_new(cx, rq, rs, &m, &none);
}

static const char *
field_of(enum motion_err err)
{
	return err == MOTION_NO_PARAGRAPH ? "paragraph" :
	    err == MOTION_NO_TEXT || err == MOTION_TOO_LONG ||
	    err == MOTION_SAME_TEXT ? "text" :
	    err == MOTION_NO_MEETING ? "meeting" : "";
}

static void
new_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct amendment in = { .motion_id = rq->object.id,
		.unit_id = rq->object.unit, .kind = kind_said(rq),
		.paragraph = paragraph_said(rq), .text = req_str(rq, "text"),
		.reason = req_str(rq, "reason"),
		.meeting_id = motion_meeting_named(cx, rq) };
	struct problems problems = { .list_len = 0 };
	enum motion_err err;
	struct conference c;
	struct motion m;
	int64_t id;

	if (!conference_of(cx, rq, &c) ||
	    !motion_read(cx, rq->object.id, &m)) {
		res_missing(cx, rq, rs);
		return;
	}
	err = amendment_hand_in(cx, &in, &id);
	if (err == MOTION_OK) {
		res_go(cx, rs, motion_path(cx, &c, &m));
		return;
	}
	problem_add(&problems, field_of(err), motion_sentence(cx, err));
	res_refuse(cx, rs, motion_err_status(err), &problems);
	show_new(cx, rq, rs, &m, &problems);
}

/* ---- what is done with one --------------------------------------------- */

static void
answer(struct ctx *cx, const struct req *rq, struct res *rs,
    enum motion_err err)
{
	str sentence = motion_sentence(cx, err);
	struct amendment a;
	struct conference c;
	struct motion m;

	if (!conference_of(cx, rq, &c) ||
	    !amendment_read(cx, rq->object.id, &a) ||
	    !motion_read(cx, a.motion_id, &m)) {
		res_missing(cx, rq, rs);
	} else if (err != MOTION_OK) {
		res_problem(cx, rq, rs, motion_err_status(err),
		    "The amendment is as it was",
		    arena_copy_z(cx->mem, sentence));
	} else {
		res_go(cx, rs, motion_path(cx, &c, &m));
	}
}

static void
post_back(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, amendment_take_back(cx, rq->object.id));
}

static void
post_move(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, amendment_move(cx, rq->object.id,
	    str_eq(req_str(rq, "to"), S("earlier"))));
}

static void
post_decide(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, amendment_decide(cx, rq->object.id,
	    str_eq(req_str(rq, "decided"), S("carried")) ? MOTION_CARRIED :
	    MOTION_NOT_CARRIED));
}

static void
post_undecide(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, amendment_undecide(cx, rq->object.id));
}

/* ---- the table --------------------------------------------------------- */

static bool
param_decided(str s)
{
	return str_eq(s, S("carried")) || str_eq(s, S("not"));
}

static bool
param_where(str s)
{
	return str_eq(s, S("earlier")) || str_eq(s, S("later"));
}

static const struct param new_params[] = {
	{ "unit",	param_public,	OPTIONAL },
	{ "kind",	param_word,	OPTIONAL },
	{ "paragraph",	param_line,	OPTIONAL },
	{ "text",	param_text,	OPTIONAL },
	{ "reason",	param_text,	OPTIONAL },
	{ "meeting",	param_line,	OPTIONAL },
	PARAMS_END
};

static const struct param decide_params[] = {
	{ "decided",	param_decided,	REQUIRED },
	PARAMS_END
};

static const struct param move_params[] = {
	{ "to",		param_where,	REQUIRED },
	PARAMS_END
};

extern const struct route amendment_routes[];	/* listed in tables.c */

const struct route amendment_routes[] = {
	{ "GET", "/c/{conference}/motions/{motion}/amend", ACT_KEEP_MEETINGS,
	    find_amender, new_page, new_params, NULL },
	{ "POST", "/c/{conference}/motions/{motion}/amendments",
	    ACT_KEEP_MEETINGS, find_amender, new_post, new_params, NULL },
	{ "POST", "/c/{conference}/amendments/{amendment}/back",
	    ACT_KEEP_MEETINGS, amendment_find, post_back, NULL, NULL },
	{ "POST", "/c/{conference}/amendments/{amendment}/move",
	    ACT_KEEP_CONFERENCE, amendment_find_there, post_move, move_params,
	    NULL },
	{ "POST", "/c/{conference}/amendments/{amendment}/decide", ACT_CHAIR,
	    amendment_find_there, post_decide, decide_params, NULL },
	{ "POST", "/c/{conference}/amendments/{amendment}/undecide", ACT_CHAIR,
	    amendment_find_there, post_undecide, NULL, NULL },
	ROUTES_END
};
