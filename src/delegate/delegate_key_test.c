/*
 * delegate_key_test.c - when a conference falls due (DELE-1), and the key of
 * delegates (DELE-2): its arithmetic against another one, written from the
 * rules of the methods alone, and against what people know of them.
 */
#include "delegate/congress_test.h"

#include <stdlib.h>

#define UNITS_MAX	40

/* ---- worked examples --------------------------------------------------- */

static struct delegate_share shares[UNITS_MAX];

/* "3 2 2" for what these bases get. */
static const char *
apportion(enum key_rounding rounding, int n, int m, const int *bases,
    size_t len)
{
	static char text[400];
	int64_t total, sum = 0;
	int used = 0;

	memset(shares, 0, sizeof(shares));
	for (size_t i = 0; i < len; i++) {
		shares[i].base = bases[i];
	}
	delegate_apportion((struct key_rule){ n, m, KEY_CELLS, rounding },
	    shares, len, &total);
	text[0] = '\0';
	for (size_t i = 0; i < len; i++) {
		used += snprintf(text + used, sizeof(text) - (size_t)used,
		    "%s%d%s", i > 0 ? " " : "", (int)shares[i].seats,
		    shares[i].tied ? "=" : "");
		assert_int_equal(shares[i].whole * m + shares[i].rest,
		    shares[i].base * n);
		assert_int_equal(shares[i].rounded_up,
		    shares[i].seats > shares[i].whole);
		sum += shares[i].seats;
	}
	assert_int_equal(sum, total);
	return text;
}
#define APPORTION(rounding, n, m, ...) \
	apportion(rounding, n, m, (const int[]){ __VA_ARGS__ }, \
	    sizeof((const int[]){ __VA_ARGS__ }) / sizeof(int))

static void
test_examples(void **unused)			/* DELE-2 */
{
	(void)unused;
	/* 2,000 cells of 40: nothing is left over. */
	assert_string_equal(APPORTION(KEY_LARGEST, 1, 40, 1200, 400, 400),
	    "30 10 10");
	/* 105, 55 and 41 cells: 2 25/40, 1 15/40, 1 1/40; in all 5 1/40. */
	assert_string_equal(APPORTION(KEY_LARGEST, 1, 40, 105, 55, 41),
	    "3 1 1");
	assert_string_equal(APPORTION(KEY_DOWN, 1, 40, 105, 55, 41), "2 1 1");
	assert_string_equal(APPORTION(KEY_UP, 1, 40, 105, 55, 41), "3 2 2");
	assert_string_equal(APPORTION(KEY_NEAREST, 1, 40, 105, 55, 41),
	    "3 1 1");
	/* A half is rounded up. */
	assert_string_equal(APPORTION(KEY_NEAREST, 1, 40, 20, 19), "1 0");
	/* Where the two methods part: of 6.6, 1.8 and 1.6 Hamilton's last seat
	 * is a tie of two remainders, which the larger base wins; Webster's
	 * goes to 16/3 before 66/13. */
	assert_string_equal(APPORTION(KEY_LARGEST, 1, 10, 66, 18, 16),
	    "7= 2 1=");
	assert_string_equal(APPORTION(KEY_SAINTE_LAGUE, 1, 10, 66, 18, 16),
	    "6 2 2");
	assert_string_equal(APPORTION(KEY_LARGEST, 1, 10, 54, 15, 15, 16),
	    "5 2= 1= 2");
	assert_string_equal(APPORTION(KEY_SAINTE_LAGUE, 1, 10, 54, 15, 15, 16),
	    "5 2= 1= 2");
	/* 2.12, 0.96 and 0.92. */
	assert_string_equal(APPORTION(KEY_LARGEST, 1, 25, 53, 24, 23),
	    "2 1 1");
	assert_string_equal(apportion(KEY_LARGEST, 1, 40, NULL, 0), "");
	assert_string_equal(APPORTION(KEY_SAINTE_LAGUE, 1, 40, 0, 0), "0 0");
	assert_string_equal(APPORTION(KEY_LARGEST, 3, 1, 5, 0, 2), "15 0 6");
	/* 53/7 is less than 23/3; but 0.71 is more than 0.61. */
	assert_string_equal(APPORTION(KEY_SAINTE_LAGUE, 7, 100, 53, 24, 23),
	    "3 2 2");
	assert_string_equal(APPORTION(KEY_LARGEST, 7, 100, 53, 24, 23),
	    "4 2 1");
}

