/*
 * motion.h - motions and amendments to a conference, and its documents.
 *
 *	MOTI-1	A motion is moved by a unit, by who keeps its meetings, until
 *		the last day that the conference set; an amendment likewise.
 *	MOTI-2	A motion's text stays as it was handed in. An amendment names
 *		one paragraph of it: to replace, to take out, to insert after.
 *	MOTI-3	Amendments that replace or take out the same paragraph exclude
 *		each other: once one is carried the others fall.
 *	MOTI-4	The text that is decided is the motion's with the amendments
 *		carried, whatever order they were carried in.
 *	MOTI-5	Amendments are voted on in the order of their paragraphs, what
 *		takes out before what replaces before what inserts, then as they
 *		were handed in; the chair may set another order.
 *	MOTI-6	What a vote decided stays, unless the vote is annulled or
 *		repeated; what the chair noted as decided, the chair takes back.
 *		For who moved it, taking back ends with the first vote.
 *	MOTI-7	Taken together with a leading motion, a motion falls when that
 *		one is carried.
 *	MOTI-8	A document that lies before the conference is not changed.
 *	MOTI-9	While a vote on it is not over, nobody decides it otherwise,
 *		takes it back or amends it: its result decides (VOTE-17).
 *	MOTI-10	A decision is taken back only while nothing rests on it: of an
 *		amendment the motion, of a motion a resolution. What fell by it
 *		stands again.
 *
 * Each function runs inside the transaction of its caller and returns MOTION_OK
 * or the reason it refuses; having refused, it has changed nothing and set no
 * output. What it hands out lives in cx->mem.
 */
#ifndef MOTION_H
#define MOTION_H

#include "base/base.h"

#define MOTIONS_MAX		5000	/* of one conference */
#define AMENDMENTS_MAX		500	/* of one motion */
#define PARAGRAPHS_MAX		400	/* of one text */
#define MOTION_TEXT_MAX		32000	/* bytes: a text, a reason */
#define MOTION_LINE_MAX		300	/* bytes: a title, a topic */
#define DOCUMENTS_MAX		1000	/* of one conference */

#define MOTION_ERRORS(X) \
	X(MOTION_OK, 200, "done") \
	X(MOTION_NONE, 404, "there is no such motion") \
	X(MOTION_NO_AMENDMENT, 404, "there is no such amendment") \
	X(MOTION_NO_DOCUMENT, 404, "there is no such document") \
	X(MOTION_NO_CONFERENCE, 404, "there is no such conference") \
	X(MOTION_NO_UNIT, 404, "there is no such unit on that day") \
	X(MOTION_NO_TITLE, 422, "give it a title") \
	X(MOTION_NO_TEXT, 422, "write what is to be decided") \
	X(MOTION_TOO_LONG, 422, "this is too long; shorten it") \
	X(MOTION_TOO_MANY, 422, "this is more than one conference can have") \
	X(MOTION_TOO_LATE, 409, "the last day to hand it in is over") \
	X(MOTION_OVER, 409, "the conference is over") \
	X(MOTION_NO_MEETING, 422, \
	  "that meeting is not one of the unit that moves it") \
	X(MOTION_NO_PARAGRAPH, 422, "the motion has no such paragraph") \
	X(MOTION_SAME_TEXT, 422, "the paragraph reads so already") \
	X(MOTION_LAID, 409, \
	  "it lies before the conference; take it back to change it") \
	X(MOTION_DECIDED, 409, "this is already decided") \
	X(MOTION_NOT_OPEN, 409, "it was taken back or fell") \
	X(MOTION_NOT_DECIDED, 409, "nothing is decided on it") \
	X(MOTION_BY_VOTE, 409, "a vote decided this; annul or repeat the vote") \
	X(MOTION_AMENDMENTS_OPEN, 409, "decide its amendments first") \
	X(MOTION_ON_VOTE, 409, "a vote on it is not over; its result decides") \
	X(MOTION_RESTED_ON, 409, \
	  "this cannot be taken back: something was made of it since") \
	X(MOTION_LEADS_ITSELF, 422, \
	  "a motion is taken together with another one that leads")
enum motion_err {
#define X(name, status, text) name,
	MOTION_ERRORS(X)
#undef X
	MOTION_ERR_COUNT
};
int		motion_err_status(enum motion_err);
const char	*motion_err_text(enum motion_err);

/* Stored: never renumber. Of motions and of amendments. */
enum motion_state { MOTION_OPEN = 1, MOTION_TAKEN_BACK = 2, MOTION_CARRIED = 3,
	MOTION_NOT_CARRIED = 4, MOTION_REFERRED = 5, MOTION_FELL = 6 };
enum amendment_kind { AMEND_REPLACE = 1, AMEND_TAKE_OUT = 2,
	AMEND_INSERT = 3 };

/* ---- the rule of handing in (MOTI-1) ----------------------------------- */

struct motion_rule {
	struct date	 motions_until, amendments_until;	/* DATE_NONE */
	str		 article;
};
struct motion_rule	motion_rule(struct ctx *, int64_t conference_id);
MUST_USE enum motion_err	motion_set_rule(struct ctx *,
		    int64_t conference_id, const struct motion_rule *);

/* ---- motions ----------------------------------------------------------- */

struct motion {
	int64_t			 id, conference_id, unit_id;
	int64_t			 meeting_id, leading_id;	/* 0: none */
	str			 public_id, title, text, reason, topic;
	str			 unit_name;
	str			 final_text;	/* "": not decided */
	int			 number, position;
	enum motion_state	 state;
	int64_t			 handed_in_at, decided_at;	/* 0: not yet */
};
MUST_USE bool	motion_read(struct ctx *, int64_t id, struct motion *out);
MUST_USE bool	motion_by_public(struct ctx *, str public_id,
		    struct motion *out);
