/*
 * memo.h - what was read, remembered for the rest of one request.
 *
 * One request asks several rooms, and each asks for the same unit, the same
 * edition, the same offices. A memo keeps such an answer until the transaction
 * ends or writes: db_stirred() changes with every statement that writes, but
 * for tables that are only added to and from which nothing remembered is read.
 * So what is remembered is what would be read again, and a right is never
 * older than the transaction that asks for it.
 *
 * Only the server and web_answer() have one. Where cx->memo is NULL, as in the
 * verbs of the command line and in long jobs, nothing is remembered.
 */
#ifndef MEMO_H
#define MEMO_H

#include "base/base.h"

struct memo_entry;
struct memo {
	struct memo_entry	*first;
	struct memo		*of_nobody;	/* what was read without an
						 * actor; NULL: nothing yet */
	uint64_t		 released;	/* cx->mem's: with that went all
						 * that was remembered */
};

/* What was kept under this name and these numbers; NULL: nothing that is still
 * so. The name is compared by its address. */
const void	*memo_find(const struct ctx *, const char *what, int64_t a,
		    int64_t b);
/* Keeps a value, which has to live in cx->mem or longer; not after a failure
 * of the database. */
void		memo_keep(struct ctx *, const char *what, int64_t a, int64_t b,
		    const void *value);

/* The memo for what is asked on in the same request but for nobody: it shares
 * nothing with that of who acts. */
struct memo	*memo_of_nobody(struct ctx *);

#endif
