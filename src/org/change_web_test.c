/*
 * change_web_test.c - the pages that change a unit, and the page of what it
 * was, as a browser gets them.
 */
#include "tests/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "account/budget.h"
#include "db/db.h"
#include "member/member.h"
#include "org/org.h"

static struct people world;
static struct res rs;

static int
set_up(void **state)
{
	(void)state;
	people_open(&world);
	budget_reset();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	people_close(&world);
	return 0;
}

/* "/u/@/change/move": the address with the public id of a unit for @. */
static const char *
at(const char *with, enum people_unit unit)
{
	size_t n = strcspn(with, "@");

	return arena_copy_z(&world.mem, arena_printf(&world.mem, "%.*s%s%s",
	    (int)n, with, people_pid(&world, "unit", world.unit[unit]),
	    with + n + 1));
}

static int
get(enum people_role who, const char *path, enum people_unit unit)
{
	people_get(&world, who, at(path, unit), &rs);
	return rs.status;
}

static int
post(enum people_role who, const char *path, enum people_unit unit,
    const char *fields)
{
	people_post(&world, who, at(path, unit), fields, &rs);
	return rs.status;
}

static bool
shows(const char *text)
{
	return people_shows(&rs, text);
}

static int64_t
events(const char *kind)
{
	char select[100];

	snprintf(select, sizeof(select),
	    "SELECT count(*) FROM unit_event WHERE kind = %s", kind);
	return people_number(&world, select);
}

/* The public id of a unit as a field: "which=0123456789ab". */
static const char *
which(enum people_unit unit, const char *more)
{
	return arena_copy_z(&world.mem, arena_printf(&world.mem,
	    "which=%s%s", people_pid(&world, "unit", world.unit[unit]),
	    more));
}

/* ---- who, and what is offered ------------------------------------------ */

static void
test_who(void **state)
{
	static const enum people_role others[] = { ANN, SEC, DEP, FORMER, BEN,
		OTHER, AUDITOR, ADMIN };

	(void)state;
	for (size_t i = 0; i < COUNT(others); i++) {
		assert_int_equal(get(others[i], "/u/@/change", A1), 403);
		assert_int_equal(get(others[i], "/u/@/change/rename", A1),
		    403);
		assert_int_equal(post(others[i], "/u/@/change/rename", A1,
		    "name=X&day=2026-11-20"), 403);
	}
	assert_int_equal(events("2"), 0);
	assert_int_equal(get(OFFICER, "/u/@/change", A1), 200);
	assert_int_equal(get(OFFICER, "/u/@/change", EASTMERE), 200);
	assert_int_equal(get(OFFICER, "/u/@/change", B1), 403);
	assert_int_equal(get(OFFICER, "/setup/units/@/change", A1), 403);
	assert_int_equal(get(OFFICER, "/u/@/change/explode", A1), 404);
	assert_int_equal(get(OFFICER, "/u/@/change/top", A1), 404);
	assert_int_equal(get(ADMIN, "/setup/units/@/change", A1), 200);
	assert_true(shows("/setup/units/"));
	assert_false(shows("href=\"/u/change"));
	assert_int_equal(get(ADMIN, "/setup/units/@/change/rename", A1), 200);
	assert_int_equal(get(ADMIN, "/u/@", A1), 200);
	assert_true(shows(at("href=\"/setup/units/@/change\"", A1)));
	assert_int_equal(get(OFFICER, "/u/@", A1), 200);
	assert_true(shows(at("href=\"/u/@/change\"", A1)));
	assert_int_equal(get(SEC, "/u/@", A1), 200);
	assert_false(shows("/change\""));
	assert_int_equal(get(ANN, "/u/@/history", B1), 200);
}

