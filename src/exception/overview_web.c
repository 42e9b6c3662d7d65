/*
 * overview_web.c - a unit and where help is needed in it.
 *
 *	GET  /u/{unit}		how things stand, by article of the statutes
 *	POST /u/{unit}/reason	what stood in the way of a meeting
 *	GET  /units		the unit a person is asked about first
 */
#include "delegate/delegate_pages.h"
#include "exception/exception_pages.h"
#include "office/office.h"

#define ROWS_SHOWN	8		/* of one rule */
#define RULES_SHOWN	12		/* with their first rows */
#define GROUPS_SHOWN	400
#define SQUARES_SHOWN	4000		/* of all groups; more have no square */
#define BELOW_SHOWN	100		/* units of the list, on one page */
#define REASON_MAX	500		/* bytes */
#define LONG_DAYS	30

struct overview_rule {
	str			 title, plain, count, article, since_head, more;
	const char		*chip;
	bool			 open;
	struct path		 article_href, more_href;
	struct exception_row	*rows;
	size_t			 rows_len;
};

struct overview_unit {
	str		 name, why, state;
	const char	*chip;		/* NULL: nothing to say */
	struct path	 href;
};

struct overview_view {
	struct part_crumbs_view	 crumbs;
	str			 tier, name, lead, no_word, officers, key;
	str			 below_heading, aside, tell_rule;
	bool			 ended, told, sees_help, may_tell, has_trend;
	struct part_strip_view	 ended_strip, told_strip, nothing, seen;
	struct part_stats_view	 stats;
	struct overview_rule	*rules;
	size_t			 rules_len;
	struct overview_unit	*below;
	size_t			 below_len;
	bool			 below_more;
	struct part_pager_view	 below_pager;
	struct path		 all, history, tree, meetings, offices, change,
			 conferences, plan;
	str		 conference_due;
	struct path		 tell_to;
	struct part_errors_view	 errors;
	struct part_text_view	 reason;
	struct part_line_view	 until;
	struct part_key_view	 key_of;
	struct part_cells_view	*squares;
	size_t			 squares_len;
	struct part_trend_view	 trend;
};

#include "exception/overview.html.h"

/* What is known of everything under the unit. */
struct overview {
	int64_t			 sum[TALLY_MEASURES];
	int64_t			 asked;	/* units that the rules ask to meet */
	struct month_share	 months[OVERVIEW_MONTHS];
	struct tally_child	*below;
	size_t			 below_len;
	struct unit_standing	 own;	/* of the unit itself */
	bool			 own_asked;
};

static void
read_overview(struct ctx *cx, int64_t unit_id, struct overview *o)
{
	if (!tally_sums(cx, unit_id, o->sum)) {
		*o = (struct overview){ 0 };
	}
	for (int i = 0; i < UNIT_STATES; i++) {
		o->asked += o->sum[TALLY_IN_TIME + i];
	}
	tally_trend(cx, unit_id, o->months);
	tally_children(cx, unit_id, &o->below, &o->below_len);
	o->own_asked = exception_standing(cx, unit_id, &o->own);
}

/* ---- where help is needed ---------------------------------------------- */

/* Something was due by a day. */
static bool
has_day(const struct tally_rule *r)
{
	return r->kind == EXCEPTION_MEETING || r->kind == EXCEPTION_CIRCULAR;
}

static const char *
chip_of(const struct tally_rule *r)
{
	return has_day(r) ? "late" : r->kind == EXCEPTION_FEW ||
	    r->kind == EXCEPTION_MANY ? "warn" : "bad";
}

static const char *
count_word(const struct tally_rule *r)
{
	return has_day(r) ? "late" : r->kind == EXCEPTION_VACANCY ? "empty" :
	    r->kind == EXCEPTION_TERM ? "ran out" : "cells";
}

