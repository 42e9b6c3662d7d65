/*
 * png.c - a picture of few colours as a PNG.
 *
 * Four bits a pixel, rows unfiltered: filters help photographs, not dots. The
 * memory that zlib works in is the arena's, like all the rest.
 */
#include "html/png.h"

#include <assert.h>
#include <string.h>
#include <zlib.h>

#define BITS		4
#define CHUNK_MORE	12	/* bytes: length, name, sum */
#define HEADER		13

struct out {
	unsigned char	*at;
	size_t		 len;
};

static void
put_u32(unsigned char *at, uint32_t n)
{
	for (int i = 0; i < 4; i++) {
		at[i] = (unsigned char)(n >> (24 - 8 * i));
	}
}

/* A chunk whose data is already behind its head; closes it. */
static void
close_chunk(struct out *o, const char *name, size_t len)
{
	unsigned char *at = o->at + o->len;

	put_u32(at, (uint32_t)len);
	memcpy(at + 4, name, 4);
	put_u32(at + 8 + len, (uint32_t)crc32(0, at + 4, (uInt)len + 4));
	o->len += len + CHUNK_MORE;
}

static unsigned char *
chunk_data(struct out *o)
{
	return o->at + o->len + 8;
}

static void
put_header(struct out *o, const struct png *p)
{
	unsigned char *at = chunk_data(o);

	put_u32(at, (uint32_t)p->width);
	put_u32(at + 4, (uint32_t)p->height);
	memcpy(at + 8, (unsigned char[]){ BITS, 3, 0, 0, 0 }, 5);
	close_chunk(o, "IHDR", HEADER);
}

static void
put_colours(struct out *o, const struct png *p)
{
	unsigned char *at = chunk_data(o);

	for (int i = 0; i < p->colours_len; i++) {
		at[3 * i] = (unsigned char)(p->colours[i] >> 16);
		at[3 * i + 1] = (unsigned char)(p->colours[i] >> 8);
		at[3 * i + 2] = (unsigned char)p->colours[i];
	}
	close_chunk(o, "PLTE", 3 * (size_t)p->colours_len);
	*chunk_data(o) = 0;		/* the first colour is see-through */
	close_chunk(o, "tRNS", 1);
}

/* Two pixels a byte; each row begins with a byte for "no filter". */
static unsigned char *
pack(struct arena *mem, const struct png *p, size_t *out_len)
{
	size_t row = 1 + ((size_t)p->width + 1) / 2;
	unsigned char *rows = NEW(mem, unsigned char, row * (size_t)p->height);

	for (int y = 0; y < p->height; y++) {
		const uint8_t *from = p->pixels + (size_t)y * (size_t)p->width;
		unsigned char *to = rows + (size_t)y * row + 1;

		for (int x = 0; x < p->width; x++) {
			assert(from[x] < p->colours_len);
			to[x / 2] = (unsigned char)(to[x / 2] |
			    from[x] << (x % 2 == 0 ? BITS : 0));
		}
	}
	*out_len = row * (size_t)p->height;
	return rows;
}

static void *
arena_give(void *mem, unsigned count, unsigned size)
{
	return arena_alloc(mem, count, size);
}

static void
arena_keep(void *mem, void *at)
{
	(void)mem;
	(void)at;
}

static void
squeeze(struct arena *mem, const struct png *p, unsigned char *rows,
    size_t rows_len, size_t room, struct out *o)
{
	z_stream z = { .zalloc = arena_give, .zfree = arena_keep,
		.opaque = mem };
	int done = deflateInit(&z, p->level);

	assert(done == Z_OK);
	z.next_in = rows;
	z.avail_in = (uInt)rows_len;
	z.next_out = chunk_data(o);
	z.avail_out = (uInt)room;
	done = deflate(&z, Z_FINISH);
	assert(done == Z_STREAM_END);	/* There is room for any bytes. */
	close_chunk(o, "IDAT", z.total_out);
	(void)deflateEnd(&z);
}

str
png_write(struct arena *mem, const struct png *p)
{
	static const unsigned char sign[8] = { 0x89, 'P', 'N', 'G', '\r', '\n',
	    0x1a, '\n' };
	size_t rows_len, room;
	unsigned char *rows = pack(mem, p, &rows_len);
	struct out o = { .len = sizeof(sign) };

	assert(p->width > 0 && p->height > 0 && p->colours_len > 0 &&
	    p->colours_len <= PNG_COLOURS_MAX);
	room = compressBound((uLong)rows_len);
	o.at = NEW(mem, unsigned char, room + sizeof(sign) + HEADER +
	    3 * PNG_COLOURS_MAX + 1 + 5 * CHUNK_MORE);
	memcpy(o.at, sign, sizeof(sign));
	put_header(&o, p);
	put_colours(&o, p);
	squeeze(mem, p, rows, rows_len, room, &o);
	close_chunk(&o, "IEND", 0);
	return (str){ (const char *)o.at, o.len };
}
