/*
 * check_test.c - what a rule asks on a day, against the same question answered
 * day by day, for some hundred thousand made-up units and rules.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "statutes/check.h"

#define DAYS_MAX	4000
#define ROUNDS		100000

static struct arena mem;
static uint64_t state = 20261121;

static int
up_to(int n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (int)((state >> 33) % (uint64_t)n);
}

static struct date
on(const char *text)
{
	struct date d = DATE_NONE;

	assert_true(date_parse(str_z(text), &d));
	return d;
}

/* ---- the oracle: one day after another --------------------------------- */

struct world {
	struct meeting_kind	 rule;
	struct cadence_edition	 edition[3];
	size_t			 editions;
	struct meeting_kind	 other;
	struct unit_facts	 facts;
	struct date		 held[60];
	struct date		 as_of;
};

static bool
was_held(const struct world *w, struct date d)
{
	for (size_t i = 0; i < w->facts.held_len; i++) {
		if (w->facts.held[i].day == d.day) {
			return true;
		}
	}
	return false;
}

static bool
excepted(struct date d, const struct meeting_kind *r)
{
	return (r->months_except >> (date_ymd(d).month - 1) & 1) != 0;
}

/* The edition in force on a day, or the number of them. */
static size_t
edition_on(const struct world *w, struct date d)
{
	size_t found = w->editions;

	for (size_t i = 0; i < w->editions; i++) {
		if (w->edition[i].from.day <= d.day) {
			found = i;
		}
	}
	return found;
}

static const struct meeting_kind *
rule_on(const struct world *w, struct date d)
{
	size_t i = edition_on(w, d);

	return i < w->editions ? w->edition[i].rule : NULL;
}

static struct date
period_of(struct date d, enum unit_of_time per)
{
	while (date_ymd(d).mday != 1 || (per == TIME_QUARTER &&
	    date_ymd(d).month % 3 != 1) || (per == TIME_YEAR &&
	    date_ymd(d).month != 1)) {
		d = date_add(d, -1);
	}
	return d;
}

/* Days from the one after a up to b that are not left out. */
static int64_t
count_days(struct date a, struct date b, const struct meeting_kind *r)
{
	int64_t n = 0;

	for (struct date d = date_add(a, 1); d.day <= b.day;
	    d = date_add(d, 1)) {
		n += !excepted(d, r);
	}
	return n;
}

static int64_t
count_held(const struct world *w, struct date from, struct date to)
{
	int64_t n = 0;

	for (struct date d = from; d.day <= to.day; d = date_add(d, 1)) {
		n += was_held(w, d);
	}
	return n;
}

struct walk {
	struct date		 owed, last, open, due;
	size_t			 judged_by;	/* an edition */
	struct stretches	 out;
};

static void
close_walk(const struct world *w, struct walk *k, struct date until)
{
	*LIST_ADD(&mem, &k->out) = (struct stretch){ k->open, k->due, until,
		count_days(k->open, date_known(until) ? until : w->as_of,
		w->edition[k->judged_by].rule), k->judged_by };
	k->open = DATE_NONE;
}

static void
open_walk(struct walk *k, struct date d, size_t edition)
{
	if (!date_known(k->open)) {
		k->open = k->last;
		k->due = date_add(d, -1);
		k->judged_by = edition;
	}
}

/* The day before this one was the last of a period that was not filled. */
static bool
missed_a_period(const struct world *w, const struct walk *k, struct date d)
{
	const struct meeting_kind *r = rule_on(w, date_add(d, -1));
	struct date end = date_add(d, -1), start;
	bool all_excepted = true;

	if (d.day <= k->owed.day || r->per == TIME_NONE ||
	    date_ymd(d).mday != 1 || period_of(d, r->per).day != d.day) {
		return false;
	}
	start = period_of(end, r->per);
	for (struct date i = start; i.day <= end.day; i = date_add(i, 1)) {
		all_excepted = all_excepted && excepted(i, r);
	}
	return start.day >= k->owed.day && !all_excepted &&
	    count_held(w, start, end) < r->times;
}

