/*
 * grammar_nearest.c - the line that needs the least change to be understood.
 *
 * For each form, the least cost to be at a node of the graph after so many
 * words of the line, when a word may be kept, mended, left out or put in. What
 * it costs is how much of what a person meant would be lost.
 */
#include "statutes/grammar_inside.h"

#include <assert.h>
#include <string.h>

#define MEND_WORDS_MAX	60	/* a longer line is not mended */
#define PIECES_MAX	(MEND_WORDS_MAX * 3)
#define WHATS_MAX	(WORDS_OF_GRAMMAR_MAX + PLACES_MAX)
#define FAR		0xffffu		/* what memset() makes of a cell */

enum way { WAY_NONE, WAY_BEGIN, WAY_STEP, WAY_PUT, WAY_KEEP, WAY_MEND,
	WAY_LEAVE };

/* How a node was reached after so many words, at the least cost. */
struct mend_cell {
	uint16_t	cost, edge;
	uint8_t		way;
};

/* What it costs to mend a word for a place, once it was asked. */
struct mend_cost {
	uint8_t		cost;
	bool		known;
};

struct mender {
	struct grammar			*g;
	const struct line_words		*words;
	enum form			 form;
	size_t				 width;	/* cells after each word */
	unsigned			 limit;	/* cells below it matter */
	size_t				 understood;	/* words up to there */
};

/* ---- the table of costs ------------------------------------------------ */

static uint8_t
mend_cost(struct mender *m, size_t word, uint16_t edge)
{
	struct mend_cost *known = &m->g->costs[word * WHATS_MAX +
	    m->g->edge[edge].what];

	if (!known->known) {
		known->cost = grammar_mend(m->g, &m->words->list.at[word],
		    &m->g->edge[edge]).cost;
		known->known = true;
	}
	return known->cost;
}

static size_t
place_of(const struct mender *m, uint16_t node, unsigned used)
{
	return (size_t)(node - m->g->begin[m->form]) <<
	    m->g->bits[m->form] | used;
}

static uint16_t
node_of(const struct mender *m, size_t place)
{
	return (uint16_t)(m->g->begin[m->form] +
	    (place >> m->g->bits[m->form]));
}

static struct mend_cell *
cell_at(const struct mender *m, size_t word, size_t place)
{
	return &m->g->cells[word * m->width + place];
}

static bool
improve(struct mend_cell *c, unsigned cost, uint16_t edge, enum way way)
{
	if (cost >= c->cost) {
		return false;
	}
	*c = (struct mend_cell){ (uint16_t)cost, edge, (uint8_t)way };
	return true;
}

/* What can be reached from a cell without a word of the line. */
static bool
put_in(struct mender *m, size_t word, uint16_t node, unsigned used)
{
	const struct grammar *g = m->g;
	struct mend_cell *from = cell_at(m, word, place_of(m, node, used));
	bool changed = false;

	for (uint16_t i = g->node[node].first; i != 0; i = g->edge[i].next) {
		const struct edge *e = &g->edge[i];
		bool step = e->kind == EDGE_STEP;

		if ((used & e->once) == 0) {
			changed |= improve(cell_at(m, word, place_of(m, e->to,
			    used | e->once)),
			    from->cost + (step ? 0 : grammar_put_cost(e)), i,
			    step ? WAY_STEP : WAY_PUT);
		}
	}
	return changed;
}

/* What can be reached from a cell by the word of the line. */
static void
take_word(struct mender *m, size_t word, uint16_t node, unsigned used)
{
	const struct grammar *g = m->g;
	const struct word *w = &m->words->list.at[word];
	size_t place = place_of(m, node, used);
	struct mend_cell *from = cell_at(m, word, place);
	/* Of two ways, the one that lets stand what was understood. */
	unsigned cost = from->cost + (word < m->understood);

	improve(cell_at(m, word + 1, place), cost + grammar_leave_cost(w), 0,
	    WAY_LEAVE);
	for (uint16_t i = g->node[node].first; i != 0; i = g->edge[i].next) {
		const struct edge *e = &g->edge[i];
		struct mend_cell *to;

		if (e->kind == EDGE_STEP) {
			continue;
		}
		to = cell_at(m, word + 1, place_of(m, e->to, used));
		if (grammar_takes(g, e, w)) {
			improve(to, from->cost, i, WAY_KEEP);
		} else {
			improve(to, cost + mend_cost(m, word, i), i,
			    WAY_MEND);
		}
	}
}

