/*
 * shim.c - makes the n-th call of a kind fail in a program that knows nothing
 * of it, and keeps a journal of what reached the disk: loaded with LD_PRELOAD.
 *
 * CELLWORK_FAULT names a file that the program and the test map both, so that
 * a test arms and disarms while the program runs. Calls for a file count only
 * where its path holds CELLWORK_FAULT_PATH. A write that fails has written its
 * first half, as a disk without room does.
 *
 * The clock of the day jumps as the test says; the one that only goes on does
 * not, as when an administrator sets the clock.
 *
 * CELLWORK_JOURNAL names a file that gets every write and every sync of those
 * files in their order. From it a test makes the files as a power cut leaves
 * them: with nothing in them that was not made durable.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define PATH_BYTES	512

/* As in fault.py. A sync that lies says "done" and does nothing. */
enum kind { NOTHING, SYNC, WRITE, READ, MEMORY, OPEN, SYNC_LIES, KINDS };

/* The test writes all but the two that count since it was armed. */
struct control {
	_Atomic int32_t	 kind;
	_Atomic int32_t	 at;		/* the first call that fails, from 1 */
	_Atomic int32_t	 for_good;	/* and all after it */
	_Atomic int32_t	 error;
	_Atomic int32_t	 calls;
	_Atomic int32_t	 failed;
	_Atomic int32_t	 clock;		/* seconds that the clock is wrong by */
};

static struct control *control;
static const char *path_part;
static int journal = -1;
static pthread_mutex_t journal_lock = PTHREAD_MUTEX_INITIALIZER;

void	*__libc_malloc(size_t);
void	*__libc_calloc(size_t, size_t);
void	*__libc_realloc(void *, size_t);

/* Before main(), where there is one thread and nothing is armed. */
__attribute__((constructor)) static void
start(void)
{
	const char *path = getenv("CELLWORK_FAULT");
	int fd = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
	void *at;

	path_part = getenv("CELLWORK_FAULT_PATH");
	path = getenv("CELLWORK_JOURNAL");
	if (path != NULL) {
		journal = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
		    0600);
	}
	if (fd < 0) {
		return;
	}
	at = mmap(NULL, sizeof(*control), PROT_READ | PROT_WRITE, MAP_SHARED,
	    fd, 0);
	close(fd);
	if (at != MAP_FAILED) {
		control = at;
	}
}

/* ---- which call fails -------------------------------------------------- */

/* The path of an open file, if it is one of those the test is about. */
static bool
is_ours(int fd, char path[PATH_BYTES])
{
	char link[64];
	ssize_t len;

	if (path_part == NULL) {
		return false;
	}
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	len = readlink(link, path, PATH_BYTES - 1);
	if (len <= 0) {
		return false;
	}
	path[len] = '\0';
	return strstr(path, path_part) != NULL;
}

static bool
is_armed(enum kind kind)
{
	return control != NULL && atomic_load(&control->kind) == (int32_t)kind;
}

/* Counts the call; whether it is to fail, with errno set. */
static bool
fails(enum kind kind)
{
	int32_t call, at;

	if (!is_armed(kind)) {
		return false;
	}
	call = atomic_fetch_add(&control->calls, 1) + 1;
	at = atomic_load(&control->at);
	if (call != at && !(call > at && atomic_load(&control->for_good))) {
		return false;
	}
	atomic_fetch_add(&control->failed, 1);
	errno = atomic_load(&control->error);
	return true;
}

/* The function of this name that the program would have called. */
static void *
real(const char *name)
{
	void *found = dlsym(RTLD_NEXT, name);

	if (found == NULL) {
		abort();
	}
	return found;
}

#define REAL(result, name, ...) \
	static result (*next)(__VA_ARGS__); \
	if (next == NULL) { \
		*(void **)(void *)&next = real(name); \
	}

/* ---- the journal ------------------------------------------------------- */

static void
put_all(const void *at, size_t len)
{
	REAL(ssize_t, "write", int, const void *, size_t)
	const char *from = at;

	while (len > 0) {
		ssize_t n = next(journal, from, len);

		if (n <= 0) {
			abort();
		}
		from += n;
		len -= (size_t)n;
	}
}

/* 'W' a write, 'T' a new length, 'S' a sync, 'F' a sync that failed. */
static void
note(char what, const char *path, const void *at, size_t len, off_t where)
{
	char head[PATH_BYTES + 64];
	int n = snprintf(head, sizeof(head), "%c %lld %zu %s\n", what,
	    (long long)where, at == NULL ? 0 : len, path);

	if (n < 0 || (size_t)n >= sizeof(head)) {
		abort();
	}
	put_all(head, (size_t)n);
	if (at != NULL) {
		put_all(at, len);
	}
}

/* What happens to our files happens in the order of the journal. */
static bool
begin_noting(int fd, char path[PATH_BYTES])
{
	if (journal < 0 || !is_ours(fd, path)) {
		return false;
	}
	pthread_mutex_lock(&journal_lock);
	return true;
}

static void
end_noting(void)
{
	int error = errno;

	pthread_mutex_unlock(&journal_lock);
	errno = error;
}

/* ---- files ------------------------------------------------------------- */

