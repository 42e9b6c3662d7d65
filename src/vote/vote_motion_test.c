/* vote_motion_test.c - votes that decide motions and amendments (VOTE-17). */
#include "motion/motion.h"
#include "vote/hall_test.h"

static int64_t
moved(void)
{
	struct motion m = { .conference_id = hall, .unit_id = w.unit[A1],
		.title = S("A winter reserve"), .text = S("one\n\ntwo"),
		.reason = S("") };
	int64_t id;

	assert_int_equal(motion_hand_in(&w.cx, &m, &id), MOTION_OK);
	return id;
}

static enum motion_err
amend(int64_t motion, enum amendment_kind kind, str text, int64_t *out_id)
{
	struct amendment a = { .motion_id = motion, .unit_id = w.unit[A1],
		.kind = kind, .paragraph = 1, .text = text, .reason = S("") };

	return amendment_hand_in(&w.cx, &a, out_id);
}

static int64_t
amended(int64_t motion, enum amendment_kind kind, str text)
{
	int64_t id = 0;

	assert_int_equal(amend(motion, kind, text, &id), MOTION_OK);
	return id;
}

static enum motion_state
state_of(int64_t motion)
{
	struct motion m;

	assert_true(motion_read(&w.cx, motion, &m));
	return m.state;
}

static enum motion_state
amendment_state(int64_t id)
{
	struct amendment a;

	assert_true(amendment_read(&w.cx, id, &a));
	return a.state;
}

static int64_t
prepared(int64_t motion, int64_t amendment)
{
	struct vote_new in = hall_question(VOTE_OPENLY);
	int64_t id;

	in.motion_id = motion;
	in.amendment_id = amendment;
	assert_int_equal(vote_prepare(&w.cx, &in, &id), VOTE_OK);
	return id;
}

/* So many for it and against it. */
static void
voted(int64_t id, int yes, int no)
{
	assert_int_equal(noted(vote_open(&w.cx, id)), VOTE_OK);
	for (int i = 0; i < yes + no; i++) {
		assert_int_equal(hall_cast(id, i, i < yes ? "1" : "2"),
		    VOTE_OK);
	}
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
}

static int64_t
repeated(int64_t id)
{
	int64_t again;

	assert_int_equal(vote_repeat(&w.cx, id, &again), VOTE_OK);
	return again;
}

/* ---- decided ----------------------------------------------------------- */

static void
test_carried(void **state)			/* VOTE-17 */
{
	int64_t m, id;
	struct motion motion;

	(void)state;
	write_begin();
	m = moved();
	id = prepared(m, 0);
	voted(id, 3, 1);
	assert_true(motion_read(&w.cx, m, &motion));
	assert_int_equal(motion.state, MOTION_CARRIED);
	assert_true(str_eq(motion.final_text, S("one\n\ntwo")));
	assert_true(hall_read(id).decides);
	assert_int_equal(vote_deciding(&w.cx, m, 0), id);
	assert_int_equal(vote_about(&w.cx, m, 0), id);
	assert_int_equal(vote_deciding(&w.cx, 0, m), 0);
	m = moved();
	voted(prepared(m, 0), 1, 2);
	assert_int_equal(state_of(m), MOTION_NOT_CARRIED);
	write_end();
	assert_int_equal(people_number(&w, "SELECT count(*) FROM change WHERE"
	    " verb = 'motion.decide'"), 2);
}

