/*
 * names_places.c - a walk over the tree that gives each unit its place.
 */
#include <stdlib.h>

#include "names/names_inside.h"

uint32_t
place_of(const struct places *p, int64_t unit_id)
{
	return unit_id > 0 && (size_t)unit_id < p->len ? p->first[unit_id] : 0;
}

void
places_drop(struct places *p)
{
	free(p->first);
	free(p->end);
	*p = (struct places){ 0 };
}

/* The units directly under each: the first of them, and after each the next. */
struct links {
	uint32_t	*parent, *child, *next;
};

static bool
links_make(struct links *k, struct places *p)
{
	k->parent = calloc(p->len, sizeof(*k->parent));
	k->child = calloc(p->len, sizeof(*k->child));
	k->next = calloc(p->len, sizeof(*k->next));
	p->first = calloc(p->len, sizeof(*p->first));
	p->end = calloc(p->len, sizeof(*p->end));
	return k->parent != NULL && k->child != NULL && k->next != NULL &&
	    p->first != NULL && p->end != NULL;
}

/* Until they are walked over, `end` marks those that are there. Those of the
 * top hang on 0, which is no unit. */
static void
links_fill(struct links *k, struct places *p, const struct names_unit *units,
    size_t len)
{
	for (size_t i = 0; i < len; i++) {
		p->end[units[i].id] = 1;
		k->parent[units[i].id] = (uint32_t)units[i].parent_id;
	}
	for (size_t id = p->len - 1; id > 0; id--) {
		if (p->end[id] != 0) {
			k->next[id] = k->child[k->parent[id]];
			k->child[k->parent[id]] = (uint32_t)id;
		}
	}
}

/* Down to the first under each, along to the next, and up where there is none.
 * A unit is come to once, from the one above it. */
static void
walk(const struct links *k, struct places *p)
{
	uint32_t place = 0;
	size_t at = k->child[0];

	while (at != 0) {
		p->first[at] = ++place;
		if (k->child[at] != 0) {
			at = k->child[at];
			continue;
		}
		p->end[at] = place + 1;
		while (at != 0 && k->next[at] == 0) {
			at = k->parent[at];
			p->end[at] = place + 1;
		}
		at = at != 0 ? k->next[at] : 0;
	}
}

bool
places_make(struct places *out, const struct names_unit *units, size_t len)
{
	struct places p = { .len = 1 };
	struct links k = { 0 };
	bool ok = true;

	for (size_t i = 0; i < len && ok; i++) {
		int64_t id = units[i].id, parent = units[i].parent_id;

		ok = id > 0 && id < NAMES_UNITS_MAX && parent >= 0 &&
		    parent < NAMES_UNITS_MAX && parent != id;
		p.len = (size_t)id >= p.len ? (size_t)id + 1 : p.len;
		p.len = (size_t)parent >= p.len ? (size_t)parent + 1 : p.len;
	}
	ok = ok && links_make(&k, &p);
	if (ok) {
		links_fill(&k, &p, units, len);
		walk(&k, &p);
		*out = p;
	} else {
		places_drop(&p);
	}
	free(k.parent);
	free(k.child);
	free(k.next);
	return ok;
}
