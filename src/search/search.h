/*
 * search.h - a member is found by any part of the name, or by the number, as
 * one types; and a unit by its name or code.
 *
 *	SEAR-1	A member is found by any part of the name or the native name:
 *		case, marks upon letters, width and the order of the parts do
 *		not matter, in any script that text_fold() knows.
 *	SEAR-2	A member is found by the beginning of the number.
 *	SEAR-3	Who searches finds the members that she keeps the list of
 *		("may keep members" over their unit today) and no others: of
 *		those the answer says nothing, not even how many there are.
 *	SEAR-4	What comes is so at this moment: name, unit and right are read
 *		in the transaction of the answer, whatever was held in memory.
 *	SEAR-5	A member who joins, leaves, moves or gets another name is found
 *		as such within a second, whichever server recorded it.
 *	SEAR-6	At most SEARCH_MAX come; that there are more is said, not how
 *		many.
 *
 * Who belongs to no unit today is not found; the record of a former member is
 * reached through the unit he or she left. Names are searched in memory
 * (names/names.h); as long as they are being read, or where there are none, in
 * the data, if no more than SEARCH_CELLS_MAX units have to be gone through.
 */
#ifndef SEARCH_H
#define SEARCH_H

#include "base/base.h"

#define SEARCH_MAX		50	/* of one answer */
#define SEARCH_TEXT_MAX		200	/* bytes that are looked at */
#define SEARCH_CELLS_MAX	2000

struct search_member {
	int64_t	 id;
	str	 public_id, number, name, native_name;
	int64_t	 cell_id;
	str	 cell, above;		/* names of it, of the unit above */
};

struct search_members {
	bool			 may;	/* there is a list that she keeps */
	struct search_member	*list;	/* by number, then by unit and name */
	size_t			 len;
	bool			 more;	/* there are others: write more */
	bool			 reading; /* names are still being read:
					 * there may be others */
};
/* An empty text finds nobody. */
void	search_members(struct ctx *, str text, size_t max,
	    struct search_members *out);

#endif
