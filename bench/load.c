/*
 * load.c - clients over HTTP/1.1, each with a connection that stays open.
 *
 *	bench_load PORT FILE [--connections N] [--count N] [--seconds S]
 *	    [--rate R] [--repeat] [--close N]
 *
 * FILE has whole requests, each after its length in four bytes (least first).
 * Without --rate every client asks again as soon as it was answered. With it
 * requests have moments at which they are due, so many a second; one that finds
 * no free client waits, and its time counts from the moment it was due: who
 * comes in the evening does not come later because others are slow. --repeat
 * begins the file again at its end. With --close a client hangs up after so
 * many answers and comes back by a new connection. A request that finds its
 * connection closed, which had been open for a while, without a byte of an
 * answer, goes out again by a new one, as browsers do it: the server had hung up
 * on a client that was silent for too long, at the moment at which it spoke.
 *
 * Prints one line of JSON: answers, seconds, rate, statuses, and times in ms.
 */
#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench.h"

#define HEAD_MAX	8192
#define EVENTS		256
#define CLIENTS_MAX	20000
#define STATUSES	600
#define US_EXACT	1000	/* below it a time is kept to a microsecond */
#define BUCKETS		4000
#define OLD_NS		((int64_t)1000000000)
#define GIVE_UP_NS	(60 * (int64_t)1000000000)

struct client {
	int		 fd;
	const char	*at;		/* what is still to be sent */
	size_t		 left;
	const char	*request;	/* all of it */
	size_t		 request_len;
	int64_t		 opened;
	bool		 old, again;	/* the connection; the request */
	int64_t		 due;		/* of the request under way */
	bool		 busy, in_body;
	char		 head[HEAD_MAX];
	size_t		 head_len, body_left;
	int		 status;
	long		 answers;
};

static struct sockaddr_in to;
static struct client *clients;
static size_t clients_len = 1;
static int *idle;			/* clients that do nothing */
static size_t idle_len;
static int poller;

static const char *file;
static size_t file_len, file_at;
static bool repeat;

static long count_max, close_after;
static double seconds_max, rate;
static long asked, answered, broken, again;
static long statuses[STATUSES];
static long times[BUCKETS];
static int64_t worst, began, sent_until;

/* ---- times ------------------------------------------------------------- */

/* To a microsecond below a millisecond, then to a hundredth of itself. */
static size_t
bucket_of(int64_t us)
{
	size_t at = US_EXACT;
	double step = US_EXACT;

	if (us < US_EXACT) {
		return us < 0 ? 0 : (size_t)us;
	}
	while (step < (double)us && at < BUCKETS - 1) {
		step *= 1.01;
		at++;
	}
	return at;
}

static double
ms_of(size_t bucket)
{
	double us = US_EXACT;

	if (bucket < US_EXACT) {
		return (double)bucket / 1000;
	}
	for (size_t i = US_EXACT; i < bucket; i++) {
		us *= 1.01;
	}
	return us / 1000;
}

static double
percentile(double share)
{
	long want = (long)((double)answered * share), seen = 0;

	for (size_t i = 0; i < BUCKETS; i++) {
		seen += times[i];
		if (seen > want) {
			return ms_of(i);
		}
	}
	return ms_of(BUCKETS - 1);
}

static void
note_time(int64_t ns)
{
	times[bucket_of(ns / 1000)]++;
	if (ns > worst) {
		worst = ns;
	}
}

/* ---- connections ------------------------------------------------------- */

static void
fail(const char *what)
{
	perror(what);
	exit(1);
}

static void
watch(struct client *c, uint32_t events, int how)
{
	struct epoll_event e = { .events = events, .data.ptr = c };

	if (epoll_ctl(poller, how, c->fd, &e) != 0) {
		fail("epoll_ctl");
	}
}

static void
client_open(struct client *c)
{
	int on = 1;

	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&to,
	    sizeof(to)) != 0) {
		fail("connect");
	}
	setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	fcntl(c->fd, F_SETFL, fcntl(c->fd, F_GETFL) | O_NONBLOCK);
	c->head_len = c->body_left = 0;
	c->in_body = false;
	c->opened = bench_now_ns();
	watch(c, EPOLLIN, EPOLL_CTL_ADD);
}

/* ---- asking ------------------------------------------------------------ */

