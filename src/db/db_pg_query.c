/* db_pg_query.c - statements on PostgreSQL: made ready, sent, and read. */
#include <assert.h>
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_pg.h"

/* Types by their numbers in PostgreSQL's catalogue. */
enum {
	PG_ANY = 0,
	PG_BOOL = 16,
	PG_BYTEA = 17,
	PG_INT8 = 20,
	PG_INT2 = 21,
	PG_INT4 = 23,
	PG_TEXT = 25,
	PG_NUMERIC = 1700
};

struct value {
	Oid	 type;
	bool	 is_null;
	int64_t	 number;		/* of PG_INT8, big-endian */
	const char *lent;		/* of a text that is borrowed */
	size_t	 at, len;		/* of the others, in bytes */
};

struct pg_statement {
	struct pg	*pg;
	char		*text;		/* of the struct sql, to compare */
	char		*sql;		/* with $1 for names */
	char		 names[PG_NAMES_MAX];
	int		 params;
	char		 name[16];	/* on the server */
	unsigned	 connected;	/* ... of this connection; 0: nowhere */
	Oid		 types[DB_PARAMS_MAX];	/* as it was made ready */
	struct value	 value[DB_PARAMS_MAX];
	char		*bytes;		/* of the values */
	size_t		 bytes_len, bytes_cap;
	bool		 sent;
	PGresult	*rows;
	int		 row;		/* of rows, the one being read */
	PGresult	*kept;		/* read ahead, to come after it */
	int64_t		 changed;
	char		 (*digits)[24];	/* of each column, once asked for */
};

/* ---- making ready ------------------------------------------------------ */

bool
db_pg_is_ready(const struct prepared *p)
{
	return p->pg != NULL && strcmp(p->pg->text, p->sql->text) == 0;
}

/* Sent to the server with the first values, whose types it needs. */
bool
db_pg_make_ready(struct db *db, struct prepared *p)
{
	struct pg_statement *s = calloc(1, sizeof(*s));

	db_pg_forget(p);
	p->pg = s;
	if (s != NULL) {
		s->pg = db->pg;
		s->text = strdup(p->sql->text);
		s->sql = db_pg_statement(p->sql->text, s->names, &s->params);
	}
	if (s == NULL || s->text == NULL || s->sql == NULL) {
		db_pg_forget(p);
		db_fail_memory(db, p->sql->name);
		return false;
	}
	return true;
}

void
db_pg_forget(struct prepared *p)
{
	struct pg_statement *s = p->pg;

	if (s != NULL) {
		PQclear(s->rows);
		PQclear(s->kept);
		free(s->text);
		free(s->sql);
		free(s->bytes);
		free(s->digits);
		free(s);
	}
	p->pg = NULL;
}

/* The server refuses what writes in a transaction that reads; this finds it
 * where SQLite would. */
bool
db_pg_only_reads(const struct prepared *p)
{
	const char *text = p->pg->text;

	text += strspn(text, " \t\n");
	return strncmp(text, "SELECT", 6) == 0 || strncmp(text, "WITH", 4) == 0;
}

int
db_pg_params(const struct prepared *p)
{
	return p->pg->params;
}

int
db_pg_param(const struct prepared *p, const char *name)
{
	const char *at = p->pg->names;

	for (int i = 1; i <= p->pg->params; i++) {
		if (strcmp(at, name) == 0) {
			return i;
		}
		at += strlen(at) + 1;
	}
	return 0;
}

/* ---- setting ----------------------------------------------------------- */

bool
db_pg_set_int(struct prepared *p, int param, int64_t number)
{
	p->pg->value[param - 1] = (struct value){ .type = PG_INT8,
		.number = (int64_t)htobe64((uint64_t)number) };
	return true;
}

bool
db_pg_set_null(struct prepared *p, int param)
{
	p->pg->value[param - 1] = (struct value){ .is_null = true };
	return true;
}

static bool
set_copy(struct pg_statement *s, int param, Oid type, str text)
{
	size_t needed = s->bytes_len + text.len;

	if (needed > s->bytes_cap) {
		size_t cap = needed + needed / 2 + 64;
		char *bytes = realloc(s->bytes, cap);

		if (bytes == NULL) {
			return false;
		}
		s->bytes = bytes;
		s->bytes_cap = cap;
	}
	if (text.len > 0) {
		memcpy(s->bytes + s->bytes_len, text.at, text.len);
	}
	s->value[param - 1] = (struct value){ .type = type,
		.at = s->bytes_len, .len = text.len };
	s->bytes_len = needed;
	return true;
}

bool
db_pg_set_text(struct prepared *p, int param, str text)
{
	return set_copy(p->pg, param, PG_TEXT, text);
}

bool
db_pg_set_bytes(struct prepared *p, int param, str bytes)
{
	return set_copy(p->pg, param, PG_BYTEA, bytes);
}

