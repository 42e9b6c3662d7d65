/*
 * grammar_read.c - a line as a walk through the graph, and what could have come
 * where the walk ends.
 */
#include "statutes/grammar_inside.h"

#include <assert.h>
#include <string.h>

#define STEPS_MAX	200000		/* of a line; far more than it needs */
#define EXPECTED_MAX	24		/* told at once */
#define NAMES_SHOWN	12

struct walk {
	const struct grammar		*g;
	const struct line_words		*words;
	struct reading			*out;
	size_t				 steps;
	uint16_t			 tried[EXPECTED_MAX];
	size_t				 tried_len;
};

static bool
is_name(const struct word *w)
{
	return w->kind == WORD_PLAIN || w->kind == WORD_QUOTED;
}

static bool
is_choice(const char *words, str word)
{
	str rest = str_z(words), one;

	while (str_cut(&rest, ' ', &one)) {
		if (str_eq(one, word)) {
			return true;
		}
	}
	return false;
}

/* A name that the document gives somewhere. */
static bool
is_known(const struct grammar *g, enum known which, const struct word *w)
{
	const struct known_names *names = &g->known[which];

	if (!is_name(w)) {
		return false;
	}
	for (size_t i = 0; i < names->list.len; i++) {
		if (names->list.at[i].line != g->without &&
		    str_eq(names->list.at[i].word, w->value)) {
			return true;
		}
	}
	return names->loose && (w->kind == WORD_QUOTED ||
	    !grammar_has(g, w->value));
}

static bool
takes_place(const struct grammar *g, const struct place *p,
    const struct word *w)
{
	switch (p->kind) {
	case PLACE_NUMBER:
		return w->kind == WORD_NUMBER && w->n >= p->min &&
		    w->n <= p->max;
	case PLACE_CHOICE:
		return w->kind == WORD_PLAIN && is_choice(p->words, w->value);
	case PLACE_NEW:
		return is_name(w) && word_is_name(w->value) &&
		    (w->kind == WORD_QUOTED || !grammar_has(g, w->value));
	case PLACE_TITLE:
		return is_name(w) && str_trim(w->value).len > 0 &&
		    (w->kind == WORD_QUOTED || !grammar_has(g, w->value));
	case PLACE_SUBJECT:
		return w->kind == WORD_QUOTED && str_trim(w->value).len > 0;
	case PLACE_KNOWN:
		return is_known(g, p->known, w);
	case PLACE_SHARE:
	case PLACE_PART:
		return (w->kind == WORD_FRACTION || w->kind == WORD_PERCENT) &&
		    w->n > 0 && w->of <= 1000 &&
		    w->n <= w->of - (p->kind == PLACE_PART);
	case PLACE_PERCENT:
		return w->kind == WORD_PERCENT && w->n > 0 && w->n <= 100;
	}
	return false;
}

bool
grammar_takes(const struct grammar *g, const struct edge *edge,
    const struct word *w)
{
	if (edge->kind == EDGE_WORD) {
		return (w->kind == WORD_PLAIN || w->kind == WORD_MARK) &&
		    str_eq(w->value, edge->word);
	}
	return takes_place(g, edge->place, w);
}

/* ---- the walk ---------------------------------------------------------- */

/* Remembers what was tried at the farthest word. */
static void
note(struct walk *w, size_t at, uint16_t edge, bool end)
{
	if (w->out->failed_at < at) {
		w->out->failed_at = at;
		w->out->could_end = false;
		w->tried_len = 0;
	}
	if (w->out->failed_at > at) {
		return;
	}
	if (end) {
		w->out->could_end = true;
	} else if (w->tried_len < EXPECTED_MAX) {
		w->tried[w->tried_len++] = edge;
	}
}

