/*
 * server_test.c - the server as the network sees it: what it refuses, what
 * drips, a thousand who say nothing, writes in one commit that fails at every
 * step, and a stop while all of that is under way.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

#include <cmocka.h>

#include "http/deadline.h"
#include "http/house_test.h"
#include "http/server.h"

#define ANSWER_MAX	(1 << 20)
#define WAIT_S		20
#define WRITERS		32
#define TARGET_LONG	9000
#define FILE_BYTES	((size_t)2 << 20)

static struct server *server;
static struct server_config config;
static int port;
static char file[80];
static char got[ANSWER_MAX];		/* the last answer, ends with a NUL */

/* ---- routes that wait and injected failures ---------------------------- */

static atomic_bool gate_shut;
static atomic_int at_gate;

/* Stands in the middle of a request until the test opens the gate. */
static void
at_the_gate(struct ctx *cx, const struct req *rq, struct res *rs)
{
	atomic_fetch_add(&at_gate, 1);
	while (atomic_load(&gate_shut)) {
		usleep(1000);
	}
	house_echo(cx, rq, rs);
}

static void
who(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);

	html_z(&main, HTML_TEXT, "[");
	html_str(&main, HTML_TEXT, rq->network);
	html_z(&main, HTML_TEXT, "]");
	res_page(cx, rq, rs, (struct frame){ .title = S("Who") }, &main);
}

static const struct route gate_routes[] = {
	{ "GET", "/gate", ACT_ANYONE, NULL, at_the_gate, NULL, NULL },
	{ "GET", "/who", ACT_ANYONE, NULL, who, NULL, NULL },
	ROUTES_END
};
static const struct route *const tables[] = {
	house_routes_a, house_routes_b, gate_routes, NULL
};

static atomic_int fail_next;		/* the step of the next batch */
static atomic_int fail_state;

static void
inject(struct db *db)
{
	int n = atomic_exchange(&fail_next, 0);

	if (n > 0) {
		db_fail_as(db, n, (enum db_state)atomic_load(&fail_state));
	} else {
		db_fail_at(db, 0);
	}
}

/* ---- a client that sends what it likes --------------------------------- */

static int
connect_to(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval wait = { .tv_sec = WAIT_S };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

static bool
send_all(int fd, const char *at, size_t len)
{
	while (len > 0) {
		ssize_t n = send(fd, at, len, MSG_NOSIGNAL);

		if (n <= 0) {
			return false;
		}
		at += n;
		len -= (size_t)n;
	}
	return true;
}

/* Reads to the end of the connection; -1 if it never came. */
static ssize_t
read_all(int fd, char *buf, size_t max)
{
	size_t len = 0;

	for (;;) {
		ssize_t n = recv(fd, buf + len, max - 1 - len, 0);

		if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
			return -1;
		}
		if (n <= 0) {
			buf[len] = '\0';
			return (ssize_t)len;
		}
		len += (size_t)n;
	}
}

/* The status of an answer; 0 where the connection was closed without one. */
static int
status_of(const char *answer)
{
	return strncmp(answer, "HTTP/1.", 7) == 0 ? atoi(answer + 9) : 0;
}

static int
ask_bytes(const char *at, size_t len)
{
	int fd = connect_to();
	ssize_t n;

	send_all(fd, at, len);
	n = read_all(fd, got, sizeof(got));
	close(fd);
	assert_true(n >= 0);
	return status_of(got);
}

static int
ask(const char *text)
{
	return ask_bytes(text, strlen(text));
}

#define HOST	"Host: localhost:PORT\r\nConnection: close\r\n"

/* With the port put in where the text says PORT. */
static void
with_port(char *buf, size_t max, const char *text)
{
	size_t len = 0;

	while (*text != '\0' && len + 8 < max) {
		if (strncmp(text, "PORT", 4) == 0) {
			len += (size_t)snprintf(buf + len, max - len, "%d",
			    port);
			text += 4;
		} else {
			buf[len++] = *text++;
		}
	}
	buf[len] = '\0';
}

