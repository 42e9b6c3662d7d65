/*
 * move_to.c - the side that is moved to.
 *
 * While the move is under way the schema has two tables of ours, moving and
 * moving_later, and the tables say no version: so nobody can open them. Indexes
 * and references are taken away and made again at the end, when each is made in
 * one go; their texts wait in moving_later.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/move_inside.h"

#define LOCK	"1297040965"		/* one move at a time */

/* ---- asking ------------------------------------------------------------ */

static bool
say(struct move *m, const char *what)
{
	return move_fail(m, "PostgreSQL did not do it (%s): %.*s.", what,
	    (int)strcspn(PQerrorMessage(m->to.conn), "\n"),
	    PQerrorMessage(m->to.conn));
}

static PGresult *
ask(struct move *m, const char *text)
{
	PGresult *r = PQexec(m->to.conn, text);
	ExecStatusType status = PQresultStatus(r);

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
		say(m, text);
		PQclear(r);
		return NULL;
	}
	return r;
}

static bool
move_to_run(struct move *m, const char *text)
{
	PGresult *r = ask(m, text);

	PQclear(r);
	return r != NULL;
}

/* The only row's only column, or ""; for free(). NULL: failed. */
static char *
move_to_text(struct move *m, const char *select)
{
	PGresult *r = ask(m, select);
	char *text = NULL;

	if (r != NULL) {
		text = strdup(PQntuples(r) > 0 ? PQgetvalue(r, 0, 0) : "");
		PQclear(r);
	}
	return text;
}

/* Whether the answer to a question is "t". */
static bool
holds(struct move *m, const char *select)
{
	char *text = move_to_text(m, select);
	bool yes = text != NULL && strcmp(text, "t") == 0;

	free(text);
	return yes;
}

/* With one value, that stands for $1 and needs no quoting. */
static bool
run_with(struct move *m, const char *text, const char *value)
{
	const char *const values[] = { value };
	PGresult *r = PQexecParams(m->to.conn, text, 1, NULL, values, NULL,
	    NULL, 0);
	bool ok = PQresultStatus(r) == PGRES_COMMAND_OK ||
	    PQresultStatus(r) == PGRES_TUPLES_OK;

	PQclear(r);
	return ok || say(m, text);
}

/* ---- finding the place ------------------------------------------------- */

/* What is made again at the end, the indexes before the references. */
static const char note_later[] =
    "INSERT INTO moving_later (drops, makes)"
    " SELECT format('DROP INDEX %I', c.relname),"
    "        pg_get_indexdef(c.oid)"
    "   FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    "  WHERE c.relnamespace = 'cellwork'::regnamespace"
    "    AND NOT EXISTS (SELECT 1 FROM pg_constraint k"
    "         WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))"
    "  ORDER BY c.relname;"
    "INSERT INTO moving_later (drops, makes)"
    " SELECT format('ALTER TABLE %s DROP CONSTRAINT %I',"
    "               conrelid::regclass, conname),"
    "        format('ALTER TABLE %s ADD CONSTRAINT %I %s',"
    "               conrelid::regclass, conname, pg_get_constraintdef(oid))"
    "   FROM pg_constraint"
    "  WHERE connamespace = 'cellwork'::regnamespace AND contype = 'f'"
    "  ORDER BY conrelid::regclass::text, conname;"
    "DO $$ DECLARE one text; BEGIN"
    " FOR one IN SELECT drops FROM moving_later ORDER BY nth DESC LOOP"
    "  EXECUTE one; END LOOP; END $$;";

static bool
prepare(struct move *m)
{
	return move_to_run(m, "BEGIN") &&
	    move_to_run(m, "CREATE TABLE moving (source text NOT NULL);"
	    "CREATE TABLE moving_rows (name text PRIMARY KEY,"
	    " rows bigint NOT NULL);"
	    "CREATE TABLE moving_later (nth serial PRIMARY KEY,"
	    " drops text NOT NULL, makes text NOT NULL);") &&
	    run_with(m, "INSERT INTO moving (source) VALUES ($1)",
	    m->source) &&
	    move_to_run(m, note_later) &&
	    move_to_run(m, "DELETE FROM meta") &&
	    move_to_run(m, "COMMIT");
}

static bool
is_empty(struct move *m, const char *to)
{
	for (size_t i = 0; i < m->tables; i++) {
		char select[MOVE_NAME_MAX + 60];

		snprintf(select, sizeof(select),
		    "SELECT EXISTS (SELECT 1 FROM %s)", m->table[i].name);
		if (holds(m, select)) {
			return move_fail(m, "%s is not empty. It was left as it"
			    " is; make an empty database for the move.", to);
		}
	}
	return m->problem == NULL;
}

