/*
 * speech.h - who wants to speak, who speaks, who spoke, and for how long.
 *
 *	SPEE-1	Who takes part as a delegate asks to speak on an item while its
 *		list is open; for anybody with a badge a teller or the chair
 *		enters it. A point of order can be raised while the item is
 *		open, also when the list is closed.
 *	SPEE-2	One person waits on an item at most once, and beside it with at
 *		most one point of order.
 *	SPEE-3	In what order people speak follows from the rules that the
 *		conference adopted and from nothing but the record: when
 *		somebody asked, for what, for which delegation, and how often
 *		and how long that person and the delegation spoke. The queue
 *		says of each why he or she stands there.
 *	SPEE-4	Points of order come before all others, then who was put back,
 *		then reports and answers.
 *	SPEE-5	At most one speaks. The chair calls whom he or she wants; the
 *		next one is a proposal.
 *	SPEE-6	A speech ends at a moment; a pause keeps what is left. Time over
 *		is shown as over, and ends nothing.
 *	SPEE-7	What an officer did with a list can be undone, the last first,
 *		while what it led to is still so.
 *	SPEE-8	A delegation's share of the time of a debate is shown and what
 *		it took beyond it is marked; the chair decides.
 *	SPEE-9	Rules and budgets are kept with who adopted them, when and by
 *		what; a new one is added, the old one stays to be read.
 *
 * A speech under way is in the database alone: when it began, what it has and
 * when it was stopped. So a restart loses nothing.
 *
 * Each function runs inside the transaction of its caller and returns SPEECH_OK
 * or the reason it refuses; having refused, it has changed nothing and set no
 * output. What changes on screens raises the conference's version (CONF-6).
 */
#ifndef SPEECH_H
#define SPEECH_H

#include "base/base.h"
#include "conference/conference.h"
#include "speech/speech_order.h"

#define SPEECHES_WAITING_MAX	2000	/* on one list at a time */
#define SPEECHES_HELD_MAX	5000	/* in one sitting */
#define SPEECHES_PERSON_MAX	20	/* requests of one person on one item */
#define SPEECH_SECONDS_MAX	(12 * 3600)
#define SPEECH_ORDER_SECONDS	120	/* at most, for a point of order */
#define SPEECH_MORE_SECONDS	60	/* "one more minute" */
#define SPEECH_SOURCE_MAX	300	/* bytes: by what it was adopted */
#define SPEECH_RULES_MAX	200	/* of one conference */
#define BUDGET_SHARES_MAX	5000	/* delegations */

#define SPEECH_ERRORS(X) \
	X(SPEECH_OK, 200, "done") \
	X(SPEECH_NONE, 404, "there is no such speech on this list") \
	X(SPEECH_NO_ITEM, 404, "there is no such item") \
	X(SPEECH_ITEM_NOT_OPEN, 409, "this item is not being dealt with now") \
	X(SPEECH_ITEM_OVER, 409, "this item is over") \
	X(SPEECH_LIST_CLOSED, 409, "the list of speakers is closed") \
	X(SPEECH_LIST_OPEN, 409, "the list of speakers is open already") \
	X(SPEECH_NO_PERSON, 422, \
	  "there is nobody with that badge at the conference") \
	X(SPEECH_NOT_DELEGATE, 403, \
	  "delegates ask to speak; for guests the chair enters it") \
	X(SPEECH_KIND, 422, "say what kind of speech it is") \
	X(SPEECH_FOR_CHAIR, 403, \
	  "a report or an answer is entered by the chair") \
	X(SPEECH_WAITS, 409, "this person is on the list already") \
	X(SPEECH_FULL, 409, "the list is full") \
	X(SPEECH_OFTEN, 429, \
	  "you asked twenty times on this item; now the chair can enter it") \
	X(SPEECH_NOT_WAITING, 409, "this person does not wait on the list") \
	X(SPEECH_NOBODY_SPEAKS, 409, "nobody is speaking") \
	X(SPEECH_SPEAKS, 409, "this person is speaking") \
	X(SPEECH_PAUSED, 409, "the speech is stopped already") \
	X(SPEECH_NOT_PAUSED, 409, "the speech is not stopped") \
	X(SPEECH_NO_LIMIT, 409, "this speech has no limit of time") \
	X(SPEECH_TOO_LONG, 422, "a speech has at most twelve hours") \
	X(SPEECH_NO_LAST, 409, "nobody has spoken on this item") \
	X(SPEECH_NOTHING_UNDONE, 409, "there is nothing to undo") \
	X(SPEECH_CHANGED, 409, "it has changed since; look at the list again") \
	X(SPEECH_RULE, 422, "choose each rule once") \
	X(SPEECH_RULES, 422, \
	  "the conference has adopted as many rules as it can") \
	X(SPEECH_NO_SOURCE, 422, \
	  "say by what it was adopted: an article, or a decision") \
	X(SPEECH_SOURCE_LONG, 422, "say in fewer words by what it was adopted") \
	X(SPEECH_BUDGET, 422, \
	  "give the debate a time, or take the budget away")
