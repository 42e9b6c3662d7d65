/*
 * conference.h - a conference, from a congress of ten thousand to the secret
 * vote of one cell: its days, who does what there, who takes part, and the
 * order of business.
 *
 *	CONF-1	A conference belongs to one unit and lasts from a day to a day;
 *		its sittings are on these days, in their order.
 *	CONF-2	Who may keep conferences over the unit by the statutes prepares
 *		it; the posts at a conference are given by who prepares it, from
 *		a moment to a moment, and each is shown to all.
 *	CONF-3	A member takes part in a conference once. A seat is for one.
 *	CONF-4	At most one sitting is open, and in it at most one item.
 *	CONF-5	Present are those who came in and did not go out since; how many
 *		of them may vote is known at every moment.
 *	CONF-6	Each change that screens show raises the conference's version in
 *		the same transaction.
 *	CONF-7	A conference of a unit's own meeting is kept by who keeps its
 *		meetings; those whom the meeting marks take part, with a vote.
 *	CONF-8	When each item is due follows from when its sitting begins and
 *		from how many minutes are planned for those before it; what
 *		happened meanwhile moves those that are still to come, and by
 *		how much is said to all.
 *	CONF-9	What a sitting did not reach comes first in the next one.
 *
 * Each function runs inside the transaction of its caller and returns
 * CONFERENCE_OK or the reason it refuses; having refused, it has changed
 * nothing and set no output. What it hands out lives in cx->mem.
 */
#ifndef CONFERENCE_H
#define CONFERENCE_H

#include "base/base.h"

#define PARTICIPANTS_MAX	20000	/* of one conference */
#define POSTS_MAX		500
#define BLOCKS_MAX		100
#define BLOCK_SEATS_MAX		5000
#define SITTINGS_MAX		100
#define ITEMS_MAX		500	/* of one conference */
#define ITEM_RUNS_MAX		5000	/* stretches of one sitting */
#define PRESIDIUM_MAX		30	/* of one sitting, at a time */
#define CONFERENCE_DAYS_MAX	31
#define CONFERENCE_MINUTES_MAX	1440	/* of one item, or 60 times as many
					 * seconds of a speech */
#define CONFERENCE_LINE_MAX	300	/* bytes: a title, a place, a name */
#define CONFERENCE_TEXT_MAX	32000	/* bytes: a guide, a text */

#define CONFERENCE_ERRORS(X) \
	X(CONFERENCE_OK, 200, "done") \
	X(CONFERENCE_NONE, 404, "there is no such conference") \
	X(CONFERENCE_NO_UNIT, 404, "there is no such unit on that day") \
	X(CONFERENCE_NO_TITLE, 422, "give it a title") \
	X(CONFERENCE_TOO_LONG, 422, "this is too long; shorten it") \
	X(CONFERENCE_DAYS, 422, \
	  "it ends on the day it begins or later, within 31 days") \
	X(CONFERENCE_CLOSED, 409, "the conference is over or was cancelled") \
	X(CONFERENCE_NOT_CALLED, 409, "call the conference first") \
	X(CONFERENCE_NO_MEMBER, 422, "there is no such member") \
	X(CONFERENCE_NO_POST, 404, "this person does not have that post") \
	X(CONFERENCE_HAS_POST, 409, "this person has that post already") \
	X(CONFERENCE_NO_PARTICIPANT, 404, \
	  "there is nobody with that badge at the conference") \
	X(CONFERENCE_TAKES_PART, 409, "this member takes part already") \
	X(CONFERENCE_FULL, 422, "this is more than one conference can have") \
	X(CONFERENCE_NO_NAME, 422, "write the name that stands on the badge") \
	X(CONFERENCE_NO_SITTING, 404, "there is no such sitting") \
	X(CONFERENCE_NO_ITEM, 404, "there is no such item") \
	X(CONFERENCE_SITS, 409, "another sitting is open; close it first") \
	X(CONFERENCE_NOT_SITTING, 409, "no sitting is open") \
	X(CONFERENCE_SITTING_DAY, 422, \
	  "a sitting is on one of the days of the conference") \
	X(CONFERENCE_TIMES, 422, "a sitting ends after it begins") \
	X(CONFERENCE_HAS_SITTINGS, 409, "there are sittings already") \
	X(CONFERENCE_HELD, 409, \
	  "this was opened already and stands in the record") \
	X(CONFERENCE_NOT_EMPTY, 409, \
	  "there are items on this sitting; move or drop them first") \
	X(CONFERENCE_SITTING_OVER, 409, "this sitting is closed") \
	X(CONFERENCE_ITEM_OPEN, 409, "this item is being dealt with now") \
	X(CONFERENCE_NO_ITEM_OPEN, 409, "no item is open") \
	X(CONFERENCE_NO_NEXT, 409, \
	  "nothing is left on the order of this sitting") \
	X(CONFERENCE_DROPPED, 409, \
	  "this item was taken off the order of business") \
	X(CONFERENCE_MINUTES, 422, \
	  "write how many minutes or seconds, of no more than a day") \
	X(CONFERENCE_NO_MEETING, 404, "there is no such meeting") \
	X(CONFERENCE_MEETING_OVER, 409, "this meeting was cancelled") \
	X(CONFERENCE_UNDER_WAY, 409, \
	  "a speech or a vote is under way; end it first")
