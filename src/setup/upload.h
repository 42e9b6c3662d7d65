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
/*
 * Why rows were refused (SETU-1, SETU-4). Rows that say the same but for
 * numbers and quoted values have one reason.
 */
#define REASONS_MAX	100
#define REASON_ROWS	3	/* told one by one; of more: examples */
struct reason {
	str		 told[REASON_ROWS];	/* of the first rows */
	int64_t		 rows;
	size_t		 place;		/* in which it was first told */
	uint64_t	 differ;	/* bit n: in value n */
};
struct reasons {
	struct arena		*mem;
	struct LIST(struct reason) list;
	int64_t			 others;	/* rows beyond REASONS_MAX */
};
/* What is told of one row; it is copied where it is kept. */
void	reasons_add(struct reasons *, str told);
/* A line each, those of the most rows first: at most REASONS_MAX *
 * REASON_ROWS + 1. */
str	reasons_text(struct reasons *);

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
