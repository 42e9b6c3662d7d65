/*
 * right.c - who sees a job, and who may stop it and take its file (JOB-6).
 */
#include "job/job_own.h"

bool
job_may_do(struct ctx *cx, const struct job *job)
{
	const struct job_kind *kind = job_kind_of(job_kinds, job->kind);

	return kind != NULL && may(cx, kind->act, job->about);
}

bool
job_may_see(struct ctx *cx, const struct job *job)
{
	return (cx->account != 0 && cx->account == job->account_id) ||
	    job_may_do(cx, job);
}
