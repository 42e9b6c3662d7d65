/*
 * delegate_test.c - who is sent to a conference: the rules of delegate.h after
 * the key, every refusal, random histories, and each step of the database made
 * to fail once.
 * tidy: long: that every refusal was provoked is known in one program only.
 */
#include "delegate/congress_test.h"

#include <stdlib.h>

static bool provoked[DELEGATE_ERR_COUNT];

static enum delegate_err
noted(enum delegate_err err)
{
	provoked[err] = true;
	return err;
}
#define REFUSES(call, err)	assert_int_equal(noted(call), err)

/* The key of 3, 2 and 2 as the statutes say, by the register of 1 November. */
static void
fix_key(void)
{
	write_begin();
	REFUSES(delegate_fix_key(&h.cx, congress, house_day("2026-11-01")),
	    DELEGATE_OK);
	write_end();
}

static enum delegate_err
elect(int64_t member, int64_t unit, int64_t meeting, bool substitute,
    int64_t *out_id)
{
	enum delegate_err err;

	*out_id = -1;
	write_begin();
	err = delegate_elect(&h.cx, &(struct delegate_new){
	    .conference_id = congress, .member_id = member, .unit_id = unit,
	    .meeting_id = meeting, .substitute = substitute }, out_id);
	write_end();
	assert_int_equal(err == DELEGATE_OK, *out_id > 0);
	return noted(err);
}

/* Somebody of a cell of Ash or Birch, at its meeting. */
static int64_t
sent(int k, int i, int m, bool substitute)
{
	int64_t id, meeting;

	db_begin(h.cx.db, DB_READ);
	meeting = congress_meeting(cell[k][i]);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(elect(person[k][i][m], 0, meeting, substitute, &id),
	    DELEGATE_OK);
	return id;
}

static int64_t
meeting_of(int k, int i)
{
	int64_t id;

	db_begin(h.cx.db, DB_READ);
	id = congress_meeting(cell[k][i]);
	assert_true(db_commit(h.cx.db));
	return id;
}

static struct participant
who(int64_t id)
{
	struct participant p = { 0 };

	db_begin(h.cx.db, DB_READ);
	assert_true(participant_read(&h.cx, id, &p));
	assert_true(db_commit(h.cx.db));
	return p;
}

/* ---- rules ------------------------------------------------------------- */

static enum delegate_err
set_rules(struct delegate_rules r)
{
	enum delegate_err err;

	r.conference_id = r.conference_id == 0 ? congress : r.conference_id;
	write_begin();
	err = delegate_set_rules(&h.cx, &r);
	write_end();
	return noted(err);
}

static void
test_rules(void **unused)			/* DELE-2, DELE-6 */
{
	struct delegate_rules r = { .key = { 1, 2, KEY_MEMBERS, KEY_UP },
		.tier = S("cell"), .key_article = S("Rules, 2"),
		.proxies_max = 2, .proxies_article = S("Rules, 5"),
		.quorum_said = true, .quorum = { 2, 3, false },
		.quorum_article = S("Rules, 7"), .online_counts = true };
	struct delegate_rules got, bad = r;

	(void)unused;
	assert_int_equal(set_rules(r), DELEGATE_OK);
	db_begin(h.cx.db, DB_READ);
	assert_true(delegate_rules(&h.cx, congress, &got));
	assert_true(db_commit(h.cx.db));
	assert_memory_equal(&got.key, &r.key, sizeof(r.key));
	assert_true(str_eq(got.tier, S("cell")));
	assert_true(str_eq(got.proxies_article, S("Rules, 5")));
	assert_int_equal(got.proxies_max, 2);
	assert_int_equal(got.quorum.num, 2);
	assert_true(got.quorum_said && got.online_counts);
	bad.key.per_n = 0;
	assert_int_equal(set_rules(bad), DELEGATE_PER);
	bad = r;
	bad.tier = S("federation");
	assert_int_equal(set_rules(bad), DELEGATE_NO_TIER);
	bad = r;
	bad.quorum_article = S("");
	assert_int_equal(set_rules(bad), DELEGATE_ARTICLE);
	bad = r;
	bad.conference_id = 999;
	assert_int_equal(set_rules(bad), DELEGATE_NONE);
	bad = (struct delegate_rules){ .tier = S("") };
	assert_int_equal(set_rules(bad), DELEGATE_OK);
}

static enum delegate_err
fix(const char *day)
{
	enum delegate_err err;

	write_begin();
	err = delegate_fix_key(&h.cx, congress, house_day(day));
	write_end();
	return noted(err);
}

