/*
 * hall_test.h - a small conference for the tests of this room. Included once by
 * a test.
 *
 * The cell A1 of people.h holds an assembly with a hall of the blocks A and B.
 * Voters 0 to 8 take part with a vote, number i + 1 on the badge; the first
 * five sit in A, the others in B. Voters 0, 1, 2 are Ann, Sec and Dep; the rest
 * are no members. All but voter 8 are here. Sec, Ben and Other are trustees,
 * Dep has the chair.
 */
#ifndef HALL_TEST_H
#define HALL_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "conference/conference.h"
#include "db/change.h"
#include "db/db.h"
#include "delegate/delegate.h"
#include "tests/people.h"
#include "vote/box.h"
#include "vote/vote.h"

#define VOTERS	9

static struct people w;
static int64_t hall, block[2], voter[VOTERS];
static struct box_key trustee[TRUSTEES];
static const enum people_role trustee_role[TRUSTEES] = { SEC, BEN, OTHER };
static bool provoked[VOTE_ERR_COUNT];

static inline enum vote_err
noted(enum vote_err err)
{
	provoked[err] = true;
	return err;
}

/* Each of these was provoked by a test before this one. */
static inline void
all_noted(const enum vote_err *errs, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!provoked[errs[i]]) {
			fail_msg("never refused: %s", vote_err_text(errs[i]));
		}
	}
}

static inline void
write_begin(void)
{
	db_begin(w.cx.db, DB_WRITE);
}

static inline void
write_end(void)
{
	assert_true(db_commit(w.cx.db));
}

static void
hall_add_voter(int i)
{
	static const enum people_role members[] = { ANN, SEC, DEP };
	char name[40];
	struct participant p = { .conference_id = hall, .voting = true,
		.role = ROLE_DELEGATE, .block_id = block[i >= 5] };

	snprintf(name, sizeof(name), "Voter %d", i);
	p.name = str_z(name);
	p.member_id = i < 3 ? w.member[members[i]] : 0;
	assert_int_equal(participant_add(&w.cx, &p, &voter[i]),
	    CONFERENCE_OK);
	if (i < VOTERS - 1) {
		participant_set_presence(&w.cx, voter[i], IN_THE_HALL);
	}
}

static void
hall_plan(void)
{
	struct conference in = {
		.unit_id = w.unit[A1], .kind = S("assembly"),
		.title = S("Assembly"), .place = S("Hall"),
		.language = S("en"), .from = w.cx.today, .last = w.cx.today,
		.mode = HALL_AND_ONLINE,
	};

	assert_int_equal(conference_plan(&w.cx, &in, &hall), CONFERENCE_OK);
	assert_int_equal(conference_give_post(&w.cx, hall, w.member[DEP],
	    POST_CHAIR), CONFERENCE_OK);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(delegate_add_block(&w.cx, hall,
		    i == 0 ? S("A") : S("B"), 10, &block[i]), DELEGATE_OK);
	}
}

/* Trustees with keys. */
static inline void
hall_trustees(void)
{
	for (int i = 0; i < TRUSTEES; i++) {
		box_key_make(&trustee[i]);
		assert_int_equal(conference_give_post(&w.cx, hall,
		    w.member[trustee_role[i]], POST_TRUSTEE), CONFERENCE_OK);
		assert_int_equal(trustee_register(&w.cx, hall,
		    w.member[trustee_role[i]], box_key_hex(w.cx.mem,
		    &trustee[i])), VOTE_OK);
	}
}

static int
hall_set_up(void **unused)
{
	(void)unused;
	people_open(&w);
	write_begin();
	hall_plan();
	for (int i = 0; i < VOTERS; i++) {
		hall_add_voter(i);
	}
	write_end();
	return 0;
}

static int
hall_tear_down(void **unused)
{
	(void)unused;
	people_close(&w);
	return 0;
}

