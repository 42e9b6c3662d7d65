/* tree.c - an empty organisation under statutes of the test's own. */
#include "tests/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db.h"
#include "statutes/statutes.h"

#define TREE_TODAY	"2026-11-20"
#define TREE_NOW	1795197600		/* 18:00 UTC that day */

static void
must(bool ok, const char *what)
{
	if (!ok) {
		fprintf(stderr, "tree: %s\n", what);
		abort();
	}
}

struct date
tree_day(const char *text)
{
	struct date day = DATE_NONE;

	must(text[0] == '\0' || date_parse(str_z(text), &day), text);
	return day;
}

void
tree_open(struct tree *tree)
{
	const char *problem = "";

	memset(tree, 0, sizeof(*tree));
	must(arena_make(&tree->mem, (size_t)1 << 26), "no address space");
	tree->cx = (struct ctx){
		.db = db_open(":memory:", DB_OPEN_CREATE, &problem),
		.mem = &tree->mem,
		.today = tree_day(TREE_TODAY),
		.now = TREE_NOW,
	};
	must(tree->cx.db != NULL, problem);
}

void
tree_close(struct tree *tree)
{
	db_close(tree->cx.db);
	arena_drop(&tree->mem);
}

struct ctx *
tree_begin(struct tree *tree)
{
	arena_reset(&tree->mem);
	db_begin(tree->cx.db, DB_WRITE);
	return &tree->cx;
}

void
tree_end(struct tree *tree)
{
	must(db_commit(tree->cx.db), db_problem(tree->cx.db));
}

void
tree_adopt(struct tree *tree, const char *from, const char *rules)
{
	struct ctx *cx = tree_begin(tree);
	struct statutes_errors *errors = NEW(cx->mem, struct statutes_errors,
	    1);
	str text = arena_printf(cx->mem,
	    "## Article 1. How we are built\n\n```rules\n%s```\n", rules);
	int64_t id = 0;
	enum statutes_err err = statutes_adopt(cx, text, tree_day(from),
	    errors, &id);

	for (size_t i = 0; i < errors->list_len; i++) {
		fprintf(stderr, "tree: " STR_FMT "\n",
		    STR_ARG(errors->list[i].text));
	}
	must(err == STATUTES_OK, statutes_err_text(err));
	tree_end(tree);
}

int64_t
tree_number(struct tree *tree, const char *fmt, ...)
{
	char text[1000];
	va_list ap;
	int64_t n;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	db_begin(tree->cx.db, DB_READ);
	n = db_number(tree->cx.db, text);
	must(db_commit(tree->cx.db), db_problem(tree->cx.db));
	return n;
}

void
tree_script(struct tree *tree, const char *fmt, ...)
{
	char text[4000];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	db_begin(tree->cx.db, DB_WRITE);
	db_script(tree->cx.db, text);
	must(db_commit(tree->cx.db), db_problem(tree->cx.db));
}