bool
db_pg_lend_text(struct prepared *p, int param, str text)
{
	p->pg->value[param - 1] = (struct value){ .type = PG_TEXT,
		.lent = text.len > 0 ? text.at : "", .len = text.len };
	return true;
}

/* ---- sending ----------------------------------------------------------- */

/* A value that is NULL goes with any type, the others with their own. */
static bool
has_types(const struct pg_statement *s)
{
	if (s->connected != s->pg->connected) {
		return false;
	}
	for (int i = 0; i < s->params; i++) {
		if (!s->value[i].is_null && s->value[i].type != s->types[i]) {
			return false;
		}
	}
	return true;
}

static bool
send_text(struct db *db, struct prepared *p)
{
	struct pg_statement *s = p->pg;
	PGresult *r, *end;
	bool ok;

	for (int i = 0; i < s->params; i++) {
		if (!s->value[i].is_null || s->connected != s->pg->connected) {
			s->types[i] = s->value[i].type;
		}
	}
	snprintf(s->name, sizeof(s->name), "s%u", ++s->pg->made);
	if (PQsendPrepare(s->pg->conn, s->name, s->sql, s->params, s->types) ==
	    0) {
		db_pg_fail_lost(db, p->sql->name);
		return false;
	}
	r = db_pg_result(db, p->sql->name);
	ok = PQresultStatus(r) == PGRES_COMMAND_OK;
	if (r != NULL && !ok) {
		db_pg_fail(db, p->sql->name, r);
	}
	PQclear(r);
	while ((end = db_pg_result(db, p->sql->name)) != NULL) {
		PQclear(end);
	}
	s->connected = ok ? s->pg->connected : 0;
	return ok;
}

static bool
send_values(struct db *db, struct prepared *p)
{
	struct pg_statement *s = p->pg;
	const char *at[DB_PARAMS_MAX];
	int len[DB_PARAMS_MAX], format[DB_PARAMS_MAX];

	for (int i = 0; i < s->params; i++) {
		const struct value *v = &s->value[i];
		bool is_int = v->type == PG_INT8;

		at[i] = v->is_null ? NULL : is_int ? (const char *)&v->number :
		    v->lent != NULL ? v->lent :
		    v->len > 0 ? s->bytes + v->at : "";
		len[i] = is_int ? (int)sizeof(v->number) : (int)v->len;
		format[i] = 1;
	}
	if (PQsendQueryPrepared(s->pg->conn, s->name, s->params, at, len,
	    format, 1) == 0 || PQsetSingleRowMode(s->pg->conn) == 0) {
		db_pg_fail_lost(db, p->sql->name);
		return false;
	}
	s->pg->stream = p;
	s->sent = true;
	return true;
}

static bool
send_statement(struct db *db, struct prepared *p)
{
	if (db->pg->stream != NULL) {
		db_pg_drain(db);
	}
	if (db->state != DB_OK) {
		return false;
	}
	if (db->pg->conn == NULL) {
		db_pg_fail_lost(db, p->sql->name);
		return false;
	}
	return (has_types(p->pg) || send_text(db, p)) && send_values(db, p);
}

/* ---- the rows ---------------------------------------------------------- */

/* Nothing more comes. */
static void
end_stream(struct db *db, struct prepared *p)
{
	PGresult *r;

	while ((r = db_pg_result(db, p->sql->name)) != NULL) {
		PQclear(r);
	}
	db->pg->stream = NULL;
}

/* The next row, or NULL at the end or after a failure. */
static PGresult *
receive(struct db *db, struct prepared *p)
{
	PGresult *r = db_pg_result(db, p->sql->name);
	ExecStatusType status = PQresultStatus(r);

	if (r != NULL && status == PGRES_SINGLE_TUPLE) {
		return r;
	}
	if (r == NULL) {
		db_pg_fail_lost(db, p->sql->name);
	} else if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
		p->pg->changed = strtoll(PQcmdTuples(r), NULL, 10);
	} else {
		db_pg_fail(db, p->sql->name, r);
	}
	PQclear(r);
	end_stream(db, p);
	return NULL;
}

/* False without memory. Rows one by one would take 2 KiB each. */
static bool
keep_row(PGresult **kept, const PGresult *r)
{
	int row = PQntuples(*kept);

	if (*kept == NULL) {
		*kept = PQcopyResult(r, PG_COPYRES_ATTRS);
	}
	for (int i = 0; *kept != NULL && i < PQnfields(r); i++) {
		bool null = PQgetisnull(r, 0, i) != 0;

		if (PQsetvalue(*kept, row, i, null ? NULL :
		    PQgetvalue(r, 0, i), null ? -1 : PQgetlength(r, 0, i)) ==
		    0) {
			return false;
		}
	}
	return *kept != NULL;
}

