/*
 * vote.h - votes of a conference: what is asked, by which rule, who may vote,
 * how votes are cast, closed, counted, and what came of them.
 *
 *	VOTE-1	A vote belongs to one conference. At most one is open in it.
 *	VOTE-2	The majority and the quorum are those of the statutes in force
 *		on the day the vote opens; where they are silent, those that the
 *		chair chose from a named list. Article and text stay with the
 *		vote, and so do the numbers of that minute.
 *	VOTE-3	Who may vote: those who take part with a vote and were present
 *		as it opened, or who come before it closes, as the vote says. A
 *		delegate who was replaced or withdrew may not any more, and a
 *		vote already cast by phone counts as long as it could be cast.
 *	VOTE-4	One voter, one vote: cast again before the close it takes the
 *		place of the first. A holder of a proxy casts for each giver
 *		apart, and only while the giver is not here.
 *	VOTE-5	Nothing of what was voted is shown before the close, to anybody;
 *		how many have voted is. Blocks of a secret vote are shown from
 *		BLOCK_SHOWN_MIN voters, to tellers and the chair alone.
 *	VOTE-6	Who votes by card is noted by a teller: the phone is locked for
 *		this vote, and what it sent is withdrawn. It is never unlocked:
 *		a card that was seen in the air cannot be taken back.
 *	VOTE-7	Cards of a block are counted by two tellers, apart. Where their
 *		numbers differ, both count again. The chair takes over after the
 *		close, when all that was counted agrees and there are not more
 *		votes by card than cards were noted, where they were noted.
 *	VOTE-8	A vote that opened is closed or annulled with a reason. An
 *		annulled vote stays in the record. A repeat is a new vote that
 *		names the first.
 *	VOTE-9	What a tie means say the statutes in force as the vote opens,
 *		with their article; else the vote itself: of a question it is
 *		lost, of a transferable vote a lot decides, of others it is
 *		repeated, unless the chair chose otherwise. Only the statutes
 *		give the chair a casting vote, and only on a question; it stands
 *		in the record by name. A lot follows from the seed of the vote,
 *		which all can read before the first ballot is cast (COUN-14);
 *		where no ballot names anybody none is drawn.
 *	VOTE-10	A secret ballot is sealed for TRUSTEES trustees, one envelope in
 *		the other, before anything of it is written. Or, where the vote
 *		says so and every page names it, for a key that the server holds
 *		in memory until the close: then who runs the server could look,
 *		and a restart before the close loses the vote.
 *	VOTE-11	At the close the envelopes are taken from their voters in the
 *		order of their own bytes, and what stood beside a voter is
 *		overwritten, in the same transaction; then the log is emptied.
 *	VOTE-12	Each trustee opens one layer of all envelopes, offline, in the
 *		order of the layers. As many come out as went in, or nothing is
 *		taken. At the end each ballot bears the mark it was sealed with,
 *		each its own, or nothing is taken.
 *	VOTE-13	The number on an envelope, shown to its voter until the close,
 *		stands in the published list after it. It proves that the
 *		envelope was in the box, and nothing about what was in it.
 *	VOTE-14	After the result everybody may take the ballots and the rule as
 *		a file that any program can count (count/).
 *	VOTE-15	Votes called by name are asked in the order of the badges; who
 *		answered can still be called again until the close.
 *	VOTE-16	Without the quorum nothing is decided, and it is said.
 *	VOTE-17	A vote prepared for a motion or an amendment decides it: carried
 *		or not carried, in the transaction in which it is counted. Where
 *		it is annulled, or a repeat of it opens, what it decided is open
 *		again. It opens only where its result could decide. A motion
 *		that fell or was referred meanwhile stays so.
 *	VOTE-18	Of a vote by Schulze's method it is said before it opens what it
 *		means to leave somebody out: after all who are ranked, or
 *		neither for nor against.
 *
 * Each function runs inside the transaction of its caller and returns VOTE_OK
 * or the reason it refuses; having refused, it has changed nothing and set no
 * output. What it hands out lives in cx->mem. docs/rules/vote.md says the same
 * to people, with what is claimed and what is not.
 */
#ifndef VOTE_H
#define VOTE_H

#include "base/base.h"
#include "conference/conference.h"
#include "count/count.h"

