/*
 * speech_order_test.c - the order of speakers, compared with a second way of
 * finding it, and what must hold of every order.
 *
 * The room compares two people by one rule after the other and looks at the
 * first of each group alone. The second way here strikes out, for each place,
 * by one rule after the other, all who are not among the first by it, and
 * counts what was said anew from the places given so far.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "speech/speech_order.h"

#define ROUNDS	3000
#define MOST	24

static struct arena mem;
static uint64_t seed = 20261121;

static int
set_up(void **state)
{
	(void)state;
	assert_true(arena_make(&mem, (size_t)256 << 20));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_drop(&mem);
	return 0;
}

static int
any(int n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (int)((seed >> 33) % (uint64_t)n);
}

static struct speech_terms
rules(const char *words)
{
	struct speech_terms terms;

	assert_true(speech_terms_parse(str_z(words), &terms));
	return terms;
}

/* ---- the second way ---------------------------------------------------- */

struct debate {
	struct speech_terms	 terms;
	struct speech_past	 past;
	struct speech_share	 shares[3];
	struct speech_wait	 waits[MOST];
	size_t			 len;
};

static int64_t
rank(const struct speech_wait *w)
{
	if (w->kind == SPEECH_ORDER) {
		return 1;
	}
	if (w->put_back_at > 0) {
		return 2;
	}
	return w->kind >= SPEECH_REPLY ? 3 : 4;
}

/* The side of the last who spoke for or against, with those placed so far. */
static enum speech_kind
side_now(const struct debate *d, const size_t *placed, size_t placed_len)
{
	for (size_t i = placed_len; i-- > 0;) {
		enum speech_kind kind = d->waits[placed[i]].kind;

		if (kind == SPEECH_FOR || kind == SPEECH_AGAINST) {
			return kind;
		}
	}
	return d->past.last_side;
}

static int64_t
seconds_now(const struct debate *d, int64_t delegation, const size_t *placed,
    size_t placed_len)
{
	int64_t each = d->past.seconds > 0 ? d->past.seconds :
	    SPEECH_NOMINAL_SECONDS, sum = 0;

	for (size_t i = 0; i < d->past.shares_len; i++) {
		if (d->past.shares[i].delegation == delegation) {
			sum += d->past.shares[i].seconds;
		}
	}
	for (size_t i = 0; i < placed_len; i++) {
		const struct speech_wait *w = &d->waits[placed[i]];

		if (w->delegation == delegation && rank(w) % 2 == 0) {
			sum += each;
		}
	}
	return sum;
}

static int64_t
says(const struct debate *d, enum speech_term term,
    const struct speech_wait *w, const size_t *placed, size_t placed_len)
{
	switch (term) {
	case TERM_IN_TURN:
		return w->kind != SPEECH_PLAIN &&
		    w->kind == side_now(d, placed, placed_len);
	case TERM_NEW_ON_ITEM:
		return w->on_item != 0;
	case TERM_NEW_TODAY:
		return w->today != 0;
	case TERM_NEW_AT_ALL:
		return w->at_all != 0;
	case TERM_DELEGATION:
		return seconds_now(d, w->delegation, placed, placed_len);
	case TERM_ASKED:
		return w->asked_at;
	case SPEECH_TERM_COUNT:
		break;
	}
	return 0;
}

static void
strike(bool *in, const int64_t *value, size_t len)
{
	int64_t least = INT64_MAX;

	for (size_t i = 0; i < len; i++) {
		least = in[i] && value[i] < least ? value[i] : least;
	}
	for (size_t i = 0; i < len; i++) {
		in[i] = in[i] && value[i] == least;
	}
}

static size_t
second_way_next(const struct debate *d, const size_t *placed,
    size_t placed_len)
{
	bool in[MOST] = { false };
	int64_t value[MOST] = { 0 };
	size_t next = 0;

	for (size_t i = 0; i < d->len; i++) {
		in[i] = true;
		value[i] = rank(&d->waits[i]);
	}
	for (size_t i = 0; i < placed_len; i++) {
		in[placed[i]] = false;
	}
	strike(in, value, d->len);
	for (size_t t = 0; t < d->terms.len; t++) {
		for (size_t i = 0; i < d->len; i++) {
			const struct speech_wait *w = &d->waits[i];

			value[i] = rank(w) == 4 ? says(d, d->terms.term[t], w,
			    placed, placed_len) : 0;
		}
		strike(in, value, d->len);
	}
	for (size_t i = 0; i < d->len; i++) {
		value[i] = rank(&d->waits[i]) == 2 ?
		    d->waits[i].put_back_at : d->waits[i].asked_at;
	}
	strike(in, value, d->len);
	for (size_t i = 0; i < d->len; i++) {
		value[i] = d->waits[i].asked_at;
	}
	strike(in, value, d->len);
	for (size_t i = 0; i < d->len; i++) {
		value[i] = d->waits[i].id;
	}
	strike(in, value, d->len);
	while (!in[next]) {
		next++;
	}
	return next;
}