/* One day on which something is owed by the rule r. */
static void
walk_day(const struct world *w, struct walk *k, struct date d,
    const struct meeting_kind *r)
{
	struct date start;

	if (missed_a_period(w, k, d)) {
		open_walk(k, d, edition_on(w, date_add(d, -1)));
	}
	if (r->per == TIME_NONE && d.day - k->last.day > r->stretch_days &&
	    count_days(k->last, d, r) > r->stretch_days) {
		open_walk(k, d, edition_on(w, d));
	}
	if (!was_held(w, d)) {
		return;
	}
	start = r->per == TIME_NONE ? d : period_of(d, r->per);
	if (start.day < k->owed.day) {
		start = k->owed;
	}
	if (date_known(k->open) && (r->per == TIME_NONE ||
	    count_held(w, start, d) >= r->times)) {
		close_walk(w, k, d);
	}
	k->last = d;
}

static void
walk_days(const struct world *w, struct stretches *out)
{
	struct walk k = { .owed = DATE_NONE, .open = DATE_NONE };

	for (struct date d = on("2019-01-01"); d.day <= w->as_of.day;
	    d = date_add(d, 1)) {
		const struct meeting_kind *r = rule_on(w, d);
		bool alive = d.day >= w->facts.begins.day &&
		    (!date_known(w->facts.ends) || d.day <
		    w->facts.ends.day);

		if (r == NULL || !alive) {
			if (date_known(k.open)) {
				close_walk(w, &k, d);
			}
			k.owed = DATE_NONE;
			continue;
		}
		if (!date_known(k.owed)) {
			k.owed = k.last = d;
		}
		walk_day(w, &k, d, r);
	}
	if (date_known(k.open)) {
		close_walk(w, &k, DATE_NONE);
	}
	*out = k.out;
}

/* ---- made-up units ----------------------------------------------------- */

static struct meeting_kind
make_rule(void)
{
	static const enum unit_of_time per[] = { TIME_NONE, TIME_MONTH,
		TIME_QUARTER, TIME_YEAR };
	struct meeting_kind r = { .times = 1, .per = per[up_to(4)] };

	if (r.per == TIME_NONE) {
		r.stretch_days = 1 + up_to(90);
	} else {
		r.times = 1 + up_to(3);
	}
	if (up_to(2) == 0) {
		r.months_except = (uint16_t)(up_to(4096) & up_to(4096));
	}
	return r;
}

static void
make_world(struct world *w)
{
	struct date d = on("2020-01-01");
	int gap = 1 + up_to(80);

	*w = (struct world){ .rule = make_rule(), .other = make_rule() };
	w->editions = 1 + (size_t)up_to(3);
	w->edition[0].rule = &w->rule;
	for (size_t i = 0; i < 3; i++) {
		w->edition[i].from = date_add(d, (int)i * 200 + up_to(150));
	}
	w->edition[1].rule = up_to(2) ? &w->rule : up_to(2) ? NULL : &w->other;
	w->edition[2].rule = up_to(2) ? &w->rule : &w->other;
	w->facts.begins = up_to(3) ? date_add(d, up_to(500)) : DATE_NONE;
	w->facts.ends = up_to(3) ? DATE_NONE : date_add(d, 300 + up_to(900));
	while (w->facts.held_len < COUNT(w->held) &&
	    d.day < on("2022-06-01").day) {
		d = date_add(d, 1 + up_to(gap));
		w->held[w->facts.held_len++] = d;
	}
	w->facts.held = w->held;
	w->as_of = date_add(on("2020-01-01"), up_to(1200));
}

