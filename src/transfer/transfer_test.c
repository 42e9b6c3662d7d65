/*
 * transfer_test.c - lists as people save them, and what is taken over of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "tests/house.h"
#include "transfer/transfer.h"

#define RULES \
	"## Article 3. Tiers\n\n```rules\n" \
	"tier county \"County\" plural \"Counties\"\n" \
	"tier cell \"Cell\" plural \"Cells\" under county, members 3 to 30\n" \
	"office secretary \"Secretary\" at cell, elected, term 2 years\n" \
	"meeting general at cell: at least 1 per month, quorum 1/2 of " \
	"members\n" \
	"meeting consultative at cell: quorum none\n```\n"

static struct house h;
static str told;			/* "LINE:COLUMN text;" for each */

static int
set_up(void **unused)
{
	(void)unused;
	house_open(&h, RULES, "2020-01-01");
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	house_close(&h);
	return 0;
}

/* ---- reading a list ---------------------------------------------------- */

/* Every row as "line|column|column;", a problem as "line!column;". */
static str
dump(str bytes)
{
	struct csv_row *row = NEW(&h.mem, struct csv_row, 1);
	str problem = S(""), all = S("");
	struct csv *csv = csv_of(&h.mem, bytes, &problem);

	if (csv == NULL) {
		return problem;
	}
	while (csv_next(csv, row)) {
		all = arena_printf(&h.mem, STR_FMT "%lld", STR_ARG(all),
		    (long long)row->line);
		if (row->problem.len > 0) {
			all = arena_printf(&h.mem, STR_FMT "!%zu",
			    STR_ARG(all), row->problem_column);
		}
		for (size_t i = 0; i < row->fields && row->problem.len == 0;
		    i++) {
			all = arena_printf(&h.mem, STR_FMT "|" STR_FMT,
			    STR_ARG(all), STR_ARG(row->field[i]));
		}
		all = arena_printf(&h.mem, STR_FMT ";", STR_ARG(all));
	}
	csv_close(csv);
	return all;
}

static void
test_lists_as_they_are_saved(void **unused)
{
	static const struct { str bytes; const char *rows; } t[] = {
		{ S_INIT("a,b\n1,2\n"), "1|a|b;2|1|2;" },
		{ S_INIT("a,b\r\n1,2"), "1|a|b;2|1|2;" },
		{ S_INIT("a,b\r1,2\r"), "1|a|b;2|1|2;" },
		{ S_INIT("\xef\xbb\xbf" "a;b\n1,5;2\n"), "1|a|b;2|1,5|2;" },
		{ S_INIT("a\tb\n1\t2\n"), "1|a|b;2|1|2;" },
		{ S_INIT("sep=;\na;b,c\n1;2\n"), "2|a|b,c;3|1|2;" },
		{ S_INIT("a,b\n\n , \n1,2\n\n"), "1|a|b;4|1|2;" },
		{ S_INIT("a,b\n\"x, \"\"y\"\"\",\" z \"\n"),
		    "1|a|b;2|x, \"y\"|z;" },
		{ S_INIT("a,b\n\"two\nlines\",2\n3,4\n"),
		    "1|a|b;2|two\nlines|2;4|3|4;" },
		{ S_INIT("a,b\n1\n1,2,3\n"), "1|a|b;2|1;3|1|2|3;" },
		{ S_INIT("a,b\n\"open,2\n3,4\n"), "1|a|b;2!1;" },
		{ S_INIT("a,b\n\"x\"y,2\n3,4\n"), "1|a|b;2!1;3|3|4;" },
		{ S_INIT("a,b\n1,\xff\n3,4\n"), "1|a|b;2!2;3|3|4;" },
		{ S_INIT("\xff\xfe" "a\0,\0b\0\n\0\xe9\0,\0" "2\0\n\0"),
		    "1|a|b;2|\xc3\xa9|2;" },
		{ S_INIT("\xfe\xff\0a\0,\0b\0\n\0\xe9\0,\0" "2\0\n"),
		    "1|a|b;2|\xc3\xa9|2;" },
		{ S_INIT("a\0,\0b\0\n\0=\xd8\0\xde,\0" "2\0"),
		    "1|a|b;2|\xf0\x9f\x98\x80|2;" },
		{ S_INIT(""), "the list is empty" },
	};

	(void)unused;
	for (size_t i = 0; i < COUNT(t); i++) {
		str got = dump(t[i].bytes);

		if (!str_eq(got, str_z(t[i].rows))) {
			fail_msg("list %zu: " STR_FMT, i, STR_ARG(got));
		}
	}
}

