/* item_web.c - the form of an item of business. */
#include <inttypes.h>

#include "conference/conference_web.h"
#include "motion/motion.h"

struct item_form_view {
	struct part_errors_view	 errors;
	struct path		 back, action;
	str			 over, heading, label, key, sitting, draft;
	struct part_line_view	 title, minutes, reporter, number;
	struct part_line_view	 speech_minutes, debate_minutes;
	struct part_select_view	 kind, motions;
	struct part_text_view	 text, guide;
	bool			 more;
};

#include "conference/item_form.html.h"

const struct param item_start_params[] = {
	{ "sitting",	param_public,	REQUIRED },
	PARAMS_END
};

const struct param item_params[] = {
	{ "sitting",	param_public,	REQUIRED },
	{ "title",	param_line,	OPTIONAL },
	{ "kind",	param_int,	OPTIONAL },
	{ "number",	param_line,	OPTIONAL },
	{ "minutes",	param_line,	OPTIONAL },
	{ "reporter",	param_line,	OPTIONAL },
	{ "motion",	param_line,	OPTIONAL },
	{ "text",	param_text,	OPTIONAL },
	{ "guide",	param_text,	OPTIONAL },
	{ "speech_minutes", param_line,	OPTIONAL },
	{ "debate_minutes", param_line,	OPTIONAL },
	PARAMS_END
};

/* The form as it is filled in. */
struct item_form {
	struct conference	 c;
	struct sitting		 sitting;
	struct item		 was;		/* id 0: a new one */
	str			 title, number, minutes, reporter, motion;
	str			 text, guide, speech_minutes, debate_minutes;
	int			 kind;
	struct problems		 problems;
};

/* ---- showing ----------------------------------------------------------- */

static void
fill_kind(struct ctx *cx, struct item_form *f, struct item_form_view *v)
{
	struct part_option *options = NEW(cx->mem, struct part_option,
	    ITEM_CLOSING);
	size_t len = 0;

	for (enum item_kind k = ITEM_OPENING; k <= ITEM_CLOSING; k++) {
		options[len++] = (struct part_option){
			.value = arena_printf(cx->mem, "%d", k),
			.label = str_z(item_kind_text(k)),
			.chosen = f->kind == (int)k,
		};
	}
	v->kind = (struct part_select_view){ .id = "kind",
	    .label = "What it is", .options = options, .options_len = len };
}

static void
fill_motions(struct ctx *cx, struct item_form *f, struct item_form_view *v)
{
	struct part_option *options;
	struct motion *list;
	size_t len;

	motion_list(cx, f->c.id, &list, &len);
	len = len < PART_OPTIONS_MAX ? len : PART_OPTIONS_MAX;
	options = NEW(cx->mem, struct part_option, len);
	for (size_t i = 0; i < len; i++) {
		options[i] = (struct part_option){
			.value = list[i].public_id,
			.label = arena_printf(cx->mem, "%d: " STR_FMT,
			    list[i].number, STR_ARG(list[i].title)),
			.chosen = str_eq(f->motion, list[i].public_id),
		};
	}
	v->motions = (struct part_select_view){ .id = "motion",
	    .label = "Motion that is dealt with", .none = S("None"),
	    .options = options, .options_len = len,
	    .problem = problem_of(&f->problems, "motion") };
}

static struct part_line_view
line(struct item_form *f, const char *id, const char *label, str value,
    const char *hint)
{
	return (struct part_line_view){ .id = id, .label = label,
	    .value = value, .hint = str_z(hint),
	    .problem = problem_of(&f->problems, id) };
}

static struct part_line_view
number_line(struct item_form *f, const char *id, const char *label, str value,
    const char *hint)
{
	struct part_line_view v = line(f, id, label, value, hint);

	v.width = "w5";
	v.mode = "numeric";
	return v;
}

