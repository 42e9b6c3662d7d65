/*
 * judge.h - one unit judged by the rules of every edition, from its records.
 *
 * The facts of a unit, the rules as the editions had them, and which of them
 * were not met, since when. What rests on it: the rows of the tally, and the
 * exceptions of a past day.
 */
#ifndef JUDGE_H
#define JUDGE_H

#include "base/base.h"
#include "statutes/check.h"
#include "statutes/statutes.h"

enum exception_kind {
	EXCEPTION_MEETING,		/* too long without a meeting */
	EXCEPTION_VACANCY,		/* an office without a holder */
	EXCEPTION_TERM,			/* a term ran out, nobody was named */
	EXCEPTION_FEW,			/* fewer members than they ask for */
	EXCEPTION_MANY,			/* more */
	/* 5 is what rows of the tally call an assignment that is overdue. */
	EXCEPTION_CIRCULAR = 6,		/* one was not passed on in time */
	EXCEPTION_KINDS
};

struct exception {
	enum exception_kind	 kind;
	int64_t			 unit_id;
	str			 unit_code, unit_name, unit_public_id;
	str			 rule;	/* key: "meeting.general.cell" */
	str			 article;	/* "12" */
	int64_t			 edition_id;
	size_t			 rule_at;	/* of the edition's rules */
	struct date		 since;	/* last meeting, the first day empty:
					 * when what is wrong began; DATE_NONE
					 * before the records */
	struct date		 due;	/* the last day it was still in order */
	struct date		 until;	/* first day in order, or open */
	int64_t			 days;	/* counted days from since to until or
					 * to the day asked */
	str			 office;	/* of a vacancy or term */
	int			 seat;
	int64_t			 number;	/* of members */
	str			 reason;	/* what the unit told, or "" */
	struct date		 reason_until;
};

enum unit_state { UNIT_IN_TIME, UNIT_DUE_SOON, UNIT_LATE, UNIT_VERY_LATE,
	UNIT_NO_WORD, UNIT_STATES };
#define UNIT_SOON_DAYS		7	/* due within these is due soon */
#define UNIT_VERY_LATE_DAYS	30	/* past due by more than these */

/* How things stand with a unit that a meeting rule asks something of: for the
 * squares, the counts and the lists. Due soon is within 7 days; late up to 30
 * days past due, very late beyond. */
struct unit_standing {
	int64_t		 unit_id, parent_id;
	str		 public_id, code, name;
	enum unit_state	 state;	/* by the worst of its rules */
	str		 kind;		/* of the meeting that rule is about */
	struct date	 last;		/* such a meeting; DATE_NONE: none */
	struct date	 due;		/* of the next one, perhaps long past;
					 * DATE_NONE: nothing is owed now */
	struct date	 begins;	/* of what is owed; DATE_NONE: long ago,
					 * or no word */
};

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
/* A circular to the units of a tier under one, with ids up to `newest`. */
struct fact_circular {
	int64_t		 id, under, newest;
	str		 tier;
	struct date	 issued, due, withdrawn;
	int		 returns[CIRCULAR_REPEATS_MAX];	/* days, rising */
	size_t		 returns_len;
};
/* A unit stands under one that circulars went to. */
struct fact_above {
	int64_t		 unit, under;
};
/* A unit passed a circular on, or spoke of it for the round-th time again. */
struct fact_step {
	int64_t		 unit, circular;
	int		 round;
	struct date	 day;
};

/* Each list is in the order of the units' ids, steps then in that of circulars
 * and rounds; circulars themselves by the unit they went to. */
struct facts {
	struct LIST(struct fact_unit)		 units;
	struct LIST(struct fact_meeting)	 meetings;
	struct LIST(struct fact_term)		 terms;
	struct LIST(struct fact_stay)		 stays;
	struct LIST(struct fact_reason)		 reasons;
	struct LIST(struct fact_circular)	 circulars;
	struct LIST(struct fact_above)		 above;
	struct LIST(struct fact_step)		 steps;
	struct LIST(str)			 kinds;	/* words; 0 is "" */
};
#define FACT_KINDS_MAX	255

