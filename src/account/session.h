/*
 * session.h - who asks: from the token of a cookie to a person and an account.
 *
 * The house reads the session of every request, before may() is asked, in the
 * transaction that answers, and for a page who the person is. The token has 256
 * random bits and is kept only as a hash. What a session says is read afresh
 * each time and kept nowhere.
 */
#ifndef SESSION_H
#define SESSION_H

#include "account/may.h"

struct session {
	int64_t		 account;	/* 0: nobody is logged in */
	int64_t		 member;	/* 0: an account without a person */
	bool		 admin;		/* administers the house */
	bool		 seen_due;	/* session_seen() is to be called */
};

/* False if the token names no session that is alive; `out` is then empty. */
bool	session_read(struct ctx *, str token, struct session *out);
/* Notes that the session is in use. After session_read() has set seen_due the
 * house has the writer call this, in a transaction of its own. */
void	session_seen(struct ctx *, str token);

/* What pages show of the person of a session, and which ways lead on from them:
 * all of it empty for an account without a person. */
struct session_person {
	bool		 officer;	/* an office in a unit that has units */
	bool		 auditor;	/* an office with "may see changes" */
	str		 whole;		/* "Whole federation", for an office at
					 * the top that sees how units stand;
					 * else "" */
	bool		 keeps_meetings;	/* somewhere, by an office held
						 * today; may() asks where */
	str		 name;		/* as the language of the name has it */
	/* The unit whose name stands at the top of every page: the member's
	 * cell; 0 and empty where there is none. */
	int64_t		 unit;
	str		 unit_name;
	str		 unit_public_id;
};
struct session_person	session_person(struct ctx *, const struct session *);

#endif
