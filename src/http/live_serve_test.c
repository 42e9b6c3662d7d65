/*
 * live_serve_test.c - streams as the network sees them: what comes first, what
 * comes after a commit, who comes back, who goes away without a word, who may
 * no longer, who takes nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <poll.h>
#include <time.h>

#include <cmocka.h>

#include "http/live.h"
#include "http/server_inside.h"
#include "http/wire_test.h"

#define STREAM_MAX	(1 << 18)
#define MANY		300
#define LONG_WORD	400		/* bytes of the name of a thing */

/* ---- a live page about the things -------------------------------------- */

static atomic_llong state_gone;
static atomic_int versions_read, moved;

static int64_t
number(struct ctx *cx, const struct sql *sql)
{
	struct query q = db_query(cx->db, sql);

	return q_number(&q);
}

static int64_t
things_version(struct ctx *cx, struct object o)
{
	static const struct sql count = { "test_count",
		"SELECT count(*) FROM thing" };

	(void)o;
	atomic_fetch_add(&versions_read, 1);
	return atomic_load(&state_gone) != 0 ? 0 : 1 + number(cx, &count);
}

static void
show_count(struct ctx *cx, struct object o, struct html *out)
{
	html_int(out, HTML_TEXT, things_version(cx, o) - 1);
}

static void
show_last(struct ctx *cx, struct object o, struct html *out)
{
	static const struct sql last = { "test_last",
		"SELECT name FROM thing ORDER BY id DESC LIMIT 1" };
	struct query q = db_query(cx->db, &last);

	(void)o;
	if (q_row(&q)) {
		html_str(out, HTML_TEXT, q_get_str(&q, 0));
	}
	q_end(&q);
}

static void
show_still(struct ctx *cx, struct object o, struct html *out)
{
	(void)cx;
	html_z(out, HTML_TEXT, "still ");
	html_int(out, HTML_TEXT, o.unit);
}

static const struct sql count_looks = { "test_looks",
	"SELECT count(*) FROM thing_look" };

static void
show_looks(struct ctx *cx, struct object o, struct html *out)
{
	(void)o;
	atomic_fetch_add(&moved, 1);
	html_int(out, HTML_TEXT, number(cx, &count_looks));
}

/* Until there are three things. */
static bool
looks_move(struct ctx *cx, struct object o)
{
	return things_version(cx, o) < 4;
}

static const struct live_part things_parts[] = {
	{ "still", show_still, NULL },
	{ "count", show_count, NULL },
	{ "last", show_last, NULL },
	{ "looks", show_looks, looks_move },
	LIVE_PARTS_END
};
static const struct live_page things_live = { things_version, things_parts };

static void
stream(struct ctx *cx, const struct req *rq, struct res *rs)
{
	res_live(cx, rq, rs, &things_live);
}

static const struct route live_routes[] = {
	{ "GET", "/live", ACT_ANYONE, house_finds_unit, stream, NULL, NULL },
	{ "GET", "/live/mine", ACT_LOGGED_IN, house_finds_unit, stream, NULL,
	    NULL },
	ROUTES_END
};
static const struct route *const live_tables[] = {
	house_routes_a, house_routes_b, gate_routes, live_routes, NULL
};

/* ---- a client ---------------------------------------------------------- */

struct client {
	int	 fd;
	char	*text;			/* all that has come */
	size_t	 len;
};

static struct client clients[MANY];

static struct client
open_stream(const char *path, const char *headers)
{
	struct client c = { .fd = connect_to(), .text = calloc(1, STREAM_MAX) };
	char text[600];

	assert_non_null(c.text);
	snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\nHost: localhost:%d"
	    "\r\nAccept: text/event-stream\r\n%s\r\n", path, port, headers);
	assert_true(send_all(c.fd, text, strlen(text)));
	return c;
}

static void
close_stream(struct client *c)
{
	close(c->fd);
	free(c->text);
	*c = (struct client){ .fd = -1 };
}

/* Reads what comes within wait_ms; false once the stream has ended. */
static bool
hear(struct client *c, int wait_ms)
{
	struct pollfd p = { .fd = c->fd, .events = POLLIN };
	ssize_t n;

	if (poll(&p, 1, wait_ms) <= 0) {
		return true;
	}
	n = recv(c->fd, c->text + c->len, STREAM_MAX - 1 - c->len, 0);
	if (n > 0) {
		c->len += (size_t)n;
	}
	return n > 0;
}

