/*
 * take_test.c - lists taken over a piece at a time: interrupted after each one
 * by another server, stopped, failing at each step; taken back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "setup/setup.h"
#include "tests/house.h"

#define RULES \
	"## Article 3. Tiers\n\n```rules\n" \
	"tier county \"County\" plural \"Counties\"\n" \
	"tier cell \"Cell\" plural \"Cells\" under county, members 3 to 30\n" \
	"office secretary \"Secretary\" at cell, elected, term 2 years\n```\n"
#define CELLS		220
#define TEXT_MAX	65536

static struct house h;
static char text[TEXT_MAX];
static size_t text_len;

static int
set_up(void **unused)
{
	(void)unused;
	house_open(&h, RULES, "2000-01-01");
	db_script(h.cx.db, "INSERT INTO account (id, member_id, login,"
	    " password, admin, made_at, closed_at) VALUES"
	    " (7, NULL, 'admin', '', 1, 0, NULL)");
	h.cx.account = 7;
	h.cx.admin = true;
	job_piece_takes(0);
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	job_piece_takes(JOB_PIECE_MS);
	house_close(&h);
	return 0;
}

/* ---- lists -------------------------------------------------------------- */

static void
begin_text(const char *head)
{
	text_len = (size_t)snprintf(text, sizeof(text), "%s\n", head);
}

static void add_line(const char *fmt, ...) PRINTF(1, 2);

static void
add_line(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	text_len += (size_t)vsnprintf(text + text_len, TEXT_MAX - text_len,
	    fmt, ap);
	va_end(ap);
	assert_true(text_len + 2 < TEXT_MAX);
	text[text_len++] = '\n';
}

/* Cells before the county they stand under, so that all of them wait; every
 * tenth has ended; some rows cannot go in. */
static str
list_of_units(void)
{
	begin_text("code,parent,tier,name,founded,dissolved");
	for (int i = 0; i < CELLS; i++) {
		add_line("C%d,K,cell,Cell %d,2005-01-01,%s", i, i,
		    i % 10 == 0 ? "2010-01-01" : "");
		if (i % 50 == 0) {
			add_line("X%d,NOPE,cell,\"Lost, %d\",,", i, i);
		}
	}
	add_line("K,,county,Eastmere,2001-01-01,");
	add_line("C1,K,cell,Another,2005-01-01,");
	return (str){ text, text_len };
}

static str
list_of_members(void)
{
	begin_text("number,name,cell,joined,phone");
	for (int i = 0; i < CELLS; i++) {
		add_line("%d,Member %d,C%d,2006-02-03,%s", i, i, i % 5 + 1,
		    i % 7 == 0 ? "+44 20 7946 0000" : "");
	}
	add_line("N,Nobody,NOPE,,");
	add_line("3,Another,C2,2006-02-03,");
	return (str){ text, text_len };
}

static str
list_of_terms(void)
{
	begin_text("member,unit,office,from,until");
	for (int i = 1; i <= 5; i++) {
		for (int year = 2006; year < 2020; year++) {
			add_line("%d,C%d,secretary,%d-02-03,%d-02-03", i - 1,
			    i, year, year + 1);
		}
	}
	add_line("0,C1,secretary,2010-05-05,2011-05-05");
	return (str){ text, text_len };
}

/* ---- taking them over --------------------------------------------------- */

static struct upload
look(enum list_kind kind, str bytes)
{
	struct upload u;

	db_begin(h.cx.db, DB_WRITE);
	assert_int_equal(setup_look(&h.cx, kind, S("list.csv"), bytes, &u),
	    SETUP_OK);
	assert_true(db_commit(h.cx.db));
	return u;
}

static struct job
begin(struct upload *u)
{
	struct job job;

	db_begin(h.cx.db, DB_WRITE);
	assert_int_equal(setup_take_over(&h.cx, u, &job), SETUP_OK);
	assert_true(db_commit(h.cx.db));
	return job;
}

static struct upload
now(const struct upload *u)
{
	struct upload is;

	db_begin(h.cx.db, DB_READ);
	assert_true(setup_upload(&h.cx, u->public_id, &is));
	assert_true(db_commit(h.cx.db));
	return is;
}

