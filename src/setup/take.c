/*
 * take.c - a list is taken over, a piece at a time (SETU-2, SETU-4).
 *
 * The reader of the list stays open from piece to piece. It is opened anew, and
 * goes on from the mark, where another server works on it or the transaction of
 * a piece was undone.
 */
#include "db/db.h"
#include "setup/setup.sql.h"
#include "setup/upload.h"

#define ROWS_AT_ONCE	50		/* between two looks at the clock */

struct taking {
	struct upload	 u;
	struct import	 im;
	struct job_worker *w;
	/* Refused, and not kept yet: a row that is refused is undone, and with
	 * it what was written meanwhile. */
	struct LIST(struct upload_row) refused;
	int64_t		 told;		/* rows kept with why */
};

/* ---- what is refused --------------------------------------------------- */

/* A row without its end, for why it was refused comes behind it. */
static str
line_of(struct arena *mem, const str *fields, size_t len)
{
	struct text line = { .mem = mem };

	for (size_t i = 0; i < len; i++) {
		text_put(&line, i > 0 ? S(",") : S(""));
		text_put(&line, csv_column(mem, fields[i]));
	}
	return text_taken(&line);
}

static void
note_refused(void *arg, const struct import_problem *p)
{
	struct taking *t = arg;
	struct arena *mem = &t->w->mem;
	bool of_row = p->line > 0 && p->line == t->im.row.line;

	*LIST_ADD(mem, &t->refused) = (struct upload_row){
		.told = upload_problem(mem, p),
		.line = of_row ? line_of(mem, t->im.row.field,
		    t->im.row.fields) : S(""),
	};
}

static void
keep_refused(struct ctx *cx, struct taking *t)
{
	for (size_t i = 0; i < t->refused.len; i++) {
		upload_row_add(cx, t->u.id, UPLOAD_REFUSED, ++t->told,
		    t->refused.at[i].told, t->refused.at[i].line);
	}
	t->refused.len = 0;
}

/* ---- the list, open ---------------------------------------------------- */

/* False: what was sent is gone, or is no longer a list; that is a bug or a
 * damaged file, and the job says so. */
static bool
open_list(struct ctx *cx, struct job_worker *w, struct taking *t)
{
	struct import *im = &t->im;
	str problem;

	*im = (struct import){ .kind = t->u.kind, .name = t->u.name,
		.mem = &w->mem, .tell = note_refused, .tell_arg = t };
	im->csv = csv_of(&w->mem, upload_bytes(cx, &w->mem, t->u.id),
	    &problem);
	if (im->csv == NULL) {
		return false;
	}
	t->told = setup_rows_count(cx, &t->u, UPLOAD_REFUSED);
	return import_begin(im, NULL, 0) &&
	    (t->u.mark.len == 0 || import_resume(im, t->u.mark));
}

static struct taking *
take_up(struct ctx *cx, const struct job *job, struct job_worker *w)
{
	struct taking *t = w->held;
	struct upload u;

	if (t != NULL) {
		return t;
	}
	if (!upload_by_id(cx, job->object_id, &u)) {
		return NULL;
	}
	t = NEW(&w->mem, struct taking, 1);
	t->w = w;
	t->u = u;
	t->u.name = arena_copy(&w->mem, u.name);
	t->u.mark = arena_copy(&w->mem, u.mark);
	return open_list(cx, w, t) ? (w->held = t) : NULL;
}

static void
let_go(struct job_worker *w)
{
	struct taking *t = w->held;

	import_end(&t->im);
	csv_close(t->im.csv);
}

/* ---- a piece ----------------------------------------------------------- */

static void
write_counts(struct ctx *cx, const struct taking *t)
{
	const struct import *im = &t->im;
	struct query q = db_query(cx->db, &sql_setup_upload_went_on);

	q_set_int(&q, ":id", t->u.id);
	q_set_int(&q, ":added", im->added);
	q_set_int(&q, ":same", im->same);
	q_set_int(&q, ":refused", im->refused);
	q_set_id(&q, ":run_id", im->run_id);
	q_set_str(&q, ":mark", import_mark(cx, im));
	q_set_str(&q, ":head", line_of(cx->mem, im->header, im->headers));
	q_run(&q);
}

void
upload_set_state(struct ctx *cx, int64_t id, enum upload_state state)
{
	struct query q = db_query(cx->db, &sql_setup_upload_state);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":state", state);
	q_run(&q);
}

static enum job_piece
take_piece(struct ctx *cx, struct job *job, struct job_worker *w)
{
	struct taking *t = take_up(cx, job, w);
	bool more;

	if (t == NULL) {
		job->message = S("The list could not be read any more. Send "
		    "it again: what came in already stays as it is.");
		return JOB_GIVEN_UP;
	}
	do {
		more = import_some(cx, &t->im, ROWS_AT_ONCE);
	} while (more && job_has_time(w));
	keep_refused(cx, t);
	job->done = t->im.added + t->im.same + t->im.refused;
	write_counts(cx, t);
	if (more) {
		return JOB_MORE;
	}
	upload_empty(cx, t->u.id);
	upload_set_state(cx, t->u.id, UPLOAD_TAKEN);
	return JOB_END;
}

static void
stopped(struct ctx *cx, const struct job *job)
{
	upload_set_state(cx, job->object_id, UPLOAD_PARTLY);
}

extern const struct job_kind import_jobs[];	/* listed in tables.c */

const struct job_kind import_jobs[] = {
	{ .word = "import.take", .act = ACT_ADMINISTER, .piece = take_piece,
	    .ended = stopped, .let_go = let_go, .forget = upload_forget },
	{ .word = "import.undo", .act = ACT_ADMINISTER,
	    .piece = upload_back_piece, .ended = upload_back_stopped },
	{ .word = NULL }
};

/* ---- beginning --------------------------------------------------------- */

str
upload_path(struct ctx *cx, const struct upload *u)
{
	return arena_printf(cx->mem, "/setup/import/" STR_FMT,
	    STR_ARG(u->public_id));
}

enum setup_err
upload_begin(struct ctx *cx, struct upload *u, const struct job_new *in,
    enum upload_state state, struct job *out)
{
	struct query q;

	if (job_begin(cx, in, out) != JOB_OK) {
		return SETUP_BUSY;
	}
	q = db_query(cx->db, &sql_setup_upload_job);
	q_set_int(&q, ":id", u->id);
	q_set_int(&q, ":job_id", out->id);
	q_set_int(&q, ":state", state);
	q_run(&q);
	job_try(cx, out);
	(void)upload_by_id(cx, u->id, u);
	return SETUP_OK;
}

enum setup_err
setup_take_over(struct ctx *cx, struct upload *u, struct job *out)
{
	if (u->state != UPLOAD_LOOKED && u->state != UPLOAD_PARTLY) {
		return SETUP_DONE;
	}
	if (setup_bytes(cx, u).len == 0) {
		return SETUP_GONE;
	}
	return upload_begin(cx, u, &(struct job_new){ .kind = "import.take",
	    .title = arena_printf(cx->mem, "Taking over a list: " STR_FMT,
	    STR_ARG(u->name)), .things = S("rows"), .back = upload_path(cx, u),
	    .object_id = u->id, .whole = u->rows }, UPLOAD_TAKING, out);
}
