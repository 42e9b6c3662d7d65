/*
 * follow.c - what was committed, taken over into memory (TALL-5).
 *
 * Rows are taken as they are, not as changes: so it does not matter in which
 * order, or how often, a row is read. What is new carries the number of the
 * transaction that wrote it; all up to the number seen are in memory.
 */
#include <stdlib.h>

#include "db/db.h"
#include "tally/tally.sql.h"
#include "tally/tally_own.h"

#define MARKS_SHARE	3	/* marks of no use: at most one in so many, */
#define MARKS_UNUSED_MIN 4096	/* and some */

struct taking {
	struct tally	*tally;
	bool		 arrange;	/* the tree has changed */
	bool		 room;		/* there was memory for all */
};

/* A unit that is new stands at the end until all are arranged. */
static bool
put_new(struct tally *t, const struct tally_row *row, str marks)
{
	if (!memory_ids(t, row->unit_id) || !memory_grow(t, t->len + 1)) {
		return false;
	}
	t->at[row->unit_id] = (uint32_t)t->len;
	t->alive[t->len] = 0;
	return memory_put(t, t->len++, row, marks);
}

/* Once something is to be arranged, sums are added up at the end. */
static void
take_row(struct taking *k, const struct tally_row *row, str marks)
{
	struct tally *t = k->tally;
	uint32_t at = memory_position(t, row->unit_id);

	memory_stamp(t, row);
	if (at == NOWHERE && row->alive) {
		k->arrange = true;
		k->room = put_new(t, row, marks);
	} else if (at != NOWHERE && (k->arrange || !row->alive ||
	    t->parent[at] != (uint64_t)row->parent_id)) {
		k->arrange = true;
		k->room = memory_put(t, at, row, marks);
	} else if (at != NOWHERE) {
		k->room = memory_update(t, at, row, marks);
	}
}

static bool
take_news(struct taking *k, struct db *db)
{
	struct query q = db_query(db, &sql_tally_news);
	struct tally_row row;

	q_set_int(&q, ":seen", k->tally->version);
	while (k->room && q_row(&q)) {
		str marks = row_read(&q, &row);

		take_row(k, &row, marks);
	}
	q_end(&q);
	return db_state(db) == DB_OK;
}

/* The lock is held for as long as the rows are read: they are few, and what is
 * above them is right at every moment that somebody can look. */
static bool
take_over(struct tally *t, struct db *db)
{
	struct taking k = { .tally = t, .room = true };
	int64_t seen = db_seen_number(db);
	int64_t edition = db_one_number(db, &sql_tally_newest_edition);
	int64_t recounts = db_one_number(db, &sql_tally_recounts);
	bool whole, adopted;

	if (db_state(db) != DB_OK) {
		return false;
	}
	pthread_rwlock_wrlock(&t->lock);
	whole = take_news(&k, db) && k.room;
	if (whole) {
		t->version = seen;
		t->recounts = (size_t)recounts;
	}
	adopted = whole && edition != t->newest_edition;
	t->newest_edition = adopted ? edition : t->newest_edition;
	if (k.arrange) {
		k.room = k.room && memory_arrange(t);
	} else if (adopted) {
		memory_add_up(t);
	}
	if (t->marks.unused > MARKS_UNUSED_MIN + t->marks.len / MARKS_SHARE) {
		(void)!memory_gather(t);	/* or the next time */
	}
	if (!k.room) {
		log_line("tally: there is not enough memory");
	}
	if (!k.room && k.arrange) {
		/* What is half in order is good for nothing; the parent of the
		 * server starts it anew. */
		abort();
	}
	pthread_rwlock_unlock(&t->lock);
	return whole;
}

/* Many ask at once where many write at once: who comes to it while another took
 * over what was committed before it asked, has it already. */
bool
tally_follow(struct tally *t, struct db *db)
{
	uint64_t ticket = atomic_fetch_add(&t->asked, 1) + 1, asked;
	bool done = true;

	pthread_mutex_lock(&t->following);
	if (t->taken < ticket) {
		asked = atomic_load(&t->asked);
		db_begin(db, DB_READ);
		done = take_over(t, db);
		done = db_commit(db) && done;
		t->taken = done ? asked : t->taken;
	}
	pthread_mutex_unlock(&t->following);
	return done;
}

void
tally_day(struct tally *t, struct date today)
{
	pthread_rwlock_rdlock(&t->lock);
	if (t->today.day == today.day) {
		pthread_rwlock_unlock(&t->lock);
		return;
	}
	pthread_rwlock_unlock(&t->lock);
	pthread_rwlock_wrlock(&t->lock);
	t->today = today;
	memory_add_up(t);
	pthread_rwlock_unlock(&t->lock);
}

void
tally_measure(struct tally *t, struct tally_size *out)
{
	pthread_rwlock_rdlock(&t->lock);
	*out = (struct tally_size){ memory_bytes(t), t->len, t->behind,
		t->recounts, t->version };
	pthread_rwlock_unlock(&t->lock);
}
