/*
 * member_rows.h - what member.c and person.c read alike from a row; for no
 * other room.
 */
#ifndef MEMBER_ROWS_H
#define MEMBER_ROWS_H

#include "db/db.h"

/* Who entered something: the account at `column`, and at the next one the name
 * of its member, if it has one. */
str	member_entered(struct ctx *, struct query *, int column);

/* For the record of changes: what was done to a member of a cell, or with 0 to
 * all of them, and in which office. */
void	member_change(struct ctx *, const char *verb, int64_t member_id,
	    int64_t cell_id);

#endif
