/* plan_share_test.c - targets shared out down the tree: the arithmetic, the
 * rules, the refusals. */
#include "plan/plan_test.h"

/* ---- sharing out ------------------------------------------------------- */

static void
test_share_evenly(void **unused)		/* PLAN-3, PLAN-5 */
{
	int64_t whole = set_goal(begin_plan(federation), 100, 0);
	struct target t, *list;
	size_t len;

	(void)unused;
	assert_int_equal(share_out(whole, SHARE_EVENLY, 100), PLAN_OK);
	db_begin(h.cx.db, DB_READ);
	target_below(&h.cx, whole, &list, &len);
	assert_int_equal(len, 3);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(list[0].unit_id, county[ASH]);
	assert_int_equal(list[0].amount, 34);
	assert_int_equal(list[1].amount, 33);
	assert_int_equal(list[2].amount, 33);
	t = read_target(whole);
	assert_int_equal(t.shared, 100);
	assert_int_equal(t.below, 3);
	assert_int_equal(t.leaves, 3);
	assert_int_equal(share_out(whole, SHARE_EVENLY, 100), PLAN_SAME);
	assert_int_equal(share_out(target_at(county[CEDAR]), SHARE_EVENLY, 9),
	    PLAN_NO_UNITS);
	/* Names in their own order: "Ash 2" before "Ash 10". */
	assert_int_equal(share_out(list[0].id, SHARE_EVENLY, 34), PLAN_OK);
	db_begin(h.cx.db, DB_READ);
	target_below(&h.cx, list[0].id, &list, &len);
	assert_int_equal(list[1].unit_id, cell[ASH_2]);
	assert_int_equal(list[2].unit_id, cell[ASH_3]);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(read_target(whole).leaves, 5);
	check_all();
}

static void
test_share_by_members(void **unused)		/* PLAN-4, PLAN-5 */
{
	int64_t ash = set_goal(begin_plan(county[ASH]), 100, 0);
	struct sharing s = { 0 };
	struct target t;

	(void)unused;
	/* 12, and 3 and 1 that count as five each: 22 in all. */
	db_begin(h.cx.db, DB_READ);
	assert_int_equal(target_share_look(&h.cx, ash, SHARE_BY_MEMBERS, 100,
	    &s), PLAN_OK);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(s.base, 22);
	assert_int_equal(s.list[0].members, 12);
	assert_int_equal(s.list[1].members, 3);
	assert_int_equal(s.list[1].base, 5);
	assert_int_equal(s.list[2].base, 5);
	assert_int_equal(s.list[0].whole, 54);		/* 1200 / 22 */
	assert_int_equal(s.list[0].rest, 12);
	assert_int_equal(s.list[1].rest, 16);		/* 500 / 22 */
	assert_int_equal(s.list[0].amount, 54);
	assert_int_equal(s.list[1].amount, 23);
	assert_int_equal(s.list[2].amount, 23);
	assert_int_equal(s.list[0].was, -1);
	SAYS(target_share(&h.cx, ash, SHARE_BY_MEMBERS, 100, s.stamp),
	    PLAN_OK);
	/* What was looked at is not what there is now. */
	SAYS(target_share(&h.cx, ash, SHARE_BY_MEMBERS, 100, s.stamp),
	    PLAN_CHANGED);
	SAYS(target_share(&h.cx, ash, SHARE_BY_MEMBERS, 101, s.stamp),
	    PLAN_CHANGED);
	/* More than the whole, and less: both are known. */
	assert_int_equal(share_out(ash, SHARE_BY_MEMBERS, 120), PLAN_OK);
	t = read_target(ash);
	assert_int_equal(t.shared - t.amount, 20);
	assert_int_equal(share_out(ash, SHARE_EVENLY, 90), PLAN_OK);
	t = read_target(ash);
	assert_int_equal(t.amount - t.shared, 10);
	assert_int_equal(t.below, 3);
	check_all();
}

