/*
 * deadline.h - connections that must have done something by a moment.
 *
 * A timeout that every byte puts off again is outlived by a client that sends
 * one byte at a time. Here a moment is absolute; a sweeper hangs up on whoever
 * has passed it.
 */
#ifndef DEADLINE_H
#define DEADLINE_H

#include <pthread.h>

#include "base/base.h"

#define HEADERS_S	10	/* from the connection to the end of headers */
#define IDLE_S		30	/* from an answer to the next one's headers */
#define BODY_S		10	/* for a body, and a second for ... */
#define BODY_RATE	8192	/* ... each so many bytes, of an answer too */

struct watched {		/* one connection */
	int		 fd;
	int64_t		 until_ms;	/* 0: no hurry */
	struct watched	*before, *after;
};

struct deadlines {
	pthread_mutex_t	 lock;
	pthread_cond_t	 stop;
	struct watched	 list;		/* a ring through this */
	bool		 stopping, running;
	pthread_t	 sweeper;
};

MUST_USE bool	deadlines_start(struct deadlines *);
void	deadlines_stop(struct deadlines *);

/* NULL where there is no memory. */
struct watched	*deadline_watch(struct deadlines *, int fd, int seconds);
void	deadline_set(struct deadlines *, struct watched *, int seconds);
void	deadline_forget(struct deadlines *, struct watched *);
/* Seconds for so many bytes. */
int	deadline_for(size_t bytes);

#endif
