/* bulletin_pages_web.c - what the pages of bulletins share. */
#include "bulletin/bulletin_pages.h"

#include "paper/paper.h"

/* ---- finding ----------------------------------------------------------- */

bool
bulletin_find(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct bulletin b;

	if (!conference_find(cx, rq, out) ||
	    !bulletin_by_public(cx, req_str(rq, "bulletin"), &b) ||
	    b.conference_id != out->conference) {
		return false;
	}
	out->id = b.id;
	return true;
}

bool
bulletin_find_public(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct bulletin b;

	if (!bulletin_by_public(cx, req_str(rq, "bulletin"), &b) ||
	    b.published_at == 0 || b.audience != FOR_EVERYBODY) {
		return false;
	}
	out->id = b.id;
	out->conference = b.conference_id;
	return true;
}

bool
bulletin_sees_drafts(struct ctx *cx, const struct conference *c)
{
	struct object o = { .unit = c->unit_id, .conference = c->id };

	return may(cx, ACT_EDIT, o) || may(cx, ACT_CHAIR, o) ||
	    may(cx, ACT_INTERPRET, o);
}

str
bulletin_sentence(struct ctx *cx, enum bulletin_err err)
{
	return text_sentence(cx->mem, str_z(bulletin_err_text(err)));
}

struct path
bulletin_path(struct ctx *cx, const struct conference *c,
    const struct bulletin *b, const char *rest)
{
	return path_more(cx->mem, path_of(cx->mem, "/c/%s/bulletins/%s",
	    c->public_id, b->public_id), rest);
}

struct path
resolution_path(struct ctx *cx, const struct conference *c,
    const struct resolution *r, const char *rest)
{
	return path_more(cx->mem, path_of(cx->mem, "/c/%s/resolutions/%s",
	    c->public_id, r->public_id), rest);
}

bool
resolution_link(struct ctx *cx, int64_t id, struct resolution_link *out)
{
	struct resolution r;
	struct conference c;

	if (id == 0 || !resolution_read(cx, id, &r) ||
	    !conference_read(cx, r.conference_id, &c)) {
		return false;
	}
	*out = (struct resolution_link){ .title = r.title,
		.name = arena_printf(cx->mem, "resolution %d of " STR_FMT,
		    r.number, STR_ARG(c.title)),
		.href = resolution_path(cx, &c, &r, "") };
	return true;
}

/* ---- Markdown ---------------------------------------------------------- */

void
bulletin_parts(struct ctx *cx, str text, struct bulletin_part **out,
    size_t *out_len)
{
	struct LIST(struct bulletin_part) list = { 0 };

	while (text.len > 0) {
		size_t end = bulletin_piece(text);

		LIST_ADD(cx->mem, &list)->text = markdown_html(cx->mem,
		    str_part(text, 0, end));
		text = str_from(text, end);
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- answers ----------------------------------------------------------- */

void
bulletin_answer_text(struct ctx *cx, struct res *rs, str type, str text)
{
	rs->type = type;
	rs->body = (struct html){ .mem = cx->mem,
	    .at = arena_copy_z(cx->mem, text), .len = text.len,
	    .cap = text.len };
}

void
bulletin_answer_plain(struct ctx *cx, struct res *rs,
    const struct bulletin_text *t)
{
	str text = arena_printf(cx->mem, STR_FMT "\n\n" STR_FMT,
	    STR_ARG(t->title), STR_ARG(bulletin_plain(cx, t->text)));

	bulletin_answer_text(cx, rs, S("text/plain; charset=utf-8"), text);
}

struct on_paper {
	struct paper	*paper;
	int		 level;
};

static void
take_paper(struct ctx *cx, void *arg, enum line_kind kind, str words)
{
	const struct on_paper *to = arg;
	struct paper *p = to->paper;

	(void)cx;
	if (kind == LINE_HEADING) {
		paper_heading(p, to->level, words);
	} else if (kind == LINE_ITEM) {
		paper_item(p, 0, words);
	} else if (kind == LINE_QUOTE) {
		paper_par(p);
		paper_run(p, PAPER_ITALIC, words);
	} else {
		paper_say(p, words);
	}
}

void
bulletin_on_paper(struct ctx *cx, struct paper *p, int level, str text)
{
	struct on_paper to = { p, level };

	bulletin_each_line(cx, text, take_paper, &to);
}

bool
bulletin_runs_left(str language)
{
	return str_starts(language, S("ar")) ||
	    str_starts(language, S("he")) || str_starts(language, S("fa")) ||
	    str_starts(language, S("ur"));
}

void
bulletin_answer_pdf(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct conference *c, const struct bulletin *b,
    const struct bulletin_text *t)
{
	struct paper *p = NEW(cx->mem, struct paper, 1);

	paper_start(p, cx->mem, t->title, t->language);
	p->rtl = bulletin_runs_left(t->language);
	p->record = arena_printf(cx->mem, "Record " STR_FMT,
	    STR_ARG(b->public_id));
	p->check = arena_printf(cx->mem, STR_FMT "/bulletins/" STR_FMT,
	    STR_ARG(rq->home), STR_ARG(b->public_id));
	paper_over(p, c->title);
	paper_heading(p, 1, t->title);
	bulletin_on_paper(cx, p, 2, t->text);
	res_paper(cx, rs, p, arena_printf(cx->mem, "%s-%d.pdf",
	    b->kind == MINUTES ? "minutes" : "bulletin", b->number));
}
