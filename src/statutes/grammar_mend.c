/*
 * grammar_mend.c - what it costs to mend, put in or leave out one word of a
 * line, and what it becomes. The cost is how much of what was meant is lost.
 */
#include "statutes/grammar_inside.h"

#include <string.h>

enum cost {
	COST_CASE = 1,		/* capitals */
	COST_NEAR = 2,		/* what was surely meant; another sign */
	COST_LETTER = 2,	/* for each letter that is wrong, besides */
	COST_RANGE = 3,		/* a number that is too large or small */
	COST_QUOTES = 3,
	COST_MARK = 4,		/* a mark put in or left out */
	COST_KIND = 5,		/* 50 for 50%: a number of another kind */
	COST_PUT_WORD = 8,
	COST_LEAVE = 9,
	COST_PUT_NAME = 11,
	COST_PUT_TITLE = 12,
	COST_OTHER = 15		/* another word in its place */
};

/* ---- how far apart two words are --------------------------------------- */

#define DISTANCE_MAX	40		/* bytes compared */

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* With adjacent letters swapped as one change (optimal string alignment). */
size_t
grammar_distance(str a, str b)
{
	size_t d[DISTANCE_MAX + 1][DISTANCE_MAX + 1];

	a = utf8_cut(a, DISTANCE_MAX);
	b = utf8_cut(b, DISTANCE_MAX);
	for (size_t i = 0; i <= a.len; i++) {
		d[i][0] = i;
	}
	for (size_t j = 0; j <= b.len; j++) {
		d[0][j] = j;
	}
	for (size_t i = 1; i <= a.len; i++) {
		for (size_t j = 1; j <= b.len; j++) {
			char x = a.at[i - 1], y = b.at[j - 1];

			d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1,
			    d[i - 1][j - 1] + (x != y));
			if (i > 1 && j > 1 && x == b.at[j - 2] &&
			    a.at[i - 2] == y) {
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
			}
		}
	}
	return d[a.len][b.len];
}

str
grammar_lower(str s, char *out)
{
	for (size_t i = 0; i < s.len; i++) {
		out[i] = (char)(s.at[i] >= 'A' && s.at[i] <= 'Z' ?
		    s.at[i] + ('a' - 'A') : s.at[i]);
	}
	return (str){ out, s.len };
}

/* What it costs to write `meant` for a word of the line. */
static uint8_t
spelling_cost(str word, str meant)
{
	char a[DISTANCE_MAX], b[DISTANCE_MAX];
	size_t d;

	if (str_eq(word, meant)) {
		return COST_NEAR;	/* in quotes, where it stands without */
	}
	if (word.len > DISTANCE_MAX || meant.len > DISTANCE_MAX ||
	    word.len * 3 < meant.len || meant.len * 3 < word.len) {
		return COST_OTHER;
	}
	d = grammar_distance(grammar_lower(word, a),
	    grammar_lower(meant, b));
	if (d == 0) {
		return COST_CASE;
	}
	if (d * 2 > (word.len > meant.len ? word.len : meant.len)) {
		return COST_OTHER;
	}
	return (uint8_t)least(COST_NEAR + COST_LETTER * d, COST_OTHER);
}

/* ---- names ------------------------------------------------------------- */

static bool
needs_quotes(const struct grammar *g, str word)
{
	struct line_words w;

	line_words(g->mem, word, &w);
	return w.list.len != 1 || w.remark.len > 0 ||
	    w.list.at[0].kind != WORD_PLAIN ||
	    !str_eq(w.list.at[0].text, word) || grammar_has(g, word);
}

str
grammar_name(const struct grammar *g, struct arena *mem, str word)
{
	return needs_quotes(g, word) ?
	    arena_printf(mem, "\"" STR_FMT "\"", STR_ARG(word)) : word;
}

/* ---- what people write instead ----------------------------------------- */

