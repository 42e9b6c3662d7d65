/*
 * picture_own.h - between the files of this room: laying the picture out, and
 * the curve.
 */
#ifndef PICTURE_OWN_H
#define PICTURE_OWN_H

#include "picture/picture.h"

/* ---- the curve (curve.c) ----------------------------------------------- */

struct point {
	int16_t	x, y;
};
/* Every point of a rectangle once, each beside the one before it, so that what
 * is near on the curve is near in the rectangle: the generalised Hilbert curve
 * of J. Cerveny. `out` has room for across * down. */
void	curve_fill(int across, int down, struct point *out);

/* ---- the layout (layout.c): knows no database -------------------------- */

struct lay_block {
	int64_t		 unit_id;
	const int64_t	*ids;		/* its cells, in the tree's order */
	int64_t		 cells;
};
struct lay_region {
	int64_t			 unit_id;
	struct lay_block	*blocks;
	size_t			 blocks_len;
	int64_t			 cells;	/* of all its blocks */
};
/* Fills in what struct picture says but for the cells themselves: the largest
 * dots, and then the most room for further cells, that there is space for. */
void	layout_make(struct arena *, const struct lay_region *, size_t len,
	    struct picture *out);

/* ---- the tree (tree.c) ------------------------------------------------- */

/* The regions of today's tree that have cells, with their blocks. */
void	tree_read(struct ctx *, struct lay_region **out, size_t *out_len);

/* ---- keeping it (picture.c) -------------------------------------------- */

#define PICTURE_ROW	4096		/* spots in a row of picture_cells */

/* With a new stamp. */
void	picture_write_head(struct ctx *, const struct picture *);
/* Spots n * PICTURE_ROW to the next. */
void	picture_write_row(struct ctx *, const struct picture *, size_t n);

#endif