static struct job_worker
server(void)
{
	struct job_worker w;

	job_worker_begin(&w, job_kinds);
	w.forgot_at = h.cx.now;
	return w;
}

static enum job_turn
turn(struct job_worker *w)
{
	struct arena mem;
	struct ctx cx = h.cx;
	enum job_turn came;
	bool kept;

	assert_true(arena_make(&mem, (size_t)64 << 20));
	cx.mem = &mem;
	cx.account = 0;
	cx.admin = false;
	db_begin(cx.db, DB_WRITE);
	came = job_turn(&cx, w);
	kept = db_commit(cx.db);
	(void)job_turned(w, kept, false);
	arena_drop(&mem);
	return came;
}

static void
run_to_end(struct job_worker *w)
{
	for (int n = 0; n < 1000; n++) {
		if (turn(w) == JOB_NOTHING) {
			return;
		}
	}
	fail();
}

/* Each piece by another server, which knows nothing but the database. */
static int
run_by_many(void)
{
	int servers = 0;

	for (;;) {
		struct job_worker w = server();
		enum job_turn came = turn(&w);

		servers++;
		(void)turn(&w);
		job_worker_end(&w);
		h.cx.now += JOB_LEASE_S + 1;
		if (came == JOB_NOTHING) {
			return servers;
		}
	}
}

static void
take(enum list_kind kind, str bytes)
{
	struct upload u = look(kind, bytes);
	struct job_worker w = server();

	(void)begin(&u);
	run_to_end(&w);
	job_worker_end(&w);
	assert_int_equal(now(&u).state, UPLOAD_TAKEN);
}

#define REFUSED_UNITS	(CELLS / 50 + 1 + 1)

static void
check_units(const struct upload *u)
{
	struct upload is = now(u);

	assert_int_equal(is.state, UPLOAD_TAKEN);
	assert_int_equal(is.added, CELLS + 1);
	assert_int_equal(is.same, 0);
	assert_int_equal(is.refused, REFUSED_UNITS);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM unit"),
	    CELLS + 1);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM unit WHERE"
	    " dissolved IS NOT NULL"), CELLS / 10);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM import_run"),
	    1);
	assert_int_equal(house_number(&h, "SELECT sum(until_id - first_id)"
	    " FROM import_block"), CELLS + 1);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM upload_part"),
	    0);
}

static void
test_units_by_many_servers(void **unused)	/* TRAN-9, SETU-2 */
{
	struct upload u = look(LIST_UNITS, list_of_units());
	struct upload told = u;
	struct job job = begin(&u);

	(void)unused;
	assert_int_equal(told.added, CELLS + 1);
	assert_int_equal(told.refused, REFUSED_UNITS);
	assert_int_equal(job.state, JOB_RUNNING);
	assert_int_equal(u.state, UPLOAD_TAKING);
	assert_true(run_by_many() > 6);
	check_units(&u);
}

static void
test_members_and_terms(void **unused)		/* TRAN-9 */
{
	struct upload u;

	(void)unused;
	take(LIST_UNITS, list_of_units());
	u = look(LIST_MEMBERS, list_of_members());
	(void)begin(&u);
	assert_true(run_by_many() > 3);
	assert_int_equal(now(&u).added, CELLS);
	assert_int_equal(now(&u).refused, 2);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM membership"),
	    CELLS);
	u = look(LIST_TERMS, list_of_terms());
	(void)begin(&u);
	assert_true(run_by_many() > 1);
	assert_int_equal(now(&u).added, 5 * 14);
	assert_int_equal(now(&u).refused, 1);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM term"),
	    5 * 14);
}

/* Whatever step fails in whatever piece: nothing is lost, nothing is twice. */
static void
test_each_step_fails(void **unused)		/* JOB-1 */
{
	struct upload u = look(LIST_UNITS, list_of_units());
	struct job_worker w = server();
	int n = 1;

	(void)unused;
	(void)begin(&u);
	while (now(&u).state == UPLOAD_TAKING) {
		db_fail_at(h.cx.db, n);
		(void)turn(&w);
		db_fail_at(h.cx.db, 0);
		(void)turn(&w);
		n += 17;
		assert_true(n < 17 * 1000);
	}
	run_to_end(&w);
	job_worker_end(&w);
	check_units(&u);
}

