/*
 * watch.c - many who watch one stream of events, and how long it takes until
 * the last of them has each.
 *
 *	bench_watch PORT PATH CLIENTS --ready TEXT --post PATH
 *	    [--word N] [--events N] [--plain]
 *
 * All streams are opened, CLIENTS of them, and are ready when TEXT has come.
 * Then one after the other so many events are caused, each by a POST, as a form
 * of the house or with --plain as a body; its word has N bytes and ends with a
 * ~, which stands nowhere else. An event is over when each stream has had its
 * ~. Prints a line of JSON: the time to open, and of each event the times from
 * the POST to its answer and to the last stream, in ms; and the bytes of the
 * last event at a stream.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench.h"

#define THREADS		2
#define OPENING		256		/* at once, for each thread */
#define EVENTS_MAX	512
#define ADDRESSES	4		/* of clients, for each thread */
#define OPEN_S		60
#define EVENT_S		10
#define PAUSE_US	60000
#define WORD_MAX	4000
#define BUF		65536

enum step { FRESH, ASKED, READY, BROKEN };

struct stream {
	int		 fd;
	enum step	 step;
	char		 tail[32];	/* of what has come, for the text */
	size_t		 tail_len;
};

struct watcher {
	pthread_t	 thread;
	size_t		 nth;
	int		 epoll;
	struct stream	*stream;
	size_t		 len, next, opening;
	char		 buf[BUF];
};

static struct watcher watchers[THREADS];
static const char *path, *ready_text, *post_path;
static int port;
static bool plain;
static size_t clients, word_len = 200, events = 20;
static atomic_size_t ready, broken, marks, bytes;
static _Atomic int64_t last_at;

static struct sockaddr_in
house(void)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static void
open_one(struct watcher *w)
{
	struct stream *s = &w->stream[w->next];
	struct sockaddr_in from = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl((uint32_t)(0x7f000002 + w->nth *
		    ADDRESSES + w->next % ADDRESSES)) }, to = house();
	struct epoll_event ev = { .events = EPOLLOUT, .data.ptr = s };
	int on = 1;

	w->next++;
	w->opening++;
	s->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(s->fd, SOL_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof(on));
	if (s->fd < 0 || bind(s->fd, (struct sockaddr *)&from, sizeof(from)) !=
	    0 || (connect(s->fd, (struct sockaddr *)&to, sizeof(to)) != 0 &&
	    errno != EINPROGRESS) ||
	    epoll_ctl(w->epoll, EPOLL_CTL_ADD, s->fd, &ev) != 0) {
		perror("bench_watch: a stream");
		exit(1);
	}
}

static void
opened(struct watcher *w, struct stream *s, enum step step)
{
	s->step = step;
	w->opening--;
	atomic_fetch_add(step == READY ? &ready : &broken, 1);
	if (w->next < w->len) {
		open_one(w);
	}
}

static void
ask(struct watcher *w, struct stream *s)
{
	struct epoll_event ev = { .events = EPOLLIN, .data.ptr = s };
	char text[512];
	int n = snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\n"
	    "Host: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n", path);

	if (send(s->fd, text, (size_t)n, MSG_NOSIGNAL) != n) {
		close(s->fd);
		opened(w, s, BROKEN);
		return;
	}
	s->step = ASKED;
	epoll_ctl(w->epoll, EPOLL_CTL_MOD, s->fd, &ev);
}

/* Whether the text has come whole, in one piece or two. */
static bool
has_text(struct stream *s, const char *at, size_t len)
{
	char joined[sizeof(s->tail) + 64];
	size_t more = len < 64 ? len : 64, keep;
	bool found = memmem(at, len, ready_text, strlen(ready_text)) != NULL;

	memcpy(joined, s->tail, s->tail_len);
	memcpy(joined + s->tail_len, at, more);
	found = found || memmem(joined, s->tail_len + more, ready_text,
	    strlen(ready_text)) != NULL;
	keep = len < sizeof(s->tail) ? len : sizeof(s->tail);
	memcpy(s->tail, at + len - keep, keep);
	s->tail_len = keep;
	return found;
}

static void
count_marks(const char *at, size_t len)
{
	size_t n = 0;

	for (const char *end = at + len; (at = memchr(at, '~', (size_t)
	    (end - at))) != NULL; at++) {
		n++;
	}
	atomic_fetch_add(&bytes, len);
	if (n > 0 && atomic_fetch_add(&marks, n) + n == clients) {
		atomic_store(&last_at, bench_now_ns());
	}
}

static void
hear(struct watcher *w, struct stream *s)
{
	ssize_t n = recv(s->fd, w->buf, sizeof(w->buf), 0);

	if (n < 0 && errno == EAGAIN) {
		return;
	}
	if (n <= 0) {
		close(s->fd);
		if (s->step == ASKED) {
			opened(w, s, BROKEN);
		} else {
			atomic_fetch_add(&broken, 1);
		}
	} else if (s->step == READY) {
		count_marks(w->buf, (size_t)n);
	} else if (has_text(s, w->buf, (size_t)n)) {
		opened(w, s, READY);
	}
}

static void *
watcher_main(void *arg)
{
	struct watcher *w = arg;
	struct epoll_event ev[EVENTS_MAX];

	while (w->next < w->len && w->opening < OPENING) {
		open_one(w);
	}
	for (;;) {
		int n = epoll_wait(w->epoll, ev, EVENTS_MAX, -1);

		for (int i = 0; i < n; i++) {
			struct stream *s = ev[i].data.ptr;

			if (s->step == FRESH) {
				ask(w, s);
			} else {
				hear(w, s);
			}
		}
	}
	return NULL;
}

