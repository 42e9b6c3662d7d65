/*
 * speech_own.h - what the files of this room share.
 */
#ifndef SPEECH_OWN_H
#define SPEECH_OWN_H

#include "db/db.h"
#include "speech/speech.h"

/* Writes all that can change of a speech. */
void	speech_write(struct ctx *, const struct speech *);
/* A line of the record of changes, and CONF-6. */
void	speech_note(struct ctx *, const char *verb, int64_t conference_id,
	    int64_t member_id);

/* Seconds spoken on an item by delegation, without the speech now, by id. */
void	speech_shares_of(struct ctx *, int64_t item_id,
	    struct speech_share **out, size_t *out_len);

/* ---- steps (SPEE-7) ---------------------------------------------------- */

struct speech_steps {
	int64_t			 act_id, item_id;	/* 0: none yet */
	enum speech_act		 act;
};
/* How the speech was before, and the state it has now. */
void	speech_step(struct ctx *, struct speech_steps *,
	    const struct speech *before, enum speech_state now);

#endif
