/*
 * org_past.c - what units were, what happened to them, and who came after.
 */
#include "org/org.h"

#include "db/db.h"
#include "org/org_past.sql.h"

void
org_events(struct ctx *cx, int64_t unit_id, struct unit_event **out,
    size_t *out_len)
{
	struct events LIST(struct unit_event) list = { NULL, 0, 0 };
	struct query q = db_query(cx->db, &sql_org_events_of);

	q_set_int(&q, ":id", unit_id);
	q_set_int(&q, ":max", UNIT_LIST_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct unit_event){
			.kind = (enum unit_event_kind)q_get_int(&q, 0),
			.day = q_get_date(&q, 1),
			.unit_id = q_get_int(&q, 2),
			.other_id = q_get_id(&q, 3),
			.text = arena_copy(cx->mem, q_get_str(&q, 4)),
			.entered_at = q_get_int(&q, 5),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

static void
spans(struct ctx *cx, const struct sql *sql, int64_t unit_id,
    struct unit_span **out, size_t *out_len)
{
	struct all_spans LIST(struct unit_span) list = { NULL, 0, 0 };
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":id", unit_id);
	q_set_int(&q, ":max", UNIT_LIST_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct unit_span){
			.name = arena_copy(cx->mem, q_get_str(&q, 0)),
			.parent_id = q_get_id(&q, 1),
			.from = q_get_date(&q, 2),
			.until = q_get_date(&q, 3),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

void
org_names(struct ctx *cx, int64_t unit_id, struct unit_span **out,
    size_t *out_len)
{
	spans(cx, &sql_org_names_of, unit_id, out, out_len);
}

void
org_places(struct ctx *cx, int64_t unit_id, struct unit_span **out,
    size_t *out_len)
{
	spans(cx, &sql_org_places_of, unit_id, out, out_len);
}

/* ---- heirs ------------------------------------------------------------- */

struct ids LIST(int64_t);

static void
ids_add(struct ctx *cx, struct ids *ids, int64_t id)
{
	for (size_t i = 0; i < ids->len; i++) {
		if (ids->at[i] == id) {
			return;
		}
	}
	if (id != 0 && ids->len < UNIT_LIST_MAX) {
		*LIST_ADD(cx->mem, ids) = id;
	}
}

static size_t
add_parts(struct ctx *cx, int64_t unit_id, struct date day, struct ids *ids)
{
	struct query q = db_query(cx->db, &sql_org_parts_of_day);
	size_t parts = 0;

	q_set_int(&q, ":id", unit_id);
	q_set_date(&q, ":day", day);
	q_set_int(&q, ":max", UNIT_LIST_MAX);
	for (; q_row(&q); parts++) {
		ids_add(cx, ids, q_get_int(&q, 0));
	}
	return parts;
}

/* Who came after one unit, living or not; nobody if it did not end. */
static void
add_next(struct ctx *cx, int64_t unit_id, struct ids *ids)
{
	struct query q = db_query(cx->db, &sql_org_end_of);
	enum unit_event_kind kind = UNIT_FOUND;
	struct date day = DATE_NONE;
	int64_t other = 0;

	q_set_int(&q, ":id", unit_id);
	if (q_row(&q)) {
		kind = (enum unit_event_kind)q_get_int(&q, 0);
		other = q_get_id(&q, 1);
		day = q_get_date(&q, 2);
	}
	q_end(&q);
	if (kind == UNIT_MERGE || (kind == UNIT_DISSOLVE &&
	    add_parts(cx, unit_id, day, ids) == 0)) {
		ids_add(cx, ids, other);
	}
}

void
org_heirs(struct ctx *cx, int64_t unit_id, struct unit **out, size_t *out_len)
{
	struct ids ids = { NULL, 0, 0 };
	struct heirs LIST(struct unit) heirs = { NULL, 0, 0 };
	struct unit unit;

	add_next(cx, unit_id, &ids);
	for (size_t i = 0; i < ids.len; i++) {
		if (!org_unit(cx, ids.at[i], &unit)) {
			continue;
		}
		if (date_known(unit.dissolved)) {
			add_next(cx, unit.id, &ids);
		} else {
			*LIST_ADD(cx->mem, &heirs) = unit;
		}
	}
	*out = heirs.at;
	*out_len = heirs.len;
}
