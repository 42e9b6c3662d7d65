/*
 * meeting_told.c - meetings as a list from elsewhere tells them: often no more
 * than a day.
 */
#include "db/change.h"
#include "db/db.h"
#include "meeting/meeting_own.h"
#include "meeting/meeting_told.sql.h"

int
meeting_state_on(struct ctx *cx, int64_t unit_id, str kind, struct date day)
{
	struct query q = db_query(cx->db, &sql_meeting_told_state);

	q_set_int(&q, ":unit_id", unit_id);
	q_set_str(&q, ":kind", kind);
	q_set_date(&q, ":day", day);
	return (int)q_number(&q);
}

/* A count that is not known is NULL. */
static void
set_count(struct query *q, const char *name, int64_t n)
{
	if (n < 0) {
		q_set_null(q, name);
	} else {
		q_set_int(q, name, n);
	}
}

static void
insert_meeting(struct ctx *cx, const struct meeting_told *in, int64_t id,
    int64_t record_id)
{
	struct query q = db_query(cx->db, &sql_meeting_told_insert);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":unit_id", in->unit_id);
	q_set_str(&q, ":kind", in->kind);
	q_set_int(&q, ":state", in->state);
	q_set_date(&q, ":day", in->day);
	set_count(&q, ":starts", in->starts);
	q_set_str(&q, ":place", in->place);
	q_set_str(&q, ":sign_code", in->state == MEETING_PLANNED ?
	    public_id_new(cx->mem) : S(""));
	q_set_id(&q, ":current_id", record_id);
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
}

static void
insert_record(struct ctx *cx, const struct meeting_told *in, int64_t id,
    int64_t record_id, const struct judged *j)
{
	struct query q = db_query(cx->db, &sql_meeting_told_insert_record);

	q_set_int(&q, ":id", record_id);
	q_set_int(&q, ":meeting_id", id);
	q_set_date(&q, ":day", in->day);
	set_count(&q, ":starts", in->starts);
	q_set_str(&q, ":place", in->place);
	set_count(&q, ":members", in->members);
	set_count(&q, ":present", in->present);
	set_count(&q, ":excused", in->excused);
	set_count(&q, ":quorum", j->quorum);
	set_count(&q, ":quorum_met", j->quorum_met);
	q_set_id(&q, ":edition_id", j->edition_id);
	q_set_str(&q, ":article", j->article);
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
}

/* `rule` is set where the statutes of the day have one. */
static enum meeting_err
check(struct ctx *cx, const struct meeting_told *in,
    const struct meeting_kind **rule)
{
	int64_t there = (in->present > 0 ? in->present : 0) +
	    (in->excused > 0 ? in->excused : 0);
	struct unit unit;
	enum meeting_err err;

	if (date_cmp(in->day, cx->today) > 0 && in->state != MEETING_PLANNED) {
		return MEETING_FUTURE;				/* MEET-1 */
	}
	err = meeting_unit_on(cx, in->unit_id, in->day, &unit);
	if (err == MEETING_OK) {
		err = meeting_rule(cx, &unit, in->kind, in->day, rule);
	}
	if (err == MEETING_OK && in->members >= 0 && there > in->members) {
		err = MEETING_COUNTS;
	}
	if (err == MEETING_OK &&
	    meeting_state_on(cx, in->unit_id, in->kind, in->day) != 0) {
		err = MEETING_ALREADY;				/* MEET-2 */
	}
	return err;
}

enum meeting_err
meeting_take_over(struct ctx *cx, const struct meeting_told *in,
    int64_t *out_id)
{
	const struct meeting_kind *rule = NULL;
	enum meeting_err err = check(cx, in, &rule);
	struct judged judged = { .members = in->members,
	    .present = in->present, .kind = in->kind };
	int64_t id, record_id = 0;

	if (err != MEETING_OK) {
		return err;
	}
	id = db_new_id(cx->db, "meeting");
	if (in->state == MEETING_WAS_HELD) {
		record_id = db_new_id(cx->db, "meeting_record");
	}
	insert_meeting(cx, in, id, record_id);
	if (record_id != 0) {
		meeting_judge(cx, rule, in->day, &judged);
		insert_record(cx, in, id, record_id, &judged);
	}
	change_touch(cx, in->unit_id);
	*out_id = id;
	return MEETING_OK;
}