static void
test_key_is_kept(void **unused)			/* DELE-2, DELE-3 */
{
	struct delegate_share *key;
	struct delegate_rules r;
	int64_t id;
	size_t len;

	(void)unused;
	assert_int_equal(fix("2026-11-21"), DELEGATE_FUTURE);
	assert_int_equal(fix("2018-01-01"), DELEGATE_NO_BASE);
	fix_key();
	db_begin(h.cx.db, DB_READ);
	delegate_key(&h.cx, congress, &key, &len);
	assert_int_equal(len, COUNTIES);
	assert_true(str_eq(key[ASH].unit_name, S("Ash")));
	assert_int_equal(key[ASH].seats, 4);
	assert_true(key[ASH].rounded_up && key[ASH].tied && key[CEDAR].tied);
	assert_int_equal(key[BIRCH].seats, 2);
	assert_int_equal(key[CEDAR].seats, 1);
	assert_int_equal(key[CEDAR].base, 2);
	assert_int_equal(key[CEDAR].rest, 1);
	assert_int_equal(delegate_delegation(&h.cx, congress, cell[CEDAR][1]),
	    county[CEDAR]);
	assert_int_equal(delegate_delegation(&h.cx, congress, federation), 0);
	assert_true(delegate_rules(&h.cx, congress, &r));
	assert_int_equal(r.key_day.day, house_day("2026-11-01").day);
	assert_true(db_commit(h.cx.db));
	for (int i = 0; i < 4; i++) {
		sent(ASH, i, 0, false);
	}
	assert_int_equal(elect(person[ASH][4][0], 0, meeting_of(ASH, 4),
	    false, &id), DELEGATE_KEY_FULL);
	/* Counted anew it would give Ash 3: they are 4. */
	r.key.rounding = KEY_DOWN;
	assert_int_equal(set_rules(r), DELEGATE_OK);
	assert_int_equal(fix("2026-11-02"), DELEGATE_FIXED);
	r.key.per_n = 20000;
	assert_int_equal(set_rules(r), DELEGATE_OK);
	assert_int_equal(fix("2026-11-02"), DELEGATE_TOO_MANY);
	r.key.per_n = 4;
	assert_int_equal(set_rules(r), DELEGATE_OK);
	assert_int_equal(fix("2026-11-02"), DELEGATE_OK);
	r.key.per_m = 0;
	assert_int_equal(set_rules(r), DELEGATE_OK);
	assert_int_equal(fix("2026-11-02"), DELEGATE_PER);
}

/* ---- elections --------------------------------------------------------- */

static void
test_elect(void **unused)			/* DELE-3, DELE-4 */
{
	int64_t id, other;
	struct participant p;

	(void)unused;
	fix_key();
	id = sent(ASH, 0, 1, false);
	p = who(id);
	assert_true(str_eq(p.name, S("a12")));
	assert_int_equal(p.unit_id, county[ASH]);
	assert_int_equal(p.sent_by, cell[ASH][0]);
	assert_int_equal(p.meeting_id, meeting_of(ASH, 0));
	assert_true(p.voting && p.role == ROLE_DELEGATE && p.number == 1);
	assert_int_equal(elect(person[ASH][0][1], 0, meeting_of(ASH, 1),
	    false, &other), DELEGATE_TWICE);
	assert_int_equal(elect(person[ASH][0][1], 0, meeting_of(ASH, 1),
	    true, &other), DELEGATE_TWICE);
	sent(ASH, 2, 0, true);
	assert_int_equal(elect(person[ASH][2][0], 0, meeting_of(ASH, 2),
	    false, &other), DELEGATE_TWICE);
	assert_int_equal(elect(999, 0, meeting_of(ASH, 1), false, &other),
	    DELEGATE_NO_MEMBER);
	assert_int_equal(elect(person[ASH][1][0], 0, 0, false, &other),
	    DELEGATE_NO_MEETING);
	assert_int_equal(elect(person[BIRCH][1][0], 0, meeting_of(ASH, 1),
	    false, &other), DELEGATE_NOT_THEIRS);
	assert_int_equal(elect(person[ASH][1][0], county[ASH],
	    meeting_of(BIRCH, 1), false, &other), DELEGATE_NOT_THEIR_MEETING);
	assert_int_equal(elect(person[ASH][1][0], cell[ASH][1],
	    meeting_of(ASH, 1), false, &other), DELEGATE_NO_DELEGATION);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM participant"),
	    1);
}

/* A meeting that is only planned has elected nobody yet; and without a key any
 * unit sends whom it likes. */
