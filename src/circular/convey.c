/* convey.c - what a unit did with the circulars that are for it. */
#include "circular/circular_own.h"

#include <string.h>

#include "db/change.h"
#include "meeting/meeting.h"
#include "member/member.h"
#include "org/org.h"

#include "circular/circular.sql.h"

/* ---- how they stand ---------------------------------------------------- */

/* What is next, from what was done (CIRC-6). */
static void
find_next(struct circular_at *a)
{
	const struct circular *c = &a->circular;
	size_t n = a->steps_len;

	a->waits = c->withdrawn_at == 0 && n <= c->returns_len;
	a->round = (int)n;
	a->opens = a->due = DATE_NONE;
	if (!a->waits) {
		return;
	}
	a->opens = n == 0 ? c->issued : date_add(a->step[0].day,
	    c->returns[n - 1]);
	/* As many days each time as there were for the first. */
	if (date_known(c->due)) {
		a->due = n == 0 ? c->due : date_add(a->opens,
		    c->due.day - c->issued.day);
	}
}

static struct circular_at *
find_at(struct circular_at *list, size_t len, int64_t circular_id)
{
	for (size_t i = 0; i < len; i++) {
		if (list[i].circular.id == circular_id) {
			return &list[i];
		}
	}
	return NULL;
}

/* Those of the list, from the lowest id among them on. */
static void
read_steps(struct ctx *cx, int64_t unit_id, struct circular_at *list,
    size_t len)
{
	struct query q = db_query(cx->db, &sql_circular_steps_of_unit);
	int64_t from = INT64_MAX;

	for (size_t i = 0; i < len; i++) {
		from = list[i].circular.id < from ? list[i].circular.id : from;
	}
	q_set_int(&q, ":unit_id", unit_id);
	q_set_int(&q, ":from_id", from);
	while (q_row(&q)) {
		struct circular_at *a = find_at(list, len, q_get_int(&q, 0));

		if (a != NULL && a->steps_len < COUNT(a->step)) {
			a->step[a->steps_len++] = (struct circular_step){
				.how = (enum circular_how)q_get_int(&q, 2),
				.day = q_get_date(&q, 3),
				.meeting_id = q_get_id(&q, 4),
				.by = arena_copy(cx->mem, q_get_str(&q, 5)),
			};
		}
	}
	for (size_t i = 0; i < len; i++) {
		find_next(&list[i]);
	}
}

void
circular_of_unit(struct ctx *cx, int64_t unit_id, struct circular_at **out,
    size_t *out_len)
{
	struct LIST(struct circular_at) list = { 0 };
	struct unit unit;
	struct query q;

	*out = NULL;
	*out_len = 0;
	if (!org_unit(cx, unit_id, &unit)) {
		return;
	}
	q = db_query(cx->db, &sql_circular_for_unit);
	q_set_int(&q, ":unit_id", unit_id);
	q_set_str(&q, ":tier", unit.tier);
	q_set_int(&q, ":max", CIRCULAR_LIST_MAX);
	while (q_row(&q)) {
		LIST_ADD(cx->mem, &list)->circular = circular_row(cx, &q);
	}
	if (list.len > 0) {
		read_steps(cx, unit_id, list.at, list.len);
	}
	*out = list.at;
	*out_len = list.len;
}

bool
circular_at(struct ctx *cx, const struct circular *c, int64_t unit_id,
    struct circular_at *out)
{
	if (!circular_is_for(cx, c, unit_id)) {
		return false;
	}
	*out = (struct circular_at){ .circular = *c };
	read_steps(cx, unit_id, out, 1);
	return true;
}

/* ---- writing ----------------------------------------------------------- */

static void
add_step(struct ctx *cx, const struct circular_at *a, int64_t unit_id,
    enum circular_how how, struct date day, int64_t meeting_id)
{
	int64_t id = db_new_id(cx->db, "circular_conveyed");
	int64_t version = db_write_number(cx->db);
	struct query q = db_query(cx->db, &sql_circular_step_insert);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":circular_id", a->circular.id);
	q_set_int(&q, ":unit_id", unit_id);
	q_set_int(&q, ":round", a->round);
	q_set_int(&q, ":how", how);
	q_set_date(&q, ":day", day);
	q_set_id(&q, ":meeting_id", meeting_id);
	q_set_int(&q, ":entered_at", cx->now);
	/* Who said to have read it is counted, not named (CIRC-11). */
	q_set_id(&q, ":entered_by", how == BY_READING ? 0 : cx->account);
	q_set_int(&q, ":version", version);
	q_run(&q);
	change_touch(cx, unit_id);
}

