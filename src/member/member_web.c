/*
 * member_web.c - the list of members of a unit, for themselves and for the
 * office that keeps it.
 *
 *	GET  /cell			the members of my cell
 *	GET  /cell/print		the same as a print sheet
 *	GET  /u/{unit}/members		of a unit I hold an office in
 *	GET  /u/{unit}/members/print
 *	GET  /u/{unit}/members/new	a new member
 *	POST /u/{unit}/members/new	adds the member; refused, the form again
 *	POST /u/{unit}/members/back	takes back that somebody left
 *	POST /corrections/{correction}	answers who asked for a correction
 */
#include "account/session.h"
#include "member/member_pages.h"
#include "org/org_pages.h"

#define TAKE_BACK_DAYS	7

struct roll_row_contact {
	const char	*kind;
	str		 value;
};

struct roll_row {
	str			 name, native, offices;
	struct path		 href;
	bool			 me;
	struct roll_row_contact	*contacts;
	size_t			 contacts_len;
};

struct roll_question {
	str		 name, about, text, at, key, answer;
	struct path	 to, open;
};

struct roll_page_view {
	struct part_crumbs_view	 crumbs;
	str			 tier, heading, lead, key, undo_id;
	struct part_strip_view	 said;
	struct path		 undo, add, print;
	bool			 keeper;
	struct roll_question	*questions;
	size_t			 questions_len;
	struct roll_row		*rows;
	size_t			 rows_len;
	struct part_empty_view	 empty;
};

struct roll_sheet_view {
	struct path	 back;
	str		 unit, lead, today;
	struct roll_row	*rows;
	size_t		 rows_len;
};

struct join_page_view {
	str			 unit, key;
	struct path		 to, cancel;
	struct part_errors_view	 errors;
	struct part_line_view	 name, native_name, number, from;
	bool			 back;
};

#include "member/join_page.html.h"
#include "member/roll_page.html.h"
#include "member/roll_sheet.html.h"

/* ---- the list ---------------------------------------------------------- */

static void
add_contacts(struct ctx *cx, struct roll_row *row, int64_t member_id,
    const struct shown_contact *shown, size_t len)
{
	row->contacts = NEW(cx->mem, struct roll_row_contact, CONTACT_KINDS);
	for (size_t i = 0; i < len; i++) {
		if (shown[i].member_id == member_id &&
		    row->contacts_len < CONTACT_KINDS) {
			row->contacts[row->contacts_len++] =
			    (struct roll_row_contact){
				.kind = contact_kind_text(shown[i].kind),
				.value = shown[i].value,
			};
		}
	}
}

static void
read_rows(struct ctx *cx, int64_t unit_id, bool keeper, struct roll_row **out,
    size_t *out_len)
{
	struct shown_contact *shown;
	struct member *roll;
	size_t len, shown_len;

	member_roll(cx, unit_id, cx->today, &roll, &len);
	member_contacts_shown(cx, unit_id, cx->today, &shown, &shown_len);
	*out = NEW(cx->mem, struct roll_row, len);
	*out_len = len;
	for (size_t i = 0; i < len; i++) {
		struct roll_row *row = &(*out)[i];

		row->name = roll[i].name;
		row->native = roll[i].native_name;
		row->offices = member_offices_in(cx, unit_id, roll[i].id);
		row->me = roll[i].id == cx->actor;
		add_contacts(cx, row, roll[i].id, shown, shown_len);
		if (row->me) {
			row->href = path_of(cx->mem, "/me");
		} else if (keeper) {
			row->href = path_of(cx->mem, "/m/%s",
			    roll[i].public_id);
		}
	}
}

static void
read_questions(struct ctx *cx, const struct req *rq, int64_t unit_id,
    struct roll_page_view *v)
{
	struct correction *list;
	struct member member;
	size_t len;

	member_corrections_open(cx, unit_id, &list, &len);
	v->questions = NEW(cx->mem, struct roll_question, len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].member_id == cx->actor ||
		    !member_read(cx, list[i].member_id, &member)) {
			continue;	/* Nobody answers himself or herself. */
		}
		v->questions[v->questions_len++] = (struct roll_question){
			.name = list[i].member_name,
			.about = list[i].about,
			.text = list[i].text,
			.at = moment_text(cx->mem, list[i].at),
			.key = arena_printf(cx->mem, STR_FMT "%zu",
			    STR_ARG(rq->key), i),
			.answer = str_eq(list[i].public_id,
			    req_str(rq, "correction")) ?
			    req_str(rq, "answer") : S(""),
			.to = path_of(cx->mem, "/corrections/%s",
			    list[i].public_id),
			.open = path_of(cx->mem, "/m/%s", member.public_id),
		};
	}
}