static void
test_columns_are_quoted(void **unused)
{
	static const char *const t[][2] = {
		{ "plain", "plain" }, { "a,b", "\"a,b\"" },
		{ "say \"x\"", "\"say \"\"x\"\"\"" }, { " x", "\" x\"" },
		{ "a\nb", "\"a\nb\"" }, { "", "" },
	};

	(void)unused;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_true(str_eq(csv_column(&h.mem, str_z(t[i][0])),
		    str_z(t[i][1])));
	}
}

static void
test_too_long_and_too_wide(void **unused)
{
	char *long_row = arena_alloc(&h.mem, CSV_ROW_MAX + 100, 1);
	char wide[2 * CSV_COLUMNS_MAX + 4];
	str got;

	(void)unused;
	memset(long_row, 'x', CSV_ROW_MAX + 50);
	memcpy(long_row, "a\n", 2);
	memcpy(long_row + CSV_ROW_MAX + 50, "\ny\n", 3);
	got = dump((str){ long_row, CSV_ROW_MAX + 53 });
	assert_true(str_starts(got, S("1|a;2!")));
	assert_true(str_ends(got, S("3|y;")));
	memset(wide, ',', sizeof(wide));
	memcpy(wide, "a\n", 2);
	wide[sizeof(wide) - 2] = '\n';
	wide[sizeof(wide) - 1] = 'b';
	got = dump((str){ wide, sizeof(wide) });
	assert_true(str_starts(got, S("1|a;2!101;")));
}

/* ---- taking over ------------------------------------------------------- */

static void
tell(void *arg, const struct import_problem *p)
{
	(void)arg;
	told = arena_printf(&h.mem, STR_FMT "%lld:%zu " STR_FMT ";",
	    STR_ARG(told), (long long)p->line, p->column, STR_ARG(p->text));
}

/* As "added same refused", in a transaction of its own; a dry run is undone. */
static str
take(enum list_kind kind, const char *text, bool dry)
{
	struct import im = { .kind = kind, .mem = &h.mem, .tell = tell };
	struct arena scratch;
	struct arena *mem = h.cx.mem;
	str problem;

	told = S("");
	im.csv = csv_of(&h.mem, str_z(text), &problem);
	assert_non_null(im.csv);
	if (!import_begin(&im, NULL, 0)) {
		return S("not begun");
	}
	assert_true(arena_make(&scratch, (size_t)64 << 20));
	h.cx.mem = &scratch;
	db_begin(h.cx.db, DB_WRITE);
	while (import_some(&h.cx, &im, 2)) {
	}
	if (dry) {
		db_rollback(h.cx.db);
	} else {
		assert_true(db_commit(h.cx.db));
	}
	h.cx.mem = mem;
	arena_drop(&scratch);
	csv_close(im.csv);
	return arena_printf(&h.mem, "%lld %lld %lld", (long long)im.added,
	    (long long)im.same, (long long)im.refused);
}

#define TAKES(kind, text, counts) \
	assert_string_equal(arena_copy_z(&h.mem, take(kind, text, false)), \
	    counts)

#define UNITS	"code,parent,tier,name,founded\n" \
		"K,,county,Eastmere,\n" \
		"A,K,cell,Cell 1,2021-01-01\n" \
		"B,K,Cell,Cell 2,1.2.2021\n"
#define MEMBERS	"Number;Full name;Branch;Since;Telephone\n" \
		"1;Ann Reed;A;2022-01-01;+00 1\n" \
		"2;Bo Ford;A;;\n" \
		"3;Cy Hill;B;2022-01-01;\n"
#define TERMS	"member,unit,office,from,until\n" \
		"1,A,Secretary,2025-01-01,\n" \
		"2,A,secretary,,2024-12-01\n"
#define MEETINGS "unit,date,state,kind,starts,members,present\n" \
		"A,2026-01-05,held,general,18:30,2,1\n" \
		"A,2026-02-05,cancelled,general,,,\n" \
		"B,2026-01-07,,,,,\n"

