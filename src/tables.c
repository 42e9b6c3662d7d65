/*
 * tables.c - the one place that lists every room's routes and verbs.
 */
#include "base/cli.h"

#include "tables.h"

const struct verb *const all_verbs[] = {
	NULL
};
