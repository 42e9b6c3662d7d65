/*
 * db_pg_sql_test.c - statements on PostgreSQL: every one of the house can be
 * made ready there and orders rows as SQLite does; lists, numbers and texts are
 * read as they were written.
 *
 * It needs a server: tools/pg.sh COMMAND makes one and says so to the tests.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <glob.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/db_pg.h"
#include "db/pg_thing_test.h"

static const struct sql sql_all = { "all",
	"SELECT id, name FROM thing ORDER BY name" };
static const struct sql sql_twice = { "twice", "SELECT 2 * :n" };

/* ---- statements -------------------------------------------------------- */

/* A list goes on while others are asked; each sees what it was asked for. */
static void
test_lists_within_lists(void **state)
{
	struct query q, inner;
	int64_t rows = 0;

	(void)state;
	db_begin(db, DB_READ);
	q = db_query(db, &sql_many);
	q_set_int(&q, ":last", 5000);
	while (q_row(&q)) {
		int64_t n = q_get_int(&q, 0);

		inner = db_query(db, &sql_twice);
		q_set_int(&inner, ":n", n);
		assert_true(q_row(&inner));
		assert_int_equal(q_get_int(&inner, 0), 2 * n);
		assert_int_equal(q_get_int(&q, 0), n);
		q_end(&inner);
		assert_int_equal(n, ++rows);
	}
	assert_int_equal(rows, 5000);
	q = db_query(db, &sql_many);
	q_set_int(&q, ":last", 100000);
	assert_true(q_row(&q));
	q_end(&q);			/* the rest is not wanted */
	assert_int_equal(count(db), 0);
	assert_true(db_commit(db));
}

static void
test_numbers(void **state)
{
	static const struct sql sql = { "numbers", "SELECT"
		" sum(CAST(:a AS bigint)), 1 = 1, -7, NULL,"
		" (SELECT sum(n) FROM (SELECT CAST(:b AS bigint) AS n"
		" UNION ALL SELECT 0) AS x), 10000 * sum(:c)" };
	struct query q;

	(void)state;
	db_begin(db, DB_READ);
	q = db_query(db, &sql);
	q_set_int(&q, ":a", -120345678);
	q_set_int(&q, ":b", INT64_MAX);
	q_set_int(&q, ":c", 3);
	assert_true(q_row(&q));
	assert_int_equal(q_get_int(&q, 0), -120345678);
	assert_int_equal(q_get_int(&q, 1), 1);
	assert_int_equal(q_get_int(&q, 2), -7);
	assert_true(str_eq(q_get_str(&q, 2), S("-7")));
	assert_true(str_eq(q_get_str(&q, 0), S("-120345678")));
	assert_true(q_is_null(&q, 3));
	assert_true(q_get_int(&q, 4) == INT64_MAX);
	assert_int_equal(q_get_int(&q, 5), 30000);
	q_end(&q);
	assert_true(db_commit(db));
}

/* By their bytes, whatever the language of the server. */
static void
test_order_of_texts(void **state)
{
	static const char *const names[] = { "Z", "_", "a", "a b", "ab", "z",
		"\303\204", "\352\271\200", "\360\220\200\200" };
	struct query q;
	size_t i = 0;

	(void)state;
	db_begin(db, DB_WRITE);
	for (size_t k = COUNT(names); k > 0; k--) {
		add(db, (int64_t)k, str_z(names[k - 1]));
	}
	q = db_query(db, &sql_all);
	while (q_row(&q)) {
		assert_true(str_eq(q_get_str(&q, 1), str_z(names[i++])));
	}
	assert_int_equal(i, COUNT(names));
	assert_true(db_commit(db));
}

/* As SQLite's; each `statement` of a .sql file goes to the function. */
static void
each_statement(const char *path, void (*act)(const char *path,
    const char *name, const char *text))
{
	static char file[1 << 20], text[1 << 16];
	FILE *f = fopen(path, "r");
	char *at = file, name[100] = "";
	size_t len;

	assert_non_null(f);
	len = fread(file, 1, sizeof(file) - 1, f);
	fclose(f);
	file[len] = '\0';
	text[0] = '\0';
	while (*at != '\0') {
		size_t line = strcspn(at, "\n");

		if (strncmp(at, "-- name: ", 9) == 0) {
			if (name[0] != '\0') {
				act(path, name, text);
			}
			snprintf(name, sizeof(name), "%.*s", (int)line - 9,
			    at + 9);
			text[0] = '\0';
		} else if (strncmp(at, "--", 2) != 0) {
			snprintf(text + strlen(text), sizeof(text) -
			    strlen(text), "%.*s\n", (int)line, at);
		}
		at += line + (at[line] == '\n');
	}
	if (name[0] != '\0') {
		act(path, name, text);
	}
}

static void
each_file(void (*act)(const char *path, const char *name, const char *text))
{
	glob_t all;

	assert_int_equal(glob("src/*/*.sql", 0, NULL, &all), 0);
	for (size_t i = 0; i < all.gl_pathc; i++) {
		if (strstr(all.gl_pathv[i], ".schema.sql") == NULL) {
			each_statement(all.gl_pathv[i], act);
		}
	}
	globfree(&all);
}

static int refused, prepared;

