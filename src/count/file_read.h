/*
 * file_read.h - what the readers of ballots share: where they are in a text,
 * and how they say what is wrong there.
 */
#ifndef COUNT_FILE_READ_H
#define COUNT_FILE_READ_H

#include "count/count.h"

struct reader {
	struct arena		*mem;
	str			 text;
	size_t			 at;		/* bytes read */
	size_t			 line_at;	/* where the line begins */
	int			 line;		/* from 1 */
	struct count_file	*out;
	struct count_file_error	*error;		/* only the first is told */
	bool			 failed;
};

/* Begins; false: it is no UTF-8, or too long. */
MUST_USE bool	reader_begin(struct reader *, struct arena *, str text,
		    struct count_file *, struct count_file_error *);
/* Says what was expected at byte `at` of this line, where `found` stands.
 * Returns false, for `return reader_fail(...)`. */
bool	reader_fail(struct reader *, size_t at, str found,
	    const char *expected);
/* The same with a sentence of its own. */
bool	reader_refuse(struct reader *, size_t at, str found,
	    const char *expected, const char *text);
/* The character that stands next, to be shown. */
str	reader_next(const struct reader *);
/* What the counting room refused about the ballot that begins at `at`. */
bool	reader_err(struct reader *, size_t at, enum count_err);

/* "#: KEY VALUE" without "#:"; `at` is where it begins. */
bool	rule_line_read(struct reader *, str line, size_t at);
/* The name of a word of a rule file, for writing and reading the same. */
extern const char *const unranked_words[];	/* by enum count_unranked */
extern const char *const base_words[];		/* by enum base_of */

#endif