static void
add_rule(struct ctx *cx, struct overview_view *v, const struct unit *u,
    const struct tally_rule *from)
{
	struct overview_rule *r = &v->rules[v->rules_len++];
	const struct statutes *st = statutes_edition(cx, from->edition_id);
	struct exception *list;

	*r = (struct overview_rule){
		.title = exception_rule_title(cx, from->kind, from->key),
		.chip = chip_of(from),
		.count = arena_printf(cx->mem, STR_FMT " %s", STR_ARG(
		    number_text(cx->mem, from->open)), count_word(from)),
		.open = v->rules_len == 1,
		.since_head = from->kind == EXCEPTION_MEETING ?
		    S("Since last meeting") : S("For"),
	};
	if (st != NULL && from->rule < st->rules.len) {
		r->plain = st->rules.at[from->rule].plain;
	}
	exception_page(cx, u->id, from, 0, ROWS_SHOWN, &list, &r->rows_len);
	r->rows = NEW(cx->mem, struct exception_row, r->rows_len);
	for (size_t i = 0; i < r->rows_len; i++) {
		r->rows[i] = exception_row(cx, &list[i]);
	}
	r->article = exception_article(cx, from->article);
	r->article_href = exception_article_path(cx, from->article);
	if (from->open > ROWS_SHOWN) {
		r->more = arena_printf(cx->mem, "All " STR_FMT ", longest "
		    "first", STR_ARG(number_text(cx->mem, from->open)));
		r->more_href = path_of(cx->mem, "/u/%s/rules?rule=%s",
		    u->public_id, exception_rule_word(cx, from));
	}
}

static void
add_rules(struct ctx *cx, struct overview_view *v, const struct unit *u,
    const struct overview *o)
{
	struct tally_rule *rules;
	size_t len;

	tally_rules(cx, u->id, &rules, &len);
	v->rules = NEW(cx->mem, struct overview_rule, RULES_SHOWN);
	for (size_t i = 0; i < len && i < RULES_SHOWN; i++) {
		add_rule(cx, v, u, &rules[i]);
	}
	v->nothing = (struct part_strip_view){ .kind = "good",
	    .icon = { "circle-check", false },
	    .text = S("Nothing here is late or empty by the rules.") };
	v->no_word = exception_no_word(cx, o->sum[TALLY_NO_WORD]);
	if (v->rules_len > 0) {
		v->all = path_of(cx->mem, "/u/%s/rules", u->public_id);
	}
}

/* ---- figures ----------------------------------------------------------- */

static str
share_of(struct ctx *cx, const struct month_share *m)
{
	return percent_text(cx->mem, m->owing - m->late, m->owing);
}

static void
add_stats(struct ctx *cx, struct overview_view *v, const struct overview *o,
    bool own)
{
	struct part_stat *s = NEW(cx->mem, struct part_stat, 4);
	const struct month_share *now = &o->months[OVERVIEW_MONTHS - 1];
	int64_t very = o->sum[TALLY_VERY_LATE];
	int64_t late = o->sum[TALLY_LATE] + very;
	size_t n = 0;

	if (now->owing > 1) {
		s[n++] = (struct part_stat){ S("Met on time"),
		    share_of(cx, now), arena_printf(cx->mem, "last month "
		    STR_FMT, STR_ARG(share_of(cx, now - 1))) };
	}
	if (o->asked > 1) {
		s[n++] = (struct part_stat){ S("Late"),
		    number_text(cx->mem, late),
		    arena_printf(cx->mem, STR_FMT " of them over %d days",
		    STR_ARG(number_text(cx->mem, very)), LONG_DAYS) };
		s[n++] = (struct part_stat){ S("No word"),
		    number_text(cx->mem, o->sum[TALLY_NO_WORD]),
		    S("we do not know, so we ask") };
	}
	s[n++] = (struct part_stat){ S("Members"),
	    exception_people(cx, o->sum[TALLY_MEMBERS], own), S("") };
	v->stats = (struct part_stats_view){ s, n };
}

static str
lead_of_all(struct ctx *cx, const struct overview *o)
{
	int64_t late = o->sum[TALLY_LATE] + o->sum[TALLY_VERY_LATE];

	return arena_printf(cx->mem, STR_FMT " asked to meet. %s " STR_FMT
	    " late, and of " STR_FMT " there is no word.",
	    STR_ARG(count_of(cx->mem, o->asked, "unit is", "units are")),
	    late == 0 ? "None is late:" : late * 10 < o->asked ?
	    "Most are well:" : "Help is needed:",
	    STR_ARG(number_text(cx->mem, late)),
	    STR_ARG(number_text(cx->mem, o->sum[TALLY_NO_WORD])));
}

