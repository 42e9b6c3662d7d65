/*
 * picture_pages.h - what is shown of the picture of all cells: the choice of a
 * measure, and the page around the picture.
 */
#ifndef PICTURE_PAGES_H
#define PICTURE_PAGES_H

#include "http/web.h"
#include "org/org_pages.h"
#include "picture/picture.h"
#include "tally/tally.h"

#define MEASURES_MAX	40

/* What the dots can show: how cells stand with their meetings, or with one
 * rule that is open somewhere. */
struct measure {
	str			 key;	/* in the address; "" is all meetings */
	str			 label;
	str			 plain;	/* the rule in plain words */
	const struct tally_rule	*rule;	/* NULL: all meetings */
};
struct measures {
	struct measure	 list[MEASURES_MAX];
	size_t		 len;
	size_t		 chosen;
};
/* Those there are; the one with the key is chosen, else the first. */
void	measures_find(struct ctx *, int64_t root, str key,
	    struct measures *out);

struct national {
	struct unit		 root;
	struct picture		 picture;
	struct picture_stand	 stand;
	struct measures		 measures;
};
/* The finished main part. */
void	national_show(struct ctx *, const struct req *,
	    const struct national *, struct html *main);

#endif
