/* circular_test.c - every rule and refusal of circular.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "circular/circular.h"
#include "db/change.h"
#include "db/db.h"
#include "meeting/meeting.h"
#include "member/member.h"
#include "org/org.h"
#include "tally/tally.h"
#include "tests/harbour.h"

static struct harbour world;
static bool provoked[CIRCULAR_ERR_COUNT];
static const int as_ruled[] = { 30, 90 };

static int
set_up(void **state)
{
	(void)state;
	change_settle_by(tally_settle);
	harbour_open(&world);
	world.cx.account = 0;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	harbour_close(&world);
	change_settle_by(NULL);
	return 0;
}

static void
begin(void)
{
	db_begin(world.cx.db, DB_WRITE);
}

static void
commit(void)
{
	change_settle(&world.cx);
	assert_true(db_commit(world.cx.db));
}

static void
on_day(const char *day)
{
	world.cx.today = harbour_date(day);
	world.cx.now = (int64_t)world.cx.today.day * 86400 + 18 * 3600;
}

/* What the county sends its cells, for a test to change. */
static struct circular_new
new_one(void)
{
	return (struct circular_new){ .unit_id = world.county,
		.under_id = world.county, .tier = S("cell"),
		.title = S("Winter hours"), .text = S("All of it."),
		.short_text = S("Shops close at four."),
		.due = DATE_NONE, .returns = as_ruled,
		.returns_len = COUNT(as_ruled) };
}

static enum circular_err
issue(const struct circular_new *in, int64_t *out_id)
{
	enum circular_err err, before;

	*out_id = -1;
	begin();
	before = circular_issue_check(&world.cx, in);
	err = circular_issue(&world.cx, in, out_id);
	assert_int_equal(before, err);
	commit();
	assert_int_equal(err == CIRCULAR_OK, *out_id > 0);
	provoked[err] = true;
	return err;
}

static int64_t
issue_ok(int64_t unit_id, int64_t under_id)
{
	struct circular_new in = new_one();
	int64_t id;

	in.unit_id = unit_id;
	in.under_id = under_id;
	assert_int_equal(issue(&in, &id), CIRCULAR_OK);
	return id;
}

/* The sentence for a refusal names this. */
static void
refused(const struct circular_new *in, enum circular_err err, const char *says)
{
	int64_t id;
	str why;

	assert_int_equal(issue(in, &id), err);
	db_begin(world.cx.db, DB_READ);
	why = circular_refusal(&world.cx, in, err);
	assert_true(db_commit(world.cx.db));
	if (memmem(why.at, why.len, says, strlen(says)) == NULL) {
		fail_msg("\"%s\" not in: %.*s", says, STR_ARG(why));
	}
}

static struct circular
read_one(int64_t id)
{
	struct circular c = { 0 };

	db_begin(world.cx.db, DB_READ);
	assert_true(circular_read(&world.cx, id, &c));
	assert_true(db_commit(world.cx.db));
	return c;
}

/* How it stands at a unit that it is for. */
static struct circular_at
stands(int64_t id, int64_t unit_id)
{
	struct circular c = read_one(id);
	struct circular_at a = { 0 };

	db_begin(world.cx.db, DB_READ);
	assert_true(circular_at(&world.cx, &c, unit_id, &a));
	assert_true(db_commit(world.cx.db));
	return a;
}

static enum circular_err
convey(int64_t id, int64_t unit_id, int64_t meeting_id)
{
	enum circular_err err;

	begin();
	err = circular_convey(&world.cx, id, unit_id, meeting_id);
	commit();
	provoked[err] = true;
	return err;
}

static enum circular_err
take_back(int64_t id, int64_t unit_id)
{
	enum circular_err err;

	begin();
	err = circular_take_back(&world.cx, id, unit_id);
	commit();
	provoked[err] = true;
	return err;
}

static enum circular_err
withdraw(int64_t id, const char *reason)
{
	enum circular_err err;

	begin();
	err = circular_withdraw(&world.cx, id, str_z(reason));
	commit();
	provoked[err] = true;
	return err;
}

