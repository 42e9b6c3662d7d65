/*
 * html.h - text into HTML, escaped for the place it goes to.
 *
 * Pages are written as .html files; tools/mkhtml turns each into a C function
 * that calls the routines below. Nothing else calls html_raw(): there is no way
 * to get unescaped text onto a page from a template or from a handler.
 */
#ifndef HTML_H
#define HTML_H

#include "base/base.h"

enum html_place { HTML_TEXT, HTML_ATTR, HTML_URL };

struct html {
	struct arena	*mem;
	char		*at;
	size_t		 len, cap;
};

/* A finished piece of a page. Only html_done() and markdown_html() make one. */
struct html_piece {
	const char	*at;
	size_t		 len;
};

/* An address within this house, as path_of() makes it; goes into href whole. */
struct path {
	str	text;
};

struct html_piece	html_done(const struct html *);
/* "/meetings/%s" with each argument a str, escaped for an address; "%d" an
 * int. The text begins with one / and no second one. */
struct path	path_of(struct arena *, const char *fmt, ...);

void	html_raw(struct html *, const char *, size_t);
void	html_str(struct html *, enum html_place, str);
void	html_z(struct html *, enum html_place, const char *);
void	html_int(struct html *, enum html_place, int64_t);
void	html_date(struct html *, enum html_place, struct date);
void	html_path(struct html *, enum html_place, struct path);
void	html_piece(struct html *, enum html_place, struct html_piece);

#define HTML_LITERAL(out, text) html_raw((out), text, sizeof(text) - 1)

#define html_put(out, place, value) _Generic((value), \
	str: html_str, char *: html_z, const char *: html_z, \
	int: html_int, int64_t: html_int, size_t: html_int, \
	struct date: html_date, struct path: html_path, \
	struct html_piece: html_piece \
	)((out), (place), (value))

/* "Friday 20 November 2026", "20 November", "20 Nov", for people to read. */
str	day_long(struct arena *, struct date);
str	day_short(struct arena *, struct date, struct date today);
/* "18:30", from minutes after midnight; "" for -1. */
str	time_of_day(struct arena *, int minutes);
str	moment_text(struct arena *, int64_t at);	/* "20 November, 18:30" */
/* "1 member", "14 members". */
str	count_of(struct arena *, int64_t n, const char *one, const char *many);

/* CommonMark in safe mode (no raw HTML), input cut at MARKDOWN_MAX bytes. */
#define MARKDOWN_MAX	(256 * 1024)
struct html_piece	markdown_html(struct arena *, str);

/* ---- the frame of a page ----------------------------------------------- */

/* The five of the bottom bar, and those the wide bar adds. */
enum nav { NAV_NONE, NAV_TODAY, NAV_MEETINGS, NAV_UNITS, NAV_RULES, NAV_ME,
	NAV_CELL, NAV_ASSIGNMENTS, NAV_TREE, NAV_AUDIT, NAV_SETUP, NAV_MORE };

/* What every page shows around its main part. Filled by web.c from the
 * session; a handler gives the title and where in the navigation it is. */
struct frame {
	str		 title;		/* of the window; "Error: " is put before
					 * it where the answer is a refusal */
	enum nav	 nav;
	bool		 bare;		/* no navigation: login, setup */
	bool		 paper;		/* a print sheet */
	bool		 offline_keep;	/* the phone may keep this page */
};

#endif
