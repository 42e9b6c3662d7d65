/*
 * import_web.c - lists of units, members, terms and meetings, looked at first,
 * and the sheets that invite the secretaries.
 *
 *	GET  /setup/import		send a list
 *	POST /setup/import		look at it (SETU-1)
 *	GET  /setup/import/{upload}	what would go in; afterwards the receipt
 *	POST /setup/import/{upload}	take it over, go on, or take it back
 *	GET  /setup/import/{upload}/refused	rows that were refused (SETU-4)
 *	GET  /setup/invite		who holds an office and cannot log in
 *	POST /setup/invite		sheets with codes
 */
#include <string.h>

#include "account/account.h"
#include "account/account_pages.h"
#include "html/parts.h"
#include "http/web.h"
#include "member/member.h"
#include "org/org.h"
#include "setup/setup.h"

#define ROWS_SHOWN	20

struct told_line {
	str	 text;
};

struct list_help {
	str			 title;
	const struct list_field	*fields;
	size_t			 fields_len;
};

struct setup_import_view {
	str			 key, problem;
	struct part_errors_view	 errors;
	struct part_choice_view	 kind;
	struct list_help	 lists[LIST_KINDS];
	size_t			 lists_len;
	struct told_line	*told;
	size_t			 told_len;
	struct setup_before	*before;	/* lists that were taken */
	size_t			 before_len;
};

struct setup_before {
	struct path	 to;
	str		 title, text;
};

struct setup_row {
	struct told_line	*cells;
	size_t			 cells_len;
};

struct setup_upload_view {
	str			 file, heading, lead, key, key2, run;
	str			 added_label, told_heading, left_heading;
	struct part_errors_view	 errors;
	str			 added, same, refused;
	bool			 waits, working, may_go_on, may_undo, asking,
				 cut;
	struct part_check_view	 check;
	struct path		 to, job, download;
	struct told_line	*told, *head;
	size_t			 told_len, head_len;
	struct told_line	*left;
	size_t			 left_len;
	struct setup_row	 rows[ROWS_SHOWN];
	size_t			 rows_len;
};

struct setup_person {
	str	 id, name;
	bool	 chosen;
};

struct setup_invite_view {
	str			 key, key2;
	struct part_errors_view	 errors;
	struct part_empty_view	 empty;
	struct part_line_view	 number;
	struct setup_person	*people;
	size_t			 people_len;
};

#include "setup/setup_import.html.h"
#include "setup/setup_invite.html.h"
#include "setup/setup_upload.html.h"

static const char *const list_titles[LIST_KINDS] = {
	[LIST_UNITS] = "Units", [LIST_MEMBERS] = "Members",
	[LIST_TERMS] = "Terms of office", [LIST_MEETINGS] = "Meetings",
};
static const char *const list_words[LIST_KINDS] = {
#define X(name, word) [name] = word,
	TRANSFER_LISTS(X)
#undef X
};

/* ---- sending a list ---------------------------------------------------- */

static const char *const state_words[] = {
	[UPLOAD_LOOKED] = "looked at", [UPLOAD_TAKING] = "being taken over",
	[UPLOAD_TAKEN] = "taken over", [UPLOAD_PARTLY] = "taken over in part",
	[UPLOAD_UNDOING] = "being taken back", [UPLOAD_UNDONE] = "taken back",
};

static void
show_before(struct ctx *cx, struct setup_import_view *v)
{
	struct upload *list;

	setup_uploads(cx, &list, &v->before_len);
	v->before = NEW(cx->mem, struct setup_before, v->before_len);
	for (size_t i = 0; i < v->before_len; i++) {
		v->before[i] = (struct setup_before){ path_of(cx->mem,
		    "/setup/import/%s", list[i].public_id), list[i].name,
		    arena_printf(cx->mem, STR_FMT ", %s, " STR_FMT,
		    STR_ARG(moment_text(cx->mem, list[i].made_at)),
		    state_words[list[i].state], STR_ARG(count_of(cx->mem,
		    list[i].added, "row came in", "rows came in"))) };
	}
}

static size_t
split_lines(struct ctx *cx, str told, struct told_line **out)
{
	size_t len = 0;
	str line;

	*out = NEW(cx->mem, struct told_line, UPLOAD_PROBLEMS_MAX + 1);
	while (len <= UPLOAD_PROBLEMS_MAX && str_cut(&told, '\n', &line)) {
		(*out)[len++].text = line;
	}
	return len;
}

