/*
 * office_test.c - every rule and every refusal of office.h, and every step of
 * the database made to fail. office_random_test.c compares whole histories.
 *
 * Each test starts from the same small world: the county "K" and in it the cell
 * "C", both since 2020-01-01; the members 1 "Ann", 2 "Ben", 3 "Cyd". Statutes
 * since 2024-01-01: a secretary for two years, at most three terms in a row,
 * carried on for 60 days; two stewards without end. Today is 2026-11-20.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "office/office.h"
#include "tests/tree.h"

#define TIERS \
	"tier county \"County\" plural \"Counties\"\n" \
	"tier cell \"Cell\" plural \"Cells\" under county, members 3 to 30\n"
#define RULES TIERS \
	"office secretary \"Secretary\" at cell, elected, term 2 years," \
	" at most 3 terms in a row\n" \
	"office steward \"Steward\" at cell, seats 2\n" \
	"office officer \"Officer\" at county, term 5 years\n" \
	"a term that ran out continues until a successor is named," \
	" for at most 60 days\n"
/* The same without carry-over, and no stewards. */
#define RULES_2026 TIERS \
	"office secretary \"Secretary\" at cell, elected, term 3 years\n" \
	"a term that ran out continues until a successor is named," \
	" for at most 0 days\n"

enum { ANN = 1, BEN, CYD };

static struct tree world;
static bool provoked[OFFICE_ERR_COUNT];
static int64_t county, cell;

static int64_t
found(struct ctx *cx, const char *code, const char *tier, int64_t parent_id)
{
	int64_t id = 0;

	assert_int_equal(org_found(cx, &(struct unit_new){ str_z(code),
	    str_z(tier), str_z(code), parent_id, tree_day("2020-01-01") },
	    &id), ORG_OK);
	return id;
}

static int
set_up(void **state)
{
	struct ctx *cx;

	(void)state;
	tree_open(&world);
	tree_adopt(&world, "2024-01-01", RULES);
	cx = tree_begin(&world);
	county = found(cx, "K", "county", 0);
	cell = found(cx, "C", "cell", county);
	tree_end(&world);
	tree_script(&world, "INSERT INTO member VALUES"
	    " (1, 'p1', '1', 'Ann', '', 'ann', '', 0, NULL),"
	    " (2, 'p2', '2', 'Ben', '', 'ben', '', 0, NULL),"
	    " (3, 'p3', '3', 'Cyd', '', 'cyd', '', 0, NULL)");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	tree_close(&world);
	return 0;
}

static enum office_err
name(const struct term_new *in, int64_t *out_id)
{
	struct ctx *cx = tree_begin(&world);
	enum office_err err;

	*out_id = -1;
	err = office_name(cx, in, out_id);
	tree_end(&world);
	assert_int_equal(err == OFFICE_OK, *out_id > 0);
	provoked[err] = true;
	return err;
}

/* A secretary of the cell; "" for a day not known. */
static enum office_err
secretary(int64_t member_id, const char *from, const char *until,
    bool succeed)
{
	int64_t id;

	return name(&(struct term_new){ .unit_id = cell, .office =
	    S("secretary"), .member_id = member_id, .from = tree_day(from),
	    .until = tree_day(until), .succeed = succeed }, &id);
}

static enum office_err
steward(int64_t member_id, int seat, const char *from, bool succeed)
{
	int64_t id;

	return name(&(struct term_new){ .unit_id = cell, .office =
	    S("steward"), .member_id = member_id, .seat = seat, .from =
	    tree_day(from), .until = DATE_NONE, .succeed = succeed }, &id);
}

static enum office_err
acting(int64_t member_id, const char *from, bool succeed)
{
	int64_t id;

	return name(&(struct term_new){ .unit_id = cell, .office =
	    S("secretary"), .member_id = member_id, .from = tree_day(from),
	    .until = DATE_NONE, .acting = true, .succeed = succeed }, &id);
}

/* The only term that a member ever had; its texts are gone. */
static struct term
term_of(int64_t member_id)
{
	struct term *terms, term;
	size_t len;

	office_terms_of_member(tree_begin(&world), member_id, &terms, &len);
	assert_int_equal(len, 1);
	term = terms[0];
	tree_end(&world);
	return term;
}

