/*
 * layout.c - rows of regions, rows of blocks in them, dots in those.
 *
 * Rectangles are found by trying: so many rows, the widths by how many dots
 * each needs, then a few rounds in which a region that came out higher than its
 * neighbours gets more of the width. Of what fits the squarest is taken.
 */
#include "picture/picture_own.h"

#include <assert.h>
#include <math.h>

#define DOT_MAX		40		/* pixels; larger says nothing more */
#define ROWS_MAX	60		/* of blocks in a region */
#define ROWS_TRIED	4		/* more or fewer than are square */
#define REGION_ROWS_MAX	30
#define ROUNDS		5		/* of evening out the widths */
#define NAME_HEIGHT	26	/* pixels above a region, for its name */
#define SHARE_STEP	8		/* more by this part where none fits */
#define TOO_HIGH	(1 << 20)
#define ODD_MAX		1.0		/* log2 of width / height, on average */
#define WASTE_WEIGHT	6.0		/* of space against squareness */

/* One way to lay it, being tried. */
struct lay {
	struct arena			*mem;
	const struct lay_region		*regions;
	size_t				 len;
	int				 dot, share;
	int				 growth;	/* more cells, in % */
	bool				 tight;	/* least space, not squarest */
	int				 row_of[PICTURE_REGIONS_MAX];
	int				 width[PICTURE_REGIONS_MAX];
	int				 height[ROWS_MAX];	/* of a row */
	int				 rows;
	double				 cost;
};

static int64_t
up(int64_t n, int64_t by)
{
	return (n + by - 1) / by;
}

/* Dots for so many cells and those still to come. */
static int64_t
dots_for(const struct lay *l, int64_t cells)
{
	int64_t more = cells * l->growth / 100;

	if (more < 2 && l->growth >= 10) {
		more = 2;	/* Small units grow by whole cells, too. */
	}
	return up(cells + more, l->share);
}

static bool
named(const struct lay *l)
{
	return l->len <= PICTURE_NAMED;
}

static int
region_gap(const struct lay *l)
{
	return named(l) ? 6 : 3;
}

static int
above_row(const struct lay *l, int row)
{
	return named(l) ? NAME_HEIGHT + (row > 0 ? 6 : 0) : row > 0 ? 4 : 0;
}

static int
block_gap(const struct lay *l)
{
	return l->dot < 4 ? 1 : l->dot < 10 ? 3 : 6;
}

/* Row 0 to rows - 1 of something that needs `need` after `before` of `all`. */
static int
row_at(int64_t before, int64_t need, int64_t all, int rows)
{
	return (int)((before + need / 2) * rows / (all > 0 ? all : 1));
}

/* ---- blocks in a region ------------------------------------------------ */

/* How many dots high a row of blocks must be. */
static int64_t
row_height(const struct lay *l, const struct lay_block *b, size_t n, int width)
{
	int64_t across = (width - block_gap(l) * ((int)n - 1)) / l->dot;
	int64_t low = 1, high = 1;

	if (across < (int64_t)n) {
		return TOO_HIGH;
	}
	for (size_t i = 0; i < n; i++) {
		int64_t need = dots_for(l, b[i].cells);

		high = need > high ? need : high;
	}
	while (low < high) {
		int64_t mid = (low + high) / 2, used = 0;

		for (size_t i = 0; i < n; i++) {
			used += up(dots_for(l, b[i].cells), mid);
		}
		if (used <= across) {
			high = mid;
		} else {
			low = mid + 1;
		}
	}
	return low;
}

struct pack {
	size_t	 ends[ROWS_MAX];	/* of each row, the block after it */
	int64_t	 down[ROWS_MAX];	/* dots */
	int	 rows;
	int	 height;		/* pixels */
	double	 cost;
};

static double
not_square(double width, double height)
{
	return fabs(log2(width / height));
}

static void
pack_cost(const struct lay *l, const struct lay_region *r, int width,
    struct pack *p)
{
	double least = 0, odd = 0;
	size_t at = 0;

	for (int row = 0; row < p->rows; row++) {
		for (; at < p->ends[row]; at++) {
			int64_t need = dots_for(l, r->blocks[at].cells);

			odd += not_square((double)up(need, p->down[row]),
			    (double)p->down[row]);
			least += (double)need;
		}
	}
	least = least * l->dot * l->dot / width;
	p->cost = WASTE_WEIGHT * (p->height / least - 1) + (l->tight ? 0 :
	    odd / (double)r->blocks_len);
}

