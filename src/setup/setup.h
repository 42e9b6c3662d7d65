/*
 * setup.h - how far the set-up is, and lists that wait to be taken over.
 *
 *	SETU-1	A list is looked at before it is taken over: everything that
 *		would be refused is shown, and nothing has changed yet.
 *	SETU-2	A list is taken over once, however often that is asked for.
 *	SETU-3	A list that was sent is kept for a day at most.
 */
#ifndef SETUP_H
#define SETUP_H

#include "base/base.h"
#include "transfer/transfer.h"

#define UPLOAD_ROWS_MAX		20000	/* more: by the command line */
#define UPLOAD_PROBLEMS_MAX	500	/* kept of one list */
#define UNINVITED_MAX		200

struct upload {
	int64_t		 id;
	str		 public_id, name, bytes;
	str		 told;		/* what was found, a line each */
	enum list_kind	 kind;
	int64_t		 added, same, refused;
	bool		 done;
};

#define SETUP_ERRORS(X) \
	X(SETUP_OK, 200, "done") \
	X(SETUP_NOT_A_LIST, 422, \
	  "this file cannot be read as a list; what was found stands below") \
	X(SETUP_TOO_LONG, 422, \
	  "a list of more than 20,000 rows is taken over at the server, " \
	  "with: " \
	  "cellwork import") \
	X(SETUP_DONE, 409, "this list has been taken over already") \
	X(SETUP_FAILED, 503, "the database failed; nothing was changed")
enum setup_err {
#define X(name, status, text) name,
	SETUP_ERRORS(X)
#undef X
	SETUP_ERR_COUNT
};
int		setup_err_status(enum setup_err);
const char	*setup_err_text(enum setup_err);

/* SETU-1: looks at a list and keeps it; `out` says what was found also when it
 * is refused. */
MUST_USE enum setup_err	setup_look(struct ctx *, enum list_kind, str name,
		    str bytes, struct upload *out);
MUST_USE bool	setup_upload(struct ctx *, str public_id, struct upload *out);
/* SETU-2: takes it over; u->told and the counts are those of the run. */
MUST_USE enum setup_err	setup_take_over(struct ctx *, struct upload *);

struct setup_state {
	int64_t	units, members, accounts, words;
};
void	setup_state(struct ctx *, struct setup_state *out);

/* Members who hold an office and cannot log in yet, by name. */
struct uninvited { int64_t member_id; str name; };
void	setup_uninvited(struct ctx *, struct uninvited **out, size_t *out_len);

#endif
