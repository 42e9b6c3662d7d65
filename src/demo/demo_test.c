/* demo_test.c - the federation that does not exist, made twice and in parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "db/db.h"
#include "demo/demo_own.h"
#include "exception/exception.h"
#include "member/member.h"
#include "office/office.h"
#include "org/org.h"
#include "tally/tally.h"
#include "transfer/transfer.h"
#include "tests/pg.h"

#define CELLS	12
#define SAME	150		/* cells made twice */

struct made {
	struct arena	 mem;
	struct ctx	 cx;
};

static void
open_one(struct made *m)
{
	const char *problem;

	assert_true(arena_make(&m->mem, (size_t)512 << 20));
	m->cx = (struct ctx){ .mem = &m->mem, .request_id = S("") };
	assert_true(date_parse(S("2026-11-20"), &m->cx.today));
	m->cx.now = (int64_t)m->cx.today.day * 86400 + 43200;
	m->cx.db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	assert_non_null(m->cx.db);
}

static void
close_one(struct made *m)
{
	db_close(m->cx.db);
	arena_drop(&m->mem);
}

typedef bool make_cell(struct ctx *, struct demo *);

/* Up to `made` of so many cells, each in a transaction; begun anew as after a
 * stop. */
static bool
make(struct made *m, uint64_t seed, int64_t cells, int64_t made,
    make_cell *make_one)
{
	struct demo d = { .cells = cells, .seed = seed,
		.today = m->cx.today };

	db_begin(m->cx.db, DB_WRITE);
	if (!demo_begin(&m->cx, &d)) {
		db_rollback(m->cx.db);
		return false;
	}
	while (d.made < made) {
		bool more = make_one(&m->cx, &d);

		assert_int_equal(more, d.made < cells);
		tally_settle(&m->cx);
		assert_true(db_commit(m->cx.db));
		db_begin(m->cx.db, DB_WRITE);
	}
	assert_true(db_commit(m->cx.db));
	return true;
}

static bool
go_on(struct made *m, uint64_t seed, int64_t cells)
{
	return make(m, seed, cells, cells, demo_cell);
}

static char *
listed(struct made *m)
{
	size_t len;
	char *text = NULL;
	FILE *f = open_memstream(&text, &len);

	assert_non_null(f);
	db_begin(m->cx.db, DB_READ);
	for (int i = 0; i < LIST_KINDS; i++) {
		assert_true(export_list(&m->cx, (enum list_kind)i, f, NULL));
	}
	assert_true(db_commit(m->cx.db));
	fclose(f);
	return text;
}

static void
test_same_seed_same_federation(void **unused)	/* DEMO-1, DEMO-3 */
{
	struct made a, b, c;
	char *one, *two, *three;

	(void)unused;
	open_one(&a);
	open_one(&b);
	open_one(&c);
	assert_true(go_on(&a, 7, CELLS));
	assert_true(go_on(&b, 7, CELLS / 2));	/* stopped half-way */
	assert_true(go_on(&b, 7, CELLS));
	assert_true(go_on(&c, 8, CELLS));
	one = listed(&a);
	two = listed(&b);
	three = listed(&c);
	assert_string_equal(one, two);
	assert_string_not_equal(one, three);
	free(one);
	free(two);
	free(three);
	close_one(&a);
	close_one(&b);
	close_one(&c);
}

static void
test_holds_what_always_holds(void **unused)	/* DEMO-2 */
{
	struct made m;

	(void)unused;
	open_one(&m);
	assert_true(go_on(&m, 1, CELLS));
	db_begin(m.cx.db, DB_READ);
	for (int i = 0; i < CHECK_COUNT; i++) {
		struct check_result found;

		check_run(&m.cx, (enum check)i, &found);
		if (found.found != 0) {
			fail_msg("%s", check_holds((enum check)i));
		}
	}
	assert_int_equal(db_number(m.cx.db, "SELECT count(*) FROM unit"
	    " WHERE tier = 'cell'"), CELLS);
	assert_true(db_number(m.cx.db, "SELECT count(*) FROM meeting_record")
	    > CELLS * 12);
	assert_true(db_number(m.cx.db, "SELECT count(*) FROM decision") > 20);
	assert_true(db_commit(m.cx.db));
	close_one(&m);
}

