/*
 * supervise.h - a parent that starts the server again when a bug has ended it.
 */
#ifndef SUPERVISE_H
#define SUPERVISE_H

#include "base/base.h"

/*
 * Runs `run` in a child and waits for it. A child that ends by itself before it
 * has called `ready` is not started again, and what it returned is returned.
 * One that crashes later is, after a pause that grows. SIGTERM and SIGINT go on
 * to the child, whose answer to them ends both.
 */
int	supervise(int (*run)(void *arg, void (*ready)(void)), void *arg);

/* Tells systemd, if it has started us and waits for it. */
void	notify_ready(void);

#endif
