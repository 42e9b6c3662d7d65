/* measure_web.c - what the dots can show. */
#include "exception/exception_pages.h"
#include "picture/picture_pages.h"

/* The tiers a rule speaks of; all of them where it names none. */
static tier_set
tiers_of(const struct statutes *st, size_t rule)
{
	for (size_t i = 0; i < st->meetings.len; i++) {
		if (st->meetings.at[i].rule == rule) {
			return st->meetings.at[i].at;
		}
	}
	for (size_t i = 0; i < st->offices.len; i++) {
		if (st->offices.at[i].rule == rule ||
		    st->offices.at[i].vacancy_rule == rule) {
			return st->offices.at[i].at;
		}
	}
	for (size_t i = 0; i < st->tiers.len; i++) {
		if (st->tiers.at[i].rule == rule) {
			return (tier_set)1 << i;
		}
	}
	return ~(tier_set)0;
}

/* Whether it is asked of units that hold members: those that are dots. */
static bool
is_of_cells(const struct statutes *st, size_t rule)
{
	tier_set at = tiers_of(st, rule);

	for (size_t i = 0; i < st->tiers.len; i++) {
		if (st->tiers.at[i].holds_members && (at >> i & 1) != 0) {
			return true;
		}
	}
	return false;
}

void
measures_find(struct ctx *cx, int64_t root, str key, struct measures *out)
{
	struct tally_rule *rules;
	size_t len;

	*out = (struct measures){ .len = 1 };
	out->list[0] = (struct measure){ .key = S(""),
		.label = S("All meetings"), .plain = S("") };
	tally_rules(cx, root, &rules, &len);
	for (size_t i = 0; i < len && out->len < MEASURES_MAX; i++) {
		const struct tally_rule *r = &rules[i];
		const struct statutes *st = statutes_edition(cx,
		    r->edition_id);
		struct measure *m = &out->list[out->len];

		if (st == NULL || r->rule >= st->rules.len ||
		    !is_of_cells(st, r->rule)) {
			continue;
		}
		*m = (struct measure){ exception_rule_word(cx, r),
			exception_rule_title(cx, r->kind, r->key),
			st->rules.at[r->rule].plain, r };
		if (str_eq(m->key, key)) {
			out->chosen = out->len;
		}
		out->len++;
	}
}
