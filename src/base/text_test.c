/* text_test.c - texts that grow, and what of them XML can hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/text.h"

static void
test_put(void **unused)
{
	struct arena mem;
	struct text t = { .mem = &mem };

	(void)unused;
	assert_true(arena_make(&mem, (size_t)1 << 20));
	assert_int_equal(text_taken(&t).len, 0);
	text_put(&t, S("one "));
	text_put_f(&t, "%d ", 2);
	text_put_xml(&t, S("<a b=\"c\">&\x01\x1f\t\n\xc3\xa9"));
	text_put_element(&t, "x", S("1 < 2"));
	assert_true(str_eq(text_taken(&t), S("one 2 &lt;a b=&quot;c&quot;&gt;"
	    "&amp;\t\n\xc3\xa9<x>1 &lt; 2</x>\n")));
	arena_drop(&mem);
}

/* What is written is well-formed whatever stood there: a character that XML
 * knows no place for, one that Unicode has not, bytes that are no text. */
static void
test_xml_of_anything(void **unused)
{
	static const struct { str from, to; } cases[] = {
		{ S_INIT("]]>"), S_INIT("]]&gt;") },
		{ S_INIT("a\0b\x08\x0c\r\x7f"), S_INIT("ab\x7f") },
		{ S_INIT("\xef\xbf\xbe|\xef\xbf\xbf"), S_INIT("|") },
		{ S_INIT("\xed\xa0\x80"), S_INIT("\xef\xbf\xbd"
		    "\xef\xbf\xbd\xef\xbf\xbd") },
		{ S_INIT("\xff<"), S_INIT("\xef\xbf\xbd&lt;") },
		{ S_INIT("\xe4\xb8"), S_INIT("\xef\xbf\xbd"
		    "\xef\xbf\xbd") },
		{ S_INIT("\xef\xbf\xbd"), S_INIT("\xef\xbf\xbd") },
		{ S_INIT("\xf0\x9f\x95\x8a\xe4\xbc\x9a\xd9\x85"),
		    S_INIT("\xf0\x9f\x95\x8a\xe4\xbc\x9a\xd9\x85") },
	};
	struct arena mem;

	(void)unused;
	assert_true(arena_make(&mem, (size_t)1 << 20));
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text t = { .mem = &mem };

		text_put_xml(&t, cases[i].from);
		assert_true(str_eq(text_taken(&t), cases[i].to));
		assert_true(utf8_ok(text_taken(&t)));
	}
	arena_drop(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put),
		cmocka_unit_test(test_xml_of_anything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
