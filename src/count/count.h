/*
 * count.h - how ballots are counted.
 *
 * Pure: the same ballots, the same rule of counting and the same lots give the
 * same result, here and in anybody's program. Nothing here knows a database, a
 * page, a voter or a moment, and nothing is left to chance: where a rule asks
 * for a lot, it follows from the seed of the vote, or the caller draws it and
 * counts again with it.
 *
 *	COUN-1	Each number a result rests on is in it: whoever reads it can add
 *		it up again.
 *	COUN-2	Arithmetic is in whole numbers. A share of people is rounded up;
 *		"more than 1/2" of 10 is 6, "1/2" of 10 is 5.
 *	COUN-3	A tie is told, never broken silently. Where the method asks for
 *		a lot and there is none, the count stops and says who is tied.
 *	COUN-4	A question is carried by as many votes for it as the majority
 *		asks for; of votes cast are those for and against, without
 *		abstentions. As many for as against is a tie where one vote more
 *		for it would have carried it.
 *	COUN-5	Where voters choose, each choice of a ballot is one vote; one
 *		with more choices than allowed is set aside whole, and counted
 *		as such; one without any is blank.
 *	COUN-6	The most votes take the seats, of those who have as many as the
 *		majority asks for, if one is asked for. Where as many votes
 *		stand on both sides of the last seat, those who have them are
 *		tied and the seat is open.
 *	COUN-7	Schulze: a candidate is before another if the strongest path to
 *		the other is stronger than the strongest one back; the strength
 *		is that of winning votes. A pair is counted on the ballots that
 *		rank both, or with the unranked as last: the rule of the vote
 *		says which.
 *	COUN-8	Scottish: the Order of 2007. Votes have five decimal places,
 *		what is beyond is cut off and told; a tie is decided by the
 *		latest earlier stage at which the candidates differed, else by
 *		lot. A paper goes on as far as its numbers are consecutive and
 *		stand once; without a clear first preference it is set aside.
 *	COUN-9	Meek: Algorithm 123 in numbers of nine decimal places, as the
 *		Reference Meek Rule rounds them. Ties are decided by lot.
 *	COUN-10	Votes are neither made nor lost: at each stage of a transferable
 *		vote those of the candidates, those that no longer count and
 *		what was cut off add up to the ballots.
 *	COUN-11	A candidate who withdrew is taken off every ballot before
 *		anything is counted; a ballot that named nobody else is blank.
 *	COUN-12	A file that is not understood is an error with line, column and
 *		what was expected, and nothing is counted.
 *	COUN-13	Ballots are written in an order that follows from the ballots
 *		alone: it tells nothing of who cast one, or when.
 *	COUN-14	Lots follow from a seed, where the rule has one: the nth lot of
 *		a count names, of those who are tied, the one whose SHA-256 of
 *		"SEED/n/CANDIDATE" is the smallest, both numbers from 1. Anybody
 *		can reckon it; the seed has to be known before the ballots are.
 *
 * Sources:
 *	M. Schulze, A new monotonic, clone-independent, reversal symmetric, and
 *	Condorcet-consistent single-winner election method. Social Choice and
 *	Welfare 36 (2011) 267-303.
 *	The Scottish Local Government Elections Order 2007, SSI 2007/42,
 *	Schedule 1, part III, rules 45 to 54.
 *	I. D. Hill, B. A. Wichmann, D. R. Woodall, Algorithm 123 - Single
 *	Transferable Vote by Meek's Method. The Computer Journal 30 (1987)
 *	277-281.
 *	Proportional Representation Foundation, Reference Rule: Meek's Method,
 *	prfound.org/resources/reference/reference-meek-rule.
 *
 * Everything handed out lives in the arena given; texts handed in are borrowed
 * for as long as the result is.
 */
#ifndef COUNT_H
#define COUNT_H

#include "base/base.h"
#include "statutes/statutes.h"	/* struct fraction, enum base_of */

