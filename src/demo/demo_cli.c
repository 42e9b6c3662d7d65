/* demo_cli.c - the verb demo. */
#include <stdio.h>

#include "base/cli.h"
#include "db/verb.h"
#include "demo/demo.h"
#include "picture/picture.h"

#define CELLS_A_STEP	250	/* made durable together */

static void
say_logins(void)
{
	for (const struct demo_login *l = demo_logins; l->role != NULL; l++) {
		printf("%-10s %-12s \"%s\"  (%s)\n", l->role, l->login,
		    DEMO_PASSWORD, l->name);
	}
}

/* Cell after cell; false: it was stopped or could not be saved. */
static bool
make_cells(struct ctx *cx, struct demo *d)
{
	struct progress bar;
	bool more = d->made < d->cells, saved = true;

	progress_start(&bar, "cells", d->cells);
	while (more && saved && !cli_stopping()) {
		more = demo_cell(cx, d);
		progress_at(&bar, d->made);
		if (d->made % CELLS_A_STEP == 0) {
			saved = verb_step(cx);
		}
	}
	progress_end(&bar);
	return saved && !more;
}

static int
demo(struct cli *cli)
{
	const char *path = cli_arg(cli, 0);
	struct demo d = { .cells = 3000 };
	int64_t seed = 1;
	struct ctx *cx;

	if (!cli_number(cli, "cells", DEMO_CELLS_MIN, DEMO_CELLS_MAX,
	    &d.cells) || !cli_number(cli, "seed", 0, 999999999, &seed)) {
		return CLI_USAGE;
	}
	d.seed = (uint64_t)seed;
	d.large = cli_option(cli, "wide") != NULL;
	cx = verb_make(cli, path) ? verb_open(cli, path, VERB_WRITE) : NULL;
	if (cx == NULL) {
		return CLI_REFUSED;
	}
	d.today = cx->today;
	if (!demo_begin(cx, &d)) {
		verb_drop(cx);
		return cli_fail(cli, "%s holds another organisation; it was "
		    "not touched", path);
	}
	if (!make_cells(cx, &d)) {
		verb_drop(cx);
		return cli_fail(cli, "stopped; run it again to go on where it "
		    "stopped");
	}
	if (!demo_accounts(cx)) {
		verb_drop(cx);
		return cli_fail(cli, "there is not enough memory to make the "
		    "accounts");
	}
	demo_conference(cx, &d);
	demo_plan(cx, &d);
	demo_circulars(cx, &d);
	picture_lay(cx);
	say_logins();
	return verb_save(cx);
}

static const struct option demo_options[] = {
	{ "cells", "N", false, "how many cells to make (3000)" },
	{ "wide", NULL, false, "as a large one is built, also below 20,000" },
	{ "seed", "S", false, "another seed gives other people (1)" },
	OPTIONS_END
};

const struct verb demo_verbs[] = {
	{ "demo", "DB", "makes a federation that does not exist, to look "
	    "around", "Two years of believable life: some cells late, some "
	    "offices vacant, one county flooded; from 20,000 cells on one "
	    "year. 500,000 cells are five million members, ten minutes and "
	    "9 GB of disk. Prints who may log in. If it is stopped, the same "
	    "call goes on where it stopped.",
	    demo_options, demo },
	VERBS_END
};
