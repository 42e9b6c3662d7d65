/*
 * live_web.c - the pages that follow the hall: the phone, the chair's desk, the
 * hall's screen, interpreters, the press.
 *
 *	GET /c/{conference}/now		and /now/own, what is one's own
 *	GET /c/{conference}/chair	POST .../chair/vote: ends the debate on
 *					the open item and opens its vote
 *	GET /c/{conference}/hall
 *	GET /c/{conference}/interpreters
 *	GET /c/{conference}/press	each with .../live, its stream
 *
 * Nothing is decided here. A page is a list of parts which the rooms render,
 * the same bytes for the page as it is loaded and for the stream; all of them
 * follow one version of the conference, so that no two screens disagree.
 */
#include "conference/conference_pages.h"
#include "conference/conference_parts.h"
#include "door/door_parts.h"
#include "html/qr.h"
#include "http/live.h"
#include "motion/motion.h"
#include "speech/speech_pages.h"
#include "speech/speech_parts.h"
#include "vote/vote.h"
#include "vote/vote_pages.h"
#include "vote/vote_parts.h"

struct live_now_view {
	struct path		 stream, own_href;
	str			 me;
	struct html_piece	 item, vote, own, speak, delay;
};

struct live_own_view {
	struct html_piece	 vote, speech;
};

struct live_chair_view {
	struct path		 stream, hall_href;
	struct html_piece	 run_form, head, agenda, vote, cast, floor;
	struct html_piece	 queue;
	struct html_piece	 enter, step, votes, numbers, blocks;
};

struct live_step_view {
	str			 question, kind, rule, key, vote, ask, label;
	str			 waiting;
	struct path		 to;
	bool			 pri;
	struct html_piece	 step;
};

struct live_hall_view {
	struct path		 stream;
	struct html_piece	 head, item, floor, ballot, vote, cast, next;
	struct html_piece	 foot;
	struct part_qr_view	 qr;
	str			 address;
};

struct live_ballot_view {
	str	 how;
};

struct live_foot_view {
	struct html_piece	 present, delay;
};

struct live_texts_view {
	struct live_text {
		str			 over, title;
		struct html_piece	 text;
	}	*rows;
	size_t	 rows_len;
};

struct live_interpreters_view {
	struct path		 stream;
	struct html_piece	 item, delay, floor, texts, agenda;
};

struct live_press_view {
	struct path		 stream;
	str			 title, lead;
	struct html_piece	 item, result, present, agenda;
};

struct live_ask_view {
	struct part_check_view	 check;
};

#include "live/live_ask.html.h"
#include "live/live_ballot.html.h"
#include "live/live_chair.html.h"
#include "live/live_foot.html.h"
#include "live/live_hall.html.h"
#include "live/live_interpreters.html.h"
#include "live/live_now.html.h"
#include "live/live_own.html.h"
#include "live/live_press.html.h"
#include "live/live_step.html.h"
#include "live/live_texts.html.h"

/* ---- parts of votes, and of this room ---------------------------------- */

static int64_t
version_of(struct ctx *cx, struct object o)
{
	return conference_version(cx, o.conference);
}

static bool
vote_moves(struct ctx *cx, struct object o)
{
	return vote_parts_move(cx, o.conference);
}

static void
phone_part(struct ctx *cx, struct object o, struct html *out)
{
	vote_part_phone(cx, o.conference, out);
}

/* The chair sees a vote that is open or was just closed in the middle, and
 * what is prepared at the side. */
static void
vote_middle(struct ctx *cx, struct object o, struct html *out)
{
	if (vote_shown(cx, o.conference) != 0) {
		vote_part_chair(cx, o.conference, out);
	}
}

static void
vote_side(struct ctx *cx, struct object o, struct html *out)
{
	if (vote_shown(cx, o.conference) == 0) {
		vote_part_chair(cx, o.conference, out);
	}
}

static void
result_part(struct ctx *cx, struct object o, struct html *out)
{
	vote_part_hall(cx, o.conference, out);
}

