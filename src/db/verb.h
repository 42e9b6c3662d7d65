/*
 * verb.h - a verb of the command line and its database.
 *
 * The edge of the program owns the transaction: a verb opens it, works with
 * its ctx as a request does, and closes it. What is said on standard error
 * is a sentence for the person at the shell.
 *
 *	struct ctx *cx = verb_open(cli, cli_arg(cli, 0), VERB_WRITE);
 *
 *	if (cx == NULL) {
 *		return CLI_REFUSED;
 *	}
 *	err = statutes_adopt(cx, ...);
 *	if (err != STATUTES_OK) {
 *		verb_drop(cx);
 *		return cli_fail(cli, "%s", statutes_err_text(err));
 *	}
 *	return verb_save(cx);
 */
#ifndef DB_VERB_H
#define DB_VERB_H

#include "base/base.h"
#include "base/cli.h"

enum verb_mode {
	VERB_READ,		/* must exist; reads one state of it */
	VERB_WRITE,		/* must exist */
	VERB_CREATE		/* must not exist; dropped: removed again */
};

/* Makes an empty database where there is none yet, for long work that goes on
 * when it is called again. False: it could not be made, which was said. */
MUST_USE bool	verb_make(struct cli *, const char *path);
/* NULL if it could not be opened, which was said. A transaction is begun;
 * cx->actor and cx->account are 0: the shell. */
MUST_USE struct ctx	*verb_open(struct cli *, const char *path,
			    enum verb_mode);
/*
 * For work too long for one transaction: makes durable what was done so far,
 * gives back what cx->mem held, and begins again. False: it could not be saved,
 * which was said; the caller drops it and returns CLI_REFUSED.
 */
MUST_USE bool	verb_step(struct ctx *);
/* Commits and closes: CLI_DONE, or CLI_REFUSED if it could not be saved or, for
 * VERB_READ, not be read to the end; which was said. */
MUST_USE int	verb_save(struct ctx *);
/* Closes; what was done since the last verb_step() is undone. */
void	verb_drop(struct ctx *);

#endif
