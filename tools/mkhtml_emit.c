/*
 * mkhtml_emit.c - writes what a template says as C: markup as it stands, words
 * through html_say().
 */
#include "mkhtml_emit.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define LITERAL_MAX	2000		/* C promises 4095 bytes in a string */

static char literal[LITERAL_MAX], run[LITERAL_MAX];
static size_t literal_len, run_len;

static void
print_c(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '\n') {
			printf("\\n%s", i + 1 < len ? "\"\n\t    \"" : "");
		} else if (s[i] == '?' || s[i] == '"' || s[i] == '\\') {
			printf("\\%c", s[i]);
		} else if (iscntrl((unsigned char)s[i])) {
			printf("\\%03o", (unsigned)(unsigned char)s[i]);
		} else {
			putchar(s[i]);
		}
	}
}

static void
literal_end(void)
{
	if (literal_len > 0) {
		printf("\tHTML_LITERAL(out, \"");
		print_c(literal, literal_len);
		printf("\");\n");
		literal_len = 0;
	}
}

static void
literal_add(char c)
{
	if (literal_len == LITERAL_MAX) {
		literal_end();
	}
	literal[literal_len++] = c;
}

/* Letters outside of entities. The signs U+0080 to U+00BF and U+2000 to U+2FFF
 * are none. */
static bool
has_letters(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];
		const char *end = memchr(s + i, ';', len - i);

		if (c == '&' && end != NULL) {
			i = (size_t)(end - s);
		} else if (isalpha(c) || (c >= 0xc3 && c != 0xe2)) {
			return true;
		} else if (c == 0xe2 || c == 0xc2) {
			i += c == 0xe2 ? 2 : 1;
		}
	}
	return false;
}

/* The white space around a message is no part of it. */
static void
run_end(enum place place)
{
	size_t from = 0, to = run_len;

	if (has_letters(run, run_len)) {
		while (isspace((unsigned char)run[from])) {
			literal_add(run[from++]);
		}
		while (isspace((unsigned char)run[to - 1])) {
			to--;
		}
		literal_end();
		printf("\tHTML_SAY(out, %s, \"",
		    place == ATTR ? "HTML_ATTR" : "HTML_TEXT");
		for (size_t i = from; i < to; i++) {
			print_c(run[i] == '\n' ? " " : &run[i], 1);
		}
		printf("\");\n");
		from = to;
	}
	while (from < run_len) {
		literal_add(run[from++]);
	}
	run_len = 0;
}

void
emit_word(char c)
{
	if (isspace((unsigned char)c) && run_len > 0 &&
	    isspace((unsigned char)run[run_len - 1])) {
		return;
	}
	if (run_len == LITERAL_MAX) {
		die("this text is too long for one message; use paragraphs");
	}
	run[run_len++] = c;
}

void
emit_markup(char c, enum place place)
{
	run_end(place);
	literal_add(c);
}

void
emit_end(enum place place)
{
	run_end(place);
	literal_end();
}
