/* exception_own.h - between the files of this room: judging one unit. */
#ifndef EXCEPTION_OWN_H
#define EXCEPTION_OWN_H

#include "exception/exception.h"
#include "tally/judge.h"

/* One unit by its own records, as of today. NULL: there is no such unit, or the
 * database failed. */
const struct unit_facts_at *judge_alone(struct ctx *, int64_t unit_id,
	    struct judge *);

#endif
