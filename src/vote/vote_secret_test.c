/* vote_secret_test.c - secret votes: envelopes, stripping, trustees' steps. */
#include <sodium.h>

#include "vote/hall_test.h"

static int64_t
open_secret(enum vote_kind kind, int seats, enum vote_keys keys)
{
	struct vote_new in = kind == VOTE_QUESTION ?
	    hall_question(VOTE_SECRETLY) :
	    hall_election(kind, VOTE_SECRETLY, seats);

	in.keys = keys;
	return hall_open(&in);
}

static int64_t
count_rows(const char *select)
{
	return people_number(&w, select);
}

/* ---- trustees ---------------------------------------------------------- */

static void
test_keys(void **state)				/* VOTE-10 */
{
	struct vote_new in = hall_question(VOTE_SECRETLY);
	struct trustee_key *keys;
	struct box_key other;
	int64_t id;
	size_t len;

	(void)state;
	write_begin();
	assert_int_equal(vote_prepare(&w.cx, &in, &id), VOTE_OK);
	assert_int_equal(noted(vote_open(&w.cx, id)), VOTE_TRUSTEES);
	assert_int_equal(noted(trustee_register(&w.cx, hall, w.member[SEC],
	    S("12"))), VOTE_TRUSTEE_KEY);
	/* Of a small order: everybody would have the same secret. */
	assert_int_equal(trustee_register(&w.cx, hall, w.member[SEC],
	    S("0000000000000000000000000000000000000000000000000000000000000000"
	    )), VOTE_TRUSTEE_KEY);
	assert_int_equal(trustee_register(&w.cx, 77, w.member[SEC], S("12")),
	    VOTE_NO_CONFERENCE);
	hall_trustees();
	assert_int_equal(noted(trustee_register(&w.cx, hall, w.member[ANN],
	    box_key_hex(w.cx.mem, &trustee[0]))), VOTE_TRUSTEE_OTHER);
	assert_int_equal(trustee_register(&w.cx, hall, w.member[SEC],
	    box_key_hex(w.cx.mem, &trustee[0])), VOTE_OK);
	trustee_keys(&w.cx, hall, &keys, &len);
	assert_int_equal(len, TRUSTEES);
	assert_int_equal(vote_open(&w.cx, id), VOTE_OK);
	box_key_make(&other);
	assert_int_equal(noted(trustee_register(&w.cx, hall, w.member[SEC],
	    box_key_hex(w.cx.mem, &other))), VOTE_KEY_USED);
	assert_int_equal(vote_annul(&w.cx, id, S("a try")), VOTE_OK);
	assert_int_equal(trustee_register(&w.cx, hall, w.member[SEC],
	    box_key_hex(w.cx.mem, &other)), VOTE_OK);
	/* Whose post ended opens nothing any more. */
	assert_int_equal(conference_end_post(&w.cx, hall, w.member[SEC],
	    POST_TRUSTEE), CONFERENCE_OK);
	assert_int_equal(vote_prepare(&w.cx, &in, &id), VOTE_OK);
	assert_int_equal(vote_open(&w.cx, id), VOTE_TRUSTEES);
	write_end();
}

/* ---- a whole vote ------------------------------------------------------ */

static bool
box_has(const struct vote *v, str number)
{
	str box, line;

	assert_true(vote_box(&w.cx, v, 0, &box));
	while (str_cut(&box, '\n', &line)) {
		if (str_eq(vote_envelope_number(w.cx.mem, line), number)) {
			return true;
		}
	}
	return false;
}

static void
check_stripped(int64_t id)			/* VOTE-11 */
{
	(void)id;
	assert_int_equal(count_rows("SELECT count(*) FROM ballot_sealed"), 0);
	assert_int_equal(count_rows("SELECT count(*) FROM ballot"), 0);
	assert_int_equal(count_rows("SELECT count(*) FROM vote_roll WHERE"
	    " voted = 1"), 4);
	assert_int_equal(count_rows("SELECT count(*) FROM vote_envelope"), 4);
	/* In the order of their own bytes, which is no order of voters. */
	assert_int_equal(count_rows("SELECT count(*) FROM vote_envelope a JOIN"
	    " vote_envelope b ON b.position = a.position + 1 AND b.envelope <="
	    " a.envelope"), 0);
	assert_int_equal(count_rows("SELECT count(DISTINCT length(envelope))"
	    " FROM vote_envelope"), 1);
}

