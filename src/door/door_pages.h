/* door_pages.h - what the pages about doors and badges share. */
#ifndef DOOR_PAGES_H
#define DOOR_PAGES_H

#include "conference/conference.h"
#include "door/door.h"
#include "paper/paper.h"

/* A refusal as a sentence for the page. */
str	door_sentence(struct ctx *, enum door_err);

/* "C 12", or "" without a seat; "Delegate", "Guest, no vote". */
str	badge_seat(struct ctx *, const struct participant *);
str	badge_role(struct ctx *, const struct participant *);
/* The badges of those with a number above `after`; how many there are. */
size_t	badges_paper(struct ctx *, const struct conference *, int after,
	    size_t max, struct paper *out);

#endif