static str
lead_of(struct ctx *cx, const struct overview *o)
{
	const struct unit_standing *s = &o->own;

	if (o->asked > 1 || !o->own_asked) {
		return o->asked == 0 ? S("") : lead_of_all(cx, o);
	}
	if (s->state == UNIT_NO_WORD) {
		return S("No meeting was ever recorded here, so nothing is "
		    "said to be late.");
	}
	if (!date_known(s->due)) {
		return S("The rules ask nothing of it just now.");
	}
	return arena_printf(cx->mem, "%s" STR_FMT ". The next meeting %s due "
	    "by " STR_FMT ".", date_known(s->last) ? "Last met on " :
	    "No such meeting was recorded yet",
	    STR_ARG(date_known(s->last) ? day_long(cx->mem, s->last) : S("")),
	    date_cmp(s->due, cx->today) < 0 ? "was" : "is",
	    STR_ARG(day_long(cx->mem, s->due)));
}

/* ---- every cell -------------------------------------------------------- */

static const enum part_cell cell_of[UNIT_STATES] = {
	[UNIT_IN_TIME] = CELL_ON_TIME, [UNIT_DUE_SOON] = CELL_DUE,
	[UNIT_LATE] = CELL_LATE, [UNIT_VERY_LATE] = CELL_VERY_LATE,
	[UNIT_NO_WORD] = CELL_NO_WORD,
};

struct square_group LIST(enum part_cell);

static void
add_group(struct ctx *cx, struct overview_view *v, int64_t unit_id,
    const struct square_group *g)
{
	struct unit u;
	size_t late = 0;

	for (size_t i = 0; i < g->len; i++) {
		late += g->at[i] == CELL_LATE || g->at[i] == CELL_VERY_LATE;
	}
	if (g->len > 0 && org_unit(cx, unit_id, &u)) {
		v->squares[v->squares_len++] = part_cells(cx->mem, u.name,
		    arena_printf(cx->mem, "%zu of %zu late", late, g->len),
		    org_unit_path(cx, u.public_id), g->at, g->len);
	}
}

/*
 * Groups of several cells each; the cells that stand directly under the unit
 * are one group with the unit's own name. The unit itself is told by its own
 * page.
 */
static void
add_squares(struct ctx *cx, struct overview_view *v, const struct unit *u,
    const struct overview *o)
{
	struct square_group direct = { 0 };

	v->squares = NEW(cx->mem, struct part_cells_view, GROUPS_SHOWN + 1);
	for (size_t i = 0; i < o->below_len; i++) {
		struct square_group group = { 0 }, *to = &group;
		struct tally_cells cells;

		tally_cells(cx, o->below[i].unit_id, &cells);
		if (cells.len == 1 && cells.unit_id[0] ==
		    o->below[i].unit_id) {
			to = &direct;
		}
		for (size_t k = 0; k < cells.len; k++) {
			*LIST_ADD(cx->mem, to) = cell_of[cells.state[k]];
		}
		if (v->squares_len < GROUPS_SHOWN) {
			add_group(cx, v, o->below[i].unit_id, &group);
		}
	}
	add_group(cx, v, u->id, &direct);
}

static void
add_key(struct ctx *cx, struct overview_view *v, const struct overview *o)
{
	v->key_of = (struct part_key_view){
		.on_time = S("Met on time"), .due = S("Due this week"),
		.late = S("Late, up to 30 days"),
		.very_late = S("Late, more than 30 days"),
		.no_word = S("No word"),
		.n_on_time = number_text(cx->mem, o->sum[TALLY_IN_TIME]),
		.n_due = number_text(cx->mem, o->sum[TALLY_DUE_SOON]),
		.n_late = number_text(cx->mem, o->sum[TALLY_LATE]),
		.n_very_late = number_text(cx->mem, o->sum[TALLY_VERY_LATE]),
		.n_no_word = number_text(cx->mem, o->sum[TALLY_NO_WORD]),
	};
}

