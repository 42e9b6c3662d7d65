/*
 * understand_structure.c - lines about tiers, and about offices: who may do
 * what, how long, and what when nobody holds one.
 */
#include "statutes/line.h"

#include <assert.h>

#define NO_TIER		((size_t)TIERS_MAX)

/* ---- tiers ------------------------------------------------------------- */

/* The tier that this line gives, or NO_TIER. */
static size_t
own_tier(const struct reader *r, const struct line *l)
{
	const struct known_names *names = grammar_known(r->grammar,
	    KNOWN_TIER);

	for (size_t i = 0; i < names->list.len && i < TIERS_MAX; i++) {
		if (names->list.at[i].line == l->no) {
			return i;
		}
	}
	return NO_TIER;
}

static bool
name_is_taken(const struct reader *r, str word, size_t own)
{
	const struct known_names *names = grammar_known(r->grammar,
	    KNOWN_TIER);

	for (size_t i = 0; i < names->list.len; i++) {
		if (i != own && (own == NO_TIER || i < own) &&
		    str_eq(names->list.at[i].word, word)) {
			return true;
		}
	}
	return false;
}

/* Whether `to` stands above `from`, or is it. */
static bool
leads_to(const struct tier *tiers, size_t from, size_t to)
{
	tier_set seen = (tier_set)1 << from, before = 0;

	while (seen != before) {
		before = seen;
		for (size_t i = 0; i < TIERS_MAX; i++) {
			if ((before >> i & 1) != 0) {
				seen |= tiers[i].under;
			}
		}
	}
	return (seen >> to & 1) != 0;
}

static size_t
last_title(const struct line *l)
{
	return line_find(l, line_has(l, FIELD_MANY) ? FIELD_MANY : FIELD_ONE,
	    0);
}

/* "under" and a tier, after the tier's names. */
static str
with_under(const struct reader *r, const struct line *l, size_t tier)
{
	size_t at = last_title(l);
	const struct word *w = &l->words.list.at[at];

	return line_with(r->mem, l, at, at + 1, arena_printf(r->mem,
	    STR_FMT " under " STR_FMT, STR_ARG(w->text),
	    STR_ARG(grammar_name(r->grammar, r->mem,
	    r->out->tiers.at[tier].word))));
}

/* In place of a tier that cannot be above, the one given before this one; for
 * the first tier, nothing. */
static str
with_other_under(const struct reader *r, const struct line *l, size_t at,
    size_t index)
{
	size_t first = line_find(l, FIELD_UNDER, 0);
	size_t len = line_count(l, FIELD_UNDER);

	if (index == 0) {
		return line_with(r->mem, l, first - 1, first + 2 * len - 1,
		    S(""));
	}
	if (len > 1) {
		return at == first ? line_with(r->mem, l, at, at + 2, S("")) :
		    line_with(r->mem, l, at - 1, at + 1, S(""));
	}
	return line_with(r->mem, l, at, at + 1, grammar_name(r->grammar,
	    r->mem, r->out->tiers.at[index - 1].word));
}

/* One tier stands under no other, and none under itself: told at a tier that
 * stands under one given later, which every circle has. */
static bool
tree_is_sound(struct reader *r, struct line *l, const struct tier *tiers,
    size_t index)
{
	if (tiers[index].under == 0) {
		for (size_t i = 0; i < index; i++) {
			if (tiers[i].under == 0) {
				return line_refuse(r, l, last_title(l) + 1,
				    S("\"under\" and a tier"),
				    with_under(r, l, index - 1),
				    "Only one tier can be at the top, and that "
				    "is \"" STR_FMT "\". Under which tier does "
				    "this one stand?", STR_ARG(tiers[i].word));
			}
		}
		return true;
	}
	for (size_t n = 0; n < line_count(l, FIELD_UNDER); n++) {
		size_t up = statutes_tier(r->out, line_value(l, FIELD_UNDER,
		    n));

		if (up >= index && up < r->out->tiers.len &&
		    leads_to(tiers, up, index)) {
			size_t at = line_find(l, FIELD_UNDER, n);

			return line_refuse(r, l, at,
			    S("a tier that does not itself stand under this "
			    "one"), with_other_under(r, l, at, index),
			    "\"" STR_FMT "\" would stand under itself.",
			    STR_ARG(tiers[index].word));
		}
	}
	return true;
}

