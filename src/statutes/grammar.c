/*
 * grammar.c - the table of what a line of the rules can say, and the graph that
 * is made of it.
 */
#include "statutes/grammar_inside.h"

#include <assert.h>
#include <string.h>

/* ---- the table --------------------------------------------------------- */

const struct grammar_form grammar_forms[FORM_COUNT] = {
	{ FORM_TIER, "tier word:NAME one:TITLE [plural many:TITLE] "
	    "[under under:UPPER {or under:UPPER}] "
	    "[, <optional:optional | members min:LEAST to max:MOST>]" },
	{ FORM_OFFICE, "office word:NAME one:TITLE at TIERS "
	    "[, <elected:elected | term term:SPAN | "
	    "at most row:TIMES terms in a row | seats seats:SEATS>]" },
	{ FORM_VACANCY, "office word:OFFICE [at TIERS] "
	    "must not be vacant for more than days:DAYS" },
	{ FORM_GRANT, "word:OFFICE may verb:(keep | see | issue) "
	    "noun:THING {(, | and) noun:THING} how:(at | below) TIERS" },
	{ FORM_CARRY_OVER, "a term that ran out continues until a successor "
	    "is named [, for at most days:DAYS]" },
	{ FORM_MEETING, "meeting word:NAME at TIERS "
	    "[: <CADENCE | notice notice:DAYS | "
	    "quorum quorum:(none | SHARE of members)>]" },
	{ FORM_REVIEW, "review at TIERS : CADENCE" },
	{ FORM_DECISION_AT, "decision at meeting kind:KIND : "
	    "majority majority:MAJORITY" },
	{ FORM_DECISION_ON, "decision subject:SUBJECT : "
	    "majority majority:MAJORITY" },
	{ FORM_ASSIGNMENT, "assignment to every whom:(member | OFFICE) : "
	    "<CADENCE | report within report:(its due day | DAYS) | "
	    "reviewed within reviewed:DAYS>" },
	{ FORM_CIRCULAR, "circular at TIERS : <conveyed within conveyed:DAYS | "
	    "repeated after repeated:DAYS {and repeated:DAYS}>" },
	{ FORM_RECOMMENDED, "admission recommended by by:PEOPLE "
	    "(members | member) [, standing standing:SPAN]" },
	{ FORM_CANDIDATE, "admission candidate for for:SPAN" },
	{ FORM_VOTE, "admission vote at meeting kind:KIND : "
	    "majority majority:MAJORITY" },
	{ FORM_CONFIRMED, "admission confirmed at TIERS within within:DAYS" },
	{ FORM_CONFERENCE, "conference of word:NAME at TIERS : "
	    "<every every:SPAN | "
	    "delegates delegates:(PEOPLE per PEOPLE UNITS)>" },
	{ FORM_QUORUM, "quorum at conferences [at TIERS] : "
	    "quorum:(none | SHARE of delegates)" },
	{ FORM_TIE, "tie at conferences [at TIERS] : "
	    "tie:(lost | repeated | by lot | the chair decides)" },
	{ FORM_TITLE, "title word:NAME one:TITLE for TIERS "
	    "[, <lasts lasts:SPAN | "
	    "conferred at conferred:TIER {or conferred:TIER}>]" },
	{ FORM_GROUNDS, "title word:AWARD requires ground:GROUND "
	    "{, ground:GROUND} [over over:SPAN]" },
	{ FORM_BURDEN, "burden at TIERS : <"
	    "at most limit:(TIMES meetings per PERIOD) | "
	    "at most limit:(TIMES forms per PERIOD) | "
	    "at most limit:(TIMES circulars per PERIOD) | "
	    "at most limit:(TIMES assignments per PERIOD) | "
	    "at most limit:(TIMES visits per PERIOD)>" },
};

/*
 * A word of a form is no name but in quotes. These forms came when documents
 * were adopted already in which their words may be names, "chair" for one:
 * there they are names still.
 */
static bool
is_late(enum form form)
{
	return form == FORM_QUORUM || form == FORM_TIE;
}

