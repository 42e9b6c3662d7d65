/* vote_hand.c - votes by card: what tellers counted, compared, taken over. */
#include <string.h>

#include "vote/vote_own.h"

#include "vote/vote.sql.h"

/* ---- entering ---------------------------------------------------------- */

static bool
is_block(struct ctx *cx, const struct vote *v, int64_t block)
{
	struct query q = db_query(cx->db, &sql_block_one);

	q_set_int(&q, ":id", block);
	q_set_int(&q, ":conference_id", v->conference_id);
	return q_number(&q) != 0;
}

static bool
is_count(int64_t n)
{
	return n >= 0 && n <= VOTE_COUNT_MAX;
}

/* How many votes a sheet of so many papers can hold. */
static bool
numbers_fit(const struct vote *v, const struct vote_sheet *s)
{
	int64_t sum = 0, most = 0;

	if (!is_count(s->cast) || !is_count(s->blank) || !is_count(s->spoilt)) {
		return false;
	}
	for (size_t i = 0; i < s->votes_len; i++) {
		if (!is_count(s->votes[i])) {
			return false;
		}
		sum += s->votes[i];
		most = s->votes[i] > most ? s->votes[i] : most;
	}
	if (v->kind == VOTE_QUESTION || v->kind == VOTE_ONE) {
		return sum == s->cast;
	}
	return most <= s->cast && sum >= s->cast && (v->kind !=
	    VOTE_SEVERAL || sum <= s->cast * v->seats);
}

static int64_t
find_sheet(struct ctx *cx, int64_t id, const struct vote_sheet *s,
    const struct sql *sql)
{
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":vote_id", id);
	q_set_int(&q, ":block", s->block);
	q_set_int(&q, ":member_id", s->member_id);
	return q_number(&q);
}

static void
put_sheet(struct ctx *cx, int64_t id, const struct vote_sheet *s)
{
	int64_t sheet_id = find_sheet(cx, id, s, &sql_sheet_one);
	bool known = sheet_id != 0;
	struct query q = db_query(cx->db, known ? &sql_sheet_update :
	    &sql_sheet_insert);

	if (!known) {
		sheet_id = db_new_id(cx->db, "vote_sheet");
		q_set_int(&q, ":vote_id", id);
		q_set_int(&q, ":block", s->block);
		q_set_int(&q, ":member_id", s->member_id);
	}
	q_set_int(&q, ":id", sheet_id);
	q_set_int(&q, ":blank", s->blank);
	q_set_int(&q, ":spoilt", s->spoilt);
	q_set_int(&q, ":votes", s->cast);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
	for (size_t i = 0; i < s->votes_len; i++) {
		q = db_query(cx->db, &sql_sheet_count_put);
		q_set_int(&q, ":sheet_id", sheet_id);
		q_set_int(&q, ":position", (int64_t)i + 1);
		q_set_int(&q, ":votes", s->votes[i]);
		q_run(&q);
	}
}

enum vote_err
vote_enter_sheet(struct ctx *cx, int64_t id, const struct vote_sheet *s)
{
	struct vote v;

	if (!vote_read(cx, id, &v)) {
		return VOTE_NONE;
	}
	if (v.state != VOTE_IS_OPEN && v.state != VOTE_CLOSED) {
		return v.state == VOTE_PREPARED ? VOTE_NOT_OPEN : VOTE_OVER;
	}
	if (v.way == VOTE_BY_NAME || vote_is_ranked(v.kind)) {
		return VOTE_NOT_BY_HAND;
	}
	if (s->block != 0 && !is_block(cx, &v, s->block)) {
		return VOTE_NO_BLOCK;
	}
	if ((int64_t)s->votes_len != vote_figure(cx,
	    &sql_vote_choices_number, id) || !numbers_fit(&v, s)) {
		return VOTE_NUMBERS;
	}
	if (find_sheet(cx, id, s, &sql_sheet_others) >= 2) {
		return VOTE_OTHER_TELLERS;
	}
	put_sheet(cx, id, s);
	return VOTE_OK;
}

/* ---- reading ----------------------------------------------------------- */

static int64_t *
read_counts(struct ctx *cx, int64_t sheet_id, size_t len)
{
	int64_t *votes = NEW(cx->mem, int64_t, len);
	struct query q = db_query(cx->db, &sql_sheet_counts_of);

	q_set_int(&q, ":sheet_id", sheet_id);
	while (q_row(&q)) {
		size_t position = (size_t)q_get_int(&q, 0);

		if (position >= 1 && position <= len) {
			votes[position - 1] = q_get_int(&q, 1);
		}
	}
	return votes;
}

void
vote_sheets(struct ctx *cx, int64_t id, struct vote_sheet **out,
    size_t *out_len)
{
	struct LIST(struct vote_sheet) list = { 0 };
	struct LIST(int64_t) ids = { 0 };
	size_t choices = (size_t)vote_figure(cx, &sql_vote_choices_number, id);
	struct query q = db_query(cx->db, &sql_sheets_of);

	q_set_int(&q, ":vote_id", id);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &ids) = q_get_int(&q, 0);
		*LIST_ADD(cx->mem, &list) = (struct vote_sheet){
			.block = q_get_int(&q, 1),
			.member_id = q_get_int(&q, 2),
			.member_name = arena_copy(cx->mem, q_get_str(&q, 3)),
			.blank = q_get_int(&q, 4),
			.spoilt = q_get_int(&q, 5),
			.cast = q_get_int(&q, 6),
			.votes_len = choices,
		};
	}
	for (size_t i = 0; i < list.len; i++) {
		list.at[i].votes = read_counts(cx, ids.at[i], choices);
	}
	*out = list.at;
	*out_len = list.len;
}

