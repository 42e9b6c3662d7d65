/*
 * child.c - a document is drawn by another program: paper_draw().
 *
 * Document, PDF and what is said each are a file in memory without a name: no
 * pipe can fill up, nothing stays on a disk, and a bound on the size of files
 * bounds what is kept. The child gets these three descriptors and no other.
 */
#include "paper/paper.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "paper/wire.h"

#define WAIT_MIN_US	500
#define WAIT_MAX_US	20000
#define PATH_ROOM	4096

const struct paper_limits paper_limits_web = { .wall_s = 50, .cpu_s = 20,
	.memory_mb = 512, .pages = 2000, .file_mb = 32 };
const struct paper_limits paper_limits_verb = { .wall_s = 600, .cpu_s = 300,
	.memory_mb = 2048, .pages = 20000, .file_mb = 512 };

/* What goes in, comes out and is said. */
enum { DOCUMENT, PDF, SAID, FILES };

static enum paper_err
refuse(struct paper_drawn *out, enum paper_err err, const char *detail)
{
	snprintf(out->detail, sizeof(out->detail), "%s", detail);
	return err;
}

/* ---- its files --------------------------------------------------------- */

static void
files_close(int fd[FILES])
{
	for (int i = 0; i < FILES; i++) {
		if (fd[i] >= 0) {
			close(fd[i]);
			fd[i] = -1;
		}
	}
}

/* Above the three that the child has, or giving them to it would be a riddle
 * where one of ours is closed. */
static int
file_new(void)
{
	int fd = memfd_create(WIRE_PROGRAM, MFD_CLOEXEC), higher;

	if (fd < 0 || fd >= FILES) {
		return fd;
	}
	higher = fcntl(fd, F_DUPFD_CLOEXEC, FILES);
	close(fd);
	return higher;
}

static bool
files_open(const struct paper *p, int fd[FILES])
{
	for (int i = 0; i < FILES; i++) {
		fd[i] = file_new();
	}
	return fd[DOCUMENT] >= 0 && fd[PDF] >= 0 && fd[SAID] >= 0 &&
	    wire_write(p, fd[DOCUMENT]) &&
	    lseek(fd[DOCUMENT], 0, SEEK_SET) == 0;
}

/* ---- the program ------------------------------------------------------- */

/* Beside this one, where it was built; in libexec, where it is installed. */
static bool
program_find(char path[PATH_ROOM])
{
	static const char *const places[] = { "", "../libexec/" };
	char self[PATH_ROOM / 2];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	if (n <= 0) {
		return false;
	}
	self[n] = '\0';
	slash = strrchr(self, '/');
	if (slash == NULL) {
		return false;
	}
	slash[1] = '\0';
	for (size_t i = 0; i < COUNT(places); i++) {
		snprintf(path, PATH_ROOM, "%s%s%s", self, places[i],
		    WIRE_PROGRAM);
		if (access(path, X_OK) == 0) {
			return true;
		}
	}
	return false;
}

/* No signal of ours is blocked or ignored there, and no other file open. */
static bool
spawn(const char *path, char *const *argv, const int fd[FILES], pid_t *out)
{
	static char where[] = "PATH=/usr/bin:/bin", words[] = "LC_ALL=C.UTF-8";
	static char *const env[] = { where, words, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;
	int err;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	for (int i = 0; i < FILES; i++) {
		posix_spawn_file_actions_adddup2(&files, fd[i], i);
	}
	posix_spawn_file_actions_addclosefrom_np(&files, FILES);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK |
	    POSIX_SPAWN_SETSIGDEF);
	err = posix_spawn(out, path, &files, &attr, argv, env);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return err == 0;
}

static bool
start(const struct paper_limits *limits, const int fd[FILES], pid_t *out)
{
	char path[PATH_ROOM], text[4][16], name[] = WIRE_PROGRAM;
	char *argv[] = { name, text[0], text[1], text[2], text[3],
		NULL };

	snprintf(text[0], sizeof(text[0]), "%d", limits->cpu_s);
	snprintf(text[1], sizeof(text[1]), "%d", limits->memory_mb);
	snprintf(text[2], sizeof(text[2]), "%d", limits->pages);
	snprintf(text[3], sizeof(text[3]), "%d", limits->file_mb);
	return program_find(path) && spawn(path, argv, fd, out);
}

/* ---- its end ----------------------------------------------------------- */

/* How it ended. */
struct ending {
	enum paper_err	 why;		/* we ended it; PAPER_OK: by itself */
	int		 status;	/* of wait(2) */
	struct rusage	 usage;
};

/*
 * Looked at every few thousandths of a second: a thread that slept until the
 * child ends would need a signal, which a server of many threads does better
 * without.
 */