/* ---- against another arithmetic ---------------------------------------- */

/* One seat after another to the line with the best claim; of equal ones to the
 * larger base, then the earlier. No cleverness. */
static void
oracle(enum key_rounding rounding, int64_t n, int64_t m, const int64_t *base,
    size_t len, int64_t *out)
{
	int64_t sum = 0, total, left;

	for (size_t i = 0; i < len; i++) {
		int64_t x = base[i] * n;

		sum += x;
		out[i] = rounding == KEY_SAINTE_LAGUE ? 0 : x / m;
		out[i] += rounding == KEY_UP && x % m != 0;
		out[i] += rounding == KEY_NEAREST && x % m * 2 >= m;
	}
	if (rounding != KEY_LARGEST && rounding != KEY_SAINTE_LAGUE) {
		return;
	}
	total = sum / m + (sum % m * 2 >= m);
	left = total;
	for (size_t i = 0; i < len; i++) {
		left -= out[i];
	}
	for (; left > 0; left--) {
		size_t best = len;

		for (size_t i = 0; i < len; i++) {
			long double a, b;

			if (rounding == KEY_LARGEST && (base[i] * n % m == 0 ||
			    out[i] > base[i] * n / m)) {
				continue;
			}
			if (best == len) {
				best = i;
				continue;
			}
			a = rounding == KEY_LARGEST ?
			    (long double)(base[i] * n % m) :
			    (long double)base[i] * (2 * out[best] + 1);
			b = rounding == KEY_LARGEST ?
			    (long double)(base[best] * n % m) :
			    (long double)base[best] * (2 * out[i] + 1);
			if (a > b || (a == b && base[i] > base[best])) {
				best = i;
			}
		}
		out[best]++;
	}
}

static void
test_against_oracle(void **unused)		/* DELE-2 */
{
	static const enum key_rounding all[] = { KEY_LARGEST, KEY_SAINTE_LAGUE,
	    KEY_DOWN, KEY_NEAREST, KEY_UP };
	unsigned seed = 20261120;
	int64_t base[UNITS_MAX], wanted[UNITS_MAX], total;

	(void)unused;
	for (int round = 0; round < 20000; round++) {
		size_t len = 1 + (size_t)rand_r(&seed) % UNITS_MAX;
		int m = 1 + rand_r(&seed) % (round % 3 == 0 ? 6 : 60);
		int n = 1 + rand_r(&seed) % 3;
		int most = round % 2 == 0 ? 12 : 2000;
		enum key_rounding rounding = all[round % 5];

		memset(shares, 0, sizeof(shares));
		for (size_t i = 0; i < len; i++) {
			base[i] = shares[i].base = rand_r(&seed) % most;
		}
		oracle(rounding, n, m, base, len, wanted);
		delegate_apportion((struct key_rule){ n, m, KEY_CELLS,
		    rounding }, shares, len, &total);
		for (size_t i = 0; i < len; i++) {
			if (shares[i].seats != wanted[i]) {
				fail_msg("round %d, method %d, line %zu of "
				    "%zu: %d, wanted %d", round, rounding, i,
				    len, (int)shares[i].seats,
				    (int)wanted[i]);
			}
			total -= wanted[i];
		}
		assert_int_equal(total, 0);
	}
}

