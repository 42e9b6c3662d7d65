/* circular_new_web.c - writing a circular, a look at it, issuing it. */
#include "circular/circular_pages.h"

#include <inttypes.h>

#include "bulletin/bulletin.h"
#include "conference/conference.h"
#include "org/org.h"

#define FIELDS	9
#define ANSWERS	4

struct circular_new_view {
	struct part_errors_view	 errors;
	struct path		 back;
	str			 unit_name, draft, key, from, asks;
	str			 resolution, resolution_id;
	struct part_line_view	 title, due, returns;
	struct part_text_view	 short_text, text;
	struct part_select_view	 to, tier;
};

struct circular_look_view {
	str			 unit_name, title, lead;
	struct html_piece	 short_text, text;
	bool			 has_text;
	struct part_check_view	 check;
};

#include "circular/circular_look.html.h"
#include "circular/circular_new.html.h"

const struct param circular_new_params[] = {
	{ "from",	param_public,	OPTIONAL },
	{ "resolution",	param_public,	OPTIONAL },
	{ "title",	param_line,	OPTIONAL },
	{ "short",	param_text,	OPTIONAL },
	{ "text",	param_text,	OPTIONAL },
	{ "to",		param_public,	OPTIONAL },
	{ "tier",	param_line,	OPTIONAL },
	{ "due",	param_line,	OPTIONAL },
	{ "returns",	param_line,	OPTIONAL },
	{ "do",		param_line,	OPTIONAL },
	PARAMS_END
};

/* The form as it is filled in. */
struct new_form {
	struct unit		 unit, to;
	struct resolution	 resolution;	/* id 0: of none */
	str			 title, short_text, text, tier, due, returns;
	struct circular_new	 in;
	int			 days[CIRCULAR_RETURNS_MAX + 1];
	struct problems		 problems;
};

/* ---- what the statutes say ---------------------------------------------- */

/* Whether units of a tier can stand under one of another. */
static bool
is_below(const struct statutes *st, size_t tier, size_t above, size_t depth)
{
	if (tier == above) {
		return true;
	}
	for (size_t i = 0; depth > 0 && i < st->tiers.len; i++) {
		if ((st->tiers.at[tier].under >> i & 1) != 0 &&
		    is_below(st, i, above, depth - 1)) {
			return true;
		}
	}
	return false;
}

/* Units with members come first: most circulars are for them. */
static void
choose_tier(const struct statutes *st, struct new_form *f)
{
	size_t own = statutes_tier(st, f->unit.tier);

	for (size_t i = 0; i < st->tiers.len && f->tier.len == 0; i++) {
		if (st->tiers.at[i].holds_members && own < st->tiers.len &&
		    is_below(st, i, own, TIERS_MAX)) {
			f->tier = st->tiers.at[i].word;
		}
	}
}

static str
days_text(struct ctx *cx, const struct circular_rule *rule)
{
	str out = S("");

	for (size_t i = 0; rule != NULL && i < rule->repeated_len; i++) {
		out = arena_printf(cx->mem, STR_FMT "%s%d", STR_ARG(out),
		    i == 0 ? "" : ", ", (int)rule->repeated_days[i]);
	}
	return out;
}

/* What the statutes ask of such a circular, in their own plain words. */
static str
asks_text(struct ctx *cx, const struct circular_asked *a)
{
	str article, out = S("");

	if (a->rule != NULL) {
		article = text_capital(cx->mem, circular_article(cx,
		    a->statutes, a->rule->rule));
		out = arena_printf(cx->mem, STR_FMT ": " STR_FMT,
		    STR_ARG(article),
		    STR_ARG(a->statutes->rules.at[a->rule->rule].plain));
	}
	if (a->burden != NULL) {
		article = text_capital(cx->mem, circular_article(cx,
		    a->statutes, a->burden->rule));
		out = arena_printf(cx->mem, STR_FMT "%s" STR_FMT ": " STR_FMT,
		    STR_ARG(out), out.len > 0 ? " " : "", STR_ARG(article),
		    STR_ARG(a->statutes->rules.at[a->burden->rule].plain));
	}
	return out;
}

