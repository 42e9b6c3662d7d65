/*
 * door_test.c - the rules of door.h, every refusal, random passages against a
 * simple-minded count, and each step of the database made to fail once.
 */
#include "delegate/congress_test.h"

#include <sodium.h>
#include <stdlib.h>

#include "door/door_own.h"

#define PEOPLE	10

static bool provoked[DOOR_ERR_COUNT];
static int64_t who[PEOPLE];		/* the last one is a guest */

static enum door_err
noted(enum door_err err)
{
	provoked[err] = true;
	return err;
}
#define REFUSES(call, err)	assert_int_equal(noted(call), err)

static void
add_person(int i)
{
	assert_int_equal(participant_add(&h.cx, &(struct participant){
	    .conference_id = congress, .member_id = person[ASH][i / 4][i % 4],
	    .name = str_z(i == PEOPLE - 1 ? "Guest" : "Delegate"),
	    .role = i == PEOPLE - 1 ? ROLE_GUEST : ROLE_DELEGATE,
	    .voting = i != PEOPLE - 1, .unit_id = county[ASH] }, &who[i]),
	    CONFERENCE_OK);
}

static int
set_up(void **unused)
{
	congress_set_up(unused);
	assert_true(sodium_init() >= 0);
	write_begin();
	for (int i = 0; i < PEOPLE; i++) {
		add_person(i);
	}
	assert_int_equal(badge_begin(&h.cx, congress), DOOR_OK);
	write_end();
	h.cx.now += 3600;
	return 0;
}

static str
badge_of(int64_t id)
{
	struct participant p;
	str text = S("");

	db_begin(h.cx.db, DB_READ);
	assert_true(participant_read(&h.cx, id, &p));
	assert_int_equal(badge_text(&h.cx, &p, &text), DOOR_OK);
	assert_true(db_commit(h.cx.db));
	return text;
}

/* ---- badges ------------------------------------------------------------ */

static enum door_err
shown(str text, struct shown_badge *out)
{
	struct conference c;
	enum door_err err;

	db_begin(h.cx.db, DB_READ);
	assert_true(conference_read(&h.cx, congress, &c));
	err = badge_shown(&h.cx, &c, text, out);
	assert_true(db_commit(h.cx.db));
	return noted(err);
}

static str
changed(str text, size_t at, char c)
{
	char *copy = arena_copy_z(&h.mem, text);

	copy[at] = c;
	return (str){ copy, text.len };
}

static void
test_badge(void **unused)			/* DOOR-1 */
{
	str text = badge_of(who[3]);
	struct shown_badge s;
	struct badge b;
	char *lower;

	(void)unused;
	assert_true(badge_parse(text, &b));
	assert_int_equal(b.number, 4);
	/* A QR code of 41 squares holds 154 signs at level M. */
	assert_in_range(text.len, 100, 154);
	assert_int_equal(shown(text, &s), DOOR_OK);
	assert_int_equal(s.who.id, who[3]);
	assert_false(s.old);
	/* As a scanner may send it. */
	lower = arena_copy_z(&h.mem, arena_printf(&h.mem, " " STR_FMT "\r",
	    STR_ARG(text)));
	for (char *c = lower; *c != '\0'; c++) {
		*c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
	}
	assert_int_equal(shown(str_z(lower), &s), DOOR_OK);
	assert_int_equal(s.who.id, who[3]);
	assert_false(s.old);
	assert_int_equal(shown(S("4"), &s), DOOR_OK);
	assert_int_equal(s.who.id, who[3]);
	assert_int_equal(shown(S("11"), &s), DOOR_NO_ONE);
	assert_int_equal(shown(S("CW1.x"), &s), DOOR_NOT_READ);
	assert_int_equal(shown(S(""), &s), DOOR_NOT_READ);
	/* Each sign of it is signed: another one, and it is not ours. */
	for (size_t i = 4; i < text.len; i++) {
		enum door_err err;

		if (text.at[i] == '.') {
			continue;
		}
		err = shown(changed(text, i, text.at[i] == '7' ? '8' : '7'),
		    &s);
		assert_true(err == DOOR_NOT_OURS || err == DOOR_ELSEWHERE ||
		    err == DOOR_NOT_READ);
	}
}

