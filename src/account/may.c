/*
 * may.c - the table of may.h, from the offices held today and the grants of the
 * statutes in force today.
 */
#include "account/may.h"

#include <assert.h>

#include "conference/conference.h"
#include "member/member.h"
#include "office/office.h"
#include "org/org.h"
#include "statutes/statutes.h"

/* What a line of the statutes has to grant for an act. */
struct needed {
	enum grant_verb	 verb;
	enum grant_noun	 noun;
};

static bool
grants(const struct grant *g, struct needed need)
{
	return g->verb == need.verb && (g->nouns >> need.noun & 1) != 0;
}

/* Whether a grant of an office held in `own` is over the unit. */
static bool
reaches(struct ctx *cx, const struct grant *g, size_t own_tier, int64_t own,
    int64_t unit)
{
	if ((g->tiers >> own_tier & 1) == 0) {
		return false;
	}
	return unit == own || (g->below && org_is_under(cx, unit, own));
}

static bool
term_allows(struct ctx *cx, const struct statutes *st, const struct term *term,
    struct needed need, int64_t unit)
{
	struct unit own;
	size_t tier;

	if (!org_unit(cx, term->unit_id, &own)) {
		return false;
	}
	tier = statutes_tier(st, own.tier);
	if (tier == st->tiers.len) {
		return false;
	}
	for (size_t i = 0; i < st->grants.len; i++) {
		const struct grant *g = &st->grants.at[i];
		const struct office_kind *kind = &st->offices.at[g->office];

		/* One word may be an office of several tiers. */
		if (grants(g, need) && str_eq(kind->word, term->office) &&
		    reaches(cx, g, tier, own.id, unit)) {
			return true;
		}
	}
	return false;
}

/* Whether an office that the actor holds today, in the unit `in` or (0) in
 * any, is granted it over the unit; which one. */
static bool
office_in_allows(struct ctx *cx, struct needed need, int64_t unit, int64_t in,
    struct term *out)
{
	const struct statutes *st;
	struct term *held;
	size_t len;

	if (cx->actor == 0 || unit == 0) {
		return false;
	}
	st = statutes_in_force(cx, cx->today);
	if (st == NULL) {
		return false;
	}
	office_held(cx, cx->actor, cx->today, &held, &len);
	for (size_t i = 0; i < len; i++) {
		if ((in == 0 || held[i].unit_id == in) &&
		    term_allows(cx, st, &held[i], need, unit)) {
			*out = held[i];
			return true;
		}
	}
	return false;
}

static bool
office_allows(struct ctx *cx, struct needed need, int64_t unit,
    struct term *out)
{
	return office_in_allows(cx, need, unit, 0, out);
}

static bool
holds_office_in(struct ctx *cx, int64_t unit, struct term *out)
{
	struct term *held;
	size_t len;

	if (cx->actor == 0 || unit == 0) {
		return false;
	}
	office_held(cx, cx->actor, cx->today, &held, &len);
	for (size_t i = 0; i < len; i++) {
		if (held[i].unit_id == unit) {
			*out = held[i];
			return true;
		}
	}
	return false;
}

static bool
belongs_to(struct ctx *cx, int64_t unit)
{
	return cx->actor != 0 && unit != 0 &&
	    member_cell(cx, cx->actor, cx->today) == unit;
}

static bool
is_self(const struct ctx *cx, struct object o)
{
	return cx->actor != 0 && cx->actor == o.member;
}

/* The unit an act about a person is measured by: the cell of today. */
static int64_t
cell_of(struct ctx *cx, struct object o)
{
	return o.member == 0 ? 0 : member_cell(cx, o.member, cx->today);
}

/* Conferences of a unit; one that is the unit's own meeting goes with those. */
static bool
keeps_conferences(struct ctx *cx, struct object o, struct term *out)
{
	struct conference c;

	if (o.conference != 0 && conference_read(cx, o.conference, &c)) {
		o.unit = c.unit_id;
		if (c.meeting_id != 0 && office_allows(cx, (struct needed){
		    MAY_KEEP, NOUN_MEETINGS }, o.unit, out)) {
			return true;
		}
	}
	return office_allows(cx, (struct needed){ MAY_KEEP,
	    NOUN_CONFERENCES }, o.unit, out);
}

