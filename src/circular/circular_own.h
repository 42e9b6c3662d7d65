/*
 * circular_own.h - what the files of this room share.
 */
#ifndef CIRCULAR_OWN_H
#define CIRCULAR_OWN_H

#include "circular/circular.h"
#include "db/db.h"

/* A line of the record of changes. */
void	circular_note(struct ctx *, const char *verb, int64_t unit_id,
	    int64_t id);
/* A row without the texts: the first thirteen columns of circular_one. */
struct circular	circular_row(struct ctx *, struct query *);

#endif
