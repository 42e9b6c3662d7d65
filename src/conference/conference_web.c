/*
 * conference_web.c - conferences as pages.
 *
 *	GET  /conferences		where I take part
 *	GET  /u/{unit}/conferences	of a unit
 *	GET  /u/{unit}/conferences/new, POST
 *	GET  /c/{conference}		what it is, where and when
 *	GET  /c/{conference}/edit, POST
 *	GET  /c/{conference}/cancel, POST /c/{conference}/state
 *	GET  /c/{conference}/agenda, /agenda/print
 *	GET  /c/{conference}/order, POST, POST /order/usual
 *	GET  /c/{conference}/sittings/new, POST /sittings
 *	GET  /c/{conference}/sittings/{sitting}, POST, POST .../drop
 *	GET  /c/{conference}/sittings/{sitting}/presidium, POST
 *	GET  /c/{conference}/items/new, POST /items
 *	GET  /c/{conference}/items/{item}, POST
 *	GET  /c/{conference}/people, POST, POST /people/end
 *	POST /c/{conference}/run	the chair opens and closes
 *	GET  /c/{conference}/roll, POST	who is here, without doors
 *	GET  /c/{conference}/schedule.xml, /schedule.ics
 *	POST /meetings/{meeting}/conference
 */
#include "conference/conference_web.h"
#include "door/door.h"

#include "org/org_pages.h"
#include "statutes/statutes.h"

#define LIST_MAX	200		/* on one page */
#define ROWS_MAX	20		/* of the page of one */

struct conference_row {
	str		 title, why, state;
	const char	*chip;
	struct path	 href;
};

struct conferences_page_view {
	struct part_crumbs_view	 crumbs;
	str			 unit_name, lead;
	struct path		 unit, new;
	struct conference_row	*rows;
	size_t			 rows_len;
	struct part_empty_view	 empty;
};

struct show_row {
	struct icon	 icon;
	str		 title, why;
	struct path	 href;
};

struct conference_show_view {
	str		 title, when, unit_name, over, now, now_text;
	str		 live_label, mine, state, key;
	struct path	 unit, live, agenda, edit, order, set, cancel;
	struct show_row	*rows;
	size_t		 rows_len;
	bool		 keeps, changes, planned, called;
};

struct conference_cancel_view {
	str		 title, when, whom, key;
	struct path	 back, to;
};

#include "conference/conference_cancel.html.h"
#include "conference/conference_show.html.h"
#include "conference/conferences_page.html.h"

/* ---- lists ------------------------------------------------------------- */

static str
state_text(struct ctx *cx, const struct conference *c)
{
	int32_t days = c->from.day - cx->today.day;

	switch (c->state) {
	case CONFERENCE_OVER:
		return S("Over");
	case CONFERENCE_CANCELLED:
		return S("Cancelled");
	case CONFERENCE_PLANNED:
	case CONFERENCE_CALLED:
		break;
	}
	if (c->sitting_id != 0) {
		return S("Sits now");
	}
	if (days > 0) {
		return arena_printf(cx->mem, "In " STR_FMT,
		    STR_ARG(count_of(cx->mem, days, "day", "days")));
	}
	return date_cmp(c->last, cx->today) >= 0 ? S("Today") :
	    S("Not closed yet");
}

static str
when_text(struct ctx *cx, const struct conference *c)
{
	return arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
	    STR_ARG(conference_days(cx, c)), c->place.len > 0 ? ", " : "",
	    STR_ARG(c->place));
}

/* Only who takes part can open it. */
static void
fill_rows(struct ctx *cx, const struct conference *list, size_t len,
    struct conferences_page_view *v)
{
	v->rows = NEW(cx->mem, struct conference_row, len);
	v->rows_len = len;
	for (size_t i = 0; i < len; i++) {
		const struct conference *c = &list[i];

		v->rows[i] = (struct conference_row){
			.title = c->title,
			.why = when_text(cx, c),
			.state = state_text(cx, c),
			.chip = c->sitting_id != 0 ? "good" : "",
		};
		if (may(cx, ACT_ATTEND, (struct object){ .unit = c->unit_id,
		    .conference = c->id, .id = c->id })) {
			v->rows[i].href = conference_path(cx, c, "");
		}
	}
}

static void
mine_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conferences_page_view v = {
		.lead = S("Where you take part, or have a post."),
		.empty = { .heading = S("None so far"),
		    .text = S("Here you will find the conferences that you are"
		    " sent to or have a post at. Those of a unit stand on its"
		    " own page.") },
	};
	struct html main = html_start(cx);
	struct conference *list;
	size_t len;

	conference_of_member(cx, cx->actor, LIST_MAX, &list, &len);
	fill_rows(cx, list, len, &v);
	conferences_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Conferences"),
	    .nav = NAV_MORE }, &main);
}