static void
cast_part(struct ctx *cx, struct object o, struct html *out)
{
	if (vote_parts_move(cx, o.conference)) {
		vote_part_cast(cx, o.conference, out);
	}
}

static void
blocks_part(struct ctx *cx, struct object o, struct html *out)
{
	vote_part_tellers(cx, o.conference, out);
}

/* While phones vote the hall's screen says so, with the code to scan. */
static void
ballot_part(struct ctx *cx, struct object o, struct html *out)
{
	struct live_ballot_view v = { vote_how(cx, o.conference) };

	live_ballot_html(out, &v);
}

static struct speech_next
speeches(struct ctx *cx, struct object o)
{
	struct speech_next next = { .waiting = 0 };
	struct conference c;

	if (conference_read(cx, o.conference, &c)) {
		speech_next(cx, c.item_id, &next);
	}
	return next;
}

/* The hall looks at one thing: an open vote, else who speaks, else the result
 * of the last vote on the item, else what comes. */
static void
hall_vote(struct ctx *cx, struct object o, struct html *out)
{
	if (vote_parts_move(cx, o.conference) || !speeches(cx, o).speaking) {
		vote_part_hall(cx, o.conference, out);
	}
}

static void
hall_next(struct ctx *cx, struct object o, struct html *out)
{
	struct speech_next next = speeches(cx, o);

	if (vote_parts_move(cx, o.conference) ||
	    (vote_shown(cx, o.conference) != 0 && !next.speaking)) {
		return;
	}
	if (next.speaking || next.waiting > 0) {
		speech_part_hall_next(cx, o, out);
	} else {
		conference_part_hall_next(cx, o, out);
	}
}

/* Who is to speak is not what a hall looks at that votes. */
static void
hall_floor(struct ctx *cx, struct object o, struct html *out)
{
	if (!vote_parts_move(cx, o.conference)) {
		speech_part_hall_now(cx, o, out);
	}
}

static struct html_piece
piece_of(struct ctx *cx, struct object o,
    void (*render)(struct ctx *, struct object, struct html *))
{
	struct html out = { .mem = cx->mem };

	render(cx, o, &out);
	return html_done(&out);
}

static void
foot_part(struct ctx *cx, struct object o, struct html *out)
{
	struct live_foot_view v = {
		piece_of(cx, o, door_part_line),
		piece_of(cx, o, conference_part_delay),
	};

	live_foot_html(out, &v);
}

/* ---- the chair's next step --------------------------------------------- */

/* The first vote prepared on the open item, while none is open. */
static bool
prepared_vote(struct ctx *cx, const struct conference *c, struct vote *out)
{
	struct vote *list;
	size_t len;

	if (c->item_id == 0 || vote_open_one(cx, c->id) != 0) {
		return false;
	}
	vote_list(cx, c->id, c->item_id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].state == VOTE_PREPARED) {
			*out = list[i];
			return true;
		}
	}
	return false;
}

static void
fill_vote_step(struct ctx *cx, const struct conference *c,
    const struct vote *vote, struct live_step_view *v)
{
	struct speech_next next;
	bool debate;

	speech_next(cx, c->item_id, &next);
	debate = next.speaking || next.list_open || next.waiting > 0;
	v->question = vote->question;
	v->kind = arena_printf(cx->mem, "%s; %s", vote_way_text(vote->way),
	    vote_kind_text(vote->kind));
	v->rule = str_z(vote_majority_text(vote->rule));
	v->to = conference_path(cx, c, "/chair/vote");
	v->key = arena_printf(cx->mem, STR_FMT "-%lld",
	    STR_ARG(c->public_id), (long long)c->version);
	v->vote = vote->public_id;
	v->pri = !next.speaking && next.waiting == 0;
	v->label = debate ? S("Close the debate and open the vote") :
	    S("Open the vote");
	v->ask = arena_printf(cx->mem, STR_FMT "?%s", STR_ARG(v->label),
	    next.waiting > 0 ? " Some still want to speak." : "");
	if (next.waiting > 0) {
		v->waiting = arena_printf(cx->mem, "%s to speak.",
		    next.waiting == 1 ? "One person still wants" :
		    arena_copy_z(cx->mem, arena_printf(cx->mem,
		    "%zu people still want", next.waiting)));
	}
}

