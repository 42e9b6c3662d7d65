/*
 * csv.c - lists as people save them, one row at a time.
 */
#include "transfer/csv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum encoding { UTF8, UTF16_LE, UTF16_BE };

#define CHUNK	65536

struct csv {
	FILE		*file;		/* NULL: from memory */
	str		 bytes;
	int64_t		 size, read;	/* bytes of the list */
	enum encoding	 encoding;
	char		 separator;
	bool		 failed;
	int64_t		 line;
	unsigned char	 raw[CHUNK];
	size_t		 raw_at, raw_len;
	int		 pushed;	/* a unit put back, or -1 */
	char		 row[CSV_ROW_MAX];
	size_t		 row_len;
	bool		 too_long;
	int64_t		 rows_from;	/* where the rows begin, for a rewind */
	int64_t		 line_from;
};

/* ---- bytes and characters ---------------------------------------------- */

static int
next_byte(struct csv *c)
{
	if (c->raw_at == c->raw_len) {
		if (c->file != NULL) {
			c->raw_len = fread(c->raw, 1, CHUNK, c->file);
			c->failed = c->failed || ferror(c->file);
		} else {
			str rest = str_part(c->bytes, (size_t)c->read, CHUNK);

			memcpy(c->raw, rest.at, rest.len);
			c->raw_len = rest.len;
		}
		c->raw_at = 0;
		if (c->raw_len == 0) {
			return -1;
		}
	}
	c->read++;
	return c->raw[c->raw_at++];
}

/* One unit of the encoding: a byte of UTF-8, or 16 bits; -1 at the end. */
static int
next_unit(struct csv *c)
{
	int first = next_byte(c), second;

	if (c->encoding == UTF8 || first < 0) {
		return first;
	}
	second = next_byte(c);
	if (second < 0) {
		return 0xFFFD;
	}
	return c->encoding == UTF16_LE ? second << 8 | first :
	    first << 8 | second;
}

static int
take(struct csv *c)
{
	int unit = c->pushed;

	c->pushed = -1;
	return unit >= 0 ? unit : next_unit(c);
}

static void
put_byte(struct csv *c, int byte)
{
	if (c->row_len == sizeof(c->row)) {
		c->too_long = true;
	} else {
		c->row[c->row_len++] = (char)byte;
	}
}

static void
put_point(struct csv *c, uint32_t p)
{
	if (p < 0x80) {
		put_byte(c, (int)p);
	} else if (p < 0x800) {
		put_byte(c, (int)(0xC0 | p >> 6));
		put_byte(c, (int)(0x80 | (p & 0x3F)));
	} else if (p < 0x10000) {
		put_byte(c, (int)(0xE0 | p >> 12));
		put_byte(c, (int)(0x80 | (p >> 6 & 0x3F)));
		put_byte(c, (int)(0x80 | (p & 0x3F)));
	} else {
		put_byte(c, (int)(0xF0 | p >> 18));
		put_byte(c, (int)(0x80 | (p >> 12 & 0x3F)));
		put_byte(c, (int)(0x80 | (p >> 6 & 0x3F)));
		put_byte(c, (int)(0x80 | (p & 0x3F)));
	}
}

/* A unit as UTF-8 at the end of the row. A half of a pair that stands alone
 * becomes U+FFFD. */
static void
put_unit(struct csv *c, int unit)
{
	int low;

	if (c->encoding == UTF8) {
		put_byte(c, unit);
	} else if (unit < 0xD800 || unit > 0xDFFF) {
		put_point(c, (uint32_t)unit);
	} else {
		low = unit < 0xDC00 ? take(c) : -1;
		if (low >= 0xDC00 && low <= 0xDFFF) {
			put_point(c, 0x10000 + ((uint32_t)(unit - 0xD800) << 10)
			    + (uint32_t)(low - 0xDC00));
		} else {
			c->pushed = low;
			put_point(c, 0xFFFD);
		}
	}
}

/* ---- rows -------------------------------------------------------------- */

struct reading {
	struct csv	*c;
	struct csv_row	*row;
	size_t		 start;		/* of the column, in c->row */
};

static void
fault(struct reading *r, const char *text)
{
	if (r->row->problem.len == 0) {
		r->row->problem = str_z(text);
		r->row->problem_column = r->row->fields + 1;
	}
}

static void
end_column(struct reading *r)
{
	struct csv_row *row = r->row;

	if (row->fields == CSV_COLUMNS_MAX) {
		fault(r, "there are more than 100 columns");
	} else {
		row->field[row->fields++] = (str){ r->c->row + r->start,
		    r->c->row_len - r->start };
	}
	r->start = r->c->row_len;
}

