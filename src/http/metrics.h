/*
 * metrics.h - what the server did, counted for those who run it.
 *
 * Figures are for machines (Prometheus text, version 0.0.4), at a listener of
 * their own on a loopback address: what is in front of the house never leads
 * there. They say how often and how long, by the route as it stands in the
 * program ("/u/{unit}"), never by whom or about whom: no address, no name, no
 * public id, no request id (MTRC-1).
 *
 *	MTRC-1	Nothing about a person is in the figures or in the log of
 *		requests.
 *	MTRC-2	Figures are asked for on a loopback address only, at a port of
 *		their own.
 */
#ifndef METRICS_H
#define METRICS_H

#include <stdatomic.h>
#include <stdio.h>

#include "http/live.h"

#define METRICS_ROUTES_MAX	1024
#define METRICS_STATUSES	20	/* kinds that are told apart */
#define METRICS_TIMES		13	/* limits of the histograms */

/* How many took how long, by limits in microseconds. */
struct histogram {
	atomic_ulong	 within[METRICS_TIMES + 1];	/* last: longer */
	atomic_ulong	 sum_us;
};

struct metrics {
	const struct route	*route[METRICS_ROUTES_MAX]; /* by address */
	size_t			 routes;
	/* One more: what led to no route. */
	atomic_ulong	 answers[METRICS_ROUTES_MAX + 1][METRICS_STATUSES];
	struct histogram reading, writing, commits;
	atomic_ulong	 batches[10];	/* of 1, 2, 3-4, 5-8, ... writes */
	atomic_ulong	 written;	/* writes in commits that were done */
	atomic_ulong	 failed;	/* commits that were not */
	atomic_bool	 no_space;
	atomic_long	 wal_pages, wal_moved;
	atomic_long	 jobs_waiting, jobs_running;	/* on all servers */
	atomic_ulong	 jobs_done, jobs_stopped, jobs_failed;	/* here */
	struct histogram drawing;	/* documents */
	atomic_ulong	 not_drawn;
	atomic_long	 connections, connections_most;
	int64_t		 began;
};

void	metrics_begin(struct metrics *, const struct route *const *tables);
/* An answer went out; NULL: there is no route, or a file of ours. */
void	metrics_answer(struct metrics *, const struct route *, int status,
	    int64_t us, bool writes);
/* A commit of so many writes, and what came of it. */
void	metrics_commit(struct metrics *, size_t writes, int64_t us, bool done,
	    bool full);

/* A document was drawn in so long, or was not. */
void	metrics_drawn(struct metrics *, int64_t ms, bool done);

/* Figures that are asked of others at the moment they are wanted. */
struct metrics_now {
	size_t	readers_waiting, slow_waiting, writes_waiting;
	size_t	arenas_free, arenas_used, bodies_bytes, under_way;
	size_t	used_bytes, figures_bytes, engine_bytes;
	unsigned long	hung_up;	/* connections */
	struct live_figures	live;
	bool	ready;			/* takes writes */
};
void	metrics_write(FILE *, struct metrics *, const struct metrics_now *);

/* The listener; see server_config.metrics_listener. */
struct server;
struct metrics_listener;
struct metrics_listener	*metrics_listen(struct server *, int socket);
void	metrics_unlisten(struct metrics_listener *);

#endif
