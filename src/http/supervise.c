/*
 * supervise.c - a parent that starts the server again when a bug has ended it.
 *
 * A bug asserts, in production too: going on with what is known to be wrong
 * would be worse. The data is safe, for what is not committed is undone. The
 * listening socket is the parent's, so that who comes meanwhile waits and is
 * not turned away.
 */
#include "http/supervise.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAUSE_MAX_S	30
#define WELL_S		60	/* a child that lived so long was well */

static int ready_fd = -1;

static void
child_ready(void)
{
	if (write(ready_fd, "1", 1) != 1) {
		log_line("cellwork: the parent is gone");
	}
	close(ready_fd);
	notify_ready();
}

/* The parent's death is the child's, or two would serve one address. */
static void
child_main(int (*run)(void *, void (*)(void)), void *arg, pid_t parent,
    const sigset_t *before)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent) {
		_exit(1);
	}
	sigprocmask(SIG_SETMASK, before, NULL);
	exit(run(arg, child_ready));
}

static pid_t
child_start(int (*run)(void *, void (*)(void)), void *arg,
    const sigset_t *before, int *from_child)
{
	pid_t parent = getpid(), child;
	int ends[2];

	if (pipe(ends) != 0) {
		return -1;
	}
	child = fork();
	if (child == 0) {
		close(ends[0]);
		ready_fd = ends[1];
		child_main(run, arg, parent, before);
	}
	close(ends[1]);
	*from_child = ends[0];
	return child;
}

/* Waits for the child's end, and passes on what is to end it. */
static int
child_wait(pid_t child, const sigset_t *heard, bool *asked)
{
	int status, sig;

	for (;;) {
		pid_t ended = waitpid(child, &status, WNOHANG);

		if (ended == child || (ended < 0 && errno != EINTR)) {
			return status;
		}
		if (sigwait(heard, &sig) == 0 && sig != SIGCHLD) {
			*asked = true;
			kill(child, sig);
		}
	}
}

/* False if it was asked to end meanwhile. */
static bool
pause_s(int seconds, const sigset_t *heard)
{
	struct timespec left = { .tv_sec = seconds };
	int sig;

	do {
		sig = sigtimedwait(heard, NULL, &left);
	} while (sig == SIGCHLD || (sig < 0 && errno == EINTR));
	return sig < 0;
}

static int
exit_of(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static void
say_ended(int status, int pause)
{
	if (WIFSIGNALED(status)) {
		log_line("cellwork: the server was ended by signal %d (%s);"
		    " starting again in %d s", WTERMSIG(status),
		    strsignal(WTERMSIG(status)), pause);
	} else {
		log_line("cellwork: the server ended with %d; starting again in"
		    " %d s", WEXITSTATUS(status), pause);
	}
}

int
supervise(int (*run)(void *, void (*)(void)), void *arg)
{
	sigset_t heard, before;
	bool asked = false, was_ready = false;
	int pause = 1;

	sigemptyset(&heard);
	sigaddset(&heard, SIGTERM);
	sigaddset(&heard, SIGINT);
	sigaddset(&heard, SIGCHLD);
	sigprocmask(SIG_BLOCK, &heard, &before);
	for (;;) {
		int64_t began = clock_now();
		int from_child = -1, status = 0;
		char byte;
		pid_t child = child_start(run, arg, &before, &from_child);

		if (child < 0) {
			log_line("cellwork: no process could be started");
			return 1;
		}
		status = child_wait(child, &heard, &asked);
		was_ready = read(from_child, &byte, 1) == 1 || was_ready;
		close(from_child);
		if (asked || !was_ready || (WIFEXITED(status) &&
		    WEXITSTATUS(status) == 0)) {
			return exit_of(status);
		}
		pause = clock_now() - began > WELL_S ? 1 : pause;
		say_ended(status, pause);
		if (!pause_s(pause, &heard)) {
			return 0;
		}
		pause = 2 * pause < PAUSE_MAX_S ? 2 * pause : PAUSE_MAX_S;
	}
}

void
notify_ready(void)
{
	static const char text[] = "READY=1";
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	socklen_t len;
	int fd;

	if (path == NULL || strlen(path) >= sizeof(to.sun_path)) {
		return;
	}
	memcpy(to.sun_path, path, strlen(path));
	len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) +
	    strlen(path));
	if (to.sun_path[0] == '@') {
		to.sun_path[0] = '\0';		/* an abstract name */
	}
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || sendto(fd, text, sizeof(text) - 1, MSG_NOSIGNAL,
	    (struct sockaddr *)&to, len) < 0) {
		log_line("cellwork: systemd could not be told");
	}
	if (fd >= 0) {
		close(fd);
	}
}
