/* db_pg_ids.c - ids of rows and numbers of transactions on PostgreSQL. */
#include <assert.h>
#include <stdio.h>

#include "db/db_pg.h"

/*
 * A sequence gives one id without waiting. For several in a row, and for the
 * first of a table that has rows already, it is moved on while nobody else
 * takes from it: those who take one hold the lock together, who moves it holds
 * it alone, each for the one statement.
 */
#define LOCK	"1130720364"		/* "Cell" */

static const struct sql next_one = { "db_pg_next_one",
	"SELECT pg_advisory_lock_shared(" LOCK "),"
	" CASE WHEN pg_sequence_last_value(('id_' || :name)::regclass) IS NULL"
	" THEN 0 ELSE nextval(('id_' || :name)::regclass) END,"
	" pg_advisory_unlock_shared(" LOCK ")" };

/* The first of many; above all that the table has. */
static int64_t
next_many(struct db *db, const char *table, int64_t count)
{
	char text[400];
	struct sql sql = { "db_pg_next_many", text };
	struct query q;
	int64_t id = 0;
	int len = snprintf(text, sizeof(text), "SELECT pg_advisory_lock(" LOCK
	    "), setval('id_%s', greatest(nextval('id_%s'),"
	    " (SELECT coalesce(max(id), 0) + 1 FROM %s)) + :more),"
	    " pg_advisory_unlock(" LOCK ")", table, table, table);

	assert(len > 0 && (size_t)len < sizeof(text));
	q = db_query(db, &sql);
	q_set_int(&q, ":more", count - 1);
	if (q_row(&q)) {
		id = q_get_int(&q, 1) - (count - 1);
	}
	q_end(&q);
	return id;
}

int64_t
db_pg_new_ids(struct db *db, const char *table, int64_t count)
{
	int64_t id = 0;

	assert(db->mode == DB_WRITE);
	if (count == 1) {
		struct query q = db_query(db, &next_one);

		q_set_str(&q, ":name", str_z(table));
		if (q_row(&q)) {
			id = q_get_int(&q, 1);
		}
		q_end(&q);
	}
	/* From a sequence that was never moved nobody takes one. */
	if (id == 0) {
		id = next_many(db, table, count);
	}
	db->pg->locks = db->pg->locks || db->state != DB_OK;
	return db->state == DB_OK ? id : 0;
}

/* ---- numbers of transactions ------------------------------------------- */

int64_t
db_pg_write_number(struct db *db)
{
	static const struct sql sql = { "db_pg_write_number",
		"SELECT pg_current_xact_id()::text::bigint" };

	return db_one_number(db, &sql);
}

/* Below the oldest that is still going on, all have ended. */
int64_t
db_pg_seen_number(struct db *db)
{
	static const struct sql sql = { "db_pg_seen_number", "SELECT"
		" pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1" };

	return db_one_number(db, &sql);
}

/* Which transactions go on changes when one of them ends. */
int64_t
db_pg_look(struct db *db)
{
	static const struct sql sql = { "db_pg_look",
		"SELECT hashtextextended(pg_current_snapshot()::text, 0)" };
	int64_t now;

	db_begin(db, DB_READ);
	now = db_one_number(db, &sql);
	return db_commit(db) ? now : db->looked;
}
