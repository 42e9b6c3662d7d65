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

struct chosen {
	const struct exception	*list;
	size_t			 len;
	str			 rule;		/* "" is all */
	int64_t			 from;		/* the first shown */
};

static struct path
page_at(struct ctx *cx, const struct unit *u, str rule, int64_t from)
{
	return path_of(cx->mem, "/u/%s/rules?rule=%s&from=%d", u->public_id,
	    rule, (int)from);
}

/* A line of links: all, and each rule with how many. */
static void
add_choices(struct ctx *cx, struct exceptions_page_view *v,
    const struct unit *u, const struct chosen *c)
{
	v->choices = NEW(cx->mem, struct rule_choice, CHOICES_MAX + 1);
	v->choices[v->choices_len++] = (struct rule_choice){
		arena_printf(cx->mem, "All %zu", c->len),
		page_at(cx, u, S(""), 0), c->rule.len == 0 };
	for (size_t i = 0, n; i < c->len && v->choices_len <= CHOICES_MAX;
	    i += n) {
		n = 1;
		while (i + n < c->len && str_eq(c->list[i].rule,
		    c->list[i + n].rule)) {
			n++;
		}
		v->choices[v->choices_len++] = (struct rule_choice){
			arena_printf(cx->mem, STR_FMT " %zu",
			    STR_ARG(exception_title(cx, &c->list[i])), n),
			page_at(cx, u, c->list[i].rule, 0),
			str_eq(c->rule, c->list[i].rule) };
	}
}

static void
add_rows(struct ctx *cx, struct exceptions_page_view *v,
    const struct unit *u, const struct chosen *c)
{
	int64_t n = 0;

	v->rows = NEW(cx->mem, struct exception_row, PAGE_ROWS);
	for (size_t i = 0; i < c->len; i++) {
		if (c->rule.len > 0 && !str_eq(c->rule, c->list[i].rule)) {
			continue;
		}
		if (n >= c->from && n < c->from + PAGE_ROWS) {
			v->rows[v->rows_len++] = exception_row(cx,
			    &c->list[i]);
		}
		n++;
	}
	v->pager.text = arena_printf(cx->mem, "%lld to %lld of %lld",
	    (long long)c->from + 1, (long long)(c->from +
	    (int64_t)v->rows_len), (long long)n);
	if (c->from > 0) {
		v->pager.earlier = page_at(cx, u, c->rule, c->from > PAGE_ROWS ?
		    c->from - PAGE_ROWS : 0);
	}
	if (c->from + PAGE_ROWS < n) {
		v->pager.later = page_at(cx, u, c->rule, c->from + PAGE_ROWS);
	}
}

static void
get_exceptions(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct exceptions_page_view v = {
		.heading = S("Where help is needed") };
	struct html main = html_start(cx);
	struct exception *list;
	struct chosen c = { .rule = req_str(rq, "rule"),
		.from = req_int(rq, "from") };
	struct unit u;
	int64_t no_word;

	if (!org_unit(cx, rq->object.unit, &u)) {
		res_missing(cx, rq, rs);
		return;
	}
	exception_list(cx, u.id, cx->today, &list, &c.len, &no_word);
	c.list = list;
	v.name = u.name;
	v.unit = org_unit_path(cx, u.public_id);
	v.crumbs = org_crumbs(cx, u.id);
	v.lead = S("By article of the statutes, longest first. Each closes by "
	    "itself when the records say so.");
	v.no_word = exception_no_word(cx, no_word);
	if (c.len > 0) {
		add_choices(cx, &v, &u, &c);
	}
	add_rows(cx, &v, &u, &c);
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
