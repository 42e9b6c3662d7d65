/* vote_count.c - what came of a vote: its ballots counted (count/), the quorum,
 * a tie and its lots, and the file to count again. */
#include <assert.h>

#include "vote/vote_own.h"

#include "vote/vote.sql.h"

/* What is counted: ballots, and beside them numbers of tellers. */
struct material {
	const struct vote	*vote;
	struct vote_choice	*choices;
	size_t			 choices_len;
	struct count_ballots	 ballots;
	struct count_rule	 rule;
	/* Of tellers alone, where papers have several marks. */
	int64_t			*votes;
	int64_t			 cast, blank, spoilt;
};

/* ---- ballots ----------------------------------------------------------- */

static void
add_group(struct ctx *cx, struct material *m, str choices, int64_t times)
{
	int at[VOTE_CHOICES_MAX];
	struct count_mark marks[VOTE_CHOICES_MAX];
	bool ranked = vote_is_ranked(m->vote->kind);
	enum count_err err;
	size_t len;
	bool ok = vote_positions(choices, VOTE_CHOICES_MAX, at, &len);

	assert(ok);			/* vote_ballot() made it */
	for (size_t i = 0; i < len; i++) {
		marks[i] = (struct count_mark){
			.candidate = (uint16_t)(at[i] - 1),
			.rank = ranked ? (uint16_t)(i + 1) : 1,
		};
	}
	err = count_ballots_add(cx->mem, &m->ballots, times, marks, len);
	assert(err == COUNT_OK);
	(void)err;
	(void)ok;
}

static void
add_cast(struct ctx *cx, struct material *m)
{
	struct query q = db_query(cx->db, m->vote->way == VOTE_SECRETLY ?
	    &sql_plain_groups : &sql_ballot_groups);

	q_set_int(&q, ":vote_id", m->vote->id);
	while (q_row(&q)) {
		add_group(cx, m, q_get_str(&q, 0), q_get_int(&q, 1));
	}
}

static bool
is_single(const struct vote *v)
{
	return v->kind == VOTE_QUESTION || v->kind == VOTE_ONE;
}

/* A paper with one mark is a ballot as good as any. */
static void
add_papers(struct ctx *cx, struct material *m, const struct vote_sheet *s)
{
	for (size_t i = 0; i < s->votes_len; i++) {
		if (s->votes[i] > 0) {
			add_group(cx, m, arena_printf(cx->mem, "%zu", i + 1),
			    s->votes[i]);
		}
	}
	if (s->blank > 0) {
		add_group(cx, m, S(""), s->blank);
	}
	m->ballots.spoilt += s->spoilt;
}

static void
add_sheets(struct ctx *cx, struct material *m)
{
	struct vote_sheet *sheets;
	size_t len;

	vote_sheets(cx, m->vote->id, &sheets, &len);
	m->votes = NEW(cx->mem, int64_t, m->choices_len);
	/* Two of each block, in a row, that agree. */
	for (size_t i = 0; i + 1 < len; i++) {
		if (!vote_sheets_agree(&sheets[i], &sheets[i + 1])) {
			continue;
		}
		if (is_single(m->vote)) {
			add_papers(cx, m, &sheets[i]);
		} else {
			for (size_t k = 0; k < m->choices_len; k++) {
				m->votes[k] += sheets[i].votes[k];
			}
			m->cast += sheets[i].cast;
			m->blank += sheets[i].blank;
			m->spoilt += sheets[i].spoilt;
		}
		i++;
	}
}

/* Whether anybody named somebody: else there is nothing that a lot could be
 * about, and nobody is elected by it. */
static bool
names_somebody(const struct material *m)
{
	for (size_t i = 0; i < m->ballots.groups.len; i++) {
		if (m->ballots.groups.at[i].len > 0) {
			return true;
		}
	}
	return m->cast > 0;
}

static void
gather(struct ctx *cx, const struct vote *v, struct material *m)
{
	*m = (struct material){ .vote = v };
	vote_choices(cx, v->id, &m->choices, &m->choices_len);
	count_ballots_make(cx->mem, m->choices_len, &m->ballots);
	for (size_t i = 0; i < m->choices_len; i++) {
		m->ballots.candidates[i].name = m->choices[i].text;
	}
	m->rule = (struct count_rule){
		.method = vote_method(v->kind),
		.unranked = v->unranked,
		.casting = v->tie_rule == TIE_CHAIR && v->lots.len > 0,
		.seats = v->seats,
		.choices_max = v->kind == VOTE_APPROVAL ? 0 : v->seats,
		.majority = v->majority,
		.people = { .eligible = v->entitled, .present = v->present },
	};
	add_cast(cx, m);
	if (vote_has_cards(cx, v)) {
		add_sheets(cx, m);
	}
	m->rule.seed = names_somebody(m) ? v->seed : S("");
}

/* ---- counting ---------------------------------------------------------- */

