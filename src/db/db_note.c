/* db_note.c - what a transaction changed, and who has seen it. */
#include <assert.h>
#include <stdlib.h>
#include <unistd.h>

#include "db/db_inside.h"

#define POLL_MS		50		/* between two looks */

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

/* ---- numbers of transactions ------------------------------------------- */

int64_t
db_write_number(struct db *db)
{
	assert(db->in_transaction && db->mode == DB_WRITE);
	if (db->version == 0) {
		db->version = db->engine->write_number(db);
	}
	return db->state == DB_OK ? db->version : 0;
}

int64_t
db_seen_number(struct db *db)
{
	int64_t seen = db->engine->seen_number(db);

	return db->state == DB_OK ? seen : 0;
}

/*
 * Both engines are asked again and again, which costs some tens of microseconds
 * a time. PostgreSQL could call by itself (NOTIFY); but then commits wait for
 * one another, and what it calls while a connection is lost nobody hears.
 */
bool
db_wait_change(struct db *db, int wait_ms)
{
	int64_t before = db->looked;

	assert(!db->in_transaction);
	for (int waited = 0;; waited += POLL_MS) {
		db->looked = db->engine->look(db);
		if (db->looked != before) {
			return true;
		}
		if (waited >= wait_ms) {
			return false;
		}
		usleep((wait_ms - waited < POLL_MS ? wait_ms - waited :
		    POLL_MS) * 1000);
	}
}
