/*
 * statutes_outline_test.c - where articles and rules stand, against what cmark
 * makes of the same text, for texts put together from everything tricky.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmark.h>
#include <cmocka.h>
#include <string.h>

#include "statutes/outline.h"

#define ROUNDS		200000
#define LINES_MAX	12
#define PIECES_MAX	4		/* of a line */
#define PIECE_BYTES	24

static struct arena mem;
static uint64_t state = 20261121;

static unsigned
up_to(unsigned n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((state >> 33) % n);
}

/* ---- what cmark finds -------------------------------------------------- */

struct item {
	int	level;			/* of a heading; 0: rules */
	int	line, lines;
};
struct items LIST(struct item);

static int
count_lines(const char *text)
{
	int n = 0;

	for (; *text != '\0'; text++) {
		n += *text == '\n';
	}
	return n;
}

/* Headings and blocks of rules at the outer level. */
static void
ask_cmark(str text, struct items *out)
{
	cmark_node *doc = cmark_parse_document(text.at, text.len,
	    CMARK_OPT_DEFAULT), *n;

	for (n = cmark_node_first_child(doc); n != NULL;
	    n = cmark_node_next(n)) {
		int level = cmark_node_get_heading_level(n);
		const char *info = cmark_node_get_fence_info(n);

		if (level == 1 || level == 2) {
			*LIST_ADD(&mem, out) = (struct item){ level,
			    cmark_node_get_start_line(n), 0 };
		} else if (info != NULL && (strcmp(info, "rules") == 0 ||
		    strncmp(info, "rules ", 6) == 0)) {
			*LIST_ADD(&mem, out) = (struct item){ 0,
			    cmark_node_get_start_line(n),
			    count_lines(cmark_node_get_literal(n)) };
		}
	}
	cmark_node_free(doc);
}

/* ---- what the outline finds -------------------------------------------- */

static int
lines_of(str text, const struct outline_item *item)
{
	size_t at = item->body;
	str line;
	int n = 0;

	text = str_part(text, 0, item->body_end);
	while (outline_line(text, &at, &line)) {
		n++;
	}
	return n;
}

/* False: a problem was told, and what follows is nobody's business. */
static bool
ask_outline(str text, struct items *out)
{
	struct outline o;

	outline_read(&mem, text, &o);
	for (size_t i = 0; i < o.items.len; i++) {
		const struct outline_item *item = &o.items.at[i];

		if (item->kind > OUTLINE_RULES) {
			return false;
		}
		*LIST_ADD(&mem, out) = (struct item){
			item->kind == OUTLINE_PART ? 1 :
			    item->kind == OUTLINE_ARTICLE ? 2 : 0,
			item->line, item->kind == OUTLINE_RULES ?
			    lines_of(text, item) : 0 };
	}
	return true;
}

/* ---- texts ------------------------------------------------------------- */

static const char *const begins[] = {
	"", "", "", "", " ", "  ", "   ", "    ", "\t", "     ", "> ", ">",
	"- ", "* ", "+ ", "1. ", "1) ", "2. ", "10. ", "-\t", "-    ", "-",
	"1.", ">\t", "      ", "  - ", " > ", "\t\t",
};
static const char *const middles[] = {
	"", "", "x", "## a", "# b", "##", "### c", "##x", "```rules", "```",
	"~~~rules", "~~~", "````rules", "````", "```other", "~~~ rules ",
	"``` rules more", "---", "===", "-", "=", "***", "- - -", "text",
	"a `b` c", "## a ##", "## a #b", "---x", "``` a`b", "__", "___",
	"1. x", "- x", "> x", "```rules\t", "~~~~", "<https://a.b>", "[x",
	"## ```rules", "#\t#", "======", "--", "+", "*",
};

static size_t
put(char *at, size_t len, const char *piece)
{
	memcpy(at + len, piece, strlen(piece));
	return len + strlen(piece);
}

