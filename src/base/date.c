/* date.c - days of the Gregorian calendar as a count and as text. */
#include "base/base.h"

#include <assert.h>
#include <stdio.h>
#include <time.h>

#define DAY_FIRST	(-719162)	/* 0001-01-01 */
#define DAY_LAST	2932896		/* 9999-12-31 */
#define YEAR_FIRST	1
#define YEAR_LAST	9999
#define ERA_DAYS	146097		/* of 400 years, its period */

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
month_days(int year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};

	return days[month - 1] + (month == 2 && is_leap(year));
}

/*
 * Counted in years that begin in March, so that the leap day is the last of its
 * year, and in eras of 400 years. No year before 1 occurs, so nothing here is
 * negative. 719468 is the day 1970-01-01 when 0000-03-01 is day 0.
 */
static int32_t
count_days(int year, int month, int mday)
{
	int y = month > 2 ? year : year - 1;
	int from_march = (month + 9) % 12;
	int era = y / 400, of_era = y % 400;
	int of_year = (153 * from_march + 2) / 5 + mday - 1;

	return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 +
	    of_year - 719468;
}

struct ymd
date_ymd(struct date d)
{
	int days, era, of_era, year, of_year, from_march;
	struct ymd out;

	assert(date_known(d));
	days = d.day + 719468;
	era = days / ERA_DAYS;
	of_era = days % ERA_DAYS;
	year = (of_era - of_era / 1460 + of_era / 36524 -
	    of_era / 146096) / 365;
	of_year = of_era - (365 * year + year / 4 - year / 100);
	from_march = (5 * of_year + 2) / 153;
	out.mday = of_year - (153 * from_march + 2) / 5 + 1;
	out.month = from_march < 10 ? from_march + 3 : from_march - 9;
	out.year = era * 400 + year + (out.month <= 2);
	return out;
}

bool
date_make(int year, int month, int mday, struct date *out)
{
	if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 ||
	    mday < 1 || mday > month_days(year, month)) {
		return false;
	}
	out->day = count_days(year, month, mday);
	return true;
}

bool
date_parse(str s, struct date *out)
{
	int64_t year, month, mday;

	return s.len == 10 && s.at[4] == '-' && s.at[7] == '-' &&
	    str_to_int(str_part(s, 0, 4), &year) &&
	    str_to_int(str_part(s, 5, 2), &month) &&
	    str_to_int(str_part(s, 8, 2), &mday) &&
	    date_make((int)year, (int)month, (int)mday, out);
}

int
date_cmp(struct date a, struct date b)
{
	return (a.day > b.day) - (a.day < b.day);
}

struct date
date_later(struct date a, struct date b)
{
	return date_cmp(a, b) > 0 ? a : b;
}

struct date
date_sooner(struct date a, struct date b)
{
	return !date_known(a) || (date_known(b) && b.day < a.day) ? b : a;
}

static struct date
date_within(int64_t day)
{
	return (struct date){ day < DAY_FIRST ? DAY_FIRST :
	    day > DAY_LAST ? DAY_LAST : (int32_t)day };
}

struct date
date_add(struct date d, int days)
{
	return date_known(d) ? date_within((int64_t)d.day + days) : d;
}

struct date
date_add_months(struct date d, int months)
{
	int64_t month;
	struct ymd on;
	int year, last;

	if (!date_known(d)) {
		return d;
	}
	on = date_ymd(d);
	month = (int64_t)on.year * 12 + on.month - 1 + months;
	if (month < YEAR_FIRST * 12) {
		return date_within(DAY_FIRST);
	}
	if (month >= (YEAR_LAST + 1) * 12) {
		return date_within(DAY_LAST);
	}
	year = (int)(month / 12);
	last = month_days(year, (int)(month % 12) + 1);
	return (struct date){ count_days(year, (int)(month % 12) + 1,
	    on.mday < last ? on.mday : last) };
}

struct date
date_month_start(struct date d)
{
	return date_known(d) ? date_add(d, 1 - date_ymd(d).mday) : d;
}

int
date_weekday(struct date d)
{
	assert(date_known(d));
	/* 0001-01-01 was a Monday. */
	return (d.day - DAY_FIRST) % 7 + 1;
}

const char *
date_text(struct date d, char buf[DATE_TEXT_MAX])
{
	struct ymd on;

	buf[0] = '\0';
	if (date_known(d)) {
		on = date_ymd(d);
		/* The range of a day is told to the compiler, too. */
		snprintf(buf, DATE_TEXT_MAX, "%04u-%02u-%02u",
		    (unsigned)on.year % 10000, (unsigned)on.month % 100,
		    (unsigned)on.mday % 100);
	}
	return buf;
}

str
date_str(struct arena *mem, struct date d)
{
	char buf[DATE_TEXT_MAX];

	return arena_copy(mem, str_z(date_text(d, buf)));
}

int64_t
clock_now(void)
{
	return (int64_t)time(NULL);
}

int64_t
clock_monotonic_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t
clock_monotonic_ms(void)
{
	return clock_monotonic_us() / 1000;
}

struct date
date_of_moment(int64_t at)
{
	time_t moment = (time_t)at;
	struct date d;
	struct tm tm;

	/* A moment whose year an int cannot hold is as far away as it gets. */
	if (localtime_r(&moment, &tm) == NULL ||
	    !date_make(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, &d)) {
		return date_within(at < 0 ? DAY_FIRST : DAY_LAST);
	}
	return d;
}

int64_t
moment_on(struct date d, int minutes)
{
	struct ymd ymd = date_ymd(d);
	struct tm tm = { .tm_year = ymd.year - 1900, .tm_mon = ymd.month - 1,
	    .tm_mday = ymd.mday, .tm_hour = minutes / 60,
	    .tm_min = minutes % 60, .tm_isdst = -1 };

	return (int64_t)mktime(&tm);
}

str
moment_str(struct arena *mem, int64_t at)
{
	time_t moment = (time_t)at;
	char buf[40], zone[8];
	struct tm tm;

	if (localtime_r(&moment, &tm) == NULL ||
	    strftime(buf, sizeof(buf), "%Y-%m-%dT%H:%M:%S", &tm) == 0 ||
	    strftime(zone, sizeof(zone), "%z", &tm) != 5) {
		return S("");
	}
	return arena_printf(mem, "%s%.3s:%s", buf, zone, zone + 3);
}
