/*
 * bulletin_web.c - bulletins and minutes as pages.
 *
 *	GET  /c/{conference}/bulletins		all, with the resolutions
 *	POST /c/{conference}/bulletins		drafts what is missing
 *	GET  /c/{conference}/bulletins/{bulletin}, .../plain, .../pdf
 *	GET  .../{bulletin}?version=		an older text, by who edits
 *	GET, POST .../edit, POST .../draft	by who edits
 *	POST .../approve			by the chair
 *	POST .../publish			by who edits
 */
#include "bulletin/bulletin_pages.h"

struct bulletin_row_view {
	struct path	 href;
	str		 title, why, chip;
};

struct bulletins_view {
	str				 over, lead, key;
	struct bulletin_row_view	*rows, *resolutions;
	size_t				 rows_len, resolutions_len;
	struct part_empty_view		 empty;
	bool				 drafts;
	bool				 has_feed;
	struct path	 draft_href, votes_href, commendations_href, feed_href;
	struct path	 proceedings_href;
};

struct bulletin_page_view {
	struct part_errors_view	 errors;
	struct path		 back, base, plain_href, pdf_href, edit_href;
	str			 over, title, chip, corrected, language, key;
	struct bulletin_part	*parts;
	size_t			 parts_len;
	struct language_link { str name; struct path href; } *languages;
	size_t			 languages_len;
	struct part_versions_view	 versions;
	struct path		 newest_href;	/* of an older one */
	str			 older;
	bool			 may_edit, may_approve, may_publish, may_narrow;
};

struct bulletin_form_view {
	struct part_errors_view	 errors;
	struct path		 back, to, redraft;
	str			 over, key, draft;
	int			 version;
	struct part_line_view	 language, title, reason, new_language;
	struct part_text_view	 text;
};

#include "bulletin/bulletin_form.html.h"
#include "bulletin/bulletin_page.html.h"
#include "bulletin/bulletins.html.h"

static const struct problems none = { .list_len = 0 };

static str
state_chip(const struct bulletin *b)
{
	switch (b->state) {
	case BULLETIN_DRAFT:
		return S("Draft");
	case BULLETIN_IS_APPROVED:
		return S("Approved");
	case BULLETIN_CORRECTING:
		return S("A correction is being written");
	case BULLETIN_PUBLISHED:
		break;
	}
	return S("");
}

/* ---- the list ---------------------------------------------------------- */

static void
fill_rows(struct ctx *cx, const struct conference *c,
    struct bulletins_view *v)
{
	struct bulletin *list;
	size_t len;

	bulletin_list(cx, c->id, &list, &len);
	v->rows = NEW(cx->mem, struct bulletin_row_view, len);
	for (size_t i = 0; i < len; i++) {
		struct bulletin_text t;
		struct sitting s;

		if ((list[i].published_at == 0 && !v->drafts) ||
		    !bulletin_text(cx, &list[i], c->language, !v->drafts, &t) ||
		    !sitting_read(cx, list[i].sitting_id, &s)) {
			continue;
		}
		v->has_feed |= list[i].published_at != 0 &&
		    list[i].audience == FOR_EVERYBODY;
		v->rows[v->rows_len++] = (struct bulletin_row_view){
			.href = bulletin_path(cx, c, &list[i], ""),
			.title = t.title,
			.why = conference_date_text(cx, c, s.day),
			.chip = v->drafts ? state_chip(&list[i]) : S("") };
	}
}

static void
fill_resolutions(struct ctx *cx, const struct conference *c,
    struct bulletins_view *v)
{
	struct resolution *list;
	size_t len;

	resolution_list(cx, c->id, &list, &len);
	v->resolutions = NEW(cx->mem, struct bulletin_row_view, len);
	v->resolutions_len = len;
	for (size_t i = 0; i < len; i++) {
		v->resolutions[i] = (struct bulletin_row_view){
			.href = resolution_path(cx, c, &list[i], ""),
			.title = arena_printf(cx->mem, "%d. " STR_FMT,
			    list[i].number, STR_ARG(list[i].title)),
			.why = conference_date_text(cx, c,
			    list[i].resolved_on) };
	}
}

static void
list_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct bulletins_view v = { .key = rq->key };
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.over = c.title;
	v.drafts = bulletin_sees_drafts(cx, &c);
	v.draft_href = conference_path(cx, &c, "/bulletins");
	v.votes_href = conference_path(cx, &c, "/votes");
	v.proceedings_href = conference_path(cx, &c, "/proceedings");
	v.commendations_href = conference_path(cx, &c, "/commendations");
	v.feed_href = conference_path(cx, &c, "/bulletins.atom");
	v.lead = S("What happened in each sitting, and what was resolved.");
	fill_rows(cx, &c, &v);
	fill_resolutions(cx, &c, &v);
	if (v.rows_len == 0) {
		v.empty = (struct part_empty_view){
			.heading = S("No bulletin yet"),
			.text = S("The bulletin of a sitting is drafted from"
			    " its records as soon as it is closed. It stands"
			    " here once it is published.") };
	}
	bulletins_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_RESULTS,
	    S("Bulletins and minutes")), &main);
}

