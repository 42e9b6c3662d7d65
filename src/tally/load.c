/* load.c - all rows into memory, by one thread or several. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "db/db.h"
#include "tally/tally.sql.h"
#include "tally/tally_own.h"

/* The rows of a range of ids. Columns are the tally's own, and a row stands at
 * the index that is its id; marks and slots are the part's. */
struct part {
	struct tally	 tally;
	const char	*path;
	struct db	*db;
	int64_t		 after, until;
	pthread_t	 thread;
	bool		 running, done;
};

static bool
take_rows(struct part *p)
{
	struct query q = db_query(p->db, &sql_tally_rows);
	struct tally_row row;
	bool room = true;

	q_set_int(&q, ":after", p->after);
	q_set_int(&q, ":until", p->until);
	while (room && q_row(&q)) {
		str marks = row_read(&q, &row);

		memory_stamp(&p->tally, &row);
		if (row.alive) {
			room = memory_put(&p->tally, (size_t)row.unit_id, &row,
			    marks);
		}
	}
	q_end(&q);
	return room && db_state(p->db) == DB_OK;
}

static void *
part_main(void *arg)
{
	struct part *p = arg;
	const char *problem;

	p->db = db_open(p->path, DB_OPEN_READ, &problem);
	if (p->db == NULL) {
		return NULL;
	}
	db_patience(p->db, DB_PATIENCE_MS);
	db_begin(p->db, DB_READ);
	p->done = take_rows(p);
	p->done = db_commit(p->db) && p->done;
	db_close(p->db);
	return NULL;
}

/* ---- what the parts read, put together --------------------------------- */

static bool
join_slots(struct tally *t, const struct tally *part, uint16_t *map)
{
	for (size_t i = 0; i < part->slots_len; i++) {
		const struct slot *s = &part->slots[i];
		struct mark m = { .kind = s->kind, .office = s->office,
			.seat = s->seat, .edition_id = s->edition_id,
			.rule = s->rule };
		size_t slot = memory_slot(t, &m);

		if (slot == SLOTS_MAX) {
			return false;
		}
		map[i] = (uint16_t)slot;
	}
	return true;
}

static bool
join_marks(struct tally *t, const struct part *p)
{
	const struct mark_pool *from = &p->tally.marks;
	struct mark_pool *to = &t->marks;
	uint16_t *map = calloc(p->tally.slots_len + 1, sizeof(*map));
	bool done = map != NULL && join_slots(t, &p->tally, map) &&
	    memory_marks(t, to->len + from->len);

	for (size_t i = 0; done && i < from->len; i++) {
		to->due[to->len + i] = from->due[i];
		to->since[to->len + i] = from->since[i];
		to->slot[to->len + i] = map[from->slot[i]];
	}
	for (int64_t id = p->after + 1; done && id <= p->until; id++) {
		t->mark_at[id] += t->alive[id] ? (uint32_t)to->len : 0;
	}
	free(map);
	if (done) {
		to->len += from->len;
	}
	return done;
}

static void
part_drop(struct part *p)
{
	memory_give(&p->tally, p->tally.marks.due);
	memory_give(&p->tally, p->tally.marks.since);
	memory_give(&p->tally, p->tally.marks.slot);
	memory_give(&p->tally, p->tally.slots);
}

/* Rows stand at their ids; then they are brought into order. */
static bool
arrange_all(struct tally *t)
{
	t->len = t->at_len;
	for (size_t id = 0; id < t->at_len; id++) {
		t->at[id] = t->alive[id] ? (uint32_t)id : NOWHERE;
	}
	return memory_arrange(t);
}

/* ---- a server's -------------------------------------------------------- */

/* What is seen now, before the rows are: what is committed in between is read
 * twice. */
static bool
look_ahead(struct tally *t, struct db *db, int64_t *out_last)
{
	db_begin(db, DB_READ);
	t->version = db_seen_number(db);
	t->newest_edition = db_one_number(db, &sql_tally_newest_edition);
	*out_last = db_one_number(db, &sql_tally_last_id);
	return db_commit(db);
}

