/* live_tape.c - messages that many connections send, and the last of them. */
#include "http/live_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BEHIND_MAX	16	/* messages; then all parts are sent instead */

/* ---- messages ---------------------------------------------------------- */

struct live_message *
live_message_new(str bytes, const char *name)
{
	struct live_message *m = malloc(sizeof(*m) + bytes.len);

	if (m == NULL) {
		return NULL;
	}
	atomic_init(&m->holders, 1);
	snprintf(m->name, sizeof(m->name), "%s", name);
	m->len = bytes.len;
	if (bytes.len > 0) {
		memcpy(m->bytes, bytes.at, bytes.len);
	}
	return m;
}

struct live_message *
live_message_hold(struct live_message *m)
{
	atomic_fetch_add_explicit(&m->holders, 1, memory_order_relaxed);
	return m;
}

void
live_message_drop(struct live_message *m)
{
	if (m != NULL && atomic_fetch_sub(&m->holders, 1) == 1) {
		free(m);
	}
}

/* ---- the tape ---------------------------------------------------------- */

static size_t
slot(uint64_t number)
{
	return (size_t)(number % LIVE_MISSED_MAX);
}

/* The number of the oldest message that is still there. */
static uint64_t
oldest(const struct live_tape *t)
{
	return t->next > LIVE_MISSED_MAX ? t->next - LIVE_MISSED_MAX : 0;
}

void
live_tape_put(struct live_tape *t, struct live_message *news,
    struct live_message *all)
{
	size_t i = slot(t->next);

	live_message_drop(t->missed[i]);
	t->missed[i] = news;
	t->before[i] = t->bytes;
	t->bytes += news->len;
	t->next++;
	live_message_drop(t->all);
	t->all = all;
}

void
live_tape_drop(struct live_tape *t)
{
	for (size_t i = 0; i < LIVE_MISSED_MAX; i++) {
		live_message_drop(t->missed[i]);
	}
	live_message_drop(t->all);
	*t = (struct live_tape){ .next = 0 };
}

/*
 * The newest that led to that state: what came between two that are the same
 * is not missing in the second.
 */
bool
live_tape_find(const struct live_tape *t, str name, struct live_place *out)
{
	for (uint64_t n = t->next; n > oldest(t); n--) {
		if (str_eq(str_z(t->missed[slot(n - 1)]->name), name)) {
			*out = (struct live_place){ .at = n,
				.exact = t->next };
			return true;
		}
	}
	return false;
}

/* Who is so far behind that all parts are fewer bytes, or that what was missed
 * is not known any more. */
static bool
is_behind(const struct live_tape *t, const struct live_place *p)
{
	if (p->at < oldest(t)) {
		return true;
	}
	return p->at >= p->exact && t->next - p->at > BEHIND_MAX &&
	    t->bytes - t->before[slot(p->at)] > t->all->len;
}

struct live_message *
live_tape_next(const struct live_tape *t, struct live_place *p, bool *is_all)
{
	*is_all = false;
	if (t->all == NULL || (!p->all && p->at == t->next)) {
		return NULL;
	}
	if (p->all || is_behind(t, p)) {
		p->all = false;
		p->at = t->next;
		*is_all = true;
		return live_message_hold(t->all);
	}
	return live_message_hold(t->missed[slot(p->at++)]);
}
