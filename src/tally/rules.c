/* rules.c - what each edition of the statutes asks of each tier. */
#include <assert.h>

#include "tally/judge.h"

void
rules_editions(struct ctx *cx, const struct statutes *draft, struct date on,
    struct edition_list *out)
{
	struct edition *editions;
	size_t len;

	statutes_editions(cx, &editions, &len);
	assert(len <= EDITIONS_MAX);
	out->len = len;
	for (size_t i = 0; i < len; i++) {
		bool in_force = date_cmp(editions[i].from, on) <= 0 &&
		    (i + 1 == len || date_cmp(editions[i + 1].from, on) > 0);

		out->from[i] = editions[i].from;
		out->at[i] = draft != NULL && in_force ? draft :
		    statutes_edition(cx, editions[i].id);
		if (out->at[i] == NULL) {
			out->len = i;		/* the database failed */
			return;
		}
	}
}

static struct tier_rules *
tier_add(struct ctx *cx, struct rules *r, str tier)
{
	struct tier_rules *t;

	for (size_t i = 0; i < r->tiers.len; i++) {
		if (str_eq(r->tiers.at[i].tier, tier)) {
			return &r->tiers.at[i];
		}
	}
	t = LIST_ADD(cx->mem, &r->tiers);
	t->tier = tier;
	t->editions = NEW(cx->mem, const struct tier *, r->editions->len);
	t->circulars = NEW(cx->mem, const struct circular_rule *,
	    r->editions->len);
	return t;
}

static struct meeting_rule *
meeting_add(struct ctx *cx, const struct rules *r, struct tier_rules *t,
    uint8_t kind)
{
	struct meeting_rule *m;

	for (size_t i = 0; i < t->meetings.len; i++) {
		if (t->meetings.at[i].kind == kind) {
			return &t->meetings.at[i];
		}
	}
	m = LIST_ADD(cx->mem, &t->meetings);
	m->kind = kind;
	m->editions = NEW(cx->mem, struct cadence_edition, r->editions->len);
	for (size_t i = 0; i < r->editions->len; i++) {
		m->editions[i].from = r->editions->from[i];
	}
	return m;
}

static struct office_rule *
office_add(struct ctx *cx, const struct rules *r, struct tier_rules *t,
    uint8_t office)
{
	struct office_rule *o;

	for (size_t i = 0; i < t->offices.len; i++) {
		if (t->offices.at[i].office == office) {
			return &t->offices.at[i];
		}
	}
	o = LIST_ADD(cx->mem, &t->offices);
	o->office = office;
	o->editions = NEW(cx->mem, const struct office_kind *,
	    r->editions->len);
	return o;
}

/* What edition e asks of the units of its tier number `tier`. */
static void
read_tier(struct ctx *cx, struct rules *r, struct facts *f, size_t e,
    size_t tier)
{
	const struct statutes *st = r->editions->at[e];
	struct tier_rules *t = tier_add(cx, r, st->tiers.at[tier].word);

	t->editions[e] = &st->tiers.at[tier];
	t->circulars[e] = statutes_circular(st, tier);
	for (size_t i = 0; i < st->meetings.len; i++) {
		const struct meeting_kind *m = &st->meetings.at[i];

		if ((m->at >> tier & 1) != 0 && m->times > 0) {
			meeting_add(cx, r, t, facts_kind(cx, f,
			    m->word))->editions[e].rule = m;
		}
	}
	for (size_t i = 0; i < st->offices.len; i++) {
		const struct office_kind *o = &st->offices.at[i];

		if ((o->at >> tier & 1) != 0) {
			office_add(cx, r, t, facts_kind(cx, f,
			    o->word))->editions[e] = o;
		}
	}
}

void
rules_by_tier(struct ctx *cx, const struct edition_list *editions,
    struct facts *f, struct rules *out)
{
	*out = (struct rules){ .editions = editions };
	for (size_t e = 0; e < editions->len; e++) {
		for (size_t t = 0; t < editions->at[e]->tiers.len; t++) {
			read_tier(cx, out, f, e, t);
		}
	}
}

const struct tier_rules *
rules_of(const struct rules *r, str tier)
{
	for (size_t i = 0; i < r->tiers.len; i++) {
		if (str_eq(r->tiers.at[i].tier, tier)) {
			return &r->tiers.at[i];
		}
	}
	return NULL;
}
