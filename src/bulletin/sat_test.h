/*
 * sat_test.h - a conference that sits, in whose record something stands: for
 * the tests of this room. Included once by a test.
 *
 * The debate of debate.h, with an account logged in and a transaction open. The
 * first item is returned to, so that both have a stretch; all are in the hall
 * but Emil.
 */
#ifndef SAT_TEST_H
#define SAT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bulletin/bulletin.h"
#include "db/db.h"
#include "speech/speech.h"
#include "tests/debate.h"
#include "vote/vote.h"

static struct debate at;
static struct ctx *cx;

/* `runa` is Runa's name, `as` what the conference is, both as SQL. */
static inline void
sat_begin(const char *runa, const char *as)
{
	debate_open(&at);
	cx = &at.world.cx;
	debate_script(&at, "UPDATE participant SET name = CASE number"
	    " WHEN 1 THEN %s WHEN 2 THEN 'Emil Stroud'"
	    " WHEN 4 THEN 'Tomas Venn' ELSE 'Another' END", runa);
	debate_script(&at, "UPDATE conference SET %s", as);
	debate_script(&at, "INSERT INTO account (id, login, password, admin,"
	    " made_at) VALUES (1, 'x', 'x', 0, 0)");
	cx->account = 1;
	db_begin(cx->db, DB_WRITE);
	assert_int_equal(item_open(cx, at.later), CONFERENCE_OK);
	assert_int_equal(item_open(cx, at.item), CONFERENCE_OK);
	for (enum harbour_person i = RUNA; i < HARBOUR_PEOPLE; i++) {
		if (at.badge[i] != 0 && i != EMIL) {
			participant_set_presence(cx, at.badge[i], IN_THE_HALL);
		}
	}
}

static inline int
sat_tear_down(void **unused)
{
	(void)unused;
	assert_true(db_commit(cx->db));
	debate_close(&at);
	return 0;
}

static inline void
sat_speak(enum harbour_person who, enum speech_kind kind)
{
	int64_t id;

	assert_int_equal(speech_enter(cx, at.item, at.badge[who], kind, &id),
	    SPEECH_OK);
	assert_int_equal(speech_call(cx, id), SPEECH_OK);
	cx->now += 120;
	assert_int_equal(speech_end(cx, at.item), SPEECH_OK);
}

/* By three, of whom so many are in favour. */
static inline int64_t
sat_vote(int64_t item, str question, int in_favour)
{
	static const enum harbour_person voters[] = { RUNA, AINO, TOMAS };
	struct vote_new in = { .conference_id = at.conference,
		.item_id = item, .question = question,
		.kind = VOTE_QUESTION, .way = VOTE_OPENLY,
		.who = PRESENT_BEFORE_CLOSE, .tie_rule = TIE_REPEAT,
		.rule = MAJORITY_HALF_CAST, .quorum = QUORUM_NONE };
	int64_t id;

	assert_int_equal(vote_prepare(cx, &in, &id), VOTE_OK);
	assert_int_equal(vote_open(cx, id), VOTE_OK);
	for (size_t i = 0; i < COUNT(voters); i++) {
		assert_int_equal(vote_cast(cx, id, at.badge[voters[i]], 0,
		    (int)i < in_favour ? S("1") : S("2")), VOTE_OK);
	}
	cx->now += 30;
	assert_int_equal(vote_close(cx, id), VOTE_OK);
	return id;
}

/* Aino is elected, under this name, and not the other. */
static inline void
sat_elect(str aino, str other)
{
	const struct vote_choice who[] = { { .text = aino,
	    .participant_id = at.badge[AINO] }, { .text = other } };
	struct vote_new in = { .conference_id = at.conference,
		.item_id = at.item, .question = S("Who leads?"),
		.kind = VOTE_ONE, .way = VOTE_OPENLY,
		.who = PRESENT_BEFORE_CLOSE, .tie_rule = TIE_REPEAT,
		.choices = who, .choices_len = 2, .seats = 1 };
	int64_t id;

	assert_int_equal(vote_prepare(cx, &in, &id), VOTE_OK);
	assert_int_equal(vote_open(cx, id), VOTE_OK);
	assert_int_equal(vote_cast(cx, id, at.badge[TOMAS], 0, S("1")),
	    VOTE_OK);
	assert_int_equal(vote_close(cx, id), VOTE_OK);
}

static inline void
sat_annul(void)
{
	struct vote_new in = { .conference_id = at.conference,
		.question = S("Do we rest?"), .kind = VOTE_QUESTION,
		.way = VOTE_OPENLY, .who = PRESENT_BEFORE_CLOSE,
		.tie_rule = TIE_REPEAT };
	int64_t id;

	assert_int_equal(vote_prepare(cx, &in, &id), VOTE_OK);
	assert_int_equal(vote_open(cx, id), VOTE_OK);
	assert_int_equal(vote_annul(cx, id, S("Wrong *question*")), VOTE_OK);
}

static inline int64_t
sat_commend(int64_t member, int64_t unit, bool give)
{
	struct commendation in = { .conference_id = at.conference,
		.item_id = at.later, .member_id = member, .unit_id = unit,
		.title = S("With thanks"), .work = S("the *long* work") };
	int64_t id;

	assert_int_equal(commendation_add(cx, &in, &id), BULLETIN_OK);
	if (give) {
		assert_int_equal(commendation_give(cx, id), BULLETIN_OK);
	}
	return id;
}

/* Nothing may be under way. */
static inline void
sat_close(void)
{
	cx->now += 600;
	assert_int_equal(bulletin_close_sitting(cx, at.conference),
	    CONFERENCE_OK);
	assert_int_equal(bulletin_close_sitting(cx, at.conference),
	    CONFERENCE_NOT_SITTING);
}

#endif