static void
test_elect_without_key(void **unused)		/* DELE-4 */
{
	int64_t id, planned;

	(void)unused;
	write_begin();
	assert_int_equal(meeting_call(&h.cx, &(struct meeting_plan){
	    .unit_id = cell[CEDAR][0], .kind = S("general"), .place = S(""),
	    .day = house_day("2026-12-01"), .starts = -1 }, &planned),
	    MEETING_OK);
	write_end();
	assert_int_equal(elect(person[CEDAR][0][0], 0, planned, false, &id),
	    DELEGATE_NO_MEETING);
	id = sent(ASH, 0, 0, false);
	assert_int_equal(who(id).unit_id, cell[ASH][0]);
	assert_int_equal(elect(person[ASH][1][0], county[BIRCH],
	    meeting_of(ASH, 1), false, &id), DELEGATE_NOT_THEIR_MEETING);
	/* The key that is then counted has no line for a cell. */
	assert_int_equal(fix("2026-11-01"), DELEGATE_FIXED);
}

static void
test_invite(void **unused)
{
	static char long_name[CONFERENCE_LINE_MAX + 2];
	int64_t id;

	(void)unused;
	write_begin();
	REFUSES(delegate_invite(&h.cx, congress, ROLE_GUEST, 0, S("Tove Lind"),
	    &id), DELEGATE_OK);
	REFUSES(delegate_invite(&h.cx, congress, ROLE_PRESS, 0, S(""), &id),
	    DELEGATE_NO_NAME);
	memset(long_name, 'x', sizeof(long_name) - 1);
	REFUSES(delegate_invite(&h.cx, congress, ROLE_PRESS, 0,
	    str_z(long_name), &id), DELEGATE_NO_NAME);
	REFUSES(delegate_invite(&h.cx, congress, ROLE_STAFF, 999, S(""), &id),
	    DELEGATE_NO_MEMBER);
	REFUSES(delegate_invite(&h.cx, congress, ROLE_STAFF,
	    person[CEDAR][0][0], S(""), &id), DELEGATE_OK);
	REFUSES(delegate_invite(&h.cx, congress, ROLE_GUEST,
	    person[CEDAR][0][0], S(""), &id), DELEGATE_TWICE);
	write_end();
	assert_false(who(id).voting);
	assert_true(str_eq(who(id).name, S("c11")));
	sent(ASH, 0, 0, true);
	write_begin();
	REFUSES(delegate_invite(&h.cx, congress, ROLE_GUEST,
	    person[ASH][0][0], S(""), &id), DELEGATE_TWICE);
	write_end();
}

/* ---- substitutes ------------------------------------------------------- */

static void
test_replace(void **unused)			/* DELE-5 */
{
	int64_t gone, first, second, named, id, block, proxy;
	struct substitute s;
	struct participant p;

	(void)unused;
	fix_key();
	assert_int_equal(set_rules((struct delegate_rules){ .key = { 2, 3,
	    KEY_CELLS, KEY_LARGEST }, .tier = S("county"),
	    .key_article = S("30"), .proxies_max = 1,
	    .proxies_article = S("4") }), DELEGATE_OK);
	gone = sent(ASH, 0, 0, false);
	id = sent(ASH, 0, 1, false);
	first = sent(ASH, 1, 0, true);
	second = sent(ASH, 2, 0, true);
	named = sent(ASH, 3, 0, true);
	sent(BIRCH, 0, 0, true);
	write_begin();
	REFUSES(delegate_add_block(&h.cx, congress, S("A"), 10, &block),
	    DELEGATE_OK);
	REFUSES(delegate_seat(&h.cx, gone, block, 7), DELEGATE_OK);
	REFUSES(delegate_give_proxy(&h.cx, gone, id, &proxy), DELEGATE_OK);
	participant_set_presence(&h.cx, gone, IN_THE_HALL);
	h.cx.now += 60;
	REFUSES(delegate_replace(&h.cx, gone, 0, &id), DELEGATE_OK);
	assert_true(delegate_substitute(&h.cx, first, &s));
	assert_int_equal(s.state, SUBSTITUTE_CAME);
	write_end();
	p = who(id);
	assert_int_equal(p.member_id, person[ASH][1][0]);
	assert_int_equal(p.instead_of, gone);
	assert_int_equal(p.seat, 7);
	assert_int_equal(p.block_id, block);
	assert_int_equal(p.presence, NOT_YET_HERE);
	assert_true(p.voting);
	assert_int_equal(who(gone).state, REPLACED);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM proxy WHERE"
	    " until_at IS NULL"), 0);
	write_begin();
	REFUSES(delegate_replace(&h.cx, gone, 0, &id), DELEGATE_GONE);
	REFUSES(delegate_drop_substitute(&h.cx, first), DELEGATE_GONE);
	REFUSES(delegate_drop_substitute(&h.cx, 999), DELEGATE_NO_ONE);
	REFUSES(delegate_replace(&h.cx, id, named, &id), DELEGATE_OK);
	assert_int_equal(conference_hall(&h.cx, congress).entitled, 2);
	REFUSES(delegate_drop_substitute(&h.cx, second), DELEGATE_OK);
	REFUSES(delegate_replace(&h.cx, id, 0, &id), DELEGATE_NO_SUBSTITUTE);
	REFUSES(delegate_withdraw(&h.cx, id), DELEGATE_OK);
	REFUSES(delegate_withdraw(&h.cx, id), DELEGATE_GONE);
	REFUSES(delegate_withdraw(&h.cx, 999), DELEGATE_NO_ONE);
	write_end();
	assert_int_equal(house_number(&h, "SELECT count(*) FROM participant"
	    " WHERE state <> 1 AND ended_at IS NULL"), 0);
}

