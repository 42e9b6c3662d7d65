/*
 * statutes_test.c - editions: taking one, the one in force on a day, each
 * refusal, each step of the database made to fail, and many threads asking.
 *
 * Today is 2026-11-20; there is no edition yet.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "db/db.h"
#include "org/org.h"
#include "tests/scratch.h"
#include "tests/tree.h"

#define HEAD	"## Article 1\n```rules\n"
#define SMALL	HEAD "tier top Top\n" \
		"tier cell Cell under top, members 1 to 9\n" \
		"meeting general at cell: quorum 1/2 of members\n```\n"
#define LARGE	HEAD "tier top Top\ntier county County under top\n" \
		"tier cell Cell under top or county, members 1 to 9\n" \
		"meeting general at cell: quorum 2/3 of members\n```\n"
#define WRONG	HEAD "tier top Top\ntier cell Cell under topp\n```\n"
#define THREADS	4

static struct tree world;
static struct statutes_errors errors;
static bool provoked[STATUTES_ERR_COUNT];

static int
set_up(void **unused)
{
	(void)unused;
	tree_open(&world);
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	statutes_forget();
	tree_close(&world);
	return 0;
}

static enum statutes_err
adopt(const char *text, const char *from)
{
	struct ctx *cx = tree_begin(&world);
	enum statutes_err err;
	int64_t id = -1;

	err = statutes_adopt(cx, str_z(text), tree_day(from), &errors, &id);
	tree_end(&world);
	assert_true((err == STATUTES_OK) == (id > 0));
	provoked[err] = true;
	return err;
}

/* The first day of the edition in force on a day, "" for none. */
static const char *
in_force(const char *on)
{
	static char text[DATE_TEXT_MAX];
	struct ctx *cx = tree_begin(&world);
	const struct statutes *st = statutes_in_force(cx, tree_day(on));

	text[0] = '\0';
	if (st != NULL) {
		(void)date_text(st->from, text);
	}
	tree_end(&world);
	return text;
}

static void
test_editions(void **unused)			/* STAT-3, STAT-4 */
{
	struct edition *list;
	struct ctx *cx;
	size_t len;

	(void)unused;
	assert_string_equal(in_force("2026-11-20"), "");
	assert_int_equal(adopt(SMALL, "2020-01-01"), STATUTES_OK);
	assert_int_equal(adopt(LARGE, "2027-01-01"), STATUTES_OK);
	/* Between the one in force and one to come. */
	assert_int_equal(adopt(LARGE, "2026-12-01"), STATUTES_OK);
	/* Not yet known when it took force, but nothing later is in force. */
	assert_int_equal(adopt(SMALL, "2026-01-01"), STATUTES_OK);
	assert_int_equal(adopt(SMALL, "2025-12-31"), STATUTES_TOO_EARLY);
	assert_int_equal(adopt(SMALL, "2026-01-01"), STATUTES_DAY_TAKEN);
	assert_int_equal(adopt(SMALL, "2027-01-01"), STATUTES_DAY_TAKEN);

	assert_string_equal(in_force("2019-12-31"), "");
	assert_string_equal(in_force("2020-01-01"), "2020-01-01");
	assert_string_equal(in_force("2025-12-31"), "2020-01-01");
	assert_string_equal(in_force("2026-11-20"), "2026-01-01");
	assert_string_equal(in_force("2026-12-31"), "2026-12-01");
	assert_string_equal(in_force("2999-01-01"), "2027-01-01");
	assert_string_equal(in_force(""), "");

	cx = tree_begin(&world);
	statutes_editions(cx, &list, &len);
	assert_int_equal(len, 4);
	for (size_t i = 0; i < len; i++) {
		const struct statutes *st = statutes_edition(cx, list[i].id);

		assert_int_equal(st->edition_id, list[i].id);
		assert_int_equal(st->from.day, list[i].from.day);
		assert_int_equal(list[i].adopted_at, cx->now);
		assert_true(i == 0 || list[i - 1].from.day <
		    list[i].from.day);
	}
	assert_null(statutes_edition(cx, 999));
	assert_int_equal(fraction_of(statutes_in_force(cx,
	    tree_day("2026-11-30"))->meetings.at[0].quorum, 9), 5);
	assert_int_equal(fraction_of(statutes_in_force(cx,
	    tree_day("2026-12-01"))->meetings.at[0].quorum, 9), 6);
	tree_end(&world);
	assert_int_equal(tree_number(&world, "SELECT count(*) FROM change"
	    " WHERE verb = 'statutes.adopt'"), 4);
}

