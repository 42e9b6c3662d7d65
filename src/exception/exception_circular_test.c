/*
 * exception_circular_test.c - circulars that were not passed on in time, on
 * facts small enough to be judged by hand (EXCE-6).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "circular/circular.h"
#include "db/change.h"
#include "exception/exception.h"
#include "member/member.h"
#include "org/org.h"
#include "tests/house.h"

#define TIERS \
	"## Article 3. Tiers\n\n```rules\n" \
	"tier top \"Top\" plural \"Tops\"\n" \
	"tier land \"Land\" plural \"Lands\" under top\n" \
	"tier county \"County\" plural \"Counties\" under top or land\n" \
	"tier cell \"Cell\" plural \"Cells\" under county, members 0 to 9\n" \
	"```\n\n"
#define PASS(article, rule) TIERS \
	"## Article " article ". Circulars\n\n```rules\n" \
	"circular at cell: " rule "\n```\n"
#define SEVEN	PASS("18", "conveyed within 7 days")
#define AGAIN	PASS("18", "conveyed within 7 days, repeated after 30 days")

static struct house h;
static int64_t top, county, beside, cell, silent;

static void
today(const char *day)
{
	h.cx.today = house_day(day);
	h.cx.now = (int64_t)h.cx.today.day * 86400 + 43200;
}

static void
begin(void)
{
	db_begin(h.cx.db, DB_WRITE);
}

static void
commit(void)
{
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
}

/* A county with a cell that met once and one of which nothing is known. */
static void
open_by(const char *statutes)
{
	change_settle_by(tally_settle);
	house_open(&h, statutes, "2026-01-01");
	today("2026-03-02");
	begin();
	top = house_unit(&h, "T", "top", 0, NULL);
	county = house_unit(&h, "K", "county", top, NULL);
	beside = house_unit(&h, "L", "county", top, NULL);
	cell = house_unit(&h, "A", "cell", county, "2025-06-01");
	silent = house_unit(&h, "B", "cell", county, "2025-06-01");
	house_met(&h, cell, "", "2026-01-10");
	commit();
}

static int
set_up(void **unused)
{
	(void)unused;
	open_by(SEVEN);
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	change_settle_by(NULL);
	house_close(&h);
	return 0;
}

static int64_t
issue_by(const char *day, int64_t under, const char *due,
    const int *returns, size_t returns_len)
{
	struct circular_new in = { .unit_id = under, .under_id = under,
		.tier = S("cell"), .title = S("Read this"),
		.short_text = S("Now"), .text = S(""), .due = house_day(due),
		.returns = returns, .returns_len = returns_len };
	int64_t id = 0;

	today(day);
	begin();
	assert_int_equal(circular_issue(&h.cx, &in, &id), CIRCULAR_OK);
	commit();
	return id;
}

static int64_t
issue(const char *day)
{
	return issue_by(day, county, NULL, NULL, 0);
}

static void
convey(int64_t id, const char *day)
{
	today(day);
	begin();
	assert_int_equal(circular_convey(&h.cx, id, cell, 0), CIRCULAR_OK);
	commit();
}

static struct exception *list;
static size_t len;

static void
open_on(const char *day)
{
	int64_t no_word;

	db_begin(h.cx.db, DB_READ);
	exception_list(&h.cx, top, house_day(day), &list, &len, &no_word);
	assert_true(db_commit(h.cx.db));
}

static void
history(const char *day)
{
	db_begin(h.cx.db, DB_READ);
	exception_history(&h.cx, top, house_day(day), &list, &len);
	assert_true(db_commit(h.cx.db));
}

static void
is(size_t i, const char *since, const char *due, const char *until)
{
	assert_true(i < len);
	assert_int_equal(list[i].kind, EXCEPTION_CIRCULAR);
	assert_int_equal(list[i].unit_id, cell);
	assert_true(str_eq(list[i].rule, S("circular.cell")));
	assert_int_equal(list[i].since.day, house_day(since).day);
	assert_int_equal(list[i].due.day, house_day(due).day);
	assert_int_equal(list[i].until.day, house_day(until).day);
}

/* ---- one of them ------------------------------------------------------- */

