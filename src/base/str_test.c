/* str_test.c - cutting, comparing, trimming and reading of borrowed text. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base.h"

#define NOTHING	((str){ NULL, 0 })	/* an empty text may point nowhere */

static void
test_equal(void **state)
{
	(void)state;
	assert_true(str_eq(S("a"), S("a")));
	assert_false(str_eq(S("a"), S("b")));
	assert_false(str_eq(S("a"), S("ab")));
	assert_true(str_eq(S(""), NOTHING));
	assert_true(str_eq(S("a\0b"), S("a\0b")));
	assert_false(str_eq(S("a\0b"), S("a\0c")));
}

static void
test_order(void **state)
{
	static const str rising[] = {
		S_INIT(""), S_INIT("A"), S_INIT("a"), S_INIT("a\0"),
		S_INIT("aa"), S_INIT("b"), S_INIT("\xc3\xa9"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rising); i++) {
		for (size_t k = 0; k < COUNT(rising); k++) {
			int order = str_cmp(rising[i], rising[k]);

			assert_int_equal((order > 0) - (order < 0),
			    (i > k) - (i < k));
		}
	}
	assert_int_equal(str_cmp(NOTHING, S("")), 0);
}

static void
test_natural_order(void **state)
{
	static const str rising[] = { S_INIT(""), S_INIT("0"), S_INIT("1a"),
		S_INIT("2"), S_INIT("cell"), S_INIT("cell "), S_INIT("cell 02"),
		S_INIT("cell 2"), S_INIT("cell 2, mill"), S_INIT("cell 010"),
		S_INIT("cell 10"), S_INIT("cell 10 b"), S_INIT("cell 10 b 9"),
		S_INIT("cell 10 b 11"),
		S_INIT("cell 99999999999999999999999999999999"),
		S_INIT("cell 100000000000000000000000000000000"),
		S_INIT("cell a"), S_INIT("d1") };

	(void)state;
	for (size_t i = 0; i < COUNT(rising); i++) {
		for (size_t k = 0; k < COUNT(rising); k++) {
			int order = str_natural_cmp(rising[i], rising[k]);

			assert_int_equal((order > 0) - (order < 0),
			    (i > k) - (i < k));
		}
	}
}

static void
test_starts_and_ends(void **state)
{
	(void)state;
	assert_true(str_starts(S("cell"), S("ce")));
	assert_true(str_starts(S("cell"), S("")));
	assert_true(str_starts(NOTHING, S("")));
	assert_false(str_starts(S("ce"), S("cell")));
	assert_false(str_starts(S("cell"), S("el")));
	assert_true(str_ends(S("cell"), S("ll")));
	assert_true(str_ends(S("cell"), S("cell")));
	assert_false(str_ends(S("ll"), S("cell")));
	assert_true(str_ends(NOTHING, S("")));
}

static void
test_parts(void **state)
{
	(void)state;
	assert_true(str_eq(str_from(S("abc"), 1), S("bc")));
	assert_true(str_eq(str_from(S("abc"), 3), S("")));
	assert_true(str_eq(str_from(S("abc"), SIZE_MAX), S("")));
	assert_true(str_eq(str_part(S("abc"), 1, 1), S("b")));
	assert_true(str_eq(str_part(S("abc"), 1, SIZE_MAX), S("bc")));
	assert_true(str_eq(str_part(S("abc"), 9, 1), S("")));
	assert_true(str_eq(str_from(NOTHING, 0), S("")));
	assert_true(str_eq(str_z("abc"), S("abc")));
	assert_true(str_eq(str_z(NULL), S("")));
}

static void
test_trimmed(void **state)
{
	(void)state;
	assert_true(str_eq(str_trim(S("  a b\t\r\n")), S("a b")));
	assert_true(str_eq(str_trim(S(" \v\f ")), S("")));
	assert_true(str_eq(str_trim(S("")), S("")));
	assert_true(str_eq(str_trim(NOTHING), S("")));
	/* What spreadsheets put around a name. */
	assert_true(str_eq(str_trim(S("\xef\xbb\xbf\xc2\xa0" "Ann\xc2\xa0")),
	    S("Ann")));
	assert_true(str_eq(str_trim(S("\xe3\x80\x80" "김\xe3\x80\x80")),
	    S("김")));
	/* A letter that ends in the bytes of no space stays whole. */
	assert_true(str_eq(str_trim(S("à")), S("à")));
}

static void
test_cut(void **state)
{
	str s = S("a,,b,"), part;

	(void)state;
	assert_true(str_cut(&s, ',', &part));
	assert_true(str_eq(part, S("a")));
	assert_true(str_cut(&s, ',', &part));
	assert_true(str_eq(part, S("")));
	assert_true(str_cut(&s, ',', &part));
	assert_true(str_eq(part, S("b")));
	assert_false(str_cut(&s, ',', &part));
	assert_true(str_eq(part, S("b")));	/* left as it was */
	s = S("whole");
	assert_true(str_cut(&s, ',', &part));
	assert_true(str_eq(part, S("whole")));
	assert_int_equal(s.len, 0);
	assert_int_equal(str_find(S("abca"), 'a'), 0);
	assert_int_equal(str_find(S("abca"), 'c'), 2);
	assert_int_equal(str_find(S("abca"), 'x'), 4);
	assert_int_equal(str_find(NOTHING, 'x'), 0);
}

static void
test_numbers(void **state)
{
	static const char *const none[] = { "", " 1", "1 ", "-1", "+1", "1.0",
		"1e3", "0x1", "1000000000000000000", "\xd9\xa1", "1\xc2\xa0" };
	int64_t n = -1;

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		assert_false(str_to_int(str_z(none[i]), &n));
	}
	assert_int_equal(n, -1);		/* left as it was */
	assert_true(str_to_int(S("0"), &n));
	assert_int_equal(n, 0);
	assert_true(str_to_int(S("007"), &n));
	assert_int_equal(n, 7);
	assert_true(str_to_int(S("999999999999999999"), &n));
	assert_true(n == 999999999999999999);
	assert_false(str_to_int(S("1\0"), &n));
}

static void
test_to_ints(void **state)
{
	int n[2];

	(void)state;
	assert_int_equal(str_to_ints(S(""), n, 2), 0);
	assert_int_equal(str_to_ints(S("30 90"), n, 2), 2);
	assert_int_equal(n[0], 30);
	assert_int_equal(n[1], 90);
	assert_int_equal(str_to_ints(S("7 8 9"), n, 2), 2);
	assert_int_equal(n[1], 8);
	assert_int_equal(str_to_ints(S("x  5"), n, 2), 1);
	assert_int_equal(n[0], 5);
}

/* The values that the draft gives in its appendix of test vectors. */
static void
test_hash(void **state)
{
	(void)state;
	assert_true(str_hash(S("")) == 0xcbf29ce484222325u);
	assert_true(str_hash(S("a")) == 0xaf63dc4c8601ec8cu);
	assert_true(str_hash(S("foobar")) == 0x85944171f73967e8u);
	assert_true(str_hash_on(str_hash(S("foo")), S("bar")) ==
	    str_hash(S("foobar")));
	assert_true(str_hash(S("\xff")) != str_hash(S("\x7f")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_natural_order),
		cmocka_unit_test(test_starts_and_ends),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_trimmed),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_to_ints),
		cmocka_unit_test(test_hash),
	};

	return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