enum speech_err {
#define X(name, status, text) name,
	SPEECH_ERRORS(X)
#undef X
	SPEECH_ERR_COUNT
};
int		speech_err_status(enum speech_err);
const char	*speech_err_text(enum speech_err);

/* Stored; never renumber. enum speech_kind stands in speech_order.h. */
enum speech_state { SPEECH_WAITING = 1, SPEECH_SPEAKING = 2, SPEECH_SPOKEN = 3,
	SPEECH_WITHDRAWN = 4,
	SPEECH_PUT_BACK = 5 };	/* was called, waits again before others */

enum speech_act { DID_CALL = 1, DID_END = 2, DID_PAUSE = 3, DID_RESUME = 4,
	DID_MORE = 5, DID_PUT_BACK = 6, DID_SET_LIST = 7, DID_SET_SECONDS = 8,
	DID_STRIKE = 9, DID_ENTER = 10 };

struct speech {
	int64_t			 id, conference_id, item_id, participant_id;
	int64_t			 member_id;	/* 0: no member */
	int64_t			 unit_id;	/* the delegation; 0: none */
	int64_t			 sitting_id;	/* 0: has not begun */
	str			 public_id;
	str			 person;	/* the badge's public id */
	str			 name, unit_name;	/* "": no delegation */
	int			 number;	/* of the badge */
	enum participant_presence	 presence;
	enum speech_kind	 kind;
	enum speech_state	 state;
	int64_t			 asked_at;	/* moments; 0: not yet */
	int64_t			 put_back_at, started_at, ended_at, paused_at;
	int			 paused_seconds; /* of pauses that ended */
	int			 seconds;	/* that it has; 0: no limit */
	bool			 entered;	/* by an officer */
};
MUST_USE bool	speech_read(struct ctx *, int64_t id, struct speech *out);
MUST_USE bool	speech_by_public(struct ctx *, str public_id,
		    struct speech *out);
/* Who speaks on the item; false: nobody. */
MUST_USE bool	speech_now(struct ctx *, int64_t item_id, struct speech *out);
/* Who spoke last on the item; false: nobody yet. */
MUST_USE bool	speech_last(struct ctx *, int64_t item_id, struct speech *out);
/* Of one person on an item: waiting or speaking; points of order apart. */
MUST_USE bool	speech_of_person(struct ctx *, int64_t item_id,
		    int64_t participant_id, bool order, struct speech *out);

/* How long it has lasted without its pauses; after the end, in all. */
int64_t	speech_lasted(const struct speech *, int64_t now);
/* When its time is over; 0: no limit, stopped, or not under way. */
int64_t	speech_ends_at(const struct speech *);
/* What is left at that moment, below 0 when over; 0 where there is no limit. */
int64_t	speech_left(const struct speech *, int64_t now);

/* ---- the list ---------------------------------------------------------- */

/* One who waits, at his or her place. */
struct queued {
	struct speech		 speech;
	struct speech_place	 place;		/* why there */
	struct speech_wait	 wait;		/* what it follows from */
	int			 number;	/* from 1; of an order: 0 */
};
struct speech_list {
	struct item		 item;
	struct speech		 now;		/* now.id 0: nobody speaks */
	struct queued		*queue;		/* points of order first */
	size_t			 queue_len, orders;
	struct speech_terms	 terms;		/* the rules in force */
	int64_t			 spoken;	/* speeches that ended */
	int64_t			 debate_seconds; /* spoken, the one now too */
};
/* False: there is no such item. */
MUST_USE bool	speech_list(struct ctx *, int64_t item_id,
		    struct speech_list *out);
/* Those that ended, the last one first. */
void	speech_spoken(struct ctx *, int64_t item_id, size_t max,
	    struct speech **out, size_t *out_len);
/* About how long until the one at `index` of the queue is called, from what is
 * left of the speech under way and what each before has; -1: nobody can say,
 * for a speech without a limit is among them. */
