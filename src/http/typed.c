/*
 * typed.c - days, times and numbers as people type them.
 */
#include "http/web.h"

#include <stdlib.h>
#include <string.h>

#define TYPED_MAX	64		/* longer is no day, time or number */

/* The first code point of each script's ten digits, 0 to 9 in a row. */
static const uint32_t zeros[] = {
	'0', 0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66,
	0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040,
	0x17e0, 0x1810, 0xa9d0, 0xff10,
};

/* Signs that stand for another: full-width and Arabic stops, dashes. */
static const struct { uint32_t sign; char plain; } signs[] = {
	{ 0xff0e, '.' }, { 0x3002, '.' }, { 0x06d4, '.' }, { 0x066b, '.' },
	{ 0xff0f, '/' }, { 0xff1a, ':' }, { 0xff0d, '-' }, { 0x2010, '-' },
	{ 0x2011, '-' }, { 0x2012, '-' }, { 0x2013, '-' }, { 0x2212, '-' },
	{ 0xff0c, ',' }, { 0x060c, ',' }, { 0x066c, ',' }, { 0x3001, ',' },
};

/* The text with ASCII digits and signs, lower case, without spaces. */
struct typed {
	char	at[TYPED_MAX + 1];
	size_t	len;
};

static bool
is_space(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0xa0 || c == 0x202f ||
	    c == 0x2009 || c == 0x3000 || c == 0x200e || c == 0x200f;
}

/* 0 for what stands in no day, time or number. */
static char
plain_of(uint32_t c)
{
	for (size_t i = 0; i < COUNT(zeros); i++) {
		if (c >= zeros[i] && c < zeros[i] + 10) {
			return (char)('0' + (c - zeros[i]));
		}
	}
	for (size_t i = 0; i < COUNT(signs); i++) {
		if (c == signs[i].sign) {
			return signs[i].plain;
		}
	}
	if (c >= 'A' && c <= 'Z') {
		return (char)(c + 'a' - 'A');
	}
	return c > ' ' && c < 0x7f ? (char)c : '\0';
}

static bool
type_read(str s, struct typed *out)
{
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < s.len;) {
		uint32_t c = utf8_next(s, &i);

		if (is_space(c)) {
			continue;
		}
		if (out->len == TYPED_MAX || plain_of(c) == '\0') {
			return false;
		}
		out->at[out->len++] = plain_of(c);
	}
	return true;
}

/* Up to max_digits digits at *p, at least one. */
static bool
take_number(const char **p, int max_digits, int *out)
{
	int digits = 0;

	*out = 0;
	while (**p >= '0' && **p <= '9' && digits < max_digits) {
		*out = *out * 10 + (*(*p)++ - '0');
		digits++;
	}
	return digits > 0;
}

static bool
take_one_of(const char **p, const char *signs_allowed)
{
	if (**p == '\0' || strchr(signs_allowed, **p) == NULL) {
		return false;
	}
	(*p)++;
	return true;
}

/* "20.11." has no year: the year in which that day is nearest to today. */
static bool
nearest_year(int month, int mday, struct date today, struct date *out)
{
	int year = date_ymd(today).year;
	struct date day;
	bool found = false;

	for (int y = year - 1; y <= year + 1; y++) {
		if (date_make(y, month, mday, &day) && (!found ||
		    abs(day.day - today.day) < abs(out->day - today.day))) {
			*out = day;
			found = true;
		}
	}
	return found;
}

/* 2026-11-20, 2026/11/20, 2026.11.20. */
static bool
day_from_year(const char *p, int year, struct date *out)
{
	int month, mday;

	return take_one_of(&p, "-./") && take_number(&p, 2, &month) &&
	    take_one_of(&p, "-./") && take_number(&p, 2, &mday) &&
	    (*p == '\0' || strcmp(p, ".") == 0) &&
	    date_make(year, month, mday, out);
}