static bool
read_parts(struct tally *t, const char *path, int threads, int64_t last)
{
	struct part part[TALLY_THREADS_MAX] = { 0 };
	bool done = true;

	for (int i = 0; i < threads; i++) {
		part[i] = (struct part){ .tally = *t, .path = path,
			.after = last * i / threads,
			.until = last * (i + 1) / threads };
		part[i].running = pthread_create(&part[i].thread, NULL,
		    part_main, &part[i]) == 0;
		if (!part[i].running) {
			part_main(&part[i]);
		}
	}
	for (int i = 0; i < threads; i++) {
		if (part[i].running) {
			pthread_join(part[i].thread, NULL);
		}
		done = done && part[i].done && join_marks(t, &part[i]);
		t->stamp += part[i].tally.stamp;
		part_drop(&part[i]);
	}
	return done;
}

static bool
load(struct tally *t, const char *path, int threads, const char **problem)
{
	struct db *db = db_open(path, DB_OPEN_READ, problem);
	int64_t last = 0;
	bool done;

	if (db == NULL) {
		return false;
	}
	db_patience(db, DB_PATIENCE_MS);
	*problem = "The figures of the units could not be read.";
	done = look_ahead(t, db, &last) && memory_ids(t, last) &&
	    memory_grow(t, t->at_len) &&
	    read_parts(t, path, threads, last) && arrange_all(t) &&
	    tally_follow(t, db);
	db_close(db);
	return done;
}

/* Who writes goes before those who come to read: else, where somebody always
 * reads, what was committed would never be taken over. Nobody locks twice. */
static void
make_locks(struct tally *t)
{
	pthread_rwlockattr_t attr;

	pthread_rwlockattr_init(&attr);
	pthread_rwlockattr_setkind_np(&attr,
	    PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	pthread_rwlock_init(&t->lock, &attr);
	pthread_rwlockattr_destroy(&attr);
	pthread_mutex_init(&t->following, NULL);
}

struct tally *
tally_load(const char *db_path, int threads, struct date today,
    const char **problem)
{
	struct tally *t = calloc(1, sizeof(*t));

	*problem = "There is not enough memory.";
	if (t == NULL) {
		return NULL;
	}
	t->today = today;
	make_locks(t);
	threads = threads < 1 ? 1 : threads > TALLY_THREADS_MAX ?
	    TALLY_THREADS_MAX : threads;
	if (!load(t, db_path, threads, problem)) {
		tally_drop(t);
		return NULL;
	}
	return t;
}

void
tally_drop(struct tally *t)
{
	if (t == NULL) {
		return;
	}
	memory_drop(t);
	pthread_mutex_destroy(&t->following);
	pthread_rwlock_destroy(&t->lock);
	free(t);
}

/* ---- one request's own ------------------------------------------------- */

/* Read in the transaction that is open. */
static bool
load_here(struct ctx *cx, struct tally *t)
{
	struct part p = { .db = cx->db };
	int64_t last = db_one_number(cx->db, &sql_tally_last_id);

	t->version = db_seen_number(cx->db);
	t->stirred = db_stirred(cx->db);
	t->newest_edition = db_one_number(cx->db, &sql_tally_newest_edition);
	if (!memory_ids(t, last) || !memory_grow(t, t->at_len)) {
		return false;
	}
	p.tally = *t;
	p.until = last;
	if (!take_rows(&p)) {
		return false;
	}
	t->stamp = p.tally.stamp;
	t->marks = p.tally.marks;
	t->slots = p.tally.slots;
	t->slots_len = p.tally.slots_len;
	t->slots_cap = p.tally.slots_cap;
	return arrange_all(t);
}

static struct tally *
make_here(struct ctx *cx)
{
	struct tally *t = NEW(cx->mem, struct tally, 1);

	t->mem = cx->mem;
	t->today = cx->today;
	make_locks(t);
	return load_here(cx, t) ? t : NULL;
}

/* One made here is good until somebody writes: others, or we ourselves in the
 * same transaction. */
static bool
is_stale(struct ctx *cx)
{
	return cx->tally->mem != NULL && (cx->tally->mem != cx->mem ||
	    cx->tally->today.day != cx->today.day ||
	    cx->tally->stirred != db_stirred(cx->db) ||
	    cx->tally->version != db_seen_number(cx->db));
}

struct tally *
tally_enter(struct ctx *cx)
{
	if (cx->tally == NULL || is_stale(cx)) {
		cx->tally = make_here(cx);
	}
	if (cx->tally != NULL) {
		pthread_rwlock_rdlock(&cx->tally->lock);
	}
	return cx->tally;
}

void
tally_leave(struct tally *t)
{
	pthread_rwlock_unlock(&t->lock);
}