static void
of_unit_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conferences_page_view v = {
		.lead = S("Those to come, and those that were held.") };
	struct html main = html_start(cx);
	struct conference *list;
	struct unit unit;
	size_t len;

	if (!org_unit(cx, rq->object.unit, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.unit_name = unit.name;
	v.unit = org_unit_path(cx, unit.public_id);
	v.crumbs = org_crumbs(cx, unit.id);
	if (may(cx, ACT_KEEP_CONFERENCE, rq->object)) {
		v.new = path_of(cx->mem, "/u/%s/conferences/new",
		    unit.public_id);
	}
	v.empty = (struct part_empty_view){
		.heading = S("No conference so far"),
		.text = S("From a congress of thousands to an assembly of"
		    " forty: its days, people and order of business will stand"
		    " here."), .href = v.new,
		.label = v.new.text.len > 0 ? S("Plan one") : S("") };
	conference_of_unit(cx, unit.id, LIST_MAX, &list, &len);
	fill_rows(cx, list, len, &v);
	conferences_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Conferences"),
	    .nav = NAV_UNITS }, &main);
}

/* ---- GET /c/{conference} ----------------------------------------------- */

static void
add_row(struct ctx *cx, struct conference_show_view *v,
    const struct conference *c, const char *icon, const char *rest,
    const char *title, str why)
{
	v->rows[v->rows_len++] = (struct show_row){ .icon = { icon, false },
	    .title = str_z(title), .why = why,
	    .href = conference_path(cx, c, rest) };
}

static str
hall_text(struct ctx *cx, const struct conference *c)
{
	struct hall_count n = conference_hall(cx, c->id);

	return arena_printf(cx->mem, STR_FMT " of " STR_FMT " with a vote are"
	    " here", STR_ARG(number_text(cx->mem, n.present)),
	    STR_ARG(number_text(cx->mem, n.entitled)));
}

/* What the rules in force on its first day say of such a conference. */
static void
add_rule(struct ctx *cx, const struct conference *c, const struct unit *unit,
    struct conference_show_view *v)
{
	const struct statutes *st = org_statutes(cx, c->from);
	const struct conference_rule *rule;
	const struct article *article;
	const struct rule *line;
	size_t tier;

	if (st == NULL) {
		return;
	}
	tier = statutes_tier(st, unit->tier);
	rule = tier == st->tiers.len ? NULL :
	    statutes_conference(st, c->kind, tier);
	if (rule == NULL) {
		return;
	}
	line = &st->rules.at[rule->rule];
	article = &st->articles.at[line->article];
	v->rows[v->rows_len++] = (struct show_row){
		.icon = { "scale", false },
		.title = article->title,
		.why = line->plain,
		.href = path_of(cx->mem, "/rules/%s", article->word) };
}

/* Pages of other rooms, for those who have something to do there. */
static const struct {
	enum act	 act;
	const char	*rest, *icon, *title, *why;
} places[] = {
	{ ACT_CHAIR, "/chair", "monitor", "Chair’s desk",
	    "Open items and votes, call speakers" },
	{ ACT_TELL, "/tellers", "vote", "Tellers",
	    "Enter what was counted by hand" },
	{ ACT_INTERPRET, "/interpreters", "message-circle",
	    "For interpreters", "What is read out next" },
	{ ACT_PRESS, "/press", "megaphone", "For the press",
	    "What happens, and what was decided" },
	{ ACT_KEEP_CONFERENCE, "/hall", "monitor", "Screen of the hall",
	    "For the projector" },
	{ ACT_DOOR, "/door", "log-out", "At the door",
	    "Let people in and out, with a network or without" },
	{ ACT_KEEP_CONFERENCE, "/badges", "printer", "Badges",
	    "Print them; make a new one for who lost it" },
	{ ACT_KEEP_CONFERENCE, "/seats", "map", "Hall and seats",
	    "The parts of the hall, and who sits where" },
};

static void
fill_places(struct ctx *cx, const struct req *rq, const struct conference *c,
    struct conference_show_view *v)
{
	struct participant me;

	v->rows = NEW(cx->mem, struct show_row, ROWS_MAX);
	if (participant_of_member(cx, c->id, cx->actor, &me)) {
		add_row(cx, v, c, "user-round", "/badge", "My badge",
		    S("The code and the number for the door"));
	}
	add_row(cx, v, c, "users", "/people", "Who does what",
	    S("The chair, tellers, doors, editors"));
	add_row(cx, v, c, "network", "/delegates", "Delegates",
	    S("How many each delegation sends, and who they are"));
	add_row(cx, v, c, "file-text", "/papers", "Papers",
	    S("Motions, and documents that lie before the conference"));
	for (size_t i = 0; i < COUNT(places); i++) {
		if (may(cx, places[i].act, rq->object)) {
			add_row(cx, v, c, places[i].icon, places[i].rest,
			    places[i].title, str_z(places[i].why));
		}
	}
	if (may(cx, ACT_DOOR, rq->object)) {
		add_row(cx, v, c, "list-checks", "/roll", "Who is here",
		    hall_text(cx, c));
	}
}

