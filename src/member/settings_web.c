/*
 * settings_web.c - how I can be reached and who sees it, my password, my
 * devices.
 *
 *	GET  /me/settings
 *	POST /me/contacts		all four kinds at once
 *	POST /me/password		a new one; all devices but this log out
 *	POST /me/devices/out		log out there
 *	POST /me/devices/out-others	everywhere but here
 */
#include "account/account_pages.h"
#include "account/session.h"
#include "member/member_pages.h"

struct settings_contact {
	struct part_line_view	 value;
	const char		*show, *label;
	bool			 shown;
};

struct settings_device {
	str	 words, made, seen, key, handle;
	bool	 here;
};

struct settings_page_view {
	struct part_strip_view	 said;
	struct part_errors_view	 errors;
	bool			 person, others;
	str			 contacts_key, password_key, others_key;
	str			 logout_key, login;
	struct settings_contact	 contacts[CONTACT_KINDS];
	size_t			 contacts_len;
	struct part_line_view	 now, password, again;
	struct settings_device	*devices;
	size_t			 devices_len;
};

#include "member/settings_page.html.h"

static const struct {
	const char	*id, *show, *label, *type, *mode, *complete;
} fields[] = {
	[CONTACT_TELEPHONE] = { "telephone", "show_telephone", "Telephone",
	    "tel", "tel", "tel" },
	[CONTACT_MAIL] = { "mail", "show_mail", "E-mail", "text", "email",
	    "email" },
	[CONTACT_ADDRESS] = { "address", "show_address", "Address", NULL, NULL,
	    "street-address" },
	[CONTACT_OTHER] = { "other", "show_other", "Another way", NULL, NULL,
	    NULL },
};

/* ---- the page ---------------------------------------------------------- */

static str
key_for(struct ctx *cx, const struct req *rq, char what)
{
	return arena_printf(cx->mem, STR_FMT "%c", STR_ARG(rq->key), what);
}

/* As it was sent, or as it is kept. */
static void
read_contacts(struct ctx *cx, const struct req *rq,
    const struct problems *problems, bool sent, struct settings_page_view *v)
{
	struct contact *list;
	size_t len;

	member_contacts(cx, cx->actor, &list, &len);
	for (int kind = CONTACT_TELEPHONE; kind <= CONTACT_KINDS; kind++) {
		struct settings_contact *c = &v->contacts[v->contacts_len++];

		c->show = fields[kind].show;
		c->label = fields[kind].label;
		c->shown = sent && req_flag(rq, c->show);
		c->value = (struct part_line_view){
			.id = fields[kind].id, .label = fields[kind].label,
			.type = fields[kind].type, .mode = fields[kind].mode,
			.complete = fields[kind].complete,
			.value = sent ? req_str(rq, fields[kind].id) : S(""),
			.problem = problem_of(problems, fields[kind].id),
		};
		for (size_t i = 0; i < len && !sent; i++) {
			if (list[i].kind == kind && list[i].until_at == 0) {
				c->value.value = list[i].value;
				c->shown = list[i].shown_to == SHOWN_TO_CELL;
			}
		}
	}
}

static void
read_devices(struct ctx *cx, const struct req *rq,
    struct settings_page_view *v)
{
	struct device *list;
	size_t len;

	account_devices(cx, rq->token, &list, &len);
	v->devices = NEW(cx->mem, struct settings_device, len);
	v->devices_len = len;
	for (size_t i = 0; i < len; i++) {
		v->devices[i] = (struct settings_device){
			.words = list[i].words,
			.made = moment_text(cx->mem, list[i].made_at),
			/* Kept to the hour, so it may seem to be before. */
			.seen = moment_text(cx->mem, list[i].seen_at >
			    list[i].made_at ? list[i].seen_at :
			    list[i].made_at),
			.key = arena_printf(cx->mem, STR_FMT "d%zu",
			    STR_ARG(rq->key), i),
			.handle = list[i].handle,
			.here = list[i].here,
		};
		v->others = v->others || !list[i].here;
	}
}

static void
read_passwords(const struct problems *problems, struct settings_page_view *v)
{
	v->now = (struct part_line_view){ .id = "now",
	    .label = "Your password of now", .type = "password",
	    .complete = "current-password", .need = true,
	    .problem = problem_of(problems, "now") };
	v->password = (struct part_line_view){ .id = "password",
	    .label = "The new password", .type = "password",
	    .hint = S("12 characters or more. Four words one after another are"
	    " easy to remember and hard to guess."), .need = true,
	    .complete = "new-password",
	    .problem = problem_of(problems, "password") };
	v->again = (struct part_line_view){ .id = "again",
	    .label = "The new password once more", .type = "password",
	    .complete = "new-password", .need = true,
	    .problem = problem_of(problems, "again") };
}

