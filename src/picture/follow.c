/* follow.c - the dots of cells that are new, have moved, or have ended. */
#include <stdlib.h>

#include "db/db.h"
#include "org/org.h"
#include "picture/picture.sql.h"
#include "picture/picture_own.h"

#define NOWHERE		SIZE_MAX
#define WAITING_PART	10	/* of all; more that wait ask for a new lay */

struct place {
	int64_t	cell;
	size_t	spot;
	bool	stands;			/* in the tree */
};

struct block_index {
	int64_t	unit_id;
	size_t	block;
};

struct moving {
	struct ctx			*cx;
	struct picture			 p;
	const struct statutes		*st;
	struct LIST(struct place)	 places;
	struct block_index		*by_unit;
	size_t				*from;	/* of each block: none before is
						 * free */
	bool				*changed;	/* a row of spots */
	size_t				 placed;
};

/* ---- spots ------------------------------------------------------------- */

static void
set_spot(struct moving *m, size_t block, size_t spot, int64_t cell)
{
	m->placed += (cell != 0) - (size_t)(m->p.cells[spot] != 0);
	m->p.cells[spot] = cell;
	m->changed[spot / PICTURE_ROW] = true;
	if (cell == 0 && spot < m->from[block]) {
		m->from[block] = spot;
	}
}

static size_t
block_at(const struct moving *m, size_t spot)
{
	size_t low = 0, high = m->p.blocks_len;

	while (high - low > 1) {
		size_t mid = (low + high) / 2;

		if ((size_t)m->p.blocks[mid].first <= spot) {
			low = mid;
		} else {
			high = mid;
		}
	}
	return low;
}

static size_t
free_in(struct moving *m, size_t block)
{
	size_t end = block + 1 < m->p.blocks_len ?
	    (size_t)m->p.blocks[block + 1].first : m->p.cells_len;
	size_t *from = &m->from[block];

	while (*from < end && m->p.cells[*from] != 0) {
		(*from)++;
	}
	return *from < end ? *from : NOWHERE;
}

static int
by_unit(const void *pa, const void *pb)
{
	const struct block_index *a = pa, *b = pb;

	return (a->unit_id > b->unit_id) - (a->unit_id < b->unit_id);
}

/* The block that is of the lowest unit on the way up from the cell. */
static size_t
block_for(const struct moving *m, const struct unit *path, size_t len)
{
	for (size_t i = len; i-- > 0;) {
		struct block_index key = { path[i].id, 0 };
		const struct block_index *hit = bsearch(&key, m->by_unit,
		    m->p.blocks_len, sizeof(key), by_unit);

		if (hit != NULL) {
			return hit->block;
		}
	}
	return NOWHERE;
}

static bool
is_on(const struct unit *path, size_t len, int64_t unit_id)
{
	for (size_t i = 0; i < len; i++) {
		if (path[i].id == unit_id) {
			return true;
		}
	}
	return false;
}

/* A free spot in the block, else anywhere in the cell's region. */
static size_t
free_for(struct moving *m, size_t block, const struct unit *path, size_t len,
    size_t *out_block)
{
	size_t spot = block == NOWHERE ? NOWHERE : free_in(m, block);

	*out_block = block;
	for (size_t b = 0; b < m->p.blocks_len && spot == NOWHERE; b++) {
		if (is_on(path, len, m->p.blocks[b].region_id)) {
			spot = free_in(m, b);
			*out_block = b;
		}
	}
	return spot;
}

/* ---- cells ------------------------------------------------------------- */

/* PICT-2, for a cell that stands in the tree. */
static void
settle_cell(struct moving *m, const struct place *at)
{
	size_t mark = m->cx->mem->used, len, wanted, to, block;
	struct unit *path;

	org_path(m->cx, at->cell, &path, &len);
	wanted = block_for(m, path, len);
	if (at->spot == NOWHERE || block_at(m, at->spot) != wanted) {
		to = free_for(m, wanted, path, len, &block);
		if (to != NOWHERE) {
			set_spot(m, block, to, at->cell);
		} else {
			m->p.waiting++;
		}
		if (at->spot != NOWHERE) {
			set_spot(m, block_at(m, at->spot), at->spot, 0);
		}
	}
	arena_release(m->cx->mem, mark);
}

/* The cells under a unit; the unit itself if none is, for it may have ended. */
static void
add_places(struct moving *m, int64_t unit_id)
{
	struct query q = db_query(m->cx->db, &sql_picture_under);
	bool none = true;

	q_set_int(&q, ":anc", unit_id);
	while (q_row(&q)) {
		size_t tier = statutes_tier(m->st, q_get_str(&q, 1));

		if (tier < m->st->tiers.len &&
		    m->st->tiers.at[tier].holds_members) {
			*LIST_ADD(m->cx->mem, &m->places) = (struct place){
				q_get_int(&q, 0), NOWHERE, true };
			none = false;
		}
	}
	if (none) {
		*LIST_ADD(m->cx->mem, &m->places) = (struct place){ unit_id,
		    NOWHERE, false };
	}
}

