/*
 * progress.c - a person at a terminal sees how far a long piece of work is, and
 * can stop it between two steps.
 */
#include <assert.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/cli.h"

#define TERMINAL_EVERY_MS	100
#define LINE_EVERY_MS		10000
#define QUIET_MS		500
#define BAR_MAX			40

static volatile sig_atomic_t stopping;
static bool watching;
static struct sigaction old_int, old_term;

bool
cli_stopping(void)
{
	return stopping != 0;
}

static void
on_signal(int signal)
{
	(void)signal;
	stopping = 1;
}

/* Once: the second signal finds the system's own behaviour again. */
static void
watch_signals(void)
{
	struct sigaction action = { .sa_handler = on_signal,
		.sa_flags = (int)SA_RESETHAND | SA_RESTART };

	assert(!watching);
	watching = true;
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, &old_int);
	sigaction(SIGTERM, &action, &old_term);
}

/* "1,234,567", for people. */
static const char *
grouped(int64_t n, char buf[32])
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%" PRId64, n);
	char *to = buf;

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0) {
			*to++ = ',';
		}
		*to++ = digits[i];
	}
	*to = '\0';
	return buf;
}

static const char *
duration(int64_t seconds, char buf[32])
{
	if (seconds < 60) {
		snprintf(buf, 32, "%d s", (int)seconds);
	} else if (seconds < 3600) {
		snprintf(buf, 32, "%d min %d s", (int)(seconds / 60),
		    (int)(seconds % 60));
	} else {
		snprintf(buf, 32, "%" PRId64 " h %d min", seconds / 3600,
		    (int)(seconds / 60 % 60));
	}
	return buf;
}

static int
terminal_width(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
		return size.ws_col;
	}
	return 80;
}

/* "41 %  412,000 of 1,000,000  13,200/s  45 s left" */
static int
figures(const struct progress *p, int64_t ms, char *buf, size_t size)
{
	char done[32], all[32], rate[32], left[32];
	int64_t per_s = p->done * 1000 / (ms > 0 ? ms : 1);

	grouped(p->done, done);
	grouped(per_s, rate);
	if (p->all <= 0) {
		return snprintf(buf, size, "%s  %s/s", done, rate);
	}
	duration(p->done > 0 ? (int64_t)((double)ms / 1000 /
	    (double)p->done * (double)(p->all - p->done)) : 0, left);
	return snprintf(buf, size, "%3d %%  %s of %s  %s/s%s%s%s",
	    (int)((double)p->done * 100 / (double)p->all), done,
	    grouped(p->all, all), rate, p->done > 0 ? "  " : "",
	    p->done > 0 ? left : "", p->done > 0 ? " left" : "");
}

static void
show_bar(const struct progress *p, const char *text, int text_len)
{
	char bar[BAR_MAX + 1];
	int room = terminal_width() - text_len - (int)strlen(p->what) - 6;
	int width = p->all > 0 ? (room < BAR_MAX ? room : BAR_MAX) : 0;

	if (width < 4) {
		fprintf(stderr, "\r\033[K%s  %s", p->what, text);
	} else {
		int filled = (int)((double)p->done / (double)p->all * width);

		memset(bar, '.', sizeof(bar));
		memset(bar, '#', (size_t)(filled < width ? filled : width));
		bar[width] = '\0';
		fprintf(stderr, "\r\033[K%s  [%s] %s", p->what, bar, text);
	}
	fflush(stderr);
}

static void
show(struct progress *p, int64_t now)
{
	char text[160];
	int len = figures(p, now - p->began_ms, text, sizeof(text));

	p->shown_ms = now;
	p->shown = true;
	if (p->terminal) {
		show_bar(p, text, len);
	} else {
		fprintf(stderr, "%s: %s\n", p->what, text);
	}
}

void
progress_start(struct progress *p, const char *what, int64_t all)
{
	int64_t now = clock_monotonic_ms();

	*p = (struct progress){ .what = what, .all = all, .began_ms = now,
		.terminal = isatty(STDERR_FILENO) == 1 };
	p->shown_ms = p->terminal ? now + QUIET_MS - TERMINAL_EVERY_MS : now;
	watch_signals();
}

void
progress_at(struct progress *p, int64_t done)
{
	int64_t now = clock_monotonic_ms();

	p->done = done;
	if (p->all > 0 && done > p->all) {
		p->all = done;		/* it was announced too low */
	}
	if (now - p->shown_ms >= (p->terminal ? TERMINAL_EVERY_MS :
	    LINE_EVERY_MS)) {
		show(p, now);
	}
}

/* "cells: 3,000 in 29 s", where lines were written on the way. */
static void
say_end(const struct progress *p)
{
	char done[32], taken[32];

	fprintf(stderr, "%s: %s in %s\n", p->what, grouped(p->done, done),
	    duration((clock_monotonic_ms() - p->began_ms) / 1000, taken));
}

void
progress_end(struct progress *p)
{
	if (p->shown && p->terminal) {
		fputs("\r\033[K", stderr);
		fflush(stderr);
	} else if (p->shown) {
		say_end(p);
	}
	sigaction(SIGINT, &old_int, NULL);
	sigaction(SIGTERM, &old_term, NULL);
	watching = false;
}
