/*
 * line.h - one line of the rules on its way from words to what it means, for
 * the files that understand it.
 *
 * A line that the grammar takes is understood by one function for its form.
 * That function first looks at everything that could be wrong, and refuses with
 * a sentence and a line that would do; only then, and not while a line is only
 * tried, it adds to the statutes.
 */
#ifndef STATUTES_LINE_H
#define STATUTES_LINE_H

#include "statutes/grammar.h"

/* Why a line is refused. */
struct refusal {
	bool	refused;
	bool	not_read;		/* by the grammar */
	size_t	word;			/* where; all words: at the end */
	str	expected, text;
	str	nearest;		/* "": the line is to be left out */
};

struct line {
	struct line_words	 words;
	struct reading		 reading;
	int			 no;		/* in the document */
	size_t			 rule, article;
	bool			 understood;
	/* What it is about, so that no rule is given twice: "meeting.general"
	 * at these tiers, 0: wherever. */
	str			 about;
	tier_set		 about_at;
	struct refusal		 refusal;
};

struct reader {
	struct arena		*mem;
	struct grammar		*grammar;
	struct statutes		*out;
	struct statutes_errors	*errors;
	struct LIST(struct line) lines;
	bool			 trying;	/* add nothing */
	bool			 whole;		/* no block was left out */
	tier_set		 tiers_read;	/* those that were understood */
};

/* ---- what a line says --------------------------------------------------- */

/* Where the nth word kept as a field stands, or how many words there are. */
size_t	line_find(const struct line *, enum field, size_t nth);
bool	line_has(const struct line *, enum field);
size_t	line_count(const struct line *, enum field);
/* What it says, or "". */
str	line_value(const struct line *, enum field, size_t nth);
int32_t	line_number(const struct line *, enum field, int32_t otherwise);
/* "3 weeks" as days; the nth of several. */
int32_t	line_days(const struct line *, enum field, size_t nth,
	    int32_t otherwise);
struct span	line_span(const struct line *, enum field);
/* "more than 1/2": what follows the field's other words is not looked at. */
struct fraction	line_share(const struct line *, enum field);
tier_set	line_tiers(const struct reader *, const struct line *,
		    enum field);
/* "1/2 of present" */
void	line_majority(const struct line *, struct fraction *,
	    enum base_of *);

/* The line with words from..to-1 written in another way; "" leaves them out. */
str	line_with(struct arena *, const struct line *, size_t from, size_t to,
	    str text);

/* ---- refusing ----------------------------------------------------------- */

/* Always false, so that a function can end with it. */
bool	line_refuse(struct reader *, struct line *, size_t word, str expected,
	    str nearest, const char *fmt, ...) PRINTF(6, 7);

/* Says what the line is about, such as "meeting.general" at these tiers (0:
 * wherever): false if another line is about it already, which is refused. */
bool	line_claim(struct reader *, struct line *, tier_set at,
	    const char *fmt, ...) PRINTF(4, 5);

/* The words of several tiers, "county or cell", with this between them. */
str	tiers_text(struct arena *, const struct statutes *, tier_set,
	    const char *link);

/* ---- understanding (understand_*.c) ------------------------------------ */

/* Each looks, claims, and unless r->trying adds; false: refused. */
typedef bool	understand_fn(struct reader *, struct line *);
understand_fn	understand_tier, understand_office, understand_vacancy,
		understand_grant, understand_carry_over, understand_meeting,
		understand_review, understand_decision_at,
		understand_decision_on, understand_assignment,
		understand_circular, understand_recommended,
		understand_candidate, understand_vote, understand_confirmed,
		understand_conference, understand_quorum, understand_tie,
		understand_title, understand_grounds, understand_burden;

/* By its form; and that no earlier line says it already. */
bool	line_understand(struct reader *, struct line *, struct rule *);

/* What is wrong with the tiers taken together is told at one of them: false if
 * it is to be told at this line of a tier. */
bool	understand_tree(struct reader *, struct line *);

/* A line as near as can be that is accepted at its place (line_mend.c). */
str	line_nearest(struct reader *, const struct line *);

/* What was understood, in plain words (explain.c). */
str	explain(const struct reader *, const struct line *);

#endif