static void
test_late_and_done(void **unused)		/* EXCE-4, EXCE-6 */
{
	int64_t id = issue("2026-03-02");

	(void)unused;
	open_on("2026-03-09");
	assert_int_equal(len, 0);
	open_on("2026-03-10");
	assert_int_equal(len, 1);
	is(0, "2026-03-02", "2026-03-09", NULL);
	assert_true(str_eq(list[0].article, S("18")));
	assert_int_equal(list[0].days, 8);
	convey(id, "2026-03-12");
	open_on("2026-03-12");
	assert_int_equal(len, 0);
	open_on("2026-03-11");
	assert_int_equal(len, 1);
	history("2026-03-20");
	assert_int_equal(len, 1);
	is(0, "2026-03-02", "2026-03-09", "2026-03-12");
	assert_int_equal(list[0].days, 10);
	/* It was not so, and then it was at a meeting in time. */
	begin();
	assert_int_equal(circular_take_back(&h.cx, id, cell), CIRCULAR_OK);
	commit();
	open_on("2026-03-20");
	assert_int_equal(len, 1);
	begin();
	house_met(&h, cell, "", "2026-03-08");
	assert_int_equal(circular_convey(&h.cx, id, cell, db_number(h.cx.db,
	    "SELECT max(id) FROM meeting")), CIRCULAR_OK);
	commit();
	history("2026-03-20");
	assert_int_equal(len, 0);
}

static void
test_own_day(void **unused)
{
	(void)unused;
	(void)issue_by("2026-03-02", county, "2026-03-25", NULL, 0);
	open_on("2026-03-25");
	assert_int_equal(len, 0);
	open_on("2026-03-26");
	assert_int_equal(len, 1);
	is(0, "2026-03-02", "2026-03-25", NULL);
}

/* EXCE-1, EXCE-2: of a unit without word, and before its records, nothing is
 * late; one that was entered later is not asked at all. */
static void
test_not_asked(void **unused)
{
	(void)unused;
	(void)issue("2026-03-02");
	today("2026-03-05");
	begin();
	(void)house_unit(&h, "C", "cell", county, "2025-06-01");
	house_met(&h, silent, "", "2026-03-04");
	house_met(&h, db_number(h.cx.db, "SELECT max(id) FROM unit"), "",
	    "2026-03-01");
	commit();
	open_on("2026-04-30");
	assert_int_equal(len, 1);
	is(0, "2026-03-02", "2026-03-09", NULL);
	begin();
	assert_int_equal(org_dissolve(&h.cx, cell, house_day("2026-03-05"),
	    S("gone")), ORG_OK);
	commit();
	open_on("2026-04-30");
	assert_int_equal(len, 0);
}

static void
test_withdrawn(void **unused)
{
	int64_t id = issue("2026-03-02");

	(void)unused;
	today("2026-03-15");
	begin();
	assert_int_equal(circular_withdraw(&h.cx, id, S("wrong")),
	    CIRCULAR_OK);
	commit();
	open_on("2026-03-14");
	assert_int_equal(len, 1);
	open_on("2026-03-15");
	assert_int_equal(len, 0);
	history("2026-03-31");
	assert_int_equal(len, 1);
	is(0, "2026-03-02", "2026-03-09", "2026-03-15");
}

/* What a county sent is for the cells that stand in it today. */
static void
test_moved(void **unused)
{
	(void)unused;
	begin();
	(void)house_unit(&h, "C", "cell", beside, "2025-06-01");
	commit();
	(void)issue_by("2026-03-02", beside, NULL, NULL, 0);
	open_on("2026-03-31");
	assert_int_equal(len, 0);
	today("2026-03-20");
	begin();
	assert_int_equal(org_move(&h.cx, cell, beside, h.cx.today), ORG_OK);
	commit();
	open_on("2026-03-31");
	assert_int_equal(len, 1);
	is(0, "2026-03-02", "2026-03-09", NULL);
}

static size_t
open_by_tally(void)
{
	struct exception *page;
	size_t page_len;

	db_begin(h.cx.db, DB_READ);
	exception_page(&h.cx, top, NULL, 0, 10, &page, &page_len);
	assert_true(db_commit(h.cx.db));
	return page_len;
}

/* TALL-9: a unit moves, and what its new place was sent is for the cells under
 * it too. */
static void
test_moved_with_all_under_it(void **unused)
{
	int64_t land;

	(void)unused;
	begin();
	land = house_unit(&h, "N", "land", top, NULL);
	(void)house_unit(&h, "C", "cell", house_unit(&h, "M", "county", land,
	    NULL), "2025-06-01");
	commit();
	(void)issue_by("2026-03-02", land, NULL, NULL, 0);
	today("2026-03-20");
	assert_int_equal(open_by_tally(), 0);
	begin();
	assert_int_equal(org_move(&h.cx, county, land, h.cx.today), ORG_OK);
	commit();
	assert_int_equal(open_by_tally(), 1);
	today("2026-03-21");
	begin();
	assert_int_equal(org_move(&h.cx, county, top, h.cx.today), ORG_OK);
	commit();
	assert_int_equal(open_by_tally(), 0);
}

