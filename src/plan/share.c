/* share.c - a target shared out to the units directly under: whole numbers only
 * (PLAN-5). */
#include "plan/plan_own.h"

#include <assert.h>
#include <stdlib.h>

#include "org/org.h"
#include "tally/tally.h"

#include "plan/plan.sql.h"

#define BASE_MAX	20000000	/* of one line, and of all together */
#define PEOPLE_MIN	5		/* trust.md: fewer are not told apart */

/* ---- the arithmetic ---------------------------------------------------- */

struct claim {
	int64_t	rest, base;
	size_t	at;
};

/* By the larger remainder, then the larger base, then the earlier place. */
static int
by_claim(const void *pa, const void *pb)
{
	const struct claim *a = pa, *b = pb;

	return a->rest != b->rest ? (a->rest > b->rest ? -1 : 1) :
	    a->base != b->base ? (a->base > b->base ? -1 : 1) :
	    a->at < b->at ? -1 : 1;
}

int64_t
plan_divide(struct arena *mem, int64_t amount, struct share *list, size_t len)
{
	struct claim *claims = NEW(mem, struct claim, len);
	int64_t base = 0, left = amount;

	assert(amount >= 0 && amount <= PLAN_AMOUNT_MAX);
	for (size_t i = 0; i < len; i++) {
		assert(list[i].base >= 0 && list[i].base <= BASE_MAX);
		base += list[i].base;
	}
	assert(base > 0 && base <= BASE_MAX);
	for (size_t i = 0; i < len; i++) {
		list[i].whole = amount * list[i].base / base;
		list[i].rest = amount * list[i].base % base;
		list[i].amount = list[i].whole;
		left -= list[i].whole;
		claims[i] = (struct claim){ list[i].rest, list[i].base, i };
	}
	qsort(claims, len, sizeof(*claims), by_claim);
	for (size_t i = 0; i < len && left > 0; i++, left--) {
		list[claims[i].at].amount++;
	}
	assert(left == 0);	/* As many remainders as are left over. */
	return base;
}

/* ---- the units --------------------------------------------------------- */

static int64_t
base_of(enum share_by by, int64_t members)
{
	return by == SHARE_EVENLY ? 1 : members == 0 ? 0 :
	    members < PEOPLE_MIN ? PEOPLE_MIN : members;
}

/* The target of a unit under the one it was asked of; false: it has its target
 * from another. */
static bool
was_given(struct ctx *cx, const struct target *t, int64_t unit_id,
    struct share *l)
{
	struct target had;

	l->was = -1;
	l->target_id = target_id_of(cx, t->goal_id, unit_id);
	if (l->target_id == 0 || !target_read(cx, l->target_id, &had)) {
		return true;
	}
	l->was = had.amount;
	return had.parent_id == t->id;
}

/* Over what a line says. */
static uint64_t
stamp_of(const struct sharing *s)
{
	uint64_t x = str_hash(S(""));

	for (size_t i = 0; i < s->len; i++) {
		const struct share *l = &s->list[i];
		const int64_t say[] = { l->unit_id, l->amount, l->was };

		x = str_hash_on(x, (str){ (const char *)say, sizeof(say) });
	}
	return x;
}

static void
read_units(struct ctx *cx, const struct target *t, enum share_by by,
    struct sharing *s)
{
	int64_t sum[TALLY_MEASURES];
	struct unit *units;
	size_t len;

	org_children(cx, t->unit_id, cx->today, &units, &len);
	s->list = NEW(cx->mem, struct share, len);
	s->gone = t->shared;
	for (size_t i = 0; i < len; i++) {
		struct share *l = &s->list[s->len];

		if (!was_given(cx, t, units[i].id, l)) {
			s->elsewhere++;
			continue;
		}
		s->gone -= l->was > 0 ? l->was : 0;
		l->unit_id = units[i].id;
		l->unit_name = units[i].name;
		l->unit_public_id = units[i].public_id;
		l->members = by == SHARE_BY_MEMBERS &&
		    tally_sums(cx, units[i].id, sum) ?
		    sum[TALLY_MEMBERS] : 0;
		l->base = base_of(by, l->members);
		s->base += l->base;
		s->len++;
	}
}

enum plan_err
target_share_look(struct ctx *cx, int64_t id, enum share_by by,
    int64_t amount, struct sharing *out)
{
	struct sharing s = { .list = NULL };
	struct target t;

	assert(by == SHARE_EVENLY || by == SHARE_BY_MEMBERS);
	if (!target_read(cx, id, &t)) {
		return PLAN_NO_TARGET;
	}
	if (t.unit_ended) {
		return PLAN_ENDED;
	}
	if (amount < 1 || amount > PLAN_AMOUNT_MAX) {
		return PLAN_AMOUNT;
	}
	read_units(cx, &t, by, &s);
	if (s.len == 0) {
		return PLAN_NO_UNITS;
	}
	if (s.base == 0) {
		return PLAN_NO_MEMBERS;
	}
	s.base = plan_divide(cx->mem, amount, s.list, s.len);
	s.stamp = stamp_of(&s);
	*out = s;
	return PLAN_OK;
}

/* ---- given ------------------------------------------------------------- */

/* All that have none yet, with one statement made ready once. */
static int64_t
insert_new(struct ctx *cx, const struct target *t, const struct sharing *s,
    int64_t more)
{
	int64_t id = db_new_ids(cx->db, "target", more), shared = 0;
	struct query q = db_query(cx->db, &sql_target_insert);

	q_put_int(&q, 3, t->goal_id);
	q_put_int(&q, 5, t->id);
	q_put_int(&q, 7, cx->now);
	q_put_id(&q, 8, cx->account);
	for (size_t i = 0; i < s->len; i++) {
		if (s->list[i].was >= 0) {
			continue;
		}
		q_put_int(&q, 1, id++);
		q_put_str(&q, 2, public_id_new(cx->mem));
		q_put_int(&q, 4, s->list[i].unit_id);
		q_put_int(&q, 6, s->list[i].amount);
		q_again(&q);
		shared += s->list[i].amount;
	}
	q_end(&q);
	return shared;
}

enum plan_err
target_share(struct ctx *cx, int64_t id, enum share_by by, int64_t amount,
    uint64_t stamp)
{
	int64_t more = 0, changed = 0, shared = 0;
	enum plan_err err;
	struct sharing s;
	struct target t;

	err = target_share_look(cx, id, by, amount, &s);
	if (err != PLAN_OK) {
		return err;
	}
	if (s.stamp != stamp || !target_read(cx, id, &t)) {
		return PLAN_CHANGED;
	}
	for (size_t i = 0; i < s.len; i++) {
		more += s.list[i].was < 0;
		changed += s.list[i].was != s.list[i].amount;
	}
	if (changed == 0) {
		return PLAN_SAME;
	}
	for (size_t i = 0; i < s.len; i++) {
		const struct share *l = &s.list[i];

		if (l->was >= 0 && l->was != l->amount) {
			target_put_amount(cx, l->target_id, l->amount);
			shared += l->amount - l->was;
		}
	}
	shared += more > 0 ? insert_new(cx, &t, &s, more) : 0;
	target_shared(cx, &t, more, shared);
	plan_note(cx, "target.share", ACT_ISSUE_GOALS, t.unit_id, "target",
	    id);
	return PLAN_OK;
}
