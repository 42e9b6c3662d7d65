/*
 * vote_tie_test.c - ties: what the statutes say of them, the chair's vote, lots
 * from a seed (VOTE-9); and who is left out of a ranking (VOTE-18).
 */
#include "vote/hall_test.h"

static struct vote_new
question(enum vote_tie_rule rule)
{
	struct vote_new in = hall_question(VOTE_OPENLY);

	in.tie_rule = rule;
	return in;
}

/* One for it, one against it, and the vote is closed. */
static int64_t
tied(const struct vote_new *in)
{
	int64_t id = hall_open(in);

	assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);
	assert_int_equal(hall_cast(id, 1, "2"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	return id;
}

/* As a program says that knows the file alone. */
static struct count_result
recounted(int64_t id)
{
	struct vote v = hall_read(id);
	struct count_file file;
	struct count_file_error problem;
	struct count_result r;
	str text;

	assert_int_equal(vote_recount(&w.cx, &v, &text), VOTE_OK);
	assert_true(count_file_read(w.cx.mem, text, &file, &problem));
	assert_int_equal(count_vote(w.cx.mem, &file.rule, &file.ballots,
	    file.lots.at, file.lots.len, &r), COUNT_OK);
	return r;
}

/* ---- by which rule ----------------------------------------------------- */

static void
test_usual(void **state)			/* VOTE-9 */
{
	static const struct { enum vote_kind kind; enum vote_tie_rule rule; }
	    t[] = { { VOTE_ONE, TIE_REPEAT }, { VOTE_SEVERAL, TIE_REPEAT },
		{ VOTE_APPROVAL, TIE_REPEAT }, { VOTE_SCHULZE, TIE_REPEAT },
		{ VOTE_SCOTTISH, TIE_LOT }, { VOTE_MEEK, TIE_LOT } };
	struct vote_new in = question(0);
	struct vote v;
	int64_t id;

	(void)state;
	write_begin();
	v = hall_read(tied(&in));
	assert_int_equal(v.tie_rule, TIE_LOST);
	assert_int_equal(v.state, VOTE_COUNTED);
	assert_int_equal(v.outcome, OUTCOME_LOST);
	assert_int_equal(v.tied.len, 0);
	for (size_t i = 0; i < COUNT(t); i++) {
		in = hall_election(t[i].kind, VOTE_OPENLY, 1);
		in.tie_rule = 0;
		assert_int_equal(vote_prepare(&w.cx, &in, &id), VOTE_OK);
		assert_int_equal(hall_read(id).tie_rule, t[i].rule);
	}
	in.tie_rule = TIE_LOST;
	assert_int_equal(noted(vote_prepare(&w.cx, &in, &id)),
	    VOTE_TIE_ELECTION);
	in = question(TIE_CHAIR);
	assert_int_equal(noted(vote_prepare(&w.cx, &in, &id)),
	    VOTE_TIE_CHAIR);
	write_end();
}

static void
test_statutes(void **state)			/* VOTE-9 */
{
	struct vote_new in = question(0);
	int64_t id, early, again;
	struct vote v;

	(void)state;
	write_begin();
	/* Prepared before the edition, opened after: that of the minute. */
	assert_int_equal(vote_prepare(&w.cx, &in, &early), VOTE_OK);
	assert_int_equal(hall_read(early).tie_article.len, 0);
	hall_adopt("tie at conferences: lost\n"
	    "tie at conferences at cell: repeated");
	assert_int_equal(vote_open(&w.cx, early), VOTE_OK);
	v = hall_read(early);
	assert_int_equal(v.tie_rule, TIE_REPEAT);
	assert_true(str_eq(v.tie_article, S("Article 30. Later")));
	assert_int_equal(vote_close(&w.cx, early), VOTE_OK);
	in.tie_rule = TIE_LOT;
	assert_int_equal(noted(vote_prepare(&w.cx, &in, &id)),
	    VOTE_TIE_SAID);
	in.tie_rule = TIE_REPEAT;
	id = tied(&in);
	assert_int_equal(hall_read(id).state, VOTE_TIED);
	/* What is the statutes' is judged anew in the repeat. */
	assert_int_equal(vote_repeat(&w.cx, id, &again), VOTE_OK);
	assert_true(hall_read(again).tie_article.len > 0);
	/* The lines are judged for an election too, where they can hold. */
	in = hall_election(VOTE_ONE, VOTE_OPENLY, 1);
	in.tie_rule = TIE_LOT;
	assert_int_equal(vote_prepare(&w.cx, &in, &id), VOTE_TIE_SAID);
	write_end();
}

/* "lost" is nothing that an election could be. */
static void
test_statutes_of_questions(void **state)	/* VOTE-9 */
{
	struct vote_new in = hall_election(VOTE_ONE, VOTE_OPENLY, 1);
	int64_t id;

	(void)state;
	in.tie_rule = TIE_LOT;
	write_begin();
	hall_adopt("tie at conferences: lost");
	assert_int_equal(vote_prepare(&w.cx, &in, &id), VOTE_OK);
	assert_int_equal(hall_read(id).tie_article.len, 0);
	write_end();
}

/* ---- the chair --------------------------------------------------------- */

static void
test_chair(void **state)			/* VOTE-9 */
{
	struct vote_new in = question(0);
	struct vote v;
	int64_t id, won;

	(void)state;
	write_begin();
	hall_adopt("tie at conferences: the chair decides");
	id = tied(&in);
	v = hall_read(id);
	assert_int_equal(v.state, VOTE_TIED);
	assert_int_equal(v.tie_rule, TIE_CHAIR);
	assert_true(str_eq(v.tied, S("1 2")));
	w.cx.actor = w.member[DEP];
	assert_int_equal(vote_cast_deciding(&w.cx, id, false), VOTE_OK);
	w.cx.actor = 0;
	v = hall_read(id);
	assert_int_equal(v.state, VOTE_COUNTED);
	assert_int_equal(v.outcome, OUTCOME_LOST);
	assert_true(v.lot_by.len > 0);
	assert_int_equal(recounted(id).outcome, COUNT_NOT_CARRIED);
	assert_int_equal(noted(vote_cast_deciding(&w.cx, id, true)),
	    VOTE_NOT_TIED);
	assert_int_equal(vote_cast_deciding(&w.cx, 77, true), VOTE_NONE);
	id = tied(&in);
	assert_int_equal(vote_cast_deciding(&w.cx, id, true), VOTE_OK);
	assert_int_equal(hall_read(id).outcome, OUTCOME_CARRIED);
	assert_int_equal(recounted(id).outcome, COUNT_CARRIED);
	/* Where nothing is tied the chair has nothing to decide. */
	won = hall_open(&in);
	assert_int_equal(hall_cast(won, 0, "1"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, won), VOTE_OK);
	assert_int_equal(vote_cast_deciding(&w.cx, won, false),
	    VOTE_NOT_TIED);
	write_end();
}

/* ---- lots -------------------------------------------------------------- */

static void
test_lot(void **state)				/* VOTE-9, VOTE-14, COUN-14 */
{
	struct vote_new in = hall_election(VOTE_SEVERAL, VOTE_OPENLY, 2);
	struct vote v;
	int64_t id;

	(void)state;
	in.tie_rule = TIE_LOT;
	in.seed = S("4 1 6 6 2");
	write_begin();
	id = hall_open(&in);
	assert_int_equal(hall_cast(id, 0, "1 2"), VOTE_OK);
	assert_int_equal(hall_cast(id, 1, "1 3"), VOTE_OK);
	assert_int_equal(hall_cast(id, 2, "1"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	v = hall_read(id);
	/* Of "4 1 6 6 2/1/2" and ".../3" the SHA-256 begin with 83, 7d. */
	assert_int_equal(v.state, VOTE_COUNTED);
	assert_int_equal(v.outcome, OUTCOME_CARRIED);
	assert_true(str_eq(v.lots, S("3")));
	assert_true(hall_elected(id, 1) && hall_elected(id, 3));
	assert_int_equal(recounted(id).elected_len, 2);
	assert_int_equal(recounted(id).elected[1], 2);
	/* The server's own seed can be read from the opening on. */
	in.seed = S("");
	id = hall_open(&in);
	assert_int_equal(hall_read(id).seed.len, 32);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	in = question(TIE_LOT);
	in.seed = S("a");
	id = tied(&in);
	assert_int_equal(hall_read(id).outcome, OUTCOME_CARRIED);
	assert_int_equal(recounted(id).outcome, COUNT_CARRIED);
	in.seed = S("dice");
	assert_int_equal(hall_read(tied(&in)).outcome, OUTCOME_LOST);
	in = question(TIE_REPEAT);
	in.seed = S("dice");
	assert_int_equal(hall_read(tied(&in)).seed.len, 0);
	write_end();
}

/* A repeat has a seed of its own: the first was known when they voted. */
static void
test_repeat_has_own_seed(void **state)		/* VOTE-9 */
{
	struct vote_new in = question(TIE_LOT);
	int64_t id, again;

	(void)state;
	in.seed = S("dice");
	write_begin();
	id = tied(&in);
	assert_int_equal(vote_repeat(&w.cx, id, &again), VOTE_OK);
	assert_int_equal(hall_read(again).seed.len, 0);
	assert_int_equal(vote_open(&w.cx, again), VOTE_OK);
	assert_int_equal(hall_read(again).seed.len, 32);
	write_end();
}

static void
test_lots_within(void **state)			/* VOTE-9, COUN-8, COUN-14 */
{
	(void)state;
	write_begin();
	for (int kind = VOTE_SCHULZE; kind <= VOTE_MEEK; kind++) {
		struct vote_new in = hall_election((enum vote_kind)kind,
		    VOTE_OPENLY, 1);
		struct count_result r;
		int64_t id;

		in.tie_rule = TIE_LOT;
		id = hall_open(&in);
		assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);
		assert_int_equal(hall_cast(id, 1, "2"), VOTE_OK);
		assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
		assert_int_equal(hall_read(id).outcome, OUTCOME_CARRIED);
		assert_true(hall_read(id).lots.len > 0);
		r = recounted(id);
		assert_int_equal(r.elected_len, 1);
		assert_true(hall_elected(id, r.elected[0] + 1));
	}
	write_end();
}

/* Nobody is elected by a lot alone. */
static void
test_no_ballots(void **state)			/* VOTE-9 */
{
	(void)state;
	write_begin();
	for (int kind = VOTE_ONE; kind <= VOTE_MEEK; kind++) {
		struct vote_new in = hall_election((enum vote_kind)kind,
		    VOTE_OPENLY, 1);
		int64_t id;

		in.tie_rule = TIE_LOT;
		id = hall_open(&in);
		assert_int_equal(hall_cast(id, 0, ""), VOTE_OK);
		assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
		assert_true(hall_read(id).outcome != OUTCOME_CARRIED);
		assert_int_equal(hall_read(id).lots.len, 0);
		for (int i = 1; i <= 5; i++) {
			assert_false(hall_elected(id, i));
		}
		assert_int_equal(recounted(id).elected_len, 0);
	}
	write_end();
}

/* ---- who is left out --------------------------------------------------- */

/* Two rank the first alone, one all of them and the second before it. */
static int64_t
ranked(enum count_unranked unranked)
{
	struct vote_new in = hall_election(VOTE_SCHULZE, VOTE_OPENLY, 1);
	int64_t id;

	in.unranked = unranked;
	id = hall_open(&in);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);
	assert_int_equal(hall_cast(id, 1, "1"), VOTE_OK);
	assert_int_equal(hall_cast(id, 2, "2 1 3 4 5"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	return id;
}

static void
test_left_out(void **state)			/* VOTE-18, COUN-7 */
{
	struct vote v;
	int64_t id, again;
	str file;

	(void)state;
	write_begin();
	id = ranked(0);
	assert_int_equal(hall_read(id).unranked, COUNT_UNRANKED_LAST);
	assert_true(hall_elected(id, 1));
	assert_int_equal(recounted(id).elected[0], 0);
	id = ranked(COUNT_UNRANKED_NEITHER);
	v = hall_read(id);
	assert_int_equal(v.unranked, COUNT_UNRANKED_NEITHER);
	assert_true(hall_elected(id, 2));
	assert_int_equal(recounted(id).elected[0], 1);
	assert_int_equal(vote_recount(&w.cx, &v, &file), VOTE_OK);
	assert_non_null(strstr(arena_copy_z(w.cx.mem, file),
	    "#: unranked neither\n"));
	assert_int_equal(vote_repeat(&w.cx, id, &again), VOTE_OK);
	assert_int_equal(hall_read(again).unranked, COUNT_UNRANKED_NEITHER);
	write_end();
}

static void
test_refusals(void **state)
{
	static const enum vote_err mine[] = { VOTE_NOT_TIED, VOTE_TIE_SAID,
		VOTE_TIE_CHAIR, VOTE_TIE_ELECTION };

	(void)state;
	all_noted(mine, COUNT(mine));
}

int
main(void)
{
#define HALL(test) \
	cmocka_unit_test_setup_teardown(test, hall_set_up, hall_tear_down)
	const struct CMUnitTest tests[] = {
		HALL(test_usual), HALL(test_statutes),
		HALL(test_statutes_of_questions), HALL(test_chair),
		HALL(test_lot), HALL(test_repeat_has_own_seed),
		HALL(test_lots_within), HALL(test_no_ballots),
		HALL(test_left_out),
		cmocka_unit_test(test_refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
