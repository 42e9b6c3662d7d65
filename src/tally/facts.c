/* facts.c - what was recorded of the units, in the order of their ids. */
#include <assert.h>

#include "db/db.h"
#include "tally/facts.sql.h"
#include "tally/judge.h"

/* The statement for everything under a unit, or for all there ever was. */
static struct query
walk(struct ctx *cx, int64_t anc, const struct sql *under,
    const struct sql *all)
{
	struct query q = db_query(cx->db, anc != 0 ? under : all);

	if (anc != 0) {
		q_set_int(&q, ":anc", anc);
	}
	return q;
}

uint8_t
facts_kind(struct ctx *cx, struct facts *f, str word)
{
	size_t i = 0;

	while (i < f->kinds.len && !str_eq(f->kinds.at[i], word)) {
		i++;
	}
	if (i == f->kinds.len) {
		assert(i < FACT_KINDS_MAX);
		*LIST_ADD(cx->mem, &f->kinds) = arena_copy(cx->mem, word);
	}
	return (uint8_t)i;
}

static void
read_units(struct ctx *cx, int64_t anc, struct facts *f)
{
	struct query q = walk(cx, anc, &sql_judge_units,
	    &sql_judge_units_all);

	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &f->units) = (struct fact_unit){
			.id = q_get_int(&q, 0), .parent = q_get_id(&q, 1),
			.code = arena_copy(cx->mem, q_get_str(&q, 2)),
			.name = arena_copy(cx->mem, q_get_str(&q, 3)),
			.public_id = arena_copy(cx->mem, q_get_str(&q, 4)),
			.tier = arena_copy(cx->mem, q_get_str(&q, 5)),
			.founded = q_get_date(&q, 6),
			.dissolved = q_get_date(&q, 7),
		};
	}
}

static void
read_meetings(struct ctx *cx, int64_t anc, struct date on, struct facts *f)
{
	struct query q = walk(cx, anc, &sql_judge_meetings,
	    &sql_judge_meetings_all);

	q_set_date(&q, ":on", on);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &f->meetings) = (struct fact_meeting){
			q_get_int(&q, 0), q_get_date(&q, 2),
			q_get_int(&q, 1) == 2,
			facts_kind(cx, f, q_get_str(&q, 3)),
		};
	}
}

static void
read_terms(struct ctx *cx, int64_t anc, struct facts *f)
{
	struct query q = walk(cx, anc, &sql_judge_terms,
	    &sql_judge_terms_all);

	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &f->terms) = (struct fact_term){
			q_get_int(&q, 0), facts_kind(cx, f, q_get_str(&q, 1)),
			(int)q_get_int(&q, 2), q_get_date(&q, 3),
			q_get_date(&q, 4), q_get_date(&q, 5),
		};
	}
}

static void
read_stays(struct ctx *cx, int64_t anc, struct facts *f)
{
	struct query q = walk(cx, anc, &sql_judge_stays,
	    &sql_judge_stays_all);

	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &f->stays) = (struct fact_stay){
			q_get_int(&q, 0), q_get_date(&q, 1), q_get_date(&q, 2),
		};
	}
}

static void
read_reasons(struct ctx *cx, int64_t anc, struct facts *f)
{
	struct query q = walk(cx, anc, &sql_judge_reasons,
	    &sql_judge_reasons_all);

	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &f->reasons) = (struct fact_reason){
			.unit = q_get_int(&q, 0), .told_at = q_get_int(&q, 4),
			.rule = arena_copy(cx->mem, q_get_str(&q, 1)),
			.text = arena_copy(cx->mem, q_get_str(&q, 2)),
			.until = q_get_date(&q, 3),
		};
	}
}

void
facts_add_circular(struct ctx *cx, struct query *q, struct facts *f)
{
	struct fact_circular *c = LIST_ADD(cx->mem, &f->circulars);

	*c = (struct fact_circular){
		.id = q_get_int(q, 0), .under = q_get_int(q, 1),
		.newest = q_get_int(q, 2),
		.tier = arena_copy(cx->mem, q_get_str(q, 3)),
		.issued = q_get_date(q, 4), .due = q_get_date(q, 5),
		.withdrawn = q_is_null(q, 6) ? DATE_NONE :
		    date_of_moment(q_get_int(q, 6)),
	};
	c->returns_len = str_to_ints(q_get_str(q, 7), c->returns,
	    CIRCULAR_REPEATS_MAX);
}

/* Whom they are for follows from the tree; what a unit did is noted of it. */
static void
read_circulars(struct ctx *cx, int64_t anc, struct facts *f)
{
	struct query q = walk(cx, anc, &sql_judge_circulars,
	    &sql_judge_circulars_all);

	while (q_row(&q)) {
		facts_add_circular(cx, &q, f);
	}
	q = walk(cx, anc, &sql_judge_above, &sql_judge_above_all);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &f->above) = (struct fact_above){
			q_get_int(&q, 0), q_get_int(&q, 1) };
	}
	q = walk(cx, anc, &sql_judge_steps, &sql_judge_steps_all);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &f->steps) = (struct fact_step){
			q_get_int(&q, 0), q_get_int(&q, 1),
			(int)q_get_int(&q, 2), q_get_date(&q, 3) };
	}
}

void
facts_read(struct ctx *cx, int64_t anc, struct date on, struct facts *out)
{
	*out = (struct facts){ 0 };
	(void)facts_kind(cx, out, S(""));
	read_units(cx, anc, out);
	read_meetings(cx, anc, on, out);
	read_terms(cx, anc, out);
	read_stays(cx, anc, out);
	read_reasons(cx, anc, out);
	read_circulars(cx, anc, out);
}

/* Moves a cursor of a list over what is about the unit; the list may hold
 * units that are not in the list of units, before or after. */
#define TAKE(list, cursor, id, first, count)				\
	do {								\
		while ((cursor) < (list)->len &&			\
		    (list)->at[cursor].unit < (id)) {			\
			(cursor)++;					\
		}							\
		(first) = (list)->at == NULL ? NULL :			\
		    (list)->at + (cursor);				\
		(count) = 0;						\
		while ((cursor) < (list)->len &&			\
		    (list)->at[cursor].unit == (id)) {			\
			(cursor)++;					\
			(count)++;					\
		}							\
	} while (0)

bool
facts_next(const struct facts *f, struct facts_cursor *at,
    struct unit_facts_at *out)
{
	int64_t id;

	if (at->unit == f->units.len) {
		return false;
	}
	out->unit = &f->units.at[at->unit++];
	id = out->unit->id;
	TAKE(&f->meetings, at->meeting, id, out->meetings, out->meetings_len);
	TAKE(&f->terms, at->term, id, out->terms, out->terms_len);
	TAKE(&f->stays, at->stay, id, out->stays, out->stays_len);
	TAKE(&f->reasons, at->reason, id, out->reasons, out->reasons_len);
	TAKE(&f->above, at->above, id, out->above, out->above_len);
	TAKE(&f->steps, at->step, id, out->steps, out->steps_len);
	return true;
}