#define COUNT_CANDIDATES_MAX	500
#define COUNT_BALLOTS_MAX	1000000		/* groups of equal ballots */
#define COUNT_VOTES_MAX		1000000000	/* ballots, all groups */
#define COUNT_MARKS_MAX		50000000	/* of all groups */
#define COUNT_LOTS_MAX		500
#define COUNT_SEED_MAX		200		/* bytes */
#define COUNT_NAME_MAX		400		/* bytes of a name or title */
#define COUNT_FILE_MAX		(256 * 1024 * 1024)	/* bytes */

#define COUNT_ERRORS(X) \
	X(COUNT_OK, "counted") \
	X(COUNT_NO_CANDIDATES, "there is nobody to choose from") \
	X(COUNT_TOO_MANY_CANDIDATES, \
	  "more than 500 candidates cannot be counted in one vote") \
	X(COUNT_TOO_MANY_BALLOTS, \
	  "more than a million different ballots, or a thousand million in " \
	  "all, cannot be counted in one vote") \
	X(COUNT_NO_SEATS, "say how many are to be elected") \
	X(COUNT_NO_SUCH_CANDIDATE, \
	  "a ballot or a lot names someone who is no candidate") \
	X(COUNT_MARKED_TWICE, "a ballot names a candidate twice") \
	X(COUNT_EQUAL_RANKS, \
	  "this method has no rule for equal ranks on a ballot") \
	X(COUNT_NUMBERS, \
	  "the numbers of those who may vote, are present and voted do not " \
	  "fit together") \
	X(COUNT_MAJORITY, \
	  "a majority is a fraction of at most 1, and less than 1 where it " \
	  "says \"more than\"") \
	X(COUNT_SEED, "the seed of lots has at most 200 bytes") \
	X(COUNT_LOT_NOT_TIED, \
	  "a lot was recorded for someone who was not tied there") \
	X(COUNT_LOT_LEFT, "a lot was recorded that nothing asked for")

enum count_err {
#define X(name, text) name,
	COUNT_ERRORS(X)
#undef X
	COUNT_ERR_COUNT
};
const char	*count_err_text(enum count_err);

/* ---- the rule of counting ---------------------------------------------- */

/* Stored: never renumber. The word stands in files and on the command line. */
#define COUNT_METHODS(X) \
	X(COUNT_QUESTION, 1, "question", "for, against, abstain") \
	X(COUNT_PLURALITY, 2, "plurality", "the most votes take the seats") \
	X(COUNT_APPROVAL, 3, "approval", "approve as many as one likes") \
	X(COUNT_SCHULZE, 4, "schulze", "ranked, by Schulze's method") \
	X(COUNT_SCOTTISH, 5, "scottish", \
	  "ranked, transferable vote by the Scottish rules of 2007") \
	X(COUNT_MEEK, 6, "meek", "ranked, transferable vote by Meek's method")
enum count_method {
#define X(name, number, word, text) name = number,
	COUNT_METHODS(X)
#undef X
};
/* "schulze"; "" for none. */
const char	*count_method_word(enum count_method);
/* "ranked, by Schulze's method" */
const char	*count_method_text(enum count_method);
MUST_USE bool	count_method_read(str word, enum count_method *out);
/* Whether its ballots have an order. */
bool	count_method_ranked(enum count_method);

/* What is not ranked on a ballot, for COUNT_SCHULZE. Stored. */
enum count_unranked {
	COUNT_UNRANKED_NEITHER = 1,	/* neither for nor against anybody */
	COUNT_UNRANKED_LAST = 2		/* after all that are ranked, equal */
};

/* What is asked of votes; num 0: no more than the most votes. */
struct count_majority {
	struct fraction	 share;
	enum base_of	 of;
};

/* The people at the minute of the vote; -1: not known. Somebody who votes for
 * another too counts as often as they have votes. */
struct count_people {
	int64_t	 eligible;		/* who may vote */
	int64_t	 present;		/* of them; also at a distance */
};

