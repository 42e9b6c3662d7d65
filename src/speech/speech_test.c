/* speech_test.c - every rule and refusal of speech.h. */
#include "speech/floor_test.h"

#include "db/change.h"

static int64_t
number(const char *select)
{
	return harbour_number(&at.world, select);
}

static enum speech_err
asking(enum harbour_person who, int64_t item_id, enum speech_kind kind)
{
	int64_t id = -1;
	enum speech_err err = DO(speech_ask(&at.world.cx, item_id,
	    at.badge[who],
	    kind, &id));

	assert_int_equal(err == SPEECH_OK, id > 0);
	return err;
}

static enum speech_err
enters(int64_t item_id, int64_t participant_id, enum speech_kind kind)
{
	int64_t id;

	return DO(speech_enter(&at.world.cx, item_id, participant_id, kind,
	    &id));
}

static struct speech
read_one(int64_t id)
{
	struct speech s;

	db_begin(at.world.cx.db, DB_READ);
	assert_true(speech_read(&at.world.cx, id, &s));
	assert_true(db_commit(at.world.cx.db));
	return s;
}

static int64_t
speaks(void)
{
	return read_list().now.id;
}

/* ---- asking (SPEE-1, SPEE-2) ------------------------------------------- */

static void
test_asked(void **state)			/* SPEE-1 */
{
	int64_t before = number("SELECT version FROM conference");
	int64_t id = asks(RUNA, SPEECH_FOR);
	struct speech s = read_one(id);

	(void)state;
	assert_int_equal(s.state, SPEECH_WAITING);
	assert_int_equal(s.kind, SPEECH_FOR);
	assert_int_equal(s.asked_at, at.world.cx.now);
	assert_false(s.entered);
	assert_int_equal(s.unit_id, at.world.cell4);
	assert_true(number("SELECT version FROM conference") > before);
	assert_int_equal(asking(LEA, at.item, SPEECH_PLAIN),
	    SPEECH_NOT_DELEGATE);
	assert_int_equal(enters(at.item, at.badge[LEA], SPEECH_PLAIN),
	    SPEECH_OK);
	assert_int_equal(asking(EMIL, at.item, SPEECH_REPORT),
	    SPEECH_FOR_CHAIR);
	assert_int_equal(asking(EMIL, at.item, SPEECH_REPLY), SPEECH_FOR_CHAIR);
	assert_int_equal(asking(EMIL, at.item, 0), SPEECH_KIND);
	assert_int_equal(enters(at.item, at.badge[EMIL], 7), SPEECH_KIND);
	assert_int_equal(asking(EMIL, 99, SPEECH_PLAIN), SPEECH_NO_ITEM);
	assert_int_equal(enters(99, at.badge[EMIL], SPEECH_PLAIN),
	    SPEECH_NO_ITEM);
	assert_int_equal(enters(at.item, 99, SPEECH_PLAIN), SPEECH_NO_PERSON);
	debate_script(&at, "UPDATE participant SET state = 2 WHERE id = %lld",
	    (long long)at.badge[EMIL]);
	assert_int_equal(asking(EMIL, at.item, SPEECH_PLAIN), SPEECH_NO_PERSON);
}

static void
test_closed_list(void **state)			/* SPEE-1 */
{
	(void)state;
	assert_int_equal(DO(speech_set_list(&at.world.cx, at.item, LIST_OPEN)),
	    SPEECH_LIST_OPEN);
	assert_int_equal(DO(speech_set_list(&at.world.cx, at.item,
	    LIST_CLOSED)),
	    SPEECH_OK);
	assert_int_equal(DO(speech_set_list(&at.world.cx, at.item,
	    LIST_CLOSED)),
	    SPEECH_LIST_CLOSED);
	assert_int_equal(DO(speech_set_list(&at.world.cx, 99, LIST_CLOSED)),
	    SPEECH_NO_ITEM);
	assert_int_equal(asking(RUNA, at.item, SPEECH_PLAIN),
	    SPEECH_LIST_CLOSED);
	assert_int_equal(asking(RUNA, at.item, SPEECH_ORDER), SPEECH_OK);
	assert_int_equal(enters(at.item, at.badge[RUNA], SPEECH_PLAIN),
	    SPEECH_OK);
	/* What is still to come: a list can be opened before, but nobody can
	 * raise a point of order there. */
	assert_int_equal(asking(RUNA, at.later, SPEECH_PLAIN),
	    SPEECH_LIST_CLOSED);
	assert_int_equal(DO(speech_set_list(&at.world.cx, at.later, LIST_OPEN)),
	    SPEECH_OK);
	assert_int_equal(asking(RUNA, at.later, SPEECH_PLAIN), SPEECH_OK);
	assert_int_equal(asking(RUNA, at.later, SPEECH_ORDER),
	    SPEECH_ITEM_NOT_OPEN);
	debate_script(&at, "UPDATE item SET state = 2 WHERE id = %lld",
	    (long long)at.later);
	assert_int_equal(asking(EMIL, at.later, SPEECH_PLAIN),
	    SPEECH_ITEM_OVER);
	assert_int_equal(DO(speech_set_list(&at.world.cx, at.later,
	    LIST_CLOSED)),
	    SPEECH_ITEM_OVER);
}

