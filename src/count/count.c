/* count.c - ballots, rules of counting, and which method counts them. */
#include <assert.h>
#include <stdlib.h>

#include "count/count_own.h"

#define MARKED_WORDS	((COUNT_CANDIDATES_MAX + 63) / 64)

const char *
count_err_text(enum count_err err)
{
	static const char *const texts[] = {
#define X(name, text) [name] = text,
		COUNT_ERRORS(X)
#undef X
	};

	assert(err < COUNT_ERR_COUNT);
	return texts[err];
}

/* ---- the rule of counting ---------------------------------------------- */

static const struct {
	enum count_method	 method;
	str			 word;
	const char		*text;
} methods[] = {
#define X(name, number, word, text) { name, S_INIT(word), text },
	COUNT_METHODS(X)
#undef X
};

const char *
count_method_word(enum count_method method)
{
	for (size_t i = 0; i < COUNT(methods); i++) {
		if (methods[i].method == method) {
			return methods[i].word.at;
		}
	}
	return "";
}

const char *
count_method_text(enum count_method method)
{
	for (size_t i = 0; i < COUNT(methods); i++) {
		if (methods[i].method == method) {
			return methods[i].text;
		}
	}
	return "";
}

bool
count_method_read(str word, enum count_method *out)
{
	for (size_t i = 0; i < COUNT(methods); i++) {
		if (str_eq(methods[i].word, word)) {
			*out = methods[i].method;
			return true;
		}
	}
	return false;
}

bool
count_method_ranked(enum count_method method)
{
	return method == COUNT_SCHULZE || method == COUNT_SCOTTISH ||
	    method == COUNT_MEEK;
}

int64_t
count_needed(struct fraction share, int64_t whole)
{
	return fraction_of(share, whole);
}

/*
 * More ballots than people is refused only where the people are what the share
 * is taken of: else the number of people is told, and no more.
 */
enum count_err
majority_check(const struct count_rule *rule, int64_t ballots)
{
	const struct fraction f = rule->majority.share;
	const struct count_people p = rule->people;
	int64_t whole = rule->majority.of == OF_MEMBERS ? p.eligible :
	    rule->majority.of == OF_PRESENT ? p.present : ballots;

	if (f.num != 0 && (f.num < 0 || f.num > f.den || f.den > 1000 ||
	    (f.more && f.num == f.den))) {
		return COUNT_MAJORITY;
	}
	if (p.eligible > COUNT_VOTES_MAX || p.present > COUNT_VOTES_MAX ||
	    (p.eligible >= 0 && (p.present > p.eligible ||
	    ballots > p.eligible))) {
		return COUNT_NUMBERS;
	}
	return f.num != 0 && whole < ballots ? COUNT_NUMBERS : COUNT_OK;
}

int64_t
majority_whole(const struct count_rule *rule, int64_t cast)
{
	switch (rule->majority.of) {
	case OF_MEMBERS:
		return rule->people.eligible;
	case OF_PRESENT:
		return rule->people.present;
	case OF_CAST:
		break;
	}
	return cast;
}

/* ---- ballots ----------------------------------------------------------- */

void
count_ballots_make(struct arena *mem, size_t candidates_len,
    struct count_ballots *out)
{
	*out = (struct count_ballots){
		.candidates = NEW(mem, struct count_candidate, candidates_len),
		.candidates_len = candidates_len
	};
}

static int
mark_cmp(const void *a, const void *b)
{
	const struct count_mark *x = a, *y = b;

	return x->rank != y->rank ? (x->rank < y->rank ? -1 : 1) :
	    (x->candidate > y->candidate) - (x->candidate < y->candidate);
}

static enum count_err
check_marks(const struct count_ballots *b, const struct count_mark *marks,
    size_t len)
{
	uint64_t seen[MARKED_WORDS] = { 0 };

	for (size_t i = 0; i < len; i++) {
		uint16_t c = marks[i].candidate;
		uint64_t bit = (uint64_t)1 << (c % 64);

		assert(marks[i].rank > 0);
		if (c >= b->candidates_len || c >= COUNT_CANDIDATES_MAX) {
			return COUNT_NO_SUCH_CANDIDATE;
		}
		if ((seen[c / 64] & bit) != 0) {
			return COUNT_MARKED_TWICE;
		}
		seen[c / 64] |= bit;
	}
	return COUNT_OK;
}

enum count_err
count_ballots_add(struct arena *mem, struct count_ballots *b, int64_t times,
    const struct count_mark *marks, size_t len)
{
	enum count_err err = check_marks(b, marks, len);
	bool sorted = true;
	size_t first = b->marks.len;

	if (err != COUNT_OK) {
		return err;
	}
	if (times < 1 || times > COUNT_VOTES_MAX ||
	    b->groups.len >= COUNT_BALLOTS_MAX ||
	    first + len > COUNT_MARKS_MAX) {
		return COUNT_TOO_MANY_BALLOTS;
	}
	for (size_t i = 0; i < len; i++) {
		*LIST_ADD(mem, &b->marks) = marks[i];
		sorted = sorted && (i == 0 ||
		    mark_cmp(&marks[i - 1], &marks[i]) < 0);
	}
	if (!sorted) {
		qsort(b->marks.at + first, len, sizeof(*marks), mark_cmp);
	}
	*LIST_ADD(mem, &b->groups) = (struct count_ballot){ .times = times,
	    .first = (uint32_t)first, .len = (uint16_t)len };
	return COUNT_OK;
}

