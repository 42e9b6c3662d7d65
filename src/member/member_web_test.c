/*
 * member_web_test.c - the pages about members as a browser gets them: the list,
 * a record and the question why, joining, moving, leaving, My page, settings.
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
#include "assignment/assignment.h"
#include "db/db.h"
#include "member/member.h"

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

/* "/m/@/move": the address with the public id of a member or unit for @. */
static const char *
at(const char *with, const char *table, int64_t id)
{
	size_t n = strcspn(with, "@");

	return arena_copy_z(&world.mem, arena_printf(&world.mem, "%.*s%s%s",
	    (int)n, with, people_pid(&world, table, id), with + n + 1));
}

static const char *
member_at(const char *with, enum people_role who)
{
	return at(with, "member", world.member[who]);
}

static const char *
a1_at(const char *with)
{
	return at(with, "unit", world.unit[A1]);
}

static bool
goes_to(const char *start)
{
	return rs.status == 303 && str_starts(rs.location, str_z(start));
}

/* ---- the list ---------------------------------------------------------- */

static void
test_roll(void **state)
{
	(void)state;
	db_begin(cx->db, DB_WRITE);
	assert_int_equal(member_contact_set(cx, world.member[DEP],
	    CONTACT_TELEPHONE, SHOWN_TO_CELL, S("0171 555")), MEMBER_OK);
	assert_int_equal(member_contact_set(cx, world.member[DEP],
	    CONTACT_MAIL, SHOWN_TO_KEEPER, S("dep@hidden.example")),
	    MEMBER_OK);
	assert_true(db_commit(cx->db));
	people_get(&world, ANN, "/cell", &rs);
	assert_int_equal(rs.status, 200);
	assert_true(people_shows(&rs, "Dep Lane"));
	assert_true(people_shows(&rs, "Deputy secretary"));
	assert_true(people_shows(&rs, "0171 555"));
	assert_false(people_shows(&rs, "dep@hidden.example"));
	assert_true(people_shows(&rs, "(you)"));
	assert_false(people_shows(&rs, "Ben Ford"));
	assert_false(people_shows(&rs, "New member"));
	assert_false(people_shows(&rs, "href=\"/m/"));
	people_get(&world, SEC, "/cell", &rs);
	assert_true(people_shows(&rs, "New member"));
	assert_true(people_shows(&rs, member_at("href=\"/m/@\"", ANN)));
	assert_false(people_shows(&rs, "dep@hidden.example"));
	people_get(&world, ANN, "/cell/print", &rs);
	assert_int_equal(rs.status, 200);
	assert_true(people_shows(&rs, "0171 555"));
	assert_false(people_shows(&rs, "dep@hidden.example"));
	people_get(&world, OFFICER, a1_at("/u/@/members"), &rs);
	assert_int_equal(rs.status, 403);
	people_get(&world, ADMIN, "/cell", &rs);
	assert_int_equal(rs.status, 403);
	people_get(&world, SEC, "/u/zzzzzzzzzzzz/members", &rs);
	assert_int_equal(rs.status, 404);
}

static void
test_join(void **state)
{
	const char *form = a1_at("/u/@/members/new");

	(void)state;
	people_get(&world, SEC, form, &rs);
	assert_int_equal(rs.status, 200);
	assert_true(people_shows(&rs, "value=\"2026-11-20\""));
	people_post(&world, SEC, form, "name=&number=&from=31.2.2026", &rs);
	assert_int_equal(rs.status, 422);
	assert_true(people_shows(&rs, "href=\"#from\""));
	assert_true(people_shows(&rs, "value=\"31.2.2026\""));
	people_post(&world, SEC, form, "name=Lea+%3Ci%3E&number=&from=", &rs);
	assert_int_equal(rs.status, 422);
	assert_true(people_shows(&rs, "href=\"#number\""));
	assert_true(people_shows(&rs, "value=\"Lea &lt;i&gt;\""));
	people_post(&world, SEC, form, "name=Lea&number=2001&from=", &rs);
	assert_int_equal(rs.status, 409);
	assert_true(people_shows(&rs, "Another member has this number"));
	assert_false(people_shows(&rs, "name=\"back\""));
	people_post(&world, SEC, form, "name=Lea+Corrie&number=77&from="
	    "1.11.2026", &rs);
	assert_true(goes_to(a1_at("/u/@/members?added=")));
	people_get(&world, SEC, arena_copy_z(&world.mem, rs.location), &rs);
	assert_true(people_shows(&rs, "Lea Corrie is in the list."));
	assert_true(people_shows(&rs, "/invite\">Make a code"));
	assert_int_equal(people_number(&world, "SELECT count(*) FROM"
	    " membership s JOIN member m ON m.id = s.member_id"
	    " WHERE m.number = '77' AND s.entered_by IS NOT NULL"
	    " AND s.how = 1"), 1);
}

