/*
 * statutes_fuzz.c - documents of hostile bytes: alone, and as lines of rules.
 *
 * Whatever the bytes are: each error has a place and words, and is printed as
 * a terminal shows it; a document without an error has rules that stand under
 * articles it has.
 */
#include <assert.h>
#include <string.h>

#include "statutes/statutes.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct arena mem;

static void
check_errors(const struct statutes_errors *errors)
{
	assert(errors->list_len > 0 && errors->list_len <= ERRORS_MAX);
	for (size_t i = 0; i < errors->list_len; i++) {
		const struct statutes_error *e = &errors->list[i];
		str shown = statutes_error_text(&mem, S("file"), e);

		assert(e->line >= 1 && e->column >= 1 && e->text.len > 0);
		assert(utf8_ok(shown));
	}
}

static void
read_one(str text)
{
	struct statutes *st = NEW(&mem, struct statutes, 1);
	struct statutes_errors *errors = NEW(&mem, struct statutes_errors, 1);

	if (!statutes_read(&mem, text, st, errors)) {
		check_errors(errors);
		return;
	}
	assert(errors->list_len == 0 && st->tiers.len > 0);
	for (size_t i = 0; i < st->rules.len; i++) {
		assert(st->rules.at[i].article < st->articles.len);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	bool made = mem.base != NULL || arena_make(&mem, (size_t)1 << 30);
	str text = { (const char *)at, len };

	assert(made);
	read_one(text);
	arena_reset(&mem);
	read_one(arena_printf(&mem, "# A\n\n## Article 1. B\n\n```rules\n"
	    "tier cell \"Cell\" plural \"Cells\", members 5 to 30\n"
	    STR_FMT "\n```\n", STR_ARG(text)));
	arena_reset(&mem);
	return 0;
}