static void
show_import(struct ctx *cx, const struct req *rq, struct res *rs,
    enum list_kind kind, const struct problems *p, str told)
{
	struct part_option *kinds = NEW(cx->mem, struct part_option,
	    LIST_KINDS);
	struct setup_import_view v = { .key = rq->key,
		.errors = part_errors(cx->mem, p),
		.problem = problem_of(p, "file"), .lists_len = LIST_KINDS };
	struct html main = html_start(cx);

	for (int i = 0; i < LIST_KINDS; i++) {
		kinds[i] = (struct part_option){ str_z(list_words[i]),
		    str_z(list_titles[i]), S(""), (int)kind == i };
		v.lists[i].title = kinds[i].label;
		v.lists[i].fields = list_fields((enum list_kind)i,
		    &v.lists[i].fields_len);
	}
	v.kind = (struct part_choice_view){ .id = "kind", .label =
	    "What does the list hold?", .hint = S("Units first, then members, "
	    "then terms of office."), .options = kinds,
	    .options_len = LIST_KINDS };
	v.told_len = split_lines(cx, told, &v.told);
	show_before(cx, &v);
	setup_import_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title =
	    S("Bring in units and members"), .nav = NAV_SETUP }, &main);
}

static void
get_import(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;
	struct setup_state s;

	setup_state(cx, &s);
	show_import(cx, rq, rs, s.units == 0 ? LIST_UNITS : s.members == 0 ?
	    LIST_MEMBERS : LIST_TERMS, &none, S(""));
}

static enum list_kind
kind_of(const struct req *rq)
{
	int i = 0;

	while (i < LIST_KINDS - 1 && !str_eq(req_str(rq, "kind"),
	    str_z(list_words[i]))) {
		i++;
	}
	return (enum list_kind)i;
}

static str
sentence(struct ctx *cx, enum setup_err err)
{
	return text_sentence(cx->mem, str_z(setup_err_text(err)));
}

static void
post_import(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems p = { 0 };
	struct upload u = { .told = S("") };
	enum list_kind kind = kind_of(rq);
	str file = req_str(rq, "file");
	enum setup_err err = SETUP_OK;

	if (file.len == 0) {
		problem_add(&p, "file", S("Choose the file with the list; it "
		    "was missing or empty."));
	} else {
		err = setup_look(cx, kind, str_z(list_titles[kind]), file, &u);
	}
	if (err != SETUP_OK) {
		problem_add(&p, "file", sentence(cx, err));
	}
	if (p.list_len > 0) {
		res_refuse(cx, rs, err == SETUP_OK ? 422 :
		    setup_err_status(err), &p);
		show_import(cx, rq, rs, kind, &p, u.told);
		return;
	}
	res_go(cx, rs, path_of(cx->mem, "/setup/import/%s", u.public_id));
}

/* ---- looking at it, and taking it over --------------------------------- */

static size_t
copy_cells(struct ctx *cx, const struct csv_row *row, struct told_line **out)
{
	*out = NEW(cx->mem, struct told_line, row->fields);
	for (size_t i = 0; i < row->fields; i++) {
		(*out)[i].text = arena_copy(cx->mem, row->field[i]);
	}
	return row->fields;
}

static void
add_first_rows(struct ctx *cx, struct setup_upload_view *v, str bytes)
{
	struct csv_row *row = NEW(cx->mem, struct csv_row, 1);
	str problem;
	struct csv *csv = csv_of(cx->mem, bytes, &problem);

	if (csv == NULL) {
		return;
	}
	if (csv_next(csv, row)) {
		v->head_len = copy_cells(cx, row, &v->head);
	}
	while (v->rows_len < ROWS_SHOWN && csv_next(csv, row)) {
		struct setup_row *r = &v->rows[v->rows_len++];

		r->cells_len = copy_cells(cx, row, &r->cells);
	}
	csv_close(csv);
}

