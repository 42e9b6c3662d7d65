/*
 * change_web.c - adding, renaming, moving, splitting, merging, closing units.
 *
 *	GET  /u/{unit}/change		what can be done
 *	GET  /u/{unit}/change/{what}	the questions; answered, what it changes
 *	POST /u/{unit}/change/{what}	does it; refused, the questions again
 *
 * For offices that keep units. An administrator's way to the same pages is
 * /setup/units/{unit}/change; and /setup/units/top for the first unit of all.
 */
#include "member/member.h"
#include "org/change_pages.h"

struct change_row {
	const char	*title, *why;
	struct icon	 icon;
	struct path	 href;
};

struct change_menu_view {
	struct part_crumbs_view	 crumbs;
	str			 tier, unit;
	struct path		 overview, offices;
	struct part_strip_view	 ended;
	struct change_row	*rows;
	size_t			 rows_len;
};

struct change_form_view {
	str			 unit;
	const char		*title, *why;
	struct path		 to, cancel;
	struct part_errors_view	 errors;
	struct part_choice_view	 tier, which;
	struct part_line_view	 name, code, look, reason, day;
};

struct change_check_row {
	const char	*label;
	str		 value;
};

struct change_check_member {
	str	 name, id;
};

struct change_check_view {
	str				 unit, key, first, says_list[SAYS_MAX];
	const char			*title, *button;
	struct path			 to, again, cancel;
	struct change_check_row		*rows;
	size_t				 rows_len;
	struct change_say { str text; }	*says;
	size_t				 says_len;
	struct change_check_member	*members;
	size_t				 members_len;
	str				 name, code, tier, look, which, reason;
	str				 day;
};

#include "org/change_check.html.h"
#include "org/change_form.html.h"
#include "org/change_menu.html.h"

/* ---- addresses --------------------------------------------------------- */

/* Where these pages are for who asks; `more` is "" or "/what". */
static struct path
base_path(struct ctx *cx, const struct req *rq, const struct unit *u,
    const char *more)
{
	str id = u->public_id;

	if (u->id == 0) {
		return path_of(cx->mem, "/setup/units/top");
	}
	return path_of(cx->mem, arena_copy_z(cx->mem, arena_printf(cx->mem,
	    "%s/%%s/change%s", str_starts(rq->path, S("/setup/")) ?
	    "/setup/units" : "/u", more)), id);
}

static struct path
kind_path(struct ctx *cx, const struct req *rq, const struct change *c)
{
	return base_path(cx, rq, &c->unit, arena_copy_z(cx->mem,
	    arena_printf(cx->mem, "/%s", change_kinds[c->what].word)));
}

/* Away from the questions without doing anything. */
static struct path
way_out(struct ctx *cx, const struct req *rq, const struct change *c)
{
	return c->unit.id == 0 ? path_of(cx->mem, "/setup") :
	    base_path(cx, rq, &c->unit, "");
}

static bool
find_change(struct ctx *cx, const struct req *rq, struct object *out)
{
	for (size_t i = 0; i < CHANGE_TOP; i++) {
		if (str_eq(req_str(rq, "what"), str_z(change_kinds[i].word))) {
			out->id = (int64_t)i;
			return org_find_unit(cx, rq, out);
		}
	}
	return false;
}

/* ---- what can be done -------------------------------------------------- */

static bool
makes_sense(struct ctx *cx, const struct unit *u, enum change_what what)
{
	const struct tier *tiers[TIERS_MAX];

	if (what == CHANGE_FOUND) {
		return change_tiers(cx, u, tiers) > 0;
	}
	/* The unit at the top stands alone. */
	return u->parent_id != 0 || what == CHANGE_RENAME ||
	    what == CHANGE_CLOSE;
}