static void
test_amendments(void **state)			/* VOTE-17 */
{
	int64_t m, out, other, id, of_motion;

	(void)state;
	write_begin();
	m = moved();
	out = amended(m, AMEND_TAKE_OUT, S(""));
	other = amended(m, AMEND_REPLACE, S("x"));
	of_motion = prepared(m, 0);
	assert_int_equal(noted(vote_open(&w.cx, of_motion)),
	    VOTE_AMENDMENTS_OPEN);
	id = prepared(0, out);
	voted(id, 2, 1);
	assert_int_equal(amendment_state(out), MOTION_CARRIED);
	assert_int_equal(amendment_state(other), MOTION_FELL);
	assert_int_equal(noted(vote_open(&w.cx, prepared(0, other))),
	    VOTE_MOTION_OVER);
	voted(of_motion, 2, 1);
	assert_int_equal(state_of(m), MOTION_CARRIED);
	/* What the motion rests on stays. */
	assert_int_equal(noted(vote_annul(&w.cx, id, S("a false count"))),
	    VOTE_RESTED_ON);
	assert_int_equal(noted(vote_open(&w.cx, repeated(id))),
	    VOTE_RESTED_ON);
	assert_int_equal(amendment_state(out), MOTION_CARRIED);
	assert_int_equal(vote_annul(&w.cx, of_motion, S("a false count")),
	    VOTE_OK);
	assert_int_equal(state_of(m), MOTION_OPEN);
	assert_int_equal(vote_annul(&w.cx, id, S("a false count")), VOTE_OK);
	assert_int_equal(amendment_state(out), MOTION_OPEN);
	assert_int_equal(amendment_state(other), MOTION_OPEN);
	write_end();
}

