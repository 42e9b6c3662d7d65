/*
 * tree_web.c - the tree of the units, today or on a day, and a search in it.
 *
 *	GET  /tree		from the top
 *	GET  /u/{unit}/tree	the units under one
 *
 * Both with ?q= for a name or a code, ?on= for a day, ?from= for a later row.
 */
#include "org/org_pages.h"
#include "tally/tally.h"

#define ROWS_SHOWN	200
#define FOUND_SHOWN	50

struct tree_row {
	str		 name, why, code, count;
	struct path	 href;
};

struct tree_page_view {
	struct part_crumbs_view	 crumbs;
	str			 tier, heading, lead, page_label, found, more;
	str			 none, list_label;
	bool			 past, searched;
	struct path		 here, page;
	struct part_strip_view	 past_strip;
	struct part_errors_view	 errors;
	struct part_line_view	 search, day;
	struct tree_row		*rows;
	size_t			 rows_len;
	struct part_pager_view	 pager;
	struct part_empty_view	 empty;
};

#include "org/tree_page.html.h"

/* What a page of the tree is about. */
struct place {
	struct unit	 unit;		/* id 0: there is none */
	bool		 top;		/* asked for as /tree */
	struct date	 on;
	bool		 past;
	struct problems	 problems;
};

/* ---- addresses --------------------------------------------------------- */

static struct path
tree_path(struct ctx *cx, const struct place *p, const struct unit *u,
    int64_t from)
{
	str on = p->past ? date_str(cx->mem, p->on) : S("");

	if (from > 0) {
		return path_of(cx->mem, "/u/%s/tree?on=%s&from=%d",
		    u->public_id, on, (int)from);
	}
	return on.len > 0 ? path_of(cx->mem, "/u/%s/tree?on=%s", u->public_id,
	    on) : path_of(cx->mem, "/u/%s/tree", u->public_id);
}

/* The units above, on the day of the page, each as its part of the tree. */
static struct part_crumbs_view
crumbs_of(struct ctx *cx, const struct place *p)
{
	struct part_crumb *crumbs;
	struct unit *path;
	size_t len;

	if (p->past) {
		org_path_on(cx, p->unit.id, p->on, &path, &len);
	} else {
		org_path(cx, p->unit.id, &path, &len);
	}
	crumbs = NEW(cx->mem, struct part_crumb, len);
	for (size_t i = 0; i + 1 < len; i++) {
		crumbs[i] = (struct part_crumb){ path[i].name,
		    tree_path(cx, p, &path[i], 0) };
	}
	return (struct part_crumbs_view){ crumbs, len > 0 ? len - 1 : 0 };
}

/* ---- the units under one ----------------------------------------------- */

static str
cells_text(struct ctx *cx, int64_t n)
{
	struct shown word = org_cell_word(cx);

	return arena_printf(cx->mem, STR_FMT " " STR_FMT,
	    STR_ARG(number_text(cx->mem, n)),
	    STR_ARG(n == 1 ? word.one : word.many));
}

/* What is under a unit, in words; "" for nothing. */
static str
under_text(struct ctx *cx, const struct place *p, const struct unit *u,
    int64_t children)
{
	int64_t sums[TALLY_MEASURES];

	if (children == 0) {
		return S("");
	}
	if (p->past || !tally_sums(cx, u->id, sums)) {
		return count_of(cx->mem, children, "unit under it",
		    "units under it");
	}
	return cells_text(cx, sums[TALLY_CELLS]);
}

static struct tree_row
row_of(struct ctx *cx, const struct place *p, const struct unit *u)
{
	int64_t children = org_count_children(cx, u->id, p->on);

	return (struct tree_row){
		.name = u->name,
		.why = arena_printf(cx->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(org_word(cx, u->tier).one), STR_ARG(u->code)),
		.count = under_text(cx, p, u, children),
		.href = children > 0 ? tree_path(cx, p, u, 0) :
		    org_unit_path(cx, u->public_id),
	};
}

