/*
 * writer.c - the one thread that changes the data, where the engine takes one
 * write transaction at a time.
 *
 * It takes every write that waits and gives each a part of one transaction. A
 * part that is refused or fails is undone alone. When the commit has succeeded,
 * and not before, the answers go out. When nothing waits it notes which
 * sessions are in use, forgets old request ids and moves the write-ahead log
 * into the file.
 */
#include "http/server_inside.h"

#define IDLE_MS		1000
#define BUSY_TRIES	2		/* each waits as long as db.h waits */
#define WAL_PAGES_MAX	32000		/* then not only idle, ... */
#define WAL_LITTLE	4000		/* if so few are to be moved, ... */
#define WAL_PAGES_MOST	250000		/* or at any cost: 1 GB */

/* What came of each write of a batch, in the same order. */
struct batch {
	struct exchange	*x[BATCH_MAX];
	enum db_state	 state[BATCH_MAX];
	size_t		 len;
};

static void
single_close(struct writer *w)
{
	atomic_store(&w->connected, 0);
	db_close(w->db);
	w->db = NULL;
}

static bool
single_open(struct server *s, const char **problem)
{
	struct writer *w = &s->writer;
	bool renewed;

	w->db = db_open(s->config.db_path, DB_OPEN_WRITE, problem);
	if (w->db == NULL) {
		return false;
	}
	db_begin(w->db, DB_WRITE);
	renewed = db_renew_log(w->db);
	/* What was erased just before a server ended goes from the log too. */
	db_empty_log(w->db);
	if (!db_commit(w->db)) {
		*problem = "The database is in use by another program.";
	} else if (renewed) {
		db_checkpoint(w->db);
		db_room(w->db, s->means.write_room);
		atomic_store(&w->connected, 1);
		return true;
	} else {
		*problem = "The log beside the database could not be written.";
	}
	db_close(w->db);
	w->db = NULL;
	return false;
}

/*
 * Whether the last commit is on the disk is not known. What the connection
 * believes is worth nothing then: it is opened anew, and until that has
 * succeeded no write is taken.
 */
static void
lose(struct writer *w)
{
	log_line("http: the outcome of a commit is unknown: %s",
	    db_problem(w->db));
	single_close(w);
}

static void
recover(struct server *s)
{
	const char *problem = "";

	if (single_open(s, &problem)) {
		log_line("http: writing again");
	} else {
		log_line("http: %s", problem);
	}
}

/* Another program may hold the lock for a while. */
static bool
begin(struct db *db)
{
	for (int i = 0; i < BUSY_TRIES; i++) {
		db_begin(db, DB_WRITE);
		if (db_state(db) != DB_BUSY) {
			return true;
		}
		db_rollback(db);
	}
	return false;
}

/* False if the transaction itself has died. */
static bool
run_part(struct server *s, struct batch *b, size_t i)
{
	struct ctx cx = exchange_ctx(b->x[i], s->writer.db);
	bool alive;

	b->state[i] = web_part(&cx, &b->x[i]->call, &b->x[i]->res, &alive);
	return alive;
}

static void
set_all(struct batch *b, size_t from, size_t until, enum db_state state)
{
	for (size_t i = from; i < until; i++) {
		b->state[i] = state;
	}
}

static size_t
count_ok(const struct batch *b, size_t from, size_t until)
{
	size_t n = 0;

	for (size_t i = from; i < until; i++) {
		n += b->state[i] == DB_OK;
	}
	return n;
}

/*
 * Runs the writes from..until as one transaction. False if it died on the way,
 * so that nothing is known of any of them but that nothing was changed.
 */
static bool
run_range(struct server *s, struct batch *b, size_t from, size_t until)
{
	struct db *db = s->writer.db;
	int64_t began = clock_monotonic_us();
	bool done;

	if (!begin(db)) {
		set_all(b, from, until, DB_BUSY);
		return true;
	}
	for (size_t i = from; i < until; i++) {
		if (!run_part(s, b, i)) {
			db_rollback(db);
			return false;
		}
	}
	done = db_commit(db);
	metrics_commit(&s->metrics, count_ok(b, from, until),
	    clock_monotonic_us() - began, done, db_state(db) == DB_FULL);
	atomic_store(&s->metrics.wal_pages, (long)db_wal_pages(db));
	if (!done) {
		enum db_state state = db_state(db);

		log_line("http: a commit failed: %s", db_problem(db));
		set_all(b, from, until, state);
		if (state == DB_UNKNOWN) {
			lose(&s->writer);
		}
		return true;
	}
	figures_committed(s, db);
	live_nudge(s->live);
	return true;
}

static void
answer_range(struct batch *b, size_t from, size_t until)
{
	for (size_t i = from; i < until; i++) {
		struct exchange *x = b->x[i];

		if (b->state[i] != DB_OK) {
			exchange_fail(x, b->state[i]);
			continue;
		}
		if (x->call.session.seen_due) {
			writer_saw(&x->server->writer, x->in.session);
		}
		exchange_answer(x);
	}
}

/* All in one; if that died, each in its own, so that one that cannot be done
 * does not take the others with it. */
