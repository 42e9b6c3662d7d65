/*
 * person_web.c - one member, for the office that keeps the list.
 *
 *	GET  /m/{member}		the record; first the question why
 *	POST /m/{member}/look		keeps the look, then the record
 *	GET  /m/{member}/name		correct the name
 *	POST /m/{member}/name
 *	GET  /m/{member}/invite		a code to log in with
 *	POST /m/{member}/invite		its sheet
 *
 * Moving and leaving are in leave_web.c.
 */
#include "account/account.h"
#include "account/account_pages.h"
#include "member/member_pages.h"
#include "org/org.h"

#define LOOK_OPEN_S	900	/* so long a look opens a record */

struct why_page_view {
	str			 unit, name, key;
	struct path		 to, back;
	struct part_errors_view	 errors;
	struct part_choice_view	 reason;
};

struct person_page_view {
	str			 unit, name, native, number, offices;
	struct part_strip_view	 said;
	struct path		 rename, move, leave, invite, back;
	bool			 has_account;
	struct person_contact { const char *kind, *shown; str value; }
				*contacts;
	size_t			 contacts_len;
	struct person_stay { str unit, text; }
				*stays;
	size_t			 stays_len;
};

struct rename_page_view {
	str			 person, key;
	struct path		 to, cancel;
	struct part_errors_view	 errors;
	struct part_line_view	 name, native_name, language;
};

struct invite_page_view {
	str		 person, key, refused;
	struct path	 to, cancel;
	bool		 renew;
};

#include "member/invite_page.html.h"
#include "member/person_page.html.h"
#include "member/rename_page.html.h"
#include "member/why_page.html.h"

/* Why somebody looks, to choose from: what the person is shown. */
static const struct { const char *value, *text; } reasons[] = {
	{ "reach", "To reach the person" },
	{ "asked", "The person asked me to" },
	{ "correct", "To put something right in the record" },
	{ "change", "Joining, moving or leaving" },
	{ "meeting", "To prepare a meeting" },
};

static str
unit_name(struct ctx *cx, int64_t id)
{
	struct unit unit;

	return org_unit(cx, id, &unit) ? unit.name : S("");
}

static struct path
roll_of(struct ctx *cx, int64_t id)
{
	struct unit unit;

	return org_unit(cx, id, &unit) ? path_of(cx->mem, "/u/%s/members",
	    unit.public_id) : path_of(cx->mem, "/cell");
}

/* ---- why --------------------------------------------------------------- */

static void
show_why(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct member *m, const struct problems *problems)
{
	struct part_option *options = NEW(cx->mem, struct part_option,
	    COUNT(reasons));
	struct why_page_view v = {
		.unit = unit_name(cx, m->cell_id),
		.name = m->name,
		.key = rq->key,
		.to = path_of(cx->mem, "/m/%s/look", m->public_id),
		.back = roll_of(cx, m->cell_id),
		.errors = part_errors(cx->mem, problems),
		.reason = { .id = "reason", .label = "I look",
		    .options = options, .options_len = COUNT(reasons),
		    .problem = problem_of(problems, "reason") },
	};
	struct html main = html_start(cx);

	for (size_t i = 0; i < COUNT(reasons); i++) {
		options[i] = (struct part_option){
			.value = str_z(reasons[i].value),
			.label = str_z(reasons[i].text),
		};
	}
	rs->no_store = true;
	why_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = m->name, .nav = NAV_CELL,
	}, &main);
}

static void
post_look(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems problems = { 0 };
	struct member m;
	size_t i = 0;

	if (!member_read(cx, rq->object.member, &m)) {
		res_missing(cx, rq, rs);
		return;
	}
	while (i < COUNT(reasons) && !str_eq(req_str(rq, "reason"),
	    str_z(reasons[i].value))) {
		i++;
	}
	if (i == COUNT(reasons)) {
		problem_add(&problems, "reason",
		    S("Choose why you look; the person sees it."));
		res_refuse(cx, rs, 422, &problems);
		show_why(cx, rq, rs, &m, &problems);
		return;
	}
	member_look(cx, m.id, may_office(cx, ACT_SEE_PERSON, rq->object),
	    S("your name, number, contacts and memberships"),
	    str_z(reasons[i].text));
	res_go(cx, rs, path_of(cx->mem, "/m/%s", m.public_id));
}