static void
test_badge_can_be_checked_anywhere(void **unused)	/* DOOR-1 */
{
	str text = badge_of(who[0]), key;
	unsigned char pk[crypto_sign_PUBLICKEYBYTES];
	unsigned char sig[crypto_sign_BYTES] = { 0 };
	struct badge b;
	size_t n = 0;

	(void)unused;
	db_begin(h.cx.db, DB_READ);
	key = badge_public_key(&h.cx, congress);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(sodium_hex2bin(pk, sizeof(pk), key.at, key.len, NULL,
	    &n, NULL), 0);
	assert_true(badge_parse(text, &b));
	/* By the description in docs/rules/door.md alone. */
	for (size_t i = 0; i < b.signature.len; i++) {
		int v = (int)(strchr("0123456789ABCDEFGHJKMNPQRSTVWXYZ",
		    b.signature.at[i]) - "0123456789ABCDEFGHJKMNPQRSTVWXYZ");

		for (size_t k = 0; k < 5; k++) {
			size_t bit = i * 5 + k;

			if (bit < sizeof(sig) * 8 && (v >> (4 - k) & 1) != 0) {
				sig[bit / 8] |= (unsigned char)(128 >>
				    bit % 8);
			}
		}
	}
	assert_int_equal(crypto_sign_verify_detached(sig,
	    (const unsigned char *)text.at, (size_t)(b.signature.at - text.at)
	    - 1, pk), 0);
}

static void
test_reissue(void **unused)			/* DOOR-1 */
{
	str old = badge_of(who[0]), new;
	struct badge_line *list;
	struct shown_badge s;
	struct conference c;
	int64_t other;
	size_t len;

	(void)unused;
	write_begin();
	REFUSES(badge_reissue(&h.cx, who[0]), DOOR_OK);
	REFUSES(badge_reissue(&h.cx, who[2]), DOOR_OK);
	REFUSES(badge_reissue(&h.cx, 999), DOOR_NO_ONE);
	write_end();
	new = badge_of(who[0]);
	assert_false(str_eq(old, new));
	assert_int_equal(shown(old, &s), DOOR_OK);
	assert_int_equal(s.who.id, who[0]);
	assert_true(s.old);
	assert_int_equal(shown(new, &s), DOOR_OK);
	assert_false(s.old);
	db_begin(h.cx.db, DB_READ);
	badge_list(&h.cx, congress, 0, 100, &list, &len);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(len, PEOPLE);
	assert_int_equal(list[0].issue, 2);
	assert_int_equal(list[1].issue, 1);
	assert_int_equal(list[2].issue, 2);
	assert_true(str_eq(list[0].text, new));
	/* Another conference signs with another key. */
	write_begin();
	assert_int_equal(congress_plan(S("secretaries"), federation,
	    "2026-12-20", &other), CONFERENCE_OK);
	REFUSES(badge_begin(&h.cx, other), DOOR_OK);
	REFUSES(badge_begin(&h.cx, other), DOOR_OK);
	assert_true(conference_read(&h.cx, other, &c));
	REFUSES(badge_shown(&h.cx, &c, new, &s), DOOR_ELSEWHERE);
	write_end();
}

