/*
 * live_pages_test.c - the pages that follow a conference, and what is done from
 * them, as browsers get them: one state on all of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "speech/speech.h"
#include "tests/browser.h"
#include "tests/debate.h"

static struct debate at;
static const char *base;

static int
set_up(void **state)
{
	(void)state;
	debate_open(&at);
	browser_open(&at.world);
	db_begin(at.world.cx.db, DB_WRITE);
	assert_int_equal(conference_give_post(&at.world.cx, at.conference,
	    at.world.person[TOMAS], POST_CHAIR), CONFERENCE_OK);
	assert_int_equal(conference_give_post(&at.world.cx, at.conference,
	    at.world.person[ODA], POST_TELLER), CONFERENCE_OK);
	assert_int_equal(conference_give_post(&at.world.cx, at.conference,
	    at.world.person[LEA], POST_PRESS), CONFERENCE_OK);
	assert_true(db_commit(at.world.cx.db));
	debate_script(&at, "UPDATE conference SET public_id = 'c0nference01';"
	    "UPDATE participant SET name = 'Somebody ' || number");
	base = "/c/c0nference01";
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	debate_close(&at);
	return 0;
}

static const char *
to(const char *rest)
{
	return say("%s%s", base, rest);
}

/* The public id of the newest speech. */
static const char *
newest(void)
{
	struct speech s;
	int64_t id = harbour_number(&at.world, "SELECT max(id) FROM speech");

	db_begin(at.world.cx.db, DB_READ);
	assert_true(speech_read(&at.world.cx, id, &s));
	assert_true(db_commit(at.world.cx.db));
	return say(STR_FMT, STR_ARG(s.public_id));
}

static void
ask(enum harbour_person who, const char *kind)
{
	post(who, to("/speeches/ask"), say("kind=%s&back=%s/now", kind,
	    base));
	assert_string_equal(led_to(), to("/now"));
	at.world.cx.now++;
}

/* ---- one state on all pages -------------------------------------------- */

static void
test_one_state(void **state)			/* SPEE-1, SPEE-5 */
{
	(void)state;
	get(RUNA, to("/now"));
	assert_true(shows("Ask to speak"));
	assert_true(shows("http-equiv=\"refresh\""));
	ask(RUNA, "speech");
	ask(EMIL, "speech");
	get(RUNA, to("/now"));
	assert_true(shows("You are"));
	assert_true(shows("1st"));
	get(EMIL, to("/now"));
	assert_true(shows("2nd"));
	get(TOMAS, to("/chair"));
	assert_true(shows("Next: Somebody 1"));
	post(TOMAS, to("/speeches/call"), say("speech=%s&back=%s/chair",
	    newest(), base));
	assert_string_equal(led_to(), to("/chair"));
	get(TOMAS, to("/chair"));
	assert_true(shows("Somebody 2</h2>"));
	get(EMIL, to("/now"));
	assert_true(shows("the floor"));
	get(TOMAS, to("/hall"));
	assert_true(shows("Somebody 2, "));
	assert_true(shows("data-ends=\""));
	get(LEA, to("/press"));
	assert_true(shows("may be quoted"));
	get(TOMAS, to("/interpreters"));
	assert_true(shows("Somebody 2</h2>"));
	get(AINO, to("/speeches"));
	assert_true(shows("Asked at "));
}

/* What a stream says is what the page says: the same parts, byte for byte, and
 * nothing of who asked first. */
static void
test_same_bytes(void **state)			/* LIVE-1 */
{
	static const char *const parts[] = { "is speaking", "Somebody 1",
	    "data-person=\"" };

	(void)state;
	ask(RUNA, "speech");
	get(RUNA, to("/now/live"));
	for (size_t i = 1; i < COUNT(parts); i++) {
		assert_true(shows(parts[i]));
	}
	assert_false(shows("to speak</p>"));	/* one's own place */
	assert_false(shows("name=\"_key\""));
	get(EMIL, to("/now"));
	assert_true(shows("<section class=\"turn\" aria-live=\"polite\""
	    " data-my-say hidden>"));
	get(EMIL, to("/now/own"));
	assert_false(shows("<html"));
	assert_true(shows("id=\"speech\""));
	get(LEA, to("/now/own"));		/* a guest, who has a badge */
	assert_true(shows("data-my-say hidden"));
}

/* Nobody opens what is not for him or her. */
static void
test_doors(void **state)
{
	(void)state;
	get(RUNA, to("/chair"));
	assert_int_equal(browser.status, 403);
	get(RUNA, to("/interpreters"));
	assert_int_equal(browser.status, 403);
	get(RUNA, to("/press"));
	assert_int_equal(browser.status, 403);
	post(RUNA, to("/speeches/close"), "");
	assert_int_equal(browser.status, 403);
	post(RUNA, to("/speeches/enter"), "number=2&kind=speech");
	assert_int_equal(browser.status, 403);
	post(IVO, to("/speeches/ask"), "kind=speech");
	assert_int_equal(browser.status, 403);
}

/* ---- what is done from them -------------------------------------------- */

