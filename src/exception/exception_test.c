/*
 * exception_test.c - which rules are not met, on facts small enough to be
 * judged by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "exception/exception.h"
#include "member/member.h"
#include "org/org.h"
#include "tests/house.h"

#define TIERS \
	"## Article 3. Tiers\n\n```rules\n" \
	"tier county \"County\" plural \"Counties\"\n" \
	"tier cell \"Cell\" plural \"Cells\" under county, members 3 to 5\n" \
	"```\n\n## Article 9. Offices\n\n```rules\n" \
	"office secretary \"Secretary\" at cell, elected, term 2 years\n" \
	"office secretary must not be vacant for more than 30 days\n" \
	"a term that ran out continues until a successor is named, for at " \
	"most 60 days\n```\n\n"
#define MONTHLY TIERS \
	"## Article 12. Meetings\n\n```rules\n" \
	"meeting general at cell: at least 1 per month\n```\n"
#define WEEKLY TIERS \
	"## Article 12. Meetings\n\n```rules\n" \
	"meeting general at cell: at least 1 per 3 weeks\n```\n"

static struct house h;
static int64_t county, cell, other;

static int
set_up(void **unused)
{
	(void)unused;
	house_open(&h, MONTHLY, "2026-01-01");
	db_begin(h.cx.db, DB_WRITE);
	county = house_unit(&h, "K", "county", 0, NULL);
	cell = house_unit(&h, "A", "cell", county, "2025-06-01");
	other = house_unit(&h, "B", "cell", county, "2020-06-01");
	assert_true(db_commit(h.cx.db));
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	house_close(&h);
	return 0;
}

static struct exception *list;
static size_t list_len;
static int64_t no_word;

/* Only those about meetings: a cell that met has no secretary here either. */
static void
keep_meetings(void)
{
	size_t n = 0;

	for (size_t i = 0; i < list_len; i++) {
		if (list[i].kind == EXCEPTION_MEETING) {
			list[n++] = list[i];
		}
	}
	list_len = n;
}

static void
open_on(const char *day)
{
	db_begin(h.cx.db, DB_READ);
	exception_list(&h.cx, county, house_day(day), &list, &list_len,
	    &no_word);
	assert_true(db_commit(h.cx.db));
}

static void
met(int64_t unit, const char *day)
{
	db_begin(h.cx.db, DB_WRITE);
	house_met(&h, unit, "general", day);
	assert_true(db_commit(h.cx.db));
}

static void
test_late_and_closed_again(void **unused)	/* EXCE-1, EXCE-4 */
{
	(void)unused;
	met(cell, "2026-03-10");
	open_on("2026-04-30");
	keep_meetings();
	assert_int_equal(list_len, 0);
	open_on("2026-05-01");
	keep_meetings();
	assert_int_equal(list_len, 1);
	assert_int_equal(list[0].kind, EXCEPTION_MEETING);
	assert_true(str_eq(list[0].unit_code, S("A")));
	assert_true(str_eq(list[0].article, S("12")));
	assert_int_equal(list[0].since.day, house_day("2026-03-10").day);
	assert_int_equal(list[0].due.day, house_day("2026-04-30").day);
	assert_int_equal(list[0].days, 52);
	/* What was missing is recorded: it is as if it had never been. */
	met(cell, "2026-04-20");
	open_on("2026-05-01");
	keep_meetings();
	assert_int_equal(list_len, 0);
}

static void
test_owed_from_the_latest(void **unused)	/* EXCE-1 */
{
	(void)unused;
	/* The edition is of January; the records begin in March. */
	met(cell, "2026-03-31");
	met(cell, "2026-06-15");
	db_begin(h.cx.db, DB_READ);
	exception_history(&h.cx, county, house_day("2026-06-30"), &list,
	    &list_len);
	assert_true(db_commit(h.cx.db));
	keep_meetings();
	assert_int_equal(list_len, 1);
	assert_int_equal(list[0].due.day, house_day("2026-04-30").day);
	assert_int_equal(list[0].until.day, house_day("2026-06-15").day);
}