static void
add_trend(struct ctx *cx, struct overview_view *v, const struct overview *o)
{
	struct part_point *p = NEW(cx->mem, struct part_point,
	    OVERVIEW_MONTHS);
	const struct month_share *last = &o->months[OVERVIEW_MONTHS - 1];
	struct part_trend t = { .what = S("Met on time"), .points = p,
		.low = 500, .high = 1000, .low_text = S("50%"),
		.middle_text = S("75%"), .high_text = S("100%") };

	for (int i = 0; i < OVERVIEW_MONTHS; i++) {
		const struct month_share *m = &o->months[i];

		if (m->owing == 0) {
			continue;
		}
		p[t.points_len++] = (struct part_point){
			.label = month_short(m->day),
			.value = (m->owing - m->late) * 1000 / m->owing,
			.text = share_of(cx, m),
		};
		t.low = p[t.points_len - 1].value < t.low ? 0 : t.low;
	}
	if (t.low == 0) {
		t.low_text = S("0%");
		t.middle_text = S("50%");
	}
	t.finding = arena_printf(cx->mem, STR_FMT " of the units that owe a "
	    "meeting have met on time.", STR_ARG(share_of(cx, last)));
	v->has_trend = t.points_len > 1 && o->asked > 1;
	v->trend = part_trend(cx->mem, &t);
}

/* ---- the unit itself --------------------------------------------------- */

static str
officers_of(struct ctx *cx, int64_t unit_id)
{
	struct term *held;
	size_t len;
	str all = S("");

	office_holders(cx, unit_id, cx->today, &held, &len);
	for (size_t i = 0; i < len && i < ROWS_SHOWN; i++) {
		all = arena_printf(cx->mem, STR_FMT "%s" STR_FMT ": " STR_FMT,
		    STR_ARG(all), i > 0 ? "; " : "",
		    STR_ARG(org_word(cx, held[i].office).one),
		    STR_ARG(held[i].member_name));
	}
	return len == 0 ? S("Nobody holds an office here today") : all;
}

/* How the cells of a unit stand, for the list of units below. */
static void
add_state(struct ctx *cx, struct overview_unit *row, int64_t unit_id,
    const struct overview *o)
{
	int64_t cells = 0, late = 0;

	for (size_t i = 0; i < o->below_len; i++) {
		const int64_t *sum = o->below[i].sum;

		if (o->below[i].unit_id == unit_id) {
			late = sum[TALLY_LATE] + sum[TALLY_VERY_LATE];
			for (int k = 0; k < UNIT_STATES; k++) {
				cells += sum[TALLY_IN_TIME + k];
			}
		}
	}
	if (late > 0) {
		row->chip = "late";
		row->state = cells == 1 ? S("late") : arena_printf(cx->mem,
		    STR_FMT " of " STR_FMT " late",
		    STR_ARG(number_text(cx->mem, late)),
		    STR_ARG(number_text(cx->mem, cells)));
	}
}

static void
add_below_pager(struct ctx *cx, struct overview_view *v, const struct unit *u,
    size_t from, size_t len)
{
	v->below_pager.text = arena_printf(cx->mem, STR_FMT " to " STR_FMT
	    " of " STR_FMT, STR_ARG(number_text(cx->mem, (int64_t)from + 1)),
	    STR_ARG(number_text(cx->mem, (int64_t)(from + v->below_len))),
	    STR_ARG(number_text(cx->mem, (int64_t)len)));
	if (from > 0) {
		v->below_pager.earlier = path_of(cx->mem, "/u/%s?from=%d",
		    u->public_id, (int)from - BELOW_SHOWN);
	}
	if (from + v->below_len < len) {
		v->below_pager.later = path_of(cx->mem, "/u/%s?from=%d",
		    u->public_id, (int)from + BELOW_SHOWN);
	}
}

static void
add_below(struct ctx *cx, struct overview_view *v, const struct unit *u,
    const struct overview *o, int64_t first)
{
	struct unit *below;
	size_t len, from;

	org_children(cx, u->id, cx->today, &below, &len);
	from = (size_t)first < len ? (size_t)first / BELOW_SHOWN *
	    BELOW_SHOWN : 0;
	v->below_len = len - from < BELOW_SHOWN ? len - from : BELOW_SHOWN;
	v->below = NEW(cx->mem, struct overview_unit, v->below_len);
	for (size_t i = 0; i < v->below_len; i++) {
		const struct unit *b = &below[from + i];
		struct overview_unit *row = &v->below[i];

		row->name = b->name;
		row->why = org_word(cx, b->tier).one;
		row->href = org_unit_path(cx, b->public_id);
		if (v->sees_help) {
			add_state(cx, row, b->id, o);
		}
	}
	v->below_heading = len > 0 ? S("Units in it") : S("In this unit");
	v->below_more = len > BELOW_SHOWN;
	if (v->below_more) {
		add_below_pager(cx, v, u, from, len);
	}
}

