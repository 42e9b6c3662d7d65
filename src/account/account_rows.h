/*
 * account_rows.h - what the files of this room share; for no other room.
 */
#ifndef ACCOUNT_ROWS_H
#define ACCOUNT_ROWS_H

#include "account/account.h"

#define TOKEN_KIND	"cellwork session token"
#define CODE_KIND	"cellwork invitation code"
#define HANDLE_KIND	"cellwork device handle"

/* Begins a session of the account, in the place of the longest unused one where
 * there are too many. */
str	session_begin(struct ctx *, int64_t account, bool admin, str agent);
/* Ends every session of the account but the one of a token; how many. */
int64_t	session_end_all(struct ctx *, int64_t account, str but_token);

/* For the record of changes; member 0: an administrator's account. */
void	account_change(struct ctx *, const char *verb, int64_t member_id,
	    str office);

#endif