/* ---- a record ---------------------------------------------------------- */

static void
test_why(void **state)				/* MEMB-6 */
{
	const char *page = member_at("/m/@", ANN);

	(void)state;
	db_begin(cx->db, DB_WRITE);
	assert_int_equal(member_contact_set(cx, world.member[ANN],
	    CONTACT_MAIL, SHOWN_TO_KEEPER, S("ann@home.example")), MEMBER_OK);
	assert_true(db_commit(cx->db));
	people_get(&world, SEC, page, &rs);
	assert_int_equal(rs.status, 200);
	assert_true(people_shows(&rs, "Why do you look?"));
	assert_false(people_shows(&rs, "ann@home.example"));
	assert_false(people_shows(&rs, "2001"));
	people_post(&world, SEC, member_at("/m/@/look", ANN), "reason=", &rs);
	assert_int_equal(rs.status, 422);
	people_post(&world, SEC, member_at("/m/@/look", ANN), "reason=fun",
	    &rs);
	assert_int_equal(rs.status, 422);
	assert_int_equal(people_number(&world, "SELECT count(*) FROM look"),
	    0);
	people_post(&world, SEC, member_at("/m/@/look", ANN), "reason=reach",
	    &rs);
	assert_true(goes_to(page));
	people_get(&world, SEC, page, &rs);
	assert_true(people_shows(&rs, "ann@home.example"));
	assert_true(people_shows(&rs, "2001"));
	/* Nobody else rides on that look, and it closes. */
	cx->now += 901;
	people_get(&world, SEC, page, &rs);
	assert_false(people_shows(&rs, "ann@home.example"));

	people_get(&world, ANN, "/me", &rs);
	assert_true(people_shows(&rs, "Sec Moor"));
	assert_true(people_shows(&rs, "Secretary, Cell 1, Harbour Bakery"));
	assert_true(people_shows(&rs, "To reach the person"));
	people_get(&world, ANN, "/me/looks", &rs);
	assert_true(people_shows(&rs, "To reach the person"));
	people_get(&world, ANN, page, &rs);
	assert_true(goes_to("/me"));
	people_get(&world, DEP, page, &rs);
	assert_int_equal(rs.status, 403);
	people_get(&world, OFFICER, page, &rs);
	assert_int_equal(rs.status, 403);
	people_get(&world, ADMIN, page, &rs);
	assert_int_equal(rs.status, 403);
}

static void
test_rename(void **state)
{
	const char *form = member_at("/m/@/name", ANN);

	(void)state;
	people_get(&world, SEC, form, &rs);
	assert_true(people_shows(&rs, "value=\"Ann Reed\""));
	people_post(&world, SEC, form, "name=+&native_name=&language=", &rs);
	assert_int_equal(rs.status, 422);
	people_post(&world, SEC, form, "name=Ann+Lund&native_name="
	    "%EC%95%88%EB%82%98&language=ko", &rs);
	assert_true(goes_to(member_at("/m/@?named=1", ANN)));
	people_get(&world, ANN, "/me/records/name", &rs);
	assert_true(people_shows(&rs, "Ann Lund"));
	assert_true(people_shows(&rs, "Your name until"));
	assert_true(people_shows(&rs, "Sec Moor changed it"));
}