/* Until the text has come; false if the stream ended, or it took too long. */
static bool
hears(struct client *c, const char *text)
{
	int64_t until = clock_monotonic_us() + (int64_t)WAIT_S * 1000000;

	while (memmem(c->text, c->len, text, strlen(text)) == NULL) {
		if (!hear(c, 100) || clock_monotonic_us() > until) {
			return memmem(c->text, c->len, text, strlen(text)) !=
			    NULL;
		}
	}
	return true;
}

static bool
ends(struct client *c)
{
	int64_t until = clock_monotonic_us() + (int64_t)WAIT_S * 1000000;

	while (hear(c, 100)) {
		if (clock_monotonic_us() > until) {
			return false;
		}
	}
	return true;
}

static size_t
times(const struct client *c, const char *text)
{
	size_t n = 0;

	for (const char *at = c->text; (at = strstr(at, text)) != NULL; at++) {
		n++;
	}
	return n;
}

/* The id of the last event that has come whole. */
static void
last_id(const struct client *c, char header[128])
{
	const char *at = c->text, *last = NULL;

	while ((at = strstr(at, "\nid: ")) != NULL) {
		if (strstr(at, "\n\n") != NULL) {
			last = at + 5;
		}
		at++;
	}
	assert_non_null(last);
	snprintf(header, 128, "Last-Event-ID: %.*s\r\n",
	    (int)strcspn(last, "\n"), last);
}

static void
keep(const char *name)
{
	static int key;
	char text[32], body[LONG_WORD + 100];

	snprintf(text, sizeof(text), "key-%08d", ++key % 100000000);
	snprintf(body, sizeof(body), "name=%s&sort=a", name);
	assert_int_equal(post("/things", text, body), 303);
	assert_true(things() > 0);
}

static size_t
open_now(void)
{
	struct live_figures f;

	live_measure(server->live, &f);
	return f.open;
}

static bool
becomes_open(size_t n)
{
	int64_t until = clock_monotonic_us() + (int64_t)WAIT_S * 1000000;

	while (open_now() != n && clock_monotonic_us() < until) {
		usleep(2000);
	}
	return open_now() == n;
}

static int
fresh_live(void **state)
{
	int done = fresh(state);

	stop_server();
	atomic_store(&state_gone, 0);
	atomic_store(&house_omar_left, false);
	config.routes = live_tables;
	config.live_rights_s = 1;
	return done != 0 ? done : start_again();
}

/* ---- what comes -------------------------------------------------------- */

/* Headers as every answer has them, all parts (LIVE-2), then what changed. */
static void
test_stream(void **state)
{
	struct client c = open_stream("/live", "");

	(void)state;
	assert_true(hears(&c, "#looks\" hx-swap=\"innerMorph\">0<"));
	assert_int_equal(status_of(c.text), 200);
	assert_non_null(strstr(c.text, "Content-Type: text/event-stream\r\n"));
	assert_non_null(strstr(c.text, "Cache-Control: no-store\r\n"));
	assert_non_null(strstr(c.text, "X-Accel-Buffering: no\r\n"));
	assert_non_null(strstr(c.text, "Content-Security-Policy: default"));
	assert_null(strstr(c.text, "Transfer-Encoding"));
	assert_null(strstr(c.text, "Content-Length"));
	assert_non_null(strstr(c.text, "\r\n\r\nretry: "));
	assert_true(labs(strtol(strstr(c.text, "event: live\ndata: ") + 18,
	    NULL, 10) - (long)clock_now()) < 3);
	assert_non_null(strstr(c.text, " GMT\r\n"));
	assert_non_null(strstr(c.text, "\n\nid: 1-"));
	assert_non_null(strstr(c.text, ">still 7<"));
	keep("bread");
	assert_true(hears(&c, "#last\" hx-swap=\"innerMorph\">bread<"));
	assert_true(hears(&c, "\nid: 2-"));
	assert_int_equal(times(&c, "still 7"), 1);
	close_stream(&c);
	assert_true(becomes_open(0));
}

