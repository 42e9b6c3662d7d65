/*
 * door.h - who is in the hall: badges, fifty doors at once, doors without a
 * network, and whether there are enough to decide.
 *
 *	DOOR-1	A badge is one person's, at one conference. What stands on it is
 *		signed by the server and can be checked without it; issued anew,
 *		the one before opens no door any more.
 *	DOOR-2	What stands on a badge is stored nowhere; it follows from a
 *		secret of the conference, which is destroyed when that is over.
 *		Only a file of all badges that was asked for lies there, for a
 *		day at most (JOB-8), and goes with the secret.
 *	DOOR-3	Each passage is kept: who, which way, when, at which door, by
 *		whom. A badge that comes in twice is let pass by the people at
 *		the door, never by itself: it is told at once, stands on the
 *		organiser's list, and what was done about it stands beside it.
 *	DOOR-4	Passages that a door kept without a network are taken over once,
 *		however often they are sent: a device numbers its own.
 *	DOOR-5	Where somebody is follows from the passages in the order of
 *		their time, not of their coming in.
 *	DOOR-6	How many were here, and whether they could decide, can be said
 *		of every moment since the doors opened.
 *	DOOR-7	A door's device gets names and delegations of those who take
 *		part, nothing else, and forgets them when the conference ends.
 *	DOOR-8	The quorum is that of the statutes in force on the day: of the
 *		kind of meeting that the conference is, else of conferences;
 *		where they are silent, what the conference wrote down for
 *		itself. Votes are judged by the same (VOTE-2).
 *	DOOR-9	Who is here online is so until saying otherwise, or until the
 *		last session ends: logged out, here or from elsewhere, closed or
 *		run out. That is looked at when somebody logs out, and as a vote
 *		opens and closes. Who only closed the browser is still here.
 *
 * Each function runs inside the transaction of its caller and returns DOOR_OK
 * or the reason it refuses; having refused, it has changed nothing and set no
 * output. What it hands out lives in cx->mem.
 */
#ifndef DOOR_H
#define DOOR_H

#include "conference/conference.h"
#include "statutes/statutes.h"

#define BADGE_TEXT_MAX	200		/* bytes of what stands on a badge */
#define DOOR_NAME_MAX	60		/* bytes: "14", "North stairs" */
#define DOOR_BATCH_MAX	5000		/* passages of one sending */

#define DOOR_ERRORS(X) \
	X(DOOR_OK, 200, "done") \
	X(DOOR_NONE, 404, "there is no such conference") \
	X(DOOR_OVER, 409, "the conference is over") \
	X(DOOR_NOT_READ, 422, \
	  "this is no badge that can be read; type the number on it") \
	X(DOOR_ELSEWHERE, 422, "this badge is of another conference") \
	X(DOOR_NO_ONE, 404, "there is nobody with this number") \
	X(DOOR_NOT_OURS, 409, \
	  "this badge was not issued here: its signature does not fit") \
	X(DOOR_OLD_BADGE, 409, \
	  "this badge was replaced by a newer one and opens no door any more") \
	X(DOOR_GONE, 409, "this person does not take part any more") \
	X(DOOR_NO_BADGES, 409, "badges of this conference are not made yet") \
	X(DOOR_ONE_HALL, 409, "this conference is held in the hall alone") \
	X(DOOR_NO_PASSAGE, 404, "there is no such passage") \
	X(DOOR_NO_WORDS, 422, "say in a few words what was done") \
	X(DOOR_LIST, 422, "this list of passages cannot be read")
enum door_err {
#define X(name, status, text) name,
	DOOR_ERRORS(X)
#undef X
	DOOR_ERR_COUNT
};
int		door_err_status(enum door_err);
const char	*door_err_text(enum door_err);

/* ---- badges (DOOR-1, DOOR-2) ------------------------------------------- */

/* "CW1.<conference>.<number>.<random>.<signature>": capitals, digits and dots,
 * as small a QR code as can be. */
struct badge {
	str	 conference;		/* its public id */
	int	 number;
	str	 random;		/* 10 characters of base 32 */
	str	 signature;		/* 103 characters of base 32 */
};
/* Any bytes; false: it is no badge. Pieces of `text`. No database. */
MUST_USE bool	badge_parse(str text, struct badge *out);

/* From now on there are badges: makes what they are signed with. Done before
 * it does nothing. */
MUST_USE enum door_err	badge_begin(struct ctx *, int64_t conference_id);
/* DOOR-2: the secret is gone, and no badge opens a door any more. For when the
 * conference is over. */
void	badge_forget(struct ctx *, int64_t conference_id);
/* What stands on the badge of a participant now. */
MUST_USE enum door_err	badge_text(struct ctx *, const struct participant *,
		    str *out);
/* DOOR-1: a new one; the one before is not good any more. */
MUST_USE enum door_err	badge_reissue(struct ctx *, int64_t participant_id);
/* With it badges of the conference are checked: Ed25519, as hex. */
str	badge_public_key(struct ctx *, int64_t conference_id);
/* The badges of those who take part with a number above `after`, with what
 * stands on them: for sheets. */
struct badge_line {
	struct participant	 who;
	int			 issue;	/* 1: the first */
	str			 text;
};
void	badge_list(struct ctx *, int64_t conference_id, int after, size_t max,
	    struct badge_line **out, size_t *out_len);

/* ---- passages (DOOR-3 to DOOR-5) --------------------------------------- */

/* Stored, both: never renumber. */
enum passage_kind { PASSED_IN = 1, PASSED_OUT = 2, LEFT_FOR_GOOD = 3,
	PASSED_BACK = 4, CAME_ONLINE = 5, LEFT_ONLINE = 6 };