static void
test_move(void **state)
{
	const char *form = member_at("/m/@/move", ANN);
	char fields[200];

	(void)state;
	people_get(&world, SEC, form, &rs);
	assert_int_equal(rs.status, 200);
	people_post(&world, SEC, form, "to=&day=2026-11-20", &rs);
	assert_int_equal(rs.status, 422);
	people_post(&world, SEC, form, "to=nowhere&day=2026-11-20", &rs);
	assert_int_equal(rs.status, 422);
	assert_true(people_shows(&rs, "No unit has this code"));
	people_post(&world, SEC, form, "to=cell&day=2026-11-20", &rs);
	assert_int_equal(rs.status, 422);
	assert_true(people_shows(&rs, "Cell 2, Mill Lane"));
	assert_true(people_shows(&rs, "Cell 9, Quay Side"));
	assert_true(people_shows(&rs, "Choose the one you mean."));
	snprintf(fields, sizeof(fields), "to=cell&unit=%s&day=2026-12-24",
	    people_pid(&world, "unit", world.unit[A2]));
	people_post(&world, SEC, form, fields, &rs);
	assert_int_equal(rs.status, 422);
	assert_true(people_shows(&rs, "This day is still to come."));
	assert_true(people_shows(&rs, "checked"));
	snprintf(fields, sizeof(fields), "to=cell&unit=%s&day=19.11.2026",
	    people_pid(&world, "unit", world.unit[A2]));
	people_post(&world, SEC, form, fields, &rs);
	assert_true(goes_to(a1_at("/u/@/members?moved=")));
	people_get(&world, SEC, arena_copy_z(&world.mem, rs.location), &rs);
	assert_true(people_shows(&rs, "Ann Reed belongs to another unit now"));
	people_get(&world, SEC, form, &rs);
	assert_int_equal(rs.status, 403);	/* not of that unit any more */
	people_post(&world, SEC, member_at("/m/@/move", DEP),
	    "to=A2&day=2026-11-20", &rs);
	assert_true(goes_to("/u/"));
	people_get(&world, SEC, arena_copy_z(&world.mem, rs.location), &rs);
	assert_true(people_shows(&rs, "Still in office: Deputy secretary"));
}

static void
test_leave_and_take_back(void **state)
{
	const char *form = member_at("/m/@/leave", DEP);
	const char *list;
	char fields[100];

	(void)state;
	people_get(&world, SEC, form, &rs);
	assert_true(people_shows(&rs, "Deputy secretary, Cell 1"));
	people_post(&world, SEC, form, "ended=&day=2026-11-20", &rs);
	assert_int_equal(rs.status, 422);
	people_post(&world, SEC, form, "ended=left&day=2026-11-21", &rs);
	assert_int_equal(rs.status, 422);
	people_post(&world, SEC, form, "ended=left&day=2026-11-20", &rs);
	assert_true(goes_to(a1_at("/u/@/members?left=")));
	assert_int_equal(people_number(&world, "SELECT count(*) FROM term"
	    " WHERE office = 'deputy' AND until_day = 20777"), 1);
	list = arena_copy_z(&world.mem, rs.location);
	people_get(&world, SEC, list, &rs);
	assert_true(people_shows(&rs, "Dep Lane is not in the list any more"));
	assert_true(people_shows(&rs, "Take it back"));
	/* Who left still reads what is kept about him or her, and no more. */
	people_get(&world, DEP, "/me", &rs);
	assert_int_equal(rs.status, 200);
	assert_true(people_shows(&rs, "Not a member of a unit today"));
	people_get(&world, DEP, "/cell", &rs);
	assert_int_equal(rs.status, 403);
	people_get(&world, SEC, member_at("/m/@", DEP), &rs);
	assert_int_equal(rs.status, 403);

	snprintf(fields, sizeof(fields), "member=%s",
	    people_pid(&world, "member", world.member[DEP]));
	people_post(&world, SEC, a1_at("/u/@/members/back"), fields, &rs);
	assert_true(goes_to(a1_at("/u/@/members?added=")));
	people_post(&world, SEC, a1_at("/u/@/members/back"), fields, &rs);
	assert_int_equal(rs.status, 409);
	people_get(&world, DEP, "/cell", &rs);
	assert_int_equal(rs.status, 200);
}

