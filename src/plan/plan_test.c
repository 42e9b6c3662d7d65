/* plan_test.c - plans, goals and reports: rules and refusals, any history, and
 * each step of the database made to fail once. plan_share_test.c has the
 * sharing out. */
#include "plan/plan_test.h"

/* ---- plans and goals --------------------------------------------------- */

static void
test_plan(void **unused)			/* PLAN-1 */
{
	struct plan in = { .unit_id = federation, .title = S(" Bread "),
		.text = S("For every town."), .from = house_day("2026-01-01"),
		.last = house_day("2030-12-31") };
	struct plan p = { 0 }, *list;
	int64_t id = -1;
	size_t len;

	(void)unused;
	SAYS(plan_begin(&h.cx, &in, &id), PLAN_OK);
	db_begin(h.cx.db, DB_READ);
	assert_true(plan_read(&h.cx, id, &p));
	assert_true(plan_by_public(&h.cx, p.public_id, &p));
	assert_false(plan_by_public(&h.cx, S("0"), &in));
	plan_of_unit(&h.cx, federation, &list, &len);
	assert_int_equal(len, 1);
	plan_of_unit(&h.cx, county[ASH], &list, &len);
	assert_int_equal(len, 0);
	assert_true(db_commit(h.cx.db));
	assert_true(str_eq(p.title, S("Bread")));
	assert_true(str_eq(p.text, S("For every town.")));
	assert_true(str_eq(p.unit_name, S("Federation")));
	assert_int_equal(p.from.day, in.from.day);
	assert_int_equal(p.last.day, in.last.day);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM change WHERE"
	    " verb = 'plan.begin' AND kind = 'plan'"), 1);
}

static void
test_plan_refused(void **unused)		/* PLAN-1 */
{
	char text[PLAN_TEXT_MAX + 2];
	struct plan good = { .unit_id = federation, .title = S("a"),
		.text = S(""), .from = house_day("2026-01-01"),
		.last = house_day("2026-01-01") }, in;
	int64_t id = -1;

	(void)unused;
	memset(text, 'a', sizeof(text));
	in = good;
	in.unit_id = 99999;
	SAYS(plan_begin(&h.cx, &in, &id), PLAN_NO_UNIT);
	in = good;
	in.title = S("  ");
	SAYS(plan_begin(&h.cx, &in, &id), PLAN_NO_TITLE);
	in.title = (str){ text, PLAN_LINE_MAX + 1 };
	SAYS(plan_begin(&h.cx, &in, &id), PLAN_TOO_LONG);
	in = good;
	in.text = (str){ text, PLAN_TEXT_MAX + 1 };
	SAYS(plan_begin(&h.cx, &in, &id), PLAN_TOO_LONG);
	in = good;
	in.last = house_day("2025-12-31");
	SAYS(plan_begin(&h.cx, &in, &id), PLAN_DAYS);
	in.last = DATE_NONE;
	SAYS(plan_begin(&h.cx, &in, &id), PLAN_DAYS);
	in.last = house_day("2046-01-02");
	SAYS(plan_begin(&h.cx, &in, &id), PLAN_DAYS);
	in = good;
	in.resolution_id = 77;
	SAYS(plan_begin(&h.cx, &in, &id), PLAN_NO_RESOLUTION);
	write_begin();
	assert_int_equal(org_dissolve(&h.cx, county[CEDAR], h.cx.today,
	    S("")), ORG_OK);
	write_end();
	in = good;
	in.unit_id = county[CEDAR];
	SAYS(plan_begin(&h.cx, &in, &id), PLAN_ENDED);
	assert_int_equal(id, -1);
	in = good;
	in.last = house_day("2046-01-01");
	SAYS(plan_begin(&h.cx, &in, &id), PLAN_OK);
	assert_true(id > 0);
}

