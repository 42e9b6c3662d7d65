/*
 * answer.h - the steps of answering one request, for the server, which takes
 * them on different threads, and for web_answer(), which takes them in a row.
 *
 *	web_open()	reads it; no database
 *	web_prepare()	slow work before a write, in a read transaction
 *	web_run() 	answers it in a read transaction, or
 *	web_part()	as a part of a write transaction, or
 *	web_whole()	as a write transaction of its own
 *	web_failed()	the answer instead, where the database failed
 *	web_undrawn()	the answer instead, where a document was not drawn
 *
 * What is wrong with a request is found by web_open(), but said by web_run(),
 * which knows who asks.
 */
#ifndef ANSWER_H
#define ANSWER_H

#include "account/session.h"
#include "db/db.h"
#include "http/form.h"
#include "http/json.h"
#include "http/web.h"

struct refusal {
	int		 status;	/* 0: none */
	const char	*heading, *text;
};

struct web_call {
	const struct web_request	*in;
	const struct route		*route;	/* NULL: there is none */
	struct fields			 sent;	/* as they came: those of the
						 * query first */
	size_t				 of_query;
	struct req			 rq;
	struct session			 session;
	struct refusal			 refused;
	str				 allow;	/* the methods there are */
	str				 key;	/* a repeat has the same */
	bool				 last_counts;	/* HTTP-5: no repeat */
	struct path			 here;	/* the address that was asked */
};

void	web_open(struct arena *, const struct route *const *tables,
	    const struct web_request *, struct web_call *out);

/* Whether the call needs the writer; whether web_prepare() comes first. */
bool	web_writes(const struct web_call *);
bool	web_prepares(const struct web_call *);

/* True: it was done before, and *rs is the first answer (HTTP-1). */
MUST_USE bool	web_prepare(struct ctx *, struct web_call *, struct res *rs);
void	web_run(struct ctx *, struct web_call *, struct res *);
/*
 * Runs the call as one part of the open write transaction and keeps or undoes
 * it. DB_OK: the answer may be given once the transaction is committed. *alive
 * says whether the transaction still is.
 */
enum db_state	web_part(struct ctx *, struct web_call *, struct res *,
		    bool *alive);
/*
 * Runs the call as a write transaction, from its beginning to its end. DB_OK:
 * the answer may be given. Not in a transaction.
 */
enum db_state	web_whole(struct ctx *, struct web_call *, struct res *);
void	web_failed(struct ctx *, const struct web_call *, enum db_state,
	    struct res *);

/* The context needs no database. */
void	web_undrawn(struct ctx *, const struct web_call *, enum paper_err,
	    const char *detail, struct res *);

/* Whether an Accept header asks for JSON by name: a phone's outbox does. */
bool	accepts_json(str accept);

/* Request ids older than KEYS_DAYS go, a few at a time. True: perhaps more. */
bool	web_forget(struct ctx *);

/* ---- between the files of this room ------------------------------------ */

/* The route for a method and path. Sets the fields of the path and, where only
 * other methods answer there, *allow. */
const struct route	*route_find(struct arena *,
			    const struct route *const *tables, str method,
			    str path, struct fields *, str *allow);
/* Of what was sent, the fields that the route asks for, cleaned and checked.
 * `fields` holds those of the path. */
struct refusal	fields_take(struct arena *, const struct route *,
		    const struct fields *sent, struct fields *);
/* Whether a route takes a file, and so a long body. */
bool	route_takes_file(const struct route *);
bool	route_takes_ballot(const struct route *);	/* HTTP-5 */

/* The page for somebody who may not: what it is for and who can do it. */
void	res_denied(struct ctx *, const struct req *, struct res *, enum act);
/* The page for a write whose sender is not logged in, or no longer. */
void	res_log_in(struct ctx *, const struct req *, struct res *);
/* As res_problem(), where the data cannot be read; leads to the same page. */
void	res_trouble(struct ctx *, const struct web_call *, struct res *,
	    int status, const char *heading, const char *text);
/* A page that gives back the fields of a form, to be sent again with the same
 * id. */
void	res_again(struct ctx *, const struct web_call *, struct res *,
	    int status, const char *heading, const char *text);
/* {"location": ...} or {"message": ...}, where the outbox asked. */
void	res_json(struct ctx *, struct res *, str name, str value);

#endif
