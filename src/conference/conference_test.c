/*
 * conference_test.c - every rule and refusal of conference.h.
 * tidy: long: that every refusal was provoked is known in one program only.
 */
#include "tests/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "conference/conference.h"
#include "db/db.h"
#include "db/memo.h"
#include "meeting/meeting.h"
#include "speech/speech.h"
#include "vote/vote.h"

static struct people world;
static struct ctx *cx;
static int64_t conf;				/* in most tests */
static bool provoked[CONFERENCE_ERR_COUNT];

static int
set_up(void **state)
{
	(void)state;
	people_open(&world);
	cx = &world.cx;
	people_act(&world, SEC);
	db_begin(cx->db, DB_WRITE);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	assert_true(db_commit(cx->db));
	people_close(&world);
	return 0;
}

static void
refused(enum conference_err expected, enum conference_err got)
{
	if (got != expected) {
		fail_msg("\"%s\" instead of \"%s\"", conference_err_text(got),
		    conference_err_text(expected));
	}
	provoked[got] = true;
}

static void
ok(enum conference_err err)
{
	refused(CONFERENCE_OK, err);
}

/* Three days from today on, called. */
static struct conference
plan_fields(void)
{
	return (struct conference){
		.unit_id = world.unit[FEDERATION], .kind = S("secretaries"),
		.title = S("5th Conference"), .place = S("Hall A"),
		.language = S("en"), .from = cx->today,
		.last = date_add(cx->today, 2), .mode = IN_ONE_HALL,
		.ordinal = 5, .era_name = S("Harvest"), .era_year = 12,
	};
}

static struct conference
read(int64_t id)
{
	struct conference c;

	assert_true(conference_read(cx, id, &c));
	return c;
}

static void
call_one(void)
{
	struct conference c = plan_fields();

	ok(conference_plan(cx, &c, &conf));
	ok(conference_set_state(cx, conf, CONFERENCE_CALLED));
}

static int64_t
add_sitting(int day, int starts, int ends)
{
	struct sitting s = { .conference_id = conf,
	    .day = date_add(cx->today, day), .starts = starts, .ends = ends };
	int64_t id;

	ok(sitting_add(cx, &s, &id));
	return id;
}

static int64_t
add_item(int64_t sitting_id, const char *title, int minutes)
{
	struct item item = { .sitting_id = sitting_id, .kind = ITEM_REPORT,
	    .title = str_z(title), .minutes = minutes };
	int64_t id;

	ok(item_add(cx, &item, &id));
	return id;
}

static int64_t
add_person(enum people_role who, enum participant_role role)
{
	struct participant p = { .conference_id = conf,
	    .member_id = world.member[who], .name = S("Name"), .role = role,
	    .voting = role == ROLE_DELEGATE };
	int64_t id;

	ok(participant_add(cx, &p, &id));
	return id;
}

/* "a b c": titles in the order of business, "(x)" what was dropped. */
static const char *
order(void)
{
	str text = S("");
	struct item *list;
	int64_t sitting_id = 0;
	size_t len;

	item_list(cx, conf, 0, &list, &len);
	for (size_t i = 0; i < len; i++) {
		bool dropped = list[i].state == ITEM_DROPPED;

		text = arena_printf(cx->mem, STR_FMT "%s%s" STR_FMT STR_FMT
		    "%s", STR_ARG(text), i == 0 ? "" :
		    list[i].sitting_id == sitting_id ? " " : " | ",
		    dropped ? "(" : "", STR_ARG(list[i].number),
		    STR_ARG(list[i].title), dropped ? ")" : "");
		sitting_id = list[i].sitting_id;
	}
	return arena_copy_z(cx->mem, text);
}

static struct item
item_of(int64_t id)
{
	struct item item;

	assert_true(item_read(cx, id, &item));
	return item;
}

static struct sitting
sitting_of(int64_t id)
{
	struct sitting s;

	assert_true(sitting_read(cx, id, &s));
	return s;
}

/* ---- CONF-1: days and sittings ----------------------------------------- */

static void
test_planned(void **state)			/* CONF-1 */
{
	struct conference c = plan_fields(), *list;
	size_t len;

	(void)state;
	ok(conference_plan(cx, &c, &conf));
	c = read(conf);
	assert_int_equal(c.unit_id, world.unit[FEDERATION]);
	assert_int_equal(c.state, CONFERENCE_PLANNED);
	assert_true(str_eq(c.title, S("5th Conference")));
	assert_int_equal(c.era_year, 12);
	conference_of_unit(cx, world.unit[FEDERATION], 10, &list, &len);
	assert_int_equal(len, 1);
	assert_int_equal(list[0].id, conf);
	assert_true(conference_by_public(cx, c.public_id, &c));
	assert_false(conference_by_public(cx, S("000000000000"), &c));
	c.title = S("Sixth");
	ok(conference_change(cx, &c));
	assert_true(str_eq(read(conf).title, S("Sixth")));
	refused(CONFERENCE_NONE, conference_set_state(cx, 999,
	    CONFERENCE_CALLED));
	c.id = 999;
	refused(CONFERENCE_NONE, conference_change(cx, &c));
}