static void
get_menu(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct change_menu_view v = { 0 };
	struct html main = html_start(cx);
	struct change c = { 0 };

	if (!org_unit(cx, rq->object.unit, &c.unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.crumbs = org_crumbs(cx, c.unit.id);
	v.tier = org_word(cx, c.unit.tier).one;
	v.unit = c.unit.name;
	v.overview = org_unit_path(cx, c.unit.public_id);
	v.offices = path_of(cx->mem, "/u/%s/offices", c.unit.public_id);
	v.rows = NEW(cx->mem, struct change_row, CHANGES);
	if (date_known(c.unit.dissolved)) {
		v.ended = (struct part_strip_view){ .kind = "warn",
		    .icon = { "history", false }, .text = S("This unit has"
		    " ended. Nothing can be changed in it."),
		    .href = path_of(cx->mem, "/u/%s/history",
		    c.unit.public_id), .label = S("What became of it") };
	}
	for (c.what = 0; v.ended.text.len == 0 && c.what < CHANGE_TOP;
	    c.what++) {
		const struct change_kind *k = &change_kinds[c.what];

		if (makes_sense(cx, &c.unit, c.what)) {
			v.rows[v.rows_len++] = (struct change_row){ k->title,
			    k->why, { k->icon, false },
			    kind_path(cx, rq, &c) };
		}
	}
	change_menu_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = S("Change a unit"), .nav = NAV_TREE,
	}, &main);
}

/* ---- the questions ----------------------------------------------------- */

static struct part_choice_view
tier_choice(struct ctx *cx, const struct change *c,
    const struct problems *problems)
{
	const struct tier *tiers[TIERS_MAX];
	size_t len = change_tiers(cx, &c->unit, tiers);
	struct part_option *options = NEW(cx->mem, struct part_option, len);

	for (size_t i = 0; i < len; i++) {
		options[i] = (struct part_option){ .value = tiers[i]->word,
		    .label = org_word(cx, tiers[i]->word).one,
		    .chosen = len == 1 || str_eq(c->tier, tiers[i]->word) };
	}
	return (struct part_choice_view){ .id = "tier",
	    .label = "What it is to be", .options = options,
	    .options_len = len, .beside = len < 4,
	    .problem = problem_of(problems, "tier") };
}

static struct part_choice_view
unit_choice(struct ctx *cx, const struct req *rq, const struct change *c,
    const struct problems *problems)
{
	struct part_option *options = NEW(cx->mem, struct part_option,
	    c->units_len);
	struct unit above;

	for (size_t i = 0; i < c->units_len; i++) {
		const struct unit *u = &c->units[i];

		options[i] = (struct part_option){ .value = u->public_id,
		    .label = u->name, .note = org_unit(cx, u->parent_id,
		    &above) ? above.name : S(""),
		    .chosen = str_eq(u->public_id, req_str(rq, "which")) };
	}
	return (struct part_choice_view){ .id = "which",
	    .label = c->what == CHANGE_MERGE ? "Which unit takes over" :
	    "Under which unit", .options = options,
	    .options_len = c->units_len,
	    .problem = problem_of(problems, "which") };
}

static void
add_lines(const struct change *c, const struct problems *problems,
    str day, struct change_form_view *v)
{
	v->name = (struct part_line_view){ .id = "name",
	    .label = c->what == CHANGE_RENAME ? "Its new name" :
	    "Name of the new unit", .value = c->name, .need = true,
	    .problem = problem_of(problems, "name") };
	v->code = (struct part_line_view){ .id = "code", .label = "Its code",
	    .hint = S("As in your lists: letters, digits and . _ - /"),
	    .value = c->code, .width = "w10", .need = true,
	    .problem = problem_of(problems, "code") };
	v->look = (struct part_line_view){ .id = "to",
	    .label = c->units_len > 0 ? "Or look for another" :
	    "Look for the unit",
	    .hint = S("Its code, or a part of its name."),
	    .value = c->looked_for, .problem = problem_of(problems, "to") };
	v->reason = (struct part_line_view){ .id = "reason",
	    .label = "Why, in a few words",
	    .hint = S("Everybody can read it. Write about the unit, not about"
	    " a person."), .value = c->reason,
	    .problem = problem_of(problems, "reason") };
	v->day = (struct part_line_view){ .id = "day",
	    .label = "From which day", .width = "w10", .value = day,
	    .hint = (change_kinds[c->what].asks & DAY_UNKNOWN) != 0 ?
	    S("The day it was founded; leave it empty if nobody knows.") :
	    S("The first day on which it holds. Not a day to come."),
	    .problem = problem_of(problems, "day") };
}

