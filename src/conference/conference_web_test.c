/* conference_web_test.c - the pages of conferences, as a browser gets them. */
#include "tests/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "conference/conference.h"
#include "conference/conference_pages.h"
#include "conference/conference_parts.h"
#include "db/db.h"
#include "meeting/meeting.h"

static struct people world;
static struct res rs;
static char base[40];				/* "/c/0123456789ab" */

static int
set_up(void **state)
{
	(void)state;
	people_open(&world);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	people_close(&world);
	return 0;
}

static bool
shows(const char *text)
{
	return people_shows(&rs, text);
}

static void
assert_shows(const char *text)
{
	if (!shows(text)) {
		fail_msg("\"%s\" is not in:\n%.*s", text, (int)rs.body.len,
		    rs.body.at);
	}
}

/* An address of the conference: its beginning is `base`. */
static const char *
at(const char *rest)
{
	return arena_copy_z(&world.mem, arena_printf(&world.mem, "%s%s", base,
	    rest));
}

static int
get(enum people_role who, const char *path)
{
	people_get(&world, who, path, &rs);
	return rs.status;
}

static int
post(enum people_role who, const char *path, const char *fields)
{
	people_post(&world, who, path, fields, &rs);
	return rs.status;
}

/* As a page calls it: what follows the last "name-" of a button. */
static const char *
id_after(const char *text)
{
	static char id[PUBLIC_ID_LEN + 1];
	const char *found = memmem(rs.body.at, rs.body.len, text,
	    strlen(text));

	assert_non_null(found);
	memcpy(id, found + strlen(text), PUBLIC_ID_LEN);
	return id;
}

static const char *
fill(const char *fmt, const char *id)
{
	str out = arena_printf(&world.mem, "%s", "");
	str rest = str_z(fmt), part;
	bool first = true;

	while (str_cut(&rest, '#', &part)) {
		out = arena_printf(&world.mem, STR_FMT "%s" STR_FMT,
		    STR_ARG(out), first ? "" : id, STR_ARG(part));
		first = false;
	}
	return arena_copy_z(&world.mem, fmt[strlen(fmt) - 1] == '#' ?
	    arena_printf(&world.mem, STR_FMT "%s", STR_ARG(out), id) : out);
}

static const char *
unit_path(const char *rest)
{
	return arena_copy_z(&world.mem, arena_printf(&world.mem, "/u/%s%s",
	    people_pid(&world, "unit", world.unit[A1]), rest));
}

#define FIELDS	"title=Our+assembly&kind=general&from=2026-11-20" \
	"&last=2026-11-21&place=Hall&mode=1&language=en"

/* Planned by the secretary of A1, through the form. */
static void
plan(void)
{
	assert_int_equal(post(SEC, unit_path("/conferences/new"), FIELDS), 303);
	assert_true(rs.location.len < sizeof(base));
	snprintf(base, sizeof(base), STR_FMT, STR_ARG(rs.location));
}

/* ---- planning ---------------------------------------------------------- */

static void
test_empty(void **state)
{
	(void)state;
	assert_int_equal(get(ANN, unit_path("/conferences")), 200);
	assert_shows("No conference so far");
	assert_false(shows("/conferences/new"));
	assert_int_equal(get(SEC, unit_path("/conferences")), 200);
	assert_shows("/conferences/new");
	assert_int_equal(get(ANN, "/conferences"), 200);
	assert_shows("None so far");
	assert_int_equal(get(ANN, unit_path("/conferences/new")), 403);
	assert_shows("An office that may keep conferences");
	assert_int_equal(get(SEC, unit_path("/conferences/new")), 200);
	assert_shows("value=\"general\"");
}

static void
test_plan(void **state)
{
	(void)state;
	plan();
	assert_int_equal(get(SEC, base), 200);
	assert_shows("Our assembly");
	assert_shows("20 to 21 November 2026, Hall");
	assert_shows("Call the conference");
	assert_int_equal(get(BEN, base), 403);
	assert_int_equal(get(BEN, unit_path("/conferences")), 200);
	assert_shows("Our assembly");
	assert_false(shows(base));		/* who is not there, no link */
	assert_int_equal(get(SEC, at("/edit")), 200);
	assert_shows("value=\"2026-11-20\"");
	assert_int_equal(post(SEC, at("/edit"), "title=Second&from=20.11.2026"
	    "&last=21.11.2026&mode=2&era_name=Harvest&era_year=12"), 303);
	assert_int_equal(get(SEC, base), 200);
	assert_shows("Second");
}

