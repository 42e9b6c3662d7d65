/*
 * tally_own.h - between the files of this room: what is counted of one unit,
 * its row, and the rows in memory.
 */
#ifndef TALLY_OWN_H
#define TALLY_OWN_H

#include <pthread.h>
#include <stdatomic.h>

#include "db/db.h"
#include "tally/tally.h"

/* ---- one unit (count.c) ------------------------------------------------ */

#define MARK_OVERDUE	5	/* no exception: an assignment */
#define MONTH_BITS	24

enum tally_flag { TALLY_HOLDS = 1, TALLY_OWES = 2, TALLY_SILENT = 4 };

/*
 * Something that is asked of a unit. It is in order up to `due` and, if nothing
 * more is recorded, not from the day after it on.
 */
struct mark {
	int		 kind;		/* enum exception_kind, MARK_OVERDUE */
	int64_t		 edition_id;	/* 0 of an assignment */
	size_t		 rule;		/* of that edition */
	int		 office;	/* of the edition's, from 1; 0: none */
	int		 seat;
	struct date	 since, due;
};

struct tally_row {
	int64_t		 unit_id, version, edition_id, parent_id;
	struct date	 counted_on, recheck, begins, last;
	str		 tier;
	bool		 alive;
	int		 flags;		/* enum tally_flag */
	int64_t		 members, held, held_before, present, expected;
	int64_t		 assigned;
	uint32_t	 owed_bits, late_bits;
	struct LIST(struct mark) marks;
};

/* Counts the unit as it stands on cx->today; version stays 0. False: there is
 * none, or the database failed. */
MUST_USE bool	count_unit(struct ctx *, const struct compiled *,
		    int64_t unit_id, struct tally_row *out);
/* The first day of the month and of the one after, some months back. */
struct date	count_month(struct date on, int back);
/* Months since year 0 of the day. */
int	month_number(struct date);

/* ---- rows (row.c) ------------------------------------------------------ */

/* The next mark of a text, "kind edition rule office seat since due;", which it
 * moves on; false at its end. */
bool	marks_next(str *text, struct mark *out);
void	row_write(struct ctx *, const struct tally_row *);
/* From a row of tally_rows and its like. Its texts are the query's, its marks
 * are still a text. */
str	row_read(struct query *, struct tally_row *out);
/* "" where they say the same, but for version and counted_on; else what
 * differs. */
str	row_differs(struct arena *, const struct tally_row *stored,
	    str stored_marks, const struct tally_row *counted);

/* ---- units in steps (settle.c) ----------------------------------------- */

/* The ids of the next units, at most max of them. */
size_t	settle_units_after(struct ctx *, int64_t after, size_t max,
	    int64_t *out);

/* ---- in memory (memory.c) ---------------------------------------------- */

#define NOWHERE		UINT32_MAX
#define SLOTS_MAX	60000
#define NEVER		INT32_MAX	/* a due day that does not come */

/* One column each; in the order of the tree, but while it is arranged. */
#define TALLY_COLUMNS(X) \
	X(uint32_t, id) X(uint32_t, parent) X(uint32_t, above) \
	X(uint32_t, end) X(uint32_t, inner) X(int32_t, due) \
	X(int32_t, last) X(int32_t, begins) X(uint32_t, members) \
	X(uint32_t, present) X(uint32_t, expected) X(uint32_t, assigned) \
	X(uint32_t, owed_bits) X(uint32_t, late_bits) X(uint32_t, edition) \
	X(uint32_t, mark_at) X(uint16_t, mark_len) X(uint16_t, held) \
	X(uint16_t, held_before) X(uint16_t, month) X(uint8_t, flags) \
	X(uint8_t, alive) X(uint8_t, tier)

/* What a mark is about: one for each rule of each edition and seat. */
struct slot {
	int		 kind, office, seat;
	int64_t		 edition_id;
	size_t		 rule;
};

