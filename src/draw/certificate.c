/* certificate.c - a certificate: a page of its own, in the middle, large. */
#include "draw/draw.h"

#include <math.h>

#define WIDE		(150.0 * MM)
#define FRAME		(13.5 * MM)
#define FOOT_ROOM	(2.0 * MM)
#define CODE_SIZE	(28.0 * MM)
#define SIGN_ROOM	(24.0 * MM)
#define SIGN_GAP	(10.0 * MM)

/* The texts in their order, and what is free above each. */
enum { OVER, TITLE, BEFORE, NAME, TEXT, CONFERRED, SIGN_1, SIGN_2, ADDRESS,
	WORDS };
#define CENTRED		(CONFERRED + 1)

static const struct { struct look look; double above; } line[CENTRED] = {
	[OVER] = { { .size = 11, .ink = INK_SOFT, .at = IN_MIDDLE }, 0 },
	[TITLE] = { { .size = 28, .bold = true, .at = IN_MIDDLE }, 8 * MM },
	[BEFORE] = { { .size = 14, .at = IN_MIDDLE }, 8 * MM },
	[NAME] = { { .size = 24, .bold = true, .at = IN_MIDDLE }, 4 * MM },
	[TEXT] = { { .size = 14, .leading = 1.1, .at = IN_MIDDLE }, 8 * MM },
	[CONFERRED] = { { .size = 11.5, .at = IN_MIDDLE }, 12 * MM },
};
static const struct look sign_look = { .sans = true, .size = 9,
	.ink = INK_SOFT, .at = IN_MIDDLE };
static const struct look words_look = { .sans = true, .size = 8.5,
	.ink = INK_SOFT, .at = IN_MIDDLE };

static void
draw_frame(struct pen *pen)
{
	for (int i = 0; i < 2 && !pen->dry; i++) {
		double in = FRAME + i * 1.4 * MM;

		cairo_set_source_rgb(pen->cr, INK, INK, INK);
		cairo_set_line_width(pen->cr, i == 0 ? 1.4 : 0.4);
		cairo_rectangle(pen->cr, in, in, pen->width - 2 * in,
		    pen->height - 2 * in - FOOT_ROOM);
		cairo_stroke(pen->cr);
	}
}

static void
draw_signs(struct pen *pen, const str text[2])
{
	double wide = (WIDE - SIGN_GAP) / 2;
	int n = (text[0].len > 0) + (text[1].len > 0), at = 0;
	double x = (pen->width - n * wide - (n - 1) * SIGN_GAP) / 2;

	if (n == 0) {
		return;
	}
	pen->y += SIGN_ROOM;
	for (int i = 0; i < 2; i++) {
		int place = pen->p->rtl ? n - 1 - at : at;
		double left = x + place * (wide + SIGN_GAP);

		if (text[i].len == 0) {
			continue;
		}
		line_draw(pen, left, pen->y, left + wide, pen->y, 0.7, INK);
		tag_begin(pen, "P", NULL);
		text_put(pen, text[i], &sign_look, left, pen->y + 1 * MM, wide);
		tag_end(pen, "P");
		at++;
	}
	pen->y += 6 * MM;
}

static void
draw_code(struct pen *pen, str address, str words)
{
	double x = (pen->width - WIDE) / 2;

	pen->y += 10 * MM;
	if (address.len > 0) {
		code_draw(pen, address, (pen->width - CODE_SIZE) / 2, pen->y,
		    CODE_SIZE);
		pen->y += CODE_SIZE;
	}
	link_begin(pen, address);
	pen->y += text_put(pen, words, &words_look, x, pen->y, WIDE);
	link_end(pen, address);
}

void
certificate_draw(struct pen *pen, const struct paper_block *b)
{
	const struct paper_run *run = &pen->p->runs.at[b->first];
	const str signs[2] = { run[SIGN_1].text, run[SIGN_2].text };
	PangoLayout *layout[CENTRED];
	double height = SIGN_ROOM + 16 * MM + CODE_SIZE;

	if (!flow_is_fresh(pen)) {
		flow_next(pen);
	}
	for (int i = 0; i < CENTRED; i++) {
		layout[i] = text_of(pen, &run[i], 1, &line[i].look, WIDE);
		height += run[i].text.len == 0 ? 0 : line[i].above +
		    text_height(layout[i]);
	}
	if (height > pen->height - 2 * MARGIN - 6 * MM) {
		pen_fail(pen, PAPER_TOO_MUCH, "a certificate has one page");
	}
	draw_frame(pen);
	pen->y = (pen->height - height) / 2 - 4 * MM;
	for (int i = 0; i < CENTRED; i++) {
		if (run[i].text.len > 0) {
			pen->y += line[i].above;
			tag_begin(pen, i == TITLE ? "H1" : "P", NULL);
			text_draw(pen, layout[i], &line[i].look,
			    (pen->width - WIDE) / 2, pen->y);
			tag_end(pen, i == TITLE ? "H1" : "P");
			pen->y += text_height(layout[i]);
		}
		g_object_unref(layout[i]);
	}
	draw_signs(pen, signs);
	draw_code(pen, run[ADDRESS].text, run[WORDS].text);
	pen->y = pen->height - MARGIN;	/* what follows has another page */
}
