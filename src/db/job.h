/*
 * job.h - a verb of the command line and its database.
 *
 * The edge of the program owns the transaction: a verb opens a job, works with
 * its ctx as a request does, and closes it. What a job says on standard error
 * is a sentence for the person at the shell.
 *
 *	struct ctx *cx = job_open(cli, cli_arg(cli, 0), JOB_WRITE);
 *
 *	if (cx == NULL) {
 *		return CLI_REFUSED;
 *	}
 *	err = statutes_adopt(cx, ...);
 *	if (err != STATUTES_OK) {
 *		job_drop(cx);
 *		return cli_fail(cli, "%s", statutes_err_text(err));
 *	}
 *	return job_save(cx);
 */
#ifndef JOB_H
#define JOB_H

#include "base/base.h"
#include "base/cli.h"

enum job_mode {
	JOB_READ,		/* must exist; reads one state of it */
	JOB_WRITE,		/* must exist */
	JOB_CREATE		/* must not exist; a job dropped removes it */
};

/* Makes an empty database where there is none yet, for a long job that goes on
 * when it is called again. False: it could not be made, which was said. */
MUST_USE bool	job_make(struct cli *, const char *path);
/* NULL if it could not be opened, which was said. A transaction is begun;
 * cx->actor and cx->account are 0: the shell. */
MUST_USE struct ctx	*job_open(struct cli *, const char *path,
			    enum job_mode);
/*
 * For work too long for one transaction: makes durable what was done so far,
 * gives back what cx->mem held, and begins again. False: it could not be saved,
 * which was said; the caller drops the job and returns CLI_REFUSED.
 */
MUST_USE bool	job_step(struct ctx *);
/* Commits and closes: CLI_DONE, or CLI_REFUSED if it could not be saved or, for
 * JOB_READ, not be read to the end; which was said. */
MUST_USE int	job_save(struct ctx *);
/* Closes; what was done since the last job_step() is undone. */
void	job_drop(struct ctx *);

#endif
