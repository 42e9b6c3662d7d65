/* meeting_sign.c - signing in with the code of the sheet (MEET-10). */
#include "db/change.h"
#include "db/db.h"
#include "meeting/meeting_own.h"
#include "meeting/meeting_sign.sql.h"
#include "member/member.h"

static bool
is_expected(struct ctx *cx, const struct meeting *m, int64_t member_id)
{
	struct expected *roll;
	size_t len, i = 0;

	meeting_expected(cx, m->unit_id, m->day, &roll, &len);
	while (i < len && roll[i].member_id != member_id) {
		i++;
	}
	return i < len;
}

void
meeting_sign_in(struct ctx *cx, str code, str member_number)
{
	struct meeting m;
	struct member who;
	struct query q;

	if (!meeting_by_code(cx, code, &m) ||
	    !member_by_number(cx, str_trim(member_number), &who) ||
	    !is_expected(cx, &m, who.id)) {
		return;
	}
	q = db_query(cx->db, &sql_sign_insert);
	q_set_int(&q, ":meeting_id", m.id);
	q_set_int(&q, ":member_id", who.id);
	q_set_int(&q, ":at", cx->now);
	if (q_changed(&q) > 0) {
		change_add(cx, "meeting.sign-in", (struct change){
			.unit_id = m.unit_id, .member_id = who.id,
			.kind = "meeting", .object_id = m.id,
		});
	}
}

void
meeting_signed_in(struct ctx *cx, int64_t id, int64_t **out, size_t *out_len)
{
	struct LIST(int64_t) list = { 0 };
	struct query q = db_query(cx->db, &sql_sign_of_meeting);

	q_set_int(&q, ":meeting_id", id);
	q_set_int(&q, ":max", MEETING_MEMBERS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = q_get_int(&q, 0);
	}
	*out = list.at;
	*out_len = list.len;
}
