/*
 * door_web.c - the pages of the people at the doors.
 *
 *	GET  /c/{conference}/door		scan, type, see who it is
 *	POST /c/{conference}/door		a passage
 *	POST /c/{conference}/door/note		what was done about a doubt
 *	GET  /c/{conference}/door/doubts	who came in twice
 *	GET  /c/{conference}/door/list		the list of a device
 *	GET, POST /c/{conference}/door/bring	passages from a device
 *	GET  /c/{conference}/door/paper		the list on paper
 */
#include "conference/conference_pages.h"
#include "door/door_pages.h"

#define PAPER_ROWS	500
#define DOUBTS_SHOWN	200

struct door_page_view {
	str			 title, door_name, hall, state, name, below,
				 before, key, note_key, shown, way_now,
				 doubts_text, problem;
	const char		*kind;
	bool			 doubt;
	struct path		 home, to, note_to, list, bring, doubts, paper;
	struct part_line_view	 note, door;
	struct part_choice_view	 way;
	struct part_errors_view	 errors;
};

struct doubts_page_view {
	str			 title, lead;
	struct path		 back;
	struct doubts_row {
		str		 name, unit, what, note, key;
		int64_t		 id;
		int		 number;
		bool		 open;
		struct path	 to;
	}			*rows;
	size_t			 rows_len;
};

struct bring_page_view {
	str			 title, done, key;
	struct path		 back, to;
	struct bring_told { str text; } *told;
	size_t			 told_len;
	struct part_text_view	 list;
	struct part_errors_view	 errors;
};

struct paper_page_view {
	str			 title, heading;
	struct path		 back;
	struct paper_line {
		int		 number;
		str		 name, unit, seat;
	}			*rows;
	size_t			 rows_len;
	struct part_pager_view	 pager;
};

#include "door/bring_page.html.h"
#include "door/door_page.html.h"
#include "door/doubts_page.html.h"
#include "door/paper_page.html.h"

static const struct { const char *word, *label; enum passage_kind kind; }
ways[] = {
	{ "in", "In", PASSED_IN },
	{ "out", "Out", PASSED_OUT },
	{ "left", "Left for good", LEFT_FOR_GOOD },
};

/* ---- words ------------------------------------------------------------- */

str
door_sentence(struct ctx *cx, enum door_err err)
{
	return text_sentence(cx->mem, str_z(door_err_text(err)));
}

/* "9:12", of another day with the day. */
static str
time_text(struct ctx *cx, int64_t at)
{
	struct date day = date_of_moment(at);

	return date_cmp(day, cx->today) == 0 ? clock_text(cx->mem, at) :
	    arena_printf(cx->mem, STR_FMT ", " STR_FMT,
	    STR_ARG(day_brief(cx->mem, day, cx->today)),
	    STR_ARG(clock_text(cx->mem, at)));
}

static str
seat_text(struct ctx *cx, const struct participant *p)
{
	return p->seat == 0 ? S("") : arena_printf(cx->mem, STR_FMT " %d",
	    STR_ARG(p->block), p->seat);
}

/* "Greyfell, delegate, seat A 417, badge 12". */
static str
who_text(struct ctx *cx, const struct participant *p)
{
	str seat = seat_text(cx, p);

	return arena_printf(cx->mem, STR_FMT "%s%s%s" STR_FMT ", badge %d",
	    STR_ARG(p->unit_name), p->unit_name.len > 0 ? ", " : "",
	    participant_role_text(p->role), seat.len > 0 ? ", seat " : "",
	    STR_ARG(seat), p->number);
}

static str
at_door(struct ctx *cx, const struct passage *p)
{
	return p->door.len == 0 ? S("") : arena_printf(cx->mem, " at door "
	    STR_FMT, STR_ARG(p->door));
}

static str
state_text(const struct passage *p)
{
	switch (p->doubt) {
	case PASSAGE_TWICE:
		return S("Already in the hall");
	case PASSAGE_NOT_IN:
		return S("Out, but never came in");
	case PASSAGE_OLD_BADGE:
		return S("With a badge that was replaced");
	case PASSAGE_GONE:
		return S("Does not take part any more");
	case PASSAGE_CLEAR:
		break;
	}
	switch (p->kind) {
	case PASSED_IN:
		return S("In");
	case PASSED_BACK:
		return S("Back in");
	case PASSED_OUT:
		return S("Out");
	case LEFT_FOR_GOOD:
		return S("Left for good");
	case CAME_ONLINE:
		return S("Here online");
	case LEFT_ONLINE:
		return S("No longer online");
	}
	return S("");
}

