/*
 * text.c - texts in any script as lines of glyphs, by pango.
 *
 * Families are named, so that a document looks the same on each machine that
 * has them; what they lack fontconfig finds elsewhere, and what nothing has is
 * noticed (PAPER-5).
 */
#include "draw/draw.h"

#include <stdio.h>
#include <string.h>

#define SERIF	"Noto Serif, Noto Naskh Arabic, Noto Serif Hebrew," \
	" Noto Serif Devanagari, Noto Serif Bengali, Noto Serif Thai"
#define SANS	"Noto Sans, Noto Sans Arabic, Noto Sans Hebrew," \
	" Noto Sans Devanagari, Noto Sans Bengali, Noto Sans Thai"

/* ---- which language, which fonts --------------------------------------- */

/*
 * Chinese characters are drawn differently in Japan, Korea, Taiwan and China. A
 * text with kana or Hangul says itself which it is; else the document does.
 */
static const struct east {
	const char	*lang, *serif, *sans;
} east[] = {
	{ "ja", SERIF ", Noto Serif CJK JP", SANS ", Noto Sans CJK JP" },
	{ "ko", SERIF ", Noto Serif CJK KR", SANS ", Noto Sans CJK KR" },
	{ "zh-tw", SERIF ", Noto Serif CJK TC", SANS ", Noto Sans CJK TC" },
	{ "zh-hk", SERIF ", Noto Serif CJK TC", SANS ", Noto Sans CJK HK" },
	{ "zh", SERIF ", Noto Serif CJK SC", SANS ", Noto Sans CJK SC" },
};

static const struct east *
east_of_lang(str lang)
{
	for (size_t i = 0; i < COUNT(east); i++) {
		size_t n = strlen(east[i].lang);

		if (lang.len >= n &&
		    g_ascii_strncasecmp(lang.at, east[i].lang, n) == 0) {
			return &east[i];
		}
	}
	return NULL;
}

/* NULL: no Chinese character, kana or Hangul in it. */
static const struct east *
east_of(const char *text, str lang)
{
	const struct east *of_lang = east_of_lang(lang);
	bool han = false;

	for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
		GUnicodeScript script;

		if ((unsigned char)*c < 0xe1) {	/* none below U+1000 */
			continue;
		}
		script = g_unichar_get_script(g_utf8_get_char(c));
		if (script == G_UNICODE_SCRIPT_HANGUL) {
			return &east[1];
		}
		if (script == G_UNICODE_SCRIPT_HIRAGANA ||
		    script == G_UNICODE_SCRIPT_KATAKANA) {
			return &east[0];
		}
		han = han || script == G_UNICODE_SCRIPT_HAN;
	}
	return !han ? NULL : of_lang != NULL ? of_lang :
	    &east[COUNT(east) - 1];
}

