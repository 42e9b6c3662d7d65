/*
 * flow.c - blocks from top to bottom, over pages.
 *
 * What stands on one thing, a heading on its text, is kept by asking for the
 * height of what comes next before it is drawn (PAPER-2).
 */
#include "draw/draw.h"

#include <cairo-pdf.h>
#include <math.h>
#include <stdio.h>

#define ITEM_IN		(8.0 * MM)
#define CODE_SIZE	(24.0 * MM)
#define SIGN_ROOM	(14.0 * MM)
#define LEAST_LINES	2		/* of a paragraph on a page */
#define CHAIN_MAX	8		/* headings one on the other */

static const struct look over = { .size = 9.5, .ink = INK_SOFT };
static const struct look plain = { .size = 10.5, .leading = 1.06f,
	.at = AT_OWN_START };
static const struct look in_list = { .size = 10.5, .leading = 1.06f };
static const struct look mark = { .size = 10.5, .leading = 1.06f,
	.at = AT_END };
static const struct look small = { .size = 8.5, .ink = INK_SOFT,
	.at = AT_OWN_START };
static const struct look signs = { .sans = true, .size = 8.5,
	.ink = INK_SOFT };
static const struct look heading[] = {
	{ .size = 20, .bold = true },
	{ .size = 13, .bold = true },
	{ .size = 11, .bold = true },
};
static const double heading_above[] = { 0, 5 * MM, 3.5 * MM };

/* ---- where it goes ----------------------------------------------------- */

bool
flow_is_fresh(const struct pen *pen)
{
	return pen->y <= MARGIN;
}

double
flow_room(const struct pen *pen)
{
	return pen->height - MARGIN - pen->y;
}

void
flow_next(struct pen *pen)
{
	page_end(pen);
	page_begin(pen);
}

void
flow_need(struct pen *pen, double height)
{
	if (height > flow_room(pen) && !flow_is_fresh(pen)) {
		flow_next(pen);
	}
}

/* ---- lines of text ----------------------------------------------------- */

/* How many lines of the rest stand here, so that neither here nor there one
 * stands alone; 0: all of it belongs on the next page. */
static int
lines_here(struct pen *pen, PangoLayout *layout, int from)
{
	int rest = pango_layout_get_line_count(layout) - from;
	int n = text_lines_fit(layout, from, flow_room(pen));

	if (n < rest && rest - n < LEAST_LINES) {
		n = rest - LEAST_LINES;
	}
	if (n < rest && n < LEAST_LINES) {
		n = 0;
	}
	return n <= 0 && flow_is_fresh(pen) ? 1 : n;
}

/* A text over as many pages as it takes, as one tag on each. */
static void
flow_lines(struct pen *pen, PangoLayout *layout, const struct look *look,
    const char *tag)
{
	int all = pango_layout_get_line_count(layout), done = 0;

	while (done < all && pen->err == PAPER_OK) {
		int n = lines_here(pen, layout, done);

		if (n > 0) {
			tag_begin(pen, tag, NULL);
			pen->y += text_draw_lines(pen, layout, look, pen->x,
			    pen->y, done, n);
			tag_end(pen, tag);
			done += n;
		}
		if (done < all) {
			flow_next(pen);
		}
	}
}

/* The height of the least that may stand of it. */
static double
least_height(PangoLayout *layout)
{
	double height = text_height(layout);
	int lines = pango_layout_get_line_count(layout);

	return lines <= 2 * LEAST_LINES - 1 ? height :
	    height * LEAST_LINES / lines;
}

/* ---- blocks ------------------------------------------------------------ */

static const struct paper_run *
runs_of(const struct pen *pen, const struct paper_block *b)
{
	return b->len > 0 ? &pen->p->runs.at[b->first] : NULL;
}

static str
run_text(const struct pen *pen, const struct paper_block *b, size_t i)
{
	return pen->p->runs.at[b->first + i].text;
}

static const struct look *
look_of(const struct paper_block *b)
{
	switch (b->kind) {
	case PAPER_OVER:
		return &over;
	case PAPER_HEADING:
		return &heading[b->n - 1];
	case PAPER_SMALL:
		return &small;
	case PAPER_ITEM:
		return &in_list;
	case PAPER_PAR: case PAPER_TABLE: case PAPER_ROW: case PAPER_CELL:
	case PAPER_CODE: case PAPER_SIGN: case PAPER_CERTIFICATE:
		break;
	}
	return &plain;
}

