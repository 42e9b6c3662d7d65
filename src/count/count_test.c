/*
 * count_test.c - ballots, refusals, questions and choices. The methods with an
 * order are in schulze_test.c and stv_test.c, files in file_test.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "count/count.h"
#include "tests/ballots.h"

static struct arena *const mem = &ballots_mem;

static struct count_rule
rule_of(enum count_method method, int32_t seats)
{
	return (struct count_rule){ .method = method, .seats = seats,
	    .unranked = COUNT_UNRANKED_NEITHER, .people = { -1, -1 } };
}

static struct count_majority
majority(int32_t num, int32_t den, bool more, enum base_of of)
{
	return (struct count_majority){ { num, den, more }, of };
}

/* ---- majorities -------------------------------------------------------- */

static void
test_needed(void **unused)			/* COUN-2 */
{
	static const struct fraction half = { 1, 2, false };
	static const struct fraction over = { 1, 2, true };
	static const struct fraction two_thirds = { 2, 3, false };

	(void)unused;
	assert_int_equal(count_needed(half, 10), 5);
	assert_int_equal(count_needed(over, 10), 6);
	assert_int_equal(count_needed(half, 11), 6);
	assert_int_equal(count_needed(over, 11), 6);
	assert_int_equal(count_needed(two_thirds, 100), 67);
	assert_int_equal(count_needed(two_thirds, 99), 66);
	assert_int_equal(count_needed(half, 0), 0);
	assert_int_equal(count_needed(over, 0), 1);
	assert_int_equal(count_needed(two_thirds, COUNT_VOTES_MAX),
	    666666667);
}

static void
answers(struct count_majority m, int64_t yes, int64_t no, int64_t abstain,
    enum count_outcome outcome, int64_t needed)
{
	struct count_rule rule = rule_of(COUNT_QUESTION, 1);
	const int64_t votes[COUNT_ANSWERS] = { yes, no, abstain };
	struct count_ballots b = ballots_said(votes, 2, 1);
	struct count_result r;

	rule.majority = m;
	rule.people = (struct count_people){ 100, 60 };
	assert_int_equal(count_vote(mem, &rule, &b, NULL, 0, &r), COUNT_OK);
	assert_int_equal(r.outcome, outcome);
	assert_int_equal(r.question.needed, needed);
	assert_int_equal(r.question.cast, yes + no);
	assert_int_equal(r.question.blank, 2);
	assert_int_equal(r.question.spoilt, 1);
}

static void
test_question(void **unused)		/* COUN-1, COUN-3, COUN-4 */
{
	struct count_majority none = { { 0, 0, false }, OF_CAST };
	struct count_majority cast = majority(1, 2, true, OF_CAST);
	struct count_majority half = majority(1, 2, false, OF_CAST);
	struct count_majority present = majority(1, 2, true, OF_PRESENT);
	struct count_majority all = majority(2, 3, false, OF_MEMBERS);

	(void)unused;
	answers(cast, 11, 10, 20, COUNT_CARRIED, 11);
	answers(none, 11, 10, 20, COUNT_CARRIED, 11);
	answers(cast, 10, 11, 0, COUNT_NOT_CARRIED, 11);
	answers(cast, 10, 10, 30, COUNT_TIE, 11);
	answers(half, 10, 10, 30, COUNT_CARRIED, 10);
	/* Nobody voted: nothing is carried, and nothing tied. */
	answers(cast, 0, 0, 5, COUNT_NOT_CARRIED, 1);
	answers(half, 0, 0, 5, COUNT_NOT_CARRIED, 0);
	/* Of those present: abstaining does not lower what is needed. */
	answers(present, 30, 5, 10, COUNT_NOT_CARRIED, 31);
	answers(present, 31, 5, 10, COUNT_CARRIED, 31);
	/* One more for it would not have carried it: no tie. */
	answers(present, 20, 20, 10, COUNT_NOT_CARRIED, 31);
	answers(all, 66, 10, 0, COUNT_NOT_CARRIED, 67);
	answers(all, 67, 10, 0, COUNT_CARRIED, 67);
	answers(majority(2, 3, false, OF_CAST), 10, 10, 0,
	    COUNT_NOT_CARRIED, 14);
}

