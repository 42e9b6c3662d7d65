/* sentence_test.c - words that begin or make a sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/base.h"

static struct arena mem;

static void
capital(str text, str wanted)
{
	assert_true(str_eq(text_capital(&mem, text), wanted));
}

static void
sentence(str text, str wanted)
{
	assert_true(str_eq(text_sentence(&mem, text), wanted));
}

static void
test_capital(void **unused)
{
	static const char kept[] = "general";

	(void)unused;
	capital(S(""), S(""));
	capital((str){ NULL, 0 }, S(""));
	capital(S("a"), S("A"));
	capital(S("z is last"), S("Z is last"));
	capital(S("Already"), S("Already"));
	capital(S("7 of them"), S("7 of them"));
	capital(S("`quoted`"), S("`quoted`"));
	capital(S("{braces}"), S("{braces}"));
	/* Bytes of a letter outside ASCII are not touched. */
	capital(S("\xc3\xa9tat"), S("\xc3\xa9tat"));
	/* What was given stays as it was, and only its length counts. */
	capital(str_z(kept), S("General"));
	assert_string_equal(kept, "general");
	capital(str_part(S("general"), 0, 3), S("Gen"));
}

static void
test_sentence(void **unused)
{
	(void)unused;
	sentence(S(""), S(""));
	sentence(S("x"), S("X."));
	sentence(S("that is not yours"), S("That is not yours."));
	sentence(S("already said."), S("Already said."));
	sentence(S("who is it?"), S("Who is it?"));
	sentence(S("stop!"), S("Stop!"));
	sentence(S("\xc3\xa9tat"), S("\xc3\xa9tat."));
	sentence(S("\xd0\xb4\xd0\xb0."), S("\xd0\xb4\xd0\xb0."));
}

static int
set_up(void **unused)
{
	(void)unused;
	return arena_make(&mem, (size_t)1 << 20) ? 0 : -1;
}

static int
tear_down(void **unused)
{
	(void)unused;
	arena_drop(&mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_capital),
		cmocka_unit_test(test_sentence),
	};

	return cmocka_run_group_tests_name("sentence", tests, set_up,
	    tear_down);
}