static void
add_links(struct ctx *cx, struct overview_view *v, const struct unit *u)
{
	struct object o = { .unit = u->id };

	v->history = path_of(cx->mem, "/u/%s/history", u->public_id);
	v->tree = path_of(cx->mem, "/u/%s/tree", u->public_id);
	v->offices = path_of(cx->mem, "/u/%s/offices", u->public_id);
	v->officers = officers_of(cx, u->id);
	v->conference_due = delegate_unit_due_text(cx, u->id);
	v->conferences = path_of(cx->mem, "/u/%s/conferences", u->public_id);
	if (may(cx, ACT_SEE_TARGETS, o)) {
		v->plan = path_of(cx->mem, "/plan?unit=%s", u->public_id);
	}
	if (may(cx, ACT_SEE_FIGURES, o)) {
		v->meetings = path_of(cx->mem, "/u/%s/meetings",
		    u->public_id);
	}
	if (may(cx, ACT_KEEP_UNITS, o)) {
		v->change = path_of(cx->mem, "/u/%s/change", u->public_id);
	} else if (may(cx, ACT_ADMINISTER, o)) {
		v->change = path_of(cx->mem, "/setup/units/%s/change",
		    u->public_id);
	}
	v->seen = (struct part_strip_view){ .kind = "info",
	    .icon = { "eye", false }, .bold = S("What you see here."),
	    .text = v->sees_help ? S("Counts and dates for units. Members "
	    "appear by name only where they hold an office.") :
	    S("Where the unit stands and who holds its offices. How its "
	    "meetings stand is seen by its members and by the officers above "
	    "it.") };
}

static void
add_ended(struct ctx *cx, struct overview_view *v, const struct unit *u)
{
	struct unit *heirs;
	size_t len;

	if (!date_known(u->dissolved) || date_cmp(u->dissolved,
	    cx->today) > 0) {
		return;
	}
	org_heirs(cx, u->id, &heirs, &len);
	v->ended = true;
	v->ended_strip = (struct part_strip_view){ .kind = "warn",
	    .icon = { "history", false }, .text = arena_printf(cx->mem,
	    "This unit ended on " STR_FMT ".", STR_ARG(day_long(cx->mem,
	    date_add(u->dissolved, -1)))) };
	if (len > 0) {
		v->ended_strip.label = arena_printf(cx->mem, "Its records went "
		    "to " STR_FMT, STR_ARG(heirs[0].name));
		v->ended_strip.href = org_unit_path(cx, heirs[0].public_id);
	}
}

/* ---- the page ---------------------------------------------------------- */

struct telling {
	str			 text, until;
	const struct problems	*problems;	/* NULL: nothing sent yet */
};

/* A late meeting of the unit itself, about which its secretary may tell. */
static void
add_telling(struct ctx *cx, const struct req *rq, struct overview_view *v,
    const struct unit *u, const struct telling *t)
{
	static const struct problems none;
	const struct problems *p = t->problems ? t->problems : &none;
	struct exception *own = NULL;
	size_t len = 0;

	if (may(cx, ACT_KEEP_MEETINGS, (struct object){ .unit = u->id })) {
		exception_of_unit(cx, u->id, &own, &len);
	}
	for (size_t i = 0; i < len && !v->may_tell; i++) {
		if (own[i].kind == EXCEPTION_MEETING) {
			v->may_tell = true;
			v->tell_rule = own[i].rule;
		}
	}
	v->key = rq->key;
	v->tell_to = path_of(cx->mem, "/u/%s/reason", u->public_id);
	v->errors = part_errors(cx->mem, p);
	v->reason = (struct part_text_view){ .id = "text", .label =
	    "What stood in the way", .hint = S("Two or three sentences"),
	    .value = t->text, .problem = problem_of(p, "text"), .rows = 3 };
	v->until = (struct part_line_view){ .id = "until", .label =
	    "Until when, if you know", .hint = S("A day, such as 5.12."),
	    .value = t->until, .problem = problem_of(p, "until"),
	    .width = "w10" };
	if (req_flag(rq, "told")) {
		v->told = true;
		v->told_strip = (struct part_strip_view){ .kind = "good",
		    .icon = { "circle-check", false }, .text = S("It is told. "
		    "The officers see it beside your unit from now on.") };
	}
}

