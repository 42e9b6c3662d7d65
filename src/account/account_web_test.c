/*
 * account_web_test.c - the pages of logging in and of accepting an invitation,
 * as a browser gets them.
 */
#include "tests/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "account/account.h"
#include "account/budget.h"
#include "db/db.h"

#define GOOD	"violet+harbour+engine+plum"

static struct people world;
static struct ctx *const cx = &world.cx;
static struct res rs;

static int
set_up(void **state)
{
	(void)state;
	people_open(&world);
	budget_reset();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	people_close(&world);
	return 0;
}

static const char *
new_code(enum people_role who)
{
	str code;

	db_begin(cx->db, DB_WRITE);
	assert_int_equal(account_invite(cx, world.member[who], 0, &code),
	    ACCOUNT_OK);
	assert_true(db_commit(cx->db));
	return arena_copy_z(&world.mem, arena_printf(&world.mem,
	    "/i/" STR_FMT, STR_ARG(code)));
}

static bool
went_to(const char *path)
{
	return rs.status == 303 && str_eq(rs.location, str_z(path));
}

static void
test_login(void **state)
{
	const char *code = new_code(ANN);

	(void)state;
	people_post(&world, NOBODY, code, "password=" GOOD "&again=" GOOD,
	    &rs);
	assert_true(went_to("/"));
	assert_int_equal(rs.set_session.len, 64);
	assert_false(str_eq(rs.set_session, world.token[ANN]));

	people_get(&world, NOBODY, "/login?next=/cell", &rs);
	assert_int_equal(rs.status, 200);
	assert_true(rs.no_store);
	assert_true(people_shows(&rs, "name=\"next\" value=\"/cell\""));
	people_post(&world, NOBODY, "/login", "login=ANN.login&password="
	    "something+else&next=/cell", &rs);
	assert_int_equal(rs.status, 422);
	assert_true(people_shows(&rs, "This name and this password do not go"));
	assert_true(people_shows(&rs, "value=\"ANN.login\""));
	assert_true(people_shows(&rs, "value=\"/cell\""));
	assert_true(people_shows(&rs, "<title>Error: Log in"));
	assert_false(people_shows(&rs, "something else"));
	assert_int_equal(rs.set_session.len, 0);
	people_post(&world, NOBODY, "/login", "login=ANN.login&password=" GOOD
	    "&next=/cell", &rs);
	assert_true(went_to("/cell"));
	assert_int_equal(rs.set_session.len, 64);
	world.token[ANN] = rs.set_session;
	people_get(&world, ANN, "/me", &rs);
	assert_int_equal(rs.status, 200);
	people_get(&world, ANN, "/login", &rs);
	assert_true(went_to("/"));
	people_post(&world, ANN, "/logout", "", &rs);
	assert_true(went_to("/login"));
	assert_true(rs.end_session);
	people_get(&world, ANN, "/me", &rs);
	assert_true(went_to("/login?next=%2Fme") ||
	    went_to("/login?next=/me"));
	people_post(&world, NOBODY, "/logout", "", &rs);
	assert_true(went_to("/login"));
}

/* The page is the same, byte for byte but for the name and the request id. */
static void
test_same_answer(void **state)			/* ACCO-2 */
{
	static const char *const logins[] = { "ann.login", "xyz.login",
	    "dep.login" };
	struct html page[COUNT(logins)];
	int status[COUNT(logins)];

	(void)state;
	db_begin(cx->db, DB_WRITE);
	assert_int_equal(account_close(cx, world.account[DEP]), ACCOUNT_OK);
	assert_true(db_commit(cx->db));
	for (size_t i = 0; i < COUNT(logins); i++) {
		struct web_request in = {
			.method = S("POST"), .path = S("/login"),
			.body = arena_printf(&world.mem,
			    "_key=aaaaaaaaaaaa&login=%s&password=wrong+one",
			    logins[i]),
			.host = S("x"), .sec_fetch_site = S("same-origin"),
			.network = S("192.0.2.1"),
		};

		cx->account = cx->actor = 0;
		web_answer(cx, &in, &rs);
		page[i] = rs.body;
		status[i] = rs.status;
	}
	for (size_t i = 1; i < COUNT(logins); i++) {
		assert_int_equal(status[i], status[0]);
		assert_int_equal(page[i].len, page[0].len);
		for (size_t k = 0; k + 9 <= page[i].len; k++) {
			if (memcmp(page[i].at + k, logins[i], 9) == 0) {
				memcpy(page[i].at + k, logins[0], 9);
			}
		}
		assert_memory_equal(page[i].at, page[0].at, page[0].len);
	}
}

