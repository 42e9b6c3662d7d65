/*
 * statutes.h - the organisation's rules: one document that people read and the
 * program checks.
 *
 * A CommonMark document. Articles are its second-level headings; a fenced block
 * with the info string "rules" holds the lines that are read here. The grammar
 * and what its words mean are in docs/rules/statutes.md. A document with an
 * error takes no effect at all.
 *
 *	STAT-1	A line that is not understood is an error with line, column,
 *		what was expected and the nearest thing that would be accepted.
 *	STAT-2	A document with an error is never adopted.
 *	STAT-3	A day is judged by the edition in force on it.
 *	STAT-4	At most one edition takes force on a day, and none before the
 *		latest one that is already in force.
 *	STAT-5	A rule of an area that is not built is read, shown and marked
 *		"not checked yet".
 *
 * Reading (statutes_read) knows no database. Everything handed out lives in the
 * arena given, or for statutes_in_force() in cx->mem.
 */
#ifndef STATUTES_H
#define STATUTES_H

#include "base/base.h"

#define STATUTES_TEXT_MAX	(256 * 1024)	/* bytes of a document */
#define TIERS_MAX		32
#define OFFICES_MAX		64		/* kinds of office */
#define KINDS_MAX		32		/* kinds of meeting */
#define CONFERENCE_RULES_MAX 32
#define RULES_MAX		1000		/* lines read */
#define ERRORS_MAX		100		/* told at once */

typedef uint32_t tier_set;		/* bit i: tiers.at[i] */

/* At least num/den of something, or more than it. */
struct fraction {
	int32_t		num, den;	/* 0 < num <= den <= 1000 */
	bool		more;
};

enum base_of { OF_MEMBERS, OF_PRESENT, OF_CAST };
enum unit_of_time { TIME_NONE, TIME_DAY, TIME_WEEK, TIME_MONTH, TIME_QUARTER,
	TIME_YEAR };

struct span {				/* "2 years"; n 0: not said */
	int32_t			n;
	enum unit_of_time	unit;
};

struct tier {
	str		 word;		/* "cell" */
	str		 one, many;	/* "Cell", "Cells" */
	tier_set	 under;		/* 0 for the root */
	bool		 optional;	/* need not stand between */
	bool		 holds_members;
	int32_t		 members_min, members_max;
	size_t		 rule;
};

struct office_kind {
	str		 word, name;	/* "secretary", "Secretary" */
	tier_set	 at;
	bool		 elected;
	struct span	 term;		/* n 0: without end */
	int32_t		 in_a_row_max;	/* terms; 0: not limited */
	int32_t		 seats;		/* at least 1 */
	int32_t		 vacant_days_max;	/* -1: no rule */
	size_t		 rule;		/* of the office */
	size_t		 vacancy_rule;
};

enum grant_verb { MAY_KEEP, MAY_SEE, MAY_ISSUE };

/* One bit for each thing a grant can name. */
#define GRANT_NOUNS(X) \
	X(MEMBERS, "members") X(MEETINGS, "meetings") \
	X(ASSIGNMENTS, "assignments") X(MINUTES, "minutes") \
	X(CIRCULARS, "circulars") X(FIGURES, "figures") \
	X(EXCEPTIONS, "exceptions") X(DECISIONS, "decisions") \
	X(VISITS, "visits") X(GOALS, "goals") X(UNITS, "units") \
	X(OFFICES, "offices") X(CHANGES, "changes") \
	X(CONFERENCES, "conferences")
enum grant_noun {
#define X(name, word) NOUN_##name,
	GRANT_NOUNS(X)
#undef X
	NOUN_COUNT
};

struct grant {
	size_t		 office;	/* offices.at[office] */
	enum grant_verb	 verb;
	uint32_t	 nouns;		/* bit i: enum grant_noun i */
	bool		 below;		/* of the office's unit and of every
					 * unit under it; else of it alone */
	tier_set	 tiers;		/* "at cell": the unit's own tier;
					 * "below county": the office's tier */
	size_t		 rule;
};

/* "meeting general at cell: at least 1 per month, notice 3 days, ..." */
struct meeting_kind {
	str		 word;		/* "general" */
	tier_set	 at;
	int32_t		 times;		/* at least; 0: no cadence */
	enum unit_of_time	 per;	/* calendar period; TIME_NONE: */
	int32_t		 stretch_days;	/* never longer than this without */
	uint16_t	 months_except;	/* bit m-1: month m is left out */
	int32_t		 notice_days;	/* -1: not said */
	bool		 quorum_said;	/* false: the rules are silent */
	bool		 quorum_none;	/* "quorum none" */
	struct fraction	 quorum;	/* of members */
	size_t		 rule;
};