/* ---- the record -------------------------------------------------------- */

static void
read_contacts(struct ctx *cx, int64_t id, struct person_page_view *v)
{
	struct contact *list;
	size_t len;

	member_contacts(cx, id, &list, &len);
	v->contacts = NEW(cx->mem, struct person_contact, len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].until_at != 0) {
			continue;	/* How it was is for the person. */
		}
		v->contacts[v->contacts_len++] = (struct person_contact){
			.kind = contact_kind_text(list[i].kind),
			.value = list[i].value,
			.shown = list[i].shown_to == SHOWN_TO_CELL ?
			    "shown to the cell" : "shown to you only",
		};
	}
}

static void
read_stays(struct ctx *cx, int64_t id, struct person_page_view *v)
{
	struct stay *list;
	size_t len;

	member_stays(cx, id, &list, &len);
	v->stays = NEW(cx->mem, struct person_stay, len);
	v->stays_len = len;
	for (size_t i = 0; i < len; i++) {
		const struct stay *s = &list[len - 1 - i];
		bool ended = date_known(s->until);

		v->stays[i] = (struct person_stay){
			.unit = unit_name(cx, s->cell_id),
			.text = arena_printf(cx->mem, "%s, " STR_FMT
			    "%s" STR_FMT "%s%s%s",
			    stay_how_text(s->how),
			    STR_ARG(day_or_before(cx, s->from)),
			    ended ? "; until " : "",
			    STR_ARG(ended ? day_or_before(cx, s->until) :
			    S("")), ended ? " (" : "",
			    stay_ended_text(s->ended), ended ? ")" : ""),
		};
	}
}

static void
show_person(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct member *m)
{
	struct account account;
	struct person_page_view v = {
		.unit = unit_name(cx, m->cell_id),
		.name = m->name,
		.native = m->native_name,
		.number = m->number,
		.offices = member_offices(cx, m->id),
		.rename = path_of(cx->mem, "/m/%s/name", m->public_id),
		.move = path_of(cx->mem, "/m/%s/move", m->public_id),
		.leave = path_of(cx->mem, "/m/%s/leave", m->public_id),
		.invite = path_of(cx->mem, "/m/%s/invite", m->public_id),
		.back = roll_of(cx, m->cell_id),
		.has_account = account_of_member(cx, m->id, &account),
	};
	struct html main = html_start(cx);

	if (req_flag(rq, "named")) {
		v.said = (struct part_strip_view){ .kind = "good",
		    .icon = { "circle-check", false },
		    .text = S("The name is saved.") };
	}
	read_contacts(cx, m->id, &v);
	read_stays(cx, m->id, &v);
	rs->no_store = true;
	person_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = m->name, .nav = NAV_CELL,
	}, &main);
}

static void
get_person(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems none = { 0 };
	struct member m;

	if (!member_read(cx, rq->object.member, &m)) {
		res_missing(cx, rq, rs);
	} else if (m.id == cx->actor) {
		res_go(cx, rs, path_of(cx->mem, "/me"));
	} else if (member_looked_since(cx, m.id, cx->now - LOOK_OPEN_S)) {
		show_person(cx, rq, rs, &m);
	} else {
		show_why(cx, rq, rs, &m, &none);
	}
}

/* ---- the name ---------------------------------------------------------- */

static void
show_rename(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *problems)
{
	bool sent = str_eq(rq->method, S("POST"));
	struct rename_page_view v = { .key = rq->key };
	struct html main = html_start(cx);
	struct member m;

	if (!member_read(cx, rq->object.member, &m)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.person = m.name;
	v.to = path_of(cx->mem, "/m/%s/name", m.public_id);
	v.cancel = path_of(cx->mem, "/m/%s", m.public_id);
	v.errors = part_errors(cx->mem, problems);
	v.name = (struct part_line_view){ .id = "name", .label = "Name",
	    .hint = S("Whole, in the order it is said."), .need = true,
	    .value = sent ? req_str(rq, "name") : m.name,
	    .problem = problem_of(problems, "name") };
	v.native_name = (struct part_line_view){ .id = "native_name",
	    .label = "Name in its own script, if it has one",
	    .value = sent ? req_str(rq, "native_name") : m.native_name };
	v.language = (struct part_line_view){ .id = "language",
	    .label = "Language of the name, if it matters",
	    .hint = S("A short sign, such as ko, ar or hu."), .width = "w10",
	    .value = sent ? req_str(rq, "language") : m.language };
	rename_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = S("Correct the name"), .nav = NAV_CELL,
	}, &main);
}