void
db_pg_drain(struct db *db)
{
	struct prepared *p = db->pg->stream;
	PGresult *r;

	while ((r = receive(db, p)) != NULL) {
		if (!keep_row(&p->pg->kept, r)) {
			db_fail_memory(db, p->sql->name);
		}
		PQclear(r);
	}
}

enum step
db_pg_step(struct db *db, struct prepared *p)
{
	struct pg_statement *s = p->pg;

	if (!s->sent && !send_statement(db, p)) {
		return STEP_FAILED;
	}
	if (s->rows != NULL && s->row + 1 < PQntuples(s->rows)) {
		s->row++;
		return STEP_ROW;
	}
	PQclear(s->rows);
	s->rows = s->kept;
	s->kept = NULL;
	s->row = 0;
	if (s->rows == NULL && db->pg->stream == p) {
		s->rows = receive(db, p);
	}
	return s->rows != NULL ? STEP_ROW :
	    db->state == DB_OK ? STEP_DONE : STEP_FAILED;
}

void
db_pg_rewind(struct db *db, struct prepared *p)
{
	struct pg_statement *s = p->pg;
	PGresult *r;

	while (db->pg->stream == p && (r = receive(db, p)) != NULL) {
		PQclear(r);
	}
	PQclear(s->rows);
	PQclear(s->kept);
	s->rows = s->kept = NULL;
	s->row = 0;
	s->sent = false;
}

void
db_pg_reset(struct db *db, struct prepared *p)
{
	struct pg_statement *s = p->pg;

	db_pg_rewind(db, p);
	if (s->bytes_len > 0) {
		explicit_bzero(s->bytes, s->bytes_len);
	}
	s->bytes_len = 0;
	memset(s->value, 0, sizeof(s->value));
}

int64_t
db_pg_changed(const struct db *db, const struct prepared *p)
{
	(void)db;
	return p->pg->changed;
}

/* ---- reading ----------------------------------------------------------- */

int
db_pg_columns(const struct prepared *p)
{
	return PQnfields(p->pg->rows);
}

bool
db_pg_is_null(const struct prepared *p, int column)
{
	return PQgetisnull(p->pg->rows, p->pg->row, column) != 0;
}

static int64_t
big_endian(const char *at, int len)
{
	uint64_t n = (signed char)at[0] < 0 ? UINT64_MAX : 0;

	for (int i = 0; i < len; i++) {
		n = n << 8 | (unsigned char)at[i];
	}
	return (int64_t)n;
}

/*
 * A sum of whole numbers: how many groups of four digits there are, the weight
 * of the first, the sign, the digits behind the point (none), the groups.
 */
static int64_t
numeric(const char *at)
{
	int64_t groups = big_endian(at, 2), weight = big_endian(at + 2, 2);
	int64_t n = 0;

	assert(big_endian(at + 6, 2) == 0);	/* not a whole number */
	for (int64_t i = 0; i <= weight; i++) {
		n = n * 10000 + (i < groups ? big_endian(at + 8 + 2 * i, 2) :
		    0);
	}
	return big_endian(at + 4, 2) != 0 ? -n : n;
}

int64_t
db_pg_get_int(const struct prepared *p, int column)
{
	const PGresult *r = p->pg->rows;
	const char *at = PQgetvalue(r, p->pg->row, column);

	if (PQgetisnull(r, p->pg->row, column)) {
		return 0;
	}
	switch (PQftype(r, column)) {
	case PG_BOOL:
	case PG_INT2:
	case PG_INT4:
	case PG_INT8:
		return big_endian(at, PQgetlength(r, p->pg->row, column));
	case PG_NUMERIC:
		return numeric(at);
	default:
		assert(false);		/* a column that is no number */
		return 0;
	}
}

/* Number as text, which stays as long as the row. */
static str
digits_of(struct db *db, struct prepared *p, int column)
{
	struct pg_statement *s = p->pg;
	size_t len = sizeof(*s->digits);
	char *at;

	if (s->digits == NULL) {
		s->digits = calloc((size_t)PQnfields(s->rows), len);
	}
	if (s->digits == NULL) {
		db_fail_memory(db, p->sql->name);
		return S("");
	}
	at = s->digits[column];
	snprintf(at, len, "%lld", (long long)db_pg_get_int(p, column));
	return str_z(at);
}

str
db_pg_get_str(struct db *db, struct prepared *p, int column)
{
	const PGresult *r = p->pg->rows;
	Oid type = PQftype(r, column);

	if (PQgetisnull(r, p->pg->row, column)) {
		return S("");
	}
	if (type == PG_INT8 || type == PG_INT4 || type == PG_INT2 ||
	    type == PG_BOOL || type == PG_NUMERIC) {
		return digits_of(db, p, column);
	}
	return (str){ PQgetvalue(r, p->pg->row, column),
		(size_t)PQgetlength(r, p->pg->row, column) };
}
