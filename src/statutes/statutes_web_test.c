/*
 * statutes_web_test.c - the pages of the rules as a browser gets them: who may
 * see which, a draft with errors, what it would change, and adopting it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db.h"
#include "statutes/statutes.h"
#include "tests/people.h"

static struct people world;
static struct res rs;

static int
set_up(void **unused)
{
	(void)unused;
	people_open(&world);
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	people_close(&world);
	return 0;
}

static int
get(enum people_role who, const char *path)
{
	people_get(&world, who, path, &rs);
	return rs.status;
}

/* A form with the text's letters escaped for an address. */
static int
post(enum people_role who, str text, const char *more)
{
	static const char hex[] = "0123456789ABCDEF";
	char *escaped = NEW(&world.mem, char, text.len * 3 + 1), *at = escaped;
	str fields;

	for (size_t i = 0; i < text.len; i++) {
		*at++ = '%';
		*at++ = hex[(unsigned char)text.at[i] >> 4];
		*at++ = hex[(unsigned char)text.at[i] & 15];
	}
	fields = arena_printf(&world.mem, "text=%s%s", escaped, more);
	people_post(&world, who, "/rules/draft", fields.at, &rs);
	return rs.status;
}

static bool
shows(const char *text)
{
	return people_shows(&rs, text);
}

/* The rules in force, with one text in place of another. */
static str
draft(const char *old, const char *new)
{
	const struct statutes *st;
	char *text, *at;

	db_begin(world.cx.db, DB_READ);
	st = statutes_in_force(&world.cx, world.cx.today);
	assert_non_null(st);
	text = arena_copy_z(&world.mem, st->text);
	assert_true(db_commit(world.cx.db));
	at = strstr(text, old);
	assert_non_null(at);
	*at = '\0';
	return arena_printf(&world.mem, "%s%s%s", text, new, at + strlen(old));
}

static int64_t
editions(void)
{
	return people_number(&world, "SELECT count(*) FROM edition");
}

/* ---- reading ----------------------------------------------------------- */

static void
test_all_the_rules(void **unused)		/* STAT-5 */
{
	(void)unused;
	assert_int_equal(get(ANN, "/rules"), 200);
	assert_true(shows("In force since Wednesday 1 January 2020"));
	assert_true(shows("3 articles, 18 lines that the machine reads"));
	assert_true(shows("<a href=\"#a12\">12 Meetings</a>"));
	assert_true(shows("<section id=\"a12\""));
	assert_true(shows("<code>meeting general at cell: at least 1 per "
	    "month, notice 3 days, quorum 1/2 of members</code>"));
	assert_true(shows("<p>Every Cell holds a general meeting at least "
	    "once in each calendar month"));
	assert_true(shows("checked</span>"));
	assert_false(shows("not checked yet</span>"));
	assert_false(shows("/rules/draft"));
	assert_false(shows("not the edition in force"));
	assert_int_equal(get(ADMIN, "/rules"), 200);
	assert_true(shows("/rules/draft"));
	assert_int_not_equal(get(NOBODY, "/rules"), 200);
}

static void
test_one_article(void **unused)
{
	(void)unused;
	assert_int_equal(get(ANN, "/rules/12"), 200);
	assert_true(shows("<h1>Article 12. Meetings</h1>"));
	assert_true(shows("href=\"/rules/9\""));
	assert_false(shows("federation stands"));
	assert_int_equal(get(ANN, "/rules/3"), 200);
	assert_false(shows("href=\"/rules/\""));
	assert_int_equal(get(ANN, "/rules/13"), 404);
	assert_int_equal(get(ANN, "/rules/%3Cx%3E"), 404);
	assert_false(shows("<x>"));
}