/* What each state of a list is called, and what there is to say. */
static void
say_state(struct ctx *cx, const struct upload *u, struct setup_upload_view *v)
{
	static const char *const headings[] = {
		[UPLOAD_LOOKED] = "What would go in",
		[UPLOAD_TAKING] = "Being taken over",
		[UPLOAD_TAKEN] = "Taken over",
		[UPLOAD_PARTLY] = "Taken over in part",
		[UPLOAD_UNDOING] = "Being taken back",
		[UPLOAD_UNDONE] = "Taken back",
	};
	str came = count_of(cx->mem, u->added, "row", "rows");

	v->heading = str_z(headings[u->state]);
	switch (u->state) {
	case UPLOAD_LOOKED:
		v->lead = u->refused > 0 ? S("Nothing has changed yet. The "
		    "rows below would be left out; you can mend the list and "
		    "send it again, now or later: what is there already stays "
		    "as it is.") :
		    S("Nothing has changed yet. Every row can go in.");
		break;
	case UPLOAD_TAKING:
	case UPLOAD_UNDOING:
		v->lead = S("The work goes on by itself; you can close this "
		    "page.");
		break;
	case UPLOAD_PARTLY:
		v->lead = arena_printf(cx->mem, STR_FMT " came in before it "
		    "was stopped. It can go on from there, or be taken back.",
		    STR_ARG(came));
		break;
	case UPLOAD_TAKEN:
		v->lead = arena_printf(cx->mem, STR_FMT " came in.",
		    STR_ARG(came));
		break;
	case UPLOAD_UNDONE:
		v->lead = arena_printf(cx->mem, "Of " STR_FMT " that came in "
		    STR_FMT " taken back.", STR_ARG(came),
		    STR_ARG(count_of(cx->mem, u->undone, "is", "are")));
		break;
	}
}

static void
fill_left(struct ctx *cx, const struct upload *u, struct setup_upload_view *v)
{
	struct upload_row *rows;

	setup_rows(cx, u, UPLOAD_LEFT, UPLOAD_PROBLEMS_MAX, &rows,
	    &v->left_len);
	v->left = NEW(cx->mem, struct told_line, v->left_len);
	for (size_t i = 0; i < v->left_len; i++) {
		v->left[i].text = rows[i].told;
	}
	v->cut = u->left > UPLOAD_PROBLEMS_MAX;
}

/* What was found when it was looked at, or what came of it. */
static void
show_rows(struct ctx *cx, const struct upload *u, struct setup_upload_view *v)
{
	v->told_len = split_lines(cx, setup_reasons(cx, u), &v->told);
	if (v->waits) {
		add_first_rows(cx, v, setup_bytes(cx, u));
		return;
	}
	fill_left(cx, u, v);
	if (v->told_len > 0) {
		v->download = path_of(cx->mem, "/setup/import/%s/refused",
		    u->public_id);
	}
}

static void
show_upload(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct upload *u, const struct problems *p)
{
	struct setup_upload_view *v = NEW(cx->mem, struct setup_upload_view, 1);
	struct html main = html_start(cx);
	struct job job;

	*v = (struct setup_upload_view){ .file = u->name, .key = rq->key,
		.key2 = public_id_new(cx->mem),
		.errors = part_errors(cx->mem, p),
		.added = number_text(cx->mem, u->added),
		.same = number_text(cx->mem, u->same),
		.refused = number_text(cx->mem, u->refused),
		.waits = u->state == UPLOAD_LOOKED,
		.working = u->state == UPLOAD_TAKING ||
		    u->state == UPLOAD_UNDOING,
		.to = path_of(cx->mem, "/setup/import/%s", u->public_id) };
	v->may_go_on = u->state == UPLOAD_PARTLY;
	v->may_undo = setup_may_take_back(u);
	v->added_label = v->waits ? S("Would be new") : S("New");
	v->run = v->may_go_on ? S("Go on") : arena_printf(cx->mem,
	    "Take over " STR_FMT, STR_ARG(count_of(cx->mem, u->added, "row",
	    "rows")));
	if (u->job_id != 0 && job_by_id(cx, u->job_id, &job)) {
		v->job = path_of(cx->mem, "/jobs/%s", job.public_id);
	}
	say_state(cx, u, v);
	show_rows(cx, u, v);
	setup_upload_html(&main, v);
	res_page(cx, rq, rs, (struct frame){ .title = v->heading,
	    .nav = NAV_SETUP }, &main);
}

static void
get_upload(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;
	struct upload u;

	if (!setup_upload(cx, req_str(rq, "upload"), &u)) {
		res_missing(cx, rq, rs);
		return;
	}
	show_upload(cx, rq, rs, &u, &none);
}

