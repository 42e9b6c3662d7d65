/*
 * main.c - the program: one verb of the command line.
 */
#include "db/change.h"
#include "tables.h"
#include "tally/tally.h"

int
main(int argc, char **argv)
{
	change_settle_by(tally_settle);
	return cli_main(argc, argv, all_verbs);
}
