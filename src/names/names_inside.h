/*
 * names_inside.h - how the names lie in memory: what the files of this room
 * share, and nobody else sees.
 *
 * Cells stand in leaves, in the order of the tree, some hundreds in each. The
 * text of a leaf is one piece of memory: each name and a NUL, cell after cell.
 * Beside it stand the ids of the members, as differences of one to the next in
 * bytes of 7 bits (in a cell they are close to each other), and for each cell
 * where its text and its ids begin.
 */
#ifndef NAMES_INSIDE_H
#define NAMES_INSIDE_H

#include <pthread.h>
#include <stdatomic.h>

#include "names/names.h"

struct cell {
	int64_t		 id;
	uint32_t	 text_at, ids_at;
};

struct leaf {
	char		*text;
	uint8_t		*ids;
	struct cell	*cell;
	uint32_t	 text_len, ids_len, cells;
	uint32_t	 text_cap, ids_cap, cells_cap;
};

/* Where each unit stands in a walk over the tree, by its id: it and what is
 * under it have the places first to end - 1. 0: it is not in the tree. */
struct places {
	uint32_t	*first, *end;
	size_t		 len;
};

struct names {
	pthread_rwlock_t lock;
	struct places	 places;
	struct leaf	*leaf;
	size_t		 leaves, leaves_cap;
	size_t		 members;
	/* How often each byte stands in the names; never taken back. */
	atomic_ullong	 seen[256];
	atomic_int	 helpers;	/* threads that help now */
};

/* The place of a unit, or 0. */
uint32_t	place_of(const struct places *, int64_t unit_id);
void		places_drop(struct places *);
/* Walks over the tree. False: not enough memory, or an id is too large. */
MUST_USE bool	places_make(struct places *, const struct names_unit *,
		    size_t len);

/* The first cell of a leaf, or of all, that stands at a place or after it. */
size_t	leaf_find(const struct names *, const struct leaf *, uint32_t place);
/* The leaf that has the cells of a place, or would have them. */
size_t	leaves_find(const struct names *, uint32_t place);
/* Where the text and the ids of a cell of a leaf end. */
uint32_t	cell_text_end(const struct leaf *, size_t i);
uint32_t	cell_ids_end(const struct leaf *, size_t i);
void	leaf_free(struct leaf *);
/* Puts the cell into a leaf, in the place of it if it is there. */
MUST_USE bool	leaves_put(struct names *, int64_t cell_id, uint32_t place,
		    str text, str ids);

/* A word, and the two bytes of it that are rarest in all names. */
struct needle {
	str	 word;
	size_t	 a, b;			/* a < b; both 0: one byte */
};
struct needle	needle_make(struct names *, str word);
/* The first place of the word between at and end, or NULL. */
const char	*needle_find(const struct needle *, const char *at,
		    const char *end);

#endif
