/* lines_test.c - lines of a form for a day and a time of day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "http/lines.h"

static struct arena mem;
static struct ctx cx = { .mem = &mem };

typedef struct part_line_view (*line_fn)(struct ctx *, const char *,
    const char *, str, str);

static void
shown(line_fn line, str typed, const char *type, str value)
{
	struct part_line_view v = line(&cx, "id", "Label", typed, S("why"));

	assert_string_equal(v.id, "id");
	assert_string_equal(v.label, "Label");
	assert_true(str_eq(v.problem, S("why")));
	assert_string_equal(v.type, type);
	assert_true(str_eq(v.value, value));
	assert_false(v.need);
}

static void
test_day(void **unused)
{
	(void)unused;
	shown(day_line, S("20.11.2026"), "date", S("2026-11-20"));
	shown(day_line, S(" 2026-11-20 "), "date", S("2026-11-20"));
	shown(day_line, S("20.11."), "date", S("2026-11-20"));
	shown(day_line, S(""), "date", S(""));
	shown(day_line, S("next week"), "text", S("next week"));
	shown(day_line, S("31.11.2026"), "text", S("31.11.2026"));
}

static void
test_time(void **unused)
{
	(void)unused;
	shown(time_line, S("6 pm"), "time", S("18:00"));
	shown(time_line, S("18.30"), "time", S("18:30"));
	shown(time_line, S(""), "time", S(""));
	shown(time_line, S("after lunch"), "text", S("after lunch"));
	shown(time_line, S("25:00"), "text", S("25:00"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_day),
		cmocka_unit_test(test_time),
	};
	int failed;

	if (!arena_make(&mem, (size_t)1 << 20) ||
	    !date_make(2026, 11, 1, &cx.today)) {
		return 1;
	}
	failed = cmocka_run_group_tests_name("lines", tests, NULL, NULL);
	arena_drop(&mem);
	return failed;
}
