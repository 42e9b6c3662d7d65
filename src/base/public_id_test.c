/* public_id_test.c - ids for addresses: their form, and none twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/base.h"

#define IDS	20000

static int
by_text(const void *a, const void *b)
{
	return memcmp(a, b, PUBLIC_ID_LEN);
}

static void
test_new(void **state)
{
	static char ids[IDS][PUBLIC_ID_LEN];
	unsigned char seen[256] = { 0 };
	char alone[PUBLIC_ID_LEN + 1], other[PUBLIC_ID_LEN + 1];
	struct arena mem;
	int letters = 0;

	(void)state;
	assert_true(arena_make(&mem, 1 << 20));
	for (size_t i = 0; i < IDS; i++) {
		str id = public_id_new(&mem);

		assert_true(public_id_ok(id));
		memcpy(ids[i], id.at, PUBLIC_ID_LEN);
		for (size_t k = 0; k < PUBLIC_ID_LEN; k++) {
			seen[(unsigned char)id.at[k]] = 1;
		}
	}
	for (size_t i = 0; i < COUNT(seen); i++) {
		letters += seen[i];
	}
	public_id_put(alone);
	assert_int_equal(strlen(alone), PUBLIC_ID_LEN);
	assert_true(public_id_ok(str_z(alone)));
	public_id_put(other);
	assert_string_not_equal(alone, other);
	assert_int_equal(letters, 32);		/* all 60 bits are used */
	qsort(ids, IDS, PUBLIC_ID_LEN, by_text);
	for (size_t i = 1; i < IDS; i++) {
		assert_true(by_text(ids[i - 1], ids[i]) < 0);
	}
	arena_drop(&mem);
}

static void
test_form(void **state)
{
	static const str bad[] = { S_INIT(""), S_INIT("0123456789a"),
		S_INIT("0123456789abc"), S_INIT("0123456789aB"),
		S_INIT("0123456789ai"), S_INIT("0123456789al"),
		S_INIT("0123456789ao"), S_INIT("0123456789au"),
		S_INIT("0123456789a\0"), S_INIT("0123456789a-"),
		S_INIT("0123456789\xc3\xa9") };

	(void)state;
	assert_true(public_id_ok(S("0123456789ab")));
	assert_true(public_id_ok(S("zzzzzzzzzzzz")));
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_false(public_id_ok(bad[i]));
	}
}

static void
test_random_bytes(void **state)
{
	unsigned char a[1000] = { 0 }, b[1000] = { 0 };
	int ones = 0;

	(void)state;
	random_bytes(a, sizeof(a));
	random_bytes(b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
	for (size_t i = 0; i < sizeof(a); i++) {
		for (int bit = 0; bit < 8; bit++) {
			ones += a[i] >> bit & 1;
		}
	}
	/* 8,000 fair coins: 4,000 give or take eleven standard deviations. */
	assert_in_range(ones, 3500, 4500);
	memset(a, 7, sizeof(a));
	random_bytes(a, 0);
	assert_int_equal(a[0], 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_new),
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_random_bytes),
	};

	return cmocka_run_group_tests_name("public_id", tests, NULL, NULL);
}