static void
test_plan_changed(void **unused)		/* PLAN-1 */
{
	struct plan p = { .id = begin_plan(federation), .title = S("More"),
		.text = S("x"), .from = house_day("2026-01-01"),
		.last = house_day("2030-12-30") };
	int64_t report, target = set_goal(p.id, 10, 0);
	struct plan got = { 0 };

	(void)unused;
	SAYS(plan_change(&h.cx, &p), PLAN_SHORTER);	/* the goal's day */
	p.last = house_day("2031-12-31");
	SAYS(plan_change(&h.cx, &p), PLAN_OK);
	assert_int_equal(tell(target, "2026-02-01", 1, "", 0, &report),
	    PLAN_OK);
	p.from = house_day("2026-02-02");
	SAYS(plan_change(&h.cx, &p), PLAN_SHORTER);	/* the report's */
	p.from = house_day("2026-02-01");
	SAYS(plan_change(&h.cx, &p), PLAN_OK);
	p.title = S("");
	SAYS(plan_change(&h.cx, &p), PLAN_NO_TITLE);
	p.id++;
	SAYS(plan_change(&h.cx, &p), PLAN_NONE);
	db_begin(h.cx.db, DB_READ);
	assert_true(plan_read(&h.cx, p.id - 1, &got));
	assert_true(db_commit(h.cx.db));
	assert_true(str_eq(got.title, S("More")));
	assert_int_equal(got.from.day, p.from.day);
}

static void
add_resolution(void)
{
	db_script(h.cx.db, "INSERT INTO conference VALUES (1, 'c', 1, 'x',"
	    " NULL, NULL, 't', '', 20000, 20000, 1, 1, 'en', '', NULL, NULL,"
	    " NULL, 1, 0, NULL); INSERT INTO resolution VALUES (1, 'r', 1, 1,"
	    " NULL, NULL, 'Flour', 'We buy flour.', 20000)");
}

static void
test_plan_of_resolution(void **unused)		/* PLAN-1, PLAN-9 */
{
	struct plan in = { .unit_id = federation, .resolution_id = 1,
		.title = S(""), .text = S(""),
		.from = house_day("2026-01-01"),
		.last = house_day("2030-12-31") };
	struct plan p = { 0 }, *list;
	int64_t id = -1;
	size_t len;

	(void)unused;
	add_resolution();
	SAYS(plan_begin(&h.cx, &in, &id), PLAN_OK);
	in.title = S("Our own words");
	SAYS(plan_begin(&h.cx, &in, &id), PLAN_OK);
	db_begin(h.cx.db, DB_READ);
	plan_of_resolution(&h.cx, 1, &list, &len);
	assert_int_equal(len, 2);
	assert_true(plan_read(&h.cx, list[1].id, &p));
	assert_true(db_commit(h.cx.db));
	assert_true(str_eq(p.title, S("Flour")));
	assert_true(str_eq(p.text, S("We buy flour.")));
	assert_true(str_eq(list[0].title, S("Our own words")));
}

static void
test_goal(void **unused)			/* PLAN-2 */
{
	struct goal good = { .plan_id = begin_plan(federation),
		.title = S("Towns"), .measure = S("towns"),
		.amount = PLAN_AMOUNT_MAX, .due = house_day("2026-01-01"),
		.every = 3 }, in = good;
	struct target *list;
	int64_t id = -1;
	size_t len;

	(void)unused;
	in.plan_id = 999;
	SAYS(goal_set(&h.cx, &in, &id), PLAN_NONE);
	in = good;
	in.title = S(" ");
	SAYS(goal_set(&h.cx, &in, &id), PLAN_NO_TITLE);
	in = good;
	in.measure = S("");
	SAYS(goal_set(&h.cx, &in, &id), PLAN_NO_MEASURE);
	in = good;
	in.amount = 0;
	SAYS(goal_set(&h.cx, &in, &id), PLAN_AMOUNT);
	in.amount = PLAN_AMOUNT_MAX + 1;
	SAYS(goal_set(&h.cx, &in, &id), PLAN_AMOUNT);
	in = good;
	in.due = house_day("2025-12-31");
	SAYS(goal_set(&h.cx, &in, &id), PLAN_DUE);
	in.due = house_day("2031-01-01");
	SAYS(goal_set(&h.cx, &in, &id), PLAN_DUE);
	in = good;
	in.every = 2;
	SAYS(goal_set(&h.cx, &in, &id), PLAN_EVERY);
	for (int i = 0; i < GOALS_MAX; i++) {
		SAYS(goal_set(&h.cx, &good, &id), PLAN_OK);
	}
	SAYS(goal_set(&h.cx, &good, &id), PLAN_FULL);
	db_begin(h.cx.db, DB_READ);
	target_of_plan(&h.cx, good.plan_id, &list, &len);
	assert_int_equal(len, GOALS_MAX);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(list[len - 1].id, id);
	assert_int_equal(list[0].parent_id, 0);
	assert_int_equal(list[0].unit_id, federation);
	assert_int_equal(list[0].amount, PLAN_AMOUNT_MAX);
	assert_int_equal(list[0].own, -1);
	assert_int_equal(list[0].leaves, 1);
	assert_true(str_eq(list[0].measure, S("towns")));
	check_all();
}

