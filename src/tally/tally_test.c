/*
 * tally_test.c - the tally on a small house: what is read, what a spoiled row
 * looks like to the check, an edition taken in steps, and each step of the
 * database made to fail once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "circular/circular.h"
#include "db/change.h"
#include "org/org.h"
#include "tally/tally.h"
#include "tests/house.h"
#include "tests/scratch.h"

#define RULES(meet) \
	"## Article 3. Tiers\n\n```rules\n" \
	"tier top \"Top\" plural \"Tops\"\n" \
	"tier cell \"Cell\" plural \"Cells\" under top, members 2 to 6\n" \
	"```\n\n## Article 12. Meetings\n\n```rules\n" \
	"meeting general at cell: " meet "\n```\n\n" \
	"## Article 18. Circulars\n\n```rules\n" \
	"circular at cell: conveyed within 7 days\n```\n"
#define MONTHLY	RULES("at least 1 per month")
#define WEEKLY	RULES("at least 1 per 7 days")

static struct house h;
static int64_t root, cell[4];
static const char *path;

/* Two that met, one a while ago; one that never did; one with too few. */
static int
set_up(void **unused)
{
	const char *problem = "";

	(void)unused;
	memset(&h, 0, sizeof(h));
	change_settle_by(tally_settle);
	if (!scratch_make_fast() || !arena_make(&h.mem, (size_t)256 << 20)) {
		return -1;
	}
	path = scratch_path("house.db");
	h.cx = (struct ctx){ .mem = &h.mem, .today = house_day("2026-11-20"),
		.now = 1795132800, .request_id = S("") };
	h.cx.db = db_open(path, DB_OPEN_CREATE, &problem);
	assert_non_null(h.cx.db);
	house_adopt(&h, MONTHLY, "2026-01-01");
	db_begin(h.cx.db, DB_WRITE);
	root = house_unit(&h, "TOP", "top", 0, NULL);
	cell[0] = house_unit(&h, "A", "cell", root, "2026-01-01");
	cell[1] = house_unit(&h, "B", "cell", root, "2026-01-01");
	cell[2] = house_unit(&h, "C", "cell", root, "2026-01-01");
	(void)house_member(&h, "1", cell[0], "2026-02-01");
	(void)house_member(&h, "2", cell[0], "2026-02-01");
	(void)house_member(&h, "3", cell[1], "2026-02-01");
	house_met(&h, cell[0], "general", "2026-11-10");
	house_met(&h, cell[1], "general", "2026-09-10");
	change_settle(&h.cx);
	return db_commit(h.cx.db) ? 0 : -1;
}

static int
tear_down(void **unused)
{
	(void)unused;
	change_settle_by(NULL);
	house_close(&h);
	scratch_drop();
	return 0;
}

static void
begin(void)
{
	db_begin(h.cx.db, DB_READ);
}

static void
end(void)
{
	h.cx.tally = NULL;
	assert_true(db_commit(h.cx.db));
}

static void
script(const char *text)
{
	db_begin(h.cx.db, DB_WRITE);
	db_script(h.cx.db, text);
	assert_true(db_commit(h.cx.db));
}

/* ---- read -------------------------------------------------------------- */

