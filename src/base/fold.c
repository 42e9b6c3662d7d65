/* fold.c - text as it is searched and compared: without case, marks, width. */
#include "base/base.h"

#include <string.h>

#include "base/fold_table.h"

struct range {
	uint32_t	first, last;
};

static const struct range spaces[] = {
	{ 0x0001, 0x0020 }, { 0x007f, 0x00a0 }, { 0x1680, 0x1680 },
	{ 0x2000, 0x200a }, { 0x2028, 0x2029 }, { 0x202f, 0x202f },
	{ 0x205f, 0x205f }, { 0x3000, 0x3000 },
};

/*
 * Marks upon a letter, in Latin, Greek, Cyrillic, Hebrew and Arabic, the
 * tatweel, and what is not seen at all: soft hyphens, joiners, directions. The
 * vowel signs of Indic scripts are marks as well, but there they are letters.
 */
static const struct range dropped[] = {
	{ 0x0000, 0x0000 }, { 0x00ad, 0x00ad }, { 0x0300, 0x036f },
	{ 0x037a, 0x037a }, { 0x0483, 0x0489 },
	{ 0x0591, 0x05bd }, { 0x05bf, 0x05bf }, { 0x05c1, 0x05c2 },
	{ 0x05c4, 0x05c5 }, { 0x05c7, 0x05c7 }, { 0x0610, 0x061c },
	{ 0x0640, 0x0640 }, { 0x064b, 0x065f }, { 0x0670, 0x0670 },
	{ 0x06d6, 0x06dc }, { 0x06df, 0x06e4 }, { 0x06e7, 0x06e8 },
	{ 0x06ea, 0x06ed }, { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff },
	{ 0x200b, 0x200f }, { 0x202a, 0x202e }, { 0x2060, 0x206f },
	{ 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
	{ 0xfeff, 0xfeff },
};

static bool
within(uint32_t c, const struct range *ranges, size_t len)
{
	for (size_t i = 0; i < len && ranges[i].first <= c; i++) {
		if (c <= ranges[i].last) {
			return true;
		}
	}
	return false;
}

/* What the table makes of a character, or NULL. */
static const char *
look_up(uint32_t c)
{
	size_t low = 0, high = fold_table_len;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (fold_table[mid].code == c) {
			return fold_table[mid].to;
		}
		if (fold_table[mid].code < c) {
			low = mid + 1;
		} else {
			high = mid;
		}
	}
	return NULL;
}

/*
 * Where the folded text goes. First to nowhere, to learn how long it is. The
 * last character waits in `held`, because the next may join it: the letters of
 * a Hangul syllable come apart on some systems.
 */
struct out {
	char		*at;		/* NULL: only count */
	size_t		 len;
	uint32_t	 held;		/* 0: none */
	bool		 space;		/* one goes before the next character */
};

static void
put_byte(struct out *out, uint32_t byte)
{
	if (out->at != NULL) {
		out->at[out->len] = (char)byte;
	}
	out->len++;
}

static void
put_code(struct out *out, uint32_t c)
{
	if (c < 0x80) {
		put_byte(out, c);
	} else if (c < 0x800) {
		put_byte(out, 0xc0 | c >> 6);
		put_byte(out, 0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		put_byte(out, 0xe0 | c >> 12);
		put_byte(out, 0x80 | (c >> 6 & 0x3f));
		put_byte(out, 0x80 | (c & 0x3f));
	} else {
		put_byte(out, 0xf0 | c >> 18);
		put_byte(out, 0x80 | (c >> 12 & 0x3f));
		put_byte(out, 0x80 | (c >> 6 & 0x3f));
		put_byte(out, 0x80 | (c & 0x3f));
	}
}

static void
put_held(struct out *out)
{
	if (out->held != 0) {
		put_code(out, out->held);
		out->held = 0;
	}
}

/* The Unicode Standard, 3.12: 19 leads, 21 vowels, 27 tails. */
#define LEAD		0x1100
#define VOWEL		0x1161
#define TAIL		0x11a7		/* one before the first tail */
#define SYLLABLE	0xac00
#define SYLLABLE_LAST	0xd7a3

/* The syllable two parts make together, or 0. */
static uint32_t
hangul_join(uint32_t a, uint32_t b)
{
	if (a >= LEAD && a < LEAD + 19 && b >= VOWEL && b < VOWEL + 21) {
		return SYLLABLE + ((a - LEAD) * 21 + b - VOWEL) * 28;
	}
	if (a >= SYLLABLE && a <= SYLLABLE_LAST && (a - SYLLABLE) % 28 == 0 &&
	    b > TAIL && b < TAIL + 28) {
		return a + b - TAIL;
	}
	return 0;
}

static void
put(struct out *out, uint32_t c)
{
	uint32_t joined = out->space ? 0 : hangul_join(out->held, c);

	if (joined != 0) {
		out->held = joined;
		return;
	}
	put_held(out);
	if (out->space && out->len > 0) {
		put_byte(out, ' ');
	}
	out->space = false;
	out->held = c;
}

static void
fold_one(struct out *out, uint32_t c)
{
	const char *to;

	if (c > ' ' && c < 0x7f) {
		put(out, c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
	} else if (within(c, spaces, COUNT(spaces))) {
		out->space = true;
	} else if (!within(c, dropped, COUNT(dropped))) {
		to = look_up(c);
		for (size_t i = 0; to != NULL && to[i] != '\0';) {
			put(out, utf8_next(str_z(to), &i));
		}
		if (to == NULL) {
			put(out, c);
		}
	}
}

static size_t
fold(str s, char *at)
{
	struct out out = { .at = at };

	for (size_t i = 0; i < s.len;) {
		fold_one(&out, utf8_next(s, &i));
	}
	put_held(&out);
	return out.len;
}

str
text_fold(struct arena *mem, str s)
{
	size_t len = fold(s, NULL);
	char *at = arena_alloc(mem, len, 1);

	fold(s, at);
	return (str){ at, len };
}
