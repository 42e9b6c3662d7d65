/*
 * motion_test.c - motions and amendments handed in, arranged and decided, each
 * refusal, and each step of the database made to fail once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "conference/conference.h"
#include "motion/motion.h"
#include "tests/house.h"

#define RULES \
	"## Article 3. Tiers\n\n```rules\n" \
	"tier top \"Top\" plural \"Tops\"\n" \
	"tier cell \"Cell\" plural \"Cells\" under top, members 2 to 6\n" \
	"```\n\n## Article 12. Meetings\n\n```rules\n" \
	"meeting general at cell: at least 1 per month\n```\n"

static struct house h;
static int64_t top, cell[2], conference;

static int
set_up(void **unused)
{
	struct conference c = { .kind = S("secretaries"), .title = S("Fifth"),
		.place = S(""), .language = S("en"), .era_name = S(""),
		.mode = IN_ONE_HALL };

	(void)unused;
	house_open(&h, RULES, "2026-01-01");
	db_begin(h.cx.db, DB_WRITE);
	top = house_unit(&h, "TOP", "top", 0, NULL);
	cell[0] = house_unit(&h, "A", "cell", top, "2026-01-01");
	cell[1] = house_unit(&h, "B", "cell", top, "2026-01-01");
	house_met(&h, cell[0], "general", "2026-11-10");
	c.unit_id = top;
	c.from = c.last = house_day("2026-11-20");
	assert_int_equal(conference_plan(&h.cx, &c, &conference),
	    CONFERENCE_OK);
	assert_true(db_commit(h.cx.db));
	db_begin(h.cx.db, DB_WRITE);
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	assert_true(db_commit(h.cx.db));
	house_close(&h);
	return 0;
}

static struct motion
a_motion(void)
{
	return (struct motion){ .conference_id = conference,
		.unit_id = cell[0], .title = S("A winter reserve"),
		.text = S("one\n\ntwo\n\nthree"), .reason = S("Winter.") };
}

static int64_t
moved(void)
{
	struct motion m = a_motion();
	int64_t id;

	assert_int_equal(motion_hand_in(&h.cx, &m, &id), MOTION_OK);
	return id;
}

static struct amendment
an_amendment(int64_t motion, enum amendment_kind kind, int paragraph, str text)
{
	return (struct amendment){ .motion_id = motion, .unit_id = cell[1],
		.kind = kind, .paragraph = paragraph, .text = text,
		.reason = S("") };
}

static int64_t
amended(int64_t motion, enum amendment_kind kind, int paragraph, str text)
{
	struct amendment a = an_amendment(motion, kind, paragraph, text);
	int64_t id;

	assert_int_equal(amendment_hand_in(&h.cx, &a, &id), MOTION_OK);
	return id;
}

static struct motion
read(int64_t id)
{
	struct motion m;

	assert_true(motion_read(&h.cx, id, &m));
	return m;
}

static struct amendment
read_amendment(int64_t id)
{
	struct amendment a;

	assert_true(amendment_read(&h.cx, id, &a));
	return a;
}

static int64_t
version(void)
{
	return conference_version(&h.cx, conference);
}

/* ---- handed in --------------------------------------------------------- */

static void
test_hand_in(void **unused)
{
	int64_t before, first, second;
	struct motion m, *list;
	size_t len;

	(void)unused;
	before = version();
	first = moved();
	second = moved();
	m = read(first);
	assert_int_equal(m.number, 1);
	assert_int_equal(m.state, MOTION_OPEN);
	assert_true(str_eq(m.unit_name, S("A")));
	assert_true(str_eq(m.text, S("one\n\ntwo\n\nthree")));
	assert_int_equal(read(second).number, 2);
	assert_true(version() > before);
	motion_list(&h.cx, conference, &list, &len);
	assert_int_equal(len, 2);
	assert_int_equal(list[1].id, second);
	assert_true(motion_by_public(&h.cx, m.public_id, &m));
	assert_false(motion_by_public(&h.cx, S("nothere"), &m));
}