/* ---- random debates ---------------------------------------------------- */

static struct speech_terms
any_terms(void)
{
	struct speech_terms terms = { .len = 0 };
	enum speech_term all[] = { TERM_IN_TURN, TERM_NEW_ON_ITEM,
	    TERM_NEW_TODAY, TERM_NEW_AT_ALL, TERM_DELEGATION };
	int some = any((int)COUNT(all) + 1);

	for (int i = 0; i < some; i++) {
		int from = i + any((int)COUNT(all) - i);
		enum speech_term one = all[from];

		all[from] = all[i];
		all[i] = one;
		terms.term[terms.len++] = one;
	}
	terms.term[terms.len++] = TERM_ASKED;
	return terms;
}

static void
any_debate(struct debate *d)
{
	static const enum speech_kind kinds[] = { SPEECH_PLAIN, SPEECH_FOR,
	    SPEECH_FOR, SPEECH_FOR, SPEECH_AGAINST, SPEECH_AGAINST,
	    SPEECH_ORDER, SPEECH_REPLY, SPEECH_REPORT };

	*d = (struct debate){ .terms = any_terms(),
	    .len = (size_t)any(MOST + 1) };
	d->past.last_side = (enum speech_kind[]){ 0, SPEECH_FOR,
	    SPEECH_AGAINST }[any(3)];
	d->past.seconds = any(2) * 120;
	d->past.shares = d->shares;
	d->past.shares_len = (size_t)any(4);
	for (size_t i = 0; i < d->past.shares_len; i++) {
		d->shares[i] = (struct speech_share){ (int64_t)i + 1,
		    any(500) };
	}
	for (size_t i = 0; i < d->len; i++) {
		int all = any(3), today = all > 0 ? any(all + 1) : 0;

		d->waits[i] = (struct speech_wait){
			.id = (int64_t)i + 100,
			.asked_at = 1000 + any(12),
			.put_back_at = any(8) == 0 ? 1020 + any(3) : 0,
			.kind = kinds[any(COUNT(kinds))],
			.delegation = any(5),
			.at_all = all, .today = today,
			.on_item = today > 0 ? any(today + 1) : 0,
		};
	}
}

/* What is said of a place, counted from all places. */
static void
check_place(const struct debate *d, const struct speech_place *all, size_t at)
{
	const struct speech_wait *w = &d->waits[all[at].who];
	size_t before = 0, after = 0;

	for (size_t i = 0; i < d->len; i++) {
		const struct speech_wait *o = &d->waits[all[i].who];
		bool earlier = o->asked_at < w->asked_at ||
		    (o->asked_at == w->asked_at && o->id < w->id);

		before += i > at && earlier;
		after += i < at && !earlier;
	}
	assert_int_equal(all[at].before, before);
	assert_int_equal(all[at].after, after);
	assert_int_equal(all[at].why == WHY_ORDER, rank(w) == 1);
	assert_int_equal(all[at].why == WHY_PUT_BACK, rank(w) == 2);
	assert_int_equal(all[at].why == WHY_CHAIR, rank(w) == 3);
	assert_int_equal(all[at].why == WHY_TERM, rank(w) == 4 && before > 0);
	assert_true(all[at].why != WHY_TERM || all[at].term != TERM_ASKED);
}

static void
test_second_way(void **state)			/* SPEE-3, SPEE-4 */
{
	size_t moved = 0;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct debate d;
		struct speech_place out[MOST];
		size_t placed[MOST];

		arena_reset(&mem);
		any_debate(&d);
		speech_order(&mem, &d.terms, &d.past, d.waits, d.len, out);
		for (size_t i = 0; i < d.len; i++) {
			placed[i] = second_way_next(&d, placed, i);
			assert_int_equal(out[i].who, placed[i]);
			moved += out[i].why == WHY_TERM;
		}
		for (size_t i = 0; i < d.len; i++) {
			check_place(&d, out, i);
		}
	}
	/* Orders in which no rule ever decided would prove nothing. */
	assert_true(moved > ROUNDS);
}

/* ---- what holds of each ------------------------------------------------ */