static const struct { const char *word, *meant; } instead[] = {
	{ "one", "1" }, { "two", "2" }, { "three", "3" }, { "four", "4" },
	{ "five", "5" }, { "six", "6" }, { "seven", "7" }, { "eight", "8" },
	{ "nine", "9" }, { "ten", "10" }, { "eleven", "11" },
	{ "twelve", "12" }, { "once", "1" }, { "twice", "2" },
	{ "half", "1/2" }, { "quarter", "1/4" }, { "third", "1/3" },
	{ "\xc2\xbd", "1/2" }, { "\xe2\x85\x93", "1/3" },
	{ "\xe2\x85\x94", "2/3" }, { "\xc2\xbc", "1/4" },
	{ "\xc2\xbe", "3/4" }, { "all", "100%" },
	{ "monthly", "month" }, { "quarterly", "quarter" },
	{ "yearly", "year" }, { "annually", "year" },
	{ "every", "per" }, { "each", "per" }, { "minimum", "least" },
	{ "can", "may" }, { "should", "must" }, { "shall", "must" },
	{ "in", "at" }, { "under", "below" }, { "view", "see" },
	{ "read", "see" },
	{ "manage", "keep" }, { "edit", "keep" }, { "send", "issue" },
	{ "without", "except" }, { "but", "except" }, { "&", "and" },
	{ "+", "and" }, { "/", "or" }, { ";", "," }, { "=", ":" },
	{ "level", "tier" }, { "position", "office" },
};

static bool
is_meant(const struct word *w, str meant)
{
	for (size_t i = 0; i < COUNT(instead); i++) {
		if (str_eq(w->value, str_z(instead[i].word)) &&
		    str_eq(meant, str_z(instead[i].meant))) {
			return true;
		}
	}
	return false;
}

/* The number or fraction that the word stands for, or "". */
static str
figure_meant(const struct word *w)
{
	for (size_t i = 0; i < COUNT(instead); i++) {
		str meant = str_z(instead[i].meant);

		if (str_eq(w->value, str_z(instead[i].word)) &&
		    meant.at[0] >= '0' && meant.at[0] <= '9') {
			return meant;
		}
	}
	return S("");
}

/* ---- mending one word -------------------------------------------------- */

/* The text is made only when the way is known: there are many ways. */
static str PRINTF(2, 3)
say(struct grammar *g, const char *fmt, ...)
{
	va_list ap;
	str out = S("");

	if (g->saying) {
		va_start(ap, fmt);
		out = arena_vprintf(g->mem, fmt, ap);
		va_end(ap);
	}
	return out;
}

static struct mended
best_of(struct mended a, struct mended b)
{
	return b.cost < a.cost ? b : a;
}

static struct mended
mend_to_word(const struct word *w, str meant)
{
	bool mark = str_eq(meant, S(",")) || str_eq(meant, S(":"));
	bool sign = w->kind == WORD_MARK || w->kind == WORD_STRANGE;

	if (is_meant(w, meant)) {
		return (struct mended){ meant, COST_NEAR };
	}
	if (mark || sign) {
		return (struct mended){ meant, mark && sign ? COST_NEAR :
		    COST_OTHER + 1 };
	}
	return (struct mended){ meant, spelling_cost(w->value, meant) };
}

static struct mended
mend_to_choice(const struct word *w, const char *words)
{
	str rest = str_z(words), word;
	struct mended best = { .cost = UINT8_MAX };

	while (str_cut(&rest, ' ', &word)) {
		best = best_of(best, mend_to_word(w, word));
	}
	return best;
}

str
grammar_usual_name(const struct grammar *g, const struct place *p)
{
	const struct known_names *names = &g->known[p->known];
	str found = S("name");

	for (size_t i = 0; i < names->list.len; i++) {
		if (names->list.at[i].line != g->without) {
			found = names->list.at[i].word;
			if (p->usual != NULL) {
				break;
			}
		}
	}
	return found;
}

static struct mended
mend_to_known(struct grammar *g, const struct word *w, const struct place *p)
{
	const struct known_names *names = &g->known[p->known];
	struct mended best = { grammar_usual_name(g, p), COST_OTHER };

	for (size_t i = 0; w->kind <= WORD_QUOTED && i < names->list.len; i++) {
		if (names->list.at[i].line != g->without) {
			best = best_of(best, mend_to_word(w,
			    names->list.at[i].word));
		}
	}
	if (g->saying) {
		best.text = grammar_name(g, g->mem, best.text);
	}
	return best;
}

static struct mended
mend_to_number(struct grammar *g, const struct word *w, const struct place *p)
{
	str meant = figure_meant(w);
	int64_t n = w->n;
	uint8_t cost = w->kind == WORD_NUMBER || w->kind == WORD_STRANGE ?
	    COST_RANGE : COST_LEAVE;

	if (str_to_int(meant, &n)) {
		cost = COST_NEAR;
	}
	if (n < 0) {
		return (struct mended){ str_z(p->usual), COST_OTHER };
	}
	n = n < p->min ? p->min : n > p->max ? p->max : n;
	return (struct mended){ say(g, "%lld", (long long)n), cost };
}

