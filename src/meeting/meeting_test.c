/*
 * meeting_test.c - the rules of meeting.h on recording, judging and correcting,
 * and every refusal. Planning and signing in are in meeting_plan_test.c, what
 * others read in meeting_read_test.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "assignment/assignment.h"
#include "db/db.h"
#include "meeting/meeting.h"
#include "tests/harbour.h"

static struct harbour world;
static bool provoked[MEETING_ERR_COUNT];

static int
set_up(void **state)
{
	(void)state;
	harbour_open(&world);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	harbour_close(&world);
	return 0;
}

/* The first `present` of Cell 4's six are there, the next one is excused. */
static void
mark_six(struct mark marks[6], int present)
{
	for (int i = 0; i < 6; i++) {
		marks[i] = (struct mark){ world.person[RUNA + i],
		    i < present ? PRESENT : i == present ? EXCUSED : ABSENT };
	}
}

/* Today's general meeting of Cell 4 as far as it is the same in most tests. */
static struct meeting_record
general(struct mark marks[6], int present)
{
	mark_six(marks, present);
	return (struct meeting_record){
		.unit_id = world.cell4, .kind = S("general"),
		.day = world.cx.today, .starts = -1, .ends = -1,
		.place = S(""), .notes = S(""), .attendance_known = true,
		.marks = marks, .marks_len = 6, .reason = S(""),
	};
}

static enum meeting_err
record(const struct meeting_record *in, int64_t *out_id)
{
	struct ctx *cx = &world.cx;
	enum meeting_err err;

	*out_id = -1;
	db_begin(cx->db, DB_WRITE);
	err = meeting_write(cx, in, out_id);
	assert_true(db_commit(cx->db));
	assert_int_equal(err == MEETING_OK, *out_id > 0);
	provoked[err] = true;
	return err;
}

static struct meeting_minutes
minutes(int64_t id, int version)
{
	struct meeting_minutes m = { 0 };

	db_begin(world.cx.db, DB_READ);
	assert_true(meeting_minutes(&world.cx, id, version, &m));
	assert_true(db_commit(world.cx.db));
	return m;
}

static struct decision
decided(const char *text, int64_t votes_for, int64_t against, int64_t abstained)
{
	return (struct decision){
		.text = str_z(text), .subject = S(""), .votes_for = votes_for,
		.votes_against = against, .abstained = abstained,
		.due = DATE_NONE,
	};
}

/* ---- recording --------------------------------------------------------- */

static void
test_recorded(void **state)			/* MEET-1 */
{
	struct mark marks[6];
	struct meeting_record in = general(marks, 4);
	const struct agenda_item agenda[] = {
		{ S("Night shift"), S("Most prefer four weeks."), 0 },
		{ S(" "), S("left out"), 0 },
	};
	struct meeting_minutes m;
	struct meeting last;
	int64_t id;

	(void)state;
	in.starts = 18 * 60 + 30;
	in.ends = 19 * 60 + 50;
	in.place = S("canteen upstairs");
	in.notes = S("Quiet.");
	in.chair_id = world.person[EMIL];
	in.guests = 1;
	in.agenda = agenda;
	in.agenda_len = 2;
	assert_int_equal(record(&in, &id), MEETING_OK);
	m = minutes(id, 0);
	assert_int_equal(m.meeting.state, MEETING_WAS_HELD);
	assert_int_equal(m.meeting.members, 6);
	assert_int_equal(m.meeting.present, 4);
	assert_int_equal(m.meeting.excused, 1);
	assert_int_equal(m.meeting.starts, 18 * 60 + 30);
	assert_int_equal(m.ends, 19 * 60 + 50);
	assert_int_equal(m.version, 1);
	assert_int_equal(m.versions, 1);
	assert_int_equal(m.guests, 1);
	assert_true(str_eq(m.chair, S("Emil Stroud")));
	assert_true(str_eq(m.place, S("canteen upstairs")));
	assert_int_equal(m.agenda_len, 1);
	assert_true(str_eq(m.agenda[0].title, S("Night shift")));
	assert_int_equal(m.attendees_len, 6);
	assert_true(str_eq(m.attendees[0].name, S("Aino Rask")));
	assert_int_equal(m.attendees[0].presence, PRESENT);
	db_begin(world.cx.db, DB_READ);
	assert_true(meeting_last(&world.cx, world.cell4, S("general"),
	    world.cx.today, &last));
	assert_int_equal(last.id, id);
	assert_false(meeting_last(&world.cx, world.cell4, S("general"),
	    date_add(world.cx.today, -1), &last));
	assert_false(meeting_last(&world.cx, world.cell4, S("consultative"),
	    world.cx.today, &last));
	assert_false(meeting_minutes(&world.cx, id, 2, &m));
	assert_true(db_commit(world.cx.db));
}

