/*
 * exception.h - which rules of the statutes are not met, where, and since when.
 *
 * Computed from the records and the edition in force on the day; never stored
 * as marks on anybody. An exception closes by itself when the records say so.
 * It speaks of units, offices and procedures, never of a person's conduct.
 *
 *	EXCE-1	What is owed is owed from the latest of: the day the edition
 *		took force, the day the unit was founded, the day its records
 *		begin.
 *	EXCE-2	A unit of which nothing was ever recorded is "no word": a state
 *		of its own, counted apart, never as late.
 *	EXCE-3	The past is judged by the edition of its day.
 *	EXCE-4	Recording what was missing makes the exception as if it had
 *		never been.
 *	EXCE-5	An exception says the article, the unit, since when, who can
 *		act and the one thing to do next.
 */
#ifndef EXCEPTION_H
#define EXCEPTION_H

#include "base/base.h"
#include "statutes/statutes.h"

#define EXCEPTIONS_MAX	2000000		/* of one listing */

enum exception_kind {
	EXCEPTION_MEETING,		/* too long without a meeting */
	EXCEPTION_VACANCY,		/* an office without a holder */
	EXCEPTION_TERM,			/* a term ran out, nobody was named */
	EXCEPTION_FEW,			/* fewer members than they ask for */
	EXCEPTION_MANY,			/* more */
	EXCEPTION_KINDS
};

struct exception {
	enum exception_kind	 kind;
	int64_t			 unit_id;
	str			 unit_code, unit_name, unit_public_id;
	str			 rule;	/* key: "meeting.general.cell" */
	str			 article;	/* "12" */
	int64_t			 edition_id;
	struct date		 since;	/* last meeting, the first day empty:
					 * when what is wrong began; DATE_NONE
					 * before the records */
	struct date		 due;	/* the last day it was still in order */
	struct date		 until;	/* first day in order, or open */
	int64_t			 days;	/* counted days from since to until or
					 * to the day asked */
	str			 office;	/* of a vacancy or term */
	int			 seat;
	int64_t			 number;	/* of members */
	str			 reason;	/* what the unit told, or "" */
	struct date		 reason_until;
};

enum unit_state { UNIT_IN_TIME, UNIT_DUE_SOON, UNIT_LATE, UNIT_VERY_LATE,
	UNIT_NO_WORD, UNIT_STATES };

/* How things stand with each unit that a meeting rule asks something of, by
 * group and code: for the squares, the counts and the lists. Due soon is within
 * 7 days; late up to 30 days past due, very late beyond. */
struct unit_standing {
	int64_t		 unit_id, parent_id;
	int64_t		 group_id;	/* the unit directly under the one asked
					 * for in which it stands */
	str		 public_id, code, name;
	enum unit_state	 state;	/* by the worst of its rules */
	str		 kind;		/* of the meeting that rule is about */
	struct date	 last;		/* such a meeting; DATE_NONE: none */
	struct date	 due;		/* of the next one, perhaps long past;
					 * DATE_NONE: nothing is owed now */
	struct date	 begins;	/* of what is owed; DATE_NONE: long ago,
					 * or no word */
};

/* Open exceptions on a day under a unit (itself among them; 0: everywhere), by
 * article and rule, longest first. *out_no_word: units that the rules ask to
 * meet and of whose meetings nothing was ever recorded (EXCE-2). */
void	exception_list(struct ctx *, int64_t unit_id, struct date on,
	    struct exception **out, size_t *out_len, int64_t *out_no_word);
/* All there were up to a day, closed ones too, by unit code, rule and day. */
void	exception_history(struct ctx *, int64_t unit_id, struct date on,
	    struct exception **out, size_t *out_len);
void	exception_standings(struct ctx *, int64_t unit_id, struct date on,
	    struct unit_standing **out, size_t *out_len);
/* The end of a month, or today: how many units owed meetings, and how many of
 * them were late. */
struct month_share {
	struct date	 day;
	int64_t		 owing, late;
};
#define OVERVIEW_MONTHS	12

/* All of that in one reading of the facts. */
struct overview {
	struct exception	*open;
	size_t			 open_len;
	struct unit_standing	*standings;
	size_t			 standings_len;
	int64_t			 count[UNIT_STATES];
	int64_t			 members;	/* today, under the unit */
	struct month_share	 months[OVERVIEW_MONTHS]; /* oldest first */
};
void	exception_overview(struct ctx *, int64_t unit_id, struct date on,
	    struct overview *out);

/* What is not met, in words: "no general meeting since 2026-09-30; one was due
 * by 2026-10-31". Without the unit's name, without a full stop. */
str	exception_text(struct ctx *, const struct exception *);

/* What a draft would change on a day: the open exceptions by rule, in the
 * edition in force and in the draft. */
struct exception_change {
	str	rule, article, plain;
	int64_t	before, after;
};
void	exception_try(struct ctx *, const struct statutes *draft,
	    struct date on, struct exception_change **out, size_t *out_len);

/* "What stood in the way?" */
void	exception_tell(struct ctx *, int64_t unit_id, str rule, str text,
	    struct date until);

#endif
