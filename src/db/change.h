/*
 * change.h - the record of changes: who changed what, in which office, when.
 *
 *	CHG-1	A change is recorded in the transaction that makes it: both are
 *		kept or neither is.
 *	CHG-2	The record is only ever added to.
 *	CHG-3	It holds no content: what was changed, not what it now says.
 *	CHG-4	What is computed from the records of a unit is computed anew
 *		before the transaction ends that changed them.
 *
 * A domain adds one line for each thing a person did, not for each row written.
 * Auditors read it by unit; a member reads what is about him or her.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include "base/base.h"

#define CHANGE_LIST_MAX	200		/* lines of one page */

/* What a change was made to. Fields that do not matter are 0 or empty. */
struct change {
	str		 office;	/* acted in: "secretary of A-1" */
	int64_t		 unit_id;	/* the unit it belongs to */
	int64_t		 member_id;	/* the person it is about */
	const char	*kind;		/* "meeting", of the object; or NULL */
	int64_t		 object_id;
};

/* verb: "meeting.record", the domain and what was done. Who, when and the
 * request are those of the ctx. */
void	change_add(struct ctx *, const char *verb, struct change);

/*
 * CHG-4. The figures of the unit are to be counted anew: change_add() has said
 * so of its unit_id, this is for others that the same change concerns. Every
 * unit: CHANGE_ALL_UNITS.
 */
#define CHANGE_ALL_UNITS	0
void	change_touch(struct ctx *, int64_t unit_id);
/* The same of a unit and of everything under it: of few before the transaction
 * ends, of many soon after (TALL-9). */
void	change_touch_under(struct ctx *, int64_t unit_id);
/* Who does it: set once, when the program starts. The edge that ends a
 * transaction, or keeps a part of it, calls change_settle() before. */
void	change_settle_by(void (*settle)(struct ctx *));
void	change_settle(struct ctx *);

struct change_line {
	int64_t		 id, at;	/* at: a moment */
	int64_t		 account_id, actor_id;	/* both 0: the shell */
	str		 office, verb;
	int64_t		 unit_id, member_id;
	str		 kind;
	int64_t		 object_id;
	str		 request_id;
};

/*
 * Newest first, at most max lines (up to CHANGE_LIST_MAX) with an id below
 * `before`; 0 begins at the newest. The last line's id asks for the next page.
 */
void	change_of_unit(struct ctx *, int64_t unit_id, int64_t before,
	    size_t max, struct change_line **out, size_t *out_len);
/* Of a unit and every unit that stands under it today; of all there are, those
 * without a unit and of units that have ended among them. */
void	change_under_unit(struct ctx *, int64_t unit_id, int64_t before,
	    size_t max, struct change_line **out, size_t *out_len);
void	change_of_all(struct ctx *, int64_t before, size_t max,
	    struct change_line **out, size_t *out_len);

#endif
