/* one_circular.c - by which rule a unit is late with one circular. */
#include "exception/exception_own.h"

static const struct fact_circular *
circular_of_id(const struct facts *f, int64_t id)
{
	for (size_t i = 0; i < f->circulars.len; i++) {
		if (f->circulars.at[i].id == id) {
			return &f->circulars.at[i];
		}
	}
	return NULL;
}

static bool
judge_it(struct judge *j, const struct unit_facts_at *u, struct date begins,
    const struct fact_circular *f, struct exception *out)
{
	const struct tier_rules *t = rules_of(j->rules, u->unit->tier);

	j->out.len = 0;
	if (t != NULL) {
		judge_one_circular(j, u, t, begins, f);
	}
	if (j->out.len > 0) {
		*out = j->out.at[0];
	}
	return j->out.len > 0;
}

enum circular_late
exception_of_circular(struct ctx *cx, int64_t unit_id, int64_t circular_id,
    struct exception *out)
{
	const struct fact_circular *f;
	const struct unit_facts_at *u;
	struct date begins;
	struct judge j;

	u = judge_alone(cx, unit_id, &j);
	f = u == NULL ? NULL : circular_of_id(j.facts, circular_id);
	if (f == NULL || !judge_alive(&j, u->unit)) {
		return LATE_BY_NO_RULE;
	}
	if (judge_begins(u, &begins) && judge_it(&j, u, begins, f, out)) {
		return LATE_BY_RULE;
	}
	return judge_it(&j, u, DATE_NONE, f, out) ? LATE_NOT_HERE :
	    LATE_BY_NO_RULE;
}

bool
exception_by_circular(struct ctx *cx, const struct fact_circular *f,
    struct exception *out)
{
	const struct compiled *rules = rules_compiled(cx);
	const struct facts none = { 0 };
	const struct fact_unit unit = { .id = f->newest, .tier = f->tier,
		.code = S(""), .name = S(""), .public_id = S(""),
		.founded = DATE_NONE, .dissolved = DATE_NONE };
	const struct unit_facts_at u = { .unit = &unit };
	struct judge j = { .cx = cx, .facts = &none, .on = cx->today };

	if (rules == NULL) {
		return false;
	}
	j.rules = &rules->rules;
	return judge_it(&j, &u, DATE_NONE, f, out);
}
