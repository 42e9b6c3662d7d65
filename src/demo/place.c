/*
 * place.c - where a cell of the federation stands, and the units above it.
 */
#include <assert.h>

#include "db/db.h"
#include "demo/demo_own.h"
#include "org/org.h"

/* Narrow: provinces of 6 counties of 125 cells. */
#define COUNTY_CELLS	125
#define PROVINCE_COUNTIES	6
/* Wide: provinces of 21 counties of 20 branches of 100 cells. */
#define BRANCH_CELLS	100
#define WIDE_COUNTY_CELLS	(20 * BRANCH_CELLS)
#define WIDE_PROVINCE_COUNTIES	21

/* Of a county's (a branch's) cells, those before the number stand in the
 * workplace; the rest directly under the county (the branch). */
static const int64_t county_workplaces[] = { 8, 22, 35, 47, 60, 72, 84, 94,
	104 };
static const int64_t branch_workplaces[] = { 8, 14, 19, 24, 28, 32, 36, 40, 44,
	48, 52, 56, 60, 64, 68, 72, 75, 78, 81, 84, 87, 89, 91, 93, 94 };

/* The workplace a cell stands in, or len; *out_first its first cell, or that
 * of those which stand in none. */
static size_t
workplace_of(const int64_t *until, size_t len, int64_t cell,
    int64_t *out_first)
{
	size_t w = 0;

	while (w < len && cell >= until[w]) {
		w++;
	}
	*out_first = w == 0 ? 0 : until[w - 1];
	return w;
}

static struct demo_spot
narrow_spot(int64_t cell)
{
	struct demo_spot s = { .county = cell / COUNTY_CELLS, .branch = -1,
		.workplace = -1, .in_county = cell % COUNTY_CELLS };
	int64_t first;
	size_t w = workplace_of(county_workplaces, COUNT(county_workplaces),
	    s.in_county, &first);

	s.province = s.county / PROVINCE_COUNTIES;
	if (w < COUNT(county_workplaces)) {
		s.workplace = s.county * (int64_t)COUNT(county_workplaces) +
		    (int64_t)w;
	}
	s.ordinal = s.in_county - first;
	return s;
}

static struct demo_spot
wide_spot(int64_t cell)
{
	struct demo_spot s = { .county = cell / WIDE_COUNTY_CELLS,
		.branch = cell / BRANCH_CELLS, .workplace = -1,
		.in_county = cell % WIDE_COUNTY_CELLS };
	int64_t in_branch = cell % BRANCH_CELLS, first;
	size_t w = workplace_of(branch_workplaces, COUNT(branch_workplaces),
	    in_branch, &first);

	s.province = s.county / WIDE_PROVINCE_COUNTIES;
	if (w < COUNT(branch_workplaces)) {
		s.workplace = s.branch * (int64_t)COUNT(branch_workplaces) +
		    (int64_t)w;
	}
	s.ordinal = in_branch - first;
	return s;
}

static struct demo_spot
demo_spot_of(bool large, int64_t cell)
{
	return large ? wide_spot(cell) : narrow_spot(cell);
}

/* ---- units ------------------------------------------------------------- */

int64_t
demo_unit_at(struct ctx *cx, str code, str tier, str name, int64_t parent,
    struct date founded)
{
	struct unit_new in = { code, tier, name, parent, founded };
	struct unit there;
	enum org_err err;
	int64_t id = 0;

	if (org_unit_by_code(cx, code, &there)) {
		return there.id;
	}
	err = org_found(cx, &in, &id);
	assert(err == ORG_OK || db_state(cx->db) != DB_OK);
	return id;
}

/* "NF-02-0031-B07-W3" of as much of it as there is. */
static str
code_of(struct ctx *cx, bool large, const struct demo_spot *s, int parts)
{
	str code = arena_printf(cx->mem, "NF-%02lld",
	    (long long)s->province + 1);

	if (parts > 1) {
		code = arena_printf(cx->mem, STR_FMT "-%04lld", STR_ARG(code),
		    (long long)s->county + 1);
	}
	if (parts > 2 && large) {
		code = arena_printf(cx->mem, STR_FMT "-B%02lld", STR_ARG(code),
		    (long long)(s->branch % (WIDE_COUNTY_CELLS /
		    BRANCH_CELLS)) + 1);
	}
	if (parts > 3) {
		code = arena_printf(cx->mem, STR_FMT "-W%lld", STR_ARG(code),
		    (long long)demo_workplace_number(large, s) + 1);
	}
	return code;
}

int64_t
demo_workplace_number(bool large, const struct demo_spot *s)
{
	return s->workplace % (int64_t)(large ? COUNT(branch_workplaces) :
	    COUNT(county_workplaces));
}

static bool
same_upper(const struct demo_spot *a, const struct demo_spot *b)
{
	return a->county == b->county && a->branch == b->branch &&
	    a->workplace == b->workplace;
}

void
demo_go_to_spot(struct ctx *cx, struct demo *d, int64_t cell)
{
	struct demo_spot s = demo_spot_of(d->large, cell);
	struct date founded = date_add(d->today, -12 * 365);
	bool there = d->at.county != 0 && same_upper(&s, &d->at.spot);

	d->at.spot = s;
	if (there) {
		return;
	}
	d->at.province = demo_unit_at(cx, code_of(cx, d->large, &s, 1),
	    S("province"), demo_province_name(s.province), d->at.federation,
	    founded);
	d->at.county = demo_unit_at(cx, code_of(cx, d->large, &s, 2),
	    S("county"), demo_county_name(cx, s.county), d->at.province,
	    founded);
	d->at.branch = s.branch < 0 ? d->at.county :
	    demo_unit_at(cx, code_of(cx, d->large, &s, 3), S("branch"),
	    demo_branch_name(cx, s.branch), d->at.county, founded);
	d->at.workplace = s.workplace < 0 ? d->at.branch :
	    demo_unit_at(cx, code_of(cx, d->large, &s, 4), S("workplace"),
	    demo_workplace_name(demo_workplace_number(d->large, &s)),
	    d->at.branch, founded);
}
