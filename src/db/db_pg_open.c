/* db_pg_open.c - PostgreSQL: opening and making, and why it cannot be. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_pg.h"
#include "db/schema.sql.h"

#define PG_CONNECT_S	"2"		/* for each host of the name */
#define PG_SETTLE_MS	8000		/* to say what it is */
#define PG_STATEMENT_MS	300000		/* a statement that takes longer ends */
#define PG_IDLE_MS	600000		/* in a transaction, doing nothing */
#define PG_ANSWER_MS	(PG_STATEMENT_MS + 10000)	/* then it is lost */

#define NUMBER(n)	TEXT_OF(n)
#define TEXT_OF(n)	#n

/* ---- connecting -------------------------------------------------------- */

static void
notice(void *to, const PGresult *r)
{
	struct pg *pg = to;

	(void)r;
	pg->doubt = true;
}

/*
 * Durable: a server may be told not to wait for its disk, or for its standby;
 * one that is told to wait for more is left so. The plans of the first
 * statements are made for the values they have, later ones are kept.
 */
static const char settings[] =
    "SET search_path = cellwork; SET client_min_messages = warning;"
    "SET jit = off; SET lock_timeout = " NUMBER(DB_BUSY_MS) ";"
    "SET statement_timeout = 300000;"
    "SET idle_in_transaction_session_timeout = 600000;"
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') IN ('off', 'local');"
    "SELECT current_setting('server_encoding'), EXISTS (SELECT 1 FROM"
    " pg_namespace WHERE nspname = 'cellwork'), current_database(),"
    " current_setting('server_version_num')::integer,"
    " EXISTS (SELECT 1 FROM pg_class WHERE relkind IN ('r', 'p')"
    " AND relnamespace::regnamespace::text NOT IN ('pg_catalog',"
    " 'information_schema', 'pg_toast', 'cellwork'))";
_Static_assert(PG_STATEMENT_MS == 300000 && PG_IDLE_MS == 600000,
    "as the settings say");

/* What libpq says ends its lines, and may say more than one. */
static const char *
first_line(const char *text)
{
	static _Thread_local char line[500];

	snprintf(line, sizeof(line), "%.*s", (int)strcspn(text, "\n"), text);
	return line;
}

/* The name last, so that what it says goes before. GSSAPI is not used. */
static PGconn *
connect_to(const char *name)
{
	const char *const keys[] = { "connect_timeout", "application_name",
		"client_encoding", "gssencmode", "tcp_user_timeout",
		"keepalives_idle", "keepalives_interval", "keepalives_count",
		"target_session_attrs", "dbname", NULL };
	const char *const values[] = { PG_CONNECT_S, "cellwork", "UTF8",
		"disable", "10000", "5", "2", "3", "read-write",
		name, NULL };

	return PQconnectdbParams(keys, values, 1);
}

/* What the server answers to the settings, or NULL with why. It is asked in the
 * moment in which it may be found silent: not without end either. */
static PGresult *
settle(struct pg *pg, const char **out_why)
{
	PGresult *last = NULL, *r;

	if (PQsendQuery(pg->conn, settings) == 0) {
		*out_why = first_line(PQerrorMessage(pg->conn));
		return NULL;
	}
	do {
		if (!db_pg_wait(pg, PG_SETTLE_MS)) {
			*out_why = "it gives no answer";
			PQclear(last);
			return NULL;
		}
		r = PQgetResult(pg->conn);
		if (r != NULL) {
			PQclear(last);
			last = r;
		}
	} while (r != NULL);
	if (PQresultStatus(last) == PGRES_TUPLES_OK) {
		return last;
	}
	*out_why = first_line(PQerrorMessage(pg->conn));
	PQclear(last);
	return NULL;
}

static PGresult *
connect_settled(struct pg *pg, const char **out_why)
{
	PGresult *r = NULL;

	*out_why = "there is not enough memory";
	pg->conn = connect_to(pg->name);
	if (pg->conn != NULL && PQstatus(pg->conn) == CONNECTION_OK) {
		PQsetNoticeReceiver(pg->conn, notice, pg);
		r = settle(pg, out_why);
	} else if (pg->conn != NULL) {
		*out_why = first_line(PQerrorMessage(pg->conn));
	}
	if (r == NULL) {
		PQfinish(pg->conn);
		pg->conn = NULL;
		return NULL;
	}
	pg->connected++;
	pg->made = 0;
	pg->stream = NULL;
	return r;
}

bool
db_pg_connect(struct pg *pg, const char **out_why)
{
	PGresult *r = connect_settled(pg, out_why);

	PQclear(r);
	return r != NULL;
}

/* ---- what the database is ---------------------------------------------- */

