/*
 * statutes_fuzz.c - documents that nobody means well.
 *
 * Each text is read as a document, and as lines of rules in a sound one. What
 * must hold of every text is asserted: what is told
 * of it stands in it, the nearest line is accepted in its place, a document
 * without an error makes sense, and its outline is the one that cmark sees.
 */
#include <assert.h>
#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "statutes/outline.h"
#include "statutes/statutes.h"

#define MEND_BYTES_MAX	8000		/* of a text whose errors are mended */

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct arena mem;
static struct statutes st, again;
static struct statutes_errors errors, more;

static const char sound[] = "## Article 1\n```rules\n"
    "tier top \"Top\" plural \"Tops\"\n"
    "tier cell \"Cell\" plural \"Cells\" under top, members 1 to 9\n"
    "office secretary \"Secretary\" at cell, term 2 years\n"
    "meeting general at cell: at least 1 per month\n"
    "title model \"Model\" for cell\n";

static int
lines_of(str text)
{
	size_t at = 0;
	str line;
	int n = 0;

	while (outline_line(text, &at, &line)) {
		n++;
	}
	return n;
}

/* The text with its nth line written in another way. */
static str
with_line(str text, int n, str line)
{
	size_t at = 0, from = 0;
	str old;

	for (int i = 1; outline_line(text, &at, &old) && i < n; i++) {
		from = at;
	}
	return arena_printf(&mem, STR_FMT STR_FMT "\n" STR_FMT,
	    STR_ARG(str_part(text, 0, from)), STR_ARG(line),
	    STR_ARG(str_from(text, at)));
}

static bool
is_rule_line(int line)
{
	for (size_t i = 0; i < st.rules.len; i++) {
		if (st.rules.at[i].line == line) {
			return true;
		}
	}
	return false;
}

/*
 * With the nearest line in its place nothing is wrong there any more. Where
 * other lines are wrong too this need not be so: what they give may matter.
 */
static void
check_nearest(str text, const struct statutes_error *e)
{
	if (errors.list_len != 1 || !is_rule_line(e->line) ||
	    text.len > MEND_BYTES_MAX) {
		return;
	}
	assert(e->nearest.len > 0);
	(void)statutes_read(&mem, with_line(text, e->line, e->nearest), &again,
	    &more);
	for (size_t i = 0; i < more.list_len; i++) {
		assert(more.list[i].line != e->line);
	}
}

static void
check_errors(str text)
{
	int lines = lines_of(text);

	assert(errors.list_len > 0);
	for (size_t i = 0; i < errors.list_len; i++) {
		const struct statutes_error *e = &errors.list[i];

		assert(e->line >= 1 && e->line <= lines + (lines == 0));
		assert(e->column >= 1);
		assert(i == 0 || errors.list[i - 1].line <= e->line);
		assert(e->text.len > 0 && e->expected.len > 0);
		assert(utf8_ok(e->text) && utf8_ok(e->expected) &&
		    utf8_ok(e->nearest) && utf8_ok(e->found));
		assert(statutes_error_text(&mem, S("x"), e).len > 0);
	}
	check_nearest(text, &errors.list[0]);
}

static void
check_meaning(void)
{
	size_t roots = 0;

	assert(st.tiers.len > 0 && st.tiers.len <= TIERS_MAX);
	for (size_t i = 0; i < st.tiers.len; i++) {
		roots += st.tiers.at[i].under == 0;
		assert(st.tiers.at[i].members_min <=
		    st.tiers.at[i].members_max);
	}
	assert(roots == 1);
	for (size_t i = 0; i < st.rules.len; i++) {
		const struct rule *r = &st.rules.at[i];

		assert(r->plain.len > 0 && r->key.len > 0);
		assert(r->article < st.articles.len);
		for (size_t k = 0; k < i && st.rules.len < 100; k++) {
			assert(!str_eq(r->key, st.rules.at[k].key));
		}
	}
	for (size_t i = 0; i < st.meetings.len; i++) {
		const struct meeting_kind *m = &st.meetings.at[i];

		assert(m->at != 0 && m->months_except != 0xfff);
		assert(m->times == 0 || (m->per != TIME_NONE) !=
		    (m->stretch_days > 0));
		assert(!m->quorum_said || m->quorum_none ||
		    fraction_of(m->quorum, 10) <= 10);
	}
	for (size_t i = 0; i < st.decisions.len; i++) {
		assert(fraction_of(st.decisions.at[i].majority, 1000) <= 1000);
	}
	for (size_t i = 0; i < st.grants.len; i++) {
		assert(st.grants.at[i].office < st.offices.len);
		assert((st.grants.at[i].tiers & ~st.offices.at[
		    st.grants.at[i].office].at) == 0);
	}
}

/* Headings of the second level, as cmark counts them. */
static void
check_articles(str text)
{
	cmark_node *doc, *n;
	size_t articles = 0;

	if (text.len > MEND_BYTES_MAX) {
		return;
	}
	doc = cmark_parse_document(text.at, text.len, CMARK_OPT_DEFAULT);
	for (n = cmark_node_first_child(doc); n != NULL;
	    n = cmark_node_next(n)) {
		articles += cmark_node_get_heading_level(n) == 2;
	}
	cmark_node_free(doc);
	assert(articles == st.articles.len);
}

static void
check(str text)
{
	if (statutes_read(&mem, text, &st, &errors)) {
		check_meaning();
		check_articles(text);
	} else {
		check_errors(text);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = { (const char *)data, size };

	if (mem.base == NULL && !arena_make(&mem, (size_t)64 << 20)) {
		abort();
	}
	check(text);
	arena_reset(&mem);
	check(arena_printf(&mem, "%s" STR_FMT "\n```\n", sound,
	    STR_ARG(text)));
	arena_reset(&mem);
	return 0;
}
