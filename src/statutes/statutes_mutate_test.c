/*
 * statutes_mutate_test.c - each line of the example broken in many ways, and
 * what people are told about it (STAT-1).
 *
 * A break is told at its line, not before the place where it can be seen, with
 * what was expected and a line that would do. That line is put in the place of
 * the broken one and must be accepted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "statutes/line.h"
#include "statutes/outline.h"

#define EXAMPLE		"examples/federation-statutes.md"
#define DESIGNED	"../shared/design/federation-statutes.md"
#define LATER \
	"\n## Article 50. Later lines\n\n```rules\n" \
	"quorum at conferences: more than 1/2 of delegates\n" \
	"quorum at conferences at county: none\n" \
	"tie at conferences: the chair decides\n" \
	"tie at conferences at county or cell: by lot\n```\n"
#define BREAKS_MIN	10		/* of each line */

static struct arena mem, keep;
static struct statutes st;
static struct statutes_errors errors;
static str document;

static str
read_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *at = NEW(&keep, char, STATUTES_TEXT_MAX);
	size_t len;

	if (f == NULL) {
		return S("");
	}
	len = fread(at, 1, STATUTES_TEXT_MAX, f);
	fclose(f);
	return (str){ at, len };
}

/* The document with its nth line written in another way. */
static str
with_line(int n, str text)
{
	size_t at = 0, from = 0;
	str line;

	for (int i = 1; outline_line(document, &at, &line) && i < n; i++) {
		from = at;
	}
	return arena_printf(&mem, STR_FMT STR_FMT "\n" STR_FMT,
	    STR_ARG(str_part(document, 0, from)), STR_ARG(text),
	    STR_ARG(str_from(document, at)));
}

static const struct statutes_error *
error_at(int line)
{
	for (size_t i = 0; i < errors.list_len; i++) {
		if (errors.list[i].line == line) {
			return &errors.list[i];
		}
	}
	return NULL;
}

static void
complain(str broken, const struct statutes_error *e, const char *what)
{
	str text = e != NULL ? statutes_error_text(&mem, S("example"), e) :
	    S("no error\n");

	fail_msg("%s\n  " STR_FMT "\n" STR_FMT, what, STR_ARG(broken),
	    STR_ARG(text));
}

/* Where the word begins that a column is in, or after. */
static int
word_start(str line, int column)
{
	struct line_words w;

	line_words(&mem, line, &w);
	for (size_t i = w.list.len; i-- > 0;) {
		if (w.list.at[i].column <= column) {
			return w.list.at[i].column;
		}
	}
	return 1;
}

/* Where the word begins in which two lines begin to differ. */
static int
first_difference(str whole, str broken)
{
	size_t same = 0;
	int column, a, b;

	while (same < whole.len && same < broken.len &&
	    whole.at[same] == broken.at[same]) {
		same++;
	}
	column = (int)utf8_count(str_part(broken, 0, same)) + 1;
	a = word_start(whole, column);
	b = word_start(broken, column);
	return a < b ? a : b;
}

static size_t broken_len, accepted_len;

/* Whether the break was told; asserts that it was told well. */
static bool
told(int no, str whole, str broken, bool other_lines)
{
	const struct statutes_error *e;
	struct statutes_error kept;

	arena_reset(&mem);
	if (str_eq(whole, broken) || str_trim(broken).len == 0) {
		return false;
	}
	if (statutes_read(&mem, with_line(no, broken), &st, &errors)) {
		accepted_len++;
		return false;
	}
	e = error_at(no);
	if (e == NULL) {
		if (!other_lines) {
			complain(broken, &errors.list[0], "told elsewhere");
		}
		return false;
	}
	kept = *e;
	broken_len++;
	if (kept.column < first_difference(whole, broken)) {
		complain(broken, &kept, "told too early");
	}
	if (kept.column > (int)utf8_count(broken) + 1) {
		complain(broken, &kept, "told beyond the line");
	}
	if (kept.expected.len == 0 || kept.text.len == 0 ||
	    kept.nearest.len == 0) {
		complain(broken, &kept, "told too little");
	}
	if (getenv("SHOW") != NULL) {
		str text = statutes_error_text(&mem, S("example"), &kept);

		printf(STR_FMT "\n", STR_ARG(text));
		fflush(stdout);
	}
	if (!statutes_read(&mem, with_line(no, kept.nearest), &st, &errors) &&
	    error_at(no) != NULL) {
		complain(broken, &kept, "the nearest line is refused");
	}
	return true;
}