static void
test_planned_badly(void **state)
{
	struct conference c = plan_fields();
	char long_line[CONFERENCE_LINE_MAX + 2];
	int64_t id = -1;

	(void)state;
	memset(long_line, 'x', sizeof(long_line) - 1);
	long_line[sizeof(long_line) - 1] = '\0';
	c.unit_id = 999;
	refused(CONFERENCE_NO_UNIT, conference_plan(cx, &c, &id));
	c = plan_fields();
	c.title = S("");
	refused(CONFERENCE_NO_TITLE, conference_plan(cx, &c, &id));
	c.title = str_z(long_line);
	refused(CONFERENCE_TOO_LONG, conference_plan(cx, &c, &id));
	c = plan_fields();
	c.place = str_z(long_line);
	refused(CONFERENCE_TOO_LONG, conference_plan(cx, &c, &id));
	c = plan_fields();
	c.last = date_add(c.from, -1);
	refused(CONFERENCE_DAYS, conference_plan(cx, &c, &id));
	c.last = date_add(c.from, CONFERENCE_DAYS_MAX);
	refused(CONFERENCE_DAYS, conference_plan(cx, &c, &id));
	c.last = DATE_NONE;
	refused(CONFERENCE_DAYS, conference_plan(cx, &c, &id));
	assert_int_equal(id, -1);
	assert_int_equal(db_number(cx->db, "SELECT count(*) FROM conference"),
	    0);
}

static void
test_sittings_in_order(void **state)		/* CONF-1 */
{
	int64_t late, early, middle;
	struct sitting s, *list;
	struct conference c;
	size_t len;

	(void)state;
	call_one();
	late = add_sitting(2, 540, 720);
	early = add_sitting(0, 840, 1020);
	middle = add_sitting(1, 540, 720);
	sitting_list(cx, conf, &list, &len);
	assert_int_equal(len, 3);
	assert_int_equal(list[0].id, early);
	assert_int_equal(list[1].id, middle);
	assert_int_equal(list[2].id, late);
	assert_int_equal(list[2].number, 3);
	s = sitting_of(late);
	s.day = cx->today;
	s.starts = 540;
	s.ends = 720;
	ok(sitting_change(cx, &s));
	assert_int_equal(sitting_of(late).number, 1);
	assert_int_equal(sitting_of(middle).number, 3);
	s.ends = 540;
	refused(CONFERENCE_TIMES, sitting_change(cx, &s));
	s.day = date_add(cx->today, 3);
	refused(CONFERENCE_SITTING_DAY, sitting_change(cx, &s));
	s.id = 999;
	refused(CONFERENCE_NO_SITTING, sitting_change(cx, &s));
	/* The conference cannot shrink away from its sittings. */
	c = read(conf);
	c.last = c.from;
	refused(CONFERENCE_SITTING_DAY, conference_change(cx, &c));
	add_item(middle, "x", 5);
	refused(CONFERENCE_NOT_EMPTY, sitting_drop(cx, middle));
	refused(CONFERENCE_NO_SITTING, sitting_drop(cx, 999));
	ok(sitting_drop(cx, early));
	assert_int_equal(sitting_of(middle).number, 2);
	ok(sitting_open(cx, middle));
	refused(CONFERENCE_HELD, sitting_drop(cx, middle));
	s = sitting_of(middle);
	s.starts += 10;
	refused(CONFERENCE_HELD, sitting_change(cx, &s));
	s.starts -= 10;
	s.title = S("The second day");
	ok(sitting_change(cx, &s));
	s.day = cx->today;
	s.starts = 730;
	s.ends = 800;
	refused(CONFERENCE_HELD, sitting_add(cx, &s, &early));
}

static void
test_usual_order(void **state)
{
	(void)state;
	call_one();
	ok(conference_usual_order(cx, conf, S("Opening"), S("Closing")));
	assert_int_equal(db_number(cx->db, "SELECT count(*) FROM sitting"), 3);
	assert_string_equal(order(), "1Opening | 2Closing");
	refused(CONFERENCE_HAS_SITTINGS, conference_usual_order(cx, conf,
	    S("Opening"), S("Closing")));
	refused(CONFERENCE_NONE, conference_usual_order(cx, 999, S("a"),
	    S("b")));
}

/* ---- CONF-2: posts ----------------------------------------------------- */

