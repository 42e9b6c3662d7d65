/*
 * speech_web.c - what is done with a list of speakers.
 *
 *	POST /c/{conference}/speeches/ask	kind: for oneself
 *	POST .../withdraw			speech: one's own
 *	POST .../enter				number, kind: by a teller
 *	POST .../call .../strike		speech: by the chair
 *	POST .../end .../pause .../resume	now: the speech that was shown
 *		.../more .../back
 *	POST .../open .../close .../undo	the list itself
 *
 * Each may name the item it was shown with; else it is about the one that is
 * open. `back` is the page to go to.
 */
#include "speech/speech_web.h"

#include "conference/conference_pages.h"
#include "speech/speech_pages.h"

bool
speech_item_of(struct ctx *cx, const struct req *rq, struct item *out)
{
	str public_id = req_str(rq, "item");
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		return false;
	}
	if (public_id.len > 0) {
		return item_by_public(cx, public_id, out) &&
		    out->conference_id == c.id;
	}
	return c.item_id != 0 && item_read(cx, c.item_id, out);
}

void
speech_go_back(struct ctx *cx, const struct req *rq, struct res *rs)
{
	str back = req_str(rq, "back");
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	res_go(cx, rs, back.len > 0 ? (struct path){ back } :
	    conference_path(cx, &c, "/speeches"));
}

/* What was refused, as a page and for a script. */
static void
speech_refuse(struct ctx *cx, const struct req *rq, struct res *rs,
    enum speech_err err)
{
	str text = speech_sentence(cx, err);

	rs->message = text;
	res_problem(cx, rq, rs, speech_err_status(err),
	    "This was not done", arena_copy_z(cx->mem, text));
}

static void
answer(struct ctx *cx, const struct req *rq, struct res *rs,
    enum speech_err err)
{
	if (err == SPEECH_OK) {
		speech_go_back(cx, rq, rs);
	} else {
		speech_refuse(cx, rq, rs, err);
	}
}

/* A word that is none is 0, which the domain refuses. */
static enum speech_kind
kind_of(const struct req *rq)
{
	static const struct { const char *word; enum speech_kind kind; }
	words[] = { { "speech", SPEECH_PLAIN }, { "for", SPEECH_FOR },
	    { "against", SPEECH_AGAINST }, { "order", SPEECH_ORDER },
	    { "reply", SPEECH_REPLY }, { "report", SPEECH_REPORT } };

	for (size_t i = 0; i < COUNT(words); i++) {
		if (str_eq(req_str(rq, "kind"), str_z(words[i].word))) {
			return words[i].kind;
		}
	}
	return (enum speech_kind)0;
}

/* ---- for oneself ------------------------------------------------------- */

static void
post_ask(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum speech_err err = SPEECH_NO_PERSON;
	struct participant me;
	struct item item;
	int64_t id;

	if (!speech_item_of(cx, rq, &item)) {
		err = SPEECH_NO_ITEM;
	} else if (participant_of_member(cx, rq->object.conference, cx->actor,
	    &me)) {
		err = speech_ask(cx, item.id, me.id, kind_of(rq), &id);
	}
	/* Asked twice is asked. */
	answer(cx, rq, rs, err == SPEECH_WAITS ? SPEECH_OK : err);
}

static enum speech_err
find_speech(struct ctx *cx, const struct req *rq, struct speech *out)
{
	return speech_by_public(cx, req_str(rq, "speech"), out) &&
	    out->conference_id == rq->object.conference ? SPEECH_OK :
	    SPEECH_NONE;
}

static void
post_withdraw(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct participant me;
	struct speech s;
	enum speech_err err = find_speech(cx, rq, &s);

	/* Another's: as if it were not there. */
	if (err == SPEECH_OK && (!participant_of_member(cx,
	    rq->object.conference, cx->actor, &me) ||
	    me.id != s.participant_id)) {
		err = SPEECH_NONE;
	}
	if (err == SPEECH_OK && s.state != SPEECH_WITHDRAWN) {
		err = speech_withdraw(cx, s.id);
	}
	answer(cx, rq, rs, err);
}

/* ---- by tellers and the chair ------------------------------------------ */

static void
post_enter(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum speech_err err = SPEECH_NO_PERSON;
	struct participant who;
	struct item item;
	int64_t number, id;

	if (!speech_item_of(cx, rq, &item)) {
		err = SPEECH_NO_ITEM;
	} else if (req_number(rq, "number", &number) && number > 0 &&
	    number <= PARTICIPANTS_MAX && participant_by_number(cx,
	    rq->object.conference, (int)number, &who)) {
		err = speech_enter(cx, item.id, who.id, kind_of(rq), &id);
	}
	answer(cx, rq, rs, err);
}