/* Whoever left long ago comes back under the old number. */
static void
test_come_back(void **state)
{
	const char *form = a1_at("/u/@/members/new");

	(void)state;
	db_begin(cx->db, DB_WRITE);
	assert_int_equal(member_leave(cx, world.member[BEN],
	    people_date("2026-01-10"), 5), MEMBER_OK);
	assert_true(db_commit(cx->db));
	people_post(&world, SEC, form, "name=Ben&number=2005&from=2026-11-20",
	    &rs);
	assert_int_equal(rs.status, 409);
	assert_true(people_shows(&rs, "name=\"back\""));
	assert_false(people_shows(&rs, "Ben Ford"));
	people_post(&world, SEC, form,
	    "name=Ben&number=2005&from=2026-11-20&back=1", &rs);
	assert_true(goes_to(a1_at("/u/@/members?added=")));
	people_get(&world, BEN, "/cell", &rs);
	assert_true(people_shows(&rs, "Ben Ford"));
	assert_true(people_shows(&rs, "Sec Moor"));
}

static void
test_invite(void **state)			/* ACCO-8 */
{
	const char *form = member_at("/m/@/invite", ANN);
	const char *link;
	char path[64];

	(void)state;
	people_get(&world, SEC, form, &rs);
	assert_true(people_shows(&rs, "A code for a new password"));
	people_post(&world, SEC, form, "", &rs);
	assert_int_equal(rs.status, 200);
	assert_true(rs.no_store);
	assert_true(people_shows(&rs, "class=\"qr\""));
	link = memmem(rs.body.at, rs.body.len, "http://127.0.0.1:8080/i/", 24);
	assert_non_null(link);
	snprintf(path, sizeof(path), "%.22s", link + 21);
	people_get(&world, NOBODY, path, &rs);
	assert_true(people_shows(&rs, "Choose a new password"));
	people_get(&world, ANN, "/me/records/account", &rs);
	assert_true(people_shows(&rs, "Made by Sec Moor"));
	db_begin(cx->db, DB_WRITE);
	assert_int_equal(member_transfer(cx, world.member[OFFICER],
	    world.unit[A1], cx->today, 2), MEMBER_OK);
	assert_true(db_commit(cx->db));
	people_post(&world, SEC, member_at("/m/@/invite", OFFICER), "", &rs);
	assert_int_equal(rs.status, 403);
	assert_true(people_shows(&rs, "holds an office in"));
}

/* ---- my page ----------------------------------------------------------- */

static void
test_me(void **state)				/* MEMB-5 */
{
	struct assignment_new in = {
		.unit_id = world.unit[A1], .member_id = world.member[ANN],
		.text = S("Teach Lea <the> till"), .given_on = cx->today,
		.due = date_add(cx->today, 3),
	};
	struct assignment a;
	int64_t id;
	char path[64];

	(void)state;
	db_begin(cx->db, DB_WRITE);
	assert_int_equal(assignment_give(cx, &in, &id), ASSIGNMENT_OK);
	assert_true(assignment_read(cx, id, &a));
	snprintf(path, sizeof(path), "/assignments/%.12s/done",
	    a.public_id.at);
	assert_true(db_commit(cx->db));
	people_get(&world, ANN, "/me", &rs);
	assert_int_equal(rs.status, 200);
	assert_true(rs.no_store);
	assert_true(people_shows(&rs, "Member since 1 January 2025"));
	assert_true(people_shows(&rs, "Teach Lea &lt;the&gt; till"));
	assert_true(people_shows(&rs, path));
	assert_true(people_shows(&rs, "One assignment, and everything"));
	assert_true(people_shows(&rs, "Number 2001"));
	people_post(&world, ANN, path, "", &rs);
	assert_int_equal(rs.status, 303);
	people_get(&world, ANN, "/me", &rs);
	assert_true(people_shows(&rs, "In review"));
	people_get(&world, ADMIN, "/me", &rs);
	assert_true(goes_to("/me/settings"));
	people_get(&world, NOBODY, "/me", &rs);
	assert_true(goes_to("/login"));
	people_get(&world, ANN, "/me/records/nothing", &rs);
	assert_int_equal(rs.status, 404);
	people_get(&world, ANN, "/me/records/offices", &rs);
	assert_true(people_shows(&rs, "Nothing is recorded."));
	people_get(&world, FORMER, "/me/records/offices", &rs);
	assert_true(people_shows(&rs, "Secretary, Cell 1"));
}