static void
step_part(struct ctx *cx, struct object o, struct html *out)
{
	struct live_step_view v = {
		.step = piece_of(cx, o, conference_part_chair_step),
	};
	struct conference c;
	struct vote vote;

	if (conference_read(cx, o.conference, &c) &&
	    prepared_vote(cx, &c, &vote)) {
		fill_vote_step(cx, &c, &vote, &v);
	}
	live_step_html(out, &v);
}

/* What the debate leaves open is ended first; all of it happens, or nothing. */
static enum speech_err
close_debate(struct ctx *cx, int64_t item_id)
{
	enum speech_err err = SPEECH_OK;
	struct speech_next next;

	speech_next(cx, item_id, &next);
	if (next.speaking) {
		err = speech_end(cx, item_id);
	}
	if (err == SPEECH_OK && next.list_open) {
		err = speech_set_list(cx, item_id, LIST_CLOSED);
	}
	return err;
}

static void
ask_vote(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct conference *c, const struct vote *vote)
{
	struct part_answer answers[] = {
		{ S("Question"), vote->question },
		{ S("Kind"), str_z(vote_way_text(vote->way)) },
		{ S("Debate"), S("The list is closed, and who speaks is"
		    " ended.") },
	};
	struct part_hidden fields[] = { { S("vote"), vote->public_id } };
	struct part_check_view v = {
		.answers = answers, .answers_len = COUNT(answers),
		.fields = fields, .fields_len = COUNT(fields),
		.key = rq->key, .label = S("Open the vote"),
		.to = conference_path(cx, c, "/chair/vote"),
		.cancel = conference_path(cx, c, "/chair"),
	};
	struct html main = html_start(cx);

	live_ask_html(&main, &(struct live_ask_view){ v });
	rs->nothing_done = true;
	res_page(cx, rq, rs, conference_frame(cx, c, NAV_NONE,
	    S("Open the vote?")), &main);
}

static void
post_vote(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum speech_err speech;
	enum vote_err err;
	struct conference c;
	struct vote vote;

	if (!conference_of(cx, rq, &c) ||
	    !vote_by_public(cx, req_str(rq, "vote"), &vote) ||
	    vote.conference_id != c.id) {
		res_missing(cx, rq, rs);
		return;
	}
	if (str_eq(req_str(rq, "do"), S("back"))) {
		rs->nothing_done = true;
		res_go(cx, rs, conference_path(cx, &c, "/chair"));
		return;
	}
	if (!str_eq(req_str(rq, "do"), S("sure"))) {
		ask_vote(cx, rq, rs, &c, &vote);
		return;
	}
	speech = close_debate(cx, c.item_id);
	if (speech != SPEECH_OK) {
		rs->message = speech_sentence(cx, speech);
		res_problem(cx, rq, rs, speech_err_status(speech),
		    "The vote was not opened",
		    arena_copy_z(cx->mem, rs->message));
		return;
	}
	err = vote_open(cx, vote.id);
	if (err != VOTE_OK) {
		vote_refuse(cx, rq, rs, err);
		return;
	}
	res_go(cx, rs, conference_path(cx, &c, "/chair"));
}

/* ---- interpreters ------------------------------------------------------ */

/* The texts of the open item: its own, and its motion's. */
static void
texts_part(struct ctx *cx, struct object o, struct html *out)
{
	struct live_text rows[2];
	struct live_texts_view v = { .rows = rows };
	struct conference c;
	struct motion motion;
	struct item item;

	if (!conference_read(cx, o.conference, &c) || c.item_id == 0 ||
	    !item_read(cx, c.item_id, &item)) {
		return;
	}
	if (item.text.len > 0) {
		rows[v.rows_len++] = (struct live_text){ S("Item"),
		    item.title, markdown_html(cx->mem, item.text) };
	}
	if (item.motion_id != 0 && motion_read(cx, item.motion_id, &motion)) {
		rows[v.rows_len++] = (struct live_text){ S("Motion"),
		    motion.title, markdown_html(cx->mem, motion.text) };
	}
	live_texts_html(out, &v);
}

