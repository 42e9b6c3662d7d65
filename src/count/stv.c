/* stv.c - what both methods of the single transferable vote have in common. */
#include <assert.h>
#include <stdlib.h>

#include "count/count_own.h"

/* ---- the ballots ------------------------------------------------------- */

/* The mark after i that somebody has who did not withdraw stands beside it. */
static bool
equal_next(const struct stv_work *w, const struct count_mark *m, size_t i,
    size_t len)
{
	const struct count_candidate *of = w->ballots->candidates;

	for (size_t k = i + 1; k < len && m[k].rank == m[i].rank; k++) {
		if (!of[m[i].candidate].withdrew &&
		    !of[m[k].candidate].withdrew) {
			return true;
		}
	}
	return false;
}

/*
 * As article 2 of the Order reads a paper: a next preference is one "recorded
 * in consecutive order", so they end where two are alike or a number is left
 * out. False: the first one is not clear, and the paper is not counted (rule
 * 43).
 */
static bool
read_strict(const struct stv_work *w, const struct count_ballot *g,
    struct prefs *out)
{
	const struct count_mark *m = w->ballots->marks.at + g->first;
	uint16_t before = 0;

	for (size_t i = 0; i < g->len; i++) {
		if (m[i].rank > before + 1) {
			return before > 0;
		}
		if (equal_next(w, m, i, g->len)) {
			return m[i].rank > 1;
		}
		before = m[i].rank;
		if (!w->ballots->candidates[m[i].candidate].withdrew) {
			out->at[out->len++] = m[i].candidate;
		}
	}
	return true;
}

/* Numbers left out mean nothing; two alike are refused. */
static bool
read_order(struct stv_work *w, const struct count_ballot *g, struct prefs *out)
{
	const struct count_mark *m = w->ballots->marks.at + g->first;

	for (size_t i = 0; i < g->len; i++) {
		if (equal_next(w, m, i, g->len)) {
			w->err = COUNT_EQUAL_RANKS;
		}
		if (!w->ballots->candidates[m[i].candidate].withdrew) {
			out->at[out->len++] = m[i].candidate;
		}
	}
	return true;
}

static void
add_group(struct stv_work *w, const struct count_ballot *g, bool strict)
{
	struct prefs *p = &w->groups[w->groups_len];

	*p = (struct prefs){ .times = g->times,
	    .at = NEW(w->mem, uint16_t, g->len) };
	if (!(strict ? read_strict(w, g, p) : read_order(w, g, p))) {
		w->out->set_aside += g->times;
	} else if (p->len == 0) {
		w->out->blank += g->times;
	} else {
		w->out->ballots += g->times;
		w->groups_len++;
	}
}

void
stv_begin(struct stv_work *w, bool strict)
{
	const struct count_ballots *b = w->ballots;

	w->n = b->candidates_len;
	w->votes = NEW(w->mem, int64_t, w->n);
	w->groups = NEW(w->mem, struct prefs, b->groups.len);
	w->out->spoilt = b->spoilt;
	w->out->fate = NEW(w->mem, enum count_fate, w->n);
	w->out->stage = NEW(w->mem, int32_t, w->n);
	for (size_t i = 0; i < w->n; i++) {
		w->out->fate[i] = b->candidates[i].withdrew ?
		    COUNT_WITHDREW : COUNT_HOPEFUL;
		w->hopeful_len += !b->candidates[i].withdrew;
	}
	for (size_t i = 0; i < b->groups.len; i++) {
		add_group(w, &b->groups.at[i], strict);
	}
}

/* ---- stages ------------------------------------------------------------ */

struct count_stage *
stv_stage(struct stv_work *w, enum count_act act)
{
	struct count_stage *s = LIST_ADD(w->mem, &w->out->stages);

	s->act = act;
	s->votes = NEW(w->mem, int64_t, w->n);
	s->elected = NEW(w->mem, uint16_t, w->hopeful_len);
	for (size_t i = 0; i < w->n; i++) {
		s->votes[i] = w->votes[i];
	}
	return s;
}

static bool
stv_complete(const struct stv_work *w)
{
	return w->hopeful_len == 0 ||
	    w->elected_len >= (size_t)w->rule->seats;
}

static int
most_votes_first(const void *a, const void *b, void *votes)
{
	uint16_t x = *(const uint16_t *)a, y = *(const uint16_t *)b;
	const int64_t *of = votes;

	return of[x] != of[y] ? (of[x] > of[y] ? -1 : 1) : (x > y) - (x < y);
}

static void
elect_from(struct stv_work *w, struct count_stage *s, int64_t least)
{
	size_t from = s->elected_len;

	for (size_t i = 0; i < w->n; i++) {
		if (w->out->fate[i] == COUNT_HOPEFUL &&
		    w->votes[i] >= least) {
			w->out->fate[i] = COUNT_ELECTED;
			w->out->stage[i] = (int32_t)w->out->stages.len;
			s->elected[s->elected_len++] = (uint16_t)i;
			w->elected_len++;
			w->hopeful_len--;
		}
	}
	qsort_r(s->elected + from, s->elected_len - from, sizeof(*s->elected),
	    most_votes_first, w->votes);
}

