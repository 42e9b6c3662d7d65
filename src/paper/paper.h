/*
 * paper.h - documents on paper: what a room fills in, and PDF comes out.
 *
 * A room begins a paper, adds to it from top to bottom, and hands it over: to
 * res_paper() (http/web.h) for an answer, or to paper_draw() in a verb. Nothing
 * is measured or drawn in the process that serves: a program of its own,
 * cellwork-paper, gets the document in a strict form (paper/wire.h) and writes
 * the PDF, both in memory and not on a disk, under limits of time, memory,
 * pages and bytes.
 *
 *	struct paper p;
 *
 *	paper_start(&p, cx->mem, S("Minutes of Cell 4"), S(""));
 *	paper_heading(&p, 2, S("Present"));
 *	paper_say(&p, S("9 of 14 members."));
 *	paper_table(&p, columns, COUNT(columns));
 *	paper_row(&p);
 *	paper_cell(&p, S("1"));
 *	paper_cell(&p, S("We start at 04:30."));
 *	paper_run(&p, PAPER_ITALIC, S(" Sent up."));
 *	res_paper(cx, rs, &p, S("minutes.pdf"));
 *
 * The struct paper and what is added live in the arena it was started with;
 * texts are borrowed until it is drawn. Adding never fails: what is too much
 * (PAPER-3) is remembered, and drawing it is refused. Texts may be in any
 * script and mixed; each paragraph runs the way its first letter does. A line
 * end in a text begins a new line. Control characters are shown as a space.
 *
 *	PAPER-1	A4 or Letter, margins of 16 mm, serif of 10.5 pt, dark on white.
 *	PAPER-2	The head of a table stands on each page that its rows are on; a
 *		row, an item of a list, a card stand on one page as long as one
 *		page can hold them; a heading stands with what follows.
 *	PAPER-3	Too many parts, a text too long, too many pages, too slow, too
 *		much memory, too large a file: refused as a whole, nothing is
 *		left out in silence.
 *	PAPER-4	At the foot of each page: the record's number, the address where
 *		it can be checked, page and number of pages.
 *	PAPER-5	A letter for which this machine has no font is a refusal that
 *		names its script; a symbol without one is shown as a box.
 *	PAPER-6	The text of the file can be selected, searched and read aloud:
 *		it is tagged, with title, language, outline.
 *	PAPER-7	Who draws sees no data but the document: no database, no
 *		network, no descriptor of the server; when it is killed or
 *		hangs, the server says so and goes on.
 */
#ifndef PAPER_H
#define PAPER_H

#include <stdatomic.h>

#include "base/base.h"

#define PAPER_TEXT_MAX		32768	/* bytes of one run */
#define PAPER_BLOCKS_MAX	400000	/* rows and cells count too */
#define PAPER_RUNS_MAX		400000
#define PAPER_COLUMNS_MAX	12
#define PAPER_HEADS_MAX		100000	/* columns of all tables */
#define PAPER_SHARE_MAX		1000
#define PAPER_CARDS_MAX		50000
#define PAPER_BAND_MAX		3
#define PAPER_SIGNS_MAX		4	/* lines to sign, side by side */
#define PAPER_CODE_MAX		500	/* bytes in a QR code */
#define PAPER_WIRE_MAX		((size_t)48 << 20)

enum paper_size { PAPER_A4, PAPER_LETTER };
enum paper_face { PAPER_PLAIN = 0, PAPER_BOLD = 1, PAPER_ITALIC = 2 };

/* ---- a document from top to bottom -------------------------------------- */

struct paper_run {
	unsigned	 faces;		/* of enum paper_face, together */
	str		 text;
};

/* What stands on the page, in its order; made by the functions below. */
enum paper_kind { PAPER_OVER, PAPER_HEADING, PAPER_PAR, PAPER_SMALL, PAPER_ITEM,
	PAPER_TABLE, PAPER_ROW, PAPER_CELL, PAPER_CODE, PAPER_SIGN,
	PAPER_CERTIFICATE };
struct paper_block {
	enum paper_kind	 kind;
	int		 n;		/* level, number, columns, cells */
	size_t		 first, len;	/* its runs; of a table its columns */
};

/* A column of a table. */
struct paper_column {
	str	 head;
	int	 share;		/* of the width, to the others' shares; > 0 */
	bool	 number;	/* figures: at the far end, in one grid */
	bool	 room;		/* to sign or write in: rows are 9 mm high */
};

/*
 * A badge, a voting card: several to a sheet with cut marks. The name is as
 * large as it fits.
 */
struct paper_card {
	str	 head;			/* "5th Conference, 20-22 November" */
	str	 name;
	str	 unit;			/* delegation */
	str	 role;			/* "Delegate" */
	str	 place;			/* "Block C, row 4, seat 12" */
	str	 number;		/* "D-0417": what is typed at a door */
	str	 code;			/* what the QR code says; "": none */
	int	 band;			/* 0 to 3: edge plain, one bar, two
					 * bars, dark: roles told at arm's
					 * length without colour */
};

