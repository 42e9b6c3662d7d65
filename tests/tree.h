/*
 * tree.h - an empty organisation under statutes of the test's own, for tests of
 * units and offices.
 *
 * Today is 2026-11-20. Each call of tree_begin() to tree_end() is a request: a
 * transaction of its own with an arena of its own.
 */
#ifndef TESTS_TREE_H
#define TESTS_TREE_H

#include "base/base.h"

struct tree {
	struct arena	 mem;
	struct ctx	 cx;
};

void	tree_open(struct tree *);
void	tree_close(struct tree *);
/* An edition from a day on: the lines of its rules. */
void	tree_adopt(struct tree *, const char *from, const char *rules);

struct ctx	*tree_begin(struct tree *);
void	tree_end(struct tree *);

/* "2026-11-20" as a day, "" as DATE_NONE. */
struct date	tree_day(const char *);
/* A figure of the database; outside of tree_begin(). */
int64_t	tree_number(struct tree *, const char *fmt, ...) PRINTF(2, 3);
/* Statements, each on its own; outside of tree_begin(). */
void	tree_script(struct tree *, const char *fmt, ...) PRINTF(2, 3);

#endif
