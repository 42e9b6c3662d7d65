/*
 * document_web.c - the papers of a conference: its motions, and documents.
 *
 *	GET  /c/{conference}/papers
 *	GET  /c/{conference}/papers/new, POST /c/{conference}/papers
 *	GET  /c/{conference}/papers/{document}
 *	GET, POST .../edit
 *	POST .../state			laid before all, or taken back
 */
#include "motion/motion_pages.h"

struct document_row_view {
	struct path	 href;
	str		 title, why, chip;
};

struct documents_view {
	str				 over, lead, motions;
	struct path			 motions_href, new_href;
	struct document_row_view	*rows;
	size_t				 rows_len;
	bool				 keeps;
};

struct document_page_view {
	struct path		 back, base, edit_href;
	str			 over, title, chip, language, key;
	struct html_piece	 text;
	bool			 keeps, may_lay, may_take_back;
};

struct document_form_view {
	struct part_errors_view	 errors;
	struct path		 back, to;
	str			 over, heading, draft, key;
	struct part_line_view	 title, language;
	struct part_select_view	 item;
	struct part_text_view	 text;
};

#include "motion/document_form.html.h"
#include "motion/document_page.html.h"
#include "motion/documents.html.h"

static const struct problems none = { .list_len = 0 };

static bool
find_document(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct document d;

	if (!conference_find(cx, rq, out) ||
	    !document_by_public(cx, req_str(rq, "document"), &d) ||
	    d.conference_id != out->conference) {
		return false;
	}
	out->id = d.id;
	return true;
}

static str
state_chip(const struct document *d)
{
	return d->state == DOCUMENT_DRAFT ? S("Draft") :
	    d->state == DOCUMENT_TAKEN_BACK ? S("Taken back") : S("");
}

static struct path
document_path(struct ctx *cx, const struct conference *c,
    const struct document *d)
{
	return path_of(cx->mem, "/c/%s/papers/%s", c->public_id,
	    d->public_id);
}

static bool
sees_drafts(struct ctx *cx, const struct req *rq)
{
	return may(cx, ACT_KEEP_CONFERENCE, rq->object) ||
	    may(cx, ACT_INTERPRET, rq->object);
}

/* ---- the list ---------------------------------------------------------- */

static void
fill_rows(struct ctx *cx, const struct req *rq, const struct conference *c,
    struct documents_view *v)
{
	bool drafts = sees_drafts(cx, rq);
	struct document *list;
	struct item item;
	size_t len;

	document_list(cx, c->id, &list, &len);
	v->rows = NEW(cx->mem, struct document_row_view, len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].state != DOCUMENT_LAID && !drafts) {
			continue;
		}
		v->rows[v->rows_len++] = (struct document_row_view){
			.href = document_path(cx, c, &list[i]),
			.title = list[i].title,
			.why = item_read(cx, list[i].item_id, &item) ?
			    arena_printf(cx->mem, "Item " STR_FMT ": " STR_FMT,
			    STR_ARG(item.number), STR_ARG(item.title)) :
			    S("Of the whole conference"),
			.chip = state_chip(&list[i]) };
	}
}

static void
list_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct documents_view v = { 0 };
	struct conference c;
	struct motion *motions;
	size_t len;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	motion_list(cx, c.id, &motions, &len);
	v.over = c.title;
	v.motions = len == 0 ? S("None yet") : count_of(cx->mem, (int64_t)len,
	    "motion", "motions");
	v.motions_href = conference_path(cx, &c, "/motions");
	v.new_href = conference_path(cx, &c, "/papers/new");
	v.keeps = may(cx, ACT_KEEP_CONFERENCE, rq->object);
	fill_rows(cx, rq, &c, &v);
	v.lead = v.rows_len == 0 ? S("No document lies before the conference"
	    " yet.") : arena_printf(cx->mem, STR_FMT ".",
	    STR_ARG(count_of(cx->mem, (int64_t)v.rows_len, "document",
	    "documents")));
	documents_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_PAPERS,
	    S("Papers")), &main);
}

