/*
 * deadline.c - hangs up on connections whose moment has passed.
 */
#include "http/deadline.h"

#include <stdlib.h>
#include <sys/socket.h>

#include "http/wait.h"

#define SWEEP_MS	500

/* ---- rings; with the lock held ----------------------------------------- */

static void
ring_make(struct watched *ring)
{
	ring->before = ring->after = ring;
}

static void
ring_leave(struct watched *w)
{
	w->before->after = w->after;
	w->after->before = w->before;
}

/* As the last of it. */
static void
ring_join(struct watched *ring, struct watched *w)
{
	w->after = ring;
	w->before = ring->before;
	w->before->after = w;
	ring->before = w;
}

static void
set_idle(struct deadlines *d, struct watched *w, bool idle)
{
	w->idle = idle;
	ring_leave(w);
	ring_join(idle ? &d->idle : &d->busy, w);
}

/* The descriptor is ours until deadline_forget(), so it cannot be another's. */
static void
hang_up(struct deadlines *d, struct watched *w)
{
	shutdown(w->fd, SHUT_RDWR);
	w->until_ms = 0;
	atomic_fetch_add(&d->hung_up, 1);
}

static void
sweep(struct deadlines *d, struct watched *ring)
{
	int64_t now = clock_monotonic_ms();

	for (struct watched *w = ring->after; w != ring; w = w->after) {
		if (w->until_ms != 0 && w->until_ms < now) {
			hang_up(d, w);
		}
	}
}

static void *
sweeper_main(void *arg)
{
	struct deadlines *d = arg;
	struct timespec until;

	pthread_mutex_lock(&d->lock);
	while (!d->stopping) {
		sweep(d, &d->busy);
		sweep(d, &d->idle);
		until = wait_until(SWEEP_MS);
		pthread_cond_timedwait(&d->stop, &d->lock, &until);
	}
	pthread_mutex_unlock(&d->lock);
	return NULL;
}

bool
deadlines_start(struct deadlines *d)
{
	*d = (struct deadlines){ .stopping = false };
	ring_make(&d->busy);
	ring_make(&d->idle);
	pthread_mutex_init(&d->lock, NULL);
	wait_make(&d->stop);
	d->running = pthread_create(&d->sweeper, NULL, sweeper_main, d) == 0;
	return d->running;
}

void
deadlines_stop(struct deadlines *d)
{
	if (!d->running) {
		return;
	}
	pthread_mutex_lock(&d->lock);
	d->stopping = true;
	pthread_cond_signal(&d->stop);
	pthread_mutex_unlock(&d->lock);
	pthread_join(d->sweeper, NULL);
	pthread_cond_destroy(&d->stop);
	pthread_mutex_destroy(&d->lock);
	d->running = false;
}

struct watched *
deadline_watch(struct deadlines *d, int fd, int seconds)
{
	struct watched *w = calloc(1, sizeof(*w));

	if (w == NULL) {
		return NULL;
	}
	w->fd = fd;
	pthread_mutex_lock(&d->lock);
	w->until_ms = clock_monotonic_ms() + (int64_t)seconds * 1000;
	w->idle = true;
	ring_join(&d->idle, w);
	pthread_mutex_unlock(&d->lock);
	return w;
}

void
deadline_set(struct deadlines *d, struct watched *w, int seconds)
{
	if (w == NULL) {
		return;
	}
	pthread_mutex_lock(&d->lock);
	w->until_ms = seconds == 0 ? 0 :
	    clock_monotonic_ms() + (int64_t)seconds * 1000;
	pthread_mutex_unlock(&d->lock);
}

void
deadline_idle(struct deadlines *d, struct watched *w, int seconds)
{
	if (w == NULL) {
		return;
	}
	pthread_mutex_lock(&d->lock);
	w->until_ms = clock_monotonic_ms() + (int64_t)seconds * 1000;
	set_idle(d, w, true);
	pthread_mutex_unlock(&d->lock);
}

/* Its moment stays: headers have to be whole by it. */
void
deadline_busy(struct deadlines *d, struct watched *w)
{
	if (w == NULL) {
		return;
	}
	pthread_mutex_lock(&d->lock);
	set_idle(d, w, false);
	pthread_mutex_unlock(&d->lock);
}

/* Those hung up on leave the ring, so that nobody is chosen twice. */
void
deadline_make_room(struct deadlines *d, size_t count)
{
	pthread_mutex_lock(&d->lock);
	while (d->leaving < count && d->idle.after != &d->idle) {
		struct watched *w = d->idle.after;

		set_idle(d, w, false);
		hang_up(d, w);
		w->leaving = true;
		d->leaving++;
	}
	pthread_mutex_unlock(&d->lock);
}

void
deadline_forget(struct deadlines *d, struct watched *w)
{
	if (w == NULL) {
		return;
	}
	pthread_mutex_lock(&d->lock);
	ring_leave(w);
	d->leaving -= w->leaving;
	pthread_mutex_unlock(&d->lock);
	free(w);
}

void
deadline_answer(struct deadlines *d, struct watched *w, size_t bytes)
{
	deadline_set(d, w, IDLE_S + (int)(bytes / ANSWER_RATE));
}

void
deadline_body(struct deadlines *d, struct watched *w)
{
	if (w != NULL) {
		w->body_ms = clock_monotonic_ms();
		deadline_body_at(d, w, 0);
	}
}

/* From the beginning, not from now: who sends too little does not gain time by
 * sending it. */
void
deadline_body_at(struct deadlines *d, struct watched *w, size_t bytes)
{
	if (w == NULL) {
		return;
	}
	pthread_mutex_lock(&d->lock);
	w->until_ms = w->body_ms + BODY_S * 1000 +
	    (int64_t)(bytes / BODY_RATE) * 1000;
	pthread_mutex_unlock(&d->lock);
}
