/*
 * writers.c - the threads that change the data, where the engine takes many
 * write transactions at once.
 *
 * Each has its own connection and gives every write a transaction of its own;
 * the engine itself puts those that commit together into one sync of its log.
 * What came in another's way is run again from its start, some times, after a
 * short pause of random length. That is safe because a write has no effect
 * outside its transaction. The second time it runs while no other of this
 * server does, so that those who want the same wait for each other instead of
 * undoing each other's work; of several servers then one each.
 *
 * A connection that broke is opened again, and the write is run again, if its
 * commit had not been asked for. If it had, nobody knows what came of it: its
 * sender is told so, and asks again with the same request id, here or at
 * another server of the same data. The row of that id, which is written in the
 * same transaction, decides (HTTP-1).
 */
#include "http/server_inside.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#define IDLE_MS		1000
#define TRIES_MAX	10
#define PAUSE_US	2000		/* at most, before the second try; each
					 * time twice as long */
#define PAUSE_MAX_US	250000
#define REOPENS_MAX	1		/* for one write */

struct hand {				/* one of the threads */
	struct server	*server;
	struct db	*db;		/* NULL: no way to the data just now */
	bool		 lost;		/* ... since it had one */
	unsigned	 losses;	/* of the server, when it was opened */
	size_t		 nth;
	unsigned	 seed;
};

/* ---- the connection ---------------------------------------------------- */

static bool
hand_open(struct hand *h, const char **problem)
{
	struct writer *w = &h->server->writer;

	h->losses = atomic_load(&h->server->losses);
	h->db = db_open(h->server->config.db_path, DB_OPEN_WRITE, problem);
	if (h->db == NULL) {
		return false;
	}
	db_patience(h->db, DB_PATIENCE_MS);
	if (atomic_fetch_add(&w->connected, 1) == 0 && h->lost) {
		log_line("http: writing again");
	}
	h->lost = false;
	return true;
}

static void
hand_close(struct hand *h)
{
	if (h->db != NULL) {
		db_close(h->db);
		h->db = NULL;
		h->lost = true;
		atomic_fetch_sub(&h->server->writer.connected, 1);
	}
}

static bool
hand_is_good(const struct hand *h)
{
	return h->db != NULL &&
	    h->losses == atomic_load(&h->server->losses);
}

/*
 * When an engine falls silent, each connection to it would be found out alone,
 * and each by waiting. So where one was lost the others count as lost too.
 * That there is none is said by one of the threads.
 */
static bool
hand_ready(struct hand *h)
{
	const char *problem = "";

	if (hand_is_good(h)) {
		return true;
	}
	hand_close(h);
	if (hand_open(h, &problem)) {
		return true;
	}
	if (h->nth == 0) {
		log_line("http: %s", problem);
	}
	return false;
}

/*
 * Beside the others, or alone. The turn may come late: who has it and waits for
 * an engine that fell silent lets go of it when that is found out, and what all
 * those behind have in their hands is a connection to the same engine. So it is
 * looked at again, and not opened while others wait for the turn. False: there
 * is no way to the data, and no turn was taken.
 */
static bool
turn_take(struct hand *h, bool alone)
{
	pthread_rwlock_t *turn = &h->server->writer.turn;

	while (hand_ready(h)) {
		if (alone) {
			pthread_rwlock_wrlock(turn);
		} else {
			pthread_rwlock_rdlock(turn);
		}
		if (hand_is_good(h)) {
			return true;
		}
		pthread_rwlock_unlock(turn);
	}
	return false;
}

static void
turn_leave(struct hand *h)
{
	pthread_rwlock_unlock(&h->server->writer.turn);
}

/* ---- one write --------------------------------------------------------- */

/* Some time between nothing and the limit, so that two that were in each
 * other's way do not meet again. */
static void
pause_before(struct hand *h, int try)
{
	long limit = PAUSE_US;
	struct timespec t = { 0 };

	while (try-- > 1 && limit < PAUSE_MAX_US) {
		limit *= 2;
	}
	t.tv_nsec = (long)rand_r(&h->seed) % limit * 1000;
	while (nanosleep(&t, &t) != 0 && errno == EINTR) {
		continue;
	}
}

/* In its turn. */
static enum db_state
write_once(struct hand *h, struct exchange *x)
{
	struct ctx cx = exchange_ctx(x, h->db);
	int64_t began = clock_monotonic_us();
	enum db_state state;

	if (h->server->config.before_batch != NULL) {
		h->server->config.before_batch(h->db);
	}
	state = web_whole(&cx, &x->call, &x->res);
	note_loss(h->server, h->db, &h->losses);
	metrics_commit(&h->server->metrics, 1, clock_monotonic_us() - began,
	    state == DB_OK, state == DB_FULL);
	if (state == DB_BROKEN || state == DB_UNKNOWN) {
		log_line("http: the write " STR_FMT " failed: %s",
		    STR_ARG(x->call.key), db_problem(h->db));
		hand_close(h);
	}
	return state;
}

/* The handler finds the call as it was before the first time, and memory that
 * holds nothing of that. */
