/* key.c - the arithmetic of the key of delegates: whole numbers only. */
#include "delegate/delegate.h"

#include <assert.h>

#define BASE_MAX	1000000000
#define TOTAL_MAX	1000000

/*
 * A line has more claim to one seat more than another: by the larger remainder,
 * then the larger base, then the earlier place. 0: only the place tells.
 */
static int
by_remainder(const struct delegate_share *a, const struct delegate_share *b)
{
	return a->rest != b->rest ? (a->rest > b->rest ? 1 : -1) :
	    a->base != b->base ? (a->base > b->base ? 1 : -1) : 0;
}

/* base / (2 seats + 1): who is the next by Sainte-Lague. Both sides are below
 * 2^62. */
static int
by_average(const struct delegate_share *a, const struct delegate_share *b)
{
	int64_t x = a->base * (2 * b->seats + 1);
	int64_t y = b->base * (2 * a->seats + 1);

	return x != y ? (x > y ? 1 : -1) : a->base != b->base ?
	    (a->base > b->base ? 1 : -1) : 0;
}

/* base / (2 seats - 1): who got a seat last; one without has none to give. */
static int
by_last(const struct delegate_share *a, const struct delegate_share *b)
{
	int64_t x = a->base * (2 * b->seats - 1);
	int64_t y = b->base * (2 * a->seats - 1);

	return x != y ? (x < y ? 1 : -1) : a->base != b->base ?
	    (a->base < b->base ? 1 : -1) : 0;
}

/* ---- ties -------------------------------------------------------------- */

/* Who got the last of the seats that were given out one by one, or NULL. */
static const struct delegate_share *
got_last(enum key_rounding rounding, const struct delegate_share *shares,
    size_t len)
{
	const struct delegate_share *last = NULL;

	for (size_t i = 0; i < len; i++) {
		const struct delegate_share *s = &shares[i];
		bool later = last == NULL || (rounding == KEY_LARGEST ?
		    by_remainder(last, s) >= 0 : by_last(s, last) >= 0);

		if (later && (rounding == KEY_LARGEST ? s->rounded_up :
		    s->seats > 0)) {
			last = s;
		}
	}
	return last;
}

/* Had as much claim to the last seat as who got it, and got none for it. */
static bool
missed(enum key_rounding rounding, const struct delegate_share *s,
    const struct delegate_share *last)
{
	return rounding == KEY_LARGEST ? !s->rounded_up &&
	    s->rest == last->rest : s->base * (2 * last->seats - 1) ==
	    last->base * (2 * s->seats + 1);
}

/* Got a seat by the same claim as the last. */
static bool
got_alike(enum key_rounding rounding, const struct delegate_share *s,
    const struct delegate_share *last)
{
	return rounding == KEY_LARGEST ? s->rounded_up &&
	    s->rest == last->rest : s->seats > 0 && s->base *
	    (2 * last->seats - 1) == last->base * (2 * s->seats - 1);
}

/* Those at the border, if there is somebody on both sides of it. */
static void
mark_ties(enum key_rounding rounding, struct delegate_share *shares,
    size_t len)
{
	const struct delegate_share *last = got_last(rounding, shares, len);
	bool tied = false;

	for (size_t i = 0; last != NULL && i < len; i++) {
		tied = tied || missed(rounding, &shares[i], last);
	}
	for (size_t i = 0; tied && i < len; i++) {
		shares[i].tied = missed(rounding, &shares[i], last) ||
		    got_alike(rounding, &shares[i], last);
	}
}

/* ---- giving out -------------------------------------------------------- */

static void
give_largest(struct delegate_share *shares, size_t len, int64_t seats)
{
	for (; seats > 0; seats--) {
		struct delegate_share *best = NULL;

		for (size_t i = 0; i < len; i++) {
			struct delegate_share *s = &shares[i];

			if (s->seats == s->whole && s->rest > 0 &&
			    (best == NULL || by_remainder(s, best) > 0)) {
				best = s;
			}
		}
		assert(best != NULL);	/* As many remainders as seats. */
		best->seats++;
	}
}

/*
 * Rounded each for itself to the nearest, the lines are what Sainte-Lague gives
 * for their own sum; from there it is a seat at a time to the total.
 */
static void
give_average(struct delegate_share *shares, size_t len, int64_t total,
    int32_t per_m)
{
	int64_t sum = 0;

	for (size_t i = 0; i < len; i++) {
		shares[i].seats += 2 * shares[i].rest >= per_m;
		sum += shares[i].seats;
	}
	for (; sum < total; sum++) {
		struct delegate_share *best = &shares[0];

		for (size_t i = 1; i < len; i++) {
			best = by_average(&shares[i], best) > 0 ? &shares[i] :
			    best;
		}
		best->seats++;
	}
	for (; sum > total; sum--) {
		struct delegate_share *worst = NULL;

		for (size_t i = 0; i < len; i++) {
			if (shares[i].seats > 0 && (worst == NULL ||
			    by_last(&shares[i], worst) >= 0)) {
				worst = &shares[i];
			}
		}
		worst->seats--;
	}
}

static void
give_each(enum key_rounding rounding, struct delegate_share *shares,
    size_t len, int32_t per_m)
{
	for (size_t i = 0; i < len; i++) {
		struct delegate_share *s = &shares[i];

		s->seats += rounding == KEY_UP ? s->rest > 0 :
		    rounding == KEY_NEAREST && 2 * s->rest >= per_m;
	}
}

void
delegate_apportion(struct key_rule rule, struct delegate_share *shares,
    size_t len, int64_t *out_total)
{
	int64_t base = 0, floors = 0, total;

	assert(rule.per_n > 0 && rule.per_m > 0 && rule.per_n <= PER_MAX &&
	    len <= DELEGATIONS_MAX);
	for (size_t i = 0; i < len; i++) {
		struct delegate_share *s = &shares[i];

		assert(s->base >= 0 && s->base <= BASE_MAX);
		s->whole = s->base * rule.per_n / rule.per_m;
		s->rest = s->base * rule.per_n % rule.per_m;
		s->seats = s->whole;
		s->rounded_up = s->tied = false;
		base += s->base;
		floors += s->whole;
	}
	assert(base * rule.per_n / rule.per_m <= TOTAL_MAX);
	/* The whole, rounded to the nearest; a half is rounded up. */
	total = (2 * base * rule.per_n / rule.per_m + 1) / 2;
	switch (rule.rounding) {
	case KEY_LARGEST:
		give_largest(shares, len, total - floors);
		break;
	case KEY_SAINTE_LAGUE:
		if (len > 0) {
			give_average(shares, len, total, rule.per_m);
		}
		break;
	case KEY_DOWN:
	case KEY_NEAREST:
	case KEY_UP:
		give_each(rule.rounding, shares, len, rule.per_m);
		break;
	}
	*out_total = 0;
	for (size_t i = 0; i < len; i++) {
		shares[i].rounded_up = shares[i].seats > shares[i].whole;
		*out_total += shares[i].seats;
	}
	if (rule.rounding == KEY_LARGEST ||
	    rule.rounding == KEY_SAINTE_LAGUE) {
		mark_ties(rule.rounding, shares, len);
	}
}
