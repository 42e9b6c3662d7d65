/*
 * copy.h - everything that is kept about one person, as it is kept (MEMB-5).
 *
 * For "Take a copy". Every column of every table that its schema calls "seen
 * by: self" is in it; copy_test.c walks the schema and looks.
 */
#ifndef COPY_H
#define COPY_H

#include "base/base.h"

#define COPY_ROWS_MAX	100000		/* of one table */
#define COPY_COLUMNS_MAX 30

enum copy_kind { COPY_NUMBER, COPY_TEXT, COPY_DAY, COPY_MOMENT };

struct copy_value {
	bool	 known;			/* false: NULL */
	int64_t	 number;		/* COPY_NUMBER, COPY_MOMENT */
	struct date	 day;
	str	 text;
};

struct copy_table {
	const char		*name, *heading;
	struct copy_column {
		str		 name;
		enum copy_kind	 kind;
	}			 columns[COPY_COLUMNS_MAX];
	size_t			 columns_len;
	struct copy_value	*values;	/* row by row */
	size_t			 rows_len;
	bool			 more;		/* than COPY_ROWS_MAX */
};

/* All tables, empty ones too, in an order for reading. */
void	copy_of_member(struct ctx *, int64_t member_id,
	    struct copy_table **out, size_t *out_len);

/* One of them, by name; to find the place of a column copy_at(). */
void	copy_table_of_member(struct ctx *, int64_t member_id, const char *name,
	    struct copy_table *out);
const struct copy_value	*copy_at(const struct copy_table *, size_t row,
		    const char *column);

/* The copy as JSON (RFC 8259), an object with a list of objects for each table;
 * and as plain text to read. */
str	copy_json(struct arena *, const struct copy_table *, size_t len);
str	copy_text(struct arena *, const struct copy_table *, size_t len);

#endif
