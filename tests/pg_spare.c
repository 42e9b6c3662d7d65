/* pg_spare.c - for tests: databases that are used again. */
#include "tests/pg_spare.h"

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

#define SPARE_MAX	"12"		/* on a server; more are dropped */
#define LEAVE_MS	200		/* for connections that were closed */

/*
 * What stands in a schema of its own, so that the program sees none of it: the
 * rows that a new database has; a sequence that moves with each statement that
 * changes the catalog, also with one that is undone; and what empties it. The
 * planner takes a table of which it knows nothing for ten pages long.
 */
static const char helpers[] =
    "CREATE SCHEMA spare;"
    "CREATE SEQUENCE spare.changes;"
    "CREATE FUNCTION spare.keep() RETURNS void LANGUAGE plpgsql AS $$"
    " DECLARE t name; BEGIN"
    "  FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r'"
    "    AND relnamespace = 'cellwork'::regnamespace"
    "    AND pg_relation_size(oid) > 0 LOOP"
    "   EXECUTE format('CREATE TABLE spare.%I AS TABLE cellwork.%I', t, t);"
    "  END LOOP;"
    " END $$;"
    "SELECT spare.keep();"
    "CREATE FUNCTION spare.as_new() RETURNS boolean LANGUAGE sql AS $$"
    " SELECT pg_sequence_last_value('spare.changes') IS NULL"
    "  AND NOT EXISTS (SELECT FROM pg_class WHERE relkind = 'r'"
    "   AND relnamespace = 'cellwork'::regnamespace AND (reltuples >= 0 OR"
    "   pg_relation_size(oid) > 10 * current_setting('block_size')::int OR"
    "   pg_total_relation_size(oid) > 4194304))"
    "$$;"
    "CREATE FUNCTION spare.empty() RETURNS boolean LANGUAGE plpgsql AS $$"
    " DECLARE t name; BEGIN"
    "  IF NOT spare.as_new() THEN RETURN false; END IF;"
    "  FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r'"
    "    AND relnamespace = 'cellwork'::regnamespace"
    "    AND pg_relation_size(oid) > 0 LOOP"
    "   EXECUTE format('DELETE FROM cellwork.%I', t);"
    "   IF to_regclass(format('spare.%I', t)) IS NOT NULL THEN"
    "    EXECUTE format('INSERT INTO cellwork.%I TABLE spare.%I', t, t);"
    "   END IF;"
    "  END LOOP;"
    "  PERFORM setval(seqrelid, 1, false) FROM pg_sequence"
    "   JOIN pg_class ON pg_class.oid = seqrelid"
    "   WHERE relnamespace = 'cellwork'::regnamespace"
    "   AND pg_sequence_last_value(seqrelid) IS NOT NULL;"
    "  RETURN true;"
    " END $$;"
    "CREATE FUNCTION spare.note() RETURNS event_trigger LANGUAGE plpgsql AS $$"
    " BEGIN PERFORM nextval('spare.changes'); END $$;"
    "CREATE EVENT TRIGGER spare ON ddl_command_end"
    " EXECUTE FUNCTION spare.note()";

/* ---- the connection that empties --------------------------------------- */

static PGconn *
connect_to(const char *base)
{
	char address[PG_ADDRESS_LEN];
	PGconn *conn;

	pg_address(base, address);
	conn = PQconnectdb(address);
	/* References hold again once all is gone; nobody is waited for. */
	PQclear(PQexec(conn, "SET client_min_messages = error;"
	    "SET session_replication_role = replica; SET lock_timeout = 1000"));
	return conn;
}

/* It stays open: mostly the same one comes again. */
static PGconn *
hand(const char *base)
{
	static PGconn *conn;
	static pid_t owner;
	static char at[PG_NAME_LEN];

	if (conn == NULL || owner != getpid() || strcmp(at, base) != 0 ||
	    PQstatus(conn) != CONNECTION_OK) {
		if (owner == getpid()) {
			PQfinish(conn);
		}
		conn = connect_to(base);
		owner = getpid();
		snprintf(at, sizeof(at), "%s", base);
	}
	return conn;
}

static bool
says_yes(PGconn *conn, const char *text)
{
	PGresult *r = PQexec(conn, text);
	bool yes = PQresultStatus(r) == PGRES_TUPLES_OK &&
	    strcmp(PQgetvalue(r, 0, 0), "t") == 0;

	/* Then it is dropped, which is as right and only takes longer. */
	if (PQresultStatus(r) != PGRES_TUPLES_OK) {
		print_message("not emptied: %s", PQerrorMessage(conn));
	}
	PQclear(r);
	return yes;
}

/* ---- giving and taking ------------------------------------------------- */

void
pg_spare_begin(void)
{
	pg_ask("CREATE TABLE IF NOT EXISTS spare (name text PRIMARY KEY,"
	    " process integer NOT NULL)");
}

void
pg_spare_prepare(const char *base)
{
	PGconn *conn = connect_to(base);
	PGresult *r = PQexec(conn, helpers);

	if (PQresultStatus(r) != PGRES_COMMAND_OK) {
		print_error("%s", PQerrorMessage(conn));
		abort();
	}
	PQclear(r);
	PQfinish(conn);
}

bool
pg_spare_give(const char *base)
{
	PGconn *conn = hand(base);
	bool alone = false;

	if (!says_yes(conn, "SELECT spare.empty()")) {
		return false;
	}
	for (int ms = 0; !alone && ms < LEAVE_MS; ms++) {
		alone = says_yes(conn, "SELECT count(*) = 1 FROM"
		    " pg_stat_activity WHERE datname = current_database()");
		if (!alone) {
			usleep(1000);
		}
	}
	return alone && pg_ask("INSERT INTO spare SELECT '%s', %d WHERE"
	    " (SELECT count(*) FROM spare) < " SPARE_MAX " RETURNING 1", base,
	    (int)getpid()) == 1;
}

bool
pg_spare_take(char out_base[PG_NAME_LEN])
{
	return pg_ask_name(out_base, "DELETE FROM spare WHERE name ="
	    " (SELECT name FROM spare ORDER BY process <> %d LIMIT 1"
	    " FOR UPDATE SKIP LOCKED) RETURNING name", (int)getpid()) == 1;
}
