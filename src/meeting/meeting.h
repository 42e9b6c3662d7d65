/*
 * meeting.h - a unit's meetings: planned, held, and what was written down.
 *
 *	MEET-1	A meeting is recorded on the day it is held, or later.
 *	MEET-2	A unit holds at most one meeting of a kind on a day.
 *	MEET-3	Every member of the cell on that day is marked once, and nobody
 *		else is; where attendance is not known nobody is marked.
 *	MEET-4	The quorum follows from the statutes of that day and is kept
 *		with the record, with the article. Unknown stays unknown.
 *	MEET-5	Whether a decision was carried follows from the majority that
 *		the statutes of that day ask for, and is kept with the record.
 *	MEET-6	A correction is a new version; the old one is kept and shown.
 *	MEET-7	A decision may become an assignment; open assignments stand on
 *		the agenda of the next meeting until they are done.
 *	MEET-8	Above the unit are seen: that it met, when, how many came, and
 *		the decisions that it sent up.
 *	MEET-9	The votes of a decision do not add up to more than were present.
 *	MEET-10	Who signs in by the sheet's code is ticked for the secretary;
 *		the code works on the day of the meeting only, and its answer
 *		does not tell whether a number is known.
 *
 * Each function runs inside the transaction of its caller and returns
 * MEETING_OK or the reason it refuses; having refused, it has changed nothing
 * and set no output. What it hands out lives in cx->mem.
 */
#ifndef MEETING_H
#define MEETING_H

#include "base/base.h"
#include "statutes/statutes.h"

#define MEETING_MEMBERS_MAX	500	/* marked in one record */
#define MEETING_DECISIONS_MAX	50
#define MEETING_AGENDA_MAX	120	/* points of one record */
#define MEETING_CARRIED_MAX	60	/* of them, assignments carried on */
#define MEETING_TEXT_MAX	32000	/* bytes of notes */
#define MEETING_LINE_MAX	1000	/* bytes: a title, place, decision */
#define MEETING_LIST_MAX	2000
#define SENT_UP_DAYS	366		/* shown of the units below */
#define MEETING_VERSIONS_MAX	500	/* versions of one record */

#define MEETING_ERRORS(X) \
	X(MEETING_OK, 200, "recorded") \
	X(MEETING_NO_UNIT, 404, "there is no such unit on that day") \
	X(MEETING_NO_MEETING, 404, "there is no such meeting") \
	X(MEETING_NO_KIND, 422, \
	  "the statutes of that day know no such meeting of such a unit") \
	X(MEETING_TOO_LARGE, 422, \
	  "more than 500 members have to be divided before they meet") \
	X(MEETING_FUTURE, 422, "this day is still to come") \
	X(MEETING_PAST, 422, "a meeting is planned for today or later") \
	X(MEETING_NOT_MARKED, 422, \
	  "say of every member: were they there, excused or away") \
	X(MEETING_MARKED_TWICE, 422, "a member is marked twice") \
	X(MEETING_NOT_MEMBER, 422, \
	  "someone marked was not a member of the cell on that day") \
	X(MEETING_ALREADY, 409, \
	  "a meeting of this kind on this day is already planned or recorded") \
	X(MEETING_TIMES, 422, "the meeting ends after it begins") \
	X(MEETING_COUNTS, 422, \
	  "more were there or sent apologies than belong to the cell") \
	X(MEETING_VOTES, 422, "the votes add up to more than were there") \
	X(MEETING_NO_TEXT, 422, "write what was decided") \
	X(MEETING_NO_ASSIGNEE, 422, \
	  "who takes it on has to be a member of the cell") \
	X(MEETING_DUE, 422, "choose a day after the meeting") \
	X(MEETING_TOO_LONG, 422, \
	  "this is more than one record holds; shorten it") \
	X(MEETING_CANCELLED, 409, "this meeting was cancelled") \
	X(MEETING_HELD, 409, \
	  "this meeting is already recorded; open it to correct the record") \
	X(MEETING_CHANGED, 409, \
	  "the record was changed meanwhile; look at the newest first") \
	X(MEETING_NO_REASON, 422, "say in a few words what is corrected and why")
