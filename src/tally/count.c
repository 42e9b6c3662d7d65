/* count.c - what is counted of one unit, from its records alone (TALL-1). */
#include "db/db.h"
#include "tally/tally.sql.h"
#include "tally/tally_own.h"

#define HORIZON_DAYS	3660		/* no row is good for longer */

/* ---- months ------------------------------------------------------------ */

struct date
count_month(struct date on, int back)
{
	return date_add_months(date_month_start(on), -back);
}

int
month_number(struct date d)
{
	struct ymd y = date_ymd(d);

	return y.year * 12 + y.month - 1;
}

/* ---- what is asked of it ----------------------------------------------- */

/* One unit under way: its facts judged up to the last day for which they are
 * known to hold. */
struct counting {
	struct ctx			*cx;
	const struct compiled		*compiled;
	struct facts			 facts;
	struct unit_facts_at		 at;
	struct judge			 judge;
	const struct tier_rules		*rules;
	struct tally_row		*row;
	int32_t				 due;	/* the earliest of meetings */
};

static void
add_mark(struct counting *c, struct mark m)
{
	*LIST_ADD(c->cx->mem, &c->row->marks) = m;
}

/* TALL-8: at the ends of which months it was open. */
static void
note_late(struct counting *c, const struct stretch *s)
{
	for (int i = 0; i < MONTH_BITS; i++) {
		struct date end = date_add(count_month(c->row->counted_on, i),
		    -1);

		if (s->due.day < end.day && (!date_known(s->until) ||
		    s->until.day > end.day)) {
			c->row->late_bits |= UINT32_C(1) << i;
		}
	}
}

/* The edition of the rule that is in force on the day it is counted. */
static size_t
edition_now(const struct counting *c)
{
	const struct edition_list *e = &c->compiled->editions;
	size_t i = e->len;

	while (i > 1 && e->from[i - 1].day > c->row->counted_on.day) {
		i--;
	}
	return i - 1;
}

static void
add_meeting(struct counting *c, const struct meeting_rule *r,
    const struct unit_facts *f, const struct stretch *open)
{
	const struct edition_list *e = &c->compiled->editions;
	size_t edition = open != NULL ? open->edition : edition_now(c);
	struct date last = f->held_len > 0 ? f->held[f->held_len - 1] :
	    DATE_NONE;
	struct date due = open != NULL ? open->due : check_due(r->editions,
	    e->len, f, c->row->counted_on);

	if (!date_known(due)) {
		return;
	}
	add_mark(c, (struct mark){ .kind = EXCEPTION_MEETING,
	    .edition_id = e->at[edition]->edition_id,
	    .rule = r->editions[edition].rule->rule, .since = open != NULL ?
	    open->since : date_known(last) ? last : f->begins, .due = due });
	if (due.day < c->due) {
		c->due = due.day;
		c->row->last = last;
	}
}

static void
count_rule(struct counting *c, const struct meeting_rule *r)
{
	struct unit_facts f = judge_facts(&c->judge, &c->at, r->kind);
	struct stretches s = { 0 };
	const struct stretch *open = NULL;

	check_cadence(c->cx->mem, r->editions, c->compiled->editions.len, &f,
	    c->judge.on, &s);
	for (size_t i = 0; i < s.len; i++) {
		note_late(c, &s.at[i]);
		open = date_known(s.at[i].until) ? NULL : &s.at[i];
	}
	if (c->row->alive) {
		add_meeting(c, r, &f, open);
	}
}

static void
count_held(struct counting *c)
{
	int32_t month = count_month(c->row->counted_on, 0).day;
	int32_t before = count_month(c->row->counted_on, 1).day;

	for (size_t i = 0; i < c->at.meetings_len; i++) {
		const struct fact_meeting *m = &c->at.meetings[i];

		c->row->held += m->held && m->day.day >= month;
		c->row->held_before += m->held && m->day.day >= before &&
		    m->day.day < month;
	}
}

/* At the ends of which months a rule of that day asked it to meet. */
static void
count_owed(struct counting *c)
{
	struct judge j = c->judge;

	for (int i = 0; i < MONTH_BITS && c->at.meetings_len > 0; i++) {
		j.on = date_add(count_month(c->row->counted_on, i), -1);
		if (judge_alive(&j, c->at.unit) && judge_owes(&j, c->rules) &&
		    date_cmp(c->row->begins, j.on) <= 0) {
			c->row->owed_bits |= UINT32_C(1) << i;
		}
	}
	c->row->late_bits &= c->row->owed_bits;
}

static void
count_meetings(struct counting *c)
{
	c->row->begins = judge_owed_from(&c->at);
	if (judge_owes(&c->judge, c->rules)) {
		c->row->flags |= TALLY_OWES;
		if (c->at.meetings_len == 0) {			/* EXCE-2 */
			c->row->flags |= TALLY_SILENT;
		}
	}
	for (size_t i = 0; i < c->rules->meetings.len &&
	    c->at.meetings_len > 0; i++) {
		count_rule(c, &c->rules->meetings.at[i]);
	}
	count_held(c);
	count_owed(c);
}

