/* vote.c - reading votes, and their words. */
#include "vote/vote.h"

#include <assert.h>

#include "conference/conference.h"
#include "db/change.h"
#include "db/db.h"
#include "vote/vote_own.h"

#include "vote/vote.sql.h"

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	VOTE_ERRORS(X)
#undef X
};

int
vote_err_status(enum vote_err err)
{
	assert(err < VOTE_ERR_COUNT);
	return errors[err].status;
}

const char *
vote_err_text(enum vote_err err)
{
	assert(err < VOTE_ERR_COUNT);
	return errors[err].text;
}

/* ---- words ------------------------------------------------------------- */

const char *
vote_kind_text(enum vote_kind kind)
{
	static const char *const texts[] = {
		[VOTE_QUESTION] = "for, against or abstain",
		[VOTE_ONE] = "one of several",
		[VOTE_SEVERAL] = "as many as there are seats",
		[VOTE_APPROVAL] = "as many as you approve of",
		[VOTE_SCHULZE] = "ranked, counted by Schulze\xe2\x80\x99s"
		    " method",
		[VOTE_SCOTTISH] = "ranked, transferable vote by the Scottish"
		    " rules",
		[VOTE_MEEK] = "ranked, transferable vote by Meek\xe2\x80\x99s"
		    " method",
	};

	assert(kind >= VOTE_QUESTION && kind <= VOTE_MEEK);
	return texts[kind];
}

const char *
vote_way_text(enum vote_way way)
{
	static const char *const texts[] = {
		[VOTE_BY_HAND] = "By raised cards",
		[VOTE_OPENLY] = "Open vote by phone",
		[VOTE_BY_NAME] = "Called by name",
		[VOTE_SECRETLY] = "Secret vote",
	};

	assert(way >= VOTE_BY_HAND && way <= VOTE_SECRETLY);
	return texts[way];
}

const char *
vote_majority_text(enum vote_majority rule)
{
	static const char *const texts[] = {
#define X(name, number, num, den, more, of, text) [number] = text,
		VOTE_MAJORITIES(X)
#undef X
	};

	assert(rule >= MAJORITY_OF_STATUTES && rule < COUNT(texts));
	return texts[rule];
}

const char *
vote_quorum_text(enum vote_quorum quorum)
{
	static const char *const texts[] = {
#define X(name, number, num, den, more, text) [number] = text,
		VOTE_QUORUMS(X)
#undef X
	};

	assert(quorum >= QUORUM_OF_STATUTES && quorum < COUNT(texts));
	return texts[quorum];
}

const char *
vote_unranked_text(enum count_unranked unranked)
{
	return unranked == COUNT_UNRANKED_NEITHER ?
	    "neither for nor against anybody" : "after all who are ranked";
}

enum count_method
vote_method(enum vote_kind kind)
{
	static const enum count_method methods[] = {
		[VOTE_QUESTION] = COUNT_QUESTION,
		[VOTE_ONE] = COUNT_PLURALITY,
		[VOTE_SEVERAL] = COUNT_PLURALITY,
		[VOTE_APPROVAL] = COUNT_APPROVAL,
		[VOTE_SCHULZE] = COUNT_SCHULZE,
		[VOTE_SCOTTISH] = COUNT_SCOTTISH,
		[VOTE_MEEK] = COUNT_MEEK,
	};

	assert(kind >= VOTE_QUESTION && kind <= VOTE_MEEK);
	return methods[kind];
}

bool
vote_is_ranked(enum vote_kind kind)
{
	return kind >= VOTE_SCHULZE;
}

/* ---- shared ------------------------------------------------------------ */

int64_t
vote_figure(struct ctx *cx, const struct sql *sql, int64_t vote_id)
{
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":vote_id", vote_id);
	return q_number(&q);
}

void
vote_run(struct ctx *cx, const struct sql *sql, int64_t vote_id)
{
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":vote_id", vote_id);
	q_run(&q);
}

void
vote_note(struct ctx *cx, const char *verb, const struct vote *v)
{
	struct conference c;

	if (!conference_read(cx, v->conference_id, &c)) {
		return;
	}
	change_add(cx, verb, (struct change){ .unit_id = c.unit_id,
	    .kind = "vote", .object_id = v->id });
	conference_touch(cx, v->conference_id);
}

enum vote_err
vote_line(str line, enum vote_err if_empty)
{
	if (line.len == 0) {
		return if_empty;
	}
	return line.len > VOTE_LINE_MAX ? VOTE_TOO_LONG : VOTE_OK;
}

bool
vote_positions(str text, size_t max, int *out, size_t *out_len)
{
	size_t len = 0;
	int64_t number;
	str one;

	while (str_cut(&text, ' ', &one)) {
		if (one.len == 0) {
			continue;
		}
		if (len == max || !str_to_int(one, &number) || number < 1 ||
		    number > VOTE_CHOICES_MAX) {
			return false;
		}
		out[len++] = (int)number;
	}
	*out_len = len;
	return true;
}

/* ---- reading ----------------------------------------------------------- */

static str
text_at(struct ctx *cx, struct query *q, int column)
{
	return arena_copy(cx->mem, q_get_str(q, column));
}

static struct fraction
fraction_at(struct query *q, int column)
{
	return (struct fraction){
		.num = (int32_t)q_get_int(q, column),
		.den = (int32_t)q_get_int(q, column + 1),
		.more = q_get_int(q, column + 2) != 0,
	};
}