static void
test_once(void **state)				/* SPEE-2 */
{
	int64_t id = asks(RUNA, SPEECH_PLAIN), order;

	(void)state;
	assert_int_equal(asking(RUNA, at.item, SPEECH_AGAINST), SPEECH_WAITS);
	order = asks(RUNA, SPEECH_ORDER);
	assert_int_equal(asking(RUNA, at.item, SPEECH_ORDER), SPEECH_WAITS);
	assert_int_equal(DO(speech_call(&at.world.cx, order)), SPEECH_OK);
	assert_int_equal(asking(RUNA, at.item, SPEECH_ORDER), SPEECH_SPEAKS);
	assert_int_equal(DO(speech_withdraw(&at.world.cx, id)), SPEECH_OK);
	assert_int_equal(read_one(id).state, SPEECH_WITHDRAWN);
	assert_int_equal(DO(speech_withdraw(&at.world.cx, id)),
	    SPEECH_NOT_WAITING);
	assert_int_equal(DO(speech_withdraw(&at.world.cx, order)),
	    SPEECH_SPEAKS);
	assert_int_equal(DO(speech_withdraw(&at.world.cx, 99)), SPEECH_NONE);
	for (int i = 2; i < SPEECHES_PERSON_MAX; i++) {
		id = asks(RUNA, SPEECH_PLAIN);
		assert_int_equal(DO(speech_withdraw(&at.world.cx, id)),
		    SPEECH_OK);
	}
	assert_int_equal(asking(RUNA, at.item, SPEECH_PLAIN), SPEECH_OFTEN);
	assert_int_equal(enters(at.item, at.badge[RUNA], SPEECH_PLAIN),
	    SPEECH_OK);
}

static void
test_full(void **state)
{
	(void)state;
	debate_script(&at,
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < %d) INSERT INTO speech SELECT i, 'p' || i, %lld, %lld,"
	    " NULL, %lld, 1, 1, 7, NULL, NULL, NULL, NULL, 0, 0, 0, NULL"
	    " FROM n", SPEECHES_WAITING_MAX, (long long)at.conference,
	    (long long)at.item, (long long)at.badge[RUNA]);
	assert_int_equal(asking(EMIL, at.item, SPEECH_PLAIN), SPEECH_FULL);
	assert_int_equal(read_list().queue_len, SPEECHES_WAITING_MAX);
}

/* ---- the chair (SPEE-5) ------------------------------------------------ */

static void
test_called(void **state)			/* SPEE-5 */
{
	int64_t runa = asks(RUNA, SPEECH_PLAIN), emil, order;
	struct speech s;

	(void)state;
	emil = asks(EMIL, SPEECH_PLAIN);
	order = asks(TOMAS, SPEECH_ORDER);
	assert_int_equal(DO(call_first()), SPEECH_OK);
	assert_int_equal(speaks(), order);
	assert_int_equal(read_one(order).seconds, SPEECH_ORDER_SECONDS);
	at.world.cx.now += 20;
	assert_int_equal(DO(speech_call(&at.world.cx, emil)), SPEECH_OK);
	assert_int_equal(speaks(), emil);
	assert_int_equal(DO(speech_call(&at.world.cx, emil)), SPEECH_SPEAKS);
	s = read_one(order);
	assert_int_equal(s.state, SPEECH_SPOKEN);
	assert_int_equal(speech_lasted(&s, 0), 20);
	assert_int_equal(DO(speech_call(&at.world.cx, order)),
	    SPEECH_NOT_WAITING);
	assert_int_equal(DO(speech_call(&at.world.cx, 99)), SPEECH_NONE);
	assert_int_equal(DO(call_first()), SPEECH_OK);
	assert_int_equal(speaks(), runa);
	assert_int_equal(read_list().queue_len, 0);
	assert_int_equal(DO(speech_end(&at.world.cx, at.item)), SPEECH_OK);
	assert_int_equal(speaks(), 0);
	assert_int_equal(DO(speech_end(&at.world.cx, at.item)),
	    SPEECH_NOBODY_SPEAKS);
	assert_int_equal(DO(speech_end(&at.world.cx, 99)), SPEECH_NO_ITEM);
	assert_int_equal(number("SELECT count(*) FROM speech WHERE state = 2"),
	    0);
}