static void
take_all(void)
{
	TAKES(LIST_UNITS, UNITS, "3 0 0");
	TAKES(LIST_MEMBERS, MEMBERS, "3 0 0");
	TAKES(LIST_TERMS, TERMS, "2 0 0");
	TAKES(LIST_MEETINGS, MEETINGS, "3 0 0");
}

static void
test_twice_changes_nothing(void **unused)	/* TRAN-3, TRAN-4 */
{
	(void)unused;
	take_all();
	TAKES(LIST_UNITS, UNITS, "0 3 0");
	TAKES(LIST_MEMBERS, MEMBERS, "0 3 0");
	TAKES(LIST_TERMS, TERMS, "0 2 0");
	TAKES(LIST_MEETINGS, MEETINGS, "0 3 0");
	assert_int_equal(house_number(&h, "SELECT count(*) FROM unit"
	    " WHERE founded IS NULL"), 1);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM membership"
	    " WHERE from_day IS NULL AND until_day IS NULL"), 1);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM term"
	    " WHERE from_day IS NULL"), 1);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM meeting m"
	    " JOIN meeting_record r ON r.id = m.current_id"
	    " WHERE m.kind = '' AND r.present IS NULL"
	    " AND r.quorum_met IS NULL"), 1);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM meeting_record"
	    " WHERE quorum = 1 AND quorum_met = 1"), 1);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM contact"), 1);
}

static void
test_dry_run(void **unused)			/* TRAN-1, TRAN-2 */
{
	static const char list[] = UNITS "A,K,cell,Other,\n,K,cell,No code,\n";
	str dry;

	(void)unused;
	assert_true(str_eq(take(LIST_UNITS, list, true), S("3 0 2")));
	dry = told;
	assert_int_equal(house_number(&h, "SELECT count(*) FROM unit"), 0);
	TAKES(LIST_UNITS, list, "3 0 2");
	assert_true(str_eq(told, dry));
	assert_true(str_starts(told, S("5:1 the code \"A\" stands already in "
	    "line 3, for \"Cell 1\"; a code names one unit;6:1 this is "
	    "empty")));
}

static void
test_leaves_before_the_root(void **unused)	/* TRAN-7 */
{
	(void)unused;
	TAKES(LIST_UNITS, "name,tier,parent,code\n"
	    "Cell 1,cell,K,A\nLost,cell,NOPE,X\nEastmere,county,,K\n",
	    "2 0 1");
	assert_true(str_eq(told, S("3:3 there is no unit with the code "
	    "\"NOPE\", neither here nor in this list;")));
}

static void
test_headers(void **unused)
{
	(void)unused;
	assert_true(str_eq(take(LIST_UNITS, "parent,name\nK,x\n", false),
	    S("not begun")));
	assert_true(str_starts(told, S("1:0 no column holds \"code\"")));
	assert_non_null(strstr(arena_copy_z(&h.mem, told),
	    "no column holds \"tier\""));
}

static void
test_maps(void **unused)
{
	struct import im = { .kind = LIST_UNITS, .mem = &h.mem, .tell = tell };
	struct import_map good[] = { { S_INIT("2"), S_INIT("tier") },
		{ S_INIT("Where"), S_INIT("parent") } };
	struct import_map bad[] = { { S_INIT("9"), S_INIT("tier") },
		{ S_INIT("Where"), S_INIT("colour") } };
	str problem;

	(void)unused;
	told = S("");
	im.csv = csv_of(&h.mem, S("code,x,name,where\nK,county,E,\n"),
	    &problem);
	assert_true(import_begin(&im, good, 2));
	im = (struct import){ .kind = LIST_UNITS, .mem = &h.mem,
		.tell = tell };
	im.csv = csv_of(&h.mem, S("code,tier,name,where\n"), &problem);
	assert_false(import_begin(&im, bad, 2));
	assert_true(str_eq(told, S("1:0 the list has no column \"9\";1:4 there "
	    "is no field \"colour\" to put it in;")));
}

