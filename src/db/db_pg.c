/* db_pg.c - a connection to PostgreSQL, its transactions, and how they fail. */
#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_pg.h"

/* ---- failures ---------------------------------------------------------- */

static const struct { const char code[6]; enum db_state state; } codes[] = {
	{ "40001", DB_RETRY },		/* serialisation */
	{ "40P01", DB_RETRY },		/* deadlock */
	{ "23505", DB_RETRY },		/* unique: somebody else was faster */
	{ "53100", DB_FULL },
	{ "53200", DB_BUSY },		/* no room for more locks */
	{ "53300", DB_BUSY },		/* too many connections */
	{ "55P03", DB_BUSY },		/* no lock in time */
	{ "57014", DB_BUSY },		/* took too long */
};

static enum db_state
state_of(const char *code)
{
	for (size_t i = 0; code != NULL && i < COUNT(codes); i++) {
		if (strcmp(code, codes[i].code) == 0) {
			return codes[i].state;
		}
	}
	return DB_BROKEN;
}

/* The first sentence alone: what follows may hold somebody's data. */
void
db_pg_fail(struct db *db, const char *what, const PGresult *r)
{
	const char *code = PQresultErrorField(r, PG_DIAG_SQLSTATE);
	const char *why = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);

	if (PQstatus(db->pg->conn) == CONNECTION_BAD) {
		db_pg_fail_lost(db, what);
	} else {
		db_failed(db, state_of(code), what, why != NULL ? why :
		    "it did not work");
	}
}

void
db_pg_fail_lost(struct db *db, const char *what)
{
	db_failed(db, DB_BROKEN, what, "the connection was lost");
}

/* ---- one answer -------------------------------------------------------- */

bool
db_pg_wait(const struct pg *pg, int ms)
{
	PGconn *conn = pg->conn;
	int64_t until = clock_monotonic_ms() + ms;

	while (PQisBusy(conn)) {
		struct pollfd fd = { .fd = PQsocket(conn), .events = POLLIN };
		int64_t left = until - clock_monotonic_ms();

		if (left <= 0 || fd.fd < 0) {
			return false;
		}
		if (poll(&fd, 1, (int)left) < 0 && errno != EINTR) {
			return false;
		}
		if (fd.revents != 0 && PQconsumeInput(conn) == 0) {
			return false;
		}
	}
	return true;
}

static void
lose(struct pg *pg)
{
	PQfinish(pg->conn);
	pg->conn = NULL;
	pg->lost = true;
}

PGresult *
db_pg_result(struct db *db, const char *what)
{
	struct pg *pg = db->pg;

	if (pg->conn == NULL) {
		db_pg_fail_lost(db, what);
		return NULL;
	}
	if (!db_pg_wait(pg, pg->answer_ms)) {
		/* What was an error of the server's has been read already. */
		if (PQstatus(pg->conn) != CONNECTION_BAD) {
			lose(pg);
			db_pg_fail_lost(db, what);
			return NULL;
		}
	}
	return PQgetResult(pg->conn);
}

/* The last of the answers to what was sent; or one that is an error. */
static PGresult *
last_result(struct db *db, const char *what)
{
	PGresult *last = NULL, *r;

	while ((r = db_pg_result(db, what)) != NULL) {
		if (last != NULL &&
		    PQresultStatus(last) == PGRES_FATAL_ERROR) {
			PQclear(r);
			continue;
		}
		PQclear(last);
		last = r;
	}
	return last;
}

PGresult *
db_pg_exec(struct db *db, const char *text)
{
	PGresult *r;

	if (db->pg->stream != NULL) {
		db_pg_drain(db);
	}
	db->pg->doubt = db->pg->refused = false;
	if (db->pg->conn == NULL || PQsendQuery(db->pg->conn, text) == 0) {
		db_pg_fail_lost(db, text);
		return NULL;
	}
	r = last_result(db, text);
	if (r == NULL) {
		db_pg_fail_lost(db, text);
		return NULL;
	}
	if (PQresultStatus(r) != PGRES_COMMAND_OK &&
	    PQresultStatus(r) != PGRES_TUPLES_OK &&
	    PQresultStatus(r) != PGRES_EMPTY_QUERY) {
		db_pg_fail(db, text, r);
		db->pg->refused = true;
		PQclear(r);
		return NULL;
	}
	return r;
}