/* A tie is said of somebody who got the seat and of somebody who did not. */
static void
test_ties(void **unused)			/* DELE-2 */
{
	unsigned seed = 7;
	int said = 0;

	(void)unused;
	for (int round = 0; round < 5000; round++) {
		size_t len = 2 + (size_t)rand_r(&seed) % 6;
		int64_t total, up = 0, down = 0, rest = -1;

		memset(shares, 0, sizeof(shares));
		for (size_t i = 0; i < len; i++) {
			shares[i].base = rand_r(&seed) % 30;
		}
		delegate_apportion((struct key_rule){ 1, 8, KEY_CELLS,
		    KEY_LARGEST }, shares, len, &total);
		for (size_t i = 0; i < len; i++) {
			if (shares[i].tied) {
				assert_true(rest < 0 ||
				    rest == shares[i].rest);
				rest = shares[i].rest;
				up += shares[i].rounded_up;
				down += !shares[i].rounded_up;
			}
		}
		assert_int_equal(up > 0, down > 0);
		said += up > 0;
		for (size_t i = 0; rest < 0 && i < len; i++) {
			for (size_t k = 0; k < len; k++) {
				assert_false(shares[i].rest > 0 &&
				    shares[i].rest == shares[k].rest &&
				    shares[i].rounded_up &&
				    !shares[k].rounded_up);
			}
		}
	}
	assert_true(said > 100);
}

/* ---- from the register ------------------------------------------------- */

static const char *
counted(const char *day, enum key_base base)
{
	static char text[200];
	struct delegate_rules r;
	struct delegate_share *list;
	int64_t total;
	size_t len;
	int used = 0;

	db_begin(h.cx.db, DB_READ);
	assert_true(delegate_rules(&h.cx, congress, &r));
	r.key.base = base;
	assert_int_equal(delegate_count(&h.cx, &r, house_day(day), &list, &len,
	    &total), DELEGATE_OK);
	for (size_t i = 0; i < len; i++) {
		used += snprintf(text + used, sizeof(text) - (size_t)used,
		    STR_FMT " %d %d %d/%d; ", STR_ARG(list[i].unit_name),
		    (int)list[i].base, (int)list[i].whole, (int)list[i].rest,
		    r.key.per_m);
	}
	snprintf(text + used, sizeof(text) - (size_t)used, "%d", (int)total);
	assert_true(db_commit(h.cx.db));
	return text;
}

static void
test_register(void **unused)			/* DELE-2 */
{
	struct ctx *cx = &h.cx;

	(void)unused;
	assert_string_equal(counted("2026-11-20", KEY_CELLS),
	    "Ash 5 3 1/3; Birch 3 2 0/3; Cedar 2 1 1/3; 7");
	/* An earlier day is counted from the records, and is the same. */
	assert_string_equal(counted("2026-11-01", KEY_CELLS),
	    "Ash 5 3 1/3; Birch 3 2 0/3; Cedar 2 1 1/3; 7");
	assert_string_equal(counted("2026-11-01", KEY_MEMBERS),
	    counted("2026-11-20", KEY_MEMBERS));
	/* Before the members came the cells were there. */
	assert_string_equal(counted("2020-06-01", KEY_MEMBERS),
	    "Ash 0 0 0/3; Birch 0 0 0/3; Cedar 0 0 0/3; 0");
	/* A cell that moves counts where it stood on the day. */
	write_begin();
	assert_int_equal(org_move(cx, cell[ASH][0], county[CEDAR],
	    house_day("2026-11-10")), ORG_OK);
	write_end();
	assert_string_equal(counted("2026-11-20", KEY_CELLS),
	    "Ash 4 2 2/3; Birch 3 2 0/3; Cedar 3 2 0/3; 7");
	assert_string_equal(counted("2026-11-09", KEY_CELLS),
	    "Ash 5 3 1/3; Birch 3 2 0/3; Cedar 2 1 1/3; 7");
	assert_string_equal(counted("2026-11-10", KEY_CELLS),
	    "Ash 4 2 2/3; Birch 3 2 0/3; Cedar 3 2 0/3; 7");
	assert_string_equal(counted("2026-11-10", KEY_MEMBERS),
	    counted("2026-11-20", KEY_MEMBERS));
}