static void					/* JUDG-1 to JUDG-4 */
test_cadence_day_by_day(void **unused)
{
	int64_t found = 0;

	(void)unused;
	for (int i = 0; i < ROUNDS; i++) {
		struct world w;
		struct stretches fast = { 0 }, slow = { 0 };

		make_world(&w);
		check_cadence(&mem, w.edition, w.editions, &w.facts, w.as_of,
		    &fast);
		walk_days(&w, &slow);
		assert_int_equal(fast.len, slow.len);
		for (size_t s = 0; s < fast.len; s++) {
			assert_int_equal(fast.at[s].since.day,
			    slow.at[s].since.day);
			assert_int_equal(fast.at[s].until.day,
			    slow.at[s].until.day);
			assert_int_equal(fast.at[s].due.day,
			    slow.at[s].due.day);
			assert_int_equal(fast.at[s].days, slow.at[s].days);
			assert_int_equal(fast.at[s].edition,
			    slow.at[s].edition);
		}
		found += (int64_t)fast.len;
		arena_reset(&mem);
	}
	assert_true(found > ROUNDS / 2);
}

static void
test_month_by_hand(void **unused)		/* JUDG-2, JUDG-3 */
{
	struct meeting_kind monthly = { .times = 1, .per = TIME_MONTH };
	struct cadence_edition e = { on("2026-01-15"), &monthly };
	struct date held[] = { on("2026-03-30"), on("2026-06-02") };
	struct unit_facts f = { DATE_NONE, DATE_NONE, held, 2 };
	struct stretches out = { 0 };

	(void)unused;
	check_cadence(&mem, &e, 1, &f, on("2026-07-31"), &out);
	/* January had begun; February was missed until 30 March; April and May
	 * are one stretch, which June's meeting closes; July still runs. */
	assert_int_equal(out.len, 2);
	assert_int_equal(out.at[0].since.day, on("2026-01-15").day);
	assert_int_equal(out.at[0].due.day, on("2026-02-28").day);
	assert_int_equal(out.at[0].until.day, on("2026-03-30").day);
	assert_int_equal(out.at[1].since.day, on("2026-03-30").day);
	assert_int_equal(out.at[1].due.day, on("2026-04-30").day);
	assert_int_equal(out.at[1].until.day, on("2026-06-02").day);
	assert_int_equal(check_due(&e, 1, &f, on("2026-07-31")).day,
	    on("2026-07-31").day);
	assert_int_equal(check_due(&e, 1, &f, on("2026-06-10")).day,
	    on("2026-07-31").day);
	check_cadence(&mem, &e, 1, &f, on("2026-08-01"), &out);
	assert_int_equal(out.len, 5);
	assert_false(date_known(out.at[4].until));
	assert_int_equal(out.at[4].since.day, on("2026-06-02").day);
}

/* The periods that one may count by. */
static void
test_periods(void **unused)			/* JUDG-2, CIRC-5 */
{
	static const struct {
		enum unit_of_time	per;
		const char		*day, *start, *after;
	} cases[] = {
		{ TIME_MONTH, "2026-01-31", "2026-01-01", "2026-02-01" },
		{ TIME_MONTH, "2026-12-01", "2026-12-01", "2027-01-01" },
		{ TIME_QUARTER, "2026-01-01", "2026-01-01", "2026-04-01" },
		{ TIME_QUARTER, "2028-02-29", "2028-01-01", "2028-04-01" },
		{ TIME_QUARTER, "2026-06-30", "2026-04-01", "2026-07-01" },
		{ TIME_QUARTER, "2026-12-31", "2026-10-01", "2027-01-01" },
		{ TIME_YEAR, "2026-01-01", "2026-01-01", "2027-01-01" },
		{ TIME_YEAR, "2026-12-31", "2026-01-01", "2027-01-01" },
	};

	(void)unused;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct date from = period_start(on(cases[i].day),
		    cases[i].per);

		assert_int_equal(from.day, on(cases[i].start).day);
		assert_int_equal(period_after(from, cases[i].per).day,
		    on(cases[i].after).day);
	}
}

