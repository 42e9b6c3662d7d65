/*
 * frame_test.c - what stands around a page, for whom, and the files it loads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html/asset.h"
#include "html/frame.h"

static struct arena mem;

static const struct frame_who member = {
	.organisation = { "Northern Federation", 19 },
	.lang = { "en-GB", 5 },
	.unit_name = { "Cell 4 <Bakery>", 15 },
	.person_name = { "Runa Vale", 9 },
	.logged_in = true, .member = true, .account = 7, .now = 1795199400,
};

/* The page as text with a final NUL. */
static const char *
page(const struct frame *f, const struct frame_who *who)
{
	struct html out = { .mem = &mem };

	arena_reset(&mem);
	frame_page(&out, f, who, (struct html_piece){ "<h1>Hi</h1>", 11 });
	return arena_copy_z(&mem, (str){ out.at, out.len });
}

static const char *
page_for(const struct frame_who *who)
{
	return page(&(struct frame){ .title = S("Today"), .nav = NAV_TODAY },
	    who);
}

static size_t
times(const char *text, const char *what)
{
	size_t n = 0;

	while ((text = strstr(text, what)) != NULL) {
		n++;
		text += strlen(what);
	}
	return n;
}

static void
assert_has(const char *text, const char *what)
{
	if (strstr(text, what) == NULL) {
		fail_msg("\"%s\" is not in:\n%s", what, text);
	}
}

static void
assert_lacks(const char *text, const char *what)
{
	if (strstr(text, what) != NULL) {
		fail_msg("\"%s\" is in:\n%s", what, text);
	}
}

static void
test_page(void **state)
{
	const char *p = page_for(&member);

	(void)state;
	assert_int_equal(strncmp(p, "<!doctype html>\n<html lang=\"en-GB\" "
	    "dir=\"ltr\" data-owner=\"", 57), 0);
	assert_has(p, "<title>Today – Cell 4 &lt;Bakery&gt;</title>");
	assert_has(p, "<body class=\"app\">");
	assert_has(p, "<a class=\"skip\" href=\"#main\">");
	assert_has(p, "<b>Cell 4 &lt;Bakery&gt;</b>"
	    "<small>Northern Federation</small>");
	assert_has(p, "<main id=\"main\" class=\"page\">");
	assert_has(p, "<h1>Hi</h1>");
	assert_has(p, "<p id=\"say\" class=\"vh\" role=\"status\"></p>");
	assert_has(p, "<a class=\"sync\" href=\"/outbox\"");
	assert_int_equal(times(p, "<h1>"), 1);
	assert_int_equal(times(p, "aria-current=\"page\""), 1);
}

static void
test_refused(void **state)
{
	const char *p = page(&(struct frame){
		.title = S("Record a meeting"), .refused = true,
	}, &member);

	(void)state;
	assert_has(p, "<title>Error: Record a meeting – ");
}

/* What stands in the five places at the bottom of a phone, by its labels. */
static void
assert_bottom(const struct frame_who *who, const char *const labels[5])
{
	const char *p = page_for(who);
	size_t shown = 0;

	for (const char *li = strstr(p, "<ul>\n"); li != NULL;
	    li = strstr(li + 1, "<li")) {
		if (strncmp(li, "<li><a", 6) == 0 ||
		    strncmp(li, "<li class=\"narrow\"", 18) == 0) {
			char label[40];

			assert_true(shown < 5 && labels[shown] != NULL);
			snprintf(label, sizeof(label), "<span>%s</span></a>",
			    labels[shown]);
			if (strncmp(strstr(li, "<span>"), label,
			    strlen(label)) != 0) {
				fail_msg("%zu is not %s: %.200s", shown,
				    labels[shown], li);
			}
			shown++;
		}
	}
	assert_true(shown == 5 || labels[shown] == NULL);
}

static void
test_navigation(void **state)
{
	struct frame_who who = member;

	(void)state;
	assert_bottom(&who, (const char *const[5]){ "Today", "Meetings",
	    "Circulars", "My page", "More" });
	who.officer = true;
	assert_bottom(&who, (const char *const[5]){ "Today", "Units",
	    "Help needed", "Plan", "More" });
	who.auditor = true;
	assert_bottom(&who, (const char *const[5]){ "Today", "Units",
	    "Changes", "Rules", "More" });
	assert_lacks(page_for(&who), "/setup");
	who.admin = true;
	assert_has(page_for(&who), "href=\"/setup\"");
	who.member = who.officer = who.auditor = false;
	assert_bottom(&who, (const char *const[5]){ "Set up", "All units",
	    "Rules", "More", NULL });
}