static void
test_posts(void **state)			/* CONF-2 */
{
	int64_t ann = world.member[ANN];
	struct conference *mine;
	struct post *list;
	size_t len;

	(void)state;
	call_one();
	refused(CONFERENCE_NONE, conference_give_post(cx, 999, ann,
	    POST_TELLER));
	refused(CONFERENCE_NO_MEMBER, conference_give_post(cx, conf, 999,
	    POST_TELLER));
	ok(conference_give_post(cx, conf, ann, POST_TELLER));
	refused(CONFERENCE_HAS_POST, conference_give_post(cx, conf, ann,
	    POST_TELLER));
	ok(conference_give_post(cx, conf, ann, POST_CHAIR));
	assert_true(conference_has_post(cx, conf, ann, POST_TELLER));
	assert_false(conference_has_post(cx, conf, ann, POST_DOOR));
	conference_of_member(cx, ann, 10, &mine, &len);
	assert_int_equal(len, 1);
	cx->now += 60;
	ok(conference_end_post(cx, conf, ann, POST_TELLER));
	refused(CONFERENCE_NO_POST, conference_end_post(cx, conf, ann,
	    POST_TELLER));
	assert_false(conference_has_post(cx, conf, ann, POST_TELLER));
	/* From a moment to a moment, and both are shown. */
	conference_posts(cx, conf, &list, &len);
	assert_int_equal(len, 2);
	assert_int_equal(list[0].post, POST_CHAIR);
	assert_int_equal(list[0].until_at, 0);
	assert_int_equal(list[1].post, POST_TELLER);
	assert_int_equal(list[1].until_at - list[1].from_at, 60);
	assert_true(str_eq(list[1].member_name, S("Ann Reed")));
	ok(conference_give_post(cx, conf, ann, POST_TELLER));
	conference_posts(cx, conf, &list, &len);
	assert_int_equal(len, 3);
}

/* What a request remembers is what it would read again. */
static void
test_remembered(void **state)
{
	struct participant p = { .name = S("Ann"), .role = ROLE_DELEGATE,
		.voting = true };
	struct participant own;
	struct conference c;
	int64_t id, version;

	(void)state;
	call_one();
	cx->memo = NEW(cx->mem, struct memo, 1);
	p.conference_id = conf;
	p.member_id = cx->actor;
	assert_int_equal(conference_posts_of(cx, conf, cx->actor), 0);
	assert_false(participant_of_member(cx, conf, cx->actor, &own));
	version = read(conf).version;
	ok(conference_give_post(cx, conf, cx->actor, POST_DOOR));
	ok(conference_give_post(cx, conf, cx->actor, POST_CHAIR));
	assert_int_equal(conference_posts_of(cx, conf, cx->actor),
	    POST_BIT(POST_DOOR) | POST_BIT(POST_CHAIR));
	assert_int_equal(conference_posts_of(cx, conf, world.member[ANN]), 0);
	assert_int_equal(read(conf).version, version + 2);

	ok(participant_add(cx, &p, &id));
	for (int there = NOT_YET_HERE; there <= IN_THE_HALL; there++) {
		participant_set_presence(cx, id,
		    (enum participant_presence)there);
		assert_true(participant_of_member(cx, conf, cx->actor, &own));
		assert_int_equal(own.presence, there);
		assert_true(participant_read(cx, id, &own));
		assert_int_equal(own.presence, there);
		(void)read(conf);
		/* Asked again nothing is read: a failure is not met. */
		db_fail_at(cx->db, 1);
		assert_true(participant_of_member(cx, conf, cx->actor, &own));
		assert_int_equal(own.id, id);
		assert_true(participant_read(cx, id, &own));
		assert_true(conference_read(cx, conf, &c));
		db_fail_at(cx->db, 0);
	}
	assert_false(participant_of_member(cx, conf, world.member[ANN], &own));
}

/* ---- CONF-3 and CONF-5: who takes part --------------------------------- */

static void
test_participants(void **state)			/* CONF-3 */
{
	struct participant p = { .name = S("Guest"), .role = ROLE_GUEST };
	struct participant *list;
	int64_t ann, id;
	size_t len;

	(void)state;
	call_one();
	ann = add_person(ANN, ROLE_DELEGATE);
	p.conference_id = 999;
	refused(CONFERENCE_NONE, participant_add(cx, &p, &id));
	p.conference_id = conf;
	p.name = S("");
	refused(CONFERENCE_NO_NAME, participant_add(cx, &p, &id));
	p.name = S("Guest");
	ok(participant_add(cx, &p, &id));
	p.member_id = 999;
	refused(CONFERENCE_NO_MEMBER, participant_add(cx, &p, &id));
	p.member_id = world.member[ANN];
	refused(CONFERENCE_TAKES_PART, participant_add(cx, &p, &id));
	participant_list(cx, conf, 0, 10, &list, &len);
	assert_int_equal(len, 2);
	assert_int_equal(list[0].id, ann);
	assert_int_equal(list[1].number, 2);
	assert_true(participant_by_number(cx, conf, 2, &p));
	assert_true(str_eq(p.name, S("Guest")));
	assert_false(participant_by_number(cx, conf, 3, &p));
	assert_true(participant_by_public(cx, p.public_id, &p));
	/* A seat is for one. */
	db_script(cx->db, "INSERT INTO hall_block VALUES (1, 1, 'A', 1, 9);"
	    "UPDATE participant SET block_id = 1, seat = number");
	db_script(cx->db, "UPDATE participant SET number = 20000"
	    " WHERE number = 2");
	p = (struct participant){ .conference_id = conf, .name = S("X"),
	    .role = ROLE_GUEST };
	refused(CONFERENCE_FULL, participant_add(cx, &p, &id));
	ok(conference_set_state(cx, conf, CONFERENCE_OVER));
	refused(CONFERENCE_CLOSED, participant_add(cx, &p, &id));
}