/* ---- the five pages ---------------------------------------------------- */

static const struct live_part now_parts[] = {
	{ "item", conference_part_item, conference_part_moving },
	{ "vote", phone_part, NULL },
	{ "speak", speech_part_phone, NULL },
	{ "delay", conference_part_delay, conference_part_moving },
	LIVE_PARTS_END
};
static const struct live_page now_live = { version_of, now_parts };

static const struct live_part chair_parts[] = {
	{ "head", conference_part_chair_head, conference_part_moving },
	{ "agenda", conference_part_chair_agenda, conference_part_moving },
	{ "vote", vote_middle, NULL },
	{ "cast", cast_part, vote_moves },
	{ "floor", speech_part_chair_now, NULL },
	{ "queue", speech_part_chair_queue, NULL },
	{ "step", step_part, conference_part_moving },
	{ "votes", vote_side, NULL },
	{ "numbers", door_part_hall, door_part_moving },
	{ "blocks", blocks_part, vote_moves },
	LIVE_PARTS_END
};
static const struct live_page chair_live = { version_of, chair_parts };

static const struct live_part hall_parts[] = {
	{ "head", conference_part_hall_head, conference_part_moving },
	{ "item", conference_part_hall_item, conference_part_moving },
	{ "floor", hall_floor, NULL },
	{ "ballot", ballot_part, NULL },
	{ "vote", hall_vote, NULL },
	{ "cast", cast_part, vote_moves },
	{ "next", hall_next, conference_part_moving },
	{ "foot", foot_part, conference_part_moving },
	LIVE_PARTS_END
};
static const struct live_page hall_live = { version_of, hall_parts };

static const struct live_part interpreters_parts[] = {
	{ "item", conference_part_item, conference_part_moving },
	{ "delay", conference_part_delay, conference_part_moving },
	{ "floor", speech_part_interpreter, NULL },
	{ "texts", texts_part, NULL },
	{ "agenda", conference_part_agenda, conference_part_moving },
	LIVE_PARTS_END
};
static const struct live_page interpreters_live = { version_of,
	interpreters_parts };

static const struct live_part press_parts[] = {
	{ "item", conference_part_item, conference_part_moving },
	{ "result", result_part, NULL },
	{ "present", door_part_line, door_part_moving },
	{ "agenda", conference_part_agenda, conference_part_moving },
	LIVE_PARTS_END
};
static const struct live_page press_live = { version_of, press_parts };

static void
now_stream(struct ctx *cx, const struct req *rq, struct res *rs)
{
	res_live(cx, rq, rs, &now_live);
}

static void
chair_stream(struct ctx *cx, const struct req *rq, struct res *rs)
{
	res_live(cx, rq, rs, &chair_live);
}

static void
hall_stream(struct ctx *cx, const struct req *rq, struct res *rs)
{
	res_live(cx, rq, rs, &hall_live);
}

static void
interpreters_stream(struct ctx *cx, const struct req *rq, struct res *rs)
{
	res_live(cx, rq, rs, &interpreters_live);
}

static void
press_stream(struct ctx *cx, const struct req *rq, struct res *rs)
{
	res_live(cx, rq, rs, &press_live);
}

/* ---- phones ------------------------------------------------------------ */

