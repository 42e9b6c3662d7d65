/*
 * tally.h - the figures of every unit, in memory, with the sums above it.
 *
 * The records are the truth. unit_tally keeps one row for each unit, counted
 * from the records of that one unit in the transaction that changed them. A
 * server holds all rows in memory in the order of a walk over the tree, so that
 * everything under a unit is one range, and beside them the sums of every unit
 * that has others under it.
 *
 * What is kept of a rule is the last day on which it is in order if nothing
 * more is recorded. So the state on a later day is a comparison, and a new day
 * asks for no new count but of the few units where something known for that day
 * changes the picture: those rows say so (recheck_day).
 *
 *	TALL-1	A row is counted from the records of its unit alone, by the
 *		judge of judge.h, and is written in the transaction that
 *		changed them: both are kept or neither is.
 *	TALL-2	A rule is not met on a day if the last day in order that the row
 *		holds lies before it; on each day the row is good for, the same
 *		exceptions are open that the judge finds in the records.
 *	TALL-3	A row is good until its recheck_day: the first day from which
 *		something that is known today changes the count by itself.
 *	TALL-4	The sums of a unit are those of all living units under it, it
 *		among them, after every write, move, split, merger and day.
 *	TALL-5	What one process has committed, the tally of another follows,
 *		whatever the order in which it learns of it; the tally of the
 *		writer itself has it before the answer leaves.
 *	TALL-6	A new edition asks for a new count of every unit. It is done in
 *		steps, may be interrupted, and goes on where it stood.
 *	TALL-7	Counted again from the records, every row and every sum is the
 *		same; `cellwork check` looks.
 *	TALL-8	The trend of a month that is over follows a correction of that
 *		month for 24 months.
 *	TALL-9	What concerns everything under a unit - a circular that is
 *		issued or withdrawn, a unit that moves - has few of them counted
 *		at once, and many in steps, as an edition has. A circular is
 *		late on the day after its own at the soonest: until then no
 *		figure is wrong for want of a count.
 *
 * Readers get copies, in cx->mem. A unit that has ended is not in the tally.
 */
#ifndef TALLY_H
#define TALLY_H

#include "base/base.h"
#include "tally/judge.h"

/* Of one unit, or of all living units under it, itself among them. */
enum tally_measure {
	TALLY_IN_TIME,		/* units that a rule asks to meet, by how they
				 * stand: TALLY_IN_TIME + enum unit_state */
	TALLY_DUE_SOON,
	TALLY_LATE,
	TALLY_VERY_LATE,
	TALLY_NO_WORD,		/* nothing of their meetings was recorded */
	TALLY_CELLS,		/* units that hold members, by the statutes */
	TALLY_MEMBERS,		/* people */
	TALLY_HELD_MONTH,	/* meetings held this month */
	TALLY_HELD_BEFORE,	/* and in the month before it */
	TALLY_PRESENT,		/* people at the last meeting whose attendance
				 * is known */
	TALLY_EXPECTED,		/* members on its day */
	TALLY_VACANT,		/* seats that are open longer than they may be,
				 * and terms that ran out */
	TALLY_SIZE,		/* units with too few or too many members */
	TALLY_ASSIGNED,		/* assignments that are not done */
	TALLY_OVERDUE,		/* of these, past their day */
	TALLY_OPEN,		/* exceptions of all rules */
	TALLY_MEASURES
};

/* ---- reading ----------------------------------------------------------- */

/* False, and zeros: the unit is not in the tally. */
MUST_USE bool	tally_sums(struct ctx *, int64_t unit_id,
		    int64_t out[TALLY_MEASURES]);

/* Each unit directly under one, with its sums, in the order of the tree. */
struct tally_child {
	int64_t		 unit_id;
	int64_t		 sum[TALLY_MEASURES];
};
void	tally_children(struct ctx *, int64_t unit_id,
	    struct tally_child **out, size_t *out_len);

/* What is known of one unit itself, not of those under it. */
struct tally_unit {
	int64_t		 unit_id, parent_id;
	bool		 owes;		/* a rule in force asks it to meet */
	bool		 holds_members;
	enum unit_state	 state;		/* of a unit that owes */
	str		 kind;		/* of the meeting that is due first */
	struct date	 due;		/* of that meeting; or DATE_NONE */
	struct date	 last;		/* the last such meeting; DATE_NONE */
	struct date	 begins;	/* of what is owed, DATE_NONE: long ago,
					 * or no word */
	int64_t		 own[TALLY_MEASURES];
};
MUST_USE bool	tally_unit(struct ctx *, int64_t unit_id,
		    struct tally_unit *out);

/* Every unit under one (itself among them) that a meeting rule asks something
 * of, in the order of the tree: the squares of a page, the points of the
 * picture. Whose places stay as they are until the tree itself changes. */
struct tally_cells {
	const int64_t	*unit_id;
	const uint8_t	*state;		/* enum unit_state */
	size_t		 len;
};
void	tally_cells(struct ctx *, int64_t unit_id, struct tally_cells *out);

/* How each of these units stands: with its meetings, or with one rule, of which
 * units are in time, late, or late for long. One that nothing is asked of is in
 * time; one that is not in the tally is UNIT_STATES. */
