/* log_test.c - one line for one call, whatever is in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/base.h"

static char line[5000];

/* Logs a text with standard error going into a pipe, and reads it into line. */
static void
logged(const char *text)
{
	int ends[2], before = dup(STDERR_FILENO);
	ssize_t len;

	assert_int_equal(pipe(ends), 0);
	assert_true(before >= 0);
	assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
	log_line("request %d: %s", 7, text);
	assert_true(dup2(before, STDERR_FILENO) >= 0);
	close(before);
	close(ends[1]);
	len = read(ends[0], line, sizeof(line) - 1);
	close(ends[0]);
	assert_true(len > 0);
	line[len] = '\0';
}

static void
test_one_line(void **state)
{
	(void)state;
	logged("done");
	assert_string_equal(line, "request 7: done\n");
}

static void
test_nothing_forged(void **state)
{
	(void)state;
	logged("a\nrequest 8: b\r\x1b[31m");
	assert_string_equal(line, "request 7: a request 8: b  [31m\n");
}

static void
test_long_line_is_cut(void **state)
{
	char text[3001];

	(void)state;
	for (size_t i = 0; i < 3000; i += 3) {
		memcpy(text + i, "\xea\xb9\x80", 3);
	}
	text[3000] = '\0';
	logged(text);
	assert_true(strlen(line) <= 1001);
	assert_true(strlen(line) > 990);
	assert_true(str_ends(str_z(line), S(" ...\n")));
	assert_true(utf8_ok(str_z(line)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_line),
		cmocka_unit_test(test_nothing_forged),
		cmocka_unit_test(test_long_line_is_cut),
	};

	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
