/*
 * pg.c - for tests: databases of their own on a server, made in place of files.
 *
 * The linker sends what a test program and the rooms in it call db_open(),
 * db_close() and cmocka's runner to the __wrap functions here.
 */
#include "tests/pg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "db/db.h"
#include "db/schema.sql.h"
#include "tests/pg_server.h"
#include "tests/pg_spare.h"

#define OPEN_MAX_	512
#define LEFT_OUT	77		/* as meson wants to be told */

/* What was made, by the path it stands for or by the connection to it. */
static struct made {
	struct db	*db;		/* of a ":memory:" */
	char		*path;
	char		 base[PG_NAME_LEN];
	char		 name[PG_ADDRESS_LEN];
} made[OPEN_MAX_];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct db	*__real_db_open(const char *, enum db_open, const char **);
struct db	*__wrap_db_open(const char *, enum db_open, const char **);
void		 __real_db_close(struct db *);
void		 __wrap_db_close(struct db *);
int	__real__cmocka_run_group_tests(const char *,
	    const struct CMUnitTest *, size_t, CMFixtureFunction,
	    CMFixtureFunction);
int	__wrap__cmocka_run_group_tests(const char *,
	    const struct CMUnitTest *, size_t, CMFixtureFunction,
	    CMFixtureFunction);

bool
pg_used(void)
{
	return getenv("CELLWORK_TEST_PG") != NULL;
}

/* ---- databases of tests ------------------------------------------------ */

/* A database with our tables, made once for all programs of a run. */
static const char *
template(void)
{
	static char base[PG_NAME_LEN];
	char part[80], name[PG_ADDRESS_LEN];
	const char *problem = "";
	struct db *db;

	if (base[0] != '\0') {
		return base;
	}
	snprintf(base, sizeof(base), "cw_%016" PRIx64,
	    str_hash(str_z(schema_sql)));
	snprintf(part, sizeof(part), "%s_part", base);
	pg_ask("SELECT pg_advisory_lock(4711)");
	if (pg_ask("SELECT 1 FROM pg_database WHERE datname = '%s'",
	    base) == 0) {
		pg_spare_begin();
		pg_ask("DROP DATABASE IF EXISTS %s WITH (FORCE)", part);
		pg_ask("CREATE DATABASE %s TEMPLATE template0", part);
		pg_address(part, name);
		db = __real_db_open(name, DB_OPEN_CREATE, &problem);
		if (db == NULL) {
			print_error("%s\n", problem);
			abort();
		}
		__real_db_close(db);
		pg_spare_prepare(part);
		/* The server may take a moment to see the connection end. */
		while (pg_ask("SELECT 1 FROM pg_stat_activity WHERE datname ="
		    " '%s'", part) > 0) {
			usleep(1000);
		}
		pg_ask("ALTER DATABASE %s RENAME TO %s", part, base);
	}
	pg_ask("SELECT pg_advisory_unlock(4711)");
	return base;
}

static struct made *
free_place(void)
{
	struct made *m = made;

	while (m < made + OPEN_MAX_ && m->base[0] != '\0') {
		m++;
	}
	if (m == made + OPEN_MAX_) {
		abort();		/* a test opens too many */
	}
	return m;
}

/* A name that nobody had, also after numbers of processes came round. The
 * server does not wait for its disk here: files are copied in a third of the
 * time that their pages take one by one. */
static struct made *
add(const char *from)
{
	static int next;
	struct made *m = free_place();

	snprintf(m->base, sizeof(m->base), "cw_test_%lld_%d_%d",
	    (long long)time(NULL), (int)getpid(), next++);
	pg_ask("CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy", m->base,
	    from);
	pg_address(m->base, m->name);
	return m;
}

static struct made *
add_ours(void)
{
	const char *from = template();
	struct made *m = free_place();

	if (!pg_spare_take(m->base)) {
		return add(from);
	}
	pg_address(m->base, m->name);
	return m;
}

static void
drop(struct made *m)
{
	if (m->path != NULL || !pg_spare_give(m->base)) {
		pg_ask("DROP DATABASE IF EXISTS %s WITH (FORCE)", m->base);
	}
	free(m->path);
	*m = (struct made){ 0 };
}

const char *
pg_of_path(const char *path)
{
	struct made *m = made;

	pthread_mutex_lock(&lock);
	while (m < made + OPEN_MAX_ && (m->path == NULL ||
	    strcmp(m->path, path) != 0)) {
		m++;
	}
	if (m == made + OPEN_MAX_) {
		m = add("template0");
		m->path = strdup(path);
	}
	pthread_mutex_unlock(&lock);
	return m->name;
}

void
pg_drop_paths(const char *start)
{
	pthread_mutex_lock(&lock);
	for (struct made *m = made; m < made + OPEN_MAX_; m++) {
		if (m->path != NULL && strncmp(m->path, start,
		    strlen(start)) == 0) {
			drop(m);
		}
	}
	pthread_mutex_unlock(&lock);
}

const char *
pg_name(const struct db *db)
{
	for (struct made *m = made; m < made + OPEN_MAX_; m++) {
		if (m->db == db) {
			return m->name;
		}
	}
	abort();
}

void
pg_give_name(const struct db *from, struct db *to)
{
	for (struct made *m = made; m < made + OPEN_MAX_; m++) {
		if (m->db == from) {
			m->db = to;
		}
	}
}

struct db *
__wrap_db_open(const char *name, enum db_open how, const char **problem)
{
	struct made *m;
	struct db *db;

	if (!pg_used() || strcmp(name, ":memory:") != 0) {
		return __real_db_open(name, how, problem);
	}
	pthread_mutex_lock(&lock);
	m = add_ours();
	m->db = db = __real_db_open(m->name, DB_OPEN_WRITE, problem);
	pthread_mutex_unlock(&lock);
	return db;
}

void
__wrap_db_close(struct db *db)
{
	__real_db_close(db);
	if (db == NULL || !pg_used()) {
		return;
	}
	pthread_mutex_lock(&lock);
	for (struct made *m = made; m < made + OPEN_MAX_; m++) {
		if (m->db == db) {
			drop(m);
		}
	}
	pthread_mutex_unlock(&lock);
}

/* ---- what is left out -------------------------------------------------- */

static void
left_out(void **state)
{
	(void)state;
	skip();
}

int
__wrap__cmocka_run_group_tests(const char *group,
    const struct CMUnitTest *tests, size_t tests_len,
    CMFixtureFunction before, CMFixtureFunction after)
{
	struct CMUnitTest *some = calloc(tests_len, sizeof(*some));
	size_t left = 0;
	int failed;

	if (some == NULL) {
		abort();
	}
	for (size_t i = 0; i < tests_len; i++) {
		const char *why = pg_skips(program_invocation_short_name,
		    tests[i].name);

		some[i] = tests[i];
		if (why != NULL) {
			print_message("skip %s: %s\n",
			    tests[i].name, why);
			some[i] = (struct CMUnitTest){ .name = tests[i].name,
				.test_func = left_out };
			left++;
		}
	}
	failed = left == tests_len ? LEFT_OUT :
	    __real__cmocka_run_group_tests(group, some, tests_len, before,
	    after);
	free(some);
	return failed;
}
