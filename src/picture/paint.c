/* paint.c - the dots of the picture, each in the colour of its cell. */
#include "picture/picture_own.h"

#define SHAPED		5	/* pixels of a dot that has room for a shape */

/* Large dots tell their state by their shape too. */
enum picture_look { PICTURE_FULL, PICTURE_HALF, PICTURE_HOLLOW };
static const enum picture_look picture_looks[PICTURE_STATES] = {
	[PICTURE_DUE] = PICTURE_HALF, [PICTURE_NO_WORD] = PICTURE_HOLLOW,
};

/* The pixel (x, y) of a dot that is `size` wide. */
static bool
is_filled(enum picture_look look, int size, int x, int y)
{
	int edge = size < 9 ? 1 : size / 6;

	switch (look) {
	case PICTURE_HALF:
		return x + y < size;
	case PICTURE_HOLLOW:
		return x < edge || y < edge || x >= size - edge ||
		    y >= size - edge;
	case PICTURE_FULL:
	default:
		return true;
	}
}

static void
paint_dot(uint8_t *at, int dot, uint8_t colour, enum picture_look look)
{
	int size = dot < 4 ? dot : dot - 1;	/* with a gap to the next */

	for (int y = 0; y < size; y++) {
		for (int x = 0; x < size; x++) {
			if (dot < SHAPED || is_filled(look, size, x, y)) {
				at[y * PICTURE_WIDTH + x] = colour;
			}
		}
	}
}

/* Of the cells that share a dot the worst shows. */
static uint8_t
worst(const uint8_t *states, int share)
{
	uint8_t worst = 0;

	for (int i = 0; i < share; i++) {
		worst = states[i] > worst ? states[i] : worst;
	}
	return worst;
}

uint8_t *
picture_paint(struct arena *mem, const struct picture *p,
    const uint8_t *states)
{
	uint8_t *out = NEW(mem, uint8_t, PICTURE_WIDTH * PICTURE_HEIGHT);
	struct point *curve = NEW(mem, struct point, PICTURE_WIDTH *
	    PICTURE_HEIGHT);

	for (size_t i = 0; i < p->blocks_len; i++) {
		const struct picture_block *b = &p->blocks[i];
		const uint8_t *of_block = &states[b->first];

		curve_fill(b->across, b->down, curve);
		for (int n = 0; n < b->across * b->down; n++) {
			uint8_t colour = worst(&of_block[n * p->share],
			    p->share);

			if (colour != 0) {
				paint_dot(&out[(b->y + curve[n].y * p->dot) *
				    PICTURE_WIDTH + b->x + curve[n].x * p->dot],
				    p->dot, colour, picture_looks[colour]);
			}
		}
	}
	return out;
}
