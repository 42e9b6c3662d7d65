/*
 * jobs.c - the thread that has long work done (job/job.h), a piece at a time.
 *
 * It asks for a turn by putting itself into the writer's line, as a write does,
 * and waits until the turn has been had: so there is never more than one piece
 * between two writes of others. What is done apart, as drawing a document, has
 * a thread of its own for its length, while this one looks whether the job was
 * told to stop, and renews its lease.
 */
#include "http/server_inside.h"

#include <errno.h>

#include "db/change.h"
#include "http/wait.h"

#define LOOK_MS		500		/* for new jobs */
#define TROUBLE_MS	1000		/* after a turn that was not kept */
#define APART_LOOK_MS	200		/* whether it was told to stop */
#define APART_RENEW_S	(JOB_LEASE_S / 3)

/* ---- waiting ----------------------------------------------------------- */

/* False: the server stops. */
static bool
rest(struct jobs *j, int ms)
{
	struct timespec until = wait_until(ms);
	bool stopping;

	pthread_mutex_lock(&j->lock);
	while (!j->stopping && pthread_cond_timedwait(&j->told, &j->lock,
	    &until) != ETIMEDOUT) {
		continue;
	}
	stopping = j->stopping;
	pthread_mutex_unlock(&j->lock);
	return !stopping;
}

/* ---- a turn, in a thread that writes ----------------------------------- */

enum job_turn
jobs_turn(struct ctx *cx, struct server *s)
{
	struct jobs *j = &s->jobs;

	if (j->renewing) {
		job_renew(cx, &j->worker);
		j->came = JOB_AGAIN;
	} else {
		j->came = job_turn(cx, &j->worker);
	}
	change_settle(cx);
	return j->came;
}

static void
count_end(struct metrics *m, int state)
{
	atomic_fetch_add(&m->jobs_done, state == JOB_DONE);
	atomic_fetch_add(&m->jobs_stopped, state == JOB_STOPPED);
	atomic_fetch_add(&m->jobs_failed, state == JOB_FAILED);
}

void
jobs_turned(struct server *s, enum db_state state)
{
	struct jobs *j = &s->jobs;

	if (!j->renewing) {
		count_end(&s->metrics, job_turned(&j->worker, state == DB_OK,
		    state == DB_RETRY));
	}
	pthread_mutex_lock(&j->lock);
	j->kept = state == DB_OK;
	j->again = state == DB_RETRY;
	j->turned = true;
	pthread_cond_broadcast(&j->told);
	pthread_mutex_unlock(&j->lock);
}

/* False: the line is full or closed, or what was done could not be kept. */
static bool
have_turn(struct server *s, bool renewing)
{
	struct jobs *j = &s->jobs;

	j->renewing = renewing;
	j->turned = false;
	j->came = JOB_NOTHING;
	if (writer_down(&s->writer) || !queue_put(&s->writer.queue, j)) {
		return false;
	}
	pthread_mutex_lock(&j->lock);
	while (!j->turned) {
		pthread_cond_wait(&j->told, &j->lock);
	}
	pthread_mutex_unlock(&j->lock);
	return j->kept || j->again;
}

/* ---- looking, and what is done apart, on connections of our own --------- */

static struct db *
open_reading(struct server *s)
{
	const char *problem = "";
	struct db *db = db_open(s->config.db_path, DB_OPEN_READ, &problem);

	if (db == NULL) {
		log_line("http: jobs: %s", problem);
	} else {
		db_patience(db, DB_PATIENCE_MS);
	}
	return db;
}

struct look {
	bool	waits, stopped;
};

/* False: the data could not be read. */
static bool
look(struct server *s, struct db **db, struct look *out)
{
	struct jobs *j = &s->jobs;
	struct exchange x = { .server = s };
	struct job_figures figures;
	struct ctx cx;
	bool done;

	*db = *db == NULL ? open_reading(s) : *db;
	x.mem = *db == NULL ? NULL : arenas_take(&s->arenas, 0);
	if (x.mem == NULL) {
		return false;
	}
	cx = exchange_ctx(&x, *db);
	db_begin(*db, DB_READ);
	*out = (struct look){ job_waits(&cx, &j->worker), j->worker.id != 0 &&
	    job_is_stopped(&cx, &j->worker) };
	job_figures(&cx, &figures);
	done = db_commit(*db);
	arenas_give(&s->arenas, x.mem);
	if (!done) {
		log_line("http: jobs could not be read: %s", db_problem(*db));
		db_close(*db);
		*db = NULL;
		return false;
	}
	atomic_store(&s->metrics.jobs_waiting, (long)figures.waiting);
	atomic_store(&s->metrics.jobs_running, (long)figures.running);
	return true;
}

