/*
 * main.c - cellwork-paper: a document from standard input becomes a PDF on
 * standard output, which must be a file. The program is called by cellwork and
 * by nobody else; it limits itself before it reads anything.
 *
 *	cellwork-paper SECONDS MEGABYTES PAGES FILE-MEGABYTES
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "draw/draw.h"
#include "paper/wire.h"

#define NICE	5

/* A sanitizer keeps more than any limit of ours beside the program. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif

/* The end. What fonts and caches hold goes with the process, all at once. */
static _Noreturn void
end(enum paper_err err, const char *detail)
{
	fprintf(stderr, "%s%s\n", WIRE_SAYS, detail);
	fflush(stderr);
	_exit(WIRE_STATUS(err));
}

static bool
limit(int resource, int64_t value)
{
	/* At the hard limit of time it is killed without a word. */
	struct rlimit l = { (rlim_t)value, (rlim_t)value + 1 };

	return value > 0 && setrlimit(resource, &l) == 0;
}

static int64_t
number(const char *text)
{
	int64_t value = 0;

	return str_to_int(str_z(text), &value) ? value : 0;
}

/* PAPER-3, PAPER-7. With the one who called it gone, nobody wants the file. */
static bool
limit_all(char **argv)
{
	int64_t mb = (int64_t)1 << 20;
	struct rlimit no_core = { 0, 0 };

	/* Pages are answered first. */
	setpriority(PRIO_PROCESS, 0, NICE);
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_CORE, &no_core);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#ifndef SANITIZED
	if (!limit(RLIMIT_DATA, number(argv[2]) * mb)) {
		return false;
	}
#endif
	return limit(RLIMIT_CPU, number(argv[1])) &&
	    limit(RLIMIT_FSIZE, number(argv[4]) * mb);
}

/* All of standard input, as far as a document is long. */
static bool
read_all(struct arena *mem, str *out)
{
	char *at = arena_alloc(mem, PAPER_WIRE_MAX + 1, 1);
	size_t len = 0;

	for (;;) {
		ssize_t n = read(STDIN_FILENO, at + len,
		    PAPER_WIRE_MAX + 1 - len);

		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n <= 0) {
			*out = (str){ at, len };
			return n == 0 && len <= PAPER_WIRE_MAX;
		}
		len += (size_t)n;
	}
}

int
main(int argc, char **argv)
{
	struct arena bytes_room, room;
	struct paper paper;
	char detail[160];
	str bytes;
	enum paper_err err;
	int pages;

	if (argc != 5) {
		end(PAPER_FAILED, "is called by cellwork");
	}
	if (!limit_all(argv)) {
		end(PAPER_FAILED, "it cannot limit itself (setrlimit)");
	}
	if (!arena_make(&bytes_room, PAPER_WIRE_MAX + 4096) ||
	    !read_all(&bytes_room, &bytes) ||
	    !arena_make(&room, wire_room(bytes.len))) {
		end(PAPER_TOO_LARGE, "memory");
	}
	if (!wire_read(&room, bytes, &paper)) {
		end(PAPER_FAILED, "the bytes are no document");
	}
	err = draw_paper(&paper, STDOUT_FILENO, (int)number(argv[3]), &pages,
	    detail);
	if (err != PAPER_OK) {
		end(err, detail);
	}
	snprintf(detail, sizeof(detail), "pages %d", pages);
	end(PAPER_OK, detail);
}
