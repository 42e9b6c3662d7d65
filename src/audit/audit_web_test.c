/*
 * audit_web_test.c - the record of changes as an auditor reads it, and that it
 * has words for whatever the house records.
 */
#include "tests/people.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "audit/audit.h"
#include "db/change.h"
#include "db/db.h"
#include "org/org.h"

static struct people world;
static struct res got;

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
	return people_shows(&got, text);
}

static int
get(enum people_role who, const char *path)
{
	people_get(&world, who, path, &got);
	return got.status;
}

/* A line in the record, by somebody or by the shell. */
static void
change(enum people_role who, const char *verb, int64_t unit_id)
{
	people_act(&world, who);
	db_begin(world.cx.db, DB_WRITE);
	change_add(&world.cx, verb, (struct change){ .unit_id = unit_id,
	    .office = S("Secretary, Cell 1"), .member_id = world.member[BEN] });
	assert_true(db_commit(world.cx.db));
}

static void
test_lines(void **state)
{
	(void)state;
	change(SEC, "meeting.record", world.unit[A1]);
	change(ADMIN, "statutes.adopt", 0);
	change(NOBODY, "something.new", world.unit[B1]);
	assert_int_equal(get(AUDITOR, "/changes"), 200);
	assert_true(shows("Recorded a meeting"));
	assert_true(shows("Sec Moor"));
	assert_true(shows("Secretary, Cell 1"));
	assert_true(shows("Cell 1, Harbour Bakery</a>"));
	assert_true(shows("Adopted an edition of the rules"));
	assert_true(shows("An administrator"));
	assert_true(shows("The shell"));
	/* One that nobody has put into words is not left out. */
	assert_true(shows("something.new"));
	/* Whom it is about is not said. */
	assert_int_equal(get(AUDITOR, "/changes?unit=A1"), 200);
	assert_true(shows("Recorded a meeting"));
	assert_false(shows("Ben Ford"));
}

static void
test_of_one_unit(void **state)
{
	(void)state;
	change(SEC, "meeting.record", world.unit[A1]);
	change(SEC, "meeting.cancel", world.unit[B1]);
	assert_int_equal(get(AUDITOR, "/changes?unit=E"), 200);
	assert_true(shows("Recorded a meeting"));
	assert_false(shows("Cancelled a meeting"));
	assert_true(shows("Show all"));
	assert_int_equal(get(AUDITOR, "/changes?unit=A2"), 200);
	assert_false(shows("Recorded a meeting"));
	assert_int_equal(get(AUDITOR, "/changes?unit=nowhere"), 422);
	assert_true(shows("No unit has the code “nowhere”"));
	assert_true(shows("href=\"#unit\""));
	assert_true(shows("Recorded a meeting"));
}

/* What a unit did before it ended is still found: by all of them. */
static void
test_of_a_unit_that_ended(void **state)
{
	int64_t id;

	(void)state;
	people_act(&world, NOBODY);
	db_begin(world.cx.db, DB_WRITE);
	assert_int_equal(org_found(&world.cx, &(struct unit_new){
	    .code = S("X"), .tier = S("cell"), .name = S("Short Lived"),
	    .parent_id = world.unit[EASTMERE],
	    .founded = people_date("2026-01-01") }, &id), ORG_OK);
	assert_int_equal(org_dissolve(&world.cx, id, world.cx.today, S("")),
	    ORG_OK);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(get(AUDITOR, "/changes"), 200);
	assert_true(shows("Dissolved a unit"));
	assert_true(shows("Short Lived"));
	db_begin(world.cx.db, DB_READ);
	{
		struct audit_line *lines;
		size_t len;

		audit_list(&world.cx, id, 0, 10, &lines, &len);
		assert_int_equal(len, 2);
		assert_true(str_eq(lines[0].what, S("Dissolved a unit")));
		audit_list(&world.cx, 999, 0, 10, &lines, &len);
		assert_int_equal(len, 0);
	}
	assert_true(db_commit(world.cx.db));
}

static size_t
rows_shown(void)
{
	size_t n = 0;

	for (size_t i = 0; i + 16 < got.body.len; i++) {
		n += memcmp(got.body.at + i, "<th scope=\"row\">", 16) == 0;
	}
	return n;
}

static void
test_pages(void **state)
{
	int64_t all;

	(void)state;
	for (int i = 0; i < 120; i++) {
		change(SEC, "meeting.sign-in", world.unit[A1]);
	}
	change(SEC, "meeting.record", world.unit[A1]);
	all = people_number(&world, "SELECT count(*) FROM change");
	assert_true(all > 121);
	assert_int_equal(get(AUDITOR, "/changes"), 200);
	assert_int_equal(rows_shown(), 50);
	assert_true(shows("Recorded a meeting"));
	assert_true(shows("before="));
	assert_int_equal(get(AUDITOR, "/changes?unit=A1&before=60"), 200);
	assert_false(shows("Recorded a meeting"));
	assert_true(shows("Back leads to the newest"));
	assert_int_equal(get(AUDITOR, "/changes?before=1"), 200);
	assert_true(shows("Nothing has changed here"));
}

static void
test_rights(void **state)
{
	static const enum people_role others[] = { ANN, SEC, DEP, BEN, OFFICER,
		OTHER, ADMIN };

	(void)state;
	for (size_t i = 0; i < COUNT(others); i++) {
		assert_int_equal(get(others[i], "/changes"), 403);
		assert_int_equal(get(others[i], "/changes?unit=A1"), 403);
		assert_int_equal(get(others[i], "/changes?unit=no"), 403);
	}
	assert_int_equal(get(NOBODY, "/changes"), 303);
}

/* ---- words for every verb ---------------------------------------------- */

/* The verbs that one file of the house records: "room.what" in quotes. */
static int
check_file(const char *path)
{
	static const char *const rooms[] = { "account", "assignment",
		"meeting", "member", "office", "reason", "statutes", "unit" };
	static char text[1 << 18];
	FILE *f = fopen(path, "r");
	size_t len;
	int n = 0;

	assert_non_null(f);
	len = fread(text, 1, sizeof(text) - 1, f);
	fclose(f);
	text[len] = '\0';
	for (size_t i = 0; i < COUNT(rooms); i++) {
		char start[32];
		size_t room = (size_t)snprintf(start, sizeof(start), "\"%s.",
		    rooms[i]);

		for (char *p = text; (p = strstr(p, start)) != NULL; p++) {
			str verb = { p + 1, room - 1 + strspn(p + room,
			    "abcdefghijklmnopqrstuvwxyz_-") };

			/* "meeting.general.cell" is a rule. */
			if (verb.len == room - 1 || verb.at[verb.len] != '"') {
				continue;
			}
			n++;
			if (audit_words(verb).len == 0) {
				fail_msg("%s: no words for %.*s", path,
				    STR_ARG(verb));
			}
		}
	}
	return n;
}

static void
test_words_for_every_verb(void **state)
{
	glob_t found;
	int verbs = 0;

	(void)state;
	assert_int_equal(glob("src/*/*.c", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *path = found.gl_pathv[i];

		if (strstr(path, "_test.c") == NULL &&
		    strstr(path, "/audit/") == NULL) {
			verbs += check_file(path);
		}
	}
	globfree(&found);
	assert_true(verbs > 30);
}

int
main(void)
{
#define TEST(name)	cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_lines),
		TEST(test_of_one_unit),
		TEST(test_of_a_unit_that_ended),
		TEST(test_pages),
		TEST(test_rights),
		cmocka_unit_test(test_words_for_every_verb),
	};
#undef TEST

	return cmocka_run_group_tests_name("audit_web", tests, NULL, NULL);
}