static double
text_start_height(struct pen *pen, const struct paper_block *b)
{
	PangoLayout *layout = text_of(pen, runs_of(pen, b), b->len, look_of(b),
	    pen->column - (b->kind == PAPER_ITEM ? ITEM_IN : 0));
	double height = b->kind == PAPER_ITEM ? text_height(layout) :
	    least_height(layout);

	g_object_unref(layout);
	return height;
}

/* What must stand with a heading at block i, itself and all that follows. */
static double
start_height(struct pen *pen, size_t i)
{
	double height = 0;

	for (int n = 0; n < CHAIN_MAX && i < pen->p->blocks.len; n++, i++) {
		const struct paper_block *b = &pen->p->blocks.at[i];

		switch (b->kind) {
		case PAPER_OVER: case PAPER_HEADING:
			height += text_start_height(pen, b) + GAP +
			    (b->kind == PAPER_HEADING ?
			    heading_above[b->n - 1] : 0);
			continue;
		case PAPER_TABLE:
			return height + table_start_height(pen, i);
		case PAPER_CODE:
			return height + CODE_SIZE;
		case PAPER_SIGN:
			return height + SIGN_ROOM + 5 * MM;
		case PAPER_PAR: case PAPER_SMALL: case PAPER_ITEM:
		case PAPER_ROW: case PAPER_CELL:
			return height + text_start_height(pen, b);
		case PAPER_CERTIFICATE:
			return height;
		}
	}
	return height;
}

static void
note_outline(struct pen *pen, const struct paper_block *b)
{
	int parent = CAIRO_PDF_OUTLINE_ROOT;
	char *z, where[80];
	str text = run_text(pen, b, 0);

	if (pen->dry || pen->err != PAPER_OK) {
		return;
	}
	for (int i = 0; i < b->n - 1; i++) {
		parent = pen->outline[i] > 0 ? pen->outline[i] : parent;
	}
	z = g_strndup(text.at, text.len);
	snprintf(where, sizeof(where), "page=%d pos=[%d %d]", pen->page,
	    (int)pen->x, (int)pen->y);
	pen->outline[b->n - 1] = cairo_pdf_surface_add_outline(pen->surface,
	    parent, z, where, 0);
	for (int i = b->n; i < 3; i++) {
		pen->outline[i] = 0;
	}
	g_free(z);
}

static void
flow_heading(struct pen *pen, size_t i)
{
	static const char *const tags[] = { "H1", "H2", "H3" };
	const struct paper_block *b = &pen->p->blocks.at[i];
	PangoLayout *layout = text_of(pen, runs_of(pen, b), b->len, look_of(b),
	    pen->column);

	flow_need(pen, start_height(pen, i));
	if (!flow_is_fresh(pen)) {
		pen->y += heading_above[b->n - 1];
	}
	note_outline(pen, b);
	flow_lines(pen, layout, look_of(b), tags[b->n - 1]);
	pen->y += GAP * 0.6;
	g_object_unref(layout);
}

static void
flow_text(struct pen *pen, size_t i)
{
	const struct paper_block *b = &pen->p->blocks.at[i];
	PangoLayout *layout = text_of(pen, runs_of(pen, b), b->len, look_of(b),
	    pen->column);

	if (b->kind == PAPER_OVER) {
		flow_need(pen, start_height(pen, i));
	}
	flow_lines(pen, layout, look_of(b), "P");
	pen->y += b->kind == PAPER_OVER ? 0.5 * MM : GAP;
	g_object_unref(layout);
}

/* The sign of an item and its text beside it; all on one page if that can
 * be. */
