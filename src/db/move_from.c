/* move_from.c - the file that is moved: its tables, and each row as a line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/move_inside.h"

/* ---- the file for us alone --------------------------------------------- */

/*
 * Leaving the log is possible only where nobody else has the file open, and
 * from then on nobody else can open it, until it is closed (MOVE-3).
 */
static bool
take_alone(struct move *m, const char *file)
{
	char *mode = move_from_text(m, "PRAGMA locking_mode = EXCLUSIVE");
	bool alone;

	free(mode);
	mode = move_from_text(m, "PRAGMA journal_mode = DELETE");
	alone = mode != NULL && strcmp(mode, "delete") == 0;
	free(mode);
	if (alone && sqlite3_exec(m->from->lite, "BEGIN EXCLUSIVE", NULL, NULL,
	    NULL) == SQLITE_OK) {
		return true;
	}
	m->problem = NULL;		/* in plainer words */
	return move_fail(m, "%s is open in another program, such as the server."
	    " Stop it first: what is written while the data are moved would be"
	    " left behind.", file);
}

char *
move_from_text(struct move *m, const char *select)
{
	sqlite3_stmt *q = NULL;
	char *text = NULL;

	if (sqlite3_prepare_v2(m->from->lite, select, -1, &q, NULL) ==
	    SQLITE_OK) {
		int result = sqlite3_step(q);
		const unsigned char *at = result == SQLITE_ROW ?
		    sqlite3_column_text(q, 0) : NULL;

		if (result == SQLITE_ROW || result == SQLITE_DONE) {
			text = strdup(at != NULL ? (const char *)at : "");
		}
	}
	if (text == NULL) {
		move_fail(m, "The file could not be read: %s.",
		    sqlite3_errmsg(m->from->lite));
	}
	sqlite3_finalize(q);
	return text;
}

/* ---- what there is ----------------------------------------------------- */

static bool
copy_name(struct move *m, char out[MOVE_NAME_MAX], const unsigned char *name)
{
	if (name == NULL || strlen((const char *)name) >= MOVE_NAME_MAX) {
		return move_fail(m, "There is not enough memory.");
	}
	memcpy(out, name, strlen((const char *)name) + 1);
	return true;
}

static bool
read_columns(struct move *m, struct move_table *t)
{
	char select[MOVE_NAME_MAX + 40];
	sqlite3_stmt *q = NULL;
	bool whole = true;
	int result;

	snprintf(select, sizeof(select), "PRAGMA table_info(%s)", t->name);
	result = sqlite3_prepare_v2(m->from->lite, select, -1, &q, NULL);
	while (result == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW) {
		struct move_column *c = &t->column[t->columns];

		if (t->columns == MOVE_COLUMNS_MAX ||
		    !copy_name(m, c->name, sqlite3_column_text(q, 1))) {
			whole = false;
			break;
		}
		c->bytes = strcmp((const char *)sqlite3_column_text(q, 2),
		    "BLOB") == 0;
		c->key = sqlite3_column_int(q, 5) > 0;
		t->has_key = t->has_key || c->key;
		t->columns++;
	}
	result = sqlite3_finalize(q);
	return result == SQLITE_OK && whole && t->columns > 0 ? true :
	    move_fail(m, "The table %s could not be read.", t->name);
}

static bool
count_rows(struct move *m, struct move_table *t)
{
	char select[MOVE_NAME_MAX + 40], *text;

	snprintf(select, sizeof(select), "SELECT count(*) FROM %s", t->name);
	text = move_from_text(m, select);
	if (text == NULL) {
		return false;
	}
	t->rows = strtoll(text, NULL, 10);
	m->rows += t->rows;
	free(text);
	return true;
}

/* Ids are kept by sequences there; what the tables say of themselves is written
 * last. */
static const char list_tables[] = "SELECT name FROM sqlite_schema"
    " WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    " AND name NOT IN ('counter', 'meta') ORDER BY rowid";

static bool
read_tables(struct move *m)
{
	sqlite3_stmt *q = NULL;
	bool ok = sqlite3_prepare_v2(m->from->lite, list_tables, -1, &q,
	    NULL) == SQLITE_OK;

	while (ok && sqlite3_step(q) == SQLITE_ROW) {
		struct move_table *t = &m->table[m->tables];

		ok = m->tables < MOVE_TABLES_MAX &&
		    copy_name(m, t->name, sqlite3_column_text(q, 0)) &&
		    read_columns(m, t) && count_rows(m, t);
		m->tables++;
	}
	return (sqlite3_finalize(q) == SQLITE_OK && ok) ||
	    move_fail(m, "The tables of the file could not be read.");
}

/* Which file it is, and how far its record of changes goes: a move that was
 * stopped goes on only with the same. */
