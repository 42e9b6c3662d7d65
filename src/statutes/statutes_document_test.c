/*
 * statutes_document_test.c - documents as a whole: their articles, what is
 * wrong with them, their limits, and the worst texts there are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "tests/rules_text.h"

#define SECONDS_MAX	20		/* for the worst texts, sanitized */

static struct arena *const mem = &rules_mem;
static struct statutes *const st = &rules_st;
static struct statutes_errors *const errors = &rules_errors;

static void
test_articles(void **unused)
{
	static const char text[] = "Before all.\n\n# Part one\n\n"
	    "## Article 1. Aims\n\nWe *aim*.\n\n"
	    "## \xc2\xa7 2a Tiers\n\nText.\n\n```rules\ntier t \"T\"\n```\n"
	    "More text.\n\n# Part two\n\nOn *meetings*.\n\n"
	    "Meetings\n--------\n\nText.\n## 2a. Again\n## The year 2020\n";

	(void)unused;
	assert_true(rules_read(str_z(text)));
	assert_int_equal(st->articles.len, 5);
	assert_text(st->articles.at[0].number, "1");
	assert_text(st->articles.at[0].title, "Article 1. Aims");
	assert_text(st->articles.at[0].before, "Before all.\n\n# Part one\n\n");
	assert_text(st->articles.at[0].text, "\nWe *aim*.\n\n");
	assert_int_equal(st->articles.at[0].line, 5);
	assert_text(st->articles.at[1].number, "2a");
	assert_text(st->articles.at[1].word, "2a");
	assert_int_equal(st->articles.at[1].parts.len, 3);
	assert_int_equal(st->articles.at[1].parts.at[1].rules_len, 1);
	assert_text(st->articles.at[1].parts.at[2].text, "More text.\n\n");
	assert_text(st->articles.at[2].title, "Meetings");
	assert_text(st->articles.at[2].number, "");
	assert_text(st->articles.at[2].word, "p3");
	assert_text(st->articles.at[2].before,
	    "# Part two\n\nOn *meetings*.\n\n");
	/* A number that was used is no address a second time. */
	assert_text(st->articles.at[3].number, "2a");
	assert_text(st->articles.at[3].word, "p4");
	assert_text(st->articles.at[4].number, "");
	assert_int_equal(st->rules.at[0].article, 1);
}

/* ---- documents --------------------------------------------------------- */

static void
test_documents_that_cannot_be(void **unused)	/* STAT-1 */
{
	static const struct {
		str		 text;
		int		 line, column;
		const char	*says;
	} all[] = {
		{ S_INIT(""), 1, 1, "describes no tier" },
		{ S_INIT("## Article 1\n\nText.\n"), 1, 1, "no tier" },
		{ S_INIT("```rules\ntier t T\n```\n## Article 1\n"), 1, 1,
		    "stand under an article" },
		{ S_INIT("## A\n# Part\n```rules\ntier t T\n```\n"), 3, 1,
		    "stand under an article" },
		{ S_INIT("## A\n```rules\ntier t T\n"), 2, 1, "does not end" },
		{ S_INIT("## A\n- x\n  ```rules\n  tier t T\n  ```\n"), 3, 3,
		    "stands on its own" },
		{ S_INIT("## A\n> ```rules\n> tier t T\n> ```\n"), 2, 3,
		    "stands on its own" },
		{ S_INIT("## A\n\n    ```rules\n    tier t T\n    ```\n"), 3, 5,
		    "stands on its own" },
		{ S_INIT("## A\n```Rules\ntier t T\n```\n"), 2, 4,
		    "called \"rules\"" },
		{ S_INIT("## A\n```rule\ntier t T\n```\n"), 2, 4,
		    "called \"rules\"" },
		{ S_INIT("## A\n<!-- hidden -->\n```rules\ntier t T\n```\n"),
		    2, 1, "HTML" },
		{ S_INIT("## A\n[x]: y\n---\n```rules\ntier t T\n```\n"), 2, 1,
		    "heading" },
		{ S_INIT("## A\n```rules\ntier t T\0\n```\n"), 3, 9,
		    "no text" },
		{ S_INIT("## A\n\n\xff\n"), 3, 1, "no text" },
		{ S_INIT("## \xc3\xa9\xc3\n"), 1, 5, "no text" },
	};

	(void)unused;
	for (size_t i = 0; i < COUNT(all); i++) {
		bool read = rules_read(all[i].text);

		if (read || errors->list[0].line != all[i].line ||
		    errors->list[0].column != all[i].column ||
		    !text_contains(errors->list[0].text, str_z(all[i].says))) {
			rules_print_errors();
			fail_msg("%d:%d %s\n" STR_FMT, all[i].line,
			    all[i].column, all[i].says, STR_ARG(all[i].text));
		}
	}
	/* An address in angle brackets is no HTML. */
	assert_true(rules_read(S("## A\n<https://a.example/x>\n<a@b.example>\n"
	    "```rules\ntier t T\n```\n")));
}