static void
test_read(void **unused)			/* TALL-2, TALL-4 */
{
	int64_t sum[TALLY_MEASURES];
	struct tally_child *child;
	struct tally_unit u;
	struct tally_cells cells;
	size_t len;

	(void)unused;
	begin();
	assert_true(tally_sums(&h.cx, root, sum));
	assert_int_equal(sum[TALLY_CELLS], 3);
	assert_int_equal(sum[TALLY_MEMBERS], 3);
	assert_int_equal(sum[TALLY_IN_TIME], 1);
	assert_int_equal(sum[TALLY_LATE], 1);
	assert_int_equal(sum[TALLY_NO_WORD], 1);
	assert_int_equal(sum[TALLY_HELD_MONTH], 1);
	assert_int_equal(sum[TALLY_HELD_BEFORE], 0);
	assert_int_equal(sum[TALLY_SIZE], 1);
	assert_int_equal(sum[TALLY_OPEN], 2);
	tally_children(&h.cx, root, &child, &len);
	assert_int_equal(len, 3);
	assert_int_equal(child[1].unit_id, cell[1]);
	assert_int_equal(child[1].sum[TALLY_OPEN], 2);
	assert_true(tally_unit(&h.cx, cell[1], &u));
	assert_int_equal(u.state, UNIT_LATE);
	assert_int_equal(u.due.day, house_day("2026-10-31").day);
	assert_int_equal(u.last.day, house_day("2026-09-10").day);
	assert_true(str_eq(u.kind, S("general")));
	assert_false(tally_unit(&h.cx, 999, &u));
	assert_false(tally_sums(&h.cx, 0, sum));
	tally_cells(&h.cx, root, &cells);
	assert_int_equal(cells.len, 3);
	assert_int_equal(cells.state[2], UNIT_NO_WORD);
	end();
}

static void
test_pages(void **unused)
{
	struct tally_rule *rules;
	struct tally_open *open;
	size_t len;

	(void)unused;
	begin();
	tally_rules(&h.cx, root, &rules, &len);
	assert_int_equal(len, 2);
	assert_true(str_eq(rules[0].article, S("3")));
	assert_true(str_eq(rules[1].key, S("meeting.general.cell")));
	tally_open(&h.cx, root, &rules[1], 0, 10, &open, &len);
	assert_int_equal(len, 1);
	assert_int_equal(open[0].unit_id, cell[1]);
	assert_int_equal(open[0].since.day, house_day("2026-09-10").day);
	assert_int_equal(open[0].days, 71);
	/* The longest first, and page by page the same. */
	tally_open(&h.cx, root, NULL, 0, 1, &open, &len);
	assert_int_equal(len, 1);
	assert_int_equal(open[0].kind, EXCEPTION_FEW);
	assert_int_equal(open[0].number, 1);
	tally_open(&h.cx, root, NULL, 1, 5, &open, &len);
	assert_int_equal(len, 1);
	assert_int_equal(open[0].kind, EXCEPTION_MEETING);
	tally_open(&h.cx, root, NULL, 2, 5, &open, &len);
	assert_int_equal(len, 0);
	end();
}

/* A row that is read in the transaction that wrote it is the new one. */
static void
test_read_what_was_written(void **unused)
{
	int64_t sum[TALLY_MEASURES];

	(void)unused;
	db_begin(h.cx.db, DB_WRITE);
	assert_true(tally_sums(&h.cx, root, sum));
	assert_int_equal(sum[TALLY_LATE], 1);
	house_met(&h, cell[1], "general", "2026-11-19");
	change_settle(&h.cx);
	assert_true(tally_sums(&h.cx, root, sum));
	assert_int_equal(sum[TALLY_LATE], 0);
	end();
}

/* ---- followed ---------------------------------------------------------- */

static void
test_followed(void **unused)			/* TALL-5 */
{
	const char *problem = "";
	struct tally *t = tally_load(path, 2, h.cx.today, &problem);
	int64_t sum[TALLY_MEASURES];
	struct tally_size size;

	(void)unused;
	assert_non_null(t);
	tally_measure(t, &size);
	assert_int_equal(size.units, 4);
	db_begin(h.cx.db, DB_WRITE);
	house_met(&h, cell[2], "general", "2026-11-19");
	cell[3] = house_unit(&h, "D", "cell", root, "2026-11-01");
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
	assert_true(tally_follow(t, h.cx.db));
	h.cx.tally = t;
	assert_true(tally_sums(&h.cx, root, sum));
	assert_int_equal(sum[TALLY_CELLS], 4);
	assert_int_equal(sum[TALLY_IN_TIME], 2);
	assert_int_equal(sum[TALLY_NO_WORD], 1);
	/* The day after the month, with nothing recorded. */
	tally_day(t, house_day("2026-12-01"));
	assert_true(tally_sums(&h.cx, root, sum));
	assert_int_equal(sum[TALLY_HELD_MONTH], 0);
	assert_int_equal(sum[TALLY_HELD_BEFORE], 2);
	h.cx.tally = NULL;
	tally_drop(t);
}

