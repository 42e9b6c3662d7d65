/* db_lite_bulk.c - SQLite: the indexes of a table, numbers, and room. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_inside.h"
#include "db/db_query.sql.h"

/* ---- indexes ----------------------------------------------------------- */

static const char list_indexes[] = "SELECT name, sql FROM sqlite_schema"
    " WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY rowid";

/* Notes the indexes of a table in db->away. */
static void
note_indexes(struct db *db, const char *table)
{
	sqlite3_stmt *lite = NULL;

	if (sqlite3_prepare_v2(db->lite, list_indexes, -1, &lite, NULL) !=
	    SQLITE_OK || sqlite3_bind_text(lite, 1, table, -1,
	    SQLITE_STATIC) != SQLITE_OK) {
		db_lite_fail(db, table);
	}
	while (db->state == DB_OK && sqlite3_step(lite) == SQLITE_ROW) {
		struct away *a = &db->away[db->away_len];

		assert(db->away_len < DB_AWAY_MAX);
		a->make = strdup((const char *)sqlite3_column_text(lite, 1));
		if (asprintf(&a->name, "DROP INDEX \"%s\"",
		    (const char *)sqlite3_column_text(lite, 0)) < 0) {
			a->name = NULL;
		}
		if (a->name == NULL || a->make == NULL) {
			db_fail_memory(db, table);
		}
		db->away_len++;
	}
	sqlite3_finalize(lite);
}

bool
db_lite_indexes_off(struct db *db, const char *const *tables)
{
	for (size_t i = 0; tables[i] != NULL; i++) {
		note_indexes(db, tables[i]);
	}
	return db->state == DB_OK;
}

/*
 * Sorting in pieces as small as the processor's memory takes a third of the
 * time of sorting all at once in memory, and the memory does not grow with the
 * table. The pieces lie in a file without a name beside the data, as private as
 * they are.
 */
void
db_lite_sort(struct db *db, bool much)
{
	const char *path = sqlite3_db_filename(db->lite, "main");
	const char *slash = path != NULL ? strrchr(path, '/') : NULL;

	sqlite3_free(sqlite3_temp_directory);
	sqlite3_temp_directory = much && slash != NULL ?
	    sqlite3_mprintf("%.*s", (int)(slash - path), path) : NULL;
	sqlite3_exec(db->lite, sqlite3_temp_directory != NULL ?
	    "PRAGMA temp_store = FILE; PRAGMA cache_size = -2000" :
	    "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
}

void
db_lite_room(struct db *db, int mib)
{
	char text[60];

	/* Less room only costs time. */
	snprintf(text, sizeof(text), "PRAGMA cache_size = -%d", mib * 1024);
	sqlite3_exec(db->lite, text, NULL, NULL, NULL);
}

/* ---- numbers of transactions ------------------------------------------- */

/* One writer at a time: a number that each takes in turn. */
int64_t
db_lite_write_number(struct db *db)
{
	struct query q = db_query(db, &sql_db_number_take);

	return q_number(&q);
}

int64_t
db_lite_seen_number(struct db *db)
{
	struct query q = db_query(db, &sql_db_number_last);
	int64_t seen = q_row(&q) ? q_get_int(&q, 0) - 1 : 0;

	q_end(&q);
	return seen;
}

/* The number changes when another connection has committed. */
int64_t
db_lite_look(struct db *db)
{
	sqlite3_stmt *lite = NULL;
	int64_t number = db->looked;

	if (sqlite3_prepare_v2(db->lite, "PRAGMA data_version", -1, &lite,
	    NULL) == SQLITE_OK && sqlite3_step(lite) == SQLITE_ROW) {
		number = sqlite3_column_int64(lite, 0);
	}
	sqlite3_finalize(lite);
	return number;
}
