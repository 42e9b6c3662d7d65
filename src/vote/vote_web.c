/*
 * vote_web.c - votes as everybody sees them, and voting.
 *
 *	GET  /c/{conference}/votes	all votes of a conference
 *	GET  /votes/{vote}		one: to vote, then what came of it
 *	POST /votes/{vote}/ballot	casts a vote, or changes it
 *	GET  /votes/{vote}/roll		who voted, and how in an open vote
 *	GET  /votes/{vote}/recount	ballots and rule, as a file
 */
#include "vote/vote_pages.h"

#include "delegate/delegate.h"

#define ROLL_PAGE	200

struct vote_page_view {
	struct path		 list_href, base, first_href, about_href;
	str			 over, question, lead, first_label, about, tie,
				 about_note;
	str			 state_text, number, key;
	const char		*state_kind;
	bool			 may_vote, claim, over_now, links, recount;
	bool			 roll, box, chairs, may_open, may_close;
	bool			 may_take, may_repeat, may_annul, casting;
	struct part_vote_form_view	 form;
	struct part_vote_result_view	 result;
	struct vote_proxy {
		str				 name, text;
		bool				 may_vote;
		struct part_vote_form_view	 form;
	}			*proxies;
	size_t			 proxies_len;
	struct vote_claim { str text; }	*claims;
	size_t			 claims_len;
};

struct votes_view {
	str	 over;
	struct votes_row {
		struct path	 href;
		str		 title, why, chip;
		const char	*chip_kind;
	}	*rows;
	size_t	 rows_len;
	struct part_empty_view	 empty;
	bool	 may_new, may_tell, secret;
	struct path	 new_href, tellers_href, trustees_href, bulletins_href;
};

struct vote_roll_view {
	struct path	 back;
	str		 question, lead;
	struct roll_row {
		int	 number;
		str	 name, unit, vote;
	}		*rows;
	size_t		 rows_len;
	struct part_pager_view	 pager;
};

#include "vote/vote_page.html.h"
#include "vote/vote_roll.html.h"
#include "vote/votes.html.h"

/* ---- the list ---------------------------------------------------------- */

static struct votes_row
list_row(struct ctx *cx, const struct vote *v)
{
	struct part_vote_result_view r = vote_result(cx, v);
	bool running = v->state == VOTE_PREPARED || v->state == VOTE_IS_OPEN;

	return (struct votes_row){
		.href = vote_path(cx, v, ""),
		.title = arena_printf(cx->mem, "%d. " STR_FMT, v->number,
		    STR_ARG(v->question)),
		.why = running ? vote_over(cx, v) : r.text,
		.chip = running ? S("") : r.chip,
		.chip_kind = r.chip_kind,
	};
}

static void
list_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct votes_view v = { 0 };
	struct conference c;
	struct vote *list;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	vote_list(cx, c.id, 0, &list, &v.rows_len);
	v.over = c.title;
	v.rows = NEW(cx->mem, struct votes_row, v.rows_len);
	for (size_t i = 0; i < v.rows_len; i++) {
		v.rows[i] = list_row(cx, &list[i]);
	}
	v.may_new = may(cx, ACT_CHAIR, rq->object);
	v.may_tell = may(cx, ACT_TELL, rq->object);
	v.secret = v.may_new || may(cx, ACT_HOLD_KEY, rq->object);
	v.new_href = conference_path(cx, &c, "/votes/new");
	v.tellers_href = conference_path(cx, &c, "/tellers");
	v.trustees_href = conference_path(cx, &c, "/trustees");
	v.bulletins_href = conference_path(cx, &c, "/bulletins");
	if (v.rows_len == 0) {
		v.empty = (struct part_empty_view){
			.heading = S("Nothing was voted on yet"),
			.text = S("Each vote stands here with its result, its"
			    " numbers and the rule it was judged by."),
		};
	}
	votes_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_RESULTS,
	    S("Votes and results")), &main);
}

/* ---- one vote ---------------------------------------------------------- */

static bool
read_vote(struct ctx *cx, const struct req *rq, struct vote *v,
    struct conference *c)
{
	return vote_read(cx, rq->object.id, v) &&
	    conference_read(cx, v->conference_id, c);
}

static const struct vote_claim of_trustees[] = {
	{ S_INIT("Your vote is sealed in three envelopes, one in the other, for"
	    " three trustees, before anything of it is written to a disk. At"
	    " the close the names are taken off and overwritten. Without all"
	    " three keys nobody can tell who voted how: not who runs this"
	    " server, not who steals its disk or a backup.") },
	{ S_INIT("It does not protect you from somebody who looks over your"
	    " shoulder or makes you vote in a certain way; from a dishonest"
	    " page or server at the moment you vote; from three trustees who"
	    " conspire with who kept a copy made during the vote.") },
};

