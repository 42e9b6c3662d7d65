/*
 * demo.h - a federation that does not exist, with years of believable life:
 * some cells late, some offices vacant, one county flooded.
 *
 *	DEMO-1	The same seed, number of cells and day give the same
 *		organisation, but for its random public ids.
 *	DEMO-2	Its rows are those that the rules of each room write, to the
 *		last column, so what the rules refuse is not in it.
 *	DEMO-3	A demo that was stopped goes on where it stopped.
 *	DEMO-4	Memory does not grow with the number of cells.
 *
 * Up to DEMO_LARGE cells there are counties of 125 cells with workplaces, and
 * two years; from there on counties of 2,000 cells with branches and workplaces
 * in these, some ten members to a cell, and one year.
 */
#ifndef DEMO_H
#define DEMO_H

#include "base/base.h"

#define DEMO_CELLS_MIN		10	/* those who may log in are in them */
#define DEMO_CELLS_MAX		1000000
#define DEMO_LARGE		20000	/* cells, from which it is built wide */
#define DEMO_PASSWORD		"long lakes and bread"

struct demo {
	int64_t		 cells;		/* to make in all */
	uint64_t	 seed;
	struct date	 today;
	bool		 large;		/* built wide, however few cells; what
					 * was begun goes on as it was begun */
	/* The rest is the maker's own. */
	int64_t		 made;		/* cells, from the first */
	const struct statutes *statutes;
	struct demo_place {
		struct demo_spot {
			int64_t	 province, county, branch, workplace;
					/* counted through; -1: none */
			int64_t	 in_county, ordinal;	/* from 0 */
		}	 spot;		/* of the last cell */
		int64_t	 federation, province, county, branch, workplace;
	}		 at;		/* units; 0: none */
};

/* The statutes, the federation and its offices. False: the database already
 * holds another organisation, which was not touched. */
MUST_USE bool	demo_begin(struct ctx *, struct demo *);
/* Makes one cell with its life; a transaction may end after each. False when
 * all are made. */
MUST_USE bool	demo_cell(struct ctx *, struct demo *);

/* Who may log in to look around; all with DEMO_PASSWORD. */
struct demo_login {
	const char	*role, *login, *name, *number;
};
extern const struct demo_login demo_logins[];	/* ends with a NULL role */
/* Makes those accounts that are not there yet. False: out of memory. */
MUST_USE bool	demo_accounts(struct ctx *);
/* A conference that is on, with delegates, posts and an order of business;
 * where there is one already, nothing. */
void	demo_conference(struct ctx *, const struct demo *);
/* A plan of the federation, shared out to all counties and in one of them to
 * the cells, with reports; where there is one already, nothing. */
void	demo_plan(struct ctx *, const struct demo *);
/* A few circulars, some cells having passed them on, as many rows however many
 * cells there are; where the federation has issued one already, nothing. */
void	demo_circulars(struct ctx *, const struct demo *);

#endif
