/*
 * count_own.h - what the files of the counting room share.
 */
#ifndef COUNT_OWN_H
#define COUNT_OWN_H

#include "count/count.h"

/* The ballots that a transferable vote counts: candidates in order of
 * preference, without those who withdrew. */
struct prefs {
	int64_t		 times;
	uint16_t	*at;
	size_t		 len;
};

/* What a transferable vote works with, whichever its method. */
struct stv_work {
	struct arena			*mem;
	const struct count_rule		*rule;
	const struct count_ballots	*ballots;
	const struct count_lot		*lots;
	size_t				 lots_len, lots_used;
	size_t				 lots_drawn;	/* from the seed */
	bool				 waits;	/* a lot was not there */
	enum count_err			 err;
	size_t				 n;	/* candidates */
	struct prefs			*groups;
	size_t				 groups_len;
	int64_t				*votes;	/* of each, now */
	size_t				 elected_len, hopeful_len;
	struct count_stv		*out;
};

/* count_stv.c: the parts that both methods have. */

/* Reads the ballots; `strict` as the Scottish Order reads a paper. */
void	stv_begin(struct stv_work *, bool strict);
/* A new stage with the votes as they stand now. */
struct count_stage *stv_stage(struct stv_work *, enum count_act);
/* Elects those of the hopeful who have so many votes, and all who are left
 * where they are no more than the seats left. True: the count is complete. */
bool	stv_elect(struct stv_work *, int64_t quota);
void	stv_exclude(struct stv_work *, uint16_t candidate);
/* One of the tied by the next lot: false, and ->waits or ->err is set. */
bool	stv_lot(struct stv_work *, struct count_tie *);
/* A record of a tie among the hopeful or elected that are marked. */
struct count_tie *stv_tie(struct stv_work *, enum count_lot_for,
	    const bool *marked);

/* The methods. Each fills `out` but for its method and seats. */
enum count_err	question_count(const struct count_rule *,
		    const struct count_ballots *, struct count_result *out);
enum count_err	choice_count(struct arena *, const struct count_rule *,
		    const struct count_ballots *, struct count_result *out);
enum count_err	schulze_count(struct arena *, const struct count_rule *,
		    const struct count_ballots *, struct count_result *out);
void		scottish_count(struct stv_work *);
void		meek_count(struct stv_work *);
enum count_err	stv_count(struct arena *, const struct count_rule *,
		    const struct count_ballots *, const struct count_lot *,
		    size_t lots_len, struct count_result *out);

/* How many marks of a ballot name someone who did not withdraw. */
size_t	ballot_choices(const struct count_ballots *,
	    const struct count_ballot *);
/* Whether a majority can be asked for, of these people. */
enum count_err	majority_check(const struct count_rule *, int64_t ballots);
/* What the share is taken of. */
int64_t	majority_whole(const struct count_rule *, int64_t cast);

#endif
