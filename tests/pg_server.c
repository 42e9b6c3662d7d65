/* pg_server.c - for tests: a connection to the server, for each process one. */
#include "tests/pg_server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A child must not speak on its parent's. */
static PGconn *
server(void)
{
	static PGconn *conn;
	static pid_t owner;

	if (conn == NULL || owner != getpid() ||
	    PQstatus(conn) != CONNECTION_OK) {
		conn = PQconnectdb(getenv("CELLWORK_TEST_PG"));
		owner = getpid();
		if (PQstatus(conn) != CONNECTION_OK) {
			print_error("%s", PQerrorMessage(conn));
			abort();
		}
		PQclear(PQexec(conn, "SET client_min_messages = error"));
	}
	return conn;
}

static PGresult *answer(const char *fmt, va_list ap)
	__attribute__((format(printf, 1, 0)));

static PGresult *
answer(const char *fmt, va_list ap)
{
	char text[500];
	PGresult *r;

	vsnprintf(text, sizeof(text), fmt, ap);
	r = PQexec(server(), text);
	if (PQresultStatus(r) != PGRES_COMMAND_OK &&
	    PQresultStatus(r) != PGRES_TUPLES_OK) {
		print_error("%s: %s", text, PQerrorMessage(server()));
		abort();
	}
	return r;
}

int
pg_ask(const char *fmt, ...)
{
	PGresult *r;
	va_list ap;
	int rows;

	va_start(ap, fmt);
	r = answer(fmt, ap);
	va_end(ap);
	rows = PQntuples(r);
	PQclear(r);
	return rows;
}

int
pg_ask_name(char out[PG_NAME_LEN], const char *fmt, ...)
{
	PGresult *r;
	va_list ap;
	int rows;

	va_start(ap, fmt);
	r = answer(fmt, ap);
	va_end(ap);
	rows = PQntuples(r);
	snprintf(out, PG_NAME_LEN, "%s", rows > 0 ? PQgetvalue(r, 0, 0) : "");
	PQclear(r);
	return rows;
}

void
pg_address(const char *base, char out[PG_ADDRESS_LEN])
{
	const char *start = getenv("CELLWORK_TEST_PG");
	const char *slash = strchr(start + strlen("postgresql://"), '/');
	const char *rest = strchr(slash, '?');

	snprintf(out, PG_ADDRESS_LEN, "%.*s/%s%s", (int)(slash - start), start,
	    base, rest != NULL ? rest : "");
}
