/*
 * progress_test.c - what a person sees of a long piece of work: a bar on a
 * terminal, lines elsewhere, nothing of short work; and how it is stopped.
 *
 * Nobody waits here: the moment of the last line is set back by hand.
 */
#include <fcntl.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/cli.h"

static char seen[8192];
static int in_fd, old_err;

/* Standard error goes to a pipe, or to a terminal of some width. */
static void
watch(int columns)
{
	int out_fd, fds[2];

	if (columns > 0) {
		struct winsize size = { .ws_row = 24,
			.ws_col = (unsigned short)columns };

		assert_int_equal(openpty(&in_fd, &out_fd, NULL, NULL, &size),
		    0);
	} else {
		assert_int_equal(pipe(fds), 0);
		in_fd = fds[0];
		out_fd = fds[1];
	}
	fflush(stderr);
	old_err = dup(STDERR_FILENO);
	dup2(out_fd, STDERR_FILENO);
	close(out_fd);
}

static void
watch_end(void)
{
	ssize_t n;
	size_t len = 0;

	fflush(stderr);
	assert_int_equal(fcntl(in_fd, F_SETFL, O_NONBLOCK), 0);
	while ((n = read(in_fd, seen + len, sizeof(seen) - 1 - len)) > 0) {
		len += (size_t)n;
	}
	seen[len] = '\0';
	dup2(old_err, STDERR_FILENO);
	close(old_err);
	close(in_fd);
}

static void
later(struct progress *p, int64_t ms)
{
	p->began_ms -= ms;
	p->shown_ms -= ms;
}

static void
saw(const char *text)
{
	if (strstr(seen, text) == NULL) {
		fail_msg("\"%s\" was not seen, but: %s", text, seen);
	}
}

static void
test_lines(void **state)
{
	struct progress p;

	(void)state;
	watch(0);
	progress_start(&p, "members", 1000000);
	progress_at(&p, 10);
	later(&p, 10000);
	progress_at(&p, 412000);
	progress_at(&p, 412001);
	later(&p, 50000);
	progress_end(&p);
	watch_end();
	saw("members:  41 %  412,000 of 1,000,000  41,");
	saw("/s  14 s left\n");
	saw("members: 412,001 in 1 min 0 s\n");
	assert_null(strchr(seen, '\r'));
	assert_null(strchr(seen, '#'));
	/* Two lines: nothing between them, and nothing after. */
	assert_null(strchr(strchr(strchr(seen, '\n') + 1, '\n') + 1, '\n'));
}

static void
test_bar(void **state)
{
	struct progress p;

	(void)state;
	watch(100);
	progress_start(&p, "units", 1000);
	assert_true(p.terminal);
	later(&p, 5000);
	progress_at(&p, 500);
	progress_end(&p);
	watch_end();
	saw("units  [####");
	saw("#....");
	saw("]  50 %  500 of 1,000  ");
	saw("5 s left");
	/* The bar goes when the work is done. */
	assert_string_equal(seen + strlen(seen) - 4, "\r\033[K");

	/* Where there is no room for a bar the numbers stay. */
	watch(40);
	progress_start(&p, "units", 1000);
	later(&p, 5000);
	progress_at(&p, 500);
	progress_end(&p);
	watch_end();
	saw("units   50 %  500 of 1,000");
	assert_null(strchr(seen, '#'));

	/* Nor is there one where the whole is not known. */
	watch(100);
	progress_start(&p, "lines", 0);
	later(&p, 5000);
	progress_at(&p, 500);
	progress_end(&p);
	watch_end();
	saw("lines  500  ");
	assert_null(strchr(seen, '#'));
	assert_null(strchr(seen, '%'));
}

static void
test_short_work_is_quiet(void **state)
{
	struct progress p;

	(void)state;
	for (int columns = 0; columns <= 100; columns += 100) {
		watch(columns);
		progress_start(&p, "units", 10);
		progress_at(&p, 5);
		progress_at(&p, 10);
		progress_end(&p);
		watch_end();
		assert_string_equal(seen, "");
	}
}

/* More than was announced is no reason to fall over. */
static void
test_more_than_all(void **state)
{
	struct progress p;

	(void)state;
	watch(100);
	progress_start(&p, "units", 10);
	later(&p, 5000);
	progress_at(&p, 0);
	later(&p, 5000);
	progress_at(&p, 25);
	progress_end(&p);
	watch_end();
	saw("0 of 10");
	saw("100 %  25 of 25");
	saw("  0 s left");
	assert_null(strchr(seen, '-'));
}

/* In a process of its own: the second signal ends it. */
static int
child_status(int signals)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		struct progress p;

		progress_start(&p, "units", 10);
		for (int i = 0; i < signals; i++) {
			raise(SIGINT);
		}
		progress_end(&p);
		_exit(cli_stopping() ? 7 : 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void
test_stopping(void **state)
{
	int status = child_status(0);

	(void)state;
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	status = child_status(1);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 7);
	status = child_status(2);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_bar),
		cmocka_unit_test(test_short_work_is_quiet),
		cmocka_unit_test(test_more_than_all),
		cmocka_unit_test(test_stopping),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
