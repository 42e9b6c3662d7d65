/*
 * delegate.h - who is sent to a conference: when it falls due, how many each
 * delegation sends, who was elected where, who comes instead, who votes for
 * whom, and where they sit.
 *
 *	DELE-1	A conference that the statutes ask for every so often falls due
 *		so long after the last one was held, or after the rule took
 *		force or the unit was founded where none was.
 *	DELE-2	The key says how many delegates each delegation sends. It is
 *		counted from the register as it was on a day, by a rule that
 *		everyone can read; every number of its arithmetic is kept.
 *	DELE-3	No delegation sends more delegates than the key gives it.
 *	DELE-4	A delegate belongs to the delegation and was elected at a
 *		meeting that is on record as held, of a unit of it. Nobody comes
 *		twice, and nobody is both delegate and substitute.
 *	DELE-5	Who cannot come is replaced by the next substitute of the
 *		delegation, or by one who is named. Seat and vote go over; the
 *		badge of who is replaced opens no door any more.
 *	DELE-6	A delegate votes for others only where the rules of the
 *		conference say so, for no more than they say, and nobody hands
 *		on a vote that was given to him or her. All who take part see
 *		who votes for whom.
 *	DELE-7	A seat is for one; a delegation sits together.
 *	DELE-8	A list is looked at first; each row of it is taken over as it
 *		is, or refused with its line, its column and the reason.
 *
 * Each function runs inside the transaction of its caller and returns
 * DELEGATE_OK or the reason it refuses; having refused, it has changed nothing
 * and set no output. What it hands out lives in cx->mem.
 */
#ifndef DELEGATE_H
#define DELEGATE_H

#include "conference/conference.h"
#include "statutes/statutes.h"

#define DELEGATIONS_MAX		5000	/* of one conference */
#define SUBSTITUTES_MAX		20000	/* of one conference */
#define PROXIES_MAX		20000	/* of one conference */
#define PER_MAX			1000000	/* delegates, or cells, of the key */

#define DELEGATE_ERRORS(X) \
	X(DELEGATE_OK, 200, "done") \
	X(DELEGATE_NONE, 404, "there is no such conference") \
	X(DELEGATE_CLOSED, 409, "the conference is over") \
	X(DELEGATE_NO_TIER, 422, \
	  "choose a tier that stands under the unit of the conference") \
	X(DELEGATE_PER, 422, \
	  "write how many delegates come for how many, such as 1 for 40") \
	X(DELEGATE_FUTURE, 422, "the register of that day is not known yet") \
	X(DELEGATE_NO_BASE, 409, \
	  "there is nothing to count: no such unit stood on that day") \
	X(DELEGATE_TOO_MANY, 422, \
	  "this is more than one conference can have") \
	X(DELEGATE_FIXED, 409, \
	  "delegates are elected already; withdraw those who are too many " \
	  "before the key is counted anew") \
	X(DELEGATE_NO_DELEGATION, 422, \
	  "there is no such delegation at the conference") \
	X(DELEGATE_KEY_FULL, 409, \
	  "the delegation has as many delegates as the key gives it") \
	X(DELEGATE_NO_MEMBER, 422, "there is no such member") \
	X(DELEGATE_NOT_THEIRS, 422, \
	  "this member belongs to no unit of the delegation") \
	X(DELEGATE_NO_MEETING, 422, \
	  "say at which meeting: one that is on record as held") \
	X(DELEGATE_NOT_THEIR_MEETING, 422, \
	  "that meeting was of a unit outside the delegation") \
	X(DELEGATE_TWICE, 409, "this member is on the list already") \
	X(DELEGATE_NO_NAME, 422, "write the name that stands on the badge") \
	X(DELEGATE_NO_ONE, 404, "there is nobody with that number there") \
	X(DELEGATE_GONE, 409, "this person does not come any more") \
	X(DELEGATE_NO_SUBSTITUTE, 409, \
	  "the delegation has no substitute left") \
	X(DELEGATE_NO_PROXIES, 409, \
	  "the rules of this conference let nobody vote for another") \
	X(DELEGATE_PROXY_FULL, 409, \
	  "this person votes for as many others as the rules allow") \
	X(DELEGATE_PROXY_SELF, 422, "nobody is given his or her own vote") \
	X(DELEGATE_PROXY_GIVEN, 409, \
	  "this vote is given to somebody already; end that first") \
	X(DELEGATE_PROXY_HANDED_ON, 409, \
	  "a vote that was given is not handed on") \
	X(DELEGATE_NO_VOTE, 422, "this person has no vote at the conference") \
	X(DELEGATE_ARTICLE, 422, "say which article says so") \
	X(DELEGATE_NO_BLOCK, 404, "there is no such part of the hall") \
	X(DELEGATE_BLOCK_NAME, 422, \
	  "give each part of the hall a name of its own") \
	X(DELEGATE_BLOCK_SEATS, 422, \
	  "a part of the hall has 1 to 5,000 seats") \
	X(DELEGATE_BLOCK_USED, 409, "people sit there; seat them anew first") \
	X(DELEGATE_NO_SEAT, 422, "there is no such seat in this part") \
	X(DELEGATE_SEAT_TAKEN, 409, "somebody has this seat") \
	X(DELEGATE_HALL_FULL, 409, "the hall has fewer seats than people come")
