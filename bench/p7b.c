/*
 * p7b.c - a part of a name among 5,000,000, in Latin, Hangul and Arabic: the
 * names in memory beside what one would take instead, LIKE over the table and
 * SQLite's FTS5 with trigrams; and pg_trgm where there is a PostgreSQL that may
 * be written to, as under tools/pg.sh.
 *
 * Each of them gives at most 51 ids. The texts are of two kinds: such as few or
 * nobody has, for which everything is gone through, and such as many have. FTS5
 * and pg_trgm find nothing by fewer than three letters; of these texts theirs
 * are left out, which is told.
 */
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench.h"
#include "beside_pg.h"
#include "names/names.h"

#define CELL_MEMBERS	10
#define COUNTIES	250
#define ROUNDS_MAX	50
#define MOST		51

static const char *const latin_a[] = { "anna", "kirsi", "tove", "edda", "lucja",
	"wren", "jana", "oskar", "milan", "vera", "ilja", "jonah" };
static const char *const latin_b[] = { "holm", "saltmarsh", "skov", "weir",
	"hallam", "hurst", "mill", "dvorak", "lind", "vale", "pell", "nowak" };
static const char *const korean_a[] = { "김", "이", "박", "최", "정", "강", "조",
	"윤" };
static const char *const korean_b[] = { "철", "영", "민", "서", "지", "현", "수",
	"희", "준", "하", "은", "호", "진", "우" };
static const char *const arabic_a[] = { "احمد", "محمد", "علي", "فاطمه", "زينب",
	"يوسف", "مريم", "خالد" };
static const char *const arabic_b[] = { "حسن", "الخطيب", "النجار", "سليمان",
	"القاسم", "منصور", "الحداد" };

/* Rare ones first: those that few or nobody has. */
static const struct { const char *text; bool rare; } texts[] = {
	{ "saltmarshkirsi", true }, { "qux", true }, { "빛나", true },
	{ "쀍쀍", true }, { "عبدالغفار", true }, { "zz", true },
	{ "kirsi", false }, { "holm", false }, { "영희", false },
	{ "김철수", false }, { "القاسم", false }, { "dvor", false },
};

static struct names *names;
static sqlite3 *lite;
static int64_t members;
static uint64_t seed = 1;

static unsigned
any(unsigned n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(seed >> 33) % n;
}

#define ANY(list) (list)[any((unsigned)(sizeof(list) / sizeof((list)[0])))]

static void
any_name(int64_t id, char *out, size_t size)
{
	if (id % 1000003 == 7) {
		snprintf(out, size, "빛나 qux");	/* a few have it */
	} else if (id % 5 < 3) {
		snprintf(out, size, "%s %s", ANY(latin_a), ANY(latin_b));
	} else if (id % 5 == 3) {
		snprintf(out, size, "%s%s%s", ANY(korean_a), ANY(korean_b),
		    ANY(korean_b));
	} else {
		snprintf(out, size, "%s %s", ANY(arabic_a), ANY(arabic_b));
	}
}

static void
die(const char *what, const char *why)
{
	fprintf(stderr, "p7b: %s: %s\n", what, why);
	exit(EXIT_FAILURE);
}

static void
lite_run(const char *sql)
{
	if (sqlite3_exec(lite, sql, NULL, NULL, NULL) != SQLITE_OK) {
		die(sql, sqlite3_errmsg(lite));
	}
}

/* ---- the same names everywhere ----------------------------------------- */

/* A top, the counties under it, and under each its cells. Cells have the ids
 * after the counties', those of a county one after the other. */
static void
make_tree(int64_t cells)
{
	struct names_unit *units = calloc((size_t)cells + COUNTIES + 1,
	    sizeof(*units));
	size_t len = 0;

	if (units == NULL) {
		die("the tree", "no memory");
	}
	units[len++] = (struct names_unit){ 1, 0 };
	for (int64_t i = 0; i < COUNTIES; i++) {
		units[len++] = (struct names_unit){ 2 + i, 1 };
	}
	for (int64_t i = 0; i < cells; i++) {
		units[len++] = (struct names_unit){ 2 + COUNTIES + i,
		    2 + i * COUNTIES / cells };
	}
	names = names_new();
	if (names == NULL || !names_order(names, units, len)) {
		die("the tree", "no memory");
	}
	free(units);
}

