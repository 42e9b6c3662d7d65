/*
 * parts_test.c - parts of pages: what they show, what they leave out, and that
 * their pictures are where their numbers are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html/parts.h"

static struct arena mem;
static struct html out;

#define SHOWN(part, ...) \
	(out = (struct html){ .mem = &mem }, \
	part##_html(&out, &(struct part##_view)__VA_ARGS__), shown())

static const char *
shown(void)
{
	return arena_copy_z(&mem, (str){ out.at, out.len });
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
assert_text(str got, const char *expected)
{
	if (!str_eq(got, str_z(expected))) {
		fail_msg("got \"" STR_FMT "\", expected \"%s\"", STR_ARG(got),
		    expected);
	}
}

/* ---- forms ------------------------------------------------------------- */

static void
test_errors(void **state)
{
	struct problems ps = { 0 };
	struct part_errors_view v;
	const char *p;

	(void)state;
	v = part_errors(&mem, &ps);
	out = (struct html){ .mem = &mem };
	part_errors_html(&out, &v);
	assert_null(memchr(shown(), '<', out.len));
	ps.list[ps.list_len++] = (struct problem){ "votes",
	    S("The votes <add> up to 11.") };
	v = part_errors(&mem, &ps);
	assert_text(v.heading, "One answer needs another look");
	ps.list[ps.list_len++] = (struct problem){ "", S("Of the whole.") };
	v = part_errors(&mem, &ps);
	assert_text(v.heading, "Two answers need another look");
	out = (struct html){ .mem = &mem };
	part_errors_html(&out, &v);
	p = shown();
	assert_has(p, "role=\"alert\" tabindex=\"-1\"");
	assert_has(p, "<li><a href=\"#votes\">The votes &lt;add&gt; up to 11."
	    "</a></li>");
	assert_has(p, "<li>Of the whole.</li>");
	ps.list_len = 12;
	assert_text(part_errors(&mem, &ps).heading,
	    "12 answers need another look");
}

static void
test_line(void **state)
{
	const char *p = SHOWN(part_line, { .id = "name", .label = "Name" });

	(void)state;
	assert_has(p, "<label for=\"name\">Name</label>");
	assert_has(p, "<input id=\"name\" name=\"name\" type=\"text\" "
	    "value=\"\"");
	assert_has(p, "autocomplete=\"off\"");
	assert_lacks(p, "hint");
	assert_lacks(p, "err");
	assert_lacks(p, "required");
	assert_lacks(p, "inputmode");
	p = SHOWN(part_line, { .id = "n", .label = "N", .hint = S("So many."),
	    .value = S("\"><script>"), .type = "tel", .mode = "numeric",
	    .complete = "tel", .width = "w5", .need = true });
	assert_has(p, "<p class=\"hint\" id=\"n-hint\">So many.</p>");
	assert_has(p, "aria-describedby=\"n-hint\"");
	assert_has(p, "value=\"&quot;&gt;&lt;script&gt;\" class=\"w5\"");
	assert_has(p, "autocomplete=\"tel\" inputmode=\"numeric\" required");
	p = SHOWN(part_line, { .id = "n", .label = "N", .hint = S("Hint."),
	    .problem = S("Write a number.") });
	assert_has(p, "<div class=\"field haserr\">");
	assert_has(p, "id=\"n-err\"><span class=\"vh\">Error: </span>"
	    "Write a number.</p>");
	assert_has(p, "aria-invalid=\"true\" aria-describedby=\"n-err\"");
	assert_lacks(p, "aria-describedby=\"n-hint\"");
}

static void
test_text(void **state)
{
	const char *p = SHOWN(part_text, { .id = "t", .label = "T",
	    .value = S("\n</textarea>") });

	(void)state;
	/* A browser drops the first line end; ours, not the writer's. */
	assert_has(p, "rows=\"4\">\n\n&lt;/textarea&gt;</textarea>");
	p = SHOWN(part_text, { .id = "t", .label = "T", .rows = 9,
	    .need = true, .problem = S("Write it.") });
	assert_has(p, "rows=\"9\" required class=\"bad-in\"");
}

