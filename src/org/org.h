/*
 * org.h - the organisation, its words, and the tree of its units on any day.
 *
 *	ORG-1	On any day the units form one tree; each stands under a unit of
 *		a tier that the statutes of that day allow.
 *	ORG-2	A code and a public id name one unit for ever.
 *	ORG-3	Founding, renaming, moving, splitting, merging and dissolving
 *		are dated events; the tree of any day can be asked for.
 *	ORG-4	A unit that was merged or dissolved leads on to its heirs.
 *	ORG-5	A unit ends only when no member belongs to it from that day on,
 *		and is dissolved only when no unit stands under it either.
 *	ORG-6	An event takes effect no earlier than the unit's last event,
 *		and never in the future.
 *
 * A day before the first edition of the statutes is judged by the first one:
 * units are older than the document that describes them.
 *
 * Each function runs inside the transaction of its caller and returns ORG_OK or
 * the reason it refuses; having refused, it has changed nothing and set no
 * output. What it hands out lives in cx->mem.
 */
#ifndef ORG_H
#define ORG_H

#include "base/base.h"
#include "statutes/statutes.h"

#define UNIT_NAME_MAX	200		/* bytes */
#define UNIT_CODE_MAX	120		/* bytes */
#define UNIT_DEPTH_MAX	TIERS_MAX	/* a tier stands once on a path */
#define UNIT_LIST_MAX	5000		/* units in one list */

#define ORG_ERRORS(X) \
	X(ORG_OK, 200, "done") \
	X(ORG_NO_STATUTES, 409, "no statutes are in force on that day") \
	X(ORG_NO_TIER, 422, "the statutes of that day know no such tier") \
	X(ORG_NO_PARENT, 422, "there is no unit with that code to stand under") \
	X(ORG_NO_UNIT, 404, "there is no such unit") \
	X(ORG_CODE_TAKEN, 409, "another unit has this code") \
	X(ORG_CODE_BAD, 422, "a code has 1 to 120 letters, digits, single spaces and . _ - /") \
	X(ORG_NAME_MISSING, 422, "write the name of the unit") \
	X(ORG_NAME_LONG, 422, "the name is too long; shorten it") \
	X(ORG_WRONG_PARENT, 422, "the statutes do not let this tier stand under that one") \
	X(ORG_SECOND_ROOT, 409, "there is already a unit at the top") \
	X(ORG_NEEDS_PARENT, 422, "a unit of this tier stands under another") \
	X(ORG_LOOP, 422, "a unit cannot stand under itself") \
	X(ORG_GONE, 409, "the unit was dissolved before that day") \
	X(ORG_PARENT_GONE, 409, "the unit above did not exist on that day, or has ended since") \
	X(ORG_TOO_EARLY, 409, "something later is already recorded of this unit") \
	X(ORG_HAS_UNITS, 409, "other units still stand under it on that day") \
	X(ORG_HAS_MEMBERS, 409, "members still belong to it on that day") \
	X(ORG_NOT_SAME_TIER, 422, "only units of the same tier can be merged") \
	X(ORG_HEIR_GONE, 409, "the unit that takes over did not exist on that day, or has ended since") \
	X(ORG_FUTURE, 422, "this day is still to come")
enum org_err {
#define X(name, status, text) name,
	ORG_ERRORS(X)
#undef X
	ORG_ERR_COUNT
};
int		org_err_status(enum org_err);
const char	*org_err_text(enum org_err);

/* The edition that a day is judged by: the one in force, or the first one for
 * an earlier or an unknown day before it; NULL where there is none at all. */
const struct statutes	*org_statutes(struct ctx *, struct date on);

struct organisation {
	str	name, language, direction;
	int	step;
};
/* False before the set-up has begun. */
bool	org_read(struct ctx *, struct organisation *out);
void	org_write(struct ctx *, const struct organisation *);

/* A word of the organisation, as it wants it shown; else the statutes' name
 * for a tier or office; else the word itself. */
struct shown { str one, many; };
struct shown	org_word(struct ctx *, str term);
void	org_word_set(struct ctx *, str term, struct shown);
/* A word as it stands within a sentence: English writes it small. */
str	org_in_sentence(struct ctx *, str word);
/* "Whole federation", of the tier at the top. */
str	org_whole_word(struct ctx *, str tier);

struct unit {
	int64_t		 id, parent_id;
	str		 public_id, code, tier, name;
	struct date	 founded, dissolved;
};

MUST_USE bool	org_unit(struct ctx *, int64_t id, struct unit *out);
MUST_USE bool	org_unit_by_public(struct ctx *, str public_id,
		    struct unit *out);
MUST_USE bool	org_unit_by_code(struct ctx *, str code, struct unit *out);
MUST_USE bool	org_root(struct ctx *, struct unit *out);
/* From the root down to the unit itself, as today. */
void	org_path(struct ctx *, int64_t unit_id, struct unit **out,
	    size_t *out_len);
/* The unit with the name and place it had on a day; false if it did not stand
 * in the tree of that day. Likewise the unit at the top of that day. */