#define VOTES_MAX		1000	/* of one conference */
#define VOTE_CHOICES_MAX	200	/* of one vote */
#define VOTE_LINE_MAX		500	/* bytes: a question, a choice */
#define VOTE_COUNT_MAX		100000	/* votes a teller can enter */
#define TRUSTEES		3	/* who together open a secret vote */
#define BLOCK_SHOWN_MIN		100	/* voters of a block whose turnout in a
					 * secret vote tellers see */
#define VOTE_HELD_MAX		64	/* keys in the server's memory */

#define VOTE_ERRORS(X) \
	X(VOTE_OK, 200, "done") \
	X(VOTE_NONE, 404, "there is no such vote") \
	X(VOTE_NO_CONFERENCE, 404, "there is no such conference") \
	X(VOTE_NO_ITEM, 404, "there is no such item in this conference") \
	X(VOTE_NO_QUESTION, 422, "write what is asked") \
	X(VOTE_TOO_LONG, 422, "this is too long; shorten it") \
	X(VOTE_CHOICES, 422, "write at least two choices, each once") \
	X(VOTE_TOO_MANY_CHOICES, 422, \
	  "a vote has at most 200 choices") \
	X(VOTE_SEATS, 422, \
	  "fewer are to be elected than there are choices, and at least one") \
	X(VOTE_NO_SUBJECT, 422, \
	  "the statutes in force have no decision of that name") \
	X(VOTE_RULE_SAID, 422, \
	  "the statutes say the majority for this; it cannot be chosen") \
	X(VOTE_RULE_SILENT, 422, \
	  "the statutes do not say the majority for this; choose one") \
	X(VOTE_QUORUM_SAID, 422, \
	  "the statutes say the quorum for this; it cannot be chosen") \
	X(VOTE_QUORUM_SILENT, 422, \
	  "the statutes do not say the quorum for this; choose one") \
	X(VOTE_NO_MOTION, 404, \
	  "there is no such motion or amendment in this conference") \
	X(VOTE_ABOUT_QUESTION, 422, \
	  "a motion is decided by for, against or abstain; choose that") \
	X(VOTE_MOTION_OVER, 409, \
	  "what this vote is about is decided, was taken back or fell") \
	X(VOTE_MOTION_VOTED, 409, \
	  "another vote about this is not over; end that one first") \
	X(VOTE_AMENDMENTS_OPEN, 409, "decide the amendments first") \
	X(VOTE_RESTED_ON, 409, \
	  "what this vote decided cannot be taken back: something was made " \
	  "of it since") \
	X(VOTE_KIND_BY_HAND, 422, \
	  "ranked votes cannot be counted by cards; choose another way") \
	X(VOTE_FULL, 422, "a conference has at most 1,000 votes") \
	X(VOTE_NOT_PREPARED, 409, "this vote was opened already") \
	X(VOTE_OTHER_OPEN, 409, "another vote is open; close it first") \
	X(VOTE_NOT_OPEN, 409, "the vote is not open") \
	X(VOTE_CONFERENCE_OVER, 409, "the conference is over") \
	X(VOTE_NOT_CLOSED, 409, "close the vote first") \
	X(VOTE_OVER, 409, "this vote is decided or cancelled already") \
	X(VOTE_NO_REASON, 422, "write the reason; it stands in the record") \
	X(VOTE_NO_BADGE, 404, \
	  "there is nobody with that badge at the conference") \
	X(VOTE_NO_RIGHT, 403, "this person has no vote here") \
	X(VOTE_NOT_HERE, 409, \
	  "not counted as present; let the door note it first") \
	X(VOTE_LATE, 409, \
	  "you came after the vote opened; only those present then vote") \
	X(VOTE_LOCKED, 409, \
	  "your vote was counted by card; this phone is locked for this vote") \
	X(VOTE_NO_PROXY, 409, "you hold no proxy of that person in this vote") \
	X(VOTE_GIVER_HERE, 409, \
	  "the person who gave you the proxy is here and votes in person") \
	X(VOTE_NOT_BY_PHONE, 409, "votes are counted by hand here") \
	X(VOTE_NOT_UNDERSTOOD, 422, "choose one of what is offered") \
	X(VOTE_TOO_MANY_MARKS, 422, "that is more than this vote allows") \
	X(VOTE_RANKED_TWICE, 422, "give each rank once") \
	X(VOTE_NO_CARDS, 409, "nobody votes by card in this vote") \
	X(VOTE_NO_BLOCK, 404, "there is no such block in the hall") \
	X(VOTE_NUMBERS, 422, \
	  "the numbers do not fit together; look at them again") \
	X(VOTE_OTHER_TELLERS, 409, \
	  "two others have counted this block already") \
	X(VOTE_SHEETS_DIFFER, 409, \
	  "two tellers differ, or only one has counted; let them count again") \
	X(VOTE_MORE_CARDS, 409, \
	  "more votes by card were counted than cards were noted") \
	X(VOTE_NOT_BY_HAND, 409, "nothing is counted by hand in this vote") \
	X(VOTE_NOT_CALLED, 409, "nobody is called by name in this vote") \
	X(VOTE_NOT_TIED, 409, "no tie is to be decided by the chair") \
	X(VOTE_TIE_SAID, 422, \
	  "the statutes say what a tie means; it cannot be chosen") \
	X(VOTE_TIE_CHAIR, 422, \
	  "only the statutes can give the chair the deciding vote") \
	X(VOTE_TIE_ELECTION, 422, \
	  "in an election a tie is repeated, or a lot decides") \
	X(VOTE_TRUSTEES, 409, \
	  "three trustees have to register their keys first") \
	X(VOTE_TRUSTEE_KEY, 422, \
	  "this is not a public key as cellwork trustee keygen writes it") \
	X(VOTE_TRUSTEE_OTHER, 409, "another trustee has registered this key") \
	X(VOTE_KEY_USED, 409, \
	  "a vote that is not counted yet is sealed with the old key") \
	X(VOTE_NO_BOX, 409, "there is no box to open, or not yet") \
	X(VOTE_NOT_YOUR_STEP, 409, "this step is another trustee’s") \
	X(VOTE_BOX_OTHER, 422, "this box is of another vote or another step") \
	X(VOTE_BOX_DAMAGED, 422, "this is not a whole box file") \
	X(VOTE_BOX_NUMBER, 422, \
	  "not as many envelopes as before; nothing was taken") \
	X(VOTE_BOX_MARK, 422, \
	  "a ballot in the box was not sealed here; nothing was taken") \
	X(VOTE_KEY_LOST, 409, \
	  "the server was started again and the key is gone; cancel the vote " \
	  "and repeat it") \
	X(VOTE_NO_RESULT, 409, "the vote is not counted yet")
