/*
 * csv.h - lists as people save them, one row at a time.
 *
 * Comma, semicolon or tab between the columns, as the first line uses most, or
 * as Excel's first line "sep=;" says; UTF-8 or UTF-16, with or without a byte
 * order mark; lines that end as on any system; columns in quotation marks as in
 * RFC 4180. The first line names the columns. Memory does not grow with the
 * list.
 */
#ifndef CSV_H
#define CSV_H

#include "base/base.h"
#include "base/text.h"

#define CSV_COLUMNS_MAX	100
#define CSV_ROW_MAX	(64 * 1024)	/* bytes of one row */

struct csv;

struct csv_row {
	int64_t	 line;			/* from 1, where the row begins */
	str	 field[CSV_COLUMNS_MAX];	/* good until the next row */
	size_t	 fields;
	str	 problem;		/* "" or why the row cannot be read */
	size_t	 problem_column;	/* from 1 */
};

/*
 * NULL if it cannot be read as a list at all; then *problem says why. `bytes`
 * reads from memory, which must outlive it; `path` from a file.
 */
struct csv	*csv_open(struct arena *, const char *path, str *problem);
struct csv	*csv_of(struct arena *, str bytes, str *problem);
void	csv_close(struct csv *);
/* The next row; false at the end. The header is the first. */
bool	csv_next(struct csv *, struct csv_row *);
/* From the first row after the header again. */
void	csv_rewind(struct csv *);
int64_t	csv_bytes(const struct csv *);		/* of the list, in all */
int64_t	csv_bytes_read(const struct csv *);
/* Reading stopped because the disk failed, not because the list ended. */
bool	csv_failed(const struct csv *);

/* The text as one column of a list: in quotation marks where it needs them. */
str	csv_column(struct arena *, str text);
/* Writes it behind the others of its row; the last one ends the row. */
void	csv_put(struct text *, str value, bool last);

#endif
