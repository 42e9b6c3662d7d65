/*
 * teller_web.c - what tellers do: cards, what they counted, calling by name.
 *
 *	GET  /c/{conference}/tellers	the vote that is shown
 *	POST /votes/{vote}/card		number=417: votes by card
 *	POST /votes/{vote}/sheet	block, c1, c2 ..., blank, spoilt, papers
 *	POST /votes/{vote}/answer	number=417, choices=1: the answer of
 *					who was called
 */
#include "vote/vote_pages.h"

#include "delegate/delegate.h"
#include "door/door_parts.h"
#include "vote/vote_parts.h"

struct teller_page_view {
	str			 over, heading, lead, done, problem, key;
	str			 next_name, next_why, next_number, sheet_note;
	struct path		 base, here, skip;
	bool			 shown, calls, cards, sheets, papers;
	bool			 has_blocks, waits;
	struct html_piece	 part;
	struct html_piece	 here_blocks, here_delegations;
	struct part_select_view	 block;
	struct teller_choice {
		int	 position;
		str	 id, text;
	}			*choices;
	size_t			 choices_len;
};

#include "vote/teller_page.html.h"

/* ---- the page ---------------------------------------------------------- */

static void
fill_choices(struct ctx *cx, const struct vote *v, struct teller_page_view *p)
{
	struct vote_choice *choices;

	vote_choices(cx, v->id, &choices, &p->choices_len);
	p->choices = NEW(cx->mem, struct teller_choice, p->choices_len);
	for (size_t i = 0; i < p->choices_len; i++) {
		p->choices[i] = (struct teller_choice){
			.position = choices[i].position,
			.id = arena_printf(cx->mem, "c%d",
			    choices[i].position),
			.text = choices[i].text,
		};
	}
}

static void
fill_blocks(struct ctx *cx, const struct vote *v, struct teller_page_view *p)
{
	struct hall_block *blocks;
	struct part_option *o;
	size_t len;

	delegate_blocks(cx, v->conference_id, &blocks, &len);
	o = NEW(cx->mem, struct part_option, len);
	for (size_t i = 0; i < len; i++) {
		o[i] = (struct part_option){
			.value = arena_printf(cx->mem, "%lld",
			    (long long)blocks[i].id),
			.label = arena_printf(cx->mem, "Block " STR_FMT,
			    STR_ARG(blocks[i].name)),
		};
	}
	p->has_blocks = len > 0;
	p->block = (struct part_select_view){ .id = "block",
	    .label = "Part of the hall", .none = S("The whole hall"),
	    .options = o, .options_len = len };
}

/* Who is to be called: the badge that was asked for, else the first after it
 * who has not answered. */
static bool
find_next(struct ctx *cx, const struct vote *v, int number,
    struct vote_called *out)
{
	struct vote_called *list;
	int after = number > 0 ? number - 1 : 0;
	size_t len;

	do {
		vote_roll(cx, v, after, 200, &list, &len);
		for (size_t i = 0; i < len; i++) {
			if (!list[i].cast || list[i].number == number) {
				*out = list[i];
				return true;
			}
			after = list[i].number;
		}
	} while (len == 200);
	return false;
}

static void
fill_call(struct ctx *cx, const struct req *rq, const struct conference *c,
    const struct vote *v, struct teller_page_view *p)
{
	struct vote_called next;

	if (!find_next(cx, v, (int)req_int(rq, "number"), &next)) {
		p->lead = S("Everybody on the list was called.");
		return;
	}
	p->calls = true;
	p->next_name = next.name;
	p->next_why = arena_printf(cx->mem, "Badge %d. " STR_FMT "%s",
	    next.number, STR_ARG(next.unit_name), next.cast ?
	    ". Has answered; the last answer counts." : "");
	p->next_number = arena_printf(cx->mem, "%d", next.number);
	p->here = conference_path(cx, c, "/tellers");
	p->skip = path_of(cx->mem, "/c/%s/tellers?number=%d", c->public_id,
	    next.number + 1);
}

static void
fill_page(struct ctx *cx, const struct req *rq, const struct conference *c,
    const struct vote *v, struct teller_page_view *p)
{
	struct html part = html_start(cx);
	bool open = v->state == VOTE_IS_OPEN;
	bool countable = open || v->state == VOTE_CLOSED;

	p->over = vote_over(cx, v);
	p->heading = v->question;
	p->base = vote_path(cx, v, "");
	p->shown = countable;
	vote_part_tellers(cx, c->id, &part);
	p->part = html_done(&part);
	p->sheets = countable && v->way != VOTE_BY_NAME &&
	    !vote_is_ranked(v->kind);
	p->cards = open && p->sheets && v->way != VOTE_BY_HAND;
	p->papers = v->kind == VOTE_SEVERAL || v->kind == VOTE_APPROVAL;
	p->sheet_note = v->way == VOTE_BY_HAND ?
	    S("Another teller counts the same part, apart from you. You do not"
	    " see what the other one wrote.") :
	    S("Only what was counted by card, of your part of the hall.");
	fill_choices(cx, v, p);
	fill_blocks(cx, v, p);
	if (open && v->way == VOTE_BY_NAME) {
		fill_call(cx, rq, c, v, p);
	}
}

/* Between two votes: where in the hall there will be cards to count. */
static void
fill_waiting(struct ctx *cx, const struct req *rq, const struct conference *c,
    struct teller_page_view *p)
{
	struct html blocks = html_start(cx), delegations = html_start(cx);