/* The program says the types; here a type that fits is looked for. */
static void
prepare(const char *path, const char *name, const char *text)
{
	static const Oid guesses[] = { 0, 20, 25 };
	Oid types[DB_PARAMS_MAX];
	char names[PG_NAMES_MAX], why[300] = "";
	int params;
	char *pg = db_pg_statement(text, names, &params);

	assert_non_null(pg);
	if (strcmp(path, "src/db/db_query.sql") == 0) {
		free(pg);	/* ids and numbers: of SQLite alone */
		return;
	}
	for (size_t g = 0; g < COUNT(guesses); g++) {
		PGresult *r;
		bool ok;

		for (int i = 0; i < params; i++) {
			types[i] = guesses[g];
		}
		r = PQprepare(db->pg->conn, name, pg, params, types);
		ok = PQresultStatus(r) == PGRES_COMMAND_OK;
		if (!ok && why[0] == '\0') {
			snprintf(why, sizeof(why), "%s", PQresultErrorField(r,
			    PG_DIAG_MESSAGE_PRIMARY));
		}
		PQclear(r);
		if (ok) {
			prepared++;
			free(pg);
			return;
		}
	}
	print_error("%s: %s: %s\n", path, name, why);
	refused++;
	free(pg);
}

static void
test_every_statement(void **state)
{
	(void)state;
	refused = prepared = 0;
	each_file(prepare);
	assert_int_equal(refused, 0);
	assert_true(prepared > 200);
}

static str
next_word(const char **at)
{
	const char *from;

	*at += strspn(*at, " \n");
	from = *at;
	*at += strspn(*at, "abcdefghijklmnopqrstuvwxyz_0123456789");
	return (str){ from, (size_t)(*at - from) };
}

static bool
column_may_be_null(str table, str column)
{
	char text[300];

	snprintf(text, sizeof(text), "SELECT count(*) FROM"
	    " information_schema.columns WHERE table_schema = 'cellwork' AND"
	    " is_nullable = 'YES' AND table_name = '" STR_FMT "'"
	    " AND column_name = '" STR_FMT "'", STR_ARG(table),
	    STR_ARG(column));
	return db_number(other, text) > 0;
}

/* Of any table that the statement reads, or of the one with that alias. */
static bool
may_be_null(const char *text, str alias, str column)
{
	const char *at = text;

	while ((at = strpbrk(at, "FJ")) != NULL) {
		str table, as;

		if (strncmp(at, "FROM ", 5) != 0 && strncmp(at, "JOIN ", 5) !=
		    0) {
			at++;
			continue;
		}
		at += 5;
		table = next_word(&at);
		as = next_word(&at);
		if ((alias.len == 0 || str_eq(alias, as) ||
		    str_eq(alias, table)) && column_may_be_null(table,
		    column)) {
			return true;
		}
	}
	return false;
}

/* A comparison leaves NULL out; or NULL has a place of its own before. */
static bool
is_known(const char *text, str column)
{
	const char *at = text;

	while ((at = memmem(at, strlen(at), column.at, column.len)) != NULL) {
		at += column.len;
		if (strncmp(at, " IS ", 4) == 0 || strncmp(at, " <", 2) == 0) {
			return true;
		}
	}
	return false;
}

/* One column of an ORDER BY: its last name, unless it says where NULLs go. */
static void
look_at_order(const char *path, const char *name, const char *text, str item)
{
	const char *at;
	str first, last = { 0 };

	item = str_trim(item);
	at = item.at;
	if (item.len == 0 || memmem(item.at, item.len, "NULLS ", 6) != NULL ||
	    memmem(item.at, item.len, "NULL ", 5) != NULL) {
		return;
	}
	first = next_word(&at);
	if (*at == '.') {
		at++;
		last = next_word(&at);
	}
	if (last.len == 0) {
		last = first;
		first = S("");
	}
	if (may_be_null(text, first, last) && !is_known(text, last)) {
		print_error("%s: %s: ORDER BY " STR_FMT " without NULLS FIRST"
		    " or LAST\n", path, name, STR_ARG(item));
		refused++;
	}
}

/* Which first columns a statement is ordered by; where it ends. */
static void
look_at_orders(const char *path, const char *name, const char *text)
{
	const char *at = text;

	while ((at = strstr(at, "ORDER BY ")) != NULL) {
		const char *from = at += 9;
		int depth = 0;

		for (;; at++) {
			bool ends = *at == '\0' || *at == ';' ||
			    (*at == ')' && depth == 0) ||
			    strncmp(at, "LIMIT", 5) == 0;

			if (ends || (*at == ',' && depth == 0)) {
				look_at_order(path, name, text, (str){ from,
				    (size_t)(at - from) });
				from = at + 1;
			}
			if (ends) {
				break;
			}
			depth += (*at == '(') - (*at == ')');
		}
	}
}

/* NULL is before all in SQLite and after all in PostgreSQL. */
static void
test_every_order_says_nulls(void **state)
{
	(void)state;
	refused = 0;
	each_file(look_at_orders);
	assert_int_equal(refused, 0);
}

int
main(void)
{
#define TEST(name)	cmocka_unit_test_setup_teardown(name, fresh, drop)
	const struct CMUnitTest tests[] = {
		TEST(test_lists_within_lists),
		TEST(test_numbers),
		TEST(test_order_of_texts),
		TEST(test_every_statement),
		TEST(test_every_order_says_nulls),
	};
#undef TEST

	return cmocka_run_group_tests_name("db_pg_sql", tests, NULL, NULL);
}