/* ---- the form ---------------------------------------------------------- */

/* The unit itself and those directly under it. */
static struct part_select_view
to_select(struct ctx *cx, struct new_form *f)
{
	struct part_option *options = NEW(cx->mem, struct part_option,
	    PART_OPTIONS_MAX);
	struct unit *list;
	size_t len, n = 0;

	options[n++] = (struct part_option){ .value = f->unit.public_id,
		.label = arena_printf(cx->mem, "All of " STR_FMT,
		    STR_ARG(f->unit.name)),
		.chosen = f->to.id == f->unit.id };
	org_children(cx, f->unit.id, cx->today, &list, &len);
	for (size_t i = 0; i < len && n < PART_OPTIONS_MAX; i++) {
		options[n++] = (struct part_option){
			.value = list[i].public_id, .label = list[i].name,
			.chosen = f->to.id == list[i].id };
	}
	return (struct part_select_view){ .id = "to", .label = "For whom?",
		.options = options, .options_len = n,
		.problem = problem_of(&f->problems, "to") };
}

static struct part_select_view
tier_select(struct ctx *cx, const struct statutes *st, struct new_form *f)
{
	struct part_option *options = NEW(cx->mem, struct part_option,
	    TIERS_MAX);
	size_t own = statutes_tier(st, f->unit.tier), n = 0;

	for (size_t i = 0; own < st->tiers.len && i < st->tiers.len; i++) {
		if (is_below(st, i, own, TIERS_MAX)) {
			str word = st->tiers.at[i].word;

			options[n++] = (struct part_option){ .value = word,
				.label = org_word(cx, word).many,
				.chosen = str_eq(word, f->tier) };
		}
	}
	return (struct part_select_view){ .id = "tier",
		.label = "Who passes it on?", .options = options,
		.options_len = n,
		.problem = problem_of(&f->problems, "tier") };
}

static void
fill_fields(const struct new_form *f, struct circular_new_view *v)
{
	v->title = (struct part_line_view){ .id = "title",
	    .label = "What is it about?", .value = f->title, .need = true,
	    .problem = problem_of(&f->problems, "title") };
	v->short_text = (struct part_text_view){ .id = "short",
	    .label = "In short", .rows = 5, .value = f->short_text,
	    .need = true, .hint = S("As it is to be read out: a few sentences,"
	    " and what each cell is to do."),
	    .problem = problem_of(&f->problems, "short") };
	v->text = (struct part_text_view){ .id = "text",
	    .label = "The whole text", .rows = 12, .value = f->text,
	    .hint = S("Headings and lists as in Markdown. It may be empty."),
	    .problem = problem_of(&f->problems, "text") };
	v->due = (struct part_line_view){ .id = "due",
	    .label = "To be passed on by", .value = f->due, .width = "w10",
	    .hint = S("Empty: as the rules say."),
	    .problem = problem_of(&f->problems, "due") };
	v->returns = (struct part_line_view){ .id = "returns",
	    .label = "Comes back after so many days", .value = f->returns,
	    .width = "w10", .hint = S("Counted in each unit from the day it"
	    " passed the circular on. With commas between them."),
	    .problem = problem_of(&f->problems, "returns") };
}

static void
show_form(struct ctx *cx, const struct req *rq, struct res *rs,
    struct new_form *f, const struct statutes *st)
{
	struct circular_new_view v = {
		.back = path_of(cx->mem, "/circulars"),
		.unit_name = f->unit.name, .from = f->unit.public_id,
		.key = rq->key,
		.draft = arena_printf(cx->mem, "circular " STR_FMT STR_FMT,
		    STR_ARG(f->unit.public_id),
		    STR_ARG(f->resolution.public_id)),
		.resolution_id = f->resolution.public_id,
	};
	struct html main = html_start(cx);
	struct circular_asked asked;

