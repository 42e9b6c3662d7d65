/*
 * job.c - long work: begun by somebody, told to stop, found again.
 */
#include <assert.h>
#include <string.h>

#include "db/db.h"
#include "job/job.sql.h"
#include "job/job_own.h"

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	JOB_ERRORS(X)
#undef X
};

int
job_err_status(enum job_err err)
{
	assert(err < JOB_ERR_COUNT);
	return errors[err].status;
}

const char *
job_err_text(enum job_err err)
{
	assert(err < JOB_ERR_COUNT);
	return errors[err].text;
}

/* ---- reading ----------------------------------------------------------- */

static void
read_row(struct ctx *cx, struct query *q, struct job *out)
{
	struct arena *mem = cx->mem;

	*out = (struct job){
		.id = q_get_int(q, 0),
		.public_id = arena_copy(mem, q_get_str(q, 1)),
		.kind = arena_copy(mem, q_get_str(q, 2)),
		.title = arena_copy(mem, q_get_str(q, 3)),
		.things = arena_copy(mem, q_get_str(q, 4)),
		.back = arena_copy(mem, q_get_str(q, 5)),
		.account_id = q_get_int(q, 6),
		.about.unit = q_get_id(q, 7),
		.about.conference = q_get_id(q, 8),
		.object_id = q_get_int(q, 9),
		.state = (enum job_state)q_get_int(q, 10),
		.stop = q_get_int(q, 11) != 0,
		.done = q_get_int(q, 12), .whole = q_get_int(q, 13),
		.message = arena_copy(mem, q_get_str(q, 14)),
		.begun_at = q_get_int(q, 15), .ended_at = q_get_id(q, 16),
		.file_name = arena_copy(mem, q_get_str(q, 17)),
		.file_type = arena_copy(mem, q_get_str(q, 18)),
		.file_bytes = q_get_int(q, 19),
	};
}

bool
job_by_id(struct ctx *cx, int64_t id, struct job *out)
{
	struct query q = db_query(cx->db, &sql_job_row);
	bool found;

	q_set_int(&q, ":id", id);
	found = q_row(&q);
	if (found) {
		read_row(cx, &q, out);
	}
	q_end(&q);
	return found;
}

bool
job_read(struct ctx *cx, str public_id, struct job *out)
{
	struct query q = db_query(cx->db, &sql_job_by_public);

	q_set_str(&q, ":public_id", public_id);
	return job_by_id(cx, q_number(&q), out);
}

void
job_list(struct ctx *cx, struct job **out, size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_job_of_account);

	*out = NEW(cx->mem, struct job, JOB_LIST_MAX);
	*out_len = 0;
	q_set_int(&q, ":account_id", cx->account);
	q_set_int(&q, ":most", JOB_LIST_MAX);
	while (q_row(&q)) {
		read_row(cx, &q, &(*out)[(*out_len)++]);
	}
}

static int64_t
count_by(struct ctx *cx, const struct sql *sql, const char *name, int64_t id)
{
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, name, id);
	return q_number(&q);
}

int64_t
job_before(struct ctx *cx, const struct job *job)
{
	return count_by(cx, &sql_job_before, ":id", job->id);
}

void
job_figures(struct ctx *cx, struct job_figures *out)
{
	struct query q = db_query(cx->db, &sql_job_count);

	*out = (struct job_figures){ 0 };
	if (q_row(&q)) {
		*out = (struct job_figures){ q_get_int(&q, 0),
		    q_get_int(&q, 1) };
	}
	q_end(&q);
}

/* ---- beginning and stopping -------------------------------------------- */

enum job_err
job_begin(struct ctx *cx, const struct job_new *in, struct job *out)
{
	int64_t id;
	struct query q;

	assert(cx->account != 0);
	if (count_by(cx, &sql_job_open_of, ":account_id", cx->account) >=
	    JOB_OPEN_MAX) {
		return JOB_TOO_MANY;
	}
	id = db_new_id(cx->db, "job");
	q = db_query(cx->db, &sql_job_insert);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_str(&q, ":kind", str_z(in->kind));
	q_set_str(&q, ":title", in->title);
	q_set_str(&q, ":things", in->things);
	q_set_str(&q, ":back", in->back);
	q_set_int(&q, ":account_id", cx->account);
	q_set_id(&q, ":unit_id", in->about.unit);
	q_set_id(&q, ":conference_id", in->about.conference);
	q_set_int(&q, ":object_id", in->object_id);
	q_set_int(&q, ":whole", in->whole);
	q_set_int(&q, ":now", cx->now);
	q_run(&q);
	*out = (struct job){ .id = id, .public_id = S(""), .message = S("") };
	(void)job_by_id(cx, id, out);
	return JOB_OK;
}

enum job_err
job_stop(struct ctx *cx, int64_t id)
{
	struct query q = db_query(cx->db, &sql_job_ask_stop);

	q_set_int(&q, ":id", id);
	return q_changed(&q) > 0 ? JOB_OK : JOB_ENDED;
}

/* ---- the file of a job ------------------------------------------------- */

void
job_file_drop(struct ctx *cx, struct job *job)
{
	struct query q = db_query(cx->db, &sql_job_file_delete);

	q_set_int(&q, ":id", job->id);
	q_run(&q);
	job->file_bytes = 0;
}

void
job_file_add(struct ctx *cx, struct job *job, str bytes)
{
	struct query q;

	assert(bytes.len <= JOB_FILE_PART &&
	    job->file_bytes % JOB_FILE_PART == 0 &&
	    job->file_bytes + (int64_t)bytes.len <= JOB_FILE_MAX);
	q = db_query(cx->db, &sql_job_file_insert);
	q_set_int(&q, ":id", job->id);
	q_set_int(&q, ":n", job->file_bytes / JOB_FILE_PART);
	q_set_bytes(&q, ":bytes", bytes);
	q_run(&q);
	job->file_bytes += (int64_t)bytes.len;
}

bool
job_file(struct ctx *cx, const struct job *job, char **out, size_t *out_len)
{
	struct query q;
	char *at;
	size_t len = 0;

	if (job->state != JOB_DONE || job->file_bytes == 0) {
		return false;
	}
	at = arena_alloc(cx->mem, (size_t)job->file_bytes, 1);
	q = db_query(cx->db, &sql_job_file_parts);
	q_set_int(&q, ":id", job->id);
	while (q_row(&q)) {
		str part = q_get_str(&q, 0);

		assert(len + part.len <= (size_t)job->file_bytes);
		if (part.len > 0) {
			memcpy(at + len, part.at, part.len);
			len += part.len;
		}
	}
	*out = at;
	*out_len = len;
	return len == (size_t)job->file_bytes;
}

void
job_forget_file(struct ctx *cx, int64_t id)
{
	struct query q = db_query(cx->db, &sql_job_file_delete);

	q_set_int(&q, ":id", id);
	q_run(&q);
	q = db_query(cx->db, &sql_job_file_none);
	q_set_int(&q, ":id", id);
	q_run(&q);
	db_empty_log(cx->db);
}

void
job_files_forget(struct ctx *cx, int64_t conference_id)
{
	struct LIST(int64_t) ids = { 0 };
	struct query q = db_query(cx->db, &sql_job_file_of_conference);

	q_set_int(&q, ":conference_id", conference_id);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &ids) = q_get_int(&q, 0);
	}
	for (size_t i = 0; i < ids.len; i++) {
		job_forget_file(cx, ids.at[i]);
	}
}
