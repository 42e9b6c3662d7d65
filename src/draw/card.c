/* card.c - badges and other cards, several to a sheet, with marks to cut. */
#include "draw/draw.h"

#include <math.h>
#include <stdio.h>

#define ACROSS		2
#define CARD_WIDTH	(90.0 * MM)
#define PAD		(5.0 * MM)
#define BAR		(1.6 * MM)
#define MARK		(4.0 * MM)	/* length of a mark to cut at */
#define MARK_AWAY	(1.5 * MM)
#define NAME_LINES	2

/* The two kinds; sizes of letters in points. */
static const struct card_form {
	int	 down;
	double	 height;
	double	 code;			/* size of the square */
	double	 head, name, text, number;
	double	 strip;			/* of the dark band */
} forms[] = {
	[PAPER_CARDS_EIGHT] = { 4, 60 * MM, 26 * MM, 7.5, 22, 10, 9,
		9 * MM },
	[PAPER_CARDS_FOUR] = { 2, 120 * MM, 44 * MM, 9.5, 30, 14, 12,
		14 * MM },
};

/* Where a card is, and what of it is free for text. */
struct place {
	double	 x, y, width, height;	/* all of it */
	double	 left, wide;		/* within bars and margins */
};

/* ---- what stands on a card --------------------------------------------- */

static void
fill(struct pen *pen, double x, double y, double width, double height)
{
	cairo_set_source_rgb(pen->cr, INK, INK, INK);
	cairo_rectangle(pen->cr, x, y, width, height);
	cairo_fill(pen->cr);
}

static void
draw_band(struct pen *pen, const struct card_form *form, int band,
    struct place *at)
{
	double taken = (band == 1 ? 2 : band == 2 ? 4 : 0) * BAR;

	if (band == 3) {
		fill(pen, at->x, at->y, at->width, form->strip);
	}
	for (int i = 0; i < band && band < 3; i++) {
		double in = (2 * i + 1) * BAR;

		fill(pen, pen->p->rtl ? at->x + at->width - in - BAR :
		    at->x + in, at->y, BAR, at->height);
	}
	at->left = at->x + PAD + (pen->p->rtl ? 0 : taken);
	at->wide = at->width - 2 * PAD - taken;
}

/* The name as large as it fits into the height, on two lines and without
 * breaking a word. */
static double
draw_name(struct pen *pen, const struct card_form *form, str name,
    const struct place *at, double y, double room)
{
	static const double steps[] = { 1, 0.82, 0.68, 0.55, 0.45 };
	struct look look = { .bold = true };
	PangoLayout *layout = NULL;
	double height;

	for (size_t i = 0; i <= COUNT(steps); i++) {
		bool last = i == COUNT(steps);

		look.size = form->name * steps[last ? i - 1 : i];
		look.words = !last;
		look.lines = last ? NAME_LINES : 0;
		layout = text_plain(pen, name, &look, at->wide);
		if (last || (text_width(layout) <= at->wide + 0.5 &&
		    pango_layout_get_line_count(layout) <= NAME_LINES &&
		    text_height(layout) <= room)) {
			break;
		}
		g_object_unref(layout);
	}
	text_draw(pen, layout, &look, at->left, y);
	height = text_height(layout);
	g_object_unref(layout);
	return height;
}

/* Place, role and number, beside the square; from below. */
struct lower {
	struct look	 look[3];
	PangoLayout	*text[3];	/* NULL: there is none */
	double		 left, wide, y;
};

static struct lower
lower_of(struct pen *pen, const struct card_form *form,
    const struct paper_card *c, const struct place *at)
{
	const str text[3] = { c->place, c->role, c->number };
	struct lower low = { .look = {
		{ .sans = true, .bold = true, .size = form->text, .lines = 2 },
		{ .sans = true, .size = form->text, .lines = 2 },
		{ .sans = true, .size = form->number, .ink = INK_SOFT,
		    .lines = 1 } },
		.y = at->y + at->height - PAD };

	low.wide = at->wide - (c->code.len > 0 ? form->code : 0);
	low.left = pen->p->rtl ? at->left + at->wide - low.wide : at->left;
	for (size_t i = 0; i < COUNT(text); i++) {
		if (text[i].len > 0) {
			low.text[i] = text_plain(pen, text[i], &low.look[i],
			    low.wide);
			low.y -= text_height(low.text[i]);
		}
	}
	return low;
}

