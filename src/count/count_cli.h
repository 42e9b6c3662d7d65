/*
 * count_cli.h - what the files of the verb "count" share.
 */
#ifndef COUNT_CLI_H
#define COUNT_CLI_H

#include "base/cli.h"
#include "count/count.h"

/* Tables for a terminal, on standard output. */
void	count_print_text(struct arena *, const struct count_file *,
	    const struct count_result *);
/* The same numbers for another program. */
void	count_print_json(struct arena *, const struct count_file *,
	    const struct count_result *);
/* "12.50000"; of 1 / scale of a vote, with all its decimals. */
str	count_votes_text(struct arena *, int64_t votes, int64_t scale);
/* "carried", "the count waits for a lot". */
const char	*count_outcome_word(enum count_outcome);

#endif
