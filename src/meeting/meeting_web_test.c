/*
 * meeting_web_test.c - the pages of meetings as a browser gets them: what a
 * secretary sends, what comes back, who may.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "assignment/assignment.h"
#include "db/db.h"
#include "meeting/meeting.h"
#include "tests/browser.h"

static struct harbour world;
static const char *cell4, *county;		/* public ids */
static const char *person[HARBOUR_PEOPLE];

static int
set_up(void **state)
{
	(void)state;
	harbour_open(&world);
	browser_open(&world);
	cell4 = browser_unit(world.cell4);
	county = browser_unit(world.county);
	for (size_t i = 0; i < HARBOUR_PEOPLE; i++) {
		person[i] = browser_person(world.person[i]);
	}
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	harbour_close(&world);
	return 0;
}

/* Today's general meeting of Cell 4, planned; its address. */
static const char *
plan_today(void)
{
	post(RUNA, "/meetings", say("unit=%s&kind=general&day=20.11.2026"
	    "&starts=18.30&place=canteen&agenda=Night+shift%%0d%%0a%%0d%%0aBus",
	    cell4));
	return led_to();
}

/* A form for it in which the first n of the six are here. */
static const char *
form_of(const char *meeting, int n, const char *more)
{
	str form = S("kind=general&day=2026-11-20");

	get(RUNA, say("%s/record", meeting));
	form = arena_printf(&world.mem, STR_FMT "&list=%s", STR_ARG(form),
	    hidden("list"));
	for (int i = 0; i < n; i++) {
		form = arena_printf(&world.mem, STR_FMT "&here=%s",
		    STR_ARG(form), person[RUNA + i]);
	}
	return say(STR_FMT "%s", STR_ARG(form), more);
}

/* ---- planning ---------------------------------------------------------- */

static void
test_plan(void **state)
{
	const char *meeting;

	(void)state;
	assert_int_equal(get(RUNA, "/meetings"), 200);
	assert_true(shows("No meeting yet"));
	assert_int_equal(get(RUNA, "/meetings/new"), 200);
	assert_true(shows("the rules ask for notice of 3 days"));
	meeting = plan_today();
	assert_int_equal(get(RUNA, meeting), 200);
	assert_true(shows("Friday 20 November 2026, 18:30, canteen"));
	assert_true(shows("Night shift"));
	assert_true(shows("Open the meeting"));
	assert_true(shows("called on the day itself"));
	assert_int_equal(get(RUNA, "/meetings"), 200);
	assert_true(shows("Open the meeting"));
	/* A member sees it, without the buttons of who keeps meetings. */
	assert_int_equal(get(DARA, meeting), 200);
	assert_true(shows("Night shift"));
	assert_false(shows("Open the meeting"));
	assert_false(shows("Cancel the meeting"));
}