static void
test_day(void **state)			/* MEET-1, MEET-2 */
{
	struct mark marks[6];
	struct meeting_record in = general(marks, 4);
	int64_t id;

	(void)state;
	in.day = date_add(world.cx.today, 1);
	assert_int_equal(record(&in, &id), MEETING_FUTURE);
	in.day = DATE_NONE;
	assert_int_equal(record(&in, &id), MEETING_FUTURE);
	in.day = world.cx.today;
	assert_int_equal(record(&in, &id), MEETING_OK);
	assert_int_equal(record(&in, &id), MEETING_ALREADY);
	in.kind = S("consultative");
	assert_int_equal(record(&in, &id), MEETING_OK);
	in.kind = S("assembly");
	assert_int_equal(record(&in, &id), MEETING_NO_KIND);
	in.kind = S("general");
	in.day = harbour_date("2019-12-31");
	assert_int_equal(record(&in, &id), MEETING_NO_UNIT);
	in.day = world.cx.today;
	in.unit_id = 999;
	assert_int_equal(record(&in, &id), MEETING_NO_UNIT);
	in.meeting_id = 999;
	assert_int_equal(record(&in, &id), MEETING_NO_MEETING);
	in = general(marks, 4);
	in.day = date_add(world.cx.today, -1);
	in.starts = 600;
	in.ends = 600;
	assert_int_equal(record(&in, &id), MEETING_TIMES);
	in.ends = 601;
	assert_int_equal(record(&in, &id), MEETING_OK);
}

static void
test_marks(void **state)			/* MEET-3 */
{
	struct mark marks[7];
	struct meeting_record in = general(marks, 4);
	int64_t id;

	(void)state;
	in.marks_len = 5;
	assert_int_equal(record(&in, &id), MEETING_NOT_MARKED);
	in.marks_len = 6;
	marks[5].member_id = world.person[RUNA];
	assert_int_equal(record(&in, &id), MEETING_MARKED_TWICE);
	marks[5].member_id = world.person[LEA];
	assert_int_equal(record(&in, &id), MEETING_NOT_MEMBER);
	/* Kalle left on 1 October: not a member then, a member before. */
	marks[5].member_id = world.person[IVO];
	marks[6] = (struct mark){ world.person[KALLE], PRESENT };
	in.marks_len = 7;
	in.day = harbour_date("2026-10-01");
	assert_int_equal(record(&in, &id), MEETING_NOT_MEMBER);
	in.day = harbour_date("2026-09-30");
	assert_int_equal(record(&in, &id), MEETING_OK);
	assert_int_equal(minutes(id, 0).meeting.members, 7);
	in.day = harbour_date("2026-09-29");
	in.attendance_known = false;
	assert_int_equal(record(&in, &id), MEETING_NOT_MARKED);
}