static void
test_correction(void **state)			/* MEMB-7 */
{
	char path[64];
	const char *found;

	(void)state;
	people_get(&world, ANN, "/me/correction?about=Meetings", &rs);
	assert_true(people_shows(&rs, "value=\"Meetings\""));
	people_post(&world, ANN, "/me/correction", "about=Meetings&text=",
	    &rs);
	assert_int_equal(rs.status, 422);
	people_post(&world, ANN, "/me/correction",
	    "about=Meetings&text=I+was+there", &rs);
	assert_true(goes_to("/me?asked=1"));
	people_get(&world, ANN, "/me?asked=1", &rs);
	assert_true(people_shows(&rs, "Your question was sent"));
	people_get(&world, DEP, "/cell", &rs);
	assert_false(people_shows(&rs, "I was there"));
	people_get(&world, SEC, "/cell", &rs);
	assert_true(people_shows(&rs, "I was there"));
	found = memmem(rs.body.at, rs.body.len, "/corrections/", 13);
	assert_non_null(found);
	snprintf(path, sizeof(path), "%.25s", found);
	people_post(&world, DEP, path, "answer=no", &rs);
	assert_int_equal(rs.status, 403);
	people_post(&world, ANN, path, "answer=no", &rs);
	assert_int_equal(rs.status, 403);
	people_post(&world, SEC, path, "answer=", &rs);
	assert_int_equal(rs.status, 422);
	people_post(&world, SEC, path, "answer=It+is+mended", &rs);
	assert_true(goes_to("/u/"));
	people_get(&world, ANN, "/me/correction", &rs);
	assert_true(people_shows(&rs, "It is mended"));
	assert_true(people_shows(&rs, "answered by Sec Moor"));
	people_get(&world, ADMIN, "/me/correction", &rs);
	assert_int_equal(rs.status, 403);
}

/* ---- settings ---------------------------------------------------------- */

static void
test_settings(void **state)
{
	(void)state;
	people_get(&world, ANN, "/me/settings", &rs);
	assert_int_equal(rs.status, 200);
	assert_true(people_shows(&rs, "ann.login"));
	people_post(&world, ANN, "/me/contacts", "telephone=0171&mail=ann"
	    "&show_mail=1&address=&other=", &rs);
	assert_int_equal(rs.status, 422);
	assert_true(people_shows(&rs, "href=\"#mail\""));
	assert_true(people_shows(&rs, "value=\"0171\""));
	assert_true(people_shows(&rs, "name=\"show_mail\" value=\"1\""
	    " checked"));
	/* Nothing of a form that came back is kept. */
	assert_int_equal(people_number(&world, "SELECT count(*) FROM contact"),
	    0);
	people_post(&world, ANN, "/me/contacts", "telephone=0171&mail=a@b.c"
	    "&show_mail=1&address=&other=", &rs);
	assert_true(goes_to("/me/settings?saved=1"));
	people_get(&world, ANN, "/me/settings?saved=1", &rs);
	assert_true(people_shows(&rs, "Saved."));
	assert_true(people_shows(&rs, "value=\"a@b.c\""));
	people_get(&world, DEP, "/cell", &rs);
	assert_true(people_shows(&rs, "a@b.c"));
	assert_false(people_shows(&rs, "0171"));
	people_get(&world, ADMIN, "/me/settings", &rs);
	assert_int_equal(rs.status, 200);
	assert_false(people_shows(&rs, "/me/contacts"));
	people_post(&world, ADMIN, "/me/contacts", "telephone=1", &rs);
	assert_int_equal(rs.status, 403);
}