/* ---- transactions ------------------------------------------------------ */

/*
 * A commit that was answered with a warning is not known to be where it has to
 * be: a server that stops waiting for its standby says so in that way. One
 * that was answered with another word was none.
 */
static bool
pg_run(struct db *db, const char *text)
{
	PGresult *r = db_pg_exec(db, text);
	bool commits = strcmp(text, "COMMIT") == 0;

	if (r == NULL) {
		return false;
	}
	if (commits && db->pg->doubt) {
		db_failed(db, DB_UNKNOWN, text, "the server could not say that"
		    " it is safe");
	} else if (commits && strcmp(PQcmdStatus(r), "COMMIT") != 0) {
		db_failed(db, DB_BROKEN, text, "the server undid it");
	}
	PQclear(r);
	return db->state == DB_OK;
}

/* Before the first statement nothing can be lost with a connection. */
static bool
pg_begin(struct db *db)
{
	const char *text = db->mode == DB_WRITE ?
	    "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE" :
	    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
	const char *why = "";

	for (int i = 0; i < 2; i++) {
		if (db->pg->conn == NULL && !db_pg_connect(db->pg, &why)) {
			db_failed(db, DB_BROKEN, "connecting", why);
			return false;
		}
		if (pg_run(db, text)) {
			return true;
		}
		if (db->pg->conn != NULL &&
		    PQstatus(db->pg->conn) != CONNECTION_BAD) {
			break;
		}
		lose(db->pg);
		if (i == 0) {
			db->state = DB_OK;
			db->problem[0] = '\0';
		}
	}
	/* As one that has become a standby answers: look for the other. */
	if (db->pg->conn != NULL) {
		lose(db->pg);
	}
	return false;
}

