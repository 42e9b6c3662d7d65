/*
 * demo.h - a federation that does not exist, with two years of believable life:
 * some cells late, some offices vacant, one county flooded.
 *
 *	DEMO-1	The same seed, number of cells and day give the same
 *		organisation, but for its random public ids.
 *	DEMO-2	Everything is entered through the rules of its own room, so what
 *		the rules refuse is not in it.
 *	DEMO-3	A demo that was stopped goes on where it stopped.
 */
#ifndef DEMO_H
#define DEMO_H

#include "base/base.h"

#define DEMO_CELLS_MIN		10	/* those who may log in are in them */
#define DEMO_CELLS_MAX		1000000
#define DEMO_PASSWORD		"long lakes and bread"
#define DEMO_MONTHS		24	/* of life before today */

struct demo {
	int64_t		 cells;		/* to make in all */
	uint64_t	 seed;
	struct date	 today;
	/* The rest is the maker's own. */
	int64_t		 made;		/* cells, from the first */
	int64_t		 member_number;
	struct demo_place {
		int64_t	 federation, province, county, workplace;
	}		 at;		/* where the next cell goes */
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

/* ---- between the files of this room ------------------------------------ */

/* Numbers that follow from a seed alone (splitmix64). */
struct dice {
	uint64_t	 state;
};
struct dice	dice_for(uint64_t seed, int64_t what);
uint64_t	dice_next(struct dice *);
int64_t	dice_up_to(struct dice *, int64_t n);		/* 0 to n - 1 */
bool	dice_percent(struct dice *, int percent);

struct demo_name {
	str	 name, native, language;
};
struct demo_name	demo_person(struct ctx *, struct dice *);
str	demo_province_name(int64_t i);
str	demo_county_name(struct ctx *, int64_t i);
str	demo_workplace_name(struct ctx *, int64_t i);
str	demo_agenda(int64_t i);
str	demo_note(struct dice *);
str	demo_decision(struct dice *, str *out_task);
str	demo_venue(struct dice *);

#define DEMO_CELL_MEMBERS_MAX	30
struct demo_cell {
	int64_t		 unit, number;
	struct dice	 dice;
	bool		 flooded;	/* in the county that was */
	int64_t		 member[DEMO_CELL_MEMBERS_MAX];
	size_t		 members;
	struct date	 founded;
};
/* The two years of a cell: its meetings, decisions and assignments. */
void	demo_life(struct ctx *, const struct demo *, struct demo_cell *);

#endif
