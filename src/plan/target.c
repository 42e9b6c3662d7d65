/* target.c - the share of a unit in a goal, and what carries it out. */
#include "plan/plan_own.h"

#include <assert.h>
#include <stdlib.h>

#include "assignment/assignment.h"
#include "org/org.h"

#include "plan/plan.sql.h"

_Static_assert(TARGETS_MAX == UNIT_LIST_MAX, "as many as units under one");

/* ---- reading ----------------------------------------------------------- */

static struct target
target_row(struct ctx *cx, struct query *q)
{
	return (struct target){
		.id = q_get_int(q, 0),
		.goal_id = q_get_int(q, 1),
		.unit_id = q_get_int(q, 2),
		.parent_id = q_get_id(q, 3),
		.public_id = arena_copy(cx->mem, q_get_str(q, 4)),
		.unit_public_id = arena_copy(cx->mem, q_get_str(q, 5)),
		.unit_name = arena_copy(cx->mem, q_get_str(q, 6)),
		.unit_ended = !q_is_null(q, 7),
		.amount = q_get_int(q, 8),
		.own = q_is_null(q, 9) ? -1 : q_get_int(q, 9),
		.own_day = q_get_date(q, 10),
		.done = q_get_int(q, 11),
		.told = q_get_int(q, 12),
		.leaves = q_get_int(q, 13),
		.shared = q_get_int(q, 14),
		.below = q_get_int(q, 15),
		.given_on = date_of_moment(q_get_int(q, 16)),
		.plan_id = q_get_int(q, 17),
		.title = arena_copy(cx->mem, q_get_str(q, 18)),
		.measure = arena_copy(cx->mem, q_get_str(q, 19)),
		.due = q_get_date(q, 20),
		.from = q_get_date(q, 21),
		.every = (int)q_get_int(q, 22),
	};
}

bool
target_read(struct ctx *cx, int64_t id, struct target *out)
{
	struct query q = db_query(cx->db, &sql_target_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = target_row(cx, &q);
	q_end(&q);
	return true;
}

bool
target_by_public(struct ctx *cx, str public_id, struct target *out)
{
	struct query q = db_query(cx->db, &sql_target_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return target_read(cx, q_number(&q), out);
}

static void
read_rows(struct ctx *cx, struct query *q, struct target **out,
    size_t *out_len)
{
	struct LIST(struct target) list = { 0 };

	while (q_row(q)) {
		*LIST_ADD(cx->mem, &list) = target_row(cx, q);
	}
	*out = list.at;
	*out_len = list.len;
}

void
target_of_plan(struct ctx *cx, int64_t plan_id, struct target **out,
    size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_target_by_plan);

	q_set_int(&q, ":id", plan_id);
	q_set_int(&q, ":max", GOALS_MAX);
	read_rows(cx, &q, out, out_len);
}

void
target_of_unit(struct ctx *cx, int64_t unit_id, struct date on,
    struct target **out, size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_target_by_unit);

	q_set_int(&q, ":id", unit_id);
	q_set_date(&q, ":on", on);
	q_at_most(&q, TARGETS_MAX);
	read_rows(cx, &q, out, out_len);
}

void
target_chain(struct ctx *cx, int64_t id, struct target **out, size_t *out_len)
{
	struct target up[TARGET_DEPTH_MAX];
	size_t len = 0;

	while (id != 0 && len < TARGET_DEPTH_MAX &&
	    target_read(cx, id, &up[len])) {
		id = up[len++].parent_id;
	}
	*out = NEW(cx->mem, struct target, len);
	*out_len = len;
	for (size_t i = 0; i < len; i++) {
		(*out)[i] = up[len - 1 - i];
	}
}

struct named {
	str		 fold;
	struct target	 target;
};

static int
by_name(const void *pa, const void *pb)
{
	const struct named *a = pa, *b = pb;
	int c = str_natural_cmp(a->fold, b->fold);

	return c != 0 ? c : a->target.id < b->target.id ? -1 :
	    a->target.id > b->target.id;
}

void
target_below(struct ctx *cx, int64_t id, struct target **out, size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_target_children);
	struct named *named;

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":max", TARGETS_MAX);
	read_rows(cx, &q, out, out_len);
	named = NEW(cx->mem, struct named, *out_len);
	for (size_t i = 0; i < *out_len; i++) {
		named[i] = (struct named){ text_fold(cx->mem,
		    (*out)[i].unit_name), (*out)[i] };
	}
	if (*out_len > 1) {
		qsort(named, *out_len, sizeof(*named), by_name);
	}
	for (size_t i = 0; i < *out_len; i++) {
		(*out)[i] = named[i].target;
	}
}

int64_t
target_id_of(struct ctx *cx, int64_t goal_id, int64_t unit_id)
{
	struct query q = db_query(cx->db, &sql_target_id_by_goal);

	q_set_int(&q, ":goal_id", goal_id);
	q_set_int(&q, ":unit_id", unit_id);
	return q_number(&q);
}

/* ---- figures along the chain (PLAN-8) ---------------------------------- */

void
target_add(struct ctx *cx, int64_t id, struct target_delta delta)
{
	struct query q;

	if (delta.done == 0 && delta.told == 0 && delta.leaves == 0) {
		return;
	}
	q = db_query(cx->db, &sql_target_add);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":done", delta.done);
	q_set_int(&q, ":told", delta.told);
	q_set_int(&q, ":leaves", delta.leaves);
	q_run(&q);
}

