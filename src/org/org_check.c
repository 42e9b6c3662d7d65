/*
 * org_check.c - what an event asks of the tree, before anything is changed.
 */
#include "org/org.h"

#include <assert.h>

#include "db/db.h"
#include "org/org_check.sql.h"
#include "org/org_inside.h"

/* ---- what stands where, since when ------------------------------------- */

/* True if the statement, which has only :id and :on, finds anything. */
static bool
exists_since(struct ctx *cx, const struct sql *sql, int64_t id, struct date on)
{
	struct query q = db_query(cx->db, sql);
	bool found;

	q_set_int(&q, ":id", id);
	q_set_date(&q, ":on", on);
	found = q_row(&q);
	q_end(&q);
	return found;
}

struct date
org_one_day(struct ctx *cx, const struct sql *sql, int64_t id)
{
	struct query q = db_query(cx->db, sql);
	struct date day = DATE_NONE;

	q_set_int(&q, ":id", id);
	if (q_row(&q)) {
		day = q_get_date(&q, 0);
	}
	q_end(&q);
	return day;
}

struct above {
	int64_t		 id;
	struct date	 from, until;
};

static size_t
places_from(struct ctx *cx, int64_t id, struct date from, struct above **out)
{
	struct aboves LIST(struct above) list = { NULL, 0, 0 };
	struct query q = db_query(cx->db, &sql_org_places_from);

	q_set_int(&q, ":id", id);
	q_set_date(&q, ":from", from);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct above){
			.id = q_get_int(&q, 0),
			.from = q_get_date(&q, 1),
			.until = q_get_date(&q, 2),
		};
	}
	*out = list.at;
	return list.len;
}

/*
 * Whether a unit stands under another on some day from `from` until `until`:
 * a unit that is moved in the past must not have stood above its new parent at
 * any time since. Each step goes up one tier, so it comes to an end.
 */
static bool
stood_under(struct ctx *cx, int64_t id, int64_t anc, struct date from,
    struct date until, int depth)
{
	struct above *above;
	size_t len = places_from(cx, id, from, &above);

	for (size_t i = 0; i < len && depth < UNIT_DEPTH_MAX; i++) {
		struct date lo = date_cmp(above[i].from, from) > 0 ?
		    above[i].from : from;
		struct date hi = above[i].until;

		if (date_known(until) &&
		    (!date_known(hi) || date_cmp(until, hi) < 0)) {
			hi = until;
		}
		if (date_known(hi) && date_cmp(lo, hi) >= 0) {
			continue;
		}
		if (above[i].id == anc ||
		    stood_under(cx, above[i].id, anc, lo, hi, depth + 1)) {
			return true;
		}
	}
	return false;
}

/* The next unit that stood under one since a day, in the order of ids. False
 * if there is none. */
bool
org_next_child(struct ctx *cx, int64_t id, struct date on, int64_t after,
    int64_t *out_id, bool *out_still)
{
	struct query q = db_query(cx->db, &sql_org_next_child);
	bool found;

	q_set_int(&q, ":id", id);
	q_set_date(&q, ":on", on);
	q_set_int(&q, ":after", after);
	found = q_row(&q);
	if (found) {
		*out_id = q_get_int(&q, 0);
		*out_still = q_get_int(&q, 1) != 0;
	}
	q_end(&q);
	return found;
}

/* ---- checks ------------------------------------------------------------ */

static enum org_err
check_name(str name)
{
	if (str_trim(name).len == 0) {
		return ORG_NAME_MISSING;
	}
	return str_trim(name).len <= UNIT_NAME_MAX ? ORG_OK : ORG_NAME_LONG;
}

/* Letters of any script; of other characters beyond ASCII, the spaces and the
 * marks that nobody sees are kept out. */
static bool
code_char_ok(uint32_t c)
{
	if (c < 0x80) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || c == '.' || c == '_' ||
		    c == '-' || c == '/' || c == ' ';
	}
	return c > 0xBF && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 &&
	    c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x3004) && c != 0xFEFF &&
	    !(c >= 0xE000 && c <= 0xF8FF) && !(c >= 0xFFF0 && c <= 0xFFFF) &&
	    c < 0xE0000;
}

static enum org_err
check_code(struct ctx *cx, str code)
{
	struct unit other;

	/* A space within is found in codes of real organisations; around one it
	 * would be lost, and two look like one. */
	if (code.len == 0 || code.len > UNIT_CODE_MAX || !utf8_ok(code) ||
	    str_trim(code).len != code.len) {
		return ORG_CODE_BAD;
	}
	for (size_t i = 0; i < code.len; ) {
		bool space = code.at[i] == ' ';

		if (!code_char_ok(utf8_next(code, &i)) ||
		    (space && code.at[i] == ' ')) {
			return ORG_CODE_BAD;
		}
	}
	return org_unit_by_code(cx, code, &other) ? ORG_CODE_TAKEN : ORG_OK;
}

