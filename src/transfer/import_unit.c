/*
 * import_unit.c - a row of units: found once its upper unit is there.
 */
#include "transfer/transfer.h"

#include "org/org.h"
#include "statutes/statutes.h"

/* ---- codes of this list ------------------------------------------------ */

static struct seen *
seen_place(struct seen *seen, size_t cap, uint64_t hash)
{
	size_t i = hash & (cap - 1);

	while (seen[i].line != 0 && seen[i].hash != hash) {
		i = (i + 1) & (cap - 1);
	}
	return &seen[i];
}

static void
seen_grow(struct import *im)
{
	size_t cap = im->seen_cap > 0 ? im->seen_cap * 2 : 1024;
	struct seen *bigger = NEW(im->mem, struct seen, cap);

	for (size_t i = 0; i < im->seen_cap; i++) {
		if (im->seen[i].line != 0) {
			*seen_place(bigger, cap, im->seen[i].hash) =
			    im->seen[i];
		}
	}
	im->seen = bigger;
	im->seen_cap = cap;
}

/*
 * The earlier line of this list with the same code, or 0. Only a hash is kept:
 * it chooses the words of a refusal, never whether there is one.
 */
static int64_t
seen_before(struct import *im, str code)
{
	struct seen *place;

	if (im->seen_len * 2 >= im->seen_cap) {
		seen_grow(im);
	}
	place = seen_place(im->seen, im->seen_cap, str_hash(code));
	if (place->line == 0) {
		*place = (struct seen){ str_hash(code), im->row.line };
		im->seen_len++;
	}
	return place->line == im->row.line ? 0 : place->line;
}

/* ---- the row ----------------------------------------------------------- */

/* A tier by its word, or by its name in the statutes. */
static bool
find_tier(struct ctx *cx, str text, str *out)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);
	str folded = text_fold(cx->mem, text);

	for (size_t i = 0; st != NULL && i < st->tiers.len; i++) {
		const struct tier *t = &st->tiers.at[i];

		if (str_eq(t->word, text) ||
		    str_eq(text_fold(cx->mem, t->one), folded)) {
			*out = t->word;
			return true;
		}
	}
	return false;
}

static size_t
field_of(enum org_err err)
{
	switch ((int)err) {
	case ORG_NO_TIER:
	case ORG_NO_STATUTES:
		return UNIT_TIER;
	case ORG_NAME_MISSING:
		return UNIT_NAME;
	case ORG_NO_PARENT:
	case ORG_WRONG_PARENT:
	case ORG_SECOND_ROOT:
	case ORG_NEEDS_PARENT:
	case ORG_PARENT_GONE:
	case ORG_LOOP:
		return UNIT_PARENT;
	case ORG_FUTURE:
	case ORG_TOO_EARLY:
		return UNIT_FOUNDED;
	default:
		return UNIT_CODE;
	}
}

static bool
same_day_or_not_said(struct date there, struct date said)
{
	return !date_known(said) || date_cmp(there, said) == 0;
}

/* Units end last of all: a list that was stopped before goes on here. */
static void
note_ending(struct import *im, int64_t unit, struct date dissolved)
{
	if (date_known(dissolved)) {
		*LIST_ADD(im->mem, &im->endings) = (struct ending){ unit,
		    dissolved };
	}
}