static void
pack_rows(const struct lay *l, const struct lay_region *r, int width,
    int rows, struct pack *out)
{
	int64_t before = 0, all = 0;
	size_t first = 0;

	*out = (struct pack){ 0 };
	for (size_t i = 0; i < r->blocks_len; i++) {
		all += dots_for(l, r->blocks[i].cells);
	}
	for (size_t i = 0; i < r->blocks_len; i++) {
		int64_t need = dots_for(l, r->blocks[i].cells);
		int row = row_at(before, need, all, rows), next;

		before += need;
		next = i + 1 == r->blocks_len ? -1 : row_at(before,
		    dots_for(l, r->blocks[i + 1].cells), all, rows);
		if (next == row) {
			continue;
		}
		out->ends[out->rows] = i + 1;
		out->down[out->rows] = row_height(l, &r->blocks[first],
		    i + 1 - first, width);
		out->height += (int)out->down[out->rows] * l->dot +
		    (out->rows > 0 ? block_gap(l) : 0);
		if (out->height >= TOO_HIGH) {
			out->height = TOO_HIGH;
			return;
		}
		out->rows++;
		first = i + 1;
	}
	pack_cost(l, r, width, out);
}

/* The number of rows that makes the blocks square, and a few around it. */
static void
pack_best(const struct lay *l, const struct lay_region *r, int width,
    struct pack *out)
{
	int max = r->blocks_len < ROWS_MAX ? (int)r->blocks_len : ROWS_MAX;
	double area = (double)dots_for(l, r->cells) * l->dot * l->dot;
	int square = (int)(sqrt(area * (double)r->blocks_len) / width);
	struct pack p;

	square = square < 1 ? 1 : square > max ? max : square;
	*out = (struct pack){ .height = TOO_HIGH };
	for (int rows = square > ROWS_TRIED ? square - ROWS_TRIED : 1;
	    rows <= max && rows <= square + ROWS_TRIED; rows++) {
		pack_rows(l, r, width, rows, &p);
		if (p.height < TOO_HIGH && (out->height == TOO_HIGH ||
		    p.cost < out->cost)) {
			*out = p;
		}
	}
}

/* ---- rows of regions --------------------------------------------------- */

/* Widths of the regions from `first` on, of one row, by what each needs; then
 * evened out. Its height, or TOO_HIGH. */
static int
lay_row(struct lay *l, size_t first, size_t n)
{
	int space = PICTURE_WIDTH - region_gap(l) * ((int)n - 1), height = 0;
	double share[PICTURE_REGIONS_MAX], all = 0;
	struct pack p;

	for (size_t i = 0; i < n; i++) {
		share[i] = (double)l->regions[first + i].cells;
		all += share[i];
	}
	for (int round = 0; round < ROUNDS; round++) {
		double sum = 0;
		int left = space;

		height = 0;
		for (size_t i = 0; i < n; i++) {
			int width = i + 1 == n ? left :
			    (int)(space * share[i] / all);

			width = width < l->dot ? l->dot : width;
			left -= width;
			l->width[first + i] = width;
			pack_best(l, &l->regions[first + i], width, &p);
			height = p.height > height ? p.height : height;
			share[i] *= p.height < TOO_HIGH ? p.height : 2 *
			    PICTURE_HEIGHT;
			sum += share[i];
		}
		height = left < 0 ? TOO_HIGH : height;
		all = sum;
	}
	return height;
}

static double
row_cost(const struct lay *l, size_t first, size_t n, int height)
{
	double cost = 0;

	for (size_t i = first; i < first + n; i++) {
		cost += not_square(l->width[i], height);
	}
	return cost;
}

/* Whether there are as many pixels as the dots need, to begin with. */
static bool
has_pixels(const struct lay *l, int rows, int64_t cells)
{
	int64_t height = PICTURE_HEIGHT - above_row(l, 0) -
	    (rows - 1) * (int64_t)above_row(l, 1);

	return dots_for(l, cells) * l->dot * l->dot <= height * PICTURE_WIDTH;
}

/* Tries so many rows of regions; false: it does not fit. */
static bool
lay_rows(struct lay *l, int rows)
{
	int64_t before = 0, all = 0;
	int used = 0;
	size_t first = 0;

	l->rows = 0;
	l->cost = 0;
	for (size_t i = 0; i < l->len; i++) {
		all += l->regions[i].cells;
	}
	if (!has_pixels(l, rows, all)) {
		return false;
	}
	for (size_t i = 0; i < l->len; i++) {
		int64_t need = l->regions[i].cells;
		int row = row_at(before, need, all, rows), next;

		before += need;
		next = i + 1 == l->len ? -1 : row_at(before,
		    l->regions[i + 1].cells, all, rows);
		l->row_of[i] = l->rows;
		if (next == row) {
			continue;
		}
		l->height[l->rows] = lay_row(l, first, i + 1 - first);
		used += above_row(l, l->rows) + l->height[l->rows];
		if (used > PICTURE_HEIGHT) {
			return false;
		}
		l->cost += row_cost(l, first, i + 1 - first,
		    l->height[l->rows]);
		l->rows++;
		first = i + 1;
	}
	for (int row = 0; row < l->rows; row++) {
		/* What is left over is room to grow, for each row alike. */
		l->height[row] += (PICTURE_HEIGHT - used) / l->rows;
	}
	return true;
}

static bool
lay_best(struct lay *l)
{
	int max = l->len < REGION_ROWS_MAX ? (int)l->len : REGION_ROWS_MAX;
	struct lay best;
	bool fits = false;

	for (int rows = 1; rows <= max; rows++) {
		if (lay_rows(l, rows) && (!fits || l->cost < best.cost)) {
			best = *l;
			fits = true;
		}
	}
	if (fits) {
		*l = best;
	}
	return fits;
}

