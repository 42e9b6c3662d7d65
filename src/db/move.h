/*
 * move.h - all that a file holds, into an empty database on PostgreSQL.
 *
 *	MOVE-1	A database that was moved in part cannot be opened: it is opened
 *		only once every row was compared.
 *	MOVE-2	A move that was stopped, by whatever, goes on where it was.
 *	MOVE-3	The file cannot change meanwhile: nobody else may have it open.
 *	MOVE-4	Every row of one side is compared with that of the other, in the
 *		order of their keys.
 *
 * Ids stay what they are, and the next ones go on above them. The write numbers
 * of the tally begin anew, for each engine counts its own.
 */
#ifndef MOVE_H
#define MOVE_H

#include "base/base.h"

enum move_step { MOVE_COPY, MOVE_INDEX, MOVE_COMPARE, MOVE_STEPS };

#define MOVE_DIGEST	33		/* hex of 16 bytes, and a NUL */

struct moved {
	int64_t	tables, rows;
	int64_t	went_on_at;		/* rows that were there already */
	char	digest[MOVE_DIGEST];	/* of every row of both sides */
};

/*
 * `go_on` is called with what is done and what is to do: rows, or indexes. The
 * move is given up when it returns false, and can be gone on with. False:
 * *problem is a sentence.
 */
MUST_USE bool	db_move(const char *file, const char *to,
		    bool (*go_on)(enum move_step, int64_t done, int64_t all),
		    struct moved *, const char **problem);

#endif