static void
show_form(struct ctx *cx, const struct req *rq, struct res *rs,
    struct change *c, const struct problems *problems, bool blank)
{
	const struct change_kind *k = &change_kinds[c->what];
	struct change_form_view v = { .title = k->title, .why = k->why,
		.unit = c->unit.name, .to = kind_path(cx, rq, c),
		.cancel = way_out(cx, rq, c),
		.errors = part_errors(cx->mem, problems) };
	struct html main = html_start(cx);

	if (blank && (k->asks & ASK_UNIT) != 0) {
		change_choices(cx, c);
	}
	add_lines(c, problems, blank ? date_str(cx->mem, cx->today) :
	    req_str(rq, "day"), &v);
	if ((k->asks & ASK_TIER) != 0) {
		v.tier = tier_choice(cx, c, problems);
	}
	if ((k->asks & ASK_UNIT) != 0) {
		v.which = unit_choice(cx, rq, c, problems);
	} else {
		v.look.id = NULL;
	}
	if ((k->asks & ASK_NAME) == 0) {
		v.name.id = NULL;
	}
	if ((k->asks & ASK_CODE) == 0) {
		v.code.id = NULL;
	}
	if ((k->asks & ASK_REASON) == 0) {
		v.reason.id = NULL;
	}
	change_form_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = str_z(k->title), .nav = NAV_TREE,
	}, &main);
}

/* ---- what it changes --------------------------------------------------- */

/* Whom a split can take along: those whose list one keeps. */
static void
add_members(struct ctx *cx, const struct change *c,
    struct change_check_view *v)
{
	struct member *roll;
	size_t len;

	if (c->what != CHANGE_SPLIT || !may(cx, ACT_KEEP_MEMBERS,
	    (struct object){ .unit = c->unit.id })) {
		return;
	}
	member_roll(cx, c->unit.id, c->day, &roll, &len);
	v->members = NEW(cx->mem, struct change_check_member, len);
	for (size_t i = 0; i < len; i++) {
		v->members[v->members_len++] = (struct change_check_member){
		    roll[i].name, roll[i].public_id };
	}
}

static void
add_row(struct change_check_view *v, const char *label, str value)
{
	if (value.len > 0) {
		v->rows[v->rows_len++] = (struct change_check_row){ label,
		    value };
	}
}

static void
add_rows(struct ctx *cx, const struct change *c, struct change_check_view *v)
{
	unsigned asks = change_kinds[c->what].asks;

	v->rows = NEW(cx->mem, struct change_check_row, 8);
	add_row(v, "Unit", c->unit.name);
	if ((asks & ASK_NAME) != 0) {
		add_row(v, c->what == CHANGE_RENAME ? "New name" : "New unit",
		    c->name);
	}
	if ((asks & ASK_CODE) != 0) {
		add_row(v, "Code", c->code);
	}
	add_row(v, c->what == CHANGE_MERGE ? "Goes to" : "Under",
	    c->other.name);
	add_row(v, "Why", c->reason);
	add_row(v, "From", date_known(c->day) ? day_long(cx->mem, c->day) :
	    S("a day that is not known"));
}

/* The questions again, with their answers in the address. */
static struct path
again_path(struct ctx *cx, const struct req *rq, const struct change *c)
{
	str to = kind_path(cx, rq, c).text;

	return path_of(cx->mem, arena_copy_z(cx->mem, arena_printf(cx->mem,
	    STR_FMT "?again=1&name=%%s&code=%%s&tier=%%s&to=%%s&which=%%s"
	    "&reason=%%s&day=%%s", STR_ARG(to))), c->name, c->code, c->tier,
	    c->looked_for, c->other.public_id, c->reason,
	    date_str(cx->mem, c->day));
}

