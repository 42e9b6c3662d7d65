/* assignment_web_test.c - the pages of assignments as a browser gets them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "assignment/assignment.h"
#include "db/db.h"
#include "tests/browser.h"

static struct harbour world;
static const char *cell4, *person[HARBOUR_PEOPLE];

static int
set_up(void **state)
{
	(void)state;
	harbour_open(&world);
	browser_open(&world);
	cell4 = browser_unit(world.cell4);
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

/* Given to Dara by the page; its address. */
static const char *
given(const char *text, const char *due)
{
	struct assignment *list;
	const char *path = "";
	size_t len;

	post(RUNA, "/assignments", say("unit=%s&text=%s&member=%s&due=%s",
	    cell4, text, person[DARA], due));
	(void)led_to();
	db_begin(world.cx.db, DB_READ);
	assignment_of_member(&world.cx, world.person[DARA], &list, &len);
	assert_true(db_commit(world.cx.db));
	for (size_t i = 0; i < len; i++) {
		if (list[i].state == ASSIGNMENT_OPEN) {
			path = say("/assignments/" STR_FMT,
			    STR_ARG(list[i].public_id));
		}
	}
	return path;
}

static int64_t
in_state(enum assignment_state state)
{
	return harbour_number(&world, say(
	    "SELECT count(*) FROM assignment WHERE state = %d", (int)state));
}

static void
test_list(void **state)
{
	const char *path;

	(void)state;
	assert_int_equal(get(RUNA, "/assignments"), 200);
	assert_true(shows("Nothing is promised"));
	path = given("Write+the+%3Crota%3E", "27.11.");
	assert_int_equal(get(RUNA, "/assignments"), 200);
	assert_true(shows("Write the &lt;rota&gt;"));
	assert_true(shows("Dara Quill, due 27 November"));
	assert_true(shows("1 open, none of them late."));
	assert_false(shows("<h2>Yours</h2>"));
	assert_int_equal(get(DARA, "/assignments"), 200);
	assert_true(shows("<h2>Yours</h2>"));
	assert_false(shows("Give an assignment"));
	world.cx.today = harbour_date("2026-11-28");
	assert_int_equal(get(DARA, "/assignments"), 200);
	assert_true(shows("was due Friday 27 November"));
	assert_true(shows("1 open, 1 late, 0 in need of help."));
	assert_int_equal(get(DARA, path), 200);
	assert_true(shows("Members of Cell 4, Harbour Bakery see this page."));
}

static void
test_give_refused(void **state)			/* ASSI-1, ASSI-4 */
{
	const struct { const char *form, *says, *keeps; } t[] = {
		{ say("text=&member=%s", person[DARA]),
		  "Write what is to be done.", "selected>Dara Quill" },
		{ "text=Bake", "Choose who takes it on.", "Bake</textarea>" },
		{ say("text=Bake&member=%s", person[LEA]),
		  "Choose who takes it on.", "Bake</textarea>" },
		{ say("text=Bake&member=%s&due=2026-11-19", person[DARA]),
		  "You wrote Thursday 19 November 2026.", "2026-11-19" },
		{ say("text=Bake&member=%s&due=soon", person[DARA]),
		  "“soon” is no day", "value=\"soon\"" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(post(RUNA, "/assignments", say("unit=%s&%s",
		    cell4, t[i].form)), 422);
		assert_true(shows(t[i].says));
		assert_true(shows(t[i].keeps));
	}
	assert_int_equal(harbour_number(&world,
	    "SELECT count(*) FROM assignment"), 0);
}

/* The member says it is done; who keeps assignments, that it is finished. */
static void
test_steps(void **state)			/* ASSI-2 */
{
	const char *path = given("Bake", "");

	(void)state;
	assert_int_equal(get(DARA, path), 200);
	assert_true(shows("I have done it"));
	assert_true(shows("I need help"));
	assert_false(shows("Drop it"));
	assert_int_equal(post(DARA, say("%s/help", path), "note=No+flour"),
	    303);
	assert_int_equal(get(RUNA, path), 200);
	assert_true(shows("Help is needed: No flour"));
	assert_true(shows("Drop it"));
	assert_int_equal(post(DARA, say("%s/open", path), ""), 303);
	assert_int_equal(post(DARA, say("%s/done", path), ""), 303);
	assert_int_equal(in_state(ASSIGNMENT_REPORTED), 1);
	/* Said twice is said. */
	assert_int_equal(post(DARA, say("%s/done", path), ""), 303);
	assert_int_equal(post(DARA, say("%s/finish", path), ""), 403);
	assert_int_equal(post(RUNA, say("%s/finish", path), ""), 303);
	assert_int_equal(in_state(ASSIGNMENT_FINISHED), 1);
	assert_int_equal(post(DARA, say("%s/help", path), ""), 409);
	assert_true(shows("already finished"));
	assert_int_equal(post(DARA, say("%s/open", path), ""), 409);
	assert_int_equal(post(DARA, say("%s/reopen", path), ""), 403);
	assert_int_equal(get(RUNA, path), 200);
	assert_true(shows("Open it again"));
	assert_int_equal(post(RUNA, say("%s/reopen", path), ""), 303);
	assert_int_equal(post(RUNA, say("%s/drop", path), ""), 303);
	assert_int_equal(in_state(ASSIGNMENT_DROPPED), 1);
	assert_int_equal(get(RUNA, "/assignments"), 200);
	assert_true(shows("Dropped"));
}

static void
test_rights(void **state)
{
	static const enum harbour_person who[] = { RUNA, DARA, AINO, LEA,
	    TOMAS, NOBODY };
	const char *path = given("Bake", "");
	const struct { const char *path; int answer[COUNT(who)]; } t[] = {
		{ path, { 200, 200, 200, 403, 403, 303 } },
		{ say("/assignments?unit=%s", cell4),
		  { 200, 200, 200, 403, 403, 303 } },
		{ say("/assignments/new?unit=%s", cell4),
		  { 200, 403, 403, 403, 403, 303 } },
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
	assert_int_equal(get(RUNA, "/assignments/0123456789ab"), 404);
	/* Nobody else says for Dara how it goes, save who keeps assignments. */
	assert_int_equal(post(AINO, say("%s/done", path), ""), 403);
	assert_int_equal(post(LEA, say("%s/help", path), ""), 403);
	assert_int_equal(post(RUNA, say("%s/help", path), ""), 303);
	assert_int_equal(post(DARA, "/assignments", say("unit=%s&text=Bake&"
	    "member=%s", cell4, person[AINO])), 403);
	assert_int_equal(harbour_number(&world,
	    "SELECT count(*) FROM assignment"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HARBOUR(test_list), IN_HARBOUR(test_give_refused),
		IN_HARBOUR(test_steps), IN_HARBOUR(test_rights),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