/* After a line feed, or a carriage return with or without one. */
static void
end_line(struct csv *c, int unit)
{
	if (unit == '\r') {
		int after = take(c);

		if (after != '\n') {
			c->pushed = after;
		}
	}
	c->line++;
}

/* A column in quotation marks, up to the closing one. */
static void
read_quoted(struct reading *r)
{
	struct csv *c = r->c;
	int unit;

	while ((unit = take(c)) >= 0) {
		if (unit == '"') {
			unit = take(c);
			if (unit != '"') {
				c->pushed = unit;
				return;
			}
		} else if (unit == '\n') {
			c->line++;
		}
		put_unit(c, unit);
	}
	fault(r, "a quotation mark opens here and is never closed");
}

/*
 * Takes over the bytes up to the next one that means something, as far as they
 * are read already: what is most of every list. False: there is none.
 */
static bool
take_plain(struct csv *c)
{
	size_t at = c->raw_at, len;

	if (c->encoding != UTF8 || c->pushed >= 0) {
		return false;
	}
	while (at < c->raw_len && c->raw[at] != (unsigned char)c->separator &&
	    c->raw[at] != '"' && c->raw[at] != '\n' && c->raw[at] != '\r') {
		at++;
	}
	len = at - c->raw_at;
	if (len == 0 || c->row_len + len > sizeof(c->row)) {
		return false;
	}
	memcpy(c->row + c->row_len, c->raw + c->raw_at, len);
	c->row_len += len;
	c->raw_at = at;
	c->read += (int64_t)len;
	return true;
}

/* False at the end of the list. */
static bool
read_row(struct reading *r)
{
	struct csv *c = r->c;
	bool any = false, column_begins = true, closed = false;
	int unit;

	while (true) {
		if (!closed && take_plain(c)) {
			any = true;
			column_begins = false;
		}
		unit = take(c);
		if (unit < 0) {
			break;
		}
		any = true;
		if (unit == '\n' || unit == '\r') {
			end_line(c, unit);
			end_column(r);
			return true;
		}
		if (unit == c->separator) {
			end_column(r);
			column_begins = true;
			closed = false;
			continue;
		}
		if (unit == '"' && column_begins) {
			read_quoted(r);
			closed = true;
		} else if (closed && unit != ' ') {
			fault(r, "after the closing quotation mark the next "
			    "column is expected");
		} else if (!closed) {
			put_unit(c, unit);
		}
		column_begins = false;
	}
	if (any) {
		end_column(r);
	}
	return any;
}

static bool
is_blank(const struct csv_row *row)
{
	for (size_t i = 0; i < row->fields; i++) {
		if (str_trim(row->field[i]).len > 0) {
			return false;
		}
	}
	return row->problem.len == 0;
}

static void
check_text(struct csv_row *row)
{
	for (size_t i = 0; i < row->fields; i++) {
		if (!utf8_ok(row->field[i])) {
			row->problem = S("this is not UTF-8 text; save the "
			    "list as \"CSV UTF-8\" and read it again");
			row->problem_column = i + 1;
			return;
		}
		row->field[i] = str_trim(row->field[i]);
	}
}

bool
csv_next(struct csv *c, struct csv_row *row)
{
	struct reading r = { .c = c, .row = row };

	do {
		row->line = c->line;
		row->fields = 0;
		row->problem = S("");
		row->problem_column = 0;
		c->row_len = 0;
		c->too_long = false;
		r.start = 0;
		if (!read_row(&r)) {
			return false;
		}
	} while (is_blank(row) && !c->too_long);
	if (c->too_long) {
		fault(&r, "the row is longer than 64 KiB; is a quotation mark "
		    "left open?");
	}
	if (row->problem.len == 0) {
		check_text(row);
	}
	return true;
}

/* ---- opening ----------------------------------------------------------- */

static void
go_to(struct csv *c, int64_t byte, int64_t line)
{
	if (c->file != NULL) {
		c->failed = fseeko(c->file, (off_t)byte, SEEK_SET) != 0;
	}
	c->raw_at = c->raw_len = 0;
	c->read = byte;
	c->line = line;
	c->pushed = -1;
}

