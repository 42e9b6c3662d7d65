/* vote_test.c - the rules and refusals of vote.h, but for secret votes. */
#include "vote/hall_test.h"

/* ---- the rule (VOTE-2) ------------------------------------------------- */

static void
test_rule_of_statutes(void **state)		/* VOTE-2 */
{
	struct vote_new in = hall_question(VOTE_OPENLY);
	struct vote v;
	int64_t id;

	(void)state;
	write_begin();
	in.subject = S("dissolve the cell");
	assert_int_equal(noted(vote_prepare(&w.cx, &in, &id)),
	    VOTE_NO_SUBJECT);
	people_adopt(&w.cx, "## Article 12. Meetings\n\n```rules\n"
	    "tier federation \"F\" plural \"Fs\"\n"
	    "tier province \"P\" plural \"Ps\" under federation\n"
	    "tier county \"K\" plural \"Ks\" under province\n"
	    "tier cell \"C\" plural \"Cs\" under county, members 1 to 30\n"
	    "office secretary \"Secretary\" at cell, elected\n"
	    "office deputy \"Deputy\" at cell, elected\n"
	    "office officer \"Officer\" at county, elected\n"
	    "office auditor \"Auditor\" at federation, elected\n"
	    "meeting assembly at cell: at least 1 per year, quorum 2/3 of"
	    " members\n"
	    "decision \"dissolve the cell\": majority 2/3 of members\n"
	    "```\n", w.cx.today);
	assert_int_equal(vote_prepare(&w.cx, &in, &id), VOTE_OK);
	assert_int_equal(vote_open(&w.cx, id), VOTE_OK);
	v = hall_read(id);
	assert_int_equal(v.majority.share.num, 2);
	assert_int_equal(v.majority.of, OF_MEMBERS);
	assert_true(str_eq(v.rule_article, S("Article 12. Meetings")));
	assert_true(str_starts(v.rule_text, S("decision")));
	assert_int_equal(v.quorum_share.num, 2);
	assert_int_equal(v.entitled, 9);
	assert_int_equal(v.present, 8);
	in.rule = MAJORITY_HALF_CAST;
	assert_int_equal(noted(vote_prepare(&w.cx, &in, &id)),
	    VOTE_RULE_SAID);
	in.rule = 0;
	in.quorum = QUORUM_NONE;
	assert_int_equal(noted(vote_prepare(&w.cx, &in, &id)),
	    VOTE_QUORUM_SAID);
	write_end();
}

/* The quorum of conferences: at the minute of the vote, with its article. */
static void
test_quorum_of_statutes(void **state)		/* VOTE-2, VOTE-16 */
{
	struct vote_new in = hall_question(VOTE_OPENLY);
	struct vote v;
	int64_t id;

	(void)state;
	write_begin();
	hall_adopt("quorum at conferences: 2/3 of delegates");
	in.quorum = QUORUM_NONE;
	assert_int_equal(vote_prepare(&w.cx, &in, &id), VOTE_QUORUM_SAID);
	in.quorum = 0;
	in.who = PRESENT_BEFORE_CLOSE;
	id = hall_open(&in);
	for (int i = 0; i < 5; i++) {
		assert_int_equal(hall_cast(id, i, "1"), VOTE_OK);
	}
	v = hall_read(id);
	assert_int_equal(v.quorum_share.num, 2);
	assert_true(str_eq(v.quorum_article, S("Article 30. Later")));
	assert_true(str_starts(v.quorum_text, S("quorum at conferences:")));
	/* Three go before the close: 5 of 9 are here, 6 are needed. */
	for (int i = 5; i < 8; i++) {
		participant_set_presence(&w.cx, voter[i], WENT_OUT);
	}
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	v = hall_read(id);
	assert_int_equal(v.present, 5);
	assert_int_equal(v.outcome, OUTCOME_NO_QUORUM);
	participant_set_presence(&w.cx, voter[5], IN_THE_HALL);
	id = hall_open(&in);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(hall_read(id).outcome, OUTCOME_CARRIED);
	write_end();
}

