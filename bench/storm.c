/*
 * storm.c - many who watch a live page as browsers do: who lose the connection
 * come back with the id of the last event they had, after the pause they were
 * told, and later each time it fails. What each is sent is looked at: the
 * versions only rise, and none is left out but where all parts are sent.
 *
 *	bench_storm PORT PATH CLIENTS ALL_MARK [COOKIES]
 *
 * With STORM_HTTP=1.0 in the environment it asks in HTTP/1.0: a proxy then puts
 * no chunks into the stream, which are not read here.
 *
 * An event with ALL_MARK in it has all parts. COOKIES has a line for each of
 * the clients, what it sends as its cookie. Orders come as lines:
 *
 *	drop N		so many hang up, without a word
 *	bad N		from now on the network of so many is bad: each is lost
 *			again and again after some seconds
 *	until V		all are there and have version V, or 60 s are over;
 *			of bad ones it is enough that they had it
 *	port N		the house is now there
 *	end
 *
 * The answer to `until` is a line of JSON: how many have V, after which time they
 * all had it, and all but the bad ones; how many show other parts than the first
 * who has it; and since the last one how often each thing happened.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench.h"

#define EVENTS_MAX	512
#define ROOM		24576		/* bytes of one event, or of headers */
#define PARTS		32		/* of the page */
#define NAME_MAX_	24
#define COOKIE_MAX	200
#define BAD_MS		12000		/* the longest a bad one holds */
#define ADDRESSES	8
#define OPENING		3000		/* connections that are not answered */
#define WAIT_MS		60000
#define FAR_MS		10000		/* the longest pause */
#define STEP_MS		10

enum step { AWAY, CALLING, ASKED, THERE };

struct watcher {
	int	 fd;
	enum step step;
	int64_t	 due_ms;		/* when it calls again */
	int	 retry_ms, tries;
	long	 version;		/* of the last event; 0: none */
	char	 id[64];
	int64_t	 lost_ms;		/* when a bad one is lost; 0: never */
	uint64_t part[PARTS];		/* of what each shows; 0: nothing */
	char	 buf[ROOM];
	size_t	 len;
};

static struct counts {
	long	opened, refused, broken, events, all, skipped, back, junk;
} counts;

static struct watcher *watchers;
static size_t clients, opening;
static int port, poller;
static const char *path, *all_mark, *http_version = "1.1";
static unsigned seed = 1;
static char part_name[PARTS][NAME_MAX_];
static size_t parts, bad;
static char (*cookies)[COOKIE_MAX];

static int64_t
now_ms(void)
{
	return bench_now_ns() / 1000000;
}

/* ---- calling ----------------------------------------------------------- */

static void
call_later(struct watcher *w, int ms)
{
	int jitter = rand_r(&seed) % 600 - 300;

	w->step = AWAY;
	w->fd = -1;
	w->len = 0;
	w->lost_ms = 0;
	w->due_ms = now_ms() + ms + (int64_t)ms * jitter / 1000;
}

static void
hang_up(struct watcher *w, bool failed)
{
	int ms = w->retry_ms;

	if (w->step == CALLING || w->step == ASKED) {
		opening--;
	}
	close(w->fd);
	w->tries = failed ? w->tries + 1 : 0;
	for (int i = 0; i < w->tries && ms < FAR_MS; i++) {
		ms *= 2;
	}
	call_later(w, ms < FAR_MS ? ms : FAR_MS);
}

static void
call(struct watcher *w)
{
	size_t nth = (size_t)(w - watchers);
	struct sockaddr_in from = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl((uint32_t)(0x7f000002 +
		    nth % ADDRESSES)) }, to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct epoll_event ev = { .events = EPOLLOUT, .data.ptr = w };
	struct linger at_once = { 1, 0 };
	int on = 1;

	w->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (w->fd < 0) {
		perror("bench_storm");
		exit(1);
	}
	setsockopt(w->fd, SOL_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof(on));
	setsockopt(w->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	w->step = CALLING;
	opening++;
	if (bind(w->fd, (struct sockaddr *)&from, sizeof(from)) != 0 ||
	    (connect(w->fd, (struct sockaddr *)&to, sizeof(to)) != 0 &&
	    errno != EINPROGRESS)) {
		counts.broken++;
		hang_up(w, true);
		return;
	}
	epoll_ctl(poller, EPOLL_CTL_ADD, w->fd, &ev);
}

static void
ask(struct watcher *w)
{
	struct epoll_event ev = { .events = EPOLLIN, .data.ptr = w };
	const char *cookie = cookies == NULL ? "" : cookies[w - watchers];
	char text[1024];
	int n = snprintf(text, sizeof(text), "GET %s HTTP/%s\r\nHost: "
	    "127.0.0.1:%d\r\nAccept: text/event-stream\r\n%s%s%s%s%s%s\r\n",
	    path, http_version, port,
	    w->id[0] != '\0' ? "Last-Event-ID: " : "", w->id,
	    w->id[0] != '\0' ? "\r\n" : "", *cookie != '\0' ? "Cookie: " :
	    "", cookie, *cookie != '\0' ? "\r\n" : "");

	if (send(w->fd, text, (size_t)n, MSG_NOSIGNAL) != n) {
		counts.broken++;
		hang_up(w, true);
		return;
	}
	w->step = ASKED;
	epoll_ctl(poller, EPOLL_CTL_MOD, w->fd, &ev);
}