/* The plan is shared out and reported of, and made once. */
static void
test_plan(void **unused)			/* DEMO-1, DEMO-2 */
{
	struct demo d = { .cells = CELLS, .seed = 1 };
	int64_t sum[2] = { 0 };

	(void)unused;
	for (int i = 0; i < 2; i++) {
		struct check_result found;
		struct made m;

		open_one(&m);
		d.today = m.cx.today;
		assert_true(go_on(&m, 1, CELLS));
		db_begin(m.cx.db, DB_WRITE);
		assert_true(demo_begin(&m.cx, &d));
		demo_plan(&m.cx, &d);
		demo_plan(&m.cx, &d);
		tally_settle(&m.cx);
		assert_true(db_commit(m.cx.db));
		db_begin(m.cx.db, DB_READ);
		for (int c = 0; c < CHECK_COUNT; c++) {
			check_run(&m.cx, (enum check)c, &found);
			assert_int_equal(found.found, 0);
		}
		assert_true(db_commit(m.cx.db));
		assert_int_equal(db_number(m.cx.db, "SELECT count(*) FROM"
		    " plan"), 1);
		assert_true(db_number(m.cx.db, "SELECT count(*) FROM target t"
		    " JOIN unit u ON u.id = t.unit_id WHERE u.tier = 'cell'")
		    > 3);
		sum[i] = db_number(m.cx.db, "SELECT sum(done * id) FROM"
		    " target");
		assert_true(sum[i] > 0);
		close_one(&m);
	}
	assert_int_equal(sum[0], sum[1]);
}

/* All but the random public ids and the codes of sign-in sheets, and in which
 * transaction a unit was counted. */
static const struct sql rows[] = {
	{ "unit", "SELECT id, code, tier, name, name_fold, parent_id, founded,"
	  " dissolved FROM unit ORDER BY id" },
	{ "unit_name", "SELECT unit_id, name, from_day, until_day"
	  " FROM unit_name ORDER BY unit_id" },
	{ "unit_place", "SELECT unit_id, parent_id, from_day, until_day"
	  " FROM unit_place ORDER BY unit_id" },
	{ "unit_up", "SELECT unit_id, tier, anc FROM unit_up"
	  " ORDER BY unit_id, tier" },
	{ "unit_event", "SELECT id, kind, unit_id, other_id, day, text,"
	  " entered_at, entered_by FROM unit_event ORDER BY id" },
	{ "member", "SELECT id, number, name, native_name, name_fold, language,"
	  " entered_at, entered_by FROM member ORDER BY id" },
	{ "membership", "SELECT id, member_id, cell_id, from_day, until_day,"
	  " how, ended, entered_at, entered_by FROM membership ORDER BY id" },
	{ "contact", "SELECT id, member_id, kind, value, shown_to, from_at,"
	  " until_at, entered_by FROM contact ORDER BY id" },
	{ "term", "SELECT id, unit_id, office, seat, member_id, from_day,"
	  " due_day, until_day, acting, entered_at, entered_by FROM term"
	  " ORDER BY id" },
	{ "meeting", "SELECT id, unit_id, kind, state, day, starts, place,"
	  " called_at, current_id, entered_at, entered_by FROM meeting"
	  " ORDER BY id" },
	{ "meeting_record", "SELECT id, meeting_id, version, day, starts, ends,"
	  " place, chair_id, notes, guests, members, present, excused, quorum,"
	  " quorum_met, edition_id, article, reason, entered_at, entered_by"
	  " FROM meeting_record ORDER BY id" },
	{ "attendance", "SELECT record_id, member_id, presence FROM attendance"
	  " ORDER BY record_id, member_id" },
	{ "agenda_item", "SELECT id, meeting_id, record_id, position, title,"
	  " note, assignment_id FROM agenda_item ORDER BY id" },
	{ "decision", "SELECT id, meeting_id, record_id, number, text, subject,"
	  " votes_for, votes_against, abstained, needed, carried, article,"
	  " assignee_id, due_day, sent_up FROM decision ORDER BY id" },
	{ "assignment", "SELECT id, unit_id, member_id, text, due_day,"
	  " given_on, meeting_id, decision, state, entered_at, entered_by"
	  " FROM assignment ORDER BY id" },
	{ "assignment_event", "SELECT id, assignment_id, state, note, at,"
	  " entered_by FROM assignment_event ORDER BY id" },
	{ "reason", "SELECT id, unit_id, rule, text, until_day, told_at,"
	  " told_by FROM reason ORDER BY id" },
	{ "unit_tally", "SELECT unit_id, edition_id, counted_on, recheck_day,"
	  " parent_id, tier, alive, flags, begins, last_day, members, held,"
	  " held_before, present, expected, assigned, owed_bits, late_bits,"
	  " marks FROM unit_tally ORDER BY unit_id" },
	{ "change", "SELECT id, at, account_id, actor_id, office, verb,"
	  " unit_id, member_id, kind, object_id, request_id FROM change"
	  " ORDER BY id" },
};

