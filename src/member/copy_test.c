/*
 * copy_test.c - whatever is stored about a person is in the person's own copy
 * (MEMB-5): the test walks every table of the schema.
 *
 * For each column that a schema calls "seen by: self" a value is put into the
 * database that stands nowhere else, in a row about Ann; all of them must come
 * back in her copy, and none of those that nobody sees. A new table, or a new
 * column, that is left out of copy.sql fails here.
 */
#include "tests/people.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "assignment/assignment.h"
#include "db/db.h"

#define COLUMNS_MAX	60
#define TABLES_MAX	140

struct column {
	char	name[40], refers[40];		/* "unit"; or "" */
	char	note[1200];			/* the comment */
	bool	text, key;
	bool	self, nobody;
};

struct table {
	char		name[40];
	struct column	columns[COLUMNS_MAX];
	size_t		columns_len;
	bool		self;
};

static struct people world;
static struct table tables[TABLES_MAX];
static size_t tables_len;
static int serial;
static int64_t meeting_id, record_id, assignment_id;

/* ---- reading the schemas ------------------------------------------------ */

/* What follows "REFERENCES " in a line, or in a note. */
static void
read_refers(struct column *c, const char *line)
{
	const char *at = strstr(line, "REFERENCES ");

	if (at != NULL) {
		sscanf(at, "REFERENCES %39[a-z_]", c->refers);
	}
}

static void
read_note(struct column *c, const char *line)
{
	const char *at = strstr(line, "--");
	size_t n = strlen(c->note);

	if (at != NULL) {
		assert_true(n + strlen(at) < sizeof(c->note));
		memcpy(c->note + n, at, strlen(at) + 1);
	}
	at = strstr(c->note, "seen by:");
	if (at != NULL) {
		size_t len = strcspn(at, ";");

		c->self = memmem(at, len, "self", 4) != NULL;
		c->nobody = memmem(at, len, "nobody", 6) != NULL;
	}
}

static void
read_line(const char *line, struct table **t)
{
	char name[40], type[40];

	if (sscanf(line, "CREATE TABLE %39[a-z_]", name) == 1) {
		assert_true(tables_len < TABLES_MAX);
		*t = &tables[tables_len++];
		**t = (struct table){ 0 };
		snprintf((*t)->name, sizeof((*t)->name), "%s", name);
	} else if (line[0] == ')') {
		*t = NULL;
	} else if (*t != NULL && sscanf(line, "  %39[a-z_] %39[A-Z]", name,
	    type) == 2 && line[2] != ' ') {
		struct column *c = &(*t)->columns[(*t)->columns_len++];

		assert_true((*t)->columns_len < COLUMNS_MAX);
		snprintf(c->name, sizeof(c->name), "%s", name);
		c->text = strcmp(type, "TEXT") == 0;
		c->key = strstr(line, "PRIMARY KEY") != NULL;
		read_refers(c, line);
		read_note(c, line);
	} else if (*t != NULL && (*t)->columns_len > 0) {
		read_note(&(*t)->columns[(*t)->columns_len - 1], line);
	}
}