static void
add_cell(int64_t cell, sqlite3_stmt *insert)
{
	char text[CELL_MEMBERS][80];
	struct names_row rows[CELL_MEMBERS];

	for (int64_t i = 0; i < CELL_MEMBERS; i++) {
		int64_t id = cell * CELL_MEMBERS + i + 1;

		any_name(id, text[i], sizeof(text[i]));
		rows[i] = (struct names_row){ id, str_z(text[i]) };
		sqlite3_bind_int64(insert, 1, id);
		sqlite3_bind_int64(insert, 2, cell * CELL_MEMBERS * COUNTIES /
		    members);
		sqlite3_bind_text(insert, 3, text[i], -1, SQLITE_STATIC);
		if (sqlite3_step(insert) != SQLITE_DONE) {
			die("a row", sqlite3_errmsg(lite));
		}
		sqlite3_reset(insert);
	}
	if (!names_set(names, 2 + COUNTIES + cell, rows, CELL_MEMBERS)) {
		die("a cell", "no memory");
	}
}

static void
make_all(void)
{
	sqlite3_stmt *insert = NULL;

	lite_run("CREATE TABLE member (id INTEGER PRIMARY KEY, county INTEGER,"
	    " name TEXT); BEGIN");
	sqlite3_prepare_v2(lite, "INSERT INTO member VALUES (?, ?, ?)", -1,
	    &insert, NULL);
	for (int64_t cell = 0; cell < members / CELL_MEMBERS; cell++) {
		add_cell(cell, insert);
	}
	sqlite3_finalize(insert);
	lite_run("CREATE INDEX member_by_county ON member (county, name);"
	    "CREATE VIRTUAL TABLE found USING fts5(name, content='member',"
	    " content_rowid='id', tokenize='trigram', detail=full);"
	    "INSERT INTO found (rowid, name) SELECT id, name FROM member;"
	    "COMMIT");
}

/* The rows of SQLite's table, and the index one would make for it. */
static bool
pg_make(void)
{
	return pg_run("CREATE EXTENSION IF NOT EXISTS pg_trgm") &&
	    pg_run("DROP TABLE IF EXISTS p7b_member") &&
	    pg_run("CREATE UNLOGGED TABLE p7b_member (id bigint PRIMARY KEY,"
	    " county int, name text)") &&
	    pg_copy("COPY p7b_member FROM STDIN", lite,
	    "SELECT id, county, name FROM member") &&
	    pg_run("CREATE INDEX ON p7b_member USING gin (name gin_trgm_ops)") &&
	    pg_run("ANALYZE p7b_member");
}

/* ---- one search -------------------------------------------------------- */

/* Letters, not bytes: what trigrams count. */
static size_t
letters(const char *text)
{
	return utf8_count(str_z(text));
}

static size_t
in_memory(const char *text, int64_t unit)
{
	struct names_hit hit[MOST];
	struct names_under under = { unit, true };
	str word = str_z(text);

	return names_find(names, &under, 1, &word, 1, hit, MOST);
}

static size_t
in_lite(sqlite3_stmt *q, const char *text)
{
	size_t n = 0;

	sqlite3_bind_text(q, 1, text, -1, SQLITE_STATIC);
	while (sqlite3_step(q) == SQLITE_ROW) {
		n++;
	}
	sqlite3_reset(q);
	return n;
}

static size_t
in_pg(const char *text)
{
	char like[100];
	const char *values[1] = { like };
	PGresult *r;
	size_t n;

	snprintf(like, sizeof(like), "%%%s%%", text);
	r = PQexecParams(pg, "SELECT id FROM p7b_member WHERE name LIKE $1"
	    " LIMIT 51", 1, NULL, values, NULL, NULL, 0);
	n = (size_t)PQntuples(r);
	PQclear(r);
	return n;
}

/* ---- rounds ------------------------------------------------------------ */

enum way { MEMORY, LIKE, TRIGRAM, PG_TRGM, COUNTY, COUNTY_LIKE, WAYS };

static double took[WAYS][2][ROUNDS_MAX];	/* ms, rare or not */
static sqlite3_stmt *statement[WAYS];

static size_t
search(enum way way, const char *text)
{
	switch (way) {
	case MEMORY:
		return in_memory(text, 1);
	case COUNTY:
		return in_memory(text, 2 + COUNTIES / 2);
	case PG_TRGM:
		return in_pg(text);
	case LIKE:
	case TRIGRAM:
	case COUNTY_LIKE:
	case WAYS:
		break;
	}
	return in_lite(statement[way], text);
}

/* The mean over the texts of a kind; those a way cannot find are left out. */
static void
one_round(enum way way, size_t round)
{
	for (int rare = 0; rare < 2; rare++) {
		double sum = 0;
		size_t n = 0;

		for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
			bool grams = way == TRIGRAM || way == PG_TRGM;
			int64_t start = bench_now_ns();

			if (texts[i].rare != (rare != 0) ||
			    (grams && letters(texts[i].text) < 3)) {
				continue;
			}
			(void)search(way, texts[i].text);
			sum += (double)(bench_now_ns() - start) / 1e6;
			n++;
		}
		took[way][rare][round] = n > 0 ? sum / (double)n : 0;
	}
}

