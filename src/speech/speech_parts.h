/*
 * speech_parts.h - the speakers' list of the item that is open, as parts of the
 * live pages (http/live.h): the same bytes for everybody of an audience.
 *
 * `o` names the conference, in o.conference and o.unit. Where no item is open,
 * or it has no list, a part is empty. Who is meant by a line stands in it as
 * the number of the badge, data-who="417".
 */
#ifndef SPEECH_PARTS_H
#define SPEECH_PARTS_H

#include "account/may.h"
#include "html/html.h"

#define SPEECH_PHONE_SHOWN	30	/* of the queue, on each phone */
#define SPEECH_HALL_SHOWN	5
#define SPEECH_CHAIR_SHOWN	100

/* Phones: who speaks and the clock, then the queue with the buttons that all
 * who take part have. The form "speech-form" they belong to stands in the page
 * around the part, with its request id: speech_part_form(). */
void	speech_part_phone(struct ctx *, struct object o, struct html *);
/* The chair: who speaks, with clock and buttons; the queue, with "Call". */
void	speech_part_chair_now(struct ctx *, struct object o, struct html *);
void	speech_part_chair_queue(struct ctx *, struct object o, struct html *);
/* The hall: who speaks with the clock; who comes next. */
void	speech_part_hall_now(struct ctx *, struct object o, struct html *);
void	speech_part_hall_next(struct ctx *, struct object o, struct html *);
/* Interpreters: who speaks and who comes next, with where they come from. */
void	speech_part_interpreter(struct ctx *, struct object o, struct html *);

/* What is one person's own, for the page as it is loaded and as the answer to
 * his or her own request: "You are 4th to speak, in about 9 minutes". */
void	speech_part_own(struct ctx *, struct object o, int64_t participant_id,
	    struct html *);
/* The form that the buttons of the phone's part belong to. */
void	speech_part_form(struct ctx *, struct object o, str key,
	    struct html *);

/* For the chair's next step: who waits, whom the next button calls. */
struct speech_next {
	bool	 speaking;
	size_t	 waiting;		/* points of order too */
	str	 next_public_id, next_name;	/* "": nobody */
	bool	 list_open;
};
void	speech_next(struct ctx *, int64_t item_id, struct speech_next *out);

#endif
