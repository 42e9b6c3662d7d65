/* online.c - presence online ends with the last session (DOOR-9). */
#include "account/account.h"
#include "door/door_own.h"

#include "door/door.sql.h"

static void
leave_each(struct ctx *cx, struct query *q)
{
	struct LIST(int64_t) gone = { 0 };

	q_set_int(q, ":now", cx->now);
	q_set_int(q, ":idle", cx->now - SESSION_IDLE_S);
	while (q_row(q)) {
		*LIST_ADD(cx->mem, &gone) = q_get_int(q, 0);
	}
	for (size_t i = 0; i < gone.len; i++) {
		/* Of a conference that is over nobody leaves any more. */
		(void)!door_online(cx, gone.at[i], false);
	}
}

void
door_settle_online(struct ctx *cx, int64_t conference_id)
{
	struct query q = db_query(cx->db, &sql_door_online_gone);

	q_set_int(&q, ":id", conference_id);
	leave_each(cx, &q);
}

void
door_settle_member(struct ctx *cx, int64_t member_id)
{
	struct query q = db_query(cx->db, &sql_door_online_gone_of);

	q_set_int(&q, ":member_id", member_id);
	leave_each(cx, &q);
}
