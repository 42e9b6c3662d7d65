/* count.c - the key of a conference: counting the register, and keeping it. */
#include "delegate/delegate.h"

#include "db/db.h"
#include "delegate/delegate_own.h"
#include "org/org.h"
#include "tally/tally.h"

#include "delegate/delegate.sql.h"

/* ---- delegations ------------------------------------------------------- */

struct found LIST(struct delegate_share);

/*
 * The units of the tier under one, each in the order of its name under its own;
 * one of them has no other above it. False: there are too many.
 */
static bool
find_units(struct ctx *cx, int64_t unit_id, str tier, struct date day,
    int depth, struct found *out)
{
	struct unit *list;
	size_t len;

	if (depth == UNIT_DEPTH_MAX) {
		return true;
	}
	org_children(cx, unit_id, day, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (str_eq(list[i].tier, tier)) {
			if (out->len == DELEGATIONS_MAX) {
				return false;
			}
			*LIST_ADD(cx->mem, out) = (struct delegate_share){
				.unit_id = list[i].id,
				.unit_name = list[i].name,
				.public_id = list[i].public_id };
		}
	}
	for (size_t i = 0; i < len; i++) {
		const struct statutes *st = org_statutes(cx, day);
		size_t t = st == NULL ? 0 : statutes_tier(st, list[i].tier);

		/* Nothing stands under a unit that holds members. */
		if (!str_eq(list[i].tier, tier) && (st == NULL ||
		    t >= st->tiers.len || !st->tiers.at[t].holds_members) &&
		    !find_units(cx, list[i].id, tier, day, depth + 1, out)) {
			return false;
		}
	}
	return true;
}

/* ---- today: from the figures that are kept ----------------------------- */

static void
count_today(struct ctx *cx, enum key_base base, struct found *f)
{
	for (size_t i = 0; i < f->len; i++) {
		int64_t sum[TALLY_MEASURES];

		if (tally_sums(cx, f->at[i].unit_id, sum)) {
			f->at[i].base = sum[base == KEY_CELLS ? TALLY_CELLS :
			    TALLY_MEMBERS];
		}
	}
}

/* ---- an earlier day: from the records ---------------------------------- */

struct place {
	int64_t	 unit_id, parent_id;	/* 0: the top */
	int64_t	 base;
	int32_t	 share;			/* which delegation; -1: none, -2: not
					 * looked for yet */
};
struct places LIST(struct place);

static struct place *
place_of(struct places *p, int64_t unit_id)
{
	size_t from = 0, until = p->len;

	while (from < until) {
		size_t i = from + (until - from) / 2;

		if (p->at[i].unit_id == unit_id) {
			return &p->at[i];
		}
		if (p->at[i].unit_id < unit_id) {
			from = i + 1;
		} else {
			until = i;
		}
	}
	return NULL;
}

static bool
holds_members(const struct statutes *st, str tier)
{
	size_t t = statutes_tier(st, tier);

	return t < st->tiers.len && st->tiers.at[t].holds_members;
}

/* Every unit that stood on the day; of cells, each counts as one. */
static void
read_places(struct ctx *cx, enum key_base base, struct date day,
    struct places *out)
{
	const struct statutes *st = org_statutes(cx, day);
	struct query q = db_query(cx->db, &sql_delegate_places);

	q_set_date(&q, ":day", day);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, out) = (struct place){
			.unit_id = q_get_int(&q, 0),
			.parent_id = q_get_id(&q, 1),
			.base = base == KEY_CELLS && st != NULL &&
			    holds_members(st, q_get_str(&q, 2)),
			.share = -2 };
	}
}

static void
read_people(struct ctx *cx, struct date day, struct places *places)
{
	struct query q = db_query(cx->db, &sql_delegate_people);

	q_set_date(&q, ":day", day);
	while (q_row(&q)) {
		struct place *p = place_of(places, q_get_int(&q, 0));

		if (p != NULL) {
			p->base = q_get_int(&q, 1);
		}
	}
}