static const struct vote_claim of_server[] = {
	{ S_INIT("The server holds the key of this vote in its memory until the"
	    " close. On disks and in backups your vote is sealed; at the close"
	    " the names are taken off and overwritten.") },
	{ S_INIT("Who runs this server could open votes while the vote is open."
	    " The rules of this vote chose this weaker way. It does not protect"
	    " you from somebody who makes you vote in a certain way.") },
};

static void
fill_claims(const struct vote *v, struct vote_page_view *p)
{
	p->claim = v->way == VOTE_SECRETLY;
	p->claims = (struct vote_claim *)(v->keys == KEYS_OF_SERVER ? of_server
	    : of_trustees);
	p->claims_len = COUNT(of_trustees);
}

/* The votes of others that one holds a proxy for. */
static void
fill_proxies(struct ctx *cx, const struct req *rq, const struct vote *v,
    int64_t holder, struct vote_page_view *p)
{
	int64_t *givers;
	size_t len;

	delegate_votes_for(cx, holder, v->opened_at, &givers, &len);
	p->proxies = NEW(cx->mem, struct vote_proxy, len);
	for (size_t i = 0; i < len; i++) {
		struct vote_place place = vote_place_of(cx, v, givers[i],
		    holder);
		struct vote_proxy *row = &p->proxies[p->proxies_len];
		struct participant giver;

		if (!participant_read(cx, givers[i], &giver)) {
			continue;
		}
		p->proxies_len++;
		row->name = giver.name;
		row->may_vote = place.err == VOTE_OK;
		row->text = !row->may_vote ? vote_sentence(cx, place.err) :
		    place.voted ? S("This vote is in; you can change it.") :
		    S("This vote is not cast yet.");
		row->form = vote_form(cx, v, rq->key, place.choices);
		row->form.giver = giver.public_id;
	}
}

static void
fill_place(struct ctx *cx, const struct req *rq, const struct vote *v,
    struct vote_page_view *p)
{
	struct participant me;
	struct vote_place place;

	p->state_kind = "";
	if (v->state != VOTE_IS_OPEN || cx->actor == 0 ||
	    !participant_of_member(cx, v->conference_id, cx->actor, &me)) {
		return;
	}
	place = vote_place_of(cx, v, me.id, 0);
	p->may_vote = place.err == VOTE_OK;
	p->number = place.number;
	p->state_kind = !p->may_vote ? "warn" : place.voted ? "good" : "";
	p->state_text = !p->may_vote ? vote_sentence(cx, place.err) :
	    place.voted ? S("Your vote is in.") : S("");
	p->form = vote_form(cx, v, rq->key, place.choices);
	if (v->proxies) {
		fill_proxies(cx, rq, v, me.id, p);
	}
}

static void
fill_chair(struct ctx *cx, const struct req *rq, const struct vote *v,
    struct vote_page_view *p)
{
	p->chairs = may(cx, ACT_CHAIR, rq->object);
	p->may_open = v->state == VOTE_PREPARED;
	p->may_close = v->state == VOTE_IS_OPEN;
	p->may_take = v->state == VOTE_CLOSED && (v->way == VOTE_BY_HAND ||
	    !vote_is_ranked(v->kind));
	p->may_repeat = v->state >= VOTE_TIED;
	p->may_annul = v->state != VOTE_ANNULLED;
	p->casting = v->state == VOTE_TIED && v->tie_rule == TIE_CHAIR;
}

static void
fill_first(struct ctx *cx, const struct vote *v, struct vote_page_view *p)
{
	struct vote first;

	if (v->repeat_of != 0 && vote_read(cx, v->repeat_of, &first)) {
		p->first_label = arena_printf(cx->mem,
		    "Repeats vote %d", first.number);
		p->first_href = vote_path(cx, &first, "");
	}
}

static void
show_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct vote_page_view p = { 0 };
	struct conference c;
	struct vote v;

	if (!read_vote(cx, rq, &v, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	vote_forget_key(&v);
	p.list_href = conference_path(cx, &c, "/votes");
	p.base = vote_path(cx, &v, "");
	p.over = vote_over(cx, &v);
	p.question = v.question;
	p.lead = vote_rule_words(cx, &v);
	p.key = rq->key;
	p.over_now = v.state >= VOTE_CLOSED;
	p.tie = vote_tie_words(cx, &v);
	p.recount = v.state == VOTE_COUNTED || v.state == VOTE_TIED;
	p.roll = p.over_now && v.way != VOTE_BY_HAND;
	p.box = p.over_now && v.way == VOTE_SECRETLY;
	p.links = p.recount || p.roll || p.box;
	p.result = vote_result(cx, &v);
	p.about = vote_about_words(cx, v.motion_id, v.amendment_id,
	    &p.about_href);
	p.about_note = v.decides ? S("It is decided by this result.") : S("");
	p.result.heading = S("Result");
	fill_first(cx, &v, &p);
	fill_place(cx, rq, &v, &p);
	fill_claims(&v, &p);
	fill_chair(cx, rq, &v, &p);
	vote_page_html(&main, &p);
	rs->no_store = true;
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_RESULTS, v.question),
	    &main);
}