int64_t
count_ballots_sum(const struct count_ballots *b)
{
	int64_t sum = 0;

	for (size_t i = 0; i < b->groups.len; i++) {
		sum += b->groups.at[i].times;
	}
	return sum;
}

/* Shorter ones first where one begins as the other. */
static int
group_cmp(const void *a, const void *b, void *marks)
{
	const struct count_ballot *x = a, *y = b;
	const struct count_mark *m = marks;

	for (size_t i = 0; i < x->len && i < y->len; i++) {
		int cmp = mark_cmp(&m[x->first + i], &m[y->first + i]);

		if (cmp != 0) {
			return cmp;
		}
	}
	return (x->len > y->len) - (x->len < y->len);
}

/* The marks are written anew too: in what order they came would tell in what
 * order the ballots did. */
static void
renew_marks(struct arena *mem, struct count_ballots *b)
{
	size_t all = 0;
	struct count_mark *to;

	for (size_t i = 0; i < b->groups.len; i++) {
		all += b->groups.at[i].len;
	}
	to = NEW(mem, struct count_mark, all);
	all = 0;
	for (size_t i = 0; i < b->groups.len; i++) {
		struct count_ballot *g = &b->groups.at[i];

		for (size_t k = 0; k < g->len; k++) {
			to[all + k] = b->marks.at[g->first + k];
		}
		g->first = (uint32_t)all;
		all += g->len;
	}
	b->marks.at = to;
	b->marks.len = b->marks.cap = all;
}

void
count_ballots_gather(struct arena *mem, struct count_ballots *b)
{
	size_t len = 0;

	if (b->groups.len == 0) {
		return;
	}
	qsort_r(b->groups.at, b->groups.len, sizeof(*b->groups.at), group_cmp,
	    b->marks.at);
	for (size_t i = 1; i < b->groups.len; i++) {
		struct count_ballot *last = &b->groups.at[len];

		if (group_cmp(last, &b->groups.at[i], b->marks.at) == 0) {
			last->times += b->groups.at[i].times;
		} else {
			b->groups.at[++len] = b->groups.at[i];
		}
	}
	b->groups.len = len + 1;
	renew_marks(mem, b);
}

size_t
ballot_choices(const struct count_ballots *b, const struct count_ballot *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->len; i++) {
		n += !b->candidates[b->marks.at[g->first + i].candidate]
		    .withdrew;
	}
	return n;
}

/* ---- counting ---------------------------------------------------------- */

static enum count_err
check_ballots(const struct count_rule *rule, const struct count_ballots *b)
{
	size_t stand = 0;
	int64_t sum = b->spoilt;

	if (b->candidates_len > COUNT_CANDIDATES_MAX) {
		return COUNT_TOO_MANY_CANDIDATES;
	}
	for (size_t i = 0; i < b->candidates_len; i++) {
		stand += !b->candidates[i].withdrew;
	}
	if (stand == 0 || (rule->method == COUNT_QUESTION &&
	    b->candidates_len != COUNT_ANSWERS)) {
		return COUNT_NO_CANDIDATES;
	}
	if (rule->seed.len > COUNT_SEED_MAX) {
		return COUNT_SEED;
	}
	if (rule->seats < 1 || rule->seats > COUNT_CANDIDATES_MAX ||
	    rule->choices_max < 0) {
		return COUNT_NO_SEATS;
	}
	/* Each is at most COUNT_VOTES_MAX, and there are not so many. */
	sum += count_ballots_sum(b);
	return b->spoilt < 0 || sum > COUNT_VOTES_MAX ?
	    COUNT_TOO_MANY_BALLOTS : COUNT_OK;
}

enum count_err
count_vote(struct arena *mem, const struct count_rule *rule,
    const struct count_ballots *b, const struct count_lot *lots,
    size_t lots_len, struct count_result *out)
{
	struct count_result *r = NEW(mem, struct count_result, 1);
	enum count_err err = check_ballots(rule, b);

	if (err != COUNT_OK) {
		return err;
	}
	r->method = rule->method;
	r->seats = rule->method == COUNT_QUESTION ? 1 : rule->seats;
	switch (rule->method) {
	case COUNT_QUESTION:
		err = question_count(rule, b, r);
		break;
	case COUNT_PLURALITY:
	case COUNT_APPROVAL:
		err = choice_count(mem, rule, b, r);
		break;
	case COUNT_SCHULZE:
		err = schulze_count(mem, rule, b, r);
		break;
	case COUNT_SCOTTISH:
	case COUNT_MEEK:
		err = stv_count(mem, rule, b, lots, lots_len, r);
		break;
	}
	if (err == COUNT_OK && r->method != COUNT_SCOTTISH &&
	    r->method != COUNT_MEEK) {
		err = count_decide(mem, rule->seed, lots, lots_len, r);
	}
	if (err == COUNT_OK) {
		*out = *r;
	}
	return err;
}
