/*
 * main.c - the program: a verb of the command line.
 */
#include <stdio.h>

#include "tables.h"

int
main(int argc, char **argv)
{
	(void)argv;
	fprintf(stderr, "cellwork: no verbs are built in yet\n");
	return argc > 1 || all_verbs[0] == NULL ? CLI_USAGE : CLI_DONE;
}
