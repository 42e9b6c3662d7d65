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

/*
 * A catalogue of the words of the pages: what a template says, with its white
 * space as single spaces, and what is said instead, sorted by `from`. Without
 * one the pages say what stands in the templates.
 */
struct words {
	const struct word {
		str	 from, to;
	}	*list;
	size_t	 list_len;
};

enum html_place { HTML_TEXT, HTML_ATTR, HTML_URL };

struct html {
	struct arena	*mem;
	char		*at;
	size_t		 len, cap;
	const struct words	*words;	/* NULL: as the templates say */
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
/* The same with more behind it, which is taken as it is: "", "/minutes". */
struct path	path_more(struct arena *, struct path, const char *rest);

void	html_raw(struct html *, const char *, size_t);
void	html_str(struct html *, enum html_place, str);
void	html_z(struct html *, enum html_place, const char *);
void	html_int(struct html *, enum html_place, int64_t);
/* A day for people in a text, 2026-11-20 in an attribute or an address. */
void	html_date(struct html *, enum html_place, struct date);
void	html_path(struct html *, enum html_place, struct path);
void	html_piece(struct html *, enum html_place, struct html_piece);

/* What a template says in words, as it is written there or as the catalogue
 * has it. */
void	html_say(struct html *, enum html_place, const char *, size_t);
/* The same for words that are chosen in C; `words` may be NULL. */
str	words_for(const struct words *words, const char *text);
/* A sign of static/icons.svg, for lists whose rows have different ones; it is
 * flipped in pages that run from right to left. A name that is none of ours
 * stops the program. */
struct icon {
	const char	*name;		/* a literal */
	bool		 flip;
};
void	html_icon(struct html *, const char *name, bool flip);
void	html_sign(struct html *, enum html_place, struct icon);

/* What {{if x}} asks: a text that is not empty, a day that is known, a number
 * that is not 0. */
bool	html_is_str(str);
bool	html_is_z(const char *);
bool	html_is_int(int64_t);
bool	html_is_date(struct date);
bool	html_is_path(struct path);
bool	html_is_piece(struct html_piece);
bool	html_is_there(const void *);

#define HTML_SAY(out, place, text) \
	html_say((out), (place), text, sizeof(text) - 1)
#define HTML_LITERAL(out, text) html_raw((out), text, sizeof(text) - 1)

#define html_put(out, place, value) _Generic((value), \
	str: html_str, char *: html_z, const char *: html_z, \
	int: html_int, int64_t: html_int, size_t: html_int, \
	struct date: html_date, struct path: html_path, \
	struct html_piece: html_piece, struct icon: html_sign \
	)((out), (place), (value))

#define html_is(value) _Generic((value), \
	str: html_is_str, char *: html_is_z, const char *: html_is_z, \
	bool: html_is_int, int: html_is_int, unsigned: html_is_int, \
	int64_t: html_is_int, size_t: html_is_int, \
	struct date: html_is_date, struct path: html_is_path, \
	struct html_piece: html_is_piece, default: html_is_there)(value)

/*
 * CommonMark. HTML in it is shown as it was typed, links lead to http, https
 * and mailto only, pictures become their description, and headings begin with
 * <h2>, for a page has one <h1>. The text is cut at MARKDOWN_MAX bytes.
 */
#define MARKDOWN_MAX	(256 * 1024)
struct html_piece	markdown_html(struct arena *, str);

/* ---- a form that comes back --------------------------------------------- */

/*
 * Each problem names its field, and stands in the summary at the top and beside
 * the field. Handlers keep one list and give it to their view; web.h has
 * problem_add() and problem_of().
 */
struct problem {
	const char	*field;		/* the id of the field on the page */
	str		 text;		/* a sentence: what and how to mend */
};
#define PROBLEMS_MAX	50
struct problems {
	struct problem	 list[PROBLEMS_MAX];
	size_t		 list_len;
};

/* ---- the frame of a page ----------------------------------------------- */

/* Where in the navigation a page belongs; html/frame.h has the addresses. */
enum nav { NAV_NONE, NAV_TODAY, NAV_MEETINGS, NAV_UNITS, NAV_HELP, NAV_RULES,
	NAV_ME, NAV_CELL, NAV_ASSIGNMENTS, NAV_CIRCULARS, NAV_PLAN, NAV_TREE,
	NAV_WHOLE, NAV_AUDIT, NAV_SETUP, NAV_MORE,
	/* At a conference: struct frame.conference is set. */
	NAV_NOW, NAV_AGENDA, NAV_PAPERS, NAV_RESULTS };

/* What every page shows around its main part. Filled by web.c from the
 * session; a handler gives the title and where in the navigation it is. */
struct frame {
	str		 title;		/* of the window; after "Error: " where
					 * the answer is a refusal */
	enum nav	 nav;
	bool		 bare;		/* no navigation: login, setup */
	bool		 paper;		/* a print sheet */
	bool		 offline_keep;	/* the phone may keep this page */
	bool		 live;		/* it changes by itself: http/live.h */
	/* As wide as the window, with nothing beside it: "desk" of a chair,
	 * "hall" for a screen on the wall, which has no top line either. */
	const char	*screen;	/* NULL: a page as others */
	bool		 refused;	/* set by res_page(): "Error: " */
	const char	*script;	/* one more file of static/; or NULL */
	/* A page of a conference has its navigation, and stands under its name;
	 * conference_frame() fills these. */
	str		 conference;	/* its public id; "": none */
	str		 conference_name, conference_below;
};

#endif
