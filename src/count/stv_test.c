/*
 * stv_test.c - the transferable vote on published examples, stage by stage; the
 * papers that are not plain; ties. tests/ballots/README.md names the sources.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "count/count.h"
#include "tests/ballots.h"

#define FOUR	"\"A\"\n\"B\"\n\"C\"\n\"D\"\n\"t\"\n"

/* A stage as it was published, in units of the method's last decimal. */
struct published {
	int64_t		 votes[13];
	int64_t		 quota, aside;	/* aside: not transferable */
	int64_t		 cut_off;
	const char	*elected, *excluded;
};

/* COUN-10 too: at each stage all add up to the ballots. */
static void
check_stage(const struct count_stv *v, size_t number, size_t n,
    const struct published *p)
{
	const struct count_stage *s = &v->stages.at[number];
	int64_t sum = s->not_transferable + s->cut_off;

	for (size_t i = 0; i < n; i++) {
		assert_int_equal(s->votes[i], p->votes[i]);
		sum += s->votes[i];
	}
	assert_int_equal(sum, v->ballots * v->scale);
	assert_int_equal(s->quota, p->quota);
	assert_int_equal(s->not_transferable, p->aside);
	assert_int_equal(s->cut_off, p->cut_off);
	assert_string_equal(ballots_letters(s->elected, s->elected_len),
	    p->elected);
	assert_string_equal(ballots_letters(&s->excluded, s->excludes),
	    p->excluded);
}

static void
draw(struct count_file *f, const char *letters)
{
	f->lots.len = 0;
	for (; *letters != '\0'; letters++) {
		LIST_ADD(&ballots_mem, &f->lots)->drawn =
		    (uint16_t)(*letters - 'A');
	}
}

static void
test_scottish_published(void **unused)	/* COUN-1, COUN-8, COUN-10 */
{
#define Q 1900000
	/* The stages of those without a vote are left out: 4 to 7. */
	static const struct published p[] = {
		{ { 600000, 300000, 800000, 2200000, 200000, 0, 3300000,
		    100000, 100000, 0, 0, 0, 1800000 }, Q, 0, 0, "GD", "" },
		{ { 684848, 342424, 842424, 2200000, 242424, 0, Q, 1245448,
		    142424, 0, 0, 0, 1800000 }, Q, 0, 8, "", "" },
		{ { 780300, 356060, 924240, Q, 269696, 0, Q, 1272720, 142424,
		    0, 0, 0, 1854544 }, Q, 0, 16, "", "" },
		{ { 780300, 356060, 924240, Q, 269696, 0, Q, 1415144, 0, 0,
		    0, 0, 1854544 }, Q, 0, 16, "", "" },
		{ { 880300, 369696, 924240, Q, 0, 0, Q, 1457568, 0, 0, 0, 0,
		    1968180 }, Q, 0, 16, "M", "" },
		{ { 901084, 395360, 945496, Q, 0, 0, Q, 1457568, 0, 0, 0, 0,
		    Q }, Q, 472, 20, "", "" },
		{ { 936448, 0, 1059132, Q, 0, 0, Q, 1561032, 0, 0, 0, 0, Q },
		    Q, 143368, 20, "", "" },
		{ { 0, 0, 1662204, Q, 0, 0, Q, 1659988, 0, 0, 0, 0, Q }, Q,
		    377788, 20, "", "" },
		{ { 0, 0, 1859172, Q, 0, 0, Q, 0, 0, 0, 0, 0, Q }, Q, 1840808,
		    20, "C", "" },
	};
	struct count_file f = ballots_file("committee-2005.blt");
	struct count_result r;

	(void)unused;
	draw(&f, "FJK");
	r = ballots_count(&f, COUNT_SCOTTISH);
	assert_int_equal(r.stv.quota, Q);
	assert_int_equal(r.stv.ballots, 94);
	assert_int_equal(r.stv.stages.len, COUNT(p) + 4);
	for (size_t i = 0; i < COUNT(p); i++) {
		check_stage(&r.stv, i < 3 ? i : i + 4, 13, &p[i]);
	}
	assert_string_equal(ballots_letters(r.elected, r.elected_len),
	    "GDMC");
	assert_int_equal(r.stv.stages.at[12].filled, 1);
	assert_int_equal(r.stv.fate[7], COUNT_EXCLUDED);
	assert_int_equal(r.stv.stage[7], 13);
	assert_int_equal(r.stv.stage[6], 1);
#undef Q
}

