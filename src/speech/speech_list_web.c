/*
 * speech_list_web.c - the list of speakers as a page: who stands where and why,
 * by which rules, who spoke; and entering rules and budgets.
 *
 *	GET  /c/{conference}/speeches		of the open item, or ?item=
 *	GET  /c/{conference}/speeches/rule	the form; POST: a rule
 *	POST /c/{conference}/speeches/budget
 *	POST /c/{conference}/speeches/seconds
 */
#include "conference/conference_pages.h"
#include "html/parts.h"
#include "speech/speech_pages.h"
#include "speech/speech_parts.h"
#include "speech/speech_web.h"

#define TERMS_CHOSEN	3		/* beside the order of asking */
#define SPEECH_SPOKEN_SHOWN	100	/* on the page of the list */

struct speech_list_view {
	str			 over, title, lead, rule, source, budget;
	struct part_empty_view	 empty;
	bool			 none, chairs;
	struct list_row { str place, name, about, why; }	*rows;
	size_t			 rows_len;
	struct list_share { str name, share, spoken, left; bool over; }
				*shares;
	size_t			 shares_len;
	struct list_spoken { str name, about, began, lasted; }	*spoken;
	size_t			 spoken_len;
	struct list_rule { str text, source, at, by, item; }	*rules;
	size_t			 rules_len;
	struct path		 rule_href;
};

struct speech_rule_form_view {
	struct part_errors_view	 errors;
	struct path		 base, list_href;
	str			 key, item, item_title;
	struct part_select_view	 first, second, third;
	struct part_choice_view	 scope, share;
	struct part_line_view	 source, minutes, by, seconds;
};

#include "speech/speech_list.html.h"
#include "speech/speech_rule_form.html.h"

/* ---- the list ---------------------------------------------------------- */

static void
fill_rows(struct ctx *cx, const struct speech_list *list,
    struct speech_list_view *v)
{
	v->rows = NEW(cx->mem, struct list_row, list->queue_len);
	v->rows_len = list->queue_len;
	for (size_t i = 0; i < list->queue_len; i++) {
		const struct queued *q = &list->queue[i];

		v->rows[i] = (struct list_row){
			.place = q->number == 0 ? S("first") :
			    number_text(cx->mem, q->number),
			.name = q->speech.name,
			.about = speech_about(cx, q),
			.why = text_capital(cx->mem, speech_why(cx, q)),
		};
	}
}

static void
fill_spoken(struct ctx *cx, int64_t item_id, struct speech_list_view *v)
{
	struct speech *list;
	size_t len;

	speech_spoken(cx, item_id, SPEECH_SPOKEN_SHOWN, &list, &len);
	v->spoken = NEW(cx->mem, struct list_spoken, len);
	v->spoken_len = len;
	for (size_t i = 0; i < len; i++) {
		const char *kind = speech_kind_text(list[i].kind);

		v->spoken[i] = (struct list_spoken){
			.name = list[i].name,
			.about = kind[0] == '\0' ? list[i].unit_name :
			    arena_printf(cx->mem, STR_FMT "%s%s",
			    STR_ARG(list[i].unit_name),
			    list[i].unit_name.len > 0 ? ": " : "", kind),
			.began = clock_text(cx->mem, list[i].started_at),
			.lasted = speech_clock(cx, speech_lasted(&list[i],
			    cx->now)),
		};
	}
}

static void
fill_budget(struct ctx *cx, int64_t item_id, struct speech_list_view *v)
{
	struct speech_budget b;

	speech_budget(cx, item_id, &b);
	if (b.key == BUDGET_NONE) {
		return;
	}
	v->budget = arena_printf(cx->mem, STR_FMT " in all, %s. " STR_FMT,
	    STR_ARG(count_of(cx->mem, b.seconds / 60, "minute", "minutes")),
	    b.key == BUDGET_EQUAL ? "as much for each delegation" :
	    "by the number of delegates", STR_ARG(b.source));
	v->shares = NEW(cx->mem, struct list_share, b.shares_len);
	v->shares_len = b.shares_len;
	for (size_t i = 0; i < b.shares_len; i++) {
		const struct budget_share *s = &b.shares[i];
		int64_t left = s->seconds - s->spoken;

		v->shares[i] = (struct list_share){
			.name = s->unit_name,
			.share = speech_clock(cx, s->seconds),
			.spoken = speech_clock(cx, s->spoken),
			.over = left < 0,
			.left = left >= 0 ? speech_clock(cx, left) :
			    arena_printf(cx->mem, STR_FMT " over",
			    STR_ARG(speech_clock(cx, -left))),
		};
	}
}

