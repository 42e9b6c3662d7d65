/*
 * parts.h - parts of pages that many rooms use.
 *
 * Each part is a struct part_x_view, which a handler keeps in its own view, and
 * a template part_x.html, which its page calls: {{call part_x field}}. Where a
 * view is more than what a handler knows, a function part_x() makes it.
 *
 * Texts that are shown only if there are any may be left out; a part with
 * nothing to show shows nothing.
 */
#ifndef PARTS_H
#define PARTS_H

#include "html/html.h"

/* ---- forms ------------------------------------------------------------- */

/*
 * What needs another look, above the form; it takes the focus. Each line leads
 * to the field with that id, beside which the sentence stands again. A problem
 * without a field is of the form as a whole.
 */
struct part_errors_view {
	str			 heading;
	const struct problem	*rows;
	size_t			 rows_len;
};
struct part_errors_view	part_errors(struct arena *, const struct problems *);
void	part_errors_html(struct html *, const struct part_errors_view *);

/* What was written in its versions; nothing where there are no rows. */
struct part_version {
	struct path	 href;
	int		 number;
	bool		 shown;
	str		 at, by, reason;
};
struct part_versions_view {
	struct part_version	*rows;
	size_t			 rows_len;
};
void	part_versions_html(struct html *, const struct part_versions_view *);

/* A line to fill in. The name of the field is its id. */
struct part_line_view {
	const char	*id, *label;
	str		 hint;
	str		 value;
	str		 problem;	/* problem_of(); marks the field */
	const char	*type;		/* of <input>; "text" unless given */
	const char	*mode;		/* inputmode: "numeric", "tel" ... */
	const char	*complete;	/* autocomplete; "off" unless given */
	const char	*width;		/* "w5" a number, "w10" a day or time */
	bool		 need;		/* it cannot be left empty */
};
void	part_line_html(struct html *, const struct part_line_view *);

/* A text of several lines. */
struct part_text_view {
	const char	*id, *label;
	str		 hint, value, problem;
	int		 rows;		/* high; 4 unless given */
	bool		 need;
};
void	part_text_html(struct html *, const struct part_text_view *);

struct part_option {
	str	 value, label, note;
	bool	 chosen;
};
#define PART_OPTIONS_MAX	500

/* One of a few, all of them visible. */
struct part_choice_view {
	const char			*id, *label;
	str				 hint, problem;
	const struct part_option	*options;
	size_t				 options_len;
	bool				 beside;	/* all in a row */
};
void	part_choice_html(struct html *, const struct part_choice_view *);

/* One of many. */
struct part_select_view {
	const char			*id, *label;
	str				 hint, problem;
	str				 none;	/* the words for no choice */
	const struct part_option	*options;
	size_t				 options_len;
};
void	part_select_html(struct html *, const struct part_select_view *);

/*
 * The answers of a form once more before they take effect: what changes, for
 * whom. The same form goes to `to` with do=sure, or with do=back for another
 * look at the fields.
 */
struct part_check_view {
	struct part_answer {
		str	 label, text;
	}	*answers;
	size_t	 answers_len;
	struct part_hidden {
		str	 name, value;
	}	*fields;
	size_t	 fields_len;
	str	 key, label;		/* of the button */
	bool	 danger;		/* it cannot be taken back */
	struct path	 to, cancel;
};
void	part_check_html(struct html *, const struct part_check_view *);

/* ---- words ------------------------------------------------------------- */

/* The units above, the highest first. */
struct part_crumbs_view {
	const struct part_crumb {
		str		 name;
		struct path	 href;
	}	*crumbs;
	size_t	 crumbs_len;
};
void	part_crumbs_html(struct html *, const struct part_crumbs_view *);

/* What will appear here once there is something, and one way to begin. */
struct part_empty_view {
	str		 heading, text;
	struct path	 href;
	str		 label;		/* of the button; none if empty */
};
void	part_empty_html(struct html *, const struct part_empty_view *);

/* A sentence that stays: who sees this, what has been saved, what to mind. */
struct part_strip_view {
	const char	*kind;		/* "", "good", "warn" or "info" */
	struct icon	 icon;
	str		 bold;		/* the first words */
	str		 text;
	struct path	 href;
	str		 label;		/* of the link; none if empty */
};
void	part_strip_html(struct html *, const struct part_strip_view *);