static void
add_rows(struct ctx *cx, struct tree_page_view *v, const struct place *p,
    int64_t from)
{
	struct unit *units;
	size_t len, start;

	org_children(cx, p->unit.id, p->on, &units, &len);
	start = (size_t)from < len ? (size_t)from / ROWS_SHOWN * ROWS_SHOWN :
	    0;
	v->rows = NEW(cx->mem, struct tree_row, ROWS_SHOWN);
	for (size_t i = start; i < len && v->rows_len < ROWS_SHOWN; i++) {
		v->rows[v->rows_len++] = row_of(cx, p, &units[i]);
	}
	if (len <= ROWS_SHOWN) {
		return;
	}
	v->pager.text = arena_printf(cx->mem, "%zu to %zu of " STR_FMT,
	    start + 1, start + v->rows_len, STR_ARG(number_text(cx->mem,
	    org_count_children(cx, p->unit.id, p->on))));
	if (start > 0) {
		v->pager.earlier = tree_path(cx, p, &p->unit,
		    (int64_t)start - ROWS_SHOWN);
	}
	if (start + ROWS_SHOWN < len) {
		v->pager.later = tree_path(cx, p, &p->unit,
		    (int64_t)start + ROWS_SHOWN);
	}
}

/* ---- the search -------------------------------------------------------- */

/* "Cell in Eastmere, Lakeland": the nearest unit first. */
static str
stands_in(struct ctx *cx, const struct unit *u)
{
	str text = org_word(cx, u->tier).one;
	struct unit *path;
	size_t len;

	org_path(cx, u->id, &path, &len);
	for (size_t i = len; i > 2; i--) {	/* All stand in the first. */
		text = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
		    STR_ARG(text), i == len ? " in " : ", ",
		    STR_ARG(path[i - 2].name));
	}
	return text;
}

static void
add_found(struct ctx *cx, struct tree_page_view *v, const struct place *p,
    str text)
{
	struct unit *units;
	size_t len;

	org_search(cx, text, p->top ? 0 : p->unit.id, FOUND_SHOWN + 1, &units,
	    &len);
	v->searched = true;
	v->rows_len = len < FOUND_SHOWN ? len : FOUND_SHOWN;
	v->rows = NEW(cx->mem, struct tree_row, v->rows_len);
	for (size_t i = 0; i < v->rows_len; i++) {
		v->rows[i] = (struct tree_row){ .name = units[i].name,
			.why = stands_in(cx, &units[i]),
			.code = units[i].code,
			.href = org_unit_path(cx, units[i].public_id) };
	}
	v->found = len > FOUND_SHOWN ? S("Many fit") : len == 0 ?
	    S("None fits") : count_of(cx->mem, (int64_t)len, "unit fits",
	    "units fit");
	if (len > FOUND_SHOWN) {
		v->more = arena_printf(cx->mem, "These are the first %d. "
		    "Write more of the name, or the code, to see fewer.",
		    FOUND_SHOWN);
	}
	v->none = arena_printf(cx->mem, "No unit %s has “" STR_FMT "” in its "
	    "name or code. Units that have ended are not searched; they stand "
	    "in the tree of an earlier day.", p->top ? "here" : "under this "
	    "one", STR_ARG(utf8_cut(text, 60)));
}

/* ---- the page ---------------------------------------------------------- */

static void
add_forms(struct ctx *cx, const struct req *rq, struct tree_page_view *v,
    const struct place *p)
{
	v->search = (struct part_line_view){ .id = "q", .type = "search",
	    .label = "Name or code", .value = req_str(rq, "q") };
	v->day = (struct part_line_view){ .id = "on", .label = "Which day",
	    .hint = S("Such as 1.3.2024 or 2024-03-01"), .width = "w10",
	    .value = p->past ? date_str(cx->mem, p->on) : req_str(rq, "on"),
	    .problem = problem_of(&p->problems, "on") };
	v->errors = part_errors(cx->mem, &p->problems);
	v->here = p->top ? path_of(cx->mem, "/tree") :
	    path_of(cx->mem, "/u/%s/tree", p->unit.public_id);
	v->past = p->past;
	v->past_strip = (struct part_strip_view){ .kind = "info",
	    .icon = { "history", false }, .text = arena_printf(cx->mem,
	    "This is the tree as it was on " STR_FMT ".",
	    STR_ARG(day_long(cx->mem, p->on))), .href = v->here,
	    .label = S("To the tree of today") };
}

