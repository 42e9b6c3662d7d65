/* meeting_judge.c - what the statutes of the day say to what was held. */
#include "meeting/meeting_own.h"
#include "statutes/check.h"

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
	j->quorum = quorum_needed(rule, j->members);
	if (j->quorum == 0) {
		j->quorum_met = 1;
	} else if (j->quorum > 0 && j->present >= 0) {
		j->quorum_met = j->present >= j->quorum;
	}
}

int64_t
meeting_quorum(struct ctx *cx, int64_t unit_id, str kind, struct date on,
    int64_t members)
{
	const struct meeting_kind *rule = NULL;
	struct judged j = { .members = members, .present = -1 };
	struct unit unit;

	if (meeting_unit_on(cx, unit_id, on, &unit) != MEETING_OK ||
	    meeting_rule(cx, &unit, kind, on, &rule) != MEETING_OK) {
		return -1;
	}
	meeting_judge(cx, rule, on, &j);
	return j.quorum;
}

void
meeting_judge_decision(struct ctx *cx, const struct judged *j, struct date on,
    struct decision *d)
{
	const struct statutes *st = statutes_in_force(cx, on);
	const struct decision_kind *rule = st == NULL ? NULL :
	    statutes_decision(st, j->kind, d->subject);

	d->needed = d->carried = -1;
	d->article = S("");
	if (rule == NULL) {
		return;
	}
	d->article = article_of(st, rule->rule);
	d->carried = decision_carried(rule, d->votes_for, d->votes_against,
	    j->members, j->present, &d->needed);
}
