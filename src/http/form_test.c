/*
 * form_test.c - forms, cookies, headers, JSON, and days as people type them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "http/form.h"
#include "http/guard.h"
#include "http/json.h"

static struct arena mem;

static int
fresh(void **state)
{
	(void)state;
	return arena_make(&mem, (size_t)64 << 20) ? 0 : -1;
}

static int
drop(void **state)
{
	(void)state;
	arena_drop(&mem);
	return 0;
}

/* "a=1;b=2" of what was read, or why it was not. */
static const char *
shown(enum form_read got, const struct fields *f)
{
	str all = S("");

	if (got != FORM_OK) {
		return got == FORM_BROKEN ? "broken" : "too many";
	}
	for (size_t i = 0; i < f->len; i++) {
		all = arena_printf(&mem, STR_FMT "%s" STR_FMT "=" STR_FMT,
		    STR_ARG(all), i > 0 ? ";" : "", STR_ARG(f->at[i].name),
		    STR_ARG(f->at[i].value));
	}
	return arena_copy_z(&mem, all);
}

static void
test_pairs(void **state)
{
	static const struct { const char *text, *read; } t[] = {
		{ "", "" }, { "&&", "" }, { "a", "a=" }, { "a=", "a=" },
		{ "=b", "=b" }, { "a=b=c", "a=b=c" }, { "a=1&b=2", "a=1;b=2" },
		{ "a+b=c+d", "a b=c d" }, { "a%3Db=%26%2B%25", "a=b=&+%" },
		{ "a=%", "a=%" }, { "a=%4", "a=%4" }, { "a=%4g", "a=%4g" },
		{ "a=%c3%A9", "a=\xc3\xa9" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct fields f = { NULL, 0, 0 };
		enum form_read got = form_pairs(&mem, str_z(t[i].text), &f);

		assert_string_equal(shown(got, &f), t[i].read);
	}
}

#define PART	"--b\r\nContent-Disposition: form-data; name="

static void
test_parts(void **state)
{
	static const struct { const char *text, *read; } t[] = {
		{ "--b--", "" }, { "--b--\r\n", "" },
		{ PART "a\r\n\r\n1\r\n--b--", "a=1" },
		{ PART "\"a\"\r\n\r\n1\r\n" PART "\"c\"\r\n\r\n\r\n--b--",
		    "a=1;c=" },
		{ PART "\"a;b\"; x=y\r\n\r\n1\r\n--b--", "a;b=1" },
		{ PART "\"a%22\\\"\"\r\n\r\n1\r\n--b--", "a\"\"=1" },
		{ PART "a; filename=\"x y.csv\"\r\nContent-Type: a/b\r\n\r\n"
		    "1\r\n2\r\n--b--", "a=1\r\n2;a.name=x y.csv" },
		{ PART "a; filename=\"\"\r\n\r\n\r\n--b--", "a=;a.name=" },
		{ "--b\r\nX: 1\r\ncontent-disposition:form-data;name=a\r\n\r\n"
		    "1\r\n--b--", "a=1" },
		{ "", "broken" }, { "--b", "broken" }, { "--c--", "broken" },
		{ "x--b--", "broken" }, { PART "a\r\n\r\n1", "broken" },
		{ PART "a\r\n\r\n1\r\n--b", "broken" },
		{ PART "a\r\n--b--", "broken" },
		{ PART "a\r\n\r\n--b--", "broken" },
		{ PART "\"\"\r\n\r\n1\r\n--b--", "broken" },
		{ "--b\r\n\r\n1\r\n--b--", "broken" },
		{ "--b\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n"
		    "--b--", "broken" },
		{ "--bX\r\n\r\n1\r\n--b--", "broken" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct fields f = { NULL, 0, 0 };
		enum form_read got = form_parts(&mem,
		    S("multipart/form-data; boundary=b"), str_z(t[i].text),
		    &f);

		assert_string_equal(shown(got, &f), t[i].read);
	}
}

static void
test_parts_limits(void **state)
{
	struct fields f = { NULL, 0, 0 };
	str text = S("");
	char *at;

	(void)state;
	at = arena_alloc(&mem, (FIELDS_MAX + 2) * 80, 1);
	for (int i = 0; i <= FIELDS_MAX; i++) {
		text.len += (size_t)snprintf(at + text.len, 80,
		    PART "a\r\n\r\n1\r\n");
	}
	text.len += (size_t)snprintf(at + text.len, 80, "--b--");
	text.at = at;
	assert_string_equal(shown(form_parts(&mem,
	    S("multipart/form-data; boundary=b"), text, &f), &f), "too many");
	assert_int_equal(form_parts(&mem, S("multipart/form-data"), text, &f),
	    FORM_BROKEN);
}

static void
test_parameter(void **state)
{
	static const struct { const char *text, *name, *value; } t[] = {
		{ "a; b=c", "b", "c" }, { "a; B = c ; d=e", "b", "c" },
		{ "a; b=\"c;d\"; e=f", "e", "f" }, { "a; b=\"c", "b", "c" },
		{ "a; b=\"c\\\"d\\\\\\e\"", "b", "c\"d\\\\e" },
		{ "a", "b", "" },
		{ "a;;=;b", "b", "" }, { "a; b=", "b", "" },
		{ "b=c", "b", "" }, { "a; xb=1; b=2", "b", "2" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		str got = form_parameter(&mem, str_z(t[i].text),
		    str_z(t[i].name));

		assert_string_equal(arena_copy_z(&mem, got), t[i].value);
	}
}

static void
test_cookie(void **state)
{
	static const struct { const char *text, *value; } t[] = {
		{ "", "" }, { "c=1", "1" }, { "a=2; c=1; d=3", "1" },
		{ "cc=2", "" }, { "c=1; c=2", "" }, { "c", "" },
		{ " c = 1 ;", "1" }, { "c=a=b", "a=b" }, { "C=1", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		str got = form_cookie(str_z(t[i].text), S("c"));

		assert_string_equal(arena_copy_z(&mem, got), t[i].value);
	}
}

static void
test_json(void **state)
{
	str got = json_pair(&mem, S("m"),
	    S("\"\\\n\x01<\x7f\xc3\xa9\xff\xf0\x9f\x8c\x8d"));

	(void)state;
	assert_string_equal(arena_copy_z(&mem, got),
	    "{\"m\":\"\\u0022\\u005c\\u000a\\u0001\\u003c\\u007f\xc3\xa9"
	    "\xef\xbf\xbd\xf0\x9f\x8c\x8d\"}\n");
}

/* ---- as people type ---------------------------------------------------- */

static struct req
typed(const char *value)
{
	struct field *f = NEW(&mem, struct field, 1);

	*f = (struct field){ S("x"), str_z(value) };
	return (struct req){ .field = f, .fields = 1 };
}

static void
test_days(void **state)
{
	static const struct { const char *text, *day; } t[] = {
		{ "2026-11-20", "2026-11-20" }, { "20.11.2026", "2026-11-20" },
		{ "20/11/2026", "2026-11-20" }, { "20-11-2026", "2026-11-20" },
		{ "20. 11. 2026", "2026-11-20" }, { "2026/1/2", "2026-01-02" },
		{ "  20.11. ", "2026-11-20" }, { "20.11", "2026-11-20" },
		{ "1.2.26", "2026-02-01" }, { "2026.11.20.", "2026-11-20" },
		{ "\xd9\xa2\xd9\xa0/\xd9\xa1\xd9\xa1/\xd9\xa2\xd9\xa0\xd9\xa2"
		    "\xd9\xa6", "2026-11-20" },
		{ "\xef\xbc\x92\xef\xbc\x90\xef\xbc\x8e\xef\xbc\x91\xef\xbc\x91"
		    "\xef\xbc\x8e", "2026-11-20" },
		/* The nearest: today is 2026-12-20. */
		{ "5.1.", "2027-01-05" }, { "29.2.", "none" },
		{ "1.12.", "2026-12-01" },
		{ "", "" }, { "   ", "" },
		{ "30.2.2026", "none" }, { "2026-11", "none" },
		{ "20.11.026", "none" }, { "20", "none" }, { "20.", "none" },
		{ "11/20/2026", "none" }, { "tomorrow", "none" },
		{ "20.11.2026 x", "none" }, { "20..11", "none" },
		{ "020.11.2026", "none" }, { "20.11.20261", "none" },
		{ "2026-11-20-", "none" }, { "\xff", "none" },
		{ "1111111111111111111111111111111111111111111111111111111111"
		    "11111111111111", "none" },
	};
	struct date today, day;

	(void)state;
	assert_true(date_parse(S("2026-12-20"), &today));
	for (size_t i = 0; i < COUNT(t); i++) {
		struct req rq = typed(t[i].text);
		bool ok = req_day(&rq, "x", today, &day);

		assert_string_equal(ok ? arena_copy_z(&mem,
		    date_str(&mem, day)) : "none", t[i].day);
	}
}

static void
test_times(void **state)
{
	static const struct { const char *text; int minutes; } t[] = {
		{ "18:30", 1110 }, { "18.30", 1110 }, { "1830", 1110 },
		{ "6 pm", 1080 }, { "6pm", 1080 }, { "6:30 P.M.", 1110 },
		{ "12 am", 0 }, { "12 pm", 720 }, { "18", 1080 }, { "0", 0 },
		{ "18h30", 1110 }, { "18h", 1080 }, { "18 Uhr", 1080 },
		{ "630", 390 }, { "", -1 }, { "\xef\xbc\x91\xef\xbc\x98\xef\xbc"
		    "\x9a\xef\xbc\x93\xef\xbc\x90", 1110 },
		{ "24:00", -2 }, { "18:60", -2 }, { "13 pm", -2 },
		{ "0 am", -2 }, { "18:3", -2 }, { "18:300", -2 },
		{ "noon", -2 }, { ":30", -2 }, { "18:30:00", -2 },
		{ "18 30x", -2 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct req rq = typed(t[i].text);
		int minutes = -2;

		assert_int_equal(req_time(&rq, "x", &minutes),
		    t[i].minutes != -2);
		assert_int_equal(minutes, t[i].minutes);
	}
}

static void
test_numbers(void **state)
{
	static const struct { const char *text; int64_t n; } t[] = {
		{ "0", 0 }, { "14", 14 }, { " 1 200 ", 1200 },
		{ "1,200", 1200 }, { "1.200.000", 1200000 }, { "1'200", 1200 },
		{ "\xe0\xa5\xa7\xe0\xa5\xaa", 14 }, { "", -1 },
		{ "1,20", -2 }, { "1,2000", -2 }, { "1,200.000", -2 },
		{ ",200", -2 }, { "1,", -2 }, { "-1", -2 }, { "1e3", -2 },
		{ "9999999999999999999", -2 }, { "12a", -2 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct req rq = typed(t[i].text);
		int64_t n = -2;

		assert_int_equal(req_number(&rq, "x", &n), t[i].n != -2);
		assert_int_equal(n, t[i].n);
	}
}

/* ---- the guard --------------------------------------------------------- */

struct head { const char *name, *value; };

static int
checked(const struct head *h, size_t len, const char *version)
{
	struct guard g = { 0 };

	for (size_t i = 0; i < len; i++) {
		guard_header(&g, str_z(h[i].name), str_z(h[i].value));
	}
	return guard_check(&g, str_z(version), S("GET"));
}

static void
test_guard(void **state)
{
	static const struct {
		int		 status;
		const char	*version;
		struct head	 h[3];
	} t[] = {
		{ 0, "HTTP/1.1", { { "Host", "a" } } },
		{ 0, "HTTP/1.1", { { "hOST", "a" },
		    { "Content-Length", "0" } } },
		{ 0, "HTTP/1.1", { { "Host", "a" },
		    { "Transfer-Encoding", "Chunked" } } },
		{ 0, "HTTP/1.0", { { "X", "a\tb" } } },
		{ 400, "HTTP/1.1", { { "X", "a" } } },
		{ 400, "HTTP/1.1", { { "Host", "a" }, { "Host", "a" } } },
		{ 400, "HTTP/1.0", { { "Host", "a" }, { "Host", "a" } } },
		{ 400, "HTTP/1.1", { { "Host", "a" }, { "Content-Length", "1" },
		    { "Content-Length", "1" } } },
		{ 400, "HTTP/1.1", { { "Host", "a" }, { "Content-Length", "1" },
		    { "Transfer-Encoding", "chunked" } } },
		{ 400, "HTTP/1.1", { { "Host", "a" },
		    { "Transfer-Encoding", "gzip, chunked" } } },
		{ 400, "HTTP/1.1", { { "Host", "a" },
		    { "Transfer-Encoding", "chunked" },
		    { "Transfer-Encoding", "chunked" } } },
		{ 400, "HTTP/1.0", { { "Transfer-Encoding", "chunked" } } },
		{ 400, "HTTP/1.1", { { "Host ", "a" } } },
		{ 400, "HTTP/1.1", { { "Host", "a" }, { "X Y", "a" } } },
		{ 400, "HTTP/1.1", { { "Host", "a" }, { "", "a" } } },
		{ 400, "HTTP/1.1", { { "Host", "a\x01" } } },
		{ 400, "HTTP/1.1", { { "Host", "a" }, { "X", "a\rb" } } },
		{ 400, "HTTP/1.1", { { "Host", "a" },
		    { "Content-Length", "+1" } } },
		{ 400, "HTTP/1.1", { { "Host", "a" },
		    { "Content-Length", "" } } },
		{ 400, "HTTP/1.1", { { "Host", "a" },
		    { "Content-Length", "1, 1" } } },
		{ 400, "HTTP/1.1", { { "Host", "a" },
		    { "Content-Length", "99999999999999999999" } } },
		{ 505, "HTTP/2.0", { { "Host", "a" } } },
		{ 505, "", { { "Host", "a" } } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		size_t n = 0;

		while (n < 3 && t[i].h[n].name != NULL) {
			n++;
		}
		assert_int_equal(checked(t[i].h, n, t[i].version),
		    t[i].status);
	}
}

static void
test_guard_many(void **state)
{
	struct guard g = { 0 };

	(void)state;
	guard_header(&g, S("Host"), S("a"));
	for (int i = 0; i < HEADERS_MAX; i++) {
		guard_header(&g, S("X"), S(""));
	}
	assert_int_equal(guard_check(&g, S("HTTP/1.1"), S("GET")), 431);
	g = (struct guard){ .hosts = 1 };
	assert_int_equal(guard_check(&g, S("HTTP/1.1"), S("G T")), 400);
}

static void
test_target(void **state)
{
	static const struct { const char *target, *path, *query; } t[] = {
		{ "/", "/", "" }, { "/a?b=c?d", "/a", "b=c?d" },
		{ "/a%20b?", "/a%20b", "" }, { "http://h:1/a?b", "/a", "b" },
		{ "https://H:1", "/", "" },
		{ "http://other/a", NULL, NULL }, { "a", NULL, NULL },
		{ "", NULL, NULL }, { "*", NULL, NULL }, { "/a b", NULL, NULL },
		{ "/\xc3\xa9", NULL, NULL }, { "/a\x01", NULL, NULL },
		{ "ftp://h:1/a", NULL, NULL }, { "h:1", NULL, NULL },
	};
	str path, query;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		bool ok = guard_target(str_z(t[i].target), S("h:1"), &path,
		    &query);

		assert_int_equal(ok, t[i].path != NULL);
		if (ok) {
			assert_true(str_eq(path, str_z(t[i].path)));
			assert_true(str_eq(query, str_z(t[i].query)));
		}
	}
}

static void
test_host(void **state)
{
	static const struct { bool ours; const char *host, *home; int port; }
	t[] = {
		{ true, "127.0.0.1:8080", "", 8080 },
		{ true, "LocalHost:8080", "", 8080 },
		{ true, "[::1]:8080", "", 8080 },
		{ true, "localhost", "", 80 },
		{ true, "a.example", "https://a.example", 8080 },
		{ true, "a.example:81", "http://a.example:81", 8080 },
		{ false, "localhost", "", 8080 },
		{ false, "evil.example:8080", "", 8080 },
		{ false, "127.0.0.1:8080", "https://a.example", 8080 },
		{ false, "a.example.evil", "https://a.example", 8080 },
		{ false, "", "", 8080 }, { false, "", "https://a.example", 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(guard_host(str_z(t[i].host), str_z(t[i].home),
		    t[i].port), t[i].ours);
	}
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, fresh, drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_pairs), TEST(test_parts), TEST(test_parts_limits),
		TEST(test_parameter), TEST(test_cookie), TEST(test_json),
		TEST(test_days), TEST(test_times), TEST(test_numbers),
		TEST(test_guard), TEST(test_guard_many), TEST(test_target),
		TEST(test_host),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
