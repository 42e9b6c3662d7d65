/*
 * wait.h - one thread waits for another, and for no longer than it says, by a
 * clock that nobody sets: the one of clock_monotonic_us().
 */
#ifndef WAIT_H
#define WAIT_H

#include <pthread.h>
#include <time.h>

#include "base/base.h"

void	wait_make(pthread_cond_t *);
/* So many milliseconds from now, 0 or more, for pthread_cond_timedwait() with a
 * condition of wait_make(). */
struct timespec	wait_until(int64_t ms);

#endif