static void
test_question_by_ballots(void **unused)	/* COUN-4, COUN-5 */
{
	struct count_file f = ballots_of("#: spoilt 3\n3 1\n11 1 0\n10 2 0\n"
	    "4 3 0\n2 0\n1 1=2 0\n0\n\"For\"\n\"Against\"\n\"Abstain\"\n");
	struct count_result r = ballots_count(&f, COUNT_QUESTION);

	(void)unused;
	assert_int_equal(r.outcome, COUNT_CARRIED);
	assert_int_equal(r.question.votes[COUNT_FOR], 11);
	assert_int_equal(r.question.votes[COUNT_AGAINST], 10);
	assert_int_equal(r.question.votes[COUNT_ABSTAIN], 4);
	assert_int_equal(r.question.blank, 2);
	assert_int_equal(r.question.set_aside, 1);
	assert_int_equal(r.question.spoilt, 3);
	assert_int_equal(r.question.whole, 21);
	assert_int_equal(r.question.needed, 11);
}

/* ---- choices ----------------------------------------------------------- */

static struct count_result
choose(const char *ballots, struct count_rule rule)
{
	struct count_file f = ballots_of(ballots);
	struct count_result r;

	assert_int_equal(count_vote(mem, &rule, &f.ballots, NULL, 0, &r),
	    COUNT_OK);
	return r;
}

#define FOUR	"\"A\"\n\"B\"\n\"C\"\n\"D\"\n\"t\"\n"

static void
test_plurality(void **unused)		/* COUN-5, COUN-6 */
{
	struct count_rule rule = rule_of(COUNT_PLURALITY, 2);
	struct count_result r = choose("4 2\n5 1=2 0\n4 3 0\n2 2=3 0\n"
	    "7 1=2=3 0\n3 0\n0\n" FOUR, rule);

	(void)unused;
	assert_int_equal(r.outcome, COUNT_CARRIED);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "BC");
	assert_int_equal(r.choice.votes[0], 5);
	assert_int_equal(r.choice.votes[1], 7);
	assert_int_equal(r.choice.votes[2], 6);
	assert_int_equal(r.choice.votes[3], 0);
	assert_int_equal(r.choice.cast, 11);
	assert_int_equal(r.choice.set_aside, 7);
	assert_int_equal(r.choice.blank, 3);
	assert_int_equal(r.choice.place[1], 1);
	assert_int_equal(r.choice.place[0], 3);
	assert_int_equal(r.choice.place[3], 4);

	rule.choices_max = 3;
	r = choose("4 2\n5 1=2 0\n7 1=2=3 0\n0\n" FOUR, rule);
	assert_int_equal(r.choice.set_aside, 0);
	rule.choices_max = 1;
	r = choose("4 2\n5 1=2 0\n7 1=2=3 0\n0\n" FOUR, rule);
	assert_int_equal(r.choice.set_aside, 12);
	assert_int_equal(r.outcome, COUNT_NOT_CARRIED);
	assert_int_equal(r.open, 2);
}