static void
test_secret(void **unused)			/* DOOR-2 */
{
	str text = badge_of(who[1]);
	struct participant p;
	struct shown_badge s;
	struct badge b;
	str none;

	(void)unused;
	assert_true(badge_parse(text, &b));
	/* Neither the badge nor what is random on it stands in any table. */
	write_begin();
	assert_int_equal(db_number(h.cx.db, arena_copy_z(&h.mem, arena_printf(
	    &h.mem, "SELECT count(*) FROM badge_key WHERE upper(seed) LIKE"
	    " '%%" STR_FMT "%%'", STR_ARG(b.random)))), 0);
	badge_forget(&h.cx, congress);
	assert_true(participant_read(&h.cx, who[1], &p));
	REFUSES(badge_text(&h.cx, &p, &none), DOOR_NO_BADGES);
	REFUSES(door_list(&h.cx, congress, &none), DOOR_NO_BADGES);
	/* It does not come back. */
	REFUSES(badge_begin(&h.cx, congress), DOOR_OK);
	write_end();
	assert_int_equal(shown(text, &s), DOOR_NOT_OURS);
}

/* ---- at the doors ------------------------------------------------------ */

static enum door_err
pass(str text, enum passage_kind kind, const char *door, struct passed *out)
{
	enum door_err err;

	write_begin();
	h.cx.now++;
	err = door_pass(&h.cx, &(struct passing){ .conference_id = congress,
	    .text = text, .kind = kind, .door = str_z(door) }, out);
	write_end();
	return noted(err);
}

static enum participant_presence
presence(int64_t id)
{
	struct participant p;

	db_begin(h.cx.db, DB_READ);
	assert_true(participant_read(&h.cx, id, &p));
	assert_true(db_commit(h.cx.db));
	return p.presence;
}

static void
test_two_doors(void **unused)			/* DOOR-3 */
{
	str badge = badge_of(who[0]);
	struct passage *list;
	struct passed one, two;
	size_t len;
	int64_t since;

	(void)unused;
	assert_int_equal(pass(badge, PASSED_IN, "14", &one), DOOR_OK);
	since = h.cx.now;
	assert_int_equal(one.passage.doubt, PASSAGE_CLEAR);
	assert_int_equal(one.before.id, 0);
	assert_int_equal(one.who.id, who[0]);
	assert_int_equal(pass(badge, PASSED_IN, "15", &two), DOOR_OK);
	assert_int_equal(two.passage.doubt, PASSAGE_TWICE);
	assert_int_equal(two.before.at, since);
	assert_true(str_eq(two.before.door, S("14")));
	/* A third one still tells of the first. */
	assert_int_equal(pass(badge, PASSED_IN, "16", &two), DOOR_OK);
	assert_true(str_eq(two.before.door, S("14")));
	write_begin();
	door_doubts(&h.cx, congress, true, 10, &list, &len);
	assert_int_equal(len, 2);
	REFUSES(door_note(&h.cx, list[0].id, S("")), DOOR_NO_WORDS);
	REFUSES(door_note(&h.cx, one.passage.id, S("x")), DOOR_NO_PASSAGE);
	REFUSES(door_note(&h.cx, 999, S("x")), DOOR_NO_PASSAGE);
	REFUSES(door_note(&h.cx, list[0].id, S("Turned away")), DOOR_OK);
	door_doubts(&h.cx, congress, true, 10, &list, &len);
	assert_int_equal(len, 1);
	door_doubts(&h.cx, congress, false, 10, &list, &len);
	assert_int_equal(len, 2);
	assert_true(str_eq(list[0].note, S("Turned away")));
	write_end();
	assert_int_equal(pass(badge, PASSED_OUT, "14", &one), DOOR_OK);
	assert_int_equal(presence(who[0]), WENT_OUT);
	assert_int_equal(pass(badge, PASSED_IN, "14", &one), DOOR_OK);
	assert_int_equal(one.passage.kind, PASSED_BACK);
	assert_int_equal(one.passage.doubt, PASSAGE_CLEAR);
	assert_int_equal(one.before.kind, PASSED_OUT);
	assert_int_equal(pass(badge, LEFT_FOR_GOOD, "1", &one), DOOR_OK);
	assert_int_equal(pass(badge, PASSED_OUT, "1", &one), DOOR_OK);
	assert_int_equal(one.passage.doubt, PASSAGE_NOT_IN);
}

