/*
 * server_inside.h - what the threads of the server share, and nobody else sees.
 */
#ifndef SERVER_INSIDE_H
#define SERVER_INSIDE_H

#include <stdatomic.h>

#include <microhttpd.h>

#include "db/db.h"
#include "http/answer.h"
#include "http/deadline.h"
#include "http/guard.h"
#include "http/live.h"
#include "http/metrics.h"
#include "http/queue.h"
#include "http/reply.h"
#include "http/server.h"
#include "job/job.h"
#include "names/names.h"

#define THREAD_STACK	((size_t)1 << 20)
#define ARENAS_KEPT	32
#define SEEN_MAX	64		/* sessions to be noted as in use */
#define TOKEN_MAX	128		/* bytes of a session's token */
#define NETWORK_MAX	64
#define REQUEST_ID_LEN	16

/* One request and its answer. Belongs to one thread at a time: to that of its
 * connection, or to the line or worker it was handed to. */
struct exchange {
	struct server		*server;
	struct MHD_Connection	*connection;
	struct watched		*watched;
	char			*target;	/* as it was sent */
	bool			 begun, handed_on, answered;
	bool			 taken;	/* its socket, for a stream */
	str			 last_event_id;
	int			 dropped;	/* the body: 0, or why */
	bool			 known;		/* answered before (HTTP-1) */
	int64_t			 began_us;	/* it was whole; 0: not yet */
	char			 id[REQUEST_ID_LEN + 1];	/* of the log */
	char			*body;
	size_t			 body_len, body_cap, body_max;
	char			 network[NETWORK_MAX];
	struct arena		*mem;
	struct web_request	 in;
	struct reply_for	 reply_for;
	struct web_call		 call;
	struct res		 res;
	struct reply		 reply;
	int64_t			 drawn;		/* of the server's, by this */
};

/* Arenas that wait to be used again. */
struct arenas {
	pthread_mutex_t	 lock;
	struct arena	*kept[ARENAS_KEPT];
	size_t		 kept_len;
	size_t		 used;		/* taken, and not given back yet */
	size_t		 size;		/* of each */
};

/* What the machine gives us. */
struct means {
	size_t	readers, slow, papers, writers, io;	/* threads */
	size_t	connections;
	size_t	streams;	/* besides those */
	bool	few;		/* descriptors: one thread of each kind */
	int	write_room, read_room;	/* MiB of the data held in memory */
};

/* Threads that take from one line. Each has its own connection to the data. */
struct pool {
	struct queue	 queue;
	pthread_t	 thread[THREADS_MAX];
	size_t		 threads;
};

/* The threads that change the data: one where the engine takes one at a time
 * (writer.c), several where it takes many (writers.c). */
struct writer {
	struct queue	 queue;
	pthread_t	 thread[THREADS_MAX];
	size_t		 threads;
	atomic_int	 connected;	/* of them, with a way to the data */
	int64_t		 forgot_at;	/* when old request ids last went */
	pthread_mutex_t	 seen_lock;
	char		 seen[SEEN_MAX][TOKEN_MAX + 1];
	size_t		 seen_len;
	pthread_rwlock_t turn;		/* of several: to write alone */
	struct db	*db;		/* of the single writer ... */
	bool		 dirty;		/* written since the last checkpoint */
};

/* Who moves the log into the file beside the single writer. */
struct mover {
	pthread_mutex_t	 lock;
	pthread_cond_t	 stop;
	pthread_t	 thread;
	bool		 running, stopping;
	bool		 ended;		/* of who stops it */
};

/* The figures of the units, and who keeps them up to date. */
struct figures {
	struct tally	*tally;
	pthread_t	 follower;
	bool		 running;
	bool		 lost;		/* the follower's way to the data */
	atomic_bool	 stopping;
	int32_t		 good_on;	/* day on which all were good; the
					 * writer's */
};

/* The thread that has long work done, and its turn in the writer's line. */
struct jobs {
	pthread_mutex_t	 lock;
	pthread_cond_t	 told;		/* of a turn had, and of the end */
	pthread_t	 thread;
	bool		 running, stopping;
	/* Of the thread; of who writes from the moment it is in the line until
	 * it was told. */
	struct job_worker worker;
	bool		 renewing;	/* the lease, and no more */
	bool		 turned, kept, again;
	enum job_turn	 came;
	atomic_bool	 stop_apart, apart_done;
};

struct server {
	struct server_config	 config;
	struct means		 means;
	struct MHD_Daemon	*daemon;
	struct deadlines	 deadlines;
	struct arenas		 arenas;
	struct pool		 readers, slow, papers;
	struct writer		 writer;
	struct mover		 mover;
	struct figures		 figures;
	struct jobs		 jobs;
	struct metrics		 metrics;
	struct metrics_listener	*metrics_listener;	/* NULL: none */
	/* The threads that write are there before these two. */
	struct names_keeper	*_Atomic names;	/* NULL: they are not kept */
	struct live		*_Atomic live;
	atomic_bool		 stopping;
	atomic_uint		 losses;	/* of the ways to the data */
	atomic_int		 under_way;	/* requests, to the last byte */
	atomic_size_t		 bodies;	/* bytes of bodies held */
	atomic_llong		 drawn;		/* bytes of documents held */
	atomic_llong		 log_minute;	/* of the library's last line */
	atomic_int		 log_lines;	/* in that minute */
};