static bool
same_source(struct move *m)
{
	char *text = move_to_text(m, "SELECT source FROM moving");
	bool same = text != NULL && strcmp(text, m->source) == 0;

	free(text);
	return same || move_fail(m, "Another file is being moved there, or this"
	    " one was written to since the move began. Make an empty database"
	    " and begin again.");
}

static bool
connect_to(struct move *m, const char *to)
{
	const char *why = "";

	m->to.name = strdup(to);
	if (m->to.name == NULL || !db_pg_connect(&m->to, &why)) {
		return move_fail(m, "%s cannot be opened: %s.", to, why);
	}
	if (!holds(m, "SELECT pg_try_advisory_lock(" LOCK ")")) {
		return move_fail(m, "Another move into %s is under way.", to);
	}
	return move_to_run(m, "SET statement_timeout = 0; SET lock_timeout = 0;"
	    "SET maintenance_work_mem = '256MB'; SET synchronous_commit = off;"
	    "SET bytea_output = hex");
}

/* Makes the tables, by the door that looks whether it may. */
static bool
make_tables(struct move *m, const char *to)
{
	const char *problem = "";
	struct db *db = db_open(to, DB_OPEN_CREATE, &problem);

	if (db == NULL) {
		return move_fail(m, "%s", problem);
	}
	db_close(db);
	return true;
}

bool
move_to_open(struct move *m, const char *to)
{
	if (!db_is_shared(to)) {
		return move_fail(m, "%s is no address of a PostgreSQL, such as"
		    " postgresql://db.example/cellwork.", to);
	}
	if (!connect_to(m, to)) {
		return false;
	}
	if (!holds(m, "SELECT EXISTS (SELECT 1 FROM pg_namespace"
	    " WHERE nspname = 'cellwork')") &&
	    (m->problem != NULL || !make_tables(m, to))) {
		return false;
	}
	if (holds(m, "SELECT to_regclass('moving') IS NOT NULL")) {
		return same_source(m);
	}
	return m->problem == NULL && is_empty(m, to) && prepare(m);
}

/* ---- rows -------------------------------------------------------------- */

int64_t
move_to_rows(struct move *m, const struct move_table *t)
{
	char select[MOVE_NAME_MAX + 80], *text;
	int64_t rows = -1;

	snprintf(select, sizeof(select),
	    "SELECT rows FROM moving_rows WHERE name = '%s'", t->name);
	text = move_to_text(m, select);
	if (text != NULL) {
		rows = strtoll(text, NULL, 10);
	}
	free(text);
	return rows;
}

static bool
start_copy(struct move *m, const struct move_table *t)
{
	char columns[4000], text[4200];
	PGresult *r;
	bool ok;

	move_columns(t, false, columns, sizeof(columns));
	snprintf(text, sizeof(text), "COPY %s (%s) FROM STDIN", t->name,
	    columns);
	r = PQexec(m->to.conn, text);
	ok = PQresultStatus(r) == PGRES_COPY_IN;
	PQclear(r);
	return ok || say(m, text);
}

/* What came wrong on our side is told there, and undoes the copy. */
static bool
end_copy(struct move *m, const struct move_table *t)
{
	bool ok = PQputCopyEnd(m->to.conn, m->problem != NULL ?
	    "given up" : NULL) == 1;
	PGresult *r;

	while ((r = PQgetResult(m->to.conn)) != NULL) {
		ok = ok && PQresultStatus(r) == PGRES_COMMAND_OK;
		PQclear(r);
	}
	return ok || say(m, t->name);
}

static bool
note_rows(struct move *m, const struct move_table *t, int64_t rows)
{
	char text[MOVE_NAME_MAX + 200];

	snprintf(text, sizeof(text), "INSERT INTO moving_rows (name, rows)"
	    " VALUES ('%s', %lld) ON CONFLICT (name) DO UPDATE"
	    " SET rows = excluded.rows", t->name, (long long)rows);
	return move_to_run(m, text);
}

int64_t
move_to_copy(struct move *m, const struct move_table *t, sqlite3_stmt *q,
    int64_t before, int64_t max)
{
	int64_t rows = 0;

	if (!move_to_run(m, "BEGIN") || !start_copy(m, t)) {
		return -1;
	}
	while (rows < max && move_from_line(m, t, q)) {
		if (PQputCopyData(m->to.conn, m->line.at,
		    (int)m->line.len) != 1) {
			say(m, t->name);
			break;
		}
		rows++;
	}
	return end_copy(m, t) && m->problem == NULL &&
	    note_rows(m, t, before + rows) && move_to_run(m, "COMMIT") ?
	    rows : -1;
}

/* ---- indexes and references -------------------------------------------- */