/* The stay in this unit by whose end somebody left a few days ago. */
static bool
left_lately(struct ctx *cx, int64_t member_id, int64_t unit_id,
    struct stay *out)
{
	struct stay *stays;
	size_t len;

	member_stays(cx, member_id, &stays, &len);
	if (len == 0 || stays[len - 1].cell_id != unit_id ||
	    stays[len - 1].ended < 5 ||
	    date_cmp(date_add(stays[len - 1].until, TAKE_BACK_DAYS),
	    cx->today) < 0) {
		return false;
	}
	*out = stays[len - 1];
	return true;
}

/* What was done just before this page was shown. */
static void
read_said(struct ctx *cx, const struct req *rq, const struct unit *unit,
    struct roll_page_view *v)
{
	struct member m;
	struct stay stay;
	str offices;

	v->said = (struct part_strip_view){ .kind = "good",
	    .icon = { "circle-check", false } };
	if (member_by_public(cx, req_str(rq, "added"), &m) &&
	    m.cell_id == unit->id) {
		v->said.text = arena_printf(cx->mem, STR_FMT " is in the list.",
		    STR_ARG(m.name));
		v->said.href = path_of(cx->mem, "/m/%s/invite", m.public_id);
		v->said.label = S("Make a code to log in with");
	} else if (member_by_public(cx, req_str(rq, "moved"), &m) &&
	    may(cx, ACT_SEE_ROLL, (struct object){ .unit = unit->id })) {
		offices = member_offices(cx, m.id);
		v->said.text = arena_printf(cx->mem, STR_FMT
		    " belongs to another unit now.%s" STR_FMT "%s",
		    STR_ARG(m.name), offices.len > 0 ? " Still in office: " :
		    "", STR_ARG(offices), offices.len > 0 ? "." : "");
	} else if (member_by_public(cx, req_str(rq, "left"), &m) &&
	    m.cell_id == 0 && left_lately(cx, m.id, unit->id, &stay)) {
		v->said.text = arena_printf(cx->mem, STR_FMT
		    " is not in the list any more, and holds no office.",
		    STR_ARG(m.name));
		v->undo = path_of(cx->mem, "/u/%s/members/back",
		    unit->public_id);
		v->undo_id = m.public_id;
	}
}

static str
roll_lead(struct ctx *cx, size_t len)
{
	return len == 0 ? S("Nobody belongs to it yet.") :
	    count_of(cx->mem, (int64_t)len, "member belongs to it today.",
	    "members belong to it today.");
}

static void
show_roll(struct ctx *cx, const struct req *rq, struct res *rs,
    int64_t unit_id, str warning)
{
	struct roll_page_view v = { .key = rq->key };
	struct html main = html_start(cx);
	struct unit unit;

	if (!org_unit(cx, unit_id, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.keeper = may(cx, ACT_KEEP_MEMBERS,
	    (struct object){ .unit = unit_id });
	v.crumbs = org_crumbs(cx, unit_id);
	v.tier = org_word(cx, unit.tier).one;
	v.heading = unit.name;
	v.add = path_of(cx->mem, "/u/%s/members/new", unit.public_id);
	v.print = path_of(cx->mem, "/u/%s/members/print", unit.public_id);
	read_rows(cx, unit_id, v.keeper, &v.rows, &v.rows_len);
	v.lead = roll_lead(cx, v.rows_len);
	v.empty = (struct part_empty_view){
		.heading = S("Here the members will stand"),
		.text = S("With their offices, and with what each chose to show"
		    " to the others."),
		.href = v.add,
		.label = v.keeper ? S("Add the first member") : S(""),
	};
	if (v.keeper) {
		read_said(cx, rq, &unit, &v);
		read_questions(cx, rq, unit_id, &v);
	}
	if (warning.len > 0) {
		v.said = (struct part_strip_view){ .kind = "warn",
		    .text = warning };
	}
	rs->no_store = true;
	roll_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = unit.name, .nav = NAV_CELL, .offline_keep = true,
	}, &main);
}

static void
get_roll(struct ctx *cx, const struct req *rq, struct res *rs)
{
	show_roll(cx, rq, rs, rq->object.unit, S(""));
}

