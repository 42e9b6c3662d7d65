/*
 * picture.h - the picture of all cells: where each cell has its dot.
 *
 * One dot is one cell. The units directly under the top ("regions") stand in
 * rows, as the tree orders them; in each the units under it ("districts") are
 * blocks; in a block the cells follow a curve on which neighbours in the tree
 * are neighbours in the picture. Where the cells are few a dot is larger than a
 * pixel; where they are more than the picture has pixels a dot is several
 * cells, and shows the worst of them.
 *
 * Where a cell has its dot is kept, so that a dot stays in its place:
 *
 *	PICT-1	What is recorded of a cell never moves a dot.
 *	PICT-2	A new cell takes a free dot in the block of its district, else
 *		in its region, and moves no other. A cell that ends frees its
 *		dot; one that is moved takes a free one where it now stands.
 *	PICT-3	All dots are laid anew only when somebody asks, or when cells
 *		find no free dot while there are fewer than PICTURE_SMALL, or
 *		when a tenth of them found none. Until then the cells without a
 *		dot are counted and said.
 *	PICT-4	The same tree is always laid in the same way.
 */
#ifndef PICTURE_H
#define PICTURE_H

#include "base/base.h"

#define PICTURE_WIDTH	960		/* pixels */
#define PICTURE_HEIGHT	648
#define PICTURE_SMALL	2000		/* cells; see PICT-3 */
#define PICTURE_NAMED	24		/* regions whose names have room */
#define PICTURE_REGIONS_MAX	1000	/* in the picture */
#define PICTURE_CELLS_MAX	16000000

/* A rectangle of the picture: pixels from the top left corner. */
struct picture_region {
	int64_t	 unit_id;
	int	 x, y, width, height;
};

/* Where the cells of one unit stand: dots side by side from (x, y), spots from
 * `first` along the curve. */
struct picture_block {
	int64_t	 unit_id, region_id;
	int	 x, y;			/* pixels */
	int	 across, down;		/* dots */
	int64_t	 first;			/* spot */
};

struct picture {
	str			 stamp;	/* changes whenever a dot does */
	struct date		 made_on;
	bool			 kept;	/* else laid for this look alone */
	int			 dot;	/* pixels a dot is wide and high */
	int			 share;	/* cells of a dot */
	struct picture_region	*regions;
	size_t			 regions_len;
	struct picture_block	*blocks;
	size_t			 blocks_len;
	int64_t			*cells;	/* of each spot; 0: free */
	size_t			 cells_len;
	int64_t			 waiting;	/* cells without a spot */
};

/* The picture as it is kept, or laid for this look where none is. False: there
 * is no cell. It lives in cx->mem. */
MUST_USE bool	picture_read(struct ctx *, struct picture *out);
/* Its stamp alone; "" where none is kept. */
str	picture_stamp(struct ctx *);
/* Lays all dots anew and keeps them. */
void	picture_lay(struct ctx *);
/* Brings what is kept along after units were founded, moved or ended, in the
 * same transaction; lays it where none is kept yet. */
void	picture_follow(struct ctx *, const int64_t *units, size_t len);
/* The same for those among the units the transaction touched (change.h) whose
 * place is not the one they were last counted in: before tally_settle(). */
void	picture_settle(struct ctx *);

/* ---- how the cells stand ----------------------------------------------- */

/* Of a dot that is several cells the highest shows. */
enum picture_state { PICTURE_FREE, PICTURE_ON_TIME, PICTURE_DUE,
	PICTURE_NO_WORD, PICTURE_LATE, PICTURE_VERY_LATE, PICTURE_STATES };

struct picture_sum {
	int64_t	 cells;
	int64_t	 of[PICTURE_STATES];
};
struct picture_stand {
	uint8_t			*states;	/* of each spot */
	struct picture_sum	 all;
	struct picture_sum	*regions, *blocks;	/* as the picture's */
};
struct tally_rule;
/* With their meetings, or with one rule of the tally. */
void	picture_states(struct ctx *, const struct picture *,
	    const struct tally_rule *, uint8_t **out);
void	picture_stand(struct ctx *, const struct picture *,
	    const struct tally_rule *, struct picture_stand *out);

/* ---- painting ---------------------------------------------------------- */

/* One byte a pixel, rows from the top: its state. */
uint8_t	*picture_paint(struct arena *, const struct picture *,
	    const uint8_t *states);

#endif