/* The order is the same however the rows came. */
static void
test_whatever_order_of_rows(void **state)	/* SPEE-3 */
{
	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct debate d, other;
		struct speech_place out[MOST], again[MOST];

		arena_reset(&mem);
		any_debate(&d);
		other = d;
		for (size_t i = 0; i + 1 < d.len; i++) {
			size_t j = i + (size_t)any((int)(d.len - i));
			struct speech_wait w = other.waits[i];

			other.waits[i] = other.waits[j];
			other.waits[j] = w;
		}
		speech_order(&mem, &d.terms, &d.past, d.waits, d.len, out);
		speech_order(&mem, &d.terms, &d.past, other.waits, d.len,
		    again);
		for (size_t i = 0; i < d.len; i++) {
			assert_int_equal(d.waits[out[i].who].id,
			    other.waits[again[i].who].id);
		}
	}
}

static struct speech_wait
waits(int64_t id, enum speech_kind kind, int64_t delegation, int spoke)
{
	return (struct speech_wait){ .id = id, .asked_at = id, .kind = kind,
	    .delegation = delegation, .on_item = spoke, .today = spoke,
	    .at_all = spoke };
}

/* "1 4 2 3": in which order those with these ids speak. */
static void
comes_out(const char *words, const struct speech_past *past,
    const struct speech_wait *list, size_t len, const char *order)
{
	struct speech_terms terms = rules(words);
	struct speech_place out[MOST];
	str text = S("");

	speech_order(&mem, &terms, past, list, len, out);
	for (size_t i = 0; i < len; i++) {
		text = arena_printf(&mem, STR_FMT "%s%d", STR_ARG(text),
		    i > 0 ? " " : "", (int)list[out[i].who].id);
	}
	assert_string_equal(arena_copy_z(&mem, text), order);
}

static void
test_for_and_against(void **state)		/* SPEE-3 */
{
	static const struct speech_wait list[] = {
		{ .id = 1, .asked_at = 1, .kind = SPEECH_FOR },
		{ .id = 2, .asked_at = 2, .kind = SPEECH_FOR },
		{ .id = 3, .asked_at = 3, .kind = SPEECH_FOR },
		{ .id = 4, .asked_at = 4, .kind = SPEECH_AGAINST },
		{ .id = 5, .asked_at = 5, .kind = SPEECH_AGAINST },
		{ .id = 6, .asked_at = 6, .kind = SPEECH_PLAIN },
	};
	struct speech_past past = { .last_side = 0 };

	(void)state;
	comes_out("asked", &past, list, COUNT(list), "1 2 3 4 5 6");
	comes_out("in-turn", &past, list, COUNT(list), "1 4 2 5 3 6");
	past.last_side = SPEECH_FOR;
	comes_out("in-turn", &past, list, COUNT(list), "4 1 5 2 6 3");
	comes_out("in-turn", &past, list, 3, "1 2 3");
}

static void
test_new_ones_first(void **state)		/* SPEE-3 */
{
	struct speech_wait list[] = { waits(1, SPEECH_PLAIN, 0, 1),
	    waits(2, SPEECH_PLAIN, 0, 0), waits(3, SPEECH_PLAIN, 0, 2),
	    waits(4, SPEECH_PLAIN, 0, 0) };
	struct speech_past past = { .last_side = 0 };

	(void)state;
	comes_out("new-today", &past, list, COUNT(list), "2 4 1 3");
	comes_out("new-on-item", &past, list, COUNT(list), "2 4 1 3");
	comes_out("new-at-conference", &past, list, COUNT(list), "2 4 1 3");
	list[1].today = list[1].at_all = 1;
	comes_out("new-on-item new-today", &past, list, COUNT(list),
	    "4 2 1 3");
}

static void
test_delegations(void **state)			/* SPEE-3 */
{
	static const struct speech_share spoke[] = { { 7, 300 }, { 8, 100 } };
	struct speech_past past = { .seconds = 120, .shares = spoke,
	    .shares_len = COUNT(spoke) };
	struct speech_wait list[] = { waits(1, SPEECH_PLAIN, 7, 0),
	    waits(2, SPEECH_PLAIN, 8, 0), waits(3, SPEECH_PLAIN, 8, 0),
	    waits(4, SPEECH_PLAIN, 8, 0), waits(5, SPEECH_PLAIN, 9, 0) };

	(void)state;
	/* 9 has 0, then 8 with 100 and 220 comes before 7 with 300. */
	comes_out("delegation", &past, list, COUNT(list), "5 2 3 1 4");
}