/* ---- one --------------------------------------------------------------- */

static void
one_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct document_page_view v;
	struct conference c;
	struct document d;

	if (!conference_of(cx, rq, &c) ||
	    !document_read(cx, rq->object.id, &d) ||
	    (d.state != DOCUMENT_LAID && !sees_drafts(cx, rq))) {
		res_missing(cx, rq, rs);
		return;
	}
	v = (struct document_page_view){
		.back = conference_path(cx, &c, "/papers"),
		.base = document_path(cx, &c, &d), .over = c.title,
		.title = d.title, .chip = state_chip(&d),
		.language = d.language, .key = rq->key,
		.text = markdown_html(cx->mem, d.text),
		.keeps = may(cx, ACT_KEEP_CONFERENCE, rq->object),
		.may_lay = d.state != DOCUMENT_LAID,
		.may_take_back = d.state == DOCUMENT_LAID,
	};
	v.edit_href = path_of(cx->mem, "/c/%s/papers/%s/edit", c.public_id,
	    d.public_id);
	document_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_PAPERS, d.title),
	    &main);
}

static void
post_state(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum motion_err err = document_set_state(cx, rq->object.id,
	    req_int(rq, "state") == DOCUMENT_LAID ? DOCUMENT_LAID :
	    DOCUMENT_TAKEN_BACK);
	struct conference c;
	struct document d;

	if (err != MOTION_OK || !conference_of(cx, rq, &c) ||
	    !document_read(cx, rq->object.id, &d)) {
		res_missing(cx, rq, rs);
		return;
	}
	res_go(cx, rs, document_path(cx, &c, &d));
}

/* ---- the form ---------------------------------------------------------- */

static struct part_select_view
item_select(struct ctx *cx, int64_t conference_id, str chosen)
{
	struct part_option *options;
	struct item *list;
	size_t len;

	item_list(cx, conference_id, 0, &list, &len);
	options = NEW(cx->mem, struct part_option, len);
	for (size_t i = 0; i < len; i++) {
		options[i] = (struct part_option){ .value = list[i].public_id,
			.label = arena_printf(cx->mem, STR_FMT ". " STR_FMT,
			    STR_ARG(list[i].number), STR_ARG(list[i].title)),
			.chosen = str_eq(list[i].public_id, chosen) };
	}
	return (struct part_select_view){ .id = "item",
	    .label = "For which item?", .none = S("The whole conference"),
	    .options = options, .options_len = len };
}

/* `d` with id 0 is a new one; its texts are those typed or those kept. */
static void
show_form(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct document *d, const struct problems *problems)
{
	struct item item = { .public_id = S("") };
	struct html main = html_start(cx);
	struct document_form_view v;
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (d->item_id == 0 || !item_read(cx, d->item_id, &item)) {
		item.public_id = S("");
	}
	v = (struct document_form_view){
		.back = conference_path(cx, &c, "/papers"),
		.to = d->id == 0 ? conference_path(cx, &c, "/papers") :
		    path_of(cx->mem, "/c/%s/papers/%s/edit", c.public_id,
		    d->public_id),
		.over = c.title, .key = rq->key,
		.heading = d->id == 0 ? S("Add a document") :
		    S("Change a document"),
		.draft = arena_printf(cx->mem, "document " STR_FMT STR_FMT,
		    STR_ARG(c.public_id), STR_ARG(d->public_id)),
		.title = { .id = "title", .label = "Title", .need = true,
		    .value = d->title, .problem = problem_of(problems,
		    "title") },
		.language = { .id = "language", .label = "Language",
		    .hint = S("As in addresses: en, ar, ja."), .width = "w5",
		    .value = d->language },
		.item = item_select(cx, c.id, item.public_id),
		.text = { .id = "text", .label = "Text", .rows = 16,
		    .need = true, .hint = S("Headings with #, lists with -,"
		    " an empty line between paragraphs."),
		    .value = d->text, .problem = problem_of(problems,
		    "text") },
	};
	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	document_form_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_PAPERS, v.heading),
	    &main);
}

