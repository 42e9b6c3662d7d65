/*
 * change_ask_web.c - the answers of somebody who changes a unit: read, looked
 * up, checked, and told back as what they would do.
 */
#include "member/member.h"
#include "office/office.h"
#include "org/change_pages.h"

#define NEAR_MAX	12		/* units offered before one looked */

const struct change_kind change_kinds[CHANGES] = {
	[CHANGE_FOUND] = { "found", "Add a unit under it",
	    "A new unit, with its own code, from a day on", "plus",
	    "Add the unit",
	    ASK_TIER | ASK_NAME | ASK_CODE | ASK_DAY | DAY_UNKNOWN },
	[CHANGE_RENAME] = { "rename", "Give it another name",
	    "What happened before keeps the name of its day", "file-text",
	    "Give it this name", ASK_NAME | ASK_DAY },
	[CHANGE_MOVE] = { "move", "Put it under another unit",
	    "With its members and all that stands under it", "network",
	    "Move the unit", ASK_UNIT | ASK_DAY },
	[CHANGE_SPLIT] = { "split", "Split it",
	    "A new unit beside it takes a part of its members", "users",
	    "Split the unit", ASK_NAME | ASK_CODE | ASK_DAY },
	[CHANGE_MERGE] = { "merge", "Merge it into another unit",
	    "Its members and units go there, and it ends", "handshake",
	    "Merge the unit", ASK_UNIT | ASK_DAY },
	[CHANGE_CLOSE] = { "close", "Close it",
	    "For a unit without members and without units under it", "x",
	    "Close the unit", ASK_REASON | ASK_DAY },
	[CHANGE_TOP] = { "top", "The unit at the top",
	    "The whole organisation; every other unit stands under it",
	    "landmark", "Write it down",
	    ASK_NAME | ASK_CODE | ASK_DAY | DAY_UNKNOWN },
};

/* ---- the answers ------------------------------------------------------- */

size_t
change_tiers(struct ctx *cx, const struct unit *unit,
    const struct tier *out[TIERS_MAX])
{
	const struct statutes *st = org_statutes(cx, cx->today);
	size_t above = st == NULL ? 0 : statutes_tier(st, unit->tier);
	size_t len = 0;

	for (size_t i = 0; st != NULL && i < st->tiers.len; i++) {
		const struct tier *t = &st->tiers.at[i];

		if (unit->id == 0 ? t->under == 0 : above < st->tiers.len &&
		    (t->under >> above & 1) != 0) {
			out[len++] = t;
		}
	}
	return len;
}

static bool
fits_under(struct ctx *cx, str tier, str above)
{
	const struct statutes *st = org_statutes(cx, cx->today);
	size_t i, j;

	if (st == NULL) {
		return false;
	}
	i = statutes_tier(st, tier);
	j = statutes_tier(st, above);
	return i < st->tiers.len && j < st->tiers.len &&
	    (st->tiers.at[i].under >> j & 1) != 0;
}

/* Nobody gives a unit to those who did not ask for it: who moves or merges one
 * keeps the units on both sides. */
static bool
keeps(struct ctx *cx, const struct unit *u)
{
	struct object o = { .unit = u->id };

	return may(cx, ACT_KEEP_UNITS, o) || may(cx, ACT_ADMINISTER, o);
}

/* Whether a unit can be what is looked for. */
static bool
can_be_other(struct ctx *cx, const struct change *c, const struct unit *u)
{
	if (u->id == c->unit.id || date_known(u->dissolved)) {
		return false;
	}
	if (c->what == CHANGE_MERGE) {
		return str_eq(u->tier, c->unit.tier) && keeps(cx, u);
	}
	return u->id != c->unit.parent_id &&
	    fits_under(cx, c->unit.tier, u->tier) && keeps(cx, u);
}

/* The units directly under one that can be chosen. */
static void
add_near(struct ctx *cx, struct change *c, int64_t under)
{
	struct unit *units;
	size_t len;

	org_children(cx, under, cx->today, &units, &len);
	for (size_t i = 0; i < len && c->units_len < NEAR_MAX; i++) {
		if (can_be_other(cx, c, &units[i])) {
			c->units[c->units_len++] = units[i];
		}
	}
}

/* A unit is most often merged with one beside it, and moved to one beside the
 * unit above. */