enum conference_err {
#define X(name, status, text) name,
	CONFERENCE_ERRORS(X)
#undef X
	CONFERENCE_ERR_COUNT
};
int		conference_err_status(enum conference_err);
const char	*conference_err_text(enum conference_err);

/* Stored, all of these: never renumber. */
enum conference_mode { IN_ONE_HALL = 1, HALL_AND_ONLINE = 2, ONLINE = 3 };
enum conference_state { CONFERENCE_PLANNED = 1, CONFERENCE_CALLED = 2,
	CONFERENCE_OVER = 3, CONFERENCE_CANCELLED = 4 };
enum conference_post {
	POST_ORGANISER = 1,	/* prepares it beside who may by the statutes */
	POST_CHAIR = 2,		/* runs the sittings */
	POST_TELLER = 3,	/* enters votes counted by hand, sees blocks */
	POST_DOOR = 4,		/* lets in and out */
	POST_EDITOR = 5,	/* bulletins, minutes, proceedings */
	POST_INTERPRETER = 6,	/* sees texts before they are read */
	POST_PRESS = 7,		/* the press page */
	POST_TRUSTEE = 8	/* holds a key of secret votes */
};
enum participant_role { ROLE_DELEGATE = 1, ROLE_GUEST = 2, ROLE_PRESS = 3,
	ROLE_STAFF = 4 };
enum participant_presence { NOT_YET_HERE = 0, IN_THE_HALL = 1, WENT_OUT = 2,
	HERE_ONLINE = 3 };
enum participant_state { TAKES_PART = 1, WITHDRAWN = 2, REPLACED = 3 };
enum item_kind { ITEM_OPENING = 1, ITEM_REPORT = 2, ITEM_SPEECHES = 3,
	ITEM_DISCUSSION = 4, ITEM_MOTION = 5, ITEM_ELECTION = 6,
	ITEM_COMMENDATION = 7, ITEM_CONCLUSION = 8, ITEM_CLOSING = 9 };
enum item_state { ITEM_WAITING = 0, ITEM_OPEN = 1, ITEM_DONE = 2,
	ITEM_DROPPED = 3 };
enum list_state { LIST_NONE = 0, LIST_OPEN = 1, LIST_CLOSED = 2 };

struct conference {
	int64_t			 id, unit_id, meeting_id;	/* 0: none */
	str			 public_id, kind, title, place, language;
	str			 era_name;	/* "": none */
	int			 era_year;	/* in from.year; 0: none */
	int			 ordinal;	/* 0: not said */
	struct date		 from, last;
	enum conference_mode	 mode;
	enum conference_state	 state;
	int64_t			 sitting_id, item_id;	/* open now; 0: none */
	int64_t			 version;
};
MUST_USE bool	conference_read(struct ctx *, int64_t id,
		    struct conference *out);
MUST_USE bool	conference_by_public(struct ctx *, str public_id,
		    struct conference *out);
/* Of one unit; newest first. */
void	conference_of_unit(struct ctx *, int64_t unit_id, size_t max,
	    struct conference **out, size_t *out_len);
/* Where a member takes part or has a post, newest first. */
void	conference_of_member(struct ctx *, int64_t member_id, size_t max,
	    struct conference **out, size_t *out_len);
/* CONF-6. */
void	conference_touch(struct ctx *, int64_t id);
int64_t	conference_version(struct ctx *, int64_t id);

/* With the fields that a person fills in; id, version, now are not read. */
MUST_USE enum conference_err	conference_plan(struct ctx *,
		    const struct conference *, int64_t *out_id);
MUST_USE enum conference_err	conference_change(struct ctx *,
		    const struct conference *);
MUST_USE enum conference_err	conference_set_state(struct ctx *, int64_t id,
		    enum conference_state);

/* ---- posts (CONF-2) ---------------------------------------------------- */