/* ---- exchange.c: what every worker does with one ----------------------- */

/* A context for one transaction of the exchange. */
struct ctx	exchange_ctx(const struct exchange *, struct db *);
/* The answer is in x->res: makes the reply and wakes the connection. The
 * exchange is then no longer the caller's. */
void	exchange_answer(struct exchange *);
/* The socket is another's: wakes the connection, which then ends. The exchange
 * is no longer the caller's. */
void	exchange_taken(struct exchange *);
/* Its answer has begun: for the figures and the log. */
void	exchange_note(struct exchange *);
/* The same, where no document is to be drawn any more. */
void	exchange_done(struct exchange *);
/* The answer is that the database failed so. */
void	exchange_fail(struct exchange *, enum db_state);
/* The answer is a plain sentence, where a line is full or memory is short. */
void	exchange_busy(struct exchange *);

struct arena	*arenas_take(struct arenas *, size_t body_len);
void		 arenas_give(struct arenas *, struct arena *);
void		 arenas_drop(struct arenas *);

/* ---- mover.c ----------------------------------------------------------- */

/* Starts it where it can work; ends it. */
void	mover_start(struct server *);
void	mover_stop(struct server *);
/* The log is the caller's to move, until it lets go; false: it is being moved
 * just now. */
MUST_USE bool	mover_try(struct server *);
void		mover_let_go(struct server *);

/* ---- request_log.c ------------------------------------------------------ */

void	request_id_new(struct exchange *);
void	request_log(const struct exchange *, int64_t us);

/* ---- means.c ----------------------------------------------------------- */

/* False, and why: it is not enough. */
MUST_USE bool	means_find(struct server *, const char **problem);

/* ---- papers.c ---------------------------------------------------------- */

/* Threads that have documents drawn: paper/paper.h. */
MUST_USE bool	papers_start(struct server *, size_t threads);
/* The answer in x->res is a document: draws it, then answers. The exchange is
 * no longer the caller's. */
void		papers_put(struct exchange *);
/* The exchange has ended, and what it held of the memory for documents. */
void		papers_sent(struct exchange *);

/* ---- jobs.c ------------------------------------------------------------ */

MUST_USE bool	jobs_start(struct server *);
void		jobs_stop(struct server *);
/*
 * For a thread that writes and took &server->jobs from its line: a turn in an
 * open DB_WRITE transaction, and what came of that. Between the two the caller
 * ends the transaction; where there was none, it says so by DB_BUSY or
 * DB_BROKEN.
 */
enum job_turn	jobs_turn(struct ctx *, struct server *);
void		jobs_turned(struct server *, enum db_state);

/* ---- the workers ------------------------------------------------------- */

MUST_USE bool	readers_start(struct server *, size_t threads);
MUST_USE bool	slow_start(struct server *, size_t threads);
MUST_USE bool	pool_start(struct pool *, size_t queue_max, size_t threads,
		    void *(*run)(void *), struct server *);
void		pool_stop(struct pool *);

MUST_USE bool	writer_start(struct server *, const char **problem);
void		writer_stop(struct server *);
/* No way to the data is open for writing, and none is taken. */
bool		writer_down(const struct writer *);
/* A session's use is to be noted, when a writer has time. */
void		writer_saw(struct writer *, str token);
/* Whether there is anything to do between the writes; does it, in the open
 * DB_WRITE transaction of cx. */
bool		writer_has_chores(struct writer *);
void		writer_chores(struct ctx *, struct writer *);

/* The two ways of writing: their threads, started by writer_start(). */
MUST_USE bool	single_start(struct server *, const char **problem);
MUST_USE bool	writers_start(struct server *, size_t threads,
		    const char **problem);

/* Reads the figures, with several threads, and follows them from then on. */
MUST_USE bool	figures_start(struct server *, int threads,
		    const char **problem);
void		figures_stop(struct server *);
/* After each commit of ours, before its answer; the connection has no
 * transaction open. */
void		figures_committed(struct server *, struct db *);
/* Whether some figures are no longer good; counts some of them, in the open
 * DB_WRITE transaction of cx, and says whether there may be more. */
bool		figures_wait(struct server *);
bool		figures_count(struct ctx *, struct server *);

/* After a transaction; `losses` is how many there were when the connection was
 * opened, and moves on where it was made anew. */
void		note_loss(struct server *, struct db *, unsigned *losses);

/* A thread with a stack of THREAD_STACK that gets no signals. */
MUST_USE bool	thread_start(pthread_t *, void *(*)(void *), void *);

#endif
