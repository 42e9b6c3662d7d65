/*
 * schulze.c - Schulze's method: pairs, strongest paths, the order they give.
 *
 * M. Schulze, A new monotonic, clone-independent, reversal symmetric, and
 * Condorcet-consistent single-winner election method. Social Choice and Welfare
 * 36 (2011) 267-303; section 2.2 for the strength, 2.3 for the way to compute
 * it (Floyd and Warshall).
 */
#include <stdlib.h>

#include "count/count_own.h"

/* What a strength is told by: larger is stronger. Ballots are fewer than BASE,
 * so the second number only decides where the first is the same. */
#define BASE	((int64_t)1 << 31)

_Static_assert(COUNT_VOTES_MAX < BASE, "two numbers stand in one strength");

struct pairs {
	const struct count_candidate *candidates;
	size_t		 n;
	int32_t		*before;	/* [i * n + j]: i before j */
	int32_t		*equal;		/* both ranked, alike */
	int32_t		*ranked;	/* of each */
};

static int64_t
strength_of(int32_t with, int32_t against)
{
	if (with == against) {
		return 0;
	}
	return with > against ? with * BASE - against :
	    with - against * BASE;
}

/* Undoes strength_of(); of a tie it knows no numbers. */
static struct count_link
link_of(int64_t strength)
{
	struct count_link link = { 0, 0 };

	if (strength > 0) {
		link.with = (int32_t)((strength + BASE - 1) / BASE);
		link.against = (int32_t)(link.with * BASE - strength);
	} else if (strength < 0) {
		link.against = (int32_t)((-strength + BASE - 1) / BASE);
		link.with = (int32_t)(link.against * BASE + strength);
	}
	return link;
}

static void
add_ballot(struct pairs *p, const struct count_mark *marks, size_t len,
    int32_t times)
{
	for (size_t i = 0; i < len; i++) {
		size_t row = marks[i].candidate * p->n;

		if (p->candidates[marks[i].candidate].withdrew) {
			continue;
		}
		p->ranked[marks[i].candidate] += times;
		for (size_t j = i + 1; j < len; j++) {
			int32_t *to = marks[j].rank > marks[i].rank ?
			    p->before : p->equal;

			to[row + marks[j].candidate] += times;
		}
	}
}

/* Whoever withdrew is on no ballot (COUN-11). */
static void
clear_withdrawn(struct pairs *p)
{
	for (size_t i = 0; i < p->n; i++) {
		for (size_t j = 0; j < p->n && p->candidates[i].withdrew;
		    j++) {
			p->before[j * p->n + i] = p->before[i * p->n + j] = 0;
		}
	}
}

/*
 * Who is ranked is before those who are not: on every ballot that ranks i, but
 * not on those that rank both.
 */
static void
add_unranked(struct pairs *p)
{
	for (size_t i = 0; i < p->n; i++) {
		for (size_t j = i + 1; j < p->n; j++) {
			int32_t *ij = &p->before[i * p->n + j];
			int32_t *ji = &p->before[j * p->n + i];
			int32_t both = *ij + *ji + p->equal[i * p->n + j] +
			    p->equal[j * p->n + i];

			*ij += p->ranked[i] - both;
			*ji += p->ranked[j] - both;
		}
	}
}

static void
count_pairs(struct arena *mem, const struct count_rule *rule,
    const struct count_ballots *b, struct pairs *p, int64_t *blank)
{
	p->n = b->candidates_len;
	p->candidates = b->candidates;
	p->before = NEW(mem, int32_t, p->n * p->n);
	p->equal = NEW(mem, int32_t, p->n * p->n);
	p->ranked = NEW(mem, int32_t, p->n);
	for (size_t i = 0; i < b->groups.len; i++) {
		const struct count_ballot *g = &b->groups.at[i];

		add_ballot(p, b->marks.at + g->first, g->len,
		    (int32_t)g->times);
		*blank += ballot_choices(b, g) == 0 ? g->times : 0;
	}
	if (rule->unranked == COUNT_UNRANKED_LAST) {
		add_unranked(p);
	}
	clear_withdrawn(p);
}

