/*
 * plan.h - what a unit has set itself for some years: goals, the targets they
 * are shared out into down the tree, and what was reported of them.
 *
 *	PLAN-1	A plan is a unit's, with a first day and a last one. The
 *		resolution that it carries out gives it its title and text.
 *	PLAN-2	A goal says what is counted, how much of it in whole and by
 *		which day of the plan. The whole is the target of the plan's own
 *		unit.
 *	PLAN-3	A target is shared out to units that stand directly under the
 *		unit on that day, and to no other. A unit has one of a goal, and
 *		keeps the one it was given where it stood before.
 *	PLAN-4	Together they may be more or less than what is shared out; by
 *		how much is known.
 *	PLAN-5	Shared out evenly or by members it is divided into whole numbers
 *		by the largest remainder, so that their sum is what is shared
 *		out. A unit of fewer than five members counts as five.
 *	PLAN-6	A report is a unit's of its own target: how much was reached in
 *		all by the end of a day, which is not to come and not before the
 *		plan. The newest day counts.
 *	PLAN-7	A report is never changed. One that corrects it says why and
 *		stands in its place; both are kept.
 *	PLAN-8	What was reached of a target is the unit's own report and what
 *		was reached of all below it, with how many of the units that are
 *		to report have done so.
 *	PLAN-9	A target becomes assignments; from each the way leads back over
 *		the targets above it to the goal, the plan and the resolution.
 *	PLAN-10	A report is asked for so many months after the one before, for
 *		the first time after the plan has begun, and on the goal's last
 *		day; of units whose target is not shared out further.
 *
 * Units stand in the order of their names, each beside its own target: nothing
 * here puts them in the order of what they reached.
 *
 * A target stays what it is when its unit moves, merges or ends: what was
 * reached was reached, and counts where it was given.
 *
 * Each function runs inside the transaction of its caller and returns PLAN_OK
 * or the reason it refuses; having refused, it has changed nothing and set no
 * output. What it hands out lives in cx->mem.
 */
#ifndef PLAN_H
#define PLAN_H

#include "base/base.h"

#define PLAN_LINE_MAX	300		/* bytes: a title, a measure */
#define PLAN_TEXT_MAX	32000		/* bytes: what a plan is for */
#define PLAN_NOTE_MAX	1000		/* bytes: the note of a report */
#define PLAN_YEARS_MAX	20
#define PLANS_MAX	200		/* of one unit, in a list */
#define GOALS_MAX	40		/* of one plan */
#define TARGETS_MAX	5000		/* below one: UNIT_LIST_MAX */
#define TARGET_REPORTS_MAX	500	/* of one target, in a list */
#define TARGET_TASKS_MAX	500
#define TARGET_DEPTH_MAX	32
/* Times the members of all units it stays below 2^62. */
#define PLAN_AMOUNT_MAX	100000000000

#define PLAN_ERRORS(X) \
	X(PLAN_OK, 200, "done") \
	X(PLAN_NONE, 404, "there is no such plan") \
	X(PLAN_NO_TARGET, 404, "there is no such target") \
	X(PLAN_NO_REPORT, 404, "there is no such report") \
	X(PLAN_NO_UNIT, 404, "there is no such unit") \
	X(PLAN_NO_RESOLUTION, 404, "there is no such resolution") \
	X(PLAN_NO_TITLE, 422, "write a title") \
	X(PLAN_NO_MEASURE, 422, "write what is counted, like towns") \
	X(PLAN_TOO_LONG, 422, "say it in fewer words") \
	X(PLAN_DAYS, 422, \
	  "write a first and a last day, at most twenty years apart") \
	X(PLAN_SHORTER, 409, \
	  "a goal or a report of it lies outside of these days") \
	X(PLAN_AMOUNT, 422, \
	  "write a whole number, at most 100,000,000,000") \
	X(PLAN_DUE, 422, "choose a day within the years of the plan") \
	X(PLAN_EVERY, 422, "choose how often a report is asked for") \
	X(PLAN_FULL, 409, "this is more than one plan can have") \
	X(PLAN_NOT_UNDER, 422, \
	  "a target is shared out to units directly under the unit") \
	X(PLAN_ELSEWHERE, 409, \
	  "the unit has its target of this goal from another") \
	X(PLAN_NO_UNITS, 409, "no unit stands under this one") \
	X(PLAN_NO_MEMBERS, 409, \
	  "none of these units has members to share it out by") \
	X(PLAN_CHANGED, 409, \
	  "the units or their members are others now; look again") \
	X(PLAN_SAME, 409, "this is how it stands already") \
	X(PLAN_DAY, 422, \
	  "choose today or an earlier day, not before the plan begins") \
	X(PLAN_CORRECTED, 409, "this report was corrected already") \
	X(PLAN_NO_REASON, 422, "say in a few words what is corrected and why") \
	X(PLAN_ENDED, 409, "the unit has ended") \
	X(PLAN_NO_MEMBER, 422, "choose a member of the unit") \
	X(PLAN_TASK_DUE, 422, "choose today or a later day")