/* How long a commit takes to be seen: the writer says so at once. */
static void
test_at_once(void **state)
{
	struct client c = open_stream("/live", "");
	int64_t began, longest = 0;

	(void)state;
	assert_true(hears(&c, "#looks"));
	for (int i = 0; i < 10; i++) {
		char want[64];

		usleep(30000);
		snprintf(want, sizeof(want), "#count\" hx-swap=\"innerMorph\">"
		    "%d<", i + 1);
		keep("bread");
		began = clock_monotonic_us();
		assert_true(hears(&c, want));
		if (clock_monotonic_us() - began > longest) {
			longest = clock_monotonic_us() - began;
		}
	}
	/* A look each LIVE_LOOK_MS would take half of that, on average. */
	assert_true(longest < LIVE_LOOK_MS * 1000);
	close_stream(&c);
}

/* Another program writes to the same file. */
static void
test_another_door(void **state)
{
	struct client c = open_stream("/live", "");
	const char *problem = "";
	struct db *db = db_open(file, DB_OPEN_WRITE, &problem);

	(void)state;
	assert_true(hears(&c, "#looks"));
	assert_non_null(db);
	db_script(db, "INSERT INTO thing (id, name, sort) VALUES (99, 'from"
	    " elsewhere', 'a')");
	db_close(db);
	assert_true(hears(&c, ">from elsewhere<"));
	close_stream(&c);
}

/* What moves is sent without a new version, and no more once it stands. */
static void
test_moving(void **state)
{
	struct client c = open_stream("/live", "");
	int before;

	(void)state;
	assert_true(hears(&c, "#looks\" hx-swap=\"innerMorph\">0<"));
	assert_int_equal(ask_here("GET /people/1 HTTP/1.1\r\n" HOST
	    "Cookie: cellwork=" ANNA "\r\n\r\n"), 200);
	assert_true(hears(&c, "#looks\" hx-swap=\"innerMorph\">1<"));
	assert_int_equal(times(&c, "\nid: 1-"), 2);
	keep("a");
	keep("b");
	keep("c");
	assert_true(hears(&c, ">c<"));
	before = atomic_load(&moved);
	usleep((2 * LIVE_MOVE_MS + LIVE_LOOK_MS) * 1000);
	assert_int_equal(atomic_load(&moved), before);
	close_stream(&c);
}

/* Nobody watches: nothing is read. */
static void
test_unwatched(void **state)
{
	struct client c = open_stream("/live", "");
	int before;

	(void)state;
	assert_true(hears(&c, "#looks"));
	close_stream(&c);
	assert_true(becomes_open(0));
	usleep(2 * LIVE_LOOK_MS * 1000);
	before = atomic_load(&versions_read);
	keep("bread");
	usleep(3 * LIVE_LOOK_MS * 1000);
	assert_int_equal(atomic_load(&versions_read), before);
}

/* ---- who comes back (LIVE-2) ------------------------------------------- */

static void
test_back(void **state)
{
	struct client c = open_stream("/live", ""), d;
	char seen[128];
	struct live_figures f;

	(void)state;
	keep("first");
	assert_true(hears(&c, ">first<"));
	last_id(&c, seen);
	close_stream(&c);
	/* Nothing was missed. */
	d = open_stream("/live", seen);
	assert_true(hears(&d, "event: live\n"));
	hear(&d, 300);
	assert_int_equal(times(&d, "hx-partial hx-target"), 0);
	keep("second");
	assert_true(hears(&d, ">second<"));
	keep("third");
	assert_true(hears(&d, ">third<"));
	close_stream(&d);
	/* Two messages were. */
	c = open_stream("/live", seen);
	assert_true(hears(&c, ">third<"));
	assert_int_equal(times(&c, "\nid: "), 2);
	assert_int_equal(times(&c, ">second<"), 1);
	assert_int_equal(times(&c, ">still 7<"), 0);
	live_measure(server->live, &f);
	assert_int_equal(f.resumed, 2);
	close_stream(&c);
	/* What nobody has sent. */
	c = open_stream("/live", "Last-Event-ID: 2-no\r\n");
	assert_true(hears(&c, ">still 7<"));
	close_stream(&c);
}

/* After a start the same state has the same name: nothing is sent again; and
 * what is new then is. */
static void
test_after_start(void **state)
{
	struct client c = open_stream("/live", "");
	char seen[128];

	(void)state;
	keep("first");
	assert_true(hears(&c, ">first<"));
	last_id(&c, seen);
	stop_server();
	assert_true(ends(&c));
	close_stream(&c);
	assert_int_equal(start_again(), 0);
	c = open_stream("/live", seen);
	assert_true(hears(&c, "event: live\n"));
	hear(&c, 300);
	assert_int_equal(times(&c, "hx-partial hx-target"), 0);
	keep("second");
	assert_true(hears(&c, ">second<"));
	assert_int_equal(times(&c, ">still 7<"), 0);
	close_stream(&c);
}

