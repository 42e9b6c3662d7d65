/*
 * vote_parts.h - parts of live pages about votes, for the room live/.
 *
 * Each renders the inside of one element, about the vote that screens show
 * (vote_shown()): the open one, or the last result of the open item; nothing
 * where there is none. The parts are the same for everybody of an audience.
 */
#ifndef VOTE_PARTS_H
#define VOTE_PARTS_H

#include "html/html.h"

/* Phones: the question, the form while it is open, then the result. The form
 * posts to /votes/{vote}/ballot; who has no vote sees why after sending. */
void	vote_part_phone(struct ctx *, int64_t conference_id, struct html *);
/* One person's own line: voted, locked, with the envelope's number; rendered
 * into the page as it is loaded, no live part. */
void	vote_part_mine(struct ctx *, int64_t conference_id,
	    int64_t participant_id, struct html *);
/* The chair's desk: what is prepared, to open; the open one, to close; closed,
 * to take over; a tie. Forms post to /votes/{vote}/... */
void	vote_part_chair(struct ctx *, int64_t conference_id, struct html *);
/* The hall screen, and the press. */
void	vote_part_hall(struct ctx *, int64_t conference_id, struct html *);
/* Tellers, and the chair: turnout and sheets by block. Moves. */
void	vote_part_tellers(struct ctx *, int64_t conference_id, struct html *);
/* "8,214 votes in, of 9,871 present", with a meter. Moves. */
void	vote_part_cast(struct ctx *, int64_t conference_id, struct html *);
/* "Vote on your phone, or raise your card." while a vote is open in which
 * phones vote, else "". */
str	vote_how(struct ctx *, int64_t conference_id);
/* Whether what moves is moving: a vote is open. */
bool	vote_parts_move(struct ctx *, int64_t conference_id);

#endif
