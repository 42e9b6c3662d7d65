/*
 * live_inside.h - what the files of live event streams share, and nobody else
 * sees.
 *
 *	live.c		what a page says at a moment, as an event
 *	live_tape.c	messages, and the last of them of one channel
 *	live_channel.c	one page about one object: looked at, rendered, said
 *	live_hub.c	the one thread that does so, for all channels
 *	live_send.c	the threads that own the sockets
 *	live_streams.c	who has a stream, and whether they still may
 *	live_take.c	from an exchange to a stream; starting and stopping
 *
 * A channel is one page about one object. The hub alone renders and writes to a
 * channel's tape; the senders read it. A stream belongs first to the reader
 * that took it, then to the hub, then for good to one sender.
 */
#ifndef LIVE_INSIDE_H
#define LIVE_INSIDE_H

#include <pthread.h>
#include <stdatomic.h>

#include "http/live.h"

/* ---- live.c ------------------------------------------------------------ */

#define LIVE_DIGEST	16		/* bytes */
#define LIVE_NAME_MAX	64		/* of a state, with its NUL */

/* What a page says at one moment. */
struct live_state {
	int64_t	 version;		/* 0: there is none any more */
	bool	 moving;		/* some part may change without it */
	size_t	 len;
	struct live_shown {
		struct html_piece	 inside;
		unsigned char		 digest[LIVE_DIGEST];
	}	 part[LIVE_PARTS_MAX];
};

/*
 * Renders the parts in the open transaction of cx, for nobody. With a state of
 * before that has the same version, only those that move; the others it
 * borrows.
 */
void	live_render(struct ctx *, const struct live_page *, struct object,
	    const struct live_state *before, struct live_state *out);

/*
 * The name of a state, "17-0123456789abcdef0123456789abcdef": its version and a
 * digest of all its bytes. It is the id of the event that leads to it, and so
 * says the same after a restart, and at each server of the same data.
 */
void	live_name(const struct live_state *, char out[LIVE_NAME_MAX]);

/* Its version alone. */
int64_t	live_version(struct ctx *, const struct live_page *, struct object);

/* The event that leads from one state to the next: the parts that differ, or
 * with `before` NULL all of them. Empty where none differs. */
str	live_event(struct arena *, const struct live_page *,
	    const struct live_state *before, const struct live_state *);

/* ---- live_tape.c ------------------------------------------------------- */

/* Bytes of a stream that many connections send. */
struct live_message {
	atomic_uint	 holders;
	char		 name[LIVE_NAME_MAX]; /* of the state it leads to */
	size_t		 len;
	char		 bytes[];
};

/* Held once, by the caller; NULL: there is no memory. */
struct live_message	*live_message_new(str bytes, const char *name);
struct live_message	*live_message_hold(struct live_message *);
void	live_message_drop(struct live_message *);	/* NULL: nothing */

/* The last messages of a channel, by their numbers, and all parts as they are
 * after the last one. */
struct live_tape {
	struct live_message	*missed[LIVE_MISSED_MAX];
	uint64_t		 before[LIVE_MISSED_MAX]; /* bytes, until it */
	uint64_t		 bytes;
	uint64_t		 next;	/* number of the message to come */
	struct live_message	*all;	/* NULL: nothing was said yet */
};

/* Where a stream is on it. */
struct live_place {
	uint64_t	 at;		/* number of the message to be sent */
	uint64_t	 exact;		/* up to here each message is sent */
	bool		 all;		/* all parts come first */
};

/* Takes both over. */
void	live_tape_put(struct live_tape *, struct live_message *news,
	    struct live_message *all);
void	live_tape_drop(struct live_tape *);
/* Who has seen the state of this name; false: it is not known any more. */
bool	live_tape_find(const struct live_tape *, str name,
	    struct live_place *out);
/* What comes next, held for the caller; NULL: nothing just now. *is_all says
 * whether it is all parts. */
struct live_message	*live_tape_next(const struct live_tape *,
			    struct live_place *, bool *is_all);

/* ---- the streams ------------------------------------------------------- */

#define LIVE_SENDERS_MAX	4
#define LIVE_BUCKETS		4096
#define LIVE_HELLOS		16	/* each with another pause to come
					 * again after */
#define LIVE_HEAD_MAX	2048		/* bytes of headers */
#define LIVE_TOKEN_MAX		128
#define LIVE_NETWORK_MAX	64

struct live_stream {
	/* Constant once it is taken. */
	int			 fd;
	uint64_t		 serial;
	const struct live_page	*page;
	struct object		 object;
	enum act		 act;
	char			 token[LIVE_TOKEN_MAX + 1];
	char			 network[LIVE_NETWORK_MAX];
	char			 seen[LIVE_NAME_MAX];	/* Last-Event-ID */
	/* Of live_streams.c, with its lock held. */
	struct live_stream	*before, *after;
	size_t			 bucket;
	/* Of the hub, then of the sender. */
	struct live_channel	*channel;
	struct live_stream	*next;
	atomic_bool		 unwanted;	/* it is to end */
	/* Of the sender. */
	size_t			 index;		/* in its view */
	struct live_place	 place;
	struct live_message	*now;		/* being sent */
	size_t			 sent;		/* bytes of it */
	bool			 greeted, leaving;
	int64_t			 moved_ms;	/* when it last took bytes */
};

