/* setup_test.c - lists that are looked at before they are taken over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "setup/setup.h"
#include "tests/house.h"

#define RULES \
	"## Article 3. Tiers\n\n```rules\n" \
	"tier county \"County\" plural \"Counties\"\n" \
	"tier cell \"Cell\" plural \"Cells\" under county, members 3 to 30\n" \
	"office secretary \"Secretary\" at cell, elected, term 2 years\n```\n"
#define UNITS	"code,parent,tier,name\nK,,county,Eastmere\nA,K,cell,Cell 1\n" \
		"X,NOPE,cell,Lost\n"

static struct house h;
static bool provoked[SETUP_ERR_COUNT];

static int
set_up(void **unused)
{
	(void)unused;
	house_open(&h, RULES, "2020-01-01");
	db_script(h.cx.db, "INSERT INTO account (id, member_id, login,"
	    " password, admin, made_at, closed_at) VALUES"
	    " (7, NULL, 'admin', '', 1, 0, NULL)");
	h.cx.account = 7;
	h.cx.admin = true;
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	house_close(&h);
	return 0;
}

static enum setup_err
look(str bytes, struct upload *out)
{
	enum setup_err err;

	db_begin(h.cx.db, DB_WRITE);
	err = setup_look(&h.cx, LIST_UNITS, S("units.csv"), bytes, out);
	assert_int_equal(db_commit(h.cx.db), err != SETUP_FAILED);
	provoked[err] = true;
	return err;
}

static void
test_looked_at_first(void **unused)		/* SETU-1, SETU-2 */
{
	struct upload u;
	struct job job;
	enum setup_err err;

	(void)unused;
	assert_int_equal(look(S(UNITS), &u), SETUP_OK);
	assert_int_equal(u.added, 2);
	assert_int_equal(u.refused, 1);
	assert_true(str_eq(u.told, S("line 4, parent: there is no unit with "
	    "the code \"NOPE\", neither here nor in this list\n")));
	assert_int_equal(house_number(&h, "SELECT count(*) FROM unit"), 0);

	db_begin(h.cx.db, DB_WRITE);
	assert_true(setup_upload(&h.cx, u.public_id, &u));
	assert_int_equal(setup_take_over(&h.cx, &u, &job), SETUP_OK);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(u.added, 2);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM unit"), 2);

	db_begin(h.cx.db, DB_WRITE);
	assert_true(setup_upload(&h.cx, u.public_id, &u));
	assert_int_equal(u.state, UPLOAD_TAKEN);
	assert_int_equal(setup_bytes(&h.cx, &u).len, 0);
	err = setup_take_over(&h.cx, &u, &job);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(err, SETUP_DONE);
	provoked[err] = true;
	assert_int_equal(house_number(&h, "SELECT count(*) FROM unit"), 2);
}

/* So many rows that are refused, and then those given. */
static str
long_list(int rows, const char *last)
{
	size_t room = 3 * (size_t)rows + 200, len;
	char *text = arena_alloc(&h.mem, room, 1);

	len = (size_t)snprintf(text, room, "code,parent,tier,name\n");
	for (int i = 0; i < rows; i++) {
		memcpy(text + len, "x,\n", 3);
		len += 3;
	}
	len += (size_t)snprintf(text + len, room - len, "%s", last);
	return (str){ text, len };
}

static void
test_not_a_list(void **unused)
{
	struct upload u;

	(void)unused;
	assert_int_equal(look(S("name\nEastmere\n"), &u), SETUP_NOT_A_LIST);
	assert_true(u.told.len > 0);
	assert_int_equal(look(S(""), &u), SETUP_NOT_A_LIST);
	assert_int_equal(look(long_list(UPLOAD_ROWS_MAX + 10, ""), &u),
	    SETUP_TOO_LONG);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM upload"), 0);
}

/* A row that waits for the unit above it is read twice, and is one row. */
static void
test_as_long_as_may_be(void **unused)		/* SETU-1, TRAN-7 */
{
	struct upload u;

	(void)unused;
	assert_int_equal(look(long_list(UPLOAD_ROWS_MAX - 2,
	    "A,K,cell,Cell 1\nK,,county,Eastmere\n"), &u), SETUP_OK);
	assert_int_equal(u.rows, UPLOAD_ROWS_MAX);
	assert_int_equal(u.added, 2);
}

