/*
 * speech_web.h - what the pages of lists of speakers share.
 */
#ifndef SPEECH_WEB_H
#define SPEECH_WEB_H

#include "http/web.h"
#include "speech/speech.h"

/* The item that the field "item" names, else the one that is open; false: there
 * is none at this conference. */
MUST_USE bool	speech_item_of(struct ctx *, const struct req *,
		    struct item *out);
/* Back to the page it came from, or to that of the list. */
void	speech_go_back(struct ctx *, const struct req *, struct res *);

#endif
