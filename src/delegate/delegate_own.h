/*
 * delegate_own.h - what the files of this room share.
 */
#ifndef DELEGATE_OWN_H
#define DELEGATE_OWN_H

#include "db/db.h"
#include "delegate/delegate.h"

/* The conference, unless it is over. */
MUST_USE enum delegate_err	delegate_open(struct ctx *,
		    int64_t conference_id, struct conference *out);
/* A line of the record of changes, and CONF-6. */
void	delegate_note(struct ctx *, const char *verb,
	    const struct conference *, int64_t unit_id, int64_t member_id);
/* What a refusal of the conference's room is here. */
enum delegate_err	delegate_of_conference(enum conference_err);
/* Who takes part, and the conference, unless that is over. */
MUST_USE enum delegate_err	delegate_participant(struct ctx *,
		    int64_t participant_id, struct participant *out,
		    struct conference *out_conference);
/* The votes that somebody gave or was given end with him or her. */
void	proxy_end_all(struct ctx *, int64_t participant_id);

#endif
