/*
 * table.c - tables over pages: the head stands on each, a row is not split as
 * long as a page can hold it (PAPER-2).
 */
#include "draw/draw.h"

#include <math.h>

#define CELL_X		(1.6 * MM)	/* free at the sides of a text */
#define CELL_Y		(1.3 * MM)	/* above and below it */
#define ROOM_HEIGHT	(9.0 * MM)	/* to write in */
#define LEAST_CELL	(6.0 * MM)	/* a column is as wide, at least */

static const struct look head_look = { .sans = true, .bold = true, .size = 9,
	.ink = 0.2 };
static const struct look cell_look = { .sans = true, .size = 9.5 };

/* A table and how far it is. */
struct table {
	struct pen			*pen;
	const struct paper_column	*column;
	size_t				 columns;
	bool				 heads;	/* any column has one */
};

/* A row as it will stand. */
struct row {
	PangoLayout	*text[PAPER_COLUMNS_MAX];	/* NULL: empty */
	int		 done[PAPER_COLUMNS_MAX];	/* lines drawn */
	size_t		 len;
	bool		 head;
};

static double
width_of(const struct table *t, size_t i)
{
	double all = 0;

	for (size_t k = 0; k < t->columns; k++) {
		all += t->column[k].share;
	}
	return t->pen->column * t->column[i].share / all;
}

static double
left_of(const struct table *t, size_t i)
{
	double x = 0;

	for (size_t k = 0; k < i; k++) {
		x += width_of(t, k);
	}
	return t->pen->p->rtl ?
	    t->pen->x + t->pen->column - x - width_of(t, i) : t->pen->x + x;
}

static struct look
look_of(const struct table *t, size_t i, bool head)
{
	struct look look = head ? head_look : cell_look;

	look.at = t->column[i].number ? AT_END : AT_START;
	return look;
}

static double
text_width_in(const struct table *t, size_t i)
{
	return fmax(width_of(t, i) - 2 * CELL_X, LEAST_CELL);
}

static struct row
head_of(const struct table *t)
{
	struct row row = { .len = t->columns, .head = true };

	for (size_t i = 0; i < t->columns; i++) {
		struct look look = look_of(t, i, true);

		row.text[i] = text_plain(t->pen, t->column[i].head, &look,
		    text_width_in(t, i));
	}
	return row;
}

/* Of the row at block b; its cells follow it. */
static struct row
row_of(const struct table *t, const struct paper_block *b)
{
	struct row row = { .len = t->columns };

	for (size_t i = 0; i < (size_t)b->n && i < t->columns; i++) {
		const struct paper_block *cell = &b[i + 1];
		struct look look = look_of(t, i, false);

		row.text[i] = text_of(t->pen,
		    &t->pen->p->runs.at[cell->first], cell->len, &look,
		    text_width_in(t, i));
	}
	return row;
}

static void
row_free(struct row *row)
{
	for (size_t i = 0; i < row->len; i++) {
		if (row->text[i] != NULL) {
			g_object_unref(row->text[i]);
		}
	}
}

static double
row_height(const struct table *t, const struct row *row)
{
	double height = 0;

	for (size_t i = 0; i < row->len; i++) {
		if (row->text[i] != NULL) {
			height = fmax(height, text_height(row->text[i]));
		}
	}
	height += 2 * CELL_Y;
	for (size_t i = 0; i < t->columns && !row->head; i++) {
		height = t->column[i].room ? fmax(height, ROOM_HEIGHT) : height;
	}
	return height;
}

/* What fits of one cell into the height: how much it took. True: all of it. */
static bool
draw_cell(struct table *t, struct row *row, size_t i, double room,
    double *height)
{
	struct look look = look_of(t, i, row->head);
	int all = pango_layout_get_line_count(row->text[i]);
	int n = text_lines_fit(row->text[i], row->done[i], room);

	if (n == 0 && row->done[i] < all && flow_is_fresh(t->pen)) {
		n = 1;
	}
	if (n > 0) {
		*height = fmax(*height, text_draw_lines(t->pen, row->text[i],
		    &look, left_of(t, i) + CELL_X, t->pen->y + CELL_Y,
		    row->done[i], n));
		row->done[i] += n;
	}
	return row->done[i] == all;
}

