/*
 * job.h - work that takes longer than an answer may.
 *
 * A room that has such work says how a piece of it is done (struct job_kind,
 * listed in tables.c) and begins a job; a thread of the server has one piece
 * after another done by the writer, which answers others in between. What a
 * piece did and how far the job is then are one transaction: so whatever ends
 * the server, the next one goes on behind the last piece that was kept.
 *
 *	JOB-1	A piece and the mark of how far the job is are kept together or
 *		not at all: after kill -9 nothing is missing and nothing is done
 *		twice.
 *	JOB-2	A piece takes JOB_PIECE_MS or little more, and writes of others
 *		go in between two of them.
 *	JOB-3	A job that is told to stop stops before its next piece. What was
 *		done until then stays, and the job says how much that is.
 *	JOB-4	Of several servers one works on a job. Where it ends without a
 *		word another takes the job over after JOB_LEASE_S.
 *	JOB-5	Each piece is done in the name of who began the job, with the
 *		rights that person has at that moment; without them it stops.
 *	JOB-6	The page of a job is seen by who began it and by who may do what
 *		it does; its file, and the button that stops it, is for who may.
 *	JOB-7	A piece that fails is done again; a job whose pieces fail
 *		JOB_TRIES_MAX times in a row, or that took JOB_TAKEN_MAX servers
 *		down with it in a row, has failed and says so.
 *	JOB-8	A file that a job made is gone JOB_FILE_S after its end.
 */
#ifndef LONG_JOB_H
#define LONG_JOB_H

#include <stdatomic.h>

#include "account/may.h"
#include "base/base.h"

#define JOB_PIECE_MS	40
#define JOB_LEASE_S	30
#define JOB_TRIES_MAX	5
#define JOB_TAKEN_MAX	3
#define JOB_FILE_S	86400
#define JOB_KEEP_S	(90 * 86400)	/* an ended job is forgotten after */
#define JOB_OPEN_MAX	10		/* of one account, not ended yet */
#define JOB_LIST_MAX	50		/* on the page of one's jobs */
#define JOB_FILE_PART	(256 * 1024)	/* bytes */
#define JOB_FILE_MAX	(64 * 1024 * 1024)

enum job_state { JOB_WAITING = 1, JOB_RUNNING, JOB_DONE, JOB_STOPPED,
	JOB_FAILED };

struct job {
	int64_t		 id, account_id, object_id;
	str		 public_id, kind, title, things;
	str		 back;		/* an address of ours */
	struct object	 about;		/* of the right that it needs */
	enum job_state	 state;
	bool		 stop;
	int64_t		 done, whole;
	str		 message;	/* a sentence, or "" */
	int64_t		 begun_at, ended_at;	/* 0: not yet */
	str		 file_name, file_type;
	int64_t		 file_bytes;	/* 0: none, or no more */
};

#define JOB_ERRORS(X) \
	X(JOB_OK, 200, "done") \
	X(JOB_TOO_MANY, 409, \
	  "ten pieces of long work of yours are under way; wait until one is " \
	  "done, or stop one") \
	X(JOB_ENDED, 409, "this has ended already")
enum job_err {
#define X(name, status, text) name,
	JOB_ERRORS(X)
#undef X
	JOB_ERR_COUNT
};
int		job_err_status(enum job_err);
const char	*job_err_text(enum job_err);

/* ---- what a kind of job does ------------------------------------------- */

struct job_worker;

/* What came of a piece. */
enum job_piece {
	JOB_MORE,
	JOB_APART,		/* more, but first job_kind.apart() */
	JOB_END,
	JOB_GIVEN_UP		/* it has failed; job->message says why */
};

struct job_kind {
	const char	*word;		/* "import.take" */
	enum act	 act;		/* what it needs: may.h */
	/*
	 * One piece, in an open DB_WRITE transaction, in the name of who began
	 * it. Reads and sets job->done, whole and message. What it keeps from
	 * piece to piece in w->held and w->mem may be gone the next time, for
	 * the server was another or the transaction was undone: so it stands in
	 * the database too, or can be made anew.
	 */
	enum job_piece	(*piece)(struct ctx *, struct job *,
			    struct job_worker *w);
	/*
	 * NULL, or long work that writes nothing (to draw a document), in a
	 * DB_READ transaction of its own, beside the writer. Leaves in w->held
	 * what the next piece needs. Ends soon once *stop is true.
	 */
	void		(*apart)(struct ctx *, const struct job *,
			    struct job_worker *w, const atomic_bool *stop);
	/* NULL, or: the job has ended before its end, in the transaction that
	 * says so. */
	void		(*ended)(struct ctx *, const struct job *);
	/* NULL, or gives back what is in w->held beside memory of w->mem. */
	void		(*let_go)(struct job_worker *w);
	/* NULL, or: an hour has passed; what is too old goes, in a DB_WRITE
	 * transaction. */
	void		(*forget)(struct ctx *);
};
extern const struct job_kind *const job_kinds[];	/* tables.c; ends with
							 * NULL */