static void
test_no_file(void **unused)
{
	const char *problem = "";

	(void)unused;
	assert_null(tally_load(scratch_path("none.db"), 1, h.cx.today,
	    &problem));
	assert_true(strlen(problem) > 0);
}

/* ---- editions ---------------------------------------------------------- */

/* TALL-6: rows of an older edition wait, a few are counted at a time, and it
 * may be left off at any moment. */
static void
test_in_steps(void **unused)
{
	const char *problem = "";
	struct tally *t;
	struct tally_size size;
	int64_t sum[TALLY_MEASURES];
	int rounds = 0;
	size_t n;

	(void)unused;
	change_settle_by(NULL);			/* as in a large house */
	house_adopt(&h, WEEKLY, "2026-11-01");
	t = tally_load(path, 1, h.cx.today, &problem);
	assert_non_null(t);
	tally_measure(t, &size);
	assert_int_equal(size.behind, 4);
	do {
		db_begin(h.cx.db, DB_WRITE);
		n = tally_catch_up(&h.cx, 3);
		assert_true(db_commit(h.cx.db));
		assert_true(tally_follow(t, h.cx.db));
		rounds++;
	} while (n > 0);
	assert_int_equal(rounds, 3);
	tally_measure(t, &size);
	assert_int_equal(size.behind, 0);
	h.cx.tally = t;
	assert_true(tally_sums(&h.cx, root, sum));
	h.cx.tally = NULL;
	assert_int_equal(sum[TALLY_LATE] + sum[TALLY_VERY_LATE], 2);
	tally_drop(t);
}

/* A small house has taken it when the transaction ends. */
static void
test_at_once(void **unused)
{
	(void)unused;
	db_begin(h.cx.db, DB_WRITE);
	change_touch(&h.cx, CHANGE_ALL_UNITS);
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
	house_adopt(&h, WEEKLY, "2026-11-01");
	script("UPDATE unit_tally SET edition_id = 0");
	db_begin(h.cx.db, DB_WRITE);
	change_touch(&h.cx, CHANGE_ALL_UNITS);
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(house_number(&h, "SELECT count(*) FROM unit_tally"
	    " WHERE edition_id = 0"), 0);
}

/* TALL-6, TALL-5: of a large one all rows wait to be counted, and a server that
 * has them in memory learns that they do. */
static void
test_all_of_many(void **unused)
{
	const char *problem = "";
	struct tally_size size;
	struct tally *t;
	char code[16];

	(void)unused;
	db_begin(h.cx.db, DB_WRITE);
	for (int i = 0; i < 2000; i++) {
		snprintf(code, sizeof(code), "M%d", i);
		(void)house_unit(&h, code, "cell", root, "2026-01-01");
	}
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
	t = tally_load(path, 1, h.cx.today, &problem);
	assert_non_null(t);
	tally_measure(t, &size);
	assert_int_equal(size.units, 2004);
	assert_int_equal(size.behind, 0);
	db_begin(h.cx.db, DB_WRITE);
	change_touch(&h.cx, CHANGE_ALL_UNITS);
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
	assert_true(tally_follow(t, h.cx.db));
	tally_measure(t, &size);
	assert_int_equal(size.behind, 2004);
	tally_drop(t);
}

/* ---- checked ----------------------------------------------------------- */

static struct tally_found
check(void)
{
	struct tally_found found = { 0 };
	int64_t after = 0;

	begin();
	while (tally_check_next(&h.cx, &h.mem, &after, 2, &found)) {
		continue;
	}
	tally_check_sums(&h.cx, &h.mem, &found);
	end();
	return found;
}