static void
test_a_wrong_document_takes_no_effect(void **unused)	/* STAT-2 */
{
	char *long_text = malloc(STATUTES_TEXT_MAX + 2);

	(void)unused;
	assert_int_equal(adopt(WRONG, "2020-01-01"), STATUTES_NOT_READ);
	assert_int_equal(errors.list_len, 1);
	assert_int_equal(errors.list[0].line, 4);
	assert_non_null(long_text);
	memset(long_text, 'x', STATUTES_TEXT_MAX + 1);
	long_text[STATUTES_TEXT_MAX + 1] = '\0';
	assert_int_equal(adopt(long_text, "2020-01-01"), STATUTES_TOO_LARGE);
	free(long_text);
	assert_string_equal(in_force("2026-11-20"), "");
	assert_int_equal(tree_number(&world, "SELECT count(*) FROM edition"),
	    0);
	assert_int_equal(adopt(SMALL, "2020-01-01"), STATUTES_OK);
	assert_int_equal(adopt(WRONG, "2026-01-01"), STATUTES_NOT_READ);
	assert_string_equal(in_force("2026-11-20"), "2020-01-01");
}

static void
test_no_unit_is_left_without_a_tier(void **unused)
{
	struct ctx *cx;
	int64_t top, county;

	(void)unused;
	assert_int_equal(adopt(LARGE, "2020-01-01"), STATUTES_OK);
	cx = tree_begin(&world);
	assert_int_equal(org_found(cx, &(struct unit_new){ S("T"), S("top"),
	    S("Top"), 0, tree_day("2021-01-01") }, &top), ORG_OK);
	assert_int_equal(org_found(cx, &(struct unit_new){ S("K"),
	    S("county"), S("Kay"), top, tree_day("2021-01-01") }, &county),
	    ORG_OK);
	tree_end(&world);
	assert_int_equal(adopt(SMALL, "2026-12-01"), STATUTES_TIER_USED);
	cx = tree_begin(&world);
	assert_int_equal(org_dissolve(cx, county, tree_day("2026-11-01"),
	    S("")), ORG_OK);
	tree_end(&world);
	/* It still stood in October. */
	assert_int_equal(adopt(SMALL, "2026-10-01"), STATUTES_TIER_USED);
	assert_int_equal(adopt(SMALL, "2026-12-01"), STATUTES_OK);
}

static void
test_not_without_end(void **unused)
{
	(void)unused;
	tree_script(&world, "INSERT INTO edition (id, public_id, from_day, "
	    "text, adopted_at) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
	    "SELECT i + 1 FROM n WHERE i < %d) SELECT 1000 + i, "
	    "'zzzzzzzz' || (1000 + i), i, 'x', 0 FROM n",
	    STATUTES_EDITIONS_MAX);
	assert_int_equal(adopt(SMALL, "2026-12-01"), STATUTES_TOO_MANY);
}

/* Whichever step fails, there is a whole edition or none. */
static void
test_all_or_nothing(void **unused)		/* STAT-2 */
{
	bool done = false;
	int n;

	(void)unused;
	assert_int_equal(adopt(SMALL, "2020-01-01"), STATUTES_OK);
	for (n = 1; !done; n++) {
		struct ctx *cx = tree_begin(&world);
		int64_t id = 0;

		statutes_forget();
		db_fail_at(cx->db, n);
		(void)!statutes_adopt(cx, S(LARGE), tree_day("2026-10-01"),
		    &errors, &id);
		done = db_commit(cx->db);
		db_fail_at(cx->db, 0);
		assert_string_equal(in_force("2026-11-20"), done ?
		    "2026-10-01" : "2020-01-01");
	}
	assert_true(n > 8);
}

