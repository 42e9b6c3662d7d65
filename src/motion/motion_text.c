/* motion_text.c - paragraphs, the text with its amendments, and differences. */
#include <assert.h>
#include <string.h>

#include "motion/motion.h"

/* ---- paragraphs -------------------------------------------------------- */

/* Where the next empty line begins, or the text ends. */
static size_t
paragraph_end(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		size_t next = i + 1;

		if (text.at[i] != '\n') {
			continue;
		}
		while (next < text.len && (text.at[next] == ' ' ||
		    text.at[next] == '\t' || text.at[next] == '\r')) {
			next++;
		}
		if (next == text.len || text.at[next] == '\n') {
			return i;
		}
	}
	return text.len;
}

size_t
motion_paragraphs(str text, str out[PARAGRAPHS_MAX])
{
	size_t len = 0;

	text = str_trim(text);
	while (text.len > 0 && len < PARAGRAPHS_MAX) {
		size_t end = len + 1 == PARAGRAPHS_MAX ? text.len :
		    paragraph_end(text);

		out[len++] = str_trim(str_part(text, 0, end));
		text = str_trim(str_from(text, end));
	}
	return len;
}

/* ---- amended ----------------------------------------------------------- */

struct builder {
	char	*at;
	size_t	 len, cap;
};

static void
append(struct builder *b, str text)
{
	assert(b->len + text.len <= b->cap);
	memcpy(b->at + b->len, text.at, text.len);
	b->len += text.len;
}

static void
append_paragraph(struct builder *b, str text)
{
	if (b->len > 0) {
		append(b, S("\n\n"));
	}
	append(b, text);
}

/* What was carried to be inserted after the paragraph, in its order. */
static void
append_inserted(struct builder *b, int paragraph,
    const struct amendment *list, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (list[i].state == MOTION_CARRIED &&
		    list[i].kind == AMEND_INSERT &&
		    list[i].paragraph == paragraph) {
			append_paragraph(b, list[i].text);
		}
	}
}

/* The amendment that replaces or takes out the paragraph, or NULL. */
static const struct amendment *
changes_paragraph(int paragraph, const struct amendment *list, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (list[i].state == MOTION_CARRIED &&
		    list[i].kind != AMEND_INSERT &&
		    list[i].paragraph == paragraph) {
			return &list[i];
		}
	}
	return NULL;
}

str
motion_amended(struct arena *mem, str text, const struct amendment *list,
    size_t len)
{
	str paragraph[PARAGRAPHS_MAX];
	size_t paragraphs = motion_paragraphs(text, paragraph);
	struct builder b = { .cap = text.len + 2 * PARAGRAPHS_MAX };

	for (size_t i = 0; i < len; i++) {
		b.cap += list[i].text.len + 2;
	}
	b.at = NEW(mem, char, b.cap);
	append_inserted(&b, 0, list, len);
	for (int i = 1; i <= (int)paragraphs; i++) {
		const struct amendment *a = changes_paragraph(i, list, len);

		if (a == NULL) {
			append_paragraph(&b, paragraph[i - 1]);
		} else if (a->kind == AMEND_REPLACE) {
			append_paragraph(&b, a->text);
		}
		append_inserted(&b, i, list, len);
	}
	return (str){ b.at, b.len };
}

/* ---- differences ------------------------------------------------------- */

/*
 * E. W. Myers, An O(ND) Difference Algorithm and Its Variations, Algorithmica 1
 * (1986): the fewest tokens added and taken out. How far each diagonal came is
 * kept for each number of differences, to walk the way back.
 */
