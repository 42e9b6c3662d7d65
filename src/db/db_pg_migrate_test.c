/*
 * db_pg_migrate_test.c - tables of version 2 on PostgreSQL brought to this
 * version: they are those of a new database, and ids go on.
 *
 * It needs a server: tools/pg.sh COMMAND makes one and says so to the tests.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "db/migrations.h"
#include "tests/pg.h"

#define NAME_MAX_	64
#define NEW_MAX		200

/* Tables, columns, indexes and references, each as one line. */
#define CATALOG \
	"SELECT 'c ' || table_name || ' ' || column_name || ' ' || data_type" \
	" || ' ' || is_nullable AS line FROM information_schema.columns" \
	" WHERE table_schema = 'cellwork'" \
	" UNION ALL SELECT 'i ' || indexdef FROM pg_indexes" \
	" WHERE schemaname = 'cellwork'" \
	" UNION ALL SELECT 'r ' || conrelid::regclass::text || ' ' ||" \
	" pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace =" \
	" 'cellwork'::regnamespace" \
	" UNION ALL SELECT 's ' || sequencename FROM pg_sequences" \
	" WHERE schemaname = 'cellwork'" \
	" UNION ALL SELECT 'v ' || pg_get_viewdef('counter'::regclass)"
#define SUM	"SELECT sum(hashtext(line)::bigint) FROM (" CATALOG ") t"
#define LINES	"SELECT count(*) FROM (" CATALOG ") t"

static struct db *db;

static int
fresh(void **state)
{
	const char *problem = "";

	(void)state;
	db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	assert_non_null(db);
	return 0;
}

static int
drop(void **state)
{
	(void)state;
	db_close(db);
	return 0;
}

/* ---- made older -------------------------------------------------------- */

/* The names of the tables that came after version 2. */
static size_t
new_tables(char name[NEW_MAX][NAME_MAX_])
{
	static const char *const texts[] = { migration_0003_sql,
		migration_0004_sql };
	static const char start[] = "CREATE TABLE ";
	size_t len = 0;

	for (size_t i = 0; i < COUNT(texts); i++) {
		const char *at = texts[i];

		while ((at = strstr(at, start)) != NULL) {
			at += strlen(start);
			assert_true(len < NEW_MAX);
			snprintf(name[len++], NAME_MAX_, "%.*s",
			    (int)strcspn(at, " ("), at);
		}
	}
	assert_true(len > 0);
	return len;
}

static void
make_older(void)
{
	char name[NEW_MAX][NAME_MAX_];
	size_t len = new_tables(name);
	char text[300];

	db_script(db, "CREATE OR REPLACE VIEW counter AS"
	    " SELECT 'unit' AS name, last_value + 1 AS next FROM id_unit"
	    " WHERE is_called");
	for (size_t i = 0; i < len; i++) {
		snprintf(text, sizeof(text), "DROP TABLE %s CASCADE;"
		    " DROP SEQUENCE IF EXISTS id_%s", name[i], name[i]);
		db_script(db, text);
	}
	db_script(db, "UPDATE meta SET value = '2' WHERE key = 'schema'");
}

static struct db *
open_older(void)
{
	const char *problem = "";
	struct db *older = db_open(pg_name(db), DB_OPEN_OLDER, &problem);

	if (older == NULL) {
		print_error("%s\n", problem);
	}
	assert_non_null(older);
	return older;
}

/* ---- tests ------------------------------------------------------------- */

static void
test_same_tables(void **state)
{
	int64_t sum = db_number(db, SUM), lines = db_number(db, LINES);
	const char *problem = "";
	struct db *older;

	(void)state;
	assert_true(lines > 300);
	make_older();
	assert_true(db_number(db, LINES) < lines);
	older = open_older();
	if (!db_migrate(older, NULL, &problem)) {
		print_error("%s\n", problem);
		fail();
	}
	assert_int_equal(db_version(older), DB_SCHEMA_VERSION);
	db_begin(older, DB_WRITE);
	assert_int_equal(db_new_id(older, "conference"), 1);
	assert_int_equal(db_new_id(older, "conference"), 2);
	assert_true(db_commit(older));
	db_close(older);
	assert_int_equal(db_number(db, LINES), lines);
	assert_int_equal(db_number(db, SUM), sum);
}

/* Whatever fails on the way, the tables are those of version 2. */
static void
test_each_step_fails(void **state)
{
	const char *problem = "";
	int64_t before;

	(void)state;
	make_older();
	before = db_number(db, LINES);
	for (int n = 1; n < 50; n++) {
		struct db *older = open_older();
		bool migrated;

		db_fail_at(older, n);
		migrated = db_migrate(older, NULL, &problem);
		db_close(older);
		if (migrated) {
			assert_true(n > 3);
			return;
		}
		assert_int_equal(db_number(db, LINES), before);
	}
	fail();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_same_tables, fresh, drop),
		cmocka_unit_test_setup_teardown(test_each_step_fails, fresh,
		    drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