static void
test_not_open(void **state)			/* SPEE-5 */
{
	int64_t id;

	(void)state;
	assert_int_equal(enters(at.later, at.badge[RUNA], SPEECH_PLAIN),
	    SPEECH_OK);
	id = number("SELECT id FROM speech");
	assert_int_equal(DO(speech_call(&at.world.cx, id)),
	    SPEECH_ITEM_NOT_OPEN);
	assert_int_equal(DO(speech_put_back(&at.world.cx, at.later)),
	    SPEECH_ITEM_NOT_OPEN);
	assert_int_equal(DO(speech_put_back(&at.world.cx, 99)), SPEECH_NO_ITEM);
	assert_int_equal(DO(speech_put_back(&at.world.cx, at.item)),
	    SPEECH_NO_LAST);
}

static void
test_clock(void **state)			/* SPEE-6 */
{
	int64_t id = asks(RUNA, SPEECH_PLAIN), began;
	struct speech s;

	(void)state;
	assert_int_equal(DO(speech_pause(&at.world.cx, at.item)),
	    SPEECH_NOBODY_SPEAKS);
	assert_int_equal(DO(speech_resume(&at.world.cx, at.item)),
	    SPEECH_NOBODY_SPEAKS);
	assert_int_equal(DO(speech_more(&at.world.cx, at.item, 60)),
	    SPEECH_NOBODY_SPEAKS);
	assert_int_equal(DO(speech_call(&at.world.cx, id)), SPEECH_OK);
	began = at.world.cx.now;
	assert_int_equal(DO(speech_resume(&at.world.cx, at.item)),
	    SPEECH_NOT_PAUSED);
	s = read_one(id);
	assert_int_equal(speech_ends_at(&s), began + DEBATE_SECONDS);
	at.world.cx.now = began + 50;
	assert_int_equal(DO(speech_pause(&at.world.cx, at.item)), SPEECH_OK);
	assert_int_equal(DO(speech_pause(&at.world.cx, at.item)),
	    SPEECH_PAUSED);
	s = read_one(id);
	assert_int_equal(speech_ends_at(&s), 0);
	assert_int_equal(speech_left(&s, began + 500), DEBATE_SECONDS - 50);
	at.world.cx.now = began + 80;
	assert_int_equal(DO(speech_resume(&at.world.cx, at.item)), SPEECH_OK);
	s = read_one(id);
	assert_int_equal(speech_ends_at(&s), began + 30 + DEBATE_SECONDS);
	assert_int_equal(DO(speech_more(&at.world.cx, at.item,
	    SPEECH_MORE_SECONDS)), SPEECH_OK);
	s = read_one(id);
	assert_int_equal(speech_ends_at(&s), began + 30 + DEBATE_SECONDS + 60);
	assert_int_equal(DO(speech_more(&at.world.cx, at.item,
	    SPEECH_SECONDS_MAX)), SPEECH_TOO_LONG);
	/* Over time nothing ends by itself. */
	at.world.cx.now = began + 1000;
	s = read_one(id);
	assert_int_equal(s.state, SPEECH_SPEAKING);
	assert_int_equal(speech_left(&s, at.world.cx.now),
	    DEBATE_SECONDS + 60 - 970);
	/* A pause that goes on at the end is no time spoken. */
	assert_int_equal(DO(speech_pause(&at.world.cx, at.item)), SPEECH_OK);
	at.world.cx.now += 100;
	assert_int_equal(DO(speech_end(&at.world.cx, at.item)), SPEECH_OK);
	s = read_one(id);
	assert_int_equal(speech_lasted(&s, 0), 970);
}