/* Fills the cells after so many words, and returns the least cost of them. */
static unsigned
fill_row(struct mender *m, size_t word)
{
	const struct mend_cell *row = cell_at(m, word, 0);
	unsigned bits = m->g->bits[m->form], mask = (1u << bits) - 1;
	unsigned least = FAR;
	bool changed = true;

	while (changed) {
		changed = false;
		for (size_t i = 0; i < m->width; i++) {
			if (row[i].cost < m->limit) {
				changed |= put_in(m, word, node_of(m, i),
				    (unsigned)i & mask);
			}
		}
	}
	for (size_t i = 0; i < m->width; i++) {
		least = row[i].cost < least ? row[i].cost : least;
		if (row[i].cost < m->limit && word < m->words->list.len) {
			take_word(m, word, node_of(m, i), (unsigned)i & mask);
		}
	}
	return least;
}

/* The cheapest cell of the form's end after all words: its `used`. */
static unsigned
cheapest_end(const struct mender *m, unsigned *cost)
{
	size_t last = m->words->list.len;
	unsigned best = 0;

	*cost = FAR;
	for (unsigned u = 0; u < 1u << m->g->bits[m->form]; u++) {
		struct mend_cell *c = cell_at(m, last,
		    place_of(m, m->g->end[m->form], u));

		if (c->cost < *cost) {
			*cost = c->cost;
			best = u;
		}
	}
	return best;
}

static void
clear_row(struct mender *m, size_t word)
{
	memset(cell_at(m, word, 0), 0xff, m->width * sizeof(struct mend_cell));
}

/* The least cost of the line as this form, or FAR if it is not below the
 * limit. Most forms are given up after a few words. */
static unsigned
fill(struct mender *m, enum form form)
{
	size_t len = m->words->list.len;
	unsigned cost;

	m->form = form;
	m->width = (size_t)(m->g->begin[form + 1] - m->g->begin[form]) <<
	    m->g->bits[form];
	clear_row(m, 0);
	*cell_at(m, 0, 0) = (struct mend_cell){ 0, 0, WAY_BEGIN };
	for (size_t word = 0; word <= len; word++) {
		if (word < len) {
			clear_row(m, word + 1);
		}
		if (fill_row(m, word) >= m->limit) {
			return FAR;
		}
	}
	(void)cheapest_end(m, &cost);
	return cost;
}

/* ---- the line ---------------------------------------------------------- */

struct piece {
	str	text;
	size_t	word;			/* of the line, or SIZE_MAX: put in */
	bool	name, title;		/* put in for one of these */
};

static struct piece
piece_put(struct mender *m, const struct edge *e)
{
	const struct place *p = e->place;
	struct piece out = { e->word, SIZE_MAX, false, false };
	str words;

	if (e->kind == EDGE_WORD) {
		return out;
	}
	switch (p->kind) {
	case PLACE_CHOICE:
		words = str_z(p->words);
		(void)str_cut(&words, ' ', &out.text);
		break;
	case PLACE_KNOWN:
		out.text = grammar_name(m->g, m->g->mem,
		    grammar_usual_name(m->g, p));
		break;
	case PLACE_TITLE:
	case PLACE_SUBJECT:
		out.title = p->kind == PLACE_TITLE;
		out.text = arena_printf(m->g->mem, "\"%s\"", p->usual);
		break;
	case PLACE_NUMBER:
	case PLACE_NEW:
	case PLACE_SHARE:
	case PLACE_PART:
	case PLACE_PERCENT:
		out.name = p->kind == PLACE_NEW;
		out.text = str_z(p->usual);
		break;
	}
	return out;
}

/* Back from the end of the form to its beginning; pieces in reverse. */
static size_t
trace(struct mender *m, unsigned used, struct piece *out)
{
	size_t word = m->words->list.len, len = 0;
	uint16_t node = m->g->end[m->form];

	for (;;) {
		const struct mend_cell *c = cell_at(m, word,
		    place_of(m, node, used));
		const struct edge *e = &m->g->edge[c->edge];

		assert(len < PIECES_MAX);
		switch ((enum way)c->way) {
		case WAY_BEGIN:
			return len;
		case WAY_LEAVE:
			word--;
			continue;
		case WAY_PUT:
			out[len++] = piece_put(m, e);
			break;
		case WAY_KEEP:
			word--;
			out[len++] = (struct piece){
				m->words->list.at[word].text, word, 0, 0 };
			break;
		case WAY_MEND:
			word--;
			out[len++] = (struct piece){ grammar_mend(m->g,
			    &m->words->list.at[word], e).text, word, 0, 0 };
			break;
		case WAY_STEP:
			used &= ~(unsigned)e->once;
			break;
		case WAY_NONE:
			assert(c->way != WAY_NONE);	/* it was reached */
		}
		node = e->from;
	}
}

/* A name that is missing follows from the title, and the other way round:
 * "Model cell" and model-cell. */
