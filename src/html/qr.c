/*
 * qr.c - QR codes by libqrencode, drawn by us.
 */
#include "html/qr.h"

#include <qrencode.h>
#include <stdio.h>

#include "html/part_qr.html.h"

#define MARGIN	4			/* squares, as the standard asks */

/* Dark squares of a row side by side are one piece of the path. */
static void
draw_row(struct html *path, const unsigned char *row, int width, int y)
{
	char piece[64];

	for (int x = 0, n; x < width; x += n) {
		n = 1;
		if ((row[x] & 1) == 0) {
			continue;
		}
		while (x + n < width && (row[x + n] & 1) != 0) {
			n++;
		}
		html_raw(path, piece, (size_t)snprintf(piece, sizeof(piece),
		    "M%d %dh%dv1h-%dz", x + MARGIN, y + MARGIN, n, n));
	}
}

bool
part_qr(struct arena *mem, str text, str label, struct part_qr_view *out)
{
	struct html path = { .mem = mem };
	QRcode *code;

	*out = (struct part_qr_view){ .label = label };
	if (text.len == 0 || text.len > QR_TEXT_MAX) {
		return false;
	}
	code = QRcode_encodeString8bit(arena_copy_z(mem, text), 0,
	    QR_ECLEVEL_M);
	if (code == NULL) {
		return false;
	}
	for (int y = 0; y < code->width; y++) {
		draw_row(&path, code->data + (ptrdiff_t)y * code->width,
		    code->width, y);
	}
	out->size = code->width + 2 * MARGIN;
	out->squares = (str){ path.at, path.len };
	QRcode_free(code);
	return true;
}
