/*
 * understand_work.c - lines about meetings, decisions and circulars, which are
 * checked, and about the areas that are read and shown but not checked yet.
 */
#include "statutes/line.h"

#include <assert.h>

#define ALL_MONTHS	0xfffu

/* ---- cadence ----------------------------------------------------------- */

static const str month_names[] = {
	S_INIT("January"), S_INIT("February"), S_INIT("March"),
	S_INIT("April"), S_INIT("May"), S_INIT("June"), S_INIT("July"),
	S_INIT("August"), S_INIT("September"), S_INIT("October"),
	S_INIT("November"), S_INIT("December"),
};

static uint16_t
month_bit(str word)
{
	unsigned i = 0;

	while (!str_eq(month_names[i], word)) {
		i++;
		assert(i < COUNT(month_names));
	}
	return (uint16_t)(1u << i);
}

/* Without a month and what joins it to the one before. */
static str
without_month(const struct reader *r, const struct line *l, size_t at)
{
	return line_with(r->mem, l, at - 1, at + 1, S(""));
}

static bool
read_except(struct reader *r, struct line *l, uint16_t *out)
{
	*out = 0;
	for (size_t n = 0; n < line_count(l, FIELD_EXCEPT); n++) {
		str word = line_value(l, FIELD_EXCEPT, n);
		size_t at = line_find(l, FIELD_EXCEPT, n);

		if ((*out & month_bit(word)) != 0) {
			return line_refuse(r, l, at, S("another month"),
			    without_month(r, l, at),
			    STR_FMT " is named twice.", STR_ARG(word));
		}
		*out |= month_bit(word);
		if (*out == ALL_MONTHS) {
			return line_refuse(r, l, at,
			    S("a month in which something is owed"),
			    without_month(r, l, at), "With every month left "
			    "out, nothing would ever be owed.");
		}
	}
	return true;
}

static enum unit_of_time
period_of(str word)
{
	return str_eq(word, S("month")) ? TIME_MONTH :
	    str_eq(word, S("quarter")) ? TIME_QUARTER :
	    str_eq(word, S("year")) ? TIME_YEAR : TIME_NONE;
}

/* ---- meetings and decisions -------------------------------------------- */

bool
understand_meeting(struct reader *r, struct line *l)
{
	struct meeting_kind m = {
		.word = line_value(l, FIELD_WORD, 0),
		.at = line_tiers(r, l, FIELD_AT),
		.times = line_number(l, FIELD_TIMES, 0),
		.per = period_of(line_value(l, FIELD_PER, 0)),
		.stretch_days = line_days(l, FIELD_STRETCH, 0, 0),
		.notice_days = line_days(l, FIELD_NOTICE, 0, -1),
		.quorum_said = line_has(l, FIELD_QUORUM),
		.quorum_none = str_eq(line_value(l, FIELD_QUORUM, 0),
		    S("none")),
		.rule = l->rule,
	};

	if (m.quorum_said && !m.quorum_none) {
		m.quorum = line_share(l, FIELD_QUORUM);
	}
	if (r->out->meetings.len == KINDS_MAX) {
		return line_refuse(r, l, 0, S("at most 32 kinds of meeting"),
		    S(""), "There can be at most %d kinds of meeting.",
		    KINDS_MAX);
	}
	if (!read_except(r, l, &m.months_except) || !line_claim(r, l, m.at,
	    "meeting." STR_FMT, STR_ARG(m.word))) {
		return false;
	}
	if (!r->trying) {
		*LIST_ADD(r->mem, &r->out->meetings) = m;
	}
	return true;
}

static bool
add_decision(struct reader *r, struct line *l, struct decision_kind d)
{
	line_majority(l, &d.majority, &d.of);
	d.rule = l->rule;
	if (!r->trying) {
		*LIST_ADD(r->mem, &r->out->decisions) = d;
	}
	return true;
}

bool
understand_decision_at(struct reader *r, struct line *l)
{
	struct decision_kind d = { .meeting = line_value(l, FIELD_KIND, 0) };

	return line_claim(r, l, 0, "decision.meeting." STR_FMT,
	    STR_ARG(d.meeting)) && add_decision(r, l, d);
}

bool
understand_decision_on(struct reader *r, struct line *l)
{
	struct decision_kind d = { .subject = line_value(l, FIELD_SUBJECT,
	    0) };

	return line_claim(r, l, 0, "decision.\"" STR_FMT "\"",
	    STR_ARG(d.subject)) && add_decision(r, l, d);
}

/* ---- conferences ------------------------------------------------------- */

bool
understand_conference(struct reader *r, struct line *l)
{
	struct conference_rule c = { .word = line_value(l, FIELD_WORD, 0),
		.at = line_tiers(r, l, FIELD_AT),
		.every = line_span(l, FIELD_EVERY), .rule = l->rule };

	if (line_has(l, FIELD_DELEGATES)) {
		c.per_n = line_number(l, FIELD_DELEGATES, 0);
		c.per_m = (int32_t)l->words.list.at[line_find(l,
		    FIELD_DELEGATES, 2)].n;
		c.of = line_value(l, FIELD_DELEGATES, 3);
	}
	if (r->out->conferences.len == CONFERENCE_RULES_MAX) {
		return line_refuse(r, l, 0, S("at most 32 conferences"), S(""),
		    "There can be at most %d kinds of conference.",
		    CONFERENCE_RULES_MAX);
	}
	if (!line_claim(r, l, c.at, "conference." STR_FMT, STR_ARG(c.word))) {
		return false;
	}
	if (!r->trying) {
		*LIST_ADD(r->mem, &r->out->conferences) = c;
	}
	return true;
}

