/*
 * line_mend.c - a line that was refused as a line that is accepted.
 *
 * First a line that the grammar takes, then what the understanding of it asks
 * for; each step is tried as a line is read, so that what is shown to people is
 * known to work. Where no line works, the line as a remark does.
 */
#include "statutes/line.h"

#include <string.h>

#define ROUNDS_MAX	8
#define QUOTE_TRIES_MAX	120		/* places for a missing quote */

static struct line
line_of(struct reader *r, const struct line *like, str text)
{
	struct line l = { .no = like->no, .rule = like->rule,
	    .article = like->article };

	line_words(r->mem, text, &l.words);
	return l;
}

/* Whether the line is accepted; if not, `l` says why. */
static bool
accepted(struct reader *r, struct line *l)
{
	struct rule rule = { 0 };
	bool was = r->trying, ok;

	r->trying = true;
	ok = grammar_read(r->grammar, &l->words, &l->reading) &&
	    line_understand(r, l, &rule);
	r->trying = was;
	return ok;
}

static str
without_hidden(struct arena *mem, str s)
{
	char *out = NEW(mem, char, s.len);
	size_t len = 0;

	for (size_t i = 0; i < s.len;) {
		size_t from = i;

		if (!word_hidden(utf8_next(s, &i)) || s.at[from] == '\t') {
			memcpy(out + len, s.at + from, i - from);
			len += i - from;
		}
	}
	return str_trim((str){ out, len });
}

static bool
quote_is_missing(const struct line *l)
{
	for (size_t i = 0; i < l->words.list.len; i++) {
		if (l->words.list.at[i].kind == WORD_UNCLOSED) {
			return true;
		}
	}
	return false;
}

/* Whether a quote can be put in before the byte at i: an opening one before a
 * word, a closing one after it. */
static bool
quote_fits(str line, size_t i, size_t quotes)
{
	char before = i > 0 ? line.at[i - 1] : ' ';
	char here = i < line.len ? line.at[i] : ' ';

	return quotes % 2 == 0 ? before == ' ' && here != ' ' :
	    before != ' ' && (here == ' ' || here == ',' || here == ':');
}

/* With a quote more at the nth place where one is possible, and after all of
 * those without one of its quotes; "" past the last. */
static str
with_quote(struct arena *mem, str line, size_t nth)
{
	size_t quotes = 0;

	for (size_t i = 0; i <= line.len; i++) {
		if (quote_fits(line, i, quotes) && nth-- == 0) {
			return arena_printf(mem, STR_FMT "\"" STR_FMT,
			    STR_ARG(str_part(line, 0, i)),
			    STR_ARG(str_from(line, i)));
		}
		quotes += i < line.len && line.at[i] == '"';
	}
	for (size_t i = 0; i < line.len; i++) {
		if (line.at[i] == '"' && nth-- == 0) {
			return arena_printf(mem, STR_FMT STR_FMT,
			    STR_ARG(str_part(line, 0, i)),
			    STR_ARG(str_from(line, i + 1)));
		}
	}
	return S("");
}

/* Whether no quotation begins or ends with a space, as one would whose quote
 * was put in at the wrong place. */
static bool
quotes_are_tight(const struct line *l)
{
	for (size_t i = 0; i < l->words.list.len; i++) {
		const struct word *w = &l->words.list.at[i];

		if (w->kind == WORD_QUOTED &&
		    str_trim(w->value).len < w->value.len) {
			return false;
		}
	}
	return true;
}

/* The line with the quote that is missing, or "". */
static str
mend_quote(struct reader *r, const struct line *l)
{
	str line = str_trim(l->words.line), text, good = S(""), fair = S("");
	struct line try = line_of(r, l, line);

	for (size_t n = 0; n < QUOTE_TRIES_MAX; n++) {
		bool ok;

		text = with_quote(r->mem, line, n);
		if (text.len == 0) {
			break;
		}
		line_words_again(r->mem, text, &try.words);
		try.refusal = (struct refusal){ 0 };
		ok = accepted(r, &try);
		if (ok && quotes_are_tight(&try)) {
			return text;
		}
		if (ok && good.len == 0) {
			good = text;
		} else if (try.refusal.refused && fair.len == 0) {
			fair = text;
		}
	}
	return good.len > 0 ? good : fair;
}

/* The next line to try after one that was not accepted; "" if there is none. */
static str
next_try(struct reader *r, const struct line *l)
{
	str mended = S("");

	if (l->refusal.refused) {
		return l->refusal.nearest;
	}
	if (quote_is_missing(l)) {
		mended = mend_quote(r, l);
	}
	return mended.len > 0 ? mended :
	    grammar_nearest(r->grammar, &l->words);
}

/* A line that is mended is no reason any more to let all names pass. */
static void
be_strict(struct reader *r, const struct line *l, bool strict)
{
	for (int i = 0; i < KNOWN_COUNT; i++) {
		struct known_names *names = grammar_known(r->grammar,
		    (enum known)i);
		struct known_names *cause = grammar_known(r->grammar,
		    i == KNOWN_MANY ? KNOWN_TIER : (enum known)i);

		names->loose = !r->whole || (cause->broken > 0 && !(strict &&
		    cause->broken == 1 && cause->broken_line == l->no));
	}
}

static str
mend(struct reader *r, const struct line *refused)
{
	str text = refused->refusal.not_read || refused->words.remark.len > 0 ?
	    without_hidden(r->mem, refused->words.line) :
	    refused->refusal.nearest;

	for (int round = 0; round < ROUNDS_MAX && text.len > 0; round++) {
		struct line l = line_of(r, refused, text);

		/* What was only a remark, without what it hid. */
		if (l.words.list.len == 0 || accepted(r, &l)) {
			return text;
		}
		text = next_try(r, &l);
	}
	return S("");
}

str
line_nearest(struct reader *r, const struct line *refused)
{
	str text;

	be_strict(r, refused, true);
	grammar_without(r->grammar, refused->no);
	text = mend(r, refused);
	grammar_without(r->grammar, 0);
	be_strict(r, refused, false);
	if (text.len > 0) {
		return text;
	}
	return arena_printf(r->mem, "# " STR_FMT,
	    STR_ARG(without_hidden(r->mem, refused->words.line)));
}