static enum circular_err
say_read(int64_t id, enum harbour_person who)
{
	enum circular_err err;

	world.cx.actor = world.person[who];
	begin();
	err = circular_say_read(&world.cx, id);
	commit();
	world.cx.actor = 0;
	provoked[err] = true;
	return err;
}

/* Units reached and in all; as a reader sees it, and as a writer does, who does
 * not use what is kept. */
static void
reach_is(int64_t id, int64_t unit_id, int64_t reached, int64_t units)
{
	struct circular c = read_one(id);
	struct circular_reach r, again;

	db_begin(world.cx.db, DB_READ);
	circular_reach(&world.cx, &c, unit_id, &r);
	assert_true(db_commit(world.cx.db));
	begin();
	circular_reach(&world.cx, &c, unit_id, &again);
	commit();
	assert_memory_equal(&r, &again, sizeof(r));
	assert_int_equal(r.reached, reached);
	assert_int_equal(r.units, units);
}

static int64_t
call(int64_t unit_id, const char *kind, const char *day)
{
	struct meeting_plan plan = { .unit_id = unit_id, .kind = str_z(kind),
		.place = S("Hall"), .day = harbour_date(day), .starts = -1 };
	int64_t id;

	begin();
	assert_int_equal(meeting_call(&world.cx, &plan, &id), MEETING_OK);
	commit();
	return id;
}

static int64_t
found(const char *code, int64_t parent_id, const char *tier)
{
	struct unit_new in = { .code = str_z(code), .tier = str_z(tier),
		.name = str_z(code), .parent_id = parent_id,
		.founded = world.cx.today };
	int64_t id;

	begin();
	assert_int_equal(org_found(&world.cx, &in, &id), ORG_OK);
	commit();
	return id;
}

/* ---- issuing ----------------------------------------------------------- */

static void
test_issued(void **state)			/* CIRC-1, CIRC-2 */
{
	int64_t first = issue_ok(world.county, world.county);
	int64_t other = issue_ok(world.federation, world.federation);
	int64_t second = issue_ok(world.county, world.cell5);
	struct circular c = read_one(first), same = { 0 }, *list;
	int64_t late = found("C6", world.county, "cell");
	struct circular_at *at;
	size_t len;

	(void)state;
	assert_int_equal(c.number, 1);
	assert_int_equal(read_one(other).number, 1);
	assert_int_equal(read_one(second).number, 2);
	assert_true(str_eq(c.title, S("Winter hours")));
	assert_true(str_eq(c.text, S("All of it.")));
	assert_int_equal(c.issued.day, world.cx.today.day);
	assert_int_equal(c.due.day, world.cx.today.day + 7);
	assert_int_equal(c.returns_len, 2);
	assert_int_equal(c.returns[1], 90);
	db_begin(world.cx.db, DB_READ);
	assert_true(circular_by_public(&world.cx, c.public_id, &same));
	assert_int_equal(same.id, first);
	assert_false(circular_by_public(&world.cx, S("0"), &same));
	assert_true(circular_is_for(&world.cx, &c, world.cell4));
	assert_false(circular_is_for(&world.cx, &c, world.county));
	assert_false(circular_is_for(&world.cx, &c, late));
	circular_of_issuer(&world.cx, world.county, 0, 9, &list, &len);
	assert_int_equal(len, 2);
	assert_int_equal(list[0].id, second);
	circular_of_issuer(&world.cx, world.county, 2, 9, &list, &len);
	assert_int_equal(len, 1);
	circular_of_unit(&world.cx, world.cell4, &at, &len);
	assert_int_equal(len, 2);
	assert_int_equal(at[0].circular.id, other);
	circular_of_unit(&world.cx, world.cell5, &at, &len);
	assert_int_equal(len, 3);
	circular_of_unit(&world.cx, late, &at, &len);
	assert_int_equal(len, 0);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(harbour_number(&world,
	    "SELECT count(*) FROM circular_conveyed"), 0);
}

static char long_text[CIRCULAR_TEXT_MAX + 2];