/* Paths go over candidates who stand; who withdrew has no links. */
static int64_t *
strongest_paths(struct arena *mem, const struct pairs *p)
{
	size_t n = p->n;
	int64_t *s = NEW(mem, int64_t, n * n);

	for (size_t i = 0; i < n * n; i++) {
		s[i] = strength_of(p->before[i],
		    p->before[i % n * n + i / n]);
	}
	for (size_t k = 0; k < n; k++) {
		const int64_t *from_k = s + k * n;

		for (size_t i = 0; i < n && !p->candidates[k].withdrew; i++) {
			int64_t to_k = s[i * n + k], *row = s + i * n;

			if (i == k) {
				continue;
			}
			for (size_t j = 0; j < n; j++) {
				int64_t via = to_k < from_k[j] ? to_k :
				    from_k[j];

				row[j] = j != i && j != k && via > row[j] ?
				    via : row[j];
			}
		}
	}
	return s;
}

bool
count_schulze_before(const struct count_schulze *s, size_t a, size_t b)
{
	const struct count_link ab = s->paths[a * s->n + b];
	const struct count_link ba = s->paths[b * s->n + a];

	return strength_of(ab.with, ab.against) >
	    strength_of(ba.with, ba.against);
}

static int
place_cmp(const void *a, const void *b, void *of)
{
	uint16_t x = *(const uint16_t *)a, y = *(const uint16_t *)b;
	const struct count_schulze *s = of;

	if (s->first[x] != s->first[y]) {
		return s->first[x] < s->first[y] ? -1 : 1;
	}
	if (s->last[x] != s->last[y]) {
		return s->last[x] < s->last[y] ? -1 : 1;
	}
	return (x > y) - (x < y);
}

static void
order_of(struct arena *mem, const struct count_candidate *candidates,
    struct count_schulze *s)
{
	s->order = NEW(mem, uint16_t, s->n);
	s->first = NEW(mem, int32_t, s->n);
	s->last = NEW(mem, int32_t, s->n);
	for (size_t i = 0; i < s->n; i++) {
		if (!candidates[i].withdrew) {
			s->order[s->order_len++] = (uint16_t)i;
		}
	}
	for (size_t i = 0; i < s->order_len; i++) {
		size_t a = s->order[i];

		s->first[a] = 1;
		s->last[a] = (int32_t)s->order_len;
		for (size_t k = 0; k < s->order_len; k++) {
			size_t b = s->order[k];

			s->first[a] += count_schulze_before(s, b, a);
			s->last[a] -= count_schulze_before(s, a, b);
		}
	}
	qsort_r(s->order, s->order_len, sizeof(*s->order), place_cmp, s);
}

/* Who surely has a seat, and who is tied for those that are left. */
static void
schulze_seats(struct arena *mem, struct count_result *out)
{
	const struct count_schulze *s = &out->schulze;

	out->elected = NEW(mem, uint16_t, s->n);
	out->tied = NEW(mem, uint16_t, s->n);
	for (size_t i = 0; i < s->order_len; i++) {
		uint16_t c = s->order[i];

		if (s->last[c] <= out->seats) {
			out->elected[out->elected_len++] = c;
		} else if (s->first[c] <= out->seats) {
			out->tied[out->tied_len++] = c;
		}
	}
	out->open = out->seats - (int32_t)out->elected_len;
	if ((size_t)out->seats >= s->order_len) {
		/* Fewer candidates than seats: nobody is tied for one. */
		out->tied_len = 0;
	}
	out->outcome = out->tied_len > 0 ? COUNT_TIE : out->open > 0 ?
	    COUNT_NOT_CARRIED : COUNT_CARRIED;
}

enum count_err
schulze_count(struct arena *mem, const struct count_rule *rule,
    const struct count_ballots *b, struct count_result *out)
{
	struct count_schulze *s = &out->schulze;
	struct pairs p = { 0 };
	int64_t *paths;

	*s = (struct count_schulze){ .n = b->candidates_len,
	    .spoilt = b->spoilt };
	count_pairs(mem, rule, b, &p, &s->blank);
	s->pairs = p.before;
	paths = strongest_paths(mem, &p);
	s->paths = NEW(mem, struct count_link, s->n * s->n);
	for (size_t i = 0; i < s->n * s->n; i++) {
		s->paths[i] = link_of(paths[i]);
	}
	order_of(mem, b->candidates, s);
	schulze_seats(mem, out);
	return COUNT_OK;
}
