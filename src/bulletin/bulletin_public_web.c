/*
 * bulletin_public_web.c - what was published for everybody, without a login.
 *
 *	GET  /bulletins/{bulletin}, .../plain, .../pdf
 *	GET  /c/{conference}/bulletins.atom	the newest ones (RFC 4287)
 */
#include "bulletin/bulletin_pages.h"

#include <time.h>

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
static void
put_moment(struct ctx *cx, struct html *out, int64_t at)
{
	time_t moment = (time_t)at;
	struct tm tm;

	if (gmtime_r(&moment, &tm) != NULL) {
		html_str(out, HTML_TEXT, arena_printf(cx->mem,
		    "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900,
		    tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min,
		    tm.tm_sec));
	}
}

static str
public_address(struct ctx *cx, const struct req *rq, const struct bulletin *b)
{
	return arena_printf(cx->mem, STR_FMT "/bulletins/" STR_FMT,
	    STR_ARG(rq->home), STR_ARG(b->public_id));
}

static int64_t
changed_at(const struct bulletin *b)
{
	return b->approved_at > b->published_at ? b->approved_at :
	    b->published_at;
}

static void
put_entry(struct ctx *cx, const struct req *rq, struct html *out,
    const struct bulletin *b, const struct bulletin_text *t)
{
	str address = public_address(cx, rq, b);

	HTML_LITERAL(out, "<entry><id>");
	html_str(out, HTML_TEXT, address);
	HTML_LITERAL(out, "</id><title>");
	html_str(out, HTML_TEXT, t->title);
	HTML_LITERAL(out, "</title><published>");
	put_moment(cx, out, b->published_at);
	HTML_LITERAL(out, "</published><updated>");
	put_moment(cx, out, changed_at(b));
	HTML_LITERAL(out, "</updated><link rel=\"alternate\" href=\"");
	html_str(out, HTML_ATTR, address);
	HTML_LITERAL(out, "\"/><content type=\"text\">");
	html_str(out, HTML_TEXT, bulletin_plain(cx, t->text));
	HTML_LITERAL(out, "</content></entry>\n");
}

static void
feed(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html out = html_start(cx);
	struct bulletin_text t;
	struct bulletin *list;
	struct conference c;
	int64_t newest = 0;
	size_t len;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	bulletin_published(cx, c.id, FEED_MAX, &list, &len);
	for (size_t i = 0; i < len; i++) {
		newest = changed_at(&list[i]) > newest ?
		    changed_at(&list[i]) : newest;
	}
	HTML_LITERAL(&out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>");
	html_str(&out, HTML_TEXT, arena_printf(cx->mem, STR_FMT "/c/" STR_FMT
	    "/bulletins.atom", STR_ARG(rq->home), STR_ARG(c.public_id)));
	HTML_LITERAL(&out, "</id><title>");
	html_str(&out, HTML_TEXT, c.title);
	HTML_LITERAL(&out, "</title><author><name>");
	html_str(&out, HTML_TEXT, c.title);
	HTML_LITERAL(&out, "</name></author><updated>");
	put_moment(cx, &out, newest);
	HTML_LITERAL(&out, "</updated>\n");
	for (size_t i = 0; i < len; i++) {
		if (bulletin_text(cx, &list[i], c.language, true, &t)) {
			put_entry(cx, rq, &out, &list[i], &t);
		}
	}
	HTML_LITERAL(&out, "</feed>\n");
	rs->type = S("application/atom+xml; charset=utf-8");
	rs->body = out;
}

/* ---- the table --------------------------------------------------------- */

static const struct param language_params[] = {
	{ "language",	param_word,	OPTIONAL },
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
