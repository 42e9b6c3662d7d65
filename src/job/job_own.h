/* job_own.h - between the files of this room. */
#ifndef JOB_OWN_H
#define JOB_OWN_H

#include "job/job.h"

/* NULL: no room has such work (any more). */
const struct job_kind	*job_kind_of(const struct job_kind *const *kinds,
			    str word);

/* One piece of the job in hand, or its end; DB_WRITE. */
enum job_turn	job_go_on(struct ctx *, struct job_worker *);
/* The row says that this worker holds the job, until a moment. */
void	job_hold(struct ctx *, const struct job_worker *, int64_t id);
/* What the job made goes; the job stays (JOB-8). */
void	job_forget_file(struct ctx *, int64_t id);

#endif
