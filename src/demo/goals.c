/*
 * goals.c - a plan of five years: its goals shared out to every county, and in
 * one county down to the cells, with a word from most of them.
 */
#include "db/db.h"
#include "demo/demo_own.h"
#include "member/member.h"
#include "org/org.h"
#include "plan/plan.h"

#define PLAN_YEARS	5
#define BEGUN_DAYS	300		/* at least so long ago, or a year */
#define SHARED_DAYS	10		/* after it began */
#define SILENT_OF	8		/* one in so many has sent no word */
#define WORD_DAYS	86		/* before today, at most */

static const struct {
	const char	*title, *measure;
	int64_t		 per_cell;
} goals[] = {
	{ "Bread from local flour", "sacks of local flour", 60 },
	{ "Ovens that lose no heat", "ovens rebuilt", 4 },
	{ "Every cell teaches", "courses held", 12 },
};

/* Between two thirds and four thirds of what its time asks, in a report of the
 * last quarter. The next one of those who may log in is due within the week. */
static void
tell(struct ctx *cx, const struct demo *d, const struct target *t, size_t goal,
    int64_t cell)
{
	struct dice dice = dice_for(d->seed + 1 + goal, t->unit_id);
	struct date day = date_add(d->today, t->unit_id == cell ? -WORD_DAYS :
	    -1 - (int)dice_up_to(&dice, WORD_DAYS));
	int64_t gone = day.day - t->from.day, all = t->due.day - t->from.day;
	int64_t percent = 67 + dice_up_to(&dice, 67), id;
	struct target_report r = { .target_id = t->id, .day = day,
		.amount = t->amount * gone * percent / (all * 100),
		.note = S("") };

	if (dice_up_to(&dice, SILENT_OF) > 0 || t->unit_id == cell) {
		cx->now = demo_evening(day);
		(void)!target_tell(cx, &r, &id);
	}
}

/* To the units directly under, by how many cells each has; false: there are
 * none. */
static bool
share_out(struct ctx *cx, const struct target *t)
{
	struct share *list;
	struct unit *units;
	int64_t base = 0, id;
	size_t len;

	org_children(cx, t->unit_id, cx->today, &units, &len);
	list = NEW(cx->mem, struct share, len);
	for (size_t i = 0; i < len; i++) {
		list[i].unit_id = units[i].id;
		list[i].base = org_count_cells(cx, units[i].id);
		base += list[i].base;
	}
	if (base == 0) {
		return false;
	}
	plan_divide(cx->mem, t->amount, list, len);
	cx->now = demo_evening(date_add(t->from, SHARED_DAYS));
	for (size_t i = 0; i < len; i++) {
		(void)!target_give(cx, t->id, list[i].unit_id, list[i].amount,
		    &id);
	}
	return true;
}

/* Those on the way to the cell go on, as provinces do everywhere; the others
 * report. */
static void
share_down(struct ctx *cx, const struct demo *d, int64_t target_id,
    size_t goal, int64_t cell)
{
	struct target t, *below;
	size_t len;

	if (!target_read(cx, target_id, &t)) {
		return;
	}
	if (!share_out(cx, &t)) {
		tell(cx, d, &t, goal, cell);
		return;
	}
	target_below(cx, t.id, &below, &len);
	for (size_t i = 0; i < len; i++) {
		struct unit u;

		if (org_is_under(cx, cell, below[i].unit_id) ||
		    (org_unit(cx, below[i].unit_id, &u) &&
		    str_eq(u.tier, S("province")))) {
			share_down(cx, d, below[i].id, goal, cell);
		} else {
			tell(cx, d, &below[i], goal, cell);
		}
	}
}

static struct plan
five_years(const struct demo *d)
{
	int year = date_ymd(date_add(d->today, -BEGUN_DAYS)).year;
	struct plan p = { .unit_id = d->at.federation,
		.title = S("Bread for every town"),
		.text = S("The 4th Conference asked for bread in every town"
		" from flour that grows nearby, baked in ovens that waste"
		" nothing, by people who teach one another.\n\nEach year has"
		" its share of it. What a cell cannot do alone its neighbours"
		" do with it."), .from = d->today, .last = d->today };

	if (!date_make(year, 1, 1, &p.from) ||
	    !date_make(year + PLAN_YEARS - 1, 12, 31, &p.last)) {
		p.from = date_add(d->today, -BEGUN_DAYS);
	}
	return p;
}

void
demo_plan(struct ctx *cx, const struct demo *d)
{
	struct plan p = five_years(d), *there;
	int64_t now = cx->now, whole, cell;
	struct member m;
	size_t len;

	plan_of_unit(cx, p.unit_id, &there, &len);
	cx->now = demo_evening(p.from);
	if (len > 0 || !member_by_number(cx, S("00000401"), &m) ||
	    plan_begin(cx, &p, &p.id) != PLAN_OK) {
		cx->now = now;
		return;
	}
	cell = member_cell(cx, m.id, cx->today);
	for (size_t i = 0; i < COUNT(goals); i++) {
		struct goal g = { .plan_id = p.id, .every = 3, .due = p.last,
			.title = str_z(goals[i].title),
			.measure = str_z(goals[i].measure),
			.amount = goals[i].per_cell * d->cells };

		cx->now = demo_evening(p.from);
		if (goal_set(cx, &g, &whole) == PLAN_OK) {
			share_down(cx, d, whole, i, cell);
		}
	}
	cx->now = now;
}
