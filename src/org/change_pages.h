/*
 * change_pages.h - what the pages that change units share; for no other room.
 *
 * Each change is asked on one page, shown on a second with what it does to
 * whom, and done only from there.
 */
#ifndef CHANGE_PAGES_H
#define CHANGE_PAGES_H

#include "org/org_pages.h"

#define CHOICES_MAX	30		/* units offered at once */
#define SEARCH_MAX	500		/* units looked through for them */
#define SAYS_MAX	12		/* sentences about what changes */

enum change_what { CHANGE_FOUND, CHANGE_RENAME, CHANGE_MOVE, CHANGE_SPLIT,
	CHANGE_MERGE, CHANGE_CLOSE, CHANGE_TOP, CHANGES };

/* Which questions a change asks. */
enum {
	ASK_NAME = 1 << 0, ASK_CODE = 1 << 1, ASK_TIER = 1 << 2,
	ASK_UNIT = 1 << 3, ASK_REASON = 1 << 4, ASK_DAY = 1 << 5,
	DAY_UNKNOWN = 1 << 6		/* the day may be left empty */
};

struct change_kind {
	const char	*word;		/* in the address */
	const char	*title, *why, *icon;
	const char	*button;
	unsigned	 asks;
};
extern const struct change_kind change_kinds[CHANGES];

/* What is asked for, as far as it was answered. */
struct change {
	enum change_what	 what;
	struct unit		 unit;	/* id 0: the one at the top is made */
	str			 name, code, tier, reason, looked_for;
	struct date		 day;
	struct unit		 other;	/* new parent, heir; id 0: not chosen */
	struct unit		*units;	/* that may be meant */
	size_t			 units_len;
};

/* Reads the answers; what is wrong with them goes to the problems. */
void	change_read(struct ctx *, const struct req *, struct change *,
	    struct problems *);
/* Units that can be chosen: with the words in name or code, or near by. */
void	change_choices(struct ctx *, struct change *);
/* Whether the tree refuses it; members that would move along do not count. */
enum org_err	change_check(struct ctx *, const struct change *);
/* Adds a refusal, beside the field that it is about. */
void	change_refuse(struct ctx *, const struct change *, enum org_err,
	    struct problems *);
/* Sentences: what becomes different, for whom. */
size_t	change_says(struct ctx *, const struct change *, str says[SAYS_MAX]);
/* The tiers that may stand under a unit; with id 0 the tier of the top. */
size_t	change_tiers(struct ctx *, const struct unit *,
	    const struct tier *out[TIERS_MAX]);

#endif
