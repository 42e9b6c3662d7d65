/*
 * live_hub.c - the one thread that looks and renders, for all channels.
 *
 * It looks when a commit of this server was done, and besides every
 * LIVE_LOOK_MS, for others may write to the same data. However fast commits
 * follow each other, it looks PAUSE_MS apart: what came between is one message.
 */
#include "http/live_inside.h"

#include <sys/socket.h>

#include "http/server_inside.h"
#include "http/wait.h"

#define PAUSE_MS	20		/* between two looks after commits */
#define KEEP_MS		60000		/* a channel without a stream */
#define CHANNELS_MAX	1024

/* ---- time -------------------------------------------------------------- */

void
live_wait(pthread_cond_t *cond, pthread_mutex_t *lock, int64_t ms)
{
	struct timespec until;

	if (ms < 0) {
		pthread_cond_wait(cond, lock);
		return;
	}
	until = wait_until(ms);
	pthread_cond_timedwait(cond, lock, &until);
}

/* ---- a way to the data ------------------------------------------------- */

bool
live_db(struct live *live, struct db **db, bool *lost)
{
	const char *problem = "";

	if (*db == NULL) {
		*db = db_open(live->server->config.db_path, DB_OPEN_READ,
		    &problem);
		if (*db != NULL) {
			db_patience(*db, DB_PATIENCE_MS);
		} else if (!*lost) {
			log_line("http: %s", problem);
			*lost = true;
		}
	}
	return *db != NULL;
}

/* Said once, until it can be read again. */
void
live_db_done(struct db **db, bool *lost)
{
	if (db_commit(*db)) {
		*lost = false;
		return;
	}
	if (!*lost) {
		log_line("http: live pages could not be read: %s",
		    db_problem(*db));
	}
	*lost = true;
	if (db_state(*db) == DB_BROKEN) {
		db_close(*db);
		*db = NULL;
	}
}

/* ---- looking ----------------------------------------------------------- */

static bool
is_watched(const struct live_channel *ch)
{
	return atomic_load(&ch->streams) > 0;
}

/* Whether there is something for the senders. */
static bool
look_all(struct live *live, int64_t now)
{
	struct exchange x = { .server = live->server };
	struct ctx cx;
	size_t mark;
	bool news = false;

	if (!live_db(live, &live->db, &live->db_lost)) {
		return false;
	}
	x.mem = arenas_take(&live->server->arenas, 0);
	if (x.mem == NULL) {
		return false;
	}
	cx = exchange_ctx(&x, live->db);
	mark = x.mem->used;
	db_begin(live->db, DB_READ);
	for (struct live_channel *ch = live->channels; ch != NULL;
	    ch = ch->next) {
		if (is_watched(ch)) {
			news |= channel_look(&cx, live, ch, now);
			arena_release(x.mem, mark);
		}
	}
	live_db_done(&live->db, &live->db_lost);
	arenas_give(&live->server->arenas, x.mem);
	return news;
}

/* ---- channels ---------------------------------------------------------- */

static bool
same_object(struct object a, struct object b)
{
	return a.unit == b.unit && a.member == b.member && a.id == b.id &&
	    a.conference == b.conference;
}

static struct live_channel *
channel_for(struct live *live, const struct live_stream *st)
{
	struct live_channel *ch = live->channels;

	while (ch != NULL && (ch->page != st->page ||
	    !same_object(ch->object, st->object))) {
		ch = ch->next;
	}
	if (ch == NULL && live->channels_len < CHANNELS_MAX) {
		ch = channel_new(st->page, st->object);
		if (ch != NULL) {
			ch->next = live->channels;
			live->channels = ch;
			live->channels_len++;
		}
	}
	return ch;
}

/* Those that nobody has watched for a while go; until then who comes back finds
 * what was missed. */
static void
forget_some(struct live *live, int64_t now)
{
	struct live_channel **at = &live->channels, *ch;
	bool any = false;

	while ((ch = *at) != NULL) {
		if (is_watched(ch)) {
			ch->left_ms = now;
			any = true;
		}
		if (now - ch->left_ms > KEEP_MS) {
			*at = ch->next;
			live->channels_len--;
			channel_drop(ch);
		} else {
			at = &ch->next;
		}
	}
	atomic_store(&live->watched, any);
}

/* ---- those who come ---------------------------------------------------- */

/* Nothing was sent to it yet. */
static void
refuse(struct live *live, struct live_stream *st)
{
	ssize_t unused = send(st->fd, live->sorry->bytes, live->sorry->len,
	    MSG_DONTWAIT | MSG_NOSIGNAL);

	(void)unused;
	atomic_fetch_add(&live->counts.refused, 1);
	stream_end(live, st);
}