/* 3/2 for 2/3, 150% for all, 50 for 50%, "half". */
static struct mended
mend_to_share(struct grammar *g, const struct word *w, const struct place *p)
{
	str meant = figure_meant(w);
	bool part = p->kind == PLACE_PART;
	int64_t n = w->n, of = w->of;

	if (p->kind != PLACE_PERCENT && meant.len > 0 &&
	    str_find(meant, '/') < meant.len) {
		return (struct mended){ meant, COST_NEAR };
	}
	if (w->kind == WORD_FRACTION && n > of && of > 0 && n <= 1000 &&
	    p->kind != PLACE_PERCENT) {
		return (struct mended){ say(g, "%lld/%lld",
		    (long long)of, (long long)n), COST_RANGE };
	}
	if (w->kind == WORD_FRACTION && n > 0 && n <= of) {
		n = n * 100 / of;
	}
	if (n < 0) {
		return (struct mended){ str_z(p->usual), COST_OTHER };
	}
	n = n < 1 ? 1 : n > 100 - part ? 100 - part : n;
	return (struct mended){ say(g, "%lld%%", (long long)n),
	    w->kind == WORD_PERCENT ? COST_RANGE : COST_KIND };
}

/* What can be of a name, without signs and needless spaces. */
static str
bare_name(struct arena *mem, str s)
{
	char *out = NEW(mem, char, s.len);
	size_t len = 0;

	for (size_t i = 0; i < s.len;) {
		size_t from = i;
		bool good;

		(void)utf8_next(s, &i);
		good = word_is_name(str_part(s, from, i - from));
		if (good) {
			memcpy(out + len, s.at + from, i - from);
			len += i - from;
		} else if (len > 0 && out[len - 1] != ' ') {
			out[len++] = ' ';
		}
	}
	return str_trim((str){ out, len });
}

/* A name or title as it is, in quotes. */
static struct mended
mend_to_text(struct grammar *g, const struct word *w, const struct place *p)
{
	str value = str_trim(w->value);

	if (p->kind == PLACE_NEW && g->saying) {
		value = bare_name(g->mem, value);
	}
	if (value.len == 0 || w->kind == WORD_MARK ||
	    w->kind == WORD_STRANGE) {
		return (struct mended){ say(g, "\"%s\"", p->usual),
		    COST_OTHER };
	}
	return (struct mended){ say(g, "\"" STR_FMT "\"", STR_ARG(value)),
	    w->kind == WORD_PLAIN && p->kind == PLACE_NEW ? COST_KIND + 1 :
	    COST_QUOTES };
}

struct mended
grammar_mend(struct grammar *g, const struct word *w, const struct edge *e)
{
	if (e->kind == EDGE_WORD) {
		return mend_to_word(w, e->word);
	}
	switch (e->place->kind) {
	case PLACE_NUMBER:
		return mend_to_number(g, w, e->place);
	case PLACE_CHOICE:
		return mend_to_choice(w, e->place->words);
	case PLACE_NEW:
	case PLACE_TITLE:
	case PLACE_SUBJECT:
		return mend_to_text(g, w, e->place);
	case PLACE_KNOWN:
		return mend_to_known(g, w, e->place);
	case PLACE_SHARE:
	case PLACE_PART:
	case PLACE_PERCENT:
		return mend_to_share(g, w, e->place);
	}
	return (struct mended){ S(""), UINT8_MAX };
}

unsigned
grammar_put_cost(const struct edge *e)
{
	if (e->kind == EDGE_WORD) {
		return str_eq(e->word, S(",")) || str_eq(e->word, S(":")) ?
		    COST_MARK : COST_PUT_WORD;
	}
	switch (e->place->kind) {
	case PLACE_CHOICE:
		return COST_PUT_WORD;
	case PLACE_TITLE:
	case PLACE_SUBJECT:
		return COST_PUT_TITLE;
	case PLACE_NUMBER:
	case PLACE_NEW:
	case PLACE_KNOWN:
	case PLACE_SHARE:
	case PLACE_PART:
	case PLACE_PERCENT:
		break;
	}
	return COST_PUT_NAME;
}

unsigned
grammar_leave_cost(const struct word *w)
{
	switch (w->kind) {
	case WORD_MARK:
		return COST_MARK;
	case WORD_STRANGE:
		return COST_RANGE;
	case WORD_PLAIN:
	case WORD_QUOTED:
	case WORD_NUMBER:
	case WORD_FRACTION:
	case WORD_PERCENT:
	case WORD_UNCLOSED:
		break;
	}
	return COST_LEAVE;
}