enum delegate_err {
#define X(name, status, text) name,
	DELEGATE_ERRORS(X)
#undef X
	DELEGATE_ERR_COUNT
};
int		delegate_err_status(enum delegate_err);
const char	*delegate_err_text(enum delegate_err);

/* ---- falling due (DELE-1) ---------------------------------------------- */

/* A conference that the statutes of today ask of a unit. */
struct conference_due {
	const struct statutes		*statutes;
	const struct conference_rule	*rule;
	struct date	 last;		/* the last one ended; DATE_NONE: none
					 * is on record */
	struct date	 due;		/* the last day in order; DATE_NONE:
					 * the rules do not say how often */
	int64_t		 planned;	/* the next one, or under way; 0 */
	str		 article;	/* "30", or "" */
};
void	delegate_due(struct ctx *, int64_t unit_id,
	    struct conference_due **out, size_t *out_len);

/* ---- the key (DELE-2) -------------------------------------------------- */

/* Stored, both: never renumber. */
enum key_base { KEY_CELLS = 1, KEY_MEMBERS = 2 };
enum key_rounding {
	KEY_LARGEST = 1,	/* the whole, rounded; each its whole part, the
				 * rest to the largest remainders (Hamilton) */
	KEY_SAINTE_LAGUE = 2,	/* the whole, rounded; by the largest of the
				 * base over 1, 3, 5 ... (Webster) */
	KEY_DOWN = 3,		/* each for itself: a part counts nothing */
	KEY_NEAREST = 4,	/* a half or more counts as one */
	KEY_UP = 5		/* a part counts as one */
};

/* One line of the key. quotient = whole + rest/per_m. */
struct delegate_share {
	int64_t	 unit_id;
	str	 unit_name, public_id;
	int64_t	 base;			/* cells or members */
	int64_t	 whole, rest;		/* exactly; rest < per_m */
	int64_t	 seats;
	bool	 rounded_up;		/* one more than its whole part */
	bool	 tied;			/* as much as another at the border: the
					 * larger base, then the place on the
					 * list decided */
	int64_t	 elected, substitutes;	/* of delegate_key() only */
};

struct key_rule {
	int32_t			 per_n, per_m;	/* n delegates per m */
	enum key_base		 base;
	enum key_rounding	 rounding;
};
/* Fills in whole, rest, seats ... from each base, which is at most 10^9; the
 * quotients add up to 10^6 at most. *out_total is the sum of the seats. No
 * database. */
void	delegate_apportion(struct key_rule, struct delegate_share *shares,
	    size_t len, int64_t *out_total);

