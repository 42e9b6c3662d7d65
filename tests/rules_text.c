/* rules_text.c - reading documents of statutes in tests. */
#include "tests/rules_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#define BYTES	((size_t)64 << 20)	/* of addresses */

struct arena rules_mem;
struct statutes rules_st;
struct statutes_errors rules_errors;

int
rules_clear(void **unused)
{
	(void)unused;
	if (rules_mem.base == NULL) {
		return arena_make(&rules_mem, BYTES) ? 0 : -1;
	}
	arena_reset(&rules_mem);
	return 0;
}

str
rules_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *at = NEW(&rules_mem, char, STATUTES_TEXT_MAX + 1);
	size_t len;

	if (f == NULL) {
		return (str){ NULL, 0 };
	}
	len = fread(at, 1, STATUTES_TEXT_MAX + 1, f);
	fclose(f);
	return (str){ at, len };
}

str
rules_document(const char *lines)
{
	return arena_printf(&rules_mem,
	    "## Article 1. All\n\n```rules\n%s\n```\n", lines);
}

bool
rules_read(str text)
{
	return statutes_read(&rules_mem, text, &rules_st, &rules_errors);
}

void
rules_print_errors(void)
{
	for (size_t i = 0; i < rules_errors.list_len; i++) {
		str text = statutes_error_text(&rules_mem, S("test"),
		    &rules_errors.list[i]);

		print_message(STR_FMT, STR_ARG(text));
	}
}

void
rules_must_read(const char *lines)
{
	if (!rules_read(rules_document(lines))) {
		rules_print_errors();
		fail_msg("not read: %s", lines);
	}
}

void
assert_text(str got, const char *wanted)
{
	if (!str_eq(got, str_z(wanted))) {
		fail_msg("\"" STR_FMT "\" is not \"%s\"", STR_ARG(got),
		    wanted);
	}
}

bool
text_contains(str text, str part)
{
	for (size_t i = 0; i + part.len <= text.len; i++) {
		if (str_eq(str_part(text, i, part.len), part)) {
			return true;
		}
	}
	return false;
}