static void
test_plan_refused(void **state)
{
	static const struct { const char *form, *says, *keeps; } t[] = {
		{ "kind=general&day=", "On what day is it?", "" },
		{ "kind=general&day=soon&place=mill", "“soon” is no day",
		  "value=\"mill\"" },
		{ "kind=general&day=2026-11-19", "Thursday 19 November 2026 is"
		  " past", "value=\"2026-11-19\"" },
		{ "kind=general&day=27.11.&starts=late", "“late” is no time",
		  "value=\"2026-11-27\"" },
		{ "kind=assembly&day=2026-11-27", "know no such meeting", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(post(RUNA, "/meetings",
		    say("unit=%s&%s", cell4, t[i].form)), 422);
		assert_true(shows(t[i].says));
		assert_true(shows(t[i].keeps));
		assert_true(shows("role=\"alert\""));
	}
	(void)plan_today();
	assert_int_equal(post(RUNA, "/meetings", say("unit=%s&kind=general&"
	    "day=2026-11-20", cell4)), 422);
	assert_true(shows("there is already a meeting of this kind"));
	assert_int_equal(harbour_number(&world, "SELECT count(*) FROM meeting"),
	    1);
}

static void
test_plan_changed(void **state)
{
	const char *meeting = plan_today();

	(void)state;
	assert_int_equal(get(RUNA, say("%s/edit", meeting)), 200);
	assert_true(shows("Night shift\nBus"));
	assert_true(shows("value=\"18:30\""));
	assert_int_equal(post(RUNA, say("%s/edit", meeting),
	    "kind=general&day=2026-11-27&agenda=Rota"), 303);
	assert_int_equal(get(RUNA, meeting), 200);
	assert_true(shows("Friday 27 November 2026"));
	assert_false(shows("Night shift"));
	assert_int_equal(get(RUNA, say("%s/cancel", meeting)), 200);
	assert_true(shows("Cancel this meeting?"));
	assert_int_equal(post(RUNA, say("%s/cancel", meeting), ""), 303);
	assert_int_equal(get(RUNA, meeting), 200);
	assert_true(shows("This meeting was cancelled."));
	/* What is cancelled is not changed any more, only seen. */
	assert_int_equal(get(RUNA, say("%s/edit", meeting)), 303);
	assert_int_equal(get(RUNA, say("%s/record", meeting)), 303);
}

/* ---- recording --------------------------------------------------------- */

#define TWO_DECISIONS(dara, aino) say( \
	"&d_text=We+start+at+04:30.&d_for=4&d_against=1&d_abs=&d_who=%s" \
	"&d_due=27.11.&d_subject=&d_up=1" \
	"&d_text=We+offer+bread.&d_for=&d_against=&d_abs=&d_who=%s&d_due=" \
	"&d_subject=&d_up=", (dara), (aino))

static void
test_record(void **state)
{
	const char *meeting = plan_today(), *form, *minutes;

	(void)state;
	assert_int_equal(get(RUNA, say("%s/record", meeting)), 200);
	assert_true(shows("0 are here. 4 more needed before you can decide."));
	assert_true(shows("data-need=\"4\""));
	assert_true(shows("Ivo &lt;b&gt;Tarn&lt;/b&gt;"));
	assert_false(shows("<b>Tarn"));
	assert_true(shows("value=\"2026-12-18\""));	/* four weeks on */
	form = form_of(meeting, 5, say("&sorry=%s&guests=%s&ends=19.50"
	    "&a_title=Night+shift&a_of=&a_note=Two+rotas.&notes=Quiet."
	    "&next_day=2026-12-18&next_starts=18:30%s", person[IVO],
	    "%d9%a1", TWO_DECISIONS(person[DARA], person[AINO])));
	assert_int_equal(post(RUNA, say("%s/record", meeting), form), 303);
	assert_int_equal(get(RUNA, led_to()), 200);
	assert_true(shows("Minutes sent"));
	assert_true(shows("5 of 6, and 1 guest"));
	assert_true(shows("2 assignments were given."));
	assert_true(shows("2, 1 sent up"));
	assert_true(shows("Friday 18 December 2026, 18:30"));
	assert_int_equal(get(RUNA, meeting), 303);
	minutes = led_to();
	assert_int_equal(get(DARA, minutes), 200);
	assert_true(shows("Apologies: Ivo &lt;b&gt;Tarn&lt;/b&gt;."));
	assert_true(shows("4 were needed (Article 13); the meeting could"
	    " decide."));
	assert_true(shows("4 for, 1 against"));
	assert_true(shows("Carried: 3 needed (Article 13)"));
	assert_true(shows("not counted"));
	assert_true(shows("Two rotas."));
	assert_true(shows("Dara Quill, 27 November"));
	/* Left empty, it is due at the next meeting. */
	assert_true(shows("Aino Rask, 18 December"));
	assert_int_equal(harbour_number(&world, "SELECT count(*) FROM"
	    " assignment WHERE state = 1"), 2);
	assert_int_equal(harbour_number(&world, "SELECT count(*) FROM meeting"
	    " WHERE state = 1"), 1);
}

