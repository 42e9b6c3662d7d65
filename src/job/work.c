/*
 * work.c - a server's worker: which job is next, one piece of it, its end.
 *
 * The row of a job says which server holds it and until when. Each piece makes
 * sure of that in its own transaction, so that a server that was silent for too
 * long, and comes back, finds the job another's and changes nothing.
 */
#include <assert.h>

#include "db/db.h"
#include "job/job.sql.h"
#include "job/job_own.h"

#define HELD_MEMORY	((size_t)512 << 20)	/* address space */
#define FORGET_S	3600
#define FORGET_AT_ONCE	20

void
job_worker_begin(struct job_worker *w, const struct job_kind *const *kinds)
{
	*w = (struct job_worker){ .kinds = kinds };
	public_id_put(w->holder);
}

/* What is kept from piece to piece goes; the job may stay in hand. */
static void
job_let_go(struct job_worker *w)
{
	if (w->kind != NULL && w->kind->let_go != NULL && w->held != NULL) {
		w->kind->let_go(w);
	}
	w->held = NULL;
	if (w->has_mem) {
		arena_drop(&w->mem);
		w->has_mem = false;
	}
}

static void
put_down(struct job_worker *w)
{
	job_let_go(w);
	w->id = 0;
	w->kind = NULL;
	w->tries = 0;
	w->in_vain = 0;
}

void
job_worker_end(struct job_worker *w)
{
	put_down(w);
}

static str
holder_of(const struct job_worker *w)
{
	return str_z(w->holder);
}

const struct job_kind *
job_kind_of(const struct job_kind *const *kinds, str word)
{
	for (; *kinds != NULL; kinds++) {
		const struct job_kind *k = *kinds;

		for (; k->word != NULL; k++) {
			if (str_eq(str_z(k->word), word)) {
				return k;
			}
		}
	}
	return NULL;
}

/* ---- looking ----------------------------------------------------------- */

struct next {
	int64_t	id, taken;
	bool	mine;
};

static bool
find_next(struct ctx *cx, const struct job_worker *w, struct next *out)
{
	struct query q = db_query(cx->db, &sql_job_next);
	bool found;

	q_set_int(&q, ":now", cx->now);
	q_set_str(&q, ":holder", holder_of(w));
	q_set_int(&q, ":alone", w->alone);
	found = q_row(&q);
	if (found) {
		*out = (struct next){ q_get_int(&q, 0), q_get_int(&q, 1),
		    str_eq(q_get_str(&q, 2), holder_of(w)) };
	}
	q_end(&q);
	return found;
}

bool
job_waits(struct ctx *cx, const struct job_worker *w)
{
	struct next next;

	return w->id != 0 || cx->now - w->forgot_at >= FORGET_S ||
	    find_next(cx, w, &next);
}

bool
job_is_stopped(struct ctx *cx, const struct job_worker *w)
{
	struct query q = db_query(cx->db, &sql_job_stopped);

	q_set_int(&q, ":id", w->id);
	return q_number(&q) != 0;
}

void
job_renew(struct ctx *cx, const struct job_worker *w)
{
	struct query q = db_query(cx->db, &sql_job_renew);

	q_set_int(&q, ":id", w->id);
	q_set_str(&q, ":holder", holder_of(w));
	q_set_int(&q, ":until", cx->now + JOB_LEASE_S);
	q_run(&q);
}

/* ---- what is too old (JOB-8) ------------------------------------------- */

/* The ids of some that ended before; there are few. */
static size_t
ended_before(struct ctx *cx, const struct sql *sql, int64_t before,
    int64_t ids[FORGET_AT_ONCE])
{
	struct query q = db_query(cx->db, sql);
	size_t len = 0;

	q_set_int(&q, ":before", before);
	q_set_int(&q, ":most", FORGET_AT_ONCE);
	while (q_row(&q)) {
		ids[len++] = q_get_int(&q, 0);
	}
	return len;
}

/* True: there may be more. */
static bool
forget_files(struct ctx *cx)
{
	int64_t ids[FORGET_AT_ONCE];
	size_t len = ended_before(cx, &sql_job_file_old, cx->now - JOB_FILE_S,
	    ids);

	for (size_t i = 0; i < len; i++) {
		job_forget_file(cx, ids[i]);
	}
	return len == FORGET_AT_ONCE;
}

