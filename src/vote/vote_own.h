/*
 * vote_own.h - what the files of this room share.
 */
#ifndef VOTE_OWN_H
#define VOTE_OWN_H

#include "db/db.h"
#include "vote/vote.h"

/* One figure about a vote, of a statement with :vote_id alone. */
int64_t	vote_figure(struct ctx *, const struct sql *, int64_t vote_id);
/* A statement with :vote_id alone. */
void	vote_run(struct ctx *, const struct sql *, int64_t vote_id);
/* A line of the record of changes, and what screens show is new. */
void	vote_note(struct ctx *, const char *verb, const struct vote *);
enum vote_err	vote_line(str, enum vote_err if_empty);
/* What "2 5" says, up to max numbers; false where it is no such list. */
MUST_USE bool	vote_positions(str, size_t max, int *out, size_t *out_len);

void	vote_add_to_roll(struct ctx *, int64_t vote_id, int64_t participant_id);

/* ---- vote_rule.c ------------------------------------------------------- */

/* VOTE-2: what the edition in force today says, or else what was chosen. */
struct vote_judged {
	struct count_majority	 majority;
	str			 rule_article, rule_text;
	struct fraction		 quorum;	/* num 0: none */
	str			 quorum_article, quorum_text;
	enum vote_tie_rule	 tie_rule;
	str			 tie_article;
};
enum vote_err	vote_judge_rule(struct ctx *, const struct vote *,
		    struct vote_judged *out);

/* ---- vote_decide.c (VOTE-17) ------------------------------------------- */

/* Whether a vote can be about what it names. */
enum vote_err	vote_check_about(struct ctx *, const struct vote_new *);
/* Whether it can open: what it is about is open, or was decided by the vote
 * that this one repeats, and that can be taken back. vote_put() does so. */
enum vote_err	vote_may_put(struct ctx *, const struct vote *);
void	vote_put(struct ctx *, const struct vote *);
/* What its result decided is open again. */
enum vote_err	vote_may_take_back(struct ctx *, const struct vote *);
void	vote_take_back(struct ctx *, const struct vote *);
/* Its outcome decides what it is about. */
void	vote_decide(struct ctx *, const struct vote *, enum vote_outcome);

/* ---- vote_tie.c (VOTE-9) ----------------------------------------------- */

/* Sets tie_rule and tie_article. */
enum vote_err	vote_judge_tie(struct ctx *, const struct conference *,
		    const struct vote *, struct vote_judged *);
/* What lots follow from once it opens; "": there are none. */
str	vote_seed(struct ctx *, const struct vote *, enum vote_tie_rule);

/* ---- vote_close.c ------------------------------------------------------ */

/* VOTE-11: envelopes without names; nothing stays beside a voter. */
void	vote_strip(struct ctx *, const struct vote *);
/* Whether the ballots of a secret vote are still in their envelopes. */
bool	vote_is_sealed(struct ctx *, const struct vote *);
/* Counts, if all that has to be counted is there. */
void	vote_finish(struct ctx *, const struct vote *);

/* ---- vote_count.c ------------------------------------------------------ */

/* Counts what is there and sets state and outcome. */
void	vote_count(struct ctx *, const struct vote *);
bool	vote_sheets_agree(const struct vote_sheet *, const struct vote_sheet *);
/* Whether cards were noted or are the way of this vote: then two tellers'
 * numbers have to be taken over. */
bool	vote_has_cards(struct ctx *, const struct vote *);

/* ---- vote_seal.c ------------------------------------------------------- */

#define VOTE_KEY_BYTES	32	/* crypto_box_PUBLICKEYBYTES, both halves */

/* The keys and the mark of a vote that opens. */
enum vote_err	vote_make_keys(struct ctx *, const struct vote *);
/* VOTE-12: each a ballot that was sealed here, each its own. */
enum vote_err	vote_check_plain(struct ctx *, const struct vote *,
		    const str *plains, size_t len, str *out_ballots);
/* Opens the box with the server's key. */
enum vote_err	vote_open_held(struct ctx *, const struct vote *);

/* ---- the server's keys in memory (VOTE-10) ----------------------------- */

/* False: there is no room for another. */
MUST_USE bool	vote_held_make(int64_t vote_id,
		    unsigned char public_key[VOTE_KEY_BYTES]);
MUST_USE bool	vote_held_get(int64_t vote_id,
		    unsigned char secret_key[VOTE_KEY_BYTES]);
bool	vote_held_is(int64_t vote_id);

#endif
