/* utf8_test.c - every code point, and each way of being malformed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base.h"

/* The bytes of a code point, written down without the code under test. */
static size_t
encode(uint32_t c, char out[4])
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 + c / 64);
		out[1] = (char)(0x80 + c % 64);
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 + c / 4096);
		out[1] = (char)(0x80 + c / 64 % 64);
		out[2] = (char)(0x80 + c % 64);
		return 3;
	}
	out[0] = (char)(0xf0 + c / 262144);
	out[1] = (char)(0x80 + c / 4096 % 64);
	out[2] = (char)(0x80 + c / 64 % 64);
	out[3] = (char)(0x80 + c % 64);
	return 4;
}

static void
test_every_code_point(void **state)
{
	char bytes[4];

	(void)state;
	for (uint32_t c = 1; c <= 0x10ffff; c++) {
		str s = { bytes, encode(c, bytes) };
		bool half = c >= 0xd800 && c <= 0xdfff;
		size_t i = 0;

		assert_int_equal(utf8_ok(s), !half);
		assert_int_equal(utf8_next(s, &i), half ? 0xfffd : c);
		assert_int_equal(i, half ? 1 : s.len);
	}
}

static void
test_malformed(void **state)
{
	static const str bad[] = {
		S_INIT("\x80"), S_INIT("\xbf"),		/* nothing begun */
		S_INIT("\xc3"), S_INIT("\xe2\x82"),	/* cut off */
		S_INIT("\xf0\x9f\x98"), S_INIT("\xc3("),
		S_INIT("\xe2(\xa1"), S_INIT("\xe2\x82("),
		S_INIT("\xc0\xaf"), S_INIT("\xc1\xbf"),	/* overlong */
		S_INIT("\xe0\x80\xaf"), S_INIT("\xe0\x9f\xbf"),
		S_INIT("\xf0\x80\x80\xaf"), S_INIT("\xf0\x8f\xbf\xbf"),
		S_INIT("\xed\xa0\x80"), S_INIT("\xed\xbf\xbf"),	/* halves */
		S_INIT("\xf4\x90\x80\x80"), S_INIT("\xf8\x88\x80\x80\x80"),
		S_INIT("\xfe"), S_INIT("\xff"),		/* beyond */
		S_INIT("a\0b"),				/* a NUL */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_false(utf8_ok(bad[i]));
	}
	assert_true(utf8_ok(S("")));
	assert_true(utf8_ok(S("김 \xd8\xb9 \xf0\x9f\x98\x80")));
}

static void
test_goes_on_after_malformed(void **state)
{
	str s = S("a\xe2\x82z");
	size_t i = 0;

	(void)state;
	assert_int_equal(utf8_next(s, &i), 'a');
	assert_int_equal(utf8_next(s, &i), 0xfffd);
	assert_int_equal(utf8_next(s, &i), 0xfffd);
	assert_int_equal(utf8_next(s, &i), 'z');
	assert_int_equal(i, s.len);
}

static void
test_counted(void **state)
{
	(void)state;
	assert_int_equal(utf8_count(S("")), 0);
	assert_int_equal(utf8_count(S("abc")), 3);
	assert_int_equal(utf8_count(S("김철수")), 3);
	assert_int_equal(utf8_count(S("\xff\xff")), 2);
}

static void
test_cut_between(void **state)
{
	str s = S("a\xc3\xa9\xea\xb9\x80\xf0\x9f\x98\x80");
	static const size_t lens[] = { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10 };

	(void)state;
	for (size_t max = 0; max < COUNT(lens); max++) {
		str cut = utf8_cut(s, max);

		assert_int_equal(cut.len, lens[max]);
		assert_true(utf8_ok(cut));
		assert_true(str_starts(s, cut));
	}
	/* What never was text is still cut. */
	assert_true(utf8_cut(S("\x80\x80\x80\x80\x80\x80\x80"), 6).len <= 6);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_code_point),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_goes_on_after_malformed),
		cmocka_unit_test(test_counted),
		cmocka_unit_test(test_cut_between),
	};

	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