/* What each room refuses comes in its words, at the right column (TRAN-5). */
static void
test_refusals(void **unused)			/* TRAN-1, TRAN-5 */
{
	static const struct { enum list_kind kind; const char *list, *at; }
	    t[] = {
		{ LIST_UNITS, "code,parent,tier,name\nC,K,patrol,x\n",
		    "2:3 the statutes know no tier \"patrol\"" },
		{ LIST_UNITS, "code,parent,tier,name\nC,A,cell,x\n", "2:2 " },
		{ LIST_UNITS, "code,parent,tier,name\nK2,,county,x\n",
		    "2:2 " },
		{ LIST_UNITS, "code,parent,tier,name\n\"a  b\",K,cell,x\n",
		    "2:1 " },
		{ LIST_UNITS, "code,parent,tier,name,founded\n"
		    "C,K,cell,x,31.2.2020\n", "2:5 a day such as" },
		{ LIST_MEMBERS, "number,name,cell\n9,Zoe,NOPE\n",
		    "2:3 there is no unit" },
		{ LIST_MEMBERS, "number,name,cell\n9,Zoe,K\n", "2:3 " },
		{ LIST_MEMBERS, "number,name,cell\n1,Ann Reed,B\n",
		    "2:3 this member already belongs to \"A\"" },
		{ LIST_MEMBERS, "number,name,cell\n1,Zoe,A\n",
		    "2:1 the number \"1\" is another member's" },
		{ LIST_MEMBERS, "number,name,cell,joined\n"
		    "9,Zoe,A,2030-01-01\n", "2:4 " },
		{ LIST_TERMS, "member,unit,office\n1,NOPE,secretary\n",
		    "2:2 there is no unit" },
		{ LIST_TERMS, "member,unit,office\n77,A,secretary\n",
		    "2:1 there is no member" },
		{ LIST_TERMS, "member,unit,office\n1,A,treasurer\n", "2:3 " },
		{ LIST_TERMS, "member,unit,office,seat\n1,A,secretary,x\n",
		    "2:4 a number up to" },
		{ LIST_TERMS, "member,unit,office,acting\n"
		    "1,A,secretary,maybe\n", "2:4 yes or no is expected" },
		{ LIST_TERMS, "member,unit,office,seat,from\n"
		    "2,A,secretary,1,2026-01-01\n", "2:4 " },
		{ LIST_MEETINGS, "unit,date\nNOPE,2026-01-01\n",
		    "2:1 there is no unit" },
		{ LIST_MEETINGS, "unit,date\nA,soon\n", "2:2 a day such as" },
		{ LIST_MEETINGS, "unit,date,state\nA,2026-03-01,maybe\n",
		    "2:3 held, planned or cancelled is expected" },
		{ LIST_MEETINGS, "unit,date,kind\nA,2026-03-01,ball\n",
		    "2:3 " },
		{ LIST_MEETINGS, "unit,date,starts\nA,2026-03-01,late\n",
		    "2:3 a time such as" },
		{ LIST_MEETINGS, "unit,date,starts\nA,2026-03-01,18:305\n",
		    "2:3 a time such as" },
		{ LIST_MEETINGS, "unit,date,members,present\n"
		    "A,2026-03-01,3,4\n", "2:4 " },
		{ LIST_MEETINGS, "unit,date\nA,2030-03-01\n", "2:2 " },
		{ LIST_MEETINGS, "unit,date,state,kind\n"
		    "A,2026-01-05,cancelled,general\n",
		    "2:3 this meeting is already there as held" },
	};

	(void)unused;
	take_all();
	for (size_t i = 0; i < COUNT(t); i++) {
		str counts = take(t[i].kind, t[i].list, false);

		if (!str_eq(counts, S("0 0 1")) ||
		    !str_starts(told, str_z(t[i].at))) {
			fail_msg("%s: " STR_FMT ", " STR_FMT, t[i].list,
			    STR_ARG(counts), STR_ARG(told));
		}
	}
	/* A row is refused whole: its contacts do not go in without it. */
	TAKES(LIST_MEMBERS, "number,name,cell,phone,email\n"
	    "9,Zoe,A,+00 2,\"\x01\"\n", "0 0 1");
	assert_int_equal(house_number(&h, "SELECT count(*) FROM member"), 3);
}

/* ---- out again --------------------------------------------------------- */

static char *
export_all(enum list_kind kind)
{
	size_t len;
	char *text = NULL;
	FILE *f = open_memstream(&text, &len);

	assert_non_null(f);
	db_begin(h.cx.db, DB_READ);
	assert_true(export_list(&h.cx, kind, f, NULL));
	assert_true(db_commit(h.cx.db));
	fclose(f);
	return text;
}