static bool
forget_jobs(struct ctx *cx)
{
	int64_t ids[FORGET_AT_ONCE];
	size_t len = ended_before(cx, &sql_job_old, cx->now - JOB_KEEP_S, ids);

	for (size_t i = 0; i < len; i++) {
		struct query q = db_query(cx->db, &sql_job_delete);

		q_set_int(&q, ":id", ids[i]);
		q_run(&q);
	}
	return len == FORGET_AT_ONCE;
}

static void
forget(struct ctx *cx, struct job_worker *w)
{
	bool more = forget_files(cx);

	more = forget_jobs(cx) || more;
	for (size_t i = 0; w->kinds[i] != NULL; i++) {
		for (const struct job_kind *k = w->kinds[i]; k->word != NULL;
		    k++) {
			if (k->forget != NULL) {
				k->forget(cx);
			}
		}
	}
	w->forgot_at = more ? 0 : cx->now;
}

/* ---- its end ----------------------------------------------------------- */

static void
end(struct ctx *cx, struct job_worker *w, struct job *job,
    enum job_state state)
{
	struct query q;

	if (state != JOB_DONE) {
		job_file_drop(cx, job);
		job->file_name = job->file_type = S("");
		if (w->kind != NULL && w->kind->ended != NULL) {
			w->kind->ended(cx, job);
		}
	}
	q = db_query(cx->db, &sql_job_end);
	q_set_int(&q, ":id", job->id);
	q_set_int(&q, ":state", state);
	q_set_int(&q, ":done", job->done);
	q_set_int(&q, ":whole", job->whole);
	q_set_str(&q, ":message", job->message);
	q_set_int(&q, ":now", cx->now);
	q_set_str(&q, ":file_name", job->file_name);
	q_set_str(&q, ":file_type", job->file_type);
	q_set_int(&q, ":file_bytes", job->file_bytes);
	q_run(&q);
	w->ended = (int)state;
	w->next_id = 0;
}

static void
end_saying(struct ctx *cx, struct job_worker *w, struct job *job,
    enum job_state state, str message)
{
	job->message = message;
	end(cx, w, job, state);
}

/* ---- taking one up ----------------------------------------------------- */

void
job_hold(struct ctx *cx, const struct job_worker *w, int64_t id)
{
	struct query q = db_query(cx->db, &sql_job_take);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":holder", holder_of(w));
	q_set_int(&q, ":until", cx->now + JOB_LEASE_S);
	q_run(&q);
}

/*
 * In a transaction of its own, before its first piece: where a piece takes the
 * server down, that is counted (JOB-7).
 */
static void
take_up(struct ctx *cx, struct job_worker *w, const struct next *next)
{
	struct job job;

	if (!job_by_id(cx, next->id, &job)) {
		return;
	}
	w->kind = job_kind_of(w->kinds, job.kind);
	if (w->kind == NULL) {
		end_saying(cx, w, &job, JOB_FAILED, S("This program does not "
		    "know how to do it."));
		return;
	}
	if (next->taken >= JOB_TAKEN_MAX) {
		end_saying(cx, w, &job, JOB_FAILED, S("The server ended at "
		    "this place three times. What was done before it is "
		    "kept."));
		return;
	}
	job_hold(cx, w, job.id);
	w->next_id = job.id;
}

/* ---- a piece ----------------------------------------------------------- */

/* JOB-4, JOB-5: whether the job is still ours, and in whose name. False: it is
 * another's, or has ended. */
static bool
stand_in(struct ctx *cx, const struct job_worker *w, const struct job *job,
    bool *allowed)
{
	struct query q = db_query(cx->db, &sql_job_holder);
	bool ours, open = false;

	q_set_int(&q, ":id", w->id);
	q_set_str(&q, ":holder", holder_of(w));
	ours = q_row(&q);
	if (ours) {
		cx->account = job->account_id;
		cx->actor = q_get_id(&q, 0);
		cx->admin = q_get_int(&q, 1) != 0;
		open = q_is_null(&q, 2);
	}
	q_end(&q);
	*allowed = ours && open && may(cx, w->kind->act, job->about);
	return ours;
}

