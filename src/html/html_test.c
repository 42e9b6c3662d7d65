/*
 * html_test.c - escaping for each place, words, days, addresses, CommonMark.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "html/html.h"

static struct arena mem;

static struct html
fresh(void)
{
	arena_reset(&mem);
	return (struct html){ .mem = &mem };
}

static void
assert_text(str got, const char *expected)
{
	if (!str_eq(got, str_z(expected))) {
		fail_msg("got \"" STR_FMT "\", expected \"%s\"", STR_ARG(got),
		    expected);
	}
}

static void
assert_html(const struct html *out, const char *expected)
{
	assert_text((str){ out->at, out->len }, expected);
}

static struct date
day(const char *text)
{
	struct date d;

	assert_true(date_parse(str_z(text), &d));
	return d;
}

/* ---- places ------------------------------------------------------------ */

static void
test_escaped(void **state)
{
	static const struct { enum html_place place; const char *in, *out; }
	cases[] = {
		{ HTML_TEXT, "a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;" },
		{ HTML_ATTR, "a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;" },
		{ HTML_URL, "a<b>&\"'", "a%3Cb%3E%26%22%27" },
		{ HTML_TEXT, "", "" },
		{ HTML_URL, "a b/c?d=e&f#g%", "a%20b%2Fc%3Fd%3De%26f%23g%25" },
		{ HTML_URL, "-._~AZaz09", "-._~AZaz09" },
		{ HTML_URL, "\xc3\xa9", "%C3%A9" },
		{ HTML_TEXT, "\xc3\xa9 \xd8\xa7", "\xc3\xa9 \xd8\xa7" },
		{ HTML_TEXT, "&amp;", "&amp;amp;" },
		{ HTML_TEXT, "<<<", "&lt;&lt;&lt;" },
		{ HTML_URL, "javascript:a", "javascript%3Aa" },
		{ HTML_URL, "//x", "%2F%2Fx" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct html out = fresh();

		html_put(&out, cases[i].place, str_z(cases[i].in));
		assert_html(&out, cases[i].out);
		out = fresh();
		html_put(&out, cases[i].place, cases[i].in);
		assert_html(&out, cases[i].out);
	}
}

/* A NUL or a broken sequence comes out as bytes or coded; it ends nothing. */
static void
test_odd_bytes(void **state)
{
	struct html out = fresh();

	(void)state;
	html_put(&out, HTML_URL, ((str){ "a\0b\xff", 4 }));
	assert_html(&out, "a%00b%FF");
	out = fresh();
	html_put(&out, HTML_TEXT, ((str){ NULL, 0 }));
	assert_int_equal(out.len, 0);
}

static void
test_kinds(void **state)
{
	struct html out = fresh();
	int64_t least = INT64_MIN;
	size_t size = 7;

	(void)state;
	html_put(&out, HTML_TEXT, -3);
	html_put(&out, HTML_URL, least);
	html_put(&out, HTML_ATTR, size);
	assert_html(&out, "-3-92233720368547758087");
	out = fresh();
	html_put(&out, HTML_TEXT, day("2026-11-20"));
	html_put(&out, HTML_ATTR, day("2026-11-20"));
	html_put(&out, HTML_URL, DATE_NONE);
	html_put(&out, HTML_TEXT, DATE_NONE);
	assert_html(&out, "20 November 20262026-11-20");
	out = fresh();
	html_put(&out, HTML_TEXT, ((struct html_piece){ "<p>", 3 }));
	html_put(&out, HTML_TEXT, ((struct icon){ "check", false }));
	assert_int_equal(strncmp(out.at, "<p><svg class=\"i\" aria-hidden", 28),
	    0);
	assert_non_null(memmem(out.at, out.len, "#check\"/></svg>", 15));
}

static void
test_grows(void **state)
{
	struct html out = fresh();

	(void)state;
	for (int i = 0; i < 20000; i++) {
		html_raw(&out, "0123456789", 10);
	}
	assert_int_equal(out.len, 200000);
	for (size_t i = 0; i < out.len; i++) {
		assert_int_equal(out.at[i], '0' + (int)(i % 10));
	}
	assert_int_equal(html_done(&out).len, out.len);
	assert_ptr_equal(html_done(&out).at, out.at);
}

static void
test_truth(void **state)
{
	static const char *const none = NULL;
	enum { NO, YES } yes = YES;
	bool off = false;
	int64_t big = INT64_MIN;

	(void)state;
	assert_true(html_is(S("a")));
	assert_false(html_is(S("")));
	assert_true(html_is((const char *)"a"));
	assert_false(html_is((const char *)""));
	assert_false(html_is(none));
	assert_true(html_is(yes));
	assert_false(html_is(off));
	assert_true(html_is(big));
	assert_true(html_is(day("1970-01-01")));
	assert_false(html_is(DATE_NONE));
	assert_true(html_is(((struct path){ S("/") })));
	assert_false(html_is(((struct path){ S("") })));
	assert_false(html_is(((struct html_piece){ "", 0 })));
	assert_true(html_is(&mem));
}

/* ---- addresses --------------------------------------------------------- */

/* A mistake of ours stops the program, and that program alone. */
static void
assert_stops(void (*mistake)(void))
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0) {
		fclose(stderr);
		signal(SIGABRT, SIG_DFL);
		mistake();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void
path_without_slash(void)
{
	(void)path_of(&mem, "u");
}

static void
path_of_nothing(void)
{
	(void)path_of(&mem, "/%s/a", S(""));
}

static void
path_of_another_kind(void)
{
	(void)path_of(&mem, "/%x", 1);
}

static void
unknown_icon(void)
{
	struct html out = fresh();

	html_put(&out, HTML_TEXT, ((struct icon){ "no-such-sign", false }));
}

static void
piece_in_attribute(void)
{
	struct html out = fresh();

	html_put(&out, HTML_ATTR, ((struct html_piece){ "a", 1 }));
}

static void
test_mistakes(void **state)
{
	(void)state;
	assert_stops(unknown_icon);
	assert_stops(piece_in_attribute);
}

static void
test_paths(void **state)
{
	static const struct { const char *in, *out; } cases[] = {
		{ "/", "/" }, { "/a?b=c&d", "/a?b=c&amp;d" },
		{ "/a/b", "/a/b" },
		/* What leads out of the house leads home. */
		{ "", "/" }, { "//evil.example", "/" }, { "/\\evil", "/" },
		{ "https://evil.example", "/" }, { "javascript:a", "/" },
		{ "/\t/evil.example", "/" }, { "\n//evil", "/" },
		{ "a", "/" }, { "/a b", "/" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct html out = fresh();
		struct path p = { str_z(cases[i].in) };

		html_put(&out, HTML_ATTR, p);
		assert_html(&out, cases[i].out);
	}
	arena_reset(&mem);
	assert_text(path_of(&mem, "/u/%s/rules/%d?q=%s", S("a/b"), 12,
	    S("c&d")).text, "/u/a%2Fb/rules/12?q=c%26d");
	assert_text(path_of(&mem, "/").text, "/");
	assert_text(path_more(&mem, path_of(&mem, "/u/%s", S("a/b")),
	    "/edit?a=1").text, "/u/a%2Fb/edit?a=1");
	assert_text(path_more(&mem, path_of(&mem, "/u"), "").text, "/u");
	assert_stops(path_without_slash);
	assert_stops(path_of_nothing);
	assert_stops(path_of_another_kind);
}

/* ---- words ------------------------------------------------------------- */

static void
test_words(void **state)
{
	static const struct word list[] = {
		{ { "All sent", 8 }, { "Alles <gesendet>", 16 } },
		{ { "Meetings", 8 }, { "Treffen", 7 } },
		{ { "Who came", 8 }, { "Wer da war", 10 } },
	};
	static const struct words german = { list, COUNT(list) };
	struct html out = fresh();

	(void)state;
	HTML_SAY(&out, HTML_TEXT, "Meetings");
	HTML_SAY(&out, HTML_TEXT, " &amp; ");
	assert_html(&out, "Meetings &amp; ");
	out = fresh();
	out.words = &german;
	HTML_SAY(&out, HTML_TEXT, "All sent");
	HTML_SAY(&out, HTML_ATTR, "Meetings");
	HTML_SAY(&out, HTML_TEXT, "Who came");
	HTML_SAY(&out, HTML_TEXT, "Who");
	HTML_SAY(&out, HTML_TEXT, "Zebra &amp;");
	assert_html(&out, "Alles &lt;gesendet&gt;TreffenWer da warWho"
	    "Zebra &amp;");
}

/* ---- days, times, counts ----------------------------------------------- */

static void
test_days(void **state)
{
	struct date today = day("2026-11-20");

	(void)state;
	arena_reset(&mem);
	assert_text(day_long(&mem, today), "Friday 20 November 2026");
	assert_text(day_long(&mem, DATE_NONE), "");
	assert_text(day_short(&mem, day("2026-11-26"), today),
	    "Thursday 26 November");
	assert_text(day_short(&mem, day("2026-11-14"), today),
	    "Saturday 14 November");
	assert_text(day_short(&mem, day("2026-11-27"), today), "27 November");
	assert_text(day_short(&mem, day("2026-11-13"), today), "13 November");
	assert_text(day_short(&mem, day("2025-11-20"), today),
	    "20 November 2025");
	assert_text(day_short(&mem, day("2027-01-02"), day("2026-12-31")),
	    "Saturday 2 January");
	assert_text(day_short(&mem, day("2026-11-20"), DATE_NONE),
	    "20 November 2026");
	assert_text(day_short(&mem, DATE_NONE, today), "");
	assert_text(day_brief(&mem, day("2026-09-01"), today), "1 Sep");
	assert_text(day_brief(&mem, day("2024-02-29"), today), "29 Feb 2024");
	assert_text(day_brief(&mem, DATE_NONE, today), "");
	assert_text(month_text(&mem, day("2026-05-31")), "May 2026");
	assert_text(month_text(&mem, DATE_NONE), "");
}

static void
test_times(void **state)
{
	(void)state;
	arena_reset(&mem);
	assert_text(time_of_day(&mem, 0), "00:00");
	assert_text(time_of_day(&mem, 18 * 60 + 30), "18:30");
	assert_text(time_of_day(&mem, 24 * 60 - 1), "23:59");
	assert_text(time_of_day(&mem, -1), "");
	setenv("TZ", "UTC", 1);
	tzset();
	assert_text(moment_text(&mem, 1795199400), "20 November 2026, 18:30");
	assert_text(moment_text(&mem, 0), "1 January 1970, 00:00");
	assert_text(clock_text(&mem, 1795199400), "18:30");
	assert_text(clock_text(&mem, INT64_MAX), "");
	setenv("TZ", "Asia/Kolkata", 1);
	tzset();
	assert_text(moment_text(&mem, 1795199400), "21 November 2026, 00:00");
}

static void
test_counts(void **state)
{
	(void)state;
	arena_reset(&mem);
	assert_text(number_text(&mem, 0), "0");
	assert_text(number_text(&mem, 999), "999");
	assert_text(number_text(&mem, 1000), "1,000");
	assert_text(number_text(&mem, 14306), "14,306");
	assert_text(number_text(&mem, 1000000), "1,000,000");
	assert_text(number_text(&mem, -123), "-123");
	assert_text(number_text(&mem, -1234), "-1,234");
	assert_text(number_text(&mem, INT64_MIN),
	    "-9,223,372,036,854,775,808");
	assert_text(count_of(&mem, 1, "member", "members"), "1 member");
	assert_text(count_of(&mem, 0, "member", "members"), "0 members");
	assert_text(count_of(&mem, 14306, "member", "members"),
	    "14,306 members");
	assert_text(percent_text(&mem, 0, 0), "0.0%");
	assert_text(percent_text(&mem, 0, 7), "0.0%");
	assert_text(percent_text(&mem, 7, 7), "100.0%");
	assert_text(percent_text(&mem, 1, 3), "33.3%");
	assert_text(percent_text(&mem, 2, 3), "66.7%");
	assert_text(percent_text(&mem, 1, 2000), "0.1%");
	assert_text(percent_text(&mem, 1, 2001), "0.0%");
}

/* ---- CommonMark -------------------------------------------------------- */

static void
test_markdown(void **state)
{
	static const struct { const char *in, *out; } cases[] = {
		{ "", "" },
		{ "Hello *there*", "<p>Hello <em>there</em></p>\n" },
		{ "# One\n\n###### Six", "<h2>One</h2>\n<h6>Six</h6>\n" },
		{ "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n" },
		{ "[a](https://b.example/c)",
		    "<p><a href=\"https://b.example/c\">a</a></p>\n" },
		{ "[a](mailto:b@c.example)",
		    "<p><a href=\"mailto:b@c.example\">a</a></p>\n" },
		{ "<https://b.example>", "<p><a href=\"https://b.example\">"
		    "https://b.example</a></p>\n" },
		/* Links that lead elsewhere become their words. */
		{ "[a](javascript:alert(1))", "<p>a</p>\n" },
		{ "[*a* b](data:text/html,c)", "<p><em>a</em> b</p>\n" },
		{ "[a](/b)", "<p>a</p>\n" },
		{ "[a](//b.example)", "<p>a</p>\n" },
		{ "[a](JavaScript:b)", "<p>a</p>\n" },
		{ "[a](ftp://b)", "<p>a</p>\n" },
		{ "![a picture](https://b.example/c.png)",
		    "<p>a picture</p>\n" },
		{ "[![a](https://b.example/c)](https://d.example)",
		    "<p><a href=\"https://d.example\">a</a></p>\n" },
		/* HTML is shown as it was typed. */
		{ "a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n" },
		{ "<script>alert(1)</script>",
		    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n" },
		{ "a < b & c", "<p>a &lt; b &amp; c</p>\n" },
		{ "<img src=x onerror=alert(1)>",
		    "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n" },
		{ "> <p>\n> b", "<blockquote>\n<p>&lt;p&gt;\nb</p>\n"
		    "</blockquote>\n" },
		{ "a\xff" "b", "<p>a\xef\xbf\xbd" "b</p>\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct html_piece made;

		arena_reset(&mem);
		made = markdown_html(&mem, str_z(cases[i].in));
		assert_text((str){ made.at, made.len }, cases[i].out);
	}
}

/* However long and however deep, the answer is short work. */
static void
test_markdown_large(void **state)
{
	static const char *const pieces[] = { "> ", "- ", "*a ", "[", "](",
	    "`a", "<b ", "&", "_a_ ", "![", "# a\n", "1. ", "a\n\n", "|",
	    "[a]: b\n", "<", "<?", "<!--", "\\", "**a_", "a**_" };
	static char big[MARKDOWN_MAX + 1000];

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++) {
		size_t n = strlen(pieces[i]);
		clock_t begin = clock();
		double seconds;

		arena_reset(&mem);
		for (size_t at = 0; at + n <= sizeof(big); at += n) {
			memcpy(big + at, pieces[i], n);
		}
		(void)markdown_html(&mem, (str){ big, sizeof(big) });
		seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
		print_message("%-8s %.2f s\n", pieces[i], seconds);
		assert_true(seconds < 10);
	}
}

static int
make(void **state)
{
	(void)state;
	return arena_make(&mem, (size_t)256 << 20) ? 0 : -1;
}

static int
drop(void **state)
{
	(void)state;
	arena_drop(&mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escaped),
		cmocka_unit_test(test_odd_bytes),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_grows),
		cmocka_unit_test(test_truth),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_markdown_large),
	};

	return cmocka_run_group_tests(tests, make, drop);
}
