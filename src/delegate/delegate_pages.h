/*
 * delegate_pages.h - what the pages of this room share.
 */
#ifndef DELEGATE_PAGES_H
#define DELEGATE_PAGES_H

#include "conference/conference_pages.h"
#include "delegate/delegate.h"

/* The page that it belongs to comes back, with its status. */
void	delegate_refuse(struct ctx *, struct res *, struct problems *,
	    const char *field, enum delegate_err);
/* "delegate, seat A 417, badge 12", and where somebody is or went. */
str	delegate_person_text(struct ctx *, const struct participant *);
/* "A conference of secretaries is due by 22 November 2031 (article 30)."; "" if
 * the rules do not say how often. */
str	delegate_due_text(struct ctx *, const struct conference_due *);
/* The same of the conference of a unit that is due first; "": none is. */
str	delegate_unit_due_text(struct ctx *, int64_t unit_id);
/* A number on a badge that was typed; 0: nobody has it. */
int64_t	delegate_by_number(struct ctx *, int64_t conference_id, str typed);

#endif
