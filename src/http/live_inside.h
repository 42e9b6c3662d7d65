/*
 * live_inside.h - what the files of live event streams share.
 */
#ifndef LIVE_INSIDE_H
#define LIVE_INSIDE_H

#include "http/live.h"

#define LIVE_DIGEST	16		/* bytes */
#define LIVE_ID_MAX	64		/* of an event, with its NUL */

/* What a page says at one moment. */
struct live_state {
	int64_t	 version;		/* 0: there is none any more */
	bool	 moving;		/* some part may change without it */
	size_t	 len;
	struct live_shown {
		struct html_piece	 inside;
		unsigned char		 digest[LIVE_DIGEST];
	}	 part[LIVE_PARTS_MAX];
};

/* Renders the parts in the open transaction of cx, for nobody. */
void	live_render(struct ctx *, const struct live_page *, struct object,
	    struct live_state *out);

/*
 * The name of a state, "17-0123456789abcdef0123456789abcdef": its version and a
 * digest of all its bytes. It is the id of the event that leads to it, and so
 * says the same after a restart, and at each server of the same data.
 */
void	live_name(const struct live_state *, char out[LIVE_ID_MAX]);

/* The event that leads from one state to the next: the parts that differ, or
 * with `before` NULL all of them. Empty where none differs. */
str	live_event(struct arena *, const struct live_page *,
	    const struct live_state *before, const struct live_state *);

#endif
