/*
 * check_test.c - a world made by the rooms has no breach; each breach made by
 * hand is found, by its own check and by none but those it must trouble.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "check/check.h"
#include "db/db.h"
#include "tests/harbour.h"
#include "tests/pg.h"

#define RESET_IDS	"UPDATE counter SET next = 1 WHERE name = 'unit'"

static struct harbour w;

/* A meeting with a record, attendance and a decision, an assignment and an
 * account, all in order, so that each check has something to look at. */
static const char more[] =
    "INSERT INTO account VALUES (900, NULL, 'root', 'x', 1, 0, NULL);"
    "INSERT INTO meeting (id, public_id, unit_id, kind, state, day, place,"
    "  sign_code, current_id, entered_at)"
    " SELECT 900, 'm', id, 'general', 2, 20000, '', 'c', 901, 0 FROM unit"
    "  WHERE tier = 'cell' ORDER BY id LIMIT 1;"
    "INSERT INTO meeting_record (id, meeting_id, version, day, place, notes,"
    "  guests, members, present, excused, article, reason, entered_at)"
    " VALUES (900, 900, 1, 20000, '', '', 0, 2, 2, 0, '', '', 0),"
    "  (901, 900, 2, 20000, '', '', 0, 3, 1, 1, '', 'x', 0);"
    "INSERT INTO attendance SELECT 900, id, 1 FROM member ORDER BY id LIMIT 2;"
    "INSERT INTO attendance SELECT 901, id, id - (SELECT min(id) FROM member)"
    "  + 1 FROM member ORDER BY id LIMIT 3;"
    "INSERT INTO decision (id, public_id, meeting_id, record_id, number, text,"
    "  subject, votes_for, votes_against, abstained, article, sent_up)"
    " VALUES (900, 'd', 900, 901, 1, 'x', '', 1, 0, NULL, '', 0);"
    "INSERT INTO assignment SELECT 900, 'a', unit_id, (SELECT min(id) FROM"
    "  member), 'x', NULL, 20000, 900, 1, 4, 0, 900 FROM meeting"
    "  WHERE id = 900;"
    "INSERT INTO assignment_event VALUES (900, 900, 1, '', 0, 900),"
    "  (901, 900, 4, '', 0, 900);"
    "INSERT INTO plan SELECT 900, 'p', id, 't', '', 20000, 21000, NULL, 0,"
    "  NULL FROM unit WHERE tier = 'county';"
    "INSERT INTO goal VALUES (900, 900, 1, 't', 'm', 21000, 3, 0, NULL),"
    "  (901, 900, 2, 't', 'm', 21000, 3, 0, NULL);"
    "INSERT INTO target SELECT 900, 't', 900, id, NULL, 100, 3, 20100, 8, 1,"
    "  1, 40, 1, 0, NULL FROM unit WHERE tier = 'county';"
    "INSERT INTO target SELECT 902, 'v', 901, id, NULL, 100, NULL, NULL, 0,"
    "  0, 1, 0, 0, 0, NULL FROM unit WHERE tier = 'county';"
    "INSERT INTO target SELECT 901, 'u', 900, id, 900, 40, 5, 20100, 5, 1, 1,"
    "  0, 0, 0, NULL FROM unit WHERE tier = 'cell' ORDER BY id LIMIT 1;"
    "INSERT INTO target_report VALUES (900, 'a', 900, 20100, 3, '', NULL, 0,"
    "  NULL), (901, 'b', 901, 20100, 50, '', NULL, 0, NULL),"
    "  (902, 'c', 901, 20100, 5, 'x', 901, 0, NULL);"
    "INSERT INTO circular SELECT 900, 'c', u.id, 1, u.id, 'cell', n.id, 't',"
    "  's', '', 19990, 19997, '30 90', NULL, 1000, NULL, NULL, NULL, ''"
    "  FROM unit u, (SELECT max(id) AS id FROM unit) n"
    "  WHERE u.tier = 'county';"
    "INSERT INTO circular_conveyed SELECT 900, 900, unit_id, 0, 1, 20000,"
    "  900, 2000, 900, NULL, NULL, 1 FROM meeting WHERE id = 900;"
    "INSERT INTO circular_conveyed SELECT 901, 900, unit_id, 1, 2, 20030,"
    "  NULL, 3000, 900, 4000, 900, 1 FROM meeting WHERE id = 900;"
    "INSERT INTO circular_conveyed SELECT 902, 900, unit_id, 1, 2, 20031,"
    "  NULL, 5000, 900, NULL, NULL, 1 FROM meeting WHERE id = 900;"
    "INSERT INTO circular_read SELECT 900, member_id, cell_id, 2000 FROM"
    "  membership ORDER BY id LIMIT 1;";