/* A commit while nobody watched is there for who comes back. */
static void
test_between(void **state)
{
	struct client c = open_stream("/live", "");
	char seen[128];

	(void)state;
	assert_true(hears(&c, "#looks"));
	last_id(&c, seen);
	close_stream(&c);
	assert_true(becomes_open(0));
	keep("meanwhile");
	c = open_stream("/live", seen);
	assert_true(hears(&c, ">meanwhile<"));
	assert_int_equal(times(&c, ">still 7<"), 0);
	close_stream(&c);
}

/* ---- many -------------------------------------------------------------- */

/* Many commits while many watch: each sees versions that only rise, and the
 * last one (LIVE-1). */
static void
test_many(void **state)
{
	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		clients[i] = open_stream("/live", "");
	}
	assert_true(becomes_open(MANY));
	for (int i = 0; i < 40; i++) {
		keep("bread");
	}
	keep("the-end");
	for (size_t i = 0; i < MANY; i++) {
		const char *at = clients[i].text;
		long before = 0;

		assert_true(hears(&clients[i], ">the-end<"));
		while ((at = strstr(at, "\nid: ")) != NULL) {
			long now = strtol(at + 5, NULL, 10);

			assert_true(now >= before);
			before = now;
			at++;
		}
		assert_int_equal(before, 42);
		assert_int_equal(times(&clients[i], ">still 7<"), 1);
	}
	for (size_t i = 0; i < MANY; i++) {
		close_stream(&clients[i]);
	}
	assert_true(becomes_open(0));
}

/* Who takes nothing delays nobody, and is sent all parts instead of what piled
 * up (LIVE-4). */
