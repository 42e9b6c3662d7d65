/*
 * import_member.c - a row of members: joins its cell, with its contacts.
 */
#include "transfer/transfer.h"

#include "member/member.h"
#include "org/org.h"

static size_t
field_of(enum member_err err)
{
	switch ((int)err) {
	case MEMBER_NAME_MISSING:
		return MEMBER_NAME;
	case MEMBER_NO_CELL:
	case MEMBER_NOT_A_CELL:
	case MEMBER_SAME_CELL:
		return MEMBER_CELL;
	case MEMBER_FUTURE:
	case MEMBER_TOO_EARLY:
	case MEMBER_NOT_OPEN:
		return MEMBER_JOINED;
	default:
		return MEMBER_NUMBER;
	}
}

static bool
has_stay(struct ctx *cx, int64_t member, int64_t cell, struct date from,
    struct date until)
{
	struct stay *stays;
	size_t len;

	member_stays(cx, member, &stays, &len);
	for (size_t i = 0; i < len; i++) {
		if (stays[i].cell_id == cell &&
		    (!date_known(from) || date_cmp(stays[i].from, from) == 0) &&
		    date_cmp(stays[i].until, until) == 0) {
			return true;
		}
	}
	return false;
}

/* A number that is there already: the same membership, or another. */
static enum row_end
compare(struct ctx *cx, struct import *im, const struct member *there,
    const struct member_new *in, struct date left)
{
	struct unit cell = { .code = S("") };

	if (!str_eq(there->name, in->name)) {
		return import_refuse(cx, im, MEMBER_NUMBER, "the number \""
		    STR_FMT "\" is another member's", STR_ARG(in->number));
	}
	if (has_stay(cx, there->id, in->cell_id, in->from, left)) {
		return ROW_SAME;
	}
	if (there->cell_id != 0 && org_unit(cx, there->cell_id, &cell)) {
		return import_refuse(cx, im, MEMBER_CELL, "this member already "
		    "belongs to \"" STR_FMT "\"; a member belongs to one cell "
		    "on any day, and goes to another by a transfer",
		    STR_ARG(cell.code));
	}
	return import_refuse(cx, im, MEMBER_NUMBER, "this member is already "
	    "there with other days");
}

static enum row_end
add_contacts(struct ctx *cx, struct import *im, int64_t id)
{
	static const struct { size_t field; int kind; } contact[] = {
		{ MEMBER_PHONE, 1 }, { MEMBER_EMAIL, 2 }, { MEMBER_ADDRESS, 3 },
	};

	for (size_t i = 0; i < COUNT(contact); i++) {
		str value = import_text(im, contact[i].field);
		enum member_err err = value.len == 0 ? MEMBER_OK :
		    member_contact_set(cx, id, contact[i].kind, 1, value);

		if (err != MEMBER_OK) {
			return import_refuse(cx, im, contact[i].field, "%s",
			    member_err_text(err));
		}
	}
	return ROW_ADDED;
}

static enum row_end
join(struct ctx *cx, struct import *im, const struct member_new *in,
    struct date left)
{
	int64_t id;
	enum member_err err = member_join(cx, in, &id);

	if (err == MEMBER_OK && date_known(left)) {
		err = member_leave(cx, id, left, 5);
		if (err != MEMBER_OK) {
			return import_refuse(cx, im, MEMBER_LEFT, "%s",
			    member_err_text(err));
		}
	}
	if (err != MEMBER_OK) {
		return import_refuse(cx, im, field_of(err), "%s",
		    member_err_text(err));
	}
	return add_contacts(cx, im, id);
}

enum row_end
import_member(struct ctx *cx, struct import *im)
{
	struct member_new in = {
		.number = import_text(im, MEMBER_NUMBER),
		.name = import_text(im, MEMBER_NAME),
		.native_name = import_text(im, MEMBER_NATIVE_NAME),
		.language = import_text(im, MEMBER_LANGUAGE),
		.how = 4,
	};
	str code = import_text(im, MEMBER_CELL);
	struct member there;
	struct unit cell;
	struct date left;

	if (!import_day(cx, im, MEMBER_JOINED, &in.from) ||
	    !import_day(cx, im, MEMBER_LEFT, &left)) {
		return ROW_REFUSED;
	}
	if (!org_unit_by_code(cx, code, &cell)) {
		return import_refuse(cx, im, MEMBER_CELL, "there is no unit "
		    "with the code \"" STR_FMT "\"",
		    STR_ARG(utf8_cut(code, 60)));
	}
	in.cell_id = cell.id;
	if (member_by_number(cx, in.number, &there)) {
		return compare(cx, im, &there, &in, left);
	}
	return join(cx, im, &in, left);
}