static str
make_text(void)
{
	char *at = NEW(&mem, char, LINES_MAX * PIECES_MAX * PIECE_BYTES);
	size_t len = 0;

	for (unsigned lines = 1 + up_to(LINES_MAX); lines > 0; lines--) {
		for (unsigned n = up_to(PIECES_MAX); n > 1; n--) {
			len = put(at, len, begins[up_to(COUNT(begins))]);
		}
		len = put(at, len, middles[up_to(COUNT(middles))]);
		len = put(at, len, up_to(20) == 0 ? "\r\n" : "\n");
	}
	return (str){ at, len };
}

/* ------------------------------------------------------------------------ */

static void
test_against_cmark(void **unused)
{
	size_t compared = 0, found = 0;

	(void)unused;
	for (int i = 0; i < ROUNDS; i++) {
		str text;
		struct items ours = { 0 }, theirs = { 0 };

		arena_reset(&mem);
		text = make_text();
		if (!ask_outline(text, &ours)) {
			continue;
		}
		ask_cmark(text, &theirs);
		compared++;
		found += theirs.len;
		if (ours.len != theirs.len || (ours.len > 0 && memcmp(ours.at,
		    theirs.at, ours.len * sizeof(*ours.at)) != 0)) {
			for (size_t k = 0; k < theirs.len; k++) {
				print_message("cmark: level %d line %d +%d\n",
				    theirs.at[k].level, theirs.at[k].line,
				    theirs.at[k].lines);
			}
			for (size_t k = 0; k < ours.len; k++) {
				print_message("ours: level %d line %d +%d\n",
				    ours.at[k].level, ours.at[k].line,
				    ours.at[k].lines);
			}
			fail_msg("\n" STR_FMT, STR_ARG(text));
		}
	}
	assert_true(compared > ROUNDS / 3);
	assert_true(found > ROUNDS / 3);
}

/* No block that cmark takes for rules, at whatever depth, goes unnoticed. */
static void
test_nothing_is_overlooked(void **unused)
{
	(void)unused;
	for (int i = 0; i < ROUNDS; i++) {
		struct items ours = { 0 };
		str text;
		cmark_node *doc;
		cmark_iter *iter;
		cmark_event_type event;
		size_t blocks = 0, known = 0;
		bool sound;

		arena_reset(&mem);
		text = make_text();
		sound = ask_outline(text, &ours);
		doc = cmark_parse_document(text.at, text.len,
		    CMARK_OPT_DEFAULT);
		iter = cmark_iter_new(doc);
		while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
			const char *info = cmark_node_get_fence_info(
			    cmark_iter_get_node(iter));

			blocks += event == CMARK_EVENT_ENTER && info != NULL &&
			    strncmp(info, "rules", 5) == 0 &&
			    (info[5] == '\0' || info[5] == ' ');
		}
		cmark_iter_free(iter);
		cmark_node_free(doc);
		for (size_t k = 0; k < ours.len; k++) {
			known += ours.at[k].level == 0;
		}
		if (sound && known != blocks) {
			fail_msg("%zu of %zu\n" STR_FMT, known, blocks,
			    STR_ARG(text));
		}
	}
}

static void
test_titles(void **unused)
{
	static const struct { const char *text, *title; } all[] = {
		{ "## A b ##\n", "A b" }, { "##  A #b\n", "A #b" },
		{ "## A#\n", "A#" }, { "##\n", "" }, { "## ##\n", "" },
		{ "   ## A\t\n", "A" }, { "A\n---\n", "A" },
		{ "A\nb\n---\n", "A\nb" },
	};

	(void)unused;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct outline o;

		outline_read(&mem, str_z(all[i].text), &o);
		assert_int_equal(o.items.len, 1);
		assert_int_equal(o.items.at[0].kind, OUTLINE_ARTICLE);
		assert_true(str_eq(o.items.at[0].title,
		    str_z(all[i].title)));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_against_cmark),
		cmocka_unit_test(test_nothing_is_overlooked),
		cmocka_unit_test(test_titles),
	};
	int failed;

	if (!arena_make(&mem, 64 << 20)) {
		return 1;
	}
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_drop(&mem);
	return failed;
}
