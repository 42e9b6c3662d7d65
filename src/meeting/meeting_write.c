/* meeting_write.c - recording a meeting, and correcting the record. */
#include <assert.h>

#include "assignment/assignment.h"
#include "db/db.h"
#include "meeting/meeting_own.h"
#include "meeting/meeting_write.sql.h"

/* Everything that is found out before anything is written. */
struct draft {
	const struct meeting_record	*in;
	struct meeting			 meeting;	/* id 0: a new one */
	struct unit			 unit;
	const struct meeting_kind	*rule;
	bool				 marked;	/* who came is known */
	int64_t				 excused;
	struct judged			 judged;
	struct decision			*decisions;	/* judged */
};

/* ---- which meeting ----------------------------------------------------- */

/* MEET-6: a correction is made from the newest version, or refused. */
static enum meeting_err
check_named(struct ctx *cx, struct draft *d)
{
	const struct meeting_record *in = d->in;

	if (!meeting_read(cx, in->meeting_id, &d->meeting)) {
		return MEETING_NO_MEETING;
	}
	if (d->meeting.state == MEETING_WAS_CANCELLED) {
		return MEETING_CANCELLED;
	}
	if (in->corrects == 0) {
		return d->meeting.version == 0 ? MEETING_OK : MEETING_HELD;
	}
	if (in->corrects != d->meeting.version) {
		return MEETING_CHANGED;
	}
	return str_trim(in->reason).len == 0 ? MEETING_NO_REASON : MEETING_OK;
}

/*
 * MEET-2. A meeting that was planned for the day and is recorded without being
 * named is that meeting.
 */
static enum meeting_err
check_only_one(struct ctx *cx, struct draft *d)
{
	struct meeting same;

	if (!meeting_on(cx, d->unit.id, d->in->kind, d->in->day, &same) ||
	    same.id == d->meeting.id) {
		return MEETING_OK;
	}
	if (d->meeting.id == 0 && same.state == MEETING_PLANNED) {
		d->meeting = same;
		return MEETING_OK;
	}
	return MEETING_ALREADY;
}

static enum meeting_err
check_meeting(struct ctx *cx, struct draft *d)
{
	const struct meeting_record *in = d->in;
	enum meeting_err err = MEETING_OK;

	assert(in->corrects == 0 || in->meeting_id != 0);
	if (in->meeting_id != 0) {
		err = check_named(cx, d);
	}
	if (err == MEETING_OK &&
	    (!date_known(in->day) || date_cmp(in->day, cx->today) > 0)) {
		err = MEETING_FUTURE;				/* MEET-1 */
	}
	if (err == MEETING_OK) {
		err = meeting_unit_on(cx, in->meeting_id != 0 ?
		    d->meeting.unit_id : in->unit_id, in->day, &d->unit);
	}
	if (err == MEETING_OK) {
		err = meeting_rule(cx, &d->unit, in->kind, in->day, &d->rule);
	}
	if (err == MEETING_OK) {
		err = check_only_one(cx, d);
	}
	return err;
}

static enum meeting_err
check_words(const struct meeting_record *in)
{
	assert(in->starts >= -1 && in->starts < 24 * 60);
	assert(in->ends >= -1 && in->ends < 24 * 60);
	assert(in->guests >= 0);
	if (in->starts >= 0 && in->ends >= 0 && in->ends <= in->starts) {
		return MEETING_TIMES;
	}
	if (in->place.len > MEETING_LINE_MAX ||
	    in->reason.len > MEETING_LINE_MAX ||
	    in->notes.len > MEETING_TEXT_MAX ||
	    in->decisions_len > MEETING_DECISIONS_MAX) {
		return MEETING_TOO_LONG;
	}
	return meeting_agenda_check(in->agenda, in->agenda_len);
}

/* ---- who came ---------------------------------------------------------- */

static size_t
find_expected(const struct expected *roll, size_t len, int64_t member_id)
{
	size_t i = 0;

	while (i < len && roll[i].member_id != member_id) {
		i++;
	}
	return i;
}