static void
fill_rules(struct ctx *cx, int64_t conference_id, struct speech_list_view *v)
{
	struct speech_rule *list;
	size_t len;

	speech_rules(cx, conference_id, &list, &len);
	v->rules = NEW(cx->mem, struct list_rule, len);
	v->rules_len = len;
	for (size_t i = 0; i < len; i++) {
		struct item item;

		v->rules[i] = (struct list_rule){
			.text = speech_terms_text(cx, &list[i].terms),
			.source = list[i].source,
			.at = moment_text(cx->mem, list[i].adopted_at),
			.by = list[i].entered_by,
			.item = list[i].item_id != 0 && item_read(cx,
			    list[i].item_id, &item) ? item.title : S(""),
		};
	}
}

static void
fill_rule(struct ctx *cx, int64_t item_id, struct speech_list_view *v)
{
	struct speech_rule rule;
	struct speech_terms asked = { { TERM_ASKED }, 1 };

	if (!speech_rule_of(cx, item_id, &rule)) {
		v->rule = speech_terms_text(cx, &asked);
		v->source = S("The conference has adopted no other rule.");
		return;
	}
	v->rule = speech_terms_text(cx, &rule.terms);
	v->source = arena_printf(cx->mem, STR_FMT ", entered on " STR_FMT "%s"
	    STR_FMT ".", STR_ARG(rule.source),
	    STR_ARG(moment_text(cx->mem, rule.adopted_at)),
	    rule.entered_by.len > 0 ? " by " : "",
	    STR_ARG(rule.entered_by));
}

static str
lead_of(struct ctx *cx, const struct speech_list *list)
{
	return arena_printf(cx->mem, "%zu waiting, %lld spoke. The list is "
	    "%s.", list->queue_len, (long long)list->spoken,
	    list->item.list == LIST_OPEN ? "open" : "closed");
}

static void
list_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct speech_list_view v = { .none = true,
	    .title = S("List of speakers"),
	    .empty = { .heading = S("No item is open"),
		.text = S("When the chair opens an item, those who want to"
		    " speak on it stand here.") } };
	struct html main = html_start(cx);
	struct speech_list list;
	struct conference c;
	struct item item;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.over = c.title;
	v.chairs = may(cx, ACT_CHAIR, rq->object);
	v.rule_href = conference_path(cx, &c, "/speeches/rule");
	if (speech_item_of(cx, rq, &item) &&
	    speech_list(cx, item.id, &list)) {
		v.none = false;
		v.over = arena_printf(cx->mem, "Item " STR_FMT ", list of"
		    " speakers", STR_ARG(item.number));
		v.title = item.title;
		v.lead = lead_of(cx, &list);
		fill_rows(cx, &list, &v);
		fill_rule(cx, item.id, &v);
		fill_budget(cx, item.id, &v);
		fill_spoken(cx, item.id, &v);
	}
	fill_rules(cx, c.id, &v);
	speech_list_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NOW,
	    S("List of speakers")), &main);
}

/* ---- rules and budgets ------------------------------------------------- */

static struct part_select_view
term_select(struct ctx *cx, const struct req *rq, const char *id,
    const char *label, const struct problems *problems)
{
	struct part_option *options = NEW(cx->mem, struct part_option,
	    SPEECH_TERM_COUNT);
	size_t len = 0;

	for (int i = 0; i < SPEECH_TERM_COUNT; i++) {
		if (i != TERM_ASKED) {
			options[len++] = (struct part_option){
				.value = speech_term_word(i),
				.label = str_z(speech_term_text(i)),
				.chosen = str_eq(req_str(rq, id),
				    speech_term_word(i)),
			};
		}
	}
	return (struct part_select_view){ .id = id, .label = label,
	    .none = S("Nothing more"), .options = options,
	    .options_len = len, .problem = problem_of(problems, id) };
}