static void
draft_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference c;
	struct sitting *list;
	size_t len, new;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	sitting_list(cx, c.id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].closed_at != 0) {
			(void)!bulletin_draft_sitting(cx, list[i].id);
		}
	}
	(void)!resolution_take(cx, c.id, &new);
	res_go(cx, rs, conference_path(cx, &c, "/bulletins"));
}

/* ---- one --------------------------------------------------------------- */

struct shown {
	struct conference	 c;
	struct bulletin		 b;
	struct bulletin_text	 t;	/* in the language that was asked for */
	/* Its versions, the newest first; none for who sees no drafts. */
	struct bulletin_text	*versions;
	size_t			 versions_len;
};

static bool
may_here(struct ctx *cx, enum act act, const struct conference *c)
{
	return may(cx, act, (struct object){ .unit = c->unit_id,
	    .conference = c->id });
}

static void
fill_languages(struct ctx *cx, const struct conference *c,
    const struct bulletin *b, str shown, struct bulletin_page_view *v)
{
	str *list;
	size_t len;

	bulletin_languages(cx, b->id, &list, &len);
	v->languages = NEW(cx->mem, struct language_link, len);
	for (size_t i = 0; i < len; i++) {
		if (!str_eq(list[i], shown)) {
			v->languages[v->languages_len++] =
			    (struct language_link){ list[i], path_of(cx->mem,
			    "/c/%s/bulletins/%s?language=%s", c->public_id,
			    b->public_id, list[i]) };
		}
	}
}

/* BULL-2: for those who work at it; one version is no list. */
static void
fill_versions(struct ctx *cx, const struct shown *s, str base,
    struct bulletin_page_view *v)
{
	if (s->versions_len < 2) {
		return;
	}
	v->versions.rows = NEW(cx->mem, struct part_version,
	    s->versions_len);
	v->versions.rows_len = s->versions_len;
	for (size_t i = 0; i < s->versions_len; i++) {
		const struct bulletin_text *t = &s->versions[i];

		v->versions.rows[i] = (struct part_version){
			.href.text = arena_printf(cx->mem, STR_FMT
			    "&version=%d", STR_ARG(base), t->version),
			.number = t->version,
			.shown = t->version == s->t.version,
			.at = moment_text(cx->mem, t->entered_at),
			.by = t->entered_by.len > 0 ? t->entered_by :
			    S("drafted from the records"),
			.reason = t->reason };
	}
}

static struct path
with_language(struct ctx *cx, const struct conference *c,
    const struct bulletin *b, const char *rest, str language)
{
	struct path p = bulletin_path(cx, c, b, rest);

	p.text = arena_printf(cx->mem, STR_FMT "?language=" STR_FMT,
	    STR_ARG(p.text), STR_ARG(language));
	return p;
}

static void
show_one(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct shown *s, const struct problems *problems)
{
	const struct conference *c = &s->c;
	const struct bulletin *b = &s->b;
	const struct bulletin_text *t = &s->t;
	struct html main = html_start(cx);
	bool drafts = bulletin_sees_drafts(cx, c);
	bool approved = b->state == BULLETIN_IS_APPROVED ||
	    b->state == BULLETIN_PUBLISHED;
	struct bulletin_page_view v = {
		.back = conference_path(cx, c, "/bulletins"),
		.base = bulletin_path(cx, c, b, ""),
		.plain_href = with_language(cx, c, b, "/plain", t->language),
		.pdf_href = with_language(cx, c, b, "/pdf", t->language),
		.edit_href = with_language(cx, c, b, "/edit", t->language),
		.over = c->title, .title = t->title, .language = t->language,
		.key = rq->key, .chip = drafts ? state_chip(b) : S(""),
		.corrected = t->reason.len == 0 ? S("") :
		    arena_printf(cx->mem, "Corrected: " STR_FMT,
		    STR_ARG(t->reason)),
		.may_edit = may_here(cx, ACT_EDIT, c),
		.may_approve = !approved && may_here(cx, ACT_CHAIR, c),
		.may_publish = approved && may_here(cx, ACT_EDIT, c) &&
		    !(b->published_at != 0 && b->audience == FOR_EVERYBODY),
		.may_narrow = b->state == BULLETIN_IS_APPROVED &&
		    b->published_at == 0,
	};

	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	bulletin_parts(cx, t->text, &v.parts, &v.parts_len);
	fill_languages(cx, c, b, t->language, &v);
	v.newest_href = with_language(cx, c, b, "", t->language);
	fill_versions(cx, s, v.newest_href.text, &v);
	if (s->versions_len > 0 && t->version < s->versions[0].version) {
		v.older = arena_printf(cx->mem, "It is version %d of %d.",
		    t->version, s->versions[0].version);
		v.may_edit = v.may_approve = v.may_publish = false;
	}
	bulletin_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, c, NAV_RESULTS, t->title),
	    &main);
}