static void
test_no_rules_yet(void **unused)
{
	(void)unused;
	/* Nobody but an administrator is there before the first edition. */
	db_begin(world.cx.db, DB_WRITE);
	db_script(world.cx.db, "DELETE FROM edition");
	assert_true(db_commit(world.cx.db));
	assert_int_equal(get(ADMIN, "/rules"), 200);
	assert_true(shows("There are no rules yet"));
	assert_true(shows("href=\"/rules/draft\""));
	assert_int_equal(get(ADMIN, "/rules/12"), 404);
	assert_int_equal(get(ADMIN, "/rules/draft"), 200);
	assert_int_equal(post(ADMIN, S("## A\n```rules\ntier t T\n```\n"),
	    "&do=look"), 200);
	assert_true(shows("The T stands at the top."));
	assert_true(shows("new</span>"));
}

/* ---- a draft ----------------------------------------------------------- */

static void
test_only_who_administers(void **unused)
{
	(void)unused;
	assert_int_equal(get(ADMIN, "/rules/draft"), 200);
	assert_true(shows("tier cell &quot;Cell&quot;") ||
	    shows("tier cell \"Cell\""));
	for (int who = ANN; who < PEOPLE_ROLES_LEN; who++) {
		if (who != ADMIN) {
			assert_int_not_equal(get((enum people_role)who,
			    "/rules/draft"), 200);
			assert_int_not_equal(post((enum people_role)who,
			    draft("notice 3", "notice 4"),
			    "&do=adopt&from=2027-01-01"), 303);
		}
	}
	assert_int_equal(editions(), 1);
}

static void
test_errors_are_shown(void **unused)		/* STAT-1, STAT-2 */
{
	(void)unused;
	assert_int_equal(post(ADMIN, draft("per month", "per moth"),
	    "&do=look"), 422);
	assert_true(shows("1 place needs another look"));
	assert_true(shows("Line 30, column 41: After"));
	assert_true(shows("at least 1 per moth, notice"));
	assert_true(shows("\n<span aria-hidden=\"true\">"
	    "                                        ^~~~</span>"));
	assert_true(shows("<dt>This would do</dt><dd><code>meeting general at "
	    "cell: at least 1 per month, notice 3 days, quorum 1/2 of members"
	    "</code>"));
	/* The form comes back as it was filled in. */
	assert_true(shows("per moth, notice 3 days, quorum 1/2 of members\n"
	    "decision at meeting"));
	/* And it is not adopted, whatever is asked. */
	assert_int_equal(post(ADMIN, draft("per month", "per moth"),
	    "&do=adopt&from=2027-01-01"), 422);
	assert_int_equal(post(ADMIN, draft("per month", "per moth"),
	    "&do=check&from=2027-01-01"), 422);
	assert_int_equal(post(ADMIN, S("  \r\n"), "&do=look"), 422);
	assert_true(shows("Paste the rules first"));
	assert_int_equal(post(ADMIN, S("## <script>x</script>"), "&do=look"),
	    422);
	assert_false(shows("<script>x"));
	assert_int_equal(editions(), 1);
}

static void
test_what_would_change(void **unused)
{
	(void)unused;
	assert_int_equal(post(ADMIN, draft("notice 3", "notice 4"),
	    "&do=look"), 200);
	assert_true(shows("it is announced 4 days before"));
	assert_true(shows("Until now: Every Cell holds a general meeting at "
	    "least once in each calendar month; it is announced 3 days"));
	assert_true(shows("changed</span>"));
	assert_false(shows("falls away</span>"));
	assert_int_equal(post(ADMIN, draft("auditor may see exceptions, "
	    "changes below federation", "auditor may see figures below "
	    "federation"), "&do=look"), 200);
	assert_true(shows("falls away</span>"));
	assert_true(shows("new</span>"));
	assert_int_equal(post(ADMIN, draft("## Article 12. Meetings\n",
	    "## Article 12. Meetings\n\nAll may come.\n"), "&do=look"), 200);
	assert_true(shows("text changed</span>"));
	assert_int_equal(post(ADMIN, draft("notice", "notice"), "&do=look"),
	    200);
	assert_true(shows("asks for the same as the rules in force"));
	/* Four belong to a cell that has enough today. */
	assert_int_equal(post(ADMIN, draft("members 3 to 30",
	    "members 5 to 30"), "&do=look"), 200);
	assert_true(shows("With the draft"));
	assert_int_equal(editions(), 1);
}

