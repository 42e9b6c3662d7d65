/*
 * may_test.c - the door, against a second and slow one that was written from
 * may.h and docs/rules/rights.md alone.
 *
 * The oracle shares nothing with the program but the generated organisation: it
 * keeps the units, the terms, the memberships and the grants in lists of its
 * own and walks them whole for each question.
 */
#include "tests/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "account/may.h"
#include "conference/conference.h"
#include "db/db.h"
#include "member/member.h"
#include "org/org.h"
#include "statutes/statutes.h"
#include "tests/pg.h"

/* ---- a random organisation ---------------------------------------------- */

#define WORLDS		50
#define DECISIONS	2500		/* of each; 125,000 in all */
#define WORLDS_PG	10		/* where each takes 15 times as long */
#define UNITS		24
#define PEOPLE		14
#define TERMS		70
#define GRANTS		28
#define EDITIONS	2
#define CONFERENCES	5
#define POSTS		60
#define PARTS		40
#define DAYS		200		/* around which all happens */

enum { T_TOP, T_REGION, T_DISTRICT, T_TEAM, TIERS };
static const char *const tier_word[] = { "top", "region", "district", "team" };
static const char *const office_word[] = { "head", "clerk", "watch" };
static const char *const noun_word[] = { "members", "meetings", "assignments",
    "minutes", "figures", "exceptions", "decisions", "units", "offices",
    "changes", "conferences", "goals", "circulars" };
static const char *const verb_word[] = { "see", "keep", "issue" };
enum { V_SEE, V_KEEP, V_ISSUE };
enum { N_MEMBERS, N_MEETINGS, N_ASSIGNMENTS, N_MINUTES, N_FIGURES,
    N_EXCEPTIONS, N_DECISIONS, N_UNITS, N_OFFICES, N_CHANGES,
    N_CONFERENCES, N_GOALS, N_CIRCULARS, NOUNS };

static struct {
	struct {
		int64_t	 id;
		int	 tier, parent;		/* parent -1: none */
		int	 dissolved;		/* day, or DAYS * 2 */
	} unit[UNITS];
	struct {
		int64_t	 id, account;
		bool	 admin;
		int	 cell[DAYS];		/* unit, or -1 */
	} person[PEOPLE];
	struct {
		int	 person, unit, office;
		int	 from, due, until;	/* days; due, until DAYS * 2 */
	} term[TERMS];
	struct {
		int	 from, carry;		/* carry -1: not said */
		struct {
			int		 office, verb;
			bool		 below;
			unsigned	 nouns, tiers;
		} grant[GRANTS];
	} edition[EDITIONS];
	struct {
		int	 unit;
		bool	 own_meeting;
	} conference[CONFERENCES];
	struct {
		int			 conference, person;
		enum conference_post	 post;
		bool			 ended;
	} post[POSTS];
	struct {
		int			 conference, person;
		enum participant_role	 role;
		bool			 voting, withdrawn;
	} part[PARTS];
} o;

static struct arena mem, scratch;
static struct ctx cx;
static struct date zero;			/* day 0 of the oracle */

static int
pick(int n)
{
	return rand() % n;
}

static void PRINTF(1, 2)
run(const char *fmt, ...)
{
	va_list args;
	str sql;

	va_start(args, fmt);
	sql = arena_vprintf(&mem, fmt, args);
	va_end(args);
	db_script(cx.db, arena_copy_z(&mem, sql));
}

static struct date
date_of(int day)
{
	return date_add(zero, day);
}

/* A grant that no other grants a part of: the statutes say a thing once. */
static void
random_grant(int e, int i)
{
	bool twice = true;

	while (twice) {
		o.edition[e].grant[i].office = pick(3);
		o.edition[e].grant[i].verb = pick(5) / 2;
		o.edition[e].grant[i].below = pick(2);
		o.edition[e].grant[i].nouns = 1u << pick(NOUNS) |
		    1u << pick(NOUNS);
		o.edition[e].grant[i].tiers = 1u << pick(TIERS) |
		    1u << pick(TIERS);
		if (o.edition[e].grant[i].verb == V_ISSUE) {
			o.edition[e].grant[i].nouns = pick(2) ?
			    1u << N_GOALS : 1u << N_CIRCULARS;
		}
		twice = false;
		for (int k = 0; k < i; k++) {
			twice |= o.edition[e].grant[k].office ==
			    o.edition[e].grant[i].office &&
			    o.edition[e].grant[k].verb ==
			    o.edition[e].grant[i].verb &&
			    o.edition[e].grant[k].below ==
			    o.edition[e].grant[i].below &&
			    (o.edition[e].grant[k].nouns &
			    o.edition[e].grant[i].nouns) != 0 &&
			    (o.edition[e].grant[k].tiers &
			    o.edition[e].grant[i].tiers) != 0;
		}
	}
}

