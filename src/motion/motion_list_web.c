/*
 * motion_list_web.c - all motions of a conference, and the last days for them.
 *
 *	GET  /c/{conference}/motions		by topic, in their order
 *	GET  /c/{conference}/motions/book	all texts on one page, for paper
 *	GET, POST /c/{conference}/motions/days	the last days to hand in
 */
#include "motion/motion_pages.h"

#include "http/lines.h"
#include "member/member.h"
#include "org/org.h"

struct motion_row_view {
	struct path	 href;
	str		 title, why, chip;
	const char	*chip_kind;
};

struct motions_view {
	str		 over, lead;
	struct motion_group {
		str			 topic;
		struct motion_row_view	*rows;
		size_t			 rows_len;
	}		*groups;
	size_t		 groups_len;
	struct part_empty_view	 empty;
	bool		 may_move, may_rule, books;
	struct path	 new_href, rule_href, book_href;
};

struct motion_rule_view {
	struct part_errors_view	 errors;
	struct part_line_view	 motions, amendments, article;
	struct path		 back, to;
	str			 key;
};

struct motion_book_view {
	str		 over;
	struct path	 back;
	struct book_motion {
		str			 title, why, reason;
		struct motion_paragraph	*paragraphs;
		size_t			 paragraphs_len;
		struct motion_amendment	*amendments;
		size_t			 amendments_len;
	}		*motions;
	size_t		 motions_len;
};

#include "motion/motion_book.html.h"
#include "motion/motion_rule.html.h"
#include "motion/motions.html.h"

/* ---- the list ---------------------------------------------------------- */

static str
title_of(struct ctx *cx, const struct motion *m)
{
	return arena_printf(cx->mem, "%d. " STR_FMT, m->number,
	    STR_ARG(m->title));
}

static struct motion_row_view
row_of(struct ctx *cx, const struct conference *c, const struct motion *m)
{
	struct motion_row_view v = {
		.href = motion_path(cx, c, m),
		.title = title_of(cx, m),
		.why = arena_printf(cx->mem, "Moved by " STR_FMT,
		    STR_ARG(m->unit_name)),
	};

	v.chip = motion_state_chip(m->state, &v.chip_kind);
	return v;
}

/* A group for each topic, in the order in which the topics come first. */
static void
fill_groups(struct ctx *cx, const struct conference *c,
    const struct motion *list, size_t len, struct motions_view *v)
{
	v->groups = NEW(cx->mem, struct motion_group, len);
	for (size_t i = 0; i < len; i++) {
		struct motion_group *g = v->groups;

		while (g < v->groups + v->groups_len &&
		    !str_eq(g->topic, list[i].topic)) {
			g++;
		}
		if (g == v->groups + v->groups_len) {
			v->groups_len++;
			g->topic = list[i].topic;
			g->rows = NEW(cx->mem, struct motion_row_view,
			    len - i);
		}
		g->rows[g->rows_len++] = row_of(cx, c, &list[i]);
	}
}

static str
until_words(struct ctx *cx, int64_t conference_id)
{
	struct motion_rule rule = motion_rule(cx, conference_id);
	str day = day_long(cx->mem, rule.motions_until);

	return day.len == 0 ? S("") : arena_printf(cx->mem, " They are handed"
	    " in until " STR_FMT ".", STR_ARG(day));
}

static void
list_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct motions_view v = { 0 };
	struct conference c;
	struct motion *list;
	str count;
	size_t len;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	motion_list(cx, c.id, &list, &len);
	count = count_of(cx->mem, (int64_t)len, "motion", "motions");
	v.over = c.title;
	v.lead = arena_printf(cx->mem, STR_FMT "." STR_FMT, STR_ARG(count),
	    STR_ARG(until_words(cx, c.id)));
	v.may_move = may(cx, ACT_KEEP_MEETINGS, (struct object){
	    .unit = member_cell(cx, cx->actor, cx->today) });
	v.may_rule = may(cx, ACT_KEEP_CONFERENCE, rq->object);
	v.books = len > 0;
	v.new_href = conference_path(cx, &c, "/motions/new");
	v.rule_href = conference_path(cx, &c, "/motions/days");
	v.book_href = conference_path(cx, &c, "/motions/book");
	fill_groups(cx, &c, list, len, &v);
	if (len == 0) {
		v.empty = (struct part_empty_view){
			.heading = S("No motions yet"),
			.text = S("What units want the conference to decide"
			    " stands here, with every amendment to it. Who"
			    " keeps a unit's meetings hands it in."),
			.href = v.new_href,
			.label = v.may_move ? S("Hand in a motion") : S(""),
		};
	}
	motions_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_PAPERS,
	    S("Motions")), &main);
}

/* ---- the book ---------------------------------------------------------- */

