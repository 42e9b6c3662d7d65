/*
 * db_migrate_test.c - a file of an earlier version brought to this one: its
 * tables are those of a new file, its data are what they were, and whatever
 * fails on the way leaves it as it was.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "db/db.h"
#include "tests/scratch.h"

#define OLD	"tests/old/version-1.sql"
#define PARTS_MAX 64

static int
fresh(void **state)
{
	(void)state;
	return scratch_make_fast() ? 0 : -1;
}

static int
drop(void **state)
{
	(void)state;
	scratch_drop();
	return 0;
}

/* ---- an old file ------------------------------------------------------- */

static char *
read_text(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = calloc(1, 1 << 20);

	assert_non_null(f);
	assert_non_null(text);
	assert_true(fread(text, 1, (1 << 20) - 1, f) > 0);
	assert_true(feof(f));
	fclose(f);
	return text;
}

static sqlite3 *
engine(const char *name)
{
	sqlite3 *lite = NULL;

	assert_int_equal(sqlite3_open(scratch_path(name), &lite), SQLITE_OK);
	return lite;
}

static void
script(sqlite3 *lite, const char *text)
{
	char *why = NULL;

	if (sqlite3_exec(lite, text, NULL, NULL, &why) != SQLITE_OK) {
		print_error("%s\n", why);
		fail();
	}
}

static void
make_old(const char *name)
{
	sqlite3 *lite = engine(name);
	char *text = read_text(OLD);

	script(lite, "PRAGMA journal_mode = WAL");
	script(lite, text);
	free(text);
	assert_int_equal(sqlite3_close(lite), SQLITE_OK);
}

static void
make_new(const char *name)
{
	const char *problem = "";
	struct db *db = db_open(scratch_path(name), DB_OPEN_CREATE, &problem);

	assert_non_null(db);
	db_close(db);
}

static struct db *
open_older(const char *name)
{
	const char *problem = "";
	struct db *db = db_open(scratch_path(name), DB_OPEN_OLDER, &problem);

	if (db == NULL) {
		print_error("%s\n", problem);
	}
	assert_non_null(db);
	return db;
}

static void
migrate(const char *name)
{
	const char *problem = "";
	struct db *db = open_older(name);

	if (!db_migrate(db, NULL, &problem)) {
		print_error("%s\n", problem);
		fail();
	}
	assert_int_equal(db_version(db), DB_SCHEMA_VERSION);
	db_close(db);
}

/* ---- comparing --------------------------------------------------------- */

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Without comments, with single spaces, and without those beside a bracket. */
static char *
squeeze(const char *sql)
{
	char *out = calloc(1, strlen(sql) + 1);
	size_t len = 0;

	assert_non_null(out);
	while (*sql != '\0') {
		if (strncmp(sql, "--", 2) == 0) {
			sql += strcspn(sql, "\n");
		} else if (isspace((unsigned char)*sql)) {
			sql++;
			if (len > 0 && out[len - 1] != ' ' &&
			    out[len - 1] != '(') {
				out[len++] = ' ';
			}
		} else {
			if ((*sql == ')' || *sql == ',') && len > 0 &&
			    out[len - 1] == ' ') {
				len--;
			}
			out[len++] = *sql == '"' ? ' ' : *sql;
			sql++;
		}
	}
	out[len] = '\0';
	return out;
}

/*
 * What a table or an index is, in one form: the order of columns does not
 * count, for a column that was added later stands last. Each part is on a line
 * of its own, so that a difference can be read.
 */
static char *
normal_form(const char *sql)
{
	char *text = squeeze(sql), *part[PARTS_MAX], *out = NULL;
	char *open = strchr(text, '('), *close = strrchr(text, ')');
	size_t parts = 0, size = 0;
	int depth = 0;
	FILE *f = open_memstream(&out, &size);

	assert_non_null(f);
	if (open == NULL || strncmp(text, "CREATE TABLE", 12) != 0) {
		fprintf(f, " %s", text);
		fclose(f);
		free(text);
		return out;
	}
	*open = *close = '\0';
	part[parts++] = open + 1;
	for (char *p = open + 1; p < close; p++) {
		depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
		if (*p == ',' && depth == 0) {
			*p = '\0';
			assert_true(parts < PARTS_MAX);
			part[parts++] = p + 1 + (p[1] == ' ');
		}
	}
	qsort(part, parts, sizeof(part[0]), by_text);
	for (size_t i = 0; i < parts; i++) {
		fprintf(f, "\n    %s", part[i]);
	}
	fprintf(f, "\n   %s", close + 1);
	fclose(f);
	free(text);
	return out;
}

