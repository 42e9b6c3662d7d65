/*
 * live_send.c - the threads that own the sockets of streams.
 *
 * Each has an epoll of its own, edge by edge: a socket is put in once and never
 * touched again there. It says when it takes bytes again, and when the other
 * side has gone or half closed. A message is sent from where it lies, which all
 * connections share; what a stream owns is its place on the tape of its
 * channel. So who takes nothing costs no memory, and delays nobody.
 *
 * Whoever is gone without a word is found out by the system: what was sent and
 * not acknowledged for LIVE_STUCK_S ends the connection, and each quiet stream
 * is sent a sign of life.
 */
#include "http/live_inside.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "http/server_inside.h"

#define EVENTS_MAX	256
#define SWEEP_MS	1000
#define SEND_BUFFER	(32 * 1024)	/* of the system, for each socket */
#define RETRY_LEAST_MS	500		/* to come again after */
#define RETRY_STEP_MS	170

static void
count(atomic_ulong *n, unsigned long more)
{
	atomic_fetch_add_explicit(n, more, memory_order_relaxed);
}

/* ---- one stream -------------------------------------------------------- */

/*
 * What begins the answer: headers, when to come again - each of some another
 * time, so that not all come at once after a start - and the moment by the
 * clock of the house. Held for the caller; NULL: there is no memory.
 */
static struct live_message *
hello_for(struct live_sender *se, const struct live_stream *st)
{
	size_t nth = (size_t)(st->serial % LIVE_HELLOS);
	struct live_hello *h = &se->hello[nth];
	int64_t now = clock_now();
	char date[64], text[LIVE_HEAD_MAX + 256];
	struct tm tm;

	if (h->message == NULL || h->at != now) {
		live_message_drop(h->message);
		gmtime_r(&(time_t){ (time_t)now }, &tm);
		strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", &tm);
		snprintf(text, sizeof(text), "HTTP/1.1 200 OK\r\nDate: %s\r\n"
		    "%sX-Accel-Buffering: no\r\nConnection: close\r\n\r\n"
		    "retry: %zu\nevent: live\ndata: %lld\n\n", date,
		    se->live->head, RETRY_LEAST_MS + nth * RETRY_STEP_MS,
		    (long long)now);
		h->message = live_message_new(str_z(text), "");
		h->at = now;
	}
	return h->message == NULL ? NULL : live_message_hold(h->message);
}

static struct live_message *
of_channel(struct live *live, struct live_stream *st)
{
	struct live_channel *ch = st->channel;
	struct live_message *m;
	bool is_all;

	if (!st->place.all &&
	    st->place.at == atomic_load(&ch->next_message)) {
		return NULL;
	}
	pthread_mutex_lock(&ch->lock);
	m = live_tape_next(&ch->tape, &st->place, &is_all);
	pthread_mutex_unlock(&ch->lock);
	if (m != NULL) {
		count(is_all ? &live->counts.snapshots :
		    &live->counts.messages, 1);
	}
	return m;
}

static struct live_message *
what_next(struct live_sender *se, struct live_stream *st)
{
	struct live *live = se->live;
	struct live_message *m;

	if (!st->greeted) {
		m = hello_for(se, st);
		st->greeted = m != NULL;
		return m;
	}
	if (st->leaving) {
		return NULL;
	}
	if (!atomic_load(&st->unwanted)) {
		m = of_channel(live, st);
		if (m != NULL || !atomic_load(&st->channel->over)) {
			return m;
		}
	}
	st->leaving = true;
	count(&live->counts.ended, 1);
	return live_message_hold(live->over);
}

/* Sends as much as the socket takes. False: the stream is at its end. */
static bool
flush(struct live_sender *se, struct live_stream *st)
{
	for (;;) {
		ssize_t n;

		if (st->now == NULL) {
			st->now = what_next(se, st);
			st->sent = 0;
		}
		if (st->now == NULL) {
			return st->greeted && !st->leaving;
		}
		n = send(st->fd, st->now->bytes + st->sent,
		    st->now->len - st->sent, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n < 0) {
			return errno == EAGAIN || errno == EWOULDBLOCK;
		}
		count(&se->live->counts.bytes, (unsigned long)n);
		st->moved_ms = clock_monotonic_ms();
		st->sent += (size_t)n;
		if (st->sent == st->now->len) {
			live_message_drop(st->now);
			st->now = NULL;
		}
	}
}

void
stream_end(struct live *live, struct live_stream *st)
{
	streams_remove(&live->list, st);
	live_message_drop(st->now);
	close(st->fd);
	free(st);
}

/* ---- views ------------------------------------------------------------- */