static void
read_schemas(void)
{
	glob_t files;
	char line[400];

	tables_len = 0;
	assert_int_equal(glob("src/*/*.schema.sql", 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		FILE *f = fopen(files.gl_pathv[i], "r");
		struct table *t = NULL;

		assert_non_null(f);
		while (fgets(line, sizeof(line), f) != NULL) {
			line[strcspn(line, "\n")] = '\0';
			read_line(line, &t);
		}
		fclose(f);
	}
	globfree(&files);
	for (size_t i = 0; i < tables_len; i++) {
		for (size_t k = 0; k < tables[i].columns_len; k++) {
			tables[i].self |= tables[i].columns[k].self;
		}
	}
}

/* ---- values that stand nowhere else ------------------------------------- */

static bool
is(const struct column *c, const char *name)
{
	return strcmp(c->name, name) == 0;
}

/* What rows refer to, by table: a row of Ann's and one that is not; of those
 * that are nobody's both are the same. add_base() makes them. */
static const struct base {
	const char	*table;
	int64_t		 anns, other;
} bases[] = {
	{ "conference", 1, 1 },
	{ "sitting", 1, 1 },
	{ "item", 1, 1 },
	{ "hall_block", 1, 1 },
	{ "participant", 1, 2 },
	{ "speech", 1, 2 },
	{ "vote", 1, 1 },
	{ "circular", 1, 1 },
};

static const struct base *
base_of(const struct column *c)
{
	for (size_t i = 0; i < COUNT(bases); i++) {
		if (strcmp(c->refers, bases[i].table) == 0) {
			return &bases[i];
		}
	}
	return NULL;
}

/* A column that says whom a row is about, or who did what it tells. Whom one
 * replaces at a conference is about the one who does. */
static bool
is_link(const struct column *c)
{
	const struct base *base = base_of(c);

	if (base != NULL && c->self) {
		return base->anns != base->other && !is(c, "instead_of");
	}
	return c->self && (strcmp(c->refers, "member") == 0 ||
	    is(c, "member_id") || is(c, "actor_id") || is(c, "account_id") ||
	    is(c, "assignment_id"));
}

static bool
is_moment(const struct column *c)
{
	return strstr(c->note, "moment") != NULL;
}

static bool
is_day(const struct column *c)
{
	size_t n = strlen(c->name);

	return !c->text && ((n > 4 && strcmp(c->name + n - 4, "_day") == 0) ||
	    is(c, "day") || strstr(c->note, "; day") != NULL);
}

/* What is written, as SQL, and what must be found in the copy. */
static void
make_value(const struct table *t, const struct column *c, bool about_ann,
    char *sql, size_t size, char *seen, size_t seen_size)
{
	int n = ++serial;
	char buf[DATE_TEXT_MAX];
	int64_t ref = 0;

	seen[0] = '\0';
	if (is(c, "account_id")) {
		ref = world.account[about_ann ? ANN : BEN];
	} else if (strcmp(c->refers, "account") == 0) {
		ref = world.account[SEC];
		snprintf(seen, seen_size, "Sec Moor");
	} else if (strcmp(c->refers, "member") == 0 || is(c, "member_id") ||
	    is(c, "actor_id")) {
		ref = world.member[about_ann ? ANN : BEN];
	} else if (strcmp(c->refers, "unit") == 0) {
		ref = world.unit[A1];
	} else if (base_of(c) != NULL) {
		ref = about_ann ? base_of(c)->anns : base_of(c)->other;
	} else if (is(c, "meeting_id")) {
		ref = meeting_id;
	} else if (is(c, "record_id")) {
		ref = record_id;
	} else if (is(c, "assignment_id")) {
		ref = assignment_id;
	} else if (strcmp(c->refers, "edition") == 0) {
		snprintf(sql, size, "(SELECT max(id) FROM edition)");
		return;
	} else if (c->text) {
		snprintf(sql, size, "'canary.%s.%s.%d'", t->name, c->name, n);
		snprintf(seen, seen_size, "canary.%s.%s.%d\"", t->name, c->name,
		    n);
		return;
	} else if (is_day(c)) {
		snprintf(sql, size, "%d", 9000 + n);
		snprintf(seen, seen_size, "\"%s\"", date_text(
		    (struct date){ 9000 + n }, buf));
		return;
	} else if (is_moment(c)) {
		snprintf(sql, size, "%d", 700000000 + n * 86400);
		snprintf(seen, seen_size, "\"%sT20:26:40Z\"", date_text(
		    (struct date){ 8101 + n }, buf));
		return;
	} else {
		snprintf(sql, size, "%d", 70000000 + n);
		snprintf(seen, seen_size, ": %d", 70000000 + n);
		return;
	}
	assert_true(ref != 0);
	snprintf(sql, size, "%d", (int)ref);
}

/* ---- one row ------------------------------------------------------------ */

struct canary {
	char	where[100], text[120];
	bool	nobody;
};
static struct canary canaries[2000];
static size_t canaries_len;

static void
expect(const struct table *t, const struct column *c, const char *seen)
{
	if (seen[0] == '\0' || (!c->self && !c->nobody)) {
		return;
	}
	assert_true(canaries_len < COUNT(canaries));
	snprintf(canaries[canaries_len].where, sizeof(canaries[0].where),
	    "%s.%s", t->name, c->name);
	snprintf(canaries[canaries_len].text, sizeof(canaries[0].text), "%s",
	    seen);
	canaries[canaries_len++].nobody = c->nobody && !c->self;
}

/* Tables of which Ann has her one row already. */
static bool
has_its_row(const struct table *t)
{
	return strcmp(t->name, "member") == 0 ||
	    strcmp(t->name, "account") == 0;
}

static void
change_row(const struct table *t)
{
	for (size_t i = 0; i < t->columns_len; i++) {
		const struct column *c = &t->columns[i];
		char sql[200], seen[200], all[600];

		if (c->key || is(c, "member_id") || is(c, "admin") ||
		    is(c, "closed_at")) {
			continue;
		}
		make_value(t, c, true, sql, sizeof(sql), seen, sizeof(seen));
		snprintf(all, sizeof(all), "UPDATE %s SET %s = %s WHERE id ="
		    " %d", t->name, c->name, sql, (int)(strcmp(t->name,
		    "member") == 0 ? world.member[ANN] : world.account[ANN]));
		db_script(world.cx.db, all);
		expect(t, c, seen);
	}
}

static void
add_row(const struct table *t, const struct column *link)
{
	char names[2000] = "", values[6000] = "", all[9000];

	for (size_t i = 0; i < t->columns_len; i++) {
		const struct column *c = &t->columns[i];
		char sql[200], seen[200];

		make_value(t, c, c == link || is(link, "account_id"), sql,
		    sizeof(sql), seen, sizeof(seen));
		snprintf(names + strlen(names), sizeof(names) - strlen(names),
		    "%s%s", i > 0 ? ", " : "", c->name);
		snprintf(values + strlen(values),
		    sizeof(values) - strlen(values), "%s%s", i > 0 ? ", " : "",
		    sql);
		expect(t, c, seen);
	}
	snprintf(all, sizeof(all), "INSERT INTO %s (%s) VALUES (%s)", t->name,
	    names, values);
	db_script(world.cx.db, all);
}

static size_t
add_rows(const struct table *t)
{
	size_t links = 0;

	if (has_its_row(t)) {
		change_row(t);
		return 1;
	}
	for (size_t i = 0; i < t->columns_len; i++) {
		/* A change by Ann's account is a change by Ann. */
		if (is_link(&t->columns[i]) && !(strcmp(t->name, "change") ==
		    0 && is(&t->columns[i], "account_id"))) {
			add_row(t, &t->columns[i]);
			links++;
		}
	}
	return links;
}

/* A conference with an item, at which Ann and Ben have badges. */
static void
add_conference(void)
{
	struct ctx *cx = &world.cx;

	db_script(cx->db, arena_copy_z(cx->mem, arena_printf(cx->mem,
	    "INSERT INTO conference VALUES (1, 'c', %d, 'x', NULL, NULL, 'The"
	    " conference', '', 20000, 20000, 1, 1, 'en', '', NULL, NULL, NULL,"
	    " 1, 0, NULL);"
	    "INSERT INTO vote (id, public_id, conference_id, number, question,"
	    " subject, kind, way, seats, who, proxies, keys, tie_rule, rule,"
	    " rule_num, rule_den, rule_more, rule_of, rule_article, rule_text,"
	    " quorum, quorum_num, quorum_den, quorum_more, quorum_article,"
	    " quorum_text, state, outcome, entitled, eligible, present, voted,"
	    " blank, tied, open_seats, lots, lot_by, reason, prepared_at)"
	    " VALUES (1, 'v', 1, 1, 'q', '', 1, 2, 1, 1, 0, 0, 1, 2, 1, 2, 1,"
	    " 2, '', '', 2, 0, 1, 0, '', '', 1, 0, 0, 0, 0, 0, 0, '', 0, '',"
	    " '', '', 0);"
	    "INSERT INTO hall_block VALUES (1, 1, 'A', 1, 9);"
	    "INSERT INTO sitting VALUES (1, 's', 1, 1, '', 20000, 0, 1, NULL,"
	    " NULL);"
	    "INSERT INTO item VALUES (1, 'i', 1, 1, 1, '1', 1, 'The item', '',"
	    " '', 5, NULL, NULL, 0, 0, 0, NULL, NULL, 0);"
	    "INSERT INTO participant VALUES (1, 'a', 1, %d, 'Ann', 'ann', 1,"
	    " 1, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0, NULL, 1, 0, NULL,"
	    " NULL), (2, 'b', 1, %d, 'Ben', 'ben', 1, 1, NULL, NULL, NULL,"
	    " NULL, NULL, NULL, 2, 0, NULL, 1, 0, NULL, NULL)",
	    (int)world.unit[A1],
	    (int)world.member[ANN], (int)world.member[BEN])));
}

/* What others refer to. */
static void
add_base(void)
{
	struct ctx *cx = &world.cx;
	struct assignment_new in = {
		.unit_id = world.unit[A1], .member_id = world.member[ANN],
		.text = S("t"), .given_on = cx->today, .due = DATE_NONE,
	};

	assert_int_equal(assignment_give(cx, &in, &assignment_id),
	    ASSIGNMENT_OK);
	meeting_id = record_id = 1;
	db_script(cx->db, arena_copy_z(cx->mem, arena_printf(cx->mem,
	    "INSERT INTO meeting (id, public_id, unit_id, kind, state, day,"
	    " place, sign_code, entered_at, current_id) VALUES (1, 'p', %d,"
	    " 'general', 2, 20000, '', '', 0, 1);"
	    "INSERT INTO meeting_record (id, meeting_id, version, day, place,"
	    " notes, guests, article, reason, entered_at) VALUES (1, 1, 1,"
	    " 20000, '', '', 0, '', '', 0)", (int)world.unit[A1])));
	add_conference();
	db_script(cx->db, arena_copy_z(cx->mem, arena_printf(cx->mem,
	    "INSERT INTO circular VALUES (1, 'c', %d, 1, %d, 'cell', 99, 'The"
	    " circular', '', '', 20000, NULL, '', NULL, 0, NULL, NULL, NULL,"
	    " '')", (int)world.unit[A1], (int)world.unit[A1])));
	db_script(cx->db, "INSERT INTO speech VALUES (1, 's', 1, 1, NULL, 1, 1,"
	    " 1, 0, NULL, NULL, NULL, NULL, 0, 0, 0, NULL), (2, 't', 1, 1,"
	    " NULL, 2, 1, 1, 0, NULL, NULL, NULL, NULL, 0, 0, 0, NULL)");
}

static size_t
count_missing(const struct res *rs, bool tell)
{
	size_t missing = 0;

	for (size_t i = 0; i < canaries_len; i++) {
		bool found = people_shows(rs, canaries[i].text);

		if (found == canaries[i].nobody) {
			missing++;
			if (tell) {
				print_error("%s: \"%s\" is %s the copy\n",
				    canaries[i].where, canaries[i].text,
				    found ? "in" : "not in");
			}
		}
	}
	return missing;
}

static void
test_every_column(void **state)			/* MEMB-5 */
{
	size_t about = 0;
	struct res rs;

	(void)state;
	read_schemas();
	assert_true(tables_len > 20);
	db_begin(world.cx.db, DB_WRITE);
	add_base();
	for (size_t i = 0; i < tables_len; i++) {
		if (tables[i].self) {
			about++;
			if (add_rows(&tables[i]) == 0) {
				fail_msg("%s: who is it about?",
				    tables[i].name);
			}
		}
	}
	assert_true(db_commit(world.cx.db));
	assert_true(about >= 17 && canaries_len > 90);
	people_get(&world, ANN, "/me/export/json", &rs);
	assert_int_equal(rs.status, 200);
	assert_int_equal(count_missing(&rs, true), 0);
	/* The control: another person's copy has none of it. */
	people_get(&world, DEP, "/me/export/json", &rs);
	assert_int_equal(rs.status, 200);
	assert_true(count_missing(&rs, false) > canaries_len / 2);
	people_get(&world, ANN, "/me/export/text", &rs);
	for (size_t i = 0; i < canaries_len; i++) {
		size_t n = strlen(canaries[i].text);
		char *text = canaries[i].text;

		/* The same without the quotes of JSON. */
		text[n - 1] = text[n - 1] == '"' ? '\0' : text[n - 1];
		memmove(text, text + (text[0] == '"'), strlen(text) + 1 -
		    (text[0] == '"'));
	}
	assert_int_equal(count_missing(&rs, true), 0);
}

/* A column that copy.sql does not know would be found out. */
static void
test_control(void **state)
{
	struct table *t = NULL;
	struct res rs;

	(void)state;
	tables_len = canaries_len = 0;
	read_line("CREATE TABLE rumour (", &t);
	read_line("  id INTEGER PRIMARY KEY, -- seen by: self", &t);
	read_line("  member_id INTEGER NOT NULL, -- seen by: self", &t);
	read_line("  text TEXT NOT NULL, -- seen by: self", &t);
	read_line(");", &t);
	db_begin(world.cx.db, DB_WRITE);
	db_script(world.cx.db, "CREATE TABLE rumour (id INTEGER PRIMARY KEY,"
	    " member_id INTEGER, text TEXT)");
	assert_int_equal(add_rows(&tables[0]), 1);
	assert_true(db_commit(world.cx.db));
	people_get(&world, ANN, "/me/export/json", &rs);
	assert_int_equal(count_missing(&rs, false), canaries_len);
	assert_int_equal(canaries_len, 2);
}

/* What a person wrote cannot break out of the file. */
static void
test_json_signs(void **state)
{
	struct res rs;

	(void)state;
	db_begin(world.cx.db, DB_WRITE);
	db_script(world.cx.db, "UPDATE member SET name ="
	    " 'A\"\\\n\001</script>' WHERE number = '2001'");
	assert_true(db_commit(world.cx.db));
	people_get(&world, ANN, "/me/export/json", &rs);
	assert_true(people_shows(&rs, "\"A\\\"\\\\\\u000a\\u0001</script>\""));
	assert_true(str_eq(rs.type, S("application/json")));
	assert_true(str_eq(rs.file_name, S("my-records.json")));
	assert_true(rs.no_store);
	people_get(&world, ANN, "/me/export/xml", &rs);
	assert_int_equal(rs.status, 404);
	people_get(&world, ANN, "/me/export", &rs);
	assert_int_equal(rs.status, 200);
	people_get(&world, ADMIN, "/me/export/json", &rs);
	assert_int_equal(rs.status, 403);
}

static int
set_up(void **state)
{
	(void)state;
	people_open(&world);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	people_close(&world);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_every_column),
		TEST(test_control),
		TEST(test_json_signs),
	};

	return cmocka_run_group_tests_name("copy", tests, NULL, NULL);
}