static void
near_by(struct ctx *cx, struct change *c)
{
	struct unit parent;

	if (!org_unit(cx, c->unit.parent_id, &parent)) {
		return;
	}
	if (c->what == CHANGE_MERGE) {
		add_near(cx, c, parent.id);
	} else if (parent.parent_id != 0) {
		add_near(cx, c, parent.parent_id);
	}
}

void
change_choices(struct ctx *cx, struct change *c)
{
	struct unit exact, *found;
	size_t len;

	c->units = NEW(cx->mem, struct unit, CHOICES_MAX);
	c->units_len = 0;
	if (c->looked_for.len == 0) {
		near_by(cx, c);
		return;
	}
	if (org_unit_by_code(cx, c->looked_for, &exact) &&
	    can_be_other(cx, c, &exact)) {
		c->units[c->units_len++] = exact;
		return;
	}
	org_search(cx, c->looked_for, 0, SEARCH_MAX, &found, &len);
	for (size_t i = 0; i < len && c->units_len < CHOICES_MAX; i++) {
		if (can_be_other(cx, c, &found[i])) {
			c->units[c->units_len++] = found[i];
		}
	}
}

static void
read_other(struct ctx *cx, const struct req *rq, struct change *c,
    struct problems *problems)
{
	c->looked_for = str_trim(req_str(rq, "to"));
	change_choices(cx, c);
	/* What is typed anew counts more than what was chosen before. */
	for (size_t i = 0; i < c->units_len; i++) {
		if (str_eq(c->units[i].public_id, req_str(rq, "which")) ||
		    (c->units_len == 1 &&
		    str_eq(c->units[i].code, c->looked_for))) {
			c->other = c->units[i];
			return;
		}
	}
	if (c->looked_for.len > 0 && c->units_len == 0) {
		problem_add(problems, "to", S("No unit that fits, and that you"
		    " keep, has this code or these words in its name. Ask an"
		    " officer above both, or write a shorter part of the"
		    " name."));
	} else if (c->units_len > 0) {
		problem_add(problems, "which", S("Choose one of these, or look"
		    " for another."));
	} else {
		problem_add(problems, "to", S("Write the code of the unit, or"
		    " a part of its name."));
	}
}

static void
read_day(struct ctx *cx, const struct req *rq, struct change *c,
    struct problems *problems)
{
	if (!req_day(rq, "day", cx->today, &c->day)) {
		problem_add(problems, "day", S("This is not a day of the"
		    " calendar. Write it as 2026-11-20 or 20.11.2026."));
	} else if (!date_known(c->day) &&
	    (change_kinds[c->what].asks & DAY_UNKNOWN) == 0) {
		problem_add(problems, "day", S("Write the first day on which"
		    " it holds."));
	}
}

void
change_read(struct ctx *cx, const struct req *rq, struct change *c,
    struct problems *problems)
{
	const struct tier *tiers[TIERS_MAX];
	size_t len = change_tiers(cx, &c->unit, tiers);

	c->name = str_trim(req_str(rq, "name"));
	c->code = str_trim(req_str(rq, "code"));
	c->tier = req_str(rq, "tier");
	c->reason = str_trim(req_str(rq, "reason"));
	if (c->what == CHANGE_TOP || (len == 1 && c->tier.len == 0)) {
		c->tier = len > 0 ? tiers[0]->word : S("");
	}
	if ((change_kinds[c->what].asks & ASK_UNIT) != 0) {
		read_other(cx, rq, c, problems);
	}
	if ((change_kinds[c->what].asks & ASK_TIER) != 0 && c->tier.len == 0) {
		problem_add(problems, "tier", S("Choose what it is to be."));
	}
	read_day(cx, rq, c, problems);
}

/* ---- refusals ---------------------------------------------------------- */