/* Whether the statutes let one tier stand under another (ORG-1). */
static bool
tier_fits(const struct statutes *st, str tier, str above)
{
	size_t i = statutes_tier(st, tier), j = statutes_tier(st, above);

	return i < st->tiers.len && j < st->tiers.len &&
	    (st->tiers.at[i].under >> j & 1) != 0;
}

static bool
tier_above(struct ctx *cx, int64_t id, str tier)
{
	struct query q = db_query(cx->db, &sql_org_tier_above);
	bool found;

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":tier", tier);
	found = q_row(&q);
	q_end(&q);
	return found;
}

/* Editions that turn tiers round could put one twice on a path of today. */
static bool
tier_on_both(struct ctx *cx, int64_t id, int64_t parent_id)
{
	struct query q = db_query(cx->db, &sql_org_tier_on_both);
	bool found;

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":parent_id", parent_id);
	found = q_row(&q);
	q_end(&q);
	return found;
}

/* The unit that something happens to on a day; ORG-6. */
static enum org_err
check_event(struct ctx *cx, int64_t unit_id, struct date on, struct unit *out)
{
	assert(date_known(on));
	if (date_cmp(on, cx->today) > 0) {
		return ORG_FUTURE;
	}
	if (!org_unit(cx, unit_id, out)) {
		return ORG_NO_UNIT;
	}
	if (date_known(out->dissolved) &&
	    date_cmp(on, out->dissolved) >= 0) {
		return ORG_GONE;
	}
	return date_cmp(on, org_one_day(cx, &sql_org_last_day, unit_id)) < 0 ?
	    ORG_TOO_EARLY : ORG_OK;
}

/*
 * The unit above from a day on. It has to be there on that day and still: what
 * ended meanwhile cannot have had a new unit under it. For a day that is not
 * known it is enough that it is there today.
 */
static enum org_err
check_parent(struct ctx *cx, int64_t parent_id, struct date on,
    struct unit *out)
{
	bool there = date_known(on) && org_unit_on(cx, parent_id, on, out);

	if (!there && !org_unit(cx, parent_id, out)) {
		return ORG_NO_PARENT;
	}
	if ((date_known(on) && !there) || date_known(out->dissolved)) {
		return ORG_PARENT_GONE;
	}
	return ORG_OK;
}

static bool
root_at_or_after(struct ctx *cx, struct date from)
{
	struct query q = db_query(cx->db, &sql_org_root_at_or_after);
	bool found;

	q_set_date(&q, ":from", from);
	found = q_row(&q);
	q_end(&q);
	return found;
}

/* Where a new unit is to stand (ORG-1). */
static enum org_err
check_place(struct ctx *cx, const struct unit_new *in)
{
	const struct statutes *st = org_statutes(cx, in->founded);
	size_t tier = st == NULL ? 0 : statutes_tier(st, in->tier);
	struct unit parent;
	enum org_err err;

	if (st == NULL) {
		return ORG_NO_STATUTES;
	}
	if (tier == st->tiers.len) {
		return ORG_NO_TIER;
	}
	if (in->parent_id == 0) {
		if (st->tiers.at[tier].under != 0) {
			return ORG_NEEDS_PARENT;
		}
		return root_at_or_after(cx, in->founded) ? ORG_SECOND_ROOT :
		    ORG_OK;
	}
	err = check_parent(cx, in->parent_id, in->founded, &parent);
	if (err != ORG_OK) {
		return err;
	}
	return tier_fits(st, in->tier, parent.tier) &&
	    !tier_above(cx, parent.id, in->tier) ? ORG_OK : ORG_WRONG_PARENT;
}

/* Whether a unit may stand under a parent from a day on (ORG-1). */
static enum org_err
check_move(struct ctx *cx, const struct unit *unit, int64_t parent_id,
    struct date on)
{
	const struct statutes *st = org_statutes(cx, on);
	struct unit parent;
	enum org_err err;

	if (st == NULL) {
		return ORG_NO_STATUTES;
	}
	if (parent_id == 0) {
		return ORG_NEEDS_PARENT;
	}
	err = check_parent(cx, parent_id, on, &parent);
	if (err != ORG_OK) {
		return err;
	}
	if (parent_id == unit->id ||
	    stood_under(cx, parent_id, unit->id, on, DATE_NONE, 0)) {
		return ORG_LOOP;
	}
	return tier_fits(st, unit->tier, parent.tier) &&
	    !tier_on_both(cx, unit->id, parent_id) ? ORG_OK : ORG_WRONG_PARENT;
}

