/* meeting_minutes.c - a record as it stands, and its versions. */
#include "db/db.h"
#include "meeting/meeting_minutes.sql.h"
#include "meeting/meeting_own.h"

static int64_t
known_or_minus(struct query *q, int column)
{
	return q_is_null(q, column) ? -1 : q_get_int(q, column);
}

/* The record itself; false if there is none of that version. */
static bool
read_record(struct ctx *cx, int64_t id, int version,
    struct meeting_minutes *out)
{
	struct meeting *m = &out->meeting;
	struct query q = db_query(cx->db, &sql_minutes_record);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":version", version);
	if (!q_row(&q)) {
		return false;
	}
	m->record_id = q_get_int(&q, 0);
	out->version = (int)q_get_int(&q, 1);
	m->day = q_get_date(&q, 2);
	m->starts = (int)known_or_minus(&q, 3);
	out->ends = (int)known_or_minus(&q, 4);
	out->place = m->place = arena_copy(cx->mem, q_get_str(&q, 5));
	out->chair_id = q_get_id(&q, 6);
	out->chair = arena_copy(cx->mem, q_get_str(&q, 7));
	out->notes = arena_copy(cx->mem, q_get_str(&q, 8));
	out->guests = q_get_int(&q, 9);
	m->members = known_or_minus(&q, 10);
	m->present = known_or_minus(&q, 11);
	m->excused = known_or_minus(&q, 12);
	m->quorum = known_or_minus(&q, 13);
	m->quorum_met = (int)known_or_minus(&q, 14);
	out->edition_id = q_get_id(&q, 15);
	out->article = arena_copy(cx->mem, q_get_str(&q, 16));
	out->reason = arena_copy(cx->mem, q_get_str(&q, 17));
	out->entered_at = q_get_int(&q, 18);
	out->entered_by = arena_copy(cx->mem, q_get_str(&q, 19));
	out->versions = (int)q_get_int(&q, 20);
	q_end(&q);
	return true;
}

static void
read_marks(struct ctx *cx, struct meeting_minutes *out)
{
	struct LIST(struct attendee) list = { 0 };
	struct query q = db_query(cx->db, &sql_minutes_marks);

	q_set_int(&q, ":record_id", out->meeting.record_id);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct attendee){
			.member_id = q_get_int(&q, 0),
			.public_id = arena_copy(cx->mem, q_get_str(&q, 1)),
			.name = arena_copy(cx->mem, q_get_str(&q, 2)),
			.presence = (enum presence)q_get_int(&q, 3),
		};
	}
	out->attendees = list.at;
	out->attendees_len = list.len;
}

static void
read_decisions(struct ctx *cx, struct meeting_minutes *out)
{
	struct LIST(struct decision) list = { 0 };
	struct query q = db_query(cx->db, &sql_minutes_decisions);

	q_set_int(&q, ":record_id", out->meeting.record_id);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct decision){
			.public_id = arena_copy(cx->mem, q_get_str(&q, 0)),
			.text = arena_copy(cx->mem, q_get_str(&q, 1)),
			.subject = arena_copy(cx->mem, q_get_str(&q, 2)),
			.article = arena_copy(cx->mem, q_get_str(&q, 3)),
			.votes_for = known_or_minus(&q, 4),
			.votes_against = known_or_minus(&q, 5),
			.abstained = known_or_minus(&q, 6),
			.needed = known_or_minus(&q, 7),
			.carried = (int)known_or_minus(&q, 8),
			.sent_up = q_get_int(&q, 9) != 0,
			.assignee = q_get_id(&q, 10),
			.assignee_name = arena_copy(cx->mem,
			    q_get_str(&q, 11)),
			.due = q_get_date(&q, 12),
		};
	}
	out->decisions = list.at;
	out->decisions_len = list.len;
}

bool
meeting_minutes(struct ctx *cx, int64_t id, int version,
    struct meeting_minutes *out)
{
	struct meeting_minutes m = { 0 };

	if (!meeting_read(cx, id, &m.meeting) ||
	    !read_record(cx, id, version, &m)) {
		return false;
	}
	read_marks(cx, &m);
	read_decisions(cx, &m);
	meeting_agenda_kept(cx, id, m.meeting.record_id, &m.agenda,
	    &m.agenda_len);
	*out = m;
	return true;
}

void
meeting_versions(struct ctx *cx, int64_t id, struct meeting_version **out,
    size_t *out_len)
{
	struct LIST(struct meeting_version) list = { 0 };
	struct query q = db_query(cx->db, &sql_minutes_versions);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":max", MEETING_VERSIONS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct meeting_version){
			.version = (int)q_get_int(&q, 0),
			.entered_at = q_get_int(&q, 1),
			.entered_by = arena_copy(cx->mem, q_get_str(&q, 2)),
			.reason = arena_copy(cx->mem, q_get_str(&q, 3)),
		};
	}
	*out = list.at;
	*out_len = list.len;
}