/* Danger: what would go, and what stays, once more before it does. */
static void
ask_back(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct upload *u)
{
	struct setup_upload_view *v = NEW(cx->mem, struct setup_upload_view, 1);
	struct part_answer *a = NEW(cx->mem, struct part_answer, 2);
	struct html main = html_start(cx);

	*v = (struct setup_upload_view){ .file = u->name, .asking = true,
		.heading = S("Take all of it back?"), .lead = S("Look once "
		"more: the rows are gone then, and come back only with the "
		"list.") };
	a[0] = (struct part_answer){ S("Taken back"), count_of(cx->mem,
	    u->added - u->undone - u->left, "row that came in with this list",
	    "rows that came in with this list") };
	a[1] = (struct part_answer){ S("Stays"), S("Each row on which "
	    "something was built since; it is named afterwards") };
	v->check = (struct part_check_view){ .answers = a, .answers_len = 2,
		.key = rq->key, .label = S("Take all of it back"),
		.danger = true,
		.to = path_of(cx->mem, "/setup/import/%s", u->public_id),
		.cancel = path_of(cx->mem, "/setup/import/%s",
		    u->public_id) };
	rs->nothing_done = true;
	setup_upload_html(&main, v);
	res_page(cx, rq, rs, (struct frame){ .title = v->heading,
	    .nav = NAV_SETUP }, &main);
}

/* To the page of the job, or to that of the list where it was short. */
static void
post_upload(struct ctx *cx, const struct req *rq, struct res *rs)
{
	bool back = str_eq(req_str(rq, "do"), S("sure"));
	struct problems p = { 0 };
	struct upload u;
	struct job job;
	enum setup_err err;

	if (!setup_upload(cx, req_str(rq, "upload"), &u)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (str_eq(req_str(rq, "do"), S("back"))) {
		res_go(cx, rs, path_of(cx->mem, "/setup/import/%s",
		    u.public_id));
		return;
	}
	if (str_eq(req_str(rq, "do"), S("undo")) && setup_may_take_back(&u)) {
		ask_back(cx, rq, rs, &u);
		return;
	}
	back = back || str_eq(req_str(rq, "do"), S("undo"));
	err = back ? setup_take_back(cx, &u, &job) :
	    setup_take_over(cx, &u, &job);
	if (err != SETUP_OK) {
		problem_add(&p, NULL, sentence(cx, err));
		res_refuse(cx, rs, setup_err_status(err), &p);
		show_upload(cx, rq, rs, &u, &p);
		return;
	}
	res_go(cx, rs, job.ended_at != 0 ? path_of(cx->mem,
	    "/setup/import/%s", u.public_id) : path_of(cx->mem, "/jobs/%s",
	    job.public_id));
}

/* ---- the rows that were refused, to be mended and sent again ------------ */

static size_t
put(char *at, size_t len, str s)
{
	if (at != NULL && s.len > 0) {
		memcpy(at + len, s.at, s.len);
	}
	return len + s.len;
}

/* The lines as they were sent, each with why; counted where `at` is NULL. */
static size_t
write_list(struct ctx *cx, const struct upload *u,
    const struct upload_row *rows, size_t rows_len, char *at)
{
	size_t len = put(at, put(at, 0, u->head), S(",why\n"));

	for (size_t i = 0; i < rows_len; i++) {
		if (rows[i].line.len > 0) {
			len = put(at, len, rows[i].line);
			len = put(at, len, S(","));
			len = put(at, len, csv_column(cx->mem, rows[i].told));
			len = put(at, len, S("\n"));
		}
	}
	return len;
}

static char *
put_list(struct ctx *cx, const struct upload *u, const struct upload_row *rows,
    size_t rows_len, size_t *out_len)
{
	char *at;

	*out_len = write_list(cx, u, rows, rows_len, NULL);
	at = arena_alloc(cx->mem, *out_len, 1);
	(void)write_list(cx, u, rows, rows_len, at);
	return at;
}

static void
get_refused(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct upload_row *rows;
	struct upload u;
	size_t len, bytes = 0;
	char *at;

	if (!setup_upload(cx, req_str(rq, "upload"), &u)) {
		res_missing(cx, rq, rs);
		return;
	}
	setup_rows(cx, &u, UPLOAD_REFUSED, (size_t)setup_rows_max(u.kind),
	    &rows, &len);
	at = put_list(cx, &u, rows, len, &bytes);
	rs->body = (struct html){ .mem = cx->mem, .at = at, .len = bytes,
	    .cap = bytes };
	rs->no_store = true;
	rs->type = S("text/csv; charset=utf-8");
	rs->file_name = S("refused.csv");
}

/* ---- invitations ------------------------------------------------------- */

static void
show_invite(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *p)
{
	struct setup_invite_view v = { .key = rq->key,
		.key2 = arena_printf(cx->mem, STR_FMT "n", STR_ARG(rq->key)),
		.errors = part_errors(cx->mem, p) };
	struct uninvited *list;
	struct html main = html_start(cx);

	setup_uninvited(cx, &list, &v.people_len);
	v.people = NEW(cx->mem, struct setup_person, v.people_len);
	for (size_t i = 0; i < v.people_len; i++) {
		struct member m;

		v.people[i].name = list[i].name;
		v.people[i].chosen = v.people_len <= ROWS_SHOWN;
		if (member_read(cx, list[i].member_id, &m)) {
			v.people[i].id = m.public_id;
		}
	}
	v.empty = (struct part_empty_view){ S("Everybody in office can log in"),
	    S("Who is named to an office later is invited by the secretary who "
	    "keeps the list of members, or here."), path_of(cx->mem,
	    "/setup"), S("Back to the set-up") };
	v.number = (struct part_line_view){ .id = "number", .label =
	    "Member number", .value = req_str(rq, "number"),
	    .problem = problem_of(p, "number"), .width = "w10" };
	setup_invite_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title =
	    S("Invite the secretaries"), .nav = NAV_SETUP }, &main);
}