/* ---- what comes -------------------------------------------------------- */

static size_t
part_of(const char *name, size_t len)
{
	size_t i = 0;

	while (i < parts && (strncmp(part_name[i], name, len) != 0 ||
	    part_name[i][len] != '\0')) {
		i++;
	}
	if (i == parts && parts < PARTS && len < NAME_MAX_) {
		memcpy(part_name[parts++], name, len);
	}
	return i;
}

/* What each part of an event says from now on (FNV-1a). */
static void
take_parts(struct watcher *w, const char *at)
{
	static const char start[] = "hx-target=\"#";

	while ((at = strstr(at, start)) != NULL) {
		const char *end = strstr(at, "</hx-partial>");
		uint64_t hash = 14695981039346656037u;
		size_t nth;

		at += strlen(start);
		nth = part_of(at, strcspn(at, "\""));
		if (end == NULL || nth == PARTS) {
			counts.junk++;
			return;
		}
		for (at = strchr(at, '>'); at < end; at++) {
			hash = (hash ^ (unsigned char)*at) * 1099511628211u;
		}
		w->part[nth] = hash;
	}
}

/* One event, whole, ended by a NUL in place of its empty line. */
static void
take_event(struct watcher *w, const char *at)
{
	const char *id = strncmp(at, "id: ", 4) == 0 ? at + 4 : NULL;
	const char *retry = strncmp(at, "retry: ", 7) == 0 ? at + 7 : NULL;
	long version;

	if (retry != NULL) {
		w->retry_ms = atoi(retry);
	}
	if (id == NULL) {
		return;
	}
	version = strtol(id, NULL, 10);
	counts.events++;
	if (strstr(at, all_mark) != NULL) {
		counts.all++;
	} else if (version > w->version + 1) {
		counts.skipped++;
	}
	if (version < w->version) {
		counts.back++;
	}
	w->version = version;
	take_parts(w, at);
	snprintf(w->id, sizeof(w->id), "%.*s", (int)strcspn(id, "\n"), id);
}

static void
take_all(struct watcher *w)
{
	char *at = w->buf, *end;

	while ((end = memmem(at, w->len - (size_t)(at - w->buf), "\n\n", 2)) !=
	    NULL) {
		*end = '\0';
		take_event(w, at);
		at = end + 2;
	}
	w->len -= (size_t)(at - w->buf);
	memmove(w->buf, at, w->len);
	if (w->len == sizeof(w->buf)) {
		counts.junk++;
		w->len = 0;
	}
}

/* False: it was no stream. */
static bool
take_headers(struct watcher *w)
{
	char *end = memmem(w->buf, w->len, "\r\n\r\n", 4);

	if (end == NULL) {
		return true;
	}
	if (strncmp(w->buf, "HTTP/1.1 200", 12) != 0) {
		return false;
	}
	w->step = THERE;
	w->tries = 0;
	if ((size_t)(w - watchers) < bad) {
		w->lost_ms = now_ms() + 1000 + rand_r(&seed) % BAD_MS;
	}
	opening--;
	counts.opened++;
	w->len -= (size_t)(end + 4 - w->buf);
	memmove(w->buf, end + 4, w->len);
	return true;
}

static void
hear(struct watcher *w)
{
	ssize_t n = recv(w->fd, w->buf + w->len, sizeof(w->buf) - w->len, 0);

	if (n < 0 && errno == EAGAIN) {
		return;
	}
	if (n <= 0) {
		counts.broken++;
		hang_up(w, w->step != THERE);
		return;
	}
	w->len += (size_t)n;
	if (w->step == ASKED && !take_headers(w)) {
		counts.refused++;
		hang_up(w, true);
	} else if (w->step == THERE) {
		take_all(w);
	}
}

/* ---- orders ------------------------------------------------------------ */

static void
step_once(void)
{
	struct epoll_event ev[EVENTS_MAX];
	int n = epoll_wait(poller, ev, EVENTS_MAX, STEP_MS);
	int64_t now;

	for (int i = 0; i < n; i++) {
		struct watcher *w = ev[i].data.ptr;

		if (w->step == CALLING) {
			ask(w);
		} else {
			hear(w);
		}
	}
	now = now_ms();
	for (size_t i = 0; i < bad; i++) {
		if (watchers[i].step == THERE && watchers[i].lost_ms != 0 &&
		    watchers[i].lost_ms <= now) {
			hang_up(&watchers[i], false);
		}
	}
	for (size_t i = 0; i < clients && opening < OPENING; i++) {
		if (watchers[i].step == AWAY && watchers[i].due_ms <= now) {
			call(&watchers[i]);
		}
	}
}

