/* today_items_web.c - what waits for a person, gathered from every room. */
#include "today/today_items.h"

#include <assert.h>

#include "assignment/assignment.h"
#include "conference/conference_pages.h"
#include "exception/exception_pages.h"
#include "meeting/meeting.h"
#include "member/member.h"

#define WEEK_DAYS	7

/* ---- items ------------------------------------------------------------- */

struct today_item *
today_add(struct today *t, enum rank rank, struct date due)
{
	struct today_item *i = &t->items[t->items_len < TODAY_ITEMS_MAX - 1 ?
	    t->items_len++ : TODAY_ITEMS_MAX - 1];

	*i = (struct today_item){ .rank = rank, .due = due,
		.sign = { "circle-dot", false } };
	t->late += rank == RANK_LATE;
	return i;
}

enum rank
today_rank(const struct today *t, struct date due)
{
	int64_t days;

	if (!date_known(due)) {
		return RANK_LATER;
	}
	days = (int64_t)due.day - t->cx->today.day;
	return days < 0 ? RANK_LATE : days <= WEEK_DAYS ? RANK_WEEK :
	    RANK_LATER;
}

void
today_chip(struct today *t, struct today_item *i)
{
	int64_t days = (int64_t)i->due.day - t->cx->today.day;
	struct arena *mem = t->cx->mem;

	if (!date_known(i->due)) {
		return;
	}
	if (days < 0) {
		i->chip = arena_printf(mem, "late by " STR_FMT,
		    STR_ARG(count_of(mem, -days, "day", "days")));
		i->kind = "late";
	} else if (days == 0) {
		i->chip = S("today");
		i->kind = "warn";
	} else if (days <= WEEK_DAYS) {
		i->chip = arena_printf(mem, STR_FMT " left",
		    STR_ARG(count_of(mem, days, "day", "days")));
		i->kind = "warn";
	} else {
		i->chip = arena_printf(mem, "by " STR_FMT,
		    STR_ARG(day_short(mem, i->due, t->cx->today)));
	}
}

/* ---- a member ---------------------------------------------------------- */

static void
add_own_assignment(struct today *t, const struct assignment *a)
{
	struct today_item *i = today_add(t, today_rank(t, a->due), a->due);

	i->sign.name = "list-checks";
	i->title = a->text;
	i->why = arena_printf(t->cx->mem, "You took it on on " STR_FMT
	    ".%s", STR_ARG(day_short(t->cx->mem, a->given_on, t->cx->today)),
	    a->state == ASSIGNMENT_HELP ? " You have asked for help." : "");
	i->href = path_of(t->cx->mem, "/assignments/%s", a->public_id);
	i->label = S("Say how it stands");
	today_chip(t, i);
}

static str
when_and_where(struct ctx *cx, const struct meeting *m)
{
	return arena_printf(cx->mem, STR_FMT "%s" STR_FMT "%s" STR_FMT,
	    STR_ARG(day_long(cx->mem, m->day)), m->starts >= 0 ? ", " : "",
	    STR_ARG(time_of_day(cx->mem, m->starts)),
	    m->place.len > 0 ? ", " : "", STR_ARG(m->place));
}

void
today_of_member(struct today *t, int64_t cell)
{
	struct assignment *list;
	struct meeting next;
	size_t len;

	assignment_of_member(t->cx, t->cx->actor, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].state == ASSIGNMENT_OPEN ||
		    list[i].state == ASSIGNMENT_HELP) {
			add_own_assignment(t, &list[i]);
		}
	}
	if (cell != 0 && !may(t->cx, ACT_KEEP_MEETINGS,
	    (struct object){ .unit = cell }) &&
	    meeting_next(t->cx, cell, &next)) {
		struct today_item *i = today_add(t, today_rank(t, next.day),
		    next.day);

		i->sign.name = "calendar-check";
		i->title = S("Meeting of your cell");
		i->why = when_and_where(t->cx, &next);
		i->href = path_of(t->cx->mem, "/meetings/%s", next.public_id);
		i->label = S("See the agenda");
		i->chip = day_short(t->cx->mem, next.day, t->cx->today);
	}
}

