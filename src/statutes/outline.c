/*
 * outline.c - the block structure of CommonMark in one walk over the lines.
 *
 * Each line is first matched against the quotations and lists that are open,
 * then opens new ones, and what is left of it is a leaf: a heading, a fence, or
 * text of a paragraph. The names and the order follow the appendix "A parsing
 * strategy" of the CommonMark specification.
 */
#include "statutes/outline.h"

#include <assert.h>
#include <string.h>

#define CODE_INDENT	4		/* columns that make a line code */
#define TAB_STOP	4
#define ORDER_DIGITS_MAX 9		/* of "12." before a list item */

enum leaf { LEAF_NONE, LEAF_PARAGRAPH, LEAF_FENCE };

struct container {
	bool	quotation;		/* else an item of a list */
	int	offset;			/* columns before an item's content */
	bool	has_child;
};

struct scan {
	struct arena		*mem;
	struct outline		*out;
	str			 text;
	size_t			 from, to;	/* of the line, with its end */
	int			 line;
	struct container	 open[OUTLINE_DEPTH_MAX];
	size_t			 depth;
	enum leaf		 leaf;
	char			 fence;
	size_t			 fence_len, fence_item;	/* item + 1, or 0 */
	size_t			 paragraph;	/* where it begins */
	int			 paragraph_line;
	bool			 stop;
};

/* A place in a line. A tab may be used up in part: then `at` stays on it and
 * only the column moves. */
struct cursor {
	str	line;
	size_t	at;
	int	column;
	size_t	first;			/* where the next that is no space is */
	int	indent;			/* columns up to there */
};

bool
outline_line(str text, size_t *at, str *out)
{
	size_t end = *at;

	if (end >= text.len) {
		return false;
	}
	while (end < text.len && text.at[end] != '\n' && text.at[end] != '\r') {
		end++;
	}
	*out = str_part(text, *at, end - *at);
	if (end + 1 < text.len && text.at[end] == '\r' &&
	    text.at[end + 1] == '\n') {
		end++;
	}
	*at = end < text.len ? end + 1 : end;
	return true;
}

/* ---- the cursor -------------------------------------------------------- */

static int
width(char c, int column)
{
	return c == '\t' ? TAB_STOP - column % TAB_STOP : 1;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t';
}

/* The byte at i, or NUL, which no text has, past the end. */
static char
byte(str s, size_t i)
{
	return i < s.len ? s.at[i] : '\0';
}

static void
look(struct cursor *c)
{
	int column = c->column;

	for (c->first = c->at; is_space(byte(c->line, c->first)); c->first++) {
		column += width(c->line.at[c->first], column);
	}
	c->indent = column - c->column;
}

static bool
blank(const struct cursor *c)
{
	return c->first == c->line.len;
}

/* Past white space of so many columns. */
static void
skip_columns(struct cursor *c, int columns)
{
	while (columns > 0 && is_space(byte(c->line, c->at))) {
		int w = width(c->line.at[c->at], c->column);

		if (w <= columns) {
			c->at++;
		}
		c->column += w <= columns ? w : columns;
		columns -= w;
	}
}

/* Past so many bytes that are no tabs. */
static void
skip_bytes(struct cursor *c, size_t n)
{
	c->at += n;
	c->column += (int)n;
}

static size_t
run_of(str s, size_t at, char c)
{
	size_t n = 0;

	while (byte(s, at + n) == c) {
		n++;
	}
	return n;
}

/* ---- what a line can begin with ---------------------------------------- */

static bool
only_space_after(str line, size_t at)
{
	while (is_space(byte(line, at))) {
		at++;
	}
	return at == line.len;
}

/* The level of "## Title", or 0. */
static size_t
heading_level(const struct cursor *c)
{
	size_t n = run_of(c->line, c->first, '#');
	char after = byte(c->line, c->first + n);

	return n <= 6 && (is_space(after) || c->first + n == c->line.len) ?
	    n : 0;
}