static struct book_motion
book_motion(struct ctx *cx, const struct motion *m)
{
	struct book_motion v = { .title = title_of(cx, m),
		.why = arena_printf(cx->mem, "Moved by " STR_FMT,
		    STR_ARG(m->unit_name)), .reason = m->reason };
	struct amendment *list;

	motion_rows(cx, m->text, &v.paragraphs, &v.paragraphs_len);
	amendment_list(cx, m->id, &list, &v.amendments_len);
	v.amendments = NEW(cx->mem, struct motion_amendment,
	    v.amendments_len);
	for (size_t i = 0; i < v.amendments_len; i++) {
		v.amendments[i] = motion_show_amendment(cx, m, &list[i]);
	}
	return v;
}

static void
book_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct motion_book_view v = { 0 };
	struct conference c;
	struct motion *list, m;
	size_t len;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	motion_list(cx, c.id, &list, &len);
	v.over = c.title;
	v.back = conference_path(cx, &c, "/motions");
	v.motions = NEW(cx->mem, struct book_motion, len);
	for (size_t i = 0; i < len; i++) {
		if (motion_read(cx, list[i].id, &m)) {
			v.motions[v.motions_len++] = book_motion(cx, &m);
		}
	}
	motion_book_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_PAPERS,
	    S("Motions and amendments")), &main);
}

/* ---- the last days ----------------------------------------------------- */

static void
show_rule(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct conference *c, const struct problems *problems)
{
	struct html main = html_start(cx);
	struct motion_rule_view v = {
		.back = conference_path(cx, c, "/motions"),
		.to = conference_path(cx, c, "/motions/days"),
		.key = rq->key,
		.motions = day_line(cx, "motions", "Last day for motions",
		    req_str(rq, "motions"), problem_of(problems, "motions")),
		.amendments = day_line(cx, "amendments",
		    "Last day for amendments", req_str(rq, "amendments"),
		    problem_of(problems, "amendments")),
		.article = { .id = "article", .label = "Where that is said",
		    .hint = S("An article of the statutes, if there is one."),
		    .value = req_str(rq, "article"),
		    .problem = problem_of(problems, "article") },
	};

	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	} else {
		struct motion_rule rule = motion_rule(cx, c->id);

		v.motions.value = date_str(cx->mem, rule.motions_until);
		v.amendments.value = date_str(cx->mem, rule.amendments_until);
		v.article.value = rule.article;
	}
	motion_rule_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, c, NAV_PAPERS,
	    S("Last days to hand in")), &main);
}

static void
rule_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none = { .list_len = 0 };
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	show_rule(cx, rq, rs, &c, &none);
}

static void
read_day(struct ctx *cx, const struct req *rq, const char *id,
    struct date *out, struct problems *problems)
{
	if (!req_day(rq, id, cx->today, out)) {
		problem_add(problems, id, arena_printf(cx->mem, "“" STR_FMT
		    "” is no day that can be read. Write it like 20.11.2026.",
		    STR_ARG(utf8_cut(req_str(rq, id), 60))));
	}
}

static void
rule_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct motion_rule rule = { .article = req_str(rq, "article") };
	struct problems problems = { .list_len = 0 };
	enum motion_err err = MOTION_OK;
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	read_day(cx, rq, "motions", &rule.motions_until, &problems);
	read_day(cx, rq, "amendments", &rule.amendments_until, &problems);
	if (problems.list_len == 0) {
		err = motion_set_rule(cx, c.id, &rule);
	}
	if (err != MOTION_OK) {
		problem_add(&problems, "article", motion_sentence(cx, err));
	}
	if (problems.list_len == 0) {
		res_go(cx, rs, conference_path(cx, &c, "/motions"));
		return;
	}
	res_refuse(cx, rs, 422, &problems);
	show_rule(cx, rq, rs, &c, &problems);
}

/* ---- the table --------------------------------------------------------- */

static const struct param rule_params[] = {
	{ "motions",	param_line,	OPTIONAL },
	{ "amendments",	param_line,	OPTIONAL },
	{ "article",	param_line,	OPTIONAL },
	PARAMS_END
};

extern const struct route motion_list_routes[];	/* listed in tables.c */

const struct route motion_list_routes[] = {
	{ "GET", "/c/{conference}/motions", ACT_LOGGED_IN, conference_find,
	    list_page, NULL, NULL },
	{ "GET", "/c/{conference}/motions/book", ACT_LOGGED_IN,
	    conference_find, book_page, NULL, NULL },
	{ "GET", "/c/{conference}/motions/days", ACT_KEEP_CONFERENCE,
	    conference_find, rule_page, NULL, NULL },
	{ "POST", "/c/{conference}/motions/days", ACT_KEEP_CONFERENCE,
	    conference_find, rule_post, rule_params, NULL },
	ROUTES_END
};
