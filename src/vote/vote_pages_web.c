/* vote_pages_web.c - what the pages of votes share. */
#include "vote/vote_pages.h"

#include "motion/motion.h"

#include "vote/part_vote_form.html.h"
#include "vote/part_vote_result.html.h"

/* ---- finding ----------------------------------------------------------- */

bool
vote_find(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct vote v;
	struct conference c;

	if (!vote_by_public(cx, req_str(rq, "vote"), &v) ||
	    !conference_read(cx, v.conference_id, &c)) {
		return false;
	}
	out->id = v.id;
	out->conference = c.id;
	out->unit = c.unit_id;
	return true;
}

struct path
vote_path(struct ctx *cx, const struct vote *v, const char *rest)
{
	return path_more(cx->mem, path_of(cx->mem, "/votes/%s", v->public_id),
	    rest);
}

str
vote_sentence(struct ctx *cx, enum vote_err err)
{
	return text_sentence(cx->mem, str_z(vote_err_text(err)));
}

void
vote_refuse(struct ctx *cx, const struct req *rq, struct res *rs,
    enum vote_err err)
{
	str text = vote_sentence(cx, err);

	res_problem(cx, rq, rs, vote_err_status(err),
	    "This could not be done", arena_copy_z(cx->mem, text));
}

/* ---- words ------------------------------------------------------------- */

static const char *
state_words(const struct vote *v)
{
	switch (v->state) {
	case VOTE_PREPARED:
		return "Not open yet";
	case VOTE_IS_OPEN:
		return "Voting is open";
	case VOTE_CLOSED:
		return "Closed, being counted";
	case VOTE_TIED:
		return "A tie";
	case VOTE_COUNTED:
		return "Counted";
	case VOTE_ANNULLED:
		break;
	}
	return "Cancelled";
}

str
vote_over(struct ctx *cx, const struct vote *v)
{
	return arena_printf(cx->mem, "%s. %s", state_words(v),
	    vote_way_text(v->way));
}

static str
rule_with_article(struct ctx *cx, str text, str article)
{
	if (article.len == 0) {
		return text_capital(cx->mem, text);
	}
	return arena_printf(cx->mem, STR_FMT " (" STR_FMT ")",
	    STR_ARG(text), STR_ARG(article));
}

str
vote_rule_words(struct ctx *cx, const struct vote *v)
{
	return rule_with_article(cx, v->rule_text, v->rule_article);
}

/* "At a tie: a lot decides (Article 30). It follows from: 4 1 6 6 2." */
str
vote_tie_words(struct ctx *cx, const struct vote *v)
{
	str text = arena_printf(cx->mem, "At a tie: %s",
	    vote_tie_text(v->tie_rule));

	if (v->tie_article.len > 0) {
		text = arena_printf(cx->mem, STR_FMT " (" STR_FMT ")",
		    STR_ARG(text), STR_ARG(v->tie_article));
	}
	if (v->tie_rule == TIE_LOT) {
		text = v->seed.len > 0 ? arena_printf(cx->mem, STR_FMT
		    ". It follows from: " STR_FMT, STR_ARG(text),
		    STR_ARG(v->seed)) : arena_printf(cx->mem, STR_FMT
		    ". What it follows from is drawn as the vote opens",
		    STR_ARG(text));
	}
	if (v->kind == VOTE_SCHULZE) {
		text = arena_printf(cx->mem, STR_FMT ". Who is left out stands "
		    "%s", STR_ARG(text), vote_unranked_text(v->unranked));
	}
	return arena_printf(cx->mem, STR_FMT ".", STR_ARG(text));
}

str
vote_about_words(struct ctx *cx, int64_t motion_id, int64_t amendment_id,
    struct path *out_href)
{
	struct amendment a = { .motion_id = motion_id };
	struct conference c;
	struct motion m;

	if ((amendment_id != 0 && !amendment_read(cx, amendment_id, &a)) ||
	    !motion_read(cx, a.motion_id, &m) ||
	    !conference_read(cx, m.conference_id, &c)) {
		return S("");
	}
	*out_href = path_of(cx->mem, "/c/%s/motions/%s", c.public_id,
	    m.public_id);
	return amendment_id == 0 ? arena_printf(cx->mem, "Motion %d: " STR_FMT,
	    m.number, STR_ARG(m.title)) : arena_printf(cx->mem, "Amendment "
	    STR_FMT " to: " STR_FMT, STR_ARG(a.name), STR_ARG(m.title));
}