/* So many columns has a table that are compared, or that are random. */
static int64_t
columns_of(struct made *m, const char *table)
{
	char select[200];

	snprintf(select, sizeof(select), pg_used() ?
	    "SELECT count(*) FROM information_schema.columns WHERE table_name ="
	    " '%s' AND column_name NOT IN ('public_id', 'sign_code', '%s')" :
	    "SELECT count(*) FROM pragma_table_info('%s')"
	    " WHERE name NOT IN ('public_id', 'sign_code', '%s')", table,
	    strcmp(table, "unit_tally") == 0 ||
	    strcmp(table, "circular_conveyed") == 0 ? "version" : "");
	return db_number(m->cx.db, select);
}

/* Row for row the same; how many there were. */
static size_t
assert_same_rows(struct made *a, struct made *b, const struct sql *sql)
{
	struct query p = db_query(a->cx.db, sql), q = db_query(b->cx.db, sql);
	int columns = (int)columns_of(a, sql->name);
	size_t n = 0;

	while (q_row(&p)) {
		assert_true(q_row(&q));
		for (int i = 0; i < columns; i++) {
			str x = q_get_str(&p, i), y = q_get_str(&q, i);

			assert_int_equal(q_is_null(&p, i), q_is_null(&q, i));
			if (!str_eq(x, y)) {
				fail_msg("%s, column %d of row %zu: \""
				    STR_FMT "\" and \"" STR_FMT "\"",
				    sql->name, i, n, STR_ARG(x), STR_ARG(y));
			}
		}
		n++;
	}
	assert_false(q_row(&q));
	return n;
}

