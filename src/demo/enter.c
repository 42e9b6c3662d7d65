/*
 * enter.c - a cell entered as people would: each step through the rules of its
 * room. What write.c writes at once is tested against it.
 */
#include <assert.h>

#include "db/db.h"
#include "demo/demo_own.h"
#include "exception/exception.h"
#include "member/member.h"
#include "office/office.h"
#include "org/org.h"

static void
enter_members(struct ctx *cx, struct demo_cell *c)
{
	for (size_t i = 0; i < c->members; i++) {
		struct demo_member *m = &c->member[i];
		struct member_new in = { .number = m->number,
			.name = m->name.name, .native_name = m->name.native,
			.language = m->name.language, .cell_id = c->unit,
			.how = 1, .from = m->from };
		enum member_err err = member_join(cx, &in, &m->id);

		if (err == MEMBER_OK && m->telephone.len > 0) {
			err = member_contact_set(cx, m->id, 1, m->shown_to,
			    m->telephone);
		}
		assert(err == MEMBER_OK || db_state(cx->db) != DB_OK);
	}
}

static void
enter_terms(struct ctx *cx, const struct demo_cell *c)
{
	for (size_t i = 0; i < c->terms.len; i++) {
		const struct demo_term *t = &c->terms.at[i];
		struct term_new in = { .unit_id = t->unit != 0 ? t->unit :
			c->unit, .member_id = c->member[t->member].id,
			.office = t->office, .seat = t->seat, .from = t->from,
			.until = t->until };
		enum office_err err;
		int64_t id;

		err = office_name(cx, &in, &id);
		assert(err == OFFICE_OK || db_state(cx->db) != DB_OK);
	}
}

/* ---- deeds ------------------------------------------------------------- */

/* Which assignment the meeting's decision became. */
static void
note_promise(struct ctx *cx, struct demo_cell *c, const struct demo_deed *deed)
{
	struct assignment *given;
	size_t len;

	assignment_of_meeting(cx, deed->id, &given, &len);
	if (len > 0) {
		c->promises.at[deed->promise].id = given[0].id;
	}
}

static void
enter_meeting(struct ctx *cx, struct demo_cell *c, struct demo_deed *deed)
{
	struct mark marks[DEMO_MEMBERS_MAX];
	struct decision decision = deed->decision;
	struct meeting_record in = { .unit_id = c->unit, .kind = deed->word,
		.day = deed->day, .starts = deed->starts, .ends = deed->ends,
		.place = deed->place, .notes = S(""), .reason = S(""),
		.chair_id = c->member[1].id, .attendance_known = true,
		.marks = marks, .marks_len = deed->marks_len,
		.agenda = deed->agenda, .agenda_len = COUNT(deed->agenda),
		.decisions = &decision, .decisions_len = deed->decided };
	bool promised = deed->decided && decision.assignee != 0;
	enum meeting_err err;

	for (size_t i = 0; i < deed->marks_len; i++) {
		marks[i] = (struct mark){ c->member[deed->marks[i].member].id,
			deed->marks[i].presence };
	}
	if (promised) {
		decision.assignee = c->member[decision.assignee - 1].id;
	}
	err = meeting_write(cx, &in, &deed->id);
	assert(err == MEETING_OK || db_state(cx->db) != DB_OK);
	if (promised) {
		note_promise(cx, c, deed);
	}
}

static void
enter_call(struct ctx *cx, const struct demo_cell *c, struct demo_deed *deed)
{
	struct meeting_plan plan = { .unit_id = c->unit, .kind = deed->word,
		.place = deed->place, .day = deed->day,
		.starts = deed->starts };
	enum meeting_err err = meeting_call(cx, &plan, &deed->id);

	assert(err == MEETING_OK || db_state(cx->db) != DB_OK);
}

static void
enter_deed(struct ctx *cx, struct demo_cell *c, struct demo_deed *deed)
{
	enum assignment_err err;

	switch (deed->kind) {
	case DEED_MEET:
		enter_meeting(cx, c, deed);
		break;
	case DEED_CALL:
		enter_call(cx, c, deed);
		break;
	case DEED_SAY:
		err = assignment_say(cx, c->promises.at[deed->promise].id,
		    deed->state, deed->text);
		assert(err == ASSIGNMENT_OK || db_state(cx->db) != DB_OK);
		break;
	case DEED_TELL:
		exception_tell(cx, c->unit, S("meeting.general.cell"),
		    deed->text, deed->day);
		break;
	}
}

void
demo_enter(struct ctx *cx, const struct demo *d, struct demo_cell *c)
{
	int64_t now = cx->now;

	c->unit = demo_unit_at(cx, c->code, S("cell"), c->name, c->parent,
	    c->founded);
	enter_members(cx, c);
	enter_terms(cx, c);
	for (size_t i = 0; i < c->deeds.len; i++) {
		cx->today = c->deeds.at[i].on;
		cx->now = demo_evening(cx->today);
		enter_deed(cx, c, &c->deeds.at[i]);
	}
	cx->today = d->today;
	cx->now = now;
}