static void
test_words(void **state)
{
	struct circular_new in = new_one();
	int64_t id;

	(void)state;
	in.title = S(" ");
	refused(&in, CIRCULAR_NO_TITLE, "Write what it is about.");
	in = new_one();
	in.short_text = S("");
	refused(&in, CIRCULAR_NO_SHORT, "in short");
	in = new_one();
	memset(long_text, 'x', sizeof(long_text) - 1);
	in.text = str_z(long_text);
	refused(&in, CIRCULAR_TOO_LONG, "longer");
	in = new_one();
	in.unit_id = world.cell4;
	refused(&in, CIRCULAR_NO_UNIT, "under");
	in = new_one();
	in.tier = S("province");
	refused(&in, CIRCULAR_NOBODY, "no such unit");
	in = new_one();
	in.resolution_id = 77;
	assert_int_equal(issue(&in, &id), CIRCULAR_NO_RESOLUTION);
}

static void
test_days(void **state)				/* CIRC-3, CIRC-4 */
{
	static const int missing[] = { 30, 60 }, falling[] = { 90, 30 },
	    more[] = { 10, 30, 90, 365 };
	struct circular_new in = new_one();
	int64_t id;

	(void)state;
	in.due = harbour_date("2026-11-26");
	refused(&in, CIRCULAR_TOO_SOON, "Article 18 gives 7 days");
	in.due = harbour_date("2039-11-26");
	refused(&in, CIRCULAR_TOO_LATE, "ten years");
	in.due = harbour_date("2026-11-27");
	in.returns = missing;
	refused(&in, CIRCULAR_RETURNS, "after 30 and 90 days");
	in.returns_len = 0;
	refused(&in, CIRCULAR_RETURNS, "Article 18");
	in.returns = falling;
	in.returns_len = 2;
	refused(&in, CIRCULAR_RETURN_DAYS, "rising");
	in.returns = more;
	in.returns_len = COUNT(more);
	assert_int_equal(issue(&in, &id), CIRCULAR_OK);
	assert_int_equal(read_one(id).returns_len, 4);
	/* The statutes ask nothing of circulars to counties. */
	in = new_one();
	in.unit_id = in.under_id = world.federation;
	in.tier = S("county");
	in.returns_len = 0;
	in.due = harbour_date("2026-11-19");
	refused(&in, CIRCULAR_TOO_SOON, "today or a later day");
	in.due = world.cx.today;
	assert_int_equal(issue(&in, &id), CIRCULAR_OK);
	in.due = DATE_NONE;
	assert_int_equal(issue(&in, &id), CIRCULAR_OK);
	assert_false(date_known(read_one(id).due));
}

static void
test_burden(void **state)			/* CIRC-5 */
{
	struct circular_new in = new_one(), all = new_one();
	int64_t id, mine;

	(void)state;
	all.unit_id = all.under_id = world.federation;
	assert_int_equal(issue(&all, &id), CIRCULAR_OK);
	mine = issue_ok(world.county, world.cell4);
	assert_int_equal(issue(&in, &id), CIRCULAR_OK);
	/* Cell 4 has three now, Cell 5 two. */
	refused(&in, CIRCULAR_BURDEN, "Cell 4");
	refused(&all, CIRCULAR_BURDEN, "Article 18 lets at most 3 circulars");
	in.under_id = world.cell5;
	assert_int_equal(issue(&in, &id), CIRCULAR_OK);
	refused(&in, CIRCULAR_BURDEN, "Cell 5");
	assert_int_equal(withdraw(id, "by mistake"), CIRCULAR_OK);
	assert_int_equal(withdraw(mine, "by mistake"), CIRCULAR_OK);
	assert_int_equal(issue(&all, &id), CIRCULAR_OK);
	refused(&all, CIRCULAR_BURDEN, "one month");
	on_day("2026-12-01");
	assert_int_equal(issue(&all, &id), CIRCULAR_OK);
}