static void
test_kept_for_a_day(void **unused)		/* SETU-3 */
{
	struct upload u;

	(void)unused;
	assert_int_equal(look(S(UNITS), &u), SETUP_OK);
	h.cx.now += 86401;
	assert_int_equal(look(S(UNITS), &u), SETUP_OK);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM upload"), 1);
}

static void
test_state_and_invitations(void **unused)
{
	struct setup_state s;
	struct uninvited *list;
	size_t len;
	int64_t county, cell, member;

	(void)unused;
	db_begin(h.cx.db, DB_WRITE);
	county = house_unit(&h, "K", "county", 0, NULL);
	cell = house_unit(&h, "A", "cell", county, NULL);
	member = house_member(&h, "1", cell, NULL);
	(void)house_member(&h, "2", cell, NULL);
	house_term(&h, cell, "secretary", member, NULL, NULL);
	setup_state(&h.cx, &s);
	setup_uninvited(&h.cx, &list, &len);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(s.units, 2);
	assert_int_equal(s.members, 2);
	assert_int_equal(s.accounts, 0);
	assert_int_equal(len, 1);
	assert_int_equal(list[0].member_id, member);
}

/* Whichever step of the database fails, nothing is kept and nothing went in. */
static void
test_each_step_fails(void **unused)
{
	struct upload u;
	bool failed = true;

	(void)unused;
	for (int n = 1; failed; n++) {
		enum setup_err err;

		db_begin(h.cx.db, DB_WRITE);
		db_fail_at(h.cx.db, n);
		err = setup_look(&h.cx, LIST_UNITS, S("u"), S(UNITS), &u);
		failed = !db_commit(h.cx.db) || err != SETUP_OK;
		db_fail_at(h.cx.db, 0);
		provoked[err] = true;
		assert_int_equal(house_number(&h,
		    "SELECT (SELECT count(*) FROM unit) +"
		    " (SELECT count(*) FROM upload)"), failed ? 0 : 1);
		assert_true(n < 1000);
	}
}

static void
expect(struct upload *u, enum setup_err expected)
{
	struct job job;
	enum setup_err err;

	db_begin(h.cx.db, DB_WRITE);
	err = setup_take_over(&h.cx, u, &job);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(err, expected);
	provoked[err] = true;
}

static void
test_gone_or_busy(void **unused)		/* SETU-3 */
{
	struct upload u;
	struct job job;

	(void)unused;
	assert_int_equal(look(S(UNITS), &u), SETUP_OK);
	db_script(h.cx.db, "DELETE FROM upload_part");
	expect(&u, SETUP_GONE);
	assert_int_equal(look(S(UNITS), &u), SETUP_OK);
	for (int i = 0; i < JOB_OPEN_MAX; i++) {
		db_begin(h.cx.db, DB_WRITE);
		assert_int_equal(job_begin(&h.cx, &(struct job_new){ .kind =
		    "import.take", .title = S(""), .things = S(""),
		    .back = S("/") }, &job), JOB_OK);
		assert_true(db_commit(h.cx.db));
	}
	expect(&u, SETUP_BUSY);
	assert_int_equal(u.state, UPLOAD_LOOKED);
}

static void
test_each_refusal(void **unused)
{
	(void)unused;
	provoked[SETUP_NOTHING] = true;	/* in take_test.c */
	for (int err = 0; err < SETUP_ERR_COUNT; err++) {
		if (!provoked[err]) {
			fail_msg("not provoked: %s",
			    setup_err_text((enum setup_err)err));
		}
		assert_true(setup_err_status((enum setup_err)err) >= 200);
	}
}

#define IN_HOUSE(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOUSE(test_looked_at_first),
		IN_HOUSE(test_not_a_list),
		IN_HOUSE(test_as_long_as_may_be),
		IN_HOUSE(test_kept_for_a_day),
		IN_HOUSE(test_state_and_invitations),
		IN_HOUSE(test_gone_or_busy),
		IN_HOUSE(test_each_step_fails),
		cmocka_unit_test(test_each_refusal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
