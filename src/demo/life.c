/*
 * life.c - one or two years of a cell: it meets, decides, and does what it
 * decided.
 */
#include <stdlib.h>

#include "demo/demo_own.h"

#define MONTHS		24	/* of life before today */
#define MONTHS_LARGE	12

/* How regular a cell is. */
struct habit {
	bool		 silent;	/* nothing was ever recorded of it */
	int		 until_month;	/* last month it met, 0 is this one */
	int		 mday;		/* usual day of the month */
	int		 starts;
	int		 comes_percent;	/* of the members, usually */
	str		 reason;	/* told, why it does not meet; or "" */
};

static struct habit
habit_of(struct demo_cell *c)
{
	static const char *const reasons[] = {
		"The crew is at sea until the end of the month.",
		"The meeting room is closed for repairs.",
		"No secretary since the summer; two have been asked.",
	};
	struct habit h = { .reason = S("") };
	int64_t fate;

	h.mday = 1 + (int)dice_up_to(&c->dice, 27);
	h.starts = 17 * 60 + 30 * (int)dice_up_to(&c->dice, 5);
	h.comes_percent = 70 + (int)dice_up_to(&c->dice, 26);
	fate = c->number == 3 ? 500 : dice_up_to(&c->dice, 1000);
	if (c->number == 3) {
		h.mday = 20;
		h.starts = 18 * 60 + 30;
		h.comes_percent = 84;
	}
	h.silent = fate < 12;
	if (fate >= 12 && fate < 45) {
		h.until_month = -2;		/* missed last month */
	} else if (fate >= 45 && fate < 70) {
		h.until_month = -3 - (int)dice_up_to(&c->dice, 5);
	}
	if (c->flooded && fate < 800) {
		h.until_month = -2 - (int)(fate % 2);
		h.reason = S("The river came through the hall. We meet again "
		    "when it is dry.");
	} else if (h.until_month < 0 && dice_percent(&c->dice, 40)) {
		h.reason = str_z(reasons[dice_up_to(&c->dice, 3)]);
	}
	return h;
}

int64_t
demo_evening(struct date day)
{
	return (int64_t)day.day * 86400 + 20 * 3600 + 30 * 60;
}

static struct demo_deed *
add_deed(struct ctx *cx, struct demo_cell *c, enum demo_deed_kind kind,
    struct date on)
{
	struct demo_deed *deed = LIST_ADD(cx->mem, &c->deeds);

	*deed = (struct demo_deed){ .kind = kind, .on = on, .text = S(""),
		.day = DATE_NONE };
	return deed;
}

/* ---- a meeting --------------------------------------------------------- */

struct place {				/* in the roll */
	str	 fold;
	size_t	 member;
};

static int
place_cmp(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int cmp = str_cmp(x->fold, y->fold);

	return cmp != 0 ? cmp : (x->member > y->member) -
	    (x->member < y->member);
}

/* Whoever belongs on the day, in the order of the roll. */
static size_t
roll_of(const struct demo_cell *c, struct date day, struct place *roll)
{
	size_t len = 0;

	for (size_t i = 0; i < c->members; i++) {
		if (date_cmp(c->member[i].from, day) <= 0) {
			roll[len++] = (struct place){ c->member[i].fold, i };
		}
	}
	if (len > 1) {
		qsort(roll, len, sizeof(*roll), place_cmp);
	}
	return len;
}

static void
mark_all(struct ctx *cx, struct demo_cell *c, const struct habit *h,
    struct demo_deed *deed)
{
	struct place roll[DEMO_MEMBERS_MAX];

	deed->marks_len = roll_of(c, deed->day, roll);
	deed->marks = NEW(cx->mem, struct demo_mark, deed->marks_len);
	for (size_t i = 0; i < deed->marks_len; i++) {
		bool came = dice_percent(&c->dice, h->comes_percent);

		deed->marks[i] = (struct demo_mark){ roll[i].member, came ?
		    PRESENT : dice_percent(&c->dice, 65) ? EXCUSED : ABSENT };
	}
}

static int64_t
count_present(const struct demo_deed *deed)
{
	int64_t n = 0;

	for (size_t i = 0; i < deed->marks_len; i++) {
		n += deed->marks[i].presence == PRESENT;
	}
	return n;
}

/* What somebody takes on becomes an assignment. */
static void
take_on(struct ctx *cx, struct demo_cell *c, struct demo_deed *deed)
{
	size_t who = deed->marks[dice_up_to(&c->dice,
	    (int64_t)deed->marks_len)].member;

	deed->decision.assignee = (int64_t)who + 1;
	deed->decision.due = date_add(deed->day,
	    14 + (int)dice_up_to(&c->dice, 20));
	deed->promise = c->promises.len;
	*LIST_ADD(cx->mem, &c->promises) = (struct demo_promise){
		.member = who, .text = deed->decision.text,
		.due = deed->decision.due, .deed = c->deeds.len - 1,
		.state = ASSIGNMENT_OPEN };
}

static void
decide(struct ctx *cx, struct demo_cell *c, struct demo_deed *deed)
{
	int64_t present = count_present(deed);
	int64_t against = present > 3 ? dice_up_to(&c->dice, present / 3) : 0;
	str task, text = demo_decision(&c->dice, &task);

	deed->decided = true;
	deed->decision = (struct decision){
		.text = text, .due = DATE_NONE,
		.votes_for = present - against, .votes_against = against,
		.abstained = 0, .needed = -1, .carried = -1,
		.sent_up = dice_percent(&c->dice, 25),
	};
	if (task.len > 0 && dice_percent(&c->dice, 70)) {
		take_on(cx, c, deed);
	}
}