static bool
next_request(const char **at, size_t *len)
{
	const unsigned char *l;

	if (file_at >= file_len) {
		if (!repeat) {
			return false;
		}
		file_at = 0;
	}
	l = (const unsigned char *)file + file_at;
	*len = (size_t)l[0] | (size_t)l[1] << 8 | (size_t)l[2] << 16 |
	    (size_t)l[3] << 24;
	*at = file + file_at + 4;
	assert(*len <= file_len - file_at - 4);
	file_at += 4 + *len;
	return true;
}

static void
client_send(struct client *c)
{
	while (c->left > 0) {
		ssize_t n = send(c->fd, c->at, c->left, MSG_NOSIGNAL);

		if (n < 0 && errno == EAGAIN) {
			watch(c, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
			return;
		}
		if (n < 0) {
			return;		/* reading will say so */
		}
		c->at += n;
		c->left -= (size_t)n;
	}
}

static bool
has_more(int64_t now)
{
	return (count_max == 0 || asked < count_max) &&
	    (seconds_max == 0 || (double)(now - began) < seconds_max * 1e9);
}

/* False where there is nothing more to ask. */
static bool
client_ask(struct client *c, int64_t due)
{
	if (!next_request(&c->at, &c->left)) {
		return false;
	}
	c->request = c->at;
	c->request_len = c->left;
	c->due = due;
	c->busy = true;
	c->again = false;
	c->old = bench_now_ns() - c->opened > OLD_NS;
	asked++;
	client_send(c);
	return true;
}

/* ---- hearing ----------------------------------------------------------- */

static void
client_done(struct client *c, int64_t now)
{
	note_time(now - c->due);
	answered++;
	statuses[c->status % STATUSES]++;
	c->busy = c->in_body = false;
	c->head_len = 0;
	if (close_after > 0 && ++c->answers % close_after == 0) {
		close(c->fd);
		client_open(c);
	}
	if (rate > 0 || !has_more(now) || !client_ask(c, now)) {
		idle[idle_len++] = (int)(c - clients);
	}
}

static void
client_broken(struct client *c)
{
	bool silent = c->old && !c->again && !c->in_body && c->head_len == 0;

	close(c->fd);
	if (silent) {
		client_open(c);
		c->at = c->request;
		c->left = c->request_len;
		c->again = true;
		again++;
		client_send(c);
		return;
	}
	broken++;
	c->busy = false;
	client_open(c);
	idle[idle_len++] = (int)(c - clients);
}

/* The head is whole: its status and how long the body is. */
static void
read_head(struct client *c, const char *end)
{
	static const char name[] = "\r\nContent-Length:";
	const char *at = c->head;

	c->head[end - c->head] = '\0';
	c->status = atoi(c->head + 9);
	c->body_left = 0;
	for (; (at = strstr(at, "\r\n")) != NULL; at += 2) {
		if (strncasecmp(at, name, sizeof(name) - 1) == 0) {
			c->body_left = strtoul(at + sizeof(name) - 1, NULL, 10);
		}
	}
	if (c->status == 304) {
		c->body_left = 0;
	}
	c->in_body = true;
}

static void
client_hear(struct client *c, int64_t now)
{
	char scrap[65536];
	char *into = c->in_body ? scrap : c->head + c->head_len;
	size_t room = c->in_body ? sizeof(scrap) : HEAD_MAX - c->head_len;
	ssize_t n = recv(c->fd, into, room, 0);
	char *end;

	if (n < 0 && errno == EAGAIN) {
		return;
	}
	if (n <= 0) {
		if (c->busy) {
			client_broken(c);
		} else {
			close(c->fd);	/* it had waited too long */
			client_open(c);
		}
		return;
	}
	if (!c->in_body) {
		c->head_len += (size_t)n;
		end = memmem(c->head, c->head_len, "\r\n\r\n", 4);
		if (end == NULL) {
			return;
		}
		n = (c->head + c->head_len) - (end + 4);
		read_head(c, end + 2);
	}
	c->body_left -= (size_t)n > c->body_left ? c->body_left : (size_t)n;
	if (c->body_left == 0) {
		client_done(c, now);
	}
}

/* ---- the run ----------------------------------------------------------- */

/* Those whose moment has come go out by whoever is free. */
static void
ask_due(int64_t now)
{
	while (idle_len > 0 && has_more(now)) {
		int64_t due = rate > 0 ? began + (int64_t)((double)asked /
		    rate * 1e9) : now;

		if (due > now || (seconds_max > 0 &&
		    (double)(due - began) >= seconds_max * 1e9) ||
		    !client_ask(&clients[idle[idle_len - 1]], due)) {
			return;
		}
		idle_len--;
	}
}

/* Until the next moment that is due and can be met, at most a while. */
static struct timespec
wait_for(int64_t now)
{
	int64_t ns = 100000000;

	if (rate > 0 && idle_len > 0) {
		int64_t due = began + (int64_t)((double)asked / rate * 1e9);

		ns = due < now ? 0 : due - now < ns ? due - now : ns;
	}
	return (struct timespec){ .tv_nsec = ns };
}

static void
run(void)
{
	struct epoll_event events[EVENTS];
	int64_t now = began = bench_now_ns(), heard = now;

	for (;;) {
		struct timespec wait;
		int n;

		ask_due(now);
		if (idle_len == clients_len && (!has_more(now) ||
		    (!repeat && file_at >= file_len))) {
			break;
		}
		wait = wait_for(now);
		n = epoll_pwait2(poller, events, EVENTS, &wait, NULL);
		now = bench_now_ns();
		for (int i = 0; i < n; i++) {
			struct client *c = events[i].data.ptr;

			if ((events[i].events & EPOLLOUT) != 0) {
				watch(c, EPOLLIN, EPOLL_CTL_MOD);
				client_send(c);
			}
			if ((events[i].events & ~(uint32_t)EPOLLOUT) != 0) {
				client_hear(c, now);
				heard = now;
			}
		}
		if (now - heard > GIVE_UP_NS) {
			break;
		}
	}
	sent_until = now;
}

static void
print_result(void)
{
	double seconds = (double)(sent_until - began) / 1e9;
	const char *comma = "";

	printf("{\"answers\": %ld, \"asked\": %ld, \"broken\": %ld, "
	    "\"again\": %ld, "
	    "\"unanswered\": %zu, \"seconds\": %.6f, \"rate\": %.3f, "
	    "\"status\": {", answered, asked, broken,
	    again, clients_len - idle_len,
	    seconds, (double)answered / seconds);
	for (int i = 0; i < STATUSES; i++) {
		if (statuses[i] > 0) {
			printf("%s\"%d\": %ld", comma, i, statuses[i]);
			comma = ", ";
		}
	}
	printf("}, \"p50\": %.3f, \"p90\": %.3f, \"p99\": %.3f, "
	    "\"p999\": %.3f, \"max\": %.3f}\n", percentile(0.5),
	    percentile(0.9), percentile(0.99), percentile(0.999),
	    (double)worst / 1e6);
}

static void
read_options(int argc, char **argv)
{
	for (int i = 3; i < argc; i++) {
		const char *name = argv[i];
		const char *value = i + 1 < argc ? argv[i + 1] : "";

		if (strcmp(name, "--repeat") == 0) {
			repeat = true;
			continue;
		}
		i++;
		if (strcmp(name, "--connections") == 0) {
			clients_len = strtoul(value, NULL, 10);
		} else if (strcmp(name, "--count") == 0) {
			count_max = strtol(value, NULL, 10);
		} else if (strcmp(name, "--seconds") == 0) {
			seconds_max = strtod(value, NULL);
		} else if (strcmp(name, "--rate") == 0) {
			rate = strtod(value, NULL);
		} else if (strcmp(name, "--close") == 0) {
			close_after = strtol(value, NULL, 10);
		} else {
			fprintf(stderr, "bench_load: what is %s?\n", name);
			exit(2);
		}
	}
	assert(clients_len > 0 && clients_len <= CLIENTS_MAX);
}

static void
map_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *at;

	if (fd < 0 || fstat(fd, &st) != 0 || st.st_size == 0) {
		fail(path);
	}
	at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED) {
		fail(path);
	}
	close(fd);
	file = at;
	file_len = (size_t)st.st_size;
}

int
main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: bench_load PORT FILE [OPTION...]\n");
		return 2;
	}
	read_options(argc, argv);
	map_file(argv[2]);
	to = (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_port = htons((uint16_t)strtoul(argv[1], NULL, 10)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	poller = epoll_create1(EPOLL_CLOEXEC);
	clients = calloc(clients_len, sizeof(*clients));
	idle = calloc(clients_len, sizeof(*idle));
	if (poller < 0 || clients == NULL || idle == NULL) {
		fail("start");
	}
	for (size_t i = 0; i < clients_len; i++) {
		client_open(&clients[i]);
		idle[idle_len++] = (int)i;
	}
	run();
	print_result();
	return 0;
}