/* Whether what its channel has said may be old. */
static bool
needs_look(const struct live_channel *ch, int64_t now)
{
	return !ch->rendered || (!is_watched(ch) &&
	    now - ch->looked_ms > PAUSE_MS);
}

/* Whether some channel is to be looked at before its streams begin. */
static bool
seat_all(struct live *live, struct live_stream *come, int64_t now)
{
	bool look = false;

	for (struct live_stream *st = come; st != NULL; st = st->next) {
		st->channel = channel_for(live, st);
		if (st->channel != NULL) {
			look = look || needs_look(st->channel, now);
			atomic_fetch_add(&st->channel->streams, 1);
			atomic_store(&live->watched, true);
		}
	}
	return look;
}

static void
hand_out(struct live *live, struct live_stream *come)
{
	struct live_stream *next;

	for (struct live_stream *st = come; st != NULL; st = next) {
		struct live_channel *ch = st->channel;

		next = st->next;
		if (ch != NULL && (ch->rendered || atomic_load(&ch->over))) {
			sender_give(&live->sender[live->next_sender], st);
			live->next_sender =
			    (live->next_sender + 1) % live->senders;
			continue;
		}
		refuse(live, st);
		if (ch != NULL) {
			atomic_fetch_sub(&ch->streams, 1);
		}
	}
}

void
hub_give(struct live *live, struct live_stream *st)
{
	pthread_mutex_lock(&live->lock);
	st->next = live->come;
	live->come = st;
	pthread_cond_signal(&live->wake);
	pthread_mutex_unlock(&live->lock);
}

void
live_nudge(struct live *live)
{
	if (live == NULL || !atomic_load(&live->watched)) {
		return;
	}
	pthread_mutex_lock(&live->lock);
	live->nudged = true;
	pthread_cond_signal(&live->wake);
	pthread_mutex_unlock(&live->lock);
}

/* ---- the thread -------------------------------------------------------- */

/* How long until a look is due; -1: none is. With the lock held. */
static int64_t
look_in(const struct live *live, int64_t now)
{
	int64_t due, soon;

	if (live->channels == NULL) {
		return -1;
	}
	due = live->looked_ms + LIVE_LOOK_MS - now;
	soon = live->nudged_ms + PAUSE_MS - now;
	if (live->nudged && soon < due) {
		due = soon;
	}
	return due > 0 ? due : 0;
}

/* Until somebody comes or a look is due, which *look says. */
static struct live_stream *
wait_for_work(struct live *live, bool *look)
{
	struct live_stream *come;
	int64_t now = clock_monotonic_ms(), ms;

	pthread_mutex_lock(&live->lock);
	while (!atomic_load(&live->stopping) && live->come == NULL &&
	    (ms = look_in(live, now)) != 0) {
		live_wait(&live->wake, &live->lock, ms);
		now = clock_monotonic_ms();
	}
	*look = look_in(live, now) == 0;
	if (*look && live->nudged) {
		live->nudged = false;
		live->nudged_ms = now;
	}
	come = live->come;
	live->come = NULL;
	pthread_mutex_unlock(&live->lock);
	return come;
}

static void *
hub_main(void *arg)
{
	struct live *live = arg;

	while (!atomic_load(&live->stopping)) {
		bool look, news = false;
		struct live_stream *come = wait_for_work(live, &look);
		int64_t now = clock_monotonic_ms();

		if (seat_all(live, come, now) || look) {
			live->looked_ms = now;
			news = look_all(live, now);
		}
		hand_out(live, come);
		forget_some(live, now);
		for (size_t i = 0; (news || come != NULL) &&
		    i < live->senders; i++) {
			sender_wake(&live->sender[i]);
		}
	}
	if (live->db != NULL) {
		db_close(live->db);
	}
	return NULL;
}

bool
hub_start(struct live *live)
{
	live->running = thread_start(&live->thread, hub_main, live);
	return live->running;
}

/* After live->stopping is set. Who was on the way goes to nobody. */
void
hub_stop(struct live *live)
{
	struct live_stream *next;

	if (live->running) {
		pthread_mutex_lock(&live->lock);
		pthread_cond_signal(&live->wake);
		pthread_mutex_unlock(&live->lock);
		pthread_join(live->thread, NULL);
	}
	for (struct live_stream *st = live->come; st != NULL; st = next) {
		next = st->next;
		stream_end(live, st);
	}
	live->come = NULL;
}
