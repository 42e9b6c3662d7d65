/*
 * grammar.h - what a line of the rules can say, as a table.
 *
 * The forms of a line are written down once, in the notation below, and made
 * into a graph: nodes, and edges that take a word. Reading a line is a walk
 * through the graph (grammar_read); what was expected where the walk ends is
 * the edges there; and the nearest line that would be accepted is the cheapest
 * walk when words may be put in, left out and mended (grammar_nearest).
 *
 *	meeting , :	this word or mark
 *	TIERS		what the tables of places and phrases have as that
 *	at:TIERS	and it is kept as the line's "at"
 *	[ a ]  { a }	at most once; any number of times
 *	( a | b )	one of them
 *	< a | b >	some of them, each at most once, in any order, with
 *			commas between
 */
#ifndef STATUTES_GRAMMAR_H
#define STATUTES_GRAMMAR_H

#include "statutes/statutes.h"
#include "statutes/words.h"

/* What a line is about. The text is in grammar.c. */
enum form {
	FORM_TIER, FORM_OFFICE, FORM_VACANCY, FORM_GRANT, FORM_CARRY_OVER,
	FORM_MEETING, FORM_REVIEW, FORM_DECISION_AT, FORM_DECISION_ON,
	FORM_ASSIGNMENT, FORM_CIRCULAR, FORM_RECOMMENDED, FORM_CANDIDATE,
	FORM_VOTE, FORM_CONFIRMED, FORM_CONFERENCE, FORM_QUORUM, FORM_TIE,
	FORM_TITLE, FORM_GROUNDS, FORM_BURDEN, FORM_COUNT
};

/* What a word of a line stands for: "at:TIERS" keeps them as FIELD_AT. */
#define GRAMMAR_FIELDS(X) \
	X(WORD, "word") X(ONE, "one") X(MANY, "many") X(UNDER, "under") \
	X(OPTIONAL, "optional") X(MIN, "min") X(MAX, "max") X(AT, "at") \
	X(ELECTED, "elected") X(TERM, "term") X(ROW, "row") \
	X(SEATS, "seats") X(DAYS, "days") X(VERB, "verb") X(NOUN, "noun") \
	X(HOW, "how") X(TIMES, "times") X(PER, "per") \
	X(STRETCH, "stretch") X(EXCEPT, "except") X(NOTICE, "notice") \
	X(QUORUM, "quorum") X(KIND, "kind") X(SUBJECT, "subject") \
	X(MAJORITY, "majority") X(WHOM, "whom") X(REPORT, "report") \
	X(REVIEWED, "reviewed") X(CONVEYED, "conveyed") \
	X(REPEATED, "repeated") X(BY, "by") X(STANDING, "standing") \
	X(FOR, "for") X(WITHIN, "within") X(EVERY, "every") \
	X(DELEGATES, "delegates") X(LASTS, "lasts") \
	X(CONFERRED, "conferred") X(GROUND, "ground") X(OVER, "over") \
	X(LIMIT, "limit") X(TIE, "tie")
enum field {
	FIELD_NONE,
#define X(name, word) FIELD_##name,
	GRAMMAR_FIELDS(X)
#undef X
	FIELD_COUNT
};

/* Names that the document itself gives. */
enum known { KNOWN_TIER, KNOWN_OFFICE, KNOWN_KIND, KNOWN_AWARD, KNOWN_MANY,
	KNOWN_COUNT };
struct known_name {
	str	word;
	int	line;			/* where it is given */
};
struct known_names {
	struct LIST(struct known_name) list;
	/* Lines that give one and were not understood, the last of them. While
	 * there are such lines any name may be right. */
	size_t	broken;
	int	broken_line;
	bool	loose;
};

struct grammar;

/* Lives in the arena; the names are filled in by the reader. */
struct grammar	*grammar_make(struct arena *);
struct known_names *grammar_known(struct grammar *, enum known);
/* While a line is mended, what it seems to give is no name: 0 ends it. */
void	grammar_without(struct grammar *, int line);

struct reading {
	enum form	 form;
	uint8_t		 field[LINE_WORDS_MAX];	/* of each word */
	/* Where a line is not understood: how far it was, and what could have
	 * come there. */
	size_t		 failed_at;
	str		 expected;
	bool		 could_end;
};

/* Whether the line is understood, whatever its names and numbers mean. */
MUST_USE bool	grammar_read(struct grammar *, const struct line_words *,
		    struct reading *out);
/* The line that needs the least change to be understood, or "" if the line is
 * too long, or too far from every rule, to say. */
str	grammar_nearest(struct grammar *, const struct line_words *);

/* Whether the word stands somewhere in the grammar, so that as a name it has
 * to be in quotes. */
bool	grammar_has(const struct grammar *, str word);
/* A name as it is written in a line: in quotes where it needs them. */
str	grammar_name(const struct grammar *, struct arena *, str word);
/* How alike two words are: letters to put in, leave out, change or swap. */
size_t	grammar_distance(str, str);

#endif
