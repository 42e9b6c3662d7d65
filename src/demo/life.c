/*
 * life.c - two years of a cell: it meets, decides, and does what it decided.
 */
#include "demo/demo.h"

#include <assert.h>

#include "assignment/assignment.h"
#include "db/db.h"
#include "exception/exception.h"
#include "meeting/meeting.h"

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
	struct habit h = {
		.mday = 1 + (int)dice_up_to(&c->dice, 27),
		.starts = 17 * 60 + 30 * (int)dice_up_to(&c->dice, 5),
		.comes_percent = 70 + (int)dice_up_to(&c->dice, 26),
		.reason = S(""),
	};
	int64_t fate = c->number == 3 ? 500 : dice_up_to(&c->dice, 1000);

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

/* The house as it was on a day, at half past eight in the evening. */
static void
go_to_day(struct ctx *cx, struct date day)
{
	cx->today = day;
	cx->now = (int64_t)day.day * 86400 + 20 * 3600 + 30 * 60;
}

/* ---- a meeting --------------------------------------------------------- */

static size_t
mark_all(struct ctx *cx, struct demo_cell *c, const struct habit *h,
    struct date day, struct mark *marks)
{
	struct expected *roll;
	size_t len;

	meeting_expected(cx, c->unit, day, &roll, &len);
	for (size_t i = 0; i < len; i++) {
		bool came = dice_percent(&c->dice, h->comes_percent);

		marks[i] = (struct mark){ roll[i].member_id, came ? PRESENT :
		    dice_percent(&c->dice, 65) ? EXCUSED : ABSENT };
	}
	return len;
}

static int64_t
count_present(const struct mark *marks, size_t len)
{
	int64_t n = 0;

	for (size_t i = 0; i < len; i++) {
		n += marks[i].presence == PRESENT;
	}
	return n;
}

static struct decision
decide(struct demo_cell *c, const struct mark *marks, size_t marks_len,
    struct date day)
{
	int64_t present = count_present(marks, marks_len);
	int64_t against = present > 3 ? dice_up_to(&c->dice, present / 3) : 0;
	str task;
	struct decision d = {
		.text = demo_decision(&c->dice, &task),
		.votes_for = present - against, .votes_against = against,
		.abstained = 0, .needed = -1, .carried = -1,
		.sent_up = dice_percent(&c->dice, 25),
	};

	if (task.len > 0 && dice_percent(&c->dice, 70)) {
		d.assignee = marks[dice_up_to(&c->dice,
		    (int64_t)marks_len)].member_id;
		d.due = date_add(day, 14 + (int)dice_up_to(&c->dice, 20));
	} else {
		d.due = DATE_NONE;
	}
	return d;
}

static void
hold_meeting(struct ctx *cx, struct demo_cell *c, const struct habit *h,
    struct date day, str kind)
{
	struct mark marks[MEETING_MEMBERS_MAX];
	struct agenda_item agenda[2];
	struct decision decisions[2];
	struct meeting_record in = {
		.unit_id = c->unit, .kind = kind, .day = day,
		.starts = h->starts, .ends = h->starts + 50 +
		    (int)dice_up_to(&c->dice, 60),
		.place = demo_venue(&c->dice), .notes = S(""),
		.chair_id = c->member[1], .attendance_known = true,
		.marks = marks, .agenda = agenda, .agenda_len = COUNT(agenda),
		.decisions = decisions, .reason = S(""),
	};
	enum meeting_err err;
	int64_t id;

	go_to_day(cx, day);
	in.marks_len = mark_all(cx, c, h, day, marks);
	if (in.marks_len == 0) {
		return;				/* before anybody had joined */
	}
	for (size_t i = 0; i < COUNT(agenda); i++) {
		agenda[i] = (struct agenda_item){ .title = demo_agenda(
		    dice_up_to(&c->dice, 4)), .note = demo_note(&c->dice) };
	}
	if (str_eq(kind, S("general")) && dice_percent(&c->dice, 40)) {
		decisions[in.decisions_len++] = decide(c, marks, in.marks_len,
		    day);
	}
	err = meeting_write(cx, &in, &id);
	assert(err == MEETING_OK || db_state(cx->db) != DB_OK);
}

/* ---- what was promised ------------------------------------------------- */

static void
say(struct ctx *cx, int64_t id, enum assignment_state state, str note)
{
	enum assignment_err err = assignment_say(cx, id, state, note);

	assert(err == ASSIGNMENT_OK || db_state(cx->db) != DB_OK);
}

/* Most is done when it is due; some asks for help; some takes longer. */
static void
carry_out(struct ctx *cx, struct demo_cell *c)
{
	struct assignment *open;
	size_t len;

	assignment_open_of_unit(cx, c->unit, &open, &len);
	for (size_t i = 0; i < len; i++) {
		const struct assignment *a = &open[i];

		if (a->state == ASSIGNMENT_REPORTED) {
			say(cx, a->id, ASSIGNMENT_FINISHED, S(""));
		} else if (dice_percent(&c->dice, 75)) {
			say(cx, a->id, ASSIGNMENT_REPORTED, S("Done."));
		} else if (a->state == ASSIGNMENT_OPEN &&
		    dice_percent(&c->dice, 30)) {
			say(cx, a->id, ASSIGNMENT_HELP,
			    S("I need somebody with a van."));
		}
	}
}

/* ---- two years --------------------------------------------------------- */

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
	struct meeting_plan plan = { .unit_id = c->unit, .kind = S("general"),
		.place = demo_venue(&c->dice), .day = day,
		.starts = h->starts };
	enum meeting_err err;
	int64_t id;

	go_to_day(cx, date_add(d->today, -2));
	err = meeting_call(cx, &plan, &id);
	assert(err == MEETING_OK || db_state(cx->db) != DB_OK);
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
	go_to_day(cx, day);
	carry_out(cx, c);
	hold_meeting(cx, c, h, day, S("general"));
	if (month % 3 == 0 && c->number % 10 == 3 && month < 0) {
		hold_meeting(cx, c, h, date_add(day, 2), S("consultative"));
	}
}

void
demo_life(struct ctx *cx, const struct demo *d, struct demo_cell *c)
{
	int64_t now = cx->now;
	struct habit h = habit_of(c);

	for (int month = -DEMO_MONTHS; !h.silent && month <= h.until_month &&
	    db_state(cx->db) == DB_OK; month++) {
		live_month(cx, d, c, &h, month);
	}
	if (h.reason.len > 0 && !h.silent) {
		go_to_day(cx, date_add(d->today, -9));
		exception_tell(cx, c->unit, S("meeting.general.cell"),
		    h.reason, date_add(d->today, 12));
	}
	cx->today = d->today;
	cx->now = now;
}
