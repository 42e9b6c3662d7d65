/*
 * server_test.c - the server as the network sees it: what it says, what it
 * refuses, what drips, a thousand who say nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <poll.h>
#include <sys/resource.h>
#include <time.h>

#include <cmocka.h>

#include "http/deadline.h"
#include "http/wire_test.h"

#define TARGET_LONG	9000
#define FILE_BYTES	((size_t)2 << 20)

/* ---- answers ----------------------------------------------------------- */

static void
test_headers(void **state)
{
	static const char *const each[] = {
		"Content-Security-Policy: default-src 'none'; "
		"script-src 'self'; style-src 'self'; img-src 'self'; "
		"connect-src 'self'; manifest-src 'self'; "
		"worker-src 'self'; form-action 'self'; "
		"base-uri 'none'; frame-ancestors 'none'\r\n",
		"X-Content-Type-Options: nosniff\r\n",
		"Referrer-Policy: same-origin\r\n",
		"Cross-Origin-Opener-Policy: same-origin\r\n",
		"Permissions-Policy: ",
	};
	static const char *const paths[] = { "/", "/big", "/none", "/gate" };

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++) {
		char text[200];

		snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\n" HOST "\r\n",
		    paths[i]);
		assert_int_equal(ask_here(text), i == 2 ? 404 : 200);
		for (size_t j = 0; j < COUNT(each); j++) {
			assert_true(shows(each[j]));
		}
		assert_true(shows("Content-Type: text/html; charset=utf-8"));
		assert_true(shows(i == 2 ? "Cache-Control: no-store\r\n" :
		    "Cache-Control: private, no-cache\r\n"));
		assert_int_equal(shows("X-Offline: keep\r\n"), i == 1);
	}
}

static void
test_tags(void **state)
{
	char text[400], *tag, *end;

	(void)state;
	assert_int_equal(ask_here("GET /big HTTP/1.1\r\n" HOST "\r\n"), 200);
	assert_false(shows("ETag: "));
	assert_int_equal(ask_here("GET /big HTTP/1.1\r\n" HOST
	    "Cookie: cellwork=" ANNA "\r\n\r\n"), 200);
	tag = strstr(got, "ETag: \"");
	assert_non_null(tag);
	end = strstr(tag, "\r\n");
	snprintf(text, sizeof(text), "GET /big HTTP/1.1\r\n" HOST "Cookie:"
	    " cellwork=%s\r\nIf-None-Match: W/\"x\", %.*s\r\n\r\n", ANNA,
	    (int)(end - tag - 6), tag + 6);
	sleep(1);
	assert_int_equal(ask_here(text), 304);
	assert_true(strlen(strstr(got, "\r\n\r\n")) == 4);
	memcpy(strstr(text, ANNA), OMAR, strlen(OMAR));
	assert_int_equal(ask_here(text), 200);
	assert_int_equal(ask_here("GET /big HTTP/1.1\r\n" HOST
	    "If-None-Match: \"x\"\r\n\r\n"), 200);
}

static void
test_squeezed(void **state)
{
	(void)state;
	assert_int_equal(ask_here("GET /big HTTP/1.1\r\n" HOST
	    "Accept-Encoding: br, gzip;q=0.5\r\n\r\n"), 200);
	assert_true(shows("Content-Encoding: gzip\r\n"));
	assert_int_equal(ask_here("GET /big HTTP/1.1\r\n" HOST
	    "Accept-Encoding: gzip;q=0\r\n\r\n"), 200);
	assert_false(shows("Content-Encoding"));
	/* Another site began it: its length could be measured. */
	assert_int_equal(ask_here("GET /big HTTP/1.1\r\n" HOST
	    "Accept-Encoding: gzip\r\nSec-Fetch-Site: cross-site\r\n\r\n"),
	    200);
	assert_false(shows("Content-Encoding"));
}

static void
test_head(void **state)
{
	(void)state;
	assert_int_equal(ask_here("HEAD /big HTTP/1.1\r\n" HOST "\r\n"), 200);
	assert_true(strlen(strstr(got, "\r\n\r\n")) == 4);
	assert_true(strtol(strstr(got, "Content-Length: ") + 16, NULL, 10) >
	    10000);
	assert_int_equal(ask_here("DELETE /big HTTP/1.1\r\n" HOST "\r\n"),
	    405);
	assert_true(shows("Allow: GET, HEAD\r\n"));
}