static bool
view_join(struct live_sender *se, struct live_stream *st)
{
	struct live_channel *ch = st->channel;
	struct live_view *v = &ch->view[se->nth];

	if (v->len == v->cap) {
		size_t cap = v->cap > 0 ? 2 * v->cap : 16;
		void *bigger = realloc(v->stream, cap * sizeof(*v->stream));

		if (bigger == NULL) {
			return false;
		}
		v->stream = bigger;
		v->cap = cap;
	}
	if (v->len == 0) {
		v->next = se->channels;
		se->channels = ch;
	}
	st->index = v->len;
	v->stream[v->len++] = st;
	se->streams++;
	return true;
}

static void
unlink_channel(struct live_sender *se, struct live_channel *ch)
{
	struct live_channel **at = &se->channels;

	while (*at != ch) {
		at = &(*at)->view[se->nth].next;
	}
	*at = ch->view[se->nth].next;
}

/* The channel may be gone when this returns. */
static void
view_leave(struct live_sender *se, struct live_stream *st)
{
	struct live_channel *ch = st->channel;
	struct live_view *v = &ch->view[se->nth];

	v->len--;
	v->stream[st->index] = v->stream[v->len];
	v->stream[st->index]->index = st->index;
	if (v->len == 0) {
		unlink_channel(se, ch);
		free(v->stream);
		*v = (struct live_view){ .stream = NULL };
	}
	se->streams--;
	stream_end(se->live, st);
	atomic_fetch_sub(&ch->streams, 1);
}

/* ---- a new one --------------------------------------------------------- */

static void
set_option(int fd, int level, int name, int value)
{
	setsockopt(fd, level, name, &value, sizeof(value));
}

static void
set_socket(int fd)
{
	set_option(fd, SOL_SOCKET, SO_SNDBUF, SEND_BUFFER);
	set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
	set_option(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, LIVE_STUCK_S * 1000);
}

/* LIVE-2. */
static void
find_place(struct live *live, struct live_stream *st)
{
	struct live_channel *ch = st->channel;
	bool known;

	pthread_mutex_lock(&ch->lock);
	known = live_tape_find(&ch->tape, str_z(st->seen), &st->place);
	if (!known) {
		st->place = (struct live_place){ .all = ch->tape.all != NULL,
			.at = ch->tape.next };
	}
	pthread_mutex_unlock(&ch->lock);
	if (known) {
		count(&live->counts.resumed, 1);
	}
}

static void
begin(struct live_sender *se, struct live_stream *st)
{
	struct live_channel *ch = st->channel;
	struct epoll_event ev = {
		.events = EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = st,
	};

	set_socket(st->fd);
	find_place(se->live, st);
	st->moved_ms = clock_monotonic_ms();
	if (!view_join(se, st)) {
		stream_end(se->live, st);
		atomic_fetch_sub(&ch->streams, 1);
	} else if (epoll_ctl(se->epoll, EPOLL_CTL_ADD, st->fd, &ev) != 0 ||
	    !flush(se, st)) {
		view_leave(se, st);
	}
}

static void
take_new(struct live_sender *se)
{
	struct live_stream *st, *next;

	pthread_mutex_lock(&se->lock);
	st = se->come;
	se->come = NULL;
	pthread_mutex_unlock(&se->lock);
	for (; st != NULL; st = next) {
		next = st->next;
		begin(se, st);
	}
}

/* ---- all of a channel -------------------------------------------------- */

static void
serve_view(struct live_sender *se, struct live_channel *ch)
{
	struct live_view *v = &ch->view[se->nth];

	/* From the end, for who leaves is replaced by the last. Once the last
	 * one has left, the channel is no longer ours to look at. */
	for (size_t i = v->len; i > 0; i--) {
		struct live_stream *st = v->stream[i - 1];
		bool last = v->len == 1;

		if (st->now == NULL && !flush(se, st)) {
			view_leave(se, st);
			if (last) {
				return;
			}
		}
	}
}

static void
serve(struct live_sender *se)
{
	struct live_channel *ch, *next;

	for (ch = se->channels; ch != NULL; ch = next) {
		struct live_view *v = &ch->view[se->nth];
		uint64_t now = atomic_load(&ch->next_message);
		bool over = atomic_load(&ch->over);

		next = v->next;
		if (v->served != now || v->over_served != over) {
			v->served = now;
			v->over_served = over;
			serve_view(se, ch);
		}
	}
}

/* ---- each second ------------------------------------------------------- */

static bool
look_after(struct live_sender *se, struct live_stream *st, int64_t now)
{
	int64_t quiet_ms = now - st->moved_ms;

	if (st->now != NULL) {
		if (quiet_ms < LIVE_STUCK_S * 1000) {
			return true;
		}
		count(&se->live->counts.dropped, 1);
		return false;
	}
	if (quiet_ms >= LIVE_BEAT_S * 1000) {
		st->now = live_message_hold(se->live->beat);
		st->sent = 0;
		return flush(se, st);
	}
	return !atomic_load(&st->unwanted) || flush(se, st);
}

