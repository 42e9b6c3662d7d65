/* meeting_plan.c - calling a meeting, changing it, and its agenda. */
#include <assert.h>

#include "account/may.h"
#include "assignment/assignment.h"
#include "db/change.h"
#include "db/db.h"
#include "meeting/meeting_own.h"
#include "meeting/meeting_plan.sql.h"

/* ---- checks that planning and recording share -------------------------- */

enum meeting_err
meeting_unit_on(struct ctx *cx, int64_t unit_id, struct date on,
    struct unit *out)
{
	if (!org_unit(cx, unit_id, out) ||
	    (date_known(out->founded) && date_cmp(on, out->founded) < 0) ||
	    (date_known(out->dissolved) && date_cmp(on, out->dissolved) >= 0)) {
		return MEETING_NO_UNIT;
	}
	return MEETING_OK;
}

enum meeting_err
meeting_rule(struct ctx *cx, const struct unit *unit, str kind,
    struct date on, const struct meeting_kind **out)
{
	const struct statutes *st = statutes_in_force(cx, on);
	size_t tier = st == NULL ? 0 : statutes_tier(st, unit->tier);

	*out = NULL;
	if (st == NULL || tier == st->tiers.len) {
		return MEETING_OK;
	}
	*out = statutes_meeting(st, kind, tier);
	return *out == NULL && kind.len > 0 ? MEETING_NO_KIND : MEETING_OK;
}

enum meeting_err
meeting_agenda_check(const struct agenda_item *agenda, size_t len)
{
	if (len > MEETING_AGENDA_MAX) {
		return MEETING_TOO_LONG;
	}
	for (size_t i = 0; i < len; i++) {
		if (agenda[i].title.len > MEETING_LINE_MAX ||
		    agenda[i].note.len > MEETING_TEXT_MAX) {
			return MEETING_TOO_LONG;
		}
	}
	return MEETING_OK;
}

void
meeting_changed(struct ctx *cx, const char *verb, int64_t unit_id,
    int64_t meeting_id)
{
	struct object unit = { .unit = unit_id };

	change_add(cx, verb, (struct change){
		.office = may_office(cx, ACT_KEEP_MEETINGS, unit),
		.unit_id = unit_id,
		.kind = "meeting",
		.object_id = meeting_id,
	});
}

/* ---- the agenda -------------------------------------------------------- */

void
meeting_agenda_put(struct ctx *cx, int64_t meeting_id, int64_t record_id,
    const struct agenda_item *agenda, size_t len)
{
	int64_t position = 0;

	for (size_t i = 0; i < len; i++) {
		str title = str_trim(agenda[i].title);
		struct query q;
		int64_t id;

		if (title.len == 0) {
			continue;
		}
		id = db_new_id(cx->db, "agenda_item");
		q = db_query(cx->db, &sql_agenda_insert);
		q_set_int(&q, ":id", id);
		q_set_int(&q, ":meeting_id", meeting_id);
		q_set_id(&q, ":record_id", record_id);
		q_set_int(&q, ":position", ++position);
		q_set_str(&q, ":title", title);
		q_set_str(&q, ":note", agenda[i].note);
		q_set_id(&q, ":assignment_id", agenda[i].assignment_id);
		q_run(&q);
	}
}

void
meeting_agenda_kept(struct ctx *cx, int64_t meeting_id, int64_t record_id,
    struct agenda_item **out, size_t *out_len)
{
	struct LIST(struct agenda_item) list = { 0 };
	struct query q = db_query(cx->db, record_id == 0 ? &sql_agenda_of_plan :
	    &sql_agenda_of_record);