/* TALL-7: each figure that somebody spoils is found and named. */
static void
test_spoiled(void **unused)
{
	static const struct { const char *sql, *what; } spoil[] = {
		{ "members = members + 1", "members 2, counted 1" },
		{ "parent_id = 3", "unit above 3, counted 1" },
		{ "marks = ''", "days of its rules , counted " },
		{ "owed_bits = 0", "months owed 0, counted 3" },
		{ "recheck_day = recheck_day + 1", "day to be counted again" },
		{ "alive = 0", "alive 0, counted 1" },
	};
	struct tally_found found = check();

	(void)unused;
	assert_int_equal(found.wrong_len, 0);
	script("CREATE TABLE saved AS SELECT * FROM unit_tally");
	for (size_t i = 0; i < COUNT(spoil); i++) {
		script(arena_copy_z(&h.mem, arena_printf(&h.mem, "UPDATE"
		    " unit_tally SET %s WHERE unit_id = %lld", spoil[i].sql,
		    (long long)cell[1])));
		found = check();
		assert_true(found.wrong_len > 0);
		assert_int_equal(found.wrong.at[0].unit_id, cell[1]);
		assert_true(str_starts(found.wrong.at[0].what,
		    str_z(spoil[i].what)));
		script("DELETE FROM unit_tally");
		script("INSERT INTO unit_tally SELECT * FROM saved");
	}
	script("DELETE FROM unit_tally WHERE unit_id = 3");
	found = check();
	assert_true(found.wrong_len > 0);
	assert_true(str_eq(found.wrong.at[0].what, S("no row")));
	script("UPDATE unit_tally SET recheck_day = 1");
	assert_int_equal(check().waiting, 3);
}

/* ---- everything under a unit (TALL-9) ---------------------------------- */

#define MANY	250

/* Cells that have met, so many that they are counted in steps. */
static void
add_many(void)
{
	char code[16];

	db_begin(h.cx.db, DB_WRITE);
	for (int i = 0; i < MANY; i++) {
		snprintf(code, sizeof(code), "M%d", i);
		house_met(&h, house_unit(&h, code, "cell", root,
		    "2026-01-01"), "general", "2026-11-15");
	}
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
}

static int64_t
issue_to_all(void)
{
	struct circular_new in = { .unit_id = root, .under_id = root,
		.tier = S("cell"), .title = S("Read this"),
		.short_text = S("Now"), .text = S(""), .due = DATE_NONE };
	int64_t id = 0;

	assert_int_equal(circular_issue(&h.cx, &in, &id), CIRCULAR_OK);
	return id;
}

static void
on_day(const char *day)
{
	h.cx.today = house_day(day);
	h.cx.now = (int64_t)h.cx.today.day * 86400 + 43200;
}

/* How many are late with circulars, by a server that follows. */
static int64_t
late_with_circulars(struct tally *t)
{
	struct tally_rule *rules;
	int64_t open = 0;
	size_t len;

	assert_true(tally_follow(t, h.cx.db));
	tally_day(t, h.cx.today);
	begin();
	h.cx.tally = t;
	tally_rules(&h.cx, root, &rules, &len);
	for (size_t i = 0; i < len; i++) {
		open += rules[i].kind == EXCEPTION_CIRCULAR ?
		    rules[i].open : 0;
	}
	end();
	return open;
}

static size_t
recounts(struct tally *t)
{
	struct tally_size size;

	assert_true(tally_follow(t, h.cx.db));
	tally_measure(t, &size);
	return size.recounts;
}

/* One step, which may be the last before the program is left off. */
static size_t
step(size_t max)
{
	size_t n;

	db_begin(h.cx.db, DB_WRITE);
	n = tally_catch_up(&h.cx, max);
	assert_true(db_commit(h.cx.db));
	return n;
}