static enum motion_err
handed_in(struct motion m)
{
	int64_t id = -1;
	enum motion_err err = motion_hand_in(&h.cx, &m, &id);

	assert_true((err == MOTION_OK) == (id != -1));
	return err;
}

static void
test_hand_in_refused(void **unused)		/* MOTI-1 */
{
	struct motion m = a_motion();
	struct motion_rule rule = { DATE_NONE, DATE_NONE, S("article 30") };
	char *long_text = malloc(MOTION_TEXT_MAX + 1);
	int64_t there = db_number(h.cx.db, "SELECT id FROM meeting");

	(void)unused;
	assert_non_null(long_text);
	memset(long_text, 'x', MOTION_TEXT_MAX + 1);
	m.title = S("");
	assert_int_equal(handed_in(m), MOTION_NO_TITLE);
	m = a_motion();
	m.text = S(" \n ");
	assert_int_equal(handed_in(m), MOTION_NO_TEXT);
	m.text = (str){ long_text, MOTION_TEXT_MAX + 1 };
	assert_int_equal(handed_in(m), MOTION_TOO_LONG);
	m = a_motion();
	m.unit_id = 999;
	assert_int_equal(handed_in(m), MOTION_NO_UNIT);
	m = a_motion();
	m.conference_id = 999;
	assert_int_equal(handed_in(m), MOTION_NO_CONFERENCE);
	m = a_motion();
	m.meeting_id = there;
	assert_int_equal(handed_in(m), MOTION_OK);
	m.unit_id = cell[1];
	assert_int_equal(handed_in(m), MOTION_NO_MEETING);
	rule.motions_until = date_add(h.cx.today, -1);
	assert_int_equal(motion_set_rule(&h.cx, conference, &rule), MOTION_OK);
	assert_true(str_eq(motion_rule(&h.cx, conference).article,
	    S("article 30")));
	assert_int_equal(handed_in(a_motion()), MOTION_TOO_LATE);
	rule.motions_until = h.cx.today;
	assert_int_equal(motion_set_rule(&h.cx, conference, &rule), MOTION_OK);
	assert_int_equal(handed_in(a_motion()), MOTION_OK);
	rule.article = (str){ long_text, MOTION_LINE_MAX + 1 };
	assert_int_equal(motion_set_rule(&h.cx, conference, &rule),
	    MOTION_TOO_LONG);
	assert_int_equal(motion_set_rule(&h.cx, 999, &rule),
	    MOTION_NO_CONFERENCE);
	assert_int_equal(conference_set_state(&h.cx, conference,
	    CONFERENCE_OVER), CONFERENCE_OK);
	assert_int_equal(handed_in(a_motion()), MOTION_OVER);
	free(long_text);
}

static void
test_too_many(void **unused)
{
	(void)unused;
	(void)moved();
	db_script(h.cx.db, "UPDATE motion SET number = 5000");
	assert_int_equal(handed_in(a_motion()), MOTION_TOO_MANY);
}

/* ---- amendments -------------------------------------------------------- */

static enum motion_err
amend(int64_t motion, enum amendment_kind kind, int paragraph, str text)
{
	struct amendment a = an_amendment(motion, kind, paragraph, text);
	int64_t id;

	return amendment_hand_in(&h.cx, &a, &id);
}

static void
test_amend_refused(void **unused)		/* MOTI-2 */
{
	int64_t m = moved();
	struct motion_rule rule = { DATE_NONE, date_add(h.cx.today, -1),
		S("") };

	(void)unused;
	assert_int_equal(amend(999, AMEND_REPLACE, 1, S("x")), MOTION_NONE);
	assert_int_equal(amend(m, AMEND_REPLACE, 0, S("x")),
	    MOTION_NO_PARAGRAPH);
	assert_int_equal(amend(m, AMEND_REPLACE, 4, S("x")),
	    MOTION_NO_PARAGRAPH);
	assert_int_equal(amend(m, AMEND_INSERT, -1, S("x")),
	    MOTION_NO_PARAGRAPH);
	assert_int_equal(amend(m, AMEND_INSERT, 1, S(" ")), MOTION_NO_TEXT);
	assert_int_equal(amend(m, AMEND_REPLACE, 2, S(" two ")),
	    MOTION_SAME_TEXT);
	assert_int_equal(amend(m, AMEND_INSERT, 0, S("zero")), MOTION_OK);
	assert_int_equal(motion_set_rule(&h.cx, conference, &rule), MOTION_OK);
	assert_int_equal(amend(m, AMEND_TAKE_OUT, 1, S("")), MOTION_TOO_LATE);
	assert_true(str_eq(read(m).text, S("one\n\ntwo\n\nthree")));
}

