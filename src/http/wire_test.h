/*
 * wire_test.h - a server of the small house, and a client that sends what it
 * likes. Included once by a test.
 */
#ifndef WIRE_TEST_H
#define WIRE_TEST_H

#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "http/house_test.h"
#include "http/server.h"

#define ANSWER_MAX	(1 << 20)
#define WAIT_S		20

static struct server *server;
static struct server_config config;
static int port;
static char file[80];
static char got[ANSWER_MAX];		/* the last answer, ends with a NUL */

/* ---- routes that wait and injected failures ---------------------------- */

static atomic_bool gate_shut;
static atomic_int at_gate;

/* Stands in the middle of a request until the test opens the gate. */
static inline void
at_the_gate(struct ctx *cx, const struct req *rq, struct res *rs)
{
	atomic_fetch_add(&at_gate, 1);
	while (atomic_load(&gate_shut)) {
		usleep(1000);
	}
	house_echo(cx, rq, rs);
}

static inline void
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

static inline void
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

static inline int
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

static inline bool
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
static inline ssize_t
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
static inline int
status_of(const char *answer)
{
	int64_t status;

	return strncmp(answer, "HTTP/1.", 7) == 0 && strlen(answer) > 12 &&
	    str_to_int((str){ answer + 9, 3 }, &status) ? (int)status : 0;
}

static inline int
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

static inline int
ask(const char *text)
{
	return ask_bytes(text, strlen(text));
}

#define HOST	"Host: localhost:PORT\r\nConnection: close\r\n"

/* With the port put in where the text says PORT. */
static inline void
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

static inline int
ask_here(const char *text)
{
	char buf[4096];

	with_port(buf, sizeof(buf), text);
	return ask(buf);
}

/* A form, as a browser sends it; the answer goes to buf. */
static inline int
post_to(const char *path, const char *key, const char *body, char *buf,
    size_t max)
{
	char text[1024];
	int fd = connect_to();

	snprintf(text, sizeof(text), "POST %s HTTP/1.1\r\nHost: localhost:%d"
	    "\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nCookie:"
	    " cellwork=" ANNA "\r\nContent-Type: application/x-www-form-"
	    "urlencoded\r\nIdempotency-Key: %s\r\nContent-Length: %zu\r\n"
	    "\r\n%s", path, port, key, strlen(body), body);
	if (!send_all(fd, text, strlen(text)) || read_all(fd, buf, max) < 0) {
		buf[0] = '\0';
	}
	close(fd);
	return status_of(buf);
}

static inline int
post(const char *path, const char *key, const char *body)
{
	return post_to(path, key, body, got, sizeof(got));
}

static inline bool
shows(const char *text)
{
	return strstr(got, text) != NULL;
}

/* ---- the server of each test ------------------------------------------- */

/* With config as it is. */
static inline int
start_again(void)
{
	const char *problem = "";
	bool loopback;

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

static inline int
start_with(int threads, bool proxy)
{
	config = (struct server_config){
		.db_path = file, .routes = tables, .threads = threads,
		.behind_proxy = proxy, .before_batch = inject,
	};
	return start_again();
}

static inline int
fresh(void **state)
{
	(void)state;
	atomic_store(&fail_next, 0);
	atomic_store(&gate_shut, false);
	atomic_store(&at_gate, 0);
	snprintf(file, sizeof(file), "%s", house_file());
	return start_with(0, false);
}

static inline int
stop_server(void)
{
	if (server != NULL) {
		server_stop(server);
		close(config.listener);
	}
	server = NULL;
	return 0;
}

static inline int
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

#endif
