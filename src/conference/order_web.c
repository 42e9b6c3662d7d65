/* order_web.c - the order of business, as the organiser arranges it. */
#include "conference/conference_web.h"

#include <string.h>

struct order_row {
	str		 id, number, title, why, state;
	bool		 waits, dropped;
	struct path	 edit;
};

struct order_sitting {
	str			 name, when, state, over;
	struct path		 edit, add;
	struct order_row	*rows;
	size_t			 rows_len;
};

struct order_page_view {
	str			 name, lead, key;
	struct path		 back, to, usual, add_sitting, sheet;
	struct order_sitting	*sittings;
	size_t			 sittings_len;
};

struct sitting_form_view {
	struct part_errors_view	 errors;
	struct path		 back, action, drop, presidium;
	str			 name, heading, label, key;
	struct part_line_view	 day, starts, ends, title;
	bool			 empty;
};

#include "conference/order_page.html.h"
#include "conference/sitting_form.html.h"

const struct param order_params[] = {
	{ "do",		param_line,	REQUIRED },
	PARAMS_END
};

const struct param sitting_params[] = {
	{ "title",	param_line,	OPTIONAL },
	{ "day",	param_line,	OPTIONAL },
	{ "starts",	param_line,	OPTIONAL },
	{ "ends",	param_line,	OPTIONAL },
	PARAMS_END
};

/* ---- GET /c/{conference}/order ----------------------------------------- */

/* "Report, 20 minutes, Hanne Brook". */
static str
item_why(struct ctx *cx, const struct item *item)
{
	str text = str_z(item_kind_text(item->kind));
	struct participant p;

	if (item->minutes > 0) {
		text = arena_printf(cx->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(text), STR_ARG(count_of(cx->mem, item->minutes,
		    "minute", "minutes")));
	}
	if (item->reporter_id != 0 &&
	    participant_read(cx, item->reporter_id, &p)) {
		text = arena_printf(cx->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(text), STR_ARG(p.name));
	}
	return text;
}

static struct order_row
order_row(struct ctx *cx, const struct conference *c, const struct item *item)
{
	return (struct order_row){
		.id = item->public_id,
		.number = item->number,
		.title = item->title,
		.why = item_why(cx, item),
		.waits = item->state == ITEM_WAITING,
		.dropped = item->state == ITEM_DROPPED,
		.state = item->state == ITEM_OPEN ? S("Now") : S("Done"),
		.edit = path_of(cx->mem, "/c/%s/items/%s", c->public_id,
		    item->public_id),
	};
}

/* More is planned than the sitting has time for. */
static str
over_text(struct ctx *cx, const struct sitting *s, const struct item *items,
    size_t len)
{
	int64_t minutes = 0;

	for (size_t i = 0; i < len; i++) {
		minutes += items[i].state == ITEM_DROPPED ? 0 :
		    items[i].minutes;
	}
	return minutes <= s->ends - s->starts ? S("") :
	    arena_printf(cx->mem, "The items take " STR_FMT
	    " longer than the sitting", STR_ARG(count_of(cx->mem,
	    minutes - (s->ends - s->starts), "minute", "minutes")));
}

static struct order_sitting
order_sitting(struct ctx *cx, const struct conference *c,
    const struct sitting *s)
{
	struct order_sitting out = {
		.name = sitting_name(cx, s),
		.when = sitting_when(cx, s),
		.state = s->closed_at != 0 ? S("Closed") :
		    s->opened_at != 0 ? S("Open now") : S(""),
		.edit = path_of(cx->mem, "/c/%s/sittings/%s", c->public_id,
		    s->public_id),
	};
	struct item *items;
	size_t len;

	if (s->closed_at == 0) {
		out.add = path_of(cx->mem, "/c/%s/items/new?sitting=%s",
		    c->public_id, s->public_id);
	}
	item_list(cx, c->id, s->id, &items, &len);
	out.over = over_text(cx, s, items, len);
	out.rows = NEW(cx->mem, struct order_row, len);
	out.rows_len = len;
	for (size_t i = 0; i < len; i++) {
		out.rows[i] = order_row(cx, c, &items[i]);
	}
	return out;
}