/* ORG-6 for the units that a merger takes along. */
static enum org_err
check_children(struct ctx *cx, int64_t unit_id, int64_t heir_id,
    struct date on)
{
	int64_t child = 0;
	bool still;

	while (org_next_child(cx, unit_id, on, child, &child, &still)) {
		if (!still || date_cmp(on,
		    org_one_day(cx, &sql_org_last_day, child)) < 0) {
			return ORG_TOO_EARLY;
		}
		if (tier_on_both(cx, child, heir_id)) {
			return ORG_WRONG_PARENT;
		}
	}
	return ORG_OK;
}

static enum org_err
check_heir(struct ctx *cx, const struct unit *unit, int64_t heir_id,
    struct date on)
{
	struct unit heir;

	if (heir_id == unit->id) {
		return ORG_LOOP;
	}
	if (!org_unit_on(cx, heir_id, on, &heir) ||
	    date_known(heir.dissolved)) {
		return ORG_HEIR_GONE;
	}
	if (!str_eq(heir.tier, unit->tier)) {
		return ORG_NOT_SAME_TIER;
	}
	return stood_under(cx, heir_id, unit->id, on, DATE_NONE, 0) ?
	    ORG_LOOP : ORG_OK;
}

/* The part that is split off a unit: beside it, of its tier. */
struct unit_new
org_part_of(const struct unit *unit, const struct unit_new *part,
    struct date on)
{
	return (struct unit_new){
		.code = part->code,
		.name = part->name,
		.tier = unit->tier,
		.parent_id = unit->parent_id,
		.founded = on,
	};
}

/* ---- what each event asks ---------------------------------------------- */

enum org_err
org_found_check(struct ctx *cx, const struct unit_new *in)
{
	enum org_err err = check_name(in->name);

	if (err == ORG_OK) {
		err = check_code(cx, in->code);
	}
	if (err == ORG_OK && date_cmp(in->founded, cx->today) > 0) {
		err = ORG_FUTURE;
	}
	return err == ORG_OK ? check_place(cx, in) : err;
}

enum org_err
org_rename_check(struct ctx *cx, int64_t unit_id, str name, struct date on)
{
	struct unit unit;
	enum org_err err = check_event(cx, unit_id, on, &unit);

	return err == ORG_OK ? check_name(name) : err;
}

enum org_err
org_move_check(struct ctx *cx, int64_t unit_id, int64_t parent_id,
    struct date on)
{
	struct unit unit;
	enum org_err err = check_event(cx, unit_id, on, &unit);

	if (err != ORG_OK || (parent_id != 0 && unit.parent_id == parent_id)) {
		return err;
	}
	return check_move(cx, &unit, parent_id, on);
}

enum org_err
org_split_check(struct ctx *cx, int64_t unit_id, const struct unit_new *part,
    struct date on)
{
	struct unit_new in;
	struct unit unit;
	enum org_err err = check_event(cx, unit_id, on, &unit);

	if (err != ORG_OK) {
		return err;
	}
	in = org_part_of(&unit, part, on);
	return org_found_check(cx, &in);
}

enum org_err
org_merge_check(struct ctx *cx, int64_t unit_id, int64_t heir_id,
    struct date on)
{
	struct unit unit;
	enum org_err err = check_event(cx, unit_id, on, &unit);

	if (err == ORG_OK) {
		err = check_heir(cx, &unit, heir_id, on);
	}
	if (err == ORG_OK) {
		err = check_children(cx, unit_id, heir_id, on);
	}
	if (err == ORG_OK &&
	    exists_since(cx, &sql_org_members_since, unit_id, on)) {
		err = ORG_HAS_MEMBERS;				/* ORG-5 */
	}
	return err;
}

enum org_err
org_dissolve_check(struct ctx *cx, int64_t unit_id, struct date on)
{
	struct unit unit;
	enum org_err err = check_event(cx, unit_id, on, &unit);

	if (err != ORG_OK) {
		return err;
	}
	if (exists_since(cx, &sql_org_units_under_since, unit_id, on)) {
		return ORG_HAS_UNITS;				/* ORG-5 */
	}
	return exists_since(cx, &sql_org_members_since, unit_id, on) ?
	    ORG_HAS_MEMBERS : ORG_OK;				/* ORG-5 */
}
