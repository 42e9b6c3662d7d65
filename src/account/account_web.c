/*
 * account_web.c - logging in and out, and accepting an invitation.
 *
 *	GET  /login		the form
 *	POST /login		a session; refused, the form again
 *	POST /logout		ends the session of this device
 *	GET  /i			type a printed code
 *	POST /i			leads to the page of the code
 *	GET  /i/{code}		choose a name and a password
 *	POST /i/{code}		an account or a new password, and a session
 */
#include "account/account_pages.h"
#include "account/session.h"
#include "door/door.h"
#include "html/parts.h"
#include "http/web.h"
#include "member/member.h"
#include "org/org.h"

struct login_page_view {
	str			 lead, key, next;
	struct part_errors_view	 errors;
	struct part_line_view	 login, password;
};

struct code_page_view {
	str			 key;
	struct part_errors_view	 errors;
	struct part_line_view	 code;
};

struct accept_page_view {
	str			 unit, heading, lead, key, person, login_name;
	const char		*button;
	struct path		 to;
	bool			 renew;
	struct part_errors_view	 errors;
	struct part_line_view	 login, password, again;
};

#include "account/accept_page.html.h"
#include "account/code_page.html.h"
#include "account/login_page.html.h"

str
account_sentence(struct ctx *cx, enum account_err err)
{
	return text_sentence(cx->mem, str_z(account_err_text(err)));
}

/* ---- what a slow step found out, carried to the writer ------------------ */

static void
carry(struct req *rq, const struct login_proof *proof)
{
	rq->prepared = proof->err == ACCOUNT_OK;
	rq->prepared_id = rq->prepared ? proof->account : proof->err;
	rq->prepared_text = proof->password;
}

static struct login_proof
carried(const struct req *rq)
{
	struct login_proof proof = { .err = ACCOUNT_OK };

	if (rq->prepared) {
		proof.account = rq->prepared_id;
		proof.password = rq->prepared_text;
	} else {
		proof.err = (enum account_err)rq->prepared_id;
	}
	return proof;
}

/* ---- log in ------------------------------------------------------------ */

static void
show_login(struct ctx *cx, const struct req *rq, struct res *rs,
    enum account_err err)
{
	struct login_page_view v = {
		.key = rq->key,
		.next = req_str(rq, "next"),
		.lead = req_str(rq, "next").len > 1 && err == ACCOUNT_OK ?
		    S("Then we take you to the page you asked for.") : S(""),
		.login = { .id = "login", .label = "Your login name",
		    .value = req_str(rq, "login"), .complete = "username",
		    .need = true },
		.password = { .id = "password", .label = "Your password",
		    .type = "password", .complete = "current-password",
		    .need = true },
	};
	struct problems problems = { 0 };
	struct html main = html_start(cx);

	if (err != ACCOUNT_OK) {
		problem_add(&problems, "login", account_sentence(cx, err));
		res_refuse(cx, rs, account_err_status(err), &problems);
		v.errors = part_errors(cx->mem, &problems);
		v.login.problem = problem_of(&problems, "login");
	}
	rs->no_store = true;
	login_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = S("Log in"), .bare = true,
	}, &main);
}

static void
get_login(struct ctx *cx, const struct req *rq, struct res *rs)
{
	if (cx->account != 0) {
		res_go(cx, rs, path_of(cx->mem, "/"));
	} else {
		show_login(cx, rq, rs, ACCOUNT_OK);
	}
}

static void
prepare_login(struct ctx *cx, struct req *rq)
{
	struct login_proof proof;

	account_prove(cx, req_str(rq, "login"), req_str(rq, "password"),
	    rq->network, &proof);
	carry(rq, &proof);
}

static void
post_login(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct login_proof proof = carried(rq);
	str next = req_str(rq, "next"), token;
	enum account_err err = account_log_in(cx, &proof, rq->agent, &token);

	if (err != ACCOUNT_OK) {
		show_login(cx, rq, rs, err);
		return;
	}
	rs->set_session = token;
	res_go(cx, rs, next.len > 0 ? (struct path){ next } :
	    path_of(cx->mem, "/"));
}

static void
post_logout(struct ctx *cx, const struct req *rq, struct res *rs)
{
	account_log_out(cx, rq->token);
	door_settle_member(cx, cx->actor);
	rs->end_session = true;
	res_go(cx, rs, path_of(cx->mem, "/login"));
}

/* ---- a printed code ---------------------------------------------------- */