static void
hold_meeting(struct ctx *cx, struct demo_cell *c, const struct habit *h,
    struct date day, str kind)
{
	struct demo_deed *deed = add_deed(cx, c, DEED_MEET, day);

	deed->day = day;
	deed->word = kind;
	deed->starts = h->starts;
	deed->ends = h->starts + 50 + (int)dice_up_to(&c->dice, 60);
	deed->place = demo_venue(&c->dice);
	mark_all(cx, c, h, deed);
	if (deed->marks_len == 0) {
		c->deeds.len--;			/* before anybody had joined */
		return;
	}
	for (size_t i = 0; i < COUNT(deed->agenda); i++) {
		deed->agenda[i].title = demo_agenda(dice_up_to(&c->dice, 4));
		deed->agenda[i].note = demo_note(&c->dice);
	}
	if (str_eq(kind, S("general")) && dice_percent(&c->dice, 40)) {
		decide(cx, c, deed);
	}
}

/* ---- what was promised ------------------------------------------------- */

static void
say(struct ctx *cx, struct demo_cell *c, size_t promise, struct date on,
    enum assignment_state state, str note)
{
	struct demo_deed *deed = add_deed(cx, c, DEED_SAY, on);

	deed->promise = promise;
	deed->state = c->promises.at[promise].state = state;
	deed->text = note;
}

static bool
is_open(const struct demo_promise *p)
{
	return p->state != ASSIGNMENT_FINISHED;
}

/* The open ones as the room of assignments lists them: by the day they are
 * due, then as they were given. */
static size_t
open_promises(struct ctx *cx, const struct demo_cell *c, size_t **out)
{
	size_t *list = NEW(cx->mem, size_t, c->promises.len);
	size_t len = 0;

	for (size_t i = 0; i < c->promises.len; i++) {
		size_t at = len;

		if (!is_open(&c->promises.at[i])) {
			continue;
		}
		while (at > 0 && date_cmp(c->promises.at[list[at - 1]].due,
		    c->promises.at[i].due) > 0) {
			list[at] = list[at - 1];
			at--;
		}
		list[at] = i;
		len++;
	}
	*out = list;
	return len;
}

/* Most is done when it is due; some asks for help; some takes longer. */
static void
carry_out(struct ctx *cx, struct demo_cell *c, struct date on)
{
	size_t *open;
	size_t len = open_promises(cx, c, &open);

	for (size_t i = 0; i < len; i++) {
		enum assignment_state state = c->promises.at[open[i]].state;

		if (state == ASSIGNMENT_REPORTED) {
			say(cx, c, open[i], on, ASSIGNMENT_FINISHED, S(""));
		} else if (dice_percent(&c->dice, 75)) {
			say(cx, c, open[i], on, ASSIGNMENT_REPORTED,
			    S("Done."));
		} else if (state == ASSIGNMENT_OPEN &&
		    dice_percent(&c->dice, 30)) {
			say(cx, c, open[i], on, ASSIGNMENT_HELP,
			    S("I need somebody with a van."));
		}
	}
}

/* ---- month after month ------------------------------------------------- */

static struct date
day_of_month(const struct demo *d, struct demo_cell *c, const struct habit *h,
    int month)
{
	struct date start = date_month_start(date_add_months(
	    date_month_start(d->today), month));
	int mday = h->mday + (int)dice_up_to(&c->dice, 3) - 1;

	return date_add(start, (mday < 1 ? 1 : mday > 28 ? 28 : mday) - 1);
}

static void
call_next(struct ctx *cx, const struct demo *d, struct demo_cell *c,
    const struct habit *h, struct date day)
{
	struct demo_deed *deed = add_deed(cx, c, DEED_CALL,
	    date_add(d->today, -2));

	deed->day = day;
	deed->word = S("general");
	deed->starts = h->starts;
	deed->place = demo_venue(&c->dice);
}

static void
live_month(struct ctx *cx, const struct demo *d, struct demo_cell *c,
    const struct habit *h, int month)
{
	struct date day = day_of_month(d, c, h, month);

	if (c->number == 3 && month == 0) {
		day = d->today;		/* The one to look at meets tonight. */
	}
	if (date_cmp(day, c->founded) < 0 || (c->number != 3 &&
	    month < -1 && dice_percent(&c->dice, 2))) {
		return;				/* a month without, long ago */
	}
	if (date_cmp(day, d->today) >= 0) {
		if (c->number == 3 || dice_percent(&c->dice, 50)) {
			call_next(cx, d, c, h, day);
		}
		return;
	}
	carry_out(cx, c, day);
	hold_meeting(cx, c, h, day, S("general"));
	if (month % 3 == 0 && c->number % 10 == 3 && month < 0) {
		hold_meeting(cx, c, h, date_add(day, 2), S("consultative"));
	}
}

void
demo_life(struct ctx *cx, const struct demo *d, struct demo_cell *c)
{
	struct habit h = habit_of(c);

	for (int month = d->large ? -MONTHS_LARGE : -MONTHS;
	    !h.silent && month <= h.until_month; month++) {
		live_month(cx, d, c, &h, month);
	}
	if (h.reason.len > 0 && !h.silent) {
		struct demo_deed *deed = add_deed(cx, c, DEED_TELL,
		    date_add(d->today, -9));

		deed->day = date_add(d->today, 12);
		deed->text = h.reason;
	}
}
