/*
 * statutes_web.c - the rules as people read them: text, and beside each line of
 * rules what the machine understood of it.
 *
 *	GET  /rules		the edition in force, or ?edition=
 *	GET  /rules/{article}	one article, likewise
 */
#include "html/parts.h"
#include "http/web.h"
#include "org/org.h"
#include "statutes/statutes_pages.h"

struct article_row {
	str				 id, title, brief;
	struct path			 href;
	struct html_piece		 before;
	struct part_article_view	 article;
};

struct edition_row {
	str		 text, by;
	struct path	 href;
	bool		 here;
};

struct rules_page_view {
	str			 organisation, lead;
	bool			 said, old;
	struct part_strip_view	 said_strip, old_strip;
	struct article_row	*articles;
	size_t			 articles_len;
	struct edition_row	*editions;
	size_t			 editions_len;
	struct path		 draft;
	struct part_empty_view	 empty;
};

struct article_page_view {
	str				 over, title;
	struct path			 back;
	bool				 old;
	struct part_strip_view		 old_strip;
	struct part_article_view	 article;
	struct path			 before, after;
	str				 before_title, after_title;
};

#include "statutes/part_rule.html.h"

#include "statutes/part_article.html.h"

#include "statutes/article_page.html.h"
#include "statutes/rules_page.html.h"

/* ---- views ------------------------------------------------------------- */

struct part_rule_view *
rule_views(struct ctx *cx, const struct statutes *st, size_t from, size_t len)
{
	struct part_rule_view *views = NEW(cx->mem, struct part_rule_view,
	    len);

	for (size_t i = 0; i < len; i++) {
		const struct rule *r = &st->rules.at[from + i];

		views[i] = (struct part_rule_view){ r->text, r->plain,
			r->checked };
	}
	return views;
}

static struct part_article_view
article_view(struct ctx *cx, const struct statutes *st,
    const struct article *a)
{
	struct part_article_view v = { NEW(cx->mem, struct article_piece,
	    a->parts.len), a->parts.len };

	for (size_t i = 0; i < a->parts.len; i++) {
		const struct article_part *p = &a->parts.at[i];

		if (p->rules_len > 0) {
			v.parts[i].rules = rule_views(cx, st, p->rule,
			    p->rules_len);
			v.parts[i].rules_len = p->rules_len;
		} else {
			v.parts[i].text = markdown_html(cx->mem, p->text);
		}
	}
	return v;
}

const struct statutes *
edition_shown(struct ctx *cx, str public_id)
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

/* "12 Meetings" of "Article 12. Meetings": for a row of links. */
static str
brief_title(struct ctx *cx, const struct article *a)
{
	str title = a->title;

	if (a->number.len == 0) {
		return title;
	}
	while (!str_starts(title, a->number)) {
		title = str_from(title, 1);
	}
	title = str_from(title, a->number.len);
	while (title.len > 0 && str_find(S(".:) "), title.at[0]) < 4) {
		title = str_from(title, 1);
	}
	return arena_printf(cx->mem, STR_FMT " " STR_FMT, STR_ARG(a->number),
	    STR_ARG(title));
}

/* The address of an article; `edition` is what the reader asked for, or "". */
static struct path
article_path(struct ctx *cx, const struct article *a, str edition)
{
	return edition.len > 0 ? path_of(cx->mem, "/rules/%s?edition=%s",
	    a->word, edition) : path_of(cx->mem, "/rules/%s", a->word);
}

/* From when an edition is, or was, or will be in force. */
static str
force_text(struct ctx *cx, struct date from)
{
	return arena_printf(cx->mem, "In force %s " STR_FMT,
	    date_cmp(from, cx->today) > 0 ? "from" : "since",
	    STR_ARG(day_long(cx->mem, from)));
}

/* Whether the edition is not the one in force today, and a strip that says
 * so. */
static bool
is_other(struct ctx *cx, const struct statutes *st, struct part_strip_view *out)
{
	const struct statutes *now = statutes_in_force(cx, cx->today);

	*out = (struct part_strip_view){ .kind = "warn",
		.icon = { "history", false },
		.text = S("This is not the edition in force today."),
		.href = path_of(cx->mem, "/rules"),
		.label = S("To the one in force") };
	return now != NULL && now->edition_id != st->edition_id;
}

/* ---- all the rules ----------------------------------------------------- */