/* The streams of one channel that one sender has. */
struct live_view {
	struct live_stream	**stream;
	size_t			 len, cap;
	uint64_t		 served;	/* up to this message */
	bool			 over_served;
	struct live_channel	*next;		/* with streams at the sender */
};

struct live_channel {
	const struct live_page	*page;
	struct object		 object;
	struct live_channel	*next;		/* of the hub */
	/* Of the hub. */
	struct live_state	 state;		/* what it says is in ... */
	char			*said;		/* ... this */
	bool			 rendered;
	int64_t			 looked_ms, moved_ms;
	int64_t			 left_ms;	/* when the last stream ended */
	/* Of all. */
	atomic_int		 streams;	/* senders, and on the way */
	atomic_bool		 over;		/* there is no state any more */
	_Atomic uint64_t	 next_message;	/* tape.next, to look at */
	pthread_mutex_t		 lock;		/* of the tape */
	struct live_tape	 tape;
	struct live_view	 view[LIVE_SENDERS_MAX];
};

struct live_sender {
	struct live		*live;
	size_t			 nth;
	pthread_t		 thread;
	bool			 running;
	int			 epoll, wake;
	pthread_mutex_t		 lock;
	struct live_stream	*come;		/* new ones; with the lock */
	struct live_channel	*channels;	/* that have streams here */
	int64_t			 swept_ms;
	size_t			 streams;
	struct live_hello {
		int64_t			 at;	/* the moment it says */
		struct live_message	*message;
	}			 hello[LIVE_HELLOS];
};

/* What was done, for the figures of the house (http/metrics.h). */
struct live_counts {
	atomic_ulong	 opened, refused, messages, snapshots, resumed;
	atomic_ulong	 dropped, ended, bytes, rendered;
};

struct live_list {			/* who has a stream */
	pthread_mutex_t		 lock;
	struct live_stream	*bucket[LIVE_BUCKETS];
	size_t			 len, most;
	uint64_t		 serial;
	pthread_cond_t		 stop;
	/* Of the thread that asks. */
	pthread_t		 asker;
	bool			 running;
	size_t			 asked;		/* bucket that is next */
	struct db		*db;
	bool			 db_lost;
};

struct live {
	struct server		*server;
	int			 nobody[2];	/* a pair of sockets */
	char			 head[LIVE_HEAD_MAX];	/* of an answer */
	struct live_message	*beat, *over, *sorry;
	struct live_counts	 counts;
	struct live_list	 list;
	/* The hub. */
	pthread_t		 thread;
	bool			 running;
	pthread_mutex_t		 lock;
	pthread_cond_t		 wake;
	struct live_stream	*come;		/* with the lock, as ... */
	bool			 nudged;
	atomic_bool		 stopping, watched;
	struct live_channel	*channels;
	size_t			 channels_len;
	struct db		*db;
	bool			 db_lost;
	int64_t			 looked_ms, nudged_ms;
	size_t			 next_sender;
	struct live_sender	 sender[LIVE_SENDERS_MAX];
	size_t			 senders;
};

/* ---- live_channel.c ---------------------------------------------------- */

/* NULL: there is no memory. */
struct live_channel	*channel_new(const struct live_page *, struct object);
void	channel_drop(struct live_channel *);	/* without streams */
/* Looks at the version and, where there is something new, renders and says it,
 * in the open transaction of cx. True: there is something for the senders. */
bool	channel_look(struct ctx *, struct live *, struct live_channel *,
	    int64_t now_ms);

/* ---- live_hub.c -------------------------------------------------------- */

/* A way to the data for reading, opened where there is none; done with what was
 * read, which closes it where it failed. */
MUST_USE bool	live_db(struct live *, struct db **, bool *lost);
void		live_db_done(struct db **, bool *lost);

/* On a condition of wait_make(); ms < 0: without end. */
void	live_wait(pthread_cond_t *, pthread_mutex_t *, int64_t ms);

MUST_USE bool	hub_start(struct live *);
void	hub_stop(struct live *);
/* A stream that was taken goes to its channel. */
void	hub_give(struct live *, struct live_stream *);

/* ---- live_send.c ------------------------------------------------------- */

MUST_USE bool	senders_start(struct live *, size_t senders);
void	senders_stop(struct live *);
/* The stream, which has its channel, is the sender's from now on; it looks once
 * it is woken. */
void	sender_give(struct live_sender *, struct live_stream *);
void	sender_wake(struct live_sender *);
/* Closes it: it is in no list but that of live_streams.c. */
void	stream_end(struct live *, struct live_stream *);

/* ---- live_streams.c ---------------------------------------------------- */

MUST_USE bool	streams_start(struct live *, size_t most);
void	streams_stop(struct live *);
/* False: there are too many, or too many of this session. */
MUST_USE bool	streams_add(struct live *, struct live_stream *);
void	streams_remove(struct live_list *, struct live_stream *);

#endif
