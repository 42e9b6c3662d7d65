/* delegate.c - the rules that a conference adopts, and when it falls due. */
#include "delegate/delegate.h"

#include <assert.h>

#include "db/change.h"
#include "delegate/delegate_own.h"
#include "org/org.h"

#include "delegate/delegate.sql.h"

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	DELEGATE_ERRORS(X)
#undef X
};

int
delegate_err_status(enum delegate_err err)
{
	assert(err < DELEGATE_ERR_COUNT);
	return errors[err].status;
}

const char *
delegate_err_text(enum delegate_err err)
{
	assert(err < DELEGATE_ERR_COUNT);
	return errors[err].text;
}

/* ---- shared ------------------------------------------------------------ */

enum delegate_err
delegate_open(struct ctx *cx, int64_t conference_id, struct conference *out)
{
	struct conference c;

	if (!conference_read(cx, conference_id, &c)) {
		return DELEGATE_NONE;
	}
	if (c.state == CONFERENCE_OVER) {
		return DELEGATE_CLOSED;
	}
	*out = c;
	return DELEGATE_OK;
}

void
delegate_note(struct ctx *cx, const char *verb, const struct conference *c,
    int64_t unit_id, int64_t member_id)
{
	change_add(cx, verb, (struct change){
	    .unit_id = unit_id != 0 ? unit_id : c->unit_id,
	    .member_id = member_id, .kind = "conference",
	    .object_id = c->id });
	conference_touch(cx, c->id);
}

enum delegate_err
delegate_of_conference(enum conference_err err)
{
	switch ((int)err) {
	case CONFERENCE_OK:
		return DELEGATE_OK;
	case CONFERENCE_CLOSED:
		return DELEGATE_CLOSED;
	case CONFERENCE_NO_MEMBER:
		return DELEGATE_NO_MEMBER;
	case CONFERENCE_TAKES_PART:
		return DELEGATE_TWICE;
	case CONFERENCE_FULL:
		return DELEGATE_TOO_MANY;
	case CONFERENCE_NO_NAME:
	case CONFERENCE_TOO_LONG:
		return DELEGATE_NO_NAME;
	default:
		return DELEGATE_NONE;
	}
}

enum delegate_err
delegate_participant(struct ctx *cx, int64_t participant_id,
    struct participant *out, struct conference *out_conference)
{
	struct participant p;
	enum delegate_err err;

	if (!participant_read(cx, participant_id, &p)) {
		return DELEGATE_NO_ONE;
	}
	err = delegate_open(cx, p.conference_id, out_conference);
	if (err != DELEGATE_OK) {
		return err;
	}
	if (p.state != TAKES_PART) {
		return DELEGATE_GONE;
	}
	*out = p;
	return DELEGATE_OK;
}

/* ---- falling due (DELE-1) ---------------------------------------------- */

static struct date
last_held(struct ctx *cx, int64_t unit_id, str kind)
{
	struct query q = db_query(cx->db, &sql_delegate_last_held);
	struct date last = DATE_NONE;

	q_set_int(&q, ":unit_id", unit_id);
	q_set_str(&q, ":kind", kind);
	q_set_date(&q, ":today", cx->today);
	if (q_row(&q)) {
		last = q_get_date(&q, 0);
	}
	q_end(&q);
	return last;
}

static int64_t
next_planned(struct ctx *cx, int64_t unit_id, str kind)
{
	struct query q = db_query(cx->db, &sql_delegate_next_planned);

	q_set_int(&q, ":unit_id", unit_id);
	q_set_str(&q, ":kind", kind);
	q_set_date(&q, ":today", cx->today);
	return q_number(&q);
}

/* The first day on which this conference was asked for without a break: of the
 * oldest of the editions in a row that have it, or of the unit. */
static struct date
asked_since(struct ctx *cx, const struct unit *u, str word)
{
	struct date since = DATE_NONE;
	struct edition *editions;
	size_t len;

	statutes_editions(cx, &editions, &len);
	for (size_t i = len; i-- > 0;) {
		const struct statutes *st = statutes_edition(cx,
		    editions[i].id);

		if (date_cmp(editions[i].from, cx->today) > 0) {
			continue;
		}
		if (st == NULL || statutes_conference(st, word,
		    statutes_tier(st, u->tier)) == NULL) {
			break;
		}
		since = editions[i].from;
	}
	return date_cmp(u->founded, since) > 0 ? u->founded : since;
}