static void
test_menu(void **state)
{
	(void)state;
	assert_int_equal(get(OFFICER, "/u/@/change", A1), 200);
	assert_false(shows("Add a unit under it"));	/* under a cell */
	assert_true(shows("Split it"));
	assert_int_equal(get(OFFICER, "/u/@/change", EASTMERE), 200);
	assert_true(shows("Add a unit under it"));
	assert_int_equal(get(ADMIN, "/setup/units/@/change", FEDERATION), 200);
	assert_false(shows("Merge it into another unit"));
	assert_true(shows("Give it another name"));
}

/* ---- each change, asked, shown and done -------------------------------- */

static void
test_renamed(void **state)			/* ORG-3 */
{
	(void)state;
	assert_int_equal(get(OFFICER, "/u/@/change/rename", A1), 200);
	assert_true(shows("value=\"" PEOPLE_DAY "\""));
	assert_int_equal(get(OFFICER, "/u/@/change/rename?check=1&name=+&day=",
	    A1), 422);
	assert_true(shows("Write the first day on which it holds."));
	assert_int_equal(get(OFFICER,
	    "/u/@/change/rename?check=1&name=+&day=2026-11-20", A1), 422);
	assert_true(shows("Write the name of the unit."));
	assert_int_equal(get(OFFICER,
	    "/u/@/change/rename?check=1&name=X&day=1.1.1999", A1), 422);
	assert_true(shows("Choose that day or a later one."));
	assert_true(shows("value=\"1.1.1999\""));
	assert_int_equal(get(OFFICER, "/u/@/change/rename?check=1"
	    "&name=Pier+%3Cb%3E&day=20.11.2026", A1), 200);
	assert_true(shows("It is called Pier &lt;b&gt; instead of"));
	assert_int_equal(events("2"), 0);
	assert_int_equal(post(OFFICER, "/u/@/change/rename", A1,
	    "name=Pier+%3Cb%3E&day=2026-11-20"), 303);
	assert_int_equal(events("2"), 1);
	people_get(&world, ANN, arena_copy_z(&world.mem, rs.location), &rs);
	assert_int_equal(rs.status, 200);
	assert_true(shows("It is done"));
	assert_true(shows("Named “Pier &lt;b&gt;”"));
	assert_true(shows("Cell 1, Harbour Bakery"));
	assert_int_equal(people_number(&world, "SELECT count(*) FROM change"
	    " WHERE verb = 'unit.rename' AND office = 'Committee officer,"
	    " Eastmere'"), 1);
}

static void
test_founded(void **state)			/* ORG-1, ORG-2 */
{
	(void)state;
	assert_int_equal(get(OFFICER, "/u/@/change/found", EASTMERE), 200);
	assert_int_equal(get(OFFICER, "/u/@/change/found?check=1&name=Quay"
	    "&code=A1&day=2026-11-01", EASTMERE), 422);
	assert_true(shows("Another unit has this code."));
	assert_true(shows("value=\"Quay\""));
	assert_int_equal(get(OFFICER, "/u/@/change/found?check=1&name=Quay"
	    "&code=A3&day=2026-11-01", EASTMERE), 200);
	assert_true(shows("Quay stands under Eastmere"));
	assert_int_equal(post(OFFICER, "/u/@/change/found", EASTMERE,
	    "name=Quay&code=A1&day=2026-11-01"), 409);
	assert_int_equal(post(OFFICER, "/u/@/change/found", EASTMERE,
	    "name=Quay&code=A3&day=2026-11-01"), 303);
	people_get(&world, ANN, arena_copy_z(&world.mem, rs.location), &rs);
	assert_true(shows("Founded as “Quay” under"));
	assert_int_equal(people_number(&world, "SELECT count(*) FROM unit"
	    " WHERE code = 'A3' AND tier = 'cell'"), 1);
}