static void
test_names(void **unused)
{
	int64_t m = moved();

	(void)unused;
	for (int i = 1; i <= 28; i++) {
		int64_t id = amended(m, AMEND_INSERT, 0, S("x"));

		if (i == 1 || i == 26 || i == 27) {
			assert_true(str_eq(read_amendment(id).name,
			    i == 1 ? S("1-A") : i == 26 ? S("1-Z") :
			    S("1-AA")));
		}
	}
}

static void
in_order(int64_t motion, const int64_t *wanted, size_t wanted_len)
{
	struct amendment *list;
	size_t len;

	amendment_list(&h.cx, motion, &list, &len);
	assert_int_equal(len, wanted_len);
	for (size_t i = 0; i < len; i++) {
		assert_int_equal(list[i].id, wanted[i]);
		assert_int_equal(list[i].position, (int)i + 1);
	}
}

static void
test_order(void **unused)			/* MOTI-5 */
{
	int64_t m = moved();
	int64_t third = amended(m, AMEND_REPLACE, 3, S("x"));
	int64_t insert = amended(m, AMEND_INSERT, 1, S("x"));
	int64_t replace = amended(m, AMEND_REPLACE, 1, S("x"));
	int64_t later = amended(m, AMEND_REPLACE, 1, S("y"));
	int64_t out = amended(m, AMEND_TAKE_OUT, 1, S(""));

	(void)unused;
	in_order(m, (int64_t[]){ out, replace, later, insert, third }, 5);
	assert_int_equal(amendment_move(&h.cx, third, true), MOTION_OK);
	in_order(m, (int64_t[]){ out, replace, later, third, insert }, 5);
	assert_int_equal(amendment_move(&h.cx, out, true), MOTION_OK);
	assert_int_equal(amendment_move(&h.cx, insert, false), MOTION_OK);
	in_order(m, (int64_t[]){ out, replace, later, third, insert }, 5);
	assert_int_equal(amendment_move(&h.cx, 999, true),
	    MOTION_NO_AMENDMENT);
}

/* ---- decided ----------------------------------------------------------- */

static void
test_exclude(void **unused)			/* MOTI-3 */
{
	int64_t m = moved();
	int64_t out = amended(m, AMEND_TAKE_OUT, 1, S(""));
	int64_t replace = amended(m, AMEND_REPLACE, 1, S("x"));
	int64_t insert = amended(m, AMEND_INSERT, 1, S("x"));
	int64_t other = amended(m, AMEND_REPLACE, 2, S("x"));

	(void)unused;
	assert_int_equal(amendment_decide(&h.cx, out, MOTION_CARRIED),
	    MOTION_OK);
	assert_int_equal(read_amendment(replace).state, MOTION_FELL);
	assert_int_equal(read_amendment(insert).state, MOTION_OPEN);
	assert_int_equal(read_amendment(other).state, MOTION_OPEN);
	assert_int_equal(amendment_decide(&h.cx, replace, MOTION_CARRIED),
	    MOTION_NOT_OPEN);
	assert_int_equal(amendment_decide(&h.cx, out, MOTION_NOT_CARRIED),
	    MOTION_DECIDED);
	assert_int_equal(amendment_decide(&h.cx, 999, MOTION_CARRIED),
	    MOTION_NO_AMENDMENT);
}

