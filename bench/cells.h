/*
 * cells.h - 500,000 cells in 630,000 units with figures made up, once as rows
 * of the tally and once as one row of facts for each cell, as one would keep
 * them to ask SQL. Included once by a program bench/pN.c.
 */
#ifndef CELLS_H
#define CELLS_H

#include <sqlite3.h>
#include <unistd.h>

#include "bench.h"
#include "beside_pg.h"
#include "db/db.h"
#include "statutes/statutes.h"
#include "tally/tally.h"
#include "tally/tally_own.h"

#define COUNTIES	250
#define RULES		3

static struct arena mem;
static struct ctx cx;
static struct tally *tally;
static sqlite3 *lite;			/* the facts */
static char path[300], size_text[60];
static int64_t cells, branches, root;
static uint64_t seed = 1;

static inline int
any(int n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (int)((seed >> 33) % (uint64_t)n);
}

static inline void
need(bool done, const char *what)
{
	if (!done) {
		fprintf(stderr, "bench: %s\n", what);
		exit(EXIT_FAILURE);
	}
}

static inline void
facts_run(const char *sql)
{
	need(sqlite3_exec(lite, sql, NULL, NULL, NULL) == SQLITE_OK, sql);
}

/* Its rules are named by their lines: a meeting, a seat, a size. */
static const char statutes_text[] = "## Article 1\n\n```rules\n"
	"tier top \"Top\" plural \"Tops\"\n"
	"tier county \"County\" plural \"Counties\" under top\n"
	"tier branch \"Branch\" plural \"Branches\" under county\n"
	"tier cell \"Cell\" plural \"Cells\" under branch, members 3 to 15\n"
	"office chair \"Chair\" at cell, elected, term 1 year\n"
	"office chair must not be vacant for more than 30 days\n"
	"meeting general at cell: at least 1 per month\n```\n";

static inline void
make_edition(void)
{
	struct statutes_errors *errors = NEW(&mem, struct statutes_errors, 1);
	int64_t id;

	need(statutes_adopt(&cx, str_z(statutes_text), (struct date){ 10000 },
	    errors, &id) == STATUTES_OK, "the statutes were not taken");
}

static inline void
make_unit(int64_t id, int64_t parent, const char *tier, bool holds,
    const int32_t due[RULES], const int64_t figure[5])
{
	static const struct sql sql = { "bench_unit", "INSERT INTO unit (id, "
	    "public_id, code, tier, name, name_fold, parent_id) VALUES (:id, "
	    ":code, :code, :tier, :code, :code, :parent)" };
	static const size_t rules[RULES] = { 6, 5, 3 };
	struct tally_row row = { .unit_id = id, .edition_id = 1,
		.parent_id = parent, .counted_on = cx.today,
		.recheck = DATE_NONE, .begins = { 10000 }, .last = { 20000 },
		.tier = str_z(tier), .alive = true, .flags = holds ?
		TALLY_HOLDS | TALLY_OWES : 0, .members = figure[0],
		.held = figure[1], .present = figure[2],
		.expected = figure[3], .assigned = figure[4] };
	struct query q = db_query(cx.db, &sql);
	size_t mark = mem.used;

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":code", arena_printf(&mem, "u%" PRId64, id));
	q_set_str(&q, ":tier", str_z(tier));
	q_set_id(&q, ":parent", parent);
	q_run(&q);
	for (int i = 0; holds && i < RULES; i++) {
		*LIST_ADD(&mem, &row.marks) = (struct mark){ .kind =
		    i == 0 ? EXCEPTION_MEETING : i == 1 ? EXCEPTION_VACANCY :
		    EXCEPTION_FEW, .edition_id = 1, .rule = rules[i],
		    .since = { due[i] - 30 }, .due = { due[i] } };
	}
	row_write(&cx, &row);
	arena_release(&mem, mark);
}

static inline void
make_cell(int64_t id, int64_t branch, int64_t county, sqlite3_stmt *insert)
{
	int32_t due[RULES];
	int64_t figure[5] = { 3 + any(15), any(3), any(10), 5 + any(10),
		any(4) };

	for (int i = 0; i < RULES; i++) {
		due[i] = cx.today.day - 8 + any(i == 0 ? 60 : 600);
	}
	make_unit(id, branch, "cell", true, due, figure);
	sqlite3_bind_int64(insert, 1, id);
	sqlite3_bind_int64(insert, 2, county);
	for (int i = 0; i < 5; i++) {
		sqlite3_bind_int64(insert, 3 + i, figure[i]);
	}
	for (int i = 0; i < RULES; i++) {
		sqlite3_bind_int64(insert, 8 + i, due[i]);
	}
	need(sqlite3_step(insert) == SQLITE_DONE, "a row of facts");
	sqlite3_reset(insert);
}

