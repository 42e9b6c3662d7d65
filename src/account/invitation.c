/*
 * invitation.c - a link or a printed code that makes an account, or a new
 * password for one, once (ACCO-4, ACCO-8).
 */
#include "account/account.h"

#include <string.h>

#include "account/account_rows.h"
#include "account/budget.h"
#include "account/may.h"
#include "account/secret.h"
#include "db/db.h"
#include "account/account.sql.h"
#include "member/member.h"
#include "office/office.h"

#define CODE_DIGITS	16
#define GROUP		4

/* ---- codes ------------------------------------------------------------- */

/* A digit of Crockford's base 32 as it is kept, or 0. */
static char
code_digit(unsigned char c)
{
	if (c >= 'A' && c <= 'Z') {
		c = (unsigned char)(c - 'A' + 'a');
	}
	if (c == 'o') {
		return '0';
	}
	if (c == 'i' || c == 'l') {
		return '1';
	}
	return c != '\0' && strchr("0123456789abcdefghjkmnpqrstvwxyz", c) !=
	    NULL ? (char)c : '\0';
}

/* What stands between the groups: spaces, dashes of any length, dots. */
static bool
is_between(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '-' || c == '.' || c == '_' ||
	    c == 0xa0 || (c >= 0x2000 && c <= 0x2015) || c == 0x202f ||
	    c == 0x2212 || c == 0x3000 || c == 0xfe63 || c == 0xff0d;
}

/* The sixteen digits of what was typed; false if it is not so many. */
static bool
code_read(struct arena *mem, str typed, str *out)
{
	char *digits = arena_alloc(mem, CODE_DIGITS, 1);
	size_t i = 0, len = 0;

	while (i < typed.len) {
		uint32_t c = utf8_next(typed, &i);
		char digit;

		if (c >= 0xff10 && c <= 0xff5a) {	/* full width */
			c = c - 0xff10 + '0';
		}
		digit = c < 0x80 ? code_digit((unsigned char)c) : '\0';
		if (is_between(c)) {
			continue;
		}
		if (digit == '\0' || len == CODE_DIGITS) {
			return false;
		}
		digits[len++] = digit;
	}
	*out = (str){ digits, len };
	return len == CODE_DIGITS;
}

static str
code_in_groups(struct arena *mem, str digits)
{
	return arena_printf(mem, "%.4s-%.4s-%.4s-%.4s", digits.at,
	    digits.at + GROUP, digits.at + (size_t)2 * GROUP,
	    digits.at + (size_t)3 * GROUP);
}

bool
invitation_code(struct arena *mem, str typed, str *out)
{
	str digits;

	if (!code_read(mem, typed, &digits)) {
		return false;
	}
	*out = code_in_groups(mem, digits);
	return true;
}

/* ---- inviting ---------------------------------------------------------- */

/* ACCO-8. */
static bool
holds_elsewhere(struct ctx *cx, int64_t member_id, int64_t kept_unit)
{
	struct term *held;
	size_t len;

	office_held(cx, member_id, cx->today, &held, &len);
	for (size_t i = 0; i < len; i++) {
		if (held[i].unit_id != kept_unit) {
			return true;
		}
	}
	return false;
}

static void
end_earlier(struct ctx *cx, int64_t member_id)
{
	struct query q = db_query(cx->db, &sql_invitation_end);

	q_set_int(&q, ":member_id", member_id);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
}

enum account_err
account_invite(struct ctx *cx, int64_t member_id, int64_t kept_unit,
    str *out_code)
{
	struct member member;
	struct query q;
	str digits;

	if (member_id != 0 && !member_read(cx, member_id, &member)) {
		return ACCOUNT_NO_MEMBER;
	}
	if (kept_unit != 0 && (member_id == 0 || member_id == cx->actor ||
	    holds_elsewhere(cx, member_id, kept_unit))) {
		return ACCOUNT_BY_ADMIN;
	}
	if (member_id != 0) {
		end_earlier(cx, member_id);
	}
	digits = code_new(cx->mem);
	q = db_query(cx->db, &sql_invitation_insert);
	q_set_str(&q, ":code_hash", secret_hash(cx->mem, CODE_KIND, digits));
	q_set_id(&q, ":member_id", member_id);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_set_int(&q, ":ends_at", cx->now + INVITATION_S);
	q_run(&q);
	account_change(cx, "account.invite", member_id,
	    may_office(cx, ACT_KEEP_MEMBERS,
	    (struct object){ .unit = kept_unit }));
	*out_code = code_in_groups(cx->mem, digits);
	return ACCOUNT_OK;
}