/* 20.11.2026, 20/11/26, 20.11., 20.11 */
static bool
day_from_mday(const char *p, int mday, struct date today, struct date *out)
{
	int month, year;
	const char *start;

	if (!take_one_of(&p, "-./") || !take_number(&p, 2, &month)) {
		return false;
	}
	if (*p == '\0' || (take_one_of(&p, "-./") && *p == '\0')) {
		return nearest_year(month, mday, today, out);
	}
	start = p;
	if (!take_number(&p, 4, &year) || *p != '\0') {
		return false;
	}
	if (p - start == 2) {
		year += 2000;
	} else if (p - start != 4) {
		return false;
	}
	return date_make(year, month, mday, out);
}

bool
typed_day(str s, struct date today, struct date *out)
{
	struct typed t;
	const char *p = t.at;
	struct date day = DATE_NONE;
	int first;

	if (!type_read(s, &t)) {
		return false;
	}
	if (t.len > 0) {
		if (!take_number(&p, 4, &first)) {
			return false;
		}
		if (p - t.at == 4 ? !day_from_year(p, first, &day) :
		    p - t.at > 2 || !day_from_mday(p, first, today, &day)) {
			return false;
		}
	}
	*out = day;
	return true;
}

bool
req_day(const struct req *rq, const char *name, struct date today,
    struct date *out)
{
	return typed_day(req_str(rq, name), today, out);
}

/* After the digits: "", "am", "pm", "a.m.", "p.m.", "h", "uhr". */
static bool
half_of_day(const char *p, int *hour)
{
	bool am = strcmp(p, "am") == 0 || strcmp(p, "a.m.") == 0;
	bool pm = strcmp(p, "pm") == 0 || strcmp(p, "p.m.") == 0;

	if (am || pm) {
		if (*hour < 1 || *hour > 12) {
			return false;
		}
		*hour = *hour % 12 + (pm ? 12 : 0);
		return true;
	}
	return *p == '\0' || strcmp(p, "h") == 0 || strcmp(p, "uhr") == 0;
}

/* "18:30", "18.30", "18h30", "1830", "630", "18", "6pm", "6:30pm". */
static bool
time_read(const char *p, int *out)
{
	const char *start = p;
	int hour, minute = 0;

	if (!take_number(&p, 4, &hour)) {
		return false;
	}
	if (p - start > 2) {
		minute = hour % 100;
		hour /= 100;
	} else if (*p != '\0' && strchr(":.h,-", *p) != NULL &&
	    p[1] >= '0' && p[1] <= '9') {
		p++;
		start = p;
		if (!take_number(&p, 2, &minute) || p - start != 2) {
			return false;
		}
	}
	if (!half_of_day(p, &hour) || hour > 23 || minute > 59) {
		return false;
	}
	*out = hour * 60 + minute;
	return true;
}

bool
typed_time(str s, int *out)
{
	struct typed t;
	int minutes = -1;

	if (!type_read(s, &t) ||
	    (t.len > 0 && !time_read(t.at, &minutes))) {
		return false;
	}
	*out = minutes;
	return true;
}

bool
req_time(const struct req *rq, const char *name, int *out)
{
	return typed_time(req_str(rq, name), out);
}

/* "1 200", "1,200", "1.200" and "1'200" are one number: groups of three. */
static bool
number_read(const char *p, int64_t *out)
{
	char digits[TYPED_MAX + 1];
	size_t len = 0, group = 0;
	char sign = '\0';

	for (; *p != '\0'; p++) {
		if (*p >= '0' && *p <= '9') {
			digits[len++] = *p;
			group++;
			continue;
		}
		if (strchr(",.'", *p) == NULL || (sign != '\0' && *p != sign) ||
		    group == 0 || group > 3 || (sign != '\0' && group != 3)) {
			return false;
		}
		sign = *p;
		group = 0;
	}
	return (sign == '\0' || group == 3) &&
	    str_to_int((str){ digits, len }, out);
}

bool
typed_number(str s, int64_t *out)
{
	struct typed t;
	int64_t n = -1;

	if (!type_read(s, &t) ||
	    (t.len > 0 && !number_read(t.at, &n))) {
		return false;
	}
	*out = n;
	return true;
}

bool
req_number(const struct req *rq, const char *name, int64_t *out)
{
	return typed_number(req_str(rq, name), out);
}
