/* fold_table.h - the table of text_fold(), for fold.c and its test alone. */
#ifndef FOLD_TABLE_H
#define FOLD_TABLE_H

#include "base/base.h"

struct fold_entry {
	uint16_t	code;		/* the character */
	char		to[6];		/* what it becomes, UTF-8 */
};

extern const struct fold_entry fold_table[];	/* by code */
extern const size_t fold_table_len;

#endif