static void
test_of_a_resolution(void **state)		/* CIRC-13 */
{
	struct circular_new in = new_one();
	struct circular *list;
	int64_t id;
	size_t len;

	(void)state;
	begin();
	db_script(world.cx.db, arena_copy_z(&world.mem, arena_printf(
	    &world.mem, "INSERT INTO conference VALUES (1, 'c', %d, 'x', NULL,"
	    " NULL, 'The conference', '', 20000, 20000, 1, 1, 'en', '', NULL,"
	    " NULL, NULL, 1, 0, NULL);"
	    "INSERT INTO resolution (id, public_id, conference_id, number,"
	    " title, text, resolved_on) VALUES (7, 'r', 1, 1, 't', 'x',"
	    " 20000)", (int)world.county)));
	commit();
	in.resolution_id = 7;
	assert_int_equal(issue(&in, &id), CIRCULAR_OK);
	assert_int_equal(read_one(id).resolution_id, 7);
	(void)issue_ok(world.county, world.county);
	db_begin(world.cx.db, DB_READ);
	circular_of_resolution(&world.cx, 7, &list, &len);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(len, 1);
	assert_int_equal(list[0].id, id);
}

/* ---- at a unit --------------------------------------------------------- */

static void
test_conveyed(void **state)			/* CIRC-6, CIRC-7 */
{
	int64_t before = call(world.cell4, "general", "2026-11-20"), id, later,
	    meeting, elsewhere = call(world.cell5, "general", "2026-11-22");
	struct circular_at a;

	(void)state;
	on_day("2026-11-21");
	id = issue_ok(world.county, world.county);
	on_day("2026-11-22");
	meeting = call(world.cell4, "consultative", "2026-11-22");
	later = call(world.cell4, "general", "2026-11-23");
	a = stands(id, world.cell4);
	assert_true(a.waits);
	assert_int_equal(a.round, 0);
	assert_int_equal(a.due.day, harbour_date("2026-11-28").day);
	assert_int_equal(convey(id, world.cell4, before),
	    CIRCULAR_NO_MEETING);
	assert_int_equal(convey(id, world.cell4, later), CIRCULAR_NO_MEETING);
	assert_int_equal(convey(id, world.cell4, elsewhere),
	    CIRCULAR_NO_MEETING);
	assert_int_equal(convey(id, world.cell4, 999), CIRCULAR_NO_MEETING);
	assert_int_equal(convey(999, world.cell4, 0), CIRCULAR_NONE);
	assert_int_equal(convey(id, world.county, 0), CIRCULAR_NOT_FOR);
	assert_int_equal(convey(id, world.cell4, meeting), CIRCULAR_OK);
	a = stands(id, world.cell4);
	assert_int_equal(a.steps_len, 1);
	assert_int_equal(a.step[0].how, AT_MEETING);
	assert_int_equal(a.step[0].meeting_id, meeting);
	assert_int_equal(a.round, 1);
	assert_int_equal(a.opens.day, harbour_date("2026-12-22").day);
	assert_int_equal(a.due.day, harbour_date("2026-12-29").day);
	assert_int_equal(convey(id, world.cell4, 0), CIRCULAR_NOT_YET);
	on_day("2026-12-22");
	assert_int_equal(convey(id, world.cell4, meeting), CIRCULAR_NOT_YET);
	assert_int_equal(convey(id, world.cell4, 0), CIRCULAR_OK);
	/* Days are counted from the first time, not from the last. */
	a = stands(id, world.cell4);
	assert_int_equal(a.opens.day, harbour_date("2027-02-20").day);
	on_day("2027-02-25");
	assert_int_equal(convey(id, world.cell4, 0), CIRCULAR_OK);
	a = stands(id, world.cell4);
	assert_false(a.waits);
	assert_int_equal(convey(id, world.cell4, 0), CIRCULAR_DONE);
	assert_int_equal(harbour_number(&world, "SELECT count(*) FROM change"
	    " WHERE verb IN ('circular.convey', 'circular.repeat')"), 3);
}

