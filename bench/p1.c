/*
 * p1.c - six figures of 250 counties and of the whole: the tally in memory
 * beside SQL over one row of facts for each cell, held in SQLite's memory and,
 * under tools/pg.sh, in PostgreSQL's. The first two are compared to the unit
 * before they are timed.
 */
#include "cells.h"

#define TIMES	1000		/* in one round of ours */

static const char by_county[] = "SELECT county, sum(members), sum(held), "
	"sum(present), sum(expected), sum(assigned), sum(due0 < 20777) "
	"FROM fact GROUP BY county";

static const char in_pg[] = "SELECT county, sum(members), sum(held), "
	"sum(present), sum(expected), sum(assigned), count(*) FILTER "
	"(WHERE due0 < 20777) FROM fact GROUP BY county";

static sqlite3_stmt *ask;

static int64_t
late_of(const int64_t *sum)
{
	return sum[TALLY_LATE] + sum[TALLY_VERY_LATE];
}

/* Of each county, and the whole as their sum and as it is kept. */
static void
check_equal(void)
{
	static const int of[] = { TALLY_MEMBERS, TALLY_HELD_MONTH,
		TALLY_PRESENT, TALLY_EXPECTED, TALLY_ASSIGNED };
	int64_t whole[TALLY_MEASURES], added[TALLY_MEASURES] = { 0 };
	struct tally_child *child;
	size_t len, i = 0;

	tally_children(&cx, root, &child, &len);
	need(len == COUNTIES, "not all counties are there");
	while (sqlite3_step(ask) == SQLITE_ROW) {
		need(child[i].unit_id == sqlite3_column_int64(ask, 0) &&
		    late_of(child[i].sum) == sqlite3_column_int64(ask, 6),
		    "a county differs from SQL");
		for (int k = 0; k < 5; k++) {
			need(child[i].sum[of[k]] == sqlite3_column_int64(ask,
			    k + 1), "a sum differs from SQL");
			added[of[k]] += child[i].sum[of[k]];
		}
		i++;
	}
	sqlite3_reset(ask);
	need(i == len && tally_sums(&cx, root, whole), "the whole");
	for (int k = 0; k < 5; k++) {
		need(whole[of[k]] == added[of[k]], "the whole differs");
	}
}

/* Microseconds for one of ours, and of SQL's. */
static double
time_ours(void)
{
	int64_t start = bench_now_ns(), whole[TALLY_MEASURES];
	size_t mark = mem.used, len;
	struct tally_child *child;

	for (int i = 0; i < TIMES; i++) {
		tally_children(&cx, root, &child, &len);
		need(tally_sums(&cx, root, whole) && len == COUNTIES, "sums");
		arena_release(&mem, mark);
	}
	return (double)(bench_now_ns() - start) / TIMES / 1000;
}

static double
time_sql(void)
{
	int64_t start = bench_now_ns();

	while (sqlite3_step(ask) == SQLITE_ROW) {
		continue;
	}
	sqlite3_reset(ask);
	return (double)(bench_now_ns() - start) / 1000;
}

static void
time_loads(size_t rounds)
{
	double seconds[50], mib[50];
	const char *problem = "";
	struct tally_size size;

	for (size_t i = 0; i < rounds; i++) {
		int64_t start = bench_now_ns();
		struct tally *t = tally_load(path, 4, cx.today, &problem);

		need(t != NULL, problem);
		seconds[i] = (double)(bench_now_ns() - start) / 1e9;
		tally_measure(t, &size);
		mib[i] = (double)size.bytes / (1 << 20);
		tally_drop(t);
	}
	bench_print((struct bench_row){ .what = "P1 figures read at the start",
	    .size = size_text, .unit = "s", .ours = seconds, .rounds = rounds,
	    .less = true, .reach_is = "most", .reach = 0.5 });
	bench_print((struct bench_row){ .what = "P1 figures in memory",
	    .size = size_text, .unit = "MiB", .ours = mib, .rounds = rounds,
	    .less = true, .reach_is = "most", .reach = 128 });
}

int
main(void)
{
	size_t rounds = bench_rounds() < 50 ? bench_rounds() : 50;
	double ours[50] = { 0 }, sql[50] = { 0 }, served[50] = { 0 };
	bool with_pg;

	cells_make("p1");
	with_pg = cells_in_pg();
	need(sqlite3_prepare_v2(lite, by_county, -1, &ask, NULL) == SQLITE_OK,
	    "the question");
	check_equal();
	for (size_t i = 0; i < rounds; i++) {
		ours[i] = time_ours();
		sql[i] = time_sql();
		served[i] = with_pg ? 1000 * time_pg(in_pg) : 0;
	}
	bench_print((struct bench_row){ .what = "P1 six figures of 250 "
	    "counties and the whole", .size = size_text, .unit = "us",
	    .ours = ours, .reference = sql, .rounds = rounds,
	    .against = "SQLite in memory, one row for each cell",
	    .less = true, .reach_is = "ratio", .reach = 10000 });
	if (with_pg) {
		bench_print((struct bench_row){ .what = "P1 six figures of "
		    "250 counties and the whole", .size = size_text,
		    .unit = "us", .ours = ours, .reference = served,
		    .rounds = rounds,
		    .against = "PostgreSQL, one row for each cell",
		    .less = true, .reach_is = "ratio", .reach = 10000 });
	}
	bench_print((struct bench_row){ .what = "P1 the same, by itself",
	    .size = size_text, .unit = "us", .ours = ours, .rounds = rounds,
	    .less = true, .reach_is = "most", .reach = 10 });
	time_loads(rounds);
	sqlite3_finalize(ask);
	cells_drop();
	return EXIT_SUCCESS;
}