/* ---- casting ----------------------------------------------------------- */

struct rank {
	int64_t	 rank;
	int	 position;
};

/* "r3" is 2: the third choice is the second one. */
static enum vote_err
read_ranks(struct ctx *cx, const struct req *rq, str *out)
{
	struct rank ranks[VOTE_CHOICES_MAX];
	size_t len = 0;
	str text = S("");

	for (int i = 1; i <= VOTE_CHOICES_MAX; i++) {
		str name = arena_printf(cx->mem, "r%d", i);
		str typed = req_str(rq, arena_copy_z(cx->mem, name));
		struct rank r = { 0, i };
		size_t k;

		if (typed.len == 0) {
			continue;
		}
		if (!typed_number(typed, &r.rank) || r.rank < 1) {
			return VOTE_NOT_UNDERSTOOD;
		}
		for (k = len; k > 0 && ranks[k - 1].rank >= r.rank; k--) {
			if (ranks[k - 1].rank == r.rank) {
				return VOTE_RANKED_TWICE;
			}
			ranks[k] = ranks[k - 1];
		}
		ranks[k] = r;
		len++;
	}
	for (size_t i = 0; i < len; i++) {
		text = arena_printf(cx->mem, STR_FMT "%s%d", STR_ARG(text),
		    i > 0 ? " " : "", ranks[i].position);
	}
	*out = text;
	return VOTE_OK;
}

/* What was sent: boxes, a button, ranks, or "3 1 2" from a program. */
static enum vote_err
read_ballot(struct ctx *cx, const struct req *rq, const struct vote *v,
    str *out)
{
	enum vote_err err = VOTE_OK;
	str text = S(""), one;
	size_t i = 0;

	while (req_each(rq, "choices", &i, &one)) {
		text = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
		    STR_ARG(text), text.len > 0 ? " " : "", STR_ARG(one));
	}
	if (text.len == 0 && vote_is_ranked(v->kind)) {
		err = read_ranks(cx, rq, &text);
	}
	return err != VOTE_OK ? err : vote_ballot(cx, v, text, out);
}

/* VOTE-10: sealed here, beside the writer, who has no time for it. */
static void
seal_ballot(struct ctx *cx, struct req *rq)
{
	struct vote v;
	str ballot;

	if (!vote_read(cx, rq->object.id, &v) || v.way != VOTE_SECRETLY ||
	    v.state != VOTE_IS_OPEN ||
	    read_ballot(cx, rq, &v, &ballot) != VOTE_OK) {
		return;
	}
	rq->prepared = vote_seal(cx, &v, ballot, &rq->prepared_text) ==
	    VOTE_OK;
}

/* For whom: oneself, or a giver whose proxy one holds. */
static enum vote_err
read_voter(struct ctx *cx, const struct req *rq, const struct vote *v,
    int64_t *voter, int64_t *holder)
{
	str giver_id = req_str(rq, "for");
	struct participant me, giver;

	if (!participant_of_member(cx, v->conference_id, cx->actor, &me)) {
		return VOTE_NO_RIGHT;
	}
	*voter = me.id;
	*holder = 0;
	if (giver_id.len == 0) {
		return VOTE_OK;
	}
	if (!participant_by_public(cx, giver_id, &giver)) {
		return VOTE_NO_PROXY;
	}
	*voter = giver.id;
	*holder = giver.id == me.id ? 0 : me.id;
	return VOTE_OK;
}

static enum vote_err
cast(struct ctx *cx, const struct req *rq, const struct vote *v)
{
	int64_t voter, holder;
	enum vote_err err = read_voter(cx, rq, v, &voter, &holder);
	str ballot;

	if (err != VOTE_OK) {
		return err;
	}
	if (v->state != VOTE_IS_OPEN) {
		return VOTE_NOT_OPEN;
	}
	err = read_ballot(cx, rq, v, &ballot);
	if (err != VOTE_OK) {
		return err;
	}
	if (v->way == VOTE_SECRETLY) {
		if (!rq->prepared) {
			return VOTE_NOT_OPEN;
		}
		ballot = rq->prepared_text;
	}
	return vote_cast(cx, v->id, voter, holder, ballot);
}

