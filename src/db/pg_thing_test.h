/*
 * pg_thing_test.h - for the tests of PostgreSQL: a table of their own, and two
 * connections to it. Included once by a test.
 */
#ifndef PG_THING_TEST_H
#define PG_THING_TEST_H

#include "db/db.h"
#include "tests/pg.h"

static const struct sql sql_add = { "add",
	"INSERT INTO thing (id, name, day) VALUES (:id, :name, :day)" };
static const struct sql sql_count = { "count", "SELECT count(*) FROM thing" };
static const struct sql sql_many = { "many",
	"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	" WHERE i < :last) SELECT i FROM n" };

static struct db *db, *other;

static inline int
fresh(void **state)
{
	const char *problem = "";

	(void)state;
	db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	assert_non_null(db);
	db_script(db, "CREATE TABLE thing (id INTEGER PRIMARY KEY,"
	    " name TEXT NOT NULL UNIQUE, day INTEGER)");
	other = db_open(pg_name(db), DB_OPEN_WRITE, &problem);
	assert_non_null(other);
	return 0;
}

static inline int
drop(void **state)
{
	(void)state;
	db_close(other);
	db_close(db);
	return 0;
}

static inline void
add(struct db *to, int64_t id, str name)
{
	struct query q = db_query(to, &sql_add);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":name", name);
	q_set_date(&q, ":day", DATE_NONE);
	q_run(&q);
}

static inline int64_t
count(struct db *of)
{
	struct query q = db_query(of, &sql_count);
	int64_t n = q_row(&q) ? q_get_int(&q, 0) : -1;

	q_end(&q);
	return n;
}

#endif
