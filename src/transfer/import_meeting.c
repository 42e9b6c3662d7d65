/*
 * import_meeting.c - a row of meetings: often no more than a unit and a day.
 */
#include "transfer/transfer.h"

#include "meeting/meeting.h"
#include "org/org.h"

static size_t
field_of(enum meeting_err err)
{
	switch ((int)err) {
	case MEETING_NO_KIND:
		return MEETING_KIND;
	case MEETING_COUNTS:
		return MEETING_PRESENT;
	default:
		return MEETING_DATE;
	}
}

static bool
read_state(struct ctx *cx, struct import *im, enum meeting_state *out)
{
	static const struct { const char *word; enum meeting_state state; }
	    words[] = {
		{ "", MEETING_WAS_HELD }, { "held", MEETING_WAS_HELD },
		{ "met", MEETING_WAS_HELD }, { "planned", MEETING_PLANNED },
		{ "cancelled", MEETING_WAS_CANCELLED },
		{ "canceled", MEETING_WAS_CANCELLED },
	};
	str s = text_fold(cx->mem, import_text(im, MEETING_STATE));

	for (size_t i = 0; i < COUNT(words); i++) {
		if (str_eq(s, str_z(words[i].word))) {
			*out = words[i].state;
			return true;
		}
	}
	(void)import_refuse(cx, im, MEETING_STATE, "held, planned or "
	    "cancelled is expected here, not \"" STR_FMT "\"",
	    STR_ARG(utf8_cut(import_text(im, MEETING_STATE), 60)));
	return false;
}

/* "18:30" or "18:30:00" as minutes of the day; empty is -1. */
static bool
read_time(struct ctx *cx, struct import *im, int *out)
{
	str s = import_text(im, MEETING_STARTS), hours, minutes = s;
	int64_t h = -1, m = -1;

	*out = -1;
	if (s.len == 0) {
		return true;
	}
	if (str_cut(&minutes, ':', &hours) && str_to_int(hours, &h) &&
	    (minutes.len == 2 || (minutes.len == 5 && minutes.at[2] == ':')) &&
	    str_to_int(str_part(minutes, 0, 2), &m) && h < 24 && m < 60) {
		*out = (int)(h * 60 + m);
		return true;
	}
	(void)import_refuse(cx, im, MEETING_STARTS, "a time such as 18:30 is "
	    "expected here, not \"" STR_FMT "\"", STR_ARG(utf8_cut(s, 60)));
	return false;
}

static bool
read_row(struct ctx *cx, struct import *im, struct meeting_told *in)
{
	if (!import_day(cx, im, MEETING_DATE, &in->day) ||
	    !read_state(cx, im, &in->state) ||
	    !read_time(cx, im, &in->starts) ||
	    !import_number(cx, im, MEETING_MEMBERS, 1000000, &in->members) ||
	    !import_number(cx, im, MEETING_PRESENT, 1000000, &in->present) ||
	    !import_number(cx, im, MEETING_EXCUSED, 1000000, &in->excused)) {
		return false;
	}
	in->kind = import_text(im, MEETING_KIND);
	in->place = utf8_cut(import_text(im, MEETING_PLACE), MEETING_LINE_MAX);
	return true;
}

enum row_end
import_meeting(struct ctx *cx, struct import *im)
{
	static const char *const said[] = { "", "planned", "held",
	    "cancelled" };
	struct meeting_told in = { 0 };
	str code = import_text(im, MEETING_UNIT);
	struct unit unit;
	enum meeting_err err;
	int64_t id;
	int there;

	if (!org_unit_by_code(cx, code, &unit)) {
		return import_refuse(cx, im, MEETING_UNIT, "there is no unit "
		    "with the code \"" STR_FMT "\"",
		    STR_ARG(utf8_cut(code, 60)));
	}
	if (!read_row(cx, im, &in)) {
		return ROW_REFUSED;
	}
	in.unit_id = unit.id;
	there = meeting_state_on(cx, unit.id, in.kind, in.day);
	if (there == (int)in.state) {
		return ROW_SAME;
	}
	if (there != 0) {
		return import_refuse(cx, im, MEETING_STATE, "this meeting is "
		    "already there as %s", said[there]);
	}
	err = meeting_take_over(cx, &in, &id);
	if (err == MEETING_OK) {
		import_took(cx, im, id);
		return ROW_ADDED;
	}
	return import_refuse(cx, im,
	    field_of(err), "%s", meeting_err_text(err));
}