MUST_USE bool	org_unit_on(struct ctx *, int64_t id, struct date on,
		    struct unit *out);
MUST_USE bool	org_root_on(struct ctx *, struct date on, struct unit *out);
/* From the root down to the unit itself, as on a day; empty if it did not
 * stand in the tree of that day. */
void	org_path_on(struct ctx *, int64_t unit_id, struct date on,
	    struct unit **out, size_t *out_len);
/* Units directly under one on a day, by name, "Cell 2" before "Cell 10"; at
 * most UNIT_LIST_MAX. How many there are. */
void	org_children(struct ctx *, int64_t unit_id, struct date on,
	    struct unit **out, size_t *out_len);
int64_t	org_count_children(struct ctx *, int64_t unit_id, struct date on);
/* Whether `anc` is the unit or stands above it today. */
bool	org_is_under(struct ctx *, int64_t unit_id, int64_t anc);
/* Living units under one today, itself among them, by tier. */
struct tier_count {
	str	 tier;
	int64_t	 units;
	bool	 holds_members;		/* by the statutes of today */
};
void	org_count_tiers(struct ctx *, int64_t unit_id,
	    struct tier_count **out, size_t *out_len);
/* Those of them that hold members. */
int64_t	org_count_cells(struct ctx *, int64_t unit_id);
/* Living units whose folded name or code contains the text, by name; at most
 * max, under `anc` (0: anywhere). Of more than max not always the first. */
void	org_search(struct ctx *, str text, int64_t anc, size_t max,
	    struct unit **out, size_t *out_len);
/* Where the records of a unit went: the living heirs (ORG-4). Of a merged unit
 * the one that took over; of a dissolved one the parts split off that same day,
 * else the unit that stood above it. None of a unit that lives. */
void	org_heirs(struct ctx *, int64_t unit_id, struct unit **out,
	    size_t *out_len);

struct unit_new {
	str		 code, tier, name;
	int64_t		 parent_id;	/* 0: the root */
	struct date	 founded;	/* DATE_NONE: unknown */
};
MUST_USE enum org_err	org_found(struct ctx *, const struct unit_new *,
		    int64_t *out_id);
MUST_USE enum org_err	org_rename(struct ctx *, int64_t unit_id, str name,
		    struct date on);
MUST_USE enum org_err	org_move(struct ctx *, int64_t unit_id,
		    int64_t parent_id, struct date on);
/* A new unit beside this one, of its tier; of `part` only code and name count.
 * Members are then transferred to it by the caller. */
MUST_USE enum org_err	org_split(struct ctx *, int64_t unit_id,
		    const struct unit_new *part, struct date on,
		    int64_t *out_id);
/* The units under `unit_id` go to `heir_id`, and it ends. Its members must be
 * moved first, by the caller in the same transaction (member_transfer_all):
 * members are above this room. */
MUST_USE enum org_err	org_merge(struct ctx *, int64_t unit_id,
		    int64_t heir_id, struct date on);
MUST_USE enum org_err	org_dissolve(struct ctx *, int64_t unit_id,
		    struct date on, str reason);

/* Whether each of these would be refused, and why. Of a merger ORG_HAS_MEMBERS
 * comes last: nothing else is in its way. */
MUST_USE enum org_err	org_found_check(struct ctx *, const struct unit_new *);
MUST_USE enum org_err	org_rename_check(struct ctx *, int64_t unit_id,
		    str name, struct date on);
MUST_USE enum org_err	org_move_check(struct ctx *, int64_t unit_id,
		    int64_t parent_id, struct date on);
MUST_USE enum org_err	org_split_check(struct ctx *, int64_t unit_id,
		    const struct unit_new *part, struct date on);
MUST_USE enum org_err	org_merge_check(struct ctx *, int64_t unit_id,
		    int64_t heir_id, struct date on);
MUST_USE enum org_err	org_dissolve_check(struct ctx *, int64_t unit_id,
		    struct date on);

/* Stored: never renumber. */
enum unit_event_kind { UNIT_FOUND = 1, UNIT_RENAME, UNIT_MOVE, UNIT_SPLIT,
	UNIT_MERGE, UNIT_DISSOLVE };

struct unit_event {
	enum unit_event_kind	 kind;
	struct date	 day;		/* DATE_NONE: a founding, unknown */
	int64_t		 unit_id;	/* what it is about */
	int64_t		 other_id;	/* parent, new part, heir; 0: none */
	str		 text;		/* new name, or the reason */
	int64_t		 entered_at;
};
/* What happened to a unit, splits and mergers into it too; oldest first. */
void	org_events(struct ctx *, int64_t unit_id, struct unit_event **out,
	    size_t *out_len);

/* Every name and every place of a unit, oldest first. */
struct unit_span {
	str		 name;		/* of a name */
	int64_t		 parent_id;	/* of a place; 0: the top */
	struct date	 from, until;	/* DATE_NONE: see the schema */
};
void	org_names(struct ctx *, int64_t unit_id, struct unit_span **out,
	    size_t *out_len);
void	org_places(struct ctx *, int64_t unit_id, struct unit_span **out,
	    size_t *out_len);

#endif
