/*
 * wire.h - a document on its way to the program that draws it: between the
 * files of this room and of draw/.
 *
 * The form is strict: bytes that are no document, or one that the functions of
 * paper.h could not have made, are not read. Numbers are 32 bits, the low byte
 * first; a text is its length and its bytes.
 *
 *	"CWPAPER2"
 *	byte size, byte rtl, byte cards_on
 *	texts title, lang, author, record, check, page_of
 *	number of columns; each: number share, byte flags, text head
 *	number of blocks; each: byte kind, number n, number of runs; each run:
 *		byte faces, text. A table has no runs: n are its columns, the
 *		next of those above. n of a row is how many cells follow.
 *	number of cards; each: seven texts, byte band
 */
#ifndef WIRE_H
#define WIRE_H

#include "paper/paper.h"

/* False: it could not be written, or not all of it. */
MUST_USE bool	wire_write(const struct paper *, int fd);
/* False: the bytes are no document. *out borrows from them; its lists are in
 * the arena, which needs wire_room() bytes. */
MUST_USE bool	wire_read(struct arena *, str bytes, struct paper *out);
size_t		wire_room(size_t len);

/* What the other program is called with, and what it says at its end: a line on
 * standard error, "cellwork-paper: pages 12" or "cellwork-paper: " and a
 * detail; its status is one that nothing else ends with. */
#define WIRE_PROGRAM	"cellwork-paper"
#define WIRE_STATUS(err) ((err) == PAPER_OK ? 0 : 64 + (int)(err))
#define WIRE_SAYS	WIRE_PROGRAM ": "

#endif