/* They are on their way, come back and withdrawn, and made once. */
static void
test_circulars(void **unused)			/* DEMO-1, DEMO-2 */
{
	static const struct sql steps = { "circular_conveyed", "SELECT id,"
	    " circular_id, unit_id, round, how, day, meeting_id, entered_at,"
	    " entered_by, undone_at, undone_by FROM circular_conveyed"
	    " ORDER BY id" };
	struct demo d = { .cells = CELLS, .seed = 1 };
	struct made m[2];

	(void)unused;
	for (int i = 0; i < 2; i++) {
		struct check_result found;
		struct db *db;

		open_one(&m[i]);
		db = m[i].cx.db;
		d.today = m[i].cx.today;
		assert_true(go_on(&m[i], 1, CELLS));
		db_begin(db, DB_WRITE);
		assert_true(demo_begin(&m[i].cx, &d));
		demo_circulars(&m[i].cx, &d);
		demo_circulars(&m[i].cx, &d);
		tally_settle(&m[i].cx);
		assert_true(db_commit(db));
		db_begin(db, DB_READ);
		for (int c = 0; c < CHECK_COUNT; c++) {
			check_run(&m[i].cx, (enum check)c, &found);
			assert_int_equal(found.found, 0);
		}
		assert_int_equal(db_number(db, "SELECT count(*) FROM"
		    " circular"), 3);
		assert_int_equal(db_number(db, "SELECT count(*) FROM circular"
		    " WHERE withdrawn_at IS NOT NULL"), 1);
		/* The older one has reached everybody, the newer has not. */
		assert_int_equal(db_number(db, "SELECT count(*) FROM circular c"
		    " JOIN unit_up up ON up.anc = c.under_id JOIN unit u ON"
		    " u.id = up.unit_id AND u.tier = c.tier WHERE c.number = 1"
		    " AND c.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM"
		    " circular_conveyed v WHERE v.circular_id = c.id AND"
		    " v.unit_id = u.id)"), 0);
		assert_true(db_number(db, "SELECT count(DISTINCT how) FROM"
		    " circular_conveyed") > 1);
		assert_true(db_number(db, "SELECT count(*) FROM circular_read")
		    > 2);
		assert_true(db_commit(db));
	}
	db_begin(m[0].cx.db, DB_READ);
	db_begin(m[1].cx.db, DB_READ);
	assert_true(assert_same_rows(&m[0], &m[1], &steps) > 5);
	assert_true(db_commit(m[0].cx.db));
	assert_true(db_commit(m[1].cx.db));
	close_one(&m[0]);
	close_one(&m[1]);
}

/* ---- a cell entered as people would ------------------------------------- */

static void
enter_members(struct ctx *cx, struct demo_cell *c)
{
	for (size_t i = 0; i < c->members; i++) {
		struct demo_member *m = &c->member[i];
		struct member_new in = { .number = m->number,
			.name = m->name.name, .native_name = m->name.native,
			.language = m->name.language, .cell_id = c->unit,
			.how = 1, .from = m->from };
		enum member_err err = member_join(cx, &in, &m->id);

		if (err == MEMBER_OK && m->telephone.len > 0) {
			err = member_contact_set(cx, m->id, 1, m->shown_to,
			    m->telephone);
		}
		assert_true(err == MEMBER_OK || db_state(cx->db) != DB_OK);
	}
}

static void
enter_terms(struct ctx *cx, const struct demo_cell *c)
{
	for (size_t i = 0; i < c->terms.len; i++) {
		const struct demo_term *t = &c->terms.at[i];
		struct term_new in = { .unit_id = t->unit != 0 ? t->unit :
			c->unit, .member_id = c->member[t->member].id,
			.office = t->office, .seat = t->seat, .from = t->from,
			.until = t->until };
		enum office_err err;
		int64_t id;

		err = office_name(cx, &in, &id);
		assert_true(err == OFFICE_OK || db_state(cx->db) != DB_OK);
	}
}

/* Which assignment the meeting's decision became. */
static void
note_promise(struct ctx *cx, struct demo_cell *c, const struct demo_deed *deed)
{
	struct assignment *given;
	size_t len;

	assignment_of_meeting(cx, deed->id, &given, &len);
	if (len > 0) {
		c->promises.at[deed->promise].id = given[0].id;
	}
}

static void
enter_meeting(struct ctx *cx, struct demo_cell *c, struct demo_deed *deed)
{
	struct mark marks[DEMO_MEMBERS_MAX];
	struct decision decision = deed->decision;
	struct meeting_record in = { .unit_id = c->unit, .kind = deed->word,
		.day = deed->day, .starts = deed->starts, .ends = deed->ends,
		.place = deed->place, .notes = S(""), .reason = S(""),
		.chair_id = c->member[1].id, .attendance_known = true,
		.marks = marks, .marks_len = deed->marks_len,
		.agenda = deed->agenda, .agenda_len = COUNT(deed->agenda),
		.decisions = &decision, .decisions_len = deed->decided };
	bool promised = deed->decided && decision.assignee != 0;
	enum meeting_err err;

	for (size_t i = 0; i < deed->marks_len; i++) {
		marks[i] = (struct mark){ c->member[deed->marks[i].member].id,
			deed->marks[i].presence };
	}
	if (promised) {
		decision.assignee = c->member[decision.assignee - 1].id;
	}
	err = meeting_write(cx, &in, &deed->id);
	assert_true(err == MEETING_OK || db_state(cx->db) != DB_OK);
	if (promised) {
		note_promise(cx, c, deed);
	}
}

