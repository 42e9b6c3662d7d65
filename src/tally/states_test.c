/*
 * states_test.c - how units stand one by one is how the lists and sums say it;
 * the months of many units are those of each part added up.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tally/tally.h"
#include "tests/house.h"

#define STATUTES "# Rules\n\n## Article 1. All\n\n```rules\n" \
	"tier top \"Top\" plural \"Tops\"\n" \
	"tier county \"County\" plural \"Counties\" under top\n" \
	"tier cell \"Cell\" plural \"Cells\" under county, members 2 to 30\n" \
	"meeting general at cell: at least 1 per month\n```\n"

#define COUNTIES	3
#define CELLS		750	/* of each: in all more than are taken singly */

static struct house house;
static int64_t top, county[COUNTIES], cell[COUNTIES * CELLS];

static int64_t
found(const char *tier, int64_t parent)
{
	static int codes;
	char code[20];

	snprintf(code, sizeof(code), "U-%05d", ++codes);
	return house_unit(&house, code, tier, parent, "2025-01-01");
}

/* Every third cell met each month, every third stopped in summer, and of every
 * third there is no word; each second one has a member. */
static void
live(int64_t unit, int i)
{
	static const char *const days[] = { "2026-01-10", "2026-02-10",
		"2026-03-10", "2026-04-10", "2026-05-10", "2026-06-10",
		"2026-07-10", "2026-08-10", "2026-09-10", "2026-10-10",
		"2026-11-10" };
	char number[20];

	for (size_t d = 0; i % 3 < 2 && d < COUNT(days); d++) {
		if (i % 3 == 0 || d < 6) {
			house_met(&house, unit, "general", days[d]);
		}
	}
	snprintf(number, sizeof(number), "M-%05d", i);
	if (i % 2 == 0) {
		(void)house_member(&house, number, unit, "2025-06-01");
	}
}

static int
set_up(void **state)
{
	int64_t after = 0, counted = 0;

	(void)state;
	house_open(&house, STATUTES, "2025-01-01");
	db_begin(house.cx.db, DB_WRITE);
	top = found("top", 0);
	for (int c = 0; c < COUNTIES; c++) {
		county[c] = found("county", top);
		for (int i = 0; i < CELLS; i++) {
			int64_t unit = found("cell", county[c]);

			cell[c * CELLS + i] = unit;
			live(unit, c * CELLS + i);
		}
	}
	while (tally_count_next(&house.cx, &after, 1000, &counted)) {
	}
	return db_commit(house.cx.db) ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	house_close(&house);
	return 0;
}

static void
test_months(void **state)
{
	struct month_share all[OVERVIEW_MONTHS], part[OVERVIEW_MONTHS];
	int64_t owing[OVERVIEW_MONTHS] = { 0 }, late[OVERVIEW_MONTHS] = { 0 };
	bool some = false;

	(void)state;
	db_begin(house.cx.db, DB_READ);
	tally_trend(&house.cx, top, all);
	for (int c = 0; c < COUNTIES; c++) {
		tally_trend(&house.cx, county[c], part);
		for (int m = 0; m < OVERVIEW_MONTHS; m++) {
			owing[m] += part[m].owing;
			late[m] += part[m].late;
			assert_int_equal(part[m].day.day, all[m].day.day);
		}
	}
	for (int m = 0; m < OVERVIEW_MONTHS; m++) {
		assert_int_equal(all[m].owing, owing[m]);
		assert_int_equal(all[m].late, late[m]);
		some |= late[m] > 0 && late[m] < owing[m];
	}
	assert_true(some);
	assert_true(db_commit(house.cx.db));
}

static void
test_states(void **state)
{
	uint8_t states[COUNTIES * CELLS + 1];
	int64_t ids[COUNTIES * CELLS + 1], sums[TALLY_MEASURES];
	uint64_t stamp;
	int64_t of[UNIT_STATES] = { 0 };

	(void)state;
	db_begin(house.cx.db, DB_READ);
	for (int i = 0; i < COUNTIES * CELLS; i++) {
		ids[i] = cell[i];
	}
	ids[COUNTIES * CELLS] = 999999;
	tally_states(&house.cx, NULL, ids, COUNT(ids), states);
	assert_true(tally_sums(&house.cx, top, sums));
	for (int i = 0; i < COUNTIES * CELLS; i++) {
		assert_in_range(states[i], 0, UNIT_STATES - 1);
		of[states[i]]++;
	}
	assert_int_equal(states[COUNTIES * CELLS], UNIT_STATES);
	for (int s = 0; s < UNIT_STATES; s++) {
		assert_int_equal(of[s], sums[TALLY_IN_TIME + s]);
	}
	assert_true(of[UNIT_NO_WORD] > 0 && of[UNIT_VERY_LATE] > 0);
	assert_true(tally_stamp(&house.cx, &stamp));
	assert_true(stamp != 0);
	assert_true(db_commit(house.cx.db));
}

/* By a rule those are late that its list has, and no others. */
static void
test_states_of_a_rule(void **state)
{
	uint8_t states[COUNTIES * CELLS];
	struct tally_rule *rules;
	size_t len;

	(void)state;
	db_begin(house.cx.db, DB_READ);
	tally_rules(&house.cx, top, &rules, &len);
	assert_int_equal(len, 2);
	for (size_t r = 0; r < len; r++) {
		int64_t late = 0;

		tally_states(&house.cx, &rules[r], cell, COUNT(states),
		    states);
		for (size_t i = 0; i < COUNT(states); i++) {
			late += states[i] == UNIT_LATE ||
			    states[i] == UNIT_VERY_LATE;
		}
		assert_int_equal(late, rules[r].open);
		assert_true(late > 0 && late < COUNTIES * CELLS);
	}
	assert_true(db_commit(house.cx.db));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_states_of_a_rule),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
