/*
 * explain.c - what was understood of a line, in plain words.
 *
 * Said from what the reader made of the line, not from the line: so a person
 * who compares the two sees whether the machine got it right.
 */
#include "statutes/line.h"

#include <assert.h>

#define SAY(...)	arena_printf(r->mem, __VA_ARGS__)
#define MONTHS		12

/* ---- words for numbers, lists and shares ------------------------------- */

static str
count_text(struct arena *mem, int64_t n, const char *one, const char *many)
{
	return n == 1 ? arena_printf(mem, "1 %s", one) :
	    arena_printf(mem, "%lld %s", (long long)n, many);
}

static str
days_text(struct arena *mem, int32_t days)
{
	return count_text(mem, days, "day", "days");
}

/* "a, b and c": called with each in turn. */
static str
list_add(struct arena *mem, str list, str word, size_t i, size_t len,
    const char *last)
{
	return arena_printf(mem, STR_FMT "%s" STR_FMT, STR_ARG(list),
	    i == 0 ? "" : i + 1 == len ? last : ", ", STR_ARG(word));
}

static size_t
tier_count(tier_set set)
{
	size_t n = 0;

	for (; set != 0; set &= set - 1) {
		n++;
	}
	return n;
}

/* Whether a word begins with the sound of a vowel, as far as its letters tell:
 * an office, a union. */
static bool
begins_with_vowel(str word)
{
	static const str sounds_like_y[] = { S_INIT("Uni"), S_INIT("uni"),
		S_INIT("Use"), S_INIT("use"), S_INIT("Eu"), S_INIT("eu"),
		S_INIT("One"), S_INIT("one") };
	str vowels = S("aeiouAEIOU");

	for (size_t i = 0; i < COUNT(sounds_like_y); i++) {
		if (str_starts(word, sounds_like_y[i])) {
			return false;
		}
	}
	return word.len > 0 && str_find(vowels, word.at[0]) < vowels.len;
}

static str
with_article(const struct reader *r, str word)
{
	bool vowel = begins_with_vowel(word);

	return SAY("%s " STR_FMT, vowel ? "an" : "a", STR_ARG(word));
}

/* Of the top there is one. */
static str
one_tier(const struct reader *r, const struct tier *t)
{
	return t->under == 0 ? SAY("the " STR_FMT, STR_ARG(t->one)) :
	    with_article(r, t->one);
}

static str
every_tier(const struct reader *r, const struct tier *t)
{
	return SAY("%s " STR_FMT, t->under == 0 ? "the" : "every",
	    STR_ARG(t->one));
}

static str
tiers_said(const struct reader *r, tier_set set,
    str (*say)(const struct reader *, const struct tier *), const char *last)
{
	str out = S("");
	size_t n = 0, len = tier_count(set);

	for (size_t i = 0; i < r->out->tiers.len; i++) {
		if ((set >> i & 1) != 0) {
			out = list_add(r->mem, out, say(r,
			    &r->out->tiers.at[i]), n++, len, last);
		}
	}
	return out;
}

/* "every County and every Cell", "the Federation" */
static str
every(const struct reader *r, tier_set set)
{
	return tiers_said(r, set, every_tier, " and ");
}

/* "a County or a Cell" */
static str
one_of(const struct reader *r, tier_set set)
{
	return tiers_said(r, set, one_tier, " or ");
}

/* "more than half", "at least two thirds", "at least 60%"; of whom follows. */
static str
share_text(const struct reader *r, struct fraction f)
{
	bool all = f.num == f.den;
	static const struct { int32_t num, den; str text; } named[] = {
		{ 1, 2, S_INIT("half") }, { 1, 3, S_INIT("a third") },
		{ 2, 3, S_INIT("two thirds") }, { 1, 4, S_INIT("a quarter") },
		{ 3, 4, S_INIT("three quarters") }, { 1, 1, S_INIT("all") },
		{ 100, 100, S_INIT("all") },
	};
	struct fraction plain = { f.num, f.den, false };
	str text = fraction_text(r->mem, plain);

	for (size_t i = 0; i < COUNT(named); i++) {
		if (named[i].num == f.num && named[i].den == f.den) {
			text = named[i].text;
		}
	}
	return SAY("%s" STR_FMT, f.more ? "more than " : all ? "" :
	    "at least ", STR_ARG(text));
}