static void
test_slow(void **state)
{
	struct client slow = open_stream("/live", ""), c;
	char word[LONG_WORD + 1];
	struct live_figures f;
	int small = 2048;

	(void)state;
	setsockopt(slow.fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
	c = open_stream("/live", "");
	assert_true(hears(&c, "#looks"));
	memset(word, 'w', LONG_WORD);
	word[LONG_WORD] = '\0';
	for (int i = 0; i < 250; i++) {
		keep(word);
		assert_true(hear(&c, WAIT_S * 1000));
	}
	keep("the-end");
	assert_true(hears(&c, ">the-end<"));
	assert_true(times(&c, "\nid: ") > 100);
	assert_true(hears(&slow, ">the-end<"));
	live_measure(server->live, &f);
	assert_true(f.snapshots > 2 || times(&slow, "\nid: ") > 100);
	close_stream(&slow);
	close_stream(&c);
}

/* ---- who may not, or no longer (LIVE-3) -------------------------------- */

static void
test_rights(void **state)
{
	struct client anna, omar;

	(void)state;
	assert_int_equal(ask_here("GET /live/mine HTTP/1.1\r\n" HOST "\r\n"),
	    303);
	assert_int_equal(ask_here("GET /live/mine HTTP/1.1\r\n" HOST
	    "Accept: text/html, text/event-stream\r\n\r\n"), 401);
	anna = open_stream("/live/mine", "Cookie: cellwork=" ANNA "\r\n");
	omar = open_stream("/live/mine", "Cookie: cellwork=" OMAR "\r\n");
	assert_true(hears(&anna, "#looks"));
	assert_true(hears(&omar, "#looks"));
	atomic_store(&house_omar_left, true);
	assert_true(ends(&omar));
	assert_true(strcmp(omar.text + omar.len - 20,
	    "event: over\ndata: \n\n") == 0);
	keep("bread");
	assert_true(hears(&anna, ">bread<"));
	assert_int_equal(open_now(), 1);
	close_stream(&anna);
	close_stream(&omar);
}

/* What is shown is gone: all are told, and who comes later too. */
static void
test_gone(void **state)
{
	struct client c = open_stream("/live", "");

	(void)state;
	assert_true(hears(&c, "#looks"));
	atomic_store(&state_gone, 1);
	assert_true(ends(&c));
	assert_non_null(strstr(c.text, "event: over\n"));
	close_stream(&c);
	c = open_stream("/live", "");
	assert_true(ends(&c));
	assert_int_equal(status_of(c.text), 200);
	assert_non_null(strstr(c.text, "event: over\n"));
	close_stream(&c);
	assert_true(becomes_open(0));
}

static void
test_of_one_session(void **state)
{
	(void)state;
	for (size_t i = 0; i < LIVE_OF_SESSION_MAX; i++) {
		clients[i] = open_stream("/live/mine", "Cookie: cellwork="
		    ANNA "\r\n");
	}
	assert_true(becomes_open(LIVE_OF_SESSION_MAX));
	assert_int_equal(ask_here("GET /live/mine HTTP/1.1\r\n" HOST
	    "Cookie: cellwork=" ANNA "\r\n\r\n"), 503);
	assert_true(shows("Retry-After: "));
	for (size_t i = 0; i < LIVE_OF_SESSION_MAX; i++) {
		close_stream(&clients[i]);
	}
	assert_true(becomes_open(0));
	clients[0] = open_stream("/live/mine", "Cookie: cellwork=" ANNA "\r\n");
	assert_true(hears(&clients[0], "#looks"));
	close_stream(&clients[0]);
}

/* ---- how they go ------------------------------------------------------- */

static void
test_half_closed(void **state)
{
	struct client c = open_stream("/live", "");

	(void)state;
	assert_true(hears(&c, "#looks"));
	shutdown(c.fd, SHUT_WR);
	assert_true(ends(&c));
	close_stream(&c);
	assert_true(becomes_open(0));
}

/* HEAD has no stream; a request that drips never becomes one. */
static void
test_no_stream(void **state)
{
	(void)state;
	assert_int_equal(ask_here("HEAD /live HTTP/1.1\r\n" HOST "\r\n"), 200);
	assert_true(shows("Content-Type: text/event-stream\r\n"));
	assert_int_equal(ask_here("POST /live HTTP/1.1\r\n" HOST
	    "Content-Length: 0\r\n\r\n"), 405);
	assert_int_equal(open_now(), 0);
}

/* The pages' own connections go on as before: none is held by a stream. */
static void
test_beside_pages(void **state)
{
	(void)state;
	for (size_t i = 0; i < 50; i++) {
		clients[i] = open_stream("/live", "");
	}
	assert_true(becomes_open(50));
	for (size_t i = 0; i < 50; i++) {
		assert_true(hears(&clients[i], "#looks"));
	}
	assert_int_equal(ask_here("GET / HTTP/1.1\r\n" HOST "\r\n"), 200);
	assert_true(atomic_load(&server->metrics.connections) <= 1);
	for (size_t i = 0; i < 50; i++) {
		close_stream(&clients[i]);
	}
}

/* Streams that are open, and some on their way, do not hinder a stop. */
static void
test_stop(void **state)
{
	(void)state;
	for (size_t i = 0; i < 100; i++) {
		clients[i] = open_stream("/live", "");
	}
	assert_true(hears(&clients[0], "#looks"));
	assert_int_equal(stop_server(), 0);
	for (size_t i = 0; i < 100; i++) {
		assert_true(ends(&clients[i]));
		close_stream(&clients[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_stream, fresh_live, drop),
		cmocka_unit_test_setup_teardown(test_at_once, fresh_live,
		    drop),
		cmocka_unit_test_setup_teardown(test_another_door, fresh_live,
		    drop),
		cmocka_unit_test_setup_teardown(test_moving, fresh_live, drop),
		cmocka_unit_test_setup_teardown(test_unwatched, fresh_live,
		    drop),
		cmocka_unit_test_setup_teardown(test_back, fresh_live, drop),
		cmocka_unit_test_setup_teardown(test_after_start, fresh_live,
		    drop),
		cmocka_unit_test_setup_teardown(test_between, fresh_live,
		    drop),
		cmocka_unit_test_setup_teardown(test_many, fresh_live, drop),
		cmocka_unit_test_setup_teardown(test_slow, fresh_live, drop),
		cmocka_unit_test_setup_teardown(test_rights, fresh_live, drop),
		cmocka_unit_test_setup_teardown(test_gone, fresh_live, drop),
		cmocka_unit_test_setup_teardown(test_of_one_session,
		    fresh_live, drop),
		cmocka_unit_test_setup_teardown(test_half_closed, fresh_live,
		    drop),
		cmocka_unit_test_setup_teardown(test_no_stream, fresh_live,
		    drop),
		cmocka_unit_test_setup_teardown(test_beside_pages, fresh_live,
		    drop),
		cmocka_unit_test_setup_teardown(test_stop, fresh_live, drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