static void
test_meek_published(void **unused)	/* COUN-1, COUN-9, COUN-10 */
{
#define D 18800000609
#define G 18800000299
#define Q 18800000001
	static const struct published p[] = {
		{ { 6000000000, 3000000000, 8000000000, 22000000000,
		    2000000000, 0, 33000000000, 1000000000, 1000000000, 0, 0,
		    0, 18000000000 }, Q, 0, 0, "GD", "" },
		{ { 8006073598, 3232685848, 9408174589, D, 2759954125, 0, G,
		    13000470959, 1435843893, 0, 0, 0, 18556796080 }, Q, 0, 0,
		    "", "F" },
		{ { 8006073598, 3232685848, 9408174589, D, 2759954125, 0, G,
		    13000470959, 1435843893, 0, 0, 0, 18556796080 }, Q, 0, 0,
		    "", "J" },
		{ { 8006073598, 3232685848, 9408174589, D, 2759954125, 0, G,
		    13000470959, 1435843893, 0, 0, 0, 18556796080 }, Q, 0, 0,
		    "", "K" },
		{ { 8006073598, 3232685848, 9408174589, D, 2759954125, 0, G,
		    13000470959, 1435843893, 0, 0, 0, 18556796080 }, Q, 0, 0,
		    "", "L" },
		{ { 8006073598, 3232685848, 9408174589, D, 2759954125, 0, G,
		    13000470959, 1435843893, 0, 0, 0, 18556796080 }, Q, 0, 0,
		    "", "I" },
		{ { 8006073598, 3232685848, 9408174589, D, 2759954125, 0, G,
		    14436314852, 0, 0, 0, 0, 18556796080 }, Q, 0, 0, "",
		    "E" },
		{ { 9006073598, 3394740964, 9408174589, 19165213770, 0, 0, G,
		    14506945584, 0, 0, 0, 0, 19718851196 }, Q, 0, 0, "M",
		    "" },
		{ { 9427381450, 3730149807, 9774255128, 18799133460, 0, 0,
		    18799133416, 14666479770, 0, 0, 0, 0, 18799133497 },
		    18799133306, 4333472, 0, "", "B" },
		{ { 10204118384, 0, 11498644230, 18789719457, 0, 0,
		    18789719396, 15876675538, 0, 0, 0, 0, 18789719467 },
		    18789719295, 51403528, 0, "", "A" },
		{ { 0, 0, 16482212783, 19087429756, 0, 0, 19073682122,
		    19085721549, 0, 0, 0, 0, 19202438090 }, 18586296861,
		    1068515700, 0, "H", "" },
	};
	struct count_file f = ballots_file("committee-2005.blt");
	struct count_result r;

	(void)unused;
	draw(&f, "FJK");
	r = ballots_count(&f, COUNT_MEEK);
	assert_int_equal(r.stv.quota, Q);
	assert_int_equal(r.stv.stages.len, COUNT(p));
	for (size_t i = 0; i < COUNT(p); i++) {
		check_stage(&r.stv, i, 13, &p[i]);
	}
	assert_string_equal(ballots_letters(r.elected, r.elected_len),
	    "GDMH");
	assert_int_equal(r.stv.fate[2], COUNT_EXCLUDED);
#undef D
#undef G
#undef Q
}

/* An election made so that it hangs on the last decimals. */
static void
test_meek_accuracy(void **unused)		/* COUN-9, COUN-10 */
{
#define V 1000750000126
	static const struct published p[] = {
		{ { 1001000000000, 1001000000000, 667000000000, 667000000000,
		    667000000000 }, 1000750000001, 0, 0, "AB", "" },
		{ { V, V, 667166666686, 667166666562, 667166666500 },
		    1000750000001, 0, 0, "", "C" },
		{ { 800584418564, 800584418564, 0, 800596982770,
		    800556768208 }, 800580647027, 800677411894, 0, "D", "" },
	};
	struct count_file f = ballots_file("voting-matters-12.blt");
	struct count_result r;

	(void)unused;
	draw(&f, "C");
	r = ballots_count(&f, COUNT_MEEK);
	assert_int_equal(r.stv.stages.len, COUNT(p));
	for (size_t i = 0; i < COUNT(p); i++) {
		check_stage(&r.stv, i, 5, &p[i]);
	}
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "ABD");
#undef V
}

