/*
 * records_pages.h - what is recorded about a person, in sections for My page;
 * for no other room.
 */
#ifndef RECORDS_PAGES_H
#define RECORDS_PAGES_H

#include "member/member_pages.h"

struct record_row {
	str	 what, text;
};

struct record_section {
	const char		*key, *title;
	str			 who;		/* sees it */
	struct icon		 icon;
	struct path		 all;
	struct record_row	*rows;
	size_t			 rows_len, rows_all;
	bool			 more;		/* rows than are shown */
};

/* Every section of cx->actor, each with at most max rows. */
void	records_read(struct ctx *, size_t max, struct record_section **out,
	    size_t *out_len);
/* One, by its key; false if there is none with it. */
bool	records_read_one(struct ctx *, str key, struct record_section *out);

#endif