static void
test_stopped_and_gone_on(void **unused)		/* SETU-2, JOB-3 */
{
	struct upload u = look(LIST_UNITS, list_of_units());
	struct job job = begin(&u);
	struct job_worker w = server();
	struct upload is;

	(void)unused;
	(void)turn(&w);
	(void)turn(&w);
	db_begin(h.cx.db, DB_WRITE);
	assert_int_equal(job_stop(&h.cx, job.id), JOB_OK);
	assert_true(db_commit(h.cx.db));
	run_to_end(&w);
	is = now(&u);
	assert_int_equal(is.state, UPLOAD_PARTLY);
	assert_int_equal(is.added, 0);	/* all of them wait for the county */
	job = begin(&is);
	assert_int_equal(job.state, JOB_RUNNING);
	run_to_end(&w);
	job_worker_end(&w);
	check_units(&u);
}

static void
test_refused_rows_are_kept(void **unused)	/* SETU-3, SETU-4 */
{
	struct upload u = look(LIST_UNITS, list_of_units());
	struct job_worker w = server();
	struct upload_row *rows;
	str looked = setup_reasons(&h.cx, &u);
	size_t len;

	(void)unused;
	(void)begin(&u);
	run_to_end(&w);
	u = now(&u);
	db_begin(h.cx.db, DB_READ);
	setup_rows(&h.cx, &u, UPLOAD_REFUSED, 100, &rows, &len);
	assert_int_equal(len, REFUSED_UNITS);
	assert_int_equal(setup_rows_count(&h.cx, &u, UPLOAD_REFUSED), len);
	/* The other C1 stands below the county, and so goes in before it. */
	assert_true(str_eq(rows[0].line, S("C1,K,cell,Cell 1,2005-01-01,")));
	assert_true(str_starts(rows[0].told, S("line 4, code: ")));
	assert_true(str_eq(rows[1].line, S("X0,NOPE,cell,\"Lost, 0\",,")));
	assert_true(str_eq(u.head, S("code,parent,tier,name,founded,"
	    "dissolved")));
	/* Those that nothing stands above have one reason, but each its row. */
	assert_true(str_eq(setup_reasons(&h.cx, &u), arena_printf(h.cx.mem,
	    "%d rows, parent: there is no unit with the code \"NOPE\", "
	    "neither here nor in this list; for example lines 3, 54 and 105\n"
	    STR_FMT "\n", REFUSED_UNITS - 1, STR_ARG(rows[0].told))));
	assert_true(str_eq(setup_reasons(&h.cx, &u), looked));
	assert_true(db_commit(h.cx.db));
	h.cx.now += 86401;
	w.forgot_at = 0;
	run_to_end(&w);
	job_worker_end(&w);
	u = now(&u);
	assert_int_equal(u.added, CELLS + 1);
	assert_int_equal(u.head.len, 0);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM upload_row"),
	    0);
}

#define WIDE_ROWS	220
#define WIDE_COLUMNS	96
#define WIDE_BYTES	600
#define WIDE_MAX	(14 << 20)

/* Rows near CSV_ROW_MAX, none of which can go in. */
static str
list_of_wide_rows(void)
{
	static char wide[WIDE_MAX];
	size_t len = (size_t)snprintf(wide, sizeof(wide),
	    "code,parent,tier,name");

	for (int c = 0; c < WIDE_COLUMNS; c++) {
		len += (size_t)snprintf(wide + len, WIDE_MAX - len, ",c%d", c);
	}
	for (int i = 0; i < WIDE_ROWS; i++) {
		len += (size_t)snprintf(wide + len, WIDE_MAX - len,
		    "\nX%d,NOPE,cell,Lost", i);
		for (int c = 0; c < WIDE_COLUMNS; c++) {
			len += (size_t)snprintf(wide + len, WIDE_MAX - len,
			    ",%0*d", WIDE_BYTES, c);
		}
	}
	assert_true(len + WIDE_BYTES < WIDE_MAX);
	return (str){ wide, len };
}

/* What is kept of a row that is refused is no more than a few times as long
 * as the row: the memory of a job is one for the whole list. */
