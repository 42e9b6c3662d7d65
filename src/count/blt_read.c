/*
 * blt_read.c - reads BLT, the format of ballots that Hill, Wichmann and Woodall
 * gave with Algorithm 123, with what later programs added: equal ranks, numbers
 * left out, comments.
 */
#include "count/file_read.h"

#define RANK_MAX	9999
#define AFTER_TITLE_MAX	2		/* source and comment (Wichmann) */

struct blt {
	struct reader		 r;
	struct count_mark	*marks;		/* of the ballot being read */
	int32_t			 candidates;
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* From "#" to the end of the line; "#:" says a rule of counting. */
static bool
skip_comment(struct reader *r)
{
	str rest = str_from(r->text, r->at);
	str line = str_part(rest, 0, str_find(rest, '\n'));
	size_t at = r->at;

	r->at += line.len;
	return !str_starts(line, S("#:")) ||
	    rule_line_read(r, str_from(line, 2), at + 2);
}

/* From the slash and star to the star and slash, over lines. */
static bool
skip_long_comment(struct reader *r)
{
	struct reader began = *r;

	for (r->at += 2; r->at + 1 < r->text.len; r->at++) {
		if (r->text.at[r->at] == '*' && r->text.at[r->at + 1] == '/') {
			r->at += 2;
			return true;
		}
		if (r->text.at[r->at] == '\n') {
			r->line++;
			r->line_at = r->at + 1;
		}
	}
	*r = began;
	return reader_fail(r, r->at, S("/*"), "a comment that ends, with */,");
}

/* To the next word. False: what stood there was wrong. */
static bool
skip(struct reader *r)
{
	while (r->at < r->text.len) {
		char c = r->text.at[r->at];

		if (c == '\n') {
			r->line++;
			r->line_at = ++r->at;
		} else if (is_space(c)) {
			r->at++;
		} else if (c == '#') {
			if (!skip_comment(r)) {
				return false;
			}
		} else if (str_starts(str_from(r->text, r->at), S("/*"))) {
			if (!skip_long_comment(r)) {
				return false;
			}
		} else {
			break;
		}
	}
	return true;
}

/* The next word, up to a space; "" at the end. Nothing is passed over yet. */
static bool
peek(struct reader *r, str *out)
{
	size_t end;

	if (!skip(r)) {
		return false;
	}
	end = r->at;
	while (end < r->text.len && !is_space(r->text.at[end]) &&
	    r->text.at[end] != '#') {
		end++;
	}
	*out = str_part(r->text, r->at, end - r->at);
	return true;
}

static bool
read_number(struct reader *r, int64_t min, int64_t max, const char *expected,
    int64_t *out)
{
	str word;

	if (!peek(r, &word)) {
		return false;
	}
	if (!str_to_int(word, out) || *out < min || *out > max) {
		return reader_fail(r, r->at, word, expected);
	}
	r->at += word.len;
	return true;
}

static bool
read_head(struct blt *b)
{
	struct reader *r = &b->r;
	int64_t candidates, seats, spoilt;

	if (!read_number(r, 1, COUNT_CANDIDATES_MAX,
	    "the number of candidates, 1 to 500,", &candidates) ||
	    !read_number(r, 1, COUNT_CANDIDATES_MAX,
	    "the number of seats, 1 to 500,", &seats)) {
		return false;
	}
	/* A rule line before this one may have said it. */
	spoilt = r->out->ballots.spoilt;
	count_ballots_make(r->mem, (size_t)candidates, &r->out->ballots);
	r->out->ballots.spoilt = spoilt;
	r->out->rule.seats = (int32_t)seats;
	b->candidates = (int32_t)candidates;
	b->marks = NEW(r->mem, struct count_mark, (size_t)candidates);
	return true;
}

static bool
read_withdrawn(struct blt *b)
{
	struct reader *r = &b->r;
	int64_t n;
	str word;

	for (;;) {
		if (!peek(r, &word)) {
			return false;
		}
		if (!str_starts(word, S("-"))) {
			return true;
		}
		if (!str_to_int(str_from(word, 1), &n) || n < 1 ||
		    n > b->candidates) {
			return reader_fail(r, r->at, word, "the number of a "
			    "candidate who withdrew, after a minus sign,");
		}
		r->out->ballots.candidates[n - 1].withdrew = true;
		r->at += word.len;
	}
}

/* "3" or "3=1=4": candidates of one rank. */
static bool
read_rank(struct blt *b, str word, uint16_t rank, size_t *len)
{
	struct reader *r = &b->r;
	size_t at = r->at;
	bool more = true;
	str part;
	int64_t n;

	while (more) {
		size_t end = str_find(word, '=');

		part = str_part(word, 0, end);
		more = end < word.len;
		word = str_from(word, end + 1);
		if (!str_to_int(part, &n) || n < 1 || n > b->candidates) {
			return reader_fail(r, at, part, "the number of a "
			    "candidate, or 0 at the end of the ballot,");
		}
		if (*len == (size_t)b->candidates) {
			return reader_refuse(r, at, part, "0",
			    count_err_text(COUNT_MARKED_TWICE));
		}
		b->marks[(*len)++] = (struct count_mark){
		    .candidate = (uint16_t)(n - 1), .rank = rank };
		at += end + 1;
	}
	return true;
}

static bool
read_marks(struct blt *b, size_t *len)
{
	struct reader *r = &b->r;
	str word;

	for (uint16_t rank = 1;; rank++) {
		if (!peek(r, &word)) {
			return false;
		}
		if (str_eq(word, S("0"))) {
			r->at++;
			return true;
		}
		if (rank > RANK_MAX) {
			return reader_fail(r, r->at, word,
			    "0 at the end of the ballot");
		}
		if (!str_eq(word, S("-")) &&
		    !read_rank(b, word, rank, len)) {
			return false;
		}
		r->at += word.len;
	}
}

static bool
read_ballots(struct blt *b)
{
	struct reader *r = &b->r;

	for (;;) {
		size_t len = 0, from;
		enum count_err err;
		int64_t times;
		int line;

		if (!read_number(r, 0, COUNT_VOTES_MAX, "how many ballots "
		    "are like this, or 0 after the last one,", &times)) {
			return false;
		}
		if (times == 0) {
			return true;
		}
		from = r->at;
		line = r->line;
		if (!read_marks(b, &len)) {
			return false;
		}
		err = count_ballots_add(r->mem, &r->out->ballots, times,
		    b->marks, len);
		if (err != COUNT_OK) {
			/* Where the ballot begins, if it went on over lines. */
			return reader_err(r, r->line == line ? from :
			    r->line_at, err);
		}
	}
}

/* "Name", and after it a space or the end. */
static bool
read_quoted(struct reader *r, const char *expected, str *out)
{
	size_t from, end;
	str word;

	if (!peek(r, &word)) {
		return false;
	}
	if (!str_starts(word, S("\""))) {
		return reader_fail(r, r->at, word, expected);
	}
	from = r->at + 1;
	for (end = from; end < r->text.len && r->text.at[end] != '"'; end++) {
		if ((unsigned char)r->text.at[end] < ' ' ||
		    end - from == COUNT_NAME_MAX) {
			break;
		}
	}
	if (end == r->text.len || r->text.at[end] != '"') {
		return reader_fail(r, end, S(""), "a quotation mark at the "
		    "end of a name of at most 400 bytes");
	}
	*out = str_trim(str_part(r->text, from, end - from));
	r->at = end + 1;
	if (r->at < r->text.len && !is_space(r->text.at[r->at]) &&
	    r->text.at[r->at] != '#') {
		return reader_fail(r, r->at, reader_next(r),
		    "a space after the quotation mark");
	}
	return true;
}

static bool
read_names(struct blt *b)
{
	struct reader *r = &b->r;
	str word, unused;

	for (int32_t i = 0; i < b->candidates; i++) {
		if (!read_quoted(r, "the name of a candidate between "
		    "quotation marks", &r->out->ballots.candidates[i].name)) {
			return false;
		}
	}
	for (int i = 0; i <= AFTER_TITLE_MAX; i++) {
		if (!peek(r, &word)) {
			return false;
		}
		if (word.len == 0) {
			return true;
		}
		if (!read_quoted(r, "the title between quotation marks",
		    i == 0 ? &r->out->title : &unused)) {
			return false;
		}
	}
	return peek(r, &word) && (word.len == 0 ||
	    reader_fail(r, r->at, word, "the end of the file"));
}

bool
count_blt_read(struct arena *mem, str text, struct count_file *out,
    struct count_file_error *error)
{
	struct blt b = { .candidates = 0 };

	return reader_begin(&b.r, mem, text, out, error) && read_head(&b) &&
	    read_withdrawn(&b) && read_ballots(&b) && read_names(&b);
}