/* Up to four figures side by side, each with the whole it is part of. */
struct part_stats_view {
	const struct part_stat {
		str	 label, value, note;
	}	*stats;
	size_t	 stats_len;
};
void	part_stats_html(struct html *, const struct part_stats_view *);

/* Earlier and later pages of a long list. */
struct part_pager_view {
	struct path	 earlier, later;	/* none if empty */
	str		 text;			/* "1 to 50 of 3,204" */
};
void	part_pager_html(struct html *, const struct part_pager_view *);

/* ---- pictures of numbers ------------------------------------------------ */

/* A person is a dot: 12 of 14. More than DOTS_MAX are shown as a meter. */
#define DOTS_MAX	60
struct part_dots_view {
	str	 label;			/* for those who hear the page */
	const struct part_dot {
		bool	 filled;
	}	*dots;
	size_t	 dots_len;
	str	 percent;		/* "85.7%", of the meter; else "" */
};
struct part_dots_view	part_dots(struct arena *, size_t filled, size_t total,
			    str label);
void	part_dots_html(struct html *, const struct part_dots_view *);

/* A share of a whole as a line that fills. */
struct part_meter_view {
	const char	*kind;		/* "", "good" or "late" */
	str		 percent;	/* "63%" */
};
struct part_meter_view	part_meter(struct arena *, int64_t part, int64_t whole);
void	part_meter_html(struct html *, const struct part_meter_view *);

/* A few numbers in a row, each with its label; the last may be not over yet. */
#define BARS_MAX	24
struct part_bar {
	str	 label;
	int64_t	 value;
	bool	 open;			/* the month is not over: hollow */
};
struct part_bars_view {
	struct part_bar_view {
		str	 label, top, height;
		int64_t	 value;
		bool	 open;
	}	*bars;
	size_t	 bars_len;
};
/* `full` is the value as high as the picture; 0: the largest there is. */
struct part_bars_view	part_bars(struct arena *, const struct part_bar *,
			    size_t len, int64_t full);
void	part_bars_html(struct html *, const struct part_bars_view *);

/*
 * A cell is a square, in the order of the tree, so that places never move. Its
 * state is told by shape and colour: on time pale, due half, late full, very
 * late dark, without word hollow.
 */
enum part_cell { CELL_ON_TIME, CELL_DUE, CELL_LATE, CELL_VERY_LATE,
	CELL_NO_WORD, CELL_STATES };
#define CELLS_MAX	4000		/* of one unit, in one picture */
struct part_cells_view {
	str		 name;		/* of the unit they are in */
	str		 text;		/* "4 of 148 late" */
	struct path	 href;
	int		 width, height;
	/* Shapes, as paths of an SVG. */
	str		 on_time, due, late, very_late, no_word;
};
/* Those after CELLS_MAX are not drawn: give a picture to each unit below. */
struct part_cells_view	part_cells(struct arena *, str name, str text,
			    struct path, const enum part_cell *, size_t len);
void	part_cells_html(struct html *, const struct part_cells_view *);

/* What the squares mean, and how many there are of each. A state whose words
 * are empty is left out. */
struct part_key_view {
	str	 on_time, due, late, very_late, no_word;
	str	 n_on_time, n_due, n_late, n_very_late, n_no_word;
};
void	part_key_html(struct html *, const struct part_key_view *);

/* A line through twelve months or so, its last value written beside it. */
#define TREND_MAX	60
struct part_point {
	str	 label;			/* "Nov" */
	int64_t	 value;
	str	 text;			/* "90.4%" */
	str	 reason;		/* written at the point, if any */
};
struct part_trend {
	str			 finding;	/* the sentence it shows */
	str			 what;		/* heads the column of values */
	const struct part_point	*points;
	size_t			 points_len;
	int64_t			 low, high;	/* where the scale ends */
	str			 low_text, middle_text, high_text;
};
struct part_trend_view {
	str	 finding, what, line, last_y, last_text_y, last_text;
	str	 low_text, middle_text, high_text;
	struct part_point_view {
		str	 label, x, text, reason, reason_y;
		bool	 shown;		/* its label, where there is room */
	}	*points;
	size_t	 points_len;
};
struct part_trend_view	part_trend(struct arena *, const struct part_trend *);
void	part_trend_html(struct html *, const struct part_trend_view *);

#endif
