/*
 * pg.h - for tests: the same tests on PostgreSQL.
 *
 * Where CELLWORK_TEST_PG names a database on a server (tools/pg.sh makes one),
 * every ":memory:" that a test opens is a database of its own there, and every
 * file of a scratch folder that ends in ".db" another. Tests that are about
 * SQLite's file itself are left out by name; the list, with a reason for each,
 * is in pg_skips.c.
 */
#ifndef TESTS_PG_H
#define TESTS_PG_H

#include <stdbool.h>

/* Whether this run is on PostgreSQL. */
bool		 pg_used(void);
/* The name under which an empty database was made for a file of a test; the
 * same for the same path. */
const char	*pg_of_path(const char *path);
/* Drops those of the paths that begin so. */
void		 pg_drop_paths(const char *start);
struct db;
/* Under which name another connection to that of a ":memory:" can be opened. */
const char	*pg_name(const struct db *);
/* It goes on as another connection: with that one closed it is dropped. */
void		 pg_give_name(const struct db *from, struct db *to);
/* Why a test is left out, or NULL. */
const char	*pg_skips(const char *program, const char *test);

#endif