/* ---- causing an event -------------------------------------------------- */

static int
connect_one(void)
{
	struct sockaddr_in to = house();
	int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;

	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0) {
		perror("bench_watch: the one who posts");
		exit(1);
	}
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return fd;
}

/* The time from the POST to its answer. */
static double
cause(int fd, size_t nth, int64_t *began)
{
	char word[WORD_MAX], text[WORD_MAX + 1024];
	ssize_t got;
	int n;

	memset(word, 'a' + (int)(nth % 26), word_len);
	word[word_len - 1] = '~';
	word[word_len] = '\0';
	n = snprintf(text, sizeof(text), "POST %s HTTP/1.1\r\nHost: 127.0.0.1"
	    "\r\nSec-Fetch-Site: same-origin\r\nIdempotency-Key: watch-%d-%zu"
	    "\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n%s%s",
	    post_path, (int)getpid(), nth, plain ? "text/plain" :
	    "application/x-www-form-urlencoded", word_len + (plain ? 0 : 5),
	    plain ? "" : "word=", word);
	*began = bench_now_ns();
	if (send(fd, text, (size_t)n, MSG_NOSIGNAL) != n ||
	    (got = recv(fd, text, sizeof(text) - 1, 0)) <= 0 ||
	    (text[9] != '2' && text[9] != '3')) {
		fprintf(stderr, "bench_watch: the POST was not taken: %.*s\n",
		    12, text);
		exit(1);
	}
	return (double)(bench_now_ns() - *began) / 1e6;
}

static double
until_last(int64_t began)
{
	while (atomic_load(&last_at) == 0) {
		if (bench_now_ns() - began > (int64_t)EVENT_S * 1000000000) {
			fprintf(stderr, "bench_watch: %zu of %zu had it\n",
			    atomic_load(&marks), clients);
			exit(1);
		}
		usleep(50);
	}
	return (double)(atomic_load(&last_at) - began) / 1e6;
}

static void
measure(double opening)
{
	double *answer = calloc(events, sizeof(double));
	double *last = calloc(events, sizeof(double));
	int fd = connect_one();
	int64_t began;

	if (answer == NULL || last == NULL) {
		exit(1);
	}
	for (size_t i = 0; i < events; i++) {
		usleep(PAUSE_US);
		atomic_store(&marks, 0);
		atomic_store(&bytes, 0);
		atomic_store(&last_at, 0);
		answer[i] = cause(fd, i, &began);
		last[i] = until_last(began);
	}
	usleep(PAUSE_US);
	printf("{\"open_ms\": %.1f, \"bytes\": %zu", opening,
	    atomic_load(&bytes) / clients);
	bench_list("answer_ms", answer, events);
	bench_list("last_ms", last, events);
	puts("}");
	close(fd);
	free(answer);
	free(last);
}

/* ---- the program ------------------------------------------------------- */

static void
read_options(int argc, char **argv)
{
	if (argc < 4) {
		fprintf(stderr, "usage: bench_watch PORT PATH CLIENTS ...\n");
		exit(2);
	}
	port = atoi(argv[1]);
	path = argv[2];
	clients = (size_t)atol(argv[3]) / THREADS * THREADS;
	for (int i = 4; i < argc; i++) {
		if (strcmp(argv[i], "--plain") == 0) {
			plain = true;
		} else if (i + 1 == argc) {
			break;
		} else if (strcmp(argv[i], "--ready") == 0) {
			ready_text = argv[++i];
		} else if (strcmp(argv[i], "--post") == 0) {
			post_path = argv[++i];
		} else if (strcmp(argv[i], "--word") == 0) {
			word_len = (size_t)atol(argv[++i]);
		} else if (strcmp(argv[i], "--events") == 0) {
			events = (size_t)atol(argv[++i]);
		}
	}
	if (ready_text == NULL || strlen(ready_text) > sizeof(watchers[0].
	    stream->tail) || post_path == NULL || word_len >= WORD_MAX ||
	    word_len < 2 || clients == 0) {
		fprintf(stderr, "bench_watch: --ready, --post, CLIENTS\n");
		exit(2);
	}
}

static void
may_have_many(void)
{
	struct rlimit fds;

	getrlimit(RLIMIT_NOFILE, &fds);
	fds.rlim_cur = fds.rlim_max;
	setrlimit(RLIMIT_NOFILE, &fds);
}

int
main(int argc, char **argv)
{
	int64_t began = bench_now_ns();
	double opening;

	read_options(argc, argv);
	may_have_many();
	for (size_t i = 0; i < THREADS; i++) {
		struct watcher *w = &watchers[i];

		w->nth = i;
		w->len = clients / THREADS;
		w->epoll = epoll_create1(0);
		w->stream = calloc(w->len, sizeof(*w->stream));
		if (w->stream == NULL || pthread_create(&w->thread, NULL,
		    watcher_main, w) != 0) {
			return 1;
		}
	}
	while (atomic_load(&ready) + atomic_load(&broken) < clients &&
	    bench_now_ns() - began < (int64_t)OPEN_S * 1000000000) {
		usleep(500);
	}
	opening = (double)(bench_now_ns() - began) / 1e6;
	if (atomic_load(&ready) < clients) {
		fprintf(stderr, "bench_watch: %zu of %zu streams began\n",
		    atomic_load(&ready), clients);
		return 1;
	}
	usleep(700000);
	measure(opening);
	fflush(stdout);
	_exit(0);
}
