/*
 * parts.c - parts of pages that many rooms use.
 */
#include "html/parts.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "html/part_bars.html.h"
#include "html/part_cells.html.h"
#include "html/part_check.html.h"
#include "html/part_choice.html.h"
#include "html/part_crumbs.html.h"
#include "html/part_dots.html.h"
#include "html/part_empty.html.h"
#include "html/part_errors.html.h"
#include "html/part_key.html.h"
#include "html/part_line.html.h"
#include "html/part_meter.html.h"
#include "html/part_pager.html.h"
#include "html/part_select.html.h"
#include "html/part_stats.html.h"
#include "html/part_strip.html.h"
#include "html/part_text.html.h"
#include "html/part_trend.html.h"
#include "html/part_versions.html.h"

struct part_errors_view
part_errors(struct arena *mem, const struct problems *problems)
{
	static const char *const few[] = { "No", "One", "Two", "Three", "Four",
	    "Five", "Six", "Seven", "Eight", "Nine" };
	size_t n = problems->list_len;
	struct part_errors_view v = {
		.rows = problems->list,
		.rows_len = n,
		.heading = S("One answer needs another look"),
	};

	if (n > 1 && n < COUNT(few)) {
		v.heading = arena_printf(mem, "%s answers need another look",
		    few[n]);
	} else if (n > 1) {
		v.heading = arena_printf(mem, "%zu answers need another look",
		    n);
	}
	return v;
}

/* part / whole with one digit after the point: "85.7"; 0 to 100. */
static str
percent(struct arena *mem, int64_t part, int64_t whole)
{
	int64_t tenths = whole > 0 ? part * 1000 / whole : 0;

	tenths = tenths < 0 ? 0 : tenths > 1000 ? 1000 : tenths;
	return arena_printf(mem, "%" PRId64 ".%" PRId64, tenths / 10,
	    tenths % 10);
}

static str
percent_sign(struct arena *mem, int64_t part, int64_t whole)
{
	str s = percent(mem, part, whole);

	return arena_printf(mem, STR_FMT "%%", STR_ARG(s));
}

struct part_dots_view
part_dots(struct arena *mem, size_t filled, size_t total, str label)
{
	struct part_dots_view v = { .label = label };
	struct part_dot *dots;

	if (total > DOTS_MAX) {
		v.percent = percent_sign(mem, (int64_t)filled, (int64_t)total);
		return v;
	}
	dots = NEW(mem, struct part_dot, total);
	for (size_t i = 0; i < total; i++) {
		dots[i].filled = i < filled;
	}
	v.dots = dots;
	v.dots_len = total;
	return v;
}

struct part_meter_view
part_meter(struct arena *mem, int64_t part, int64_t whole)
{
	return (struct part_meter_view){
		.percent = percent_sign(mem, part, whole),
	};
}

struct part_bars_view
part_bars(struct arena *mem, const struct part_bar *bars, size_t len,
    int64_t full)
{
	struct part_bars_view v = { .bars_len = len };

	assert(len <= BARS_MAX);
	v.bars = NEW(mem, struct part_bar_view, len);
	for (size_t i = 0; i < len; i++) {
		full = bars[i].value > full ? bars[i].value : full;
	}
	for (size_t i = 0; i < len; i++) {
		v.bars[i] = (struct part_bar_view){
			.label = bars[i].label,
			.value = bars[i].value,
			.open = bars[i].open,
			.top = percent_sign(mem, full - bars[i].value, full),
			.height = percent_sign(mem, bars[i].value, full),
		};
	}
	return v;
}

/* ---- squares ----------------------------------------------------------- */

#define SIDE		9
#define PITCH		11		/* from one square to the next */
#define IN_A_ROW	30