/* What happens now, or next. */
static void
fill_now(struct ctx *cx, const struct conference *c,
    struct conference_show_view *v)
{
	struct sitting_progress p;
	struct item item;

	v->over = state_text(cx, c);
	if (!sitting_progress(cx, conference_sitting(cx, c->id), &p)) {
		v->now = S("Nothing is on the order of business yet");
		v->now_text = S("The sittings will stand here.");
		return;
	}
	v->now = sitting_name(cx, &p.sitting);
	v->now_text = arena_printf(cx->mem, STR_FMT ". " STR_FMT,
	    STR_ARG(sitting_when(cx, &p.sitting)),
	    STR_ARG(progress_text(cx, &p)));
	if (c->sitting_id == 0) {
		return;
	}
	if (c->item_id != 0 && item_read(cx, c->item_id, &item)) {
		v->now = item.title;
	}
	v->live = conference_path(cx, c, "/now");
	v->live_label = S("Follow the hall");
}

static void
fill_mine(struct ctx *cx, const struct conference *c,
    struct conference_show_view *v)
{
	struct participant p;

	if (cx->actor == 0 ||
	    !participant_of_member(cx, c->id, cx->actor, &p)) {
		return;
	}
	v->mine = arena_printf(cx->mem, "You take part as %s%s. Your badge has"
	    " the number %d.", participant_role_text(p.role),
	    p.voting ? ", with a vote" : "", p.number);
	if (p.seat != 0) {
		v->mine = arena_printf(cx->mem, STR_FMT " You sit at " STR_FMT
		    " %d.", STR_ARG(v->mine), STR_ARG(p.block), p.seat);
	}
}

static void
fill_keeps(struct ctx *cx, const struct conference *c,
    struct conference_show_view *v)
{
	v->edit = conference_path(cx, c, "/edit");
	v->order = conference_path(cx, c, "/order");
	v->set = conference_path(cx, c, "/state");
	v->cancel = conference_path(cx, c, "/cancel");
	v->planned = c->state == CONFERENCE_PLANNED;
	v->called = c->state == CONFERENCE_CALLED && c->sitting_id == 0;
	v->changes = v->planned || v->called;
	v->state = v->planned ? S("It is planned. Call it once the days and the"
	    " order of business stand: from then on sittings can be opened.") :
	    c->sitting_id != 0 ? S("A sitting is open.") :
	    v->called ? S("It is called.") :
	    c->state == CONFERENCE_OVER ? S("It is over.") :
	    S("It was cancelled.");
}

static void
show_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference_show_view v = { .rows_len = 0 };
	struct html main = html_start(cx);
	struct conference c;
	struct unit unit;

	if (!conference_of(cx, rq, &c) || !org_unit(cx, c.unit_id, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.title = c.title;
	v.when = when_text(cx, &c);
	v.unit_name = unit.name;
	v.unit = path_of(cx->mem, "/u/%s/conferences", unit.public_id);
	v.agenda = conference_path(cx, &c, "/agenda");
	v.key = rq->key;
	v.keeps = may(cx, ACT_KEEP_CONFERENCE, rq->object);
	fill_now(cx, &c, &v);
	fill_mine(cx, &c, &v);
	fill_places(cx, rq, &c, &v);
	add_rule(cx, &c, &unit, &v);
	fill_keeps(cx, &c, &v);
	conference_show_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE, c.title),
	    &main);
}

/* ---- its state --------------------------------------------------------- */

static void
cancel_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct conference_cancel_view v = { .key = rq->key };
	struct hall_count n;
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	n = conference_hall(cx, c.id);
	v.title = c.title;
	v.when = when_text(cx, &c);
	v.whom = n.entitled == 0 ? S("Nobody is sent to it yet.") :
	    arena_printf(cx->mem, STR_FMT " with a vote take part in it.",
	    STR_ARG(number_text(cx->mem, n.entitled)));
	v.back = conference_path(cx, &c, "");
	v.to = conference_path(cx, &c, "/state");
	conference_cancel_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE,
	    S("Cancel the conference")), &main);
}