/* The length of the fence that opens here, or 0. */
static size_t
fence_opens(const struct cursor *c)
{
	char mark = byte(c->line, c->first);
	size_t n;

	if (mark != '`' && mark != '~') {
		return 0;
	}
	n = run_of(c->line, c->first, mark);
	if (n < 3 || (mark == '`' &&
	    str_find(str_from(c->line, c->first + n), '`') <
	    c->line.len - c->first - n)) {
		return 0;
	}
	return n;
}

/* The level of the heading that "===" or "---" makes of a paragraph, or 0. */
static size_t
underline_level(const struct cursor *c)
{
	char mark = byte(c->line, c->first);

	if (mark != '=' && mark != '-') {
		return 0;
	}
	if (!only_space_after(c->line,
	    c->first + run_of(c->line, c->first, mark))) {
		return 0;
	}
	return mark == '=' ? 1 : 2;
}

static bool
is_rule_across(const struct cursor *c)
{
	char mark = byte(c->line, c->first);
	size_t n = 0;

	if (mark != '*' && mark != '-' && mark != '_') {
		return false;
	}
	for (size_t i = c->first; i < c->line.len; i++) {
		if (c->line.at[i] == mark) {
			n++;
		} else if (!is_space(c->line.at[i])) {
			return false;
		}
	}
	return n >= 3;
}

/* The length of "-" or "12." before an item of a list, or 0. In the middle of
 * a paragraph only some begin a list. */
static size_t
marker_len(const struct cursor *c, bool in_paragraph)
{
	str line = c->line;
	size_t n = 0;
	bool first = true;

	if (strchr("*-+", byte(line, c->first)) != NULL) {
		n = 1;
	} else {
		while (byte(line, c->first + n) >= '0' &&
		    byte(line, c->first + n) <= '9') {
			n++;
		}
		first = n == 1 && line.at[c->first] == '1';
		if (n == 0 || n > ORDER_DIGITS_MAX ||
		    (byte(line, c->first + n) != '.' &&
		    byte(line, c->first + n) != ')')) {
			return 0;
		}
		n++;
	}
	if (c->first + n < line.len && !is_space(line.at[c->first + n])) {
		return 0;
	}
	if (in_paragraph && (!first || only_space_after(line, c->first + n))) {
		return 0;
	}
	return n;
}

/*
 * Whether HTML may begin here. An address in angle brackets is no HTML. This
 * says yes to a little more than CommonMark does, so that whatever pages would
 * not show is told.
 */
static bool
is_html(const struct cursor *c)
{
	str rest = str_from(c->line, c->first + 1);
	char next = byte(rest, 0);

	if (byte(c->line, c->first) != '<') {
		return false;
	}
	if (next == '/' || next == '!' || next == '?') {
		return true;
	}
	if (!((next | 0x20) >= 'a' && (next | 0x20) <= 'z')) {
		return false;
	}
	for (size_t i = 1; i < rest.len; i++) {
		if (strchr(" \t>/=", rest.at[i]) != NULL) {
			return true;
		}
		if (rest.at[i] == ':' || rest.at[i] == '@') {
			return false;
		}
	}
	return true;
}

/* ---- what is found ----------------------------------------------------- */

static struct outline_item *
found(struct scan *s, enum outline_kind kind, size_t column, str title)
{
	struct outline_item *item;

	if (s->out->items.len + 1 == OUTLINE_ITEMS_MAX) {
		kind = OUTLINE_MANY;
		s->stop = true;
	}
	item = LIST_ADD(s->mem, &s->out->items);
	*item = (struct outline_item){
		.kind = kind, .line = s->line, .title = title,
		.column = 1 + (int)utf8_count(str_part(s->text, s->from,
		    column)),
		.from = s->from, .to = s->to,
	};
	return item;
}

/* Whether a word was meant to be "rules": in capitals, or one letter off. */
static bool
nearly_rules(str word)
{
	static const char rules[] = "rules";
	size_t same = 0, tail = 0;

	for (; same < word.len && same < 5 &&
	    (word.at[same] | 0x20) == rules[same]; same++) {
	}
	for (; tail < word.len - same && tail < 5 - same &&
	    (word.at[word.len - 1 - tail] | 0x20) == rules[4 - tail]; tail++) {
	}
	return word.len >= 4 && word.len <= 6 && same + tail >= 4;
}