/* All of them find as many, where they can find at all. */
static void
check_equal(void)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *text = texts[i].text;
		size_t want = search(LIKE, text), grams;

		if (search(MEMORY, text) != want ||
		    search(COUNTY, text) != search(COUNTY_LIKE, text)) {
			die(text, "memory and LIKE differ");
		}
		grams = search(TRIGRAM, text);
		if (grams != want) {
			printf("FTS5 finds %zu by \"%s\", LIKE %zu\n", grams,
			    text, want);
		}
	}
}

static void
prepare(enum way way, const char *sql)
{
	if (sqlite3_prepare_v2(lite, sql, -1, &statement[way], NULL) !=
	    SQLITE_OK) {
		die(sql, sqlite3_errmsg(lite));
	}
}

static void
print_row(const char *what, enum way ours, enum way other, bool rare,
    const char *against, size_t rounds, const char *size, double most)
{
	bench_print((struct bench_row){ .what = what, .size = size,
	    .unit = "ms", .ours = took[ours][rare],
	    .reference = took[other][rare], .rounds = rounds,
	    .against = against, .less = true, .reach_is = "most",
	    .reach = most });
}

static void
print_all(size_t rounds, const char *size)
{
	double mib[ROUNDS_MAX];

	print_row("P7b whole, a text few have", MEMORY, LIKE, true, "LIKE",
	    rounds, size, 10);
	print_row("P7b whole, a text few have", MEMORY, TRIGRAM, true,
	    "FTS5 trigram, 3 letters and more", rounds, size, 10);
	if (pg != NULL) {
		print_row("P7b whole, a text few have", MEMORY, PG_TRGM, true,
		    "pg_trgm, 3 letters and more", rounds, size, 10);
	}
	print_row("P7b whole, a text many have", MEMORY, LIKE, false, "LIKE",
	    rounds, size, 10);
	print_row("P7b in a county, a text few have", COUNTY, COUNTY_LIKE,
	    true, "LIKE in its rows", rounds, size, 0.05);
	print_row("P7b in a county, a text many have", COUNTY, COUNTY_LIKE,
	    false, "LIKE in its rows", rounds, size, 0.05);
	for (size_t i = 0; i < rounds; i++) {
		mib[i] = (double)names_size(names).bytes / (1 << 20);
	}
	bench_print((struct bench_row){ .what = "P7b names in memory",
	    .size = size, .unit = "MiB", .ours = mib, .rounds = rounds,
	    .less = true, .reach_is = "most", .reach = 130 });
}

int
main(void)
{
	size_t rounds = bench_rounds() < ROUNDS_MAX ? bench_rounds() :
	    ROUNDS_MAX;
	const char *dir = getenv("CELLWORK_BENCH_DIR");
	char path[300], size[60];

	members = bench_is_small() ? 50000 : 5000000;
	snprintf(size, sizeof(size), "%s members", bench_is_small() ?
	    "50,000" : "5,000,000");
	dir = dir != NULL ? dir : "build";
	mkdir(dir, 0777);			/* it may be there */
	snprintf(path, sizeof(path), "%s/p7b-%d.db", dir, (int)getpid());
	unlink(path);
	if (sqlite3_open(path, &lite) != SQLITE_OK) {
		die(path, sqlite3_errmsg(lite));
	}
	lite_run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
	    "PRAGMA cache_size = -2000000; PRAGMA mmap_size = 4000000000");
	make_tree(members / CELL_MEMBERS);
	make_all();
	if (pg_begin() && !pg_make()) {
		pg_end();
	}
	prepare(LIKE, "SELECT id FROM member WHERE name LIKE '%' || ?1 || '%'"
	    " LIMIT 51");
	prepare(TRIGRAM, "SELECT rowid FROM found WHERE name LIKE"
	    " '%' || ?1 || '%' LIMIT 51");
	prepare(COUNTY_LIKE, "SELECT id FROM member WHERE county = 125 AND"
	    " name LIKE '%' || ?1 || '%' LIMIT 51");
	check_equal();
	for (size_t i = 0; i < rounds; i++) {
		for (enum way way = 0; way < WAYS; way++) {
			if (way != PG_TRGM || pg != NULL) {
				one_round(way, i);
			}
		}
	}
	print_all(rounds, size);
	for (enum way way = 0; way < WAYS; way++) {
		sqlite3_finalize(statement[way]);
	}
	sqlite3_close(lite);
	unlink(path);
	if (pg != NULL) {
		pg_run("DROP TABLE p7b_member");
		pg_end();
	}
	names_drop(names);
	return EXIT_SUCCESS;
}