static enum office_err
end_of(int64_t member_id, const char *on)
{
	int64_t id = term_of(member_id).id;
	enum office_err err = office_end(tree_begin(&world), id,
	    tree_day(on));

	tree_end(&world);
	provoked[err] = true;
	return err;
}

/* Who holds what in the cell on a day: "secretary1 Ann, steward2 Ben". */
static const char *
holders(const char *on)
{
	static char text[1000];
	struct term *terms;
	size_t len, used = 0;

	office_holders(tree_begin(&world), cell, tree_day(on), &terms, &len);
	text[0] = '\0';
	for (size_t i = 0; i < len; i++) {
		const struct term *t = &terms[i];

		used += (size_t)snprintf(text + used, sizeof(text) - used,
		    "%s" STR_FMT "%d " STR_FMT "%s%s", i == 0 ? "" : ", ",
		    STR_ARG(t->office), t->seat, STR_ARG(t->member_name),
		    t->acting ? " acting" : "", t->carried ? " carried" : "");
	}
	tree_end(&world);
	return text;
}

/* The seats of the cell without a holder: "secretary1 2026-01-01 Ann". */
static const char *
vacancies(const char *on)
{
	static char text[1000];
	char day[DATE_TEXT_MAX];
	struct vacancy *list;
	size_t len, used = 0;

	office_vacancies(tree_begin(&world), cell, tree_day(on), &list, &len);
	text[0] = '\0';
	for (size_t i = 0; i < len; i++) {
		used += (size_t)snprintf(text + used, sizeof(text) - used,
		    "%s" STR_FMT "%d %s " STR_FMT, i == 0 ? "" : ", ",
		    STR_ARG(list[i].office), list[i].seat,
		    date_known(list[i].since) ? date_text(list[i].since, day) :
		    "never", STR_ARG(list[i].last_holder));
	}
	tree_end(&world);
	return text;
}

/* ---- tests ------------------------------------------------------------- */

static void
test_named(void **state)			/* OFFI-1, OFFI-3 */
{
	struct term term, same, *terms;
	struct ctx *cx;
	size_t len;

	(void)state;
	assert_int_equal(secretary(ANN, "2025-03-01", "", false), OFFICE_OK);
	assert_string_equal(holders("2025-02-28"), "");
	assert_string_equal(holders("2025-03-01"), "secretary1 Ann");
	assert_string_equal(holders("2027-02-28"), "secretary1 Ann");
	assert_string_equal(holders("2027-03-01"), "secretary1 Ann carried");
	assert_string_equal(holders("2027-04-29"), "secretary1 Ann carried");
	assert_string_equal(holders("2027-04-30"), "");
	term = term_of(ANN);
	assert_int_equal(term.due.day, tree_day("2027-03-01").day);
	assert_int_equal(term.ends.day, tree_day("2027-04-30").day);
	assert_false(date_known(term.until));
	assert_int_equal(term.entered_at, world.cx.now);
	assert_int_equal(term.entered_by.len, 0);
	cx = tree_begin(&world);
	office_terms_of_member(cx, ANN, &terms, &len);
	assert_true(office_term_by_public(cx, terms[0].public_id, &same));
	assert_int_equal(same.id, term.id);
	assert_false(office_term_by_public(cx, S("0"), &same));
	tree_end(&world);
}