/* CIRC-8: half of them read it, which is in no record of changes. */
static void
test_read_by_half(void **unused)
{
	int64_t id, who;

	(void)unused;
	begin();
	who = house_member(&h, "1", cell, "2026-01-01");
	commit();
	id = issue("2026-03-02");
	today("2026-03-20");
	assert_int_equal(open_by_tally(), 1);
	begin();
	h.cx.actor = who;
	assert_int_equal(circular_say_read(&h.cx, id), CIRCULAR_OK);
	h.cx.actor = 0;
	commit();
	assert_int_equal(open_by_tally(), 0);
	open_on("2026-03-20");
	assert_int_equal(len, 0);
}

/* ---- several ----------------------------------------------------------- */

/* On every day the one that was due first is told, and the history has it; the
 * second was late only while the first was. */
static void
test_several(void **unused)
{
	int64_t a = issue("2026-03-02"), b, c, d;

	(void)unused;
	b = issue_by("2026-03-04", top, NULL, NULL, 0);
	c = issue("2026-03-06");
	d = issue("2026-05-01");
	convey(b, "2026-05-14");
	convey(a, "2026-05-15");
	convey(c, "2026-05-20");
	history("2026-06-01");
	assert_int_equal(len, 3);
	is(0, "2026-03-02", "2026-03-09", "2026-05-15");
	is(1, "2026-03-06", "2026-03-13", "2026-05-20");
	is(2, "2026-05-01", "2026-05-08", NULL);
	convey(d, "2026-06-02");
	for (struct date on = house_day("2026-03-01"); on.day <=
	    house_day("2026-06-10").day; on = date_add(on, 1)) {
		char day[DATE_TEXT_MAX];
		bool late = on.day > house_day("2026-03-09").day &&
		    on.day < house_day("2026-06-02").day;
		int first = on.day < house_day("2026-05-15").day ? 0 :
		    on.day < house_day("2026-05-20").day ? 1 : 2;
		static const char *const since[] = { "2026-03-02",
			"2026-03-06", "2026-05-01" };

		open_on(date_text(on, day));
		assert_int_equal(len, late);
		assert_true(!late || list[0].since.day ==
		    house_day(since[first]).day);
	}
}

/* A circular that comes back twice and was passed on once: by the statutes
 * after 30 days, by those who issued it after 10 too. */
static int64_t
passed_on_once(void)
{
	static const int returns[] = { 10, 30 };
	int64_t id;

	tear_down(NULL);
	open_by(AGAIN);
	id = issue_by("2026-03-02", county, "2026-03-12", returns,
	    COUNT(returns));
	convey(id, "2026-03-05");
	return id;
}

/* As many days again as the first had; what only they ask who issued it is no
 * rule's. */
static void
test_comes_back(void **unused)
{
	int64_t id = passed_on_once();

	(void)unused;
	open_on("2026-04-14");			/* 4 April, and ten days */
	assert_int_equal(len, 0);
	open_on("2026-04-15");
	assert_int_equal(len, 1);
	is(0, "2026-04-04", "2026-04-14", NULL);
	convey(id, "2026-04-20");
	open_on("2026-04-20");
	assert_int_equal(len, 1);
	convey(id, "2026-04-21");
	open_on("2026-04-21");
	assert_int_equal(len, 0);
}

/* ---- editions ---------------------------------------------------------- */

/* EXCE-3: asked by the edition of its day, told by that of the day on which it
 * was late, and no more once none asks it. */
static void
test_editions(void **unused)
{
	(void)unused;
	tear_down(NULL);
	open_by(PASS("17", "repeated after 30 days"));
	(void)issue_by("2026-03-02", county, "2026-03-10", (const int[]){ 30 },
	    1);
	house_adopt(&h, SEVEN, "2026-04-01");
	house_adopt(&h, PASS("19", "conveyed within 3 days"), "2026-05-10");
	house_adopt(&h, TIERS, "2026-06-01");
	open_on("2026-04-30");
	assert_int_equal(len, 0);
	(void)issue("2026-05-01");		/* due on 8 May */
	open_on("2026-05-31");
	assert_int_equal(len, 1);
	assert_true(str_eq(list[0].article, S("18")));
	open_on("2026-06-01");
	assert_int_equal(len, 0);
	(void)issue_by("2026-05-04", county, NULL, NULL, 0);
	history("2026-06-30");
	assert_int_equal(len, 1);
	is(0, "2026-05-01", "2026-05-08", "2026-06-01");
}

