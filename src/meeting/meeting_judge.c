/* meeting_judge.c - what the statutes of the day say to what was held. */
#include "meeting/meeting_own.h"

/* The number of a rule's article, or its title where it has none. */
static str
article_of(const struct statutes *st, size_t rule)
{
	const struct article *a = &st->articles.at[st->rules.at[rule].article];

	return a->number.len > 0 ? a->number : a->title;
}

void
meeting_judge(struct ctx *cx, const struct meeting_kind *rule, struct date on,
    struct judged *j)
{
	const struct statutes *st = statutes_in_force(cx, on);

	j->edition_id = st == NULL ? 0 : st->edition_id;
	j->quorum = j->quorum_met = -1;
	j->article = S("");
	if (st == NULL || rule == NULL) {
		return;
	}
	j->kind = rule->word;
	if (!rule->quorum_said) {
		return;
	}
	j->article = article_of(st, rule->rule);
	if (rule->quorum_none) {
		j->quorum = 0;
		j->quorum_met = 1;
	} else if (j->members >= 0 && j->present >= 0) {
		j->quorum = fraction_of(rule->quorum, j->members);
		j->quorum_met = j->present >= j->quorum;
	}
}

/* How many people the majority is a part of; -1: not known. */
static int64_t
majority_of(enum base_of of, const struct judged *j, const struct decision *d)
{
	switch (of) {
	case OF_MEMBERS:
		return j->members;
	case OF_PRESENT:
		return j->present;
	case OF_CAST:
		break;
	}
	return d->votes_against < 0 ? -1 : d->votes_for + d->votes_against;
}

void
meeting_judge_decision(struct ctx *cx, const struct judged *j, struct date on,
    struct decision *d)
{
	const struct statutes *st = statutes_in_force(cx, on);
	const struct decision_kind *rule = st == NULL ? NULL :
	    statutes_decision(st, j->kind, d->subject);
	int64_t whole;

	d->needed = d->carried = -1;
	d->article = S("");
	if (rule == NULL) {
		return;
	}
	d->article = article_of(st, rule->rule);
	whole = d->votes_for < 0 ? -1 : majority_of(rule->of, j, d);
	if (whole >= 0) {
		d->needed = fraction_of(rule->majority, whole);
		d->carried = d->votes_for >= d->needed;
	}
}