static void
test_refused(void **state)			/* OFFI-1, OFFI-2 */
{
	struct term_new in = { .unit_id = cell, .office = S("secretary"),
		.member_id = ANN, .from = tree_day("2025-01-01"),
		.until = DATE_NONE };
	struct term_new bad = in;
	int64_t id;

	(void)state;
	bad.unit_id = 999;
	assert_int_equal(name(&bad, &id), OFFICE_NO_UNIT);
	bad = in;
	bad.from = tree_day("2019-12-31");
	assert_int_equal(name(&bad, &id), OFFICE_NO_UNIT);
	bad = in;
	bad.member_id = 999;
	assert_int_equal(name(&bad, &id), OFFICE_NO_MEMBER);
	bad = in;
	bad.office = S("officer");
	assert_int_equal(name(&bad, &id), OFFICE_NO_OFFICE);
	bad.office = S("bishop");
	assert_int_equal(name(&bad, &id), OFFICE_NO_OFFICE);
	bad = in;
	bad.seat = 2;
	assert_int_equal(name(&bad, &id), OFFICE_NO_SEAT);
	bad = in;
	bad.until = in.from;
	assert_int_equal(name(&bad, &id), OFFICE_DAYS);
	bad = in;
	bad.from = date_add(world.cx.today, OFFICE_AHEAD_MAX + 1);
	assert_int_equal(name(&bad, &id), OFFICE_FUTURE);
	bad = in;
	bad.until = date_add(world.cx.today, OFFICE_TERM_MAX + 1);
	assert_int_equal(name(&bad, &id), OFFICE_FUTURE);
	assert_int_equal(tree_number(&world, "SELECT count(*) FROM term"), 0);
	bad.until = date_add(world.cx.today, OFFICE_TERM_MAX);
	assert_int_equal(name(&bad, &id), OFFICE_OK);
	tree_script(&world, "DELETE FROM edition");
	assert_int_equal(name(&in, &id), OFFICE_NO_STATUTES);
}

static void
test_succession(void **state)			/* OFFI-1, OFFI-4 */
{
	struct term_new again = { .unit_id = cell, .office = S("secretary"),
		.member_id = CYD, .from = tree_day("2026-11-20"),
		.until = DATE_NONE, .succeed = true };
	int64_t id;

	(void)state;
	assert_int_equal(secretary(ANN, "2025-03-01", "", false), OFFICE_OK);
	assert_int_equal(secretary(BEN, "2026-03-01", "", false),
	    OFFICE_HELD);
	assert_int_equal(secretary(BEN, "2026-03-01", "", true), OFFICE_OK);
	assert_string_equal(holders("2026-02-28"), "secretary1 Ann");
	assert_string_equal(holders("2026-03-01"), "secretary1 Ben");
	assert_int_equal(term_of(ANN).until.day, tree_day("2026-03-01").day);
	/* Somebody cannot succeed from before the holder of that day. */
	assert_int_equal(secretary(CYD, "2026-02-01", "", true), OFFICE_HELD);
	/* A time between others that is free. */
	assert_int_equal(secretary(CYD, "2024-01-01", "2025-03-01", false),
	    OFFICE_OK);
	/* The wrong person was named today: named again, the right one. */
	assert_int_equal(name(&again, &id), OFFICE_OK);
	again.member_id = ANN;
	assert_int_equal(name(&again, &id), OFFICE_OK);
	assert_string_equal(holders("2026-11-19"), "secretary1 Ben");
	assert_string_equal(holders("2026-11-20"), "secretary1 Ann");
}

/* What is over is in nobody's way, marked as ended or not. */
static void
test_ran_out(void **state)			/* OFFI-1, OFFI-3 */
{
	(void)state;
	assert_int_equal(secretary(ANN, "2024-01-01", "", false), OFFICE_OK);
	assert_string_equal(holders("2026-02-28"), "secretary1 Ann carried");
	assert_string_equal(holders("2026-03-02"), "");
	assert_string_equal(vacancies("2026-03-02"),
	    "secretary1 2026-03-02 Ann, steward1 never , steward2 never ");
	assert_int_equal(secretary(BEN, "2026-02-28", "", false),
	    OFFICE_HELD);
	assert_int_equal(secretary(BEN, "2026-05-01", "", false), OFFICE_OK);
	assert_int_equal(term_of(ANN).until.day, tree_day("2026-03-02").day);
	assert_string_equal(vacancies("2026-04-30"),
	    "secretary1 2026-03-02 Ann, steward1 never , steward2 never ");
	assert_string_equal(vacancies("2026-05-01"),
	    "steward1 never , steward2 never ");
}

/* By the statutes of the day the term ran out, not by later ones. */
static void
test_carry_over_of_the_day(void **state)	/* OFFI-3 */
{
	(void)state;
	tree_adopt(&world, "2026-01-02", RULES_2026);
	assert_int_equal(secretary(ANN, "2024-01-01", "", false), OFFICE_OK);
	assert_string_equal(holders("2026-03-01"), "secretary1 Ann carried");
	assert_int_equal(secretary(BEN, "2026-06-01", "", false), OFFICE_OK);
	assert_string_equal(holders("2029-05-31"), "secretary1 Ben");
	assert_string_equal(holders("2029-06-01"), "");
	assert_string_equal(vacancies("2026-11-20"), "");	/* OFFI-2 */
	assert_int_equal(steward(CYD, 0, "2026-01-02", false),
	    OFFICE_NO_OFFICE);
	assert_int_equal(steward(CYD, 0, "2026-01-01", false), OFFICE_OK);
}