static void
is_here(int64_t entitled, int64_t present, int64_t guests)
{
	struct hall_count n = conference_hall(cx, conf);

	assert_int_equal(n.entitled, entitled);
	assert_int_equal(n.present, present);
	assert_int_equal(n.guests, guests);
}

static void
test_presence(void **state)			/* CONF-5 CONF-6 */
{
	int64_t ann, ben, guest, version;

	(void)state;
	call_one();
	ann = add_person(ANN, ROLE_DELEGATE);
	ben = add_person(BEN, ROLE_DELEGATE);
	guest = add_person(DEP, ROLE_GUEST);
	is_here(2, 0, 0);
	version = conference_version(cx, conf);
	participant_set_presence(cx, ann, IN_THE_HALL);
	assert_int_equal(conference_version(cx, conf), version + 1);
	participant_set_presence(cx, ann, IN_THE_HALL);
	assert_int_equal(conference_version(cx, conf), version + 1);
	participant_set_presence(cx, ben, HERE_ONLINE);
	participant_set_presence(cx, guest, IN_THE_HALL);
	is_here(2, 2, 1);
	participant_set_presence(cx, ann, WENT_OUT);
	is_here(2, 1, 1);
	participant_set_presence(cx, ann, IN_THE_HALL);
	is_here(2, 2, 1);
	assert_int_equal(conference_version(cx, 999), 0);
}

/* ---- the order of business --------------------------------------------- */

static void
test_order(void **state)
{
	struct conference c = plan_fields();
	int64_t one, two, a, b, d;
	struct item item;

	(void)state;
	ok(conference_plan(cx, &c, &conf));
	one = add_sitting(0, 540, 720);
	two = add_sitting(1, 540, 720);
	a = add_item(one, "a", 10);
	b = add_item(one, "b", 10);
	add_item(two, "c", 10);
	d = add_item(one, "d", 10);
	assert_string_equal(order(), "1a 2b 3d | 4c");
	ok(item_move(cx, d, true));
	assert_string_equal(order(), "1a 2d 3b | 4c");
	ok(item_move(cx, b, false));		/* into the next sitting */
	assert_string_equal(order(), "1a 2d | 3b 4c");
	ok(item_move(cx, b, true));		/* and back to its end */
	assert_string_equal(order(), "1a 2d 3b | 4c");
	ok(item_move(cx, a, true));		/* nothing is before it */
	assert_string_equal(order(), "1a 2d 3b | 4c");
	ok(item_drop(cx, d));
	refused(CONFERENCE_DROPPED, item_drop(cx, d));
	assert_string_equal(order(), "1a (2d) 2b | 3c");
	ok(item_restore(cx, d));
	ok(item_restore(cx, d));
	assert_string_equal(order(), "1a 2d 3b | 4c");
	item = item_of(b);
	item.number = S("2 a");
	item.title = S("B");
	item.minutes = 25;
	item.speech_seconds = 180;
	ok(item_change(cx, &item));
	assert_string_equal(order(), "1a 2d 2 aB | 3c");
	item.number = S("");			/* as it was */
	ok(item_change(cx, &item));
	assert_int_equal(item_of(b).minutes, 25);
	assert_string_equal(order(), "1a 2d 2 aB | 3c");
	/* Once it is called, numbers stay as they were announced. */
	ok(conference_set_state(cx, conf, CONFERENCE_CALLED));
	ok(item_drop(cx, a));
	add_item(one, "e", 5);
	assert_string_equal(order(), "(1a) 2d 2 aB 4e | 3c");
}

static void
test_items_refused(void **state)
{
	static char text[CONFERENCE_TEXT_MAX + 1];
	struct item item;
	int64_t one, id, other;

	(void)state;
	call_one();
	one = add_sitting(0, 540, 720);
	id = add_item(one, "a", 10);
	item = item_of(id);
	item.title = S("");
	refused(CONFERENCE_NO_TITLE, item_change(cx, &item));
	item = item_of(id);
	item.minutes = CONFERENCE_MINUTES_MAX + 1;
	refused(CONFERENCE_MINUTES, item_change(cx, &item));
	item.minutes = 5;
	item.speech_seconds = -1;
	refused(CONFERENCE_MINUTES, item_add(cx, &item, &other));
	item = item_of(id);
	item.guide = (str){ text, sizeof(text) };
	refused(CONFERENCE_TOO_LONG, item_change(cx, &item));
	item = item_of(id);
	item.reporter_id = 999;
	refused(CONFERENCE_NO_PARTICIPANT, item_change(cx, &item));
	item.reporter_id = add_person(ANN, ROLE_DELEGATE);
	ok(item_change(cx, &item));
	item.sitting_id = 999;
	refused(CONFERENCE_NO_SITTING, item_add(cx, &item, &other));
	item.id = 999;
	refused(CONFERENCE_NO_ITEM, item_change(cx, &item));
	refused(CONFERENCE_NO_ITEM, item_move(cx, 999, true));
	refused(CONFERENCE_NO_ITEM, item_drop(cx, 999));
	refused(CONFERENCE_NO_ITEM, item_restore(cx, 999));
	refused(CONFERENCE_NO_ITEM, item_open(cx, 999));
	ok(sitting_open(cx, one));
	ok(item_open(cx, id));
	refused(CONFERENCE_ITEM_OPEN, item_drop(cx, id));
	refused(CONFERENCE_ITEM_OPEN, item_move(cx, id, true));
	ok(item_close(cx, conf));
	refused(CONFERENCE_HELD, item_drop(cx, id));
	ok(sitting_close(cx, conf));
	item = item_of(id);
	refused(CONFERENCE_SITTING_OVER, item_add(cx, &item, &other));
	ok(conference_set_state(cx, conf, CONFERENCE_CANCELLED));
	refused(CONFERENCE_CLOSED, item_add(cx, &item, &other));
	refused(CONFERENCE_CLOSED, item_change(cx, &item));
}

