/*
 * page.c - open exceptions a page at a time, by the tally; and those of one
 * unit, by its records.
 */
#include "db/db.h"
#include "db/memo.h"
#include "exception/exception.sql.h"
#include "exception/exception_own.h"
#include "org/org.h"

/* What the unit itself told since the exception began. */
static void
fill_reason(struct ctx *cx, struct exception *e)
{
	struct query q = db_query(cx->db, &sql_exception_reasons_of);

	q_set_int(&q, ":unit_id", e->unit_id);
	q_set_str(&q, ":rule", e->rule);
	while (q_row(&q)) {
		if (!date_known(e->since) || date_cmp(date_of_moment(
		    q_get_int(&q, 2)), e->since) >= 0) {
			e->reason = arena_copy(cx->mem, q_get_str(&q, 0));
			e->reason_until = q_get_date(&q, 1);
		}
	}
}

static void
fill_names(struct ctx *cx, struct exception *e)
{
	struct unit unit;

	if (org_unit(cx, e->unit_id, &unit)) {
		e->unit_code = unit.code;
		e->unit_name = unit.name;
		e->unit_public_id = unit.public_id;
	}
	fill_reason(cx, e);
}

void
exception_page(struct ctx *cx, int64_t unit_id, const struct tally_rule *rule,
    size_t skip, size_t max, struct exception **out, size_t *out_len)
{
	struct tally_open *open;

	tally_open(cx, unit_id, rule, skip, max, &open, out_len);
	*out = NEW(cx->mem, struct exception, *out_len);
	for (size_t i = 0; i < *out_len; i++) {
		const struct tally_open *o = &open[i];

		(*out)[i] = (struct exception){
			.kind = o->kind, .unit_id = o->unit_id,
			.unit_code = S(""), .unit_name = S(""),
			.unit_public_id = S(""), .rule = o->key,
			.article = o->article, .edition_id = o->edition_id,
			.rule_at = o->rule, .since = o->since, .due = o->due,
			.until = DATE_NONE, .days = o->days,
			.office = o->office, .seat = o->seat,
			.number = o->number, .reason = S(""),
			.reason_until = DATE_NONE,
		};
		fill_names(cx, &(*out)[i]);
	}
}

/* A unit and what is recorded of it, as of today. */
struct alone {
	struct facts		 facts;
	struct unit_facts_at	 unit;
};

/* A page that only reads may ask for the same unit twice; where meetings are
 * written, nothing tells that what is remembered of them is old. NULL: there is
 * no such unit, or the database failed. */
static const struct alone *
facts_alone(struct ctx *cx, const struct compiled *rules, int64_t unit_id)
{
	static const char what[] = "facts alone";
	bool reads = !db_writes(cx->db);
	const struct alone *known = reads ? memo_find(cx, what, unit_id, 0) :
	    NULL;
	struct facts_cursor at = { 0 };
	struct alone *a;
	struct date next;

	if (known != NULL) {
		return known;
	}
	a = NEW(cx->mem, struct alone, 1);
	if (!facts_of_unit(cx, rules, unit_id, cx->today, &a->facts, &next) ||
	    !facts_next(&a->facts, &at, &a->unit)) {
		return NULL;
	}
	if (reads) {
		memo_keep(cx, what, unit_id, 0, a);
	}
	return a;
}

const struct unit_facts_at *
judge_alone(struct ctx *cx, int64_t unit_id, struct judge *j)
{
	const struct compiled *rules = rules_compiled(cx);
	const struct alone *a = rules == NULL ? NULL :
	    facts_alone(cx, rules, unit_id);

	if (a == NULL) {
		return NULL;
	}
	*j = (struct judge){ .cx = cx, .facts = &a->facts,
		.rules = &rules->rules, .on = cx->today };
	return &a->unit;
}

void
exception_of_unit(struct ctx *cx, int64_t unit_id, struct exception **out,
    size_t *out_len)
{
	const struct unit_facts_at *u;
	struct judge j;

	*out = NULL;
	*out_len = 0;
	u = judge_alone(cx, unit_id, &j);
	if (u == NULL) {
		return;
	}
	judge_unit(&j, u);
	for (size_t i = 0; i < j.out.len; i++) {
		fill_names(cx, &j.out.at[i]);
	}
	*out = j.out.at;
	*out_len = j.out.len;
}

bool
exception_standing(struct ctx *cx, int64_t unit_id, struct unit_standing *out)
{
	struct judge j;
	const struct unit_facts_at *u = judge_alone(cx, unit_id, &j);

	return u != NULL && judge_standing(&j, u, out);
}