enum plan_err {
#define X(name, status, text) name,
	PLAN_ERRORS(X)
#undef X
	PLAN_ERR_COUNT
};
int		plan_err_status(enum plan_err);
const char	*plan_err_text(enum plan_err);

/* ---- plans and goals (PLAN-1, PLAN-2) ---------------------------------- */

struct plan {
	int64_t		 id, unit_id, resolution_id;	/* 0: of none */
	str		 public_id, title, text, unit_name;
	struct date	 from, last;
};
MUST_USE bool	plan_read(struct ctx *, int64_t id, struct plan *out);
MUST_USE bool	plan_by_public(struct ctx *, str public_id, struct plan *out);
/* Of a unit, those of a resolution: the newest first, without their texts. */
void	plan_of_unit(struct ctx *, int64_t unit_id, struct plan **out,
	    size_t *out_len);
void	plan_of_resolution(struct ctx *, int64_t resolution_id,
	    struct plan **out, size_t *out_len);
/* unit_id, resolution_id, title, text, from and last are read; an empty title
 * and text are the resolution's. */
MUST_USE enum plan_err	plan_begin(struct ctx *, const struct plan *,
		    int64_t *out_id);
/* Title, text and days of the plan `id`. */
MUST_USE enum plan_err	plan_change(struct ctx *, const struct plan *);

struct goal {
	int64_t		 plan_id;
	str		 title, measure;	/* "towns" */
	int64_t		 amount;	/* in whole */
	struct date	 due;
	int		 every;		/* 0, 1, 3, 6 or 12 months: PLAN-10 */
};
/* It becomes the last of its plan. */
MUST_USE enum plan_err	goal_set(struct ctx *, const struct goal *,
		    int64_t *out_target_id);

/* ---- targets (PLAN-3, PLAN-4) ------------------------------------------ */

struct target {
	int64_t		 id, goal_id, unit_id, parent_id;	/* 0: whole */
	str		 public_id, unit_public_id, unit_name;	/* of today */
	bool		 unit_ended;
	int64_t		 amount;
	int64_t		 own;		/* the unit's own newest report; -1 */
	struct date	 own_day;
	int64_t		 done;		/* in all, those below among it */
	int64_t		 told, leaves;	/* of the units that are to report,
					 * how many have */
	int64_t		 shared, below;	/* directly below: their sum, and how
					 * many they are */
	struct date	 given_on;
	/* Of its goal and plan. */
	int64_t		 plan_id;
	str		 title, measure;
	struct date	 due, from;	/* of the goal, of the plan */
	int		 every;
};
MUST_USE bool	target_read(struct ctx *, int64_t id, struct target *out);
MUST_USE bool	target_by_public(struct ctx *, str public_id,
		    struct target *out);
/* The wholes of a plan's goals, in their order. */
void	target_of_plan(struct ctx *, int64_t plan_id, struct target **out,
	    size_t *out_len);
