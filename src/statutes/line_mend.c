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

/* With a quote more, or without the one that is there, at the nth place where
 * a word begins or ends; "" past the last. */
static str
with_quote(struct arena *mem, str line, size_t nth)
{
	for (size_t i = 0; i <= line.len; i++) {
		char before = i > 0 ? line.at[i - 1] : ' ';
		char here = i < line.len ? line.at[i] : ' ';
		bool edge = (before == ' ') != (here == ' ') || here == ',' ||
		    here == ':';

		if (here == '"' && nth-- == 0) {
			return arena_printf(mem, STR_FMT STR_FMT,
			    STR_ARG(str_part(line, 0, i)),
			    STR_ARG(str_from(line, i + 1)));
		}
		if (edge && nth-- == 0) {
			return arena_printf(mem, STR_FMT "\"" STR_FMT,
			    STR_ARG(str_part(line, 0, i)),
			    STR_ARG(str_from(line, i)));
		}
	}
	return S("");
}

/* The line with the quote that is missing, or "". */
static str
mend_quote(struct reader *r, const struct line *l)
{
	str line = str_trim(l->words.line), text, best = S("");

	for (size_t n = 0; n < QUOTE_TRIES_MAX; n++) {
		struct line try;

		text = with_quote(r->mem, line, n);
		if (text.len == 0) {
			break;
		}
		try = line_of(r, l, text);
		if (accepted(r, &try)) {
			return text;
		}
		if (best.len == 0 && try.refusal.refused) {
			best = text;
		}
	}
	return best;
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

static str
search(struct reader *r, const struct line *refused)
{
	str text = without_hidden(r->mem, refused->words.line);

	for (int round = 0; round < ROUNDS_MAX && text.len > 0; round++) {
		struct line l = line_of(r, refused, text);

		if (l.words.list.len == 0) {
			break;
		}
		if (accepted(r, &l)) {
			return text;
		}
		text = next_try(r, &l);
	}
	return S("");
}

/* For the time of a search: only names that other lines of the document give. */
struct hidden {
	struct known_names	*names;
	bool			 loose;
	str			*words;		/* as long as the list */
};

static void
hide_names(struct reader *r, struct known_names *names, int no,
    struct hidden *out)
{
	*out = (struct hidden){ names, names->loose, NEW(r->mem, str,
	    names->list.len) };
	names->loose = false;
	for (size_t i = 0; i < names->list.len; i++) {
		out->words[i] = names->list.at[i].word;
		if (names->list.at[i].line == no) {
			names->list.at[i].word = S("\n");	/* in no line */
		}
	}
}

static void
show_names(const struct hidden *h)
{
	h->names->loose = h->loose;
	for (size_t i = 0; i < h->names->list.len; i++) {
		h->names->list.at[i].word = h->words[i];
	}
}

/*
 * A name that is let pass because a line is broken would be refused as soon as
 * that line is mended, and one that only the broken line gives may go with it.
 */
str
line_nearest(struct reader *r, const struct line *refused)
{
	struct hidden hidden[KNOWN_COUNT];
	str text;

	for (int i = 0; i < KNOWN_COUNT; i++) {
		hide_names(r, grammar_known(r->grammar, (enum known)i),
		    refused->no, &hidden[i]);
	}
	text = search(r, refused);
	for (int i = 0; i < KNOWN_COUNT; i++) {
		show_names(&hidden[i]);
	}
	return text.len > 0 ? text : arena_printf(r->mem, "# " STR_FMT,
	    STR_ARG(without_hidden(r->mem, refused->words.line)));
}
