/* vote_parts.c - parts of live pages about the vote that is shown. */
#include "vote/vote_parts.h"

#include "door/door.h"
#include "vote/vote_pages.h"

/* A part is the same for everybody, and so is its request id: who sends has to
 * be known, and the last ballot of a person counts (HTTP-5). */
static str
part_key(struct ctx *cx, const struct vote *v, const char *what)
{
	return arena_printf(cx->mem, "vote-" STR_FMT "-%s",
	    STR_ARG(v->public_id), what);
}

struct vote_card_view {
	bool			 open, by_phone, cards, result;
	str			 over, question, how, secret_note;
	struct path		 href;
	struct part_vote_form_view	 form;
	struct part_vote_result_view	 shown;
};

struct vote_mine_view {
	const char	*kind;
	str		 text, number;
};

struct vote_chair_view {
	bool			 open, shown, take_over;
	str			 over, question, rule, key;
	struct path		 base, new_href;
	struct part_vote_result_view	 result;
	struct waiting_row {
		str		 question, why, key;
		struct path	 open;
	}			*waiting;
	size_t			 waiting_len;
};

struct vote_hall_view {
	bool			 open, by_hand, result;
	str			 over, question, rule;
	struct part_vote_result_view	 shown;
};

struct vote_cast_view {
	str			 cast, rest;
	struct part_meter_view	 meter;
};

struct vote_tellers_view {
	str	 note;
	struct teller_row {
		str	 name, share, counted;
		int64_t	 cards;
	}	*rows;
	size_t	 rows_len;
};

#include "vote/vote_card.html.h"
#include "vote/vote_cast.html.h"
#include "vote/vote_chair.html.h"
#include "vote/vote_hall.html.h"
#include "vote/vote_mine.html.h"
#include "vote/vote_tellers.html.h"

static bool
read_shown(struct ctx *cx, int64_t conference_id, struct vote *out)
{
	int64_t id = vote_shown(cx, conference_id);

	if (id == 0 || !vote_read(cx, id, out)) {
		return false;
	}
	vote_forget_key(out);
	return true;
}

bool
vote_parts_move(struct ctx *cx, int64_t conference_id)
{
	return vote_open_one(cx, conference_id) != 0;
}

/* ---- phones ------------------------------------------------------------ */

static str
secret_note(const struct vote *v)
{
	switch (v->keys) {
	case KEYS_OF_TRUSTEES:
		return S("Your vote is sealed for three trustees before it is"
		    " written down.");
	case KEYS_OF_SERVER:
		return S("The server holds the key of this vote until the"
		    " close: who runs it could look.");
	case KEYS_NONE:
		break;
	}
	return S("");
}

static bool
takes_cards(const struct vote *v)
{
	return !vote_is_ranked(v->kind) && v->way != VOTE_BY_NAME;
}

str
vote_how(struct ctx *cx, int64_t conference_id)
{
	int64_t id = vote_open_one(cx, conference_id);
	struct vote vote;

	if (id == 0 || !vote_read(cx, id, &vote) || vote.way == VOTE_BY_HAND) {
		return S("");
	}
	vote_forget_key(&vote);
	return takes_cards(&vote) ? S("Vote on your phone, or raise your"
	    " card.") : vote.way == VOTE_BY_NAME ? S("Answer when you are"
	    " called, or vote on your phone.") : S("Vote on your phone.");
}

void
vote_part_phone(struct ctx *cx, int64_t conference_id, struct html *out)
{
	struct vote_card_view v = { 0 };
	struct vote vote;

	if (read_shown(cx, conference_id, &vote)) {
		v.open = vote.state == VOTE_IS_OPEN;
		v.result = !v.open;
		v.by_phone = vote.way != VOTE_BY_HAND;
		v.cards = takes_cards(&vote);
		v.over = vote_over(cx, &vote);
		v.question = vote.question;
		v.how = S("Votes are counted by raised cards in the hall.");
		v.secret_note = secret_note(&vote);
		v.href = vote_path(cx, &vote, "");
		v.form = vote_form(cx, &vote, part_key(cx, &vote, "ballot"),
		    S(""));
		v.shown = vote_result(cx, &vote);
	}
	vote_card_html(out, &v);
}

static void
fill_mine(struct ctx *cx, const struct vote *vote, int64_t participant_id,
    struct vote_mine_view *v)
{
	struct vote_place place = vote_place_of(cx, vote, participant_id, 0);

	v->number = place.number;
	if (place.err != VOTE_OK) {
		v->kind = "warn";
		v->text = vote_sentence(cx, place.err);
	} else if (place.voted) {
		v->kind = "good";
		v->text = S("Your vote is in.");
	}
}

void
vote_part_mine(struct ctx *cx, int64_t conference_id, int64_t participant_id,
    struct html *out)
{
	struct vote_mine_view v = { .kind = "" };
	int64_t id = vote_open_one(cx, conference_id);
	struct vote vote;

	if (id != 0 && vote_read(cx, id, &vote) && vote.way != VOTE_BY_HAND) {
		fill_mine(cx, &vote, participant_id, &v);
	}
	vote_mine_html(out, &v);
}

/* ---- the chair --------------------------------------------------------- */

