/* scratch.c - for tests: a folder that goes away, and a child that may die. */
#include "tests/scratch.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/pg.h"

static char folder[64];

bool
scratch_make(void)
{
	snprintf(folder, sizeof(folder), "/tmp/cellwork-test-XXXXXX");
	return mkdtemp(folder) != NULL;
}

bool
scratch_make_fast(void)
{
	snprintf(folder, sizeof(folder), "/dev/shm/cellwork-test-XXXXXX");
	return mkdtemp(folder) != NULL || scratch_make();
}

const char *
scratch_path(const char *name)
{
	static char paths[8][400];
	static int next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	if (pg_used() && strlen(name) > 3 &&
	    strcmp(name + strlen(name) - 3, ".db") == 0) {
		return pg_of_path(path);
	}
	return path;
}

void
scratch_drop(void)
{
	DIR *all = opendir(folder);
	struct dirent *entry;

	while (all != NULL && (entry = readdir(all)) != NULL) {
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0) {
			char path[400];

			snprintf(path, sizeof(path), "%s/%s", folder,
			    entry->d_name);
			remove(path);
		}
	}
	if (all != NULL) {
		closedir(all);
	}
	rmdir(folder);
	pg_drop_paths(folder);
}

int
dies_of(void (*act)(void))
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		struct rlimit no_core = { 0, 0 };

		/* The test's own handler would make a failure of it. */
		signal(SIGABRT, SIG_DFL);
		signal(SIGSEGV, SIG_DFL);
		setrlimit(RLIMIT_CORE, &no_core);
		close(STDERR_FILENO);
		act();
		_exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child) {
		abort();
	}
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}
