/*
 * exception_own.h - between the files of this room: the facts, the rules as the
 * editions had them, and judging one unit by them.
 */
#ifndef EXCEPTION_OWN_H
#define EXCEPTION_OWN_H

#include "exception/exception.h"
#include "statutes/check.h"

/* ---- the facts (facts.c) ----------------------------------------------- */

struct fact_unit {
	int64_t		 id, parent;
	str		 code, name, public_id, tier;
	struct date	 founded, dissolved;
};
struct fact_meeting {
	int64_t		 unit;
	struct date	 day;
	bool		 held;		/* else planned or cancelled */
	uint8_t		 kind;		/* of facts.kinds */
};
struct fact_term {
	int64_t		 unit;
	uint8_t		 office;	/* of facts.kinds */
	int		 seat;
	struct date	 from, due, until;
};
struct fact_stay {
	int64_t		 unit;
	struct date	 from, until;
};
struct fact_reason {
	int64_t		 unit, told_at;
	str		 rule, text;
	struct date	 until;
};

/* Each list is in the order of the units' ids. */
struct facts {
	struct LIST(struct fact_unit)		 units;
	struct LIST(struct fact_meeting)	 meetings;
	struct LIST(struct fact_term)		 terms;
	struct LIST(struct fact_stay)		 stays;
	struct LIST(struct fact_reason)		 reasons;
	struct LIST(str)			 kinds;	/* words; 0 is "" */
};
#define FACT_KINDS_MAX	255

/* Under a unit, itself among them; 0: of all units that ever were. */
void	facts_read(struct ctx *, int64_t anc, struct date on,
	    struct facts *out);
uint8_t	facts_kind(struct ctx *, struct facts *, str word);

/* The part of each list that is about one unit. */
struct unit_facts_at {
	const struct fact_unit		*unit;
	const struct fact_meeting	*meetings;
	size_t				 meetings_len;
	const struct fact_term		*terms;
	size_t				 terms_len;
	const struct fact_stay		*stays;
	size_t				 stays_len;
	const struct fact_reason	*reasons;
	size_t				 reasons_len;
};
/* The next unit; false after the last. `at` begins as zeros. */
struct facts_cursor { size_t unit, meeting, term, stay, reason; };
bool	facts_next(const struct facts *, struct facts_cursor *at,
	    struct unit_facts_at *out);

/* ---- the rules (rules.c) ----------------------------------------------- */

#define EDITIONS_MAX	STATUTES_EDITIONS_MAX

struct edition_list {
	const struct statutes	*at[EDITIONS_MAX];
	struct date		 from[EDITIONS_MAX];
	size_t			 len;
};
/* Every edition; `draft`, if not NULL, in place of the one in force on `on`. */
void	rules_read(struct ctx *, const struct statutes *draft, struct date on,
	    struct edition_list *out);

/* A kind of meeting at a tier through all editions. */
struct meeting_rule {
	uint8_t			 kind;
	struct cadence_edition	*editions;	/* as many as the list has */
};
/* An office at a tier through all editions: days a seat may be vacant. */
struct office_rule {
	uint8_t		 office;
	const struct office_kind **editions;	/* NULL: not known then */
};
struct tier_rules {
	str				 tier;
	struct LIST(struct meeting_rule) meetings;
	struct LIST(struct office_rule)	 offices;
	const struct tier		**editions;
};
struct rules {
	const struct edition_list	*editions;
	struct LIST(struct tier_rules)	 tiers;
};
void	rules_by_tier(struct ctx *, const struct edition_list *,
	    struct facts *, struct rules *out);
const struct tier_rules *rules_of(const struct rules *, str tier);

/* ---- judging (exception.c) --------------------------------------------- */

struct judge;
/* Reads the facts and the rules; `draft` as rules_read(). */
void	judge_begin(struct judge *, int64_t unit_id,
	    const struct statutes *draft);
void	judge_all(struct judge *);
void	judge_standings(struct judge *, int64_t unit_id,
	    struct unit_standing **out, size_t *out_len);
int	exception_by_article(const void *, const void *);

/* ---- judging one unit (judge.c) ---------------------------------------- */

struct exceptions LIST(struct exception);

struct judge {
	struct ctx		*cx;
	const struct facts	*facts;
	const struct rules	*rules;
	struct date		 on;
	bool			 history;	/* closed ones too */
	struct exceptions	 out;
	int64_t			 no_word;
};
void	judge_unit(struct judge *, const struct unit_facts_at *);
/* How the unit stands with its meetings: the worst of its rules. False: the
 * rules ask nothing of it. */
bool	judge_standing(struct judge *, const struct unit_facts_at *,
	    struct unit_standing *out);
/* Offices and members: judge_state.c. */
void	judge_offices(struct judge *, const struct unit_facts_at *,
	    const struct tier_rules *, struct date begins);
void	judge_members(struct judge *, const struct unit_facts_at *,
	    const struct tier_rules *, struct date begins);
void	judge_add(struct judge *, const struct unit_facts_at *,
	    enum exception_kind, const struct statutes *, size_t rule,
	    const struct stretch *);

#endif