static void
test_long_rows_are_kept(void **unused)		/* SETU-4 */
{
	struct upload u = look(LIST_UNITS, list_of_wide_rows());
	struct job_worker w = server();

	(void)unused;
	(void)begin(&u);
	for (int n = 0; n < 100 && now(&u).state == UPLOAD_TAKING; n++) {
		(void)turn(&w);
		assert_true(w.mem.used < (size_t)128 << 20);
	}
	assert_int_equal(now(&u).state, UPLOAD_TAKEN);
	assert_int_equal(now(&u).refused, WIDE_ROWS);
	assert_int_equal(house_number(&h, "SELECT min(length(line)) FROM"
	    " upload_row"), (int)sizeof("X0,NOPE,cell,Lost") - 1 +
	    WIDE_COLUMNS * (WIDE_BYTES + 1));
	job_worker_end(&w);
}

/* ---- and back ----------------------------------------------------------- */

static struct job
go_back(struct upload *u, enum setup_err expected)
{
	struct job job = { .id = 0 };

	*u = now(u);
	db_begin(h.cx.db, DB_WRITE);
	assert_int_equal(setup_take_back(&h.cx, u, &job), expected);
	assert_true(db_commit(h.cx.db));
	return job;
}

static struct upload
taken(enum list_kind kind, str bytes)
{
	struct upload u = look(kind, bytes);
	struct job_worker w = server();

	(void)begin(&u);
	run_to_end(&w);
	job_worker_end(&w);
	return now(&u);
}

static int64_t
of(const char *number)
{
	char select[200];

	snprintf(select, sizeof(select), "SELECT count(*) FROM member m JOIN"
	    " membership s ON s.member_id = m.id WHERE m.number = '%s'",
	    number);
	return house_number(&h, select);
}

/* Terms first, then members: what was built on goes before what it stands on.
 * After that the same lists go in again. */
static void
test_taken_back(void **unused)			/* SETU-5, TRAN-10, MEMB-9 */
{
	struct upload members, terms, again;

	(void)unused;
	take(LIST_UNITS, list_of_units());
	members = taken(LIST_MEMBERS, list_of_members());
	terms = taken(LIST_TERMS, list_of_terms());
	assert_int_equal(go_back(&terms, SETUP_OK).whole, 5 * 14);
	assert_true(run_by_many() > 1);
	terms = now(&terms);
	assert_int_equal(terms.state, UPLOAD_UNDONE);
	assert_int_equal(terms.undone, 5 * 14);
	assert_int_equal(terms.left, 0);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM term"), 0);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM change WHERE"
	    " verb = 'office.undo'"), 5 * 14);

	(void)go_back(&members, SETUP_OK);
	assert_true(run_by_many() > 3);
	members = now(&members);
	assert_int_equal(members.undone, CELLS);
	assert_int_equal(members.left, 0);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM membership"),
	    0);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM contact"), 0);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM member WHERE"
	    " name <> '' OR name_fold <> '' OR number NOT LIKE '~%'"), 0);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM change WHERE"
	    " verb = 'import.undo'"), 2);
	(void)go_back(&members, SETUP_NOTHING);
	again = taken(LIST_MEMBERS, list_of_members());
	assert_int_equal(again.added, CELLS);
	assert_int_equal(again.same, 0);
}

