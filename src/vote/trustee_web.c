/*
 * trustee_web.c - trustees' keys, and the box of a secret vote.
 *
 *	GET, POST /c/{conference}/trustees	public keys; public_key=HEX
 *	GET  /votes/{vote}/box		steps, and whether an envelope is there
 *	GET  /votes/{vote}/box/{step}	the box file after a step
 *	POST /votes/{vote}/step		box=FILE, of the trustee whose turn it
 *					is
 */
#include "vote/vote_pages.h"

struct trustee_page_view {
	str		 over, lead, key, problem, typed;
	struct path	 to;
	bool		 holds;
	struct trustee_row {
		str	 name, at, key;
	}		*rows;
	size_t		 rows_len;
};

struct vote_box_view {
	struct path	 back, to, here, box_href;
	str		 question, lead, key, number, answer;
	const char	*answer_kind;
	bool		 may_open;
	struct box_step {
		str		 name, by, at, digest;
		int64_t		 envelopes;
		struct path	 href;
	}		*steps;
	size_t		 steps_len;
};

#include "vote/trustee_page.html.h"
#include "vote/vote_box.html.h"

/* ---- keys -------------------------------------------------------------- */

static void
show_keys(struct ctx *cx, const struct req *rq, struct res *rs, str problem)
{
	struct html main = html_start(cx);
	struct trustee_page_view p = { .key = rq->key, .problem = problem,
	    .typed = req_str(rq, "public_key") };
	struct trustee_key *keys;
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	trustee_keys(cx, c.id, &keys, &p.rows_len);
	p.over = c.title;
	p.lead = arena_printf(cx->mem, "A secret vote is sealed for %d"
	    " trustees, the first to register first. Only all of them together"
	    " open it.", TRUSTEES);
	p.to = conference_path(cx, &c, "/trustees");
	p.holds = may(cx, ACT_HOLD_KEY, rq->object);
	p.rows = NEW(cx->mem, struct trustee_row, p.rows_len);
	for (size_t i = 0; i < p.rows_len; i++) {
		p.rows[i] = (struct trustee_row){
			.name = keys[i].member_name,
			.at = moment_text(cx->mem, keys[i].from_at),
			.key = keys[i].public_key,
		};
	}
	trustee_page_html(&main, &p);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_RESULTS,
	    S("Trustees' keys")), &main);
}

static void
keys_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	show_keys(cx, rq, rs, S(""));
}

static void
register_key(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum vote_err err = trustee_register(cx, rq->object.conference,
	    cx->actor, req_str(rq, "public_key"));
	struct conference c;

	if (err == VOTE_OK && conference_of(cx, rq, &c)) {
		res_go(cx, rs, conference_path(cx, &c, "/trustees"));
		return;
	}
	rs->status = vote_err_status(err);
	rs->message = vote_sentence(cx, err);
	show_keys(cx, rq, rs, rs->message);
}

/* ---- the box ----------------------------------------------------------- */

static struct box_step
step_row(struct ctx *cx, const struct vote *v, const struct vote_step *s)
{
	return (struct box_step){
		.name = s->step == 0 ? S("As received, without names") :
		    arena_printf(cx->mem, "Layer %d opened", s->step),
		.by = s->step == 0 || s->member_name.len == 0 ?
		    S("the server") : s->member_name,
		.at = s->at == 0 ? S("still to do") :
		    moment_text(cx->mem, s->at),
		.digest = s->at == 0 ? S("") : s->digest,
		.envelopes = s->envelopes,
		.href = path_of(cx->mem, "/votes/%s/box/%d", v->public_id,
		    s->step),
	};
}

static void
fill_steps(struct ctx *cx, const struct vote *v, struct vote_box_view *p)
{
	struct vote_step *steps;

	vote_steps(cx, v->id, &steps, &p->steps_len);
	p->steps = NEW(cx->mem, struct box_step, p->steps_len);
	for (size_t i = 0; i < p->steps_len; i++) {
		p->steps[i] = step_row(cx, v, &steps[i]);
	}
	for (size_t i = 1; i < p->steps_len; i++) {
		if (steps[i].at == 0) {
			p->may_open = v->state == VOTE_CLOSED &&
			    steps[0].envelopes > 0 && cx->actor != 0 &&
			    steps[i].member_id == cx->actor;
			p->box_href = path_of(cx->mem, "/votes/%s/box/%d",
			    v->public_id, steps[i - 1].step);
			break;
		}
	}
}