static str
first_word(str s)
{
	size_t end = 0;

	s = str_trim(s);
	while (end < s.len && !is_space(s.at[end])) {
		end++;
	}
	return str_part(s, 0, end);
}

/* A block of rules begins, or what was meant to be one. */
static void
found_fence(struct scan *s, const struct cursor *c, size_t len)
{
	str word = first_word(str_from(c->line, c->first + len));
	bool rules = str_eq(word, S("rules"));

	s->fence_item = 0;
	if (s->depth > 0 && nearly_rules(word)) {
		found(s, OUTLINE_NESTED, c->first, word);
	} else if (rules) {
		struct outline_item *item = found(s, OUTLINE_RULES, c->first,
		    word);

		item->body = item->body_end = s->to;
		s->fence_item = s->out->items.len;
	} else if (nearly_rules(word)) {
		found(s, OUTLINE_MISNAMED, (size_t)(word.at - c->line.at),
		    word);
	}
}

/* Text is nobody's rules; but a fence that stands so far to the right that it
 * is code, and names rules, was meant to be one. */
static void
found_text(struct scan *s, const struct cursor *c)
{
	size_t len = fence_opens(c);

	if (c->indent < CODE_INDENT) {
		if (is_html(c)) {
			found(s, OUTLINE_HTML, c->first,
			    str_from(c->line, c->first));
		}
	} else if (len > 0 && nearly_rules(first_word(str_from(c->line,
	    c->first + len)))) {
		found(s, OUTLINE_NESTED, c->first, str_from(c->line, c->first));
	}
}

static void
found_heading(struct scan *s, const struct cursor *c, size_t level)
{
	str title = str_trim(str_from(c->line, c->first + level));
	size_t end = title.len;

	while (end > 0 && title.at[end - 1] == '#') {
		end--;
	}
	if (end == 0 || is_space(title.at[end - 1])) {
		title = str_trim(str_part(title, 0, end));
	}
	if (s->depth == 0 && level <= 2) {
		found(s, level == 1 ? OUTLINE_PART : OUTLINE_ARTICLE, c->first,
		    title);
	}
}

/* The paragraph above an underline was a heading. One that begins with
 * "[x]:" may be the target of links and vanish, so it is not guessed at. */
static void
found_underline(struct scan *s, size_t level)
{
	str title = str_trim(str_part(s->text, s->paragraph,
	    s->from - s->paragraph));
	struct outline_item *item;

	if (s->depth > 0) {
		return;
	}
	item = found(s, level == 1 ? OUTLINE_PART : OUTLINE_ARTICLE, 0, title);
	if (byte(title, 0) == '[' && item->kind != OUTLINE_MANY) {
		item->kind = OUTLINE_REFERENCE;
	}
	item->from = s->paragraph;
	item->line = s->paragraph_line;
}

/* ---- a line ------------------------------------------------------------ */

/* How many of the open containers go on in this line. */
static size_t
match_containers(struct scan *s, struct cursor *c)
{
	size_t i;

	for (i = 0; i < s->depth; i++) {
		const struct container *open = &s->open[i];

		look(c);
		if (open->quotation) {
			if (c->indent >= CODE_INDENT ||
			    byte(c->line, c->first) != '>') {
				break;
			}
			skip_columns(c, c->indent);
			skip_bytes(c, 1);
			skip_columns(c, 1);
		} else if (c->indent >= open->offset) {
			skip_columns(c, open->offset);
		} else if (blank(c) && open->has_child) {
			skip_columns(c, c->indent);
		} else {
			break;
		}
	}
	look(c);
	return i;
}

/* What is open beyond the first `depth` containers ends; a block begins in the
 * deepest of those. */
static void
begin_block(struct scan *s, size_t depth)
{
	s->depth = depth;
	s->leaf = LEAF_NONE;
	if (depth > 0) {
		s->open[depth - 1].has_child = true;
	}
}

static void
push(struct scan *s, struct container open, size_t column)
{
	if (s->depth == OUTLINE_DEPTH_MAX) {
		found(s, OUTLINE_DEEP, column, S(""));
		s->stop = true;
		return;
	}
	s->open[s->depth++] = open;
}

