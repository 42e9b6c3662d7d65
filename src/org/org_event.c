/*
 * org_event.c - founding, renaming, moving, splitting, merging and dissolving.
 *
 * An event holds from its day on, and nothing later is recorded of its unit
 * (ORG-6); so it always changes what is true today as well, and the columns of
 * unit and the pairs of unit_up are brought along at once.
 */
#include "org/org.h"

#include "account/may.h"
#include "db/change.h"
#include "db/db.h"
#include "org/org_check.sql.h"
#include "org/org_event.sql.h"
#include "org/org_inside.h"

/* ---- changes ----------------------------------------------------------- */

/* One line in the record of changes, while the unit still stands there. */
static void
record(struct ctx *cx, const char *verb, int64_t unit_id)
{
	change_add(cx, verb, (struct change){
		.office = may_office(cx, ACT_KEEP_UNITS,
		    (struct object){ .unit = unit_id }),
		.unit_id = unit_id,
		.kind = "unit",
		.object_id = unit_id,
	});
}

static void
add_event(struct ctx *cx, enum unit_event_kind kind, int64_t unit_id,
    int64_t other_id, struct date day, str text)
{
	struct query q = db_query(cx->db, &sql_org_insert_event);

	q_set_int(&q, ":id", db_new_id(cx->db, "unit_event"));
	q_set_int(&q, ":kind", kind);
	q_set_int(&q, ":unit_id", unit_id);
	q_set_id(&q, ":other_id", other_id);
	q_set_date(&q, ":day", day);
	q_set_str(&q, ":text", text);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_run(&q);
}

static void
add_name(struct ctx *cx, int64_t id, str name, struct date from)
{
	struct query q = db_query(cx->db, &sql_org_insert_name);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":name", name);
	q_set_date(&q, ":from", from);
	q_run(&q);
}

static void
add_place(struct ctx *cx, int64_t id, int64_t parent_id, struct date from)
{
	struct query q = db_query(cx->db, &sql_org_insert_place);

	q_set_int(&q, ":id", id);
	q_set_id(&q, ":parent_id", parent_id);
	q_set_date(&q, ":from", from);
	q_run(&q);
}

/* Runs a statement that has only :id and :on. */
static void
run_on(struct ctx *cx, const struct sql *sql, int64_t id, struct date on)
{
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":id", id);
	q_set_date(&q, ":on", on);
	q_run(&q);
}

/* Runs a statement that has only :id and :parent_id. */
static void
run_under(struct ctx *cx, const struct sql *sql, int64_t id, int64_t parent_id)
{
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":id", id);
	q_set_id(&q, ":parent_id", parent_id);
	q_run(&q);
}

static void
run_of(struct ctx *cx, const struct sql *sql, int64_t id)
{
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":id", id);
	q_run(&q);
}

/* What a search looks through. */
static str
name_fold(struct ctx *cx, str name, str code)
{
	str n = text_fold(cx->mem, name), c = text_fold(cx->mem, code);

	return arena_printf(cx->mem, STR_FMT "\n" STR_FMT, STR_ARG(n),
	    STR_ARG(c));
}

static int64_t
add_unit(struct ctx *cx, const struct unit_new *in, str name)
{
	int64_t id = db_new_id(cx->db, "unit");
	struct query q = db_query(cx->db, &sql_org_insert_unit);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_str(&q, ":code", in->code);
	q_set_str(&q, ":tier", in->tier);
	q_set_str(&q, ":name", name);
	q_set_str(&q, ":name_fold", name_fold(cx, name, in->code));
	q_set_id(&q, ":parent_id", in->parent_id);
	q_set_date(&q, ":founded", in->founded);
	q_run(&q);
	return id;
}

/* A unit of unknown age stands in the tree as long as the one above it. */
static struct date
stands_since(struct ctx *cx, const struct unit_new *in)
{
	if (date_known(in->founded) || in->parent_id == 0) {
		return in->founded;
	}
	return org_one_day(cx, &sql_org_since, in->parent_id);
}

/* The open name, or place, ends on a day. */
static void
close_name(struct ctx *cx, int64_t id, struct date on)
{
	run_on(cx, &sql_org_drop_name, id, on);
	run_on(cx, &sql_org_close_name, id, on);
}

static void
close_place(struct ctx *cx, int64_t id, struct date on)
{
	run_on(cx, &sql_org_drop_place, id, on);
	run_on(cx, &sql_org_close_place, id, on);
}