/* OFFI-8, MEMB-9: each thing that was built on a row keeps it, by its name. */
static void
test_what_was_built_on_stays(void **unused)	/* OFFI-8 */
{
	static const char *const built[] = {
		"INSERT INTO account (id, member_id, login, password, admin,"
		" made_at) SELECT 70, id, 'a', '', 0, 0 FROM member WHERE"
		" number = '0'",
		"INSERT INTO look (id, member_id, looked_by, office, what,"
		" reason, at) SELECT 70, m.id, o.id, '', '', '', 0 FROM member"
		" m, member o WHERE m.number = '1' AND o.number = '9'",
		"INSERT INTO member_name (id, member_id, name, native_name,"
		" language, until_at) SELECT 70, id, 'x', '', '', 0 FROM member"
		" WHERE number = '2'",
		"INSERT INTO correction (id, public_id, member_id, about, text,"
		" at, answer) SELECT 70, 'x', id, '', '', 0, '' FROM member"
		" WHERE number = '3'",
		"INSERT INTO invitation (code_hash, member_id, made_at,"
		" ends_at) SELECT 'x', id, 0, 0 FROM member WHERE number ="
		" '4'",
		"INSERT INTO change (id, at, office, verb, member_id, kind,"
		" request_id) SELECT 9000, 0, '', 'member.contact', id, '', ''"
		" FROM member WHERE number = '5'",
		"INSERT INTO membership (id, member_id, cell_id, from_day,"
		" until_day, how, ended, entered_at) SELECT 9000, m.id,"
		" s.cell_id, 1, 2, 1, 5, 0 FROM member m JOIN membership s ON"
		" s.member_id = m.id WHERE m.number = '6'",
		"INSERT INTO meeting (id, public_id, unit_id, kind, day, state,"
		" starts, place, sign_code, entered_at) SELECT 70, 'm',"
		" s.cell_id, 'g', 1, 2, NULL, '', '', 0 FROM member m JOIN"
		" membership s ON"
		" s.member_id = m.id WHERE m.number = '7'",
		("INSERT INTO sign_in (meeting_id, member_id, at) SELECT 70,"
		" id, 0 FROM member WHERE number = '7'"),
	};
	struct upload members, terms;
	struct job_worker w = server();
	struct upload_row *rows;
	size_t len;

	(void)unused;
	take(LIST_UNITS, list_of_units());
	members = taken(LIST_MEMBERS, list_of_members());
	terms = taken(LIST_TERMS, list_of_terms());
	for (size_t i = 0; i < COUNT(built); i++) {
		db_script(h.cx.db, built[i]);
	}
	/* One term is changed, the others go. */
	db_script(h.cx.db, "INSERT INTO change (id, at, office, verb,"
	    " member_id, kind, object_id, request_id) SELECT 9001, 0, '',"
	    " 'office.end', member_id, 'term', id, '' FROM term WHERE id ="
	    " (SELECT max(id) FROM term)");
	(void)go_back(&terms, SETUP_OK);
	run_to_end(&w);
	assert_int_equal(now(&terms).left, 1);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM term"), 1);
	(void)go_back(&members, SETUP_OK);
	run_to_end(&w);
	members = now(&members);
	/* 0 to 7, and none of them twice: 4 has the term too. */
	assert_int_equal(members.left, 8);
	assert_int_equal(members.undone, CELLS - 8);
	for (int i = 0; i < 8; i++) {
		char number[2] = { (char)('0' + i), '\0' };

		assert_true(of(number) > 0);
	}
	db_begin(h.cx.db, DB_READ);
	setup_rows(&h.cx, &members, UPLOAD_LEFT, 100, &rows, &len);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(len, 8);
	assert_true(str_starts(rows[0].told, S("7, Member 7: ")));
	job_worker_end(&w);
}

/* Whatever step fails, and stopped on the way: each row goes back once. */
static void
test_back_fails_and_stops(void **unused)	/* SETU-5, JOB-1, JOB-3 */
{
	struct job_worker w = server();
	struct upload u;
	struct job job;

	(void)unused;
	take(LIST_UNITS, list_of_units());
	u = taken(LIST_MEMBERS, list_of_members());
	job = go_back(&u, SETUP_OK);
	for (int n = 1; n < 60; n += 3) {
		db_fail_at(h.cx.db, n);
		(void)turn(&w);
		db_fail_at(h.cx.db, 0);
		(void)turn(&w);
		u = now(&u);
		assert_int_equal(house_number(&h, "SELECT count(*) FROM"
		    " membership"), CELLS - u.undone);
	}
	db_begin(h.cx.db, DB_WRITE);
	assert_int_equal(job_stop(&h.cx, job.id), JOB_OK);
	assert_true(db_commit(h.cx.db));
	run_to_end(&w);
	assert_int_equal(now(&u).state, UPLOAD_TAKEN);
	(void)go_back(&u, SETUP_OK);
	run_to_end(&w);
	assert_int_equal(now(&u).undone, CELLS);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM change WHERE"
	    " verb = 'import.undo'"), 1);
	job_worker_end(&w);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_units_by_many_servers),
		TEST(test_members_and_terms),
		TEST(test_each_step_fails),
		TEST(test_stopped_and_gone_on),
		TEST(test_refused_rows_are_kept),
		TEST(test_long_rows_are_kept),
		TEST(test_taken_back),
		TEST(test_what_was_built_on_stays),
		TEST(test_back_fails_and_stops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