/* ---- one who keeps meetings -------------------------------------------- */

/* The first kind of meeting that the rules ask of a tier, or NULL. */
static const struct meeting_kind *
first_asked(const struct statutes *st, size_t tier)
{
	for (size_t i = 0; i < st->meetings.len; i++) {
		const struct meeting_kind *m = &st->meetings.at[i];

		if (m->times > 0 && tier < st->tiers.len &&
		    (m->at >> tier & 1) != 0) {
			return m;
		}
	}
	return NULL;
}

/* Why a meeting is asked for: the rule in plain words, and the last one. */
static str
why_meet(struct today *t, int64_t unit, const struct unit_standing *s)
{
	const struct statutes *st = statutes_in_force(t->cx, t->cx->today);
	struct unit u;
	const struct meeting_kind *kind = NULL;

	if (st != NULL && org_unit(t->cx, unit, &u)) {
		kind = s->kind.len > 0 ? statutes_meeting(st, s->kind,
		    statutes_tier(st, u.tier)) : first_asked(st,
		    statutes_tier(st, u.tier));
	}
	return arena_printf(t->cx->mem, STR_FMT "%s%s" STR_FMT "%s",
	    STR_ARG(kind != NULL ? st->rules.at[kind->rule].plain : S("")),
	    kind != NULL ? " " : "",
	    date_known(s->last) ? "Your last one was on " :
	    "None was recorded yet",
	    STR_ARG(date_known(s->last) ? day_long(t->cx->mem, s->last) :
	    S("")), ".");
}

static void
add_planned(struct today *t, const struct meeting *m, str why)
{
	bool now = date_cmp(m->day, t->cx->today) <= 0;
	struct today_item *i = today_add(t, now ? RANK_NOW :
	    today_rank(t, m->day), m->day);

	i->sign.name = "calendar-check";
	i->title = arena_printf(t->cx->mem, now ? "Hold the %.*s meeting" :
	    "Meeting in %.*s", STR_ARG(month_name(m->day)));
	i->text = when_and_where(t->cx, m);
	i->why = now ? why : i->text;
	i->href = path_of(t->cx->mem, now ? "/meetings/%s/record" :
	    "/meetings/%s", m->public_id);
	i->label = now ? S("Open the meeting") : S("See the agenda");
	i->second = path_of(t->cx->mem, "/meetings/%s/sign-in", m->public_id);
	i->second_label = S("Print the sign-in sheet");
	i->chip = day_short(t->cx->mem, m->day, t->cx->today);
}

static str
owed_title(struct today *t, const struct unit_standing *s, bool late)
{
	if (s->state == UNIT_NO_WORD) {
		return S("Call your first meeting, or record one");
	}
	return late ? arena_printf(t->cx->mem, "Call the meeting that was due "
	    "by " STR_FMT, STR_ARG(day_short(t->cx->mem, s->due,
	    t->cx->today))) : arena_printf(t->cx->mem, "Call the " STR_FMT
	    " meeting", STR_ARG(month_name(s->due)));
}

/* Nothing is planned and the rules ask for one. */
static void
add_owed(struct today *t, const struct unit *u, const struct unit_standing *s)
{
	bool late = s->state == UNIT_LATE || s->state == UNIT_VERY_LATE;
	bool first = s->state == UNIT_NO_WORD;
	struct today_item *i = today_add(t, late || first ? RANK_NOW :
	    today_rank(t, s->due), s->due);

	t->late += late;
	i->sign.name = "calendar-check";
	i->title = owed_title(t, s, late);
	i->text = late ? S("If you met already, record it. If something "
	    "stands in the way, tell the officers.") : S("");
	i->why = why_meet(t, u->id, s);
	i->href = path_of(t->cx->mem, "/meetings/new?unit=%s", u->public_id);
	i->label = S("Call a meeting");
	i->second = path_of(t->cx->mem, "/meetings/record?unit=%s",
	    u->public_id);
	i->second_label = S("Record one that was held");
	today_chip(t, i);
}