	circular_asked(cx, f->tier, cx->today, &asked);
	v.asks = asks_text(cx, &asked);
	if (f->resolution.id != 0) {
		v.resolution = arena_printf(cx->mem, "resolution %d, “"
		    STR_FMT "”", f->resolution.number,
		    STR_ARG(f->resolution.title));
	}
	fill_fields(f, &v);
	v.to = to_select(cx, f);
	v.tier = tier_select(cx, st, f);
	if (f->problems.list_len > 0) {
		v.errors = part_errors(cx->mem, &f->problems);
	}
	circular_new_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Write a circular"),
	    .nav = NAV_CIRCULARS }, &main);
}

/* ---- reading it -------------------------------------------------------- */

/* The unit, the resolution and the tier; false: there is none such. */
static bool
begin(struct ctx *cx, const struct req *rq, const struct statutes *st,
    struct new_form *f)
{
	str resolution = req_str(rq, "resolution");

	if (st == NULL || !org_unit(cx, rq->object.unit, &f->unit) ||
	    (resolution.len > 0 && !resolution_by_public(cx, resolution,
	    &f->resolution))) {
		return false;
	}
	if (!org_unit_by_public(cx, req_str(rq, "to"), &f->to)) {
		f->to = f->unit;
	}
	f->tier = req_str(rq, "tier");
	choose_tier(st, f);
	return true;
}

static bool
read_days(str text, struct new_form *f)
{
	str word;
	int64_t n;

	f->in.returns = f->days;
	while (str_cut(&text, ',', &word)) {
		if (!typed_number(word, &n)) {
			return false;
		}
		if (n >= 0 && f->in.returns_len < COUNT(f->days)) {
			f->days[f->in.returns_len++] = n > CIRCULAR_DAYS_MAX ?
			    CIRCULAR_DAYS_MAX + 1 : (int)n;
		}
	}
	return true;
}

static void
read_form(struct ctx *cx, const struct req *rq, struct new_form *f)
{
	f->title = req_str(rq, "title");
	f->short_text = req_str(rq, "short");
	f->text = req_str(rq, "text");
	f->due = req_str(rq, "due");
	f->returns = req_str(rq, "returns");
	f->in = (struct circular_new){ .unit_id = f->unit.id,
		.under_id = f->to.id, .resolution_id = f->resolution.id,
		.tier = f->tier, .title = f->title,
		.short_text = f->short_text, .text = f->text };
	if (!req_day(rq, "due", cx->today, &f->in.due)) {
		problem_add(&f->problems, "due", arena_printf(cx->mem,
		    "“" STR_FMT "” is no day that can be read. Write it like"
		    " 20.11.2026.", STR_ARG(utf8_cut(f->due, 60))));
	}
	if (!read_days(f->returns, f)) {
		problem_add(&f->problems, "returns", arena_printf(cx->mem,
		    "“" STR_FMT "” are no numbers of days. Write them like"
		    " 30, 90.", STR_ARG(utf8_cut(f->returns, 60))));
	}
}

static const char *
field_of(const struct new_form *f, enum circular_err err)
{
	switch ((int)err) {
	case CIRCULAR_NO_TITLE:
		return "title";
	case CIRCULAR_NO_SHORT:
		return "short";
	case CIRCULAR_TOO_LONG:
		return f->title.len > CIRCULAR_TITLE_MAX ? "title" :
		    f->short_text.len > CIRCULAR_SHORT_MAX ? "short" : "text";
	case CIRCULAR_NO_UNIT:
	case CIRCULAR_BURDEN:
		return "to";
	case CIRCULAR_NOBODY:
		return "tier";
	case CIRCULAR_TOO_SOON:
	case CIRCULAR_TOO_LATE:
		return "due";
	default:
		return "returns";
	}
}

/* ---- the look before it goes out --------------------------------------- */

static void
add_field(struct part_check_view *v, const char *name, str value)
{
	v->fields[v->fields_len++] = (struct part_hidden){ str_z(name),
		value };
}

static void
add_answer(struct part_check_view *v, const char *label, str text)
{
	v->answers[v->answers_len++] = (struct part_answer){ str_z(label),
		text };
}

