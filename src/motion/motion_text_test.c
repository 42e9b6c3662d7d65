/*
 * motion_text_test.c - texts of motions: paragraphs, amendments applied, and
 * differences held against a slow and simple way to find them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "motion/motion.h"

#define WORDS_MAX	100

static struct arena mem;

static int
open_all(void **unused)
{
	(void)unused;
	return arena_make(&mem, (size_t)256 << 20) ? 0 : -1;
}

static int
close_all(void **unused)
{
	(void)unused;
	arena_drop(&mem);
	return 0;
}

static void
same(str got, const char *wanted)
{
	if (!str_eq(got, str_z(wanted))) {
		print_error("\"" STR_FMT "\" instead of \"%s\"\n",
		    STR_ARG(got), wanted);
		fail();
	}
}

/* ---- paragraphs -------------------------------------------------------- */

static void
test_paragraphs(void **unused)
{
	str p[PARAGRAPHS_MAX];

	(void)unused;
	assert_int_equal(motion_paragraphs(S(""), p), 0);
	assert_int_equal(motion_paragraphs(S(" \n\n \n"), p), 0);
	assert_int_equal(motion_paragraphs(
	    S("\n\none\ntwo\n \t\r\n\n\nthree\n"), p), 2);
	same(p[0], "one\ntwo");
	same(p[1], "three");
}

/* The last one takes the rest, so that nothing of a text is lost. */
static void
test_too_many_paragraphs(void **unused)
{
	str p[PARAGRAPHS_MAX];
	char text[3 * (PARAGRAPHS_MAX + 50)];
	size_t len = 0;

	(void)unused;
	for (int i = 0; i < PARAGRAPHS_MAX + 50; i++) {
		memcpy(text + len, "x\n\n", 3);
		len += 3;
	}
	assert_int_equal(motion_paragraphs((str){ text, len }, p),
	    PARAGRAPHS_MAX);
	assert_int_equal(p[PARAGRAPHS_MAX - 1].len, 50 * 3 + 1);
}

/* ---- amended ----------------------------------------------------------- */

#define AMENDED(...) \
	motion_amended(&mem, S("one\n\ntwo\n\nthree"), \
	    (const struct amendment[]){ __VA_ARGS__ }, \
	    sizeof((const struct amendment[]){ __VA_ARGS__ }) / \
	    sizeof(struct amendment))
#define A(state_, kind_, paragraph_, text_) \
	{ .state = (state_), .kind = (kind_), .paragraph = (paragraph_), \
	  .text = S_INIT(text_) }

static void
test_amended(void **unused)			/* MOTI-4 */
{
	(void)unused;
	same(AMENDED(A(MOTION_NOT_CARRIED, AMEND_REPLACE, 1, "no"),
	    A(MOTION_OPEN, AMEND_TAKE_OUT, 2, "")), "one\n\ntwo\n\nthree");
	same(AMENDED(A(MOTION_CARRIED, AMEND_REPLACE, 2, "TWO")),
	    "one\n\nTWO\n\nthree");
	same(AMENDED(A(MOTION_CARRIED, AMEND_TAKE_OUT, 1, "")),
	    "two\n\nthree");
	same(AMENDED(A(MOTION_CARRIED, AMEND_INSERT, 0, "zero"),
	    A(MOTION_CARRIED, AMEND_INSERT, 3, "four"),
	    A(MOTION_CARRIED, AMEND_INSERT, 3, "five")),
	    "zero\n\none\n\ntwo\n\nthree\n\nfour\n\nfive");
	/* What is inserted after a paragraph stays where that is taken out. */
	same(AMENDED(A(MOTION_CARRIED, AMEND_INSERT, 2, "more"),
	    A(MOTION_CARRIED, AMEND_TAKE_OUT, 2, "")),
	    "one\n\nmore\n\nthree");
}

/* ---- differences ------------------------------------------------------- */

static void
differs(const char *before, const char *after, const char *wanted)
{
	static const char *const sign[] = { "", "+", "-" };
	struct text_change *list;
	str all = S("");
	size_t len;

	motion_differences(&mem, str_z(before), str_z(after), &list, &len);
	for (size_t i = 0; i < len; i++) {
		all = arena_printf(&mem, STR_FMT "%s[" STR_FMT "]",
		    STR_ARG(all), sign[list[i].kind], STR_ARG(list[i].text));
	}
	same(all, wanted);
}

