/*
 * check_cli.c - the verb that says whether a database is as it should be.
 */
#include <inttypes.h>
#include <stdio.h>

#include "check/check.h"
#include "db/verb.h"
#include "tally/tally.h"

#define STEP_UNITS	500
#define CHECKS_OWN	3		/* the file, the figures, their sums */

static void
print_found(enum check check, const struct check_result *result)
{
	printf("WRONG  %s: %" PRId64 "%s", check_holds(check), result->found,
	    result->found == CHECK_FOUND_MAX ? " or more" : "");
	for (int64_t i = 0; i < result->found && i < CHECK_SHOWN_MAX; i++) {
		printf("%s " STR_FMT " %" PRId64, i == 0 ? ":" : ",",
		    STR_ARG(result->rows[i].table), result->rows[i].id);
	}
	printf("%s\n", result->found > CHECK_SHOWN_MAX ? " ..." : "");
}

static void
print_figures(const char *holds, const struct tally_found *found)
{
	if (found->wrong_len == 0) {
		printf("ok     %s\n", holds);
		return;
	}
	printf("WRONG  %s: %" PRId64, holds, found->wrong_len);
	for (size_t i = 0; i < found->wrong.len; i++) {
		const struct tally_wrong *w = &found->wrong.at[i];

		printf("%s unit %" PRId64 " (" STR_FMT ")", i == 0 ? ":" : ",",
		    w->unit_id, STR_ARG(w->what));
	}
	printf("%s\n", found->wrong_len > (int64_t)found->wrong.len ? " ..." :
	    "");
}

/* Every unit is counted again from its records: it takes longest, so it says
 * how far it is. */
static int
check_figures(struct cli *cli, struct ctx *cx)
{
	struct tally_found rows = { 0 }, sums = { 0 };
	struct progress bar = { 0 };
	int64_t after = 0, done = 0;
	size_t mark = cx->mem->used;

	progress_start(&bar, "units", tally_units(cx));
	while (!cli_stopping() && tally_check_next(cx, cli->mem, &after,
	    STEP_UNITS, &rows)) {
		arena_release(cx->mem, mark);
		progress_at(&bar, done += STEP_UNITS);
	}
	progress_end(&bar);
	print_figures("The figures of each unit are those of its records",
	    &rows);
	tally_check_sums(cx, cli->mem, &sums);
	print_figures("The sums of each unit are those of the units under it",
	    &sums);
	if (rows.waiting > 0) {
		cli_note(cli, "%" PRId64 " units wait to be counted again: the "
		    "server does it as it runs, or cellwork tally.",
		    rows.waiting);
	}
	return (rows.wrong_len > 0) + (sums.wrong_len > 0);
}

/* How many do not hold. A file that is damaged is not read any further. */
static int
check_all(struct cli *cli, struct ctx *cx)
{
	int wrong = 0;
	str problem;

	if (!check_file(cx, &problem)) {
		printf("WRONG  " STR_FMT "\n", STR_ARG(problem));
		cli_note(cli, "The other checks were left out. Make a copy of "
		    "the file as it is, and restore the last backup.");
		return 1;
	}
	printf("ok     The file is whole, and every reference leads to a "
	    "row\n");
	for (int i = 0; i < CHECK_COUNT; i++) {
		struct check_result result;

		check_run(cx, (enum check)i, &result);
		if (result.found == 0) {
			printf("ok     %s\n", check_holds((enum check)i));
		} else {
			print_found((enum check)i, &result);
			wrong++;
		}
		fflush(stdout);
	}
	return wrong + check_figures(cli, cx);
}

static int
run_check(struct cli *cli)
{
	struct ctx *cx = verb_open(cli, cli_arg(cli, 0), VERB_READ);
	int wrong, done;

	if (cx == NULL) {
		return CLI_REFUSED;
	}
	wrong = check_all(cli, cx);
	if (verb_save(cx) != CLI_DONE) {
		return CLI_REFUSED;
	}
	done = cli_done(cli);
	if (wrong > 0) {
		return cli_fail(cli, "%d of %d checks found something wrong",
		    wrong, CHECK_COUNT + CHECKS_OWN);
	}
	return done;
}

const struct verb check_verbs[] = {
	{ "check", "DB", "looks whether the records are as they must be",
	    "First the file itself: its pages, its indexes, and whether every "
	    "reference leads to a row. Then what always holds in an "
	    "organisation: that a member belongs to one cell on any day, that "
	    "a seat has one holder, that the units form one tree, and so on. "
	    "At last every unit is counted again from its records, and what "
	    "the pages show of it is compared with that. "
	    "It changes nothing and may run while the pages are served.\n\n"
	    "Each line says \"ok\" or \"WRONG\"; what is wrong is named by "
	    "table and row, never by a person's name.",
	    NULL, run_check },
	VERBS_END
};
