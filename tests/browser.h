/*
 * browser.h - asking for pages of the world of harbour.h as a browser does,
 * without a server, and looking at what came back.
 */
#ifndef BROWSER_H
#define BROWSER_H

#include "http/web.h"
#include "tests/harbour.h"

#define NOBODY	HARBOUR_PEOPLE		/* who is not logged in */

extern struct res browser;		/* the last answer */

void	browser_open(struct harbour *);

/* The status. A path may have a query; each write has a new request id, unless
 * browser_same_key() was called before it. */
int	get(enum harbour_person, const char *path);
int	post(enum harbour_person, const char *path, const char *form);
int	post_as_outbox(enum harbour_person, const char *path,
	    const char *form);		/* asks for JSON */
void	browser_same_key(void);

/* Public ids. */
const char	*browser_unit(int64_t id);
const char	*browser_person(int64_t id);

const char	*browser_body(void);
bool	shows(const char *text);
size_t	shown_times(const char *text);
/* Where the last answer led; it was a 303. */
const char	*led_to(void);
/* The value of the first hidden field of that name on the page. */
const char	*hidden(const char *name);
/* A text that lives as long as the world. */
const char	*say(const char *fmt, ...) PRINTF(1, 2);

#endif
