/*
 * meeting_web.c - the pages of meetings.
 *
 *	GET  /meetings				of my unit, or ?unit=
 *	GET  /meetings/new			plan one
 *	POST /meetings
 *	GET  /meetings/record			write down one that was not
 *	POST /meetings/record			planned
 *	GET  /meetings/{meeting}		planned: its page; held: minutes
 *	GET  /meetings/{meeting}/edit, POST	change the plan
 *	GET  /meetings/{meeting}/cancel, POST
 *	GET  /meetings/{meeting}/record, POST	the meeting itself
 *	GET  /meetings/{meeting}/sent		the receipt
 *	GET  /meetings/{meeting}/minutes	?version=
 *	GET  /meetings/{meeting}/minutes.pdf	?version=
 *	GET  /meetings/{meeting}/correct, POST
 *	GET  /meetings/{meeting}/sign-in	the sheet to print
 *	GET  /meetings/{meeting}/sign-in.pdf
 *	GET  /s/{code}, POST			sign in without an account
 *	GET  /u/{unit}/meetings			as seen from above
 */
#include "meeting/meeting_web.h"

#include <inttypes.h>
#include <string.h>

#include "assignment/assignment.h"
#include "conference/conference.h"
#include "member/member.h"
#include "org/org_pages.h"

struct meeting_planned_view {
	str		 unit_name, title, when, opens, opens_text, opens_label;
	str		 notice, more, signed_in;
	bool		 cancelled, planned, missed, keeps, bare;
	struct path	 list_href, record_href, sheet_href, edit_href,
			 cancel_href, again_href, vote_to, vote_href;
	str		 key;
	struct promise { str text, who; }	*promises;
	size_t		 promises_len;
	struct point { int number; str text; }	*points;
	size_t		 points_len;
};

struct meeting_cancel_view {
	str		 title, when, unit_name, key;
	struct path	 action, back;
};

#include "meeting/meeting_cancel.html.h"
#include "meeting/meeting_planned.html.h"

/* ---- what the pages share ---------------------------------------------- */

/* The unit of ?unit=, else the cell of the person who asks. */
static bool
meeting_find_unit(struct ctx *cx, const struct req *rq, struct object *out)
{
	str public_id = req_str(rq, "unit");
	struct unit unit;

	if (public_id.len > 0) {
		if (!org_unit_by_public(cx, public_id, &unit)) {
			return false;
		}
		out->unit = unit.id;
	} else {
		out->unit = member_cell(cx, cx->actor, cx->today);
	}
	return true;		/* without a unit may() says no */
}

/* The meeting that {meeting} names, and its unit. */
static bool
meeting_find(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct meeting m;

	if (!meeting_by_public(cx, req_str(rq, "meeting"), &m)) {
		return false;
	}
	out->id = m.id;
	out->unit = m.unit_id;
	return true;
}

str
meeting_when(struct ctx *cx, const struct meeting *m)
{
	str day = day_long(cx->mem, m->day);
	str time = time_of_day(cx->mem, m->starts);

	return arena_printf(cx->mem, STR_FMT "%s" STR_FMT "%s" STR_FMT,
	    STR_ARG(day), time.len > 0 ? ", " : "", STR_ARG(time),
	    m->place.len > 0 ? ", " : "", STR_ARG(m->place));
}

str
meeting_receipt(struct ctx *cx, str public_id)
{
	str a = str_part(public_id, 0, 4), b = str_part(public_id, 4, 4);
	str c = str_from(public_id, 8);

	return arena_printf(cx->mem, STR_FMT "-" STR_FMT "-" STR_FMT,
	    STR_ARG(a), STR_ARG(b), STR_ARG(c));
}

struct path
meeting_path(struct ctx *cx, const struct meeting *m, const char *rest)
{
	return path_more(cx->mem, path_of(cx->mem, "/meetings/%s",
	    m->public_id), rest);
}

str
count_outside(struct ctx *cx, int64_t n)
{
	if (n < 0) {
		return S("");
	}
	return n > 0 && n < 5 ? S("<5") : arena_printf(cx->mem, "%" PRId64, n);
}

str
meeting_no_day(struct ctx *cx, str typed)
{
	return arena_printf(cx->mem, "“" STR_FMT "” is no day that can be"
	    " read. Write it like 20.11.2026.", STR_ARG(utf8_cut(typed, 60)));
}

str
meeting_no_time(struct ctx *cx, str typed)
{
	return arena_printf(cx->mem, "“" STR_FMT "” is no time that can be"
	    " read. Write it like 18:30.", STR_ARG(utf8_cut(typed, 60)));
}

/* ---- GET /meetings/{meeting} ------------------------------------------- */

static str
who_and_when(struct ctx *cx, const struct assignment *a)
{
	str due = day_short(cx->mem, a->due, cx->today);

	return due.len == 0 ? a->member_name : arena_printf(cx->mem,
	    STR_FMT ", due " STR_FMT, STR_ARG(a->member_name), STR_ARG(due));
}

