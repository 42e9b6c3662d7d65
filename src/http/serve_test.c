/*
 * serve_test.c - the verb serve, run as the program: what it says, where it
 * refuses, that a crash does not end it and an order does.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "db/db.h"

#define ARGS_MAX	12
#define WAIT_MS		15000
#define STEP_MS		20

static char folder[64], file[80];
static char said[4096];			/* what the program has printed */

static int
fresh(void **state)
{
	const char *problem = "";
	struct db *db;

	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/cellwork-serve-XXXXXX");
	if (mkdtemp(folder) == NULL) {
		return -1;
	}
	snprintf(file, sizeof(file), "%s/house.db", folder);
	db = db_open(file, DB_OPEN_CREATE, &problem);
	if (db == NULL) {
		return -1;
	}
	db_close(db);
	return 0;
}

static int
drop(void **state)
{
	static const char *const names[] = { "house.db", "house.db-wal",
		"house.db-shm", "out", "notify" };
	char path[128];

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		unlink(path);
	}
	return rmdir(folder);
}

/* Both streams of the program go to one file. */
static pid_t
run(const char *const *args)
{
	const char *argv[ARGS_MAX + 4] = { getenv("CELLWORK"), "serve" };
	char path[128];
	size_t n = 2;
	pid_t pid;

	if (argv[0] == NULL) {
		argv[0] = "build/cellwork";
	}
	for (; *args != NULL && n < ARGS_MAX; args++) {
		argv[n++] = *args;
	}
	snprintf(path, sizeof(path), "%s/out", folder);
	unlink(path);
	pid = fork();
	if (pid == 0) {
		int out = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

		dup2(out, STDOUT_FILENO);
		dup2(out, STDERR_FILENO);
		execv(argv[0], (char *const *)argv);
		_exit(127);
	}
	assert_true(pid > 0);
	return pid;
}

static void
hear(void)
{
	char path[128];
	ssize_t n = -1;
	int in;

	snprintf(path, sizeof(path), "%s/out", folder);
	in = open(path, O_RDONLY);
	if (in >= 0) {
		n = read(in, said, sizeof(said) - 1);
		close(in);
	}
	said[n > 0 ? n : 0] = '\0';
}

static void
nap(void)
{
	struct timespec t = { .tv_nsec = STEP_MS * 1000000L };

	nanosleep(&t, NULL);
}

static bool
hears(const char *text)
{
	for (int ms = 0; ms < WAIT_MS; ms += STEP_MS) {
		hear();
		if (strstr(said, text) != NULL) {
			return true;
		}
		nap();
	}
	return false;
}

