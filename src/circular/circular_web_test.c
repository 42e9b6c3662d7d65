/* circular_web_test.c - the pages of circulars as a browser gets them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "circular/circular.h"
#include "db/change.h"
#include "db/db.h"
#include "meeting/meeting.h"
#include "org/org.h"
#include "statutes/statutes.h"
#include "tally/tally.h"
#include "tests/browser.h"

static struct harbour world;
static const char *county, *cell4, *cell5;

/* As a person who is logged in. */
static int
look(enum harbour_person who, const char *path)
{
	world.cx.account = who == NOBODY ? 0 : (int64_t)who + 1;
	return get(who, path);
}

static int
send(enum harbour_person who, const char *path, const char *form)
{
	world.cx.account = who == NOBODY ? 0 : (int64_t)who + 1;
	return post(who, path, form);
}

static void
give_accounts(void)
{
	db_begin(world.cx.db, DB_WRITE);
	for (int i = 0; i < HARBOUR_PEOPLE; i++) {
		db_script(world.cx.db, say("INSERT INTO account (id, member_id,"
		    " login, password, admin, made_at) VALUES (%d, %d, 'l%d',"
		    " 'x', 0, 0)", i + 1, (int)world.person[i], i));
	}
	assert_true(db_commit(world.cx.db));
}

static int
set_up(void **state)
{
	(void)state;
	change_settle_by(tally_settle);
	harbour_open(&world);
	browser_open(&world);
	give_accounts();
	county = browser_unit(world.county);
	cell4 = browser_unit(world.cell4);
	cell5 = browser_unit(world.cell5);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	harbour_close(&world);
	change_settle_by(NULL);
	return 0;
}

/* As a part of what say() is given. */
#define WORDS	"title=Winter+%%3Chours%%3E&short=Close+at+*four*.&text=" \
		"%%23+All%%0A%%0AOf+it.&tier=cell&returns=30,+90&due="

/* Issued by the county's officer; its address. */
static const char *
issued(void)
{
	assert_int_equal(send(TOMAS, "/circulars", say("from=%s&to=%s&do=sure&"
	    WORDS, county, county)), 303);
	return led_to();
}

static void
test_written(void **state)
{
	(void)state;
	assert_int_equal(look(RUNA, "/circulars"), 200);
	assert_true(shows("No circular yet"));
	assert_false(shows("Write a circular"));
	assert_int_equal(look(RUNA, "/circulars/new"), 403);
	assert_int_equal(look(TOMAS, "/circulars"), 200);
	assert_true(shows("Write a circular"));
	assert_int_equal(look(TOMAS, "/circulars/new"), 200);
	assert_true(shows("value=\"30, 90\""));
	assert_true(shows("All of Eastmere"));
	assert_true(shows("Article 18: Every Cell passes a circular on"));
	assert_true(shows("value=\"cell\" selected"));
	/* A look at it, which issues nothing. */
	assert_int_equal(send(TOMAS, "/circulars", say("from=%s&to=%s&do=look&"
	    WORDS, county, cell4)), 200);
	assert_true(shows("Is this right?"));
	assert_true(shows("Winter &lt;hours&gt;"));
	assert_true(shows("<em>four</em>"));
	assert_true(shows("Friday 27 November 2026"));
	assert_int_equal(harbour_number(&world,
	    "SELECT count(*) FROM circular"), 0);
	assert_int_equal(send(TOMAS, "/circulars", say("from=%s&to=%s&do=back&"
	    WORDS, county, cell4)), 200);
	assert_true(shows("Write a circular"));
	assert_true(shows("Close at *four*."));
	(void)issued();
	assert_int_equal(look(TOMAS, led_to()), 200);
	assert_true(shows("Circular 1, from Eastmere"));
}

