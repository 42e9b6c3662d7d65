/*
 * names_leaf.c - cells in leaves: found, put in, taken out, divided.
 */
#include <stdlib.h>
#include <string.h>

#include "names/names_inside.h"

#define ROUND	2048			/* bytes; memory grows by so much */
#define ROUND_CELLS 32
#define LEAF_TEXT	(64 * 1024)	/* bytes; twice as much is divided */

uint32_t
cell_text_end(const struct leaf *l, size_t i)
{
	return i + 1 < l->cells ? l->cell[i + 1].text_at : l->text_len;
}

uint32_t
cell_ids_end(const struct leaf *l, size_t i)
{
	return i + 1 < l->cells ? l->cell[i + 1].ids_at : l->ids_len;
}

void
leaf_free(struct leaf *l)
{
	free(l->text);
	free(l->ids);
	free(l->cell);
	*l = (struct leaf){ 0 };
}

size_t
leaf_find(const struct names *names, const struct leaf *l, uint32_t place)
{
	size_t low = 0, high = l->cells;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (place_of(&names->places, l->cell[mid].id) < place) {
			low = mid + 1;
		} else {
			high = mid;
		}
	}
	return low;
}

size_t
leaves_find(const struct names *names, uint32_t place)
{
	size_t low = 0, high = names->leaves;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (place_of(&names->places, names->leaf[mid].cell[0].id) <=
		    place) {
			low = mid;
		} else {
			high = mid;
		}
	}
	return low;
}

/* ---- room -------------------------------------------------------------- */

/* As much room as is needed; less than half of it used gives some back. */
static bool
resize(void **at, uint32_t *cap, size_t need, size_t round, size_t size)
{
	size_t want = (need + round - 1) / round * round;
	void *new;

	if (want == *cap || (want < *cap && want > *cap / 2)) {
		return true;
	}
	new = realloc(*at, (want > 0 ? want : round) * size);
	if (new == NULL) {
		return want < *cap;
	}
	*at = new;
	*cap = (uint32_t)(want > 0 ? want : round);
	return true;
}

static bool
leaf_room(struct leaf *l, size_t text, size_t ids, size_t cells)
{
	void *text_at = l->text, *ids_at = l->ids, *cell_at = l->cell;
	bool ok = resize(&text_at, &l->text_cap, text, ROUND, 1) &&
	    resize(&ids_at, &l->ids_cap, ids, ROUND / 4, 1) &&
	    resize(&cell_at, &l->cells_cap, cells, ROUND_CELLS,
	    sizeof(struct cell));

	l->text = text_at;
	l->ids = ids_at;
	l->cell = cell_at;
	return ok;
}

/* ---- putting in -------------------------------------------------------- */

static void
move_bytes(void *base, size_t to, size_t from, size_t len)
{
	if (len > 0 && to != from) {
		memmove((char *)base + to, (char *)base + from, len);
	}
}

/* Cell i, which is there, gets other text and ids: what follows moves. */
static bool
leaf_replace(struct leaf *l, size_t i, str text, str ids)
{
	uint32_t text_end = cell_text_end(l, i), ids_end = cell_ids_end(l, i);
	uint32_t text_at = l->cell[i].text_at, ids_at = l->cell[i].ids_at;
	uint32_t text_len = l->text_len - (text_end - text_at) +
	    (uint32_t)text.len;
	uint32_t ids_len = l->ids_len - (ids_end - ids_at) + (uint32_t)ids.len;

	if ((text_len > l->text_cap || ids_len > l->ids_cap) &&
	    !leaf_room(l, text_len, ids_len, l->cells)) {
		return false;
	}
	move_bytes(l->text, text_at + text.len, text_end,
	    l->text_len - text_end);
	move_bytes(l->ids, ids_at + ids.len, ids_end, l->ids_len - ids_end);
	if (text.len > 0) {
		memcpy(l->text + text_at, text.at, text.len);
		memcpy(l->ids + ids_at, ids.at, ids.len);
	}
	for (size_t j = i + 1; j < l->cells; j++) {
		l->cell[j].text_at += text_len - l->text_len;
		l->cell[j].ids_at += ids_len - l->ids_len;
	}
	l->text_len = text_len;
	l->ids_len = ids_len;
	return true;
}

/* Room for a cell without anything before cell i. */
static bool
leaf_insert(struct leaf *l, size_t i, int64_t cell_id)
{
	uint32_t text_at = i < l->cells ? l->cell[i].text_at : l->text_len;
	uint32_t ids_at = i < l->cells ? l->cell[i].ids_at : l->ids_len;

	if (l->cells == l->cells_cap &&
	    !leaf_room(l, l->text_len, l->ids_len, l->cells + 1u)) {
		return false;
	}
	memmove(l->cell + i + 1, l->cell + i, (l->cells - i) *
	    sizeof(*l->cell));
	l->cell[i] = (struct cell){ cell_id, text_at, ids_at };
	l->cells++;
	return true;
}