static void
test_refusals(void **unused)			/* DOOR-1, DOOR-3 */
{
	static char long_name[DOOR_NAME_MAX + 2];
	str badge = badge_of(who[0]), of_gone = badge_of(who[1]);
	struct passed out;

	(void)unused;
	write_begin();
	REFUSES(badge_reissue(&h.cx, who[0]), DOOR_OK);
	assert_int_equal(delegate_withdraw(&h.cx, who[1]), DELEGATE_OK);
	REFUSES(badge_reissue(&h.cx, who[1]), DOOR_GONE);
	write_end();
	assert_int_equal(pass(badge, PASSED_IN, "1", &out), DOOR_OLD_BADGE);
	assert_int_equal(pass(of_gone, PASSED_IN, "1", &out), DOOR_GONE);
	assert_int_equal(pass(S("2"), PASSED_IN, "1", &out), DOOR_GONE);
	assert_int_equal(pass(S("99999"), PASSED_IN, "1", &out), DOOR_NO_ONE);
	assert_int_equal(pass(S("1"), CAME_ONLINE, "1", &out), DOOR_LIST);
	memset(long_name, '1', sizeof(long_name) - 1);
	assert_int_equal(pass(S("1"), PASSED_IN, long_name, &out), DOOR_LIST);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM passage"), 0);
	write_begin();
	REFUSES(door_online(&h.cx, 999, true), DOOR_NO_ONE);
	REFUSES(door_online(&h.cx, who[1], true), DOOR_GONE);
	db_script(h.cx.db, "UPDATE conference SET mode = 1");
	REFUSES(door_online(&h.cx, who[2], true), DOOR_ONE_HALL);
	REFUSES(badge_begin(&h.cx, 999), DOOR_NONE);
	assert_int_equal(conference_set_state(&h.cx, congress,
	    CONFERENCE_OVER), CONFERENCE_OK);
	REFUSES(door_pass(&h.cx, &(struct passing){ .conference_id =
	    congress }, &out), DOOR_OVER);
	write_end();
}

/* ---- without a network ------------------------------------------------- */

static struct door_brought
bring(const char *rows)
{
	struct door_brought out = { 0 };

	write_begin();
	REFUSES(door_bring(&h.cx, congress, arena_printf(&h.mem,
	    "device,sequence,at,badge,way,door\n%s", rows), &out), DOOR_OK);
	write_end();
	return out;
}

static void
test_list_brought_twice(void **unused)		/* DOOR-4, DOOR-5 */
{
	static const char rows[] =
	    "d7,1,2026-11-20T12:10:00Z,1,in,7\n"
	    "d7,2,2026-11-20T12:20:00.250Z,1,out,7\n"
	    "d7,3,2026-11-20T12:21:00Z,2,in,7\n"
	    "d8,1,2026-11-20T12:15:00Z,1,in,8\n";
	struct door_brought b = bring(rows);
	struct passage *list;
	size_t len;

	(void)unused;
	assert_int_equal(b.taken, 4);
	/* In at 12:10, again at 12:15, out at 12:20, whatever came first. */
	db_begin(h.cx.db, DB_READ);
	door_passages(&h.cx, who[0], &list, &len);
	assert_int_equal(len, 3);
	assert_int_equal(list[0].doubt, PASSAGE_CLEAR);
	assert_int_equal(list[1].doubt, PASSAGE_TWICE);
	assert_true(str_eq(list[1].device, S("d8")));
	assert_int_equal(list[2].doubt, PASSAGE_CLEAR);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(b.doubtful, 1);
	assert_int_equal(presence(who[0]), WENT_OUT);
	assert_int_equal(presence(who[1]), IN_THE_HALL);
	b = bring(rows);
	assert_int_equal(b.taken, 0);
	assert_int_equal(b.known, 4);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM passage"), 4);
	/* An earlier "in" makes an "out" that was in doubt clear. */
	b = bring("d9,2,2026-11-20T12:40:00Z,5,out,9\n");
	assert_int_equal(b.doubtful, 1);
	b = bring("d9,1,2026-11-20T12:30:00Z,5,in,9\n");
	assert_int_equal(b.doubtful, 0);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM passage WHERE"
	    " doubt = 2"), 0);
	assert_int_equal(presence(who[4]), WENT_OUT);
}

