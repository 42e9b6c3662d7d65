/*
 * people.h - the small world that tests of rights and accounts start from: one
 * person in each role there is, with an account and a session.
 *
 * Today is Friday 20 November 2026, 18:00 UTC. A federation, a province, two
 * counties; the cells A1 and A2 in the county "Eastmere", B1 in "Westmere".
 *
 *	Ann	member of A1, nothing else
 *	Sec	secretary of A1, member of it
 *	Dep	deputy secretary of A1, member of it
 *	Former	secretary of A1 until yesterday, member of it
 *	Ben	member of A2
 *	Officer	officer of Eastmere, member of A2
 *	Other	officer of Westmere, member of B1
 *	Auditor	auditor of the federation, member of B1
 *	Admin	administers; no person
 *	Nobody	not logged in
 */
#ifndef PEOPLE_H
#define PEOPLE_H

#include "base/base.h"
#include "http/web.h"

#define PEOPLE_DAY	"2026-11-20"

#define PEOPLE_ROLES(X) \
	X(ANN, "Ann Reed", A1, "") \
	X(SEC, "Sec Moor", A1, "secretary") \
	X(DEP, "Dep Lane", A1, "deputy") \
	X(FORMER, "Former Hill", A1, "") \
	X(BEN, "Ben Ford", A2, "") \
	X(OFFICER, "Officer Wood", A2, "officer") \
	X(OTHER, "Other Vale", B1, "officer") \
	X(AUDITOR, "Auditor Pell", B1, "auditor") \
	X(ADMIN, "", 0, "") \
	X(NOBODY, "", 0, "")
enum people_role {
#define X(role, name, cell, office) role,
	PEOPLE_ROLES(X)
#undef X
	PEOPLE_ROLES_LEN
};

enum people_unit { FEDERATION, PROVINCE, EASTMERE, WESTMERE, A1, A2, B1,
	PEOPLE_UNITS };

struct people {
	struct arena	 mem;
	struct ctx	 cx;
	int64_t		 unit[PEOPLE_UNITS];
	int64_t		 member[PEOPLE_ROLES_LEN];
	int64_t		 account[PEOPLE_ROLES_LEN];
	str		 token[PEOPLE_ROLES_LEN];
};

/* The world as it stands above; ready for db_begin(). Nobody acts. */
void	people_open(struct people *);
void	people_close(struct people *);
const char	*people_role_name(enum people_role);
/* From now on this person asks, as a request with the session would. */
void	people_act(struct people *, enum people_role);

/*
 * What a browser of the role gets for "/cell" or "/cell?added=1", and for a
 * form sent there: fields as "name=Ann&day=2026-11-20", in an address's
 * encoding; the request id is added. `out` lives until the world closes.
 */
void	people_get(struct people *, enum people_role, const char *path,
	    struct res *out);
void	people_post(struct people *, enum people_role, const char *path,
	    const char *fields, struct res *out);
bool	people_shows(const struct res *, const char *text);
/* The public id of a member, a unit: for addresses. */
const char	*people_pid(struct people *, const char *table, int64_t id);

/* "2026-11-20" as a day; a text that is none is a bug of the test. */
struct date	people_date(const char *);
/* A figure of the database, in a transaction of its own. */
int64_t	people_number(struct people *, const char *select);
/* Adopts statutes; a line that is not understood fails the test. */
void	people_adopt(struct ctx *, const char *text, struct date from);

#endif
