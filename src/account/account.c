/*
 * account.c - accounts and logging in; sessions are in session.c, invitations
 * in invitation.c.
 */
#include "account/account.h"

#include <assert.h>

#include "account/account_rows.h"
#include "account/budget.h"
#include "account/secret.h"
#include "db/change.h"
#include "db/db.h"
#include "account/account.sql.h"

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	ACCOUNT_ERRORS(X)
#undef X
};

int
account_err_status(enum account_err err)
{
	assert(err < ACCOUNT_ERR_COUNT);
	return errors[err].status;
}

const char *
account_err_text(enum account_err err)
{
	assert(err < ACCOUNT_ERR_COUNT);
	return errors[err].text;
}

void
account_change(struct ctx *cx, const char *verb, int64_t member_id, str office)
{
	change_add(cx, verb, (struct change){
		.office = office,
		.member_id = member_id,
		.kind = "account",
	});
}

/* ---- reading ----------------------------------------------------------- */

/* The account of a query's row, and its password's hash; ends the query. */
static bool
take_account(struct ctx *cx, struct query *q, struct account *out,
    str *out_hash)
{
	if (!q_row(q)) {
		return false;
	}
	*out = (struct account){
		.id = q_get_int(q, 0),
		.member_id = q_get_id(q, 1),
		.login = arena_copy(cx->mem, q_get_str(q, 2)),
		.admin = q_get_int(q, 3) != 0,
		.made_at = q_get_int(q, 4),
	};
	*out_hash = arena_copy(cx->mem, q_get_str(q, 5));
	q_end(q);
	return true;
}

static bool
read_id(struct ctx *cx, int64_t id, struct account *out, str *out_hash)
{
	struct query q = db_query(cx->db, &sql_account_by_id);

	q_set_int(&q, ":id", id);
	return take_account(cx, &q, out, out_hash);
}

bool
account_read(struct ctx *cx, int64_t id, struct account *out)
{
	str hash;

	return read_id(cx, id, out, &hash);
}

bool
account_of_member(struct ctx *cx, int64_t member_id, struct account *out)
{
	struct query q = db_query(cx->db, &sql_account_by_member);
	str hash;

	q_set_int(&q, ":member_id", member_id);
	return take_account(cx, &q, out, &hash);
}

static bool
read_login(struct ctx *cx, str login, struct account *out, str *out_hash)
{
	struct query q = db_query(cx->db, &sql_account_by_login);

	q_set_str(&q, ":login", login);
	return take_account(cx, &q, out, out_hash);
}

bool
account_by_login(struct ctx *cx, str login, struct account *out)
{
	str hash;

	return read_login(cx, text_fold(cx->mem, str_trim(login)), out, &hash);
}

/* ---- logging in -------------------------------------------------------- */

/* ACCO-7: counts the attempt, for the name and for the network. */
static bool
slowed(struct ctx *cx, str login, str network)
{
	return budget_take(BUDGET_NETWORK, budget_network(cx->mem, network),
	    cx->now) > 0 || budget_take(BUDGET_LOGIN, login, cx->now) > 0;
}

static void
unslow(struct ctx *cx, str login, str network)
{
	budget_forgive(BUDGET_NETWORK, budget_network(cx->mem, network),
	    cx->now);
	budget_forgive(BUDGET_LOGIN, login, cx->now);
}

/*
 * ACCO-2: a password is tried against a hash in every case. `known` false:
 * there is no such account, and none fits.
 */
static enum account_err
try_password(bool known, str hash, str password, enum account_err differs)
{
	switch (password_fits(known ? hash : password_nobody(), password)) {
	case PASSWORD_FITS:
		return known ? ACCOUNT_OK : differs;
	case PASSWORD_DIFFERS:
		return differs;
	case PASSWORD_NOT_TRIED:
		break;
	}
	return ACCOUNT_TROUBLE;
}

static void
prove(struct ctx *cx, str login, bool known, const struct account *a, str hash,
    str password, str network, enum account_err differs,
    struct login_proof *out)
{
	*out = (struct login_proof){ .err = ACCOUNT_SLOW_DOWN };
	if (slowed(cx, login, network)) {
		return;
	}
	out->err = password.len > PASSWORD_MAX ? differs :
	    try_password(known, hash, password, differs);
	if (out->err == ACCOUNT_OK) {
		out->account = a->id;
		out->password = hash;
		unslow(cx, login, network);
	}
}

void
account_prove(struct ctx *cx, str login, str password, str network,
    struct login_proof *out)
{
	struct account a = { 0 };
	str folded = text_fold(cx->mem, str_trim(login)), hash = S("");
	bool known = read_login(cx, folded, &a, &hash);

	prove(cx, folded, known, &a, hash, password, network,
	    ACCOUNT_NOT_KNOWN, out);
}

void
account_prove_own(struct ctx *cx, str password, str network,
    struct login_proof *out)
{
	struct account a = { 0 };
	str hash = S("");
	bool known = read_id(cx, cx->account, &a, &hash);

	prove(cx, a.login, known, &a, hash, password, network,
	    ACCOUNT_PASSWORD_WRONG, out);
}

/* Whether what was proved holds still: the password may be another meanwhile,
 * or the account closed. */
static bool
holds_still(struct ctx *cx, const struct login_proof *proof,
    struct account *out)
{
	str hash;

	return read_id(cx, proof->account, out, &hash) &&
	    str_eq(hash, proof->password);
}

enum account_err
account_log_in(struct ctx *cx, const struct login_proof *proof, str agent,
    str *out_token)
{
	struct account a;

	if (proof->err != ACCOUNT_OK) {
		return proof->err;
	}
	if (!holds_still(cx, proof, &a)) {
		return ACCOUNT_NOT_KNOWN;
	}
	*out_token = session_begin(cx, a.id, a.admin, agent);
	return ACCOUNT_OK;
}

enum account_err
account_new_password(struct ctx *cx, const struct login_proof *proof, str hash,
    str agent, str *out_token)
{
	struct account a;
	struct query q;

	if (proof->err != ACCOUNT_OK) {
		return proof->err;
	}
	if (proof->account != cx->account || !holds_still(cx, proof, &a)) {
		return ACCOUNT_PASSWORD_WRONG;
	}
	q = db_query(cx->db, &sql_account_set_password);
	q_set_int(&q, ":id", a.id);
	q_set_str(&q, ":password", hash);
	q_run(&q);
	session_end_all(cx, a.id, S(""));
	*out_token = session_begin(cx, a.id, a.admin, agent);
	account_change(cx, "account.password", a.member_id, S(""));
	return ACCOUNT_OK;
}

enum account_err
account_close(struct ctx *cx, int64_t id)
{
	struct account a;
	struct query q;

	if (!account_read(cx, id, &a)) {
		return ACCOUNT_NONE;
	}
	q = db_query(cx->db, &sql_account_close);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
	session_end_all(cx, id, S(""));
	account_change(cx, "account.close", a.member_id, S(""));
	return ACCOUNT_OK;
}
