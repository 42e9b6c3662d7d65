/* date_test.c - every day from 0001 to 9999, and what is no day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/base.h"

static struct date
day(const char *text)
{
	struct date d = DATE_NONE;

	assert_true(date_parse(str_z(text), &d));
	return d;
}

/* Walks the calendar by hand beside the arithmetic, from a day that is known:
 * 0001-01-01 was a Monday, 719,162 days before 1970-01-01. */
static void
test_every_day(void **state)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	int32_t n = -719162;
	int weekday = 1;

	(void)state;
	for (int y = 1; y <= 9999; y++) {
		bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

		for (int m = 1; m <= 12; m++) {
			int last = days[m - 1] + (m == 2 && leap);

			for (int d = 1; d <= last; d++, n++) {
				struct date made = DATE_NONE;
				struct ymd ymd = date_ymd((struct date){ n });

				assert_true(date_make(y, m, d, &made));
				assert_int_equal(made.day, n);
				assert_int_equal(ymd.year, y);
				assert_int_equal(ymd.month, m);
				assert_int_equal(ymd.mday, d);
				assert_int_equal(date_weekday(made), weekday);
				weekday = weekday % 7 + 1;
			}
			assert_false(date_make(y, m, last + 1,
			    &(struct date){ 0 }));
		}
	}
	assert_int_equal(n, 2932897);
}

static void
test_text(void **state)
{
	static const char *const none[] = { "", "2024-02-30", "2023-02-29",
		"1900-02-29", "2024-13-01", "2024-00-01", "2024-01-00",
		"2024-1-01", "24-01-01", "2024/01/01", "2024-01-01 ",
		" 2024-01-1", "0000-01-01", "10000-01-01", "-001-01-01",
		"2024-01-0a", "2024-+1-01" };
	static const char *const some[] = { "0001-01-01", "1969-12-31",
		"1970-01-01", "2000-02-29", "2024-02-29", "9999-12-31" };
	struct date d = { 7 };
	char buf[DATE_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		assert_false(date_parse(str_z(none[i]), &d));
	}
	assert_int_equal(d.day, 7);		/* left as it was */
	for (size_t i = 0; i < COUNT(some); i++) {
		assert_string_equal(date_text(day(some[i]), buf), some[i]);
	}
	assert_int_equal(day("1970-01-01").day, 0);
	assert_int_equal(day("2024-02-29").day, 19782);
	assert_string_equal(date_text(DATE_NONE, buf), "");
}

static void
test_order(void **state)
{
	(void)state;
	assert_true(date_cmp(day("2024-01-01"), day("2024-01-02")) < 0);
	assert_true(date_cmp(day("2024-01-01"), day("2024-01-01")) == 0);
	assert_true(date_cmp(DATE_NONE, day("0001-01-01")) < 0);
	assert_true(date_cmp(DATE_NONE, DATE_NONE) == 0);
}

/* Of one that is not known the other is taken, in either place. */
static void
test_later_and_sooner(void **state)
{
	struct date first = day("2024-01-01"), then = day("2024-01-02");

	(void)state;
	assert_int_equal(date_later(first, then).day, then.day);
	assert_int_equal(date_later(then, first).day, then.day);
	assert_int_equal(date_later(DATE_NONE, first).day, first.day);
	assert_int_equal(date_later(first, DATE_NONE).day, first.day);
	assert_int_equal(date_sooner(first, then).day, first.day);
	assert_int_equal(date_sooner(then, first).day, first.day);
	assert_int_equal(date_sooner(DATE_NONE, then).day, then.day);
	assert_int_equal(date_sooner(then, DATE_NONE).day, then.day);
	assert_false(date_known(date_later(DATE_NONE, DATE_NONE)));
	assert_false(date_known(date_sooner(DATE_NONE, DATE_NONE)));
}

static void
same(struct date got, const char *text)
{
	char buf[DATE_TEXT_MAX];

	assert_string_equal(date_text(got, buf), text);
}