/* ---- reports ----------------------------------------------------------- */

static void
test_reports(void **unused)			/* PLAN-6, PLAN-8 */
{
	int64_t whole = set_goal(begin_plan(federation), 100, 3), ash, id;
	struct target t;

	(void)unused;
	assert_int_equal(share_out(whole, SHARE_EVENLY, 100), PLAN_OK);
	ash = target_at(county[ASH]);
	assert_int_equal(tell(ash, "2026-11-21", 1, "", 0, &id), PLAN_DAY);
	assert_int_equal(tell(ash, "2025-12-31", 1, "", 0, &id), PLAN_DAY);
	assert_int_equal(tell(ash, NULL, 1, "", 0, &id), PLAN_DAY);
	assert_int_equal(tell(ash, "2026-11-20", -1, "", 0, &id),
	    PLAN_AMOUNT);
	assert_int_equal(tell(99, "2026-11-20", 1, "", 0, &id),
	    PLAN_NO_TARGET);
	assert_int_equal(tell(ash, "2026-11-20", 12, "two farms joined", 0,
	    &id), PLAN_OK);
	/* An earlier day, learnt of later, does not count instead. */
	assert_int_equal(tell(ash, "2026-06-30", 5, "", 0, &id), PLAN_OK);
	t = read_target(ash);
	assert_int_equal(t.own, 12);
	assert_int_equal(t.done, 12);
	assert_int_equal(t.own_day.day, h.cx.today.day);
	assert_int_equal(t.told, 1);
	/* Of one day what was said last; less than before is a word too. */
	assert_int_equal(tell(ash, "2026-11-20", 11, "", 0, &id), PLAN_OK);
	assert_int_equal(tell(target_at(county[BIRCH]), "2026-03-01", 0, "",
	    0, &id), PLAN_OK);
	t = read_target(whole);
	assert_int_equal(t.done, 11);
	assert_int_equal(t.told, 2);
	assert_int_equal(t.leaves, 3);
	assert_int_equal(t.own, -1);
	/* Shared out further, the county itself has still reached eleven. */
	assert_int_equal(share_out(ash, SHARE_EVENLY, 34), PLAN_OK);
	t = read_target(whole);
	assert_int_equal(t.done, 11);
	assert_int_equal(t.told, 1);
	assert_int_equal(t.leaves, 5);
	assert_int_equal(tell(target_at(cell[ASH_1]), "2026-11-20", 30, "", 0,
	    &id), PLAN_OK);
	assert_int_equal(tell(ash, "2026-11-20", 1, "", 0, &id), PLAN_OK);
	t = read_target(whole);
	assert_int_equal(t.done, 31);
	assert_int_equal(t.told, 2);
	check_all();
}