static void
run_batch(struct server *s, struct batch *b)
{
	s->writer.dirty = true;
	if (s->config.before_batch != NULL) {
		s->config.before_batch(s->writer.db);
	}
	if (run_range(s, b, 0, b->len)) {
		answer_range(b, 0, b->len);
		return;
	}
	for (size_t i = 0; i < b->len; i++) {
		if (s->writer.db == NULL) {
			b->state[i] = DB_BROKEN;
		} else if (!run_range(s, b, i, i + 1) &&
		    b->state[i] == DB_OK) {
			b->state[i] = DB_BROKEN;
		}
		answer_range(b, i, i + 1);
	}
}

/* ---- a piece of long work ---------------------------------------------- */

static void
do_turn(struct server *s)
{
	struct writer *w = &s->writer;
	struct exchange x = { .server = s };
	enum db_state state = DB_BUSY;
	struct ctx cx;

	x.mem = w->db == NULL ? NULL : arenas_take(&s->arenas, 0);
	if (x.mem == NULL) {
		jobs_turned(s, DB_BROKEN);
		return;
	}
	if (begin(w->db)) {
		cx = exchange_ctx(&x, w->db);
		(void)jobs_turn(&cx, s);
		state = db_commit(w->db) ? DB_OK : db_state(w->db);
		w->dirty = true;
	}
	arenas_give(&s->arenas, x.mem);
	if (state == DB_OK) {
		figures_committed(s, w->db);
		live_nudge(s->live);
	} else {
		log_line("http: a piece of a job was not kept: %s",
		    db_problem(w->db));
	}
	if (state == DB_UNKNOWN) {
		lose(w);
	}
	jobs_turned(s, state);
}

/* ---- between the writes ------------------------------------------------ */

/* What fails here is only put off; so nobody is told but the log. True: some
 * figures may still wait to be counted. */
static bool
do_chores(struct server *s)
{
	struct writer *w = &s->writer;
	struct exchange x = { .server = s };
	struct ctx cx;
	bool more = false;

	x.mem = arenas_take(&s->arenas, 0);
	if (x.mem == NULL) {
		return false;
	}
	cx = exchange_ctx(&x, w->db);
	if (begin(w->db)) {
		writer_chores(&cx, w);
		more = figures_wait(s) && figures_count(&cx, s);
		if (db_commit(w->db)) {
			figures_committed(s, w->db);
		} else {
			more = false;
			log_line("http: chores failed: %s", db_problem(w->db));
			if (db_state(w->db) == DB_UNKNOWN) {
				lose(w);
			}
		}
		w->dirty = true;
	}
	arenas_give(&s->arenas, x.mem);
	return more;
}

/*
 * A long log has to be brought to its end, and who does that moves what is left
 * while everybody waits. So the mover is given the time to move most of it,
 * also where the disk is slow.
 */
static bool
log_is_long(struct server *s)
{
	int64_t pages = db_wal_pages(s->writer.db);
	int64_t moved = atomic_load(&s->metrics.wal_moved);

	return pages > WAL_PAGES_MAX && (!s->mover.running ||
	    pages - moved < WAL_LITTLE || pages > WAL_PAGES_MOST);
}

/* True: there is more to do, as soon as nothing waits in the line. */
static bool
between(struct server *s, bool idle)
{
	struct writer *w = &s->writer;
	bool more = false;

	if (w->db == NULL) {
		return false;
	}
	if (idle && (writer_has_chores(w) || figures_wait(s))) {
		more = do_chores(s);
	}
	if (w->db != NULL && ((idle && !more && w->dirty) ||
	    db_log_is_due(w->db) || log_is_long(s)) && mover_try(s)) {
		db_checkpoint(w->db);
		atomic_store(&s->metrics.wal_moved, 0);
		mover_let_go(s);
		w->dirty = db_log_is_due(w->db);
		atomic_store(&s->metrics.wal_pages, (long)db_wal_pages(w->db));
	}
	return more;
}

static void *
single_main(void *arg)
{
	struct server *s = arg;
	struct batch b;
	bool closed = false, more = false;

	while (!closed) {
		void *taken[BATCH_MAX];
		bool turn = false;
		size_t len;

		if (s->writer.db == NULL) {
			recover(s);
		}
		len = queue_take_many(&s->writer.queue, taken, BATCH_MAX,
		    more ? 0 : IDLE_MS, &closed);
		b.len = 0;
		for (size_t i = 0; i < len; i++) {
			if (taken[i] == &s->jobs) {
				turn = true;
				continue;
			}
			b.x[b.len] = taken[i];
			b.state[b.len++] = DB_BROKEN;
		}
		if (b.len > 0 && s->writer.db != NULL) {
			run_batch(s, &b);
		} else if (b.len > 0) {
			answer_range(&b, 0, b.len);
		}
		if (turn) {
			do_turn(s);
		}
		more = between(s, b.len == 0);
	}
	if (s->writer.db != NULL) {
		db_checkpoint(s->writer.db);
		db_close(s->writer.db);
	}
	return NULL;
}

bool
single_start(struct server *s, const char **problem)
{
	struct writer *w = &s->writer;

	if (!single_open(s, problem)) {
		return false;
	}
	mover_start(s);
	if (thread_start(&w->thread[0], single_main, s)) {
		w->threads = 1;
		return true;
	}
	mover_stop(s);
	single_close(w);
	*problem = "No thread could be started.";
	return false;
}