static void
test_last_seat_tied(void **unused)	/* COUN-3, COUN-6 */
{
	struct count_result r = choose("4 2\n5 1 0\n3 2 0\n3 3 0\n1 4 0\n0\n"
	    FOUR, rule_of(COUNT_PLURALITY, 2));

	(void)unused;
	assert_int_equal(r.outcome, COUNT_TIE);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "A");
	assert_string_equal(ballots_letters(r.tied, r.tied_len), "BC");
	assert_int_equal(r.open, 1);
	assert_int_equal(r.choice.place[1], 2);
	assert_int_equal(r.choice.place[2], 2);
	/* A tie that takes no seat away is none. */
	r = choose("4 3\n5 1 0\n3 2 0\n3 3 0\n1 4 0\n0\n" FOUR,
	    rule_of(COUNT_PLURALITY, 3));
	assert_int_equal(r.outcome, COUNT_CARRIED);
	assert_int_equal(r.tied_len, 0);
	/* All are tied for one seat. */
	r = choose("4 1\n1 1=2=3=4 0\n0\n" FOUR, rule_of(COUNT_APPROVAL, 1));
	assert_string_equal(ballots_letters(r.tied, r.tied_len), "ABCD");
	assert_int_equal(r.elected_len, 0);
}

static void
test_seats_by_lot(void **unused)	/* COUN-3, COUN-6 */
{
	struct count_file f = ballots_of("4 2\n5 1=2=3 0\n1 4 0\n0\n" FOUR);
	struct count_lot lots[] = { { 2 }, { 0 }, { 1 } };
	struct count_rule rule = rule_of(COUNT_APPROVAL, 2);
	struct count_result r;

	(void)unused;
	assert_int_equal(count_vote(mem, &rule, &f.ballots, lots, 1, &r),
	    COUNT_OK);
	assert_int_equal(r.outcome, COUNT_TIE);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "C");
	assert_string_equal(ballots_letters(r.tied, r.tied_len), "AB");
	assert_int_equal(r.open, 1);
	assert_int_equal(count_vote(mem, &rule, &f.ballots, lots, 2, &r),
	    COUNT_OK);
	assert_int_equal(r.outcome, COUNT_CARRIED);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "CA");
	assert_int_equal(r.by_lot, 2);
	assert_int_equal(r.tied_len, 0);
	/* Who is first by votes alone stays in its place. */
	assert_int_equal(r.choice.order[0], 0);
	assert_int_equal(count_vote(mem, &rule, &f.ballots, lots, 3, &r),
	    COUNT_LOT_LEFT);
	lots[1].drawn = 3;
	assert_int_equal(count_vote(mem, &rule, &f.ballots, lots, 2, &r),
	    COUNT_LOT_NOT_TIED);
	assert_int_equal(r.by_lot, 2);
}

static void
test_question_by_lot(void **unused)	/* COUN-3, COUN-4 */
{
	const int64_t votes[COUNT_ANSWERS] = { 5, 5, 0 };
	struct count_rule rule = rule_of(COUNT_QUESTION, 1);
	struct count_ballots b = ballots_said(votes, 0, 0);
	struct count_lot lot = { COUNT_ABSTAIN };
	struct count_result r, tie;

	(void)unused;
	assert_int_equal(count_vote(mem, &rule, &b, NULL, 0, &tie), COUNT_OK);
	r = tie;
	assert_int_equal(count_decide(mem, S(""), &lot, 1, &r),
	    COUNT_LOT_NOT_TIED);
	assert_int_equal(count_decide(mem, S(""), &lot, 0, &r), COUNT_OK);
	assert_int_equal(r.outcome, COUNT_TIE);
	lot.drawn = COUNT_FOR;
	assert_int_equal(count_decide(mem, S(""), &lot, 1, &r), COUNT_OK);
	assert_int_equal(r.outcome, COUNT_CARRIED);
	assert_int_equal(r.by_lot, 1);
	assert_int_equal(count_decide(mem, S(""), &lot, 1, &r), COUNT_LOT_LEFT);
	lot.drawn = COUNT_AGAINST;
	assert_int_equal(count_decide(mem, S(""), &lot, 1, &tie), COUNT_OK);
	assert_int_equal(tie.outcome, COUNT_NOT_CARRIED);
}

/* As sha256sum says: of "dice/1/1" to "dice/1/3" they begin with fe, 96 and 81,
 * of "dice/2/1" to "dice/2/3" with d4, 15 and 68; of "a/1/1" and "a/1/2" with
 * 35 and f5. */
