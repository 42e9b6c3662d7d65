/*
 * plan_pages.h - what the pages of plans share: which plan or target an address
 * names, and how a target stands as words and as a bar.
 */
#ifndef PLAN_PAGES_H
#define PLAN_PAGES_H

#include "html/parts.h"
#include "http/web.h"
#include "org/org_pages.h"
#include "plan/plan.h"

/* {plan}: object.unit is whose plan it is. {target}: object.unit is whose it
 * is; as the giver's, the unit that shares it out. object.id is the plan or the
 * target. */
bool	plan_find(struct ctx *, const struct req *, struct object *);
bool	plan_find_target(struct ctx *, const struct req *, struct object *);
bool	plan_find_giver(struct ctx *, const struct req *, struct object *);

str	plan_sentence(struct ctx *, enum plan_err);
struct path	plan_path(struct ctx *, const struct plan *, const char *rest);
struct path	target_path(struct ctx *, const struct target *,
		    const char *rest);
/* "2026 to 2030", or days where it is no whole years. */
str	plan_years(struct ctx *, const struct plan *);

/* The bar of a target: what was reached, where the time stands. Shares of its
 * width as "47.6%". */
struct plan_track_view {
	str	 whole, done, more_from, more, mark;
};
struct plan_target_row_view {
	struct plan_track_view	 track;
	struct path		 href, report;
	bool			 may_see, may_report;
	str			 title, unit, percent;
	str			 figures;	/* "16,100 of 8,000 loaves" */
	str			 chip, told, next;
	const char		*chip_kind;
	struct icon		 chip_icon;
	str			 meter;		/* at most "100%" */
};
/* may_see and may_report by what the person may at the target's unit. */
struct plan_target_row_view	target_view(struct ctx *,
		    const struct target *);
/* A number of what is counted: "16,100 loaves". */
str	plan_amount(struct ctx *, int64_t, str measure);

/* A whole number of a form; -1 if it is none. */
int64_t	plan_number(const struct req *, const char *name);

#endif