static str
field_span(const struct reader *r, const struct line *l, enum field field)
{
	return span_text(r->mem, line_span(l, field));
}

/* ---- structure --------------------------------------------------------- */

static const struct tier *
tier_of_rule(const struct reader *r, size_t rule)
{
	for (size_t i = 0; i < r->out->tiers.len; i++) {
		if (r->out->tiers.at[i].word.len > 0 &&
		    r->out->tiers.at[i].rule == rule) {
			return &r->out->tiers.at[i];
		}
	}
	return NULL;
}

/* "; each has 3 to 30 members" */
static str
members_text(const struct reader *r, const struct tier *t)
{
	if (!t->holds_members) {
		return S("");
	}
	if (t->members_min == 0) {
		return SAY("; each can have up to " STR_FMT,
		    STR_ARG(count_text(r->mem, t->members_max, "member",
		    "members")));
	}
	if (t->members_min == t->members_max) {
		return SAY("; each has " STR_FMT, STR_ARG(count_text(r->mem,
		    t->members_max, "member", "members")));
	}
	return SAY("; each has %d to %d members", t->members_min,
	    t->members_max);
}

static str
explain_tier(const struct reader *r, const struct line *l)
{
	const struct tier *t = tier_of_rule(r, l->rule);
	str place;

	assert(t != NULL);
	place = t->under == 0 ? SAY("The " STR_FMT " stands at the top",
	    STR_ARG(t->one)) : SAY(STR_FMT " stand under " STR_FMT,
	    STR_ARG(t->many), STR_ARG(one_of(r, t->under)));
	return SAY(STR_FMT STR_FMT ".%s", STR_ARG(place),
	    STR_ARG(members_text(r, t)),
	    t->optional ? " There need not be any." : "");
}

static const struct office_kind *
office_of_rule(const struct reader *r, size_t rule)
{
	for (size_t i = 0; i < r->out->offices.len; i++) {
		if (r->out->offices.at[i].rule == rule) {
			return &r->out->offices.at[i];
		}
	}
	return NULL;
}

static str
explain_office(const struct reader *r, const struct line *l)
{
	const struct office_kind *o = office_of_rule(r, l->rule);
	str seats, term = S(""), row = S("");

	assert(o != NULL);
	seats = o->seats == 1 ? SAY("one " STR_FMT, STR_ARG(o->name)) :
	    SAY("%d seats for the office of " STR_FMT, o->seats,
	    STR_ARG(o->name));
	if (o->term.n > 0) {
		term = SAY("%s for " STR_FMT, o->elected ? "" : ", each",
		    STR_ARG(span_text(r->mem, o->term)));
	}
	if (o->in_a_row_max > 0) {
		row = SAY(", at most " STR_FMT " in a row",
		    STR_ARG(count_text(r->mem, o->in_a_row_max, "term",
		    "terms")));
	}
	return SAY(STR_FMT " has " STR_FMT "%s" STR_FMT STR_FMT ".",
	    STR_ARG(text_capital(r->mem, every(r, o->at))), STR_ARG(seats),
	    o->elected ? ", elected" : "", STR_ARG(term), STR_ARG(row));
}

/* What people call an office; the word where lines give it several names. */
static str
office_name(const struct reader *r, str word)
{
	str name = S("");

	for (size_t i = 0; i < r->out->offices.len; i++) {
		const struct office_kind *o = &r->out->offices.at[i];

		if (str_eq(o->word, word)) {
			name = name.len == 0 || str_eq(name, o->name) ?
			    o->name : word;
		}
	}
	return name.len > 0 ? name : word;
}

static str
explain_vacancy(const struct reader *r, const struct line *l)
{
	tier_set at = line_tiers(r, l, FIELD_AT);

	return SAY("The office of " STR_FMT "%s" STR_FMT " may be without a "
	    "holder for " STR_FMT ", and no longer.",
	    STR_ARG(office_name(r, line_value(l, FIELD_WORD, 0))),
	    at != 0 ? " in " : "", STR_ARG(every(r, at)),
	    STR_ARG(days_text(r->mem, line_days(l, FIELD_DAYS, 0, 0))));
}