static bool
read_source(struct move *m)
{
	char *text = move_from_text(m, "SELECT coalesce((SELECT"
	    " min(public_id) FROM edition), '') || ' ' || (SELECT count(*)"
	    " FROM change) || ' ' || coalesce((SELECT max(at) FROM change),"
	    " 0) || ' ' || (SELECT count(*) FROM request)");

	if (text == NULL) {
		return false;
	}
	snprintf(m->source, sizeof(m->source), "%s", text);
	free(text);
	return true;
}

bool
move_from_open(struct move *m, const char *file)
{
	const char *problem = "";

	m->from = db_open(file, DB_OPEN_WRITE, &problem);
	if (m->from == NULL) {
		return move_fail(m, "%s", problem);
	}
	return take_alone(m, file) && read_tables(m) && read_source(m);
}

/* ---- rows as lines ----------------------------------------------------- */

sqlite3_stmt *
move_from_rows(struct move *m, const struct move_table *t, bool by_key)
{
	char columns[4000], order[2000] = "", select[7000];
	sqlite3_stmt *q = NULL;

	move_columns(t, true, columns, sizeof(columns));
	if (by_key) {
		move_order(t, order, sizeof(order));
	}
	snprintf(select, sizeof(select), "SELECT %s FROM %s %s%s", columns,
	    t->name, by_key ? "ORDER BY " : "NOT INDEXED", order);
	if (sqlite3_prepare_v2(m->from->lite, select, -1, &q, NULL) !=
	    SQLITE_OK) {
		move_fail(m, "The table %s could not be read: %s.", t->name,
		    sqlite3_errmsg(m->from->lite));
	}
	return q;
}

static char *
line_room(struct move_line *l, size_t more)
{
	if (l->len + more > l->cap) {
		size_t cap = 2 * (l->len + more);
		char *bigger = realloc(l->at, cap);

		if (bigger == NULL) {
			l->failed = true;
			return NULL;
		}
		l->at = bigger;
		l->cap = cap;
	}
	return l->at + l->len;
}

static void
line_char(struct move_line *l, char c)
{
	char *at = line_room(l, 1);

	if (at != NULL) {
		*at = c;
		l->len++;
	}
}

/* As COPY wants it, and writes it. */
static void
line_text(struct move_line *l, const char *text, size_t len)
{
	static const char special[] = "\b\f\n\r\t\v\\", letter[] = "bfnrtv\\";
	char *at = line_room(l, 2 * len);

	for (size_t i = 0; at != NULL && i < len; i++) {
		const char *hit = text[i] == '\0' ? NULL :
		    strchr(special, text[i]);

		l->has_nul = l->has_nul || text[i] == '\0';
		if (hit != NULL) {
			*at++ = '\\';
			*at++ = letter[hit - special];
		} else {
			*at++ = text[i];
		}
	}
	if (at != NULL) {
		l->len = (size_t)(at - l->at);
	}
}

static void
line_bytes(struct move_line *l, const unsigned char *bytes, size_t len)
{
	static const char hex[] = "0123456789abcdef";
	char *at = line_room(l, 3 + 2 * len);

	if (at == NULL) {
		return;
	}
	memcpy(at, "\\\\x", 3);
	at += 3;
	for (size_t i = 0; i < len; i++) {
		*at++ = hex[bytes[i] >> 4];
		*at++ = hex[bytes[i] & 15];
	}
	l->len = (size_t)(at - l->at);
}

static void
line_value(struct move_line *l, sqlite3_stmt *q, int i, bool bytes)
{
	if (sqlite3_column_type(q, i) == SQLITE_NULL) {
		line_char(l, '\\');
		line_char(l, 'N');
	} else if (bytes) {
		const unsigned char *at = sqlite3_column_blob(q, i);

		line_bytes(l, at, (size_t)sqlite3_column_bytes(q, i));
	} else {
		const char *at = (const char *)sqlite3_column_text(q, i);

		l->failed = l->failed || at == NULL;
		line_text(l, at != NULL ? at : "",
		    (size_t)sqlite3_column_bytes(q, i));
	}
}

bool
move_from_line(struct move *m, const struct move_table *t, sqlite3_stmt *q)
{
	struct move_line *l = &m->line;
	int result = sqlite3_step(q);

	if (result != SQLITE_ROW) {
		return result == SQLITE_DONE ? false : move_fail(m,
		    "The table %s could not be read: %s.", t->name,
		    sqlite3_errmsg(m->from->lite));
	}
	l->len = 0;
	l->failed = l->has_nul = false;
	for (size_t i = 0; i < t->columns; i++) {
		if (i > 0) {
			line_char(l, '\t');
		}
		line_value(l, q, (int)i, t->column[i].bytes);
	}
	line_char(l, '\n');
	if (l->has_nul) {
		return move_fail(m, "In the table %s is a text with a NUL byte,"
		    " which PostgreSQL cannot hold; its row begins with %.40s.",
		    t->name, l->at);
	}
	return !l->failed || move_fail(m, "There is not enough memory.");
}