/* What stands in the second half of the row. */
static void
read_course(struct ctx *cx, struct query *q, struct vote *v)
{
	v->quorum = (enum vote_quorum)q_get_int(q, 22);
	v->quorum_share = fraction_at(q, 23);
	v->quorum_article = text_at(cx, q, 26);
	v->quorum_text = text_at(cx, q, 27);
	v->state = (enum vote_state)q_get_int(q, 28);
	v->outcome = (enum vote_outcome)q_get_int(q, 29);
	v->entitled = q_get_int(q, 30);
	v->eligible = q_get_int(q, 31);
	v->present = q_get_int(q, 32);
	v->voted = q_get_int(q, 33);
	v->blank = q_get_int(q, 34);
	v->tied = text_at(cx, q, 35);
	v->open_seats = (int)q_get_int(q, 36);
	v->lots = text_at(cx, q, 37);
	v->lot_by = text_at(cx, q, 38);
	v->reason = text_at(cx, q, 39);
	v->prepared_at = q_get_int(q, 40);
	v->opened_at = q_get_id(q, 41);
	v->closed_at = q_get_id(q, 42);
	v->ended_at = q_get_id(q, 43);
	v->motion_id = q_get_id(q, 44);
	v->amendment_id = q_get_id(q, 45);
	v->decides = q_get_int(q, 46) != 0;
	v->unranked = (enum count_unranked)q_get_int(q, 47);
	v->seed = text_at(cx, q, 48);
	v->tie_article = text_at(cx, q, 49);
}

static struct vote
vote_row(struct ctx *cx, struct query *q)
{
	struct vote v = {
		.id = q_get_int(q, 0),
		.conference_id = q_get_int(q, 1),
		.item_id = q_get_id(q, 2),
		.repeat_of = q_get_id(q, 3),
		.public_id = text_at(cx, q, 4),
		.question = text_at(cx, q, 5),
		.subject = text_at(cx, q, 6),
		.number = (int)q_get_int(q, 7),
		.seats = (int)q_get_int(q, 8),
		.kind = (enum vote_kind)q_get_int(q, 9),
		.way = (enum vote_way)q_get_int(q, 10),
		.who = (enum vote_who)q_get_int(q, 11),
		.proxies = q_get_int(q, 12) != 0,
		.keys = (enum vote_keys)q_get_int(q, 13),
		.tie_rule = (enum vote_tie_rule)q_get_int(q, 14),
		.rule = (enum vote_majority)q_get_int(q, 15),
		.majority = { .share = fraction_at(q, 16),
		    .of = (enum base_of)q_get_int(q, 19) },
		.rule_article = text_at(cx, q, 20),
		.rule_text = text_at(cx, q, 21),
	};

	read_course(cx, q, &v);
	return v;
}

bool
vote_read(struct ctx *cx, int64_t id, struct vote *out)
{
	struct query q = db_query(cx->db, &sql_vote_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = vote_row(cx, &q);
	q_end(&q);
	return true;
}

bool
vote_by_public(struct ctx *cx, str public_id, struct vote *out)
{
	struct query q = db_query(cx->db, &sql_vote_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return vote_read(cx, q_number(&q), out);
}

void
vote_list(struct ctx *cx, int64_t conference_id, int64_t item_id,
    struct vote **out, size_t *out_len)
{
	struct LIST(struct vote) list = { 0 };
	struct query q = db_query(cx->db, &sql_vote_of_conference);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":item_id", item_id);
	q_set_int(&q, ":max", VOTES_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = vote_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

void
vote_choices(struct ctx *cx, int64_t id, struct vote_choice **out,
    size_t *out_len)
{
	struct LIST(struct vote_choice) list = { 0 };
	struct query q = db_query(cx->db, &sql_vote_choices_of);

	q_set_int(&q, ":vote_id", id);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct vote_choice){
			.position = (int)q_get_int(&q, 0),
			.text = text_at(cx, &q, 1),
			.participant_id = q_get_id(&q, 2),
			.votes = q_is_null(&q, 3) ? -1 : q_get_int(&q, 3),
			.place = (int)q_get_int(&q, 4),
			.elected = q_get_int(&q, 5) != 0,
		};
	}
	*out = list.at;
	*out_len = list.len;
}

static int64_t
in_state(struct ctx *cx, int64_t conference_id, enum vote_state state)
{
	struct query q = db_query(cx->db, &sql_vote_in_state);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":state", state);
	return q_number(&q);
}

int64_t
vote_open_one(struct ctx *cx, int64_t conference_id)
{
	return in_state(cx, conference_id, VOTE_IS_OPEN);
}

int64_t
vote_shown(struct ctx *cx, int64_t conference_id)
{
	int64_t id = vote_open_one(cx, conference_id);
	struct conference c;
	struct query q;

	if (id != 0 || !conference_read(cx, conference_id, &c) ||
	    c.item_id == 0) {
		return id;
	}
	q = db_query(cx->db, &sql_vote_last_of_item);
	q_set_int(&q, ":item_id", c.item_id);
	return q_number(&q);
}

int64_t
vote_turnout(struct ctx *cx, int64_t id)
{
	db_forget_pages(cx->db);
	/* A vote has rows in one of the two. */
	return vote_figure(cx, &sql_ballot_number, id) +
	    vote_figure(cx, &sql_sealed_number, id);
}
