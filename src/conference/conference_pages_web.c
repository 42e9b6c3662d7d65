/* conference_pages_web.c - what the pages at a conference share. */
#include "conference/conference_pages.h"

#include <assert.h>

/* ---- which one --------------------------------------------------------- */

bool
conference_find(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct conference c;

	if (!conference_by_public(cx, req_str(rq, "conference"), &c)) {
		return false;
	}
	out->id = c.id;
	out->conference = c.id;
	out->unit = c.unit_id;
	return true;
}

bool
conference_of(struct ctx *cx, const struct req *rq, struct conference *out)
{
	return conference_read(cx, rq->object.conference, out);
}

/* ---- the frame --------------------------------------------------------- */

/* "Long Lakes, seat 417", of who asks; "" for who has no badge. */
static str
own_seat(struct ctx *cx, const struct conference *c)
{
	struct participant p;
	str unit;

	if (cx->actor == 0 ||
	    !participant_of_member(cx, c->id, cx->actor, &p)) {
		return S("");
	}
	unit = p.unit_name.len > 0 ? p.unit_name : p.name;
	if (p.seat == 0) {
		return unit;
	}
	return arena_printf(cx->mem, STR_FMT ", seat " STR_FMT " %d",
	    STR_ARG(unit), STR_ARG(p.block), p.seat);
}

struct frame
conference_frame(struct ctx *cx, const struct conference *c, enum nav nav,
    str title)
{
	return (struct frame){
		.title = title,
		.nav = nav,
		.conference = c->public_id,
		.conference_name = c->title,
		.conference_below = own_seat(cx, c),
	};
}

struct path
conference_path(struct ctx *cx, const struct conference *c, const char *rest)
{
	return path_more(cx->mem, path_of(cx->mem, "/c/%s", c->public_id),
	    rest);
}

/* ---- words ------------------------------------------------------------- */

str
conference_sentence(struct ctx *cx, enum conference_err err)
{
	return text_sentence(cx->mem, str_z(conference_err_text(err)));
}

str
conference_days(struct ctx *cx, const struct conference *c)
{
	struct ymd from = date_ymd(c->from), last = date_ymd(c->last);
	str end = day_short(cx->mem, c->last, DATE_NONE);

	if (date_cmp(c->from, c->last) == 0) {
		return end;
	}
	if (from.year == last.year && from.month == last.month) {
		return arena_printf(cx->mem, "%d to " STR_FMT, from.mday,
		    STR_ARG(end));
	}
	if (from.year == last.year) {
		return arena_printf(cx->mem, "%d " STR_FMT " to " STR_FMT,
		    from.mday, STR_ARG(month_name(c->from)), STR_ARG(end));
	}
	return arena_printf(cx->mem, STR_FMT " to " STR_FMT,
	    STR_ARG(day_short(cx->mem, c->from, DATE_NONE)), STR_ARG(end));
}

str
conference_date_text(struct ctx *cx, const struct conference *c,
    struct date day)
{
	struct ymd ymd;

	if (!date_known(day) || c->era_name.len == 0 || c->era_year == 0) {
		return day_short(cx->mem, day, DATE_NONE);
	}
	ymd = date_ymd(day);
	return arena_printf(cx->mem, "%d " STR_FMT " " STR_FMT " %d (%d)",
	    ymd.mday, STR_ARG(month_name(day)), STR_ARG(c->era_name),
	    c->era_year + ymd.year - date_ymd(c->from).year, ymd.year);
}

const char *
conference_post_text(enum conference_post post)
{
	static const char *const texts[] = {
		[POST_ORGANISER] = "Organiser", [POST_CHAIR] = "Chair",
		[POST_TELLER] = "Teller", [POST_DOOR] = "Door",
		[POST_EDITOR] = "Editor", [POST_INTERPRETER] = "Interpreter",
		[POST_PRESS] = "Press desk", [POST_TRUSTEE] = "Key holder",
	};

	assert(post >= POST_ORGANISER && post <= POST_TRUSTEE);
	return texts[post];
}

const char *
participant_role_text(enum participant_role role)
{
	static const char *const texts[] = {
		[ROLE_DELEGATE] = "delegate", [ROLE_GUEST] = "guest",
		[ROLE_PRESS] = "press", [ROLE_STAFF] = "staff",
	};

	assert(role >= ROLE_DELEGATE && role <= ROLE_STAFF);
	return texts[role];
}
