/*
 * live_streams.c - who has a stream, and whether they still may.
 *
 * Streams lie in buckets by the token of their session, or by the address where
 * there is none. All of a bucket are asked again at once, and all buckets
 * within LIVE_RIGHTS_S, a few at a time, so that ten thousand rights are never
 * asked in one go.
 */
#include "http/live_inside.h"

#include <string.h>

#include "account/session.h"
#include "db/memo.h"
#include "http/server_inside.h"
#include "http/wait.h"

#define BATCH_MAX_ASKED	64
#define ASK_MS		1000

/* What is asked of one stream, copied, for the stream may end meanwhile. */
struct asked {
	uint64_t	 serial;
	struct object	 object;
	enum act	 act;
	char		 token[LIVE_TOKEN_MAX + 1];
};

/* A token is 256 random bits; of addresses no more than an even spread is
 * wanted. */
static size_t
bucket_of(const struct live_stream *st)
{
	const char *key = st->token[0] != '\0' ? st->token : st->network;

	return (size_t)(str_hash(str_z(key)) % LIVE_BUCKETS);
}

/* ---- coming and going -------------------------------------------------- */

/* With the lock held. */
static bool
too_many(const struct live *live, const struct live_stream *st, size_t bucket)
{
	const struct live_list *list = &live->list;
	bool by_session = st->token[0] != '\0';
	size_t most = by_session ? LIVE_OF_SESSION_MAX : PER_ADDRESS_MAX, n = 0;

	if (list->len >= list->most) {
		return true;
	}
	if (!by_session && !live->server->config.per_address) {
		return false;
	}
	for (const struct live_stream *s = list->bucket[bucket]; s != NULL;
	    s = s->after) {
		n += strcmp(s->token, st->token) == 0 &&
		    (by_session || strcmp(s->network, st->network) == 0);
	}
	return n >= most;
}

bool
streams_add(struct live *live, struct live_stream *st)
{
	struct live_list *list = &live->list;
	size_t bucket = bucket_of(st);
	bool room;

	pthread_mutex_lock(&list->lock);
	room = !too_many(live, st, bucket);
	if (room) {
		st->bucket = bucket;
		st->serial = ++list->serial;
		st->after = list->bucket[bucket];
		if (st->after != NULL) {
			st->after->before = st;
		}
		list->bucket[bucket] = st;
		list->len++;
	}
	pthread_mutex_unlock(&list->lock);
	return room;
}

void
streams_remove(struct live_list *list, struct live_stream *st)
{
	pthread_mutex_lock(&list->lock);
	if (st->before != NULL) {
		st->before->after = st->after;
	} else {
		list->bucket[st->bucket] = st->after;
	}
	if (st->after != NULL) {
		st->after->before = st->before;
	}
	list->len--;
	pthread_mutex_unlock(&list->lock);
}

/* ---- whether they still may (LIVE-3) ----------------------------------- */

/* Copies those of the bucket with a serial above `from`, in the order of their
 * serials from the newest down; what anyone may needs no asking. */
static size_t
take_asked(struct live_list *list, size_t bucket, uint64_t below,
    struct asked *out)
{
	size_t n = 0;

	pthread_mutex_lock(&list->lock);
	for (const struct live_stream *s = list->bucket[bucket];
	    s != NULL && n < BATCH_MAX_ASKED; s = s->after) {
		if (s->serial < below && s->act != ACT_ANYONE &&
		    !atomic_load(&s->unwanted)) {
			out[n].serial = s->serial;
			out[n].object = s->object;
			out[n].act = s->act;
			memcpy(out[n].token, s->token, sizeof(s->token));
			n++;
		}
	}
	pthread_mutex_unlock(&list->lock);
	return n;
}

/* Its sender sees to it within a second. */
static void
unwant(struct live_list *list, size_t bucket, uint64_t serial)
{
	pthread_mutex_lock(&list->lock);
	for (struct live_stream *s = list->bucket[bucket]; s != NULL;
	    s = s->after) {
		if (s->serial == serial) {
			atomic_store(&s->unwanted, true);
		}
	}
	pthread_mutex_unlock(&list->lock);
}

