/*
 * csv_fuzz.c - the reader of lists before bytes that nobody means well.
 *
 * Whatever the bytes are: columns are text in UTF-8 without white space around
 * them, lines go up, a second reading gives the same rows, and a row that is
 * written as a list again is read as the same row.
 */
#include <assert.h>
#include <string.h>

#include "transfer/csv.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct arena mem;

static bool
has_text(const struct csv_row *row)
{
	for (size_t i = 0; i < row->fields; i++) {
		if (row->field[i].len > 0) {
			return true;
		}
	}
	return false;
}

static void
check_row(const struct csv_row *row, int64_t after)
{
	assert(row->line > after);
	assert(row->fields <= CSV_COLUMNS_MAX);
	if (row->problem.len > 0) {
		assert(row->problem_column >= 1);
		return;
	}
	assert(has_text(row));		/* a row without is no row */
	for (size_t i = 0; i < row->fields; i++) {
		assert(utf8_ok(row->field[i]));
		assert(str_eq(row->field[i], str_trim(row->field[i])));
	}
}

/* The row under a header with as many columns. */
static str
as_list(const struct csv_row *row)
{
	str text = S("a");

	for (size_t i = 1; i < row->fields; i++) {
		text = arena_printf(&mem, STR_FMT ",a", STR_ARG(text));
	}
	for (size_t i = 0; i < row->fields; i++) {
		text = arena_printf(&mem, STR_FMT "%s" STR_FMT, STR_ARG(text),
		    i == 0 ? "\n" : ",",
		    STR_ARG(csv_column(&mem, row->field[i])));
	}
	return text;
}

static void
check_written(const struct csv_row *row)
{
	struct csv_row *again = NEW(&mem, struct csv_row, 1);
	str problem, text = as_list(row);
	struct csv *c = csv_of(&mem, text, &problem);

	assert(c != NULL && csv_next(c, again) && csv_next(c, again));
	assert(again->fields == row->fields && again->problem.len == 0);
	for (size_t i = 0; i < row->fields; i++) {
		assert(str_eq(again->field[i], row->field[i]));
	}
	assert(!csv_next(c, again));
	csv_close(c);
}

/* How many rows follow the header, and where the last of them stands. */
static size_t
read_rows(struct csv *c, bool write, int64_t line, int64_t *last)
{
	struct csv_row *row = NEW(&mem, struct csv_row, 1);
	size_t rows = 0, mark = mem.used;

	for (; csv_next(c, row); rows++) {
		check_row(row, line);
		line = row->line;
		if (write && row->problem.len == 0) {
			check_written(row);
			arena_release(&mem, mark);
		}
	}
	*last = line;
	return rows;
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	bool made = mem.base != NULL || arena_make(&mem, (size_t)1 << 30);
	struct csv_row *header;
	int64_t last, again;
	size_t rows;
	struct csv *c;
	str problem;

	assert(made);
	header = NEW(&mem, struct csv_row, 1);
	c = csv_of(&mem, (str){ (const char *)at, len }, &problem);
	if (c != NULL && csv_next(c, header)) {
		check_row(header, 0);
		rows = read_rows(c, true, header->line, &last);
		csv_rewind(c);
		assert(read_rows(c, false, 0, &again) == rows);
		assert(rows == 0 || again == last);
		assert(csv_bytes_read(c) == (int64_t)len);
	}
	if (c != NULL) {
		csv_close(c);
	}
	arena_reset(&mem);
	return 0;
}
