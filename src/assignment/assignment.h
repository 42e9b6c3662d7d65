/*
 * assignment.h - what somebody took on: text, who, by when, and how it went.
 *
 *	ASSI-1	An assignment is given to one member of the unit on that day.
 *	ASSI-2	The member says that it is done or that help is needed; whoever
 *		keeps the assignments says that it is finished, opens it again
 *		or drops it. Every step is kept.
 *	ASSI-3	An assignment that is not finished or dropped stands on the
 *		agenda of the unit's next meeting.
 *	ASSI-4	A due day is not before the day it was given.
 */
#ifndef ASSIGNMENT_H
#define ASSIGNMENT_H

#include "base/base.h"

#define ASSIGNMENT_TEXT_MAX	1000	/* bytes */
#define ASSIGNMENT_LIST_MAX	1000
#define ASSIGNMENT_EVENTS_MAX	1000	/* steps of one */

#define ASSIGNMENT_ERRORS(X) \
	X(ASSIGNMENT_OK, 200, "done") \
	X(ASSIGNMENT_NONE, 404, "there is no such assignment") \
	X(ASSIGNMENT_NO_TEXT, 422, "write what is to be done") \
	X(ASSIGNMENT_TOO_LONG, 422, "say it in fewer words") \
	X(ASSIGNMENT_NO_MEMBER, 422, "choose a member of the cell") \
	X(ASSIGNMENT_DUE, 422, \
	  "the day it is due is not before the day it is given") \
	X(ASSIGNMENT_CLOSED, 409, "this assignment is already finished") \
	X(ASSIGNMENT_SAME, 409, "this was already said")
enum assignment_err {
#define X(name, status, text) name,
	ASSIGNMENT_ERRORS(X)
#undef X
	ASSIGNMENT_ERR_COUNT
};
int		assignment_err_status(enum assignment_err);
const char	*assignment_err_text(enum assignment_err);

/* Stored: never renumber. */
enum assignment_state { ASSIGNMENT_OPEN = 1, ASSIGNMENT_HELP = 2,
	ASSIGNMENT_REPORTED = 3, ASSIGNMENT_FINISHED = 4,
	ASSIGNMENT_DROPPED = 5 };
/* What a list says of it: "Needs help"; "" of an open one. */
str		assignment_state_text(enum assignment_state);

struct assignment {
	int64_t			 id, unit_id, member_id, meeting_id;
	str			 public_id, text, member_name;
	struct date		 due, given_on;
	enum assignment_state	 state;
	int64_t			 state_at;	/* moment of the last event */
	str			 state_note;
};
MUST_USE bool	assignment_read(struct ctx *, int64_t id,
		    struct assignment *out);
MUST_USE bool	assignment_by_public(struct ctx *, str public_id,
		    struct assignment *out);
/* Not finished and not dropped, by due day, those without one last. */
void	assignment_open_of_unit(struct ctx *, int64_t unit_id,
	    struct assignment **out, size_t *out_len);
/* The finished and dropped ones, newest first. */
void	assignment_closed_of_unit(struct ctx *, int64_t unit_id,
	    struct assignment **out, size_t *out_len);
/* All of a member's, the open ones first. */
void	assignment_of_member(struct ctx *, int64_t member_id,
	    struct assignment **out, size_t *out_len);
void	assignment_of_meeting(struct ctx *, int64_t meeting_id,
	    struct assignment **out, size_t *out_len);

struct assignment_new {
	int64_t		 unit_id, member_id, meeting_id;	/* meeting 0 */
	int64_t		 decision;	/* its number, or 0 */
	str		 text;
	struct date	 due, given_on;
};
MUST_USE enum assignment_err	assignment_give(struct ctx *,
		    const struct assignment_new *, int64_t *out_id);
MUST_USE enum assignment_err	assignment_say(struct ctx *, int64_t id,
		    enum assignment_state, str note);

/* Every step of it, the first one first (ASSI-2). */
struct assignment_event {
	enum assignment_state	 state;
	str			 note, by;	/* a name, or "" */
	int64_t			 at;
};
void	assignment_events(struct ctx *, int64_t id,
	    struct assignment_event **out, size_t *out_len);

#endif
