/*
 * congress.c - a conference of the federation: its first day is over, today's
 * first sitting can be opened by whoever logs in as its chair.
 */
#include "bulletin/bulletin.h"
#include "conference/conference.h"
#include "db/db.h"
#include "delegate/delegate.h"
#include "demo/demo_own.h"
#include "member/member.h"
#include "org/org.h"

#define DELEGATES_MAX	400
#define SMALL		1000		/* cells */
#define KEY_DAYS	30		/* before today its key was counted */
#define AWAY_OF		12		/* one in so many is not here yet */
#define PLANNED_DAYS	60	/* before its first day ... */
#define PLANNED_AT	(19 * 60)	/* ... at seven in the evening */
#define LET_IN_BEFORE	30	/* minutes before the first sitting */
#define BEGAN_LATE	4		/* minutes, on the first day */

static const struct planned {
	int			 day, sitting;	/* from 0 */
	enum item_kind		 kind;
	int			 minutes;
	const char		*title, *text;
} business[] = {
	{ 0, 0, ITEM_OPENING, 15, "Opening and rules of order", "" },
	{ 0, 0, ITEM_REPORT, 40, "Report of the council",
	    "Five years in forty minutes." },
	{ 0, 0, ITEM_REPORT, 20, "Report of the auditors", "" },
	{ 0, 0, ITEM_DISCUSSION, 60, "Speeches on the reports", "" },
	{ 1, 0, ITEM_MOTION, 45, "A training year for every new secretary",
	    "" },
	{ 1, 0, ITEM_MOTION, 60, "A common winter reserve of flour",
	    "What every bakery puts by, and who may draw on it." },
	{ 1, 0, ITEM_DISCUSSION, 60, "Night work", "" },
	{ 1, 1, ITEM_ELECTION, 45, "Election of the council",
	    "Nine seats, by secret vote." },
	{ 1, 1, ITEM_ELECTION, 20, "Election of the auditors", "" },
	{ 1, 1, ITEM_SPEECHES, 60, "From the counties", "" },
	{ 2, 0, ITEM_COMMENDATION, 30, "Commendations", "" },
	{ 2, 0, ITEM_CONCLUSION, 20, "What we take home", "" },
	{ 2, 0, ITEM_CLOSING, 10, "Closing", "" },
};

static const struct { int day, starts, ends; const char *title; } days[] = {
	{ 0, 9 * 60, 12 * 60 + 30, "First day, morning" },
	{ 1, 9 * 60, 12 * 60 + 30, "Second day, morning" },
	{ 1, 14 * 60, 17 * 60, "Second day, afternoon" },
	{ 2, 10 * 60, 12 * 60, "Third day" },
};

/* ---- who comes --------------------------------------------------------- */

/* Who logs in as the secretary is among the delegates. */
static void
elect_secretary(struct ctx *cx, int64_t id)
{
	struct delegate_new in = { .conference_id = id };
	struct meeting met;
	struct member m;
	int64_t out;

	if (!member_by_number(cx, S("00000401"), &m) || !meeting_last(cx,
	    member_cell(cx, m.id, cx->today), S("general"), cx->today, &met)) {
		return;
	}
	in.member_id = m.id;
	in.meeting_id = met.id;
	in.sent_by = met.unit_id;
	(void)!delegate_elect(cx, &in, &out);	/* a small key has no seat */
}

static void
invite_guest(struct ctx *cx, int64_t id)
{
	struct member m;
	int64_t out;

	if (member_by_number(cx, S("00000407"), &m)) {
		(void)!delegate_invite(cx, id, ROLE_GUEST, m.id, m.name, &out);
	}
}

/* By the key of the statutes; in a small demo, where that gives a handful, by
 * one that the conference adopted. */
static void
send_delegates(struct ctx *cx, const struct demo *d, int64_t id)
{
	struct delegate_rules rules;

	if (!delegate_rules(cx, id, &rules)) {
		return;
	}
	rules.tier = S("county");
	if (d->cells < SMALL) {
		rules.key.per_n = 1;
		rules.key.per_m = 2;
		rules.key_article = S("rules of the conference, 4");
	}
	if (delegate_set_rules(cx, &rules) == DELEGATE_OK &&
	    delegate_fix_key(cx, id, date_add(cx->today,
	    -KEY_DAYS)) == DELEGATE_OK) {
		elect_secretary(cx, id);
		(void)delegate_fill(cx, id, DELEGATES_MAX);
	}
	invite_guest(cx, id);
}

