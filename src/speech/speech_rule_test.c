/*
 * speech_rule_test.c - rules of order and budgets of time as they are adopted,
 * what they follow from, and what was said in a sitting.
 */
#include "speech/floor_test.h"

/* ---- rules and budgets (SPEE-8, SPEE-9) -------------------------------- */

static enum speech_err
adopt(const char *words, int64_t item_id, const char *source)
{
	struct speech_rule rule = { .conference_id = at.conference,
	    .item_id = item_id, .source = str_z(source) };
	int64_t id;

	if (!speech_terms_parse(str_z(words), &rule.terms)) {
		rule.terms = (struct speech_terms){ { TERM_IN_TURN,
		    TERM_IN_TURN }, 2 };
	}
	at.world.cx.now++;
	return DO(speech_adopt(&at.world.cx, &rule, &id));
}

static void
test_rules(void **state)			/* SPEE-3, SPEE-9 */
{
	char much[SPEECH_SOURCE_MAX + 2];
	int64_t runa = asks(RUNA, SPEECH_FOR), emil, tomas;
	struct speech_list list;
	struct speech_rule *all;
	size_t len;

	(void)state;
	emil = asks(EMIL, SPEECH_FOR);
	tomas = asks(TOMAS, SPEECH_AGAINST);
	assert_int_equal(adopt("in-turn", 0, ""), SPEECH_NO_SOURCE);
	memset(much, 'x', sizeof(much));
	much[sizeof(much) - 1] = '\0';
	assert_int_equal(adopt("in-turn", 0, much), SPEECH_SOURCE_LONG);
	assert_int_equal(adopt("by-name", 0, "Article 9"), SPEECH_RULE);
	assert_int_equal(adopt("in-turn", 99, "Article 9"), SPEECH_NO_ITEM);
	assert_int_equal(adopt("new-today", 0, "Article 9"), SPEECH_OK);
	assert_int_equal(adopt("in-turn", 0, "Decision 3"), SPEECH_OK);
	list = read_list();
	assert_int_equal(list.queue[0].speech.id, runa);
	assert_int_equal(list.queue[1].speech.id, tomas);
	assert_int_equal(list.queue[1].place.why, WHY_TERM);
	assert_int_equal(list.queue[1].place.term, TERM_IN_TURN);
	assert_int_equal(list.queue[2].speech.id, emil);
	assert_int_equal(list.queue[2].number, 3);
	/* An item's own rule goes before the conference's. */
	assert_int_equal(adopt("asked", at.item, "Decision 4"), SPEECH_OK);
	assert_int_equal(adopt("in-turn", 0, "Decision 5"), SPEECH_OK);
	assert_int_equal(read_list().queue[1].speech.id, emil);
	db_begin(at.world.cx.db, DB_READ);
	speech_rules(&at.world.cx, at.conference, &all, &len);
	assert_true(db_commit(at.world.cx.db));
	assert_int_equal(len, 4);
	assert_true(str_eq(all[0].source, S("Decision 5")));
	assert_true(str_eq(all[3].source, S("Article 9")));
	for (size_t i = len; i < SPEECH_RULES_MAX; i++) {
		assert_int_equal(adopt("asked", 0, "x"), SPEECH_OK);
	}
	assert_int_equal(adopt("asked", 0, "x"), SPEECH_RULES);
}

/* What the record has of each is what the rules ask. */
static void
test_record(void **state)			/* SPEE-3 */
{
	int64_t runa = asks(RUNA, SPEECH_PLAIN);
	struct speech_list list;

	(void)state;
	asks(ODA, SPEECH_ORDER);
	assert_int_equal(DO(speech_call(&at.world.cx, runa)), SPEECH_OK);
	at.world.cx.now += 100;
	assert_int_equal(DO(call_first()), SPEECH_OK);
	at.world.cx.now += 10;
	assert_int_equal(DO(speech_end(&at.world.cx, at.item)), SPEECH_OK);
	asks(RUNA, SPEECH_PLAIN);
	asks(EMIL, SPEECH_PLAIN);
	asks(ODA, SPEECH_PLAIN);
	list = read_list();
	assert_int_equal(list.spoken, 2);
	assert_int_equal(list.debate_seconds, 110);
	assert_int_equal(list.queue[0].wait.on_item, 1);
	assert_int_equal(list.queue[0].wait.today, 1);
	assert_int_equal(list.queue[0].wait.at_all, 1);
	assert_int_equal(list.queue[1].wait.at_all, 0);
	assert_int_equal(list.queue[2].wait.at_all, 0);	/* a point of order */
	assert_int_equal(speech_wait_seconds(&list, 2, at.world.cx.now),
	    2 * DEBATE_SECONDS);
	/* Another day: not today any more. */
	debate_script(&at,
	    "INSERT INTO sitting (id, public_id, conference_id, number,"
	    " title, day, starts, ends, opened_at) VALUES (2,"
	    " 'sitting00002', %lld, 2, '',"
	    " %d, 540, 720, 5)", (long long)at.conference,
	    at.world.cx.today.day + 1);
	debate_script(&at, "UPDATE item SET sitting_id = 2");
	list = read_list();
	assert_int_equal(list.queue[0].wait.today, 0);
	assert_int_equal(list.queue[0].wait.at_all, 1);
	assert_int_equal(adopt("new-today delegation", 0, "x"), SPEECH_OK);
	list = read_list();
	/* Eastmere's two have spoken for 100 seconds, Oda's nobody yet. */
	assert_true(list.queue[0].speech.unit_id == at.world.cell5);
	assert_int_equal(list.queue[0].place.term, TERM_DELEGATION);
	assert_int_equal(list.queue[0].place.before, 2);
	assert_int_equal(DO(speech_set_seconds(&at.world.cx, at.item, 0)),
	    SPEECH_OK);
	list = read_list();
	assert_int_equal(speech_wait_seconds(&list, 0, at.world.cx.now), 0);
	assert_int_equal(speech_wait_seconds(&list, 1, at.world.cx.now), -1);
}

