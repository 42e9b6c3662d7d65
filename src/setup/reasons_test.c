/* reasons_test.c - many refused rows told in few lines (SETU-1, SETU-4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "setup/upload.h"

static struct arena mem;

static int
set_up(void **unused)
{
	(void)unused;
	assert_true(arena_make(&mem, (size_t)64 << 20));
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	arena_drop(&mem);
	return 0;
}

static void
tells(struct reasons *all, const char *wanted)
{
	str got = reasons_text(all);

	if (!str_eq(got, str_z(wanted))) {
		fail_msg("wanted:\n%s\ngot:\n" STR_FMT, wanted, STR_ARG(got));
	}
}

static void
test_few_are_told_each(void **unused)
{
	struct reasons all = { .mem = &mem };

	(void)unused;
	tells(&all, "");
	reasons_add(&all, S("line 4, code: \"A\" is there"));
	reasons_add(&all, S("the list ends early"));
	reasons_add(&all, S("line 9, code: \"B\" is there"));
	reasons_add(&all, S("line 10, code: \"B\" is there"));
	tells(&all, "line 4, code: \"A\" is there\n"
	    "line 9, code: \"B\" is there\n"
	    "line 10, code: \"B\" is there\n"
	    "the list ends early\n");
}

static void
test_many_stand_together(void **unused)		/* SETU-1 */
{
	struct reasons all = { .mem = &mem };

	(void)unused;
	reasons_add(&all, S("line 2: this is empty"));
	for (int i = 3; i < 18003; i++) {
		size_t mark = mem.used;
		str told = arena_printf(&mem, "line %d, cell: no \"C %d\" in"
		    " line %d, a day such as 2026-11-20, \"K\"", i, i % 40, i);

		reasons_add(&all, told);
		if (i > 10) {
			arena_release(&mem, mark);
		}
	}
	/* What is the same in all is told, what is not is left open. */
	tells(&all, "18,000 rows, cell: no \"…\" in line …, a day such as"
	    " 2026-11-20, \"K\"; for example lines 3, 4 and 5\n"
	    "line 2: this is empty\n");
}

static void
test_what_is_not_alike(void **unused)
{
	static const char *const told[] = {
		"line 2, a: \"x\" is there", "line 2, b: \"x\" is there",
		"line 2, a: x is there", "line 2, a: \"x is there",
		"line 2, a: 5 is there", "line 2, a: \"x\" is there already",
		"line 2, a: \"x\"", "line 2, a: \"5\" and 5 are there",
		"line, a", "line \"2\", a", "", "\"", "\"\"",
	};
	struct reasons all = { .mem = &mem };

	(void)unused;
	for (int times = 1; times <= 4; times++) {
		for (size_t i = 0; i < COUNT(told); i++) {
			reasons_add(&all, str_z(told[i]));
			assert_int_equal(all.list.len, times == 1 ? i + 1 :
			    COUNT(told));
		}
	}
	for (size_t i = 0; i < COUNT(told); i++) {
		assert_int_equal(all.list.at[i].rows, 4);
		assert_int_equal(all.list.at[i].differ, 0);
	}
	tells(&all, "4 rows, a: \"x\" is there; for example lines 2, 2 and 2\n"
	    "4 rows, b: \"x\" is there; for example lines 2, 2 and 2\n"
	    "4 rows, a: x is there; for example lines 2, 2 and 2\n"
	    "4 rows, a: \"x is there; for example lines 2, 2 and 2\n"
	    "4 rows, a: 5 is there; for example lines 2, 2 and 2\n"
	    "4 rows, a: \"x\" is there already; for example lines 2, 2 and 2\n"
	    "4 rows, a: \"x\"; for example lines 2, 2 and 2\n"
	    "4 rows, a: \"5\" and 5 are there; for example lines 2, 2 and 2\n"
	    "4 times: line, a\n4 times: line \"2\", a\n4 times: \n4 times: \"\n"
	    "4 times: \"\"\n");
}

static size_t
lines_in(str s)
{
	size_t n = 0;
	str line;

	while (str_cut(&s, '\n', &line)) {
		n++;
	}
	return n;
}

static void
test_lines_have_an_end(void **unused)
{
	struct reasons all = { .mem = &mem };
	str text;

	(void)unused;
	for (int i = 0; i < REASONS_MAX + 250; i++) {
		for (int k = 0; k < REASON_ROWS; k++) {
			reasons_add(&all, arena_printf(&mem,
			    "line %d: %c%c is none", i, 'a' + i % 26,
			    'a' + i / 26));
		}
	}
	text = reasons_text(&all);
	assert_int_equal(lines_in(text), REASONS_MAX * REASON_ROWS + 1);
	assert_true(str_ends(text, S("\n750 more rows have reasons of their"
	    " own\n")));
}

/* More values than there are bits: the last ones are taken together. */
static void
test_many_values(void **unused)
{
	struct reasons all = { .mem = &mem };
	str told[2] = { S("line 1: "), S("line 1: ") };

	(void)unused;
	for (int i = 0; i < 70; i++) {
		told[0] = arena_printf(&mem, STR_FMT "%d ", STR_ARG(told[0]),
		    i);
		told[1] = arena_printf(&mem, STR_FMT "%d ", STR_ARG(told[1]),
		    i < 69 ? i : 100);
	}
	for (int i = 0; i < 4; i++) {
		reasons_add(&all, told[i % 2]);
	}
	assert_int_equal(all.list.len, 1);
	assert_true(str_ends(reasons_text(&all), S(" 60 61 … … … … … … … … ;"
	    " for example lines 1, 1 and 1\n")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_few_are_told_each),
		cmocka_unit_test(test_many_stand_together),
		cmocka_unit_test(test_what_is_not_alike),
		cmocka_unit_test(test_lines_have_an_end),
		cmocka_unit_test(test_many_values),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
