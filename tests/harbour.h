/*
 * harbour.h - the small world that tests of meetings and assignments start
 * from: real statutes, units, members and offices, made by the rooms that keep
 * them.
 *
 * Today is Friday 20 November 2026, 18:00 UTC. Two editions: until October the
 * quorum is half of the members (Article 12), from 1 November 2026 two thirds
 * (Article 13). A federation, the county Eastmere, and in it:
 *
 *	Cell 4	six members: Runa (secretary), Emil (deputy), Aino, Bea, Dara,
 *		and Ivo, whose name is "Ivo <b>Tarn</b>"; Kalle left on
 *		1 October
 *	Cell 5	three members: Tomas and Oda, officers of the county, and Lea
 */
#ifndef HARBOUR_H
#define HARBOUR_H

#include "base/base.h"

#define HARBOUR_DAY	"2026-11-20"

enum harbour_person { RUNA, EMIL, AINO, BEA, DARA, IVO, KALLE, TOMAS, ODA, LEA,
	HARBOUR_PEOPLE };

struct harbour {
	struct arena	 mem;
	struct ctx	 cx;
	int64_t		 federation, county, cell4, cell5;
	int64_t		 person[HARBOUR_PEOPLE];
};

/* The world as it stands above; ready for db_begin(). */
void	harbour_open(struct harbour *);
void	harbour_close(struct harbour *);

/* "2026-11-20" as a day; a text that is none is a bug of the test. */
struct date	harbour_date(const char *);
/* As cmocka's set-up and tear-down, for one world in a test's file. */
#define IN_HARBOUR(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

/* A figure of the database, in a transaction of its own. */
int64_t	harbour_number(struct harbour *, const char *select);

#endif
