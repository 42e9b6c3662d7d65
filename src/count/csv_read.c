/*
 * csv_read.c - reads a table of ranks: a candidate a column, a ballot a line.
 */
#include "count/file_read.h"

#define RANK_MAX	9999

/* What people write where they gave no rank. */
static const str no_rank[] = { S_INIT(""), S_INIT("-"),
	S_INIT("No opinion") };

/* A quoted cell: quotation marks within are doubled (RFC 4180). */
static bool
read_quoted(struct reader *r, size_t end, str *out)
{
	size_t from = r->at + 1, at = from, len = 0;
	char *to = NEW(r->mem, char, end - r->at);

	for (;; at++) {
		if (at >= end) {
			return reader_fail(r, at, S(""),
			    "a quotation mark at the end of the cell");
		}
		if (r->text.at[at] == '"') {
			if (at + 1 == end || r->text.at[at + 1] != '"') {
				break;
			}
			at++;
		}
		to[len++] = r->text.at[at];
	}
	*out = (str){ to, len };
	r->at = at + 1;
	if (r->at < end && r->text.at[r->at] != ',') {
		return reader_fail(r, r->at, reader_next(r),
		    "a comma after the quotation mark");
	}
	return true;
}

/* The next cell of a line that ends at `end`. */
static bool
read_cell(struct reader *r, size_t end, str *out)
{
	str rest = str_part(r->text, r->at, end - r->at);

	if (str_starts(rest, S("\""))) {
		return read_quoted(r, end, out);
	}
	*out = str_part(rest, 0, str_find(rest, ','));
	r->at += out->len;
	*out = str_trim(*out);
	return true;
}

/* Where the line ends, without its end. */
static size_t
line_end(const struct reader *r)
{
	str rest = str_from(r->text, r->line_at);
	size_t end = r->line_at + str_find(rest, '\n');

	return end > r->line_at && r->text.at[end - 1] == '\r' ? end - 1 :
	    end;
}

static bool
is_name(str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.at[i] < ' ') {
			return false;
		}
	}
	return s.len > 0 && s.len <= COUNT_NAME_MAX;
}

static bool
read_names(struct reader *r, size_t end)
{
	struct LIST(struct count_candidate) names = { 0 };
	bool more = true;

	while (more) {
		size_t at = r->at;
		str name;

		if (!read_cell(r, end, &name)) {
			return false;
		}
		name = str_trim(name);
		if (!is_name(name)) {
			return reader_fail(r, at, name, "the name of a "
			    "candidate, of at most 400 bytes,");
		}
		if (names.len == COUNT_CANDIDATES_MAX) {
			return reader_refuse(r, at, name, "no more candidates",
			    count_err_text(COUNT_TOO_MANY_CANDIDATES));
		}
		LIST_ADD(r->mem, &names)->name = name;
		more = r->at < end;
		r->at += more;
	}
	count_ballots_make(r->mem, names.len, &r->out->ballots);
	for (size_t i = 0; i < names.len; i++) {
		r->out->ballots.candidates[i] = names.at[i];
	}
	return true;
}

static bool
read_rank(struct reader *r, size_t at, str cell, uint16_t *rank)
{
	int64_t n;

	*rank = 0;
	for (size_t i = 0; i < COUNT(no_rank); i++) {
		if (str_eq(cell, no_rank[i])) {
			return true;
		}
	}
	if (!str_to_int(cell, &n) || n < 1 || n > RANK_MAX) {
		return reader_fail(r, at, cell,
		    "a rank from 1, or \"No opinion\", or nothing");
	}
	*rank = (uint16_t)n;
	return true;
}

static bool
read_ballot(struct reader *r, size_t end, struct count_mark *marks)
{
	size_t n = r->out->ballots.candidates_len, len = 0, from = r->at;
	enum count_err err;

	for (size_t i = 0; i < n; i++) {
		size_t at = r->at;
		uint16_t rank;
		str cell;

		if (!read_cell(r, end, &cell) ||
		    !read_rank(r, at, cell, &rank)) {
			return false;
		}
		if (rank > 0) {
			marks[len++] = (struct count_mark){
			    .candidate = (uint16_t)i, .rank = rank };
		}
		if ((i + 1 < n) != (r->at < end)) {
			return reader_fail(r, r->at, S(""), i + 1 < n ?
			    "a cell for each candidate" :
			    "no more cells than candidates");
		}
		r->at += i + 1 < n;
	}
	err = count_ballots_add(r->mem, &r->out->ballots, 1, marks, len);
	return err == COUNT_OK || reader_err(r, from, err);
}

bool
count_csv_read(struct arena *mem, str text, struct count_file *out,
    struct count_file_error *error)
{
	struct count_mark *marks = NEW(mem, struct count_mark,
	    COUNT_CANDIDATES_MAX);
	bool named = false;
	struct reader r;

	if (!reader_begin(&r, mem, text, out, error)) {
		return false;
	}
	while (r.at < text.len) {
		size_t end = line_end(&r);

		if (!named ? !read_names(&r, end) :
		    end > r.at && !read_ballot(&r, end, marks)) {
			return false;
		}
		named = true;
		r.at = r.line_at + str_find(str_from(text, r.line_at), '\n');
		r.at += r.at < text.len;
		r.line_at = r.at;
		r.line++;
	}
	return named || reader_fail(&r, r.at, S(""),
	    "the names of the candidates");
}

/*
 * BLT begins with two numbers, and no comma; a table with names, of which only
 * a single one may stand without a comma.
 */
bool
count_file_read(struct arena *mem, str text, struct count_file *out,
    struct count_file_error *error)
{
	str rest = str_starts(text, S("\xef\xbb\xbf")) ? str_from(text, 3) :
	    text;
	str line = S("");

	do {
		line = str_trim(str_part(rest, 0, str_find(rest, '\n')));
		rest = str_from(rest, str_find(rest, '\n') + 1);
	} while (rest.len > 0 && (line.len == 0 || line.at[0] == '#'));
	if (line.len > 0 && line.at[0] != '#' && line.at[0] != '/' &&
	    (line.at[0] < '0' || line.at[0] > '9' ||
	    str_find(line, ',') < line.len)) {
		return count_csv_read(mem, text, out, error);
	}
	return count_blt_read(mem, text, out, error);
}
