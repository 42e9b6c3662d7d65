/*
 * circular_web.c - a circular as a page: its text, what one's own unit does
 * with it, how far it has come.
 *
 *	GET  /circulars				of my unit, or ?unit=
 *	GET  /circulars/new, POST /circulars	circular_new_web.c
 *	GET  /circulars/{circular}		one; of a unit with ?unit=
 *	GET  /circulars/{circular}/print	in large type, for the wall
 *	GET  /circulars/{circular}/reach	by unit: circular_reach_web.c
 *	POST .../convey .../take-back		by who keeps circulars of a unit
 *	POST .../read				by a member: I have read it
 *	POST .../withdraw			by who may issue there
 */
#include "circular/circular_pages.h"

#include "bulletin/bulletin_pages.h"
#include "meeting/meeting.h"
#include "member/member.h"
#include "org/org.h"

#define MEETINGS_OFFERED	6
#define MEETINGS_LOOKED_AT	20

struct circular_step_view {
	str		 what, by;
};

struct circular_page_view {
	struct part_errors_view	 errors;
	struct path		 list_href, print_href, reach_href, base;
	struct path		 resolution_href, meeting_new;
	str			 over, title, lead, withdrawn, resolution;
	struct html_piece	 short_text, text;
	bool			 has_text;
	/* What one's own unit does with it. */
	bool			 for_unit, keeps, may_pass, may_read, was_read;
	bool			 may_undo;
	str			 unit_name, unit_public_id, key;
	str			 heading, due, pass_label, again, heard;
	struct circular_late_view	late;
	struct part_dots_view	 dots;
	struct part_select_view	 meetings;
	struct circular_step_view	*steps;
	size_t			 steps_len;
	/* How far it has come. */
	str			 reach_text;
	struct circular_late_view	reach_late;
	struct part_trend_view	 curve;
	bool			 by_unit;
	/* By who issued it. */
	bool			 may_withdraw;
	struct part_line_view	 reason;
};

struct circular_print_view {
	struct path		 back;
	str			 over, title, audience, due, withdrawn;
	struct html_piece	 short_text, text;
};

#include "circular/circular_late.html.h"
#include "circular/circular_page.html.h"
#include "circular/circular_print.html.h"

/* ---- finding ----------------------------------------------------------- */

/* The unit of ?unit=, else one's own. */
static bool
find_unit(struct ctx *cx, const struct req *rq, struct object *out)
{
	str public_id = req_str(rq, "unit");
	struct unit unit;

	if (public_id.len > 0) {
		if (!org_unit_by_public(cx, public_id, &unit)) {
			return false;
		}
		out->unit = unit.id;
		return true;
	}
	out->unit = cx->actor == 0 ? 0 : member_cell(cx, cx->actor, cx->today);
	if (out->unit == 0 && org_root(cx, &unit)) {
		out->unit = unit.id;
	}
	return out->unit != 0;
}

static bool
find_at_unit(struct ctx *cx, const struct req *rq, struct object *out)
{
	return circular_find(cx, rq, out) && find_unit(cx, rq, out);
}

/* As a member of one's own unit, whatever the address says. */
static bool
find_own(struct ctx *cx, const struct req *rq, struct object *out)
{
	if (!circular_find(cx, rq, out)) {
		return false;
	}
	out->unit = cx->actor == 0 ? 0 : member_cell(cx, cx->actor, cx->today);
	return true;
}

/* As the unit that issued it. */
static bool
find_issuer(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct circular c;

	if (!circular_find(cx, rq, out) || !circular_read(cx, out->id, &c)) {
		return false;
	}
	out->unit = c.unit_id;
	return true;
}

/* Where one's figures begin: the unit that it goes to, or one's office's; 0:
 * one sees none but those of all. */
static int64_t
figures_of(struct ctx *cx, const struct circular *c)
{
	struct object o = { .unit = c->under_id };
	struct may_reach *list;
	size_t len;

	if (may(cx, ACT_SEE_FIGURES, o)) {
		return o.unit;
	}
	may_reaches(cx, ACT_ISSUE_CIRCULARS, &list, &len);
	o.unit = len > 0 ? list[0].unit_id : 0;
	return len > 0 && may(cx, ACT_SEE_FIGURES, o) ? o.unit : 0;
}

static bool
find_reach(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct circular c;
	int64_t unit_id;

	if (!find_at_unit(cx, rq, out) || !circular_read(cx, out->id, &c)) {
		return false;
	}
	unit_id = figures_of(cx, &c);
	if (req_str(rq, "unit").len == 0 && unit_id != 0) {
		out->unit = unit_id;
	}
	return true;
}

/* ---- at one's own unit ------------------------------------------------- */

