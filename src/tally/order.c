/* order.c - the rows brought into the order of a walk over the tree. */
#include <stdlib.h>
#include <string.h>

#include "tally/tally_own.h"

/* The tree by index into the columns as they are. */
struct walk {
	uint32_t	*child, *next;	/* first under one, next beside it */
	uint32_t	*from;		/* position -> index */
	uint32_t	 root, len;
};

static void
walk_drop(struct tally *t, struct walk *w)
{
	memory_give(t, w->child);
	memory_give(t, w->next);
	memory_give(t, w->from);
}

static bool
walk_make(struct tally *t, struct walk *w)
{
	size_t bytes = t->len * sizeof(uint32_t);

	*w = (struct walk){
		.child = memory_take(t, NULL, 0, bytes),
		.next = memory_take(t, NULL, 0, bytes),
		.from = memory_take(t, NULL, 0, bytes), .root = NOWHERE,
	};
	if (w->child == NULL || w->next == NULL || w->from == NULL) {
		walk_drop(t, w);
		return false;
	}
	memset(w->child, 0xff, bytes);
	return true;
}

/* Each is put before those beside it, from the last id to the first: so they
 * stand in the order of their ids, that of their founding. */
static void
link_all(struct tally *t, struct walk *w)
{
	for (size_t id = t->at_len; id-- > 0;) {
		uint32_t at = t->at[id], up;

		if (at == NOWHERE || !t->alive[at]) {
			continue;
		}
		up = memory_position(t, t->parent[at]);
		if (up == NOWHERE || !t->alive[up]) {
			w->next[at] = w->root;
			w->root = at;
		} else {
			w->next[at] = w->child[up];
			w->child[up] = at;
		}
	}
}

/* From the root downwards; a unit that no way leads to is left out. `above` is
 * by index until number(). */
static void
walk_tree(struct tally *t, struct walk *w)
{
	uint32_t at = w->root;

	while (at != NOWHERE) {
		uint32_t up = memory_position(t, t->parent[at]);

		t->above[at] = up == NOWHERE || !t->alive[up] ? NOWHERE : up;
		w->from[w->len++] = at;
		if (w->child[at] != NOWHERE) {
			at = w->child[at];
			continue;
		}
		while (at != NOWHERE && w->next[at] == NOWHERE) {
			at = t->above[at];
		}
		at = at == NOWHERE ? NOWHERE : w->next[at];
	}
}

/* The columns in the new order, one after the other. */
static bool
permute(struct tally *t, const struct walk *w)
{
	void *spare = memory_take(t, NULL, 0, w->len * sizeof(uint32_t));

	if (spare == NULL) {
		return false;
	}
#define X(type, name) do { \
	type *to = spare; \
	for (size_t i = 0; i < w->len; i++) { \
		to[i] = t->name[w->from[i]]; \
	} \
	memcpy(t->name, to, w->len * sizeof(type)); \
} while (0);
	TALLY_COLUMNS(X)
#undef X
	memory_give(t, spare);
	t->len = w->len;
	memset(t->alive + t->len, 0, t->cap - t->len);
	return true;
}

/* The marks of all units in their order, without those of no use. */
bool
memory_gather(struct tally *t)
{
	struct mark_pool *p = &t->marks, new = { 0 };
	size_t len = 0;

	for (size_t at = 0; at < t->len; at++) {
		len += t->mark_len[at];
	}
	new.due = memory_take(t, NULL, 0, len * sizeof(*new.due));
	new.since = memory_take(t, NULL, 0, len * sizeof(*new.since));
	new.slot = memory_take(t, NULL, 0, len * sizeof(*new.slot));
	if (new.due == NULL || new.since == NULL || new.slot == NULL) {
		memory_give(t, new.due);
		memory_give(t, new.since);
		memory_give(t, new.slot);
		return false;
	}
	for (size_t at = 0; at < t->len; at++) {
		size_t n = t->mark_len[at], from = t->mark_at[at];

		if (n == 0) {
			continue;
		}
		memcpy(new.due + new.len, p->due + from, n * sizeof(*p->due));
		memcpy(new.since + new.len, p->since + from,
		    n * sizeof(*p->since));
		memcpy(new.slot + new.len, p->slot + from,
		    n * sizeof(*p->slot));
		t->mark_at[at] = (uint32_t)new.len;
		new.len += n;
	}
	memory_give(t, p->due);
	memory_give(t, p->since);
	memory_give(t, p->slot);
	new.cap = len;
	*p = new;
	return true;
}

/* Positions by id, `above` and `end` by position, and who has sums. */
static bool
number(struct tally *t)
{
	int32_t (*sums)[TALLY_MEASURES];
	size_t inner = 0;

	for (size_t at = 0; at < t->len; at++) {
		t->at[t->id[at]] = (uint32_t)at;
		t->above[at] = memory_position(t, t->parent[at]);
		t->end[at] = (uint32_t)at + 1;
		t->inner[at] = NOWHERE;
	}
	for (size_t at = t->len; at-- > 0;) {
		uint32_t up = t->above[at];

		if (up != NOWHERE) {
			if (t->inner[up] == NOWHERE) {
				t->inner[up] = (uint32_t)inner++;
			}
			if (t->end[up] < t->end[at]) {
				t->end[up] = t->end[at];
			}
		}
	}
	sums = memory_take(t, t->sums, 0, inner * sizeof(*sums));
	if (sums == NULL) {
		return false;
	}
	t->sums = sums;
	t->sums_len = inner;
	return true;
}

bool
memory_arrange(struct tally *t)
{
	struct walk w;
	bool done;

	if (!walk_make(t, &w)) {
		return false;
	}
	link_all(t, &w);
	walk_tree(t, &w);
	done = permute(t, &w);
	walk_drop(t, &w);
	if (!done) {
		return false;
	}
	memset(t->at, 0xff, t->at_len * sizeof(*t->at));
	if (!number(t) || (t->order == 0 && !memory_gather(t))) {
		return false;
	}
	memory_add_up(t);
	t->order++;
	return true;
}
