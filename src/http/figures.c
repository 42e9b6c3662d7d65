/*
 * figures.c - the figures of the units while the house is open: read at the
 * start, followed as anybody commits, counted again where they are no longer
 * good.
 */
#include "http/server_inside.h"

#include "tally/tally.h"

#define LOOK_MS		200		/* between two looks at the clock */
#define UNITS_AT_ONCE	128		/* counted in one transaction */

/* What one of ours has committed is there before its answer leaves. If that
 * fails, the follower brings it along. */
void
figures_committed(struct server *s, struct db *db)
{
	if (!tally_follow(s->figures.tally, db)) {
		log_line("http: the figures could not be read: %s",
		    db_problem(db));
	}
}

static bool
has_db(struct server *s, struct db **db)
{
	const char *problem = "";

	if (*db == NULL) {
		*db = db_open(s->config.db_path, DB_OPEN_READ, &problem);
		if (*db == NULL && !s->figures.lost) {
			log_line("http: %s", problem);
		}
		s->figures.lost = *db == NULL;
		if (*db != NULL) {
			db_patience(*db, DB_PATIENCE_MS);
		}
	}
	return *db != NULL;
}

static void
nap(void)
{
	struct timespec t = { .tv_nsec = LOOK_MS * 1000000L };

	nanosleep(&t, NULL);
}

/* What came in by another door: another program, or another server of the same
 * data. The day is that of this machine. */
static void *
follower_main(void *arg)
{
	struct server *s = arg;
	struct db *db = NULL;
	bool behind = true;

	while (!atomic_load(&s->figures.stopping)) {
		tally_day(s->figures.tally, date_of_moment(clock_now()));
		if (!has_db(s, &db)) {
			nap();
			continue;
		}
		behind = db_wait_change(db, LOOK_MS) || behind;
		if (behind && tally_follow(s->figures.tally, db)) {
			behind = false;
		} else if (behind) {
			log_line("http: the figures could not be read: %s",
			    db_problem(db));
			db_close(db);
			db = NULL;
			nap();
		}
	}
	if (db != NULL) {
		db_close(db);
	}
	return NULL;
}

bool
figures_start(struct server *s, int threads, const char **problem)
{
	struct figures *f = &s->figures;

	f->tally = tally_load(s->config.db_path, threads,
	    date_of_moment(clock_now()), problem);
	if (f->tally == NULL) {
		return false;
	}
	f->running = thread_start(&f->follower, follower_main, s);
	if (!f->running) {
		*problem = "No thread could be started.";
	}
	return f->running;
}

void
figures_stop(struct server *s)
{
	atomic_store(&s->figures.stopping, true);
	if (s->figures.running) {
		pthread_join(s->figures.follower, NULL);
	}
}

/* ---- what is no longer good -------------------------------------------- */

bool
figures_wait(struct server *s)
{
	struct tally_size size;

	tally_measure(s->figures.tally, &size);
	return size.behind > 0 || size.recounts > 0 ||
	    s->figures.good_on != date_of_moment(clock_now()).day;
}

bool
figures_count(struct ctx *cx, struct server *s)
{
	if (tally_catch_up(cx, UNITS_AT_ONCE) > 0) {
		return true;
	}
	if (db_state(cx->db) == DB_OK) {
		s->figures.good_on = cx->today.day;
	}
	return false;
}
