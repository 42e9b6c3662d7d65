/* assignment.c - giving an assignment, and how it went. */
#include "assignment/assignment.h"

#include <assert.h>

#include "account/may.h"
#include "db/change.h"
#include "db/db.h"
#include "member/member.h"
#include "office/office.h"

#include "assignment/assignment.sql.h"

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	ASSIGNMENT_ERRORS(X)
#undef X
};

int
assignment_err_status(enum assignment_err err)
{
	assert(err < ASSIGNMENT_ERR_COUNT);
	return errors[err].status;
}

const char *
assignment_err_text(enum assignment_err err)
{
	assert(err < ASSIGNMENT_ERR_COUNT);
	return errors[err].text;
}

str
assignment_state_text(enum assignment_state state)
{
	switch (state) {
	case ASSIGNMENT_OPEN:
		break;
	case ASSIGNMENT_HELP:
		return S("Needs help");
	case ASSIGNMENT_REPORTED:
		return S("Said to be done");
	case ASSIGNMENT_FINISHED:
		return S("Done");
	case ASSIGNMENT_DROPPED:
		return S("Dropped");
	}
	return S("");
}

/* ---- reading ----------------------------------------------------------- */

static struct assignment
assignment_row(struct ctx *cx, struct query *q)
{
	return (struct assignment){
		.id = q_get_int(q, 0),
		.unit_id = q_get_int(q, 1),
		.member_id = q_get_int(q, 2),
		.meeting_id = q_get_id(q, 3),
		.public_id = arena_copy(cx->mem, q_get_str(q, 4)),
		.text = arena_copy(cx->mem, q_get_str(q, 5)),
		.member_name = arena_copy(cx->mem, q_get_str(q, 6)),
		.due = q_get_date(q, 7),
		.given_on = q_get_date(q, 8),
		.state = (enum assignment_state)q_get_int(q, 9),
		.state_at = q_get_id(q, 10),
		.state_note = arena_copy(cx->mem, q_get_str(q, 11)),
	};
}

