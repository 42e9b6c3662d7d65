/* choice.c - votes for and against, and choices without an order. */
#include <stdlib.h>

#include "count/count_own.h"

/* ---- a question -------------------------------------------------------- */

/* COUN-4. Without any vote for it nothing is tied: nobody asked for it. */
static bool
question_tied(const struct count_rule *rule, const struct count_question *q)
{
	int64_t whole = q->whole + (rule->majority.of == OF_CAST);

	return q->votes[COUNT_FOR] == q->votes[COUNT_AGAINST] &&
	    q->votes[COUNT_FOR] > 0 && q->votes[COUNT_FOR] + 1 >=
	    count_needed(rule->majority.share, whole);
}

static enum count_err
question_end(const struct count_rule *rule, struct count_question *q,
    struct count_result *out)
{
	struct count_rule asked = *rule;
	enum count_err err;

	/* A question needs a majority; the plain one where none is said. */
	if (asked.majority.share.num == 0) {
		asked.majority = (struct count_majority){ { 1, 2, true },
		    OF_CAST };
	}
	q->cast = q->votes[COUNT_FOR] + q->votes[COUNT_AGAINST];
	err = majority_check(&asked, q->cast + q->votes[COUNT_ABSTAIN] +
	    q->blank + q->spoilt + q->set_aside);
	if (err != COUNT_OK) {
		return err;
	}
	q->whole = majority_whole(&asked, q->cast);
	q->needed = count_needed(asked.majority.share, q->whole);
	out->outcome = q->votes[COUNT_FOR] >= q->needed &&
	    q->votes[COUNT_FOR] > 0 ? COUNT_CARRIED :
	    question_tied(&asked, q) ? COUNT_TIE : COUNT_NOT_CARRIED;
	out->question = *q;
	return COUNT_OK;
}

enum count_err
question_count(const struct count_rule *rule, const struct count_ballots *b,
    struct count_result *out)
{
	struct count_question q = { .spoilt = b->spoilt };

	for (size_t i = 0; i < b->groups.len; i++) {
		const struct count_ballot *g = &b->groups.at[i];

		if (g->len == 0) {
			q.blank += g->times;
		} else if (g->len > 1) {
			q.set_aside += g->times;
		} else {
			q.votes[b->marks.at[g->first].candidate] += g->times;
		}
	}
	return question_end(rule, &q, out);
}

/* ---- choices ----------------------------------------------------------- */

static int
votes_cmp(const void *a, const void *b, void *votes)
{
	uint16_t x = *(const uint16_t *)a, y = *(const uint16_t *)b;
	const int64_t *of = votes;

	return of[x] != of[y] ? (of[x] > of[y] ? -1 : 1) : (x > y) - (x < y);
}

static void
choice_order(struct arena *mem, const struct count_candidate *candidates,
    size_t n, struct count_choice *c)
{
	c->order = NEW(mem, uint16_t, n);
	c->place = NEW(mem, int32_t, n);
	for (size_t i = 0; i < n; i++) {
		if (!candidates[i].withdrew) {
			c->order[c->order_len++] = (uint16_t)i;
		}
	}
	qsort_r(c->order, c->order_len, sizeof(*c->order), votes_cmp,
	    c->votes);
	for (size_t i = 0; i < c->order_len; i++) {
		bool equal = i > 0 && c->votes[c->order[i]] ==
		    c->votes[c->order[i - 1]];

		c->place[c->order[i]] = equal ? c->place[c->order[i - 1]] :
		    (int32_t)i + 1;
	}
}

/* COUN-6. Nobody is elected without a vote. */
static void
choice_seats(struct arena *mem, const struct count_choice *c,
    struct count_result *out)
{
	int64_t least = c->needed > 0 ? c->needed : 1;
	size_t able = 0, sure = 0, seats = (size_t)out->seats;