static void
sweep_view(struct live_sender *se, struct live_channel *ch, int64_t now)
{
	struct live_view *v = &ch->view[se->nth];

	for (size_t i = v->len; i > 0; i--) {
		struct live_stream *st = v->stream[i - 1];
		bool last = v->len == 1;

		if (!look_after(se, st, now)) {
			view_leave(se, st);
			if (last) {
				return;
			}
		}
	}
}

static void
sweep(struct live_sender *se)
{
	int64_t now = clock_monotonic_ms();
	struct live_channel *next;

	if (now - se->swept_ms < SWEEP_MS) {
		return;
	}
	se->swept_ms = now;
	for (struct live_channel *ch = se->channels; ch != NULL; ch = next) {
		next = ch->view[se->nth].next;
		sweep_view(se, ch, now);
	}
}

/* ---- the thread -------------------------------------------------------- */

static bool
timed_out(int fd)
{
	int problem = 0;
	socklen_t len = sizeof(problem);

	return getsockopt(fd, SOL_SOCKET, SO_ERROR, &problem, &len) == 0 &&
	    problem == ETIMEDOUT;
}

static void
on_event(struct live_sender *se, const struct epoll_event *ev)
{
	struct live_stream *st = ev->data.ptr;
	uint64_t unused;

	if (st == NULL) {
		if (read(se->wake, &unused, sizeof(unused)) < 0) {
			return;		/* somebody else's signal, or none */
		}
	} else if ((ev->events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) {
		/* The system has waited for it as long as we would. */
		if (st->now != NULL && timed_out(st->fd)) {
			count(&se->live->counts.dropped, 1);
		}
		view_leave(se, st);
	} else if (!flush(se, st)) {
		view_leave(se, st);
	}
}

static void
close_all(struct live_sender *se)
{
	take_new(se);
	while (se->channels != NULL) {
		struct live_view *v = &se->channels->view[se->nth];

		view_leave(se, v->stream[v->len - 1]);
	}
}

static void *
sender_main(void *arg)
{
	struct live_sender *se = arg;
	struct epoll_event ev[EVENTS_MAX];

	while (!atomic_load(&se->live->stopping)) {
		int n = epoll_wait(se->epoll, ev, EVENTS_MAX,
		    se->streams > 0 ? SWEEP_MS : -1);

		for (int i = 0; i < n; i++) {
			on_event(se, &ev[i]);
		}
		take_new(se);
		serve(se);
		sweep(se);
	}
	close_all(se);
	return NULL;
}

void
sender_wake(struct live_sender *se)
{
	uint64_t one = 1;

	if (write(se->wake, &one, sizeof(one)) < 0 && errno != EAGAIN) {
		log_line("http: a sender of live pages could not be woken");
	}
}

void
sender_give(struct live_sender *se, struct live_stream *st)
{
	pthread_mutex_lock(&se->lock);
	st->next = se->come;
	se->come = st;
	pthread_mutex_unlock(&se->lock);
}

static bool
sender_start(struct live *live, size_t nth)
{
	struct live_sender *se = &live->sender[nth];
	struct epoll_event ev = { .events = EPOLLIN, .data.ptr = NULL };

	*se = (struct live_sender){ .live = live, .nth = nth };
	pthread_mutex_init(&se->lock, NULL);
	se->epoll = epoll_create1(EPOLL_CLOEXEC);
	se->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	se->running = se->epoll >= 0 && se->wake >= 0 &&
	    epoll_ctl(se->epoll, EPOLL_CTL_ADD, se->wake, &ev) == 0 &&
	    thread_start(&se->thread, sender_main, se);
	return se->running;
}

bool
senders_start(struct live *live, size_t senders)
{
	bool all = true;

	while (all && live->senders < senders) {
		all = sender_start(live, live->senders++);
	}
	return all;
}

/* The hub has stopped, and said so. */
void
senders_stop(struct live *live)
{
	for (size_t i = 0; i < live->senders; i++) {
		struct live_sender *se = &live->sender[i];

		if (se->running) {
			sender_wake(se);
			pthread_join(se->thread, NULL);
		}
		for (size_t k = 0; k < LIVE_HELLOS; k++) {
			live_message_drop(se->hello[k].message);
		}
		if (se->epoll >= 0) {
			close(se->epoll);
		}
		if (se->wake >= 0) {
			close(se->wake);
		}
		pthread_mutex_destroy(&se->lock);
	}
}