static struct ending
wait_for(pid_t pid, int64_t until_ms, const atomic_bool *stop)
{
	struct ending end = { .why = PAPER_OK };
	useconds_t wait_us = WAIT_MIN_US;
	bool late;

	for (;;) {
		pid_t ended = wait4(pid, &end.status, WNOHANG, &end.usage);

		if (ended == pid) {
			return end;
		}
		if (ended < 0 && errno != EINTR) {
			end.why = PAPER_FAILED;
			return end;
		}
		late = clock_monotonic_ms() >= until_ms;
		if (end.why == PAPER_OK && (late ||
		    (stop != NULL && atomic_load(stop)))) {
			end.why = late ? PAPER_TOO_SLOW : PAPER_STOPPED;
			kill(pid, SIGKILL);
		}
		usleep(wait_us);
		wait_us = wait_us * 2 < WAIT_MAX_US ? wait_us * 2 : WAIT_MAX_US;
	}
}

/* The last line that the program said of itself; libraries say things too. */
static void
read_said(int fd, char *line, size_t size)
{
	char said[2048], *at, *last = NULL;
	off_t len = lseek(fd, 0, SEEK_END);
	off_t from = len > (off_t)sizeof(said) - 1 ?
	    len - ((off_t)sizeof(said) - 1) : 0;
	ssize_t n = pread(fd, said, sizeof(said) - 1, from);

	said[n > 0 ? n : 0] = '\0';
	for (at = said; (at = strstr(at, WIRE_SAYS)) != NULL;
	    at += strlen(WIRE_SAYS)) {
		last = at + strlen(WIRE_SAYS);
	}
	/* Libraries that had no memory, or none for a thread, say so before
	 * they stop the program or trip. */
	if (last == NULL && (strstr(said, "GLib-ERROR") != NULL ||
	    strstr(said, "out of memory") != NULL)) {
		snprintf(line, size, "memory");
		return;
	}
	at = last == NULL ? said + strlen(said) : last;
	snprintf(line, size, "%.*s", (int)strcspn(at, "\n"), at);
}

static enum paper_err
judge_signal(int signal, const char *said, struct paper_drawn *out)
{
	char detail[32];

	if (signal == SIGXCPU) {
		return refuse(out, PAPER_TOO_SLOW, "");
	}
	if (strcmp(said, "memory") == 0) {
		return refuse(out, PAPER_TOO_LARGE, said);
	}
	snprintf(detail, sizeof(detail), "signal %d", signal);
	return refuse(out, PAPER_FAILED, detail);
}

static enum paper_err
judge(const struct ending *end, const char *said, struct paper_drawn *out)
{
	int64_t pages = 0;
	int status;

	if (end->why != PAPER_OK) {
		return refuse(out, end->why, "");
	}
	if (WIFSIGNALED(end->status)) {
		return judge_signal(WTERMSIG(end->status), said, out);
	}
	status = WIFEXITED(end->status) ? WEXITSTATUS(end->status) : 255;
	if (status == 127) {		/* posix_spawn() where exec failed */
		return refuse(out, PAPER_NO_PROGRAM, "");
	}
	for (enum paper_err err = PAPER_OK + 1; err <= PAPER_FAILED; err++) {
		if (status == WIRE_STATUS(err)) {
			return refuse(out, err, said);
		}
	}
	if (status != PAPER_OK || !str_starts(str_z(said), S("pages ")) ||
	    !str_to_int(str_from(str_z(said), 6), &pages)) {
		return refuse(out, PAPER_FAILED, said);
	}
	out->pages = (int)pages;
	return PAPER_OK;
}

static enum paper_err
draw(const struct paper_limits *limits, const atomic_bool *stop, int fd[FILES],
    struct paper_drawn *out)
{
	int64_t began = clock_monotonic_ms();
	struct ending end;
	enum paper_err err;
	char said[160];
	pid_t pid;

	if (!start(limits, fd, &pid)) {
		return refuse(out, PAPER_NO_PROGRAM, strerror(errno));
	}
	end = wait_for(pid, began + (int64_t)limits->wall_s * 1000, stop);
	read_said(fd[SAID], said, sizeof(said));
	out->ms = (int)(clock_monotonic_ms() - began);
	out->memory_mb = (int)(end.usage.ru_maxrss / 1024);
	err = judge(&end, said, out);
	if (err == PAPER_OK) {
		out->bytes = lseek(fd[PDF], 0, SEEK_END);
		lseek(fd[PDF], 0, SEEK_SET);
		out->fd = fd[PDF];
		fd[PDF] = -1;
	}
	return err;
}

enum paper_err
paper_draw(const struct paper *p, const struct paper_limits *limits,
    const atomic_bool *stop, struct paper_drawn *out)
{
	int fd[FILES] = { -1, -1, -1 };
	enum paper_err err;

	*out = (struct paper_drawn){ .fd = -1 };
	if (p->too_much != NULL) {
		return refuse(out, PAPER_TOO_MUCH, p->too_much);
	}
	err = files_open(p, fd) ? draw(limits, stop, fd, out) :
	    refuse(out, PAPER_NO_ROOM, strerror(errno));
	files_close(fd);
	return err;
}
