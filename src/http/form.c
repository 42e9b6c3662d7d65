/*
 * form.c - queries, forms of the usual type, cookies.
 */
#include "http/form.h"

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9') {
		return c - '0';
	}
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

bool
same_word(str a, str b)
{
	if (a.len != b.len) {
		return false;
	}
	for (size_t i = 0; i < a.len; i++) {
		if (lower(a.at[i]) != lower(b.at[i])) {
			return false;
		}
	}
	return true;
}

str
form_unescape(struct arena *mem, str s, bool plus)
{
	char *at = arena_alloc(mem, s.len + 1, 1);
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++) {
		int high = -1, low = -1;

		if (s.at[i] == '%' && i + 2 < s.len) {
			high = hex_value(s.at[i + 1]);
			low = hex_value(s.at[i + 2]);
		}
		if (high >= 0 && low >= 0) {
			at[len++] = (char)(high << 4 | low);
			i += 2;
		} else {
			at[len++] = plus && s.at[i] == '+' ? ' ' : s.at[i];
		}
	}
	return (str){ at, len };
}

enum form_read
form_pairs(struct arena *mem, str text, struct fields *out)
{
	str pair;

	while (str_cut(&text, '&', &pair)) {
		size_t eq = str_find(pair, '=');

		if (pair.len == 0) {
			continue;
		}
		if (out->len == FIELDS_MAX) {
			return FORM_TOO_MANY;
		}
		*LIST_ADD(mem, out) = (struct field){
			form_unescape(mem, str_part(pair, 0, eq), true),
			form_unescape(mem, str_from(pair, eq + 1), true),
		};
	}
	return FORM_OK;
}

/* The type without its parameters. */
static str
bare_type(str type)
{
	return str_trim(str_part(type, 0, str_find(type, ';')));
}

bool
form_is_parts(str type)
{
	return same_word(bare_type(type), S("multipart/form-data"));
}

bool
form_is_pairs(str type)
{
	return same_word(bare_type(type),
	    S("application/x-www-form-urlencoded"));
}

/* The quoted text at the start of *s, which it moves past the closing quote. */
static str
unquote(struct arena *mem, str *s)
{
	char *at = arena_alloc(mem, s->len + 1, 1);
	size_t len = 0, i = 1;

	for (; i < s->len && s->at[i] != '"'; i++) {
		if (s->at[i] == '\\' && i + 1 < s->len &&
		    (s->at[i + 1] == '"' || s->at[i + 1] == '\\')) {
			i++;
		}
		at[len++] = s->at[i];
	}
	*s = str_from(*s, i + 1);
	return (str){ at, len };
}

/* The value after "name=", to the next semicolon. */
static str
parameter_value(struct arena *mem, str *rest)
{
	str value;

	if (rest->len > 0 && rest->at[0] == '"') {
		value = unquote(mem, rest);
		*rest = str_from(*rest, str_find(*rest, ';') + 1);
		return value;
	}
	if (!str_cut(rest, ';', &value)) {
		return S("");
	}
	return str_trim(value);
}

str
form_parameter(struct arena *mem, str value, str name)
{
	str rest = str_from(value, str_find(value, ';') + 1);

	while (rest.len > 0) {
		size_t eq = str_find(rest, '='), end = str_find(rest, ';');
		str key, found;

		if (end < eq || eq == rest.len) {
			rest = str_from(rest, end + 1);
			continue;
		}
		key = str_trim(str_part(rest, 0, eq));
		rest = str_from(rest, eq + 1);
		found = parameter_value(mem, &rest);
		if (same_word(key, name)) {
			return found;
		}
	}
	return S("");
}

str
form_cookie(str header, str name)
{
	str one, found = S("");
	bool seen = false;

	while (str_cut(&header, ';', &one)) {
		size_t eq = str_find(one, '=');

		if (!str_eq(str_trim(str_part(one, 0, eq)), name)) {
			continue;
		}
		if (seen) {
			return S("");
		}
		seen = true;
		found = str_trim(str_from(one, eq + 1));
	}
	return found;
}
