/*
 * mover.c - moves the write-ahead log into the file while others write, so that
 * the single writer, who has to bring a long log to its end now and then, finds
 * little left to move, and nobody waits for that.
 *
 * Where it cannot work, for want of descriptors or of a thread, the writer does
 * all of it, as it does when it is idle.
 */
#include "http/server_inside.h"
#include "http/wait.h"

#define MOVE_PAGES	2000		/* a shorter log can wait */
#define STEP_MS		250

static void
wait_step(struct mover *m)
{
	struct timespec until = wait_until(STEP_MS);

	pthread_cond_timedwait(&m->stop, &m->lock, &until);
}

/* The lock is held while pages are moved, which mover_try() sees; nobody waits
 * for it but who stops the server. */
static void *
mover_main(void *arg)
{
	struct server *s = arg;
	struct mover *m = &s->mover;
	const char *problem;
	struct db *db = db_open(s->config.db_path, DB_OPEN_WRITE, &problem);

	if (db == NULL) {
		log_line("http: %s", problem);
		return NULL;
	}
	pthread_mutex_lock(&m->lock);
	while (!m->stopping) {
		wait_step(m);
		if (!m->stopping &&
		    atomic_load(&s->metrics.wal_pages) > MOVE_PAGES) {
			atomic_store(&s->metrics.wal_moved,
			    (long)db_move_log(db));
		}
	}
	pthread_mutex_unlock(&m->lock);
	db_close(db);
	return NULL;
}

void
mover_start(struct server *s)
{
	struct mover *m = &s->mover;

	pthread_mutex_init(&m->lock, NULL);
	wait_make(&m->stop);
	m->running = !s->means.few && !db_is_shared(s->config.db_path) &&
	    thread_start(&m->thread, mover_main, s);
}

void
mover_stop(struct server *s)
{
	struct mover *m = &s->mover;

	/* The writer may still ask for its turn: `running` stays. */
	if (m->running && !m->ended) {
		pthread_mutex_lock(&m->lock);
		m->stopping = true;
		pthread_cond_signal(&m->stop);
		pthread_mutex_unlock(&m->lock);
		pthread_join(m->thread, NULL);
		m->ended = true;
	}
}

bool
mover_try(struct server *s)
{
	return !s->mover.running || pthread_mutex_trylock(&s->mover.lock) == 0;
}

void
mover_let_go(struct server *s)
{
	if (s->mover.running) {
		pthread_mutex_unlock(&s->mover.lock);
	}
}
