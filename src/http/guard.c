/*
 * guard.c - refuses what is no request of HTTP/1.1, strictly read.
 */
#include "http/guard.h"

#include <stdio.h>
#include <string.h>

#include "http/form.h"

#define LENGTH_DIGITS_MAX	12

/* A letter, a digit or one of these may stand in a name or a method. */
static bool
is_token(str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= '0' && c <= '9') &&
		    (c == '\0' || strchr("!#$%&'*+-.^_`|~", c) == NULL)) {
			return false;
		}
	}
	return s.len > 0;
}

static bool
is_value(str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if ((c < 0x20 && c != '\t') || c == 0x7f) {
			return false;
		}
	}
	return true;
}

static void
guard_length(struct guard *g, str value)
{
	g->lengths++;
	g->bad = g->bad || value.len > LENGTH_DIGITS_MAX ||
	    !str_to_int(value, &g->length);
}

void
guard_header(struct guard *g, str name, str value)
{
	g->headers++;
	g->bad = g->bad || !is_token(name) || !is_value(value);
	if (same_word(name, S("host"))) {
		g->hosts++;
		g->host = value;
	} else if (same_word(name, S("content-length"))) {
		guard_length(g, value);
	} else if (same_word(name, S("transfer-encoding"))) {
		g->codings++;
		g->bad = g->bad || !same_word(value, S("chunked"));
	}
}

int
guard_check(const struct guard *g, str version, str method)
{
	bool modern = str_eq(version, S("HTTP/1.1"));

	if (g->headers > HEADERS_MAX) {
		return 431;
	}
	if (!modern && !str_eq(version, S("HTTP/1.0"))) {
		return 505;
	}
	if (g->bad || g->lengths > 1 || g->codings > 1 ||
	    (g->lengths > 0 && g->codings > 0) || g->hosts > 1 ||
	    (modern ? g->hosts != 1 : g->codings > 0) || !is_token(method)) {
		return 400;
	}
	return 0;
}

bool
guard_target(str target, str host, str *path, str *query)
{
	static const char *const schemes[] = { "http://", "https://" };
	size_t mark;

	for (size_t i = 0; i < COUNT(schemes); i++) {
		str scheme = str_z(schemes[i]);

		if (str_starts(target, scheme)) {
			str rest = str_from(target, scheme.len);
			size_t slash = str_find(rest, '/');

			if (!same_word(str_part(rest, 0, slash), host)) {
				return false;
			}
			target = slash < rest.len ? str_from(rest, slash) :
			    S("/");
			break;
		}
	}
	for (size_t i = 0; i < target.len; i++) {
		unsigned char c = (unsigned char)target.at[i];

		if (c <= 0x20 || c >= 0x7f) {
			return false;
		}
	}
	mark = str_find(target, '?');
	*path = str_part(target, 0, mark);
	*query = str_from(target, mark + 1);
	return str_starts(target, S("/"));
}

bool
guard_host(str host, str home, int port)
{
	static const char *const loops[] = { "127.0.0.1", "localhost",
		"[::1]" };
	size_t scheme = str_starts(home, S("https://")) ? 8 : 7;
	char text[32];

	if (home.len > 0) {
		return same_word(host, str_from(home, scheme));
	}
	for (size_t i = 0; i < COUNT(loops); i++) {
		snprintf(text, sizeof(text), "%s:%d", loops[i], port);
		if (same_word(host, str_z(text)) ||
		    (port == 80 && same_word(host, str_z(loops[i])))) {
			return true;
		}
	}
	return false;
}