static void
test_read_by_half(void **state)			/* CIRC-8, CIRC-11 */
{
	int64_t id = issue_ok(world.county, world.county);
	int64_t changes = harbour_number(&world,
	    "SELECT count(*) FROM change");
	struct circular_at a;

	(void)state;
	assert_int_equal(say_read(id, AINO), CIRCULAR_OK);
	assert_int_equal(say_read(id, AINO), CIRCULAR_SAME);
	assert_int_equal(say_read(id, BEA), CIRCULAR_OK);
	assert_int_equal(stands(id, world.cell4).steps_len, 0);
	assert_int_equal(say_read(id, IVO), CIRCULAR_OK);
	a = stands(id, world.cell4);
	assert_int_equal(a.steps_len, 1);
	assert_int_equal(a.step[0].how, BY_READING);
	assert_int_equal(a.step[0].by.len, 0);
	assert_int_equal(take_back(id, world.cell4), CIRCULAR_BY_READING);
	/* Two of three are half of them; one is not. */
	assert_int_equal(say_read(id, LEA), CIRCULAR_OK);
	assert_int_equal(stands(id, world.cell5).steps_len, 0);
	assert_int_equal(say_read(id, ODA), CIRCULAR_OK);
	assert_int_equal(stands(id, world.cell5).steps_len, 1);
	assert_int_equal(say_read(id, KALLE), CIRCULAR_NOT_FOR);
	/* Nothing of it stands in the record of changes. */
	assert_int_equal(harbour_number(&world,
	    "SELECT count(*) FROM change"), changes);
	assert_int_equal(harbour_number(&world, "SELECT count(*) FROM"
	    " circular_conveyed WHERE entered_by IS NOT NULL"), 0);
	reach_is(id, world.county, 2, 2);
}

/* Who has left does not count for the half. */
static void
test_readers_who_left(void **state)		/* CIRC-8 */
{
	int64_t id = issue_ok(world.county, world.county), read, members;

	(void)state;
	assert_int_equal(say_read(id, AINO), CIRCULAR_OK);
	assert_int_equal(say_read(id, BEA), CIRCULAR_OK);
	begin();
	assert_int_equal(member_leave(&world.cx, world.person[BEA],
	    world.cx.today, 5), MEMBER_OK);
	circular_readers(&world.cx, id, world.cell4, &read, &members);
	assert_int_equal(read, 1);
	assert_int_equal(members, 5);
	commit();
	assert_int_equal(say_read(id, IVO), CIRCULAR_OK);
	assert_int_equal(stands(id, world.cell4).steps_len, 0);
	assert_int_equal(say_read(id, DARA), CIRCULAR_OK);
	assert_int_equal(stands(id, world.cell4).steps_len, 1);
}

static void
test_taken_back(void **state)			/* CIRC-9 */
{
	int64_t id = issue_ok(world.county, world.county);

	(void)state;
	assert_int_equal(take_back(999, world.cell4), CIRCULAR_NONE);
	assert_int_equal(take_back(id, world.county), CIRCULAR_NOT_FOR);
	assert_int_equal(take_back(id, world.cell4), CIRCULAR_NOTHING);
	assert_int_equal(convey(id, world.cell4, 0), CIRCULAR_OK);
	reach_is(id, world.county, 1, 2);
	assert_int_equal(take_back(id, world.cell4), CIRCULAR_OK);
	reach_is(id, world.county, 0, 2);
	assert_true(stands(id, world.cell4).waits);
	assert_int_equal(harbour_number(&world, "SELECT count(*) FROM"
	    " circular_conveyed WHERE undone_at IS NOT NULL"), 1);
	assert_int_equal(convey(id, world.cell4, 0), CIRCULAR_OK);
	reach_is(id, world.county, 1, 2);
	/* Half had read it meanwhile: it stays reached. */
	assert_int_equal(say_read(id, AINO), CIRCULAR_OK);
	assert_int_equal(say_read(id, BEA), CIRCULAR_OK);
	assert_int_equal(say_read(id, IVO), CIRCULAR_OK);
	assert_int_equal(take_back(id, world.cell4), CIRCULAR_OK);
	assert_int_equal(stands(id, world.cell4).step[0].how, BY_READING);
	reach_is(id, world.county, 1, 2);
}