static void
add_reported(struct today *t, int64_t unit)
{
	struct assignment *list;
	size_t len;

	assignment_open_of_unit(t->cx, unit, &list, &len);
	for (size_t k = 0; k < len; k++) {
		const struct assignment *a = &list[k];
		bool help = a->state == ASSIGNMENT_HELP;
		struct today_item *i;

		if ((!help && a->state != ASSIGNMENT_REPORTED) ||
		    a->member_id == t->cx->actor) {
			continue;
		}
		i = today_add(t, RANK_WEEK, DATE_NONE);
		i->sign.name = help ? "handshake" : "check-check";
		i->title = arena_printf(t->cx->mem, help ? "%.*s asks for "
		    "help" : "Look at what %.*s finished",
		    STR_ARG(a->member_name));
		i->why = a->text;
		i->href = path_of(t->cx->mem, "/assignments/%s",
		    a->public_id);
		i->label = S("Look at it");
		i->chip = help ? S("Asks for help") : S("Waiting for you");
	}
}

/* What else the rules ask of the unit itself: an empty office, too few. Its
 * circulars stand there one by one for who keeps them. */
static void
add_exceptions(struct today *t, int64_t unit)
{
	bool circulars = may(t->cx, ACT_KEEP_CIRCULARS,
	    (struct object){ .unit = unit });
	struct exception *list;
	size_t len;

	exception_of_unit(t->cx, unit, &list, &len);
	for (size_t k = 0; k < len; k++) {
		const struct exception *e = &list[k];
		struct exception_row row;
		struct today_item *i;

		if (e->kind == EXCEPTION_MEETING ||
		    (e->kind == EXCEPTION_CIRCULAR && circulars)) {
			continue;
		}
		row = exception_row(t->cx, e);
		i = today_add(t, RANK_LATE, e->due);
		i->sign.name = "circle-help";
		i->title = exception_title(t->cx, e);
		i->why = row.what;
		i->href = row.next;
		i->label = row.next_label;
		today_chip(t, i);
	}
}

void
today_of_keeper(struct today *t, int64_t unit)
{
	struct unit_standing s;
	struct meeting *planned;
	struct unit u;
	size_t planned_len;
	bool asked;

	if (!org_unit(t->cx, unit, &u)) {
		return;
	}
	asked = exception_standing(t->cx, unit, &s);
	meeting_list(t->cx, unit, MEETING_PLANNED, DATE_NONE,
	    TODAY_ITEMS_MAX / 4, &planned, &planned_len);
	for (size_t i = planned_len; i > 0; i--) {
		add_planned(t, &planned[i - 1], asked ? why_meet(t, unit, &s) :
		    S(""));
	}
	if (planned_len == 0 && asked && (date_known(s.due) ||
	    s.state == UNIT_NO_WORD)) {
		add_owed(t, &u, &s);
	}
	add_reported(t, unit);
	add_exceptions(t, unit);
}

/* ---- officers and keepers of a roll ------------------------------------ */

/* One line for each rule. */
static void
add_rule(struct today *t, const struct unit *u, const struct tally_rule *r)
{
	struct today_item *i = today_add(t, RANK_WEEK, DATE_NONE);
	struct exception *longest;
	size_t len;

	exception_page(t->cx, u->id, r, 0, 1, &longest, &len);
	i->sign.name = r->kind == EXCEPTION_MEETING ? "calendar-check" :
	    r->kind == EXCEPTION_CIRCULAR ? "megaphone" : "users";
	i->title = exception_rule_title(t->cx, r->kind, r->key);
	i->why = len == 0 ? S("") : arena_printf(t->cx->mem, STR_FMT
	    "; the longest for " STR_FMT ".",
	    STR_ARG(exception_article(t->cx, longest->article)),
	    STR_ARG(count_of(t->cx->mem, longest->days, "day", "days")));
	i->href = path_of(t->cx->mem, "/u/%s/rules?rule=%s", u->public_id,
	    exception_rule_word(t->cx, r));
	i->chip = number_text(t->cx->mem, r->open);
	i->kind = "late";
}