static void
test_choice(void **state)
{
	static const struct part_option options[] = {
		{ { "a&b", 3 }, { "A", 1 }, { "note", 4 }, false },
		{ { "c", 1 }, { "C", 1 }, { "", 0 }, true },
	};
	const char *p = SHOWN(part_choice, { .id = "x", .label = "X",
	    .options = options, .options_len = 2 });

	(void)state;
	assert_has(p, "<input type=\"radio\" name=\"x\" value=\"a&amp;b\">"
	    "<span>A<small>note</small></span>");
	assert_has(p, "value=\"c\" checked><span>C</span>");
	assert_has(p, "<div class=\"pick\">");
	p = SHOWN(part_choice, { .id = "x", .label = "X", .beside = true,
	    .options = options, .options_len = 2, .problem = S("Choose.") });
	assert_has(p, "<div class=\"pick seg\">");
	assert_has(p, "id=\"x\" tabindex=\"-1\" aria-describedby=\"x-err\"");
	p = SHOWN(part_select, { .id = "x", .label = "X",
	    .none = S("Nobody yet"), .options = options, .options_len = 2 });
	assert_has(p, "<option value=\"\">Nobody yet</option>");
	assert_has(p, "<option value=\"a&amp;b\">A · note</option>");
	assert_has(p, "<option value=\"c\" selected>C</option>");
	assert_lacks(SHOWN(part_select, { .id = "x", .label = "X" }),
	    "<option");
}

/* ---- words ------------------------------------------------------------- */

static void
test_words(void **state)
{
	struct part_crumb crumbs[] = {
		{ S("North"), path_of(&mem, "/u/%s", S("a")) },
		{ S("<Lakes>"), path_of(&mem, "/u/%s", S("b")) },
	};
	struct part_stat stats[] = {
		{ S("Late"), S("61"), S("of 1,248") }, { S("A"), S("1"), S("") }
	};
	const char *p;

	(void)state;
	p = SHOWN(part_crumbs, { crumbs, 2 });
	assert_has(p, "<a href=\"/u/a\">North</a>");
	assert_has(p, "<a href=\"/u/b\">&lt;Lakes&gt;</a>");
	assert_lacks(SHOWN(part_crumbs, { NULL, 0 }), "<nav");
	p = SHOWN(part_stats, { stats, 2 });
	assert_has(p, "<dt>Late</dt><dd>61 <small>of 1,248</small></dd>");
	assert_has(p, "<dt>A</dt><dd>1</dd>");
	assert_lacks(SHOWN(part_stats, { NULL, 0 }), "<dl");
	p = SHOWN(part_empty, { .heading = S("Nothing is due"),
	    .text = S("It appears here.") });
	assert_has(p, "<h2>Nothing is due</h2>");
	assert_lacks(p, "class=\"btn\"");
	p = SHOWN(part_empty, { .heading = S("a"), .text = S("b"),
	    .href = crumbs[0].href, .label = S("Begin") });
	assert_has(p, "<a class=\"btn\" href=\"/u/a\">Begin</a>");
}

static void
test_strip(void **state)
{
	const char *p = SHOWN(part_strip, { .text = S("A sentence.") });

	(void)state;
	assert_has(p, "<p class=\"strip\"><span>A sentence.</span></p>");
	p = SHOWN(part_strip, { .kind = "warn", .icon = { "clock", false },
	    .bold = S("Soon."), .text = S("Two days."),
	    .href = path_of(&mem, "/rules"), .label = S("Why") });
	assert_has(p, "<p class=\"strip warn\"><svg class=\"i\"");
	assert_has(p, "<b>Soon.</b> Two days. <a href=\"/rules\">Why</a>");
}

static void
test_pager(void **state)
{
	const char *p = SHOWN(part_pager, { .text = S("1 to 50 of 80"),
	    .later = path_of(&mem, "/units") });

	(void)state;
	assert_has(p, "href=\"/units\">Go on");
	assert_lacks(p, "Back");
	p = SHOWN(part_pager, { .text = S("51 to 80 of 80"),
	    .earlier = path_of(&mem, "/units") });
	assert_has(p, "Back</a>");
	assert_lacks(p, "Go on");
}

