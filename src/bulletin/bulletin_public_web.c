/*
 * bulletin_public_web.c - what was published for everybody, without a login.
 *
 *	GET  /bulletins/{bulletin}, .../plain, .../pdf
 *	GET  /c/{conference}/bulletins.atom	the newest ones (RFC 4287)
 */
#include "bulletin/bulletin_pages.h"

#include <time.h>

#include "base/text.h"

#define FEED_MAX	50

struct bulletin_public_view {
	str			 over, title, language, corrected;
	struct path		 plain_href, pdf_href;
	struct bulletin_part	*parts;
	size_t			 parts_len;
};

#include "bulletin/bulletin_public.html.h"

static bool
read_public(struct ctx *cx, const struct req *rq, struct conference *c,
    struct bulletin *b, struct bulletin_text *t)
{
	str language = req_str(rq, "language");

	return bulletin_read(cx, rq->object.id, b) &&
	    conference_read(cx, b->conference_id, c) &&
	    bulletin_text(cx, b, language.len > 0 ? language : c->language,
	    true, t);
}

static void
public_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct bulletin_public_view v;
	struct bulletin_text t;
	struct conference c;
	struct bulletin b;

	if (!read_public(cx, rq, &c, &b, &t)) {
		res_missing(cx, rq, rs);
		return;
	}
	v = (struct bulletin_public_view){
		.over = c.title, .title = t.title, .language = t.language,
		.corrected = t.reason.len == 0 ? S("") :
		    arena_printf(cx->mem, "Corrected: " STR_FMT,
		    STR_ARG(t.reason)),
		.plain_href = path_of(cx->mem, "/bulletins/%s/plain",
		    b.public_id),
		.pdf_href = path_of(cx->mem, "/bulletins/%s/pdf",
		    b.public_id),
	};
	bulletin_parts(cx, t.text, &v.parts, &v.parts_len);
	bulletin_public_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = t.title }, &main);
}

static void
public_plain(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct bulletin_text t;
	struct conference c;
	struct bulletin b;

	if (!read_public(cx, rq, &c, &b, &t)) {
		res_missing(cx, rq, rs);
		return;
	}
	bulletin_answer_plain(cx, rs, &t);
}

static void
public_pdf(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct bulletin_text t;
	struct conference c;
	struct bulletin b;

	if (!read_public(cx, rq, &c, &b, &t)) {
		res_missing(cx, rq, rs);
		return;
	}
	bulletin_answer_pdf(cx, rq, rs, &c, &b, &t);
}

/* ---- the feed ---------------------------------------------------------- */

/* RFC 3339, in UTC. */
static str
moment_utc(struct ctx *cx, int64_t at)
{
	time_t moment = (time_t)at;
	struct tm tm;

	if (gmtime_r(&moment, &tm) == NULL) {
		return S("");
	}
	return arena_printf(cx->mem, "%04d-%02d-%02dT%02d:%02d:%02dZ",
	    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
	    tm.tm_min, tm.tm_sec);
}

static int64_t
changed_at(const struct bulletin *b)
{
	return b->state == BULLETIN_PUBLISHED &&
	    b->approved_at > b->published_at ? b->approved_at :
	    b->published_at;
}

static void
put_entry(struct ctx *cx, const struct req *rq, struct text *out,
    const struct bulletin *b, const struct bulletin_text *t)
{
	str address = arena_printf(cx->mem, STR_FMT "/bulletins/" STR_FMT,
	    STR_ARG(rq->home), STR_ARG(b->public_id));

	text_put(out, S("<entry>\n"));
	text_put_element(out, "id", address);
	text_put_element(out, "title", t->title);
	text_put_element(out, "published", moment_utc(cx, b->published_at));
	text_put_element(out, "updated", moment_utc(cx, changed_at(b)));
	text_put(out, S("<link rel=\"alternate\" href=\""));
	text_put_xml(out, address);
	text_put(out, S("\"/>\n<content type=\"text\">"));
	text_put_xml(out, bulletin_plain(cx, t->text));
	text_put(out, S("</content>\n</entry>\n"));
}

static int64_t
newest_of(const struct bulletin *list, size_t len)
{
	int64_t newest = 0;

	for (size_t i = 0; i < len; i++) {
		newest = changed_at(&list[i]) > newest ?
		    changed_at(&list[i]) : newest;
	}
	return newest;
}

static void
put_head(struct ctx *cx, const struct req *rq, struct text *out,
    const struct conference *c, int64_t newest)
{
	str address = arena_printf(cx->mem, STR_FMT "/c/" STR_FMT
	    "/bulletins.atom", STR_ARG(rq->home), STR_ARG(c->public_id));

	text_put(out, S("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"));
	text_put_element(out, "id", address);
	text_put_element(out, "title", c->title);
	text_put_element(out, "updated", moment_utc(cx, newest));
	text_put(out, S("<author>"));
	text_put_element(out, "name", c->title);
	text_put(out, S("</author>\n<link rel=\"self\" href=\""));
	text_put_xml(out, address);
	text_put(out, S("\"/>\n"));
}

static void
feed(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct text out = { .mem = cx->mem };
	struct bulletin_text t;
	struct bulletin *list;
	struct conference c;
	size_t len;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	bulletin_published(cx, c.id, FEED_MAX, &list, &len);
	if (len == 0) {
		res_missing(cx, rq, rs);
		return;
	}
	put_head(cx, rq, &out, &c, newest_of(list, len));
	for (size_t i = 0; i < len; i++) {
		if (bulletin_text(cx, &list[i], c.language, true, &t)) {
			put_entry(cx, rq, &out, &list[i], &t);
		}
	}
	text_put(&out, S("</feed>\n"));
	bulletin_answer_text(cx, rs, S("application/atom+xml; charset=utf-8"),
	    text_taken(&out));
}

/* ---- the table --------------------------------------------------------- */

static const struct param language_params[] = {
	{ "language",	param_language,	OPTIONAL },
	PARAMS_END
};

extern const struct route bulletin_public_routes[];	/* in tables.c */

const struct route bulletin_public_routes[] = {
	{ "GET", "/bulletins/{bulletin}", ACT_ANYONE, bulletin_find_public,
	    public_page, language_params, NULL },
	{ "GET", "/bulletins/{bulletin}/plain", ACT_ANYONE,
	    bulletin_find_public, public_plain, language_params, NULL },
	{ "GET", "/bulletins/{bulletin}/pdf", ACT_ANYONE,
	    bulletin_find_public, public_pdf, language_params, NULL },
	{ "GET", "/c/{conference}/bulletins.atom", ACT_ANYONE,
	    conference_find, feed, NULL, NULL },
	ROUTES_END
};
