/*
 * congress_test.h - a small federation that sends delegates, for the tests of
 * this room. Included once by a test.
 *
 * A federation with the counties "Ash", "Birch" and "Cedar" of 5, 3 and 2
 * cells, each cell with four members; each cell of Ash and Birch met on
 * 2026-10-23. The statutes ask for a conference of secretaries every 5 years,
 * with 2 delegates for 3 cells: Ash 3 1/3, Birch 2, Cedar 1 1/3; in all 6 2/3.
 */
#ifndef CONGRESS_TEST_H
#define CONGRESS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "db/change.h"
#include "delegate/delegate.h"
#include "meeting/meeting.h"
#include "org/org.h"
#include "tally/tally.h"
#include "tests/house.h"

#define CONGRESS_RULES \
	"## Article 3. Tiers\n\n```rules\n" \
	"tier federation \"Federation\" plural \"Federations\"\n" \
	"tier county \"County\" plural \"Counties\" under federation\n" \
	"tier cell \"Cell\" plural \"Cells\" under county, members 3 to 30\n" \
	"```\n\n## Article 12. Meetings\n\n```rules\n" \
	"meeting general at cell: quorum 1/2 of members\n" \
	"```\n\n## Article 30. The conference\n\n```rules\n" \
	"conference of secretaries at federation: every 5 years," \
	" delegates 2 per 3 cells\n```\n"

enum { ASH, BIRCH, CEDAR, COUNTIES };
#define CELLS_OF	5
#define MEMBERS_OF	4

static struct house h;
static int64_t federation, county[COUNTIES], cell[COUNTIES][CELLS_OF],
    person[COUNTIES][CELLS_OF][MEMBERS_OF], congress;
static const int cells_of[COUNTIES] = { 5, 3, 2 };

static void
congress_cells(int k)
{
	static const char *const names[COUNTIES] = { "Ash", "Birch",
	    "Cedar" };

	county[k] = house_unit(&h, names[k], "county", federation,
	    "2020-01-01");
	for (int i = 0; i < cells_of[k]; i++) {
		char code[40];

		snprintf(code, sizeof(code), "%s-%d", names[k], i + 1);
		cell[k][i] = house_unit(&h, code, "cell", county[k],
		    "2020-01-01");
		for (int m = 0; m < MEMBERS_OF; m++) {
			snprintf(code, sizeof(code), "%c%d%d", 'a' + k, i + 1,
			    m + 1);
			person[k][i][m] = house_member(&h, code, cell[k][i],
			    "2021-01-01");
		}
		if (k != CEDAR) {
			house_met(&h, cell[k][i], "general", "2026-10-23");
		}
	}
}

static enum conference_err
congress_plan(str kind, int64_t unit, const char *from, int64_t *out_id)
{
	return conference_plan(&h.cx, &(struct conference){ .unit_id = unit,
	    .kind = kind, .title = S("5th Conference"), .place = S("Harbour"),
	    .language = S("en"), .era_name = S(""), .from = house_day(from),
	    .last = date_add(house_day(from), 2), .mode = HALL_AND_ONLINE },
	    out_id);
}

static int
congress_set_up(void **unused)
{
	(void)unused;
	change_settle_by(tally_settle);
	house_open(&h, CONGRESS_RULES, "2020-01-01");
	db_begin(h.cx.db, DB_WRITE);
	federation = house_unit(&h, "F", "federation", 0, "2019-01-01");
	for (int k = 0; k < COUNTIES; k++) {
		congress_cells(k);
	}
	assert_int_equal(congress_plan(S("secretaries"), federation,
	    "2026-11-20", &congress), CONFERENCE_OK);
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
	return 0;
}

static int
congress_tear_down(void **unused)
{
	(void)unused;
	house_close(&h);
	return 0;
}

static inline void
write_begin(void)
{
	db_begin(h.cx.db, DB_WRITE);
}

static inline void
write_end(void)
{
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
}

/* The meeting of a cell on 2026-10-23. */
static inline int64_t
congress_meeting(int64_t unit)
{
	struct meeting m;

	if (!meeting_on(&h.cx, unit, S("general"), house_day("2026-10-23"),
	    &m)) {
		fail_msg("no such meeting");
	}
	return m.id;
}

#endif