static void
test_out_and_in_again(void **unused)		/* TRAN-6 */
{
	char *first[LIST_KINDS], *again[LIST_KINDS];

	(void)unused;
	take_all();
	TAKES(LIST_UNITS, "code,parent,tier,name\n"
	    "\"Q, R\",K,cell,\"say \"\"x\"\", y\"\n", "0 0 1");
	TAKES(LIST_UNITS, "code,parent,tier,name,dissolved\n"
	    "Q,K,cell,\"say \"\"x\"\", y\",2025-01-01\n", "1 0 0");
	for (int i = 0; i < LIST_KINDS; i++) {
		first[i] = export_all((enum list_kind)i);
	}
	house_close(&h);
	house_open(&h, RULES, "2020-01-01");
	for (int i = 0; i < LIST_KINDS; i++) {
		(void)take((enum list_kind)i, first[i], false);
		again[i] = export_all((enum list_kind)i);
		assert_string_equal(again[i], first[i]);
		free(first[i]);
		free(again[i]);
	}
}

/* Stopped after its rows and before the units that ended have ended, a list
 * goes on where it stopped. */
static void
test_stopped_before_the_ends(void **unused)	/* TRAN-3 */
{
	static const char list[] = "code,parent,tier,name,dissolved\n"
	    "K,,county,Eastmere,\nQ,K,cell,Cell 9,2025-01-01\n";
	struct import im = { .kind = LIST_UNITS, .mem = &h.mem, .tell = tell };
	struct arena scratch, *mem = h.cx.mem;
	str problem;

	(void)unused;
	im.csv = csv_of(&h.mem, str_z(list), &problem);
	assert_true(import_begin(&im, NULL, 0));
	assert_true(arena_make(&scratch, (size_t)64 << 20));
	h.cx.mem = &scratch;
	db_begin(h.cx.db, DB_WRITE);
	assert_true(import_some(&h.cx, &im, 2));
	assert_true(db_commit(h.cx.db));
	h.cx.mem = mem;
	arena_drop(&scratch);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM unit"
	    " WHERE dissolved IS NOT NULL"), 0);
	TAKES(LIST_UNITS, list, "0 2 0");
	assert_int_equal(told.len, 0);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM unit"
	    " WHERE dissolved IS NOT NULL"), 1);
	TAKES(LIST_UNITS, list, "0 2 0");
	TAKES(LIST_MEMBERS, "number,name,cell,joined,left\n"
	    "1,Ann Reed,Q,2022-01-01,2024-12-01\n", "1 0 0");
}

/* Whichever step of the database fails, the list is in it whole or not. */
static void
test_each_step_fails(void **unused)
{
	struct arena keep;
	bool failed = true;

	(void)unused;
	assert_true(arena_make(&keep, (size_t)64 << 20));
	for (int n = 1; failed; n++) {
		struct import im = { .kind = LIST_UNITS, .mem = &keep,
			.tell = tell };
		str problem;

		im.csv = csv_of(&keep, S(UNITS), &problem);
		assert_true(import_begin(&im, NULL, 0));
		db_begin(h.cx.db, DB_WRITE);
		db_fail_at(h.cx.db, n);
		while (import_some(&h.cx, &im, 1)) {
		}
		failed = !db_commit(h.cx.db);
		db_fail_at(h.cx.db, 0);
		assert_int_equal(house_number(&h, "SELECT count(*) FROM unit"),
		    failed ? 0 : 3);
		assert_true(n < 1000);
		arena_reset(&keep);
	}
	arena_drop(&keep);
}

#define IN_HOUSE(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOUSE(test_lists_as_they_are_saved),
		IN_HOUSE(test_columns_are_quoted),
		IN_HOUSE(test_too_long_and_too_wide),
		IN_HOUSE(test_twice_changes_nothing),
		IN_HOUSE(test_dry_run),
		IN_HOUSE(test_leaves_before_the_root),
		IN_HOUSE(test_headers),
		IN_HOUSE(test_maps),
		IN_HOUSE(test_refusals),
		IN_HOUSE(test_out_and_in_again),
		IN_HOUSE(test_stopped_before_the_ends),
		IN_HOUSE(test_each_step_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