static void
test_moved(void **state)			/* ORG-1, ORG-3 */
{
	(void)state;
	/* An officer keeps one side only; the administrator both. */
	assert_int_equal(get(OFFICER, "/u/@/change/move", A1), 200);
	assert_false(shows("Westmere"));
	assert_int_equal(post(OFFICER, "/u/@/change/move", A1,
	    which(WESTMERE, "&day=2026-11-20")), 422);
	assert_int_equal(get(ADMIN, "/setup/units/@/change/move", A1), 200);
	assert_true(shows("Westmere"));
	assert_int_equal(get(ADMIN, "/setup/units/@/change/move?check=1"
	    "&to=zzz&day=2026-11-20", A1), 422);
	assert_true(shows("No unit that fits"));
	assert_int_equal(get(ADMIN, "/setup/units/@/change/move?check=1"
	    "&day=2026-11-20", A1), 422);
	assert_true(shows("Choose one of these, or look for another."));
	assert_int_equal(get(ADMIN, arena_copy_z(&world.mem, arena_printf(
	    &world.mem, "/setup/units/@/change/move?check=1&%s",
	    which(WESTMERE, "&day=2026-11-20"))), A1), 200);
	assert_true(shows("It stands under Westmere instead of Eastmere."));
	assert_int_equal(events("3"), 0);
	assert_int_equal(post(ADMIN, "/setup/units/@/change/move", A1,
	    which(WESTMERE, "&day=2026-11-20")), 303);
	assert_int_equal(events("3"), 1);
	assert_int_equal(get(OFFICER, "/u/@/change", A1), 403);
	assert_int_equal(get(OTHER, "/u/@/change", A1), 200);
}

static void
test_split(void **state)			/* ORG-3 */
{
	char fields[300];

	(void)state;
	assert_int_equal(get(OFFICER, "/u/@/change/split?check=1&name=Cell+9"
	    "&code=A9&day=2026-11-20", A1), 200);
	assert_true(shows("Cell 9 stands beside it, under Eastmere"));
	/* The officer does not keep the list of members, and sees none. */
	assert_false(shows("Ann Reed"));
	snprintf(fields, sizeof(fields), "name=Cell+9&code=A9&day=2026-11-20"
	    "&member=%s", people_pid(&world, "member", world.member[ANN]));
	assert_int_equal(post(OFFICER, "/u/@/change/split", A1, fields), 422);
	assert_int_equal(events("4"), 0);
	db_begin(world.cx.db, DB_WRITE);
	people_adopt(&world.cx, "## Article 1\n\n```rules\n"
	    "tier federation \"Federation\" plural \"Federations\"\n"
	    "tier province \"Province\" plural \"Provinces\" under federation\n"
	    "tier county \"County\" plural \"Counties\" under province\n"
	    "tier cell \"Cell\" plural \"Cells\" under county,"
	    " members 3 to 30\n"
	    "office officer \"Committee officer\" at county\n"
	    "officer may keep units, members below county\n```\n",
	    people_date(PEOPLE_DAY));
	assert_true(db_commit(world.cx.db));
	assert_int_equal(get(OFFICER, "/u/@/change/split?check=1&name=Cell+9"
	    "&code=A9&day=2026-11-20", A1), 200);
	assert_true(shows("Ann Reed"));
	assert_int_equal(post(OFFICER, "/u/@/change/split", A1, fields), 303);
	assert_int_equal(events("4"), 1);
	assert_int_equal(people_number(&world, "SELECT count(*) FROM membership"
	    " s JOIN unit u ON u.id = s.cell_id WHERE u.code = 'A9'"
	    " AND s.until_day IS NULL"), 1);
	people_get(&world, BEN, arena_copy_z(&world.mem, rs.location), &rs);
	assert_true(shows("Split off from"));
}

