/*
 * setup.h - how far the set-up is, and lists that are taken over by page.
 *
 *	SETU-1	A list is looked at before it is taken over: everything that
 *		would be refused is shown, many rows of one reason together,
 *		and nothing has changed yet.
 *	SETU-2	A list is taken over once, however often that is asked for; one
 *		that was stopped goes on where it stopped.
 *	SETU-3	What a list holds is kept for a day at most, or until it is
 *		taken over. Of one that is not taken over nothing stays then; of
 *		one that was, how many rows came in.
 *	SETU-4	Each row that was refused is kept with why for a day, as a list
 *		that can be mended and sent again.
 *	SETU-5	What a list of members or terms brought can be taken back, as
 *		long as nothing was built on it: a row that has been changed, or
 *		used, since stays and is named. That is an act of its own in the
 *		record of changes.
 *
 * To look at a list is one transaction, which is undone: its rows depend on
 * each other, and cannot be judged by halves. So a list has at most as many
 * rows as can be judged in about a second. To take it over is a job (job.h).
 */
#ifndef SETUP_H
#define SETUP_H

#include "base/base.h"
#include "job/job.h"
#include "transfer/transfer.h"

#define UPLOAD_MEMBERS_MAX	100000	/* rows; more: by the command line */
#define UPLOAD_ROWS_MAX		20000	/* rows of another list */
#define UPLOAD_PROBLEMS_MAX	500	/* lines that its page shows */
#define UPLOAD_LIST_MAX		20	/* lists on the page */
#define UNINVITED_MAX		200

enum upload_state {
	UPLOAD_LOOKED,		/* it waits */
	UPLOAD_TAKING,
	UPLOAD_TAKEN,
	UPLOAD_PARTLY,		/* stopped on the way, or failed */
	UPLOAD_UNDOING,
	UPLOAD_UNDONE		/* as far as it could be */
};

enum upload_sort { UPLOAD_REFUSED = 1, UPLOAD_LEFT };

struct upload {
	int64_t		 id;
	str		 public_id, name;
	str		 told;		/* what was found: setup_reasons() */
	str		 head;		/* its columns, as a line of a list */
	str		 mark;
	enum list_kind	 kind;
	enum upload_state state;
	int64_t		 rows, added, same, refused;
	int64_t		 undone, left;
	int64_t		 run_id, job_id;	/* 0: none */
	int64_t		 made_at;
};

#define SETUP_ERRORS(X) \
	X(SETUP_OK, 200, "done") \
	X(SETUP_NOT_A_LIST, 422, \
	  "this file cannot be read as a list; what was found stands below") \
	X(SETUP_TOO_LONG, 422, \
	  "a list of more rows than that is taken over at the server, with: " \
	  "cellwork import; or send it in parts") \
	X(SETUP_DONE, 409, "this list has been taken over already") \
	X(SETUP_GONE, 409, \
	  "what this list held is gone after a day; send it again, what " \
	  "came in already stays as it is") \
	X(SETUP_BUSY, 409, \
	  "you have begun ten pieces of long work; wait until one is done") \
	X(SETUP_NOTHING, 409, \
	  "there is nothing to take back: the list is not taken over, or " \
	  "that is going on just now") \
	X(SETUP_FAILED, 503, "the database failed; nothing was changed")
enum setup_err {
#define X(name, status, text) name,
	SETUP_ERRORS(X)
#undef X
	SETUP_ERR_COUNT
};
int		setup_err_status(enum setup_err);
const char	*setup_err_text(enum setup_err);

int64_t	setup_rows_max(enum list_kind);

/* SETU-1: looks at a list and keeps it; `out` says what was found also when it
 * is refused. */
MUST_USE enum setup_err	setup_look(struct ctx *, enum list_kind, str name,
		    str bytes, struct upload *out);
MUST_USE bool	setup_upload(struct ctx *, str public_id, struct upload *out);
/* What it holds, in cx->mem; "" if that is gone. */
str	setup_bytes(struct ctx *, const struct upload *);
/* Those that were taken over, newest first; at most UPLOAD_LIST_MAX. */
void	setup_uploads(struct ctx *, struct upload **out, size_t *out_len);

/* SETU-2: begins to take it over, or goes on; a short list is done then. */
MUST_USE enum setup_err	setup_take_over(struct ctx *, struct upload *,
		    struct job *out);
bool	setup_may_take_back(const struct upload *);
/* SETU-5: the same for taking it back. */
MUST_USE enum setup_err	setup_take_back(struct ctx *, struct upload *,
		    struct job *out);

/* What was found when it was looked at, or why rows were refused since: a line
 * each, in which more than a few rows of one reason stand together. */
str	setup_reasons(struct ctx *, const struct upload *);
/* Rows that were refused or left, in their order; at most `max`. */
struct upload_row { str told, line; };
void	setup_rows(struct ctx *, const struct upload *, enum upload_sort,
	    size_t max, struct upload_row **out, size_t *out_len);
int64_t	setup_rows_count(struct ctx *, const struct upload *,
	    enum upload_sort);

struct setup_state {
	int64_t	units, members, accounts, words;
};
void	setup_state(struct ctx *, struct setup_state *out);

/* Members who hold an office and cannot log in yet, by name. */
struct uninvited { int64_t member_id; str name; };
void	setup_uninvited(struct ctx *, struct uninvited **out, size_t *out_len);

#endif