/* The exit status, or 128 and the signal; -1 if it does not end. */
static int
ends(pid_t pid)
{
	int status;

	for (int ms = 0; ms < WAIT_MS; ms += STEP_MS) {
		if (waitpid(pid, &status, WNOHANG) == pid) {
			hear();
			return WIFEXITED(status) ? WEXITSTATUS(status) :
			    128 + WTERMSIG(status);
		}
		nap();
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return -1;
}

/* The port it says it answers at. */
static int
port_said(void)
{
	const char *at = strstr(said, "http://127.0.0.1:");

	return at == NULL ? 0 : (int)strtol(at + 17, NULL, 10);
}

static int
connect_to(int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static bool
is_well(int port)
{
	static const char ask[] = "GET /healthz HTTP/1.1\r\nHost: x\r\n"
	    "Connection: close\r\n\r\n";
	char answer[1000];
	int fd = connect_to(port);
	size_t len = 0;
	ssize_t n;

	if (fd < 0) {
		return false;
	}
	n = send(fd, ask, sizeof(ask) - 1, MSG_NOSIGNAL);
	while (n > 0 && len < sizeof(answer) - 1) {
		n = recv(fd, answer + len, sizeof(answer) - 1 - len, 0);
		len += n > 0 ? (size_t)n : 0;
	}
	close(fd);
	answer[len] = '\0';
	return strncmp(answer, "HTTP/1.1 200", 12) == 0;
}

/* The process under the supervisor; 0 where there is none just now. */
static pid_t
child_of(pid_t parent)
{
	char path[80], text[40] = "";
	FILE *f;
	pid_t child = 0;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", (int)parent,
	    (int)parent);
	f = fopen(path, "r");
	if (f != NULL) {
		if (fgets(text, sizeof(text), f) != NULL) {
			child = (pid_t)strtol(text, NULL, 10);
		}
		fclose(f);
	}
	return child;
}

static pid_t
serve(void)
{
	const char *const args[] = { file, "--listen", "127.0.0.1:0", NULL };
	pid_t pid = run(args);

	assert_true(hears("Cellwork answers at "));
	assert_true(port_said() > 0);
	return pid;
}

static void
test_serves_and_ends(void **state)
{
	static const int signals[] = { SIGTERM, SIGINT };
	struct stat st;
	char wal[128];

	(void)state;
	for (size_t i = 0; i < COUNT(signals); i++) {
		pid_t pid = serve();

		assert_true(is_well(port_said()));
		kill(pid, signals[i]);
		assert_int_equal(ends(pid), 0);
		assert_int_equal(connect_to(port_said()), -1);
	}
	/* What was saved is in the file; no log is left beside it. */
	snprintf(wal, sizeof(wal), "%s-wal", file);
	assert_int_not_equal(stat(wal, &st), 0);
}

static void
test_alone(void **state)
{
	const char *const args[] = { file, "--no-supervise", "--listen",
		"127.0.0.1:0", "--threads", "2", NULL };
	pid_t pid = run(args);

	(void)state;
	assert_true(hears("Cellwork answers at "));
	assert_int_equal(child_of(pid), 0);
	assert_true(is_well(port_said()));
	kill(pid, SIGTERM);
	assert_int_equal(ends(pid), 0);
}

/* A bug ends the server; who comes meanwhile waits and is answered. */
static void
test_crash(void **state)
{
	pid_t pid = serve(), child = child_of(pid);

	(void)state;
	assert_true(child > 0);
	kill(child, SIGABRT);
	assert_true(hears("starting again in 1 s"));
	assert_true(is_well(port_said()));
	assert_int_not_equal(child_of(pid), child);
	kill(pid, SIGTERM);
	assert_int_equal(ends(pid), 0);
}

/* Ended while it waits to start again, it does not start again. */
static void
test_ended_in_pause(void **state)
{
	pid_t pid = serve();

	(void)state;
	kill(child_of(pid), SIGSEGV);
	assert_true(hears("starting again in 1 s"));
	kill(pid, SIGTERM);
	assert_int_equal(ends(pid), 0);
	assert_int_equal(connect_to(port_said()), -1);
}

/* A server whose parent is gone would hold the address of the next. */
static void
test_killed(void **state)
{
	pid_t pid = serve(), child = child_of(pid);

	(void)state;
	assert_true(child > 0);
	kill(pid, SIGKILL);
	assert_int_equal(ends(pid), 128 + SIGKILL);
	for (int ms = 0; ms < WAIT_MS && kill(child, 0) == 0; ms += STEP_MS) {
		nap();
	}
	assert_int_equal(connect_to(port_said()), -1);
}

static void
test_refused(void **state)
{
	char taken[40];
	const struct {
		int		 status;
		const char	*say;
		const char	*args[6];
	} t[] = {
		{ 2, "could be read on the way",
		    { file, "--listen", "0.0.0.0:0" } },
		{ 2, "could be read on the way",
		    { file, "--listen", "0.0.0.0:0", "--origin",
		    "http://a.example" } },
		{ 2, "--origin is the address people type",
		    { file, "--origin", "https://a.example/" } },
		{ 2, "--origin is the address people type",
		    { file, "--origin", "a.example" } },
		{ 1, "HOST:PORT", { file, "--listen", "8080" } },
		{ 1, "HOST:PORT", { file, "--listen", "::1:8080" } },
		{ 1, "HOST:PORT", { file, "--listen", "127.0.0.1:99999" } },
		{ 1, "already listens", { file, "--listen", taken } },
		{ 1, "house.dbx", { "house.dbx", "--listen", "127.0.0.1:0" } },
		{ 2, "threads", { file, "--threads", "0" } },
		{ 2, "DB", { NULL } },
	};
	pid_t pid = serve();

	(void)state;
	snprintf(taken, sizeof(taken), "127.0.0.1:%d", port_said());
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(ends(run(t[i].args)), t[i].status);
		if (strstr(said, t[i].say) == NULL) {
			fail_msg("not \"%s\" but: %s", t[i].say, said);
		}
		assert_null(strstr(said, "answers at"));
		assert_null(strstr(said, "starting again"));
	}
	kill(pid, SIGTERM);
	assert_int_equal(ends(pid), 0);
}

/* systemd is told when it is ready. */
static void
test_notify(void **state)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	struct timeval wait = { .tv_sec = WAIT_MS / 1000 };
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	char text[40];
	ssize_t n;
	pid_t pid;

	(void)state;
	snprintf(at.sun_path, sizeof(at.sun_path), "%s/notify", folder);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	setenv("NOTIFY_SOCKET", at.sun_path, 1);
	pid = serve();
	unsetenv("NOTIFY_SOCKET");
	n = recv(fd, text, sizeof(text), 0);
	assert_true(n == 7 && memcmp(text, "READY=1", 7) == 0);
	kill(pid, SIGTERM);
	assert_int_equal(ends(pid), 0);
	close(fd);
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, fresh, drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_serves_and_ends), TEST(test_alone), TEST(test_crash),
		TEST(test_ended_in_pause), TEST(test_killed),
		TEST(test_refused), TEST(test_notify),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
