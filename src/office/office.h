/*
 * office.h - who holds which office where, on any day.
 *
 *	OFFI-1	A seat is held by one person at a time; its terms do not
 *		overlap. Nobody holds two seats of an office in one unit.
 *	OFFI-2	The offices and seats of a unit are those that the statutes of
 *		the day know at its tier.
 *	OFFI-3	A term ends after the time the statutes give it. Its holder
 *		carries on until a successor is named, as long as the statutes
 *		allow, and not a day longer.
 *	OFFI-4	Naming a successor ends the term before it on the same day.
 *	OFFI-5	An acting holder has the office's rights until one is named.
 *	OFFI-6	No more terms in a row than the statutes allow. Terms of one
 *		person are in a row when nobody else held the seat between them;
 *		acting is no term in this sense.
 *	OFFI-7	Nobody holds an office in a unit after the unit has ended.
 *	OFFI-8	A term of which nothing is recorded but that a list brought it
 *		can be taken back; both stand in the record of changes.
 *
 * The statutes of a day are those of org_statutes(). A term that began before
 * the first edition does not run out before that edition took force.
 *
 * Each function runs inside the transaction of its caller and returns OFFICE_OK
 * or the reason it refuses; having refused, it has changed nothing.
 */
#ifndef OFFICE_H
#define OFFICE_H

#include "base/base.h"
#include "org/org.h"
#include "statutes/statutes.h"

#define UNIT_TERMS_MAX	20000		/* terms of one unit, past ones too */
#define MEMBER_TERMS_MAX 1000
#define OFFICE_AHEAD_MAX 366		/* days ahead that a term may begin */
#define OFFICE_TERM_MAX	(50 * 366)	/* days ahead that it may end */

#define OFFICE_ERRORS(X) \
	X(OFFICE_OK, 200, "done") \
	X(OFFICE_NO_STATUTES, 409, "no statutes are in force on that day") \
	X(OFFICE_NO_UNIT, 404, "there is no such unit on that day") \
	X(OFFICE_NO_MEMBER, 422, "there is no such member") \
	X(OFFICE_NO_OFFICE, 422, "the statutes know no such office in a unit of this tier") \
	X(OFFICE_NO_SEAT, 422, "the statutes give this office fewer seats") \
	X(OFFICE_TWICE, 409, "this person holds the same office in this unit in that time") \
	X(OFFICE_HELD, 409, "this seat is held by another person in that time") \
	X(OFFICE_DAYS, 422, "a term ends after the day it begins") \
	X(OFFICE_TOO_MANY, 409, "the statutes do not allow so many terms in a row") \
	X(OFFICE_NO_TERM, 404, "there is no such term") \
	X(OFFICE_ENDED, 409, "this term has already ended") \
	X(OFFICE_FUTURE, 422, "this day is too far ahead")
enum office_err {
#define X(name, status, text) name,
	OFFICE_ERRORS(X)
#undef X
	OFFICE_ERR_COUNT
};
int		office_err_status(enum office_err);
const char	*office_err_text(enum office_err);

struct term {
	int64_t		 id, unit_id, member_id;
	str		 public_id, office, member_name;
	int		 seat;
	struct date	 from, due, until;	/* DATE_NONE: see the schema */
	/* The first day no longer held, whatever ended it: a day recorded, the
	 * carry-over run out, or the end of the unit; DATE_NONE: still open. */
	struct date	 ends;
	bool		 acting;
	bool		 carried;	/* held past its due day (OFFI-3) */
	int64_t		 entered_at;
	str		 entered_by;	/* "": the shell, an administrator */
};
/* Who holds what in a unit on a day, by office and seat. Those whose carry-over
 * ran out hold nothing. */
void	office_holders(struct ctx *, int64_t unit_id, struct date on,
	    struct term **out, size_t *out_len);
/* What a member holds on a day, in whichever units. */
void	office_held(struct ctx *, int64_t member_id, struct date on,
	    struct term **out, size_t *out_len);
/* Every term of a member, newest first; every term of a unit, likewise. */
void	office_terms_of_member(struct ctx *, int64_t member_id,
	    struct term **out, size_t *out_len);
void	office_terms_of_unit(struct ctx *, int64_t unit_id,
	    struct term **out, size_t *out_len);

/* A seat without a holder on the day. since: DATE_NONE when nobody ever held
 * it; then it is vacant since the unit was founded or the rule took force. */
struct vacancy {
	str		 office;
	int		 seat;
	struct date	 since;
	str		 last_holder;	/* a name, or "" */
};
void	office_vacancies(struct ctx *, int64_t unit_id, struct date on,
	    struct vacancy **out, size_t *out_len);

struct term_new {
	int64_t		 unit_id, member_id;
	str		 office;
	int		 seat;		/* 0: the first that is free; where an
					 * office has one seat, that one */
	struct date	 from;		/* DATE_NONE: before the records */
	struct date	 until;		/* DATE_NONE: still held */
	bool		 acting;
	bool		 succeed;	/* end the term of the seat before it */
};
/* What naming somebody would do: the seat, the day the term runs out, and the
 * terms that end with it, their until as it will be. */
struct naming {
	int		 seat;
	struct date	 due;		/* DATE_NONE: without end */
	struct LIST(struct term)	 ends;
};
MUST_USE enum office_err	office_name_check(struct ctx *,
		    const struct term_new *, struct naming *out);
MUST_USE enum office_err	office_name(struct ctx *,
		    const struct term_new *, int64_t *out_id);
/* A term not yet begun may end on the day it was to begin: it is called off. */
MUST_USE enum office_err	office_end(struct ctx *, int64_t term_id,
		    struct date on);
MUST_USE bool	office_term_by_public(struct ctx *, str public_id,
		    struct term *out);

/* The offices that the statutes of a day know in a unit, by their order there;
 * what to offer where somebody is to be named. */
void	office_kinds(struct ctx *, int64_t unit_id, struct date on,
	    const struct office_kind ***out, size_t *out_len);

/* OFFI-8. *out_who is "secretary of A-1, member 123", or "" where there is no
 * such term. False: it has been changed since, and was not changed now. */
MUST_USE bool	office_take_back(struct ctx *, int64_t id, str *out_who);

#endif
