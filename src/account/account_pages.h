/*
 * account_pages.h - what the pages of other rooms say of accounts: invitations
 * as sheets to print, refusals as sentences.
 */
#ifndef ACCOUNT_PAGES_H
#define ACCOUNT_PAGES_H

#include "account/account.h"
#include "http/web.h"

#define CODE_SHEETS_MAX	200		/* on one page */

struct code_sheet {
	str	 person;		/* who it is for */
	str	 code;			/* as account_invite() gave it */
	bool	 renew;			/* for a new password */
};

/* Answers with the sheets; the codes stand nowhere else. `unit` heads each;
 * `back` is where the page leads on. */
void	code_sheet_page(struct ctx *, const struct req *, struct res *,
	    str unit, struct path back, const struct code_sheet *, size_t len);

/* A refusal as a sentence: capital letter, full stop. */
str	account_sentence(struct ctx *, enum account_err);

#endif