static str
explain_grant(const struct reader *r, const struct line *l)
{
	static const char *const verbs[] = { [MAY_KEEP] = "keep",
	    [MAY_SEE] = "see", [MAY_ISSUE] = "issue" };
	const struct grant *g = NULL;
	tier_set at = line_tiers(r, l, FIELD_AT);
	str nouns = S("");
	size_t len = line_count(l, FIELD_NOUN);

	for (size_t i = 0; i < r->out->grants.len && g == NULL; i++) {
		if (r->out->grants.at[i].rule == l->rule) {
			g = &r->out->grants.at[i];
		}
	}
	assert(g != NULL);
	for (size_t n = 0; n < len; n++) {
		nouns = list_add(r->mem, nouns, line_value(l, FIELD_NOUN, n),
		    n, len, " and ");
	}
	return SAY("Whoever is " STR_FMT " of " STR_FMT " may %s %s" STR_FMT
	    "%s.", STR_ARG(office_name(r, line_value(l, FIELD_WORD, 0))),
	    STR_ARG(one_of(r, at)), verbs[g->verb], g->below ? "the " : "its ",
	    STR_ARG(nouns), g->below ? " of it and of everything under it" :
	    "");
}

static str
explain_carry_over(const struct reader *r, const struct line *l)
{
	int32_t days = r->out->carry_over_days;

	(void)l;
	if (days == 0) {
		return S("When a term has run out, its holder does not "
		    "continue: the office is vacant.");
	}
	return SAY("When a term has run out, its holder continues until a "
	    "successor is named%s" STR_FMT ".", days > 0 ?
	    ", but no longer than " : "",
	    STR_ARG(days > 0 ? days_text(r->mem, days) : S("")));
}

/* ---- meetings and decisions -------------------------------------------- */

static str
except_text(const struct reader *r, const struct line *l)
{
	size_t len = line_count(l, FIELD_EXCEPT);
	str out = S("");

	for (size_t n = 0; n < len; n++) {
		out = list_add(r->mem, out, line_value(l, FIELD_EXCEPT, n), n,
		    len, " and ");
	}
	return len == 0 ? out : SAY("; " STR_FMT " %s not count",
	    STR_ARG(out), len == 1 ? "does" : "do");
}

/* "at least once in each calendar month", "at least once in any 3 weeks". */
static str
cadence_text(const struct reader *r, const struct line *l)
{
	int32_t times = line_number(l, FIELD_TIMES, 0);
	str often = times == 1 ? S("once") : times == 2 ? S("twice") :
	    SAY("%d times", times);

	if (times == 0) {
		return S("");
	}
	if (line_has(l, FIELD_PER)) {
		return SAY("at least " STR_FMT " in each calendar " STR_FMT
		    STR_FMT, STR_ARG(often),
		    STR_ARG(line_value(l, FIELD_PER, 0)),
		    STR_ARG(except_text(r, l)));
	}
	return SAY("at least once in any " STR_FMT STR_FMT,
	    STR_ARG(field_span(r, l, FIELD_STRETCH)),
	    STR_ARG(except_text(r, l)));
}

static const struct meeting_kind *
meeting_of_rule(const struct reader *r, size_t rule)
{
	for (size_t i = 0; i < r->out->meetings.len; i++) {
		if (r->out->meetings.at[i].rule == rule) {
			return &r->out->meetings.at[i];
		}
	}
	return NULL;
}

static str
explain_meeting(const struct reader *r, const struct line *l)
{
	const struct meeting_kind *m = meeting_of_rule(r, l->rule);
	str who, what, notice = S(""), quorum = S("");

	assert(m != NULL);
	who = text_capital(r->mem, every(r, m->at));
	what = with_article(r, m->word);
	if (m->times > 0) {
		what = SAY("holds " STR_FMT " meeting " STR_FMT, STR_ARG(what),
		    STR_ARG(cadence_text(r, l)));
	} else {
		what = SAY("can hold " STR_FMT " meeting at any time",
		    STR_ARG(what));
	}
	if (m->notice_days > 0) {
		notice = SAY("; it is announced " STR_FMT " before, or "
		    "earlier", STR_ARG(days_text(r->mem, m->notice_days)));
	} else if (m->notice_days == 0) {
		notice = S("; it can be announced on the same day");
	}
	if (m->quorum_none) {
		quorum = S("; it can decide however many are present");
	} else if (m->quorum_said) {
		quorum = SAY("; it can decide when " STR_FMT " of the members "
		    "are present", STR_ARG(share_text(r, m->quorum)));
	}
	return SAY(STR_FMT " " STR_FMT STR_FMT STR_FMT ".", STR_ARG(who),
	    STR_ARG(what), STR_ARG(notice), STR_ARG(quorum));
}