static void
test_on_and_back(void **state)
{
	(void)state;
	same(date_add(day("2024-02-28"), 1), "2024-02-29");
	same(date_add(day("2024-03-01"), -1), "2024-02-29");
	same(date_add(day("2024-03-01"), 366), "2025-03-02");
	same(date_add(day("9999-12-31"), 1), "9999-12-31");
	same(date_add(day("0001-01-01"), -1), "0001-01-01");
	same(date_add(day("2024-01-01"), INT32_MAX), "9999-12-31");
	same(date_add(day("2024-01-01"), INT32_MIN), "0001-01-01");
	same(date_add(DATE_NONE, 1), "");
	same(date_add_months(day("2024-01-31"), 1), "2024-02-29");
	same(date_add_months(day("2023-01-31"), 1), "2023-02-28");
	same(date_add_months(day("2024-03-31"), -1), "2024-02-29");
	same(date_add_months(day("2024-12-15"), 1), "2025-01-15");
	same(date_add_months(day("2024-01-15"), -1), "2023-12-15");
	same(date_add_months(day("2024-05-31"), 25), "2026-06-30");
	same(date_add_months(day("9999-12-15"), 1), "9999-12-31");
	same(date_add_months(day("0001-01-15"), -1), "0001-01-01");
	same(date_add_months(day("2024-01-01"), INT32_MAX), "9999-12-31");
	same(date_add_months(day("2024-01-01"), INT32_MIN), "0001-01-01");
	same(date_add_months(DATE_NONE, 1), "");
	same(date_month_start(day("2024-02-29")), "2024-02-01");
	same(date_month_start(day("2024-02-01")), "2024-02-01");
	same(date_month_start(DATE_NONE), "");
}

static void
in_zone(const char *zone, int64_t at, const char *text)
{
	assert_int_equal(setenv("TZ", zone, 1), 0);
	tzset();
	same(date_of_moment(at), text);
}

static void
test_moments(void **state)
{
	(void)state;
	in_zone("UTC0", 0, "1970-01-01");
	in_zone("UTC0", -1, "1969-12-31");
	in_zone("UTC0", 951782399, "2000-02-28");
	in_zone("UTC0", 951782400, "2000-02-29");
	in_zone("KST-9", 951782400 - 9 * 3600, "2000-02-29");
	in_zone("KST-9", 951782400 - 9 * 3600 - 1, "2000-02-28");
	in_zone("XXX5", 951782400, "2000-02-28");
	in_zone("UTC0", INT64_MAX, "9999-12-31");
	in_zone("UTC0", INT64_MIN, "0001-01-01");
	in_zone("UTC0", 253402300800, "9999-12-31");
	assert_true(clock_now() > 1700000000);
}

/* The other way: also on the two days that are not 24 hours long. */
static void
test_moment_on(void **state)
{
	static const char *const zones[] = { "UTC0", "KST-9", "XXX5",
	    "CET-1CEST,M3.5.0,M10.5.0/3" };
	struct arena mem;
	struct date d;

	(void)state;
	assert_true(arena_make(&mem, (size_t)1 << 20));
	for (size_t i = 0; i < COUNT(zones); i++) {
		assert_int_equal(setenv("TZ", zones[i], 1), 0);
		tzset();
		assert_true(date_parse(S("2026-03-27"), &d));
		for (int k = 0; k < 250; k++, d = date_add(d, 1)) {
			int64_t at = moment_on(d, 9 * 60 + 30);

			assert_int_equal(date_of_moment(at).day, d.day);
			assert_int_equal(moment_on(d, 9 * 60 + 31) - at, 60);
		}
	}
	assert_true(date_parse(S("2026-11-20"), &d));
	assert_int_equal(setenv("TZ", "KST-9", 1), 0);
	tzset();
	assert_int_equal(moment_on(d, 600), 1795136400);
	assert_true(str_eq(moment_str(&mem, 1795136400),
	    S("2026-11-20T10:00:00+09:00")));
	assert_int_equal(setenv("TZ", "UTC0", 1), 0);
	tzset();
	assert_int_equal(moment_on(d, 600), 1795168800);
	assert_true(str_eq(moment_str(&mem, 1795168800),
	    S("2026-11-20T10:00:00+00:00")));
	assert_int_equal(moment_str(&mem, INT64_MAX).len, 0);
	arena_drop(&mem);
}

static void
test_monotonic(void **state)
{
	struct timespec nap = { .tv_nsec = 20000000 };
	int64_t us = clock_monotonic_us(), ms = clock_monotonic_ms();

	(void)state;
	while (nanosleep(&nap, &nap) != 0) {
		continue;
	}
	assert_true(clock_monotonic_us() - us >= 20000);
	assert_true(clock_monotonic_ms() - ms >= 19);	/* a part is cut off */
	assert_true(clock_monotonic_ms() >= us / 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_day),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_later_and_sooner),
		cmocka_unit_test(test_on_and_back),
		cmocka_unit_test(test_moments),
		cmocka_unit_test(test_moment_on),
		cmocka_unit_test(test_monotonic),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