static void
fill_scope(struct ctx *cx, const struct req *rq, struct part_choice_view *v)
{
	struct part_option *options = NEW(cx->mem, struct part_option, 2);
	bool one = str_eq(req_str(rq, "scope"), S("item"));

	options[0] = (struct part_option){ .value = S("all"),
	    .label = S("Every list of the conference"), .chosen = !one };
	options[1] = (struct part_option){ .value = S("item"),
	    .label = S("Only the item that is open"), .chosen = one };
	*v = (struct part_choice_view){ .id = "scope",
	    .label = "What it is for", .options = options, .options_len = 2 };
}

static void
fill_share(struct ctx *cx, const struct req *rq, struct part_choice_view *v)
{
	static const struct { const char *value, *label; } kinds[] = {
		{ "equal", "As much for each delegation" },
		{ "delegates", "By the number of delegates" },
		{ "none", "No budget any more" },
	};
	struct part_option *options = NEW(cx->mem, struct part_option,
	    COUNT(kinds));
	str chosen = req_str(rq, "share");

	for (size_t i = 0; i < COUNT(kinds); i++) {
		options[i] = (struct part_option){
			.value = str_z(kinds[i].value),
			.label = str_z(kinds[i].label),
			.chosen = chosen.len == 0 ? i == 0 :
			    str_eq(chosen, str_z(kinds[i].value)),
		};
	}
	*v = (struct part_choice_view){ .id = "share",
	    .label = "How it is shared", .options = options,
	    .options_len = COUNT(kinds) };
}

static void
fill_lines(struct ctx *cx, const struct req *rq, const struct item *item,
    const struct problems *problems, struct speech_rule_form_view *v)
{
	v->source = (struct part_line_view){ .id = "source",
	    .label = "By what it was adopted",
	    .hint = S("An article of the rules of order, or a decision"),
	    .value = req_str(rq, "source"), .need = true,
	    .problem = problem_of(problems, "source") };
	v->minutes = (struct part_line_view){ .id = "minutes",
	    .label = "Minutes of all delegations together",
	    .mode = "numeric", .width = "w5",
	    .value = req_str(rq, "minutes"),
	    .problem = problem_of(problems, "minutes") };
	v->by = (struct part_line_view){ .id = "by",
	    .label = "By what it was adopted", .value = req_str(rq, "by"),
	    .need = true, .problem = problem_of(problems, "by") };
	v->seconds = (struct part_line_view){ .id = "seconds",
	    .label = "Seconds, from the next speech on",
	    .hint = S("0: without a limit"), .mode = "numeric",
	    .width = "w5", .problem = problem_of(problems, "seconds"),
	    .value = req_str(rq, "seconds").len > 0 ?
	    req_str(rq, "seconds") : item == NULL ? S("") :
	    arena_printf(cx->mem, "%d", item->speech_seconds) };
}

static void
show_form(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *problems)
{
	struct speech_rule_form_view v = { .key = rq->key };
	struct html main = html_start(cx);
	struct conference c;
	struct item item;
	bool open;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	open = speech_item_of(cx, rq, &item);
	v.base = conference_path(cx, &c, "/speeches");
	v.list_href = v.base;
	if (open) {
		v.item = item.public_id;
		v.item_title = item.title;
	}
	v.first = term_select(cx, rq, "first", "First", problems);
	v.second = term_select(cx, rq, "second", "Then", problems);
	v.third = term_select(cx, rq, "third", "Then", problems);
	fill_scope(cx, rq, &v.scope);
	fill_share(cx, rq, &v.share);
	fill_lines(cx, rq, open ? &item : NULL, problems, &v);
	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	speech_rule_form_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE,
	    S("How speakers follow each other")), &main);
}

static void
rule_form(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none = { .list_len = 0 };

	show_form(cx, rq, rs, &none);
}

static void
refuse_form(struct ctx *cx, const struct req *rq, struct res *rs,
    const char *field, enum speech_err err)
{
	struct problems problems = { .list_len = 0 };

	problem_add(&problems, field, speech_sentence(cx, err));
	res_refuse(cx, rs, speech_err_status(err), &problems);
	show_form(cx, rq, rs, &problems);
}

