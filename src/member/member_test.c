/*
 * member_test.c - the rules of membership and every refusal of member.h, every
 * failure of the database, and random lives against a naive oracle.
 */
#include "tests/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "member/member.h"
#include "office/office.h"
#include "org/org.h"

#define BY_IMPORT "the administration, by import"

static struct people world;
static struct ctx *const cx = &world.cx;
static bool provoked[MEMBER_ERR_COUNT];

static int
set_up(void **state)
{
	(void)state;
	people_open(&world);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	people_close(&world);
	return 0;
}

static struct date
day(const char *text)
{
	return text == NULL ? DATE_NONE : people_date(text);
}

/* Notes the refusal, and that nothing but an answer came of it. */
static enum member_err
noted(enum member_err err)
{
	assert_true(db_commit(cx->db));
	provoked[err] = true;
	return err;
}

static enum member_err
join(const char *number, const char *name, int64_t cell_id, const char *from,
    int64_t *out_id)
{
	struct member_new in = {
		.number = str_z(number), .name = str_z(name),
		.cell_id = cell_id, .from = day(from), .how = 1,
	};
	enum member_err err;

	*out_id = -1;
	db_begin(cx->db, DB_WRITE);
	err = noted(member_join(cx, &in, out_id));
	assert_int_equal(err == MEMBER_OK, *out_id > 0);
	return err;
}

static enum member_err
transfer(int64_t id, int64_t cell_id, const char *on)
{
	db_begin(cx->db, DB_WRITE);
	return noted(member_transfer(cx, id, cell_id, day(on), 2));
}

static enum member_err
leave(int64_t id, const char *on)
{
	db_begin(cx->db, DB_WRITE);
	return noted(member_leave(cx, id, day(on), 5));
}

static enum member_err
rejoin(int64_t id, int64_t cell_id, const char *from)
{
	db_begin(cx->db, DB_WRITE);
	return noted(member_rejoin(cx, id, cell_id, day(from), 1));
}

static enum member_err
transfer_all(int64_t from_cell, int64_t to_cell, const char *on)
{
	db_begin(cx->db, DB_WRITE);
	return noted(member_transfer_all(cx, from_cell, to_cell, day(on)));
}

static int64_t
cell_on(int64_t id, const char *on)
{
	int64_t cell;

	db_begin(cx->db, DB_READ);
	cell = member_cell(cx, id, day(on));
	assert_true(db_commit(cx->db));
	return cell;
}

static void
assert_str(str got, const char *expected)
{
	if (!str_eq(got, str_z(expected))) {
		fail_msg("\"%.*s\" instead of \"%s\"", STR_ARG(got), expected);
	}
}

/* ---- joining ----------------------------------------------------------- */

static void
test_join(void **state)				/* MEMB-1, MEMB-3 */
{
	struct member m, same;
	int64_t id, other;

	(void)state;
	assert_int_equal(join(" 77 ", "  Lea Corrie ", world.unit[A1],
	    "2026-03-03", &id), MEMBER_OK);
	db_begin(cx->db, DB_READ);
	assert_true(member_read(cx, id, &m));
	assert_str(m.number, "77");
	assert_str(m.name, "Lea Corrie");
	assert_int_equal(m.cell_id, world.unit[A1]);
	assert_int_equal(m.since.day, day("2026-03-03").day);
	assert_int_equal(m.entered_at, cx->now);
	assert_str(m.entered_by, BY_IMPORT);
	assert_true(member_by_number(cx, S(" 77"), &same));
	assert_int_equal(same.id, id);
	assert_true(member_by_public(cx, m.public_id, &same));
	assert_int_equal(same.id, id);
	assert_false(member_by_number(cx, S("78"), &same));
	assert_false(member_by_public(cx, S("zzzzzzzzzzzz"), &same));
	assert_false(member_read(cx, 9999, &same));
	assert_true(db_commit(cx->db));
	assert_int_equal(cell_on(id, "2026-03-02"), 0);
	assert_int_equal(cell_on(id, "2026-03-03"), world.unit[A1]);

	assert_int_equal(join("77", "Another", world.unit[A2], "2026-03-03",
	    &other), MEMBER_NUMBER_TAKEN);
	assert_int_equal(leave(id, "2026-04-01"), MEMBER_OK);
	assert_int_equal(join("77", "Another", world.unit[A2], "2026-05-03",
	    &other), MEMBER_NUMBER_TAKEN);
}

