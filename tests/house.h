/*
 * house.h - for tests: an empty house in memory with statutes of its own, and
 * transactions that either hold or fail the test.
 */
#ifndef HOUSE_H
#define HOUSE_H

#include "base/base.h"
#include "db/db.h"

struct house {
	struct arena	 mem;
	struct ctx	 cx;
};

/* Today is 2026-11-20; the statutes are in force from the day given. */
void	house_open(struct house *, const char *statutes, const char *from);
void	house_close(struct house *);
/* A day; a text that is none fails the test. */
struct date	house_day(const char *);
/* A further edition, in a transaction of its own. */
void	house_adopt(struct house *, const char *statutes, const char *from);
/* A unit, a member or a term, in the transaction that is open; 0 days are
 * unknown. */
int64_t	house_unit(struct house *, const char *code, const char *tier,
	    int64_t parent, const char *founded);
int64_t	house_member(struct house *, const char *number, int64_t cell,
	    const char *from);
void	house_term(struct house *, int64_t unit, const char *office,
	    int64_t member, const char *from, const char *until);
void	house_met(struct house *, int64_t unit, const char *kind,
	    const char *day);
/* One figure, in a transaction of its own. */
int64_t	house_number(struct house *, const char *select);

#endif