/* Sent twice, as a phone does that got no answer, it happens once. */
static void
test_sent_twice(void **state)
{
	const char *meeting = plan_today(), *first;
	const char *form = form_of(meeting, 4, "");

	(void)state;
	post(RUNA, say("%s/record", meeting), form);
	first = led_to();
	browser_same_key();
	post(RUNA, say("%s/record", meeting), form);
	assert_string_equal(led_to(), first);
	assert_int_equal(harbour_number(&world,
	    "SELECT count(*) FROM meeting_record"), 1);
}

static void
test_record_refused(void **state)
{
	static const struct { int here; const char *more, *says, *keeps; } t[] =
	{
		{ 4, "&d_text=We+buy+it.&d_for=9&d_against=2&d_abs=0",
		  "The votes add up to 11, but 4 members are here.",
		  "value=\"9\"" },
		{ 1, "&d_text=We+buy+it.&d_for=2", "but 1 member is here.",
		  "We buy it.</textarea>" },
		{ 4, "&d_text=&d_for=3", "Write the decision in one sentence.",
		  "value=\"3\"" },
		{ 4, "&d_text=Buy&d_for=many", "“many” is no number of votes.",
		  "value=\"many\"" },
		{ 0, "&notes=Kept", "Nobody is ticked.", "Kept</textarea>" },
		{ 4, "&unmarked=1", "Take out one or the other.", "checked" },
		{ 4, "&starts=19:00&ends=18:00",
		  "It began at 19:00 and cannot have ended at 18:00.",
		  "value=\"18:00\"" },
		{ 4, "&starts=noonish", "“noonish” is no time",
		  "value=\"noonish\"" },
		{ 4, "&guests=-3", "“-3” is no number of guests.",
		  "value=\"-3\"" },
		{ 4, "&next_day=2026-11-20",
		  "The next meeting is on a later day.", "" },
		{ 4, "&next_day=then", "“then” is no day",
		  "value=\"then\"" },
	};
	const char *meeting = plan_today();

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(post(RUNA, say("%s/record", meeting),
		    form_of(meeting, t[i].here, t[i].more)), 422);
		assert_true(shows(t[i].says));
		assert_true(shows(t[i].keeps));
		assert_true(shows("role=\"alert\""));
		assert_true(shows("<title>Error: "));
	}
	assert_int_equal(harbour_number(&world,
	    "SELECT count(*) FROM meeting_record"), 0);
	/* A phone's outbox is told the same in one sentence. */
	post_as_outbox(RUNA, say("%s/record", meeting),
	    form_of(meeting, 4, t[0].more));
	assert_int_equal(browser.status, 422);
	assert_true(shows(t[0].says));
	assert_false(shows("<form"));
}

static void
test_decision_refused(void **state)
{
	const char *meeting = plan_today();

	(void)state;
	post(RUNA, say("%s/record", meeting), form_of(meeting, 4,
	    say("&d_text=Buy&d_who=%s&d_due=2026-11-02", person[DARA])));
	assert_int_equal(browser.status, 422);
	assert_true(shows("Choose a day after the meeting. You wrote Monday 2"
	    " November 2026."));
	assert_true(shows("href=\"#d_due_1\""));
	post(RUNA, say("%s/record", meeting), form_of(meeting, 4,
	    say("&d_text=Buy&d_who=%s&d_due=whenever", person[DARA])));
	assert_int_equal(browser.status, 422);
	assert_true(shows("“whenever” is no day"));
	assert_true(shows("type=\"text\" value=\"whenever\""));
	/* Lea belongs to another cell. */
	post(RUNA, say("%s/record", meeting), form_of(meeting, 4,
	    say("&d_text=Buy&d_who=%s", person[LEA])));
	assert_int_equal(browser.status, 422);
	assert_true(shows("Choose somebody who is on the list above."));
	assert_int_equal(harbour_number(&world,
	    "SELECT count(*) FROM decision"), 0);
}