/* Of the unit, since it was issued or came back, up to today; newest first. */
static void
fill_meetings(struct ctx *cx, const struct req *rq, int64_t unit_id,
    const struct circular_at *a, struct circular_page_view *v)
{
	struct part_option *options = NEW(cx->mem, struct part_option,
	    MEETINGS_OFFERED);
	struct meeting *list;
	size_t len, n = 0;

	meeting_list(cx, unit_id, 0, DATE_NONE, MEETINGS_LOOKED_AT, &list,
	    &len);
	for (size_t i = 0; i < len && n < MEETINGS_OFFERED; i++) {
		const struct meeting *m = &list[i];
		str day = day_short(cx->mem, m->day, cx->today);

		if (m->state == MEETING_WAS_CANCELLED ||
		    date_cmp(m->day, a->opens) < 0 ||
		    date_cmp(m->day, cx->today) > 0) {
			continue;
		}
		options[n] = (struct part_option){ .value = m->public_id,
			.label = arena_printf(cx->mem, STR_FMT ", " STR_FMT,
			    STR_ARG(meeting_title(cx, m->kind)), STR_ARG(day)),
			.chosen = str_eq(m->public_id, req_str(rq, "meeting")),
		};
		n++;
	}
	v->meetings = (struct part_select_view){ .id = "meeting",
	    .label = "At which meeting?", .options = options,
	    .options_len = n };
}

static str
step_text(struct ctx *cx, const struct circular_step *s, int round)
{
	static const char *const how[CIRCULAR_HOWS] = {
		[AT_MEETING] = "at a meeting", [BY_MEMBERS] =
		"member by member", [BY_READING] = "read by half of the members"
	};
	str day = day_short(cx->mem, s->day, cx->today);

	return arena_printf(cx->mem, "%s " STR_FMT ", %s", round == 0 ?
	    "Passed on" : "Spoken of again", STR_ARG(day), how[s->how]);
}

static void
fill_steps(struct ctx *cx, const struct circular_at *a, bool names,
    struct circular_page_view *v)
{
	const struct circular *c = &a->circular;
	size_t all = 1 + c->returns_len;

	v->steps = NEW(cx->mem, struct circular_step_view, all);
	for (size_t i = 0; i < all; i++) {
		struct circular_step_view *s = &v->steps[v->steps_len];

		if (i < a->steps_len) {
			s->what = step_text(cx, &a->step[i], (int)i);
			s->by = names ? a->step[i].by : S("");
		} else if (i > 0 && a->steps_len > 0 && a->waits) {
			str day = day_short(cx->mem, date_add(a->step[0].day,
			    c->returns[i - 1]), cx->today);

			s->what = arena_printf(cx->mem, "Comes back on "
			    STR_FMT, STR_ARG(day));
		} else {
			continue;
		}
		v->steps_len++;
	}
}

static void
fill_readers(struct ctx *cx, const struct circular *c, int64_t unit_id,
    struct circular_page_view *v)
{
	bool own = cx->actor != 0 && member_cell(cx, cx->actor, cx->today) ==
	    unit_id;
	int64_t read, members;

	if (!may(cx, ACT_SEE_CELL, (struct object){ .unit = unit_id })) {
		return;
	}
	circular_readers(cx, c->id, unit_id, &read, &members);
	v->was_read = own && circular_was_read(cx, c->id);
	v->may_read = own && !v->was_read && c->withdrawn_at == 0;
	if (members > 0) {
		v->heard = arena_printf(cx->mem, "%lld of %lld have said that"
		    " they read it.", (long long)read, (long long)members);
		v->dots = part_dots(cx->mem, (size_t)read, (size_t)members,
		    v->heard);
	}
}

static str
unit_heading(const struct circular_at *a, bool open)
{
	return a->circular.withdrawn_at != 0 ? S("Nothing is asked any more") :
	    open ? a->round == 0 ? S("To be passed on") :
	    S("It has come back: speak of it again") :
	    a->steps_len > 0 ? S("Passed on") : S("Nothing to do");
}

static void
fill_unit(struct ctx *cx, const struct req *rq, const struct circular *c,
    struct circular_page_view *v)
{
	struct circular_at a;
	struct unit unit;
	bool open;