static void
test_too_large(void **state)
{
	struct mark marks[6];
	struct meeting_record in = general(marks, 4);
	int64_t id;

	(void)state;
	db_begin(world.cx.db, DB_WRITE);
	db_script(world.cx.db,
	    "WITH RECURSIVE n(i) AS (SELECT 9001 UNION ALL SELECT i + 1 FROM n"
	    "  WHERE i < 9495) INSERT INTO member (id, public_id, number, name,"
	    "  native_name, name_fold, language, entered_at)"
	    "  SELECT i, 'p' || i, 'n' || i, 'M', '', 'm', '', 0 FROM n;"
	    "INSERT INTO membership (id, member_id, cell_id, how, ended,"
	    "  entered_at) SELECT id, id, (SELECT id FROM unit WHERE code ="
	    "  'C4'), 1, 0, 0 FROM member WHERE id > 9000;");
	assert_true(db_commit(world.cx.db));
	assert_int_equal(record(&in, &id), MEETING_TOO_LARGE);
}

static void
test_too_long(void **state)
{
	struct mark marks[6];
	struct meeting_record in = general(marks, 4);
	struct decision d = decided("", -1, -1, -1);
	struct agenda_item item = { S("a"), S(""), 0 };
	size_t len = MEETING_TEXT_MAX + 1;
	char *text = malloc(len);
	int64_t id;

	(void)state;
	assert_non_null(text);
	memset(text, 'a', len);
	in.notes = (str){ text, len };
	assert_int_equal(record(&in, &id), MEETING_TOO_LONG);
	in.notes = S("");
	in.place = (str){ text, MEETING_LINE_MAX + 1 };
	assert_int_equal(record(&in, &id), MEETING_TOO_LONG);
	in.place = S("");
	in.decisions = &d;
	in.decisions_len = 1;
	d.text = (str){ text, MEETING_LINE_MAX + 1 };
	assert_int_equal(record(&in, &id), MEETING_TOO_LONG);
	in.decisions_len = 0;
	in.agenda = &item;
	in.agenda_len = 1;
	item.title = (str){ text, MEETING_LINE_MAX + 1 };
	assert_int_equal(record(&in, &id), MEETING_TOO_LONG);
	item.title = (str){ text, MEETING_LINE_MAX };
	in.notes = (str){ text, MEETING_TEXT_MAX };
	assert_int_equal(record(&in, &id), MEETING_OK);
	free(text);
}

/* ---- judged by the statutes of the day --------------------------------- */

static void
test_quorum(void **state)			/* MEET-4 */
{
	static const struct {
		const char	*day;
		int		 present;
		int64_t		 quorum;
		int		 met;
		const char	*article;
	} t[] = {
		{ "2026-11-20", 4, 4, 1, "13" },	/* 2/3 of 6 */
		{ "2026-11-19", 3, 4, 0, "13" },
		{ "2026-11-01", 3, 4, 0, "13" },
		{ "2026-10-31", 3, 3, 1, "12" },	/* 1/2 of 6 */
		{ "2026-10-30", 2, 3, 0, "12" },
		{ "2025-12-31", 2, -1, -1, "" },	/* no statutes yet */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct mark marks[7];
		struct meeting_record in = general(marks, t[i].present);
		struct meeting_minutes m;
		int64_t id;

		in.day = harbour_date(t[i].day);
		if (i == COUNT(t) - 1) {
			marks[6] = (struct mark){ world.person[KALLE], ABSENT };
			in.marks_len = 7;
		}
		assert_int_equal(record(&in, &id), MEETING_OK);
		m = minutes(id, 0);
		assert_int_equal(m.meeting.quorum, t[i].quorum);
		assert_int_equal(m.meeting.quorum_met, t[i].met);
		assert_true(str_eq(m.article, str_z(t[i].article)));
		assert_int_equal(m.edition_id != 0, t[i].article[0] != '\0');
	}
}