static void
test_withdrawn(void **state)			/* CIRC-10 */
{
	int64_t id = issue_ok(world.county, world.county);
	struct circular c;

	(void)state;
	assert_int_equal(withdraw(999, "x"), CIRCULAR_NONE);
	assert_int_equal(withdraw(id, " "), CIRCULAR_NO_REASON);
	memset(long_text, 'x', sizeof(long_text) - 1);
	assert_int_equal(withdraw(id, long_text), CIRCULAR_TOO_LONG);
	assert_int_equal(withdraw(id, "wrong hours"), CIRCULAR_OK);
	assert_int_equal(withdraw(id, "again"), CIRCULAR_WITHDRAWN);
	c = read_one(id);
	assert_int_equal(c.withdrawn_at, world.cx.now);
	assert_true(str_eq(c.withdrawn_for, S("wrong hours")));
	assert_true(str_eq(c.text, S("All of it.")));
	assert_false(stands(id, world.cell4).waits);
	assert_int_equal(convey(id, world.cell4, 0), CIRCULAR_WITHDRAWN);
	assert_int_equal(say_read(id, AINO), CIRCULAR_OK);
}

/* ---- how far ----------------------------------------------------------- */

static void
test_reach_follows_the_tree(void **state)	/* CIRC-12 */
{
	int64_t west = found("WM", world.federation, "county"), id, *ids;
	int64_t cell6 = found("C6", west, "cell");
	struct circular_part *parts;
	struct circular_reach r;
	struct circular c;
	size_t len, all;

	(void)state;
	id = issue_ok(world.federation, world.federation);
	reach_is(id, world.federation, 0, 3);
	assert_int_equal(convey(id, world.cell4, 0), CIRCULAR_OK);
	on_day("2026-11-23");
	assert_int_equal(convey(id, cell6, 0), CIRCULAR_OK);
	reach_is(id, world.federation, 2, 3);
	reach_is(id, west, 1, 1);
	begin();
	assert_int_equal(org_move(&world.cx, world.cell4, west,
	    world.cx.today), ORG_OK);
	commit();
	reach_is(id, west, 2, 2);
	reach_is(id, world.county, 0, 1);
	c = read_one(id);
	db_begin(world.cx.db, DB_READ);
	circular_parts(&world.cx, &c, world.federation, &parts, &len);
	assert_int_equal(len, 2);
	assert_int_equal(parts[0].unit_id, world.county);
	assert_int_equal(parts[0].reached, 0);
	assert_int_equal(parts[1].units, 2);
	circular_missing(&world.cx, &c, world.federation, 0, 10, &ids, &len,
	    &all);
	assert_int_equal(len, 1);
	assert_int_equal(ids[0], world.cell5);
	circular_missing(&world.cx, &c, world.federation, 1, 10, &ids, &len,
	    &all);
	assert_int_equal(len, 0);
	assert_int_equal(all, 1);
	circular_reach(&world.cx, &c, world.federation, &r);
	assert_int_equal(r.on[0], 1);
	assert_int_equal(r.on[3], 1);
	assert_int_equal(r.by[BY_MEMBERS], 2);
	assert_true(db_commit(world.cx.db));
	/* A unit that is founded later, or ends, is not asked. */
	(void)found("C7", west, "cell");
	begin();
	assert_int_equal(org_dissolve(&world.cx, cell6, world.cx.today,
	    S("")), ORG_OK);
	commit();
	reach_is(id, world.federation, 1, 2);
}

/* Not all are kept; those that are not are read again. */
static void
test_many_are_looked_at(void **state)		/* CIRC-12 */
{
	int64_t id[40];

	(void)state;
	for (size_t i = 0; i < COUNT(id); i++) {
		struct circular_new in = new_one();

		in.unit_id = in.under_id = i % 2 == 0 ? world.cell4 :
		    world.cell5;
		on_day("2026-11-20");
		world.cx.today = date_add_months(world.cx.today, (int)i / 2);
		assert_int_equal(issue(&in, &id[i]), CIRCULAR_OK);
	}
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < COUNT(id); i++) {
			reach_is(id[i], world.county, round > 0, 1);
			if (round == 0) {
				assert_int_equal(convey(id[i], i % 2 == 0 ?
				    world.cell4 : world.cell5, 0),
				    CIRCULAR_OK);
				reach_is(id[i], world.county, 1, 1);
			}
		}
	}
}

