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
 *	EXCE-6	What the statutes of the day of a circular ask of a unit, that
 *		it is passed on and spoken of again, is in order up to the last
 *		day to do it. Of several that wait too long, the one that was
 *		due first is told; one that was late only while that one was is
 *		not told beside it.
 */
#ifndef EXCEPTION_H
#define EXCEPTION_H

#include "base/base.h"
#include "statutes/statutes.h"
#include "tally/tally.h"

/* Open exceptions on a day under a unit (itself among them; 0: everywhere), by
 * article and rule, longest first. *out_no_word: units that the rules ask to
 * meet and of whose meetings nothing was ever recorded (EXCE-2). */
void	exception_list(struct ctx *, int64_t unit_id, struct date on,
	    struct exception **out, size_t *out_len, int64_t *out_no_word);
/* All there were up to a day, closed ones too, by unit code, rule and day. */
void	exception_history(struct ctx *, int64_t unit_id, struct date on,
	    struct exception **out, size_t *out_len);

/*
 * Of today, by the tally: one page of what is open under a unit, the longest
 * first, `skip` of them left out and at most `max` (TALLY_PAGE_MAX). rule NULL:
 * of all rules.
 */
void	exception_page(struct ctx *, int64_t unit_id, const struct tally_rule *,
	    size_t skip, size_t max, struct exception **out, size_t *out_len);
/* What is open today of the unit itself, and how it stands with its meetings,
 * by its own records alone. False: the rules ask it to meet for nothing. */
void	exception_of_unit(struct ctx *, int64_t unit_id,
	    struct exception **out, size_t *out_len);
MUST_USE bool	exception_standing(struct ctx *, int64_t unit_id,
		    struct unit_standing *out);

/*
 * How a unit stands today with one circular, by its own records (EXCE-6). `out`
 * is filled in for LATE_BY_RULE; for LATE_NOT_HERE it has the rule, the article
 * and the days that others are judged by.
 */
enum circular_late {
	LATE_BY_NO_RULE,	/* in time, or no article asks for it */
	LATE_NOT_HERE,		/* EXCE-1, EXCE-2: by its records it is not
				 * asked of this unit */
	LATE_BY_RULE
};
MUST_USE enum circular_late	exception_of_circular(struct ctx *,
		    int64_t unit_id, int64_t circular_id,
		    struct exception *out);
/* The same of a unit of which everything is recorded and which did nothing:
 * what holds for all that have not passed a circular on. False: no article asks
 * them to, or its last day is not over. */
MUST_USE bool	exception_by_circular(struct ctx *,
		    const struct fact_circular *, struct exception *out);

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
