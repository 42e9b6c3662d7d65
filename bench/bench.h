/*
 * bench.h - for measurements in C: a clock, rounds and sizes as the harness
 * wants them, and a row of the table. Included once by a program bench/pN.c.
 */
#ifndef BENCH_H
#define BENCH_H

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct bench_row {
	const char	*what, *size, *unit;	/* plain words: no quotes */
	const double	*ours;
	const double	*reference;		/* NULL: none */
	size_t		 rounds;
	const char	*against;		/* what the reference is */
	bool		 less;			/* less is better */
	const char	*reach_is;		/* "ratio", "most", "least" */
	double		 reach;
};

static inline int64_t
bench_now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Whether it is only tried: SIZE=small. */
static inline bool
bench_is_small(void)
{
	const char *size = getenv("SIZE");

	return size != NULL && strcmp(size, "small") == 0;
}

static inline size_t
bench_rounds(void)
{
	const char *rounds = getenv("ROUNDS");
	long n = rounds != NULL ? strtol(rounds, NULL, 10) : 0;

	return n > 0 ? (size_t)n : bench_is_small() ? 2 : 5;
}

static inline void
bench_list(const char *name, const double *at, size_t len)
{
	printf(", \"%s\": [", name);
	for (size_t i = 0; i < len; i++) {
		printf("%s%.9g", i > 0 ? ", " : "", at[i]);
	}
	putchar(']');
}

static inline void
bench_print(struct bench_row r)
{
	printf("{\"what\": \"%s\", \"size\": \"%s\", \"unit\": \"%s\", "
	    "\"better\": \"%s\"", r.what, r.size, r.unit,
	    r.less ? "less" : "more");
	bench_list("ours", r.ours, r.rounds);
	if (r.reference != NULL) {
		bench_list("reference", r.reference, r.rounds);
		printf(", \"against\": \"%s\"", r.against);
	}
	if (r.reach_is != NULL) {
		printf(", \"reach_is\": \"%s\", \"reach\": %.9g", r.reach_is,
		    r.reach);
	}
	puts("}");
	fflush(stdout);
}

#endif
