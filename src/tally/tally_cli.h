/*
 * tally_cli.h - for verbs after which very many units are to be counted again.
 */
#ifndef TALLY_CLI_H
#define TALLY_CLI_H

#include "base/base.h"
#include "base/cli.h"

/*
 * Counts every unit whose figures are not good any more, step by step, and
 * saves each step; what was done before is saved with the first. A person may
 * stop it: the server counts the rest. False: it could not be saved, which was
 * said.
 */
MUST_USE bool	tally_finish(struct cli *, struct ctx *);

#endif
