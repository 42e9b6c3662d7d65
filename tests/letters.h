/*
 * letters.h - for tests: circulars in a random history, and how late a unit is
 * with them by what their own room says of it, without the judge.
 */
#ifndef LETTERS_H
#define LETTERS_H

#include "base/base.h"

struct unit;

/* Where something is to happen; any(n) is a random number below n. */
struct letters {
	struct ctx	*cx;
	int		(*any)(int n);
	const int64_t	*unit;
	int		 units;
	int64_t		 root, person;	/* 0: nobody */
};
/* One is issued, passed on, taken back, read or withdrawn; false: the room of
 * circulars refused it. */
bool	letters_act(const struct letters *);

/* The last day of what a living unit is late with today, of that which was due
 * first, and since when it was asked; DATE_NONE: it is late with nothing. */
struct date	letters_late(struct ctx *, const struct unit *,
		    struct date *out_since);

#endif