static void
test_full(void **state)
{
	struct sitting s = { .day = cx->today, .starts = 1, .ends = 2 };
	struct item item = { .kind = ITEM_REPORT, .title = S("t") };
	int64_t id;

	(void)state;
	call_one();
	s.conference_id = conf;
	for (int i = 0; i < SITTINGS_MAX; i++) {
		ok(sitting_add(cx, &s, &item.sitting_id));
	}
	refused(CONFERENCE_FULL, sitting_add(cx, &s, &id));
	for (int i = 0; i < ITEMS_MAX; i++) {
		db_script(cx->db, arena_copy_z(cx->mem, arena_printf(cx->mem,
		    "INSERT INTO item VALUES (%d, 'i%d', 1, 1, %d, '1', 1, 't',"
		    " '', '', 5, NULL, NULL, 0, 0, 0, NULL, NULL, 0)", i + 1,
		    i, i)));
	}
	refused(CONFERENCE_FULL, item_add(cx, &item, &id));
}

/* ---- CONF-4: what is open ---------------------------------------------- */

static void
test_one_at_a_time(void **state)		/* CONF-4 */
{
	struct conference c = plan_fields();
	int64_t one, two, a, b, later;

	(void)state;
	ok(conference_plan(cx, &c, &conf));
	one = add_sitting(0, 540, 720);
	two = add_sitting(0, 840, 1020);
	a = add_item(one, "a", 10);
	b = add_item(one, "b", 10);
	later = add_item(two, "c", 10);
	refused(CONFERENCE_NOT_CALLED, sitting_open(cx, one));
	ok(conference_set_state(cx, conf, CONFERENCE_CALLED));
	refused(CONFERENCE_NO_SITTING, sitting_open(cx, 999));
	refused(CONFERENCE_NOT_SITTING, item_open(cx, a));
	refused(CONFERENCE_NOT_SITTING, item_next(cx, conf));
	refused(CONFERENCE_NOT_SITTING, item_close(cx, conf));
	refused(CONFERENCE_NOT_SITTING, sitting_close(cx, conf));
	refused(CONFERENCE_NONE, item_next(cx, 999));
	ok(sitting_open(cx, one));
	assert_int_equal(read(conf).sitting_id, one);
	refused(CONFERENCE_SITS, sitting_open(cx, two));
	refused(CONFERENCE_SITS, conference_set_state(cx, conf,
	    CONFERENCE_OVER));
	refused(CONFERENCE_NO_ITEM_OPEN, item_close(cx, conf));
	ok(item_next(cx, conf));
	assert_int_equal(read(conf).item_id, a);
	refused(CONFERENCE_ITEM_OPEN, item_open(cx, a));
	ok(item_next(cx, conf));
	assert_int_equal(read(conf).item_id, b);
	assert_int_equal(item_of(a).state, ITEM_DONE);
	refused(CONFERENCE_NO_NEXT, item_next(cx, conf));
	ok(item_open(cx, a));			/* a return to it */
	assert_int_equal(item_of(b).state, ITEM_DONE);
	assert_int_equal(item_of(a).closed_at, 0);
	ok(item_open(cx, later));		/* taken on now */
	assert_int_equal(item_of(later).sitting_id, one);
	ok(item_close(cx, conf));
	assert_int_equal(read(conf).item_id, 0);
	ok(sitting_close(cx, conf));
	assert_int_equal(read(conf).sitting_id, 0);
	refused(CONFERENCE_SITTING_OVER, sitting_open(cx, one));
	assert_int_equal(db_number(cx->db, "SELECT count(*) FROM item"
	    " WHERE state = 1"), 0);
	ok(conference_set_state(cx, conf, CONFERENCE_OVER));
	ok(conference_set_state(cx, conf, CONFERENCE_OVER));
	refused(CONFERENCE_CLOSED, sitting_open(cx, two));
	c = read(conf);
	refused(CONFERENCE_CLOSED, conference_change(cx, &c));
}

static void
test_dropped_is_not_opened(void **state)
{
	int64_t one, a;

	(void)state;
	call_one();
	one = add_sitting(0, 540, 720);
	a = add_item(one, "a", 10);
	add_item(one, "b", 10);
	ok(item_drop(cx, a));
	ok(sitting_open(cx, one));
	refused(CONFERENCE_DROPPED, item_open(cx, a));
	ok(item_next(cx, conf));
	assert_true(str_eq(item_of(read(conf).item_id).title, S("b")));
}