	p->over = c->title;
	p->heading = S("Tellers");
	p->lead = S("No vote is open. This page shows what there is to count as"
	    " soon as one is.");
	p->waits = true;
	door_part_blocks(cx, rq->object, &blocks);
	door_part_delegations(cx, rq->object, &delegations);
	p->here_blocks = html_done(&blocks);
	p->here_delegations = html_done(&delegations);
}

static void
show(struct ctx *cx, const struct req *rq, struct res *rs, int64_t id,
    str problem)
{
	struct html main = html_start(cx);
	struct teller_page_view p = { .key = rq->key, .problem = problem };
	struct conference c;
	struct vote v;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (id != 0 && vote_read(cx, id, &v)) {
		fill_page(cx, rq, &c, &v, &p);
	} else {
		fill_waiting(cx, rq, &c, &p);
	}
	p.done = req_flag(rq, "done") ? S("Noted.") : S("");
	teller_page_html(&main, &p);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NOW, S("Tellers")),
	    &main);
}

static void
teller_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	show(cx, rq, rs, vote_shown(cx, rq->object.conference), S(""));
}

/* ---- writing ----------------------------------------------------------- */

static void
answer(struct ctx *cx, const struct req *rq, struct res *rs, enum vote_err err)
{
	struct conference c;

	if (err == VOTE_OK && conference_of(cx, rq, &c)) {
		res_go(cx, rs, path_of(cx->mem, "/c/%s/tellers?done=1",
		    c.public_id));
		return;
	}
	rs->status = vote_err_status(err);
	rs->message = vote_sentence(cx, err);
	show(cx, rq, rs, rq->object.id, rs->message);
}

static bool
find_badge(struct ctx *cx, const struct req *rq, struct participant *out)
{
	int64_t number;

	return req_number(rq, "number", &number) && number > 0 &&
	    number <= PARTICIPANTS_MAX && participant_by_number(cx,
	    rq->object.conference, (int)number, out);
}

static void
note_card(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct participant p;

	answer(cx, rq, rs, find_badge(cx, rq, &p) ? vote_by_card(cx,
	    rq->object.id, p.id) : VOTE_NO_BADGE);
}

/* A number that is left out is 0. */
static bool
read_count(const struct req *rq, const char *name, int64_t *out)
{
	int64_t n;

	if (!req_number(rq, name, &n)) {
		return false;
	}
	*out = n < 0 ? 0 : n;
	return true;
}

static bool
read_sheet(struct ctx *cx, const struct req *rq, const struct vote *v,
    struct vote_sheet *s)
{
	struct vote_choice *choices;
	int64_t sum = 0;

	vote_choices(cx, v->id, &choices, &s->votes_len);
	s->votes = NEW(cx->mem, int64_t, s->votes_len);
	for (size_t i = 0; i < s->votes_len; i++) {
		str name = arena_printf(cx->mem, "c%zu", i + 1);

		if (!read_count(rq, arena_copy_z(cx->mem, name),
		    &s->votes[i])) {
			return false;
		}
		sum += s->votes[i];
	}
	s->block = req_int(rq, "block");
	s->member_id = cx->actor;
	s->cast = sum;
	return read_count(rq, "blank", &s->blank) &&
	    read_count(rq, "spoilt", &s->spoilt) && (v->kind == VOTE_QUESTION ||
	    v->kind == VOTE_ONE || read_count(rq, "papers", &s->cast));
}

static void
enter_sheet(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct vote_sheet s = { .block = 0 };
	struct vote v;
	enum vote_err err = VOTE_NONE;

	if (vote_read(cx, rq->object.id, &v)) {
		err = read_sheet(cx, rq, &v, &s) ? vote_enter_sheet(cx, v.id,
		    &s) : VOTE_NUMBERS;
	}
	answer(cx, rq, rs, err);
}

static void
take_answer(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct participant p;
	struct vote v;
	enum vote_err err = VOTE_NONE;
	str ballot;

	if (vote_read(cx, rq->object.id, &v)) {
		err = !find_badge(cx, rq, &p) ? VOTE_NO_BADGE :
		    vote_ballot(cx, &v, req_str(rq, "choices"), &ballot);
	}
	if (err == VOTE_OK) {
		err = vote_answer(cx, v.id, p.id, ballot);
	}
	answer(cx, rq, rs, err);
}

static const struct param page_params[] = {
	{ "done", param_flag, OPTIONAL },
	{ "number", param_int, OPTIONAL },
	PARAMS_END
};

static const struct param card_params[] = {
	{ "number", param_line, OPTIONAL },
	PARAMS_END
};

static const struct param answer_params[] = {
	{ "number", param_line, OPTIONAL },
	{ "choices", param_line, OPTIONAL },
	PARAMS_END
};

static const struct param sheet_params[] = {
	{ "block", param_int, OPTIONAL },
	{ "c#", param_line, OPTIONAL },
	{ "blank", param_line, OPTIONAL },
	{ "spoilt", param_line, OPTIONAL },
	{ "papers", param_line, OPTIONAL },
	PARAMS_END
};

extern const struct route teller_routes[];	/* listed in tables.c */

const struct route teller_routes[] = {
	{ "GET", "/c/{conference}/tellers", ACT_TELL, conference_find,
	    teller_page, page_params, NULL },
	{ "POST", "/votes/{vote}/card", ACT_TELL, vote_find, note_card,
	    card_params, NULL },
	{ "POST", "/votes/{vote}/sheet", ACT_TELL, vote_find, enter_sheet,
	    sheet_params, NULL },
	{ "POST", "/votes/{vote}/answer", ACT_TELL, vote_find, take_answer,
	    answer_params, NULL },
	ROUTES_END
};
