/*
 * door_web_test.c - the pages of doors, badges and delegates as a browser gets
 * them: what leads where, and what a form that comes back says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "tests/browser.h"
#include "tests/debate.h"

static struct debate d;
static const char *c;

static int
set_up(void **unused)
{
	struct conference conference;

	(void)unused;
	debate_open(&d);
	browser_open(&d.world);
	db_begin(d.world.cx.db, DB_READ);
	assert_true(conference_read(&d.world.cx, d.conference, &conference));
	assert_true(db_commit(d.world.cx.db));
	c = say("/c/" STR_FMT, STR_ARG(conference.public_id));
	/* Runa prepares it. */
	debate_script(&d, "INSERT INTO conference_post VALUES (900, %d, %d,"
	    " 1, 0, NULL, NULL)", (int)d.conference,
	    (int)d.world.person[RUNA]);
	debate_script(&d, "UPDATE participant SET presence = 0,"
	    " presence_at = NULL");
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	debate_close(&d);
	return 0;
}

static const char *
at(const char *rest)
{
	return say("%s%s", c, rest);
}

static void
test_door(void **unused)			/* DOOR-3 */
{
	(void)unused;
	assert_int_equal(get(RUNA, at("/door")), 200);
	assert_true(shows("At the door"));
	assert_int_equal(post(RUNA, at("/door"), "badge=2&way=in&door=14"),
	    303);
	assert_int_equal(get(RUNA, led_to()), 200);
	assert_true(shows("Somebody"));
	assert_int_equal(post(RUNA, at("/door"), "badge=2&way=in&door=15"),
	    303);
	assert_int_equal(get(RUNA, led_to()), 200);
	assert_true(shows("Already in the hall"));
	assert_true(shows("at door 14"));
	assert_int_equal(post(RUNA, at("/door/note"), "shown=2&note="), 422);
	assert_int_equal(post(RUNA, at("/door/note"),
	    "shown=2&door=15&note=Let+in"), 303);
	assert_int_equal(get(RUNA, at("/door/doubts")), 200);
	assert_true(shows("What was done: Let in"));
	assert_int_equal(post(RUNA, at("/door"), "badge=77&way=in"), 404);
	assert_true(shows("There is nobody with this number."));
	assert_int_equal(post(RUNA, at("/door"), "badge=%3F&way=in"), 422);
	assert_int_equal(post_as_outbox(RUNA, at("/door"),
	    "badge=3&way=in&device=d1&sequence=1"), 200);
	assert_true(shows("shown=3"));
	assert_int_equal(post(RUNA, at("/door"), "badge=2&way=out"), 303);
	assert_int_equal(get(RUNA, at("/door/paper")), 200);
	assert_true(shows("Somebody"));
}

static void
test_bring(void **unused)			/* DOOR-4 */
{
	(void)unused;
	assert_int_equal(get(RUNA, at("/door/bring")), 200);
	assert_int_equal(post(RUNA, at("/door/bring"), "list=x"), 200);
	assert_true(shows("1 refused"));
	assert_int_equal(post(RUNA, at("/door/bring"), "list=device%0A1"),
	    422);
	assert_int_equal(get(RUNA, at("/door/list")), 409);
	assert_int_equal(get(RUNA, at("/door")), 200);
	assert_false(shows("/door/list"));
}

static void
test_badges(void **unused)			/* DOOR-1 */
{
	(void)unused;
	assert_int_equal(get(RUNA, at("/badge")), 200);
	assert_true(shows("Badges of this conference are not made yet."));
	assert_int_equal(post(RUNA, at("/badges"), "do=begin"), 303);
	assert_int_equal(get(RUNA, led_to()), 200);
	assert_true(shows("Sheets to print"));
	assert_int_equal(get(RUNA, at("/badge")), 200);
	assert_true(shows("class=\"qr\""));
	assert_int_equal(post(RUNA, at("/badges"), "do=renew&number=2"), 303);
	assert_int_equal(get(RUNA, led_to()), 200);
	assert_true(shows("Badge 2 is new"));
	assert_int_equal(post(RUNA, at("/badges"), "do=renew&number=99"),
	    404);
	assert_int_equal(get(RUNA, at("/door/list")), 200);
	assert_true(shows("# CW1 "));
	assert_int_equal(get(RUNA, at("/door")), 200);
	assert_true(shows("/door/list\" download"));
	assert_int_equal(get(RUNA, at("/badges/sheet?after=0")), 200);
	assert_int_equal(get(RUNA, at("/badges/sheet?after=900")), 404);
}

static void
test_delegates(void **unused)			/* DELE-2, DELE-6, DELE-7 */
{
	(void)unused;
	assert_int_equal(get(RUNA, at("/delegates")), 200);
	assert_int_equal(get(RUNA, at("/delegates/rules")), 200);
	assert_int_equal(post(RUNA, at("/delegates/rules"),
	    "quorum=most&proxies=1"), 422);
	assert_true(shows("Write a part such as 2/3"));
	assert_int_equal(post(RUNA, at("/delegates/rules"),
	    "quorum=2/3&quorum_article=7&proxies=1&proxies_article=5"), 303);
	assert_int_equal(get(RUNA, at("/door")), 200);
	assert_true(shows("needed"));
	assert_int_equal(post(RUNA, at("/proxies"),
	    "do=give&giver=2&holder=3"), 303);
	assert_int_equal(get(EMIL, at("/proxies")), 200);
	assert_true(shows("votes for"));
	assert_int_equal(post(EMIL, at("/proxies"), "do=end"), 303);
	assert_int_equal(post(EMIL, at("/proxies"), "do=give&holder=2"), 422);
	assert_int_equal(post(RUNA, at("/seats"), "do=add&part=Z&seats=40"),
	    303);
	assert_int_equal(post(RUNA, at("/seats"), "do=all"), 303);
	assert_int_equal(get(RUNA, at("/seats")), 200);
	assert_int_equal(post(RUNA, at("/seats"),
	    "do=seat&number=2&in_part=Z&seat=99"), 422);
	assert_int_equal(post(RUNA, at("/delegates/all"),
	    "role=1&name=Tove+Lind"), 303);
	assert_int_equal(get(RUNA, led_to()), 200);
	assert_true(shows("Tove Lind"));
	assert_int_equal(post(RUNA, at("/delegates/all"), "role=1&name="),
	    422);
	assert_int_equal(post(RUNA, at("/delegates/key"),
	    "do=look&day=31.12.2099"), 422);
	assert_int_equal(get(RUNA, at("/delegates/list")), 200);
	assert_true(shows("Tove Lind"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_door, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bring, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_badges, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_delegates, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
