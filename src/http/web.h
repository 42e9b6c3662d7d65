/*
 * web.h - from a request to the one handler that answers it.
 *
 * A route says everything that must be known before its handler runs: what the
 * person must be allowed to do and to what, and which fields the form has. The
 * house refuses a request that lacks a machine-made field or has one that does
 * not parse, drops fields no route asked for, checks where a write comes from
 * (Origin, Sec-Fetch-Site), repeats the first answer for a request id it has
 * seen, and asks may(). A handler therefore never sees a malformed value and
 * never checks a permission. What a person types is param_line or param_text,
 * never refused before the handler, which answers with the form as it was
 * filled in and a sentence at the field. Such a field comes as UTF-8 with line
 * ends of one byte and without control characters, a line without white space
 * around it.
 *
 * One request, one transaction: a GET reads in a transaction of its own, a POST
 * is run by the single writer, which puts many into one commit. A handler that
 * leaves a status of 400 or more has changed nothing: its part is undone. A GET
 * that asks for ACT_SEE_PERSON is run by the writer too, so that its handler
 * can keep the look (MEMB-6).
 *
 *	HTTP-1	A write with the same request id, by the same account, happens
 *		once; asked again it gives the first answer, for KEYS_DAYS. The
 *		id comes in the header Idempotency-Key, or in the field _key;
 *		a page is sometimes sent again with other words in it, so with
 *		_key the same id with other fields is another write.
 *	HTTP-2	A write is refused unless Origin or Sec-Fetch-Site says that it
 *		comes from our pages, and neither says otherwise.
 *	HTTP-3	A refusal (400 and above) has changed nothing.
 *	HTTP-4	What is not known to be saved is never said to be saved, nor
 *		"not saved" where that is not known.
 *	HTTP-5	What somebody votes leaves no trace here. Of a route with a
 *		param_ballot no fingerprint of the form is kept: with _key each
 *		sending is a write, and the last one counts; with
 *		Idempotency-Key the id alone is kept. It comes in the body, no
 *		answer gives it back, and the memory it came in is wiped.
 */
#ifndef WEB_H
#define WEB_H

#include "account/may.h"
#include "html/html.h"
#include "paper/paper.h"

enum need { REQUIRED, OPTIONAL, REPEATED };

struct param {
	const char	*name;		/* "p#": p1, p2 and so on, one each */
	bool		(*valid)(str);
	enum need	 need;
};

#define PARAM_LINE_MAX	1000		/* bytes, a line a person types */
#define PARAM_TEXT_MAX	32000		/* bytes, a text a person types */
#define FIELDS_MAX	1200		/* fields of one form */
#define BODY_MAX	(1024 * 1024)	/* bytes of one form */
#define UPLOAD_MAX	(16 * 1024 * 1024) /* of a form with a param_file */
#define KEYS_DAYS	90		/* how long a request id is known */

bool	param_public(str);		/* a public id */
bool	param_int(str);			/* 0 to 999,999,999 */
bool	param_flag(str);		/* "1", "on" or "" */
bool	param_line(str);		/* UTF-8 without control characters */
bool	param_text(str);		/* UTF-8; tab and line ends too */
bool	param_word(str);		/* a-z, 0-9, -, _; 1 to 64 */
bool	param_language(str);		/* as BCP 47 writes it: "pt-BR" */
bool	param_path(str);		/* an address in this house, or "" */
bool	param_file(str);		/* the bytes of a file that was sent */
bool	param_ballot(str);		/* a line; what somebody votes:
					 * HTTP-5 */

struct req {
	struct field { str name, value; } *field;
	size_t		 fields;
	struct object	 object;	/* what the route's finder found */
	str		 method, path;	/* path without the query */
	str		 key;		/* a new request id, for a form */
	str		 network;	/* who asks, for budgets: an address */
	str		 home;		/* our own origin, for printed links:
					 * "https://cellwork.example" */
	bool		 wants_json;	/* the outbox of a phone asks */
	str		 token;		/* of the session's cookie, or "" */
	str		 agent;		/* what the browser calls itself */
	str		 if_none_match;	/* tags of what the browser has */
	bool		 prepared;	/* what route->prepare found out */
	int64_t		 prepared_id;
	str		 prepared_text;
	const struct session *session;	/* who asks, for the frame */
	bool		 streams;	/* the answer can go on: live.h */
};

struct res {
	int		 status;	/* 200 unless set */
	str		 location;	/* of a redirect, 303 */
	str		 type;		/* text/html in UTF-8 unless set */
	str		 version;	/* see res_unchanged() */
	str		 file_name;	/* a download; its name */
	str		 set_session;	/* a new session's token */
	bool		 end_session;	/* the cookie is to be forgotten */
	bool		 for_ever;	/* the address says which version it is:
					 * a browser may keep it a year */
	bool		 no_store;	/* personal: no browser keeps it */
	bool		 offline_keep;	/* our script may, on the phone */
	bool		 nothing_done;	/* of a write that only brought a form
					 * back: sent again, it comes again */
	str		 message;	/* what is wrong, for an outbox */
	str		 allow;		/* with 405: the methods there are */
	int		 retry_s;	/* with 503: when to come again */
	int		 refresh_s;	/* the browser asks again; 0: not */
	const struct live_page *live;	/* not NULL: the answer is the stream
					 * of this page about rq->object */
	struct html	 body;
	const struct paper *paper;	/* see res_paper(); NULL: none */
	int		 file;		/* the body instead, once it is drawn,
					 * from its beginning; the answer's */
	int64_t		 file_len;	/* bytes; 0: there is none */
};