/* ---- GET /c/{conference}/door ------------------------------------------ */

static struct path
door_path(struct ctx *cx, const struct conference *c, const struct req *rq,
    int shown)
{
	return path_of(cx->mem, "/c/%s/door?door=%s&way=%s&shown=%s",
	    c->public_id, req_str(rq, "door"), req_str(rq, "way"),
	    arena_printf(cx->mem, "%d", shown));
}

static str
hall_text(struct ctx *cx, int64_t conference_id)
{
	struct door_hall hall = door_hall(cx, conference_id);

	return arena_printf(cx->mem, STR_FMT " of " STR_FMT " in the hall%s"
	    STR_FMT "%s" STR_FMT, STR_ARG(number_text(cx->mem, hall.present)),
	    STR_ARG(number_text(cx->mem, hall.entitled)),
	    hall.needed < 0 ? "" : ", needed ", STR_ARG(hall.needed < 0 ?
	    S("") : number_text(cx->mem, hall.needed)),
	    hall.guests > 0 ? ", and " : "", STR_ARG(hall.guests > 0 ?
	    count_of(cx->mem, hall.guests, "guest", "guests") : S("")));
}

/* The last passage of somebody, and what was before it. */
static void
show_passage(struct ctx *cx, const struct conference *c, int number,
    struct door_page_view *v)
{
	const struct passage *last, *in = NULL;
	struct participant p;
	struct passage *list;
	size_t len;

	if (number == 0 || !participant_by_number(cx, c->id, number, &p)) {
		return;
	}
	door_passages(cx, p.id, &list, &len);
	if (len == 0) {
		return;
	}
	last = &list[len - 1];
	for (size_t i = 0; i + 1 < len; i++) {
		if (list[i].doubt == PASSAGE_CLEAR) {
			in = &list[i];
		}
	}
	v->name = p.name;
	v->below = who_text(cx, &p);
	v->state = state_text(last);
	v->kind = last->doubt != PASSAGE_CLEAR ? "door-warn" : "door-good";
	v->doubt = last->doubt != PASSAGE_CLEAR && last->note.len == 0;
	if (last->doubt == PASSAGE_TWICE && in != NULL) {
		v->before = arena_printf(cx->mem, "Since " STR_FMT STR_FMT
		    ". Look whose badge it is.", STR_ARG(time_text(cx,
		    in->at)), STR_ARG(at_door(cx, in)));
	} else if (last->doubt != PASSAGE_CLEAR) {
		v->before = S("It is written down for the organisers.");
	}
}

static void
fill_fields(struct ctx *cx, const struct req *rq, const struct problems *p,
    struct door_page_view *v)
{
	struct part_option *options = NEW(cx->mem, struct part_option,
	    COUNT(ways));
	str way = req_str(rq, "way");

	v->way_now = way.len > 0 ? way : S("in");
	for (size_t i = 0; i < COUNT(ways); i++) {
		options[i] = (struct part_option){ .value =
		    str_z(ways[i].word), .label = str_z(ways[i].label),
		    .chosen = str_eq(v->way_now, str_z(ways[i].word)) };
	}
	v->way = (struct part_choice_view){ .id = "way", .label = "Which way",
		.options = options, .options_len = COUNT(ways), .beside = true,
		.problem = problem_of(p, "way") };
	v->door = (struct part_line_view){ .id = "door", .label = "This door",
		.hint = S("Its number or name; it stays for the next one"),
		.value = req_str(rq, "door"), .width = "w10",
		.problem = problem_of(p, "door") };
	v->note = (struct part_line_view){ .id = "note", .label =
		"What was done", .hint = S("Such as: it is she, the first scan "
		"was by mistake. Or: turned away.") };
}

