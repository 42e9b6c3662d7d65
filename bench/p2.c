/*
 * p2.c - all rules over all cells, and what one recorded meeting costs: the
 * tally in memory beside SQL over one row of facts for each cell, in SQLite and,
 * under tools/pg.sh, in PostgreSQL.
 */
#include "cells.h"

#define TIMES	20		/* in one round of ours */
#define UPDATES	10000

static const char by_rule[] = "SELECT sum(due0 < 20777), sum(due1 < 20777), "
	"sum(due2 < 20777) FROM fact";

static const char in_pg[] = "SELECT count(*) FILTER (WHERE due0 < 20777), "
	"count(*) FILTER (WHERE due1 < 20777), "
	"count(*) FILTER (WHERE due2 < 20777) FROM fact";

static sqlite3_stmt *ask;

static int64_t
open_of(const struct tally_rule *rules, size_t len, enum exception_kind kind)
{
	for (size_t i = 0; i < len; i++) {
		if (rules[i].kind == kind) {
			return rules[i].open;
		}
	}
	return 0;
}

static void
check_equal(void)
{
	struct tally_rule *rules;
	size_t len;

	db_begin(cx.db, DB_READ);
	tally_rules(&cx, root, &rules, &len);
	need(db_commit(cx.db) && sqlite3_step(ask) == SQLITE_ROW, "SQL");
	need(open_of(rules, len, EXCEPTION_MEETING) ==
	    sqlite3_column_int64(ask, 0) &&
	    open_of(rules, len, EXCEPTION_VACANCY) ==
	    sqlite3_column_int64(ask, 1) &&
	    open_of(rules, len, EXCEPTION_FEW) ==
	    sqlite3_column_int64(ask, 2), "a rule differs from SQL");
	sqlite3_reset(ask);
}

/* Milliseconds. */
static double
time_ours(void)
{
	size_t mark = mem.used, len;
	struct tally_rule *rules;
	int64_t start;

	db_begin(cx.db, DB_READ);
	start = bench_now_ns();
	for (int i = 0; i < TIMES; i++) {
		tally_rules(&cx, root, &rules, &len);
		arena_release(&mem, mark);
	}
	start = bench_now_ns() - start;
	need(db_commit(cx.db), "the rules");
	return (double)start / TIMES / 1e6;
}

static double
time_sql(void)
{
	int64_t start = bench_now_ns();

	need(sqlite3_step(ask) == SQLITE_ROW, "SQL");
	sqlite3_reset(ask);
	return (double)(bench_now_ns() - start) / 1e6;
}

/* A cell somewhere has met: its row is put in and the sums above it follow.
 * Microseconds. */
static double
time_updates(void)
{
	struct tally_row row = { .edition_id = 1, .counted_on = cx.today,
		.recheck = DATE_NONE, .begins = { 10000 }, .alive = true,
		.flags = TALLY_HOLDS | TALLY_OWES, .members = 9, .held = 1,
		.present = 7, .expected = 9 };
	static const char *const marks[] = { "0 1 6 0 0 20760 20780;"
	    "1 1 5 0 0 20760 20790;", "0 1 6 0 0 20700 20710;"
	    "1 1 5 0 0 20760 20790;" };
	int64_t ns = 0;

	for (int i = 0; i < UPDATES; i++) {
		uint32_t at = memory_position(tally, 2 + COUNTIES + branches +
		    any((int)cells));
		int64_t start;

		row.unit_id = tally->id[at];
		row.parent_id = tally->parent[at];
		start = bench_now_ns();
		need(memory_update(tally, at, &row, str_z(marks[i % 2])),
		    "no memory");
		ns += bench_now_ns() - start;
	}
	return (double)ns / UPDATES / 1000;
}

int
main(void)
{
	size_t rounds = bench_rounds() < 50 ? bench_rounds() : 50;
	double ours[50] = { 0 }, sql[50] = { 0 }, served[50] = { 0 };
	double update[50] = { 0 };
	bool with_pg;

	cells_make("p2");
	with_pg = cells_in_pg();
	need(sqlite3_prepare_v2(lite, by_rule, -1, &ask, NULL) == SQLITE_OK,
	    "the question");
	check_equal();
	for (size_t i = 0; i < rounds; i++) {
		ours[i] = time_ours();
		sql[i] = time_sql();
		served[i] = with_pg ? time_pg(in_pg) : 0;
	}
	for (size_t i = 0; i < rounds; i++) {
		update[i] = time_updates();
	}
	bench_print((struct bench_row){ .what = "P2 all rules over all cells",
	    .size = size_text, .unit = "ms", .ours = ours, .reference = sql,
	    .rounds = rounds,
	    .against = "SQLite in memory, one row for each cell",
	    .less = true, .reach_is = "ratio", .reach = 100 });
	if (with_pg) {
		bench_print((struct bench_row){ .what = "P2 all rules over all "
		    "cells", .size = size_text, .unit = "ms", .ours = ours,
		    .reference = served, .rounds = rounds,
		    .against = "PostgreSQL, one row for each cell",
		    .less = true, .reach_is = "ratio", .reach = 100 });
	}
	bench_print((struct bench_row){ .what = "P2 the same, by itself",
	    .size = size_text, .unit = "ms", .ours = ours, .rounds = rounds,
	    .less = true, .reach_is = "most", .reach = 5 });
	bench_print((struct bench_row){ .what = "P2 after one recorded "
	    "meeting, in memory", .size = size_text, .unit = "us",
	    .ours = update, .rounds = rounds, .less = true,
	    .reach_is = "most", .reach = 10 });
	sqlite3_finalize(ask);
	cells_drop();
	return EXIT_SUCCESS;
}
