/*
 * tables.h - every room's verbs, for main.c and tests. The routes are declared
 * in http/web.h, whose floor answers them.
 */
#ifndef TABLES_H
#define TABLES_H

#include "base/cli.h"

extern const struct verb *const all_verbs[];	/* ends with NULL */

#endif
