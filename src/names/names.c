/*
 * names.c - what the names of cells are from now on, and what tree they stand
 * in.
 */
#include "names/names.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "names/names_inside.h"

#define ID_BYTES_MAX	10		/* of one id, by 7 bits */

struct names *
names_new(void)
{
	struct names *names = calloc(1, sizeof(*names));
	pthread_rwlockattr_t attr;

	if (names == NULL) {
		return NULL;
	}
	/* Who changes comes before those who ask again and again. */
	pthread_rwlockattr_init(&attr);
	pthread_rwlockattr_setkind_np(&attr,
	    PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	pthread_rwlock_init(&names->lock, &attr);
	pthread_rwlockattr_destroy(&attr);
	return names;
}

static void
leaves_free(struct leaf *leaf, size_t leaves)
{
	for (size_t i = 0; i < leaves; i++) {
		leaf_free(&leaf[i]);
	}
	free(leaf);
}

void
names_drop(struct names *names)
{
	if (names == NULL) {
		return;
	}
	leaves_free(names->leaf, names->leaves);
	places_drop(&names->places);
	pthread_rwlock_destroy(&names->lock);
	free(names);
}

/* ---- the members of a cell --------------------------------------------- */

static size_t
text_size(const struct names_row *rows, size_t len)
{
	size_t size = 0;

	for (size_t i = 0; i < len; i++) {
		size += rows[i].fold.len + 1;
	}
	return size;
}

static size_t
count_ids(const struct leaf *l, size_t cell)
{
	size_t n = 0;

	for (uint32_t at = l->cell[cell].ids_at; at < cell_ids_end(l, cell);
	    at++) {
		n += (l->ids[at] & 0x80) == 0;
	}
	return n;
}

/* Differences to the id before, small ones of either sign first; 7 bits in a
 * byte, with the 8th where another follows. */
static size_t
put_id(uint8_t *to, int64_t before, int64_t id)
{
	uint64_t step = (uint64_t)id - (uint64_t)before;
	uint64_t x = (step << 1) ^ (id < before ? UINT64_MAX : 0);
	size_t n = 0;

	for (; x > 0x7f; x >>= 7) {
		to[n++] = (uint8_t)(x | 0x80);
	}
	to[n++] = (uint8_t)x;
	return n;
}

/* Two threads at once may lose one of two: it is only for choosing. */
static void
count_byte(struct names *names, unsigned char c)
{
	unsigned long long n = atomic_load_explicit(&names->seen[c],
	    memory_order_relaxed);

	atomic_store_explicit(&names->seen[c], n + 1, memory_order_relaxed);
}

/* Both texts in one piece of memory; NULL: there is none. */
static char *
pack(struct names *names, const struct names_row *rows, size_t len,
    str *text, str *ids)
{
	size_t size = text_size(rows, len);
	char *at = malloc(size + len * ID_BYTES_MAX + 1);
	int64_t before = 0;

	if (at == NULL) {
		return NULL;
	}
	*text = (str){ at, 0 };
	*ids = (str){ at + size, 0 };
	for (size_t i = 0; i < len; i++) {
		str fold = rows[i].fold;

		assert(rows[i].member_id > 0);
		for (size_t j = 0; j < fold.len; j++) {
			char c = fold.at[j];

			/* A NUL is the end of a name. */
			at[text->len++] = c == '\0' ? ' ' : c;
			count_byte(names, (unsigned char)c);
		}
		at[text->len++] = '\0';
		ids->len += put_id((uint8_t *)at + size + ids->len, before,
		    rows[i].member_id);
		before = rows[i].member_id;
	}
	return at;
}

/* How many members the cell of a place has. */
static size_t
members_at(const struct names *names, uint32_t place, int64_t cell_id)
{
	const struct leaf *l;
	size_t c;

	if (names->leaves == 0) {
		return 0;
	}
	l = &names->leaf[leaves_find(names, place)];
	c = leaf_find(names, l, place);
	return c < l->cells && l->cell[c].id == cell_id ? count_ids(l, c) : 0;
}

static bool
set_locked(struct names *names, int64_t cell_id, str text, str ids,
    size_t members)
{
	uint32_t place = place_of(&names->places, cell_id);
	size_t had = place == 0 ? 0 : members_at(names, place, cell_id);

	if (place == 0 || (members == 0 && had == 0)) {
		return members == 0;
	}
	names->members -= had;
	if (leaves_put(names, cell_id, place, text, ids)) {
		names->members += members;
		return true;
	}
	return members == 0;
}

bool
names_set(struct names *names, int64_t cell_id, const struct names_row *rows,
    size_t len)
{
	str text, ids;
	char *packed = pack(names, rows, len, &text, &ids);
	bool ok;

	if (packed == NULL) {
		text = ids = S("");
	}
	pthread_rwlock_wrlock(&names->lock);
	ok = set_locked(names, cell_id, text, ids, packed == NULL ? 0 : len);
	pthread_rwlock_unlock(&names->lock);
	free(packed);
	return ok && (packed != NULL || len == 0);
}

/* ---- the tree ---------------------------------------------------------- */

/* Whether the cells stand in the order of the tree, all of them. */
static bool
in_order(const struct names *names)
{
	uint32_t last = 0;

	for (size_t i = 0; i < names->leaves; i++) {
		const struct leaf *l = &names->leaf[i];

		for (size_t c = 0; c < l->cells; c++) {
			uint32_t place = place_of(&names->places,
			    l->cell[c].id);

			if (place <= last) {
				return false;
			}
			last = place;
		}
	}
	return true;
}

struct moved {
	uint32_t	 place, leaf, cell;
};

static int
by_place(const void *a, const void *b)
{
	const struct moved *x = a, *y = b;

	return x->place < y->place ? -1 : x->place > y->place;
}

/* Every cell that still stands in the tree, in its order; NULL: no memory. */
static struct moved *
list_cells(const struct names *names, size_t *out_len)
{
	size_t cells = 0, n = 0;
	struct moved *all;

	for (size_t i = 0; i < names->leaves; i++) {
		cells += names->leaf[i].cells;
	}
	all = calloc(cells + 1, sizeof(*all));
	for (size_t i = 0; all != NULL && i < names->leaves; i++) {
		for (size_t c = 0; c < names->leaf[i].cells; c++) {
			uint32_t place = place_of(&names->places,
			    names->leaf[i].cell[c].id);

			if (place != 0) {
				all[n++] = (struct moved){ place, (uint32_t)i,
				    (uint32_t)c };
			}
		}
	}
	if (all != NULL) {
		qsort(all, n, sizeof(*all), by_place);
	}
	*out_len = n;
	return all;
}

/* One cell of the old leaves into the new ones. */
static bool
carry(struct names *names, const struct leaf *l, size_t c)
{
	str text = { l->text + l->cell[c].text_at,
	    cell_text_end(l, c) - l->cell[c].text_at };
	str ids = { (const char *)l->ids + l->cell[c].ids_at,
	    cell_ids_end(l, c) - l->cell[c].ids_at };

	if (!leaves_put(names, l->cell[c].id, place_of(&names->places,
	    l->cell[c].id), text, ids)) {
		return false;
	}
	names->members += count_ids(l, c);
	return true;
}

/* All leaves are made anew; one whose cells have all gone on is let go. */
static bool
reorder(struct names *names)
{
	size_t len = 0, leaves = names->leaves;
	struct moved *all = list_cells(names, &len);
	struct leaf *old = names->leaf;
	uint32_t *left = calloc(leaves + 1, sizeof(*left));
	bool ok = all != NULL && left != NULL;

	names->leaf = NULL;
	names->leaves = names->leaves_cap = 0;
	names->members = 0;
	for (size_t i = 0; ok && i < len; i++) {
		left[all[i].leaf]++;
	}
	for (size_t i = 0; ok && i < len; i++) {
		struct leaf *l = &old[all[i].leaf];

		ok = carry(names, l, all[i].cell);
		if (--left[all[i].leaf] == 0) {
			leaf_free(l);
		}
	}
	leaves_free(old, leaves);
	free(all);
	free(left);
	return ok;
}

bool
names_order(struct names *names, const struct names_unit *units, size_t len)
{
	struct places places, before;
	bool ok = true;

	if (!places_make(&places, units, len)) {
		return false;
	}
	pthread_rwlock_wrlock(&names->lock);
	before = names->places;
	names->places = places;
	if (!in_order(names)) {
		ok = reorder(names);
	}
	pthread_rwlock_unlock(&names->lock);
	places_drop(&before);
	return ok;
}

/* ---- how much ---------------------------------------------------------- */

struct names_size
names_size(struct names *names)
{
	struct names_size size = { 0 };

	pthread_rwlock_rdlock(&names->lock);
	size.members = names->members;
	size.bytes = sizeof(*names) + names->leaves_cap * sizeof(struct leaf) +
	    names->places.len * 2 * sizeof(uint32_t);
	for (size_t i = 0; i < names->leaves; i++) {
		const struct leaf *l = &names->leaf[i];

		size.cells += l->cells;
		size.bytes += (size_t)l->text_cap + l->ids_cap +
		    l->cells_cap * sizeof(struct cell);
	}
	pthread_rwlock_unlock(&names->lock);
	return size;
}
