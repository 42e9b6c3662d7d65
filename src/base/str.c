/* str.c - cutting, comparing and reading borrowed text. */
#include "base/base.h"

#include <string.h>

bool
str_eq(str a, str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

int
str_cmp(str a, str b)
{
	size_t both = a.len < b.len ? a.len : b.len;
	int order = both > 0 ? memcmp(a.at, b.at, both) : 0;

	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The number that begins at *i, without zeros before it; *i goes past it. */
static str
number_at(str s, size_t *i)
{
	size_t start;

	while (*i < s.len && s.at[*i] == '0') {
		(*i)++;
	}
	start = *i;
	while (*i < s.len && is_digit(s.at[*i])) {
		(*i)++;
	}
	return str_part(s, start, *i - start);
}

int
str_natural_cmp(str a, str b)
{
	size_t i = 0, k = 0;

	while (i < a.len && k < b.len) {
		if (is_digit(a.at[i]) && is_digit(b.at[k])) {
			str n = number_at(a, &i), m = number_at(b, &k);

			if (n.len != m.len) {
				return n.len > m.len ? 1 : -1;
			}
			if (!str_eq(n, m)) {
				return str_cmp(n, m);
			}
		} else if (a.at[i] != b.at[k]) {
			break;
		} else {
			i++;
			k++;
		}
	}
	/* From here on by bytes; "02" and "2" are told apart by them too. */
	if (i == a.len && k == b.len) {
		return str_cmp(a, b);
	}
	return str_cmp(str_from(a, i), str_from(b, k));
}

bool
str_starts(str s, str prefix)
{
	return s.len >= prefix.len &&
	    str_eq(str_part(s, 0, prefix.len), prefix);
}

bool
str_ends(str s, str suffix)
{
	return s.len >= suffix.len &&
	    str_eq(str_from(s, s.len - suffix.len), suffix);
}

str
str_z(const char *text)
{
	return text != NULL ? (str){ text, strlen(text) } : S("");
}

str
str_from(str s, size_t start)
{
	return start < s.len ? (str){ s.at + start, s.len - start } : S("");
}

str
str_part(str s, size_t start, size_t len)
{
	str rest = str_from(s, start);

	return (str){ rest.at, len < rest.len ? len : rest.len };
}

/*
 * White space as people's keyboards and spreadsheets make it: ASCII's, the
 * no-break and narrow no-break space, the ideographic space, and the mark that
 * some programs put in front of a file.
 */
static const str spaces[] = {
	S_INIT(" "), S_INIT("\t"), S_INIT("\n"), S_INIT("\r"), S_INIT("\v"),
	S_INIT("\f"), S_INIT("\xc2\xa0"), S_INIT("\xe2\x80\xaf"),
	S_INIT("\xe3\x80\x80"), S_INIT("\xef\xbb\xbf"),
};

/* How many bytes of white space the text starts with: one space, or 0. */
static size_t
space_at_start(str s)
{
	for (size_t i = 0; i < COUNT(spaces); i++) {
		if (str_starts(s, spaces[i])) {
			return spaces[i].len;
		}
	}
	return 0;
}

static size_t
space_at_end(str s)
{
	for (size_t i = 0; i < COUNT(spaces); i++) {
		if (str_ends(s, spaces[i])) {
			return spaces[i].len;
		}
	}
	return 0;
}

/* A printable byte of ASCII: what most texts begin and end with. */
static bool
is_plain(char c)
{
	return c > ' ' && c < 0x7f;
}

str
str_trim(str s)
{
	size_t n;

	if (s.len > 0 && is_plain(s.at[0]) && is_plain(s.at[s.len - 1])) {
		return s;
	}
	while ((n = space_at_start(s)) > 0) {
		s = str_from(s, n);
	}
	while ((n = space_at_end(s)) > 0) {
		s.len -= n;
	}
	return s;
}

size_t
str_find(str s, char c)
{
	const char *found = s.len > 0 ? memchr(s.at, c, s.len) : NULL;

	return found != NULL ? (size_t)(found - s.at) : s.len;
}

bool
str_cut(str *s, char c, str *out)
{
	size_t end = str_find(*s, c);

	if (s->len == 0) {
		return false;
	}
	*out = str_part(*s, 0, end);
	*s = str_from(*s, end + 1);
	return true;
}

bool
str_to_int(str s, int64_t *out)
{
	int64_t n = 0;

	if (s.len == 0 || s.len > 18) {
		return false;
	}
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9') {
			return false;
		}
		n = n * 10 + (s.at[i] - '0');
	}
	*out = n;
	return true;
}

size_t
str_to_ints(str s, int *out, size_t max)
{
	size_t len = 0;
	int64_t n;
	str word;

	while (len < max && str_cut(&s, ' ', &word)) {
		if (str_to_int(word, &n)) {
			out[len++] = (int)n;
		}
	}
	return len;
}

uint64_t
str_hash_on(uint64_t hash, str s)
{
	for (size_t i = 0; i < s.len; i++) {
		hash = (hash ^ (unsigned char)s.at[i]) * 0x100000001b3u;
	}
	return hash;
}

uint64_t
str_hash(str s)
{
	return str_hash_on(0xcbf29ce484222325u, s);
}
