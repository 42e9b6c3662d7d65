/*
 * cli_floor.h - what the files of the command line's frame share; rooms include
 * cli.h only.
 */
#ifndef CLI_FLOOR_H
#define CLI_FLOOR_H

#include "base/cli.h"

/* The verb whose name the most words of argv begin with, or NULL. */
const struct verb	*cli_find_verb(const struct verb *const *verbs,
			    int argc, char **argv, int *out_words);

/* The help of a verb, or of the whole program for NULL. */
int	cli_print_help(const struct cli *, const struct verb *);
/* The verbs whose name begins with a word, "import"; false if none does. */
bool	cli_print_beginning(const struct cli *, const char *word);
/* What a person who typed nothing sees, on standard error. */
void	cli_print_short(const struct cli *);
/* For "bash", "zsh" or "fish"; false: another shell. */
bool	cli_print_completion(const struct cli *, const char *shell);

#endif