static void
test_not_reached(void **state)			/* CONF-9 */
{
	int64_t one, two;

	(void)state;
	call_one();
	one = add_sitting(0, 540, 720);
	two = add_sitting(1, 540, 720);
	add_item(one, "a", 10);
	add_item(one, "b", 10);
	ok(item_drop(cx, add_item(one, "x", 10)));
	add_item(one, "c", 10);
	add_item(two, "d", 10);
	assert_int_equal(conference_sitting(cx, conf), one);
	ok(sitting_open(cx, one));
	ok(item_next(cx, conf));
	ok(sitting_close(cx, conf));
	assert_string_equal(order(), "1a (3x) | 2b 4c 5d");
	assert_int_equal(item_of(add_item(two, "e", 1)).sitting_id, two);
	assert_int_equal(conference_sitting(cx, conf), two);
	ok(sitting_open(cx, two));
	ok(sitting_close(cx, conf));
	assert_int_equal(conference_sitting(cx, conf), two);
	assert_int_equal(conference_sitting(cx, 999), 0);
}

/* Nothing goes on while somebody speaks, or a vote is open. */
static void
test_under_way(void **state)
{
	struct vote_new in = { .kind = VOTE_QUESTION, .way = VOTE_OPENLY,
	    .who = PRESENT_BEFORE_CLOSE, .question = S("Agreed?"),
	    .tie_rule = TIE_REPEAT };
	int64_t one, a, b, ann, id;

	(void)state;
	call_one();
	one = add_sitting(0, 540, 720);
	a = add_item(one, "a", 10);
	b = add_item(one, "b", 10);
	ann = add_person(ANN, ROLE_DELEGATE);
	participant_set_presence(cx, ann, IN_THE_HALL);
	ok(sitting_open(cx, one));
	ok(item_open(cx, a));
	assert_int_equal(speech_enter(cx, a, ann, SPEECH_PLAIN, &id),
	    SPEECH_OK);
	assert_int_equal(speech_call(cx, id), SPEECH_OK);
	refused(CONFERENCE_UNDER_WAY, item_close(cx, conf));
	refused(CONFERENCE_UNDER_WAY, item_open(cx, b));
	refused(CONFERENCE_UNDER_WAY, item_next(cx, conf));
	refused(CONFERENCE_UNDER_WAY, sitting_close(cx, conf));
	assert_int_equal(speech_end(cx, a), SPEECH_OK);
	ok(item_next(cx, conf));
	in.conference_id = conf;
	in.item_id = b;
	assert_int_equal(vote_prepare(cx, &in, &id), VOTE_OK);
	assert_int_equal(vote_open(cx, id), VOTE_OK);
	refused(CONFERENCE_UNDER_WAY, item_close(cx, conf));
	refused(CONFERENCE_UNDER_WAY, item_open(cx, a));
	refused(CONFERENCE_UNDER_WAY, sitting_close(cx, conf));
	assert_int_equal(vote_close(cx, id), VOTE_OK);
	ok(item_close(cx, conf));
	ok(sitting_close(cx, conf));
}

/* ---- CONF-6: the version ----------------------------------------------- */

static void
test_version(void **state)			/* CONF-6 */
{
	int64_t one, a, ann, before;

	(void)state;
	call_one();
	one = add_sitting(0, 540, 720);
	a = add_item(one, "a", 10);
	add_item(one, "b", 10);
	ann = add_person(ANN, ROLE_DELEGATE);
#define RAISES(call) \
	do { \
		before = conference_version(cx, conf); \
		ok(call); \
		assert_true(conference_version(cx, conf) > before); \
	} while (0)
	RAISES(item_move(cx, a, false));
	RAISES(item_drop(cx, a));
	RAISES(item_restore(cx, a));
	RAISES(presidium_set(cx, one, &ann, 1));
	RAISES(sitting_open(cx, one));
	RAISES(item_open(cx, a));
	RAISES(item_close(cx, conf));
	RAISES(sitting_close(cx, conf));
	RAISES(conference_set_state(cx, conf, CONFERENCE_OVER));
#undef RAISES
}

/* ---- who presides ------------------------------------------------------ */

/* "badges in order", those who did before in brackets with "until". */
static void
presides(int64_t sitting_id, bool ever, const char *expected)
{
	struct presider *list;
	str text = S("");
	size_t len;

	presidium(cx, sitting_id, ever, &list, &len);
	for (size_t i = 0; i < len; i++) {
		text = arena_printf(cx->mem, list[i].until_at != 0 ?
		    STR_FMT "(%d)" : STR_FMT "%d", STR_ARG(text),
		    list[i].number);
	}
	assert_string_equal(arena_copy_z(cx->mem, text), expected);
}

