/*
 * parts.c - multipart/form-data (RFC 7578): forms that carry files.
 */
#include "http/form.h"

#include <string.h>

/* Where the needle begins in s, or s.len. */
static size_t
find_text(str s, str needle)
{
	const char *hit;

	if (needle.len == 0 || s.len < needle.len) {
		return s.len;
	}
	hit = memmem(s.at, s.len, needle.at, needle.len);
	return hit == NULL ? s.len : (size_t)(hit - s.at);
}

/* The value of the header Content-Disposition among the headers of a part. */
static str
disposition(str head)
{
	while (head.len > 0) {
		size_t end = find_text(head, S("\r\n"));
		str line = str_part(head, 0, end);
		size_t colon = str_find(line, ':');

		if (same_word(str_part(line, 0, colon),
		    S("content-disposition"))) {
			return str_trim(str_from(line, colon + 1));
		}
		head = str_from(head, end + 2);
	}
	return S("");
}

static bool
add(struct arena *mem, struct fields *out, str name, str value)
{
	if (out->len == FIELDS_MAX) {
		return false;
	}
	*LIST_ADD(mem, out) = (struct field){ name, value };
	return true;
}

/* Browsers write a quote and line ends in a name as %22, %0D and %0A. */
static enum form_read
read_part(struct arena *mem, str head, str value, struct fields *out)
{
	str kind = disposition(head);
	str name, file;

	if (!str_eq(str_part(kind, 0, str_find(kind, ';')), S("form-data"))) {
		return FORM_BROKEN;
	}
	name = form_unescape(mem, form_parameter(mem, kind, S("name")), false);
	if (name.len == 0) {
		return FORM_BROKEN;
	}
	if (!add(mem, out, name, value)) {
		return FORM_TOO_MANY;
	}
	if (find_text(kind, S("filename=")) == kind.len) {
		return FORM_OK;
	}
	file = form_unescape(mem, form_parameter(mem, kind, S("filename")),
	    false);
	return add(mem, out, arena_printf(mem, STR_FMT ".name", STR_ARG(name)),
	    file) ? FORM_OK : FORM_TOO_MANY;
}

/*
 * After a boundary stands either "--", the end, or a line end and a part that
 * goes to the next boundary, which begins on a line of its own.
 */
enum form_read
form_parts(struct arena *mem, str type, str text, struct fields *out)
{
	str mark = form_parameter(mem, type, S("boundary"));
	str line, first;

	if (mark.len == 0 || mark.len > BOUNDARY_MAX) {
		return FORM_BROKEN;
	}
	line = arena_printf(mem, "\r\n--" STR_FMT, STR_ARG(mark));
	first = str_from(line, 2);
	if (!str_starts(text, first)) {
		return FORM_BROKEN;
	}
	text = str_from(text, first.len);
	while (!str_starts(text, S("--"))) {
		size_t head = find_text(text, S("\r\n\r\n"));
		size_t end = find_text(text, line);
		enum form_read got;

		if (!str_starts(text, S("\r\n")) || head < 2 ||
		    head > PART_HEAD_MAX || end == text.len || end < head + 4) {
			return FORM_BROKEN;
		}
		got = read_part(mem, str_part(text, 2, head - 2),
		    str_part(text, head + 4, end - head - 4), out);
		if (got != FORM_OK) {
			return got;
		}
		text = str_from(text, end + line.len);
	}
	return FORM_OK;
}
