/*
 * speech_order.h - in what order those who asked speak: small rules in plain
 * words, applied one after the other to what the record says (SPEE-3).
 *
 * Points of order come first, then who was put back, then reports and answers
 * that the chair entered (SPEE-4). Among the others a list of terms is read as
 * a sentence: the first that tells two people apart decides; where none does,
 * who asked first. Every list ends so. The order is made as it will be called:
 * after each place, it is as if that one had spoken for the time a speech has.
 *
 * Nothing here knows a name. There is no term for who somebody is, and there
 * cannot be one: struct speech_wait has nothing that it could ask.
 */
#ifndef SPEECH_ORDER_H
#define SPEECH_ORDER_H

#include "base/base.h"

/* Stored; never renumber. */
enum speech_kind { SPEECH_PLAIN = 1, SPEECH_FOR = 2, SPEECH_AGAINST = 3,
	SPEECH_ORDER = 4,		/* point of order */
	SPEECH_REPLY = 5,		/* answer of one who was named */
	SPEECH_REPORT = 6 };

/* id, word as it is stored, what people read, why somebody goes before one who
 * asked earlier. */
#define SPEECH_TERMS(X) \
	X(TERM_ASKED, "asked", \
	  "Who asked first speaks first.", "asked first") \
	X(TERM_IN_TURN, "in-turn", \
	  "For and against take turns.", "for and against take turns") \
	X(TERM_NEW_ON_ITEM, "new-on-item", \
	  "Who has not spoken on this item speaks before who has.", \
	  "has not spoken on this item") \
	X(TERM_NEW_TODAY, "new-today", \
	  "Who has not spoken today speaks before who has.", \
	  "has not spoken today") \
	X(TERM_NEW_AT_ALL, "new-at-conference", \
	  "Who has not spoken at this conference speaks before who has.", \
	  "has not spoken at this conference") \
	X(TERM_DELEGATION, "delegation", \
	  "The delegation that has spoken least on this item comes first.", \
	  "the delegation has spoken least")
enum speech_term {
#define X(id, word, text, why) id,
	SPEECH_TERMS(X)
#undef X
	SPEECH_TERM_COUNT
};
str	speech_term_word(enum speech_term);
const char	*speech_term_text(enum speech_term);
const char	*speech_term_why(enum speech_term);
MUST_USE bool	speech_term_of(str word, enum speech_term *out);

/* In their order; the last is TERM_ASKED. */
struct speech_terms {
	enum speech_term	 term[SPEECH_TERM_COUNT];
	size_t			 len;
};
/* "in-turn new-today asked"; "asked" may be left out. False: a word that is
 * none, twice the same, or one after "asked". */
MUST_USE bool	speech_terms_parse(str, struct speech_terms *out);
str	speech_terms_words(struct arena *, const struct speech_terms *);

/* What the record says of one who waits. */
struct speech_wait {
	int64_t			 id;		/* of the speech: tells apart
						 * who asked in one second */
	int64_t			 asked_at;	/* moment */
	int64_t			 put_back_at;	/* moment; 0: was not called */
	enum speech_kind	 kind;
	int64_t			 delegation;	/* 0: none */
	/* Speeches that ended; points of order and answers not counted. */
	int			 on_item, today, at_all;
};

/* The debate so far. */
struct speech_past {
	enum speech_kind	 last_side;	/* SPEECH_FOR or _AGAINST; 0 */
	int			 seconds;	/* that a speech has */
	const struct speech_share {
		int64_t	 delegation;
		int64_t	 seconds;		/* spoken on this item */
	}			*shares;	/* each delegation once; those
						 * without a line: 0 */
	size_t			 shares_len;
};

/* Why somebody stands where he or she stands: what tells him or her from the
 * one who asked first of those who come later. */
enum speech_why { WHY_ASKED,
	WHY_ORDER,			/* a point of order */
	WHY_PUT_BACK,			/* was called, and put back */
	WHY_CHAIR,			/* a report or an answer */
	WHY_TERM };
struct speech_place {
	size_t			 who;		/* index into the waits */
	enum speech_why		 why;
	enum speech_term	 term;		/* of WHY_TERM */
	size_t			 before;	/* how many who asked earlier
						 * come later */
	size_t			 after;		/* how many who asked later
						 * come earlier */
};

/* What a speech without a limit counts as, where the order of those to come
 * follows from how long they will speak. */
#define SPEECH_NOMINAL_SECONDS	180

/* The same for the same input, whatever the order of the waits. out has room
 * for len. */
void	speech_order(struct arena *, const struct speech_terms *,
	    const struct speech_past *, const struct speech_wait *,
	    size_t len, struct speech_place *out);

/*
 * Shares of a time by a key, which add up to it: by largest remainders, of
 * equal ones the first. A key of 0 everywhere gives 0 to all.
 */
void	speech_shares(struct arena *, int64_t seconds, const int64_t *keys,
	    size_t len, int64_t *out);

#endif