	if (!org_unit(cx, rq->object.unit, &unit) ||
	    !circular_at(cx, c, unit.id, &a)) {
		return;
	}
	open = circular_is_open(cx, &a);
	v->for_unit = true;
	v->unit_name = unit.name;
	v->unit_public_id = unit.public_id;
	v->keeps = may(cx, ACT_KEEP_CIRCULARS, (struct object){
	    .unit = unit.id });
	v->may_pass = v->keeps && open;
	v->may_undo = v->keeps && a.steps_len > 0 &&
	    a.step[a.steps_len - 1].how != BY_READING;
	v->heading = unit_heading(&a, open);
	v->due = !a.waits ? S("") : arena_printf(cx->mem, STR_FMT ".",
	    STR_ARG(text_capital(cx->mem, circular_waits_text(cx, &a))));
	v->late = circular_late_at(cx, &a, &unit);
	v->pass_label = a.round == 0 ? S("Passed on at this meeting") :
	    S("Spoken of at this meeting");
	v->meeting_new = path_of(cx->mem, "/meetings/new?unit=%s",
	    unit.public_id);
	if (v->may_pass) {
		fill_meetings(cx, rq, unit.id, &a, v);
	}
	fill_steps(cx, &a, may(cx, ACT_SEE_CELL, (struct object){
	    .unit = unit.id }), v);
	fill_readers(cx, c, unit.id, v);
}

/* ---- how far it has come ----------------------------------------------- */

static void
fill_reach(struct ctx *cx, const struct circular *c,
    struct circular_page_view *v)
{
	struct circular_reach *r = NEW(cx->mem, struct circular_reach, 1);

	circular_reach(cx, c, c->under_id, r);
	if (r->units > 1) {
		v->reach_text = arena_printf(cx->mem, STR_FMT " of " STR_FMT
		    " " STR_FMT " have passed it on.",
		    STR_ARG(number_text(cx->mem, r->reached)),
		    STR_ARG(number_text(cx->mem, r->units)),
		    STR_ARG(circular_units_word(cx, c)));
		v->curve = circular_curve(cx, c, r);
	}
	if (r->units > 1 && r->reached < r->units) {
		v->reach_late = circular_late_all(cx, c);
	}
}

/* BULL-6. */
static void
fill_resolution(struct ctx *cx, const struct circular *c,
    struct circular_page_view *v)
{
	struct resolution_link r;

	if (resolution_link(cx, c->resolution_id, &r)) {
		v->resolution_href = r.href;
		v->resolution = text_capital(cx->mem, r.name);
	}
}

static str
withdrawn_text(struct ctx *cx, const struct circular *c)
{
	str at;

	if (c->withdrawn_at == 0) {
		return S("");
	}
	at = moment_text(cx->mem, c->withdrawn_at);
	return arena_printf(cx->mem, "It was withdrawn on " STR_FMT ": "
	    STR_FMT, STR_ARG(at), STR_ARG(c->withdrawn_for));
}

static str
lead_text(struct ctx *cx, const struct circular *c)
{
	str to = circular_audience(cx, c), due = day_long(cx->mem, c->due);

	return due.len == 0 ? arena_printf(cx->mem, "To: " STR_FMT ".",
	    STR_ARG(to)) : arena_printf(cx->mem, "To: " STR_FMT
	    ". To be passed on by " STR_FMT ".", STR_ARG(to), STR_ARG(due));
}

static void
show(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct circular *c, const struct problems *problems)
{
	struct circular_page_view v = {
		.list_href = path_of(cx->mem, "/circulars"),
		.print_href = circular_path(cx, c, "/print"),
		.reach_href = circular_path(cx, c, "/reach"),
		.base = circular_path(cx, c, ""),
		.over = circular_over(cx, c), .title = c->title,
		.lead = lead_text(cx, c), .key = rq->key,
		.withdrawn = withdrawn_text(cx, c),
		.short_text = markdown_html(cx->mem, c->short_text),
		.text = markdown_html(cx->mem, c->text),
		.has_text = c->text.len > 0,
		.may_withdraw = c->withdrawn_at == 0 && may(cx,
		    ACT_ISSUE_CIRCULARS, (struct object){
		    .unit = c->unit_id }),
		.reason = { .id = "reason", .label = "Why?",
		    .value = req_str(rq, "reason"), .need = true,
		    .hint = S("Everybody who opens the circular reads it."),
		    .problem = problem_of(problems, "reason") },
	};
	struct html main = html_start(cx);

	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	v.by_unit = figures_of(cx, c) != 0;
	fill_unit(cx, rq, c, &v);
	fill_reach(cx, c, &v);
	fill_resolution(cx, c, &v);
	circular_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = circular_name(cx, c),
	    .nav = NAV_CIRCULARS, .offline_keep = true }, &main);
}

static void
one_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none = { .list_len = 0 };
	struct circular c;

	if (!circular_read(cx, rq->object.id, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	show(cx, rq, rs, &c, &none);
}

static void
print_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct circular_print_view v;
	struct circular c;

	if (!circular_read(cx, rq->object.id, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v = (struct circular_print_view){
		.back = circular_path(cx, &c, ""),
		.over = circular_over(cx, &c), .title = c.title,
		.audience = circular_audience(cx, &c),
		.due = day_long(cx->mem, c.due),
		.withdrawn = withdrawn_text(cx, &c),
		.short_text = markdown_html(cx->mem, c.short_text),
		.text = markdown_html(cx->mem, c.text),
	};
	circular_print_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = circular_name(cx, &c),
	    .nav = NAV_CIRCULARS, .paper = true, .offline_keep = true },
	    &main);
}

