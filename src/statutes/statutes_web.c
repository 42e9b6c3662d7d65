/*
 * statutes_web.c - the rules as people read them.
 *
 *	GET  /rules		the edition in force, or ?edition=
 *	GET  /rules/{article}	one article
 *	GET  /rules/draft	try a draft
 *	POST /rules/draft	look at it, or adopt it with a day
 */
#include "exception/exception.h"
#include "html/parts.h"
#include "http/web.h"
#include "org/org.h"
#include "statutes/statutes.h"

#define DAYS_AHEAD_MAX	3660	/* an edition is adopted for a near day */

struct rule_row {
	str	 plain, text;
	bool	 checked;
};

struct article_part_view {
	struct html_piece	 text;
	struct rule_row		*rules;
	size_t			 rules_len;
};

struct article_view {
	str			 id, title;
	struct path		 href;
	struct html_piece	 before;
	struct article_part_view *parts;
	size_t			 parts_len;
};

struct edition_row {
	str		 text;
	struct path	 href;
	bool		 here;
};

struct rules_page_view {
	str			 organisation, lead;
	bool			 said, old;
	struct part_strip_view	 said_strip, old_strip;
	struct article_view	*articles;
	size_t			 articles_len;
	struct edition_row	*editions;
	size_t			 editions_len;
	struct path		 draft;
	struct part_empty_view	 empty;
};

struct article_page_view {
	str			 over, title;
	struct path		 back;
	struct article_part_view *parts;
	size_t			 parts_len;
};

struct draft_error {
	int64_t	 line, column;
	str	 text, expected, nearest;
};

struct draft_page_view {
	str			 key, errors_heading;
	struct part_errors_view	 problems;
	struct draft_error	*errors;
	size_t			 errors_len;
	bool			 understood;
	struct rule_row		*rules;
	size_t			 rules_len;
	struct exception_change	*changes;
	size_t			 changes_len;
	struct part_text_view	 text;
	struct part_line_view	 from;
};

#include "statutes/article_page.html.h"
#include "statutes/draft_page.html.h"
#include "statutes/rules_page.html.h"

/* ---- an edition -------------------------------------------------------- */

static struct rule_row *
rule_rows(struct ctx *cx, const struct statutes *st, size_t from, size_t len)
{
	struct rule_row *rows = NEW(cx->mem, struct rule_row, len);

	for (size_t i = 0; i < len; i++) {
		const struct rule *r = &st->rules.at[from + i];

		rows[i] = (struct rule_row){ r->plain, r->text, r->checked };
	}
	return rows;
}

static struct article_part_view *
part_views(struct ctx *cx, const struct statutes *st, const struct article *a)
{
	struct article_part_view *parts = NEW(cx->mem,
	    struct article_part_view, a->parts.len);

	for (size_t i = 0; i < a->parts.len; i++) {
		const struct article_part *p = &a->parts.at[i];

		if (p->rules_len > 0) {
			parts[i].rules = rule_rows(cx, st, p->rule,
			    p->rules_len);
			parts[i].rules_len = p->rules_len;
		} else {
			parts[i].text = markdown_html(cx->mem, p->text);
		}
	}
	return parts;
}

static struct path
article_path(struct ctx *cx, const struct article *a)
{
	return path_of(cx->mem, "/rules/%s", a->word);
}

static void
fill_articles(struct ctx *cx, const struct statutes *st,
    struct rules_page_view *v)
{
	v->articles = NEW(cx->mem, struct article_view, st->articles.len);
	v->articles_len = st->articles.len;
	for (size_t i = 0; i < st->articles.len; i++) {
		const struct article *a = &st->articles.at[i];

		v->articles[i] = (struct article_view){
			.id = arena_printf(cx->mem, "a" STR_FMT,
			    STR_ARG(a->word)),
			.title = a->title, .href = article_path(cx, a),
			.before = markdown_html(cx->mem, a->before),
			.parts = part_views(cx, st, a),
			.parts_len = a->parts.len,
		};
	}
}

static void
fill_editions(struct ctx *cx, const struct statutes *st,
    struct rules_page_view *v)
{
	struct edition *list;
	size_t len;

	statutes_editions(cx, &list, &len);
	v->editions = NEW(cx->mem, struct edition_row, len);
	v->editions_len = len;
	for (size_t i = 0; i < len; i++) {
		v->editions[len - 1 - i] = (struct edition_row){
			.text = arena_printf(cx->mem, "%s" STR_FMT,
			    date_cmp(list[i].from, cx->today) > 0 ?
			    "In force from " : "Since ",
			    STR_ARG(day_long(cx->mem, list[i].from))),
			.href = path_of(cx->mem, "/rules?edition=%s",
			    list[i].public_id),
			.here = list[i].id == st->edition_id,
		};
	}
}

