/*
 * person_test.c - what is kept about a person beside the membership: names,
 * contacts, looks.
 */
#include "tests/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "member/member.h"

static struct people world;
static struct ctx *const cx = &world.cx;

static int
set_up(void **state)
{
	(void)state;
	people_open(&world);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	people_close(&world);
	return 0;
}

static void
assert_str(str got, const char *expected)
{
	if (!str_eq(got, str_z(expected))) {
		fail_msg("\"%.*s\" instead of \"%s\"", STR_ARG(got), expected);
	}
}

static void
test_rename(void **state)			/* MEMB-5 */
{
	int64_t ann = world.member[ANN];
	struct name_was *names;
	struct member m;
	size_t len;

	(void)state;
	people_act(&world, SEC);
	db_begin(cx->db, DB_WRITE);
	assert_int_equal(member_rename(cx, 9999, S("N"), S(""), S("")),
	    MEMBER_NO_MEMBER);
	assert_int_equal(member_rename(cx, ann, S(" "), S(""), S("")),
	    MEMBER_NAME_MISSING);
	assert_int_equal(member_rename(cx, ann, S("Ann Reed"), S(""), S("")),
	    MEMBER_OK);
	member_names(cx, ann, &names, &len);
	assert_int_equal(len, 0);		/* nothing changed */
	assert_int_equal(member_rename(cx, ann, S("Ann Lund"), S("안나 룬드"),
	    S("ko")), MEMBER_OK);
	assert_true(member_read(cx, ann, &m));
	assert_str(m.name, "Ann Lund");
	assert_str(m.native_name, "안나 룬드");
	assert_str(m.language, "ko");
	member_names(cx, ann, &names, &len);
	assert_int_equal(len, 1);
	assert_str(names[0].name, "Ann Reed");
	assert_str(names[0].changed_by, "Sec Moor");
	assert_int_equal(names[0].until_at, cx->now);
	assert_true(db_commit(cx->db));
}

static enum member_err
contact(int kind, int shown_to, const char *value)
{
	enum member_err err;

	db_begin(cx->db, DB_WRITE);
	err = member_contact_set(cx, world.member[ANN], kind, shown_to,
	    str_z(value));
	assert_true(db_commit(cx->db));
	return err;
}

static void
test_contacts(void **state)			/* MEMB-5 */
{
	struct contact *list;
	struct shown_contact *shown;
	size_t len;

	(void)state;
	people_act(&world, ANN);
	assert_int_equal(contact(1, 1, "0171 23"), MEMBER_OK);
	assert_int_equal(contact(1, 1, " 0171 23 "), MEMBER_OK);
	assert_int_equal(contact(1, 2, "٠١٧١"), MEMBER_OK);
	assert_int_equal(contact(2, 1, "ann@example.org"), MEMBER_OK);
	assert_int_equal(contact(3, 1, "2, Mill Lane"), MEMBER_OK);
	assert_int_equal(contact(3, 1, ""), MEMBER_OK);
	assert_int_equal(contact(4, 2, "ask at the bakery"), MEMBER_OK);
	db_begin(cx->db, DB_READ);
	member_contacts(cx, world.member[ANN], &list, &len);
	assert_int_equal(len, 5);
	assert_str(list[0].value, "٠١٧١");
	assert_int_equal(list[0].until_at, 0);
	assert_int_equal(list[0].shown_to, SHOWN_TO_CELL);
	assert_str(list[0].entered_by, "Ann Reed");
	assert_str(list[1].value, "ann@example.org");
	assert_str(list[2].value, "ask at the bakery");
	assert_int_equal(list[3].until_at, cx->now);
	member_contacts_shown(cx, world.unit[A1], cx->today, &shown, &len);
	assert_int_equal(len, 2);
	assert_str(shown[0].value, "٠١٧١");
	assert_str(shown[1].value, "ask at the bakery");
	member_contacts_shown(cx, world.unit[A2], cx->today, &shown, &len);
	assert_int_equal(len, 0);
	assert_true(db_commit(cx->db));
}

static void
test_contacts_refused(void **state)
{
	static const struct { int kind; const char *value; } bad[] = {
		{ 1, "call me" }, { 2, "ann" }, { 2, "@example.org" },
		{ 2, "ann@" }, { 2, "a@b@c" }, { 2, "ann reed@example.org" },
	};
	char long_text[CONTACT_MAX + 2];

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(contact(bad[i].kind, 1, bad[i].value),
		    MEMBER_CONTACT_BAD);
	}
	memset(long_text, '1', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	for (int kind = 1; kind <= CONTACT_KINDS; kind++) {
		assert_int_equal(contact(kind, 1, long_text),
		    MEMBER_CONTACT_BAD);
	}
	assert_int_equal(people_number(&world, "SELECT count(*) FROM contact"),
	    0);
	db_begin(cx->db, DB_WRITE);
	assert_int_equal(member_contact_set(cx, 9999, 1, 1, S("1")),
	    MEMBER_NO_MEMBER);
	assert_true(db_commit(cx->db));
}

