/*
 * vote_random_test.c - random votes against an oracle: who may vote, whose vote
 * counts, and the numbers, reckoned from docs/rules/vote.md alone, slowly.
 */
#include <stdlib.h>

#include "tests/pg.h"
#include "vote/hall_test.h"

#define ROUNDS	120
#define STEPS	60

/* What the oracle remembers of each voter. */
static struct remembered {
	bool	 here, gone, rolled, card;
	int	 ballot;		/* 0: none */
} people[VOTERS];
static bool only_at_opening, is_secret;
static unsigned dice;

static int
roll(int below)
{
	dice = dice * 1103515245u + 12345u;
	return (int)((dice >> 16) % (unsigned)below);
}

static enum vote_err
oracle_says(const struct remembered *p)
{
	if (p->gone) {
		return VOTE_NO_RIGHT;
	}
	if (p->card) {
		return VOTE_LOCKED;
	}
	if (!p->here) {
		return VOTE_NOT_HERE;
	}
	return only_at_opening && !p->rolled ? VOTE_LATE : VOTE_OK;
}

static void
step_cast(int64_t id, int who)
{
	char typed[2] = { (char)('1' + roll(3)), '\0' };
	enum vote_err wanted = oracle_says(&people[who]);

	assert_int_equal(hall_cast(id, who, typed), wanted);
	if (wanted == VOTE_OK) {
		people[who].ballot = typed[0] - '0';
		people[who].rolled = true;
	}
}

static void
step_card(int64_t id, int who)
{
	enum vote_err wanted = oracle_says(&people[who]);

	assert_int_equal(vote_by_card(&w.cx, id, voter[who]),
	    wanted == VOTE_LOCKED ? VOTE_OK : wanted);
	if (wanted == VOTE_OK) {
		people[who].card = people[who].rolled = true;
		people[who].ballot = 0;
	}
}

static void
step(int64_t id)
{
	int who = roll(VOTERS), what = roll(12);

	if (what < 8) {
		step_cast(id, who);
	} else if (what < 9) {
		step_card(id, who);
	} else if (what < 11 && !people[who].gone) {
		people[who].here = !people[who].here;
		participant_set_presence(&w.cx, voter[who],
		    people[who].here ? IN_THE_HALL : WENT_OUT);
	} else if (what == 11 && roll(6) == 0 && !people[who].gone) {
		people[who].gone = true;
		assert_int_equal(delegate_withdraw(&w.cx, voter[who]),
		    DELEGATE_OK);
	}
}

/* As many for each answer as the oracle counts; a card of each that was noted,
 * all for the first. */
static void
check_numbers(int64_t id)
{
	int64_t votes[3] = { 0, 0, 0 }, rolled = 0, cards = 0;
	struct vote v;

	for (int i = 0; i < VOTERS; i++) {
		if (people[i].ballot > 0) {
			votes[people[i].ballot - 1]++;
		}
		rolled += people[i].rolled;
		cards += people[i].card;
	}
	if (cards > 0) {
		int64_t counted[3] = { cards, 0, 0 };

		for (int i = 0; i < 2; i++) {
			assert_int_equal(vote_enter_sheet(&w.cx, id,
			    &(struct vote_sheet){ .votes = counted,
			    .votes_len = 3, .cast = cards,
			    .member_id = w.member[i == 0 ? ANN : BEN] }),
			    VOTE_OK);
		}
		assert_int_equal(vote_take_over(&w.cx, id), VOTE_OK);
		votes[0] += cards;
	}
	v = hall_read(id);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(hall_votes(id, i + 1), votes[i]);
	}
	assert_int_equal(v.eligible, rolled);
	assert_int_equal(v.voted, votes[0] + votes[1] + votes[2]);
	assert_int_equal(v.outcome, votes[0] > votes[1] ? OUTCOME_CARRIED :
	    votes[0] == votes[1] && votes[0] > 0 ? OUTCOME_TIE : v.outcome);
	assert_true(votes[0] >= votes[1] || v.outcome == OUTCOME_LOST);
}

static void
one_round(unsigned seed)
{
	struct vote_new in;
	int64_t id;

	dice = seed;
	only_at_opening = roll(2) == 0;
	is_secret = roll(2) == 0;
	in = hall_question(is_secret ? VOTE_SECRETLY : VOTE_OPENLY);
	in.keys = KEYS_OF_SERVER;
	in.who = only_at_opening ? PRESENT_AT_OPENING : PRESENT_BEFORE_CLOSE;
	for (int i = 0; i < VOTERS; i++) {
		people[i] = (struct remembered){ .here = i < VOTERS - 1,
			.rolled = i < VOTERS - 1 };
	}
	write_begin();
	id = hall_open(&in);
	for (int i = 0; i < STEPS; i++) {
		step(id);
	}
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	check_numbers(id);
	write_end();
}

static void
test_random(void **state)			/* VOTE-3, VOTE-4, VOTE-6 */
{
	/* On a server a database is made for each, which takes a second. */
	unsigned rounds = pg_used() ? ROUNDS / 10 : ROUNDS;

	for (unsigned seed = 1; seed <= rounds; seed++) {
		hall_set_up(state);
		one_round(seed);
		hall_tear_down(state);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_random) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