static void
add_place(struct ctx *cx, struct tree_page_view *v, const struct place *p)
{
	const struct unit *u = &p->unit;

	v->empty = (struct part_empty_view){ S("No units here"),
	    p->past ? S("On that day no unit stood here. Try a later day.") :
	    u->id == 0 ? S("An administrator brings the units in on the page "
	    "of the set-up; then they stand here as a tree.") :
	    S("No unit stands under this one."), { S("") }, S("") };
	if (u->id == 0) {
		v->heading = S("Units");
		if (!p->past && may(cx, ACT_ADMINISTER, (struct object){ 0 })) {
			v->empty.href = path_of(cx->mem, "/setup/units/top");
			v->empty.label = S("Write down the unit at the top");
		}
		return;
	}
	v->crumbs = crumbs_of(cx, p);
	v->tier = org_word(cx, u->tier).one;
	v->heading = u->name;
	v->lead = under_text(cx, p, u, org_count_children(cx, u->id, p->on));
	v->page = org_unit_path(cx, u->public_id);
	v->page_label = arena_printf(cx->mem, "The page of " STR_FMT,
	    STR_ARG(u->name));
	v->list_label = arena_printf(cx->mem, "Units in " STR_FMT,
	    STR_ARG(u->name));
}

static void
show_tree(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct place *p)
{
	struct tree_page_view v = { 0 };
	struct html main = html_start(cx);
	str text = str_trim(req_str(rq, "q"));

	if (p->problems.list_len > 0) {
		res_refuse(cx, rs, 422, &p->problems);
	}
	add_place(cx, &v, p);
	add_forms(cx, rq, &v, p);
	if (text.len > 0) {
		add_found(cx, &v, p, text);
	} else if (p->unit.id != 0) {
		add_rows(cx, &v, p, req_int(rq, "from"));
	}
	tree_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = p->unit.id == 0 ?
	    S("Units") : p->unit.name, .nav = NAV_TREE }, &main);
}

/* The day of the page; one that cannot be read or is still to come is said at
 * its field, and the tree of today is shown. */
static void
read_day(struct ctx *cx, const struct req *rq, struct place *p)
{
	p->on = cx->today;
	if (!req_day(rq, "on", cx->today, &p->on)) {
		problem_add(&p->problems, "on", arena_printf(cx->mem, "“"
		    STR_FMT "” is no day that can be read. Write it like "
		    "1.3.2024.", STR_ARG(utf8_cut(req_str(rq, "on"), 60))));
		p->on = cx->today;
	} else if (date_cmp(p->on, cx->today) > 0) {
		problem_add(&p->problems, "on", S("This day is still to come. "
		    "Write today or an earlier one."));
		p->on = cx->today;
	}
	if (!date_known(p->on)) {
		p->on = cx->today;
	}
	p->past = date_cmp(p->on, cx->today) < 0;
}

static void
get_top(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct place p = { .top = true };

	read_day(cx, rq, &p);
	if (!(p.past ? org_root_on(cx, p.on, &p.unit) :
	    org_root(cx, &p.unit))) {
		p.unit = (struct unit){ 0 };
	}
	show_tree(cx, rq, rs, &p);
}

static void
get_under(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct place p = { 0 };
	struct unit now;

	if (!org_unit(cx, rq->object.unit, &now)) {
		res_missing(cx, rq, rs);
		return;
	}
	read_day(cx, rq, &p);
	if (!p.past || !org_unit_on(cx, now.id, p.on, &p.unit)) {
		p.unit = now;
	}
	show_tree(cx, rq, rs, &p);
}

static const struct param tree_params[] = {
	{ "q",		param_line,	OPTIONAL },
	{ "on",		param_line,	OPTIONAL },
	{ "from",	param_int,	OPTIONAL },
	PARAMS_END
};

extern const struct route tree_routes[];	/* listed in tables.c */

const struct route tree_routes[] = {
	{ "GET", "/tree", ACT_LOGGED_IN, NULL, get_top, tree_params, NULL },
	{ "GET", "/u/{unit}/tree", ACT_SEE_UNIT, org_find_unit, get_under,
	    tree_params, NULL },
	ROUTES_END
};
