/* speech_order.c - the order of those who wait, from rules in plain words. */
#include "speech/speech_order.h"

#include <assert.h>
#include <stdlib.h>

static const struct { str word; const char *text, *why; } terms[] = {
#define X(id, word, text, why) [id] = { S_INIT(word), text, why },
	SPEECH_TERMS(X)
#undef X
};

str
speech_term_word(enum speech_term term)
{
	assert(term < SPEECH_TERM_COUNT);
	return terms[term].word;
}

const char *
speech_term_text(enum speech_term term)
{
	assert(term < SPEECH_TERM_COUNT);
	return terms[term].text;
}

const char *
speech_term_why(enum speech_term term)
{
	assert(term < SPEECH_TERM_COUNT);
	return terms[term].why;
}

bool
speech_term_of(str word, enum speech_term *out)
{
	for (size_t i = 0; i < SPEECH_TERM_COUNT; i++) {
		if (str_eq(word, terms[i].word)) {
			*out = (enum speech_term)i;
			return true;
		}
	}
	return false;
}

/* ---- a list of terms --------------------------------------------------- */

static bool
has_term(const struct speech_terms *list, enum speech_term term)
{
	size_t i = 0;

	while (i < list->len && list->term[i] != term) {
		i++;
	}
	return i < list->len;
}

bool
speech_terms_parse(str words, struct speech_terms *out)
{
	struct speech_terms list = { .len = 0 };
	enum speech_term term;
	str word;

	while (str_cut(&words, ' ', &word)) {
		if (word.len == 0) {
			continue;
		}
		if (!speech_term_of(word, &term) || has_term(&list, term) ||
		    has_term(&list, TERM_ASKED)) {
			return false;
		}
		list.term[list.len++] = term;
	}
	if (!has_term(&list, TERM_ASKED)) {
		list.term[list.len++] = TERM_ASKED;
	}
	*out = list;
	return true;
}

str
speech_terms_words(struct arena *mem, const struct speech_terms *list)
{
	str words = S("");

	for (size_t i = 0; i < list->len; i++) {
		words = arena_printf(mem, STR_FMT "%s" STR_FMT,
		    STR_ARG(words), i > 0 ? " " : "",
		    STR_ARG(terms[list->term[i]].word));
	}
	return words;
}

/* ---- who comes before whom --------------------------------------------- */

/* What comes before all rules, in this order. */
enum rank { RANK_ORDER, RANK_PUT_BACK, RANK_CHAIR, RANK_OTHERS };

/* One who waits, with what does not change while the order is made. */
struct waiting {
	const struct speech_wait	*wait;
	size_t				 index;		/* into the input */
	size_t				 asked_as;	/* 0: asked first */
	size_t				 delegation;	/* slot of its time */
	enum rank			 rank;
	int64_t				 since;
	uint64_t			 group;
};

struct making {
	const struct speech_terms	*terms;
	enum speech_kind		 last_side;
	struct speech_share		*shares;	/* slots, by id */
	size_t				 shares_len;
};

static enum rank
rank_of(const struct speech_wait *w)
{
	if (w->kind == SPEECH_ORDER) {
		return RANK_ORDER;
	}
	if (w->put_back_at != 0) {
		return RANK_PUT_BACK;
	}
	return w->kind == SPEECH_REPLY || w->kind == SPEECH_REPORT ?
	    RANK_CHAIR : RANK_OTHERS;
}