/* ---- ways to break a line ---------------------------------------------- */

static struct line_words words;

/* The line with words from..to-1 in another way. */
static str
change(str line, size_t from, size_t to, str text)
{
	const struct word *a = &words.list.at[from], *b = &words.list.at[to -
	    1];
	size_t begin = (size_t)(a->text.at - line.at);
	size_t end = (size_t)(b->text.at - line.at) + b->text.len;

	return arena_printf(&keep, STR_FMT STR_FMT STR_FMT,
	    STR_ARG(str_part(line, 0, begin)), STR_ARG(text),
	    STR_ARG(str_from(line, end)));
}

static str
swapped_letters(str word)
{
	char *out = arena_copy_z(&keep, word);

	if (word.len > 2) {
		out[1] = word.at[2];
		out[2] = word.at[1];
	}
	return (str){ out, word.len };
}

/* A name that the line gives is not misspelt here, but where it is used. */
static bool
gives_name(size_t i)
{
	str first = words.list.at[0].value;

	return i == 1 && (str_eq(first, S("tier")) ||
	    str_eq(first, S("office")) || str_eq(first, S("meeting")) ||
	    str_eq(first, S("title")));
}

/* A free name: any word can stand there. */
static bool
is_free(size_t i)
{
	return words.list.at[i].kind == WORD_QUOTED || (i == 2 &&
	    str_eq(words.list.at[0].value, S("conference")));
}

static void
break_word(int no, str line, size_t i, size_t *n)
{
	const struct word *w = &words.list.at[i];
	bool elsewhere = gives_name(i);

	*n += told(no, line, change(line, i, i + 1, S("")), elsewhere);
	*n += told(no, line, change(line, i, i + 1, arena_printf(&keep,
	    STR_FMT " " STR_FMT, STR_ARG(w->text), STR_ARG(w->text))),
	    elsewhere);
	*n += told(no, line, change(line, i, i + 1, arena_printf(&keep,
	    "quickly " STR_FMT, STR_ARG(w->text))), elsewhere ||
	    gives_name(i));
	if (i + 1 < words.list.len) {
		str swap = arena_printf(&keep, STR_FMT " " STR_FMT,
		    STR_ARG(words.list.at[i + 1].text), STR_ARG(w->text));

		*n += told(no, line, change(line, i, i + 2, swap), elsewhere ||
		    gives_name(i + 1));
	}
	*n += told(no, line, change(line, i, i + 1, S("\xe2\x80\xae" "x")),
	    elsewhere);
}

static void
break_plain(int no, str line, size_t i, size_t *n)
{
	const struct word *w = &words.list.at[i];
	str less = str_part(w->text, 0, w->text.len - 1);

	if (gives_name(i) || is_free(i)) {
		return;
	}
	*n += told(no, line, change(line, i, i + 1, less), false);
	*n += told(no, line, change(line, i, i + 1,
	    swapped_letters(w->text)), false);
	*n += told(no, line, change(line, i, i + 1, arena_printf(&keep,
	    STR_FMT "x", STR_ARG(w->text))), false);
	*n += told(no, line, change(line, i, i + 1, S("12")), false);
	*n += told(no, line, change(line, i, i + 1, arena_printf(&keep,
	    "\"" STR_FMT " it", STR_ARG(w->text))), false);
	*n += told(no, line, change(line, i, i + 1, arena_printf(&keep, "%c"
	    STR_FMT, w->text.at[0] - 32, STR_ARG(str_from(w->text, 1)))),
	    false);
}