static void
show_door(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *p, int shown)
{
	struct door_page_view v = { .key = rq->key,
		.door_name = req_str(rq, "door"), .hall = S(""),
		.errors = part_errors(cx->mem, p),
		.problem = problem_of(p, "badge") };
	struct html main = html_start(cx);
	struct passage *doubts;
	struct conference c;
	struct frame frame;
	size_t len;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.title = c.title;
	v.hall = hall_text(cx, c.id);
	v.home = conference_path(cx, &c, "");
	v.to = conference_path(cx, &c, "/door");
	v.note_to = conference_path(cx, &c, "/door/note");
	if (door_has_list(cx, c.id)) {
		v.list = conference_path(cx, &c, "/door/list");
	}
	v.bring = conference_path(cx, &c, "/door/bring");
	v.doubts = conference_path(cx, &c, "/door/doubts");
	v.paper = conference_path(cx, &c, "/door/paper");
	v.note_key = public_id_new(cx->mem);
	v.shown = arena_printf(cx->mem, "%d", shown);
	door_doubts(cx, c.id, true, DOUBTS_SHOWN, &doubts, &len);
	v.doubts_text = len == 0 ? S("Nobody to look at") : count_of(cx->mem,
	    (int64_t)len, "to look at", "to look at");
	fill_fields(cx, rq, p, &v);
	show_passage(cx, &c, shown, &v);
	door_page_html(&main, &v);
	frame = conference_frame(cx, &c, NAV_NONE, S("At the door"));
	frame.offline_keep = p->list_len == 0 && shown == 0;
	frame.script = "door.js";
	res_page(cx, rq, rs, frame, &main);
}

static void
door_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;

	show_door(cx, rq, rs, &none, (int)req_int(rq, "shown"));
}

/* ---- POST /c/{conference}/door ----------------------------------------- */

static const char *
field_of(enum door_err err)
{
	return err == DOOR_LIST ? "door" : "badge";
}

static void
door_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct passing in = { .conference_id = rq->object.conference,
		.text = req_str(rq, "badge"), .door = req_str(rq, "door"),
		.kind = PASSED_IN, .device = req_str(rq, "device"),
		.sequence = req_int(rq, "sequence") };
	struct problems p = { 0 };
	struct passed passed;
	struct conference c;
	enum door_err err;

	for (size_t i = 0; i < COUNT(ways); i++) {
		if (str_eq(req_str(rq, "way"), str_z(ways[i].word))) {
			in.kind = ways[i].kind;
		}
	}
	err = door_pass(cx, &in, &passed);
	if (err == DOOR_OK && conference_of(cx, rq, &c)) {
		res_go(cx, rs, door_path(cx, &c, rq, passed.who.number));
		return;
	}
	problem_add(&p, field_of(err), err == DOOR_LIST ?
	    S("The name of a door has at most 60 letters.") :
	    door_sentence(cx, err));
	res_refuse(cx, rs, door_err_status(err), &p);
	show_door(cx, rq, rs, &p, 0);
}

/* ---- POST /c/{conference}/door/note ------------------------------------ */

/* Of somebody at this conference, the last one in doubt; or the one named. */
static int64_t
passage_meant(struct ctx *cx, const struct req *rq)
{
	int64_t id = req_int(rq, "passage");
	struct participant who;
	struct passage p, *list;
	size_t len;

	if (id != 0) {
		return door_passage(cx, id, &p) &&
		    p.conference_id == rq->object.conference ? id : 0;
	}
	if (!participant_by_number(cx, rq->object.conference,
	    (int)req_int(rq, "shown"), &who)) {
		return 0;
	}
	door_passages(cx, who.id, &list, &len);
	for (size_t i = len; i-- > 0;) {
		if (list[i].doubt != PASSAGE_CLEAR) {
			return list[i].id;
		}
	}
	return 0;
}

static void
note_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems p = { 0 };
	struct conference c;
	enum door_err err = door_note(cx, passage_meant(cx, rq),
	    req_str(rq, "note"));

	if (err != DOOR_OK || !conference_of(cx, rq, &c)) {
		problem_add(&p, "note", door_sentence(cx, err));
		res_refuse(cx, rs, door_err_status(err), &p);
		show_door(cx, rq, rs, &p, (int)req_int(rq, "shown"));
	} else if (req_int(rq, "passage") != 0) {
		res_go(cx, rs, conference_path(cx, &c, "/door/doubts"));
	} else {
		res_go(cx, rs, door_path(cx, &c, rq, 0));
	}
}

/* ---- GET /c/{conference}/door/doubts ----------------------------------- */

static str
doubt_text(struct ctx *cx, const struct passage *p)
{
	return arena_printf(cx->mem, STR_FMT ": " STR_FMT STR_FMT "%s" STR_FMT,
	    STR_ARG(time_text(cx, p->at)), STR_ARG(state_text(p)),
	    STR_ARG(at_door(cx, p)), p->device.len > 0 ? ", device " : "",
	    STR_ARG(p->device));
}

