/*
 * reach.c - how far a circular has come, for any part of the tree.
 *
 * Of the circulars that are looked at, one byte for each unit is kept in
 * memory: on which day after the issue it was reached, and how. What is new is
 * read by the number of the transaction that wrote it, and the units are those
 * of the tally, in the order of the tree: so a look costs a walk over some
 * bytes, and a unit that is moved, merged or closed needs nothing (CIRC-12).
 */
#include "circular/circular_own.h"

#include <pthread.h>
#include <string.h>

#include "org/org.h"
#include "tally/tally.h"

#include "circular/circular.sql.h"

#define KEPT_MAX	16		/* circulars looked at lately */
#define ROOM		4096		/* beside the bytes of the units */
#define NOT_REACHED	255

/* By the id of a unit, 0 to newest_unit. */
struct reached {
	uint8_t	*day;			/* after the issue; NOT_REACHED */
	uint8_t	*how;			/* enum circular_how */
	int64_t	 newest_unit;
	int32_t	 issued;
};

/* Random public ids tell circulars of several databases apart. */
static struct kept {
	struct arena	 mem;
	char		 public_id[PUBLIC_ID_LEN];
	struct reached	 reached;
	int64_t		 seen;		/* db_seen_number() then */
	uint64_t	 used;
} kept[KEPT_MAX];
static size_t kept_len;
static uint64_t looks;
static pthread_mutex_t kept_lock = PTHREAD_MUTEX_INITIALIZER;

/* ---- reading ----------------------------------------------------------- */

static void
reached_make(struct arena *mem, const struct circular *c, struct reached *out)
{
	size_t len = (size_t)c->newest_unit + 1;

	out->newest_unit = c->newest_unit;
	out->issued = c->issued.day;
	out->day = NEW(mem, uint8_t, len);
	out->how = NEW(mem, uint8_t, len);
	memset(out->day, NOT_REACHED, len);
}

/* how 0: it was taken back. */
static void
reached_put(struct reached *r, int64_t unit_id, struct date day, int64_t how)
{
	int32_t days = day.day - r->issued;

	if (unit_id < 0 || unit_id > r->newest_unit) {
		return;
	}
	days = days < 0 ? 0 : days >= CIRCULAR_REACH_DAYS ?
	    CIRCULAR_REACH_DAYS - 1 : days;
	r->day[unit_id] = how == 0 ? NOT_REACHED : (uint8_t)days;
	r->how[unit_id] = (uint8_t)how;
}

static void
take_rows(struct query *q, struct reached *r)
{
	while (q_row(q)) {
		reached_put(r, q_get_int(q, 0), q_get_date(q, 1),
		    q_get_int(q, 2));
	}
}

static void
read_all(struct ctx *cx, int64_t id, struct reached *r)
{
	struct query q = db_query(cx->db, &sql_circular_reached_all);

	q_set_int(&q, ":id", id);
	take_rows(&q, r);
}

static void
read_news(struct ctx *cx, int64_t id, int64_t seen, struct reached *r)
{
	struct query q = db_query(cx->db, &sql_circular_reached_news);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":seen", seen);
	take_rows(&q, r);
}

/* ---- keeping ----------------------------------------------------------- */

static struct kept *
find_kept(const struct circular *c)
{
	for (size_t i = 0; i < kept_len; i++) {
		if (memcmp(kept[i].public_id, c->public_id.at,
		    PUBLIC_ID_LEN) == 0) {
			return &kept[i];
		}
	}
	return NULL;
}

/* A place for one more: the one that was not looked at for longest. NULL: the
 * system has no room. */
static struct kept *
make_room(const struct circular *c)
{
	size_t bytes = 2 * ((size_t)c->newest_unit + 1) + ROOM;
	struct kept *k = &kept[0];

	if (kept_len < KEPT_MAX) {
		k = &kept[kept_len];
	} else {
		for (size_t i = 1; i < kept_len; i++) {
			k = kept[i].used < k->used ? &kept[i] : k;
		}
		arena_drop(&k->mem);
		*k = kept[--kept_len];
		k = &kept[kept_len];
	}
	return arena_make(&k->mem, bytes) ? k : NULL;
}

static struct reached *
keep(struct ctx *cx, const struct circular *c)
{
	int64_t seen = db_seen_number(cx->db);
	struct kept *k = make_room(c);

	if (k == NULL) {
		return NULL;
	}
	memcpy(k->public_id, c->public_id.at, PUBLIC_ID_LEN);
	reached_make(&k->mem, c, &k->reached);
	read_all(cx, c->id, &k->reached);
	if (db_state(cx->db) != DB_OK) {
		arena_drop(&k->mem);
		return NULL;
	}
	k->seen = seen;
	kept_len++;
	return &k->reached;
}