static void
fill_articles(struct ctx *cx, const struct statutes *st, str edition,
    struct rules_page_view *v)
{
	v->articles = NEW(cx->mem, struct article_row, st->articles.len);
	v->articles_len = st->articles.len;
	for (size_t i = 0; i < st->articles.len; i++) {
		const struct article *a = &st->articles.at[i];

		v->articles[i] = (struct article_row){
			.id = arena_printf(cx->mem, "a" STR_FMT,
			    STR_ARG(a->word)),
			.title = a->title, .brief = brief_title(cx, a),
			.href = article_path(cx, a, edition),
			.article = article_view(cx, st, a),
		};
		if (str_trim(a->before).len > 0) {
			v->articles[i].before = markdown_html(cx->mem,
			    a->before);
		}
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
			.text = force_text(cx, list[i].from),
			.by = list[i].adopted_by.len == 0 ? S("") :
			    arena_printf(cx->mem, "adopted by " STR_FMT,
			    STR_ARG(list[i].adopted_by)),
			.href = path_of(cx->mem, "/rules?edition=%s",
			    list[i].public_id),
			.here = list[i].id == st->edition_id,
		};
	}
}

static void
fill_empty(struct ctx *cx, struct rules_page_view *v)
{
	v->empty = (struct part_empty_view){ S("There are no rules yet"),
	    S("An administrator brings in the statutes; then everybody can "
	    "read them here, with what the machine understood."),
	    path_of(cx->mem, "/"), S("Back to Today") };
	if (may(cx, ACT_ADMINISTER, (struct object){ 0 })) {
		v->draft = path_of(cx->mem, "/rules/draft");
		v->empty.href = v->draft;
		v->empty.label = S("Bring in the rules");
	}
}

static void
get_rules(struct ctx *cx, const struct req *rq, struct res *rs)
{
	str edition = req_str(rq, "edition");
	const struct statutes *st = edition_shown(cx, edition);
	struct rules_page_view v = { .said = req_flag(rq, "adopted"),
		.said_strip = { .kind = "good", .icon = { "circle-check",
		false }, .text = S("The rules are adopted.") } };
	struct organisation o = { .name = S("") };
	struct html main = html_start(cx);

	(void)org_read(cx, &o);
	v.organisation = o.name;
	fill_empty(cx, &v);
	if (st != NULL) {
		v.lead = arena_printf(cx->mem, STR_FMT ". " STR_FMT ", "
		    STR_FMT " that the machine reads.",
		    STR_ARG(force_text(cx, st->from)),
		    STR_ARG(count_of(cx->mem, (int64_t)st->articles.len,
		    "article", "articles")),
		    STR_ARG(count_of(cx->mem, (int64_t)st->rules.len, "line",
		    "lines")));
		v.old = is_other(cx, st, &v.old_strip);
		fill_articles(cx, st, edition, &v);
		fill_editions(cx, st, &v);
	}
	rules_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("The rules"),
	    .nav = NAV_RULES, .offline_keep = true }, &main);
}

/* ---- one article ------------------------------------------------------- */

static void
get_article(struct ctx *cx, const struct req *rq, struct res *rs)
{
	str edition = req_str(rq, "edition"), word = req_str(rq, "article");
	const struct statutes *st = edition_shown(cx, edition);
	struct article_page_view v = { .back = edition.len > 0 ?
		path_of(cx->mem, "/rules?edition=%s", edition) :
		path_of(cx->mem, "/rules") };
	struct html main = html_start(cx);
	size_t i = 0;

	while (st != NULL && i < st->articles.len &&
	    !str_eq(st->articles.at[i].word, word)) {
		i++;
	}
	if (st == NULL || i == st->articles.len) {
		res_missing(cx, rq, rs);
		return;
	}
	v.over = force_text(cx, st->from);
	v.title = st->articles.at[i].title;
	v.old = is_other(cx, st, &v.old_strip);
	v.article = article_view(cx, st, &st->articles.at[i]);
	if (i > 0) {
		v.before = article_path(cx, &st->articles.at[i - 1], edition);
		v.before_title = st->articles.at[i - 1].title;
	}
	if (i + 1 < st->articles.len) {
		v.after = article_path(cx, &st->articles.at[i + 1], edition);
		v.after_title = st->articles.at[i + 1].title;
	}
	article_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = v.title,
	    .nav = NAV_RULES, .offline_keep = true }, &main);
}

static const struct param rules_params[] = {
	{ "edition", param_public, OPTIONAL },
	{ "adopted", param_flag, OPTIONAL },
	PARAMS_END
};
static const struct param article_params[] = {
	{ "edition", param_public, OPTIONAL },
	PARAMS_END
};

extern const struct route statutes_routes[];	/* listed in tables.c */

const struct route statutes_routes[] = {
	{ "GET", "/rules", ACT_LOGGED_IN, NULL, get_rules, rules_params,
	    NULL },
	{ "GET", "/rules/{article}", ACT_LOGGED_IN, NULL, get_article,
	    article_params, NULL },
	ROUTES_END
};