/* The tree is judged once each tier was understood, but for this one. */
static bool
tree_is_whole(const struct reader *r, size_t own)
{
	tier_set all = (tier_set)(((uint64_t)1 << r->out->tiers.len) - 1);

	return r->whole && ((r->tiers_read | (own < TIERS_MAX ?
	    (tier_set)1 << own : 0)) & all) == all;
}

bool
understand_tree(struct reader *r, struct line *l)
{
	size_t own = own_tier(r, l);

	return own == NO_TIER || !tree_is_whole(r, own) ||
	    tree_is_sound(r, l, r->out->tiers.at, own);
}

/* The same, if this tier were in its place, or else after the others. */
static bool
try_tree(struct reader *r, struct line *l, size_t own, const struct tier *t)
{
	struct tier tiers[TIERS_MAX] = { 0 };
	size_t len = r->out->tiers.len;

	if (!tree_is_whole(r, own)) {
		return true;
	}
	for (size_t i = 0; i < len; i++) {
		tiers[i] = r->out->tiers.at[i];
	}
	own = own == NO_TIER ? len : own;
	tiers[own] = *t;
	return tree_is_sound(r, l, tiers, own);
}

static bool
refuse_few(struct reader *r, struct line *l, const struct tier *t)
{
	size_t at = line_find(l, FIELD_MAX, 0);

	return line_refuse(r, l, at, arena_printf(r->mem,
	    "a number from %d", t->members_min), line_with(r->mem, l, at - 2,
	    at + 1, arena_printf(r->mem, "%d to %d", t->members_max,
	    t->members_min)), "At least %d and at most %d members is not "
	    "possible.", t->members_min, t->members_max);
}

/* Where the line of a tier has an error, others may name it all the same. */
static bool
knows_upper_tiers(const struct reader *r, const struct line *l)
{
	for (size_t n = 0; n < line_count(l, FIELD_UNDER); n++) {
		if (statutes_tier(r->out, line_value(l, FIELD_UNDER, n)) ==
		    r->out->tiers.len) {
			return false;
		}
	}
	return true;
}

bool
understand_tier(struct reader *r, struct line *l)
{
	size_t own = own_tier(r, l);
	struct tier t = {
		.word = line_value(l, FIELD_WORD, 0),
		.one = line_value(l, FIELD_ONE, 0),
		.many = line_value(l, FIELD_MANY, 0),
		.under = line_tiers(r, l, FIELD_UNDER),
		.optional = line_has(l, FIELD_OPTIONAL),
		.holds_members = line_has(l, FIELD_MIN),
		.members_min = line_number(l, FIELD_MIN, 0),
		.members_max = line_number(l, FIELD_MAX, 0),
		.rule = l->rule,
	};

	if (t.many.len == 0) {
		t.many = t.one;
	}
	if (own == NO_TIER && r->out->tiers.len == TIERS_MAX) {
		return line_refuse(r, l, 0, S("at most 32 tiers"), S(""),
		    "There can be at most %d tiers.", TIERS_MAX);
	}
	if (name_is_taken(r, t.word, own)) {
		return line_refuse(r, l, 1, S("a name that no other tier has"),
		    S(""), "There is a tier \"" STR_FMT "\" already.",
		    STR_ARG(t.word));
	}
	if (t.members_max < t.members_min) {
		return refuse_few(r, l, &t);
	}
	if (!line_claim(r, l, 0, "tier." STR_FMT, STR_ARG(t.word))) {
		return false;
	}
	if (r->trying) {
		return try_tree(r, l, own, &t);
	}
	r->out->tiers.at[own] = t;
	if (knows_upper_tiers(r, l)) {
		r->tiers_read |= (tier_set)1 << own;
	}
	return true;
}

