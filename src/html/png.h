/*
 * png.h - a picture of few colours as a PNG (ISO/IEC 15948).
 */
#ifndef PNG_H
#define PNG_H

#include "base/base.h"

#define PNG_COLOURS_MAX	16

struct png {
	int		 width, height;
	const uint8_t	*pixels;	/* rows from the top; each a colour */
	/* 0xRRGGBB; the first is not painted: what is behind shows through. */
	uint32_t	 colours[PNG_COLOURS_MAX];
	int		 colours_len;
	int		 level;		/* of zlib: 1 fast to 9 small */
};

/* The bytes of the file. Every pixel is one of the colours. */
str	png_write(struct arena *, const struct png *);

#endif