static void
lower_draw(struct pen *pen, struct lower *low)
{
	double y = low->y;

	for (size_t i = 0; i < COUNT(low->text); i++) {
		if (low->text[i] != NULL) {
			text_draw(pen, low->text[i], &low->look[i], low->left,
			    y);
			y += text_height(low->text[i]);
			g_object_unref(low->text[i]);
		}
	}
}

/* The name, the unit under it, and what is below, none on another: the unit
 * and all below stand beside the square. */
static void
draw_texts(struct pen *pen, const struct card_form *form,
    const struct paper_card *c, const struct place *at)
{
	const struct look look = { .sans = true, .size = form->text,
		.lines = 2 };
	struct lower low = lower_of(pen, form, c, at);
	PangoLayout *unit = text_plain(pen, c->unit, &look, low.wide);
	double y = at->y + form->strip + 1.5 * MM;
	double room = low.y - y - (c->unit.len > 0 ? text_height(unit) : 0);
	double square = at->y + at->height - PAD - form->code + 4 * MM;

	room = c->code.len > 0 ? fmin(room, square - y) : room;
	y += draw_name(pen, form, c->name, at, y, room);
	text_draw(pen, unit, &look, low.left, y);
	lower_draw(pen, &low);
	g_object_unref(unit);
}

static void
draw_card(struct pen *pen, const struct card_form *form,
    const struct paper_card *c, struct place at)
{
	const struct look head = { .sans = true, .size = form->head,
		.ink = c->band == 3 ? 1 : INK_SOFT, .lines = 1 };
	double y = at.y + (c->band == 3 ? (form->strip - form->head * 1.36) / 2
	    : PAD - 1 * MM);

	draw_band(pen, form, c->band, &at);
	tag_begin(pen, "P", NULL);
	text_put(pen, c->head, &head, at.left, y, at.wide);
	draw_texts(pen, form, c, &at);
	tag_end(pen, "P");
	code_draw(pen, c->code, pen->p->rtl ? at.left - 2 * MM :
	    at.left + at.wide - form->code + 2 * MM, at.y + at.height - PAD -
	    form->code + 2 * MM, form->code);
}

/* ---- the sheet --------------------------------------------------------- */

static void
draw_marks(struct pen *pen, const struct card_form *form, double left,
    double top)
{
	double right = left + ACROSS * CARD_WIDTH;
	double low = top + form->down * form->height;

	for (int i = 0; i <= ACROSS; i++) {
		double x = left + i * CARD_WIDTH;

		line_draw(pen, x, top - MARK_AWAY - MARK, x, top - MARK_AWAY,
		    0.4, INK);
		line_draw(pen, x, low + MARK_AWAY, x, low + MARK_AWAY + MARK,
		    0.4, INK);
	}
	for (int i = 0; i <= form->down; i++) {
		double y = top + i * form->height;

		line_draw(pen, left - MARK_AWAY - MARK, y, left - MARK_AWAY, y,
		    0.4, INK);
		line_draw(pen, right + MARK_AWAY, y, right + MARK_AWAY + MARK,
		    y, 0.4, INK);
	}
	for (int i = 1; i < form->down; i++) {
		double x = left + CARD_WIDTH, y = top + i * form->height;

		line_draw(pen, x - MARK / 2, y, x + MARK / 2, y, 0.4, INK_LINE);
		line_draw(pen, x, y - MARK / 2, x, y + MARK / 2, 0.4, INK_LINE);
	}
}

void
cards_all(struct pen *pen)
{
	const struct card_form *form = &forms[pen->p->cards_on];
	size_t per = (size_t)(ACROSS * form->down), all = pen->p->cards.len;
	double left = (pen->width - ACROSS * CARD_WIDTH) / 2;
	double top = (pen->height - form->down * form->height) / 2;

	pen->pages = (int)((all + per - 1) / per);
	if (pen->pages > pen->pages_max) {
		pen_fail(pen, PAPER_TOO_MANY_PAGES, "");
	}
	for (size_t i = 0; i < all && pen->err == PAPER_OK; i++) {
		size_t n = i % per;
		size_t column = pen->p->rtl ? ACROSS - 1 - n % ACROSS :
		    n % ACROSS;

		if (n == 0) {
			page_begin(pen);
			draw_marks(pen, form, left, top);
		}
		draw_card(pen, form, &pen->p->cards.at[i], (struct place){
			.x = left + (double)column * CARD_WIDTH,
			.y = top + (double)(n / ACROSS) * form->height,
			.width = CARD_WIDTH, .height = form->height });
		if (n + 1 == per || i + 1 == all) {
			page_end(pen);
		}
	}
}
