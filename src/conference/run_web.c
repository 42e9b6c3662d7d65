/* run_web.c - while it sits: what the chair opens and closes, who presides, and
 * who is here where there are no doors. */
#include "bulletin/bulletin.h"
#include "conference/conference_web.h"
#include "door/door.h"

#define HERE_MAX	500	/* ticked on one page; more have doors */

struct presidium_page_view {
	struct part_errors_view	 errors;
	str			 over, key;
	struct path		 back, to;
	struct part_line_view	 numbers;
	struct presidium_row {
		str	 number, name, note;
	}			*rows;
	size_t			 rows_len;
};

struct here_page_view {
	str		 name, lead, key;
	struct path	 back, to;
	struct here_row {
		str	 id, name, note;
		bool	 here;
	}		*rows;
	size_t		 rows_len;
	bool		 many;
};

#include "conference/here_page.html.h"
#include "conference/presidium_page.html.h"

const struct param run_params[] = {
	{ "do",		param_line,	REQUIRED },
	PARAMS_END
};

const struct param presidium_params[] = {
	{ "numbers",	param_line,	OPTIONAL },
	PARAMS_END
};

const struct param here_params[] = {
	{ "here",	param_public,	REPEATED },
	PARAMS_END
};

/* ---- POST /c/{conference}/run ------------------------------------------ */

/* "item-ID" and "sitting-ID" open; "next", "close", "end" speak of what is
 * open. */
static enum conference_err
do_run(struct ctx *cx, const struct conference *c, str what)
{
	struct sitting s;
	struct item item;

	if (str_eq(what, S("next"))) {
		return item_next(cx, c->id);
	}
	if (str_eq(what, S("close"))) {
		return item_close(cx, c->id);
	}
	if (str_eq(what, S("end"))) {
		return bulletin_close_sitting(cx, c->id);
	}
	if (str_starts(what, S("sitting-")) && sitting_by_public(cx,
	    str_from(what, 8), &s) && s.conference_id == c->id) {
		return sitting_open(cx, s.id);
	}
	if (str_starts(what, S("item-")) && item_by_public(cx,
	    str_from(what, 5), &item) && item.conference_id == c->id) {
		return item_open(cx, item.id);
	}
	return CONFERENCE_NO_ITEM;
}

void
run_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	res_done(cx, rq, rs, do_run(cx, &c, req_str(rq, "do")),
	    "Nothing has changed", conference_path(cx, &c, "/chair"));
}

/* ---- who presides ------------------------------------------------------ */

static void
presidium_show(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct conference *c, const struct sitting *s, str numbers,
    const struct problems *p)
{
	struct html main = html_start(cx);
	struct presidium_page_view v = {
		.errors = part_errors(cx->mem, p),
		.key = rq->key,
		.over = arena_printf(cx->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(c->title), STR_ARG(sitting_name(cx, s))),
		.back = conference_path(cx, c, "/agenda"),
		.to = path_of(cx->mem, "/c/%s/sittings/%s/presidium",
		    c->public_id, s->public_id),
		.numbers = { .id = "numbers",
		    .label = "Numbers on the badges, in order",
		    .hint = S("Such as 12, 7, 30. The first one leads."),
		    .value = numbers, .problem = problem_of(p, "numbers") },
	};
	struct presider *list;
	size_t len;

	presidium(cx, s->id, false, &list, &len);
	v.rows = NEW(cx->mem, struct presidium_row, len);
	v.rows_len = len;
	for (size_t i = 0; i < len; i++) {
		v.rows[i] = (struct presidium_row){
			arena_printf(cx->mem, "%d", list[i].number),
			list[i].name, i == 0 ? S("leads") :
			list[i].unit_name };
	}
	presidium_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, c, NAV_AGENDA,
	    S("Who presides")), &main);
}

void
presidium_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	str numbers = S("");
	struct conference c;
	struct presider *list;
	struct sitting s;
	size_t len;

	if (!conference_of(cx, rq, &c) ||
	    !sitting_read(cx, rq->object.id, &s)) {
		res_missing(cx, rq, rs);
		return;
	}
	presidium(cx, s.id, false, &list, &len);
	for (size_t i = 0; i < len; i++) {
		numbers = arena_printf(cx->mem, STR_FMT "%s%d",
		    STR_ARG(numbers), i == 0 ? "" : ", ", list[i].number);
	}
	presidium_show(cx, rq, rs, &c, &s, numbers, &no_problems);
}

