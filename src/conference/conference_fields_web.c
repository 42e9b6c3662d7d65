/* conference_fields_web.c - fields of this room's forms, and their refusals. */
#include "conference/conference_web.h"

#include <inttypes.h>

const struct problems no_problems = { .list_len = 0 };

/* ---- finders ----------------------------------------------------------- */

bool
sitting_find(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct sitting s;

	if (!conference_find(cx, rq, out) ||
	    !sitting_by_public(cx, req_str(rq, "sitting"), &s) ||
	    s.conference_id != out->conference) {
		return false;
	}
	out->id = s.id;
	return true;
}

bool
item_find(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct item item;

	if (!conference_find(cx, rq, out) ||
	    !item_by_public(cx, req_str(rq, "item"), &item) ||
	    item.conference_id != out->conference) {
		return false;
	}
	out->id = item.id;
	return true;
}

/* ---- reading ----------------------------------------------------------- */

static str
not_read(struct ctx *cx, str typed, const char *what)
{
	return arena_printf(cx->mem, "“" STR_FMT "” %s",
	    STR_ARG(utf8_cut(typed, 60)), what);
}

bool
take_day(struct ctx *cx, const struct req *rq, const char *field,
    struct problems *p, struct date *out)
{
	struct date day;

	if (!req_day(rq, field, cx->today, &day)) {
		problem_add(p, field, not_read(cx, req_str(rq, field), "is no"
		    " day that can be read. Write it like 20.11.2026."));
		return false;
	}
	if (!date_known(day)) {
		problem_add(p, field, S("Write the day."));
		return false;
	}
	*out = day;
	return true;
}

bool
take_time(struct ctx *cx, const struct req *rq, const char *field,
    struct problems *p, int *out)
{
	int minutes;

	if (!req_time(rq, field, &minutes)) {
		problem_add(p, field, not_read(cx, req_str(rq, field), "is no"
		    " time that can be read. Write it like 18:30."));
		return false;
	}
	if (minutes < 0) {
		problem_add(p, field, S("Write the time."));
		return false;
	}
	*out = minutes;
	return true;
}

bool
take_number(struct ctx *cx, const struct req *rq, const char *field,
    int64_t max, struct problems *p, int *out)
{
	int64_t n;

	if (!req_number(rq, field, &n) || n > max) {
		problem_add(p, field, not_read(cx, req_str(rq, field),
		    arena_copy_z(cx->mem, arena_printf(cx->mem, "is no number"
		    " from 0 to %" PRId64 ".", max))));
		return false;
	}
	*out = n < 0 ? 0 : (int)n;
	return true;
}

/* ---- showing ----------------------------------------------------------- */

void
res_done(struct ctx *cx, const struct req *rq, struct res *rs,
    enum conference_err err, const char *heading, struct path to)
{
	if (err == CONFERENCE_OK) {
		res_go(cx, rs, to);
		return;
	}
	res_problem(cx, rq, rs, conference_err_status(err), heading,
	    arena_copy_z(cx->mem, conference_sentence(cx, err)));
}
