/*
 * ballots.h - elections for the tests of the counting room: from texts, and
 * from the files in tests/ballots.
 */
#ifndef TESTS_BALLOTS_H
#define TESTS_BALLOTS_H

#include "count/count.h"

extern struct arena	ballots_mem;	/* made by the first of these */

/* A BLT text or table that is right. */
struct count_file	ballots_of(const char *text);
/* A file of tests/ballots. */
struct count_file	ballots_file(const char *name);
/* Ballots for a question, made of numbers as those of tellers are. */
struct count_ballots	ballots_said(const int64_t votes[COUNT_ANSWERS],
			    int64_t blank, int64_t spoilt);
/* Counts what has to be counted. */
struct count_result	ballots_count(const struct count_file *,
			    enum count_method);
/* Numbers of candidates as letters: "BA". */
const char	*ballots_letters(const uint16_t *, size_t len);

#endif