/* Without scripts the button posts, and the form comes back as it was. */
static void
test_add_without_scripts(void **state)
{
	const char *meeting = plan_today(), *form;

	(void)state;
	form = form_of(meeting, 4, "&notes=Kept&d_text=One&d_for=4&d_who="
	    "&d_text=Two&d_for=3&d_who=");
	assert_int_equal(post(RUNA, say("%s/record", meeting),
	    say("%s&do=add", form)), 200);
	/* Three, and the one that scripts copy. */
	assert_int_equal(shown_times("name=\"d_text\""), 4);
	assert_true(shows("One</textarea>"));
	assert_true(shows("Two</textarea>"));
	assert_true(shows("Kept</textarea>"));
	assert_int_equal(shown_times("class=\"in\" type=\"checkbox\""), 6);
	assert_int_equal(shown_times("\" checked>"), 4);
	/* The page is loaded again: nothing was done, and nothing is said. */
	browser_same_key();
	assert_int_equal(post(RUNA, say("%s/record", meeting),
	    say("%s&do=add", form)), 200);
	assert_true(shows("One</textarea>"));
	assert_int_equal(post(RUNA, say("%s/record", meeting),
	    say("%s&do=drop-1", form)), 200);
	assert_int_equal(shown_times("name=\"d_text\""), 2);
	assert_false(shows("One</textarea>"));
	assert_int_equal(harbour_number(&world,
	    "SELECT count(*) FROM meeting_record"), 0);
}

/* ---- who is on the list ------------------------------------------------ */

static void
test_attendance_unknown(void **state)		/* MEET-3, MEET-4 */
{
	const char *meeting = plan_today();

	(void)state;
	post(RUNA, say("%s/record", meeting),
	    form_of(meeting, 0, "&unmarked=1"));
	assert_int_equal(get(RUNA, led_to()), 200);
	assert_int_equal(get(RUNA, say("%s/minutes", meeting)), 200);
	assert_true(shows("Attendance was not recorded; the quorum is not"
	    " judged."));
	assert_int_equal(get(RUNA, "/meetings"), 200);
	assert_true(shows("attendance not recorded"));
}

/* On another day others belonged: nobody is marked without having been seen. */
static void
test_other_list(void **state)			/* MEET-3 */
{
	const char *form, *path;

	(void)state;
	path = say("/meetings/record?unit=%s", cell4);
	assert_int_equal(get(RUNA, path), 200);
	assert_true(shows("What kind of meeting was it?"));
	path = say("%s&kind=general&day=2026-11-18", path);
	assert_int_equal(get(RUNA, path), 200);
	assert_false(shows("Kalle Fenn"));
	form = say("unit=%s&kind=general&day=2026-09-18&list=%s&here=%s",
	    cell4, hidden("list"), person[RUNA]);
	assert_int_equal(post(RUNA, "/meetings/record", form), 422);
	assert_true(shows("On Friday 18 September 2026 others belonged to"));
	assert_true(shows("Kalle Fenn"));
	form = say("unit=%s&kind=general&day=2026-09-18&list=%s&here=%s&here="
	    "%s", cell4, hidden("list"), person[RUNA], person[KALLE]);
	assert_int_equal(post(RUNA, "/meetings/record", form), 303);
	assert_int_equal(harbour_number(&world, "SELECT count(*) FROM"
	    " attendance"), 7);
	/* Told once more, it leads to what is there. */
	assert_int_equal(get(RUNA, say("/meetings/record?unit=%s&kind=general"
	    "&day=2026-09-18", cell4)), 303);
	assert_int_equal(post(RUNA, "/meetings/record", form), 409);
	assert_true(shows("is already there"));
	assert_int_equal(post(RUNA, "/meetings/record", say("unit=%s&"
	    "kind=general&day=2026-12-18&list=%s&here=%s", cell4,
	    hidden("list"), person[RUNA])), 422);
}

static void
test_future(void **state)			/* MEET-1 */
{
	const char *form;

	(void)state;
	get(RUNA, say("/meetings/record?unit=%s&kind=general&day=2026-11-19",
	    cell4));
	form = say("unit=%s&kind=general&day=2026-11-27&list=%s&here=%s",
	    cell4, hidden("list"), person[RUNA]);
	assert_int_equal(post(RUNA, "/meetings/record", form), 422);
	assert_true(shows("Friday 27 November 2026 is still to come."));
}

