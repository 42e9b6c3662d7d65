/*
 * member_pages.c - words and finders that the pages about members share.
 */
#include "member/member_pages.h"

#include "office/office.h"
#include "org/org.h"

str
member_sentence(struct ctx *cx, enum member_err err)
{
	return text_sentence(cx->mem, str_z(member_err_text(err)));
}

static str
joined(struct ctx *cx, str list, const char *between, str more)
{
	return list.len == 0 ? more : arena_printf(cx->mem,
	    STR_FMT "%s" STR_FMT, STR_ARG(list), between, STR_ARG(more));
}

static str
office_text(struct ctx *cx, const struct term *t)
{
	str one = org_word(cx, t->office).one;

	return t->acting ? arena_printf(cx->mem, STR_FMT " (acting)",
	    STR_ARG(one)) : one;
}

str
member_offices_in(struct ctx *cx, int64_t unit_id, int64_t member_id)
{
	str list = S("");
	struct term *terms;
	size_t len;

	office_held(cx, member_id, cx->today, &terms, &len);
	for (size_t i = 0; i < len; i++) {
		if (terms[i].unit_id == unit_id) {
			list = joined(cx, list, ", ",
			    office_text(cx, &terms[i]));
		}
	}
	return list;
}

str
member_offices(struct ctx *cx, int64_t member_id)
{
	str list = S("");
	struct term *terms;
	struct unit unit;
	size_t len;

	office_held(cx, member_id, cx->today, &terms, &len);
	for (size_t i = 0; i < len; i++) {
		if (org_unit(cx, terms[i].unit_id, &unit)) {
			list = joined(cx, list, "; ", arena_printf(cx->mem,
			    STR_FMT ", " STR_FMT,
			    STR_ARG(office_text(cx, &terms[i])),
			    STR_ARG(unit.name)));
		}
	}
	return list;
}

const char *
contact_kind_text(int kind)
{
	static const char *const text[] = {
		[CONTACT_TELEPHONE] = "Telephone",
		[CONTACT_MAIL] = "E-mail",
		[CONTACT_ADDRESS] = "Address",
		[CONTACT_OTHER] = "Another way",
	};

	return kind > 0 && (size_t)kind < COUNT(text) ? text[kind] : "Contact";
}

str
day_or_before(struct ctx *cx, struct date day)
{
	return date_known(day) ? day_short(cx->mem, day, cx->today) :
	    S("before the records began");
}

const char *
stay_how_text(int how)
{
	static const char *const text[] = {
		[1] = "Joined", [2] = "Came from another unit",
		[3] = "Came when units were split or merged",
		[4] = "Entered from a list",
	};

	return how > 0 && (size_t)how < COUNT(text) ? text[how] : "Entered";
}

const char *
stay_ended_text(int ended)
{
	static const char *const text[] = {
		[2] = "went to another unit",
		[3] = "the unit was split or merged",
		[5] = "left", [6] = "died",
	};

	return ended > 0 && (size_t)ended < COUNT(text) &&
	    text[ended] != NULL ? text[ended] : "";
}

bool
find_own_cell(struct ctx *cx, const struct req *rq, struct object *out)
{
	(void)rq;
	out->unit = cx->actor == 0 ? 0 : member_cell(cx, cx->actor, cx->today);
	return true;
}

bool
find_member(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct member member;

	if (!member_by_public(cx, req_str(rq, "member"), &member)) {
		return false;
	}
	out->member = member.id;
	out->unit = member.cell_id;
	return true;
}