static void
read_said(const struct req *rq, struct settings_page_view *v)
{
	static const struct { const char *flag, *text; } said[] = {
		{ "saved", "Saved." },
		{ "changed", "Your password is changed. All other devices are"
		    " logged out." },
		{ "out", "That device is logged out." },
	};

	v->said = (struct part_strip_view){ .kind = "good",
	    .icon = { "circle-check", false } };
	for (size_t i = 0; i < COUNT(said); i++) {
		if (req_flag(rq, said[i].flag)) {
			v->said.text = str_z(said[i].text);
		}
	}
}

static void
show_settings(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *problems, bool contacts_sent)
{
	struct settings_page_view v = {
		.errors = part_errors(cx->mem, problems),
		.person = cx->actor != 0,
		.contacts_key = key_for(cx, rq, 'c'),
		.password_key = key_for(cx, rq, 'p'),
		.others_key = key_for(cx, rq, 'o'),
		.logout_key = key_for(cx, rq, 'l'),
	};
	struct html main = html_start(cx);
	struct account account;

	if (account_read(cx, cx->account, &account)) {
		v.login = account.login;
	}
	if (v.person) {
		read_contacts(cx, rq, problems, contacts_sent, &v);
	}
	read_passwords(problems, &v);
	read_devices(cx, rq, &v);
	read_said(rq, &v);
	rs->no_store = true;
	settings_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = S("Settings"), .nav = NAV_ME,
	}, &main);
}

static void
get_settings(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems none = { 0 };

	show_settings(cx, rq, rs, &none, false);
}

/* ---- contacts ---------------------------------------------------------- */

static bool
find_self(struct ctx *cx, const struct req *rq, struct object *out)
{
	(void)rq;
	out->member = cx->actor;
	return true;
}

static const char *
contact_problem(int kind)
{
	switch (kind) {
	case CONTACT_TELEPHONE:
		return "A telephone number has digits in it, such as"
		    " 0171 2345. Mend it, or leave the field empty.";
	case CONTACT_MAIL:
		return "An e-mail address has a name, an @ and a place, such"
		    " as name@example.org. Mend it, or leave the field empty.";
	default:
		return "This is too long. Write it in 200 letters or fewer.";
	}
}

static void
post_contacts(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems problems = { 0 };

	for (int kind = CONTACT_TELEPHONE; kind <= CONTACT_KINDS; kind++) {
		enum member_err err = member_contact_set(cx, cx->actor, kind,
		    req_flag(rq, fields[kind].show) ? SHOWN_TO_CELL :
		    SHOWN_TO_KEEPER, req_str(rq, fields[kind].id));

		if (err != MEMBER_OK) {
			problem_add(&problems, fields[kind].id,
			    err == MEMBER_CONTACT_BAD ?
			    str_z(contact_problem(kind)) :
			    member_sentence(cx, err));
		}
	}
	if (problems.list_len == 0) {
		res_go(cx, rs, path_of(cx->mem, "/me/settings?saved=1"));
		return;
	}
	res_refuse(cx, rs, 422, &problems);
	show_settings(cx, rq, rs, &problems, true);
}

/* ---- the password ------------------------------------------------------ */

static void
check_new(struct ctx *cx, const struct req *rq, struct problems *problems)
{
	struct person_words who = { .name = { .len = 0 } };
	struct account account;
	struct member member;
	enum account_err err;

	if (account_read(cx, cx->account, &account)) {
		who.login = account.login;
	}
	if (cx->actor != 0 && member_read(cx, cx->actor, &member)) {
		who.name = member.name;
		who.native_name = member.native_name;
		who.number = member.number;
	}
	err = password_check(cx->mem, req_str(rq, "password"), &who);
	if (err != ACCOUNT_OK) {
		problem_add(problems, "password", account_sentence(cx, err));
	} else if (!str_eq(req_str(rq, "password"), req_str(rq, "again"))) {
		problem_add(problems, "again", S("The two are not the same."
		    " Type the new password here once more."));
	}
}