enum vote_err {
#define X(name, status, text) name,
	VOTE_ERRORS(X)
#undef X
	VOTE_ERR_COUNT
};
int		vote_err_status(enum vote_err);
const char	*vote_err_text(enum vote_err);

/* Stored, all of these: never renumber. */
enum vote_kind { VOTE_QUESTION = 1, VOTE_ONE = 2, VOTE_SEVERAL = 3,
	VOTE_APPROVAL = 4, VOTE_SCHULZE = 5, VOTE_SCOTTISH = 6, VOTE_MEEK = 7 };
enum vote_way { VOTE_BY_HAND = 1, VOTE_OPENLY = 2, VOTE_BY_NAME = 3,
	VOTE_SECRETLY = 4 };
enum vote_who { PRESENT_AT_OPENING = 1, PRESENT_BEFORE_CLOSE = 2 };
enum vote_keys { KEYS_NONE = 0, KEYS_OF_TRUSTEES = 1, KEYS_OF_SERVER = 2 };
enum vote_tie_rule { TIE_REPEAT = 1, TIE_LOT = 2, TIE_LOST = 3,
	TIE_CHAIR = 4 };
enum vote_state { VOTE_PREPARED = 1, VOTE_IS_OPEN = 2,
	VOTE_CLOSED = 3,	/* the count is not done: cards, or the box */
	VOTE_TIED = 4,		/* counted; the chair or a repeat decides */
	VOTE_COUNTED = 5, VOTE_ANNULLED = 6 };
enum vote_outcome { OUTCOME_NONE = 0, OUTCOME_CARRIED = 1, OUTCOME_LOST = 2,
	OUTCOME_TIE = 3, OUTCOME_NO_QUORUM = 4 };