/* What is said at tiers stands before what is said of all conferences. */
bool
understand_quorum(struct reader *r, struct line *l)
{
	struct quorum_rule q = { .at = line_tiers(r, l, FIELD_AT),
		.none = str_eq(line_value(l, FIELD_QUORUM, 0), S("none")),
		.rule = l->rule };

	if (!q.none) {
		q.share = line_share(l, FIELD_QUORUM);
	}
	if (!line_claim(r, l, q.at, "conference-quorum")) {
		return false;
	}
	if (!r->trying) {
		*LIST_ADD(r->mem, &r->out->quorums) = q;
	}
	return true;
}

bool
understand_tie(struct reader *r, struct line *l)
{
	str first = line_value(l, FIELD_TIE, 0);
	struct tie_rule t = { .at = line_tiers(r, l, FIELD_AT),
		.how = str_eq(first, S("the")) ? TIED_CHAIR :
		    str_eq(first, S("by")) ? TIED_LOT :
		    str_eq(first, S("repeated")) ? TIED_REPEAT : TIED_LOST,
		.rule = l->rule };

	if (!line_claim(r, l, t.at, "conference-tie")) {
		return false;
	}
	if (!r->trying) {
		*LIST_ADD(r->mem, &r->out->ties) = t;
	}
	return true;
}

/* ---- circulars ---------------------------------------------------------- */

/* Obeyed when one is issued, and looked after every day. */
bool
understand_circular(struct reader *r, struct line *l)
{
	struct circular_rule c = { .at = line_tiers(r, l, FIELD_AT),
		.conveyed_days = line_days(l, FIELD_CONVEYED, 0, -1),
		.repeated_len = line_count(l, FIELD_REPEATED) / 2,
		.rule = l->rule };

	if (c.repeated_len > CIRCULAR_REPEATS_MAX) {
		size_t at = line_find(l, FIELD_REPEATED,
		    2 * CIRCULAR_REPEATS_MAX);

		return line_refuse(r, l, at, S("no further day"),
		    line_with(r->mem, l, at - 1, line_find(l, FIELD_REPEATED,
		    2 * c.repeated_len - 1) + 1, S("")),
		    "A circular can come back at most %d times.",
		    CIRCULAR_REPEATS_MAX);
	}
	for (size_t n = 0; n < c.repeated_len; n++) {
		c.repeated_days[n] = line_days(l, FIELD_REPEATED, n, 0);
	}
	if (!line_claim(r, l, c.at, "circular")) {
		return false;
	}
	if (!r->trying) {
		*LIST_ADD(r->mem, &r->out->circulars) = c;
	}
	return true;
}

/* ---- read, shown, and not checked yet (STAT-5) -------------------------- */

bool
understand_review(struct reader *r, struct line *l)
{
	uint16_t except;

	return read_except(r, l, &except) &&
	    line_claim(r, l, line_tiers(r, l, FIELD_AT), "review");
}

bool
understand_assignment(struct reader *r, struct line *l)
{
	uint16_t except;

	return read_except(r, l, &except) && line_claim(r, l, 0,
	    "assignment." STR_FMT, STR_ARG(line_value(l, FIELD_WHOM, 0)));
}

bool
understand_recommended(struct reader *r, struct line *l)
{
	return line_claim(r, l, 0, "admission.recommended");
}

bool
understand_candidate(struct reader *r, struct line *l)
{
	return line_claim(r, l, 0, "admission.candidate");
}

bool
understand_vote(struct reader *r, struct line *l)
{
	return line_claim(r, l, 0, "admission.vote");
}

bool
understand_confirmed(struct reader *r, struct line *l)
{
	return line_claim(r, l, 0, "admission.confirmed");
}

bool
understand_title(struct reader *r, struct line *l)
{
	return line_claim(r, l, 0, "title." STR_FMT,
	    STR_ARG(line_value(l, FIELD_WORD, 0)));
}

bool
understand_grounds(struct reader *r, struct line *l)
{
	return line_claim(r, l, 0, "title." STR_FMT ".requires",
	    STR_ARG(line_value(l, FIELD_WORD, 0)));
}

/* Four words for each limit: "4 meetings per month". */
bool
understand_burden(struct reader *r, struct line *l)
{
	tier_set at = line_tiers(r, l, FIELD_AT);
	size_t len = line_count(l, FIELD_LIMIT) / 4;

	if (!line_claim(r, l, at, "burden")) {
		return false;
	}
	for (size_t n = 0; n < len && !r->trying; n++) {
		*LIST_ADD(r->mem, &r->out->burdens) = (struct burden_rule){
			.at = at, .rule = l->rule,
			.of = line_value(l, FIELD_LIMIT, 4 * n + 1),
			.times = (int32_t)l->words.list.at[line_find(l,
			    FIELD_LIMIT, 4 * n)].n,
			.per = period_of(line_value(l, FIELD_LIMIT,
			    4 * n + 3)),
		};
	}
	return true;
}