static void
random_grants(int e, char *text, size_t size)
{
	size_t n = 0;

	for (int i = 0; i < GRANTS; i++) {
		unsigned nouns, tiers;
		const char *between = "";

		random_grant(e, i);
		nouns = o.edition[e].grant[i].nouns;
		tiers = o.edition[e].grant[i].tiers;
		n += (size_t)snprintf(text + n, size - n, "%s may %s ",
		    office_word[o.edition[e].grant[i].office],
		    verb_word[o.edition[e].grant[i].verb]);
		for (int k = 0; k < NOUNS; k++) {
			if (nouns >> k & 1) {
				n += (size_t)snprintf(text + n, size - n,
				    "%s%s", between, noun_word[k]);
				between = ", ";
			}
		}
		n += (size_t)snprintf(text + n, size - n, " %s ",
		    o.edition[e].grant[i].below ? "below" : "at");
		between = "";
		for (int k = 0; k < TIERS; k++) {
			if (tiers >> k & 1) {
				n += (size_t)snprintf(text + n, size - n,
				    "%s%s", between, tier_word[k]);
				between = " or ";
			}
		}
		n += (size_t)snprintf(text + n, size - n, "\n");
		assert_true(n < size);
	}
}

static void
random_edition(int e)
{
	char grants[4096], carry[200] = "", text[8192];
	static const char head[] =
	    "## Article 1. All of it\n\n```rules\n"
	    "tier top \"Top\" plural \"Tops\"\n"
	    "tier region \"Region\" plural \"Regions\" under top\n"
	    "tier district \"District\" plural \"Districts\" under region,"
	    " members 0 to 900\n"
	    "tier team \"Team\" plural \"Teams\" under district or region,"
	    " members 0 to 900\n"
	    "office head \"Head\" at top or region or district or team,"
	    " term 1 year, seats 9\n"
	    "office clerk \"Clerk\" at top or region or district or team,"
	    " term 1 year, seats 9\n"
	    "office watch \"Watch\" at top or region or district or team,"
	    " term 1 year, seats 9\n";

	o.edition[e].from = e == 0 ? 0 : 60 + pick(80);
	o.edition[e].carry = pick(3) == 0 ? -1 : pick(40);
	if (o.edition[e].carry > 0) {
		snprintf(carry, sizeof(carry), "a term that ran out continues"
		    " until a successor is named, for at most %d days\n",
		    o.edition[e].carry);
	} else {
		o.edition[e].carry = -1;
	}
	random_grants(e, grants, sizeof(grants));
	snprintf(text, sizeof(text), "%s%s%s```\n", head, grants, carry);
	people_adopt(&cx, text, date_of(o.edition[e].from));
}

static void
random_units(void)
{
	for (int i = 0; i < UNITS; i++) {
		int tier = i == 0 ? T_TOP : i < 4 ? T_REGION : i < 10 ?
		    T_DISTRICT : T_TEAM;
		int parent = i == 0 ? -1 : i < 4 ? 0 : i < 10 ? 1 + pick(3) :
		    pick(2) ? 4 + pick(6) : 1 + pick(3);
		struct unit_new in = {
			.code = arena_printf(&mem, "U%d", i),
			.tier = str_z(tier_word[tier]), .name = S("N"),
			.parent_id = parent < 0 ? 0 : o.unit[parent].id,
			.founded = DATE_NONE,
		};

		o.unit[i].tier = tier;
		o.unit[i].parent = parent;
		o.unit[i].dissolved = DAYS * 2;
		if (org_found(&cx, &in, &o.unit[i].id) != ORG_OK) {
			fail_msg("unit %d: %s", i, db_problem(cx.db));
		}
	}
}

static int
random_cell(void)
{
	return 4 + pick(UNITS - 6);	/* the last two stay without members */
}

