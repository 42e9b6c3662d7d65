/*
 * server.h - the house on the network.
 *
 * Threads of libmicrohttpd only read and send bytes. A complete request goes to
 * a bounded line: a reader answers it with its own connection to the data; a
 * write it hands on to the single writer, by way of a slow worker where a
 * password is to be hashed first. The writer puts all that wait into one
 * commit, each in its own part, and lets the answers go when the commit is
 * durable. A line that is full answers 503 at once.
 */
#ifndef SERVER_H
#define SERVER_H

#include "http/web.h"

#define READ_QUEUE_MAX		2048	/* requests that wait for a reader */
#define SLOW_QUEUE_MAX		64	/* ... for a slow worker */
#define PAPER_QUEUE_MAX		32	/* ... for a document to be drawn */
#define PAPER_THREADS		2	/* documents drawn at a time */
#define DRAWN_MAX		(256 * 1024 * 1024) /* bytes of those sent */
#define WRITE_QUEUE_MAX		1024	/* ... for the writer */
#define BATCH_MAX		256	/* writes in one commit */
#define CONNECTIONS_MAX		16384	/* if the system gives descriptors */
#define PER_ADDRESS_MAX		2000	/* a hall behind one address */
#define BODIES_MAX		(256 * 1024 * 1024) /* bytes being sent to us */
#define THREADS_MAX		64

struct db;
struct job_kind;

struct server_config {
	const char			*db_path;
	const struct route *const	*routes;
	const struct job_kind *const	*jobs;	/* NULL: none are done */
	int	listener;		/* listens; stays the caller's */
	int	port;			/* of it, for the Host of a loopback */
	str	home;			/* "https://cellwork.example"; "": the
					 * loopback address */
	bool	any_host;		/* no name of ours is known: take any */
	bool	behind_proxy;		/* believe X-Forwarded-For of a loopback
					 * address */
	bool	per_address;		/* limit connections of one address */
	bool	with_metrics;		/* figures are asked for at ... */
	int	metrics_listener;	/* ... this, on a loopback address */
	enum { LOG_NOTHING, LOG_AS_TEXT, LOG_AS_JSON } log; /* of requests */
	int	threads;		/* readers; 0: one for each core */
	/* For tests: a right to a stream is asked again within so many seconds;
	 * 0: as live.h says. */
	int	live_rights_s;
	/* For tests: called by the writer before each commit is begun. */
	void	(*before_batch)(struct db *);
};

struct server;

/* NULL: not started; *problem is a sentence, good until the next call. */
struct server	*server_start(const struct server_config *,
		    const char **problem);
/* Answers what is under way, takes nothing new, moves the log into the file. */
void		 server_stop(struct server *);

/* A socket that listens on "127.0.0.1:8080" or "[::1]:8080"; -1 and a sentence
 * where it cannot. Port 0 takes a free one; *port is the one it has. */
int	listen_on(const char *address, int *port, bool *loopback,
	    const char **problem);

#endif
