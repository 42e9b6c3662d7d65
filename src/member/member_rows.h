/*
 * member_rows.h - what the files of this room share: how rows are read, and
 * what is asked of them; for no other room.
 */
#ifndef MEMBER_ROWS_H
#define MEMBER_ROWS_H

#include "db/db.h"
#include "member/member.h"

/* Who entered something: the account at `column`, and at the next one the name
 * of its member, if it has one. */
str	member_entered(struct ctx *, struct query *, int column);

/* For the record of changes: what was done to a member of a cell, or with 0 to
 * all of them, and in which office. */
void	member_change(struct ctx *, const char *verb, int64_t member_id,
	    int64_t cell_id);

/* What a name, a native name and a language must be like. */
MUST_USE enum member_err	member_names_ok(str name, str native_name,
		    str language);
bool	member_contact_ok(int kind, str value);
/* Both names as they are searched for. */
str	member_folded(struct ctx *, str name, str native_name);

#endif
