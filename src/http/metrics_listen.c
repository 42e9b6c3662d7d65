/*
 * metrics_listen.c - the listener at which figures are asked for: a thread of
 * its own, so that they come also when all others are busy.
 */
#include "http/server_inside.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "db/db.h"
#include "tally/tally.h"

#define METRICS_CONNECTIONS	8
#define METRICS_TIMEOUT_S	10

struct metrics_listener {
	struct server		*server;
	struct MHD_Daemon	*daemon;
};

static size_t
waiting(struct queue *q)
{
	size_t n;

	pthread_mutex_lock(&q->lock);
	n = q->len;
	pthread_mutex_unlock(&q->lock);
	return n;
}

static void
measure_memory(struct server *s, struct metrics_now *now)
{
	struct mallinfo2 all = mallinfo2();
	struct tally_size figures;

	tally_measure(s->figures.tally, &figures);
	now->used_bytes = all.uordblks + all.hblkhd;
	now->figures_bytes = figures.bytes;
	now->engine_bytes = db_engine_memory();
}

static struct metrics_now
look_now(struct server *s)
{
	struct metrics_now now = {
		.readers_waiting = waiting(&s->readers.queue),
		.slow_waiting = waiting(&s->slow.queue),
		.writes_waiting = waiting(&s->writer.queue),
		.hung_up = atomic_load(&s->deadlines.hung_up),
		.bodies_bytes = atomic_load(&s->bodies),
		.under_way = (size_t)atomic_load(&s->under_way),
		.ready = !writer_down(&s->writer) &&
		    !atomic_load(&s->stopping),
	};

	pthread_mutex_lock(&s->arenas.lock);
	now.arenas_free = s->arenas.kept_len;
	now.arenas_used = s->arenas.used;
	pthread_mutex_unlock(&s->arenas.lock);
	live_measure(s->live, &now.live);
	measure_memory(s, &now);
	return now;
}

static enum MHD_Result
say(struct MHD_Connection *connection, unsigned status, const char *type,
    void *text, size_t len, enum MHD_ResponseMemoryMode mode)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(len, text,
	    mode);
	enum MHD_Result done;

	if (r == NULL) {
		if (mode == MHD_RESPMEM_MUST_FREE) {
			free(text);
		}
		return MHD_NO;
	}
	MHD_add_response_header(r, "Content-Type", type);
	done = MHD_queue_response(connection, status, r);
	MHD_destroy_response(r);
	return done;
}

static enum MHD_Result
on_request(void *cls, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *data, size_t *len,
    void **con_cls)
{
	static char none[] = "The figures are at /metrics.\n";
	struct metrics_listener *l = cls;
	struct metrics_now now;
	char *text = NULL;
	size_t text_len = 0;
	FILE *f;

	(void)version;
	(void)data;
	(void)con_cls;
	if (*len > 0) {
		*len = 0;		/* nobody reads a body here */
		return MHD_YES;
	}
	if (strcmp(method, "GET") != 0 || strcmp(url, "/metrics") != 0) {
		return say(connection, 404, "text/plain; charset=utf-8", none,
		    sizeof(none) - 1, MHD_RESPMEM_PERSISTENT);
	}
	f = open_memstream(&text, &text_len);
	if (f == NULL) {
		return MHD_NO;
	}
	now = look_now(l->server);
	metrics_write(f, &l->server->metrics, &now);
	if (fclose(f) != 0) {
		free(text);
		return MHD_NO;
	}
	return say(connection, 200, "text/plain; version=0.0.4; charset=utf-8",
	    text, text_len, MHD_RESPMEM_MUST_FREE);
}

struct metrics_listener *
metrics_listen(struct server *s, int socket)
{
	struct metrics_listener *l = calloc(1, sizeof(*l));

	if (l == NULL) {
		return NULL;
	}
	l->server = s;
	l->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD |
	    MHD_USE_ITC, 0, NULL, NULL, on_request, l,
	    MHD_OPTION_LISTEN_SOCKET, socket,
	    MHD_OPTION_THREAD_STACK_SIZE, THREAD_STACK,
	    MHD_OPTION_CONNECTION_LIMIT, METRICS_CONNECTIONS,
	    MHD_OPTION_CONNECTION_TIMEOUT, METRICS_TIMEOUT_S,
	    MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
	    MHD_OPTION_END);
	if (l->daemon == NULL) {
		free(l);
		return NULL;
	}
	return l;
}

/* The listening socket stays its owner's. */
void
metrics_unlisten(struct metrics_listener *l)
{
	if (l != NULL) {
		MHD_quiesce_daemon(l->daemon);
		MHD_stop_daemon(l->daemon);
		free(l);
	}
}