static void
test_whole(void **state)			/* VOTE-10, VOTE-12, VOTE-13 */
{
	struct vote_place place;
	struct vote v;
	int64_t id;
	str first, second;

	(void)state;
	write_begin();
	hall_trustees();
	id = open_secret(VOTE_QUESTION, 1, KEYS_OF_TRUSTEES);
	v = hall_read(id);
	assert_int_equal(hall_cast(id, 0, "2"), VOTE_OK);
	first = vote_place_of(&w.cx, &v, voter[0], 0).number;
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);	/* VOTE-4 */
	place = vote_place_of(&w.cx, &v, voter[0], 0);
	second = place.number;
	assert_true(place.voted);
	assert_int_equal(place.choices.len, 0);
	assert_int_equal(second.len, 14);
	assert_false(str_eq(first, second));
	assert_int_equal(hall_cast(id, 1, "1"), VOTE_OK);
	assert_int_equal(hall_cast(id, 2, "2"), VOTE_OK);
	assert_int_equal(hall_cast(id, 3, "1"), VOTE_OK);
	assert_int_equal(hall_cast(id, 4, "3"), VOTE_OK);
	/* The card's row goes, and so does its envelope. */
	assert_int_equal(noted(vote_by_card(&w.cx, id, voter[4])), VOTE_OK);
	assert_int_equal(vote_turnout(&w.cx, id), 4);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	write_end();
	check_stripped(id);
	write_begin();
	v = hall_read(id);
	assert_int_equal(v.state, VOTE_CLOSED);
	assert_false(box_has(&v, first));
	assert_true(box_has(&v, second));
	assert_int_equal(noted(vote_take_over(&w.cx, id)), VOTE_NO_BOX);
	hall_open_box(id);
	assert_int_equal(hall_read(id).state, VOTE_CLOSED);	/* one card */
	for (int i = 0; i < 2; i++) {
		int64_t votes[] = { 0, 1, 0 };

		assert_int_equal(vote_enter_sheet(&w.cx, id,
		    &(struct vote_sheet){ .votes = votes, .votes_len = 3,
		    .cast = 1, .member_id = w.member[i == 0 ? ANN : BEN] }),
		    VOTE_OK);
	}
	assert_int_equal(vote_take_over(&w.cx, id), VOTE_OK);
	v = hall_read(id);
	assert_int_equal(v.outcome, OUTCOME_CARRIED);
	assert_int_equal(v.voted, 5);
	assert_int_equal(hall_votes(id, 1), 3);
	assert_int_equal(hall_votes(id, 2), 2);
	write_end();
	assert_int_equal(count_rows("SELECT count(*) FROM vote_mark"), 0);
}

/* Every kind: what comes out of the box is what went in. */
static void
test_kinds(void **state)			/* VOTE-12, VOTE-14 */
{
	(void)state;
	write_begin();
	hall_trustees();
	for (int kind = VOTE_ONE; kind <= VOTE_MEEK; kind++) {
		int64_t id = open_secret((enum vote_kind)kind, kind >=
		    VOTE_SCHULZE ? 1 : kind == VOTE_ONE ? 1 : 2,
		    KEYS_OF_TRUSTEES);
		struct vote v;
		str file;

		assert_int_equal(hall_cast(id, 0, "5"), VOTE_OK);
		assert_int_equal(hall_cast(id, 1, kind == VOTE_ONE ? "5" :
		    "5 2"), VOTE_OK);
		assert_int_equal(hall_cast(id, 2, ""), VOTE_OK);
		assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
		hall_open_box(id);
		v = hall_read(id);
		assert_int_equal(v.voted, 3);
		assert_int_equal(v.blank, 1);
		assert_int_equal(hall_votes(id, 5), 2);
		assert_true(hall_elected(id, 5));
		assert_int_equal(vote_recount(&w.cx, &v, &file), VOTE_OK);
		assert_true(file.len > 20);
	}
	write_end();
}

static void
test_nobody_voted(void **state)
{
	int64_t id;

	(void)state;
	write_begin();
	hall_trustees();
	id = open_secret(VOTE_QUESTION, 1, KEYS_OF_TRUSTEES);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(hall_read(id).state, VOTE_COUNTED);
	assert_int_equal(hall_step(id, 1, S("x")), VOTE_NO_BOX);
	write_end();
}

/* ---- steps that are refused (VOTE-12) ---------------------------------- */