/*
 * Slow. Carries the hash of the new password and, before it, the one that the
 * old password fitted; prepared_id is the refusal.
 */
static void
prepare_password(struct ctx *cx, struct req *rq)
{
	struct problems problems = { 0 };
	struct login_proof proof;
	str hash;

	check_new(cx, rq, &problems);
	if (problems.list_len > 0) {
		return;
	}
	account_prove_own(cx, req_str(rq, "now"), rq->network, &proof);
	rq->prepared_id = proof.err;
	if (proof.err != ACCOUNT_OK) {
		return;
	}
	if (!password_hash(cx->mem, req_str(rq, "password"), &hash)) {
		rq->prepared_id = ACCOUNT_TROUBLE;
		return;
	}
	rq->prepared = true;
	rq->prepared_text = arena_printf(cx->mem, STR_FMT " " STR_FMT,
	    STR_ARG(proof.password), STR_ARG(hash));
}

static void
post_password(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems problems = { 0 };
	struct login_proof proof = {
		.err = (enum account_err)rq->prepared_id,
		.account = cx->account,
	};
	enum account_err err = ACCOUNT_OK;
	str hash = rq->prepared_text, token;

	check_new(cx, rq, &problems);
	if (problems.list_len == 0) {
		if (!rq->prepared && proof.err == ACCOUNT_OK) {
			proof.err = ACCOUNT_TROUBLE;
		}
		(void)str_cut(&hash, ' ', &proof.password);
		err = account_new_password(cx, &proof, hash, rq->agent,
		    &token);
		if (err == ACCOUNT_OK) {
			rs->set_session = token;
			res_go(cx, rs, path_of(cx->mem,
			    "/me/settings?changed=1"));
			return;
		}
		problem_add(&problems, "now", account_sentence(cx, err));
	}
	res_refuse(cx, rs, err == ACCOUNT_OK ? 422 : account_err_status(err),
	    &problems);
	show_settings(cx, rq, rs, &problems, false);
}

/* ---- devices ----------------------------------------------------------- */

static void
post_out(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum account_err err = account_log_out_there(cx,
	    req_str(rq, "device"));

	if (err != ACCOUNT_OK) {
		res_problem(cx, rq, rs, account_err_status(err),
		    "Logged out already",
		    "This device is logged out already, or its time was over.");
		return;
	}
	res_go(cx, rs, path_of(cx->mem, "/me/settings?out=1"));
}

static void
post_out_others(struct ctx *cx, const struct req *rq, struct res *rs)
{
	(void)account_log_out_others(cx, rq->token);
	res_go(cx, rs, path_of(cx->mem, "/me/settings?out=1"));
}

static const struct param settings_params[] = {
	{ "saved",	param_flag,	OPTIONAL },
	{ "changed",	param_flag,	OPTIONAL },
	{ "out",	param_flag,	OPTIONAL },
	PARAMS_END
};
static const struct param contact_params[] = {
	{ "telephone",	param_line,	OPTIONAL },
	{ "mail",	param_line,	OPTIONAL },
	{ "address",	param_line,	OPTIONAL },
	{ "other",	param_line,	OPTIONAL },
	{ "show_telephone", param_flag,	OPTIONAL },
	{ "show_mail",	param_flag,	OPTIONAL },
	{ "show_address", param_flag,	OPTIONAL },
	{ "show_other",	param_flag,	OPTIONAL },
	PARAMS_END
};
static const struct param password_params[] = {
	{ "now",	param_line,	OPTIONAL },
	{ "password",	param_line,	OPTIONAL },
	{ "again",	param_line,	OPTIONAL },
	PARAMS_END
};
static const struct param device_params[] = {
	{ "device",	param_word,	REQUIRED },
	PARAMS_END
};

extern const struct route settings_routes[];	/* listed in tables.c */

const struct route settings_routes[] = {
	{ "GET",  "/me/settings", ACT_LOGGED_IN, NULL, get_settings,
	    settings_params, NULL },
	{ "POST", "/me/contacts", ACT_SELF, find_self, post_contacts,
	    contact_params, NULL },
	{ "POST", "/me/password", ACT_LOGGED_IN, NULL, post_password,
	    password_params, prepare_password },
	{ "POST", "/me/devices/out", ACT_LOGGED_IN, NULL, post_out,
	    device_params, NULL },
	{ "POST", "/me/devices/out-others", ACT_LOGGED_IN, NULL,
	    post_out_others, NULL, NULL },
	ROUTES_END
};