static void
enter_call(struct ctx *cx, const struct demo_cell *c, struct demo_deed *deed)
{
	struct meeting_plan plan = { .unit_id = c->unit, .kind = deed->word,
		.place = deed->place, .day = deed->day,
		.starts = deed->starts };
	enum meeting_err err = meeting_call(cx, &plan, &deed->id);

	assert_true(err == MEETING_OK || db_state(cx->db) != DB_OK);
}

static void
enter_deed(struct ctx *cx, struct demo_cell *c, struct demo_deed *deed)
{
	enum assignment_err err;

	switch (deed->kind) {
	case DEED_MEET:
		enter_meeting(cx, c, deed);
		break;
	case DEED_CALL:
		enter_call(cx, c, deed);
		break;
	case DEED_SAY:
		err = assignment_say(cx, c->promises.at[deed->promise].id,
		    deed->state, deed->text);
		assert_true(err == ASSIGNMENT_OK || db_state(cx->db) != DB_OK);
		break;
	case DEED_TELL:
		exception_tell(cx, c->unit, S("meeting.general.cell"),
		    deed->text, deed->day);
		break;
	}
}

static void
enter_cell(struct ctx *cx, const struct demo *d, struct demo_cell *c)
{
	int64_t now = cx->now;

	c->unit = demo_unit_at(cx, c->code, S("cell"), c->name, c->parent,
	    c->founded);
	enter_members(cx, c);
	enter_terms(cx, c);
	for (size_t i = 0; i < c->deeds.len; i++) {
		cx->today = c->deeds.at[i].on;
		cx->now = demo_evening(cx->today);
		enter_deed(cx, c, &c->deeds.at[i]);
	}
	cx->today = d->today;
	cx->now = now;
}

/* Each step through the rules of its room: what rows written at once are tested
 * against, in several times as long. */
static bool
cell_by_rules(struct ctx *cx, struct demo *d)
{
	return demo_make_cell(cx, d, enter_cell);
}

static void
test_rows_are_those_of_the_rules(void **unused)	/* DEMO-2 */
{
	static const int64_t cells[] = { SAME, DEMO_LARGE };

	(void)unused;
	for (size_t i = 0; i < COUNT(cells); i++) {
		struct made a, b;

		open_one(&a);
		open_one(&b);
		assert_true(make(&a, 5, cells[i], SAME, demo_cell));
		assert_true(make(&b, 5, cells[i], SAME, cell_by_rules));
		db_begin(a.cx.db, DB_READ);
		db_begin(b.cx.db, DB_READ);
		for (size_t t = 0; t < COUNT(rows); t++) {
			assert_true(assert_same_rows(&a, &b, &rows[t]) > 0);
		}
		assert_true(db_commit(a.cx.db));
		assert_true(db_commit(b.cx.db));
		close_one(&a);
		close_one(&b);
	}
}

/* TALL-1: every unit was counted, the upper ones too. */
static void
test_units_are_counted(void **unused)
{
	struct tally_found found = { 0 };
	struct made m;
	int64_t after = 0;

	(void)unused;
	open_one(&m);
	assert_true(make(&m, 2, DEMO_LARGE, 40, demo_cell));
	db_begin(m.cx.db, DB_READ);
	assert_int_equal(db_number(m.cx.db, "SELECT count(*) FROM unit"),
	    db_number(m.cx.db, "SELECT count(*) FROM unit_tally"));
	while (tally_check_next(&m.cx, m.cx.mem, &after, 100, &found)) {
		continue;
	}
	if (found.wrong_len > 0) {
		fail_msg("unit %lld: " STR_FMT,
		    (long long)found.wrong.at[0].unit_id,
		    STR_ARG(found.wrong.at[0].what));
	}
	assert_int_equal(found.waiting, 0);
	assert_true(db_commit(m.cx.db));
	close_one(&m);
}