static int
sync_with(int (*next)(int), int fd)
{
	char path[PATH_BYTES];
	bool ours = (is_armed(SYNC) || is_armed(SYNC_LIES)) &&
	    is_ours(fd, path);
	bool noted = begin_noting(fd, path);
	int result = 0;

	if (ours && is_armed(SYNC_LIES) && fails(SYNC_LIES)) {
		if (noted) {
			end_noting();
		}
		return 0;
	}
	result = ours && fails(SYNC) ? -1 : next(fd);
	if (noted) {
		int error = errno;

		note(result == 0 ? 'S' : 'F', path, NULL, 0, 0);
		errno = error;
		end_noting();
	}
	return result;
}

int
fsync(int fd)
{
	REAL(int, "fsync", int)
	return sync_with(next, fd);
}

int
fdatasync(int fd)
{
	REAL(int, "fdatasync", int)
	return sync_with(next, fd);
}

static ssize_t
put(ssize_t (*next)(int, const void *, size_t, off_t), int fd, const void *at,
    size_t len, off_t where)
{
	char path[PATH_BYTES];
	bool bad = is_armed(WRITE) && is_ours(fd, path) && fails(WRITE);
	int error = errno;
	bool noted = begin_noting(fd, path);
	ssize_t done = next(fd, at, bad ? len / 2 : len, where);

	if (!bad) {
		error = errno;
	}
	if (noted) {
		if (done > 0) {
			note('W', path, at, (size_t)done, where);
		}
		end_noting();
	}
	errno = error;
	return bad ? -1 : done;
}

ssize_t
pwrite(int fd, const void *at, size_t len, off_t where)
{
	REAL(ssize_t, "pwrite", int, const void *, size_t, off_t)
	return put(next, fd, at, len, where);
}

ssize_t
pwrite64(int fd, const void *at, size_t len, off_t where)
{
	REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t)
	return put(next, fd, at, len, where);
}

static int
cut(int (*next)(int, off_t), int fd, off_t len)
{
	char path[PATH_BYTES];
	bool bad = is_armed(WRITE) && is_ours(fd, path) && fails(WRITE);
	bool noted = !bad && begin_noting(fd, path);
	int result = bad ? -1 : next(fd, len);

	if (noted) {
		if (result == 0) {
			note('T', path, NULL, 0, len);
		}
		end_noting();
	}
	return result;
}

int
ftruncate(int fd, off_t len)
{
	REAL(int, "ftruncate", int, off_t)
	return cut(next, fd, len);
}

int
ftruncate64(int fd, off_t len)
{
	REAL(int, "ftruncate64", int, off_t)
	return cut(next, fd, len);
}

static bool
read_fails(int fd)
{
	char path[PATH_BYTES];

	return is_armed(READ) && is_ours(fd, path) && fails(READ);
}

ssize_t
read(int fd, void *at, size_t len)
{
	REAL(ssize_t, "read", int, void *, size_t)
	return read_fails(fd) ? -1 : next(fd, at, len);
}

ssize_t
pread(int fd, void *at, size_t len, off_t where)
{
	REAL(ssize_t, "pread", int, void *, size_t, off_t)
	return read_fails(fd) ? -1 : next(fd, at, len, where);
}

ssize_t
pread64(int fd, void *at, size_t len, off_t where)
{
	REAL(ssize_t, "pread64", int, void *, size_t, off_t)
	return read_fails(fd) ? -1 : next(fd, at, len, where);
}

static bool
open_fails(const char *path)
{
	return is_armed(OPEN) && path_part != NULL &&
	    strstr(path, path_part) != NULL && fails(OPEN);
}

int
open(const char *path, int flags, ...)
{
	REAL(int, "open", const char *, int, ...)
	va_list ap;
	mode_t mode;

	va_start(ap, flags);
	mode = va_arg(ap, mode_t);	/* not used where it was not given */
	va_end(ap);
	return open_fails(path) ? -1 : next(path, flags, mode);
}

int
open64(const char *path, int flags, ...)
{
	REAL(int, "open64", const char *, int, ...)
	va_list ap;
	mode_t mode;

	va_start(ap, flags);
	mode = va_arg(ap, mode_t);
	va_end(ap);
	return open_fails(path) ? -1 : next(path, flags, mode);
}

/* ---- memory ------------------------------------------------------------ */

/* By the allocator's own names, for dlsym() itself asks for memory. */
void *
malloc(size_t size)
{
	return fails(MEMORY) ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return fails(MEMORY) ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *at, size_t size)
{
	return fails(MEMORY) ? NULL : __libc_realloc(at, size);
}

void *
mmap(void *at, size_t len, int protection, int flags, int fd, off_t where)
{
	REAL(void *, "mmap", void *, size_t, int, int, int, off_t)
	return fails(MEMORY) ? MAP_FAILED :
	    next(at, len, protection, flags, fd, where);
}

void *
mmap64(void *at, size_t len, int protection, int flags, int fd, off_t where)
{
	REAL(void *, "mmap64", void *, size_t, int, int, int, off_t)
	return fails(MEMORY) ? MAP_FAILED :
	    next(at, len, protection, flags, fd, where);
}

/* ---- the clock --------------------------------------------------------- */

int
clock_gettime(clockid_t which, struct timespec *out)
{
	REAL(int, "clock_gettime", clockid_t, struct timespec *)
	int result = next(which, out);

	if (result == 0 && control != NULL && which == CLOCK_REALTIME) {
		out->tv_sec += atomic_load(&control->clock);
	}
	return result;
}

time_t
time(time_t *out)
{
	REAL(time_t, "time", time_t *)
	time_t now = next(NULL);

	if (control != NULL) {
		now += atomic_load(&control->clock);
	}
	if (out != NULL) {
		*out = now;
	}
	return now;
}