#define TOKENS_MAX	12000		/* of one text; beyond: all is new */
#define DIFFERENCES_MAX	1000		/* beyond: all between is new */

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A script that is written without spaces between its words. */
static bool
stands_alone(uint32_t c)
{
	return (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1780 && c <= 0x17ff) ||
	    (c >= 0x1000 && c <= 0x109f) || (c >= 0x3000 && c <= 0x30ff) ||
	    (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
	    (c >= 0x20000 && c <= 0x3ffff);
}

/* A word, a sign of such a script, or white space between words. */
static size_t
token_end(str text, size_t at)
{
	bool space = is_space(text.at[at]);
	size_t start = at;

	while (at < text.len && is_space(text.at[at]) == space) {
		size_t next = at;
		bool alone = stands_alone(utf8_next(text, &next));

		if (alone && at > start) {
			return at;
		}
		at = next;
		if (alone) {
			return at;
		}
	}
	return at;
}

struct tokens {
	str	*at;
	int	 len;
};

/* False: there are too many. */
static bool
split(struct arena *mem, str text, struct tokens *out)
{
	out->at = NEW(mem, str, TOKENS_MAX);
	out->len = 0;
	for (size_t i = 0; i < text.len;) {
		size_t end = token_end(text, i);

		if (out->len == TOKENS_MAX) {
			return false;
		}
		out->at[out->len++] = str_part(text, i, end - i);
		i = end;
	}
	return true;
}

struct changes {
	struct arena	*mem;
	struct LIST(struct text_change) list;
};

/* Goes on with the last piece where it is of the same kind and text. */
static void
add_change(struct changes *c, enum change_kind kind, str text)
{
	struct text_change *last = c->list.len == 0 ? NULL :
	    &c->list.at[c->list.len - 1];

	if (text.len == 0) {
		return;
	}
	if (last != NULL && last->kind == kind &&
	    last->text.at + last->text.len == text.at) {
		last->text.len += text.len;
		return;
	}
	*LIST_ADD(c->mem, &c->list) = (struct text_change){ kind, text };
}

/* How far each diagonal k = x - y came with d differences: trace[d][k + d]. */
struct trace {
	int	**at;
	int	  d;
};

static int
furthest(const struct trace *t, int d, int k)
{
	return t->at[d][k + d];
}

/* Where a path with d differences on diagonal k begins to go straight. */
static int
step_to(const struct trace *t, int d, int k)
{
	if (d == 0) {
		return 0;
	}
	if (k == -d || (k != d && furthest(t, d - 1, k - 1) <
	    furthest(t, d - 1, k + 1))) {
		return furthest(t, d - 1, k + 1);	/* one added */
	}
	return furthest(t, d - 1, k - 1) + 1;		/* one taken out */
}

/* False: there are more differences than are looked for. */
static bool
find_path(struct arena *mem, struct tokens a, struct tokens b,
    struct trace *t)
{
	int max = a.len + b.len < DIFFERENCES_MAX ? a.len + b.len :
	    DIFFERENCES_MAX;

	t->at = NEW(mem, int *, (size_t)max + 1);
	for (t->d = 0; t->d <= max; t->d++) {
		t->at[t->d] = NEW(mem, int, 2 * (size_t)t->d + 1);
		for (int k = -t->d; k <= t->d; k += 2) {
			int x = step_to(t, t->d, k), y = x - k;

			while (x < a.len && y >= 0 && y < b.len &&
			    str_eq(a.at[x], b.at[y])) {
				x++;
				y++;
			}
			t->at[t->d][k + t->d] = x;
			if (x >= a.len && y >= b.len) {
				return true;
			}
		}
	}
	return false;
}

/* The pieces from the end to the start, one token each. */
static void
walk_back(struct arena *mem, struct tokens a, struct tokens b,
    const struct trace *t, struct changes *out)
{
	struct LIST(struct text_change) back = { 0 };
	int x = a.len, y = b.len;

	for (int d = t->d; d >= 0; d--) {
		int k = x - y, start = step_to(t, d, k);
		bool added = d > 0 && (k == -d || (k != d &&
		    furthest(t, d - 1, k - 1) < furthest(t, d - 1, k + 1)));

		for (; x > start; x--, y--) {
			*LIST_ADD(mem, &back) = (struct text_change){
			    TEXT_SAME, b.at[y - 1] };
		}
		if (d > 0 && added) {
			*LIST_ADD(mem, &back) = (struct text_change){
			    TEXT_ADDED, b.at[--y] };
		} else if (d > 0) {
			*LIST_ADD(mem, &back) = (struct text_change){
			    TEXT_TAKEN, a.at[--x] };
		}
	}
	for (size_t i = back.len; i > 0; i--) {
		add_change(out, back.at[i - 1].kind, back.at[i - 1].text);
	}
}

void
motion_differences(struct arena *mem, str before, str after,
    struct text_change **out, size_t *out_len)
{
	struct changes changes = { .mem = mem };
	struct tokens a, b;
	struct trace trace;

	if (split(mem, before, &a) && split(mem, after, &b) &&
	    find_path(mem, a, b, &trace)) {
		walk_back(mem, a, b, &trace, &changes);
	} else {
		add_change(&changes, TEXT_TAKEN, before);
		add_change(&changes, TEXT_ADDED, after);
	}
	*out = changes.list.at;
	*out_len = changes.list.len;
}