/* Whether a piece has time for more, of its JOB_PIECE_MS. */
bool	job_has_time(const struct job_worker *);

/* ---- for rooms and pages ----------------------------------------------- */

struct job_new {
	const char	*kind;
	str		 title, things;	/* "Take over “units.csv”", "rows" */
	str		 back;
	struct object	 about;
	int64_t		 object_id, whole;
};
/* In the name of cx->account; whether it may is the caller's to ask. */
MUST_USE enum job_err	job_begin(struct ctx *, const struct job_new *,
			    struct job *out);
MUST_USE bool	job_read(struct ctx *, str public_id, struct job *out);
bool	job_by_id(struct ctx *, int64_t id, struct job *out);
/* JOB-3; asked again it is the same. */
MUST_USE enum job_err	job_stop(struct ctx *, int64_t id);
/* Those that cx->account began, newest first, at most JOB_LIST_MAX. */
void	job_list(struct ctx *, struct job **out, size_t *out_len);
/* How many come before it. */
int64_t	job_before(struct ctx *, const struct job *);

/* Does one piece at once, in the transaction of the request that began it:
 * short work is done then, and job->state says so. */
void	job_try(struct ctx *, struct job *);

/* JOB-6: its page; what it made, and to stop it. */
bool	job_may_see(struct ctx *, const struct job *);
bool	job_may_do(struct ctx *, const struct job *);

/*
 * The file of a job, written by its pieces: parts of JOB_FILE_PART bytes one
 * after another, the last may be shorter; job->file_bytes grows with them. A
 * job that ends well takes file_name and file_type from the piece that ends it.
 */
void	job_file_drop(struct ctx *, struct job *);
void	job_file_add(struct ctx *, struct job *, str bytes);
/* Files made for a conference go, before their day. */
void	job_files_forget(struct ctx *, int64_t conference_id);
/* The whole of it in cx->mem. False: there is none, or no more. */
MUST_USE bool	job_file(struct ctx *, const struct job *, char **out,
		    size_t *out_len);

/* ---- for the server ---------------------------------------------------- */

/* Who works: one to a server. Belongs to one thread at a time. */
struct job_worker {
	char		 holder[PUBLIC_ID_LEN + 1];
	const struct job_kind *const *kinds;
	bool		 alone;		/* no other server has these data: what
					 * one held that is gone need not be
					 * waited for */
	int64_t		 id;		/* in hand; 0: none */
	const struct job_kind *kind;	/* of it */
	void		*held;		/* of job_kind.piece() */
	struct arena	 mem;		/* the same */
	bool		 has_mem;
	int		 tries;		/* failed in a row */
	int		 in_vain;	/* apart, in a row */
	int64_t		 drawn_ms;	/* of a document: above 0; -1: it was
					 * not; 0: none since it was set so */
	int64_t		 piece_until_us; /* of a clock that only goes on */
	int64_t		 forgot_at;
	/* What the turn that is not kept yet would make true. */
	int64_t		 next_id;
	int		 ended;		/* enum job_state; 0: it goes on */
};

enum job_turn {
	JOB_NOTHING,		/* no job waits for this worker */
	JOB_AGAIN,		/* another turn as soon as may be */
	JOB_TURN_APART		/* job_apart(), then another turn */
};

/* Zeroes and names it. */
void	job_worker_begin(struct job_worker *, const struct job_kind *const *);
void	job_worker_end(struct job_worker *);
/* Whether a turn would do anything; only reads. */
MUST_USE bool	job_waits(struct ctx *, const struct job_worker *);
/*
 * Takes a job up, or does one piece of that in hand, in an open DB_WRITE
 * transaction which the caller then ends; and then job_turned(), which says
 * whether it was kept, whether it may just be done again (DB_RETRY) where not,
 * and gives the state in which a job ended with it, or 0.
 */
enum job_turn	job_turn(struct ctx *, struct job_worker *);
int		job_turned(struct job_worker *, bool kept, bool again);
/* Long work beside the writer, in an open DB_READ transaction. */
void	job_apart(struct ctx *, struct job_worker *, const atomic_bool *stop);
/* Whether the job in hand was told to stop; only reads. */
MUST_USE bool	job_is_stopped(struct ctx *, const struct job_worker *);
/* The lease goes on, while something is done apart; DB_WRITE. */
void	job_renew(struct ctx *, const struct job_worker *);

/* For tests: a piece takes so long instead of JOB_PIECE_MS. */
void	job_piece_takes(int ms);

struct job_figures {
	int64_t	waiting, running;
};
void	job_figures(struct ctx *, struct job_figures *out);

#endif