static struct document
typed(struct ctx *cx, const struct req *rq, const struct conference *c)
{
	struct item item;
	struct document d = { .conference_id = c->id,
		.public_id = S(""), .title = req_str(rq, "title"),
		.text = req_str(rq, "text"),
		.language = req_str(rq, "language") };

	if (item_by_public(cx, req_str(rq, "item"), &item) &&
	    item.conference_id == c->id) {
		d.item_id = item.id;
	}
	if (d.language.len == 0) {
		d.language = c->language;
	}
	return d;
}

static void
answer(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct document *d, enum motion_err err)
{
	struct problems problems = { .list_len = 0 };
	struct conference c;
	struct document now;

	if (err == MOTION_OK && conference_of(cx, rq, &c) &&
	    document_read(cx, d->id, &now)) {
		res_go(cx, rs, document_path(cx, &c, &now));
		return;
	}
	problem_add(&problems, err == MOTION_NO_TITLE ? "title" : "text",
	    motion_sentence(cx, err));
	res_refuse(cx, rs, motion_err_status(err), &problems);
	show_form(cx, rq, rs, d, &problems);
}

static void
new_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct document d = { .public_id = S("") };
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	d.language = c.language;
	show_form(cx, rq, rs, &d, &none);
}

static void
new_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference c;
	struct document d;
	enum motion_err err;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	d = typed(cx, rq, &c);
	err = document_add(cx, &d, &d.id);
	answer(cx, rq, rs, &d, err);
}

static void
edit_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct document d;

	if (!document_read(cx, rq->object.id, &d)) {
		res_missing(cx, rq, rs);
		return;
	}
	show_form(cx, rq, rs, &d, &none);
}

static void
edit_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference c;
	struct document d, was;

	if (!conference_of(cx, rq, &c) ||
	    !document_read(cx, rq->object.id, &was)) {
		res_missing(cx, rq, rs);
		return;
	}
	d = typed(cx, rq, &c);
	d.id = was.id;
	d.public_id = was.public_id;
	answer(cx, rq, rs, &d, document_change(cx, &d));
}

/* ---- the table --------------------------------------------------------- */

static bool
param_state(str s)
{
	return str_eq(s, S("2")) || str_eq(s, S("3"));
}

static const struct param form_params[] = {
	{ "title",	param_line,	OPTIONAL },
	{ "language",	param_language,	OPTIONAL },
	{ "item",	param_line,	OPTIONAL },
	{ "text",	param_text,	OPTIONAL },
	PARAMS_END
};

static const struct param state_params[] = {
	{ "state",	param_state,	REQUIRED },
	PARAMS_END
};

extern const struct route document_routes[];	/* listed in tables.c */

const struct route document_routes[] = {
	{ "GET", "/c/{conference}/papers", ACT_ATTEND, conference_find,
	    list_page, NULL, NULL },
	{ "GET", "/c/{conference}/papers/new", ACT_KEEP_CONFERENCE,
	    conference_find, new_page, NULL, NULL },
	{ "POST", "/c/{conference}/papers", ACT_KEEP_CONFERENCE,
	    conference_find, new_post, form_params, NULL },
	{ "GET", "/c/{conference}/papers/{document}", ACT_ATTEND,
	    find_document, one_page, NULL, NULL },
	{ "GET", "/c/{conference}/papers/{document}/edit",
	    ACT_KEEP_CONFERENCE, find_document, edit_page, NULL, NULL },
	{ "POST", "/c/{conference}/papers/{document}/edit",
	    ACT_KEEP_CONFERENCE, find_document, edit_post, form_params, NULL },
	{ "POST", "/c/{conference}/papers/{document}/state",
	    ACT_KEEP_CONFERENCE, find_document, post_state, state_params,
	    NULL },
	ROUTES_END
};