static enum speech_err
budget(int64_t item_id, int key, int seconds, const char *source)
{
	at.world.cx.now++;
	return DO(speech_set_budget(&at.world.cx, item_id,
	    (enum budget_key)key, seconds, str_z(source)));
}

static struct speech_budget
read_budget(void)
{
	struct speech_budget b;

	db_begin(at.world.cx.db, DB_READ);
	speech_budget(&at.world.cx, at.item, &b);
	assert_true(db_commit(at.world.cx.db));
	return b;
}

static void
test_budget(void **state)			/* SPEE-8 */
{
	int64_t id = asks(RUNA, SPEECH_PLAIN);
	struct speech_budget b = read_budget();

	(void)state;
	assert_int_equal(b.key, BUDGET_NONE);
	assert_int_equal(b.shares_len, 0);
	assert_int_equal(budget(99, BUDGET_EQUAL, 600, "x"), SPEECH_NO_ITEM);
	assert_int_equal(budget(at.item, 3, 600, "x"), SPEECH_BUDGET);
	assert_int_equal(budget(at.item, BUDGET_EQUAL, 0, "x"), SPEECH_BUDGET);
	assert_int_equal(budget(at.item, BUDGET_NONE, 5, "x"), SPEECH_BUDGET);
	assert_int_equal(budget(at.item, BUDGET_EQUAL, 11 * SPEECH_SECONDS_MAX,
	    "x"), SPEECH_TOO_LONG);
	assert_int_equal(budget(at.item, BUDGET_EQUAL, 600, ""),
	    SPEECH_NO_SOURCE);
	assert_int_equal(budget(at.item, BUDGET_BY_DELEGATES, 600, "Article 9"),
	    SPEECH_OK);
	b = read_budget();
	assert_int_equal(b.shares_len, 2);
	assert_int_equal(b.shares[0].delegates, 3);
	assert_int_equal(b.shares[0].seconds, 360);
	assert_int_equal(b.shares[1].seconds, 240);
	assert_int_equal(DO(speech_call(&at.world.cx, id)), SPEECH_OK);
	at.world.cx.now += 300;
	assert_int_equal(DO(speech_end(&at.world.cx, at.item)), SPEECH_OK);
	id = asks(EMIL, SPEECH_PLAIN);
	assert_int_equal(DO(speech_call(&at.world.cx, id)), SPEECH_OK);
	at.world.cx.now += 100;
	b = read_budget();
	assert_int_equal(b.shares[0].spoken, 400);	/* 40 beyond */
	assert_int_equal(b.shares[1].spoken, 0);
	assert_int_equal(budget(at.item, BUDGET_EQUAL, 600, "Decision 7"),
	    SPEECH_OK);
	b = read_budget();
	assert_int_equal(b.shares[0].seconds, 300);
	assert_int_equal(budget(at.item, BUDGET_NONE, 0, "Decision 8"),
	    SPEECH_OK);
	assert_int_equal(read_budget().key, BUDGET_NONE);
}

/* ---- the record of a sitting ------------------------------------------- */

static void
test_of_sitting(void **state)
{
	struct speech_held *held;
	size_t len;

	(void)state;
	asks(RUNA, SPEECH_FOR);
	asks(TOMAS, SPEECH_AGAINST);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(DO(call_first()), SPEECH_OK);
		at.world.cx.now += 90;
	}
	assert_int_equal(DO(speech_end(&at.world.cx, at.item)), SPEECH_OK);
	db_begin(at.world.cx.db, DB_READ);
	speech_of_sitting(&at.world.cx, 99, &held, &len);
	assert_int_equal(len, 0);
	speech_of_sitting(&at.world.cx, at.sitting, &held, &len);
	assert_true(db_commit(at.world.cx.db));
	assert_int_equal(len, 2);
	assert_int_equal(held[0].seconds, 90);
	assert_int_equal(held[0].speech.kind, SPEECH_FOR);
	assert_string_equal(arena_copy_z(&at.world.mem, held[0].office),
	    "Secretary, Cell 4, Harbour Bakery");
	assert_string_equal(arena_copy_z(&at.world.mem, held[0].unit_name),
	    "Cell 4, Harbour Bakery");
	assert_int_equal(held[1].speech.member_id, at.world.person[TOMAS]);
	assert_true(held[1].office.len > 0);
}

/* Runs last. */
static void
test_refusals(void **state)
{
	static const enum speech_err of_rules[] = { SPEECH_RULE, SPEECH_RULES,
	    SPEECH_NO_SOURCE, SPEECH_SOURCE_LONG, SPEECH_BUDGET,
	    SPEECH_NO_ITEM, SPEECH_TOO_LONG };

	(void)state;
	for (size_t i = 0; i < COUNT(of_rules); i++) {
		if (!provoked[of_rules[i]]) {
			fail_msg("never refused: %s",
			    speech_err_text(of_rules[i]));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HARBOUR(test_rules),
		IN_HARBOUR(test_record),
		IN_HARBOUR(test_budget),
		IN_HARBOUR(test_of_sitting),
		cmocka_unit_test(test_refusals),
	};

	return cmocka_run_group_tests_name("speech_rule", tests, NULL, NULL);
}
