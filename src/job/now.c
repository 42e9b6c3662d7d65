/*
 * now.c - short work that is done at once, in the request that begins it.
 */
#include "db/db.h"
#include "job/job.sql.h"
#include "job/job_own.h"

/* Whoever works next takes it up as one that nobody holds. */
static void
release(struct ctx *cx, const struct job *job)
{
	struct query q = db_query(cx->db, &sql_job_release);

	q_set_int(&q, ":id", job->id);
	q_run(&q);
}

void
job_try(struct ctx *cx, struct job *job)
{
	struct job_worker w;
	bool admin = cx->admin;
	int64_t account = cx->account, actor = cx->actor;

	job_worker_begin(&w, job_kinds);
	w.id = job->id;
	w.kind = job_kind_of(job_kinds, job->kind);
	if (w.kind != NULL && w.kind->apart == NULL) {
		job_hold(cx, &w, job->id);
		(void)job_go_on(cx, &w);
		if (w.ended == 0) {
			release(cx, job);
		}
		(void)job_by_id(cx, job->id, job);
	}
	job_worker_end(&w);
	cx->account = account;
	cx->actor = actor;
	cx->admin = admin;
}
