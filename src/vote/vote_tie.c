/*
 * vote_tie.c - what a tie means, by whom it is decided, and what lots follow
 * from (VOTE-9).
 */
#include <assert.h>

#include "member/member.h"
#include "org/org.h"
#include "statutes/statutes.h"
#include "vote/vote_own.h"

#include "vote/vote.sql.h"

#define SEED_BYTES	16

const char *
vote_tie_text(enum vote_tie_rule rule)
{
	static const char *const texts[] = {
		[TIE_REPEAT] = "they vote again",
		[TIE_LOT] = "a lot decides",
		[TIE_LOST] = "it is not carried",
		[TIE_CHAIR] = "the chair decides",
	};

	assert(rule >= TIE_REPEAT && rule <= TIE_CHAIR);
	return texts[rule];
}

/* ---- by which rule ----------------------------------------------------- */

static enum vote_tie_rule
rule_said(enum tied how)
{
	switch (how) {
	case TIED_LOST:
		return TIE_LOST;
	case TIED_REPEAT:
		return TIE_REPEAT;
	case TIED_LOT:
		return TIE_LOT;
	case TIED_CHAIR:
		break;
	}
	return TIE_CHAIR;
}

/* In an election nothing is lost, and the chair elects nobody. */
static bool
can_hold(enum vote_tie_rule rule, enum vote_kind kind)
{
	return kind == VOTE_QUESTION || rule == TIE_REPEAT || rule == TIE_LOT;
}

static enum vote_tie_rule
usual(enum vote_kind kind)
{
	return kind == VOTE_QUESTION ? TIE_LOST : kind == VOTE_SCOTTISH ||
	    kind == VOTE_MEEK ? TIE_LOT : TIE_REPEAT;
}

/* 0: the statutes say nothing that can hold here. */
static enum vote_tie_rule
of_statutes(struct ctx *cx, const struct conference *c, enum vote_kind kind,
    str *out_article)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);
	const struct tie_rule *t;
	struct unit u;

	if (st == NULL || !org_unit(cx, c->unit_id, &u)) {
		return 0;
	}
	t = statutes_tie(st, statutes_tier(st, u.tier));
	if (t == NULL || !can_hold(rule_said(t->how), kind)) {
		return 0;
	}
	*out_article = st->articles.at[st->rules.at[t->rule].article].title;
	return rule_said(t->how);
}

enum vote_err
vote_judge_tie(struct ctx *cx, const struct conference *c,
    const struct vote *v, struct vote_judged *out)
{
	/* What stands in it as the statutes' is not the chair's choice. */
	enum vote_tie_rule chosen = v->tie_article.len > 0 ? 0 : v->tie_rule;
	enum vote_tie_rule said;
	bool is_new = v->id == 0 && v->repeat_of == 0;

	out->tie_article = S("");
	said = of_statutes(cx, c, v->kind, &out->tie_article);
	if (said != 0 && chosen != 0 && chosen != said && is_new) {
		return VOTE_TIE_SAID;
	}
	if (said == 0 && chosen == TIE_CHAIR) {
		return VOTE_TIE_CHAIR;
	}
	if (said == 0 && chosen != 0 && !can_hold(chosen, v->kind)) {
		return VOTE_TIE_ELECTION;
	}
	out->tie_rule = said != 0 ? said : chosen != 0 ? chosen :
	    usual(v->kind);
	return VOTE_OK;
}

/* ---- what lots follow from --------------------------------------------- */

str
vote_seed(struct ctx *cx, const struct vote *v, enum vote_tie_rule rule)
{
	unsigned char bytes[SEED_BYTES];
	str text = S("");

	if (rule != TIE_LOT || v->seed.len > 0) {
		return rule == TIE_LOT ? v->seed : text;
	}
	random_bytes(bytes, sizeof(bytes));
	for (size_t i = 0; i < sizeof(bytes); i++) {
		text = arena_printf(cx->mem, STR_FMT "%02x", STR_ARG(text),
		    bytes[i]);
	}
	return text;
}

/* ---- the chair --------------------------------------------------------- */

static str
own_name(struct ctx *cx)
{
	struct member m;

	return cx->actor != 0 && member_read(cx, cx->actor, &m) ? m.name :
	    S("");
}

enum vote_err
vote_cast_deciding(struct ctx *cx, int64_t id, bool carried)
{
	struct vote v;
	struct query q;

	if (!vote_read(cx, id, &v)) {
		return VOTE_NONE;
	}
	if (v.state != VOTE_TIED || v.tie_rule != TIE_CHAIR) {
		return VOTE_NOT_TIED;
	}
	v.lots = carried ? S("1") : S("2");
	q = db_query(cx->db, &sql_vote_set_lots);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":lots", v.lots);
	q_set_str(&q, ":lot_by", own_name(cx));
	q_run(&q);
	vote_count(cx, &v);
	vote_note(cx, "vote.casting", &v);
	return VOTE_OK;
}