/* A box with a line left out, put in or changed, and the count set right. */
static str
without_first(str box, bool tell)
{
	struct box b;
	str problem;

	assert_true(box_read(w.cx.mem, box, &b, &problem));
	b.envelopes++;
	b.len--;
	(void)tell;
	return box_write(w.cx.mem, &b);
}

static str
with_false_ballot(str box)
{
	struct box b;
	unsigned char bytes[1000];
	char text[1400];
	str problem;
	size_t len;

	assert_true(box_read(w.cx.mem, box, &b, &problem));
	len = b.envelopes[0].len / 4 * 3;
	if (str_ends(b.envelopes[0], S("=="))) {
		len--;
	}
	len -= str_ends(b.envelopes[0], S("="));
	random_bytes(bytes, len);
	sodium_bin2base64(text, sizeof(text), bytes, len,
	    sodium_base64_VARIANT_ORIGINAL);
	b.envelopes[0] = str_z(text);
	return box_write(w.cx.mem, &b);
}

static void
refuse_last(int64_t id)
{
	str good = hall_open_layer(id, 3), twice;
	struct box b;
	str problem;

	assert_int_equal(hall_step(id, 3, with_false_ballot(good)),
	    VOTE_BOX_MARK);
	/* A ballot in place of another: there it is twice. */
	assert_true(box_read(w.cx.mem, good, &b, &problem));
	b.envelopes[0] = b.envelopes[1];
	twice = box_write(w.cx.mem, &b);
	assert_int_equal(hall_step(id, 3, twice), VOTE_BOX_DAMAGED);
	assert_int_equal(hall_read(id).state, VOTE_CLOSED);
	assert_int_equal(hall_step(id, 3, good), VOTE_OK);
	assert_int_equal(hall_read(id).state, VOTE_COUNTED);
	assert_int_equal(hall_step(id, 3, good), VOTE_NO_BOX);
}

static void
test_steps_refused(void **state)		/* VOTE-12 */
{
	int64_t id, other;
	str first, text;
	struct vote v;

	(void)state;
	write_begin();
	hall_trustees();
	other = open_secret(VOTE_QUESTION, 1, KEYS_OF_TRUSTEES);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(hall_cast(other, i, "1"), VOTE_OK);
	}
	v = hall_read(other);
	assert_int_equal(hall_step(other, 1, S("")), VOTE_NO_BOX);
	assert_int_equal(vote_close(&w.cx, other), VOTE_OK);
	id = open_secret(VOTE_QUESTION, 1, KEYS_OF_TRUSTEES);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(hall_cast(id, i, "2"), VOTE_OK);
	}
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	first = hall_open_layer(id, 1);
	assert_int_equal(hall_step(id, 1, S("no box")), VOTE_BOX_DAMAGED);
	assert_int_equal(hall_step(id, 1, hall_open_layer(other, 1)),
	    VOTE_BOX_OTHER);
	v = hall_read(id);
	assert_true(vote_box(&w.cx, &v, 0, &text));
	assert_int_equal(hall_step(id, 1, text), VOTE_BOX_OTHER);
	assert_int_equal(hall_step(id, 1, without_first(first, true)),
	    VOTE_BOX_NUMBER);
	assert_int_equal(noted(vote_take_step(&w.cx, id, w.member[BEN],
	    first)), VOTE_NOT_YOUR_STEP);
	assert_int_equal(hall_step(id, 1, first), VOTE_OK);
	assert_int_equal(hall_step(id, 2, hall_open_layer(id, 2)), VOTE_OK);
	refuse_last(id);
	write_end();
}

/* Without each of the keys nothing opens. */
static void
test_without_keys(void **state)			/* VOTE-10 */
{
	struct box_key stranger;
	struct box box, next;
	struct vote v;
	str text, problem = S("");
	int64_t id;

	(void)state;
	write_begin();
	hall_trustees();
	id = open_secret(VOTE_QUESTION, 1, KEYS_OF_TRUSTEES);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	v = hall_read(id);
	assert_true(vote_box(&w.cx, &v, 0, &text));
	assert_true(box_read(w.cx.mem, text, &box, &problem));
	assert_false(box_open(w.cx.mem, &box, &trustee[1], &next, &problem));
	assert_true(str_starts(problem, S("This key does not open")));
	/* A key that only says it is the right one. */
	box_key_make(&stranger);
	memcpy(stranger.public_key, trustee[0].public_key, BOX_KEY_BYTES);
	assert_false(box_open(w.cx.mem, &box, &stranger, &next, &problem));
	assert_true(str_starts(problem, S("Envelope 1 was not sealed")));
	write_end();
}

