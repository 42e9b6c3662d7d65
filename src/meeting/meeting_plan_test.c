/* meeting_plan_test.c - planning a meeting, its agenda, and signing in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assignment/assignment.h"
#include "db/db.h"
#include "meeting/meeting.h"
#include "member/member.h"
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

/* Cell 4's next general meeting, a week from today. */
static struct meeting_plan
next_week(void)
{
	return (struct meeting_plan){
		.unit_id = world.cell4, .kind = S("general"),
		.place = S("canteen upstairs"), .starts = 18 * 60 + 30,
		.day = date_add(world.cx.today, 7),
	};
}

static enum meeting_err
call(const struct meeting_plan *in, int64_t *out_id)
{
	enum meeting_err err;

	*out_id = -1;
	db_begin(world.cx.db, DB_WRITE);
	err = meeting_call(&world.cx, in, out_id);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(err == MEETING_OK, *out_id > 0);
	return err;
}

static enum meeting_err
replan(int64_t id, const struct meeting_plan *in)
{
	enum meeting_err err;

	db_begin(world.cx.db, DB_WRITE);
	err = meeting_replan(&world.cx, id, in);
	assert_true(db_commit(world.cx.db));
	return err;
}

static enum meeting_err
cancel(int64_t id)
{
	enum meeting_err err;

	db_begin(world.cx.db, DB_WRITE);
	err = meeting_cancel(&world.cx, id);
	assert_true(db_commit(world.cx.db));
	return err;
}

/* A record of the meeting without attendance. */
static enum meeting_err
hold(int64_t meeting_id, struct date day, int64_t *out_id)
{
	struct meeting_record in = {
		.unit_id = world.cell4, .meeting_id = meeting_id,
		.kind = S("general"), .day = day, .starts = -1, .ends = -1,
	};
	enum meeting_err err;

	db_begin(world.cx.db, DB_WRITE);
	err = meeting_write(&world.cx, &in, out_id);
	assert_true(db_commit(world.cx.db));
	return err;
}

static struct meeting
read_one(int64_t id)
{
	struct meeting m = { 0 };

	db_begin(world.cx.db, DB_READ);
	assert_true(meeting_read(&world.cx, id, &m));
	assert_true(db_commit(world.cx.db));
	return m;
}

static void
test_called(void **state)
{
	struct meeting_plan in = next_week();
	struct meeting m, next = { 0 };
	int64_t id, later;

	(void)state;
	assert_int_equal(call(&in, &id), MEETING_OK);
	m = read_one(id);
	assert_int_equal(m.state, MEETING_PLANNED);
	assert_int_equal(m.day.day, in.day.day);
	assert_int_equal(m.starts, in.starts);
	assert_int_equal(m.called_at, world.cx.now);
	assert_int_equal(m.version, 0);
	assert_int_equal(m.members, -1);
	assert_true(str_eq(m.place, in.place));
	assert_int_equal(m.sign_code.len, PUBLIC_ID_LEN);
	in.day = date_add(in.day, 1);
	assert_int_equal(call(&in, &later), MEETING_OK);
	db_begin(world.cx.db, DB_READ);
	assert_true(meeting_next(&world.cx, world.cell4, &next));
	assert_int_equal(next.id, id);
	assert_false(meeting_next(&world.cx, world.cell5, &next));
	assert_true(meeting_by_public(&world.cx, m.public_id, &next));
	assert_int_equal(next.id, id);
	assert_false(meeting_by_public(&world.cx, S("nobody"), &next));
	assert_true(db_commit(world.cx.db));
}

