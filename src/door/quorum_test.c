/* quorum_test.c - by which line the number present is judged (DOOR-8). */
#include "delegate/congress_test.h"

#include "door/door.h"

#define DELEGATES	9
#define DAY		86400

static const char of_conferences[] =
	"\n## Article 31. Quorum\n\n```rules\n"
	"quorum at conferences: none\n"
	"quorum at conferences at federation: more than 1/2 of delegates\n"
	"```\n";

static int
set_up(void **unused)
{
	int64_t id;

	congress_set_up(unused);
	write_begin();
	for (int i = 0; i < DELEGATES; i++) {
		assert_int_equal(participant_add(&h.cx, &(struct participant){
		    .conference_id = congress, .voting = true,
		    .member_id = person[ASH][i / 4][i % 4],
		    .name = S("Delegate"), .role = ROLE_DELEGATE,
		    .unit_id = county[ASH] }, &id), CONFERENCE_OK);
		if (i < 5) {
			participant_set_presence(&h.cx, id, IN_THE_HALL);
		}
	}
	write_end();
	return 0;
}

static void
write_own_rule(struct fraction share)
{
	struct delegate_rules r = { .conference_id = congress,
		.tier = S(""), .quorum_said = true, .quorum = share,
		.quorum_article = S("7") };

	assert_int_equal(delegate_set_rules(&h.cx, &r), DELEGATE_OK);
}

/* The next day an edition takes force that has these lines too. */
static void
adopt_next_day(const char *lines)
{
	struct statutes_errors errors;
	int64_t id;

	h.cx.now += DAY;
	h.cx.today = date_of_moment(h.cx.now);
	assert_int_equal(statutes_adopt(&h.cx, arena_printf(h.cx.mem, "%s%s",
	    CONGRESS_RULES, lines), h.cx.today, &errors, &id), STATUTES_OK);
}

static void
test_edition(void **unused)			/* DOOR-6, DOOR-8 */
{
	struct door_hall now;
	int64_t before = h.cx.now;

	(void)unused;
	write_begin();
	assert_int_equal(door_hall(&h.cx, congress).needed, -1);
	write_own_rule((struct fraction){ 2, 3, false });
	now = door_hall(&h.cx, congress);
	assert_int_equal(now.needed, 6);
	assert_false(now.can_decide);
	assert_true(str_eq(now.article, S("7")));
	adopt_next_day(of_conferences);
	now = door_hall(&h.cx, congress);
	assert_int_equal(now.needed, 5);		/* of 9 */
	assert_true(now.can_decide);
	assert_true(str_eq(now.share, S("more than 1/2")));
	assert_true(str_eq(now.article, S("Article 31. Quorum")));
	/* What was then is judged by the edition of then. */
	assert_int_equal(door_hall_at(&h.cx, congress, before).needed, 6);
	write_end();
}

static void
test_order(void **unused)			/* DOOR-8 */
{
	struct door_quorum q;
	struct conference c;

	(void)unused;
	write_begin();
	assert_true(conference_read(&h.cx, congress, &c));
	assert_false(door_quorum(&h.cx, &c, h.cx.today).said);
	write_own_rule((struct fraction){ 2, 3, false });
	q = door_quorum(&h.cx, &c, h.cx.today);
	assert_true(str_eq(q.text, S("2/3 of all with a vote")));
	adopt_next_day(of_conferences);
	q = door_quorum(&h.cx, &c, h.cx.today);
	assert_true(str_starts(q.text, S("quorum at conferences at fed")));
	/* Of another tier; what is said of all holds. */
	c.unit_id = county[ASH];
	q = door_quorum(&h.cx, &c, h.cx.today);
	assert_true(q.said && q.share.num == 0);
	assert_true(str_eq(q.text, S("quorum at conferences: none")));
	/* A kind of meeting has a quorum of its own. */
	c.unit_id = cell[ASH][0];
	c.kind = S("general");
	q = door_quorum(&h.cx, &c, h.cx.today);
	assert_true(str_eq(q.article, S("Article 12. Meetings")));
	assert_int_equal(q.share.den, 2);
	write_end();
}

int
main(void)
{
#define CONGRESS(test) \
	cmocka_unit_test_setup_teardown(test, set_up, congress_tear_down)
	const struct CMUnitTest tests[] = {
		CONGRESS(test_edition), CONGRESS(test_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