void
today_of_officer(struct today *t, int64_t unit)
{
	struct tally_rule *rules;
	struct today_item *i;
	struct unit u;
	size_t len;
	int64_t open = 0;

	if (!org_unit(t->cx, unit, &u)) {
		return;
	}
	tally_rules(t->cx, unit, &rules, &len);
	for (size_t k = 0; k < len; k++) {
		open += rules[k].open;
	}
	if (open == 0) {
		return;
	}
	i = today_add(t, RANK_NOW, DATE_NONE);
	i->sign.name = "handshake";
	i->title = arena_printf(t->cx->mem, "See where help is needed in "
	    STR_FMT, STR_ARG(u.name));
	i->text = arena_printf(t->cx->mem, STR_FMT ", by article of the "
	    "statutes.", STR_ARG(count_of(t->cx->mem, open,
	    "thing is not in order", "things are not in order")));
	i->why = S("each closes by itself when the records say so; until then "
	    "somebody may be waiting for a hand.");
	i->href = org_unit_path(t->cx, u.public_id);
	i->label = S("Open the overview");
	for (size_t k = 0; k < len; k++) {
		add_rule(t, &u, &rules[k]);
	}
}

void
today_of_roll(struct today *t, int64_t unit)
{
	struct correction *list;
	struct today_item *i;
	struct unit u;
	size_t len;

	member_corrections_open(t->cx, unit, &list, &len);
	if (len == 0 || !org_unit(t->cx, unit, &u)) {
		return;
	}
	i = today_add(t, RANK_WEEK, DATE_NONE);
	i->sign.name = "message-circle";
	i->title = S("Somebody asks for a correction");
	i->why = arena_printf(t->cx->mem, STR_FMT " in the list of "
	    STR_FMT ".", STR_ARG(count_of(t->cx->mem, (int64_t)len,
	    "question", "questions")), STR_ARG(u.name));
	i->href = path_of(t->cx->mem, "/u/%s/members", u.public_id);
	i->label = S("Answer");
	i->chip = S("Waiting for you");
}

/* ---- conferences ------------------------------------------------------- */

#define CONFERENCES_SHOWN	5

/* It waits from when it was called until it is over. */
static void
add_conference(struct today *t, const struct conference *c)
{
	bool on = date_cmp(c->from, t->cx->today) <= 0;
	struct today_item *i;

	if (c->state != CONFERENCE_CALLED ||
	    date_cmp(c->last, t->cx->today) < 0) {
		return;
	}
	i = today_add(t, c->sitting_id != 0 ? RANK_NOW :
	    today_rank(t, on ? t->cx->today : c->from),
	    on ? t->cx->today : c->from);
	i->sign.name = "landmark";
	i->title = c->title;
	i->text = arena_printf(t->cx->mem, STR_FMT "%s" STR_FMT,
	    STR_ARG(conference_days(t->cx, c)), c->place.len > 0 ? ", " : "",
	    STR_ARG(c->place));
	i->why = c->sitting_id != 0 ? S("A sitting is open now.") :
	    S("You take part in it, or have a post there.");
	i->href = conference_path(t->cx, c, c->sitting_id != 0 ? "/now" : "");
	i->label = c->sitting_id != 0 ? S("Follow the hall") :
	    S("See the programme");
	today_chip(t, i);
}

void
today_of_conferences(struct today *t)
{
	struct conference *list;
	size_t len;

	conference_of_member(t->cx, t->cx->actor, CONFERENCES_SHOWN, &list,
	    &len);
	for (size_t i = 0; i < len; i++) {
		add_conference(t, &list[i]);
	}
}