/* ---- offices ----------------------------------------------------------- */

bool
understand_office(struct reader *r, struct line *l)
{
	struct office_kind o = {
		.word = line_value(l, FIELD_WORD, 0),
		.name = line_value(l, FIELD_ONE, 0),
		.at = line_tiers(r, l, FIELD_AT),
		.elected = line_has(l, FIELD_ELECTED),
		.term = line_span(l, FIELD_TERM),
		.in_a_row_max = line_number(l, FIELD_ROW, 0),
		.seats = line_number(l, FIELD_SEATS, 1),
		.vacant_days_max = -1,
		.rule = l->rule,
	};

	if (r->out->offices.len == OFFICES_MAX) {
		return line_refuse(r, l, 0, S("at most 64 kinds of office"),
		    S(""), "There can be at most %d kinds of office.",
		    OFFICES_MAX);
	}
	if (!line_claim(r, l, o.at, "office." STR_FMT, STR_ARG(o.word))) {
		return false;
	}
	if (!r->trying) {
		*LIST_ADD(r->mem, &r->out->offices) = o;
	}
	return true;
}

/* The tiers at which an office of that name is held. */
static tier_set
held_at(const struct reader *r, str word)
{
	tier_set set = 0;

	for (size_t i = 0; i < r->out->offices.len; i++) {
		if (str_eq(r->out->offices.at[i].word, word)) {
			set |= r->out->offices.at[i].at;
		}
	}
	return set;
}

/* A rule about an office names tiers at which it is held. */
static bool
is_held_there(struct reader *r, struct line *l, str word)
{
	tier_set held = held_at(r, word);
	size_t len = line_count(l, FIELD_AT);

	for (size_t n = 0; held != 0 && n < len; n++) {
		size_t at = line_find(l, FIELD_AT, n);
		size_t first = line_find(l, FIELD_AT, 0);
		size_t tier = statutes_tier(r->out, line_value(l, FIELD_AT,
		    n));
		str tiers;

		if (tier == r->out->tiers.len || (held >> tier & 1) != 0) {
			continue;
		}
		tiers = tiers_text(r->mem, r->out, held, " or ");
		return line_refuse(r, l, at, tiers, line_with(r->mem, l, first,
		    first + 2 * len - 1, tiers), "The office \"" STR_FMT
		    "\" is held at " STR_FMT ", not at " STR_FMT ".",
		    STR_ARG(word), STR_ARG(tiers),
		    STR_ARG(r->out->tiers.at[tier].word));
	}
	return true;
}

bool
understand_vacancy(struct reader *r, struct line *l)
{
	str word = line_value(l, FIELD_WORD, 0);
	tier_set at = line_tiers(r, l, FIELD_AT);

	if (!is_held_there(r, l, word) || !line_claim(r, l, at != 0 ? at :
	    held_at(r, word), "vacancy." STR_FMT, STR_ARG(word))) {
		return false;
	}
	for (size_t i = 0; !r->trying && i < r->out->offices.len; i++) {
		struct office_kind *o = &r->out->offices.at[i];

		if (str_eq(o->word, word) && (at == 0 || (o->at & at) != 0)) {
			o->vacant_days_max = line_days(l, FIELD_DAYS, 0, -1);
			o->vacancy_rule = l->rule;
		}
	}
	return true;
}

bool
understand_carry_over(struct reader *r, struct line *l)
{
	if (!line_claim(r, l, 0, "carry-over")) {
		return false;
	}
	if (!r->trying) {
		r->out->carry_over_days = line_days(l, FIELD_DAYS, 0, -1);
		r->out->carry_over_rule = l->rule;
	}
	return true;
}

/* ---- what an office may do --------------------------------------------- */

static uint32_t
noun_bit(str word)
{
	static const str nouns[NOUN_COUNT] = {
#define X(name, text) [NOUN_##name] = S_INIT(text),
		GRANT_NOUNS(X)
#undef X
	};
	uint32_t i = 0;

	while (!str_eq(nouns[i], word)) {
		i++;
		assert(i < NOUN_COUNT);
	}
	return (uint32_t)1 << i;
}