static int
open_world(void **state)
{
	(void)state;
	harbour_open(&w);
	db_script(w.cx.db, pg_used() ? "SELECT setval('id_account', 900)" :
	    "INSERT INTO counter VALUES ('account', 901)"
	    " ON CONFLICT (name) DO UPDATE SET next = 901");
	db_script(w.cx.db, more);
	return 0;
}

static int
close_world(void **state)
{
	(void)state;
	harbour_close(&w);
	return 0;
}

static void
run_all(struct check_result results[CHECK_COUNT])
{
	db_begin(w.cx.db, DB_READ);
	for (int i = 0; i < CHECK_COUNT; i++) {
		check_run(&w.cx, (enum check)i, &results[i]);
	}
	assert_true(db_commit(w.cx.db));
}

static void
test_nothing_found(void **state)
{
	struct check_result results[CHECK_COUNT];
	str problem;

	(void)state;
	run_all(results);
	for (int i = 0; i < CHECK_COUNT; i++) {
		if (results[i].found != 0) {
			fail_msg("%s: " STR_FMT " %d", check_holds(
			    (enum check)i), STR_ARG(results[i].rows[0].table),
			    (int)results[i].rows[0].id);
		}
	}
	db_begin(w.cx.db, DB_READ);
	assert_true(check_file(&w.cx, &problem));
	assert_true(db_commit(w.cx.db));
}

/* CHEC-2: what is done to the world, which check finds it, in which table, and
 * which other one it troubles as well. */
