/* vote_cast.c - who may vote, what a ballot says, and casting it. */
#include <stdlib.h>
#include <string.h>

#include "db/change.h"
#include "delegate/delegate.h"
#include "vote/vote_own.h"

#include "vote/vote.sql.h"

/* ---- what a ballot says ------------------------------------------------ */

static int64_t
choices_number(struct ctx *cx, const struct vote *v)
{
	return v->kind == VOTE_QUESTION ? COUNT_ANSWERS :
	    vote_figure(cx, &sql_vote_choices_number, v->id);
}

static size_t
marks_max(const struct vote *v, size_t choices_len)
{
	switch (v->kind) {
	case VOTE_QUESTION:
	case VOTE_ONE:
		return 1;
	case VOTE_SEVERAL:
		return (size_t)v->seats;
	case VOTE_APPROVAL:
	case VOTE_SCHULZE:
	case VOTE_SCOTTISH:
	case VOTE_MEEK:
		break;
	}
	return choices_len;
}

static bool
has_twice(const int *at, size_t len)
{
	bool seen[VOTE_CHOICES_MAX + 1] = { false };

	for (size_t i = 0; i < len; i++) {
		if (seen[at[i]]) {
			return true;
		}
		seen[at[i]] = true;
	}
	return false;
}

static int
by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static str
ballot_text(struct ctx *cx, const int *at, size_t len)
{
	char *text = arena_alloc(cx->mem, 4 * len + 1, 1);
	size_t used = 0;

	for (size_t i = 0; i < len; i++) {
		str one = arena_printf(cx->mem, "%s%d", i > 0 ? " " : "",
		    at[i]);

		memcpy(text + used, one.at, one.len);
		used += one.len;
	}
	return (str){ text, used };
}

enum vote_err
vote_ballot(struct ctx *cx, const struct vote *v, str typed, str *out)
{
	int at[VOTE_CHOICES_MAX];
	int64_t choices = choices_number(cx, v);
	size_t len;

	if (!vote_positions(typed, VOTE_CHOICES_MAX, at, &len)) {
		return VOTE_NOT_UNDERSTOOD;
	}
	for (size_t i = 0; i < len; i++) {
		if (at[i] > choices) {
			return VOTE_NOT_UNDERSTOOD;
		}
	}
	if (has_twice(at, len)) {
		return VOTE_RANKED_TWICE;
	}
	if (len > marks_max(v, (size_t)choices)) {
		return VOTE_TOO_MANY_MARKS;
	}
	/* Who wants neither for nor against has a button for it. */
	if (len == 0 && v->kind == VOTE_QUESTION) {
		return VOTE_NOT_UNDERSTOOD;
	}
	if (!vote_is_ranked(v->kind)) {
		qsort(at, len, sizeof(at[0]), by_number);
	}
	*out = ballot_text(cx, at, len);
	return VOTE_OK;
}

/* ---- who may (VOTE-3, VOTE-4) ------------------------------------------ */

/* Whether the participant stands on the roll, and votes by card. */
static bool
on_roll(struct ctx *cx, int64_t vote_id, int64_t participant_id, bool *card)
{
	struct query q = db_query(cx->db, &sql_vote_roll_one);
	bool found;

	q_set_int(&q, ":vote_id", vote_id);
	q_set_int(&q, ":participant_id", participant_id);
	found = q_row(&q);
	*card = found && q_get_int(&q, 0) != 0;
	q_end(&q);
	return found;
}

static bool
is_here(const struct participant *p)
{
	return p->presence == IN_THE_HALL || p->presence == HERE_ONLINE;
}

/* The vote of somebody else, by the proxy that held as the vote opened. */
static enum vote_err
check_proxy(struct ctx *cx, const struct vote *v,
    const struct participant *giver, int64_t holder_id)
{
	struct participant holder;

	if (!v->proxies || delegate_voted_by(cx, giver->id, v->opened_at) !=
	    holder_id) {
		return VOTE_NO_PROXY;
	}
	if (is_here(giver)) {
		return VOTE_GIVER_HERE;
	}
	if (!participant_read(cx, holder_id, &holder) ||
	    holder.state != TAKES_PART) {
		return VOTE_NO_RIGHT;
	}
	return is_here(&holder) ? VOTE_OK : VOTE_NOT_HERE;
}