static void
test_first_of_all(void **state)			/* SPEE-4 */
{
	struct speech_wait list[] = { waits(1, SPEECH_PLAIN, 0, 0),
	    waits(2, SPEECH_PLAIN, 0, 1), waits(3, SPEECH_REPLY, 0, 9),
	    waits(4, SPEECH_ORDER, 0, 5), waits(5, SPEECH_ORDER, 0, 0) };
	struct speech_past past = { .last_side = 0 };
	struct speech_terms terms = rules("new-today");
	struct speech_place out[COUNT(list)];

	(void)state;
	list[1].put_back_at = 9;
	comes_out("new-today", &past, list, COUNT(list), "4 5 2 3 1");
	speech_order(&mem, &terms, &past, list, COUNT(list), out);
	assert_int_equal(out[0].why, WHY_ORDER);
	assert_int_equal(out[2].why, WHY_PUT_BACK);
	assert_int_equal(out[3].why, WHY_CHAIR);
	assert_int_equal(out[4].why, WHY_ASKED);
	assert_int_equal(out[4].after, 4);
	assert_int_equal(out[0].before, 3);
}

static void
test_words(void **state)			/* SPEE-9 */
{
	struct speech_terms terms = rules(" in-turn  new-today ");
	static const char *const wrong[] = { "by-name", "asked in-turn",
	    "new-today new-today", "asked asked", "in-turn in-turn" };
	enum speech_term term;

	(void)state;
	assert_int_equal(terms.len, 3);
	assert_string_equal(arena_copy_z(&mem, speech_terms_words(&mem,
	    &terms)), "in-turn new-today asked");
	assert_int_equal(rules("").len, 1);
	for (size_t i = 0; i < COUNT(wrong); i++) {
		assert_false(speech_terms_parse(str_z(wrong[i]), &terms));
	}
	assert_int_equal(terms.len, 3);
	for (int i = 0; i < SPEECH_TERM_COUNT; i++) {
		assert_true(speech_term_of(speech_term_word(i), &term));
		assert_int_equal(term, i);
		assert_true(strlen(speech_term_text(i)) > 10);
		assert_true(strlen(speech_term_why(i)) > 4);
	}
}

/* ---- shares ------------------------------------------------------------ */

static void
test_shares(void **state)			/* SPEE-8 */
{
	static const int64_t equal[] = { 1, 1, 1 }, none[] = { 0, 0, 0 },
	    by[] = { 10, 0, 5 };
	int64_t out[3];

	(void)state;
	speech_shares(&mem, 100, equal, 3, out);
	assert_int_equal(out[0], 34);
	assert_int_equal(out[1], 33);
	assert_int_equal(out[2], 33);
	speech_shares(&mem, 100, by, 3, out);
	assert_int_equal(out[0], 67);
	assert_int_equal(out[1], 0);
	assert_int_equal(out[2], 33);
	speech_shares(&mem, 100, none, 3, out);
	assert_int_equal(out[0] + out[1] + out[2], 0);
	for (int round = 0; round < ROUNDS; round++) {
		int64_t keys[8], got[8], sum = 0, seconds = any(40000);
		int64_t all = 0;

		for (size_t i = 0; i < 8; i++) {
			keys[i] = any(300);
			all += keys[i];
		}
		arena_reset(&mem);
		speech_shares(&mem, seconds, keys, 8, got);
		for (size_t i = 0; i < 8; i++) {
			sum += got[i];
			assert_true(got[i] * all > seconds * keys[i] - all);
			assert_true(got[i] * all < seconds * keys[i] + all);
		}
		assert_int_equal(sum, seconds);
	}
}

/* A thousand who ask at once are in order before anybody notices. */
static void
test_long_list(void **state)
{
	struct speech_terms terms = rules("in-turn new-today delegation");
	struct speech_past past = { .seconds = 180 };
	struct speech_wait *list;
	struct speech_place *out;
	bool seen[2000] = { false };
	clock_t began;

	(void)state;
	arena_reset(&mem);
	list = NEW(&mem, struct speech_wait, 2000);
	out = NEW(&mem, struct speech_place, 2000);
	for (int i = 0; i < 2000; i++) {
		list[i] = waits(i + 1, (enum speech_kind[]){ SPEECH_FOR,
		    SPEECH_AGAINST, SPEECH_PLAIN }[any(3)], any(120), any(2));
	}
	began = clock();
	speech_order(&mem, &terms, &past, list, 2000, out);
	assert_true(clock() - began < CLOCKS_PER_SEC);
	for (int i = 0; i < 2000; i++) {
		assert_false(seen[out[i].who]);
		seen[out[i].who] = true;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_second_way),
		cmocka_unit_test(test_whatever_order_of_rows),
		cmocka_unit_test(test_for_and_against),
		cmocka_unit_test(test_new_ones_first),
		cmocka_unit_test(test_delegations),
		cmocka_unit_test(test_first_of_all),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_shares),
		cmocka_unit_test(test_long_list),
	};

	return cmocka_run_group_tests_name("speech_order", tests, set_up,
	    tear_down);
}
