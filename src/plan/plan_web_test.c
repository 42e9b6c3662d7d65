/* plan_web_test.c - the pages of plans as people use them. */
#include "tests/filled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "assignment/assignment.h"
#include "db/db.h"
#include "plan/plan.h"

static struct people w;
static struct res rs;

static int
set_up(void **unused)
{
	(void)unused;
	filled_open(&w);
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	people_close(&w);
	return 0;
}

/* The public id of the newest row of a table where something holds. */
static const char *
pid(const char *table, const char *where)
{
	struct target_report *reports;
	struct assignment a = { 0 };
	struct target t = { 0 };
	struct plan p = { 0 };
	char select[200];
	int64_t id;
	size_t len;
	str out;

	snprintf(select, sizeof(select), "SELECT %s FROM %s WHERE %s"
	    " ORDER BY id DESC LIMIT 1", strcmp(table, "target_report") == 0 ?
	    "target_id" : "id", table, where);
	id = people_number(&w, select);
	db_begin(w.cx.db, DB_READ);
	if (strcmp(table, "plan") == 0) {
		assert_true(plan_read(&w.cx, id, &p));
		out = p.public_id;
	} else if (strcmp(table, "target") == 0) {
		assert_true(target_read(&w.cx, id, &t));
		out = t.public_id;
	} else if (strcmp(table, "assignment") == 0) {
		assert_true(assignment_read(&w.cx, id, &a));
		out = a.public_id;
	} else {
		target_reports(&w.cx, id, &reports, &len);
		assert_true(len > 0);
		out = reports[0].public_id;
	}
	assert_true(db_commit(w.cx.db));
	return arena_copy_z(&w.mem, out);
}

static int
get(enum people_role who, const char *fmt, const char *id)
{
	people_get(&w, who, arena_copy_z(&w.mem, arena_printf(&w.mem, "%s%s",
	    fmt, id)), &rs);
	return rs.status;
}

static int
post(enum people_role who, const char *before, const char *id,
    const char *after, const char *fields)
{
	people_post(&w, who, arena_copy_z(&w.mem, arena_printf(&w.mem,
	    "%s%s%s", before, id, after)), fields, &rs);
	return rs.status;
}

#define SHOWS(text)	assert_true(people_shows(&rs, (text)))
#define HIDES(text)	assert_false(people_shows(&rs, (text)))

/* A plan of Eastmere with a goal of 100, shared out by its officer. */
static const char *
make_plan(void)
{
	char fields[200];

	snprintf(fields, sizeof(fields), "unit=%s&title=Warm+ovens&from="
	    "1.1.2026&last=31.12.2030&text=For+all.", people_pid(&w, "unit",
	    w.unit[EASTMERE]));
	assert_int_equal(post(OFFICER, "/plan", "", "", fields), 303);
	return pid("plan", "title = 'Warm ovens'");
}

static const char *
whole_of(const char *plan)
{
	assert_int_equal(post(OFFICER, "/plan/", plan, "/goals",
	    "title=Ovens&measure=ovens+rebuilt&amount=100&due=&every=3"), 422);
	SHOWS("Choose a day within the years of the plan");
	SHOWS("value=\"ovens rebuilt\"");
	assert_int_equal(post(OFFICER, "/plan/", plan, "/goals",
	    "title=Ovens&measure=ovens+rebuilt&amount=100&due=31.12.2030"
	    "&every=3"), 303);
	return pid("target", "amount = 100");
}

static str
hidden(const char *name)
{
	char start[60];
	const char *at;

	snprintf(start, sizeof(start), "name=\"%s\" value=\"", name);
	at = memmem(rs.body.at, rs.body.len, start, strlen(start));
	assert_non_null(at);
	at += strlen(start);
	return (str){ at, strcspn(at, "\"") };
}

static void
test_plan_begins(void **unused)			/* PLAN-1 */
{
	const char *plan = make_plan();

	(void)unused;
	assert_int_equal(get(ANN, "/plan/", plan), 200);
	SHOWS("Warm ovens");
	SHOWS("Plan of Eastmere, 2026 to 2030");
	SHOWS("No goal is set yet");
	HIDES("Change the plan");
	assert_int_equal(post(OFFICER, "/plan/", plan, "/edit",
	    "title=&from=1.1.2026&last=31.12.2030&text=x"), 422);
	SHOWS("Write a title.");
	assert_int_equal(post(OFFICER, "/plan/", plan, "/edit",
	    "title=a&from=soon&last=31.12.2030&text=x"), 422);
	SHOWS("value=\"soon\"");
	assert_int_equal(post(OFFICER, "/plan/", plan, "/edit",
	    "title=Warmer+ovens&from=1.1.2026&last=31.12.2029&text=x"), 303);
	assert_int_equal(get(OFFICER, "/plan/", plan), 200);
	SHOWS("Warmer ovens");
	SHOWS("2026 to 2029");
	assert_int_equal(get(OFFICER, "/plan?unit=", people_pid(&w, "unit",
	    w.unit[EASTMERE])), 200);
	SHOWS("Warmer ovens");
	SHOWS("Plans of Eastmere");
}