const struct grammar_phrase grammar_phrases[GRAMMAR_PHRASES] = {
	{ "TIERS", "at:TIER {or at:TIER}" },
	{ "CADENCE", "at least (times:TIMES per per:PERIOD | "
	    "times:ONCE per stretch:(STRETCH DAY)) "
	    "[[,] except except:MONTH {(, | and) except:MONTH}]" },
	{ "DAYS", "NUMBER DAY" },
	{ "SPAN", "LENGTH TIME" },
	{ "SHARE", "(more than PART | WHOLE)" },
	{ "MAJORITY", "SHARE of (members | present | votes cast)" },
	{ "GROUND", "(KIND meetings | reviews | circulars | assignments) "
	    "PERCENT" },
};

#define NOUN(name, word) word " "

static const struct place grammar_places[] = {
	{ "NAME", "a name: letters, digits and -, in \"quotes\" if it has "
	    "spaces", PLACE_NEW,
	    .usual = "name" },
	{ "TITLE", "what people call it, in \"quotes\"", PLACE_TITLE,
	    .usual = "Name" },
	{ "SUBJECT", "what is decided, in \"quotes\"", PLACE_SUBJECT,
	    .usual = "what is decided" },
	{ "TIER", "a tier", PLACE_KNOWN, .known = KNOWN_TIER },
	{ "UPPER", "the tier above", PLACE_KNOWN, .known = KNOWN_TIER,
	    .usual = "first" },
	{ "OFFICE", "an office", PLACE_KNOWN, .known = KNOWN_OFFICE },
	{ "KIND", "a kind of meeting", PLACE_KNOWN, .known = KNOWN_KIND,
	    .usual = "first" },
	{ "AWARD", "a title", PLACE_KNOWN, .known = KNOWN_AWARD },
	{ "UNITS", "what is counted", PLACE_KNOWN, .known = KNOWN_MANY },
	{ "NUMBER", "a number of days or weeks", PLACE_NUMBER, 0, 3660,
	    .usual = "30" },
	{ "LENGTH", "a number from 1", PLACE_NUMBER, 1, 3660, .usual = "1" },
	{ "TIMES", "a number from 1 to 366", PLACE_NUMBER, 1, 366,
	    .usual = "1" },
	{ "ONCE", "a number from 1 to 366", PLACE_NUMBER, 1, 1, .usual = "1" },
	{ "STRETCH", "a number of days or weeks", PLACE_NUMBER, 1, 3660,
	    .usual = "1" },
	{ "LEAST", "a number of members", PLACE_NUMBER, 0, 1000000,
	    .usual = "0" },
	{ "MOST", "a number of members from 1", PLACE_NUMBER, 1, 1000000,
	    .usual = "1000" },
	{ "SEATS", "a number from 1 to 1000", PLACE_NUMBER, 1, 1000,
	    .usual = "1" },
	{ "PEOPLE", "a number from 1", PLACE_NUMBER, 1, 1000000,
	    .usual = "1" },
	{ "WHOLE", "a fraction such as 1/2 or 50%", PLACE_SHARE,
	    .usual = "1/2" },
	{ "PART", "a fraction below the whole, such as 1/2", PLACE_PART,
	    .usual = "1/2" },
	{ "PERCENT", "a percentage such as 95%", PLACE_PERCENT,
	    .usual = "100%" },
	{ "DAY", NULL, PLACE_CHOICE, .words = "days day weeks week" },
	{ "TIME", NULL, PLACE_CHOICE, .words = "years year quarters quarter "
	    "months month weeks week days day" },
	{ "PERIOD", NULL, PLACE_CHOICE, .words = "month quarter year" },
	{ "MONTH", "a month", PLACE_CHOICE, .words = "January February March "
	    "April May June July August September October November December" },
	{ "THING", NULL, PLACE_CHOICE, .words = GRANT_NOUNS(NOUN) },
};
_Static_assert(COUNT(grammar_places) <= PLACES_MAX, "too many places");

/* ---- the table into a graph -------------------------------------------- */

struct maker {
	struct grammar	*g;
	const char	*at;		/* in the notation */
	uint8_t		 field;		/* that words are kept as */
	uint8_t		 bits;		/* used up by < > */
	bool		 late;
};

