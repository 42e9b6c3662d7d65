/*
 * draft_web.c - a draft of the rules: looked at, compared, and adopted.
 *
 *	GET  /rules/draft	the form, with the rules in force
 *	POST /rules/draft	do=look: what is wrong, or what would change
 *				do=check: the same once more, before
 *				do=adopt: a new edition from a day
 */
#include "exception/exception.h"
#include "html/parts.h"
#include "http/web.h"
#include "statutes/statutes_pages.h"

#define DAYS_AHEAD_MAX	3660	/* an edition is adopted for a near day */

struct draft_error {
	int64_t	 line, column;
	str	 text, line_text, caret, expected, nearest;
};

/* A rule, or the text of an article, that is not as it was. */
struct draft_change {
	str	 now, before, what;
	bool	 gone;
};

struct draft_page_view {
	str			 key, errors_heading, file_problem;
	struct part_errors_view	 problems;
	struct draft_error	*errors;
	size_t			 errors_len;
	bool			 understood;
	struct draft_change	*changes;
	size_t			 changes_len;
	struct exception_change	*effects;
	size_t			 effects_len;
	struct part_rule_view	*rules;
	size_t			 rules_len;
	struct part_text_view	 text;
	struct part_line_view	 from;
};

struct adopt_page_view {
	str	 key, from, from_brief, from_value, until, size, changes,
		 effects, text;
};

#include "statutes/adopt_page.html.h"
#include "statutes/draft_page.html.h"

struct draft {
	str				 text, from;
	struct statutes			 st;
	struct statutes_errors		 errors;
	bool				 read;
	int				 status;	/* of a refusal */
	struct problems			 problems;
	struct LIST(struct draft_change) changes;
	struct LIST(struct exception_change) effects;
};

/* ---- what would change ------------------------------------------------- */

static const struct rule *
rule_with_key(const struct statutes *st, str key)
{
	for (size_t i = 0; i < st->rules.len; i++) {
		if (str_eq(st->rules.at[i].key, key)) {
			return &st->rules.at[i];
		}
	}
	return NULL;
}

static void
compare_rules(struct ctx *cx, const struct statutes *now, struct draft *d)
{
	for (size_t i = 0; i < d->st.rules.len; i++) {
		const struct rule *r = &d->st.rules.at[i];
		const struct rule *old = rule_with_key(now, r->key);

		if (old == NULL || !str_eq(old->plain, r->plain)) {
			*LIST_ADD(cx->mem, &d->changes) =
			    (struct draft_change){ .now = r->plain,
			    .before = old != NULL ? old->plain : S(""),
			    .what = old != NULL ? S("changed") : S("new") };
		}
	}
	for (size_t i = 0; i < now->rules.len; i++) {
		const struct rule *r = &now->rules.at[i];

		if (rule_with_key(&d->st, r->key) == NULL) {
			*LIST_ADD(cx->mem, &d->changes) =
			    (struct draft_change){ .now = r->plain,
			    .what = S("falls away"), .gone = true };
		}
	}
}

static const struct article *
article_titled(const struct statutes *st, str title)
{
	for (size_t i = 0; i < st->articles.len; i++) {
		if (str_eq(st->articles.at[i].title, title)) {
			return &st->articles.at[i];
		}
	}
	return NULL;
}

/* Whether two articles say the same to people, whatever their rules. */
static bool
same_text(const struct article *a, const struct article *b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a->parts.len && a->parts.at[i].rules_len > 0) {
			i++;
		}
		while (k < b->parts.len && b->parts.at[k].rules_len > 0) {
			k++;
		}
		if (i == a->parts.len || k == b->parts.len) {
			return i == a->parts.len && k == b->parts.len;
		}
		if (!str_eq(str_trim(a->parts.at[i++].text),
		    str_trim(b->parts.at[k++].text))) {
			return false;
		}
	}
}

static void
compare_articles(struct ctx *cx, const struct statutes *now, struct draft *d)
{
	for (size_t i = 0; i < d->st.articles.len; i++) {
		const struct article *a = &d->st.articles.at[i];
		const struct article *old = article_titled(now, a->title);

		if (old == NULL || !same_text(a, old)) {
			*LIST_ADD(cx->mem, &d->changes) =
			    (struct draft_change){ .now = a->title,
			    .what = old != NULL ? S("text changed") :
			    S("new article") };
		}
	}
	for (size_t i = 0; i < now->articles.len; i++) {
		const struct article *a = &now->articles.at[i];

		if (article_titled(&d->st, a->title) == NULL) {
			*LIST_ADD(cx->mem, &d->changes) =
			    (struct draft_change){ .now = a->title,
			    .what = S("falls away"), .gone = true };
		}
	}
}