static void
test_shared_out(void **unused)			/* PLAN-4, PLAN-5 */
{
	const char *whole = whole_of(make_plan());
	char fields[200];

	(void)unused;
	assert_int_equal(get(OFFICER, "/targets/", whole), 200);
	SHOWS("0 of 100 ovens rebuilt");
	SHOWS("Share it out");
	/* A1 has four members, A2 two: each counts as five. */
	assert_int_equal(post(OFFICER, "/targets/", whole, "/share",
	    "by=members&amount=101&do=look"), 200);
	SHOWS("&lt;5");
	SHOWS("50 5/10");
	SHOWS("1 more than the target");
	SHOWS("counts as five");
	snprintf(fields, sizeof(fields), "by=members&amount=101&do=sure&stamp="
	    STR_FMT, STR_ARG(hidden("stamp")));
	assert_int_equal(people_number(&w, "SELECT count(*) FROM target"), 2);
	assert_int_equal(post(OFFICER, "/targets/", whole, "/share",
	    "by=members&amount=102&do=sure&stamp=0"), 409);
	SHOWS("The units or their members are others now; look again.");
	assert_int_equal(post(OFFICER, "/targets/", whole, "/share", fields),
	    303);
	assert_int_equal(get(OFFICER, "/targets/", whole), 200);
	SHOWS("To 2 units, 101 ovens rebuilt in all: 1 more than the target");
	SHOWS("0 of 2 units have reported");
	SHOWS("Cell 2, Mill Lane");
	assert_int_equal(post(OFFICER, "/targets/", whole, "/share",
	    "by=evenly&amount=none&do=look"), 422);
	SHOWS("Write a whole number");
}

static void
test_given_by_hand(void **unused)		/* PLAN-3 */
{
	const char *whole = whole_of(make_plan());
	char fields[100];

	(void)unused;
	snprintf(fields, sizeof(fields), "unit=%s&one=30", people_pid(&w,
	    "unit", w.unit[A2]));
	assert_int_equal(get(OFFICER, "/targets/", arena_copy_z(&w.mem,
	    arena_printf(&w.mem, "%s/share", whole))), 200);
	SHOWS("One unit by hand");
	assert_int_equal(post(OFFICER, "/targets/", whole, "/give", fields),
	    303);
	snprintf(fields, sizeof(fields), "unit=%s&one=30", people_pid(&w,
	    "unit", w.unit[B1]));
	assert_int_equal(post(OFFICER, "/targets/", whole, "/give", fields),
	    422);
	SHOWS("to units directly under the unit");
	/* The county changes what the cell was given; the cell does not. */
	assert_int_equal(get(OFFICER, "/targets/", pid("target",
	    "amount = 30")), 200);
	SHOWS("Change the target");
	assert_int_equal(get(BEN, "/targets/", pid("target", "amount = 30")),
	    200);
	HIDES("Change the target");
	assert_int_equal(post(OFFICER, "/targets/", pid("target",
	    "amount = 30"), "/amount", "amount=x"), 422);
	SHOWS("Write a whole number");
	assert_int_equal(post(OFFICER, "/targets/", pid("target",
	    "amount = 30"), "/amount", "amount=35"), 303);
	assert_int_equal(people_number(&w, "SELECT shared FROM target WHERE"
	    " amount = 100"), 35);
}

static void
test_reported(void **unused)			/* PLAN-6, PLAN-7 */
{
	const char *own = filled_in(&w, "{target}"), *report;
	char fields[200];

	(void)unused;
	assert_int_equal(get(SEC, "/targets/", own), 200);
	SHOWS("7 of 40 towns");
	SHOWS("CANARY-REPORT");
	SHOWS("Report how far we are");
	assert_int_equal(get(ANN, "/targets/", own), 200);
	HIDES("Report how far we are");
	HIDES("Correct it");
	assert_int_equal(post(SEC, "/targets/", own, "/report",
	    "amount=9&day=21.11.2026&note="), 422);
	SHOWS("Choose today or an earlier day");
	assert_int_equal(post(SEC, "/targets/", own, "/report",
	    "amount=some&day=20.11.2026&note=kept"), 422);
	SHOWS("Write a whole number");
	SHOWS("kept");
	assert_int_equal(post(SEC, "/targets/", own, "/report",
	    "amount=90&day=20.11.2026&note="), 303);
	report = pid("target_report", "amount = 90");
	snprintf(fields, sizeof(fields), "amount=9&day=20.11.2026&note="
	    "&corrects=%s", report);
	assert_int_equal(post(SEC, "/targets/", own, "/report", fields), 422);
	SHOWS("what is corrected and why");
	SHOWS("It said: 90 towns");
	snprintf(fields, sizeof(fields), "amount=9&day=20.11.2026&note="
	    "a+nought&corrects=%s", report);
	assert_int_equal(post(SEC, "/targets/", own, "/report", fields), 303);
	assert_int_equal(post(SEC, "/targets/", own, "/report", fields), 409);
	assert_int_equal(get(ANN, "/targets/", own), 200);
	SHOWS("9 of 40 towns");
	SHOWS("corrected since");
	assert_int_equal(get(ANN, "/plan", ""), 200);
	SHOWS("9 of 40 towns");
}

