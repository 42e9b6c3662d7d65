/* live_channel.c - one page about one object: looked at, rendered, said. */
#include "http/live_inside.h"

#include <stdlib.h>
#include <string.h>

#include "db/db.h"

struct live_channel *
channel_new(const struct live_page *page, struct object object)
{
	struct live_channel *ch = calloc(1, sizeof(*ch));

	if (ch != NULL) {
		ch->page = page;
		ch->object = object;
		ch->left_ms = clock_monotonic_ms();
		pthread_mutex_init(&ch->lock, NULL);
	}
	return ch;
}

void
channel_drop(struct live_channel *ch)
{
	live_tape_drop(&ch->tape);
	pthread_mutex_destroy(&ch->lock);
	free(ch->said);
	free(ch);
}

/* What was rendered goes with its transaction: the channel keeps its bytes. */
static bool
keep(struct live_channel *ch, const struct live_state *now)
{
	size_t len = 1, at = 0;
	char *said;

	for (size_t i = 0; i < now->len; i++) {
		len += now->part[i].inside.len;
	}
	said = malloc(len);
	if (said == NULL) {
		return false;
	}
	for (size_t i = 0; i < now->len; i++) {
		struct html_piece inside = now->part[i].inside;

		if (inside.len > 0) {
			memcpy(said + at, inside.at, inside.len);
		}
		ch->state.part[i] = now->part[i];
		ch->state.part[i].inside.at = said + at;
		at += inside.len;
	}
	ch->state.version = now->version;
	ch->state.moving = now->moving;
	ch->state.len = now->len;
	free(ch->said);
	ch->said = said;
	return true;
}

/* LIVE-1. Where there is no memory nothing is said, and the next look finds the
 * same again. */
static bool
say(struct live *live, struct live_channel *ch, str event, str all,
    const struct live_state *now)
{
	struct live_message *news, *whole;
	char name[LIVE_NAME_MAX];

	live_name(now, name);
	news = live_message_new(event, name);
	whole = live_message_new(all, name);
	if (news == NULL || whole == NULL || !keep(ch, now)) {
		live_message_drop(news);
		live_message_drop(whole);
		return false;
	}
	pthread_mutex_lock(&ch->lock);
	live_tape_put(&ch->tape, news, whole);
	atomic_store(&ch->next_message, ch->tape.next);
	pthread_mutex_unlock(&ch->lock);
	atomic_fetch_add(&live->counts.rendered, 1);
	return true;
}

static bool
change(struct ctx *cx, struct live *live, struct live_channel *ch)
{
	struct live_state *now = NEW(cx->mem, struct live_state, 1);
	const struct live_state *before = ch->rendered ? &ch->state : NULL;
	str event;

	live_render(cx, ch->page, ch->object, before, now);
	if (db_state(cx->db) != DB_OK || now->version <= 0) {
		return false;
	}
	event = before == NULL ? S("") :
	    live_event(cx->mem, ch->page, before, now);
	if (before != NULL && event.len == 0) {
		ch->state.version = now->version;
		ch->state.moving = now->moving;
		return false;
	}
	if (!say(live, ch, event, live_event(cx->mem, ch->page, NULL, now),
	    now)) {
		return false;
	}
	ch->rendered = true;
	return true;
}

bool
channel_look(struct ctx *cx, struct live *live, struct live_channel *ch,
    int64_t now_ms)
{
	int64_t version = live_version(cx, ch->page, ch->object);
	bool moves = ch->state.moving && now_ms - ch->moved_ms >= LIVE_MOVE_MS;

	if (db_state(cx->db) != DB_OK) {
		return false;
	}
	ch->looked_ms = now_ms;
	if (version <= 0) {
		return !atomic_exchange(&ch->over, true);
	}
	atomic_store(&ch->over, false);
	if (ch->rendered && !moves && version == ch->state.version) {
		return false;
	}
	ch->moved_ms = now_ms;
	return change(cx, live, ch);
}