static void
name_after_title(struct mender *m, struct piece *name, struct piece *title)
{
	struct arena *mem = m->g->mem;
	str text = name->name ? title->text : name->text;
	char *out;

	if (name->name) {
		text = grammar_lower(text, arena_copy_z(mem, text));
	}
	if (text.len > 2 && text.at[0] == '"') {
		text = str_part(text, 1, text.len - 2);
	}
	if (!name->name) {
		title->text = arena_printf(mem, "\"" STR_FMT "\"",
		    STR_ARG(text));
		out = arena_copy_z(mem, title->text);
		if (out[1] >= 'a' && out[1] <= 'z') {
			out[1] = (char)(out[1] - ('a' - 'A'));
		}
		title->text.at = out;
		return;
	}
	out = arena_copy_z(mem, text);
	for (size_t i = 0; i < text.len; i++) {
		out[i] = (char)(out[i] == ' ' ? '-' : out[i]);
	}
	name->text = grammar_name(m->g, mem, (str){ out, text.len });
}

/* What stood between two words of the line, if they stood side by side. */
static str
gap(const struct mender *m, const struct piece *before,
    const struct piece *after)
{
	const struct word *a, *b;

	if (str_eq(after->text, S(",")) || str_eq(after->text, S(":"))) {
		return S("");
	}
	if (before->word == SIZE_MAX || after->word != before->word + 1) {
		return S(" ");
	}
	a = &m->words->list.at[before->word];
	b = &m->words->list.at[after->word];
	return b->text.at > a->text.at + a->text.len ?
	    (str){ a->text.at + a->text.len,
	    (size_t)(b->text.at - a->text.at) - a->text.len } : S(" ");
}

static str
assemble(struct mender *m, struct piece *pieces, size_t len)
{
	str out = pieces[len - 1].text;

	for (size_t i = len - 1; i > 0; i--) {
		if (pieces[i].name || pieces[i - 1].title) {
			name_after_title(m, &pieces[i], &pieces[i - 1]);
		}
	}
	for (size_t i = len; i-- > 0;) {
		str between = i + 1 == len ? S("") :
		    gap(m, &pieces[i + 1], &pieces[i]);

		out = i + 1 == len ? pieces[i].text : arena_printf(m->g->mem,
		    STR_FMT STR_FMT STR_FMT, STR_ARG(out), STR_ARG(between),
		    STR_ARG(pieces[i].text));
	}
	if (m->words->remark.len > 0) {
		out = arena_printf(m->g->mem, STR_FMT "  " STR_FMT,
		    STR_ARG(out), STR_ARG(m->words->remark));
	}
	return out;
}

static size_t
widest(const struct grammar *g)
{
	size_t most = 0;

	for (size_t i = 0; i < FORM_COUNT; i++) {
		size_t width = (size_t)(g->begin[i + 1] - g->begin[i]) <<
		    g->bits[i];

		most = width > most ? width : most;
	}
	return most;
}

/* The form that needs the least change, and its cells; false if none costs
 * less than the limit. */
static bool
find_form(struct mender *m, unsigned limit)
{
	enum form best = FORM_COUNT;

	m->limit = limit;
	for (int i = 0; i < FORM_COUNT; i++) {
		unsigned cost = fill(m, (enum form)i);

		if (cost < m->limit) {
			m->limit = cost;
			best = (enum form)i;
		}
	}
	if (best == FORM_COUNT) {
		return false;
	}
	m->limit++;
	(void)fill(m, best);
	return true;
}

str
grammar_nearest(struct grammar *g, const struct line_words *words)
{
	/* Most lines are wrong in little, and little is found soon. Beyond the
	 * last of these nothing is left of what was meant. */
	static const unsigned limits[] = { 10, 25, 45 };
	struct mender m = { .g = g, .words = words };
	struct reading reading;
	struct piece pieces[PIECES_MAX];
	unsigned cost, used;

	if (words->too_many || words->list.len > MEND_WORDS_MAX) {
		return S("");
	}
	if (g->cells == NULL) {
		g->cells = NEW(g->mem, struct mend_cell,
		    widest(g) * (MEND_WORDS_MAX + 1));
		g->costs = NEW(g->mem, struct mend_cost,
		    MEND_WORDS_MAX * WHATS_MAX);
	}
	if (grammar_read(g, words, &reading)) {
		return str_trim(words->line);
	}
	m.understood = reading.failed_at;
	memset(g->costs, 0, MEND_WORDS_MAX * WHATS_MAX * sizeof(*g->costs));
	g->saying = false;
	for (size_t i = 0; !find_form(&m, limits[i]); i++) {
		if (i + 1 == COUNT(limits)) {
			return S("");
		}
	}
	g->saying = true;
	used = cheapest_end(&m, &cost);
	return assemble(&m, pieces, trace(&m, used, pieces));
}