/* ---- promises ---------------------------------------------------------- */

static void
test_promises(void **state)			/* MEET-7 */
{
	const char *meeting = plan_today(), *id;
	struct assignment_new in = {
		.unit_id = world.cell4, .member_id = world.person[DARA],
		.text = S("Compare flour"), .given_on = world.cx.today,
		.due = DATE_NONE,
	};
	struct assignment a;
	int64_t first;

	(void)state;
	db_begin(world.cx.db, DB_WRITE);
	assert_int_equal(assignment_give(&world.cx, &in, &first),
	    ASSIGNMENT_OK);
	assert_true(assignment_read(&world.cx, first, &a));
	assert_true(db_commit(world.cx.db));
	id = say(STR_FMT, STR_ARG(a.public_id));
	assert_int_equal(get(RUNA, say("%s/record", meeting)), 200);
	assert_true(shows("Compare flour"));
	assert_true(shows("name=\"p1\" value=\"done\""));
	/* "Needs help", then the votes are wrong: it is not yet said. */
	post(RUNA, say("%s/record", meeting), form_of(meeting, 4,
	    say("&p_id=%s&p1=help&d_text=Buy&d_for=99", id)));
	assert_int_equal(browser.status, 422);
	assert_true(shows("value=\"help\" checked"));
	assert_int_equal(harbour_number(&world, "SELECT count(*) FROM"
	    " assignment WHERE state = 1"), 1);
	post(RUNA, say("%s/record", meeting), form_of(meeting, 4,
	    say("&p_id=%s&p1=done", id)));
	assert_int_equal(get(RUNA, led_to()), 200);
	assert_int_equal(harbour_number(&world, "SELECT count(*) FROM"
	    " assignment WHERE state = 4"), 1);
	assert_int_equal(get(RUNA, say("%s/minutes", meeting)), 200);
	assert_true(shows("Compare flour"));
	assert_true(shows("Done."));
}

/* ---- corrections and conflicts ----------------------------------------- */

static void
test_correct(void **state)			/* MEET-6 */
{
	const char *meeting = plan_today(), *form, *list;

	(void)state;
	post(RUNA, say("%s/record", meeting), form_of(meeting, 3,
	    say("&notes=First&d_text=Buy&d_for=3&d_who=%s", person[DARA])));
	(void)led_to();
	assert_int_equal(get(RUNA, say("%s/correct", meeting)), 200);
	assert_true(shows("First</textarea>"));
	assert_true(shows("Buy</textarea>"));
	assert_int_equal(shown_times("\" checked>"), 3);
	list = hidden("list");
	assert_string_equal(hidden("version"), "1");
	form = say("kind=general&day=2026-11-20&version=1&list=%s&here=%s"
	    "&notes=Second", list, person[RUNA]);
	assert_int_equal(post(RUNA, say("%s/correct", meeting), form), 422);
	assert_true(shows("Say in a few words what is corrected"));
	form = say("%s&reason=Two+had+left", form);
	assert_int_equal(post(RUNA, say("%s/correct", meeting), form), 303);
	assert_int_equal(get(RUNA, led_to()), 200);
	assert_true(shows("Minutes corrected"));
	/* The decision is gone, and with it what it had asked of Dara. */
	assert_int_equal(harbour_number(&world, "SELECT count(*) FROM"
	    " assignment WHERE state = 5"), 1);

	/* Sent again from the old page: somebody was faster. */
	form = say("kind=general&day=2026-11-20&version=1&list=%s&here=%s"
	    "&notes=Third&reason=Late", list, person[RUNA]);
	assert_int_equal(post(RUNA, say("%s/correct", meeting), form), 409);
	assert_true(shows("What stands there now"));
	assert_true(shows("Second"));
	assert_string_equal(hidden("version"), "2");

	assert_int_equal(get(AINO, say("%s/minutes?version=1", meeting)), 200);
	assert_true(shows("This is not the newest version."));
	assert_true(shows("Two had left"));
	assert_true(shows("First"));
	assert_int_equal(get(AINO, say("%s/minutes", meeting)), 200);
	assert_true(shows("Second"));
	assert_int_equal(get(AINO, say("%s/minutes?version=9", meeting)), 404);
}