static void
test_seconds(void **state)
{
	int64_t id = asks(RUNA, SPEECH_PLAIN);

	(void)state;
	assert_int_equal(DO(speech_set_seconds(&at.world.cx, 99, 60)),
	    SPEECH_NO_ITEM);
	assert_int_equal(DO(speech_set_seconds(&at.world.cx, at.item, -1)),
	    SPEECH_TOO_LONG);
	assert_int_equal(DO(speech_set_seconds(&at.world.cx, at.item, 0)),
	    SPEECH_OK);
	assert_int_equal(DO(speech_call(&at.world.cx, id)), SPEECH_OK);
	assert_int_equal(DO(speech_more(&at.world.cx, at.item, 60)),
	    SPEECH_NO_LIMIT);
	assert_int_equal(DO(speech_undo(&at.world.cx, at.item)), SPEECH_OK);
	assert_int_equal(DO(speech_undo(&at.world.cx, at.item)), SPEECH_OK);
	assert_int_equal(read_list().item.speech_seconds, DEBATE_SECONDS);
}

static void
test_put_back(void **state)			/* SPEE-4 */
{
	int64_t runa = asks(RUNA, SPEECH_PLAIN), emil, again;
	struct speech_list list;

	(void)state;
	emil = asks(EMIL, SPEECH_PLAIN);
	assert_int_equal(DO(speech_call(&at.world.cx, emil)), SPEECH_OK);
	assert_int_equal(DO(speech_put_back(&at.world.cx, at.item)), SPEECH_OK);
	list = read_list();
	assert_int_equal(list.now.id, 0);
	assert_int_equal(list.queue[0].speech.id, emil);
	assert_int_equal(list.queue[0].place.why, WHY_PUT_BACK);
	assert_int_equal(list.queue[1].speech.id, runa);
	assert_int_equal(DO(call_first()), SPEECH_OK);
	assert_int_equal(DO(speech_end(&at.world.cx, at.item)), SPEECH_OK);
	again = asks(EMIL, SPEECH_PLAIN);
	assert_int_equal(DO(speech_put_back(&at.world.cx, at.item)),
	    SPEECH_WAITS);
	assert_int_equal(DO(speech_strike(&at.world.cx, again)), SPEECH_OK);
	assert_int_equal(DO(speech_strike(&at.world.cx, again)),
	    SPEECH_NOT_WAITING);
	assert_int_equal(DO(speech_put_back(&at.world.cx, at.item)), SPEECH_OK);
	assert_int_equal(read_one(emil).state, SPEECH_PUT_BACK);
	assert_int_equal(read_one(emil).started_at, 0);
}

/* ---- undoing (SPEE-7) -------------------------------------------------- */

/* What the tables say of speeches and lists, but for the time that passed. */
static str
picture(void)
{
	struct speech_list list = read_list();
	str text = arena_printf(&at.world.mem, "%lld %lld %d %d:",
	    (long long)list.now.id, (long long)list.now.seconds,
	    list.item.list, list.item.speech_seconds);

	for (size_t i = 0; i < list.queue_len; i++) {
		text = arena_printf(&at.world.mem, STR_FMT " %lld/%d",
		    STR_ARG(text), (long long)list.queue[i].speech.id,
		    list.queue[i].speech.state);
	}
	return arena_printf(&at.world.mem, STR_FMT " spoken %lld paused %d",
	    STR_ARG(text), (long long)list.spoken,
	    list.now.paused_at != 0);
}

static enum speech_err
act(int which, int64_t emil)
{
	struct ctx *cx = &at.world.cx;
	int seconds = read_list().item.speech_seconds + 30;
	int64_t id;

	switch (which) {
	case 0:
		return DO(call_first());
	case 1:
		return DO(speech_end(cx, at.item));
	case 2:
		return DO(speech_pause(cx, at.item));
	case 3:
		return DO(speech_resume(cx, at.item));
	case 4:
		return DO(speech_more(cx, at.item, 60));
	case 5:
		return DO(speech_put_back(cx, at.item));
	case 6:
		return DO(speech_set_list(cx, at.item, LIST_CLOSED));
	case 7:
		return DO(speech_set_seconds(cx, at.item, seconds));
	case 8:
		return DO(speech_strike(cx, emil));
	default:
		return DO(speech_enter(cx, at.item, at.badge[LEA], SPEECH_PLAIN,
		    &id));
	}
}