static void
flow_item(struct pen *pen, const struct paper_block *b)
{
	PangoLayout *layout = text_of(pen, runs_of(pen, b), b->len, &in_list,
	    pen->column - ITEM_IN);
	char sign[16] = "\xe2\x80\xa2";
	bool whole = true;
	double x = pen->x;

	if (b->n > 0) {
		snprintf(sign, sizeof(sign), "%d.", b->n);
	}
	flow_need(pen, text_height(layout));
	whole = text_height(layout) <= flow_room(pen);
	tag_begin(pen, "L", NULL);
	tag_begin(pen, "LI", NULL);
	tag_begin(pen, "Lbl", NULL);
	text_put(pen, str_z(sign), &mark, pen->p->rtl ? x + pen->column -
	    ITEM_IN + 1.5 * MM : x, pen->y, ITEM_IN - 1.5 * MM);
	tag_end(pen, "Lbl");
	if (!whole) {		/* a thing that is marked ends with the page */
		tag_end(pen, "LI");
		tag_end(pen, "L");
	}
	pen->x += pen->p->rtl ? 0 : ITEM_IN;
	flow_lines(pen, layout, &in_list, whole ? "LBody" : "P");
	pen->x = x;
	if (whole) {
		tag_end(pen, "LI");
		tag_end(pen, "L");
	}
	pen->y += GAP / 2;
	g_object_unref(layout);
}

static void
flow_code(struct pen *pen, const struct paper_block *b)
{
	str address = run_text(pen, b, 0), words = run_text(pen, b, 1);
	double beside = pen->column - CODE_SIZE - 4 * MM, height;
	PangoLayout *layout = text_plain(pen, words, &in_list, beside);

	height = fmax(CODE_SIZE, text_height(layout));
	flow_need(pen, height);
	code_draw(pen, address, pen->p->rtl ? pen->x + pen->column -
	    CODE_SIZE : pen->x, pen->y, CODE_SIZE);
	link_begin(pen, address);
	text_draw(pen, layout, &in_list, pen->p->rtl ? pen->x : pen->x +
	    CODE_SIZE + 4 * MM, pen->y + (height - text_height(layout)) / 2);
	link_end(pen, address);
	pen->y += height + GAP;
	g_object_unref(layout);
}

/* Lines to sign from block i on, side by side; the block after them. */
static size_t
flow_signs(struct pen *pen, size_t i)
{
	const struct paper_block *b = &pen->p->blocks.at[i];
	size_t n = 1;
	double wide, gap = 6 * MM;

	while (n < PAPER_SIGNS_MAX && i + n < pen->p->blocks.len &&
	    b[n].kind == PAPER_SIGN) {
		n++;
	}
	wide = (pen->column - gap * ((double)fmax((double)n, 2) - 1)) /
	    fmax((double)n, 2);
	flow_need(pen, SIGN_ROOM + 6 * MM);
	pen->y += SIGN_ROOM;
	for (size_t k = 0; k < n; k++) {
		double x = pen->x + (double)(pen->p->rtl ? fmax((double)n, 2) -
		    1 - (double)k : (double)k) * (wide + gap);

		line_draw(pen, x, pen->y, x + wide, pen->y, 0.7, INK);
		tag_begin(pen, "P", NULL);
		text_put(pen, run_text(pen, &b[k], 0), &signs, x, pen->y +
		    1 * MM, wide);
		tag_end(pen, "P");
	}
	pen->y += 6 * MM + GAP;
	return i + n;
}

/* Draws block i, and those that stand with it; the block after them. */
static size_t
flow_block(struct pen *pen, size_t i)
{
	const struct paper_block *b = &pen->p->blocks.at[i];

	switch (b->kind) {
	case PAPER_HEADING:
		flow_heading(pen, i);
		break;
	case PAPER_OVER: case PAPER_PAR: case PAPER_SMALL:
		flow_text(pen, i);
		break;
	case PAPER_ITEM:
		flow_item(pen, b);
		break;
	case PAPER_TABLE:
		return table_flow(pen, i);
	case PAPER_CODE:
		flow_code(pen, b);
		break;
	case PAPER_SIGN:
		return flow_signs(pen, i);
	case PAPER_CERTIFICATE:
		certificate_draw(pen, b);
		break;
	case PAPER_ROW: case PAPER_CELL:	/* those of a table are its */
		break;
	}
	return i + 1;
}

void
flow_all(struct pen *pen)
{
	size_t i = 0;

	pen->x = MARGIN;
	pen->column = pen->width - 2 * MARGIN;
	page_begin(pen);
	while (i < pen->p->blocks.len && pen->err == PAPER_OK) {
		i = flow_block(pen, i);
	}
	page_end(pen);
}