static void
get_sheet(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct roll_sheet_view v = { 0 };
	struct html main = html_start(cx);
	struct unit unit;

	if (!org_unit(cx, rq->object.unit, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	read_rows(cx, unit.id, false, &v.rows, &v.rows_len);
	v.back = path_of(cx->mem, "/u/%s/members", unit.public_id);
	v.unit = unit.name;
	v.lead = roll_lead(cx, v.rows_len);
	v.today = day_long(cx->mem, cx->today);
	rs->no_store = true;
	roll_sheet_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = S("Members"), .paper = true,
	}, &main);
}

/* ---- a new member ------------------------------------------------------ */

static void
show_join(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *problems, bool back)
{
	bool sent = str_eq(rq->method, S("POST"));
	struct join_page_view v = {
		.key = rq->key,
		.back = back,
		.errors = part_errors(cx->mem, problems),
		.name = { .id = "name", .label = "Name",
		    .hint = S("Whole, in the order it is said."),
		    .value = req_str(rq, "name"), .need = true,
		    .problem = problem_of(problems, "name") },
		.native_name = { .id = "native_name",
		    .label = "Name in its own script, if it has one",
		    .value = req_str(rq, "native_name"),
		    .problem = problem_of(problems, "native_name") },
		.number = { .id = "number", .label = "Member’s number",
		    .hint = S("As on the member’s card. It is never given to"
		    " another person."), .value = req_str(rq, "number"),
		    .width = "w10", .need = true,
		    .problem = problem_of(problems, "number") },
		.from = { .id = "from", .label = "Member since",
		    .hint = S("Day, month and year; leave it empty if nobody"
		    " knows."), .width = "w10",
		    .value = sent ? req_str(rq, "from") :
		    date_str(cx->mem, cx->today),
		    .problem = problem_of(problems, "from") },
	};
	struct html main = html_start(cx);
	struct unit unit;

	if (!org_unit(cx, rq->object.unit, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.unit = unit.name;
	v.to = path_of(cx->mem, "/u/%s/members/new", unit.public_id);
	v.cancel = path_of(cx->mem, "/u/%s/members", unit.public_id);
	join_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = S("New member"), .nav = NAV_CELL,
	}, &main);
}

static void
get_join(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems none = { 0 };

	show_join(cx, rq, rs, &none, false);
}

/* The field beside which a refusal is shown. */
static const char *
join_field(enum member_err err, const struct member_new *in)
{
	if (err == MEMBER_NUMBER_MISSING || err == MEMBER_NUMBER_TAKEN ||
	    (err == MEMBER_TOO_LONG && in->name.len <= MEMBER_NAME_MAX &&
	    in->native_name.len <= MEMBER_NAME_MAX)) {
		return "number";
	}
	if (err == MEMBER_FUTURE || err == MEMBER_NO_CELL ||
	    err == MEMBER_NOT_A_CELL || err == MEMBER_DAY_MISSING ||
	    err == MEMBER_TOO_EARLY || err == MEMBER_ALREADY) {
		return "from";
	}
	return err == MEMBER_TOO_LONG && in->name.len <= MEMBER_NAME_MAX ?
	    "native_name" : "name";
}

/* Adds the member, or takes one back who has this number. */
static enum member_err
join_or_return(struct ctx *cx, const struct req *rq, struct member_new *in,
    int64_t *out_id)
{
	struct member old;

	if (!req_flag(rq, "back") ||
	    !member_by_number(cx, in->number, &old)) {
		return member_join(cx, in, out_id);
	}
	*out_id = old.id;
	return member_rejoin(cx, old.id, in->cell_id,
	    date_known(in->from) ? in->from : cx->today, 1);
}

static void
post_join(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems problems = { 0 };
	struct member_new in = {
		.number = req_str(rq, "number"),
		.name = req_str(rq, "name"),
		.native_name = req_str(rq, "native_name"),
		.cell_id = rq->object.unit,
		.how = 1,
	};
	struct member member, old;
	struct unit unit;
	enum member_err err = MEMBER_OK;
	int64_t id;

	if (!req_day(rq, "from", cx->today, &in.from)) {
		problem_add(&problems, "from", S("This is not a day of the"
		    " calendar. Write it as 2026-11-20 or 20.11.2026."));
	} else {
		err = join_or_return(cx, rq, &in, &id);
	}
	if (err == MEMBER_OK && problems.list_len == 0 &&
	    member_read(cx, id, &member) &&
	    org_unit(cx, in.cell_id, &unit)) {
		res_go(cx, rs, path_of(cx->mem, "/u/%s/members?added=%s",
		    unit.public_id, member.public_id));
		return;
	}
	if (err != MEMBER_OK) {
		problem_add(&problems, join_field(err, &in),
		    member_sentence(cx, err));
	}
	res_refuse(cx, rs, err == MEMBER_OK ? 422 : member_err_status(err),
	    &problems);
	show_join(cx, rq, rs, &problems, err == MEMBER_NUMBER_TAKEN &&
	    member_by_number(cx, in.number, &old) && old.cell_id == 0);
}