/* MEET-3. Each mark is for another member, so equal counts mean everyone. */
static enum meeting_err
check_marks(const struct meeting_record *in, const struct expected *roll,
    size_t roll_len)
{
	bool marked[MEETING_MEMBERS_MAX] = { false };

	for (size_t i = 0; i < in->marks_len; i++) {
		size_t at = find_expected(roll, roll_len,
		    in->marks[i].member_id);

		if (at == roll_len) {
			return MEETING_NOT_MEMBER;
		}
		if (marked[at]) {
			return MEETING_MARKED_TWICE;
		}
		marked[at] = true;
	}
	return in->marks_len == roll_len ? MEETING_OK : MEETING_NOT_MARKED;
}

static int64_t
count_marks(const struct meeting_record *in, enum presence presence)
{
	int64_t n = 0;

	for (size_t i = 0; i < in->marks_len; i++) {
		n += in->marks[i].presence == presence;
	}
	return n;
}

/* Where nobody is known to belong, who came cannot be known either. */
static enum meeting_err
check_attendance(struct draft *d, const struct expected *roll, size_t roll_len)
{
	const struct meeting_record *in = d->in;
	enum meeting_err err;

	d->judged = (struct judged){ .members = -1, .present = -1 };
	d->excused = -1;
	if (!in->attendance_known || (roll_len == 0 && in->marks_len == 0)) {
		return in->marks_len == 0 ? MEETING_OK : MEETING_NOT_MARKED;
	}
	if (roll_len > MEETING_MEMBERS_MAX) {
		return MEETING_TOO_LARGE;
	}
	err = check_marks(in, roll, roll_len);
	if (err == MEETING_OK) {
		d->marked = true;
		d->judged.members = (int64_t)roll_len;
		d->judged.present = count_marks(in, PRESENT);
		d->excused = count_marks(in, EXCUSED);
	}
	return err;
}

/* ---- what was decided -------------------------------------------------- */

static int64_t
or_none(int64_t votes)
{
	return votes < 0 ? 0 : votes;
}

static enum meeting_err
check_decision(const struct draft *d, const struct decision *dec,
    const struct expected *roll, size_t roll_len)
{
	if (str_trim(dec->text).len == 0) {
		return MEETING_NO_TEXT;
	}
	if (dec->text.len > MEETING_LINE_MAX ||
	    dec->subject.len > MEETING_LINE_MAX) {
		return MEETING_TOO_LONG;
	}
	if (d->marked && or_none(dec->votes_for) + or_none(dec->votes_against) +
	    or_none(dec->abstained) > d->judged.present) {
		return MEETING_VOTES;				/* MEET-9 */
	}
	if (dec->assignee == 0) {
		return MEETING_OK;
	}
	if (find_expected(roll, roll_len, dec->assignee) == roll_len) {
		return MEETING_NO_ASSIGNEE;
	}
	return date_known(dec->due) && date_cmp(dec->due, d->in->day) < 0 ?
	    MEETING_DUE : MEETING_OK;
}

static enum meeting_err
check_decisions(struct ctx *cx, struct draft *d, const struct expected *roll,
    size_t roll_len)
{
	const struct meeting_record *in = d->in;

	d->decisions = NEW(cx->mem, struct decision, in->decisions_len);
	for (size_t i = 0; i < in->decisions_len; i++) {
		enum meeting_err err = check_decision(d, &in->decisions[i],
		    roll, roll_len);

		if (err != MEETING_OK) {
			return err;
		}
		d->decisions[i] = in->decisions[i];
		meeting_judge_decision(cx, &d->judged, in->day,
		    &d->decisions[i]);
	}
	return MEETING_OK;
}

static enum meeting_err
check(struct ctx *cx, struct draft *d)
{
	struct expected *roll;
	size_t roll_len;
	enum meeting_err err = check_meeting(cx, d);

	if (err == MEETING_OK) {
		err = check_words(d->in);
	}
	if (err != MEETING_OK) {
		return err;
	}
	meeting_expected(cx, d->unit.id, d->in->day, &roll, &roll_len);
	err = check_attendance(d, roll, roll_len);
	if (err != MEETING_OK) {
		return err;
	}
	d->judged.kind = d->in->kind;
	meeting_judge(cx, d->rule, d->in->day, &d->judged);
	return check_decisions(cx, d, roll, roll_len);
}