static void
read_due(struct ctx *cx, const struct unit *u, struct conference_due *d)
{
	const struct rule *rule = &d->statutes->rules.at[d->rule->rule];
	struct date from;

	d->article = d->statutes->articles.at[rule->article].number;
	d->last = last_held(cx, u->id, d->rule->word);
	d->planned = next_planned(cx, u->id, d->rule->word);
	d->due = DATE_NONE;
	from = date_known(d->last) ? d->last :
	    asked_since(cx, u, d->rule->word);
	if (d->rule->every.n > 0 && date_known(from)) {
		d->due = span_after(d->rule->every, from);
	}
}

void
delegate_due(struct ctx *cx, int64_t unit_id, struct conference_due **out,
    size_t *out_len)
{
	struct LIST(struct conference_due) list = { 0 };
	const struct statutes *st = statutes_in_force(cx, cx->today);
	struct unit u;
	size_t tier;

	if (st != NULL && org_unit(cx, unit_id, &u)) {
		tier = statutes_tier(st, u.tier);
		for (size_t i = 0; i < st->conferences.len; i++) {
			const struct conference_rule *r =
			    &st->conferences.at[i];

			if (tier < st->tiers.len && (r->at >> tier & 1) != 0) {
				struct conference_due *d = LIST_ADD(cx->mem,
				    &list);

				d->statutes = st;
				d->rule = r;
				read_due(cx, &u, d);
			}
		}
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- the rules --------------------------------------------------------- */

/* "cells" of a rule: what tier it means, or tiers.len. */
static size_t
tier_of_many(const struct statutes *st, str many)
{
	for (size_t i = 0; i < st->tiers.len; i++) {
		const struct tier *t = &st->tiers.at[i];

		if ((many.len == t->word.len + 1 && str_ends(many, S("s")) &&
		    str_starts(many, t->word)) ||
		    (many.len == t->many.len && many.len > 0 &&
		    str_eq(str_from(many, 1), str_from(t->many, 1)))) {
			return i;
		}
	}
	return st->tiers.len;
}

/* The tier of the units directly under one, where there is one. */
static str
tier_below(struct ctx *cx, int64_t unit_id)
{
	struct unit *list;
	size_t len;

	org_children(cx, unit_id, cx->today, &list, &len);
	return len > 0 ? list[0].tier : S("");
}

/* What the statutes say, where the conference has adopted nothing. */
static void
rules_of_statutes(struct ctx *cx, const struct conference *c,
    struct delegate_rules *out)
{
	const struct statutes *st = statutes_in_force(cx, c->from);
	const struct conference_rule *r;
	struct unit u;
	size_t tier;

	if (st == NULL || !org_unit(cx, c->unit_id, &u)) {
		return;
	}
	r = statutes_conference(st, c->kind, statutes_tier(st, u.tier));
	if (r == NULL || r->per_m == 0) {
		return;
	}
	tier = tier_of_many(st, r->of);
	if (str_eq(r->of, S("members"))) {
		out->key.base = KEY_MEMBERS;
	} else if (tier == st->tiers.len || !st->tiers.at[tier].holds_members) {
		return;
	}
	out->key.per_n = r->per_n;
	out->key.per_m = r->per_m;
	out->tier = tier_below(cx, c->unit_id);
	out->key_article =
	    st->articles.at[st->rules.at[r->rule].article].number;
}

static void
rules_row(struct ctx *cx, struct query *q, struct delegate_rules *out)
{
	out->tier = arena_copy(cx->mem, q_get_str(q, 0));
	out->key = (struct key_rule){ (int32_t)q_get_int(q, 1),
		(int32_t)q_get_int(q, 2), (enum key_base)q_get_int(q, 3),
		(enum key_rounding)q_get_int(q, 4) };
	out->key_article = arena_copy(cx->mem, q_get_str(q, 5));
	out->key_day = q_get_date(q, 6);
	out->proxies_max = (int)q_get_int(q, 7);
	out->proxies_article = arena_copy(cx->mem, q_get_str(q, 8));
	out->quorum = (struct fraction){ (int32_t)q_get_int(q, 9),
		(int32_t)q_get_int(q, 10), q_get_int(q, 11) != 0 };
	out->quorum_said = out->quorum.num > 0;
	out->quorum_article = arena_copy(cx->mem, q_get_str(q, 12));
	out->online_counts = q_get_int(q, 13) != 0;
}

bool
delegate_rules(struct ctx *cx, int64_t conference_id,
    struct delegate_rules *out)
{
	struct query q;
	struct conference c;

	if (!conference_read(cx, conference_id, &c)) {
		return false;
	}
	*out = (struct delegate_rules){ .conference_id = conference_id,
		.key = { .base = KEY_CELLS, .rounding = KEY_LARGEST },
		.key_day = DATE_NONE, .online_counts = c.mode != IN_ONE_HALL };
	q = db_query(cx->db, &sql_delegate_rule_one);
	q_set_int(&q, ":id", conference_id);
	if (q_row(&q)) {
		rules_row(cx, &q, out);
	} else {
		rules_of_statutes(cx, &c, out);
	}
	q_end(&q);
	return true;
}

void
delegate_tiers(struct ctx *cx, int64_t conference_id, str **out,
    size_t *out_len)
{
	const struct statutes *st;
	struct conference c;
	struct unit u;
	size_t tier;

	*out_len = 0;
	if (!conference_read(cx, conference_id, &c) ||
	    !org_unit(cx, c.unit_id, &u)) {
		return;
	}
	st = org_statutes(cx, cx->today);
	tier = st != NULL ? statutes_tier(st, u.tier) : 0;
	*out = NEW(cx->mem, str, TIERS_MAX);
	for (size_t i = 0; st != NULL && i < st->tiers.len; i++) {
		tier_set above = st->tiers.at[i].under, seen = 0;

		/* Up from the tier, until nothing is new. */
		while ((above & ~seen) != 0) {
			seen |= above;
			for (size_t k = 0; k < st->tiers.len; k++) {
				if ((seen >> k & 1) != 0) {
					above |= st->tiers.at[k].under;
				}
			}
		}
		if (tier < st->tiers.len && (seen >> tier & 1) != 0) {
			(*out)[(*out_len)++] = st->tiers.at[i].word;
		}
	}
}

static bool
knows_tier(struct ctx *cx, int64_t conference_id, str tier)
{
	str *list;
	size_t len;

	delegate_tiers(cx, conference_id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (str_eq(list[i], tier)) {
			return true;
		}
	}
	return false;
}

static enum delegate_err
check_rules(struct ctx *cx, const struct delegate_rules *r)
{
	struct query q = db_query(cx->db, &sql_delegate_proxies_most);
	int64_t most;

	q_set_int(&q, ":id", r->conference_id);
	most = q_number(&q);
	if (r->key.per_m != 0 && (r->key.per_n < 1 || r->key.per_m < 1 ||
	    r->key.per_n > PER_MAX || r->key.per_m > PER_MAX)) {
		return DELEGATE_PER;
	}
	if (r->key.per_m != 0 && !knows_tier(cx, r->conference_id, r->tier)) {
		return DELEGATE_NO_TIER;
	}
	if ((r->proxies_max > 0 && r->proxies_article.len == 0) ||
	    (r->quorum_said && r->quorum_article.len == 0) ||
	    (r->key.per_m != 0 && r->key_article.len == 0) ||
	    r->proxies_article.len > CONFERENCE_LINE_MAX ||
	    r->quorum_article.len > CONFERENCE_LINE_MAX ||
	    r->key_article.len > CONFERENCE_LINE_MAX) {
		return DELEGATE_ARTICLE;
	}
	return most > r->proxies_max ? DELEGATE_PROXY_FULL : DELEGATE_OK;
}

enum delegate_err
delegate_set_rules(struct ctx *cx, const struct delegate_rules *r)
{
	struct conference c;
	enum delegate_err err = delegate_open(cx, r->conference_id, &c);
	struct query q;

	if (err == DELEGATE_OK) {
		err = check_rules(cx, r);
	}
	if (err != DELEGATE_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_delegate_rule_put);
	q_set_int(&q, ":id", c.id);
	q_set_str(&q, ":tier", r->tier);
	q_set_int(&q, ":per_n", r->key.per_n);
	q_set_int(&q, ":per_m", r->key.per_m);
	q_set_int(&q, ":base", r->key.base);
	q_set_int(&q, ":rounding", r->key.rounding);
	q_set_str(&q, ":key_article", r->key_article);
	q_set_int(&q, ":proxies_max", r->proxies_max);
	q_set_str(&q, ":proxies_article", r->proxies_article);
	q_set_int(&q, ":quorum_num", r->quorum_said ? r->quorum.num : 0);
	q_set_int(&q, ":quorum_den", r->quorum_said ? r->quorum.den : 1);
	q_set_int(&q, ":quorum_more", r->quorum_said && r->quorum.more);
	q_set_str(&q, ":quorum_article", r->quorum_article);
	q_set_int(&q, ":online_counts", r->online_counts);
	q_run(&q);
	delegate_note(cx, "delegate.rules", &c, 0, 0);
	return DELEGATE_OK;
}