static void
test_small_published(void **unused)	/* COUN-8, COUN-9, COUN-10 */
{
	static const struct published meek[] = {
		{ { 4000000000, 0, 2000000000 }, 2000000001, 0, 0, "A", "" },
		{ { 2000000004, 1999999996, 2000000000 }, 2000000001, 0, 0,
		    "C", "B" },
	};
	static const struct published scottish[] = {
		{ { 400000, 0, 200000 }, 300000, 0, 0, "A", "" },
		{ { 300000, 100000, 200000 }, 300000, 0, 0, "", "" },
		{ { 300000, 0, 200000 }, 300000, 100000, 0, "C", "" },
	};
	struct count_file f = ballots_file("castor.blt");
	struct count_result r = ballots_count(&f, COUNT_MEEK);

	(void)unused;
	assert_int_equal(r.stv.stages.len, COUNT(meek));
	for (size_t i = 0; i < COUNT(meek); i++) {
		check_stage(&r.stv, i, 3, &meek[i]);
	}
	assert_int_equal(r.stv.stages.at[1].keep[0], 500000001);
	r = ballots_count(&f, COUNT_SCOTTISH);
	assert_int_equal(r.stv.stages.len, COUNT(scottish));
	for (size_t i = 0; i < COUNT(scottish); i++) {
		check_stage(&r.stv, i, 3, &scottish[i]);
	}
}

/*
 * All four end with the same votes, and the roundings of A and B put both C and
 * D over the quota with one seat left: none of the two is elected so, a lot
 * decides.
 */
static void
test_meek_multi_way_tie(void **unused)	/* COUN-3, COUN-9, COUN-10 */
{
	struct count_file f = ballots_of("4 3\n1516 1 2 3 0\n1516 1 2 4 0\n"
	    "2474 2 3 0\n2474 2 4 0\n38 2 1 3 0\n38 2 1 4 0\n242 3 0\n"
	    "242 4 0\n0\n" FOUR);
	struct count_result r = ballots_count(&f, COUNT_MEEK);
	const struct count_stage *s;

	(void)unused;
	assert_int_equal(r.outcome, COUNT_LOT_NEEDED);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "BA");
	assert_string_equal(ballots_letters(r.tied, r.tied_len), "CD");
	s = &r.stv.stages.at[r.stv.stages.len - 1];
	assert_true(s->votes[2] >= s->quota && s->votes[3] >= s->quota);
	draw(&f, "C");
	r = ballots_count(&f, COUNT_MEEK);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "BAD");
	assert_int_equal(r.outcome, COUNT_CARRIED);
}

/* The file of the paper of 1987: Basil withdrew. */
static void
test_algorithm_123(void **unused)		/* COUN-9, COUN-11 */
{
	struct count_file f = ballots_file("algorithm-123.blt");
	struct count_result r = ballots_count(&f, COUNT_MEEK);
	const struct count_stage *s = &r.stv.stages.at[0];

	(void)unused;
	assert_true(str_eq(f.title, S("Title")));
	assert_int_equal(r.stv.ballots, 12);
	assert_int_equal(r.stv.blank, 1);
	assert_int_equal(r.stv.fate[1], COUNT_WITHDREW);
	assert_int_equal(s->votes[0], 7000000000);
	assert_int_equal(s->votes[1], 0);
	assert_int_equal(s->votes[2], 1000000000);
	assert_int_equal(s->votes[3], 4000000000);
	assert_int_equal(s->quota, 4000000001);
	/* The surplus of 3 goes to Charlotte: 3 x 3/7, 4 x 3/7 more. */
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "AD");
}

/* ---- papers ------------------------------------------------------------ */

static void
first_stage(const char *ballots, int64_t a, int64_t b, int64_t aside,
    int64_t blank)
{
	struct count_file f = ballots_of(ballots);
	struct count_result r = ballots_count(&f, COUNT_SCOTTISH);

	assert_int_equal(r.stv.stages.at[0].votes[0],
	    a * COUNT_SCOTTISH_SCALE);
	assert_int_equal(r.stv.stages.at[0].votes[1],
	    b * COUNT_SCOTTISH_SCALE);
	assert_int_equal(r.stv.set_aside, aside);
	assert_int_equal(r.stv.blank, blank);
}

