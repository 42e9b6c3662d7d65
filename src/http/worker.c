/*
 * worker.c - the readers, and the slow workers that hash.
 *
 * Every request comes to a reader first, which reads its form and answers it if
 * it changes nothing. There are as many slow workers as cores, so that hashes
 * never take more than the machine has; the line in front of them is short.
 */
#include "http/server_inside.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

#define SLOW_NICE	5
#define REPEATS_MAX	1		/* of what only reads */

/* A thread of a pool and its connection to the data. */
struct worker {
	struct server	*server;
	struct db	*db;		/* NULL where it could not be opened */
	unsigned	 losses;	/* of the server, when it was opened */
};

bool
thread_start(pthread_t *thread, void *(*run)(void *), void *arg)
{
	pthread_attr_t attr;
	sigset_t all, before;
	int problem;

	sigfillset(&all);
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, THREAD_STACK);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	problem = pthread_create(thread, &attr, run, arg);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attr);
	return problem == 0;
}

/* Opened at the start, for descriptors may be few later; again if it broke. */
static bool
has_db(struct worker *w)
{
	const char *problem;
	unsigned losses = atomic_load(&w->server->losses);

	if (w->db != NULL && w->losses != losses) {
		db_close(w->db);
		w->db = NULL;
	}
	if (w->db == NULL) {
		w->losses = losses;
		w->db = db_open(w->server->config.db_path, DB_OPEN_READ,
		    &problem);
		if (w->db == NULL) {
			log_line("http: %s", problem);
		} else {
			db_patience(w->db, DB_PATIENCE_MS);
			db_room(w->db, w->server->means.read_room);
		}
	}
	return w->db != NULL;
}

/*
 * A connection that is found dead at the beginning of a transaction is made
 * anew there, and all goes well; but the others are as dead, and would be found
 * out one after the other, each by waiting, the writer's after the reader's.
 * The first one that notices says so for all that were opened before.
 */
void
note_loss(struct server *s, struct db *db, unsigned *losses)
{
	unsigned known = *losses;

	if (db_was_lost(db) &&
	    atomic_compare_exchange_strong(&s->losses, &known, known + 1)) {
		*losses = known + 1;
	}
}

/* Ends the transaction. Its failure is logged once, and a connection that can
 * no longer read is opened again. */
static bool
settled(struct worker *w, enum db_state *state)
{
	bool done = db_commit(w->db);

	note_loss(w->server, w->db, &w->losses);
	if (done) {
		return true;
	}
	*state = db_state(w->db);
	log_line("http: reading failed: %s", db_problem(w->db));
	if (*state == DB_BROKEN) {
		db_close(w->db);
		w->db = NULL;
	}
	return false;
}

/*
 * Where the data are at an engine on the network, a connection breaks when that
 * is started again or another takes its place, and the next one is as good: so
 * what only reads is done again, once.
 */
static bool
once_more(struct worker *w, enum db_state state, int *times)
{
	return (state == DB_RETRY || (state == DB_BROKEN &&
	    db_is_shared(w->server->config.db_path))) &&
	    (*times)++ < REPEATS_MAX && has_db(w);
}

static void
hand_on(struct exchange *x, struct queue *q)
{
	if (!queue_put(q, x)) {
		exchange_busy(x);
	}
}

static void
to_writer(struct exchange *x)
{
	struct writer *w = &x->server->writer;

	if (writer_down(w)) {
		exchange_fail(x, DB_BROKEN);
	} else {
		hand_on(x, &w->queue);
	}
}

/* Runs one step of the exchange in a read transaction, and once more where that
 * helps, from the same beginning. */
