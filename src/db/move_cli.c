/*
 * move_cli.c - the verb that takes a house from a file to PostgreSQL.
 *
 *	cellwork move FILE postgresql://HOST/NAME
 */
#include <inttypes.h>

#include "base/cli.h"
#include "db/move.h"

static struct progress bar;		/* db_move() calls without a context */
static enum move_step shown;

static bool
show(enum move_step step, int64_t done, int64_t all)
{
	static const char *const what[MOVE_STEPS] = {
		[MOVE_COPY] = "rows copied",
		[MOVE_INDEX] = "indexes and references",
		[MOVE_COMPARE] = "rows compared",
	};

	if (step != shown) {
		progress_end(&bar);
		progress_start(&bar, what[step], all);
		shown = step;
	}
	bar.all = all;
	progress_at(&bar, done);
	return !cli_stopping();
}

static int
run_move(struct cli *cli)
{
	const char *problem = "", *to = cli_arg(cli, 1);
	struct moved moved;
	bool ok;

	shown = MOVE_COPY;
	progress_start(&bar, "rows copied", 0);
	ok = db_move(cli_arg(cli, 0), to, show, &moved, &problem);
	progress_end(&bar);
	if (!ok) {
		return cli_fail(cli, "%s", problem);
	}
	if (moved.went_on_at > 0) {
		cli_note(cli, "%" PRId64 " rows were there already, from a move"
		    " that was stopped.", moved.went_on_at);
	}
	cli_note(cli, "%" PRId64 " rows of %" PRId64 " tables are moved, and"
	    " each was compared (%s).", moved.rows, moved.tables,
	    moved.digest);
	cli_note(cli, "%s was left as it is. Serve %s from now on, and put the"
	    " file away, so that nobody writes to it by mistake.",
	    cli_arg(cli, 0), to);
	return CLI_DONE;
}

extern const struct verb move_verbs[];		/* listed in tables.c */

const struct verb move_verbs[] = {
	{ "move", "FILE DB", "takes a house from a file to PostgreSQL",
	    "DB is the address of an empty database, such as"
	    " postgresql://db.example/cellwork; a password stands in ~/.pgpass."
	    " FILE must not be open in a server.\n\n"
	    "Every row is copied, and afterwards every row is read from both"
	    " sides and compared. Until that is done DB cannot be opened."
	    " Ctrl-C stops it, and so may anything else: the same command goes"
	    " on where it was. FILE is left as it is.",
	    NULL, run_move },
	VERBS_END
};
