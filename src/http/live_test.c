/* live_test.c - parts, events and the tape, without a server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "http/live_inside.h"

/* ---- a page of three parts --------------------------------------------- */

static int64_t version;
static const char *says[3];
static bool moves;
static int rendered;
static int64_t seen_actor;

static int64_t
page_version(struct ctx *cx, struct object o)
{
	assert_int_equal(o.id, 7);
	seen_actor |= cx->actor | cx->account | (int64_t)cx->admin;
	return version;
}

static void
page_part(struct html *out, int i)
{
	rendered++;
	html_z(out, HTML_TEXT, says[i]);
}

static void
part_0(struct ctx *cx, struct object o, struct html *out)
{
	(void)o;
	seen_actor |= cx->actor | cx->account | (int64_t)cx->admin;
	page_part(out, 0);
}

static void
part_1(struct ctx *cx, struct object o, struct html *out)
{
	(void)cx;
	(void)o;
	page_part(out, 1);
}

static void
part_2(struct ctx *cx, struct object o, struct html *out)
{
	(void)cx;
	(void)o;
	page_part(out, 2);
}

static bool
page_moves(struct ctx *cx, struct object o)
{
	(void)cx;
	(void)o;
	return moves;
}

static const struct live_part parts[] = {
	{ "item", part_0, NULL },
	{ "cast", part_1, page_moves },
	{ "queue", part_2, NULL },
	LIVE_PARTS_END
};
static const struct live_page page = { page_version, parts };
static const struct object object = { .id = 7 };

static struct arena mem;
static struct ctx cx;

static int
fresh(void **state)
{
	(void)state;
	if (!arena_make(&mem, (size_t)16 << 20)) {
		return -1;
	}
	cx = (struct ctx){ .mem = &mem, .actor = 5, .account = 6,
		.admin = true };
	version = 1;
	says[0] = "one";
	says[1] = "two";
	says[2] = "three";
	moves = false;
	rendered = 0;
	seen_actor = 0;
	return 0;
}

static int
drop(void **state)
{
	(void)state;
	arena_drop(&mem);
	return 0;
}

static bool
has(str text, const char *part)
{
	return memmem(text.at, text.len, part, strlen(part)) != NULL;
}

/* ---- parts and events -------------------------------------------------- */

/* All parts for who comes new (LIVE-2), as a stream has it. */
static void
test_snapshot(void **state)
{
	str all = live_snapshot(&cx, &page, object);

	(void)state;
	assert_true(str_starts(all, S("id: 1-")));
	assert_true(str_ends(all, S("</hx-partial>\n\n")));
	assert_true(has(all, "\ndata: <hx-partial hx-target=\"#item\" "
	    "hx-swap=\"innerMorph\">one</hx-partial>"));
	assert_true(has(all, "#cast\" hx-swap=\"innerMorph\">two<"));
	assert_true(has(all, "#queue\" hx-swap=\"innerMorph\">three<"));
	assert_int_equal(rendered, 3);
	assert_int_equal(seen_actor, 0);
	assert_int_equal(cx.actor, 5);
}

/* Only what differs is sent, under another name. */
static void
test_differs(void **state)
{
	struct live_state a, b, c;
	char one[LIVE_NAME_MAX], two[LIVE_NAME_MAX];
	str event;

	(void)state;
	live_render(&cx, &page, object, NULL, &a);
	version = 2;
	says[2] = "<four>";
	live_render(&cx, &page, object, &a, &b);
	event = live_event(&mem, &page, &a, &b);
	assert_true(has(event, ">&lt;four&gt;<"));
	assert_false(has(event, "#item"));
	assert_false(has(event, "#cast"));
	live_name(&a, one);
	live_name(&b, two);
	assert_string_not_equal(one, two);
	assert_true(strncmp(two, "2-", 2) == 0);
	version = 3;
	live_render(&cx, &page, object, &b, &c);
	assert_int_equal(live_event(&mem, &page, &b, &c).len, 0);
}

/* Without a new version only what moves is rendered again. */
static void
test_moves(void **state)
{
	struct live_state a, b;

	(void)state;
	moves = true;
	live_render(&cx, &page, object, NULL, &a);
	assert_true(a.moving);
	says[0] = "not looked at";
	says[1] = "8,214";
	moves = false;
	live_render(&cx, &page, object, &a, &b);
	assert_int_equal(rendered, 4);
	assert_false(b.moving);
	assert_true(has(live_event(&mem, &page, &a, &b), ">8,214<"));
	assert_false(has(live_event(&mem, &page, &a, &b), "not looked"));
}

/* A state that is no more has no parts. */
static void
test_over(void **state)
{
	struct live_state a;

	(void)state;
	version = 0;
	live_render(&cx, &page, object, NULL, &a);
	assert_int_equal(a.len, 0);
	assert_int_equal(rendered, 0);
}