static int
by_number(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static bool
takes_side(enum speech_kind kind)
{
	return kind == SPEECH_FOR || kind == SPEECH_AGAINST;
}

/* What a term says of one, the lower the earlier. */
static int64_t
key_of(const struct making *m, enum speech_term term, const struct waiting *w)
{
	switch (term) {
	case TERM_IN_TURN:
		return takes_side(w->wait->kind) &&
		    w->wait->kind == m->last_side;
	case TERM_NEW_ON_ITEM:
		return w->wait->on_item > 0;
	case TERM_NEW_TODAY:
		return w->wait->today > 0;
	case TERM_NEW_AT_ALL:
		return w->wait->at_all > 0;
	case TERM_DELEGATION:
		return m->shares[w->delegation].seconds;
	case TERM_ASKED:
	case SPEECH_TERM_COUNT:
		break;
	}
	return 0;
}

/* Below 0: a comes before b. *term is what told them apart, TERM_ASKED where
 * no rule but the time did. */
static int
compare(const struct making *m, const struct waiting *a,
    const struct waiting *b, enum speech_term *term)
{
	int c = by_number(a->rank, b->rank);

	*term = TERM_ASKED;
	for (size_t i = 0; c == 0 && a->rank == RANK_OTHERS &&
	    i < m->terms->len; i++) {
		*term = m->terms->term[i];
		c = by_number(key_of(m, *term, a), key_of(m, *term, b));
	}
	if (c != 0) {
		return c;
	}
	c = by_number(a->since, b->since);
	return c != 0 ? c : by_number((int64_t)a->asked_as,
	    (int64_t)b->asked_as);
}

/* ---- getting ready ----------------------------------------------------- */

static int
by_asked(const void *left, const void *right)
{
	const struct waiting *a = left, *b = right;
	int c = by_number(a->wait->asked_at, b->wait->asked_at);

	return c != 0 ? c : by_number(a->wait->id, b->wait->id);
}

static int
by_group(const void *left, const void *right)
{
	const struct waiting *a = left, *b = right;

	if (a->group != b->group) {
		return a->group < b->group ? -1 : 1;
	}
	if (a->since != b->since) {
		return a->since < b->since ? -1 : 1;
	}
	return by_number((int64_t)a->asked_as, (int64_t)b->asked_as);
}

static int
by_delegation(const void *left, const void *right)
{
	const struct speech_share *a = left, *b = right;

	return by_number(a->delegation, b->delegation);
}

/* A slot for each delegation that spoke or waits; sorted, each once. */
static void
make_shares(struct arena *mem, struct making *m,
    const struct speech_past *past, const struct speech_wait *waits,
    size_t len)
{
	size_t n = 0, all = past->shares_len + len;

	m->shares = NEW(mem, struct speech_share, all);
	for (size_t i = 0; i < past->shares_len; i++) {
		m->shares[n++] = past->shares[i];
	}
	for (size_t i = 0; i < len; i++) {
		m->shares[n++].delegation = waits[i].delegation;
	}
	qsort(m->shares, all, sizeof(*m->shares), by_delegation);
	for (size_t i = 0; i < all; i++) {
		if (m->shares_len > 0 && m->shares[m->shares_len - 1].delegation
		    == m->shares[i].delegation) {
			m->shares[m->shares_len - 1].seconds +=
			    m->shares[i].seconds;
		} else {
			m->shares[m->shares_len++] = m->shares[i];
		}
	}
}

static size_t
slot_of(const struct making *m, int64_t delegation)
{
	struct speech_share key = { .delegation = delegation };
	const struct speech_share *at = bsearch(&key, m->shares,
	    m->shares_len, sizeof(*m->shares), by_delegation);

	assert(at != NULL);
	return (size_t)(at - m->shares);
}

/* Whom every rule treats alike at every moment is in one group: only the first
 * of each can be next. */
static uint64_t
group_of(const struct making *m, const struct waiting *w)
{
	uint64_t group = w->rank;

	if (w->rank != RANK_OTHERS) {
		return group;
	}
	for (size_t i = 0; i < m->terms->len; i++) {
		switch (m->terms->term[i]) {
		case TERM_IN_TURN:
			group |= (takes_side(w->wait->kind) ?
			    (uint64_t)w->wait->kind : 0) << 2;
			break;
		case TERM_NEW_ON_ITEM:
			group |= (uint64_t)(w->wait->on_item > 0) << 5;
			break;
		case TERM_NEW_TODAY:
			group |= (uint64_t)(w->wait->today > 0) << 6;
			break;
		case TERM_NEW_AT_ALL:
			group |= (uint64_t)(w->wait->at_all > 0) << 7;
			break;
		case TERM_DELEGATION:
			group |= (uint64_t)w->delegation << 8;
			break;
		case TERM_ASKED:
		case SPEECH_TERM_COUNT:
			break;
		}
	}
	return group;
}

static struct waiting *
make_waiting(struct arena *mem, const struct making *m,
    const struct speech_wait *waits, size_t len)
{
	struct waiting *list = NEW(mem, struct waiting, len);

	for (size_t i = 0; i < len; i++) {
		struct waiting *w = &list[i];

		w->wait = &waits[i];
		w->index = i;
		w->rank = rank_of(&waits[i]);
		w->since = w->rank == RANK_PUT_BACK ? waits[i].put_back_at :
		    waits[i].asked_at;
		w->delegation = slot_of(m, waits[i].delegation);
		w->group = group_of(m, w);
	}
	qsort(list, len, sizeof(*list), by_asked);
	for (size_t i = 0; i < len; i++) {
		list[i].asked_as = i;
	}
	return list;
}

/* ---- who still waits, by when they asked ------------------------------- */

/* How many of those who asked before somebody still wait, in a tree of sums
 * (Fenwick 1994), for a list can be long. */
struct left {
	size_t	*sum;			/* from 1 */
	size_t	 len;
};

static void
left_take(struct left *l, size_t asked_as)
{
	for (size_t i = asked_as + 1; i <= l->len; i += i & -i) {
		l->sum[i]--;
	}
}

static size_t
left_before(const struct left *l, size_t asked_as)
{
	size_t n = 0;

	for (size_t i = asked_as; i > 0; i -= i & -i) {
		n += l->sum[i];
	}
	return n;
}

static struct left
left_all(struct arena *mem, size_t len)
{
	struct left l = { NEW(mem, size_t, len + 1), len };

	for (size_t i = 1; i <= len; i++) {
		l.sum[i] = i & -i;
	}
	return l;
}

/* ---- the order --------------------------------------------------------- */

struct heads {
	size_t	*at;		/* where each group's next one stands */
	size_t	*end;
	size_t	 len;
};

static struct heads
make_heads(struct arena *mem, const struct waiting *list, size_t len)
{
	struct heads h = { NEW(mem, size_t, len), NEW(mem, size_t, len), 0 };

	for (size_t i = 0; i < len; i++) {
		if (i == 0 || list[i].group != list[i - 1].group) {
			h.at[h.len++] = i;
		}
		h.end[h.len - 1] = i + 1;
	}
	return h;
}

static size_t
take_next(const struct making *m, struct heads *h, const struct waiting *list)
{
	enum speech_term term;
	size_t best = SIZE_MAX;

	for (size_t g = 0; g < h->len; g++) {
		if (h->at[g] < h->end[g] && (best == SIZE_MAX ||
		    compare(m, &list[h->at[g]], &list[h->at[best]],
		    &term) < 0)) {
			best = g;
		}
	}
	assert(best != SIZE_MAX);
	return h->at[best]++;
}

/* From then on it is as if this one had spoken. */
static void
has_spoken(struct making *m, const struct waiting *w, int seconds)
{
	if (w->rank == RANK_ORDER || w->rank == RANK_CHAIR) {
		return;
	}
	if (takes_side(w->wait->kind)) {
		m->last_side = w->wait->kind;
	}
	m->shares[w->delegation].seconds += seconds > 0 ? seconds :
	    SPEECH_NOMINAL_SECONDS;
}

static struct speech_place
place_of(const struct making *m, const struct waiting *w,
    const struct waiting *first, const struct left *left, size_t at)
{
	static const enum speech_why ranks[] = {
		[RANK_ORDER] = WHY_ORDER, [RANK_PUT_BACK] = WHY_PUT_BACK,
		[RANK_CHAIR] = WHY_CHAIR,
	};
	struct speech_place place = { .who = w->index };

	place.before = left_before(left, w->asked_as);
	place.after = at - (w->asked_as - place.before);
	if (w->rank != RANK_OTHERS) {
		place.why = ranks[w->rank];
	} else if (first != w) {
		(void)compare(m, w, first, &place.term);
		place.why = WHY_TERM;
	}
	return place;
}

void
speech_order(struct arena *mem, const struct speech_terms *rules,
    const struct speech_past *past, const struct speech_wait *waits,
    size_t len, struct speech_place *out)
{
	struct making m = { .terms = rules, .last_side = past->last_side };
	const struct waiting **by_time;
	struct waiting *list;
	struct heads heads;
	struct left left;
	bool *taken;

	make_shares(mem, &m, past, waits, len);
	list = make_waiting(mem, &m, waits, len);
	qsort(list, len, sizeof(*list), by_group);
	by_time = NEW(mem, const struct waiting *, len);
	for (size_t i = 0; i < len; i++) {
		by_time[list[i].asked_as] = &list[i];
	}
	taken = NEW(mem, bool, len);
	heads = make_heads(mem, list, len);
	left = left_all(mem, len);
	for (size_t at = 0, first = 0; at < len; at++) {
		const struct waiting *w = &list[take_next(&m, &heads, list)];

		while (taken[first]) {
			first++;
		}
		out[at] = place_of(&m, w, by_time[first], &left, at);
		taken[w->asked_as] = true;
		left_take(&left, w->asked_as);
		has_spoken(&m, w, past->seconds);
	}
}

/* ---- shares of a time -------------------------------------------------- */

void
speech_shares(struct arena *mem, int64_t seconds, const int64_t *keys,
    size_t len, int64_t *out)
{
	int64_t *rest = NEW(mem, int64_t, len);
	int64_t sum = 0, given = 0;

	assert(seconds >= 0);
	for (size_t i = 0; i < len; i++) {
		assert(keys[i] >= 0);
		sum += keys[i];
	}
	for (size_t i = 0; i < len; i++) {
		out[i] = sum == 0 ? 0 : seconds * keys[i] / sum;
		rest[i] = sum == 0 ? 0 : seconds * keys[i] % sum;
		given += out[i];
	}
	for (; sum > 0 && given < seconds; given++) {
		size_t most = 0;

		for (size_t i = 1; i < len; i++) {
			most = rest[i] > rest[most] ? i : most;
		}
		out[most]++;
		rest[most] = -1;
	}
}