/* A code that is there already: the same unit, or another one. */
static enum row_end
compare(struct ctx *cx, struct import *im, const struct unit *there,
    const struct unit_new *in, struct date dissolved)
{
	int64_t line = seen_before(im, in->code);
	struct unit above = { .code = S("") };

	if (there->parent_id != 0 && !org_unit(cx, there->parent_id, &above)) {
		return ROW_REFUSED;		/* the database failed */
	}
	if (str_eq(there->name, in->name) && str_eq(there->tier, in->tier) &&
	    str_eq(above.code, import_text(im, UNIT_PARENT)) &&
	    same_day_or_not_said(there->founded, in->founded) &&
	    (!date_known(there->dissolved) ||
	    same_day_or_not_said(there->dissolved, dissolved))) {
		if (!date_known(there->dissolved)) {
			note_ending(im, there->id, dissolved);
		}
		return ROW_SAME;
	}
	if (line != 0) {
		return import_refuse(cx, im, UNIT_CODE, "the code \"" STR_FMT
		    "\" stands already in line %lld, for \"" STR_FMT "\"; a "
		    "code names one unit", STR_ARG(in->code), (long long)line,
		    STR_ARG(there->name));
	}
	return import_refuse(cx, im, UNIT_CODE, "a unit with the code \""
	    STR_FMT "\" is already there and differs: " STR_FMT " \"" STR_FMT
	    "\"%s" STR_FMT, STR_ARG(in->code), STR_ARG(there->tier),
	    STR_ARG(there->name), above.code.len > 0 ? " under " : "",
	    STR_ARG(above.code));
}

/* Sets in->parent_id. */
static enum row_end
find_parent(struct ctx *cx, struct import *im, struct unit_new *in)
{
	str code = import_text(im, UNIT_PARENT);
	struct unit above;

	if (code.len == 0) {
		return ROW_ADDED;
	}
	if (org_unit_by_code(cx, code, &above)) {
		in->parent_id = above.id;
		return ROW_ADDED;
	}
	if (im->last_time || str_eq(code, in->code)) {
		return import_refuse(cx, im, UNIT_PARENT, "there is no unit "
		    "with the code \"" STR_FMT "\", neither here nor in this "
		    "list", STR_ARG(utf8_cut(code, 60)));
	}
	return ROW_WAITS;
}

static enum row_end
found(struct ctx *cx, struct import *im, const struct unit_new *in,
    struct date dissolved)
{
	int64_t id;
	enum org_err err = org_found(cx, in, &id);

	if (err != ORG_OK) {
		return import_refuse(cx, im, field_of(err), "%s",
		    org_err_text(err));
	}
	import_took(cx, im, id);
	(void)seen_before(im, in->code);
	note_ending(im, id, dissolved);
	return ROW_ADDED;
}

enum row_end
import_unit(struct ctx *cx, struct import *im)
{
	struct unit_new in = {
		.code = import_text(im, UNIT_CODE),
		.name = import_text(im, UNIT_NAME),
	};
	struct unit there;
	struct date dissolved;
	enum row_end end;

	if (!find_tier(cx, import_text(im, UNIT_TIER), &in.tier)) {
		return import_refuse(cx, im, UNIT_TIER, "the statutes know no "
		    "tier \"" STR_FMT "\"", STR_ARG(utf8_cut(import_text(im,
		    UNIT_TIER), 60)));
	}
	if (!import_day(cx, im, UNIT_FOUNDED, &in.founded) ||
	    !import_day(cx, im, UNIT_DISSOLVED, &dissolved)) {
		return ROW_REFUSED;
	}
	if (org_unit_by_code(cx, in.code, &there)) {
		return compare(cx, im, &there, &in, dissolved);
	}
	end = find_parent(cx, im, &in);
	return end == ROW_ADDED ? found(cx, im, &in, dissolved) : end;
}

/* Last: a unit ends only when no unit stands under it any more, so those that
 * came last, further down, end first. */
void
import_unit_endings(struct ctx *cx, struct import *im)
{
	for (size_t i = im->endings.len; i > 0; i--) {
		const struct ending *e = &im->endings.at[i - 1];
		enum org_err err = org_dissolve(cx, e->unit, e->day, S(""));
		struct unit u = { .code = S("") };

		im->ends_refused += err != ORG_OK;
		if (err != ORG_OK && org_unit(cx, e->unit, &u)) {
			im->tell(im->tell_arg, &(struct import_problem){
			    .text = arena_printf(cx->mem, "unit \"" STR_FMT
			    "\" went in, but not its end: %s", STR_ARG(u.code),
			    org_err_text(err)) });
		}
	}
	im->endings.len = 0;
}
