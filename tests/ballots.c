/* ballots.c - elections for the tests of the counting room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/ballots.h"

#define MEMORY		((size_t)1 << 32)	/* address space */
#define FILE_MAX	100000

struct arena ballots_mem;

static void
ready(void)
{
	if (ballots_mem.base == NULL) {
		assert_true(arena_make(&ballots_mem, MEMORY));
	}
}

struct count_file
ballots_of(const char *text)
{
	struct count_file_error error = { 0 };
	struct count_file f;

	ready();
	if (!count_file_read(&ballots_mem, str_z(text), &f, &error)) {
		fail_msg(STR_FMT, STR_ARG(error.text));
	}
	return f;
}

struct count_ballots
ballots_said(const int64_t votes[COUNT_ANSWERS], int64_t blank, int64_t spoilt)
{
	struct count_ballots b;

	ready();
	count_ballots_make(&ballots_mem, COUNT_ANSWERS, &b);
	for (uint16_t i = 0; i < COUNT_ANSWERS; i++) {
		struct count_mark mark = { i, 1 };

		assert_true(votes[i] == 0 || count_ballots_add(&ballots_mem,
		    &b, votes[i], &mark, 1) == COUNT_OK);
	}
	assert_true(blank == 0 || count_ballots_add(&ballots_mem, &b, blank,
	    NULL, 0) == COUNT_OK);
	b.spoilt = spoilt;
	return b;
}

struct count_file
ballots_file(const char *name)
{
	char path[200], *text;
	size_t len;
	FILE *f;

	ready();
	snprintf(path, sizeof(path), "tests/ballots/%s", name);
	f = fopen(path, "rb");
	assert_non_null(f);
	text = NEW(&ballots_mem, char, FILE_MAX);
	len = fread(text, 1, FILE_MAX - 1, f);
	assert_true(len > 0 && len < FILE_MAX - 1);
	fclose(f);
	return ballots_of(text);
}

struct count_result
ballots_count(const struct count_file *f, enum count_method method)
{
	struct count_rule rule = f->rule;
	struct count_result r;
	enum count_err err;

	rule.method = method;
	err = count_vote(&ballots_mem, &rule, &f->ballots, f->lots.at,
	    f->lots.len, &r);
	assert_string_equal(count_err_text(err), count_err_text(COUNT_OK));
	assert_int_equal(r.method, method);
	return r;
}

const char *
ballots_letters(const uint16_t *of, size_t len)
{
	char *text = NEW(&ballots_mem, char, len + 1);

	for (size_t i = 0; i < len; i++) {
		text[i] = (char)('A' + of[i]);
	}
	return text;
}
