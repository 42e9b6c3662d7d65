/* random.c - random bytes from the system, or no program at all. */
#include "base/base.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

void
random_bytes(void *to, size_t len)
{
	char *at = to;

	while (len > 0) {
		ssize_t n = getrandom(at, len, 0);

		if (n < 0 && errno != EINTR) {
			/* Anything made from worse bytes could be guessed. */
			log_line("no random bytes: %s", strerror(errno));
			abort();
		}
		if (n > 0) {
			at += n;
			len -= (size_t)n;
		}
	}
}
