/*
 * meek.c - the single transferable vote by Meek's method.
 *
 * I. D. Hill, B. A. Wichmann, D. R. Woodall, Algorithm 123 - Single
 * Transferable Vote by Meek's Method. The Computer Journal 30 (1987) 277-281.
 * They compute with real numbers and leave open when an iteration ends. Here
 * numbers have nine decimal places and each rounding is said, as in the
 * Reference Meek Rule of the Proportional Representation Foundation
 * (prfound.org, Reference Rule: Meek's Method); its steps are named below.
 */
#include "count/count_own.h"

#define SCALE	((uint64_t)COUNT_MEEK_SCALE)
#define OMEGA	1000			/* 0.000001 of a vote */

/* The product of a keep value and a quota: 30 and 60 bits. */
__extension__ typedef unsigned __int128 wide;

struct meek {
	struct stv_work	*w;
	uint64_t	*keep;		/* of each candidate; of SCALE */
	int64_t		 quota, surplus, given;	/* given: votes of all */
	int32_t		 iterations;
	bool		*marked;
};

static uint64_t
times_up(uint64_t a, uint64_t b)
{
	return (a * b + SCALE - 1) / SCALE;
}

/* B.2.a: each candidate keeps a share of what reaches it, rounded up. */
static void
distribute(struct meek *m)
{
	struct stv_work *w = m->w;

	for (size_t i = 0; i < w->n; i++) {
		w->votes[i] = 0;
	}
	for (size_t i = 0; i < w->groups_len; i++) {
		const struct prefs *g = &w->groups[i];
		uint64_t weight = SCALE;

		for (size_t k = 0; k < g->len && weight > 0; k++) {
			uint64_t kept = m->keep[g->at[k]];

			kept = kept == SCALE ? weight :
			    times_up(weight, kept);
			w->votes[g->at[k]] += (int64_t)kept * g->times;
			weight -= kept;
		}
	}
}

/* B.2.b: what the ballots gave, by one more than the seats. */
static void
update_quota(struct meek *m)
{
	const struct stv_work *w = m->w;

	m->given = 0;
	for (size_t i = 0; i < w->n; i++) {
		m->given += w->votes[i];
	}
	m->quota = m->given / (w->rule->seats + 1) + 1;
}

/* B.2.d. */
static int64_t
surplus_of(const struct meek *m)
{
	int64_t sum = 0;

	for (size_t i = 0; i < m->w->n; i++) {
		sum += m->w->out->fate[i] == COUNT_ELECTED ?
		    m->w->votes[i] - m->quota : 0;
	}
	return sum > 0 ? sum : 0;
}

/* B.2.f: keep times quota by votes, rounded up twice. */
static void
update_keep(struct meek *m)
{
	const struct stv_work *w = m->w;

	for (size_t i = 0; i < w->n; i++) {
		if (w->out->fate[i] == COUNT_ELECTED && w->votes[i] > 0) {
			wide v = (wide)w->votes[i];
			wide up = ((wide)m->keep[i] * (wide)m->quota + SCALE -
			    1) / SCALE;
			wide keep = (up * SCALE + v - 1) / v;

			m->keep[i] = keep < SCALE ? (uint64_t)keep : SCALE;
		}
	}
}

/*
 * B.2.c: whether some reach the quota, and not more than seats are left. Where
 * all who are left have the same votes rounding may put one too many over the
 * quota: Algorithm 123 elects none of such a "multi-way tie", one is excluded
 * first.
 */
static bool
some_reach(const struct meek *m)
{
	const struct stv_work *w = m->w;
	size_t len = 0;

	for (size_t i = 0; i < w->n; i++) {
		len += w->out->fate[i] == COUNT_HOPEFUL &&
		    w->votes[i] >= m->quota;
	}
	return len > 0 && w->elected_len + len <= (size_t)w->rule->seats;
}

/*
 * B.2: until somebody reaches the quota, or hardly anything is left to pass on,
 * or what is left grows smaller no more. It ends: a surplus is a whole number
 * that falls each time.
 */
static void
iterate(struct meek *m)
{
	int64_t last = INT64_MAX;

	m->iterations = 0;
	for (;;) {
		m->iterations++;
		distribute(m);
		update_quota(m);
		m->surplus = surplus_of(m);
		if (some_reach(m) || m->surplus < OMEGA ||
		    m->surplus >= last) {
			return;
		}
		last = m->surplus;
		update_keep(m);
	}
}

static void
end_stage(struct meek *m, enum count_act act)
{
	struct count_stage *s = stv_stage(m->w, act);

	s->keep = NEW(m->w->mem, int64_t, m->w->n);
	for (size_t i = 0; i < m->w->n; i++) {
		s->keep[i] = (int64_t)m->keep[i];
	}
	s->quota = m->quota;
	s->iterations = m->iterations;
	s->not_transferable = m->w->out->ballots * COUNT_MEEK_SCALE -
	    m->given;
	if (act == COUNT_ACT_FIRST) {
		m->w->out->quota = m->quota;
	}
}

/* B.3: the fewest votes; within the surplus that is left nobody has fewer than
 * another. False: a lot has to be drawn. */
static bool
lowest(struct meek *m, uint16_t *out)
{
	struct stv_work *w = m->w;
	struct count_tie *t;
	int64_t least = INT64_MAX;
	size_t len = 0;

	for (size_t i = 0; i < w->n; i++) {
		if (w->out->fate[i] == COUNT_HOPEFUL && w->votes[i] < least) {
			least = w->votes[i];
		}
	}
	for (size_t i = 0; i < w->n; i++) {
		m->marked[i] = w->out->fate[i] == COUNT_HOPEFUL &&
		    w->votes[i] <= least + m->surplus;
		*out = m->marked[i] ? (uint16_t)i : *out;
		len += m->marked[i];
	}
	if (len == 1) {
		return true;
	}
	t = stv_tie(w, COUNT_LOT_EXCLUDE, m->marked);
	if (!stv_lot(w, t)) {
		return false;
	}
	*out = t->chosen;
	return true;
}

/* One round of the rule. False: it is over, or a lot has to be drawn. */
static bool
next_stage(struct meek *m, enum count_act act)
{
	struct stv_work *w = m->w;
	struct count_stage *s;
	bool reached;
	uint16_t c = 0;

	iterate(m);
	reached = some_reach(m);
	end_stage(m, act);
	if (stv_elect(w, reached ? m->quota : INT64_MAX)) {
		return false;
	}
	if (reached) {
		return true;
	}
	if (!lowest(m, &c)) {
		return false;
	}
	stv_exclude(w, c);
	m->keep[c] = 0;
	w->out->stage[c] = (int32_t)w->out->stages.len;
	s = &w->out->stages.at[w->out->stages.len - 1];
	s->excludes = true;
	s->excluded = c;
	return !stv_elect(w, INT64_MAX);
}

void
meek_count(struct stv_work *w)
{
	struct meek m = { .w = w };
	enum count_act act = COUNT_ACT_FIRST;

	stv_begin(w, false);
	if (w->err != COUNT_OK) {
		return;
	}
	m.keep = NEW(w->mem, uint64_t, w->n);
	m.marked = NEW(w->mem, bool, w->n);
	for (size_t i = 0; i < w->n; i++) {
		m.keep[i] = w->out->fate[i] == COUNT_WITHDREW ? 0 : SCALE;
	}
	while (next_stage(&m, act)) {
		act = COUNT_ACT_ITERATE;
	}
}