/* What the chair can choose where the statutes are silent (VOTE-2). */
#define VOTE_MAJORITIES(X) \
	X(MAJORITY_OF_STATUTES, 1, 0, 1, false, OF_CAST, \
	  "as the statutes say") \
	X(MAJORITY_HALF_CAST, 2, 1, 2, true, OF_CAST, \
	  "more than half of the votes cast") \
	X(MAJORITY_HALF_PRESENT, 3, 1, 2, true, OF_PRESENT, \
	  "more than half of those present") \
	X(MAJORITY_HALF_ALL, 4, 1, 2, true, OF_MEMBERS, \
	  "more than half of all with a vote") \
	X(MAJORITY_THIRDS_CAST, 5, 2, 3, false, OF_CAST, \
	  "two thirds of the votes cast") \
	X(MAJORITY_THIRDS_PRESENT, 6, 2, 3, false, OF_PRESENT, \
	  "two thirds of those present") \
	X(MAJORITY_THIRDS_ALL, 7, 2, 3, false, OF_MEMBERS, \
	  "two thirds of all with a vote") \
	X(MAJORITY_QUARTERS_CAST, 8, 3, 4, false, OF_CAST, \
	  "three quarters of the votes cast") \
	X(MAJORITY_MOST, 9, 0, 1, false, OF_CAST, \
	  "the most votes, however many")
enum vote_majority {
#define X(name, number, num, den, more, of, text) name = number,
	VOTE_MAJORITIES(X)
#undef X
};
/* Of all who take part with a vote. */
#define VOTE_QUORUMS(X) \
	X(QUORUM_OF_STATUTES, 1, 0, 1, false, "as the statutes say") \
	X(QUORUM_NONE, 2, 0, 1, false, "no quorum") \
	X(QUORUM_HALF, 3, 1, 2, false, "half of all with a vote") \
	X(QUORUM_MORE_HALF, 4, 1, 2, true, \
	  "more than half of all with a vote") \
	X(QUORUM_THIRDS, 5, 2, 3, false, "two thirds of all with a vote")
enum vote_quorum {
#define X(name, number, num, den, more, text) name = number,
	VOTE_QUORUMS(X)
#undef X
};

const char	*vote_kind_text(enum vote_kind);	/* "yes, no, abstain" */
const char	*vote_way_text(enum vote_way);		/* "secret vote" */
const char	*vote_majority_text(enum vote_majority);
const char	*vote_quorum_text(enum vote_quorum);
const char	*vote_tie_text(enum vote_tie_rule);	/* "a lot decides" */
const char	*vote_unranked_text(enum count_unranked);
enum count_method	vote_method(enum vote_kind);
bool	vote_is_ranked(enum vote_kind);

struct vote {
	int64_t			 id, conference_id;
	int64_t			 item_id, repeat_of;	/* 0: none */
	int64_t			 motion_id, amendment_id;	/* VOTE-17; 0 */
	bool			 decides;	/* its result is the decision */
	str			 public_id, question;
	str			 subject;	/* of the statutes, or "" */
	int			 number, seats;
	enum vote_kind		 kind;
	enum vote_way		 way;
	enum vote_who		 who;
	bool			 proxies;
	enum vote_keys		 keys;
	enum vote_tie_rule	 tie_rule;
	str			 tie_article;	/* or "" */
	enum count_unranked	 unranked;
	str			 seed;		/* of lots, or "" */
	enum vote_majority	 rule;
	struct count_majority	 majority;	/* as judged; set by opening */
	str			 rule_article, rule_text;
	enum vote_quorum	 quorum;
	struct fraction		 quorum_share;	/* num 0: none */
	str			 quorum_article, quorum_text;
	enum vote_state		 state;
	enum vote_outcome	 outcome;
	int64_t			 entitled, eligible, present, voted, blank;
	str			 tied;		/* positions, "2 5" */
	int			 open_seats;
	str			 lots;		/* as drawn, "5 2"; or how the
						 * chair decided */
	str			 lot_by;	/* the chair, or "" */
	str			 reason;
	int64_t			 prepared_at, opened_at, closed_at, ended_at;
};

struct vote_choice {
	int	 position;		/* from 1 */
	str	 text;
	int64_t	 participant_id;	/* 0: nobody */
	int64_t	 votes;			/* -1: not counted */
	int	 place;			/* 0: none */
	bool	 elected;
};