static void
test_papers(void **unused)			/* COUN-8, COUN-11 */
{
	(void)unused;
	/* No clear first preference: not counted. */
	first_stage("4 1\n5 1 0\n2 1=2 0\n1 - 1 2 0\n3 0\n0\n" FOUR, 5, 0, 3,
	    3);
	/* Who withdrew is no gap, and no equal rank. */
	first_stage("4 1\n-3\n5 3 1 0\n2 2=3 1 0\n3 3 0\n0\n" FOUR, 5, 2, 0,
	    3);
	first_stage("4 1\n-3\n-4\n5 1 0\n2 3=1=2 0\n4 - 3 1 0\n0\n" FOUR, 5,
	    0, 6, 0);
}

static void
second_stage(const char *ballots, int64_t b, int64_t c, int64_t lost)
{
	struct count_file f = ballots_of(ballots);
	struct count_result r = ballots_count(&f, COUNT_SCOTTISH);
	const struct count_stage *s = &r.stv.stages.at[1];

	assert_int_equal(s->act, COUNT_ACT_SURPLUS);
	assert_int_equal(s->candidate, 0);
	assert_int_equal(s->votes[1], b);
	assert_int_equal(s->votes[2], c);
	assert_int_equal(s->not_transferable, lost);
}

static void
test_later_preferences(void **unused)		/* COUN-8 */
{
	(void)unused;
	/* A has 12 of 18, a quota of 7 and a surplus of 5: 0.41666 each. */
	second_stage("4 2\n12 1 2 0\n4 3 0\n2 4 0\n0\n" FOUR, 499992, 400000,
	    0);
	/* Two alike, or a number left out: not transferable from there. */
	second_stage("4 2\n6 1 2 0\n6 1 2=3 0\n4 3 0\n2 4 0\n0\n" FOUR,
	    249996, 400000, 249996);
	second_stage("4 2\n6 1 2 0\n6 1 - 3 0\n4 3 0\n2 4 0\n0\n" FOUR,
	    249996, 400000, 249996);
}

static void
test_meek_numbers_left_out(void **unused)	/* COUN-9 */
{
	struct count_file f = ballots_of("4 1\n3 - 2 - 1 0\n2 1 0\n0\n" FOUR);
	struct count_result r = ballots_count(&f, COUNT_MEEK);

	(void)unused;
	assert_int_equal(r.stv.set_aside, 0);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "B");
}

/* ---- ties -------------------------------------------------------------- */

static void
check_tie(const struct count_result *r, size_t i, const char *tied,
    int stage, int decided_by, char chosen)
{
	const struct count_tie *t = &r->stv.ties.at[i];

	assert_true(i < r->stv.ties.len);
	assert_string_equal(ballots_letters(t->tied, t->tied_len), tied);
	assert_int_equal(t->stage, stage);
	assert_int_equal(t->decided_by, decided_by);
	assert_int_equal(t->drawn, chosen != 0);
	if (chosen != 0) {
		assert_int_equal(t->chosen, chosen - 'A');
	}
}

static void
test_earlier_stage(void **unused)		/* COUN-3, COUN-8 */
{
	struct count_file f = ballots_file("weak-defeat.blt");
	struct count_result r = ballots_count(&f, COUNT_SCOTTISH);

	(void)unused;
	assert_int_equal(r.stv.ties.len, 1);
	check_tie(&r, 0, "BC", 2, 1, 'B');
	assert_int_equal(r.stv.ties.at[0].what, COUNT_LOT_EXCLUDE);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "ED");
}

/* Whose surplus goes first: of two with the same, who had more before. */
static void
test_surplus_tie(void **unused)			/* COUN-8 */
{
	struct count_file f = ballots_of("5 3\n20 1 4 0\n18 2 5 0\n12 3 0\n"
	    "2 4 2 0\n1 5 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"D\"\n\"E\"\n\"t\"\n");
	struct count_result r;

	(void)unused;
	/* 53 ballots, a quota of 14: A has 6 over and B 4, C waits. */
	r = ballots_count(&f, COUNT_SCOTTISH);
	assert_int_equal(r.stv.stages.at[1].candidate, 0);
	assert_int_equal(r.stv.ties.len, 0);
	/* The same surplus at the first stage: by lot. */
	f = ballots_of("5 3\n20 1 4 0\n20 2 5 0\n11 3 0\n2 4 0\n1 5 0\n0\n"
	    "\"A\"\n\"B\"\n\"C\"\n\"D\"\n\"E\"\n\"t\"\n");
	draw(&f, "B");
	r = ballots_count(&f, COUNT_SCOTTISH);
	check_tie(&r, 0, "AB", 1, 0, 'B');
	assert_int_equal(r.stv.ties.at[0].what, COUNT_LOT_SURPLUS);
	assert_int_equal(r.stv.stages.at[1].candidate, 1);
	assert_int_equal(r.stv.stages.at[2].candidate, 0);
}