static str
majority_text(const struct reader *r, const struct line *l)
{
	static const char *const whom[] = { [OF_MEMBERS] = "all the members",
	    [OF_PRESENT] = "those present",
	    [OF_CAST] = "the votes cast" };
	struct fraction share;
	enum base_of of;

	line_majority(l, &share, &of);
	return SAY(STR_FMT " of %s", STR_ARG(share_text(r, share)), whom[of]);
}

static str
explain_decision_at(const struct reader *r, const struct line *l)
{
	str kind = line_value(l, FIELD_KIND, 0);

	return SAY("At " STR_FMT " meeting, something is decided when " STR_FMT
	    " are for it.", STR_ARG(with_article(r, kind)),
	    STR_ARG(majority_text(r, l)));
}

static str
explain_decision_on(const struct reader *r, const struct line *l)
{
	return SAY("To \"" STR_FMT "\", " STR_FMT " must be for it.",
	    STR_ARG(line_value(l, FIELD_SUBJECT, 0)),
	    STR_ARG(majority_text(r, l)));
}

static str
explain_circular(const struct reader *r, const struct line *l)
{
	str who = every(r, line_tiers(r, l, FIELD_AT)), conveyed = S(""),
	    repeated = S("");
	size_t len = line_count(l, FIELD_REPEATED) / 2;

	if (line_has(l, FIELD_CONVEYED)) {
		conveyed = SAY(" within " STR_FMT, STR_ARG(days_text(r->mem,
		    line_days(l, FIELD_CONVEYED, 0, 0))));
	}
	for (size_t n = 0; n < len; n++) {
		repeated = list_add(r->mem, repeated, days_text(r->mem,
		    line_days(l, FIELD_REPEATED, n, 0)), n, len, " and after ");
	}
	return SAY(STR_FMT " passes a circular on to its members" STR_FMT "%s"
	    STR_FMT ".", STR_ARG(text_capital(r->mem, who)), STR_ARG(conveyed),
	    len > 0 ? ", and again after " : "", STR_ARG(repeated));
}

/* ---- read and shown, not checked yet ----------------------------------- */

static str
explain_review(const struct reader *r, const struct line *l)
{
	return SAY(STR_FMT " holds a review " STR_FMT ".",
	    STR_ARG(text_capital(r->mem, every(r, line_tiers(r, l, FIELD_AT)))),
	    STR_ARG(cadence_text(r, l)));
}

static str
explain_assignment(const struct reader *r, const struct line *l)
{
	str whom = line_value(l, FIELD_WHOM, 0), often = S(""),
	    report = S(""), reviewed = S("");

	if (line_has(l, FIELD_TIMES)) {
		often = SAY(" " STR_FMT, STR_ARG(cadence_text(r, l)));
	}
	if (str_eq(line_value(l, FIELD_REPORT, 0), S("its"))) {
		report = S("; what was done is reported by the day it is due");
	} else if (line_has(l, FIELD_REPORT)) {
		report = SAY("; what was done is reported within " STR_FMT,
		    STR_ARG(days_text(r->mem, line_days(l, FIELD_REPORT, 0,
		    0))));
	}
	if (line_has(l, FIELD_REVIEWED)) {
		reviewed = SAY("; the report is looked at within " STR_FMT,
		    STR_ARG(days_text(r->mem, line_days(l, FIELD_REVIEWED, 0,
		    0))));
	}
	return SAY("Every " STR_FMT " is given an assignment" STR_FMT STR_FMT
	    STR_FMT ".", STR_ARG(str_eq(whom, S("member")) ? whom :
	    office_name(r, whom)), STR_ARG(often), STR_ARG(report),
	    STR_ARG(reviewed));
}

