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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
