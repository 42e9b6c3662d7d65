/* demo_test.c - the federation that does not exist, made twice and in parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "check/check.h"
#include "db/db.h"
#include "demo/demo.h"
#include "transfer/transfer.h"

#define CELLS	12

struct made {
	struct arena	 mem;
	struct ctx	 cx;
};

static void
open_one(struct made *m)
{
	const char *problem;

	assert_true(arena_make(&m->mem, (size_t)512 << 20));
	m->cx = (struct ctx){ .mem = &m->mem, .request_id = S("") };
	assert_true(date_parse(S("2026-11-20"), &m->cx.today));
	m->cx.now = (int64_t)m->cx.today.day * 86400 + 43200;
	m->cx.db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	assert_non_null(m->cx.db);
}

static void
close_one(struct made *m)
{
	db_close(m->cx.db);
	arena_drop(&m->mem);
}

/* Up to so many cells, each in a transaction; begun anew as after a stop. */
static bool
go_on(struct made *m, uint64_t seed, int64_t cells)
{
	struct demo d = { .cells = cells, .seed = seed,
		.today = m->cx.today };
	bool more;

	db_begin(m->cx.db, DB_WRITE);
	if (!demo_begin(&m->cx, &d)) {
		db_rollback(m->cx.db);
		return false;
	}
	more = d.made < d.cells;
	while (more) {
		more = demo_cell(&m->cx, &d);
		assert_true(db_commit(m->cx.db));
		db_begin(m->cx.db, DB_WRITE);
	}
	assert_true(db_commit(m->cx.db));
	return true;
}

static char *
listed(struct made *m)
{
	size_t len;
	char *text = NULL;
	FILE *f = open_memstream(&text, &len);

	assert_non_null(f);
	db_begin(m->cx.db, DB_READ);
	for (int i = 0; i < LIST_KINDS; i++) {
		assert_true(export_list(&m->cx, (enum list_kind)i, f, NULL));
	}
	assert_true(db_commit(m->cx.db));
	fclose(f);
	return text;
}

static void
test_same_seed_same_federation(void **unused)	/* DEMO-1, DEMO-3 */
{
	struct made a, b, c;
	char *one, *two, *three;

	(void)unused;
	open_one(&a);
	open_one(&b);
	open_one(&c);
	assert_true(go_on(&a, 7, CELLS));
	assert_true(go_on(&b, 7, CELLS / 2));	/* stopped half-way */
	assert_true(go_on(&b, 7, CELLS));
	assert_true(go_on(&c, 8, CELLS));
	one = listed(&a);
	two = listed(&b);
	three = listed(&c);
	assert_string_equal(one, two);
	assert_string_not_equal(one, three);
	free(one);
	free(two);
	free(three);
	close_one(&a);
	close_one(&b);
	close_one(&c);
}

static void
test_holds_what_always_holds(void **unused)	/* DEMO-2 */
{
	struct made m;

	(void)unused;
	open_one(&m);
	assert_true(go_on(&m, 1, CELLS));
	db_begin(m.cx.db, DB_READ);
	for (int i = 0; i < CHECK_COUNT; i++) {
		struct check_result found;

		check_run(&m.cx, (enum check)i, &found);
		if (found.found != 0) {
			fail_msg("%s", check_holds((enum check)i));
		}
	}
	assert_int_equal(db_number(m.cx.db, "SELECT count(*) FROM unit"
	    " WHERE tier = 'cell'"), CELLS);
	assert_true(db_number(m.cx.db, "SELECT count(*) FROM meeting_record")
	    > CELLS * DEMO_MONTHS / 2);
	assert_true(db_number(m.cx.db, "SELECT count(*) FROM decision") > 20);
	assert_true(db_commit(m.cx.db));
	close_one(&m);
}

static void
test_leaves_others_alone(void **unused)
{
	struct made m;

	(void)unused;
	open_one(&m);
	db_begin(m.cx.db, DB_WRITE);
	db_script(m.cx.db, "INSERT INTO organisation (id, name, language,"
	    " direction, step) VALUES (1, 'Another', 'en', 'ltr', 1)");
	assert_true(db_commit(m.cx.db));
	assert_false(go_on(&m, 1, CELLS));
	close_one(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_seed_same_federation),
		cmocka_unit_test(test_holds_what_always_holds),
		cmocka_unit_test(test_leaves_others_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
