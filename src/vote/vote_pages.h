/*
 * vote_pages.h - what the pages of votes share: finding one, the form of a
 * ballot, the words of a result.
 */
#ifndef VOTE_PAGES_H
#define VOTE_PAGES_H

#include "conference/conference_pages.h"
#include "vote/vote.h"

/* The finder of a route with {vote}: sets object.id, conference and unit. */
bool	vote_find(struct ctx *, const struct req *, struct object *);
struct path	vote_path(struct ctx *, const struct vote *, const char *rest);
/* A refusal as a sentence: capital letter, full stop. */
str	vote_sentence(struct ctx *, enum vote_err);
/* Refuses with a page of its own that says why. */
void	vote_refuse(struct ctx *, const struct req *, struct res *,
	    enum vote_err);

/* "Secret vote. Voting is open", over the question. */
str	vote_over(struct ctx *, const struct vote *);
/* "To pass: more than half of the votes cast (Article 12. Meetings)." */
str	vote_rule_words(struct ctx *, const struct vote *);

/* VOTE-9, VOTE-18: what a tie means, with its article and the seed that all
 * lots follow from; what it means to leave somebody out. */
str	vote_tie_words(struct ctx *, const struct vote *);
/* What a vote is about (VOTE-17): "Motion 12: A winter reserve", and where it
 * is; "" for none. */
str	vote_about_words(struct ctx *, int64_t motion_id, int64_t amendment_id,
	    struct path *out_href);

/* A form to vote with: buttons, boxes to tick, or ranks to write. */
struct part_vote_form_view {
	struct path	 action, back;
	str		 key, giver, legend, hint;	/* giver: public id */
	bool		 buttons, boxes, ranks;
	struct vote_form_row {
		int		 position;
		str		 text, icon_text, id, name;
		bool		 chosen, yes, no, abstain;
	}		*rows;
	size_t		 rows_len;
};
/* `chosen` is what was cast, or "". */
struct part_vote_form_view	vote_form(struct ctx *, const struct vote *,
				    str key, str chosen);
void	part_vote_form_html(struct html *,
	    const struct part_vote_form_view *);

/* What came of it, as a table. */
struct part_vote_result_view {
	str		 heading, text, chip, votes_word;
	const char	*chip_kind;
	bool		 annulled, waits;
	struct vote_result_row {
		str	 text, votes, end;
		struct part_meter_view	 meter;
	}		*rows;
	size_t		 rows_len;
	struct vote_fact {
		str	 label, text;
	}		*facts;
	size_t		 facts_len;
};
struct part_vote_result_view	vote_result(struct ctx *,
				    const struct vote *);
void	part_vote_result_html(struct html *,
	    const struct part_vote_result_view *);

#endif
