/* memo_test.c - what is remembered, and when it is forgotten. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "db/db.h"
#include "db/memo.h"

static struct arena mem;
static struct ctx cx;

static int
setup(void **state)
{
	const char *problem = "";

	(void)state;
	assert_true(arena_make(&mem, 1 << 20));
	cx = (struct ctx){ .mem = &mem };
	cx.db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	assert_non_null(cx.db);
	cx.memo = NEW(&mem, struct memo, 1);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	db_close(cx.db);
	arena_drop(&mem);
	return 0;
}

static void
test_until_something_is_written(void **state)
{
	static const char what[] = "unit";
	int one = 1;

	(void)state;
	db_begin(cx.db, DB_WRITE);
	memo_keep(&cx, what, 1, 2, &one);
	assert_ptr_equal(memo_find(&cx, what, 1, 2), &one);
	assert_null(memo_find(&cx, what, 1, 3));
	db_part_begin(cx.db);
	assert_true(db_part_undo(cx.db));
	assert_null(memo_find(&cx, what, 1, 2));
	assert_true(db_commit(cx.db));
}

/* A row of a list gives its memory back, and the next is kept in the same: what
 * was remembered must not be a ring that is walked for ever. */
static void
test_forgotten_with_its_memory(void **state)
{
	static const char what[] = "unit";
	int one = 1;

	(void)state;
	db_begin(cx.db, DB_READ);
	memo_keep(&cx, what, 1, 0, &one);
	for (int row = 2; row < 5; row++) {
		size_t mark = mem.used;

		memo_keep(&cx, what, row, 0, &one);
		assert_ptr_equal(memo_find(&cx, what, row, 0), &one);
		arena_release(&mem, mark);
		assert_null(memo_find(&cx, what, row, 0));
	}
	assert_true(db_commit(cx.db));
}

/* Parts of a page are rendered for nobody: they share what they read with each
 * other, and nothing with who asks. */
static void
test_of_nobody(void **state)
{
	static const char what[] = "unit";
	struct ctx nobody = cx;
	int own = 1, all = 2;
	size_t mark;

	(void)state;
	db_begin(cx.db, DB_READ);
	memo_keep(&cx, what, 1, 0, &own);
	mark = mem.used;
	nobody.memo = memo_of_nobody(&cx);
	assert_null(memo_find(&nobody, what, 1, 0));
	memo_keep(&nobody, what, 1, 0, &all);
	assert_ptr_equal(memo_of_nobody(&cx), nobody.memo);
	assert_ptr_equal(memo_find(&nobody, what, 1, 0), &all);
	assert_ptr_equal(memo_find(&cx, what, 1, 0), &own);
	arena_release(&mem, mark);
	nobody.memo = memo_of_nobody(&cx);
	assert_null(memo_find(&nobody, what, 1, 0));
	/* Where nothing is remembered for who asks there is one each time. */
	cx.memo = NULL;
	assert_ptr_not_equal(memo_of_nobody(&cx), memo_of_nobody(&cx));
	assert_true(db_commit(cx.db));
}

int
main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_until_something_is_written),
		TEST(test_forgotten_with_its_memory),
		TEST(test_of_nobody),
	};
#undef TEST

	return cmocka_run_group_tests(tests, NULL, NULL);
}