static void *
apart_main(void *arg)
{
	struct server *s = arg;
	struct jobs *j = &s->jobs;
	struct exchange x = { .server = s };
	struct db *db = open_reading(s);
	struct ctx cx;

	x.mem = db == NULL ? NULL : arenas_take(&s->arenas, BODY_MAX + 1);
	if (x.mem != NULL) {
		cx = exchange_ctx(&x, db);
		db_begin(db, DB_READ);
		job_apart(&cx, &j->worker, &j->stop_apart);
		if (!db_commit(db)) {
			log_line("http: a job could not read: %s",
			    db_problem(db));
		}
		arenas_give(&s->arenas, x.mem);
	}
	if (db != NULL) {
		db_close(db);
	}
	atomic_store(&j->apart_done, true);
	return NULL;
}

static void
do_apart(struct server *s, struct db **db)
{
	struct jobs *j = &s->jobs;
	int64_t renewed_at = clock_now();
	pthread_t thread;
	struct look seen;

	atomic_store(&j->apart_done, false);
	atomic_store(&j->stop_apart, false);
	if (!thread_start(&thread, apart_main, s)) {
		log_line("http: no thread could be started for a job");
		return;
	}
	while (!atomic_load(&j->apart_done)) {
		if (!rest(j, APART_LOOK_MS) || (look(s, db, &seen) &&
		    seen.stopped)) {
			atomic_store(&j->stop_apart, true);
		}
		if (atomic_load(&j->stop_apart)) {
			break;
		}
		if (clock_now() - renewed_at >= APART_RENEW_S &&
		    have_turn(s, true)) {
			renewed_at = clock_now();
		}
	}
	pthread_join(thread, NULL);
	if (j->worker.drawn_ms != 0) {
		metrics_drawn(&s->metrics, j->worker.drawn_ms,
		    j->worker.drawn_ms > 0);
		j->worker.drawn_ms = 0;
	}
}

/* ---- the thread -------------------------------------------------------- */

static void *
jobs_main(void *arg)
{
	struct server *s = arg;
	struct jobs *j = &s->jobs;
	struct db *db = NULL;
	struct look seen;
	int wait_ms = 0;

	while (rest(j, wait_ms)) {
		if (j->worker.id == 0 && (!look(s, &db, &seen) ||
		    !seen.waits)) {
			wait_ms = LOOK_MS;
		} else if (!have_turn(s, false)) {
			wait_ms = TROUBLE_MS;
		} else {
			wait_ms = j->came == JOB_NOTHING ? LOOK_MS : 0;
			if (j->came == JOB_TURN_APART && j->kept) {
				do_apart(s, &db);
			}
		}
	}
	if (db != NULL) {
		db_close(db);
	}
	job_worker_end(&j->worker);
	return NULL;
}

bool
jobs_start(struct server *s)
{
	struct jobs *j = &s->jobs;

	pthread_mutex_init(&j->lock, NULL);
	wait_make(&j->told);
	if (s->config.jobs == NULL) {
		return true;
	}
	job_worker_begin(&j->worker, s->config.jobs);
	j->worker.alone = !db_is_shared(s->config.db_path);
	j->running = thread_start(&j->thread, jobs_main, s);
	return j->running;
}

void
jobs_stop(struct server *s)
{
	struct jobs *j = &s->jobs;

	if (!j->running) {
		return;
	}
	pthread_mutex_lock(&j->lock);
	j->stopping = true;
	pthread_cond_broadcast(&j->told);
	pthread_mutex_unlock(&j->lock);
	pthread_join(j->thread, NULL);
	j->running = false;
}
