/* resolution.c - what was resolved, and who carries it out. */
#include "assignment/assignment.h"
#include "bulletin/bulletin_own.h"
#include "member/member.h"
#include "motion/motion.h"
#include "org/org.h"
#include "vote/vote.h"

#include "bulletin/bulletin.sql.h"

/* ---- reading ----------------------------------------------------------- */

static struct resolution
resolution_row(struct ctx *cx, struct query *q)
{
	return (struct resolution){
		.id = q_get_int(q, 0),
		.conference_id = q_get_int(q, 1),
		.motion_id = q_get_id(q, 2),
		.vote_id = q_get_id(q, 3),
		.public_id = arena_copy(cx->mem, q_get_str(q, 4)),
		.title = arena_copy(cx->mem, q_get_str(q, 5)),
		.number = (int)q_get_int(q, 6),
		.resolved_on = q_get_date(q, 7),
	};
}

bool
resolution_read(struct ctx *cx, int64_t id, struct resolution *out)
{
	struct query q = db_query(cx->db, &sql_resolution_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = resolution_row(cx, &q);
	out->text = arena_copy(cx->mem, q_get_str(&q, 8));
	q_end(&q);
	return true;
}

bool
resolution_by_public(struct ctx *cx, str public_id, struct resolution *out)
{
	struct query q = db_query(cx->db, &sql_resolution_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return resolution_read(cx, q_number(&q), out);
}

void
resolution_list(struct ctx *cx, int64_t conference_id,
    struct resolution **out, size_t *out_len)
{
	struct LIST(struct resolution) list = { 0 };
	struct query q = db_query(cx->db, &sql_resolutions);

	q_set_int(&q, ":id", conference_id);
	q_set_int(&q, ":max", RESOLUTIONS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = resolution_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

bool
resolution_of_task(struct ctx *cx, int64_t assignment_id,
    struct resolution *out)
{
	struct query q = db_query(cx->db, &sql_resolution_id_of_task);

	q_set_int(&q, ":id", assignment_id);
	return resolution_read(cx, q_number(&q), out);
}

/* ---- taken over from motions (BULL-5) ---------------------------------- */

/* The vote that decided it; of one that was prepared for no motion, the last
 * that carried on the item where the motion was dealt with. */
static int64_t
vote_of(struct ctx *cx, const struct motion *m)
{
	struct item *items;
	struct vote *votes;
	size_t items_len, votes_len;
	int64_t found = vote_deciding(cx, m->id, 0);

	if (found != 0) {
		return found;
	}
	item_list(cx, m->conference_id, 0, &items, &items_len);
	for (size_t i = 0; i < items_len; i++) {
		if (items[i].motion_id != m->id) {
			continue;
		}
		vote_list(cx, m->conference_id, items[i].id, &votes,
		    &votes_len);
		for (size_t k = 0; k < votes_len; k++) {
			if (votes[k].outcome == OUTCOME_CARRIED &&
			    votes[k].closed_at <= m->decided_at) {
				found = votes[k].id;
			}
		}
	}
	return found;
}

static void
take_one(struct ctx *cx, const struct motion *m, int64_t number)
{
	struct query q = db_query(cx->db, &sql_resolution_insert);
	int64_t id = db_new_id(cx->db, "resolution");

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":conference_id", m->conference_id);
	q_set_int(&q, ":number", number);
	q_set_int(&q, ":motion_id", m->id);
	q_set_id(&q, ":vote_id", vote_of(cx, m));
	q_set_str(&q, ":title", m->title);
	q_set_str(&q, ":text", m->final_text);
	q_set_date(&q, ":resolved_on", date_of_moment(m->decided_at));
	q_run(&q);
}

static bool
is_taken(struct ctx *cx, int64_t motion_id)
{
	struct query q = db_query(cx->db, &sql_resolution_id_of_motion);

	q_set_int(&q, ":id", motion_id);
	return q_number(&q) != 0;
}

enum bulletin_err
resolution_take(struct ctx *cx, int64_t conference_id, size_t *out_new)
{
	struct query q = db_query(cx->db, &sql_resolution_last_number);
	struct conference c;
	struct motion *list, m;
	size_t len, new = 0;
	int64_t number;

	q_set_int(&q, ":id", conference_id);
	number = q_number(&q);
	if (!conference_read(cx, conference_id, &c)) {
		return BULLETIN_NO_CONFERENCE;
	}
	motion_list(cx, conference_id, &list, &len);
	for (size_t i = 0; i < len && number < RESOLUTIONS_MAX; i++) {
		if (list[i].state == MOTION_CARRIED &&
		    !is_taken(cx, list[i].id) &&
		    motion_read(cx, list[i].id, &m)) {
			take_one(cx, &m, ++number);
			new++;
		}
	}
	if (new > 0) {
		bulletin_note(cx, "resolution.take", conference_id, 0, 0);
	}
	*out_new = new;
	return BULLETIN_OK;
}

/* ---- carried out (BULL-6) ---------------------------------------------- */

static enum bulletin_err
from_assignment(enum assignment_err err)
{
	return err == ASSIGNMENT_OK ? BULLETIN_OK :
	    err == ASSIGNMENT_NO_MEMBER ? BULLETIN_NO_MEMBER :
	    err == ASSIGNMENT_TOO_LONG ? BULLETIN_TOO_LONG :
	    err == ASSIGNMENT_NO_TEXT ? BULLETIN_NO_TEXT : BULLETIN_DUE;
}

enum bulletin_err
resolution_assign(struct ctx *cx, int64_t id, int64_t unit_id,
    int64_t member_id, str text, struct date due)
{
	struct assignment_new in = { .unit_id = unit_id,
		.member_id = member_id, .text = text, .due = due,
		.given_on = cx->today };
	enum bulletin_err err;
	struct resolution r;
	struct query q;
	struct unit unit;
	int64_t assignment_id;

	if (!resolution_read(cx, id, &r)) {
		return BULLETIN_NO_RESOLUTION;
	}
	if (!org_unit(cx, unit_id, &unit)) {
		return BULLETIN_NO_UNIT;
	}
	if (in.text.len == 0) {
		in.text = r.title;
	}
	err = from_assignment(assignment_give(cx, &in, &assignment_id));
	if (err != BULLETIN_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_resolution_task_insert);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":assignment_id", assignment_id);
	q_run(&q);
	bulletin_note(cx, "resolution.assign", r.conference_id, member_id,
	    id);
	return BULLETIN_OK;
}

void
resolution_tasks(struct ctx *cx, int64_t id, struct resolution_task **out,
    size_t *out_len)
{
	struct LIST(struct resolution_task) list = { 0 };
	struct query q = db_query(cx->db, &sql_resolution_tasks);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":max", RESOLUTION_TASKS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct resolution_task){
			.assignment_id = q_get_int(&q, 0),
			.public_id = arena_copy(cx->mem, q_get_str(&q, 1)),
			.text = arena_copy(cx->mem, q_get_str(&q, 2)),
			.member_name = arena_copy(cx->mem, q_get_str(&q, 3)),
			.unit_name = arena_copy(cx->mem, q_get_str(&q, 4)),
			.state = (int)q_get_int(&q, 5),
			.due = q_get_date(&q, 6),
		};
	}
	*out = list.at;
	*out_len = list.len;
}