static enum vote_err
check_voter(struct ctx *cx, const struct vote *v, int64_t participant_id,
    int64_t holder_id)
{
	struct participant p;
	bool card, rolled;

	if (!participant_read(cx, participant_id, &p) ||
	    p.conference_id != v->conference_id || p.state != TAKES_PART ||
	    !p.voting) {
		return VOTE_NO_RIGHT;
	}
	rolled = on_roll(cx, v->id, participant_id, &card);
	if (card) {
		return VOTE_LOCKED;
	}
	if (holder_id != 0) {
		return check_proxy(cx, v, &p, holder_id);
	}
	if (!is_here(&p)) {
		return VOTE_NOT_HERE;
	}
	return rolled || v->who == PRESENT_BEFORE_CLOSE ? VOTE_OK : VOTE_LATE;
}

static enum vote_err
check_way(const struct vote *v)
{
	if (v->state != VOTE_IS_OPEN) {
		return VOTE_NOT_OPEN;
	}
	return v->way == VOTE_BY_HAND ? VOTE_NOT_BY_PHONE : VOTE_OK;
}

static str
own_row(struct ctx *cx, const struct sql *sql, int64_t vote_id,
    int64_t participant_id, bool *found)
{
	struct query q = db_query(cx->db, sql);
	str text = S("");

	q_set_int(&q, ":vote_id", vote_id);
	q_set_int(&q, ":participant_id", participant_id);
	*found = q_row(&q);
	if (*found) {
		text = arena_copy(cx->mem, q_get_str(&q, 0));
	}
	q_end(&q);
	return text;
}

struct vote_place
vote_place_of(struct ctx *cx, const struct vote *v, int64_t participant_id,
    int64_t holder_id)
{
	struct vote_place place = { .err = check_way(v) };

	if (place.err == VOTE_OK) {
		place.err = check_voter(cx, v, participant_id, holder_id);
	}
	if (v->way == VOTE_SECRETLY) {
		str envelope = own_row(cx, &sql_sealed_one, v->id,
		    participant_id, &place.voted);

		db_forget_pages(cx->db);
		place.number = place.voted ? vote_envelope_number(cx->mem,
		    envelope) : S("");
	} else {
		place.choices = own_row(cx, &sql_ballot_one, v->id,
		    participant_id, &place.voted);
	}
	return place;
}

/* ---- casting ----------------------------------------------------------- */

static void
put_ballot(struct ctx *cx, const struct vote *v, int64_t participant_id,
    int64_t holder_id, str ballot)
{
	bool secret = v->way == VOTE_SECRETLY;
	struct query q = db_query(cx->db, secret ? &sql_sealed_put :
	    &sql_ballot_put);

	q_set_int(&q, ":vote_id", v->id);
	q_set_int(&q, ":participant_id", participant_id);
	q_set_id(&q, ":holder_id", holder_id);
	q_set_str(&q, secret ? ":envelope" : ":choices", ballot);
	q_run(&q);
}

void
vote_add_to_roll(struct ctx *cx, int64_t vote_id, int64_t participant_id)
{
	struct query q = db_query(cx->db, &sql_vote_roll_add);

	q_set_int(&q, ":vote_id", vote_id);
	q_set_int(&q, ":participant_id", participant_id);
	q_run(&q);
}

enum vote_err
vote_cast(struct ctx *cx, int64_t vote_id, int64_t participant_id,
    int64_t holder_id, str ballot)
{
	struct vote v;
	enum vote_err err;

	if (!vote_read(cx, vote_id, &v)) {
		return VOTE_NONE;
	}
	err = check_way(&v);
	if (err == VOTE_OK) {
		err = check_voter(cx, &v, participant_id, holder_id);
	}
	if (err != VOTE_OK) {
		return err;
	}
	vote_add_to_roll(cx, v.id, participant_id);
	put_ballot(cx, &v, participant_id, holder_id, ballot);
	return VOTE_OK;
}