static void
test_password(void **state)			/* ACCO-6 */
{
	str hash, old = world.token[ANN];

	(void)state;
	db_begin(cx->db, DB_WRITE);
	assert_true(password_hash(cx->mem, S("violet plum engine"), &hash));
	db_script(cx->db, arena_copy_z(cx->mem, arena_printf(cx->mem,
	    "UPDATE account SET password = '" STR_FMT "' WHERE login ="
	    " 'ann.login'", STR_ARG(hash))));
	assert_true(db_commit(cx->db));
	people_post(&world, ANN, "/me/password", "now=wrong&password=short"
	    "&again=short", &rs);
	assert_int_equal(rs.status, 422);
	assert_true(people_shows(&rs, "href=\"#password\""));
	people_post(&world, ANN, "/me/password", "now=wrong&password="
	    "another+plum+engine&again=another", &rs);
	assert_true(people_shows(&rs, "href=\"#again\""));
	people_post(&world, ANN, "/me/password", "now=wrong&password="
	    "another+plum+engine&again=another+plum+engine", &rs);
	assert_int_equal(rs.status, 422);
	assert_true(people_shows(&rs, "This is not your password of now."));
	people_post(&world, ANN, "/me/password", "now=violet+plum+engine"
	    "&password=another+plum+engine&again=another+plum+engine", &rs);
	assert_true(goes_to("/me/settings?changed=1"));
	world.token[ANN] = rs.set_session;
	people_get(&world, ANN, "/me/settings", &rs);
	assert_int_equal(rs.status, 200);
	world.token[ANN] = old;
	people_get(&world, ANN, "/me/settings", &rs);
	assert_int_equal(rs.status, 303);
}

static void
test_devices(void **state)
{
	str first = world.token[ANN], code, second;
	const char *found;
	char fields[64];

	(void)state;
	db_begin(cx->db, DB_WRITE);
	assert_int_equal(account_invite(cx, world.member[ANN], 0, &code),
	    ACCOUNT_OK);
	assert_int_equal(account_accept(cx, code, S(""), S("none"),
	    S("Windows"), &second), ACCOUNT_OK);
	db_script(cx->db, "UPDATE session SET seen_at = seen_at - 7200"
	    " WHERE device = 'a computer with Windows'");
	assert_true(db_commit(cx->db));
	world.token[ANN] = second;
	people_get(&world, ANN, "/me/settings", &rs);
	assert_true(people_shows(&rs, "a computer with Windows"));
	assert_true(people_shows(&rs, "This one"));
	assert_false(people_shows(&rs, "Log out there"));
	assert_false(people_shows(&rs, "Log out everywhere else"));
	(void)first;
	people_post(&world, ANN, "/me/devices/out", "device=000000000000",
	    &rs);
	assert_int_equal(rs.status, 404);
	/* Seen from another session, it can be logged out. */
	db_begin(cx->db, DB_WRITE);
	db_script(cx->db, "INSERT INTO session SELECT 'abc', account_id,"
	    " made_at, seen_at, ends_at, 'a Mac' FROM session"
	    " WHERE device = 'a computer with Windows'");
	assert_true(db_commit(cx->db));
	people_get(&world, ANN, "/me/settings", &rs);
	assert_true(people_shows(&rs, "a Mac"));
	found = memmem(rs.body.at, rs.body.len, "name=\"device\" value=\"", 21);
	assert_non_null(found);
	snprintf(fields, sizeof(fields), "device=%.12s", found + 21);
	people_post(&world, ANN, "/me/devices/out", fields, &rs);
	assert_true(goes_to("/me/settings?out=1"));
	people_get(&world, ANN, "/me/settings", &rs);
	assert_false(people_shows(&rs, "a Mac"));
	people_post(&world, ANN, "/me/devices/out-others", "", &rs);
	assert_true(goes_to("/me/settings?out=1"));
	people_get(&world, ANN, "/me/settings", &rs);
	assert_int_equal(rs.status, 200);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_roll),
		TEST(test_join),
		TEST(test_why),
		TEST(test_rename),
		TEST(test_move),
		TEST(test_leave_and_take_back),
		TEST(test_come_back),
		TEST(test_invite),
		TEST(test_me),
		TEST(test_correction),
		TEST(test_settings),
		TEST(test_password),
		TEST(test_devices),
	};

	return cmocka_run_group_tests_name("member_web", tests, NULL, NULL);
}
