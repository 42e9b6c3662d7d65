/*
 * grammar_inside.h - the table and its graph, for the three files that make it,
 * walk it and mend with it.
 */
#ifndef STATUTES_GRAMMAR_INSIDE_H
#define STATUTES_GRAMMAR_INSIDE_H

#include "statutes/grammar.h"

#define NODES_MAX	900
#define EDGES_MAX	1200
#define WORDS_OF_GRAMMAR_MAX 200
#define PLACES_MAX	40

struct mend_cell;
struct mend_cost;

/* The table, in the notation of grammar.h. */
struct grammar_form {
	enum form	 form;
	const char	*text;
};
extern const struct grammar_form grammar_forms[FORM_COUNT];
struct grammar_phrase {
	const char	*name, *text;
};
#define GRAMMAR_PHRASES	7
extern const struct grammar_phrase grammar_phrases[GRAMMAR_PHRASES];

/* What can stand in a place of a line. */
enum place_kind {
	PLACE_NUMBER,		/* from min to max */
	PLACE_CHOICE,		/* one of the words */
	PLACE_NEW,		/* a name given here */
	PLACE_TITLE,		/* what people call it */
	PLACE_SUBJECT,		/* a text in quotes */
	PLACE_KNOWN,		/* a name given elsewhere */
	PLACE_SHARE,		/* 1/2 or 50%, up to the whole */
	PLACE_PART,		/* the same, less than the whole */
	PLACE_PERCENT		/* 95% */
};
struct place {
	const char	*name;		/* in the notation */
	const char	*label;		/* what people are told to write */
	enum place_kind	 kind;
	int64_t		 min, max;
	enum known	 known;
	const char	*words;		/* of a choice, with spaces between */
	const char	*usual;		/* put in where one is missing */
};

enum edge_kind { EDGE_STEP, EDGE_WORD, EDGE_PLACE };
struct edge {
	enum edge_kind		 kind;
	str			 word;	/* of EDGE_WORD */
	const struct place	*place;
	uint8_t			 field;
	uint8_t			 once;	/* a bit: only if it is not yet used */
	uint16_t		 from, to;
	uint16_t		 next;	/* edge of the same node, or 0 */
	uint16_t		 what;	/* same for the same word, place */
};
struct node {
	uint16_t	first, last;	/* edges; 0 is none */
};
struct grammar {
	struct arena		*mem;
	struct node		 node[NODES_MAX];
	struct edge		 edge[EDGES_MAX];	/* [0] is not used */
	size_t			 nodes, edges;
	/* Nodes of a form: begin[form] to begin[form + 1] - 1. */
	uint16_t		 begin[FORM_COUNT + 1], end[FORM_COUNT];
	uint8_t			 bits[FORM_COUNT];	/* of `once` */
	str			 words[WORDS_OF_GRAMMAR_MAX];
	bool			 kept[WORDS_OF_GRAMMAR_MAX];	/* no name is
							 * one, but in quotes */
	size_t			 words_len;
	struct known_names	 known[KNOWN_COUNT];
	int			 without;	/* names this line gives are not
						 * known: it is being mended */
	/* What grammar_nearest() works with; made when first needed. */
	struct mend_cell	*cells;
	struct mend_cost	*costs;
	bool			 saying;	/* else only costs are asked */
};

/* Whether the word can stand there as it is. */
bool	grammar_takes(const struct grammar *, const struct edge *,
	    const struct word *);

/* ---- mending one word (grammar_mend.c) --------------------------------- */

/* What a word becomes in a place, and at what cost; the text only while
 * g->saying. */
struct mended {
	str	text;
	uint8_t	cost;
};
struct mended	grammar_mend(struct grammar *, const struct word *,
		    const struct edge *);
unsigned	grammar_put_cost(const struct edge *);
unsigned	grammar_leave_cost(const struct word *);
/* The usual name for a place: of the lowest tier, as most rules are about
 * cells; of the highest, for what stands above. */
str	grammar_usual_name(const struct grammar *, const struct place *);
/* Letters of ASCII in lower case, into a place that is long enough. */
str	grammar_lower(str, char *out);

#endif
