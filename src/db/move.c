/* move.c - the steps of a move, from a file to PostgreSQL. */
#include "db/move_inside.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_ROWS	20000		/* of one transaction */
#define TELL_ROWS	1000
#define DIGEST_BYTES	((MOVE_DIGEST - 1) / 2)

bool
move_fail(struct move *m, const char *fmt, ...)
{
	static _Thread_local char text[1000];
	va_list ap;

	if (m->problem == NULL) {
		va_start(ap, fmt);
		vsnprintf(text, sizeof(text), fmt, ap);
		va_end(ap);
		m->problem = text;
	}
	return false;
}

static bool
tell(struct move *m, enum move_step step, int64_t done)
{
	return m->go_on(step, done, m->rows) || move_fail(m, "It was stopped."
	    " Nothing of it is lost: the same command goes on from here.");
}

/* ---- names ------------------------------------------------------------- */

static size_t
add(char *buf, size_t size, size_t at, const char *before, const char *name,
    const char *after)
{
	int len = snprintf(buf + at, size - at, "%s%s%s%s",
	    at > 0 ? ", " : "", before, name, after);

	return len > 0 && (size_t)len < size - at ? at + (size_t)len : at;
}

void
move_columns(const struct move_table *t, bool of_file, char *buf, size_t size)
{
	size_t at = 0;

	for (size_t i = 0; i < t->columns; i++) {
		bool anew = of_file && strcmp(t->name, "unit_tally") == 0 &&
		    strcmp(t->column[i].name, "version") == 0;

		at = add(buf, size, at, "", anew ? "1" : t->column[i].name,
		    "");
	}
}

void
move_order(const struct move_table *t, char *buf, size_t size)
{
	size_t at = 0;

	for (size_t i = 0; i < t->columns; i++) {
		if (t->column[i].key || !t->has_key) {
			at = add(buf, size, at, "", t->column[i].name,
			    t->has_key ? "" : " NULLS FIRST");
		}
	}
}

/* ---- copying ----------------------------------------------------------- */

/* Passes over what was copied before the move was stopped. */
static bool
skip_rows(struct move *m, const struct move_table *t, sqlite3_stmt *q,
    int64_t rows)
{
	while (rows > 0 && sqlite3_step(q) == SQLITE_ROW) {
		rows--;
	}
	return rows == 0 || move_fail(m, "The table %s has fewer rows than were"
	    " copied of it.", t->name);
}

static bool
copy_table(struct move *m, const struct move_table *t, int64_t *done,
    struct moved *out)
{
	int64_t there = move_to_rows(m, t), copied = CHUNK_ROWS;
	sqlite3_stmt *q = there < 0 || there == t->rows ? NULL :
	    move_from_rows(m, t, false);
	bool ok = there == t->rows || (q != NULL && there >= 0 &&
	    skip_rows(m, t, q, there));

	out->went_on_at += there;
	*done += there;
	while (ok && q != NULL && copied == CHUNK_ROWS) {
		copied = move_to_copy(m, t, q, there, CHUNK_ROWS);
		ok = copied >= 0 && tell(m, MOVE_COPY, *done += copied);
		there += copied;
	}
	sqlite3_finalize(q);
	return ok;
}

static bool
copy_all(struct move *m, struct moved *out)
{
	int64_t done = 0;

	for (size_t i = 0; i < m->tables; i++) {
		if (!copy_table(m, &m->table[i], &done, out)) {
			return false;
		}
	}
	return true;
}

/* ---- comparing --------------------------------------------------------- */

/* The start of a row that is not the same, without what it says of somebody. */
static bool
differs(struct move *m, const struct move_table *t, int64_t row)
{
	return move_fail(m, "Row %lld of the table %s is not the same on both"
	    " sides. Make an empty database and begin again.", (long long)row,
	    t->name);
}

static bool
compare_rows(struct move *m, const struct move_table *t, sqlite3_stmt *q,
    int64_t *done, crypto_generichash_state *digest)
{
	int64_t row = 0;

	while (move_from_line(m, t, q)) {
		size_t len = 0;
		char *line = move_to_line(m, &len);
		bool same = line != NULL && len == m->line.len &&
		    memcmp(line, m->line.at, len) == 0;

		row++;
		if (same) {
			crypto_generichash_update(digest,
			    (const unsigned char *)line, len);
		}
		PQfreemem(line);
		if (!same) {
			return differs(m, t, row);
		}
		if (++*done % TELL_ROWS == 0 && !tell(m, MOVE_COMPARE, *done)) {
			return false;
		}
	}
	return m->problem == NULL;
}

static bool
compare_table(struct move *m, const struct move_table *t, int64_t *done,
    crypto_generichash_state *digest)
{
	sqlite3_stmt *q = move_from_rows(m, t, true);
	size_t len = 0;
	bool ok = q != NULL && move_to_lines(m, t) &&
	    compare_rows(m, t, q, done, digest);
	char *more = ok ? move_to_line(m, &len) : NULL;

	if (more != NULL) {
		ok = differs(m, t, t->rows + 1);
		PQfreemem(more);
	}
	sqlite3_finalize(q);
	return ok && m->problem == NULL;
}

static bool
compare_all(struct move *m, struct moved *out)
{
	crypto_generichash_state digest;
	unsigned char sum[DIGEST_BYTES];
	int64_t done = 0;

	crypto_generichash_init(&digest, NULL, 0, sizeof(sum));
	for (size_t i = 0; i < m->tables; i++) {
		const struct move_table *t = &m->table[i];

		crypto_generichash_update(&digest,
		    (const unsigned char *)t->name, strlen(t->name) + 1);
		if (!compare_table(m, t, &done, &digest)) {
			return false;
		}
	}
	crypto_generichash_final(&digest, sum, sizeof(sum));
	sodium_bin2hex(out->digest, sizeof(out->digest), sum, sizeof(sum));
	return true;
}

/* ---- all of it --------------------------------------------------------- */

static void
move_close(struct move *m)
{
	if (m->from != NULL) {
		sqlite3_exec(m->from->lite, "ROLLBACK", NULL, NULL, NULL);
		sqlite3_exec(m->from->lite, "PRAGMA journal_mode = WAL", NULL,
		    NULL, NULL);
		db_close(m->from);
	}
	PQfinish(m->to.conn);
	free(m->to.name);
	free(m->line.at);
	free(m->table);
}

bool
db_move(const char *file, const char *to,
    bool (*go_on)(enum move_step, int64_t done, int64_t all),
    struct moved *out, const char **problem)
{
	struct move m = { .go_on = go_on };
	bool ok;

	*out = (struct moved){ 0 };
	m.table = calloc(MOVE_TABLES_MAX, sizeof(*m.table));
	if (m.table == NULL) {
		*problem = "There is not enough memory.";
		return false;
	}
	ok = move_from_open(&m, file) && move_to_open(&m, to) &&
	    copy_all(&m, out) && move_to_index(&m) && compare_all(&m, out) &&
	    move_to_finish(&m);
	out->tables = (int64_t)m.tables;
	out->rows = m.rows;
	*problem = m.problem;
	move_close(&m);
	return ok;
}