int64_t	speech_wait_seconds(const struct speech_list *, size_t index,
	    int64_t now);

/* ---- asking ------------------------------------------------------------ */

/* Of a person for himself or herself. */
MUST_USE enum speech_err	speech_ask(struct ctx *, int64_t item_id,
		    int64_t participant_id, enum speech_kind,
		    int64_t *out_id);
/* By an officer, for a person; works while the list is closed too. */
MUST_USE enum speech_err	speech_enter(struct ctx *, int64_t item_id,
		    int64_t participant_id, enum speech_kind,
		    int64_t *out_id);
/* By the person, or by an officer, who can undo it. */
MUST_USE enum speech_err	speech_withdraw(struct ctx *, int64_t id);
MUST_USE enum speech_err	speech_strike(struct ctx *, int64_t id);

/* ---- by the chair ------------------------------------------------------ */

/* Ends what is under way and gives the floor to this one. */
MUST_USE enum speech_err	speech_call(struct ctx *, int64_t id);
MUST_USE enum speech_err	speech_end(struct ctx *, int64_t item_id);
MUST_USE enum speech_err	speech_pause(struct ctx *, int64_t item_id);
MUST_USE enum speech_err	speech_resume(struct ctx *, int64_t item_id);
/* Gives the speech under way more seconds, or fewer. */
MUST_USE enum speech_err	speech_more(struct ctx *, int64_t item_id,
		    int seconds);
/* Who speaks, or else spoke last, waits again, before others. */
MUST_USE enum speech_err	speech_put_back(struct ctx *, int64_t item_id);
MUST_USE enum speech_err	speech_set_list(struct ctx *, int64_t item_id,
		    enum list_state);
/* How many seconds speeches have from the next one on; 0: no limit. */
MUST_USE enum speech_err	speech_set_seconds(struct ctx *,
		    int64_t item_id, int seconds);
/* SPEE-7. */
MUST_USE enum speech_err	speech_undo(struct ctx *, int64_t item_id);
/* What undo would undo, and whose speech that was; false: nothing. */
MUST_USE bool	speech_last_act(struct ctx *, int64_t item_id,
		    enum speech_act *out_act, str *out_name);

/* ---- rules and budgets (SPEE-9) ---------------------------------------- */

struct speech_rule {
	int64_t			 id, conference_id;
	int64_t			 item_id;	/* 0: of every list */
	int64_t			 vote_id;	/* that adopted it; 0: none */
	struct speech_terms	 terms;
	str			 source;	/* "Rules of order, 9" */
	int64_t			 adopted_at;
	str			 entered_by;	/* a name, or "" */
};
/* In force for an item: its own, or the conference's; false: none was adopted,
 * and people speak in the order in which they asked. */
MUST_USE bool	speech_rule_of(struct ctx *, int64_t item_id,
		    struct speech_rule *out);
/* All that were adopted, newest first. */
void	speech_rules(struct ctx *, int64_t conference_id,
	    struct speech_rule **out, size_t *out_len);
MUST_USE enum speech_err	speech_adopt(struct ctx *,
		    const struct speech_rule *, int64_t *out_id);

enum budget_key { BUDGET_NONE = 0, BUDGET_EQUAL = 1, BUDGET_BY_DELEGATES = 2 };
struct speech_budget {
	enum budget_key	 key;
	int		 seconds;	/* of all delegations together */
	str		 source;
	int64_t		 adopted_at;
	struct budget_share {
		int64_t	 unit_id;
		str	 unit_name;
		int64_t	 delegates;	/* with a vote */
		int64_t	 seconds;	/* its share */
		int64_t	 spoken;	/* of it, the speech now too */
	}		*shares;	/* by name */
	size_t		 shares_len;
};
/* BUDGET_NONE takes the budget away. */
MUST_USE enum speech_err	speech_set_budget(struct ctx *,
		    int64_t item_id, enum budget_key, int seconds, str source);
void	speech_budget(struct ctx *, int64_t item_id,
	    struct speech_budget *out);

/* ---- for bulletins and minutes ----------------------------------------- */

struct speech_held {
	struct speech	 speech;
	str		 office;	/* "Secretary, Cell 4", then; "" */
	str		 unit_name;	/* the delegation's, or the office's */
	int64_t		 seconds;	/* that it lasted */
};
/* What was said in a sitting, in order: a speech belongs to the sitting that
 * was open when it began. */
void	speech_of_sitting(struct ctx *, int64_t sitting_id,
	    struct speech_held **out, size_t *out_len);

#endif