/* Whether an earlier line grants one of these things already. */
static const struct grant *
granted_by(const struct reader *r, const struct line *l,
    const struct grant *want, str word)
{
	for (size_t i = 0; i < r->out->grants.len; i++) {
		const struct grant *g = &r->out->grants.at[i];

		if (g->rule != l->rule && g->verb == want->verb &&
		    g->below == want->below && (g->nouns & want->nouns) != 0 &&
		    (g->tiers & want->tiers) != 0 &&
		    str_eq(r->out->offices.at[g->office].word, word)) {
			return g;
		}
	}
	return NULL;
}

/* Without a thing and the comma or "and" before it, or after the first. */
static str
without_noun(const struct reader *r, const struct line *l, size_t at)
{
	return at == line_find(l, FIELD_NOUN, 0) ?
	    line_with(r->mem, l, at, at + 2, S("")) :
	    line_with(r->mem, l, at - 1, at + 1, S(""));
}

static bool
read_nouns(struct reader *r, struct line *l, struct grant *g)
{
	for (size_t n = 0; n < line_count(l, FIELD_NOUN); n++) {
		str word = line_value(l, FIELD_NOUN, n);
		size_t at = line_find(l, FIELD_NOUN, n);

		if ((g->nouns & noun_bit(word)) != 0) {
			return line_refuse(r, l, at, S("something else"),
			    without_noun(r, l, at),
			    "\"" STR_FMT "\" is named twice.", STR_ARG(word));
		}
		g->nouns |= noun_bit(word);
	}
	return true;
}

static str
noun_words(const struct reader *r, const struct line *l)
{
	str out = S("");

	for (size_t n = 0; n < line_count(l, FIELD_NOUN); n++) {
		str word = line_value(l, FIELD_NOUN, n);

		out = arena_printf(r->mem, STR_FMT "%s" STR_FMT, STR_ARG(out),
		    n > 0 ? "+" : "", STR_ARG(word));
	}
	return out;
}

/* One word may name an office at several tiers: a grant for each. */
static void
add_grants(struct reader *r, const struct grant *like, str word)
{
	for (size_t i = 0; i < r->out->offices.len; i++) {
		const struct office_kind *o = &r->out->offices.at[i];

		if (str_eq(o->word, word) && (o->at & like->tiers) != 0) {
			struct grant *g = LIST_ADD(r->mem, &r->out->grants);

			*g = *like;
			g->office = i;
			g->tiers &= o->at;
		}
	}
}

bool
understand_grant(struct reader *r, struct line *l)
{
	str word = line_value(l, FIELD_WORD, 0);
	str verb = line_value(l, FIELD_VERB, 0);
	struct grant g = {
		.verb = str_eq(verb, S("keep")) ? MAY_KEEP :
		    str_eq(verb, S("see")) ? MAY_SEE : MAY_ISSUE,
		.below = str_eq(line_value(l, FIELD_HOW, 0), S("below")),
		.tiers = line_tiers(r, l, FIELD_AT), .rule = l->rule,
	};
	const struct grant *other;

	if (!is_held_there(r, l, word) || !read_nouns(r, l, &g)) {
		return false;
	}
	other = granted_by(r, l, &g, word);
	if (other != NULL) {
		return line_refuse(r, l, line_find(l, FIELD_NOUN, 0),
		    S("what is not granted yet"), S(""), "Line %d grants some "
		    "of this already.", r->out->rules.at[other->rule].line);
	}
	if (!line_claim(r, l, g.tiers, "grant." STR_FMT "." STR_FMT "." STR_FMT
	    "%s", STR_ARG(word), STR_ARG(verb), STR_ARG(noun_words(r, l)),
	    g.below ? ".below" : "")) {
		return false;
	}
	if (!r->trying) {
		add_grants(r, &g, word);
	}
	return true;
}
