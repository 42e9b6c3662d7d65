/*
 * cli.h - the verbs of the command line.
 *
 * A room writes its verbs as a table, in x_cli.c:
 *
 *	static const struct option import_options[] = {
 *		{ "dry-run", NULL, false, "read and check, change nothing" },
 *		{ "map", "COLUMN=FIELD", true, "what a column means" },
 *		OPTIONS_END
 *	};
 *	const struct verb transfer_verbs[] = {
 *		{ "import units", "DB FILE", "reads units from a list",
 *		  "FILE is a table with a header ...", import_options,
 *		  import_units },
 *		VERBS_END
 *	};
 *
 * and is listed in tables.c. The help, the manual page and the completion of
 * the shells are made from these tables, and so is the check of what a person
 * typed: run() sees only arguments and options that the table knows, as many as
 * it asks for. A verb opens its database with db/verb.h.
 *
 * Standard output is for what was asked for; all that is said about the work
 * goes to standard error.
 */
#ifndef CLI_H
#define CLI_H

#include "base/base.h"

struct cli;

struct option {
	const char	*name;		/* "dry-run", typed as --dry-run */
	const char	*value;		/* what stands for its value; NULL: a
					 * flag */
	bool		 repeated;	/* may be given more than once */
	const char	*help;		/* one line, small first letter */
};
#define OPTIONS_END	{ NULL, NULL, false, NULL }

struct verb {
	const char		*name;		/* "import units" */
	const char		*args;		/* "DB FILE", "DB [FILE]", "DB
						 * FILE..."; "" for none */
	const char		*summary;	/* one line, small first letter,
						 * no full stop */
	const char		*help;		/* paragraphs; "" for none */
	const struct option	*options;	/* NULL for none */
	int			(*run)(struct cli *);
};
#define VERBS_END	{ NULL, NULL, NULL, NULL, NULL, NULL }

/* What run() returns, and the program after it. */
enum cli_exit {
	CLI_DONE = 0,
	CLI_REFUSED = 1,	/* refused or failed; why was printed */
	CLI_USAGE = 2		/* typed wrongly; nothing was done */
};

#define CLI_ARGS_MAX	64	/* arguments and options of one call */

struct cli {
	const char		*prog;		/* "cellwork" */
	const struct verb	*const *verbs;	/* all; ends with NULL */
	const struct verb	*verb;		/* the one that runs */
	const char		*args[CLI_ARGS_MAX];
	size_t			 args_len;
	struct cli_given {
		const struct option	*option;
		const char		*value;	/* "" for a flag */
	}			 given[CLI_ARGS_MAX];
	size_t			 given_len;
	struct arena		*mem;		/* lives as long as the verb */
};

/* The argument at i, or NULL if the person gave fewer. */
const char	*cli_arg(const struct cli *, size_t i);
/* The value of an option, or NULL if it was not given. */
const char	*cli_option(const struct cli *, const char *name);
bool	cli_flag(const struct cli *, const char *name);
/* Each value of a repeated option in turn; *i starts at 0. */
bool	cli_each(const struct cli *, const char *name, size_t *i,
	    const char **value);
/*
 * The value of an option read as a day or a number from min to max. *out stays
 * as it is if the option was not given. False: it is no such thing, and that
 * was said; return CLI_USAGE.
 */
MUST_USE bool	cli_day(const struct cli *, const char *name,
		    struct date *out);
MUST_USE bool	cli_number(const struct cli *, const char *name, int64_t min,
		    int64_t max, int64_t *out);

/* "cellwork: <sentence>" on standard error. Returns CLI_REFUSED. */
int	cli_fail(const struct cli *, const char *fmt, ...) PRINTF(2, 3);
/* The same, and where the help is. Returns CLI_USAGE. */
int	cli_usage(const struct cli *, const char *fmt, ...) PRINTF(2, 3);
/* A line on standard error about the work, without the program's name. */
void	cli_note(const struct cli *, const char *fmt, ...) PRINTF(2, 3);
/* Flushes standard output: CLI_DONE, or CLI_REFUSED if it could not be
 * written (a full disk, a closed pipe), which was said. */
int	cli_done(const struct cli *);

/*
 * How far a long piece of work is. On a terminal a line with a bar, numbers,
 * rate and time left; elsewhere a line every ten seconds; nothing at all for
 * work of less than half a second. While it is open SIGINT and SIGTERM only set
 * cli_stopping(), which the work looks at between two steps it can stop
 * between; a second one ends the program at once.
 */
struct progress {
	const char	*what;		/* "members" */
	int64_t		 all;		/* 0: not known */
	int64_t		 began_ms, shown_ms;
	int64_t		 done;
	bool		 terminal, shown;
};
void	progress_start(struct progress *, const char *what, int64_t all);
void	progress_at(struct progress *, int64_t done);	/* cheap; call often */
void	progress_end(struct progress *);
bool	cli_stopping(void);

/* ---- for main.c and tests ---------------------------------------------- */

/* Finds the verb, reads its arguments and options, runs it. `verbs` is the list
 * of every room's table and ends with NULL. */
int	cli_main(int argc, char **argv, const struct verb *const *verbs);

/* help, help --man, help --completion; --version. */
extern const struct verb help_verbs[];

#endif
