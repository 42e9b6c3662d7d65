/* draw.c - a PDF from its first page to its last, by cairo. */
#include "draw/draw.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FOOT_SIZE	7.5
#define FOOT_GAP	(4.0 * MM)
#define FOOT_SHARE	0.35		/* of the width, at most */
#define FOOT_Y		(11.0 * MM)	/* from the lower edge */

static const struct { double width, height; } sizes[] = {
	[PAPER_A4] = { 595.276, 841.89 },
	[PAPER_LETTER] = { 612, 792 },
};

void
pen_fail(struct pen *pen, enum paper_err err, const char *detail)
{
	if (pen->err == PAPER_OK) {
		pen->err = err;
		if (detail != NULL) {
			snprintf(pen->detail, sizeof(pen->detail), "%s",
			    detail);
		}
	}
}

void
tag_begin(struct pen *pen, const char *tag, const char *attributes)
{
	if (!pen->dry && pen->err == PAPER_OK) {
		cairo_tag_begin(pen->cr, tag, attributes);
	}
}

void
tag_end(struct pen *pen, const char *tag)
{
	if (!pen->dry && pen->err == PAPER_OK) {
		cairo_tag_end(pen->cr, tag);
	}
}

/* Only what needs no escape in cairo's attributes. */
static bool
is_link(str address)
{
	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.at[i];

		if (c <= 0x20 || c >= 0x7f || c == '\'' || c == '\\') {
			return false;
		}
	}
	return str_starts(address, S("https://")) ||
	    str_starts(address, S("http://"));
}

void
link_begin(struct pen *pen, str address)
{
	if (is_link(address)) {
		char *uri = g_strdup_printf("uri='" STR_FMT "'",
		    STR_ARG(address));

		tag_begin(pen, CAIRO_TAG_LINK, uri);
		g_free(uri);
	} else {
		tag_begin(pen, "P", NULL);
	}
}

void
link_end(struct pen *pen, str address)
{
	tag_end(pen, is_link(address) ? CAIRO_TAG_LINK : "P");
}

void
line_draw(struct pen *pen, double x0, double y0, double x1, double y1,
    double width, double ink)
{
	if (pen->dry || pen->err != PAPER_OK) {
		return;
	}
	cairo_set_source_rgb(pen->cr, ink, ink, ink);
	cairo_set_line_width(pen->cr, width);
	cairo_move_to(pen->cr, x0, y0);
	cairo_line_to(pen->cr, x1, y1);
	cairo_stroke(pen->cr);
}

/* ---- pages ------------------------------------------------------------- */

static void
add_number(GString *out, int n)
{
	g_string_append_printf(out, "%d", n);
}

/* "Page {n} of {m}" */
static str
page_words(struct pen *pen, GString *out)
{
	str rest = pen->p->page_of.len > 0 ? pen->p->page_of : S("{n} / {m}");

	while (rest.len > 0) {
		if (str_starts(rest, S("{n}"))) {
			add_number(out, pen->page);
		} else if (str_starts(rest, S("{m}"))) {
			add_number(out, pen->pages);
		} else {
			g_string_append_len(out, rest.at, 1);
			rest = str_from(rest, 1);
			continue;
		}
		rest = str_from(rest, 3);
	}
	return (str){ out->str, out->len };
}

/* PAPER-4: record and page at the two ends, between them where the record can
 * be checked, which has a second line where it is long. */
static void
draw_foot(struct pen *pen)
{
	static const struct look look = { .sans = true, .size = FOOT_SIZE,
		.ink = INK_SOFT };
	struct look middle = look;
	GString *words = g_string_new(NULL);
	double all = pen->width - 2 * MARGIN, y = pen->height - FOOT_Y;
	PangoLayout *record = text_plain(pen, pen->p->record, &look, 0);
	PangoLayout *page = text_plain(pen, page_words(pen, words), &look, 0);
	double first = fmin(text_width(record), all * FOOT_SHARE);
	double last = fmin(text_width(page), all * FOOT_SHARE);
	double left = MARGIN + (pen->p->rtl ? last : first) + FOOT_GAP;

	middle.at = IN_MIDDLE;
	text_put(pen, pen->p->record, &look, pen->p->rtl ?
	    pen->width - MARGIN - first : MARGIN, y, first + 1);
	text_draw(pen, page, &look, pen->p->rtl ? MARGIN :
	    pen->width - MARGIN - last, y);
	text_put(pen, pen->p->check, &middle, left, y, all - first - last -
	    2 * FOOT_GAP);
	g_object_unref(record);
	g_object_unref(page);
	g_string_free(words, TRUE);
}

