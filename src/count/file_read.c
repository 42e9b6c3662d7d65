/* file_read.c - where a reader is in a file of ballots, and its errors. */
#include "count/file_read.h"

#define FOUND_MAX	40		/* bytes of what was found, shown */

bool
reader_refuse(struct reader *r, size_t at, str found, const char *expected,
    const char *text)
{
	struct count_file_error *e = r->error;
	size_t from = r->line_at < at ? r->line_at : at;
	str shown = utf8_cut(found, FOUND_MAX);

	if (r->failed) {
		return false;
	}
	r->failed = true;
	*e = (struct count_file_error){ .line = r->line,
	    .column = (int)utf8_count(str_part(r->text, from, at - from)) + 1,
	    .expected = str_z(expected), .found = shown };
	if (text[0] != '\0') {
		e->text = arena_printf(r->mem, "line %d, column %d: %s",
		    e->line, e->column, text);
	} else if (shown.len == 0) {
		e->text = arena_printf(r->mem, "line %d, column %d: %s was "
		    "expected here", e->line, e->column, expected);
	} else {
		e->text = arena_printf(r->mem, "line %d, column %d: %s was "
		    "expected, not \"" STR_FMT "%s\"", e->line, e->column,
		    expected, STR_ARG(shown), shown.len < found.len ?
		    "..." : "");
	}
	return false;
}

bool
reader_fail(struct reader *r, size_t at, str found, const char *expected)
{
	return reader_refuse(r, at, found, expected, "");
}

str
reader_next(const struct reader *r)
{
	size_t end = r->at;

	if (end < r->text.len) {
		(void)utf8_next(r->text, &end);
	}
	return str_part(r->text, r->at, end - r->at);
}

bool
reader_err(struct reader *r, size_t at, enum count_err err)
{
	return reader_refuse(r, at, S(""), "a ballot that can be counted",
	    count_err_text(err));
}

/* Where the first byte stands that is no UTF-8. */
static size_t
first_bad(str text)
{
	size_t at = 0;

	while (at < text.len) {
		size_t next = at;

		(void)utf8_next(text, &next);
		if (!utf8_ok(str_part(text, at, next - at))) {
			return at;
		}
		at = next;
	}
	return at;
}

static bool
refuse_bytes(struct reader *r)
{
	size_t bad = first_bad(r->text);

	for (size_t i = 0; i < bad; i++) {
		if (r->text.at[i] == '\n') {
			r->line++;
			r->line_at = i + 1;
		}
	}
	return reader_refuse(r, bad, S(""), "text in UTF-8",
	    "the file is not in UTF-8 here");
}

bool
reader_begin(struct reader *r, struct arena *mem, str text,
    struct count_file *out, struct count_file_error *error)
{
	*out = (struct count_file){ .rule = { .seats = 0,
	    .unranked = COUNT_UNRANKED_NEITHER, .people = { -1, -1 } } };
	*r = (struct reader){ .mem = mem, .text = text, .line = 1,
	    .out = out, .error = error };
	if (text.len > COUNT_FILE_MAX) {
		return reader_refuse(r, 0, S(""), "a smaller file",
		    "a file of more than 256 MiB cannot be read");
	}
	if (!utf8_ok(text)) {
		return refuse_bytes(r);
	}
	if (str_starts(text, S("\xef\xbb\xbf"))) {
		r->at = r->line_at = 3;
	}
	return true;
}