static int
ask_here(const char *text)
{
	char buf[4096];

	with_port(buf, sizeof(buf), text);
	return ask(buf);
}

/* A form, as a browser sends it; the answer goes to buf. */
static int
post_to(const char *path, const char *key, const char *body, char *buf,
    size_t max)
{
	char text[1024];
	int fd = connect_to();

	snprintf(text, sizeof(text), "POST %s HTTP/1.1\r\nHost: localhost:%d"
	    "\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nCookie:"
	    " cellwork=" ANNA "\r\nContent-Type: application/x-www-form-"
	    "urlencoded\r\nIdempotency-Key: %s\r\nContent-Length: %zu\r\n\r\n%s",
	    path, port, key, strlen(body), body);
	if (!send_all(fd, text, strlen(text)) || read_all(fd, buf, max) < 0) {
		buf[0] = '\0';
	}
	close(fd);
	return status_of(buf);
}

static int
post(const char *path, const char *key, const char *body)
{
	return post_to(path, key, body, got, sizeof(got));
}

static bool
shows(const char *text)
{
	return strstr(got, text) != NULL;
}

/* ---- the server of each test ------------------------------------------- */

static int
start_with(int threads, bool proxy)
{
	const char *problem = "";
	bool loopback;

	config = (struct server_config){
		.db_path = file, .routes = tables, .threads = threads,
		.behind_proxy = proxy, .before_batch = inject,
	};
	config.listener = listen_on("127.0.0.1:0", &port, &loopback, &problem);
	if (config.listener < 0) {
		return -1;
	}
	config.port = port;
	server = server_start(&config, &problem);
	if (server == NULL) {
		log_line("%s", problem);
		return -1;
	}
	return 0;
}

static int
fresh(void **state)
{
	(void)state;
	atomic_store(&fail_next, 0);
	atomic_store(&gate_shut, false);
	atomic_store(&at_gate, 0);
	snprintf(file, sizeof(file), "%s", house_file());
	return start_with(0, false);
}

static int
stop_server(void)
{
	if (server != NULL) {
		server_stop(server);
		close(config.listener);
	}
	server = NULL;
	return 0;
}

static int
drop(void **state)
{
	(void)state;
	stop_server();
	house_remove(file);
	return 0;
}

static int64_t
things(void)
{
	return house_number(file, "SELECT count(*) FROM thing");
}

/* ---- answers ----------------------------------------------------------- */