/* Plans: those who give targets, those who report, and those who see both. */
static bool
by_office_of_plans(struct ctx *cx, enum act act, struct object o,
    struct term *out)
{
	static const struct needed goals = { MAY_ISSUE, NOUN_GOALS },
	    assignments = { MAY_KEEP, NOUN_ASSIGNMENTS },
	    figures = { MAY_SEE, NOUN_FIGURES };

	switch ((int)act) {
	case ACT_ISSUE_GOALS:
		return office_allows(cx, goals, o.unit, out);
	case ACT_REPORT_PROGRESS:
		return office_in_allows(cx, assignments, o.unit, o.unit, out) ||
		    office_in_allows(cx, goals, o.unit, o.unit, out);
	default:
		assert(act == ACT_SEE_TARGETS);
		return holds_office_in(cx, o.unit, out) ||
		    office_allows(cx, figures, o.unit, out) ||
		    office_allows(cx, goals, o.unit, out);
	}
}

/* An office that allows the act; `out` says which. */
static bool
by_office(struct ctx *cx, enum act act, struct object o, struct term *out)
{
	switch (act) {
	case ACT_SEE_CELL:
		return holds_office_in(cx, o.unit, out);
	case ACT_SEE_ROLL:
		return holds_office_in(cx, o.unit, out) ||
		    by_office(cx, ACT_KEEP_MEMBERS, o, out);
	case ACT_SEE_FIGURES:
		return office_allows(cx, (struct needed){ MAY_SEE,
		    NOUN_FIGURES }, o.unit, out);
	case ACT_SEE_EXCEPTIONS:
		return office_allows(cx, (struct needed){ MAY_SEE,
		    NOUN_EXCEPTIONS }, o.unit, out);
	case ACT_SEE_DECISIONS:
		return office_allows(cx, (struct needed){ MAY_SEE,
		    NOUN_DECISIONS }, o.unit, out);
	case ACT_SEE_CHANGES:
		return office_allows(cx, (struct needed){ MAY_SEE,
		    NOUN_CHANGES }, o.unit, out);
	case ACT_SEE_PERSON:
		return office_allows(cx, (struct needed){ MAY_KEEP,
		    NOUN_MEMBERS }, cell_of(cx, o), out);
	case ACT_KEEP_MEMBERS:
		return office_allows(cx, (struct needed){ MAY_KEEP,
		    NOUN_MEMBERS }, o.unit, out);
	case ACT_KEEP_MEETINGS:
		return office_allows(cx, (struct needed){ MAY_KEEP,
		    NOUN_MEETINGS }, o.unit, out);
	case ACT_KEEP_MINUTES:
		return office_allows(cx, (struct needed){ MAY_KEEP,
		    NOUN_MINUTES }, o.unit, out);
	case ACT_KEEP_ASSIGNMENTS:
	case ACT_DO_ASSIGNMENT:
		return office_allows(cx, (struct needed){ MAY_KEEP,
		    NOUN_ASSIGNMENTS }, o.unit, out);
	case ACT_KEEP_OFFICES:
		return office_allows(cx, (struct needed){ MAY_KEEP,
		    NOUN_OFFICES }, o.unit, out);
	case ACT_KEEP_UNITS:
		return office_allows(cx, (struct needed){ MAY_KEEP,
		    NOUN_UNITS }, o.unit, out);
	case ACT_KEEP_CIRCULARS:
	case ACT_ISSUE_CIRCULARS:
		return office_allows(cx, (struct needed){ act ==
		    ACT_KEEP_CIRCULARS ? MAY_KEEP : MAY_ISSUE,
		    NOUN_CIRCULARS }, o.unit, out);
	case ACT_KEEP_CONFERENCE:
		return keeps_conferences(cx, o, out);
	case ACT_DOOR:
	case ACT_EDIT:
	case ACT_ATTEND:
		return by_office(cx, ACT_KEEP_CONFERENCE, o, out);
	case ACT_ISSUE_GOALS:
	case ACT_REPORT_PROGRESS:
	case ACT_SEE_TARGETS:
		return by_office_of_plans(cx, act, o, out);
	case ACT_ANYONE:
	case ACT_LOGGED_IN:
	case ACT_SELF:
	case ACT_SEE_UNIT:
	case ACT_CHAIR:
	case ACT_TELL:
	case ACT_INTERPRET:
	case ACT_PRESS:
	case ACT_DELEGATE:
	case ACT_HOLD_KEY:
	case ACT_ADMINISTER:
	case ACT_COUNT:
		break;
	}
	return false;
}

/* ---- at a conference --------------------------------------------------- */

