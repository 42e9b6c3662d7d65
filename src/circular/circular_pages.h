/*
 * circular_pages.h - what the pages of circulars share; reach and due days are
 * also said on Today, in the plan of a meeting and on a resolution's page.
 */
#ifndef CIRCULAR_PAGES_H
#define CIRCULAR_PAGES_H

#include "circular/circular.h"
#include "exception/exception.h"
#include "html/parts.h"
#include "http/web.h"
#include "org/org.h"

/* "/circulars/8kq2..." and what follows it; `rest` begins with "/" or is "". */
struct path	circular_path(struct ctx *, const struct circular *,
		    const char *rest);
/* "Circular 41", and "Circular 41, from Northern Federation, 14 November". */
str	circular_name(struct ctx *, const struct circular *);
str	circular_over(struct ctx *, const struct circular *);
/* "Every cell in Eastmere", to whom it goes. */
str	circular_audience(struct ctx *, const struct circular *);
/* "62.8%"; whole 0: "". Not rounded up to a whole that is not reached. */
str	circular_share(struct ctx *, int64_t part, int64_t whole);
/* "cells", of the tier, as it stands within a sentence. */
str	circular_units_word(struct ctx *, const struct circular *);

/* What waits at a unit, for a line: "to be passed on by 22 November". */
str	circular_waits_text(struct ctx *, const struct circular_at *);
/* "3 days left", and the kind of chip; "" without a day, and once it is over:
 * see circular_late_chip(). */
str	circular_chip(struct ctx *, const struct circular_at *,
	    const char **out_kind);
/* Whether something can be done today. */
bool	circular_is_open(struct ctx *, const struct circular_at *);

/* ---- once the last day is over (circular_late_web.c) ------------------- */

/* A line with one link in it; said false: nothing is to be said. */
struct circular_late_view {
	bool		 said;
	str		 chip, before, article, after;
	struct path	 href;
};

/* How a unit stands with what waits there. Past its day and not late by a rule
 * is what only those ask for who issued it, or what is not asked of this unit;
 * in time is LATE_BY_NO_RULE, too. */
struct circular_lateness {
	bool			 over;	/* the last day, whoever set it */
	enum circular_late	 late;
	int64_t			 days;	/* past it */
	struct exception	 by;	/* but for LATE_BY_NO_RULE */
};
struct circular_lateness	circular_lateness(struct ctx *,
				    const struct circular_at *,
				    int64_t unit_id);
/* Whether one is told why a unit is late: who sees what is not in order there,
 * and who passes circulars on. */
bool	circular_sees_late(struct ctx *, int64_t unit_id);

/* The line of one unit, and of all that have not passed a circular on. */
struct circular_late_view	circular_late_at(struct ctx *,
				    const struct circular_at *,
				    const struct unit *);
struct circular_late_view	circular_late_all(struct ctx *,
				    const struct circular *);
/* " (article 18)", " (no article asks for it)", or "" while it is in time. */
str	circular_late_words(struct ctx *, const struct circular_lateness *);
/* "late by 2 days", and the kind of chip; "2 days over" where it is not by a
 * rule, "" while it is in time. */
str	circular_late_chip(struct ctx *, const struct circular_lateness *,
	    const char **out_kind);

/* ---- between the files of this room ------------------------------------ */

/* The circular of an address; object.unit stays what it was. */
bool	circular_find(struct ctx *, const struct req *, struct object *);

/* The handlers of the other files. */
void	circular_list_page(struct ctx *, const struct req *, struct res *);
void	circular_new_page(struct ctx *, const struct req *, struct res *);
void	circular_new_post(struct ctx *, const struct req *, struct res *);
void	circular_reach_page(struct ctx *, const struct req *, struct res *);
extern const struct param circular_new_params[];
/* The curve of a part of the tree, as a picture with its table. */
struct part_trend_view	circular_curve(struct ctx *, const struct circular *,
			    const struct circular_reach *);

#endif