struct post {
	int64_t			 id, member_id;
	str			 member_name, member_public_id;
	enum conference_post	 post;
	int64_t			 from_at, until_at;	/* moments; 0: still */
};
MUST_USE enum conference_err	conference_give_post(struct ctx *, int64_t id,
		    int64_t member_id, enum conference_post);
MUST_USE enum conference_err	conference_end_post(struct ctx *, int64_t id,
		    int64_t member_id, enum conference_post);
void	conference_posts(struct ctx *, int64_t id, struct post **out,
	    size_t *out_len);
bool	conference_has_post(struct ctx *, int64_t id, int64_t member_id,
	    enum conference_post);
/* All that a member has there now, POST_BIT() of each. */
#define POST_BIT(post)	(1u << (post))
unsigned	conference_posts_of(struct ctx *, int64_t id,
		    int64_t member_id);

/* ---- who takes part ---------------------------------------------------- */

struct participant {
	int64_t				 id, conference_id;
	int64_t				 member_id, unit_id, sent_by;	/* 0 */
	int64_t				 meeting_id, instead_of;	/* 0 */
	int64_t				 block_id;	/* 0: none */
	str				 public_id, name;
	str				 unit_name;	/* of the delegation */
	str				 block;		/* its name, or "" */
	enum participant_role		 role;
	bool				 voting;
	int				 seat;		/* 0: none */
	int				 number;	/* on the badge */
	enum participant_presence	 presence;
	int64_t				 presence_at;	/* 0: never came */
	enum participant_state		 state;
};
MUST_USE bool	participant_read(struct ctx *, int64_t id,
		    struct participant *out);
MUST_USE bool	participant_by_public(struct ctx *, str public_id,
		    struct participant *out);
/* Who takes part now; false: that member does not. */
MUST_USE bool	participant_of_member(struct ctx *, int64_t conference_id,
		    int64_t member_id, struct participant *out);
MUST_USE bool	participant_by_number(struct ctx *, int64_t conference_id,
		    int number, struct participant *out);
/* Those who take part, by their number, above `after`. */
void	participant_list(struct ctx *, int64_t conference_id, int after,
	    size_t max, struct participant **out, size_t *out_len);
/* The same of everybody who was ever on the list, with what became of them; of
 * one delegation, or of all with unit_id 0. */
void	participant_list_ever(struct ctx *, int64_t conference_id,
	    int64_t unit_id, int after, size_t max, struct participant **out,
	    size_t *out_len);
/* public_id, number and presence are given by it. */
MUST_USE enum conference_err	participant_add(struct ctx *,
		    const struct participant *, int64_t *out_id);
/* CONF-5. Does nothing where it is so already. */
void	participant_set_presence(struct ctx *, int64_t id,
	    enum participant_presence);

struct hall_count {
	int64_t	 entitled;		/* may vote, and take part */
	int64_t	 present;		/* of them in the hall or online */
	int64_t	 guests;		/* others who are here */
};
struct hall_count	conference_hall(struct ctx *, int64_t id);

/* ---- sittings and items ------------------------------------------------ */

struct sitting {
	int64_t		 id, conference_id;
	str		 public_id, title;
	int		 number;
	struct date	 day;
	int		 starts, ends;		/* minutes of the day */
	int64_t		 opened_at, closed_at;	/* moments; 0: not yet */
};
MUST_USE bool	sitting_read(struct ctx *, int64_t id, struct sitting *out);
MUST_USE bool	sitting_by_public(struct ctx *, str public_id,
		    struct sitting *out);
void	sitting_list(struct ctx *, int64_t conference_id, struct sitting **out,
	    size_t *out_len);
/* With conference_id, title, day, starts and ends; the number follows from the
 * order of days and times. One that was opened keeps its day and beginning. */
MUST_USE enum conference_err	sitting_add(struct ctx *,
		    const struct sitting *, int64_t *out_id);
MUST_USE enum conference_err	sitting_change(struct ctx *,
		    const struct sitting *);
/* Only while it is empty and was never opened. */
MUST_USE enum conference_err	sitting_drop(struct ctx *, int64_t id);

/* Who presides now, the one who leads first; `ever`: also who did before. */
struct presider {
	int64_t	 participant_id, member_id;	/* 0: no member */
	str	 public_id, name, unit_name;
	int	 number;		/* of the badge */
	int	 position;		/* 1 leads */
	int64_t	 from_at, until_at;	/* moments; 0: still */
};
void	presidium(struct ctx *, int64_t sitting_id, bool ever,
	    struct presider **out, size_t *out_len);
/* These and nobody else from now on, in this order: participants. */
MUST_USE enum conference_err	presidium_set(struct ctx *,
		    int64_t sitting_id, const int64_t *participants,
		    size_t len);