static void
test_assets(void **state)
{
	(void)state;
	assert_int_equal(ask_here("GET / HTTP/1.1\r\n" HOST "\r\n"), 200);
	assert_true(shows("/static/cellwork."));
	assert_int_equal(ask_here("GET /static/none.css HTTP/1.1\r\n" HOST
	    "\r\n"), 404);
	assert_int_equal(ask_here("GET /healthz HTTP/1.1\r\nHost: x\r\n"
	    "Connection: close\r\n\r\n"), 200);
}

static void
test_cookie(void **state)
{
	(void)state;
	assert_int_equal(post("/enter", "key-of-test-1", "name=anna&sort=b"),
	    303);
	assert_true(shows("Set-Cookie: cellwork=" ANNA "; Path=/; Max-Age="));
	assert_true(shows("; HttpOnly; SameSite=Lax\r\n"));
	assert_true(shows("Cache-Control: no-store\r\n"));
	/* The writer notes, when it has time, that the session is in use. */
	for (int i = 0; i < 50 && house_number(file,
	    "SELECT count(*) FROM thing_seen") == 0; i++) {
		usleep(100000);
	}
	assert_true(house_number(file, "SELECT count(*) FROM thing_seen"
	    " WHERE token = '" ANNA "'") > 0);
}

/* Behind a proxy with TLS the house has one name, and its cookie the prefix
 * that binds it to that name. */
static void
test_behind_tls(void **state)
{
	(void)state;
	stop_server();
	config.home = S("https://cellwork.example");
	assert_int_equal(start_again(), 0);
	assert_int_equal(ask_here("GET / HTTP/1.1\r\n" HOST "\r\n"), 421);
	assert_int_equal(ask_here("GET / HTTP/1.1\r\nHost: Cellwork.example\r\n"
	    "Connection: close\r\n\r\n"), 200);
	assert_true(shows("Strict-Transport-Security: max-age="));
	assert_int_equal(ask_here("POST /enter HTTP/1.1\r\n"
	    "Host: cellwork.example\r\nConnection: close\r\n"
	    "Origin: https://cellwork.example\r\nContent-Length: 36\r\n\r\n"
	    "name=Net&sort=tool&_key=0123456789ab"), 303);
	assert_true(shows("Set-Cookie: __Host-cellwork=" OMAR "; Path=/;"));
	assert_true(shows("; SameSite=Lax; Secure\r\n"));
	/* The plain cookie is nobody's here. */
	assert_int_equal(ask_here("GET /things/new HTTP/1.1\r\n"
	    "Host: cellwork.example\r\nConnection: close\r\n"
	    "Cookie: cellwork=" ANNA "\r\n\r\n"), 303);
	assert_int_equal(ask_here("GET /things/new HTTP/1.1\r\n"
	    "Host: cellwork.example\r\nConnection: close\r\n"
	    "Cookie: __Host-cellwork=" ANNA "\r\n\r\n"), 200);
}

static void
test_kept_alive(void **state)
{
	static const char one[] = "GET /who HTTP/1.1\r\n"
	    "Host: localhost:PORT\r\n\r\n";
	char text[400];
	int fd = connect_to(), answers = 0;

	(void)state;
	with_port(text, sizeof(text), one);
	for (int i = 0; i < 2; i++) {
		assert_true(send_all(fd, text, strlen(text)));
	}
	with_port(text, sizeof(text), "GET /who HTTP/1.1\r\n" HOST "\r\n");
	assert_true(send_all(fd, text, strlen(text)));
	assert_true(read_all(fd, got, sizeof(got)) > 0);
	close(fd);
	for (char *p = got; (p = strstr(p, "HTTP/1.1 200")) != NULL; p++) {
		answers++;
	}
	assert_int_equal(answers, 3);
}

static void
test_network(void **state)
{
	static const struct { const char *header, *seen; } t[] = {
		{ "X-Forwarded-For: 1.2.3.4, 5.6.7.8\r\n", "[5.6.7.8]" },
		{ "X-Forwarded-For: 2001:db8:1:2:3:4:5:6\r\n",
		    "[2001:db8:1:2::]" },
		{ "X-Forwarded-For: <b>\r\n", "[127.0.0.1]" },
		{ "", "[127.0.0.1]" },
	};
	char text[300];

	(void)state;
	for (int proxy = 0; proxy < 2; proxy++) {
		stop_server();
		assert_int_equal(start_with(1, proxy == 1), 0);
		for (size_t i = 0; i < COUNT(t); i++) {
			snprintf(text, sizeof(text), "GET /who HTTP/1.1\r\n"
			    HOST "%s\r\n", t[i].header);
			assert_int_equal(ask_here(text), 200);
			if (!shows(proxy == 1 ? t[i].seen : "[127.0.0.1]")) {
				fail_msg("%s: %s", t[i].header, got);
			}
		}
	}
}