/* ---- the rectangles ---------------------------------------------------- */

/* The blocks of a row; what is left of the width makes them wider in turn. */
static void
place_row(const struct lay *l, const struct lay_region *r, size_t from,
    size_t end, const struct picture_region *at, int y, int64_t down,
    struct picture *out)
{
	int gaps = block_gap(l) * ((int)(end - from) - 1), x = at->x;
	int64_t left = (at->width - gaps) / l->dot;

	for (size_t i = from; i < end; i++) {
		left -= up(dots_for(l, r->blocks[i].cells), down);
	}
	for (size_t i = from; i < end; i++) {
		int64_t need = up(dots_for(l, r->blocks[i].cells), down);
		int64_t more = left / (int64_t)(end - i);
		struct picture_block *b = &out->blocks[out->blocks_len++];

		left -= more;
		*b = (struct picture_block){ .unit_id = r->blocks[i].unit_id,
		    .region_id = r->unit_id, .x = x, .y = y,
		    .across = (int)(need + more), .down = (int)down,
		    .first = (int64_t)out->cells_len };
		x += b->across * l->dot + block_gap(l);
		out->cells_len += (size_t)(b->across * b->down) *
		    (size_t)l->share;
	}
}

static void
place_region(const struct lay *l, const struct lay_region *r,
    const struct picture_region *at, struct picture *out)
{
	struct pack p;
	int y = at->y, left;
	size_t from = 0;

	pack_best(l, r, at->width, &p);
	left = (at->height - p.height) / l->dot;
	for (int row = 0; row < p.rows; row++) {
		int more = left / (p.rows - row);

		left -= more;
		p.down[row] += more;
		place_row(l, r, from, p.ends[row], at, y, p.down[row], out);
		y += (int)p.down[row] * l->dot + block_gap(l);
		from = p.ends[row];
	}
}

static void
place(struct lay *l, struct picture *out)
{
	int x = 0, y = 0, row = -1;
	size_t blocks = 0;

	for (size_t i = 0; i < l->len; i++) {
		blocks += l->regions[i].blocks_len;
	}
	*out = (struct picture){ .dot = l->dot, .share = l->share,
	    .regions = NEW(l->mem, struct picture_region, l->len),
	    .regions_len = l->len,
	    .blocks = NEW(l->mem, struct picture_block, blocks) };
	for (size_t i = 0; i < l->len; i++) {
		if (l->row_of[i] != row) {
			y += row < 0 ? 0 : l->height[row];
			row = l->row_of[i];
			y += above_row(l, row);
			x = 0;
		}
		out->regions[i] = (struct picture_region){
		    l->regions[i].unit_id, x, y, l->width[i], l->height[row] };
		x += l->width[i] + region_gap(l);
		place_region(l, &l->regions[i], &out->regions[i], out);
	}
}

/* The largest dots that have room for a quarter more cells, or a tenth; of one
 * pixel for as many more as there is room; then several cells a dot. Room for
 * names goes before room to grow: regions that are no slivers are taken first,
 * if there are any. */
static bool
lay_dots_square(struct lay *l, int dot, double odd_max)
{
	static const struct { int growth; bool tight; } of_pixels[] = {
		{ 25, false }, { 10, false }, { 5, false }, { 3, false },
		{ 2, true }, { 1, true }, { 0, true } };
	size_t tries = dot > 1 ? 2 : COUNT(of_pixels);

	l->dot = dot;
	for (size_t i = 0; i < tries; i++) {
		l->growth = of_pixels[i].growth;
		l->tight = of_pixels[i].tight;
		if (lay_best(l) && l->cost <= odd_max * (double)l->len) {
			return true;
		}
	}
	return false;
}

static bool
lay_dots(struct lay *l, int dot)
{
	return lay_dots_square(l, dot, ODD_MAX) ||
	    lay_dots_square(l, dot, INFINITY);
}

void
layout_make(struct arena *mem, const struct lay_region *regions, size_t len,
    struct picture *out)
{
	struct lay *l = NEW(mem, struct lay, 1);
	int64_t all = 0;
	int dot = DOT_MAX;

	assert(len > 0 && len <= PICTURE_REGIONS_MAX);
	l->mem = mem;
	l->regions = regions;
	l->len = len;
	for (size_t i = 0; i < len; i++) {
		all += regions[i].cells;
	}
	assert(all > 0 && all <= PICTURE_CELLS_MAX);
	while (dot > 1 && dot * dot * all > PICTURE_WIDTH * PICTURE_HEIGHT) {
		dot--;
	}
	l->share = (int)up(all, PICTURE_WIDTH * PICTURE_HEIGHT);
	for (;; l->share += (int)up(l->share, SHARE_STEP)) {
		for (; dot > 0; dot--) {
			if (lay_dots(l, dot)) {
				place(l, out);
				return;
			}
		}
		dot = 1;
	}
}