static int64_t
issued_and_settled(void)
{
	int64_t id;

	db_begin(h.cx.db, DB_WRITE);
	id = issue_to_all();
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
	return id;
}

/* TALL-9, EXCE-6: one row is written when it is issued, whomever it goes to;
 * the units are counted before the day on which they could be late. */
static void
test_circular_to_many(void **unused)
{
	const char *problem = "";
	struct tally *t;
	int64_t id, counted;
	struct tally_found found;

	(void)unused;
	add_many();
	t = tally_load(path, 2, h.cx.today, &problem);
	assert_non_null(t);
	assert_int_equal(recounts(t), 0);
	counted = house_number(&h, "SELECT max(version) FROM unit_tally"
	    " WHERE unit_id <> 1");
	id = issued_and_settled();
	assert_int_equal(house_number(&h, "SELECT max(version) FROM unit_tally"
	    " WHERE unit_id <> 1"), counted);
	assert_int_equal(recounts(t), 1);
	found = check();
	assert_int_equal(found.wrong_len, 0);
	assert_int_equal(found.waiting, MANY + 2);
	db_begin(h.cx.db, DB_WRITE);
	assert_int_equal(tally_waiting(&h.cx), MANY + 4);
	assert_true(db_commit(h.cx.db));
	/* In steps, and a unit that is counted by itself meanwhile. */
	assert_int_equal(step(100), 100);
	assert_int_equal(check().waiting, MANY + 4 - 100);
	db_begin(h.cx.db, DB_WRITE);
	assert_int_equal(circular_convey(&h.cx, id, MANY + 4, 0),
	    CIRCULAR_OK);
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(check().wrong_len, 0);
	while (step(77) > 0) {
		continue;
	}
	assert_int_equal(recounts(t), 0);
	found = check();
	assert_int_equal(found.wrong_len + found.waiting, 0);
	on_day("2026-11-27");
	assert_int_equal(late_with_circulars(t), 0);
	on_day("2026-11-28");
	assert_int_equal(late_with_circulars(t), MANY + 2 - 1);
	/* One of them does it, and takes it back. */
	db_begin(h.cx.db, DB_WRITE);
	assert_int_equal(circular_convey(&h.cx, id, cell[0], 0), CIRCULAR_OK);
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(late_with_circulars(t), MANY);
	db_begin(h.cx.db, DB_WRITE);
	assert_int_equal(circular_take_back(&h.cx, id, cell[0]), CIRCULAR_OK);
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(late_with_circulars(t), MANY + 1);
	/* Withdrawn while another is asked for: each begins anew. */
	(void)issued_and_settled();
	assert_int_equal(step(MANY), MANY);
	db_begin(h.cx.db, DB_WRITE);
	assert_int_equal(circular_withdraw(&h.cx, id, S("wrong")),
	    CIRCULAR_OK);
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(recounts(t), 1);
	assert_int_equal(check().wrong_len, 0);
	while (step(MANY + 4) > 0) {
		continue;
	}
	assert_int_equal(late_with_circulars(t), 0);
	found = check();
	assert_int_equal(found.wrong_len + found.waiting, 0);
	tally_drop(t);
}

/* Few are counted before the transaction ends. */
static void
test_circular_to_few(void **unused)
{
	const char *problem = "";
	struct tally *t = tally_load(path, 1, h.cx.today, &problem);
	struct tally_found found;

	(void)unused;
	assert_non_null(t);
	(void)issued_and_settled();
	assert_int_equal(recounts(t), 0);
	found = check();
	assert_int_equal(found.wrong_len + found.waiting, 0);
	on_day("2026-11-28");
	assert_int_equal(late_with_circulars(t), 2);
	tally_drop(t);
}

