/*
 * office_web_test.c - the pages about offices as a browser gets them: what an
 * officer sends, what it would change, what it changes, and what is refused.
 */
#include "tests/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "member/member.h"
#include "office/office.h"

static struct people world;
static struct res got;
static const char *a1, *eastmere;		/* public ids */

static int
set_up(void **state)
{
	(void)state;
	people_open(&world);
	a1 = people_pid(&world, "unit", world.unit[A1]);
	eastmere = people_pid(&world, "unit", world.unit[EASTMERE]);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	people_close(&world);
	return 0;
}

static const char	*say(const char *fmt, ...) PRINTF(1, 2);

static const char *
say(const char *fmt, ...)
{
	va_list ap;
	str s;

	va_start(ap, fmt);
	s = arena_vprintf(&world.mem, fmt, ap);
	va_end(ap);
	return arena_copy_z(&world.mem, s);
}

static bool
shows(const char *text)
{
	return people_shows(&got, text);
}

static int
get(enum people_role who, const char *path)
{
	people_get(&world, who, path, &got);
	return got.status;
}

static int
post(enum people_role who, const char *what, const char *form)
{
	people_post(&world, who, say("/u/%s/offices/%s", a1, what), form,
	    &got);
	return got.status;
}

static int64_t
terms(void)
{
	return people_number(&world, "SELECT count(*) FROM term");
}

/* The public id of the term that somebody holds today. */
static const char *
term_of(enum people_role who)
{
	struct term *held;
	size_t len;

	db_begin(world.cx.db, DB_READ);
	office_held(&world.cx, world.member[who], world.cx.today, &held,
	    &len);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(len, 1);
	return arena_copy_z(&world.mem, held[0].public_id);
}

static bool
holds(enum people_role who, const char *office)
{
	struct term *held;
	bool found = false;
	size_t len;

	db_begin(world.cx.db, DB_READ);
	office_held(&world.cx, world.member[who], world.cx.today, &held,
	    &len);
	for (size_t i = 0; i < len; i++) {
		found = found || str_eq(held[i].office, str_z(office));
	}
	assert_true(db_commit(world.cx.db));
	return found;
}

/* ---- the list ---------------------------------------------------------- */

static void
test_list(void **state)
{
	const char *path = say("/u/%s/offices", a1);

	(void)state;
	assert_int_equal(get(BEN, path), 200);
	assert_true(shows("Sec Moor"));
	assert_true(shows("Dep Lane"));
	assert_true(shows("2 seats are held."));
	assert_true(shows("Earlier holders"));
	assert_true(shows("Former Hill"));
	assert_false(shows("Name a successor"));
	assert_false(shows("End the term"));
	assert_int_equal(get(OFFICER, path), 200);
	assert_true(shows("Name a successor"));
	assert_true(shows("End the term"));
	/* Seven seats, one of them held. */
	assert_int_equal(get(OFFICER, say("/u/%s/offices", eastmere)), 200);
	assert_true(shows("1 seat is held, 6 are vacant."));
	assert_true(shows("Seat 7"));
	assert_true(shows("Nobody has held it yet"));
	/* A tier without offices. */
	assert_int_equal(get(ANN, say("/u/%s/offices", people_pid(&world,
	    "unit", world.unit[PROVINCE]))), 200);
	assert_true(shows("No offices here"));
}