struct count_rule {
	enum count_method	 method;
	enum count_unranked	 unranked;	/* COUNT_SCHULZE */
	int32_t			 seats;		/* from 1; a question: 1 */
	int32_t			 choices_max;	/* of a ballot of
						 * COUNT_PLURALITY; 0: as many
						 * as seats */
	struct count_majority	 majority;	/* question, plurality,
						 * approval */
	struct count_people	 people;
	str			 seed;		/* COUN-14; "": none */
	bool			 casting;	/* of a question: the lot is
						 * the vote of the chair */
};

/*
 * How many of `whole` a share asks for. A part of a person counts as a whole
 * one, and "more than" as one more than the share itself.
 */
int64_t	count_needed(struct fraction, int64_t whole);

/* ---- ballots ----------------------------------------------------------- */

struct count_candidate {
	str	 name;
	bool	 withdrew;		/* COUN-11 */
};

/* A candidate on a ballot. Ranks are as written, from 1; several may have one,
 * and numbers may be left out. Of an unranked ballot all are 1. */
struct count_mark {
	uint16_t	 candidate, rank;
};

/* `times` equal ballots, with marks [first, first + len) of all marks, in the
 * order of their ranks. No mark at all: a blank ballot. */
struct count_ballot {
	int64_t		 times;
	uint32_t	 first;
	uint16_t	 len;
};

struct count_ballots {
	struct count_candidate	*candidates;
	size_t			 candidates_len;
	struct LIST(struct count_ballot) groups;
	struct LIST(struct count_mark)	 marks;
	int64_t			 spoilt; /* papers that were not understood or
					  * not valid: told, never counted */
};

/*
 * For a question the candidates are these three, in this order, and a ballot
 * names one of them.
 */
enum count_answer { COUNT_FOR, COUNT_AGAINST, COUNT_ABSTAIN, COUNT_ANSWERS };

/* Begins with candidates without names, nobody withdrew. */
void	count_ballots_make(struct arena *, size_t candidates_len,
	    struct count_ballots *out);
/*
 * Adds equal ballots. The marks may stand in any order and are copied. Refuses:
 * COUNT_NO_SUCH_CANDIDATE, COUNT_MARKED_TWICE, COUNT_TOO_MANY_BALLOTS (also a
 * `times` of less than 1).
 */
MUST_USE enum count_err count_ballots_add(struct arena *,
	    struct count_ballots *, int64_t times,
	    const struct count_mark *, size_t len);
/* Equal ballots become one group, and the groups stand in an order that follows
 * from them alone (COUN-13). Saves time; the result is the same without. */
void	count_ballots_gather(struct arena *, struct count_ballots *);
/* All ballots but the spoilt ones. */
int64_t	count_ballots_sum(const struct count_ballots *);

/* ---- lots -------------------------------------------------------------- */

/* What a lot decides within a transferable vote. */
enum count_lot_for {
	COUNT_LOT_SURPLUS = 1,		/* whose surplus goes first */
	COUNT_LOT_EXCLUDE = 2		/* who is excluded */
};

/* A lot that was drawn: `drawn` is the one whom it names for what it decides.
 * Lots are used in the order in which they are asked for. */
struct count_lot {
	uint16_t	 drawn;
};
/* COUN-14: whom the nth lot names of those who are tied, at least one; n from
 * 1. In whatever order they are given. */
uint16_t	count_lot_draw(str seed, size_t n, const uint16_t *tied,
		    size_t len);

/* A lot that was asked for, with the answer where it was given. */
struct count_tie {
	enum count_lot_for	 what;
	int32_t			 stage;		/* from 1 */
	uint16_t		*tied;		/* by number */
	size_t			 tied_len;
	int32_t			 decided_by;	/* an earlier stage, from 1;
						 * 0: by lot */
	bool			 drawn;		/* false: still to be drawn */
	uint16_t		 chosen;
};

/* ---- results ----------------------------------------------------------- */