/* Whichever step fails: what was asked for is not lost. */
static void
test_recount_all_or_nothing(void **unused)
{
	bool saved = false;
	int n;

	(void)unused;
	add_many();
	for (n = 1; !saved; n++) {
		db_fail_at(h.cx.db, n);
		db_begin(h.cx.db, DB_WRITE);
		if (db_state(h.cx.db) == DB_OK) {
			db_script(h.cx.db, "INSERT INTO circular (id,"
			    " public_id, unit_id, number, under_id, tier,"
			    " newest_unit, title, short, text, issued_on,"
			    " due_day, returns, entered_at, withdrawn_for)"
			    " VALUES (1, 'x', 1, 1, 1, 'cell', 900, 't', 's',"
			    " '', 20777, 20784, '', 0, '')");
			change_touch_under(&h.cx, root);
			change_settle(&h.cx);
		}
		saved = db_commit(h.cx.db);
		db_fail_at(h.cx.db, 0);
		assert_int_equal(check().wrong_len, 0);
	}
	assert_true(n > 5);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM"
	    " unit_recount"), 1);
	for (n = 1, saved = false; !saved; n++) {
		db_begin(h.cx.db, DB_WRITE);
		db_fail_at(h.cx.db, n);
		(void)tally_catch_up(&h.cx, 2);
		db_fail_at(h.cx.db, 0);
		saved = db_commit(h.cx.db);
		assert_int_equal(check().wrong_len, 0);
		assert_int_equal(house_number(&h, "SELECT after_id FROM"
		    " unit_recount"), saved ? 2 : 0);
	}
	assert_true(n > 15);
}

/* ---- failures ---------------------------------------------------------- */

/* TALL-1: whichever step fails, what was changed and its row are both there or
 * neither is. */
static void
test_all_or_nothing(void **unused)
{
	bool saved = false;
	int n = 0;

	(void)unused;
	while (!saved) {
		db_fail_at(h.cx.db, ++n);
		db_begin(h.cx.db, DB_WRITE);
		if (db_state(h.cx.db) == DB_OK) {
			db_script(h.cx.db, "UPDATE membership SET cell_id = 3"
			    " WHERE member_id = 3");
			change_touch(&h.cx, cell[0]);
			change_touch(&h.cx, cell[1]);
			change_settle(&h.cx);
		}
		saved = db_commit(h.cx.db);
		db_fail_at(h.cx.db, 0);
		assert_int_equal(check().wrong_len, 0);
	}
	assert_true(n > 15);
}

/* What cannot be read whole is not shown in part. */
static void
test_failed_reading(void **unused)
{
	const char *problem = "";
	struct tally *t = tally_load(path, 1, h.cx.today, &problem);
	int64_t sum[TALLY_MEASURES];
	bool done = false;
	int n = 0;

	(void)unused;
	assert_non_null(t);
	db_begin(h.cx.db, DB_WRITE);
	house_met(&h, cell[2], "general", "2026-11-19");
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
	while (!done) {
		db_fail_at(h.cx.db, ++n);
		done = tally_follow(t, h.cx.db);
		db_fail_at(h.cx.db, 0);
	}
	assert_true(n > 4);
	h.cx.tally = t;
	assert_true(tally_sums(&h.cx, root, sum));
	assert_int_equal(sum[TALLY_NO_WORD], 0);
	h.cx.tally = NULL;
	for (n = 1; n < 6; n++) {
		begin();
		db_fail_at(h.cx.db, n);
		assert_false(tally_sums(&h.cx, root, sum));
		db_fail_at(h.cx.db, 0);
		assert_false(db_commit(h.cx.db));
	}
	tally_drop(t);
}

int
main(void)
{
#define TEST(name)	cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_read),
		TEST(test_pages),
		TEST(test_read_what_was_written),
		TEST(test_followed),
		TEST(test_no_file),
		TEST(test_in_steps),
		TEST(test_at_once),
		TEST(test_all_of_many),
		TEST(test_spoiled),
		TEST(test_circular_to_many),
		TEST(test_circular_to_few),
		TEST(test_recount_all_or_nothing),
		TEST(test_all_or_nothing),
		TEST(test_failed_reading),
	};
#undef TEST

	return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
