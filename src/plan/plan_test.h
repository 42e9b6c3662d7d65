/*
 * plan_test.h - a small federation with goals to share out, for the tests of
 * this room. Included once by a test.
 *
 * A federation with the counties "Ash", "Birch" and "Cedar"; Ash has the cells
 * of 12, 3 and 1 members, Birch one of 8, Cedar none. The first member of each
 * cell is its secretary.
 */
#ifndef PLAN_TEST_H
#define PLAN_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "check/check.h"
#include "db/change.h"
#include "delegate/delegate.h"
#include "org/org.h"
#include "plan/plan.h"
#include "tally/tally.h"
#include "tests/house.h"

#define PLAN_RULES \
	"## Article 3. Tiers\n\n```rules\n" \
	"tier federation \"Federation\" plural \"Federations\"\n" \
	"tier county \"County\" plural \"Counties\" under federation\n" \
	"tier cell \"Cell\" plural \"Cells\" under county, members 3 to 30\n" \
	"```\n\n## Article 9. Offices\n\n```rules\n" \
	"office secretary \"Secretary\" at cell, elected\n" \
	"secretary may keep assignments at cell\n```\n"

enum { ASH, BIRCH, CEDAR, COUNTIES };
enum { ASH_1, ASH_2, ASH_3, BIRCH_1, CELLS };

static struct house h;
static int64_t federation, county[COUNTIES], cell[CELLS], first[CELLS];
static bool provoked[PLAN_ERR_COUNT];

static void
write_begin(void)
{
	db_begin(h.cx.db, DB_WRITE);
}

static void
write_end(void)
{
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
}

static void
fill_cell(int i, const char *name, int64_t under, int members)
{
	cell[i] = house_unit(&h, name, "cell", under, "2020-01-01");
	for (int m = 0; m < members; m++) {
		char number[40];
		int64_t id;

		snprintf(number, sizeof(number), "%d%02d", i + 1, m);
		id = house_member(&h, number, cell[i], "2025-01-01");
		first[i] = m == 0 ? id : first[i];
	}
	house_term(&h, cell[i], "secretary", first[i], "2026-01-01", NULL);
}

static int
set_up(void **unused)
{
	static const char *const names[COUNTIES] = { "Ash", "Birch",
	    "Cedar" };

	(void)unused;
	house_open(&h, PLAN_RULES, "2020-01-01");
	change_settle_by(tally_settle);
	write_begin();
	federation = house_unit(&h, "Federation", "federation", 0,
	    "2020-01-01");
	for (int k = 0; k < COUNTIES; k++) {
		county[k] = house_unit(&h, names[k], "county", federation,
		    "2020-01-01");
	}
	fill_cell(ASH_1, "Ash 1", county[ASH], 12);
	fill_cell(ASH_2, "Ash 2", county[ASH], 3);
	fill_cell(ASH_3, "Ash 10", county[ASH], 1);
	fill_cell(BIRCH_1, "Birch 1", county[BIRCH], 8);
	write_end();
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	house_close(&h);
	return 0;
}

#define IN_FEDERATION(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static enum plan_err
noted(enum plan_err err)
{
	provoked[err] = true;
	return err;
}

/* The call, in a transaction of its own; what it says. */
#define SAYS(call, err) do { \
	write_begin(); \
	assert_int_equal(noted(call), (err)); \
	write_end(); \
} while (0)

static int64_t
begin_plan(int64_t unit_id)
{
	int64_t id = -1;

	SAYS(plan_begin(&h.cx, &(struct plan){ .unit_id = unit_id,
	    .title = S("Bread for every town"), .text = S(""),
	    .from = house_day("2026-01-01"), .last = house_day("2030-12-31") },
	    &id), PLAN_OK);
	return id;
}

static int64_t
set_goal(int64_t plan_id, int64_t amount, int every)
{
	int64_t id = -1;

	SAYS(goal_set(&h.cx, &(struct goal){ .plan_id = plan_id,
	    .title = S("Towns with a shop"), .measure = S("towns"),
	    .amount = amount, .due = house_day("2030-12-31"),
	    .every = every }, &id), PLAN_OK);
	return id;
}

static struct target
read_target(int64_t id)
{
	struct target t = { 0 };

	db_begin(h.cx.db, DB_READ);
	assert_true(target_read(&h.cx, id, &t));
	assert_true(db_commit(h.cx.db));
	return t;
}

static int64_t
target_at(int64_t unit_id)
{
	char text[100];

	snprintf(text, sizeof(text), "SELECT id FROM target WHERE unit_id ="
	    " %lld ORDER BY id DESC LIMIT 1", (long long)unit_id);
	return house_number(&h, text);
}

/* As somebody does who looks first. */
static enum plan_err
share_out(int64_t id, enum share_by by, int64_t amount)
{
	struct sharing s;
	enum plan_err err;

	write_begin();
	err = target_share_look(&h.cx, id, by, amount, &s);
	if (err == PLAN_OK) {
		err = target_share(&h.cx, id, by, amount, s.stamp);
	}
	write_end();
	return noted(err);
}

static enum plan_err
tell(int64_t target_id, const char *day, int64_t amount, const char *note,
    int64_t corrects, int64_t *out_id)
{
	enum plan_err err;

	*out_id = -1;
	write_begin();
	err = target_tell(&h.cx, &(struct target_report){
	    .target_id = target_id, .day = house_day(day), .amount = amount,
	    .note = str_z(note), .corrects = corrects }, out_id);
	write_end();
	assert_int_equal(err == PLAN_OK, *out_id > 0);
	return noted(err);
}

static void
check_all(void)
{
	static const enum check checks[] = { CHECK_goals_whole,
		CHECK_targets_own, CHECK_targets_summed };
	struct check_result r;

	db_begin(h.cx.db, DB_READ);
	for (size_t i = 0; i < COUNT(checks); i++) {
		check_run(&h.cx, checks[i], &r);
		assert_int_equal(r.found, 0);
	}
	assert_true(db_commit(h.cx.db));
}

#endif
