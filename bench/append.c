/*
 * append.c - what the disk gives: so many bytes appended and made durable, one
 * after the other.
 *
 *	bench_append FILE BYTES SECONDS
 *
 * Prints how often a second.
 */
#include <fcntl.h>
#include <unistd.h>

#include "bench.h"

int
main(int argc, char **argv)
{
	size_t bytes = argc == 4 ? strtoul(argv[2], NULL, 10) : 0;
	double seconds = argc == 4 ? strtod(argv[3], NULL) : 0;
	char *block = calloc(1, bytes + 1);
	int64_t began, now;
	long done = 0;
	int fd;

	if (bytes == 0 || block == NULL) {
		fprintf(stderr, "usage: bench_append FILE BYTES SECONDS\n");
		return 2;
	}
	fd = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC,
	    0600);
	began = now = bench_now_ns();
	while ((double)(now - began) < seconds * 1e9) {
		if (write(fd, block, bytes) != (ssize_t)bytes ||
		    fdatasync(fd) != 0) {
			perror(argv[1]);
			return 1;
		}
		done++;
		now = bench_now_ns();
	}
	printf("%.3f\n", (double)done / ((double)(now - began) / 1e9));
	close(fd);
	unlink(argv[1]);
	free(block);
	return 0;
}
