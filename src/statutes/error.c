/* error.c - what is wrong with a document, as a terminal shows it. */
#include "statutes/statutes.h"

#include <string.h>

/* How wide a sign is on a terminal, roughly: Chinese, Japanese and Korean
 * signs take two places, marks on other signs none. */
static size_t
width_of(uint32_t c)
{
	if ((c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200f)) {
		return 0;
	}
	return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
	    (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
	    (c >= 0xff00 && c <= 0xff60) || (c >= 0x1f300 && c <= 0x1faff) ? 2 :
	    1;
}

str
statutes_error_caret(struct arena *mem, const struct statutes_error *e)
{
	size_t i = 0, len = 0, under = 0, at = 0;
	char *out = NEW(mem, char, 2 * (e->line_text.len + e->found.len) + 2);

	for (int column = 1; column < e->column && i < e->line_text.len;
	    column++) {
		uint32_t c = utf8_next(e->line_text, &i);

		if (c == '\t') {
			out[len++] = '\t';
			continue;
		}
		for (size_t n = width_of(c); n > 0; n--) {
			out[len++] = ' ';
		}
	}
	out[len++] = '^';
	while (i < e->line_text.len && at < e->found.len &&
	    str_starts(str_from(e->line_text, i), e->found)) {
		under += width_of(utf8_next(e->found, &at));
	}
	for (; under > 1; under--) {
		out[len++] = '~';
	}
	return (str){ out, len };
}

str
statutes_error_text(struct arena *mem, str file,
    const struct statutes_error *e)
{
	str where = arena_printf(mem, STR_FMT ":%d:%d: " STR_FMT "\n",
	    STR_ARG(file), e->line, e->column, STR_ARG(e->text));
	str line = S(""), expected = S(""), nearest = S("");

	if (e->line_text.len > 0) {
		line = arena_printf(mem, "  " STR_FMT "\n  " STR_FMT "\n",
		    STR_ARG(e->line_text),
		    STR_ARG(statutes_error_caret(mem, e)));
	}
	if (e->expected.len > 0) {
		expected = arena_printf(mem, "  expected: " STR_FMT "\n",
		    STR_ARG(e->expected));
	}
	if (e->nearest.len > 0) {
		nearest = arena_printf(mem, "  nearest:  " STR_FMT "\n",
		    STR_ARG(e->nearest));
	}
	return arena_printf(mem, STR_FMT STR_FMT STR_FMT STR_FMT,
	    STR_ARG(where), STR_ARG(line), STR_ARG(expected),
	    STR_ARG(nearest));
}
