/*
 * lines.h - a text in Markdown read line by line, for what has no layout of
 * its own: paper, plain text, XML.
 */
#ifndef BULLETIN_LINES_H
#define BULLETIN_LINES_H

#include "base/base.h"

/* Each heading, paragraph and item, in its order. */
enum line_kind { LINE_HEADING, LINE_TEXT, LINE_QUOTE, LINE_ITEM };
typedef void	bulletin_take(struct ctx *, void *arg, enum line_kind, str);
void	bulletin_each_line(struct ctx *, str text, bulletin_take *, void *arg);
/* Markdown as it reads, without its marks. */
str	bulletin_plain(struct ctx *, str text);
/* How much of a long text can be read at once: up to an empty line, as late as
 * fits. */
size_t	bulletin_piece(str text);

#endif
