/* picture.c - where each cell has its dot, read and kept. */
#include "picture/picture.h"

#include <assert.h>

#include "db/db.h"
#include "org/org.h"
#include "picture/picture.sql.h"
#include "picture/picture_own.h"

#define ID_BYTES	8

/* ---- reading it -------------------------------------------------------- */

static bool
read_head(struct ctx *cx, struct picture *p)
{
	struct query q = db_query(cx->db, &sql_picture_read);
	bool found = q_row(&q);

	if (found) {
		*p = (struct picture){ .kept = true,
			.stamp = arena_copy(cx->mem, q_get_str(&q, 0)),
			.made_on = q_get_date(&q, 1),
			.dot = (int)q_get_int(&q, 2),
			.share = (int)q_get_int(&q, 3),
			.cells_len = (size_t)q_get_int(&q, 4),
			.waiting = q_get_int(&q, 5),
		};
	}
	q_end(&q);
	return found;
}

static void
read_regions(struct ctx *cx, struct picture *p)
{
	struct LIST(struct picture_region) list = { 0 };
	struct query q = db_query(cx->db, &sql_picture_regions);

	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct picture_region){
			q_get_int(&q, 0), (int)q_get_int(&q, 1),
			(int)q_get_int(&q, 2), (int)q_get_int(&q, 3),
			(int)q_get_int(&q, 4) };
	}
	p->regions = list.at;
	p->regions_len = list.len;
}

static void
read_blocks(struct ctx *cx, struct picture *p)
{
	struct LIST(struct picture_block) list = { 0 };
	struct query q = db_query(cx->db, &sql_picture_blocks);

	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct picture_block){
			q_get_int(&q, 0), q_get_int(&q, 1),
			(int)q_get_int(&q, 2), (int)q_get_int(&q, 3),
			(int)q_get_int(&q, 4), (int)q_get_int(&q, 5),
			q_get_int(&q, 6) };
	}
	p->blocks = list.at;
	p->blocks_len = list.len;
}

static int64_t
get_id(const unsigned char *at)
{
	uint64_t id = 0;

	for (int i = ID_BYTES; i-- > 0;) {
		id = id << 8 | at[i];
	}
	return (int64_t)id;
}

static void
read_cells(struct ctx *cx, struct picture *p)
{
	struct query q = db_query(cx->db, &sql_picture_cells);

	p->cells = NEW(cx->mem, int64_t, p->cells_len);
	while (q_row(&q)) {
		size_t at = (size_t)q_get_int(&q, 0) * PICTURE_ROW;
		str ids = q_get_str(&q, 1);

		for (size_t i = 0; i < ids.len / ID_BYTES &&
		    at + i < p->cells_len; i++) {
			p->cells[at + i] = get_id((const unsigned char *)
			    ids.at + i * ID_BYTES);
		}
	}
}

/* Lays it in memory. False: there is no cell. */
static bool
lay(struct ctx *cx, struct picture *out)
{
	struct lay_region *regions;
	size_t len, block = 0;

	tree_read(cx, &regions, &len);
	if (len == 0) {
		return false;
	}
	layout_make(cx->mem, regions, len, out);
	out->made_on = cx->today;
	out->cells = NEW(cx->mem, int64_t, out->cells_len);
	for (size_t r = 0; r < len; r++) {
		for (size_t b = 0; b < regions[r].blocks_len; b++) {
			const struct lay_block *from = &regions[r].blocks[b];
			int64_t *to = &out->cells[out->blocks[block++].first];

			for (int64_t i = 0; i < from->cells; i++) {
				to[i] = from->ids[i];
			}
		}
	}
	return true;
}

bool
picture_read(struct ctx *cx, struct picture *out)
{
	struct picture p;

	if (!read_head(cx, &p)) {
		return lay(cx, out);
	}
	read_regions(cx, &p);
	read_blocks(cx, &p);
	read_cells(cx, &p);
	*out = p;
	return true;
}

str
picture_stamp(struct ctx *cx)
{
	struct picture p;

	return read_head(cx, &p) ? p.stamp : S("");
}

/* ---- keeping it -------------------------------------------------------- */

static void
run(struct ctx *cx, const struct sql *sql)
{
	struct query q = db_query(cx->db, sql);

	q_run(&q);
}

void
picture_write_head(struct ctx *cx, const struct picture *p)
{
	struct query q = db_query(cx->db, &sql_picture_write);

	q_set_str(&q, ":stamp", public_id_new(cx->mem));
	q_set_date(&q, ":made_on", p->made_on);
	q_set_int(&q, ":dot", p->dot);
	q_set_int(&q, ":share", p->share);
	q_set_int(&q, ":spots", (int64_t)p->cells_len);
	q_set_int(&q, ":waiting", p->waiting);
	q_run(&q);
}

static void
write_regions(struct ctx *cx, const struct picture *p)
{
	run(cx, &sql_picture_region_drop);
	for (size_t i = 0; i < p->regions_len; i++) {
		const struct picture_region *r = &p->regions[i];
		struct query q = db_query(cx->db, &sql_picture_region_insert);

		q_set_int(&q, ":n", (int64_t)i);
		q_set_int(&q, ":unit_id", r->unit_id);
		q_set_int(&q, ":x", r->x);
		q_set_int(&q, ":y", r->y);
		q_set_int(&q, ":width", r->width);
		q_set_int(&q, ":height", r->height);
		q_run(&q);
	}
}

static void
write_blocks(struct ctx *cx, const struct picture *p)
{
	run(cx, &sql_picture_block_drop);
	for (size_t i = 0; i < p->blocks_len; i++) {
		const struct picture_block *b = &p->blocks[i];
		struct query q = db_query(cx->db, &sql_picture_block_insert);

		q_set_int(&q, ":n", (int64_t)i);
		q_set_int(&q, ":unit_id", b->unit_id);
		q_set_int(&q, ":region_id", b->region_id);
		q_set_int(&q, ":x", b->x);
		q_set_int(&q, ":y", b->y);
		q_set_int(&q, ":across", b->across);
		q_set_int(&q, ":down", b->down);
		q_set_int(&q, ":first_spot", b->first);
		q_run(&q);
	}
}

void
picture_write_row(struct ctx *cx, const struct picture *p, size_t n)
{
	size_t mark = cx->mem->used, from = n * PICTURE_ROW;
	size_t len = p->cells_len - from < PICTURE_ROW ? p->cells_len - from :
	    PICTURE_ROW;
	unsigned char *ids = NEW(cx->mem, unsigned char, len * ID_BYTES);
	struct query q = db_query(cx->db, &sql_picture_cells_write);

	for (size_t i = 0; i < len * ID_BYTES; i++) {
		ids[i] = (unsigned char)((uint64_t)p->cells[from + i /
		    ID_BYTES] >> (8 * (i % ID_BYTES)));
	}
	q_set_int(&q, ":n", (int64_t)n);
	q_set_bytes(&q, ":ids", (str){ (char *)ids, len * ID_BYTES });
	q_run(&q);
	arena_release(cx->mem, mark);
}

void
picture_lay(struct ctx *cx)
{
	struct picture p;

	if (!lay(cx, &p)) {
		return;
	}
	picture_write_head(cx, &p);
	write_regions(cx, &p);
	write_blocks(cx, &p);
	run(cx, &sql_picture_cells_drop);
	for (size_t n = 0; n * PICTURE_ROW < p.cells_len; n++) {
		picture_write_row(cx, &p, n);
	}
}