/* In order. Texts are left out: ask for one motion. */
void	motion_list(struct ctx *, int64_t conference_id, struct motion **out,
	    size_t *out_len);
/* unit_id, meeting_id, title, text, reason are read. */
MUST_USE enum motion_err	motion_hand_in(struct ctx *,
		    const struct motion *, int64_t *out_id);
MUST_USE enum motion_err	motion_take_back(struct ctx *, int64_t id);
/* Under which topic, in which place, after which leading motion (0: none). */
MUST_USE enum motion_err	motion_arrange(struct ctx *, int64_t id,
		    str topic, int position, int64_t leading_id);
/* Carried, not carried or referred; the room of votes says so, or the chair. */
MUST_USE enum motion_err	motion_decide(struct ctx *, int64_t id,
		    enum motion_state);
/* Whether its result could decide it, if a vote on it opened now: it is open,
 * and its amendments are decided. Other votes on it are not looked at. */
MUST_USE enum motion_err	motion_may_vote(struct ctx *, int64_t id);
/* MOTI-10: what was decided is open again; of one that is not decided it does
 * nothing. The first says whether it could be, and changes nothing. */
MUST_USE enum motion_err	motion_may_reopen(struct ctx *, int64_t id);
MUST_USE enum motion_err	motion_reopen(struct ctx *, int64_t id);
/* MOTI-6: the chair's own word is taken back, not that of a vote. */
MUST_USE enum motion_err	motion_may_undecide(struct ctx *, int64_t id);
MUST_USE enum motion_err	motion_undecide(struct ctx *, int64_t id);

/* ---- amendments -------------------------------------------------------- */

struct amendment {
	int64_t			 id, motion_id, unit_id, meeting_id;	/* 0 */
	str			 public_id, text, reason, unit_name;
	str			 name;		/* "12-A" */
	int			 number, paragraph, position;
	enum amendment_kind	 kind;
	enum motion_state	 state;
	int64_t			 handed_in_at, decided_at;
};
MUST_USE bool	amendment_read(struct ctx *, int64_t id,
		    struct amendment *out);
MUST_USE bool	amendment_by_public(struct ctx *, str public_id,
		    struct amendment *out);
/* In the order of votes (MOTI-5). */
void	amendment_list(struct ctx *, int64_t motion_id,
	    struct amendment **out, size_t *out_len);
/* motion_id, unit_id, meeting_id, paragraph, kind, text, reason are read. */
MUST_USE enum motion_err	amendment_hand_in(struct ctx *,
		    const struct amendment *, int64_t *out_id);
MUST_USE enum motion_err	amendment_take_back(struct ctx *, int64_t id);
/* One place earlier or later in the order of votes. */
MUST_USE enum motion_err	amendment_move(struct ctx *, int64_t id,
		    bool earlier);
MUST_USE enum motion_err	amendment_decide(struct ctx *, int64_t id,
		    enum motion_state);
/* As of motions. */
MUST_USE enum motion_err	amendment_may_vote(struct ctx *, int64_t id);
MUST_USE enum motion_err	amendment_may_reopen(struct ctx *, int64_t id);
MUST_USE enum motion_err	amendment_reopen(struct ctx *, int64_t id);
MUST_USE enum motion_err	amendment_may_undecide(struct ctx *,
		    int64_t id);
MUST_USE enum motion_err	amendment_undecide(struct ctx *, int64_t id);
/* Whether both cannot be carried (MOTI-3). */
bool	amendment_excludes(const struct amendment *, const struct amendment *);

/* ---- texts ------------------------------------------------------------- */

/* The paragraphs of a text, at most PARAGRAPHS_MAX; the last one then holds the
 * rest. They are parts of the text given. */
size_t	motion_paragraphs(str text, str out[PARAGRAPHS_MAX]);
/* The text with the amendments that were carried (MOTI-4). */
str	motion_amended(struct arena *, str text, const struct amendment *list,
	    size_t len);

/* What is the same, what was added and what was taken out, from one text to
 * another: words, or single signs where a script has no spaces. */
enum change_kind { TEXT_SAME = 0, TEXT_ADDED = 1, TEXT_TAKEN = 2 };
struct text_change {
	enum change_kind	 kind;
	str			 text;	/* where taken, of `before` */
};
void	motion_differences(struct arena *, str before, str after,
	    struct text_change **out, size_t *out_len);

/* ---- documents --------------------------------------------------------- */

enum document_state { DOCUMENT_DRAFT = 1, DOCUMENT_LAID = 2,
	DOCUMENT_TAKEN_BACK = 3 };
struct document {
	int64_t			 id, conference_id, item_id;	/* 0: none */
	str			 public_id, language, title, text;
	int			 position;
	enum document_state	 state;
	int64_t			 entered_at;
};
MUST_USE bool	document_read(struct ctx *, int64_t id,
		    struct document *out);
MUST_USE bool	document_by_public(struct ctx *, str public_id,
		    struct document *out);
/* In order, without their texts. */
void	document_list(struct ctx *, int64_t conference_id,
	    struct document **out, size_t *out_len);
MUST_USE enum motion_err	document_add(struct ctx *,
		    const struct document *, int64_t *out_id);
MUST_USE enum motion_err	document_change(struct ctx *,
		    const struct document *);
MUST_USE enum motion_err	document_set_state(struct ctx *, int64_t id,
		    enum document_state);

#endif
