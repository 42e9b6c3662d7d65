/*
 * check.h - what always holds, looked for in the records of all rooms at once.
 *
 *	CHEC-1	A check looks at the records alone and says what it finds by
 *		table and row, never by a name.
 *	CHEC-2	Each thing that always holds has a check that finds its breach.
 *
 * The rooms keep these things true as they write. Here they are asked for a
 * second time, in other words, of what is stored: after a restore, a repair by
 * hand or a bug nobody has seen yet.
 */
#ifndef CHECK_H
#define CHECK_H

#include "base/base.h"

#define CHECK_SHOWN_MAX	10		/* rows that are named */
#define CHECK_FOUND_MAX	1000		/* rows that are counted */

/* The statement that finds breaches, and what holds where it finds none. */
#define CHECKS(X) \
	X(units_reached, "Every unit stands in the one tree") \
	X(units_one_root, "One unit stands at the top") \
	X(units_up_missing, "The units above each unit are known") \
	X(units_up_surplus, "No other unit counts as standing above it") \
	X(units_placed, "Each unit stands today where its history says") \
	X(units_named, "Each unit is called today what its history says") \
	X(units_history, "Names and places follow one another, without gap or overlap") \
	X(units_ended, "No unit stands under one that has ended") \
	X(members_one_cell, "A member belongs to at most one cell on any day") \
	X(members_of_living, "Members belong to units that exist on those days") \
	X(members_one_now, "Who left is not counted, and who is counted has not left") \
	X(seats_one_holder, "A seat has at most one holder on any day") \
	X(seats_one_each, "Nobody holds two seats of an office in one unit") \
	X(terms_of_living, "No term of an office outlasts its unit") \
	X(days_in_order, "Nothing ends before it begins") \
	X(records_newest, "A meeting shows the newest version of its record") \
	X(records_counted, "The counts of a record are those of its attendance") \
	X(votes_counted, "No decision has more votes than were present") \
	X(assignments_state, "An assignment stands as its last event says") \
	X(goals_whole, "Each goal has one whole, of the unit whose plan it is") \
	X(targets_own, "A target shows the newest report of its unit") \
	X(targets_summed, "The figures of a target are its own and those below") \
	X(circulars_for_units, "What is noted of a circular is of a unit it is for") \
	X(circulars_in_order, "A circular is passed on once, then each return in its turn") \
	X(circulars_in_time, "Nothing is passed on before it was issued or has come back") \
	X(circulars_at_meetings, "What was passed on at a meeting was so on its day, in its unit") \
	X(circulars_read, "Who read a circular belonged to the unit where this is counted") \
	X(accounts_owned, "Every account is a member's or an administrator's") \
	X(ids_fresh, "No id can be given out a second time")

enum check {
#define X(name, holds) CHECK_##name,
	CHECKS(X)
#undef X
	CHECK_COUNT
};

struct check_result {
	int64_t		 found;		/* at most CHECK_FOUND_MAX */
	struct check_row {
		str	 table;
		int64_t	 id;
	}		 rows[CHECK_SHOWN_MAX];
};

const char	*check_holds(enum check);	/* without a full stop */
void		check_run(struct ctx *, enum check, struct check_result *out);
/* The engine's own: the pages of the file, the indexes, every reference. */
MUST_USE bool	check_file(struct ctx *, str *out_problem);

#endif