static void
show_check(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct change *c)
{
	const struct change_kind *k = &change_kinds[c->what];
	struct change_check_view v = { .title = k->title, .button = k->button,
		.unit = c->unit.name, .key = rq->key,
		.to = kind_path(cx, rq, c), .again = again_path(cx, rq, c),
		.cancel = way_out(cx, rq, c),
		.name = c->name, .code = c->code, .tier = c->tier,
		.look = c->looked_for, .which = c->other.public_id,
		.reason = c->reason, .day = date_str(cx->mem, c->day) };
	struct html main = html_start(cx);

	add_rows(cx, c, &v);
	add_members(cx, c, &v);
	v.says_len = change_says(cx, c, v.says_list);
	v.says = NEW(cx->mem, struct change_say, v.says_len);
	for (size_t i = 0; i < v.says_len; i++) {
		v.says[i].text = v.says_list[i];
	}
	change_check_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = S("Look once more"), .nav = NAV_TREE,
	}, &main);
}

/* ---- asking ------------------------------------------------------------ */

static bool
read_unit(struct ctx *cx, const struct req *rq, struct change *c)
{
	return c->what == CHANGE_TOP || org_unit(cx, rq->object.unit,
	    &c->unit);
}

static void
ask(struct ctx *cx, const struct req *rq, struct res *rs,
    enum change_what what)
{
	struct problems problems = { 0 };
	struct change c = { .what = what };
	bool check = req_flag(rq, "check"), again = req_flag(rq, "again");
	enum org_err err;

