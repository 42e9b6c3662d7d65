/* door_pages.h - what the pages about doors and badges share. */
#ifndef DOOR_PAGES_H
#define DOOR_PAGES_H

#include "door/door.h"

/* A refusal as a sentence for the page. */
str	door_sentence(struct ctx *, enum door_err);

#endif
