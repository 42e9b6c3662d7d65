/* assignment_test.c - every rule and refusal of assignment.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "assignment/assignment.h"
#include "db/db.h"
#include "tests/harbour.h"

static struct harbour world;
static bool provoked[ASSIGNMENT_ERR_COUNT];

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

static enum assignment_err
give(enum harbour_person who, int64_t unit_id, const char *text,
    const char *due, int64_t *out_id)
{
	struct ctx *cx = &world.cx;
	struct assignment_new in = {
		.unit_id = unit_id, .member_id = world.person[who],
		.text = str_z(text), .given_on = cx->today,
		.due = due == NULL ? DATE_NONE : harbour_date(due),
	};
	enum assignment_err err;

	*out_id = -1;
	db_begin(cx->db, DB_WRITE);
	err = assignment_give(cx, &in, out_id);
	assert_true(db_commit(cx->db));
	assert_int_equal(err == ASSIGNMENT_OK, *out_id > 0);
	provoked[err] = true;
	return err;
}

static enum assignment_err
say(int64_t id, enum assignment_state state, const char *note)
{
	struct ctx *cx = &world.cx;
	enum assignment_err err;

	db_begin(cx->db, DB_WRITE);
	err = assignment_say(cx, id, state, str_z(note));
	assert_true(db_commit(cx->db));
	provoked[err] = true;
	return err;
}

static struct assignment
read_one(int64_t id)
{
	struct ctx *cx = &world.cx;
	struct assignment a = { 0 };

	db_begin(cx->db, DB_READ);
	assert_true(assignment_read(cx, id, &a));
	assert_true(db_commit(cx->db));
	return a;
}

static void
test_given(void **state)			/* ASSI-1, ASSI-4 */
{
	struct assignment a, by_public = { 0 };
	int64_t id, other;

	(void)state;
	assert_int_equal(give(DARA, world.cell4, "  Write the rota ",
	    HARBOUR_DAY, &id), ASSIGNMENT_OK);
	a = read_one(id);
	assert_true(str_eq(a.text, S("Write the rota")));
	assert_true(str_eq(a.member_name, S("Dara Quill")));
	assert_int_equal(a.state, ASSIGNMENT_OPEN);
	assert_int_equal(a.state_at, world.cx.now);
	assert_int_equal(a.due.day, world.cx.today.day);
	db_begin(world.cx.db, DB_READ);
	assert_true(assignment_by_public(&world.cx, a.public_id, &by_public));
	assert_false(assignment_by_public(&world.cx, S("0"), &by_public));
	assert_true(db_commit(world.cx.db));
	assert_int_equal(by_public.id, id);

	assert_int_equal(give(DARA, world.cell4, " ", NULL, &other),
	    ASSIGNMENT_NO_TEXT);
	assert_int_equal(give(DARA, world.cell4, "a", "2026-11-19", &other),
	    ASSIGNMENT_DUE);
	assert_int_equal(give(LEA, world.cell4, "a", NULL, &other),
	    ASSIGNMENT_NO_MEMBER);
	assert_int_equal(give(KALLE, world.cell4, "a", NULL, &other),
	    ASSIGNMENT_NO_MEMBER);
	/* A committee has no members; its office holders take things on. */
	assert_int_equal(give(TOMAS, world.county, "a", NULL, &other),
	    ASSIGNMENT_OK);
	assert_int_equal(give(LEA, world.county, "a", NULL, &other),
	    ASSIGNMENT_NO_MEMBER);
	assert_int_equal(harbour_number(&world,
	    "SELECT count(*) FROM assignment"), 2);
	assert_int_equal(harbour_number(&world,
	    "SELECT count(*) FROM assignment_event"), 2);
}

static void
test_too_long(void **state)
{
	char text[ASSIGNMENT_TEXT_MAX + 2];
	int64_t id;

	(void)state;
	memset(text, 'a', sizeof(text) - 1);
	text[ASSIGNMENT_TEXT_MAX + 1] = '\0';
	assert_int_equal(give(DARA, world.cell4, text, NULL, &id),
	    ASSIGNMENT_TOO_LONG);
	text[ASSIGNMENT_TEXT_MAX] = '\0';
	assert_int_equal(give(DARA, world.cell4, text, NULL, &id),
	    ASSIGNMENT_OK);
	text[ASSIGNMENT_TEXT_MAX] = 'a';
	assert_int_equal(say(id, ASSIGNMENT_HELP, text), ASSIGNMENT_TOO_LONG);
}