/* Whose delegation a unit comes with; remembered on the way up. */
static int32_t
share_of(struct places *places, struct place *p)
{
	struct place *path[UNIT_DEPTH_MAX];
	int32_t share = -1;
	size_t len = 0;

	while (p != NULL && len < UNIT_DEPTH_MAX) {
		if (p->share != -2) {
			share = p->share;
			break;
		}
		path[len++] = p;
		p = p->parent_id == 0 ? NULL : place_of(places, p->parent_id);
	}
	while (len > 0) {
		path[--len]->share = share;
	}
	return share;
}

static void
count_then(struct ctx *cx, enum key_base base, struct date day,
    struct found *f)
{
	struct places places = { 0 };

	read_places(cx, base, day, &places);
	if (base == KEY_MEMBERS) {
		read_people(cx, day, &places);
	}
	for (size_t i = 0; i < f->len; i++) {
		struct place *p = place_of(&places, f->at[i].unit_id);

		if (p != NULL) {
			p->share = (int32_t)i;
		}
	}
	for (size_t i = 0; i < places.len; i++) {
		struct place *p = &places.at[i];
		int32_t share = p->base == 0 ? -1 : share_of(&places, p);

		if (share >= 0) {
			f->at[share].base += p->base;
		}
	}
}

/* ---- the key ----------------------------------------------------------- */

/* Each line of the key before its arithmetic, in order: base, names. */
static enum delegate_err
delegate_bases(struct ctx *cx, const struct conference *c,
    const struct delegate_rules *r, struct date day,
    struct delegate_share **out, size_t *out_len)
{
	struct found f = { 0 };

	if (!date_known(day) || date_cmp(day, cx->today) > 0) {
		return DELEGATE_FUTURE;
	}
	if (!find_units(cx, c->unit_id, r->tier, day, 0, &f)) {
		return DELEGATE_TOO_MANY;
	}
	if (f.len == 0) {
		return DELEGATE_NO_BASE;
	}
	if (date_cmp(day, cx->today) == 0) {
		count_today(cx, r->key.base, &f);
	} else {
		count_then(cx, r->key.base, day, &f);
	}
	*out = f.at;
	*out_len = f.len;
	return DELEGATE_OK;
}

enum delegate_err
delegate_count(struct ctx *cx, const struct delegate_rules *r,
    struct date day, struct delegate_share **out, size_t *out_len,
    int64_t *out_total)
{
	struct delegate_share *shares = NULL;
	struct conference c;
	enum delegate_err err;
	int64_t base = 0, total;
	size_t len = 0;

	if (!conference_read(cx, r->conference_id, &c)) {
		return DELEGATE_NONE;
	}
	if (r->key.per_n < 1 || r->key.per_m < 1 || r->key.per_n > PER_MAX ||
	    r->key.per_m > PER_MAX) {
		return DELEGATE_PER;
	}
	err = delegate_bases(cx, &c, r, day, &shares, &len);
	if (err != DELEGATE_OK) {
		return err;
	}
	for (size_t i = 0; i < len; i++) {
		base += shares[i].base;
	}
	if (base * r->key.per_n / r->key.per_m > PARTICIPANTS_MAX) {
		return DELEGATE_TOO_MANY;
	}
	delegate_apportion(r->key, shares, len, &total);
	if (total > PARTICIPANTS_MAX) {
		return DELEGATE_TOO_MANY;
	}
	*out = shares;
	*out_len = len;
	*out_total = total;
	return DELEGATE_OK;
}

static void
write_share(struct ctx *cx, int64_t conference_id, size_t i,
    const struct delegate_share *s)
{
	struct query q = db_query(cx->db, &sql_delegate_share_add);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":unit_id", s->unit_id);
	q_set_int(&q, ":position", (int64_t)i + 1);
	q_set_int(&q, ":base", s->base);
	q_set_int(&q, ":whole", s->whole);
	q_set_int(&q, ":rest", s->rest);
	q_set_int(&q, ":seats", s->seats);
	q_set_int(&q, ":rounded_up", s->rounded_up);
	q_set_int(&q, ":tied", s->tied);
	q_run(&q);
}