/* A target that is shared out for the first time is a leaf no longer. */
void
target_shared(struct ctx *cx, const struct target *t, int64_t more,
    int64_t shared)
{
	struct query q = db_query(cx->db, &sql_target_share_more);
	bool first = t->below == 0 && more > 0;

	q_set_int(&q, ":id", t->id);
	q_set_int(&q, ":shared", shared);
	q_set_int(&q, ":below", more);
	q_run(&q);
	target_add(cx, t->id, (struct target_delta){
		.told = first ? -t->told : 0,
		.leaves = first ? more - 1 : more,
	});
}

/* ---- giving (PLAN-3) --------------------------------------------------- */

int64_t
target_insert(struct ctx *cx, int64_t goal_id, int64_t unit_id,
    int64_t parent_id, int64_t amount)
{
	int64_t id = db_new_id(cx->db, "target");
	struct query q = db_query(cx->db, &sql_target_insert);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":goal_id", goal_id);
	q_set_int(&q, ":unit_id", unit_id);
	q_set_id(&q, ":parent_id", parent_id);
	q_set_int(&q, ":amount", amount);
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	return id;
}

void
target_put_amount(struct ctx *cx, int64_t id, int64_t amount)
{
	struct query q = db_query(cx->db, &sql_target_amount);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":amount", amount);
	q_run(&q);
}

enum plan_err
target_set_amount(struct ctx *cx, int64_t id, int64_t amount)
{
	struct target t, parent;

	if (!target_read(cx, id, &t)) {
		return PLAN_NO_TARGET;
	}
	if (amount < (t.parent_id == 0) || amount > PLAN_AMOUNT_MAX) {
		return PLAN_AMOUNT;
	}
	if (amount == t.amount) {
		return PLAN_SAME;
	}
	target_put_amount(cx, id, amount);
	if (t.parent_id != 0 && target_read(cx, t.parent_id, &parent)) {
		target_shared(cx, &parent, 0, amount - t.amount);
		plan_note(cx, "target.amount", ACT_ISSUE_GOALS, parent.unit_id,
		    "target", id);
	} else {
		plan_note(cx, "target.amount", ACT_ISSUE_GOALS, t.unit_id,
		    "target", id);
	}
	return PLAN_OK;
}

enum plan_err
target_give(struct ctx *cx, int64_t id, int64_t unit_id, int64_t amount,
    int64_t *out_id)
{
	struct target t, had;
	struct unit unit;
	enum plan_err err;
	int64_t given;

	if (!target_read(cx, id, &t)) {
		return PLAN_NO_TARGET;
	}
	if (!org_unit(cx, unit_id, &unit) || date_known(unit.dissolved) ||
	    unit.parent_id != t.unit_id) {
		return PLAN_NOT_UNDER;				/* PLAN-3 */
	}
	if (amount < 0 || amount > PLAN_AMOUNT_MAX) {
		return PLAN_AMOUNT;
	}
	given = target_id_of(cx, t.goal_id, unit_id);
	if (given != 0) {
		if (!target_read(cx, given, &had) || had.parent_id != id) {
			return PLAN_ELSEWHERE;
		}
		err = target_set_amount(cx, given, amount);
		*out_id = err == PLAN_OK ? given : *out_id;
		return err;
	}
	*out_id = target_insert(cx, t.goal_id, unit_id, id, amount);
	target_shared(cx, &t, 1, amount);
	plan_note(cx, "target.give", ACT_ISSUE_GOALS, t.unit_id, "target",
	    *out_id);
	return PLAN_OK;
}

/* ---- carried out (PLAN-9) ---------------------------------------------- */

static enum plan_err
from_assignment(enum assignment_err err)
{
	return err == ASSIGNMENT_OK ? PLAN_OK :
	    err == ASSIGNMENT_NO_MEMBER ? PLAN_NO_MEMBER :
	    err == ASSIGNMENT_TOO_LONG ? PLAN_TOO_LONG : PLAN_TASK_DUE;
}

enum plan_err
target_assign(struct ctx *cx, int64_t id, int64_t member_id, str text,
    struct date due)
{
	struct assignment_new in = { .member_id = member_id, .due = due,
		.given_on = cx->today };
	int64_t assignment_id;
	enum plan_err err;
	struct target t;
	struct query q;

	if (!target_read(cx, id, &t)) {
		return PLAN_NO_TARGET;
	}
	in.unit_id = t.unit_id;
	in.text = str_trim(text).len == 0 ? t.title : text;
	err = from_assignment(assignment_give(cx, &in, &assignment_id));
	if (err != PLAN_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_target_task_insert);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":assignment_id", assignment_id);
	q_run(&q);
	plan_note(cx, "target.assign", ACT_KEEP_ASSIGNMENTS, t.unit_id,
	    "target", id);
	return PLAN_OK;
}

void
target_tasks(struct ctx *cx, int64_t id, struct target_task **out,
    size_t *out_len)
{
	struct LIST(struct target_task) list = { 0 };
	struct query q = db_query(cx->db, &sql_target_task_list);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":max", TARGET_TASKS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct target_task){
			.public_id = arena_copy(cx->mem, q_get_str(&q, 0)),
			.text = arena_copy(cx->mem, q_get_str(&q, 1)),
			.member_name = arena_copy(cx->mem, q_get_str(&q, 2)),
			.state = (int)q_get_int(&q, 3),
			.due = q_get_date(&q, 4),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

bool
target_of_task(struct ctx *cx, int64_t assignment_id, struct target *out)
{
	struct query q = db_query(cx->db, &sql_target_id_of_task);

	q_set_int(&q, ":id", assignment_id);
	return target_read(cx, q_number(&q), out);
}