static void
state_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	int64_t state = req_int(rq, "state");
	enum conference_err err;
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (state < CONFERENCE_CALLED || state > CONFERENCE_CANCELLED) {
		res_problem(cx, rq, rs, 422, "Nothing has changed",
		    "Choose whether it is called, over or cancelled.");
		return;
	}
	err = conference_set_state(cx, c.id, (enum conference_state)state);
	if (err == CONFERENCE_OK && state != CONFERENCE_CALLED) {
		badge_forget(cx, c.id);		/* DOOR-2 */
	}
	res_done(cx, rq, rs, err, "Nothing has changed",
	    conference_path(cx, &c, ""));
}

/* ---- the table --------------------------------------------------------- */

static const struct param state_params[] = {
	{ "state",	param_int,	REQUIRED },
	PARAMS_END
};

#define ATTEND	ACT_ATTEND, conference_find
#define KEEP	ACT_KEEP_CONFERENCE, conference_find
#define SITTING	ACT_KEEP_CONFERENCE, sitting_find
#define ITEM	ACT_KEEP_CONFERENCE, item_find
#define C	"/c/{conference}"

extern const struct route conference_routes[];	/* listed in tables.c */

const struct route conference_routes[] = {
	{ "GET", "/conferences", ACT_LOGGED_IN, NULL, mine_page, NULL, NULL },
	{ "GET", "/u/{unit}/conferences", ACT_SEE_UNIT, org_find_unit,
	    of_unit_page, NULL, NULL },
	{ "GET", "/u/{unit}/conferences/new", ACT_KEEP_CONFERENCE,
	    org_find_unit, conference_new_page, NULL, NULL },
	{ "POST", "/u/{unit}/conferences/new", ACT_KEEP_CONFERENCE,
	    org_find_unit, conference_new_post, conference_form_params, NULL },
	{ "POST", "/meetings/{meeting}/conference", ACT_KEEP_MEETINGS,
	    own_meeting_find, own_meeting_post, NULL, NULL },
	{ "GET", C, ATTEND, show_page, NULL, NULL },
	{ "GET", C "/edit", KEEP, conference_edit_page, NULL, NULL },
	{ "POST", C "/edit", KEEP, conference_edit_post,
	    conference_form_params, NULL },
	{ "GET", C "/cancel", KEEP, cancel_page, NULL, NULL },
	{ "POST", C "/state", KEEP, state_post, state_params, NULL },
	{ "GET", C "/agenda", ATTEND, agenda_page, NULL, NULL },
	{ "GET", C "/agenda/print", ATTEND, agenda_sheet_page, NULL, NULL },
	{ "GET", C "/order", KEEP, order_page, NULL, NULL },
	{ "POST", C "/order", KEEP, order_post, order_params, NULL },
	{ "POST", C "/order/usual", KEEP, order_usual_post, NULL, NULL },
	{ "GET", C "/sittings/new", KEEP, sitting_new_page, NULL, NULL },
	{ "POST", C "/sittings", KEEP, sitting_new_post, sitting_params,
	    NULL },
	{ "GET", C "/sittings/{sitting}", SITTING, sitting_edit_page, NULL,
	    NULL },
	{ "POST", C "/sittings/{sitting}", SITTING, sitting_edit_post,
	    sitting_params, NULL },
	{ "POST", C "/sittings/{sitting}/drop", SITTING, sitting_drop_post,
	    NULL, NULL },
	{ "GET", C "/sittings/{sitting}/presidium", SITTING, presidium_page,
	    NULL, NULL },
	{ "POST", C "/sittings/{sitting}/presidium", SITTING, presidium_post,
	    presidium_params, NULL },
	{ "GET", C "/items/new", KEEP, item_new_page, item_start_params,
	    NULL },
	{ "POST", C "/items", KEEP, item_new_post, item_params, NULL },
	{ "GET", C "/items/{item}", ITEM, item_edit_page, NULL, NULL },
	{ "POST", C "/items/{item}", ITEM, item_edit_post, item_params, NULL },
	{ "GET", C "/people", ATTEND, people_page, NULL, NULL },
	{ "POST", C "/people", KEEP, post_give_post, post_params, NULL },
	{ "POST", C "/people/end", KEEP, post_end_post, post_end_params,
	    NULL },
	{ "POST", C "/run", ACT_CHAIR, conference_find, run_post, run_params,
	    NULL },
	{ "GET", C "/roll", ACT_DOOR, conference_find, here_page, NULL, NULL },
	{ "POST", C "/roll", ACT_DOOR, conference_find, here_post, here_params,
	    NULL },
	{ "GET", C "/schedule.xml", ATTEND, schedule_xml, NULL, NULL },
	{ "GET", C "/schedule.ics", ATTEND, schedule_ics, NULL, NULL },
	ROUTES_END
};
