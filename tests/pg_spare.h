/*
 * pg_spare.h - for tests: a database that a test is done with is emptied for
 * the next one, which takes a tenth of the time of making one.
 *
 * One is only used again if nothing can tell it from a new one: no statement
 * changed what tables there are, none counted their rows for the planner, no
 * table is longer than the planner takes a new one to be, and nobody is
 * connected to it. Its rows are those of a new one, and ids begin anew.
 */
#ifndef TESTS_PG_SPARE_H
#define TESTS_PG_SPARE_H

#include <stdbool.h>

#include "tests/pg_server.h"

/* The list of spare databases; once for each server. */
void	pg_spare_begin(void);
/* Makes a new database with our tables such that its copies can be emptied. */
void	pg_spare_prepare(const char *base);
/* One that nobody uses any more. False: it is not as new, and to be dropped. */
bool	pg_spare_give(const char *base);
/* An emptied one, for this program alone. False: there is none. */
bool	pg_spare_take(char out_base[PG_NAME_LEN]);

#endif