static void
test_quorum_not_judged(void **state)		/* MEET-4 */
{
	struct mark marks[6];
	struct meeting_record in = general(marks, 4);
	struct meeting_minutes m;
	int64_t id;

	(void)state;
	/* Who came is not known: nobody is marked, nothing is judged. */
	in.attendance_known = false;
	in.marks_len = 0;
	assert_int_equal(record(&in, &id), MEETING_OK);
	m = minutes(id, 0);
	assert_int_equal(m.meeting.members, -1);
	assert_int_equal(m.meeting.present, -1);
	assert_int_equal(m.meeting.excused, -1);
	assert_int_equal(m.meeting.quorum_met, -1);
	assert_int_equal(m.attendees_len, 0);

	/* "quorum none": nobody is needed, so there is always enough. */
	in = general(marks, 1);
	in.kind = S("consultative");
	assert_int_equal(record(&in, &id), MEETING_OK);
	m = minutes(id, 0);
	assert_int_equal(m.meeting.quorum, 0);
	assert_int_equal(m.meeting.quorum_met, 1);
	assert_true(str_eq(m.article, S("13")));

	/* The kind is not known: two are possible, so neither is judged. */
	in.kind = S("");
	assert_int_equal(record(&in, &id), MEETING_OK);
	assert_int_equal(minutes(id, 0).meeting.quorum, -1);
}

static void
test_committee(void **state)		/* MEET-3, MEET-4, MEET-5 */
{
	struct mark marks[] = { { world.person[TOMAS], PRESENT },
	    { world.person[ODA], ABSENT } };
	struct decision d = decided("Visit Cell 5", 1, 0, 0);
	struct meeting_record in = {
		.unit_id = world.county, .kind = S("assembly"),
		.day = world.cx.today, .starts = -1, .ends = -1,
		.attendance_known = true, .marks = marks, .marks_len = 2,
		.decisions = &d, .decisions_len = 1,
	};
	struct meeting_minutes m;
	int64_t id;

	(void)state;
	d.assignee = world.person[TOMAS];
	assert_int_equal(record(&in, &id), MEETING_OK);
	m = minutes(id, 0);
	assert_int_equal(m.meeting.members, 2);
	assert_int_equal(m.meeting.present, 1);
	assert_int_equal(m.meeting.quorum, -1);	/* the rules are silent */
	assert_int_equal(m.meeting.quorum_met, -1);
	assert_int_equal(m.decisions[0].needed, 1);	/* of 1 cast */
	assert_int_equal(m.decisions[0].carried, 1);
	/* Before anybody held an office there, who came cannot be known. */
	in.day = harbour_date("2025-06-01");
	in.marks_len = 0;
	in.decisions_len = 0;
	assert_int_equal(record(&in, &id), MEETING_OK);
	assert_int_equal(minutes(id, 0).meeting.present, -1);
}

static void
test_decisions(void **state)			/* MEET-5, MEET-9 */
{
	static const struct {
		int64_t		 votes_for, against, abstained;
		const char	*subject;
		int64_t		 needed;
		int		 carried;
	} t[] = {
		{ 3, 1, 0, "", 3, 1 },		/* more than half of 4 */
		{ 2, 2, 0, "", 3, 0 },
		{ 2, 0, 2, "", 3, 0 },
		{ -1, -1, -1, "", 3, -1 },	/* nobody counted */
		{ 4, 0, 0, "dissolve the cell", 4, 1 },	/* 2/3 of 6 */
		{ 3, 0, 0, "dissolve the cell", 4, 0 },
	};
	struct decision list[COUNT(t)];
	struct mark marks[6];
	struct meeting_record in = general(marks, 4);
	struct meeting_minutes m;
	int64_t id;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		list[i] = decided(" We bake. ", t[i].votes_for, t[i].against,
		    t[i].abstained);
		list[i].subject = str_z(t[i].subject);
		list[i].sent_up = i == 1;
	}
	in.decisions = list;
	in.decisions_len = COUNT(t);
	assert_int_equal(record(&in, &id), MEETING_OK);
	m = minutes(id, 0);
	assert_int_equal(m.decisions_len, COUNT(t));
	assert_int_equal(m.meeting.decisions_len, COUNT(t));
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(m.decisions[i].needed, t[i].needed);
		assert_int_equal(m.decisions[i].carried, t[i].carried);
		assert_true(str_eq(m.decisions[i].text, S("We bake.")));
		assert_true(str_eq(m.decisions[i].article, S("13")));
		assert_int_equal(m.decisions[i].sent_up, i == 1);
	}

	in.day = date_add(world.cx.today, -1);
	in.decisions_len = 1;
	list[0] = decided("We bake.", 3, 1, 1);	/* five votes, four there */
	assert_int_equal(record(&in, &id), MEETING_VOTES);
	list[0] = decided(" ", 3, 1, 0);
	assert_int_equal(record(&in, &id), MEETING_NO_TEXT);
	/* Who came is not known: the votes cannot be too many. */
	list[0] = decided("We bake.", 30, 1, 1);
	in.attendance_known = false;
	in.marks_len = 0;
	assert_int_equal(record(&in, &id), MEETING_OK);
	assert_int_equal(minutes(id, 0).decisions[0].carried, -1);
}

