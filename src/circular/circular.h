/*
 * circular.h - what is passed on to every unit it is meant for, how far it has
 * come, and when it comes back.
 *
 *	CIRC-1	A circular is for the units of one tier under one unit that were
 *		there when it was issued, wherever in it they stand today.
 *		Nothing is written for a unit before it conveys.
 *	CIRC-2	It has a number of the unit that issued it, from 1, for ever.
 *	CIRC-3	Nobody is asked to be faster than the statutes say: the last day
 *		to convey it is not before theirs.
 *	CIRC-4	It comes back at least after the days that the statutes say,
 *		counted in each unit from the day it conveyed.
 *	CIRC-5	It is not issued where a unit would get more circulars in a
 *		calendar period than the statutes let be asked of it.
 *	CIRC-6	A unit conveys it once, and once each time it comes back, in
 *		this order and not before the day.
 *	CIRC-7	What is conveyed at a meeting names a meeting of that unit, from
 *		the day of the circular up to today.
 *	CIRC-8	It has reached a unit when the unit conveyed it, or when half of
 *		those who belong to it said that they read it.
 *	CIRC-9	What was noted can be taken back; that it was, and when, stays.
 *	CIRC-10	A withdrawn circular is asked of nobody any more and can still
 *		be read, with the reason.
 *	CIRC-11	That somebody read it is said by that person alone, and counted
 *		in the own unit; who has not read it is nowhere.
 *	CIRC-12	Figures of many units follow from what the units conveyed and
 *		from the tree of the moment; nothing is kept that could differ.
 *	CIRC-13	A resolution becomes a circular without its words being typed
 *		again, and each leads to the other.
 *
 * Each function runs inside the transaction of its caller and returns
 * CIRCULAR_OK or the reason it refuses; having refused, it has changed nothing
 * and set no output. What it hands out lives in cx->mem.
 */
#ifndef CIRCULAR_H
#define CIRCULAR_H

#include "base/base.h"
#include "statutes/statutes.h"

#define CIRCULAR_TITLE_MAX	300	/* bytes */
#define CIRCULAR_SHORT_MAX	4000
#define CIRCULAR_TEXT_MAX	60000
#define CIRCULAR_REASON_MAX	1000
#define CIRCULAR_RETURNS_MAX	CIRCULAR_REPEATS_MAX
#define CIRCULAR_DAYS_MAX	3660	/* until it is due, or comes back */
#define CIRCULAR_LIST_MAX	200	/* of one unit, or of one issuer */

#define CIRCULAR_ERRORS(X) \
	X(CIRCULAR_OK, 200, "done") \
	X(CIRCULAR_NONE, 404, "there is no such circular") \
	X(CIRCULAR_NO_TITLE, 422, "write what it is about") \
	X(CIRCULAR_NO_SHORT, 422, "say in short what it says") \
	X(CIRCULAR_TOO_LONG, 422, "this is longer than a circular can be") \
	X(CIRCULAR_NO_UNIT, 422, \
	  "it can go to the unit that issues it, or to one under that") \
	X(CIRCULAR_NOBODY, 422, "there is no such unit there to pass it on") \
	X(CIRCULAR_TOO_SOON, 422, \
	  "the statutes give more days to pass a circular on") \
	X(CIRCULAR_TOO_LATE, 422, "choose a day within ten years") \
	X(CIRCULAR_RETURNS, 422, \
	  "the statutes say when a circular comes back; add those days") \
	X(CIRCULAR_RETURN_DAYS, 422, \
	  "it comes back after rising numbers of days, at most eight times") \
	X(CIRCULAR_BURDEN, 422, \
	  "the statutes let no more circulars be asked in this time") \
	X(CIRCULAR_NO_RESOLUTION, 404, "there is no such resolution") \
	X(CIRCULAR_NOT_FOR, 409, "the circular is not for this unit") \
	X(CIRCULAR_WITHDRAWN, 409, "the circular was withdrawn") \
	X(CIRCULAR_DONE, 409, "this was already noted") \
	X(CIRCULAR_NOT_YET, 409, "it has not come back yet") \
	X(CIRCULAR_NO_MEETING, 422, \
	  "choose a meeting of the unit since the circular was issued") \
	X(CIRCULAR_NOTHING, 409, "there is nothing to take back") \
	X(CIRCULAR_BY_READING, 409, \
	  "half of the members said that they read it; only they can") \
	X(CIRCULAR_NO_REASON, 422, "say in a few words why") \
	X(CIRCULAR_SAME, 409, "you have said so already")
enum circular_err {
#define X(name, status, text) name,
	CIRCULAR_ERRORS(X)
#undef X
	CIRCULAR_ERR_COUNT
};
int		circular_err_status(enum circular_err);
const char	*circular_err_text(enum circular_err);

struct circular {
	int64_t		 id, unit_id, under_id, newest_unit;
	int64_t		 resolution_id;		/* 0: of none */
	int		 number;
	str		 public_id, tier, title;
	struct date	 issued, due;		/* due NONE: not said */
	int		 returns[CIRCULAR_RETURNS_MAX];	/* days, rising */
	size_t		 returns_len;
	int64_t		 withdrawn_at;		/* moment; 0: it stands */
	/* Only of circular_read() and circular_by_public(). */
	str		 short_text, text;	/* Markdown */
	int64_t		 issued_at;		/* moment */
	str		 issued_by, withdrawn_by, withdrawn_for;
};
MUST_USE bool	circular_read(struct ctx *, int64_t id, struct circular *out);
MUST_USE bool	circular_by_public(struct ctx *, str public_id,
		    struct circular *out);