static void
random_people(void)
{
	for (int i = 0; i < PEOPLE; i++) {
		int cell = random_cell(), next = random_cell();
		int move = 1 + pick(DAYS - 1);
		int how = cell == next ? 0 : pick(3);
		struct member_new in = {
			.number = arena_printf(&mem, "%d", i), .name = S("P"),
			.cell_id = o.unit[cell].id, .from = DATE_NONE,
			.how = 4,
		};

		assert_int_equal(member_join(&cx, &in, &o.person[i].id),
		    MEMBER_OK);
		if (how == 1) {
			assert_int_equal(member_transfer(&cx, o.person[i].id,
			    o.unit[next].id, date_of(move), 2), MEMBER_OK);
		} else if (how == 2) {
			assert_int_equal(member_leave(&cx, o.person[i].id,
			    date_of(move), 5), MEMBER_OK);
		}
		for (int d = 0; d < DAYS; d++) {
			o.person[i].cell[d] = how == 0 || d < move ? cell :
			    how == 1 ? next : -1;
		}
		o.person[i].account = pick(8) ? 100 + i : 0;
		o.person[i].admin = o.person[i].account && pick(5) == 0;
	}
}

static void
random_terms(void)
{
	for (int i = 0; i < TERMS; i++) {
		int from = pick(DAYS), due = pick(3) ? from + 1 + pick(90) :
		    DAYS * 2;
		int until = pick(3) ? DAYS * 2 : from + 1 + pick(90);

		o.term[i].person = pick(PEOPLE);
		o.term[i].unit = pick(UNITS);
		o.term[i].office = pick(3);
		o.term[i].from = from;
		o.term[i].due = due;
		o.term[i].until = until;
		run("INSERT INTO term VALUES (%d, 't%d', %d, '%s', %d, %d,"
		    " %d, nullif(%d, %d), nullif(%d, %d), %d, 0, NULL)",
		    i + 1, i, (int)o.unit[o.term[i].unit].id,
		    office_word[o.term[i].office], i + 1,
		    (int)o.person[o.term[i].person].id, date_of(from).day,
		    date_of(due).day, date_of(DAYS * 2).day,
		    date_of(until).day, date_of(DAYS * 2).day, pick(2));
	}
}

static void
random_conferences(void)
{
	for (int i = 0; i < CONFERENCES; i++) {
		int unit = pick(UNITS);
		bool own = pick(2);

		o.conference[i].unit = unit;
		o.conference[i].own_meeting = own;
		if (own) {
			run("INSERT INTO meeting (id, public_id, unit_id, kind,"
			    " state, day, place, sign_code, entered_at)"
			    " VALUES (%d, 'm%d', %d, 'x', 1, %d, '', 's%d', 0)",
			    i + 1, i, (int)o.unit[unit].id, 20000 + i, i);
		}
		run("INSERT INTO conference VALUES (%d, 'c%d', %d, 'x',"
		    " nullif(%d, 0), NULL, 't', '', 20000, 20000, 1, %d, 'en',"
		    " '', NULL, NULL, NULL, 1, 0, NULL)", i + 1, i,
		    (int)o.unit[unit].id, own ? i + 1 : 0, 1 + pick(4));
	}
}

/* Somebody takes part once, and has a post once: again only after it ended. */
static void
random_posts(void)
{
	for (int i = 0; i < POSTS; i++) {
		int c = pick(CONFERENCES), who = pick(PEOPLE);
		enum conference_post post = 1 + pick(POST_TRUSTEE);
		bool ended = pick(3) == 0;

		for (int k = 0; k < i; k++) {
			ended |= o.post[k].conference == c &&
			    o.post[k].person == who && o.post[k].post == post;
		}
		o.post[i].conference = c;
		o.post[i].person = who;
		o.post[i].post = post;
		o.post[i].ended = ended;
		run("INSERT INTO conference_post VALUES (%d, %d, %d, %d, 0,"
		    " nullif(%d, 0), NULL)", i + 1, c + 1,
		    (int)o.person[who].id, post, ended);
	}
	for (int i = 0; i < PARTS; i++) {
		int c = pick(CONFERENCES), who = pick(PEOPLE);
		bool withdrawn = pick(4) == 0;

		for (int k = 0; k < i; k++) {
			withdrawn |= o.part[k].conference == c &&
			    o.part[k].person == who;
		}
		o.part[i].conference = c;
		o.part[i].person = who;
		o.part[i].role = 1 + pick(ROLE_STAFF);
		o.part[i].voting = pick(2);
		o.part[i].withdrawn = withdrawn;
		run("INSERT INTO participant (id, public_id, conference_id,"
		    " member_id, name, name_fold, role, voting, number,"
		    " presence, state, entered_at) VALUES (%d, 'p%d', %d, %d,"
		    " '', '', %d, %d, %d, 0, %d, 0)", i + 1, i, c + 1,
		    (int)o.person[who].id, o.part[i].role, o.part[i].voting,
		    i + 1, withdrawn ? WITHDRAWN : TAKES_PART);
	}
}