static void
test_three_weeks_by_hand(void **unused)		/* JUDG-1 */
{
	struct meeting_kind r = { .times = 1, .stretch_days = 21,
		.months_except = 1 << 10 | 1 << 11 };
	struct cadence_edition e = { on("2015-01-01"), &r };
	struct date held[] = { on("2025-10-20"), on("2026-01-10"),
		on("2026-02-01") };
	struct unit_facts f = { on("2025-10-20"), DATE_NONE, held, 3 };
	struct stretches out = { 0 };

	(void)unused;
	/* 11 days of October and 10 of January are 21; then 22. */
	assert_int_equal(counted_days(held[0], held[1], r.months_except), 21);
	check_cadence(&mem, &e, 1, &f, on("2026-02-10"), &out);
	assert_int_equal(out.len, 1);
	assert_int_equal(out.at[0].since.day, on("2026-01-10").day);
	assert_int_equal(out.at[0].due.day, on("2026-01-31").day);
	assert_int_equal(out.at[0].days, 22);
	assert_int_equal(counted_day(held[0], 12, r.months_except).day,
	    on("2026-01-01").day);
	assert_int_equal(counted_day(held[0], 5, 0xFFF).day,
	    on("9999-12-31").day);
}

/* A unit that had not met for two years has not met because the congress
 * changed how often it should. */
static void
test_new_edition_by_hand(void **unused)		/* JUDG-4 */
{
	struct meeting_kind monthly = { .times = 1, .per = TIME_MONTH };
	struct meeting_kind weeks = { .times = 1, .stretch_days = 28 };
	struct cadence_edition e[] = { { on("2024-01-01"), &monthly },
		{ on("2026-06-10"), &weeks }, { on("2026-09-01"), NULL },
		{ on("2026-10-01"), &weeks } };
	struct date held[] = { on("2024-01-20"), on("2026-07-01") };
	struct unit_facts f = { DATE_NONE, DATE_NONE, held, 2 };
	struct stretches out = { 0 };

	(void)unused;
	check_cadence(&mem, e, 4, &f, on("2026-11-20"), &out);
	assert_int_equal(out.len, 3);
	assert_int_equal(out.at[0].since.day, on("2024-01-20").day);
	assert_int_equal(out.at[0].due.day, on("2024-02-29").day);
	assert_int_equal(out.at[0].until.day, on("2026-07-01").day);
	assert_int_equal(out.at[0].edition, 0);
	/* Nothing is owed in September, and what was is over. */
	assert_int_equal(out.at[1].due.day, on("2026-07-29").day);
	assert_int_equal(out.at[1].until.day, on("2026-09-01").day);
	assert_int_equal(out.at[1].edition, 1);
	assert_int_equal(out.at[2].since.day, on("2026-10-01").day);
	assert_false(date_known(out.at[2].until));
	assert_int_equal(out.at[2].edition, 3);
	/* A stricter edition is not broken before its first day. */
	weeks.stretch_days = 5;
	e[0].from = on("2026-05-30");
	out.len = 0;
	check_cadence(&mem, e, 2, &f, on("2026-06-12"), &out);
	assert_int_equal(out.len, 1);
	assert_int_equal(out.at[0].due.day, on("2026-06-09").day);
	assert_int_equal(check_due(e, 2, &f, on("2026-06-12")).day,
	    on("2026-06-09").day);
}

/* ---- seats and numbers ------------------------------------------------- */