static void
post_rule(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const char *const fields[TERMS_CHOSEN] = { "first", "second",
	    "third" };
	struct speech_rule rule = { .conference_id = rq->object.conference,
	    .source = req_str(rq, "source") };
	enum speech_err err = SPEECH_RULE;
	struct item item;
	str words = S("");
	int64_t id;

	for (size_t i = 0; i < TERMS_CHOSEN; i++) {
		words = arena_printf(cx->mem, STR_FMT " " STR_FMT,
		    STR_ARG(words), STR_ARG(req_str(rq, fields[i])));
	}
	if (speech_terms_parse(words, &rule.terms)) {
		if (str_eq(req_str(rq, "scope"), S("item")) &&
		    speech_item_of(cx, rq, &item)) {
			rule.item_id = item.id;
		}
		err = speech_adopt(cx, &rule, &id);
	}
	if (err == SPEECH_OK) {
		speech_go_back(cx, rq, rs);
		return;
	}
	refuse_form(cx, rq, rs, err == SPEECH_RULE ? "first" : "source", err);
}

static void
post_budget(struct ctx *cx, const struct req *rq, struct res *rs)
{
	str share = req_str(rq, "share");
	enum budget_key key = str_eq(share, S("none")) ? BUDGET_NONE :
	    str_eq(share, S("delegates")) ? BUDGET_BY_DELEGATES :
	    BUDGET_EQUAL;
	enum speech_err err = SPEECH_NO_ITEM;
	int64_t minutes = -1;
	struct item item;

	if (!req_number(rq, "minutes", &minutes) ||
	    minutes > SPEECH_SECONDS_MAX) {
		err = SPEECH_BUDGET;
	} else if (speech_item_of(cx, rq, &item)) {
		err = speech_set_budget(cx, item.id, key,
		    key == BUDGET_NONE || minutes < 0 ? 0 :
		    (int)(minutes * 60), req_str(rq, "by"));
	}
	if (err == SPEECH_OK) {
		speech_go_back(cx, rq, rs);
		return;
	}
	refuse_form(cx, rq, rs, err == SPEECH_NO_SOURCE ||
	    err == SPEECH_SOURCE_LONG ? "by" : "minutes", err);
}

static void
post_seconds(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum speech_err err = SPEECH_NO_ITEM;
	int64_t seconds = -1;
	struct item item;

	if (!req_number(rq, "seconds", &seconds) || seconds < 0 ||
	    seconds > SPEECH_SECONDS_MAX) {
		err = SPEECH_TOO_LONG;
	} else if (speech_item_of(cx, rq, &item)) {
		err = speech_set_seconds(cx, item.id, (int)seconds);
	}
	if (err == SPEECH_OK) {
		speech_go_back(cx, rq, rs);
		return;
	}
	refuse_form(cx, rq, rs, "seconds", err);
}

/* ---- the table --------------------------------------------------------- */

static const struct param list_params[] = {
	{ "item",	param_public,	OPTIONAL },
	PARAMS_END
};

static const struct param rule_params[] = {
	{ "item",	param_public,	OPTIONAL },
	{ "first",	param_word,	OPTIONAL },
	{ "second",	param_word,	OPTIONAL },
	{ "third",	param_word,	OPTIONAL },
	{ "scope",	param_word,	OPTIONAL },
	{ "source",	param_line,	OPTIONAL },
	{ "share",	param_word,	OPTIONAL },
	{ "minutes",	param_line,	OPTIONAL },
	{ "by",		param_line,	OPTIONAL },
	{ "seconds",	param_line,	OPTIONAL },
	{ "back",	param_path,	OPTIONAL },
	PARAMS_END
};

#define AT	"/c/{conference}/speeches"

extern const struct route speech_list_routes[];	/* listed in tables.c */

const struct route speech_list_routes[] = {
	{ "GET", AT, ACT_ATTEND, conference_find, list_page, list_params,
	    NULL },
	{ "GET", AT "/rule", ACT_CHAIR, conference_find, rule_form,
	    rule_params, NULL },
	{ "POST", AT "/rule", ACT_CHAIR, conference_find, post_rule,
	    rule_params, NULL },
	{ "POST", AT "/budget", ACT_CHAIR, conference_find, post_budget,
	    rule_params, NULL },
	{ "POST", AT "/seconds", ACT_CHAIR, conference_find, post_seconds,
	    rule_params, NULL },
	ROUTES_END
};
