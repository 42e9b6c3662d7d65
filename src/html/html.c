/*
 * html.c - text into HTML, escaped for the place it goes to.
 */
#include "html/html.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void
html_raw(struct html *out, const char *at, size_t len)
{
	if (len > out->cap - out->len) {
		size_t cap = (out->cap + len) * 2;
		char *bigger = arena_alloc(out->mem, cap, 1);

		if (out->len > 0) {
			memcpy(bigger, out->at, out->len);
		}
		out->at = bigger;
		out->cap = cap;
	}
	if (len > 0) {
		memcpy(out->at + out->len, at, len);
		out->len += len;
	}
}

static bool
url_safe(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	    c == '~';
}

static const char *
entity(char c)
{
	switch (c) {
	case '&':	return "&amp;";
	case '<':	return "&lt;";
	case '>':	return "&gt;";
	case '"':	return "&quot;";
	case '\'':	return "&#39;";
	default:	return NULL;
	}
}

static void
url_put(struct html *out, str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		const char coded[] = { '%', hex[c >> 4], hex[c & 15] };

		if (url_safe(s.at[i])) {
			html_raw(out, &s.at[i], 1);
		} else {
			html_raw(out, coded, sizeof(coded));
		}
	}
}

void
html_str(struct html *out, enum html_place place, str s)
{
	size_t done = 0;

	if (place == HTML_URL) {
		url_put(out, s);
		return;
	}
	for (size_t i = 0; i < s.len; i++) {
		const char *e = entity(s.at[i]);

		if (e != NULL) {
			html_raw(out, s.at + done, i - done);
			html_raw(out, e, strlen(e));
			done = i + 1;
		}
	}
	html_raw(out, s.at + done, s.len - done);
}

void
html_z(struct html *out, enum html_place place, const char *s)
{
	html_str(out, place, str_z(s));
}

void
html_int(struct html *out, enum html_place place, int64_t n)
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%" PRId64, n);

	(void)place;			/* digits and - mean the same in all */
	html_raw(out, digits, (size_t)len);
}

/* What a browser takes for an address in this house and for no other. */
static bool
path_ok(str p)
{
	for (size_t i = 0; i < p.len; i++) {
		if ((unsigned char)p.at[i] <= ' ') {
			return false;
		}
	}
	return p.len > 0 && p.at[0] == '/' &&
	    (p.len == 1 || (p.at[1] != '/' && p.at[1] != '\\'));
}

void
html_path(struct html *out, enum html_place place, struct path p)
{
	html_str(out, place, path_ok(p.text) ? p.text : S("/"));
}

void
html_piece(struct html *out, enum html_place place, struct html_piece piece)
{
	assert(place == HTML_TEXT);
	html_raw(out, piece.at, piece.len);
}

struct html_piece
html_done(const struct html *out)
{
	return (struct html_piece){ out->at, out->len };
}

/* ---- words ------------------------------------------------------------- */

static bool
words_find(const struct words *words, str from, str *out)
{
	size_t low = 0, high = words != NULL ? words->list_len : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(from, words->list[middle].from);

		if (order == 0) {
			*out = words->list[middle].to;
			return true;
		}
		if (order < 0) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	return false;
}

void
html_say(struct html *out, enum html_place place, const char *text, size_t len)
{
	str said;

	if (words_find(out->words, (str){ text, len }, &said)) {
		html_str(out, place, said);
	} else {
		html_raw(out, text, len);
	}
}

str
words_for(const struct words *words, const char *text)
{
	str said = str_z(text);

	(void)words_find(words, said, &said);
	return said;
}

/* ---- what {{if x}} asks ------------------------------------------------ */

bool
html_is_str(str s)
{
	return s.len > 0;
}

bool
html_is_z(const char *s)
{
	return s != NULL && s[0] != '\0';
}

bool
html_is_int(int64_t n)
{
	return n != 0;
}

bool
html_is_date(struct date d)
{
	return date_known(d);
}

bool
html_is_path(struct path p)
{
	return p.text.len > 0;
}

bool
html_is_piece(struct html_piece piece)
{
	return piece.len > 0;
}

bool
html_is_there(const void *p)
{
	return p != NULL;
}

/* ---- addresses --------------------------------------------------------- */

struct path
path_of(struct arena *mem, const char *fmt, ...)
{
	struct html out = { .mem = mem };
	va_list ap;

	assert(fmt[0] == '/');
	va_start(ap, fmt);
	for (const char *p = fmt; *p != '\0'; p++) {
		if (*p != '%') {
			html_raw(&out, p, 1);
		} else if (*++p == 's') {
			html_str(&out, HTML_URL, va_arg(ap, str));
		} else {
			assert(*p == 'd');
			html_int(&out, HTML_URL, va_arg(ap, int));
		}
	}
	va_end(ap);
	assert(out.len == 1 || out.at[1] != '/');
	return (struct path){ { out.at, out.len } };
}

struct path
path_more(struct arena *mem, struct path p, const char *rest)
{
	return (struct path){ arena_printf(mem, STR_FMT "%s", STR_ARG(p.text),
	    rest) };
}

void
html_date(struct html *out, enum html_place place, struct date d)
{
	if (place == HTML_TEXT) {
		html_str(out, place, day_short(out->mem, d, DATE_NONE));
	} else {
		html_str(out, place, date_str(out->mem, d));
	}
}
