/* circular.c - reading circulars, and withdrawing them. */
#include "circular/circular_own.h"

#include <assert.h>
#include <limits.h>

#include "account/may.h"
#include "db/change.h"
#include "org/org.h"

#include "circular/circular.sql.h"

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	CIRCULAR_ERRORS(X)
#undef X
};

int
circular_err_status(enum circular_err err)
{
	assert(err < CIRCULAR_ERR_COUNT);
	return errors[err].status;
}

const char *
circular_err_text(enum circular_err err)
{
	assert(err < CIRCULAR_ERR_COUNT);
	return errors[err].text;
}

void
circular_note(struct ctx *cx, const char *verb, int64_t unit_id, int64_t id)
{
	struct object unit = { .unit = unit_id };
	str office = may_office(cx, ACT_ISSUE_CIRCULARS, unit);

	change_add(cx, verb, (struct change){
		.office = office.len > 0 ? office :
		    may_office(cx, ACT_KEEP_CIRCULARS, unit),
		.unit_id = unit_id, .kind = "circular", .object_id = id,
	});
}

/* ---- reading ----------------------------------------------------------- */

struct circular
circular_row(struct ctx *cx, struct query *q)
{
	struct circular c = {
		.id = q_get_int(q, 0),
		.unit_id = q_get_int(q, 1),
		.under_id = q_get_int(q, 2),
		.newest_unit = q_get_int(q, 3),
		.resolution_id = q_get_id(q, 4),
		.number = (int)q_get_int(q, 5),
		.public_id = arena_copy(cx->mem, q_get_str(q, 6)),
		.tier = arena_copy(cx->mem, q_get_str(q, 7)),
		.title = arena_copy(cx->mem, q_get_str(q, 8)),
		.issued = q_get_date(q, 9),
		.due = q_get_date(q, 10),
		.withdrawn_at = q_get_id(q, 12),
	};

	c.returns_len = str_to_ints(q_get_str(q, 11), c.returns,
	    CIRCULAR_RETURNS_MAX);
	return c;
}

bool
circular_read(struct ctx *cx, int64_t id, struct circular *out)
{
	struct query q = db_query(cx->db, &sql_circular_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = circular_row(cx, &q);
	out->short_text = arena_copy(cx->mem, q_get_str(&q, 13));
	out->text = arena_copy(cx->mem, q_get_str(&q, 14));
	out->issued_at = q_get_int(&q, 15);
	out->issued_by = arena_copy(cx->mem, q_get_str(&q, 16));
	out->withdrawn_by = arena_copy(cx->mem, q_get_str(&q, 17));
	out->withdrawn_for = arena_copy(cx->mem, q_get_str(&q, 18));
	q_end(&q);
	return true;
}

bool
circular_by_public(struct ctx *cx, str public_id, struct circular *out)
{
	struct query q = db_query(cx->db, &sql_circular_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return circular_read(cx, q_number(&q), out);
}

static void
read_list(struct ctx *cx, struct query *q, struct circular **out,
    size_t *out_len)
{
	struct LIST(struct circular) list = { 0 };

	while (q_row(q)) {
		*LIST_ADD(cx->mem, &list) = circular_row(cx, q);
	}
	*out = list.at;
	*out_len = list.len;
}

void
circular_of_issuer(struct ctx *cx, int64_t unit_id, int before, size_t max,
    struct circular **out, size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_circular_by_issuer);

	q_set_int(&q, ":unit_id", unit_id);
	q_set_int(&q, ":before", before > 0 ? before : INT_MAX);
	q_set_int(&q, ":max", (int64_t)max);
	read_list(cx, &q, out, out_len);
}

void
circular_of_resolution(struct ctx *cx, int64_t resolution_id,
    struct circular **out, size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_circular_by_resolution);

	q_set_int(&q, ":resolution_id", resolution_id);
	q_set_int(&q, ":max", CIRCULAR_LIST_MAX);
	read_list(cx, &q, out, out_len);
}

bool
circular_is_for(struct ctx *cx, const struct circular *c, int64_t unit_id)
{
	struct unit unit;

	return unit_id <= c->newest_unit && org_unit(cx, unit_id, &unit) &&
	    !date_known(unit.dissolved) && str_eq(unit.tier, c->tier) &&
	    org_is_under(cx, unit_id, c->under_id);
}

/* ---- withdrawing (CIRC-10) --------------------------------------------- */

enum circular_err
circular_withdraw(struct ctx *cx, int64_t id, str reason)
{
	struct circular c;
	struct query q;

	if (!circular_read(cx, id, &c)) {
		return CIRCULAR_NONE;
	}
	if (c.withdrawn_at != 0) {
		return CIRCULAR_WITHDRAWN;
	}
	reason = str_trim(reason);
	if (reason.len == 0) {
		return CIRCULAR_NO_REASON;
	}
	if (reason.len > CIRCULAR_REASON_MAX) {
		return CIRCULAR_TOO_LONG;
	}
	q = db_query(cx->db, &sql_circular_set_withdrawn);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_set_str(&q, ":reason", reason);
	q_run(&q);
	circular_note(cx, "circular.withdraw", c.unit_id, id);
	change_touch_under(cx, c.under_id);
	return CIRCULAR_OK;
}