static void
test_lot_waits(void **unused)			/* COUN-3 */
{
	struct count_file f = ballots_of("4 1\n5 1 0\n2 2 1 0\n2 3 0\n2 4 0\n"
	    "0\n" FOUR);
	struct count_result r;

	(void)unused;
	for (int i = 0; i < 2; i++) {
		enum count_method m = i == 0 ? COUNT_SCOTTISH : COUNT_MEEK;

		f.lots.len = 0;
		r = ballots_count(&f, m);
		assert_int_equal(r.outcome, COUNT_LOT_NEEDED);
		assert_string_equal(ballots_letters(r.tied, r.tied_len),
		    "BCD");
		assert_int_equal(r.elected_len, 0);
		assert_int_equal(r.open, 1);
		check_tie(&r, 0, "BCD", 1, 0, 0);
		assert_int_equal(r.stv.fate[1], COUNT_HOPEFUL);
		draw(&f, "B");
		r = ballots_count(&f, m);
		assert_int_equal(r.outcome, COUNT_CARRIED);
		check_tie(&r, 0, "BCD", 1, 0, 'B');
		assert_string_equal(ballots_letters(r.elected,
		    r.elected_len), "A");
	}
}

/* As many candidates as seats, fewer, and no ballot at all. */
static void
test_few(void **unused)				/* COUN-6, COUN-8 */
{
	struct count_file f = ballots_of("4 4\n2 1 0\n0\n" FOUR);
	struct count_file g = ballots_of("4 3\n-4\n-3\n2 1 0\n0\n" FOUR);
	struct count_file h = ballots_of("4 1\n-4\n-3\n0\n" FOUR);
	static const enum count_method of[] = { COUNT_SCOTTISH, COUNT_MEEK };

	(void)unused;
	for (size_t i = 0; i < 2; i++) {
		struct count_result r = ballots_count(&f, of[i]);

		assert_string_equal(ballots_letters(r.elected,
		    r.elected_len), "ABCD");
		assert_int_equal(r.stv.stages.at[0].filled, 3);
		r = ballots_count(&g, of[i]);
		assert_int_equal(r.elected_len, 2);
		assert_int_equal(r.open, 1);
		assert_int_equal(r.outcome, COUNT_NOT_CARRIED);
		r = ballots_count(&h, of[i]);
		assert_int_equal(r.outcome, COUNT_LOT_NEEDED);
	}
}

/* As many ballots as there may be: nothing overflows. */
static void
test_large(void **unused)		/* COUN-2, COUN-8, COUN-9, COUN-10 */
{
	struct count_file f = ballots_of("4 2\n600000000 1 2 3 0\n"
	    "300000000 2 3 0\n50000001 3 0\n49999999 4 1 0\n0\n" FOUR);
	static const enum count_method of[] = { COUNT_SCOTTISH, COUNT_MEEK };

	(void)unused;
	for (size_t i = 0; i < 2; i++) {
		struct count_result r = ballots_count(&f, of[i]);

		assert_string_equal(ballots_letters(r.elected,
		    r.elected_len), "AB");
		for (size_t k = 0; k < r.stv.stages.len; k++) {
			const struct count_stage *s = &r.stv.stages.at[k];
			int64_t sum = s->not_transferable + s->cut_off;

			for (size_t c = 0; c < 4; c++) {
				assert_true(s->votes[c] >= 0);
				sum += s->votes[c];
			}
			assert_int_equal(sum, COUNT_VOTES_MAX * r.stv.scale);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scottish_published),
		cmocka_unit_test(test_meek_published),
		cmocka_unit_test(test_meek_accuracy),
		cmocka_unit_test(test_small_published),
		cmocka_unit_test(test_meek_multi_way_tie),
		cmocka_unit_test(test_algorithm_123),
		cmocka_unit_test(test_papers),
		cmocka_unit_test(test_later_preferences),
		cmocka_unit_test(test_meek_numbers_left_out),
		cmocka_unit_test(test_earlier_stage),
		cmocka_unit_test(test_surplus_tie),
		cmocka_unit_test(test_lot_waits),
		cmocka_unit_test(test_few),
		cmocka_unit_test(test_large),
	};

	return cmocka_run_group_tests_name("stv", tests, NULL, NULL);
}