/* The form of a table or an index, or NULL if the file has none so named. */
static char *
form_of(sqlite3 *lite, const char *name)
{
	sqlite3_stmt *q = NULL;
	char *out = NULL;

	assert_int_equal(sqlite3_prepare_v2(lite, "SELECT sql FROM"
	    " sqlite_master WHERE name = ?", -1, &q, NULL), SQLITE_OK);
	sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
	if (sqlite3_step(q) == SQLITE_ROW) {
		out = normal_form((const char *)sqlite3_column_text(q, 0));
	}
	sqlite3_finalize(q);
	return out;
}

/* How many things of one file the other lacks or has otherwise; each said. */
static int
differences(sqlite3 *a, sqlite3 *b, const char *b_is)
{
	sqlite3_stmt *q = NULL;
	int found = 0;

	assert_int_equal(sqlite3_prepare_v2(a, "SELECT type, name FROM"
	    " sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name",
	    -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *type = (const char *)sqlite3_column_text(q, 0);
		const char *name = (const char *)sqlite3_column_text(q, 1);
		char *want = form_of(a, name), *has = form_of(b, name);

		if (has == NULL || strcmp(want, has) != 0) {
			print_error("%s %s the %s %s:%s\n", b_is,
			    has == NULL ? "lacks" : "has otherwise", type,
			    name, want);
			if (has != NULL) {
				print_error("  it has:%s\n", has);
			}
			found++;
		}
		free(want);
		free(has);
	}
	sqlite3_finalize(q);
	return found;
}

static void
test_same_tables(void **state)
{
	sqlite3 *old, *new;
	int found;

	(void)state;
	make_old("old.db");
	make_new("new.db");
	migrate("old.db");
	old = engine("old.db");
	new = engine("new.db");
	found = differences(new, old, "A file brought over by migrations/0002"
	    ".sql");
	found += differences(old, new, "A new file (src/*/*.schema.sql)");
	sqlite3_close(old);
	sqlite3_close(new);
	assert_int_equal(found, 0);
}

/* The comparison itself: a control that must find each of these. */
static void
test_differences_are_found(void **state)
{
	static const char *const changes[] = {
		"CREATE TABLE more (id INTEGER)",
		"CREATE INDEX more ON unit (name)",
		"ALTER TABLE unit ADD COLUMN more TEXT",
		"DROP INDEX member_once",
		"DROP INDEX member_once; CREATE INDEX member_once ON unit (id)",
		"ALTER TABLE unit RENAME COLUMN code TO codes",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(changes); i++) {
		sqlite3 *a, *b;

		assert_true(scratch_make_fast());
		make_new("a.db");
		make_new("b.db");
		a = engine("a.db");
		b = engine("b.db");
		assert_int_equal(differences(a, b, "b") + differences(b, a,
		    "a"), 0);
		script(b, changes[i]);
		assert_true(differences(a, b, "(wanted) b") +
		    differences(b, a, "(wanted) a") > 0);
		sqlite3_close(a);
		sqlite3_close(b);
		scratch_drop();
	}
	assert_true(scratch_make_fast());
}

/* ---- the data ---------------------------------------------------------- */

/* Every value of every column that version 1 had, as one text; but for lists
 * that waited to be taken over, which are kept for a day and sent again. */
static char *
content(sqlite3 *lite, sqlite3 *as)
{
	static char sql[4000];
	sqlite3_stmt *tables = NULL, *rows = NULL;
	size_t size = 0;
	char *out = NULL;
	FILE *f = open_memstream(&out, &size);

	assert_non_null(f);
	assert_int_equal(sqlite3_prepare_v2(as, "SELECT m.name, (SELECT"
	    " group_concat('quote(' || i.name || ')', '|| '' '' ||') FROM"
	    " pragma_table_info(m.name) i) FROM sqlite_master m WHERE m.type ="
	    " 'table' AND m.name NOT IN ('meta', 'upload') ORDER BY 1", -1,
	    &tables, NULL), SQLITE_OK);
	while (sqlite3_step(tables) == SQLITE_ROW) {
		snprintf(sql, sizeof(sql), "SELECT %s FROM %s ORDER BY 1",
		    sqlite3_column_text(tables, 1),
		    sqlite3_column_text(tables, 0));
		assert_int_equal(sqlite3_prepare_v2(lite, sql, -1, &rows,
		    NULL), SQLITE_OK);
		while (sqlite3_step(rows) == SQLITE_ROW) {
			fprintf(f, "%s\n", sqlite3_column_text(rows, 0));
		}
		sqlite3_finalize(rows);
	}
	sqlite3_finalize(tables);
	fclose(f);
	return out;
}

static void
test_same_data(void **state)
{
	sqlite3 *before, *after;
	char *had, *has;

	(void)state;
	make_old("before.db");
	make_old("after.db");
	migrate("after.db");
	before = engine("before.db");
	after = engine("after.db");
	had = content(before, before);
	has = content(after, before);
	assert_true(strlen(had) > 50000);
	assert_string_equal(had, has);
	free(had);
	free(has);
	sqlite3_close(before);
	sqlite3_close(after);
}

/* ---- the way ----------------------------------------------------------- */

static void
refused(enum db_open how, const char *says)
{
	const char *problem = "";
	struct db *db = db_open(scratch_path("old.db"), how, &problem);

	assert_null(db);
	assert_non_null(strstr(problem, says));
}

static void
test_says_what_to_do(void **state)
{
	(void)state;
	make_old("old.db");
	refused(DB_OPEN_WRITE, "version 1, and this program works with");
	refused(DB_OPEN_READ, "cellwork migrate ");
	migrate("old.db");
	migrate("old.db");		/* twice is harmless */
}

static void
test_alone(void **state)
{
	sqlite3 *other;

	(void)state;
	make_old("old.db");
	other = engine("old.db");
	script(other, "SELECT count(*) FROM unit");
	refused(DB_OPEN_OLDER, "is in use by another program");
	sqlite3_close(other);
	migrate("old.db");
}

static bool
stop_at_once(int64_t done, int64_t all)
{
	(void)done;
	(void)all;
	return false;
}

static void
test_stopped(void **state)
{
	const char *problem = "";
	struct db *db;

	(void)state;
	make_old("old.db");
	assert_true(db_migrate_steps(1) > 0);
	assert_int_equal(db_migrate_steps(DB_SCHEMA_VERSION), 0);
	db = open_older("old.db");
	assert_false(db_migrate(db, stop_at_once, &problem));
	assert_non_null(strstr(problem, "nothing was changed"));
	assert_int_equal(db_version(db), 1);
	db_close(db);
	migrate("old.db");
}

/* Each step fails once: the file is as it was, and the next call goes well. */
static void
test_each_step_fails(void **state)
{
	const char *problem = "";
	bool done = false;
	int failures = 0;

	(void)state;
	make_old("old.db");
	for (int n = 1; !done && n < 500; n++) {
		struct db *db = open_older("old.db");

		db_fail_at(db, n);
		done = db_migrate(db, NULL, &problem);
		db_fail_at(db, 0);
		assert_int_equal(db_version(db), done ? DB_SCHEMA_VERSION : 1);
		db_close(db);
		failures += !done;
	}
	assert_true(done);
	assert_true(failures >= 4 + (int)db_migrate_steps(1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_same_tables, fresh, drop),
		cmocka_unit_test_setup_teardown(test_differences_are_found,
		    fresh, drop),
		cmocka_unit_test_setup_teardown(test_same_data, fresh, drop),
		cmocka_unit_test_setup_teardown(test_says_what_to_do, fresh,
		    drop),
		cmocka_unit_test_setup_teardown(test_alone, fresh, drop),
		cmocka_unit_test_setup_teardown(test_stopped, fresh, drop),
		cmocka_unit_test_setup_teardown(test_each_step_fails, fresh,
		    drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