/* OFFI-3: how a term stands is said where its holder is. */
static void
test_list_says_how_terms_stand(void **state)
{
	static const struct { const char *sql, *says; } t[] = {
		{ "UPDATE term SET due_day = from_day + 300 WHERE unit_id = "
		  "(SELECT id FROM unit WHERE code = 'A1')", "carried over" },
		{ "UPDATE term SET due_day = NULL, until_day = 20785 WHERE "
		  "until_day IS NULL", "runs out soon" },
		{ "UPDATE term SET until_day = NULL, acting = 1 WHERE "
		  "until_day = 20785", ">acting<" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		db_begin(world.cx.db, DB_WRITE);
		db_script(world.cx.db, t[i].sql);
		assert_true(db_commit(world.cx.db));
		assert_int_equal(get(ANN, say("/u/%s/offices", a1)), 200);
		assert_true(shows(t[i].says));
	}
}

/* ---- naming ------------------------------------------------------------ */

#define ANN_SECRETARY	"office=secretary&number=2001&from=20.11.2026&succeed=1"

static void
test_name(void **state)
{
	int64_t before = terms();

	(void)state;
	assert_int_equal(get(OFFICER, say("/u/%s/offices/name?office=secretary"
	    "&seat=1&succeed=1", a1)), 200);
	assert_true(shows("value=\"secretary\" selected"));
	assert_true(shows("name=\"succeed\" value=\"1\" checked"));
	/* What it changes, for whom; nothing has changed. */
	assert_int_equal(post(OFFICER, "name", ANN_SECRETARY), 200);
	assert_true(shows("Name Ann Reed?"));
	assert_true(shows("Nothing has changed yet"));
	assert_true(shows("From this minute on: keep members, meetings"));
	assert_true(shows("The term of Sec Moor"));
	assert_true(shows("name=\"number\" value=\"2001\""));
	assert_int_equal(terms(), before);
	assert_true(holds(SEC, "secretary"));
	/* Another look at the form, as it was filled in. */
	assert_int_equal(post(OFFICER, "name", ANN_SECRETARY "&do=back"), 200);
	assert_true(shows("value=\"2026-11-20\""));
	assert_true(shows("value=\"2001\""));
	/* OFFI-4. */
	assert_int_equal(post(OFFICER, "name", ANN_SECRETARY "&do=sure"), 303);
	assert_true(holds(ANN, "secretary"));
	assert_false(holds(SEC, "secretary"));
	assert_int_equal(get(ANN, arena_copy_z(&world.mem, got.location)),
	    200);
	assert_true(shows("Secretary: Ann Reed"));
	/* The same minute: Ann keeps the list, Sec does not. */
	assert_int_equal(get(ANN, say("/u/%s/members/new", a1)), 200);
	assert_int_equal(get(SEC, say("/u/%s/members/new", a1)), 403);
}

/* Who holds an office in the unit sees its list, and chooses from it. */
static void
test_name_from_the_list(void **state)
{
	const char *ann = people_pid(&world, "member", world.member[ANN]);

	(void)state;
	people_act(&world, OFFICER);
	db_begin(world.cx.db, DB_WRITE);
	assert_int_equal(office_name(&world.cx, &(struct term_new){
	    .unit_id = world.unit[A1], .member_id = world.member[OFFICER],
	    .office = S("deputy"), .from = world.cx.today,
	    .until = DATE_NONE, .succeed = true }, &(int64_t){ 0 }),
	    OFFICE_OK);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(get(OFFICER, say("/u/%s/offices/name", a1)), 200);
	assert_true(shows("Ann Reed"));
	assert_true(got.no_store);
	assert_int_equal(post(OFFICER, "name", say("office=secretary&who=%s"
	    "&from=20.11.2026&succeed=1&do=sure", ann)), 303);
	assert_true(holds(ANN, "secretary"));
}

/* Without an office in the unit its list is not shown. */
static void
test_name_shows_no_list(void **state)
{
	(void)state;
	assert_int_equal(get(OFFICER, say("/u/%s/offices/name", a1)), 200);
	assert_false(shows("Ann Reed"));
	assert_true(shows("Number of the member"));
}

/*
 * Who keeps the lists under a county names by a part of the name whom she keeps
 * the list of (SEAR-3), and nobody else so: Officer keeps Eastmere's, and Other
 * Vale is of Westmere.
 */
static void
test_name_by_a_part_of_the_name(void **state)
{
	const char *form = "office=secretary&from=20.11.2026&succeed=1&number=";
	const char *ann = people_pid(&world, "member", world.member[ANN]);

	(void)state;
	/* Not by her office here: the lists are not hers. */
	assert_int_equal(post(OFFICER, "name", say("%sreed", form)), 422);
	assert_false(shows("Ann Reed"));
	db_begin(world.cx.db, DB_WRITE);
	people_adopt(&world.cx, "# R\n\n## Article 1. R\n\n```rules\n"
	    "tier federation \"Federation\" plural \"Federations\"\n"
	    "tier province \"Province\" plural \"Provinces\" under federation\n"
	    "tier county \"County\" plural \"Counties\" under province\n"
	    "tier cell \"Cell\" plural \"Cells\" under county\n"
	    "office secretary \"Secretary\" at cell\n"
	    "office deputy \"Deputy\" at cell\n"
	    "office officer \"Officer\" at county, seats 7\n"
	    "office auditor \"Auditor\" at federation\n"
	    "officer may keep members, offices below county\n```\n",
	    people_date("2026-11-01"));
	assert_true(db_commit(world.cx.db));
	assert_int_equal(post(OFFICER, "name", say("%sreed ann", form)), 200);
	assert_true(shows("Name Ann Reed?"));
	assert_int_equal(post(OFFICER, "name", say("%svale", form)), 422);
	assert_false(shows("Other Vale"));
	assert_true(shows("No member has the number"));
	/* Several fit: Ann and those of A2 whose names have an e. */
	assert_int_equal(post(OFFICER, "name", say("%se", form)), 422);
	assert_true(shows("Choose which one you mean"));
	assert_true(shows("Ann Reed"));
	assert_false(shows("Other Vale"));
	assert_int_equal(post(OFFICER, "name", say("%se&who=%s&do=sure", form,
	    ann)), 303);
	assert_true(holds(ANN, "secretary"));
}

/* Each refusal stands at its field, and the form keeps what was written. */
static void
test_name_refused(void **state)
{
	static const struct {
		int		 status;
		const char	*form, *field, *says;
	} t[] = {
		{ 422, "number=2001&from=20.11.2026", "office",
		  "Choose an office." },
		{ 422, "office=mayor&number=2001&from=20.11.2026", "office",
		  "no such office" },
		{ 422, "office=secretary&number=2001&from=20.11.2026&seat=9",
		  "office", "fewer seats" },
		{ 422, "office=secretary&number=2001&from=20.11.2026&seat=x",
		  "office", "fewer seats" },
		{ 422, "office=secretary&from=20.11.2026", "number",
		  "Choose who it is" },
		{ 422, "office=secretary&number=9999&from=20.11.2026",
		  "number", "No member has the number “9999”" },
		{ 422, "office=secretary&who=00000000000a&from=20.11.2026",
		  "number", "There is no such member." },
		{ 422, "office=secretary&number=2001&from=", "from",
		  "Write the day." },
		{ 422, "office=secretary&number=2001&from=soon", "from",
		  "“soon” is no day" },
		{ 422, "office=secretary&number=2001&from=1.1.2029", "from",
		  "at most a year ahead" },
		{ 404, "office=secretary&number=2001&from=1.1.1999", "from",
		  "no such unit on that day" },
		{ 409, "office=secretary&number=2001&from=20.11.2026",
		  "succeed", "Somebody holds this seat" },
		{ 409, "office=secretary&number=2001&from=1.1.2025&succeed=1",
		  "from", "held from a later day on" },
	};
	int64_t before = terms();

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(post(OFFICER, "name", t[i].form),
		    t[i].status);
		assert_true(shows(t[i].says));
		assert_true(shows(say("href=\"#%s\"", t[i].field)));
		assert_true(shows(say("id=\"%s\"", t[i].field)));
		assert_int_equal(post(OFFICER, "name", say("%s&do=sure",
		    t[i].form)), t[i].status);
		assert_int_equal(terms(), before);
	}
}