static void
show(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct telling *t)
{
	struct overview_view v = { 0 };
	struct overview o = { 0 };
	struct html main = html_start(cx);
	struct unit u;

	if (!org_unit(cx, rq->object.unit, &u)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.name = v.aside = u.name;
	v.tier = org_word(cx, u.tier).one;
	v.crumbs = org_crumbs(cx, u.id);
	v.sees_help = may(cx, ACT_SEE_EXCEPTIONS, rq->object);
	if (v.sees_help) {
		read_overview(cx, u.id, &o);
		v.lead = lead_of(cx, &o);
		add_stats(cx, &v, &o, may(cx, ACT_SEE_CELL, rq->object));
		add_rules(cx, &v, &u, &o);
		add_trend(cx, &v, &o);
		add_telling(cx, rq, &v, &u, t);
		add_key(cx, &v, &o);
		if (o.asked > 1 && o.asked <= SQUARES_SHOWN) {
			add_squares(cx, &v, &u, &o);
		}
	}
	add_below(cx, &v, &u, &o, req_int(rq, "from"));
	add_links(cx, &v, &u);
	add_ended(cx, &v, &u);
	overview_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = u.name,
	    .nav = NAV_UNITS, .offline_keep = true }, &main);
}

static void
get_overview(struct ctx *cx, const struct req *rq, struct res *rs)
{
	show(cx, rq, rs, &(struct telling){ .text = S(""), .until = S("") });
}

static void
post_reason(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems p = { 0 };
	struct telling t = { req_str(rq, "text"), req_str(rq, "until"), &p };
	struct date until;
	struct unit u;

	if (t.text.len == 0) {
		problem_add(&p, "text", S("Write what stood in the way, in a "
		    "few words."));
	} else if (t.text.len > REASON_MAX) {
		problem_add(&p, "text", S("This is longer than 500 letters. "
		    "Say it more shortly."));
	}
	if (!req_day(rq, "until", cx->today, &until)) {
		problem_add(&p, "until", arena_printf(cx->mem, "\"" STR_FMT
		    "\" is no day. Write it as 5.12. or 2026-12-05, or leave "
		    "it empty.", STR_ARG(t.until)));
	}
	if (p.list_len > 0) {
		res_refuse(cx, rs, 422, &p);
		show(cx, rq, rs, &t);
		return;
	}
	exception_tell(cx, rq->object.unit, req_str(rq, "rule"), t.text,
	    until);
	if (org_unit(cx, rq->object.unit, &u)) {
		res_go(cx, rs, path_of(cx->mem, "/u/%s?told=1", u.public_id));
	}
}

static void
get_units(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct unit u;

	if (org_unit(cx, exception_home(cx), &u)) {
		res_go(cx, rs, org_unit_path(cx, u.public_id));
	} else {
		res_problem(cx, rq, rs, 404, "There are no units yet",
		    "An administrator brings them in on the page of the "
		    "set-up.");
	}
}

static const struct param overview_params[] = {
	{ "told", param_flag, OPTIONAL },
	{ "from", param_int, OPTIONAL },
	PARAMS_END
};
static const struct param reason_params[] = {
	{ "rule", param_line, REQUIRED },
	{ "text", param_text, OPTIONAL },
	{ "until", param_line, OPTIONAL },
	PARAMS_END
};

extern const struct route overview_routes[];

const struct route overview_routes[] = {
	{ "GET", "/units", ACT_LOGGED_IN, NULL, get_units, NULL, NULL },
	{ "GET", "/u/{unit}", ACT_SEE_UNIT, org_find_unit, get_overview,
	    overview_params, NULL },
	{ "POST", "/u/{unit}/reason", ACT_KEEP_MEETINGS, org_find_unit,
	    post_reason, reason_params, NULL },
	ROUTES_END
};
