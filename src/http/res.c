/*
 * res.c - answers: a page in its frame, a way onward, a problem.
 */
#include "http/answer.h"

#include <string.h>

#include "html/frame.h"
#include "http/reply.h"
#include "org/org.h"

struct problem_view {
	const char	*heading, *text, *more;
	struct problem_way { struct path to; const char *words; } *ways;
	size_t		 ways_len;
};

struct again_view {
	const char	*heading, *text;
	struct path	 to;
	str		 key;
	str		 reference;	/* of the log's line */
	bool		 has_fields, left_out;
	struct again_row {
		str	 id, name, value;
		bool	 shown;
	}		*rows;
	size_t		 rows_len;
};

#include "http/again.html.h"
#include "http/problem.html.h"

struct html
html_start(struct ctx *cx)
{
	return (struct html){ .mem = cx->mem };
}

void
res_json(struct ctx *cx, struct res *rs, str name, str value)
{
	str text = json_pair(cx->mem, name, value);

	rs->type = S("application/json");
	rs->body = (struct html){
		.mem = cx->mem, .at = arena_copy_z(cx->mem, text),
		.len = text.len, .cap = text.len,
	};
}

/* What the outbox of a phone shows of an answer that is a page. */
static void
res_message(struct ctx *cx, struct res *rs)
{
	str other = S("This needs another look. Open it, put it right and"
	    " send it again.");

	res_json(cx, rs, S("message"),
	    rs->message.len > 0 ? rs->message : other);
}

/* Who asks, as the session says; only that, where the data cannot be read. */
static struct frame_who
frame_who(struct ctx *cx, const struct req *rq, bool bare)
{
	const struct session *s = rq->session;
	struct session_person person;
	struct organisation org;
	struct frame_who who = {
		.logged_in = cx->account != 0,
		.account = cx->account,
		/* Whose page it is may not be known where it is bare; 0 keeps a
		 * phone from believing it. */
		.now = bare ? 0 : cx->now,
	};

	if (s != NULL) {
		who.admin = s->admin;
	}
	if (s != NULL && !bare) {
		person = session_person(cx, s);
		who.unit_name = person.unit_name;
		who.person_name = person.name;
		who.member = person.unit != 0;
		who.officer = person.officer;
		who.auditor = person.auditor;
		who.whole = person.whole;
	}
	if (!bare && org_read(cx, &org)) {
		who.organisation = org.name;
		who.lang = org.language;
		who.right_to_left = str_eq(org.direction, S("rtl"));
	}
	return who;
}

static void
res_framed(struct ctx *cx, const struct req *rq, struct res *rs,
    struct frame frame, bool bare, const struct html *main)
{
	struct frame_who who;

	if (rq->wants_json && str_eq(rq->method, S("POST"))) {
		res_message(cx, rs);
		return;
	}
	who = frame_who(cx, rq, bare);
	frame.refused = rs->status >= 400 && rs->status != 401 &&
	    rs->status != 403 && rs->status != 404;
	rs->offline_keep = frame.offline_keep && rs->status < 400;
	rs->type = S("text/html; charset=utf-8");
	rs->body = html_start(cx);
	frame_page(&rs->body, &frame, &who, html_done(main));
}

void
res_page(struct ctx *cx, const struct req *rq, struct res *rs,
    struct frame frame, const struct html *main)
{
	res_framed(cx, rq, rs, frame, false, main);
}

/* A page around a finished main part that needs no database. */
static void
res_bare(struct ctx *cx, const struct req *rq, struct res *rs,
    struct frame frame, const struct html *main)
{
	frame.bare = true;
	res_framed(cx, rq, rs, frame, true, main);
}

void
res_go(struct ctx *cx, struct res *rs, struct path to)
{
	rs->status = 303;
	rs->location = to.text;
	rs->body = html_start(cx);
}

/* Where people print on Letter, by the region of the language. */
static enum paper_size
paper_size_in(str lang)
{
	return str_ends(lang, S("-US")) || str_ends(lang, S("-CA")) ?
	    PAPER_LETTER : PAPER_A4;
}

void
res_paper(struct ctx *cx, struct res *rs, const struct paper *p,
    str file_name)
{
	struct paper *kept = NEW(cx->mem, struct paper, 1);
	struct organisation org;

	*kept = *p;
	if (p->lang.len == 0 && org_read(cx, &org)) {
		kept->lang = org.language;
		kept->rtl = str_eq(org.direction, S("rtl"));
		kept->size = paper_size_in(org.language);
		kept->author = p->author.len > 0 ? p->author : org.name;
	}
	rs->paper = kept;
	rs->type = S("application/pdf");
	rs->file_name = file_name;
	rs->no_store = true;
	rs->body = html_start(cx);
}

str
paper_address(struct ctx *cx, const struct req *rq, struct path to)
{
	size_t scheme = str_starts(rq->home, S("https://")) ? 8 :
	    str_starts(rq->home, S("http://")) ? 7 : 0;

	return arena_printf(cx->mem, STR_FMT STR_FMT,
	    STR_ARG(str_from(rq->home, scheme)), STR_ARG(to.text));
}