MUST_USE bool	vote_read(struct ctx *, int64_t id, struct vote *out);
MUST_USE bool	vote_by_public(struct ctx *, str public_id, struct vote *out);
/* Of a conference, by number; those of one item with item_id. */
void	vote_list(struct ctx *, int64_t conference_id, int64_t item_id,
	    struct vote **out, size_t *out_len);
void	vote_choices(struct ctx *, int64_t id, struct vote_choice **out,
	    size_t *out_len);
/* The open one; 0: none is open. */
int64_t	vote_open_one(struct ctx *, int64_t conference_id);
/* The one that screens show: the open one, else the last that was closed while
 * the same item is open; 0: none. */
int64_t	vote_shown(struct ctx *, int64_t conference_id);
/* VOTE-17: whose result the decision on a motion or an amendment is; the last
 * one about it that was opened and not annulled. The other id is 0; 0: none. */
int64_t	vote_deciding(struct ctx *, int64_t motion_id, int64_t amendment_id);
int64_t	vote_about(struct ctx *, int64_t motion_id, int64_t amendment_id);
/* How many have voted by phone, or were called and answered. Moves all the time
 * while a vote is open. */
int64_t	vote_turnout(struct ctx *, int64_t id);
/* "Carried: 8,214 for, 1,200 against, 40 abstained. Needed: ..." for people;
 * "" before the result. */
str	vote_result_text(struct ctx *, const struct vote *);

/* ---- preparing and running (the chair) --------------------------------- */

struct vote_new {
	int64_t			 conference_id, item_id, repeat_of;
	int64_t			 motion_id, amendment_id;	/* one, or 0 */
	str			 question, subject;
	enum vote_kind		 kind;
	enum vote_way		 way;
	enum vote_who		 who;
	enum vote_keys		 keys;		/* of a secret vote */
	enum vote_tie_rule	 tie_rule;	/* 0: VOTE-9 */
	str			 seed;		/* thrown before all; or "":
						 * drawn as it opens */
	enum count_unranked	 unranked;	/* VOTE-18; 0: last */
	/* 0: as the statutes say; where they are silent more than half of the
	 * votes cast, of an election the most votes; and no quorum. */
	enum vote_majority	 rule;
	enum vote_quorum	 quorum;
	bool			 proxies;
	int			 seats;		/* 0 counts as 1 */
	/* Not read for a question, whose three choices are given. */
	const struct vote_choice *choices;	/* text, participant_id */
	size_t			 choices_len;
};
MUST_USE enum vote_err	vote_prepare(struct ctx *, const struct vote_new *,
		    int64_t *out_id);
MUST_USE enum vote_err	vote_open(struct ctx *, int64_t id);
/* Counts at once where it can: what was cast by phone and no card was noted,
 * or with the server's own key. */
MUST_USE enum vote_err	vote_close(struct ctx *, int64_t id);
MUST_USE enum vote_err	vote_annul(struct ctx *, int64_t id, str reason);
/* Of a vote that was closed, tied, counted or annulled. Prepared, not open. */
MUST_USE enum vote_err	vote_repeat(struct ctx *, int64_t id, int64_t *out_id);
/* VOTE-9: the chair decides, by name. Counts again with it. */
MUST_USE enum vote_err	vote_cast_deciding(struct ctx *, int64_t id,
		    bool carried);

/* ---- voting ------------------------------------------------------------ */

/* What a person may do in a vote that is open. */
struct vote_place {
	enum vote_err	 err;		/* VOTE_OK: may vote by phone */
	bool		 voted;
	str		 number;	/* of the envelope; or "" (VOTE-13) */
	str		 choices;	/* of an open vote: as cast */
};
struct vote_place	vote_place_of(struct ctx *, const struct vote *,
			    int64_t participant_id, int64_t holder_id);

/*
 * A ballot as text: positions of choices with a space between, "3 1 2"; in
 * order of preference where it is ranked; "" is blank. Refuses what the vote
 * does not allow; *out is in the one form that is kept.
 */
MUST_USE enum vote_err	vote_ballot(struct ctx *, const struct vote *,
		    str typed, str *out);
/* VOTE-10: the envelope of a ballot that vote_ballot() gave. Slow: a third of
 * a millisecond. */