/* Beside the edition in force; and by what other number of exceptions. */
static void
compare(struct ctx *cx, struct draft *d)
{
	static const struct statutes none = { 0 };	/* all of it is new */
	const struct statutes *now = edition_shown(cx, S(""));
	struct exception_change *all;
	size_t len;

	compare_rules(cx, now != NULL ? now : &none, d);
	compare_articles(cx, now != NULL ? now : &none, d);
	exception_try(cx, &d->st, cx->today, &all, &len);
	for (size_t i = 0; i < len; i++) {
		if (all[i].before != all[i].after) {
			*LIST_ADD(cx->mem, &d->effects) = all[i];
		}
	}
}

/* ---- the form ---------------------------------------------------------- */

static void
fill_errors(struct ctx *cx, const struct draft *d, struct draft_page_view *v)
{
	v->errors = NEW(cx->mem, struct draft_error, d->errors.list_len);
	v->errors_len = d->errors.list_len;
	for (size_t i = 0; i < v->errors_len; i++) {
		const struct statutes_error *e = &d->errors.list[i];

		v->errors[i] = (struct draft_error){ e->line, e->column,
		    e->text, e->line_text, statutes_error_caret(cx->mem, e),
		    e->expected, e->nearest };
	}
	v->errors_heading = count_of(cx->mem, (int64_t)v->errors_len,
	    "place needs another look", "places need another look");
}

static void
show_draft(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct draft *d)
{
	struct draft_page_view v = { .key = rq->key,
		.problems = part_errors(cx->mem, &d->problems),
		.file_problem = problem_of(&d->problems, "file"),
		.understood = d->read };
	struct html main = html_start(cx);

	fill_errors(cx, d, &v);
	if (v.understood) {
		v.rules = rule_views(cx, &d->st, 0, d->st.rules.len);
		v.rules_len = d->st.rules.len;
		v.changes = d->changes.at;
		v.changes_len = d->changes.len;
		v.effects = d->effects.at;
		v.effects_len = d->effects.len;
	}
	v.text = (struct part_text_view){ .id = "text", .label = "The rules",
	    .hint = S("Articles begin with ##; lines for the machine stand "
	    "between ```rules and ```."), .value = d->text,
	    .problem = problem_of(&d->problems, "text"), .rows = 24 };
	v.from = (struct part_line_view){ .id = "from", .label =
	    "In force from", .hint = S("The first day, such as 2027-01-01. "
	    "The days before stay judged by the edition of their day."),
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
	const struct statutes *st = edition_shown(cx, S(""));

	d->from = S("");
	d->text = st != NULL ? st->text : S("");
	show_draft(cx, rq, rs, d);
}

/* ---- what was sent ----------------------------------------------------- */

/* Browsers end the lines of a field with CR LF. */
static str
with_plain_ends(struct ctx *cx, str text)
{
	char *out = NEW(cx->mem, char, text.len);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] != '\r' || i + 1 == text.len ||
		    text.at[i + 1] != '\n') {
			out[len++] = text.at[i];
		}
	}
	return (str){ out, len };
}