static void
leaf_remove(struct leaf *l, size_t i)
{
	l->cells--;
	memmove(l->cell + i, l->cell + i + 1, (l->cells - i) *
	    sizeof(*l->cell));
}

/* ---- the row of leaves ------------------------------------------------- */

static bool
leaves_insert(struct names *names, size_t i)
{
	if (names->leaves == names->leaves_cap) {
		size_t cap = names->leaves_cap * 2 + 16;
		struct leaf *new = realloc(names->leaf, cap * sizeof(*new));

		if (new == NULL) {
			return false;
		}
		names->leaf = new;
		names->leaves_cap = cap;
	}
	memmove(names->leaf + i + 1, names->leaf + i, (names->leaves - i) *
	    sizeof(*names->leaf));
	names->leaf[i] = (struct leaf){ 0 };
	names->leaves++;
	return true;
}

static void
leaves_remove(struct names *names, size_t i)
{
	leaf_free(&names->leaf[i]);
	names->leaves--;
	memmove(names->leaf + i, names->leaf + i + 1, (names->leaves - i) *
	    sizeof(*names->leaf));
}

/*
 * Where a leaf is divided: in the middle; but one that grew at its end, as when
 * cells are read in the order of the tree, keeps what it has.
 */
static size_t
cut_of(const struct leaf *l, bool at_end)
{
	size_t i = l->cells - 1u;

	while (!at_end && i > 1 && l->cell[i].text_at > LEAF_TEXT) {
		i--;
	}
	return i;
}

/* The second half goes into a leaf of its own. Without memory for that the leaf
 * stays as large as it is, which only costs time. */
static void
leaf_divide(struct names *names, size_t i, bool at_end)
{
	size_t from = cut_of(&names->leaf[i], at_end);
	struct leaf *a, *b;
	uint32_t text_at, ids_at;

	if (!leaves_insert(names, i + 1)) {
		return;
	}
	a = &names->leaf[i];
	b = &names->leaf[i + 1];
	text_at = a->cell[from].text_at;
	ids_at = a->cell[from].ids_at;
	if (!leaf_room(b, a->text_len - text_at, a->ids_len - ids_at,
	    a->cells - from)) {
		leaves_remove(names, i + 1);
		return;
	}
	b->text_len = a->text_len - text_at;
	b->ids_len = a->ids_len - ids_at;
	b->cells = (uint32_t)(a->cells - from);
	memcpy(b->text, a->text + text_at, b->text_len);
	memcpy(b->ids, a->ids + ids_at, b->ids_len);
	for (size_t j = 0; j < b->cells; j++) {
		b->cell[j] = a->cell[from + j];
		b->cell[j].text_at -= text_at;
		b->cell[j].ids_at -= ids_at;
	}
	a->text_len = text_at;
	a->ids_len = ids_at;
	a->cells = (uint32_t)from;
	if (!leaf_room(a, a->text_len, a->ids_len, a->cells)) {
		return;			/* it keeps more room than it needs */
	}
}

/* The leaf and the cell for a place; the cell is put in if it is not there. */
static bool
find_or_insert(struct names *names, int64_t cell_id, uint32_t place,
    size_t *leaf, size_t *cell)
{
	struct leaf *l;

	if (names->leaves == 0 && !leaves_insert(names, 0)) {
		return false;
	}
	*leaf = leaves_find(names, place);
	l = &names->leaf[*leaf];
	*cell = leaf_find(names, l, place);
	if (*cell < l->cells && l->cell[*cell].id == cell_id) {
		return true;
	}
	if (leaf_insert(l, *cell, cell_id)) {
		return true;
	}
	if (l->cells == 0) {
		leaves_remove(names, *leaf);
	}
	return false;
}

bool
leaves_put(struct names *names, int64_t cell_id, uint32_t place, str text,
    str ids)
{
	size_t i, c;
	struct leaf *l;
	bool ok;

	if (!find_or_insert(names, cell_id, place, &i, &c)) {
		return false;
	}
	l = &names->leaf[i];
	ok = leaf_replace(l, c, text, ids);
	if (!ok) {
		/* Taking away needs no memory. */
		ok = leaf_replace(l, c, S(""), S(""));
		text.len = 0;
	}
	if (text.len == 0) {
		leaf_remove(l, c);
		if (l->cells == 0) {
			leaves_remove(names, i);
		}
	} else if (l->text_len > 2 * LEAF_TEXT && l->cells > 1) {
		leaf_divide(names, i, c + 1 == l->cells);
	}
	return ok && text.len > 0;
}
