/* sitting.c - the sittings of a conference and the order of business. */
#include "conference/conference.h"
#include "conference/conference_own.h"
#include "db/db.h"

#include "conference/conference.sql.h"

static struct sitting
sitting_row(struct ctx *cx, struct query *q)
{
	return (struct sitting){
		.id = q_get_int(q, 0),
		.conference_id = q_get_int(q, 1),
		.public_id = arena_copy(cx->mem, q_get_str(q, 2)),
		.title = arena_copy(cx->mem, q_get_str(q, 3)),
		.number = (int)q_get_int(q, 4),
		.day = q_get_date(q, 5),
		.starts = (int)q_get_int(q, 6),
		.ends = (int)q_get_int(q, 7),
		.opened_at = q_get_id(q, 8),
		.closed_at = q_get_id(q, 9),
	};
}

bool
sitting_read(struct ctx *cx, int64_t id, struct sitting *out)
{
	struct query q = db_query(cx->db, &sql_sitting_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = sitting_row(cx, &q);
	q_end(&q);
	return true;
}

bool
sitting_by_public(struct ctx *cx, str public_id, struct sitting *out)
{
	struct query q = db_query(cx->db, &sql_sitting_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return sitting_read(cx, conference_id_of(&q), out);
}

void
sitting_list(struct ctx *cx, int64_t conference_id, struct sitting **out,
    size_t *out_len)
{
	struct LIST(struct sitting) list = { 0 };
	struct query q = db_query(cx->db, &sql_sittings);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":max", SITTINGS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = sitting_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- items ------------------------------------------------------------- */

static struct item
item_row(struct ctx *cx, struct query *q)
{
	return (struct item){
		.id = q_get_int(q, 0),
		.conference_id = q_get_int(q, 1),
		.sitting_id = q_get_int(q, 2),
		.motion_id = q_get_id(q, 3),
		.reporter_id = q_get_id(q, 4),
		.public_id = arena_copy(cx->mem, q_get_str(q, 5)),
		.number = arena_copy(cx->mem, q_get_str(q, 6)),
		.title = arena_copy(cx->mem, q_get_str(q, 7)),
		.text = arena_copy(cx->mem, q_get_str(q, 8)),
		.guide = arena_copy(cx->mem, q_get_str(q, 9)),
		.position = (int)q_get_int(q, 10),
		.minutes = (int)q_get_int(q, 11),
		.kind = (enum item_kind)q_get_int(q, 12),
		.speech_seconds = (int)q_get_int(q, 13),
		.debate_seconds = (int)q_get_int(q, 14),
		.list = (enum list_state)q_get_int(q, 15),
		.opened_at = q_get_id(q, 16),
		.closed_at = q_get_id(q, 17),
		.state = (enum item_state)q_get_int(q, 18),
	};
}

bool
item_read(struct ctx *cx, int64_t id, struct item *out)
{
	struct query q = db_query(cx->db, &sql_item_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = item_row(cx, &q);
	q_end(&q);
	return true;
}

bool
item_by_public(struct ctx *cx, str public_id, struct item *out)
{
	struct query q = db_query(cx->db, &sql_item_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return item_read(cx, conference_id_of(&q), out);
}

void
item_list(struct ctx *cx, int64_t conference_id, int64_t sitting_id,
    struct item **out, size_t *out_len)
{
	struct LIST(struct item) list = { 0 };
	struct query q = db_query(cx->db, &sql_items);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":sitting_id", sitting_id);
	q_set_int(&q, ":max", ITEMS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = item_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}