static int
by_cell(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;

	return a->cell != b->cell ? (a->cell > b->cell) - (a->cell < b->cell) :
	    (int)b->stands - (int)a->stands;
}

/* In the order of ids, each once. */
static void
sort_places(struct moving *m)
{
	struct place *at = m->places.at;
	size_t len = 0;

	qsort(at, m->places.len, sizeof(*at), by_cell);
	for (size_t i = 0; i < m->places.len; i++) {
		if (len == 0 || at[len - 1].cell != at[i].cell) {
			at[len++] = at[i];
		}
	}
	m->places.len = len;
}

/* Where they have their dots now. */
static void
find_spots(struct moving *m)
{
	struct place *at = m->places.at;
	size_t len = m->places.len;

	for (size_t spot = 0; spot < m->p.cells_len; spot++) {
		struct place key = { m->p.cells[spot], 0, true }, *hit;

		m->placed += key.cell != 0;
		if (key.cell < at[0].cell || key.cell > at[len - 1].cell) {
			continue;
		}
		hit = bsearch(&key, at, len, sizeof(key), by_cell);
		if (hit == NULL) {
			key.stands = false;
			hit = bsearch(&key, at, len, sizeof(key), by_cell);
		}
		if (hit != NULL) {
			hit->spot = spot;
		}
	}
}

/* ---- all of it --------------------------------------------------------- */

static void
begin(struct moving *m)
{
	struct arena *mem = m->cx->mem;

	m->by_unit = NEW(mem, struct block_index, m->p.blocks_len);
	m->from = NEW(mem, size_t, m->p.blocks_len);
	m->changed = NEW(mem, bool, m->p.cells_len / PICTURE_ROW + 1);
	for (size_t i = 0; i < m->p.blocks_len; i++) {
		m->by_unit[i] = (struct block_index){ m->p.blocks[i].unit_id,
		    i };
		m->from[i] = (size_t)m->p.blocks[i].first;
	}
	if (m->p.blocks_len > 0) {
		qsort(m->by_unit, m->p.blocks_len, sizeof(*m->by_unit),
		    by_unit);
	}
}

/* Those that end make room for those that come. */
static void
settle_cells(struct moving *m)
{
	for (size_t i = 0; i < m->places.len; i++) {
		const struct place *at = &m->places.at[i];

		if (!at->stands && at->spot != NOWHERE) {
			set_spot(m, block_at(m, at->spot), at->spot, 0);
		}
	}
	for (size_t i = 0; i < m->places.len; i++) {
		if (m->places.at[i].stands) {
			settle_cell(m, &m->places.at[i]);
		}
	}
}

static void
keep_changed(struct moving *m)
{
	size_t rows = m->p.cells_len / PICTURE_ROW + 1, changed = 0;

	for (size_t i = 0; i < rows; i++) {
		if (m->changed[i]) {
			picture_write_row(m->cx, &m->p, i);
			changed++;
		}
	}
	if (changed > 0) {
		picture_write_head(m->cx, &m->p);
	}
}

/* PICT-3. */
static bool
asks_for_more(const struct moving *m, int64_t waited)
{
	return m->p.waiting > waited && (m->placed < PICTURE_SMALL ||
	    m->p.waiting * WAITING_PART > (int64_t)m->placed);
}

void
picture_follow(struct ctx *cx, const int64_t *units, size_t len)
{
	struct moving m = { .cx = cx, .st = org_statutes(cx, cx->today) };
	int64_t waited;

	if (len == 0 || m.st == NULL) {
		return;
	}
	if (picture_stamp(cx).len == 0) {
		picture_lay(cx);
		return;
	}
	if (!picture_read(cx, &m.p)) {
		return;
	}
	waited = m.p.waiting;
	begin(&m);
	for (size_t i = 0; i < len; i++) {
		add_places(&m, units[i]);
	}
	sort_places(&m);
	find_spots(&m);
	settle_cells(&m);
	if (asks_for_more(&m, waited)) {
		picture_lay(cx);
	} else {
		keep_changed(&m);
	}
}

/* Whether a unit stands where it stood when it was last counted. */
static bool
has_moved(struct ctx *cx, int64_t unit_id)
{
	struct query q = db_query(cx->db, &sql_picture_place_of);
	bool moved = false;

	q_set_int(&q, ":id", unit_id);
	if (q_row(&q)) {
		moved = q_is_null(&q, 3) ||
		    q_get_id(&q, 0) != q_get_id(&q, 2) ||
		    q_get_int(&q, 1) != q_get_int(&q, 3);
	}
	q_end(&q);
	return moved;
}

void
picture_settle(struct ctx *cx)
{
	struct LIST(int64_t) moved = { 0 };
	const int64_t *units;
	size_t len = db_noted(cx->db, &units);

	for (size_t i = 0; i < len; i++) {
		if (units[i] > 0 && has_moved(cx, units[i])) {
			*LIST_ADD(cx->mem, &moved) = units[i];
		}
	}
	picture_follow(cx, moved.at, moved.len);
}