/* A line end in a part is one of the data, whatever its kind: nobody can end
 * the event, or begin one, with what they type. */
static void
test_lines(void **state)
{
	str all, line;
	size_t data = 0;

	(void)state;
	says[0] = "a\nid: 99\n\nevent: over";
	says[1] = "b\r\nc\rd";
	says[2] = "\n";
	all = live_snapshot(&cx, &page, object);
	assert_int_equal(memchr(all.at, '\r', all.len) == NULL, 1);
	assert_true(str_ends(all, S("\n\n")));
	all = str_part(all, 0, all.len - 2);
	assert_true(str_cut(&all, '\n', &line));
	assert_true(str_starts(line, S("id: 1-")));
	while (str_cut(&all, '\n', &line)) {
		assert_true(str_starts(line, S("data: ")));
		data++;
	}
	assert_int_equal(data, 4 + 3 + 2);
}

static void
test_part(void **state)
{
	struct html_piece piece;

	(void)state;
	says[1] = "<b>";
	piece = live_part(&cx, &page, object, "cast");
	assert_true(str_eq((str){ piece.at, piece.len }, S("&lt;b&gt;")));
}

/* ---- the tape ---------------------------------------------------------- */

static struct live_tape tape;

/* The n-th message, "n;", and all parts so far, padded. */
static void
put(unsigned n, size_t all_len)
{
	char text[32], name[LIVE_NAME_MAX], *all = calloc(1, all_len + 1);

	assert_non_null(all);
	memset(all, 'A', all_len);
	snprintf(text, sizeof(text), "%u;", n);
	snprintf(name, sizeof(name), "%u-x", n);
	live_tape_put(&tape, live_message_new(str_z(text), name),
	    live_message_new((str){ all, all_len }, name));
	free(all);
}

/* What a stream at this place is sent, in a row. */
static size_t
sent(struct live_place *p, char *to, size_t room)
{
	struct live_message *m;
	size_t len = 0;
	bool all;

	while ((m = live_tape_next(&tape, p, &all)) != NULL) {
		assert_true(len + m->len < room);
		memcpy(to + len, m->bytes, m->len);
		len += m->len;
		live_message_drop(m);
	}
	to[len] = '\0';
	return len;
}

static int
fresh_tape(void **state)
{
	(void)state;
	tape = (struct live_tape){ .next = 0 };
	return 0;
}

static int
drop_tape(void **state)
{
	(void)state;
	live_tape_drop(&tape);
	return 0;
}

/* Who comes back is sent exactly what was missed (LIVE-2), wherever they were,
 * as long as it is known. */
static void
test_resume(void **state)
{
	char text[4096], want[4096];
	struct live_place p;

	(void)state;
	for (unsigned n = 0; n < LIVE_MISSED_MAX + 40; n++) {
		put(n, 10);
		for (unsigned from = 0; from <= n; from += 7) {
			char name[LIVE_NAME_MAX];
			bool known = from + LIVE_MISSED_MAX > n;
			size_t len = 0;

			snprintf(name, sizeof(name), "%u-x", from);
			assert_int_equal(live_tape_find(&tape, str_z(name),
			    &p), known);
			if (!known) {
				continue;
			}
			for (unsigned i = from + 1; i <= n; i++) {
				len += (size_t)snprintf(want + len,
				    sizeof(want) - len, "%u;", i);
			}
			want[len] = '\0';
			sent(&p, text, sizeof(text));
			assert_string_equal(text, want);
		}
	}
	assert_false(live_tape_find(&tape, S(""), &p));
	assert_false(live_tape_find(&tape, S("x"), &p));
}

/* A state that came again is the newest of that name. */
static void
test_same_again(void **state)
{
	char text[64];
	struct live_place p;

	(void)state;
	put(1, 4);
	put(2, 4);
	put(1, 4);
	put(3, 4);
	assert_true(live_tape_find(&tape, S("1-x"), &p));
	sent(&p, text, sizeof(text));
	assert_string_equal(text, "3;");
}

/* Who is behind is sent all parts once these are less, and then goes on; who
 * fell off the tape too (LIVE-4). */
static void
test_behind(void **state)
{
	char text[2048];
	struct live_place slow = { .at = 0 }, lost = { .at = 0 };

	(void)state;
	for (unsigned n = 0; n < 60; n++) {
		put(n, 20);
	}
	sent(&slow, text, sizeof(text));
	assert_string_equal(text, "AAAAAAAAAAAAAAAAAAAA");
	put(60, 20);
	sent(&slow, text, sizeof(text));
	assert_string_equal(text, "60;");
	for (unsigned n = 61; n < 2 * LIVE_MISSED_MAX; n++) {
		put(n, 1000);
	}
	assert_int_equal(sent(&lost, text, sizeof(text)), 1000);
	assert_int_equal(sent(&lost, text, sizeof(text)), 0);
	/* All parts are more than what is missing. */
	lost.at = tape.next - 100;
	assert_true(sent(&lost, text, sizeof(text)) < 1000);
	assert_true(str_ends(str_z(text), S("511;")));
}