	q_set_int(&q, ":meeting_id", meeting_id);
	if (record_id != 0) {
		q_set_int(&q, ":record_id", record_id);
	}
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct agenda_item){
			.title = arena_copy(cx->mem, q_get_str(&q, 0)),
			.note = arena_copy(cx->mem, q_get_str(&q, 1)),
			.assignment_id = q_get_id(&q, 2),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

/*
 * MEET-7. What was promised is not copied when the meeting is called: it is
 * looked up each time, so that what was done meanwhile is gone and what was
 * given meanwhile is there.
 */
void
meeting_agenda(struct ctx *cx, int64_t id, struct agenda_item **out,
    size_t *out_len)
{
	struct LIST(struct agenda_item) list = { 0 };
	struct agenda_item *kept;
	struct assignment *open;
	size_t kept_len, open_len;
	struct meeting m;

	*out = NULL;
	*out_len = 0;
	if (!meeting_read(cx, id, &m)) {
		return;
	}
	assignment_open_of_unit(cx, m.unit_id, &open, &open_len);
	for (size_t i = 0; i < open_len && i < MEETING_CARRIED_MAX; i++) {
		*LIST_ADD(cx->mem, &list) = (struct agenda_item){
			.title = open[i].text,
			.assignment_id = open[i].id,
		};
	}
	meeting_agenda_kept(cx, id, 0, &kept, &kept_len);
	for (size_t i = 0; i < kept_len; i++) {
		*LIST_ADD(cx->mem, &list) = kept[i];
	}
	*out = list.at;
	*out_len = list.len;
}

/* The points of a plan that are its own: what was promised is looked up. */
static void
put_own_points(struct ctx *cx, int64_t id, const struct meeting_plan *in)
{
	struct agenda_item *own = NEW(cx->mem, struct agenda_item,
	    MEETING_AGENDA_MAX);
	size_t len = 0;

	for (size_t i = 0; i < in->agenda_len; i++) {
		if (in->agenda[i].assignment_id == 0) {
			own[len++] = in->agenda[i];
		}
	}
	meeting_agenda_put(cx, id, 0, own, len);
}

/* ---- calling, changing, cancelling ------------------------------------- */

/* A plan for a unit's meeting `id`, or 0 for a new one. */
static enum meeting_err
check_plan(struct ctx *cx, const struct meeting_plan *in, int64_t unit_id,
    int64_t id)
{
	const struct meeting_kind *rule;
	enum meeting_err err;
	struct meeting same;
	struct unit unit;

	assert(in->starts >= -1 && in->starts < 24 * 60);
	if (!date_known(in->day) || date_cmp(in->day, cx->today) < 0) {
		return MEETING_PAST;
	}
	err = meeting_unit_on(cx, unit_id, in->day, &unit);
	if (err == MEETING_OK) {
		err = meeting_rule(cx, &unit, in->kind, in->day, &rule);
	}
	if (err == MEETING_OK && in->place.len > MEETING_LINE_MAX) {
		err = MEETING_TOO_LONG;
	}
	if (err == MEETING_OK) {
		err = meeting_agenda_check(in->agenda, in->agenda_len);
	}
	if (err == MEETING_OK &&
	    meeting_on(cx, unit_id, in->kind, in->day, &same) &&
	    same.id != id) {
		err = MEETING_ALREADY;				/* MEET-2 */
	}
	return err;
}

static void
set_starts(struct query *q, int starts)
{
	if (starts < 0) {
		q_set_null(q, ":starts");
	} else {
		q_set_int(q, ":starts", starts);
	}
}

enum meeting_err
meeting_call(struct ctx *cx, const struct meeting_plan *in, int64_t *out_id)
{
	enum meeting_err err = check_plan(cx, in, in->unit_id, 0);
	struct query q;
	int64_t id;

	if (err != MEETING_OK) {
		return err;
	}
	id = db_new_id(cx->db, "meeting");
	q = db_query(cx->db, &sql_meeting_plan_insert);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":unit_id", in->unit_id);
	q_set_str(&q, ":kind", in->kind);
	q_set_date(&q, ":day", in->day);
	set_starts(&q, in->starts);
	q_set_str(&q, ":place", in->place);
	q_set_int(&q, ":called_at", cx->now);
	q_set_str(&q, ":sign_code", public_id_new(cx->mem));
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	put_own_points(cx, id, in);
	meeting_changed(cx, "meeting.call", in->unit_id, id);
	*out_id = id;
	return MEETING_OK;
}

/* A meeting that is still to be held. */
static enum meeting_err
read_planned(struct ctx *cx, int64_t id, struct meeting *out)
{
	if (!meeting_read(cx, id, out)) {
		return MEETING_NO_MEETING;
	}
	if (out->state == MEETING_WAS_CANCELLED) {
		return MEETING_CANCELLED;
	}
	return out->state == MEETING_WAS_HELD ? MEETING_HELD : MEETING_OK;
}

enum meeting_err
meeting_replan(struct ctx *cx, int64_t id, const struct meeting_plan *in)
{
	struct meeting m;
	enum meeting_err err = read_planned(cx, id, &m);
	struct query q;

	if (err == MEETING_OK) {
		err = check_plan(cx, in, m.unit_id, id);
	}
	if (err != MEETING_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_plan_change);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":kind", in->kind);
	q_set_date(&q, ":day", in->day);
	set_starts(&q, in->starts);
	q_set_str(&q, ":place", in->place);
	/* Another day is another call: the notice begins anew. */
	q_set_id(&q, ":called_at", date_cmp(in->day, m.day) == 0 ?
	    m.called_at : cx->now);
	q_run(&q);
	q = db_query(cx->db, &sql_plan_drop_agenda);
	q_set_int(&q, ":meeting_id", id);
	q_run(&q);
	put_own_points(cx, id, in);
	meeting_changed(cx, "meeting.change", m.unit_id, id);
	return MEETING_OK;
}

enum meeting_err
meeting_cancel(struct ctx *cx, int64_t id)
{
	struct meeting m;
	enum meeting_err err = read_planned(cx, id, &m);
	struct query q;

	if (err != MEETING_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_plan_cancel);
	q_set_int(&q, ":id", id);
	q_run(&q);
	meeting_changed(cx, "meeting.cancel", m.unit_id, id);
	return MEETING_OK;
}