static str
explain_recommended(const struct reader *r, const struct line *l)
{
	int32_t n = line_number(l, FIELD_BY, 0);
	bool standing = line_has(l, FIELD_STANDING);

	return SAY("Whoever wants to join is recommended by " STR_FMT "%s"
	    STR_FMT ".", STR_ARG(count_text(r->mem, n, "member", "members")),
	    standing ? n == 1 ? " who has belonged for at least " :
	    " who have belonged for at least " : "",
	    STR_ARG(standing ? field_span(r, l, FIELD_STANDING) : S("")));
}

static str
explain_candidate(const struct reader *r, const struct line *l)
{
	return SAY("Whoever wants to join is a candidate for " STR_FMT
	    " first.", STR_ARG(field_span(r, l, FIELD_FOR)));
}

static str
explain_vote(const struct reader *r, const struct line *l)
{
	return SAY("Then " STR_FMT " meeting votes: a candidate is admitted "
	    "when " STR_FMT " are for it.",
	    STR_ARG(with_article(r, line_value(l, FIELD_KIND, 0))),
	    STR_ARG(majority_text(r, l)));
}

static str
name_of(const struct reader *r, const struct tier *t)
{
	(void)r;
	return t->one;
}

static str
explain_confirmed(const struct reader *r, const struct line *l)
{
	return SAY("The " STR_FMT " confirms an admission within " STR_FMT ".",
	    STR_ARG(tiers_said(r, line_tiers(r, l, FIELD_AT), name_of,
	    " or ")), STR_ARG(days_text(r->mem, line_days(l, FIELD_WITHIN, 0,
	    0))));
}

static str
explain_conference(const struct reader *r, const struct line *l)
{
	str often = S(""), delegates = S("");

	if (line_has(l, FIELD_EVERY)) {
		often = SAY(" every " STR_FMT,
		    STR_ARG(field_span(r, l, FIELD_EVERY)));
	}
	if (line_has(l, FIELD_DELEGATES)) {
		delegates = SAY("; " STR_FMT " for every " STR_FMT " " STR_FMT,
		    STR_ARG(count_text(r->mem, line_number(l, FIELD_DELEGATES,
		    0), "delegate comes", "delegates come")),
		    STR_ARG(line_value(l, FIELD_DELEGATES, 2)),
		    STR_ARG(line_value(l, FIELD_DELEGATES, 3)));
	}
	return SAY(STR_FMT " holds a conference of " STR_FMT STR_FMT STR_FMT
	    ".", STR_ARG(text_capital(r->mem,
	    every(r, line_tiers(r, l, FIELD_AT)))),
	    STR_ARG(line_value(l, FIELD_WORD, 0)), STR_ARG(often),
	    STR_ARG(delegates));
}

/* "A conference", "A conference of every County" */
static str
conferences_said(const struct reader *r, const struct line *l)
{
	tier_set at = line_tiers(r, l, FIELD_AT);

	return at == 0 ? S("a conference") : SAY("a conference of " STR_FMT,
	    STR_ARG(one_of(r, at)));
}

static str
explain_quorum(const struct reader *r, const struct line *l)
{
	str what = text_capital(r->mem, conferences_said(r, l));

	if (str_eq(line_value(l, FIELD_QUORUM, 0), S("none"))) {
		return SAY(STR_FMT " can decide however many are present.",
		    STR_ARG(what));
	}
	return SAY(STR_FMT " can decide when " STR_FMT " of its "
	    "delegates are present.", STR_ARG(what),
	    STR_ARG(share_text(r, line_share(l, FIELD_QUORUM))));
}

static str
explain_tie(const struct reader *r, const struct line *l)
{
	str what = conferences_said(r, l), first = line_value(l, FIELD_TIE, 0);
	const char *then = str_eq(first, S("the")) ? "the chair decides" :
	    str_eq(first, S("by")) ? "a lot decides" :
	    str_eq(first, S("repeated")) ? "they vote again" :
	    "nothing is decided";

	return SAY("Where at " STR_FMT " as many are for something as against "
	    "it, %s.", STR_ARG(what), then);
}

