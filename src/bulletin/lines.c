/* lines.c - what a text in Markdown says, line by line. */
#include "bulletin/lines.h"

#include <cmark.h>

#include "base/text.h"

#define PIECE_MAX	16000		/* bytes of Markdown read at once */

size_t
bulletin_piece(str text)
{
	size_t end = 0;

	if (text.len <= PIECE_MAX) {
		return text.len;
	}
	for (size_t i = 0; i + 1 < PIECE_MAX; i++) {
		if (text.at[i] == '\n' && text.at[i + 1] == '\n') {
			end = i + 2;
		}
	}
	return end > 0 ? end : utf8_cut(text, PIECE_MAX).len;
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

/* What was typed as code or as HTML is read as words, as on the page. */
static str
typed_words(struct ctx *cx, cmark_node *node)
{
	str typed = str_trim(str_z(cmark_node_get_literal(node)));
	char *out = arena_copy_z(cx->mem, typed);

	for (size_t i = 0; i < typed.len; i++) {
		out[i] = out[i] == '\n' ? ' ' : out[i];
	}
	return (str){ out, typed.len };
}

static void
take_block(struct ctx *cx, cmark_node *node, bulletin_take *take, void *arg)
{
	cmark_node_type type = cmark_node_get_type(node);
	cmark_node *parent = cmark_node_parent(node);
	cmark_node_type in = parent == NULL ? CMARK_NODE_NONE :
	    cmark_node_get_type(parent);

	if (type == CMARK_NODE_HEADING) {
		take(cx, arg, LINE_HEADING, words_of(cx, node));
	} else if (type == CMARK_NODE_PARAGRAPH) {
		take(cx, arg, in == CMARK_NODE_ITEM ? LINE_ITEM :
		    in == CMARK_NODE_BLOCK_QUOTE ? LINE_QUOTE : LINE_TEXT,
		    words_of(cx, node));
	} else if (type == CMARK_NODE_CODE_BLOCK ||
	    type == CMARK_NODE_HTML_BLOCK) {
		take(cx, arg, LINE_TEXT, typed_words(cx, node));
	}
}

void
bulletin_each_line(struct ctx *cx, str text, bulletin_take *take, void *arg)
{
	while (text.len > 0) {
		size_t end = bulletin_piece(text);
		cmark_node *all = cmark_parse_document(text.at, end,
		    CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
		cmark_iter *iter = cmark_iter_new(all);
		cmark_event_type event;

		while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
			if (event == CMARK_EVENT_ENTER) {
				take_block(cx, cmark_iter_get_node(iter),
				    take, arg);
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