/* The first edition does not end terms before it took force. */
static void
test_older_than_statutes(void **state)		/* OFFI-3 */
{
	(void)state;
	assert_int_equal(secretary(ANN, "2020-06-01", "", false), OFFICE_OK);
	assert_int_equal(term_of(ANN).due.day, tree_day("2024-01-01").day);
	assert_string_equal(holders("2023-12-31"), "secretary1 Ann");
	assert_string_equal(holders("2024-02-29"), "secretary1 Ann carried");
	assert_string_equal(holders("2024-03-01"), "");
}

static void
test_unknown_days(void **state)			/* OFFI-1 */
{
	(void)state;
	assert_int_equal(secretary(ANN, "", "", false), OFFICE_OK);
	assert_string_equal(holders("1990-01-01"), "secretary1 Ann");
	assert_string_equal(holders("2026-11-20"), "secretary1 Ann");
	assert_false(date_known(term_of(ANN).due));
	assert_int_equal(secretary(BEN, "", "", false), OFFICE_HELD);
	assert_int_equal(secretary(BEN, "2026-01-01", "", true), OFFICE_OK);
	assert_int_equal(end_of(BEN, "2026-02-01"), OFFICE_OK);
	assert_int_equal(secretary(CYD, "", "1990-01-01", false),
	    OFFICE_HELD);
	assert_string_equal(holders("2026-01-15"), "secretary1 Ben");
}

static void
test_seats(void **state)			/* OFFI-1 */
{
	(void)state;
	assert_int_equal(steward(ANN, 2, "2025-01-01", false), OFFICE_OK);
	assert_int_equal(steward(ANN, 1, "2025-06-01", false), OFFICE_TWICE);
	assert_int_equal(steward(BEN, 0, "2025-06-01", false), OFFICE_OK);
	assert_int_equal(steward(CYD, 0, "2025-07-01", false),
	    OFFICE_NO_SEAT);
	assert_int_equal(steward(CYD, 0, "2025-07-01", true),
	    OFFICE_NO_SEAT);	/* whom should it succeed? */
	assert_int_equal(steward(CYD, 2, "2025-07-01", false), OFFICE_HELD);
	assert_int_equal(steward(CYD, 2, "2025-07-01", true), OFFICE_OK);
	assert_string_equal(holders("2026-01-01"),
	    "steward1 Ben, steward2 Cyd");
	assert_string_equal(vacancies("2026-01-01"), "secretary1 never ");
	assert_string_equal(vacancies("2025-02-01"),
	    "secretary1 never , steward1 never ");
	/* The same person may hold another office, and the next term of it. */
	assert_int_equal(secretary(BEN, "2025-01-01", "", false), OFFICE_OK);
	assert_int_equal(secretary(BEN, "2026-06-01", "", true), OFFICE_OK);
}

static void
test_acting(void **state)			/* OFFI-5 */
{
	(void)state;
	assert_int_equal(acting(ANN, "2025-01-01", false), OFFICE_OK);
	assert_false(date_known(term_of(ANN).due));
	assert_string_equal(holders("2026-11-20"), "secretary1 Ann acting");
	assert_string_equal(vacancies("2026-11-20"),
	    "steward1 never , steward2 never ");
	assert_int_equal(acting(BEN, "2025-02-01", false), OFFICE_HELD);
	assert_int_equal(secretary(BEN, "2025-06-01", "", false), OFFICE_OK);
	assert_string_equal(holders("2025-05-31"), "secretary1 Ann acting");
	assert_string_equal(holders("2025-06-01"), "secretary1 Ben");
	assert_int_equal(acting(CYD, "2025-08-01", false), OFFICE_HELD);
	assert_int_equal(acting(CYD, "2025-08-01", true), OFFICE_OK);
	assert_string_equal(holders("2025-08-01"), "secretary1 Cyd acting");
}

