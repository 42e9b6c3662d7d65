/* speech_rule.c - the rules of order that were adopted, and budgets of time. */
#include "conference/conference.h"
#include "db/db.h"
#include "speech/speech.h"
#include "speech/speech_own.h"

#include "speech/speech.sql.h"

/* ---- rules (SPEE-9) ---------------------------------------------------- */

static struct speech_rule
rule_row(struct ctx *cx, struct query *q)
{
	struct speech_rule rule = {
		.id = q_get_int(q, 0),
		.conference_id = q_get_int(q, 1),
		.item_id = q_get_id(q, 2),
		.vote_id = q_get_id(q, 3),
		.terms = { { TERM_ASKED }, 1 },
		.source = arena_copy(cx->mem, q_get_str(q, 5)),
		.adopted_at = q_get_int(q, 6),
		.entered_by = arena_copy(cx->mem, q_get_str(q, 7)),
	};

	/* Words that this program no longer knows leave the order of asking. */
	if (!speech_terms_parse(q_get_str(q, 4), &rule.terms)) {
		rule.terms = (struct speech_terms){ { TERM_ASKED }, 1 };
	}
	return rule;
}

bool
speech_rule_of(struct ctx *cx, int64_t item_id, struct speech_rule *out)
{
	struct query q;
	struct item item;

	if (!item_read(cx, item_id, &item)) {
		return false;
	}
	q = db_query(cx->db, &sql_speech_rule_newest);
	q_set_int(&q, ":conference_id", item.conference_id);
	q_set_int(&q, ":item_id", item_id);
	if (!q_row(&q)) {
		return false;
	}
	*out = rule_row(cx, &q);
	q_end(&q);
	return true;
}

void
speech_rules(struct ctx *cx, int64_t conference_id, struct speech_rule **out,
    size_t *out_len)
{
	struct LIST(struct speech_rule) list = { 0 };
	struct query q = db_query(cx->db, &sql_speech_rule_list);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":max", SPEECH_RULES_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = rule_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

static enum speech_err
check_source(str source)
{
	if (source.len == 0) {
		return SPEECH_NO_SOURCE;
	}
	return source.len > SPEECH_SOURCE_MAX ? SPEECH_SOURCE_LONG :
	    SPEECH_OK;
}

/* Read from its words again: what is stored can be read later. */
static bool
terms_ok(struct ctx *cx, const struct speech_terms *terms)
{
	struct speech_terms same;

	return terms->len > 0 && terms->len <= SPEECH_TERM_COUNT &&
	    speech_terms_parse(speech_terms_words(cx->mem, terms), &same);
}

enum speech_err
speech_adopt(struct ctx *cx, const struct speech_rule *rule, int64_t *out_id)
{
	enum speech_err err = check_source(rule->source);
	struct speech_rule *all;
	struct item item = { .conference_id = rule->conference_id };
	struct query q;
	size_t len;
	int64_t id;

	if (err != SPEECH_OK) {
		return err;
	}
	if (!terms_ok(cx, &rule->terms)) {
		return SPEECH_RULE;
	}
	if (rule->item_id != 0 && (!item_read(cx, rule->item_id, &item) ||
	    item.conference_id != rule->conference_id)) {
		return SPEECH_NO_ITEM;
	}
	speech_rules(cx, rule->conference_id, &all, &len);
	if (len == SPEECH_RULES_MAX) {
		return SPEECH_RULES;
	}
	id = db_new_id(cx->db, "speech_rule");
	q = db_query(cx->db, &sql_speech_rule_insert);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":conference_id", rule->conference_id);
	q_set_id(&q, ":item_id", rule->item_id);
	q_set_str(&q, ":terms", speech_terms_words(cx->mem, &rule->terms));
	q_set_str(&q, ":source", rule->source);
	q_set_id(&q, ":vote_id", rule->vote_id);
	q_set_int(&q, ":adopted_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	speech_note(cx, "speech.adopt_rule", rule->conference_id, 0);
	*out_id = id;
	return SPEECH_OK;
}

/* ---- budgets (SPEE-8) -------------------------------------------------- */

enum speech_err
speech_set_budget(struct ctx *cx, int64_t item_id, enum budget_key key,
    int seconds, str source)
{
	struct item item;
	struct query q;
	enum speech_err err;

	if (!item_read(cx, item_id, &item)) {
		return SPEECH_NO_ITEM;
	}
	if (key != BUDGET_NONE && key != BUDGET_EQUAL &&
	    key != BUDGET_BY_DELEGATES) {
		return SPEECH_BUDGET;
	}
	if ((key == BUDGET_NONE) != (seconds == 0) || seconds < 0) {
		return SPEECH_BUDGET;
	}
	if (seconds > 10 * SPEECH_SECONDS_MAX) {
		return SPEECH_TOO_LONG;
	}
	err = check_source(source);
	if (err != SPEECH_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_speech_budget_insert);
	q_set_int(&q, ":id", db_new_id(cx->db, "speech_budget"));
	q_set_int(&q, ":item_id", item_id);
	q_set_int(&q, ":share", key);
	q_set_int(&q, ":seconds", seconds);
	q_set_str(&q, ":source", source);
	q_set_int(&q, ":adopted_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	speech_note(cx, "speech.set_budget", item.conference_id, 0);
	return SPEECH_OK;
}

static bool
read_budget(struct ctx *cx, int64_t item_id, struct speech_budget *out)
{
	struct query q = db_query(cx->db, &sql_speech_budget_newest);

	q_set_int(&q, ":item_id", item_id);
	if (!q_row(&q)) {
		return false;
	}
	out->key = (enum budget_key)q_get_int(&q, 0);
	out->seconds = (int)q_get_int(&q, 1);
	out->source = arena_copy(cx->mem, q_get_str(&q, 2));
	out->adopted_at = q_get_int(&q, 3);
	q_end(&q);
	return true;
}

static void
read_delegations(struct ctx *cx, int64_t conference_id,
    struct speech_budget *out)
{
	struct LIST(struct budget_share) list = { 0 };
	struct query q = db_query(cx->db, &sql_speech_delegations);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":max", BUDGET_SHARES_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct budget_share){
			.unit_id = q_get_int(&q, 0),
			.unit_name = arena_copy(cx->mem, q_get_str(&q, 1)),
			.delegates = q_get_int(&q, 2),
		};
	}
	out->shares = list.at;
	out->shares_len = list.len;
}