/* Two editions ask it: told by the article that was in force when it was late
 * for the first time. */
static void
test_numbered_anew(void **unused)
{
	(void)unused;
	house_adopt(&h, PASS("21", "conveyed within 3 days"), "2026-03-08");
	(void)issue("2026-03-02");
	open_on("2026-03-20");
	assert_int_equal(len, 1);
	is(0, "2026-03-02", "2026-03-09", NULL);
	assert_true(str_eq(list[0].article, S("21")));
}

static void
test_draft(void **unused)
{
	struct statutes_errors *errors = NEW(&h.mem, struct statutes_errors,
	    1);
	struct exception_change *changes;
	struct statutes draft;
	size_t changes_len, seen = 0;

	(void)unused;
	(void)issue("2026-03-02");
	today("2026-03-20");
	db_begin(h.cx.db, DB_READ);
	assert_true(statutes_read(&h.mem, S(TIERS), &draft, errors));
	exception_try(&h.cx, &draft, h.cx.today, &changes, &changes_len);
	assert_true(db_commit(h.cx.db));
	for (size_t i = 0; i < changes_len; i++) {
		if (str_eq(changes[i].rule, S("circular.cell"))) {
			assert_int_equal(changes[i].before, 1);
			assert_int_equal(changes[i].after, 0);
			seen++;
		}
	}
	assert_int_equal(seen, 1);
}

/* ---- what stands beside it --------------------------------------------- */

static void
test_words(void **unused)			/* EXCE-5 */
{
	struct exception *own, *page;
	size_t own_len, page_len;
	str text;

	(void)unused;
	(void)issue("2026-03-02");
	today("2026-03-20");
	db_begin(h.cx.db, DB_READ);
	exception_of_unit(&h.cx, cell, &own, &own_len);
	exception_page(&h.cx, top, NULL, 0, 10, &page, &page_len);
	assert_int_equal(own_len, 1);
	assert_int_equal(page_len, 1);
	text = exception_text(&h.cx, own);
	assert_true(str_eq(text, exception_text(&h.cx, page)));
	assert_true(db_commit(h.cx.db));
	assert_true(str_eq(text, S("a circular has waited since 2 March to be "
	    "passed on; the last day was 9 March")));
	assert_int_equal(page->unit_id, cell);
	assert_int_equal(page->days, 18);
}

/* ---- one circular ------------------------------------------------------ */

static struct exception one;

static enum circular_late
stands(int64_t unit_id, int64_t id, const char *day)
{
	enum circular_late late;

	one = (struct exception){ .unit_id = 0 };
	today(day);
	db_begin(h.cx.db, DB_READ);
	late = exception_of_circular(&h.cx, unit_id, id, &one);
	assert_true(db_commit(h.cx.db));
	return late;
}

/* As `is` of the one that was asked for. */
static void
is_one(const char *article, const char *since, const char *due)
{
	list = &one;
	len = 1;
	is(0, since, due, NULL);
	assert_true(str_eq(one.article, str_z(article)));
}

/* Each for itself, where the list of a unit tells the first alone. */
static void
test_each_for_itself(void **unused)		/* EXCE-1, EXCE-2, EXCE-6 */
{
	int64_t a = issue("2026-03-02"), b = issue("2026-03-06"), before;

	(void)unused;
	before = issue("2026-01-05");	/* before its records begin */
	assert_int_equal(stands(cell, a, "2026-03-09"), LATE_BY_NO_RULE);
	assert_int_equal(stands(cell, a, "2026-03-10"), LATE_BY_RULE);
	is_one("18", "2026-03-02", "2026-03-09");
	assert_int_equal(stands(cell, b, "2026-03-13"), LATE_BY_NO_RULE);
	assert_int_equal(stands(cell, b, "2026-03-14"), LATE_BY_RULE);
	is_one("18", "2026-03-06", "2026-03-13");
	assert_int_equal(stands(cell, before, "2026-03-14"), LATE_NOT_HERE);
	assert_int_equal(stands(silent, a, "2026-03-09"), LATE_BY_NO_RULE);
	assert_int_equal(stands(silent, a, "2026-03-10"), LATE_NOT_HERE);
	assert_true(str_eq(one.article, S("18")));
	assert_int_equal(stands(county, a, "2026-03-10"), LATE_BY_NO_RULE);
	assert_int_equal(stands(999, a, "2026-03-10"), LATE_BY_NO_RULE);
	assert_int_equal(stands(cell, 999, "2026-03-10"), LATE_BY_NO_RULE);
	convey(a, "2026-03-14");
	assert_int_equal(stands(cell, a, "2026-03-20"), LATE_BY_NO_RULE);
	assert_int_equal(stands(cell, b, "2026-03-20"), LATE_BY_RULE);
	begin();
	assert_int_equal(circular_withdraw(&h.cx, b, S("wrong")),
	    CIRCULAR_OK);
	commit();
	assert_int_equal(stands(cell, b, "2026-03-20"), LATE_BY_NO_RULE);
}