/* Takes a unit and all under it to another place, in the days and today. */
static void
place_under(struct ctx *cx, int64_t id, int64_t parent_id, struct date on)
{
	close_place(cx, id, on);
	add_place(cx, id, parent_id, on);
	run_under(cx, &sql_org_update_parent, id, parent_id);
	run_of(cx, &sql_org_delete_above, id);
	run_under(cx, &sql_org_insert_above, id, parent_id);
	add_event(cx, UNIT_MOVE, id, parent_id, on, S(""));
	change_touch(cx, id);
	/* What the units above have sent is for those under it from now on. */
	change_touch_under(cx, id);
}

static void
end_unit(struct ctx *cx, int64_t id, struct date on)
{
	close_name(cx, id, on);
	close_place(cx, id, on);
	run_on(cx, &sql_org_update_dissolved, id, on);
	run_of(cx, &sql_org_delete_up, id);
}

/* ---- the events -------------------------------------------------------- */

enum org_err
org_found(struct ctx *cx, const struct unit_new *in, int64_t *out_id)
{
	enum org_err err = org_found_check(cx, in);
	str name = str_trim(in->name);
	struct date since;
	int64_t id;

	if (err != ORG_OK) {
		return err;
	}
	since = stands_since(cx, in);
	id = add_unit(cx, in, name);
	add_name(cx, id, name, in->founded);
	add_place(cx, id, in->parent_id, since);
	run_under(cx, &sql_org_insert_up, id, in->parent_id);
	add_event(cx, UNIT_FOUND, id, in->parent_id, in->founded, name);
	record(cx, "unit.found", id);
	*out_id = id;
	return ORG_OK;
}

enum org_err
org_rename(struct ctx *cx, int64_t unit_id, str new_name, struct date on)
{
	enum org_err err = org_rename_check(cx, unit_id, new_name, on);
	str name = str_trim(new_name);
	struct unit unit;
	struct query q;

	if (err != ORG_OK || !org_unit(cx, unit_id, &unit) ||
	    str_eq(unit.name, name)) {
		return err;
	}
	close_name(cx, unit_id, on);
	add_name(cx, unit_id, name, on);
	q = db_query(cx->db, &sql_org_update_name);
	q_set_int(&q, ":id", unit_id);
	q_set_str(&q, ":name", name);
	q_set_str(&q, ":name_fold", name_fold(cx, name, unit.code));
	q_run(&q);
	add_event(cx, UNIT_RENAME, unit_id, 0, on, name);
	record(cx, "unit.rename", unit_id);
	return ORG_OK;
}

enum org_err
org_move(struct ctx *cx, int64_t unit_id, int64_t parent_id, struct date on)
{
	enum org_err err = org_move_check(cx, unit_id, parent_id, on);
	struct unit unit;

	if (err != ORG_OK || !org_unit(cx, unit_id, &unit) ||
	    unit.parent_id == parent_id) {
		return err;
	}
	record(cx, "unit.move", unit_id);
	place_under(cx, unit_id, parent_id, on);
	return ORG_OK;
}

enum org_err
org_split(struct ctx *cx, int64_t unit_id, const struct unit_new *part,
    struct date on, int64_t *out_id)
{
	enum org_err err = org_split_check(cx, unit_id, part, on);
	struct unit_new in;
	struct unit unit;
	int64_t id = 0;

	if (err != ORG_OK || !org_unit(cx, unit_id, &unit)) {
		return err;
	}
	in = org_part_of(&unit, part, on);
	err = org_found(cx, &in, &id);
	if (err == ORG_OK) {
		add_event(cx, UNIT_SPLIT, unit_id, id, on, S(""));
		record(cx, "unit.split", unit_id);
		*out_id = id;
	}
	return err;
}

enum org_err
org_merge(struct ctx *cx, int64_t unit_id, int64_t heir_id, struct date on)
{
	enum org_err err = org_merge_check(cx, unit_id, heir_id, on);
	int64_t child = 0;
	bool still;

	if (err != ORG_OK) {
		return err;
	}
	record(cx, "unit.merge", unit_id);
	while (org_next_child(cx, unit_id, on, child, &child, &still)) {
		place_under(cx, child, heir_id, on);
	}
	end_unit(cx, unit_id, on);
	add_event(cx, UNIT_MERGE, unit_id, heir_id, on, S(""));
	return ORG_OK;
}

enum org_err
org_dissolve(struct ctx *cx, int64_t unit_id, struct date on, str reason)
{
	enum org_err err = org_dissolve_check(cx, unit_id, on);
	struct unit unit;

	if (err != ORG_OK || !org_unit(cx, unit_id, &unit)) {
		return err;
	}
	record(cx, "unit.dissolve", unit_id);
	end_unit(cx, unit_id, on);
	add_event(cx, UNIT_DISSOLVE, unit_id, unit.parent_id, on, reason);
	return ORG_OK;
}