bool
res_unchanged(struct ctx *cx, const struct req *rq, struct res *rs,
    str version)
{
	char tag[REPLY_TAG_MAX];

	rs->version = version;
	if (version.len == 0 || rq->token.len == 0 || !tag_listed(
	    rq->if_none_match, reply_tag(version, rq->token, false, tag))) {
		return false;
	}
	rs->status = 304;
	rs->body = html_start(cx);
	return true;
}

void
res_refuse(struct ctx *cx, struct res *rs, int status,
    const struct problems *ps)
{
	rs->status = status;
	rs->message = S("");
	for (size_t i = 0; i < ps->list_len; i++) {
		rs->message = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
		    STR_ARG(rs->message), i > 0 ? " " : "",
		    STR_ARG(ps->list[i].text));
	}
}

static struct html
problem_main(struct ctx *cx, struct res *rs, int status,
    const struct problem_view *v)
{
	struct html main = html_start(cx);

	rs->status = status;
	rs->message = arena_printf(cx->mem, "%s. %s", v->heading, v->text);
	problem_html(&main, v);
	return main;
}

static void
problem_show(struct ctx *cx, const struct req *rq, struct res *rs, int status,
    const struct problem_view *v)
{
	struct html main = problem_main(cx, rs, status, v);

	res_page(cx, rq, rs, (struct frame){ .title = str_z(v->heading) },
	    &main);
}

void
res_trouble(struct ctx *cx, const struct web_call *call, struct res *rs,
    int status, const char *heading, const char *text)
{
	struct problem_way again = { call->here, "Try again" };
	struct problem_view v = { .heading = heading, .text = text,
		.ways = &again, .ways_len = 1 };
	struct html main = problem_main(cx, rs, status, &v);

	res_bare(cx, &call->rq, rs, (struct frame){ .title = str_z(heading) },
	    &main);
}

void
res_problem(struct ctx *cx, const struct req *rq, struct res *rs, int status,
    const char *heading, const char *text)
{
	struct problem_way home = { path_of(cx->mem, "/"), "Go to Today" };

	problem_show(cx, rq, rs, status, &(struct problem_view){
		.heading = heading, .text = text, .ways = &home, .ways_len = 1,
	});
}

void
res_missing(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problem_way way[] = {
		{ path_of(cx->mem, "/"), "Go to Today" },
		{ path_of(cx->mem, "/units"), "Look for a unit" },
	};

	problem_show(cx, rq, rs, 404, &(struct problem_view){
		.heading = "There is no such page",
		.text = "The address may have been cut short, or what it led to"
		    " is gone.",
		.ways = way, .ways_len = COUNT(way),
	});
}

void
res_log_in(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problem_way way = { path_of(cx->mem, "/login"), "Log in" };

	problem_show(cx, rq, rs, 401, &(struct problem_view){
		.heading = "You are not logged in any more",
		.text = "Nothing was saved yet, and what you wrote is still in"
		    " your browser.",
		.more = "Log in in another window. Then come back to this one,"
		    " go back one page and send it again.",
		.ways = &way, .ways_len = 1,
	});
}

void
problem_add(struct problems *ps, const char *field, str text)
{
	if (ps->list_len < PROBLEMS_MAX) {
		ps->list[ps->list_len++] = (struct problem){ field, text };
	}
}

str
problem_of(const struct problems *ps, const char *field)
{
	for (size_t i = 0; i < ps->list_len; i++) {
		if (ps->list[i].field != NULL &&
		    strcmp(ps->list[i].field, field) == 0) {
			return ps->list[i].text;
		}
	}
	return S("");
}

/* ---- a form that is given back ----------------------------------------- */

/* Those that can be given back: text, and not of a form with a password. The
 * address that the form goes to has those of the query. */
static void
again_rows(struct ctx *cx, const struct web_call *call, struct again_view *v)
{
	bool secret = call->route == NULL || call->route->prepare != NULL;

	v->rows = NEW(cx->mem, struct again_row, call->sent.len);
	for (size_t i = call->of_query; i < call->sent.len; i++) {
		const struct field *f = &call->sent.at[i];

		if (str_eq(f->name, S("_key"))) {
			continue;
		}
		if (secret || !param_text(f->name) || !utf8_ok(f->value)) {
			v->left_out = true;
			continue;
		}
		v->rows[v->rows_len++] = (struct again_row){
			.id = arena_printf(cx->mem, "f%zu", i),
			.name = f->name,
			.value = f->value,
			.shown = f->value.len > 0 && !param_word(f->value),
		};
	}
	v->has_fields = !secret;
}

void
res_again(struct ctx *cx, const struct web_call *call, struct res *rs,
    int status, const char *heading, const char *text)
{
	struct again_view v = { .heading = heading, .text = text };
	struct html main = html_start(cx);

	v.to = call->here;
	v.key = call->rq.key;
	v.reference = status >= 500 ? call->key : S("");
	again_rows(cx, call, &v);
	rs->status = status;
	rs->message = arena_printf(cx->mem, "%s. %s", heading, text);
	again_html(&main, &v);
	res_bare(cx, &call->rq, rs, (struct frame){ .title = str_z(heading) },
	    &main);
}