enum meeting_err {
#define X(name, status, text) name,
	MEETING_ERRORS(X)
#undef X
	MEETING_ERR_COUNT
};
int		meeting_err_status(enum meeting_err);
const char	*meeting_err_text(enum meeting_err);

/* Stored: never renumber. */
enum meeting_state { MEETING_PLANNED = 1, MEETING_WAS_HELD = 2,
	MEETING_WAS_CANCELLED = 3 };
enum presence { PRESENT = 1, EXCUSED = 2, ABSENT = 3 };

struct meeting {
	int64_t			 id, unit_id, record_id;
	str			 public_id, kind, place, sign_code;
	enum meeting_state	 state;
	struct date		 day;
	int			 starts;	/* minutes of the day; -1 */
	int64_t			 called_at;	/* moment; 0: not known */
	int64_t			 members, present, excused; /* -1: not known */
	int64_t			 quorum;	/* needed; -1: not judged */
	int			 quorum_met;	/* 0, 1; -1: not judged */
	int			 version;	/* 0: no record */
	size_t			 decisions_len;	/* of the newest record */
};
MUST_USE bool	meeting_read(struct ctx *, int64_t id, struct meeting *out);
MUST_USE bool	meeting_by_public(struct ctx *, str public_id,
		    struct meeting *out);
/* The one planned or held of a kind on a day; false if there is none. */
MUST_USE bool	meeting_on(struct ctx *, int64_t unit_id, str kind,
		    struct date day, struct meeting *out);
/* Of the sign-in sheet, on the day of the meeting only (MEET-10). */
MUST_USE bool	meeting_by_code(struct ctx *, str code, struct meeting *out);
/* Newest day first; state 0: all. At most max, before `before` if known. */
void	meeting_list(struct ctx *, int64_t unit_id, int state,
	    struct date before, size_t max, struct meeting **out,
	    size_t *out_len);
/* The next one planned from today on; false if none is. */
MUST_USE bool	meeting_next(struct ctx *, int64_t unit_id,
		    struct meeting *out);
/* The last one held up to a day; false if none is known. */
MUST_USE bool	meeting_last(struct ctx *, int64_t unit_id, str kind,
		    struct date on, struct meeting *out);

/*
 * Whom a meeting of a unit on a day has to mark, by name: the members of a
 * cell; in a unit of a tier without members, those who hold an office in it.
 */
struct expected {
	int64_t	 member_id;
	str	 public_id, name, office;	/* as shown, or "" */
};
void	meeting_expected(struct ctx *, int64_t unit_id, struct date on,
	    struct expected **out, size_t *out_len);
/* The kinds of meeting that the statutes of a day know at a unit's tier. */
struct kind_list {
	const struct meeting_kind	*at[KINDS_MAX];
	size_t				 at_len;
};
void	meeting_kinds(struct ctx *, int64_t unit_id, struct date on,
	    struct kind_list *out);
/* How many of so many have to be there: 0 none, -1 the rules are silent. */
int64_t	meeting_quorum(struct ctx *, int64_t unit_id, str kind,
	    struct date on, int64_t members);
/* "General meeting", in the organisation's own words if it has some. */
str	meeting_title(struct ctx *, str kind);

struct agenda_item {
	str		 title, note;
	int64_t		 assignment_id;	/* 0: none */
};

struct meeting_plan {
	int64_t				 unit_id;
	str				 kind, place;
	struct date			 day;
	int				 starts;	/* -1: not said */
	const struct agenda_item	*agenda;
	size_t				 agenda_len;
};
MUST_USE enum meeting_err	meeting_call(struct ctx *,
		    const struct meeting_plan *, int64_t *out_id);
MUST_USE enum meeting_err	meeting_replan(struct ctx *, int64_t id,
		    const struct meeting_plan *);
MUST_USE enum meeting_err	meeting_cancel(struct ctx *, int64_t id);
/* Of a planned meeting: what was promised and is still open, as it stands now
 * (MEET-7), then what it was called for. */
void	meeting_agenda(struct ctx *, int64_t id, struct agenda_item **out,
	    size_t *out_len);

struct mark {
	int64_t		 member_id;
	enum presence	 presence;
};