/* Draws of the row what fits here. True: it is complete. */
static bool
draw_slice(struct table *t, struct row *row, double whole)
{
	struct pen *pen = t->pen;
	const char *tag = row->head ? "TH" : "TD";
	double room = flow_room(pen) - 2 * CELL_Y, height = 0;
	bool complete = true;

	tag_begin(pen, "TR", NULL);
	for (size_t i = 0; i < row->len; i++) {
		tag_begin(pen, tag, NULL);
		complete = (row->text[i] == NULL ||
		    draw_cell(t, row, i, room, &height)) && complete;
		tag_end(pen, tag);
	}
	tag_end(pen, "TR");
	pen->y += whole <= flow_room(pen) ? whole : height + 2 * CELL_Y;
	line_draw(pen, pen->x, pen->y, pen->x + pen->column, pen->y,
	    row->head ? 0.8 : 0.4, row->head ? INK : INK_LINE);
	return complete;
}

static void
begin_part(struct table *t)
{
	tag_begin(t->pen, "Table", NULL);
	if (t->heads) {
		struct row head = head_of(t);

		draw_slice(t, &head, row_height(t, &head));
		row_free(&head);
	}
}

static void
next_part(struct table *t)
{
	tag_end(t->pen, "Table");
	flow_next(t->pen);
	begin_part(t);
}

/* A row that this page cannot hold is begun on the next; one that no page can
 * hold goes on there. */
static void
flow_row(struct table *t, const struct paper_block *b, double head_height)
{
	struct pen *pen = t->pen;
	struct row row = row_of(t, b);
	double height = row_height(t, &row);
	double page = pen->height - 2 * MARGIN - head_height;

	if (height > flow_room(pen) && (height <= page ||
	    flow_room(pen) < page / 4)) {
		next_part(t);
	}
	for (int at = 0; !draw_slice(t, &row, at == 0 ? height : 1e9) &&
	    pen->err == PAPER_OK; at++) {
		next_part(t);
	}
	row_free(&row);
}

static struct table
table_at(struct pen *pen, size_t i)
{
	const struct paper_block *b = &pen->p->blocks.at[i];
	struct table t = { .pen = pen, .columns = b->len,
		.column = &pen->p->columns.at[b->first] };

	for (size_t k = 0; k < t.columns; k++) {
		t.heads = t.heads || t.column[k].head.len > 0;
	}
	return t;
}

static double
heads_height(struct table *t)
{
	struct row head;
	double height;

	if (!t->heads) {
		return 0;
	}
	head = head_of(t);
	height = row_height(t, &head);
	row_free(&head);
	return height;
}

static bool
is_row(const struct pen *pen, size_t i)
{
	return i < pen->p->blocks.len &&
	    pen->p->blocks.at[i].kind == PAPER_ROW;
}

double
table_start_height(struct pen *pen, size_t i)
{
	struct table t = table_at(pen, i);
	double height = heads_height(&t);

	if (is_row(pen, i + 1)) {
		struct row row = row_of(&t, &pen->p->blocks.at[i + 1]);

		height += row_height(&t, &row);
		row_free(&row);
	}
	return height;
}

size_t
table_flow(struct pen *pen, size_t i)
{
	struct table t = table_at(pen, i);
	double head_height = heads_height(&t);

	flow_need(pen, table_start_height(pen, i));
	begin_part(&t);
	for (i++; is_row(pen, i) && pen->err == PAPER_OK;
	    i += 1 + (size_t)pen->p->blocks.at[i].n) {
		flow_row(&t, &pen->p->blocks.at[i], head_height);
	}
	tag_end(pen, "Table");
	pen->y += GAP;
	return i;
}
