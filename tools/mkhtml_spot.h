/*
 * mkhtml_spot.h - where in a page of HTML a byte stands, and what may not
 * stand there.
 *
 * The dialect is strict: attributes in lower case with double quotes, every
 * element closed, no scripts, styles or remarks of HTML.
 */
#ifndef MKHTML_SPOT_H
#define MKHTML_SPOT_H

#include <stdbool.h>

enum place { TEXT, TAG_NAME, TAG, AFTER, ATTR_NAME, EQUALS, ATTR, URL };
enum url { URL_START, URL_SLASH, URL_REST };

#define NAME_MAX_LEN	63

struct spot {
	enum place	 place;
	enum url	 url;
	bool		 closing;	/* in </...> */
	bool		 refresh;	/* in a tag with http-equiv= */
	char		 tag[NAME_MAX_LEN + 1];
	char		 attr[NAME_MAX_LEN + 1];
	char		 open[512];	/* open elements: "html body main " */
};

/* Goes on over the byte at p of a text that ends with NUL. True where it is
 * of words that a person reads, false where it is markup. */
bool	spot_follow(struct spot *, const char *p);
/* Before a directive: a name that was being read is complete. */
void	spot_settle(struct spot *);
/* A field stands here; stops the program where none may. */
void	spot_field(struct spot *);
bool	spot_same(const struct spot *, const struct spot *);

/* Whether the name is one of the list of words. */
bool	one_of(const char *name, const char *list);
/* FILE:LINE: and the sentence, and the end of the program. */
void	die(const char *fmt, ...)
	    __attribute__((format(printf, 1, 2), noreturn));

#endif