/* More are elected somewhere than the key about to be kept gives. */
static bool
too_many_elected(struct ctx *cx, int64_t conference_id,
    const struct delegate_share *shares, size_t len)
{
	struct query q = db_query(cx->db, &sql_delegate_elected);
	bool many = false;

	q_set_int(&q, ":id", conference_id);
	while (q_row(&q)) {
		int64_t seats = 0;

		for (size_t i = 0; i < len; i++) {
			seats += shares[i].unit_id == q_get_id(&q, 0) ?
			    shares[i].seats : 0;
		}
		many = many || q_get_int(&q, 1) > seats;
	}
	return many;
}

enum delegate_err
delegate_fix_key(struct ctx *cx, int64_t conference_id, struct date day)
{
	struct delegate_share *shares;
	struct delegate_rules r;
	struct conference c;
	enum delegate_err err = delegate_open(cx, conference_id, &c);
	struct query q;
	int64_t total;
	size_t len;

	if (err == DELEGATE_OK) {
		err = delegate_rules(cx, conference_id, &r) ?
		    delegate_count(cx, &r, day, &shares, &len, &total) :
		    DELEGATE_NONE;
	}
	if (err != DELEGATE_OK) {
		return err;
	}
	if (too_many_elected(cx, conference_id, shares, len)) {
		return DELEGATE_FIXED;
	}
	q = db_query(cx->db, &sql_delegate_share_clear);
	q_set_int(&q, ":id", conference_id);
	q_run(&q);
	for (size_t i = 0; i < len; i++) {
		write_share(cx, conference_id, i, &shares[i]);
	}
	/* What the statutes said is the conference's own rule from now on. */
	err = delegate_set_rules(cx, &r);
	if (err != DELEGATE_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_delegate_rule_day);
	q_set_int(&q, ":id", conference_id);
	q_set_date(&q, ":day", day);
	q_run(&q);
	delegate_note(cx, "delegate.key", &c, 0, 0);
	return DELEGATE_OK;
}

/* ---- reading ----------------------------------------------------------- */

static struct delegate_share
share_row(struct ctx *cx, struct query *q)
{
	return (struct delegate_share){
		.unit_id = q_get_int(q, 0),
		.unit_name = arena_copy(cx->mem, q_get_str(q, 1)),
		.public_id = arena_copy(cx->mem, q_get_str(q, 2)),
		.base = q_get_int(q, 3),
		.whole = q_get_int(q, 4),
		.rest = q_get_int(q, 5),
		.seats = q_get_int(q, 6),
		.rounded_up = q_get_int(q, 7) != 0,
		.tied = q_get_int(q, 8) != 0,
		.elected = q_get_int(q, 9),
		.substitutes = q_get_int(q, 10),
	};
}

void
delegate_key(struct ctx *cx, int64_t conference_id,
    struct delegate_share **out, size_t *out_len)
{
	struct found f = { 0 };
	struct query q = db_query(cx->db, &sql_delegate_shares);

	q_set_int(&q, ":id", conference_id);
	q_set_int(&q, ":max", DELEGATIONS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &f) = share_row(cx, &q);
	}
	*out = f.at;
	*out_len = f.len;
}

bool
delegate_share_of(struct ctx *cx, int64_t conference_id, int64_t unit_id,
    struct delegate_share *out)
{
	struct query q = db_query(cx->db, &sql_delegate_share_one);

	q_set_int(&q, ":id", conference_id);
	q_set_int(&q, ":unit_id", unit_id);
	if (!q_row(&q)) {
		return false;
	}
	*out = share_row(cx, &q);
	q_end(&q);
	return true;
}

int64_t
delegate_delegation(struct ctx *cx, int64_t conference_id, int64_t unit_id)
{
	struct query q = db_query(cx->db, &sql_delegate_share_above);

	q_set_int(&q, ":unit_id", unit_id);
	q_set_int(&q, ":id", conference_id);
	return q_number(&q);
}