static void
doubts_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct doubts_page_view v = { .rows_len = 0 };
	struct html main = html_start(cx);
	struct conference c;
	struct passage *list;
	int64_t open = 0;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	door_doubts(cx, c.id, false, DOUBTS_SHOWN, &list, &v.rows_len);
	v.rows = NEW(cx->mem, struct doubts_row, v.rows_len);
	for (size_t i = 0; i < v.rows_len; i++) {
		const struct passage *p = &list[i];

		v.rows[i] = (struct doubts_row){ .name = p->name,
			.unit = p->unit_name.len > 0 ? p->unit_name :
			    S("without a delegation"),
			.what = doubt_text(cx, p), .note = p->note,
			.key = public_id_new(cx->mem), .id = p->id,
			.number = p->number, .open = p->note.len == 0,
			.to = conference_path(cx, &c, "/door/note") };
		open += v.rows[i].open;
	}
	v.title = c.title;
	v.lead = v.rows_len == 0 ? S("Nobody: every badge came in once.") :
	    open == 0 ? S("What was done about each is written down.") :
	    arena_printf(cx->mem, STR_FMT " to look at.",
	    STR_ARG(number_text(cx->mem, open)));
	v.back = conference_path(cx, &c, "/door");
	rs->no_store = true;
	doubts_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE,
	    S("Who came in twice")), &main);
}

/* ---- GET /c/{conference}/door/list ------------------------------------- */

static void
list_file(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum door_err err;
	str text;

	err = door_list(cx, rq->object.conference, &text);
	if (err != DOOR_OK) {
		res_problem(cx, rq, rs, door_err_status(err),
		    "There is no list yet", arena_copy_z(cx->mem,
		    door_sentence(cx, err)));
		return;
	}
	rs->no_store = true;
	rs->type = S("text/csv; charset=utf-8");
	rs->file_name = S("door.csv");
	rs->body = (struct html){ .mem = cx->mem,
	    .at = arena_copy_z(cx->mem, text), .len = text.len,
	    .cap = text.len };
}

/* ---- GET and POST /c/{conference}/door/bring --------------------------- */

static void
show_bring(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *p, const struct door_brought *b)
{
	struct bring_page_view v = { .key = rq->key, .done = rs->message,
		.errors = part_errors(cx->mem, p) };
	struct html main = html_start(cx);
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.title = c.title;
	v.back = conference_path(cx, &c, "/door");
	v.to = conference_path(cx, &c, "/door/bring");
	v.list = (struct part_text_view){ .id = "list", .rows = 6,
		.label = "Or the rows here", .problem = problem_of(p, "list"),
		.hint = S("paper,1,2026-11-20T09:12:00Z,417,in,14 - the time "
		    "is UTC; each row of a device has a number of its own"),
		.value = p->list_len > 0 ? req_str(rq, "list") : S("") };
	v.told_len = b != NULL ? b->told.len : 0;
	v.told = NEW(cx->mem, struct bring_told, v.told_len);
	for (size_t i = 0; i < v.told_len; i++) {
		v.told[i].text = arena_printf(cx->mem, "Line %lld: " STR_FMT,
		    (long long)b->told.at[i].line,
		    STR_ARG(b->told.at[i].text));
	}
	if (p->list_len > 0) {
		v.done = S("");
	}
	bring_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE,
	    S("Bring passages")), &main);
}

static void
bring_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;

	show_bring(cx, rq, rs, &none, NULL);
}

/* Rows without the line of names have the usual ones. */
static str
with_header(struct ctx *cx, str list)
{
	return list.len == 0 || str_starts(list, S("device")) ? list :
	    arena_printf(cx->mem, "device,sequence,at,badge,way,door\n"
	    STR_FMT, STR_ARG(list));
}

