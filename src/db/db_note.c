/* db_note.c - what a transaction changed, and who has seen it. */
#include <assert.h>
#include <stdlib.h>
#include <unistd.h>

#include "db/db_inside.h"
#include "db/db_query.sql.h"

#define POLL_MS		50		/* between two looks at the file */

/* ---- notes ------------------------------------------------------------- */

void
db_forget_notes(struct db *db)
{
	db->noted_len = 0;
}

void
db_note(struct db *db, int64_t number)
{
	if (db->noted_len > 0 && db->noted[db->noted_len - 1] == number) {
		return;
	}
	if (db->noted_len == db->noted_cap) {
		size_t cap = db->noted_cap > 0 ? 2 * db->noted_cap : 64;
		int64_t *bigger = realloc(db->noted, cap * sizeof(*bigger));

		if (bigger == NULL) {
			db_fail_memory(db, "what was changed");
			return;
		}
		db->noted = bigger;
		db->noted_cap = cap;
	}
	db->noted[db->noted_len++] = number;
}

static int
by_number(const void *pa, const void *pb)
{
	int64_t a = *(const int64_t *)pa, b = *(const int64_t *)pb;

	return (a > b) - (a < b);
}

size_t
db_noted(struct db *db, const int64_t **out)
{
	size_t len = 0;

	if (db->noted_len > 0) {
		qsort(db->noted, db->noted_len, sizeof(*db->noted), by_number);
	}
	for (size_t i = 0; i < db->noted_len; i++) {
		if (len == 0 || db->noted[len - 1] != db->noted[i]) {
			db->noted[len++] = db->noted[i];
		}
	}
	db->noted_len = len;
	*out = db->noted;
	return len;
}

/* ---- versions ---------------------------------------------------------- */

/* One writer at a time: a number that each takes in turn. */
int64_t
db_write_number(struct db *db)
{
	struct query q;

	assert(db->in_transaction && db->mode == DB_WRITE);
	if (db->version == 0) {
		q = db_query(db, &sql_db_number_take);
		if (q_row(&q)) {
			db->version = q_get_int(&q, 0);
		}
		q_end(&q);
	}
	return db->state == DB_OK ? db->version : 0;
}

int64_t
db_seen_number(struct db *db)
{
	struct query q = db_query(db, &sql_db_number_last);
	int64_t seen = q_row(&q) ? q_get_int(&q, 0) - 1 : 0;

	q_end(&q);
	return db->state == DB_OK ? seen : 0;
}

/* The number changes when another connection has committed. */
static int64_t
data_version(struct db *db)
{
	sqlite3_stmt *lite = NULL;
	int64_t version = db->data_version;

	if (sqlite3_prepare_v2(db->lite, "PRAGMA data_version", -1, &lite,
	    NULL) == SQLITE_OK && sqlite3_step(lite) == SQLITE_ROW) {
		version = sqlite3_column_int64(lite, 0);
	}
	sqlite3_finalize(lite);
	return version;
}

bool
db_wait_change(struct db *db, int wait_ms)
{
	int64_t before = db->data_version;

	assert(!db->in_transaction);
	for (int waited = 0;; waited += POLL_MS) {
		db->data_version = data_version(db);
		if (db->data_version != before) {
			return true;
		}
		if (waited >= wait_ms) {
			return false;
		}
		usleep((wait_ms - waited < POLL_MS ? wait_ms - waited :
		    POLL_MS) * 1000);
	}
}