/* ---- assignments ------------------------------------------------------- */

static void
test_assignments(void **state)			/* MEET-7 */
{
	struct mark marks[6];
	struct meeting_record in = general(marks, 4);
	struct decision d = decided("Dara writes the rota", 4, 0, 0);
	struct assignment *given;
	struct meeting_minutes m;
	size_t len;
	int64_t id;

	(void)state;
	in.decisions = &d;
	in.decisions_len = 1;
	d.assignee = world.person[LEA];
	assert_int_equal(record(&in, &id), MEETING_NO_ASSIGNEE);
	d.assignee = world.person[DARA];
	d.due = date_add(world.cx.today, -1);
	assert_int_equal(record(&in, &id), MEETING_DUE);
	d.due = harbour_date("2026-11-27");
	assert_int_equal(record(&in, &id), MEETING_OK);
	m = minutes(id, 0);
	assert_true(str_eq(m.decisions[0].assignee_name, S("Dara Quill")));
	assert_int_equal(m.decisions[0].due.day, d.due.day);
	db_begin(world.cx.db, DB_READ);
	assignment_of_meeting(&world.cx, id, &given, &len);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(len, 1);
	assert_int_equal(given[0].member_id, world.person[DARA]);
	assert_int_equal(given[0].given_on.day, world.cx.today.day);
	assert_int_equal(given[0].due.day, d.due.day);
	assert_true(str_eq(given[0].text, S("Dara writes the rota")));
}

/* ---- corrections ------------------------------------------------------- */

static void
test_correction(void **state)			/* MEET-6 */
{
	struct mark marks[6];
	struct meeting_record in = general(marks, 3);
	struct meeting_version *versions;
	struct meeting_minutes m;
	size_t len;
	int64_t id, same;

	(void)state;
	assert_int_equal(record(&in, &id), MEETING_OK);
	assert_int_equal(minutes(id, 0).meeting.quorum_met, 0);
	in = general(marks, 4);
	in.meeting_id = id;
	assert_int_equal(record(&in, &same), MEETING_HELD);
	in.corrects = 1;
	assert_int_equal(record(&in, &same), MEETING_NO_REASON);
	in.reason = S("Bea came late");
	assert_int_equal(record(&in, &same), MEETING_OK);
	assert_int_equal(same, id);
	/* Somebody else had opened the first version meanwhile. */
	assert_int_equal(record(&in, &same), MEETING_CHANGED);

	m = minutes(id, 0);
	assert_int_equal(m.version, 2);
	assert_int_equal(m.versions, 2);
	assert_int_equal(m.meeting.quorum_met, 1);
	assert_true(str_eq(m.reason, S("Bea came late")));
	m = minutes(id, 1);
	assert_int_equal(m.version, 1);
	assert_int_equal(m.meeting.present, 3);
	assert_int_equal(m.meeting.quorum_met, 0);
	assert_int_equal(m.attendees_len, 6);
	db_begin(world.cx.db, DB_READ);
	meeting_versions(&world.cx, id, &versions, &len);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(len, 2);
	assert_int_equal(versions[1].version, 2);
	assert_true(str_eq(versions[1].reason, S("Bea came late")));
	assert_int_equal(versions[1].entered_at, world.cx.now);
}

