/*
 * schulze_test.c - Schulze's method on a published example, its ties, and what
 * is not ranked. What must hold of any election is in tests/count_random.py.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "count/count.h"
#include "tests/ballots.h"

#define THREE	"\"A\"\n\"B\"\n\"C\"\n\"t\"\n"

/* Schulze 2011, example 1: the pairs N[i, j] and the strengths P[i, j]. */
static void
test_example_1(void **unused)			/* COUN-1, COUN-7 */
{
	static const int n[5][5] = { { 0, 20, 26, 30, 22 },
	    { 25, 0, 16, 33, 18 }, { 19, 29, 0, 17, 24 },
	    { 15, 12, 28, 0, 14 }, { 23, 27, 21, 31, 0 } };
	static const int p[5][5] = { { 0, 28, 28, 30, 24 },
	    { 25, 0, 28, 33, 24 }, { 25, 29, 0, 29, 24 },
	    { 25, 28, 28, 0, 24 }, { 25, 28, 28, 31, 0 } };
	struct count_file f = ballots_file("schulze-1.blt");
	struct count_result r = ballots_count(&f, COUNT_SCHULZE);
	const struct count_schulze *s = &r.schulze;

	(void)unused;
	for (size_t i = 0; i < 25; i++) {
		if (i / 5 != i % 5) {
			assert_int_equal(s->pairs[i], n[i / 5][i % 5]);
			assert_int_equal(s->paths[i].with, p[i / 5][i % 5]);
			assert_int_equal(s->paths[i].with +
			    s->paths[i].against, 45);
		}
	}
	assert_string_equal(ballots_letters(s->order, s->order_len), "EACBD");
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "E");
	assert_int_equal(r.outcome, COUNT_CARRIED);
	assert_true(count_schulze_before(s, 4, 0));
	assert_false(count_schulze_before(s, 0, 4));
}

static void
places(const struct count_result *r, size_t c, int first, int last)
{
	assert_int_equal(r->schulze.first[c], first);
	assert_int_equal(r->schulze.last[c], last);
}

static void
test_ties(void **unused)			/* COUN-3, COUN-7 */
{
	struct count_file f = ballots_of("3 1\n1 1 2 3 0\n1 2 1 3 0\n0\n"
	    THREE);
	struct count_result r = ballots_count(&f, COUNT_SCHULZE);

	(void)unused;
	places(&r, 0, 1, 2);
	places(&r, 1, 1, 2);
	places(&r, 2, 3, 3);
	assert_int_equal(r.outcome, COUNT_TIE);
	assert_int_equal(r.elected_len, 0);
	assert_string_equal(ballots_letters(r.tied, r.tied_len), "AB");
	/* For two seats nothing is tied. */
	f.rule.seats = 2;
	r = ballots_count(&f, COUNT_SCHULZE);
	assert_int_equal(r.outcome, COUNT_CARRIED);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "AB");
}

/* A is before C; B is tied with both of them: told as it is. */
static void
test_tie_that_is_no_place(void **unused)	/* COUN-3 */
{
	struct count_file f = ballots_of("3 1\n2 1 3 0\n1 3 1 0\n1 1 2 0\n"
	    "1 2 1 0\n1 2 3 0\n1 3 2 0\n0\n" THREE);
	struct count_result r = ballots_count(&f, COUNT_SCHULZE);

	(void)unused;
	places(&r, 0, 1, 2);
	places(&r, 1, 1, 3);
	places(&r, 2, 2, 3);
	assert_string_equal(ballots_letters(r.tied, r.tied_len), "AB");
	/* For two seats A is sure of one. */
	f.rule.seats = 2;
	r = ballots_count(&f, COUNT_SCHULZE);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "A");
	assert_string_equal(ballots_letters(r.tied, r.tied_len), "BC");
}

/* A is before C, all else is tied: of four who are tied C is not drawn before
 * A. */
static void
test_lot_behind(void **unused)			/* COUN-3 */
{
	struct count_file f = ballots_of("4 2\n1 1 2 3 4 0\n1 4 3 2 1 0\n"
	    "1 1 3 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"D\"\n\"t\"\n");
	struct count_result r = ballots_count(&f, COUNT_SCHULZE);
	struct count_lot lots[] = { { 1 }, { 2 } };

	(void)unused;
	assert_string_equal(ballots_letters(r.tied, r.tied_len), "ABDC");
	f.rule.method = COUNT_SCHULZE;
	assert_int_equal(count_vote(&ballots_mem, &f.rule, &f.ballots, lots,
	    2, &r), COUNT_LOT_NOT_TIED);
	lots[0].drawn = 0;
	assert_int_equal(count_vote(&ballots_mem, &f.rule, &f.ballots, lots,
	    1, &r), COUNT_OK);
	assert_int_equal(r.outcome, COUNT_TIE);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "A");
	assert_string_equal(ballots_letters(r.tied, r.tied_len), "BDC");
	assert_int_equal(count_vote(&ballots_mem, &f.rule, &f.ballots, lots,
	    2, &r), COUNT_OK);
	assert_int_equal(r.outcome, COUNT_CARRIED);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "AC");
	assert_int_equal(r.by_lot, 2);
}

