/* arena_test.c - zeroed memory, limits, lists, and how a bug ends. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/base.h"
#include "tests/scratch.h"

#define MIB	((size_t)1 << 20)

static struct arena mem;

static int
fresh(void **state)
{
	(void)state;
	return arena_make(&mem, 64 * MIB) ? 0 : -1;
}

static int
drop(void **state)
{
	(void)state;
	arena_drop(&mem);
	return 0;
}

static bool
is_zero(const char *at, size_t len)
{
	return len == 0 || (at[0] == 0 && memcmp(at, at + 1, len - 1) == 0);
}

static void
test_zeroed_and_apart(void **state)
{
	static const size_t sizes[] = { 0, 1, 15, 16, 17, 4096, 100000 };
	char *last = NULL;

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		char *at = arena_alloc(&mem, sizes[i], 1);

		assert_int_equal((uintptr_t)at % 16, 0);
		assert_true(last == NULL || at >= last);
		assert_true(is_zero(at, sizes[i]));
		memset(at, 0xff, sizes[i]);
		last = at + sizes[i];
	}
}

/* Whatever a request used, little or much, the next one finds zeros. */
static void
test_zeroed_after_reset(void **state)
{
	static const size_t sizes[] = { 1, 5000, MIB, MIB + 1, 40 * MIB };

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		memset(arena_alloc(&mem, sizes[i], 1), 0xff, sizes[i]);
		arena_reset(&mem);
		assert_int_equal(mem.used, 0);
		assert_true(is_zero(arena_alloc(&mem, 50 * MIB, 1), 50 * MIB));
		arena_reset(&mem);
	}
	arena_reset(&mem);			/* of an empty one, too */
}

/* What came after a mark is free again and zeroed; what came before stays. */
static void
test_released_to_a_mark(void **state)
{
	str kept = arena_copy(&mem, S("kept"));
	size_t mark = mem.used;

	(void)state;
	for (int i = 0; i < 3; i++) {
		char *at = arena_alloc(&mem, 3 * MIB, 1);

		assert_true(is_zero(at, 3 * MIB));
		memset(at, 0xff, 3 * MIB);
		arena_release(&mem, mark);
		assert_int_equal(mem.used, mark);
	}
	assert_true(str_eq(kept, S("kept")));
	arena_reset(&mem);
	assert_true(is_zero(arena_alloc(&mem, 4 * MIB, 1), 4 * MIB));
}

/* After a large request at most a little stays in memory. */
static void
test_given_back(void **state)
{
	unsigned char resident[16384] = { 0 };
	size_t page = (size_t)sysconf(_SC_PAGESIZE), kept = 0;

	(void)state;
	memset(arena_alloc(&mem, 40 * MIB, 1), 0xff, 40 * MIB);
	arena_reset(&mem);
	assert_true(64 * MIB / page <= sizeof(resident));
	assert_int_equal(mincore(mem.base, 64 * MIB, resident), 0);
	for (size_t i = 0; i < 64 * MIB / page; i++) {
		kept += resident[i] & 1;
	}
	assert_true(kept * page <= MIB);
}

/* Far more address space than memory is no memory until it is touched. */
static void
test_reserved(void **state)
{
	struct arena large;

	(void)state;
	assert_true(arena_make(&large, (size_t)1 << 32));
	*(char *)arena_alloc(&large, (size_t)1 << 31, 1) = 1;
	arena_drop(&large);
	assert_null(large.base);
	arena_drop(&large);			/* twice is harmless */
	assert_false(arena_make(&large, (size_t)1 << 62));
}

static void
too_much(void)
{
	arena_alloc(&mem, 64 * MIB + 1, 1);
}

static void
too_much_in_two(void)
{
	arena_alloc(&mem, 40 * MIB, 1);
	arena_alloc(&mem, 40 * MIB, 1);
}

static void
overflowing(void)
{
	arena_alloc(&mem, SIZE_MAX / 2, 4);
}

static void
not_too_much(void)
{
	memset(arena_alloc(&mem, 63 * MIB, 1), 1, 63 * MIB);
}

static void
test_running_out_stops_the_program(void **state)
{
	(void)state;
	assert_int_equal(dies_of(too_much), SIGABRT);
	assert_int_equal(dies_of(too_much_in_two), SIGABRT);
	assert_int_equal(dies_of(overflowing), SIGABRT);
	assert_int_equal(dies_of(not_too_much), 0);
}

static void
test_copies(void **state)
{
	char text[] = "cell";
	str copy = arena_copy(&mem, str_z(text));
	char *z = arena_copy_z(&mem, str_z(text));

	(void)state;
	text[0] = 'x';
	assert_true(str_eq(copy, S("cell")));
	assert_string_equal(z, "cell");
	assert_string_equal(arena_copy_z(&mem, (str){ NULL, 0 }), "");
	assert_int_equal(arena_copy(&mem, (str){ NULL, 0 }).len, 0);
	assert_true(str_eq(date_str(&mem, (struct date){ 0 }),
	    S("1970-01-01")));
	assert_true(str_eq(date_str(&mem, DATE_NONE), S("")));
}

static void
test_printed(void **state)
{
	char long_text[5000];

	(void)state;
	memset(long_text, 'a', sizeof(long_text));
	assert_true(str_eq(arena_printf(&mem, "%d " STR_FMT, 7,
	    STR_ARG(S("cells"))), S("7 cells")));
	assert_true(str_eq(arena_printf(&mem, "%s", ""), S("")));
	for (size_t len = 1; len <= sizeof(long_text); len++) {
		str s = arena_printf(&mem, "%.*s", (int)len, long_text);

		assert_true(str_eq(s, (str){ long_text, len }));
		assert_int_equal(s.at[len], '\0');
		arena_reset(&mem);
	}
}

struct pair {
	int	n, other;
};

static void
test_list_grows(void **state)
{
	struct LIST(struct pair) list = { 0 };

	(void)state;
	for (int i = 0; i < 10000; i++) {
		LIST_ADD(&mem, &list)->n = i;
	}
	assert_int_equal(list.len, 10000);
	for (int i = 0; i < 10000; i++) {
		assert_int_equal(list.at[i].n, i);
		assert_int_equal(list.at[i].other, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_zeroed_and_apart, fresh,
		    drop),
		cmocka_unit_test_setup_teardown(test_zeroed_after_reset, fresh,
		    drop),
		cmocka_unit_test_setup_teardown(test_released_to_a_mark, fresh,
		    drop),
		cmocka_unit_test_setup_teardown(test_given_back, fresh, drop),
		cmocka_unit_test(test_reserved),
		cmocka_unit_test_setup_teardown(
		    test_running_out_stops_the_program, fresh, drop),
		cmocka_unit_test_setup_teardown(test_copies, fresh, drop),
		cmocka_unit_test_setup_teardown(test_printed, fresh, drop),
		cmocka_unit_test_setup_teardown(test_list_grows, fresh, drop),
	};

	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