/* What a unit issued, newest first, at most max with a number below `before`
 * (0: the newest). */
void	circular_of_issuer(struct ctx *, int64_t unit_id, int before,
	    size_t max, struct circular **out, size_t *out_len);
/* Of a resolution, the first one first. */
void	circular_of_resolution(struct ctx *, int64_t resolution_id,
	    struct circular **out, size_t *out_len);
/* Whether the unit is one of those it is for (CIRC-1). */
MUST_USE bool	circular_is_for(struct ctx *, const struct circular *,
		    int64_t unit_id);

/* ---- issuing ----------------------------------------------------------- */

/* What the statutes of the day say of circulars at a tier. */
struct circular_asked {
	const struct statutes		*statutes;	/* NULL: none */
	const struct circular_rule	*rule;		/* NULL: nothing */
	const struct burden_rule	*burden;	/* NULL: no limit */
};
void	circular_asked(struct ctx *, str tier, struct date on,
	    struct circular_asked *out);
/* The article of a rule, as it is named: "article 18", or its title. */
str	circular_article(struct ctx *, const struct statutes *, size_t rule);

struct circular_new {
	int64_t		 unit_id, under_id, resolution_id;	/* 0: of none */
	str		 tier, title, short_text, text;
	struct date	 due;			/* NONE: as the statutes say */
	const int	*returns;
	size_t		 returns_len;
};
/* The day by which it is to be passed on: the one that is asked for, or else as
 * the statutes say (CIRC-3); NONE: no day. */
struct date	circular_due(struct ctx *, const struct circular_new *);
MUST_USE enum circular_err	circular_issue(struct ctx *,
		    const struct circular_new *, int64_t *out_id);
/* Whether it would be refused, for a look before it is issued. */
MUST_USE enum circular_err	circular_issue_check(struct ctx *,
		    const struct circular_new *);
/* Why, as a sentence that names the article where the statutes are why. */
str	circular_refusal(struct ctx *, const struct circular_new *,
	    enum circular_err);
MUST_USE enum circular_err	circular_withdraw(struct ctx *, int64_t id,
		    str reason);

/* ---- at one unit ------------------------------------------------------- */

/* Stored: never renumber. */
enum circular_how { AT_MEETING = 1, BY_MEMBERS = 2, BY_READING = 3,
	CIRCULAR_HOWS };

/* How a circular stands at a unit: what was done, and what is next. */
struct circular_at {
	struct circular	 circular;	/* without its text */
	struct circular_step {
		struct date		 day;
		enum circular_how	 how;
		int64_t			 meeting_id;	/* 0: at none */
		str			 by;	/* who noted it; or "" */
	}		 step[1 + CIRCULAR_RETURNS_MAX];
	size_t		 steps_len;
	bool		 waits;		/* something is still to be done */
	int		 round;		/* 0: conveying; then its returns */
	struct date	 opens, due;	/* from, and the last day; or NONE */
};
/* Those that are for a unit, newest first, at most CIRCULAR_LIST_MAX. */
void	circular_of_unit(struct ctx *, int64_t unit_id,
	    struct circular_at **out, size_t *out_len);
/* One of them; false: it is not for the unit. */
MUST_USE bool	circular_at(struct ctx *, const struct circular *,
		    int64_t unit_id, struct circular_at *out);

/* The next of conveying and its returns, today or on the day of the meeting
 * (0: member by member). */
MUST_USE enum circular_err	circular_convey(struct ctx *, int64_t id,
		    int64_t unit_id, int64_t meeting_id);
/* The last of them that was noted (CIRC-9). */
MUST_USE enum circular_err	circular_take_back(struct ctx *, int64_t id,
		    int64_t unit_id);
/* The member who acts, in the own unit (CIRC-8, CIRC-11). */
MUST_USE enum circular_err	circular_say_read(struct ctx *, int64_t id);
/* Whether that member said so. */
MUST_USE bool	circular_was_read(struct ctx *, int64_t id);
/* How many who belong to a unit said so, and how many belong to it. */
void	circular_readers(struct ctx *, int64_t id, int64_t unit_id,
	    int64_t *out_read, int64_t *out_members);

/* ---- how far it has come (reach.c) ------------------------------------- */

#define CIRCULAR_REACH_DAYS	254	/* those of later are the last day's */

/* Of the units under one that it is for (CIRC-12). */
struct circular_reach {
	int64_t		 units, reached;
	int64_t		 by[CIRCULAR_HOWS];	/* enum circular_how */
	/* Reached on this day after the issue, 0: the day itself. */
	int64_t		 on[CIRCULAR_REACH_DAYS];
};
void	circular_reach(struct ctx *, const struct circular *, int64_t unit_id,
	    struct circular_reach *out);
/* Of each unit directly under one, in the order of the tree; those without any
 * unit it is for are left out. */
struct circular_part {
	int64_t		 unit_id, units, reached;
};
void	circular_parts(struct ctx *, const struct circular *, int64_t unit_id,
	    struct circular_part **out, size_t *out_len);
/* The units it has not reached, in the order of the tree, at most max after
 * `skip`; *out_all: how many there are. */
void	circular_missing(struct ctx *, const struct circular *,
	    int64_t unit_id, size_t skip, size_t max, int64_t **out,
	    size_t *out_len, size_t *out_all);

#endif