/* Papers with several marks: the votes of each, by phone and by card. */
static enum count_err
count_sums(struct ctx *cx, struct material *m, struct count_result *out)
{
	int64_t *votes = NEW(cx->mem, int64_t, m->choices_len);
	int64_t cast = m->cast, blank = m->blank;

	for (size_t i = 0; i < m->choices_len; i++) {
		votes[i] = m->votes[i];
	}
	for (size_t i = 0; i < m->ballots.groups.len; i++) {
		const struct count_ballot *b = &m->ballots.groups.at[i];

		cast += b->len > 0 ? b->times : 0;
		blank += b->len > 0 ? 0 : b->times;
		for (size_t k = 0; k < b->len; k++) {
			votes[m->ballots.marks.at[b->first + k].candidate] +=
			    b->times;
		}
	}
	return count_choices(cx->mem, &m->rule, m->ballots.candidates,
	    m->choices_len, votes, cast, blank, m->spoilt, out);
}

/* Lots that were told: drawn from no seed, or how the chair decided. */
static size_t
read_lots(struct ctx *cx, const struct vote *v, struct count_lot **out)
{
	int *at = NEW(cx->mem, int, COUNT_LOTS_MAX);
	size_t len = 0;
	bool ok = v->seed.len > 0 || vote_positions(v->lots, COUNT_LOTS_MAX,
	    at, &len);

	assert(ok);
	(void)ok;
	*out = NEW(cx->mem, struct count_lot, len);
	for (size_t i = 0; i < len; i++) {
		(*out)[i].drawn = (uint16_t)(at[i] - 1);
	}
	return len;
}

static enum count_err
count_material(struct ctx *cx, struct material *m, struct count_result *out)
{
	struct count_lot *lots;
	size_t len = read_lots(cx, m->vote, &lots);
	enum count_err err;

	if (m->votes == NULL || is_single(m->vote)) {
		return count_vote(cx->mem, &m->rule, &m->ballots, lots, len,
		    out);
	}
	err = count_sums(cx, m, out);
	return err != COUNT_OK ? err : count_decide(cx->mem, m->rule.seed,
	    lots, len, out);
}

/* ---- keeping it -------------------------------------------------------- */

/* Votes of each choice; of a ranked vote the first preferences. */
static int64_t *
votes_of(struct ctx *cx, const struct material *m,
    const struct count_result *r)
{
	int64_t *votes = NEW(cx->mem, int64_t, m->choices_len);

	if (r->method == COUNT_QUESTION) {
		for (size_t i = 0; i < COUNT_ANSWERS; i++) {
			votes[i] = r->question.votes[i];
		}
		return votes;
	}
	if (!count_method_ranked(r->method)) {
		for (size_t i = 0; i < m->choices_len; i++) {
			votes[i] = r->choice.votes[i];
		}
		return votes;
	}
	for (size_t i = 0; i < m->ballots.groups.len; i++) {
		const struct count_ballot *b = &m->ballots.groups.at[i];

		if (b->len > 0) {
			votes[m->ballots.marks.at[b->first].candidate] +=
			    b->times;
		}
	}
	return votes;
}

static int
place_of(const struct count_result *r, size_t i)
{
	if (r->method == COUNT_QUESTION) {
		return 0;
	}
	if (r->method == COUNT_SCHULZE) {
		return r->schulze.first[i];
	}
	if (!count_method_ranked(r->method)) {
		return r->choice.place[i];
	}
	for (size_t k = 0; k < r->elected_len; k++) {
		if (r->elected[k] == i) {
			return (int)k + 1;
		}
	}
	return 0;
}

static bool
is_elected(const struct count_result *r, size_t i)
{
	for (size_t k = 0; k < r->elected_len; k++) {
		if (r->elected[k] == i) {
			return true;
		}
	}
	return false;
}

static void
keep_choices(struct ctx *cx, const struct material *m,
    const struct count_result *r, bool decided)
{
	int64_t *votes = votes_of(cx, m, r);

	for (size_t i = 0; i < m->choices_len; i++) {
		struct query q = db_query(cx->db, &sql_vote_choice_result);

		q_set_int(&q, ":vote_id", m->vote->id);
		q_set_int(&q, ":position", (int64_t)i + 1);
		q_set_int(&q, ":votes", votes[i]);
		q_set_int(&q, ":place", place_of(r, i));
		q_set_int(&q, ":elected", decided && is_elected(r, i));
		q_run(&q);
	}
}

/* Who is tied, for the chair: "2 5". */
static str
tied_text(struct ctx *cx, const struct count_result *r)
{
	const uint16_t *tied = r->tied;
	size_t len = r->tied_len;
	str text = S("");

	if (r->outcome == COUNT_TIE && r->method == COUNT_QUESTION) {
		return S("1 2");
	}
	if (r->outcome == COUNT_LOT_NEEDED && r->stv.ties.len > 0) {
		const struct count_tie *t =
		    &r->stv.ties.at[r->stv.ties.len - 1];

		tied = t->tied;
		len = t->tied_len;
	} else if (r->outcome != COUNT_TIE) {
		return text;
	}
	for (size_t i = 0; i < len; i++) {
		text = arena_printf(cx->mem, STR_FMT "%s%d", STR_ARG(text),
		    i > 0 ? " " : "", tied[i] + 1);
	}
	return text;
}