static void
read_versions(struct ctx *cx, struct shown *s)
{
	if (bulletin_sees_drafts(cx, &s->c)) {
		bulletin_versions(cx, s->b.id, s->t.language, &s->versions,
		    &s->versions_len);
	}
}

/* Another version of it is shown. False: there is none. */
static bool
take_version(struct shown *s, int version)
{
	for (size_t i = 0; i < s->versions_len; i++) {
		if (s->versions[i].version == version) {
			s->t = s->versions[i];
			return true;
		}
	}
	return false;
}

/* The bulletin and the text that who asks may see; false: there is none, which
 * is answered. */
static bool
find_shown(struct ctx *cx, const struct req *rq, struct res *rs,
    struct shown *out)
{
	str language = req_str(rq, "language");
	bool drafts;

	*out = (struct shown){ .versions_len = 0 };
	if (conference_of(cx, rq, &out->c) &&
	    bulletin_read(cx, rq->object.id, &out->b)) {
		drafts = bulletin_sees_drafts(cx, &out->c);
		if ((drafts || out->b.published_at != 0) && bulletin_text(cx,
		    &out->b, language.len > 0 ? language : out->c.language,
		    !drafts, &out->t)) {
			return true;
		}
	}
	res_missing(cx, rq, rs);
	return false;
}

static void
one_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct shown s;
	int version = (int)req_int(rq, "version");

	if (!find_shown(cx, rq, rs, &s)) {
		return;
	}
	read_versions(cx, &s);
	if (version != 0 && !take_version(&s, version)) {
		res_missing(cx, rq, rs);
		return;
	}
	show_one(cx, rq, rs, &s, &none);
}

static void
plain_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct shown s;

	if (find_shown(cx, rq, rs, &s)) {
		bulletin_answer_plain(cx, rs, &s.t);
	}
}

static void
pdf_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct shown s;

	if (find_shown(cx, rq, rs, &s)) {
		bulletin_answer_pdf(cx, rq, rs, &s.c, &s.b, &s.t);
	}
}

/* ---- approving, publishing --------------------------------------------- */

static void
answer(struct ctx *cx, const struct req *rq, struct res *rs,
    enum bulletin_err err)
{
	struct problems problems = { .list_len = 0 };
	struct shown s;

	if (!find_shown(cx, rq, rs, &s)) {
		return;
	}
	if (err == BULLETIN_OK) {
		res_go(cx, rs, bulletin_path(cx, &s.c, &s.b, ""));
		return;
	}
	problem_add(&problems, "", bulletin_sentence(cx, err));
	res_refuse(cx, rs, bulletin_err_status(err), &problems);
	read_versions(cx, &s);
	show_one(cx, rq, rs, &s, &problems);
}

static void
approve_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, bulletin_approve(cx, rq->object.id));
}

static void
publish_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, bulletin_publish(cx, rq->object.id,
	    req_int(rq, "audience") == FOR_EVERYBODY ? FOR_EVERYBODY :
	    FOR_MEMBERS));
}

/* ---- writing ----------------------------------------------------------- */

static void
show_form(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct shown *s, const struct problems *problems)
{
	const struct conference *c = &s->c;
	const struct bulletin *b = &s->b;
	const struct bulletin_text *t = &s->t;
	struct html main = html_start(cx);
	struct bulletin_form_view v = {
		.back = bulletin_path(cx, c, b, ""),
		.to = bulletin_path(cx, c, b, "/edit"),
		.redraft = bulletin_path(cx, c, b, "/draft"),
		.over = t->title, .key = rq->key, .version = t->version,
		.draft = arena_printf(cx->mem, "bulletin " STR_FMT " " STR_FMT,
		    STR_ARG(b->public_id), STR_ARG(t->language)),
		.language = { .id = "language", .label = "Language",
		    .width = "w5", .value = t->language,
		    .problem = problem_of(problems, "language") },
		.title = { .id = "title", .label = "Title", .need = true,
		    .value = t->title,
		    .problem = problem_of(problems, "title") },
		.text = { .id = "text", .label = "Text", .rows = 24,
		    .need = true, .value = t->text,
		    .hint = S("Headings with #, an empty line between"
		    " paragraphs."),
		    .problem = problem_of(problems, "text") },
		.reason = { .id = "reason",
		    .label = "What is corrected, and why",
		    .hint = S("Only where it was approved already."),
		    .value = req_str(rq, "reason"),
		    .problem = problem_of(problems, "reason") },
		.new_language = { .id = "in", .label = "Another language",
		    .hint = S("As in addresses. There are drafts in en, de,"
		    " es and fr; other languages begin with the English"
		    " words."), .width = "w5" },
	};

	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	bulletin_form_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, c, NAV_RESULTS,
	    S("Change the text")), &main);
}