/* What a transaction that writes has read may never have been: it reads for
 * itself, as does who finds no room. Under the lock. */
static const struct reached *
look_up(struct ctx *cx, const struct circular *c)
{
	bool alone = db_writes(cx->db) || c->public_id.len != PUBLIC_ID_LEN;
	struct kept *k = alone ? NULL : find_kept(c);
	struct reached *own = NULL;
	int64_t seen;

	if (k != NULL) {
		seen = db_seen_number(cx->db);
		read_news(cx, c->id, k->seen, &k->reached);
		if (db_state(cx->db) == DB_OK && seen > k->seen) {
			k->seen = seen;
		}
		k->used = ++looks;
		return &k->reached;
	}
	own = alone ? NULL : keep(cx, c);
	if (own == NULL) {
		own = NEW(cx->mem, struct reached, 1);
		reached_make(cx->mem, c, own);
		read_all(cx, c->id, own);
	} else {
		kept[kept_len - 1].used = ++looks;
	}
	return own;
}

/* ---- figures ----------------------------------------------------------- */

static void
count_units(const struct reached *r, const uint32_t *ids, size_t len,
    struct circular_reach *out)
{
	out->units += (int64_t)len;
	for (size_t i = 0; i < len; i++) {
		uint8_t day = r->day[ids[i]];

		if (day != NOT_REACHED) {
			out->reached++;
			out->on[day]++;
			out->by[r->how[ids[i]]]++;
		}
	}
}

/* The part of a unit that the circular is for: all of it, or the unit in it to
 * which it goes; 0: none. */
static int64_t
scope(struct ctx *cx, const struct circular *c, int64_t unit_id)
{
	return org_is_under(cx, unit_id, c->under_id) ? unit_id :
	    org_is_under(cx, c->under_id, unit_id) ? c->under_id : 0;
}

void
circular_reach(struct ctx *cx, const struct circular *c, int64_t unit_id,
    struct circular_reach *out)
{
	uint32_t *ids;
	size_t len;

	*out = (struct circular_reach){ 0 };
	tally_of_tier(cx, scope(cx, c, unit_id), c->tier, c->newest_unit,
	    &ids, &len);
	pthread_mutex_lock(&kept_lock);
	count_units(look_up(cx, c), ids, len, out);
	pthread_mutex_unlock(&kept_lock);
}

/* One look for all of them. */
void
circular_parts(struct ctx *cx, const struct circular *c, int64_t unit_id,
    struct circular_part **out, size_t *out_len)
{
	struct circular_reach *sum = NEW(cx->mem, struct circular_reach, 1);
	bool within = org_is_under(cx, unit_id, c->under_id);
	const struct reached *r;
	struct tally_child *child;
	size_t len, n = 0, ids_len;
	uint32_t *ids;

	tally_children(cx, unit_id, &child, &len);
	*out = NEW(cx->mem, struct circular_part, len);
	pthread_mutex_lock(&kept_lock);
	r = look_up(cx, c);
	for (size_t i = 0; i < len; i++) {
		tally_of_tier(cx, within ? child[i].unit_id :
		    scope(cx, c, child[i].unit_id), c->tier, c->newest_unit,
		    &ids, &ids_len);
		*sum = (struct circular_reach){ 0 };
		count_units(r, ids, ids_len, sum);
		if (sum->units > 0) {
			(*out)[n++] = (struct circular_part){
			    child[i].unit_id, sum->units, sum->reached };
		}
	}
	pthread_mutex_unlock(&kept_lock);
	*out_len = n;
}

void
circular_missing(struct ctx *cx, const struct circular *c, int64_t unit_id,
    size_t skip, size_t max, int64_t **out, size_t *out_len, size_t *out_all)
{
	const struct reached *r;
	uint32_t *ids;
	size_t len, all = 0, n = 0;

	*out = NEW(cx->mem, int64_t, max);
	tally_of_tier(cx, scope(cx, c, unit_id), c->tier, c->newest_unit,
	    &ids, &len);
	pthread_mutex_lock(&kept_lock);
	r = look_up(cx, c);
	for (size_t i = 0; i < len; i++) {
		if (r->day[ids[i]] == NOT_REACHED) {
			if (all >= skip && n < max) {
				(*out)[n++] = ids[i];
			}
			all++;
		}
	}
	pthread_mutex_unlock(&kept_lock);
	*out_len = n;
	*out_all = all;
}