static void
test_join_refused(void **state)			/* MEMB-4 */
{
	char long_name[MEMBER_NAME_MAX + 2], gone[] = "2026-11-01";
	int64_t id, county = world.unit[EASTMERE];
	struct unit_new in = {
		.code = S("A9"), .tier = S("cell"), .name = S("Cell 99"),
		.parent_id = county, .founded = day("2026-02-01"),
	};
	int64_t cell;

	(void)state;
	memset(long_name, 'n', sizeof(long_name) - 1);
	long_name[sizeof(long_name) - 1] = '\0';
	db_begin(cx->db, DB_WRITE);
	assert_int_equal(org_found(cx, &in, &cell), ORG_OK);
	assert_int_equal(org_dissolve(cx, cell, day(gone), S("")), ORG_OK);
	assert_true(db_commit(cx->db));

	assert_int_equal(join("1", " ", cell, NULL, &id), MEMBER_NAME_MISSING);
	assert_int_equal(join("1", long_name, cell, NULL, &id),
	    MEMBER_TOO_LONG);
	assert_int_equal(join("", "N", cell, NULL, &id),
	    MEMBER_NUMBER_MISSING);
	assert_int_equal(join(long_name, "N", cell, NULL, &id),
	    MEMBER_TOO_LONG);
	assert_int_equal(join("1", "N", 9999, NULL, &id), MEMBER_NO_CELL);
	assert_int_equal(join("1", "N", county, NULL, &id), MEMBER_NOT_A_CELL);
	assert_int_equal(join("1", "N", cell, "2026-01-31", &id),
	    MEMBER_NO_CELL);
	assert_int_equal(join("1", "N", cell, gone, &id), MEMBER_NO_CELL);
	assert_int_equal(join("1", "N", world.unit[A1], "2026-11-21", &id),
	    MEMBER_FUTURE);
	/* It was there that day, though it is not now. */
	assert_int_equal(join("1", "N", cell, "2026-10-31", &id), MEMBER_OK);
}

/* Days before the first edition are judged by it, for people joined long ago;
 * a day of a later edition by that one. */
static void
test_tier_of_the_day(void **state)		/* MEMB-4 */
{
	int64_t id, county = world.unit[EASTMERE];

	(void)state;
	db_begin(cx->db, DB_WRITE);
	db_script(cx->db, "UPDATE unit SET founded = NULL");
	people_adopt(cx, "## Article 1. How we are built\n\n```rules\n"
	    "tier federation \"Federation\" plural \"Federations\"\n"
	    "tier province \"Province\" plural \"P\" under federation\n"
	    "tier county \"County\" plural \"C\" under province,"
	    " members 0 to 9\n"
	    "tier cell \"Cell\" plural \"Cells\" under county,"
	    " members 3 to 30\n```\n", day("2026-06-01"));
	assert_true(db_commit(cx->db));
	assert_int_equal(join("1", "N", county, "2026-05-31", &id),
	    MEMBER_NOT_A_CELL);
	assert_int_equal(join("1", "N", county, "2026-06-01", &id), MEMBER_OK);
	assert_int_equal(join("2", "N", county, "1999-01-01", &id),
	    MEMBER_NOT_A_CELL);
	assert_int_equal(join("2", "N", world.unit[A1], "1999-01-01", &id),
	    MEMBER_OK);
}

static void
test_no_statutes(void **state)			/* MEMB-4 */
{
	int64_t id;

	(void)state;
	db_begin(cx->db, DB_WRITE);
	db_script(cx->db, "DELETE FROM edition");
	assert_true(db_commit(cx->db));
	assert_int_equal(join("1", "N", world.unit[A1], "2026-05-31", &id),
	    MEMBER_NOT_A_CELL);
}

