/*
 * vote_decide.c - what a vote decides: the motion or amendment it was prepared
 * for (VOTE-17).
 */
#include "motion/motion.h"
#include "vote/vote_own.h"

#include "vote/vote.sql.h"

static bool
is_about(const struct vote *v)
{
	return v->motion_id != 0 || v->amendment_id != 0;
}

enum vote_err
vote_check_about(struct ctx *cx, const struct vote_new *in)
{
	struct amendment a = { .motion_id = in->motion_id };
	struct motion m;

	if (in->motion_id == 0 && in->amendment_id == 0) {
		return VOTE_OK;
	}
	if ((in->motion_id != 0 && in->amendment_id != 0) ||
	    (in->amendment_id != 0 &&
	    !amendment_read(cx, in->amendment_id, &a)) ||
	    !motion_read(cx, a.motion_id, &m) ||
	    m.conference_id != in->conference_id) {
		return VOTE_NO_MOTION;
	}
	return in->kind == VOTE_QUESTION ? VOTE_OK : VOTE_ABOUT_QUESTION;
}

/* ---- which vote -------------------------------------------------------- */

static int64_t
one_about(struct ctx *cx, const struct sql *sql, int64_t motion_id,
    int64_t amendment_id)
{
	struct query q = db_query(cx->db, sql);

	/* NULL is equal to nothing: the other one is not asked for. */
	q_set_id(&q, ":motion_id", motion_id);
	q_set_id(&q, ":amendment_id", amendment_id);
	return q_number(&q);
}

int64_t
vote_deciding(struct ctx *cx, int64_t motion_id, int64_t amendment_id)
{
	return one_about(cx, &sql_vote_deciding, motion_id, amendment_id);
}

int64_t
vote_about(struct ctx *cx, int64_t motion_id, int64_t amendment_id)
{
	return one_about(cx, &sql_vote_of_motion, motion_id, amendment_id);
}

/* ---- taking back ------------------------------------------------------- */

static enum motion_err
may_reopen(struct ctx *cx, const struct vote *v)
{
	return v->motion_id != 0 ? motion_may_reopen(cx, v->motion_id) :
	    amendment_may_reopen(cx, v->amendment_id);
}

enum vote_err
vote_may_take_back(struct ctx *cx, const struct vote *v)
{
	return v->decides && may_reopen(cx, v) != MOTION_OK ? VOTE_RESTED_ON :
	    VOTE_OK;
}

static void
set_decides(struct ctx *cx, int64_t id, bool decides)
{
	struct query q = db_query(cx->db, &sql_vote_set_decides);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":decides", decides);
	q_run(&q);
}

void
vote_take_back(struct ctx *cx, const struct vote *v)
{
	enum motion_err err;

	if (!v->decides) {
		return;
	}
	err = v->motion_id != 0 ? motion_reopen(cx, v->motion_id) :
	    amendment_reopen(cx, v->amendment_id);
	if (err == MOTION_OK) {
		set_decides(cx, v->id, false);
	}
}

/* ---- opening ----------------------------------------------------------- */

static enum vote_err
from_motion(enum motion_err err)
{
	switch ((int)err) {
	case MOTION_OK:
		return VOTE_OK;
	case MOTION_NONE:
	case MOTION_NO_AMENDMENT:
		return VOTE_NO_MOTION;
	case MOTION_AMENDMENTS_OPEN:
		return VOTE_AMENDMENTS_OPEN;
	default:
		return VOTE_MOTION_OVER;
	}
}

/* The vote that this one repeats, if what it decided stands. */
static bool
repeats(struct ctx *cx, const struct vote *v, struct vote *first)
{
	return v->repeat_of != 0 && vote_read(cx, v->repeat_of, first) &&
	    first->decides;
}

/* A tie that is repeated is over with the repeat. */
static bool
other_not_over(struct ctx *cx, const struct vote *v)
{
	struct query q = db_query(cx->db, &sql_vote_not_over);

	q_set_int(&q, ":repeat_of", v->repeat_of);
	q_set_id(&q, ":motion_id", v->motion_id);
	q_set_id(&q, ":amendment_id", v->amendment_id);
	return q_number(&q) != 0;
}

enum vote_err
vote_may_put(struct ctx *cx, const struct vote *v)
{
	struct vote first;

	if (!is_about(v)) {
		return VOTE_OK;
	}
	if (other_not_over(cx, v)) {
		return VOTE_MOTION_VOTED;
	}
	if (repeats(cx, v, &first)) {
		return vote_may_take_back(cx, &first);
	}
	return from_motion(v->motion_id != 0 ?
	    motion_may_vote(cx, v->motion_id) :
	    amendment_may_vote(cx, v->amendment_id));
}

void
vote_put(struct ctx *cx, const struct vote *v)
{
	struct vote first;

	if (is_about(v) && repeats(cx, v, &first)) {
		vote_take_back(cx, &first);
	}
}

/* ---- deciding ---------------------------------------------------------- */

void
vote_decide(struct ctx *cx, const struct vote *v, enum vote_outcome outcome)
{
	enum motion_state state = outcome == OUTCOME_CARRIED ?
	    MOTION_CARRIED : MOTION_NOT_CARRIED;
	enum motion_err err;

	if (!is_about(v) || (outcome != OUTCOME_CARRIED &&
	    outcome != OUTCOME_LOST)) {
		return;
	}
	err = v->motion_id != 0 ? motion_decide(cx, v->motion_id, state) :
	    amendment_decide(cx, v->amendment_id, state);
	if (err == MOTION_OK) {
		set_decides(cx, v->id, true);
	}
}