/* The day may be corrected, but not to one that has a meeting already. */
static void
test_correction_of_day(void **state)		/* MEET-2, MEET-6 */
{
	struct mark marks[6];
	struct meeting_record in = general(marks, 4);
	struct meeting m;
	int64_t first, second;

	(void)state;
	assert_int_equal(record(&in, &first), MEETING_OK);
	in.day = harbour_date("2026-11-13");
	assert_int_equal(record(&in, &second), MEETING_OK);
	in.meeting_id = second;
	in.corrects = 1;
	in.reason = S("It was a week later");
	in.day = world.cx.today;
	assert_int_equal(record(&in, &second), MEETING_ALREADY);
	in.meeting_id = first;
	in.day = harbour_date("2026-11-12");
	assert_int_equal(record(&in, &first), MEETING_OK);
	db_begin(world.cx.db, DB_READ);
	assert_true(meeting_read(&world.cx, first, &m));
	assert_true(db_commit(world.cx.db));
	assert_int_equal(m.day.day, in.day.day);
	assert_int_equal(m.version, 2);
}

static size_t
with_state(const struct assignment *list, size_t len,
    enum assignment_state state)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		n += list[i].state == state;
	}
	return n;
}

/* What is still decided keeps its assignment and how it stands; what is not
 * decided any more is dropped; what is new is given. */
static void
test_correction_of_decisions(void **state)	/* MEET-6, MEET-7 */
{
	struct mark marks[6];
	struct meeting_record in = general(marks, 4);
	struct decision list[2] = { decided("Write the rota", 4, 0, 0),
	    decided("Ask the school", 4, 0, 0) };
	struct assignment *given;
	size_t len;
	int64_t id;

	(void)state;
	list[0].assignee = world.person[DARA];
	list[1].assignee = world.person[AINO];
	in.decisions = list;
	in.decisions_len = 2;
	assert_int_equal(record(&in, &id), MEETING_OK);
	db_begin(world.cx.db, DB_WRITE);
	assignment_of_meeting(&world.cx, id, &given, &len);
	assert_int_equal(len, 2);
	assert_int_equal(assignment_say(&world.cx, given[0].id,
	    ASSIGNMENT_REPORTED, S("")), ASSIGNMENT_OK);
	assert_true(db_commit(world.cx.db));

	list[1].assignee = world.person[EMIL];
	in.meeting_id = id;
	in.corrects = 1;
	in.reason = S("Emil asks the school");
	assert_int_equal(record(&in, &id), MEETING_OK);
	db_begin(world.cx.db, DB_READ);
	assignment_of_meeting(&world.cx, id, &given, &len);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(len, 3);
	assert_int_equal(with_state(given, len, ASSIGNMENT_REPORTED), 1);
	assert_int_equal(with_state(given, len, ASSIGNMENT_DROPPED), 1);
	assert_int_equal(with_state(given, len, ASSIGNMENT_OPEN), 1);
}

/* ---- told by a list ---------------------------------------------------- */

static enum meeting_err
take_over(const struct meeting_told *in, int64_t *out_id)
{
	enum meeting_err err;

	db_begin(world.cx.db, DB_WRITE);
	err = meeting_take_over(&world.cx, in, out_id);
	assert_true(db_commit(world.cx.db));
	provoked[err] = true;
	return err;
}