static void
edit_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct shown s;

	if (find_shown(cx, rq, rs, &s)) {
		show_form(cx, rq, rs, &s, &none);
	}
}

static const char *
field_of(enum bulletin_err err)
{
	return err == BULLETIN_NO_LANGUAGE ? "language" :
	    err == BULLETIN_NO_TITLE ? "title" :
	    err == BULLETIN_NO_REASON ? "reason" : "text";
}

static void
edit_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct shown s = { .t = { .language = req_str(rq, "language"),
		.title = req_str(rq, "title"), .text = req_str(rq, "text"),
		.reason = req_str(rq, "reason"),
		.version = (int)req_int(rq, "version") } };
	struct problems problems = { .list_len = 0 };
	enum bulletin_err err;

	if (!conference_of(cx, rq, &s.c) ||
	    !bulletin_read(cx, rq->object.id, &s.b)) {
		res_missing(cx, rq, rs);
		return;
	}
	err = bulletin_write(cx, s.b.id, &s.t);
	if (err == BULLETIN_OK) {
		res_go(cx, rs, with_language(cx, &s.c, &s.b, "",
		    s.t.language));
		return;
	}
	problem_add(&problems, field_of(err), bulletin_sentence(cx, err));
	res_refuse(cx, rs, bulletin_err_status(err), &problems);
	show_form(cx, rq, rs, &s, &problems);
}

static void
redraft_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, bulletin_draft(cx, rq->object.id,
	    req_str(rq, "in")));
}

/* ---- the table --------------------------------------------------------- */

static const struct param language_params[] = {
	{ "language",	param_language,	OPTIONAL },
	PARAMS_END
};

static const struct param one_params[] = {
	{ "language",	param_language,	OPTIONAL },
	{ "version",	param_int,	OPTIONAL },
	PARAMS_END
};

static const struct param edit_params[] = {
	{ "language",	param_line,	OPTIONAL },
	{ "version",	param_int,	OPTIONAL },
	{ "title",	param_line,	OPTIONAL },
	{ "text",	param_text,	OPTIONAL },
	{ "reason",	param_line,	OPTIONAL },
	PARAMS_END
};

static const struct param publish_params[] = {
	{ "audience",	param_int,	REQUIRED },
	PARAMS_END
};

static const struct param redraft_params[] = {
	{ "in",		param_line,	OPTIONAL },
	PARAMS_END
};

#define AT	"/c/{conference}/bulletins"
#define ONE	AT "/{bulletin}"

extern const struct route bulletin_routes[];	/* listed in tables.c */

const struct route bulletin_routes[] = {
	{ "GET", AT, ACT_LOGGED_IN, conference_find, list_page, NULL, NULL },
	{ "POST", AT, ACT_EDIT, conference_find, draft_post, NULL, NULL },
	{ "GET", ONE, ACT_LOGGED_IN, bulletin_find, one_page, one_params,
	    NULL },
	{ "GET", ONE "/plain", ACT_LOGGED_IN, bulletin_find, plain_page,
	    language_params, NULL },
	{ "GET", ONE "/pdf", ACT_LOGGED_IN, bulletin_find, pdf_page,
	    language_params, NULL },
	{ "GET", ONE "/edit", ACT_EDIT, bulletin_find, edit_page,
	    language_params, NULL },
	{ "POST", ONE "/edit", ACT_EDIT, bulletin_find, edit_post,
	    edit_params, NULL },
	{ "POST", ONE "/draft", ACT_EDIT, bulletin_find, redraft_post,
	    redraft_params, NULL },
	{ "POST", ONE "/approve", ACT_CHAIR, bulletin_find, approve_post, NULL,
	    NULL },
	{ "POST", ONE "/publish", ACT_EDIT, bulletin_find, publish_post,
	    publish_params, NULL },
	ROUTES_END
};