static const struct breach {
	const char	*script;
	enum check	 check;
	const char	*table;
	int		 also;		/* another check, or -1 */
} breaches[] = {
	{ "UPDATE unit SET parent_id = id WHERE tier = 'county'",
	    CHECK_units_reached, "unit", CHECK_units_placed },
	{ "UPDATE unit SET parent_id = NULL WHERE tier = 'county';"
	    "UPDATE unit_place SET parent_id = NULL WHERE unit_id ="
	    " (SELECT id FROM unit WHERE tier = 'county');"
	    "DELETE FROM unit_up WHERE anc = (SELECT id FROM unit"
	    " WHERE tier = 'federation') AND unit_id <> anc",
	    CHECK_units_one_root, "unit", -1 },
	{ "DELETE FROM unit_up WHERE tier = 'county' AND unit_id <> anc",
	    CHECK_units_up_missing, "unit", -1 },
	{ "INSERT INTO unit_up SELECT a.id, 'ward', b.id FROM unit a, unit b"
	    " WHERE a.tier = 'federation' AND b.tier = 'county'",
	    CHECK_units_up_surplus, "unit", CHECK_units_up_missing },
	{ "UPDATE unit_place SET until_day = 20000 WHERE unit_id ="
	    " (SELECT id FROM unit WHERE tier = 'county')",
	    CHECK_units_placed, "unit", -1 },
	{ "UPDATE unit SET name = 'x' WHERE tier = 'county'",
	    CHECK_units_named, "unit", -1 },
	{ "INSERT INTO unit_name SELECT id, 'old', NULL, 1 FROM unit"
	    " WHERE tier = 'county'",
	    CHECK_units_history, "unit", -1 },
	{ "INSERT INTO unit_place SELECT id, NULL, 20600, 20601 FROM unit"
	    " WHERE tier = 'federation'",
	    CHECK_units_history, "unit", -1 },
	{ "UPDATE unit SET dissolved = 20700 WHERE tier = 'county';"
	    "DELETE FROM unit_up WHERE unit_id = (SELECT id FROM unit"
	    " WHERE tier = 'county');"
	    "UPDATE term SET until_day = 20600 WHERE unit_id = (SELECT id FROM"
	    " unit WHERE tier = 'county')",
	    CHECK_units_ended, "unit", CHECK_units_up_surplus },
	{ "INSERT INTO membership SELECT 900, member_id, cell_id, NULL, 20700,"
	    " 4, 5, 0, NULL FROM membership WHERE until_day IS NULL"
	    " ORDER BY id LIMIT 1",
	    CHECK_members_one_cell, "membership", CHECK_ids_fresh },
	{ "UPDATE membership SET from_day = -100000 WHERE id = (SELECT min(id)"
	    " FROM membership)",
	    CHECK_members_of_living, "membership", -1 },
	{ "UPDATE membership SET ended = 5 WHERE id = (SELECT min(id) FROM"
	    " membership WHERE until_day IS NULL)",
	    CHECK_members_one_now, "membership", -1 },
	{ "INSERT INTO term SELECT 900, 'x', unit_id, office, seat, member_id"
	    " + 1, from_day, NULL, from_day + 9, 0, 0, NULL FROM term"
	    " ORDER BY id LIMIT 1",
	    CHECK_seats_one_holder, "term", CHECK_ids_fresh },
	{ "INSERT INTO term SELECT 900, 'x', unit_id, office, 77, member_id,"
	    " from_day, NULL, from_day + 9, 0, 0, NULL FROM term ORDER BY id"
	    " LIMIT 1",
	    CHECK_seats_one_each, "term", CHECK_ids_fresh },
	{ "UPDATE unit SET dissolved = 20700 WHERE id = (SELECT min(unit_id)"
	    " FROM term); DELETE FROM unit_up WHERE unit_id = (SELECT"
	    " min(unit_id) FROM term); DELETE FROM unit_up WHERE anc ="
	    " (SELECT min(unit_id) FROM term);"
	    "UPDATE unit SET parent_id = NULL, dissolved = 20700;"
	    "DELETE FROM unit_up; DELETE FROM attendance; DELETE FROM"
	    " circular_read; DELETE FROM membership",
	    CHECK_terms_of_living, "term", -1 },
	{ "UPDATE term SET until_day = from_day - 1 WHERE id = (SELECT"
	    " min(id) FROM term)",
	    CHECK_days_in_order, "term", -1 },
	{ "UPDATE meeting SET current_id = 900 WHERE id = 900",
	    CHECK_records_newest, "meeting_record", -1 },
	{ "UPDATE meeting SET current_id = NULL WHERE id = 900",
	    CHECK_records_newest, "meeting_record", -1 },
	{ "UPDATE meeting_record SET excused = 0 WHERE id = 901",
	    CHECK_records_counted, "meeting_record", -1 },
	{ "UPDATE meeting_record SET members = NULL WHERE id = 901",
	    CHECK_records_counted, "meeting_record", -1 },
	{ "UPDATE decision SET votes_against = 1 WHERE id = 900",
	    CHECK_votes_counted, "decision", -1 },
	{ "UPDATE assignment SET state = 1 WHERE id = 900",
	    CHECK_assignments_state, "assignment", -1 },
	{ "UPDATE target SET unit_id = (SELECT min(id) FROM unit WHERE tier ="
	    " 'federation') WHERE id = 902",
	    CHECK_goals_whole, "goal", -1 },
	{ "UPDATE target SET goal_id = 901 WHERE id = 901",
	    CHECK_goals_whole, "target", -1 },
	{ "DELETE FROM target_report WHERE id = 902", CHECK_targets_own,
	    "target", -1 },
	{ "UPDATE target SET own_day = 20101 WHERE id = 900",
	    CHECK_targets_own, "target", -1 },
	{ "UPDATE target SET done = 9 WHERE id = 900", CHECK_targets_summed,
	    "target", -1 },
	{ "UPDATE target SET told = 0 WHERE id = 901", CHECK_targets_summed,
	    "target", -1 },
	{ "UPDATE target SET leaves = 2 WHERE id = 900",
	    CHECK_targets_summed, "target", -1 },
	{ "UPDATE target SET amount = 41 WHERE id = 901",
	    CHECK_targets_summed, "target", -1 },
	{ "UPDATE target SET below = 1 WHERE id = 901", CHECK_targets_summed,
	    "target", -1 },
	{ "UPDATE circular SET newest_unit = 0 WHERE id = 900;"
	    "DELETE FROM circular_conveyed; DELETE FROM circular_read",
	    CHECK_circulars_for_units, "circular", -1 },
	{ "UPDATE circular SET tier = 'branch' WHERE id = 900",
	    CHECK_circulars_for_units, "circular_conveyed", -1 },
	{ "DELETE FROM circular_conveyed; UPDATE circular_read SET unit_id ="
	    " (SELECT id FROM unit WHERE tier = 'county')",
	    CHECK_circulars_for_units, "circular_read", CHECK_circulars_read },
	{ "DELETE FROM circular_conveyed WHERE id = 900",
	    CHECK_circulars_in_order, "circular_conveyed", -1 },
	{ "UPDATE circular_conveyed SET round = 2 WHERE id = 902",
	    CHECK_circulars_in_order, "circular_conveyed", -1 },
	{ "UPDATE circular SET returns = '' WHERE id = 900",
	    CHECK_circulars_in_order, "circular_conveyed", -1 },
	{ "UPDATE circular SET due_day = 19989 WHERE id = 900",
	    CHECK_circulars_in_time, "circular", -1 },
	{ "UPDATE circular_conveyed SET day = 19989 WHERE id = 900",
	    CHECK_circulars_in_time, "circular_conveyed", -1 },
	{ "UPDATE circular_conveyed SET day = 20000 WHERE id = 902",
	    CHECK_circulars_in_time, "circular_conveyed", -1 },
	{ "UPDATE circular_conveyed SET meeting_id = NULL WHERE id = 900",
	    CHECK_circulars_at_meetings, "circular_conveyed", -1 },
	{ "UPDATE circular_conveyed SET how = 2 WHERE id = 900",
	    CHECK_circulars_at_meetings, "circular_conveyed", -1 },
	{ "UPDATE meeting SET unit_id = (SELECT max(id) FROM unit WHERE tier"
	    " = 'cell') WHERE id = 900",
	    CHECK_circulars_at_meetings, "circular_conveyed", -1 },
	{ "UPDATE circular_read SET unit_id = (SELECT max(id) FROM unit WHERE"
	    " tier = 'cell')", CHECK_circulars_read, "circular_read", -1 },
	{ "INSERT INTO account VALUES (800, 77777, 'x', 'x', 0, 0, NULL)",
	    CHECK_accounts_owned, "account", -1 },
	{ "INSERT INTO account VALUES (800, NULL, 'x', 'x', 0, 0, NULL)",
	    CHECK_accounts_owned, "account", -1 },
	{ RESET_IDS, CHECK_ids_fresh, "unit", -1 },
};