/* Under a unit, itself among them; 0: of all units that ever were. */
void	facts_read(struct ctx *, int64_t anc, struct date on,
	    struct facts *out);
uint8_t	facts_kind(struct ctx *, struct facts *, str word);
struct query;
/* A row of judge_circulars and its like, added; those that follow each other
 * come by the unit they went to. */
void	facts_add_circular(struct ctx *, struct query *, struct facts *);

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
	const struct fact_above		*above;
	size_t				 above_len;
	const struct fact_step		*steps;
	size_t				 steps_len;
};
/* The next unit; false after the last. `at` begins as zeros. */
struct facts_cursor {
	size_t	unit, meeting, term, stay, reason, above, step;
};
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
void	rules_editions(struct ctx *, const struct statutes *draft,
	    struct date on, struct edition_list *out);

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
	const struct circular_rule	**circulars;	/* by edition; NULL */
};
struct rules {
	const struct edition_list	*editions;
	struct LIST(struct tier_rules)	 tiers;
};
void	rules_by_tier(struct ctx *, const struct edition_list *,
	    struct facts *, struct rules *out);
const struct tier_rules *rules_of(const struct rules *, str tier);

/*
 * The rules of all editions with the words they use, made once for each set of
 * editions and kept as long as statutes.h keeps those; shared by all threads.
 * NULL: the database failed.
 */
struct compiled {
	struct edition_list	 editions;
	struct rules		 rules;
	struct facts		 words;		/* kinds alone */
	int64_t			 newest;	/* id of an edition; 0: none */
};
const struct compiled	*rules_compiled(struct ctx *);
/* The facts of one unit up to a day; *out_next: the first day after it on which
 * something known changes them, or DATE_NONE. Reasons are left out. False:
 * there is no such unit. */
MUST_USE bool	facts_of_unit(struct ctx *, const struct compiled *,
		    int64_t unit_id, struct date on, struct facts *out,
		    struct date *out_next);

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
/* Whether some rule in force on j->on asks meetings of units of the tier. */
bool	judge_owes(const struct judge *, const struct tier_rules *);
/* Whether the unit exists on j->on. */
bool	judge_alive(const struct judge *, const struct fact_unit *);
/* Days on which a meeting of the kind was held; one whose kind is not known
 * counts for each. From when meetings are owed, by the unit alone (EXCE-1). */
struct unit_facts	judge_facts(struct judge *,
			    const struct unit_facts_at *, uint8_t kind);
struct date	judge_owed_from(const struct unit_facts_at *);
/* From when its offices, its members and circulars are looked at (EXCE-1).
 * False: it is a unit without word (EXCE-2). */
MUST_USE bool	judge_begins(const struct unit_facts_at *, struct date *out);
/* The unit by the rules of its offices, of its members and of circulars. */
void	judge_state_rules(struct judge *, const struct unit_facts_at *,
	    const struct tier_rules *);
/* By the last day it is in order. */
enum unit_state	judge_state(struct date due, struct date on);
/* How the unit stands with its meetings: the worst of its rules. False: the
 * rules ask nothing of it. */
bool	judge_standing(struct judge *, const struct unit_facts_at *,
	    struct unit_standing *out);
/* Circulars: judge_circular.c. Offices and members: judge_state.c. */
void	judge_circulars(struct judge *, const struct unit_facts_at *,
	    const struct tier_rules *, struct date begins);
/* By one circular alone; begins DATE_NONE: whatever its records are. */
void	judge_one_circular(struct judge *, const struct unit_facts_at *,
	    const struct tier_rules *, struct date begins,
	    const struct fact_circular *);
void	judge_offices(struct judge *, const struct unit_facts_at *,
	    const struct tier_rules *, struct date begins);
void	judge_members(struct judge *, const struct unit_facts_at *,
	    const struct tier_rules *, struct date begins);
void	judge_add(struct judge *, const struct unit_facts_at *,
	    enum exception_kind, const struct statutes *, size_t rule,
	    const struct stretch *);

#endif