/* The text of the field, or of the file if one was chosen. */
static void
take_text(struct ctx *cx, const struct req *rq, struct draft *d)
{
	str file = req_str(rq, "file");

	d->text = with_plain_ends(cx, req_str(rq, "text"));
	d->from = req_str(rq, "from");
	if (file.len > STATUTES_TEXT_MAX) {
		problem_add(&d->problems, "file", S("The file is larger than "
		    "256 KiB, and cannot be read."));
	} else if (!utf8_ok(file)) {
		problem_add(&d->problems, "file", S("The file is no text in "
		    "UTF-8. Save it as that and choose it again."));
	} else if (file.len > 0) {
		d->text = with_plain_ends(cx, file);
	} else if (str_trim(d->text).len == 0) {
		problem_add(&d->problems, "text", S("Paste the rules first, or "
		    "choose their file."));
	}
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
refuse_adopting(struct ctx *cx, struct draft *d, enum statutes_err err)
{
	d->status = statutes_err_status(err);
	problem_add(&d->problems, err == STATUTES_TOO_EARLY ||
	    err == STATUTES_DAY_TAKEN ? "from" : "text",
	    text_sentence(cx->mem, str_z(statutes_err_text(err))));
}

/* The last edition before a day, for "until then". */
static str
until_then(struct ctx *cx, struct date from)
{
	const struct statutes *now = statutes_in_force(cx,
	    date_add(from, -1));

	return now == NULL ? S("No rules are in force.") :
	    arena_printf(cx->mem, "The edition of " STR_FMT ".",
	    STR_ARG(day_long(cx->mem, now->from)));
}

static str
effects_text(struct ctx *cx, const struct draft *d)
{
	int64_t more = 0, fewer = 0;

	for (size_t i = 0; i < d->effects.len; i++) {
		int64_t by = d->effects.at[i].after - d->effects.at[i].before;

		more += by > 0 ? by : 0;
		fewer += by < 0 ? -by : 0;
	}
	if (fewer == 0) {
		return more == 0 ? S("As many as today.") :
		    arena_printf(cx->mem, "%lld more than today.",
		    (long long)more);
	}
	return more == 0 ? arena_printf(cx->mem, "%lld fewer than today.",
	    (long long)fewer) : arena_printf(cx->mem, "%lld more and %lld "
	    "fewer than today.", (long long)more, (long long)fewer);
}

static void
show_check(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct draft *d, struct date from)
{
	struct html main = html_start(cx);

	adopt_page_html(&main, &(struct adopt_page_view){
		.key = rq->key, .from = day_long(cx->mem, from),
		.from_brief = day_brief(cx->mem, from, cx->today),
		.from_value = date_str(cx->mem, from),
		.until = until_then(cx, from),
		.size = arena_printf(cx->mem, STR_FMT ", " STR_FMT
		    " that the machine reads.",
		    STR_ARG(count_of(cx->mem, (int64_t)d->st.articles.len,
		    "article", "articles")),
		    STR_ARG(count_of(cx->mem, (int64_t)d->st.rules.len,
		    "line", "lines"))),
		.changes = count_of(cx->mem, (int64_t)d->changes.len,
		    "rule or article.", "rules and articles."),
		.effects = effects_text(cx, d), .text = d->text,
	});
	res_page(cx, rq, rs, (struct frame){ .title =
	    S("Adopt these rules?"), .nav = NAV_RULES }, &main);
}

/* do=check and do=adopt: true if the answer is given. */
static bool
go_on(struct ctx *cx, const struct req *rq, struct res *rs, struct draft *d,
    bool adopt)
{
	struct statutes again;
	enum statutes_err err;
	struct date from;
	int64_t id;

	if (!read_day(cx, rq, d, &from)) {
		return false;
	}
	err = adopt ? statutes_adopt(cx, d->text, from, &d->errors, &id) :
	    statutes_may_adopt(cx, d->text, from, &again, &d->errors);
	if (err != STATUTES_OK) {
		refuse_adopting(cx, d, err);
		return false;
	}
	if (adopt) {
		res_go(cx, rs, path_of(cx->mem, "/rules?adopted=1"));
	} else {
		show_check(cx, rq, rs, d, from);
	}
	return true;
}

static void
post_draft(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct draft *d = NEW(cx->mem, struct draft, 1);
	str act = req_str(rq, "do");
	bool adopt = str_eq(act, S("adopt"));

	rs->nothing_done = !adopt;
	take_text(cx, rq, d);
	if (d->problems.list_len == 0) {
		d->read = statutes_read(cx->mem, d->text, &d->st, &d->errors);
		if (!d->read) {
			problem_add(&d->problems, "text", S("Some lines were "
			    "not understood; each is shown with what would "
			    "do."));
		}
	}
	if (d->read && !adopt) {
		compare(cx, d);
	}
	if (d->read && (adopt || str_eq(act, S("check"))) &&
	    go_on(cx, rq, rs, d, adopt)) {
		return;
	}
	if (d->problems.list_len > 0) {
		rs->nothing_done = true;
		res_refuse(cx, rs, d->status != 0 ? d->status : 422,
		    &d->problems);
	}
	show_draft(cx, rq, rs, d);
}

static bool
param_document(str s)
{
	return s.len <= 2 * STATUTES_TEXT_MAX && utf8_ok(s);
}

static const struct param draft_params[] = {
	{ "text", param_document, OPTIONAL },
	{ "file", param_file, OPTIONAL },
	{ "from", param_line, OPTIONAL },
	{ "do", param_word, OPTIONAL },
	PARAMS_END
};

extern const struct route draft_routes[];	/* listed in tables.c */

const struct route draft_routes[] = {
	{ "GET", "/rules/draft", ACT_ADMINISTER, NULL, get_draft, NULL, NULL },
	{ "POST", "/rules/draft", ACT_ADMINISTER, NULL, post_draft,
	    draft_params, NULL },
	ROUTES_END
};