/* One shape of all squares in this state. */
static str
squares(struct arena *mem, const enum part_cell *cells, size_t len,
    enum part_cell state)
{
	static const char *const outline[] = {
		[CELL_ON_TIME] = "h9v9h-9z",
		[CELL_DUE] = "h9l-9 9z",
		[CELL_LATE] = "h9v9h-9z",
		[CELL_VERY_LATE] = "h9v9h-9z",
		[CELL_NO_WORD] = "h9v9h-9zm2 2v5h5v-5z",
	};
	struct html shape = { .mem = mem };

	for (size_t i = 0; i < len; i++) {
		char text[64];
		int n, x = (int)(i % IN_A_ROW) * PITCH;
		int y = (int)(i / IN_A_ROW) * PITCH;

		if (cells[i] == state) {
			n = snprintf(text, sizeof(text), "M%d %d%s", x, y,
			    outline[state]);
			html_raw(&shape, text, (size_t)n);
		}
	}
	return (str){ shape.at, shape.len };
}

struct part_cells_view
part_cells(struct arena *mem, str name, str text, struct path href,
    const enum part_cell *cells, size_t len)
{
	size_t n = len < CELLS_MAX ? len : CELLS_MAX;
	int rows = (int)((n + IN_A_ROW - 1) / IN_A_ROW);

	return (struct part_cells_view){
		.name = name,
		.text = text,
		.href = href,
		.width = IN_A_ROW * PITCH - (PITCH - SIDE),
		.height = rows > 0 ? rows * PITCH - (PITCH - SIDE) : SIDE,
		.on_time = squares(mem, cells, n, CELL_ON_TIME),
		.due = squares(mem, cells, n, CELL_DUE),
		.late = squares(mem, cells, n, CELL_LATE),
		.very_late = squares(mem, cells, n, CELL_VERY_LATE),
		.no_word = squares(mem, cells, n, CELL_NO_WORD),
	};
}

/* ---- trend ------------------------------------------------------------- */

/* How far from the top of the picture, in hundredths of it. */
static str
depth_of(struct arena *mem, const struct part_trend *t, int64_t value,
    int64_t lower_by)
{
	int64_t height = t->high - t->low;

	return percent(mem, (t->high - value) * 100 + lower_by * height,
	    height * 100);
}

/* Every how many points a label has room: single letters stand closer. */
static size_t
label_step(const struct part_trend *t)
{
	size_t room = 12;

	for (size_t i = 0; i < t->points_len; i++) {
		if (t->points[i].label.len > 2) {
			room = 6;
		}
	}
	return (t->points_len + room - 1) / room;
}

struct part_trend_view
part_trend(struct arena *mem, const struct part_trend *t)
{
	struct part_trend_view v = {
		.finding = t->finding, .what = t->what,
		.low_text = t->low_text, .middle_text = t->middle_text,
		.high_text = t->high_text, .points_len = t->points_len,
	};
	struct html line = { .mem = mem };
	size_t last, step = label_step(t);

	assert(t->points_len <= TREND_MAX && t->high > t->low);
	if (t->points_len < 2) {
		v.points_len = 0;	/* one point is no line */
		return v;
	}
	last = t->points_len - 1;
	v.points = NEW(mem, struct part_point_view, t->points_len);
	for (size_t i = 0; i <= last; i++) {
		const struct part_point *p = &t->points[i];
		str x = percent(mem, (int64_t)i, (int64_t)last);
		str at = arena_printf(mem, STR_FMT "," STR_FMT " ", STR_ARG(x),
		    STR_ARG(depth_of(mem, t, p->value, 0)));

		v.points[i] = (struct part_point_view){
			.label = p->label, .x = x, .text = p->text,
			.reason = p->reason,
			.reason_y = depth_of(mem, t, p->value, 13),
			.shown = (last - i) % step == 0,
		};
		html_raw(&line, at.at, at.len);
	}
	v.line = (str){ line.at, line.len };
	v.last_text = t->points[last].text;
	v.last_y = depth_of(mem, t, t->points[last].value, 0);
	v.last_text_y = depth_of(mem, t, t->points[last].value, -9);
	return v;
}