static void
fill_waiting(struct ctx *cx, int64_t conference_id, struct vote_chair_view *v)
{
	struct vote *list;
	size_t len;

	vote_list(cx, conference_id, 0, &list, &len);
	v->waiting = NEW(cx->mem, struct waiting_row, len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].state != VOTE_PREPARED) {
			continue;
		}
		v->waiting[v->waiting_len++] = (struct waiting_row){
			.question = list[i].question,
			.why = arena_printf(cx->mem, "%s; %s",
			    vote_way_text(list[i].way),
			    vote_kind_text(list[i].kind)),
			.open = vote_path(cx, &list[i], "/open"),
			.key = part_key(cx, &list[i], "open"),
		};
	}
}

void
vote_part_chair(struct ctx *cx, int64_t conference_id, struct html *out)
{
	struct vote_chair_view v = { 0 };
	struct conference c;
	struct vote vote;

	if (!conference_read(cx, conference_id, &c)) {
		return;
	}
	v.new_href = conference_path(cx, &c, "/votes/new");
	if (read_shown(cx, conference_id, &vote)) {
		v.open = vote.state == VOTE_IS_OPEN;
		v.shown = !v.open;
		v.take_over = vote.state == VOTE_CLOSED;
		v.over = vote_over(cx, &vote);
		v.question = vote.question;
		v.rule = vote_rule_words(cx, &vote);
		v.key = part_key(cx, &vote, "chair");
		v.base = vote_path(cx, &vote, "");
		v.result = vote_result(cx, &vote);
	}
	fill_waiting(cx, conference_id, &v);
	vote_chair_html(out, &v);
}

/* ---- the hall ---------------------------------------------------------- */

/* VOTE-9: what a lot follows from is shown to all before it is known who is
 * tied. */
static str
hall_rule(struct ctx *cx, const struct vote *vote)
{
	str rule = vote_rule_words(cx, vote);

	return vote->tie_rule != TIE_LOT ? rule : arena_printf(cx->mem,
	    STR_FMT ". " STR_FMT, STR_ARG(rule),
	    STR_ARG(vote_tie_words(cx, vote)));
}

void
vote_part_hall(struct ctx *cx, int64_t conference_id, struct html *out)
{
	struct vote_hall_view v = { 0 };
	struct vote vote;

	if (read_shown(cx, conference_id, &vote)) {
		v.open = vote.state == VOTE_IS_OPEN;
		v.by_hand = vote.way == VOTE_BY_HAND;
		v.result = !v.open;
		v.over = vote_over(cx, &vote);
		v.question = vote.question;
		v.rule = hall_rule(cx, &vote);
		v.shown = vote_result(cx, &vote);
	}
	vote_hall_html(out, &v);
}

void
vote_part_cast(struct ctx *cx, int64_t conference_id, struct html *out)
{
	struct vote_cast_view v = { .cast = S("") };
	int64_t id = vote_open_one(cx, conference_id), cast;
	struct vote vote;

	if (id != 0 && vote_read(cx, id, &vote) && vote.way != VOTE_BY_HAND) {
		int64_t here = door_hall(cx, conference_id).present;

		cast = vote_turnout(cx, id);
		v.cast = number_text(cx->mem, cast);
		v.rest = arena_printf(cx->mem, "votes in, of " STR_FMT
		    " present", STR_ARG(number_text(cx->mem, here)));
		v.meter = part_meter(cx->mem, cast < here ? cast : here, here);
	}
	vote_cast_html(out, &v);
}

/* ---- tellers ----------------------------------------------------------- */

static str
share_words(struct ctx *cx, const struct vote *vote,
    const struct vote_block *b)
{
	/* VOTE-5: of a few, how many have voted may tell who. */
	if (vote->way == VOTE_SECRETLY && b->eligible < BLOCK_SHOWN_MIN) {
		return S("not shown");
	}
	return arena_printf(cx->mem, "%d%%", b->eligible == 0 ? 0 :
	    (int)((b->voted + b->cards) * 100 / b->eligible));
}

static str
counted_words(const struct vote_block *b)
{
	if (b->counted == 0) {
		return S("");
	}
	return b->agrees ? S("by two, and they agree") : b->counted == 1 ?
	    S("by one, another to come") : S("two differ: count again");
}

void
vote_part_tellers(struct ctx *cx, int64_t conference_id, struct html *out)
{
	struct vote_tellers_view v = { .note = S("") };
	struct vote_block *blocks;
	struct vote vote;
	size_t len;

	if (read_shown(cx, conference_id, &vote) &&
	    (vote.state == VOTE_IS_OPEN || vote.state == VOTE_CLOSED)) {
		v.note = vote.way == VOTE_SECRETLY ?
		    S("Never shown for a small part of the hall.") :
		    S("The lowest share first.");
		vote_blocks(cx, &vote, &blocks, &len);
		v.rows = NEW(cx->mem, struct teller_row, len);
		v.rows_len = len;
		for (size_t i = 0; i < len; i++) {
			v.rows[i] = (struct teller_row){
				.name = blocks[i].name.len > 0 ?
				    blocks[i].name : S("Without a block"),
				.share = share_words(cx, &vote, &blocks[i]),
				.cards = blocks[i].cards,
				.counted = counted_words(&blocks[i]),
			};
		}
	}
	vote_tellers_html(out, &v);
}
