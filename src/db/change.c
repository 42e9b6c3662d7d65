/* change.c - the record of changes. */
#include "db/db.h"

#include <assert.h>

#include "db/change.h"
#include "db/change.sql.h"

#define FEW_UNITS	100000	/* whose changes are looked up one by one */
#define FIRST_LOOK	100000	/* changes back from the newest */

static void (*settler)(struct ctx *);

void
change_settle_by(void (*settle)(struct ctx *))
{
	settler = settle;
}

void
change_settle(struct ctx *cx)
{
	const int64_t *units;

	if (settler != NULL && db_state(cx->db) == DB_OK &&
	    db_noted(cx->db, &units) > 0) {
		settler(cx);
		db_forget_notes(cx->db);
	}
}

void
change_touch(struct ctx *cx, int64_t unit_id)
{
	db_note(cx->db, unit_id);
}

void
change_touch_under(struct ctx *cx, int64_t unit_id)
{
	db_note(cx->db, -unit_id);
}

void
change_add(struct ctx *cx, const char *verb, struct change c)
{
	struct query q;
	int64_t id = db_new_id(cx->db, "change");

	q = db_query(cx->db, &sql_change_insert);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":account_id", cx->account);
	q_set_id(&q, ":actor_id", cx->actor);
	q_set_str(&q, ":office", c.office);
	q_set_str(&q, ":verb", str_z(verb));
	q_set_id(&q, ":unit_id", c.unit_id);
	q_set_id(&q, ":member_id", c.member_id);
	q_set_str(&q, ":kind", str_z(c.kind));
	q_set_id(&q, ":object_id", c.object_id);
	q_set_str(&q, ":request_id", cx->request_id);
	q_run(&q);
	if (c.unit_id != 0) {
		change_touch(cx, c.unit_id);
	}
}

static struct change_line
read_line(struct ctx *cx, struct query *q)
{
	return (struct change_line){
		.id = q_get_int(q, 0),
		.at = q_get_int(q, 1),
		.account_id = q_get_id(q, 2),
		.actor_id = q_get_id(q, 3),
		.office = arena_copy(cx->mem, q_get_str(q, 4)),
		.verb = arena_copy(cx->mem, q_get_str(q, 5)),
		.unit_id = q_get_id(q, 6),
		.member_id = q_get_id(q, 7),
		.kind = arena_copy(cx->mem, q_get_str(q, 8)),
		.object_id = q_get_id(q, 9),
		.request_id = arena_copy(cx->mem, q_get_str(q, 10)),
	};
}

/* The lines that a query finds, once it knows before what and how many. */
static void
list(struct ctx *cx, struct query q, int64_t before, size_t max,
    struct change_line **out, size_t *out_len)
{
	struct change_line *lines = NEW(cx->mem, struct change_line, max);
	size_t len = 0;

	assert(max <= CHANGE_LIST_MAX);
	q_set_int(&q, ":before", before > 0 ? before : INT64_MAX);
	q_set_int(&q, ":max", (int64_t)max);
	while (len < max && q_row(&q)) {
		lines[len++] = read_line(cx, &q);
	}
	q_end(&q);
	*out = lines;
	*out_len = len;
}

static struct query
query_of(struct ctx *cx, const struct sql *sql, int64_t of)
{
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":of", of);
	return q;
}

void
change_of_unit(struct ctx *cx, int64_t unit_id, int64_t before, size_t max,
    struct change_line **out, size_t *out_len)
{
	list(cx, query_of(cx, &sql_change_of_unit, unit_id), before, max, out,
	    out_len);
}

static bool
most_stand_under(struct ctx *cx, int64_t unit_id)
{
	struct query q = query_of(cx, &sql_change_units_under, unit_id);

	q_set_int(&q, ":max", FEW_UNITS + 1);
	return q_number(&q) > FEW_UNITS;
}

static int64_t
newest(struct ctx *cx)
{
	struct query q = db_query(cx->db, &sql_change_newest);

	return q_number(&q);
}

/*
 * To walk over all changes until enough are of these units could go on for ever
 * where nothing was changed in them for long, and to gather all of theirs too,
 * where they have many. So they are gathered from the newest on, ten times as
 * far back each time.
 */
static void
list_of_few(struct ctx *cx, int64_t unit_id, int64_t before, size_t max,
    struct change_line **out, size_t *out_len)
{
	int64_t end = before > 0 ? before : newest(cx) + 1;
	int64_t back = FIRST_LOOK;

	do {
		struct query q = query_of(cx, &sql_change_of_few, unit_id);

		q_set_int(&q, ":from", back < end ? end - back : 0);
		list(cx, q, before, max, out, out_len);
		back *= 10;
	} while (*out_len < max && back / 10 < end &&
	    db_state(cx->db) == DB_OK);
}

void
change_under_unit(struct ctx *cx, int64_t unit_id, int64_t before, size_t max,
    struct change_line **out, size_t *out_len)
{
	if (most_stand_under(cx, unit_id)) {
		list(cx, query_of(cx, &sql_change_under_unit, unit_id), before,
		    max, out, out_len);
	} else {
		list_of_few(cx, unit_id, before, max, out, out_len);
	}
}

void
change_of_all(struct ctx *cx, int64_t before, size_t max,
    struct change_line **out, size_t *out_len)
{
	list(cx, db_query(cx->db, &sql_change_of_all), before, max, out,
	    out_len);
}
