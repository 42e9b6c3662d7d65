/*
 * commendation_test.c - who is commended, for what work; each refusal. That
 * each step of the database can fail is in bulletin_test.c.
 */
#include "bulletin/sat_test.h"

static int
set_up(void **unused)
{
	(void)unused;
	debate_open(&at);
	cx = &at.world.cx;
	db_begin(cx->db, DB_WRITE);
	return 0;
}

static int64_t
commend(int64_t member, int64_t unit)
{
	struct commendation in = { .conference_id = at.conference,
		.member_id = member, .unit_id = unit,
		.title = S("With thanks"), .work = S("the long work") };
	int64_t id;

	assert_int_equal(commendation_add(cx, &in, &id), BULLETIN_OK);
	return id;
}

static str
long_text(size_t len)
{
	char *s = NEW(cx->mem, char, len);

	memset(s, 'a', len);
	return (str){ s, len };
}

static void
refuse_commendation(struct commendation in, enum bulletin_err err)
{
	int64_t id = -1;

	assert_int_equal(commendation_add(cx, &in, &id), err);
	assert_int_equal(id, -1);
}

static void
test_commend_refused(void **unused)		/* BULL-7 */
{
	struct commendation good = { .conference_id = at.conference,
		.member_id = at.world.person[IVO], .title = S("T"),
		.work = S("W") }, in;

	(void)unused;
	in = good;
	in.conference_id = 99;
	refuse_commendation(in, BULLETIN_NO_CONFERENCE);
	in = good;
	in.unit_id = at.world.cell4;
	refuse_commendation(in, BULLETIN_WHOM);
	in.unit_id = in.member_id = 0;
	refuse_commendation(in, BULLETIN_WHOM);
	in.member_id = 99;
	refuse_commendation(in, BULLETIN_NO_MEMBER);
	in.member_id = 0;
	in.unit_id = 99;
	refuse_commendation(in, BULLETIN_NO_UNIT);
	in = good;
	in.title = S("");
	refuse_commendation(in, BULLETIN_NO_TITLE);
	in = good;
	in.work = S("");
	refuse_commendation(in, BULLETIN_NO_WORK);
	in.work = long_text(BULLETIN_LINE_MAX + 1);
	refuse_commendation(in, BULLETIN_TOO_LONG);
	commend(at.world.person[IVO], 0);
	db_script(cx->db, "UPDATE commendation SET number = 5000");
	refuse_commendation(good, BULLETIN_TOO_MANY);
}

static void
test_commend(void **unused)			/* BULL-7 */
{
	struct commendation c, by_code, *list;
	int64_t id, unit;
	size_t len;

	(void)unused;
	id = commend(at.world.person[IVO], 0);
	unit = commend(0, at.world.cell5);
	assert_true(commendation_read(cx, id, &c));
	assert_true(str_eq(c.name, S("Ivo <b>Tarn</b>")));
	assert_true(str_eq(c.unit_name, S("Cell 4, Harbour Bakery")));
	assert_false(date_known(c.given_on));
	/* The code is none before it was given. */
	assert_false(commendation_by_code(cx, c.check_code, &by_code));
	assert_int_equal(commendation_give(cx, id), BULLETIN_OK);
	assert_true(commendation_by_code(cx, c.check_code, &by_code));
	assert_int_equal(by_code.id, id);
	assert_int_equal(date_cmp(by_code.given_on, cx->today), 0);
	assert_int_equal(commendation_give(cx, id), BULLETIN_GIVEN);
	assert_int_equal(commendation_drop(cx, id), BULLETIN_GIVEN);
	assert_int_equal(commendation_drop(cx, unit), BULLETIN_OK);
	assert_int_equal(commendation_drop(cx, unit),
	    BULLETIN_NO_COMMENDATION);
	commendation_list(cx, at.conference, &list, &len);
	assert_int_equal(len, 1);
	assert_int_equal(list[0].number, 1);
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, set_up, sat_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_commend_refused),
		TEST(test_commend),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