/* ---- pictures of numbers ------------------------------------------------ */

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

static const char *
dots(size_t filled, size_t total)
{
	struct part_dots_view v = part_dots(&mem, filled, total,
	    S("so many came"));

	out = (struct html){ .mem = &mem };
	part_dots_html(&out, &v);
	return shown();
}

static void
test_dots(void **state)
{
	const char *p = dots(12, 14);

	(void)state;
	assert_int_equal(times(p, "<i></i>"), 12);
	assert_int_equal(times(p, "<i class=\"n\"></i>"), 2);
	assert_has(p, "role=\"img\" aria-label=\"so many came\"");
	assert_int_equal(times(dots(0, 3), "class=\"n\""), 3);
	assert_int_equal(times(dots(9, DOTS_MAX), "<i"), DOTS_MAX);
	assert_lacks(dots(0, 0), "<");
	/* A large unit is a line, not a thousand dots. */
	p = dots(700, 1000);
	assert_has(p, "aria-label=\"so many came\"><rect width=\"70.0%\"");
	assert_lacks(p, "<i");
}

static void
test_meter(void **state)
{
	static const struct { int64_t part, whole; const char *text; }
	cases[] = {
		{ 0, 10, "0.0%" }, { 1, 3, "33.3%" }, { 10, 10, "100.0%" },
		{ 20, 10, "100.0%" }, { -1, 10, "0.0%" }, { 5, 0, "0.0%" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_text(part_meter(&mem, cases[i].part,
		    cases[i].whole).percent, cases[i].text);
	}
	assert_has(SHOWN(part_meter, { .kind = "late", .percent = S("5.0%") }),
	    "class=\"meter late\"");
}

static void
test_bars(void **state)
{
	static const struct part_bar bars[] = {
		{ { "Sep", 3 }, 12, false }, { { "Oct", 3 }, 6, false },
		{ { "Nov", 3 }, 0, true },
	};
	struct part_bars_view v = part_bars(&mem, bars, 3, 0);

	(void)state;
	assert_text(v.bars[0].height, "100.0%");
	assert_text(v.bars[0].top, "0.0%");
	assert_text(v.bars[1].height, "50.0%");
	assert_text(v.bars[1].top, "50.0%");
	assert_text(v.bars[2].height, "0.0%");
	out = (struct html){ .mem = &mem };
	part_bars_html(&out, &v);
	assert_has(shown(), "<span>Oct <b class=\"ink\">6</b></span>");
	assert_has(shown(), "<li class=\"now\">");
	v = part_bars(&mem, bars, 3, 24);
	assert_text(v.bars[0].height, "50.0%");
	/* No number is higher than the picture. */
	v = part_bars(&mem, bars, 3, 5);
	assert_text(v.bars[0].height, "100.0%");
	v = part_bars(&mem, NULL, 0, 0);
	assert_int_equal(v.bars_len, 0);
}

static void
test_cells(void **state)
{
	static enum part_cell cells[CELLS_MAX + 5];
	struct part_cells_view v;
	size_t drawn;

	(void)state;
	for (size_t i = 0; i < 33; i++) {
		cells[i] = (enum part_cell)(i % CELL_STATES);
	}
	v = part_cells(&mem, S("A"), S("b"), path_of(&mem, "/u"), cells, 33);
	assert_int_equal(v.width, 328);
	assert_int_equal(v.height, 20);
	assert_true(str_starts(v.on_time, S("M0 0h9v9h-9zM55 0")));
	assert_true(str_starts(v.due, S("M11 0h9l-9 9z")));
	assert_true(str_starts(v.no_word, S("M44 0h9v9h-9zm2 2v5h5v-5z")));
	/* The 31st begins the second row. */
	assert_true(str_ends(v.on_time, S("M0 11h9v9h-9z")));
	out = (struct html){ .mem = &mem };
	part_cells_html(&out, &v);
	assert_int_equal(times(shown(), "<path class=\"f"), 5);
	/* What is of no state has no shape; what is too much is left out. */
	v = part_cells(&mem, S("A"), S("b"), path_of(&mem, "/u"), cells, 1);
	assert_int_equal(v.late.len, 0);
	memset(cells, 0, sizeof(cells));
	v = part_cells(&mem, S("A"), S("b"), path_of(&mem, "/u"), cells,
	    COUNT(cells));
	drawn = times(arena_copy_z(&mem, v.on_time), "M");
	assert_int_equal(drawn, CELLS_MAX);
	v = part_cells(&mem, S("A"), S("b"), path_of(&mem, "/u"), cells, 0);
	assert_int_equal(v.height, 9);
}

static void
test_key(void **state)
{
	const char *p = SHOWN(part_key, { .on_time = S("Met on time"),
	    .n_on_time = S("1,128"), .late = S("Late"), .n_late = S("48") });

	(void)state;
	assert_has(p, "<span class=\"sq c0\"></span>Met on time "
	    "<span class=\"num\">1,128</span>");
	assert_int_equal(times(p, "<li>"), 2);
}

static void
test_trend(void **state)
{
	struct part_point points[TREND_MAX];
	struct part_trend t = {
		.finding = S("It rose."), .what = S("On time"),
		.points = points, .points_len = 3, .low = 0, .high = 100,
		.low_text = S("0%"), .middle_text = S("50%"),
		.high_text = S("100%"),
	};
	struct part_trend_view v;

	(void)state;
	for (size_t i = 0; i < COUNT(points); i++) {
		points[i] = (struct part_point){ S("Jan"), 50, S("50%"),
		    S("") };
	}
	points[0].value = 0;
	points[1].reason = S("summer");
	points[2].value = 100;
	points[2].text = S("100%");
	v = part_trend(&mem, &t);
	assert_text(v.line, "0.0,100.0 50.0,50.0 100.0,0.0 ");
	assert_text(v.last_y, "0.0");
	assert_text(v.points[1].reason_y, "63.0");
	out = (struct html){ .mem = &mem };
	part_trend_html(&out, &v);
	assert_has(shown(), "role=\"img\" aria-label=\"It rose.\"");
	assert_has(shown(), ">summer</text>");
	assert_int_equal(times(shown(), "<th scope=\"row\">"), 3);
	/* What is off the scale stays in the picture. */
	points[0].value = -5;
	points[2].value = 500;
	v = part_trend(&mem, &t);
	assert_text(v.line, "0.0,100.0 50.0,50.0 100.0,0.0 ");
	/* Many points: some labels, always the last. */
	t.points_len = TREND_MAX;
	v = part_trend(&mem, &t);
	assert_true(v.points[TREND_MAX - 1].shown);
	assert_false(v.points[TREND_MAX - 2].shown);
	/* Twelve months: each has room by letter, every other by name. */
	t.points_len = 12;
	v = part_trend(&mem, &t);
	assert_true(v.points[11].shown && !v.points[10].shown);
	for (size_t i = 0; i < 12; i++) {
		points[i].label = S("J");
	}
	v = part_trend(&mem, &t);
	assert_true(v.points[11].shown && v.points[10].shown);
	/* One point is no line. */
	t.points_len = 1;
	v = part_trend(&mem, &t);
	out = (struct html){ .mem = &mem };
	part_trend_html(&out, &v);
	assert_lacks(shown(), "<svg");
	t.points_len = 0;
	assert_int_equal(part_trend(&mem, &t).points_len, 0);
}

static int
make(void **state)
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_choice),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_strip),
		cmocka_unit_test(test_pager),
		cmocka_unit_test(test_dots),
		cmocka_unit_test(test_meter),
		cmocka_unit_test(test_bars),
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_key),
		cmocka_unit_test(test_trend),
	};

	return cmocka_run_group_tests(tests, make, drop);
}