static void
test_refused(void **state)			/* SPEE-1, SPEE-2 */
{
	const char *runas;

	(void)state;
	post(RUNA, to("/speeches/ask"), "kind=nothing");
	assert_int_equal(browser.status, 422);
	assert_true(shows("Say what kind of speech it is."));
	post(LEA, to("/speeches/ask"), "kind=speech");
	assert_int_equal(browser.status, 403);
	ask(RUNA, "speech");
	runas = newest();
	ask(RUNA, "speech");			/* asked twice is asked */
	assert_int_equal(harbour_number(&at.world,
	    "SELECT count(*) FROM speech"), 1);
	post(EMIL, to("/speeches/withdraw"), say("speech=%s", runas));
	assert_int_equal(browser.status, 404);
	post(RUNA, to("/speeches/withdraw"), say("speech=%s", runas));
	assert_string_equal(led_to(), to("/speeches"));
	post(TOMAS, to("/speeches/call"), say("speech=%s", runas));
	assert_int_equal(browser.status, 409);
	post(TOMAS, to("/speeches/end"), "");
	assert_int_equal(browser.status, 409);
	post(ODA, to("/speeches/enter"), "number=99&kind=speech");
	assert_int_equal(browser.status, 422);
	post(ODA, to("/speeches/enter"), "number=six&kind=speech");
	assert_int_equal(browser.status, 422);
	post(ODA, to("/speeches/enter"), "number=6&kind=speech");
	assert_int_equal(browser.status, 303);
	post(TOMAS, to("/speeches/close"), "item=n0th1nghere1");
	assert_int_equal(browser.status, 404);
}

/* What the chair pressed is done to the speech that was shown then. */
static void
test_shown_then(void **state)			/* SPEE-5 */
{
	const char *runas;

	(void)state;
	ask(RUNA, "speech");
	runas = newest();
	ask(EMIL, "speech");
	post(TOMAS, to("/speeches/call"), say("speech=%s", runas));
	post(TOMAS, to("/speeches/call"), say("speech=%s", newest()));
	post(TOMAS, to("/speeches/end"), say("now=%s", runas));
	assert_int_equal(browser.status, 409);
	assert_true(shows("look at the list again"));
	post(TOMAS, to("/speeches/more"), say("now=%s", newest()));
	assert_int_equal(browser.status, 303);
	post(TOMAS, to("/speeches/pause"), say("now=%s", newest()));
	assert_int_equal(browser.status, 303);
	get(TOMAS, to("/chair"));
	assert_true(shows("Go on"));
	assert_true(shows("4:00"));
	post(TOMAS, to("/speeches/resume"), "");
	post(TOMAS, to("/speeches/back"), "");
	post(TOMAS, to("/speeches/undo"), "");
	assert_int_equal(browser.status, 303);
	post(TOMAS, to("/speeches/strike"), say("speech=%s", newest()));
	assert_int_equal(browser.status, 409);
}

static void
test_rules_entered(void **state)		/* SPEE-8, SPEE-9 */
{
	(void)state;
	get(TOMAS, to("/speeches/rule"));
	assert_true(shows("For and against take turns."));
	post(TOMAS, to("/speeches/rule"), "first=in-turn&second=in-turn"
	    "&source=Article+9");
	assert_int_equal(browser.status, 422);
	assert_true(shows("Choose each rule once."));
	post(TOMAS, to("/speeches/rule"), "first=in-turn&second=new-today");
	assert_int_equal(browser.status, 422);
	post(TOMAS, to("/speeches/rule"), "first=in-turn&second=new-today"
	    "&scope=item&source=Article+9");
	assert_string_equal(led_to(), to("/speeches"));
	post(TOMAS, to("/speeches/budget"), "share=delegates&minutes=ten"
	    "&by=Article+10");
	assert_int_equal(browser.status, 422);
	post(TOMAS, to("/speeches/budget"), "share=delegates&minutes=10"
	    "&by=Article+10");
	assert_int_equal(browser.status, 303);
	post(TOMAS, to("/speeches/seconds"), "seconds=soon");
	assert_int_equal(browser.status, 422);
	post(TOMAS, to("/speeches/seconds"), "seconds=120");
	assert_int_equal(browser.status, 303);
	ask(RUNA, "for");
	get(RUNA, to("/speeches"));
	assert_true(shows("For and against take turns. Who has not spoken"
	    " today speaks before who has."));
	assert_true(shows("Article 9"));
	assert_true(shows("only for Item"));
	assert_true(shows("by the number of delegates"));
	assert_true(shows("6:00"));
	assert_int_equal(harbour_number(&at.world,
	    "SELECT speech_seconds FROM item WHERE id = 1"), 120);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HARBOUR(test_one_state),
		IN_HARBOUR(test_same_bytes),
		IN_HARBOUR(test_doors),
		IN_HARBOUR(test_refused),
		IN_HARBOUR(test_shown_then),
		IN_HARBOUR(test_rules_entered),
	};

	return cmocka_run_group_tests_name("live_pages", tests, NULL, NULL);
}