static void
test_refused(void **state)			/* MEET-2 */
{
	struct meeting_plan in = next_week();
	int64_t id, other;

	(void)state;
	assert_int_equal(call(&in, &id), MEETING_OK);
	assert_int_equal(call(&in, &other), MEETING_ALREADY);
	in.day = date_add(world.cx.today, -1);
	assert_int_equal(call(&in, &other), MEETING_PAST);
	in.day = DATE_NONE;
	assert_int_equal(call(&in, &other), MEETING_PAST);
	in.day = world.cx.today;
	in.kind = S("assembly");
	assert_int_equal(call(&in, &other), MEETING_NO_KIND);
	in.kind = S("general");
	in.unit_id = 999;
	assert_int_equal(call(&in, &other), MEETING_NO_UNIT);
	in.unit_id = world.cell4;
	in.agenda_len = MEETING_AGENDA_MAX + 1;
	assert_int_equal(call(&in, &other), MEETING_TOO_LONG);
	in.agenda_len = 0;
	assert_int_equal(replan(999, &in), MEETING_NO_MEETING);
	assert_int_equal(cancel(999), MEETING_NO_MEETING);
	assert_int_equal(harbour_number(&world, "SELECT count(*) FROM meeting"),
	    1);
}

static void
test_changed_and_cancelled(void **state)	/* MEET-2 */
{
	struct meeting_plan in = next_week();
	int64_t id, other, called = world.cx.now;

	(void)state;
	assert_int_equal(call(&in, &id), MEETING_OK);
	world.cx.now += 3600;
	in.place = S("mill");
	in.starts = -1;
	assert_int_equal(replan(id, &in), MEETING_OK);
	assert_int_equal(read_one(id).called_at, called);
	assert_int_equal(read_one(id).starts, -1);
	assert_true(str_eq(read_one(id).place, S("mill")));
	/* Another day is another call: the notice begins anew. */
	in.day = date_add(in.day, 1);
	assert_int_equal(replan(id, &in), MEETING_OK);
	assert_int_equal(read_one(id).called_at, world.cx.now);
	assert_int_equal(cancel(id), MEETING_OK);
	assert_int_equal(cancel(id), MEETING_CANCELLED);
	assert_int_equal(replan(id, &in), MEETING_CANCELLED);
	assert_int_equal(hold(id, world.cx.today, &other), MEETING_CANCELLED);
	/* The day is free again. */
	assert_int_equal(call(&in, &other), MEETING_OK);
}

static void
test_held(void **state)			/* MEET-2 */
{
	struct meeting_plan in = next_week();
	int64_t id, held;

	(void)state;
	in.day = world.cx.today;
	assert_int_equal(call(&in, &id), MEETING_OK);
	/* Recorded without being named, it is the one that was planned. */
	assert_int_equal(hold(0, world.cx.today, &held), MEETING_OK);
	assert_int_equal(held, id);
	assert_int_equal(read_one(id).state, MEETING_WAS_HELD);
	assert_int_equal(read_one(id).called_at, world.cx.now);
	assert_int_equal(hold(0, world.cx.today, &held), MEETING_ALREADY);
	assert_int_equal(hold(id, world.cx.today, &held), MEETING_HELD);
	assert_int_equal(cancel(id), MEETING_HELD);
	assert_int_equal(replan(id, &in), MEETING_HELD);
}

/* ---- the agenda -------------------------------------------------------- */

static int64_t
promise(const char *text)
{
	struct assignment_new in = {
		.unit_id = world.cell4, .member_id = world.person[DARA],
		.text = str_z(text), .given_on = world.cx.today,
		.due = DATE_NONE,
	};
	int64_t id;

	db_begin(world.cx.db, DB_WRITE);
	assert_int_equal(assignment_give(&world.cx, &in, &id), ASSIGNMENT_OK);
	assert_true(db_commit(world.cx.db));
	return id;
}

static size_t
agenda(int64_t id, struct agenda_item **out)
{
	size_t len;

	db_begin(world.cx.db, DB_READ);
	meeting_agenda(&world.cx, id, out, &len);
	assert_true(db_commit(world.cx.db));
	return len;
}

