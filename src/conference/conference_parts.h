/*
 * conference_parts.h - the order of business, the item that is open and the
 * delay of the day, as parts of the live pages (http/live.h): the same bytes
 * for everybody of an audience. `o` names the conference, in o.conference.
 */
#ifndef CONFERENCE_PARTS_H
#define CONFERENCE_PARTS_H

#include "account/may.h"
#include "html/html.h"

/* Phones: "Item 7 of 16, second day" and the item with its motion; between
 * items and sittings, that. The inside of a <section>; it holds the <h1>. */
void	conference_part_item(struct ctx *, struct object o, struct html *);
/* "Running 6 minutes late. To end at 12:36." One line. */
void	conference_part_delay(struct ctx *, struct object o, struct html *);
/* The items of the sitting with what is done, what is open, and when the others
 * are to be expected: the inside of a card. For phones and the press. */
void	conference_part_agenda(struct ctx *, struct object o, struct html *);

/* The chair's desk: "Second day, 10:42. Running 6 minutes late" and the item as
 * <h1>; the agenda with buttons; what the chair can do now, with the guide of
 * the item. The buttons belong to the form "run-form", which stands once in the
 * page around the parts: conference_part_form() with its request id. */
void	conference_part_chair_head(struct ctx *, struct object o,
	    struct html *);
void	conference_part_chair_agenda(struct ctx *, struct object o,
	    struct html *);
void	conference_part_chair_step(struct ctx *, struct object o,
	    struct html *);
void	conference_part_form(struct ctx *, struct object o, str key,
	    struct html *);

/* The hall's screen: name, day and time of day; "Item 7 of 16" and the item. */
void	conference_part_hall_head(struct ctx *, struct object o,
	    struct html *);
void	conference_part_hall_item(struct ctx *, struct object o,
	    struct html *);
/* What comes next and when, where nobody speaks: the break, the next item. */
void	conference_part_hall_next(struct ctx *, struct object o,
	    struct html *);

/* Delays, expected times and the time of day change without a new version while
 * a sitting is open, or on a day of the conference. */
bool	conference_part_moving(struct ctx *, struct object o);

#endif