static bool
in_transaction(const struct pg *pg)
{
	PGTransactionStatusType status = pg->conn == NULL ? PQTRANS_UNKNOWN :
	    PQtransactionStatus(pg->conn);

	return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

/* Runs what tidies up; its failure changes nothing but loses the connection. */
static void
tidy(struct db *db, const char *text)
{
	enum db_state state = db->state;
	PGresult *r;

	db->state = DB_UNKNOWN;		/* so that nothing sticks */
	r = db_pg_exec(db, text);
	if (r == NULL) {
		lose(db->pg);
	}
	PQclear(r);
	db->state = state;
}

static void
pg_rollback(struct db *db)
{
	if (in_transaction(db->pg)) {
		tidy(db, "ROLLBACK");
	}
	if (db->pg->conn != NULL &&
	    PQstatus(db->pg->conn) == CONNECTION_BAD) {
		lose(db->pg);
	}
	if (db->pg->conn != NULL && db->pg->locks) {
		tidy(db, "SELECT pg_advisory_unlock_all()");
	}
	db->pg->locks = false;
}

/* What came in between cannot be undone by undoing a part: a new transaction
 * has to see it. */
static bool
pg_alive(const struct db *db, bool has_savepoint)
{
	PGTransactionStatusType status = db->pg->conn == NULL ?
	    PQTRANS_UNKNOWN : PQtransactionStatus(db->pg->conn);

	return status == PQTRANS_INTRANS || (status == PQTRANS_INERROR &&
	    has_savepoint && db->state != DB_RETRY);
}

/* An error that the server answered with, not silence; or it was not asked. */
static bool
pg_undone(const struct db *db)
{
	return db->state != DB_UNKNOWN && db->pg->conn != NULL &&
	    PQstatus(db->pg->conn) == CONNECTION_OK && (db->pg->refused ||
	    PQtransactionStatus(db->pg->conn) == PQTRANS_INTRANS);
}

static void
pg_close(struct db *db)
{
	if (db->pg == NULL) {
		return;
	}
	PQfinish(db->pg->conn);
	free(db->pg->name);
	free(db->pg);
}

/* ---- housekeeping ------------------------------------------------------ */

static bool
pg_backup(struct db *db, const char *path,
    bool (*go_on)(int64_t done, int64_t all), const char **problem)
{
	(void)path;
	(void)go_on;
	*problem = db_sentence("%s is kept by PostgreSQL, which copies it with"
	    " pg_dump or, with all that was written since, pg_basebackup; the"
	    " manual says how.", db->pg->name);
	return false;
}

/*
 * The server checks each reference when it is written and each page, where
 * checksums are on, when it is read. So every page of every table is read.
 */
static bool
pg_check(struct db *db, const char **problem)
{
	PGresult *r = db_pg_exec(db, "SELECT relname FROM pg_class WHERE"
	    " relnamespace = 'cellwork'::regnamespace AND relkind = 'r'");
	bool ok = r != NULL;

	for (int i = 0; ok && i < PQntuples(r); i++) {
		char text[200];
		PGresult *one;

		snprintf(text, sizeof(text), "SELECT count(t.*) FROM"
		    " cellwork.\"%s\" t", PQgetvalue(r, i, 0));
		one = db_pg_exec(db, text);
		ok = one != NULL;
		PQclear(one);
	}
	PQclear(r);
	if (!ok) {
		*problem = db_sentence("The database could not be read: %s.",
		    db_problem(db));
	}
	return ok;
}

static void
pg_checkpoint(struct db *db)
{
	(void)db;			/* the server does it by itself */
}

static int64_t
pg_move_log(struct db *db)
{
	(void)db;
	return 0;
}

static bool
pg_renew_log(struct db *db)
{
	(void)db;			/* and stops where it cannot sync */
	return true;
}

/* Dropping one would wait for everybody who works with the table. */
static bool
pg_indexes_off(struct db *db, const char *const *tables)
{
	(void)db;
	(void)tables;
	return false;
}

static void
pg_sort(struct db *db, bool much)
{
	(void)db;
	(void)much;
}

static void
pg_room(struct db *db, int mib)
{
	(void)db;			/* the server has its own */
	(void)mib;
}

static void
pg_loosen(struct db *db, bool loose)
{
	(void)db;			/* every reference is looked at */
	(void)loose;			/* at once */
}

static bool
pg_check_references(struct db *db, const char **problem)
{
	(void)db;
	(void)problem;
	return true;
}

/* ---- for tests --------------------------------------------------------- */

static void
pg_script(struct db *db, const char *text)
{
	char *schema = strstr(text, "CREATE TABLE") != NULL ?
	    db_pg_schema(text) : NULL;
	PGresult *r = db_pg_exec(db, schema != NULL ? schema : text);

	if (r == NULL) {
		log_line("db_script: %s in: %s", db_problem(db), text);
		abort();
	}
	PQclear(r);
	free(schema);
}

static int64_t
pg_number(struct db *db, const char *select)
{
	PGresult *r = db_pg_exec(db, select);
	int64_t n = -1;

	if (r == NULL) {
		log_line("db_number: %s in: %s", db_problem(db), select);
		abort();
	}
	if (PQntuples(r) > 0) {
		n = strtoll(PQgetvalue(r, 0, 0), NULL, 10);
	}
	PQclear(r);
	return n;
}

const struct engine db_pg = {
	.begin = pg_begin, .run = pg_run, .rollback = pg_rollback,
	.alive = pg_alive, .undone = pg_undone, .close = pg_close,
	.is_ready = db_pg_is_ready, .make_ready = db_pg_make_ready,
	.forget = db_pg_forget, .only_reads = db_pg_only_reads,
	.params = db_pg_params, .param = db_pg_param,
	.set_int = db_pg_set_int, .set_null = db_pg_set_null,
	.set_text = db_pg_set_text, .set_bytes = db_pg_set_bytes,
	.lend_text = db_pg_lend_text, .step = db_pg_step,
	.rewind = db_pg_rewind, .reset = db_pg_reset, .changed = db_pg_changed,
	.columns = db_pg_columns, .is_null = db_pg_is_null,
	.get_int = db_pg_get_int, .get_str = db_pg_get_str,
	.new_ids = db_pg_new_ids, .write_number = db_pg_write_number,
	.seen_number = db_pg_seen_number, .look = db_pg_look,
	.indexes_off = pg_indexes_off, .sort = pg_sort, .room = pg_room,
	.loosen = pg_loosen, .migrate = db_pg_migrate,
	.check_references = pg_check_references,
	.backup = pg_backup, .check = pg_check,
	.checkpoint = pg_checkpoint, .move_log = pg_move_log,
	.renew_log = pg_renew_log,
	.script = pg_script, .number = pg_number,
};