static void
test_share_refused(void **unused)		/* PLAN-5 */
{
	int64_t empty, whole, cedar;
	struct sharing s;

	(void)unused;
	write_begin();
	empty = house_unit(&h, "Cedar 1", "cell", county[CEDAR],
	    "2026-01-01");
	write_end();
	whole = set_goal(begin_plan(federation), 100, 0);
	SAYS(target_share_look(&h.cx, 99, SHARE_EVENLY, 1, &s),
	    PLAN_NO_TARGET);
	SAYS(target_share_look(&h.cx, whole, SHARE_EVENLY, 0, &s),
	    PLAN_AMOUNT);
	SAYS(target_share_look(&h.cx, whole, SHARE_EVENLY,
	    PLAN_AMOUNT_MAX + 1, &s), PLAN_AMOUNT);
	assert_int_equal(share_out(whole, SHARE_EVENLY, 100), PLAN_OK);
	cedar = target_at(county[CEDAR]);
	assert_int_equal(share_out(cedar, SHARE_BY_MEMBERS, 10),
	    PLAN_NO_MEMBERS);
	assert_int_equal(share_out(cedar, SHARE_EVENLY, 10), PLAN_OK);
	write_begin();
	assert_int_equal(org_dissolve(&h.cx, empty, h.cx.today, S("")),
	    ORG_OK);
	assert_int_equal(org_dissolve(&h.cx, county[CEDAR], h.cx.today,
	    S("")), ORG_OK);
	write_end();
	assert_int_equal(share_out(cedar, SHARE_EVENLY, 10), PLAN_ENDED);
	assert_true(read_target(cedar).unit_ended);
	/* What was given to a unit that has ended still counts as given. */
	db_begin(h.cx.db, DB_READ);
	assert_int_equal(target_share_look(&h.cx, whole, SHARE_EVENLY, 100,
	    &s), PLAN_OK);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(s.len, 2);
	assert_int_equal(s.gone, 33);
}

static void
test_moved_unit(void **unused)			/* PLAN-3 */
{
	int64_t whole = set_goal(begin_plan(federation), 100, 0), id = -1,
	    ash, birch;
	struct sharing s = { 0 };

	(void)unused;
	assert_int_equal(share_out(whole, SHARE_EVENLY, 100), PLAN_OK);
	ash = target_at(county[ASH]);
	assert_int_equal(share_out(ash, SHARE_EVENLY, 34), PLAN_OK);
	write_begin();
	assert_int_equal(org_move(&h.cx, cell[ASH_1], county[BIRCH],
	    h.cx.today), ORG_OK);
	write_end();
	birch = target_at(county[BIRCH]);
	db_begin(h.cx.db, DB_READ);
	assert_int_equal(target_share_look(&h.cx, birch, SHARE_EVENLY, 33,
	    &s), PLAN_OK);
	assert_int_equal(s.len, 1);
	assert_int_equal(s.elsewhere, 1);
	assert_true(db_commit(h.cx.db));
	SAYS(target_give(&h.cx, birch, cell[ASH_1], 5, &id), PLAN_ELSEWHERE);
	SAYS(target_give(&h.cx, ash, cell[ASH_1], 5, &id), PLAN_NOT_UNDER);
	assert_int_equal(id, -1);
	/* It reports where it was given. */
	assert_int_equal(tell(target_at(cell[ASH_1]), "2026-11-01", 7, "", 0,
	    &id), PLAN_OK);
	assert_int_equal(read_target(ash).done, 7);
	assert_int_equal(read_target(birch).done, 0);
	assert_int_equal(read_target(whole).done, 7);
	check_all();
}

static void
test_give(void **unused)			/* PLAN-3, PLAN-4 */
{
	int64_t whole = set_goal(begin_plan(federation), 100, 0), id = -1,
	    other = -1;

	(void)unused;
	SAYS(target_give(&h.cx, 99, county[ASH], 5, &id), PLAN_NO_TARGET);
	SAYS(target_give(&h.cx, whole, cell[ASH_1], 5, &id), PLAN_NOT_UNDER);
	SAYS(target_give(&h.cx, whole, federation, 5, &id), PLAN_NOT_UNDER);
	SAYS(target_give(&h.cx, whole, 99999, 5, &id), PLAN_NOT_UNDER);
	SAYS(target_give(&h.cx, whole, county[ASH], -1, &id), PLAN_AMOUNT);
	SAYS(target_give(&h.cx, whole, county[ASH], 0, &id), PLAN_OK);
	SAYS(target_give(&h.cx, whole, county[ASH], 0, &other), PLAN_SAME);
	assert_int_equal(other, -1);
	SAYS(target_give(&h.cx, whole, county[ASH], 60, &other), PLAN_OK);
	assert_int_equal(other, id);
	assert_int_equal(read_target(whole).shared, 60);
	SAYS(target_set_amount(&h.cx, id, 130), PLAN_OK);
	assert_int_equal(read_target(whole).shared, 130);
	SAYS(target_set_amount(&h.cx, id, 130), PLAN_SAME);
	SAYS(target_set_amount(&h.cx, id, -1), PLAN_AMOUNT);
	SAYS(target_set_amount(&h.cx, 99, 1), PLAN_NO_TARGET);
	SAYS(target_set_amount(&h.cx, whole, 0), PLAN_AMOUNT);
	SAYS(target_set_amount(&h.cx, whole, 200), PLAN_OK);
	assert_int_equal(read_target(whole).amount, 200);
	check_all();
}