static void
test_presidium(void **state)
{
	int64_t one, who[PRESIDIUM_MAX + 1], other;

	(void)state;
	call_one();
	other = conf;
	who[0] = add_person(ANN, ROLE_DELEGATE);
	call_one();
	one = add_sitting(0, 540, 720);
	refused(CONFERENCE_NO_PARTICIPANT, presidium_set(cx, one, who, 1));
	assert_true(other != conf);
	for (size_t i = 0; i < 3; i++) {
		who[i] = add_person((enum people_role)i, ROLE_DELEGATE);
	}
	refused(CONFERENCE_NO_SITTING, presidium_set(cx, 999, who, 1));
	refused(CONFERENCE_FULL, presidium_set(cx, one, who,
	    PRESIDIUM_MAX + 1));
	who[3] = who[0];
	refused(CONFERENCE_TAKES_PART, presidium_set(cx, one, who, 4));
	ok(presidium_set(cx, one, who, 3));
	presides(one, false, "123");
	ok(presidium_set(cx, one, who, 2));
	presides(one, true, "12");		/* it had not begun */
	ok(sitting_open(cx, one));
	cx->now += 600;
	other = who[1];				/* the second takes the lead */
	who[1] = who[0];
	who[0] = other;
	ok(presidium_set(cx, one, who, 3));
	presides(one, false, "213");
	presides(one, true, "213(1)(2)");
	ok(presidium_set(cx, one, who, 3));	/* nothing changes */
	presides(one, true, "213(1)(2)");
	ok(sitting_close(cx, conf));
	refused(CONFERENCE_SITTING_OVER, presidium_set(cx, one, who, 1));
}

/* ---- CONF-8: running times --------------------------------------------- */

static struct sitting_progress
progress(int64_t sitting_id)
{
	struct sitting_progress p;

	assert_true(sitting_progress(cx, sitting_id, &p));
	return p;
}

static void
test_running_times(void **state)		/* CONF-8 */
{
	int64_t one, start, a;
	struct sitting_progress p;

	(void)state;
	call_one();
	one = add_sitting(0, 540, 720);
	start = moment_on(cx->today, 540);
	a = add_item(one, "a", 10);
	add_item(one, "b", 20);
	ok(item_drop(cx, add_item(one, "x", 90)));
	add_item(one, "c", 30);
	assert_false(sitting_progress(cx, 999, &p));
	cx->now = start - 3600;
	p = progress(one);
	assert_int_equal(p.items_len, 3);	/* without what was dropped */
	assert_int_equal(p.items[2].planned_at, start + 30 * 60);
	assert_int_equal(p.planned_end, start + 60 * 60);
	assert_int_equal(p.late, 0);
	cx->now = start + 5 * 60;		/* it should have begun */
	assert_int_equal(progress(one).late, 5 * 60);
	ok(sitting_open(cx, one));
	ok(item_open(cx, a));
	p = progress(one);
	assert_int_equal(p.late, 5 * 60);
	assert_int_equal(p.items[0].expected_at, cx->now);
	assert_int_equal(p.items[1].expected_at, start + 15 * 60);
	cx->now += 14 * 60;			/* 4 minutes over its time */
	p = progress(one);
	assert_int_equal(p.late, 9 * 60);
	assert_int_equal(p.items[0].spent, 14 * 60);
	assert_int_equal(p.items[1].expected_at, cx->now);
	ok(item_next(cx, conf));
	cx->now += 5 * 60;			/* b takes 5 of its 20 */
	assert_int_equal(progress(one).late, 9 * 60);
	ok(item_next(cx, conf));
	p = progress(one);
	assert_int_equal(p.late, -6 * 60);
	assert_int_equal(p.expected_end, start + 54 * 60);
	cx->now += 60;
	ok(item_open(cx, a));			/* a return takes its time */
	cx->now += 120;
	p = progress(one);
	assert_int_equal(p.items[0].spent, 16 * 60);
	assert_int_equal(p.items[0].expected_at, start + 5 * 60);
	assert_int_equal(p.items[2].spent, 60);
	ok(sitting_close(cx, conf));
	p = progress(one);
	assert_true(p.over);
	assert_int_equal(p.expected_end, cx->now);
}

/* ---- CONF-7: a unit's own meeting -------------------------------------- */

static int64_t
call_meeting(void)
{
	struct meeting_plan plan = { .unit_id = world.unit[A1],
	    .kind = S("general"), .day = cx->today, .starts = 1110,
	    .place = S("Canteen") };
	int64_t id;

	assert_int_equal(meeting_call(cx, &plan, &id), MEETING_OK);
	return id;
}

static void
test_own_meeting(void **state)			/* CONF-7 */
{
	int64_t meeting = call_meeting(), again;
	struct participant *list;
	struct conference c;
	struct meeting m;
	size_t len;

	(void)state;
	assert_true(meeting_read(cx, meeting, &m));
	meeting_sign_in(cx, m.sign_code, S("2001"));	/* Ann */
	assert_false(conference_of_meeting(cx, meeting, &c));
	refused(CONFERENCE_NO_MEETING, conference_for_meeting(cx, 999,
	    S("Vote"), &conf));
	ok(conference_for_meeting(cx, meeting, S("Vote"), &conf));
	c = read(conf);
	assert_int_equal(c.unit_id, world.unit[A1]);
	assert_int_equal(c.state, CONFERENCE_CALLED);
	assert_true(str_eq(c.place, S("Canteen")));
	assert_string_equal(order(), "1Vote");
	/* The four whom the meeting marks, with a vote; Ann has signed in. */
	participant_list(cx, conf, 0, 10, &list, &len);
	assert_int_equal(len, 4);
	is_here(4, 1, 0);
	assert_true(conference_has_post(cx, conf, world.member[SEC],
	    POST_CHAIR));
	ok(conference_for_meeting(cx, meeting, S("Vote"), &again));
	assert_int_equal(again, conf);
	is_here(4, 1, 0);
	ok(sitting_open(cx, conference_sitting(cx, conf)));
	ok(item_next(cx, conf));
}