static void
fill_shares(struct ctx *cx, struct speech_budget *b)
{
	int64_t *keys = NEW(cx->mem, int64_t, b->shares_len);
	int64_t *seconds = NEW(cx->mem, int64_t, b->shares_len);

	for (size_t i = 0; i < b->shares_len; i++) {
		keys[i] = b->key == BUDGET_EQUAL ? 1 : b->shares[i].delegates;
	}
	speech_shares(cx->mem, b->seconds, keys, b->shares_len, seconds);
	for (size_t i = 0; i < b->shares_len; i++) {
		b->shares[i].seconds = seconds[i];
	}
}

static void
fill_spoken(struct ctx *cx, int64_t item_id, struct speech_budget *b)
{
	struct speech_share *spoke;
	struct speech now;
	size_t len;
	bool speaks = speech_now(cx, item_id, &now) &&
	    now.kind <= SPEECH_AGAINST;

	speech_shares_of(cx, item_id, &spoke, &len);
	for (size_t i = 0; i < b->shares_len; i++) {
		struct budget_share *share = &b->shares[i];

		for (size_t j = 0; j < len; j++) {
			if (spoke[j].delegation == share->unit_id) {
				share->spoken = spoke[j].seconds;
			}
		}
		if (speaks && now.unit_id == share->unit_id) {
			share->spoken += speech_lasted(&now, cx->now);
		}
	}
}

void
speech_budget(struct ctx *cx, int64_t item_id, struct speech_budget *out)
{
	struct speech_budget b = { .key = BUDGET_NONE };
	struct item item;

	if (item_read(cx, item_id, &item) && read_budget(cx, item_id, &b) &&
	    b.key != BUDGET_NONE) {
		read_delegations(cx, item.conference_id, &b);
		fill_shares(cx, &b);
		fill_spoken(cx, item_id, &b);
	}
	*out = b;
}