static inline void
make_all(void)
{
	const int64_t none[5] = { 0 };
	sqlite3_stmt *insert = NULL;

	facts_run("PRAGMA cache_size = -500000; CREATE TABLE fact (id INTEGER "
	    "PRIMARY KEY, county INTEGER, members INTEGER, held INTEGER, "
	    "present INTEGER, expected INTEGER, assigned INTEGER, due0 INTEGER,"
	    " due1 INTEGER, due2 INTEGER); BEGIN");
	need(sqlite3_prepare_v2(lite, "INSERT INTO fact VALUES (?, ?, ?, ?, ?,"
	    " ?, ?, ?, ?, ?)", -1, &insert, NULL) == SQLITE_OK, "facts");
	db_begin(cx.db, DB_WRITE);
	make_edition();
	root = 1;
	make_unit(1, 0, "top", false, NULL, none);
	for (int64_t i = 0; i < COUNTIES; i++) {
		make_unit(2 + i, 1, "county", false, NULL, none);
	}
	for (int64_t i = 0; i < branches; i++) {
		make_unit(2 + COUNTIES + i, 2 + i * COUNTIES / branches,
		    "branch", false, NULL, none);
	}
	for (int64_t i = 0; i < cells; i++) {
		int64_t branch = i * branches / cells;

		make_cell(2 + COUNTIES + branches + i, 2 + COUNTIES + branch,
		    2 + branch * COUNTIES / branches, insert);
	}
	need(db_commit(cx.db), "the units could not be saved");
	sqlite3_finalize(insert);
	facts_run("COMMIT");
}

static inline void
cells_make(const char *name)
{
	const char *dir = getenv("CELLWORK_BENCH_DIR"), *problem = "";

	cells = bench_is_small() ? 5000 : 500000;
	branches = bench_is_small() ? 1300 : 129749;
	snprintf(size_text, sizeof(size_text), "%" PRId64 " cells in %" PRId64
	    " units", cells, cells + branches + COUNTIES + 1);
	snprintf(path, sizeof(path), "%s/%s-%d.db", dir != NULL ? dir :
	    "build", name, (int)getpid());
	need(arena_make(&mem, (size_t)1 << 30), "no memory");
	cx = (struct ctx){ .mem = &mem, .today = { 20777 },
		.now = 1795132800, .request_id = S("") };
	cx.db = db_open(path, DB_OPEN_CREATE, &problem);
	need(cx.db != NULL, problem);
	need(sqlite3_open(":memory:", &lite) == SQLITE_OK, "no memory");
	make_all();
	tally = tally_load(path, 4, cx.today, &problem);
	need(tally != NULL, problem);
	cx.tally = tally;
}

/* The rows of facts in PostgreSQL too, where there is one. */
static inline bool
cells_in_pg(void)
{
	if (!pg_begin()) {
		return false;
	}
	if (pg_run("CREATE UNLOGGED TABLE fact (id int PRIMARY KEY, county"
	    " int, members int, held int, present int, expected int, assigned"
	    " int, due0 int, due1 int, due2 int)") &&
	    pg_copy("COPY fact FROM STDIN", lite, "SELECT * FROM fact") &&
	    pg_run("VACUUM ANALYZE fact")) {
		return true;
	}
	pg_end();
	return false;
}

/* Milliseconds that it takes to answer. */
static inline double
time_pg(const char *sql)
{
	int64_t start = bench_now_ns();

	need(pg_run(sql), sql);
	return (double)(bench_now_ns() - start) / 1e6;
}

static inline void
cells_drop(void)
{
	if (pg != NULL) {
		pg_run("DROP TABLE fact");
		pg_end();
	}
	char end[310];

	tally_drop(tally);
	db_close(cx.db);
	sqlite3_close(lite);
	unlink(path);
	snprintf(end, sizeof(end), "%s-wal", path);
	unlink(end);
	snprintf(end, sizeof(end), "%s-shm", path);
	unlink(end);
	arena_drop(&mem);
}

#endif