/* Its day, of a meeting that can have heard of it (CIRC-7). */
static bool
meeting_day(struct ctx *cx, const struct circular *c, int64_t unit_id,
    int64_t meeting_id, struct date *out)
{
	struct meeting m;

	if (!meeting_read(cx, meeting_id, &m) || m.unit_id != unit_id ||
	    m.state == MEETING_WAS_CANCELLED ||
	    date_cmp(m.day, c->issued) < 0 ||
	    date_cmp(m.day, cx->today) > 0) {
		return false;
	}
	*out = m.day;
	return true;
}

enum circular_err
circular_convey(struct ctx *cx, int64_t id, int64_t unit_id,
    int64_t meeting_id)
{
	struct date day = cx->today;
	struct circular_at a;
	struct circular c;

	if (!circular_read(cx, id, &c)) {
		return CIRCULAR_NONE;
	}
	if (!circular_at(cx, &c, unit_id, &a)) {
		return CIRCULAR_NOT_FOR;
	}
	if (c.withdrawn_at != 0) {
		return CIRCULAR_WITHDRAWN;
	}
	if (!a.waits) {
		return CIRCULAR_DONE;
	}
	if (meeting_id != 0 && !meeting_day(cx, &c, unit_id, meeting_id,
	    &day)) {
		return CIRCULAR_NO_MEETING;
	}
	if (date_cmp(day, a.opens) < 0) {
		return CIRCULAR_NOT_YET;
	}
	add_step(cx, &a, unit_id, meeting_id != 0 ? AT_MEETING : BY_MEMBERS,
	    day, meeting_id);
	circular_note(cx, a.round == 0 ? "circular.convey" :
	    "circular.repeat", unit_id, id);
	return CIRCULAR_OK;
}

/* CIRC-8. A part of a member counts as one, as everywhere. */
static void
settle_reading(struct ctx *cx, const struct circular *c, int64_t unit_id)
{
	struct circular_at a;
	int64_t read, members;

	if (c->withdrawn_at != 0 || !circular_at(cx, c, unit_id, &a) ||
	    a.steps_len > 0) {
		return;
	}
	circular_readers(cx, c->id, unit_id, &read, &members);
	if (members > 0 && read * 2 >= members) {
		add_step(cx, &a, unit_id, BY_READING, cx->today, 0);
	}
}

enum circular_err
circular_take_back(struct ctx *cx, int64_t id, int64_t unit_id)
{
	struct circular_at a;
	struct circular c;
	struct query q;
	int64_t version;

	if (!circular_read(cx, id, &c)) {
		return CIRCULAR_NONE;
	}
	if (!circular_at(cx, &c, unit_id, &a)) {
		return CIRCULAR_NOT_FOR;
	}
	if (a.steps_len == 0) {
		return CIRCULAR_NOTHING;
	}
	if (a.step[a.steps_len - 1].how == BY_READING) {
		return CIRCULAR_BY_READING;
	}
	version = db_write_number(cx->db);
	q = db_query(cx->db, &sql_circular_step_undo);
	q_set_int(&q, ":circular_id", id);
	q_set_int(&q, ":unit_id", unit_id);
	q_set_int(&q, ":round", (int64_t)a.steps_len - 1);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_set_int(&q, ":version", version);
	q_run(&q);
	settle_reading(cx, &c, unit_id);
	circular_note(cx, "circular.take_back", unit_id, id);
	return CIRCULAR_OK;
}

/* ---- reading ----------------------------------------------------------- */

bool
circular_was_read(struct ctx *cx, int64_t id)
{
	struct query q = db_query(cx->db, &sql_circular_read_by);

	q_set_int(&q, ":circular_id", id);
	q_set_int(&q, ":member_id", cx->actor);
	return q_number(&q) != 0;
}

void
circular_readers(struct ctx *cx, int64_t id, int64_t unit_id,
    int64_t *out_read, int64_t *out_members)
{
	struct query q = db_query(cx->db, &sql_circular_read_count);

	q_set_int(&q, ":circular_id", id);
	q_set_int(&q, ":unit_id", unit_id);
	q_set_date(&q, ":today", cx->today);
	*out_read = q_number(&q);
	*out_members = member_count(cx, unit_id, cx->today);
}

enum circular_err
circular_say_read(struct ctx *cx, int64_t id)
{
	int64_t cell = member_cell(cx, cx->actor, cx->today);
	struct circular c;
	struct query q;

	if (!circular_read(cx, id, &c)) {
		return CIRCULAR_NONE;
	}
	if (cell == 0 || !circular_is_for(cx, &c, cell)) {
		return CIRCULAR_NOT_FOR;
	}
	if (circular_was_read(cx, id)) {
		return CIRCULAR_SAME;
	}
	q = db_query(cx->db, &sql_circular_read_insert);
	q_set_int(&q, ":circular_id", id);
	q_set_int(&q, ":member_id", cx->actor);
	q_set_int(&q, ":unit_id", cell);
	q_set_int(&q, ":read_at", cx->now);
	q_run(&q);
	settle_reading(cx, &c, cell);
	return CIRCULAR_OK;
}
