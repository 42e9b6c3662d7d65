/*
 * layout_test.c - the curve goes through every point once; regions and blocks
 * lie side by side in the picture, in order, each with room for its cells.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "picture/picture_own.h"

static struct arena mem;

static int
set_up(void **state)
{
	(void)state;
	return arena_make(&mem, (size_t)512 << 20) ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_drop(&mem);
	return 0;
}

/* ---- the curve --------------------------------------------------------- */

/* Steps aside only where an odd side leaves no other way; never further. */
static void
check_curve(int across, int down)
{
	static bool seen[70][70];
	struct point *at = NEW(&mem, struct point, (size_t)(across * down));
	int aside = 0;

	memset(seen, 0, sizeof(seen));
	curve_fill(across, down, at);
	for (int i = 0; i < across * down; i++) {
		int dx, dy;

		assert_in_range(at[i].x, 0, across - 1);
		assert_in_range(at[i].y, 0, down - 1);
		assert_false(seen[at[i].y][at[i].x]);
		seen[at[i].y][at[i].x] = true;
		if (i == 0) {
			continue;
		}
		dx = abs(at[i].x - at[i - 1].x);
		dy = abs(at[i].y - at[i - 1].y);
		assert_true(dx <= 1 && dy <= 1);
		aside += dx == 1 && dy == 1;
	}
	assert_true(aside <= 1);
	arena_release(&mem, (size_t)((char *)at - mem.base));
}

static void
test_curve(void **state)
{
	(void)state;
	for (int across = 1; across <= 34; across++) {
		for (int down = 1; down <= 34; down++) {
			check_curve(across, down);
		}
	}
	check_curve(1, 70);
	check_curve(70, 3);
	check_curve(64, 64);
}

/* ---- the layout -------------------------------------------------------- */

struct shape {
	size_t	regions, blocks;	/* of each region */
	int64_t	cells;			/* in all, about */
};

static struct lay_region *
make_tree(struct shape s, unsigned seed, int64_t *out_cells)
{
	struct lay_region *all = NEW(&mem, struct lay_region, s.regions);
	int64_t next = 1, each = s.cells / (int64_t)(s.regions * s.blocks);

	*out_cells = 0;
	srand(seed);
	for (size_t r = 0; r < s.regions; r++) {
		all[r].unit_id = next++;
		all[r].blocks = NEW(&mem, struct lay_block, s.blocks);
		all[r].blocks_len = s.blocks;
		for (size_t b = 0; b < s.blocks; b++) {
			int64_t cells = each * (40 + rand() % 120) / 100;

			cells = cells < 1 ? 1 : cells;
			all[r].blocks[b] = (struct lay_block){
			    .unit_id = next++, .cells = cells };
			all[r].cells += cells;
		}
		*out_cells += all[r].cells;
	}
	return all;
}

/* Paints the rectangle; each pixel is of one region, or one block, at most. */
static void
claim(uint8_t *map, int x, int y, int width, int height)
{
	assert_true(x >= 0 && y >= 0 && width > 0 && height > 0);
	assert_true(x + width <= PICTURE_WIDTH);
	assert_true(y + height <= PICTURE_HEIGHT);
	for (int row = y; row < y + height; row++) {
		for (int at = x; at < x + width; at++) {
			assert_int_equal(map[row * PICTURE_WIDTH + at], 0);
			map[row * PICTURE_WIDTH + at] = 1;
		}
	}
}

static void
check_blocks(const struct lay_region *r, const struct picture *p, size_t from,
    const struct picture_region *in, uint8_t *map)
{
	for (size_t i = 0; i < r->blocks_len; i++) {
		const struct picture_block *b = &p->blocks[from + i];
		size_t end = from + i + 1 < p->blocks_len ?
		    (size_t)b[1].first : p->cells_len;

		assert_int_equal(b->unit_id, r->blocks[i].unit_id);
		assert_int_equal(b->region_id, r->unit_id);
		assert_true(b->x >= in->x && b->y >= in->y);
		assert_true(b->x + b->across * p->dot <= in->x + in->width);
		assert_true(b->y + b->down * p->dot <= in->y + in->height);
		claim(map, b->x, b->y, b->across * p->dot, b->down * p->dot);
		assert_int_equal(end - (size_t)b->first,
		    b->across * b->down * p->share);
		assert_true((int64_t)end - b->first >= r->blocks[i].cells);
	}
}