/* Numbers with anything between them that is none. */
static void
take_numbers(struct ctx *cx, const struct conference *c, str text,
    struct problems *p, int64_t *ids, size_t *out_len)
{
	struct participant who;
	int64_t n;
	str one;

	while (str_cut(&text, ',', &one)) {
		one = str_trim(one);
		if (one.len == 0) {
			continue;
		}
		if (!typed_number(one, &n) || n < 1 || n > PARTICIPANTS_MAX ||
		    !participant_by_number(cx, c->id, (int)n, &who)) {
			problem_add(p, "numbers", arena_printf(cx->mem,
			    "Nobody has the badge “" STR_FMT "”. Write numbers"
			    " with commas between them.",
			    STR_ARG(utf8_cut(one, 60))));
			return;
		}
		if (*out_len < PRESIDIUM_MAX + 1) {
			ids[(*out_len)++] = who.id;
		}
	}
}

void
presidium_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	int64_t ids[PRESIDIUM_MAX + 1];
	struct problems p = { .list_len = 0 };
	enum conference_err err;
	struct conference c;
	struct sitting s;
	size_t len = 0;

	if (!conference_of(cx, rq, &c) ||
	    !sitting_read(cx, rq->object.id, &s)) {
		res_missing(cx, rq, rs);
		return;
	}
	take_numbers(cx, &c, req_str(rq, "numbers"), &p, ids, &len);
	if (p.list_len == 0) {
		err = presidium_set(cx, s.id, ids, len);
		if (err == CONFERENCE_OK) {
			res_go(cx, rs, path_of(cx->mem,
			    "/c/%s/sittings/%s/presidium", c.public_id,
			    s.public_id));
			return;
		}
		problem_add(&p, "numbers", conference_sentence(cx, err));
	}
	res_refuse(cx, rs, 422, &p);
	presidium_show(cx, rq, rs, &c, &s, req_str(rq, "numbers"), &p);
}

/* ---- who is here ------------------------------------------------------- */

static bool
is_here(const struct participant *p)
{
	return p->presence == IN_THE_HALL || p->presence == HERE_ONLINE;
}

void
here_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct here_page_view v = { .key = rq->key };
	struct participant *list;
	struct conference c;
	size_t len;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	participant_list(cx, c.id, 0, HERE_MAX + 1, &list, &len);
	v.many = len > HERE_MAX;
	v.name = c.title;
	v.lead = v.many ? S("So many come through the doors.") :
	    S("Tick who is here. Who is here can vote.");
	v.back = conference_path(cx, &c, "");
	v.to = conference_path(cx, &c, "/roll");
	v.rows_len = v.many ? 0 : len;
	v.rows = NEW(cx->mem, struct here_row, v.rows_len);
	for (size_t i = 0; i < v.rows_len; i++) {
		v.rows[i] = (struct here_row){ list[i].public_id,
		    list[i].name, list[i].voting ? list[i].unit_name :
		    str_z(participant_role_text(list[i].role)),
		    is_here(&list[i]) };
	}
	here_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE,
	    S("Who is here")), &main);
}

static bool
is_ticked(const struct req *rq, str public_id)
{
	size_t i = 0;
	str value;

	while (req_each(rq, "here", &i, &value)) {
		if (str_eq(value, public_id)) {
			return true;
		}
	}
	return false;
}

/* As if it had happened at a door, so that it stands in the same list. */
static enum door_err
tick(struct ctx *cx, const struct participant *p, bool here)
{
	struct passing in = { .conference_id = p->conference_id,
	    .text = arena_printf(cx->mem, "%d", p->number),
	    .kind = here ? PASSED_IN : PASSED_OUT, .door = S("by hand") };
	struct passed out;

	return door_pass(cx, &in, &out);
}

void
here_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum door_err err = DOOR_OK;
	struct participant *list;
	struct conference c;
	size_t len;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	participant_list(cx, c.id, 0, HERE_MAX + 1, &list, &len);
	for (size_t i = 0; len <= HERE_MAX && i < len && err == DOOR_OK; i++) {
		bool ticked = is_ticked(rq, list[i].public_id);

		if (ticked != is_here(&list[i])) {
			err = tick(cx, &list[i], ticked);
		}
	}
	if (err != DOOR_OK) {
		res_problem(cx, rq, rs, door_err_status(err),
		    "Nothing has changed", door_err_text(err));
		return;
	}
	res_go(cx, rs, conference_path(cx, &c, "/roll"));
}