static void
test_in_a_row(void **state)			/* OFFI-6 */
{
	(void)state;
	assert_int_equal(secretary(ANN, "2020-02-01", "2022-02-01", false),
	    OFFICE_OK);
	assert_int_equal(secretary(ANN, "2022-02-01", "2023-01-01", false),
	    OFFICE_OK);
	/* A vacancy between does not end the row. */
	assert_int_equal(secretary(ANN, "2023-02-01", "2024-01-01", false),
	    OFFICE_OK);
	assert_int_equal(secretary(ANN, "2024-01-01", "", false),
	    OFFICE_TOO_MANY);
	/* Nor does somebody acting. */
	assert_int_equal(acting(BEN, "2024-01-01", false), OFFICE_OK);
	assert_int_equal(secretary(ANN, "2024-06-01", "", false),
	    OFFICE_TOO_MANY);
	assert_int_equal(acting(ANN, "2024-06-01", true), OFFICE_OK);
	assert_int_equal(secretary(CYD, "2024-06-01", "2024-07-01", true),
	    OFFICE_OK);
	assert_int_equal(secretary(ANN, "2024-07-01", "2025-01-01", true),
	    OFFICE_OK);
	/* One more before the first would make four. */
	assert_int_equal(secretary(ANN, "2020-01-01", "2020-02-01", false),
	    OFFICE_TOO_MANY);
}

static void
test_ended(void **state)			/* OFFI-3 */
{
	(void)state;
	assert_int_equal(secretary(ANN, "2025-03-01", "", false), OFFICE_OK);
	assert_int_equal(end_of(ANN, "2025-03-01"), OFFICE_DAYS);
	assert_int_equal(end_of(ANN, "2024-03-01"), OFFICE_DAYS);
	assert_int_equal(end_of(ANN, "2099-01-01"), OFFICE_FUTURE);
	assert_int_equal(end_of(ANN, "2027-05-01"), OFFICE_ENDED);
	assert_int_equal(end_of(ANN, "2026-12-01"), OFFICE_OK);
	assert_string_equal(holders("2026-11-30"), "secretary1 Ann");
	assert_string_equal(holders("2026-12-01"), "");
	assert_int_equal(end_of(ANN, "2026-12-02"), OFFICE_ENDED);
	assert_int_equal(end_of(ANN, "2026-11-01"), OFFICE_OK);
	assert_int_equal(end_of(ANN, "2026-10-01"), OFFICE_ENDED);
	/* A term yet to come is called off, and leaves the seat free. */
	assert_int_equal(secretary(BEN, "2026-12-01", "", false), OFFICE_OK);
	assert_int_equal(end_of(BEN, "2026-12-01"), OFFICE_OK);
	assert_string_equal(holders("2026-12-02"), "");
	assert_int_equal(secretary(CYD, "2026-11-25", "", false), OFFICE_OK);
	assert_int_equal(office_end(tree_begin(&world), 999,
	    tree_day("2026-12-01")), OFFICE_NO_TERM);
	provoked[OFFICE_NO_TERM] = true;
	tree_end(&world);
}

/* A term that ran out long ago may still be told to have ended before. */
static void
test_ended_after_it_ran_out(void **state)	/* OFFI-3 */
{
	(void)state;
	assert_int_equal(secretary(ANN, "2024-01-01", "", false), OFFICE_OK);
	assert_int_equal(end_of(ANN, "2026-03-03"), OFFICE_ENDED);
	assert_int_equal(end_of(ANN, "2025-12-01"), OFFICE_OK);
	assert_string_equal(holders("2025-12-01"), "");
}

static void
test_unit_ended(void **state)			/* OFFI-7 */
{
	struct term *held;
	struct ctx *cx;
	size_t len;

	(void)state;
	assert_int_equal(steward(ANN, 1, "2025-01-01", false), OFFICE_OK);
	assert_int_equal(org_dissolve(tree_begin(&world), cell,
	    tree_day("2026-01-01"), S("")), ORG_OK);
	tree_end(&world);
	assert_string_equal(holders("2025-12-31"), "steward1 Ann");
	assert_string_equal(holders("2026-01-01"), "");
	assert_string_equal(vacancies("2026-01-01"), "");
	cx = tree_begin(&world);
	office_held(cx, ANN, tree_day("2026-01-01"), &held, &len);
	assert_int_equal(len, 0);
	tree_end(&world);
	assert_int_equal(steward(BEN, 0, "2026-01-01", false),
	    OFFICE_NO_UNIT);
	assert_int_equal(term_of(ANN).ends.day, tree_day("2026-01-01").day);
}

