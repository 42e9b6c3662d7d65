/* vote_rule.c - by which majority and quorum a vote is judged (VOTE-2). */
#include "door/door.h"
#include "statutes/statutes.h"
#include "vote/vote_own.h"

/* The line of the statutes, and the article it stands in. */
static void
cite(const struct statutes *st, size_t rule, str *article, str *text)
{
	const struct rule *r = &st->rules.at[rule];

	*article = st->articles.at[r->article].title;
	*text = r->text;
}

static struct count_majority
chosen_majority(enum vote_majority rule)
{
	switch (rule) {
#define X(name, number, num, den, more, of, text) \
	case name: \
		return (struct count_majority){ { num, den, more }, of };
	VOTE_MAJORITIES(X)
#undef X
	}
	return (struct count_majority){ { 0, 1, false }, OF_CAST };
}

static struct fraction
chosen_quorum(enum vote_quorum quorum)
{
	switch (quorum) {
#define X(name, number, num, den, more, text) \
	case name: \
		return (struct fraction){ num, den, more };
	VOTE_QUORUMS(X)
#undef X
	}
	return (struct fraction){ 0, 1, false };
}

/*
 * A line "decision at meeting ..." is about decisions: an election is one only
 * where it is named as the subject.
 */
static const struct decision_kind *
find_decision(const struct statutes *st, const struct conference *c,
    const struct vote *v)
{
	if (st == NULL || vote_is_ranked(v->kind)) {
		return NULL;
	}
	return statutes_decision(st, v->kind == VOTE_QUESTION ? c->kind : S(""),
	    v->subject);
}

static enum vote_err
judge_majority(const struct statutes *st, const struct conference *c,
    const struct vote *v, struct vote_judged *out)
{
	const struct decision_kind *d = find_decision(st, c, v);

	if (v->subject.len > 0 && (d == NULL || !str_eq(d->subject,
	    v->subject))) {
		return VOTE_NO_SUBJECT;
	}
	if (d != NULL && v->rule != 0 && v->rule != MAJORITY_OF_STATUTES) {
		return VOTE_RULE_SAID;
	}
	if (d != NULL) {
		out->majority = (struct count_majority){ d->majority, d->of };
		cite(st, d->rule, &out->rule_article, &out->rule_text);
		return VOTE_OK;
	}
	if (v->rule == 0 || v->rule == MAJORITY_OF_STATUTES ||
	    (v->kind == VOTE_QUESTION && v->rule == MAJORITY_MOST)) {
		return VOTE_RULE_SILENT;
	}
	out->majority = chosen_majority(v->rule);
	out->rule_article = S("");
	out->rule_text = vote_is_ranked(v->kind) ?
	    str_z(vote_kind_text(v->kind)) : str_z(vote_majority_text(v->rule));
	return VOTE_OK;
}

static enum vote_err
judge_quorum(struct ctx *cx, const struct conference *c, const struct vote *v,
    struct vote_judged *out)
{
	struct door_quorum q = door_quorum(cx, c, cx->today);
	bool chosen = v->quorum != 0 && v->quorum != QUORUM_OF_STATUTES;

	if (q.said && chosen) {
		return VOTE_QUORUM_SAID;
	}
	if (!q.said && !chosen) {
		return VOTE_QUORUM_SILENT;
	}
	out->quorum = q.said ? q.share : chosen_quorum(v->quorum);
	out->quorum_article = q.article;
	out->quorum_text = q.said ? q.text :
	    str_z(vote_quorum_text(v->quorum));
	return VOTE_OK;
}

enum vote_err
vote_judge_rule(struct ctx *cx, const struct vote *v, struct vote_judged *out)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);
	struct vote_judged judged = { 0 };
	struct conference c;
	enum vote_err err;

	if (!conference_read(cx, v->conference_id, &c)) {
		return VOTE_NO_CONFERENCE;
	}
	err = judge_majority(st, &c, v, &judged);
	if (err == VOTE_OK) {
		err = judge_quorum(cx, &c, v, &judged);
	}
	if (err == VOTE_OK) {
		err = vote_judge_tie(cx, &c, v, &judged);
	}
	if (err == VOTE_OK) {
		*out = judged;
	}
	return err;
}