/* "decision at meeting general: ..." or "decision "dissolve the cell": ..." */
struct decision_kind {
	str		 meeting;	/* kind of meeting, or "" */
	str		 subject;	/* what is decided, or "" */
	struct fraction	 majority;
	enum base_of	 of;
	size_t		 rule;
};

/* "conference of secretaries at federation: every 5 years, delegates 1 per 40
 * cells" */
struct conference_rule {
	str		 word;		/* "secretaries" */
	tier_set	 at;
	struct span	 every;		/* n 0: not said */
	int32_t		 per_n, per_m;	/* n delegates per m; 0: not said */
	str		 of;		/* "cells": of what; "" */
	size_t		 rule;
};

/* "quorum at conferences: 1/2 of delegates": of those with a vote. */
struct quorum_rule {
	tier_set	 at;		/* 0: at all */
	bool		 none;
	struct fraction	 share;
	size_t		 rule;
};

/* "tie at conferences: lost": of a question, for or against. */
enum tied { TIED_LOST, TIED_REPEAT, TIED_LOT, TIED_CHAIR };
struct tie_rule {
	tier_set	 at;		/* 0: at all */
	enum tied	 how;
	size_t		 rule;
};

/* "circular at cell: conveyed within 7 days, repeated after 30 days and 90
 * days" */
#define CIRCULAR_REPEATS_MAX	8
struct circular_rule {
	tier_set	 at;
	int32_t		 conveyed_days;	/* -1: not said */
	int32_t		 repeated_days[CIRCULAR_REPEATS_MAX];
	size_t		 repeated_len;
	size_t		 rule;
};

/* One limit of "burden at cell: at most 2 circulars per month" */
struct burden_rule {
	tier_set	 at;
	str		 of;		/* "circulars": of what */
	int32_t		 times;
	enum unit_of_time	 per;	/* calendar period */
	size_t		 rule;
};

enum rule_area { AREA_TIERS, AREA_OFFICES, AREA_MEETINGS, AREA_REVIEWS,
	AREA_ASSIGNMENTS, AREA_CIRCULARS, AREA_ADMISSION, AREA_CONFERENCE,
	AREA_TITLES, AREA_BURDEN };

/* A line as it was read. */
struct rule {
	enum rule_area	 area;
	str		 key;		/* "meeting.general.cell"; its name in
					 * exports; one edition has it once */
	str		 text;		/* the line as written */
	str		 plain;		/* what was understood, in plain words;
					 * "" in a document with an error */
	size_t		 article;	/* articles.at[article] */
	int		 line;		/* of the document, from 1 */
	bool		 checked;	/* false: "not checked yet" (STAT-5) */
};

/* Text for people, or a block of rules: rules_len > 0. */
struct article_part {
	str		 text;		/* Markdown */
	size_t		 rule;		/* rules.at[rule] is its first */
	size_t		 rules_len;
};

struct article {
	str		 number;	/* "12", or "" if it has none */
	str		 word;		/* in addresses, once in an edition: the
					 * number, else "p3" for the third */
	str		 title;		/* "Article 12. Meetings" */
	str		 before;	/* Markdown between the last article and
					 * this one: the heading of a part */
	str		 text;		/* Markdown up to the next article */
	struct LIST(struct article_part) parts;	/* the same, in its parts */
	int		 line;
};

struct statutes {
	int64_t		 edition_id;	/* 0: a draft */
	struct date	 from;		/* first day in force */
	str		 text;
	struct LIST(struct article)		 articles;
	struct LIST(struct rule)		 rules;
	struct LIST(struct tier)		 tiers;
	struct LIST(struct office_kind)		 offices;
	struct LIST(struct grant)		 grants;
	struct LIST(struct meeting_kind)	 meetings;
	struct LIST(struct decision_kind)	 decisions;
	struct LIST(struct conference_rule)	 conferences;
	struct LIST(struct quorum_rule)		 quorums;
	struct LIST(struct tie_rule)		 ties;
	struct LIST(struct circular_rule)	 circulars;
	struct LIST(struct burden_rule)		 burdens;
	int32_t		 carry_over_days;	/* -1: not said: until a
						 * successor; 0: none */
	size_t		 carry_over_rule;
};

struct statutes_error {
	int	line, column;		/* from 1; column in code points */
	str	line_text;		/* the line as it is written */
	str	expected;		/* "a number of days" */
	str	found;			/* the words there, or "" at the end */
	str	nearest;		/* a whole line that would be accepted;
					 * "" where no line helps */
	str	text;			/* the sentence for people */
};
struct statutes_errors {
	struct statutes_error	 list[ERRORS_MAX];
	size_t			 list_len;
};