/* ---- writing ----------------------------------------------------------- */

/* A figure that is NULL where it is not known. */
static void
set_known(struct query *q, const char *name, int64_t figure)
{
	if (figure < 0) {
		q_set_null(q, name);
	} else {
		q_set_int(q, name, figure);
	}
}

static int64_t
insert_meeting(struct ctx *cx, const struct draft *d)
{
	const struct meeting_record *in = d->in;
	int64_t id = db_new_id(cx->db, "meeting");
	struct query q = db_query(cx->db, &sql_write_meeting);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":unit_id", d->unit.id);
	q_set_str(&q, ":kind", in->kind);
	q_set_date(&q, ":day", in->day);
	set_known(&q, ":starts", in->starts);
	q_set_str(&q, ":place", in->place);
	q_set_str(&q, ":sign_code", public_id_new(cx->mem));
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	return id;
}

static int64_t
insert_record(struct ctx *cx, const struct draft *d, int64_t meeting_id)
{
	const struct meeting_record *in = d->in;
	int64_t id = db_new_id(cx->db, "meeting_record");
	struct query q = db_query(cx->db, &sql_write_record);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":meeting_id", meeting_id);
	q_set_int(&q, ":version", d->meeting.version + 1);
	q_set_date(&q, ":day", in->day);
	set_known(&q, ":starts", in->starts);
	set_known(&q, ":ends", in->ends);
	q_set_str(&q, ":place", in->place);
	q_set_id(&q, ":chair_id", in->chair_id);
	q_set_str(&q, ":notes", in->notes);
	q_set_int(&q, ":guests", in->guests);
	set_known(&q, ":members", d->judged.members);
	set_known(&q, ":present", d->judged.present);
	set_known(&q, ":excused", d->excused);
	set_known(&q, ":quorum", d->judged.quorum);
	set_known(&q, ":quorum_met", d->judged.quorum_met);
	q_set_id(&q, ":edition_id", d->judged.edition_id);
	q_set_str(&q, ":article", d->judged.article);
	q_set_str(&q, ":reason", str_trim(in->reason));
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	return id;
}

static void
set_current(struct ctx *cx, const struct draft *d, int64_t meeting_id,
    int64_t record_id)
{
	struct query q = db_query(cx->db, &sql_write_current);

	q_set_int(&q, ":id", meeting_id);
	q_set_str(&q, ":kind", d->in->kind);
	q_set_date(&q, ":day", d->in->day);
	set_known(&q, ":starts", d->in->starts);
	q_set_str(&q, ":place", d->in->place);
	q_set_int(&q, ":record_id", record_id);
	q_run(&q);
}

static void
insert_marks(struct ctx *cx, const struct draft *d, int64_t record_id)
{
	for (size_t i = 0; d->marked && i < d->in->marks_len; i++) {
		struct query q = db_query(cx->db, &sql_write_mark);

		q_set_int(&q, ":record_id", record_id);
		q_set_int(&q, ":member_id", d->in->marks[i].member_id);
		q_set_int(&q, ":presence", d->in->marks[i].presence);
		q_run(&q);
	}
}

static void
insert_decision(struct ctx *cx, const struct decision *dec, int64_t number,
    int64_t meeting_id, int64_t record_id)
{
	int64_t id = db_new_id(cx->db, "decision");
	struct query q = db_query(cx->db, &sql_write_decision);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":meeting_id", meeting_id);
	q_set_int(&q, ":record_id", record_id);
	q_set_int(&q, ":number", number);
	q_set_str(&q, ":text", str_trim(dec->text));
	q_set_str(&q, ":subject", dec->subject);
	set_known(&q, ":votes_for", dec->votes_for);
	set_known(&q, ":votes_against", dec->votes_against);
	set_known(&q, ":abstained", dec->abstained);
	set_known(&q, ":needed", dec->needed);
	set_known(&q, ":carried", dec->carried);
	q_set_str(&q, ":article", dec->article);
	q_set_id(&q, ":assignee_id", dec->assignee);
	q_set_date(&q, ":due_day", dec->due);
	q_set_int(&q, ":sent_up", dec->sent_up);
	q_run(&q);
}

