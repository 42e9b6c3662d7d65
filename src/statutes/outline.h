/*
 * outline.h - where the articles and the blocks of rules stand in a document.
 *
 * The block structure of CommonMark, as far as that needs it: headings and
 * fenced blocks at the outer level, told apart from what stands inside lists,
 * quotations and other fenced blocks. It is found in one walk over the lines,
 * so that no text takes long; the tests compare it with cmark's.
 *
 * What would be read in another way than people see it is a problem: a block of
 * rules inside a list, a block called "Rule", and HTML, which pages do not
 * show.
 */
#ifndef OUTLINE_H
#define OUTLINE_H

#include "base/base.h"

#define OUTLINE_ITEMS_MAX	4000
#define OUTLINE_DEPTH_MAX	32	/* lists and quotations in each other */

enum outline_kind {
	OUTLINE_PART,		/* a heading of the first level */
	OUTLINE_ARTICLE,	/* a heading of the second level */
	OUTLINE_RULES,		/* a block of rules */
	OUTLINE_NESTED,		/* a problem: rules not at the outer level */
	OUTLINE_MISNAMED,	/* a problem: a block called nearly "rules" */
	OUTLINE_HTML,		/* a problem: a line of HTML */
	OUTLINE_REFERENCE,	/* a problem: perhaps a heading, underlined */
	OUTLINE_DEEP,		/* a problem: too many lists in each other */
	OUTLINE_MANY		/* a problem: more than can be listed */
};

struct outline_item {
	enum outline_kind	 kind;
	int			 line, column;	/* from 1 */
	/* Of a heading; of a problem: what stands there. */
	str			 title;
	size_t			 from, to;	/* bytes, whole lines */
	size_t			 body, body_end; /* of rules: their lines */
	bool			 closed;	/* of rules: the fence came */
};

struct outline {
	struct LIST(struct outline_item) items;
};

/* The text is UTF-8 without NUL. What is handed out borrows from it. */
void	outline_read(struct arena *, str text, struct outline *out);

/* The line that begins at *at, without its end; *at goes on to the next one.
 * False at the end of the text. */
bool	outline_line(str text, size_t *at, str *out);

#endif