static void
test_vacancy(void **unused)
{
	struct holding h[] = { { DATE_NONE, on("2025-03-01") },
		{ on("2025-04-15"), on("2025-06-01") },
		{ on("2025-06-20"), on("2025-09-01") } };
	struct stretches out = { 0 };

	(void)unused;
	check_vacancy(&mem, h, 3, on("2025-01-01"), DATE_NONE, 30,
	    on("2025-10-01"), &out);
	/* 45 days, then 19 (not more than 30), then exactly 30: in order. */
	assert_int_equal(out.len, 1);
	assert_int_equal(out.at[0].since.day, on("2025-03-01").day);
	assert_int_equal(out.at[0].due.day, on("2025-03-31").day);
	assert_int_equal(out.at[0].days, 45);
	check_vacancy(&mem, h, 3, on("2025-01-01"), DATE_NONE, 30,
	    on("2025-10-02"), &out);
	assert_int_equal(out.len, 3);
	assert_false(date_known(out.at[2].until));
	check_vacancy(&mem, h, 0, on("2025-01-01"), on("2025-01-20"), 30,
	    on("2025-10-02"), &out);
	assert_int_equal(out.len, 3);	/* ended before it was too long */
}

static bool
is_held(const struct holding *h, size_t len, struct date d)
{
	for (size_t i = 0; i < len; i++) {
		if (date_cmp(h[i].from, d) <= 0 && (!date_known(h[i].until) ||
		    d.day < h[i].until.day)) {
			return true;
		}
	}
	return false;
}

/* The same, one day after another. */
static size_t
walk_vacancy(const struct holding *h, size_t len, struct date begins,
    struct date ends, int64_t days_max, struct date as_of,
    struct stretch *out)
{
	struct date since = DATE_NONE;
	size_t found = 0;

	for (struct date d = begins; d.day <= as_of.day; d = date_add(d, 1)) {
		bool over = date_known(ends) && d.day >= ends.day;

		if (!over && !is_held(h, len, d)) {
			since = date_known(since) ? since : d;
			continue;
		}
		if (date_known(since) && d.day - since.day > days_max) {
			out[found++] = (struct stretch){ since,
				date_add(since, (int)days_max), d,
				d.day - since.day, 0 };
		}
		since = DATE_NONE;
		if (over) {
			return found;
		}
	}
	if (date_known(since) && as_of.day - since.day > days_max) {
		out[found++] = (struct stretch){ since, date_add(since,
			(int)days_max), DATE_NONE, as_of.day - since.day, 0 };
	}
	return found;
}

static void
test_vacancy_day_by_day(void **unused)
{
	size_t found = 0;

	(void)unused;
	for (int round = 0; round < ROUNDS / 2; round++) {
		struct holding h[6];
		struct stretch slow[10];
		struct stretches fast = { 0 };
		struct date d = on("2024-01-01"), begins = date_add(d,
		    up_to(200)), as_of = date_add(d, up_to(700));
		struct date ends = up_to(4) ? DATE_NONE : date_add(begins,
		    up_to(400));
		size_t len = (size_t)up_to(7), n;
		int64_t days_max = up_to(60);

		for (size_t i = 0; i < len; i++) {
			d = date_add(d, up_to(90));
			h[i] = (struct holding){ i == 0 && up_to(3) == 0 ?
				DATE_NONE : d, up_to(8) == 0 ? DATE_NONE :
				date_add(d, 1 + up_to(120)) };
		}
		check_vacancy(&mem, h, len, begins, ends, days_max, as_of,
		    &fast);
		n = walk_vacancy(h, len, begins, ends, days_max, as_of, slow);
		assert_int_equal(fast.len, n);
		for (size_t i = 0; i < n; i++) {
			assert_int_equal(fast.at[i].since.day,
			    slow[i].since.day);
			assert_int_equal(fast.at[i].due.day, slow[i].due.day);
			assert_int_equal(fast.at[i].until.day,
			    slow[i].until.day);
			assert_int_equal(fast.at[i].days, slow[i].days);
		}
		found += n;
		arena_reset(&mem);
	}
	assert_true(found > ROUNDS / 10);
}

