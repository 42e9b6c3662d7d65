/*
 * meeting_read_test.c - what others read of meetings: days, lists, what was
 * sent up, and what a person has attended.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "meeting/meeting.h"
#include "tests/harbour.h"

static struct harbour world;

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
	return err;
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

static void
test_list(void **state)
{
	struct mark marks[6];
	struct meeting *list;
	size_t len;
	int64_t id;

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct meeting_record in = general(marks, 4);

		in.day = date_add(world.cx.today, -i);
		assert_int_equal(record(&in, &id), MEETING_OK);
	}
	db_begin(world.cx.db, DB_READ);
	meeting_list(&world.cx, world.cell4, 0, DATE_NONE, 2, &list, &len);
	assert_int_equal(len, 2);
	assert_int_equal(list[0].day.day, world.cx.today.day);
	meeting_list(&world.cx, world.cell4, MEETING_WAS_HELD,
	    world.cx.today, 9, &list, &len);
	assert_int_equal(len, 2);
	assert_int_equal(list[0].day.day, world.cx.today.day - 1);
	meeting_list(&world.cx, world.cell4, MEETING_PLANNED, DATE_NONE, 9,
	    &list, &len);
	assert_int_equal(len, 0);
	assert_true(db_commit(world.cx.db));
}

static void
test_sent_up(void **state)			/* MEET-8 */
{
	struct mark marks[6];
	struct meeting_record in = general(marks, 4);
	struct decision list[2] = { decided("Stays here", 4, 0, 0),
	    decided("Goes up", 4, 0, 0) };
	struct sent_up *sent;
	size_t len;
	int64_t id;

	(void)state;
	list[1].sent_up = true;
	in.decisions = list;
	in.decisions_len = 2;
	assert_int_equal(record(&in, &id), MEETING_OK);
	db_begin(world.cx.db, DB_READ);
	meeting_sent_up(&world.cx, world.county, true, 9, &sent, &len);
	assert_int_equal(len, 1);
	assert_true(str_eq(sent[0].text, S("Goes up")));
	assert_int_equal(sent[0].unit_id, world.cell4);
	assert_int_equal(sent[0].carried, 1);
	meeting_sent_up(&world.cx, world.county, false, 9, &sent, &len);
	assert_int_equal(len, 0);
	meeting_sent_up(&world.cx, world.cell4, false, 9, &sent, &len);
	assert_int_equal(len, 1);
	assert_true(db_commit(world.cx.db));
	/* A correction takes it back. */
	list[1].sent_up = false;
	in.meeting_id = id;
	in.corrects = 1;
	in.reason = S("It stays here");
	assert_int_equal(record(&in, &id), MEETING_OK);
	db_begin(world.cx.db, DB_READ);
	meeting_sent_up(&world.cx, world.county, true, 9, &sent, &len);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(len, 0);
}

static void
test_attended(void **state)			/* MEMB-5 */
{
	struct mark marks[6];
	struct meeting_record in = general(marks, 3);
	struct attended *list;
	size_t len;
	int64_t id;

	(void)state;
	assert_int_equal(record(&in, &id), MEETING_OK);
	in = general(marks, 4);
	in.meeting_id = id;
	in.corrects = 1;
	in.reason = S("Bea came late");
	assert_int_equal(record(&in, &id), MEETING_OK);
	db_begin(world.cx.db, DB_READ);
	meeting_attended(&world.cx, world.person[BEA], 9, &list, &len);
	assert_int_equal(len, 1);
	assert_int_equal(list[0].presence, PRESENT);
	assert_int_equal(list[0].version, 2);
	assert_true(str_eq(list[0].kind, S("general")));
	meeting_attended_before(&world.cx, world.person[BEA], 9, &list, &len);
	assert_int_equal(len, 1);
	assert_int_equal(list[0].presence, EXCUSED);
	meeting_attended(&world.cx, world.person[LEA], 9, &list, &len);
	assert_int_equal(len, 0);
	assert_true(db_commit(world.cx.db));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HARBOUR(test_list),
		IN_HARBOUR(test_sent_up), IN_HARBOUR(test_attended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