static void
fill_fields(struct item_form *f, struct item_form_view *v)
{
	v->title = line(f, "title", "What is dealt with", f->title, "");
	v->title.need = true;
	v->minutes = number_line(f, "minutes", "Minutes planned", f->minutes,
	    "When each item is due follows from this.");
	v->reporter = line(f, "reporter", "Who reports", f->reporter,
	    "The number on the badge. Leave it empty if nobody does.");
	v->reporter.width = "w5";
	v->reporter.mode = "numeric";
	v->text = (struct part_text_view){ .id = "text",
	    .label = "A sentence for everybody", .rows = 2, .value = f->text,
	    .problem = problem_of(&f->problems, "text") };
	v->guide = (struct part_text_view){ .id = "guide",
	    .label = "Guide for the chair",
	    .hint = S("Only the chair sees it. Left empty, the chair sees the"
	    " usual steps for such an item."), .rows = 4, .value = f->guide,
	    .problem = problem_of(&f->problems, "guide") };
	v->number = line(f, "number", "Number", f->number,
	    "Left empty, items are numbered in their order. Or 7 a.");
	v->number.width = "w5";
	v->speech_minutes = number_line(f, "speech_minutes",
	    "Minutes for each speech", f->speech_minutes,
	    "Leave it empty for no limit.");
	v->debate_minutes = number_line(f, "debate_minutes",
	    "Minutes for all speeches together", f->debate_minutes,
	    "Leave it empty for no limit.");
	v->more = f->speech_minutes.len > 0 || f->debate_minutes.len > 0 ||
	    v->number.problem.len > 0 || v->speech_minutes.problem.len > 0 ||
	    v->debate_minutes.problem.len > 0;
}

static void
show(struct ctx *cx, const struct req *rq, struct res *rs,
    struct item_form *f)
{
	bool changes = f->was.id != 0;
	struct item_form_view v = {
		.errors = part_errors(cx->mem, &f->problems),
		.key = rq->key,
		.over = arena_printf(cx->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(f->c.title),
		    STR_ARG(sitting_name(cx, &f->sitting))),
		.back = conference_path(cx, &f->c, "/order"),
		.action = changes ? path_of(cx->mem, "/c/%s/items/%s",
		    f->c.public_id, f->was.public_id) :
		    conference_path(cx, &f->c, "/items"),
		.heading = changes ? f->was.title : S("Add an item"),
		.label = changes ? S("Save the changes") : S("Add the item"),
		.sitting = f->sitting.public_id,
		.draft = arena_printf(cx->mem, "item " STR_FMT,
		    STR_ARG(changes ? f->was.public_id :
		    f->sitting.public_id)),
	};
	struct html main = html_start(cx);

	fill_fields(f, &v);
	fill_kind(cx, f, &v);
	fill_motions(cx, f, &v);
	item_form_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &f->c, NAV_AGENDA,
	    v.heading), &main);
}

/* ---- reading ----------------------------------------------------------- */

static void
read_form(const struct req *rq, struct item_form *f)
{
	f->title = req_str(rq, "title");
	f->kind = (int)req_int(rq, "kind");
	f->number = req_str(rq, "number");
	f->minutes = req_str(rq, "minutes");
	f->reporter = req_str(rq, "reporter");
	f->motion = req_str(rq, "motion");
	f->text = req_str(rq, "text");
	f->guide = req_str(rq, "guide");
	f->speech_minutes = req_str(rq, "speech_minutes");
	f->debate_minutes = req_str(rq, "debate_minutes");
}

/* The number on a badge; 0 where the field is empty. */
static void
take_reporter(struct ctx *cx, const struct req *rq, struct item_form *f,
    struct item *item)
{
	struct participant p;
	int number = 0;

	if (!take_number(cx, rq, "reporter", PARTICIPANTS_MAX, &f->problems,
	    &number) || number == 0) {
		return;
	}
	if (!participant_by_number(cx, f->c.id, number, &p) ||
	    p.state != TAKES_PART) {
		problem_add(&f->problems, "reporter", arena_printf(cx->mem,
		    "Nobody has the badge %d. Who reports has to take part.",
		    number));
		return;
	}
	item->reporter_id = p.id;
}

static void
take_motion(struct ctx *cx, struct item_form *f, struct item *item)
{
	struct motion m;

	if (f->motion.len == 0) {
		return;
	}
	if (!motion_by_public(cx, f->motion, &m) ||
	    m.conference_id != f->c.id) {
		problem_add(&f->problems, "motion",
		    S("This motion is not there any more."));
		return;
	}
	item->motion_id = m.id;
}

/* A length that was set to the second during the sitting stays. */
static int
seconds_of(int minutes, int was)
{
	return minutes == was / 60 ? was : minutes * 60;
}

