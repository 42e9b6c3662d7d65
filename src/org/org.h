/*
 * org.h - the organisation, its words, and the tree of its units on any day.
 *
 *	ORG-1	On any day the units form one tree; each stands under a unit of
 *		a tier that the statutes of that day allow.
 *	ORG-2	A code and a public id name one unit for ever.
 *	ORG-3	Founding, renaming, moving, splitting, merging and dissolving
 *		are dated events; the tree of any day can be asked for.
 *	ORG-4	A unit that was merged or dissolved leads on to its heirs.
 *	ORG-5	A unit is dissolved only when no unit stands under it and no
 *		member belongs to it on that day.
 *	ORG-6	An event takes effect no earlier than the unit's last event.
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
#define UNIT_DEPTH_MAX	16		/* tiers from the root down */
#define UNIT_LIST_MAX	5000		/* units in one list */

#define ORG_ERRORS(X) \
	X(ORG_OK, 200, "done") \
	X(ORG_NO_STATUTES, 409, "no statutes are in force on that day") \
	X(ORG_NO_TIER, 422, "the statutes of that day know no such tier") \
	X(ORG_NO_PARENT, 422, "there is no unit with that code to stand under") \
	X(ORG_NO_UNIT, 404, "there is no such unit") \
	X(ORG_CODE_TAKEN, 409, "another unit has this code") \
	X(ORG_CODE_BAD, 422, "a code has 1 to 120 letters, digits and . _ - / and no spaces") \
	X(ORG_NAME_MISSING, 422, "write the name of the unit") \
	X(ORG_WRONG_PARENT, 422, "the statutes do not let this tier stand under that one") \
	X(ORG_SECOND_ROOT, 409, "there is already a unit at the top") \
	X(ORG_NEEDS_PARENT, 422, "a unit of this tier stands under another") \
	X(ORG_LOOP, 422, "a unit cannot stand under itself") \
	X(ORG_GONE, 409, "the unit was dissolved before that day") \
	X(ORG_PARENT_GONE, 409, "the unit above does not exist on that day") \
	X(ORG_TOO_EARLY, 409, "something later is already recorded of this unit") \
	X(ORG_HAS_UNITS, 409, "other units still stand under it on that day") \
	X(ORG_HAS_MEMBERS, 409, "members still belong to it on that day") \
	X(ORG_NOT_SAME_TIER, 422, "only units of the same tier can be merged") \
	X(ORG_FUTURE, 422, "this day is still to come")
enum org_err {
#define X(name, status, text) name,
	ORG_ERRORS(X)
#undef X
	ORG_ERR_COUNT
};
int		org_err_status(enum org_err);
const char	*org_err_text(enum org_err);

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
/* Units directly under one on a day, by name. */
void	org_children(struct ctx *, int64_t unit_id, struct date on,
	    struct unit **out, size_t *out_len);
/* Whether `anc` is the unit or stands above it today. */
bool	org_is_under(struct ctx *, int64_t unit_id, int64_t anc);
/* Living units under one today (itself among them) that hold members. */
int64_t	org_count_cells(struct ctx *, int64_t unit_id);
/* Living units whose folded name or code contains the text, by name; at most
 * max, under `anc` (0: anywhere). */
void	org_search(struct ctx *, str text, int64_t anc, size_t max,
	    struct unit **out, size_t *out_len);
/* Where the records of a unit went: the living heirs (ORG-4). */
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
/* A new unit beside this one; members are then transferred to it. */
MUST_USE enum org_err	org_split(struct ctx *, int64_t unit_id,
		    const struct unit_new *part, struct date on,
		    int64_t *out_id);
/* The members and units of `unit_id` go to `heir_id`, and it ends. */
MUST_USE enum org_err	org_merge(struct ctx *, int64_t unit_id,
		    int64_t heir_id, struct date on);
MUST_USE enum org_err	org_dissolve(struct ctx *, int64_t unit_id,
		    struct date on, str reason);

struct unit_event {
	int		 kind;		/* 1 found ... 6 dissolve */
	struct date	 day;
	int64_t		 unit_id, other_id;
	str		 text;
};
void	org_events(struct ctx *, int64_t unit_id, struct unit_event **out,
	    size_t *out_len);

#endif