/* OFFI-1, OFFI-6, and rules that are not there: at their fields too. */
static void
test_name_refused_by_rules(void **state)
{
	static const char rules[] =
	    "## Article 1. All\n\n```rules\n"
	    "tier federation \"Federation\" plural \"Federations\"\n"
	    "tier province \"P\" plural \"Ps\" under federation\n"
	    "tier county \"C\" plural \"Cs\" under province\n"
	    "tier cell \"Cell\" plural \"Cells\" under county, members 3 to "
	    "30\n"
	    "office secretary \"Secretary\" at cell, elected, term 1 year, at "
	    "most 1 terms in a row, seats 2\n"
	    "office officer \"Officer\" at county, elected, seats 7\n"
	    "officer may keep units, offices below county\n```\n";

	(void)state;
	db_begin(world.cx.db, DB_WRITE);
	people_adopt(&world.cx, rules, people_date("2026-11-20"));
	assert_true(db_commit(world.cx.db));
	/* Sec holds seat 1. */
	assert_int_equal(post(OFFICER, "name", "office=secretary&number=2002"
	    "&from=20.11.2026&seat=2"), 409);
	assert_true(shows("holds the same office"));
	assert_true(shows("href=\"#number\""));
	assert_int_equal(post(OFFICER, "name", "office=secretary&number=2002"
	    "&from=21.11.2026&seat=1&succeed=1"), 409);
	assert_true(shows("so many terms in a row"));
	assert_int_equal(post(OFFICER, "name", "office=secretary&number=2001"
	    "&from=21.11.2026&seat=3"), 422);
	assert_true(shows("href=\"#seat\""));
	assert_true(shows("id=\"seat\""));
	/* A seat of several is part of what is checked. */
	assert_int_equal(post(OFFICER, "name", "office=secretary&number=2001"
	    "&from=21.11.2026&seat=2&acting=1"), 200);
	assert_true(shows("Secretary, seat 2 (acting)"));
	assert_true(shows("no rights here"));
}