static void
random_world(void)
{
	const char *problem;

	memset(&o, 0, sizeof(o));
	arena_reset(&mem);
	cx = (struct ctx){ .mem = &mem, .request_id = S(""), .now = 1 };
	zero = people_date("2026-01-01");
	statutes_forget();
	cx.today = date_of(DAYS - 1);
	cx.db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	assert_non_null(cx.db);
	db_begin(cx.db, DB_WRITE);
	random_edition(0);
	random_edition(1);
	random_units();
	random_people();
	random_terms();
	random_conferences();
	random_posts();
	for (int i = UNITS - 2; i < UNITS; i++) {
		o.unit[i].dissolved = 1 + pick(DAYS - 1);
		assert_int_equal(org_dissolve(&cx, o.unit[i].id,
		    date_of(o.unit[i].dissolved), S("")), ORG_OK);
	}
	assert_true(db_commit(cx.db));
}

/* ---- the oracle: may.h, line by line ------------------------------------- */

static int
edition_of(int day)
{
	return day >= o.edition[1].from ? 1 : 0;
}

/* A holder of the day; how long a term that ran out is carried on is said by
 * the statutes of the day it ran out. */
static bool
holds(int t, int day)
{
	int carry = o.edition[edition_of(o.term[t].due)].carry;

	return o.term[t].from <= day && day < o.term[t].until &&
	    day < o.unit[o.term[t].unit].dissolved &&
	    (day < o.term[t].due || carry < 0 || day < o.term[t].due + carry);
}

/* The unit itself, or one that stands under it; a unit that was dissolved
 * stands under none. The tree is that of the last day. */
static bool
at_or_under(int unit, int above)
{
	if (o.unit[unit].dissolved < DAYS) {
		return unit == above;
	}
	for (; unit >= 0; unit = o.unit[unit].parent) {
		if (unit == above) {
			return true;
		}
	}
	return false;
}

/* By an office held in the unit `in`; -1: in any. */
static bool
granted_in(int who, int day, int verb, int noun, int unit, int in)
{
	int e = edition_of(day);

	if (who < 0 || unit < 0) {
		return false;
	}
	for (int t = 0; t < TERMS; t++) {
		for (int g = 0; g < GRANTS; g++) {
			int own = o.term[t].unit;

			if (o.term[t].person == who && holds(t, day) &&
			    (in < 0 || own == in) &&
			    o.edition[e].grant[g].office == o.term[t].office &&
			    o.edition[e].grant[g].verb == verb &&
			    (o.edition[e].grant[g].nouns >> noun & 1) &&
			    (o.edition[e].grant[g].tiers >>
			    o.unit[own].tier & 1) &&
			    (o.edition[e].grant[g].below ?
			    at_or_under(unit, own) : unit == own)) {
				return true;
			}
		}
	}
	return false;
}

static bool
granted(int who, int day, int verb, int noun, int unit)
{
	return granted_in(who, day, verb, noun, unit, -1);
}

static bool
belongs(int who, int day, int unit)
{
	return who >= 0 && unit >= 0 && o.person[who].cell[day] == unit;
}

static bool
office_in(int who, int day, int unit)
{
	for (int t = 0; t < TERMS; t++) {
		if (who >= 0 && o.term[t].person == who &&
		    o.term[t].unit == unit && holds(t, day)) {
			return true;
		}
	}
	return false;
}

static bool
has_post(int who, int conference, enum conference_post post)
{
	for (int i = 0; i < POSTS; i++) {
		if (who >= 0 && o.post[i].person == who &&
		    o.post[i].conference == conference &&
		    o.post[i].post == post && !o.post[i].ended) {
			return true;
		}
	}
	return false;
}

/* The line of who takes part; -1: does not. */
static int
part_of(int who, int conference)
{
	for (int i = 0; i < PARTS; i++) {
		if (who >= 0 && o.part[i].person == who &&
		    o.part[i].conference == conference &&
		    !o.part[i].withdrawn) {
			return i;
		}
	}
	return -1;
}

static bool
keeps_conference(int who, int day, int unit, int conference)
{
	if (granted(who, day, V_KEEP, N_CONFERENCES, unit)) {
		return true;
	}
	return conference >= 0 && (has_post(who, conference, POST_ORGANISER) ||
	    (o.conference[conference].own_meeting &&
	    granted(who, day, V_KEEP, N_MEETINGS, unit)));
}