/* ---- taking back, answering -------------------------------------------- */

static void
post_back(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum member_err err;
	struct member member;
	struct unit unit;
	struct stay stay;

	if (!member_by_public(cx, req_str(rq, "member"), &member) ||
	    !org_unit(cx, rq->object.unit, &unit) ||
	    !left_lately(cx, member.id, unit.id, &stay)) {
		res_problem(cx, rq, rs, 409, "That cannot be taken back",
		    "It was too long ago, or it was taken back already. Add"
		    " the member again with the number and the day.");
		return;
	}
	err = member_rejoin(cx, member.id, unit.id, stay.until, 1);
	if (err != MEMBER_OK) {
		res_problem(cx, rq, rs, member_err_status(err),
		    "That cannot be taken back",
		    arena_copy_z(cx->mem, member_sentence(cx, err)));
		return;
	}
	res_go(cx, rs, path_of(cx->mem, "/u/%s/members?added=%s",
	    unit.public_id, member.public_id));
}

static bool
find_correction(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct correction c;

	if (!member_correction_by_public(cx, req_str(rq, "correction"), &c)) {
		return false;
	}
	out->id = c.id;
	out->member = c.member_id;
	out->unit = member_cell(cx, c.member_id, cx->today);
	return true;
}

static void
post_answer(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum member_err err;
	struct unit unit;

	if (rq->object.member == cx->actor ||
	    !org_unit(cx, rq->object.unit, &unit)) {
		res_problem(cx, rq, rs, 403, "Somebody else answers this",
		    "Nobody answers his or her own question. Another office"
		    " that keeps the list of members can.");
		return;
	}
	err = member_correction_answer(cx, rq->object.id,
	    req_str(rq, "answer"));
	if (err != MEMBER_OK) {
		rs->status = member_err_status(err);
		show_roll(cx, rq, rs, unit.id, member_sentence(cx, err));
		return;
	}
	res_go(cx, rs, path_of(cx->mem, "/u/%s/members", unit.public_id));
}

static const struct param roll_params[] = {
	{ "added",	param_public,	OPTIONAL },
	{ "moved",	param_public,	OPTIONAL },
	{ "left",	param_public,	OPTIONAL },
	PARAMS_END
};
static const struct param join_params[] = {
	{ "name",	param_line,	OPTIONAL },
	{ "native_name", param_line,	OPTIONAL },
	{ "number",	param_line,	OPTIONAL },
	{ "from",	param_line,	OPTIONAL },
	{ "back",	param_flag,	OPTIONAL },
	PARAMS_END
};
static const struct param back_params[] = {
	{ "member",	param_public,	REQUIRED },
	PARAMS_END
};
static const struct param answer_params[] = {
	{ "answer",	param_text,	OPTIONAL },
	PARAMS_END
};

extern const struct route member_routes[];	/* listed in tables.c */

const struct route member_routes[] = {
	{ "GET",  "/cell",	ACT_SEE_ROLL, find_own_cell, get_roll, NULL,
	    NULL },
	{ "GET",  "/cell/print", ACT_SEE_ROLL, find_own_cell, get_sheet, NULL,
	    NULL },
	{ "GET",  "/u/{unit}/members", ACT_SEE_ROLL, org_find_unit, get_roll,
	    roll_params, NULL },
	{ "GET",  "/u/{unit}/members/print", ACT_SEE_ROLL, org_find_unit,
	    get_sheet, NULL, NULL },
	{ "GET",  "/u/{unit}/members/new", ACT_KEEP_MEMBERS, org_find_unit,
	    get_join, NULL, NULL },
	{ "POST", "/u/{unit}/members/new", ACT_KEEP_MEMBERS, org_find_unit,
	    post_join, join_params, NULL },
	{ "POST", "/u/{unit}/members/back", ACT_KEEP_MEMBERS, org_find_unit,
	    post_back, back_params, NULL },
	{ "POST", "/corrections/{correction}", ACT_KEEP_MEMBERS,
	    find_correction, post_answer, answer_params, NULL },
	ROUTES_END
};