static void
test_rows_that_are_refused(void **unused)	/* DOOR-4 */
{
	struct door_brought b;
	str old = badge_of(who[0]);

	(void)unused;
	b = bring(",1,2026-11-20T12:10:00Z,1,in,7\n"
	    "d,0,2026-11-20T12:10:00Z,1,in,7\n"
	    "d,1,2026-11-20 12:10,1,in,7\n"
	    "d,1,2026-11-20T25:10:00Z,1,in,7\n"
	    "d,1,2026-11-20T12:10:00Z,1,up,7\n"
	    "d,1,2026-11-20T12:10:00Z,77,in,7\n"
	    "d,1,2026-11-20T23:10:00Z,1,in,7\n"
	    "d,2,2026-11-20T12:10:00Z,2,in,7\n");
	assert_int_equal(b.refused, 7);
	assert_int_equal(b.taken, 1);
	assert_int_equal(b.told.at[0].line, 2);
	assert_int_equal(b.told.at[6].line, 8);
	/* Parts of a second are digits after a dot, and nothing else. */
	b = bring("d,3,2026-11-20T12:10:00.5Z,1,in,7\n"
	    "d,4,2026-11-20T12:10:01.000123Z,1,out,7\n"
	    "d,5,2026-11-20T12:10:02.Z,1,out,7\n"
	    "d,6,2026-11-20T12:10:03.5xZ,1,out,7\n"
	    "d,7,2026-11-20T12:10:04.1.2Z,1,out,7\n"
	    "d,8,2026-11-20T12:10:05 5Z,1,out,7\n"
	    "d,9,2026-11-20T12:10:06-01:00Z,1,out,7\n");
	assert_int_equal(b.taken, 2);
	assert_int_equal(b.refused, 5);
	write_begin();
	REFUSES(door_bring(&h.cx, congress, S("device,at\n"), &b), DOOR_LIST);
	REFUSES(door_bring(&h.cx, congress, S(""), &b), DOOR_LIST);
	REFUSES(door_bring(&h.cx, 999, S(""), &b), DOOR_NONE);
	/* What happened at a door without a network happened. */
	REFUSES(badge_reissue(&h.cx, who[0]), DOOR_OK);
	assert_int_equal(delegate_withdraw(&h.cx, who[2]), DELEGATE_OK);
	write_end();
	b = bring(arena_copy_z(&h.mem, arena_printf(&h.mem,
	    "d,13,2026-11-20T12:11:00Z," STR_FMT ",in,7\n"
	    "d,14,2026-11-20T12:11:00Z,3,in,7\n", STR_ARG(old))));
	assert_int_equal(b.taken, 2);
	assert_int_equal(b.doubtful, 2);
	assert_int_equal(house_number(&h, "SELECT sum(doubt) FROM passage"),
	    PASSAGE_OLD_BADGE + PASSAGE_GONE);
}