static void
test_no_word(void **unused)			/* EXCE-2 */
{
	(void)unused;
	met(cell, "2026-11-02");
	open_on("2026-11-20");
	keep_meetings();
	assert_int_equal(list_len, 0);
	assert_int_equal(no_word, 1);
}

static void
test_past_by_its_edition(void **unused)		/* EXCE-3 */
{
	(void)unused;
	met(cell, "2026-02-01");
	met(cell, "2026-03-31");
	house_adopt(&h, WEEKLY, "2026-05-01");
	met(cell, "2026-05-02");
	met(cell, "2026-06-10");
	db_begin(h.cx.db, DB_READ);
	exception_history(&h.cx, county, house_day("2026-06-15"), &list,
	    &list_len);
	assert_true(db_commit(h.cx.db));
	keep_meetings();
	/* February to the end of March was in order by the month: two meetings
	 * in two months. April had none, which its own edition says on its last
	 * day; 39 days in May and June are too long by the three weeks. */
	assert_int_equal(list_len, 2);
	assert_int_equal(list[0].since.day, house_day("2026-03-31").day);
	assert_int_equal(list[0].until.day, house_day("2026-05-02").day);
	assert_int_equal(list[1].since.day, house_day("2026-05-02").day);
	assert_int_equal(list[1].days, 39);
}

static void
add_people(int64_t unit, const char *const *numbers, size_t len,
    const char *from, int64_t *out_first)
{
	for (size_t i = 0; i < len; i++) {
		int64_t id = house_member(&h, numbers[i], unit, from);

		if (i == 0) {
			*out_first = id;
		}
	}
}

static const struct exception *
find(enum exception_kind kind)
{
	for (size_t i = 0; i < list_len; i++) {
		if (list[i].kind == kind) {
			return &list[i];
		}
	}
	return NULL;
}

static void
test_vacancy_and_run_out(void **unused)
{
	static const char *const numbers[] = { "1", "2", "3" };
	const struct exception *e;
	int64_t first = 0;

	(void)unused;
	db_begin(h.cx.db, DB_WRITE);
	add_people(cell, numbers, 3, "2025-06-01", &first);
	house_term(&h, cell, "secretary", first, "2025-06-01", "2026-03-01");
	assert_true(db_commit(h.cx.db));
	open_on("2026-03-31");
	assert_null(find(EXCEPTION_VACANCY));
	open_on("2026-04-01");
	e = find(EXCEPTION_VACANCY);
	assert_non_null(e);
	assert_int_equal(e->since.day, house_day("2026-03-01").day);
	assert_int_equal(e->days, 31);
	assert_true(str_eq(e->office, S("secretary")));
	/* A term of two years from April 2024, carried for sixty days. */
	db_begin(h.cx.db, DB_WRITE);
	add_people(other, (const char *const[]){ "7", "8", "9" }, 3,
	    "2025-06-01", &first);
	house_term(&h, other, "secretary", first, "2024-04-10", NULL);
	assert_true(db_commit(h.cx.db));
	open_on("2026-06-08");
	assert_null(find(EXCEPTION_TERM));
	open_on("2026-06-09");
	e = find(EXCEPTION_TERM);
	assert_non_null(e);
	assert_true(str_eq(e->unit_code, S("B")));
	assert_int_equal(e->since.day, house_day("2026-04-10").day);
}

/* The same rules under other numbers: what is wrong is told by the article of
 * the edition it went wrong under. */
