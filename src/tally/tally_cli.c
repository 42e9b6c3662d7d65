/*
 * tally_cli.c - the verb that counts the figures of every unit anew.
 */
#include <inttypes.h>

#include "db/verb.h"
#include "tally/tally.h"
#include "tally/tally_cli.h"

#define STEP_UNITS	2000

bool
tally_finish(struct cli *cli, struct ctx *cx)
{
	struct progress bar = { 0 };
	int64_t all, done = 0;
	bool saved = true;
	size_t n;

	/* One more step may be all: then nobody needs a line about it. */
	n = tally_catch_up(cx, STEP_UNITS);
	if (n < STEP_UNITS) {
		return true;
	}
	all = tally_waiting(cx) + (int64_t)n;
	progress_start(&bar, "units counted", all);
	while (saved && n > 0 && !cli_stopping()) {
		progress_at(&bar, done += (int64_t)n);
		saved = verb_step(cx);
		n = saved ? tally_catch_up(cx, STEP_UNITS) : 0;
	}
	progress_end(&bar);
	if (saved && n > 0) {
		cli_note(cli, "The figures of %" PRId64 " units are still "
		    "those of before; the server counts them, or cellwork "
		    "tally.", all - done);
	}
	return saved;
}

/* Every unit, whatever its row says; false: it could not be saved. */
static bool
count_all(struct ctx *cx, int64_t *done)
{
	struct progress bar = { 0 };
	int64_t after = 0;
	bool saved = true;

	progress_start(&bar, "units", tally_units(cx));
	while (saved && !cli_stopping() &&
	    tally_count_next(cx, &after, STEP_UNITS, done)) {
		progress_at(&bar, *done);
		saved = verb_step(cx);
	}
	progress_end(&bar);
	return saved;
}

static int
run_tally(struct cli *cli)
{
	struct ctx *cx = verb_open(cli, cli_arg(cli, 0), VERB_WRITE);
	int64_t all, done = 0;
	int saved;

	if (cx == NULL) {
		return CLI_REFUSED;
	}
	all = tally_units(cx);
	if (!count_all(cx, &done)) {
		verb_drop(cx);
		return CLI_REFUSED;
	}
	saved = verb_save(cx);
	if (saved == CLI_DONE && done < all) {
		return cli_fail(cli, "stopped: %" PRId64 " of %" PRId64
		    " units were counted, and what was counted is saved",
		    done, all);
	}
	if (saved == CLI_DONE) {
		cli_note(cli, "%" PRId64 " units counted.", done);
	}
	return saved;
}

const struct verb tally_verbs[] = {
	{ "tally", "DB", "counts the figures of every unit anew",
	    "The pages show figures that are kept beside the records: how "
	    "each unit stands with its meetings, which exceptions are open, "
	    "how many members it has. They are counted from the records as "
	    "these change, so nobody needs this verb in ordinary times.\n\n"
	    "Run it when \"cellwork check\" says that figures differ from the "
	    "records, and tell the maintainers: it should not happen. It may "
	    "run while the pages are served, and may be stopped at any time.",
	    NULL, run_tally },
	VERBS_END
};