static void
test_list_taken_along(void **unused)		/* DOOR-7 */
{
	unsigned char pk[32], sig[64], hash[32];
	str list = S(""), all, body, key, badge = badge_of(who[0]);
	char hex[17];
	struct badge b;
	size_t n;

	(void)unused;
	write_begin();
	REFUSES(door_list(&h.cx, congress, &list), DOOR_OK);
	write_end();
	assert_true(str_starts(list, S("# CW1 ")));
	all = list;
	assert_true(str_cut(&all, '\n', &key));
	n = (size_t)((const char *)memmem(all.at, all.len, "# signature ",
	    12) - all.at);
	body = str_part(all, 0, n);
	assert_int_equal(sodium_hex2bin(sig, sizeof(sig), all.at + n + 12, 128,
	    NULL, &n, NULL), 0);
	key = str_from(key, key.len - 65);
	assert_int_equal(sodium_hex2bin(pk, sizeof(pk), key.at, 64, NULL, &n,
	    NULL), 0);
	assert_int_equal(crypto_sign_verify_detached(sig,
	    (const unsigned char *)body.at, body.len, pk), 0);
	assert_true(badge_parse(badge, &b));
	crypto_hash_sha256(hash, (const unsigned char *)b.random.at,
	    b.random.len);
	sodium_bin2hex(hex, sizeof(hex), hash, 8);
	assert_non_null(memmem(body.at, body.len, hex, 16));
	assert_non_null(memmem(body.at, body.len, "\r\n1,Delegate,Ash,,1,",
	    19));
	/* No number of a member, nothing else; a hash may have its letters. */
	assert_true(str_starts(body,
	    S("number,name,delegation,seat,vote,hash\r\n")));
	assert_null(memmem(body.at, body.len, ",a11,", 5));
	assert_null(memmem(body.at, body.len, ",a11\r", 5));
}

/* ---- the hall ---------------------------------------------------------- */

static struct door_hall
hall(int64_t moment)
{
	struct door_hall out;

	db_begin(h.cx.db, DB_READ);
	out = moment == 0 ? door_hall(&h.cx, congress) :
	    door_hall_at(&h.cx, congress, moment);
	assert_true(db_commit(h.cx.db));
	return out;
}

static void
test_quorum(void **unused)			/* DOOR-6 */
{
	struct delegate_rules r = { .conference_id = congress,
		.tier = S(""), .quorum_said = true, .quorum = { 2, 3, false },
		.quorum_article = S("7"), .online_counts = true };
	struct door_group *groups;
	struct door_hall now;
	struct passed out;
	int64_t five;
	size_t len;

	(void)unused;
	now = hall(0);
	assert_int_equal(now.entitled, 9);
	assert_int_equal(now.needed, -1);
	assert_true(now.can_decide);
	write_begin();
	assert_int_equal(delegate_set_rules(&h.cx, &r), DELEGATE_OK);
	write_end();
	for (int i = 0; i < 5; i++) {
		assert_int_equal(pass(badge_of(who[i]), PASSED_IN, "1", &out),
		    DOOR_OK);
	}
	assert_int_equal(pass(badge_of(who[9]), PASSED_IN, "1", &out),
	    DOOR_OK);
	five = h.cx.now;
	now = hall(0);
	assert_int_equal(now.present, 5);
	assert_int_equal(now.guests, 1);
	assert_int_equal(now.needed, 6);
	assert_false(now.can_decide);
	assert_true(str_eq(now.article, S("7")));
	assert_true(str_eq(now.share, S("2/3")));
	write_begin();
	h.cx.now++;
	REFUSES(door_online(&h.cx, who[5], true), DOOR_OK);
	write_end();
	now = hall(0);
	assert_int_equal(now.present, 6);
	assert_int_equal(now.online, 1);
	assert_true(now.can_decide);
	now = hall(five);
	assert_int_equal(now.present, 5);
	assert_int_equal(now.guests, 1);
	assert_false(now.can_decide);
	assert_int_equal(hall(five - 10000).entitled, 0);
	db_begin(h.cx.db, DB_READ);
	assert_int_equal(door_hall_at(&h.cx, congress, h.cx.now).present, 6);
	door_by_delegation(&h.cx, congress, &groups, &len);
	assert_int_equal(len, 1);
	assert_int_equal(groups[0].present, 6);
	assert_int_equal(groups[0].entitled, 9);
	assert_int_equal(groups[0].guests, 1);
	door_by_block(&h.cx, congress, &groups, &len);
	assert_int_equal(len, 1);
	assert_int_equal(groups[0].id, 0);
	assert_true(db_commit(h.cx.db));
	/* One who goes off the list is not entitled any more, but was. */
	write_begin();
	h.cx.now++;
	assert_int_equal(delegate_withdraw(&h.cx, who[0]), DELEGATE_OK);
	r.online_counts = false;
	assert_int_equal(delegate_set_rules(&h.cx, &r), DELEGATE_OK);
	REFUSES(door_online(&h.cx, who[5], false), DOOR_OK);
	write_end();
	now = hall(0);
	assert_int_equal(now.entitled, 8);
	assert_int_equal(now.present, 4);
	assert_int_equal(hall(five).entitled, 9);
	assert_int_equal(hall(five).present, 5);
}

