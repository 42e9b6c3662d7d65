/*
 * may_test.c - the door, against a second and slow one that was written from
 * may.h and docs/rules/rights.md alone; and each line of the table by example.
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
#include "db/db.h"
#include "member/member.h"
#include "org/org.h"
#include "statutes/statutes.h"

/* ---- a random organisation ---------------------------------------------- */

#define WORLDS		50
#define DECISIONS	2500		/* of each; 125,000 in all */
#define UNITS		24
#define PEOPLE		14
#define TERMS		70
#define GRANTS		14
#define EDITIONS	2
#define DAYS		200		/* around which all happens */

enum { T_TOP, T_REGION, T_DISTRICT, T_TEAM, TIERS };
static const char *const tier_word[] = { "top", "region", "district", "team" };
static const char *const office_word[] = { "head", "clerk", "watch" };
static const char *const noun_word[] = { "members", "meetings", "assignments",
    "minutes", "figures", "exceptions", "decisions", "units", "offices",
    "changes" };
enum { N_MEMBERS, N_MEETINGS, N_ASSIGNMENTS, N_MINUTES, N_FIGURES,
    N_EXCEPTIONS, N_DECISIONS, N_UNITS, N_OFFICES, N_CHANGES, NOUNS };

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
			int		 office;
			bool		 keep, below;
			unsigned	 nouns, tiers;
		} grant[GRANTS];
	} edition[EDITIONS];
} o;

static struct arena mem, scratch;
static struct ctx cx;
static struct date zero;			/* day 0 of the oracle */

