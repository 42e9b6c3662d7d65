/*
 * beside_pg.h - a PostgreSQL that may be written to, as under tools/pg.sh, for
 * measurements beside it. Included once by a program bench/pN.c.
 */
#ifndef BESIDE_PG_H
#define BESIDE_PG_H

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PG_LINE_MAX	400		/* bytes of a row as text */

static PGconn *pg;			/* NULL: there is none */

static inline bool
pg_run(const char *sql)
{
	PGresult *r = PQexec(pg, sql);
	bool ok = PQresultStatus(r) == PGRES_COMMAND_OK ||
	    PQresultStatus(r) == PGRES_COPY_IN ||
	    PQresultStatus(r) == PGRES_TUPLES_OK;

	if (!ok) {
		fprintf(stderr, "bench: PostgreSQL: %s", PQerrorMessage(pg));
	}
	PQclear(r);
	return ok;
}

/* The rows of a SELECT of SQLite's, of numbers and plain words, into a table
 * of as many columns: "COPY table FROM STDIN". */
static inline bool
pg_copy(const char *copy, sqlite3 *from, const char *select)
{
	sqlite3_stmt *q = NULL;
	bool done = pg_run(copy) &&
	    sqlite3_prepare_v2(from, select, -1, &q, NULL) == SQLITE_OK;

	while (done && sqlite3_step(q) == SQLITE_ROW) {
		char line[PG_LINE_MAX];
		int n = 0, columns = sqlite3_column_count(q);

		for (int i = 0; i < columns; i++) {
			n += snprintf(line + n, sizeof(line) - (size_t)n,
			    "%s%c", (const char *)sqlite3_column_text(q, i),
			    i + 1 < columns ? '\t' : '\n');
		}
		done = PQputCopyData(pg, line, n) == 1;
	}
	sqlite3_finalize(q);
	return done && PQputCopyEnd(pg, NULL) == 1;
}

/* False: there is none, or it cannot be used; pg is NULL then. */
static inline bool
pg_begin(void)
{
	const char *where = getenv("CELLWORK_TEST_PG");

	pg = where == NULL ? NULL : PQconnectdb(where);
	if (pg != NULL && PQstatus(pg) != CONNECTION_OK) {
		fprintf(stderr, "bench: PostgreSQL: %s", PQerrorMessage(pg));
		PQfinish(pg);
		pg = NULL;
	}
	return pg != NULL;
}

static inline void
pg_end(void)
{
	PQfinish(pg);
	pg = NULL;
}

#endif