static void
test_lots_from_seed(void **unused)	/* COUN-14 */
{
	struct count_file f = ballots_of("4 2\n5 1=2=3 0\n1 4 0\n0\n" FOUR);
	struct count_rule rule = rule_of(COUNT_APPROVAL, 2);
	struct count_lot lots[] = { { 0 }, { 2 } };
	const int64_t votes[COUNT_ANSWERS] = { 5, 5, 0 };
	struct count_ballots b = ballots_said(votes, 0, 0);
	char long_seed[COUNT_SEED_MAX + 1] = { 0 };
	struct count_result r;

	(void)unused;
	rule.seed = S("dice");
	assert_int_equal(count_vote(mem, &rule, &f.ballots, NULL, 0, &r),
	    COUNT_OK);
	assert_int_equal(r.outcome, COUNT_CARRIED);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "CB");
	assert_int_equal(r.by_lot, 2);
	assert_int_equal(r.lots.len, 2);
	/* What was drawn otherwise comes first, the seed decides the rest. */
	assert_int_equal(count_vote(mem, &rule, &f.ballots, lots, 1, &r),
	    COUNT_OK);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "AB");
	assert_int_equal(r.lots.len, 2);
	assert_int_equal(count_vote(mem, &rule, &f.ballots, lots, 2, &r),
	    COUNT_OK);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "AC");
	rule = rule_of(COUNT_QUESTION, 1);
	assert_int_equal(count_vote(mem, &rule, &b, NULL, 0, &r), COUNT_OK);
	assert_int_equal(count_decide(mem, S("a"), NULL, 0, &r), COUNT_OK);
	assert_int_equal(r.outcome, COUNT_CARRIED);
	assert_int_equal(r.lots.at[0].drawn, COUNT_FOR);
	assert_int_equal(count_vote(mem, &rule, &b, NULL, 0, &r), COUNT_OK);
	assert_int_equal(count_decide(mem, S("dice"), NULL, 0, &r), COUNT_OK);
	assert_int_equal(r.outcome, COUNT_NOT_CARRIED);
	memset(long_seed, 'x', sizeof(long_seed));
	rule = rule_of(COUNT_APPROVAL, 2);
	rule.seed = (str){ long_seed, sizeof(long_seed) };
	assert_int_equal(count_vote(mem, &rule, &f.ballots, NULL, 0, &r),
	    COUNT_SEED);
}

static void
test_majority_of_a_choice(void **unused)	/* COUN-6 */
{
	struct count_rule rule = rule_of(COUNT_APPROVAL, 2);
	struct count_result r;

	(void)unused;
	rule.majority = majority(1, 2, true, OF_CAST);
	r = choose("4 2\n6 1=2 0\n4 3 0\n2 2 0\n0\n" FOUR, rule);
	assert_int_equal(r.choice.needed, 7);
	assert_int_equal(r.choice.whole, 12);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "B");
	assert_int_equal(r.outcome, COUNT_NOT_CARRIED);
	assert_int_equal(r.open, 1);
	/* Nobody is elected without a vote. */
	r = choose("4 2\n6 1 0\n0\n" FOUR, rule_of(COUNT_APPROVAL, 2));
	assert_int_equal(r.elected_len, 1);
	assert_int_equal(r.open, 1);
}

static void
test_withdrawn(void **unused)		/* COUN-11 */
{
	struct count_rule rule = rule_of(COUNT_PLURALITY, 1);
	struct count_result r = choose("4 1\n-2\n5 2 0\n3 1 0\n2 1=2 0\n0\n"
	    FOUR, rule);

	(void)unused;
	/* Two choices are two, also where one of the two withdrew. */
	assert_int_equal(r.choice.set_aside, 2);
	assert_int_equal(r.choice.blank, 5);
	assert_int_equal(r.choice.cast, 3);
	assert_int_equal(r.choice.votes[1], 0);
	assert_int_equal(r.choice.place[1], 0);
	assert_int_equal(r.choice.order_len, 3);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "A");
}