/* After any act undo brings back what was; after any two, twice. */
static void
test_undone(void **state)			/* SPEE-7 */
{
	int64_t emil, left;
	size_t undone = 0;

	(void)state;
	assert_int_equal(DO(speech_undo(&at.world.cx, at.item)),
	    SPEECH_NOTHING_UNDONE);
	assert_int_equal(DO(speech_undo(&at.world.cx, 99)), SPEECH_NO_ITEM);
	asks(RUNA, SPEECH_PLAIN);
	emil = asks(EMIL, SPEECH_PLAIN);
	asks(TOMAS, SPEECH_PLAIN);
	assert_int_equal(act(0, 0), SPEECH_OK);
	left = 0;
	for (int first = 0; first < 10; first++) {
		for (int second = 0; second < 10; second++) {
			str at_first = picture(), between;

			at.world.cx.now += 7;
			if (act(first, emil) != SPEECH_OK) {
				continue;
			}
			between = picture();
			at.world.cx.now += 5;
			if (act(second, emil) == SPEECH_OK) {
				assert_false(str_eq(picture(), between));
				assert_int_equal(DO(speech_undo(&at.world.cx,
				    at.item)), SPEECH_OK);
				undone++;
			}
			assert_true(str_eq(picture(), between));
			assert_int_equal(DO(speech_undo(&at.world.cx, at.item)),
			    SPEECH_OK);
			assert_true(str_eq(picture(), at_first));
			left++;
		}
	}
	assert_true(left >= 80);
	assert_true(undone >= 60);
}

/* Who goes on speaking after an undone end has the time in between still. */
static void
test_undone_clock(void **state)			/* SPEE-6, SPEE-7 */
{
	int64_t id = asks(RUNA, SPEECH_PLAIN), emil;
	enum speech_act did;
	struct speech s;
	str name;

	(void)state;
	emil = asks(EMIL, SPEECH_PLAIN);
	assert_int_equal(DO(speech_call(&at.world.cx, id)), SPEECH_OK);
	at.world.cx.now += 60;
	assert_int_equal(DO(speech_call(&at.world.cx, emil)), SPEECH_OK);
	at.world.cx.now += 30;
	db_begin(at.world.cx.db, DB_READ);
	assert_true(speech_last_act(&at.world.cx, at.item, &did, &name));
	assert_int_equal(did, DID_CALL);
	assert_true(name.len > 0);
	assert_true(db_commit(at.world.cx.db));
	assert_int_equal(DO(speech_undo(&at.world.cx, at.item)), SPEECH_OK);
	assert_int_equal(speaks(), id);
	s = read_one(id);
	assert_int_equal(speech_left(&s, at.world.cx.now), DEBATE_SECONDS - 60);
	assert_int_equal(read_one(emil).state, SPEECH_WAITING);
	assert_int_equal(read_one(emil).started_at, 0);
	at.world.cx.now += 10;
	assert_int_equal(DO(speech_put_back(&at.world.cx, at.item)), SPEECH_OK);
	at.world.cx.now += 100;
	assert_int_equal(DO(speech_undo(&at.world.cx, at.item)), SPEECH_OK);
	s = read_one(id);
	assert_int_equal(speech_left(&s, at.world.cx.now), DEBATE_SECONDS - 70);
}

static void
test_changed_since(void **state)		/* SPEE-7 */
{
	int64_t id = asks(RUNA, SPEECH_PLAIN);

	(void)state;
	assert_int_equal(DO(speech_call(&at.world.cx, id)), SPEECH_OK);
	assert_int_equal(DO(speech_put_back(&at.world.cx, at.item)), SPEECH_OK);
	assert_int_equal(DO(speech_withdraw(&at.world.cx, id)), SPEECH_OK);
	assert_int_equal(DO(speech_undo(&at.world.cx, at.item)),
	    SPEECH_CHANGED);
	/* And not onto the list beside a new request. */
	id = asks(EMIL, SPEECH_PLAIN);
	assert_int_equal(DO(speech_strike(&at.world.cx, id)), SPEECH_OK);
	asks(EMIL, SPEECH_PLAIN);
	assert_int_equal(DO(speech_undo(&at.world.cx, at.item)),
	    SPEECH_CHANGED);
	debate_script(&at, "UPDATE item SET state = 2 WHERE id = %lld",
	    (long long)at.item);
	assert_int_equal(DO(speech_undo(&at.world.cx, at.item)),
	    SPEECH_ITEM_OVER);
}