static void
test_corrections(void **unused)			/* PLAN-7 */
{
	int64_t whole = set_goal(begin_plan(federation), 100, 3), first_id, id,
	    other;
	struct target_report *list, r;
	char long_note[PLAN_NOTE_MAX + 2];
	size_t len;

	(void)unused;
	memset(long_note, 'a', sizeof(long_note) - 1);
	long_note[PLAN_NOTE_MAX + 1] = '\0';
	assert_int_equal(tell(whole, "2026-06-30", 500, "", 0, &first_id),
	    PLAN_OK);
	assert_int_equal(tell(whole, "2026-06-30", 50, " ", first_id, &id),
	    PLAN_NO_REASON);
	assert_int_equal(tell(whole, "2026-06-30", 50, long_note, 0, &id),
	    PLAN_TOO_LONG);
	assert_int_equal(tell(whole, "2026-05-31", 50, "a nought too many",
	    first_id, &id), PLAN_OK);
	assert_int_equal(tell(whole, "2026-06-30", 5, "again", first_id,
	    &other), PLAN_CORRECTED);
	assert_int_equal(tell(whole, "2026-06-30", 5, "x", 999, &other),
	    PLAN_NO_REPORT);
	assert_int_equal(tell(set_goal(begin_plan(county[ASH]), 9, 0),
	    "2026-06-30", 5, "x", id, &other), PLAN_NO_REPORT);
	assert_int_equal(read_target(whole).own, 50);
	assert_int_equal(read_target(whole).own_day.day,
	    house_day("2026-05-31").day);
	db_begin(h.cx.db, DB_READ);
	target_reports(&h.cx, whole, &list, &len);
	assert_int_equal(len, 2);
	assert_true(target_report_by_public(&h.cx, list[1].public_id, &r));
	assert_false(target_report_by_public(&h.cx, S("0"), &r));
	assert_true(db_commit(h.cx.db));
	assert_true(list[0].stands);
	assert_int_equal(list[0].corrects, first_id);
	assert_false(r.stands);
	assert_int_equal(r.amount, 500);
	check_all();
}

static void
test_ended_unit(void **unused)			/* PLAN-6 */
{
	int64_t cedar = set_goal(begin_plan(county[CEDAR]), 10, 1), id;

	(void)unused;
	write_begin();
	assert_int_equal(org_dissolve(&h.cx, county[CEDAR], h.cx.today,
	    S("")), ORG_OK);
	write_end();
	assert_int_equal(tell(cedar, "2026-11-20", 1, "", 0, &id), PLAN_ENDED);
}

static void
test_next_report(void **unused)			/* PLAN-10 */
{
	static const struct {
		const char	*given, *own;
		int		 every;
		int64_t		 below, amount;
		bool		 ended;
		const char	*due, *next;
	} t[] = {
		{ "2026-02-10", NULL, 3, 0, 9, false, "2030-12-31",
		    "2026-05-10" },
		{ "2025-02-10", NULL, 3, 0, 9, false, "2030-12-31",
		    "2026-04-01" },
		{ "2026-02-10", "2026-11-30", 1, 0, 9, false, "2030-12-31",
		    "2026-12-30" },
		{ "2026-02-10", "2030-11-30", 3, 0, 9, false, "2030-12-31",
		    "2030-12-31" },
		{ "2026-02-10", "2030-12-31", 3, 0, 9, false, "2030-12-31",
		    NULL },
		{ "2026-02-10", NULL, 0, 0, 9, false, "2030-12-31", NULL },
		{ "2026-02-10", NULL, 3, 2, 9, false, "2030-12-31", NULL },
		{ "2026-02-10", NULL, 3, 0, 0, false, "2030-12-31", NULL },
		{ "2026-02-10", NULL, 3, 0, 9, true, "2030-12-31", NULL },
	};

	(void)unused;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct target target = { .given_on = house_day(t[i].given),
			.own_day = house_day(t[i].own), .every = t[i].every,
			.below = t[i].below, .amount = t[i].amount,
			.unit_ended = t[i].ended, .due = house_day(t[i].due),
			.from = house_day("2026-01-01") };

		assert_int_equal(target_next_report(&target).day,
		    house_day(t[i].next).day);
	}
}

/* ---- carried out ------------------------------------------------------- */