static void
find_encoding(struct csv *c)
{
	int a = next_byte(c), b = next_byte(c), d = next_byte(c);
	int64_t mark = 0;

	if (a == 0xEF && b == 0xBB && d == 0xBF) {
		mark = 3;
	} else if (a == 0xFF && b == 0xFE) {
		c->encoding = UTF16_LE;
		mark = 2;
	} else if (a == 0xFE && b == 0xFF) {
		c->encoding = UTF16_BE;
		mark = 2;
	} else if (a > 0 && b == 0) {
		c->encoding = UTF16_LE;
	} else if (a == 0 && b > 0) {
		c->encoding = UTF16_BE;
	}
	go_to(c, mark, 1);
}

/* What the first line uses most between its columns, outside quotes. */
static void
find_separator(struct csv *c)
{
	static const char candidate[] = { ',', ';', '\t' };
	size_t count[sizeof(candidate)] = { 0 }, best = 0;
	int64_t from = c->read;
	bool quoted = false;
	int unit;
	char first[6] = "";
	size_t len = 0;

	while ((unit = take(c)) >= 0 && (quoted || (unit != '\n' &&
	    unit != '\r'))) {
		if (len < 5 && unit < 128) {
			first[len] = (char)unit;
		}
		len++;
		quoted = quoted != (unit == '"');
		for (size_t i = 0; i < sizeof(candidate); i++) {
			count[i] += !quoted && unit == candidate[i];
		}
	}
	if (len == 5 && strncmp(first, "sep=", 4) == 0) {
		c->separator = first[4];
		end_line(c, unit);
		if (c->pushed >= 0) {		/* a lone carriage return */
			c->read -= c->encoding == UTF8 ? 1 : 2;
		}
		go_to(c, c->read, 2);
		return;
	}
	for (size_t i = 1; i < sizeof(candidate); i++) {
		best = count[i] > count[best] ? i : best;
	}
	c->separator = candidate[best];
	go_to(c, from, 1);
}

static struct csv *
begin(struct arena *mem, FILE *file, str bytes, int64_t size, str *problem)
{
	struct csv *c = NEW(mem, struct csv, 1);

	c->file = file;
	c->bytes = bytes;
	c->size = size;
	go_to(c, 0, 1);
	find_encoding(c);
	find_separator(c);
	c->rows_from = c->read;
	c->line_from = c->line;
	if (size == 0 || c->failed) {
		*problem = c->failed ? S("the list could not be read") :
		    S("the list is empty");
		csv_close(c);
		return NULL;
	}
	return c;
}

struct csv *
csv_open(struct arena *mem, const char *path, str *problem)
{
	struct stat st;
	FILE *file = fopen(path, "rb");

	if (file == NULL) {
		*problem = arena_printf(mem, "%s: %s", path, strerror(errno));
		return NULL;
	}
	if (fstat(fileno(file), &st) != 0 || !S_ISREG(st.st_mode)) {
		*problem = arena_printf(mem, "%s is not a file", path);
		fclose(file);
		return NULL;
	}
	return begin(mem, file, S(""), st.st_size, problem);
}

struct csv *
csv_of(struct arena *mem, str bytes, str *problem)
{
	return begin(mem, NULL, bytes, (int64_t)bytes.len, problem);
}

void
csv_close(struct csv *c)
{
	if (c->file != NULL) {
		fclose(c->file);
		c->file = NULL;
	}
}

void
csv_rewind(struct csv *c)
{
	struct csv_row header;

	go_to(c, c->rows_from, c->line_from);
	(void)csv_next(c, &header);
}

int64_t
csv_bytes(const struct csv *c)
{
	return c->size;
}

int64_t
csv_bytes_read(const struct csv *c)
{
	return c->read;
}

bool
csv_failed(const struct csv *c)
{
	return c->failed;
}

str
csv_column(struct arena *mem, str text)
{
	size_t quotes = 0, n = 0;
	bool needs = text.len > 0 && (text.at[0] == ' ' ||
	    text.at[text.len - 1] == ' ');
	char *at;

	for (size_t i = 0; i < text.len; i++) {
		quotes += text.at[i] == '"';
		needs = needs || strchr("\",\r\n", text.at[i]) != NULL;
	}
	if (!needs) {
		return text;
	}
	at = arena_alloc(mem, text.len + quotes + 2, 1);
	at[n++] = '"';
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"') {
			at[n++] = '"';
		}
		at[n++] = text.at[i];
	}
	at[n++] = '"';
	return (str){ at, n };
}

void
csv_put(struct text *out, str value, bool last)
{
	text_put(out, csv_column(out->mem, value));
	text_put(out, last ? S("\r\n") : S(","));
}
