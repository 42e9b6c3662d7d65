/*
 * cells.h - what a list of members asks of units, held in memory: which code is
 * which unit, and whether members may belong to it on a day.
 *
 * It answers as member.h does (MEMB-4), without asking the database for each
 * row. Between two transactions others may change units, editions and stays; so
 * it is forgotten with each, and reads a unit when it is first asked for it.
 */
#ifndef CELLS_H
#define CELLS_H

#include "base/base.h"
#include "member/member.h"

struct cell {
	int64_t		 id;
	struct date	 founded, dissolved;
	uint32_t	 code_at, code_len;
	uint32_t	 tier;		/* of cells->tiers */
	uint32_t	 stays;		/* past ones too; never too few */
	bool		 touched;	/* members were added */
};

struct cells {
	struct arena	*mem;		/* another than that of the ctx */
	struct cell_list LIST(struct cell) list;
	struct code_text LIST(char) codes;
	uint32_t	*slot;		/* index + 1 of list; 0: free */
	size_t		 slots;		/* a power of 2 */
	bool		 all;		/* every unit is in it */
	struct LIST(str) tiers;
	struct LIST(struct date) editions;	/* from */
	struct LIST(bool) holds;	/* of tier and edition */
};

/* Forgets what others may have changed: once to begin with (c->mem is set, the
 * rest is zero), and in each transaction. */
void	cells_forget(struct ctx *, struct cells *);
/* Every unit at once, for a list that names most of them. */
void	cells_read_all(struct ctx *, struct cells *);
/* The unit with a code, or NULL; good until the next call. */
struct cell	*cells_find(struct ctx *, struct cells *, str code);
/* MEMB-4. DATE_NONE is judged as of today. */
MUST_USE enum member_err	cells_check(const struct cells *,
		    const struct cell *, struct date from, struct date today);

#endif