static enum db_state
read_step(struct worker *w, struct exchange *x,
    void (*step)(struct ctx *, struct exchange *))
{
	struct web_call before = x->call;
	size_t mark = x->mem->used;
	enum db_state state = DB_BROKEN;
	int times = 0;

	if (!has_db(w)) {
		return DB_BROKEN;
	}
	for (;;) {
		struct ctx cx = exchange_ctx(x, w->db);

		db_begin(w->db, DB_READ);
		step(&cx, x);
		if (settled(w, &state)) {
			return DB_OK;
		}
		if (!once_more(w, state, &times)) {
			return state;
		}
		arena_release(x->mem, mark);
		x->call = before;
	}
}

static void
run_step(struct ctx *cx, struct exchange *x)
{
	web_run(cx, &x->call, &x->res);
}

static void
read_one(struct worker *w, struct exchange *x)
{
	enum db_state state = read_step(w, x, run_step);

	if (state != DB_OK) {
		exchange_fail(x, state);
		return;
	}
	if (x->call.session.seen_due) {
		writer_saw(&w->server->writer, x->in.session);
	}
	if (!x->call.rq.streams || x->res.live == NULL) {
		exchange_answer(x);
	} else if (!live_take(w->server->live, x)) {
		exchange_busy(x);
	}
}

static void
prepare_step(struct ctx *cx, struct exchange *x)
{
	x->known = web_prepare(cx, &x->call, &x->res);
}

static void
prepare_one(struct worker *w, struct exchange *x)
{
	enum db_state state = read_step(w, x, prepare_step);

	if (state != DB_OK) {
		exchange_fail(x, state);
	} else if (x->known) {
		exchange_answer(x);
	} else {
		to_writer(x);
	}
}

static void *
reader_main(void *arg)
{
	struct worker w = { .server = arg };
	struct server *s = w.server;
	struct exchange *x;

	has_db(&w);
	while ((x = queue_take(&s->readers.queue)) != NULL) {
		x->mem = arenas_take(&s->arenas, x->body_len);
		if (x->mem == NULL) {
			exchange_busy(x);
			continue;
		}
		web_open(x->mem, s->config.routes, &x->in, &x->call);
		x->call.rq.streams = str_eq(x->in.method, S("GET"));
		if (web_prepares(&x->call) &&
		    route_takes_ballot(x->call.route)) {
			/* A third of a millisecond, and all come at once: not
			 * behind those who try passwords. */
			prepare_one(&w, x);
		} else if (web_prepares(&x->call)) {
			hand_on(x, &s->slow.queue);
		} else if (web_writes(&x->call)) {
			to_writer(x);
		} else {
			read_one(&w, x);
		}
	}
	if (w.db != NULL) {
		db_close(w.db);
	}
	return NULL;
}

static void *
slow_main(void *arg)
{
	struct worker w = { .server = arg };
	struct exchange *x;

	/* Who asks for a page does not wait for those who try passwords. This
	 * thread alone: Linux sets it for the thread that asks. */
	setpriority(PRIO_PROCESS, 0, SLOW_NICE);
	has_db(&w);
	while ((x = queue_take(&w.server->slow.queue)) != NULL) {
		prepare_one(&w, x);
	}
	if (w.db != NULL) {
		db_close(w.db);
	}
	return NULL;
}

bool
pool_start(struct pool *p, size_t queue_max, size_t threads,
    void *(*run)(void *), struct server *s)
{
	if (!queue_make(&p->queue, queue_max)) {
		return false;
	}
	while (p->threads < threads &&
	    thread_start(&p->thread[p->threads], run, s)) {
		p->threads++;
	}
	return p->threads > 0;
}

bool
readers_start(struct server *s, size_t threads)
{
	return pool_start(&s->readers, READ_QUEUE_MAX, threads, reader_main, s);
}

bool
slow_start(struct server *s, size_t threads)
{
	return pool_start(&s->slow, SLOW_QUEUE_MAX, threads, slow_main, s);
}

void
pool_stop(struct pool *p)
{
	if (p->queue.item == NULL) {
		return;
	}
	queue_close(&p->queue);
	for (size_t i = 0; i < p->threads; i++) {
		pthread_join(p->thread[i], NULL);
	}
	queue_drop(&p->queue);
}