/* The edition an address names, else the one in force, else the first. */
static const struct statutes *
find_edition(struct ctx *cx, str public_id)
{
	const struct statutes *st = NULL;
	struct edition *list;
	size_t len;

	statutes_editions(cx, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (str_eq(list[i].public_id, public_id)) {
			st = statutes_edition(cx, list[i].id);
		}
	}
	if (st == NULL) {
		st = statutes_in_force(cx, cx->today);
	}
	return st == NULL && len > 0 ? statutes_edition(cx, list[0].id) : st;
}

static bool
may_administer(struct ctx *cx)
{
	return may(cx, ACT_ADMINISTER, (struct object){ 0 });
}

static void
fill_strips(struct ctx *cx, const struct req *rq, const struct statutes *st,
    struct rules_page_view *v)
{
	const struct statutes *now = statutes_in_force(cx, cx->today);

	v->said = req_flag(rq, "adopted");
	v->said_strip = (struct part_strip_view){ .kind = "good", .icon = {
	    "circle-check", false }, .text = S("The rules are adopted.") };
	v->old = now != NULL && now->edition_id != st->edition_id;
	v->old_strip = (struct part_strip_view){ .kind = "warn", .icon = {
	    "history", false }, .text = S("This is not the edition in force "
	    "today."), .href = path_of(cx->mem, "/rules"),
	    .label = S("To the one in force") };
}

static void
get_rules(struct ctx *cx, const struct req *rq, struct res *rs)
{
	const struct statutes *st = find_edition(cx, req_str(rq, "edition"));
	struct rules_page_view v = { 0 };
	struct organisation o = { .name = S("") };
	struct html main = html_start(cx);

	(void)org_read(cx, &o);
	v.organisation = o.name;
	v.empty = (struct part_empty_view){ S("There are no rules yet"),
	    S("An administrator brings in the statutes; then everybody can "
	    "read them here, with what the machine understood."),
	    path_of(cx->mem, "/"), S("Back to Today") };
	if (may_administer(cx)) {
		v.draft = path_of(cx->mem, "/rules/draft");
		v.empty.href = v.draft;
		v.empty.label = S("Bring in the rules");
	}
	if (st != NULL) {
		v.lead = arena_printf(cx->mem, "In force since " STR_FMT
		    ". %zu articles.", STR_ARG(day_long(cx->mem, st->from)),
		    st->articles.len);
		fill_articles(cx, st, &v);
		fill_editions(cx, st, &v);
		fill_strips(cx, rq, st, &v);
	}
	rules_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("The rules"),
	    .nav = NAV_RULES, .offline_keep = true }, &main);
}

static void
get_article(struct ctx *cx, const struct req *rq, struct res *rs)
{
	const struct statutes *st = find_edition(cx, S(""));
	struct html main = html_start(cx);
	str word = req_str(rq, "article");
	size_t i = 0;

	while (st != NULL && i < st->articles.len &&
	    !str_eq(st->articles.at[i].word, word)) {
		i++;
	}
	if (st == NULL || i == st->articles.len) {
		res_missing(cx, rq, rs);
		return;
	}
	article_page_html(&main, &(struct article_page_view){
		.over = arena_printf(cx->mem, "In force since " STR_FMT,
		    STR_ARG(day_long(cx->mem, st->from))),
		.title = st->articles.at[i].title,
		.back = path_of(cx->mem, "/rules"),
		.parts = part_views(cx, st, &st->articles.at[i]),
		.parts_len = st->articles.at[i].parts.len,
	});
	res_page(cx, rq, rs, (struct frame){ .title =
	    st->articles.at[i].title, .nav = NAV_RULES }, &main);
}

/* ---- a draft ----------------------------------------------------------- */

struct draft {
	str			 text, from;
	struct statutes		 st;
	struct statutes_errors	 errors;
	bool			 looked;
	struct problems		 problems;
};

static void
fill_errors(struct ctx *cx, const struct draft *d, struct draft_page_view *v)
{
	v->errors = NEW(cx->mem, struct draft_error, d->errors.list_len);
	v->errors_len = d->errors.list_len;
	for (size_t i = 0; i < v->errors_len; i++) {
		const struct statutes_error *e = &d->errors.list[i];

		v->errors[i] = (struct draft_error){ e->line, e->column,
		    e->text, e->expected, e->nearest };
	}
	v->errors_heading = arena_printf(cx->mem, STR_FMT " another look",
	    STR_ARG(count_of(cx->mem, (int64_t)v->errors_len, "place needs",
	    "places need")));
}

/* Only rules by which something would stand otherwise. */
static void
fill_changes(struct ctx *cx, const struct draft *d, struct draft_page_view *v)
{
	struct exception_change *all;
	size_t len;

	exception_try(cx, &d->st, cx->today, &all, &len);
	v->changes = NEW(cx->mem, struct exception_change, len);
	for (size_t i = 0; i < len; i++) {
		if (all[i].before != all[i].after) {
			v->changes[v->changes_len++] = all[i];
		}
	}
}