/* Two cycles of wins by the same ballots: who has fewer against wins. */
static void
test_fewer_against(void **unused)		/* COUN-7 */
{
	struct count_file f = ballots_of("2 1\n5 1 2 0\n3 2 1 0\n0\n\"A\"\n"
	    "\"B\"\n\"t\"\n");
	struct count_result r = ballots_count(&f, COUNT_SCHULZE);

	(void)unused;
	assert_int_equal(r.schulze.paths[1].with, 5);
	assert_int_equal(r.schulze.paths[1].against, 3);
	assert_int_equal(r.schulze.paths[2].with, 3);
	assert_int_equal(r.schulze.paths[2].against, 5);
	/* A over B 6:2, B over C 6:3, C over A 6:4: the weakest link is that
	 * of C, so A is first and B second. */
	f = ballots_of("3 1\n6 1 2 0\n2 2 1 0\n6 2 3 0\n3 3 2 0\n6 3 1 0\n"
	    "4 1 3 0\n0\n" THREE);
	r = ballots_count(&f, COUNT_SCHULZE);
	assert_string_equal(ballots_letters(r.schulze.order, 3), "ABC");
	places(&r, 0, 1, 1);
	places(&r, 1, 2, 2);
}

static void
test_unranked(void **unused)			/* COUN-7 */
{
	struct count_file f = ballots_of("3 1\n3 1 0\n2 2 1 0\n0\n" THREE);
	struct count_result r = ballots_count(&f, COUNT_SCHULZE);

	(void)unused;
	/* Neither: only two ballots rank A and B. */
	assert_int_equal(r.schulze.pairs[0 * 3 + 1], 0);
	assert_int_equal(r.schulze.pairs[1 * 3 + 0], 2);
	places(&r, 1, 1, 2);
	places(&r, 0, 2, 3);
	places(&r, 2, 1, 3);
	f.rule.unranked = COUNT_UNRANKED_LAST;
	r = ballots_count(&f, COUNT_SCHULZE);
	assert_int_equal(r.schulze.pairs[0 * 3 + 1], 3);
	assert_int_equal(r.schulze.pairs[1 * 3 + 0], 2);
	assert_int_equal(r.schulze.pairs[0 * 3 + 2], 5);
	assert_int_equal(r.schulze.pairs[1 * 3 + 2], 2);
	assert_int_equal(r.schulze.pairs[2 * 3 + 0], 0);
	assert_string_equal(ballots_letters(r.schulze.order, 3), "ABC");
	/* Equal ranks are for neither of the two, before who is not ranked. */
	f = ballots_of("3 1\n4 1=2 0\n0\n" THREE);
	f.rule.unranked = COUNT_UNRANKED_LAST;
	r = ballots_count(&f, COUNT_SCHULZE);
	assert_int_equal(r.schulze.pairs[0 * 3 + 1], 0);
	assert_int_equal(r.schulze.pairs[1 * 3 + 0], 0);
	assert_int_equal(r.schulze.pairs[0 * 3 + 2], 4);
	assert_int_equal(r.schulze.pairs[2 * 3 + 1], 0);
}

static void
test_withdrawn(void **unused)			/* COUN-11 */
{
	struct count_file f = ballots_of("3 3\n-1\n3 1 2 0\n2 3 2 0\n2 1 0\n"
	    "0\n" THREE);
	struct count_result r = ballots_count(&f, COUNT_SCHULZE);

	(void)unused;
	assert_int_equal(r.schulze.blank, 2);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "CB");
	assert_int_equal(r.open, 1);
	assert_int_equal(r.outcome, COUNT_NOT_CARRIED);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(r.schulze.pairs[i], 0);
		assert_int_equal(r.schulze.pairs[i * 3], 0);
	}
	f.rule.unranked = COUNT_UNRANKED_LAST;
	r = ballots_count(&f, COUNT_SCHULZE);
	assert_int_equal(r.schulze.pairs[1 * 3 + 2], 3);
	assert_int_equal(r.schulze.pairs[0 * 3 + 2], 0);
}

/* Many ballots in few groups: numbers that only 64 bits hold together. */
static void
test_large(void **unused)			/* COUN-2, COUN-7 */
{
	struct count_file f = ballots_of("2 1\n500000001 1 2 0\n"
	    "499999999 2 1 0\n0\n\"A\"\n\"B\"\n\"t\"\n");
	struct count_result r = ballots_count(&f, COUNT_SCHULZE);

	(void)unused;
	assert_int_equal(r.schulze.paths[1].with, 500000001);
	assert_int_equal(r.schulze.paths[1].against, 499999999);
	assert_int_equal(r.schulze.paths[2].with, 499999999);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "A");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_example_1),
		cmocka_unit_test(test_ties),
		cmocka_unit_test(test_tie_that_is_no_place),
		cmocka_unit_test(test_lot_behind),
		cmocka_unit_test(test_fewer_against),
		cmocka_unit_test(test_unranked),
		cmocka_unit_test(test_withdrawn),
		cmocka_unit_test(test_large),
	};

	return cmocka_run_group_tests_name("schulze", tests, NULL, NULL);
}