static bool
walk_from(struct walk *w, uint16_t node, unsigned used, size_t at)
{
	const struct grammar *g = w->g;

	if (node == g->end[w->out->form]) {
		note(w, at, 0, true);
		if (at == w->words->list.len) {
			return true;
		}
	}
	for (uint16_t i = g->node[node].first; i != 0; i = g->edge[i].next) {
		const struct edge *e = &g->edge[i];

		if (++w->steps > STEPS_MAX || (used & e->once) != 0) {
			continue;
		}
		if (e->kind == EDGE_STEP) {
			if (walk_from(w, e->to, used | e->once, at)) {
				return true;
			}
			continue;
		}
		note(w, at, i, false);
		if (at < w->words->list.len &&
		    grammar_takes(g, e, &w->words->list.at[at]) &&
		    walk_from(w, e->to, used, at + 1)) {
			w->out->field[at] = e->field;
			return true;
		}
	}
	return false;
}

/* ---- what could have come ---------------------------------------------- */

/* "federation, province or cell" */
static str
join_names(struct arena *mem, const struct known_names *names)
{
	size_t len = names->list.len;
	str out = S("");

	for (size_t i = 0; i < len; i++) {
		const char *link = i == 0 ? "" : i + 1 == len ? " or " : ", ";

		out = arena_printf(mem, STR_FMT "%s" STR_FMT, STR_ARG(out),
		    link, STR_ARG(names->list.at[i].word));
	}
	return out;
}

/* "month", "quarter" or "year": without the singular beside its plural. */
static str
join_choices(struct arena *mem, const char *words)
{
	str rest = str_z(words), word, list[32], out = S("");
	size_t len = 0;

	while (str_cut(&rest, ' ', &word)) {
		str plural = len > 0 ? list[len - 1] : S("");

		if (plural.len != word.len + 1 || !str_starts(plural, word)) {
			assert(len < COUNT(list));
			list[len++] = word;
		}
	}
	for (size_t i = 0; i < len; i++) {
		const char *link = i == 0 ? "" : i + 1 == len ? " or " : ", ";

		out = arena_printf(mem, STR_FMT "%s\"" STR_FMT "\"",
		    STR_ARG(out), link, STR_ARG(list[i]));
	}
	return out;
}

/* What people are told to write there. */
static str
grammar_label(const struct grammar *g, struct arena *mem,
    const struct edge *edge)
{
	const struct place *p = edge->place;

	if (edge->kind == EDGE_WORD) {
		return arena_printf(mem, "\"" STR_FMT "\"",
		    STR_ARG(edge->word));
	}
	if (p->kind == PLACE_CHOICE && p->label == NULL) {
		return join_choices(mem, p->words);
	}
	if (p->kind == PLACE_KNOWN && g->known[p->known].list.len > 0 &&
	    g->known[p->known].list.len <= NAMES_SHOWN) {
		return arena_printf(mem, "%s (" STR_FMT ")", p->label,
		    STR_ARG(join_names(mem, &g->known[p->known])));
	}
	return str_z(p->label);
}

static void
add_label(str *list, size_t *len, str label)
{
	for (size_t i = 0; i < *len; i++) {
		if (str_eq(list[i], label)) {
			return;
		}
	}
	list[(*len)++] = label;
}

static str
expected(struct walk *w)
{
	struct arena *mem = w->g->mem;
	str list[EXPECTED_MAX + 1], out = S("");
	size_t len = 0;

	for (size_t i = 0; i < w->tried_len; i++) {
		add_label(list, &len, grammar_label(w->g, mem,
		    &w->g->edge[w->tried[i]]));
	}
	if (w->out->could_end) {
		list[len++] = S("the end of the line");
	}
	for (size_t i = 0; i < len; i++) {
		const char *link = i == 0 ? "" : i + 1 == len ? " or " : ", ";

		out = arena_printf(mem, STR_FMT "%s" STR_FMT, STR_ARG(out),
		    link, STR_ARG(list[i]));
	}
	return out;
}

bool
grammar_read(struct grammar *g, const struct line_words *words,
    struct reading *out)
{
	struct walk w = { .g = g, .words = words, .out = out };

	*out = (struct reading){ .form = FORM_TIER };
	if (words->too_many) {
		out->failed_at = words->list.len;
		out->expected = S("the end of the line");
		return false;
	}
	for (int form = 0; form < FORM_COUNT; form++) {
		out->form = (enum form)form;
		w.steps = 0;
		if (walk_from(&w, g->begin[form], 0, 0)) {
			return true;
		}
	}
	out->expected = expected(&w);
	return false;
}
