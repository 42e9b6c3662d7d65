/*
 * debate.h - a conference that sits, in the harbour of harbour.h: one sitting
 * is open, and in it an item whose list of speakers is open; another item is
 * still to come.
 *
 * Delegates of Cell 4 are Runa, Emil and Aino, of Cell 5 Tomas and Oda; Lea is
 * a guest without a delegation. Nobody has asked to speak. Runa's badge is
 * number 1, the others follow in this order.
 */
#ifndef DEBATE_H
#define DEBATE_H

#include "conference/conference.h"
#include "tests/harbour.h"

#define DEBATE_SECONDS	180		/* of a speech */

struct debate {
	struct harbour	 world;
	int64_t		 conference, sitting, item, later;
	int64_t		 badge[HARBOUR_PEOPLE];
};

/* Ready for db_begin(). */
void	debate_open(struct debate *);
void	debate_close(struct debate *);
/* Statements that tables have to be brought into a state with that the rooms
 * do not bring them into; in a transaction of their own. */
void	debate_script(struct debate *, const char *fmt, ...) PRINTF(2, 3);

#endif
