/*
 * scottish.c - the single transferable vote by the Scottish rules of 2007: the
 * weighted inclusive Gregory method.
 *
 * The Scottish Local Government Elections Order 2007, SSI 2007/42, Schedule 1,
 * rules 45 to 52; each step below names its rule.
 *
 * Equal ballots have the same preferences, so they are always with the same
 * candidate and at the same value: a group moves as a whole.
 */
#include "count/count_own.h"

/* Where a group of ballots is now. */
struct parcel {
	uint32_t	at;		/* which preference */
	int32_t		value;		/* of one ballot; of SCALE */
	bool		done;		/* not transferable any more */
};

_Static_assert((uint64_t)COUNT_VOTES_MAX * COUNT_SCOTTISH_SCALE <=
    UINT64_MAX / COUNT_SCOTTISH_SCALE, "a surplus times a value fits");

struct scottish {
	struct stv_work	*w;
	struct parcel	*parcels;	/* of each group */
	int64_t		 not_transferable, cut_off;
	bool		*marked;	/* of each candidate: in a tie */
};

static uint16_t
holder(const struct scottish *s, size_t group)
{
	return s->w->groups[group].at[s->parcels[group].at];
}

/* Rule 45. */
static void
first_stage(struct scottish *s)
{
	struct stv_work *w = s->w;

	for (size_t i = 0; i < w->groups_len; i++) {
		s->parcels[i] = (struct parcel){
		    .value = COUNT_SCOTTISH_SCALE };
		w->votes[w->groups[i].at[0]] += w->groups[i].times *
		    COUNT_SCOTTISH_SCALE;
	}
}

/* Rule 46: the ballots by one more than the seats, without decimals, and one
 * more. */
static int64_t
quota_of(const struct stv_work *w)
{
	return (w->out->ballots / (w->rule->seats + 1) + 1) *
	    COUNT_SCOTTISH_SCALE;
}

/* To the next candidate who continues, or to nobody; what went. */
static int64_t
move_parcel(struct scottish *s, size_t group)
{
	struct stv_work *w = s->w;
	const struct prefs *g = &w->groups[group];
	struct parcel *p = &s->parcels[group];
	int64_t votes = g->times * p->value;

	do {
		p->at++;
	} while (p->at < g->len &&
	    w->out->fate[g->at[p->at]] != COUNT_HOPEFUL);
	if (p->at < g->len) {
		w->votes[g->at[p->at]] += votes;
	} else {
		p->done = true;
		s->not_transferable += votes;
	}
	return votes;
}

static void
end_stage(struct scottish *s, enum count_act act, uint16_t candidate,
    int64_t transfer)
{
	struct count_stage *stage = stv_stage(s->w, act);

	stage->candidate = candidate;
	stage->transfer = transfer;
	stage->quota = s->w->out->quota;
	stage->not_transferable = s->not_transferable;
	stage->cut_off = s->cut_off;
}

/* Rule 48(3): surplus times value, by the votes of the candidate; what is
 * beyond five decimals is ignored, and told as cut off. */
static void
transfer_surplus(struct scottish *s, uint16_t c)
{
	struct stv_work *w = s->w;
	int64_t all = w->votes[c], surplus = all - w->out->quota, went = 0;

	for (size_t i = 0; i < w->groups_len; i++) {
		struct parcel *p = &s->parcels[i];

		if (!p->done && holder(s, i) == c) {
			p->value = (int32_t)((uint64_t)surplus *
			    (uint64_t)p->value / (uint64_t)all);
			went += move_parcel(s, i);
		}
	}
	w->votes[c] = w->out->quota;
	s->cut_off += surplus - went;
	end_stage(s, COUNT_ACT_SURPLUS, c, surplus);
}

/* Rule 50(2) to (4): at the value at which they came. */
static void
transfer_excluded(struct scottish *s, uint16_t c)
{
	struct stv_work *w = s->w;
	int64_t all = w->votes[c];

	w->votes[c] = 0;
	for (size_t i = 0; i < w->groups_len; i++) {
		if (!s->parcels[i].done && holder(s, i) == c) {
			(void)move_parcel(s, i);
		}
	}
	end_stage(s, COUNT_ACT_EXCLUDE, c, all);
	w->out->stage[c] = (int32_t)w->out->stages.len;
}