/* Wide: a cell, a workplace, a branch, a county, a province, the top. */
static void
test_large_is_wide(void **unused)
{
	struct made m;

	(void)unused;
	open_one(&m);
	assert_true(make(&m, 1, DEMO_LARGE, 9, demo_cell));
	assert_int_equal(db_number(m.cx.db, "SELECT count(*) FROM unit_up p"
	    " JOIN unit u ON u.id = p.unit_id WHERE u.code = 'NF-C000009'"), 6);
	assert_int_equal(db_number(m.cx.db, "SELECT count(*) FROM unit"
	    " WHERE tier = 'workplace'"), 2);
	/* What was begun so goes on so, whatever it is to grow to. */
	assert_true(make(&m, 1, 12, 12, demo_cell));
	assert_int_equal(db_number(m.cx.db, "SELECT count(*) FROM unit_up p"
	    " JOIN unit u ON u.id = p.unit_id WHERE u.code = 'NF-C000012'"), 6);
	close_one(&m);
}

/* DEMO-4: a cell gives back what it took. */
static void
test_memory_does_not_grow(void **unused)
{
	struct made m;
	struct demo d = { .cells = CELLS, .seed = 3 };
	size_t used;

	(void)unused;
	open_one(&m);
	d.today = m.cx.today;
	db_begin(m.cx.db, DB_WRITE);
	assert_true(demo_begin(&m.cx, &d));
	assert_true(demo_cell(&m.cx, &d));
	used = m.cx.mem->used;
	while (demo_cell(&m.cx, &d)) {
		assert_int_equal(m.cx.mem->used, used);
	}
	assert_true(db_commit(m.cx.db));
	close_one(&m);
}

/* Whatever step fails, the transaction is refused as a whole. */
static void
test_each_step_fails(void **unused)
{
	bool kept = false;
	struct made m;

	(void)unused;
	open_one(&m);
	assert_true(make(&m, 1, CELLS, 5, demo_cell));
	for (int n = 1; !kept; n++) {
		struct demo d = { .cells = CELLS, .seed = 1,
			.today = m.cx.today };

		db_fail_at(m.cx.db, n);
		db_begin(m.cx.db, DB_WRITE);
		if (demo_begin(&m.cx, &d)) {
			(void)!demo_cell(&m.cx, &d);
		}
		kept = db_commit(m.cx.db);
		db_fail_at(m.cx.db, 0);
		arena_reset(&m.mem);
		assert_int_equal(db_number(m.cx.db, "SELECT count(*) FROM unit"
		    " WHERE tier = 'cell'"), kept ? 6 : 5);
	}
	close_one(&m);
}

static void
test_leaves_others_alone(void **unused)
{
	struct made m;

	(void)unused;
	open_one(&m);
	db_begin(m.cx.db, DB_WRITE);
	db_script(m.cx.db, "INSERT INTO organisation (id, name, language,"
	    " direction, step) VALUES (1, 'Another', 'en', 'ltr', 1)");
	assert_true(db_commit(m.cx.db));
	assert_false(go_on(&m, 1, CELLS));
	close_one(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_seed_same_federation),
		cmocka_unit_test(test_holds_what_always_holds),
		cmocka_unit_test(test_plan),
		cmocka_unit_test(test_circulars),
		cmocka_unit_test(test_rows_are_those_of_the_rules),
		cmocka_unit_test(test_units_are_counted),
		cmocka_unit_test(test_large_is_wide),
		cmocka_unit_test(test_memory_does_not_grow),
		cmocka_unit_test(test_each_step_fails),
		cmocka_unit_test(test_leaves_others_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