/* ---- proxies ----------------------------------------------------------- */

static enum delegate_err
give(int64_t giver, int64_t holder)
{
	enum delegate_err err;
	int64_t id;

	write_begin();
	err = delegate_give_proxy(&h.cx, giver, holder, &id);
	write_end();
	return noted(err);
}

static void
test_proxies(void **unused)			/* DELE-6 */
{
	struct delegate_rules r = { .key = { 2, 3, KEY_CELLS, KEY_LARGEST },
		.tier = S("county"), .key_article = S("30"),
		.proxies_max = 2, .proxies_article = S("Rules, 5") };
	int64_t p[4], guest, now, *votes, other;
	struct proxy *list;
	size_t len;

	(void)unused;
	fix_key();
	for (int i = 0; i < 4; i++) {
		p[i] = sent(ASH, i, 0, false);
	}
	write_begin();
	REFUSES(delegate_invite(&h.cx, congress, ROLE_GUEST, 0, S("Guest"),
	    &guest), DELEGATE_OK);
	write_end();
	assert_int_equal(give(p[0], p[1]), DELEGATE_NO_PROXIES);
	assert_int_equal(set_rules(r), DELEGATE_OK);
	assert_int_equal(give(p[0], p[0]), DELEGATE_PROXY_SELF);
	assert_int_equal(give(p[0], guest), DELEGATE_NO_VOTE);
	assert_int_equal(give(999, guest), DELEGATE_NO_ONE);
	assert_int_equal(give(p[0], p[1]), DELEGATE_OK);
	now = h.cx.now;
	h.cx.now += 10;
	assert_int_equal(give(p[0], p[2]), DELEGATE_PROXY_GIVEN);
	assert_int_equal(give(p[1], p[2]), DELEGATE_PROXY_HANDED_ON);
	assert_int_equal(give(p[2], p[0]), DELEGATE_PROXY_HANDED_ON);
	assert_int_equal(give(p[2], p[1]), DELEGATE_OK);
	assert_int_equal(give(p[3], p[1]), DELEGATE_PROXY_FULL);
	r.proxies_max = 1;
	assert_int_equal(set_rules(r), DELEGATE_PROXY_FULL);
	h.cx.now += 10;
	write_begin();
	delegate_votes_for(&h.cx, p[1], now, &votes, &len);
	assert_int_equal(len, 1);
	assert_int_equal(votes[0], p[0]);
	delegate_votes_for(&h.cx, p[1], h.cx.now, &votes, &len);
	assert_int_equal(len, 2);
	assert_int_equal(delegate_voted_by(&h.cx, p[2], now), 0);
	assert_int_equal(delegate_voted_by(&h.cx, p[2], h.cx.now), p[1]);
	REFUSES(delegate_end_proxy(&h.cx, p[0]), DELEGATE_OK);
	REFUSES(delegate_end_proxy(&h.cx, p[0]), DELEGATE_NO_ONE);
	delegate_proxies(&h.cx, congress, now, &list, &len);
	assert_int_equal(len, 1);
	assert_int_equal(list[0].giver, p[0]);
	assert_true(str_eq(list[0].holder_name, S("a21")));
	delegate_proxies(&h.cx, congress, h.cx.now, &list, &len);
	assert_int_equal(len, 1);
	assert_int_equal(list[0].giver, p[2]);
	delegate_proxies(&h.cx, congress, 0, &list, &len);
	assert_int_equal(len, 2);
	/* One who goes takes along what he or she gave and was given. */
	REFUSES(delegate_withdraw(&h.cx, p[1]), DELEGATE_OK);
	delegate_proxies(&h.cx, congress, h.cx.now, &list, &len);
	assert_int_equal(len, 0);
	REFUSES(delegate_give_proxy(&h.cx, p[0], p[1], &other),
	    DELEGATE_GONE);
	write_end();
}

