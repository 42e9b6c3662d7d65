/*
 * names.h - the names of all members in memory, folded, in the order of a walk
 * over the tree, so that a part of a name is found among millions.
 *
 *	NAME-1	What is under a unit stands in one piece: a search in it reads
 *		that piece and nothing else.
 *	NAME-2	What is found is what a loop over the same names finds, the
 *		first of them in the order of the tree.
 *	NAME-3	After names_set() a cell has the names it was given, whatever
 *		was there before; in any order of calls.
 *
 *	NAME-4	A keeper has what the data have, a moment later: whoever changed
 *		them, this server or another.
 *
 * It holds text and ids and decides nothing about who may see them: that is for
 * search/, which asks it. It is part of the floor and takes its memory from the
 * heap: of 5,000,000 members about 120 MB (docs/decisions/names-in-memory.md).
 * Several threads may ask at once while one changes it.
 */
#ifndef NAMES_H
#define NAMES_H

#include "base/base.h"

#define NAMES_WORDS_MAX	8		/* of one search; others are dropped */
#define NAMES_ASKED_MAX	128		/* units of one search */
#define NAMES_FOUND_MAX	1000		/* of one search */
#define NAMES_UNITS_MAX	((int64_t)1 << 25) /* ids of units are below this */

struct names;

/* NULL: there is not enough memory. */
struct names	*names_new(void);
void	names_drop(struct names *);

/* ---- keeping it true --------------------------------------------------- */

struct names_unit {
	int64_t	 id, parent_id;		/* parent 0: at the top */
};
/*
 * The tree: all living units, each once, in any order. What is no part of a
 * tree under a top is left out with its names. False: there is not enough
 * memory, or an id is too large; then these names are worth nothing any more.
 */
MUST_USE bool	names_order(struct names *, const struct names_unit *,
		    size_t len);

struct names_row {
	int64_t	 member_id;		/* above 0 */
	str	 fold;			/* as text_fold() makes it */
};
/* The members of a cell from now on; none of them: it has none. False: there is
 * not enough memory, or the cell is not in the tree; then it has none. */
MUST_USE bool	names_set(struct names *, int64_t cell_id,
		    const struct names_row *, size_t len);

struct names_size {
	size_t	 members, cells, bytes;	/* bytes: all the memory it has */
};
struct names_size	names_size(struct names *);

/* ---- asking ------------------------------------------------------------ */

struct names_hit {
	int64_t	 member_id, cell_id;
};
struct names_under {
	int64_t	 unit_id;		/* one that is none counts as empty */
	bool	 below;			/* the units under it too */
};
/*
 * Members of these units in whose name every word is a part: at most max, the
 * first in the order of the tree, each once. Words are folded; an empty one is
 * a part of every name.
 */
size_t	names_find(struct names *, const struct names_under *,
	    size_t under_len, const str *words, size_t words_len,
	    struct names_hit *out, size_t max);

/* Whether every word is a part of a folded name: what names_find() asks. */
bool	names_fit(str fold, const str *words, size_t words_len);

/* ---- a server's -------------------------------------------------------- */

struct names_keeper;

/*
 * Reads all names, in a thread of its own and with its own connection, and then
 * whatever changes, until it is ended. NULL: it could not be begun, which only
 * means that there are none.
 */
struct names_keeper	*names_keep(const char *db_path);
/* Its thread and its connection end; the names can still be asked. */
void	names_keep_stop(struct names_keeper *);
void	names_keep_end(struct names_keeper *);
/* The names of a keeper; NULL as long as they are not read to the end, and for
 * NULL. */
struct names	*names_kept(struct names_keeper *);
/* The same of the units: where names_kept() has the members of a cell, this has
 * the units directly under one, and the one at the top under itself. */
struct names	*names_kept_units(struct names_keeper *);

struct db;
/* What the thread does, for tests: reads all of it; takes over what was
 * committed since. Each in DB_READ transactions of its own. False: the database
 * failed or memory is short, and it can be asked again. */
struct names_keeper	*names_keeper_new(void);
void	names_keeper_drop(struct names_keeper *);
MUST_USE bool	names_read(struct names_keeper *, struct db *);
MUST_USE bool	names_follow(struct names_keeper *, struct db *);

#endif