/* ---- the form ---------------------------------------------------------- */

/* The place of a choice among what was cast, from 1; 0: not there. */
static int
place_in(str cast, int position)
{
	int64_t number;
	int place = 0;
	str one;

	while (str_cut(&cast, ' ', &one)) {
		place++;
		if (str_to_int(one, &number) && number == position) {
			return place;
		}
	}
	return 0;
}

static struct vote_form_row
form_row(struct ctx *cx, const struct vote *v, const struct vote_choice *c,
    str cast)
{
	int place = place_in(cast, c->position);

	return (struct vote_form_row){
		.position = c->position,
		.text = c->text,
		.chosen = place > 0,
		.name = arena_printf(cx->mem, "r%d", c->position),
		.id = arena_printf(cx->mem, "r%d-" STR_FMT, c->position,
		    STR_ARG(v->public_id)),
		.icon_text = place > 0 ? arena_printf(cx->mem, "%d", place) :
		    S(""),
		.yes = v->kind == VOTE_QUESTION && c->position == 1,
		.no = v->kind == VOTE_QUESTION && c->position == 2,
		.abstain = v->kind == VOTE_QUESTION && c->position == 3,
	};
}

static str
form_hint(struct ctx *cx, const struct vote *v)
{
	if (vote_is_ranked(v->kind)) {
		return arena_printf(cx->mem, "Write 1 beside your first choice,"
		    " 2 beside the next, and so on, as far as you like.%s",
		    v->kind != VOTE_SCHULZE ? "" : v->unranked ==
		    COUNT_UNRANKED_LAST ? " Whom you leave out comes after all"
		    " whom you rank." : " About whom you leave out you say"
		    " nothing.");
	}
	if (v->kind == VOTE_APPROVAL) {
		return S("Tick all that you approve of.");
	}
	return arena_printf(cx->mem, "Tick at most %d.", v->seats);
}

struct part_vote_form_view
vote_form(struct ctx *cx, const struct vote *v, str key, str chosen)
{
	struct part_vote_form_view f = {
		.action = vote_path(cx, v, "/ballot"),
		.key = key,
		.legend = S("Your choice"),
		.hint = form_hint(cx, v),
		.buttons = v->kind == VOTE_QUESTION || v->kind == VOTE_ONE,
		.boxes = v->kind == VOTE_SEVERAL || v->kind == VOTE_APPROVAL,
		.ranks = vote_is_ranked(v->kind),
	};
	struct vote_choice *choices;

	vote_choices(cx, v->id, &choices, &f.rows_len);
	f.rows = NEW(cx->mem, struct vote_form_row, f.rows_len);
	for (size_t i = 0; i < f.rows_len; i++) {
		f.rows[i] = form_row(cx, v, &choices[i], chosen);
	}
	return f;
}

/* ---- the result -------------------------------------------------------- */

static void
add_fact(struct part_vote_result_view *r, const char *label, str text)
{
	if (text.len > 0) {
		r->facts[r->facts_len++] = (struct vote_fact){ str_z(label),
		    text };
	}
}

static str
quorum_words(struct ctx *cx, const struct vote *v)
{
	if (v->quorum_share.num == 0) {
		return rule_with_article(cx, v->quorum_text,
		    v->quorum_article);
	}
	return arena_printf(cx->mem, STR_FMT ": " STR_FMT " of " STR_FMT,
	    STR_ARG(rule_with_article(cx, v->quorum_text, v->quorum_article)),
	    STR_ARG(number_text(cx->mem, count_needed(v->quorum_share,
	    v->entitled))), STR_ARG(number_text(cx->mem, v->entitled)));
}

#define FACTS_MAX	16

/* Whom lots named, in their order; of a question "for" or "against". */
static str
lot_words(struct ctx *cx, const struct vote *v)
{
	struct vote_choice *choices;
	str text = S(""), rest = v->lots, one;
	size_t len;
	int64_t n;

	vote_choices(cx, v->id, &choices, &len);
	while (str_cut(&rest, ' ', &one)) {
		if (str_to_int(one, &n) && n >= 1 && n <= (int64_t)len) {
			text = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
			    STR_ARG(text), text.len > 0 ? ", " : "",
			    STR_ARG(choices[n - 1].text));
		}
	}
	return text;
}

