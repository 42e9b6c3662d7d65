/*
 * leave_web.c - a member moves to another unit, or leaves.
 *
 *	GET  /m/{member}/move		where to, and on which day
 *	POST /m/{member}/move		moves; several units fit, choose one
 *	GET  /m/{member}/leave		how, and on which day
 *	POST /m/{member}/leave		takes the member out of the list
 */
#include "member/member_pages.h"
#include "office/office.h"
#include "org/org.h"

#define UNITS_SHOWN_MAX	20

struct move_page_view {
	str			 person, unit, key;
	struct path		 to_path, cancel;
	struct part_errors_view	 errors;
	struct part_line_view	 to, day;
	bool			 choose;
	struct part_choice_view	 unit_choice;
};

struct leave_page_view {
	str			 person, unit, key, offices;
	struct path		 to, cancel;
	struct part_errors_view	 errors;
	struct part_choice_view	 ended;
	struct part_line_view	 day;
};

#include "member/leave_page.html.h"
#include "member/move_page.html.h"

static str
day_of_form(struct ctx *cx, const struct req *rq)
{
	return str_eq(rq->method, S("POST")) ? req_str(rq, "day") :
	    date_str(cx->mem, cx->today);
}

/* The day of the form; what is wrong with it goes to the problems. */
static bool
read_day(struct ctx *cx, const struct req *rq, struct problems *problems,
    struct date *out)
{
	if (!req_day(rq, "day", cx->today, out)) {
		problem_add(problems, "day", S("This is not a day of the"
		    " calendar. Write it as 2026-11-20 or 20.11.2026."));
		return false;
	}
	return true;
}

/* ---- moving ------------------------------------------------------------ */

/* Units that the typed words may mean: the one with this code, or those whose
 * name has the words in it. */
static void
find_units(struct ctx *cx, str typed, struct unit **out, size_t *out_len)
{
	struct unit *one = NEW(cx->mem, struct unit, 1);

	*out_len = 0;
	if (typed.len == 0) {
		return;
	}
	if (org_unit_by_code(cx, typed, one)) {
		*out = one;
		*out_len = 1;
		return;
	}
	org_search(cx, typed, 0, UNITS_SHOWN_MAX, out, out_len);
}

static void
offer_units(struct ctx *cx, const struct req *rq,
    const struct problems *problems, const struct unit *units, size_t len,
    struct move_page_view *v)
{
	struct part_option *options = NEW(cx->mem, struct part_option, len);
	struct unit above;

	for (size_t i = 0; i < len; i++) {
		options[i] = (struct part_option){
			.value = units[i].public_id,
			.label = units[i].name,
			.note = org_unit(cx, units[i].parent_id, &above) ?
			    above.name : S(""),
			.chosen = str_eq(units[i].public_id,
			    req_str(rq, "unit")),
		};
	}
	v->choose = len > 0;
	v->unit_choice = (struct part_choice_view){
		.id = "unit", .label = "Which one",
		.options = options, .options_len = len,
		.problem = problem_of(problems, "unit"),
	};
}

static void
show_move(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *problems, const struct unit *units, size_t len)
{
	struct move_page_view v = {
		.key = rq->key,
		.errors = part_errors(cx->mem, problems),
		.to = { .id = "to", .label = "Which unit",
		    .hint = S("Its code, or a part of its name."),
		    .value = req_str(rq, "to"), .need = true,
		    .problem = problem_of(problems, "to") },
		.day = { .id = "day", .label = "From which day",
		    .value = day_of_form(cx, rq), .width = "w10", .need = true,
		    .problem = problem_of(problems, "day") },
	};
	struct html main = html_start(cx);
	struct member m;
	struct unit unit;

	if (!member_read(cx, rq->object.member, &m) ||
	    !org_unit(cx, m.cell_id, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.person = m.name;
	v.unit = unit.name;
	v.to_path = path_of(cx->mem, "/m/%s/move", m.public_id);
	v.cancel = path_of(cx->mem, "/u/%s/members", unit.public_id);
	offer_units(cx, rq, problems, units, len, &v);
	move_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = S("Move to another unit"), .nav = NAV_CELL,
	}, &main);
}

static void
get_move(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems none = { 0 };

	show_move(cx, rq, rs, &none, NULL, 0);
}

/* The unit to move to: chosen, or the only one that was meant; else 0, and the
 * problem says what to do. */
static int64_t
chosen_unit(struct ctx *cx, const struct req *rq, const struct unit *units,
    size_t len, struct problems *problems)
{
	struct unit unit;

	if (org_unit_by_public(cx, req_str(rq, "unit"), &unit)) {
		return unit.id;
	}
	if (len == 1 && str_eq(units[0].code, req_str(rq, "to"))) {
		return units[0].id;
	}
	if (len == 0) {
		problem_add(problems, "to", S("No unit has this code or these"
		    " words in its name. Try a shorter part of the name."));
	} else {
		problem_add(problems, "unit", S("Choose the one you mean."));
	}
	return 0;
}

static const char *
move_field(enum member_err err)
{
	return err == MEMBER_FUTURE || err == MEMBER_DAY_MISSING ||
	    err == MEMBER_TOO_EARLY || err == MEMBER_NOT_OPEN ? "day" : "to";
}