static void
test_trace(void **unused)			/* PLAN-9 */
{
	const char *own = filled_in(&w, "{target}"), *task;
	char fields[100];

	(void)unused;
	snprintf(fields, sizeof(fields), "member=%s&text=Ask+the+mayor&due=",
	    filled_in(&w, "{member}"));
	assert_int_equal(post(SEC, "/targets/", own, "/tasks",
	    "member=&text=&due="), 422);
	SHOWS("Choose a member of the unit.");
	assert_int_equal(post(SEC, "/targets/", own, "/tasks", fields), 303);
	task = pid("assignment", "text = 'Ask the mayor'");
	assert_int_equal(get(ANN, "/assignments/", task), 200);
	SHOWS("Of the plan: Towns");
	assert_int_equal(get(ANN, "/targets/", arena_copy_z(&w.mem,
	    arena_printf(&w.mem, "%s/trace", own))), 200);
	SHOWS("Ask the mayor");
	SHOWS("7 towns by 20 Nov");
	/* Above it is seen that somebody has it, and not who. */
	assert_int_equal(get(OFFICER, "/targets/", arena_copy_z(&w.mem,
	    arena_printf(&w.mem, "%s/trace", own))), 200);
	HIDES("Ask the mayor");
	SHOWS("1 in the unit");
	assert_int_equal(get(OFFICER, "/targets/", own), 200);
	HIDES("Ask the mayor");
}

static void
test_from_a_resolution(void **unused)		/* PLAN-1, PLAN-9 */
{
	const char *resolution = filled_in(&w, "{resolution}");
	const char *page = filled_in(&w, "/c/{conference}/resolutions/");
	char fields[300];

	(void)unused;
	assert_int_equal(get(ANN, page, resolution), 200);
	HIDES("Begin a plan with it");
	assert_int_equal(get(OFFICER, page, resolution), 200);
	SHOWS("Begin a plan with it");
	snprintf(fields, sizeof(fields), "?unit=%s&resolution=%s",
	    filled_in(&w, "{unit}"), resolution);
	assert_int_equal(get(OFFICER, "/plan/new", fields), 200);
	SHOWS("value=\"Flour\"");
	SHOWS("We buy flour.");
	snprintf(fields, sizeof(fields), "unit=%s&resolution=%s&title=&text="
	    "&from=1.1.2026&last=31.12.2026", filled_in(&w, "{unit}"),
	    resolution);
	assert_int_equal(post(OFFICER, "/plan", "", "", fields), 303);
	assert_int_equal(get(ANN, "/plan/", pid("plan", "title = 'Flour'")),
	    200);
	SHOWS("It carries out");
	SHOWS("We buy flour.");
	assert_int_equal(get(ANN, page, resolution), 200);
	SHOWS("Plans that carry it out");
	snprintf(fields, sizeof(fields), "unit=%s&resolution=000000000000"
	    "&title=a&text=&from=1.1.2026&last=31.12.2026", filled_in(&w,
	    "{unit}"));
	assert_int_equal(post(OFFICER, "/plan", "", "", fields), 404);
}

static void
test_today(void **unused)			/* PLAN-10 */
{
	(void)unused;
	assert_int_equal(get(SEC, "/", ""), 200);
	HIDES("Report: Towns");
	db_script(w.cx.db, "UPDATE target SET own_day = own_day - 85");
	assert_int_equal(get(SEC, "/", ""), 200);
	SHOWS("Report: Towns");
	SHOWS("The plan asks for a word every 3 months.");
	assert_int_equal(get(ANN, "/", ""), 200);
	HIDES("Report: Towns");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_plan_begins, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_shared_out, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_given_by_hand, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_reported, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_trace, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_from_a_resolution, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_today, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests_name("plan_web", tests, NULL, NULL);
}