static void
test_cell_full(void **state)
{
	int64_t id;

	(void)state;
	db_begin(cx->db, DB_WRITE);
	db_script(cx->db,
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    "  WHERE i < 1999) INSERT INTO member SELECT 1000 + i,"
	    "  'p' || i, 'n' || i, 'N', '', 'n', '', 0, NULL FROM n;"
	    "INSERT INTO membership SELECT id, id, (SELECT id FROM unit"
	    "  WHERE code = 'B1'), 20000, NULL, 4, 0, 0, NULL FROM member"
	    "  WHERE id > 1000;");
	assert_true(db_commit(cx->db));
	/* B1 has 1,999 and the two of the small world: one too many. */
	assert_int_equal(join("1", "N", world.unit[B1], PEOPLE_DAY, &id),
	    MEMBER_CELL_FULL);
	assert_int_equal(transfer(world.member[ANN], world.unit[B1],
	    PEOPLE_DAY), MEMBER_CELL_FULL);
	assert_int_equal(transfer_all(world.unit[A1], world.unit[B1],
	    PEOPLE_DAY), MEMBER_CELL_FULL);
	assert_int_equal(leave(world.member[OTHER], "2026-11-01"), MEMBER_OK);
	assert_int_equal(leave(world.member[AUDITOR], "2026-11-01"),
	    MEMBER_OK);
	assert_int_equal(rejoin(world.member[OTHER], world.unit[B1],
	    PEOPLE_DAY), MEMBER_OK);
	assert_int_equal(rejoin(world.member[AUDITOR], world.unit[B1],
	    PEOPLE_DAY), MEMBER_CELL_FULL);
}

/* ---- transfers and leaving --------------------------------------------- */

static void
test_transfer(void **state)			/* MEMB-1, MEMB-2 */
{
	int64_t ann = world.member[ANN], a1 = world.unit[A1];
	int64_t a2 = world.unit[A2], b1 = world.unit[B1];

	(void)state;
	assert_int_equal(transfer(ann, a1, "2026-05-01"), MEMBER_SAME_CELL);
	assert_int_equal(transfer(ann, a2, "2026-05-01"), MEMBER_OK);
	assert_int_equal(cell_on(ann, "2026-04-30"), a1);
	assert_int_equal(cell_on(ann, "2026-05-01"), a2);
	/* In the past, as long as nothing later is recorded. */
	assert_int_equal(transfer(ann, b1, "2026-04-30"), MEMBER_TOO_EARLY);
	assert_int_equal(transfer(ann, b1, "2026-06-01"), MEMBER_OK);
	assert_int_equal(cell_on(ann, PEOPLE_DAY), b1);
	/* A mistake is mended on its own day. */
	assert_int_equal(transfer(ann, a1, "2026-06-01"), MEMBER_OK);
	assert_int_equal(cell_on(ann, "2026-05-31"), a2);
	assert_int_equal(cell_on(ann, "2026-06-01"), a1);
	assert_int_equal(people_number(&world, "SELECT count(*) FROM membership"
	    " WHERE cell_id = (SELECT id FROM unit WHERE code = 'B1')"
	    " AND from_day = until_day"), 1);

	assert_int_equal(transfer(ann, a2, "2026-11-21"), MEMBER_FUTURE);
	assert_int_equal(transfer(ann, a2, NULL), MEMBER_DAY_MISSING);
	assert_int_equal(transfer(9999, a2, PEOPLE_DAY), MEMBER_NO_MEMBER);
	assert_int_equal(transfer(ann, 9999, PEOPLE_DAY), MEMBER_NO_CELL);
	assert_int_equal(transfer(ann, world.unit[PROVINCE], PEOPLE_DAY),
	    MEMBER_NOT_A_CELL);
	assert_int_equal(transfer(ann, a2, "2024-12-31"), MEMBER_NOT_OPEN);
}

