/*
 * exception_own.h - between the files of this room: judging everything under a
 * unit.
 */
#ifndef EXCEPTION_OWN_H
#define EXCEPTION_OWN_H

#include "exception/exception.h"
#include "tally/judge.h"

/* Reads the facts and the rules; `draft` as rules_editions(). */
void	judge_begin(struct judge *, int64_t unit_id,
	    const struct statutes *draft);
void	judge_all(struct judge *);
/* One unit by its own records, as of today. NULL: there is no such unit, or the
 * database failed. */
const struct unit_facts_at *judge_alone(struct ctx *, int64_t unit_id,
	    struct judge *);
int	exception_by_article(const void *, const void *);

#endif