static void
test_tasks(void **unused)			/* PLAN-9 */
{
	int64_t whole = set_goal(begin_plan(federation), 100, 3), id;
	struct target *chain, of = { 0 };
	struct target_task *tasks;
	size_t len, chain_len;

	(void)unused;
	assert_int_equal(share_out(whole, SHARE_EVENLY, 100), PLAN_OK);
	assert_int_equal(share_out(target_at(county[ASH]), SHARE_EVENLY, 34),
	    PLAN_OK);
	id = target_at(cell[ASH_2]);
	SAYS(target_assign(&h.cx, 999, first[ASH_2], S(""), DATE_NONE),
	    PLAN_NO_TARGET);
	SAYS(target_assign(&h.cx, id, first[ASH_1], S(""), DATE_NONE),
	    PLAN_NO_MEMBER);
	SAYS(target_assign(&h.cx, id, first[ASH_2], S(""),
	    house_day("2026-11-19")), PLAN_TASK_DUE);
	SAYS(target_assign(&h.cx, id, first[ASH_2], S(" "), DATE_NONE),
	    PLAN_OK);
	SAYS(target_assign(&h.cx, id, first[ASH_2], S("Ask the mayor"),
	    h.cx.today), PLAN_OK);
	db_begin(h.cx.db, DB_READ);
	target_tasks(&h.cx, id, &tasks, &len);
	assert_int_equal(len, 2);
	assert_true(target_of_task(&h.cx, 1, &of));
	assert_false(target_of_task(&h.cx, 3, &of));
	target_chain(&h.cx, of.id, &chain, &chain_len);
	assert_true(db_commit(h.cx.db));
	assert_true(str_eq(tasks[0].text, S("Ask the mayor")));
	assert_true(str_eq(tasks[1].text, S("Towns with a shop")));
	assert_int_equal(chain_len, 3);
	assert_int_equal(chain[0].id, whole);
	assert_int_equal(chain[1].unit_id, county[ASH]);
	assert_int_equal(chain[2].id, id);
}

static void
test_of_unit(void **unused)
{
	int64_t whole = set_goal(begin_plan(federation), 100, 3);
	struct target *list, t = { 0 };
	size_t len;

	(void)unused;
	db_begin(h.cx.db, DB_READ);
	target_of_unit(&h.cx, federation, h.cx.today, &list, &len);
	assert_int_equal(len, 1);
	assert_true(target_by_public(&h.cx, list[0].public_id, &t));
	assert_false(target_by_public(&h.cx, S("0"), &t));
	target_of_unit(&h.cx, federation, house_day("2031-01-01"), &list,
	    &len);
	assert_int_equal(len, 0);
	target_of_unit(&h.cx, federation, house_day("2025-12-31"), &list,
	    &len);
	assert_int_equal(len, 0);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(t.id, whole);
}

/* ---- any history, and a database that fails ---------------------------- */

/* Does something to a plan of three tiers; refusals are fine. */
static void
step(unsigned *seed)
{
	int64_t targets = house_number(&h, "SELECT max(id) FROM target"), out;
	int64_t id = 1 + rand_r(seed) % targets, amount = rand_r(seed) % 60;
	int64_t report = 1 + rand_r(seed) % 60;
	char day[20], of_report[80];

	snprintf(of_report, sizeof(of_report), "SELECT target_id FROM"
	    " target_report WHERE id = %lld", (long long)report);
	report = house_number(&h, of_report) < 0 ? 0 : report;
	snprintf(day, sizeof(day), "2026-%02d-%02d", 1 + rand_r(seed) % 10,
	    1 + rand_r(seed) % 28);
	id = report != 0 && rand_r(seed) % 4 == 0 ?
	    house_number(&h, of_report) : id;
	write_begin();
	switch (rand_r(seed) % 6) {
	case 0:
	case 1:
		(void)!target_tell(&h.cx, &(struct target_report){
		    .target_id = id, .day = house_day(day),
		    .amount = amount, .note = S("") }, &out);
		break;
	case 2:
		(void)!target_tell(&h.cx, &(struct target_report){
		    .target_id = id, .day = house_day(day), .amount = amount,
		    .note = S("x"), .corrects = report }, &out);
		break;
	case 3:
		(void)!target_set_amount(&h.cx, id, amount);
		break;
	case 4:
		(void)!target_give(&h.cx, id, cell[rand_r(seed) % CELLS],
		    amount, &out);
		break;
	default:
		(void)!org_move(&h.cx, cell[rand_r(seed) % CELLS],
		    county[rand_r(seed) % COUNTIES], h.cx.today);
		break;
	}
	write_end();
}