static bool
still_may(struct ctx *cx, struct live *live, const struct asked *a)
{
	struct session session;
	bool may_see;

	cx->memo = NEW(cx->mem, struct memo, 1);	/* of nobody else */
	cx->actor = cx->account = 0;
	cx->admin = false;
	if (!session_read(cx, str_z(a->token), &session)) {
		return false;
	}
	cx->actor = session.member;
	cx->account = session.account;
	cx->admin = session.admin;
	may_see = may(cx, a->act, a->object);
	if (may_see && session.seen_due) {
		writer_saw(&live->server->writer, str_z(a->token));
	}
	return may_see;
}

static void
ask_bucket(struct ctx *cx, struct live *live, size_t bucket)
{
	struct asked asked[BATCH_MAX_ASKED];
	uint64_t below = UINT64_MAX;
	size_t n, mark = cx->mem->used;

	do {
		n = take_asked(&live->list, bucket, below, asked);
		for (size_t i = 0; i < n; i++) {
			below = asked[i].serial;
			/* What cannot be read says nothing about a right. */
			if (!still_may(cx, live, &asked[i]) &&
			    db_state(cx->db) == DB_OK) {
				unwant(&live->list, bucket, asked[i].serial);
			}
			arena_release(cx->mem, mark);
		}
	} while (n == BATCH_MAX_ASKED);
}

/* So many buckets each time that all are asked a little sooner than is
 * promised. */
static int
buckets_at_once(const struct live *live)
{
	int within_s = live->server->config.live_rights_s;

	within_s = within_s > 0 ? within_s : LIVE_RIGHTS_S;
	return LIVE_BUCKETS * ASK_MS / (within_s * 900) + 1;
}

static void
ask_some(struct live *live)
{
	struct live_list *list = &live->list;
	int buckets = buckets_at_once(live);
	struct exchange x = { .server = live->server };
	struct ctx cx;

	if (!live_db(live, &list->db, &list->db_lost)) {
		return;
	}
	x.mem = arenas_take(&live->server->arenas, 0);
	if (x.mem == NULL) {
		return;
	}
	cx = exchange_ctx(&x, list->db);
	db_begin(list->db, DB_READ);
	for (int i = 0; i < buckets; i++) {
		ask_bucket(&cx, live, list->asked);
		list->asked = (list->asked + 1) % LIVE_BUCKETS;
	}
	live_db_done(&list->db, &list->db_lost);
	arenas_give(&live->server->arenas, x.mem);
}

/* ---- the thread -------------------------------------------------------- */

static void *
asker_main(void *arg)
{
	struct live *live = arg;
	struct live_list *list = &live->list;

	pthread_mutex_lock(&list->lock);
	while (!atomic_load(&live->stopping)) {
		live_wait(&list->stop, &list->lock, ASK_MS);
		if (list->len > 0 && !atomic_load(&live->stopping)) {
			pthread_mutex_unlock(&list->lock);
			ask_some(live);
			pthread_mutex_lock(&list->lock);
		}
	}
	pthread_mutex_unlock(&list->lock);
	if (list->db != NULL) {
		db_close(list->db);
	}
	return NULL;
}

bool
streams_start(struct live *live, size_t most)
{
	struct live_list *list = &live->list;

	list->most = most;
	pthread_mutex_init(&list->lock, NULL);
	wait_make(&list->stop);
	list->running = thread_start(&list->asker, asker_main, live);
	return list->running;
}

/* After live->stopping is set. */
void
streams_stop(struct live *live)
{
	struct live_list *list = &live->list;

	if (list->running) {
		pthread_mutex_lock(&list->lock);
		pthread_cond_signal(&list->stop);
		pthread_mutex_unlock(&list->lock);
		pthread_join(list->asker, NULL);
	}
	pthread_cond_destroy(&list->stop);
	pthread_mutex_destroy(&list->lock);
}
