/*
 * live_take.c - from an exchange to a stream; starting and stopping.
 *
 * libmicrohttpd 0.9.75 can keep a connection open for a stream, but then keeps
 * its memory too, 16 KiB for each, and does not notice who goes away while it
 * is suspended. So the socket is taken from it: while the connection is
 * suspended the library does not touch it, and it is not in the library's
 * epoll. Its descriptor is duplicated for us; the number the library knows is
 * then made to lead to one end of a pair of sockets of ours, where nothing ever
 * comes, and which it closes when it is told that there is no answer. What it
 * shuts down there reaches nobody: docs/decisions/a-stream-has-its-socket.md.
 */
#include "http/live_inside.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/server_inside.h"
#include "http/wait.h"

#define SENDERS		2

/* ---- what every stream is sent ----------------------------------------- */

static struct live_message *
plain(const char *text)
{
	return live_message_new(str_z(text), "");
}

/* The headers every answer of the house has, and those of a stream. */
static bool
headers_make(const struct server *s, char *to, size_t room)
{
	char some[] = " ";	/* without a body an answer has no type */
	struct res rs = { .status = 200, .no_store = true,
		.type = S("text/event-stream"),
		.body = { .at = some, .len = 1 } };
	struct reply_for f = { .is_get = true,
		.tls = str_starts(s->config.home, S("https://")) };
	struct reply r;
	size_t len = 0;
	bool made = reply_make(&r, &rs, &f);

	for (size_t i = 0; made && i < r.headers && len < room; i++) {
		len += (size_t)snprintf(to + len, room - len, "%s: %s\r\n",
		    r.header[i].name, r.header[i].value);
	}
	reply_drop(&r);
	return made && len < room;
}

static bool
messages_make(struct live *live)
{
	live->beat = plain("event: beat\ndata: \n\n");
	live->over = plain("event: over\ndata: \n\n");
	live->sorry = plain("HTTP/1.1 503 Service Unavailable\r\n"
	    "Retry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
	return live->beat != NULL && live->over != NULL && live->sorry != NULL;
}

/* ---- starting and stopping --------------------------------------------- */

static void
live_free(struct live *live)
{
	while (live->channels != NULL) {
		struct live_channel *ch = live->channels;

		live->channels = ch->next;
		channel_drop(ch);
	}
	live_message_drop(live->beat);
	live_message_drop(live->over);
	live_message_drop(live->sorry);
	for (int i = 0; i < 2 && live->nobody[i] >= 0; i++) {
		close(live->nobody[i]);
	}
	pthread_cond_destroy(&live->wake);
	pthread_mutex_destroy(&live->lock);
	free(live);
}

struct live *
live_start(struct server *s, size_t streams)
{
	struct live *live = calloc(1, sizeof(*live));

	if (live == NULL) {
		return NULL;
	}
	live->server = s;
	live->nobody[0] = live->nobody[1] = -1;
	pthread_mutex_init(&live->lock, NULL);
	wait_make(&live->wake);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0,
	    live->nobody) == 0 && messages_make(live) &&
	    headers_make(s, live->head, sizeof(live->head)) &&
	    streams_start(live, streams) &&
	    senders_start(live, s->means.few ? 1 : SENDERS) &&
	    hub_start(live)) {
		return live;
	}
	live_stop(live);
	return NULL;
}

/* In the order in which a stream passes them. */
void
live_stop(struct live *live)
{
	if (live == NULL) {
		return;
	}
	atomic_store(&live->stopping, true);
	hub_stop(live);
	senders_stop(live);
	streams_stop(live);
	live_free(live);
}

void
live_measure(struct live *live, struct live_figures *out)
{
	struct live_counts *c = &live->counts;

	pthread_mutex_lock(&live->list.lock);
	out->open = live->list.len;
	pthread_mutex_unlock(&live->list.lock);
	out->opened = atomic_load(&c->opened);
	out->refused = atomic_load(&c->refused);
	out->rendered = atomic_load(&c->rendered);
	out->messages = atomic_load(&c->messages);
	out->snapshots = atomic_load(&c->snapshots);
	out->resumed = atomic_load(&c->resumed);
	out->dropped = atomic_load(&c->dropped);
	out->ended = atomic_load(&c->ended);
	out->bytes = atomic_load(&c->bytes);
}

/* ---- taking one -------------------------------------------------------- */

/* What is too long is no token, address or id of ours. */
static void
copy(char *to, size_t room, str from)
{
	if (from.len < room) {
		memcpy(to, from.at, from.len);
	}
}

static struct live_stream *
stream_new(const struct exchange *x)
{
	struct live_stream *st = calloc(1, sizeof(*st));

	if (st == NULL) {
		return NULL;
	}
	st->fd = -1;
	st->page = x->res.live;
	st->object = x->call.rq.object;
	st->act = x->call.route->act;
	copy(st->token, sizeof(st->token), x->in.session);
	copy(st->network, sizeof(st->network), x->in.network);
	copy(st->seen, sizeof(st->seen), x->last_event_id);
	return st;
}

/* The socket, and in its place one that leads nowhere; -1: there is no
 * descriptor for it. */
static int
take_socket(const struct live *live, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	int ours;

	if (info == NULL) {
		return -1;
	}
	ours = fcntl(info->connect_fd, F_DUPFD_CLOEXEC, 0);
	if (ours >= 0 &&
	    dup3(live->nobody[0], info->connect_fd, O_CLOEXEC) < 0) {
		close(ours);
		return -1;
	}
	return ours;
}

bool
live_take(struct live *live, struct exchange *x)
{
	struct live_stream *st = stream_new(x);

	if (st == NULL || !streams_add(live, st)) {
		atomic_fetch_add(&live->counts.refused, 1);
		free(st);
		return false;
	}
	st->fd = take_socket(live, x->connection);
	if (st->fd < 0) {
		atomic_fetch_add(&live->counts.refused, 1);
		streams_remove(&live->list, st);
		free(st);
		return false;
	}
	atomic_fetch_add(&live->counts.opened, 1);
	exchange_taken(x);
	hub_give(live, st);
	return true;
}