	if (!read_unit(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (check || again) {
		change_read(cx, rq, &c, &problems);
	}
	if (check && problems.list_len == 0) {
		err = change_check(cx, &c);
		if (err == ORG_OK) {
			show_check(cx, rq, rs, &c);
			return;
		}
		change_refuse(cx, &c, err, &problems);
	}
	if (!check) {
		problems.list_len = 0;
	} else {
		res_refuse(cx, rs, 422, &problems);
	}
	show_form(cx, rq, rs, &c, &problems, !check && !again);
}

static void
get_change(struct ctx *cx, const struct req *rq, struct res *rs)
{
	ask(cx, rq, rs, (enum change_what)rq->object.id);
}

static void
get_first(struct ctx *cx, const struct req *rq, struct res *rs)
{
	ask(cx, rq, rs, CHANGE_TOP);
}

/* ---- doing ------------------------------------------------------------- */

/* Those chosen go to the new unit; a refusal says who could not. */
static bool
take_along(struct ctx *cx, const struct req *rq, const struct change *c,
    int64_t to, struct problems *problems)
{
	struct member m;
	size_t i = 0;
	str id;

	while (req_each(rq, "member", &i, &id)) {
		enum member_err err = MEMBER_NO_MEMBER;

		if (member_by_public(cx, id, &m) && may(cx, ACT_KEEP_MEMBERS,
		    (struct object){ .unit = c->unit.id }) &&
		    member_cell(cx, m.id, c->day) == c->unit.id) {
			err = member_transfer(cx, m.id, to, c->day, 3);
		}
		if (err != MEMBER_OK) {
			problem_add(problems, "day", arena_printf(cx->mem,
			    STR_FMT " cannot go along: %s.",
			    STR_ARG(err == MEMBER_NO_MEMBER ?
			    S("Somebody") : m.name), member_err_text(err)));
			return false;
		}
	}
	return true;
}

/* ORG-5: the members go first, and all of it is one transaction. */
static enum org_err
merge(struct ctx *cx, const struct change *c, struct problems *problems)
{
	enum org_err err = org_merge_check(cx, c->unit.id, c->other.id,
	    c->day);
	enum member_err moved = MEMBER_OK;

	if (err == ORG_HAS_MEMBERS) {
		moved = member_transfer_all(cx, c->unit.id, c->other.id,
		    c->day);
		err = ORG_OK;
	}
	if (moved != MEMBER_OK) {
		problem_add(problems, "day", arena_printf(cx->mem,
		    "The members cannot go along: %s.",
		    member_err_text(moved)));
		return ORG_OK;
	}
	return err == ORG_OK ? org_merge(cx, c->unit.id, c->other.id, c->day) :
	    err;
}

/* Does it; *out_id is the unit to show then. */
static enum org_err
run(struct ctx *cx, const struct req *rq, const struct change *c,
    struct problems *problems, int64_t *out_id)
{
	struct unit_new in = { c->code, c->tier, c->name, c->unit.id, c->day };
	enum org_err err = ORG_OK;

	*out_id = c->unit.id;
	switch (c->what) {
	case CHANGE_FOUND:
	case CHANGE_TOP:
		return org_found(cx, &in, out_id);
	case CHANGE_RENAME:
		return org_rename(cx, c->unit.id, c->name, c->day);
	case CHANGE_MOVE:
		return org_move(cx, c->unit.id, c->other.id, c->day);
	case CHANGE_SPLIT:
		err = org_split(cx, c->unit.id, &in, c->day, out_id);
		if (err == ORG_OK) {
			(void)take_along(cx, rq, c, *out_id, problems);
		}
		return err;
	case CHANGE_MERGE:
		return merge(cx, c, problems);
	case CHANGE_CLOSE:
		return org_dissolve(cx, c->unit.id, c->day, c->reason);
	case CHANGES:
		break;
	}
	return err;
}

static void
answer(struct ctx *cx, const struct req *rq, struct res *rs,
    enum change_what what)
{
	struct problems problems = { 0 };
	struct change c = { .what = what };
	struct unit shown;
	enum org_err err = ORG_OK;
	int64_t id = 0;
	int status = 422;

	if (!read_unit(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	change_read(cx, rq, &c, &problems);
	if (problems.list_len == 0) {
		err = run(cx, rq, &c, &problems, &id);
	}
	if (err != ORG_OK) {
		status = org_err_status(err);
		change_refuse(cx, &c, err, &problems);
	}
	if (problems.list_len == 0 && org_unit(cx, id, &shown)) {
		res_go(cx, rs, path_of(cx->mem, "/u/%s/history?done=1",
		    shown.public_id));
		return;
	}
	res_refuse(cx, rs, status, &problems);
	show_form(cx, rq, rs, &c, &problems, false);
}

static void
post_change(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, (enum change_what)rq->object.id);
}

static void
post_first(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, CHANGE_TOP);
}

static const struct param ask_params[] = {
	{ "check",	param_flag,	OPTIONAL },
	{ "again",	param_flag,	OPTIONAL },
	{ "name",	param_line,	OPTIONAL },
	{ "code",	param_line,	OPTIONAL },
	{ "tier",	param_line,	OPTIONAL },
	{ "to",		param_line,	OPTIONAL },
	{ "which",	param_line,	OPTIONAL },
	{ "reason",	param_line,	OPTIONAL },
	{ "day",	param_line,	OPTIONAL },
	PARAMS_END
};
static const struct param answer_params[] = {
	{ "name",	param_line,	OPTIONAL },
	{ "code",	param_line,	OPTIONAL },
	{ "tier",	param_line,	OPTIONAL },
	{ "to",		param_line,	OPTIONAL },
	{ "which",	param_line,	OPTIONAL },
	{ "reason",	param_line,	OPTIONAL },
	{ "day",	param_line,	OPTIONAL },
	{ "member",	param_public,	REPEATED },
	PARAMS_END
};

extern const struct route change_routes[];	/* listed in tables.c */

const struct route change_routes[] = {
	{ "GET", "/u/{unit}/change", ACT_KEEP_UNITS, org_find_unit, get_menu,
	    NULL, NULL },
	{ "GET", "/u/{unit}/change/{what}", ACT_KEEP_UNITS, find_change,
	    get_change, ask_params, NULL },
	{ "POST", "/u/{unit}/change/{what}", ACT_KEEP_UNITS, find_change,
	    post_change, answer_params, NULL },
	{ "GET", "/setup/units/top", ACT_ADMINISTER, NULL, get_first,
	    ask_params, NULL },
	{ "POST", "/setup/units/top", ACT_ADMINISTER, NULL, post_first,
	    answer_params, NULL },
	{ "GET", "/setup/units/{unit}/change", ACT_ADMINISTER, org_find_unit,
	    get_menu, NULL, NULL },
	{ "GET", "/setup/units/{unit}/change/{what}", ACT_ADMINISTER,
	    find_change, get_change, ask_params, NULL },
	{ "POST", "/setup/units/{unit}/change/{what}", ACT_ADMINISTER,
	    find_change, post_change, answer_params, NULL },
	ROUTES_END
};