struct paper {
	struct arena	*mem;
	/* Set by paper_start(): */
	str		 title;		/* of the file; the caller shows it with
					 * paper_heading(p, 1, ...) */
	str		 lang;		/* "en", "ar", "pt-BR"; "": that of the
					 * organisation, by res_paper() */
	/* What the caller may set afterwards: */
	bool		 rtl;		/* columns, lists and foot from the
					 * right */
	enum paper_size	 size;
	str		 author;	/* of the file: the organisation */
	str		 record;	/* "Record 8kq2-...", at the foot */
	str		 check;		/* "cellwork.example/m/8kq2", there */
	str		 page_of;	/* "Page {n} of {m}"; "": "{n} / {m}" */
	enum paper_cards {
		PAPER_CARDS_EIGHT,	/* 90 x 60 mm, on a sheet */
		PAPER_CARDS_FOUR	/* 90 x 120 mm */
	}		 cards_on;
	/* Filled by the functions below: */
	struct LIST(struct paper_block)	blocks;
	struct LIST(struct paper_run)	runs;
	struct LIST(struct paper_card)	cards;
	struct LIST(struct paper_column) columns;	/* of all tables */
	size_t		 text_len;	/* bytes of all */
	size_t		 row;		/* the block of the last row ... */
	int		 row_max;	/* ... and the columns it may have */
	const char	*too_much;	/* what was, a sentence; NULL: fine */
};

void	paper_start(struct paper *, struct arena *, str title, str lang);

/* The small line over a title: the units above. */
void	paper_over(struct paper *, str);
void	paper_heading(struct paper *, int level, str);	/* 1 to 3 */
/* A paragraph; empty until paper_run() adds to it. */
void	paper_par(struct paper *);
/* To the paragraph, item or cell that was begun last. */
void	paper_run(struct paper *, unsigned faces, str);
void	paper_say(struct paper *, str);		/* a paragraph of one run */
void	paper_small(struct paper *, str);	/* the same, in small letters */
/* An item of a list; number 0 has a dot. Items one after another are one list;
 * paper_run() adds to it. */
void	paper_item(struct paper *, int number, str);
/* A table: rows, and in each as many cells as there are columns; those left out
 * stay empty, those too many are PAPER-3. The columns are copied. */
void	paper_table(struct paper *, const struct paper_column *, size_t len);
void	paper_row(struct paper *);
void	paper_cell(struct paper *, str);
/* A QR code, beside it the address in words for those without a camera. */
void	paper_code(struct paper *, str address, str words);
/* Lines to sign on, side by side, each with who signs: up to PAPER_SIGNS_MAX
 * called one after another. */
void	paper_sign(struct paper *, str who);

/*
 * A certificate: a page of its own, in the middle, large. Lines are shown as
 * they are given; empty ones are left out. Several make several pages.
 */
struct paper_certificate {
	str	 over;			/* who confers: the organisation */
	str	 title;			/* "With thanks and respect" */
	str	 before;		/* "to the members of" */
	str	 name;
	str	 text;			/* what for; several lines */
	str	 conferred;		/* by whom, when */
	str	 sign[2];		/* who signs */
	str	 address, words;	/* QR code to check it, and in words */
};
#define PAPER_CERTIFICATE_RUNS	10	/* its texts, in this order */
void	paper_certificate(struct paper *, const struct paper_certificate *);

/* ---- sheets of cards --------------------------------------------------- */

/* Adds one; they are printed in this order. A paper has cards or blocks, not
 * both. */
void	paper_card(struct paper *, const struct paper_card *);

/* ---- drawing ----------------------------------------------------------- */

struct paper_limits {
	int	 wall_s;	/* seconds altogether ... */
	int	 cpu_s;		/* ... and of the processor */
	int	 memory_mb;
	int	 pages;
	int	 file_mb;
};
extern const struct paper_limits paper_limits_web;	/* for an answer */
extern const struct paper_limits paper_limits_verb;	/* for a verb */

#define PAPER_ERRS(X) \
	X(TOO_MUCH, "The document has more than one document can have.") \
	X(TOO_MANY_PAGES, "The document has too many pages.") \
	X(TOO_SLOW, "Drawing the document took too long.") \
	X(TOO_LARGE, "The document needs more memory or room than it may.") \
	X(NO_FONT, "This machine has no font for some of the letters.") \
	X(NO_PROGRAM, "The program that draws documents could not be started.")\
	X(NO_ROOM, "There is no memory just now to draw the document.") \
	X(STOPPED, "The drawing was stopped.") \
	X(FAILED, "Drawing the document failed.")

enum paper_err {
	PAPER_OK,
#define X(name, text) PAPER_##name,
	PAPER_ERRS(X)
#undef X
};

struct paper_drawn {
	int	 fd;		/* the PDF, at its beginning; the caller closes
				 * it. Has no name: it goes with the last
				 * descriptor. -1 on refusal */
	int64_t	 bytes;
	int	 pages;
	int	 ms;		/* that it took */
	int	 memory_mb;	/* at most at one time */
	char	 detail[160];	/* of a refusal: what was found, "Hangul
				 * (U+BC15)"; no personal data; or "" */
};

/*
 * Draws it in a process of its own and waits for that. Any thread may call it.
 * Where *stop becomes true (NULL: never) it ends soon with PAPER_STOPPED.
 */
MUST_USE enum paper_err	paper_draw(const struct paper *,
			    const struct paper_limits *,
			    const atomic_bool *stop, struct paper_drawn *out);
const char	*paper_err_text(enum paper_err);	/* a sentence */

#endif