bool
move_to_index(struct move *m)
{
	char *text = move_to_text(m, "SELECT count(*) FROM moving_later");
	int64_t all = text != NULL ? strtoll(text, NULL, 10) : 0;

	free(text);
	for (int64_t done = 0; m->problem == NULL && done < all; done++) {
		if (!m->go_on(MOVE_INDEX, done, all)) {
			return move_fail(m, "stopped");
		}
		text = move_to_text(m, "SELECT makes FROM moving_later"
		    " ORDER BY nth LIMIT 1");
		if (text == NULL || !move_to_run(m, "BEGIN") ||
		    !move_to_run(m, text) ||
		    !move_to_run(m, "DELETE FROM moving_later WHERE nth ="
		    " (SELECT min(nth) FROM moving_later)") ||
		    !move_to_run(m, "COMMIT")) {
			free(text);
			return false;
		}
		free(text);
	}
	return m->problem == NULL && move_to_run(m, "ANALYZE");
}

/* ---- reading back ------------------------------------------------------ */

bool
move_to_lines(struct move *m, const struct move_table *t)
{
	char columns[4000], order[2000], text[6500];
	PGresult *r;
	bool ok;

	move_columns(t, false, columns, sizeof(columns));
	move_order(t, order, sizeof(order));
	snprintf(text, sizeof(text), "COPY (SELECT %s FROM %s ORDER BY %s)"
	    " TO STDOUT", columns, t->name, order);
	r = PQexec(m->to.conn, text);
	ok = PQresultStatus(r) == PGRES_COPY_OUT;
	PQclear(r);
	return ok || say(m, text);
}

char *
move_to_line(struct move *m, size_t *out_len)
{
	char *line = NULL;
	int len = PQgetCopyData(m->to.conn, &line, 0);
	PGresult *r;

	if (len > 0) {
		*out_len = (size_t)len;
		return line;
	}
	while ((r = PQgetResult(m->to.conn)) != NULL) {
		if (PQresultStatus(r) != PGRES_COMMAND_OK) {
			say(m, "COPY");
		}
		PQclear(r);
	}
	return NULL;
}

/* ---- the end ----------------------------------------------------------- */

/* The next id of each table: what was counted, and above what there is. */
static bool
set_sequence(struct move *m, const struct move_table *t)
{
	char text[700], *next;
	bool ok;

	snprintf(text, sizeof(text), "SELECT coalesce((SELECT next FROM counter"
	    " WHERE name = '%s'), 1)", t->name);
	next = move_from_text(m, text);
	if (next == NULL) {
		return false;
	}
	snprintf(text, sizeof(text), "SELECT setval('id_%s', used) FROM (SELECT"
	    " greatest(%s, (SELECT coalesce(max(id), 0) + 1 FROM %s)) - 1"
	    " AS used) AS s WHERE used > 0"
	    " AND to_regclass('id_%s') IS NOT NULL", t->name, next, t->name,
	    t->name);
	ok = move_to_run(m, text);
	free(next);
	return ok;
}

static bool
has_id(const struct move_table *t)
{
	for (size_t i = 0; i < t->columns; i++) {
		if (strcmp(t->column[i].name, "id") == 0) {
			return true;
		}
	}
	return false;
}

static bool
copy_meta(struct move *m)
{
	sqlite3_stmt *q = NULL;
	bool ok = sqlite3_prepare_v2(m->from->lite, "SELECT key, value FROM"
	    " meta", -1, &q, NULL) == SQLITE_OK;

	while (ok && sqlite3_step(q) == SQLITE_ROW) {
		const char *const values[] = {
			(const char *)sqlite3_column_text(q, 0),
			(const char *)sqlite3_column_text(q, 1),
		};
		PGresult *r = PQexecParams(m->to.conn, "INSERT INTO meta (key,"
		    " value) VALUES ($1, $2)", 2, NULL, values, NULL, NULL, 0);

		ok = PQresultStatus(r) == PGRES_COMMAND_OK ||
		    say(m, "meta");
		PQclear(r);
	}
	return (sqlite3_finalize(q) == SQLITE_OK && ok) ||
	    move_fail(m, "The file could not be read.");
}

bool
move_to_finish(struct move *m)
{
	if (!move_to_run(m, "SET synchronous_commit = on") ||
	    !move_to_run(m, "BEGIN")) {
		return false;
	}
	for (size_t i = 0; i < m->tables; i++) {
		if (has_id(&m->table[i]) && !set_sequence(m, &m->table[i])) {
			return false;
		}
	}
	return copy_meta(m) && move_to_run(m, "DROP TABLE moving,"
	    " moving_rows, moving_later") && move_to_run(m, "COMMIT");
}
