/* curve.c - a curve through every point of a rectangle. */
#include "picture/picture_own.h"

#include <stdlib.h>

struct way {
	int	x, y;			/* where it begins */
	int	ax, ay;			/* along the longer side */
	int	bx, by;			/* across it */
};

static int
sign(int n)
{
	return (n > 0) - (n < 0);
}

static struct point *
straight(int x, int y, int dx, int dy, int steps, struct point *out)
{
	for (int i = 0; i < steps; i++) {
		*out++ = (struct point){ (int16_t)(x + i * dx),
		    (int16_t)(y + i * dy) };
	}
	return out;
}

/* Half of a side; an even number of steps, so that the parts meet. */
static int
half(int side, bool odd_up)
{
	int h = side / 2;

	return odd_up && h % 2 != 0 ? h + sign(side) : h;
}

static struct point *
fill(struct way w, struct point *out)	/* As deep as log2 of the sides. */
{
	int across = abs(w.ax + w.ay), down = abs(w.bx + w.by);
	int dax = sign(w.ax), day = sign(w.ay);
	int dbx = sign(w.bx), dby = sign(w.by);
	int ax, ay, bx, by;

	if (down == 1) {
		return straight(w.x, w.y, dax, day, across, out);
	}
	if (across == 1) {
		return straight(w.x, w.y, dbx, dby, down, out);
	}
	if (2 * across > 3 * down) {
		/* Too long: two parts, one behind the other. */
		ax = half(w.ax, across > 2);
		ay = half(w.ay, across > 2);
		out = fill((struct way){ w.x, w.y, ax, ay, w.bx, w.by }, out);
		return fill((struct way){ w.x + ax, w.y + ay, w.ax - ax,
		    w.ay - ay, w.bx, w.by }, out);
	}
	/* One step across, one long along, one back. */
	ax = half(w.ax, false);
	ay = half(w.ay, false);
	bx = half(w.bx, down > 2);
	by = half(w.by, down > 2);
	out = fill((struct way){ w.x, w.y, bx, by, ax, ay }, out);
	out = fill((struct way){ w.x + bx, w.y + by, w.ax, w.ay, w.bx - bx,
	    w.by - by }, out);
	return fill((struct way){ w.x + (w.ax - dax) + (bx - dbx),
	    w.y + (w.ay - day) + (by - dby), -bx, -by, -(w.ax - ax),
	    -(w.ay - ay) }, out);
}

void
curve_fill(int across, int down, struct point *out)
{
	struct way w = { .ax = across, .by = down };

	if (across < down) {
		w = (struct way){ .ay = down, .bx = across };
	}
	if (across > 0 && down > 0) {
		(void)fill(w, out);
	}
}