/* ---- the hall ---------------------------------------------------------- */

static int64_t
block(const char *name, int seats)
{
	int64_t id = 0;

	write_begin();
	REFUSES(delegate_add_block(&h.cx, congress, str_z(name), seats, &id),
	    DELEGATE_OK);
	write_end();
	return id;
}

static void
test_hall(void **unused)			/* DELE-7 */
{
	int64_t a, b, p, guest, seated, other;
	struct hall_block *list;
	size_t len;

	(void)unused;
	fix_key();
	for (int i = 0; i < 4; i++) {
		p = sent(ASH, i, 0, false);
	}
	sent(BIRCH, 0, 0, false);
	sent(BIRCH, 1, 0, false);
	write_begin();
	REFUSES(delegate_invite(&h.cx, congress, ROLE_GUEST, 0, S("Guest"),
	    &guest), DELEGATE_OK);
	REFUSES(delegate_seat_all(&h.cx, congress, &seated),
	    DELEGATE_HALL_FULL);
	write_end();
	a = block("A", 5);
	b = block("B", 5);
	write_begin();
	REFUSES(delegate_add_block(&h.cx, congress, S("A"), 3, &other),
	    DELEGATE_BLOCK_NAME);
	REFUSES(delegate_add_block(&h.cx, congress, S(""), 3, &other),
	    DELEGATE_BLOCK_NAME);
	REFUSES(delegate_add_block(&h.cx, congress, S("C"), 5001, &other),
	    DELEGATE_BLOCK_SEATS);
	REFUSES(delegate_seat_all(&h.cx, congress, &seated), DELEGATE_OK);
	assert_int_equal(seated, 7);
	/* Ash sits in A 1 to 4; Birch's two do not part, and there is room. */
	delegate_blocks(&h.cx, congress, &list, &len);
	assert_int_equal(len, 2);
	assert_int_equal(list[0].taken, 4);
	assert_int_equal(list[1].taken, 3);
	REFUSES(delegate_drop_block(&h.cx, congress, a), DELEGATE_BLOCK_USED);
	REFUSES(delegate_drop_block(&h.cx, congress, 999), DELEGATE_NO_BLOCK);
	REFUSES(delegate_seat(&h.cx, p, b, 1), DELEGATE_SEAT_TAKEN);
	REFUSES(delegate_seat(&h.cx, p, b, 6), DELEGATE_NO_SEAT);
	REFUSES(delegate_seat(&h.cx, p, 999, 1), DELEGATE_NO_BLOCK);
	REFUSES(delegate_seat(&h.cx, p, b, 5), DELEGATE_OK);
	REFUSES(delegate_seat(&h.cx, p, b, 5), DELEGATE_OK);
	write_end();
	assert_true(str_eq(who(p).block, S("B")));
	assert_int_equal(who(guest).seat, 3);
	assert_int_equal(who(guest).block_id, b);
	write_begin();
	REFUSES(delegate_seat(&h.cx, p, 0, 0), DELEGATE_OK);
	REFUSES(delegate_withdraw(&h.cx, guest), DELEGATE_OK);
	write_end();
	assert_int_equal(who(p).seat, 0);
	write_begin();
	db_script(h.cx.db, "UPDATE participant SET block_id = NULL, seat ="
	    " NULL WHERE state = 1");
	REFUSES(delegate_drop_block(&h.cx, congress, b), DELEGATE_OK);
	write_end();
	assert_int_equal(who(guest).block_id, 0);
	for (int i = 1; i < BLOCKS_MAX; i++) {
		char name[20];

		snprintf(name, sizeof(name), "x%d", i);
		block(name, 1);
	}
	write_begin();
	REFUSES(delegate_add_block(&h.cx, congress, S("last"), 3, &other),
	    DELEGATE_TOO_MANY);
	write_end();
}

/* ---- lists ------------------------------------------------------------- */

static struct delegate_import
import(const char *list, bool look)
{
	struct delegate_import out;
	str problem = S("");

	write_begin();
	assert_true(delegate_import(&h.cx, congress, str_z(list), look, &out,
	    &problem));
	write_end();
	return out;
}