bool
vote_sheets_agree(const struct vote_sheet *a, const struct vote_sheet *b)
{
	return a->block == b->block && a->cast == b->cast &&
	    a->blank == b->blank && a->spoilt == b->spoilt &&
	    a->votes_len == b->votes_len && memcmp(a->votes, b->votes,
	    a->votes_len * sizeof(a->votes[0])) == 0;
}

/* Marks what the sheets say of a block. */
static void
judge_block(const struct vote_sheet *sheets, size_t len,
    struct vote_block *block)
{
	const struct vote_sheet *first = NULL;

	for (size_t i = 0; i < len; i++) {
		if (sheets[i].block != block->id) {
			continue;
		}
		block->counted++;
		block->agrees = first != NULL &&
		    vote_sheets_agree(first, &sheets[i]);
		first = &sheets[i];
	}
}

static int
by_share(const struct vote_block *a, const struct vote_block *b)
{
	int64_t left = (a->voted + a->cards) * b->eligible;
	int64_t right = (b->voted + b->cards) * a->eligible;

	return left < right ? -1 : left > right;
}

static void
sort_blocks(struct vote_block *at, size_t len)
{
	for (size_t i = 1; i < len; i++) {
		struct vote_block one = at[i];
		size_t k = i;

		for (; k > 0 && by_share(&one, &at[k - 1]) < 0; k--) {
			at[k] = at[k - 1];
		}
		at[k] = one;
	}
}

/* The whole hall as one, where it has no parts or was counted so. */
static bool
has_block(const struct vote_block *at, size_t len, int64_t id)
{
	for (size_t i = 0; i < len; i++) {
		if (at[i].id == id) {
			return true;
		}
	}
	return false;
}

void
vote_blocks(struct ctx *cx, const struct vote *v, struct vote_block **out,
    size_t *out_len)
{
	struct LIST(struct vote_block) list = { 0 };
	struct query q = db_query(cx->db, &sql_blocks_of_vote);
	struct vote_sheet *sheets;
	size_t len;

	db_forget_pages(cx->db);
	q_set_int(&q, ":vote_id", v->id);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct vote_block){
			.id = q_get_int(&q, 0),
			.name = arena_copy(cx->mem, q_get_str(&q, 1)),
			.eligible = q_get_int(&q, 2),
			.cards = q_get_int(&q, 3),
			.voted = q_get_int(&q, 4),
		};
	}
	vote_sheets(cx, v->id, &sheets, &len);
	for (size_t i = 0; i < len; i++) {
		if (!has_block(list.at, list.len, sheets[i].block)) {
			*LIST_ADD(cx->mem, &list) = (struct vote_block){
				.id = sheets[i].block };
		}
	}
	for (size_t i = 0; i < list.len; i++) {
		judge_block(sheets, len, &list.at[i]);
	}
	sort_blocks(list.at, list.len);
	*out = list.at;
	*out_len = list.len;
}

/* ---- taking over (VOTE-7) ---------------------------------------------- */

bool
vote_has_cards(struct ctx *cx, const struct vote *v)
{
	return v->way == VOTE_BY_HAND || vote_figure(cx,
	    &sql_vote_roll_cards, v->id) > 0;
}

static enum vote_err
check_sheets(struct ctx *cx, const struct vote *v)
{
	int64_t counted = 0, cards = vote_figure(cx, &sql_vote_roll_cards,
	    v->id);
	struct vote_block *blocks;
	struct vote_sheet *sheets;
	size_t blocks_len, sheets_len;

	vote_blocks(cx, v, &blocks, &blocks_len);
	vote_sheets(cx, v->id, &sheets, &sheets_len);
	for (size_t i = 0; i < blocks_len; i++) {
		if (blocks[i].counted > 0 && !blocks[i].agrees) {
			return VOTE_SHEETS_DIFFER;
		}
	}
	if (sheets_len == 0) {
		return VOTE_SHEETS_DIFFER;
	}
	for (size_t i = 0; i < sheets_len; i++) {
		counted += sheets[i].cast + sheets[i].blank + sheets[i].spoilt;
	}
	counted /= 2;			/* two tellers each */
	if (v->way == VOTE_BY_HAND) {
		return counted > v->eligible ? VOTE_MORE_CARDS : VOTE_OK;
	}
	return counted > cards ? VOTE_MORE_CARDS : VOTE_OK;
}

enum vote_err
vote_take_over(struct ctx *cx, int64_t id)
{
	struct vote v;
	enum vote_err err;

	if (!vote_read(cx, id, &v)) {
		return VOTE_NONE;
	}
	if (v.state != VOTE_CLOSED) {
		return v.state < VOTE_CLOSED ? VOTE_NOT_CLOSED : VOTE_OVER;
	}
	if (!vote_has_cards(cx, &v)) {
		return VOTE_NOT_BY_HAND;
	}
	if (vote_is_sealed(cx, &v)) {
		return VOTE_NO_BOX;
	}
	err = check_sheets(cx, &v);
	if (err != VOTE_OK) {
		return err;
	}
	vote_count(cx, &v);
	vote_note(cx, "vote.take_over", &v);
	return VOTE_OK;
}