struct route {
	const char		*method;	/* "GET" or "POST" */
	const char		*path;	/* {name} matches one segment */
	enum act		 act;	/* what must be allowed: may.h */
	/* Finds what the address names: sets the object, or returns false for
	 * "there is no such page". NULL where the address names nothing. */
	bool			(*find)(struct ctx *, const struct req *,
				    struct object *);
	void			(*run)(struct ctx *, const struct req *,
				    struct res *);
	const struct param	*params;	/* PARAMS_END; NULL: none */
	/* Slow work before a write (hashing a password): runs in a bounded pool
	 * with a read transaction of its own and notes what it found in rq. */
	void			(*prepare)(struct ctx *, struct req *);
};

#define ROUTES_END	{ NULL, NULL, ACT_ANYONE, NULL, NULL, NULL, NULL }
#define PARAMS_END	{ NULL, NULL, OPTIONAL }

/* Fields by name, of the address, the query or the form. The route must have
 * declared them (those of its path it has by writing them). */
int64_t	req_int(const struct req *, const char *name);	/* 0 if not given */
str	req_str(const struct req *, const char *name);	/* "" if not given */
bool	req_flag(const struct req *, const char *name);
bool	req_each(const struct req *, const char *name, size_t *i, str *value);
/*
 * A day as people type it: 2026-11-20, 20.11.2026, 20/11/2026, 20.11., with
 * spaces and with digits of any script. False if it is no day; an empty field
 * is true and DATE_NONE.
 */
MUST_USE bool	req_day(const struct req *, const char *name,
		    struct date today, struct date *out);
/* A time of day "18:30", "18.30", "1830", "6 pm"; -1 if empty. */
MUST_USE bool	req_time(const struct req *, const char *name, int *out);
/* A number as people type it, with digits of any script; -1 if empty. */
MUST_USE bool	req_number(const struct req *, const char *name, int64_t *out);
/* The same from a text, where a form has several lines of the same fields. */
MUST_USE bool	typed_day(str, struct date today, struct date *out);
MUST_USE bool	typed_time(str, int *out);
MUST_USE bool	typed_number(str, int64_t *out);

/* ---- answers ----------------------------------------------------------- */

/* Put the finished main part into the frame: the last thing a page does. The
 * main part was written to a struct html of html_start(). */
struct html	html_start(struct ctx *);
void	res_page(struct ctx *, const struct req *, struct res *,
	    struct frame, const struct html *main);
/* 303 to a page of ours. For a phone's outbox: JSON with the same address. */
void	res_go(struct ctx *, struct res *, struct path);
/*
 * The answer is this document as a PDF, under a name such as "minutes.pdf": the
 * last thing a handler does, where it would call res_page(). The paper lives in
 * cx->mem; one that was started with no language gets language, direction, size
 * and author of the organisation. It is drawn after the transaction, by a few
 * threads in a process of its own; meanwhile no reader waits. Where too many
 * wait the answer is 503, and what cannot be drawn (paper/paper.h) is a page
 * that says why.
 */
void	res_paper(struct ctx *, struct res *, const struct paper *,
	    str file_name);
/* Where a record can be checked, for a foot: "cellwork.example/m/8kq2". */
str	paper_address(struct ctx *, const struct req *, struct path);
/* What an answer would show follows from the address and this text alone. True:
 * the browser has it already, and there is nothing to write. An empty text is
 * no version: then the tag of the answer follows from its bytes. */
MUST_USE bool	res_unchanged(struct ctx *, const struct req *, struct res *,
		    str version);
/* A page with a heading, a sentence and where to go on. */
void	res_problem(struct ctx *, const struct req *, struct res *, int status,
	    const char *heading, const char *text);
/* 404, for an object that is gone or never was. */
void	res_missing(struct ctx *, const struct req *, struct res *);

/* To the list of a form that comes back (html.h); more than PROBLEMS_MAX are
 * not listed. */
void	problem_add(struct problems *, const char *field, str text);
str	problem_of(const struct problems *, const char *field);	/* or "" */
/* Sets the status, and what the outbox of a phone is told; call it before
 * res_page(). */
void	res_refuse(struct ctx *, struct res *, int status,
	    const struct problems *);

/* ---- for the server, and for tests ------------------------------------- */

/*
 * Answer one request: find the route, check, run, commit. Tests call it without
 * a server. Every list of routes is in tables.c.
 *
 * With an empty session cx->actor, cx->account and cx->admin stay as they are
 * given: the server gives 0, a test may say who acts. A write needs an origin
 * or sec_fetch_site "same-origin".
 */
struct web_request {
	str	method;
	str	path;			/* as sent, with its %XX */
	str	query;			/* after the ?, without it */
	str	body;			/* the form */
	str	content_type;		/* "": the usual one of a form */
	str	session;		/* the token of the cookie */
	str	home;			/* "https://cellwork.example": our own
					 * origin; "": http or https at host */
	str	host, origin, sec_fetch_site;
	str	accept, idempotency_key;
	str	network, agent;
	str	if_none_match;
};
extern const struct route *const web_routes[];	/* tables.c; ends with NULL */

void	web_answer(struct ctx *, const struct web_request *, struct res *);

#endif