static void
told(const struct delegate_import *im, size_t i, int line, const char *column,
    const char *text)
{
	assert_true(im->told.len > i);
	assert_int_equal(im->told.at[i].line, line);
	assert_true(str_eq(im->told.at[i].column, str_z(column)));
	if (memmem(im->told.at[i].text.at, im->told.at[i].text.len, text,
	    strlen(text)) == NULL) {
		fail_msg("told: " STR_FMT, STR_ARG(im->told.at[i].text));
	}
}

static void
test_list(void **unused)			/* DELE-8 */
{
	static const char list[] =
	    "role;number;name;delegation;sent by;meeting;block;seat\n"
	    "delegate;a11;;;;2026-10-23;A;3\n"
	    ";a21;;Ash;Ash-2;2026-10-23;;\n"
	    "substitute;a31;;;;2026-10-23;;\n"
	    "Guest;;\xc3\x85se Lind;;;;A;4\n";
	struct delegate_import im;
	str csv, problem;

	(void)unused;
	fix_key();
	block("A", 5);
	im = import(list, true);
	assert_int_equal(im.added, 4);
	assert_int_equal(im.refused, 0);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM participant"),
	    0);
	im = import(list, false);
	assert_int_equal(im.added, 4);
	/* A guest without a number is somebody else each time. */
	im = import(list, false);
	assert_int_equal(im.same, 3);
	assert_int_equal(im.refused, 1);
	told(&im, 0, 5, "seat", "somebody has this seat");
	im = import("number,role,meeting,block,seat,name,delegation\n"
	    "a11,boss,,,,,\n"
	    "zzz,,2026-10-23,,,,\n"
	    ",delegate,,,,,\n"
	    ",guest,,,,,\n"
	    "a41,,2026-10-24,,,,\n"
	    "a41,,yesterday,,,,\n"
	    "a41,,2026-10-23,Q,1,,\n"
	    "a41,,2026-10-23,A,none,,\n"
	    "a41,,2026-10-23,A,3,,\n"
	    "a41,,2026-10-23,,,,Elm\n"
	    "b11,,2026-10-23,,,,Ash\n"
	    "\"a41\n", false);
	assert_int_equal(im.added, 0);
	told(&im, 0, 2, "role", "delegate, substitute, guest");
	told(&im, 1, 3, "number", "nobody has \xe2\x80\x9czzz");
	told(&im, 2, 4, "number", "delegates and substitutes are members");
	told(&im, 3, 5, "name", "a name was expected");
	told(&im, 4, 6, "meeting", "there is none on 2026-10-24");
	told(&im, 5, 7, "meeting", "such as 2026-10-23");
	told(&im, 6, 8, "block", "name of a part");
	told(&im, 7, 9, "seat", "number of a seat");
	told(&im, 8, 10, "seat", "somebody has this seat");
	told(&im, 9, 11, "delegation", "none has");
	told(&im, 10, 12, "meeting", "outside the delegation");
	assert_int_equal(im.refused, 12);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM participant"),
	    3);
	/* What goes out can come in. */
	write_begin();
	csv = delegate_export(&h.cx, congress);
	assert_non_null(memmem(csv.at, csv.len, "delegate,a11,a11,Ash,Ash-1,"
	    "2026-10-23,A,3,1,", 43));
	assert_non_null(memmem(csv.at, csv.len, "substitute,a31,", 15));
	db_script(h.cx.db, "DELETE FROM participant; DELETE FROM substitute");
	assert_true(delegate_import(&h.cx, congress, csv, false, &im,
	    &problem));
	assert_int_equal(im.added, 4);
	assert_false(delegate_import(&h.cx, congress, S(""), false, &im,
	    &problem));
	assert_false(delegate_import(&h.cx, congress, S("a,b\n1,2\n"), false,
	    &im, &problem));
	assert_non_null(memmem(problem.at, problem.len, "number", 6));
	assert_false(delegate_import(&h.cx, 999, S("number\n"), false, &im,
	    &problem));
	write_end();
}

static void
test_fill(void **unused)
{
	(void)unused;
	fix_key();
	write_begin();
	assert_int_equal(delegate_fill(&h.cx, congress, 5), 5);
	assert_int_equal(delegate_fill(&h.cx, congress, 5), 1);
	assert_int_equal(delegate_fill(&h.cx, congress, 5), 0);
	write_end();
	/* Of Cedar, whose cells did not meet, nobody. */
	assert_int_equal(house_number(&h, "SELECT count(*) FROM participant"),
	    6);
}

/* ---- over -------------------------------------------------------------- */