enum org_err
change_check(struct ctx *cx, const struct change *c)
{
	struct unit_new in = { c->code, c->tier, c->name, c->unit.id, c->day };
	enum org_err err = ORG_OK;

	switch (c->what) {
	case CHANGE_FOUND:
	case CHANGE_TOP:
		return org_found_check(cx, &in);
	case CHANGE_RENAME:
		return org_rename_check(cx, c->unit.id, c->name, c->day);
	case CHANGE_MOVE:
		return org_move_check(cx, c->unit.id, c->other.id, c->day);
	case CHANGE_SPLIT:
		return org_split_check(cx, c->unit.id, &in, c->day);
	case CHANGE_MERGE:
		err = org_merge_check(cx, c->unit.id, c->other.id, c->day);
		return err == ORG_HAS_MEMBERS ? ORG_OK : err;
	case CHANGE_CLOSE:
		return org_dissolve_check(cx, c->unit.id, c->day);
	case CHANGES:
		break;
	}
	return err;
}

static const char *
field_of(const struct change *c, enum org_err err)
{
	switch (err) {
	case ORG_CODE_TAKEN:
	case ORG_CODE_BAD:
		return "code";
	case ORG_NAME_MISSING:
	case ORG_NAME_LONG:
		return "name";
	case ORG_NO_TIER:
		return "tier";
	case ORG_WRONG_PARENT:
		return c->what == CHANGE_FOUND ? "tier" : "to";
	case ORG_LOOP:
	case ORG_NO_PARENT:
	case ORG_NEEDS_PARENT:
	case ORG_NOT_SAME_TIER:
		return "to";
	case ORG_TOO_EARLY:
	case ORG_FUTURE:
	case ORG_GONE:
	case ORG_PARENT_GONE:
	case ORG_HEIR_GONE:
		return "day";
	case ORG_OK:
	case ORG_NO_STATUTES:
	case ORG_NO_UNIT:
	case ORG_SECOND_ROOT:
	case ORG_HAS_UNITS:
	case ORG_HAS_MEMBERS:
	case ORG_ERR_COUNT:
		break;
	}
	return "";
}

/* The last day on which something is recorded of a unit. */
static struct date
last_day(struct ctx *cx, int64_t unit_id)
{
	struct unit_event *events;
	size_t len;

	org_events(cx, unit_id, &events, &len);
	return len > 0 ? events[len - 1].day : DATE_NONE;
}

void
change_refuse(struct ctx *cx, const struct change *c, enum org_err err,
    struct problems *problems)
{
	struct date last = err == ORG_TOO_EARLY ? last_day(cx, c->unit.id) :
	    DATE_NONE;
	str text = org_sentence(cx, err);

	if (date_known(last) && date_cmp(c->day, last) < 0) {
		text = arena_printf(cx->mem, "The last thing recorded of this"
		    " unit is of " STR_FMT ". Choose that day or a later one.",
		    STR_ARG(day_long(cx->mem, last)));
	} else if (err == ORG_HAS_MEMBERS) {
		text = S("Members still belong to it on that day. Move them to"
		    " other units first, or merge it into another unit: then"
		    " they go along.");
	} else if (err == ORG_HAS_UNITS) {
		text = S("Other units still stand under it on that day. Move"
		    " or close them first, or merge it into another unit.");
	}
	problem_add(problems, field_of(c, err), text);
}

/* ---- what changes, for whom -------------------------------------------- */

/* "14 members"; fewer than five are not counted for those outside. */
static str
change_members(struct ctx *cx, int64_t unit_id, struct date on)
{
	int64_t n = member_count(cx, unit_id, on);

	if (n > 0 && n < 5 && !may(cx, ACT_SEE_ROLL,
	    (struct object){ .unit = unit_id })) {
		return S("fewer than 5 members");
	}
	return count_of(cx->mem, n, "member", "members");
}

struct says {
	struct ctx	*cx;
	str		*at;
	size_t		 len;
};

static void say(struct says *, const char *fmt, ...) PRINTF(2, 3);

static void
say(struct says *s, const char *fmt, ...)
{
	va_list ap;

	if (s->len < SAYS_MAX) {
		va_start(ap, fmt);
		s->at[s->len++] = arena_vprintf(s->cx->mem, fmt, ap);
		va_end(ap);
	}
}