struct item {
	int64_t		 id, conference_id, sitting_id;
	int64_t		 motion_id, reporter_id;	/* 0: none */
	str		 public_id, number, title, text, guide;
	int		 position, minutes;
	enum item_kind	 kind;
	int		 speech_seconds, debate_seconds;	/* 0: any */
	enum list_state	 list;
	int64_t		 opened_at, closed_at;		/* 0: not yet */
	enum item_state	 state;
};
MUST_USE bool	item_read(struct ctx *, int64_t id, struct item *out);
MUST_USE bool	item_by_public(struct ctx *, str public_id, struct item *out);
/* Of one sitting, or of the whole conference with sitting_id 0; in order. */
void	item_list(struct ctx *, int64_t conference_id, int64_t sitting_id,
	    struct item **out, size_t *out_len);

/*
 * The order of business. With sitting_id, kind, title, text, guide, minutes,
 * the seconds, motion_id, reporter_id and number; where number is empty the
 * item gets the next one. Until the conference is called, items with plain
 * numbers are numbered in their order.
 */
MUST_USE enum conference_err	item_add(struct ctx *, const struct item *,
		    int64_t *out_id);
/* All of these but the sitting. */
MUST_USE enum conference_err	item_change(struct ctx *,
		    const struct item *);
/* One place up or down; from the first place to the end of the sitting before,
 * from the last to the beginning of the next. At the very end: nothing. */
MUST_USE enum conference_err	item_move(struct ctx *, int64_t id, bool up);
/* Taken off the order, and put back to its place. */
MUST_USE enum conference_err	item_drop(struct ctx *, int64_t id);
MUST_USE enum conference_err	item_restore(struct ctx *, int64_t id);
/* For a conference with no sitting yet: one on each day, the first with an
 * opening and the last with a closing, called so. */
MUST_USE enum conference_err	conference_usual_order(struct ctx *,
		    int64_t id, str opening, str closing);

/* ---- while it sits (CONF-4) -------------------------------------------- */

MUST_USE enum conference_err	sitting_open(struct ctx *, int64_t id);
/* Closes the item that is open too; see CONF-9. */
MUST_USE enum conference_err	sitting_close(struct ctx *,
		    int64_t conference_id);
/* Of the open sitting, or one that was dealt with before: a return to it. Of a
 * later sitting: it is taken on now. Closes the one that was open. */
MUST_USE enum conference_err	item_open(struct ctx *, int64_t id);
/* The next one that waits. */
MUST_USE enum conference_err	item_next(struct ctx *,
		    int64_t conference_id);
MUST_USE enum conference_err	item_close(struct ctx *,
		    int64_t conference_id);

/* The stretches in which items were dealt with in a sitting, in order. */
struct item_run {
	int64_t	 item_id;
	int64_t	 from_at, until_at;	/* moments; 0: still */
};
void	item_runs(struct ctx *, int64_t sitting_id, struct item_run **out,
	    size_t *out_len);

/*
 * A sitting as planned and as it goes (CONF-8). Nothing here depends on who
 * asks; cx->now is the moment it speaks of.
 */
struct sitting_progress {
	struct sitting		 sitting;
	struct progress_item {
		struct item	 item;		/* dropped ones are left out */
		int64_t		 planned_at;	/* moment */
		int64_t		 expected_at;	/* when it began or will */
		int64_t		 spent;		/* seconds so far */
	}			*items;
	size_t			 items_len;
	bool			 begun, over;	/* opened; closed */
	int64_t			 planned_end;	/* moment, of the last item */
	int64_t			 expected_end;
	int64_t			 late;		/* seconds; below 0: early */
};
MUST_USE bool	sitting_progress(struct ctx *, int64_t sitting_id,
		    struct sitting_progress *out);
/* The sitting that is open, else the next one to come, else the last; 0: there
 * is none. */
int64_t	conference_sitting(struct ctx *, int64_t id);

/* ---- of a unit's own meeting (CONF-7) ---------------------------------- */

/* The one that belongs to a meeting; false: there is none. */
MUST_USE bool	conference_of_meeting(struct ctx *, int64_t meeting_id,
		    struct conference *out);
/*
 * Makes it, called, with one sitting and one item of that title; who acts has
 * the chair. Those whom the meeting marks take part; who signed in, or was
 * marked as present, is here. There already: that one, with who has joined the
 * unit since.
 */
MUST_USE enum conference_err	conference_for_meeting(struct ctx *,
		    int64_t meeting_id, str item, int64_t *out_id);

#endif
