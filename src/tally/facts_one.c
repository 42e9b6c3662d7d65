/* facts_one.c - what was recorded of one unit, up to a day and known beyond. */
#include "db/db.h"
#include "tally/facts.sql.h"
#include "tally/judge.h"

static struct query
about(struct ctx *cx, const struct sql *sql, int64_t unit_id)
{
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":id", unit_id);
	return q;
}

/* Something is known of a day: if it lies ahead, what was counted is good until
 * then at most. */
static void
known_ahead(struct date day, struct date on, struct date *next)
{
	if (date_known(day) && day.day > on.day &&
	    (!date_known(*next) || day.day < next->day)) {
		*next = day;
	}
}

static bool
read_unit(struct ctx *cx, int64_t id, struct date on, struct facts *f,
    struct date *next)
{
	struct query q = about(cx, &sql_judge_one_unit, id);
	struct fact_unit *u;

	if (!q_row(&q)) {
		return false;
	}
	u = LIST_ADD(cx->mem, &f->units);
	*u = (struct fact_unit){
		.id = q_get_int(&q, 0), .parent = q_get_id(&q, 1),
		.code = arena_copy(cx->mem, q_get_str(&q, 2)),
		.name = arena_copy(cx->mem, q_get_str(&q, 3)),
		.public_id = arena_copy(cx->mem, q_get_str(&q, 4)),
		.tier = arena_copy(cx->mem, q_get_str(&q, 5)),
		.founded = q_get_date(&q, 6), .dissolved = q_get_date(&q, 7),
	};
	known_ahead(u->founded, on, next);
	known_ahead(u->dissolved, on, next);
	q_end(&q);
	return true;
}

/* A meeting called for a later day changes nothing on that day where there was
 * one before; as the first it is a first word. */
static void
read_meetings(struct ctx *cx, int64_t id, struct date on, struct facts *f,
    struct date *next)
{
	struct query q = about(cx, &sql_judge_one_meetings, id);
	struct date first = DATE_NONE;

	while (q_row(&q)) {
		bool held = q_get_int(&q, 0) == 2;
		struct date day = q_get_date(&q, 1);

		if (day.day <= on.day) {
			*LIST_ADD(cx->mem, &f->meetings) =
			    (struct fact_meeting){ id, day, held,
			    facts_kind(cx, f, q_get_str(&q, 2)) };
		} else if (held) {
			known_ahead(day, on, next);
		} else {
			known_ahead(day, on, &first);
		}
	}
	if (f->meetings.len == 0) {
		known_ahead(first, on, next);
	}
}

static void
read_terms(struct ctx *cx, int64_t id, struct date on, struct facts *f,
    struct date *next)
{
	struct query q = about(cx, &sql_judge_one_terms, id);

	while (q_row(&q)) {
		struct fact_term *t = LIST_ADD(cx->mem, &f->terms);

		*t = (struct fact_term){ id,
			facts_kind(cx, f, q_get_str(&q, 0)),
			(int)q_get_int(&q, 1), q_get_date(&q, 2),
			q_get_date(&q, 3), q_get_date(&q, 4) };
		known_ahead(t->from, on, next);
		known_ahead(t->until, on, next);
	}
}

static void
read_stays(struct ctx *cx, int64_t id, struct date on, struct facts *f,
    struct date *next)
{
	struct query q = about(cx, &sql_judge_one_stays, id);

	while (q_row(&q)) {
		struct fact_stay *s = LIST_ADD(cx->mem, &f->stays);

		*s = (struct fact_stay){ id, q_get_date(&q, 0),
			q_get_date(&q, 1) };
		known_ahead(s->from, on, next);
		known_ahead(s->until, on, next);
	}
}

/* Of days ahead nothing is known: what is noted was done by then. */
static void
read_circulars(struct ctx *cx, int64_t id, struct facts *f)
{
	struct query q = about(cx, &sql_judge_one_circulars, id);
	int64_t under = 0;

	q_set_str(&q, ":tier", f->units.at[0].tier);
	while (q_row(&q)) {
		facts_add_circular(cx, &q, f);
		if (q_get_int(&q, 1) != under) {
			under = q_get_int(&q, 1);
			*LIST_ADD(cx->mem, &f->above) = (struct fact_above){
				id, under };
		}
	}
	if (f->circulars.len == 0) {
		return;
	}
	q = about(cx, &sql_judge_one_steps, id);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &f->steps) = (struct fact_step){ id,
			q_get_int(&q, 0), (int)q_get_int(&q, 1),
			q_get_date(&q, 2) };
	}
}

bool
facts_of_unit(struct ctx *cx, const struct compiled *c, int64_t unit_id,
    struct date on, struct facts *out, struct date *out_next)
{
	*out = (struct facts){ 0 };
	*out_next = DATE_NONE;
	/* Words of its own are added to a copy: the others are shared. */
	out->kinds = c->words.kinds;
	out->kinds.cap = out->kinds.len;
	for (size_t i = 0; i < c->editions.len; i++) {
		known_ahead(c->editions.from[i], on, out_next);
	}
	if (!read_unit(cx, unit_id, on, out, out_next)) {
		return false;
	}
	read_meetings(cx, unit_id, on, out, out_next);
	read_terms(cx, unit_id, on, out, out_next);
	read_stays(cx, unit_id, on, out, out_next);
	read_circulars(cx, unit_id, out);
	return db_state(cx->db) == DB_OK;
}
