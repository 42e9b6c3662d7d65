/* pg_skips.c - for tests: which ones are not run on PostgreSQL, and why. */
#include "tests/pg.h"

#include <stddef.h>
#include <string.h>

#define A_FILE	"it is about SQLite's file"
#define KEEPS_INDEXES "db_indexes_off() says no: others would wait"

/* A program whose test is NULL is left out as a whole. */
static const struct { const char *program, *test, *why; } skips[] = {
	{ "db_backup_test", NULL, A_FILE },
	{ "db_bulk_test", "test_indexes_come_back", KEEPS_INDEXES },
	{ "db_bulk_test", "test_a_doubled_row_fails", KEEPS_INDEXES },
	{ "db_bulk_test", "test_each_step_fails", KEEPS_INDEXES },
	{ "db_fault_test", NULL, "it puts errors into SQLite's own calls of the"
	    " system; db_pg_test breaks connections instead" },
	{ "db_test", "test_busy", "writers do not wait for one another" },
	{ "db_test", "test_engine_memory_is_counted", "it is about SQLite's"
	    " memory" },
	{ "db_test", "test_full", "it limits the pages of SQLite's file" },
	{ "db_test", "test_log_moves_into_the_file", A_FILE },
	{ "db_test", "test_long_log_begins_again", A_FILE },
	{ "db_test", "test_log_moves_beside_the_writer", A_FILE },
	{ "db_open_test", NULL, A_FILE },
	{ "db_migrate_test", NULL, A_FILE },
};

const char *
pg_skips(const char *program, const char *test)
{
	if (!pg_used()) {
		return strncmp(program, "db_pg_", 6) != 0 ? NULL :
		    "it needs a server; tools/pg.sh makes one";
	}
	for (size_t i = 0; i < sizeof(skips) / sizeof(skips[0]); i++) {
		if (strcmp(skips[i].program, program) == 0 &&
		    (skips[i].test == NULL ||
		    strcmp(skips[i].test, test) == 0)) {
			return skips[i].why;
		}
	}
	return NULL;
}