static int64_t
blank_of(const struct material *m, const struct count_result *r)
{
	switch (r->method) {
	case COUNT_QUESTION:
		return r->question.blank;
	case COUNT_PLURALITY:
	case COUNT_APPROVAL:
		return r->choice.blank;
	case COUNT_SCHULZE:
		return r->schulze.blank;
	case COUNT_SCOTTISH:
	case COUNT_MEEK:
		break;
	}
	(void)m;
	return r->stv.blank;
}

static enum vote_outcome
outcome_of(const struct vote *v, const struct count_result *r)
{
	/* VOTE-16. */
	if (v->quorum_share.num > 0 && v->present <
	    count_needed(v->quorum_share, v->entitled)) {
		return OUTCOME_NO_QUORUM;
	}
	switch (r->outcome) {
	case COUNT_CARRIED:
		return OUTCOME_CARRIED;
	case COUNT_NOT_CARRIED:
		return OUTCOME_LOST;
	case COUNT_TIE:
		return v->tie_rule == TIE_LOST ? OUTCOME_LOST : OUTCOME_TIE;
	case COUNT_LOT_NEEDED:
		break;
	}
	return OUTCOME_TIE;
}

/* The lots that were drawn from the seed, for the record. */
static void
keep_lots(struct ctx *cx, const struct vote *v, const struct count_result *r)
{
	struct query q;
	str text = S("");

	if (v->seed.len == 0 || r->lots.len == 0) {
		return;
	}
	for (size_t i = 0; i < r->lots.len; i++) {
		text = arena_printf(cx->mem, STR_FMT "%s%d", STR_ARG(text),
		    i > 0 ? " " : "", r->lots.at[i].drawn + 1);
	}
	q = db_query(cx->db, &sql_vote_set_lots);
	q_set_int(&q, ":id", v->id);
	q_set_str(&q, ":lots", text);
	q_set_str(&q, ":lot_by", S(""));
	q_run(&q);
}

static void
keep_result(struct ctx *cx, const struct material *m,
    const struct count_result *r)
{
	enum vote_outcome outcome = outcome_of(m->vote, r);
	struct query q = db_query(cx->db, &sql_vote_set_result);
	bool tie = outcome == OUTCOME_TIE;

	q_set_int(&q, ":id", m->vote->id);
	q_set_int(&q, ":state", tie ? VOTE_TIED : VOTE_COUNTED);
	q_set_int(&q, ":outcome", outcome);
	q_set_int(&q, ":voted", count_ballots_sum(&m->ballots) +
	    m->ballots.spoilt + m->cast + m->blank + m->spoilt);
	q_set_int(&q, ":blank", blank_of(m, r));
	q_set_str(&q, ":tied", tie ? tied_text(cx, r) : S(""));
	q_set_int(&q, ":open_seats", r->open);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
	keep_choices(cx, m, r, outcome != OUTCOME_NO_QUORUM);
	keep_lots(cx, m->vote, r);
	vote_decide(cx, m->vote, outcome);
}

/*
 * More votes than people can be: somebody cast a vote and left for good before
 * the close, so those present are fewer. count/ judges by the people it is
 * given, which must be at least as many as voted.
 */
static void
fit_people(struct material *m)
{
	int64_t voted = count_ballots_sum(&m->ballots) + m->ballots.spoilt +
	    m->cast + m->blank + m->spoilt;
	struct count_people *p = &m->rule.people;

	p->present = p->present < voted ? voted : p->present;
	p->eligible = p->eligible < p->present ? p->present : p->eligible;
}

void
vote_count(struct ctx *cx, const struct vote *v)
{
	struct material m;
	struct count_result result;
	enum count_err err;

	gather(cx, v, &m);
	fit_people(&m);
	err = count_material(cx, &m, &result);
	/* What a count refuses was refused when the vote was prepared, the
	 * ballots were cast or the lot was drawn. */
	assert(err == COUNT_OK || db_state(cx->db) != DB_OK);
	if (err == COUNT_OK) {
		keep_result(cx, &m, &result);
		vote_run(cx, &sql_mark_drop, v->id);
	}
}

/* ---- the file (VOTE-14) ------------------------------------------------ */

enum vote_err
vote_recount(struct ctx *cx, const struct vote *v, str *out_file)
{
	struct material m;
	struct count_file file = { .ruled = true };
	struct count_lot *lots;
	size_t len;

	if (v->state != VOTE_COUNTED && v->state != VOTE_TIED) {
		return VOTE_NO_RESULT;
	}
	gather(cx, v, &m);
	if (m.votes != NULL && !is_single(v)) {
		return VOTE_NOT_BY_PHONE;
	}
	fit_people(&m);
	file.title = v->question;
	file.rule = m.rule;
	file.ballots = m.ballots;
	len = read_lots(cx, v, &lots);
	for (size_t i = 0; i < len; i++) {
		*LIST_ADD(cx->mem, &file.lots) = lots[i];
	}
	*out_file = count_blt_write(cx->mem, &file);
	return VOTE_OK;
}
