/*
 * plan_own.h - what the files of this room share.
 */
#ifndef PLAN_OWN_H
#define PLAN_OWN_H

#include "account/may.h"
#include "db/db.h"
#include "plan/plan.h"

/* A line of the record of changes, by the office that allowed the act. */
void	plan_note(struct ctx *, const char *verb, enum act, int64_t unit_id,
	    const char *kind, int64_t id);
/* What is added to a target itself and to every one above it (PLAN-8). */
struct target_delta {
	int64_t	done, told, leaves;
};
void	target_add(struct ctx *, int64_t id, struct target_delta);
/* The target of a unit of a goal; 0: it has none. */
int64_t	target_id_of(struct ctx *, int64_t goal_id, int64_t unit_id);
/* One target more below, of a unit that has none of the goal; no line in the
 * record of changes. */
int64_t	target_insert(struct ctx *, int64_t goal_id, int64_t unit_id,
	    int64_t parent_id, int64_t amount);
/* A target that got `more` new ones below it, and `shared` in amounts. */
void	target_shared(struct ctx *, const struct target *, int64_t more,
	    int64_t shared);
void	target_put_amount(struct ctx *, int64_t id, int64_t amount);

#endif