static void
show_code(struct ctx *cx, const struct req *rq, struct res *rs,
    enum account_err err)
{
	struct code_page_view v = {
		.key = rq->key,
		.code = { .id = "code", .label = "Your code",
		    .hint = S("Capital or small letters, with or without"
		    " dashes. O and 0 are the same, and so are I, L and 1."),
		    .value = req_str(rq, "code"), .need = true },
	};
	struct problems problems = { 0 };
	struct html main = html_start(cx);

	if (err != ACCOUNT_OK) {
		problem_add(&problems, "code", account_sentence(cx, err));
		res_refuse(cx, rs, account_err_status(err), &problems);
		v.errors = part_errors(cx->mem, &problems);
		v.code.problem = problem_of(&problems, "code");
	}
	rs->no_store = true;
	code_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = S("Type your code"), .bare = true,
	}, &main);
}

static void
get_code(struct ctx *cx, const struct req *rq, struct res *rs)
{
	show_code(cx, rq, rs, ACCOUNT_OK);
}

static void
post_code(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct invitation in;
	str code;
	enum account_err err = account_invitation_typed(cx,
	    req_str(rq, "code"), rq->network, &in);

	if (err == ACCOUNT_OK &&
	    invitation_code(cx->mem, req_str(rq, "code"), &code)) {
		res_go(cx, rs, path_of(cx->mem, "/i/%s", code));
	} else {
		show_code(cx, rq, rs, err);
	}
}

/* ---- accept an invitation ---------------------------------------------- */

/* What others know of the person, for the check of the password. */
static struct person_words
words_of(struct ctx *cx, const struct invitation *in, str login)
{
	struct person_words who = { .login = login };
	struct member member;

	if (in->member_id != 0 && member_read(cx, in->member_id, &member)) {
		who.name = member.name;
		who.native_name = member.native_name;
		who.number = member.number;
	}
	return who;
}

/* The name somebody is to log in with: typed, or that of the account. */
static str
chosen_login(const struct req *rq, const struct invitation *in)
{
	return in->account != 0 ? in->login : req_str(rq, "login");
}

static void
find_problems(struct ctx *cx, const struct req *rq,
    const struct invitation *in, struct problems *problems)
{
	str login = chosen_login(rq, in), password = req_str(rq, "password");
	struct person_words who = words_of(cx, in, login);
	enum account_err err = in->account != 0 ? ACCOUNT_OK :
	    account_login_check(cx, login);

	if (err != ACCOUNT_OK) {
		problem_add(problems, "login", account_sentence(cx, err));
	}
	err = password_check(cx->mem, password, &who);
	if (err != ACCOUNT_OK) {
		problem_add(problems, "password", account_sentence(cx, err));
	} else if (!str_eq(password, req_str(rq, "again"))) {
		problem_add(problems, "again",
		    S("The two are not the same. Type your password here once"
		    " more."));
	}
}

static void
name_accept(struct ctx *cx, const struct invitation *in,
    struct accept_page_view *v)
{
	struct organisation org = { .name = S("") };
	struct member member;
	struct unit unit;

	v->heading = S("Become an administrator");
	v->lead = S("Choose a name and a password to log in with. An"
	    " administrator sets the organisation up and opens nobody's"
	    " records.");
	v->unit = org_read(cx, &org) ? org.name : S("");
	v->button = "Make my account";
	if (in->member_id != 0 && member_read(cx, in->member_id, &member)) {
		v->person = member.name;
		v->heading = arena_printf(cx->mem, "Welcome, " STR_FMT,
		    STR_ARG(member.name));
		v->lead = S("Choose a name and a password to log in with. Then"
		    " you see what is asked of you and all that is kept about"
		    " you.");
		if (org_unit(cx, member.cell_id, &unit)) {
			v->unit = unit.name;
		}
	}
	if (in->account != 0) {
		v->heading = S("Choose a new password");
		v->lead = S("The old one stops working, and every device where"
		    " you are logged in is logged out.");
		v->button = "Save the new password";
	}
}