/* Two write down the same meeting: the second becomes a correction. */
static void
test_two_secretaries(void **state)		/* MEET-2, MEET-6 */
{
	const char *meeting = plan_today();
	const char *theirs = form_of(meeting, 5, "&notes=Theirs");
	const char *mine = form_of(meeting, 4, "&notes=Mine");

	(void)state;
	assert_int_equal(post(RUNA, say("%s/record", meeting), theirs), 303);
	assert_int_equal(post(RUNA, say("%s/record", meeting), mine), 409);
	assert_true(shows("What stands there now"));
	assert_true(shows("Theirs"));
	assert_true(shows("Mine</textarea>"));
	assert_true(shows(say("action=\"%s/correct\"", meeting)));
	assert_int_equal(post(RUNA, say("%s/correct", meeting),
	    say("%s&version=1&reason=Both+were+there", mine)), 303);
}

/* ---- seen from above --------------------------------------------------- */

static void
test_outside(void **state)			/* MEET-8 */
{
	const char *meeting = plan_today(), *path;

	(void)state;
	post(RUNA, say("%s/record", meeting), form_of(meeting, 4, say(
	    "&notes=Secret+of+the+cell%s", TWO_DECISIONS(person[DARA],
	    person[AINO]))));
	assert_int_equal(browser.status, 422);		/* 5 votes, 4 here */
	post(RUNA, say("%s/record", meeting), form_of(meeting, 5, say(
	    "&notes=Secret+of+the+cell%s", TWO_DECISIONS(person[DARA],
	    person[AINO]))));
	(void)led_to();
	path = say("/u/%s/meetings", cell4);
	assert_int_equal(get(TOMAS, path), 200);
	assert_true(shows("General meeting"));
	assert_true(shows("5 of 6"));
	assert_true(shows("reached"));
	assert_true(shows("We start at 04:30."));
	assert_false(shows("We offer bread."));
	assert_false(shows("Secret of the cell"));
	assert_false(shows("Dara"));
	assert_int_equal(get(TOMAS, say("/u/%s/meetings", county)), 200);
	assert_true(shows("We start at 04:30."));
	/* A county's officer opens no minutes of a cell. */
	assert_int_equal(get(TOMAS, say("%s/minutes", meeting)), 403);
	assert_false(shows("Secret of the cell"));
}

/* trust.md: a count under five leaves a cell as "<5". */
static void
test_small_counts(void **state)			/* MEET-8 */
{
	const char *meeting = plan_today();

	(void)state;
	post(RUNA, say("%s/record", meeting), form_of(meeting, 3, ""));
	(void)led_to();
	assert_int_equal(get(TOMAS, say("/u/%s/meetings", cell4)), 200);
	assert_true(shows("&lt;5 of 6"));
	assert_false(shows("3 of 6"));
	assert_true(shows("not reached"));
}

/* ---- signing in -------------------------------------------------------- */

/* The page without its request id, which is new each time. */
static const char *
page_of_code(const char *path, const char *number)
{
	post(NOBODY, path, say("number=%s", number));
	assert_int_equal(browser.status, 200);
	return browser_body();
}

static void
test_sign_in(void **state)			/* MEET-10 */
{
	const char *meeting = plan_today(), *code, *path;

	(void)state;
	assert_int_equal(get(RUNA, say("%s/sign-in", meeting)), 200);
	assert_true(shows("<svg class=\"qr\""));
	assert_true(shows("Ivo &lt;b&gt;Tarn"));
	code = strstr(browser_body(), "http://cellwork.example/s/");
	assert_non_null(code);
	path = say("%.*s", (int)strlen("/s/") + PUBLIC_ID_LEN,
	    code + strlen("http://cellwork.example"));
	assert_int_equal(get(NOBODY, path), 200);
	assert_true(shows("Your member number"));
	/* Known and unknown numbers get the very same page. */
	assert_string_equal(page_of_code(path, "1005"),
	    page_of_code(path, "4711"));
	assert_int_equal(harbour_number(&world, "SELECT count(*) FROM sign_in"),
	    1);
	assert_int_equal(get(RUNA, say("%s/record", meeting)), 200);
	assert_true(shows(say("value=\"%s\" checked", person[DARA])));
	assert_int_equal(get(NOBODY, "/s/0123456789ab"), 404);
	assert_true(shows("This sheet is not in use today"));
	world.cx.today = date_add(world.cx.today, 1);
	assert_int_equal(get(NOBODY, path), 404);
	assert_int_equal(post(NOBODY, path, "number=1001"), 404);
}

