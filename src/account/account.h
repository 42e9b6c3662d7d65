/*
 * account.h - logging in: accounts, passwords, sessions and invitations.
 *
 *	ACCO-1	A login name, folded, names one account for ever; a member has
 *		at most one account.
 *	ACCO-2	The answer to a login is the same, and takes the same time, for
 *		a name that is known, unknown or closed.
 *	ACCO-3	Of a password only its argon2id hash is kept; of a session's
 *		token and of an invitation's code only a BLAKE2b hash.
 *	ACCO-4	An invitation works once, until its day; a new one for the same
 *		member ends the one before it. For a member who has an account
 *		it is for a new password.
 *	ACCO-5	A password has 12 characters or more, is not one that many use
 *		and is not made of the person's own names, number or login
 *		name. Nothing else is asked of it.
 *	ACCO-6	A session ends when it is logged out, when it was not used for
 *		30 days, and after 180 days; an administrator's after 12 hours.
 *		A new password ends all sessions but the one that is begun with
 *		it.
 *	ACCO-7	Attempts are slowed: for each login name and for each network
 *		some are free, and after them each makes the wait twice as
 *		long, up to a limit. Time makes good.
 *	ACCO-8	An invitation for somebody who holds an office in another unit
 *		than the one the inviter keeps the members of is made by an
 *		administrator: who hands out the code could use it. So is one
 *		for the inviter: a new password asks for the one of now.
 *
 * Each function runs inside the transaction of its caller and returns
 * ACCOUNT_OK or the reason it refuses; having refused, it has changed nothing
 * and set no output. What it hands out lives in cx->mem. Those that are slow
 * say so: they are for the bounded pool, never for the writer.
 */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include "base/base.h"

#define LOGIN_MIN		3	/* characters */
#define LOGIN_MAX		60	/* bytes, folded */
#define PASSWORD_MIN		12	/* characters */
#define PASSWORD_MAX		512	/* bytes */
#define SESSION_IDLE_S		(30 * 86400)
#define SESSION_LONG_S		(180 * 86400)
#define SESSION_ADMIN_S		(12 * 3600)
#define SESSIONS_MAX		30	/* of one account; the longest unused
					 * one ends when another begins */
#define INVITATION_S		(30 * 86400)
#define INVITATION_CODE_LEN	19	/* "abcd-efgh-jkmn-pqrs" */

#define ACCOUNT_ERRORS(X) \
	X(ACCOUNT_OK, 200, "done") \
	X(ACCOUNT_NOT_KNOWN, 422, \
	  "this name and this password do not go together; look at both " \
	  "again") \
	X(ACCOUNT_SLOW_DOWN, 429, \
	  "there were many attempts in a short time; wait a little, " \
	  "then try again") \
	X(ACCOUNT_TROUBLE, 503, \
	  "the password could not be worked on just now; " \
	  "try again in a minute") \
	X(ACCOUNT_NO_MEMBER, 404, "there is no such member") \
	X(ACCOUNT_NONE, 404, "there is no such account") \
	X(ACCOUNT_NO_INVITATION, 404, \
	  "this code is not one of ours, was used already, or has run out") \
	X(ACCOUNT_LOGIN_MISSING, 422, "choose a name to log in with") \
	X(ACCOUNT_LOGIN_BAD, 422, \
	  "use 3 to 60 letters, digits and . _ - @ without spaces") \
	X(ACCOUNT_LOGIN_TAKEN, 409, \
	  "somebody else logs in with this name; choose another one") \
	X(ACCOUNT_PASSWORD_SHORT, 422, \
	  "use 12 characters or more; four words one after another are " \
	  "easy to remember") \
	X(ACCOUNT_PASSWORD_LONG, 422, "use at most 512 characters") \
	X(ACCOUNT_PASSWORD_COMMON, 422, \
	  "many people use this one, so it is soon guessed; choose " \
	  "something of your own") \
	X(ACCOUNT_PASSWORD_OWN, 422, \
	  "this is made of your own name or number, which others know; " \
	  "choose something else") \
	X(ACCOUNT_PASSWORD_WRONG, 422, "this is not your password of now") \
	X(ACCOUNT_NO_SESSION, 404, "this device is logged out already") \
	X(ACCOUNT_BY_ADMIN, 403, \
	  "this member holds an office elsewhere; an administrator makes " \
	  "the code")