enum count_outcome {
	COUNT_CARRIED = 1,		/* carried; all seats are filled */
	COUNT_NOT_CARRIED = 2,		/* not carried; seats stay open */
	COUNT_TIE = 3,			/* the tie has to be decided: chair's
					 * vote, second vote, lot */
	COUNT_LOT_NEEDED = 4		/* the count stands still at a tie */
};

struct count_question {
	int64_t	 votes[COUNT_ANSWERS];
	int64_t	 cast;			/* for and against */
	int64_t	 blank, spoilt, set_aside;
	int64_t	 whole;			/* what the share is taken of */
	int64_t	 needed;		/* votes for it */
};

/* Plurality, block, approval. */
struct count_choice {
	int64_t		*votes;		/* of each candidate */
	uint16_t	*order;		/* candidates who did not withdraw, by
					 * votes, then by number */
	int32_t		*place;		/* of each candidate, from 1; equal for
					 * equal votes; 0: withdrew */
	size_t		 order_len;
	int64_t		 cast;		/* ballots with a choice */
	int64_t		 blank, spoilt, set_aside;
	int64_t		 whole, needed;	/* needed 0: no majority is asked for */
};

/*
 * How strong a link is, or the weakest one of a path (Schulze 2011, section 2,
 * winning votes): a win before a tie before a defeat; the win with more ballots
 * for it, then with fewer against it; the defeat with fewer against it, then
 * with more for it. Ties are all alike.
 */
struct count_link {
	int32_t	 with, against;		/* ballots */
};

struct count_schulze {
	size_t		 n;		/* candidates, also who withdrew */
	int32_t		*pairs;		/* [i * n + j]: i before j */
	struct count_link *paths;	/* [i * n + j]: the weakest link of the
					 * strongest path */
	uint16_t	*order;		/* who did not withdraw: by first, last,
					 * number */
	size_t		 order_len;
	int32_t		*first, *last;	/* of each candidate: the places it may
					 * take, from 1. The same: no tie. They
					 * differ: it is tied with all whose
					 * places overlap and whom it does not
					 * beat */
	int64_t		 blank, spoilt;
};
/* Whether a stands before b. */
bool	count_schulze_before(const struct count_schulze *, size_t a, size_t b);

/* Votes of a transferable vote are in units of 1 / scale of a ballot. */
#define COUNT_SCOTTISH_SCALE	100000
#define COUNT_MEEK_SCALE	1000000000

enum count_act {
	COUNT_ACT_FIRST = 1,		/* first preferences */
	COUNT_ACT_SURPLUS = 2,		/* a surplus went on (Scottish) */
	COUNT_ACT_EXCLUDE = 3,		/* a candidate's votes went on */
	COUNT_ACT_ITERATE = 4		/* keep values anew (Meek) */
};

struct count_stage {
	enum count_act	 act;
	uint16_t	 candidate;	/* Scottish: of a surplus or an
					 * exclusion */
	int64_t		*votes;		/* of each candidate, after it */
	int64_t		*keep;		/* Meek: values of each; else NULL */
	int64_t		 transfer;	/* Scottish, surplus: the sum of it */
	int64_t		 quota;		/* Meek: of this stage */
	int64_t		 not_transferable;	/* so far */
	int64_t		 cut_off;	/* so far, by rounding */
	int32_t		 iterations;	/* Meek */
	uint16_t	*elected;	/* at this stage, by votes */
	size_t		 elected_len;
	size_t		 filled;	/* the last of them that had no quota:
					 * as many were left as seats */
	bool		 excludes;	/* Meek: at its end */
	uint16_t	 excluded;
};

enum count_fate { COUNT_WITHDREW, COUNT_HOPEFUL, COUNT_ELECTED,
	COUNT_EXCLUDED };

