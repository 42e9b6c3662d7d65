/*
 * statutes_cli.h - reading a document for a verb of the command line.
 */
#ifndef STATUTES_CLI_H
#define STATUTES_CLI_H

#include "base/cli.h"
#include "statutes/statutes.h"

/* The whole file, or false: it could not be read, and that was said. A file
 * that is too long comes a byte longer than may be. */
MUST_USE bool	statutes_file(struct cli *, const char *path, str *out);
/* Each error with its place, on standard output. */
void	statutes_print_errors(struct cli *, const char *path,
	    const struct statutes_errors *);

#endif