/* One of the posts, of which each is a bit. */
static bool
has_post(struct ctx *cx, struct object o, unsigned posts)
{
	return cx->actor != 0 && o.conference != 0 &&
	    (conference_posts_of(cx, o.conference, cx->actor) & posts) != 0;
}

static bool
takes_part(struct ctx *cx, struct object o, struct participant *out)
{
	return cx->actor != 0 && o.conference != 0 &&
	    participant_of_member(cx, o.conference, cx->actor, out);
}

/* The posts and the badges of a conference. */
static bool
by_part(struct ctx *cx, enum act act, struct object o)
{
	static const unsigned organiser = POST_BIT(POST_ORGANISER),
	    chair = POST_BIT(POST_CHAIR), editor = POST_BIT(POST_EDITOR);
	struct participant p;

	switch (act) {
	case ACT_KEEP_CONFERENCE:
		return has_post(cx, o, organiser);
	case ACT_CHAIR:
		return has_post(cx, o, chair);
	case ACT_TELL:
		return has_post(cx, o, POST_BIT(POST_TELLER) | chair);
	case ACT_DOOR:
		return has_post(cx, o, POST_BIT(POST_DOOR) | organiser);
	case ACT_EDIT:
		return has_post(cx, o, editor | organiser);
	case ACT_INTERPRET:
		return has_post(cx, o, POST_BIT(POST_INTERPRETER) | editor |
		    chair);
	case ACT_PRESS:
		return has_post(cx, o, POST_BIT(POST_PRESS) | editor) ||
		    (takes_part(cx, o, &p) && p.role == ROLE_PRESS);
	case ACT_HOLD_KEY:
		return has_post(cx, o, POST_BIT(POST_TRUSTEE));
	case ACT_DELEGATE:
		return takes_part(cx, o, &p) && p.voting;
	case ACT_ATTEND:
		/* Thousands who take part ask, and a few with a post only. */
		return takes_part(cx, o, &p) || has_post(cx, o, ~0u);
	case ACT_ANYONE:
	case ACT_LOGGED_IN:
	case ACT_SELF:
	case ACT_SEE_UNIT:
	case ACT_SEE_CELL:
	case ACT_SEE_ROLL:
	case ACT_SEE_FIGURES:
	case ACT_SEE_EXCEPTIONS:
	case ACT_SEE_DECISIONS:
	case ACT_SEE_PERSON:
	case ACT_SEE_CHANGES:
	case ACT_KEEP_CIRCULARS:
	case ACT_ISSUE_CIRCULARS:
	case ACT_KEEP_MEMBERS:
	case ACT_KEEP_MEETINGS:
	case ACT_KEEP_MINUTES:
	case ACT_KEEP_ASSIGNMENTS:
	case ACT_DO_ASSIGNMENT:
	case ACT_KEEP_OFFICES:
	case ACT_KEEP_UNITS:
	case ACT_ISSUE_GOALS:
	case ACT_REPORT_PROGRESS:
	case ACT_SEE_TARGETS:
	case ACT_ADMINISTER:
	case ACT_COUNT:
		break;
	}
	return false;
}

/* What allows the act without an office: who somebody is. */
static bool
by_person(struct ctx *cx, enum act act, struct object o)
{
	switch (act) {
	case ACT_ANYONE:
		return true;
	case ACT_LOGGED_IN:
	case ACT_SEE_UNIT:
		return cx->account != 0;
	case ACT_SELF:
	case ACT_SEE_PERSON:
	case ACT_DO_ASSIGNMENT:
		return is_self(cx, o);
	case ACT_SEE_CELL:
	case ACT_SEE_ROLL:
	case ACT_SEE_FIGURES:
	case ACT_SEE_EXCEPTIONS:
	case ACT_SEE_DECISIONS:
	case ACT_SEE_TARGETS:
		return belongs_to(cx, o.unit);
	case ACT_ADMINISTER:
		return cx->admin;
	case ACT_KEEP_MEMBERS:
	case ACT_KEEP_MEETINGS:
	case ACT_KEEP_MINUTES:
	case ACT_KEEP_ASSIGNMENTS:
	case ACT_KEEP_OFFICES:
	case ACT_KEEP_UNITS:
	case ACT_SEE_CHANGES:
	case ACT_ISSUE_GOALS:
	case ACT_REPORT_PROGRESS:
	case ACT_KEEP_CIRCULARS:
	case ACT_ISSUE_CIRCULARS:
	case ACT_COUNT:
		break;
	case ACT_KEEP_CONFERENCE:
	case ACT_CHAIR:
	case ACT_TELL:
	case ACT_DOOR:
	case ACT_EDIT:
	case ACT_INTERPRET:
	case ACT_PRESS:
	case ACT_ATTEND:
	case ACT_DELEGATE:
	case ACT_HOLD_KEY:
		return by_part(cx, act, o);
	}
	return false;
}

