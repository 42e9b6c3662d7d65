/*
 * back.c - a member that a list brought by mistake is taken back (MEMB-9).
 */
#include "db/change.h"
#include "db/db.h"
#include "member/back.sql.h"
#include "member/member.h"

static void
run_by_id(struct ctx *cx, const struct sql *sql, int64_t id)
{
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":id", id);
	q_run(&q);
}

/* "123, Anna Bell"; "" where there is nobody any more. */
static str
who(struct ctx *cx, int64_t id)
{
	struct query q = db_query(cx->db, &sql_member_back_who);
	str text = S("");

	q_set_int(&q, ":id", id);
	if (q_row(&q)) {
		text = arena_copy(cx->mem, q_get_str(&q, 0));
		text = arena_printf(cx->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(text), STR_ARG(q_get_str(&q, 1)));
	}
	q_end(&q);
	return text;
}

bool
member_take_back(struct ctx *cx, int64_t id, str *out_who)
{
	struct query q = db_query(cx->db, &sql_member_back_find);
	int64_t cell_id = 0;

	q_set_int(&q, ":id", id);
	if (q_row(&q)) {
		cell_id = q_get_int(&q, 2);
	}
	q_end(&q);
	*out_who = who(cx, id);
	if (cell_id == 0) {
		return false;
	}
	run_by_id(cx, &sql_member_back_contacts, id);
	run_by_id(cx, &sql_member_back_stay, id);
	run_by_id(cx, &sql_member_back_empty, id);
	db_empty_log(cx->db);
	change_touch(cx, cell_id);
	return true;
}
