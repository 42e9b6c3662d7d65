/* code.c - QR codes, as pictures of one bit for each square. */
#include "draw/draw.h"

#include <qrencode.h>
#include <string.h>

#define LIGHT	4		/* squares around it, as the standard asks */

/* One bit for each square, in the order that cairo has them on this machine. */
static void
set_bit(unsigned char *row, int x)
{
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
	row[x / 8] |= (unsigned char)(1u << (x % 8));
#else
	row[x / 8] |= (unsigned char)(0x80u >> (x % 8));
#endif
}

static cairo_surface_t *
picture_of(const QRcode *code)
{
	cairo_surface_t *picture = cairo_image_surface_create(CAIRO_FORMAT_A1,
	    code->width, code->width);
	unsigned char *bytes = cairo_image_surface_get_data(picture);
	int stride = cairo_image_surface_get_stride(picture);

	if (bytes == NULL) {
		return picture;
	}
	cairo_surface_flush(picture);
	for (int y = 0; y < code->width; y++) {
		for (int x = 0; x < code->width; x++) {
			if ((code->data[y * code->width + x] & 1) != 0) {
				set_bit(bytes + (ptrdiff_t)y * stride, x);
			}
		}
	}
	cairo_surface_mark_dirty(picture);
	return picture;
}

static void
draw_picture(struct pen *pen, const QRcode *code, double x, double y,
    double size)
{
	cairo_surface_t *picture = picture_of(code);
	cairo_pattern_t *mask = cairo_pattern_create_for_surface(picture);
	double square = size / (code->width + 2 * LIGHT);

	cairo_pattern_set_filter(mask, CAIRO_FILTER_NEAREST);
	cairo_save(pen->cr);
	cairo_translate(pen->cr, x + LIGHT * square, y + LIGHT * square);
	cairo_scale(pen->cr, square, square);
	cairo_set_source_rgb(pen->cr, INK, INK, INK);
	cairo_mask(pen->cr, mask);
	cairo_restore(pen->cr);
	cairo_pattern_destroy(mask);
	cairo_surface_destroy(picture);
}

void
code_draw(struct pen *pen, str text, double x, double y, double size)
{
	char z[PAPER_CODE_MAX + 1];
	QRcode *code;

	if (text.len == 0 || text.len > PAPER_CODE_MAX || pen->dry ||
	    pen->err != PAPER_OK) {
		return;
	}
	memcpy(z, text.at, text.len);
	z[text.len] = '\0';
	code = QRcode_encodeString8bit(z, 0, QR_ECLEVEL_M);
	if (code == NULL) {
		pen_fail(pen, PAPER_FAILED, "a square could not be made");
		return;
	}
	draw_picture(pen, code, x, y, size);
	QRcode_free(code);
}