void
order_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct order_page_view v = { .key = rq->key };
	struct conference c;
	struct sitting *list;
	size_t len;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	sitting_list(cx, c.id, &list, &len);
	v.name = c.title;
	v.lead = len == 0 ? S("Nothing is planned yet.") :
	    S("What is dealt with, on which sitting, and for how long.");
	v.back = conference_path(cx, &c, "");
	v.to = conference_path(cx, &c, "/order");
	v.usual = conference_path(cx, &c, "/order/usual");
	v.add_sitting = conference_path(cx, &c, "/sittings/new");
	v.sheet = conference_path(cx, &c, "/agenda/print");
	v.sittings = NEW(cx->mem, struct order_sitting, len);
	v.sittings_len = len;
	for (size_t i = 0; i < len; i++) {
		v.sittings[i] = order_sitting(cx, &c, &list[i]);
	}
	order_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_AGENDA,
	    S("Order of business")), &main);
}

/* ---- POST /c/{conference}/order ---------------------------------------- */

static enum conference_err
do_order(struct ctx *cx, const struct conference *c, str what, str id)
{
	struct item item;

	if (!item_by_public(cx, id, &item) || item.conference_id != c->id) {
		return CONFERENCE_NO_ITEM;
	}
	if (str_eq(what, S("up")) || str_eq(what, S("down"))) {
		return item_move(cx, item.id, str_eq(what, S("up")));
	}
	if (str_eq(what, S("drop"))) {
		return item_drop(cx, item.id);
	}
	return str_eq(what, S("back")) ? item_restore(cx, item.id) :
	    CONFERENCE_NO_ITEM;
}

void
order_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	str id = req_str(rq, "do"), what = S("");
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	(void)str_cut(&id, '-', &what);
	res_done(cx, rq, rs, do_order(cx, &c, what, id),
	    "The order of business stays as it was",
	    conference_path(cx, &c, "/order"));
}

void
order_usual_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	res_done(cx, rq, rs, conference_usual_order(cx, c.id, S("Opening"),
	    S("Closing")), "The order of business stays as it was",
	    conference_path(cx, &c, "/order"));
}

/* ---- a sitting --------------------------------------------------------- */

struct sitting_form {
	struct conference	 c;
	struct sitting		 was;		/* id 0: a new one */
	str			 title, day, starts, ends;
	struct problems		 problems;
};

static struct path
sitting_path(struct ctx *cx, const struct sitting_form *f, const char *rest)
{
	return path_more(cx->mem, path_of(cx->mem, "/c/%s/sittings/%s",
	    f->c.public_id, f->was.public_id), rest);
}

static void
sitting_fill(struct ctx *cx, struct sitting_form *f,
    struct sitting_form_view *v)
{
	struct item *items;
	size_t len = 0;

	if (f->was.id != 0) {
		item_list(cx, f->c.id, f->was.id, &items, &len);
		v->drop = sitting_path(cx, f, "/drop");
		v->presidium = sitting_path(cx, f, "/presidium");
		v->empty = len == 0 && f->was.opened_at == 0;
	}
	v->day = day_line(cx, "day", "Day", f->day,
	    problem_of(&f->problems, "day"));
	v->starts = time_line(cx, "starts", "It begins at", f->starts,
	    problem_of(&f->problems, "starts"));
	v->ends = time_line(cx, "ends", "It ends at", f->ends,
	    problem_of(&f->problems, "ends"));
	v->day.need = v->starts.need = v->ends.need = true;
	v->title = (struct part_line_view){ .id = "title",
	    .label = "What it is called", .value = f->title,
	    .hint = S("Second day, morning. Or leave it empty: sittings are"
	    " numbered."), .problem = problem_of(&f->problems, "title") };
}

static void
sitting_show(struct ctx *cx, const struct req *rq, struct res *rs,
    struct sitting_form *f)
{
	bool changes = f->was.id != 0;
	struct sitting_form_view v = {
		.errors = part_errors(cx->mem, &f->problems),
		.key = rq->key,
		.name = f->c.title,
		.back = conference_path(cx, &f->c, "/order"),
		.action = changes ? sitting_path(cx, f, "") :
		    conference_path(cx, &f->c, "/sittings"),
		.heading = changes ? sitting_name(cx, &f->was) :
		    S("Add a sitting"),
		.label = changes ? S("Save the changes") :
		    S("Add the sitting"),
	};
	struct html main = html_start(cx);

