/*
 * style_test.c - the style guide, as far as a machine can read it: how we speak
 * to people, what a page is made of, and a look that serves both directions of
 * writing.
 *
 * What the content security policy would refuse is refused by mkhtml already
 * (mkhtml_test.c); here the scripts and the styles are read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "html/asset.h"

static char text[1 << 20], words[1 << 20];

static void
file_read(const char *name)
{
	FILE *f = fopen(name, "rb");
	size_t len;

	assert_non_null(f);
	len = fread(text, 1, sizeof(text) - 1, f);
	assert_true(len < sizeof(text) - 1);
	text[len] = '\0';
	fclose(f);
}

static void
asset_read(const char *name)
{
	const struct asset *a = asset_named(name);

	assert_non_null(a);
	assert_true(a->bytes_len < sizeof(text));
	memcpy(text, a->bytes, a->bytes_len);
	text[a->bytes_len] = '\0';
}

/* ---- how we speak ------------------------------------------------------ */

static const char *const never_said[] = { "invalid", "illegal", "compliance",
	"user", "users", "submit", "submitted", "mandatory", "score", "scores",
	"loyalty", "please", "oops", "sorry" };

/* The first word of `said` that is never said, or NULL. */
static const char *
bad_word(const char *said)
{
	for (size_t i = 0; i < COUNT(never_said); i++) {
		size_t len = strlen(never_said[i]);

		for (const char *p = said; *p != '\0'; p++) {
			bool begins = p == said ||
			    !isalpha((unsigned char)p[-1]);

			if (begins && strncasecmp(p, never_said[i],
			    len) == 0 && !isalpha((unsigned char)p[len])) {
				return never_said[i];
			}
		}
	}
	return strchr(said, '!') != NULL ? "an exclamation mark" : NULL;
}

/* The words of a template: its text, and the attributes that people read. */
static const char *
words_of(const char *page)
{
	static const char *const read[] = { "aria-label=\"", "title=\"",
	    "alt=\"", "placeholder=\"", "data-" };
	size_t n = 0;
	bool tag = false, quoted = false, shown = false;

	for (const char *p = page; *p != '\0'; p++) {
		if (strncmp(p, "{{", 2) == 0) {
			p = strstr(p, "}}") + 1;
		} else if (!tag && *p == '<') {
			tag = true;
			shown = false;
			words[n++] = ' ';
		} else if (tag && !quoted && *p == '>') {
			tag = false;
		} else if (tag && *p == '"') {
			quoted = !quoted;
			shown = shown && quoted;
			words[n++] = ' ';
		} else if (!tag || (quoted && shown)) {
			words[n++] = *p;
		}
		for (size_t i = 0; tag && !quoted && i < COUNT(read); i++) {
			shown |= strncmp(p, read[i], strlen(read[i])) == 0;
		}
	}
	words[n] = '\0';
	return words;
}

static void
test_words_of_pages(void **state)
{
	glob_t pages;

	(void)state;
	assert_string_equal(bad_word("Your score is"), "score");
	assert_string_equal(bad_word("INVALID"), "invalid");
	assert_string_equal(bad_word("a user's"), "user");
	assert_null(bad_word("scoreboard misuser"));
	assert_null(bad_word(words_of("<!doctype html><p class=\"user\" "
	    "data-x=\"fine\">a {{user}}</p>")));
	assert_string_equal(bad_word(words_of("<p title=\"submit\">")),
	    "submit");
	assert_int_equal(glob("src/*/*.html", 0, NULL, &pages), 0);
	for (size_t i = 0; i < pages.gl_pathc; i++) {
		file_read(pages.gl_pathv[i]);
		if (bad_word(words_of(text)) != NULL) {
			fail_msg("%s says: %s", pages.gl_pathv[i],
			    bad_word(words));
		}
	}
	globfree(&pages);
}

/* Sentences in C: the literals with a space in them. */
static void
words_of_source(const char *name)
{
	const char *p = text;

	while ((p = strpbrk(p, "\"'/")) != NULL) {
		const char *end;

		if (strncmp(p, "/*", 2) == 0) {
			p = strstr(p, "*/");
			assert_non_null(p);
			continue;
		}
		if (*p == '/') {
			p++;
			continue;
		}
		for (end = p + 1; *end != *p; end++) {
			end += *end == '\\';
			assert_true(*end != '\0');
		}
		if (*p == '"') {
			memcpy(words, p + 1, (size_t)(end - p - 1));
			words[end - p - 1] = '\0';
			if (strchr(words, ' ') != NULL &&
			    strchr(words, '!') == NULL &&
			    bad_word(words) != NULL) {
				fail_msg("%s says %s: %s", name,
				    bad_word(words), words);
			}
		}
		p = end + 1;
	}
}