static void
test_slow_down(void **state)			/* ACCO-7 */
{
	(void)state;
	for (int i = 0; i < BUDGET_LOGIN_FREE; i++) {
		people_post(&world, NOBODY, "/login",
		    "login=ann.login&password=wrong", &rs);
		assert_int_equal(rs.status, 422);
	}
	people_post(&world, NOBODY, "/login",
	    "login=ann.login&password=wrong", &rs);
	assert_int_equal(rs.status, 429);
	assert_true(people_shows(&rs, "There were many attempts"));
}

static void
test_typed_code(void **state)
{
	const char *code = new_code(ANN);
	char typed[64];

	(void)state;
	people_get(&world, NOBODY, "/i", &rs);
	assert_int_equal(rs.status, 200);
	people_post(&world, NOBODY, "/i", "code=", &rs);
	assert_int_equal(rs.status, 404);
	people_post(&world, NOBODY, "/i", "code=%3Cb%3E", &rs);
	assert_int_equal(rs.status, 404);
	assert_true(people_shows(&rs, "value=\"&lt;b&gt;\""));
	assert_true(people_shows(&rs, "This code is not one of ours"));
	snprintf(typed, sizeof(typed), "code=++%.4s+%.4s%.4s+%.4s", code + 3,
	    code + 8, code + 13, code + 18);
	people_post(&world, NOBODY, "/i", typed, &rs);
	assert_true(went_to(code));
	people_get(&world, NOBODY, code, &rs);
	assert_int_equal(rs.status, 200);
	assert_true(people_shows(&rs, "Choose a new password"));
	assert_true(people_shows(&rs, "ann.login"));
	people_get(&world, NOBODY, "/i/0000-0000-0000-0000", &rs);
	assert_int_equal(rs.status, 404);
	assert_true(people_shows(&rs, "This code is not one of ours"));
}

static void
test_accept(void **state)
{
	const char *code;

	(void)state;
	db_begin(cx->db, DB_WRITE);
	db_script(cx->db, "DELETE FROM session; DELETE FROM invitation;"
	    "DELETE FROM account");
	assert_true(db_commit(cx->db));
	code = new_code(ANN);
	people_get(&world, NOBODY, code, &rs);
	assert_true(people_shows(&rs, "Welcome, Ann Reed"));
	assert_true(people_shows(&rs, "Cell 1, Harbour Bakery"));
	assert_true(people_shows(&rs, "value=\"ann.reed\""));

	people_post(&world, NOBODY, code, "login=a&password=short&again=",
	    &rs);
	assert_int_equal(rs.status, 422);
	assert_true(people_shows(&rs, "Two answers need another look"));
	assert_true(people_shows(&rs, "href=\"#login\""));
	assert_true(people_shows(&rs, "href=\"#password\""));
	assert_false(people_shows(&rs, "value=\"short\""));
	people_post(&world, NOBODY, code, "login=ann&password=" GOOD
	    "&again=other", &rs);
	assert_int_equal(rs.status, 422);
	assert_true(people_shows(&rs, "href=\"#again\""));
	people_post(&world, NOBODY, code,
	    "login=ann&password=ann+reed+1984&again=ann+reed+1984", &rs);
	assert_int_equal(rs.status, 422);
	assert_true(people_shows(&rs, "your own name or number"));
	assert_int_equal(people_number(&world, "SELECT count(*) FROM account"),
	    0);

	people_post(&world, NOBODY, code, "login=ann&password=" GOOD "&again="
	    GOOD, &rs);
	assert_true(went_to("/"));
	world.token[ANN] = rs.set_session;
	people_get(&world, ANN, "/me", &rs);
	assert_true(people_shows(&rs, "Ann Reed"));
	people_post(&world, NOBODY, code, "login=ann2&password=" GOOD
	    "&again=" GOOD, &rs);
	assert_int_equal(rs.status, 404);
	assert_int_equal(people_number(&world, "SELECT count(*) FROM account"),
	    1);
}

/* The words of a name with signs in it stay text. */
static void
test_hostile_name(void **state)
{
	const char *code;

	(void)state;
	db_begin(cx->db, DB_WRITE);
	db_script(cx->db, "UPDATE member SET name = '<b>\"Ann\" & Co'"
	    " WHERE number = '2001'; DELETE FROM session WHERE account_id ="
	    " (SELECT id FROM account WHERE login = 'ann.login');"
	    "DELETE FROM account WHERE login = 'ann.login'");
	assert_true(db_commit(cx->db));
	code = new_code(ANN);
	people_get(&world, NOBODY, code, &rs);
	assert_int_equal(rs.status, 200);
	assert_false(people_shows(&rs, "<b>\"Ann"));
	assert_true(people_shows(&rs, "&lt;b&gt;"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_login),
		TEST(test_same_answer),
		TEST(test_slow_down),
		TEST(test_typed_code),
		TEST(test_accept),
		TEST(test_hostile_name),
	};

	return cmocka_run_group_tests_name("account_web", tests, NULL, NULL);
}