struct mark_pool {
	int32_t		*due, *since;
	uint16_t	*slot;
	size_t		 len, cap, unused;
};

/*
 * `end` is the position after the last unit under one; `above` the position of
 * its parent; `inner` says where its sums are, NOWHERE for one without others
 * under it. due: the earliest of its meetings.
 */
struct tally {
	pthread_rwlock_t	 lock;		/* of all that follows */
	pthread_mutex_t		 following;	/* one at a time takes over */
	atomic_ullong		 asked;		/* tally_follow(), so often */
	uint64_t		 taken;		/* up to which of these */
	struct arena		*mem;		/* NULL: malloc */
	struct date		 today;
	int64_t			 version, newest_edition;
	uint64_t		 stamp;		/* of all rows taken */
	uint64_t		 stirred;	/* db_stirred() then */
	uint64_t		 order;		/* how often it was arranged */
	size_t			 len, cap;	/* of the columns */
	size_t			 behind;	/* rows of an older edition */
	size_t			 recounts;	/* rows of unit_recount */
#define X(type, name) type *name;
	TALLY_COLUMNS(X)
#undef X
	uint32_t		*at;		/* position by id */
	size_t			 at_len;
	int32_t			(*sums)[TALLY_MEASURES];
	size_t			 sums_len;
	struct mark_pool	 marks;
	struct slot		*slots;
	size_t			 slots_len, slots_cap;
};

/* All of these are called under the lock for writing, or before anybody else
 * knows the tally. False: there was no memory. */
MUST_USE bool	memory_grow(struct tally *, size_t len);
MUST_USE bool	memory_ids(struct tally *, int64_t id_max);
/* Puts what a row says at an index of the columns. */
MUST_USE bool	memory_put(struct tally *, size_t at,
		    const struct tally_row *, str marks);
/* A row was taken: the stamp, a sum, says so, in whatever order. */
void		memory_stamp(struct tally *, const struct tally_row *);
/* Room for so many marks in all. */
MUST_USE bool	memory_marks(struct tally *, size_t len);
/* The slot of what a mark is about; SLOTS_MAX: there is no room. */
size_t		memory_slot(struct tally *, const struct mark *);
/* Brings the columns into the order of the tree and adds up the sums. */
MUST_USE bool	memory_arrange(struct tally *);
void		memory_add_up(struct tally *);
/* The marks of all units in their order, without those of no use. */
MUST_USE bool	memory_gather(struct tally *);
/* What one unit counts for, on t->today. */
void		memory_own(const struct tally *, size_t at,
		    int32_t out[TALLY_MEASURES]);
/* The row of a unit that stays where it is; the sums above it follow. Where
 * there is no memory, nothing has changed. */
MUST_USE bool	memory_update(struct tally *, size_t at,
		    const struct tally_row *, str marks);
void		memory_drop(struct tally *);
/* Of its memory, or of its arena. */
void		*memory_take(struct tally *, void *old, size_t old_size,
		    size_t size);
void		memory_give(struct tally *, void *);
size_t		memory_bytes(const struct tally *);
/* NOWHERE: it is not in the tally. */
uint32_t	memory_position(const struct tally *, int64_t unit_id);
enum unit_state	memory_state(const struct tally *, size_t at);

/* ---- tiers (tier.c) ---------------------------------------------------- */

#define TIER_UNKNOWN	0
/* The number of a word, for as long as the process lives; TIER_UNKNOWN: it is
 * empty, or there is no room for more. */
uint8_t		tier_number(str word);

/* ---- lists (lists.c) --------------------------------------------------- */

/* Which slots the rule has; all but assignments where none is named. */
bool		*lists_slots(struct ctx *, const struct tally_rule *);

/* The server's, or one read from the database for as long as cx->mem lives.
 * Locked for reading; NULL, unlocked, after a failure of the database. */
struct tally	*tally_enter(struct ctx *);
void		tally_leave(struct tally *);

#endif