static void
get_rename(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems none = { 0 };

	show_rename(cx, rq, rs, &none);
}

static void
post_rename(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems problems = { 0 };
	enum member_err err = member_rename(cx, rq->object.member,
	    req_str(rq, "name"), req_str(rq, "native_name"),
	    req_str(rq, "language"));

	if (err == MEMBER_OK) {
		res_go(cx, rs, path_of(cx->mem, "/m/%s?named=1",
		    req_str(rq, "member")));
		return;
	}
	problem_add(&problems, "name", member_sentence(cx, err));
	res_refuse(cx, rs, member_err_status(err), &problems);
	show_rename(cx, rq, rs, &problems);
}

/* ---- an invitation ----------------------------------------------------- */

static void
show_invite(struct ctx *cx, const struct req *rq, struct res *rs, str refused)
{
	struct invite_page_view v = { .key = rq->key, .refused = refused };
	struct html main = html_start(cx);
	struct account account;
	struct member m;

	if (!member_read(cx, rq->object.member, &m)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.person = m.name;
	v.to = path_of(cx->mem, "/m/%s/invite", m.public_id);
	v.cancel = roll_of(cx, m.cell_id);
	v.renew = account_of_member(cx, m.id, &account);
	invite_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = S("A code to log in with"), .nav = NAV_CELL,
	}, &main);
}

static void
get_invite(struct ctx *cx, const struct req *rq, struct res *rs)
{
	show_invite(cx, rq, rs, S(""));
}

static void
post_invite(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct code_sheet sheet = { 0 };
	struct account account;
	struct member m;
	enum account_err err;

	if (!member_read(cx, rq->object.member, &m)) {
		res_missing(cx, rq, rs);
		return;
	}
	sheet.person = m.name;
	sheet.renew = account_of_member(cx, m.id, &account);
	err = account_invite(cx, m.id, rq->object.unit, &sheet.code);
	if (err != ACCOUNT_OK) {
		rs->status = account_err_status(err);
		show_invite(cx, rq, rs, S("This member holds an office in"
		    " another unit. So that nobody can log in as an officer"
		    " who is not one, an administrator makes this code."));
		return;
	}
	code_sheet_page(cx, rq, rs, unit_name(cx, m.cell_id),
	    roll_of(cx, m.cell_id), &sheet, 1);
}

static const struct param person_params[] = {
	{ "named",	param_flag,	OPTIONAL },
	PARAMS_END
};
static const struct param look_params[] = {
	{ "reason",	param_word,	OPTIONAL },
	PARAMS_END
};
static const struct param rename_params[] = {
	{ "name",	param_line,	OPTIONAL },
	{ "native_name", param_line,	OPTIONAL },
	{ "language",	param_line,	OPTIONAL },
	PARAMS_END
};

extern const struct route person_routes[];	/* listed in tables.c */

const struct route person_routes[] = {
	{ "GET",  "/m/{member}", ACT_SEE_PERSON, find_member, get_person,
	    person_params, NULL },
	{ "POST", "/m/{member}/look", ACT_SEE_PERSON, find_member, post_look,
	    look_params, NULL },
	{ "GET",  "/m/{member}/name", ACT_KEEP_MEMBERS, find_member,
	    get_rename, NULL, NULL },
	{ "POST", "/m/{member}/name", ACT_KEEP_MEMBERS, find_member,
	    post_rename, rename_params, NULL },
	{ "GET",  "/m/{member}/invite", ACT_KEEP_MEMBERS, find_member,
	    get_invite, NULL, NULL },
	{ "POST", "/m/{member}/invite", ACT_KEEP_MEMBERS, find_member,
	    post_invite, NULL, NULL },
	ROUTES_END
};