MUST_USE enum vote_err	vote_seal(struct ctx *, const struct vote *,
		    str ballot, str *out_envelope);
/* Casts or changes (VOTE-4): a ballot, or in a secret vote its envelope. For a
 * giver of a proxy holder_id is who casts it, else 0. */
MUST_USE enum vote_err	vote_cast(struct ctx *, int64_t vote_id,
		    int64_t participant_id, int64_t holder_id, str ballot);
/* VOTE-13: "k7dm-2w9q-x0hr". */
str	vote_envelope_number(struct arena *, str envelope);
/* VOTE-10: the server's key of a vote that is over goes. Called by who reads
 * the vote in a DB_READ transaction, which shows that the close was kept. */
void	vote_forget_key(const struct vote *);

/* ---- tellers ----------------------------------------------------------- */

/* VOTE-6. */
MUST_USE enum vote_err	vote_by_card(struct ctx *, int64_t id,
		    int64_t participant_id);
/* VOTE-15: the answer of who was called. */
MUST_USE enum vote_err	vote_answer(struct ctx *, int64_t id,
		    int64_t participant_id, str ballot);

struct vote_sheet {
	int64_t	 block;			/* 0: the whole hall */
	int64_t	 member_id;		/* the teller */
	str	 member_name;
	int64_t	 cast;			/* ballots neither blank nor spoilt */
	int64_t	 blank, spoilt;
	int64_t	*votes;			/* of each choice */
	size_t	 votes_len;
};
MUST_USE enum vote_err	vote_enter_sheet(struct ctx *, int64_t id,
		    const struct vote_sheet *);
void	vote_sheets(struct ctx *, int64_t id, struct vote_sheet **out,
	    size_t *out_len);
/* VOTE-7; counts. */
MUST_USE enum vote_err	vote_take_over(struct ctx *, int64_t id);

struct vote_block {
	int64_t	 id;			/* hall_block; 0: without a seat */
	str	 name;
	int64_t	 eligible, voted, cards;
	int	 counted;		/* sheets: 0, 1, 2 */
	bool	 agrees;		/* of two */
};
/* Turnout by block, the lowest share first (VOTE-5 is the caller's to keep:
 * `shown` false where it may not be shown). */
void	vote_blocks(struct ctx *, const struct vote *, struct vote_block **out,
	    size_t *out_len);

struct vote_called {
	int64_t	 participant_id;
	str	 public_id, name, unit_name;
	int	 number;
	str	 choices;		/* as answered; */
	bool	 cast;
};
/* Of an open or roll-call vote, by badge; with choices only after the close. */
void	vote_roll(struct ctx *, const struct vote *, int after, size_t max,
	    struct vote_called **out, size_t *out_len);

/* ---- trustees, and the box --------------------------------------------- */

struct trustee_key {
	int64_t	 id, member_id;
	str	 member_name, public_key;	/* 64 digits */
	int64_t	 from_at;
};
/* Takes the place of an earlier one of the same member. */
MUST_USE enum vote_err	trustee_register(struct ctx *, int64_t conference_id,
		    int64_t member_id, str public_key);
void	trustee_keys(struct ctx *, int64_t conference_id,
	    struct trustee_key **out, size_t *out_len);

struct vote_step {
	int	 step;			/* 0: as received */
	int64_t	 member_id;		/* 0: the server */
	str	 member_name;		/* whose step it is or was */
	int64_t	 at;			/* 0: still to do */
	int64_t	 envelopes;
	str	 digest;		/* of the box file, or "" */
};
void	vote_steps(struct ctx *, int64_t id, struct vote_step **out,
	    size_t *out_len);
/* The box file after a step, as text (box.h). False: there is none. */
MUST_USE bool	vote_box(struct ctx *, const struct vote *, int step,
		    str *out);
/* VOTE-12; the last one counts. */
MUST_USE enum vote_err	vote_take_step(struct ctx *, int64_t id,
		    int64_t member_id, str box);

/* ---- the recount (VOTE-14) --------------------------------------------- */

/* VOTE_NO_RESULT before it is counted; VOTE_NOT_BY_PHONE where tellers'
 * numbers alone are there and no ballots. */
MUST_USE enum vote_err	vote_recount(struct ctx *, const struct vote *,
		    str *out_file);

#endif
