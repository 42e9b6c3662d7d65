/* vote_web_test.c - the pages of votes: to prepare, open, vote, count, look. */
#include "vote/hall_test.h"

#include "http/web.h"
#include "motion/motion.h"

static struct res rs;
static char vote_at[40];		/* "/votes/..." of the last prepared */

static const char *
in_hall(const char *rest)
{
	struct conference c;
	const char *path;

	db_begin(w.cx.db, DB_READ);
	assert_true(conference_read(&w.cx, hall, &c));
	path = arena_copy_z(&w.mem, arena_printf(&w.mem, "/c/" STR_FMT "%s",
	    STR_ARG(c.public_id), rest));
	assert_true(db_commit(w.cx.db));
	return path;
}

static const char *
at_vote(const char *rest)
{
	return arena_copy_z(&w.mem, arena_printf(&w.mem, "%s%s", vote_at,
	    rest));
}

static int
post(enum people_role role, const char *path, const char *fields)
{
	people_post(&w, role, path, fields, &rs);
	return rs.status;
}

static int
get(enum people_role role, const char *path)
{
	people_get(&w, role, path, &rs);
	return rs.status;
}

static void
prepare(const char *fields)
{
	assert_int_equal(post(DEP, in_hall("/votes"), fields), 303);
	snprintf(vote_at, sizeof(vote_at), STR_FMT, STR_ARG(rs.location));
	assert_int_equal(post(DEP, at_vote("/open"), ""), 303);
}

static void
close_it(void)
{
	assert_int_equal(post(DEP, at_vote("/close"), ""), 200);
	assert_true(people_shows(&rs, "Close this vote?"));
	assert_int_equal(post(DEP, at_vote("/close"), "do=sure"), 303);
}

static void
test_question(void **state)
{
	(void)state;
	assert_int_equal(get(DEP, in_hall("/votes/new")), 200);
	assert_int_equal(post(DEP, in_hall("/votes"), "question="), 422);
	assert_true(people_shows(&rs, "Write what is asked."));
	prepare("question=Do+we+agree%3F&kind=1&way=2&tie=1");
	assert_int_equal(get(ANN, vote_at), 200);
	assert_true(people_shows(&rs, "name=\"choices\" value=\"1\""));
	assert_int_equal(post(ANN, at_vote("/ballot"), "choices=9"), 422);
	assert_int_equal(post(ANN, at_vote("/ballot"), "choices=1"), 303);
	assert_int_equal(get(ANN, vote_at), 200);
	assert_true(people_shows(&rs, "Your vote is in."));
	assert_int_equal(post(SEC, at_vote("/ballot"), "choices=2"), 303);
	/* Not a word of how it stands, to nobody (VOTE-5). */
	assert_int_equal(get(DEP, vote_at), 200);
	assert_false(people_shows(&rs, "class=\"n\">1<"));
	assert_int_equal(get(ANN, at_vote("/roll")), 409);
	assert_int_equal(get(ANN, at_vote("/recount")), 409);
	close_it();
	assert_int_equal(get(BEN, vote_at), 200);
	assert_true(people_shows(&rs, "A tie: 1 for, 1 against"));
	assert_int_equal(get(ANN, at_vote("/roll")), 200);
	assert_true(people_shows(&rs, "Voter 1"));
	assert_true(people_shows(&rs, "Against"));
	assert_int_equal(get(BEN, at_vote("/recount")), 200);
	assert_true(people_shows(&rs, "Do we agree?"));
	assert_int_equal(post(DEP, at_vote("/repeat"), ""), 303);
	assert_int_equal(get(ANN, in_hall("/votes")), 200);
	assert_true(people_shows(&rs, "2. Do we agree?"));
	assert_int_equal(post(DEP, at_vote("/annul"), ""), 200);
	assert_int_equal(post(DEP, at_vote("/annul"), "do=sure"), 422);
	assert_int_equal(post(DEP, at_vote("/annul"), "do=sure&reason=no"),
	    303);
	assert_int_equal(post(DEP, at_vote("/annul"), ""), 409);
}