static void
test_over(void **unused)
{
	struct delegate_rules r = { .conference_id = congress };
	struct delegate_import im;
	int64_t p, s, id;
	str problem;

	(void)unused;
	fix_key();
	p = sent(ASH, 0, 0, false);
	s = sent(ASH, 1, 0, true);
	write_begin();
	assert_int_equal(conference_set_state(&h.cx, congress,
	    CONFERENCE_OVER), CONFERENCE_OK);
	r.conference_id = congress;
	REFUSES(delegate_set_rules(&h.cx, &r), DELEGATE_CLOSED);
	REFUSES(delegate_fix_key(&h.cx, congress, house_day("2026-11-01")),
	    DELEGATE_CLOSED);
	REFUSES(delegate_elect(&h.cx, &(struct delegate_new){
	    .conference_id = congress }, &id), DELEGATE_CLOSED);
	REFUSES(delegate_invite(&h.cx, congress, ROLE_GUEST, 0, S("x"), &id),
	    DELEGATE_CLOSED);
	REFUSES(delegate_withdraw(&h.cx, p), DELEGATE_CLOSED);
	REFUSES(delegate_replace(&h.cx, p, s, &id), DELEGATE_CLOSED);
	REFUSES(delegate_drop_substitute(&h.cx, s), DELEGATE_CLOSED);
	REFUSES(delegate_end_proxy(&h.cx, p), DELEGATE_CLOSED);
	REFUSES(delegate_add_block(&h.cx, congress, S("A"), 1, &id),
	    DELEGATE_CLOSED);
	REFUSES(delegate_drop_block(&h.cx, congress, 1), DELEGATE_CLOSED);
	REFUSES(delegate_seat_all(&h.cx, congress, &id), DELEGATE_CLOSED);
	REFUSES(delegate_seat(&h.cx, p, 0, 0), DELEGATE_CLOSED);
	assert_false(delegate_import(&h.cx, congress, S("number\n1\n"), false,
	    &im, &problem));
	write_end();
}

/* ---- random histories -------------------------------------------------- */

/* What never holds, as figures that have to be 0. */
static const char *const never[] = {
	"SELECT count(*) FROM (SELECT member_id FROM participant WHERE state ="
	    " 1 AND member_id IS NOT NULL UNION ALL SELECT member_id FROM"
	    " substitute WHERE state = 1) x GROUP BY member_id HAVING count(*)"
	    " > 1",				/* DELE-4 */
	"SELECT count(*) FROM delegate_share s WHERE s.seats < (SELECT"
	    " count(*) FROM participant p WHERE p.unit_id = s.unit_id AND"
	    " p.role = 1 AND p.state = 1)",	/* DELE-3 */
	"SELECT count(*) FROM proxy x JOIN proxy y ON y.giver = x.holder"
	    " WHERE x.until_at IS NULL AND y.until_at IS NULL",
	"SELECT count(*) FROM proxy x JOIN participant p ON p.id IN (x.giver,"
	    " x.holder) WHERE x.until_at IS NULL AND p.state <> 1",
	"SELECT count(*) FROM (SELECT holder FROM proxy WHERE until_at IS NULL"
	    " GROUP BY holder HAVING count(*) > 2) x",	/* DELE-6 */
	"SELECT count(*) FROM (SELECT block_id, seat FROM participant WHERE"
	    " state = 1 AND seat IS NOT NULL GROUP BY block_id, seat HAVING"
	    " count(*) > 1) x",			/* DELE-7 */
	"SELECT count(*) FROM participant WHERE state = 3 AND id NOT IN"
	    " (SELECT instead_of FROM participant WHERE instead_of IS NOT"
	    " NULL)",				/* DELE-5 */
	"SELECT count(*) FROM participant WHERE (state = 1) <> (ended_at IS"
	    " NULL)",
};

static void
any_act(unsigned *seed)
{
	int k = rand_r(seed) % COUNTIES, i = rand_r(seed) % cells_of[k];
	int64_t last = db_number(h.cx.db, "SELECT max(id) FROM participant");
	int64_t p = last - rand_r(seed) % 12, q = last - rand_r(seed) % 12;
	int64_t id;
	struct meeting m;
	int64_t meeting = meeting_on(&h.cx, cell[k][i], S("general"),
	    house_day("2026-10-23"), &m) ? m.id : 0;

	switch (rand_r(seed) % 8) {
	case 0:
	case 1:
	case 2:
		(void)!delegate_elect(&h.cx, &(struct delegate_new){
		    .conference_id = congress, .meeting_id = meeting,
		    .member_id = person[k][i][rand_r(seed) % MEMBERS_OF],
		    .substitute = rand_r(seed) % 2 == 0 }, &id);
		break;
	case 3:
		(void)!delegate_withdraw(&h.cx, p);
		break;
	case 4:
		(void)!delegate_replace(&h.cx, p, rand_r(seed) % 2 == 0 ? 0 :
		    rand_r(seed) % 40, &id);
		break;
	case 5:
		(void)!delegate_give_proxy(&h.cx, p, q, &id);
		break;
	case 6:
		(void)!delegate_end_proxy(&h.cx, p);
		break;
	default:
		(void)!delegate_seat(&h.cx, p, 1, rand_r(seed) % 9);
		break;
	}
}