static void
test_plan_refused(void **state)
{
	static const struct { const char *fields, *says, *keeps; } bad[] = {
		{ "title=&from=2026-11-20&last=2026-11-20",
		    "Give it a title.", "2026-11-20" },
		{ "title=A&from=soon&last=2026-11-20",
		    "“soon” is no day that can be read.", "soon" },
		{ "title=A&from=2026-11-20&last=", "Write the day.",
		    "2026-11-20" },
		{ "title=A&from=2026-11-20&last=2026-11-19",
		    "It ends on the day it begins or later", "2026-11-19" },
		{ "title=A&from=2026-11-20&last=2026-11-20&ordinal=first",
		    "“first” is no number from 0", "first" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(post(SEC, unit_path("/conferences/new"),
		    bad[i].fields), 422);
		assert_shows(bad[i].says);
		assert_shows(bad[i].keeps);
		assert_shows("aria-invalid");
	}
	assert_int_equal(people_number(&world, "SELECT count(*) FROM"
	    " conference"), 0);
}

static void
test_state(void **state)
{
	(void)state;
	plan();
	assert_int_equal(post(SEC, at("/state"), "state=1"), 422);
	assert_int_equal(post(SEC, at("/state"), "state=2"), 303);
	assert_int_equal(get(SEC, base), 200);
	assert_shows("Close the conference");
	assert_int_equal(get(SEC, at("/cancel")), 200);
	assert_shows("Nobody is sent to it yet.");
	assert_int_equal(post(SEC, at("/state"), "state=4"), 303);
	assert_int_equal(get(SEC, base), 200);
	assert_shows("It was cancelled.");
	assert_int_equal(post(SEC, at("/sittings"), "day=2026-11-20&"
	    "starts=09:00&ends=12:00"), 422);
	assert_shows("The conference is over or was cancelled.");
}

/* ---- the order of business --------------------------------------------- */

/* DOOR-2: once it is over no badge can be made or read any more. */
static void
test_badges_go(void **state)
{
	(void)state;
	plan();
	assert_int_equal(post(SEC, at("/state"), "state=2"), 303);
	assert_int_equal(post(SEC, at("/badges"), "do=begin"), 303);
	assert_int_equal(people_number(&world, "SELECT count(*) FROM badge_key"
	    " WHERE seed <> ''"), 1);
	assert_int_equal(post(SEC, at("/state"), "state=3"), 303);
	assert_int_equal(people_number(&world, "SELECT count(*) FROM badge_key"
	    " WHERE seed <> ''"), 0);
}

static void
test_order(void **state)
{
	const char *item, *sitting;

	(void)state;
	plan();
	assert_int_equal(get(SEC, at("/agenda")), 200);
	assert_shows("No order of business yet");
	assert_int_equal(post(SEC, at("/order/usual"), ""), 303);
	assert_int_equal(post(SEC, at("/order/usual"), ""), 409);
	assert_shows("There are sittings already.");
	assert_int_equal(get(SEC, at("/order")), 200);
	assert_shows("Sitting 2");
	sitting = id_after("items/new?sitting=");
	assert_int_equal(get(SEC, at(fill("/items/new?sitting=#", sitting))),
	    200);
	assert_int_equal(post(SEC, at("/items"), fill("sitting=#&title="
	    "Accounts&kind=2&minutes=30&text=Of+the+year&guide=Ask+Ann",
	    sitting)), 303);
	assert_int_equal(post(SEC, at("/items"), fill("sitting=#&title=A"
	    "&minutes=many", sitting)), 422);
	assert_shows("“many” is no number from 0 to 1440.");
	assert_int_equal(post(SEC, at("/items"), fill("sitting=#&title=A"
	    "&reporter=7", sitting)), 422);
	assert_shows("Nobody has the badge 7.");
	assert_int_equal(post(SEC, at("/items"), fill("sitting=#&title=",
	    sitting)), 422);
	assert_shows("Give it a title.");
	assert_int_equal(get(SEC, at("/agenda")), 200);
	assert_shows("Accounts");
	assert_shows("Of the year");
	assert_false(shows("Ask Ann"));		/* the chair's guide */
	assert_int_equal(get(SEC, at("/agenda/print")), 200);
	assert_shows("Accounts");
	get(SEC, at("/order"));
	item = id_after("value=\"up-");
	assert_int_equal(post(SEC, at("/order"), fill("do=drop-#", item)),
	    303);
	assert_int_equal(post(SEC, at("/order"), fill("do=drop-#", item)),
	    409);
	assert_shows("The order of business stays as it was");
	assert_int_equal(post(SEC, at("/order"), fill("do=back-#", item)),
	    303);
	assert_int_equal(post(SEC, at("/order"), fill("do=down-#", item)),
	    303);
	assert_int_equal(post(SEC, at("/order"), fill("do=turn-#", item)),
	    404);
	assert_int_equal(post(SEC, at("/order"), "do=up-000000000000"), 404);
	assert_int_equal(get(SEC, at(fill("/items/#", item))), 200);
	assert_shows("value=\"Opening\"");
	assert_int_equal(get(SEC, at("/items/000000000000")), 404);
}

static void
test_sittings(void **state)
{
	const char *id;

	(void)state;
	plan();
	assert_int_equal(get(SEC, at("/sittings/new")), 200);
	assert_int_equal(post(SEC, at("/sittings"), "day=2026-11-20&starts="
	    "nine&ends=12:00"), 422);
	assert_shows("“nine” is no time that can be read.");
	assert_int_equal(post(SEC, at("/sittings"), "day=2026-11-20&starts="
	    "12:00&ends=9"), 422);
	assert_shows("A sitting ends after it begins.");
	assert_int_equal(post(SEC, at("/sittings"), "day=2026-11-30&starts="
	    "9:00&ends=12:00"), 422);
	assert_shows("A sitting is on one of the days of the conference.");
	assert_int_equal(post(SEC, at("/sittings"), "day=2026-11-20&starts="
	    "9:00&ends=12:00&title=Morning"), 303);
	get(SEC, at("/order"));
	assert_shows("Morning");
	id = id_after("/sittings/");
	assert_int_equal(get(SEC, at(fill("/sittings/#", id))), 200);
	assert_shows("Drop this sitting");
	assert_int_equal(post(SEC, at(fill("/sittings/#", id)), "day=2026-11-21"
	    "&starts=9:00&ends=12:00&title=Evening"), 303);
	assert_int_equal(get(SEC, at(fill("/sittings/#/presidium", id))), 200);
	assert_int_equal(post(SEC, at(fill("/sittings/#/presidium", id)),
	    "numbers=1,+x"), 422);
	assert_shows("Nobody has the badge");
	assert_int_equal(post(SEC, at(fill("/sittings/#/drop", id)), ""), 303);
	assert_int_equal(get(SEC, at(fill("/sittings/#", id))), 404);
}

/* ---- who does what ----------------------------------------------------- */

static void
test_posts(void **state)
{
	const char *ann = people_pid(&world, "member", world.member[ANN]);

	(void)state;
	plan();
	assert_int_equal(get(SEC, at("/people")), 200);
	assert_shows("Nobody has a post yet");
	assert_int_equal(post(SEC, at("/people"), "post=2&number="), 422);
	assert_shows("Write the number of a member, or a part of the name.");
	assert_int_equal(post(SEC, at("/people"), "post=2&number=Zzz"), 422);
	assert_shows("nobody of that name takes part");
	assert_int_equal(post(SEC, at("/people"), "post=99&number=2001"),
	    422);
	assert_shows("Choose a post.");
	assert_int_equal(post(SEC, at("/people"), "post=2&number=2001"), 303);
	assert_int_equal(post(SEC, at("/people"), "post=2&number=2001"), 422);
	assert_shows("This person has that post already.");
	/* By a part of the name, among those whose list is kept: Sec Moor, and
	 * Dep Lane, and Ann Reed have an e. */
	assert_int_equal(post(SEC, at("/people"), "post=3&number=e"), 422);
	assert_shows("Choose which one you mean.");
	assert_int_equal(post(SEC, at("/people"), "post=3&number=Lane"), 303);
	assert_int_equal(get(ANN, at("/people")), 200);	/* has a post now */
	assert_shows("Ann Reed");
	assert_shows("Dep Lane");
	assert_false(shows("Give the post"));
	assert_int_equal(post(SEC, at("/people/end"), fill("post=2&member=#",
	    ann)), 303);
	assert_int_equal(post(SEC, at("/people/end"), fill("post=2&member=#",
	    ann)), 404);
	assert_int_equal(get(ANN, base), 403);	/* that moment */
	get(SEC, at("/people"));
	assert_shows("Earlier");
}

/* ---- the chair --------------------------------------------------------- */

static const char *
part(void (*render)(struct ctx *, struct object, struct html *))
{
	struct html out = { .mem = &world.mem };
	struct object o = { .conference = people_number(&world,
	    "SELECT max(id) FROM conference") };

	db_begin(world.cx.db, DB_READ);
	render(&world.cx, o, &out);
	assert_true(db_commit(world.cx.db));
	return arena_copy_z(&world.mem, (str){ out.at, out.len });
}

static void
assert_part(void (*render)(struct ctx *, struct object, struct html *),
    const char *text)
{
	const char *got = part(render);

	if (strstr(got, text) == NULL) {
		fail_msg("\"%s\" is not in:\n%s", text, got);
	}
}

static void
test_run(void **state)				/* CONF-4 CONF-8 */
{
	const char *sitting;

	(void)state;
	plan();
	assert_part(conference_part_item, "No sitting is planned yet");
	assert_part(conference_part_agenda, "Nothing is on the order");
	assert_string_equal(part(conference_part_delay), "");
	post(SEC, at("/order/usual"), "");
	post(SEC, at("/people"), "post=2&number=2001");
	assert_part(conference_part_item, "The sitting has not begun");
	assert_int_equal(post(SEC, at("/run"), "do=next"), 403);
	assert_int_equal(post(ANN, at("/run"), "do=next"), 409);
	assert_shows("No sitting is open.");
	get(SEC, at("/order"));
	sitting = id_after("items/new?sitting=");
	assert_int_equal(post(ANN, at("/run"), fill("do=sitting-#", sitting)),
	    409);
	assert_shows("Call the conference first.");
	post(SEC, at("/state"), "state=2");
	assert_part(conference_part_chair_step, "Open the sitting");
	assert_int_equal(post(ANN, at("/run"), fill("do=sitting-#", sitting)),
	    303);
	assert_part(conference_part_chair_step, "Next: Opening");
	assert_int_equal(post(ANN, at("/run"), "do=next"), 303);
	assert_part(conference_part_item, "Item 1 of 2, Sitting 1");
	assert_part(conference_part_chair_head, "Opening");
	assert_part(conference_part_chair_step, "Greet everybody.");
	assert_part(conference_part_chair_agenda, "aria-current");
	assert_part(conference_part_hall_item, "Opening");
	assert_part(conference_part_hall_head, "20 November 2026");
	/* It is 18:00, and the sitting was to begin at 9: nine hours late. */
	assert_part(conference_part_delay, "Running 9 hours late. To end "
	    "at 18:15");
	assert_int_equal(get(ANN, base), 200);
	assert_shows("Follow the hall");
	assert_int_equal(get(ANN, "/"), 200);
	assert_shows("A sitting is open now.");
	assert_int_equal(post(ANN, at("/run"), "do=next"), 409);
	assert_shows("Nothing is left on the order of this sitting.");
	assert_int_equal(post(ANN, at("/run"), "do=close"), 303);
	assert_int_equal(post(ANN, at("/run"), "do=jump"), 404);
	assert_int_equal(post(ANN, at("/run"), "do=end"), 303);
	assert_part(conference_part_hall_next, "Closing");
}

/* ---- a unit's own meeting ---------------------------------------------- */

static void
test_own_meeting(void **state)			/* CONF-7 */
{
	struct meeting_plan in = { .unit_id = world.unit[A1],
	    .kind = S("general"), .day = world.cx.today, .starts = 1110 };
	const char *path, *ann;
	struct meeting m;
	int64_t id;

	(void)state;
	people_act(&world, SEC);
	db_begin(world.cx.db, DB_WRITE);
	assert_int_equal(meeting_call(&world.cx, &in, &id), MEETING_OK);
	assert_true(meeting_read(&world.cx, id, &m));
	assert_true(db_commit(world.cx.db));
	path = arena_copy_z(&world.mem, arena_printf(&world.mem,
	    "/meetings/" STR_FMT, STR_ARG(m.public_id)));
	assert_int_equal(get(SEC, path), 200);
	assert_shows("Hold a secret vote at this meeting");
	assert_int_equal(get(ANN, path), 200);
	assert_false(shows("Hold a secret vote at this meeting"));
	path = arena_copy_z(&world.mem, arena_printf(&world.mem,
	    "/meetings/" STR_FMT "/conference", STR_ARG(m.public_id)));
	assert_int_equal(post(ANN, path, ""), 403);
	assert_int_equal(post(SEC, path, ""), 303);
	snprintf(base, sizeof(base), STR_FMT, STR_ARG(rs.location));
	assert_int_equal(get(ANN, base), 200);
	assert_shows("You take part as delegate, with a vote.");
	assert_int_equal(get(SEC, at("/roll")), 200);
	assert_shows("Ann Reed");
	ann = id_after("name=\"here\" value=\"");
	assert_int_equal(post(SEC, at("/roll"), fill("here=#", ann)), 303);
	assert_int_equal(people_number(&world, "SELECT count(*) FROM"
	    " participant WHERE presence = 1"), 1);
	assert_int_equal(post(SEC, at("/roll"), ""), 303);
	assert_int_equal(people_number(&world, "SELECT count(*) FROM"
	    " participant WHERE presence = 1"), 0);
	assert_int_equal(get(BEN, base), 403);
}

/* ---- for other programs ------------------------------------------------ */

static void
test_schedules(void **state)
{
	(void)state;
	plan();
	post(SEC, at("/order/usual"), "");
	assert_int_equal(get(SEC, at("/schedule.xml")), 200);
	assert_true(str_eq(rs.type, S("application/xml")));
	assert_shows("<title>Opening</title>");
	assert_shows("<day date=\"2026-11-20\" index=\"1\"");
	assert_int_equal(get(SEC, at("/schedule.ics")), 200);
	assert_shows("\r\nDTSTART:20261120T090000Z\r\n");
	assert_shows("@127.0.0.1\r\n");
	assert_false(shows("ATTENDEE"));
}

static void
test_dates_in_an_era(void **state)
{
	struct conference c = { .era_name = S("Harvest"), .era_year = 12,
	    .from = people_date("2026-12-31"),
	    .last = people_date("2027-01-01") };

	(void)state;
	assert_true(str_eq(conference_date_text(&world.cx, &c, c.from),
	    S("31 December Harvest 12 (2026)")));
	assert_true(str_eq(conference_date_text(&world.cx, &c, c.last),
	    S("1 January Harvest 13 (2027)")));
	assert_true(str_eq(conference_days(&world.cx, &c),
	    S("31 December 2026 to 1 January 2027")));
	c.last = people_date("2027-01-01");
	c.era_name = S("");
	assert_true(str_eq(conference_date_text(&world.cx, &c, c.from),
	    S("31 December 2026")));
	c.from = people_date("2026-11-30");
	c.last = people_date("2026-12-02");
	assert_true(str_eq(conference_days(&world.cx, &c),
	    S("30 November to 2 December 2026")));
	c.last = c.from;
	assert_true(str_eq(conference_days(&world.cx, &c),
	    S("30 November 2026")));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_empty), TEST(test_plan), TEST(test_plan_refused),
		TEST(test_state), TEST(test_badges_go), TEST(test_order),
		TEST(test_sittings),
		TEST(test_posts), TEST(test_run), TEST(test_own_meeting),
		TEST(test_schedules), TEST(test_dates_in_an_era),
	};

	return cmocka_run_group_tests_name("conference_web", tests, NULL,
	    NULL);
}
