/*
 * motion_own.h - what the files of this room share.
 */
#ifndef MOTION_OWN_H
#define MOTION_OWN_H

#include "conference/conference.h"
#include "db/db.h"
#include "motion/motion.h"

/* Whether something may be handed in to the conference by a unit, until a day,
 * by a meeting of it (0: not said). */
enum motion_err	motion_may_hand_in(struct ctx *, int64_t conference_id,
		    struct date until, int64_t unit_id, int64_t meeting_id);
/* A line of the record of changes; screens are told. */
void	motion_note(struct ctx *, const char *verb, int64_t conference_id,
	    int64_t unit_id, int64_t id);
bool	motion_is_decision(enum motion_state);
/* Why it cannot be decided or taken back any more. */
enum motion_err	motion_check_open(enum motion_state);
/* MOTI-9. */
bool	motion_on_vote(struct ctx *, int64_t id);

#endif