bool
may(struct ctx *cx, enum act act, struct object o)
{
	struct term term;

	assert(act < ACT_COUNT);
	return by_person(cx, act, o) || by_part(cx, act, o) ||
	    by_office(cx, act, o, &term);
}

str
may_office(struct ctx *cx, enum act act, struct object o)
{
	struct term term;
	struct unit unit;

	assert(act < ACT_COUNT);
	if (!by_office(cx, act, o, &term) ||
	    !org_unit(cx, term.unit_id, &unit)) {
		return S("");
	}
	return arena_printf(cx->mem, STR_FMT ", " STR_FMT,
	    STR_ARG(org_word(cx, term.office).one), STR_ARG(unit.name));
}

/* ---- over which units -------------------------------------------------- */

/* What the statutes have to grant for an act that needs one noun of one office;
 * false where it is not so simple. */
static bool
needed_for(enum act act, struct needed *out)
{
	static const struct { enum act act; struct needed need; } list[] = {
		{ ACT_KEEP_MEMBERS, { MAY_KEEP, NOUN_MEMBERS } },
		{ ACT_KEEP_MEETINGS, { MAY_KEEP, NOUN_MEETINGS } },
		{ ACT_KEEP_MINUTES, { MAY_KEEP, NOUN_MINUTES } },
		{ ACT_KEEP_ASSIGNMENTS, { MAY_KEEP, NOUN_ASSIGNMENTS } },
		{ ACT_KEEP_OFFICES, { MAY_KEEP, NOUN_OFFICES } },
		{ ACT_KEEP_UNITS, { MAY_KEEP, NOUN_UNITS } },
		{ ACT_SEE_CHANGES, { MAY_SEE, NOUN_CHANGES } },
		{ ACT_KEEP_CIRCULARS, { MAY_KEEP, NOUN_CIRCULARS } },
		{ ACT_ISSUE_CIRCULARS, { MAY_ISSUE, NOUN_CIRCULARS } },
		{ ACT_KEEP_CONFERENCE, { MAY_KEEP, NOUN_CONFERENCES } },
		{ ACT_ISSUE_GOALS, { MAY_ISSUE, NOUN_GOALS } },
	};

	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		if (list[i].act == act) {
			*out = list[i].need;
			return true;
		}
	}
	return false;
}

/* Once for each unit; with all below it where one grant says so. */
static void
add_reach(struct may_reach *list, size_t *len, int64_t unit_id, bool below)
{
	for (size_t i = 0; i < *len; i++) {
		if (list[i].unit_id == unit_id) {
			list[i].below = list[i].below || below;
			return;
		}
	}
	if (*len < MAY_REACHES_MAX) {
		list[(*len)++] = (struct may_reach){ unit_id, below };
	}
}

static void
add_term(struct ctx *cx, const struct statutes *st, const struct term *term,
    struct needed need, struct may_reach *list, size_t *len)
{
	struct unit own;
	size_t tier;

	if (!org_unit(cx, term->unit_id, &own)) {
		return;
	}
	tier = statutes_tier(st, own.tier);
	for (size_t i = 0; i < st->grants.len && tier < st->tiers.len; i++) {
		const struct grant *g = &st->grants.at[i];

		if (grants(g, need) && (g->tiers >> tier & 1) != 0 &&
		    str_eq(st->offices.at[g->office].word, term->office)) {
			add_reach(list, len, own.id, g->below);
		}
	}
}

void
may_reaches(struct ctx *cx, enum act act, struct may_reach **out,
    size_t *out_len)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);
	struct needed need;
	struct term *held;
	size_t held_len;
	bool simple = needed_for(act, &need);

	assert(simple);
	*out = NEW(cx->mem, struct may_reach, MAY_REACHES_MAX);
	*out_len = 0;
	if (!simple || cx->actor == 0 || st == NULL) {
		return;
	}
	office_held(cx, cx->actor, cx->today, &held, &held_len);
	for (size_t i = 0; i < held_len; i++) {
		add_term(cx, st, &held[i], need, *out, out_len);
	}
}