static void
test_choices_in_numbers(void **unused)	/* COUN-1, COUN-6 */
{
	const struct count_candidate c[3] = { { .withdrew = false } };
	const int64_t votes[3] = { 4, 9, 9 }, wrong[3] = { 4, 21, 0 };
	struct count_rule rule = rule_of(COUNT_PLURALITY, 2);
	struct count_result r;

	(void)unused;
	assert_int_equal(count_choices(mem, &rule, c, 3, votes, 20, 1, 2, &r),
	    COUNT_OK);
	assert_string_equal(ballots_letters(r.elected, r.elected_len), "BC");
	assert_int_equal(r.choice.cast, 20);
	assert_int_equal(count_choices(mem, &rule, c, 3, wrong, 20, 0, 0, &r),
	    COUNT_NUMBERS);
	assert_int_equal(count_choices(mem, &rule, c, 3, votes, -1, 0, 0, &r),
	    COUNT_NUMBERS);
	assert_int_equal(count_choices(mem, &rule, c, 0, votes, 20, 0, 0, &r),
	    COUNT_NO_CANDIDATES);
	assert_int_equal(count_choices(mem, &rule, c,
	    COUNT_CANDIDATES_MAX + 1, votes, 20, 0, 0, &r),
	    COUNT_TOO_MANY_CANDIDATES);
	rule.seats = 0;
	assert_int_equal(count_choices(mem, &rule, c, 3, votes, 20, 0, 0, &r),
	    COUNT_NO_SEATS);
}

/* ---- ballots ----------------------------------------------------------- */

static void
test_gathered(void **unused)		/* COUN-13 */
{
	static const struct count_mark ab[] = { { 1, 2 }, { 0, 1 } };
	static const struct count_mark same[] = { { 0, 1 }, { 1, 2 } };
	static const struct count_mark a[] = { { 0, 1 } };
	static const struct count_mark b[] = { { 1, 1 } };
	struct count_ballots one, other;

	(void)unused;
	count_ballots_make(mem, 2, &one);
	count_ballots_make(mem, 2, &other);
	assert_int_equal(count_ballots_add(mem, &one, 2, ab, 2), COUNT_OK);
	assert_int_equal(count_ballots_add(mem, &one, 1, b, 1), COUNT_OK);
	assert_int_equal(count_ballots_add(mem, &one, 4, NULL, 0), COUNT_OK);
	assert_int_equal(count_ballots_add(mem, &one, 1, a, 1), COUNT_OK);
	assert_int_equal(count_ballots_add(mem, &one, 3, same, 2), COUNT_OK);
	assert_int_equal(count_ballots_add(mem, &other, 1, a, 1), COUNT_OK);
	assert_int_equal(count_ballots_add(mem, &other, 5, same, 2),
	    COUNT_OK);
	assert_int_equal(count_ballots_add(mem, &other, 4, NULL, 0),
	    COUNT_OK);
	assert_int_equal(count_ballots_add(mem, &other, 1, b, 1), COUNT_OK);
	assert_int_equal(count_ballots_sum(&one), 11);
	count_ballots_gather(mem, &one);
	count_ballots_gather(mem, &other);
	assert_int_equal(count_ballots_sum(&one), 11);
	assert_int_equal(one.groups.len, 4);
	assert_int_equal(one.groups.len, other.groups.len);
	/* Byte by byte the same, whichever came first. */
	for (size_t i = 0; i < one.groups.len; i++) {
		assert_int_equal(one.groups.at[i].times,
		    other.groups.at[i].times);
		assert_int_equal(one.groups.at[i].first,
		    other.groups.at[i].first);
	}
	assert_int_equal(one.marks.len, other.marks.len);
	assert_memory_equal(one.marks.at, other.marks.at,
	    one.marks.len * sizeof(*one.marks.at));
}