/* "K7DM2W9Q X0HR" is k7dm-2w9q-x0hr. */
static str
tidy_number(struct arena *mem, str typed)
{
	char *at = arena_alloc(mem, typed.len + 1, 1);
	size_t len = 0;

	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.at[i];

		if (c >= 'A' && c <= 'Z') {
			c = (char)(c + 'a' - 'A');
		}
		if (c != '-' && c != ' ') {
			at[len++] = c;
		}
	}
	if (len != PUBLIC_ID_LEN) {
		return S("");
	}
	return arena_printf(mem, "%.4s-%.4s-%.4s", at, at + 4, at + 8);
}

static bool
has_number(struct ctx *cx, const struct vote *v, str number)
{
	str box, line;

	if (number.len == 0 || !vote_box(cx, v, 0, &box)) {
		return false;
	}
	while (str_cut(&box, '\n', &line)) {
		if (str_eq(vote_envelope_number(cx->mem, line), number)) {
			return true;
		}
	}
	return false;
}

static void
look_up(struct ctx *cx, const struct req *rq, const struct vote *v,
    struct vote_box_view *p)
{
	p->number = req_str(rq, "number");
	p->answer_kind = "";
	if (p->number.len == 0) {
		return;
	}
	if (has_number(cx, v, tidy_number(cx->mem, p->number))) {
		p->answer_kind = "good";
		p->answer = S("This envelope was in the box.");
	} else {
		p->answer_kind = "warn";
		p->answer = S("There is no envelope with this number. If you"
		    " changed your vote, the last number counts; if it is the"
		    " last one, tell the chair.");
	}
}

static void
box_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct vote_box_view p = { .key = rq->key };
	struct conference c;
	struct vote v;

	if (!vote_read(cx, rq->object.id, &v) ||
	    !conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (v.way != VOTE_SECRETLY || v.state < VOTE_CLOSED) {
		vote_refuse(cx, rq, rs, VOTE_NO_BOX);
		return;
	}
	p.back = vote_path(cx, &v, "");
	p.here = vote_path(cx, &v, "/box");
	p.to = vote_path(cx, &v, "/step");
	p.question = v.question;
	p.lead = v.keys == KEYS_OF_SERVER ?
	    S("The server held the key until the close.") :
	    S("Each trustee opens one layer. As many envelopes come out as"
	    " went in, in an order that tells nothing.");
	fill_steps(cx, &v, &p);
	look_up(cx, rq, &v, &p);
	vote_box_html(&main, &p);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_RESULTS,
	    S("The box")), &main);
}

static void
box_file(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct vote v;
	str box;

	if (!vote_read(cx, rq->object.id, &v) || v.state < VOTE_CLOSED ||
	    !vote_box(cx, &v, (int)req_int(rq, "step"), &box)) {
		vote_refuse(cx, rq, rs, VOTE_NO_BOX);
		return;
	}
	rs->type = S("text/plain; charset=utf-8");
	rs->file_name = arena_printf(cx->mem, "vote-%d-step-%d.box", v.number,
	    (int)req_int(rq, "step"));
	rs->body = (struct html){ .mem = cx->mem,
	    .at = arena_copy_z(cx->mem, box), .len = box.len,
	    .cap = box.len };
}

static void
take_step(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum vote_err err = vote_take_step(cx, rq->object.id, cx->actor,
	    req_str(rq, "box"));
	struct vote v;

	if (err != VOTE_OK || !vote_read(cx, rq->object.id, &v)) {
		vote_refuse(cx, rq, rs, err);
		return;
	}
	res_go(cx, rs, vote_path(cx, &v, v.state == VOTE_CLOSED ? "/box" :
	    ""));
}

static const struct param key_params[] = {
	{ "public_key", param_line, OPTIONAL },
	PARAMS_END
};

static const struct param box_params[] = {
	{ "number", param_line, OPTIONAL },
	PARAMS_END
};

static const struct param file_params[] = {
	{ "step", param_int, REQUIRED },
	PARAMS_END
};

static const struct param step_params[] = {
	{ "box", param_file, OPTIONAL },
	PARAMS_END
};

extern const struct route trustee_routes[];	/* listed in tables.c */

const struct route trustee_routes[] = {
	{ "GET", "/c/{conference}/trustees", ACT_ATTEND, conference_find,
	    keys_page, NULL, NULL },
	{ "POST", "/c/{conference}/trustees", ACT_HOLD_KEY, conference_find,
	    register_key, key_params, NULL },
	{ "GET", "/votes/{vote}/box", ACT_SEE_UNIT, vote_find, box_page,
	    box_params, NULL },
	{ "GET", "/votes/{vote}/box/{step}", ACT_SEE_UNIT, vote_find, box_file,
	    file_params, NULL },
	{ "POST", "/votes/{vote}/step", ACT_HOLD_KEY, vote_find, take_step,
	    step_params, NULL },
	ROUTES_END
};