/* NULL, or why the name is none we use. What is wrong with it is not said in
 * libpq's words: they may hold a piece of a password. */
static const char *
check_name(const char *name)
{
	PQconninfoOption *all = PQconninfoParse(name, NULL);
	bool has_password = false;

	if (all == NULL) {
		return "The name of the database is not written as PostgreSQL"
		    " wants it: postgresql://HOST:PORT/NAME.";
	}
	for (PQconninfoOption *o = all; o->keyword != NULL; o++) {
		has_password = has_password || (o->val != NULL &&
		    o->val[0] != '\0' && strstr(o->keyword, "password") !=
		    NULL && strcmp(o->keyword, "passfile") != 0);
	}
	PQconninfoFree(all);
	return has_password ? "There is a password in the name of the database,"
	    " where a list of processes shows it to everybody. Write it into"
	    " ~/.pgpass, which only you can read, and leave it out of the name."
	    : NULL;
}

static const char *
check_server(const struct db *db, const PGresult *r)
{
	const char *base = PQgetvalue(r, 0, 2);
	bool ours = PQgetvalue(r, 0, 1)[0] == 't';
	bool others = PQgetvalue(r, 0, 4)[0] == 't';

	if (strtol(PQgetvalue(r, 0, 3), NULL, 10) < 150000) {
		return db_sentence("The server is too old: PostgreSQL 15 or"
		    " later is needed.");
	}
	if (strcmp(PQgetvalue(r, 0, 0), "UTF8") != 0) {
		return db_sentence("The database %s does not keep its texts in"
		    " UTF-8. Make another one with: createdb --encoding=UTF8"
		    " --locale=C.UTF-8 --template=template0 NAME", base);
	}
	if (db->how != DB_OPEN_CREATE) {
		return ours ? NULL : db_sentence("There is no Cellwork in the"
		    " database %s. Make it with: cellwork init %s --statutes"
		    " FILE --from DATE", base, db->pg->name);
	}
	if (ours) {
		return db_sentence("There is a Cellwork in the database %s"
		    " already. It was left as it is; choose another"
		    " database.", base);
	}
	return others ? db_sentence("There are tables of something else in the"
	    " database %s. Cellwork wants one for itself; make it with:"
	    " createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0"
	    " NAME", base) : NULL;
}

static const char *
check_version(struct db *db)
{
	int64_t version;

	db->pg->answer_ms = PG_SETTLE_MS;
	db_begin(db, DB_READ);
	version = db_read_version(db);
	if (!db_commit(db)) {
		return db_sentence("The database could not be read: %s.",
		    db_problem(db));
	}
	db->pg->answer_ms = PG_ANSWER_MS;
	return version == DB_SCHEMA_VERSION || (db->how == DB_OPEN_OLDER &&
	    version < DB_SCHEMA_VERSION) ? NULL :
	    db_other_version(db->pg->name, version);
}

static bool
run(struct db *db, const char *text)
{
	PGresult *r = db->state == DB_OK ? db_pg_exec(db, text) : NULL;

	PQclear(r);
	return r != NULL;
}

static const char *
create_schema(struct db *db)
{
	char *schema = db_pg_schema(schema_sql);

	if (schema == NULL) {
		return "There is not enough memory.";
	}
	db_begin(db, DB_WRITE);
	if (run(db, "CREATE SCHEMA cellwork") && run(db, schema)) {
		db_write_version(db);
	}
	free(schema);
	return db_commit(db) ? NULL : db_sentence("The tables could not be"
	    " made: %s.", db_problem(db));
}

bool
db_pg_migrate(struct db *db, const char *text, bool last)
{
	char *tables = db_pg_schema(text);
	char *counter = last ? db_pg_counter(schema_sql) : NULL;
	bool done = false;

	if (tables == NULL || (last && counter == NULL)) {
		db_fail_memory(db, "migrate");
	} else {
		done = db_do(db, tables) && (!last || db_do(db, counter));
	}
	free(tables);
	free(counter);
	return done;
}

const char *
db_pg_open(struct db *db, const char *name)
{
	const char *problem = check_name(name);
	PGresult *r;

	db->pg = calloc(1, sizeof(*db->pg));
	if (problem != NULL || db->pg == NULL ||
	    (db->pg->name = strdup(name)) == NULL) {
		return problem != NULL ? problem :
		    "There is not enough memory.";
	}
	db->pg->answer_ms = PG_ANSWER_MS;
	r = connect_settled(db->pg, &problem);
	if (r == NULL) {
		return db_sentence("%s cannot be opened: %s.", name, problem);
	}
	problem = check_server(db, r);
	PQclear(r);
	if (problem != NULL) {
		return problem;
	}
	return db->how == DB_OPEN_CREATE ? create_schema(db) :
	    check_version(db);
}