static void
test_new_place(void **state)
{
	char text[64];
	struct live_place p = { .all = true };

	(void)state;
	assert_int_equal(sent(&p, text, sizeof(text)), 0);
	put(0, 3);
	put(1, 3);
	sent(&p, text, sizeof(text));
	assert_string_equal(text, "AAA");
}

/* ---- a channel --------------------------------------------------------- */

static const struct sql get_version = { "test_version",
	"SELECT max(at) FROM test_state" };

static int64_t
read_version(struct ctx *c, struct object o)
{
	struct query q = db_query(c->db, &get_version);

	(void)o;
	return q_number(&q);
}

static void
show_version(struct ctx *c, struct object o, struct html *out)
{
	html_int(out, HTML_TEXT, read_version(c, o));
}

static const struct live_part read_parts[] = {
	{ "at", show_version, NULL },
	LIVE_PARTS_END
};
static const struct live_page read_page = { read_version, read_parts };

/* One look, in a transaction in which the n-th step fails; 0: none does. */
static bool
look(struct live *live, struct live_channel *ch, int fail_at)
{
	bool news;

	db_fail_at(cx.db, fail_at);
	db_begin(cx.db, DB_READ);
	news = channel_look(&cx, live, ch, clock_monotonic_ms());
	if (!db_commit(cx.db)) {
		db_rollback(cx.db);
	}
	db_fail_at(cx.db, 0);
	return news;
}

static void
set_state(const char *sql)
{
	db_script(cx.db, sql);
}

/* Whatever step of a look fails: nothing is said that was not read whole, no
 * stream ends for it, and the next look says it (LIVE-1). */
static void
test_fails(void **state)
{
	static struct live live;
	const char *problem = "";
	struct live_channel *ch = channel_new(&read_page, object);
	int steps = 0, n = 1;

	(void)state;
	cx.db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	assert_non_null(cx.db);
	set_state("CREATE TABLE test_state (at INTEGER NOT NULL);"
	    "INSERT INTO test_state VALUES (1)");
	assert_true(look(&live, ch, 0));
	assert_false(look(&live, ch, 0));
	assert_true(has((str){ ch->tape.all->bytes, ch->tape.all->len },
	    ">1<"));
	for (; n < 20; n++) {
		uint64_t next = ch->tape.next;
		char sql[80];

		snprintf(sql, sizeof(sql), "INSERT INTO test_state VALUES (%d)",
		    n + 1);
		set_state(sql);
		if (look(&live, ch, n)) {
			break;
		}
		steps++;
		assert_int_equal(ch->tape.next, next);
		assert_false(atomic_load(&ch->over));
		assert_true(look(&live, ch, 0));
		assert_int_equal(ch->tape.next, next + 1);
		snprintf(sql, sizeof(sql), ">%d<", n + 1);
		assert_true(has((str){ ch->tape.all->bytes,
		    ch->tape.all->len }, sql));
	}
	assert_true(steps >= 3);
	/* No state any more, and one again. */
	set_state("DELETE FROM test_state");
	assert_true(look(&live, ch, 0));
	assert_true(atomic_load(&ch->over));
	assert_false(look(&live, ch, 0));
	set_state("INSERT INTO test_state VALUES (100)");
	assert_true(look(&live, ch, 0));
	assert_false(atomic_load(&ch->over));
	channel_drop(ch);
	db_close(cx.db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_snapshot, fresh, drop),
		cmocka_unit_test_setup_teardown(test_differs, fresh, drop),
		cmocka_unit_test_setup_teardown(test_moves, fresh, drop),
		cmocka_unit_test_setup_teardown(test_over, fresh, drop),
		cmocka_unit_test_setup_teardown(test_lines, fresh, drop),
		cmocka_unit_test_setup_teardown(test_part, fresh, drop),
		cmocka_unit_test_setup_teardown(test_fails, fresh, drop),
		cmocka_unit_test_setup_teardown(test_resume, fresh_tape,
		    drop_tape),
		cmocka_unit_test_setup_teardown(test_same_again, fresh_tape,
		    drop_tape),
		cmocka_unit_test_setup_teardown(test_behind, fresh_tape,
		    drop_tape),
		cmocka_unit_test_setup_teardown(test_new_place, fresh_tape,
		    drop_tape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