/* What a conference has adopted beside the statutes; each with the article that
 * says so, which may be one of its own rules: "rules of the conference, 4". */
struct delegate_rules {
	int64_t			 conference_id;
	struct key_rule		 key;
	str			 tier;		/* its units are delegations */
	str			 key_article;
	struct date		 key_day;	/* DATE_NONE: not counted yet */
	int			 proxies_max;	/* for each holder; 0: none */
	str			 proxies_article;
	bool			 quorum_said;
	struct fraction		 quorum;	/* of those entitled */
	str			 quorum_article;
	bool			 online_counts;	/* HERE_ONLINE is present */
};
/* As adopted, else as the statutes say, else none (per_m 0). False: there is no
 * such conference. */
MUST_USE bool	delegate_rules(struct ctx *, int64_t conference_id,
		    struct delegate_rules *out);
MUST_USE enum delegate_err	delegate_set_rules(struct ctx *,
		    const struct delegate_rules *);
/* The tiers under the conference's unit that can be its delegations. */
void	delegate_tiers(struct ctx *, int64_t conference_id, str **out,
	    size_t *out_len);

/* What the key would be by the register of a day; changes nothing. */
MUST_USE enum delegate_err	delegate_count(struct ctx *,
		    const struct delegate_rules *, struct date day,
		    struct delegate_share **out, size_t *out_len,
		    int64_t *out_total);
/* The same, and keeps it as the key of the conference. */
MUST_USE enum delegate_err	delegate_fix_key(struct ctx *,
		    int64_t conference_id, struct date day);
/* The key as kept, with how many are elected; empty: there is none. */
void	delegate_key(struct ctx *, int64_t conference_id,
	    struct delegate_share **out, size_t *out_len);
/* Of one delegation; false: the key does not have it. */
MUST_USE bool	delegate_share_of(struct ctx *, int64_t conference_id,
		    int64_t unit_id, struct delegate_share *out);
/* Whose members a unit's delegates come with: the unit of the key that it is or
 * stands under; 0: none. */
int64_t	delegate_delegation(struct ctx *, int64_t conference_id,
	    int64_t unit_id);

/* ---- who comes (DELE-3 to DELE-5) -------------------------------------- */

struct delegate_new {
	int64_t			 conference_id, member_id;
	int64_t			 unit_id;	/* the delegation; 0: that of
						 * the unit that elected */
	int64_t			 sent_by;	/* 0: the meeting's unit */
	int64_t			 meeting_id;	/* at which; must be held */
	bool			 substitute;
};
/* *out_id: of the participant, or of the substitute. */
MUST_USE enum delegate_err	delegate_elect(struct ctx *,
		    const struct delegate_new *, int64_t *out_id);
/* A guest, the press, staff; a name alone is enough. */
MUST_USE enum delegate_err	delegate_invite(struct ctx *,
		    int64_t conference_id, enum participant_role,
		    int64_t member_id, str name, int64_t *out_id);

/* State of a substitute. Stored: never renumber. */
enum substitute_state { SUBSTITUTE_WAITS = 1, SUBSTITUTE_CAME = 2,
	SUBSTITUTE_OFF = 3 };
struct substitute {
	int64_t		 id, conference_id, unit_id, member_id;
	int64_t		 sent_by, meeting_id;
	str		 public_id, name, unit_name;
	int		 position;	/* in the delegation, from 1 */
	enum substitute_state	 state;
};
MUST_USE bool	delegate_substitute(struct ctx *, int64_t id,
		    struct substitute *out);
MUST_USE bool	delegate_substitute_by_public(struct ctx *, str public_id,
		    struct substitute *out);
/* Of one delegation, or of all with 0; in their order. */
void	delegate_substitutes(struct ctx *, int64_t conference_id,
	    int64_t unit_id, struct substitute **out, size_t *out_len);
MUST_USE enum delegate_err	delegate_drop_substitute(struct ctx *,
		    int64_t id);