static void
test_motion(void **state)			/* VOTE-17, MOTI-9 */
{
	struct motion m = { .conference_id = hall, .unit_id = w.unit[A1],
		.title = S("Flour"), .text = S("We buy flour."),
		.reason = S("") };
	struct amendment a = { .unit_id = w.unit[A1], .kind = AMEND_REPLACE,
		.paragraph = 1, .text = S("We buy rice."), .reason = S("") };
	const char *page, *id, *amendment;
	int64_t amendment_id;

	(void)state;
	write_begin();
	assert_int_equal(motion_hand_in(&w.cx, &m, &a.motion_id), MOTION_OK);
	assert_int_equal(amendment_hand_in(&w.cx, &a, &amendment_id),
	    MOTION_OK);
	assert_true(motion_read(&w.cx, a.motion_id, &m));
	assert_true(amendment_read(&w.cx, amendment_id, &a));
	id = arena_copy_z(&w.mem, m.public_id);
	amendment = arena_copy_z(&w.mem, a.public_id);
	write_end();
	page = in_hall(arena_copy_z(&w.mem, arena_printf(&w.mem,
	    "/motions/%s", id)));
	assert_int_equal(get(DEP, page), 200);
	assert_true(people_shows(&rs, "/votes/new?about="));
	assert_int_equal(get(DEP, in_hall(arena_copy_z(&w.mem,
	    arena_printf(&w.mem, "/votes/new?about=%s", amendment)))), 200);
	assert_true(people_shows(&rs, "value=\"Amendment 1-A to: Flour\""));
	assert_int_equal(post(DEP, in_hall("/votes"), arena_copy_z(&w.mem,
	    arena_printf(&w.mem, "kind=2&choices=A%%0AB&about=%s", id))), 422);
	assert_true(people_shows(&rs, "A motion is decided by for, against"));
	prepare(arena_copy_z(&w.mem, arena_printf(&w.mem,
	    "kind=1&way=2&about=%s", amendment)));
	assert_int_equal(get(DEP, page), 200);
	assert_true(people_shows(&rs, "Being voted on: vote 1"));
	assert_int_equal(post(ANN, at_vote("/ballot"), "choices=1"), 303);
	close_it();
	assert_int_equal(get(ANN, vote_at), 200);
	assert_true(people_shows(&rs, "Amendment 1-A to: Flour"));
	assert_true(people_shows(&rs, "It is decided by this result."));
	assert_int_equal(post(DEP, at_vote("/annul"), ""), 200);
	assert_true(people_shows(&rs, "What it decided is open again."));
	prepare(arena_copy_z(&w.mem, arena_printf(&w.mem,
	    "kind=1&way=2&about=%s", id)));
	assert_int_equal(get(DEP, page), 200);
	assert_false(people_shows(&rs, "name=\"decided\""));
	assert_int_equal(post(ANN, at_vote("/ballot"), "choices=1"), 303);
	close_it();
	assert_int_equal(get(BEN, page), 200);
	assert_true(people_shows(&rs, "Decided: vote 2"));
	assert_true(people_shows(&rs, "As it was carried"));
	assert_true(people_shows(&rs, "We buy rice."));
}

static void
test_election_and_lot(void **state)		/* VOTE-9, VOTE-18 */
{
	(void)state;
	prepare("question=Who%3F&kind=5&way=2&tie=2&seed=dice&unranked=1"
	    "&choices=1+Voter+0%0A2+Voter+1%0AElm");
	assert_int_equal(get(ANN, vote_at), 200);
	assert_true(people_shows(&rs, "name=\"r2\""));
	assert_true(people_shows(&rs, "It follows from: dice."));
	assert_true(people_shows(&rs, "About whom you leave out you say"));
	assert_int_equal(post(ANN, at_vote("/ballot"), "r1=1&r2=1"), 422);
	assert_int_equal(post(ANN, at_vote("/ballot"), "r1=1&r2=3&r3=7"), 303);
	assert_int_equal(post(SEC, at_vote("/ballot"), "choices=2+1+3"), 303);
	close_it();
	assert_int_equal(people_number(&w, "SELECT count(*) FROM vote_choice"
	    " WHERE participant_id IS NOT NULL"), 2);
	assert_int_equal(get(DEP, vote_at), 200);
	/* Of "dice/1/1" and "dice/1/2" the second is the smaller. */
	assert_true(people_shows(&rs, "Chosen: Voter 1."));
	assert_true(people_shows(&rs, "Named by lot"));
	assert_true(people_shows(&rs, "neither for nor against anybody"));
	assert_int_equal(get(DEP, at_vote("/recount")), 200);
	assert_true(people_shows(&rs, "#: seed dice\n"));
	assert_true(people_shows(&rs, "#: unranked neither\n"));
}

