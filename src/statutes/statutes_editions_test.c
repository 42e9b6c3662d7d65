/* statutes_editions_test.c - editions adopted, refused, in force on a day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "statutes/statutes.h"
#include "tests/house.h"

#define TWO	"## Article 1. Tiers\n\n```rules\n" \
		"tier county \"County\" plural \"Counties\"\n" \
		"tier cell \"Cell\" plural \"Cells\" under county, " \
		"members 3 to 30\n```\n"
#define ONE	"## Article 1. Tiers\n\n```rules\n" \
		"tier county \"County\" plural \"Counties\"\n```\n"
#define WRONG	"## Article 1. Tiers\n\n```rules\n" \
		"tier county \"County\" plural \"Counties\"\n" \
		"tier cell \"Cell\" plural \"Cells\" under country\n```\n"

static struct house h;
static struct statutes_errors *errors;
static bool provoked[STATUTES_ERR_COUNT];

static int
set_up(void **unused)
{
	(void)unused;
	house_open(&h, TWO, "2026-01-01");
	errors = NEW(&h.mem, struct statutes_errors, 1);
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	house_close(&h);
	return 0;
}

static enum statutes_err
adopt(str text, const char *from)
{
	enum statutes_err err;
	int64_t id = -1;

	db_begin(h.cx.db, DB_WRITE);
	err = statutes_adopt(&h.cx, text, house_day(from), errors, &id);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(err == STATUTES_OK, id > 0);
	provoked[err] = true;
	return err;
}

static int64_t
editions(void)
{
	return house_number(&h, "SELECT count(*) FROM edition");
}

static void
test_error_takes_no_effect(void **unused)	/* STAT-2 */
{
	(void)unused;
	assert_int_equal(adopt(S(WRONG), "2026-06-01"), STATUTES_NOT_READ);
	assert_int_equal(errors->list_len, 1);
	assert_int_equal(errors->list[0].line, 5);
	assert_int_equal(editions(), 1);
}

static void
test_in_force_on_its_days(void **unused)	/* STAT-3 */
{
	const struct statutes *before, *on, *last;

	(void)unused;
	assert_int_equal(adopt(S(ONE), "2026-07-01"), STATUTES_OK);
	db_begin(h.cx.db, DB_READ);
	before = statutes_in_force(&h.cx, house_day("2025-12-31"));
	on = statutes_in_force(&h.cx, house_day("2026-06-30"));
	last = statutes_in_force(&h.cx, house_day("2026-07-01"));
	assert_true(db_commit(h.cx.db));
	assert_null(before);
	assert_int_equal(on->tiers.len, 2);
	assert_int_equal(last->tiers.len, 1);
	assert_int_equal(last->from.day, house_day("2026-07-01").day);
}

static void
test_one_a_day_in_order(void **unused)		/* STAT-4 */
{
	(void)unused;
	assert_int_equal(adopt(S(TWO), "2026-01-01"), STATUTES_DAY_TAKEN);
	assert_int_equal(adopt(S(TWO), "2025-01-01"), STATUTES_TOO_EARLY);
	assert_int_equal(editions(), 1);
	/* One that is still to come may have another before it. */
	assert_int_equal(adopt(S(TWO), "2027-06-01"), STATUTES_OK);
	assert_int_equal(adopt(S(TWO), "2027-03-01"), STATUTES_OK);
	assert_int_equal(editions(), 3);
}

static void
test_too_large_and_tiers_used(void **unused)
{
	char *text = NEW(&h.mem, char, STATUTES_TEXT_MAX + 1);

	(void)unused;
	memset(text, ' ', STATUTES_TEXT_MAX + 1);
	memcpy(text, TWO, strlen(TWO));
	assert_int_equal(adopt((str){ text, STATUTES_TEXT_MAX + 1 },
	    "2026-06-01"), STATUTES_TOO_LARGE);
	db_begin(h.cx.db, DB_WRITE);
	(void)house_unit(&h, "A", "cell", house_unit(&h, "K", "county", 0,
	    NULL), NULL);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(adopt(S(ONE), "2026-06-01"), STATUTES_TIER_USED);
	assert_int_equal(editions(), 1);
}

static void
test_not_without_end(void **unused)
{
	(void)unused;
	db_begin(h.cx.db, DB_WRITE);
	db_script(h.cx.db, "INSERT INTO edition (id, public_id, from_day,"
	    " text, adopted_at) WITH RECURSIVE n(i) AS (SELECT 100"
	    " UNION ALL SELECT i + 1 FROM n WHERE i < 1098)"
	    " SELECT i, 'e' || i, 30000 + i, '', 0 FROM n");
	assert_true(db_commit(h.cx.db));
	assert_int_equal(editions(), 1000);
	(void)adopt(S(TWO), "2026-06-01");
	assert_int_equal(editions(), 1000);
}

/* Whichever step of the database fails, the edition is there or not. */
static void
test_each_step_fails(void **unused)
{
	bool failed = true;

	(void)unused;
	for (int n = 1; failed; n++) {
		int64_t id;

		db_begin(h.cx.db, DB_WRITE);
		db_fail_at(h.cx.db, n);
		(void)!statutes_adopt(&h.cx, S(TWO), house_day("2026-06-01"),
		    errors, &id);
		failed = !db_commit(h.cx.db);
		db_fail_at(h.cx.db, 0);
		assert_int_equal(editions(), failed ? 1 : 2);
		assert_true(n < 100);
	}
}

#define IN_HOUSE(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOUSE(test_error_takes_no_effect),
		IN_HOUSE(test_in_force_on_its_days),
		IN_HOUSE(test_one_a_day_in_order),
		IN_HOUSE(test_too_large_and_tiers_used),
		IN_HOUSE(test_not_without_end),
		IN_HOUSE(test_each_step_fails),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	for (int err = 0; err < STATUTES_ERR_COUNT; err++) {
		if (!provoked[err]) {
			print_error("not provoked: %s\n",
			    statutes_err_text((enum statutes_err)err));
			failed++;
		}
	}
	return failed;
}