static void
test_numbered_anew(void **unused)		/* EXCE-3, EXCE-5 */
{
	static const char *const numbers[] = { "1", "2" };
	static const char anew[] =
	    "## Article 4. Tiers\n\n```rules\n"
	    "tier county \"County\" plural \"Counties\"\n"
	    "tier cell \"Cell\" plural \"Cells\" under county, members 3 to 5\n"
	    "```\n\n## Article 10. Offices\n\n```rules\n"
	    "office secretary \"Secretary\" at cell, elected, term 2 years\n"
	    "office secretary must not be vacant for more than 30 days\n```\n";
	int64_t first = 0;

	(void)unused;
	db_begin(h.cx.db, DB_WRITE);
	add_people(cell, numbers, 2, "2026-02-01", &first);
	house_term(&h, cell, "secretary", first, "2026-02-01", "2026-03-01");
	add_people(other, (const char *const[]){ "7", "8", "9" }, 3,
	    "2026-02-01", &first);
	house_term(&h, other, "secretary", first, "2026-02-01", "2026-05-10");
	assert_true(db_commit(h.cx.db));
	house_adopt(&h, anew, "2026-05-01");
	open_on("2026-07-01");
	for (size_t i = 0; i < list_len; i++) {
		const struct exception *e = &list[i];
		bool old = str_eq(e->unit_code, S("A"));

		assert_true(str_eq(e->article, e->kind == EXCEPTION_FEW ?
		    S("3") : old ? S("9") : S("10")));
	}
	assert_int_equal(list_len, 3);
	/* Too few only since the new edition: told by its number. */
	db_begin(h.cx.db, DB_WRITE);
	add_people(cell, (const char *const[]){ "3" }, 1, "2026-02-01",
	    &first);
	assert_int_equal(member_leave(&h.cx, first, house_day("2026-06-01"),
	    5), MEMBER_OK);
	assert_true(db_commit(h.cx.db));
	open_on("2026-07-01");
	assert_true(str_eq(find(EXCEPTION_FEW)->article, S("4")));
}

static void
test_few_and_many(void **unused)
{
	static const char *const numbers[] = { "1", "2", "3", "4", "5", "6" };
	int64_t first;

	(void)unused;
	db_begin(h.cx.db, DB_WRITE);
	add_people(cell, numbers, 2, "2026-02-01", &first);
	assert_true(db_commit(h.cx.db));
	open_on("2026-02-10");
	assert_non_null(find(EXCEPTION_FEW));
	assert_int_equal(find(EXCEPTION_FEW)->number, 2);
	db_begin(h.cx.db, DB_WRITE);
	add_people(cell, numbers + 2, 4, "2026-02-10", &first);
	assert_true(db_commit(h.cx.db));
	open_on("2026-02-10");
	assert_null(find(EXCEPTION_FEW));
	assert_int_equal(find(EXCEPTION_MANY)->number, 6);
	assert_int_equal(find(EXCEPTION_MANY)->since.day,
	    house_day("2026-02-10").day);
}

static void
test_words_and_reason(void **unused)		/* EXCE-5 */
{
	str text;

	(void)unused;
	met(cell, "2026-09-30");
	db_begin(h.cx.db, DB_WRITE);
	exception_tell(&h.cx, cell, S("meeting.general.cell"),
	    S("The hall is flooded."), house_day("2026-12-05"));
	assert_true(db_commit(h.cx.db));
	open_on("2026-11-20");
	keep_meetings();
	assert_int_equal(list_len, 1);
	assert_true(str_eq(list[0].reason, S("The hall is flooded.")));
	assert_int_equal(list[0].reason_until.day, house_day("2026-12-05").day);
	db_begin(h.cx.db, DB_READ);
	text = exception_text(&h.cx, &list[0]);
	assert_true(db_commit(h.cx.db));
	assert_true(str_eq(text, S("no general meeting since 30 September; "
	    "one was due by 31 October")));
}

/* What the tally knows, page by page, is what the judge finds in the records of
 * everything there is. */