static struct part_check_view
check_of(struct ctx *cx, const struct req *rq, const struct new_form *f)
{
	struct part_check_view v = {
		.answers = NEW(cx->mem, struct part_answer, ANSWERS),
		.fields = NEW(cx->mem, struct part_hidden, FIELDS),
		.key = rq->key, .label = S("Issue the circular"),
		.to = path_of(cx->mem, "/circulars"),
		.cancel = path_of(cx->mem, "/circulars"),
	};
	struct circular as = { .under_id = f->to.id, .tier = f->tier };
	struct date due = circular_due(cx, &f->in);

	add_answer(&v, "It goes to", circular_audience(cx, &as));
	add_answer(&v, "To be passed on by", date_known(due) ?
	    day_long(cx->mem, due) : S("no day"));
	add_answer(&v, "Comes back after", f->in.returns_len > 0 ?
	    arena_printf(cx->mem, STR_FMT " days", STR_ARG(f->returns)) :
	    S("It does not come back"));
	add_answer(&v, "Who can read it", S("Everybody in the organisation"));
	add_field(&v, "from", f->unit.public_id);
	add_field(&v, "resolution", f->resolution.public_id);
	add_field(&v, "title", f->title);
	add_field(&v, "short", f->short_text);
	add_field(&v, "text", f->text);
	add_field(&v, "to", f->to.public_id);
	add_field(&v, "tier", f->tier);
	add_field(&v, "due", f->due);
	add_field(&v, "returns", f->returns);
	return v;
}

static void
show_look(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct new_form *f)
{
	struct circular_look_view v = {
		.unit_name = f->unit.name, .title = f->title,
		.lead = S("Nobody has it yet. So it will be read."),
		.short_text = markdown_html(cx->mem, f->short_text),
		.text = markdown_html(cx->mem, f->text),
		.has_text = f->text.len > 0,
		.check = check_of(cx, rq, f),
	};
	struct html main = html_start(cx);

	circular_look_html(&main, &v);
	rs->nothing_done = true;
	res_page(cx, rq, rs, (struct frame){ .title = S("Is this right?"),
	    .nav = NAV_CIRCULARS }, &main);
}

/* ---- the handlers ------------------------------------------------------ */

void
circular_new_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);
	struct new_form f = { .problems = { .list_len = 0 } };
	struct circular_asked asked;

	if (!begin(cx, rq, st, &f)) {
		res_missing(cx, rq, rs);
		return;
	}
	circular_asked(cx, f.tier, cx->today, &asked);
	f.returns = days_text(cx, asked.rule);
	f.title = f.resolution.title;		/* CIRC-13 */
	f.text = f.resolution.text;
	show_form(cx, rq, rs, &f, st);
}

static void
refuse(struct ctx *cx, const struct req *rq, struct res *rs,
    struct new_form *f, const struct statutes *st)
{
	res_refuse(cx, rs, 422, &f->problems);
	show_form(cx, rq, rs, f, st);
}

void
circular_new_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);
	struct new_form f = { .problems = { .list_len = 0 } };
	bool sure = str_eq(req_str(rq, "do"), S("sure"));
	enum circular_err err = CIRCULAR_OK;
	struct circular c;
	int64_t id = 0;

	if (!begin(cx, rq, st, &f)) {
		res_missing(cx, rq, rs);
		return;
	}
	read_form(cx, rq, &f);
	if (f.problems.list_len == 0) {
		err = sure ? circular_issue(cx, &f.in, &id) :
		    circular_issue_check(cx, &f.in);
		if (err != CIRCULAR_OK) {
			problem_add(&f.problems, field_of(&f, err),
			    circular_refusal(cx, &f.in, err));
		}
	}
	if (f.problems.list_len > 0) {
		refuse(cx, rq, rs, &f, st);
	} else if (sure && circular_read(cx, id, &c)) {
		res_go(cx, rs, circular_path(cx, &c, ""));
	} else if (str_eq(req_str(rq, "do"), S("back"))) {
		rs->nothing_done = true;
		show_form(cx, rq, rs, &f, st);
	} else {
		show_look(cx, rq, rs, &f);
	}
}