static void
cast_ballot(struct ctx *cx, const struct req *rq, struct res *rs)
{
	str then = req_str(rq, "then");
	struct vote v;
	enum vote_err err;

	if (!vote_read(cx, rq->object.id, &v)) {
		res_missing(cx, rq, rs);
		return;
	}
	err = cast(cx, rq, &v);
	if (err != VOTE_OK) {
		vote_refuse(cx, rq, rs, err);
		return;
	}
	res_go(cx, rs, then.len > 0 ? (struct path){ then } :
	    vote_path(cx, &v, ""));
}

/* ---- who voted --------------------------------------------------------- */

static str
choice_words(struct ctx *cx, const struct vote_choice *choices, size_t len,
    str cast)
{
	str text = S(""), one;
	int64_t n;

	while (str_cut(&cast, ' ', &one)) {
		if (str_to_int(one, &n) && n >= 1 && n <= (int64_t)len) {
			text = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
			    STR_ARG(text), text.len > 0 ? ", " : "",
			    STR_ARG(choices[n - 1].text));
		}
	}
	return text.len > 0 ? text : S("blank");
}

static void
fill_roll(struct ctx *cx, const struct vote *v, int after,
    struct vote_roll_view *p)
{
	struct vote_choice *choices;
	struct vote_called *list;
	size_t len, choices_len;

	vote_choices(cx, v->id, &choices, &choices_len);
	vote_roll(cx, v, after, ROLL_PAGE, &list, &len);
	p->rows = NEW(cx->mem, struct roll_row, len);
	p->rows_len = len;
	for (size_t i = 0; i < len; i++) {
		p->rows[i] = (struct roll_row){
			.number = list[i].number,
			.name = list[i].name,
			.unit = list[i].unit_name,
			.vote = !list[i].cast ? S("did not vote") :
			    v->way == VOTE_SECRETLY ? S("voted") :
			    choice_words(cx, choices, choices_len,
			    list[i].choices),
		};
	}
	if (len == ROLL_PAGE) {
		p->pager.later = path_of(cx->mem, "/votes/%s/roll?after=%d",
		    v->public_id, list[len - 1].number);
	}
}

static void
roll_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct vote_roll_view p = { 0 };
	struct conference c;
	struct vote v;

	if (!read_vote(cx, rq, &v, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (v.state < VOTE_CLOSED) {
		vote_refuse(cx, rq, rs, VOTE_NOT_CLOSED);
		return;
	}
	p.back = vote_path(cx, &v, "");
	p.question = v.question;
	p.lead = v.way == VOTE_SECRETLY ?
	    S("Who voted. How stands nowhere.") :
	    S("Everybody at the conference can see this list.");
	fill_roll(cx, &v, (int)req_int(rq, "after"), &p);
	vote_roll_html(&main, &p);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_RESULTS,
	    S("Who voted")), &main);
}

static void
recount_file(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct vote v;
	enum vote_err err = VOTE_NONE;
	str file;

	if (vote_read(cx, rq->object.id, &v)) {
		err = vote_recount(cx, &v, &file);
	}
	if (err != VOTE_OK) {
		vote_refuse(cx, rq, rs, err);
		return;
	}
	rs->type = S("text/plain; charset=utf-8");
	rs->file_name = arena_printf(cx->mem, "vote-%d.blt", v.number);
	rs->body = (struct html){ .mem = cx->mem,
	    .at = arena_copy_z(cx->mem, file), .len = file.len,
	    .cap = file.len };
}

static const struct param ballot_params[] = {
	{ "choices", param_ballot, REPEATED },
	{ "r#", param_ballot, OPTIONAL },
	{ "for", param_public, OPTIONAL },
	{ "then", param_path, OPTIONAL },
	PARAMS_END
};

static const struct param roll_params[] = {
	{ "after", param_int, OPTIONAL },
	PARAMS_END
};

extern const struct route vote_routes[];	/* listed in tables.c */

const struct route vote_routes[] = {
	{ "GET", "/c/{conference}/votes", ACT_SEE_UNIT, conference_find,
	    list_page, NULL, NULL },
	{ "GET", "/votes/{vote}", ACT_SEE_UNIT, vote_find, show_page, NULL,
	    NULL },
	{ "POST", "/votes/{vote}/ballot", ACT_DELEGATE, vote_find, cast_ballot,
	    ballot_params, seal_ballot },
	{ "GET", "/votes/{vote}/roll", ACT_ATTEND, vote_find, roll_page,
	    roll_params, NULL },
	{ "GET", "/votes/{vote}/recount", ACT_SEE_UNIT, vote_find,
	    recount_file, NULL, NULL },
	ROUTES_END
};