static void
look_at(const struct breach *b)
{
	struct check_result results[CHECK_COUNT];

	db_script(w.cx.db, pg_used() && strcmp(b->script, RESET_IDS) == 0 ?
	    "SELECT setval('id_unit', 1)" : b->script);
	run_all(results);
	if (results[b->check].found == 0) {
		fail_msg("not found: %s", b->script);
	}
	if (!str_eq(results[b->check].rows[0].table, str_z(b->table))) {
		fail_msg(STR_FMT ", not %s: %s",
		    STR_ARG(results[b->check].rows[0].table), b->table,
		    b->script);
	}
	for (int i = 0; i < CHECK_COUNT; i++) {
		if (i != (int)b->check && i != b->also &&
		    results[i].found != 0) {
			fail_msg("found too: %s after %s",
			    check_holds((enum check)i), b->script);
		}
	}
}

static void
test_each_breach(void **state)				/* CHEC-1, CHEC-2 */
{
	bool provoked[CHECK_COUNT] = { false };

	for (size_t i = 0; i < COUNT(breaches); i++) {
		close_world(state);
		open_world(state);
		look_at(&breaches[i]);
		provoked[breaches[i].check] = true;
	}
	for (int i = 0; i < CHECK_COUNT; i++) {
		if (!provoked[i]) {
			fail_msg("no breach of: %s", check_holds(
			    (enum check)i));
		}
	}
}

static void
test_many(void **state)
{
	struct check_result result;

	(void)state;
	db_script(w.cx.db, "WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL"
	    " SELECT i + 1 FROM n WHERE i < 3000)"
	    " INSERT INTO account SELECT i, NULL, 'x' || i, 'x', 0, 0, NULL"
	    " FROM n");
	db_begin(w.cx.db, DB_READ);
	check_run(&w.cx, CHECK_accounts_owned, &result);
	assert_true(db_commit(w.cx.db));
	assert_int_equal(result.found, CHECK_FOUND_MAX);
	assert_int_equal(result.rows[CHECK_SHOWN_MAX - 1].id,
	    1000 + CHECK_SHOWN_MAX - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_nothing_found,
		    open_world, close_world),
		cmocka_unit_test_setup_teardown(test_each_breach, open_world,
		    close_world),
		cmocka_unit_test_setup_teardown(test_many, open_world,
		    close_world),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