static void
test_lists(void **state)
{
	struct term_new in = { .unit_id = county, .office = S("officer"),
		.member_id = ANN, .from = tree_day("2024-06-01"),
		.until = DATE_NONE };
	const struct office_kind **kinds;
	struct term *terms;
	struct ctx *cx;
	size_t len;
	int64_t id;

	(void)state;
	assert_int_equal(name(&in, &id), OFFICE_OK);
	assert_int_equal(secretary(ANN, "2025-01-01", "2025-02-01", false),
	    OFFICE_OK);
	assert_int_equal(steward(ANN, 0, "", false), OFFICE_OK);
	cx = tree_begin(&world);
	office_terms_of_member(cx, ANN, &terms, &len);
	assert_int_equal(len, 3);
	assert_true(str_eq(terms[0].office, S("secretary")));
	assert_true(str_eq(terms[1].office, S("officer")));
	assert_true(str_eq(terms[2].office, S("steward")));
	office_terms_of_unit(cx, cell, &terms, &len);
	assert_int_equal(len, 2);
	office_held(cx, ANN, cx->today, &terms, &len);
	assert_int_equal(len, 2);
	assert_int_equal(terms[0].unit_id, county);
	assert_int_equal(terms[1].unit_id, cell);
	office_held(cx, BEN, cx->today, &terms, &len);
	assert_int_equal(len, 0);
	office_kinds(cx, cell, cx->today, &kinds, &len);
	assert_int_equal(len, 2);
	assert_int_equal(kinds[1]->seats, 2);
	office_kinds(cx, 999, cx->today, &kinds, &len);
	assert_int_equal(len, 0);
	tree_end(&world);
}

/* Whichever step of the database fails, nothing is half recorded. */
static void
test_all_or_nothing(void **state)
{
	struct term_new in = { .unit_id = cell, .office = S("secretary"),
		.member_id = BEN, .from = tree_day("2026-01-01"),
		.until = DATE_NONE, .succeed = true };
	bool done = false;
	int64_t id = 0;
	int n;

	(void)state;
	assert_int_equal(secretary(ANN, "2025-01-01", "", false), OFFICE_OK);
	for (n = 1; !done; n++) {
		struct ctx *cx = tree_begin(&world);

		db_fail_at(cx->db, n);
		if (office_name(cx, &in, &id) == OFFICE_OK) {
			(void)!office_end(cx, id, tree_day("2026-06-01"));
		}
		done = db_commit(cx->db);
		db_fail_at(cx->db, 0);
		if (!done) {
			assert_string_equal(holders("2026-01-01"),
			    "secretary1 Ann");
			assert_int_equal(tree_number(&world,
			    "SELECT count(*) FROM term"), 1);
		}
	}
	assert_string_equal(holders("2026-01-01"), "secretary1 Ben");
	assert_string_equal(holders("2026-06-01"), "");
	assert_true(n > 12);
}

static void
test_all_provoked(void **state)
{
	(void)state;
	for (size_t err = 0; err < OFFICE_ERR_COUNT; err++) {
		if (!provoked[err]) {
			fail_msg("not provoked: %s",
			    office_err_text((enum office_err)err));
		}
		assert_in_range(office_err_status((enum office_err)err), 200,
		    422);
	}
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_named), T(test_refused), T(test_succession),
		T(test_ran_out), T(test_carry_over_of_the_day),
		T(test_older_than_statutes), T(test_unknown_days),
		T(test_seats), T(test_acting), T(test_in_a_row),
		T(test_ended), T(test_ended_after_it_ran_out),
		T(test_unit_ended), T(test_lists), T(test_all_or_nothing),
		cmocka_unit_test(test_all_provoked),
	};

	return cmocka_run_group_tests_name("office", tests, NULL, NULL);
}
