/*
 * exception_web.c - the whole list of what is not in order under a unit.
 *
 *	GET  /u/{unit}/rules	all of it, or of one rule, longest first
 *	GET  /exceptions	that of the unit a person is asked about first
 */
#include "exception/exception_pages.h"

#define PAGE_ROWS	50
#define CHOICES_MAX	40

struct rule_choice {
	str		 label;
	struct path	 href;
	bool		 here;
};

struct exceptions_page_view {
	struct part_crumbs_view	 crumbs;
	str			 name, heading, lead, no_word;
	struct path		 unit;
	struct rule_choice	*choices;
	size_t			 choices_len;
	struct exception_row	*rows;
	size_t			 rows_len;
	struct part_pager_view	 pager;
	struct part_empty_view	 empty;
	struct part_strip_view	 seen;
};

#include "exception/exceptions_page.html.h"

/* What the page shows a part of. */
struct chosen {
	struct tally_rule	*rules;
	size_t			 rules_len;
	const struct tally_rule	*rule;	/* NULL is all */
	str			 word;	/* of it, in addresses */
	int64_t			 open;	/* of it */
	int64_t			 from;	/* the first shown */
};

static struct path
page_at(struct ctx *cx, const struct unit *u, str word, int64_t from)
{
	return path_of(cx->mem, "/u/%s/rules?rule=%s&from=%d", u->public_id,
	    word, (int)from);
}

static void
choose(struct ctx *cx, const struct req *rq, int64_t unit_id, struct chosen *c)
{
	*c = (struct chosen){ .word = S("") };
	tally_rules(cx, unit_id, &c->rules, &c->rules_len);
	c->rule = exception_rule_named(cx, req_str(rq, "rule"), c->rules,
	    c->rules_len);
	for (size_t i = 0; i < c->rules_len; i++) {
		c->open += c->rules[i].open;
	}
	if (c->rule != NULL) {
		c->open = c->rule->open;
		c->word = exception_rule_word(cx, c->rule);
	}
	c->from = req_int(rq, "from");
	if (c->from >= c->open) {
		c->from = 0;	/* Fewer than when the link was made. */
	}
}

/* A line of links: all, and each rule with how many. */
static void
add_choices(struct ctx *cx, struct exceptions_page_view *v,
    const struct unit *u, const struct chosen *c)
{
	int64_t all = 0;

	v->choices = NEW(cx->mem, struct rule_choice, CHOICES_MAX + 1);
	v->choices_len = 1;
	for (size_t i = 0; i < c->rules_len; i++) {
		const struct tally_rule *r = &c->rules[i];

		all += r->open;
		if (v->choices_len <= CHOICES_MAX) {
			v->choices[v->choices_len++] = (struct rule_choice){
				arena_printf(cx->mem, STR_FMT " " STR_FMT,
				    STR_ARG(exception_rule_title(cx, r->kind,
				    r->key)), STR_ARG(number_text(cx->mem,
				    r->open))),
				page_at(cx, u, exception_rule_word(cx, r), 0),
				r == c->rule };
		}
	}
	v->choices[0] = (struct rule_choice){ arena_printf(cx->mem,
	    "All " STR_FMT, STR_ARG(number_text(cx->mem, all))),
	    page_at(cx, u, S(""), 0), c->rule == NULL };
}

static void
add_rows(struct ctx *cx, struct exceptions_page_view *v,
    const struct unit *u, const struct chosen *c)
{
	struct exception *list;

	exception_page(cx, u->id, c->rule, (size_t)c->from, PAGE_ROWS, &list,
	    &v->rows_len);
	v->rows = NEW(cx->mem, struct exception_row, v->rows_len);
	for (size_t i = 0; i < v->rows_len; i++) {
		v->rows[i] = exception_row(cx, &list[i]);
	}
	v->pager.text = arena_printf(cx->mem, STR_FMT " to " STR_FMT " of "
	    STR_FMT, STR_ARG(number_text(cx->mem, c->from + 1)),
	    STR_ARG(number_text(cx->mem, c->from + (int64_t)v->rows_len)),
	    STR_ARG(number_text(cx->mem, c->open)));
	if (c->from > 0) {
		v->pager.earlier = page_at(cx, u, c->word,
		    c->from > PAGE_ROWS ? c->from - PAGE_ROWS : 0);
	}
	if (c->from + PAGE_ROWS < c->open) {
		v->pager.later = page_at(cx, u, c->word, c->from + PAGE_ROWS);
	}
}

static void
get_exceptions(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct exceptions_page_view v = {
		.heading = S("Where help is needed") };
	struct html main = html_start(cx);
	int64_t sums[TALLY_MEASURES];
	struct chosen c;
	struct unit u;

	if (!org_unit(cx, rq->object.unit, &u)) {
		res_missing(cx, rq, rs);
		return;
	}
	choose(cx, rq, u.id, &c);
	v.name = u.name;
	v.unit = org_unit_path(cx, u.public_id);
	v.crumbs = org_crumbs(cx, u.id);
	v.lead = S("By article of the statutes, longest first. Each closes by "
	    "itself when the records say so.");
	if (tally_sums(cx, u.id, sums)) {
		v.no_word = exception_no_word(cx, sums[TALLY_NO_WORD]);
	}
	if (c.rules_len > 0) {
		add_choices(cx, &v, &u, &c);
		add_rows(cx, &v, &u, &c);
	}
	v.empty = (struct part_empty_view){ S("Nothing is late or empty"),
	    S("When a rule of the statutes is not met somewhere in this unit, "
	    "it stands here with what to do next."), v.unit,
	    S("To the unit") };
	v.seen = (struct part_strip_view){ .kind = "info", .icon = { "eye",
	    false }, .text = S("A late unit is a question, not a fault. The "
	    "list speaks of units and offices, never of a person's conduct, "
	    "and it is not kept: it follows from the records each time.") };
	exceptions_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = v.heading,
	    .nav = NAV_HELP }, &main);
}

static bool
find_home(struct ctx *cx, const struct req *rq, struct object *out)
{
	(void)rq;
	out->unit = exception_home(cx);
	return out->unit != 0;
}

static const struct param exceptions_params[] = {
	{ "rule", param_line, OPTIONAL },
	{ "from", param_int, OPTIONAL },
	PARAMS_END
};

extern const struct route exception_routes[];

const struct route exception_routes[] = {
	{ "GET", "/exceptions", ACT_SEE_EXCEPTIONS, find_home, get_exceptions,
	    exceptions_params, NULL },
	{ "GET", "/u/{unit}/rules", ACT_SEE_EXCEPTIONS, org_find_unit,
	    get_exceptions, exceptions_params, NULL },
	ROUTES_END
};