/* A database that fails hands out no edition, and nothing wrong is kept. */
static void
test_reading_fails(void **unused)		/* STAT-3 */
{
	const struct statutes *st = NULL;
	int n;

	(void)unused;
	assert_int_equal(adopt(SMALL, "2020-01-01"), STATUTES_OK);
	for (n = 1; st == NULL; n++) {
		struct ctx *cx = tree_begin(&world);

		statutes_forget();
		db_fail_at(cx->db, n);
		st = statutes_in_force(cx, cx->today);
		db_fail_at(cx->db, 0);
		db_rollback(cx->db);
		assert_true(n < 50);
	}
	assert_int_equal(st->tiers.len, 2);
	assert_true(n > 2);
	assert_string_equal(in_force("2026-11-20"), "2020-01-01");
}

/* Beyond those that are kept an edition is read for the request alone. */
static void
test_more_than_are_kept(void **unused)		/* STAT-3 */
{
	struct edition *list;
	struct ctx *cx;
	size_t len;

	(void)unused;
	for (int i = 0; i < 70; i++) {
		char day[DATE_TEXT_MAX];

		(void)date_text(date_add(tree_day("2020-01-01"), i), day);
		assert_int_equal(adopt(i % 2 ? SMALL : LARGE, day),
		    STATUTES_OK);
	}
	cx = tree_begin(&world);
	statutes_editions(cx, &list, &len);
	assert_int_equal(len, 70);
	for (size_t i = 0; i < len; i++) {
		const struct statutes *st = statutes_edition(cx, list[i].id);

		assert_int_equal(st->tiers.len, i % 2 ? 2 : 3);
		assert_int_equal(st->from.day, list[i].from.day);
	}
	tree_end(&world);
}

/* ---- many threads ------------------------------------------------------ */

static const char *path;

static void *
ask_often(void *unused)
{
	struct ctx cx = { .today = tree_day("2026-11-20") };
	struct arena mem;
	const char *problem;
	intptr_t wrong = 0;

	(void)unused;
	if (!arena_make(&mem, 16 << 20)) {
		return (void *)1;
	}
	cx.mem = &mem;
	cx.db = db_open(path, DB_OPEN_READ, &problem);
	for (int i = 0; cx.db != NULL && i < 300; i++) {
		const struct statutes *st;

		arena_reset(&mem);
		db_begin(cx.db, DB_READ);
		st = statutes_in_force(&cx, tree_day(i % 2 ? "2026-11-20" :
		    "2024-01-01"));
		wrong += st == NULL || st->tiers.len != (i % 2 ? 3 : 2);
		wrong += !db_commit(cx.db);
	}
	wrong += cx.db == NULL;
	if (cx.db != NULL) {
		db_close(cx.db);
	}
	arena_drop(&mem);
	return (void *)wrong;
}

static void
test_threads(void **unused)			/* STAT-3 */
{
	struct tree file = world;
	pthread_t thread[THREADS];
	const char *problem = "";
	int64_t id;

	(void)unused;
	assert_true(scratch_make());
	path = scratch_path("threads.db");
	file.cx.mem = &world.mem;
	file.cx.db = db_open(path, DB_OPEN_CREATE, &problem);
	assert_non_null(file.cx.db);
	db_begin(file.cx.db, DB_WRITE);
	assert_int_equal(statutes_adopt(&file.cx, S(SMALL),
	    tree_day("2020-01-01"), &errors, &id), STATUTES_OK);
	assert_int_equal(statutes_adopt(&file.cx, S(LARGE),
	    tree_day("2026-01-01"), &errors, &id), STATUTES_OK);
	assert_true(db_commit(file.cx.db));
	statutes_forget();
	for (int i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_create(&thread[i], NULL, ask_often,
		    NULL), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		void *wrong = NULL;

		assert_int_equal(pthread_join(thread[i], &wrong), 0);
		assert_null(wrong);
	}
	db_close(file.cx.db);
	scratch_drop();
}

static void
test_all_provoked(void **unused)
{
	(void)unused;
	for (size_t err = 0; err < STATUTES_ERR_COUNT; err++) {
		if (!provoked[err]) {
			fail_msg("not provoked: %s",
			    statutes_err_text((enum statutes_err)err));
		}
		assert_in_range(statutes_err_status((enum statutes_err)err),
		    200, 499);
	}
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_editions),
		TEST(test_a_wrong_document_takes_no_effect),
		TEST(test_no_unit_is_left_without_a_tier),
		TEST(test_not_without_end),
		TEST(test_all_or_nothing),
		TEST(test_reading_fails),
		TEST(test_more_than_are_kept),
		TEST(test_threads),
		cmocka_unit_test(test_all_provoked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