static void
open_item(struct scan *s, struct cursor *c, size_t marker)
{
	int offset = c->indent + (int)marker, spaces;

	skip_columns(c, c->indent);
	skip_bytes(c, marker);
	look(c);
	spaces = c->indent;
	if (spaces < 1 || spaces > CODE_INDENT || blank(c)) {
		spaces = 1;
	}
	skip_columns(c, spaces);
	push(s, (struct container){ false, offset + spaces, false }, c->at);
}

static void
open_quotation(struct scan *s, struct cursor *c)
{
	skip_columns(c, c->indent);
	skip_bytes(c, 1);
	skip_columns(c, 1);
	push(s, (struct container){ true, 0, false }, c->at);
}

/* A leaf that is no text: the line is done with. `depth` is where it stands. */
static bool
open_leaf(struct scan *s, struct cursor *c, size_t depth, bool in_paragraph)
{
	size_t n;

	if ((n = heading_level(c)) > 0) {
		begin_block(s, depth);
		found_heading(s, c, n);
	} else if ((n = fence_opens(c)) > 0) {
		begin_block(s, depth);
		found_fence(s, c, n);
		s->leaf = LEAF_FENCE;
		s->fence = c->line.at[c->first];
		s->fence_len = n;
	} else if (in_paragraph && (n = underline_level(c)) > 0) {
		found_underline(s, n);
		begin_block(s, depth);
	} else if (is_rule_across(c)) {
		begin_block(s, depth);
	} else {
		return false;
	}
	return true;
}

/* The rest of a line that opened no leaf of its own. */
static void
take_text(struct scan *s, const struct cursor *c, size_t depth, bool opened)
{
	bool goes_on = s->leaf == LEAF_PARAGRAPH && !opened;

	if (blank(c)) {
		s->depth = depth;
		s->leaf = LEAF_NONE;
		return;
	}
	found_text(s, c);
	if (goes_on) {
		return;			/* of the paragraph, even where lazy */
	}
	begin_block(s, depth);
	if (c->indent < CODE_INDENT) {
		s->leaf = LEAF_PARAGRAPH;
		s->paragraph = s->from;
		s->paragraph_line = s->line;
	}
}

/* The containers and the leaf that a line opens, past those that go on. */
static void
take_blocks(struct scan *s, struct cursor *c, size_t depth)
{
	bool opened = false;
	bool in_paragraph = depth == s->depth && s->leaf == LEAF_PARAGRAPH;

	while (!s->stop && !blank(c) && c->indent < CODE_INDENT) {
		size_t marker;

		if (byte(c->line, c->first) == '>') {
			begin_block(s, depth);
			open_quotation(s, c);
		} else if (open_leaf(s, c, depth, in_paragraph)) {
			return;
		} else if ((marker = marker_len(c, in_paragraph)) > 0) {
			begin_block(s, depth);
			open_item(s, c, marker);
		} else {
			break;
		}
		opened = true;
		in_paragraph = false;
		depth = s->depth;
		look(c);
	}
	take_text(s, c, depth, opened);
}

static bool
fence_closes(const struct scan *s, const struct cursor *c)
{
	size_t n = run_of(c->line, c->first, s->fence);

	return c->indent < CODE_INDENT && n >= s->fence_len &&
	    only_space_after(c->line, c->first + n);
}

static void
take_line(struct scan *s, str line)
{
	struct cursor c = { .line = line };
	size_t depth = match_containers(s, &c);

	if (s->leaf != LEAF_FENCE || depth < s->depth) {
		take_blocks(s, &c, depth);
		return;
	}
	if (s->fence_item > 0) {
		struct outline_item *item =
		    &s->out->items.at[s->fence_item - 1];

		item->to = s->to;
		item->closed = fence_closes(s, &c);
		item->body_end = item->closed ? s->from : s->to;
	}
	if (fence_closes(s, &c)) {
		s->leaf = LEAF_NONE;
	}
}

void
outline_read(struct arena *mem, str text, struct outline *out)
{
	struct scan s = { .mem = mem, .out = out, .text = text };
	str line;

	*out = (struct outline){ 0 };
	while (!s.stop && outline_line(text, &s.to, &line)) {
		s.line++;
		take_line(&s, line);
		s.from = s.to;
	}
}
