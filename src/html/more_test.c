/*
 * more_test.c - the pages that belong to no room, and that every way they and
 * the navigation offer leads somewhere, for each role.
 */
#include "tests/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct people world;

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

/* Opens every address of a page; none may be missing or refused. */
static size_t
follow_links(enum people_role who, const struct res *page)
{
	str left = { page->body.at, page->body.len };
	const char *at = arena_copy_z(&world.mem, left);
	size_t n = 0;

	while ((at = strstr(at, "href=\"/")) != NULL) {
		size_t len = strcspn(at += 6, "#\"");
		char path[200];
		struct res rs;

		snprintf(path, sizeof(path), "%.*s", (int)len, at);
		if (strncmp(path, "/static/", 8) == 0) {
			continue;
		}
		people_get(&world, who, path, &rs);
		if (rs.status >= 400) {
			fail_msg("%s: %s gives %d", people_role_name(who),
			    path, rs.status);
		}
		n++;
	}
	return n;
}

static void
test_every_way_leads_somewhere(void **state)
{
	static const char *const pages[] = { "/more", "/outbox", "/offline" };

	(void)state;
	for (int who = 0; who < NOBODY; who++) {
		size_t n = 0;

		for (size_t i = 0; i < COUNT(pages); i++) {
			struct res rs;

			people_get(&world, (enum people_role)who, pages[i],
			    &rs);
			assert_int_equal(rs.status, 200);
			n += follow_links((enum people_role)who, &rs);
		}
		assert_true(n > 15);
	}
}

static void
test_by_what_one_does(void **state)
{
	static const struct {
		enum people_role	 who;
		const char		*has, *lacks;
	} cases[] = {
		{ ANN, "/me/looks", "Plan a meeting" },
		{ ANN, "/cell", "/setup" },
		{ ANN, "/rules", "/changes" },
		{ SEC, "Plan a meeting", "/setup" },
		{ AUDITOR, "/changes", "/setup" },
		{ ANN, "/rules", "/jobs" },
		{ ADMIN, "/setup", "/meetings" },
		{ ADMIN, "/jobs", "/meetings" },
		{ OFFICER, "/jobs", "/setup" },
		{ ADMIN, "/rules/draft", "/me/looks" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct res rs;

		people_get(&world, cases[i].who, "/more", &rs);
		assert_true(people_shows(&rs, cases[i].has));
		assert_false(people_shows(&rs, cases[i].lacks));
	}
}

static void
test_logging_out(void **state)
{
	struct res rs;

	(void)state;
	people_get(&world, ANN, "/more", &rs);
	assert_true(people_shows(&rs, "You are logged in as <b>Ann Reed</b>"));
	assert_true(people_shows(&rs, "action=\"/logout\" data-sign-out"));
	people_get(&world, NOBODY, "/more", &rs);
	assert_int_equal(rs.status, 303);
}

/* The phone keeps both, also for somebody who is not logged in. */
static void
test_without_signal(void **state)
{
	static const enum people_role roles[] = { ANN, NOBODY };
	struct res rs;

	(void)state;
	for (size_t i = 0; i < COUNT(roles); i++) {
		people_get(&world, roles[i], "/outbox", &rs);
		assert_int_equal(rs.status, 200);
		assert_true(rs.offline_keep);
		assert_true(people_shows(&rs, "id=\"outbox\" hidden"));
		people_get(&world, roles[i], "/offline", &rs);
		assert_int_equal(rs.status, 200);
		assert_true(rs.offline_keep);
		assert_true(people_shows(&rs, "<h1>No signal</h1>"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    test_every_way_leads_somewhere, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_by_what_one_does, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_logging_out, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_without_signal, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
