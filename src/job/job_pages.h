/*
 * job_pages.h - documents that are drawn as long work, for the edges of rooms.
 *
 * A room's kind of job describes the document in job_kind.apart() and hands it
 * to job_draw(); its piece() is job_keep_drawn(), which keeps what was drawn as
 * the file of the job.
 */
#ifndef JOB_PAGES_H
#define JOB_PAGES_H

#include "job/job.h"
#include "paper/paper.h"

/* Draws it, under limits wider than those of an answer; ends soon where *stop
 * becomes true. */
void	job_draw(struct job_worker *, const struct paper *, str file_name,
	    const atomic_bool *stop);
/* For job_kind.piece and job_kind.let_go. */
enum job_piece	job_keep_drawn(struct ctx *, struct job *,
		    struct job_worker *);
void	job_let_drawn_go(struct job_worker *);

#endif