/* What is undone was never seen. */
static void
test_reach_of_what_is_undone(void **state)	/* CIRC-12 */
{
	int64_t id = issue_ok(world.county, world.county);
	struct circular c = read_one(id);
	struct circular_reach r;

	(void)state;
	reach_is(id, world.county, 0, 2);
	begin();
	assert_int_equal(circular_convey(&world.cx, id, world.cell4, 0),
	    CIRCULAR_OK);
	circular_reach(&world.cx, &c, world.county, &r);
	assert_int_equal(r.reached, 1);
	db_rollback(world.cx.db);
	reach_is(id, world.county, 0, 2);
}

/* ---- failures ---------------------------------------------------------- */

static void
test_each_step_fails(void **state)
{
	struct ctx *cx = &world.cx;
	struct circular_new in = new_one();
	int64_t id = 0, n;
	bool done = false;

	(void)state;
	for (n = 1; !done; n++) {
		db_fail_at(cx->db, (int)n);
		db_begin(cx->db, DB_WRITE);
		cx->actor = world.person[AINO];
		if (circular_issue(cx, &in, &id) == CIRCULAR_OK) {
			enum circular_err err[] = {
				circular_convey(cx, id, world.cell4, 0),
				circular_take_back(cx, id, world.cell4),
				circular_say_read(cx, id),
				circular_withdraw(cx, id, S("w")),
			};

			(void)err;	/* the commit tells */
		}
		cx->actor = 0;
		change_settle(cx);
		done = db_commit(cx->db);
		db_fail_at(cx->db, 0);
		assert_int_equal(harbour_number(&world, "SELECT"
		    " (SELECT count(*) FROM circular) +"
		    " (SELECT count(*) FROM circular_conveyed) +"
		    " (SELECT count(*) FROM circular_read)"), done ? 3 : 0);
	}
	assert_true(n > 30);
}

/* A look that fails leaves nothing half read behind. */
static void
test_a_look_fails(void **state)			/* CIRC-12 */
{
	struct ctx *cx = &world.cx;
	int64_t id = issue_ok(world.county, world.county);
	struct circular c = read_one(id);
	struct circular_reach r;
	bool done = false;

	(void)state;
	assert_int_equal(convey(id, world.cell4, 0), CIRCULAR_OK);
	for (int n = 1; !done; n++) {
		db_fail_at(cx->db, n);
		db_begin(cx->db, DB_READ);
		circular_reach(cx, &c, world.county, &r);
		done = db_commit(cx->db);
		db_fail_at(cx->db, 0);
	}
	reach_is(id, world.county, 1, 2);
}

static void
test_refusals(void **state)
{
	(void)state;
	for (size_t err = 0; err < CIRCULAR_ERR_COUNT; err++) {
		if (!provoked[err]) {
			fail_msg("never refused: %s",
			    circular_err_text((enum circular_err)err));
		}
		assert_in_range(circular_err_status(
		    (enum circular_err)err), 200, 499);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HARBOUR(test_issued),
		IN_HARBOUR(test_words),
		IN_HARBOUR(test_days),
		IN_HARBOUR(test_burden),
		IN_HARBOUR(test_of_a_resolution),
		IN_HARBOUR(test_conveyed),
		IN_HARBOUR(test_read_by_half),
		IN_HARBOUR(test_readers_who_left),
		IN_HARBOUR(test_taken_back),
		IN_HARBOUR(test_withdrawn),
		IN_HARBOUR(test_reach_follows_the_tree),
		IN_HARBOUR(test_many_are_looked_at),
		IN_HARBOUR(test_reach_of_what_is_undone),
		IN_HARBOUR(test_each_step_fails),
		IN_HARBOUR(test_a_look_fails),
		cmocka_unit_test(test_refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
