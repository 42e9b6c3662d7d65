/*
 * words.h - a line of the rules, cut into its words.
 */
#ifndef STATUTES_WORDS_H
#define STATUTES_WORDS_H

#include "base/base.h"

#define LINE_WORDS_MAX	200		/* of one line */

enum word_kind {
	WORD_PLAIN,		/* meeting */
	WORD_QUOTED,		/* "Model cell" */
	WORD_NUMBER,		/* 30 */
	WORD_FRACTION,		/* 1/2 */
	WORD_PERCENT,		/* 95% */
	WORD_MARK,		/* , or : */
	WORD_UNCLOSED,		/* a quotation that does not end */
	WORD_STRANGE		/* a sign that no rule has; 1,000 */
};

struct word {
	enum word_kind	 kind;
	str		 text;		/* as written */
	str		 value;		/* of a quotation: what it says */
	int64_t		 n, of;		/* 30; 1 of 2; 95 of 100; else -1 */
	int		 column;	/* from 1, in code points */
};

struct line_words {
	struct LIST(struct word) list;
	str		 line;		/* all of it */
	str		 remark;	/* "# ..." at its end, or "" */
	int		 end;		/* the column after the last word */
	bool		 too_many;	/* the rest was left out */
};

/* Whether it is made of letters, digits, "-" and single spaces between them,
 * as names are; titles and subjects are free. */
bool	word_is_name(str);

/* Controls, and signs that change the order in which a line is seen. */
bool	word_hidden(uint32_t);

/* Words borrow from the line. */
void	line_words(struct arena *, str line, struct line_words *out);
/* The same into the place of another line's words. */
void	line_words_again(struct arena *, str line, struct line_words *);

#endif