static void
get_invite(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;

	show_invite(cx, rq, rs, &none);
}

static bool
add_sheet(struct ctx *cx, const struct member *m, struct code_sheet *sheets,
    size_t *len)
{
	struct account there;

	if (*len == CODE_SHEETS_MAX) {
		return false;
	}
	sheets[*len] = (struct code_sheet){ .person = m->name,
		.renew = account_of_member(cx, m->id, &there) };
	if (account_invite(cx, m->id, 0, &sheets[*len].code) != ACCOUNT_OK) {
		return false;
	}
	(*len)++;
	return true;
}

static void
post_invite(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct code_sheet *sheets = NEW(cx->mem, struct code_sheet,
	    CODE_SHEETS_MAX);
	struct organisation o = { .name = S("") };
	struct problems p = { 0 };
	str number = req_str(rq, "number"), id;
	struct member m;
	size_t len = 0, at = 0;

	while (req_each(rq, "member", &at, &id)) {
		if (member_by_public(cx, id, &m)) {
			(void)add_sheet(cx, &m, sheets, &len);
		}
	}
	if (number.len > 0 && (!member_by_number(cx, number, &m) ||
	    !add_sheet(cx, &m, sheets, &len))) {
		problem_add(&p, "number", arena_printf(cx->mem, "There is no "
		    "member with the number “" STR_FMT "”.",
		    STR_ARG(number)));
	} else if (len == 0) {
		problem_add(&p, number.len > 0 ? "number" : NULL,
		    S("Choose at least one person."));
	}
	if (p.list_len > 0) {
		res_refuse(cx, rs, 422, &p);
		show_invite(cx, rq, rs, &p);
		return;
	}
	(void)org_read(cx, &o);
	code_sheet_page(cx, rq, rs, o.name, path_of(cx->mem, "/setup"),
	    sheets, len);
}

/* ---- routes ------------------------------------------------------------ */

static const struct param import_params[] = {
	{ "kind", param_word, REQUIRED },
	{ "file", param_file, OPTIONAL },
	PARAMS_END
};
static const struct param upload_params[] = {
	{ "do", param_word, OPTIONAL },
	PARAMS_END
};
static const struct param invite_params[] = {
	{ "member", param_public, REPEATED },
	{ "number", param_line, OPTIONAL },
	PARAMS_END
};

extern const struct route import_routes[];

const struct route import_routes[] = {
	{ "GET", "/setup/import", ACT_ADMINISTER, NULL, get_import, NULL,
	    NULL },
	{ "POST", "/setup/import", ACT_ADMINISTER, NULL, post_import,
	    import_params, NULL },
	{ "GET", "/setup/import/{upload}", ACT_ADMINISTER, NULL, get_upload,
	    NULL, NULL },
	{ "POST", "/setup/import/{upload}", ACT_ADMINISTER, NULL, post_upload,
	    upload_params, NULL },
	{ "GET", "/setup/import/{upload}/refused", ACT_ADMINISTER, NULL,
	    get_refused, NULL, NULL },
	{ "GET", "/setup/invite", ACT_ADMINISTER, NULL, get_invite, NULL,
	    NULL },
	{ "POST", "/setup/invite", ACT_ADMINISTER, NULL, post_invite,
	    invite_params, NULL },
	ROUTES_END
};