bool
assignment_read(struct ctx *cx, int64_t id, struct assignment *out)
{
	struct query q = db_query(cx->db, &sql_assignment_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = assignment_row(cx, &q);
	q_end(&q);
	return true;
}

bool
assignment_by_public(struct ctx *cx, str public_id, struct assignment *out)
{
	struct query q = db_query(cx->db, &sql_assignment_id_by_public);
	int64_t id;

	q_set_str(&q, ":public_id", public_id);
	if (!q_row(&q)) {
		return false;
	}
	id = q_get_int(&q, 0);
	q_end(&q);
	return assignment_read(cx, id, out);
}

static void
read_list(struct ctx *cx, struct query q, const char *of, int64_t id,
    struct assignment **out, size_t *out_len)
{
	struct LIST(struct assignment) list = { 0 };

	q_set_int(&q, of, id);
	q_at_most(&q, ASSIGNMENT_LIST_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = assignment_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

void
assignment_open_of_unit(struct ctx *cx, int64_t unit_id,
    struct assignment **out, size_t *out_len)
{
	read_list(cx, db_query(cx->db, &sql_assignment_open), ":unit_id",
	    unit_id, out, out_len);
}

void
assignment_closed_of_unit(struct ctx *cx, int64_t unit_id,
    struct assignment **out, size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_assignment_closed);

	q_set_int(&q, ":max", ASSIGNMENT_LIST_MAX);
	read_list(cx, q, ":unit_id", unit_id, out, out_len);
}

void
assignment_of_member(struct ctx *cx, int64_t member_id,
    struct assignment **out, size_t *out_len)
{
	read_list(cx, db_query(cx->db, &sql_assignment_of_one), ":member_id",
	    member_id, out, out_len);
}

void
assignment_of_meeting(struct ctx *cx, int64_t meeting_id,
    struct assignment **out, size_t *out_len)
{
	read_list(cx, db_query(cx->db, &sql_assignment_from_meeting),
	    ":meeting_id", meeting_id, out, out_len);
}

void
assignment_events(struct ctx *cx, int64_t id, struct assignment_event **out,
    size_t *out_len)
{
	struct LIST(struct assignment_event) list = { 0 };
	struct query q = db_query(cx->db, &sql_assignment_steps);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":max", ASSIGNMENT_EVENTS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct assignment_event){
			.state = (enum assignment_state)q_get_int(&q, 0),
			.note = arena_copy(cx->mem, q_get_str(&q, 1)),
			.at = q_get_int(&q, 2),
			.by = arena_copy(cx->mem, q_get_str(&q, 3)),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- giving ------------------------------------------------------------ */

/* ASSI-1. In a unit without members of its own those belong who hold an office
 * there. */
static bool
belongs(struct ctx *cx, int64_t member_id, int64_t unit_id, struct date on)
{
	struct term *terms;
	size_t len, i = 0;

	if (member_cell(cx, member_id, on) == unit_id) {
		return true;
	}
	office_holders(cx, unit_id, on, &terms, &len);
	while (i < len && terms[i].member_id != member_id) {
		i++;
	}
	return i < len;
}

static void
add_event(struct ctx *cx, int64_t id, enum assignment_state state, str note)
{
	int64_t event_id = db_new_id(cx->db, "assignment_event");
	struct query q = db_query(cx->db, &sql_assignment_add_event);

	q_set_int(&q, ":id", event_id);
	q_set_int(&q, ":assignment_id", id);
	q_set_int(&q, ":state", state);
	q_set_str(&q, ":note", note);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
}

static void
note_change(struct ctx *cx, const char *verb, int64_t unit_id,
    int64_t member_id, int64_t id)
{
	struct object unit = { .unit = unit_id };

	change_add(cx, verb, (struct change){
		.office = may_office(cx, ACT_KEEP_ASSIGNMENTS, unit),
		.unit_id = unit_id,
		.member_id = member_id,
		.kind = "assignment",
		.object_id = id,
	});
}

enum assignment_err
assignment_give(struct ctx *cx, const struct assignment_new *in,
    int64_t *out_id)
{
	struct query q;
	int64_t id;

	assert(date_known(in->given_on));
	if (str_trim(in->text).len == 0) {
		return ASSIGNMENT_NO_TEXT;
	}
	if (in->text.len > ASSIGNMENT_TEXT_MAX) {
		return ASSIGNMENT_TOO_LONG;
	}
	if (!belongs(cx, in->member_id, in->unit_id, in->given_on)) {
		return ASSIGNMENT_NO_MEMBER;			/* ASSI-1 */
	}
	if (date_known(in->due) && date_cmp(in->due, in->given_on) < 0) {
		return ASSIGNMENT_DUE;				/* ASSI-4 */
	}
	id = db_new_id(cx->db, "assignment");
	q = db_query(cx->db, &sql_assignment_insert);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":unit_id", in->unit_id);
	q_set_int(&q, ":member_id", in->member_id);
	q_set_str(&q, ":text", str_trim(in->text));
	q_set_date(&q, ":due_day", in->due);
	q_set_date(&q, ":given_on", in->given_on);
	q_set_id(&q, ":meeting_id", in->meeting_id);
	q_set_id(&q, ":decision", in->decision);
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	add_event(cx, id, ASSIGNMENT_OPEN, S(""));
	note_change(cx, "assignment.give", in->unit_id, in->member_id, id);
	*out_id = id;
	return ASSIGNMENT_OK;
}

/* ---- how it went ------------------------------------------------------- */

static const char *const verbs[] = {
	[ASSIGNMENT_OPEN] = "assignment.reopen",
	[ASSIGNMENT_HELP] = "assignment.help",
	[ASSIGNMENT_REPORTED] = "assignment.report",
	[ASSIGNMENT_FINISHED] = "assignment.finish",
	[ASSIGNMENT_DROPPED] = "assignment.drop",
};

enum assignment_err
assignment_say(struct ctx *cx, int64_t id, enum assignment_state state,
    str note)
{
	struct assignment a;
	struct query q;
	bool closed;

	assert(state >= ASSIGNMENT_OPEN && state <= ASSIGNMENT_DROPPED);
	if (!assignment_read(cx, id, &a)) {
		return ASSIGNMENT_NONE;
	}
	if (note.len > ASSIGNMENT_TEXT_MAX) {
		return ASSIGNMENT_TOO_LONG;
	}
	closed = a.state == ASSIGNMENT_FINISHED ||
	    a.state == ASSIGNMENT_DROPPED;
	if (closed && state != ASSIGNMENT_OPEN && state != a.state) {
		return ASSIGNMENT_CLOSED;
	}
	if (state == a.state && (note.len == 0 || closed ||
	    str_eq(note, a.state_note))) {
		return ASSIGNMENT_SAME;
	}
	q = db_query(cx->db, &sql_assignment_set_state);
	q_set_int(&q, ":state", state);
	q_set_int(&q, ":id", id);
	q_run(&q);
	add_event(cx, id, state, note);				/* ASSI-2 */
	note_change(cx, verbs[state], a.unit_id, a.member_id, id);
	return ASSIGNMENT_OK;
}
