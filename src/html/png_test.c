/*
 * png_test.c - what is written is a PNG with the pixels that were given: read
 * back by a small reader of this file's own.
 */
#include "html/png.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

static struct arena mem;

static uint32_t
u32(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
	    (uint32_t)at[2] << 8 | at[3];
}

/* The data of a chunk at *at, which it moves on; its sum is right. */
static const unsigned char *
chunk(const unsigned char **at, const char *name, size_t *len)
{
	const unsigned char *data = *at + 8;

	*len = u32(*at);
	assert_memory_equal(*at + 4, name, 4);
	assert_int_equal(u32(data + *len), crc32(0, *at + 4, (uInt)*len + 4));
	*at = data + *len + 4;
	return data;
}

static void
check_read_back(const struct png *p)
{
	str file = png_write(&mem, p);
	const unsigned char *at = (const unsigned char *)file.at, *data;
	size_t len, row = 1 + ((size_t)p->width + 1) / 2;
	uLongf rows_len = (uLongf)(row * (size_t)p->height) + 1;
	unsigned char *rows = malloc(rows_len);

	assert_non_null(rows);
	assert_memory_equal(at, "\x89PNG\r\n\x1a\n", 8);
	at += 8;
	data = chunk(&at, "IHDR", &len);
	assert_int_equal(len, 13);
	assert_int_equal(u32(data), p->width);
	assert_int_equal(u32(data + 4), p->height);
	assert_memory_equal(data + 8, "\x04\x03\x00\x00\x00", 5);
	data = chunk(&at, "PLTE", &len);
	assert_int_equal(len, 3 * p->colours_len);
	for (int i = 0; i < p->colours_len; i++) {
		assert_int_equal(u32(data + 3 * i) >> 8, p->colours[i]);
	}
	data = chunk(&at, "tRNS", &len);
	assert_int_equal(len, 1);
	assert_int_equal(data[0], 0);
	data = chunk(&at, "IDAT", &len);
	assert_int_equal(uncompress(rows, &rows_len, data, len), Z_OK);
	assert_int_equal(rows_len, row * (size_t)p->height);
	for (int y = 0; y < p->height; y++) {
		assert_int_equal(rows[(size_t)y * row], 0);
		for (int x = 0; x < p->width; x++) {
			int two = rows[(size_t)y * row + 1 + (size_t)x / 2];

			assert_int_equal(x % 2 == 0 ? two >> 4 : two & 15,
			    p->pixels[y * p->width + x]);
		}
	}
	(void)chunk(&at, "IEND", &len);
	assert_int_equal(len, 0);
	assert_ptr_equal(at, file.at + file.len);
	free(rows);
}

static void
test_read_back(void **state)
{
	static const struct { int width, height; } sizes[] = { { 1, 1 },
		{ 2, 3 }, { 7, 5 }, { 960, 648 } };
	struct png p = { .colours = { 0xf7f5f0, 0xbcd2c6, 0xe9bd58, 0x8c1c2b },
		.colours_len = 4 };

	(void)state;
	srand(1);
	for (size_t i = 0; i < COUNT(sizes); i++) {
		size_t len = (size_t)(sizes[i].width * sizes[i].height);
		uint8_t *pixels = NEW(&mem, uint8_t, len);

		for (size_t k = 0; k < len; k++) {
			pixels[k] = (uint8_t)(rand() % 4);
		}
		p.width = sizes[i].width;
		p.height = sizes[i].height;
		p.pixels = pixels;
		for (p.level = 1; p.level <= 9; p.level += 4) {
			check_read_back(&p);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_back),
	};
	int failed;

	if (!arena_make(&mem, (size_t)64 << 20)) {
		return 1;
	}
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_drop(&mem);
	return failed;
}