/* What comes back by the statutes, and what by those alone who issued it. */
static void
test_one_comes_back(void **unused)
{
	int64_t id = passed_on_once();

	(void)unused;
	assert_int_equal(stands(cell, id, "2026-04-14"), LATE_BY_NO_RULE);
	assert_int_equal(stands(cell, id, "2026-04-15"), LATE_BY_RULE);
	is_one("18", "2026-04-04", "2026-04-14");
}

/* What holds for all that did nothing, by the edition of its days. */
static void
test_of_all(void **unused)			/* EXCE-3 */
{
	struct fact_circular f = { .id = 1, .under = county, .newest = 1000,
		.tier = S("cell"), .issued = house_day("2026-03-02"),
		.due = house_day("2026-03-12"), .withdrawn = DATE_NONE };
	static const struct { const char *day, *article; } days[] = {
		{ "2026-03-12", "" }, { "2026-03-13", "21" },
		{ "2026-03-31", "21" }, { "2026-04-01", "" } };

	(void)unused;
	house_adopt(&h, PASS("21", "conveyed within 3 days"), "2026-03-08");
	house_adopt(&h, PASS("22", "repeated after 30 days"), "2026-04-01");
	for (size_t i = 0; i < COUNT(days); i++) {
		struct exception e = { .article = S("") };
		bool late;

		today(days[i].day);
		db_begin(h.cx.db, DB_READ);
		late = exception_by_circular(&h.cx, &f, &e);
		assert_true(db_commit(h.cx.db));
		assert_int_equal(late, days[i].article[0] != '\0');
		assert_true(str_eq(e.article, str_z(days[i].article)));
		assert_true(!late || e.due.day == f.due.day);
	}
	f.tier = S("county");
	today("2026-03-20");
	db_begin(h.cx.db, DB_READ);
	assert_false(exception_by_circular(&h.cx, &f, &one));
	assert_true(db_commit(h.cx.db));
}

/* Whichever step of the database fails, the caller learns it. */
static void
test_each_step_fails(void **unused)
{
	int64_t id = issue("2026-03-02");
	bool failed = true;
	int n;

	(void)unused;
	for (n = 1; failed; n++) {
		struct exception *own;
		size_t own_len;
		int64_t no_word;

		today("2026-03-20");
		db_begin(h.cx.db, DB_READ);
		db_fail_at(h.cx.db, n);
		exception_list(&h.cx, top, h.cx.today, &list, &len, &no_word);
		exception_of_unit(&h.cx, cell, &own, &own_len);
		(void)!exception_of_circular(&h.cx, cell, id, &one);
		db_fail_at(h.cx.db, 0);
		failed = db_state(h.cx.db) != DB_OK;
		assert_int_equal(db_commit(h.cx.db), !failed);
		assert_true(n < 500);
	}
	assert_true(n > 30);
	assert_int_equal(len, 1);
}

#define IN_HOUSE(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOUSE(test_late_and_done),
		IN_HOUSE(test_own_day),
		IN_HOUSE(test_not_asked),
		IN_HOUSE(test_withdrawn),
		IN_HOUSE(test_moved),
		IN_HOUSE(test_moved_with_all_under_it),
		IN_HOUSE(test_read_by_half),
		IN_HOUSE(test_several),
		IN_HOUSE(test_comes_back),
		IN_HOUSE(test_editions),
		IN_HOUSE(test_numbered_anew),
		IN_HOUSE(test_draft),
		IN_HOUSE(test_words),
		IN_HOUSE(test_each_for_itself),
		IN_HOUSE(test_one_comes_back),
		IN_HOUSE(test_of_all),
		IN_HOUSE(test_each_step_fails),
	};

	return cmocka_run_group_tests_name("exception_circular", tests, NULL,
	    NULL);
}
