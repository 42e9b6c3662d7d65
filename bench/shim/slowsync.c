/*
 * slowsync.c - a disk whose sync takes longer: loaded with LD_PRELOAD, it lets
 * each fsync and fdatasync wait so many microseconds more (SLOWSYNC_US).
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int
slowly(const char *name, int fd)
{
	int (*next)(int);
	const char *us = getenv("SLOWSYNC_US");
	long wait = us != NULL ? strtol(us, NULL, 10) : 0;
	struct timespec t = { wait / 1000000, wait % 1000000 * 1000 };

	*(void **)(void *)&next = dlsym(RTLD_NEXT, name);
	nanosleep(&t, NULL);
	return next(fd);
}

int
fsync(int fd)
{
	return slowly("fsync", fd);
}

int
fdatasync(int fd)
{
	return slowly("fdatasync", fd);
}
