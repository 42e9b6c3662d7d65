/* move_inside.h - what the files of the move share: two sides and a line. */
#ifndef MOVE_INSIDE_H
#define MOVE_INSIDE_H

#include "db/db_pg.h"
#include "db/move.h"

#define MOVE_TABLES_MAX		200
#define MOVE_COLUMNS_MAX	100
#define MOVE_NAME_MAX		64

struct move_column {
	char	name[MOVE_NAME_MAX];
	bool	bytes;			/* no text: bytea */
	bool	key;
};

struct move_table {
	char			name[MOVE_NAME_MAX];
	struct move_column	column[MOVE_COLUMNS_MAX];
	size_t			columns;
	bool			has_key;
	int64_t			rows;
};

/* A text that grows; taken up again for each row. */
struct move_line {
	char	*at;
	size_t	 len, cap;
	bool	 failed;		/* no memory, or a NUL in a text */
	bool	 has_nul;
};

struct move {
	struct db		*from;
	struct pg		 to;
	struct move_table	*table;	/* MOVE_TABLES_MAX of them */
	size_t			 tables;
	int64_t			 rows;	/* of all tables */
	char			 source[128];	/* of the file, at a moment */
	struct move_line	 line;
	bool			(*go_on)(enum move_step, int64_t, int64_t);
	const char		*problem;	/* the first */
};

/* The first problem stays. False, so that it can be returned. */
bool	move_fail(struct move *, const char *fmt, ...) PRINTF(2, 3);

/* ---- the file: move_from.c --------------------------------------------- */

/* Opens it for us alone, and reads which tables there are and how long. */
bool	move_from_open(struct move *, const char *file);
/* Goes through a table: as it lies, or in the order of its key. NULL: not. */
sqlite3_stmt	*move_from_rows(struct move *, const struct move_table *,
		    bool by_key);
/* The next row as a line of COPY; false at the end, or where it failed. */
bool	move_from_line(struct move *, const struct move_table *,
	    sqlite3_stmt *);
/* One figure or text of the file; "" if there is none. For free(). */
char	*move_from_text(struct move *, const char *select);

/* ---- the other side: move_to.c ----------------------------------------- */

/* Finds an empty Cellwork, or this move's own. */
bool	move_to_open(struct move *, const char *to);
/* How many rows of the table are there, by the move's own word. */
int64_t	move_to_rows(struct move *, const struct move_table *);
/* Copies what the statement gives, up to max rows, in one transaction that
 * notes how many there are now. How many; -1: failed. */
int64_t	move_to_copy(struct move *, const struct move_table *, sqlite3_stmt *,
	    int64_t before, int64_t max);
/* Makes the indexes and references again that were taken away. */
bool	move_to_index(struct move *);
/* Begins to read a table in the order of its key; then its next line, or NULL
 * at the end. What was read is to be given to PQfreemem(). */
bool	move_to_lines(struct move *, const struct move_table *);
char	*move_to_line(struct move *, size_t *out_len);
/* Ids go on above those that were given out; then it can be opened. */
bool	move_to_finish(struct move *);

/* "a, b, c": the columns, or those of the key with their order. */
void	move_columns(const struct move_table *, bool of_file,
	    char *buf, size_t size);
void	move_order(const struct move_table *, char *buf, size_t size);

#endif