static void
test_leave_and_return(void **state)		/* MEMB-1 */
{
	int64_t ann = world.member[ANN], a2 = world.unit[A2];

	(void)state;
	assert_int_equal(rejoin(ann, a2, PEOPLE_DAY), MEMBER_ALREADY);
	assert_int_equal(leave(ann, NULL), MEMBER_DAY_MISSING);
	assert_int_equal(leave(ann, "2026-11-21"), MEMBER_FUTURE);
	assert_int_equal(leave(9999, "2026-11-20"), MEMBER_NO_MEMBER);
	assert_int_equal(leave(ann, "2026-07-01"), MEMBER_OK);
	assert_int_equal(cell_on(ann, "2026-06-30"), world.unit[A1]);
	assert_int_equal(cell_on(ann, "2026-07-01"), 0);
	assert_int_equal(leave(ann, "2026-08-01"), MEMBER_NOT_OPEN);
	assert_int_equal(leave(ann, "2026-06-01"), MEMBER_TOO_EARLY);
	assert_int_equal(transfer(ann, a2, "2026-06-01"), MEMBER_TOO_EARLY);

	assert_int_equal(rejoin(ann, a2, NULL), MEMBER_DAY_MISSING);
	assert_int_equal(rejoin(9999, a2, PEOPLE_DAY), MEMBER_NO_MEMBER);
	assert_int_equal(rejoin(ann, a2, "2026-06-30"), MEMBER_ALREADY);
	assert_int_equal(rejoin(ann, a2, "2020-06-30"), MEMBER_TOO_EARLY);
	assert_int_equal(rejoin(ann, world.unit[EASTMERE], PEOPLE_DAY),
	    MEMBER_NOT_A_CELL);
	assert_int_equal(rejoin(ann, a2, "2026-07-01"), MEMBER_OK);
	assert_int_equal(cell_on(ann, "2026-07-01"), a2);
	assert_int_equal(people_number(&world, "SELECT count(*) FROM membership"
	    " WHERE ended = 5 AND how = 1"), 1);
}

/* A stay from before the records began covers every day up to its end. */
static void
test_unknown_beginning(void **state)
{
	struct member m;
	int64_t id;

	(void)state;
	assert_int_equal(join("50", "Old", world.unit[A1], NULL, &id),
	    MEMBER_OK);
	assert_int_equal(cell_on(id, "1900-01-01"), world.unit[A1]);
	assert_int_equal(transfer(id, world.unit[A2], "2022-01-01"),
	    MEMBER_OK);
	assert_int_equal(cell_on(id, "2021-12-31"), world.unit[A1]);
	assert_int_equal(cell_on(id, "2022-01-01"), world.unit[A2]);
	db_begin(cx->db, DB_READ);
	assert_true(member_read(cx, id, &m));
	assert_false(date_known(m.since));
	assert_true(db_commit(cx->db));
	assert_int_equal(rejoin(id, world.unit[A1], "1980-01-01"),
	    MEMBER_ALREADY);
}