static void
test_decide(void **unused)			/* MOTI-4, MOTI-6 */
{
	int64_t m = moved();
	int64_t replace = amended(m, AMEND_REPLACE, 2, S("TWO"));
	int64_t lost = amended(m, AMEND_INSERT, 3, S("four"));

	(void)unused;
	assert_int_equal(motion_decide(&h.cx, m, MOTION_CARRIED),
	    MOTION_AMENDMENTS_OPEN);
	assert_int_equal(amendment_decide(&h.cx, replace, MOTION_CARRIED),
	    MOTION_OK);
	assert_int_equal(motion_take_back(&h.cx, m), MOTION_DECIDED);
	assert_int_equal(amendment_decide(&h.cx, lost, MOTION_NOT_CARRIED),
	    MOTION_OK);
	assert_int_equal(motion_decide(&h.cx, m, MOTION_CARRIED), MOTION_OK);
	assert_int_equal(read(m).state, MOTION_CARRIED);
	assert_true(str_eq(read(m).final_text, S("one\n\nTWO\n\nthree")));
	assert_int_equal(motion_decide(&h.cx, m, MOTION_NOT_CARRIED),
	    MOTION_DECIDED);
	assert_int_equal(motion_take_back(&h.cx, m), MOTION_DECIDED);
	assert_int_equal(amend(m, AMEND_TAKE_OUT, 1, S("")), MOTION_DECIDED);
	assert_int_equal(amendment_take_back(&h.cx, lost), MOTION_DECIDED);
	assert_int_equal(motion_decide(&h.cx, 999, MOTION_CARRIED),
	    MOTION_NONE);
}

static void
test_take_back(void **unused)			/* MOTI-6 */
{
	int64_t m = moved(), a = amended(m, AMEND_TAKE_OUT, 1, S(""));

	(void)unused;
	assert_int_equal(amendment_take_back(&h.cx, a), MOTION_OK);
	assert_int_equal(amendment_take_back(&h.cx, a), MOTION_NOT_OPEN);
	assert_int_equal(motion_take_back(&h.cx, m), MOTION_OK);
	assert_int_equal(read(m).state, MOTION_TAKEN_BACK);
	assert_int_equal(motion_take_back(&h.cx, m), MOTION_NOT_OPEN);
	assert_int_equal(amend(m, AMEND_TAKE_OUT, 1, S("")), MOTION_NOT_OPEN);
	assert_int_equal(motion_take_back(&h.cx, 999), MOTION_NONE);
	assert_int_equal(amendment_take_back(&h.cx, 999),
	    MOTION_NO_AMENDMENT);
}

static void
test_arrange(void **unused)			/* MOTI-7 */
{
	int64_t one = moved(), two = moved(), three = moved();
	struct motion *list;
	size_t len;

	(void)unused;
	assert_int_equal(motion_arrange(&h.cx, three, S("Winter"), 1, one),
	    MOTION_OK);
	motion_list(&h.cx, conference, &list, &len);
	assert_int_equal(list[0].id, three);
	assert_int_equal(list[1].id, one);
	assert_true(str_eq(list[0].topic, S("Winter")));
	assert_int_equal(motion_arrange(&h.cx, one, S(""), 2, one),
	    MOTION_LEADS_ITSELF);
	assert_int_equal(motion_arrange(&h.cx, two, S(""), 2, three),
	    MOTION_LEADS_ITSELF);
	assert_int_equal(motion_arrange(&h.cx, two, S(""), 2, 999),
	    MOTION_NONE);
	assert_int_equal(motion_arrange(&h.cx, 999, S(""), 2, 0),
	    MOTION_NONE);
	assert_int_equal(motion_decide(&h.cx, one, MOTION_CARRIED), MOTION_OK);
	assert_int_equal(read(three).state, MOTION_FELL);
	assert_int_equal(read(two).state, MOTION_OPEN);
}

/* ---- taken back ------------------------------------------------------- */

