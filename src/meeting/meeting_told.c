/*
 * meeting_told.c - meetings as a list from elsewhere tells them: often no more
 * than a day.
 */
#include "meeting/meeting.h"

#include "db/db.h"
#include "meeting/meeting_told.sql.h"
#include "org/org.h"

int
meeting_state_on(struct ctx *cx, int64_t unit_id, str kind, struct date day)
{
	struct query q = db_query(cx->db, &sql_meeting_told_state);
	int state = 0;

	q_set_int(&q, ":unit_id", unit_id);
	q_set_str(&q, ":kind", kind);
	q_set_date(&q, ":day", day);
	if (q_row(&q)) {
		state = (int)q_get_int(&q, 0);
	}
	q_end(&q);
	return state;
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

/* MEET-4, as far as the list says who was there. */
struct told_quorum {
	const struct statutes	*st;
	const struct meeting_kind *kind;
	int64_t			 needed;	/* -1: not judged */
};

static struct told_quorum
judge(struct ctx *cx, const struct meeting_told *in, const struct unit *u)
{
	struct told_quorum j = { statutes_in_force(cx, in->day), NULL, -1 };

	if (j.st != NULL) {
		j.kind = statutes_meeting(j.st, in->kind,
		    statutes_tier(j.st, u->tier));
	}
	if (j.kind != NULL && j.kind->quorum_said && !j.kind->quorum_none &&
	    in->members >= 0 && in->present >= 0) {
		j.needed = fraction_of(j.kind->quorum, in->members);
	}
	return j;
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
	q_set_id(&q, ":current_id", record_id);
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
}

static void
insert_record(struct ctx *cx, const struct meeting_told *in, int64_t id,
    int64_t record_id, const struct told_quorum *j)
{
	struct query q = db_query(cx->db, &sql_meeting_told_insert_record);
	const struct rule *rule = j->needed < 0 ? NULL :
	    &j->st->rules.at[j->kind->rule];

	q_set_int(&q, ":id", record_id);
	q_set_int(&q, ":meeting_id", id);
	q_set_date(&q, ":day", in->day);
	set_count(&q, ":starts", in->starts);
	q_set_str(&q, ":place", in->place);
	set_count(&q, ":members", in->members);
	set_count(&q, ":present", in->present);
	set_count(&q, ":excused", in->excused);
	set_count(&q, ":quorum", j->needed);
	set_count(&q, ":quorum_met", j->needed < 0 ? -1 :
	    in->present >= j->needed);
	q_set_id(&q, ":edition_id", rule ? j->st->edition_id : 0);
	q_set_str(&q, ":article", rule ?
	    j->st->articles.at[rule->article].number : S(""));
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
}

static enum meeting_err
check(struct ctx *cx, const struct meeting_told *in, const struct unit *u,
    const struct told_quorum *j)
{
	int64_t there = (in->present > 0 ? in->present : 0) +
	    (in->excused > 0 ? in->excused : 0);

	if (date_cmp(in->day, cx->today) > 0 && in->state != MEETING_PLANNED) {
		return MEETING_FUTURE;				/* MEET-1 */
	}
	if ((date_known(u->founded) && date_cmp(in->day, u->founded) < 0) ||
	    (date_known(u->dissolved) &&
	    date_cmp(in->day, u->dissolved) >= 0)) {
		return MEETING_NO_UNIT;
	}
	if (in->kind.len > 0 && j->st != NULL && j->kind == NULL) {
		return MEETING_NO_KIND;
	}
	if (in->members >= 0 && there > in->members) {
		return MEETING_COUNTS;
	}
	return meeting_state_on(cx, in->unit_id, in->kind, in->day) != 0 ?
	    MEETING_ALREADY : MEETING_OK;			/* MEET-2 */
}

enum meeting_err
meeting_take_over(struct ctx *cx, const struct meeting_told *in,
    int64_t *out_id)
{
	struct told_quorum j;
	struct unit u;
	enum meeting_err err;
	int64_t id, record_id = 0;

	if (!org_unit(cx, in->unit_id, &u)) {
		return MEETING_NO_UNIT;
	}
	j = judge(cx, in, &u);
	err = check(cx, in, &u, &j);
	if (err != MEETING_OK) {
		return err;
	}
	id = db_new_id(cx->db, "meeting");
	if (in->state == MEETING_WAS_HELD) {
		record_id = db_new_id(cx->db, "meeting_record");
	}
	insert_meeting(cx, in, id, record_id);
	if (record_id != 0) {
		insert_record(cx, in, id, record_id, &j);
	}
	*out_id = id;
	return MEETING_OK;
}