static void
test_words_of_programs(void **state)
{
	static const char *const kinds[] = { "src/*/*.c", "src/*/*.h" };

	(void)state;
	for (size_t k = 0; k < COUNT(kinds); k++) {
		glob_t sources;

		assert_int_equal(glob(kinds[k], 0, NULL, &sources), 0);
		for (size_t i = 0; i < sources.gl_pathc; i++) {
			const char *name = sources.gl_pathv[i];

			if (strstr(name, "_test.c") == NULL &&
			    strstr(name, "_fuzz.c") == NULL) {
				file_read(name);
				words_of_source(name);
			}
		}
		globfree(&sources);
	}
}

/* ---- what a page is made of -------------------------------------------- */

static bool
has_style(const char *css, const char *name)
{
	size_t len = strlen(name);

	while ((css = strchr(css, '.')) != NULL) {
		css++;
		if (strncmp(css, name, len) == 0 &&
		    strspn(css + len, "-_abcdefghijklmnopqrstuvwxyz"
		    "0123456789") == 0) {
			return true;
		}
	}
	return false;
}

/* Directives become spaces: what they choose between stays. */
static void
blank_directives(char *page)
{
	for (char *p = strstr(page, "{{"); p != NULL; p = strstr(p, "{{")) {
		char *end = strstr(p, "}}") + 2;

		memset(p, ' ', (size_t)(end - p));
	}
}

/* Every class of a template is one of the styles. */
static void
test_classes(void **state)
{
	static char css[sizeof(text)];
	glob_t pages;

	(void)state;
	asset_read("cellwork.css");
	snprintf(css, sizeof(css), "%s", text);
	assert_false(has_style(css, "no-such-style"));
	assert_int_equal(glob("src/*/*.html", 0, NULL, &pages), 0);
	for (size_t i = 0; i < pages.gl_pathc; i++) {
		char *p, *rest, *next;

		file_read(pages.gl_pathv[i]);
		blank_directives(text);
		for (p = strstr(text, " class=\""); p != NULL;
		    p = strstr(rest, " class=\"")) {
			p += strlen(" class=\"");
			rest = p + strcspn(p, "\"");
			*rest++ = '\0';
			for (p = strtok_r(p, " ", &next); p != NULL;
			    p = strtok_r(NULL, " ", &next)) {
				if (!has_style(css, p)) {
					fail_msg("%s: no style for %s",
					    pages.gl_pathv[i], p);
				}
			}
		}
	}
	globfree(&pages);
}

/* A page has one main heading, and none skips a level downwards. */
static void
test_headings(void **state)
{
	glob_t pages;

	(void)state;
	assert_int_equal(glob("src/*/*_page.html", 0, NULL, &pages), 0);
	for (size_t i = 0; i < pages.gl_pathc; i++) {
		int before = 0, first = 0;

		file_read(pages.gl_pathv[i]);
		for (const char *p = strstr(text, "<h"); p != NULL;
		    p = strstr(p + 1, "<h")) {
			int level = p[2] - '0';

			if (level < 1 || level > 6) {
				continue;
			}
			first += level == 1;
			if (before != 0 && level > before + 1) {
				fail_msg("%s: <h%d> after <h%d>",
				    pages.gl_pathv[i], level, before);
			}
			before = level;
		}
		if (first == 0) {
			fail_msg("%s: no <h1>", pages.gl_pathv[i]);
		}
	}
	globfree(&pages);
}

/* ---- the look ---------------------------------------------------------- */

static void
test_styles(void **state)
{
	/* Sides by their name would be wrong from right to left. */
	static const char *const never[] = { "margin-left", "margin-right",
	    "padding-left", "padding-right", "border-left", "border-right",
	    "{left:", ";left:", "{right:", ";right:", "text-align:left",
	    "text-align:right", "float:", "@import", "url(", "http:",
	    "expression(", "oklch", "light-dark(", "&:" };

	(void)state;
	asset_read("cellwork.css");
	for (size_t i = 0; i < COUNT(never); i++) {
		if (strstr(text, never[i]) != NULL) {
			fail_msg("cellwork.css has %s", never[i]);
		}
	}
	assert_non_null(strstr(text, "prefers-color-scheme:dark"));
	assert_non_null(strstr(text, "forced-colors:active"));
	assert_non_null(strstr(text, "@media print"));
	assert_non_null(strstr(text, ":focus-visible"));
	assert_non_null(strstr(text, "prefers-reduced-motion"));
}

/* Nothing that the content security policy forbids, nothing from elsewhere. */
static void
test_scripts(void **state)
{
	static const char *const names[] = { "cellwork.js", "outbox.js",
	    "sw.js" };
	static const char *const never[] = { "eval(", "new Function",
	    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write",
	    ".style.", "setAttribute('style'", "http:", "https:",
	    "localStorage", "document.cookie" };

	(void)state;
	for (size_t k = 0; k < COUNT(names); k++) {
		asset_read(names[k]);
		for (size_t i = 0; i < COUNT(never); i++) {
			if (strstr(text, never[i]) != NULL) {
				fail_msg("%s has %s", names[k], never[i]);
			}
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_of_pages),
		cmocka_unit_test(test_words_of_programs),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_headings),
		cmocka_unit_test(test_styles),
		cmocka_unit_test(test_scripts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