static void
test_chair_decides(void **state)		/* VOTE-9 */
{
	(void)state;
	assert_int_equal(post(DEP, in_hall("/votes"),
	    "question=Flour%3F&kind=1&way=2&tie=4"), 422);
	assert_true(people_shows(&rs, "Only the statutes can give the chair"));
	write_begin();
	hall_adopt("tie at conferences: the chair decides");
	write_end();
	prepare("question=Flour%3F&kind=1&way=2");
	assert_int_equal(post(ANN, at_vote("/ballot"), "choices=1"), 303);
	assert_int_equal(post(SEC, at_vote("/ballot"), "choices=2"), 303);
	assert_int_equal(post(DEP, at_vote("/casting"), "decided=carried"),
	    409);
	close_it();
	assert_int_equal(get(ANN, vote_at), 200);
	assert_false(people_shows(&rs, "/casting"));
	assert_true(people_shows(&rs,
	    "At a tie: the chair decides (Article 30. Later)."));
	assert_int_equal(get(DEP, vote_at), 200);
	assert_true(people_shows(&rs, "/casting"));
	assert_int_equal(post(DEP, at_vote("/casting"), ""), 400);
	assert_int_equal(post(DEP, at_vote("/casting"), "decided=carried"),
	    303);
	assert_int_equal(get(ANN, vote_at), 200);
	assert_true(people_shows(&rs, "Decided by the chair"));
	assert_true(people_shows(&rs, "Carried: 1 for, 1 against"));
}

static void
test_logged_out(void **state)			/* DOOR-9 */
{
	(void)state;
	write_begin();
	participant_set_presence(&w.cx, voter[0], HERE_ONLINE);
	participant_set_presence(&w.cx, voter[1], HERE_ONLINE);
	write_end();
	assert_int_equal(post(ANN, "/logout", ""), 303);
	assert_int_equal(people_number(&w, "SELECT presence FROM participant"
	    " WHERE number = 1"), WENT_OUT);
	assert_int_equal(people_number(&w, "SELECT presence FROM participant"
	    " WHERE number = 2"), HERE_ONLINE);
}

static void
test_tellers(void **state)			/* VOTE-6, VOTE-7 */
{
	const char *page = in_hall("/tellers");

	(void)state;
	write_begin();
	for (int i = 0; i < 2; i++) {
		assert_int_equal(conference_give_post(&w.cx, hall,
		    w.member[i == 0 ? BEN : OTHER], POST_TELLER),
		    CONFERENCE_OK);
	}
	write_end();
	assert_int_equal(get(BEN, page), 200);
	assert_true(people_shows(&rs, "No vote is open."));
	/* One of the four who sit in B has not come. */
	assert_true(people_shows(&rs, "B</th><td class=\"n\" data-l="
	    "\"Present\">3</td><td class=\"n\" data-l=\"May vote\">4</td>"));
	assert_true(people_shows(&rs, "Others</th><td class=\"n\" data-l="
	    "\"Present\">8</td>"));
	prepare("question=Cards%3F&kind=1&way=2");
	assert_int_equal(get(BEN, page), 200);
	assert_true(people_shows(&rs, "What I counted"));
	assert_int_equal(post(BEN, at_vote("/card"), "number=77"), 404);
	assert_int_equal(post(BEN, at_vote("/card"), "number=1"), 303);
	assert_int_equal(post(ANN, at_vote("/ballot"), "choices=1"), 409);
	assert_int_equal(post(BEN, at_vote("/sheet"), "c1=1&c2=x"), 422);
	assert_int_equal(post(BEN, at_vote("/sheet"), "c1=1"), 303);
	assert_int_equal(post(OTHER, at_vote("/sheet"), "c1=0&c2=1"), 303);
	close_it();
	assert_int_equal(post(DEP, at_vote("/take-over"), ""), 409);
	assert_int_equal(post(OTHER, at_vote("/sheet"), "c1=1"), 303);
	assert_int_equal(post(DEP, at_vote("/take-over"), ""), 303);
	assert_int_equal(get(ANN, vote_at), 200);
	assert_true(people_shows(&rs, "Carried: 1 for, 0 against"));
	prepare("question=Names%3F&kind=1&way=3");
	assert_int_equal(get(BEN, page), 200);
	assert_true(people_shows(&rs, "Voter 0"));
	assert_int_equal(post(BEN, at_vote("/answer"), "number=1&choices=2"),
	    303);
	assert_int_equal(get(BEN, page), 200);
	assert_true(people_shows(&rs, "<h2>Voter 1</h2>"));
}