static void
drop(size_t n)
{
	static size_t from;

	for (; n > 0; n--) {
		struct watcher *w = &watchers[from];

		from = (from + 1) % clients;
		if (w->step == THERE) {
			hang_up(w, false);
		}
	}
}

static size_t
how_many_have(long version)
{
	size_t n = 0;

	for (size_t i = 0; i < clients; i++) {
		n += watchers[i].step == THERE &&
		    watchers[i].version >= version;
	}
	return n;
}

static size_t
how_many_differ(long version)
{
	const struct watcher *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < clients; i++) {
		const struct watcher *w = &watchers[i];

		if (w->step == THERE && w->version >= version) {
			first = first == NULL ? w : first;
			n += memcmp(w->part, first->part,
			    sizeof(w->part)) != 0;
		}
	}
	return n;
}

/* Bad ones may be away just now; they have what they last saw. */
static size_t
how_many_saw(size_t from, long version)
{
	size_t n = 0;

	for (size_t i = from; i < clients; i++) {
		n += watchers[i].version >= version;
	}
	return n;
}

static void
until(long version)
{
	int64_t began = now_ms(), good_ms = -1;

	while ((bad > 0 ? how_many_saw(0, version) : how_many_have(version)) <
	    clients && now_ms() - began < WAIT_MS) {
		if (good_ms < 0 && how_many_saw(bad, version) ==
		    clients - bad) {
			good_ms = now_ms() - began;
		}
		step_once();
	}
	good_ms = good_ms < 0 ? now_ms() - began : good_ms;
	printf("{\"have\": %zu, \"saw\": %zu, \"differ\": %zu, \"ms\": %lld, \"good_ms\": %lld, "
	    "\"opened\": %ld, \"refused\": %ld, \"broken\": %ld, \"events\": "
	    "%ld, \"all\": %ld, \"skipped\": %ld, \"back\": %ld, \"junk\": "
	    "%ld}\n", how_many_have(version), how_many_saw(0, version),
	    how_many_differ(version), (long long)(now_ms() - began),
	    (long long)good_ms,
	    counts.opened, counts.refused, counts.broken, counts.events,
	    counts.all, counts.skipped, counts.back, counts.junk);
	fflush(stdout);
	counts = (struct counts){ 0 };
}

/* False at the end. */
static bool
obey(char *line)
{
	if (strncmp(line, "drop ", 5) == 0) {
		drop((size_t)atol(line + 5));
	} else if (strncmp(line, "bad ", 4) == 0) {
		bad = (size_t)atol(line + 4);
		drop(bad < clients ? bad : clients);
	} else if (strncmp(line, "port ", 5) == 0) {
		port = atoi(line + 5);
	} else if (strncmp(line, "until ", 6) == 0) {
		until(atol(line + 6));
	} else {
		return false;
	}
	return true;
}

static bool
read_orders(void)
{
	static char text[4096];
	static size_t len;
	ssize_t n = read(STDIN_FILENO, text + len, sizeof(text) - 1 - len);
	char *end;

	if (n == 0) {
		return false;
	}
	len += n > 0 ? (size_t)n : 0;
	while ((end = memchr(text, '\n', len)) != NULL) {
		*end = '\0';
		if (!obey(text)) {
			return false;
		}
		len -= (size_t)(end + 1 - text);
		memmove(text, end + 1, len);
	}
	return true;
}

static bool
read_cookies(const char *name)
{
	FILE *f = fopen(name, "r");
	size_t n = 0;

	cookies = calloc(clients, sizeof(*cookies));
	while (f != NULL && cookies != NULL && n < clients &&
	    fgets(cookies[n], COOKIE_MAX, f) != NULL) {
		cookies[n][strcspn(cookies[n], "\n")] = '\0';
		n++;
	}
	if (f != NULL) {
		fclose(f);
	}
	return n == clients;
}

int
main(int argc, char **argv)
{
	struct rlimit fds;

	if (argc != 5 && argc != 6) {
		fprintf(stderr, "usage: bench_storm PORT PATH CLIENTS MARK "
		    "[COOKIES]\n");
		return 2;
	}
	port = atoi(argv[1]);
	path = argv[2];
	clients = (size_t)atol(argv[3]);
	all_mark = argv[4];
	if (getenv("STORM_HTTP") != NULL) {
		http_version = getenv("STORM_HTTP");
	}
	if (argc == 6 && !read_cookies(argv[5])) {
		fprintf(stderr, "bench_storm: %s: a line for each client\n",
		    argv[5]);
		return 1;
	}
	getrlimit(RLIMIT_NOFILE, &fds);
	fds.rlim_cur = fds.rlim_max;
	setrlimit(RLIMIT_NOFILE, &fds);
	fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK);
	poller = epoll_create1(0);
	watchers = calloc(clients, sizeof(*watchers));
	if (watchers == NULL || poller < 0) {
		return 1;
	}
	for (size_t i = 0; i < clients; i++) {
		watchers[i].retry_ms = 500;
		call_later(&watchers[i], 0);
	}
	while (read_orders()) {
		step_once();
	}
	return 0;
}
