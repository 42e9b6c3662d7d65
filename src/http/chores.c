/*
 * chores.c - what the threads that write have in common: their line, and what
 * is done when nothing waits in it. Sessions are noted as in use, and old
 * request ids are forgotten.
 */
#include "http/server_inside.h"

#include <string.h>

#define FORGET_S	3600
#define FORGET_ROUNDS	50

void
writer_saw(struct writer *w, str token)
{
	if (token.len > TOKEN_MAX) {
		return;
	}
	pthread_mutex_lock(&w->seen_lock);
	if (w->seen_len < SEEN_MAX) {
		char *at = w->seen[w->seen_len++];

		memcpy(at, token.at, token.len);
		at[token.len] = '\0';
	}
	pthread_mutex_unlock(&w->seen_lock);
}

static bool
saw_one(struct writer *w, char token[TOKEN_MAX + 1])
{
	bool any;

	pthread_mutex_lock(&w->seen_lock);
	any = w->seen_len > 0;
	if (any) {
		memcpy(token, w->seen[--w->seen_len], TOKEN_MAX + 1);
	}
	pthread_mutex_unlock(&w->seen_lock);
	return any;
}

static void
note_seen(struct ctx *cx, struct writer *w)
{
	char token[TOKEN_MAX + 1];

	while (saw_one(w, token)) {
		session_seen(cx, str_z(token));
	}
}

static void
forget_old(struct ctx *cx, struct writer *w)
{
	int rounds = 0;

	if (cx->now - w->forgot_at < FORGET_S) {
		return;
	}
	w->forgot_at = cx->now;
	while (rounds++ < FORGET_ROUNDS && web_forget(cx)) {
		continue;
	}
}

void
writer_chores(struct ctx *cx, struct writer *w)
{
	note_seen(cx, w);
	forget_old(cx, w);
}

bool
writer_has_chores(struct writer *w)
{
	bool any;

	pthread_mutex_lock(&w->seen_lock);
	any = w->seen_len > 0;
	pthread_mutex_unlock(&w->seen_lock);
	return any || clock_now() - w->forgot_at >= FORGET_S;
}

/* ---- starting and stopping --------------------------------------------- */

bool
writer_down(const struct writer *w)
{
	return atomic_load(&w->connected) == 0;
}

bool
writer_start(struct server *s, const char **problem)
{
	struct writer *w = &s->writer;

	*problem = "There is not enough memory.";
	if (!queue_make(&w->queue, WRITE_QUEUE_MAX)) {
		return false;
	}
	pthread_mutex_init(&w->seen_lock, NULL);
	return db_is_shared(s->config.db_path) ?
	    writers_start(s, s->means.writers, problem) :
	    single_start(s, problem);
}

void
writer_stop(struct server *s)
{
	struct writer *w = &s->writer;

	if (w->queue.item == NULL) {
		return;
	}
	mover_stop(s);
	queue_close(&w->queue);
	for (size_t i = 0; i < w->threads; i++) {
		pthread_join(w->thread[i], NULL);
	}
	pthread_mutex_destroy(&w->seen_lock);
	queue_drop(&w->queue);
}