/* ---- the arithmetic ---------------------------------------------------- */

/* "54 23 23" for an amount shared out by these bases. */
static const char *
divided(int64_t amount, int n, const int64_t *bases)
{
	static char text[400];
	struct share list[20] = { { 0 } };
	int at = 0;

	for (int i = 0; i < n; i++) {
		list[i].base = bases[i];
	}
	plan_divide(h.cx.mem, amount, list, (size_t)n);
	for (int i = 0; i < n; i++) {
		at += snprintf(text + at, sizeof(text) - (size_t)at, "%s%lld",
		    i == 0 ? "" : " ", (long long)list[i].amount);
	}
	return text;
}

static void
test_divide(void **unused)			/* PLAN-5 */
{
	(void)unused;
	assert_string_equal(divided(100, 3, (int64_t[]){ 1, 1, 1 }),
	    "34 33 33");
	assert_string_equal(divided(2, 3, (int64_t[]){ 1, 1, 1 }), "1 1 0");
	assert_string_equal(divided(7, 3, (int64_t[]){ 0, 1, 0 }), "0 7 0");
	assert_string_equal(divided(100, 3, (int64_t[]){ 12, 5, 5 }),
	    "54 23 23");
	/* Equal remainders: the larger base, then the earlier place. */
	assert_string_equal(divided(1, 2, (int64_t[]){ 1, 1 }), "1 0");
	assert_string_equal(divided(2, 3, (int64_t[]){ 1, 1, 2 }), "1 0 1");
	assert_string_equal(divided(5, 3, (int64_t[]){ 1, 5, 4 }), "0 3 2");
	assert_string_equal(divided(0, 2, (int64_t[]){ 3, 4 }), "0 0");
	assert_string_equal(divided(PLAN_AMOUNT_MAX, 2,
	    (int64_t[]){ 10000000, 10000000 }), "50000000000 50000000000");
}

/* The key of delegates, where it can be asked, gives the same. */
static void
test_divide_as_the_key(void **unused)		/* PLAN-5 */
{
	unsigned seed = 1;

	(void)unused;
	for (int n = 0; n < 2000; n++) {
		struct share list[30] = { { 0 } };
		struct delegate_share seats[30] = { { 0 } };
		size_t len = 1 + (size_t)rand_r(&seed) % 30;
		int64_t base = 0, total, sum = 0;
		int64_t amount = rand_r(&seed) % 500;

		for (size_t i = 0; i < len; i++) {
			list[i].base = rand_r(&seed) % 40 + (i == 0);
			seats[i].base = list[i].base;
			base += list[i].base;
		}
		plan_divide(h.cx.mem, amount, list, len);
		for (size_t i = 0; i < len; i++) {
			sum += list[i].amount;
			assert_int_equal(list[i].whole * base + list[i].rest,
			    amount * list[i].base);
			assert_in_range(list[i].amount, list[i].whole,
			    list[i].whole + (list[i].rest > 0));
		}
		assert_int_equal(sum, amount);
		if (amount == 0) {
			continue;
		}
		delegate_apportion((struct key_rule){ .per_n = (int32_t)amount,
		    .per_m = (int32_t)base, .rounding = KEY_LARGEST }, seats,
		    len, &total);
		for (size_t i = 0; i < len; i++) {
			assert_int_equal(list[i].amount, seats[i].seats);
		}
	}
}

/* Each refusal that belongs here. */
static int
all_provoked(void **unused)
{
	static const enum plan_err shared[] = { PLAN_NOT_UNDER,
		PLAN_ELSEWHERE, PLAN_NO_UNITS, PLAN_NO_MEMBERS, PLAN_CHANGED,
		PLAN_SAME, PLAN_NO_TARGET, PLAN_AMOUNT, PLAN_ENDED };

	(void)unused;
	for (size_t i = 0; i < COUNT(shared); i++) {
		if (!provoked[shared[i]]) {
			print_error("not provoked: %s\n",
			    plan_err_text(shared[i]));
			return -1;
		}
	}
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FEDERATION(test_share_evenly),
		IN_FEDERATION(test_share_by_members),
		IN_FEDERATION(test_share_refused),
		IN_FEDERATION(test_moved_unit),
		IN_FEDERATION(test_give),
		IN_FEDERATION(test_divide),
		IN_FEDERATION(test_divide_as_the_key),
	};

	return cmocka_run_group_tests_name("plan_share", tests, NULL,
	    all_provoked);
}