/* ---- the server's key (VOTE-10) ---------------------------------------- */

static void
test_server_key(void **state)			/* VOTE-10 */
{
	struct vote v;
	int64_t id;

	(void)state;
	write_begin();
	id = open_secret(VOTE_QUESTION, 1, KEYS_OF_SERVER);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);
	assert_int_equal(hall_cast(id, 1, "1"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	v = hall_read(id);
	assert_int_equal(v.state, VOTE_COUNTED);
	assert_int_equal(hall_votes(id, 1), 2);
	vote_forget_key(&v);
	id = open_secret(VOTE_QUESTION, 1, KEYS_OF_SERVER);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);
	v = hall_read(id);
	v.state = VOTE_CLOSED;
	vote_forget_key(&v);			/* as a restart would */
	assert_int_equal(noted(vote_close(&w.cx, id)), VOTE_KEY_LOST);
	assert_int_equal(vote_annul(&w.cx, id, S("the server stopped")),
	    VOTE_OK);
	write_end();
	assert_int_equal(count_rows("SELECT count(*) FROM ballot_sealed"), 0);
	assert_int_equal(count_rows("SELECT count(*) FROM vote_plain"), 1);
}

/* ---- every step fails once --------------------------------------------- */

/* The id of the vote; 0 if it was not prepared. */
static int64_t
whole_secret(void)
{
	struct vote_new in = hall_question(VOTE_SECRETLY);
	struct vote v;
	int64_t id = 0;
	str envelope;
	enum vote_err err;

	in.keys = KEYS_OF_SERVER;
	if (vote_prepare(&w.cx, &in, &id) != VOTE_OK ||
	    vote_open(&w.cx, id) != VOTE_OK || !vote_read(&w.cx, id, &v) ||
	    vote_seal(&w.cx, &v, S("1"), &envelope) != VOTE_OK ||
	    vote_cast(&w.cx, id, voter[0], 0, envelope) != VOTE_OK) {
		return id;
	}
	err = vote_close(&w.cx, id);
	(void)err;			/* the commit tells */
	return id;
}

static void
test_each_step_fails(void **state)		/* VOTE-11 */
{
	struct vote gone = { .keys = KEYS_OF_SERVER, .state = VOTE_CLOSED };
	bool done = false;
	int n;

	(void)state;
	for (n = 1; !done; n++) {
		db_fail_at(w.cx.db, n);
		db_begin(w.cx.db, DB_WRITE);
		gone.id = whole_secret();
		done = db_commit(w.cx.db);
		db_fail_at(w.cx.db, 0);
		/* PostgreSQL gives no id twice: the key of a vote that came to
		 * nothing would keep its place. */
		vote_forget_key(&gone);
		assert_int_equal(count_rows("SELECT"
		    " (SELECT count(*) FROM vote) +"
		    " (SELECT count(*) FROM ballot_sealed) +"
		    " (SELECT count(*) FROM vote_mark) +"
		    " (SELECT count(*) FROM vote_plain)"), done ? 2 : 0);
	}
	assert_true(n > 50);
}

static void
test_refusals(void **state)
{
	static const enum vote_err secret[] = { VOTE_TRUSTEES,
		VOTE_TRUSTEE_KEY, VOTE_TRUSTEE_OTHER, VOTE_KEY_USED,
		VOTE_NO_BOX, VOTE_NOT_YOUR_STEP, VOTE_BOX_OTHER,
		VOTE_BOX_DAMAGED, VOTE_BOX_NUMBER, VOTE_BOX_MARK,
		VOTE_KEY_LOST };

	(void)state;
	all_noted(secret, COUNT(secret));
}

int
main(void)
{
#define HALL(test) \
	cmocka_unit_test_setup_teardown(test, hall_set_up, hall_tear_down)
	const struct CMUnitTest tests[] = {
		HALL(test_keys), HALL(test_whole), HALL(test_kinds),
		HALL(test_nobody_voted), HALL(test_steps_refused),
		HALL(test_without_keys), HALL(test_server_key),
		HALL(test_each_step_fails),
		cmocka_unit_test(test_refusals),
	};

	return sodium_init() < 0 ? 1 :
	    cmocka_run_group_tests(tests, NULL, NULL);
}