static bool
oracle_at(int who, int day, enum act act, int unit, int c)
{
	bool keeps = keeps_conference(who, day, unit, c), any = false;
	int part = part_of(who, c);

	switch ((int)act) {
	case ACT_KEEP_CONFERENCE:
		return keeps;
	case ACT_CHAIR:
		return has_post(who, c, POST_CHAIR);
	case ACT_TELL:
		return has_post(who, c, POST_TELLER) ||
		    has_post(who, c, POST_CHAIR);
	case ACT_DOOR:
		return has_post(who, c, POST_DOOR) || keeps;
	case ACT_EDIT:
		return has_post(who, c, POST_EDITOR) || keeps;
	case ACT_INTERPRET:
		return has_post(who, c, POST_INTERPRETER) ||
		    has_post(who, c, POST_EDITOR) ||
		    has_post(who, c, POST_CHAIR);
	case ACT_PRESS:
		return has_post(who, c, POST_PRESS) ||
		    has_post(who, c, POST_EDITOR) ||
		    (part >= 0 && o.part[part].role == ROLE_PRESS);
	case ACT_ATTEND:
		for (int post = POST_ORGANISER; post <= POST_TRUSTEE; post++) {
			any |= has_post(who, c, (enum conference_post)post);
		}
		return any || part >= 0 || keeps;
	case ACT_DELEGATE:
		return part >= 0 && o.part[part].voting;
	case ACT_HOLD_KEY:
		return has_post(who, c, POST_TRUSTEE);
	default:
		fail();
		return false;
	}
}

static bool
oracle_of_plans(int who, int day, enum act act, int unit)
{
	bool issues = granted(who, day, V_ISSUE, N_GOALS, unit);

	return act == ACT_ISSUE_GOALS ? issues : act == ACT_SEE_TARGETS ?
	    issues || belongs(who, day, unit) || office_in(who, day, unit) ||
	    granted(who, day, V_SEE, N_FIGURES, unit) :
	    granted_in(who, day, V_KEEP, N_ASSIGNMENTS, unit, unit) ||
	    granted_in(who, day, V_ISSUE, N_GOALS, unit, unit);
}

static bool
oracle(int who, bool session, bool admin, int day, enum act act, int unit,
    int member, int conference)
{
	bool self = who >= 0 && who == member;

	switch (act) {
	case ACT_ANYONE:
		return true;
	case ACT_LOGGED_IN:
	case ACT_SEE_UNIT:
		return session;
	case ACT_SELF:
		return self;
	case ACT_SEE_CELL:
		return belongs(who, day, unit) || office_in(who, day, unit);
	case ACT_SEE_ROLL:
		return belongs(who, day, unit) || office_in(who, day, unit) ||
		    granted(who, day, V_KEEP, N_MEMBERS, unit);
	case ACT_SEE_FIGURES:
		return belongs(who, day, unit) ||
		    granted(who, day, V_SEE, N_FIGURES, unit);
	case ACT_SEE_EXCEPTIONS:
		return belongs(who, day, unit) ||
		    granted(who, day, V_SEE, N_EXCEPTIONS, unit);
	case ACT_SEE_DECISIONS:
		return belongs(who, day, unit) ||
		    granted(who, day, V_SEE, N_DECISIONS, unit);
	case ACT_SEE_PERSON:
		return self || (member >= 0 && granted(who, day, true,
		    N_MEMBERS, o.person[member].cell[day]));
	case ACT_KEEP_MEMBERS:
		return granted(who, day, V_KEEP, N_MEMBERS, unit);
	case ACT_KEEP_MEETINGS:
		return granted(who, day, V_KEEP, N_MEETINGS, unit);
	case ACT_KEEP_MINUTES:
		return granted(who, day, V_KEEP, N_MINUTES, unit);
	case ACT_KEEP_ASSIGNMENTS:
		return granted(who, day, V_KEEP, N_ASSIGNMENTS, unit);
	case ACT_DO_ASSIGNMENT:
		return self || granted(who, day, V_KEEP, N_ASSIGNMENTS, unit);
	case ACT_KEEP_OFFICES:
		return granted(who, day, V_KEEP, N_OFFICES, unit);
	case ACT_KEEP_UNITS:
		return granted(who, day, V_KEEP, N_UNITS, unit);
	case ACT_SEE_CHANGES:
		return granted(who, day, V_SEE, N_CHANGES, unit);
	case ACT_KEEP_CIRCULARS:
		return granted(who, day, V_KEEP, N_CIRCULARS, unit);
	case ACT_ISSUE_CIRCULARS:
		return granted(who, day, V_ISSUE, N_CIRCULARS, unit);
	case ACT_ISSUE_GOALS:
	case ACT_REPORT_PROGRESS:
	case ACT_SEE_TARGETS:
		return oracle_of_plans(who, day, act, unit);
	case ACT_ADMINISTER:
		return admin;
	case ACT_KEEP_CONFERENCE:
	case ACT_CHAIR:
	case ACT_TELL:
	case ACT_DOOR:
	case ACT_EDIT:
	case ACT_INTERPRET:
	case ACT_PRESS:
	case ACT_ATTEND:
	case ACT_DELEGATE:
	case ACT_HOLD_KEY:
		return oracle_at(who, day, act, unit, conference);
	case ACT_COUNT:
		break;
	}
	fail();
	return false;
}