/* Every place can be the current one, and is marked once. */
static void
test_current(void **state)
{
	struct frame_who who = member;

	(void)state;
	who.officer = true;
	for (enum nav nav = NAV_TODAY; nav <= NAV_CELL; nav++) {
		const char *p = page(&(struct frame){ .nav = nav }, &who);

		assert_int_equal(times(p, "aria-current"), 1);
	}
	assert_int_equal(times(page(&(struct frame){ .nav = NAV_UNITS },
	    &member), "href=\"/tree\" aria-current=\"page\""), 1);
	assert_int_equal(times(page(&(struct frame){ .nav = NAV_NONE }, &who),
	    "aria-current"), 0);
	/* "More" is there for a phone and for a wide screen. */
	assert_int_equal(times(page(&(struct frame){ .nav = NAV_MORE }, &who),
	    "aria-current"), 2);
}

static void
test_bare(void **state)
{
	struct frame_who nobody = {
		.organisation = member.organisation, .now = 1,
	};
	const char *p = page_for(&nobody);

	(void)state;
	assert_has(p, "<body class=\"bare\">");
	assert_has(p, "data-owner=\"\"");
	assert_has(p, "<title>Today – Northern Federation</title>");
	assert_has(p, "<b>Northern Federation</b></span>");
	assert_lacks(p, "<nav");
	assert_lacks(p, "class=\"sync\"");
	p = page(&(struct frame){ .title = S("a"), .bare = true }, &member);
	assert_has(p, "<body class=\"bare\">");
	assert_lacks(p, "<nav");
	p = page(&(struct frame){ .title = S("a"), .paper = true }, &member);
	assert_has(p, "<body class=\"paper\">");
	assert_lacks(p, "<nav");
	assert_lacks(p, "<header");
	/* Before there is an organisation the house has our name. */
	nobody.organisation = S("");
	p = page_for(&nobody);
	assert_has(p, "<title>Today</title>");
	assert_has(p, "<b>Cellwork</b>");
}

static void
test_language(void **state)
{
	static const struct word list[] = {
		{ { "Meetings", 8 }, { "اجتماعات", 16 } },
		{ { "Skip to the main part", 21 }, { "<تخط>", 8 } },
	};
	static const struct words words = { list, COUNT(list) };
	struct frame_who who = member;
	const char *p;

	(void)state;
	who.lang = S("ar");
	who.right_to_left = true;
	who.words = &words;
	p = page_for(&who);
	assert_has(p, "<html lang=\"ar\" dir=\"rtl\"");
	assert_has(p, "<span>اجتماعات</span>");
	assert_has(p, ">&lt;تخط&gt;</a>");
}

/* By the word a phone keeps apart what different people wrote on it. */
static void
test_owner(void **state)
{
	struct frame_who who = member;
	char first[200];

	(void)state;
	assert_has(page_for(&who), " data-now=\"1795199400\">");
	snprintf(first, sizeof(first), "%.100s", page_for(&who));
	assert_int_equal(strncmp(page_for(&who), first, 100), 0);
	assert_null(strstr(first, "data-owner=\"7\""));
	who.account = 8;
	assert_int_not_equal(strncmp(page_for(&who), first, 100), 0);
	assert_lacks(page_for(&who), "data-keep");
	assert_has(page(&(struct frame){ .offline_keep = true }, &who),
	    " data-keep=\"1\">");
}

/* ---- the files --------------------------------------------------------- */

static uint32_t
crc32_of(const unsigned char *at, size_t len)
{
	uint32_t crc = 0xffffffffu;

	for (size_t i = 0; i < len; i++) {
		crc ^= at[i];
		for (int k = 0; k < 8; k++) {
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
		}
	}
	return ~crc;
}

static uint32_t
le32(const unsigned char *at)
{
	return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	    (uint32_t)at[3] << 24;
}

static void
test_assets(void **state)
{
	size_t n = 0;

	(void)state;
	for (const struct asset *a = assets; a->name != NULL; a++, n++) {
		const unsigned char *end = a->gzip + a->gzip_len;

		assert_ptr_equal(asset_named(a->name), a);
		assert_ptr_equal(asset_at(str_z(a->path)), a);
		assert_true(a->bytes_len > 0 && a->gzip_len > 18);
		assert_int_equal(a->gzip[0], 0x1f);
		assert_int_equal(a->gzip[1], 0x8b);
		assert_int_equal(le32(end - 4), a->bytes_len);
		assert_int_equal(le32(end - 8),
		    crc32_of(a->bytes, a->bytes_len));
		if (strcmp(a->name, "sw.js") != 0) {
			assert_int_equal(strncmp(a->path, "/static/", 8), 0);
			assert_non_null(strstr(a->path, a->tag));
		}
	}
	assert_true(n >= 8);
	assert_string_equal(asset_named("sw.js")->path, "/sw.js");
	assert_null(asset_named("no.css"));
	assert_null(asset_at(S("/static/cellwork.css")));
	assert_null(asset_at(S("")));
}