static void
post_move(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems problems = { 0 };
	enum member_err err = MEMBER_OK;
	struct unit *units = NULL, from;
	struct date day;
	int64_t to;
	size_t len;

	find_units(cx, req_str(rq, "to"), &units, &len);
	to = chosen_unit(cx, rq, units, len, &problems);
	if (read_day(cx, rq, &problems, &day) && to != 0) {
		err = member_transfer(cx, rq->object.member, to, day, 2);
		if (err == MEMBER_OK &&
		    org_unit(cx, rq->object.unit, &from)) {
			res_go(cx, rs, path_of(cx->mem,
			    "/u/%s/members?moved=%s", from.public_id,
			    req_str(rq, "member")));
			return;
		}
		problem_add(&problems, move_field(err),
		    member_sentence(cx, err));
	}
	res_refuse(cx, rs, err == MEMBER_OK ? 422 : member_err_status(err),
	    &problems);
	show_move(cx, rq, rs, &problems, units, len);
}

/* ---- leaving ----------------------------------------------------------- */

static void
show_leave(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *problems)
{
	struct part_option *options = NEW(cx->mem, struct part_option, 2);
	struct leave_page_view v = {
		.key = rq->key,
		.errors = part_errors(cx->mem, problems),
		.ended = { .id = "ended", .label = "What happened",
		    .options = options, .options_len = 2, .beside = true,
		    .problem = problem_of(problems, "ended") },
		.day = { .id = "day", .label = "First day no longer a member",
		    .value = day_of_form(cx, rq), .width = "w10", .need = true,
		    .problem = problem_of(problems, "day") },
	};
	struct html main = html_start(cx);
	struct member m;
	struct unit unit;

	if (!member_read(cx, rq->object.member, &m) ||
	    !org_unit(cx, m.cell_id, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	options[0] = (struct part_option){ .value = S("left"),
	    .label = S("Leaves"),
	    .chosen = str_eq(req_str(rq, "ended"), S("left")) };
	options[1] = (struct part_option){ .value = S("died"),
	    .label = S("Has died"),
	    .chosen = str_eq(req_str(rq, "ended"), S("died")) };
	v.person = m.name;
	v.unit = unit.name;
	v.offices = member_offices(cx, m.id);
	v.to = path_of(cx->mem, "/m/%s/leave", m.public_id);
	v.cancel = path_of(cx->mem, "/u/%s/members", unit.public_id);
	leave_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = S("Leaves the organisation"), .nav = NAV_CELL,
	}, &main);
}

static void
get_leave(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems none = { 0 };

	show_leave(cx, rq, rs, &none);
}

/* Who is no member holds no office: each ends with the membership, or on the
 * day it is known of where it began after that. */
static enum office_err
end_offices(struct ctx *cx, int64_t member_id, struct date on)
{
	struct term *held;
	size_t len;

	office_held(cx, member_id, cx->today, &held, &len);
	for (size_t i = 0; i < len; i++) {
		struct date day = date_cmp(held[i].from, on) < 0 ? on :
		    cx->today;
		enum office_err err = office_end(cx, held[i].id, day);

		if (err != OFFICE_OK) {
			return err;
		}
	}
	return OFFICE_OK;
}

static bool
try_leave(struct ctx *cx, const struct req *rq, struct date day, int ended,
    struct problems *problems, int *out_status)
{
	enum member_err err = member_leave(cx, rq->object.member, day, ended);
	enum office_err office;

	if (err != MEMBER_OK) {
		problem_add(problems, "day", member_sentence(cx, err));
		*out_status = member_err_status(err);
		return false;
	}
	office = end_offices(cx, rq->object.member, day);
	if (office != OFFICE_OK) {
		problem_add(problems, "day", arena_printf(cx->mem,
		    "An office cannot end on this day: %s.",
		    office_err_text(office)));
		*out_status = office_err_status(office);
		return false;
	}
	return true;
}

static void
post_leave(struct ctx *cx, const struct req *rq, struct res *rs)
{
	bool died = str_eq(req_str(rq, "ended"), S("died"));
	struct problems problems = { 0 };
	struct unit unit;
	struct date day;
	int status = 422;

	if (!died && !str_eq(req_str(rq, "ended"), S("left"))) {
		problem_add(&problems, "ended", S("Choose what happened."));
	}
	if (read_day(cx, rq, &problems, &day) && problems.list_len == 0 &&
	    try_leave(cx, rq, day, died ? 6 : 5, &problems, &status) &&
	    org_unit(cx, rq->object.unit, &unit)) {
		res_go(cx, rs, path_of(cx->mem, "/u/%s/members?left=%s",
		    unit.public_id, req_str(rq, "member")));
		return;
	}
	res_refuse(cx, rs, status, &problems);
	show_leave(cx, rq, rs, &problems);
}

static const struct param move_params[] = {
	{ "to",		param_line,	OPTIONAL },
	{ "unit",	param_public,	OPTIONAL },
	{ "day",	param_line,	OPTIONAL },
	PARAMS_END
};
static const struct param leave_params[] = {
	{ "ended",	param_word,	OPTIONAL },
	{ "day",	param_line,	OPTIONAL },
	PARAMS_END
};

extern const struct route leave_routes[];	/* listed in tables.c */

const struct route leave_routes[] = {
	{ "GET",  "/m/{member}/move", ACT_KEEP_MEMBERS, find_member,
	    get_move, NULL, NULL },
	{ "POST", "/m/{member}/move", ACT_KEEP_MEMBERS, find_member,
	    post_move, move_params, NULL },
	{ "GET",  "/m/{member}/leave", ACT_KEEP_MEMBERS, find_member,
	    get_leave, NULL, NULL },
	{ "POST", "/m/{member}/leave", ACT_KEEP_MEMBERS, find_member,
	    post_leave, leave_params, NULL },
	ROUTES_END
};