/* Does not come, and nobody comes instead: a place of the key is free. */
MUST_USE enum delegate_err	delegate_withdraw(struct ctx *,
		    int64_t participant_id);
/* By a substitute, or by the next one of the delegation with 0. */
MUST_USE enum delegate_err	delegate_replace(struct ctx *,
		    int64_t participant_id, int64_t substitute_id,
		    int64_t *out_id);

/* Delegates from everywhere at once, for demonstrations and rehearsals: fills
 * the key with members of its delegations until it has `max`. How many. */
int64_t	delegate_fill(struct ctx *, int64_t conference_id, int64_t max);

/* ---- proxies (DELE-6) -------------------------------------------------- */

struct proxy {
	int64_t	 id;
	int64_t	 giver, holder;		/* participants */
	str	 giver_name, holder_name, giver_unit, holder_unit;
	int	 giver_number, holder_number;
	int64_t	 from_at, until_at;	/* moments; 0: still */
};
/* By who keeps the conference, or by the giver. */
MUST_USE enum delegate_err	delegate_give_proxy(struct ctx *,
		    int64_t giver, int64_t holder, int64_t *out_id);
MUST_USE enum delegate_err	delegate_end_proxy(struct ctx *,
		    int64_t giver);
/* Those that held at a moment (0: all there ever were), by the holder. A vote
 * asks with the moment it was opened. */
void	delegate_proxies(struct ctx *, int64_t conference_id, int64_t at,
	    struct proxy **out, size_t *out_len);
/* The votes of others that a participant casts at a moment: their ids. */
void	delegate_votes_for(struct ctx *, int64_t participant_id, int64_t at,
	    int64_t **out, size_t *out_len);
/* Who casts the vote of a participant at a moment; 0: nobody else. */
int64_t	delegate_voted_by(struct ctx *, int64_t participant_id,
	    int64_t at);

/* ---- the hall (DELE-7) ------------------------------------------------- */

struct hall_block {
	int64_t	 id;
	str	 name;
	int	 position, seats;
	int	 taken;			/* seats that are given out */
};
void	delegate_blocks(struct ctx *, int64_t conference_id,
	    struct hall_block **out, size_t *out_len);
MUST_USE enum delegate_err	delegate_add_block(struct ctx *,
		    int64_t conference_id, str name, int seats,
		    int64_t *out_id);
MUST_USE enum delegate_err	delegate_drop_block(struct ctx *,
		    int64_t conference_id, int64_t block_id);
/* Delegations beside each other, in the order of the key, through the parts of
 * the hall in their order; then the others. *out_seated people. */
MUST_USE enum delegate_err	delegate_seat_all(struct ctx *,
		    int64_t conference_id, int64_t *out_seated);
/* One person, by hand; block_id 0: nowhere. */
MUST_USE enum delegate_err	delegate_seat(struct ctx *,
		    int64_t participant_id, int64_t block_id, int seat);

/* ---- lists (DELE-8) ---------------------------------------------------- */

#define DELEGATE_TOLD_MAX	100	/* rows refused that are told */
struct delegate_told {
	int64_t	 line;			/* of the list, from 1 */
	str	 column;		/* its name */
	str	 text;			/* what was expected */
};
struct delegate_import {
	int64_t	 added, same, refused;
	struct LIST(struct delegate_told) told;
};
/*
 * Columns: role (delegate, substitute, guest, press, staff), number (of the
 * member), name (who is no member), delegation, sent by (codes of units),
 * meeting (day on which it was held), block, seat. False: the list cannot be
 * read at all, or was not taken over; then *problem says why. With `look`
 * nothing is changed. Rows that are there already are "same".
 */
MUST_USE bool	delegate_import(struct ctx *, int64_t conference_id,
		    str bytes, bool look, struct delegate_import *out,
		    str *problem);
/* The same columns, and number on the badge, presence. */
str	delegate_export(struct ctx *, int64_t conference_id);

#endif