static long asked[ACT_COUNT][2];		/* refused, allowed */

/* may_reaches() says the same of all units at once, where it can be asked. */
static void
compare_reaches(enum act act, int64_t unit, bool allowed)
{
	struct may_reach *list;
	bool reached = false;
	size_t len;

	if (unit == 0 || (act != ACT_ISSUE_GOALS && (act < ACT_KEEP_MEMBERS ||
	    act == ACT_DO_ASSIGNMENT || act > ACT_KEEP_CONFERENCE))) {
		return;
	}
	may_reaches(&cx, act, &list, &len);
	for (size_t i = 0; i < len; i++) {
		reached = reached || list[i].unit_id == unit ||
		    (list[i].below && org_is_under(&cx, unit,
		    list[i].unit_id));
	}
	assert_int_equal(reached, allowed);
}

static void
one_decision(void)
{
	int who = pick(PEOPLE + 1) - 1, day = pick(DAYS);
	int unit = pick(UNITS + 1) - 1, member = pick(PEOPLE + 1) - 1;
	int conference = pick(3) == 0 ? -1 : pick(CONFERENCES);
	enum act act = (enum act)pick(ACT_COUNT);
	bool expected, got;
	struct object object;

	unit = conference >= 0 ? o.conference[conference].unit : unit;
	object = (struct object){
		.unit = unit < 0 ? 0 : o.unit[unit].id,
		.member = member < 0 ? 0 : o.person[member].id,
		.conference = conference + 1,
		.id = pick(100),
	};

	member = pick(4) == 0 ? who : member;	/* often oneself */
	object.member = member < 0 ? 0 : o.person[member].id;
	cx.today = date_of(day);
	cx.actor = who < 0 ? 0 : o.person[who].id;
	cx.account = who < 0 ? 0 : o.person[who].account;
	cx.admin = who >= 0 && o.person[who].admin;
	expected = oracle(who, cx.account != 0, cx.admin, day, act, unit,
	    member, conference);
	got = may(&cx, act, object);
	if (expected != got) {
		fail_msg("act %d, person %d, day %d, unit %d, member %d,"
		    " conference %d: %d instead of %d", act, who, day, unit,
		    member, conference, got, expected);
	}
	asked[act][got]++;
	if (act != ACT_KEEP_CONFERENCE || conference < 0) {
		compare_reaches(act, object.unit, got);
	}
	/* Which office it was is said only where one allows it. */
	assert_true(got || may_office(&cx, act, object).len == 0);
}

static void
test_random_decisions(void **state)
{
	const int worlds = pg_used() ? WORLDS_PG : WORLDS;
	const int least = pg_used() ? 0 : 50;

	(void)state;
	srand(1);
	assert_true(arena_make(&mem, (size_t)1 << 26));
	assert_true(arena_make(&scratch, (size_t)1 << 24));
	for (int w = 0; w < worlds; w++) {
		random_world();
		cx.mem = &scratch;
		db_begin(cx.db, DB_READ);
		for (int i = 0; i < DECISIONS; i++) {
			one_decision();
			arena_reset(&scratch);
		}
		assert_true(db_commit(cx.db));
		db_close(cx.db);
	}
	/* The test itself: every act was both allowed and refused. */
	for (enum act act = ACT_LOGGED_IN; act < ACT_COUNT; act++) {
		assert_true(asked[act][false] > least &&
		    asked[act][true] > least);
	}
	arena_drop(&mem);
	arena_drop(&scratch);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_decisions),
	};

	return cmocka_run_group_tests_name("may", tests, NULL, NULL);
}
