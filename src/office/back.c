/*
 * back.c - a term that a list brought by mistake is taken back (OFFI-8).
 */
#include "account/may.h"
#include "db/change.h"
#include "db/db.h"
#include "office/back.sql.h"
#include "office/office.h"

static void
take_away(struct ctx *cx, int64_t id, int64_t unit_id, int64_t member_id)
{
	struct query q = db_query(cx->db, &sql_office_back_delete);

	q_set_int(&q, ":id", id);
	q_run(&q);
	change_add(cx, "office.undo", (struct change){
		.office = may_office(cx, ACT_KEEP_OFFICES,
		    (struct object){ .unit = unit_id }),
		.unit_id = unit_id, .member_id = member_id, .kind = "term",
		.object_id = id,
	});
}

bool
office_take_back(struct ctx *cx, int64_t id, str *out_who)
{
	struct query q = db_query(cx->db, &sql_office_back_find);
	int64_t unit_id = 0, member_id = 0;
	bool untouched = false;

	*out_who = S("");
	q_set_int(&q, ":id", id);
	if (q_row(&q)) {
		str office = arena_copy(cx->mem, q_get_str(&q, 2));
		str code = arena_copy(cx->mem, q_get_str(&q, 3));

		unit_id = q_get_int(&q, 0);
		member_id = q_get_int(&q, 1);
		*out_who = arena_printf(cx->mem, STR_FMT " of " STR_FMT
		    ", member " STR_FMT, STR_ARG(office), STR_ARG(code),
		    STR_ARG(q_get_str(&q, 4)));
		untouched = q_get_int(&q, 5) == 1;
	}
	q_end(&q);
	if (untouched) {
		take_away(cx, id, unit_id, member_id);
	}
	return untouched;
}