static void
test_ballots_refused(void **unused)
{
	static const struct count_mark twice[] = { { 1, 1 }, { 1, 2 } };
	static const struct count_mark third[] = { { 2, 1 } };
	struct count_ballots b;

	(void)unused;
	count_ballots_make(mem, 2, &b);
	assert_int_equal(count_ballots_add(mem, &b, 1, twice, 2),
	    COUNT_MARKED_TWICE);
	assert_int_equal(count_ballots_add(mem, &b, 1, third, 1),
	    COUNT_NO_SUCH_CANDIDATE);
	assert_int_equal(count_ballots_add(mem, &b, 0, twice, 1),
	    COUNT_TOO_MANY_BALLOTS);
	assert_int_equal(count_ballots_add(mem, &b, COUNT_VOTES_MAX + 1,
	    twice, 1), COUNT_TOO_MANY_BALLOTS);
	assert_int_equal(b.groups.len, 0);
	assert_int_equal(b.marks.len, 0);
	for (int i = 0; i < COUNT_BALLOTS_MAX; i++) {
		assert_int_equal(count_ballots_add(mem, &b, 1, NULL, 0),
		    COUNT_OK);
	}
	assert_int_equal(count_ballots_add(mem, &b, 1, NULL, 0),
	    COUNT_TOO_MANY_BALLOTS);
	count_ballots_gather(mem, &b);
	assert_int_equal(b.groups.len, 1);
	assert_int_equal(b.groups.at[0].times, COUNT_BALLOTS_MAX);
}

static enum count_err
refused(struct count_rule rule, const struct count_ballots *b,
    const struct count_lot *lots, size_t lots_len)
{
	struct count_result r, before;
	enum count_err err;

	memset(&r, 0x55, sizeof(r));
	before = r;
	err = count_vote(mem, &rule, b, lots, lots_len, &r);
	assert_int_not_equal(err, COUNT_OK);
	assert_memory_equal(&r, &before, sizeof(r));
	assert_true(strlen(count_err_text(err)) > 10);
	return err;
}

static void
test_counting_refused(void **unused)
{
	struct count_file f = ballots_of("4 2\n5 1 2 0\n5 2 1 0\n1 3=4 0\n0\n"
	    FOUR);
	struct count_rule rule = rule_of(COUNT_MEEK, 2);
	struct count_ballots none, *b = &f.ballots;
	const struct count_lot lot = { .drawn = 0 }, nobody = { .drawn = 9 };

	(void)unused;
	assert_int_equal(refused(rule, b, NULL, 0), COUNT_EQUAL_RANKS);
	rule = rule_of(COUNT_SCHULZE, 0);
	assert_int_equal(refused(rule, b, NULL, 0), COUNT_NO_SEATS);
	rule = rule_of(COUNT_QUESTION, 1);
	assert_int_equal(refused(rule, b, NULL, 0), COUNT_NO_CANDIDATES);
	count_ballots_make(mem, 0, &none);
	rule = rule_of(COUNT_SCHULZE, 1);
	assert_int_equal(refused(rule, &none, NULL, 0), COUNT_NO_CANDIDATES);
	none.candidates_len = COUNT_CANDIDATES_MAX + 1;
	assert_int_equal(refused(rule, &none, NULL, 0),
	    COUNT_TOO_MANY_CANDIDATES);
	b->spoilt = COUNT_VOTES_MAX;
	assert_int_equal(refused(rule, b, NULL, 0), COUNT_TOO_MANY_BALLOTS);
	b->spoilt = 0;
	/* A and B have a quota each; nobody is tied. */
	rule = rule_of(COUNT_SCOTTISH, 2);
	assert_int_equal(refused(rule, b, &lot, 1), COUNT_LOT_LEFT);
	f = ballots_of("4 1\n5 1 0\n4 2 0\n4 3 0\n1 4 0\n0\n" FOUR);
	rule.seats = 1;
	b = &f.ballots;
	assert_int_equal(refused(rule, b, &lot, 1), COUNT_LOT_NOT_TIED);
	assert_int_equal(refused(rule, b, &nobody, 1),
	    COUNT_NO_SUCH_CANDIDATE);
}