static void
test_secret(void **state)			/* VOTE-10, VOTE-13 */
{
	const char *number;
	char typed[15];

	(void)state;
	write_begin();
	hall_trustees();
	write_end();
	assert_int_equal(get(SEC, in_hall("/trustees")), 200);
	assert_true(people_shows(&rs, "Register my key"));
	assert_int_equal(post(SEC, in_hall("/trustees"), "public_key=12"),
	    422);
	prepare("question=Secret%3F&kind=1&way=4&keys=1");
	assert_int_equal(get(ANN, vote_at), 200);
	assert_true(people_shows(&rs, "What this secret vote protects"));
	assert_int_equal(post(ANN, at_vote("/ballot"), "choices=1"), 303);
	assert_int_equal(get(ANN, vote_at), 200);
	number = memmem(rs.body.at, rs.body.len, "<b class=\"num\">", 15);
	assert_non_null(number);
	memcpy(typed, number + 15, 14);
	typed[14] = '\0';
	assert_int_equal(get(ANN, at_vote("/box")), 409);
	close_it();
	assert_int_equal(get(ANN, arena_copy_z(&w.mem, arena_printf(&w.mem,
	    "%s/box?number=%s", vote_at, typed))), 200);
	assert_true(people_shows(&rs, "This envelope was in the box."));
	assert_int_equal(get(ANN, at_vote("/box?number=aaaa-bbbb-cccc")), 200);
	assert_true(people_shows(&rs, "There is no envelope with this"));
	assert_int_equal(get(BEN, at_vote("/box/0")), 200);
	assert_true(people_shows(&rs, "cellwork box 1"));
	assert_int_equal(get(SEC, at_vote("/box")), 200);
	assert_true(people_shows(&rs, "Your step"));
	assert_int_equal(get(ANN, vote_at), 200);
	assert_true(people_shows(&rs, "The trustees open the box"));
}

/* ---- no trace of a ballot (HTTP-5) ------------------------------------- */

static int
send_ballot(const char *query, const char *body, const char *key)
{
	struct web_request in = {
		.method = S("POST"), .path = str_z(at_vote("/ballot")),
		.query = str_z(query), .body = str_z(body),
		.session = w.token[ANN], .host = S("cellwork.example"),
		.sec_fetch_site = S("same-origin"),
		.idempotency_key = str_z(key),
	};
	struct ctx cx = w.cx;

	cx.actor = cx.account = 0;
	web_answer(&cx, &in, &rs);
	return rs.status;
}

static int64_t
cast_so_far(void)
{
	return people_number(&w, "SELECT choices FROM ballot");
}

static void
test_no_trace(void **state)			/* HTTP-5 */
{
	int64_t before;

	(void)state;
	prepare("question=Trace%3F&kind=1&way=2");
	before = people_number(&w, "SELECT count(*) FROM request");
	/* The same page sent again with another choice counts, and so does the
	 * first choice once more. */
	assert_int_equal(send_ballot("", "_key=0123456789ab&choices=1", ""),
	    303);
	assert_int_equal(cast_so_far(), 1);
	assert_int_equal(send_ballot("", "_key=0123456789ab&choices=2", ""),
	    303);
	assert_int_equal(cast_so_far(), 2);
	assert_int_equal(send_ballot("", "_key=0123456789ab&choices=1", ""),
	    303);
	assert_int_equal(cast_so_far(), 1);
	assert_int_equal(people_number(&w, "SELECT count(*) FROM request"),
	    before);
	/* Sent late with its id, an earlier one changes nothing. */
	assert_int_equal(send_ballot("", "choices=3", "id-of-the-third"), 303);
	assert_int_equal(send_ballot("", "choices=2", "id-of-the-fourth"),
	    303);
	assert_int_equal(send_ballot("", "choices=3", "id-of-the-third"), 303);
	assert_int_equal(cast_so_far(), 2);
	assert_int_equal(people_number(&w, "SELECT count(*) FROM request WHERE"
	    " key IN ('id-of-the-third', 'id-of-the-fourth')"), 2);
	/* An address is written down in many places. */
	assert_int_equal(send_ballot("choices=1", "_key=0123456789ab", ""),
	    400);
	assert_int_equal(cast_so_far(), 2);
}

int
main(void)
{
#define HALL(test) \
	cmocka_unit_test_setup_teardown(test, hall_set_up, hall_tear_down)
	const struct CMUnitTest tests[] = {
		HALL(test_question), HALL(test_motion),
		HALL(test_election_and_lot), HALL(test_chair_decides),
		HALL(test_logged_out),
		HALL(test_tellers),
		HALL(test_secret), HALL(test_no_trace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