static enum db_state
write_one(struct hand *h, struct exchange *x)
{
	struct web_call before = x->call;
	size_t mark = x->mem->used;
	int tries = 0, reopens = 0;

	while (turn_take(h, tries > 0)) {
		enum db_state state = write_once(h, x);

		turn_leave(h);
		if (state == DB_RETRY && ++tries < TRIES_MAX) {
			pause_before(h, tries);
		} else if (state != DB_BROKEN || reopens++ == REOPENS_MAX) {
			return state;
		}
		arena_release(x->mem, mark);
		x->call = before;
	}
	return DB_BROKEN;
}

static void
answer_one(struct hand *h, struct exchange *x)
{
	enum db_state state = write_one(h, x);

	if (state != DB_OK) {
		exchange_fail(x, state);
		return;
	}
	figures_committed(h->server, h->db);
	live_nudge(h->server->live);
	if (x->call.session.seen_due) {
		writer_saw(&h->server->writer, x->in.session);
	}
	exchange_answer(x);
}

/* ---- a piece of long work ---------------------------------------------- */

/* Beside the writes of others, also the second time: it is soon tried again,
 * and nobody waits for its answer. */
static void
do_turn(struct hand *h)
{
	struct server *s = h->server;
	struct exchange x = { .server = s };
	enum db_state state = DB_BROKEN;
	struct ctx cx;

	x.mem = arenas_take(&s->arenas, 0);
	if (x.mem == NULL || !turn_take(h, false)) {
		if (x.mem != NULL) {
			arenas_give(&s->arenas, x.mem);
		}
		jobs_turned(s, DB_BROKEN);
		return;
	}
	cx = exchange_ctx(&x, h->db);
	db_begin(h->db, DB_WRITE);
	(void)jobs_turn(&cx, s);
	state = db_commit(h->db) ? DB_OK : db_state(h->db);
	note_loss(s, h->db, &h->losses);
	turn_leave(h);
	arenas_give(&s->arenas, x.mem);
	if (state == DB_OK) {
		figures_committed(s, h->db);
		live_nudge(s->live);
	} else if (state != DB_RETRY) {
		log_line("http: a piece of a job was not kept: %s",
		    db_problem(h->db));
		hand_close(h);
	}
	jobs_turned(s, state);
}

/* ---- between the writes ------------------------------------------------ */

/* What fails here is only put off; so nobody is told but the log. */
static bool
do_chores(struct hand *h)
{
	struct exchange x = { .server = h->server };
	struct ctx cx;
	bool more, done;

	x.mem = arenas_take(&h->server->arenas, 0);
	if (x.mem == NULL) {
		return false;
	}
	cx = exchange_ctx(&x, h->db);
	db_begin(h->db, DB_WRITE);
	writer_chores(&cx, &h->server->writer);
	more = figures_wait(h->server) && figures_count(&cx, h->server);
	done = db_commit(h->db);
	note_loss(h->server, h->db, &h->losses);
	if (done) {
		figures_committed(h->server, h->db);
	} else {
		more = false;
		log_line("http: chores failed: %s", db_problem(h->db));
		if (db_state(h->db) != DB_RETRY) {
			hand_close(h);
		}
	}
	arenas_give(&h->server->arenas, x.mem);
	return more;
}

/* A connection that was lost is sought again before somebody needs it. One of
 * the threads does what is to be done once. */
static bool
between(struct hand *h)
{
	return hand_ready(h) && h->nth == 0 &&
	    (writer_has_chores(&h->server->writer) ||
	    figures_wait(h->server)) && do_chores(h);
}

/* ---- the threads ------------------------------------------------------- */

static void *
hand_main(void *arg)
{
	struct hand h = *(struct hand *)arg;
	struct queue *q = &h.server->writer.queue;
	bool closed = false, more = false;

	free(arg);
	while (!closed) {
		void *taken;

		if (queue_take_many(q, &taken, 1, more ? 0 : IDLE_MS,
		    &closed) == 1) {
			if (taken == &h.server->jobs) {
				do_turn(&h);
			} else {
				answer_one(&h, taken);
			}
			more = false;
		} else if (!closed) {
			more = between(&h);
		}
	}
	hand_close(&h);
	return NULL;
}

static bool
hand_start(struct server *s, size_t nth, const char **problem)
{
	struct hand *h = calloc(1, sizeof(*h));

	if (h == NULL) {
		*problem = "There is not enough memory.";
		return false;
	}
	*h = (struct hand){ .server = s, .nth = nth };
	random_bytes(&h->seed, sizeof(h->seed));
	if (!hand_open(h, problem)) {
		free(h);
		return false;
	}
	if (!thread_start(&s->writer.thread[nth], hand_main, h)) {
		hand_close(h);
		free(h);
		*problem = "No thread could be started.";
		return false;
	}
	s->writer.threads++;
	return true;
}

/* Who wants to be alone comes before those that come later. */
static void
turn_make(pthread_rwlock_t *turn)
{
	pthread_rwlockattr_t attr;

	pthread_rwlockattr_init(&attr);
	pthread_rwlockattr_setkind_np(&attr,
	    PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	pthread_rwlock_init(turn, &attr);
	pthread_rwlockattr_destroy(&attr);
}

/* Some connections fewer than wanted are enough: the engine may be out of them
 * for a while, after another server ended. */
bool
writers_start(struct server *s, size_t threads, const char **problem)
{
	turn_make(&s->writer.turn);
	for (size_t i = 0; i < threads; i++) {
		if (!hand_start(s, i, problem)) {
			break;
		}
	}
	return s->writer.threads > 0;
}