static void
show_draft(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct draft *d)
{
	struct draft_page_view v = { .key = rq->key,
		.problems = part_errors(cx->mem, &d->problems),
		.understood = d->looked && d->errors.list_len == 0 };
	struct html main = html_start(cx);

	fill_errors(cx, d, &v);
	if (v.understood) {
		v.rules = rule_rows(cx, &d->st, 0, d->st.rules.len);
		v.rules_len = d->st.rules.len;
		fill_changes(cx, d, &v);
	}
	v.text = (struct part_text_view){ .id = "text", .label = "The rules",
	    .hint = S("Articles begin with ##; lines for the machine stand "
	    "between ```rules and ```."), .value = d->text,
	    .problem = problem_of(&d->problems, "text"), .rows = 24 };
	v.from = (struct part_line_view){ .id = "from", .label =
	    "In force from", .hint = S("A day, such as 2027-01-01"),
	    .value = d->from, .problem = problem_of(&d->problems, "from"),
	    .width = "w10" };
	draft_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Try a draft"),
	    .nav = NAV_RULES }, &main);
}

static void
get_draft(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct draft *d = NEW(cx->mem, struct draft, 1);
	const struct statutes *st = find_edition(cx, S(""));

	d->from = S("");
	d->text = st != NULL ? st->text : S("");
	show_draft(cx, rq, rs, d);
}

/* The day, or a problem at its field. */
static bool
read_day(struct ctx *cx, const struct req *rq, struct draft *d,
    struct date *out)
{
	if (req_day(rq, "from", cx->today, out) && date_known(*out) &&
	    out->day <= cx->today.day + DAYS_AHEAD_MAX) {
		return true;
	}
	problem_add(&d->problems, "from", d->from.len == 0 ?
	    S("Write the first day on which these rules are in force.") :
	    arena_printf(cx->mem, "\"" STR_FMT "\" is no day within the next "
	    "ten years. Write it as 2027-01-01.", STR_ARG(d->from)));
	return false;
}

static void
adopt(struct ctx *cx, const struct req *rq, struct res *rs, struct draft *d)
{
	enum statutes_err err = STATUTES_OK;
	struct date from;
	const char *text;
	int64_t id;

	if (read_day(cx, rq, d, &from)) {
		err = statutes_adopt(cx, d->text, from, &d->errors, &id);
		if (err == STATUTES_OK) {
			res_go(cx, rs, path_of(cx->mem, "/rules?adopted=1"));
			return;
		}
		text = statutes_err_text(err);
		problem_add(&d->problems, "from", arena_printf(cx->mem,
		    "%c%s.", text[0] - 'a' + 'A', text + 1));
	}
	res_refuse(cx, rs, err == STATUTES_OK ? 422 :
	    statutes_err_status(err), &d->problems);
	show_draft(cx, rq, rs, d);
}

static void
post_draft(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct draft *d = NEW(cx->mem, struct draft, 1);

	d->text = req_str(rq, "text");
	d->from = req_str(rq, "from");
	d->looked = true;
	if (d->text.len == 0) {
		d->looked = false;
		problem_add(&d->problems, "text", S("Write or paste the rules "
		    "first."));
	} else if (!statutes_read(cx->mem, d->text, &d->st, &d->errors)) {
		problem_add(&d->problems, "text", S("Some lines were not "
		    "understood; each stands below with what would do."));
	} else if (str_eq(req_str(rq, "do"), S("adopt"))) {
		adopt(cx, rq, rs, d);
		return;
	}
	if (d->problems.list_len > 0) {
		res_refuse(cx, rs, 422, &d->problems);
	}
	rs->nothing_done = true;
	show_draft(cx, rq, rs, d);
}

/* ---- routes ------------------------------------------------------------ */

static bool
param_document(str s)
{
	return s.len <= STATUTES_TEXT_MAX && utf8_ok(s);
}

static const struct param rules_params[] = {
	{ "edition", param_public, OPTIONAL },
	{ "adopted", param_flag, OPTIONAL },
	PARAMS_END
};
static const struct param draft_params[] = {
	{ "text", param_document, OPTIONAL },
	{ "from", param_line, OPTIONAL },
	{ "do", param_word, OPTIONAL },
	PARAMS_END
};

extern const struct route statutes_routes[];

const struct route statutes_routes[] = {
	{ "GET", "/rules", ACT_LOGGED_IN, NULL, get_rules, rules_params,
	    NULL },
	{ "GET", "/rules/{article}", ACT_LOGGED_IN, NULL, get_article, NULL,
	    NULL },
	{ "GET", "/rules/draft", ACT_ADMINISTER, NULL, get_draft, NULL, NULL },
	{ "POST", "/rules/draft", ACT_ADMINISTER, NULL, post_draft,
	    draft_params, NULL },
	ROUTES_END
};