/* Who belongs to no unit is named to nothing. */
static void
test_name_of_one_who_left(void **state)
{
	(void)state;
	db_begin(world.cx.db, DB_WRITE);
	assert_int_equal(member_leave(&world.cx, world.member[ANN],
	    world.cx.today, 5), MEMBER_OK);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(post(OFFICER, "name", ANN_SECRETARY "&do=sure"), 422);
	assert_true(shows("belongs to no unit today"));
	assert_false(holds(ANN, "secretary"));
}

/* A number and a name that are not the same person. */
static void
test_name_of_two(void **state)
{
	(void)state;
	assert_int_equal(post(OFFICER, "name", say(ANN_SECRETARY "&who=%s",
	    people_pid(&world, "member", world.member[DEP]))), 422);
	assert_true(shows("Leave one of the two empty"));
	assert_int_equal(post(OFFICER, "name", say(ANN_SECRETARY "&who=%s",
	    people_pid(&world, "member", world.member[ANN]))), 200);
}

/* ---- ending ------------------------------------------------------------ */

static void
test_end(void **state)
{
	const char *term = term_of(DEP);

	(void)state;
	assert_int_equal(get(OFFICER, say("/u/%s/offices/end?term=%s", a1,
	    term)), 200);
	assert_true(shows("End the term of Dep Lane"));
	assert_int_equal(post(OFFICER, "end", say("term=%s&day=20.11.2026",
	    term)), 200);
	assert_true(shows("End the term of Dep Lane?"));
	assert_true(shows("until somebody is named"));
	assert_true(holds(DEP, "deputy"));
	assert_int_equal(post(OFFICER, "end", say("term=%s&day=20.11.2026"
	    "&do=back", term)), 200);
	assert_true(shows("value=\"2026-11-20\""));
	assert_true(holds(DEP, "deputy"));
	assert_int_equal(post(OFFICER, "end", say("term=%s&day=20.11.2026"
	    "&do=sure", term)), 303);
	assert_false(holds(DEP, "deputy"));
	assert_int_equal(get(ANN, arena_copy_z(&world.mem, got.location)),
	    200);
	assert_true(shows("The term of Dep Lane (Deputy secretary) ends"));
	assert_true(shows("before that Dep Lane"));
}

