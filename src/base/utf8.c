/* utf8.c - code points in and out of bytes, as RFC 3629 has them. */
#include "base/base.h"

#include <assert.h>

#define MALFORMED	0xfffd

/* The byte at i, or 0, which continues nothing, past the end. */
static unsigned char
byte_at(str s, size_t i)
{
	return i < s.len ? (unsigned char)s.at[i] : 0;
}

/*
 * The code point at i and its length in bytes; 0 bytes for what is malformed:
 * a stray or missing continuation, an overlong form, half of a surrogate pair,
 * or beyond U+10FFFF.
 */
static size_t
decode(str s, size_t i, uint32_t *out)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first = byte_at(s, i);
	size_t len = first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 :
	    first < 0xf0 ? 3 : first < 0xf8 ? 4 : 0;
	uint32_t c = len < 2 ? first : first & (0x7fU >> len);

	for (size_t k = 1; k < len; k++) {
		unsigned char next = byte_at(s, i + k);

		if ((next & 0xc0) != 0x80) {
			return 0;
		}
		c = c << 6 | (next & 0x3f);
	}
	if (len == 0 || c < least[len] || c > 0x10ffff ||
	    (c >= 0xd800 && c <= 0xdfff)) {
		return 0;
	}
	*out = c;
	return len;
}

bool
utf8_ok(str s)
{
	size_t i = 0;

	while (i < s.len) {
		uint32_t c = (unsigned char)s.at[i];
		size_t len = c < 0x80 ? 1 : decode(s, i, &c);

		if (len == 0 || c == 0) {
			return false;
		}
		i += len;
	}
	return true;
}

uint32_t
utf8_next(str s, size_t *i)
{
	uint32_t c = MALFORMED;
	size_t len;

	assert(*i < s.len);
	len = decode(s, *i, &c);
	*i += len > 0 ? len : 1;
	return c;
}

size_t
utf8_count(str s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.len; count++) {
		(void)utf8_next(s, &i);
	}
	return count;
}

str
utf8_cut(str s, size_t max)
{
	size_t end = max;

	if (s.len <= max) {
		return s;
	}
	while (end > 0 && max - end < 4 && (byte_at(s, end) & 0xc0) == 0x80) {
		end--;
	}
	return str_part(s, 0, end);
}