/* The script for no signal keeps the very files the pages load. */
static void
test_sw_names_files(void **state)
{
	static const char *const names[] = { "cellwork.css", "cellwork.js",
	    "outbox.js", "icons.svg", "icon.svg", "app.webmanifest" };
	const struct asset *sw = asset_named("sw.js");
	const char *p;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		const char *path = asset_named(names[i])->path;

		assert_non_null(memmem(sw->bytes, sw->bytes_len, path,
		    strlen(path)));
	}
	p = page_for(&member);
	assert_has(p, asset_named("cellwork.css")->path);
	assert_has(p, asset_named("app.webmanifest")->path);
	assert_has(p, asset_named("icon-180.png")->path);
}

/* The budgets of the first visit: 12 KB of styles, 60 KB of everything. */
static void
test_budget(void **state)
{
	size_t all = strlen(page_for(&member));

	(void)state;
	assert_true(asset_named("cellwork.css")->gzip_len <= 12 * 1024);
	all += asset_named("cellwork.css")->gzip_len;
	all += asset_named("cellwork.js")->gzip_len;
	all += asset_named("outbox.js")->gzip_len;
	all += asset_named("icons.svg")->gzip_len;
	assert_true(all <= 30 * 1024);
}

static int
make(void **state)
{
	(void)state;
	return arena_make(&mem, (size_t)16 << 20) ? 0 : -1;
}

static int
drop(void **state)
{
	(void)state;
	arena_drop(&mem);
	return 0;
}

/* At a conference the navigation is its own, whoever asks. */
static void
test_conference(void **state)
{
	const char *p = page(&(struct frame){ .title = S("Order of business"),
	    .nav = NAV_AGENDA, .conference = S("0123456789ab"),
	    .conference_name = S("5th Conference"),
	    .conference_below = S("Long Lakes, seat A 7") }, &member);

	(void)state;
	assert_has(p, "<b>5th Conference</b><small>Long Lakes, seat A 7<");
	assert_has(p, "<title>Order of business – 5th Conference<");
	assert_has(p, "href=\"/c/0123456789ab/now\"");
	assert_has(p, "href=\"/c/0123456789ab/agenda\" aria-current=\"page\"");
	assert_has(p, "href=\"/c/0123456789ab/papers\"");
	assert_has(p, "href=\"/c/0123456789ab/votes\"");
	assert_int_equal(times(p, "aria-current"), 1);
	assert_has(p, "<span>Leave</span>");
	assert_lacks(p, "/meetings");
}

/* What others wrote is as they released it: another file is looked at first. */
static void
test_of_others(void **state)
{
	static const struct { const char *name, *sha256; } file[] = {
		{ "htmx.min.js",	/* htmx.org 4.0.1, 0BSD */
		    "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b"
		    "4cc32130" },
		{ "hx-sse.min.js",	/* its dist/ext */
		    "18ef2761356ec1fe0bb6d92612315b37517a7c1e9856b661c5ae81fe"
		    "f239d103" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(file); i++) {
		const struct asset *a = asset_named(file[i].name);
		unsigned char sum[crypto_hash_sha256_BYTES];
		char hex[2 * sizeof(sum) + 1];

		assert_non_null(a);
		crypto_hash_sha256(sum, a->bytes, a->bytes_len);
		sodium_bin2hex(hex, sizeof(hex), sum, sizeof(sum));
		assert_string_equal(hex, file[i].sha256);
	}
}

/* A live page has the scripts that follow it, in their order, and asks for
 * itself where there are none; no other page has them. */
static void
test_live(void **state)
{
	const char *p = page(&(struct frame){ .title = S("Now"),
		.live = true }, &member);

	(void)state;
	assert_has(p, "<noscript><meta http-equiv=\"refresh\" content=\"10\">");
	assert_true(strstr(p, "/static/live.") < strstr(p, "/static/htmx."));
	assert_true(strstr(p, "/static/htmx.") < strstr(p, "/static/hx-sse."));
	assert_has(p, "data-ok=\"Connected\" data-lost=\"Reconnecting\"");
	assert_int_equal(times(p, "class=\"sync\""), 1);
	p = page(&(struct frame){ .title = S("Now") }, &member);
	assert_lacks(p, "htmx");
	assert_lacks(p, "http-equiv");
	assert_lacks(p, "/static/live.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page),
		cmocka_unit_test(test_conference),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_navigation),
		cmocka_unit_test(test_current),
		cmocka_unit_test(test_bare),
		cmocka_unit_test(test_language),
		cmocka_unit_test(test_owner),
		cmocka_unit_test(test_assets),
		cmocka_unit_test(test_sw_names_files),
		cmocka_unit_test(test_budget),
		cmocka_unit_test(test_of_others),
		cmocka_unit_test(test_live),
	};

	return cmocka_run_group_tests(tests, make, drop);
}