static uint16_t	make_choice(struct maker *, uint16_t from);
static uint16_t	make_sequence(struct maker *, uint16_t from);

static uint16_t
new_node(struct grammar *g)
{
	assert(g->nodes < NODES_MAX);
	return (uint16_t)g->nodes++;
}

static struct edge *
new_edge(struct grammar *g, uint16_t from, uint16_t to, enum edge_kind kind)
{
	struct node *node = &g->node[from];
	uint16_t at = (uint16_t)g->edges++;

	assert(at < EDGES_MAX);
	g->edge[at] = (struct edge){ .kind = kind, .from = from, .to = to };
	if (node->first == 0) {
		node->first = at;
	} else {
		g->edge[node->last].next = at;
	}
	node->last = at;
	return &g->edge[at];
}

/* Where the word stands in the list of all, added if it is new. */
static uint16_t
add_word(struct grammar *g, str word, bool late)
{
	size_t i = 0;

	while (i < g->words_len && !str_eq(g->words[i], word)) {
		i++;
	}
	if (i == g->words_len) {
		assert(g->words_len < WORDS_OF_GRAMMAR_MAX);
		g->words[g->words_len++] = word;
	}
	g->kept[i] = g->kept[i] || !late;
	return (uint16_t)i;
}

static char
ahead(struct maker *m)
{
	while (*m->at == ' ') {
		m->at++;
	}
	return *m->at;
}

static void
take(struct maker *m, char c)
{
	assert(ahead(m) == c);
	m->at++;
}

/* The next word, mark or name of the notation. */
static str
token(struct maker *m)
{
	const char *from = m->at;

	if (*m->at == ',' || *m->at == ':') {
		return (str){ m->at++, 1 };
	}
	while (*m->at != '\0' && strchr(" ,:[]{}()<>|", *m->at) == NULL) {
		m->at++;
	}
	assert(m->at > from);
	return (str){ from, (size_t)(m->at - from) };
}

static uint8_t
field_named(str word)
{
	static const char *const names[] = {
		[FIELD_NONE] = "",
#define X(name, text) [FIELD_##name] = text,
		GRAMMAR_FIELDS(X)
#undef X
	};
	uint8_t i = 1;

	while (!str_eq(word, str_z(names[i]))) {
		i++;
		assert(i < FIELD_COUNT);
	}
	return i;
}

static const char *
phrase_named(str name)
{
	for (size_t i = 0; i < GRAMMAR_PHRASES; i++) {
		if (str_eq(name, str_z(grammar_phrases[i].name))) {
			return grammar_phrases[i].text;
		}
	}
	return NULL;
}

static const struct place *
place_named(str name)
{
	size_t i = 0;

	while (!str_eq(name, str_z(grammar_places[i].name))) {
		i++;
		assert(i < COUNT(grammar_places));
	}
	return &grammar_places[i];
}

/* A name in capitals: a phrase in its place, or a place. */
static uint16_t
make_named(struct maker *m, uint16_t from, str name)
{
	const char *text = phrase_named(name), *rest = m->at;
	struct edge *edge;
	uint16_t to;

	if (text != NULL) {
		m->at = text;
		to = make_choice(m, from);
		assert(*m->at == '\0');
		m->at = rest;
		return to;
	}
	to = new_node(m->g);
	edge = new_edge(m->g, from, to, EDGE_PLACE);
	edge->place = place_named(name);
	edge->what = (uint16_t)(WORDS_OF_GRAMMAR_MAX + (edge->place -
	    grammar_places));
	edge->field = m->field;
	return to;
}

static uint16_t
make_word(struct maker *m, uint16_t from)
{
	str word = token(m);
	uint8_t outer = m->field;
	struct edge *edge;
	uint16_t to;

	if (*m->at == ':' && word.at[0] != ':' && word.at[0] != ',') {
		m->at++;
		m->field = field_named(word);
		if (*m->at == '(') {
			take(m, '(');
			to = make_choice(m, from);
			take(m, ')');
		} else {
			to = make_word(m, from);
		}
		m->field = outer;
		return to;
	}
	if (word.at[0] >= 'A' && word.at[0] <= 'Z') {
		return make_named(m, from, word);
	}
	to = new_node(m->g);
	edge = new_edge(m->g, from, to, EDGE_WORD);
	edge->word = word;
	edge->field = m->field;
	edge->what = add_word(m->g, word, m->late);
	return to;
}