static void
test_differences(void **unused)
{
	(void)unused;
	differs("", "", "");
	differs("as it was", "as it was", "[as it was]");
	differs("", "all new", "+[all new]");
	differs("all gone", "", "-[all gone]");
	differs("one big cell", "one small cell",
	    "[one ]-[big]+[small][ cell]");
	differs("we meet", "we meet each month", "[we meet]+[ each month]");
	differs("四月に会う", "五月に会う", "-[四]+[五][月に会う]");
	differs("회의를 연다", "총회를 연다", "-[회의를]+[총회를][ 연다]");
}

static size_t
tokens_of(str text, str *out)
{
	size_t len = 0;

	while (text.len > 0) {
		bool space = text.at[0] == ' ';
		size_t end = 0;

		while (end < text.len && (text.at[end] == ' ') == space) {
			end++;
		}
		out[len++] = str_part(text, 0, end);
		text = str_from(text, end);
	}
	return len;
}

/* The most tokens that both have in the same order, from the definition. */
static size_t
longest(const str *a, size_t a_len, const str *b, size_t b_len)
{
	size_t best[64][64] = { { 0 } };

	for (size_t i = 1; i <= a_len; i++) {
		for (size_t k = 1; k <= b_len; k++) {
			size_t up = best[i - 1][k], left = best[i][k - 1];

			best[i][k] = str_eq(a[i - 1], b[k - 1]) ?
			    best[i - 1][k - 1] + 1 : up > left ? up : left;
		}
	}
	return best[a_len][b_len];
}

static str
words(char *buf)
{
	static const char *const word[] = { "a", "b", "cc", "d" };
	int len = rand() % 12, end = 0;

	buf[0] = '\0';
	for (int i = 0; i < len; i++) {
		end += snprintf(buf + end, WORDS_MAX - end, "%s%s",
		    word[rand() % 4], i % 3 == 0 ? "  " : " ");
	}
	return str_z(buf);
}

static str
joined(const struct text_change *list, size_t len, enum change_kind without)
{
	str all = S("");

	for (size_t i = 0; i < len; i++) {
		if (list[i].kind != without) {
			all = arena_printf(&mem, STR_FMT STR_FMT,
			    STR_ARG(all), STR_ARG(list[i].text));
		}
	}
	return all;
}

/* Both texts come out of it again, and no more is changed than has to be. */
static void
test_random_differences(void **unused)
{
	char one[WORDS_MAX], two[WORDS_MAX];
	str a[64], b[64], got[64];

	(void)unused;
	srand(7);
	for (int i = 0; i < 20000; i++) {
		str before = words(one), after = words(two);
		struct text_change *list;
		size_t len, same_len = 0, kept;

		arena_reset(&mem);
		motion_differences(&mem, before, after, &list, &len);
		assert_true(str_eq(joined(list, len, TEXT_ADDED), before));
		assert_true(str_eq(joined(list, len, TEXT_TAKEN), after));
		for (size_t k = 0; k < len; k++) {
			same_len += list[k].kind != TEXT_SAME ? 0 :
			    tokens_of(list[k].text, got);
		}
		kept = longest(a, tokens_of(before, a), b,
		    tokens_of(after, b));
		assert_int_equal(same_len, kept);
	}
}

/* More than is looked for: one goes out, the other comes in. */
static void
test_very_different(void **unused)
{
	char *one = malloc(30000), *two = malloc(30000);
	struct text_change *list;
	size_t len;

	(void)unused;
	assert_true(one != NULL && two != NULL);
	for (int i = 0; i < 15000; i++) {
		memcpy(one + 2 * i, "a ", 2);
		memcpy(two + 2 * i, "b ", 2);
	}
	motion_differences(&mem, (str){ one, 30000 }, (str){ two, 30000 },
	    &list, &len);
	assert_int_equal(len, 2);
	motion_differences(&mem, (str){ one, 4000 }, (str){ two, 4000 },
	    &list, &len);
	assert_int_equal(len, 2);
	assert_int_equal(list[0].kind, TEXT_TAKEN);
	assert_int_equal(list[1].kind, TEXT_ADDED);
	free(one);
	free(two);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paragraphs),
		cmocka_unit_test(test_too_many_paragraphs),
		cmocka_unit_test(test_amended),
		cmocka_unit_test(test_differences),
		cmocka_unit_test(test_random_differences),
		cmocka_unit_test(test_very_different),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