static int
pick(int n)
{
	return rand() % n;
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
		o.edition[e].grant[i].keep = pick(2);
		o.edition[e].grant[i].below = pick(2);
		o.edition[e].grant[i].nouns = 1u << pick(NOUNS) |
		    1u << pick(NOUNS);
		o.edition[e].grant[i].tiers = 1u << pick(TIERS) |
		    1u << pick(TIERS);
		twice = false;
		for (int k = 0; k < i; k++) {
			twice |= o.edition[e].grant[k].office ==
			    o.edition[e].grant[i].office &&
			    o.edition[e].grant[k].keep ==
			    o.edition[e].grant[i].keep &&
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
		    o.edition[e].grant[i].keep ? "keep" : "see");
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
		assert_int_equal(org_found(&cx, &in, &o.unit[i].id), ORG_OK);
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
		const char *sql;

		o.term[i].person = pick(PEOPLE);
		o.term[i].unit = pick(UNITS);
		o.term[i].office = pick(3);
		o.term[i].from = from;
		o.term[i].due = due;
		o.term[i].until = until;
		sql = arena_copy_z(&mem, arena_printf(&mem,
		    "INSERT INTO term VALUES (%d, 't%d', %d, '%s', %d, %d,"
		    " %d, nullif(%d, %d), nullif(%d, %d), %d, 0, NULL)",
		    i + 1, i, (int)o.unit[o.term[i].unit].id,
		    office_word[o.term[i].office], i + 1,
		    (int)o.person[o.term[i].person].id, date_of(from).day,
		    date_of(due).day, date_of(DAYS * 2).day,
		    date_of(until).day, date_of(DAYS * 2).day, pick(2)));
		db_script(cx.db, sql);
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

static bool
granted(int who, int day, bool keep, int noun, int unit)
{
	int e = edition_of(day);

	if (who < 0 || unit < 0) {
		return false;
	}
	for (int t = 0; t < TERMS; t++) {
		for (int g = 0; g < GRANTS; g++) {
			int own = o.term[t].unit;

			if (o.term[t].person == who && holds(t, day) &&
			    o.edition[e].grant[g].office == o.term[t].office &&
			    o.edition[e].grant[g].keep == keep &&
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
oracle(int who, bool session, bool admin, int day, enum act act, int unit,
    int member)
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
		    granted(who, day, true, N_MEMBERS, unit);
	case ACT_SEE_FIGURES:
		return belongs(who, day, unit) ||
		    granted(who, day, false, N_FIGURES, unit);
	case ACT_SEE_EXCEPTIONS:
		return belongs(who, day, unit) ||
		    granted(who, day, false, N_EXCEPTIONS, unit);
	case ACT_SEE_DECISIONS:
		return belongs(who, day, unit) ||
		    granted(who, day, false, N_DECISIONS, unit);
	case ACT_SEE_PERSON:
		return self || (member >= 0 && granted(who, day, true,
		    N_MEMBERS, o.person[member].cell[day]));
	case ACT_KEEP_MEMBERS:
		return granted(who, day, true, N_MEMBERS, unit);
	case ACT_KEEP_MEETINGS:
		return granted(who, day, true, N_MEETINGS, unit);
	case ACT_KEEP_MINUTES:
		return granted(who, day, true, N_MINUTES, unit);
	case ACT_KEEP_ASSIGNMENTS:
		return granted(who, day, true, N_ASSIGNMENTS, unit);
	case ACT_DO_ASSIGNMENT:
		return self || granted(who, day, true, N_ASSIGNMENTS, unit);
	case ACT_KEEP_OFFICES:
		return granted(who, day, true, N_OFFICES, unit);
	case ACT_KEEP_UNITS:
		return granted(who, day, true, N_UNITS, unit);
	case ACT_SEE_CHANGES:
		return granted(who, day, false, N_CHANGES, unit);
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
		return false;	/* no conference is in this world */
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

	if (act < ACT_KEEP_MEMBERS || act == ACT_DO_ASSIGNMENT ||
	    act > ACT_KEEP_CONFERENCE || unit == 0) {
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
	enum act act = (enum act)pick(ACT_COUNT);
	bool expected, got;
	struct object object = {
		.unit = unit < 0 ? 0 : o.unit[unit].id,
		.member = member < 0 ? 0 : o.person[member].id,
		.id = pick(100),
	};

	member = pick(4) == 0 ? who : member;	/* often oneself */
	object.member = member < 0 ? 0 : o.person[member].id;
	cx.today = date_of(day);
	cx.actor = who < 0 ? 0 : o.person[who].id;
	cx.account = who < 0 ? 0 : o.person[who].account;
	cx.admin = who >= 0 && o.person[who].admin;
	expected = oracle(who, cx.account != 0, cx.admin, day, act, unit,
	    member);
	got = may(&cx, act, object);
	if (expected != got) {
		fail_msg("act %d, person %d, day %d, unit %d, member %d:"
		    " %d instead of %d", act, who, day, unit, member, got,
		    expected);
	}
	asked[act][got]++;
	compare_reaches(act, object.unit, got);
	/* Which office it was is said only where one allows it. */
	assert_true(got || may_office(&cx, act, object).len == 0);
}

static void
test_random_decisions(void **state)
{
	(void)state;
	srand(1);
	assert_true(arena_make(&mem, (size_t)1 << 26));
	assert_true(arena_make(&scratch, (size_t)1 << 24));
	for (int w = 0; w < WORLDS; w++) {
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
		assert_true(asked[act][false] > 50 && asked[act][true] > 50);
	}
	arena_drop(&mem);
	arena_drop(&scratch);
}

/* ---- examples ------------------------------------------------------------ */

static struct people world;

static int
set_up(void **state)
{
	(void)state;
	people_open(&world);
	db_begin(world.cx.db, DB_READ);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	assert_true(db_commit(world.cx.db));
	people_close(&world);
	return 0;
}

static bool
can(enum people_role who, enum act act, enum people_unit unit)
{
	people_act(&world, who);
	return may(&world.cx, act, (struct object){ .unit = world.unit[unit] });
}

static void
test_office_ended_yesterday(void **state)
{
	(void)state;
	assert_true(can(SEC, ACT_KEEP_MEMBERS, A1));
	assert_false(can(FORMER, ACT_KEEP_MEMBERS, A1));
	world.cx.today = date_add(world.cx.today, -1);
	assert_false(can(SEC, ACT_KEEP_MEMBERS, A1));
	assert_true(can(FORMER, ACT_KEEP_MEMBERS, A1));
}

static void
test_below_and_at(void **state)
{
	(void)state;
	assert_true(can(OFFICER, ACT_SEE_FIGURES, EASTMERE));
	assert_true(can(OFFICER, ACT_SEE_FIGURES, A1));
	assert_true(can(OFFICER, ACT_SEE_FIGURES, A2));
	assert_false(can(OFFICER, ACT_SEE_FIGURES, B1));
	assert_false(can(OFFICER, ACT_SEE_FIGURES, PROVINCE));
	assert_false(can(OFFICER, ACT_SEE_CELL, A1));
	assert_false(can(OFFICER, ACT_KEEP_MEMBERS, A1));
	assert_true(can(AUDITOR, ACT_SEE_CHANGES, A1));
	assert_false(can(AUDITOR, ACT_SEE_CELL, A1));
	assert_false(can(SEC, ACT_KEEP_MEETINGS, A2));
	assert_false(can(DEP, ACT_KEEP_MEETINGS, A1));
	assert_true(can(DEP, ACT_SEE_CELL, A1));
}

/* The administrator opens no content of any unit. */
static void
test_administrator(void **state)
{
	(void)state;
	for (enum act act = ACT_ANYONE; act < ACT_COUNT; act++) {
		bool expected = act == ACT_ANYONE || act == ACT_LOGGED_IN ||
		    act == ACT_SEE_UNIT || act == ACT_ADMINISTER;

		for (enum people_unit u = FEDERATION; u < PEOPLE_UNITS; u++) {
			assert_int_equal(can(ADMIN, act, u), expected);
		}
	}
	assert_false(can(NOBODY, ACT_LOGGED_IN, A1));
	assert_true(can(NOBODY, ACT_ANYONE, A1));
}

static void
test_which_office(void **state)
{
	struct object a1 = { .unit = world.unit[A1],
	    .member = world.member[ANN] };
	str office;

	(void)state;
	people_act(&world, SEC);
	office = may_office(&world.cx, ACT_SEE_PERSON, a1);
	assert_true(str_eq(office, S("Secretary, Cell 1, Harbour Bakery")));
	office = may_office(&world.cx, ACT_SEE_CELL, a1);
	assert_true(str_eq(office, S("Secretary, Cell 1, Harbour Bakery")));
	assert_int_equal(may_office(&world.cx, ACT_SEE_UNIT, a1).len, 0);
	people_act(&world, ANN);
	assert_int_equal(may_office(&world.cx, ACT_SEE_PERSON, a1).len, 0);
}

static void
test_before_any_statutes(void **state)
{
	(void)state;
	world.cx.today = people_date("2019-12-31");
	for (enum act act = ACT_SEE_CELL; act < ACT_ADMINISTER; act++) {
		assert_false(can(SEC, act, A1));
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_decisions),
		TEST(test_office_ended_yesterday),
		TEST(test_below_and_at),
		TEST(test_administrator),
		TEST(test_which_office),
		TEST(test_before_any_statutes),
	};

	return cmocka_run_group_tests_name("may", tests, NULL, NULL);
}