static void
test_reopen_amendment(void **unused)		/* MOTI-10 */
{
	int64_t m = moved();
	int64_t out = amended(m, AMEND_TAKE_OUT, 1, S(""));
	int64_t fell = amended(m, AMEND_REPLACE, 1, S("x"));
	int64_t back = amended(m, AMEND_REPLACE, 1, S("y"));

	(void)unused;
	assert_int_equal(amendment_take_back(&h.cx, back), MOTION_OK);
	assert_int_equal(amendment_reopen(&h.cx, out), MOTION_OK);
	assert_int_equal(amendment_decide(&h.cx, out, MOTION_CARRIED),
	    MOTION_OK);
	assert_int_equal(read_amendment(fell).state, MOTION_FELL);
	assert_int_equal(amendment_reopen(&h.cx, out), MOTION_OK);
	assert_int_equal(read_amendment(out).state, MOTION_OPEN);
	assert_int_equal(read_amendment(out).decided_at, 0);
	assert_int_equal(read_amendment(fell).state, MOTION_OPEN);
	assert_int_equal(read_amendment(back).state, MOTION_TAKEN_BACK);
	assert_int_equal(amendment_decide(&h.cx, fell, MOTION_CARRIED),
	    MOTION_OK);
	assert_int_equal(motion_decide(&h.cx, m, MOTION_CARRIED), MOTION_OK);
	assert_int_equal(amendment_may_reopen(&h.cx, fell),
	    MOTION_RESTED_ON);
	assert_int_equal(amendment_reopen(&h.cx, fell), MOTION_RESTED_ON);
	assert_int_equal(amendment_reopen(&h.cx, 999), MOTION_NO_AMENDMENT);
	/* The motion first, then what it rested on. */
	assert_int_equal(motion_reopen(&h.cx, m), MOTION_OK);
	assert_int_equal(amendment_reopen(&h.cx, fell), MOTION_OK);
}

static void
test_reopen(void **unused)			/* MOTI-10 */
{
	int64_t one = moved(), led = moved(), back = moved();

	(void)unused;
	assert_int_equal(motion_arrange(&h.cx, led, S(""), 2, one),
	    MOTION_OK);
	assert_int_equal(motion_arrange(&h.cx, back, S(""), 3, one),
	    MOTION_OK);
	assert_int_equal(motion_take_back(&h.cx, back), MOTION_OK);
	assert_int_equal(motion_decide(&h.cx, one, MOTION_CARRIED), MOTION_OK);
	assert_int_equal(read(led).state, MOTION_FELL);
	assert_int_equal(motion_may_vote(&h.cx, one), MOTION_DECIDED);
	assert_int_equal(motion_may_vote(&h.cx, led), MOTION_NOT_OPEN);
	assert_int_equal(motion_reopen(&h.cx, one), MOTION_OK);
	assert_int_equal(read(one).state, MOTION_OPEN);
	assert_int_equal(read(one).final_text.len, 0);
	assert_int_equal(read(led).state, MOTION_OPEN);
	assert_int_equal(read(back).state, MOTION_TAKEN_BACK);
	assert_int_equal(motion_may_vote(&h.cx, one), MOTION_OK);
	assert_int_equal(motion_decide(&h.cx, one, MOTION_NOT_CARRIED),
	    MOTION_OK);
	assert_int_equal(motion_reopen(&h.cx, 999), MOTION_NONE);
}

static void
test_undecide(void **unused)			/* MOTI-6, MOTI-10 */
{
	int64_t m = moved();
	int64_t out = amended(m, AMEND_TAKE_OUT, 1, S(""));

	(void)unused;
	assert_int_equal(motion_undecide(&h.cx, m), MOTION_NOT_DECIDED);
	assert_int_equal(amendment_undecide(&h.cx, out), MOTION_NOT_DECIDED);
	assert_int_equal(motion_undecide(&h.cx, 999), MOTION_NONE);
	assert_int_equal(amendment_undecide(&h.cx, 999), MOTION_NO_AMENDMENT);
	assert_int_equal(amendment_decide(&h.cx, out, MOTION_NOT_CARRIED),
	    MOTION_OK);
	assert_int_equal(amendment_undecide(&h.cx, out), MOTION_OK);
	assert_int_equal(read_amendment(out).state, MOTION_OPEN);
	assert_int_equal(amendment_decide(&h.cx, out, MOTION_CARRIED),
	    MOTION_OK);
	assert_int_equal(motion_decide(&h.cx, m, MOTION_REFERRED), MOTION_OK);
	assert_int_equal(amendment_undecide(&h.cx, out), MOTION_RESTED_ON);
	assert_int_equal(motion_undecide(&h.cx, m), MOTION_OK);
	assert_int_equal(read(m).state, MOTION_OPEN);
	assert_int_equal(read(m).final_text.len, 0);
}