static struct html_piece
own_piece(struct ctx *cx, const struct req *rq, str *out_me)
{
	struct live_own_view v = { { NULL, 0 }, { NULL, 0 } };
	struct html vote = { .mem = cx->mem }, speech = { .mem = cx->mem };
	struct html out = { .mem = cx->mem };
	struct participant me;

	if (cx->actor == 0 || !participant_of_member(cx,
	    rq->object.conference, cx->actor, &me)) {
		return html_done(&out);
	}
	*out_me = me.public_id;
	vote_part_mine(cx, rq->object.conference, me.id, &vote);
	speech_part_own(cx, rq->object, me.id, rq->key, &speech);
	v.vote = html_done(&vote);
	v.speech = html_done(&speech);
	live_own_html(&out, &v);
	return html_done(&out);
}

static void
own_fragment(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html out = html_start(cx);
	str me;

	html_piece(&out, HTML_TEXT, own_piece(cx, rq, &me));
	rs->type = S("text/html; charset=utf-8");
	rs->no_store = true;
	rs->body = out;
}

static void
now_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct live_now_view v = { .me = S("") };
	struct html main = html_start(cx);
	struct conference c;
	struct frame frame;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.stream = conference_path(cx, &c, "/now/live");
	v.own_href = conference_path(cx, &c, "/now/own");
	v.item = live_part(cx, &now_live, rq->object, "item");
	v.vote = live_part(cx, &now_live, rq->object, "vote");
	v.speak = live_part(cx, &now_live, rq->object, "speak");
	v.delay = live_part(cx, &now_live, rq->object, "delay");
	v.own = own_piece(cx, rq, &v.me);
	live_now_html(&main, &v);
	frame = conference_frame(cx, &c, NAV_NOW, S("Now"));
	frame.live = true;
	res_page(cx, rq, rs, frame, &main);
}

/* ---- the chair's desk -------------------------------------------------- */

static void
chair_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct live_chair_view v = { .vote = { NULL, 0 } };
	struct html main = html_start(cx), form = { .mem = cx->mem };
	struct html enter = { .mem = cx->mem };
	struct object o = rq->object;
	struct conference c;
	struct frame frame;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.stream = conference_path(cx, &c, "/chair/live");
	v.hall_href = conference_path(cx, &c, "/hall");
	conference_part_form(cx, o, rq->key, &form);
	v.run_form = html_done(&form);
	speech_part_enter(cx, o, rq->key, conference_path(cx, &c,
	    "/chair").text, &enter);
	v.enter = html_done(&enter);
	v.head = live_part(cx, &chair_live, o, "head");
	v.agenda = live_part(cx, &chair_live, o, "agenda");
	v.vote = live_part(cx, &chair_live, o, "vote");
	v.cast = live_part(cx, &chair_live, o, "cast");
	v.floor = live_part(cx, &chair_live, o, "floor");
	v.queue = live_part(cx, &chair_live, o, "queue");
	v.step = live_part(cx, &chair_live, o, "step");
	v.votes = live_part(cx, &chair_live, o, "votes");
	v.numbers = live_part(cx, &chair_live, o, "numbers");
	v.blocks = live_part(cx, &chair_live, o, "blocks");
	live_chair_html(&main, &v);
	frame = conference_frame(cx, &c, NAV_NONE, S("Chair’s desk"));
	frame.conference_below = S("Chair’s desk");
	frame.live = true;
	frame.screen = "desk";
	res_page(cx, rq, rs, frame, &main);
}

/* ---- the hall's screen ------------------------------------------------- */

static void
hall_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct live_hall_view v = { .address = S("") };
	struct html main = html_start(cx);
	struct object o = rq->object;
	struct conference c;
	struct frame frame;
	str address;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	address = arena_printf(cx->mem, STR_FMT STR_FMT, STR_ARG(rq->home),
	    STR_ARG(conference_path(cx, &c, "/now").text));
	if (part_qr(cx->mem, address, S("The page of this conference"),
	    &v.qr)) {
		v.address = str_starts(address, S("https://")) ?
		    str_from(address, 8) : address;
	}
	v.stream = conference_path(cx, &c, "/hall/live");
	v.head = live_part(cx, &hall_live, o, "head");
	v.item = live_part(cx, &hall_live, o, "item");
	v.floor = live_part(cx, &hall_live, o, "floor");
	v.ballot = live_part(cx, &hall_live, o, "ballot");
	v.vote = live_part(cx, &hall_live, o, "vote");
	v.cast = live_part(cx, &hall_live, o, "cast");
	v.next = live_part(cx, &hall_live, o, "next");
	v.foot = live_part(cx, &hall_live, o, "foot");
	live_hall_html(&main, &v);
	frame = conference_frame(cx, &c, NAV_NONE, S("Hall screen"));
	frame.live = true;
	frame.screen = "hall";
	res_page(cx, rq, rs, frame, &main);
}