static void
test_statutes_say(void **unused)		/* DELE-2 */
{
	struct delegate_rules r;
	str *tiers;
	size_t len;

	(void)unused;
	db_begin(h.cx.db, DB_READ);
	assert_true(delegate_rules(&h.cx, congress, &r));
	assert_int_equal(r.key.per_n, 2);
	assert_int_equal(r.key.per_m, 3);
	assert_int_equal(r.key.base, KEY_CELLS);
	assert_int_equal(r.key.rounding, KEY_LARGEST);
	assert_true(str_eq(r.tier, S("county")));
	assert_true(str_eq(r.key_article, S("30")));
	assert_false(date_known(r.key_day));
	delegate_tiers(&h.cx, congress, &tiers, &len);
	assert_int_equal(len, 2);
	assert_true(str_eq(tiers[0], S("county")));
	assert_true(str_eq(tiers[1], S("cell")));
	assert_true(db_commit(h.cx.db));
}

/* ---- falling due ------------------------------------------------------- */

static struct conference_due
due(void)
{
	struct conference_due *list, none = { .due = DATE_NONE };
	size_t len;

	db_begin(h.cx.db, DB_READ);
	delegate_due(&h.cx, federation, &list, &len);
	assert_true(db_commit(h.cx.db));
	return len == 0 ? none : list[0];
}

static void
test_due(void **unused)				/* DELE-1 */
{
	struct conference_due d = due();
	struct conference_due *list;
	size_t len;
	int64_t id;

	(void)unused;
	/* Founded 2019, the rule is of 2020: due five years later. */
	assert_int_equal(d.due.day, house_day("2025-01-01").day);
	assert_false(date_known(d.last));
	assert_true(str_eq(d.article, S("30")));
	assert_int_equal(d.planned, congress);
	/* It is under way on its last day, and held on the day after. */
	h.cx.today = house_day("2026-11-22");
	assert_int_equal(due().planned, congress);
	write_begin();
	assert_int_equal(conference_set_state(&h.cx, congress,
	    CONFERENCE_CALLED), CONFERENCE_OK);
	assert_int_equal(congress_plan(S("secretaries"), federation,
	    "2031-10-01", &id), CONFERENCE_OK);
	assert_int_equal(congress_plan(S("cooks"), federation,
	    "2025-10-01", &id), CONFERENCE_OK);
	write_end();
	h.cx.today = house_day("2026-11-23");
	d = due();
	assert_int_equal(d.last.day, house_day("2026-11-22").day);
	assert_int_equal(d.due.day, house_day("2031-11-22").day);
	assert_int_equal(d.planned, id - 1);
	/* A cancelled one was none; one that was never called neither. */
	write_begin();
	assert_int_equal(conference_set_state(&h.cx, congress,
	    CONFERENCE_CANCELLED), CONFERENCE_OK);
	write_end();
	assert_int_equal(due().due.day, house_day("2025-01-01").day);
	db_begin(h.cx.db, DB_READ);
	delegate_due(&h.cx, county[ASH], &list, &len);
	assert_int_equal(len, 0);
	assert_true(db_commit(h.cx.db));
	/* An edition without the rule, then one with it: asked since then. */
	house_adopt(&h, "## A\n```rules\ntier federation F\ntier county C "
	    "under federation\ntier cell \"Cell\" under county, members 3 to "
	    "30\n```\n", "2026-11-23");
	assert_false(date_known(due().due));
	h.cx.today = house_day("2026-11-24");
	house_adopt(&h, CONGRESS_RULES, "2026-11-24");
	assert_int_equal(due().due.day, house_day("2031-11-24").day);
}

int
main(void)
{
#define CONGRESS(test) \
	cmocka_unit_test_setup_teardown(test, congress_set_up, \
	    congress_tear_down)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples),
		cmocka_unit_test(test_against_oracle),
		cmocka_unit_test(test_ties),
		CONGRESS(test_register),
		CONGRESS(test_statutes_say),
		CONGRESS(test_due),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