static void
test_merged(void **state)			/* ORG-4, ORG-5 */
{
	const char *question = arena_copy_z(&world.mem, arena_printf(
	    &world.mem, "/u/@/change/merge?check=1&%s",
	    which(A2, "&day=2026-11-20")));
	int64_t members = people_number(&world, "SELECT count(*) FROM"
	    " membership WHERE until_day IS NULL");

	(void)state;
	assert_int_equal(get(OFFICER, question, A1), 200);
	assert_true(shows("Goes to"));
	assert_true(shows("fewer than 5 members belong to"));
	assert_true(shows("Sec Moor (Secretary)"));
	assert_false(shows("Ann Reed"));
	assert_int_equal(post(OFFICER, "/u/@/change/merge", A1,
	    which(B1, "&day=2026-11-20")), 422);
	assert_int_equal(post(OFFICER, "/u/@/change/merge", A1,
	    which(A2, "&day=2026-11-21")), 422);
	assert_int_equal(events("5"), 0);
	assert_int_equal(post(OFFICER, "/u/@/change/merge", A1,
	    which(A2, "&day=2026-11-20")), 303);
	assert_int_equal(events("5"), 1);
	people_get(&world, ANN, arena_copy_z(&world.mem, rs.location), &rs);
	assert_true(shows("This unit ended on"));
	assert_true(shows("Its records went to"));
	assert_true(shows("Merged into"));
	assert_int_equal(get(ANN, "/u/@/history", A2), 200);
	assert_true(shows("Took over"));
	assert_int_equal(people_number(&world, "SELECT count(*) FROM"
	    " membership WHERE until_day IS NULL"), members);
	assert_int_equal(get(ADMIN, "/setup/units/@/change", A1), 200);
	assert_true(shows("Nothing can be changed in it."));
	/* Who was secretary there opens nothing with it any more. */
	assert_int_equal(get(SEC, "/u/@/members/new", A1), 403);
}

static void
test_closed(void **state)			/* ORG-5 */
{
	int64_t id = 0;

	(void)state;
	assert_int_equal(get(OFFICER, "/u/@/change/close?check=1&reason=few"
	    "&day=2026-11-20", A1), 422);
	assert_true(shows("Members still belong to it on that day. Move"));
	assert_int_equal(get(ADMIN, "/setup/units/@/change/close?check=1"
	    "&day=2026-11-20", EASTMERE), 422);
	assert_true(shows("Other units still stand under it"));
	assert_int_equal(post(OFFICER, "/u/@/change/close", A1,
	    "reason=few&day=2026-11-20"), 409);
	db_begin(world.cx.db, DB_WRITE);
	assert_int_equal(org_found(&world.cx, &(struct unit_new){ S("X9"),
	    S("cell"), S("Empty"), world.unit[EASTMERE],
	    people_date("2026-01-01") }, &id), ORG_OK);
	assert_true(db_commit(world.cx.db));
	world.unit[A1] = id;
	assert_int_equal(get(OFFICER, "/u/@/change/close?check=1&reason=few"
	    "&day=2026-11-20", A1), 200);
	assert_int_equal(post(OFFICER, "/u/@/change/close", A1,
	    "reason=too+few&day=2026-11-20"), 303);
	people_get(&world, ANN, arena_copy_z(&world.mem, rs.location), &rs);
	assert_true(shows("Closed: too few"));
	assert_true(shows("Eastmere"));		/* its heir (ORG-4) */
}