static void
test_own_meeting_held(void **state)		/* CONF-7 */
{
	struct mark marks[] = { { world.member[ANN], PRESENT },
	    { world.member[SEC], PRESENT }, { world.member[DEP], EXCUSED },
	    { world.member[FORMER], ABSENT } };
	struct meeting_record in = { .unit_id = world.unit[A1],
	    .kind = S("general"), .day = cx->today, .starts = -1, .ends = -1,
	    .attendance_known = true, .marks = marks,
	    .marks_len = COUNT(marks) };
	int64_t meeting;

	(void)state;
	assert_int_equal(meeting_write(cx, &in, &meeting), MEETING_OK);
	ok(conference_for_meeting(cx, meeting, S("Vote"), &conf));
	is_here(4, 2, 0);
}

static void
test_own_meeting_cancelled(void **state)
{
	int64_t meeting = call_meeting(), id = -1;

	(void)state;
	assert_int_equal(meeting_cancel(cx, meeting), MEETING_OK);
	refused(CONFERENCE_MEETING_OVER, conference_for_meeting(cx, meeting,
	    S("Vote"), &id));
	assert_int_equal(id, -1);
}

/* ---- all or nothing ---------------------------------------------------- */

static enum conference_err
everything(int64_t meeting)
{
	struct conference c = plan_fields();
	enum conference_err err = conference_plan(cx, &c, &conf);
	int64_t ids[2];

	if (err == CONFERENCE_OK) {
		err = conference_set_state(cx, conf, CONFERENCE_CALLED);
	}
	if (err == CONFERENCE_OK) {
		err = conference_usual_order(cx, conf, S("a"), S("b"));
	}
	if (err == CONFERENCE_OK) {
		err = conference_give_post(cx, conf, world.member[ANN],
		    POST_DOOR);
	}
	if (err == CONFERENCE_OK) {
		err = conference_end_post(cx, conf, world.member[ANN],
		    POST_DOOR);
	}
	if (err == CONFERENCE_OK) {
		err = sitting_open(cx, conference_sitting(cx, conf));
	}
	if (err == CONFERENCE_OK) {
		err = item_next(cx, conf);
	}
	if (err == CONFERENCE_OK) {
		err = sitting_close(cx, conf);
	}
	return err != CONFERENCE_OK ? err : conference_for_meeting(cx, meeting,
	    S("Vote"), &ids[0]);
}

/* Each step of the database fails once: nothing of it stays. */
static void
test_all_or_nothing(void **state)
{
	static const char *const tables[] = { "conference", "sitting", "item",
	    "item_run", "participant", "conference_post" };
	int64_t meeting = call_meeting();
	bool done = false;
	int n;

	(void)state;
	assert_true(db_commit(cx->db));
	for (n = 1; !done; n++) {
		db_fail_at(cx->db, n);
		db_begin(cx->db, DB_WRITE);
		(void)!everything(meeting);	/* the commit tells */
		done = db_commit(cx->db);
		db_fail_at(cx->db, 0);
		for (size_t i = 0; i < COUNT(tables); i++) {
			assert_int_equal(people_number(&world,
			    arena_copy_z(cx->mem, arena_printf(cx->mem,
			    "SELECT count(*) FROM %s", tables[i]))) > 0, done);
		}
	}
	assert_true(n > 80);
	db_begin(cx->db, DB_WRITE);
}

static void
test_refusals(void **state)
{
	(void)state;
	for (size_t err = 0; err < CONFERENCE_ERR_COUNT; err++) {
		if (!provoked[err]) {
			fail_msg("never refused: %s",
			    conference_err_text((enum conference_err)err));
		}
		assert_in_range(conference_err_status(
		    (enum conference_err)err), 200, 499);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_planned), TEST(test_planned_badly),
		TEST(test_sittings_in_order), TEST(test_usual_order),
		TEST(test_posts), TEST(test_remembered),
		TEST(test_participants),
		TEST(test_presence), TEST(test_order),
		TEST(test_items_refused), TEST(test_full),
		TEST(test_one_at_a_time), TEST(test_dropped_is_not_opened),
		TEST(test_not_reached), TEST(test_under_way),
		TEST(test_version),
		TEST(test_presidium), TEST(test_running_times),
		TEST(test_own_meeting), TEST(test_own_meeting_held),
		TEST(test_own_meeting_cancelled), TEST(test_all_or_nothing),
		cmocka_unit_test(test_refusals),
	};

	return cmocka_run_group_tests_name("conference", tests, NULL, NULL);
}