static void
bring_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	str file = req_str(rq, "file"), list = req_str(rq, "list");
	struct problems p = { 0 };
	struct door_brought b;
	enum door_err err = door_bring(cx, rq->object.conference,
	    file.len > 0 ? file : with_header(cx, list), &b);

	if (err == DOOR_OK && b.more) {
		err = DOOR_LIST;
	}
	if (err != DOOR_OK) {
		problem_add(&p, "list", err == DOOR_LIST ? S("This list cannot "
		    "be read. Its first line names the columns device, "
		    "sequence, at, badge, way and door; at most 5,000 rows at "
		    "once.") : door_sentence(cx, err));
		res_refuse(cx, rs, door_err_status(err), &p);
		show_bring(cx, rq, rs, &p, NULL);
		return;
	}
	rs->message = arena_printf(cx->mem, "%lld taken over, %lld known "
	    "already, %lld to look at, %lld refused.", (long long)b.taken,
	    (long long)b.known, (long long)b.doubtful, (long long)b.refused);
	show_bring(cx, rq, rs, &p, &b);
}

/* ---- GET /c/{conference}/door/paper ------------------------------------ */

static void
paper_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct paper_page_view v = { .heading = S("Door list") };
	int after = (int)req_int(rq, "after");
	struct html main = html_start(cx);
	struct participant *list;
	struct conference c;
	struct frame frame;
	size_t len;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	participant_list(cx, c.id, after, PAPER_ROWS + 1, &list, &len);
	v.rows_len = len > PAPER_ROWS ? PAPER_ROWS : len;
	v.rows = NEW(cx->mem, struct paper_line, v.rows_len);
	for (size_t i = 0; i < v.rows_len; i++) {
		v.rows[i] = (struct paper_line){ list[i].number, list[i].name,
			list[i].unit_name, seat_text(cx, &list[i]) };
	}
	v.title = c.title;
	v.back = conference_path(cx, &c, "/door");
	if (len > PAPER_ROWS) {
		v.pager.later = path_of(cx->mem, "/c/%s/door/paper?after=%s",
		    c.public_id, arena_printf(cx->mem, "%d",
		    v.rows[v.rows_len - 1].number));
	}
	if (after > 0) {
		v.pager.earlier = conference_path(cx, &c, "/door/paper");
	}
	rs->no_store = true;
	paper_page_html(&main, &v);
	frame = conference_frame(cx, &c, NAV_NONE, S("Door list"));
	frame.paper = true;
	res_page(cx, rq, rs, frame, &main);
}

/* ---- routes ------------------------------------------------------------ */

static const struct param door_query[] = {
	{ "door",	param_line,	OPTIONAL },
	{ "way",	param_word,	OPTIONAL },
	{ "shown",	param_int,	OPTIONAL },
	PARAMS_END
};

static const struct param door_fields[] = {
	{ "badge",	param_line,	OPTIONAL },
	{ "device",	param_word,	OPTIONAL },
	{ "sequence",	param_int,	OPTIONAL },
	{ "door",	param_line,	OPTIONAL },
	{ "way",	param_word,	OPTIONAL },
	PARAMS_END
};

static const struct param note_fields[] = {
	{ "note",	param_line,	OPTIONAL },
	{ "door",	param_line,	OPTIONAL },
	{ "way",	param_word,	OPTIONAL },
	{ "shown",	param_int,	OPTIONAL },
	{ "passage",	param_int,	OPTIONAL },
	PARAMS_END
};

static const struct param bring_fields[] = {
	{ "list",	param_text,	OPTIONAL },
	{ "file",	param_file,	OPTIONAL },
	PARAMS_END
};

static const struct param paper_query[] = {
	{ "after",	param_int,	OPTIONAL },
	PARAMS_END
};

extern const struct route door_routes[];	/* listed in tables.c */

const struct route door_routes[] = {
	{ "GET", "/c/{conference}/door", ACT_DOOR, conference_find, door_page,
	    door_query, NULL },
	{ "POST", "/c/{conference}/door", ACT_DOOR, conference_find,
	    door_post, door_fields, NULL },
	{ "POST", "/c/{conference}/door/note", ACT_DOOR, conference_find,
	    note_post, note_fields, NULL },
	{ "GET", "/c/{conference}/door/doubts", ACT_DOOR, conference_find,
	    doubts_page, NULL, NULL },
	{ "GET", "/c/{conference}/door/list", ACT_DOOR, conference_find,
	    list_file, NULL, NULL },
	{ "GET", "/c/{conference}/door/bring", ACT_DOOR, conference_find,
	    bring_page, NULL, NULL },
	{ "POST", "/c/{conference}/door/bring", ACT_DOOR, conference_find,
	    bring_post, bring_fields, NULL },
	{ "GET", "/c/{conference}/door/paper", ACT_DOOR, conference_find,
	    paper_page, paper_query, NULL },
	ROUTES_END
};