/* ---- cards, and calling by name ---------------------------------------- */

/* No screen shows it by itself: none is told. */
static void
note_card(struct ctx *cx, const struct vote *v, int64_t participant_id)
{
	struct participant p;
	struct conference c;

	if (conference_read(cx, v->conference_id, &c) &&
	    participant_read(cx, participant_id, &p)) {
		change_add(cx, "vote.card", (struct change){
		    .unit_id = c.unit_id, .member_id = p.member_id,
		    .kind = "vote", .object_id = v->id });
	}
}

enum vote_err
vote_by_card(struct ctx *cx, int64_t id, int64_t participant_id)
{
	struct vote v;
	struct query q;
	enum vote_err err;

	if (!vote_read(cx, id, &v)) {
		return VOTE_NONE;
	}
	if (v.state != VOTE_IS_OPEN) {
		return VOTE_NOT_OPEN;
	}
	if (v.way == VOTE_BY_HAND || v.way == VOTE_BY_NAME ||
	    vote_is_ranked(v.kind)) {
		return VOTE_NO_CARDS;
	}
	err = check_voter(cx, &v, participant_id, 0);
	if (err == VOTE_LOCKED) {
		return VOTE_OK;
	}
	if (err != VOTE_OK) {
		return err;
	}
	vote_add_to_roll(cx, v.id, participant_id);
	q = db_query(cx->db, &sql_vote_roll_card);
	q_set_int(&q, ":vote_id", id);
	q_set_int(&q, ":participant_id", participant_id);
	q_run(&q);
	q = db_query(cx->db, v.way == VOTE_SECRETLY ? &sql_sealed_drop :
	    &sql_ballot_drop);
	q_set_int(&q, ":vote_id", id);
	q_set_int(&q, ":participant_id", participant_id);
	q_run(&q);
	note_card(cx, &v, participant_id);
	return VOTE_OK;
}

enum vote_err
vote_answer(struct ctx *cx, int64_t id, int64_t participant_id, str ballot)
{
	struct vote v;
	enum vote_err err;

	if (!vote_read(cx, id, &v)) {
		return VOTE_NONE;
	}
	if (v.way != VOTE_BY_NAME) {
		return VOTE_NOT_CALLED;
	}
	if (v.state != VOTE_IS_OPEN) {
		return VOTE_NOT_OPEN;
	}
	err = check_voter(cx, &v, participant_id, 0);
	if (err != VOTE_OK) {
		return err;
	}
	vote_add_to_roll(cx, v.id, participant_id);
	put_ballot(cx, &v, participant_id, 0, ballot);
	return VOTE_OK;
}

void
vote_roll(struct ctx *cx, const struct vote *v, int after, size_t max,
    struct vote_called **out, size_t *out_len)
{
	struct LIST(struct vote_called) list = { 0 };
	struct query q = db_query(cx->db, &sql_vote_roll_list);
	bool shown = v->state >= VOTE_CLOSED;	/* VOTE-5 */

	q_set_int(&q, ":vote_id", v->id);
	q_set_int(&q, ":after", after);
	q_set_int(&q, ":max", (int64_t)max);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct vote_called){
			.participant_id = q_get_int(&q, 0),
			.public_id = arena_copy(cx->mem, q_get_str(&q, 1)),
			.name = arena_copy(cx->mem, q_get_str(&q, 2)),
			.unit_name = arena_copy(cx->mem, q_get_str(&q, 3)),
			.number = (int)q_get_int(&q, 4),
			.choices = shown ? arena_copy(cx->mem,
			    q_get_str(&q, 5)) : S(""),
			.cast = q_get_int(&q, 6) != 0,
		};
	}
	*out = list.at;
	*out_len = list.len;
}
