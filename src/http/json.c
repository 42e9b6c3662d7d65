/*
 * json.c - writes the few answers that are JSON (RFC 8259).
 */
#include "http/json.h"

struct out {
	char	*at;
	size_t	 len;
};

#define ESCAPED_MAX	6	/* bytes one byte can become: \u001f */

static void
put(struct out *o, str s)
{
	for (size_t i = 0; i < s.len; i++) {
		o->at[o->len++] = s.at[i];
	}
}

static void
put_escaped(struct out *o, uint32_t c)
{
	static const char digits[] = "0123456789abcdef";
	char text[] = "\\u00xx";

	text[4] = digits[c >> 4 & 15];
	text[5] = digits[c & 15];
	put(o, (str){ text, 6 });
}

static void
put_text(struct out *o, str s)
{
	put(o, S("\""));
	for (size_t i = 0; i < s.len;) {
		size_t start = i;
		uint32_t c = utf8_next(s, &i);

		if (c < 0x20 || c == '"' || c == '\\' || c == '<' ||
		    c == 0x7f) {
			put_escaped(o, c);
		} else if (c == 0xfffd) {
			put(o, S("\xef\xbf\xbd"));
		} else {
			put(o, str_part(s, start, i - start));
		}
	}
	put(o, S("\""));
}

str
json_pair(struct arena *mem, str name, str value)
{
	struct out o = { NULL, 0 };

	o.at = arena_alloc(mem, ESCAPED_MAX * (name.len + value.len) + 8, 1);
	put(&o, S("{"));
	put_text(&o, name);
	put(&o, S(":"));
	put_text(&o, value);
	put(&o, S("}\n"));
	return (str){ o.at, o.len };
}
