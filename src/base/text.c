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
/* Char of XML 1.0, 2.2; what is malformed reads as U+FFFD, which is one. */
static bool
may_stand_in_xml(uint32_t c)
{
	return c >= 0x20 ? c != 0xfffe && c != 0xffff :
	    c == '\t' || c == '\n';
}

void
text_put_xml(struct text *t, str s)
{
	size_t i = 0;

	while (i < s.len) {
		size_t from = i;
		uint32_t c = utf8_next(s, &i);

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
		case 0xfffd:
			text_put(t, S("\xef\xbf\xbd"));
			break;
		default:
			if (may_stand_in_xml(c)) {
				text_put(t, str_part(s, from, i - from));
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
