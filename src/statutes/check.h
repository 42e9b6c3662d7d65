/*
 * check.h - what a rule asks on a day, from dates alone.
 *
 * Nothing here knows a database: the exception room brings the facts of a unit
 * and is told the stretches in which a rule was not met. A stretch says since
 * when (the last meeting, the first day without a holder), the last day on
 * which all was still in order, and the first day on which it was again.
 *
 *	JUDG-1	"per N days": counted days between two meetings in a row, those
 *		after the first up to the second that lie in no excepted month,
 *		are not more than N.
 *	JUDG-2	"per month, quarter, year": each whole period that is not wholly
 *		excepted has so many meetings. One that has not opens a stretch
 *		on the day after it; the meeting that fills a later period
 *		closes it. Periods missed in a row are one stretch.
 *	JUDG-3	Nothing is owed before the day the rule took force and the day
 *		the unit was founded or its records begin; a period that had
 *		begun before then is not owed.
 *	JUDG-4	A day is judged by the edition in force on it, a period by that
 *		of its last day. Editions in a row that each have such a rule
 *		are one chain: what is owed is owed since the first of them, and
 *		a new edition alone puts nothing in order.
 *	JUDG-5	A fraction of a person counts as a whole one.
 *	JUDG-6	What is not known is not judged.
 */
#ifndef STATUTES_CHECK_H
#define STATUTES_CHECK_H

#include "statutes/statutes.h"

struct stretch {
	struct date	 since;		/* the last meeting, or owed from */
	struct date	 due;		/* the last day it was in order */
	struct date	 until;		/* first day in order; NONE: open */
	int64_t		 days;		/* counted, since to until or as_of */
	size_t		 edition;	/* which of the list judged it */
};
struct stretches LIST(struct stretch);

/* A rule as the editions had it, oldest first; NULL where one had none. */
struct cadence_edition {
	struct date			 from;
	const struct meeting_kind	*rule;
};

struct unit_facts {
	struct date	 begins;	/* founded or first record, whichever is
					 * later; DATE_NONE: long ago */
	struct date	 ends;		/* first day no longer; DATE_NONE */
	const struct date *held;	/* days of meetings, in order */
	size_t		 held_len;
};

/* JUDG-1 to JUDG-4: the stretches up to the day `as_of`, oldest first. */
void	check_cadence(struct arena *, const struct cadence_edition *,
	    size_t editions_len, const struct unit_facts *, struct date as_of,
	    struct stretches *out);

/*
 * The day by which the next meeting is due, as things stand on `today`; that
 * day may be past. DATE_NONE: nothing is owed.
 */
struct date	check_due(const struct cadence_edition *, size_t editions_len,
		    const struct unit_facts *, struct date today);

/* The first day of the calendar's month, quarter or year that a day is in, and
 * the first day after the one that begins on `start`. */
struct date	period_start(struct date, enum unit_of_time per);
struct date	period_after(struct date start, enum unit_of_time per);
/* Days after a up to b that lie in no excepted month (bit 0 is January). */
int64_t	counted_days(struct date a, struct date b, uint16_t months_except);
/* The day on which so many have been counted after a; the calendar's last day
 * if every month is excepted. */
struct date	counted_day(struct date a, int64_t days,
		    uint16_t months_except);

/*
 * A seat from the days it was held, in order of their beginning: stretches of
 * more than `days_max` days without a holder, from `begins` to `as_of`.
 */
struct holding {
	struct date	 from;		/* DATE_NONE: long ago */
	struct date	 until;		/* first day not held; NONE: still */
};
void	check_vacancy(struct arena *, const struct holding *, size_t len,
	    struct date begins, struct date ends, int64_t days_max,
	    struct date as_of, struct stretches *out);

/*
 * A number over time from its changes, in order of their days: stretches in
 * which it was under min or over max. `days` are plain days; *out_number is
 * the number on as_of.
 */
struct change_of {
	struct date	 day;		/* DATE_NONE: long ago */
	int64_t		 by;
};
void	check_range(struct arena *, const struct change_of *, size_t len,
	    int64_t min, int64_t max, struct date begins, struct date ends,
	    struct date as_of, struct stretches *out, int64_t *out_number);

/* JUDG-5, JUDG-6. How many have to be there; -1: not judged, 0: none. */
int64_t	quorum_needed(const struct meeting_kind *, int64_t members);
/*
 * Whether a decision was carried: 1, 0, or -1 where the rules are silent or a
 * number it depends on is not known (-1). *out_needed: votes for, or -1.
 */
int	decision_carried(const struct decision_kind *, int64_t votes_for,
	    int64_t votes_against, int64_t members, int64_t present,
	    int64_t *out_needed);

#endif