static void
test_quorum_of_a_cell(void **unused)		/* DOOR-6, CONF-7 */
{
	struct meeting_plan plan = { .unit_id = cell[ASH][0],
		.kind = S("general"), .place = S(""),
		.day = house_day("2026-11-20"), .starts = -1 };
	struct door_hall now;
	int64_t m, c, p;

	(void)unused;
	write_begin();
	assert_int_equal(meeting_call(&h.cx, &plan, &m), MEETING_OK);
	assert_int_equal(conference_plan(&h.cx, &(struct conference){
	    .unit_id = cell[ASH][0], .meeting_id = m, .kind = S("general"),
	    .title = S("Vote"), .place = S(""), .language = S("en"),
	    .era_name = S(""), .from = plan.day, .last = plan.day,
	    .mode = IN_ONE_HALL }, &c), CONFERENCE_OK);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(participant_add(&h.cx, &(struct participant){
		    .conference_id = c, .member_id = person[ASH][0][i],
		    .name = S("x"), .role = ROLE_DELEGATE, .voting = true },
		    &p), CONFERENCE_OK);
	}
	participant_set_presence(&h.cx, p, IN_THE_HALL);
	now = door_hall(&h.cx, c);
	assert_int_equal(now.needed, 2);
	assert_false(now.can_decide);
	assert_true(str_eq(now.article, S("Article 12. Meetings")));
	write_end();
}

/* ---- random passages --------------------------------------------------- */

/* What happened, in the order of time; of the same second the earlier row. */
static struct event {
	int64_t	 at;
	int	 person;
	bool	 in;
} events[600];

static int
by_time(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	return x->at != y->at ? (x->at < y->at ? -1 : 1) : x < y ? -1 : x > y;
}

/* Passages come in any order, some twice, from doors and from devices: where
 * everybody is follows from their times alone. */
static void
test_random(void **unused)			/* DOOR-4 to DOOR-6 */
{
	int64_t start = h.cx.now;
	unsigned seed = 14;
	struct passed out;

	(void)unused;
	h.cx.now += 10000;
	for (int i = 0; i < (int)COUNT(events); i++) {
		struct event *e = &events[i];
		struct passing in = { .conference_id = congress,
			.device = arena_printf(&h.mem, "d%d", i % 7),
			.sequence = i + 1, .door = S("1") };

		/* No two in the same second: then the order is that of ids. */
		e->at = start + (i * 7919) % 9973;
		e->person = rand_r(&seed) % PEOPLE;
		e->in = rand_r(&seed) % 2 == 0;
		in.at = e->at;
		in.kind = e->in ? PASSED_IN : PASSED_OUT;
		in.text = arena_printf(&h.mem, "%d", e->person + 1);
		write_begin();
		for (int n = rand_r(&seed) % 4 == 0 ? 2 : 1; n > 0; n--) {
			assert_int_equal(door_pass(&h.cx, &in, &out), DOOR_OK);
		}
		write_end();
	}
	assert_int_equal(house_number(&h, "SELECT count(*) FROM passage"),
	    COUNT(events));
	qsort(events, COUNT(events), sizeof(events[0]), by_time);
	for (int64_t at = start; at < start + 10000; at += 997) {
		bool in[PEOPLE] = { false };
		int64_t present = 0;

		for (size_t i = 0; i < COUNT(events); i++) {
			if (events[i].at <= at) {
				in[events[i].person] = events[i].in;
			}
		}
		for (int i = 0; i < PEOPLE - 1; i++) {
			present += in[i];
		}
		assert_int_equal(hall(at).present, present);
		assert_int_equal(hall(at).guests, in[PEOPLE - 1]);
	}
	assert_int_equal(hall(0).present, hall(h.cx.now).present);
	/* In doubt is who came in while in, and who went out while out. */
	for (int i = 0; i < PEOPLE; i++) {
		struct passage *list;
		bool in = false;
		size_t len;

		db_begin(h.cx.db, DB_READ);
		door_passages(&h.cx, who[i], &list, &len);
		for (size_t k = 0; k < len; k++) {
			bool comes = list[k].kind == PASSED_IN ||
			    list[k].kind == PASSED_BACK;

			assert_int_equal(list[k].doubt, comes != in ?
			    PASSAGE_CLEAR : comes ? PASSAGE_TWICE :
			    PASSAGE_NOT_IN);
			in = comes;
		}
		assert_true(db_commit(h.cx.db));
	}
}