/* ---- interpreters and the press ---------------------------------------- */

static void
interpreters_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct live_interpreters_view v = { .item = { NULL, 0 } };
	struct html main = html_start(cx);
	struct object o = rq->object;
	struct conference c;
	struct frame frame;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.stream = conference_path(cx, &c, "/interpreters/live");
	v.item = live_part(cx, &interpreters_live, o, "item");
	v.delay = live_part(cx, &interpreters_live, o, "delay");
	v.floor = live_part(cx, &interpreters_live, o, "floor");
	v.texts = live_part(cx, &interpreters_live, o, "texts");
	v.agenda = live_part(cx, &interpreters_live, o, "agenda");
	live_interpreters_html(&main, &v);
	frame = conference_frame(cx, &c, NAV_NONE, S("For interpreters"));
	frame.live = true;
	res_page(cx, rq, rs, frame, &main);
}

static void
press_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct live_press_view v = { .lead = S("") };
	struct html main = html_start(cx);
	struct object o = rq->object;
	struct conference c;
	struct frame frame;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.stream = conference_path(cx, &c, "/press/live");
	v.title = c.title;
	v.lead = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
	    STR_ARG(conference_days(cx, &c)), c.place.len > 0 ? ", " : "",
	    STR_ARG(c.place));
	v.item = live_part(cx, &press_live, o, "item");
	v.result = live_part(cx, &press_live, o, "result");
	v.present = live_part(cx, &press_live, o, "present");
	v.agenda = live_part(cx, &press_live, o, "agenda");
	live_press_html(&main, &v);
	frame = conference_frame(cx, &c, NAV_NONE, S("For the press"));
	frame.live = true;
	res_page(cx, rq, rs, frame, &main);
}

/* ---- the table --------------------------------------------------------- */

static const struct param vote_params[] = {
	{ "vote",	param_public,	REQUIRED },
	{ "do",		param_word,	OPTIONAL },
	PARAMS_END
};

#define AT	"/c/{conference}"
#define BY(act)	act, conference_find

extern const struct route live_routes[];	/* listed in tables.c */

const struct route live_routes[] = {
	{ "GET", AT "/now", BY(ACT_ATTEND), now_page, NULL, NULL },
	{ "GET", AT "/now/own", BY(ACT_ATTEND), own_fragment, NULL, NULL },
	{ "GET", AT "/now/live", BY(ACT_ATTEND), now_stream, NULL, NULL },
	{ "GET", AT "/chair", BY(ACT_CHAIR), chair_page, NULL, NULL },
	{ "GET", AT "/chair/live", BY(ACT_CHAIR), chair_stream, NULL, NULL },
	{ "POST", AT "/chair/vote", BY(ACT_CHAIR), post_vote, vote_params,
	    NULL },
	{ "GET", AT "/hall", BY(ACT_ATTEND), hall_page, NULL, NULL },
	{ "GET", AT "/hall/live", BY(ACT_ATTEND), hall_stream, NULL, NULL },
	{ "GET", AT "/interpreters", BY(ACT_INTERPRET), interpreters_page,
	    NULL, NULL },
	{ "GET", AT "/interpreters/live", BY(ACT_INTERPRET),
	    interpreters_stream, NULL, NULL },
	{ "GET", AT "/press", BY(ACT_PRESS), press_page, NULL, NULL },
	{ "GET", AT "/press/live", BY(ACT_PRESS), press_stream, NULL, NULL },
	ROUTES_END
};