static void
test_a_file_counts(void **unused)
{
	(void)unused;
	people_post(&world, ADMIN, "/rules/draft", "text=x&do=look&file="
	    "%23%23%20A%0D%0A%60%60%60rules%0D%0Atier%20t%20T%0D%0A"
	    "%60%60%60%0D%0A", &rs);
	assert_int_equal(rs.status, 200);
	assert_true(shows("The T stands at the top."));
	people_post(&world, ADMIN, "/rules/draft", "text=x&do=look&file=%ff",
	    &rs);
	assert_true(rs.status == 422 || rs.status == 400);
	assert_int_equal(editions(), 1);
}

static void
test_adopting(void **unused)			/* STAT-4 */
{
	str better;

	(void)unused;
	better = draft("notice 3", "notice 5");
	assert_int_equal(post(ADMIN, better, "&do=check"), 422);
	assert_true(shows("Write the first day"));
	assert_int_equal(post(ADMIN, better, "&do=check&from=soon"), 422);
	assert_true(shows("is no day within the next ten years"));
	assert_int_equal(post(ADMIN, better, "&do=check&from=2999-01-01"),
	    422);
	assert_int_equal(post(ADMIN, better, "&do=check&from=2019-01-01"),
	    409);
	assert_true(shows("A later edition is already in force on that day."));
	assert_int_equal(post(ADMIN, better, "&do=check&from=2027-01-01"),
	    200);
	assert_true(shows("Adopt these rules?"));
	assert_true(shows("Friday 1 January 2027"));
	assert_true(shows("The edition of Wednesday 1 January 2020."));
	assert_true(shows("<dd>1 rule or article.</dd>"));
	assert_true(shows("name=\"from\" value=\"2027-01-01\""));
	assert_int_equal(editions(), 1);

	assert_int_equal(post(ADMIN, better, "&do=adopt&from=2027-01-01"),
	    303);
	assert_int_equal(editions(), 2);
	assert_int_equal(people_number(&world, "SELECT count(*) FROM edition e"
	    " JOIN account a ON a.id = e.adopted_by WHERE a.admin = 1"), 1);
	assert_int_equal(get(ADMIN, "/rules?adopted=1"), 200);
	assert_true(shows("The rules are adopted."));
	assert_true(shows("In force from Friday 1 January 2027"));
	assert_int_equal(post(ADMIN, better, "&do=adopt&from=2027-01-01"),
	    409);
	assert_true(shows("Another edition takes force on that day."));
	/* Back from the check to the form, with what was written. */
	assert_int_equal(post(ADMIN, better, "&do=look&from=2027-02-01"),
	    200);
	assert_true(shows("value=\"2027-02-01\""));
}

static void
test_another_edition(void **unused)		/* STAT-3 */
{
	char path[100], *page, *link;

	(void)unused;
	assert_int_equal(post(ADMIN, draft("notice 3", "notice 5"),
	    "&do=adopt&from=2026-11-01"), 303);
	assert_int_equal(get(ANN, "/rules/12"), 200);
	assert_true(shows("5 days before"));
	assert_int_equal(get(ANN, "/rules"), 200);
	page = strndup(rs.body.at, rs.body.len);
	assert_non_null(page);
	link = strstr(page, "/rules?edition=");
	assert_non_null(link);
	snprintf(path, sizeof(path), "/rules/12%.21s", link + 6);
	free(page);
	assert_int_equal(get(ANN, path), 200);
	assert_true(shows("3 days before"));
	assert_true(shows("This is not the edition in force today."));
	assert_true(shows("/rules/9?edition="));
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_all_the_rules),
		TEST(test_one_article),
		TEST(test_no_rules_yet),
		TEST(test_only_who_administers),
		TEST(test_errors_are_shown),
		TEST(test_what_would_change),
		TEST(test_a_file_counts),
		TEST(test_adopting),
		TEST(test_another_edition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
