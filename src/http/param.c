/*
 * param.c - what a field may be, and how a handler reads it.
 */
#include "http/web.h"

#define WORD_MAX	64
#define LANGUAGE_MAX	35
#define INT_DIGITS_MAX	9
#define PATH_MAX_BYTES	2000

bool
param_public(str s)
{
	return public_id_ok(s);
}

bool
param_int(str s)
{
	int64_t n;

	return s.len <= INT_DIGITS_MAX && str_to_int(s, &n);
}

bool
param_flag(str s)
{
	return s.len == 0 || str_eq(s, S("1")) || str_eq(s, S("on"));
}

static bool
is_control(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7f;
}

bool
param_line(str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (is_control(s.at[i])) {
			return false;
		}
	}
	return s.len <= PARAM_LINE_MAX && utf8_ok(s);
}

bool
param_text(str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (is_control(s.at[i]) && s.at[i] != '\n' &&
		    s.at[i] != '\t') {
			return false;
		}
	}
	return s.len <= PARAM_TEXT_MAX && utf8_ok(s);
}

bool
param_word(str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
		    c != '-' && c != '_') {
			return false;
		}
	}
	return s.len > 0 && s.len <= WORD_MAX;
}

bool
param_language(str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= '0' && c <= '9') && c != '-') {
			return false;
		}
	}
	return s.len > 0 && s.len <= LANGUAGE_MAX;
}

/* What a browser takes for the start of another house is refused: "//x". */
bool
param_path(str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (is_control(s.at[i]) || s.at[i] == '\\' ||
		    (unsigned char)s.at[i] > 0x7e || s.at[i] == ' ') {
			return false;
		}
	}
	return s.len == 0 || (s.at[0] == '/' && s.len <= PATH_MAX_BYTES &&
	    !str_starts(s, S("//")));
}

bool
param_file(str s)
{
	return s.len <= UPLOAD_MAX;
}

bool
param_ballot(str s)
{
	return param_line(s);
}

/* ---- reading a field --------------------------------------------------- */

bool
req_each(const struct req *rq, const char *name, size_t *i, str *value)
{
	str wanted = str_z(name);

	while (*i < rq->fields) {
		const struct field *f = &rq->field[(*i)++];

		if (str_eq(f->name, wanted)) {
			*value = f->value;
			return true;
		}
	}
	return false;
}

str
req_str(const struct req *rq, const char *name)
{
	size_t i = 0;
	str value;

	return req_each(rq, name, &i, &value) ? value : S("");
}

int64_t
req_int(const struct req *rq, const char *name)
{
	int64_t n;

	return str_to_int(req_str(rq, name), &n) ? n : 0;
}

bool
req_flag(const struct req *rq, const char *name)
{
	return req_str(rq, name).len > 0;
}