static void
show_accept(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct invitation *in, const struct problems *problems)
{
	bool sent = str_eq(rq->method, S("POST"));
	struct accept_page_view v = {
		.key = rq->key,
		.to = path_of(cx->mem, "/i/%s", req_str(rq, "code")),
		.renew = in->account != 0,
		.login_name = in->login,
		.errors = part_errors(cx->mem, problems),
		.login = { .id = "login", .label = "The name you log in with",
		    .hint = S("You type it each time on a new device. It is"
		    " not shown to others."), .complete = "username",
		    .problem = problem_of(problems, "login"), .need = true },
		.password = { .id = "password", .label = "A password",
		    .hint = S("12 characters or more. Four words one after"
		    " another are easy to remember and hard to guess."),
		    .type = "password", .complete = "new-password",
		    .problem = problem_of(problems, "password"),
		    .need = true },
		.again = { .id = "again", .label = "The password once more",
		    .type = "password", .complete = "new-password",
		    .problem = problem_of(problems, "again"), .need = true },
	};
	struct html main = html_start(cx);

	name_accept(cx, in, &v);
	v.login.value = sent ? req_str(rq, "login") :
	    account_suggest(cx, v.person);
	rs->no_store = true;
	accept_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = v.heading, .bare = true,
	}, &main);
}

static void
get_accept(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems none = { 0 };
	struct invitation in;
	enum account_err err = account_invitation_typed(cx,
	    req_str(rq, "code"), rq->network, &in);

	if (err == ACCOUNT_OK) {
		show_accept(cx, rq, rs, &in, &none);
	} else {
		show_code(cx, rq, rs, err);
	}
}

/* The password is hashed only if all else is well. */
static void
prepare_accept(struct ctx *cx, struct req *rq)
{
	struct problems problems = { 0 };
	struct invitation in;
	enum account_err err = account_invitation_typed(cx,
	    req_str(rq, "code"), rq->network, &in);

	rq->prepared_id = err;
	if (err != ACCOUNT_OK) {
		return;
	}
	find_problems(cx, rq, &in, &problems);
	if (problems.list_len == 0) {
		rq->prepared = password_hash(cx->mem, req_str(rq, "password"),
		    &rq->prepared_text);
	}
}

static void
post_accept(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems problems = { 0 };
	enum account_err err = (enum account_err)rq->prepared_id;
	struct invitation in;
	str token;

	if (err == ACCOUNT_OK && !account_invitation(cx, req_str(rq, "code"),
	    &in)) {
		err = ACCOUNT_NO_INVITATION;
	}
	if (err != ACCOUNT_OK) {
		show_code(cx, rq, rs, err);
		return;
	}
	find_problems(cx, rq, &in, &problems);
	if (problems.list_len == 0) {
		err = !rq->prepared ? ACCOUNT_TROUBLE : account_accept(cx,
		    req_str(rq, "code"), req_str(rq, "login"),
		    rq->prepared_text, rq->agent, &token);
		if (err == ACCOUNT_OK) {
			rs->set_session = token;
			res_go(cx, rs, path_of(cx->mem, "/"));
			return;
		}
		problem_add(&problems, "password", account_sentence(cx, err));
	}
	res_refuse(cx, rs, err == ACCOUNT_OK ? 422 : account_err_status(err),
	    &problems);
	show_accept(cx, rq, rs, &in, &problems);
}

static const struct param login_params[] = {
	{ "next",	param_path,	OPTIONAL },
	PARAMS_END
};
static const struct param login_post_params[] = {
	{ "next",	param_path,	OPTIONAL },
	{ "login",	param_line,	OPTIONAL },
	{ "password",	param_line,	OPTIONAL },
	PARAMS_END
};
static const struct param code_params[] = {
	{ "code",	param_line,	OPTIONAL },
	PARAMS_END
};
static const struct param accept_params[] = {
	{ "login",	param_line,	OPTIONAL },
	{ "password",	param_line,	OPTIONAL },
	{ "again",	param_line,	OPTIONAL },
	PARAMS_END
};

extern const struct route account_routes[];	/* listed in tables.c */

const struct route account_routes[] = {
	{ "GET",  "/login",	ACT_ANYONE, NULL, get_login, login_params,
	    NULL },
	{ "POST", "/login",	ACT_ANYONE, NULL, post_login,
	    login_post_params, prepare_login },
	{ "POST", "/logout",	ACT_ANYONE, NULL, post_logout, NULL, NULL },
	{ "GET",  "/i",		ACT_ANYONE, NULL, get_code, NULL, NULL },
	{ "POST", "/i",		ACT_ANYONE, NULL, post_code, code_params,
	    NULL },
	{ "GET",  "/i/{code}",	ACT_ANYONE, NULL, get_accept, NULL, NULL },
	{ "POST", "/i/{code}",	ACT_ANYONE, NULL, post_accept, accept_params,
	    prepare_accept },
	ROUTES_END
};