static void
test_not_decided(void **state)			/* VOTE-16, VOTE-17 */
{
	struct vote_new in = hall_question(VOTE_OPENLY);
	int64_t m, id, again;

	(void)state;
	write_begin();
	m = moved();
	in.motion_id = m;
	in.quorum = QUORUM_THIRDS;
	for (int i = 0; i < 4; i++) {
		participant_set_presence(&w.cx, voter[i], WENT_OUT);
	}
	id = hall_open(&in);
	assert_int_equal(hall_cast(id, 5, "1"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(hall_read(id).outcome, OUTCOME_NO_QUORUM);
	assert_int_equal(state_of(m), MOTION_OPEN);
	assert_false(hall_read(id).decides);
	/* Now the chair may say so, or put it to the vote again. */
	for (int i = 0; i < 4; i++) {
		participant_set_presence(&w.cx, voter[i], IN_THE_HALL);
	}
	again = repeated(id);
	voted(again, 4, 0);
	assert_int_equal(state_of(m), MOTION_CARRIED);
	assert_int_equal(vote_deciding(&w.cx, m, 0), again);
	/* The first decided nothing: with it nothing is taken back. */
	assert_int_equal(vote_annul(&w.cx, id, S("no quorum")), VOTE_OK);
	assert_int_equal(state_of(m), MOTION_CARRIED);
	write_end();
}

/* ---- annulled, repeated ------------------------------------------------ */

static void
test_repeat(void **state)			/* VOTE-8, VOTE-17 */
{
	int64_t m, id, again, third;

	(void)state;
	write_begin();
	m = moved();
	id = prepared(m, 0);
	voted(id, 3, 1);
	again = repeated(id);
	third = repeated(id);
	assert_int_equal(state_of(m), MOTION_CARRIED);	/* until it opens */
	assert_int_equal(vote_open(&w.cx, again), VOTE_OK);
	assert_int_equal(state_of(m), MOTION_OPEN);
	assert_false(hall_read(id).decides);
	assert_int_equal(hall_cast(again, 0, "2"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, again), VOTE_OK);
	assert_int_equal(state_of(m), MOTION_NOT_CARRIED);
	/* Only what decides can be repeated; another one is no way round. */
	assert_int_equal(noted(vote_open(&w.cx, third)), VOTE_MOTION_OVER);
	assert_int_equal(vote_annul(&w.cx, id, S("a false count")), VOTE_OK);
	assert_int_equal(state_of(m), MOTION_NOT_CARRIED);
	assert_int_equal(vote_annul(&w.cx, again, S("a false count")),
	    VOTE_OK);
	assert_int_equal(state_of(m), MOTION_OPEN);
	assert_int_equal(vote_about(&w.cx, m, 0), 0);
	assert_int_equal(motion_decide(&w.cx, m, MOTION_CARRIED), MOTION_OK);
	write_end();
}

static void
test_resolved(void **state)			/* MOTI-10, VOTE-17 */
{
	int64_t m, id;

	(void)state;
	write_begin();
	m = moved();
	id = prepared(m, 0);
	voted(id, 3, 1);
	write_end();
	db_script(w.cx.db, "INSERT INTO resolution (id, public_id,"
	    " conference_id, number, motion_id, vote_id, title, text,"
	    " resolved_on) SELECT 1, 'r', conference_id, 1, id, NULL, title,"
	    " text, 20000 FROM motion");
	write_begin();
	assert_int_equal(vote_annul(&w.cx, id, S("a false count")),
	    VOTE_RESTED_ON);
	assert_int_equal(vote_open(&w.cx, repeated(id)), VOTE_RESTED_ON);
	assert_int_equal(state_of(m), MOTION_CARRIED);
	assert_int_equal(hall_read(id).state, VOTE_COUNTED);
	write_end();
}

/* Only the chair's own word is taken back with a press. */
static void
test_not_undecided(void **state)		/* MOTI-6, VOTE-17 */
{
	int64_t m, a;

	(void)state;
	write_begin();
	m = moved();
	a = amended(m, AMEND_TAKE_OUT, S(""));
	voted(prepared(0, a), 3, 1);
	assert_int_equal(amendment_state(a), MOTION_CARRIED);
	assert_int_equal(amendment_undecide(&w.cx, a), MOTION_BY_VOTE);
	voted(prepared(m, 0), 1, 3);
	assert_int_equal(state_of(m), MOTION_NOT_CARRIED);
	assert_int_equal(motion_undecide(&w.cx, m), MOTION_BY_VOTE);
	assert_int_equal(state_of(m), MOTION_NOT_CARRIED);
	write_end();
}

/* ---- meanwhile (MOTI-9) ------------------------------------------------ */

static void
test_meanwhile(void **state)			/* MOTI-9 */
{
	int64_t m, id, a, other;

	(void)state;
	write_begin();
	m = moved();
	id = prepared(m, 0);
	assert_int_equal(vote_open(&w.cx, id), VOTE_OK);
	assert_int_equal(motion_decide(&w.cx, m, MOTION_CARRIED),
	    MOTION_ON_VOTE);
	assert_int_equal(motion_take_back(&w.cx, m), MOTION_ON_VOTE);
	assert_int_equal(amend(m, AMEND_TAKE_OUT, S(""), &a),
	    MOTION_ON_VOTE);
	assert_int_equal(vote_annul(&w.cx, id, S("too early")), VOTE_OK);
	a = amended(m, AMEND_TAKE_OUT, S(""));
	other = amended(m, AMEND_INSERT, S("x"));
	id = prepared(0, a);
	assert_int_equal(vote_open(&w.cx, id), VOTE_OK);
	assert_int_equal(amendment_decide(&w.cx, a, MOTION_CARRIED),
	    MOTION_ON_VOTE);
	assert_int_equal(amendment_take_back(&w.cx, a), MOTION_ON_VOTE);
	assert_int_equal(amendment_decide(&w.cx, other, MOTION_CARRIED),
	    MOTION_OK);
	/* Referred as a whole: the numbers stand and decide nothing. */
	assert_int_equal(motion_decide(&w.cx, m, MOTION_REFERRED), MOTION_OK);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(hall_read(id).outcome, OUTCOME_CARRIED);
	assert_false(hall_read(id).decides);
	assert_int_equal(amendment_state(a), MOTION_OPEN);
	write_end();
}

/* A box that waits for its trustees is a vote that is not over. */
static void
test_box_waits(void **state)			/* MOTI-9, VOTE-12 */
{
	struct vote_new in = hall_question(VOTE_SECRETLY);
	int64_t m, id;

	(void)state;
	write_begin();
	hall_trustees();
	m = moved();
	in.motion_id = m;
	id = hall_open(&in);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(noted(vote_open(&w.cx, prepared(m, 0))),
	    VOTE_MOTION_VOTED);
	assert_int_equal(motion_decide(&w.cx, m, MOTION_CARRIED),
	    MOTION_ON_VOTE);
	hall_open_box(id);
	assert_int_equal(state_of(m), MOTION_CARRIED);
	write_end();
}

/* ---- preparing --------------------------------------------------------- */

static void
test_prepare(void **state)			/* VOTE-17 */
{
	struct vote_new in = hall_question(VOTE_OPENLY);
	int64_t m, a, id;

	(void)state;
	write_begin();
	m = moved();
	a = amended(m, AMEND_TAKE_OUT, S(""));
	in.motion_id = 77;
	assert_int_equal(noted(vote_prepare(&w.cx, &in, &id)),
	    VOTE_NO_MOTION);
	in.motion_id = m;
	in.amendment_id = a;
	assert_int_equal(vote_prepare(&w.cx, &in, &id), VOTE_NO_MOTION);
	in.motion_id = 0;
	in.amendment_id = 77;
	assert_int_equal(vote_prepare(&w.cx, &in, &id), VOTE_NO_MOTION);
	in = hall_election(VOTE_ONE, VOTE_OPENLY, 1);
	in.motion_id = m;
	assert_int_equal(noted(vote_prepare(&w.cx, &in, &id)),
	    VOTE_ABOUT_QUESTION);
	id = prepared(m, 0);
	assert_int_equal(motion_take_back(&w.cx, m), MOTION_OK);
	assert_int_equal(vote_open(&w.cx, id), VOTE_MOTION_OVER);
	write_end();
}

/* ---- every step fails once --------------------------------------------- */

static void
whole(void)
{
	struct motion m = { .conference_id = hall, .unit_id = w.unit[A1],
		.title = S("M"), .text = S("one"), .reason = S("") };
	struct vote_new in = hall_question(VOTE_OPENLY);
	int64_t id;

	if (motion_hand_in(&w.cx, &m, &in.motion_id) == MOTION_OK &&
	    vote_prepare(&w.cx, &in, &id) == VOTE_OK &&
	    vote_open(&w.cx, id) == VOTE_OK &&
	    vote_cast(&w.cx, id, voter[0], 0, S("1")) == VOTE_OK &&
	    vote_close(&w.cx, id) == VOTE_OK &&
	    vote_repeat(&w.cx, id, &id) == VOTE_OK) {
		(void)!vote_open(&w.cx, id);
	}
}

static void
test_each_step_fails(void **state)		/* VOTE-17 */
{
	bool done = false;
	int n;

	(void)state;
	for (n = 1; !done; n++) {
		db_fail_at(w.cx.db, n);
		db_begin(w.cx.db, DB_WRITE);
		whole();
		done = db_commit(w.cx.db);
		db_fail_at(w.cx.db, 0);
		assert_int_equal(people_number(&w, "SELECT"
		    " (SELECT count(*) FROM vote) +"
		    " (SELECT count(*) FROM motion WHERE state = 1)"),
		    done ? 3 : 0);
	}
	assert_true(n > 60);
}

static void
test_refusals(void **state)
{
	static const enum vote_err mine[] = { VOTE_NO_MOTION,
		VOTE_ABOUT_QUESTION, VOTE_MOTION_OVER, VOTE_MOTION_VOTED,
		VOTE_AMENDMENTS_OPEN, VOTE_RESTED_ON };

	(void)state;
	all_noted(mine, COUNT(mine));
}

int
main(void)
{
#define HALL(test) \
	cmocka_unit_test_setup_teardown(test, hall_set_up, hall_tear_down)
	const struct CMUnitTest tests[] = {
		HALL(test_carried), HALL(test_amendments),
		HALL(test_not_decided), HALL(test_repeat),
		HALL(test_resolved), HALL(test_meanwhile),
		HALL(test_not_undecided), HALL(test_meanwhile),
		HALL(test_box_waits), HALL(test_prepare),
		HALL(test_each_step_fails),
		cmocka_unit_test(test_refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
