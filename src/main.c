/*
 * main.c - the program: one verb of the command line.
 */
#include "db/change.h"
#include "picture/picture.h"
#include "tables.h"
#include "tally/tally.h"

/* The picture asks where units stood when they were last counted. */
static void
settle(struct ctx *cx)
{
	picture_settle(cx);
	tally_settle(cx);
}

int
main(int argc, char **argv)
{
	change_settle_by(settle);
	return cli_main(argc, argv, all_verbs);
}
