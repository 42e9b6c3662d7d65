/* text.c - a text that grows while it is written. */
#include "base/text.h"

#include <stdarg.h>

void
text_put(struct text *t, str s)
{
	for (size_t i = 0; i < s.len; i++) {
		*LIST_ADD(t->mem, &t->chars) = s.at[i];
	}
}

void
text_put_f(struct text *t, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	text_put(t, arena_vprintf(t->mem, fmt, args));
	va_end(args);
}

/* XML 1.0 has no control characters but tab and line ends. */
void
text_put_xml(struct text *t, str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		switch (c) {
		case '&':
			text_put(t, S("&amp;"));
			break;
		case '<':
			text_put(t, S("&lt;"));
			break;
		case '>':
			text_put(t, S("&gt;"));
			break;
		case '"':
			text_put(t, S("&quot;"));
			break;
		default:
			if (c >= 0x20 || c == '\t' || c == '\n') {
				text_put(t, str_part(s, i, 1));
			}
		}
	}
}

void
text_put_element(struct text *t, const char *name, str value)
{
	text_put_f(t, "<%s>", name);
	text_put_xml(t, value);
	text_put_f(t, "</%s>\n", name);
}

str
text_taken(const struct text *t)
{
	return (str){ t->chars.at, t->chars.len };
}