bool
stv_elect(struct stv_work *w, int64_t quota)
{
	struct count_stage *s = &w->out->stages.at[w->out->stages.len - 1];
	size_t before;

	elect_from(w, s, quota);
	/* The quota is more than the votes divided by one seat more, and where
	 * rounding defeats this the caller does not ask (meek.c). */
	assert(w->elected_len <= (size_t)w->rule->seats);
	if (w->hopeful_len > 0 && w->elected_len + w->hopeful_len <=
	    (size_t)w->rule->seats) {
		before = s->elected_len;
		elect_from(w, s, INT64_MIN);
		s->filled = s->elected_len - before;
	}
	return stv_complete(w);
}

void
stv_exclude(struct stv_work *w, uint16_t candidate)
{
	assert(w->out->fate[candidate] == COUNT_HOPEFUL);
	w->out->fate[candidate] = COUNT_EXCLUDED;
	w->hopeful_len--;
}

/* ---- ties -------------------------------------------------------------- */

struct count_tie *
stv_tie(struct stv_work *w, enum count_lot_for what, const bool *marked)
{
	struct count_tie *t = LIST_ADD(w->mem, &w->out->ties);

	t->what = what;
	t->stage = (int32_t)w->out->stages.len;
	t->tied = NEW(w->mem, uint16_t, w->n);
	for (size_t i = 0; i < w->n; i++) {
		if (marked[i]) {
			t->tied[t->tied_len++] = (uint16_t)i;
		}
	}
	return t;
}

bool
stv_lot(struct stv_work *w, struct count_tie *t)
{
	size_t n = w->lots_used + w->lots_drawn;

	if (w->lots_used < w->lots_len) {
		t->chosen = w->lots[w->lots_used++].drawn;
	} else if (w->rule->seed.len > 0) {
		t->chosen = count_lot_draw(w->rule->seed, n + 1, t->tied,
		    t->tied_len);
		w->lots_drawn++;
	} else {
		w->waits = true;
		return false;
	}
	for (size_t i = 0; i < t->tied_len; i++) {
		if (t->tied[i] == t->chosen) {
			t->drawn = true;
			return true;
		}
	}
	w->err = t->chosen < w->n ? COUNT_LOT_NOT_TIED :
	    COUNT_NO_SUCH_CANDIDATE;
	return false;
}

/* ---- the result -------------------------------------------------------- */

static void
stv_result(const struct stv_work *w, struct count_result *out)
{
	const struct count_stv *v = &out->stv;

	out->elected = NEW(w->mem, uint16_t, w->n);
	for (size_t i = 0; i < v->stages.len; i++) {
		for (size_t k = 0; k < v->stages.at[i].elected_len; k++) {
			out->elected[out->elected_len++] =
			    v->stages.at[i].elected[k];
		}
	}
	for (size_t i = 0; i < v->ties.len; i++) {
		if (v->ties.at[i].drawn && v->ties.at[i].decided_by == 0) {
			*LIST_ADD(w->mem, &out->lots) = (struct count_lot){
				v->ties.at[i].chosen };
		}
	}
	out->open = out->seats - (int32_t)out->elected_len;
	if (w->waits) {
		const struct count_tie *t = &v->ties.at[v->ties.len - 1];

		out->tied = t->tied;
		out->tied_len = t->tied_len;
		out->outcome = COUNT_LOT_NEEDED;
		return;
	}
	/* Whoever still hopes was not elected. */
	for (size_t i = 0; i < w->n; i++) {
		if (v->fate[i] == COUNT_HOPEFUL) {
			v->fate[i] = COUNT_EXCLUDED;
			v->stage[i] = (int32_t)v->stages.len;
		}
	}
	out->outcome = out->open > 0 ? COUNT_NOT_CARRIED : COUNT_CARRIED;
}

enum count_err
stv_count(struct arena *mem, const struct count_rule *rule,
    const struct count_ballots *b, const struct count_lot *lots,
    size_t lots_len, struct count_result *out)
{
	struct stv_work w = { .mem = mem, .rule = rule, .ballots = b,
	    .lots = lots, .lots_len = lots_len, .out = &out->stv };

	out->stv.scale = rule->method == COUNT_SCOTTISH ?
	    COUNT_SCOTTISH_SCALE : COUNT_MEEK_SCALE;
	if (rule->method == COUNT_SCOTTISH) {
		scottish_count(&w);
	} else {
		meek_count(&w);
	}
	if (w.err != COUNT_OK) {
		return w.err;
	}
	if (w.lots_used < lots_len) {
		return COUNT_LOT_LEFT;
	}
	stv_result(&w, out);
	return COUNT_OK;
}
