/*
 * org_inside.h - what the files of this room share; nobody else includes it.
 */
#ifndef ORG_INSIDE_H
#define ORG_INSIDE_H

#include "db/db.h"
#include "org/org.h"

/* The day that a statement with only :id finds, or DATE_NONE. */
struct date	org_one_day(struct ctx *, const struct sql *, int64_t id);
/* The next unit that stood under one on a day or since, in the order of ids;
 * whether it still does. False if there is none. */
bool	org_next_child(struct ctx *, int64_t id, struct date on, int64_t after,
	    int64_t *out_id, bool *out_still);
struct unit_new	org_part_of(const struct unit *, const struct unit_new *part,
		    struct date on);

#endif
