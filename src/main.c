/*
 * main.c - the program: one verb of the command line.
 */
#include "tables.h"

int
main(int argc, char **argv)
{
	return cli_main(argc, argv, all_verbs);
}
