/*
 * circular_pages.h - what the pages of circulars share; reach and due days are
 * also said on Today, in the plan of a meeting and on a resolution's page.
 */
#ifndef CIRCULAR_PAGES_H
#define CIRCULAR_PAGES_H

#include "circular/circular.h"
#include "html/parts.h"
#include "http/web.h"

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
/* "late by 2 days", "3 days left", and the kind of chip; "" without a day. */
str	circular_chip(struct ctx *, const struct circular_at *,
	    const char **out_kind);
/* Whether something can be done today. */
bool	circular_is_open(struct ctx *, const struct circular_at *);

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