static void
let_in(struct ctx *cx, int64_t id)
{
	struct participant *list;
	size_t len;

	participant_list(cx, id, 0, DELEGATES_MAX + 1, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (i % AWAY_OF != AWAY_OF - 1) {
			participant_set_presence(cx, list[i].id, IN_THE_HALL);
		}
	}
}

static void
give_posts(struct ctx *cx, int64_t id)
{
	static const struct { const char *number; enum conference_post post; }
	    posts[] = {
		{ "00000104", POST_CHAIR }, { "00000401", POST_TELLER },
		{ "00000105", POST_EDITOR }, { "00000407", POST_DOOR },
	};
	struct member m;

	for (size_t i = 0; i < COUNT(posts); i++) {
		if (member_by_number(cx, str_z(posts[i].number), &m)) {
			(void)!conference_give_post(cx, id, m.id,
			    posts[i].post);
		}
	}
}

/* ---- what is dealt with ------------------------------------------------ */

static bool
add_business(struct ctx *cx, int64_t sitting_id, int day, int sitting)
{
	int64_t id;

	for (size_t i = 0; i < COUNT(business); i++) {
		struct item item = { .sitting_id = sitting_id,
		    .kind = business[i].kind, .minutes = business[i].minutes,
		    .title = str_z(business[i].title),
		    .text = str_z(business[i].text),
		    .speech_seconds = business[i].kind == ITEM_DISCUSSION ||
		    business[i].kind == ITEM_MOTION ? 180 : 0 };

		if (business[i].day == day && business[i].sitting == sitting &&
		    item_add(cx, &item, &id) != CONFERENCE_OK) {
			return false;
		}
	}
	return true;
}

static bool
add_days(struct ctx *cx, const struct conference *c)
{
	int sitting = 0;

	for (size_t i = 0; i < COUNT(days); i++) {
		struct sitting s = { .conference_id = c->id,
		    .title = str_z(days[i].title),
		    .day = date_add(c->from, days[i].day),
		    .starts = days[i].starts, .ends = days[i].ends };
		int64_t id;

		sitting = i > 0 && days[i - 1].day == days[i].day ?
		    sitting + 1 : 0;
		if (sitting_add(cx, &s, &id) != CONFERENCE_OK ||
		    !add_business(cx, id, days[i].day, sitting)) {
			return false;
		}
	}
	return true;
}

/* The first day as it went: a little late, every item in its time. */
static void
hold_first_day(struct ctx *cx, const struct conference *c)
{
	int64_t now = cx->now, id = conference_sitting(cx, c->id);
	struct item *items;
	size_t len;

	cx->now = moment_on(c->from, days[0].starts + BEGAN_LATE);
	if (sitting_open(cx, id) == CONFERENCE_OK) {
		item_list(cx, c->id, id, &items, &len);
		for (size_t i = 0; i < len; i++) {
			(void)!item_next(cx, c->id);
			cx->now += (int64_t)items[i].minutes * 60;
		}
		(void)!bulletin_close_sitting(cx, c->id);
	}
	cx->now = now;
}

void
demo_conference(struct ctx *cx, const struct demo *d)
{
	struct conference c = { .unit_id = d->at.federation,
	    .kind = S("secretaries"), .ordinal = 5,
	    .title = S("5th Conference of the Northern Federation"),
	    .place = S("Grain Hall, Saltcoast"), .language = S("en"),
	    .from = date_add(d->today, -1), .last = date_add(d->today, 1),
	    .mode = IN_ONE_HALL };
	struct conference *there;
	int64_t now = cx->now;
	size_t len;

	conference_of_unit(cx, c.unit_id, 1, &there, &len);
	/* Moments of the organisation, not of the one who makes it: made twice
	 * it is the same. */
	cx->now = moment_on(date_add(c.from, -PLANNED_DAYS), PLANNED_AT);
	if (len == 0 && conference_plan(cx, &c, &c.id) == CONFERENCE_OK &&
	    add_days(cx, &c) && conference_set_state(cx, c.id,
	    CONFERENCE_CALLED) == CONFERENCE_OK) {
		send_delegates(cx, d, c.id);
		give_posts(cx, c.id);
		cx->now = moment_on(c.from, days[0].starts - LET_IN_BEFORE);
		let_in(cx, c.id);
		hold_first_day(cx, &c);
	}
	cx->now = now;
}
