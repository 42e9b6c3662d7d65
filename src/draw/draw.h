/*
 * draw.h - a document becomes a PDF: inside of the program cellwork-paper.
 *
 * Lengths are in points, 72 to the inch; y grows downwards. A document in pages
 * is laid out twice, first without drawing, to know how many pages there are.
 */
#ifndef DRAW_H
#define DRAW_H

#include <pango/pangocairo.h>

#include "paper/paper.h"

#define MM		(72.0 / 25.4)
#define MARGIN		(16.0 * MM)	/* PAPER-1 */
#define GAP		(2.2 * MM)	/* after a paragraph */
#define INK		0.0		/* black; 1 is white */
#define INK_SOFT	0.27
#define INK_LINE	0.6

/* How a text looks. */
struct look {
	bool	 sans, bold;
	bool	 words;			/* a word is not broken, however long */
	double	 size;
	double	 leading;		/* height of a line, to the font's */
	double	 ink;
	enum { AT_START, AT_OWN_START, IN_MIDDLE, AT_END } at;
	int	 lines;			/* at most; then a sign that there is
					 * more; 0: as many as it takes */
};

/* What is drawn with, and where. */
struct pen {
	const struct paper	*p;
	int			 fd;		/* the PDF */
	cairo_surface_t		*surface;
	cairo_t			*cr;
	PangoContext		*context;
	bool			 dry;	/* nothing is drawn, only counted */
	int			 page, pages, pages_max;
	double			 width, height;
	enum paper_err		 err;	/* the first; nothing goes on after */
	char			 detail[160];

	/* Where text flows: from the left, from above, how wide it is. */
	double			 x, y, column;
	int			 outline[3];	/* the last of each level */
};

/* ---- draw.c ------------------------------------------------------------ */

/* Draws it to a file; the caller frees nothing. *detail is good afterwards. */
enum paper_err	draw_paper(const struct paper *, int fd, int pages_max,
		    int *out_pages, char detail[160]);
void	pen_fail(struct pen *, enum paper_err, const char *detail);
/* Ends the page with its foot and begins one. */
void	page_begin(struct pen *);
void	page_end(struct pen *);
/* PAPER-6: what stands between is one thing of this kind, "P", "TH". */
void	tag_begin(struct pen *, const char *tag, const char *attributes);
void	tag_end(struct pen *, const char *tag);
/* The same for what leads to an address of the web; nothing for another. */
void	link_begin(struct pen *, str address);
void	link_end(struct pen *, str address);
void	line_draw(struct pen *, double x0, double y0, double x1, double y1,
	    double width, double ink);

/* ---- text.c ------------------------------------------------------------ */

/* A text as it will stand, wrapped at width (0: not); g_object_unref() it. A
 * letter without a font is PAPER-5. */
PangoLayout	*text_of(struct pen *, const struct paper_run *, size_t len,
		    const struct look *, double width);
PangoLayout	*text_plain(struct pen *, str, const struct look *,
		    double width);
double	text_height(PangoLayout *);
double	text_width(PangoLayout *);
/* Draws all of it with its upper corner there. */
void	text_draw(struct pen *, PangoLayout *, const struct look *, double x,
	    double y);
/* How many lines beginning with `from` fit into `room`. */
int	text_lines_fit(PangoLayout *, int from, double room);
/* Draws so many lines, the first with its upper edge at y: their height. */
double	text_draw_lines(struct pen *, PangoLayout *, const struct look *,
	    double x, double y, int from, int count);
/* One line or few, and away with it: the height. */
double	text_put(struct pen *, str, const struct look *, double x, double y,
	    double width);

/* ---- code.c ------------------------------------------------------------ */

/* A QR code with its light margin, so large; nothing for an empty text. */
void	code_draw(struct pen *, str text, double x, double y, double size);

/* ---- flow.c, table.c: blocks from top to bottom ------------------------ */

void	flow_all(struct pen *);
/* The height must fit here, or the text goes on on the next page. */
void	flow_need(struct pen *, double height);
void	flow_next(struct pen *);
bool	flow_is_fresh(const struct pen *);	/* a whole page is free */
double	flow_room(const struct pen *);	/* left on this page */
/* Draws the table at block i with its rows; the block after them. */
size_t	table_flow(struct pen *, size_t i);
/* What stands together at its beginning: head and first row. */
double	table_start_height(struct pen *, size_t i);

/* ---- card.c, certificate.c --------------------------------------------- */

void	cards_all(struct pen *);
void	certificate_draw(struct pen *, const struct paper_block *);

/* ---- lang.c ------------------------------------------------------------ */

/* PAPER-6: notes in the finished file, open for reading too, which language it
 * is in. False: the file is not as cairo 1.16 makes it, or could not be written
 * to its end. */
MUST_USE bool	lang_add(int fd, str lang);

#endif
