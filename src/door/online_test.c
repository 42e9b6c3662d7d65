/* online_test.c - presence online ends with the last session (DOOR-9). */
#include "delegate/congress_test.h"

#include "door/door.h"

#define ONLINE	5

static int64_t who[ONLINE];

/* Each a member with an account. The first is logged in twice; sessions of the
 * second have run out, of the third were not used for long; the account of the
 * fourth is closed; the fifth is logged in and in the hall. */
static int
set_up(void **unused)
{
	congress_set_up(unused);
	write_begin();
	for (int i = 0; i < ONLINE; i++) {
		assert_int_equal(participant_add(&h.cx, &(struct participant){
		    .conference_id = congress, .voting = true,
		    .member_id = person[ASH][i / 4][i % 4],
		    .name = S("Delegate"), .role = ROLE_DELEGATE,
		    .unit_id = county[ASH] }, &who[i]), CONFERENCE_OK);
		participant_set_presence(&h.cx, who[i], i == ONLINE - 1 ?
		    IN_THE_HALL : HERE_ONLINE);
	}
	write_end();
	for (int i = 0; i < ONLINE; i++) {
		char text[500];
		long long now = h.cx.now;

		snprintf(text, sizeof(text), "INSERT INTO account (id,"
		    " member_id, login, password, admin, made_at, closed_at)"
		    " VALUES (%d, %lld, 'l%d', 'x', 0, 0, %s); INSERT INTO"
		    " session (token_hash, account_id, made_at, seen_at,"
		    " ends_at, device) VALUES ('a%d', %d, 0, %lld, %lld, ''),"
		    " ('b%d', %d, 0, %lld, %lld, '')", 100 + i,
		    (long long)person[ASH][i / 4][i % 4], i, i == 3 ? "1" :
		    "NULL", i, 100 + i, i == 2 ? now - 31 * 86400 : now,
		    i == 1 ? now : now + 9999, i, 100 + i, i == 2 ? 1 : now,
		    i == 1 ? now - 5 : now + 9999);
		db_script(h.cx.db, text);
	}
	return 0;
}

static enum participant_presence
presence_of(int i)
{
	struct participant p;

	assert_true(participant_read(&h.cx, who[i], &p));
	return p.presence;
}

static void
test_of_conference(void **unused)		/* DOOR-9 */
{
	(void)unused;
	write_begin();
	door_settle_online(&h.cx, congress);
	assert_int_equal(presence_of(0), HERE_ONLINE);
	for (int i = 1; i < 4; i++) {
		assert_int_equal(presence_of(i), WENT_OUT);
	}
	assert_int_equal(presence_of(4), IN_THE_HALL);
	write_end();
	/* It stands in the list of passages, once. */
	write_begin();
	door_settle_online(&h.cx, congress);
	write_end();
	assert_int_equal(house_number(&h, "SELECT count(*) FROM passage WHERE"
	    " kind = 6"), 3);
}

/* From one of two devices: still here. From the other one too: gone. */
static void
test_of_member(void **unused)			/* DOOR-9 */
{
	(void)unused;
	for (int device = 0; device < 2; device++) {
		db_script(h.cx.db, device == 0 ?
		    "DELETE FROM session WHERE token_hash = 'a0'" :
		    "DELETE FROM session WHERE token_hash = 'b0'");
		write_begin();
		door_settle_member(&h.cx, person[ASH][0][0]);
		assert_int_equal(presence_of(0), device == 0 ? HERE_ONLINE :
		    WENT_OUT);
		assert_int_equal(presence_of(1), HERE_ONLINE);
		write_end();
	}
}

static void
test_each_step_fails(void **unused)		/* DOOR-9 */
{
	bool done = false;
	int n;

	(void)unused;
	for (n = 1; !done; n++) {
		db_fail_at(h.cx.db, n);
		db_begin(h.cx.db, DB_WRITE);
		door_settle_online(&h.cx, congress);
		done = db_commit(h.cx.db);
		db_fail_at(h.cx.db, 0);
		assert_int_equal(house_number(&h, "SELECT count(*) FROM"
		    " passage"), done ? 3 : 0);
	}
	assert_true(n > 10);
}

int
main(void)
{
#define CONGRESS(test) \
	cmocka_unit_test_setup_teardown(test, set_up, congress_tear_down)
	const struct CMUnitTest tests[] = {
		CONGRESS(test_of_conference), CONGRESS(test_of_member),
		CONGRESS(test_each_step_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