static void
test_numbers_refused(void **unused)
{
	struct count_file f = ballots_of("4 1\n5 1 0\n4 2 0\n0\n" FOUR);
	struct count_rule rule = rule_of(COUNT_PLURALITY, 1);

	(void)unused;
	rule.majority = majority(3, 2, false, OF_CAST);
	assert_int_equal(refused(rule, &f.ballots, NULL, 0), COUNT_MAJORITY);
	rule.majority = majority(1, 1, true, OF_CAST);
	assert_int_equal(refused(rule, &f.ballots, NULL, 0), COUNT_MAJORITY);
	/* Of people whose number is not known, or who are fewer than voted. */
	rule.majority = majority(1, 2, true, OF_PRESENT);
	assert_int_equal(refused(rule, &f.ballots, NULL, 0), COUNT_NUMBERS);
	rule.people.present = 8;
	assert_int_equal(refused(rule, &f.ballots, NULL, 0), COUNT_NUMBERS);
	rule.people = (struct count_people){ .eligible = 9, .present = 10 };
	assert_int_equal(refused(rule, &f.ballots, NULL, 0), COUNT_NUMBERS);
	rule.majority.of = OF_CAST;
	rule.people = (struct count_people){ .eligible = 8, .present = 8 };
	assert_int_equal(refused(rule, &f.ballots, NULL, 0), COUNT_NUMBERS);
}

static void
test_answers_refused(void **unused)
{
	static const int64_t votes[COUNT_ANSWERS] = { 3, 2, 0 };
	struct count_rule rule = rule_of(COUNT_QUESTION, 1);
	struct count_ballots b = ballots_said(votes, 0, 0);

	(void)unused;
	rule.people.eligible = 4;
	assert_int_equal(refused(rule, &b, NULL, 0), COUNT_NUMBERS);
	b.spoilt = -1;
	assert_int_equal(refused(rule, &b, NULL, 0), COUNT_TOO_MANY_BALLOTS);
}

static void
test_words(void **unused)
{
	static const char *const words[] = { "question", "plurality",
	    "approval", "schulze", "scottish", "meek" };
	enum count_method m;

	(void)unused;
	for (size_t i = 0; i < COUNT(words); i++) {
		assert_true(count_method_read(str_z(words[i]), &m));
		assert_string_equal(count_method_word(m), words[i]);
		assert_true(strlen(count_method_text(m)) > 0);
		assert_int_equal(count_method_ranked(m), i >= 3);
	}
	assert_false(count_method_read(S("best"), &m));
	assert_string_equal(count_method_word((enum count_method)0), "");
	assert_string_equal(count_method_text((enum count_method)0), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_needed),
		cmocka_unit_test(test_question),
		cmocka_unit_test(test_question_by_ballots),
		cmocka_unit_test(test_plurality),
		cmocka_unit_test(test_last_seat_tied),
		cmocka_unit_test(test_seats_by_lot),
		cmocka_unit_test(test_question_by_lot),
		cmocka_unit_test(test_lots_from_seed),
		cmocka_unit_test(test_majority_of_a_choice),
		cmocka_unit_test(test_withdrawn),
		cmocka_unit_test(test_choices_in_numbers),
		cmocka_unit_test(test_gathered),
		cmocka_unit_test(test_ballots_refused),
		cmocka_unit_test(test_counting_refused),
		cmocka_unit_test(test_numbers_refused),
		cmocka_unit_test(test_answers_refused),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("count", tests, NULL, NULL);
}
