/*
 * filled.h - the small world of people.h with something in cell A1, for tests
 * that walk all routes: a meeting held, an assignment of Ann's, a contact, a
 * question, a circular that was conveyed.
 */
#ifndef FILLED_H
#define FILLED_H

#include "tests/people.h"

/* Made anew, with the budgets of attempts full. */
void	filled_open(struct people *);
/*
 * An address or a form with the names of A1's things for {unit}, {member},
 * {meeting}, {assignment}, {correction}, {term}, {circular}; and something that
 * leads nowhere, but is well formed, for {code}, {section}, {format},
 * {article}, {what} and {upload}. Lives until the world closes.
 */
const char	*filled_in(struct people *, const char *text);

#endif