/* VOTE-9: what decided a tie. */
static void
add_tie(struct ctx *cx, const struct vote *v, struct part_vote_result_view *r)
{
	str lots = lot_words(cx, v);

	if (v->lots.len == 0) {
		return;
	}
	if (v->tie_rule != TIE_CHAIR) {
		add_fact(r, "Named by lot", lots);
		return;
	}
	add_fact(r, "Decided by the chair", v->lot_by.len == 0 ? lots :
	    arena_printf(cx->mem, STR_FMT ": " STR_FMT, STR_ARG(v->lot_by),
	    STR_ARG(lots)));
}

static void
fill_facts(struct ctx *cx, const struct vote *v,
    struct part_vote_result_view *r)
{
	r->facts = NEW(cx->mem, struct vote_fact, FACTS_MAX);
	add_fact(r, "With a vote", number_text(cx->mem, v->entitled));
	add_fact(r, "Present", number_text(cx->mem, v->present));
	add_fact(r, "Could vote", number_text(cx->mem, v->eligible));
	add_fact(r, "Voted", number_text(cx->mem, v->voted));
	add_fact(r, "Blank", v->blank > 0 ? number_text(cx->mem, v->blank) :
	    S(""));
	add_fact(r, "Majority", vote_rule_words(cx, v));
	add_fact(r, "Quorum", quorum_words(cx, v));
	add_fact(r, "Who is left out stands", v->kind == VOTE_SCHULZE ?
	    str_z(vote_unranked_text(v->unranked)) : S(""));
	add_tie(cx, v, r);
	add_fact(r, "Opened", moment_text(cx->mem, v->opened_at));
	add_fact(r, "Closed", moment_text(cx->mem, v->closed_at));
}

static const char *
end_words(const struct vote *v, const struct vote_choice *c)
{
	if (v->kind == VOTE_QUESTION) {
		return "";
	}
	if (c->elected) {
		return v->seats == 1 && c->participant_id == 0 ? "chosen" :
		    "elected";
	}
	return "";
}

static void
fill_rows(struct ctx *cx, const struct vote *v,
    struct part_vote_result_view *r)
{
	struct vote_choice *choices;
	int64_t most = 1;

	vote_choices(cx, v->id, &choices, &r->rows_len);
	r->rows = NEW(cx->mem, struct vote_result_row, r->rows_len);
	for (size_t i = 0; i < r->rows_len; i++) {
		most = choices[i].votes > most ? choices[i].votes : most;
	}
	for (size_t i = 0; i < r->rows_len; i++) {
		r->rows[i] = (struct vote_result_row){
			.text = choices[i].text,
			.votes = number_text(cx->mem, choices[i].votes),
			.end = str_z(end_words(v, &choices[i])),
			.meter = part_meter(cx->mem, choices[i].votes, most),
		};
	}
}

static void
fill_chip(const struct vote *v, struct part_vote_result_view *r)
{
	r->chip_kind = "";
	switch (v->outcome) {
	case OUTCOME_CARRIED:
		r->chip = v->kind == VOTE_QUESTION ? S("Carried") :
		    S("Decided");
		r->chip_kind = "good";
		break;
	case OUTCOME_LOST:
		r->chip = v->kind == VOTE_QUESTION ? S("Not carried") :
		    S("Seats stay open");
		break;
	case OUTCOME_TIE:
		r->chip = S("A tie");
		r->chip_kind = "warn";
		break;
	case OUTCOME_NO_QUORUM:
		r->chip = S("No quorum: nothing is decided");
		r->chip_kind = "warn";
		break;
	case OUTCOME_NONE:
		break;
	}
}

struct part_vote_result_view
vote_result(struct ctx *cx, const struct vote *v)
{
	struct part_vote_result_view r = {
		.heading = v->question,
		.votes_word = vote_is_ranked(v->kind) ?
		    S("First choices") : S("Votes"),
		.chip_kind = "",
	};

	if (v->state == VOTE_ANNULLED) {
		r.chip = S("Cancelled");
		r.text = v->reason;
		return r;
	}
	if (v->state != VOTE_COUNTED && v->state != VOTE_TIED) {
		r.chip = S("Being counted");
		r.chip_kind = "info";
		r.text = v->keys == KEYS_OF_TRUSTEES ? S("The trustees open the"
		    " box, one after the other.") : S("");
		return r;
	}
	fill_chip(v, &r);
	r.text = vote_result_text(cx, v);
	fill_rows(cx, v, &r);
	fill_facts(cx, v, &r);
	return r;
}