/* ---- what is refused --------------------------------------------------- */

/* 0: the connection is closed without an answer, which is as good. */
static void
test_guarded(void **state)
{
	static const struct { int status; const char *text; } t[] = {
		{ 200, "GET / HTTP/1.1\r\n" HOST "\r\n" },
		{ 200, "GET http://localhost:PORT/ HTTP/1.1\r\n" HOST "\r\n" },
		{ 400, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n" },
		{ 400, "GET / HTTP/1.1\r\n" HOST "Host: b\r\n\r\n" },
		{ 400, "GET / HTTP/1.1\r\nHost : localhost:PORT\r\n\r\n" },
		{ 400, "GET / HTTP/1.1\r\n" HOST "X Y: 1\r\n\r\n" },
		{ 400, "GET / HTTP/1.1\r\n" HOST "X: a\x01" "b\r\n\r\n" },
		{ 400, "POST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\n"
		    "Content-Length: 1\r\n\r\na" },
		{ 400, "POST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\n"
		    "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n" },
		{ 400, "POST / HTTP/1.1\r\n" HOST
		    "Transfer-Encoding: x\r\n\r\n" },
		{ 400, "POST / HTTP/1.1\r\n" HOST
		    "Content-Length: -1\r\n\r\n" },
		{ 400, "POST / HTTP/1.1\r\n" HOST
		    "Content-Length: 0x1\r\n\r\na" },
		{ 413, "POST / HTTP/1.1\r\n" HOST
		    "Content-Length: 40000000\r\n\r\n" },
		{ 413, "POST / HTTP/1.1\r\n" HOST "Expect: 100-continue\r\n"
		    "Content-Length: 2000000\r\n\r\n" },
		{ 413, "POST /things HTTP/1.1\r\n" HOST "Content-Type:"
		    " multipart/form-data; boundary=b\r\n"
		    "Expect: 100-continue\r\n"
		    "Content-Length: 2000000\r\n\r\n" },
		{ 413, "POST /upload HTTP/1.1\r\n" HOST "Content-Type:"
		    " multipart/form-data; boundary=b\r\n"
		    "Expect: 100-continue\r\n"
		    "Content-Length: 20000000\r\n\r\n" },
		{ 421, "GET / HTTP/1.1\r\nHost: evil.example\r\n"
		    "Connection: close\r\n\r\n" },
		{ 400, "GET a HTTP/1.1\r\n" HOST "\r\n" },
		{ 400, "GET http://evil.example/ HTTP/1.1\r\n" HOST "\r\n" },
		{ 403, "POST /things HTTP/1.1\r\n" HOST
		    "Content-Length: 0\r\n\r\n" },
		{ 403, "POST /things HTTP/1.1\r\n" HOST
		    "Origin: http://evil.example\r\nSec-Fetch-Site: cross-site"
		    "\r\nContent-Length: 0\r\n\r\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		int status = ask_here(t[i].text);

		if (status != t[i].status && (status != 0 ||
		    t[i].status != 400)) {
			fail_msg("%d, not %d: %s", status, t[i].status,
			    t[i].text);
		}
	}
	assert_int_equal(things(), 0);
}

static void
test_long_heads(void **state)
{
	static char text[40000];
	int n;

	(void)state;
	n = snprintf(text, sizeof(text), "GET /?q=");
	memset(text + n, 'a', TARGET_LONG);
	snprintf(text + n + TARGET_LONG, sizeof(text) - n - TARGET_LONG,
	    " HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n",
	    port);
	assert_int_equal(ask(text), 414);
	n = snprintf(text, sizeof(text), "GET / HTTP/1.1\r\n"
	    "Host: localhost:%d\r\nConnection: close\r\n", port);
	for (int i = 0; i < 120; i++) {
		n += snprintf(text + n, sizeof(text) - n, "X: y\r\n");
	}
	snprintf(text + n, sizeof(text) - n, "\r\n");
	assert_int_equal(ask(text), 431);
	n = snprintf(text, sizeof(text), "GET / HTTP/1.1\r\nX: ");
	memset(text + n, 'a', 30000);
	snprintf(text + n + 30000, sizeof(text) - n - 30000, "\r\n\r\n");
	assert_in_range(ask(text), 0, 499);
}

/* A body whose length is not told is cut off where it gets too long. */
static void
test_chunked(void **state)
{
	static const char pieces[] = "5\r\nname=\r\nb\r\nNet&sort=to\r\n"
	    "2\r\nol\r\n0\r\n\r\n";
	char text[600], chunk[8200];
	int fd, n = 0;

	(void)state;
	with_port(text, sizeof(text), "POST /things HTTP/1.1\r\n" HOST
	    "Sec-Fetch-Site: same-origin\r\nCookie: cellwork=" ANNA "\r\n"
	    "Idempotency-Key: key-of-test\r\nContent-Type: application/"
	    "x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n");
	fd = connect_to();
	assert_true(send_all(fd, text, strlen(text)));
	assert_true(send_all(fd, pieces, sizeof(pieces) - 1));
	assert_true(read_all(fd, got, sizeof(got)) > 0);
	close(fd);
	assert_int_equal(status_of(got), 303);

	fd = connect_to();
	assert_true(send_all(fd, text, strlen(text)));
	memset(chunk, 'x', sizeof(chunk));
	memcpy(chunk, "2000\r\n", 6);
	memcpy(chunk + 6 + 8192, "\r\n", 2);
	while (n++ < 200 && send_all(fd, chunk, 8200)) {
		continue;
	}
	send_all(fd, pieces + sizeof(pieces) - 6, 5);
	assert_true(read_all(fd, got, sizeof(got)) >= 0);
	close(fd);
	assert_int_equal(status_of(got), 413);
	assert_int_equal(things(), 1);
}

static void
test_upload(void **state)
{
	static const char head[] = "--b\r\nContent-Disposition: form-data;"
	    " name=sort\r\n\r\ntool\r\n--b\r\nContent-Disposition: form-data;"
	    " name=file; filename=x\r\n\r\n", tail[] = "\r\n--b--\r\n";
	static char text[3 << 20];
	size_t len;

	(void)state;
	len = (size_t)snprintf(text, sizeof(text), "POST /upload HTTP/1.1\r\n"
	    "Host: localhost:%d\r\nConnection: close\r\nSec-Fetch-Site:"
	    " same-origin\r\nCookie: cellwork=" ANNA "\r\nIdempotency-Key:"
	    " key-of-test\r\nContent-Type: multipart/form-data; boundary=b"
	    "\r\nContent-Length: %zu\r\n\r\n%s", port, sizeof(head) - 1 +
	    FILE_BYTES + sizeof(tail) - 1, head);
	memset(text + len, 'x', FILE_BYTES);
	memcpy(text + len + FILE_BYTES, tail, sizeof(tail));
	assert_int_equal(ask_bytes(text, len + FILE_BYTES + sizeof(tail) - 1),
	    303);
	/* Where no file is asked for it is too long, as is said at its end. */
	memcpy(text, "POST /things", 12);
	assert_int_equal(ask_bytes(text, len + FILE_BYTES + sizeof(tail) - 1),
	    413);
	assert_true(shows("Send it in parts"));
}

/* Sends bytes and does not wait long, for perhaps more of them are awaited. */
static int
poke(const char *at, size_t len)
{
	struct pollfd p = { .fd = connect_to(), .events = POLLIN };
	ssize_t n = 0;

	send_all(p.fd, at, len);
	if (poll(&p, 1, 50) == 1) {
		n = recv(p.fd, got, sizeof(got) - 1, 0);
	}
	got[n > 0 ? n : 0] = '\0';
	close(p.fd);
	return status_of(got);
}

/* Bytes without sense, and requests with one byte changed: whatever comes back,
 * the server has had no trouble of its own. */
static void
test_hostile(void **state)
{
	static const char *const good[] = {
		"GET /things/1?q=a%20b&page=1 HTTP/1.1\r\n" HOST
		    "Cookie: cellwork=" ANNA "\r\n"
		    "Accept-Encoding: gzip\r\n\r\n",
		"POST /things HTTP/1.1\r\n" HOST "Cookie: cellwork=" ANNA
		    "\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 36\r\n"
		    "\r\nname=Net&sort=tool&_key=0123456789ab",
		"POST /upload HTTP/1.1\r\n" HOST "Cookie: cellwork=" ANNA
		    "\r\nSec-Fetch-Site: same-origin\r\nContent-Type:"
		    " multipart/form-data; boundary=b\r\nContent-Length: 75\r\n"
		    "\r\n--b\r\nContent-Disposition: form-data; name=sort\r\n"
		    "\r\ntool\r\n--b--------------",
	};
	char text[1024];
	unsigned seed = 20261120;

	(void)state;
	for (int i = 0; i < 600; i++) {
		size_t len;
		int status;

		with_port(text, sizeof(text), good[i % COUNT(good)]);
		len = strlen(text);
		for (int j = 0; j <= i % 4; j++) {
			text[(size_t)rand_r(&seed) % len] =
			    (char)(rand_r(&seed) % 256);
		}
		if (i % 10 == 0) {
			len = (size_t)rand_r(&seed) % len;
		}
		status = poke(text, len);
		assert_true(status < 500 || status == 505);
	}
	assert_int_equal(ask_here("GET / HTTP/1.1\r\n" HOST "\r\n"), 200);
}

/* ---- crowds ------------------------------------------------------------ */

/* Whether the connection was closed within a time. */
static bool
closed_within(int fd, int ms)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	char byte;

	return poll(&p, 1, ms) == 1 && recv(fd, &byte, 1, 0) <= 0;
}

static void
drip(int fd[2])
{
	for (int i = 0; i < 2; i++) {
		send(fd[i], "x", 1, MSG_NOSIGNAL);
	}
}

/* One byte a second, in the headers and in a body: both end in time. */
static void
test_drip(void **state)
{
	char text[500];
	int fd[2] = { connect_to(), connect_to() };
	bool gone[2] = { false, false };

	(void)state;
	with_port(text, sizeof(text), "GET / HTTP/1.1\r\nX: ");
	send_all(fd[0], text, strlen(text));
	with_port(text, sizeof(text), "POST /things HTTP/1.1\r\n" HOST
	    "Content-Length: 100\r\n\r\nname=");
	send_all(fd[1], text, strlen(text));
	for (int s = 0; s < 3 * BODY_S && !(gone[0] && gone[1]); s++) {
		drip(fd);
		for (int i = 0; i < 2; i++) {
			gone[i] = gone[i] || closed_within(fd[i], 500);
		}
		assert_false(s < HEADERS_S / 2 && (gone[0] || gone[1]));
	}
	assert_true(gone[0] && gone[1]);
	close(fd[0]);
	close(fd[1]);
}

/* A thousand who say nothing do not keep the next one waiting. */
static void
test_idle_crowd(void **state)
{
	static int fd[1000];
	struct timespec from, to;

	(void)state;
	for (size_t i = 0; i < COUNT(fd); i++) {
		fd[i] = connect_to();
	}
	clock_gettime(CLOCK_MONOTONIC, &from);
	assert_int_equal(ask_here("GET / HTTP/1.1\r\n" HOST "\r\n"), 200);
	clock_gettime(CLOCK_MONOTONIC, &to);
	assert_true(to.tv_sec - from.tv_sec < 3);
	for (size_t i = 0; i < COUNT(fd); i++) {
		close(fd[i]);
	}
}

/* The line before the readers is full: who comes now is told at once. */
static void
test_full_line(void **state)
{
	static int fd[READ_QUEUE_MAX + 40];
	static char answer[8192];
	char text[200];
	int busy = 0, well = 0;

	(void)state;
	stop_server();
	assert_int_equal(start_with(1, false), 0);
	with_port(text, sizeof(text), "GET /gate HTTP/1.1\r\n" HOST "\r\n");
	atomic_store(&gate_shut, true);
	for (size_t i = 0; i < COUNT(fd); i++) {
		fd[i] = connect_to();
		assert_true(send_all(fd[i], text, strlen(text)));
	}
	while (atomic_load(&at_gate) == 0) {
		usleep(1000);
	}
	sleep(1);
	atomic_store(&gate_shut, false);
	for (size_t i = 0; i < COUNT(fd); i++) {
		assert_true(read_all(fd[i], answer, sizeof(answer)) > 0);
		close(fd[i]);
		well += status_of(answer) == 200;
		if (status_of(answer) == 503) {
			busy++;
			assert_non_null(strstr(answer, "Retry-After: "));
		}
	}
	assert_int_equal(busy + well, COUNT(fd));
	assert_in_range(busy, 1, COUNT(fd) - READ_QUEUE_MAX);
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, fresh, drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_headers), TEST(test_tags), TEST(test_squeezed),
		TEST(test_head), TEST(test_assets), TEST(test_cookie),
		TEST(test_behind_tls), TEST(test_kept_alive),
		TEST(test_network), TEST(test_guarded),
		TEST(test_long_heads), TEST(test_chunked), TEST(test_upload),
		TEST(test_hostile), TEST(test_drip), TEST(test_idle_crowd),
		TEST(test_full_line),
	};
	struct rlimit fds;

	getrlimit(RLIMIT_NOFILE, &fds);
	fds.rlim_cur = fds.rlim_max < 32768 ? fds.rlim_max : 32768;
	setrlimit(RLIMIT_NOFILE, &fds);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