static void
test_transfer_all(void **state)			/* MEMB-2 */
{
	int64_t a1 = world.unit[A1], a2 = world.unit[A2], id;

	(void)state;
	assert_int_equal(transfer_all(a1, a1, PEOPLE_DAY), MEMBER_SAME_CELL);
	assert_int_equal(transfer_all(a1, 9999, PEOPLE_DAY), MEMBER_NO_CELL);
	assert_int_equal(transfer_all(a1, a2, NULL), MEMBER_DAY_MISSING);
	assert_int_equal(transfer_all(a1, a2, "2026-11-21"), MEMBER_FUTURE);
	assert_int_equal(join("50", "Late", a1, "2026-10-10", &id), MEMBER_OK);
	assert_int_equal(transfer_all(a1, a2, "2026-10-09"), MEMBER_TOO_EARLY);
	assert_int_equal(leave(id, "2026-10-20"), MEMBER_OK);
	assert_int_equal(transfer_all(a1, a2, "2026-10-19"), MEMBER_TOO_EARLY);
	assert_int_equal(transfer_all(a1, a2, "2026-10-20"), MEMBER_OK);
	assert_int_equal(cell_on(world.member[ANN], "2026-10-19"), a1);
	assert_int_equal(cell_on(world.member[ANN], "2026-10-20"), a2);
	assert_int_equal(cell_on(world.member[DEP], "2026-10-20"), a2);
	assert_int_equal(cell_on(id, "2026-10-20"), 0);
	assert_int_equal(people_number(&world, "SELECT count(*) FROM membership"
	    " WHERE how = 3"), 4);
	assert_int_equal(people_number(&world, "SELECT count(*) FROM membership"
	    " WHERE ended = 3"), 4);
	/* Nobody is left: nothing to do, and that is no refusal. */
	assert_int_equal(transfer_all(a1, a2, PEOPLE_DAY), MEMBER_OK);
}

static void
test_roll(void **state)
{
	struct member *roll;
	size_t len;

	(void)state;
	assert_int_equal(leave(world.member[FORMER], "2026-11-20"), MEMBER_OK);
	db_begin(cx->db, DB_READ);
	member_roll(cx, world.unit[A1], day("2026-11-20"), &roll, &len);
	assert_int_equal(len, 3);
	assert_str(roll[0].name, "Ann Reed");
	assert_str(roll[1].name, "Dep Lane");
	assert_str(roll[2].name, "Sec Moor");
	assert_int_equal(member_count(cx, world.unit[A1], day("2026-11-20")),
	    3);
	assert_int_equal(member_count(cx, world.unit[A1], day("2026-11-19")),
	    4);
	assert_int_equal(member_count(cx, world.unit[A1], day("2024-12-31")),
	    0);
	member_roll(cx, 9999, day("2026-11-20"), &roll, &len);
	assert_int_equal(len, 0);
	assert_true(db_commit(cx->db));
}

/* ---- random lives against a naive oracle -------------------------------- */

#define LIVES	5
#define DAYS	40			/* day 0: before the records began */
#define OPS	4000

static struct life {
	int64_t	 id;
	int64_t	 cell[DAYS + 1];	/* on each day; 0: in none */
	int	 last;			/* day of the last thing recorded */
	bool	 known;
} life[LIVES];

static struct date
oracle_day(int d)
{
	return d == 0 ? DATE_NONE : date_add(cx->today, d - DAYS);
}

/* The cell with the number, and whether it takes members on a day: A1 always,
 * A2 founded on day 10, B1 dissolved on day 30, a county never. */
static bool
oracle_cell(size_t i, int d, int64_t *out)
{
	static const enum people_unit unit[] = { A1, A2, B1, EASTMERE };

	d = d == 0 ? DAYS : d;			/* judged as of today */
	*out = world.unit[unit[i]];
	return i == 0 || (i == 1 && d >= 10) || (i == 2 && d < 30);
}

static void
oracle_set(struct life *l, int d, int64_t cell)
{
	for (int i = d; i <= DAYS; i++) {
		l->cell[i] = cell;
	}
	l->last = d;
	l->known = true;
}

static void
check_life(const struct life *l)
{
	for (int d = 1; d <= DAYS; d++) {
		assert_int_equal(member_cell(cx, l->id, oracle_day(d)),
		    l->cell[d]);
	}
	assert_int_equal(member_cell(cx, l->id, date_add(cx->today, -9999)),
	    l->cell[0]);
}

static void
random_join(struct life *l, int n, int d, int64_t cell, bool open)
{
	struct member_new in = {
		.number = arena_printf(cx->mem, "r%d", n), .name = S("R"),
		.cell_id = cell, .from = oracle_day(d), .how = 4,
	};
	int64_t id;

	assert_int_equal(member_join(cx, &in, &id) == MEMBER_OK, open);
	if (open) {
		*l = (struct life){ .id = id };
		oracle_set(l, d, cell);
	}
}

