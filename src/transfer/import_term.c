/*
 * import_term.c - a row of terms: who held which seat of which office.
 */
#include "transfer/transfer.h"

#include "db/db.h"
#include "member/member.h"
#include "office/office.h"
#include "org/org.h"
#include "statutes/statutes.h"
#include "transfer/transfer.sql.h"

static size_t
field_of(enum office_err err)
{
	switch ((int)err) {
	case OFFICE_NO_UNIT:
	case OFFICE_NO_STATUTES:
		return TERM_UNIT;
	case OFFICE_NO_MEMBER:
		return TERM_MEMBER;
	case OFFICE_NO_SEAT:
	case OFFICE_HELD:
		return TERM_SEAT;
	case OFFICE_DAYS:
		return TERM_UNTIL;
	case OFFICE_FUTURE:
	case OFFICE_TOO_MANY:
		return TERM_FROM;
	default:
		return TERM_OFFICE;
	}
}

/* "Tech lead" for tech-lead: an office by its word or by its name. */
static str
find_office(struct ctx *cx, const struct unit *u, str text)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);
	str folded = text_fold(cx->mem, text);

	for (size_t i = 0; st != NULL && i < st->offices.len; i++) {
		const struct office_kind *o = &st->offices.at[i];
		size_t tier = statutes_tier(st, u->tier);

		if (tier < st->tiers.len && (o->at >> tier & 1) != 0 &&
		    (str_eq(o->word, text) ||
		    str_eq(text_fold(cx->mem, o->name), folded))) {
			return o->word;
		}
	}
	return text;
}

static bool
is_there(struct ctx *cx, const struct term_new *in)
{
	struct query q = db_query(cx->db, &sql_import_term_there);
	bool there;

	q_set_int(&q, ":unit_id", in->unit_id);
	q_set_str(&q, ":office", in->office);
	q_set_int(&q, ":member_id", in->member_id);
	q_set_int(&q, ":seat", in->seat);
	q_set_date(&q, ":from_day", in->from);
	q_set_date(&q, ":until_day", in->until);
	there = q_row(&q);
	q_end(&q);
	return there;
}

/* Whether only acting; empty is no. */
static bool
read_acting(struct ctx *cx, struct import *im, bool *out)
{
	static const struct { const char *word; bool acting; } words[] = {
		{ "", false }, { "no", false }, { "0", false },
		{ "false", false }, { "yes", true }, { "1", true },
		{ "true", true }, { "acting", true },
	};
	str s = text_fold(cx->mem, import_text(im, TERM_ACTING));

	for (size_t i = 0; i < COUNT(words); i++) {
		if (str_eq(s, str_z(words[i].word))) {
			*out = words[i].acting;
			return true;
		}
	}
	(void)import_refuse(cx, im, TERM_ACTING, "yes or no is expected here, "
	    "not \"" STR_FMT "\"", STR_ARG(utf8_cut(import_text(im,
	    TERM_ACTING), 60)));
	return false;
}

static bool
read_days(struct ctx *cx, struct import *im, struct term_new *in)
{
	int64_t seat;

	if (!import_day(cx, im, TERM_FROM, &in->from) ||
	    !import_day(cx, im, TERM_UNTIL, &in->until) ||
	    !import_number(cx, im, TERM_SEAT, 100000, &seat) ||
	    !read_acting(cx, im, &in->acting)) {
		return false;
	}
	in->seat = seat < 0 ? 0 : (int)seat;
	return true;
}

enum row_end
import_term(struct ctx *cx, struct import *im)
{
	struct term_new in = { 0 };
	str code = import_text(im, TERM_UNIT);
	str number = import_text(im, TERM_MEMBER);
	struct unit unit;
	struct member member;
	enum office_err err;
	int64_t id;

	if (!org_unit_by_code(cx, code, &unit)) {
		return import_refuse(cx, im, TERM_UNIT, "there is no unit with "
		    "the code \"" STR_FMT "\"", STR_ARG(utf8_cut(code, 60)));
	}
	if (!member_by_number(cx, number, &member)) {
		return import_refuse(cx, im, TERM_MEMBER, "there is no member "
		    "with the number \"" STR_FMT "\"",
		    STR_ARG(utf8_cut(number, 60)));
	}
	if (!read_days(cx, im, &in)) {
		return ROW_REFUSED;
	}
	in.unit_id = unit.id;
	in.member_id = member.id;
	in.office = find_office(cx, &unit, import_text(im, TERM_OFFICE));
	if (is_there(cx, &in)) {
		return ROW_SAME;
	}
	err = office_name(cx, &in, &id);
	if (err != OFFICE_OK) {
		return import_refuse(cx, im, field_of(err), "%s",
		    office_err_text(err));
	}
	import_took(cx, im, id);
	return ROW_ADDED;
}