struct count_stv {
	int64_t			 scale;		/* votes of one ballot */
	int64_t			 quota;		/* first; in votes */
	int64_t			 ballots;	/* that count */
	int64_t			 blank, spoilt, set_aside;
	struct LIST(struct count_stage)	stages;
	struct LIST(struct count_tie)	ties;
	enum count_fate		*fate;		/* of each candidate */
	int32_t			*stage;		/* at which it was, from 1 */
};

struct count_result {
	enum count_method	 method;
	enum count_outcome	 outcome;
	int32_t			 seats;
	uint16_t		*elected;	/* without a tie, in order; of a
						 * question none */
	size_t			 elected_len;
	size_t			 by_lot;	/* so many of them, the last, by
						 * count_decide(); or 1: so is
						 * the outcome of a question */
	uint16_t		*tied;		/* for the seats still open;
						 * COUNT_LOT_NEEDED: between
						 * whom the lot is, the last of
						 * stv.ties (of a surplus: who
						 * are elected) */
	size_t			 tied_len;
	int32_t			 open;		/* seats not filled */
	struct LIST(struct count_lot) lots;	/* that decided, in order */
	/* The one of the method. */
	struct count_question	 question;
	struct count_choice	 choice;
	struct count_schulze	 schulze;
	struct count_stv	 stv;
};

/*
 * Counts. The ballots may be gathered before or not. Refuses what COUNT_ERRORS
 * says; then *out is untouched. Scottish and Meek use lots where they ask for
 * them; of the others they decide the tie at the end, as count_decide() does.
 *
 * It takes 8 bytes for each mark, pair of candidates, and candidate of a stage,
 * and the result borrows the ballots.
 */
MUST_USE enum count_err count_vote(struct arena *,
	    const struct count_rule *, const struct count_ballots *,
	    const struct count_lot *, size_t lots_len,
	    struct count_result *out);
/*
 * Decides COUNT_TIE by lots: each names one of ->tied who takes a seat; of a
 * question COUNT_FOR or COUNT_AGAINST. Those that were given come first; what
 * they leave open the seed decides, or without one the others are still tied.
 * Refuses COUNT_LOT_NOT_TIED (also who stands behind one who is tied) and
 * COUNT_LOT_LEFT.
 */
MUST_USE enum count_err count_decide(struct arena *, str seed,
	    const struct count_lot *, size_t len, struct count_result *);
/* A choice whose votes were counted by tellers, in numbers alone: votes of each
 * candidate, and ballots cast. */
MUST_USE enum count_err count_choices(struct arena *,
	    const struct count_rule *, const struct count_candidate *,
	    size_t candidates_len, const int64_t *votes, int64_t cast,
	    int64_t blank, int64_t spoilt, struct count_result *out);

/* ---- files ------------------------------------------------------------- */

/* A vote as it stands in a file: docs/rules/counting.md. */
struct count_file {
	str			 title;
	struct count_rule	 rule;
	bool			 ruled;	/* the file says how to count */
	struct count_ballots	 ballots;
	struct LIST(struct count_lot) lots;
};

struct count_file_error {
	int	 line, column;		/* from 1; column in code points */
	str	 expected, found;
	str	 text;			/* the sentence for people */
};

/* Read a BLT file, with or without the lines that say the rule. */
MUST_USE bool	count_blt_read(struct arena *, str text,
		    struct count_file *out, struct count_file_error *);
/* "more than 1/2 of votes cast", "2/3 of members", "1/2 of present". */
MUST_USE bool	count_majority_read(struct arena *, str text,
		    struct count_majority *out, struct count_file_error *);
/* Read a table: a candidate a column, a ballot a line, ranks in it. */
MUST_USE bool	count_csv_read(struct arena *, str text,
		    struct count_file *out, struct count_file_error *);
/* Whichever of the two it is. */
MUST_USE bool	count_file_read(struct arena *, str text,
		    struct count_file *out, struct count_file_error *);
/*
 * The recount file: BLT, with the rule in comment lines that other programs
 * pass over. The ballots are gathered first.
 */
str	count_blt_write(struct arena *, struct count_file *);

#endif