/* Offices come to an end with their unit. */
static void
say_offices(struct says *s, const struct change *c)
{
	struct term *held;
	size_t len;
	str who = S("");

	office_holders(s->cx, c->unit.id, c->day, &held, &len);
	for (size_t i = 0; i < len && i < CHOICES_MAX; i++) {
		who = arena_printf(s->cx->mem, STR_FMT "%s" STR_FMT " (" STR_FMT
		    ")", STR_ARG(who), i > 0 ? ", " : "",
		    STR_ARG(held[i].member_name),
		    STR_ARG(org_word(s->cx, held[i].office).one));
	}
	if (len > CHOICES_MAX) {
		who = arena_printf(s->cx->mem, STR_FMT " and %zu more",
		    STR_ARG(who), len - CHOICES_MAX);
	}
	if (len > 0) {
		say(s, "The offices in it end that day, with all they open: "
		    STR_FMT ".", STR_ARG(who));
	}
}

static void
say_below(struct says *s, const struct change *c, const char *fmt_what)
{
	struct tier_count *counts;
	size_t len;
	int64_t n = -1;			/* without the unit itself */

	org_count_tiers(s->cx, c->unit.id, &counts, &len);
	for (size_t i = 0; i < len; i++) {
		n += counts[i].units;
	}
	if (n > 0) {
		say(s, "%s " STR_FMT ".", fmt_what,
		    STR_ARG(count_of(s->cx->mem, n, "unit under it",
		    "units under it")));
	}
}

static void
say_move(struct says *s, const struct change *c)
{
	struct unit parent;

	if (org_unit(s->cx, c->unit.parent_id, &parent)) {
		say(s, "It stands under " STR_FMT " instead of " STR_FMT ".",
		    STR_ARG(c->other.name), STR_ARG(parent.name));
		say(s, "The officers of " STR_FMT " and of the units above it"
		    " see how it stands; those of " STR_FMT
		    " do not any more, unless they stand above both.",
		    STR_ARG(c->other.name), STR_ARG(parent.name));
	}
	say_below(s, c, "With it go");
	say(s, "Its members and offices stay as they are.");
}

static void
say_merge(struct says *s, const struct change *c)
{
	if (member_count(s->cx, c->unit.id, c->day) > 0) {
		say(s, "Its " STR_FMT " belong to " STR_FMT " from that day.",
		    STR_ARG(change_members(s->cx, c->unit.id, c->day)),
		    STR_ARG(c->other.name));
	}
	say_below(s, c, "There go the");
	say_offices(s, c);
	say(s, "It ends. Its meetings and minutes stay as they are, and links"
	    " to it lead on to " STR_FMT ".", STR_ARG(c->other.name));
}

static void
say_new(struct says *s, const struct change *c)
{
	str tier = org_word(s->cx, c->what == CHANGE_SPLIT ? c->unit.tier :
	    c->tier).one;
	struct unit parent;

	if (c->what == CHANGE_SPLIT &&
	    org_unit(s->cx, c->unit.parent_id, &parent)) {
		say(s, STR_FMT " stands beside it, under " STR_FMT " ("
		    STR_FMT ").", STR_ARG(c->name), STR_ARG(parent.name),
		    STR_ARG(tier));
		say(s, STR_FMT " stays, with the members who do not go.",
		    STR_ARG(c->unit.name));
	} else if (c->unit.id != 0) {
		say(s, STR_FMT " stands under " STR_FMT " (" STR_FMT ").",
		    STR_ARG(c->name), STR_ARG(c->unit.name), STR_ARG(tier));
	}
	say(s, "Its code " STR_FMT " is never given to another unit.",
	    STR_ARG(c->code));
	say(s, "Nobody holds an office in it yet.");
}

size_t
change_says(struct ctx *cx, const struct change *c, str says[SAYS_MAX])
{
	struct says s = { cx, says, 0 };

	switch (c->what) {
	case CHANGE_FOUND:
	case CHANGE_SPLIT:
	case CHANGE_TOP:
		say_new(&s, c);
		break;
	case CHANGE_RENAME:
		say(&s, "It is called " STR_FMT " instead of " STR_FMT ".",
		    STR_ARG(c->name), STR_ARG(c->unit.name));
		say(&s, "Links and its code stay as they are, and it is found"
		    " under the new name.");
		break;
	case CHANGE_MOVE:
		say_move(&s, c);
		break;
	case CHANGE_MERGE:
		say_merge(&s, c);
		break;
	case CHANGE_CLOSE:
		say_offices(&s, c);
		say(&s, "It ends. Its meetings and minutes stay as they are,"
		    " and links to it lead on to the unit above.");
		break;
	case CHANGES:
		break;
	}
	return s.len;
}
