/* bulletin_pages_web.c - what the pages of bulletins share. */
#include "bulletin/bulletin_pages.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "paper/paper.h"

#define PIECE_MAX	16000		/* bytes of Markdown rendered at once */

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
	struct path p = path_of(cx->mem, "/c/%s/bulletins/%s", c->public_id,
	    b->public_id);

	p.text = arena_printf(cx->mem, STR_FMT "%s", STR_ARG(p.text), rest);
	return p;
}

/* ---- Markdown ---------------------------------------------------------- */

/* Where a piece ends: after an empty line, as late as fits. */
static size_t
piece_end(str text)
{
	size_t end = text.len;

	if (text.len <= PIECE_MAX) {
		return text.len;
	}
	for (size_t i = 0; i + 1 < PIECE_MAX; i++) {
		if (text.at[i] == '\n' && text.at[i + 1] == '\n') {
			end = i + 2;
		}
	}
	return end < text.len ? end : PIECE_MAX;
}

void
bulletin_parts(struct ctx *cx, str text, struct bulletin_part **out,
    size_t *out_len)
{
	struct LIST(struct bulletin_part) list = { 0 };

	while (text.len > 0) {
		size_t end = piece_end(text);

		LIST_ADD(cx->mem, &list)->text = markdown_html(cx->mem,
		    str_part(text, 0, end));
		text = str_from(text, end);
	}
	*out = list.at;
	*out_len = list.len;
}

/* The words of a block, its lines as spaces. */
static str
words_of(struct ctx *cx, cmark_node *block)
{
	cmark_iter *iter = cmark_iter_new(block);
	struct text out = { .mem = cx->mem };
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);

		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE ||
		    type == CMARK_NODE_HTML_INLINE) {
			text_put(&out, str_z(cmark_node_get_literal(node)));
		} else if (type == CMARK_NODE_SOFTBREAK ||
		    type == CMARK_NODE_LINEBREAK) {
			text_put(&out, S(" "));
		}
	}
	cmark_iter_free(iter);
	return text_taken(&out);
}

void
bulletin_each_line(struct ctx *cx, str text, void (*take)(struct ctx *,
    void *, enum line_kind, str), void *arg)
{
	while (text.len > 0) {
		size_t end = piece_end(text);
		cmark_node *all = cmark_parse_document(text.at, end,
		    CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
		cmark_iter *iter = cmark_iter_new(all);
		cmark_event_type event;

		while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
			cmark_node *node = cmark_iter_get_node(iter);
			cmark_node_type type = cmark_node_get_type(node);
			cmark_node_type in = event == CMARK_EVENT_ENTER &&
			    cmark_node_parent(node) != NULL ?
			    cmark_node_get_type(cmark_node_parent(node)) :
			    CMARK_NODE_NONE;

			if (event != CMARK_EVENT_ENTER) {
				continue;
			}
			if (type == CMARK_NODE_HEADING) {
				take(cx, arg, LINE_HEADING,
				    words_of(cx, node));
			} else if (type == CMARK_NODE_PARAGRAPH) {
				take(cx, arg, in == CMARK_NODE_ITEM ?
				    LINE_ITEM : in == CMARK_NODE_BLOCK_QUOTE ?
				    LINE_QUOTE : LINE_TEXT,
				    words_of(cx, node));
			}
		}
		cmark_iter_free(iter);
		cmark_node_free(all);
		text = str_from(text, end);
	}
}

static void
take_plain(struct ctx *cx, void *arg, enum line_kind kind, str words)
{
	struct text *out = arg;

	(void)cx;
	text_put(out, out->chars.len > 0 ? S("\n") : S(""));
	text_put(out, kind == LINE_ITEM ? S("- ") :
	    kind == LINE_QUOTE ? S("  ") : S(""));
	text_put(out, words);
	text_put(out, S("\n"));
}

str
bulletin_plain(struct ctx *cx, str text)
{
	struct text out = { .mem = cx->mem };

	bulletin_each_line(cx, text, take_plain, &out);
	return text_taken(&out);
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

static void
take_paper(struct ctx *cx, void *arg, enum line_kind kind, str words)
{
	struct paper *p = arg;

	(void)cx;
	if (kind == LINE_HEADING) {
		paper_heading(p, 2, words);
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
bulletin_answer_pdf(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct conference *c, const struct bulletin *b,
    const struct bulletin_text *t)
{
	struct paper *p = NEW(cx->mem, struct paper, 1);

	paper_start(p, cx->mem, t->title, t->language);
	p->rtl = str_starts(t->language, S("ar")) ||
	    str_starts(t->language, S("he")) ||
	    str_starts(t->language, S("fa")) ||
	    str_starts(t->language, S("ur"));
	p->record = arena_printf(cx->mem, "Record " STR_FMT,
	    STR_ARG(b->public_id));
	p->check = arena_printf(cx->mem, STR_FMT "/bulletins/" STR_FMT,
	    STR_ARG(rq->home), STR_ARG(b->public_id));
	paper_over(p, c->title);
	paper_heading(p, 1, t->title);
	bulletin_each_line(cx, t->text, take_paper, p);
	res_paper(cx, rs, p, arena_printf(cx->mem, "%s-%d.pdf",
	    b->kind == MINUTES ? "minutes" : "bulletin", b->number));
}
