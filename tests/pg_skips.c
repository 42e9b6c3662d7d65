/* pg_skips.c - for tests: which ones are not run on PostgreSQL, and why. */
#include "tests/pg.h"

#include <stddef.h>
#include <string.h>

#define A_FILE	"it is about SQLite's file"

/* A program whose test is NULL is left out as a whole. */
static const struct { const char *program, *test, *why; } skips[] = {
	{ "db_backup_test", NULL, A_FILE },
	{ "db_open_test", NULL, A_FILE },
	{ "db_migrate_test", NULL, A_FILE },
};

const char *
pg_skips(const char *program, const char *test)
{
	for (size_t i = 0; i < sizeof(skips) / sizeof(skips[0]); i++) {
		if (strcmp(skips[i].program, program) == 0 &&
		    (skips[i].test == NULL ||
		    strcmp(skips[i].test, test) == 0)) {
			return skips[i].why;
		}
	}
	return NULL;
}