/* What does not go comes back as it was written, with the article. */
static void
test_refused(void **state)			/* CIRC-3, CIRC-4, CIRC-5 */
{
	static const struct { const char *form, *says; } all[] = {
		{ "title=&short=x&tier=cell&returns=30,90",
		    "Write what it is about." },
		{ "title=x&short=&tier=cell&returns=30,90", "in short" },
		{ "title=x&short=x&tier=cell&returns=30,90&due=21.11.",
		    "Article 18 gives 7 days to pass a circular on: choose"
		    " Friday 27 November 2026 or a later day." },
		{ "title=x&short=x&tier=cell&returns=30",
		    "Article 18 says that a circular comes back after 30 and"
		    " 90 days" },
		{ "title=x&short=x&tier=cell&returns=soon",
		    "“soon” are no numbers of days" },
		{ "title=x&short=x&tier=cell&returns=30,90&due=soon",
		    "“soon” is no day" },
		{ "title=x&short=x&tier=federation&returns=",
		    "There is no such unit there" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		assert_int_equal(send(TOMAS, "/circulars", say("from=%s&do="
		    "sure&%s", county, all[i].form)), 422);
		if (!shows(all[i].says)) {
			fail_msg("not said: %s", all[i].says);
		}
	}
	for (int i = 0; i < 3; i++) {
		(void)issued();
	}
	assert_int_equal(send(TOMAS, "/circulars", say("from=%s&to=%s&do=look&"
	    WORDS, county, county)), 422);
	assert_true(shows("Article 18 lets at most 3 circulars"));
	assert_int_equal(send(TOMAS, "/circulars", say("from=%s&do=sure&"
	    WORDS, cell4)), 422);
	assert_int_equal(send(RUNA, "/circulars", say("from=%s&do=sure&"
	    WORDS, cell4)), 403);
}

static int64_t
convey_rows(void)
{
	return harbour_number(&world, "SELECT count(*) FROM circular_conveyed"
	    " WHERE undone_at IS NULL");
}

static void
test_passed_on(void **state)			/* CIRC-6, CIRC-9 */
{
	const char *path = issued();
	struct meeting_plan plan = { .unit_id = world.cell4,
		.kind = S("general"), .place = S("Hall"),
		.day = world.cx.today, .starts = -1 };
	struct meeting m;
	int64_t id;

	(void)state;
	db_begin(world.cx.db, DB_WRITE);
	assert_int_equal(meeting_call(&world.cx, &plan, &id), MEETING_OK);
	assert_true(meeting_read(&world.cx, id, &m));
	assert_true(db_commit(world.cx.db));
	assert_int_equal(look(RUNA, "/"), 200);
	assert_true(shows("Pass on circular 1: Winter &lt;hours&gt;"));
	assert_int_equal(look(RUNA, path), 200);
	assert_true(shows("To be passed on by Friday 27 November"));
	assert_true(shows("Passed on at this meeting"));
	assert_int_equal(look(AINO, path), 200);
	assert_false(shows("Passed on at this meeting"));
	assert_int_equal(send(AINO, say("%s/convey", path), "how=members"),
	    403);
	assert_int_equal(send(RUNA, say("%s/convey", path),
	    "meeting=0123456789ab"), 422);
	assert_true(shows("Choose a meeting of the unit"));
	assert_int_equal(send(RUNA, say("%s/convey", path), say("meeting="
	    STR_FMT, STR_ARG(m.public_id))), 303);
	assert_int_equal(look(RUNA, led_to()), 200);
	assert_true(shows("at a meeting"));
	assert_true(shows("Comes back on 20 December"));
	assert_true(shows("Take the last line back"));
	assert_int_equal(look(RUNA, "/"), 200);
	assert_false(shows("Pass on circular 1"));
	assert_int_equal(send(RUNA, say("%s/take-back", path), ""), 303);
	assert_int_equal(convey_rows(), 0);
	assert_int_equal(send(RUNA, say("%s/take-back", path), ""), 409);
	assert_true(shows("nothing to take back"));
	assert_int_equal(send(RUNA, say("%s/convey", path),
	    say("unit=%s&how=members", cell5)), 403);
	assert_int_equal(send(RUNA, say("%s/convey", path),
	    say("unit=%s&how=members", cell4)), 303);
	assert_non_null(strstr(led_to(), cell4));
	assert_int_equal(convey_rows(), 1);
	assert_int_equal(look(RUNA, "/circulars"), 200);
	assert_true(shows("Comes back later"));
}

static void
test_read(void **state)				/* CIRC-8, CIRC-11 */
{
	static const enum harbour_person readers[] = { AINO, BEA, IVO };
	const char *path = issued();

	(void)state;
	assert_int_equal(look(AINO, "/"), 200);
	assert_true(shows("Circular 1: Winter"));
	for (size_t i = 0; i < COUNT(readers); i++) {
		assert_int_equal(look(readers[i], path), 200);
		assert_true(shows("I have read it"));
		assert_int_equal(send(readers[i], say("%s/read", path), ""),
		    303);
		assert_int_equal(send(readers[i], say("%s/read", path), ""),
		    303);
	}
	assert_int_equal(look(AINO, path), 200);
	assert_true(shows("You have read it."));
	assert_true(shows("3 of 6 have said that they read it."));
	assert_true(shows("read by half of the members"));
	assert_int_equal(look(RUNA, path), 200);
	assert_false(shows("Aino Rask"));
	/* Those of another cell see that the cell was reached, not how many of
	 * it have read. */
	assert_int_equal(look(LEA, say("%s?unit=%s", path, cell4)), 200);
	assert_true(shows("read by half of the members"));
	assert_false(shows("have said that they read it"));
	assert_int_equal(send(NOBODY, say("%s/read", path), ""), 401);
}

static void
test_reach(void **state)			/* CIRC-12 */
{
	const char *path = issued();

	(void)state;
	assert_int_equal(look(TOMAS, say("%s/reach", path)), 200);
	assert_true(shows("0 of 2 Cells"));
	assert_true(shows("Not passed on yet: 2"));
	assert_true(shows("Cell 4, Harbour Bakery"));
	assert_int_equal(send(RUNA, say("%s/convey", path), "how=members"),
	    303);
	assert_int_equal(look(TOMAS, say("%s/reach", path)), 200);
	assert_true(shows("1 of 2 Cells"));
	assert_true(shows("Member by member"));
	assert_false(shows("Runa Vale"));
	assert_int_equal(look(RUNA, say("%s/reach?unit=%s", path, county)),
	    403);
	assert_int_equal(look(RUNA, path), 200);
	assert_true(shows("1 of 2 Cells have passed it on."));
	/* A day later there is a curve, with its table. */
	world.cx.today = date_add(world.cx.today, 1);
	assert_int_equal(look(TOMAS, path), 200);
	assert_true(shows("50% of 2 Cells after 1 day; half of them on the"
	    " first day."));
	assert_true(shows("Show as a table"));
	assert_int_equal(look(TOMAS, "/circulars"), 200);
	assert_true(shows("Issued by Eastmere"));
	assert_true(shows("1 of 2</span>"));
}

/* EXCE-6: what is late stands where all that is late stands, with the article
 * and the way to put it in order. */
static void
test_late(void **state)
{
	const char *path = issued();

	(void)state;
	world.cx.today = date_add(world.cx.today, 7);
	assert_int_equal(look(TOMAS, say("/u/%s", county)), 200);
	assert_false(shows("A circular not passed on"));
	assert_int_equal(look(RUNA, "/"), 200);
	assert_false(shows("(article 18)"));
	world.cx.today = date_add(world.cx.today, 1);
	assert_int_equal(look(TOMAS, say("/u/%s", county)), 200);
	assert_true(shows("A circular not passed on"));
	assert_true(shows("2 late"));
	assert_int_equal(look(TOMAS, say("/u/%s/rules?rule=circular.cell",
	    county)), 200);
	assert_true(shows("A circular has waited since 20 November to be "
	    "passed on; the last day was Friday 27 November."));
	assert_true(shows(say("href=\"/circulars?unit=%s\"", cell4)));
	assert_true(shows("href=\"/rules/18\""));
	assert_true(shows("See its circulars"));
	assert_int_equal(look(TOMAS, "/"), 200);
	assert_true(shows("A circular not passed on"));
	assert_true(shows("Article 18; the longest for 8 days."));
	/* Who passes it on has it once, under its own name. */
	assert_int_equal(look(RUNA, "/"), 200);
	assert_true(shows("To be passed on by Friday 27 November "
	    "(article 18)."));
	assert_false(shows("A circular not passed on"));
	assert_int_equal(send(RUNA, say("%s/convey", path), "how=members"),
	    303);
	assert_int_equal(look(TOMAS, say("/u/%s", county)), 200);
	assert_true(shows("1 late"));
	assert_int_equal(look(RUNA, say("/rules/18")), 200);
	assert_true(shows("checked</span>"));
}

/* The edition in force with other words in place of some, from so many days
 * after today. */
static void
adopt_instead(const char *words, const char *other, int days)
{
	static struct statutes_errors errors;
	struct date from = date_add(world.cx.today, days);
	const char *text, *at;
	int64_t id;

	db_begin(world.cx.db, DB_WRITE);
	text = arena_copy_z(world.cx.mem, statutes_in_force(&world.cx,
	    world.cx.today)->text);
	at = strstr(text, words);
	assert_non_null(at);
	assert_int_equal(statutes_adopt(&world.cx, arena_printf(world.cx.mem,
	    "%.*s%s%s", (int)(at - text), text, other, at + strlen(words)),
	    from, &errors, &id), STATUTES_OK);
	assert_true(db_commit(world.cx.db));
}

#define ASKS	"<a href=\"/rules/18\">Article 18</a> asks for it"

/* EXCE-6: a circular's own pages name the article beside who is late, for who
 * sees what is not in order there. */
static void
test_late_by_article(void **state)
{
	const char *path = issued(), *reach = say("%s/reach", path);
	const char *of_cell4 = say("%s?unit=%s", path, cell4);

	(void)state;
	world.cx.today = date_add(world.cx.today, 7);
	assert_int_equal(look(RUNA, path), 200);
	assert_false(shows("asks for it"));
	assert_int_equal(look(TOMAS, reach), 200);
	assert_false(shows("asks for it"));
	world.cx.today = date_add(world.cx.today, 1);
	assert_int_equal(look(RUNA, path), 200);
	assert_true(shows("<span class=\"chip late\">late by 1 day</span> "
	    ASKS "."));
	assert_true(shows("The last day was Friday 27 November; " ASKS "."));
	assert_int_equal(look(AINO, path), 200);
	assert_true(shows("late by 1 day"));
	assert_int_equal(look(LEA, of_cell4), 200);
	assert_true(shows("To be passed on by Friday 27 November"));
	assert_false(shows("late by 1 day"));
	assert_int_equal(look(TOMAS, of_cell4), 200);
	assert_true(shows("late by 1 day"));
	assert_int_equal(look(RUNA, "/circulars"), 200);
	assert_true(shows("Eastmere, to be passed on by Friday 27 November "
	    "(article 18)"));
	assert_true(shows("1 to pass on, 1 of them late."));
	assert_true(shows("<span class=\"chip late\">late by 1 day</span>"));
	assert_int_equal(look(LEA, say("/circulars?unit=%s", cell4)), 200);
	assert_false(shows("(article 18)"));
	/* Unit by unit; one that has passed it on is in no such list. */
	assert_int_equal(send(RUNA, say("%s/convey", path), "how=members"),
	    303);
	assert_int_equal(look(RUNA, path), 200);
	assert_false(shows("late by 1 day"));
	assert_int_equal(look(TOMAS, reach), 200);
	assert_true(shows("The last day was Friday 27 November; " ASKS));
	assert_false(shows("Cell 4, Harbour Bakery</span>"));
	assert_true(shows("<span class=\"why\">Late by 1 day (article 18)"
	    "</span>"));
}

/* EXCE-3: told by the edition of the day on which it was late first. */
static void
test_late_by_new_edition(void **state)
{
	const char *path = issued();

	(void)state;
	adopt_instead("Article 18", "Article 21", 3);
	world.cx.today = date_add(world.cx.today, 8);
	assert_int_equal(look(RUNA, path), 200);
	assert_true(shows("<a href=\"/rules/21\">Article 21</a> asks for it."));
	assert_false(shows("Article 18"));
	assert_int_equal(look(RUNA, "/"), 200);
	assert_true(shows("Friday 27 November (article 21)."));
}

#define NO_ARTICLE \
	"No article of the statutes asks for it, so nobody is late by a rule."

/* Where no article asks for a circular to be passed on, the pages say so. */
static void
test_late_by_no_article(void **state)
{
	const char *path = issued(), *reach = say("%s/reach", path);

	(void)state;
	adopt_instead("circular at cell: conveyed within 7 days, ",
	    "circular at cell: ", 3);
	world.cx.today = date_add(world.cx.today, 8);
	assert_int_equal(look(RUNA, path), 200);
	assert_true(shows("The last day is over. " NO_ARTICLE));
	assert_true(shows("The last day was Friday 27 November. " NO_ARTICLE));
	assert_false(shows("Article 18"));
	assert_int_equal(look(TOMAS, reach), 200);
	assert_true(shows("The last day was Friday 27 November. " NO_ARTICLE));
	assert_true(shows("Cell 4, Harbour Bakery</span>"));
	assert_false(shows("Late by"));
	assert_int_equal(look(RUNA, "/circulars"), 200);
	assert_true(shows("27 November (no article asks for it)"));
	assert_true(shows("1 to pass on, none of them late."));
	assert_true(shows("<span class=\"chip warn\">1 day over</span>"));
	assert_int_equal(look(RUNA, "/"), 200);
	assert_true(shows("27 November (no article asks for it)."));
	assert_true(shows("1 day over"));
	assert_int_equal(send(TOMAS, say("%s/withdraw", path), "reason=x"),
	    303);
	assert_int_equal(look(RUNA, path), 200);
	assert_false(shows("asks for it"));
	assert_int_equal(look(TOMAS, reach), 200);
	assert_false(shows("asks for it"));
}

/* EXCE-2: of a cell of which nothing is recorded nothing is asked. */
static void
test_late_but_not_here(void **state)
{
	struct unit_new in = { .code = S("F.E.9"), .tier = S("cell"),
		.name = S("Cell 9"), .parent_id = world.county,
		.founded = harbour_date("2020-01-01") };
	const char *path;
	int64_t id;

	(void)state;
	db_begin(world.cx.db, DB_WRITE);
	assert_int_equal(org_found(&world.cx, &in, &id), ORG_OK);
	assert_true(db_commit(world.cx.db));
	path = issued();
	world.cx.today = date_add(world.cx.today, 9);
	assert_int_equal(look(TOMAS, say("%s?unit=%s", path,
	    browser_unit(id))), 200);
	assert_true(shows("Article 18</a> does not ask it of Cell 9: nothing is"
	    " recorded of it up to the day of the circular."));
	assert_false(shows("chip late"));
	assert_int_equal(look(TOMAS, say("%s/reach", path)), 200);
	assert_true(shows("Cell 9</span><span class=\"why\">Not asked: nothing"
	    " is recorded of it up to the day of the circular</span></span>"
	    "</a>"));
	assert_true(shows("Late by 2 days (article 18)"));
	assert_int_equal(look(TOMAS, say("/circulars?unit=%s",
	    browser_unit(id))), 200);
	assert_true(shows("(not asked here by article 18)"));
	assert_true(shows("2 days over"));
}

static void
test_withdrawn(void **state)			/* CIRC-10 */
{
	const char *path = issued();

	(void)state;
	assert_int_equal(send(RUNA, say("%s/withdraw", path), "reason=x"),
	    403);
	assert_int_equal(send(TOMAS, say("%s/withdraw", path), "reason="),
	    422);
	assert_int_equal(send(TOMAS, say("%s/withdraw", path),
	    "reason=The+hours+are+wrong"), 303);
	assert_int_equal(look(AINO, path), 200);
	assert_true(shows("The hours are wrong"));
	assert_false(shows("I have read it"));
	assert_int_equal(look(RUNA, "/"), 200);
	assert_false(shows("circular 1"));
	assert_int_equal(look(RUNA, say("%s/print", path)), 200);
	assert_true(shows("The hours are wrong"));
}

static void
test_on_the_agenda(void **state)
{
	(void)state;
	(void)issued();
	assert_int_equal(look(RUNA, "/meetings/new"), 200);
	assert_true(shows("Circular 1: Winter &lt;hours&gt;"));
	assert_true(shows("What is to be passed on stands here already."));
}

static void
test_of_a_resolution(void **state)		/* CIRC-13 */
{
	const char *path;

	(void)state;
	db_begin(world.cx.db, DB_WRITE);
	db_script(world.cx.db, say("INSERT INTO conference VALUES (1, 'c', %d,"
	    " 'x', NULL, NULL, 'The conference', '', 20000, 20000, 1, 1, 'en',"
	    " '', NULL, NULL, NULL, 1, 0, NULL); INSERT INTO resolution (id,"
	    " public_id, conference_id, number, title, text, resolved_on)"
	    " VALUES (7, '7777aaaabbbb', 1, 3, 'Bread & salt',"
	    " 'Bake <early>.', 20000)", (int)world.county));
	assert_true(db_commit(world.cx.db));
	assert_int_equal(look(TOMAS, "/circulars/new?resolution=7777aaaabbbb"),
	    200);
	assert_true(shows("From resolution 3, “Bread &amp; salt”."));
	assert_true(shows("value=\"Bread &amp; salt\""));
	assert_true(shows("Bake &lt;early&gt;."));
	assert_true(shows("name=\"resolution\" value=\"7777aaaabbbb\""));
	/* What was looked at and changed again is still of it. */
	assert_int_equal(send(TOMAS, "/circulars", say("from=%s&to=%s&do=look&"
	    "resolution=7777aaaabbbb&" WORDS, county, county)), 200);
	assert_true(shows("name=\"resolution\" value=\"7777aaaabbbb\""));
	assert_int_equal(send(TOMAS, "/circulars", say("from=%s&to=%s&do=sure&"
	    "resolution=7777aaaabbbb&" WORDS, county, county)), 303);
	path = led_to();
	assert_int_equal(harbour_number(&world, "SELECT resolution_id FROM"
	    " circular"), 7);
	assert_int_equal(look(RUNA, path), 200);
	assert_true(shows("<a href=\"/c/c/resolutions/7777aaaabbbb\">"
	    "Resolution 3 of The conference</a>"));
	assert_int_equal(look(TOMAS, "/circulars/new?resolution=7777aaaabbbc"),
	    404);
	assert_int_equal(look(RUNA, "/circulars/new?resolution=7777aaaabbbb"),
	    403);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HARBOUR(test_written),
		IN_HARBOUR(test_refused),
		IN_HARBOUR(test_passed_on),
		IN_HARBOUR(test_read),
		IN_HARBOUR(test_reach),
		IN_HARBOUR(test_late),
		IN_HARBOUR(test_late_by_article),
		IN_HARBOUR(test_late_by_new_edition),
		IN_HARBOUR(test_late_by_no_article),
		IN_HARBOUR(test_late_but_not_here),
		IN_HARBOUR(test_withdrawn),
		IN_HARBOUR(test_on_the_agenda),
		IN_HARBOUR(test_of_a_resolution),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