/* ---- documents --------------------------------------------------------- */

static void
test_documents(void **unused)			/* MOTI-8 */
{
	struct document d = { .conference_id = conference,
		.language = S("en"), .title = S("Report"), .text = S("Much.") };
	struct document *list, got;
	int64_t id;
	size_t len;

	(void)unused;
	assert_int_equal(document_add(&h.cx, &d, &id), MOTION_OK);
	d.id = id;
	d.title = S("Report of the council");
	assert_int_equal(document_change(&h.cx, &d), MOTION_OK);
	assert_int_equal(document_set_state(&h.cx, id, DOCUMENT_LAID),
	    MOTION_OK);
	assert_int_equal(document_change(&h.cx, &d), MOTION_LAID);
	document_list(&h.cx, conference, &list, &len);
	assert_int_equal(len, 1);
	assert_int_equal(list[0].state, DOCUMENT_LAID);
	assert_true(document_by_public(&h.cx, list[0].public_id, &got));
	assert_true(str_eq(got.title, S("Report of the council")));
	d.text = S("");
	assert_int_equal(document_change(&h.cx, &d), MOTION_NO_TEXT);
	d.title = S("");
	assert_int_equal(document_add(&h.cx, &d, &id), MOTION_NO_TITLE);
	d.id = 999;
	assert_int_equal(document_change(&h.cx, &d), MOTION_NO_DOCUMENT);
	assert_int_equal(document_set_state(&h.cx, 999, DOCUMENT_LAID),
	    MOTION_NO_DOCUMENT);
	d.conference_id = 999;
	assert_int_equal(document_add(&h.cx, &d, &id), MOTION_NO_CONFERENCE);
}

/* ---- failures ---------------------------------------------------------- */

static void
all_of_it(void)
{
	struct motion m = a_motion();
	struct amendment a = { .unit_id = cell[1], .kind = AMEND_TAKE_OUT,
		.paragraph = 1, .text = S(""), .reason = S("") };
	struct document d = { .conference_id = conference,
		.language = S("en"), .title = S("Report"), .text = S("Much.") };
	int64_t id;

	if (motion_hand_in(&h.cx, &m, &a.motion_id) == MOTION_OK &&
	    amendment_hand_in(&h.cx, &a, &id) == MOTION_OK &&
	    amendment_decide(&h.cx, id, MOTION_CARRIED) == MOTION_OK) {
		(void)!motion_decide(&h.cx, a.motion_id, MOTION_CARRIED);
		(void)!document_add(&h.cx, &d, &id);
	}
}

static void
test_each_step_fails(void **unused)
{
	int n = 1;

	(void)unused;
	assert_true(db_commit(h.cx.db));
	for (bool done = false; !done; n++) {
		db_begin(h.cx.db, DB_WRITE);
		db_fail_at(h.cx.db, n);
		all_of_it();
		done = db_commit(h.cx.db);
		db_fail_at(h.cx.db, 0);
		if (!done) {
			assert_int_equal(house_number(&h, "SELECT count(*)"
			    " FROM motion"), 0);
		}
	}
	assert_true(n > 30);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM motion WHERE"
	    " state = 3 AND final_text IS NOT NULL"), 1);
	db_begin(h.cx.db, DB_WRITE);
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_hand_in),
		TEST(test_hand_in_refused),
		TEST(test_too_many),
		TEST(test_amend_refused),
		TEST(test_names),
		TEST(test_order),
		TEST(test_exclude),
		TEST(test_decide),
		TEST(test_take_back),
		TEST(test_arrange),
		TEST(test_reopen_amendment),
		TEST(test_reopen),
		TEST(test_undecide),
		TEST(test_documents),
		TEST(test_each_step_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