static void
test_top(void **state)				/* ORG-1 */
{
	(void)state;
	assert_int_equal(get(ADMIN, "/setup/units/top@", A1), 404);
	people_get(&world, OFFICER, "/setup/units/top", &rs);
	assert_int_equal(rs.status, 403);
	people_get(&world, ADMIN, "/setup/units/top", &rs);
	assert_int_equal(rs.status, 200);
	people_post(&world, ADMIN, "/setup/units/top",
	    "name=Second&code=S&day=2026-01-01", &rs);
	assert_int_equal(rs.status, 409);
	assert_true(shows("There is already a unit at the top."));
	db_begin(world.cx.db, DB_WRITE);
	db_script(world.cx.db, "UPDATE unit SET parent_id = NULL;"
	    "DELETE FROM membership; DELETE FROM term; DELETE FROM unit_event;"
	    "DELETE FROM unit_up; DELETE FROM unit_place;"
	    "DELETE FROM unit_name; DELETE FROM unit_tally; DELETE FROM unit");
	assert_true(db_commit(world.cx.db));
	people_get(&world, ADMIN, "/tree", &rs);
	assert_true(shows("href=\"/setup/units/top\""));
	people_get(&world, ADMIN, "/setup/units/top?check=1&name=First&code=F"
	    "&day=", &rs);
	assert_int_equal(rs.status, 200);
	people_post(&world, ADMIN, "/setup/units/top",
	    "name=First&code=F&day=", &rs);
	assert_int_equal(rs.status, 303);
	assert_int_equal(people_number(&world, "SELECT count(*) FROM unit"
	    " WHERE tier = 'federation' AND founded IS NULL"), 1);
}

/* What was answered stays in the form when one goes back to it. */
static void
test_again(void **state)
{
	(void)state;
	assert_int_equal(get(OFFICER, "/u/@/change/found?again=1&name=Quay"
	    "&code=bad%20%20code&day=nonsense", EASTMERE), 200);
	assert_true(shows("value=\"Quay\""));
	assert_true(shows("value=\"bad  code\""));
	assert_true(shows("value=\"nonsense\""));
	assert_false(shows("role=\"alert\""));
}

/* ---- the database fails ------------------------------------------------ */

/* Whichever step of a merger fails, members and units are as they were. */
static void
test_all_or_nothing(void **state)
{
	static const char in_a1[] = "SELECT count(*) FROM membership s"
	    " JOIN unit u ON u.id = s.cell_id WHERE u.code = 'A1'"
	    " AND s.until_day IS NULL";
	const char *fields = which(A2, "&day=2026-11-20");
	const char *path = at("/u/@/change/merge", A1);
	int64_t members = people_number(&world, in_a1);
	bool done = false;
	int n;

	(void)state;
	assert_true(members > 0);
	for (n = 1; !done; n++) {
		db_fail_at(world.cx.db, n);
		people_post(&world, OFFICER, path, fields, &rs);
		done = rs.status == 303;
		db_fail_at(world.cx.db, 0);
		assert_true(done || rs.status >= 500);
		assert_int_equal(events("5"), done);
		assert_int_equal(people_number(&world, in_a1),
		    done ? 0 : members);
		assert_int_equal(people_number(&world, "SELECT count(*) FROM"
		    " unit WHERE code = 'A1' AND dissolved IS NULL"), !done);
	}
	assert_true(n > 20);
}

/* The same of a new unit: it is there as a whole or not at all. */
static void
test_all_or_nothing_of_founding(void **state)
{
	int64_t before = people_number(&world, "SELECT count(*) FROM unit_up");
	const char *path = at("/u/@/change/found", EASTMERE);
	bool done = false;
	int n;

	(void)state;
	for (n = 1; !done; n++) {
		db_fail_at(world.cx.db, n);
		people_post(&world, OFFICER, path,
		    "name=Quay&code=A3&day=2026-11-01", &rs);
		done = rs.status == 303;
		db_fail_at(world.cx.db, 0);
		assert_true(done || rs.status >= 500);
		assert_int_equal(people_number(&world, "SELECT count(*) FROM"
		    " unit WHERE code = 'A3'"), done);
		assert_int_equal(people_number(&world,
		    "SELECT count(*) FROM unit_up"), before + (done ? 4 : 0));
	}
	assert_true(n > 20);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_who), T(test_menu), T(test_renamed), T(test_founded),
		T(test_moved), T(test_split), T(test_merged), T(test_closed),
		T(test_top), T(test_again), T(test_all_or_nothing),
		T(test_all_or_nothing_of_founding),
	};

	return cmocka_run_group_tests_name("change_web", tests, NULL, NULL);
}
