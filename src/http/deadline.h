/*
 * deadline.h - connections that must have done something by a moment.
 *
 * A timeout that every byte puts off again is outlived by a client that sends
 * one byte at a time. Here a moment is absolute; a sweeper hangs up on whoever
 * has passed it. Where room is needed, those go first that have longest sent
 * nothing: a browser that wants something again comes back by itself.
 */
#ifndef DEADLINE_H
#define DEADLINE_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/base.h"

#define HEADERS_S	10	/* from the connection to the end of headers */
#define IDLE_S		30	/* from an answer to the next one's headers */
#define BODY_S		15	/* for a body, and a second more for ... */
#define BODY_RATE	1024	/* ... each so many bytes that have come */
#define ANSWER_RATE	8192	/* bytes of an answer in a second */

struct watched {		/* one connection */
	int		 fd;
	int64_t		 until_ms;	/* 0: no hurry */
	int64_t		 body_ms;	/* when its body began */
	bool		 idle;		/* nothing of a request has come */
	bool		 leaving;	/* hung up on, to make room */
	struct watched	*before, *after;
};

struct deadlines {
	pthread_mutex_t	 lock;
	pthread_cond_t	 stop;
	struct watched	 busy, idle;	/* a ring through each; of the idle
					 * the one that is so longest first */
	size_t		 leaving;
	atomic_ulong	 hung_up;
	bool		 stopping, running;
	pthread_t	 sweeper;
};

MUST_USE bool	deadlines_start(struct deadlines *);
void	deadlines_stop(struct deadlines *);

/* A new connection, which is idle. NULL where there is no memory. */
struct watched	*deadline_watch(struct deadlines *, int fd, int seconds);
void	deadline_set(struct deadlines *, struct watched *, int seconds);
/* It was answered and may ask again; something of a request has come. */
void	deadline_idle(struct deadlines *, struct watched *, int seconds);
void	deadline_busy(struct deadlines *, struct watched *);
/* Hangs up on so many that are idle, if there are as many; those that are about
 * to go already count. */
void	deadline_make_room(struct deadlines *, size_t count);
void	deadline_forget(struct deadlines *, struct watched *);
/* For an answer of so many bytes. */
void	deadline_answer(struct deadlines *, struct watched *, size_t bytes);
/* A body begins; so much of it has come. */
void	deadline_body(struct deadlines *, struct watched *);
void	deadline_body_at(struct deadlines *, struct watched *, size_t bytes);

#endif