/* ---- ties -------------------------------------------------------------- */

static size_t
marked_len(const struct scottish *s)
{
	size_t len = 0;

	for (size_t i = 0; i < s->w->n; i++) {
		len += s->marked[i];
	}
	return len;
}

/* Leaves those marked who have the most votes, or the fewest: whether some fell
 * out. */
static bool
narrow(struct scottish *s, const int64_t *votes, bool most)
{
	int64_t best = 0;
	bool any = false, fell = false;

	for (size_t i = 0; i < s->w->n; i++) {
		if (s->marked[i] && (!any || (most ? votes[i] > best :
		    votes[i] < best))) {
			best = votes[i];
			any = true;
		}
	}
	for (size_t i = 0; i < s->w->n; i++) {
		if (s->marked[i] && votes[i] != best) {
			s->marked[i] = false;
			fell = true;
		}
	}
	return fell;
}

static uint16_t
marked_one(const struct scottish *s)
{
	uint16_t i = 0;

	while (!s->marked[i]) {
		i++;
	}
	return i;
}

/*
 * Rules 49(2), (3) and 51(2): the most recent earlier stage at which those who
 * are tied had unequal votes decides. Where it leaves several, the stages
 * before it decide among these, and at last a lot. False: it has to be drawn.
 */
static bool
break_tie(struct scottish *s, bool most, uint16_t *out)
{
	struct count_tie *t;
	size_t stage = s->w->out->stages.len;
	bool drawn = true;

	if (marked_len(s) == 1) {
		*out = marked_one(s);
		return true;
	}
	t = stv_tie(s->w, most ? COUNT_LOT_SURPLUS : COUNT_LOT_EXCLUDE,
	    s->marked);
	while (--stage > 0 && marked_len(s) > 1) {
		if (narrow(s, s->w->out->stages.at[stage - 1].votes, most)) {
			t->decided_by = (int32_t)stage;
		}
	}
	t->drawn = true;
	t->chosen = marked_one(s);
	if (marked_len(s) > 1) {
		/* The lot is among those whom the stages left. */
		t->drawn = false;
		t->decided_by = 0;
		t->tied_len = 0;
		for (size_t i = 0; i < s->w->n; i++) {
			if (s->marked[i]) {
				t->tied[t->tied_len++] = (uint16_t)i;
			}
		}
		drawn = stv_lot(s->w, t);
	}
	*out = t->chosen;
	return drawn;
}

/* ---- the count --------------------------------------------------------- */

/* Marks those with more than a quota, or those who hope: whether there are
 * any. */
static bool
mark(struct scottish *s, bool surplus)
{
	const struct stv_work *w = s->w;
	bool any = false;

	for (size_t i = 0; i < w->n; i++) {
		s->marked[i] = surplus ? w->out->fate[i] == COUNT_ELECTED &&
		    w->votes[i] > w->out->quota :
		    w->out->fate[i] == COUNT_HOPEFUL;
		any = any || s->marked[i];
	}
	return any;
}

/* One stage: the largest surplus (48, 49), or the one with the fewest votes is
 * excluded (50, 51). False: a lot has to be drawn. */
static bool
next_stage(struct scottish *s)
{
	bool surplus = mark(s, true);
	uint16_t c;

	if (!surplus) {
		(void)mark(s, false);
	}
	(void)narrow(s, s->w->votes, surplus);
	if (!break_tie(s, surplus, &c)) {
		return false;
	}
	if (surplus) {
		transfer_surplus(s, c);
	} else {
		stv_exclude(s->w, c);
		transfer_excluded(s, c);
	}
	return true;
}

void
scottish_count(struct stv_work *w)
{
	struct scottish s = { .w = w };

	stv_begin(w, true);
	s.parcels = NEW(w->mem, struct parcel, w->groups_len);
	s.marked = NEW(w->mem, bool, w->n);
	first_stage(&s);
	w->out->quota = quota_of(w);
	end_stage(&s, COUNT_ACT_FIRST, 0, 0);
	/* Rules 47 and 52, after each stage. */
	while (!stv_elect(w, w->out->quota) && next_stage(&s)) {
		continue;
	}
}