/* Of a hundred changes the last are known, and what holds now always is. */
static void
test_contacts_forgotten(void **state)
{
	struct contact *list;
	size_t len;

	(void)state;
	assert_int_equal(contact(2, 1, "a@b"), MEMBER_OK);
	for (int i = 0; i < 100; i++) {
		cx->now++;
		assert_int_equal(contact(1, 1, (char[]){ '1', (char)('0' +
		    i / 10), (char)('0' + i % 10), '\0' }), MEMBER_OK);
	}
	db_begin(cx->db, DB_READ);
	member_contacts(cx, world.member[ANN], &list, &len);
	assert_true(len <= CONTACTS_MAX && len >= CONTACTS_MAX - CONTACT_KINDS);
	assert_str(list[0].value, "199");
	assert_str(list[1].value, "a@b");
	assert_str(list[2].value, "198");
	assert_int_equal(db_number(cx->db, "SELECT count(*) FROM contact"),
	    len);
	assert_true(db_commit(cx->db));
}

static void
test_looks(void **state)			/* MEMB-6 */
{
	int64_t ann = world.member[ANN];
	struct look *looks;
	size_t len;

	(void)state;
	db_begin(cx->db, DB_WRITE);
	people_act(&world, ANN);
	member_look(cx, ann, S(""), S("contacts"), S("mine"));
	people_act(&world, ADMIN);
	member_look(cx, ann, S(""), S("contacts"), S("not a person"));
	people_act(&world, SEC);
	assert_false(member_looked_since(cx, ann, cx->now));
	member_look(cx, ann, S("Secretary, Cell 1"), S("contacts"),
	    S("to reach her"));
	assert_true(member_looked_since(cx, ann, cx->now));
	cx->now++;
	assert_false(member_looked_since(cx, ann, cx->now));
	member_look(cx, ann, S("Secretary, Cell 1"), S("memberships"), S(""));
	people_act(&world, BEN);
	assert_false(member_looked_since(cx, ann, 0));
	member_looks(cx, ann, 10, &looks, &len);
	assert_int_equal(len, 2);
	assert_str(looks[0].what, "memberships");
	assert_str(looks[1].by, "Sec Moor");
	assert_str(looks[1].office, "Secretary, Cell 1");
	assert_str(looks[1].reason, "to reach her");
	assert_int_equal(looks[1].at, cx->now - 1);
	member_looks(cx, ann, 1, &looks, &len);
	assert_int_equal(len, 1);
	assert_true(db_commit(cx->db));
}

static void
test_corrections(void **state)			/* MEMB-7 */
{
	char long_text[CORRECTION_MAX + 1];
	struct correction *list, c;
	int64_t id;
	size_t len;

	(void)state;
	memset(long_text, 'x', sizeof(long_text));
	db_begin(cx->db, DB_WRITE);
	people_act(&world, ANN);
	assert_int_equal(member_correction_ask(cx, S("name"), S("  "), &id),
	    MEMBER_NO_TEXT);
	assert_int_equal(member_correction_ask(cx, S("name"),
	    (str){ long_text, sizeof(long_text) }, &id), MEMBER_TOO_LONG);
	assert_int_equal(member_correction_ask(cx, S("name"),
	    S("Reed, with two e"), &id), MEMBER_OK);
	member_corrections(cx, world.member[ANN], &list, &len);
	assert_int_equal(len, 1);
	assert_int_equal(list[0].answered_at, 0);
	assert_str(list[0].answered_by, "");
	member_corrections_open(cx, world.unit[A1], &list, &len);
	assert_int_equal(len, 1);
	assert_str(list[0].member_name, "Ann Reed");
	assert_str(list[0].text, "Reed, with two e");
	member_corrections_open(cx, world.unit[A2], &list, &len);
	assert_int_equal(len, 0);

	people_act(&world, SEC);
	assert_int_equal(member_correction_answer(cx, 9999, S("done")),
	    MEMBER_NO_CORRECTION);
	assert_int_equal(member_correction_answer(cx, id, S(" ")),
	    MEMBER_NO_ANSWER);
	assert_int_equal(member_correction_answer(cx, id,
	    (str){ long_text, sizeof(long_text) }), MEMBER_TOO_LONG);
	assert_int_equal(member_correction_answer(cx, id, S("done")),
	    MEMBER_OK);
	assert_int_equal(member_correction_answer(cx, id, S("again")),
	    MEMBER_ANSWERED);
	member_corrections_open(cx, world.unit[A1], &list, &len);
	assert_int_equal(len, 0);
	member_corrections(cx, world.member[ANN], &list, &len);
	assert_true(member_correction_by_public(cx, list[0].public_id, &c));
	assert_str(c.answer, "done");
	assert_str(c.answered_by, "Sec Moor");
	assert_false(member_correction_by_public(cx, S("zzzzzzzzzzzz"), &c));
	assert_true(db_commit(cx->db));
}

static void
test_asked_often(void **state)			/* MEMB-7 */
{
	int64_t id;

	(void)state;
	db_begin(cx->db, DB_WRITE);
	people_act(&world, ANN);
	for (int i = 0; i < CORRECTIONS_OPEN_MAX; i++) {
		assert_int_equal(member_correction_ask(cx, S(""), S("t"), &id),
		    MEMBER_OK);
	}
	assert_int_equal(member_correction_ask(cx, S(""), S("t"), &id),
	    MEMBER_ASKED_OFTEN);
	assert_int_equal(member_correction_answer(cx, id, S("yes")),
	    MEMBER_OK);
	assert_int_equal(member_correction_ask(cx, S(""), S("t"), &id),
	    MEMBER_OK);
	assert_true(db_commit(cx->db));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_rename),
		TEST(test_contacts),
		TEST(test_contacts_refused),
		TEST(test_contacts_forgotten),
		TEST(test_looks),
		TEST(test_corrections),
		TEST(test_asked_often),
	};

	return cmocka_run_group_tests_name("person", tests, NULL, NULL);
}
