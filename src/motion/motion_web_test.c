/* motion_web_test.c - the papers of a conference as a browser gets them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "conference/conference.h"
#include "db/db.h"
#include "motion/motion.h"
#include "tests/browser.h"

static struct harbour world;
static const char *base, *cell4;

/* Of the county: Oda prepares it, Tomas has the chair, Aino is a delegate. */
static int
set_up(void **state)
{
	struct conference c = { .kind = S("assembly"), .title = S("Assembly"),
		.place = S(""), .language = S("en"), .era_name = S(""),
		.mode = IN_ONE_HALL };
	struct participant aino = { .name = S("Aino"), .role = ROLE_DELEGATE,
		.voting = true };
	int64_t id;

	(void)state;
	harbour_open(&world);
	browser_open(&world);
	cell4 = browser_unit(world.cell4);
	db_begin(world.cx.db, DB_WRITE);
	c.unit_id = world.county;
	c.from = c.last = world.cx.today;
	assert_int_equal(conference_plan(&world.cx, &c, &id), CONFERENCE_OK);
	assert_int_equal(conference_give_post(&world.cx, id,
	    world.person[ODA], POST_ORGANISER), CONFERENCE_OK);
	assert_int_equal(conference_give_post(&world.cx, id,
	    world.person[TOMAS], POST_CHAIR), CONFERENCE_OK);
	aino.conference_id = id;
	aino.member_id = world.person[AINO];
	assert_int_equal(participant_add(&world.cx, &aino, &id),
	    CONFERENCE_OK);
	assert_true(conference_read(&world.cx, aino.conference_id, &c));
	/* That somebody is logged in; who asks says the test. */
	db_script(world.cx.db, "INSERT INTO account (id, login, password,"
	    " admin, made_at) VALUES (1, 'x', 'x', 0, 0)");
	world.cx.account = 1;
	base = say("/c/" STR_FMT, STR_ARG(c.public_id));
	return db_commit(world.cx.db) ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	harbour_close(&world);
	return 0;
}

/* Runa hands one in for Cell 4; its address. */
static const char *
moved(void)
{
	assert_int_equal(post(RUNA, say("%s/motions", base), say("unit=%s"
	    "&title=Winter+%%3Creserve%%3E&text=We+keep+flour.%%0A%%0AIt+is+"
	    "stored.&reason=Winter.", cell4)), 303);
	return led_to();
}

static void
amended(const char *motion, const char *form)
{
	assert_int_equal(post(RUNA, say("%s/amendments", motion),
	    say("unit=%s&%s", cell4, form)), 303);
}

/* The address of the amendment with that number. */
static const char *
amendment(int number)
{
	struct query q;
	static const struct sql sql = { "public", "SELECT public_id FROM"
	    " amendment WHERE number = :number" };
	const char *path;

	db_begin(world.cx.db, DB_READ);
	q = db_query(world.cx.db, &sql);
	q_set_int(&q, ":number", number);
	assert_true(q_row(&q));
	path = say("%s/amendments/" STR_FMT, base,
	    STR_ARG(q_get_str(&q, 0)));
	q_end(&q);
	assert_true(db_commit(world.cx.db));
	return path;
}

static void
test_list(void **state)
{
	const char *path, *list = say("%s/motions", base);

	(void)state;
	assert_int_equal(get(LEA, list), 200);
	assert_true(shows("No motions yet"));
	assert_false(shows("Hand in a motion"));
	assert_int_equal(get(RUNA, list), 200);
	assert_true(shows("Hand in a motion"));
	path = moved();
	assert_int_equal(get(LEA, list), 200);
	assert_true(shows("1. Winter &lt;reserve&gt;"));
	assert_true(shows("Moved by Cell 4"));
	assert_true(shows("1 motion."));
	assert_int_equal(get(LEA, path), 200);
	assert_true(shows("We keep flour."));
	assert_false(shows("Take the motion back"));
	assert_int_equal(get(LEA, say("%s/book", list)), 200);
	assert_true(shows("It is stored."));
}