struct decision {
	str		 public_id, text, subject, article;
	int64_t		 votes_for, votes_against, abstained;	/* -1 */
	int64_t		 needed;	/* votes for; -1: not judged */
	int		 carried;	/* 0, 1; -1: not judged */
	bool		 sent_up;
	int64_t		 assignee;	/* 0: nobody took it on */
	str		 assignee_name;	/* as read */
	struct date	 due;		/* of the assignment; DATE_NONE */
};

struct meeting_record {
	int64_t				 unit_id;
	int64_t				 meeting_id;	/* 0: was not planned */
	str				 kind;
	struct date			 day;
	int				 starts, ends;	/* -1: not said */
	str				 place, notes;
	int64_t				 chair_id;	/* 0: not said */
	int64_t				 guests;
	bool				 attendance_known;
	const struct mark		*marks;
	size_t				 marks_len;
	const struct agenda_item	*agenda;
	size_t				 agenda_len;
	const struct decision		*decisions;
	size_t				 decisions_len;
	/* A correction: the version it was made from, and why. */
	int				 corrects;	/* 0: it is the first */
	str				 reason;
};
/* Record a meeting, or with `corrects` a new version of its record. */
MUST_USE enum meeting_err	meeting_write(struct ctx *,
		    const struct meeting_record *, int64_t *out_id);

/*
 * A meeting as a list from elsewhere tells it: what it does not say stays
 * unknown. Marks nobody. (meeting_told.c)
 */
struct meeting_told {
	int64_t			 unit_id;
	str			 kind;		/* "": not known */
	enum meeting_state	 state;
	struct date		 day;
	int			 starts;	/* minutes of the day; -1 */
	str			 place;
	int64_t			 members, present, excused;	/* -1 */
};
MUST_USE enum meeting_err	meeting_take_over(struct ctx *,
		    const struct meeting_told *, int64_t *out_id);
/* The state of the meeting of this kind on this day; 0: none is known. */
int	meeting_state_on(struct ctx *, int64_t unit_id, str kind,
	    struct date day);

/* A record as it stands, version 0: the newest. Names are joined in; day,
 * counts and quorum of `meeting` are those of this version. */
struct meeting_minutes {
	struct meeting		 meeting;
	int			 version, versions, ends;
	str			 place, notes, chair, reason, article;
	int64_t			 chair_id, guests;
	int64_t			 entered_at;
	str			 entered_by;
	int64_t			 edition_id;
	struct attendee {
		int64_t		 member_id;
		str		 public_id, name;
		enum presence	 presence;
	}			*attendees;
	size_t			 attendees_len;
	struct agenda_item	*agenda;
	size_t			 agenda_len;
	struct decision		*decisions;
	size_t			 decisions_len;
};
MUST_USE bool	meeting_minutes(struct ctx *, int64_t id, int version,
		    struct meeting_minutes *out);

/* Who wrote each version, when and why; the first one first. */
struct meeting_version {
	int	 version;
	int64_t	 entered_at;
	str	 entered_by, reason;
};
void	meeting_versions(struct ctx *, int64_t id,
	    struct meeting_version **out, size_t *out_len);

/* What units sent up (MEET-8), newest first: of the unit itself, ever; where
 * `below`, of it and those under it in the last SENT_UP_DAYS. */
struct sent_up {
	struct date	 day;
	int64_t		 unit_id;
	str		 unit_name, unit_public_id, text;
	int		 carried;	/* 0, 1; -1: not judged */
};
void	meeting_sent_up(struct ctx *, int64_t unit_id, bool below, size_t max,
	    struct sent_up **out, size_t *out_len);

/* MEET-10. */
void	meeting_sign_in(struct ctx *, str code, str member_number);
void	meeting_signed_in(struct ctx *, int64_t id, int64_t **out,
	    size_t *out_len);

/* What a person has attended: for his or her own page, newest first. */
struct attended {
	str		 meeting_public_id, unit_name, kind;
	struct date	 day;
	enum presence	 presence;
	str		 entered_by;
	int		 version;
	int64_t		 signed_at;	/* by the sheet's code; 0: not so */
};
void	meeting_attended(struct ctx *, int64_t member_id, size_t max,
	    struct attended **out, size_t *out_len);
/* The same in records that a newer version has replaced since. */
void	meeting_attended_before(struct ctx *, int64_t member_id, size_t max,
	    struct attended **out, size_t *out_len);

#endif