static void
random_step(int n)
{
	struct life *l = &life[rand() % LIVES];
	int d = rand() % (DAYS + 1), what = rand() % 10;
	int64_t cell;
	bool open, may;

	/* Later days more often: else everything is too early. */
	d = d < l->last && rand() % 3 ? l->last : d;
	open = oracle_cell((size_t)rand() % 4, d, &cell);
	if (!l->known || what == 0) {
		random_join(l, n, d, cell, open);
	} else if (what < 5) {
		may = d > 0 && open && l->cell[d] != 0 && l->last <= d &&
		    l->cell[d] != cell;
		assert_int_equal(member_transfer(cx, l->id, cell,
		    oracle_day(d), 2) == MEMBER_OK, may);
		if (may) {
			oracle_set(l, d, cell);
		}
	} else if (what < 8) {
		may = d > 0 && open && l->cell[d] == 0 && l->last <= d;
		assert_int_equal(member_rejoin(cx, l->id, cell,
		    oracle_day(d), 1) == MEMBER_OK, may);
		if (may) {
			oracle_set(l, d, cell);
		}
	} else {
		may = d > 0 && l->cell[d] != 0 && l->last <= d;
		assert_int_equal(member_leave(cx, l->id, oracle_day(d), 5) ==
		    MEMBER_OK, may);
		if (may) {
			oracle_set(l, d, 0);
		}
	}
	if (l->known) {
		check_life(l);
	}
}

static void
test_random_lives(void **state)			/* MEMB-1, MEMB-2, MEMB-4 */
{
	struct arena step;

	(void)state;
	assert_true(arena_make(&step, (size_t)1 << 24));
	srand(20261120);
	memset(life, 0, sizeof(life));
	db_begin(cx->db, DB_WRITE);
	db_script(cx->db, "DELETE FROM membership; DELETE FROM term");
	db_script(cx->db, "UPDATE unit SET founded = NULL WHERE code <> 'A2'");
	/* Days as the oracle has them: today is day 40. */
	db_script(cx->db, "UPDATE unit SET founded = 20777 - 30"
	    " WHERE code = 'A2'");
	db_script(cx->db, "UPDATE unit SET dissolved = 20777 - 10"
	    " WHERE code = 'B1'");
	assert_int_equal(cx->today.day, 20777);
	cx->mem = &step;
	for (int n = 0; n < OPS; n++) {
		random_step(n);
		arena_reset(&step);
	}
	assert_int_equal(db_number(cx->db, "SELECT count(*) FROM membership a"
	    " JOIN membership b ON a.member_id = b.member_id AND a.id < b.id"
	    " AND (a.until_day IS NULL OR b.from_day IS NULL"
	    "   OR b.from_day < a.until_day)"
	    " AND (b.until_day IS NULL OR a.from_day IS NULL"
	    "   OR a.from_day < b.until_day)"
	    " AND (a.from_day IS NULL OR a.until_day IS NULL"
	    "   OR a.from_day < a.until_day)"
	    " AND (b.from_day IS NULL OR b.until_day IS NULL"
	    "   OR b.from_day < b.until_day)"), 0);
	assert_true(db_number(cx->db, "SELECT count(*) FROM membership") > 200);
	assert_true(db_commit(cx->db));
	arena_drop(&step);
}

/* ---- failures ---------------------------------------------------------- */

static void
do_join(void)
{
	struct member_new in = { .number = S("9"), .name = S("N"),
	    .cell_id = world.unit[A1], .from = cx->today, .how = 1 };
	int64_t id;

	(void)!member_join(cx, &in, &id);
}

static void
do_transfer(void)
{
	(void)!member_transfer(cx, world.member[ANN], world.unit[A2],
	    cx->today, 2);
}

static void
do_leave(void)
{
	(void)!member_leave(cx, world.member[ANN], cx->today, 6);
}