static void
test_page_by_page(void **unused)
{
	struct exception *page, *own;
	struct tally_rule *rules;
	size_t rules_len, page_len, own_len, n = 0;
	int64_t after = 0, open = 0, counted = 0;

	(void)unused;
	met(cell, "2026-09-30");
	db_begin(h.cx.db, DB_WRITE);
	exception_tell(&h.cx, cell, S("meeting.general.cell"),
	    S("The hall is flooded."), house_day("2026-12-05"));
	while (tally_count_next(&h.cx, &after, 100, &counted)) {
	}
	assert_true(db_commit(h.cx.db));
	open_on("2026-11-20");
	db_begin(h.cx.db, DB_READ);
	tally_rules(&h.cx, county, &rules, &rules_len);
	for (size_t r = 0; r < rules_len; r++) {
		open += rules[r].open;
	}
	assert_int_equal(open, list_len);
	assert_true(list_len > 1);
	exception_of_unit(&h.cx, cell, &own, &own_len);
	for (size_t skip = 0; skip < list_len; skip++) {
		exception_page(&h.cx, county, NULL, skip, 1, &page, &page_len);
		assert_int_equal(page_len, 1);
		for (size_t i = 0; i < list_len; i++) {
			const struct exception *e = &list[i];

			if (e->unit_id != page->unit_id || e->kind !=
			    page->kind || e->seat != page->seat) {
				continue;
			}
			assert_true(str_eq(e->rule, page->rule));
			assert_true(str_eq(e->article, page->article));
			assert_true(str_eq(e->unit_name, page->unit_name));
			assert_true(str_eq(e->reason, page->reason));
			assert_true(str_eq(e->office, page->office));
			assert_int_equal(e->since.day, page->since.day);
			assert_int_equal(e->due.day, page->due.day);
			assert_int_equal(e->days, page->days);
			n++;
		}
	}
	assert_int_equal(n, list_len);
	for (size_t i = n = 0; i < list_len; i++) {
		n += list[i].unit_id == cell;
	}
	assert_int_equal(own_len, n);
	for (size_t i = 0; i < own_len; i++) {
		assert_int_equal(own[i].unit_id, cell);
		assert_true(own[i].kind != EXCEPTION_MEETING ||
		    str_eq(own[i].reason, S("The hall is flooded.")));
	}
	exception_page(&h.cx, county, NULL, list_len, 5, &page, &page_len);
	assert_int_equal(page_len, 0);
	assert_true(db_commit(h.cx.db));
}

static void
test_draft(void **unused)
{
	struct statutes_errors *errors = NEW(&h.mem, struct statutes_errors,
	    1);
	struct exception_change *changes;
	struct statutes draft;
	size_t len, seen = 0;

	(void)unused;
	met(cell, "2026-10-05");
	db_begin(h.cx.db, DB_READ);
	/* By the three weeks the cell would be late today. */
	assert_true(statutes_read(&h.mem, S(WEEKLY), &draft, errors));
	exception_try(&h.cx, &draft, h.cx.today, &changes, &len);
	assert_true(db_commit(h.cx.db));
	for (size_t i = 0; i < len; i++) {
		if (str_starts(changes[i].rule, S("meeting.general"))) {
			assert_int_equal(changes[i].before, 0);
			assert_int_equal(changes[i].after, 1);
			seen++;
		}
	}
	assert_int_equal(seen, 1);
}

/* Whichever step of the database fails, the caller learns it. */
static void
test_each_step_fails(void **unused)
{
	bool failed = true;

	(void)unused;
	met(cell, "2026-03-10");
	for (int n = 1; failed; n++) {
		db_begin(h.cx.db, DB_READ);
		db_fail_at(h.cx.db, n);
		exception_list(&h.cx, county, h.cx.today, &list, &list_len,
		    &no_word);
		db_fail_at(h.cx.db, 0);
		failed = db_state(h.cx.db) != DB_OK;
		assert_int_equal(db_commit(h.cx.db), !failed);
		assert_true(n < 500);
	}
	keep_meetings();
	assert_int_equal(list_len, 1);
}

#define IN_HOUSE(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOUSE(test_late_and_closed_again),
		IN_HOUSE(test_owed_from_the_latest),
		IN_HOUSE(test_no_word),
		IN_HOUSE(test_past_by_its_edition),
		IN_HOUSE(test_numbered_anew),
		IN_HOUSE(test_vacancy_and_run_out),
		IN_HOUSE(test_few_and_many),
		IN_HOUSE(test_words_and_reason),
		IN_HOUSE(test_page_by_page),
		IN_HOUSE(test_draft),
		IN_HOUSE(test_each_step_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