/* ---- what is done with it ---------------------------------------------- */

/* Back to the circular at the same unit; said twice is said. */
static void
answer(struct ctx *cx, const struct req *rq, struct res *rs,
    enum circular_err err, const char *field)
{
	struct problems problems = { .list_len = 0 };
	struct circular c;
	struct unit unit;

	if (!circular_read(cx, rq->object.id, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (err == CIRCULAR_OK || err == CIRCULAR_SAME) {
		res_go(cx, rs, req_str(rq, "unit").len > 0 && org_unit(cx,
		    rq->object.unit, &unit) ? path_of(cx->mem,
		    "/circulars/%s?unit=%s", c.public_id, unit.public_id) :
		    circular_path(cx, &c, ""));
		return;
	}
	problem_add(&problems, field, text_sentence(cx->mem,
	    str_z(circular_err_text(err))));
	res_refuse(cx, rs, circular_err_status(err), &problems);
	show(cx, rq, rs, &c, &problems);
}

static void
convey_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	str meeting = req_str(rq, "meeting");
	struct meeting m = { .id = 0 };
	enum circular_err err = CIRCULAR_NO_MEETING;

	if (str_eq(req_str(rq, "how"), S("members")) ||
	    meeting_by_public(cx, meeting, &m)) {
		err = circular_convey(cx, rq->object.id, rq->object.unit,
		    m.id);
	}
	answer(cx, rq, rs, err, "meeting");
}

static void
take_back_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, circular_take_back(cx, rq->object.id,
	    rq->object.unit), NULL);
}

static void
read_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, circular_say_read(cx, rq->object.id), NULL);
}

static void
withdraw_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, circular_withdraw(cx, rq->object.id,
	    req_str(rq, "reason")), "reason");
}

/* ---- the table --------------------------------------------------------- */

static const struct param unit_params[] = {
	{ "unit",	param_public,	OPTIONAL },
	PARAMS_END
};

static const struct param reach_params[] = {
	{ "unit",	param_public,	OPTIONAL },
	{ "from",	param_int,	OPTIONAL },
	PARAMS_END
};

static const struct param convey_params[] = {
	{ "unit",	param_public,	OPTIONAL },
	{ "meeting",	param_public,	OPTIONAL },
	{ "how",	param_line,	OPTIONAL },
	PARAMS_END
};

static const struct param reason_params[] = {
	{ "reason",	param_line,	OPTIONAL },
	PARAMS_END
};

/* From the unit that is named, else the first one may issue from. */
static bool
find_from(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct may_reach *list;
	size_t len;

	if (req_str(rq, "from").len > 0) {
		struct unit unit;

		if (!org_unit_by_public(cx, req_str(rq, "from"), &unit)) {
			return false;
		}
		out->unit = unit.id;
		return true;
	}
	may_reaches(cx, ACT_ISSUE_CIRCULARS, &list, &len);
	out->unit = len > 0 ? list[0].unit_id : 0;
	return true;		/* without a unit may() says no */
}

#define KEEP	ACT_KEEP_CIRCULARS, find_at_unit

extern const struct route circular_routes[];	/* listed in tables.c */

const struct route circular_routes[] = {
	{ "GET", "/circulars", ACT_SEE_UNIT, find_unit, circular_list_page,
	    unit_params, NULL },
	{ "GET", "/circulars/new", ACT_ISSUE_CIRCULARS, find_from,
	    circular_new_page, circular_new_params, NULL },
	{ "POST", "/circulars", ACT_ISSUE_CIRCULARS, find_from,
	    circular_new_post, circular_new_params, NULL },
	{ "GET", "/circulars/{circular}", ACT_SEE_UNIT, find_at_unit,
	    one_page, unit_params, NULL },
	{ "GET", "/circulars/{circular}/print", ACT_LOGGED_IN, circular_find,
	    print_page, NULL, NULL },
	{ "GET", "/circulars/{circular}/reach", ACT_SEE_FIGURES, find_reach,
	    circular_reach_page, reach_params, NULL },
	{ "POST", "/circulars/{circular}/convey", KEEP, convey_post,
	    convey_params, NULL },
	{ "POST", "/circulars/{circular}/take-back", KEEP, take_back_post,
	    unit_params, NULL },
	{ "POST", "/circulars/{circular}/read", ACT_SEE_CELL, find_own,
	    read_post, NULL, NULL },
	{ "POST", "/circulars/{circular}/withdraw", ACT_ISSUE_CIRCULARS,
	    find_issuer, withdraw_post, reason_params, NULL },
	ROUTES_END
};
