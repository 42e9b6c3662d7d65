/*
 * badge_web.c - badges as pages and on paper, and being here online.
 *
 *	GET  /c/{conference}/badge		one's own, on the phone
 *	POST /c/{conference}/badge		here online, or no longer
 *	GET, POST /c/{conference}/badges	making them, one anew, and all
 *						as one file (a job)
 *	GET  /c/{conference}/badges/sheet	PDF of those above a number
 */
#include "conference/conference_pages.h"
#include "door/door_pages.h"
#include "html/qr.h"
#include "job/job.h"

#define SHEET_BADGES	1000		/* of one file */

struct badges_page_view {
	str			 title, lead, done, key, key2, key3;
	struct path		 back, to;
	bool			 can_begin;
	struct badges_sheet {
		str		 text;
		struct path	 href;
	}			*sheets;
	size_t			 sheets_len;
	struct part_line_view	 number;
	struct part_errors_view	 errors;
};

struct badge_page_view {
	str			 title, when, name, unit, seat, role, strip,
				 key;
	struct path		 back, here_to;
	int			 number;
	bool			 can_here, here;
	struct part_qr_view	 qr;
};

#include "door/badge_page.html.h"
#include "door/badges_page.html.h"

/* ---- GET /c/{conference}/badge ----------------------------------------- */

static void
own_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct badge_page_view v = { .key = rq->key };
	struct html main = html_start(cx);
	struct participant p;
	struct conference c;
	struct frame frame;
	enum door_err err;
	str text;

	if (!conference_of(cx, rq, &c) || cx->actor == 0 ||
	    !participant_of_member(cx, c.id, cx->actor, &p)) {
		res_problem(cx, rq, rs, 404, "You have no badge here",
		    "Who does a post at the conference without taking part "
		    "in it has none. Ask the organisers.");
		return;
	}
	err = badge_text(cx, &p, &text);
	if (err != DOOR_OK) {
		v.strip = door_sentence(cx, err);
	} else if (!part_qr(cx->mem, text, S("QR code for the door"),
	    &v.qr)) {
		v.strip = S("Say the number at the door.");
	}
	v.title = c.title;
	v.when = conference_days(cx, &c);
	v.name = p.name;
	v.unit = p.unit_name;
	v.seat = badge_seat(cx, &p);
	v.role = badge_role(cx, &p);
	v.number = p.number;
	v.back = conference_path(cx, &c, "");
	v.can_here = c.mode != IN_ONE_HALL && p.presence != IN_THE_HALL &&
	    c.state != CONFERENCE_OVER;
	v.here = p.presence == HERE_ONLINE;
	v.here_to = conference_path(cx, &c, "/badge");
	badge_page_html(&main, &v);
	frame = conference_frame(cx, &c, NAV_NONE, S("Your badge"));
	frame.offline_keep = true;
	res_page(cx, rq, rs, frame, &main);
}

/* ---- POST /c/{conference}/badge ---------------------------------------- */

static void
here_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct participant p;
	struct problems problems = { 0 };
	struct conference c;
	enum door_err err = DOOR_NO_ONE;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (participant_of_member(cx, c.id, cx->actor, &p)) {
		err = door_online(cx, p.id, req_flag(rq, "here"));
	}
	if (err == DOOR_OK) {
		res_go(cx, rs, conference_path(cx, &c, "/badge"));
		return;
	}
	problem_add(&problems, NULL, door_sentence(cx, err));
	res_refuse(cx, rs, door_err_status(err), &problems);
	res_problem(cx, rq, rs, door_err_status(err), "That did not work",
	    arena_copy_z(cx->mem, door_sentence(cx, err)));
}

/* ---- GET and POST /c/{conference}/badges ------------------------------- */

/* Each file of sheets by its first and last number. */
static void
list_sheets(struct ctx *cx, const struct conference *c,
    struct badges_page_view *v)
{
	struct participant *list;
	size_t len;

	participant_list(cx, c->id, 0, PARTICIPANTS_MAX, &list, &len);
	v->sheets_len = (len + SHEET_BADGES - 1) / SHEET_BADGES;
	v->sheets = NEW(cx->mem, struct badges_sheet, v->sheets_len);
	for (size_t i = 0; i < v->sheets_len; i++) {
		size_t from = i * SHEET_BADGES;
		size_t last = from + SHEET_BADGES < len ?
		    from + SHEET_BADGES - 1 : len - 1;

		v->sheets[i].text = arena_printf(cx->mem, "Badges %d to %d",
		    list[from].number, list[last].number);
		v->sheets[i].href = path_of(cx->mem,
		    "/c/%s/badges/sheet?after=%s", c->public_id,
		    arena_printf(cx->mem, "%d", list[from].number - 1));
	}
	v->lead = arena_printf(cx->mem, STR_FMT " take part.",
	    STR_ARG(count_of(cx->mem, (int64_t)len, "person", "people")));
}

