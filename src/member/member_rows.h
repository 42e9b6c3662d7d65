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

#endif