	while (able < c->order_len && c->votes[c->order[able]] >= least) {
		able++;
	}
	sure = able < seats ? able : seats;
	if (able > seats) {
		int64_t edge = c->votes[c->order[seats]];

		while (sure > 0 && c->votes[c->order[sure - 1]] == edge) {
			sure--;
		}
		out->tied = NEW(mem, uint16_t, able);
		for (size_t i = sure; sure < seats && i < able &&
		    c->votes[c->order[i]] == edge; i++) {
			out->tied[out->tied_len++] = c->order[i];
		}
	}
	out->elected = c->order;
	out->elected_len = sure;
	out->open = (int32_t)(seats - sure);
	out->outcome = out->tied_len > 0 ? COUNT_TIE : out->open > 0 ?
	    COUNT_NOT_CARRIED : COUNT_CARRIED;
}

static enum count_err
choice_end(struct arena *mem, const struct count_rule *rule,
    const struct count_candidate *candidates, size_t n,
    struct count_choice *c, struct count_result *out)
{
	enum count_err err = majority_check(rule, c->cast + c->blank +
	    c->spoilt + c->set_aside);

	if (err != COUNT_OK) {
		return err;
	}
	if (rule->majority.share.num != 0) {
		c->whole = majority_whole(rule, c->cast);
		c->needed = count_needed(rule->majority.share, c->whole);
	}
	choice_order(mem, candidates, n, c);
	choice_seats(mem, c, out);
	out->choice = *c;
	return COUNT_OK;
}

enum count_err
choice_count(struct arena *mem, const struct count_rule *rule,
    const struct count_ballots *b, struct count_result *out)
{
	struct count_choice c = { .spoilt = b->spoilt,
	    .votes = NEW(mem, int64_t, b->candidates_len) };
	size_t most = rule->method == COUNT_APPROVAL ? b->candidates_len :
	    (size_t)(rule->choices_max > 0 ? rule->choices_max : rule->seats);

	for (size_t i = 0; i < b->groups.len; i++) {
		const struct count_ballot *g = &b->groups.at[i];

		if (g->len > most) {
			c.set_aside += g->times;
			continue;
		}
		if (ballot_choices(b, g) == 0) {
			c.blank += g->times;
			continue;
		}
		c.cast += g->times;
		for (size_t k = 0; k < g->len; k++) {
			uint16_t who = b->marks.at[g->first + k].candidate;

			c.votes[who] += b->candidates[who].withdrew ? 0 :
			    g->times;
		}
	}
	return choice_end(mem, rule, b->candidates, b->candidates_len, &c,
	    out);
}

/* No candidate has more votes than there are ballots. */
static enum count_err
check_votes(const struct count_candidate *candidates, size_t n,
    const int64_t *votes, const struct count_choice *c)
{
	size_t stand = 0;

	if (c->cast < 0 || c->blank < 0 || c->spoilt < 0 ||
	    c->cast > COUNT_VOTES_MAX || c->blank > COUNT_VOTES_MAX ||
	    c->spoilt > COUNT_VOTES_MAX) {
		return COUNT_NUMBERS;
	}
	for (size_t i = 0; i < n; i++) {
		stand += !candidates[i].withdrew;
		if (votes[i] < 0 || votes[i] > c->cast ||
		    (candidates[i].withdrew && votes[i] > 0)) {
			return COUNT_NUMBERS;
		}
	}
	return stand == 0 ? COUNT_NO_CANDIDATES : COUNT_OK;
}

enum count_err
count_choices(struct arena *mem, const struct count_rule *rule,
    const struct count_candidate *candidates, size_t candidates_len,
    const int64_t *votes, int64_t cast, int64_t blank, int64_t spoilt,
    struct count_result *out)
{
	struct count_choice c = { .cast = cast, .blank = blank,
	    .spoilt = spoilt };
	struct count_result r = { .method = rule->method,
	    .seats = rule->seats };
	enum count_err err;

	if (candidates_len > COUNT_CANDIDATES_MAX) {
		return COUNT_TOO_MANY_CANDIDATES;
	}
	if (rule->seats < 1 || rule->seats > COUNT_CANDIDATES_MAX) {
		return COUNT_NO_SEATS;
	}
	err = check_votes(candidates, candidates_len, votes, &c);
	if (err != COUNT_OK) {
		return err;
	}
	c.votes = NEW(mem, int64_t, candidates_len);
	for (size_t i = 0; i < candidates_len; i++) {
		c.votes[i] = votes[i];
	}
	err = choice_end(mem, rule, candidates, candidates_len, &c, &r);
	if (err == COUNT_OK) {
		*out = r;
	}
	return err;
}
