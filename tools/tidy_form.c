/*
 * tidy_form.c - the form of a file: its first comment, the length of its lines,
 * of its functions and of itself.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "tidy.h"

#define FUNCTION_LINES_MAX	70
#define FILE_LINES_MAX		800
#define COLUMNS_MAX		80

static size_t
columns(const char *line, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (line[i] == '\t') {
			n += 8 - n % 8;
		} else {
			n += ((unsigned char)line[i] & 0xc0) != 0x80;
		}
	}
	return n;
}

/* A row of a table of names and texts, "X(NAME, 404, "...") \". */
static bool
is_table_row(const char *line)
{
	return strncmp(line, "\tX(", 3) == 0;
}

static void
check_lines(const struct file *f)
{
	size_t lines = 0, at = 0;

	for (; at < f->len; at += strcspn(f->text + at, "\n") + 1, lines++) {
		const char *line = f->text + at;
		size_t len = strcspn(line, "\n");

		if (is_c(f) && columns(line, len) > COLUMNS_MAX &&
		    !is_table_row(line) && !excused(f, "wide")) {
			found(f, at, "%zu columns; at most %d",
			    columns(line, len), COLUMNS_MAX);
		}
		if (len > 0 && isspace((unsigned char)line[len - 1])) {
			found(f, at, "white space at the end of the line");
		}
	}
	if (lines > FILE_LINES_MAX && !excused(f, "long")) {
		found(f, 0, "%zu lines; a file has at most %d: split it by "
		    "subject", lines, FILE_LINES_MAX);
	}
	if (f->len > 0 && f->text[f->len - 1] != '\n') {
		found(f, f->len, "no line end at the end of the file");
	}
}

/* A function's body stands between { and } in the first column. */
static void
check_functions(const struct file *f)
{
	size_t begin = 0, lines = 0;
	bool inside = false;

	for (size_t at = 0; at < f->len;
	    at += strcspn(f->code + at, "\n") + 1) {
		if (f->code[at] == '{') {
			inside = true;
			begin = at;
			lines = 0;
		} else if (f->code[at] == '}' && inside) {
			inside = false;
			if (lines > FUNCTION_LINES_MAX) {
				found(f, begin, "a function of %zu lines; at "
				    "most %d", lines, FUNCTION_LINES_MAX);
			}
		} else {
			lines++;
		}
	}
}

/* "name.c - what it is." within the first comment; "name - ..." of a tool. */
static void
check_first_comment(const struct file *f)
{
	const char *end = strstr(f->text, "*/"), *name;
	char mark[80];

	snprintf(mark, sizeof(mark), "%s - ", f->name);
	name = strstr(f->text, mark);
	if (name == NULL) {
		snprintf(mark, sizeof(mark), "%.*s - ",
		    (int)strcspn(f->name, "."), f->name);
		name = strstr(f->text, mark);
	}
	if (strncmp(f->text, "/*", 2) != 0 || name == NULL || end == NULL ||
	    name > end) {
		found(f, 0, "begin with a comment: \"%s - what it is.\"",
		    f->name);
	}
}

void
check_form(const struct file *f)
{
	check_lines(f);
	if (is_c(f)) {
		check_functions(f);
		check_first_comment(f);
	}
}
