/*
 * today_items.h - what waits for a person, gathered from every room; between
 * the files of this one.
 */
#ifndef TODAY_ITEMS_H
#define TODAY_ITEMS_H

#include "html/parts.h"
#include "http/web.h"

#define TODAY_ITEMS_MAX	200

/* How soon: the lower, the earlier on the page. */
enum rank { RANK_NOW, RANK_LATE, RANK_WEEK, RANK_LATER };

struct today_item {
	enum rank	 rank;
	struct date	 due;		/* DATE_NONE: no day */
	struct icon	 sign;
	str		 title, text, why, chip, label, second_label;
	const char	*kind;		/* of the chip; NULL: plain */
	struct path	 href, second;
};

struct today {
	struct ctx		*cx;
	struct today_item	 items[TODAY_ITEMS_MAX];
	size_t			 items_len;
	int64_t			 late;		/* of them */
};

/* The new item, zeroed but for its rank, or a spare one when there are too
 * many to be read anyway. */
struct today_item	*today_add(struct today *, enum rank, struct date due);
/* "2 days left", "today", "late by 3 days", with the colour that goes with
 * it. */
void	today_chip(struct today *, struct today_item *);
/* How soon something is that is due on a day. */
enum rank	today_rank(const struct today *, struct date due);

/* As a member of a cell; as one who keeps the meetings of a unit; as an officer
 * of units above cells; as one who keeps a roll. */
void	today_of_member(struct today *, int64_t cell);
void	today_of_keeper(struct today *, int64_t unit);
void	today_of_officer(struct today *, int64_t unit);
void	today_of_roll(struct today *, int64_t unit);
/* Reports of targets, as one who reports for the unit (PLAN-10). */
void	today_of_plan(struct today *, int64_t unit);
/* A conference that falls due within a year and is not planned (DELE-1). */
void	today_of_due(struct today *, int64_t unit);
/* Circulars that wait at a unit: to be passed on by one who keeps them there,
 * to be read by a member of it. */
void	today_of_circulars(struct today *, int64_t unit, bool keeps);
/* Conferences at which the person takes part or has a post. */
void	today_of_conferences(struct today *);

#endif