static void
break_figure(int no, str line, size_t i, size_t *n)
{
	static const char *const wrong[] = { "0", "1234567890", "-3", "many",
		"1,000", "3/2", "0/4", "150%", "0%", "half", "one", "1.5",
		"\"3\"" };

	for (size_t k = 0; k < COUNT(wrong); k++) {
		*n += told(no, line, change(line, i, i + 1, str_z(wrong[k])),
		    false);
	}
}

static void
break_quotation(int no, str line, size_t i, size_t *n)
{
	str text = words.list.at[i].text;

	*n += told(no, line, change(line, i, i + 1, str_from(text, 1)), true);
	*n += told(no, line, change(line, i, i + 1, str_part(text, 0,
	    text.len - 1)), true);
	*n += told(no, line, change(line, i, i + 1, S("\"\"")), true);
}

static void
break_unit(int no, str line, size_t i, size_t *n)
{
	static const char *const units[] = { "days", "weeks", "month", "years",
		"hours", "minutes", "Month", "fortnight", "members", "cells" };

	for (size_t k = 0; k < COUNT(units); k++) {
		str unit = str_z(units[k]);

		if (str_starts(words.list.at[i].value, S("day")) ||
		    str_starts(words.list.at[i].value, S("week")) ||
		    str_starts(words.list.at[i].value, S("month")) ||
		    str_starts(words.list.at[i].value, S("quarter")) ||
		    str_starts(words.list.at[i].value, S("year"))) {
			*n += told(no, line, change(line, i, i + 1, unit),
			    false);
		}
	}
}

static void
break_line(int no, str line)
{
	size_t n = 0;

	line_words(&keep, line, &words);
	for (size_t i = 0; i < words.list.len; i++) {
		break_word(no, line, i, &n);
		if (words.list.at[i].kind == WORD_PLAIN) {
			break_plain(no, line, i, &n);
			break_unit(no, line, i, &n);
		} else if (words.list.at[i].kind == WORD_QUOTED) {
			break_quotation(no, line, i, &n);
		} else if (words.list.at[i].kind != WORD_MARK) {
			break_figure(no, line, i, &n);
		}
	}
	n += told(no, line, arena_printf(&keep, STR_FMT " and so on",
	    STR_ARG(line)), false);
	n += told(no, line, arena_printf(&keep, STR_FMT ".", STR_ARG(line)),
	    false);
	n += told(no, line, arena_printf(&keep, STR_FMT ", seats 3, term",
	    STR_ARG(line)), false);
	n += told(no, line, S("Members shall meet monthly."), true);
	if (n < BREAKS_MIN) {
		fail_msg("only %zu ways were told: " STR_FMT, n,
		    STR_ARG(line));
	}
}

static void
test_each_line(void **unused)			/* STAT-1 */
{
	size_t lines = 0;

	(void)unused;
	arena_reset(&mem);
	assert_true(statutes_read(&mem, document, &st, &errors));
	lines = st.rules.len;
	for (size_t i = 0; i < lines; i++) {
		int no;
		str line;

		arena_reset(&mem);
		assert_true(statutes_read(&mem, document, &st, &errors));
		no = st.rules.at[i].line;
		line = arena_copy(&keep, st.rules.at[i].text);
		break_line(no, line);
	}
	assert_true(lines > 25);
	assert_true(broken_len > lines * 30);
	print_message("%zu lines, %zu breaks told, %zu still mean something\n",
	    lines, broken_len, accepted_len);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_line),
	};
	int failed;

	if (!arena_make(&mem, 32 << 20) || !arena_make(&keep, 64 << 20)) {
		return 1;
	}
	/* Lines that came later than the example. */
	document = arena_printf(&keep, STR_FMT LATER,
	    STR_ARG(read_file(EXAMPLE)));
	assert(document.len > sizeof(LATER));
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_drop(&mem);
	arena_drop(&keep);
	return failed;
}
