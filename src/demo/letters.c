/*
 * letters.c - circulars: one that is on its way to every cell, an older one
 * that came back, one that was withdrawn.
 */
#include "account/account.h"
#include "circular/circular.h"
#include "db/db.h"
#include "demo/demo_own.h"
#include "meeting/meeting.h"
#include "member/member.h"
#include "org/org.h"

#define SENT_DAYS	7	/* before today: to every cell ... */
#define ASKED_DAYS	10	/* ... which have so many to pass it on */
#define OLDER_DAYS	36	/* before today: what has come back since */
#define WRONG_DAYS	60	/* before today: what was withdrawn */
#define PASSED_WITHIN	5	/* days after it was issued */
#define COUNTIES_MAX	30	/* a cell of each has passed it on */
#define CELLS_MAX	12	/* of those beside the secretary's */

static const int returns[] = { 30, 90 };

static const struct letter {
	const char	*title, *short_text, *text;
} everywhere = {
	"Flour for the winter: count what you have",
	"The harvest was late and the roads will close early. **Count the"
	" flour your bakery or kitchen holds**, and tell your county how many"
	" weeks it lasts.\n\nWhere it is less than six weeks, say so at once:"
	" the common reserve is for that.",
	"## What we ask\n\n1. Read the short text out at your next meeting."
	"\n2. Let two people count together.\n3. Write down the weeks, not the"
	" sacks.\n\n## Why now\n\nLast winter three towns baked with what their"
	" neighbours could spare. Nobody went without bread, but nobody had"
	" planned it so.",
}, workplace = {
	"The night oven rests on Sundays",
	"From the first of the month the night oven is let go cold on"
	" **Sundays**, so that it can be looked after. Whoever bakes on"
	" Mondays begins an hour later.", "",
}, wrong = {
	"Where the 5th Conference meets",
	"The conference meets in the Town Hall of Eastmere.", "",
};
#define WITHDRAWN_FOR	"The hall is another one: it meets in the Grain Hall," \
	" Saltcoast."

/* As somebody on an evening; number "": as whoever is asked for no name. */
static struct ctx
on_evening(const struct ctx *cx, struct date day, const char *number)
{
	struct ctx then = *cx;
	struct account a;
	struct member m;

	then.today = day;
	then.now = demo_evening(day);
	if (number[0] != '\0' &&
	    member_by_number(&then, str_z(number), &m)) {
		then.actor = m.id;
		then.account = account_of_member(&then, m.id, &a) ? a.id : 0;
	}
	return then;
}

/* 0: the rules of the room refuse it. */
static int64_t
issue(struct ctx *then, const struct letter *l, int64_t unit_id,
    int64_t under_id, struct date due)
{
	struct circular_new in = { .unit_id = unit_id, .under_id = under_id,
		.tier = S("cell"), .title = str_z(l->title),
		.short_text = str_z(l->short_text), .text = str_z(l->text),
		.due = due, .returns = returns, .returns_len = COUNT(returns) };
	int64_t id;

	return circular_issue(then, &in, &id) == CIRCULAR_OK ? id : 0;
}

/* ---- what cells did with it -------------------------------------------- */

/* At the meeting they had since, if they had one. */
static void
pass_on(struct ctx *cx, const struct demo *d, int64_t id, int64_t cell,
    struct date issued)
{
	struct dice dice = dice_for(d->seed + (uint64_t)id, cell);
	struct ctx then = on_evening(cx, date_add(issued,
	    1 + (int)dice_up_to(&dice, PASSED_WITHIN)), "");
	struct meeting m;

	if (!meeting_last(&then, cell, S("general"), then.today, &m) ||
	    date_cmp(m.day, issued) < 0) {
		m.id = 0;
	}
	(void)!circular_convey(&then, id, cell, m.id);
}

/* So many of a cell say that they read it, but not who may log in. */
static void
let_read(struct ctx *cx, int64_t id, int64_t cell, int64_t many,
    struct date day)
{
	struct member *roll;
	struct account a;
	size_t len;

	member_roll(cx, cell, day, &roll, &len);
	for (size_t i = 0; i < len && many > 0; i++) {
		struct ctx then = on_evening(cx, day, "");

		if (!account_of_member(&then, roll[i].id, &a)) {
			then.actor = roll[i].id;
			(void)!circular_say_read(&then, id);
			many--;
		}
	}
}

