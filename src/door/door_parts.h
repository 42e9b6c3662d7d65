/*
 * door_parts.h - who is in the hall, as a part of live pages.
 */
#ifndef DOOR_PARTS_H
#define DOOR_PARTS_H

#include "base/base.h"

struct html;
struct object;

/*
 * The card "In the hall" of the chair's desk: present, needed, whether they can
 * decide, by which article. The inside of a <section class="card">; as a
 * struct live_part's render (http/live.h), about object.conference.
 */
void	door_part_hall(struct ctx *, struct object, struct html *);
/* "9,871 present, 6,667 needed", one line for the hall's screen and phones. */
void	door_part_line(struct ctx *, struct object, struct html *);
/* The inside of a <table class="tbl">: by part of the hall, and by delegation.
 * The table is taken as a whole (http/live.h). */
void	door_part_blocks(struct ctx *, struct object, struct html *);
void	door_part_delegations(struct ctx *, struct object, struct html *);
/* People pass doors without a new version of the conference: these parts are
 * moving while it is on. */
bool	door_part_moving(struct ctx *, struct object);

#endif