static void
test_headers(void **state)
{
	static const char *const each[] = {
		"Content-Security-Policy: default-src 'none'; script-src 'self'; "
		"style-src 'self'; img-src 'self'; connect-src 'self'; "
		"manifest-src 'self'; worker-src 'self'; form-action 'self'; "
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
	assert_true(atoi(strstr(got, "Content-Length: ") + 16) > 10000);
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

static void
test_kept_alive(void **state)
{
	static const char one[] = "GET /who HTTP/1.1\r\nHost: localhost:PORT\r\n"
	    "\r\n";
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
		    "Content-Length: 2000000\r\n\r\n" },
		{ 413, "POST /things HTTP/1.1\r\n" HOST "Content-Type:"
		    " multipart/form-data; boundary=b\r\n"
		    "Content-Length: 2000000\r\n\r\n" },
		{ 413, "POST /upload HTTP/1.1\r\n" HOST "Content-Type:"
		    " multipart/form-data; boundary=b\r\n"
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
	char text[600], chunk[8200];
	int fd, n = 0;

	(void)state;
	with_port(text, sizeof(text), "POST /things HTTP/1.1\r\n" HOST
	    "Sec-Fetch-Site: same-origin\r\nCookie: cellwork=" ANNA "\r\n"
	    "Idempotency-Key: key-of-test\r\nContent-Type: application/"
	    "x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n");
	fd = connect_to();
	assert_true(send_all(fd, text, strlen(text)));
	assert_true(send_all(fd, "5\r\nname=\r\nb\r\nNet&sort=to\r\n2\r\nol\r\n"
	    "0\r\n\r\n", 42));
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
	send_all(fd, "0\r\n\r\n", 5);
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
		    "Cookie: cellwork=" ANNA "\r\nAccept-Encoding: gzip\r\n\r\n",
		"POST /things HTTP/1.1\r\n" HOST "Cookie: cellwork=" ANNA
		    "\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 36\r\n"
		    "\r\nname=Net&sort=tool&_key=0123456789ab",
		"POST /upload HTTP/1.1\r\n" HOST "Cookie: cellwork=" ANNA
		    "\r\nSec-Fetch-Site: same-origin\r\nContent-Type:"
		    " multipart/form-data; boundary=b\r\nContent-Length: 75\r\n"
		    "\r\n--b\r\nContent-Disposition: form-data; name=sort\r\n\r\n"
		    "tool\r\n--b--------------",
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

/* ---- writes ------------------------------------------------------------ */

struct writing {
	pthread_t	 thread;
	char		 key[32], body[64];
	int		 status;
	char		 answer[16384];
};

static void *
write_once(void *arg)
{
	struct writing *w = arg;

	w->status = post_to("/things", w->key, w->body, w->answer,
	    sizeof(w->answer));
	return NULL;
}

/* Each with its own id, or all with the same; all at once. */
static void
write_many(struct writing *w, const char *id, bool same)
{
	for (int i = 0; i < WRITERS; i++) {
		snprintf(w[i].key, sizeof(w[i].key), "key-%s-%03d", id,
		    same ? 0 : i);
		snprintf(w[i].body, sizeof(w[i].body), "name=%s-%d&sort=tool",
		    id, same ? 0 : i);
		assert_int_equal(pthread_create(&w[i].thread, NULL, write_once,
		    &w[i]), 0);
	}
	for (int i = 0; i < WRITERS; i++) {
		pthread_join(w[i].thread, NULL);
	}
}

static int64_t
kept(const char *id, int i)
{
	char select[128];

	snprintf(select, sizeof(select),
	    "SELECT count(*) FROM thing WHERE name = '%s-%d'", id, i);
	return house_number(file, select);
}

static void
test_same_at_once(void **state)				/* HTTP-1 */
{
	static struct writing w[WRITERS];

	(void)state;
	write_many(w, "same", true);
	for (int i = 0; i < WRITERS; i++) {
		assert_int_equal(w[i].status, 303);
		assert_non_null(strstr(w[i].answer, "Location: /things/1\r\n"));
	}
	assert_int_equal(things(), 1);
}

/*
 * One step of a batch fails: the part it was in is undone and says so, or the
 * whole commit is. Nothing acknowledged is missing, nothing denied is there;
 * sent again, each is there once.
 */
static void
fail_batches(enum db_state as, int refused)
{
	static struct writing w[WRITERS];
	int failed = 0;

	for (int n = 1; n <= 40; n += 3) {
		char id[16];

		snprintf(id, sizeof(id), "s%d-n%d", (int)as, n);
		atomic_store(&fail_state, (int)as);
		atomic_store(&fail_next, n);
		write_many(w, id, false);
		for (int i = 0; i < WRITERS; i++) {
			bool unknown = strstr(w[i].answer, "do not know") !=
			    NULL;

			assert_true(w[i].status == 303 ||
			    w[i].status == refused);
			failed += w[i].status != 303;
			assert_true(unknown ||
			    kept(id, i) == (w[i].status == 303));
		}
		for (int i = 0; i < WRITERS; i++) {
			for (int try = 0; try < 100; try++) {
				write_once(&w[i]);
				if (w[i].status == 303) {
					break;
				}
				usleep(50000);
			}
			assert_int_equal(w[i].status, 303);
			assert_int_equal(kept(id, i), 1);
		}
	}
	assert_true(failed > 0);
}

static void
test_batches_broken(void **state)			/* HTTP-3, HTTP-4 */
{
	(void)state;
	fail_batches(DB_BROKEN, 503);
}

static void
test_batches_full(void **state)				/* HTTP-4 */
{
	(void)state;
	fail_batches(DB_FULL, 507);
}

static void
test_batches_unknown(void **state)			/* HTTP-4 */
{
	(void)state;
	fail_batches(DB_UNKNOWN, 503);
}

/* A commit that is lost: done, and nobody learns so; the server goes on. */
static void
test_commit_lost(void **state)				/* HTTP-4 */
{
	bool lost = false;
	char key[32];

	(void)state;
	atomic_store(&fail_state, DB_UNKNOWN);
	for (int n = 1; n < 20; n++) {
		int64_t before = things();
		int status;

		snprintf(key, sizeof(key), "key-of-step-%d", n);
		atomic_store(&fail_next, n);
		status = post("/things", key, "name=x&sort=b");
		assert_true(status == 303 || status == 503);
		if (status == 503 && shows("do not know")) {
			assert_int_equal(things(), before + 1);
			lost = true;
		} else {
			assert_int_equal(things(), before + (status == 303));
		}
		for (int try = 0; try < 100 && status != 303; try++) {
			usleep(50000);
			status = post("/things", key, "name=x&sort=b");
		}
		assert_int_equal(status, 303);
		assert_int_equal(things(), before + 1);
	}
	assert_true(lost);
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
	send_all(fd[0], "GET / HTTP/1.1\r\nX: ", 20);
	with_port(text, sizeof(text), "POST /things HTTP/1.1\r\n" HOST
	    "Content-Length: 100\r\n\r\nname=");
	send_all(fd[1], text, strlen(text));
	for (int s = 0; s < HEADERS_S + 5 && !(gone[0] && gone[1]); s++) {
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

static void *
open_gate(void *arg)
{
	(void)arg;
	usleep(300000);
	atomic_store(&gate_shut, false);
	return NULL;
}

/* Stopped while requests are under way: each is answered, then it ends. */
static void
test_stop_under_way(void **state)
{
	static int fd[40];
	static char answer[16384];
	static struct writing w[4];
	pthread_t opener;
	char text[200];

	(void)state;
	with_port(text, sizeof(text), "GET /gate HTTP/1.1\r\n" HOST "\r\n");
	atomic_store(&gate_shut, true);
	for (size_t i = 0; i < COUNT(fd); i++) {
		fd[i] = connect_to();
		assert_true(send_all(fd[i], text, strlen(text)));
	}
	for (int i = 0; i < 4; i++) {
		snprintf(w[i].key, sizeof(w[i].key), "key-stop-%d", i);
		snprintf(w[i].body, sizeof(w[i].body), "name=s-%d&sort=b", i);
		pthread_create(&w[i].thread, NULL, write_once, &w[i]);
	}
	while (atomic_load(&at_gate) == 0) {
		usleep(1000);
	}
	usleep(200000);
	assert_int_equal(pthread_create(&opener, NULL, open_gate, NULL), 0);
	stop_server();
	pthread_join(opener, NULL);
	for (size_t i = 0; i < COUNT(fd); i++) {
		assert_true(read_all(fd[i], answer, sizeof(answer)) > 0);
		assert_int_equal(status_of(answer), 200);
		close(fd[i]);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(w[i].thread, NULL);
		assert_int_equal(w[i].status, 303);
	}
	assert_int_equal(things(), 4);
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, fresh, drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_headers), TEST(test_tags), TEST(test_squeezed),
		TEST(test_head), TEST(test_assets), TEST(test_cookie),
		TEST(test_kept_alive), TEST(test_network), TEST(test_guarded),
		TEST(test_long_heads), TEST(test_chunked), TEST(test_upload),
		TEST(test_hostile), TEST(test_same_at_once),
		TEST(test_batches_broken), TEST(test_batches_full),
		TEST(test_batches_unknown), TEST(test_commit_lost),
		TEST(test_drip), TEST(test_idle_crowd), TEST(test_full_line),
		TEST(test_stop_under_way),
	};
	struct rlimit fds;

	getrlimit(RLIMIT_NOFILE, &fds);
	fds.rlim_cur = fds.rlim_max < 8192 ? fds.rlim_max : 8192;
	setrlimit(RLIMIT_NOFILE, &fds);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