static void
fill_agenda(struct ctx *cx, const struct meeting *m,
    struct meeting_planned_view *v)
{
	struct agenda_item *list;
	size_t len;

	meeting_agenda(cx, m->id, &list, &len);
	v->promises = NEW(cx->mem, struct promise, len);
	v->points = NEW(cx->mem, struct point, len);
	for (size_t i = 0; i < len; i++) {
		struct assignment a;

		if (list[i].assignment_id == 0) {
			v->points[v->points_len] = (struct point){
			    (int)v->points_len + 1, list[i].title };
			v->points_len++;
		} else if (assignment_read(cx, list[i].assignment_id, &a)) {
			v->promises[v->promises_len++] = (struct promise){
			    a.text, who_and_when(cx, &a) };
		}
	}
	if (v->promises_len == MEETING_CARRIED_MAX) {
		v->more = S("There may be more: see Assignments.");
	}
	v->bare = len == 0;
}

/* What the rules say to the time between the call and the meeting. */
static str
notice_of(struct ctx *cx, const struct meeting *m)
{
	struct kind_list kinds;
	int32_t given;

	if (m->called_at == 0) {
		return S("");
	}
	given = m->day.day - date_of_moment(m->called_at).day;
	meeting_kinds(cx, m->unit_id, m->day, &kinds);
	for (size_t i = 0; i < kinds.at_len; i++) {
		if (str_eq(kinds.at[i]->word, m->kind) &&
		    kinds.at[i]->notice_days > given) {
			str asked = count_of(cx->mem,
			    kinds.at[i]->notice_days, "day", "days");
			str days = given <= 0 ? S("on the day itself") :
			    arena_printf(cx->mem, STR_FMT " before",
			    STR_ARG(count_of(cx->mem, given, "day", "days")));

			return arena_printf(cx->mem, "The rules ask for notice"
			    " of " STR_FMT ". This meeting was called " STR_FMT
			    ". Tell everybody in person too.", STR_ARG(asked),
			    STR_ARG(days));
		}
	}
	return S("");
}

static void
fill_opens(struct ctx *cx, const struct meeting *m,
    struct meeting_planned_view *v)
{
	int days = date_cmp(m->day, cx->today);

	if (!v->keeps || !v->planned || days > 0) {
		return;
	}
	v->missed = days < 0;
	v->opens = days == 0 ? S("It is today") : S("How did it go?");
	v->opens_text = days == 0 ?
	    S("Tick who is here as they come, then write down what is"
	    " decided.") :
	    S("The day is over and nothing is written down yet.");
	v->opens_label = days == 0 ? S("Open the meeting") :
	    S("Write it down now");
}

static void
planned_page(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct meeting *m, const struct unit *unit)
{
	struct meeting_planned_view v = {
		.unit_name = unit->name,
		.title = meeting_title(cx, m->kind),
		.when = meeting_when(cx, m),
		.planned = m->state == MEETING_PLANNED,
		.cancelled = m->state == MEETING_WAS_CANCELLED,
		.keeps = may(cx, ACT_KEEP_MEETINGS, rq->object),
		.list_href = path_of(cx->mem, "/meetings?unit=%s",
		    unit->public_id),
		.record_href = meeting_path(cx, m, "/record"),
		.sheet_href = meeting_path(cx, m, "/sign-in"),
		.edit_href = meeting_path(cx, m, "/edit"),
		.cancel_href = meeting_path(cx, m, "/cancel"),
		.vote_to = meeting_path(cx, m, "/conference"),
		.key = rq->key,
		.again_href = path_of(cx->mem, "/meetings/new?unit=%s&kind=%s",
		    unit->public_id, m->kind),
	};
	struct html main = html_start(cx);
	struct conference c;
	int64_t *ids;
	size_t signed_len;

	if (conference_of_meeting(cx, m->id, &c)) {
		v.vote_href = path_of(cx->mem, "/c/%s", c.public_id);
	}
	fill_agenda(cx, m, &v);
	fill_opens(cx, m, &v);
	if (v.planned) {
		v.notice = notice_of(cx, m);
		meeting_signed_in(cx, m->id, &ids, &signed_len);
		v.signed_in = signed_len == 0 ? S("") : count_of(cx->mem,
		    (int64_t)signed_len, "member has signed in.",
		    "members have signed in.");
	}
	meeting_planned_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = v.title,
	    .nav = NAV_MEETINGS, .offline_keep = true }, &main);
}

static void
meeting_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct meeting m;
	struct unit unit;

	if (!meeting_read(cx, rq->object.id, &m) ||
	    !org_unit(cx, m.unit_id, &unit)) {
		res_missing(cx, rq, rs);
	} else if (m.state == MEETING_WAS_HELD) {
		res_go(cx, rs, meeting_path(cx, &m, "/minutes"));
	} else {
		planned_page(cx, rq, rs, &m, &unit);
	}
}

/* ---- cancelling -------------------------------------------------------- */