/* A question, to be changed before it is prepared. */
/* From today on the statutes say this too, under article 30. */
static inline void
hall_adopt(const char *line)
{
	people_adopt(&w.cx, arena_copy_z(w.cx.mem, arena_printf(w.cx.mem,
	    "## Article 3. Tiers\n\n```rules\n"
	    "tier federation \"F\" plural \"Fs\"\n"
	    "tier province \"P\" plural \"Ps\" under federation\n"
	    "tier county \"K\" plural \"Ks\" under province\n"
	    "tier cell \"C\" plural \"Cs\" under county, members 1 to 30\n"
	    "office secretary \"Secretary\" at cell, elected\n"
	    "office deputy \"Deputy\" at cell, elected\n"
	    "office officer \"Officer\" at county, elected\n"
	    "office auditor \"Auditor\" at federation, elected\n"
	    "```\n\n## Article 30. Later\n\n```rules\n%s\n```\n", line)),
	    w.cx.today);
}

static inline struct vote_new
hall_question(enum vote_way way)
{
	return (struct vote_new){ .conference_id = hall, .way = way,
		.tie_rule = TIE_REPEAT,
		.question = S("Do we agree?"), .kind = VOTE_QUESTION };
}

static const struct vote_choice hall_names[] = {
	{ .text = S_INIT("Ash") }, { .text = S_INIT("Birch") },
	{ .text = S_INIT("Cedar") }, { .text = S_INIT("Doum") },
	{ .text = S_INIT("Elm") },
};

/* An election among the five. */
static inline struct vote_new
hall_election(enum vote_kind kind, enum vote_way way, int seats)
{
	return (struct vote_new){ .conference_id = hall, .way = way,
		.question = S("Who?"), .kind = kind, .seats = seats,
		.choices = hall_names, .choices_len = COUNT(hall_names) };
}

/* Prepared and opened; in the open transaction. */
static inline int64_t
hall_open(const struct vote_new *in)
{
	int64_t id = 0;

	assert_int_equal(noted(vote_prepare(&w.cx, in, &id)), VOTE_OK);
	assert_int_equal(noted(vote_open(&w.cx, id)), VOTE_OK);
	return id;
}

static inline struct vote
hall_read(int64_t id)
{
	struct vote v = { .id = 0 };

	assert_true(vote_read(&w.cx, id, &v));
	return v;
}

/* As the page does: read, sealed where it is secret, cast. */
static inline enum vote_err
hall_cast_for(int64_t id, int who, int holder, const char *typed)
{
	struct vote v = hall_read(id);
	str ballot;
	enum vote_err err = vote_ballot(&w.cx, &v, str_z(typed), &ballot);

	if (err == VOTE_OK && v.way == VOTE_SECRETLY) {
		err = vote_seal(&w.cx, &v, ballot, &ballot);
	}
	if (err == VOTE_OK) {
		err = vote_cast(&w.cx, id, voter[who], holder < 0 ? 0 :
		    voter[holder], ballot);
	}
	return noted(err);
}

static inline enum vote_err
hall_cast(int64_t id, int who, const char *typed)
{
	return hall_cast_for(id, who, -1, typed);
}

/* The box that a trustee gives back for the one of the step before. */
static inline str
hall_open_layer(int64_t id, int step)
{
	struct vote v = hall_read(id);
	struct box box, next;
	str text, problem = S("");

	assert_true(vote_box(&w.cx, &v, step - 1, &text));
	assert_true(box_read(w.cx.mem, text, &box, &problem));
	assert_true(box_open(w.cx.mem, &box, &trustee[step - 1], &next,
	    &problem));
	return box_write(w.cx.mem, &next);
}

static inline enum vote_err
hall_step(int64_t id, int step, str box)
{
	return noted(vote_take_step(&w.cx, id,
	    w.member[trustee_role[step - 1]], box));
}

static inline void
hall_open_box(int64_t id)
{
	for (int step = 1; step <= TRUSTEES; step++) {
		assert_int_equal(hall_step(id, step, hall_open_layer(id,
		    step)), VOTE_OK);
	}
}

static inline int64_t
hall_votes(int64_t id, int position)
{
	struct vote_choice *choices;
	size_t len;

	vote_choices(&w.cx, id, &choices, &len);
	assert_in_range(position, 1, len);
	return choices[position - 1].votes;
}

static inline bool
hall_elected(int64_t id, int position)
{
	struct vote_choice *choices;
	size_t len;

	vote_choices(&w.cx, id, &choices, &len);
	return choices[position - 1].elected;
}

#endif