static void
test_range_day_by_day(void **unused)
{
	(void)unused;
	for (int round = 0; round < ROUNDS / 4; round++) {
		struct change_of c[20];
		struct date begins = date_add(on("2024-01-01"), up_to(60));
		struct date as_of = date_add(on("2024-01-01"), up_to(400));
		struct date d = on("2023-12-01"), since = DATE_NONE;
		struct stretches out = { 0 };
		size_t len = (size_t)up_to(20), stretches = 0, i = 0;
		int64_t n = 0, fast = 0;

		for (size_t k = 0; k < len; k++) {
			d = date_add(d, up_to(25));
			c[k] = (struct change_of){ k < 3 ? DATE_NONE : d,
			    up_to(5) - 1 };
		}
		check_range(&mem, c, len, 3, 8, begins, DATE_NONE, as_of, &out,
		    &fast);
		for (d = begins; d.day <= as_of.day; d = date_add(d, 1)) {
			while (i < len && c[i].day.day <= d.day) {
				n += c[i++].by;
			}
			if ((n < 3 || n > 8) && !date_known(since)) {
				assert_true(stretches < out.len);
				assert_int_equal(out.at[stretches].since.day,
				    d.day);
				since = d;
			} else if (n >= 3 && n <= 8 && date_known(since)) {
				assert_int_equal(out.at[stretches++].until.day,
				    d.day);
				since = DATE_NONE;
			}
		}
		assert_int_equal(out.len, stretches + date_known(since));
		assert_int_equal(n, fast);
		arena_reset(&mem);
	}
}

static void
test_quorum_and_majority(void **unused)		/* JUDG-5, JUDG-6 */
{
	struct meeting_kind half = { .quorum_said = true,
		.quorum = { 1, 2, false } }, silent = { 0 };
	struct meeting_kind none = { .quorum_said = true, .quorum_none = true };
	struct decision_kind present = { .majority = { 1, 2, true },
		.of = OF_PRESENT };
	struct decision_kind members = { .majority = { 2, 3, false },
		.of = OF_MEMBERS };
	struct decision_kind cast = { .majority = { 1, 2, true },
		.of = OF_CAST };
	int64_t needed;

	(void)unused;
	assert_int_equal(quorum_needed(&half, 13), 7);
	assert_int_equal(quorum_needed(&half, 14), 7);
	assert_int_equal(quorum_needed(&half, -1), -1);
	assert_int_equal(quorum_needed(&silent, 14), -1);
	assert_int_equal(quorum_needed(&none, 14), 0);
	assert_int_equal(quorum_needed(NULL, 14), -1);
	/* More than half of 10 is 6. */
	assert_int_equal(decision_carried(&present, 5, 2, 14, 10, &needed), 0);
	assert_int_equal(needed, 6);
	assert_int_equal(decision_carried(&present, 6, 4, 14, 10, &needed), 1);
	assert_int_equal(decision_carried(&present, 6, 4, 14, -1, &needed), -1);
	assert_int_equal(decision_carried(&members, 9, 0, 14, 9, &needed), 0);
	assert_int_equal(needed, 10);
	assert_int_equal(decision_carried(&cast, 3, 2, -1, -1, &needed), 1);
	assert_int_equal(decision_carried(&cast, -1, 2, 14, 10, &needed), -1);
	assert_int_equal(decision_carried(&members, -1, -1, 14, 9, &needed),
	    -1);
	assert_int_equal(decision_carried(NULL, 9, 0, 14, 9, &needed), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cadence_day_by_day),
		cmocka_unit_test(test_month_by_hand),
		cmocka_unit_test(test_periods),
		cmocka_unit_test(test_three_weeks_by_hand),
		cmocka_unit_test(test_new_edition_by_hand),
		cmocka_unit_test(test_vacancy),
		cmocka_unit_test(test_vacancy_day_by_day),
		cmocka_unit_test(test_range_day_by_day),
		cmocka_unit_test(test_quorum_and_majority),
	};
	int failed;

	if (!arena_make(&mem, 64 << 20)) {
		return 1;
	}
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_drop(&mem);
	return failed;
}