static void
test_rule_chosen(void **state)			/* VOTE-2, VOTE-16 */
{
	struct vote_new in = hall_question(VOTE_OPENLY);
	struct vote v;
	int64_t id;

	(void)state;
	write_begin();
	in.rule = MAJORITY_OF_STATUTES;
	assert_int_equal(noted(vote_prepare(&w.cx, &in, &id)),
	    VOTE_RULE_SILENT);
	in.rule = 0;
	in.quorum = QUORUM_OF_STATUTES;
	assert_int_equal(noted(vote_prepare(&w.cx, &in, &id)),
	    VOTE_QUORUM_SILENT);
	in.rule = MAJORITY_THIRDS_ALL;
	in.quorum = QUORUM_THIRDS;
	id = hall_open(&in);
	for (int i = 0; i < 5; i++) {
		assert_int_equal(hall_cast(id, i, "1"), VOTE_OK);
	}
	assert_int_equal(noted(vote_close(&w.cx, id)), VOTE_OK);
	v = hall_read(id);
	assert_int_equal(v.state, VOTE_COUNTED);
	assert_int_equal(v.outcome, OUTCOME_LOST);	/* 5 of 9 */
	assert_true(str_starts(vote_result_text(&w.cx, &v),
	    S("Not carried: 5 for, 0 against, 0 abstained; 6 needed.")));
	for (int i = 0; i < 4; i++) {		/* 4 of 9 are here */
		participant_set_presence(&w.cx, voter[i], WENT_OUT);
	}
	id = hall_open(&in);
	assert_int_equal(hall_cast(id, 5, "1"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	v = hall_read(id);
	assert_int_equal(v.outcome, OUTCOME_NO_QUORUM);
	write_end();
}

/* ---- preparing --------------------------------------------------------- */

static void
expect_refused(struct vote_new in, enum vote_err err)
{
	int64_t id = -1;

	assert_int_equal(noted(vote_prepare(&w.cx, &in, &id)), err);
	assert_int_equal(id, -1);
}

static void
refuse_choices(void)
{
	struct vote_choice many[VOTE_CHOICES_MAX + 1] = { 0 };
	struct vote_new in = hall_election(VOTE_SEVERAL, VOTE_OPENLY, 5);

	expect_refused(in, VOTE_SEATS);
	in.seats = 2;
	in.way = VOTE_BY_HAND;
	in.kind = VOTE_SCHULZE;
	expect_refused(in, VOTE_KIND_BY_HAND);
	in.choices_len = 1;
	expect_refused(in, VOTE_CHOICES);
	for (size_t i = 0; i < COUNT(many); i++) {
		many[i].text = arena_printf(w.cx.mem, "%zu", i);
	}
	in.choices = many;
	in.choices_len = COUNT(many);
	expect_refused(in, VOTE_TOO_MANY_CHOICES);
	many[1].text = many[0].text;
	in.choices_len = 2;
	expect_refused(in, VOTE_CHOICES);
}

static void
test_preparing(void **state)			/* VOTE-1 */
{
	char long_text[VOTE_LINE_MAX + 2];
	struct vote_new in = hall_question(VOTE_OPENLY);

	(void)state;
	memset(long_text, 'x', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	write_begin();
	in.question = S("");
	expect_refused(in, VOTE_NO_QUESTION);
	in.question = str_z(long_text);
	expect_refused(in, VOTE_TOO_LONG);
	in = hall_question(VOTE_OPENLY);
	in.item_id = 77;
	expect_refused(in, VOTE_NO_ITEM);
	in.item_id = 0;
	in.repeat_of = 77;
	expect_refused(in, VOTE_NONE);
	in.conference_id = 77;
	expect_refused(in, VOTE_NO_CONFERENCE);
	refuse_choices();
	assert_int_equal(conference_set_state(&w.cx, hall, CONFERENCE_OVER),
	    CONFERENCE_OK);
	expect_refused(hall_question(VOTE_OPENLY), VOTE_CONFERENCE_OVER);
	write_end();
}

static void
test_full(void **state)
{
	struct vote_new in = hall_question(VOTE_OPENLY);
	int64_t id;

	(void)state;
	write_begin();
	assert_int_equal(vote_prepare(&w.cx, &in, &id), VOTE_OK);
	write_end();
	db_script(w.cx.db, "UPDATE vote SET number = 1000");
	write_begin();
	expect_refused(in, VOTE_FULL);
	write_end();
}

/* ---- the course of a vote ---------------------------------------------- */

static void
test_course(void **state)			/* VOTE-1, VOTE-8 */
{
	struct vote_new in = hall_question(VOTE_OPENLY);
	int64_t id, other, again;
	struct vote v;

	(void)state;
	write_begin();
	assert_int_equal(vote_prepare(&w.cx, &in, &other), VOTE_OK);
	assert_int_equal(noted(vote_close(&w.cx, other)), VOTE_NOT_OPEN);
	assert_int_equal(noted(vote_repeat(&w.cx, other, &again)),
	    VOTE_NOT_CLOSED);
	id = hall_open(&in);
	assert_int_equal(vote_open_one(&w.cx, hall), id);
	assert_int_equal(noted(vote_open(&w.cx, other)), VOTE_OTHER_OPEN);
	assert_int_equal(noted(vote_open(&w.cx, id)), VOTE_NOT_PREPARED);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);
	assert_int_equal(noted(vote_annul(&w.cx, id, S(""))),
	    VOTE_NO_REASON);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(hall_cast(id, 0, "2"), VOTE_NOT_OPEN);
	assert_int_equal(vote_annul(&w.cx, id, S("a false count")), VOTE_OK);
	assert_int_equal(noted(vote_annul(&w.cx, id, S("again"))),
	    VOTE_OVER);
	v = hall_read(id);
	assert_int_equal(v.state, VOTE_ANNULLED);
	assert_true(str_eq(v.reason, S("a false count")));
	assert_int_equal(vote_repeat(&w.cx, id, &again), VOTE_OK);
	v = hall_read(again);
	assert_int_equal(v.repeat_of, id);
	assert_int_equal(v.state, VOTE_PREPARED);
	assert_int_equal(noted(vote_close(&w.cx, 77)), VOTE_NONE);
	write_end();
}

static void
test_who_may(void **state)			/* VOTE-3 */
{
	struct vote_new in = hall_question(VOTE_OPENLY);
	int64_t id;

	(void)state;
	in.who = PRESENT_AT_OPENING;
	write_begin();
	id = hall_open(&in);
	assert_int_equal(hall_cast(id, 8, "1"), VOTE_NOT_HERE);
	participant_set_presence(&w.cx, voter[8], IN_THE_HALL);
	assert_int_equal(hall_cast(id, 8, "1"), VOTE_LATE);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);
	assert_int_equal(hall_cast(id, 1, "1"), VOTE_OK);
	/* Who withdraws has no vote any more; what was cast counts. */
	assert_int_equal(delegate_withdraw(&w.cx, voter[1]), DELEGATE_OK);
	assert_int_equal(hall_cast(id, 1, "2"), VOTE_NO_RIGHT);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(hall_votes(id, 1), 2);
	assert_int_equal(hall_read(id).eligible, 8);
	in.who = PRESENT_BEFORE_CLOSE;
	participant_set_presence(&w.cx, voter[8], WENT_OUT);
	id = hall_open(&in);
	participant_set_presence(&w.cx, voter[8], HERE_ONLINE);
	assert_int_equal(hall_cast(id, 8, "1"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(hall_read(id).eligible, 8);
	write_end();
}

static void
test_ballots(void **state)			/* VOTE-4, VOTE-5 */
{
	struct vote_new in = hall_question(VOTE_OPENLY);
	struct vote_called *roll;
	struct vote v;
	int64_t id;
	size_t len;
	str ballot;

	(void)state;
	write_begin();
	id = hall_open(&in);
	assert_int_equal(hall_cast(id, 0, "4"), VOTE_NOT_UNDERSTOOD);
	assert_int_equal(hall_cast(id, 0, ""), VOTE_NOT_UNDERSTOOD);
	assert_int_equal(hall_cast(id, 0, "x"), VOTE_NOT_UNDERSTOOD);
	assert_int_equal(hall_cast(id, 0, "1 2"), VOTE_TOO_MANY_MARKS);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);
	assert_int_equal(hall_cast(id, 0, "2"), VOTE_OK);
	assert_int_equal(vote_turnout(&w.cx, id), 1);
	v = hall_read(id);
	assert_int_equal(hall_votes(id, 2), -1);
	assert_int_equal(vote_result_text(&w.cx, &v).len, 0);
	vote_roll(&w.cx, &v, 0, 50, &roll, &len);
	assert_int_equal(len, 8);
	assert_true(roll[0].cast);
	assert_int_equal(roll[0].choices.len, 0);
	assert_int_equal(noted(vote_recount(&w.cx, &v, &ballot)),
	    VOTE_NO_RESULT);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(hall_votes(id, 1), 0);
	assert_int_equal(hall_votes(id, 2), 1);
	v = hall_read(id);
	vote_roll(&w.cx, &v, 0, 50, &roll, &len);
	assert_true(str_eq(roll[0].choices, S("2")));
	in = hall_election(VOTE_SCHULZE, VOTE_OPENLY, 1);
	id = hall_open(&in);
	assert_int_equal(hall_cast(id, 0, "5 5"), VOTE_RANKED_TWICE);
	write_end();
}

static void
test_proxies(void **state)			/* VOTE-4 */
{
	struct vote_new in = hall_question(VOTE_OPENLY);
	struct delegate_rules rules;
	int64_t id, proxy;

	(void)state;
	in.proxies = true;
	write_begin();
	assert_true(delegate_rules(&w.cx, hall, &rules));
	rules.proxies_max = 2;
	rules.proxies_article = S("rules of the conference, 4");
	assert_int_equal(delegate_set_rules(&w.cx, &rules), DELEGATE_OK);
	assert_int_equal(delegate_give_proxy(&w.cx, voter[8], voter[0],
	    &proxy), DELEGATE_OK);
	id = hall_open(&in);
	assert_int_equal(hall_cast_for(id, 8, 0, "1"), VOTE_OK);
	assert_int_equal(hall_cast(id, 0, "2"), VOTE_OK);
	assert_int_equal(hall_cast_for(id, 8, 1, "2"), VOTE_NO_PROXY);
	participant_set_presence(&w.cx, voter[8], IN_THE_HALL);
	assert_int_equal(hall_cast_for(id, 8, 0, "2"), VOTE_GIVER_HERE);
	assert_int_equal(hall_cast(id, 8, "3"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(hall_votes(id, 1), 0);
	assert_int_equal(hall_votes(id, 2), 1);
	assert_int_equal(hall_votes(id, 3), 1);
	assert_int_equal(hall_read(id).eligible, 9);
	write_end();
}

/* ---- tellers (VOTE-6, VOTE-7) ------------------------------------------ */

static enum vote_err
sheet(int64_t id, enum people_role teller, int64_t in_block, int64_t yes,
    int64_t no, int64_t abstain)
{
	int64_t votes[] = { yes, no, abstain };
	struct vote_sheet s = { .block = in_block,
		.member_id = w.member[teller], .cast = yes + no + abstain,
		.votes = votes, .votes_len = 3 };

	return noted(vote_enter_sheet(&w.cx, id, &s));
}

static void
test_by_hand(void **state)			/* VOTE-7 */
{
	struct vote_new in = hall_question(VOTE_BY_HAND);
	int64_t id;

	(void)state;
	write_begin();
	id = hall_open(&in);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_NOT_BY_PHONE);
	assert_int_equal(sheet(id, ANN, 77, 1, 0, 0), VOTE_NO_BLOCK);
	assert_int_equal(sheet(id, ANN, block[0], -1, 0, 0), VOTE_NUMBERS);
	assert_int_equal(sheet(id, ANN, block[0], 3, 1, 0), VOTE_OK);
	assert_int_equal(noted(vote_take_over(&w.cx, id)), VOTE_NOT_CLOSED);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(hall_read(id).state, VOTE_CLOSED);
	assert_int_equal(noted(vote_take_over(&w.cx, id)),
	    VOTE_SHEETS_DIFFER);
	assert_int_equal(sheet(id, BEN, block[0], 3, 2, 0), VOTE_OK);
	assert_int_equal(sheet(id, OTHER, block[0], 3, 2, 0),
	    VOTE_OTHER_TELLERS);
	assert_int_equal(vote_take_over(&w.cx, id), VOTE_SHEETS_DIFFER);
	assert_int_equal(sheet(id, ANN, block[0], 3, 2, 0), VOTE_OK);
	assert_int_equal(sheet(id, ANN, block[1], 9, 0, 0), VOTE_OK);
	assert_int_equal(sheet(id, BEN, block[1], 9, 0, 0), VOTE_OK);
	assert_int_equal(noted(vote_take_over(&w.cx, id)), VOTE_MORE_CARDS);
	assert_int_equal(sheet(id, ANN, block[1], 1, 1, 1), VOTE_OK);
	assert_int_equal(sheet(id, BEN, block[1], 1, 1, 1), VOTE_OK);
	assert_int_equal(vote_take_over(&w.cx, id), VOTE_OK);
	assert_int_equal(hall_votes(id, 1), 4);
	assert_int_equal(hall_votes(id, 2), 3);
	assert_int_equal(hall_votes(id, 3), 1);
	assert_int_equal(hall_read(id).outcome, OUTCOME_CARRIED);
	assert_int_equal(hall_read(id).voted, 8);
	assert_int_equal(noted(vote_take_over(&w.cx, id)), VOTE_OVER);
	assert_int_equal(sheet(id, ANN, block[1], 1, 1, 1), VOTE_OVER);
	write_end();
}

static void
test_cards(void **state)			/* VOTE-6 */
{
	struct vote_new in = hall_question(VOTE_OPENLY);
	struct vote_block *blocks;
	struct vote v;
	int64_t id;
	size_t len;

	(void)state;
	write_begin();
	id = hall_open(&in);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);
	assert_int_equal(hall_cast(id, 1, "2"), VOTE_OK);
	assert_int_equal(noted(vote_by_card(&w.cx, id, voter[0])), VOTE_OK);
	assert_int_equal(vote_by_card(&w.cx, id, voter[0]), VOTE_OK);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_LOCKED);
	assert_int_equal(vote_turnout(&w.cx, id), 1);
	v = hall_read(id);
	vote_blocks(&w.cx, &v, &blocks, &len);
	assert_int_equal(len, 2);
	assert_int_equal(blocks[1].id, block[0]);	/* more have voted */
	assert_int_equal(blocks[1].cards, 1);
	assert_int_equal(blocks[1].voted, 1);
	assert_int_equal(blocks[1].eligible, 5);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(hall_read(id).state, VOTE_CLOSED);
	assert_int_equal(sheet(id, ANN, block[0], 2, 0, 0), VOTE_OK);
	assert_int_equal(sheet(id, BEN, block[0], 2, 0, 0), VOTE_OK);
	assert_int_equal(vote_take_over(&w.cx, id), VOTE_MORE_CARDS);
	assert_int_equal(sheet(id, ANN, block[0], 1, 0, 0), VOTE_OK);
	assert_int_equal(sheet(id, BEN, block[0], 1, 0, 0), VOTE_OK);
	assert_int_equal(vote_take_over(&w.cx, id), VOTE_OK);
	assert_int_equal(hall_votes(id, 1), 1);
	assert_int_equal(hall_votes(id, 2), 1);
	in = hall_election(VOTE_SCHULZE, VOTE_OPENLY, 1);
	id = hall_open(&in);
	assert_int_equal(noted(vote_by_card(&w.cx, id, voter[0])),
	    VOTE_NO_CARDS);
	assert_int_equal(sheet(id, ANN, 0, 1, 0, 0), VOTE_NOT_BY_HAND);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	in = hall_question(VOTE_OPENLY);
	id = hall_open(&in);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(noted(vote_take_over(&w.cx, id)), VOTE_OVER);
	write_end();
	db_script(w.cx.db, "UPDATE vote SET state = 3");
	write_begin();
	assert_int_equal(noted(vote_take_over(&w.cx, id)),
	    VOTE_NOT_BY_HAND);
	write_end();
	/* Once for each card, about the person. */
	assert_int_equal(people_number(&w, "SELECT count(*) FROM change WHERE"
	    " verb = 'vote.card' AND member_id IS NOT NULL"), 1);
}

/* Who logged out is not here any more; who closed the browser is. */
static void
test_online(void **state)			/* VOTE-2, DOOR-9 */
{
	struct vote_new in = hall_question(VOTE_OPENLY);
	int64_t id;

	(void)state;
	write_begin();
	participant_set_presence(&w.cx, voter[0], HERE_ONLINE);
	participant_set_presence(&w.cx, voter[1], HERE_ONLINE);
	id = hall_open(&in);
	assert_int_equal(hall_read(id).present, 8);
	write_end();
	db_script(w.cx.db, "DELETE FROM session WHERE account_id = (SELECT a.id"
	    " FROM account a JOIN participant p ON p.member_id = a.member_id"
	    " WHERE p.number = 1)");
	write_begin();
	assert_int_equal(hall_cast(id, 1, "1"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(hall_read(id).present, 7);
	assert_int_equal(vote_open(&w.cx, id), VOTE_NOT_PREPARED);
	id = hall_open(&in);
	assert_int_equal(hall_read(id).present, 7);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_NOT_HERE);
	write_end();
	assert_int_equal(people_number(&w, "SELECT count(*) FROM passage WHERE"
	    " kind = 6"), 1);
}

static void
test_several_by_hand(void **state)		/* VOTE-7 */
{
	struct vote_new in = hall_election(VOTE_SEVERAL, VOTE_BY_HAND, 2);
	int64_t votes[] = { 5, 1, 4, 0, 1 };
	struct vote_sheet s = { .votes = votes, .votes_len = 5, .cast = 6,
		.blank = 1, .spoilt = 1, .member_id = w.member[ANN] };
	struct vote v;
	int64_t id;
	str file;

	(void)state;
	write_begin();
	id = hall_open(&in);
	s.cast = 5;				/* 11 marks: 2 each at most */
	assert_int_equal(noted(vote_enter_sheet(&w.cx, id, &s)),
	    VOTE_NUMBERS);
	s.cast = 6;
	assert_int_equal(noted(vote_enter_sheet(&w.cx, id, &s)), VOTE_OK);
	s.member_id = w.member[BEN];
	assert_int_equal(vote_enter_sheet(&w.cx, id, &s), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	assert_int_equal(vote_take_over(&w.cx, id), VOTE_OK);
	v = hall_read(id);
	assert_int_equal(v.voted, 8);
	assert_int_equal(v.blank, 1);
	assert_true(hall_elected(id, 1) && hall_elected(id, 3));
	assert_false(hall_elected(id, 2) || hall_elected(id, 5));
	assert_int_equal(noted(vote_recount(&w.cx, &v, &file)),
	    VOTE_NOT_BY_PHONE);
	write_end();
}

static void
test_by_name(void **state)			/* VOTE-15 */
{
	struct vote_new in = hall_question(VOTE_BY_NAME);
	struct vote_called *roll;
	struct vote v;
	int64_t id;
	size_t len;

	(void)state;
	write_begin();
	id = hall_open(&in);
	assert_int_equal(noted(vote_answer(&w.cx, id, voter[3], S("1"))),
	    VOTE_OK);
	assert_int_equal(vote_answer(&w.cx, id, voter[3], S("2")), VOTE_OK);
	assert_int_equal(hall_cast(id, 0, "1"), VOTE_OK);
	assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
	v = hall_read(id);
	vote_roll(&w.cx, &v, 3, 1, &roll, &len);
	assert_int_equal(len, 1);
	assert_int_equal(roll[0].number, 4);
	assert_true(str_eq(roll[0].choices, S("2")));
	assert_int_equal(v.outcome, OUTCOME_TIE);
	in = hall_question(VOTE_OPENLY);
	id = hall_open(&in);
	assert_int_equal(noted(vote_answer(&w.cx, id, voter[3], S("1"))),
	    VOTE_NOT_CALLED);
	write_end();
}

/* ---- the recount (VOTE-14) --------------------------------------------- */

/* A program that knows nothing but the file comes to the same result. */
static void
count_again(int64_t id)
{
	struct vote v = hall_read(id);
	struct count_file file;
	struct count_file_error problem;
	struct count_result r;
	struct vote_choice *choices;
	size_t len, elected = 0;
	str text;

	assert_int_equal(vote_recount(&w.cx, &v, &text), VOTE_OK);
	if (!count_file_read(w.cx.mem, text, &file, &problem)) {
		fail_msg("line %d: " STR_FMT, problem.line,
		    STR_ARG(problem.text));
	}
	assert_true(file.ruled);
	assert_int_equal(count_vote(w.cx.mem, &file.rule, &file.ballots,
	    file.lots.at, file.lots.len, &r), COUNT_OK);
	vote_choices(&w.cx, id, &choices, &len);
	for (size_t i = 0; i < len; i++) {
		elected += choices[i].elected;
	}
	assert_int_equal(r.elected_len, elected);
	for (size_t i = 0; i < r.elected_len; i++) {
		assert_true(choices[r.elected[i]].elected);
	}
	assert_int_equal(v.outcome == OUTCOME_CARRIED,
	    r.outcome == COUNT_CARRIED);
	if (v.kind == VOTE_QUESTION) {
		assert_int_equal(r.question.votes[COUNT_FOR],
		    choices[COUNT_FOR].votes);
	}
}

static void
test_recount(void **state)			/* VOTE-14 */
{
	static const char *const ranked[] = { "1 2 3", "2 1", "1 3 2 5", "4",
		"5 4", "1", "", "2 5" };

	(void)state;
	write_begin();
	for (int kind = VOTE_QUESTION; kind <= VOTE_MEEK; kind++) {
		struct vote_new in = kind == VOTE_QUESTION ?
		    hall_question(VOTE_OPENLY) :
		    hall_election((enum vote_kind)kind, VOTE_OPENLY,
		    kind >= VOTE_SCHULZE ? 2 : kind == VOTE_ONE ? 1 : 3);
		int64_t id = hall_open(&in);

		for (int i = 0; i < VOTERS - 1; i++) {
			char one[2] = { (char)('1' + i % 3), '\0' };

			assert_int_equal(hall_cast(id, i, kind <= VOTE_ONE ?
			    one : kind == VOTE_SEVERAL && i == 2 ? "1 3 2" :
			    ranked[i]), VOTE_OK);
		}
		assert_int_equal(vote_close(&w.cx, id), VOTE_OK);
		count_again(id);
	}
	write_end();
}

/* ---- every step fails once --------------------------------------------- */

static void
whole_vote(void)
{
	struct vote_new in = hall_question(VOTE_OPENLY);
	int64_t id;

	if (vote_prepare(&w.cx, &in, &id) == VOTE_OK &&
	    vote_open(&w.cx, id) == VOTE_OK &&
	    vote_cast(&w.cx, id, voter[0], 0, S("1")) == VOTE_OK &&
	    vote_by_card(&w.cx, id, voter[1]) == VOTE_OK &&
	    vote_close(&w.cx, id) == VOTE_OK) {
		int64_t votes[] = { 1, 0, 0 };
		struct vote_sheet s = { .votes = votes, .votes_len = 3,
			.cast = 1, .member_id = w.member[ANN] };
		enum vote_err err = vote_enter_sheet(&w.cx, id, &s);

		s.member_id = w.member[BEN];
		if (err == VOTE_OK) {
			err = vote_enter_sheet(&w.cx, id, &s);
		}
		if (err == VOTE_OK) {
			err = vote_take_over(&w.cx, id);
		}
		(void)err;		/* the commit tells */
	}
}

static void
test_each_step_fails(void **state)
{
	bool done = false;
	int n;

	(void)state;
	for (n = 1; !done; n++) {
		db_fail_at(w.cx.db, n);
		db_begin(w.cx.db, DB_WRITE);
		whole_vote();
		done = db_commit(w.cx.db);
		db_fail_at(w.cx.db, 0);
		assert_int_equal(people_number(&w, "SELECT"
		    " (SELECT count(*) FROM vote WHERE state = 5) +"
		    " (SELECT count(*) FROM ballot) +"
		    " (SELECT count(*) FROM vote_sheet)"), done ? 4 : 0);
	}
	assert_true(n > 60);
}

static void
test_refusals(void **state)
{
	/* Those of the secret, motion and tie tests. */
	static const enum vote_err elsewhere[] = { VOTE_NOT_TIED,
		VOTE_TIE_SAID, VOTE_TIE_CHAIR, VOTE_TIE_ELECTION,
		VOTE_NO_MOTION,
		VOTE_ABOUT_QUESTION, VOTE_MOTION_OVER, VOTE_MOTION_VOTED,
		VOTE_AMENDMENTS_OPEN, VOTE_RESTED_ON, VOTE_TRUSTEES,
		VOTE_TRUSTEE_KEY, VOTE_TRUSTEE_OTHER, VOTE_KEY_USED,
		VOTE_NO_BOX, VOTE_NOT_YOUR_STEP, VOTE_BOX_OTHER,
		VOTE_BOX_DAMAGED, VOTE_BOX_NUMBER, VOTE_BOX_MARK,
		VOTE_KEY_LOST };

	(void)state;
	for (size_t i = 0; i < COUNT(elsewhere); i++) {
		provoked[elsewhere[i]] = true;
	}
	provoked[VOTE_NO_BADGE] = true;	/* of a page: vote_web_test.c */
	for (size_t err = 0; err < VOTE_ERR_COUNT; err++) {
		if (!provoked[err]) {
			fail_msg("never refused: %s",
			    vote_err_text((enum vote_err)err));
		}
		assert_in_range(vote_err_status((enum vote_err)err), 200, 499);
	}
}

int
main(void)
{
#define HALL(test) \
	cmocka_unit_test_setup_teardown(test, hall_set_up, hall_tear_down)
	const struct CMUnitTest tests[] = {
		HALL(test_rule_of_statutes), HALL(test_quorum_of_statutes),
		HALL(test_rule_chosen), HALL(test_preparing), HALL(test_full),
		HALL(test_course),
		HALL(test_who_may), HALL(test_ballots), HALL(test_proxies),
		HALL(test_by_hand), HALL(test_cards), HALL(test_online),
		HALL(test_several_by_hand), HALL(test_by_name),
		HALL(test_recount),
		HALL(test_each_step_fails),
		cmocka_unit_test(test_refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