static void
set_fonts(PangoLayout *layout, const char *text, const struct look *look,
    str lang, PangoAttrList *attrs)
{
	PangoFontDescription *font = pango_font_description_new();
	const struct east *of = east_of(text, lang);

	pango_font_description_set_family_static(font, of == NULL ?
	    (look->sans ? SANS : SERIF) : look->sans ? of->sans : of->serif);
	pango_font_description_set_size(font, (int)(look->size * PANGO_SCALE));
	pango_font_description_set_weight(font, look->bold ?
	    PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	if (of != NULL) {
		pango_attr_list_insert(attrs, pango_attr_language_new(
		    pango_language_from_string(of->lang)));
	}
}

/* ---- letters without a font (PAPER-5) ---------------------------------- */

static void
say_missing(struct pen *pen, gunichar ch)
{
	static const struct { GUnicodeScript script; const char *name; } known[]
	    = {
		{ G_UNICODE_SCRIPT_LATIN, "Latin" },
		{ G_UNICODE_SCRIPT_CYRILLIC, "Cyrillic" },
		{ G_UNICODE_SCRIPT_GREEK, "Greek" },
		{ G_UNICODE_SCRIPT_ARABIC, "Arabic" },
		{ G_UNICODE_SCRIPT_HEBREW, "Hebrew" },
		{ G_UNICODE_SCRIPT_HAN, "Chinese characters" },
		{ G_UNICODE_SCRIPT_HANGUL, "Hangul" },
		{ G_UNICODE_SCRIPT_HIRAGANA, "Hiragana" },
		{ G_UNICODE_SCRIPT_KATAKANA, "Katakana" },
		{ G_UNICODE_SCRIPT_DEVANAGARI, "Devanagari" },
		{ G_UNICODE_SCRIPT_THAI, "Thai" },
	};
	GUnicodeScript script = g_unichar_get_script(ch);
	uint32_t iso = g_unicode_script_to_iso15924(script);
	char name[40];

	snprintf(name, sizeof(name), "%c%c%c%c", (char)(iso >> 24 & 0x7f),
	    (char)(iso >> 16 & 0x7f), (char)(iso >> 8 & 0x7f),
	    (char)(iso & 0x7f));
	for (size_t i = 0; i < COUNT(known); i++) {
		if (known[i].script == script) {
			snprintf(name, sizeof(name), "%s", known[i].name);
		}
	}
	snprintf(pen->detail, sizeof(pen->detail), "%s (U+%04X)", name,
	    (unsigned)ch);
	pen_fail(pen, PAPER_NO_FONT, NULL);
}

static void
look_for_missing(struct pen *pen, PangoLayout *layout)
{
	PangoLayoutIter *it = pango_layout_get_iter(layout);

	do {
		const PangoLayoutRun *run =
		    pango_layout_iter_get_run_readonly(it);

		for (int i = 0; run != NULL && i < run->glyphs->num_glyphs;
		    i++) {
			PangoGlyph g = run->glyphs->glyphs[i].glyph;
			gunichar ch = g & ~PANGO_GLYPH_UNKNOWN_FLAG;

			if ((g & PANGO_GLYPH_UNKNOWN_FLAG) != 0 &&
			    g != PANGO_GLYPH_EMPTY &&
			    (g_unichar_isalpha(ch) || g_unichar_ismark(ch))) {
				say_missing(pen, ch);
			}
		}
	} while (pen->err == PAPER_OK && pango_layout_iter_next_run(it));
	pango_layout_iter_free(it);
}

/* ---- a layout ---------------------------------------------------------- */

/* Line ends of all kinds are one; what cannot be seen is a space. */
static void
add_clean(GString *out, str text)
{
	for (size_t i = 0; i < text.len;) {
		uint32_t c = utf8_next(text, &i);

		if (c == '\r') {
			continue;
		}
		if (c == 0x2028 || c == 0x2029) {
			c = '\n';
		} else if ((c < 0x20 && c != '\n' && c != '\t') ||
		    (c >= 0x7f && c < 0xa0)) {
			c = ' ';
		}
		g_string_append_unichar(out, c);
	}
}

static void
add_face(PangoAttrList *attrs, PangoAttribute *a, size_t from, size_t to)
{
	a->start_index = (guint)from;
	a->end_index = (guint)to;
	pango_attr_list_insert(attrs, a);
}

static void
add_run(GString *text, PangoAttrList *attrs, const struct paper_run *run)
{
	size_t from = text->len;

	add_clean(text, run->text);
	if ((run->faces & PAPER_BOLD) != 0) {
		add_face(attrs, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from,
		    text->len);
	}
	if ((run->faces & PAPER_ITALIC) != 0) {
		add_face(attrs, pango_attr_style_new(PANGO_STYLE_ITALIC), from,
		    text->len);
	}
}

/*
 * Pango turns left and right round in a line that runs the other way than the
 * document. That puts such a line at its own start; where it is to stand at the
 * document's, it is turned back.
 */
static PangoAlignment
alignment(const struct pen *pen, PangoLayout *layout, const struct look *look)
{
	bool right = pen->p->rtl;
	bool turned = (pango_layout_get_direction(layout, 0) ==
	    PANGO_DIRECTION_RTL) != pen->p->rtl;

	if (look->at == IN_MIDDLE) {
		return PANGO_ALIGN_CENTER;
	}
	if (look->at == AT_END) {
		right = !right;
	}
	if (look->at != AT_OWN_START && turned) {
		right = !right;
	}
	return right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

static void
set_shape(PangoLayout *layout, const struct look *look, double width)
{
	if (width > 0) {
		pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
		pango_layout_set_wrap(layout, look->words ? PANGO_WRAP_WORD :
		    PANGO_WRAP_WORD_CHAR);
	}
	if (look->leading > 0) {
		pango_layout_set_line_spacing(layout, (float)look->leading);
	}
	if (look->lines > 0 && width > 0) {
		pango_layout_set_height(layout, -look->lines);
		pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	}
}

PangoLayout *
text_of(struct pen *pen, const struct paper_run *runs, size_t len,
    const struct look *look, double width)
{
	PangoLayout *layout = pango_layout_new(pen->context);
	PangoAttrList *attrs = pango_attr_list_new();
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < len; i++) {
		add_run(text, attrs, &runs[i]);
	}
	set_fonts(layout, text->str, look, pen->p->lang, attrs);
	pango_layout_set_attributes(layout, attrs);
	pango_layout_set_text(layout, text->str, (int)text->len);
	pango_layout_set_alignment(layout, alignment(pen, layout, look));
	set_shape(layout, look, width);
	pango_attr_list_unref(attrs);
	g_string_free(text, TRUE);
	if (pen->err == PAPER_OK &&
	    pango_layout_get_unknown_glyphs_count(layout) > 0) {
		look_for_missing(pen, layout);
	}
	return layout;
}

PangoLayout *
text_plain(struct pen *pen, str text, const struct look *look, double width)
{
	struct paper_run run = { PAPER_PLAIN, text };

	return text_of(pen, &run, 1, look, width);
}

double
text_height(PangoLayout *layout)
{
	int width, height;

	pango_layout_get_size(layout, &width, &height);
	return (double)height / PANGO_SCALE;
}

double
text_width(PangoLayout *layout)
{
	int width, height;

	pango_layout_get_size(layout, &width, &height);
	return (double)width / PANGO_SCALE;
}

/* ---- drawing it -------------------------------------------------------- */

void
text_draw(struct pen *pen, PangoLayout *layout, const struct look *look,
    double x, double y)
{
	if (pen->dry || pen->err != PAPER_OK) {
		return;
	}
	cairo_set_source_rgb(pen->cr, look->ink, look->ink, look->ink);
	cairo_move_to(pen->cr, x, y);
	pango_cairo_show_layout(pen->cr, layout);
}

static void
draw_line(struct pen *pen, PangoLayoutIter *it, const struct look *look,
    double x, double y)
{
	PangoRectangle box;

	if (pen->dry || pen->err != PAPER_OK) {
		return;
	}
	pango_layout_iter_get_line_extents(it, NULL, &box);
	cairo_set_source_rgb(pen->cr, look->ink, look->ink, look->ink);
	cairo_move_to(pen->cr, x + (double)box.x / PANGO_SCALE,
	    y + (double)pango_layout_iter_get_baseline(it) / PANGO_SCALE);
	pango_cairo_show_layout_line(pen->cr,
	    pango_layout_iter_get_line_readonly(it));
}

/* The heights at which the lines of an open iterator begin and end. */
static void
line_range(PangoLayoutIter *it, double *from, double *to)
{
	int y0, y1;

	pango_layout_iter_get_line_yrange(it, &y0, &y1);
	*from = (double)y0 / PANGO_SCALE;
	*to = (double)y1 / PANGO_SCALE;
}

int
text_lines_fit(PangoLayout *layout, int from, double room)
{
	PangoLayoutIter *it = pango_layout_get_iter(layout);
	double top = 0, y0, y1;
	int i = 0, n = 0;

	do {
		line_range(it, &y0, &y1);
		if (i == from) {
			top = y0;
		}
		if (i >= from && y1 - top <= room) {
			n++;
		}
	} while (++i, pango_layout_iter_next_line(it));
	pango_layout_iter_free(it);
	return n;
}

double
text_draw_lines(struct pen *pen, PangoLayout *layout, const struct look *look,
    double x, double y, int from, int count)
{
	PangoLayoutIter *it = pango_layout_get_iter(layout);
	double top = 0, height = 0, y0, y1;
	int i = 0;

	do {
		if (i >= from && i < from + count) {
			line_range(it, &y0, &y1);
			top = i == from ? y0 : top;
			height = y1 - top;
			draw_line(pen, it, look, x, y - top);
		}
	} while (++i < from + count && pango_layout_iter_next_line(it));
	pango_layout_iter_free(it);
	return height;
}

double
text_put(struct pen *pen, str text, const struct look *look, double x,
    double y, double width)
{
	PangoLayout *layout;
	double height;

	if (text.len == 0) {
		return 0;
	}
	layout = text_plain(pen, text, look, width);
	height = text_height(layout);
	text_draw(pen, layout, look, x, y);
	g_object_unref(layout);
	return height;
}