enum account_err {
#define X(name, status, text) name,
	ACCOUNT_ERRORS(X)
#undef X
	ACCOUNT_ERR_COUNT
};
int		account_err_status(enum account_err);
const char	*account_err_text(enum account_err);

struct account {
	int64_t	 id, member_id;		/* member 0: an administrator */
	str	 login;
	bool	 admin;
	int64_t	 made_at;
};
MUST_USE bool	account_read(struct ctx *, int64_t id, struct account *out);
MUST_USE bool	account_of_member(struct ctx *, int64_t member_id,
		    struct account *out);
MUST_USE bool	account_by_login(struct ctx *, str login, struct account *out);

/* ---- passwords and logging in ------------------------------------------ */

/* What is known about a person when a password is chosen (ACCO-5). */
struct person_words {
	str	 name, native_name, number, login;
};
enum account_err	password_check(struct arena *, str password,
			    const struct person_words *);
/* Slow. False if there is not the memory for it. */
MUST_USE bool	password_hash(struct arena *, str password, str *out);

/*
 * Slow, and as slow for a name that is not known (ACCO-2). Takes from the
 * budget of the name and of the network first (ACCO-7). What it found out is
 * shown to account_log_in(), in the transaction that writes.
 */
struct login_proof {
	enum account_err	 err;
	int64_t			 account;
	str			 password;	/* the hash that fitted */
};
void	account_prove(struct ctx *, str login, str password, str network,
	    struct login_proof *out);
/* The same for a password that is to be changed: of the account logged in. */
void	account_prove_own(struct ctx *, str password, str network,
	    struct login_proof *out);

/* Begins a session. `agent` is what the browser calls itself. */
MUST_USE enum account_err	account_log_in(struct ctx *,
		    const struct login_proof *, str agent, str *out_token);
void	account_log_out(struct ctx *, str token);
/* A new password, as password_hash() made it. Ends every session and begins a
 * new one (ACCO-6). */
MUST_USE enum account_err	account_new_password(struct ctx *,
		    const struct login_proof *, str hash, str agent,
		    str *out_token);

/* Where the account is logged in, last used first. */
struct device {
	str	 handle;		/* its name on a page; opens nothing */
	str	 words;			/* "an Android phone" */
	int64_t	 made_at, seen_at, ends_at;
	bool	 here;			/* the session of `token` */
};
void	account_devices(struct ctx *, str token, struct device **out,
	    size_t *out_len);
MUST_USE enum account_err	account_log_out_there(struct ctx *, str handle);
/* All but the session of `token`; how many. */
int64_t	account_log_out_others(struct ctx *, str token);

/* Ends all its sessions; it opens nothing until it is invited again. */
MUST_USE enum account_err	account_close(struct ctx *, int64_t id);

/* ---- invitations ------------------------------------------------------- */

/* For a member, or an administrator (0). `kept_unit`: the unit whose members
 * the inviter keeps (ACCO-8); 0: an administrator invites. */
MUST_USE enum account_err	account_invite(struct ctx *, int64_t member_id,
		    int64_t kept_unit, str *out_code);

struct invitation {
	int64_t	 member_id;		/* 0: an administrator's */
	int64_t	 account;		/* that it gives a new password; or 0 */
	str	 login;			/* of that account */
	int64_t	 ends_at;
};
/* A code as people type it: case, spaces, dashes, O for 0, I and L for 1. False
 * if there is none that still works. */
MUST_USE bool	account_invitation(struct ctx *, str code,
		    struct invitation *out);
/* As account_invitation(), for a code that somebody typed: slowed (ACCO-7). */
MUST_USE enum account_err	account_invitation_typed(struct ctx *, str code,
		    str network, struct invitation *out);
/* The code in four groups as it is printed; false if it cannot be one. */
MUST_USE bool	invitation_code(struct arena *, str typed, str *out);
/* A login name nobody has, made of the person's name. */
str	account_suggest(struct ctx *, str name);
enum account_err	account_login_check(struct ctx *, str login);
/* Accept: an account or a new password, and a session. */
MUST_USE enum account_err	account_accept(struct ctx *, str code,
		    str login, str hash, str agent, str *out_token);

#endif