/* ---- the record of changes --------------------------------------------- */

static void
test_lines(void **state)			/* CHG-1 */
{
	int64_t id = asks(RUNA, SPEECH_PLAIN);

	(void)state;
	assert_int_equal(number("SELECT count(*) FROM change"
	    " WHERE verb LIKE 'speech.%'"), 0);
	assert_int_equal(DO(speech_call(&at.world.cx, id)), SPEECH_OK);
	assert_int_equal(DO(speech_end(&at.world.cx, at.item)), SPEECH_OK);
	assert_int_equal(number("SELECT count(*) FROM change"
	    " WHERE verb IN ('speech.call', 'speech.end')"), 2);
}

/* ---- when the database fails ------------------------------------------- */

static bool
all_of_it(void)
{
	struct ctx *cx = &at.world.cx;
	struct speech_rule rule = { .conference_id = at.conference,
	    .source = S("x"), .terms = { { TERM_IN_TURN, TERM_ASKED }, 2 } };
	struct speech_held *held;
	struct speech_budget b;
	enum speech_act did;
	int64_t id = 0;
	size_t len;
	bool ok;
	str name;

	db_begin(cx->db, DB_WRITE);
	ok = speech_ask(cx, at.item, at.badge[RUNA], SPEECH_FOR,
	    &id) == SPEECH_OK &&
	    speech_enter(cx, at.item, at.badge[LEA], SPEECH_PLAIN, &id) ==
	    SPEECH_OK && speech_adopt(cx, &rule, &id) == SPEECH_OK &&
	    speech_set_budget(cx, at.item, BUDGET_EQUAL, 60, S("x")) ==
	    SPEECH_OK && call_first() == SPEECH_OK &&
	    speech_pause(cx, at.item) == SPEECH_OK &&
	    speech_resume(cx, at.item) == SPEECH_OK &&
	    speech_more(cx, at.item, 60) == SPEECH_OK &&
	    speech_put_back(cx, at.item) == SPEECH_OK &&
	    speech_set_list(cx, at.item, LIST_CLOSED) == SPEECH_OK &&
	    speech_last_act(cx, at.item, &did, &name) &&
	    speech_undo(cx, at.item) == SPEECH_OK &&
	    call_first() == SPEECH_OK &&
	    speech_end(cx, at.item) == SPEECH_OK;
	speech_budget(cx, at.item, &b);
	speech_of_sitting(cx, at.sitting, &held, &len);
	if (!db_commit(cx->db)) {
		db_rollback(cx->db);
		return false;
	}
	assert_true(ok && len == 1);
	return true;
}

static void
test_database_fails(void **state)
{
	int steps = 0;

	(void)state;
	do {
		db_fail_at(at.world.cx.db, ++steps);
	} while (!all_of_it());
	db_fail_at(at.world.cx.db, 0);
	assert_true(steps > 80);
	assert_int_equal(number("SELECT count(*) FROM speech"), 2);
}

/* Runs last. */
static void
test_every_refusal(void **state)
{
	(void)state;
	for (int i = 0; i < SPEECH_ERR_COUNT; i++) {
		/* Those of rules: speech_rule_test.c. */
		if (!provoked[i] && i != SPEECH_RULE && i != SPEECH_RULES &&
		    i != SPEECH_NO_SOURCE && i != SPEECH_SOURCE_LONG &&
		    i != SPEECH_BUDGET) {
			fail_msg("never refused: %s", speech_err_text(i));
		}
		assert_true(speech_err_status(i) >= 200);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HARBOUR(test_asked),
		IN_HARBOUR(test_closed_list),
		IN_HARBOUR(test_once),
		IN_HARBOUR(test_full),
		IN_HARBOUR(test_called),
		IN_HARBOUR(test_not_open),
		IN_HARBOUR(test_clock),
		IN_HARBOUR(test_seconds),
		IN_HARBOUR(test_put_back),
		IN_HARBOUR(test_undone),
		IN_HARBOUR(test_undone_clock),
		IN_HARBOUR(test_changed_since),
		IN_HARBOUR(test_lines),
		IN_HARBOUR(test_database_fails),
		cmocka_unit_test(test_every_refusal),
	};

	return cmocka_run_group_tests_name("speech", tests, NULL, NULL);
}
