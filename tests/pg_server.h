/*
 * pg_server.h - for tests: questions to the server that CELLWORK_TEST_PG names,
 * beside what the program under test asks. What it refuses ends the test.
 */
#ifndef TESTS_PG_SERVER_H
#define TESTS_PG_SERVER_H

#define PG_NAME_LEN	64		/* of a database, with the NUL */
#define PG_ADDRESS_LEN	400		/* by which it can be opened */

/* How many rows the answer has. */
int	pg_ask(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The same; the first value goes to `out`, or "" if there is no row. */
int	pg_ask_name(char out[PG_NAME_LEN], const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
/* The address of a database on the server. */
void	pg_address(const char *base, char out[PG_ADDRESS_LEN]);

#endif