/* What was promised stands on the agenda until it is done. */
static void
test_agenda(void **state)			/* MEET-7, ASSI-3 */
{
	const int64_t first = promise("Compare flour prices");
	const struct agenda_item points[] = {
		{ S("Compare flour prices"), S(""), first },
		{ S("Night shift"), S(""), 0 }, { S("  "), S(""), 0 },
	};
	struct meeting_plan in = next_week();
	struct agenda_item *list;
	int64_t id, second;

	(void)state;
	in.agenda = points;
	in.agenda_len = 3;
	assert_int_equal(call(&in, &id), MEETING_OK);
	assert_int_equal(agenda(id, &list), 2);
	assert_int_equal(list[0].assignment_id, first);
	assert_true(str_eq(list[1].title, S("Night shift")));
	/* One given later comes on, one that is finished goes off. */
	second = promise("Ask the school");
	assert_int_equal(agenda(id, &list), 3);
	assert_int_equal(list[1].assignment_id, second);
	db_begin(world.cx.db, DB_WRITE);
	assert_int_equal(assignment_say(&world.cx, first, ASSIGNMENT_FINISHED,
	    S("")), ASSIGNMENT_OK);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(agenda(id, &list), 2);
	assert_int_equal(list[0].assignment_id, second);
	/* A new plan replaces the points of the old one. */
	in.agenda_len = 0;
	assert_int_equal(replan(id, &in), MEETING_OK);
	assert_int_equal(agenda(id, &list), 1);
	assert_int_equal(agenda(999, &list), 0);
	for (int i = 0; i < MEETING_CARRIED_MAX; i++) {
		(void)promise("One of very many");
	}
	assert_int_equal(agenda(id, &list), MEETING_CARRIED_MAX);
}

/* ---- signing in -------------------------------------------------------- */

static void
sign(str code, const char *number)
{
	db_begin(world.cx.db, DB_WRITE);
	meeting_sign_in(&world.cx, code, str_z(number));
	assert_true(db_commit(world.cx.db));
}

static void
test_sign_in(void **state)			/* MEET-10 */
{
	struct meeting_plan in = next_week();
	struct meeting m;
	int64_t id, *list;
	size_t len;

	(void)state;
	assert_int_equal(call(&in, &id), MEETING_OK);
	m = read_one(id);
	sign(m.sign_code, "1001");		/* not the day yet */
	world.cx.today = in.day;
	sign(m.sign_code, " 1001 ");
	sign(m.sign_code, "1001");		/* twice is once */
	sign(m.sign_code, "1010");		/* Lea, of another cell */
	sign(m.sign_code, "4711");		/* nobody */
	sign(S("0123456789ab"), "1002");	/* another code */
	sign(S(""), "1002");
	world.cx.today = date_add(in.day, 1);
	sign(m.sign_code, "1002");		/* the day is over */
	db_begin(world.cx.db, DB_READ);
	meeting_signed_in(&world.cx, id, &list, &len);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(len, 1);
	assert_int_equal(list[0], world.person[RUNA]);
}

/* ---- failures ---------------------------------------------------------- */

/* Whichever step of the database fails, nothing is half changed. */
static void
test_all_or_nothing(void **state)
{
	struct ctx *cx = &world.cx;
	const struct agenda_item points[] = { { S("Shift"), S(""), 0 } };
	struct meeting_plan in = next_week(), other = next_week();
	bool done = false;
	int64_t id, n;

	(void)state;
	in.agenda = points;
	in.agenda_len = 1;
	other.starts = 7;
	for (n = 1; !done; n++) {
		db_fail_at(cx->db, (int)n);
		db_begin(cx->db, DB_WRITE);
		if (meeting_call(cx, &in, &id) == MEETING_OK &&
		    meeting_replan(cx, id, &other) == MEETING_OK) {
			enum meeting_err err = meeting_cancel(cx, id);

			(void)err;	/* the commit tells */
		}
		done = db_commit(cx->db);
		db_fail_at(cx->db, 0);
		assert_int_equal(harbour_number(&world, "SELECT"
		    " (SELECT count(*) FROM agenda_item) +"
		    " (SELECT count(*) FROM meeting)"), done ? 1 : 0);
	}
	assert_int_equal(harbour_number(&world, "SELECT count(*) FROM meeting"
	    " WHERE state = 3 AND starts = 7"), 1);
	assert_true(n > 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HARBOUR(test_called), IN_HARBOUR(test_refused),
		IN_HARBOUR(test_changed_and_cancelled), IN_HARBOUR(test_held),
		IN_HARBOUR(test_agenda), IN_HARBOUR(test_sign_in),
		IN_HARBOUR(test_all_or_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
