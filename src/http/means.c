/*
 * means.c - what the machine gives the server: threads, descriptors, memory.
 */
#include "http/server_inside.h"

#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#define IO_THREADS	2
#define SHARED_READERS	8
#define SHARED_WRITERS	16
#define FDS_OWN		256		/* descriptors besides connections */
#define FDS_FEW		128		/* then one thread of each kind */
#define FDS_BASE	24		/* streams, listener, writer, library,
					 * followers of figures and names, live
					 * pages */
#define FDS_PAPER	4		/* of a document being drawn */
#define FDS_PEOPLE	4		/* at least */
#define PAGES_LEAST	2048		/* connections besides streams */
#define WRITE_ROOM	64		/* MiB of pages in memory */
#define READ_ROOM	16		/* for each reader */
#define ROOM_FEW	2		/* where memory is short */
#define ARENA_SIZE	((size_t)128 << 20)	/* address space */
#define ARENA_LEAST	((size_t)64 << 20)
#define ARENA_SHARE	16		/* a request's part of the space */

/* How many descriptors we may have; as many as we need, if that is allowed. */
static size_t
descriptors(void)
{
	struct rlimit fds;
	rlim_t need = CONNECTIONS_MAX + LIVE_STREAMS_MAX + FDS_OWN;

	if (getrlimit(RLIMIT_NOFILE, &fds) != 0) {
		return FDS_FEW;
	}
	if (fds.rlim_cur < need && fds.rlim_cur < fds.rlim_max) {
		fds.rlim_cur = fds.rlim_max < need ? fds.rlim_max : need;
		setrlimit(RLIMIT_NOFILE, &fds);
		getrlimit(RLIMIT_NOFILE, &fds);
	}
	return fds.rlim_cur < need ? (size_t)fds.rlim_cur : (size_t)need;
}

static size_t
cores(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (size_t)n;
}

/*
 * Beside a file a reader works without pause. At an engine on the network it
 * waits most of the time, and so does each of those that write there: for the
 * sync that many of them share.
 */
static void
threads_find(const struct server *s, struct means *m)
{
	bool shared = db_is_shared(s->config.db_path);

	m->readers = s->config.threads > 0 ? (size_t)s->config.threads :
	    shared ? SHARED_READERS : cores();
	m->slow = cores();
	m->papers = PAPER_THREADS;
	m->writers = shared ? SHARED_WRITERS : 1;
	m->io = IO_THREADS;
}

/* A page holds its connection for a moment, a stream for hours: it needs most
 * of the descriptors, where there are many. */
static void
share_out(struct means *m, size_t fds)
{
	m->streams = fds >= LIVE_STREAMS_MAX + PAGES_LEAST ?
	    LIVE_STREAMS_MAX : fds / 2;
	m->connections = fds - m->streams;
	if (m->connections > CONNECTIONS_MAX) {
		m->connections = CONNECTIONS_MAX;
	}
}

/* With fewer it would start, and then find none for whoever asks: the library
 * tries again without pause to take a connection that it has no descriptor
 * for. */
static bool
too_few(size_t fds, size_t least, const char **problem)
{
	static _Thread_local char sentence[300];

	snprintf(sentence, sizeof(sentence), "This program may have %zu files"
	    " and connections open at once, and needs %zu at least. Give it"
	    " more: LimitNOFILE= of the service, or ulimit -n.", fds, least);
	*problem = sentence;
	return false;
}

/*
 * What the machine gives. Each connection to the data takes two descriptors
 * and is opened at the start; what is left is for people. Where the address
 * space is limited a request gets less of it.
 */
bool
means_find(struct server *s, const char **problem)
{
	struct means *m = &s->means;
	size_t fds = descriptors(), own;
	struct rlimit space;

	threads_find(s, m);
	m->few = fds < FDS_FEW;
	if (m->few) {
		m->readers = m->slow = m->papers = m->writers = m->io = 1;
	}
	own = FDS_BASE + 2 * (m->io + m->readers + m->slow + m->writers) +
	    FDS_PAPER * m->papers;
	if (fds < own + FDS_PEOPLE) {
		return too_few(fds, own + FDS_PEOPLE, problem);
	}
	share_out(m, fds - own);
	atomic_store(&s->metrics.connections_most, (long)m->connections);
	m->write_room = WRITE_ROOM;
	m->read_room = READ_ROOM;
	s->arenas.size = ARENA_SIZE;
	if (getrlimit(RLIMIT_AS, &space) == 0 &&
	    space.rlim_cur / ARENA_SHARE < ARENA_SIZE) {
		m->write_room = m->read_room = ROOM_FEW;
		s->arenas.size = (size_t)(space.rlim_cur / ARENA_SHARE);
		if (s->arenas.size < ARENA_LEAST) {
			s->arenas.size = ARENA_LEAST;
		}
	}
	return true;
}
