/* paper_test.c - documents are put together, and what is too much is said. */
#include "paper/paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <string.h>

#define ROOM	((size_t)512 << 20)

static int
setup(void **state)
{
	static struct arena mem;

	*state = &mem;
	return arena_make(&mem, ROOM) ? 0 : -1;
}

static int
teardown(void **state)
{
	arena_drop(*state);
	return 0;
}

static void
runs_follow_their_block(void **state)
{
	struct paper p;

	paper_start(&p, *state, S("A"), S("en"));
	paper_heading(&p, 1, S("Head"));
	paper_par(&p);
	paper_run(&p, PAPER_PLAIN, S("plain "));
	paper_run(&p, PAPER_BOLD | PAPER_ITALIC, S("both"));
	assert_int_equal(p.blocks.len, 2);
	assert_int_equal(p.blocks.at[0].n, 1);
	assert_int_equal(p.blocks.at[1].first, 1);
	assert_int_equal(p.blocks.at[1].len, 2);
	assert_true(str_eq(p.runs.at[2].text, S("both")));
	assert_null(p.too_much);
}

static void
rows_know_their_cells(void **state)
{
	static const struct paper_column column[] = {
		{ .head = S_INIT("No."), .share = 1, .number = true },
		{ .head = S_INIT("Name"), .share = 4 },
	};
	struct paper p;

	paper_start(&p, *state, S("A"), S("en"));
	paper_table(&p, column, COUNT(column));
	paper_row(&p);
	paper_cell(&p, S("1"));
	paper_cell(&p, S("Ann"));
	paper_row(&p);
	paper_cell(&p, S("2"));
	assert_int_equal(p.columns.len, 2);
	assert_int_equal(p.blocks.at[1].n, 2);
	assert_int_equal(p.blocks.at[4].n, 1);
	assert_null(p.too_much);
	paper_cell(&p, S("Ben"));
	paper_cell(&p, S("a third of two"));
	assert_non_null(p.too_much);
}

/* PAPER-3 */
static void
too_much_is_remembered(void **state)
{
	char *text = arena_alloc(*state, PAPER_TEXT_MAX + 1, 1);
	struct paper_card card = { .name = S("Ann") };
	struct paper p;

	memset(text, 'a', PAPER_TEXT_MAX + 1);
	paper_start(&p, *state, S("A"), S("en"));
	paper_say(&p, (str){ text, PAPER_TEXT_MAX });
	assert_null(p.too_much);
	paper_say(&p, (str){ text, PAPER_TEXT_MAX + 1 });
	assert_string_equal(p.too_much, "a text is too long");

	paper_start(&p, *state, S("A"), S("en"));
	for (size_t i = 0; i < PAPER_CARDS_MAX; i++) {
		paper_card(&p, &card);
	}
	assert_null(p.too_much);
	paper_card(&p, &card);
	assert_string_equal(p.too_much, "it has too many cards");

	paper_start(&p, *state, S("A"), S("en"));
	for (size_t i = 0; i <= PAPER_BLOCKS_MAX; i++) {
		paper_par(&p);
	}
	assert_string_equal(p.too_much, "it has too many parts");

	paper_start(&p, *state, S("A"), S("en"));
	paper_code(&p, (str){ text, PAPER_CODE_MAX + 1 }, S("here"));
	assert_string_equal(p.too_much,
	    "an address is too long for its square");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(runs_follow_their_block, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(rows_know_their_cells, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(too_much_is_remembered, setup,
		    teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