/* Some of several, each at most once, with commas between. */
static uint16_t
make_some(struct maker *m, uint16_t from)
{
	uint16_t choose = new_node(m->g), done = new_node(m->g), out;
	struct edge *comma;

	new_edge(m->g, from, choose, EDGE_STEP);
	do {
		uint16_t start = new_node(m->g);

		m->at++;
		assert(m->bits < 8);
		new_edge(m->g, choose, start, EDGE_STEP)->once =
		    (uint8_t)(1 << m->bits++);
		new_edge(m->g, make_sequence(m, start), done, EDGE_STEP);
	} while (*m->at == '|');
	take(m, '>');
	comma = new_edge(m->g, done, choose, EDGE_WORD);
	comma->word = S(",");
	comma->what = add_word(m->g, comma->word, false);
	out = new_node(m->g);
	new_edge(m->g, done, out, EDGE_STEP);
	return out;
}

static uint16_t
make_item(struct maker *m, uint16_t from)
{
	uint16_t to, in;

	switch (ahead(m)) {
	case '[':
		take(m, '[');
		to = make_choice(m, from);
		take(m, ']');
		new_edge(m->g, from, to, EDGE_STEP);
		return to;
	case '{':
		take(m, '{');
		in = new_node(m->g);
		new_edge(m->g, from, in, EDGE_STEP);
		new_edge(m->g, make_choice(m, in), in, EDGE_STEP);
		take(m, '}');
		to = new_node(m->g);
		new_edge(m->g, in, to, EDGE_STEP);
		return to;
	case '(':
		take(m, '(');
		to = make_choice(m, from);
		take(m, ')');
		return to;
	case '<':
		return make_some(m, from);
	default:
		return make_word(m, from);
	}
}

static uint16_t
make_sequence(struct maker *m, uint16_t from)
{
	while (ahead(m) != '\0' && strchr("|])}>", *m->at) == NULL) {
		from = make_item(m, from);
	}
	return from;
}

static uint16_t
make_choice(struct maker *m, uint16_t from)
{
	uint16_t to = new_node(m->g);

	new_edge(m->g, make_sequence(m, from), to, EDGE_STEP);
	while (ahead(m) == '|') {
		m->at++;
		new_edge(m->g, make_sequence(m, from), to, EDGE_STEP);
	}
	return to;
}

static void
add_choices(struct grammar *g)
{
	for (size_t i = 0; i < COUNT(grammar_places); i++) {
		str words = str_z(grammar_places[i].words), word;

		while (str_cut(&words, ' ', &word)) {
			(void)add_word(g, word, false);
		}
	}
}

struct grammar *
grammar_make(struct arena *mem)
{
	struct grammar *g = NEW(mem, struct grammar, 1);

	g->mem = mem;
	g->edges = 1;
	for (size_t i = 0; i < FORM_COUNT; i++) {
		struct maker m = { .g = g, .at = grammar_forms[i].text,
			.late = is_late(grammar_forms[i].form) };

		assert(grammar_forms[i].form == i);
		g->begin[i] = new_node(g);
		g->end[i] = make_sequence(&m, g->begin[i]);
		g->bits[i] = m.bits;
		assert(*m.at == '\0');
	}
	g->begin[FORM_COUNT] = (uint16_t)g->nodes;
	add_choices(g);
	return g;
}

struct known_names *
grammar_known(struct grammar *g, enum known which)
{
	return &g->known[which];
}

void
grammar_without(struct grammar *g, int line)
{
	g->without = line;
}

bool
grammar_has(const struct grammar *g, str word)
{
	for (size_t i = 0; i < g->words_len; i++) {
		if (g->kept[i] && str_eq(g->words[i], word)) {
			return true;
		}
	}
	return false;
}
