/* vote_close.c - a vote is closed: names and envelopes part (VOTE-11). */
#include "door/door.h"
#include "vote/vote_own.h"

#include "vote/box.h"

#include "vote/vote.sql.h"

static void
add_first_step(struct ctx *cx, const struct vote *v, int64_t envelopes)
{
	struct query q = db_query(cx->db, &sql_step_insert);
	str box = S("");

	q_set_int(&q, ":vote_id", v->id);
	q_set_int(&q, ":step", 0);
	q_set_null(&q, ":member_id");
	q_set_int(&q, ":at", cx->now);
	q_set_int(&q, ":envelopes", envelopes);
	if (vote_box(cx, v, 0, &box)) {
		q_set_str(&q, ":digest", box_digest(cx->mem, box));
	} else {
		q_set_str(&q, ":digest", S(""));
	}
	q_run(&q);
}

void
vote_strip(struct ctx *cx, const struct vote *v)
{
	int64_t envelopes;

	if (v->way != VOTE_SECRETLY) {
		return;
	}
	vote_run(cx, &sql_vote_roll_cast_sealed, v->id);
	envelopes = vote_figure(cx, &sql_sealed_number, v->id);
	vote_run(cx, &sql_sealed_strip, v->id);
	vote_run(cx, &sql_sealed_blank, v->id);
	vote_run(cx, &sql_sealed_clear, v->id);
	add_first_step(cx, v, envelopes);
	db_empty_log(cx->db);
}

static void
set_closed(struct ctx *cx, const struct vote *v)
{
	struct query q = db_query(cx->db, &sql_vote_set_closed);
	int64_t present = v->present;

	if (v->who == PRESENT_BEFORE_CLOSE) {
		present = door_hall(cx, v->conference_id).present;
	}
	q_set_int(&q, ":id", v->id);
	q_set_int(&q, ":at", cx->now);
	q_set_int(&q, ":eligible", vote_figure(cx, &sql_vote_roll_number,
	    v->id));
	q_set_int(&q, ":present", present);
	q_run(&q);
}

static void
mark_cast(struct ctx *cx, const struct vote *v)
{
	struct query q = db_query(cx->db, &sql_vote_roll_cast_open);

	q_set_int(&q, ":vote_id", v->id);
	q_set_int(&q, ":voted", v->way == VOTE_BY_NAME ? 2 : 1);
	q_run(&q);
}

bool
vote_is_sealed(struct ctx *cx, const struct vote *v)
{
	struct vote_step *steps;
	size_t len;

	if (v->way != VOTE_SECRETLY) {
		return false;
	}
	vote_steps(cx, v->id, &steps, &len);
	return len > 0 && steps[0].envelopes > 0 && steps[len - 1].at == 0;
}

void
vote_finish(struct ctx *cx, const struct vote *v)
{
	if (!vote_is_sealed(cx, v) && !vote_has_cards(cx, v)) {
		vote_count(cx, v);
	}
}

enum vote_err
vote_close(struct ctx *cx, int64_t id)
{
	struct vote v;

	if (!vote_read(cx, id, &v)) {
		return VOTE_NONE;
	}
	if (v.state != VOTE_IS_OPEN) {
		return VOTE_NOT_OPEN;
	}
	if (v.keys == KEYS_OF_SERVER && !vote_held_is(id)) {
		return VOTE_KEY_LOST;
	}
	door_settle_online(cx, v.conference_id);
	set_closed(cx, &v);
	mark_cast(cx, &v);
	vote_strip(cx, &v);
	vote_note(cx, "vote.close", &v);
	if (!vote_read(cx, id, &v)) {
		return VOTE_NONE;
	}
	if (v.keys == KEYS_OF_SERVER) {
		return vote_open_held(cx, &v);
	}
	vote_finish(cx, &v);
	return VOTE_OK;
}