static void
meeting_cancel_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct meeting_cancel_view v = { .key = rq->key };
	struct html main = html_start(cx);
	struct meeting m;
	struct unit unit;
	str title;

	if (!meeting_read(cx, rq->object.id, &m) ||
	    !org_unit(cx, m.unit_id, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (m.state != MEETING_PLANNED) {
		res_go(cx, rs, meeting_path(cx, &m, ""));
		return;
	}
	title = meeting_title(cx, m.kind);
	v.title = title;
	v.when = meeting_when(cx, &m);
	v.unit_name = unit.name;
	v.action = meeting_path(cx, &m, "/cancel");
	v.back = meeting_path(cx, &m, "");
	meeting_cancel_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .nav = NAV_MEETINGS,
	    .title = arena_printf(cx->mem, "Cancel: " STR_FMT,
	    STR_ARG(title)) }, &main);
}

static void
meeting_cancel_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum meeting_err err = meeting_cancel(cx, rq->object.id);
	struct meeting m;

	if (err != MEETING_OK && err != MEETING_CANCELLED) {
		res_problem(cx, rq, rs, meeting_err_status(err),
		    "The meeting was not cancelled", meeting_err_text(err));
	} else if (meeting_read(cx, rq->object.id, &m)) {
		res_go(cx, rs, meeting_path(cx, &m, ""));
	}
}

/* ---- the table --------------------------------------------------------- */

static const struct param list_params[] = {
	{ "unit",	param_public,	OPTIONAL },
	{ "before",	param_line,	OPTIONAL },
	PARAMS_END
};

static const struct param outside_params[] = {
	{ "before",	param_line,	OPTIONAL },
	PARAMS_END
};

static const struct param start_params[] = {
	{ "unit",	param_public,	OPTIONAL },
	{ "kind",	param_line,	OPTIONAL },
	{ "day",	param_line,	OPTIONAL },
	PARAMS_END
};

static const struct param version_params[] = {
	{ "version",	param_int,	OPTIONAL },
	PARAMS_END
};

static const struct param number_params[] = {
	{ "number",	param_line,	OPTIONAL },
	PARAMS_END
};

#define PLAN	ACT_KEEP_MEETINGS, meeting_find_unit
#define KEEP	ACT_KEEP_MEETINGS, meeting_find
#define SEE	ACT_SEE_CELL, meeting_find

extern const struct route meeting_routes[];

const struct route meeting_routes[] = {
	{ "GET", "/meetings", ACT_SEE_CELL, meeting_find_unit,
	    meeting_list_page,
	    list_params, NULL },
	{ "GET", "/meetings/new", PLAN, meeting_new_page, start_params, NULL },
	{ "POST", "/meetings", PLAN, meeting_new_post, meeting_plan_params,
	    NULL },
	{ "GET", "/meetings/record", PLAN, meeting_told_page, start_params,
	    NULL },
	{ "POST", "/meetings/record", PLAN, meeting_told_post,
	    meeting_record_params, NULL },
	{ "GET", "/meetings/{meeting}", SEE, meeting_page, NULL, NULL },
	{ "GET", "/meetings/{meeting}/edit", KEEP, meeting_edit_page, NULL,
	    NULL },
	{ "POST", "/meetings/{meeting}/edit", KEEP, meeting_edit_post,
	    meeting_plan_params, NULL },
	{ "GET", "/meetings/{meeting}/cancel", KEEP, meeting_cancel_page, NULL,
	    NULL },
	{ "POST", "/meetings/{meeting}/cancel", KEEP, meeting_cancel_post,
	    NULL, NULL },
	{ "GET", "/meetings/{meeting}/record", KEEP, meeting_record_page, NULL,
	    NULL },
	{ "POST", "/meetings/{meeting}/record", KEEP, meeting_record_post,
	    meeting_record_params, NULL },
	{ "GET", "/meetings/{meeting}/sent", SEE, meeting_sent_page, NULL,
	    NULL },
	{ "GET", "/meetings/{meeting}/minutes", SEE, meeting_minutes_page,
	    version_params, NULL },
	{ "GET", "/meetings/{meeting}/minutes.pdf", SEE, meeting_minutes_pdf,
	    version_params, NULL },
	{ "GET", "/meetings/{meeting}/correct", KEEP, meeting_correct_page,
	    NULL, NULL },
	{ "POST", "/meetings/{meeting}/correct", KEEP, meeting_correct_post,
	    meeting_record_params, NULL },
	{ "GET", "/meetings/{meeting}/sign-in", KEEP, meeting_sheet_page, NULL,
	    NULL },
	{ "GET", "/meetings/{meeting}/sign-in.pdf", KEEP, meeting_sheet_pdf,
	    NULL, NULL },
	{ "GET", "/s/{code}", ACT_ANYONE, NULL, meeting_code_page, NULL, NULL },
	{ "POST", "/s/{code}", ACT_ANYONE, NULL, meeting_code_post,
	    number_params, NULL },
	{ "GET", "/u/{unit}/meetings", ACT_SEE_FIGURES, org_find_unit,
	    meeting_outside_page, outside_params, NULL },
	ROUTES_END
};
