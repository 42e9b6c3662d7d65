/*
 * numbers.h - which numbers may be there already: keyed hashes, 8 bytes each.
 *
 * It may take a number for one that is there (once in millions of lists), and
 * never the other way; what it takes for one is looked at exactly later.
 */
#ifndef NUMBERS_H
#define NUMBERS_H

#include "base/base.h"

#define NUMBERS_KEY	16		/* bytes */

struct numbers {
	unsigned char	 key[NUMBERS_KEY];	/* so that nobody can aim */
	uint64_t	*slot;
	size_t		 slots, len;	/* slots: a power of 2 */
	struct arena	 mem;		/* its own; see numbers_drop() */
};

/* Room for `expected`, and more as they come. False: no address space. */
MUST_USE bool	numbers_make(struct numbers *, size_t expected);
void	numbers_drop(struct numbers *);
bool	numbers_has(const struct numbers *, str number);
void	numbers_add(struct numbers *, str number);

#endif