struct tally_rule;
void	tally_states(struct ctx *, const struct tally_rule *,
	    const int64_t *unit_ids, size_t len, uint8_t *out);
/* A number that changes when the row of a unit does. False: the database
 * failed. */
MUST_USE bool	tally_stamp(struct ctx *, uint64_t *out);

/* The rules of which exceptions are open under a unit, by article and rule. */
struct tally_rule {
	enum exception_kind	 kind;
	int64_t			 edition_id;
	size_t			 rule;	/* of that edition */
	str			 key, article;	/* "size.cell", "12" */
	int64_t			 open;
};
void	tally_rules(struct ctx *, int64_t unit_id, struct tally_rule **out,
	    size_t *out_len);

/*
 * One page of them, the longest first: `skip` of them left out, at most `max`.
 * rule NULL: of all rules; of a rule kind, key, article are looked at, so that
 * the same rule of two editions is one. Names and reasons are not here: ask org
 * and exception.h for those that are shown.
 */
struct tally_open {
	enum exception_kind	 kind;
	int64_t			 unit_id, edition_id;
	size_t			 rule;
	str			 key, article;
	struct date		 since, due;	/* as struct exception */
	int64_t			 days;
	str			 office;	/* of a seat or term, else "" */
	int			 seat;
	int64_t			 number;	/* of members */
};
#define TALLY_PAGE_MAX	1000
void	tally_open(struct ctx *, int64_t unit_id, const struct tally_rule *,
	    size_t skip, size_t max, struct tally_open **out,
	    size_t *out_len);

/* The end of a month, or today: how many units owed meetings, and how many of
 * them were late. Oldest first; the last one is today. */
struct month_share {
	struct date	 day;
	int64_t		 owing, late;
};
#define OVERVIEW_MONTHS	12
void	tally_trend(struct ctx *, int64_t unit_id,
	    struct month_share out[OVERVIEW_MONTHS]);

/* Every unit in the order of the walk over the tree, from position 0 on: it is
 * the same as long as *out_order is the same number. */
void	tally_order(struct ctx *, int64_t **out_unit_ids, size_t *out_len,
	    uint64_t *out_order);
/* The living units of a tier under one, itself among them, in the order of the
 * walk, but for those with an id above `newest`. */
void	tally_of_tier(struct ctx *, int64_t unit_id, str tier, int64_t newest,
	    uint32_t **out, size_t *out_len);

/* ---- writing: in a DB_WRITE transaction -------------------------------- */

/* TALL-1. Counts every unit that the transaction touched (change.h) and writes
 * its row. main.c hands it to change_settle_by(); tests do where they read what
 * they wrote. */
void	tally_settle(struct ctx *);
/* TALL-3, TALL-6, TALL-9: counts at most `max` units of those whose row is not
 * good any more, or missing. How many it counted; 0: none is left. */
size_t	tally_catch_up(struct ctx *, size_t max);
/* Rows that tally_catch_up() would count. */
int64_t	tally_waiting(struct ctx *);
/* Counts at most `max` units with an id above *after, good or not, and moves
 * it on; how many is added to *done. False: there was none left. */
MUST_USE bool	tally_count_next(struct ctx *, int64_t *after, size_t max,
		    int64_t *done);
/* How many units there ever were. */
int64_t	tally_units(struct ctx *);

/* ---- checking ---------------------------------------------------------- */

/* What a row, or a sum, says that the records do not. */
struct tally_wrong {
	int64_t		 unit_id;
	str		 what;		/* "members 11, counted 12" */
};
struct tally_found {
	struct LIST(struct tally_wrong)	 wrong;	/* the first of them */
	int64_t		 wrong_len;	/* all of them */
	int64_t		 waiting;	/* rows that wait to be counted again */
};
#define TALLY_WRONG_MAX	10		/* that are named */
/*
 * Counts at most `max` units with an id above *after from their records and
 * compares them with their rows; moves *after on. False: there was none left.
 * What is found is added, in `mem`; what it worked with in cx->mem is free
 * again.
 */
MUST_USE bool	tally_check_next(struct ctx *, struct arena *mem,
		    int64_t *after, size_t max, struct tally_found *);
/* Compares the sums in memory with those of the rows by unit_up. */
void	tally_check_sums(struct ctx *, struct arena *mem,
	    struct tally_found *);

/* ---- a server's ------------------------------------------------------- */

struct tally;
#define TALLY_THREADS_MAX	8

/* NULL where it could not be read; *problem as db_open(). Reads with several
 * threads, each with a connection of its own. */
struct tally	*tally_load(const char *db_path, int threads, struct date today,
		    const char **problem);
void	tally_drop(struct tally *);
/* TALL-5. Takes over what was committed since it was last asked; opens and ends
 * a DB_READ transaction on the connection. False: the database failed, and it
 * is to be asked again. */
MUST_USE bool	tally_follow(struct tally *, struct db *);
/* The sums are those of another day from now on. */
void	tally_day(struct tally *, struct date today);
/* Bytes it holds, units in it, those that wait to be counted again after a new
 * edition, and the newest transaction it has seen. */
struct tally_size {
	size_t	bytes, units, behind;
	size_t	recounts;	/* units under which all are counted again */
	int64_t	version;
};
void	tally_measure(struct tally *, struct tally_size *out);

#endif