/* Down to where members are. */
static int64_t
first_cell(struct ctx *cx, int64_t unit_id)
{
	struct unit *below;
	size_t len;

	org_children(cx, unit_id, cx->today, &below, &len);
	return len == 0 ? unit_id : first_cell(cx, below[0].id);
}

/* One cell in some of the counties. */
static void
pass_on_far(struct ctx *cx, const struct demo *d, int64_t id,
    struct date issued)
{
	struct unit *provinces, *counties;
	size_t len, some, n = 0;

	org_children(cx, d->at.federation, cx->today, &provinces, &len);
	for (size_t i = 0; i < len; i++) {
		org_children(cx, provinces[i].id, cx->today, &counties, &some);
		for (size_t k = 0; k < some && n < COUNTIES_MAX; k++, n++) {
			pass_on(cx, d, id, first_cell(cx, counties[k].id),
			    issued);
		}
	}
}

/* ---- the three --------------------------------------------------------- */

static void
issue_wrong(struct ctx *cx, const struct demo *d)
{
	struct date day = date_add(cx->today, -WRONG_DAYS);
	struct ctx then = on_evening(cx, day, "00000106");
	int64_t id = issue(&then, &wrong, d->at.federation, d->at.federation,
	    DATE_NONE);

	then.today = date_add(day, 1);
	then.now = demo_evening(then.today);
	if (id != 0) {
		(void)!circular_withdraw(&then, id, S(WITHDRAWN_FOR));
	}
}

/* By the county, to the cells of one workplace: all have passed it on, the
 * secretary's in time to speak of it again this week. */
static void
issue_older(struct ctx *cx, const struct demo *d, const struct unit *cell,
    int64_t county)
{
	struct date day = date_add(cx->today, -OLDER_DAYS);
	struct ctx then = on_evening(cx, day, "00000104");
	int64_t id = issue(&then, &workplace, county, cell->parent_id,
	    DATE_NONE);
	struct unit *beside;
	size_t len;

	org_children(cx, cell->parent_id, cx->today, &beside, &len);
	for (size_t i = 0; id != 0 && i < len && i < CELLS_MAX; i++) {
		if (beside[i].id != cell->id) {
			pass_on(cx, d, id, beside[i].id, day);
		}
	}
	then = on_evening(cx, date_add(day, 3), "00000401");
	if (id != 0) {
		(void)!circular_convey(&then, id, cell->id, 0);
	}
}

/* By the president, to every cell: on its way, and due soon where those who may
 * log in belong. */
static void
issue_everywhere(struct ctx *cx, const struct demo *d, const struct unit *cell)
{
	struct date day = date_add(cx->today, -SENT_DAYS);
	struct ctx then = on_evening(cx, day, "00000106");
	int64_t id = issue(&then, &everywhere, d->at.federation,
	    d->at.federation, date_add(day, ASKED_DAYS));
	struct unit *beside;
	size_t len;

	if (id == 0) {
		return;
	}
	org_children(cx, cell->parent_id, cx->today, &beside, &len);
	for (size_t i = 0; i < len && i < CELLS_MAX; i++) {
		if (beside[i].id == cell->id) {
			let_read(cx, id, cell->id, 2, date_add(day, 2));
		} else if (i % 3 == 0) {
			let_read(cx, id, beside[i].id, (member_count(cx,
			    beside[i].id, cx->today) + 1) / 2,
			    date_add(day, 4));
		} else if (i % 3 == 1) {
			pass_on(cx, d, id, beside[i].id, day);
		}
	}
	pass_on_far(cx, d, id, day);
}

/* The unit of a tier at or above one; 0: there is none. */
static int64_t
above(struct ctx *cx, int64_t unit_id, str tier)
{
	struct unit *path;
	size_t len;

	org_path(cx, unit_id, &path, &len);
	for (size_t i = 0; i < len; i++) {
		if (str_eq(path[i].tier, tier)) {
			return path[i].id;
		}
	}
	return 0;
}

void
demo_circulars(struct ctx *cx, const struct demo *d)
{
	struct circular *there;
	struct unit cell;
	struct member m;
	size_t len;

	circular_of_issuer(cx, d->at.federation, 0, 1, &there, &len);
	if (len == 0 && member_by_number(cx, S("00000401"), &m) &&
	    org_unit(cx, member_cell(cx, m.id, cx->today), &cell)) {
		issue_wrong(cx, d);
		issue_older(cx, d, &cell, above(cx, cell.id, S("county")));
		issue_everywhere(cx, d, &cell);
	}
}