	sitting_fill(cx, f, &v);
	sitting_form_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &f->c, NAV_AGENDA,
	    v.heading), &main);
}

static void
sitting_read_form(const struct req *rq, struct sitting_form *f)
{
	f->title = req_str(rq, "title");
	f->day = req_str(rq, "day");
	f->starts = req_str(rq, "starts");
	f->ends = req_str(rq, "ends");
}

static const char *
sitting_field(enum conference_err err)
{
	return err == CONFERENCE_TIMES ? "ends" :
	    err == CONFERENCE_TOO_LONG ? "title" : "day";
}

/* Adds or changes it; false: the form comes back. */
static bool
sitting_take(struct ctx *cx, const struct req *rq, struct sitting_form *f)
{
	struct sitting s = { .id = f->was.id, .conference_id = f->c.id,
	    .title = f->title };
	enum conference_err err;
	int64_t id;

	(void)take_day(cx, rq, "day", &f->problems, &s.day);
	(void)take_time(cx, rq, "starts", &f->problems, &s.starts);
	(void)take_time(cx, rq, "ends", &f->problems, &s.ends);
	if (f->problems.list_len > 0) {
		return false;
	}
	err = s.id == 0 ? sitting_add(cx, &s, &id) : sitting_change(cx, &s);
	if (err != CONFERENCE_OK) {
		problem_add(&f->problems, sitting_field(err),
		    conference_sentence(cx, err));
	}
	return err == CONFERENCE_OK;
}

static void
sitting_sent(struct ctx *cx, const struct req *rq, struct res *rs,
    struct sitting_form *f)
{
	sitting_read_form(rq, f);
	if (sitting_take(cx, rq, f)) {
		res_go(cx, rs, conference_path(cx, &f->c, "/order"));
		return;
	}
	res_refuse(cx, rs, 422, &f->problems);
	sitting_show(cx, rq, rs, f);
}

void
sitting_new_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct sitting_form f = { .starts = S("09:00"), .ends = S("12:30") };
	struct sitting *list;
	size_t len;

	if (!conference_of(cx, rq, &f.c)) {
		res_missing(cx, rq, rs);
		return;
	}
	sitting_list(cx, f.c.id, &list, &len);
	f.day = date_str(cx->mem, len == 0 ? f.c.from : list[len - 1].day);
	sitting_show(cx, rq, rs, &f);
}

void
sitting_new_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct sitting_form f = { .was = { .id = 0 } };

	if (!conference_of(cx, rq, &f.c)) {
		res_missing(cx, rq, rs);
		return;
	}
	sitting_sent(cx, rq, rs, &f);
}

static bool
sitting_read_was(struct ctx *cx, const struct req *rq, struct res *rs,
    struct sitting_form *f)
{
	if (!conference_of(cx, rq, &f->c) ||
	    !sitting_read(cx, rq->object.id, &f->was)) {
		res_missing(cx, rq, rs);
		return false;
	}
	return true;
}

void
sitting_edit_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct sitting_form f = { .was = { .id = 0 } };

	if (!sitting_read_was(cx, rq, rs, &f)) {
		return;
	}
	f.title = f.was.title;
	f.day = date_str(cx->mem, f.was.day);
	f.starts = time_of_day(cx->mem, f.was.starts);
	f.ends = time_of_day(cx->mem, f.was.ends);
	sitting_show(cx, rq, rs, &f);
}

void
sitting_edit_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct sitting_form f = { .was = { .id = 0 } };

	if (sitting_read_was(cx, rq, rs, &f)) {
		sitting_sent(cx, rq, rs, &f);
	}
}

void
sitting_drop_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	res_done(cx, rq, rs, sitting_drop(cx, rq->object.id),
	    "The sitting was not dropped", conference_path(cx, &c, "/order"));
}
