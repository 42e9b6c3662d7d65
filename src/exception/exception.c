/* exception.c - which rules are not met under a unit, and since when. */
#include <stdlib.h>

#include "db/change.h"
#include "db/db.h"
#include "exception/exception.sql.h"
#include "exception/exception_own.h"

/* ---- judging everything under a unit ----------------------------------- */

/* Reads the facts and the rules; `draft` as rules_editions(). */
static void
judge_begin(struct judge *j, int64_t unit_id, const struct statutes *draft)
{
	struct edition_list *editions = NEW(j->cx->mem, struct edition_list, 1);
	struct facts *facts = NEW(j->cx->mem, struct facts, 1);
	struct rules *rules = NEW(j->cx->mem, struct rules, 1);

	rules_editions(j->cx, draft, j->on, editions);
	facts_read(j->cx, unit_id, j->on, facts);
	rules_by_tier(j->cx, editions, facts, rules);
	j->facts = facts;
	j->rules = rules;
}

static void
judge_all(struct judge *j)
{
	struct facts_cursor at = { 0 };
	struct unit_facts_at u;

	while (facts_next(j->facts, &at, &u)) {
		judge_unit(j, &u);
	}
}

static int
number_of(str article)
{
	int64_t n;
	size_t digits = 0;

	while (digits < article.len && article.at[digits] >= '0' &&
	    article.at[digits] <= '9') {
		digits++;
	}
	return str_to_int(str_part(article, 0, digits), &n) && n < INT32_MAX ?
	    (int)n : INT32_MAX;
}

/* By article, rule, then longest first. */
static int
exception_by_article(const void *pa, const void *pb)
{
	const struct exception *a = pa, *b = pb;
	int na = number_of(a->article), nb = number_of(b->article);
	int c = na != nb ? (na > nb) - (na < nb) : str_cmp(a->article,
	    b->article);

	c = c != 0 ? c : str_cmp(a->rule, b->rule);
	c = c != 0 ? c : (a->days < b->days) - (a->days > b->days);
	return c != 0 ? c : str_cmp(a->unit_code, b->unit_code);
}

static int
by_unit(const void *pa, const void *pb)
{
	const struct exception *a = pa, *b = pb;
	int c = str_cmp(a->unit_code, b->unit_code);

	c = c != 0 ? c : str_cmp(a->rule, b->rule);
	c = c != 0 ? c : date_cmp(a->since, b->since);
	return c != 0 ? c : a->seat - b->seat;
}

void
exception_list(struct ctx *cx, int64_t unit_id, struct date on,
    struct exception **out, size_t *out_len, int64_t *out_no_word)
{
	struct judge j = { .cx = cx, .on = on };

	judge_begin(&j, unit_id, NULL);
	judge_all(&j);
	if (j.out.len > 0) {
		qsort(j.out.at, j.out.len, sizeof(*j.out.at),
		    exception_by_article);
	}
	*out = j.out.at;
	*out_len = j.out.len;
	*out_no_word = j.no_word;
}

void
exception_history(struct ctx *cx, int64_t unit_id, struct date on,
    struct exception **out, size_t *out_len)
{
	struct judge j = { .cx = cx, .on = on, .history = true };

	judge_begin(&j, unit_id, NULL);
	judge_all(&j);
	if (j.out.len > 0) {
		qsort(j.out.at, j.out.len, sizeof(*j.out.at), by_unit);
	}
	*out = j.out.at;
	*out_len = j.out.len;
}

/* ---- a draft ----------------------------------------------------------- */

static struct exception_change *
change_of_rule(struct exception_change *list, size_t len, str key)
{
	for (size_t i = 0; i < len; i++) {
		if (str_eq(list[i].rule, key)) {
			return &list[i];
		}
	}
	return NULL;
}

/* Every checked rule of an edition that the list does not have yet. */
static void
add_rules(const struct statutes *st, struct exception_change *list, size_t *len)
{
	for (size_t i = 0; st != NULL && i < st->rules.len; i++) {
		const struct rule *r = &st->rules.at[i];

		if (r->checked && change_of_rule(list, *len, r->key) == NULL) {
			list[(*len)++] = (struct exception_change){
				.rule = r->key, .plain = r->plain, .article =
				    st->articles.at[r->article].number };
		}
	}
}

void
exception_try(struct ctx *cx, const struct statutes *draft, struct date on,
    struct exception_change **out, size_t *out_len)
{
	struct exception_change *list = NEW(cx->mem, struct exception_change,
	    2 * RULES_MAX);
	size_t len = 0;

	add_rules(draft, list, &len);
	add_rules(statutes_in_force(cx, on), list, &len);
	for (int with_draft = 0; with_draft < 2; with_draft++) {
		struct judge j = { .cx = cx, .on = on };

		judge_begin(&j, 0, with_draft ? draft : NULL);
		judge_all(&j);
		for (size_t i = 0; i < j.out.len; i++) {
			struct exception_change *c = change_of_rule(list, len,
			    j.out.at[i].rule);

			if (c != NULL && with_draft) {
				c->after++;
			} else if (c != NULL) {
				c->before++;
			}
		}
	}
	*out = list;
	*out_len = len;
}

/* ---- what stood in the way --------------------------------------------- */

void
exception_tell(struct ctx *cx, int64_t unit_id, str rule, str text,
    struct date until)
{
	struct query q = db_query(cx->db, &sql_exception_insert_reason);
	int64_t id = db_new_id(cx->db, "reason");

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":unit_id", unit_id);
	q_set_str(&q, ":rule", rule);
	q_set_str(&q, ":text", text);
	q_set_date(&q, ":until_day", until);
	q_set_int(&q, ":told_at", cx->now);
	q_set_id(&q, ":told_by", cx->account);
	q_run(&q);
	change_add(cx, "reason.tell", (struct change){
	    .office = S(""), .unit_id = unit_id, .kind = "reason",
	    .object_id = id });
}
