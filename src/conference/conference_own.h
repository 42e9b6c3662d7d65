/*
 * conference_own.h - what the files of this room share.
 */
#ifndef CONFERENCE_OWN_H
#define CONFERENCE_OWN_H

#include "conference/conference.h"
#include "db/db.h"

/* A line of the record of changes, and CONF-6. */
void	conference_note(struct ctx *, const char *verb, int64_t id,
	    int64_t member_id);
/* A line that a person typed: there, and no longer than it may be. */
enum conference_err	conference_line(str, enum conference_err if_empty);

/* One that can still be changed: neither over nor cancelled. */
enum conference_err	conference_changeable(struct ctx *, int64_t id,
			    struct conference *out);
/* To the end, or to the beginning, of a sitting. */
void	item_put(struct ctx *, int64_t item_id, int64_t sitting_id,
	    bool first);

#endif
