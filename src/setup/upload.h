/* upload.h - between the files of this room: a list that was sent. */
#ifndef UPLOAD_H
#define UPLOAD_H

#include "setup/setup.h"

bool	upload_by_id(struct ctx *, int64_t id, struct upload *out);
/* What it holds, in mem. */
str	upload_bytes(struct ctx *, struct arena *mem, int64_t id);
/* What it held goes. */
void	upload_empty(struct ctx *, int64_t id);
/* SETU-3: what is older than a day goes. */
void	upload_forget(struct ctx *);
/* "line 4, parent: there is no unit ..." */
str	upload_problem(struct arena *, const struct import_problem *);
void	upload_row_add(struct ctx *, int64_t id, enum upload_sort, int64_t n,
	    str told, str line);
void	upload_set_state(struct ctx *, int64_t id, enum upload_state);
/* "/setup/import/8kq2..." */
str	upload_path(struct ctx *, const struct upload *);
/* Begins a job about the list, which is then in this state. */
MUST_USE enum setup_err	upload_begin(struct ctx *, struct upload *,
		    const struct job_new *, enum upload_state, struct job *out);
enum job_piece	upload_back_piece(struct ctx *, struct job *,
		    struct job_worker *);
void	upload_back_stopped(struct ctx *, const struct job *);

#endif