enum passage_doubt {
	PASSAGE_CLEAR = 0,
	PASSAGE_TWICE = 1,	/* in, while in already */
	PASSAGE_NOT_IN = 2,	/* out, without having come in */
	PASSAGE_OLD_BADGE = 3,	/* with one that was replaced */
	PASSAGE_GONE = 4	/* of somebody who takes part no more */
};

struct passage {
	int64_t			 id, conference_id, participant_id;
	int			 number;
	str			 name, unit_name, seat;	/* "A 417" */
	enum passage_kind	 kind;
	enum passage_doubt	 doubt;
	str			 door;
	int64_t			 at;		/* moment */
	str			 device;	/* "": none that numbers them */
	int64_t			 sequence;
	str			 note;		/* what was done about it */
};

struct passing {
	int64_t			 conference_id;
	str			 text;		/* a badge, or a number typed */
	enum passage_kind	 kind;		/* IN, OUT or LEFT_FOR_GOOD; in
						 * after out becomes BACK */
	str			 door;
	/* DOOR-4: of a device that numbers its passages; else "" and 0. */
	str			 device;
	int64_t			 sequence;
	int64_t			 at;		/* kept without a network since
						 * then; 0: it is now */
};
/* What the people at a door are told. */
struct passed {
	struct participant	 who;
	struct passage		 passage;
	struct passage		 before;	/* the one before; id 0: none */
	bool			 same;		/* DOOR-4: known already */
};
MUST_USE enum door_err	door_pass(struct ctx *, const struct passing *,
		    struct passed *out);
MUST_USE bool	door_passage(struct ctx *, int64_t id, struct passage *out);
/* DOOR-3: what was done about a doubtful one. */
MUST_USE enum door_err	door_note(struct ctx *, int64_t passage_id, str text);
/* Those in doubt, the newest first; with `open` only without a note. */
void	door_doubts(struct ctx *, int64_t conference_id, bool open, size_t max,
	    struct passage **out, size_t *out_len);
/* Of one participant, the oldest first. */
void	door_passages(struct ctx *, int64_t participant_id,
	    struct passage **out, size_t *out_len);
/* CAME_ONLINE or LEFT_ONLINE, of who takes part from elsewhere. */
MUST_USE enum door_err	door_online(struct ctx *, int64_t participant_id,
		    bool here);
/* DOOR-9: who is here online without a session has left now. Of a conference;
 * of one member, at all conferences. */
void	door_settle_online(struct ctx *, int64_t conference_id);
void	door_settle_member(struct ctx *, int64_t member_id);

/* ---- doors without a network (DOOR-4, DOOR-7) -------------------------- */

/*
 * What a device takes along: CSV with the columns number, name, delegation,
 * seat, vote, hash; the first 16 hex digits of the SHA-256 of what is random on
 * the badge. Before it a line that begins with #, with the conference, the last
 * day it is kept and the key that badges are signed with; after it one with the
 * signature of all between, Ed25519, in hex. There is none before badges are
 * made and after the conference.
 */
bool	door_has_list(struct ctx *, int64_t conference_id);
MUST_USE enum door_err	door_list(struct ctx *, int64_t conference_id,
		    str *out);
/*
 * What it brings back: CSV with the columns device, sequence, at (such as
 * 2026-11-20T09:12:30Z), badge (its text or its number), way (in, out, left)
 * and door. Each row is taken over, known already, or refused with its line
 * and why. At most DOOR_BATCH_MAX rows.
 */
#define DOOR_TOLD_MAX	100
struct door_told {
	int64_t	 line;
	str	 text;
};
struct door_brought {
	int64_t	 taken, known, doubtful, refused;
	bool	 more;			/* rows that were not looked at */
	struct LIST(struct door_told) told;	/* the first of those refused */
};
MUST_USE enum door_err	door_bring(struct ctx *, int64_t conference_id,
		    str bytes, struct door_brought *out);

/* ---- who is here (DOOR-6) ---------------------------------------------- */

/* DOOR-8. */
struct door_quorum {
	bool		 said;
	struct fraction	 share;	/* of those entitled; num 0: none */
	str		 article;	/* its title, or as typed; or "" */
	str		 text;	/* the line, or in words; or "" */
};
struct door_quorum	door_quorum(struct ctx *, const struct conference *,
			    struct date on);

struct door_hall {
	int64_t	 entitled;		/* may vote, and take part */
	int64_t	 present;		/* of them, as the rules count */
	int64_t	 online;		/* of those present, elsewhere */
	int64_t	 guests;		/* others in the hall */
	int64_t	 needed;		/* -1: the rules do not say */
	bool	 can_decide;		/* true where they do not say */
	str	 share;			/* "2/3", "more than 1/2", or "" */
	str	 article;		/* which says so, or "" */
};
struct door_hall	door_hall(struct ctx *, int64_t conference_id);
/* As it was at a moment: by the passages up to it. */
struct door_hall	door_hall_at(struct ctx *, int64_t conference_id,
			    int64_t moment);

/* By part of the hall, or by delegation: for tellers and organisers. */
struct door_group {
	int64_t	 id;			/* of the block or the unit; 0: none */
	str	 name;
	int64_t	 entitled, present, guests;
};
void	door_by_block(struct ctx *, int64_t conference_id,
	    struct door_group **out, size_t *out_len);
void	door_by_delegation(struct ctx *, int64_t conference_id,
	    struct door_group **out, size_t *out_len);

#endif