static void
test_end_refused(void **state)
{
	static const struct { int status; const char *day, *says; } t[] = {
		{ 422, "", "Write the day." },
		{ 422, "soon", "“soon” is no day" },
		{ 422, "1.1.2200", "too far ahead" },
		{ 422, "1.1.2020", "This term began on" },
	};
	const char *term = term_of(DEP);

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(post(OFFICER, "end", say("term=%s&day=%s"
		    "&do=sure", term, t[i].day)), t[i].status);
		assert_true(shows(t[i].says));
		assert_true(shows("href=\"#day\""));
		assert_true(holds(DEP, "deputy"));
	}
	assert_int_equal(post(OFFICER, "end", say("term=%s&day=20.11.2026"
	    "&do=sure", term)), 303);
	assert_int_equal(post(OFFICER, "end", say("term=%s&day=20.11.2026"
	    "&do=sure", term)), 409);
	assert_true(shows("already ended"));
	/* A term of another unit, or none. */
	assert_int_equal(post(OFFICER, "end", say("term=%s&day=20.11.2026",
	    term_of(OFFICER))), 404);
	assert_int_equal(post(OFFICER, "end", "term=00000000000a&day="
	    "20.11.2026"), 404);
}

/* ---- who may ----------------------------------------------------------- */

static void
test_rights(void **state)
{
	static const enum people_role others[] = { ANN, SEC, DEP, BEN, OTHER,
		AUDITOR, ADMIN };
	int64_t before = terms();

	(void)state;
	for (size_t i = 0; i < COUNT(others); i++) {
		assert_int_equal(get(others[i], say("/u/%s/offices/name",
		    a1)), 403);
		assert_int_equal(post(others[i], "name", ANN_SECRETARY
		    "&do=sure"), 403);
		assert_int_equal(post(others[i], "end", say("term=%s"
		    "&day=20.11.2026&do=sure", term_of(DEP))), 403);
	}
	assert_int_equal(terms(), before);
	assert_true(holds(DEP, "deputy"));
}

/* ---- the database fails ------------------------------------------------ */

/* Whichever step fails: both terms are as they were, or both are changed. */
static void
test_all_or_nothing(void **state)
{
	int64_t before = terms();
	bool done = false;
	int n;

	(void)state;
	for (n = 1; !done; n++) {
		db_fail_at(world.cx.db, n);
		done = post(OFFICER, "name", ANN_SECRETARY "&do=sure") == 303;
		db_fail_at(world.cx.db, 0);
		assert_true(done || got.status >= 500);
		assert_int_equal(terms(), before + done);
		assert_int_equal(holds(ANN, "secretary"), done);
		assert_int_equal(holds(SEC, "secretary"), !done);
	}
	assert_true(n > 10);
}

static void
test_all_or_nothing_of_ending(void **state)
{
	const char *form = say("term=%s&day=20.11.2026&do=sure",
	    term_of(DEP));
	bool done = false;
	int n;

	(void)state;
	for (n = 1; !done; n++) {
		db_fail_at(world.cx.db, n);
		done = post(OFFICER, "end", form) == 303;
		db_fail_at(world.cx.db, 0);
		assert_true(done || got.status >= 500);
		assert_int_equal(holds(DEP, "deputy"), !done);
	}
	assert_true(n > 10);
}

int
main(void)
{
#define TEST(name)	cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_list),
		TEST(test_list_says_how_terms_stand),
		TEST(test_name),
		TEST(test_name_from_the_list),
		TEST(test_name_shows_no_list),
		TEST(test_name_by_a_part_of_the_name),
		TEST(test_name_refused),
		TEST(test_name_refused_by_rules),
		TEST(test_name_of_one_who_left),
		TEST(test_name_of_two),
		TEST(test_end),
		TEST(test_end_refused),
		TEST(test_rights),
		TEST(test_all_or_nothing),
		TEST(test_all_or_nothing_of_ending),
	};
#undef TEST

	return cmocka_run_group_tests_name("office_web", tests, NULL, NULL);
}
