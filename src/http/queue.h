/*
 * queue.h - a bounded line between threads. What does not fit is refused at
 * once, so that nobody waits for what cannot be done in time.
 */
#ifndef QUEUE_H
#define QUEUE_H

#include <pthread.h>

#include "base/base.h"

struct queue {
	pthread_mutex_t	 lock;
	pthread_cond_t	 filled;
	void		**item;
	size_t		 first, len, max;
	bool		 closed;
};

MUST_USE bool	queue_make(struct queue *, size_t max);
void	queue_drop(struct queue *);
/* False if it is full or closed. */
MUST_USE bool	queue_put(struct queue *, void *item);
/* Waits for one; NULL once it is closed and empty. */
void	*queue_take(struct queue *);
/*
 * Waits up to wait_ms for at least one, and takes up to max. 0: none came, or
 * the queue is closed and empty, which *closed says.
 */
size_t	queue_take_many(struct queue *, void **out, size_t max, int wait_ms,
	    bool *closed);
/* Nothing more goes in; what is in comes out. */
void	queue_close(struct queue *);

#endif
