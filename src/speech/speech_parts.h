/*
 * speech_parts.h - the speakers' list of the item that is open, as parts of the
 * live pages (http/live.h): the same bytes for everybody of an audience.
 *
 * `o` names the conference, in o.conference and o.unit. Where no item is open,
 * or it has no list, a part is empty.
 */
#ifndef SPEECH_PARTS_H
#define SPEECH_PARTS_H

#include "account/may.h"
#include "html/html.h"

/* Phones: who speaks and the clock, the queue, and the buttons to ask, which
 * belong to the form that speech_part_own() writes. */
void	speech_part_phone(struct ctx *, struct object o, struct html *);
/* The chair: who speaks, with clock and buttons; the queue, with "Call". */
void	speech_part_chair_now(struct ctx *, struct object o, struct html *);
void	speech_part_chair_queue(struct ctx *, struct object o, struct html *);
/* The hall: who speaks with the clock; who comes next. */
void	speech_part_hall_now(struct ctx *, struct object o, struct html *);
void	speech_part_hall_next(struct ctx *, struct object o, struct html *);
/* Interpreters: who speaks and who comes next, with where they come from. */
void	speech_part_interpreter(struct ctx *, struct object o, struct html *);

/* What is one person's own, for the page as it is loaded and after what he or
 * she sent: "You are 4th to speak". With the form of the buttons; `key` is its
 * request id. participant_id 0: somebody without a badge. */
void	speech_part_own(struct ctx *, struct object o, int64_t participant_id,
	    str key, struct html *);
/* The form to enter somebody by the number of the badge. */
void	speech_part_enter(struct ctx *, struct object o, str key, str back,
	    struct html *);

/* For the chair's next step. */
struct speech_next {
	bool	 speaking, list_open;
	size_t	 waiting;		/* points of order too */
};
void	speech_next(struct ctx *, int64_t item_id, struct speech_next *out);

#endif