/* Of a unit, of plans that go on on a day; the older plan first. */
void	target_of_unit(struct ctx *, int64_t unit_id, struct date on,
	    struct target **out, size_t *out_len);
/* From the whole down to the target itself. */
void	target_chain(struct ctx *, int64_t id, struct target **out,
	    size_t *out_len);
/* Directly below, by the names of the units, "Cell 2" before "Cell 10". */
void	target_below(struct ctx *, int64_t id, struct target **out,
	    size_t *out_len);
/* The target of one unit directly under, set or changed; 0 asks nothing of
 * it. */
MUST_USE enum plan_err	target_give(struct ctx *, int64_t id,
		    int64_t unit_id, int64_t amount, int64_t *out_id);
/* Its amount, also of a whole. */
MUST_USE enum plan_err	target_set_amount(struct ctx *, int64_t id,
		    int64_t amount);

/* ---- sharing out (PLAN-5) ---------------------------------------------- */

enum share_by { SHARE_EVENLY = 1, SHARE_BY_MEMBERS = 2 };

/* base / (sum of bases) * what is shared out = whole, and rest / sum. */
struct share {
	int64_t		 unit_id;
	str		 unit_name, unit_public_id;
	int64_t		 members;	/* counted where it is by them */
	int64_t		 base;
	int64_t		 whole, rest, amount;
	int64_t		 target_id;	/* its target until now; 0: none */
	int64_t		 was;		/* the amount of that; -1: none */
};
/* whole, rest and amount from base; the sum of the bases, above 0. Of equal
 * remainders the larger base goes first, then the earlier place. */
int64_t	plan_divide(struct arena *, int64_t amount, struct share *,
	    size_t len);

struct sharing {
	struct share	*list;
	size_t		 len;
	int64_t		 base;		/* the sum of theirs */
	int64_t		 gone;		/* amounts of targets below it whose
					 * unit stands under it no longer */
	size_t		 elsewhere;	/* units that have theirs from another
					 * and are not in the list */
	uint64_t	 stamp;		/* another one when a line is */
};
/* What would be given to each unit under the target's. */
MUST_USE enum plan_err	target_share_look(struct ctx *, int64_t id,
		    enum share_by, int64_t amount, struct sharing *out);
/* As it was looked at: with its stamp. */
MUST_USE enum plan_err	target_share(struct ctx *, int64_t id,
		    enum share_by, int64_t amount, uint64_t stamp);

/* ---- reports (PLAN-6, PLAN-7, PLAN-8) ---------------------------------- */

struct target_report {
	int64_t		 id, target_id, corrects;	/* 0: none */
	str		 public_id, note, by;	/* a name, or "" */
	struct date	 day;
	int64_t		 amount, at;
	bool		 stands;	/* nothing corrected it */
};
MUST_USE bool	target_report_by_public(struct ctx *, str public_id,
		    struct target_report *out);
/* The newest entered first. */
void	target_reports(struct ctx *, int64_t target_id,
	    struct target_report **out, size_t *out_len);
/* target_id, day, amount, note and corrects are read. */
MUST_USE enum plan_err	target_tell(struct ctx *,
		    const struct target_report *, int64_t *out_id);
/* PLAN-10. DATE_NONE: none is asked for any more. */
struct date	target_next_report(const struct target *);

/* ---- carried out (PLAN-9) ---------------------------------------------- */

struct target_task {
	str		 public_id, text, member_name;
	int		 state;		/* enum assignment_state */
	struct date	 due;
};
/* Given to a member of the target's unit; the text is the goal's title unless
 * one is given. */
MUST_USE enum plan_err	target_assign(struct ctx *, int64_t id,
		    int64_t member_id, str text, struct date due);
void	target_tasks(struct ctx *, int64_t id, struct target_task **out,
	    size_t *out_len);
/* Of which target an assignment is; false: of none. */
MUST_USE bool	target_of_task(struct ctx *, int64_t assignment_id,
		    struct target *out);

#endif