static void
test_told(void **state)		/* MEET-1, MEET-2, MEET-4 */
{
	struct meeting_told in = {
		.unit_id = world.cell4, .kind = S("general"),
		.state = MEETING_WAS_HELD, .day = harbour_date("2026-11-06"),
		.starts = -1, .place = S(""), .members = 6, .present = 4,
		.excused = 1,
	};
	struct meeting_minutes m;
	int64_t id;

	(void)state;
	assert_int_equal(take_over(&in, &id), MEETING_OK);
	m = minutes(id, 0);
	assert_int_equal(m.meeting.quorum, 4);
	assert_int_equal(m.meeting.quorum_met, 1);
	assert_int_equal(m.attendees_len, 0);
	assert_int_equal(take_over(&in, &id), MEETING_ALREADY);
	in.day = harbour_date("2026-11-07");
	in.members = 4;
	assert_int_equal(take_over(&in, &id), MEETING_COUNTS);
	in.kind = S("");
	in.members = in.present = in.excused = -1;
	assert_int_equal(take_over(&in, &id), MEETING_OK);
	m = minutes(id, 0);
	assert_int_equal(m.meeting.members, -1);
	assert_int_equal(m.meeting.quorum, -1);
	in.day = date_add(world.cx.today, 1);
	assert_int_equal(take_over(&in, &id), MEETING_FUTURE);
	in.state = MEETING_PLANNED;
	assert_int_equal(take_over(&in, &id), MEETING_OK);
}

/* ---- failures ---------------------------------------------------------- */

/* Whichever step of the database fails, nothing is half recorded. */
static void
test_all_or_nothing(void **state)
{
	struct ctx *cx = &world.cx;
	struct mark marks[6];
	struct meeting_record in = general(marks, 4);
	struct decision d = decided("Write the rota", 4, 0, 0);
	struct agenda_item item = { S("Rota"), S("Two drafts."), 0 };
	bool done = false;
	int64_t id;
	int n;

	(void)state;
	d.assignee = world.person[DARA];
	in.decisions = &d;
	in.decisions_len = 1;
	in.agenda = &item;
	in.agenda_len = 1;
	for (n = 1; !done; n++) {
		enum meeting_err err;

		db_fail_at(cx->db, n);
		db_begin(cx->db, DB_WRITE);
		err = meeting_write(cx, &in, &id);
		(void)err;		/* the commit tells */
		done = db_commit(cx->db);
		db_fail_at(cx->db, 0);
		assert_int_equal(harbour_number(&world, "SELECT"
		    " (SELECT count(*) FROM meeting) +"
		    " (SELECT count(*) FROM meeting_record) +"
		    " (SELECT count(*) FROM attendance) +"
		    " (SELECT count(*) FROM agenda_item) +"
		    " (SELECT count(*) FROM decision) +"
		    " (SELECT count(*) FROM assignment) +"
		    " (SELECT count(*) FROM assignment_event)"),
		    done ? 12 : 0);
	}
	assert_true(n > 20);
}

/* The refusals of planning are provoked in meeting_plan_test.c. */
static void
test_refusals(void **state)
{
	provoked[MEETING_PAST] = provoked[MEETING_CANCELLED] = true;
	(void)state;
	for (size_t err = 0; err < MEETING_ERR_COUNT; err++) {
		if (!provoked[err]) {
			fail_msg("never refused: %s",
			    meeting_err_text((enum meeting_err)err));
		}
		assert_in_range(meeting_err_status((enum meeting_err)err),
		    200, 499);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HARBOUR(test_recorded), IN_HARBOUR(test_day),
		IN_HARBOUR(test_marks), IN_HARBOUR(test_too_large),
		IN_HARBOUR(test_too_long), IN_HARBOUR(test_quorum),
		IN_HARBOUR(test_quorum_not_judged), IN_HARBOUR(test_committee),
		IN_HARBOUR(test_decisions), IN_HARBOUR(test_assignments),
		IN_HARBOUR(test_correction), IN_HARBOUR(test_correction_of_day),
		IN_HARBOUR(test_correction_of_decisions), IN_HARBOUR(test_told),
		IN_HARBOUR(test_all_or_nothing),
		cmocka_unit_test(test_refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