bool
account_invitation(struct ctx *cx, str code, struct invitation *out)
{
	struct query q;
	str digits;

	if (!code_read(cx->mem, code, &digits)) {
		return false;
	}
	q = db_query(cx->db, &sql_invitation_read);
	q_set_str(&q, ":code_hash", secret_hash(cx->mem, CODE_KIND, digits));
	q_set_int(&q, ":now", cx->now);
	if (!q_row(&q)) {
		return false;
	}
	*out = (struct invitation){
		.member_id = q_get_id(&q, 0),
		.ends_at = q_get_int(&q, 1),
		.account = q_get_id(&q, 2),
		.login = arena_copy(cx->mem, q_get_str(&q, 3)),
	};
	q_end(&q);
	return true;
}

enum account_err
account_invitation_typed(struct ctx *cx, str code, str network,
    struct invitation *out)
{
	str key = budget_network(cx->mem, network);

	if (budget_take(BUDGET_CODE, key, cx->now) > 0) {
		return ACCOUNT_SLOW_DOWN;
	}
	if (!account_invitation(cx, code, out)) {
		return ACCOUNT_NO_INVITATION;
	}
	budget_forgive(BUDGET_CODE, key, cx->now);
	return ACCOUNT_OK;
}

/* ---- accepting --------------------------------------------------------- */

static bool
login_used(struct ctx *cx, str folded)
{
	struct query q = db_query(cx->db, &sql_account_login_used);
	bool used;

	q_set_str(&q, ":login", folded);
	used = q_row(&q);
	q_end(&q);
	return used;
}

/* Letters of any script, digits and a few signs. */
static bool
login_well_formed(str folded)
{
	if (utf8_count(folded) < LOGIN_MIN || folded.len > LOGIN_MAX) {
		return false;
	}
	for (size_t i = 0; i < folded.len; i++) {
		unsigned char c = (unsigned char)folded.at[i];

		if (c < 0x80 && (c < 'a' || c > 'z') && (c < '0' || c > '9') &&
		    strchr("._-@", c) == NULL) {
			return false;
		}
	}
	return true;
}

enum account_err
account_login_check(struct ctx *cx, str login)
{
	str folded = text_fold(cx->mem, str_trim(login));

	if (folded.len == 0) {
		return ACCOUNT_LOGIN_MISSING;
	}
	if (!login_well_formed(folded)) {
		return ACCOUNT_LOGIN_BAD;
	}
	return login_used(cx, folded) ? ACCOUNT_LOGIN_TAKEN : ACCOUNT_OK;
}

str
account_suggest(struct ctx *cx, str name)
{
	str folded = text_fold(cx->mem, name);
	char *at = arena_alloc(cx->mem, LOGIN_MAX, 1);
	size_t len = 0;

	for (size_t i = 0; i < folded.len && len < 40; i++) {
		char c = folded.at[i];

		if (c == ' ' && len > 0 && at[len - 1] != '.') {
			at[len++] = '.';
		} else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
			at[len++] = c;
		}
	}
	if (len < LOGIN_MIN) {
		return S("");
	}
	for (int n = 1; n < 100; n++) {
		str try = n == 1 ? (str){ at, len } : arena_printf(cx->mem,
		    "%.*s%d", (int)len, at, n);

		if (!login_used(cx, try)) {
			return try;
		}
	}
	return S("");
}

static int64_t
insert_account(struct ctx *cx, int64_t member_id, str folded, str hash)
{
	int64_t id = db_new_id(cx->db, "account");
	struct query q = db_query(cx->db, &sql_account_insert);

	q_set_int(&q, ":id", id);
	q_set_id(&q, ":member_id", member_id);
	q_set_str(&q, ":login", folded);
	q_set_str(&q, ":password", hash);
	q_set_int(&q, ":admin", member_id == 0);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
	return id;
}

/* A new password for the account of the invitation (ACCO-4). */
static void
renew_account(struct ctx *cx, int64_t id, str hash)
{
	struct query q = db_query(cx->db, &sql_account_set_password);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":password", hash);
	q_run(&q);
	session_end_all(cx, id, S(""));
}

enum account_err
account_accept(struct ctx *cx, str code, str login, str hash, str agent,
    str *out_token)
{
	struct invitation in;
	enum account_err err = ACCOUNT_OK;
	struct ctx as;
	struct query q;
	bool renew;
	str digits;

	if (!code_read(cx->mem, code, &digits) ||
	    !account_invitation(cx, code, &in)) {
		return ACCOUNT_NO_INVITATION;
	}
	renew = in.account != 0;
	if (renew) {
		renew_account(cx, in.account, hash);
	} else {
		err = account_login_check(cx, login);
		if (err != ACCOUNT_OK) {
			return err;
		}
		in.account = insert_account(cx, in.member_id,
		    text_fold(cx->mem, str_trim(login)), hash);
	}
	q = db_query(cx->db, &sql_invitation_use);
	q_set_str(&q, ":code_hash", secret_hash(cx->mem, CODE_KIND, digits));
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
	*out_token = session_begin(cx, in.account, in.member_id == 0, agent);
	as = *cx;
	as.actor = in.member_id;
	as.account = in.account;
	account_change(&as, renew ? "account.renew" : "account.open",
	    in.member_id, S(""));
	return ACCOUNT_OK;
}
