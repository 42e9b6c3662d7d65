/*
 * kill_test.c - the server is killed in the middle of writes, again and again.
 *
 * Writers send each write until it is acknowledged, with the same request id.
 * In the end every write is there once: none that was acknowledged is lost, and
 * none is there twice, although many were sent several times (HTTP-1).
 * KILLS=50 in the environment for more than a few.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "http/wire_test.h"

#define WRITERS		8
#define KILLS_USUAL	8
#define LIFE_MS		300		/* of a server, about */

static atomic_bool over;
static atomic_int acknowledged, sent;

struct writer {
	pthread_t	 thread;
	int		 id, writes;
	char		 answer[16384];
};

/* Sends one write until somebody says that it is done. */
static void
write_until_done(struct writer *w, int i)
{
	char key[40], body[64];
	int status;

	snprintf(key, sizeof(key), "key-of-%d-and-%d", w->id, i);
	snprintf(body, sizeof(body), "name=w%d-%d&sort=tool", w->id, i);
	do {
		status = post_to("/things", key, body, w->answer,
		    sizeof(w->answer));
		atomic_fetch_add(&sent, 1);
		if (status != 303) {
			usleep(5000);
		}
	} while (status != 303);
	atomic_fetch_add(&acknowledged, 1);
}

static void *
write_on(void *arg)
{
	struct writer *w = arg;

	while (!atomic_load(&over)) {
		write_until_done(w, w->writes++);
	}
	return NULL;
}

/* What the process is that start_child() makes: a server and no more. */
static int
be_server(const char *path, const char *listener, const char *its_port)
{
	const char *problem = "";

	config = (struct server_config){
		.db_path = path, .routes = tables,
		.listener = (int)strtol(listener, NULL, 10),
		.port = (int)strtol(its_port, NULL, 10),
	};
	server = server_start(&config, &problem);
	if (server == NULL) {
		log_line("%s", problem);
		return 1;
	}
	for (;;) {
		pause();
	}
}

/* A process of its own; the listening socket outlives it. */
static pid_t
start_child(void)
{
	char listener[16], its_port[16];
	pid_t pid;

	snprintf(listener, sizeof(listener), "%d", config.listener);
	snprintf(its_port, sizeof(its_port), "%d", port);
	pid = fork();
	if (pid == 0) {
		fcntl(config.listener, F_SETFD, 0);
		execl("/proc/self/exe", "kill_test", file, listener, its_port,
		    (char *)NULL);
		_exit(127);
	}
	assert_true(pid > 0);
	return pid;
}

static void
live_and_die(unsigned *seed)
{
	pid_t pid = start_child();
	int status;

	usleep((useconds_t)(LIFE_MS / 2 + rand_r(seed) % LIFE_MS) * 1000);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
}

static int
kills_wanted(void)
{
	const char *text = getenv("KILLS");
	int64_t n;

	return text != NULL && str_to_int(str_z(text), &n) && n < 10000 ?
	    (int)n : KILLS_USUAL;
}

static void
test_killed(void **state)				/* HTTP-1, HTTP-4 */
{
	static struct writer w[WRITERS];
	unsigned seed = 20261120;
	int kills = kills_wanted(), all = 0;
	pid_t last;

	(void)state;
	for (int i = 0; i < WRITERS; i++) {
		w[i].id = i;
		assert_int_equal(pthread_create(&w[i].thread, NULL, write_on,
		    &w[i]), 0);
	}
	for (int i = 0; i < kills; i++) {
		live_and_die(&seed);
	}
	last = start_child();
	atomic_store(&over, true);
	for (int i = 0; i < WRITERS; i++) {
		pthread_join(w[i].thread, NULL);
		all += w[i].writes;
	}
	kill(last, SIGKILL);
	waitpid(last, NULL, 0);
	print_message("%d kills, %d writes sent %d times\n", kills, all,
	    atomic_load(&sent));
	assert_int_equal(atomic_load(&acknowledged), all);
	assert_int_equal(things(), all);
	assert_int_equal(house_number(file,
	    "SELECT count(DISTINCT name) FROM thing"), all);
	assert_true(all > 10 * kills);
	assert_true(atomic_load(&sent) > all);
}

static int
start(void **state)
{
	int done = fresh(state);

	/* fresh() has a server in this process; here it lives in another. */
	if (done == 0) {
		server_stop(server);
		server = NULL;
	}
	return done;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_killed, start, drop),
	};

	signal(SIGPIPE, SIG_IGN);
	if (argc == 4) {
		return be_server(argv[1], argv[2], argv[3]);
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