/* ---- decisions become assignments -------------------------------------- */

static bool
same_assignment(const struct assignment *a, const struct decision *dec)
{
	return a->state != ASSIGNMENT_DROPPED &&
	    a->member_id == dec->assignee &&
	    date_cmp(a->due, dec->due) == 0 &&
	    str_eq(a->text, str_trim(dec->text));
}

/* Whether a decision of the new record still asks for this assignment. */
static bool
still_asked(const struct draft *d, const struct assignment *a)
{
	size_t i = 0;

	while (i < d->in->decisions_len &&
	    !same_assignment(a, &d->decisions[i])) {
		i++;
	}
	return i < d->in->decisions_len;
}

/* A correction takes back what nobody decided, unless it is done already. */
static void
drop_unasked(struct ctx *cx, const struct draft *d,
    const struct assignment *given, size_t given_len)
{
	for (size_t i = 0; i < given_len; i++) {
		if (given[i].state != ASSIGNMENT_FINISHED &&
		    given[i].state != ASSIGNMENT_DROPPED &&
		    !still_asked(d, &given[i])) {
			enum assignment_err err = assignment_say(cx,
			    given[i].id, ASSIGNMENT_DROPPED,
			    S("The minutes were corrected."));

			assert(err == ASSIGNMENT_OK ||
			    db_state(cx->db) != DB_OK);
		}
	}
}

/* MEET-7. The texts and members were checked before. */
static void
give_assignments(struct ctx *cx, const struct draft *d, int64_t meeting_id)
{
	struct assignment *given;
	size_t given_len;

	assignment_of_meeting(cx, meeting_id, &given, &given_len);
	drop_unasked(cx, d, given, given_len);
	for (size_t i = 0; i < d->in->decisions_len; i++) {
		const struct decision *dec = &d->decisions[i];
		enum assignment_err err;
		int64_t id;
		size_t at = 0;

		while (at < given_len && !same_assignment(&given[at], dec)) {
			at++;
		}
		if (dec->assignee == 0 || at < given_len) {
			continue;
		}
		err = assignment_give(cx, &(struct assignment_new){
			.unit_id = d->unit.id,
			.member_id = dec->assignee,
			.meeting_id = meeting_id,
			.decision = (int64_t)i + 1,
			.text = dec->text,
			.due = dec->due,
			.given_on = d->in->day,
		}, &id);
		assert(err == ASSIGNMENT_OK || db_state(cx->db) != DB_OK);
	}
}

enum meeting_err
meeting_write(struct ctx *cx, const struct meeting_record *in, int64_t *out_id)
{
	struct draft d = { .in = in };
	enum meeting_err err = check(cx, &d);
	int64_t meeting_id, record_id;

	if (err != MEETING_OK) {
		return err;
	}
	meeting_id = d.meeting.id != 0 ? d.meeting.id : insert_meeting(cx, &d);
	record_id = insert_record(cx, &d, meeting_id);
	insert_marks(cx, &d, record_id);
	meeting_agenda_put(cx, meeting_id, record_id, in->agenda,
	    in->agenda_len);
	for (size_t i = 0; i < in->decisions_len; i++) {
		insert_decision(cx, &d.decisions[i], (int64_t)i + 1, meeting_id,
		    record_id);
	}
	set_current(cx, &d, meeting_id, record_id);
	give_assignments(cx, &d, meeting_id);
	meeting_changed(cx, in->corrects == 0 ? "meeting.record" :
	    "meeting.correct", d.unit.id, meeting_id);
	*out_id = meeting_id;
	return MEETING_OK;
}
