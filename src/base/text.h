/*
 * text.h - a text that grows while it is written: in an arena, as plain words
 * or as the content of XML.
 */
#ifndef TEXT_H
#define TEXT_H

#include "base/base.h"

/* Begins with .mem set and all else 0. */
struct text {
	struct arena		*mem;
	struct LIST(char)	 chars;
};

void	text_put(struct text *, str);
void	text_put_f(struct text *, const char *fmt, ...) PRINTF(2, 3);
/* As content or in an attribute; what XML 1.0 cannot hold is left out, and
 * what is no UTF-8 becomes U+FFFD. */
void	text_put_xml(struct text *, str);
/* "<name>value</name>" and the end of the line. */
void	text_put_element(struct text *, const char *name, str value);
/* What was written; holds until the next writing. */
str	text_taken(const struct text *);

#endif