/* ---- failing steps ----------------------------------------------------- */

static void
test_each_step_fails(void **unused)
{
	str badge = badge_of(who[0]);
	struct door_brought b;
	struct passed out;
	bool done = false;
	int64_t before;
	str list;
	int n;

	(void)unused;
	(void)bring("d,9,2026-11-20T12:30:00Z,1,in,7\n");
	for (n = 1; !done; n++) {
		before = house_number(&h, "SELECT count(*) FROM passage");
		write_begin();
		db_fail_at(h.cx.db, n);
		(void)!door_pass(&h.cx, &(struct passing){ .conference_id =
		    congress, .text = badge, .kind = PASSED_OUT,
		    .door = S("1") }, &out);
		(void)!door_bring(&h.cx, congress, S("device,sequence,at,badge,"
		    "way\nd,1,2026-11-20T12:10:00Z,1,in\n"), &b);
		(void)!badge_reissue(&h.cx, who[1]);
		(void)!door_list(&h.cx, congress, &list);
		(void)!door_online(&h.cx, who[2], true);
		(void)door_hall_at(&h.cx, congress, h.cx.now);
		change_settle(&h.cx);
		done = db_commit(h.cx.db);
		db_fail_at(h.cx.db, 0);
		assert_int_equal(house_number(&h, "SELECT count(*) FROM"
		    " passage") - before, done ? 3 : 0);
		assert_int_equal(presence(who[0]), done ? WENT_OUT :
		    IN_THE_HALL);
	}
	assert_true(n > 50);
}

static void
test_all_provoked(void **unused)
{
	(void)unused;
	for (size_t err = 0; err < DOOR_ERR_COUNT; err++) {
		if (!provoked[err]) {
			fail_msg("not provoked: %s",
			    door_err_text((enum door_err)err));
		}
		assert_in_range(door_err_status((enum door_err)err), 200, 422);
	}
}

int
main(void)
{
#define DOORS(test) \
	cmocka_unit_test_setup_teardown(test, set_up, congress_tear_down)
	const struct CMUnitTest tests[] = {
		DOORS(test_badge),
		DOORS(test_badge_can_be_checked_anywhere),
		DOORS(test_reissue),
		DOORS(test_secret),
		DOORS(test_two_doors),
		DOORS(test_refusals),
		DOORS(test_list_brought_twice),
		DOORS(test_rows_that_are_refused),
		DOORS(test_list_taken_along),
		DOORS(test_quorum),
		DOORS(test_quorum_of_a_cell),
		DOORS(test_random),
		DOORS(test_each_step_fails),
		cmocka_unit_test(test_all_provoked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