static void
test_steps(void **state)			/* ASSI-2 */
{
	static const struct {
		enum assignment_state	 say;
		const char		*note;
		enum assignment_err	 err;
	} t[] = {
		{ ASSIGNMENT_OPEN, "", ASSIGNMENT_SAME },
		{ ASSIGNMENT_HELP, "No flour", ASSIGNMENT_OK },
		{ ASSIGNMENT_HELP, "", ASSIGNMENT_SAME },
		{ ASSIGNMENT_HELP, "No flour", ASSIGNMENT_SAME },
		{ ASSIGNMENT_HELP, "No bowls either", ASSIGNMENT_OK },
		{ ASSIGNMENT_REPORTED, "", ASSIGNMENT_OK },
		{ ASSIGNMENT_FINISHED, "", ASSIGNMENT_OK },
		{ ASSIGNMENT_FINISHED, "twice", ASSIGNMENT_SAME },
		{ ASSIGNMENT_REPORTED, "", ASSIGNMENT_CLOSED },
		{ ASSIGNMENT_DROPPED, "", ASSIGNMENT_CLOSED },
		{ ASSIGNMENT_OPEN, "Not quite", ASSIGNMENT_OK },
		{ ASSIGNMENT_DROPPED, "", ASSIGNMENT_OK },
		{ ASSIGNMENT_HELP, "", ASSIGNMENT_CLOSED },
	};
	struct assignment_event *events;
	size_t len, steps = 1;
	struct assignment a;
	int64_t id;

	(void)state;
	assert_int_equal(say(77, ASSIGNMENT_HELP, ""), ASSIGNMENT_NONE);
	assert_int_equal(give(DARA, world.cell4, "Bake", NULL, &id),
	    ASSIGNMENT_OK);
	for (size_t i = 0; i < COUNT(t); i++) {
		world.cx.now++;
		assert_int_equal(say(id, t[i].say, t[i].note), t[i].err);
		if (t[i].err == ASSIGNMENT_OK) {
			steps++;
			a = read_one(id);
			assert_int_equal(a.state, t[i].say);
			assert_int_equal(a.state_at, world.cx.now);
			assert_true(str_eq(a.state_note, str_z(t[i].note)));
		}
	}
	db_begin(world.cx.db, DB_READ);
	assignment_events(&world.cx, id, &events, &len);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(len, steps);
	assert_int_equal(events[0].state, ASSIGNMENT_OPEN);
	assert_int_equal(events[1].state, ASSIGNMENT_HELP);
	assert_true(str_eq(events[1].note, S("No flour")));
	assert_int_equal(events[len - 1].state, ASSIGNMENT_DROPPED);
}

static void
test_lists(void **state)			/* ASSI-3 */
{
	struct assignment *list;
	size_t len;
	int64_t late, soon, never, done;

	(void)state;
	assert_int_equal(give(DARA, world.cell4, "never", NULL, &never),
	    ASSIGNMENT_OK);
	assert_int_equal(give(DARA, world.cell4, "late", "2026-12-24", &late),
	    ASSIGNMENT_OK);
	assert_int_equal(give(EMIL, world.cell4, "soon", "2026-11-27", &soon),
	    ASSIGNMENT_OK);
	assert_int_equal(give(DARA, world.cell4, "done", "2026-11-21", &done),
	    ASSIGNMENT_OK);
	assert_int_equal(say(done, ASSIGNMENT_FINISHED, ""), ASSIGNMENT_OK);
	assert_int_equal(say(late, ASSIGNMENT_REPORTED, ""), ASSIGNMENT_OK);
	db_begin(world.cx.db, DB_READ);
	assignment_open_of_unit(&world.cx, world.cell4, &list, &len);
	assert_int_equal(len, 3);
	assert_int_equal(list[0].id, soon);
	assert_int_equal(list[1].id, late);
	assert_int_equal(list[2].id, never);
	assignment_closed_of_unit(&world.cx, world.cell4, &list, &len);
	assert_int_equal(len, 1);
	assert_int_equal(list[0].id, done);
	assignment_of_member(&world.cx, world.person[DARA], &list, &len);
	assert_int_equal(len, 3);
	assert_int_equal(list[0].id, late);
	assert_int_equal(list[1].id, never);
	assert_int_equal(list[2].id, done);
	assignment_of_meeting(&world.cx, 1, &list, &len);
	assert_int_equal(len, 0);
	assert_true(db_commit(world.cx.db));
}

/* Whichever step of the database fails, nothing is half recorded. */
static void
test_all_or_nothing(void **state)
{
	struct ctx *cx = &world.cx;
	struct assignment_new in = {
		.unit_id = world.cell4, .member_id = world.person[DARA],
		.text = S("Bake"), .given_on = cx->today, .due = DATE_NONE,
	};
	bool done = false;
	int64_t id, n;

	(void)state;
	for (n = 1; !done; n++) {
		db_fail_at(cx->db, (int)n);
		db_begin(cx->db, DB_WRITE);
		if (assignment_give(cx, &in, &id) == ASSIGNMENT_OK) {
			enum assignment_err err = assignment_say(cx, id,
			    ASSIGNMENT_HELP, S("!"));

			(void)err;	/* the commit tells */
		}
		done = db_commit(cx->db);
		db_fail_at(cx->db, 0);
		assert_int_equal(harbour_number(&world, "SELECT"
		    " (SELECT count(*) FROM assignment) +"
		    " (SELECT count(*) FROM assignment_event)"), done ? 3 : 0);
	}
	assert_true(n > 8);
}

static void
test_refusals(void **state)
{
	(void)state;
	for (size_t err = 0; err < ASSIGNMENT_ERR_COUNT; err++) {
		if (!provoked[err]) {
			fail_msg("never refused: %s",
			    assignment_err_text((enum assignment_err)err));
		}
		assert_in_range(assignment_err_status(
		    (enum assignment_err)err), 200, 499);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HARBOUR(test_given), IN_HARBOUR(test_too_long),
		IN_HARBOUR(test_steps), IN_HARBOUR(test_lists),
		IN_HARBOUR(test_all_or_nothing),
		cmocka_unit_test(test_refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
