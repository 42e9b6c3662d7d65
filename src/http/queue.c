/*
 * queue.c - a bounded line between threads.
 */
#include "http/queue.h"

#include <errno.h>
#include <stdlib.h>

#include "http/wait.h"

bool
queue_make(struct queue *q, size_t max)
{
	*q = (struct queue){ .max = max, .item = calloc(max, sizeof(void *)) };
	if (q->item == NULL) {
		return false;
	}
	pthread_mutex_init(&q->lock, NULL);
	wait_make(&q->filled);
	return true;
}

void
queue_drop(struct queue *q)
{
	if (q->item != NULL) {
		pthread_cond_destroy(&q->filled);
		pthread_mutex_destroy(&q->lock);
		free(q->item);
		q->item = NULL;
	}
}

bool
queue_put(struct queue *q, void *item)
{
	bool fits;

	pthread_mutex_lock(&q->lock);
	fits = !q->closed && q->len < q->max;
	if (fits) {
		q->item[(q->first + q->len++) % q->max] = item;
		pthread_cond_signal(&q->filled);
	}
	pthread_mutex_unlock(&q->lock);
	return fits;
}

/* With the lock held and something in. */
static void *
take_first(struct queue *q)
{
	void *item = q->item[q->first];

	q->first = (q->first + 1) % q->max;
	q->len--;
	return item;
}

void *
queue_take(struct queue *q)
{
	void *item = NULL;

	pthread_mutex_lock(&q->lock);
	while (q->len == 0 && !q->closed) {
		pthread_cond_wait(&q->filled, &q->lock);
	}
	if (q->len > 0) {
		item = take_first(q);
	}
	pthread_mutex_unlock(&q->lock);
	return item;
}

size_t
queue_take_many(struct queue *q, void **out, size_t max, int wait_ms,
    bool *closed)
{
	struct timespec until = wait_until(wait_ms);
	size_t n = 0;

	pthread_mutex_lock(&q->lock);
	while (q->len == 0 && !q->closed &&
	    pthread_cond_timedwait(&q->filled, &q->lock, &until) != ETIMEDOUT) {
		continue;
	}
	while (q->len > 0 && n < max) {
		out[n++] = take_first(q);
	}
	*closed = q->closed && q->len == 0;
	pthread_mutex_unlock(&q->lock);
	return n;
}

void
queue_close(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->closed = true;
	pthread_cond_broadcast(&q->filled);
	pthread_mutex_unlock(&q->lock);
}