static void
keep(struct ctx *cx, const struct job *job)
{
	struct query q = db_query(cx->db, &sql_job_went_on);

	q_set_int(&q, ":id", job->id);
	q_set_int(&q, ":done", job->done);
	q_set_int(&q, ":whole", job->whole);
	q_set_str(&q, ":message", job->message);
	q_set_int(&q, ":until", cx->now + JOB_LEASE_S);
	q_set_int(&q, ":file_bytes", job->file_bytes);
	q_run(&q);
}

static int piece_ms = JOB_PIECE_MS;

void
job_piece_takes(int ms)
{
	piece_ms = ms;
}

bool
job_has_time(const struct job_worker *w)
{
	return clock_monotonic_us() < w->piece_until_us;
}

static enum job_turn
do_piece(struct ctx *cx, struct job_worker *w, struct job *job)
{
	enum job_piece came;

	if (!w->has_mem) {
		w->has_mem = arena_make(&w->mem, HELD_MEMORY);
	}
	if (!w->has_mem) {
		end_saying(cx, w, job, JOB_FAILED, S("There was not enough "
		    "memory on the server."));
		return JOB_AGAIN;
	}
	w->piece_until_us = clock_monotonic_us() + (int64_t)piece_ms * 1000;
	came = w->kind->piece(cx, job, w);
	assert(came != JOB_APART || w->kind->apart != NULL);
	if (came == JOB_END) {
		end(cx, w, job, JOB_DONE);
	} else if (came == JOB_GIVEN_UP) {
		end(cx, w, job, JOB_FAILED);
	} else {
		keep(cx, job);
	}
	return came == JOB_APART ? JOB_TURN_APART : JOB_AGAIN;
}

enum job_turn
job_go_on(struct ctx *cx, struct job_worker *w)
{
	struct job job;
	bool allowed;

	if (!job_by_id(cx, w->id, &job) || !stand_in(cx, w, &job, &allowed)) {
		w->next_id = 0;
		return JOB_AGAIN;
	}
	if (job.stop) {
		end_saying(cx, w, &job, JOB_STOPPED, S("It was stopped."));
	} else if (!allowed) {
		end_saying(cx, w, &job, JOB_STOPPED, S("Who began it may no "
		    "longer do this."));
	} else if (w->tries >= JOB_TRIES_MAX) {
		end_saying(cx, w, &job, JOB_FAILED, S("It could not be saved, "
		    "five times one after another. What was done before is "
		    "kept; an administrator finds the reason in the log."));
	} else if (w->in_vain >= JOB_TRIES_MAX) {
		end_saying(cx, w, &job, JOB_FAILED, S("There was nothing to "
		    "make it of, or it could not be read."));
	} else {
		return do_piece(cx, w, &job);
	}
	return JOB_AGAIN;
}

enum job_turn
job_turn(struct ctx *cx, struct job_worker *w)
{
	struct next next;

	w->next_id = w->id;
	w->ended = 0;
	if (w->id != 0) {
		return job_go_on(cx, w);
	}
	if (cx->now - w->forgot_at >= FORGET_S) {
		forget(cx, w);
		return JOB_AGAIN;
	}
	if (!find_next(cx, w, &next)) {
		return JOB_NOTHING;
	}
	take_up(cx, w, &next);
	return JOB_AGAIN;
}

int
job_turned(struct job_worker *w, bool kept, bool again)
{
	if (!kept) {
		/* What is held may be ahead of what is kept. */
		job_let_go(w);
		w->tries += !again && w->id != 0;
		w->forgot_at = w->id == 0 ? 0 : w->forgot_at;
		return 0;
	}
	w->tries = 0;
	if (w->next_id == 0) {
		put_down(w);
	}
	w->id = w->next_id;
	return w->ended;
}

void
job_apart(struct ctx *cx, struct job_worker *w, const atomic_bool *stop)
{
	struct job job;
	bool allowed;

	if (w->id != 0 && job_by_id(cx, w->id, &job) &&
	    stand_in(cx, w, &job, &allowed) && allowed) {
		w->kind->apart(cx, &job, w, stop);
		w->in_vain = w->held == NULL ? w->in_vain + 1 : 0;
	}
}