static void
check_layout(struct shape s, unsigned seed, struct picture *p)
{
	int64_t cells;
	struct lay_region *all = make_tree(s, seed, &cells);
	size_t map_len = PICTURE_WIDTH * PICTURE_HEIGHT, block = 0;
	uint8_t *regions = NEW(&mem, uint8_t, map_len);
	uint8_t *blocks = NEW(&mem, uint8_t, map_len);

	layout_make(&mem, all, s.regions, p);
	assert_int_equal(p->regions_len, s.regions);
	assert_int_equal(p->blocks_len, s.regions * s.blocks);
	for (size_t i = 0; i < s.regions; i++) {
		const struct picture_region *r = &p->regions[i];

		assert_int_equal(r->unit_id, all[i].unit_id);
		claim(regions, r->x, r->y, r->width, r->height);
		check_blocks(&all[i], p, block, r, blocks);
		block += all[i].blocks_len;
		/* In order: to the right, or in a row below. */
		assert_true(i == 0 || r->y > r[-1].y || (r->y == r[-1].y &&
		    r->x > r[-1].x));
	}
	assert_true((int64_t)p->cells_len >= cells);
}

static void
test_layout(void **state)
{
	static const struct { struct shape of; int dot_min, share_max; } t[] = {
		{ { 1, 1, 1 }, 20, 1 },
		{ { 1, 2, 12 }, 20, 1 },
		{ { 4, 6, 3000 }, 9, 1 },
		{ { 12, 21, 500000 }, 1, 1 },	/* as in the design */
		{ { 250, 1, 480000 }, 1, 1 },
		{ { 300, 4, 100000 }, 1, 1 },
		{ { 1, 2000, 500000 }, 1, 1 },
		{ { 12, 21, 700000 }, 1, 2 },	/* more than there are pixels */
		{ { 12, 30, 12000000 }, 1, 30 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		for (unsigned seed = 1; seed <= 2; seed++) {
			struct picture p;

			check_layout(t[i].of, seed, &p);
			assert_true(p.dot >= t[i].dot_min);
			assert_true(p.share <= t[i].share_max);
			assert_true(p.share == 1 || p.dot == 1);
			arena_reset(&mem);
		}
	}
}

/* PICT-4. */
static void
test_the_same_again(void **state)
{
	struct shape s = { 12, 20, 90000 };
	struct picture a, b;

	(void)state;
	check_layout(s, 7, &a);
	check_layout(s, 7, &b);
	assert_int_equal(a.dot, b.dot);
	assert_int_equal(a.cells_len, b.cells_len);
	assert_memory_equal(a.regions, b.regions,
	    a.regions_len * sizeof(*a.regions));
	assert_memory_equal(a.blocks, b.blocks,
	    a.blocks_len * sizeof(*a.blocks));
}

/* ---- the dots ---------------------------------------------------------- */

static int
count_of_colour(const uint8_t *at, int colour)
{
	int n = 0;

	for (int i = 0; i < PICTURE_WIDTH * PICTURE_HEIGHT; i++) {
		n += at[i] == colour;
	}
	return n;
}

static void
test_paint(void **state)
{
	struct picture_block block = { .x = 10, .y = 20, .across = 2,
		.down = 2 };
	struct picture p = { .dot = 10, .share = 1, .blocks = &block,
		.blocks_len = 1, .cells_len = 4 };
	const uint8_t states[] = { PICTURE_ON_TIME, PICTURE_DUE,
		PICTURE_FREE, PICTURE_NO_WORD };
	const uint8_t *at = picture_paint(&mem, &p, states);

	(void)state;
	/* Nine pixels and a gap; half is a triangle; hollow a frame of one. */
	assert_int_equal(count_of_colour(at, PICTURE_ON_TIME), 81);
	assert_int_equal(count_of_colour(at, PICTURE_DUE), 45);
	assert_int_equal(count_of_colour(at, PICTURE_NO_WORD), 32);
	assert_int_equal(at[20 * PICTURE_WIDTH + 10], 1);
	assert_int_equal(at[29 * PICTURE_WIDTH + 10], 0);
}

static void
test_paint_pixels(void **state)
{
	struct picture_block block = { .x = 3, .y = 4, .across = 3, .down = 1 };
	struct picture p = { .dot = 1, .share = 2, .blocks = &block,
		.blocks_len = 1, .cells_len = 6 };
	const uint8_t states[] = { 1, 4, 1, 1, 0, 0 };
	const uint8_t *at = picture_paint(&mem, &p, states);

	(void)state;
	/* Two cells a dot: the worst of them shows. */
	assert_int_equal(at[4 * PICTURE_WIDTH + 3], 4);
	assert_int_equal(at[4 * PICTURE_WIDTH + 4], 1);
	assert_int_equal(at[4 * PICTURE_WIDTH + 5], 0);
	assert_int_equal(count_of_colour(at, 0),
	    PICTURE_WIDTH * PICTURE_HEIGHT - 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_curve, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_layout, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_the_same_again, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_paint, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_paint_pixels, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