static struct item
understand(struct ctx *cx, const struct req *rq, struct item_form *f)
{
	int speech = 0, debate = 0;
	struct item item = {
		.id = f->was.id,
		.sitting_id = f->sitting.id,
		.title = f->title, .number = f->number,
		.text = f->text, .guide = f->guide,
		.kind = f->kind >= ITEM_OPENING && f->kind <= ITEM_CLOSING ?
		    (enum item_kind)f->kind : ITEM_DISCUSSION,
	};

	(void)take_number(cx, rq, "minutes", CONFERENCE_MINUTES_MAX,
	    &f->problems, &item.minutes);
	(void)take_number(cx, rq, "speech_minutes", CONFERENCE_MINUTES_MAX,
	    &f->problems, &speech);
	(void)take_number(cx, rq, "debate_minutes", CONFERENCE_MINUTES_MAX,
	    &f->problems, &debate);
	item.speech_seconds = seconds_of(speech, f->was.speech_seconds);
	item.debate_seconds = seconds_of(debate, f->was.debate_seconds);
	take_reporter(cx, rq, f, &item);
	take_motion(cx, f, &item);
	return item;
}

static void
refuse(struct ctx *cx, struct item_form *f, enum conference_err err)
{
	const char *field = err != CONFERENCE_TOO_LONG ? "title" :
	    f->text.len > CONFERENCE_TEXT_MAX ? "text" :
	    f->guide.len > CONFERENCE_TEXT_MAX ? "guide" :
	    f->number.len > CONFERENCE_LINE_MAX ? "number" : "title";

	problem_add(&f->problems, field, conference_sentence(cx, err));
}

static void
sent(struct ctx *cx, const struct req *rq, struct res *rs,
    struct item_form *f)
{
	enum conference_err err;
	struct item item;
	int64_t id;

	read_form(rq, f);
	item = understand(cx, rq, f);
	if (f->problems.list_len == 0) {
		err = item.id == 0 ? item_add(cx, &item, &id) :
		    item_change(cx, &item);
		if (err == CONFERENCE_OK) {
			res_go(cx, rs, conference_path(cx, &f->c, "/order"));
			return;
		}
		refuse(cx, f, err);
	}
	res_refuse(cx, rs, 422, &f->problems);
	show(cx, rq, rs, f);
}

/* ---- a new one --------------------------------------------------------- */

static bool
read_new(struct ctx *cx, const struct req *rq, struct res *rs,
    struct item_form *f)
{
	if (!conference_of(cx, rq, &f->c) ||
	    !sitting_by_public(cx, req_str(rq, "sitting"), &f->sitting) ||
	    f->sitting.conference_id != f->c.id) {
		res_missing(cx, rq, rs);
		return false;
	}
	return true;
}

void
item_new_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct item_form f = { .kind = ITEM_REPORT, .minutes = S("30") };

	if (read_new(cx, rq, rs, &f)) {
		show(cx, rq, rs, &f);
	}
}

void
item_new_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct item_form f = { .kind = ITEM_REPORT };

	if (read_new(cx, rq, rs, &f)) {
		sent(cx, rq, rs, &f);
	}
}

/* ---- changing ---------------------------------------------------------- */

static bool
read_was(struct ctx *cx, const struct req *rq, struct res *rs,
    struct item_form *f)
{
	if (!conference_of(cx, rq, &f->c) ||
	    !item_read(cx, rq->object.id, &f->was) ||
	    !sitting_read(cx, f->was.sitting_id, &f->sitting)) {
		res_missing(cx, rq, rs);
		return false;
	}
	return true;
}

static str
known_number(struct ctx *cx, int n)
{
	return n == 0 ? S("") : arena_printf(cx->mem, "%d", n);
}

void
item_edit_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct item_form f = { .kind = ITEM_REPORT };
	struct participant p;
	struct motion m;

	if (!read_was(cx, rq, rs, &f)) {
		return;
	}
	f.title = f.was.title;
	f.kind = (int)f.was.kind;
	f.number = f.was.number;
	f.minutes = known_number(cx, f.was.minutes);
	f.text = f.was.text;
	f.guide = f.was.guide;
	f.speech_minutes = known_number(cx, f.was.speech_seconds / 60);
	f.debate_minutes = known_number(cx, f.was.debate_seconds / 60);
	if (f.was.reporter_id != 0 &&
	    participant_read(cx, f.was.reporter_id, &p)) {
		f.reporter = known_number(cx, p.number);
	}
	if (f.was.motion_id != 0 && motion_read(cx, f.was.motion_id, &m)) {
		f.motion = m.public_id;
	}
	show(cx, rq, rs, &f);
}

void
item_edit_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct item_form f = { .kind = ITEM_REPORT };

	if (read_was(cx, rq, rs, &f)) {
		sent(cx, rq, rs, &f);
	}
}
