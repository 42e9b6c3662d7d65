/* log.c - the only log: one line on standard error, in one write. */
#include "base/base.h"

#include <stdio.h>
#include <unistd.h>

#define LINE_MAX_BYTES	1000

/* A line break inside would let a stranger's words pass for a line of ours. */
static void
blank_controls(char *line, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)line[i];

		if (c < ' ' || c == 0x7f) {
			line[i] = ' ';
		}
	}
}

void
log_line(const char *fmt, ...)
{
	char line[LINE_MAX_BYTES + 1];
	size_t len;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	if (n < 0) {
		return;
	}
	len = (size_t)n < sizeof(line) ? (size_t)n :
	    utf8_cut((str){ line, sizeof(line) - 1 }, sizeof(line) - 5).len;
	blank_controls(line, len);
	if (len < (size_t)n) {
		len += (size_t)snprintf(line + len, 5, " ...");
	}
	line[len++] = '\n';
	/* Where standard error is gone there is nobody left to tell. */
	if (write(STDERR_FILENO, line, len) < 0) {
		return;
	}
}
