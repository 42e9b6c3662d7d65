/*
 * audit.h - the record of changes as people read it.
 *
 * What is kept, and what is not, says db/change.h.
 */
#ifndef AUDIT_H
#define AUDIT_H

#include "base/base.h"

#define AUDIT_LIST_MAX	199		/* lines of one list */

struct audit_line {
	int64_t	 id, at, unit_id;	/* unit_id 0: of no unit */
	str	 what;			/* "Recorded a meeting" */
	str	 who, office;		/* a name; "The shell" ... */
};

/*
 * What changed in a unit and in every unit under it today, newest first, at
 * most max lines with an id below `before`; 0 begins at the newest. Of the unit
 * at the top it is everything, also what belongs to no unit or to one that has
 * ended; of a unit that has ended it is that unit alone.
 */
void	audit_list(struct ctx *, int64_t unit_id, int64_t before, size_t max,
	    struct audit_line **out, size_t *out_len);

/* "Recorded a meeting", of "meeting.record"; "" for a verb nobody knows. */
str	audit_words(str verb);

#endif