static void
post_call(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct speech s;
	enum speech_err err = find_speech(cx, rq, &s);

	answer(cx, rq, rs, err == SPEECH_OK ? speech_call(cx, s.id) : err);
}

static void
post_strike(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct speech s;
	enum speech_err err = find_speech(cx, rq, &s);

	answer(cx, rq, rs, err == SPEECH_OK ? speech_strike(cx, s.id) : err);
}

/* What is done to the speech under way is done to the one that was shown as
 * the button was pressed, or not at all. */
static void
do_now(struct ctx *cx, const struct req *rq, struct res *rs,
    enum speech_err (*act)(struct ctx *, int64_t item_id))
{
	str shown = req_str(rq, "now");
	enum speech_err err = SPEECH_NO_ITEM;
	struct speech now;
	struct item item;

	if (speech_item_of(cx, rq, &item)) {
		err = shown.len > 0 && speech_now(cx, item.id, &now) &&
		    !str_eq(now.public_id, shown) ? SPEECH_CHANGED :
		    act(cx, item.id);
	}
	answer(cx, rq, rs, err);
}

static void
post_end(struct ctx *cx, const struct req *rq, struct res *rs)
{
	do_now(cx, rq, rs, speech_end);
}

static void
post_pause(struct ctx *cx, const struct req *rq, struct res *rs)
{
	do_now(cx, rq, rs, speech_pause);
}

static void
post_resume(struct ctx *cx, const struct req *rq, struct res *rs)
{
	do_now(cx, rq, rs, speech_resume);
}

static enum speech_err
one_more_minute(struct ctx *cx, int64_t item_id)
{
	return speech_more(cx, item_id, SPEECH_MORE_SECONDS);
}

static void
post_more(struct ctx *cx, const struct req *rq, struct res *rs)
{
	do_now(cx, rq, rs, one_more_minute);
}

static void
post_back(struct ctx *cx, const struct req *rq, struct res *rs)
{
	do_now(cx, rq, rs, speech_put_back);
}

static void
post_undo(struct ctx *cx, const struct req *rq, struct res *rs)
{
	do_now(cx, rq, rs, speech_undo);
}

static enum speech_err
open_list(struct ctx *cx, int64_t item_id)
{
	return speech_set_list(cx, item_id, LIST_OPEN);
}

static enum speech_err
close_list(struct ctx *cx, int64_t item_id)
{
	return speech_set_list(cx, item_id, LIST_CLOSED);
}

static void
post_open(struct ctx *cx, const struct req *rq, struct res *rs)
{
	do_now(cx, rq, rs, open_list);
}

static void
post_close(struct ctx *cx, const struct req *rq, struct res *rs)
{
	do_now(cx, rq, rs, close_list);
}

/* ---- the table --------------------------------------------------------- */

static const struct param params[] = {
	{ "item",	param_public,	OPTIONAL },
	{ "speech",	param_public,	OPTIONAL },
	{ "now",	param_public,	OPTIONAL },
	{ "kind",	param_word,	OPTIONAL },
	{ "number",	param_line,	OPTIONAL },
	{ "back",	param_path,	OPTIONAL },
	PARAMS_END
};

#define AT	"/c/{conference}/speeches"
#define BY(act)	act, conference_find

extern const struct route speech_routes[];	/* listed in tables.c */

const struct route speech_routes[] = {
	{ "POST", AT "/ask", BY(ACT_ATTEND), post_ask, params, NULL },
	{ "POST", AT "/withdraw", BY(ACT_ATTEND), post_withdraw, params,
	    NULL },
	{ "POST", AT "/enter", BY(ACT_TELL), post_enter, params, NULL },
	{ "POST", AT "/call", BY(ACT_CHAIR), post_call, params, NULL },
	{ "POST", AT "/strike", BY(ACT_CHAIR), post_strike, params, NULL },
	{ "POST", AT "/end", BY(ACT_CHAIR), post_end, params, NULL },
	{ "POST", AT "/pause", BY(ACT_CHAIR), post_pause, params, NULL },
	{ "POST", AT "/resume", BY(ACT_CHAIR), post_resume, params, NULL },
	{ "POST", AT "/more", BY(ACT_CHAIR), post_more, params, NULL },
	{ "POST", AT "/back", BY(ACT_CHAIR), post_back, params, NULL },
	{ "POST", AT "/undo", BY(ACT_CHAIR), post_undo, params, NULL },
	{ "POST", AT "/open", BY(ACT_CHAIR), post_open, params, NULL },
	{ "POST", AT "/close", BY(ACT_CHAIR), post_close, params, NULL },
	ROUTES_END
};