static void
do_rejoin(void)
{
	(void)!member_leave(cx, world.member[ANN], day("2026-11-01"), 5);
	(void)!member_rejoin(cx, world.member[ANN], world.unit[A2],
	    cx->today, 1);
}

static void
do_rename(void)
{
	(void)!member_rename(cx, world.member[ANN], S("X"), S(""), S(""));
}

static void
do_transfer_all(void)
{
	(void)!member_transfer_all(cx, world.unit[A1], world.unit[A2],
	    cx->today);
}

static void
do_contact(void)
{
	(void)!member_contact_set(cx, world.member[ANN], 1, 2, S("123"));
}

static void
do_look(void)
{
	people_act(&world, SEC);
	member_look(cx, world.member[ANN], S("o"), S("w"), S("r"));
}

static void
do_ask(void)
{
	int64_t id;

	people_act(&world, ANN);
	(void)!member_correction_ask(cx, S("name"), S("text"), &id);
}

static void
do_ask_and_answer(void)
{
	int64_t id = 0;

	people_act(&world, ANN);
	(void)!member_correction_ask(cx, S("name"), S("text"), &id);
	people_act(&world, SEC);
	(void)!member_correction_answer(cx, id, S("answer"));
}

/* All that this room keeps, as one figure. */
static const char everything[] =
    "SELECT (SELECT count(*) FROM member) + (SELECT count(*) FROM contact)"
    " + (SELECT count(*) FROM look) + (SELECT count(*) FROM member_name)"
    " + (SELECT count(*) FROM change) + (SELECT count(*) FROM correction)"
    " + (SELECT coalesce(sum(length(answer)), 0) FROM correction)"
    " + (SELECT sum(length(name)) FROM member) * 1000"
    " + (SELECT sum(coalesce(until_day, 0) + cell_id * 7 + ended * 13)"
    "  FROM membership)";

/* Whichever step of the database fails, nothing is half done. */
static void
test_all_or_nothing(void **state)
{
	static void (*const act[])(void) = { do_join, do_transfer, do_leave,
	    do_rejoin, do_rename, do_transfer_all, do_contact, do_look,
	    do_ask, do_ask_and_answer };

	(void)state;
	for (size_t i = 0; i < COUNT(act); i++) {
		bool done = false;
		int n;

		/* What fails leaves everything as it was, so that the next
		 * try begins from the same. */
		people_close(&world);
		people_open(&world);
		for (n = 1; !done; n++) {
			int64_t before = people_number(&world, everything);

			db_begin(cx->db, DB_WRITE);
			db_fail_at(cx->db, n);
			act[i]();
			done = db_commit(cx->db);
			db_fail_at(cx->db, 0);
			db_rollback(cx->db);
			assert_int_equal(people_number(&world, everything) !=
			    before, done);
		}
		assert_true(n > 2);
	}
}

static void
test_every_refusal_was_provoked(void **state)
{
	(void)state;
	/* By person_test.c. */
	provoked[MEMBER_CONTACT_BAD] = provoked[MEMBER_NO_TEXT] = true;
	provoked[MEMBER_NO_ANSWER] = provoked[MEMBER_ASKED_OFTEN] = true;
	provoked[MEMBER_NO_CORRECTION] = provoked[MEMBER_ANSWERED] = true;
	for (size_t err = 0; err < MEMBER_ERR_COUNT; err++) {
		if (!provoked[err]) {
			fail_msg("never: %s", member_err_text(
			    (enum member_err)err));
		}
		assert_true(member_err_status((enum member_err)err) >= 200);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_join),
		TEST(test_join_refused),
		TEST(test_tier_of_the_day),
		TEST(test_no_statutes),
		TEST(test_cell_full),
		TEST(test_transfer),
		TEST(test_leave_and_return),
		TEST(test_unknown_beginning),
		TEST(test_transfer_all),
		TEST(test_roll),
		TEST(test_random_lives),
		TEST(test_all_or_nothing),
		cmocka_unit_test(test_every_refusal_was_provoked),
	};

	return cmocka_run_group_tests_name("member", tests, NULL, NULL);
}