void
page_begin(struct pen *pen)
{
	pen->page++;
	if (pen->page > pen->pages_max) {
		pen_fail(pen, PAPER_TOO_MANY_PAGES, "");
	}
	pen->y = MARGIN;
}

static void
judge(struct pen *pen, cairo_status_t status)
{
	if (status == CAIRO_STATUS_WRITE_ERROR) {
		pen_fail(pen, PAPER_TOO_LARGE, "file");
	} else if (status == CAIRO_STATUS_NO_MEMORY) {
		pen_fail(pen, PAPER_TOO_LARGE, "memory");
	} else if (status != CAIRO_STATUS_SUCCESS) {
		pen_fail(pen, PAPER_FAILED, cairo_status_to_string(status));
	}
}

void
page_end(struct pen *pen)
{
	if (pen->dry || pen->err != PAPER_OK) {
		return;
	}
	draw_foot(pen);
	cairo_show_page(pen->cr);
	judge(pen, cairo_status(pen->cr));
}

/* ---- the file ---------------------------------------------------------- */

/* What cairo says of the last bytes it could not write it keeps to itself; so
 * the pen is told here. */
static cairo_status_t
write_out(void *to, const unsigned char *at, unsigned len)
{
	struct pen *pen = to;

	while (len > 0) {
		ssize_t n = write(pen->fd, at, len);

		if (n < 0 && errno != EINTR) {
			pen_fail(pen, PAPER_TOO_LARGE, "file");
			return CAIRO_STATUS_WRITE_ERROR;
		}
		if (n > 0) {
			at += n;
			len -= (unsigned)n;
		}
	}
	return CAIRO_STATUS_SUCCESS;
}

static void
set_words(struct pen *pen, cairo_pdf_metadata_t what, str text)
{
	if (text.len > 0) {
		char *z = g_strndup(text.at, text.len);

		cairo_pdf_surface_set_metadata(pen->surface, what, z);
		g_free(z);
	}
}

static void
pen_open(struct pen *pen)
{
	cairo_font_options_t *options;
	PangoFontMap *fonts = pango_cairo_font_map_get_default();
	char *lang = g_strndup(pen->p->lang.at, pen->p->lang.len);

	pen->surface = cairo_pdf_surface_create_for_stream(write_out, pen,
	    pen->width, pen->height);
	set_words(pen, CAIRO_PDF_METADATA_TITLE, pen->p->title);
	set_words(pen, CAIRO_PDF_METADATA_AUTHOR, pen->p->author);
	set_words(pen, CAIRO_PDF_METADATA_CREATOR, S("Cellwork"));
	pen->cr = cairo_create(pen->surface);
	pen->context = pango_font_map_create_context(fonts);
	pango_cairo_context_set_resolution(pen->context, 72);
	options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(pen->context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(pen->context, FALSE);
	pango_context_set_base_dir(pen->context, pen->p->rtl ?
	    PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
	if (lang[0] != '\0') {
		pango_context_set_language(pen->context,
		    pango_language_from_string(lang));
	}
	g_free(lang);
	pango_cairo_update_context(pen->cr, pen->context);
}

static void
pen_close(struct pen *pen)
{
	cairo_destroy(pen->cr);
	cairo_surface_finish(pen->surface);
	judge(pen, cairo_surface_status(pen->surface));
	cairo_surface_destroy(pen->surface);
	g_object_unref(pen->context);
}

static void
draw_all(struct pen *pen)
{
	if (pen->p->cards.len > 0) {
		tag_begin(pen, "Document", NULL);
		cards_all(pen);
		tag_end(pen, "Document");
		return;
	}
	pen->dry = true;
	flow_all(pen);
	pen->dry = false;
	pen->pages = pen->page;
	pen->page = 0;
	tag_begin(pen, "Document", NULL);
	flow_all(pen);
	tag_end(pen, "Document");
}

enum paper_err
draw_paper(const struct paper *p, int fd, int pages_max, int *out_pages,
    char detail[160])
{
	struct pen pen = {
		.p = p, .fd = fd, .pages_max = pages_max,
		.width = sizes[p->size].width, .height = sizes[p->size].height,
	};

	*out_pages = 0;
	detail[0] = '\0';
	pen_open(&pen);
	draw_all(&pen);
	pen_close(&pen);
	if (pen.err == PAPER_OK && !lang_add(fd, p->lang)) {
		pen_fail(&pen, PAPER_FAILED, "its language was not noted");
	}
	*out_pages = pen.pages;
	snprintf(detail, 160, "%s", pen.detail);
	return pen.err;
}