static void
test_random(void **unused)		/* DELE-3 to DELE-7 */
{
	unsigned seed = 30;

	(void)unused;
	fix_key();
	assert_int_equal(set_rules((struct delegate_rules){ .key = { 2, 3,
	    KEY_CELLS, KEY_LARGEST }, .tier = S("county"),
	    .key_article = S("30"), .proxies_max = 2,
	    .proxies_article = S("4") }), DELEGATE_OK);
	block("A", 8);
	for (int round = 0; round < 2000; round++) {
		write_begin();
		h.cx.now++;
		any_act(&seed);
		for (size_t i = 0; i < COUNT(never); i++) {
			int64_t n = db_number(h.cx.db, never[i]);

			if (n > 0) {
				fail_msg("round %d: %s", round, never[i]);
			}
		}
		write_end();
	}
	assert_true(house_number(&h, "SELECT count(*) FROM participant WHERE"
	    " state = 3") > 3);
	assert_true(house_number(&h, "SELECT count(*) FROM proxy") > 10);
}

/* ---- failing steps ----------------------------------------------------- */

static bool
do_all(int64_t gone)
{
	struct delegate_import im;
	int64_t id, b;
	str problem;

	return delegate_fix_key(&h.cx, congress, house_day("2026-11-01")) ==
	    DELEGATE_OK && delegate_add_block(&h.cx, congress, S("A"), 9,
	    &b) == DELEGATE_OK && delegate_import(&h.cx, congress,
	    S("role,number,meeting,block,seat\n,a21,2026-10-23,A,1\n"
	    "substitute,a31,2026-10-23,,\nguest,c11,,,\n"), false, &im,
	    &problem) && im.added == 3 && delegate_replace(&h.cx, gone, 0,
	    &id) == DELEGATE_OK && delegate_seat_all(&h.cx, congress, &id) ==
	    DELEGATE_OK;
}

static void
test_each_step_fails(void **unused)
{
	bool done = false;
	int64_t gone;
	int n;

	(void)unused;
	fix_key();
	gone = sent(ASH, 0, 0, false);
	for (n = 1; !done; n++) {
		write_begin();
		db_fail_at(h.cx.db, n);
		(void)!do_all(gone);
		change_settle(&h.cx);
		done = db_commit(h.cx.db);
		db_fail_at(h.cx.db, 0);
		assert_int_equal(house_number(&h, "SELECT count(*) FROM"
		    " participant"), done ? 4 : 1);
		assert_int_equal(house_number(&h, "SELECT count(*) FROM"
		    " hall_block"), done);
	}
	assert_int_equal(house_number(&h, "SELECT count(*) FROM participant"
	    " WHERE state = 1 AND seat IS NOT NULL"), 3);
	assert_true(n > 80);
}

static void
test_all_provoked(void **unused)
{
	(void)unused;
	for (size_t err = 0; err < DELEGATE_ERR_COUNT; err++) {
		if (!provoked[err]) {
			fail_msg("not provoked: %s",
			    delegate_err_text((enum delegate_err)err));
		}
		assert_in_range(delegate_err_status((enum delegate_err)err),
		    200, 422);
	}
}

int
main(void)
{
#define CONGRESS(test) \
	cmocka_unit_test_setup_teardown(test, congress_set_up, \
	    congress_tear_down)
	const struct CMUnitTest tests[] = {
		CONGRESS(test_rules),
		CONGRESS(test_key_is_kept),
		CONGRESS(test_elect),
		CONGRESS(test_elect_without_key),
		CONGRESS(test_invite),
		CONGRESS(test_replace),
		CONGRESS(test_proxies),
		CONGRESS(test_hall),
		CONGRESS(test_list),
		CONGRESS(test_fill),
		CONGRESS(test_over),
		CONGRESS(test_random),
		CONGRESS(test_each_step_fails),
		cmocka_unit_test(test_all_provoked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