/* ---- the rest ---------------------------------------------------------- */

/* Where the edition that judged it has the office, from 1. */
static int
office_number(const struct counting *c, const struct exception *e)
{
	const struct edition_list *list = &c->compiled->editions;

	for (size_t i = 0; i < list->len && e->office.len > 0; i++) {
		size_t office = 0;

		if (list->at[i]->edition_id != e->edition_id) {
			continue;
		}
		while (office < list->at[i]->offices.len && !str_eq(
		    list->at[i]->offices.at[office].word, e->office)) {
			office++;
		}
		return office < list->at[i]->offices.len ? (int)office + 1 : 0;
	}
	return 0;
}

/* Seats, terms, and how many members: of these the judge's own words. */
static void
count_state(struct counting *c)
{
	judge_state_rules(&c->judge, &c->at, c->rules);
	for (size_t i = 0; i < c->judge.out.len; i++) {
		const struct exception *e = &c->judge.out.at[i];

		add_mark(c, (struct mark){ e->kind, e->edition_id, e->rule_at,
		    office_number(c, e), e->seat, e->since, e->due });
	}
}

static void
count_members(struct counting *c)
{
	struct date on = c->row->counted_on;

	for (size_t i = 0; i < c->at.stays_len; i++) {
		const struct fact_stay *s = &c->at.stays[i];

		c->row->members += date_cmp(s->from, on) <= 0 &&
		    (!date_known(s->until) || s->until.day > on.day);
	}
}

static void
count_attendance(struct counting *c)
{
	struct query q = db_query(c->cx->db, &sql_tally_attendance);

	q_set_int(&q, ":id", c->row->unit_id);
	q_set_date(&q, ":on", c->row->counted_on);
	if (q_row(&q)) {
		c->row->present = q_get_int(&q, 0);
		c->row->expected = q_get_int(&q, 1);
	}
	q_end(&q);
}

/* What was reported done waits for somebody else. */
static void
count_assignments(struct counting *c)
{
	struct query q = db_query(c->cx->db, &sql_tally_assignments);

	q_set_int(&q, ":id", c->row->unit_id);
	while (q_row(&q)) {
		struct date due = q_get_date(&q, 1);

		c->row->assigned++;
		if (date_known(due) && q_get_int(&q, 0) != 3) {
			add_mark(c, (struct mark){ .kind = MARK_OVERDUE,
			    .since = due, .due = due });
		}
	}
}

static bool
holds_members(const struct counting *c)
{
	const struct tier *tier = c->compiled->editions.len == 0 ? NULL :
	    c->rules->editions[edition_now(c)];

	return tier != NULL && tier->holds_members;
}

/* ---- the unit ---------------------------------------------------------- */

/* The day up to which the row is good, and from which it is not (TALL-3). */
static void
set_horizon(struct counting *c, struct date next)
{
	struct date far = date_add(c->row->counted_on, HORIZON_DAYS);

	c->row->recheck = date_known(next) && next.day < far.day ? next : far;
	c->judge = (struct judge){ .cx = c->cx, .facts = &c->facts,
		.rules = &c->compiled->rules,
		.on = date_add(c->row->recheck, -1) };
}

static void
count_alive(struct counting *c)
{
	struct judge today = c->judge;

	today.on = c->row->counted_on;
	c->row->alive = judge_alive(&today, c->at.unit);
	c->rules = rules_of(&c->compiled->rules, c->row->tier);
	if (!c->row->alive) {
		return;
	}
	if (c->rules != NULL) {
		c->row->flags |= holds_members(c) ? TALLY_HOLDS : 0;
		count_meetings(c);
		count_state(c);
	}
	count_members(c);
	count_attendance(c);
	count_assignments(c);
}

bool
count_unit(struct ctx *cx, const struct compiled *compiled, int64_t unit_id,
    struct tally_row *out)
{
	struct counting c = { .cx = cx, .compiled = compiled, .row = out,
		.due = INT32_MAX };
	struct facts_cursor first = { 0 };
	struct date next;

	*out = (struct tally_row){ .unit_id = unit_id,
		.edition_id = compiled->newest, .counted_on = cx->today,
		.begins = DATE_NONE, .last = DATE_NONE };
	if (!facts_of_unit(cx, compiled, unit_id, cx->today, &c.facts,
	    &next) || !facts_next(&c.facts, &first, &c.at)) {
		return false;
	}
	out->parent_id = c.at.unit->parent;
	out->tier = c.at.unit->tier;
	set_horizon(&c, next);
	count_alive(&c);
	return db_state(cx->db) == DB_OK;
}
