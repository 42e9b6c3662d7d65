/*
 * markdown.c - what people write with simple marks, as HTML that cannot harm.
 */
#include "html/html.h"

#include <assert.h>
#include <cmark.h>
#include <stdlib.h>
#include <string.h>

static bool
may_lead(const char *url)
{
	static const char *const allowed[] = { "https://", "http://",
	    "mailto:" };

	for (size_t i = 0; i < COUNT(allowed); i++) {
		if (strncmp(url, allowed[i], strlen(allowed[i])) == 0) {
			return true;
		}
	}
	return false;
}

/* The children take the place of the node: a link becomes its words. */
static void
unwrap(cmark_node *node)
{
	cmark_node *child;

	while ((child = cmark_node_first_child(node)) != NULL) {
		cmark_node_insert_before(node, child);
	}
	cmark_node_free(node);
}

/* HTML becomes the text it was typed as. */
static void
show_typed(struct arena *mem, cmark_node *node, cmark_node_type type)
{
	cmark_node *text = cmark_node_new(CMARK_NODE_TEXT), *whole = text;
	str typed = str_trim(str_z(cmark_node_get_literal(node)));

	cmark_node_set_literal(text, arena_copy_z(mem, typed));
	if (type == CMARK_NODE_HTML_BLOCK) {
		whole = cmark_node_new(CMARK_NODE_PARAGRAPH);
		cmark_node_append_child(whole, text);
	}
	cmark_node_replace(node, whole);
	cmark_node_free(node);
}

static void
make_safe(struct arena *mem, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_HTML_BLOCK) {
		show_typed(mem, node, type);
	} else if (type == CMARK_NODE_HEADING) {
		int level = cmark_node_get_heading_level(node);

		cmark_node_set_heading_level(node, level < 6 ? level + 1 : 6);
	} else if (type == CMARK_NODE_IMAGE || (type == CMARK_NODE_LINK &&
	    !may_lead(cmark_node_get_url(node)))) {
		unwrap(node);
	}
}

struct html_piece
markdown_html(struct arena *mem, str s)
{
	str cut = utf8_cut(s, MARKDOWN_MAX), made;
	cmark_node *document = cmark_parse_document(cut.at, cut.len,
	    CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
	cmark_iter *iter = cmark_iter_new(document);
	cmark_event_type event;
	char *html;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		/* A node may only go once the iterator has left it. */
		if (event == CMARK_EVENT_EXIT ||
		    cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE ||
		    cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK) {
			make_safe(mem, node);
		}
	}
	cmark_iter_free(iter);
	html = cmark_render_html(document, CMARK_OPT_DEFAULT);
	cmark_node_free(document);
	assert(html != NULL);
	made = arena_copy(mem, str_z(html));
	free(html);
	return (struct html_piece){ made.at, made.len };
}
