/*
 * undo.c - what a list brought is taken back, a piece at a time (SETU-5).
 *
 * Where it stands is the id of the row that was looked at last; that is all a
 * piece needs, so nothing is held between two of them.
 */
#include "db/db.h"
#include "setup/setup.sql.h"
#include "setup/upload.h"

#define BACK_FROM	999999999999999999	/* above every id */

bool
setup_may_take_back(const struct upload *u)
{
	return import_can_go_back(u->kind) && u->run_id != 0 &&
	    (u->state == UPLOAD_TAKEN || u->state == UPLOAD_PARTLY);
}

static void
write_counts(struct ctx *cx, const struct upload *u, int64_t below)
{
	struct query q = db_query(cx->db, &sql_setup_upload_went_back);

	q_set_int(&q, ":id", u->id);
	q_set_int(&q, ":undone", u->undone);
	q_set_int(&q, ":left", u->left);
	q_set_str(&q, ":mark", arena_printf(cx->mem, "%lld",
	    (long long)below));
	q_run(&q);
}

static void
count(struct ctx *cx, struct upload *u, const struct import_back *b)
{
	u->undone += b->undone;
	if (!b->undone && b->who.len > 0) {
		u->left++;
		upload_row_add(cx, u->id, UPLOAD_LEFT, u->left,
		    arena_printf(cx->mem, STR_FMT ": something else has been "
		    "recorded of it since", STR_ARG(b->who)), S(""));
	}
}

enum job_piece
upload_back_piece(struct ctx *cx, struct job *job, struct job_worker *w)
{
	struct import_back b;
	struct upload u;
	int64_t below;
	bool more;

	if (!upload_by_id(cx, job->object_id, &u) ||
	    !str_to_int(u.mark, &below)) {
		job->message = S("It is not known any more how far it was.");
		return JOB_GIVEN_UP;
	}
	do {
		more = import_back(cx, u.kind, u.run_id, &below, &b);
		if (more) {
			count(cx, &u, &b);
			job->done++;
		}
	} while (more && job_has_time(w));
	write_counts(cx, &u, below);
	if (more) {
		return JOB_MORE;
	}
	upload_set_state(cx, u.id, UPLOAD_UNDONE);
	return JOB_END;
}

/* It can be begun again, and goes on where it stopped. */
void
upload_back_stopped(struct ctx *cx, const struct job *job)
{
	upload_set_state(cx, job->object_id, UPLOAD_TAKEN);
}

/* What the list held is not needed any more, nor where its taking stood: from
 * now on the mark is an id. */
static void
turn_round(struct ctx *cx, struct upload *u)
{
	int64_t unused;

	if (u->undone + u->left > 0 && str_to_int(u->mark, &unused)) {
		return;			/* it was stopped on its way back */
	}
	import_back_begin(cx, u->run_id);
	upload_empty(cx, u->id);
	write_counts(cx, u, BACK_FROM);
}

enum setup_err
setup_take_back(struct ctx *cx, struct upload *u, struct job *out)
{
	if (!setup_may_take_back(u)) {
		return SETUP_NOTHING;
	}
	turn_round(cx, u);
	return upload_begin(cx, u, &(struct job_new){ .kind = "import.undo",
	    .title = arena_printf(cx->mem, "Taking back a list: " STR_FMT,
	    STR_ARG(u->name)), .things = S("rows"),
	    .back = upload_path(cx, u), .object_id = u->id,
	    .whole = u->added - u->undone - u->left }, UPLOAD_UNDOING, out);
}