static str
explain_title(const struct reader *r, const struct line *l)
{
	str lasts = S(""), by = S("");

	if (line_has(l, FIELD_LASTS)) {
		lasts = SAY(" for " STR_FMT,
		    STR_ARG(field_span(r, l, FIELD_LASTS)));
	}
	if (line_has(l, FIELD_CONFERRED)) {
		by = SAY("; the " STR_FMT " confers it",
		    STR_ARG(tiers_said(r, line_tiers(r, l, FIELD_CONFERRED),
		    name_of, " or ")));
	}
	return SAY(STR_FMT " can bear the title \"" STR_FMT "\"" STR_FMT
	    STR_FMT ".", STR_ARG(text_capital(r->mem, one_of(r, line_tiers(r, l,
	    FIELD_AT)))), STR_ARG(line_value(l, FIELD_ONE, 0)),
	    STR_ARG(lasts), STR_ARG(by));
}

/* "general meetings 100%, reviews 100%" as "100% of its general meetings". */
static str
explain_grounds(const struct reader *r, const struct line *l)
{
	str out = S(""), words = S("");
	size_t from = line_find(l, FIELD_GROUND, 0), grounds = 0, done = 0;
	size_t len = l->words.list.len;

	for (size_t i = from; i < len; i++) {
		grounds += l->words.list.at[i].kind == WORD_PERCENT;
	}
	for (size_t i = from; i < len && done < grounds; i++) {
		const struct word *w = &l->words.list.at[i];

		if (w->kind == WORD_PERCENT) {
			out = list_add(r->mem, out, SAY(STR_FMT " of its"
			    STR_FMT, STR_ARG(w->text), STR_ARG(words)), done++,
			    grounds, " and ");
			words = S("");
		} else if (w->kind != WORD_MARK) {
			words = SAY(STR_FMT " " STR_FMT, STR_ARG(words),
			    STR_ARG(w->value));
		}
	}
	return SAY("The title \"" STR_FMT "\" is for one that did " STR_FMT
	    "%s" STR_FMT ".", STR_ARG(line_value(l, FIELD_WORD, 0)),
	    STR_ARG(out), line_has(l, FIELD_OVER) ? " over " : "",
	    STR_ARG(line_has(l, FIELD_OVER) ? field_span(r, l, FIELD_OVER) :
	    S("")));
}

static str
explain_burden(const struct reader *r, const struct line *l)
{
	size_t len = line_count(l, FIELD_LIMIT) / 4;
	str out = S("");

	for (size_t n = 0; n < len; n++) {
		out = list_add(r->mem, out, SAY(STR_FMT " " STR_FMT
		    " in a calendar " STR_FMT,
		    STR_ARG(line_value(l, FIELD_LIMIT, 4 * n)),
		    STR_ARG(line_value(l, FIELD_LIMIT, 4 * n + 1)),
		    STR_ARG(line_value(l, FIELD_LIMIT, 4 * n + 3))), n, len,
		    " and ");
	}
	return SAY("Of " STR_FMT " no more may be asked than " STR_FMT ".",
	    STR_ARG(every(r, line_tiers(r, l, FIELD_AT))), STR_ARG(out));
}

/* ------------------------------------------------------------------------ */

str
explain(const struct reader *r, const struct line *l)
{
	static str (*const by_form[FORM_COUNT])(const struct reader *,
	    const struct line *) = {
		[FORM_TIER] = explain_tier,
		[FORM_OFFICE] = explain_office,
		[FORM_VACANCY] = explain_vacancy,
		[FORM_GRANT] = explain_grant,
		[FORM_CARRY_OVER] = explain_carry_over,
		[FORM_MEETING] = explain_meeting,
		[FORM_REVIEW] = explain_review,
		[FORM_DECISION_AT] = explain_decision_at,
		[FORM_DECISION_ON] = explain_decision_on,
		[FORM_ASSIGNMENT] = explain_assignment,
		[FORM_CIRCULAR] = explain_circular,
		[FORM_RECOMMENDED] = explain_recommended,
		[FORM_CANDIDATE] = explain_candidate,
		[FORM_VOTE] = explain_vote,
		[FORM_CONFIRMED] = explain_confirmed,
		[FORM_CONFERENCE] = explain_conference,
		[FORM_QUORUM] = explain_quorum,
		[FORM_TIE] = explain_tie,
		[FORM_TITLE] = explain_title,
		[FORM_GROUNDS] = explain_grounds,
		[FORM_BURDEN] = explain_burden,
	};

	return by_form[l->reading.form](r, l);
}