static void
show_badges(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *p)
{
	struct badges_page_view v = { .key = rq->key,
		.key2 = public_id_new(cx->mem),
		.key3 = public_id_new(cx->mem),
		.errors = part_errors(cx->mem, p) };
	struct html main = html_start(cx);
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.title = c.title;
	v.back = conference_path(cx, &c, "");
	v.to = conference_path(cx, &c, "/badges");
	list_sheets(cx, &c, &v);
	v.can_begin = badge_public_key(cx, c.id).len == 0;
	if (v.can_begin) {
		v.sheets_len = 0;
	}
	v.number = (struct part_line_view){ .id = "number",
		.label = "Number on the badge", .width = "w5",
		.mode = "numeric", .value = p->list_len > 0 ?
		    req_str(rq, "number") : S(""),
		.problem = problem_of(p, "number") };
	if (req_int(rq, "renewed") != 0) {
		v.done = arena_printf(cx->mem, "Badge %d is new. Print it, or "
		    "let the person open the page “Your badge”.",
		    (int)req_int(rq, "renewed"));
	}
	badges_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE,
	    S("Badges")), &main);
}

static void
badges_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;

	show_badges(cx, rq, rs, &none);
}

/* All badges as one file: longer than an answer may take. */
static void
print_all(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct conference *c)
{
	struct problems p = { 0 };
	struct participant *list;
	enum job_err err;
	struct job job;
	size_t len;

	participant_list(cx, c->id, 0, PARTICIPANTS_MAX, &list, &len);
	err = job_begin(cx, &(struct job_new){ .kind = "badges.print",
	    .title = arena_printf(cx->mem, "All badges: " STR_FMT,
	    STR_ARG(c->title)), .things = S("badges"),
	    .back = conference_path(cx, c, "/badges").text,
	    .about = rq->object, .object_id = c->id,
	    .whole = (int64_t)len }, &job);
	if (err == JOB_OK) {
		res_go(cx, rs, path_of(cx->mem, "/jobs/%s", job.public_id));
		return;
	}
	problem_add(&p, NULL, text_sentence(cx->mem,
	    str_z(job_err_text(err))));
	res_refuse(cx, rs, job_err_status(err), &p);
	show_badges(cx, rq, rs, &p);
}

static void
badges_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems p = { 0 };
	struct participant who;
	struct conference c;
	enum door_err err = DOOR_NONE;
	int64_t number = -1;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (str_eq(req_str(rq, "do"), S("print"))) {
		print_all(cx, rq, rs, &c);
		return;
	}
	if (str_eq(req_str(rq, "do"), S("begin"))) {
		err = badge_begin(cx, c.id);
	} else if (!req_number(rq, "number", &number) || number < 1 ||
	    number > PARTICIPANTS_MAX || !participant_by_number(cx, c.id,
	    (int)number, &who)) {
		err = DOOR_NO_ONE;
	} else {
		err = badge_reissue(cx, who.id);
	}
	if (err == DOOR_OK) {
		res_go(cx, rs, number < 0 ? conference_path(cx, &c,
		    "/badges") : path_of(cx->mem, "/c/%s/badges?renewed=%s",
		    c.public_id, arena_printf(cx->mem, "%d", (int)number)));
		return;
	}
	problem_add(&p, "number", door_sentence(cx, err));
	res_refuse(cx, rs, door_err_status(err), &p);
	show_badges(cx, rq, rs, &p);
}

/* ---- GET /c/{conference}/badges/sheet ---------------------------------- */

static void
sheet_file(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference c;
	struct paper paper;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (badges_paper(cx, &c, (int)req_int(rq, "after"), SHEET_BADGES,
	    &paper) == 0) {
		res_problem(cx, rq, rs, 404, "There is nobody to print",
		    "Nobody with a higher number takes part.");
		return;
	}
	res_paper(cx, rs, &paper, S("badges.pdf"));
}

/* ---- routes ------------------------------------------------------------ */

static const struct param here_fields[] = {
	{ "here",	param_flag,	OPTIONAL },
	PARAMS_END
};

static const struct param badges_query[] = {
	{ "renewed",	param_int,	OPTIONAL },
	PARAMS_END
};

static const struct param badges_fields[] = {
	{ "do",		param_word,	OPTIONAL },
	{ "number",	param_line,	OPTIONAL },
	PARAMS_END
};

static const struct param sheet_query[] = {
	{ "after",	param_int,	OPTIONAL },
	PARAMS_END
};

extern const struct route badge_routes[];	/* listed in tables.c */

const struct route badge_routes[] = {
	{ "GET", "/c/{conference}/badge", ACT_ATTEND, conference_find,
	    own_page, NULL, NULL },
	{ "POST", "/c/{conference}/badge", ACT_ATTEND, conference_find,
	    here_post, here_fields, NULL },
	{ "GET", "/c/{conference}/badges", ACT_KEEP_CONFERENCE,
	    conference_find, badges_page, badges_query, NULL },
	{ "POST", "/c/{conference}/badges", ACT_KEEP_CONFERENCE,
	    conference_find, badges_post, badges_fields, NULL },
	{ "GET", "/c/{conference}/badges/sheet", ACT_KEEP_CONFERENCE,
	    conference_find, sheet_file, sheet_query, NULL },
	ROUTES_END
};