/* A slip in a line that others depend on is told once. */
static void
test_one_slip_is_told_once(void **unused)	/* STAT-1 */
{
	static const char *const slips[] = {
		"tier cell Cell undr top\noffice s S at cell\n"
		    "s may see goals at cell\nmeeting m at cell\ntier top T",
		"tir cell Cell under top\noffice s S at cell\ntier top T",
		"tier top T\noffice s S at top elected\n"
		    "s may see goals at top\n"
		    "office s must not be vacant for more than 3 days",
		"tier top T\nmeeting m at top quorum none\n"
		    "decision at meeting m: majority 1/2 of present\n"
		    "admission vote at meeting m: majority 1/2 of present",
		"tier top T\ntitle t T for top, last 1 year\n"
		    "title t requires reviews 90%",
	};

	(void)unused;
	for (size_t i = 0; i < COUNT(slips); i++) {
		assert_false(rules_read(rules_document(slips[i])));
		if (errors->list_len != 1) {
			rules_print_errors();
			fail_msg("told %zu times: %s", errors->list_len,
			    slips[i]);
		}
	}
	/* But a name that no line gives is told wherever it stands. */
	assert_false(rules_read(rules_document("tier t T\nmeeting m at b\n"
	    "meeting n at b")));
	assert_int_equal(errors->list_len, 2);
	assert_false(rules_read(rules_document("tier t T under nowhere")));
	assert_int_equal(errors->list_len, 1);
}

static str
repeated(const char *before, const char *what, size_t bytes, const char *after)
{
	char *at = NEW(mem, char, bytes + 200);
	size_t len = strlen(before), n = strlen(what);

	memcpy(at, before, len);
	while (len + n < bytes) {
		memcpy(at + len, what, n);
		len += n;
	}
	memcpy(at + len, after, strlen(after));
	return (str){ at, len + strlen(after) };
}

static void
test_worst_texts_take_no_long(void **unused)	/* STAT-1 */
{
	static const struct { const char *before, *what, *after; } all[] = {
		{ "", ">", "" }, { "", "> ", "\n\n" }, { "", "- ", "" },
		{ "", "\n", "" }, { "", "## a\n", "" }, { "", "[", "" },
		{ "", "*a _b", "" }, { "", "```rules\n", "" },
		{ "## A\n```rules\n", "x ", "\n```\n" },
		{ "## A\n```rules\n", "\"a ", "\n```\n" },
		{ "## A\n```rules\n", "tier t T\n", "```\n" },
		{ "## A\n```rules\n", "\"a \"b \"c \"d \"e \"f \"g \"h \"i \"j "
		    "\"k \"l \"m \"n \"o \"p \"q \"r \"s \"t \"u \"v\n",
		    "```\n" },
		{ "## A\n```rules\n", "tier or at, members 1/2 50% term per "
		    "or at, members 1/2 50% term per or at, members \"x\" "
		    "under optional month requires reviews at least most\n",
		    "```\n" },
		{ "## A\n```rules\n", "office a A at b or b or b or b or b or "
		    "b or b or b or b or b or b or b or b or b or b or b or b "
		    "or b or b or b or b\n", "```\n" },
	};
	time_t began = time(NULL);

	(void)unused;
	for (size_t i = 0; i < COUNT(all); i++) {
		str text = repeated(all[i].before, all[i].what,
		    STATUTES_TEXT_MAX - 100, all[i].after);

		assert_false(rules_read(text));
		assert_true(errors->list_len > 0);
		arena_reset(mem);
	}
	assert_true(time(NULL) - began <= SECONDS_MAX);
	assert_false(rules_read(repeated("", "x", STATUTES_TEXT_MAX + 10, "")));
	assert_true(text_contains(errors->list[0].text, S("256 KiB")));
	assert_int_equal(errors->list_len, 1);
}

/* ---- limits ------------------------------------------------------------ */

static void
test_limits(void **unused)			/* STAT-1 */
{
	str rules = S("");

	(void)unused;
	for (int i = 0; i <= TIERS_MAX; i++) {
		rules = arena_printf(mem, STR_FMT "tier t%d T%s%d\n",
		    STR_ARG(rules), i, i > 0 ? " under t" : "0 #",
		    i > 0 ? i - 1 : 0);
	}
	assert_false(rules_read(rules_document(arena_copy_z(mem, rules))));
	assert_true(text_contains(errors->list[0].text, S("at most 32 tiers")));
	rules = S("tier t T\n");
	for (int i = 0; i <= OFFICES_MAX; i++) {
		rules = arena_printf(mem, STR_FMT "office o%d O at t\n",
		    STR_ARG(rules), i);
	}
	assert_false(rules_read(rules_document(arena_copy_z(mem, rules))));
	assert_true(text_contains(errors->list[0].text,
	    S("64 kinds of office")));
	rules = S("tier t T\n");
	for (int i = 0; i <= KINDS_MAX; i++) {
		rules = arena_printf(mem, STR_FMT "meeting m%d at t\n",
		    STR_ARG(rules), i);
	}
	assert_false(rules_read(rules_document(arena_copy_z(mem, rules))));
	assert_true(text_contains(errors->list[0].text,
	    S("32 kinds of meeting")));
	rules = S("tier t T\n");
	for (int i = 0; i <= CONFERENCE_RULES_MAX; i++) {
		rules = arena_printf(mem, STR_FMT "conference of c%d at t: "
		    "every 1 year\n", STR_ARG(rules), i);
	}
	assert_false(rules_read(rules_document(arena_copy_z(mem, rules))));
	assert_true(text_contains(errors->list[0].text,
	    S("32 kinds of conference")));
	assert_false(rules_read(repeated("## A\n```rules\ntier t T\n",
	    "decision \"x\": majority 1/2 of present\n", 60000, "```\n")));
	assert_int_equal(errors->list_len, ERRORS_MAX);
	assert_int_equal(st->rules.len, RULES_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULES_TEST(test_articles),
		RULES_TEST(test_documents_that_cannot_be),
		RULES_TEST(test_one_slip_is_told_once),
		RULES_TEST(test_worst_texts_take_no_long),
		RULES_TEST(test_limits),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_drop(&rules_mem);
	return failed;
}