static void
test_hand_in_refused(void **state)		/* MOTI-1 */
{
	const struct { const char *form, *says, *keeps; } t[] = {
		{ "title=&text=Words", "Give it a title.",
		  "Words</textarea>" },
		{ "title=Flour&text=", "Write what is to be decided.",
		  "value=\"Flour\"" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(post(RUNA, say("%s/motions", base),
		    say("unit=%s&%s", cell4, t[i].form)), 422);
		assert_true(shows(t[i].says));
		assert_true(shows(t[i].keeps));
	}
	assert_int_equal(post(ODA, say("%s/motions/days", base),
	    "motions=2026-11-19&amendments=soon"), 422);
	assert_true(shows("“soon” is no day"));
	assert_int_equal(post(ODA, say("%s/motions/days", base),
	    "motions=2026-11-19&article=Article+30"), 303);
	assert_int_equal(get(ODA, say("%s/motions/days", base)), 200);
	assert_true(shows("value=\"2026-11-19\""));
	assert_int_equal(post(RUNA, say("%s/motions", base), say("unit=%s"
	    "&title=Late&text=Too+late", cell4)), 409);
	assert_true(shows("The last day to hand it in is over."));
	assert_true(shows("Too late</textarea>"));
	assert_int_equal(harbour_number(&world,
	    "SELECT count(*) FROM motion"), 0);
}

/* The differences stand in the text, and what excludes what is said. */
static void
test_amend(void **state)			/* MOTI-2, MOTI-3 */
{
	const char *motion = moved();

	(void)state;
	assert_int_equal(get(RUNA, say("%s/amend?unit=%s&paragraph=1", motion,
	    cell4)), 200);
	assert_true(shows("We keep flour.</textarea>"));
	assert_int_equal(post(RUNA, say("%s/amendments", motion), say("unit=%s"
	    "&kind=replace&paragraph=7&text=x", cell4)), 422);
	assert_true(shows("The motion has no such paragraph."));
	amended(motion, "kind=replace&paragraph=1&text=We+keep+much+flour.");
	amended(motion, "kind=out&paragraph=1");
	assert_int_equal(get(LEA, motion), 200);
	assert_true(shows("We keep <ins><span class=\"vh\">Added: </span>much "
	    "<span class=\"vh\">. </span></ins>flour."));
	assert_true(shows("<del><span class=\"vh\">Taken out: </span>"
	    "We keep flour."));
	assert_true(shows("If it is carried, 1-A falls."));
	assert_int_equal(post(TOMAS, say("%s/decide", amendment(1)),
	    "decided=carried"), 303);
	assert_int_equal(get(LEA, motion), 200);
	assert_true(shows(">Fell<"));
	assert_int_equal(post(TOMAS, say("%s/decide", amendment(2)),
	    "decided=carried"), 409);
	assert_true(shows("It was taken back or fell."));
}

static void
test_decide(void **state)			/* MOTI-4, MOTI-6 */
{
	const char *motion = moved();

	(void)state;
	amended(motion, "kind=insert&paragraph=2&text=And+sold.");
	assert_int_equal(post(TOMAS, say("%s/decide", motion),
	    "decided=carried"), 409);
	assert_true(shows("Decide its amendments first."));
	assert_int_equal(post(TOMAS, say("%s/decide", amendment(1)),
	    "decided=carried"), 303);
	assert_int_equal(post(TOMAS, say("%s/decide", motion),
	    "decided=carried"), 303);
	assert_int_equal(get(LEA, motion), 200);
	assert_true(shows("As it was carried"));
	assert_int_equal(shown_times("And sold."), 2);
	assert_int_equal(post(RUNA, say("%s/back", motion), ""), 409);
	assert_true(shows("This is already decided."));
}

/* The chair pressed the wrong one. */
static void
test_undecide(void **state)			/* MOTI-6 */
{
	const char *motion = moved();

	(void)state;
	amended(motion, "kind=insert&paragraph=2&text=And+sold.");
	assert_int_equal(post(TOMAS, say("%s/undecide", motion), ""), 409);
	assert_true(shows("Nothing is decided on it."));
	assert_int_equal(post(TOMAS, say("%s/decide", amendment(1)),
	    "decided=not"), 303);
	assert_int_equal(get(LEA, motion), 200);
	assert_false(shows("Take the decision back"));
	assert_int_equal(get(TOMAS, motion), 200);
	assert_true(shows("Take the decision back"));
	assert_int_equal(post(TOMAS, say("%s/undecide", amendment(1)), ""),
	    303);
	assert_int_equal(post(TOMAS, say("%s/decide", amendment(1)),
	    "decided=carried"), 303);
	assert_int_equal(post(TOMAS, say("%s/decide", motion),
	    "decided=carried"), 303);
	assert_int_equal(post(TOMAS, say("%s/undecide", amendment(1)), ""),
	    409);
	assert_true(shows("something was made of it since"));
	assert_int_equal(post(TOMAS, say("%s/undecide", motion), ""), 303);
	assert_int_equal(get(LEA, motion), 200);
	assert_false(shows("As it was carried"));
}

static void
test_take_back_and_order(void **state)		/* MOTI-5, MOTI-6 */
{
	const char *motion = moved();

	(void)state;
	amended(motion, "kind=insert&paragraph=1&text=One.");
	amended(motion, "kind=insert&paragraph=2&text=Two.");
	assert_int_equal(post(ODA, say("%s/move", amendment(2)), "to=earlier"),
	    303);
	assert_int_equal(harbour_number(&world,
	    "SELECT position FROM amendment WHERE number = 2"), 1);
	assert_int_equal(post(RUNA, say("%s/back", amendment(1)), ""), 303);
	assert_int_equal(post(RUNA, say("%s/back", motion), ""), 303);
	assert_int_equal(get(LEA, motion), 200);
	assert_true(shows("Taken back."));
}

static void
test_arrange(void **state)			/* MOTI-7 */
{
	const char *first = moved(), *second = moved();
	const char *id = strrchr(first, '/') + 1;

	(void)state;
	assert_int_equal(post(ODA, say("%s/arrange", second), say(
	    "topic=Winter&position=1&leads=%s", id)), 303);
	assert_int_equal(get(LEA, second), 200);
	assert_true(shows("If that one is carried, this one falls:"));
	assert_int_equal(get(LEA, say("%s/motions", base)), 200);
	assert_true(shows("<h2>Winter</h2>"));
	assert_int_equal(post(ODA, say("%s/arrange", first), say(
	    "position=1&leads=%s", strrchr(second, '/') + 1)), 422);
	assert_true(shows("A motion is taken together with another one"));
	assert_int_equal(post(ODA, say("%s/arrange", first),
	    "position=1&leads=nothere"), 404);
}

static void
test_documents(void **state)			/* MOTI-8 */
{
	const char *papers = say("%s/papers", base), *path;

	(void)state;
	assert_int_equal(post(ODA, papers, "title=&text=Much"), 422);
	assert_true(shows("Much</textarea>"));
	assert_int_equal(post(ODA, papers,
	    "title=Report&text=%23%23+Much%0A%0Awas+done."), 303);
	path = led_to();
	assert_int_equal(get(AINO, path), 404);
	assert_int_equal(get(AINO, papers), 200);
	assert_true(shows("No document lies before the conference yet."));
	assert_int_equal(get(TOMAS, path), 200);
	assert_true(shows("Draft"));
	assert_int_equal(post(ODA, say("%s/edit", path),
	    "title=Report+2026&text=Much"), 303);
	assert_int_equal(post(ODA, say("%s/state", path), "state=2"), 303);
	assert_int_equal(get(AINO, path), 200);
	assert_true(shows("Report 2026"));
	assert_int_equal(post(ODA, say("%s/edit", path),
	    "title=Other&text=Other"), 409);
	assert_true(shows("It lies before the conference;"));
	assert_int_equal(get(LEA, papers), 403);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HARBOUR(test_list),
		IN_HARBOUR(test_hand_in_refused),
		IN_HARBOUR(test_amend),
		IN_HARBOUR(test_decide),
		IN_HARBOUR(test_undecide),
		IN_HARBOUR(test_take_back_and_order),
		IN_HARBOUR(test_arrange),
		IN_HARBOUR(test_documents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