/* Read a document: true if it has no error (STAT-1). `out` is filled in either
 * case as far as it was understood; rules has an element for each line. */
MUST_USE bool	statutes_read(struct arena *, str text, struct statutes *out,
		    struct statutes_errors *);
/* An error as a terminal shows it: file, line, column, the line with a caret
 * under what was found, what was expected, the nearest line. Several lines. */
str	statutes_error_text(struct arena *, str file,
	    const struct statutes_error *);
/* "          ^~~~": stands under the line where the error is. */
str	statutes_error_caret(struct arena *, const struct statutes_error *);

/* Where a word stands in the list, or its length. */
size_t	statutes_tier(const struct statutes *, str word);
size_t	statutes_office(const struct statutes *, str word, size_t tier);
/* The kind of meeting with this name at this tier, or NULL. An empty word is
 * the only kind at that tier, if it knows just one. */
const struct meeting_kind *statutes_meeting(const struct statutes *, str word,
	    size_t tier);
/* The rule a decision is judged by: its subject's, else its meeting's. */
const struct decision_kind *statutes_decision(const struct statutes *,
	    str meeting, str subject);

/* The rule of the conferences of this name at this tier, or NULL. */
const struct conference_rule *statutes_conference(const struct statutes *,
	    str word, size_t tier);
/* The rule of circulars at this tier, or NULL; what may be asked of a unit of
 * the tier at most, of "circulars" and the like, or NULL. */
const struct circular_rule *statutes_circular(const struct statutes *,
	    size_t tier);
const struct burden_rule *statutes_burden(const struct statutes *, str of,
	    size_t tier);

/* What is said of conferences at this tier, else of all; NULL: nothing. */
const struct quorum_rule *statutes_quorum(const struct statutes *,
	    size_t tier);
const struct tie_rule *statutes_tie(const struct statutes *, size_t tier);

/* How many of `whole` people are needed; a part of one counts as one. */
int64_t	fraction_of(struct fraction, int64_t whole);
/* The last day of a term that began on `from` is the day before this one. */
struct date	span_after(struct span, struct date from);
/* "more than 1/2", "2 years": for sentences. */
str	fraction_text(struct arena *, struct fraction);
str	span_text(struct arena *, struct span);

/* ---- editions (these know the database) -------------------------------- */

#define STATUTES_ERRORS(X) \
	X(STATUTES_OK, 200, "adopted") \
	X(STATUTES_NOT_READ, 422, \
	  "the document has lines that were not understood") \
	X(STATUTES_TOO_EARLY, 409, \
	  "a later edition is already in force on that day") \
	X(STATUTES_DAY_TAKEN, 409, \
	  "another edition takes force on that day") \
	X(STATUTES_TOO_LARGE, 422, \
	  "a document of more than 256 KiB cannot be read") \
	X(STATUTES_TIER_USED, 409, \
	  "the document leaves out a tier that units stand in") \
	X(STATUTES_TOO_MANY, 409, \
	  "there are 1,000 editions already, and no more can be kept")
enum statutes_err {
#define X(name, status, text) name,
	STATUTES_ERRORS(X)
#undef X
	STATUTES_ERR_COUNT
};
int		statutes_err_status(enum statutes_err);
const char	*statutes_err_text(enum statutes_err);

struct edition {
	int64_t		 id;
	str		 public_id;
	struct date	 from;
	int64_t		 adopted_at;
	str		 adopted_by;	/* a name, or "" */
};

#define STATUTES_EDITIONS_MAX	1000

/* Take a new edition; an error of the document is in `errors` (STAT-2). */
MUST_USE enum statutes_err	statutes_adopt(struct ctx *, str text,
		    struct date from, struct statutes_errors *,
		    int64_t *out_id);
/* What adopting would answer, and the draft as far as it was read. */
MUST_USE enum statutes_err	statutes_may_adopt(struct ctx *, str text,
		    struct date from, struct statutes *draft,
		    struct statutes_errors *);
/* The edition in force on a day (STAT-3), read; NULL before the first one. What
 * is handed out is kept, read, as long as the program runs. */
const struct statutes	*statutes_in_force(struct ctx *, struct date on);
const struct statutes	*statutes_edition(struct ctx *, int64_t id);
/* All editions, oldest first; edition i is in force until edition i+1 is. */
void	statutes_editions(struct ctx *, struct edition **out, size_t *out_len);

/* Whether all that was handed out of an edition is kept, and how often it was
 * forgotten since the program began: for what is made of it once. */
bool	statutes_is_kept(const struct statutes *);
int	statutes_forgotten(void);

/* For tests, which see more editions than are kept read: what was handed out
 * before is gone. */
void	statutes_forget(void);

#endif