static void
test_any_history(void **unused)			/* PLAN-8 */
{
	unsigned seed = 7;

	(void)unused;
	for (int world = 0; world < 6; world++) {
		int64_t whole = set_goal(begin_plan(federation), 100, 3);

		assert_int_equal(share_out(whole, SHARE_EVENLY, 50), PLAN_OK);
		for (int i = 0; i < 60; i++) {
			step(&seed);
			check_all();
		}
	}
	assert_true(house_number(&h, "SELECT count(*) FROM target") > 30);
	assert_true(house_number(&h, "SELECT count(*) FROM target_report WHERE"
	    " corrects IS NOT NULL") > 5);
}

static bool
do_all(void)
{
	struct plan p = { .unit_id = federation, .title = S("a"),
		.text = S("b"), .from = house_day("2026-01-01"),
		.last = house_day("2026-12-31") };
	struct goal g = { .title = S("a"), .measure = S("b"), .amount = 10,
		.due = p.last, .every = 1 };
	struct sharing s = { 0 };
	int64_t whole, id, below;

	if (plan_begin(&h.cx, &p, &p.id) != PLAN_OK) {
		return false;
	}
	g.plan_id = p.id;
	if (goal_set(&h.cx, &g, &whole) != PLAN_OK ||
	    target_share_look(&h.cx, whole, SHARE_EVENLY, 10, &s) != PLAN_OK ||
	    target_share(&h.cx, whole, SHARE_EVENLY, 10, s.stamp) != PLAN_OK ||
	    target_give(&h.cx, whole, county[ASH], 9, &below) != PLAN_OK ||
	    target_give(&h.cx, below, cell[ASH_1], 9, &id) != PLAN_OK) {
		return false;
	}
	return target_tell(&h.cx, &(struct target_report){ .target_id = id,
	    .day = h.cx.today, .amount = 3, .note = S("") }, &below) ==
	    PLAN_OK && target_tell(&h.cx, &(struct target_report){
	    .target_id = id, .day = h.cx.today, .amount = 4, .note = S("x"),
	    .corrects = below }, &below) == PLAN_OK &&
	    target_assign(&h.cx, id, first[ASH_1], S(""), DATE_NONE) ==
	    PLAN_OK && plan_change(&h.cx, &p) == PLAN_OK;
}

static void
test_each_step_fails(void **unused)
{
	bool done = false;
	int n;

	(void)unused;
	for (n = 1; !done; n++) {
		write_begin();
		db_fail_at(h.cx.db, n);
		(void)!do_all();
		change_settle(&h.cx);
		done = db_commit(h.cx.db);
		db_fail_at(h.cx.db, 0);
		assert_int_equal(house_number(&h, "SELECT count(*) FROM"
		    " target"), done ? 5 : 0);
		assert_int_equal(house_number(&h, "SELECT count(*) FROM"
		    " target_report"), done ? 2 : 0);
	}
	assert_true(n > 60);
	assert_int_equal(read_target(target_at(federation)).done, 4);
	check_all();
}

/* Those of sharing out are provoked in plan_share_test.c. */
static int
all_provoked(void **unused)
{
	static const enum plan_err shared[] = { PLAN_NOT_UNDER,
		PLAN_ELSEWHERE, PLAN_NO_UNITS, PLAN_NO_MEMBERS, PLAN_CHANGED,
		PLAN_SAME };

	(void)unused;
	for (size_t i = 0; i < COUNT(shared); i++) {
		provoked[shared[i]] = true;
	}
	for (size_t err = 0; err < PLAN_ERR_COUNT; err++) {
		if (!provoked[err]) {
			print_error("not provoked: %s\n",
			    plan_err_text((enum plan_err)err));
			return -1;
		}
		assert_in_range(plan_err_status((enum plan_err)err), 200,
		    422);
	}
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FEDERATION(test_plan), IN_FEDERATION(test_plan_refused),
		IN_FEDERATION(test_plan_changed),
		IN_FEDERATION(test_plan_of_resolution),
		IN_FEDERATION(test_goal), IN_FEDERATION(test_reports),
		IN_FEDERATION(test_corrections),
		IN_FEDERATION(test_ended_unit),
		IN_FEDERATION(test_next_report), IN_FEDERATION(test_tasks),
		IN_FEDERATION(test_of_unit), IN_FEDERATION(test_any_history),
		IN_FEDERATION(test_each_step_fails),
	};

	return cmocka_run_group_tests_name("plan", tests, NULL, all_provoked);
}
