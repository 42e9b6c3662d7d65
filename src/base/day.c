/*
 * day.c - days, times and counts as people read them.
 */
#include "base/base.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *const weekdays[] = { "", "Monday", "Tuesday", "Wednesday",
    "Thursday", "Friday", "Saturday", "Sunday" };

static const char *const months[] = { "", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October",
    "November", "December" };

str
day_long(struct arena *mem, struct date d)
{
	struct ymd ymd;

	if (!date_known(d)) {
		return S("");
	}
	ymd = date_ymd(d);
	return arena_printf(mem, "%s %d %s %d", weekdays[date_weekday(d)],
	    ymd.mday, months[ymd.month], ymd.year);
}

str
day_short(struct arena *mem, struct date d, struct date today)
{
	struct ymd ymd;

	if (!date_known(d)) {
		return S("");
	}
	ymd = date_ymd(d);
	if (date_known(today) && abs(d.day - today.day) <= 6) {
		return arena_printf(mem, "%s %d %s",
		    weekdays[date_weekday(d)], ymd.mday, months[ymd.month]);
	}
	if (date_known(today) && ymd.year == date_ymd(today).year) {
		return arena_printf(mem, "%d %s", ymd.mday,
		    months[ymd.month]);
	}
	return arena_printf(mem, "%d %s %d", ymd.mday, months[ymd.month],
	    ymd.year);
}

str
day_brief(struct arena *mem, struct date d, struct date today)
{
	struct ymd ymd;

	if (!date_known(d)) {
		return S("");
	}
	ymd = date_ymd(d);
	if (date_known(today) && ymd.year == date_ymd(today).year) {
		return arena_printf(mem, "%d %.3s", ymd.mday,
		    months[ymd.month]);
	}
	return arena_printf(mem, "%d %.3s %d", ymd.mday, months[ymd.month],
	    ymd.year);
}

str
month_name(struct date d)
{
	return date_known(d) ? str_z(months[date_ymd(d).month]) : S("");
}

str
month_short(struct date d)
{
	return str_part(month_name(d), 0, 3);
}

str
month_text(struct arena *mem, struct date d)
{
	struct ymd ymd;

	if (!date_known(d)) {
		return S("");
	}
	ymd = date_ymd(d);
	return arena_printf(mem, "%s %d", months[ymd.month], ymd.year);
}

str
time_of_day(struct arena *mem, int minutes)
{
	if (minutes < 0) {
		return S("");
	}
	return arena_printf(mem, "%02d:%02d", minutes / 60 % 24, minutes % 60);
}

str
moment_text(struct arena *mem, int64_t at)
{
	time_t t = (time_t)at;
	struct tm tm;

	if (localtime_r(&t, &tm) == NULL) {
		return S("");
	}
	return arena_printf(mem, "%d %s %d, %02d:%02d", tm.tm_mday,
	    months[tm.tm_mon + 1], tm.tm_year + 1900, tm.tm_hour, tm.tm_min);
}

str
clock_text(struct arena *mem, int64_t at)
{
	time_t t = (time_t)at;
	struct tm tm;

	if (localtime_r(&t, &tm) == NULL) {
		return S("");
	}
	return arena_printf(mem, "%02d:%02d", tm.tm_hour, tm.tm_min);
}

str
number_text(struct arena *mem, int64_t n)
{
	char digits[24], text[32];
	int len = snprintf(digits, sizeof(digits), "%" PRId64, n);
	size_t out = 0;

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0 && digits[i - 1] != '-') {
			text[out++] = ',';
		}
		text[out++] = digits[i];
	}
	return arena_copy(mem, (str){ text, out });
}

str
percent_text(struct arena *mem, int64_t part, int64_t whole)
{
	int64_t tenths = whole > 0 ? (part * 1000 + whole / 2) / whole : 0;

	return arena_printf(mem, "%" PRId64 ".%" PRId64 "%%", tenths / 10,
	    tenths % 10);
}

str
count_of(struct arena *mem, int64_t n, const char *one, const char *many)
{
	str number = number_text(mem, n);

	return arena_printf(mem, STR_FMT " %s", STR_ARG(number),
	    n == 1 ? one : many);
}