/* ---- who may ----------------------------------------------------------- */

/* What somebody gets who asks: the cell's secretary, a member of it, a member
 * of another cell, an officer above, nobody. */
static void
test_rights(void **state)
{
	static const enum harbour_person who[] = { RUNA, DARA, LEA, TOMAS,
	    NOBODY };
	const char *meeting = plan_today();
	const struct { const char *path; int answer[5]; } t[] = {
		{ say("/meetings?unit=%s", cell4),
		  { 200, 200, 403, 403, 303 } },
		{ say("/meetings/new?unit=%s", cell4),
		  { 200, 403, 403, 403, 303 } },
		{ say("/meetings/record?unit=%s", cell4),
		  { 200, 403, 403, 403, 303 } },
		{ meeting, { 200, 200, 403, 403, 303 } },
		{ say("%s/edit", meeting), { 200, 403, 403, 403, 303 } },
		{ say("%s/cancel", meeting), { 200, 403, 403, 403, 303 } },
		{ say("%s/record", meeting), { 200, 403, 403, 403, 303 } },
		{ say("%s/sign-in", meeting), { 200, 403, 403, 403, 303 } },
		{ say("/u/%s/meetings", cell4), { 200, 200, 403, 200, 303 } },
		{ "/meetings/0123456789ab", { 404, 404, 404, 404, 303 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		for (size_t w = 0; w < COUNT(who); w++) {
			if (get(who[w], t[i].path) != t[i].answer[w]) {
				fail_msg("%s for person %zu: %d", t[i].path, w,
				    browser.status);
			}
		}
	}
	assert_int_equal(post(DARA, say("%s/record", meeting), "day=today"),
	    403);
	assert_int_equal(post(DARA, say("%s/cancel", meeting), ""), 403);
	assert_int_equal(post(LEA, "/meetings", say("unit=%s&day=2026-11-27",
	    cell4)), 403);
	assert_int_equal(harbour_number(&world, "SELECT count(*) FROM meeting"
	    " WHERE state <> 1"), 0);
	assert_int_equal(get(LEA, "/meetings"), 200);
	assert_true(shows("Cell 5"));
	assert_int_equal(get(TOMAS, say("/meetings?unit=%s", county)), 200);
	assert_int_equal(get(TOMAS, say("/meetings/record?unit=%s&kind=assembly"
	    "&day=2026-11-20", county)), 200);
	assert_true(shows("Tomas Venn"));
	assert_true(shows("Committee officer"));
	assert_false(shows("Lea Corrie"));
}

/* ---- a list of many ---------------------------------------------------- */

static void
test_gaps_and_pages(void **state)
{
	int64_t id;

	(void)state;
	db_begin(world.cx.db, DB_WRITE);
	for (int i = 0; i < 30; i++) {
		struct meeting_record in = {
			.unit_id = world.cell4, .kind = S("general"),
			.starts = -1, .ends = -1,
			.day = date_add_months(harbour_date("2026-08-10"), -i),
		};

		assert_int_equal(meeting_write(&world.cx, &in, &id),
		    MEETING_OK);
	}
	assert_true(db_commit(world.cx.db));
	assert_int_equal(get(DARA, "/meetings"), 200);
	assert_true(shows("No meeting is recorded from September 2026 to"
	    " October 2026."));
	assert_true(shows("10 August"));
	assert_int_equal(shown_times("class=\"row ce\""), 25);
	assert_true(shows(">10 August 2024<"));
	assert_false(shows(">10 July 2024<"));
	assert_true(shows("before=2024-08-10"));
	assert_int_equal(get(DARA, "/meetings?before=2024-08-10"), 200);
	assert_true(shows(">10 July 2024<"));
	assert_int_equal(shown_times("class=\"row ce\""), 5);
	assert_false(shows("Go on"));
	assert_int_equal(get(DARA, "/meetings?before=soon"), 404);
}

/* ---- what is due ------------------------------------------------------- */

/* Article 13 asks for a general meeting in each month. */
static void
test_due(void **state)
{
	const char *list;

	(void)state;
	get(RUNA, say("/meetings/record?unit=%s&kind=general&day=2026-10-12",
	    cell4));
	list = hidden("list");
	assert_int_equal(post(RUNA, "/meetings/record", say("unit=%s&kind="
	    "general&day=2026-10-12&list=%s&here=%s", cell4, list,
	    person[RUNA])), 303);
	assert_int_equal(get(RUNA, "/meetings"), 200);
	assert_true(shows("Due by 30 November"));
	assert_true(shows("Plan it"));
	assert_false(shows("What stood in the way?"));
	/* A member reads the same, without the buttons. */
	assert_int_equal(get(DARA, "/meetings"), 200);
	assert_true(shows("Due by 30 November"));
	assert_false(shows("Plan it"));
	world.cx.today = harbour_date("2026-12-05");
	assert_int_equal(get(RUNA, "/meetings"), 200);
	assert_true(shows("Was due by Monday 30 November"));
	assert_true(shows("What stood in the way?"));
	assert_int_equal(post(RUNA, "/meetings", say("unit=%s&kind=general&"
	    "day=2026-12-08", cell4)), 303);
	assert_int_equal(get(RUNA, "/meetings"), 200);
	assert_false(shows("Was due by"));
}

/* ---- failures ---------------------------------------------------------- */

/* Whichever step of the database fails, nothing is half recorded and nothing
 * is said to be saved. */
static void
test_all_or_nothing(void **state)
{
	const char *meeting = plan_today();
	const char *form = form_of(meeting, 5, say("&next_day=2026-12-18%s",
	    TWO_DECISIONS(person[DARA], person[AINO])));
	int n;

	(void)state;
	for (n = 1; n < 2000; n++) {
		db_fail_at(world.cx.db, n);
		post(RUNA, say("%s/record", meeting), form);
		db_fail_at(world.cx.db, 0);
		if (browser.status == 303) {
			break;
		}
		assert_in_range(browser.status, 500, 599);
		assert_int_equal(harbour_number(&world, "SELECT"
		    " (SELECT count(*) FROM meeting_record) +"
		    " (SELECT count(*) FROM attendance) +"
		    " (SELECT count(*) FROM decision) +"
		    " (SELECT count(*) FROM assignment) +"
		    " (SELECT count(*) FROM meeting WHERE day > 20777)"), 0);
	}
	assert_in_range(n, 40, 1999);
	assert_int_equal(harbour_number(&world,
	    "SELECT count(*) FROM meeting_record"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HARBOUR(test_plan), IN_HARBOUR(test_plan_refused),
		IN_HARBOUR(test_plan_changed), IN_HARBOUR(test_record),
		IN_HARBOUR(test_sent_twice), IN_HARBOUR(test_record_refused),
		IN_HARBOUR(test_decision_refused),
		IN_HARBOUR(test_add_without_scripts),
		IN_HARBOUR(test_attendance_unknown),
		IN_HARBOUR(test_other_list), IN_HARBOUR(test_future),
		IN_HARBOUR(test_promises), IN_HARBOUR(test_correct),
		IN_HARBOUR(test_two_secretaries), IN_HARBOUR(test_outside),
		IN_HARBOUR(test_small_counts), IN_HARBOUR(test_sign_in),
		IN_HARBOUR(test_rights), IN_HARBOUR(test_gaps_and_pages),
		IN_HARBOUR(test_due),		IN_HARBOUR(test_all_or_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
